"""What is known of a learner, in the terms that roadmap and review ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..course.model import Exercise
from .history import NO_ATTEMPT, Attempt, Event, Visit

#: Share of an exit quiz's questions that must be right for the lesson to be done.
QUIZ_SHARE = 0.8


#: After so many attempts without a pass somebody is stuck.
STUCK_AFTER = 3


class LearnerRecord:
    """What is known of a learner.

    Parameters
    ----------
    attempts : sequence of Attempt
        All of them, oldest first.
    hints : mapping of str to int
        How many hints of each exercise are open.
    visit : Visit or None
        The last one.
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
        for event in events:
            self._take(event)
        for attempt in attempts:
            self._attempts.setdefault(attempt.exercise, []).append(attempt)

    def _take(self, event: Event) -> None:
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

    def mark(self, subject: str) -> str | None:
        """The learner's own word on an exercise or a lesson: ``done``, ``skipped`` or ``learning``."""
        state = self._marks.get(subject)
        return None if state == "none" else state

    def sections(self, lesson_id: str) -> Mapping[int, str]:
        """How far the sections of a lesson have come, by their number: ``read`` or ``run``."""
        return self._sections.get(lesson_id, {})

    def place(self, lesson_id: str) -> int | None:
        """The section of a lesson that the learner was in last."""
        return self._places.get(lesson_id)

    def stuck(self, exercise_id: str) -> bool:
        """Whether the learner said so, or has tried often, and has not passed."""
        tried = exercise_id in self._stuck or self.count(exercise_id) >= STUCK_AFTER
        return tried and self.status(exercise_id) not in ("passed", "answered")

    def put_aside(self, subject: str) -> bool:
        """Whether the learner has said to be through with it."""
        return self.mark(subject) in ("done", "skipped")

    def of(self, exercise_id: str) -> list[Attempt]:
        """Every check of an exercise, oldest first."""
        return self._attempts.get(exercise_id, [])

    def count(self, exercise_id: str) -> int:
        """How many of them were attempts."""
        return sum(attempt.status not in NO_ATTEMPT for attempt in self.of(exercise_id))

    def passed(self, exercise_id: str) -> bool:
        """Whether any of them passed."""
        return any(attempt.status == "passed" for attempt in self.of(exercise_id))

    def status(self, exercise_id: str) -> str:
        """``passed`` once one passed, else how the last one ended, else ``untouched``."""
        if self.passed(exercise_id):
            return "passed"
        ended = [attempt.status for attempt in self.of(exercise_id) if attempt.status != "cancelled"]
        return ended[-1] if ended else "untouched"

    def settled(self, exercise: Exercise) -> bool:
        """Whether an exercise asks for nothing more: passed, answered, or a quiz that is right enough."""
        if exercise.manual:
            return self.status(exercise.id) == "answered"
        if exercise.is_quiz:
            return any(a.tests_total and a.tests_passed / a.tests_total >= QUIZ_SHARE for a in self.of(exercise.id))
        return self.passed(exercise.id)
