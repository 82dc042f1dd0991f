"""What a learner has done, as the database keeps it: attempts, hints opened, visits, and other events. Times are in UTC."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..checking.verdict import Status, Verdict
from ..course.model import Exercise

#: The share of a quiz's tests with which it is passed; `passing.ts` of the front end has it, too.
QUIZ_SHARE = 0.8


@dataclass(frozen=True)
class Attempt:
    """A stored check, without the answer.

    Attributes
    ----------
    exercise : str
        The exercise's id.
    at : datetime
        When, in UTC, without a time zone.
    status : str
        How it ended.
    score : float
        The points that it gave.
    tests_passed, tests_total : int
        How many tests passed, of how many.
    id : int
        Its row in the database.
    """

    exercise: str
    at: datetime
    status: Status
    score: float
    tests_passed: int
    tests_total: int
    id: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether it passes a quiz."""
        enough = self.status.is_attempt and 0 < self.tests_total * QUIZ_SHARE <= self.tests_passed
        return self.status is Status.PASSED or enough

    def passes(self, exercise: Exercise) -> bool:
        """Whether it passes the exercise: all of its tests, or enough of a quiz's."""
        return self.is_enough if exercise.is_quiz else self.status is Status.PASSED


@dataclass(frozen=True)
class CheckedAnswer:
    """A stored check with the answer that was checked (`source`) and the whole verdict, hidden tests included."""

    exercise: str
    at: datetime
    source: str
    verdict: Verdict
    id: int


@dataclass(frozen=True)
class Hint:
    """A hint that the learner opened; `number` counts from 1."""

    exercise: str
    number: int
    at: datetime


@dataclass(frozen=True)
class Visit:
    """Where the learner was working: in a ``lesson`` or in its ``exercises``, and there perhaps at one exercise.

    The path of the notebook is relative to the workspace where it is in there; None where it is not known.
    """

    lesson: str
    notebook: str
    exercise: str | None
    path: str | None = None


@dataclass(frozen=True)
class Event:
    """Something else that the learner did.

    Attributes
    ----------
    kind : str
        What it was; `docs/progress.md` lists the kinds with their subjects and data.
    subject : str
        The id of the exercise, lesson or item concerned.
    at : datetime
        When, in UTC, without a time zone.
    data : dict
        The details, by name.
    """

    kind: str
    subject: str
    at: datetime
    data: dict[str, Any]


#: The events that are work; the others are marks, goals and what learners say of themselves.
WORK = ("section", "solution", "stuck", "rating", "review", "fasttrack")


def settled_times(said: list[datetime], now: datetime, latest: datetime = datetime.min) -> list[datetime]:
    """Times in the order of writing, none of which is later than now, nor earlier than `latest` or than one before it.

    Parameters
    ----------
    said : list of datetime
        The times that the clock gave; the same list is returned if nothing is wrong with them.
    now : datetime
        The present time.
    latest : datetime
        The time of what was written before them.
    """
    if not said or (said[0] >= latest and max(said) <= now and all(map(operator.le, said, said[1:]))):
        return said
    times = list(said)
    for number, at in enumerate(times):
        if at <= now:
            latest = times[number] = max(at, latest)
    following = now
    for number in range(len(times) - 1, -1, -1):
        if times[number] > now:
            times[number] = following
        following = times[number]
    return times
