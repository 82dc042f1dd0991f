"""A learner's way through the course: marks, reading progress and the history by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jupyterlab_homl.checking.verdict import Status, Verdict
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.errors import HomlError, NotFound
from jupyterlab_homl.learner.road import DailyHistory, Day, Road
from jupyterlab_homl.learner.service import Service
from jupyterlab_homl.progress.store import Store
from jupyterlab_homl.workspace.folder import Workspace
from tests.paths import COURSE

NOW = datetime(2026, 3, 1, 23, 30, tzinfo=UTC).replace(tzinfo=None)
POLICY = "after_attempts:3"


@pytest.fixture
def road(tmp_path: Path) -> Road:
    library = open_library(COURSE)
    nothing: Any = None  # is run here
    service = Service(library, Workspace(tmp_path, library), nothing, nothing, POLICY, "example")
    return Road(service)


def test_the_days_are_those_of_the_learner(road: Road) -> None:
    verdict = Verdict("t1-e01", Status.PASSED, 1.0, 1.0)
    store = road.service.store
    store._now = lambda: NOW
    store.add_attempt("t1", replace(verdict, status=Status.FAILED), "")
    store.add_attempt("t1", verdict, "")
    store.add_attempt("t1", verdict, "")
    store.add_event("review", "r1", skill="Doubling", right=True, rating=3)
    day = Day("2026-03-01", minutes=1, passed=1, attempts=3, reviews=1)
    assert road.history(UTC) == DailyHistory((day,), total=4, weekly_goal=None)
    assert road.history(ZoneInfo("Europe/Paris")).days[0].date == "2026-03-02"


@pytest.mark.parametrize(
    ("at", "in_shanghai", "in_los_angeles"),
    [
        ("2026-03-01 15:59", "2026-03-01", "2026-03-01"),  # one minute to midnight, and midnight, in Shanghai
        ("2026-03-01 16:00", "2026-03-02", "2026-03-01"),
        ("2026-03-08 07:59", "2026-03-08", "2026-03-07"),  # the same in Los Angeles, hours before its clocks go forward
        ("2026-03-08 08:00", "2026-03-08", "2026-03-08"),
        ("2026-03-09 06:59", "2026-03-09", "2026-03-08"),  # and on the day after, when midnight is an hour earlier
        ("2026-03-09 07:00", "2026-03-09", "2026-03-09"),
    ],
)
def test_days_change_at_the_learners_midnight(road: Road, at: str, in_shanghai: str, in_los_angeles: str) -> None:
    road.service.store._now = lambda: datetime.fromisoformat(at)
    road.service.store.add_event("review", "r1", skill="Doubling", right=True, rating=3)
    assert [day.date for day in road.history(ZoneInfo("Asia/Shanghai")).days] == [in_shanghai]
    assert [day.date for day in road.history(ZoneInfo("America/Los_Angeles")).days] == [in_los_angeles]


def test_reading_and_visits_are_work_but_marks_are_not(road: Road) -> None:
    store = road.service.store
    store._now = lambda: NOW
    road.mark("t1", "learning")
    store._now = lambda: NOW + timedelta(minutes=7)
    road.service.visit("t1", "lesson", None)
    store._now = lambda: NOW + timedelta(minutes=14)
    road.mark_section("t1", 1, "read")
    [day] = road.history(UTC).days
    assert (day.minutes, day.attempts) == (8, 0)


def test_a_weekly_goal_is_set_and_taken_back(road: Road) -> None:
    road.set_weekly_goal(90)
    assert road.history(UTC).weekly_goal == 90
    assert road.history(UTC).days == ()
    road.set_weekly_goal(0)
    assert road.history(UTC).weekly_goal is None


def test_what_road_refuses(road: Road) -> None:
    with pytest.raises(NotFound, match="no exercise “nothing”"):
        road.mark("nothing", "done")
    with pytest.raises(HomlError, match="`state` is one of done, skipped"):
        road.mark("t1", "great")
    with pytest.raises(HomlError, match="has sections 1 to"):
        road.mark_section("t1", 99, "read")
    with pytest.raises(HomlError, match="There is no path"):
        road.choose_path("nowhere")


def test_reading_the_same_again_is_stored_once(road: Road) -> None:
    for state in ("read", "read", "run", "read"):
        road.mark_section("t1", 1, state)
    assert [found.data["state"] for found in road.service.store.events("section")] == ["read", "run"]


def test_a_database_that_was_replaced_is_read_anew(road: Road) -> None:
    service = road.service
    road.mark("t1", "skipped")
    path = service.workspace.database
    path.unlink()
    Store(path).add_event("mark", "t1", state="done")
    assert service.record().mark("t1") == "done"


def test_a_change_of_the_place_alone_is_not_reported(road: Road) -> None:
    reported = []
    road = replace(road, service=replace(road.service, on_progress=lambda *news: reported.append(news)))
    for section in (1, 1):
        road.mark_section("t1", section, "read")
    assert len(reported) == 1
