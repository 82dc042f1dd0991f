"""What every exercise is made of. That its checker is sound and cannot be fooled is proved by `jupyter homl prove --all`."""

from __future__ import annotations

import re
from typing import Any

from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Lesson
from tests.present import present


def test_exercise_is_complete(exercise: Any) -> None:
    assert len(exercise.hints) >= (0 if exercise.kind in "QS" else 3)
    assert exercise.manual or exercise.wrong
    assert exercise.skills
    assert exercise.minutes > 0
    if exercise.manual:
        assert exercise.rubric
        assert exercise.manual_points == exercise.level
    else:
        assert sum(cell.points for cell in exercise.tests) == exercise.level


def test_release_gives_nothing_away(lesson: Lesson | None, library: Library) -> None:
    for kind in ("exercises", "lesson"):
        text = "\n".join(cell["source"] for cell in library.notebook(present(lesson).id, kind)["cells"])
        assert "SOLUTION" not in text
        assert "HIDDEN TESTS" not in text
    released = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in graded(library.notebook(present(lesson).id, "exercises"))
    }
    for exercise in present(lesson).exercises:
        assert released[exercise.id] == exercise.stub
        for cell in exercise.tests:
            for name in cell.names(hidden=True):
                assert f'expect.test("{name}")' not in released[cell.id]


def graded(notebook: dict[str, Any]) -> list[Any]:
    return [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]


def test_the_core_is_small_and_calls_the_libraries(lesson: Any, library: Library) -> None:
    core = [exercise for exercise in lesson.exercises if exercise.core]
    assert 5 <= len(core) <= 10  # the exit quiz included
    if lesson in library.course.parts[0].lessons:
        return  # the prerequisites teach what these libraries are built on
    called = (
        r"sklearn|train_test_split|keras|Keras|SGD|ipeline|CV\("
        r"|Regression\(|coef_|tree_|Classifier|Regressor|partial_fit|\.fit(_\w+)?\("
    )
    calling = [e for e in core if re.search(called, e.solution)]
    assert len(calling) * 2 >= len([e for e in core if e.kind != "Q"])
