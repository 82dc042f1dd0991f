"""The minutes of work, estimated from what was done when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from jupyterlab_homl.progress.activity import Activity

NOON = datetime(2026, 3, 1, 12)
DAY = date(2026, 3, 1)


def at(*minutes: float) -> list[datetime]:
    return [NOON + timedelta(minutes=minute) for minute in minutes]


def minutes_by_day(times: Sequence[datetime], zone: tzinfo) -> Mapping[date, int]:
    return Activity().added(times).minutes_by_day(zone)


def test_nothing_done_is_no_work() -> None:
    assert minutes_by_day([], UTC) == {}


def test_the_time_between_two_things_is_work_unless_it_is_a_pause() -> None:
    assert minutes_by_day(at(0, 4, 9), UTC) == {DAY: 10}  # and one minute for the last
    assert minutes_by_day(at(0, 10), UTC) == {DAY: 11}
    assert minutes_by_day(at(0, 10.1), UTC) == {DAY: 2}
    assert minutes_by_day(at(9, 0, 4, 4), UTC) == {DAY: 10}  # in any order


def test_the_days_are_those_of_the_learner() -> None:
    evening = [NOON + timedelta(hours=11, minutes=minute) for minute in (50, 58, 66)]
    assert minutes_by_day(evening, UTC) == {DAY: 16, DAY + timedelta(days=1): 1}
    ahead = timezone(timedelta(hours=8))
    assert minutes_by_day([moment.replace(tzinfo=UTC) for moment in evening], ahead) == {DAY + timedelta(days=1): 17}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"])
def test_attempts_are_counted_by_the_days_of_any_zone(zone: str) -> None:
    """Through changes of the clock, and the day that Samoa left out in 2011."""
    first = datetime(2011, 1, 1)
    times = [first + number * timedelta(minutes=43) for number in range(14_000)]
    expected: dict[date, int] = {}
    for moment in times:
        day = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
        expected[day] = expected.get(day, 0) + 1
    assert Activity().added([], times).tries_by_day(ZoneInfo(zone)) == expected
