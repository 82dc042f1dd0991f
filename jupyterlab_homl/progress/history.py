"""What a learner has done, as the database keeps it: attempts, hints opened, visits, and other events. Times are in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

#: Statuses of checks that were no attempt at the exercise.
NO_ATTEMPT = ("not_attempted", "cancelled")


@dataclass(frozen=True)
class Attempt:
    """One stored check, without its text."""

    exercise: str
    at: datetime
    status: str
    score: float
    tests_passed: int
    tests_total: int
    id: int = 0


@dataclass(frozen=True)
class CheckedAnswer:
    """The text of a stored check: what was checked, and the whole verdict."""

    exercise: str
    at: datetime
    source: str
    verdict: dict[str, Any]
    id: int


@dataclass(frozen=True)
class Hint:
    """A hint that was opened."""

    exercise: str
    number: int
    at: datetime


@dataclass(frozen=True)
class Visit:
    """Where the learner was."""

    lesson: str
    notebook: str
    exercise: str | None


@dataclass(frozen=True)
class Event:
    """Something that a learner did, beside attempts, hints and visits.

    Attributes
    ----------
    kind : str
        What it was; `docs/progress.md` lists the kinds, what their subjects are, and what their data holds.
    subject : str
        The id of what it was done to.
    at : datetime
        When, in UTC, without a time zone.
    data : dict
        What belongs to it.
    """

    kind: str
    subject: str
    at: datetime
    data: dict[str, Any]
