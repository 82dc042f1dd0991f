"""Cell metadata is read from any JSON, and grade ids are made in one way."""

from __future__ import annotations

from typing import Any

import pytest
from nbgrader.nbgraderformat import SCHEMA_VERSION as NBGRADERS

from jupyterlab_homl.course import nbmetadata


@pytest.mark.parametrize(
    ("source", "text"),
    [("a\nb", "a\nb"), (["a\n", "b"], "a\nb"), (["a", 3, None], "a"), (5, ""), ({"a": 1}, ""), (None, ""), ("a\ud800", "a?")],
)
def test_the_text_of_a_cell(source: Any, text: str) -> None:
    assert nbmetadata.cell_source({"source": source}) == text


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"metadata": None},
        {"metadata": []},
        {"metadata": {"nbgrader": 5}},
        {"metadata": {"nbgrader": {"grade_id": []}}},
        {"metadata": {"nbgrader": {"grade_id": "", "solution": "yes"}}},
    ],
)
def test_a_cell_without_a_grade_id(cell: dict[str, Any]) -> None:
    assert nbmetadata.grade_id(cell) is None
    assert not nbmetadata.is_solution(cell)
    assert nbmetadata.homl_metadata(cell) == {}


def test_what_is_written_is_read() -> None:
    metadata = nbmetadata.graded_cell_metadata("t1-e01", solution=True, locked=True, points=2.0)
    cell = {"metadata": {"nbgrader": metadata}}
    assert nbmetadata.grade_id(cell) == "t1-e01"
    assert nbmetadata.is_solution(cell)
    assert (metadata["points"], metadata["locked"], metadata["grade"]) == (2.0, True, False)
    assert "points" not in nbmetadata.graded_cell_metadata("t1-e01")
    assert metadata["schema_version"] == NBGRADERS


def test_grade_ids() -> None:
    assert nbmetadata.statement_id("t1-e01") == "t1-e01-statement"
    assert [nbmetadata.tests_id("t1-e01", index) for index in range(3)] == [
        "t1-e01-tests",
        "t1-e01-tests-b",
        "t1-e01-tests-c",
    ]
    assert nbmetadata.setup_id("t1", 2) == "t1-setup-2"
