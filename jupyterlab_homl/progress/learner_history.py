"""A learner's history as one value: what was read from the database at one time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from .history import Attempt, Event, Hint, Visit, settled_times
from .summary import Summary


@dataclass(frozen=True, eq=False)
class History:
    """All that a learner has done, as it was read from the database at one time; each sequence oldest first.

    Attributes
    ----------
    attempts : sequence of Attempt
        Those from which levels follow: of each exercise the first attempt, and the first that passed.
    hints : sequence of Hint
        Every hint that was opened.
    visit : Visit or None
        The last place that the learner visited.
    events : sequence of Event
        Everything else.
    summary : Summary
        What attempts come to, and when the learner worked.
    """

    attempts: Sequence[Attempt] = ()
    hints: Sequence[Hint] = ()
    visit: Visit | None = None
    events: Sequence[Event] = ()
    summary: Summary = Summary()  # noqa: RUF009 - frozen


_Timed = TypeVar("_Timed", Attempt, Hint, Event)


def in_order(history: History, now: datetime) -> History:
    """A history in whose sequences no time is later than now, nor earlier than one before it; the same one if that is so.

    A clock may be wrong for a while, and the order in which things were written is not: what is dated in the future happened
    before whatever was written next, and what is dated before its predecessor happened after that.
    """
    attempts, hints, events = _in_order(history.attempts, now), _in_order(history.hints, now), _in_order(history.events, now)
    if attempts is history.attempts and hints is history.hints and events is history.events:
        return history
    return History(attempts, hints, history.visit, events, history.summary)


def _in_order(rows: Sequence[_Timed], now: datetime) -> Sequence[_Timed]:
    said = [row.at for row in rows]
    times = settled_times(said, now)
    if times is said:
        return rows
    return [row if row.at == at else replace(row, at=at) for row, at in zip(rows, times, strict=True)]
