"""Stored attempts, what follows from them, and when solutions open."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.verdict import Status, TestResult, Verdict
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.errors import HomlError, NoStorage
from jupyterlab_homl.progress import store as module
from jupyterlab_homl.progress.history import Attempt, Visit
from jupyterlab_homl.progress.learner_record import LearnerRecord
from jupyterlab_homl.progress.next_step import next_step
from jupyterlab_homl.progress.policy import solution_opens
from jupyterlab_homl.progress.roadmap import roadmap
from jupyterlab_homl.progress.store import Store
from tests.present import present

NOW = datetime(2026, 3, 1, 10, 42, tzinfo=UTC)


def verdict(exercise: str = "t1-e01", status: str = "failed", passed: int = 1, total: int = 3) -> Verdict:
    tests = tuple(TestResult(str(n), n < passed, None, False, True, f"{exercise}-tests") for n in range(total))
    return Verdict(exercise, Status(status), 0.0, 1.0, tests)


def attempt(exercise: str, status: str, passed: int = 0, total: int = 1) -> Attempt:
    return Attempt(exercise, NOW, Status(status), 0.0, passed, total)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / ".homl" / "progress.sqlite", now=lambda: NOW)
    yield store
    store.close()


def test_attempts_are_kept_in_order_and_over_time(store: Store) -> None:
    store.add_attempt("t1", verdict(), "x = 1")
    store.add_attempt("t1", verdict(status="passed", passed=3), "x = 2")
    store.add_attempt("t1", verdict(status="cancelled"), "x = 3")
    assert [(a.status, a.tests_passed) for a in store.attempts()] == [("failed", 1), ("passed", 3), ("cancelled", 1)]
    assert store.count_attempts("t1-e01") == 2
    again = Store(store.path)
    assert len(again.attempts()) == 3
    again.close()


def test_hints_and_visits(store: Store) -> None:
    assert store.hints() == {}
    assert store.last_visit() is None
    store.open_hint("t1-e01", 1)
    store.open_hint("t1-e01", 2)
    store.add_visit(Visit("t1", "lesson", None))
    store.add_visit(Visit("t1", "exercises", "t1-e01", "t1/exercises.ipynb"))
    assert store.hints() == {"t1-e01": 2}
    assert store.last_visit() == Visit("t1", "exercises", "t1-e01", "t1/exercises.ipynb")


def test_the_last_notebook_of_each_kind_is_known(store: Store) -> None:
    store.add_visit(Visit("t1", "exercises", None, "t1/exercises.ipynb"))
    store.add_visit(Visit("t1", "exercises", None, "mine.ipynb"))
    store.add_visit(Visit("t1", "exercises", None))
    store.add_visit(Visit("t2", "lesson", None, "t2/lesson.ipynb"))
    assert store.last_notebooks("t1") == {"exercises": "mine.ipynb"}


def test_a_database_of_a_newer_version_is_left_alone(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(NoStorage, match="newer version"):
        Store(store.path)


def test_an_older_database_is_copied_and_brought_up_to_date(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add_attempt("t1", verdict(), "kept")
    store.close()
    newer = tmp_path / "migrations"
    shutil.copytree(module.MIGRATIONS, newer)
    (newer / "versions" / "later.py").write_text(LATER)
    monkeypatch.setattr(module, "MIGRATIONS", newer)
    again = Store(store.path)
    assert [a.exercise for a in again.attempts()] == ["t1-e01"]
    again.close()
    assert columns(store.path) >= {"mood"}
    assert "mood" not in columns(store.path.parent / "progress-before-later.sqlite")


def test_events_are_kept_in_order(store: Store) -> None:
    store.add_event("mark", "t1-e01", state="skipped")
    store.add_event("solution", "t1-e01")
    store.add_event("mark", "t1-e01", state="none")
    assert [(event.subject, event.data["state"]) for event in store.events("mark")] == [
        ("t1-e01", "skipped"),
        ("t1-e01", "none"),
    ]
    assert [event.kind for event in store.events()] == ["mark", "solution", "mark"]
    assert store.events("solution")[0].at == NOW.replace(tzinfo=None)


def columns(path: Path) -> set[Any]:
    with sqlite3.connect(path) as connection:
        return {row[1] for row in connection.execute("pragma table_info(attempts)")}


LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "later", "0004"

def upgrade():
    op.add_column("attempts", sa.Column("mood", sa.String))
"""


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look like a file" * 40])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "progress.sqlite"
    path.write_bytes(content)
    with pytest.raises(NoStorage, match="is not a progress database"):
        Store(path)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoStorage, match="cannot be kept"):
        Store(tmp_path / "file" / "progress.sqlite")


