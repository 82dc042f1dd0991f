"""The class board shows what nbgrader knows, in a few queries."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from jupyterlab_homl.classroom.board import State
from jupyterlab_homl.classroom.board_queries import BoardQueries
from jupyterlab_homl.errors import NoStorage, NotFound
from tests.gradebooks import DUE

pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # of nbgrader's own queries


def test_points_and_states_are_those_of_nbgrader(url: str, gradebook: Gradebook) -> None:
    with BoardQueries(url) as queries:
        board = queries.board("ch01", {"exercises": ("b-tests", "a-tests")})
    assert [column.cell for column in board.columns] == ["b-tests", "a-tests", "c-text", "task"]
    assert board.max_points == 10
    assert [row.learner.id for row in board.rows] == ["ada", "bob", "eve", "none", "zoë"]
    theirs = {one["student"]: one for one in gradebook.submission_dicts("ch01")}
    for row in board.rows:
        if row.learner.id == "none":
            assert (row.state, row.scores, row.points) == (State.MISSING, (), 0)
            continue
        expected = theirs[row.learner.id]
        assert row.points + row.penalty == pytest.approx(expected["score"])
        assert (row.state is State.NEEDS_PERSON) is bool(expected["needs_manual_grade"])
        submission = gradebook.find_submission("ch01", row.learner.id)
        assert row.submitted_at == submission.timestamp.replace(tzinfo=UTC)
        assert row.due == submission.duedate.replace(tzinfo=UTC)
        assert row.late_by.total_seconds() == submission.total_seconds_late
        assert row.penalty == (0.5 if row.learner.id == "ada" else 0)
    by_id = {row.learner.id: row for row in board.rows}
    assert by_id["bob"].state is State.SUBMITTED
    assert [row.learner.id for row in board.rows if row.extended] == ["eve"]


def test_a_column_tells_how_the_class_does(url: str, gradebook: Gradebook) -> None:
    with BoardQueries(url) as queries:
        board = queries.board("ch01")
    for summary, column in zip(board.summaries(), range(len(board.columns)), strict=True):
        points = [row.scores[column].points for row in board.rows if row.scores]
        given = [one for one in points if one is not None]
        assert summary.graded == len(given)
        assert summary.full == sum(one >= summary.column.points for one in given)
        assert summary.none == given.count(0)
    assert sum(board.counts().values()) == 5


def test_assignments_are_listed_by_due_date(url: str, gradebook: Gradebook) -> None:
    with BoardQueries(url) as queries:
        first, second = queries.assignments()
        board = queries.board("ch01")
    assert (first.name, first.due, first.submitted, first.max_points) == ("ch01", DUE.replace(tzinfo=UTC), 4, 10)
    assert (second.name, second.submitted, second.mean) == ("ch02", 0, None)
    graded = [row.points for row in board.rows if any(score.points is not None for score in row.scores)]
    assert first.mean == pytest.approx(sum(graded) / len(graded) / 10)
    assert first.needs_person == board.counts()[State.NEEDS_PERSON]


def test_what_is_not_there_is_said_and_not_made(tmp_path: Path, url: str) -> None:
    with pytest.raises(NotFound, match="no gradebook"):
        BoardQueries(url)
    assert list(tmp_path.iterdir()) == []
    Gradebook(url).close()
    with BoardQueries(url) as queries, pytest.raises(NotFound, match="no assignment “ch09”"):
        queries.board("ch09")


def test_a_file_that_is_no_gradebook_is_said(tmp_path: Path, url: str) -> None:
    (tmp_path / "gradebook.db").write_text("not a database")
    with BoardQueries(url) as queries, pytest.raises(NoStorage, match="cannot be read"):
        queries.assignments()
