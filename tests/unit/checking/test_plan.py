"""What is run of a notebook, whatever was done to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from jupyterlab_homl.checking.explanations import explain_error
from jupyterlab_homl.checking.plan import Plan, learner_cells, plan, same_code
from jupyterlab_homl.checking.verdict import FirstError
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Lesson
from jupyterlab_homl.course.nbmetadata import is_untouched

RIGHT = "def double(x):\n    return 2 * np.asarray(x)"


@pytest.fixture
def lesson(library: Library) -> Lesson:
    return library.course.lesson("t1")


def planned(lesson: Lesson, notebook: dict[str, Any], exercise: str = "t1-e01") -> Plan:
    return plan(lesson, lesson.exercise(exercise), learner_cells(notebook))


def find(notebook: dict[str, Any], grade_id: str) -> int:
    return next(n for n, c in enumerate(notebook["cells"]) if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [], "execution_count": None}


def test_the_stub_is_not_run(lesson: Lesson, library: Library) -> None:
    notebook = library.notebook("t1", "exercises")
    assert planned(lesson, notebook).status == "not_attempted"
    cell = notebook["cells"][find(notebook, "t1-e01")]
    cell["source"] = "# a remark\n\n" + cell["source"]
    assert planned(lesson, notebook).status == "not_attempted"


def test_our_tests_are_run_whatever_stands_in_the_notebook(lesson: Lesson, answered: Callable[..., Any]) -> None:
    notebook = answered(RIGHT)
    del notebook["cells"][find(notebook, "t1-e01-tests")]
    found = planned(lesson, notebook)
    assert found.status is None
    assert found.tests == lesson.exercise("t1-e01").tests


@pytest.mark.parametrize("spoil", ["tags", "type", "locked", "homl", "list"])
def test_metadata_of_the_learner_does_not_matter(lesson: Lesson, answered: Callable[..., Any], spoil: str) -> None:
    notebook = answered(RIGHT)
    cell = notebook["cells"][find(notebook, "t1-e01")]
    if spoil == "tags":
        cell["metadata"]["tags"] = ["skip-execution"]
    elif spoil == "type":
        cell["cell_type"] = "markdown"
    elif spoil == "locked":
        cell["metadata"]["nbgrader"]["locked"] = "yes"
    elif spoil == "homl":
        cell["metadata"]["homl"] = 3
    else:
        cell["source"] = cell["source"].splitlines(keepends=True)
    assert [c.source for c in planned(lesson, notebook).cells] == [RIGHT]


def test_a_split_answer_is_run_in_order(lesson: Lesson, answered: Callable[..., Any]) -> None:
    notebook = answered("a = 2")
    at = find(notebook, "t1-e01")
    other = json.loads(json.dumps(notebook["cells"][at]))
    other["source"] = "def double(x): return a * np.asarray(x)"
    notebook["cells"].insert(at + 1, other)
    found = planned(lesson, notebook)
    assert [c.source for c in found.cells] == ["a = 2", other["source"]]
    assert "2 cells" in found.notes[0].text


def test_an_untouched_copy_is_left_out(lesson: Lesson, answered: Callable[..., Any], library: Library) -> None:
    notebook = answered(RIGHT)
    stub = library.notebook("t1", "exercises")
    notebook["cells"].append(stub["cells"][find(stub, "t1-e01")])
    found = planned(lesson, notebook)
    assert [c.source for c in found.cells] == [RIGHT]
    assert found.notes == ()


def test_extra_cells_of_the_exercise_are_run_with_it(lesson: Lesson, answered: Callable[..., Any]) -> None:
    notebook = answered(RIGHT)
    at = find(notebook, "t1-e01")
    notebook["cells"].insert(at, code("helper = 1"))
    notebook["cells"].append(code("elsewhere = 1"))
    found = planned(lesson, notebook)
    assert [c.source for c in found.cells] == ["helper = 1", RIGHT]
    assert "elsewhere" in found.names_of_other_cells
    assert "helper" not in found.names_of_other_cells


@pytest.mark.parametrize("more", ["list = [1]", "from math import pow", "def sum(x): ...", "for input in [1]: pass"])
def test_a_name_of_pythons_own_with_another_meaning_is_told(lesson: Lesson, answered: Callable[..., Any], more: str) -> None:
    assert "of Python’s own" in planned(lesson, answered(f"{RIGHT}\n{more}")).notes[0].text


@pytest.mark.parametrize("more", ["def f():\n    list = [1]", "[id for id in [1]]", "x = list", "%time list = 1", "a.sum = 1"])
def test_names_that_leave_pythons_own_alone_are_not(lesson: Lesson, answered: Callable[..., Any], more: str) -> None:
    assert planned(lesson, answered(f"{RIGHT}\n{more}")).notes == ()


def test_a_lost_answer_cell_is_told(lesson: Lesson, answered: Callable[..., Any]) -> None:
    notebook = answered(RIGHT)
    del notebook["cells"][find(notebook, "t1-e01")]
    found = planned(lesson, notebook)
    assert found.status == "not_attempted"
    assert "missing" in found.notes[0].text


def test_a_short_answer_is_answered(lesson: Lesson, answered: Callable[..., Any]) -> None:
    assert planned(lesson, answered("Because.", "t1-e02"), "t1-e02").status == "answered"


@pytest.mark.parametrize(
    "cells", [[], [3, None, "x"], [{}], [{"metadata": [], "source": 3}], [{"metadata": {"nbgrader": []}}]]
)
def test_cells_that_are_none_are_passed_over(lesson: Lesson, cells: list[Any]) -> None:
    assert planned(lesson, {"cells": cells}).status == "not_attempted"


def test_code_is_the_same_but_for_layout() -> None:
    assert same_code("x = 1  # one", "x=1")
    assert not same_code("x = 1", "x = 2")
    assert not same_code("x = (", "y = (")


@pytest.mark.parametrize("places", [0, 1, 2])
def test_an_answer_beside_the_untouched_stub_is_run(lesson: Lesson, library: Library, places: int) -> None:
    notebook = library.notebook("t1", "exercises")
    at = find(notebook, "t1-e01")
    notebook["cells"].insert(at + places, code(RIGHT))
    found = planned(lesson, notebook)
    assert found.status is None
    assert [c.source for c in found.cells] == [RIGHT]
    assert f"cell {at + places + 1}" in found.notes[0].text
    assert found.answer == RIGHT


def test_other_cells_beside_the_stub_are_no_answer(lesson: Lesson, library: Library) -> None:
    notebook = library.notebook("t1", "exercises")
    at = find(notebook, "t1-e01")
    notebook["cells"][at + 1 : at + 1] = [code("x = 1"), code("print(x)")]
    notebook["cells"].append(code(RIGHT))
    assert planned(lesson, notebook).status == "not_attempted"


def test_the_stub_of_an_earlier_version_is_not_attempted(lesson: Lesson, library: Library) -> None:
    notebook = library.notebook("t1", "exercises")
    cell = nbformat.from_dict(notebook["cells"][find(notebook, "t1-e01")])
    cell.source = "def double(x):\n    step = 0\n    ..."
    assert planned(lesson, {"cells": [cell]}).status is None
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    assert planned(lesson, {"cells": [cell]}).status == "not_attempted"


@pytest.mark.parametrize("name", ["t1-e01-statement", "t1-e01-tests"])
def test_an_exercise_of_another_version_is_told(lesson: Lesson, answered: Callable[..., Any], name: str) -> None:
    def told(notebook: Any) -> list[str]:
        return [note.text for note in planned(lesson, notebook).notes if "has changed since you opened it" in note.text]

    notebook = nbformat.from_dict(answered(RIGHT))
    cell = notebook["cells"][find(notebook, name)]
    assert told(notebook) == []
    cell.source = "# An earlier text"
    assert told(notebook) == []  # the learner's own
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    assert len(told(notebook)) == 1
    assert planned(lesson, notebook, "t1-e03").notes == ()


@pytest.mark.parametrize("marks", [{}, {"solution": True}, {"grade": True, "points": 3}, {"locked": True}, {"grade": True}])
def test_untouched_cells_are_told_as_nbgrader_does(marks: dict[str, Any]) -> None:
    cell = nbformat.v4.new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "x", **marks}})
    if marks != {"grade": True}:  # without points there is no checksum
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
        assert is_untouched(cell)
        cell.source += "\n"
    assert not is_untouched(cell)


def test_an_extra_cell_can_be_left_out(lesson: Lesson, answered: Callable[..., Any]) -> None:
    notebook = answered(RIGHT)
    at = find(notebook, "t1-e01")
    notebook["cells"].insert(at, code("1 / 0"))
    found = planned(lesson, notebook)
    (extra,) = found.extra
    less = found.without(extra, "ZeroDivisionError")
    assert [c.source for c in less.cells] == [RIGHT]
    assert f"Cell {at + 1}" in less.notes[-1].text
    assert "ZeroDivisionError" in less.notes[-1].text


def test_a_name_of_an_open_exercise_is_not_called_misplaced(lesson: Lesson, library: Library) -> None:
    building = replace(lesson.exercise("t1-e02"), needs=("t1-e01",))
    found = plan(lesson, building, learner_cells(library.notebook("t1", "exercises")))
    assert "double" in found.names_of_other_cells
    told = explain_error(FirstError("a", "NameError", "name 'double' is not defined", 1), found)
    assert told.text.startswith("`double` is your answer to exercise")
    assert "still open: do that one first" in told.text
