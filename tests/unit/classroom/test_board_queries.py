"""The class board shows what nbgrader knows, in a few queries."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from jupyterlab_homl.classroom.board import State
from jupyterlab_homl.classroom.board_queries import BoardQueries
from jupyterlab_homl.errors import NoStorage, NotFound

DUE = datetime(2026, 10, 25, 21, 59)
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # of nbgrader's own queries

CELLS = ("b-tests", "a-tests", "c-text")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture
def gradebook(url: str) -> Gradebook:
    """Two assignments, and five students of whom four have handed something in."""
    drawn = random.Random(3)
    with Gradebook(url) as gradebook:
        for name, due in (("ch02", None), ("ch01", DUE)):
            gradebook.add_assignment(name, duedate=due)
            gradebook.add_notebook("exercises", name)
            for number, cell in enumerate(CELLS):
                kind = "markdown" if cell == "c-text" else "code"
                gradebook.add_grade_cell(cell, "exercises", name, max_score=number + 1, cell_type=kind)
            gradebook.add_task_cell("task", "exercises", name, max_score=4, cell_type="markdown")
        for student in ("ada", "bob", "eve", "zoë", "none"):
            gradebook.add_student(student, first_name=student.title(), last_name="Ärmel" if student == "zoë" else "")
            if student == "none":
                continue
            gradebook.add_submission("ch01", student, timestamp=DUE + timedelta(hours=drawn.randrange(-5, 5)))
            for cell in (*CELLS, "task"):
                grade = gradebook.find_grade(cell, "exercises", "ch01", student)
                if student != "bob":
                    grade.auto_score = None if cell in ("c-text", "task") else drawn.choice([0.0, 1.0])
                    grade.manual_score = drawn.choice([None, 1.5]) if cell == "c-text" else None
                    grade.extra_credit = drawn.choice([None, 0.5])
                    grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
                else:
                    grade.needs_manual_grade = False
        gradebook.db.commit()
        gradebook.grant_extension("ch01", "eve", hours=24)
        gradebook.find_submission_notebook("exercises", "ch01", "ada").late_submission_penalty = 0.5
        gradebook.db.commit()
        yield gradebook


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
