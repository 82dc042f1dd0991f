"""A learner's history as an index: what the roadmap, the reviews and the first page look up in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from ..checking.verdict import Status
from ..course.model import Course, Exercise
from .history import Attempt, Event, History, Visit

#: After this many attempts without a pass a learner counts as stuck.
STUCK_AFTER = 3


class LearnerRecord:
    """All that a learner has done, by exercise, lesson and section.

    Parameters
    ----------
    attempts : sequence of Attempt
        All of them, oldest first.
    hints : mapping of str to int
        The number of open hints by exercise.
    visit : Visit or None
        Where the learner was last.
    events : sequence of Event
        All of them, oldest first.
    """

    def __init__(
        self,
        attempts: Sequence[Attempt] = (),
        hints: Mapping[str, int] | None = None,
        visit: Visit | None = None,
        events: Sequence[Event] = (),
    ) -> None:
        self.hints = hints or {}
        self.visit = visit
        self.events = events
        self.attempts = attempts
        self._attempts: dict[str, list[Attempt]] = {}
        self._marks: dict[str, str] = {}
        self._sections: dict[str, dict[int, str]] = {}
        self._places: dict[str, int] = {}
        self._stuck: set[str] = set()
        self.ratings: dict[str, list[bool]] = {}
        self.goal: str | None = None
        self.weekly_goal: int | None = None
        for event in events:
            self._add(event)
        for attempt in attempts:
            self._attempts.setdefault(attempt.exercise, []).append(attempt)

    @classmethod
    def of(cls, history: History) -> Self:
        """The index of a history."""
        hints: dict[str, int] = {}
        for hint in history.hints:
            hints[hint.exercise] = max(hint.number, hints.get(hint.exercise, 0))
        return cls(history.attempts, hints, history.visit, history.events)

    def _add(self, event: Event) -> None:
        if event.kind == "mark":
            self._marks[event.subject] = event.data["state"]
        elif event.kind == "section":
            lesson, _, number = event.subject.partition("#")
            states = self._sections.setdefault(lesson, {})
            if states.get(int(number)) != "run":
                states[int(number)] = event.data["state"]
            self._places[lesson] = int(number)
        elif event.kind == "stuck":
            self._stuck.add(event.subject)
        elif event.kind == "rating":
            self.ratings[event.subject] = event.data["rubric"]
        elif event.kind == "goal":
            self.goal = event.data["goal"]
        elif event.kind == "weekly_goal":
            self.weekly_goal = event.data["minutes"]

    @property
    def started(self) -> bool:
        """Whether the learner has checked or read anything; opening a notebook alone is no start."""
        return bool(self.attempts or self._sections)

    def is_on_road(self, course: Course) -> bool:
        """Whether the learner has done anything in a lesson of the course itself, and not only in its first steps."""
        first = course.first_steps
        aside = {""} if first is None else {first.id, *(exercise.id for exercise in first.exercises)}
        visited = self.visit is not None and self.visit.lesson not in aside
        return visited or not aside.issuperset({*self._attempts, *self._sections})

    def mark(self, subject: str) -> str | None:
        """The mark that the learner gave an exercise or a lesson: ``done``, ``skipped`` or ``learning``, or None."""
        state = self._marks.get(subject)
        return None if state == "none" else state

    def sections(self, lesson_id: str) -> Mapping[int, str]:
        """The state of a lesson's sections by their number, ``read`` or ``run``; sections never reached are missing."""
        return self._sections.get(lesson_id, {})

    def place(self, lesson_id: str) -> int | None:
        """The section of a lesson where the learner was last."""
        return self._places.get(lesson_id)

    def stuck(self, exercise: Exercise) -> bool:
        """Whether the learner reported being stuck or has tried many times, without a pass since."""
        tried = exercise.id in self._stuck or self.count(exercise.id) >= STUCK_AFTER
        return tried and self.status(exercise) not in (Status.PASSED, Status.ANSWERED)

    def put_aside(self, subject: str) -> bool:
        """Whether the learner marked it as done or skipped."""
        return self.mark(subject) in ("done", "skipped")

    def checks_of(self, exercise_id: str) -> list[Attempt]:
        """Every check of an exercise, oldest first."""
        return self._attempts.get(exercise_id, [])

    def count(self, exercise_id: str) -> int:
        """The number of attempts at an exercise."""
        return sum(attempt.status.is_attempt for attempt in self.checks_of(exercise_id))

    def passed(self, exercise: Exercise) -> bool:
        """Whether an attempt at the exercise has passed."""
        return any(attempt.passes(exercise) for attempt in self.checks_of(exercise.id))

    def status(self, exercise: Exercise) -> str:
        """``passed`` once an attempt has passed, otherwise how the last check ended, or ``untouched``."""
        if self.passed(exercise):
            return Status.PASSED.value
        ended = [attempt.status for attempt in self.checks_of(exercise.id) if attempt.status is not Status.CANCELLED]
        return ended[-1].value if ended else "untouched"

    def settled(self, exercise: Exercise) -> bool:
        """Whether nothing is left to do: the exercise is passed, or the short answer written."""
        return self.status(exercise) == Status.ANSWERED if exercise.manual else self.passed(exercise)
