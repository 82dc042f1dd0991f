"""How long a learner worked, estimated from the times at which they did something. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from .days import aware, local_date

#: A longer time between two things that a learner did counts as a pause, not as work.
PAUSE = timedelta(minutes=10)

#: What is counted for something after which a pause follows.
ALONE = timedelta(minutes=1)


def minutes_by_day(times: Iterable[datetime], zone: tzinfo | None = None) -> Mapping[date, int]:
    """The minutes of work on each day of the learner's calendar, at least one on a day on which anything was done.

    Parameters
    ----------
    times : iterable of datetime
        When the learner did something, in UTC and in any order.
    zone : tzinfo, optional
        The learner's time zone; by default the machine's.
    """
    ordered = sorted(aware(time) for time in times)
    gaps = [*(after - before for before, after in pairwise(ordered)), timedelta.max]
    worked: dict[date, timedelta] = defaultdict(timedelta)
    for time, gap in zip(ordered, gaps, strict=False):
        worked[local_date(time, zone)] += gap if gap <= PAUSE else ALONE
    return {day: max(round(total / timedelta(minutes=1)), 1) for day, total in worked.items()}