def test_the_road_of_somebody_new(library: Library) -> None:
    found = roadmap(library.course, LearnerRecord(), "after_attempts:3")
    lesson, later = found.lessons
    assert (lesson.status, lesson.progress, lesson.core_total) == ("todo", 0.0, 2)
    assert later.status == "coming"
    assert present(found.step).reason.text == "The next chapter on your road."


def test_a_pass_stays_a_pass(library: Library) -> None:
    record = LearnerRecord([attempt("t1-e01", "passed", 1), attempt("t1-e01", "failed")], {"t1-e01": 1}, None)
    lesson = next(roadmap(library.course, record, "after_attempts:3").lessons)
    first = lesson.exercises[0]
    assert (first.status, first.attempts, first.hints_opened) == ("passed", 2, 1)
    assert (lesson.status, lesson.progress) == ("learning", 0.5)


@pytest.mark.parametrize(
    ("right", "lesson", "quiz"), [(5, "done", "passed"), (4, "done", "passed"), (3, "learning", "failed")]
)
def test_a_quiz_is_passed_with_four_of_five(library: Library, right: int, lesson: str, quiz: str) -> None:
    record = LearnerRecord([attempt("t1-e01", "passed", 1), attempt("t1-e03", "failed", right, 5)], {}, None)
    found = next(roadmap(library.course, record, "never").lessons)
    statuses = {one.exercise.id: one.status for one in found.exercises}
    assert (found.status, statuses["t1-e03"]) == (lesson, quiz)
    # Another exercise needs all of its tests.
    other = LearnerRecord([attempt("t1-e01", "failed", 4, 5)], {}, None)
    assert next(roadmap(library.course, other, "never").lessons).exercises[0].status == "failed"


def test_continue_leads_on(library: Library) -> None:
    course = library.course
    here = present(next_step(course, LearnerRecord([], {}, Visit("t1", "lesson", None)))).document()
    assert (here["notebook"], here["why"]) == ("lesson", "You were reading this lesson.")
    stopped = present(
        next_step(course, LearnerRecord([attempt("t1-e01", "failed")], {}, Visit("t1", "exercises", "t1-e01")))
    ).document()
    assert (stopped["exercise"], stopped["why"]) == ("t1-e01", "You stopped here.")
    passed = present(
        next_step(course, LearnerRecord([attempt("t1-e01", "passed", 1)], {}, Visit("t1", "exercises", "t1-e01")))
    ).document()
    assert passed["exercise"] == "t1-e03"
    done = LearnerRecord(
        [attempt("t1-e01", "passed", 1), attempt("t1-e03", "passed", 1)], {}, Visit("t1", "exercises", "t1-e03")
    )
    assert next_step(course, done) is None


@pytest.mark.parametrize(
    ("policy", "passed", "attempts", "opens"),
    [
        ("after_attempts:3", False, 2, False),
        ("after_attempts:3", False, 3, True),
        ("after_attempts:3", True, 1, True),
        ("after_pass", False, 9, False),
        ("after_pass", True, 1, True),
        ("after_due", True, 9, False),
        ("never", True, 9, False),
    ],
)
def test_when_solutions_open(library: Library, policy: str, passed: bool, attempts: int, opens: bool) -> None:
    exercise = library.course.lesson("t1").exercise("t1-e01")
    assert solution_opens(policy, exercise, passed, attempts)[0] is opens


def test_an_unknown_policy_says_which_there_are(library: Library) -> None:
    with pytest.raises(HomlError, match="after_attempts:N"):
        solution_opens("sometimes", library.course.lesson("t1").exercise("t1-e01"), True, 1)


def test_two_processes_open_a_new_database_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from jupyterlab_homl.progress.store import Store; "
        "Store(Path(sys.argv[1])).attempts()"
    )
    for number in range(3):
        path = tmp_path / str(number) / "progress.sqlite"
        opening = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(4)]
        assert [process.communicate()[1] for process in opening] == [b""] * 4


