"""How well each skill is known: levels, worked out from what the learner has done. Pure.

Levels rise by exercises that pass and by review questions answered right, and fall by review questions missed:

- *attempted*: an exercise was tried, or a question answered;
- *familiar*: an exercise passed with its third hint or after its solution, or was answered and met its rubric;
- *proficient*: an exercise passed without either (a quiz: at the first try), the fast track proved it, or a question on a
  skill that was familiar was answered right on a later day;
- *mastered*: a question on a skill that was proficient was answered right on a later day.

A question missed takes one level away, down to *attempted*. A solution seen before its exercise passed takes the skill back
to *familiar* and holds it there until a question is answered right on a later day. Cards that learners rate themselves move
no level: they would have to rate against themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from ..course.model import Course, Exercise, Lesson
from ..toolkit.messages import Message
from .days import day_of
from .history import NO_ATTEMPT, Attempt, Event, Hint

#: From the least to the most.
LEVELS = ("not_started", "attempted", "familiar", "proficient", "mastered")
NOT_STARTED, ATTEMPTED, FAMILIAR, PROFICIENT, MASTERED = range(5)

#: The hint that nearly gives the answer.
THIRD_HINT = 3

#: Share of a fast track's quiz that must be right.
FAST_SHARE = 0.8


@dataclass(frozen=True)
class Step:
    """What moved or held a level.

    Attributes
    ----------
    at : datetime
        When, in UTC.
    level : str
        The level since.
    because : Message
        The evidence, in a sentence.
    """

    at: datetime
    level: str
    because: Message


@dataclass
class Standing:
    """Where a learner stands with a skill, and how it came."""

    rank: int = NOT_STARTED
    since: datetime | None = None
    held: datetime | None = None
    entered: datetime | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def level(self) -> str:
        """One of `LEVELS`."""
        return LEVELS[self.rank]

    def move(self, rank: int, at: datetime, because: Message, note: bool = False) -> None:
        """Set the level; what changes nothing is kept only where it is to be noted."""
        if rank != self.rank:
            self.rank, self.since = rank, at
        elif not note:
            return
        if rank >= FAMILIAR and self.entered is None:
            self.entered = at
        self.steps.append(Step(at, LEVELS[rank], because))

    def raise_to(self, rank: int, at: datetime, because: Message) -> None:
        """Lift the level to this at least; one that is held rises no further than familiar."""
        self.move(max(self.rank, min(rank, FAMILIAR) if self.held else rank), at, because)


@dataclass(frozen=True)
class Evidence:
    """All that levels are worked out from, each oldest first."""

    attempts: Sequence[Attempt] = ()
    hints: Sequence[Hint] = ()
    events: Sequence[Event] = ()


Standings = dict[tuple[str, str], Standing]


def standings(course: Course, evidence: Evidence, zone: tzinfo | None = None) -> Standings:
    """Every skill of every lesson, by lesson's id and skill's name.

    Parameters
    ----------
    course : Course
        The road.
    evidence : Evidence
        What the learner has done.
    zone : tzinfo, optional
        Where the learner's days begin and end.
    """
    return _Replay(course, zone).run(evidence)


class _Replay:
    """Goes through all that happened, in its order."""

    def __init__(self, course: Course, zone: tzinfo | None) -> None:
        self._zone = zone
        self._found: Standings = {(lesson.id, skill): Standing() for lesson in course.lessons for skill in lesson.skills}
        self._exercises = {exercise.id: (lesson, exercise) for lesson in course.lessons for exercise in lesson.exercises}
        self._items = {item.id: (lesson, item) for lesson in course.lessons for item in lesson.review}
        self._lessons = {lesson.id: lesson for lesson in course.lessons}
        self._tries: dict[str, int] = {}
        self._passed: set[str] = set()
        self._helped: dict[str, str] = {}
        self._tracks: list[Event] = []

    def run(self, evidence: Evidence) -> Standings:
        happened: list[tuple[datetime, int, Any]] = [
            *((hint.at, 0, hint) for hint in evidence.hints),
            *((event.at, 1, event) for event in evidence.events),
            *((attempt.at, 2, attempt) for attempt in evidence.attempts),
        ]
        reactions = {
            "solution": self._on_solution,
            "rating": self._on_rating,
            "review": self._on_review,
            "fasttrack": self._on_fasttrack,
        }
        for _, _, what in sorted(happened, key=lambda entry: entry[:2]):
            if isinstance(what, Hint):
                self._hint(what)
            elif isinstance(what, Attempt):
                self._attempt(what)
            elif what.kind in reactions:
                reactions[what.kind](what)
        return self._found

    def _of(self, lesson: Lesson, exercise: Exercise) -> Iterable[Standing]:
        return (self._found[lesson.id, skill] for skill in exercise.skills if (lesson.id, skill) in self._found)

    def _hint(self, hint: Hint) -> None:
        if hint.number >= THIRD_HINT and hint.exercise not in self._passed:
            self._helped.setdefault(hint.exercise, "hint")

    def _attempt(self, attempt: Attempt) -> None:
        if attempt.exercise not in self._exercises or attempt.status in NO_ATTEMPT:
            return
        lesson, exercise = self._exercises[attempt.exercise]
        tries = self._tries[exercise.id] = self._tries.get(exercise.id, 0) + 1
        values = _named(exercise)
        rank, because = ATTEMPTED, Message("You tried “{title}”.", values)
        if attempt.status == "passed":
            if exercise.id in self._passed:
                return
            self._passed.add(exercise.id)
            rank, because = self._pass(exercise, tries, values)
        for standing in self._of(lesson, exercise):
            standing.raise_to(rank, attempt.at, because)

    def _pass(self, exercise: Exercise, tries: int, values: dict[str, Any]) -> tuple[int, Message]:
        helped = self._helped.get(exercise.id)
        if helped == "solution":
            return FAMILIAR, Message("You passed “{title}” after seeing its solution.", values)
        if helped == "hint":
            return FAMILIAR, Message("You passed “{title}” with its third hint.", values)
        if exercise.is_quiz and tries > 1:
            return FAMILIAR, Message("You passed “{title}” at a later try.", values)
        return PROFICIENT, Message("You passed “{title}” without its third hint or solution.", values)

    def _on_solution(self, event: Event) -> None:
        if event.subject not in self._exercises or event.subject in self._passed:
            return
        lesson, exercise = self._exercises[event.subject]
        if exercise.manual:  # its model answer is what it is rated by
            return
        self._helped[exercise.id] = "solution"
        because = Message(
            "You saw the solution of “{title}” before it passed.", {"exercise": exercise.id, "title": exercise.title}
        )
        for standing in self._of(lesson, exercise):
            standing.held = event.at
            standing.move(min(max(standing.rank, ATTEMPTED), FAMILIAR), event.at, because, note=True)

    def _on_rating(self, event: Event) -> None:
        rubric = event.data.get("rubric")
        if event.subject not in self._exercises or not isinstance(rubric, list) or not rubric or not all(rubric):
            return
        lesson, exercise = self._exercises[event.subject]
        because = Message(
            "You rated your answer to “{title}” by its rubric.", {"exercise": exercise.id, "title": exercise.title}
        )
        for standing in self._of(lesson, exercise):
            standing.raise_to(FAMILIAR, event.at, because)

    def _on_review(self, event: Event) -> None:
        if event.subject not in self._items:
            return
        lesson, item = self._items[event.subject]
        standing = self._found[lesson.id, item.skill]
        if item.kind != "card":
            self._answered(standing, event.at, bool(event.data.get("right")))

    def _answered(self, standing: Standing, at: datetime, right: bool) -> None:
        if not right:
            rank = max(standing.rank - 1, ATTEMPTED)
            standing.move(rank, at, Message("You missed a review question, which takes one level away."), note=True)
            return
        because = Message("You answered a review question right.")
        if standing.rank < FAMILIAR:
            standing.raise_to(FAMILIAR, at, because)
        elif self._later(standing.held, at) and self._later(standing.since, at):
            standing.held = None
            standing.move(
                min(standing.rank + 1, MASTERED),
                at,
                Message("You answered a review question right on a later day."),
                note=True,
            )

    def _on_fasttrack(self, event: Event) -> None:
        lesson, items = self._lessons.get(event.subject), event.data.get("items")
        if lesson is None or not isinstance(items, dict):
            return
        before, self._tracks = self._tracks, [*self._tracks, event]
        if is_practice(lesson, before, event.at, self._zone):
            return
        for skill in proved(lesson, items):
            standing = self._found[lesson.id, skill]
            if self._later(standing.held, event.at):
                standing.held = None
            standing.raise_to(PROFICIENT, event.at, Message("The quiz of the fast track proved it."))

    def _later(self, before: datetime | None, at: datetime) -> bool:
        return before is None or day_of(at, self._zone) > day_of(before, self._zone)


def _named(exercise: Exercise) -> dict[str, Any]:
    return {"exercise": exercise.id, "title": exercise.title}


def is_practice(lesson: Lesson, before: Iterable[Event], at: datetime, zone: tzinfo | None = None) -> bool:
    """Whether a fast track taken at this moment proves nothing, because one that did not pass told its answers on that day.

    Parameters
    ----------
    lesson : Lesson
        Its lesson.
    before : iterable of Event
        The fast tracks that were taken before, of any lesson.
    at : datetime
        When it is taken, in UTC.
    zone : tzinfo, optional
        Where the learner's days begin and end.
    """
    today = day_of(at, zone)
    return any(
        event.subject == lesson.id and day_of(event.at, zone) == today and not proved(lesson, event.data.get("items"))
        for event in before
    )


def proved(lesson: Lesson, items: Any) -> tuple[str, ...]:
    """The skills that a fast track's quiz proves.

    Parameters
    ----------
    lesson : Lesson
        Its lesson.
    items : dict
        Which items were answered right.

    Returns
    -------
    tuple of str
        Where four of five were right: the skills of which at least half of their own questions were. Else none.
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
