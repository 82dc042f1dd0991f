"""Learning days: they begin at four in the morning, local time, so that an evening is one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

_BEGINS = timedelta(hours=4)


def day_of(at: datetime, zone: tzinfo | None = None) -> date:
    """The learning day of a moment.

    Parameters
    ----------
    at : datetime
        In UTC; the store's have no time zone.
    zone : tzinfo, optional
        Where the learner is; by default what the machine is set to.
    """
    return (aware(at).astimezone(zone) - _BEGINS).date()


def start_of(day: date, zone: tzinfo | None = None) -> datetime:
    """The moment, in UTC, at which a learning day begins."""
    local = datetime.combine(day, time()) + _BEGINS
    return (local.replace(tzinfo=zone) if zone is not None else local.astimezone()).astimezone(UTC)


def aware(at: datetime) -> datetime:
    """The moment with its time zone, which is UTC where it has none."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
