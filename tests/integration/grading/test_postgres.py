"""nbgrader's gradebook on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, inspect, text


@pytest.mark.filterwarnings("ignore:Object of type")
def test_the_gradebook_works_on_it(postgres: Callable[[], str]) -> None:
    url = postgres()
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("ps1")
        notebook = gradebook.add_notebook("problem", "ps1")
        gradebook.add_grade_cell("q1", "problem", "ps1", max_score=2, cell_type="code")
        gradebook.add_student("anna", last_name="Ñandú")
        gradebook.add_submission("ps1", "anna", timestamp=datetime(2026, 11, 23, 8, 30, tzinfo=UTC).replace(tzinfo=None))
        gradebook.find_grade("q1", "problem", "ps1", "anna").auto_score = 1.5
        gradebook.db.commit()
        assert notebook.max_score == 2
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission("ps1", "anna")
        assert (submission.score, submission.max_score) == (1.5, 2)
        assert submission.student.last_name == "Ñandú"
        assert submission.timestamp == datetime(2026, 11, 23, 8, 30)


def test_each_database_is_empty(postgres: Callable[[], str]) -> None:
    first, second = create_engine(postgres()), create_engine(postgres())
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE here (number INTEGER)"))
    assert inspect(first).get_table_names() == ["here"]
    assert inspect(second).get_table_names() == []
    first.dispose()
    second.dispose()
