"""Mistakes of a class are counted by the names that the authors gave them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from nbformat import NotebookNode, from_dict
from nbgrader.utils import compute_checksum

from jupyterlab_homl.classroom.mistakes import Failure, mistakes, read_graded
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Exercise, SampleAnswer


@pytest.fixture
def exercise(library: Library) -> Exercise:
    wrong = (
        SampleAnswer("forgets the ones", "", "column of ones"),
        SampleAnswer("prints", "", "returned None"),
        SampleAnswer("no return", "", "returned none"),
        SampleAnswer("without words", ""),
    )
    return replace(library.course.find_exercise("t1-e01")[1], wrong=wrong)


def test_each_learner_counts_once_for_a_mistake(exercise: Exercise) -> None:
    answers = [
        (),
        (Failure("a line", "Is the Column of ones there?"), Failure("a plane", "Is the column of ones there?")),
        (Failure("a line", "Your code returned None."),),
        (Failure("a line", "Expected 3, got 4."), Failure("kept", "Is the column of ones there?")),
        (Failure("a plane", "Expected 3, got 4."),),
        (Failure("", "NameError: name 'x' is not defined"),),
        None,
    ]
    found = mistakes(exercise, answers)
    assert (found.answers, found.blank, found.failed, found.unknown) == (7, 1, 5, 2)
    assert [(one.names, one.count) for one in found.mistakes] == [(("forgets the ones",), 2), (("prints", "no return"), 1)]
    assert found.tests == (("a line", 3), ("a plane", 2), ("kept", 1))


def cell(name: str, *outputs: Any, grade: bool = True, **marks: Any) -> dict[str, Any]:
    marks = {"grade_id": name, "grade": grade, "solution": not grade, "locked": grade, "schema_version": 3, **marks}
    return {"cell_type": "code", "metadata": {"nbgrader": marks}, "source": "", "outputs": list(outputs)}


def test_failed_tests_are_read_from_a_graded_notebook(exercise: Exercise) -> None:
    told = {"output_type": "error", "ename": "Unmet", "evalue": "x", "traceback": ["✓ first", "✗ a: b: c", "✗ d: e"]}
    raised = {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": ["-----", "NameError"]}
    passed = {"output_type": "stream", "name": "stdout", "text": "✗ printed by the answer"}
    cells = [cell(exercise.tests[0].id, told), cell("two", raised), cell("three", passed), cell(exercise.id, grade=False)]
    found = read_graded({"cells": [{"metadata": {}}, *cells]})
    assert found.failures["two"] == (Failure("", "NameError: x"),)
    assert found.failures["three"] == ()
    assert found.has(exercise)
    assert (found.to(exercise) or ())[:2] == (Failure("a", "b: c"), Failure("d", "e"))
    assert not read_graded({}).has(exercise)


def test_an_answer_cell_as_it_was_handed_out_is_none(exercise: Exercise) -> None:
    stub = cell(exercise.id, grade=False)
    stub["metadata"]["nbgrader"]["checksum"] = compute_checksum(NotebookNode(from_dict(stub)))
    tests = [cell(one.id) for one in exercise.tests]
    assert read_graded({"cells": [stub, *tests]}).to(exercise) is None
    stub["source"] = "x = 1"
    assert read_graded({"cells": [stub, *tests]}).to(exercise) == ()
