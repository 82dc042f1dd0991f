"""Hidden tests are cut out of feedback; what they say of an answer stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbformat import writes
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from jupyterlab_homl.grading.feedback import HideHiddenTests, shows_hidden_tests

NAME = "jupyterlab_homl.grading.feedback.HideHiddenTests"
SOURCE = "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(-1) == -2, 'negative'\n\n### END HIDDEN TESTS\nx = 1"
TRACEBACK = [
    "\x1b[31m---------\x1b[39m",
    "Cell In[3], line 3\n      1 assert double(2) == 4\n"
    "\x1b[32m----> 3 \x1b[39massert double(-1) == -2, 'negative'\n      5 x = 1",
    "AssertionError: negative",
]


def shown(source: str, traceback: list[str], **marks: Any) -> Any:
    output = new_output("error", ename="AssertionError", evalue="negative", traceback=traceback)
    cell = new_code_cell(source, metadata={"nbgrader": marks}, outputs=[output, new_output("stream", text="printed")])
    found, _ = HideHiddenTests().preprocess(new_notebook(cells=[cell]), {})
    return found.cells[0]


def test_hidden_tests_are_cut_from_the_source_and_from_tracebacks() -> None:
    cell = shown(SOURCE, TRACEBACK, grade=True)
    assert cell.source == "assert double(2) == 4\nx = 1"
    text = "\n".join(cell.outputs[0].traceback)
    assert "double(-1)" not in text
    assert "AssertionError: negative" in text
    assert "double(2)" in text
    assert (cell.outputs[0].evalue, cell.outputs[1].text) == ("negative", "printed")


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("### BEGIN HIDDEN TESTS\nassert a", ""),  # no end
        ("### BEGIN HIDDEN TESTS\nassert a\n### END HIDDEN TESTS", ""),
        ("a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc\n### BEGIN HIDDEN TESTS\nd\n### END HIDDEN TESTS", "a\nc"),
    ],
)
def test_every_region_is_cut(source: str, left: str) -> None:
    assert shown(source, ["AssertionError"], grade=True).source == left


def test_the_lines_around_hidden_tests_are_those_of_the_course() -> None:
    config = Config({"ClearHiddenTests": {"begin_test_delimeter": "SECRET", "end_test_delimeter": "SHOWN"}})
    cell = new_code_cell("a\n# SECRET\nb\n# SHOWN\nc", metadata={"nbgrader": {"grade": True}})
    found, _ = HideHiddenTests(config=config).preprocess(new_notebook(cells=[cell]), {})
    assert found.cells[0].source == "a\nc"


def test_cells_of_learners_and_tests_without_hidden_ones_stay() -> None:
    assert shown(SOURCE, TRACEBACK, grade=False).source == SOURCE
    assert shown("assert a", TRACEBACK, grade=True).outputs[0].traceback == TRACEBACK


@pytest.mark.parametrize(
    ("settings", "source", "shows"),
    [
        ({}, SOURCE, True),
        ({}, "assert a", False),
        ({"GenerateFeedback": {"preprocessors": ["not.there", NAME]}}, SOURCE, False),
        ({"GenerateFeedback": {"preprocessors": [HideHiddenTests]}}, SOURCE, False),
        ({"GenerateFeedback": {"preprocessors": [NAME]}, "HideHiddenTests": {"enabled": False}}, SOURCE, True),
        ({"ClearHiddenTests": {"begin_test_delimeter": "SECRET"}}, "# SECRET\nassert a", True),
    ],
)
def test_feedback_that_shows_hidden_tests_is_told(tmp_path: Path, settings: dict[str, Any], source: str, shows: bool) -> None:
    folder = tmp_path / "source" / "ps1"
    folder.mkdir(parents=True)
    (folder / "work.ipynb").write_text(writes(new_notebook(cells=[new_code_cell(source)])), "utf-8")
    assert shows_hidden_tests(CourseDirectory(root=str(tmp_path), assignment_id="ps1"), Config(settings)) is shows
