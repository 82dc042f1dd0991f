"""What a learner has done, as the database keeps it: attempts, hints opened, visits, and other events. Times are in UTC."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

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

    def passes(self, exercise: Exercise) -> bool:
        """Whether it passes the exercise: all of its tests, or enough of a quiz's."""
        enough = exercise.is_quiz and 0 < self.tests_total * QUIZ_SHARE <= self.tests_passed
        return self.status is Status.PASSED or enough


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


@dataclass(frozen=True, eq=False)
class History:
    """All that a learner has done, as it was read from the database at one time; each sequence oldest first.

    Attributes
    ----------
    attempts : sequence of Attempt
        Every check.
    hints : sequence of Hint
        Every hint that was opened.
    visit : Visit or None
        The last place that the learner visited.
    events : sequence of Event
        Everything else.
    """

    attempts: Sequence[Attempt] = ()
    hints: Sequence[Hint] = ()
    visit: Visit | None = None
    events: Sequence[Event] = ()


_Timed = TypeVar("_Timed", Attempt, Hint, Event)


def in_order(history: History, now: datetime) -> History:
    """A history in whose sequences no time is later than now, nor earlier than one before it; the same one if that is so.

    A clock may be wrong for a while, and the order in which things were written is not: what is dated in the future happened
    before whatever was written next, and what is dated before its predecessor happened after that.
    """
    attempts, hints, events = _in_order(history.attempts, now), _in_order(history.hints, now), _in_order(history.events, now)
    if attempts is history.attempts and hints is history.hints and events is history.events:
        return history
    return History(attempts, hints, history.visit, events)


def _in_order(rows: Sequence[_Timed], now: datetime) -> Sequence[_Timed]:
    times = [row.at for row in rows]
    if not times or (max(times) <= now and all(map(operator.le, times, times[1:]))):
        return rows
    latest = datetime.min
    for number, at in enumerate(times):
        if at <= now:
            latest = times[number] = max(at, latest)
    following = now
    for number in range(len(times) - 1, -1, -1):
        if times[number] > now:
            times[number] = following
        following = times[number]
    return [row if row.at == at else replace(row, at=at) for row, at in zip(rows, times, strict=True)]
