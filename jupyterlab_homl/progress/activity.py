"""How long a learner worked, estimated from the times at which they did something. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import accumulate, pairwise
from typing import Any, Self

from .days import aware, local_date

#: A longer time between two things that a learner did counts as a pause, not as work.
PAUSE = timedelta(minutes=10)

#: What is counted for something after which a pause follows.
ALONE = timedelta(minutes=1)

#: The stretch of time whose work is added up: within one, every time zone has one date.
SLOT = timedelta(minutes=15)

_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1)
_SLOTS_A_DAY = timedelta(days=1) // SLOT


@dataclass(frozen=True)
class Activity:
    """When a learner worked and how often they tried, by slots of a quarter of an hour.

    Attributes
    ----------
    worked : mapping
        The seconds of work that began in a slot, by its number since 1970 in UTC; without what follows `last`.
    tried : mapping
        The number of attempts, likewise.
    last : datetime or None
        When the learner last did something, in UTC without a time zone.
    """

    worked: Mapping[int, float] = field(default_factory=dict)
    tried: Mapping[int, int] = field(default_factory=dict)
    last: datetime | None = None

    def added(self, times: Iterable[datetime], tries: Iterable[datetime] = ()) -> Activity:
        """The activity with more that was done since.

        Parameters
        ----------
        times : iterable of datetime
            When the learner did something, in UTC and in any order; what is earlier than `last` counts as done then.
        tries : iterable of datetime
            When they made an attempt.
        """
        ordered = sorted(map(_plain, times))
        if self.last is not None:
            ordered = [self.last, *(max(at, self.last) for at in ordered)]
        worked, tried = dict(self.worked), dict(self.tried)
        for at, following in pairwise(ordered):
            slot, gap = _slot(at), following - at
            worked[slot] = worked.get(slot, 0.0) + (gap if gap <= PAUSE else ALONE) / _SECOND
        for at in map(_plain, tries):
            tried[_slot(at)] = tried.get(_slot(at), 0) + 1
        return Activity(worked, tried, ordered[-1] if ordered else None)

    def minutes_by_day(self, zone: tzinfo | None = None) -> Mapping[date, int]:
        """The minutes of work on each day of the learner's calendar, at least one on a day on which anything was done.

        Parameters
        ----------
        zone : tzinfo, optional
            The learner's time zone; by default the machine's.
        """
        worked = dict(self.worked)
        if self.last is not None:
            worked[_slot(self.last)] = worked.get(_slot(self.last), 0.0) + ALONE / _SECOND
        return {day: max(round(seconds / 60), 1) for day, seconds in _by_day(worked, zone).items()}

    def tries_by_day(self, zone: tzinfo | None = None) -> Mapping[date, int]:
        """The number of attempts on each day of the learner's calendar."""
        return {day: round(count) for day, count in _by_day(self.tried, zone).items()}

    def document(self) -> dict[str, object]:
        """The activity as JSON: of each mapping the gaps between its slots and what is in them, which is read quickly."""
        return {
            "worked": _columns(self.worked),
            "tried": _columns(self.tried),
            "last": None if self.last is None else self.last.isoformat(),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The activity that `document` made this JSON object from."""
        return cls(
            _mapping(document["worked"]),
            _mapping(document["tried"]),
            None if document["last"] is None else datetime.fromisoformat(document["last"]),
        )


def _columns(slots: Mapping[int, float]) -> dict[str, list[float]]:
    ordered = sorted(slots)
    return {"gaps": [later - slot for slot, later in pairwise([0, *ordered])], "amounts": [slots[slot] for slot in ordered]}


def _mapping(columns: Mapping[str, list[Any]]) -> dict[int, Any]:
    return dict(zip(accumulate(columns["gaps"]), columns["amounts"], strict=True))


def _plain(at: datetime) -> datetime:
    """A time in UTC without a time zone."""
    return aware(at).astimezone(UTC).replace(tzinfo=None) if at.tzinfo is not None else at


def _slot(at: datetime) -> int:
    return (at - _EPOCH) // SLOT


def _by_day(slots: Mapping[int, float], zone: tzinfo | None) -> Mapping[date, float]:
    """What is in slots, added up by days of a time zone: looking up a date takes long, so that is done for whole days."""
    days: dict[int, list[int]] = defaultdict(list)
    for slot in slots:
        days[slot // _SLOTS_A_DAY].append(slot)
    found: dict[date, float] = defaultdict(float)
    for number, of_day in days.items():
        begin = number * _SLOTS_A_DAY
        dates = _dates(begin, zone)
        for slot in of_day:
            found[dates[slot - begin]] += slots[slot]
    return found


def _dates(begin: int, zone: tzinfo | None) -> list[date]:
    """The dates of the slots of a day in UTC: there are at most two, but for a zone that leaves one out."""
    first, last = (local_date(_EPOCH + slot * SLOT, zone) for slot in (begin, begin + _SLOTS_A_DAY - 1))
    if first == last:
        return [first] * _SLOTS_A_DAY
    low, high = 0, _SLOTS_A_DAY - 1
    if (last - first).days != 1:
        return [local_date(_EPOCH + (begin + number) * SLOT, zone) for number in range(_SLOTS_A_DAY)]
    while high - low > 1:
        middle = (low + high) // 2
        if local_date(_EPOCH + (begin + middle) * SLOT, zone) == first:
            low = middle
        else:
            high = middle
    return [first] * high + [last] * (_SLOTS_A_DAY - high)
