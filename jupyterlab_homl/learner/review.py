"""Reviews, skills and fast tracks of a learner."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from ..course.model import Lesson
from ..course.review_items import ReviewQuestion
from ..errors import Conflict, HomlError, NotFound
from ..progress.assessment import Assessment, assess, unanswered
from ..progress.days import day_of
from ..progress.history import Event
from ..progress.mastery import FAST_SHARE, Evidence, Standings, is_practice, proved, standings
from ..progress.review import SESSION_SECONDS, Entry, ReviewCard, Schedule, interleaved, quiz, session
from ..progress.roadmap import LessonProgress, SkillProgress
from .review_documents import (
    CardBack,
    DueReviews,
    FastTrack,
    FastTrackResult,
    LessonSkills,
    ReviewResult,
    ReviewSession,
    SkillEvidence,
    SkillsListing,
    level_change,
    skill_levels,
)
from .service import CourseOverview, Service

#: Returns the cards of the learner that are to be reviewed.
CardSource = Callable[[], Sequence[ReviewCard]]

_WRITING = threading.Lock()


class Review:
    """The reviews of one learner.

    Parameters
    ----------
    service : Service
        The course and the learner's progress.
    cards : sequence of callable
        Sources of cards to review besides the questions of the course.
    now : callable, optional
        Returns the present time, in UTC.
    zone : tzinfo, optional
        The learner's time zone; by default the machine's.
    """

    def __init__(
        self,
        service: Service,
        cards: Sequence[CardSource] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        zone: tzinfo | None = None,
    ) -> None:
        self._service = service
        self._cards = cards
        self._now = now
        self._zone = zone

    def course_text(self, **more: Any) -> str:
        """The document of the course with the levels of skills and with what is due, as JSON.

        It is kept until the learner does something, a learning day begins, or libraries are loaded.

        Parameters
        ----------
        more : JSON values
            Further members of the document.
        """
        service = self._service
        key = (self._state(), service.history(), service.warming, self._today(), more)
        return service.course_text.get(key, lambda: json.dumps({**self.course().document(), **more}))

    def course(self) -> CourseOverview:
        """The course with the learner's progress, the levels of skills, and what is due."""
        overview = self._service.course()
        known, schedule = self._state()
        due = {entry.topic for entry in schedule.due(self._now())}

        def with_skills(progress: LessonProgress) -> LessonProgress:
            lesson = progress.lesson
            skills = (SkillProgress(name, known[lesson.id, name].level, (lesson.id, name) in due) for name in lesson.skills)
            return replace(progress, skills=tuple(skills))

        parts = tuple(replace(part, lessons=tuple(map(with_skills, part.lessons))) for part in overview.roadmap.parts)
        return replace(overview, roadmap=replace(overview.roadmap, parts=parts), reviews=self._due(schedule))

    def queue(self, lesson_id: str | None = None, skill: str | None = None, seconds: int = SESSION_SECONDS) -> ReviewSession:
        """A session: what is due, for at most so many seconds, or all questions on one skill of a lesson.

        Raises
        ------
        NotFound
            If there is no such lesson, or it has no questions on the skill.
        """
        _, schedule = self._state()
        if skill is None:
            chosen = session(schedule.due(self._now()), seconds)
        else:
            lesson = self._service.library.course.lesson(lesson_id or "")
            chosen = interleaved([schedule.entries[item.id] for item in lesson.review if item.skill == skill])
            if not chosen:
                raise NotFound("{lesson} has no review questions on “{skill}”.", lesson=lesson.id, skill=skill)
        return ReviewSession(self._due(schedule), tuple(chosen), self._today())

    def back(self, item_id: str) -> CardBack:
        """The back of a card.

        Raises
        ------
        NotFound
            If there is no such item.
        HomlError
            If it is not a card.
        """
        entry = self._find(self._state()[1], item_id)
        if entry.item.kind != "card":
            raise HomlError("{item} is not a card. Answer it to see what is right.", item=item_id)
        return CardBack(item_id, entry.turn, entry.question.why)

    def answer(self, item_id: str, turn: int, answer: object, rating: object) -> ReviewResult:
        """Assess and store an answer.

        An answer that is sent again, perhaps because no response arrived, is assessed again but not stored again.

        Parameters
        ----------
        item_id : str
            The item.
        turn : int
            How often the item had been answered when it was shown.
        answer : object
            The letter of an option, or a number; None for a card.
        rating : object
            The rating of a card; None for others.

        Raises
        ------
        Conflict
            If the item has been answered more than once since.
        """
        with _WRITING:
            before, schedule = self._state()
            entry = self._find(schedule, item_id)
            if not entry.turn - 1 <= turn <= entry.turn or turn < 0:
                raise Conflict("This question has been answered in another window. Fetch the review again.")
            result = assess(entry.item, entry.item.variant(turn), answer, rating)
            if turn == entry.turn:
                practice = {} if entry.is_due(self._today()) else {"practice": True}
                self._service.store.add_event(
                    "review", item_id, skill=entry.item.skill, right=result.right, rating=result.rating, **practice
                )
        known, after = self._state()
        lesson = entry.lesson
        self._service.on_progress(lesson.id if lesson else "", item_id, "reviewed")
        change = level_change(before, known, lesson, entry.item.skill)
        return ReviewResult(item_id, result, after.due_at(item_id), change, self._due(after))

    def fast_track(self, lesson_id: str) -> FastTrack:
        """The fast track of a lesson: its exercise and its quiz.

        Raises
        ------
        NotFound
            If the lesson has none.
        """
        lesson = self._lesson_with_fast_track(lesson_id)
        known, schedule = self._state()
        items = quiz(lesson, schedule)
        exercise = lesson.exercise(lesson.fast_track)
        return FastTrack(
            lesson=lesson,
            exercise=exercise,
            exercise_skills=skill_levels(known, lesson, exercise.skills),
            passed=self._service.record().passed(exercise),
            skills=skill_levels(known, lesson, dict.fromkeys(entry.item.skill for entry in items)),
            turn=len(self._fast_tracks(lesson)),
            practice=is_practice(lesson, self._fast_tracks(lesson), self._now(), self._zone),
            needed=math.ceil(FAST_SHARE * len(items)),
            items=tuple(items),
        )

    def answer_fast_track(
        self, lesson_id: str, turn: int, answers: dict[str, Any], turns: dict[str, Any] | None = None
    ) -> FastTrackResult:
        """Assess all answers to the quiz of a fast track at once; a missing one is wrong.

        Answers that are sent again are assessed again but not stored again.

        Parameters
        ----------
        lesson_id : str
            The lesson.
        turn : int
            How often the fast track had been taken when it was shown.
        answers : dict
            The answers by item.
        turns : dict, optional
            How often each item had been answered when it was shown, which tells the question; an old front end sends none.

        Raises
        ------
        Conflict
            If the fast track has been taken since, or if it cannot be known what was asked.
        """
        lesson = self._lesson_with_fast_track(lesson_id)
        with _WRITING:
            _, schedule = self._state()
            tracks = self._fast_tracks(lesson)
            again = len(tracks) - 1 == turn >= 0
            if not again and turn != len(tracks):
                raise _answered_elsewhere()
            entries = quiz(lesson, schedule)
            shown = self._shown(entries, turns, again)
            results = [
                (entry, _assess_quiz(entry, entry.item.variant(shown[entry.item.id]), answers.get(entry.item.id)))
                for entry in entries
            ]
            items = {entry.item.id: result.right for entry, result in results}
            at, before = (tracks[-1].at, tracks[:-1]) if again else (self._now(), tracks)
            practice = is_practice(lesson, before, at, self._zone)
            if not again:
                self._service.store.add_event("fasttrack", lesson.id, items=items)
        known, _ = self._state()
        self._service.on_progress(lesson.id, lesson.fast_track, "fasttrack")
        won = proved(lesson, items)
        return FastTrackResult(
            lesson=lesson.id,
            needed=math.ceil(FAST_SHARE * len(items)),
            passed=bool(won),
            practice=practice,
            results=tuple(results),
            skills=skill_levels(known, lesson, dict.fromkeys(entry.item.skill for entry in entries)),
            proved=() if practice else won,
        )

    def skills(self) -> SkillsListing:
        """The skills of all lessons that are ready, with the evidence for their levels."""
        known, schedule = self._state()
        lessons = [lesson for lesson in self._service.library.course.lessons if lesson.ready and lesson.skills]
        return SkillsListing(self._due(schedule), tuple(self._skills_of(lesson, known, schedule) for lesson in lessons))

    def _skills_of(self, lesson: Lesson, known: Standings, schedule: Schedule) -> LessonSkills:
        record = self._service.record()
        today = {entry.item.id for entry in schedule.due(self._now())}

        def evidence(skill: str) -> SkillEvidence:
            entries = [schedule.entries[item.id] for item in lesson.review if item.skill == skill]
            dates = [date for entry in entries if (date := schedule.due_at(entry.item.id)) is not None]
            return SkillEvidence(
                name=skill,
                standing=known[lesson.id, skill],
                exercises=tuple(
                    (exercise, record.status(exercise)) for exercise in lesson.exercises if skill in exercise.skills
                ),
                items=len(entries),
                due=sum(entry.item.id in today for entry in entries),
                next=min(dates, default=None),
            )

        has_quiz = bool(lesson.fast_track and quiz(lesson, schedule))
        return LessonSkills(lesson, tuple(map(evidence, lesson.skills)), has_quiz)

    def _state(self) -> tuple[Standings, Schedule]:
        """The standings and the schedule as they are now."""
        course, history = self._service.library.course, self._service.history()
        cards = tuple(card for source in self._cards for card in source())

        def derive() -> tuple[Standings, Schedule]:
            known = standings(course, Evidence(history.attempts, history.hints, history.events), self._zone)
            return known, Schedule(course, known, history.events, cards, self._zone)

        return self._service.review_state.get((history, cards, self._zone), derive)

    def _today(self) -> date:
        """The present learning day."""
        return day_of(self._now(), self._zone)

    def _due(self, schedule: Schedule) -> DueReviews:
        now = self._now()
        return DueReviews(len(schedule.due(now)), schedule.next(now))

    def _find(self, schedule: Schedule, item_id: str) -> Entry:
        if item_id not in schedule.entries:
            raise NotFound("There is no review question {item}. Fetch the review again.", item=item_id)
        return schedule.entries[item_id]

    def _lesson_with_fast_track(self, lesson_id: str) -> Lesson:
        lesson = self._service.library.course.ready_lesson(lesson_id)
        if not lesson.fast_track:
            raise NotFound("“{title}” ({lesson}) has no fast track.", title=lesson.title, lesson=lesson.id)
        return lesson

    def _shown(self, entries: Sequence[Entry], turns: dict[str, Any] | None, again: bool) -> dict[str, int]:
        """How often each item of a quiz had been answered when its question was shown."""
        if turns is None:
            ids = {entry.item.id for entry in entries}
            if self._service.workspace.database.is_file() and any(
                event.subject in ids for event in self._service.store.events("review")
            ):
                raise Conflict(
                    "A question of this quiz has been answered in a review. Reload the page, then open the quiz again."
                )
            return {entry.item.id: entry.turn - again for entry in entries}
        shown = {entry.item.id: turns.get(entry.item.id) for entry in entries}
        if any(type(shown[entry.item.id]) is not int or not 0 <= turns[entry.item.id] <= entry.turn for entry in entries):
            raise _answered_elsewhere()
        return {item: int(turn) for item, turn in shown.items() if turn is not None}

    def _fast_tracks(self, lesson: Lesson) -> list[Event]:
        if not self._service.workspace.database.is_file():
            return []
        return [event for event in self._service.store.events("fasttrack") if event.subject == lesson.id]


def _answered_elsewhere() -> Conflict:
    return Conflict("This quiz has been answered in another window. Open it again for the next one.")


def _assess_quiz(entry: Entry, question: ReviewQuestion, answer: object) -> Assessment:
    return unanswered(entry.item, question) if answer is None else assess(entry.item, question, answer)
