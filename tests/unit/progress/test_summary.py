"""What is kept of long tables equals what follows from all rows, however and whenever they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from jupyterlab_homl.checking.verdict import NO_ATTEMPT, Status, Verdict
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.progress import store as module
from jupyterlab_homl.progress.history import Attempt, Visit
from jupyterlab_homl.progress.learner_record import LearnerRecord
from jupyterlab_homl.progress.mastery import Evidence, standings
from jupyterlab_homl.progress.store import Store
from jupyterlab_homl.progress.summary import Rows, Summary
from tests.paths import COURSE

#: A busy machine may take its time.
PROPERTY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

FIRST = datetime(2026, 1, 5, 12)
NOW = FIRST + timedelta(days=2000)
EXERCISES = ("t1-e01", "t1-e02", "t1-e03", "t1-e04", "gone-e01")

checks = st.lists(
    st.tuples(
        st.sampled_from(EXERCISES),
        st.sampled_from(list(Status)),
        st.integers(0, 5),
        st.integers(0, 40 * 60),  # seconds since the last one
    ),
    max_size=60,
)
batches = st.lists(st.integers(1, 20), max_size=8)


def attempts_of(rows: Sequence[tuple[str, Status, int, int]]) -> list[Attempt]:
    at, found = FIRST, []
    for number, (exercise, status, passed, gap) in enumerate(rows, 1):
        at += timedelta(seconds=gap)
        found.append(Attempt(exercise, at, status, 0.0, passed, 5, number))
    return found


def parts(rows: Sequence[Any], sizes: Sequence[int]) -> Iterator[Sequence[Any]]:
    begin = 0
    for size in sizes:
        yield rows[begin : begin + size]
        begin += size
    yield rows[begin:]


def kept(summary: Summary) -> Summary:
    """As it comes back from the database."""
    found = Summary.from_document(json.loads(json.dumps(summary.document())))
    assert found is not None
    return found


@given(checks, checks, batches)
@PROPERTY
def test_a_summary_can_be_kept_and_continued_anywhere(
    rows: list[tuple[str, Status, int, int]], visited: list[tuple[str, Status, int, int]], sizes: list[int]
) -> None:
    attempts = attempts_of(rows)
    visits = [(one.id, one.at) for one in attempts_of(visited)]
    whole = Summary().extended(Rows(attempts, (), visits), NOW)
    continued, seen = Summary(), 0
    for part in parts(attempts, sizes):
        until = part[-1].at if part is not attempts[len(attempts) :] and len(part) else NOW
        new = [(number, at) for number, at in visits if number > seen and at <= until]
        seen = new[-1][0] if new else seen
        continued = kept(continued.extended(Rows(part, (), new), NOW))
    continued = continued.extended(Rows((), (), [one for one in visits if one[0] > seen]), NOW)
    if not visits or not attempts or visits[-1][1] <= attempts[-1].at:
        assert continued.activity.minutes_by_day(UTC) == whole.activity.minutes_by_day(UTC)
    assert continued.tallies == whole.tallies
    assert continued.activity.tried == whole.activity.tried
    assert continued.read_to == whole.read_to


@given(checks)
@PROPERTY
def test_it_says_of_each_exercise_what_all_attempts_say(rows: list[tuple[str, Status, int, int]]) -> None:
    attempts = attempts_of(rows)
    record = LearnerRecord(attempts)
    for exercise in open_library(COURSE).course.lesson("t1").exercises:
        own = [one for one in attempts if one.exercise == exercise.id]
        ended = [one.status for one in own if one.status is not Status.CANCELLED]
        passed = [one for one in own if one.passes(exercise)]
        assert record.count(exercise.id) == len([one for one in own if one.status not in NO_ATTEMPT])
        assert record.first_pass(exercise) == (passed[0] if passed else None)
        assert record.status(exercise) == ("passed" if passed else ended[-1] if ended else "untouched")


@given(
    checks, st.lists(st.tuples(st.sampled_from(("solution", "review")), st.booleans(), st.integers(0, 40 * 60)), max_size=12)
)
@settings(PROPERTY, max_examples=60)
def test_levels_follow_from_the_attempts_that_it_keeps(
    rows: list[tuple[str, Status, int, int]], did: list[tuple[str, bool, int]]
) -> None:
    from jupyterlab_homl.progress.history import Event

    library = open_library(COURSE)
    items = [item.id for lesson in library.course.lessons for item in lesson.review]
    attempts, at, events = attempts_of(rows), FIRST, []
    for number, (kind, right, gap) in enumerate(did):
        at += timedelta(seconds=40 * gap)
        subject = EXERCISES[number % 3] if kind == "solution" else items[number % len(items)]
        events.append(Event(kind, subject, at, {"right": right}))
    telling = Summary().extended(Rows(attempts), NOW).telling()
    assert standings(library.course, Evidence(telling, (), events), UTC) == standings(
        library.course, Evidence(attempts, (), events), UTC
    )


def verdict(exercise: str, status: Status = Status.FAILED) -> Verdict:
    return Verdict(exercise, status, 0.0, 1.0, ())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "progress.sqlite", now=lambda: NOW.replace(tzinfo=UTC))
    yield opened
    opened.close()


def fill(store: Store, number: int, exercise: str = "t1-e01") -> None:
    """Many attempts at once."""
    with store._engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO attempts"
                " (at, lesson, exercise, status, score, max_score, tests_passed, tests_total, source, verdict)"
                " VALUES (:at, 't1', :exercise, :status, 0, 1, 0, 1, :source, '{}')"
            ),
            [
                {
                    "at": f"{FIRST + timedelta(minutes=one):%Y-%m-%d %H:%M:%S.%f}",
                    "exercise": exercise,
                    "status": "cancelled" if one % 10 == 0 else "failed",
                    "source": f"x = {one}",
                }
                for one in range(number)
            ],
        )


def test_few_rows_are_read_when_a_large_database_is_opened(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, 3 * module.SUMMARY_ROWS)
    first = store.history()
    store.add_attempt("t1", verdict("t1-e02"), "")
    store.add_visit(Visit("t1", "lesson", None))
    again = Store(store.path, now=lambda: NOW.replace(tzinfo=UTC))
    read: list[int] = []
    usual = again._rows

    def rows(query: Any) -> list[Any]:
        found = usual(query)
        read.append(len(found))
        return found

    monkeypatch.setattr(again, "_rows", rows)
    second = again.history()
    assert sum(read) <= 8
    assert second.summary.tallies["t1-e01"] == first.summary.tallies["t1-e01"]
    assert second.summary.tallies["t1-e01"].attempts == 3 * module.SUMMARY_ROWS * 9 // 10
    assert second.summary.tallies["t1-e02"].attempts == 1
    again.close()


@pytest.mark.parametrize("spoiled", ["[]", "{}", '{"version": 0}', "no JSON", '{"version": 1, "tallies": 3}'])
def test_a_summary_that_is_spoiled_is_derived_anew(store: Store, spoiled: str) -> None:
    fill(store, module.SUMMARY_ROWS + 1)
    expected = store.history().summary
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE summary SET data = :data"), {"data": spoiled})
    again = Store(store.path, now=lambda: NOW.replace(tzinfo=UTC))
    assert again.history().summary == expected
    again.close()


def test_a_summary_of_rows_that_are_gone_is_not_used(store: Store) -> None:
    fill(store, module.SUMMARY_ROWS + 1)
    store.history()
    with store._engine.begin() as connection:
        connection.execute(text("DELETE FROM attempts WHERE id > 3"))
    again = Store(store.path, now=lambda: NOW.replace(tzinfo=UTC))
    assert again.history().summary.tallies["t1-e01"].checks == 3
    again.close()


def test_attempts_come_in_pages_with_their_numbers(store: Store) -> None:
    fill(store, 40)
    fill(store, 5, "t1-e02")
    pages, before = [], 10**15
    while page := store.attempts_before("t1-e01", before, 10):
        pages.append([store.number_of("t1-e01", one.id) for one in page])
        before = page[0].id
    assert pages == [list(range(27, 37)), list(range(17, 27)), list(range(7, 17)), list(range(1, 7))]
    assert store.number_of("t1-e01", 1) == 0  # it was cancelled
    assert len(store.last_answers("t1-e02")) == 4


def test_no_request_goes_through_all_attempts(store: Store) -> None:
    """The attempts at an exercise are counted in an index, and a page is read from its end."""
    fill(store, 100)
    plans: list[str] = []
    usual = store._rows

    def rows(query: Any) -> list[Any]:
        statement = str(query.compile(store._engine, compile_kwargs={"literal_binds": True}))
        plans.extend(row[3] for row in usual(text(f"EXPLAIN QUERY PLAN {statement}")))
        return usual(query)

    store._rows = rows  # type: ignore[method-assign]
    store.count_attempts("t1-e01")
    store.number_of("t1-e01", 50)
    assert any("COVERING INDEX ix_attempts_exercise_status" in plan for plan in plans)
    store.attempts_before("t1-e01", 50, 10)
    store.last_answers("t1-e01")
    store.history()
    assert [plan for plan in plans if plan.startswith("SCAN attempts") and "INDEX" not in plan] == []
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == [], plans


def test_a_database_without_a_summary_is_copied_and_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    store = Store(path)
    fill(store, 2 * module.SUMMARY_ROWS)
    with store._engine.begin() as connection:
        for line in (
            "DROP TABLE summary",
            "DROP INDEX ix_attempts_exercise_status",
            "UPDATE alembic_version SET version_num = '0003'",
        ):
            connection.execute(text(line))
    store.close()
    again = Store(path, now=lambda: NOW.replace(tzinfo=UTC))
    assert again.history().summary.tallies["t1-e01"].checks == 2 * module.SUMMARY_ROWS
    assert again.count_attempts("t1-e01") == 2 * module.SUMMARY_ROWS * 9 // 10
    assert again._rows(text("SELECT count(*) FROM summary"))[0][0] == 1
    again.close()
    assert (tmp_path / "progress-before-0004.sqlite").is_file()