def test_the_history_is_read_once_and_then_only_what_is_new(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add_attempt("t1", verdict(), "x = 1")
    store.open_hint("t1-e01", 1)
    first = store.history()
    assert store.history() is first
    other = Store(store.path, now=lambda: NOW)  # another process, such as `jupyter homl check`
    other.add_attempt("t1", verdict(status="passed", passed=3), "x = 2")
    other.add_visit(Visit("t1", "exercises", "t1-e01"))
    other.add_event("mark", "t1", state="done")
    other.close()
    read: list[int] = []
    usual = store._rows

    def rows(query: Any) -> list[Any]:
        found = usual(query)
        read.append(len(found))
        return found

    monkeypatch.setattr(store, "_rows", rows)
    second = store.history()
    assert set(read) <= {0, 1}
    assert [(a.id, a.status) for a in second.attempts] == [(1, "failed"), (2, "passed")]
    assert second.summary.tallies["t1-e01"].attempts == 2
    assert ([hint.number for hint in second.hints], second.visit) == ([1], Visit("t1", "exercises", "t1-e01"))
    assert [event.kind for event in second.events] == ["mark"]
    assert (len(first.attempts), first.visit) == (1, None)


def test_a_file_whose_content_was_replaced_is_read_from_the_beginning(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other.sqlite", now=lambda: NOW)
    other.add_attempt("t1", verdict("t1-e03"), "")
    other.close()
    for _ in range(2):
        store.add_attempt("t1", verdict(), "")
    assert store.history().summary.tallies["t1-e01"].attempts == 2
    store.path.write_bytes(other.path.read_bytes())
    assert [a.exercise for a in store.history().attempts] == ["t1-e03"]


def test_a_clock_that_was_wrong_for_a_while_changes_no_order(store: Store) -> None:
    """What it dated in the future happened before whatever came next; what it dated too early, after what came before."""
    days = [datetime(2026, 2, day) for day in range(1, 7)]
    wrong = {1: datetime(2099, 1, 1), 3: datetime(1970, 1, 1)}
    for number, at in enumerate(days):
        said = wrong.get(number, at).replace(tzinfo=UTC)
        store._now = lambda said=said: said  # type: ignore[misc]
        store.add_attempt("t1", verdict(f"t1-e{number:02}"), "x")
        store.add_event("review", "t1-r01", rating=3)
        store.open_hint("t1-e01", number + 1)
    store._now = lambda: NOW
    history = store.history()
    expected = [days[0], days[2], days[2], days[2], days[4], days[5]]
    assert [attempt.at for attempt in history.attempts] == expected
    assert [event.at for event in history.events] == expected
    assert [hint.at for hint in history.hints] == expected
    store._now = lambda: datetime(2026, 2, 3, tzinfo=UTC)  # and is wrong now
    assert max(attempt.at for attempt in store.history().attempts) <= datetime(2026, 2, 3)
    store._now = lambda: NOW
    assert [attempt.at for attempt in store.history().attempts] == expected


def test_a_hint_is_stored_once_by_calls_at_the_same_time(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda _: store.open_hint("t1-e01", 1), range(24)))
    assert sum(stored) == 1
    assert len(store.opened_hints()) == 1


def test_a_locked_database_is_said_to_be_locked_and_can_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOCK_TIMEOUT", 0.2)
    mine = Store(store.path)
    with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NoStorage, match="is locked"):
            mine.add_attempt("t1", verdict(), "x")
        assert not mine.history().attempts
        other.execute("COMMIT")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NoStorage, match="is locked"):
            mine.history()
        monkeypatch.setattr(module, "LOCK_TIMEOUT", 60.0)  # for which nobody waits who could know better
        started = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(mine.history) for _ in range(8)]
        assert all("is locked" in str(one.exception()) for one in asked)
        with pytest.raises(NoStorage, match="is locked"):
            Store(store.path, patience=mine._patience)
        assert time.monotonic() - started < 20
        other.execute("COMMIT")
        assert mine.history() is mine.history()
    assert mine._patience.seconds == 60.0
    mine.close()
