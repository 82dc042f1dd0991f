"""Learning days: they begin at four in the morning, local time, so that a late evening belongs to the day before."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_BEGINS = timedelta(hours=4)


def day_of(at: datetime, zone: tzinfo | None = None) -> date:
    """The learning day that a time falls on.

    Parameters
    ----------
    at : datetime
        In UTC, with or without a time zone.
    zone : tzinfo, optional
        The learner's time zone; by default the machine's.
    """
    return (aware(at).astimezone(zone) - _BEGINS).date()


def start_of(day: date, zone: tzinfo | None = None) -> datetime:
    """The time, in UTC, at which a learning day begins."""
    local = datetime.combine(day, time()) + _BEGINS
    return (local.replace(tzinfo=zone) if zone is not None else local.astimezone()).astimezone(UTC)


def aware(at: datetime) -> datetime:
    """The time with its time zone, which is UTC if it names none."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def local_date(at: datetime, zone: tzinfo | None = None) -> date:
    """The date that a calendar shows at a time; unlike learning days, dates begin at midnight."""
    return aware(at).astimezone(zone).date()


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo | None:
    """The time zone with a name such as ``Asia/Shanghai``; None if there is none, or this machine does not know it."""
    with contextlib.suppress(LookupError, ValueError, OSError):
        return ZoneInfo(name)
    return None
