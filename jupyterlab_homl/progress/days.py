"""Learning days: they begin at four in the morning, local time, so that a late evening belongs to the day before."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

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
