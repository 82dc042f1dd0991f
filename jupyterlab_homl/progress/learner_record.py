"""A learner's history as an index: what the roadmap, the reviews and the first page look up in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from ..checking.verdict import Status
from ..course.model import Course, Exercise
from .activity import Activity
from .history import Attempt, Event, Visit
from .learner_history import History
from .selfcheck import advice
from .summary import Tallies, Tally, tallies_of

#: After this many attempts without a pass a learner counts as stuck.
STUCK_AFTER = 3


_NO_CHECKS = Tally()


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
    tallies : mapping, optional
        What the attempts come to, where that is known already.
    activity : Activity
        When the learner worked.
    """

    def __init__(
        self,
        attempts: Sequence[Attempt] = (),
        hints: Mapping[str, int] | None = None,
        visit: Visit | None = None,
        events: Sequence[Event] = (),
        tallies: Tallies | None = None,
        activity: Activity = Activity(),  # noqa: B008 - frozen
    ) -> None:
        self.hints = hints or {}
        self.visit = visit
        self.events = events
        self.activity = activity
        self.tallies = tallies_of(attempts) if tallies is None else tallies
        self._marks: dict[str, str] = {}
        self._sections: dict[str, dict[int, str]] = {}
        self._places: dict[str, int] = {}
        self._stuck: set[str] = set()
        self.ratings: dict[str, list[bool]] = {}
        self._topics: dict[str, int] = {}
        self.goal: str | None = None
        self.weekly_goal: int | None = None
        for event in events:
            self._add(event)

    @classmethod
    def of(cls, history: History) -> Self:
        """The index of a history."""
        hints: dict[str, int] = {}
        for hint in history.hints:
            hints[hint.exercise] = max(hint.number, hints.get(hint.exercise, 0))
        summary = history.summary
        return cls((), hints, history.visit, history.events, summary.tallies, summary.activity)

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
        elif event.kind == "selfcheck":
            self._topics[event.subject] = event.data["rating"]
        elif event.kind == "goal":
            self.goal = event.data["goal"]
        elif event.kind == "weekly_goal":
            self.weekly_goal = event.data["minutes"]

    @property
    def started(self) -> bool:
        """Whether the learner has checked or read anything; opening a notebook alone is no start."""
        return bool(self.tallies or self._sections)

    def is_on_road(self, course: Course) -> bool:
        """Whether the learner has done anything in a lesson of the course itself, and not only in its first steps."""
        first = course.first_steps
        aside = {""} if first is None else {first.id, *(exercise.id for exercise in first.exercises)}
        visited = self.visit is not None and self.visit.lesson not in aside
        return visited or not aside.issuperset({*self.tallies, *self._sections})

    def mark(self, subject: str) -> str | None:
        """The mark that the learner gave an exercise or a lesson: ``done``, ``skipped`` or ``learning``, or None."""
        state = self._marks.get(subject)
        return None if state == "none" else state

    def advice(self, lesson_id: str) -> str | None:
        """What the learner's last self-rating says about a lesson: ``worth``, ``skim``, ``enough``; None if there is none."""
        rating = self._topics.get(lesson_id)
        return None if rating is None else advice(rating)

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

    def tally(self, exercise_id: str) -> Tally:
        """What the checks of an exercise come to."""
        return self.tallies.get(exercise_id, _NO_CHECKS)

    def count(self, exercise_id: str) -> int:
        """The number of attempts at an exercise."""
        return self.tally(exercise_id).attempts

    def first_pass(self, exercise: Exercise) -> Attempt | None:
        """The first attempt that passed the exercise."""
        tally = self.tally(exercise.id)
        return tally.enough if exercise.is_quiz else tally.passed

    def passed(self, exercise: Exercise) -> bool:
        """Whether an attempt at the exercise has passed."""
        return self.first_pass(exercise) is not None

    def status(self, exercise: Exercise) -> str:
        """``passed`` once an attempt has passed, otherwise how the last check ended, or ``untouched``."""
        if self.passed(exercise):
            return Status.PASSED.value
        ended = self.tally(exercise.id).ended
        return "untouched" if ended is None else ended.value

    def settled(self, exercise: Exercise) -> bool:
        """Whether nothing is left to do: the exercise is passed, or the short answer written."""
        return self.status(exercise) == Status.ANSWERED if exercise.manual else self.passed(exercise)
