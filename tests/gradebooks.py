"""A small gradebook, written by nbgrader."""

from __future__ import annotations

import random
import shutil
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

DUE = datetime(2026, 10, 25, 21, 59)
CELLS = ("b-tests", "a-tests", "c-text")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture
def gradebook(written: Path, tmp_path: Path, url: str) -> Iterator[Gradebook]:
    """A copy of the gradebook, open."""
    shutil.copyfile(written, tmp_path / "gradebook.db")
    with Gradebook(url) as gradebook:
        yield gradebook


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two assignments, and five students of whom four have handed something in."""
    drawn = random.Random(3)
    path = tmp_path_factory.mktemp("class") / "gradebook.db"
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}") as gradebook:
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own queries
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
    return path
