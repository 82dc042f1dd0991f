"""Days and dates are those of the zone that a request names, whatever the server's own is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

import pytest


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_the_days_are_those_of_the_browsers_zone(api: Callable[..., Awaitable[Any]], zone: str) -> None:
    """The two zones, 25 hours apart, never have the same date."""
    headers = {"Homl-Time-Zone": zone}
    before = datetime.now(ZoneInfo(zone)).date().isoformat()
    note = await api("notes", body={"lesson": "t1", "text": "A thought."}, headers=headers)
    card = await api("cards", body={"name": "Bias", "kind": "term", "what": "A constant."}, headers=headers)
    link = await api("links", body={"lesson": "t1", "title": "A paper", "url": "https://example.com/"}, headers=headers)
    await api("review", "t1-r01", body={"turn": 0, "answer": "a"}, headers=headers)
    (day,) = (await api("history", headers=headers))["days"]
    course = await api("course", headers=headers)
    assert {note["date"], card["date"], link["date"], day["date"]} <= {
        before,
        datetime.now(ZoneInfo(zone)).date().isoformat(),
    }
    assert datetime.fromisoformat(course["review"]["next"]).astimezone(ZoneInfo(zone)).hour == 4


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_backups_are_dated_by_the_browsers_zone(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], zone: str
) -> None:
    await check("def double(x):\n    return x")  # opens the lesson
    headers = {"Homl-Time-Zone": zone}
    cells = {"path": "t1_small/exercises.ipynb", "exercise": "t1-e01"}
    before = datetime.now(ZoneInfo(zone))
    reset = await api("resets", body=cells, headers=headers)
    restored = await api("restores", body=cells, headers=headers)
    after = datetime.now(ZoneInfo(zone))
    for answer in (reset, restored):
        stamp = PurePath(answer["backup"]).stem.partition("_")[2]
        dated = datetime.strptime(stamp, "%Y-%m-%d_%H%M%S_%f").replace(tzinfo=ZoneInfo(zone))
        assert before <= dated <= after


@pytest.mark.parametrize("zone", ["", "Nowhere/At_All", "../etc/passwd", "Asia", "\u4e0a\u6d77"])
async def test_an_unknown_zone_is_the_servers(api: Callable[..., Awaitable[Any]], zone: str) -> None:
    assert (await api("history", headers={"Homl-Time-Zone": zone.encode().decode("latin-1")}))["days"] == []
