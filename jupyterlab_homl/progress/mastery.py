"""How well a learner knows each skill: levels, derived from what the learner has done. Pure functions.

Levels rise when exercises pass and review questions are answered right, and fall when review questions are missed:

- *attempted*: an exercise was tried, or a question answered;
- *familiar*: an exercise passed with its third hint or after its solution was seen, or a short answer met its rubric;
- *proficient*: an exercise passed without either (a quiz: at the first try), the fast track proved the skill, or a question
  on a familiar skill was answered right on a later day;
- *mastered*: a question on a proficient skill was answered right on a later day.

A missed question takes one level away, but not below *attempted*; in practice, before the question is due, it takes none.
Seeing the solution before the exercise passes takes the
skill back to *familiar* and holds it there until a question is answered right on a later day. Cards, which learners rate
themselves, change no level: honest ratings must not cost anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from ..course.model import Course, Exercise, Lesson
from ..toolkit.messages import Message
from .days import day_of
from .history import Attempt, Event, Hint

#: The levels, lowest first, and their ranks.
LEVELS = ("not_started", "attempted", "familiar", "proficient", "mastered")
NOT_STARTED, ATTEMPTED, FAMILIAR, PROFICIENT, MASTERED = range(5)

#: The number of the hint that nearly gives the answer away.
THIRD_HINT = 3

#: The share of a fast track's quiz that must be right.
FAST_SHARE = 0.8


@dataclass(frozen=True)
class LevelStep:
    """Something that changed a level or held it where it was.

    Attributes
    ----------
    at : datetime
        When, in UTC.
    level : str
        The level from then on.
    because : Message
        The evidence, as a sentence.
    """

    at: datetime
    level: str
    because: Message


@dataclass(frozen=True)
class Standing:
    """The level of one skill and how the learner got there.

    Attributes
    ----------
    rank : int
        The index of the level in `LEVELS`.
    since : datetime or None
        When the level last changed.
    held : datetime or None
        When a solution was seen that holds the level at *familiar*; None if none does.
    entered : datetime or None
        When the level first was *familiar* or higher, from which the dates of review questions follow.
    steps : tuple of LevelStep
        Oldest first.
    """

    rank: int = NOT_STARTED
    since: datetime | None = None
    held: datetime | None = None
    entered: datetime | None = None
    steps: tuple[LevelStep, ...] = ()

    @property
    def level(self) -> str:
        """One of `LEVELS`."""
        return LEVELS[self.rank]

    def moved(self, rank: int, at: datetime, because: Message, note: bool = False) -> Standing:
        """The standing at another level. Where the level stays, this is a step only if `note` is set."""
        if rank == self.rank and not note:
            return self
        return replace(
            self,
            rank=rank,
            since=self.since if rank == self.rank else at,
            entered=at if rank >= FAMILIAR and self.entered is None else self.entered,
            steps=(*self.steps, LevelStep(at, LEVELS[rank], because)),
        )

    def raised(self, rank: int, at: datetime, because: Message) -> Standing:
        """The standing at this level or above; while it is held, at most at *familiar*."""
        return self.moved(max(self.rank, min(rank, FAMILIAR) if self.held else rank), at, because)


@dataclass(frozen=True)
class Evidence:
    """All that levels are derived from, each sequence oldest first.

    Of the attempts at an exercise, the first one and the first that passed are enough: no other changes a level.
    """

    attempts: Sequence[Attempt] = ()
    hints: Sequence[Hint] = ()
    events: Sequence[Event] = ()


#: Standings by the id of the lesson and the name of the skill.
Standings = Mapping[tuple[str, str], Standing]


def standings(course: Course, evidence: Evidence, zone: tzinfo | None = None) -> Standings:
    """The standing of every skill of every lesson.

    Parameters
    ----------
    course : Course
        The course.
    evidence : Evidence
        What the learner has done.
    zone : tzinfo, optional
        The learner's time zone; by default the machine's.
    """
    return _Replay(course, zone).run(evidence)


class _Replay:
    """Goes through the evidence in the order of time and keeps the standings."""

    def __init__(self, course: Course, zone: tzinfo | None) -> None:
        self._zone = zone
        self._standings = {(lesson.id, skill): Standing() for lesson in course.lessons for skill in lesson.skills}
        self._exercises = {exercise.id: (lesson, exercise) for lesson in course.lessons for exercise in lesson.exercises}
        self._items = {item.id: (lesson, item) for lesson in course.lessons for item in lesson.review}
        self._lessons = {lesson.id: lesson for lesson in course.lessons}
        self._tries: dict[str, int] = {}
        self._passed: set[str] = set()
        self._helped: dict[str, str] = {}
        self._fast_tracks: list[Event] = []

    def run(self, evidence: Evidence) -> Standings:
        history: list[tuple[datetime, int, Any]] = [
            *((hint.at, 0, hint) for hint in evidence.hints),
            *((event.at, 1, event) for event in evidence.events),
            *((attempt.at, 2, attempt) for attempt in evidence.attempts),
        ]
        reactions = {
            "solution": self._on_solution,
            "rating": self._on_rating,
            "review": self._on_review,
            "fasttrack": self._on_fast_track,
        }
        for _, _, entry in sorted(history, key=lambda entry: entry[:2]):
            if isinstance(entry, Hint):
                self._on_hint(entry)
            elif isinstance(entry, Attempt):
                self._on_attempt(entry)
            elif entry.kind in reactions:
                reactions[entry.kind](entry)
        return self._standings

    def _change(self, lesson: Lesson, skill: str, change: Callable[[Standing], Standing]) -> None:
        self._standings[lesson.id, skill] = change(self._standings[lesson.id, skill])

    def _change_skills_of(self, lesson: Lesson, exercise: Exercise, change: Callable[[Standing], Standing]) -> None:
        for skill in exercise.skills:
            if (lesson.id, skill) in self._standings:
                self._change(lesson, skill, change)

    def _on_hint(self, hint: Hint) -> None:
        if hint.number >= THIRD_HINT and hint.exercise not in self._passed:
            self._helped.setdefault(hint.exercise, "hint")

    def _on_attempt(self, attempt: Attempt) -> None:
        if attempt.exercise not in self._exercises or attempt.exercise in self._passed or not attempt.status.is_attempt:
            return  # what follows the first pass changes no level
        lesson, exercise = self._exercises[attempt.exercise]
        tries = self._tries[exercise.id] = self._tries.get(exercise.id, 0) + 1
        rank, because = ATTEMPTED, Message("You tried “{title}”.", _values(exercise))
        if attempt.passes(exercise):
            self._passed.add(exercise.id)
            rank, because = self._pass(exercise, tries)
        self._change_skills_of(lesson, exercise, lambda standing: standing.raised(rank, attempt.at, because))

    def _pass(self, exercise: Exercise, tries: int) -> tuple[int, Message]:
        """The rank that the first pass of an exercise gives its skills, and the sentence about it."""
        helped, values = self._helped.get(exercise.id), _values(exercise)
        if helped == "solution":
            return FAMILIAR, Message("You passed “{title}” after seeing its solution.", values)
        if helped == "hint":
            return FAMILIAR, Message("You passed “{title}” with its third hint.", values)
        if exercise.is_quiz and tries > 1:
            return FAMILIAR, Message("You passed “{title}” on a later try.", values)
        return PROFICIENT, Message("You passed “{title}” without its third hint or solution.", values)

    def _on_solution(self, event: Event) -> None:
        if event.subject not in self._exercises or event.subject in self._passed:
            return
        lesson, exercise = self._exercises[event.subject]
        if exercise.manual:  # learners rate a short answer by comparing it with the model answer
            return
        self._helped[exercise.id] = "solution"
        because = Message("You saw the solution of “{title}” before it passed.", _values(exercise))

        def hold(standing: Standing) -> Standing:
            rank = min(max(standing.rank, ATTEMPTED), FAMILIAR)
            return replace(standing, held=event.at).moved(rank, event.at, because, note=True)

        self._change_skills_of(lesson, exercise, hold)

    def _on_rating(self, event: Event) -> None:
        rubric = event.data.get("rubric")
        if event.subject not in self._exercises or not isinstance(rubric, list) or not rubric or not all(rubric):
            return
        lesson, exercise = self._exercises[event.subject]
        because = Message("You rated your answer to “{title}” by its rubric.", _values(exercise))
        self._change_skills_of(lesson, exercise, lambda standing: standing.raised(FAMILIAR, event.at, because))

    def _on_review(self, event: Event) -> None:
        if event.subject not in self._items:
            return
        lesson, item = self._items[event.subject]
        if item.kind != "card":
            right, practice = bool(event.data.get("right")), event.data.get("practice") is True
            self._change(lesson, item.skill, lambda standing: self._reviewed(standing, event.at, right, practice))

    def _reviewed(self, standing: Standing, at: datetime, right: bool, practice: bool) -> Standing:
        """The standing after a review question on the skill was answered; in practice, before it was due."""
        if not right and practice:
            return standing.raised(ATTEMPTED, at, Message("You practised a review question."))
        if not right:
            rank = max(standing.rank - 1, ATTEMPTED)
            return standing.moved(rank, at, Message("You missed a review question, which costs one level."), note=True)
        if standing.rank < FAMILIAR:
            return standing.raised(FAMILIAR, at, Message("You answered a review question right."))
        if not self._later_day(standing.held, at) or not self._later_day(standing.since, at):
            return standing
        rank = min(standing.rank + 1, MASTERED)
        because = Message("You answered a review question right on a later day.")
        return replace(standing, held=None).moved(rank, at, because, note=True)

    def _on_fast_track(self, event: Event) -> None:
        lesson, items = self._lessons.get(event.subject), event.data.get("items")
        if lesson is None or not isinstance(items, dict):
            return
        before, self._fast_tracks = self._fast_tracks, [*self._fast_tracks, event]
        if is_practice(lesson, before, event.at, self._zone):
            return

        def prove(standing: Standing) -> Standing:
            held = None if self._later_day(standing.held, event.at) else standing.held
            because = Message("The quiz of the fast track proved it.")
            return replace(standing, held=held).raised(PROFICIENT, event.at, because)

        for skill in proved(lesson, items):
            self._change(lesson, skill, prove)

    def _later_day(self, before: datetime | None, at: datetime) -> bool:
        return before is None or day_of(at, self._zone) > day_of(before, self._zone)


def _values(exercise: Exercise) -> dict[str, str]:
    return {"exercise": exercise.id, "title": exercise.title}


def is_practice(lesson: Lesson, before: Iterable[Event], at: datetime, zone: tzinfo | None = None) -> bool:
    """Whether a fast track is mere practice: one that failed earlier on the same day has already shown the answers.

    Parameters
    ----------
    lesson : Lesson
        The lesson of the fast track.
    before : iterable of Event
        The fast tracks taken before, of any lesson.
    at : datetime
        When this one is taken, in UTC.
    zone : tzinfo, optional
        The learner's time zone; by default the machine's.
    """
    today = day_of(at, zone)
    return any(
        event.subject == lesson.id and day_of(event.at, zone) == today and not proved(lesson, event.data.get("items"))
        for event in before
    )


def proved(lesson: Lesson, items: Any) -> tuple[str, ...]:
    """The skills that the answers to a fast track's quiz prove.

    Parameters
    ----------
    lesson : Lesson
        The lesson of the fast track.
    items : dict
        Whether each item was answered right, by its id; anything else, from an old database, proves nothing.

    Returns
    -------
    tuple of str
        If four of five answers were right, the skills with at least half of their own questions right; otherwise none.
    """
    if not isinstance(items, dict) or not items or sum(map(bool, items.values())) < FAST_SHARE * len(items):
        return ()
    skill_of = {item.id: item.skill for item in lesson.review}
    found = []
    for skill in lesson.skills:
        own = [bool(right) for item, right in items.items() if skill_of.get(item) == skill]
        if own and 2 * sum(own) >= len(own):
            found.append(skill)
    return tuple(found)
