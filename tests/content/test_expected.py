"""The figures that learners see as expected are those of the solutions."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from typing import Any

import matplotlib as mpl
import pytest

from jupyterlab_homl.course.library import Library
from jupyterlab_homl.toolkit import beside


def test_the_expected_figures_are_those_of_the_solutions(
    lesson: Any, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = [cell for cell in library.notebook(lesson.id, "exercises")["cells"] if cell["cell_type"] == "code"]
    compared = [cell["source"] for cell in cells if "beside.show(" in cell["source"]]
    module = f"jupyterlab_homl.toolkit.expected.{lesson.id}"
    assert bool(compared) is (importlib.util.find_spec(module) is not None)
    mpl.use("agg")
    names: dict[str, Any] = {}
    setup = [cell["source"] for cell in cells if cell["metadata"].get("homl", {}).get("role") == "setup"]
    for source in [*setup, *(exercise.solution for exercise in lesson.exercises if exercise.kind in "PB")] if compared else []:
        exec(source, names)
    shown: list[tuple[str, beside.Pair]] = []

    def show(lesson_id: str, name: str, *args: Any) -> None:
        assert lesson_id == lesson.id
        shown.append((name, beside.pair(names[name], getattr(importlib.import_module(module), name), *args)))

    monkeypatch.setattr(beside, "show", show)
    for source in compared:
        exec(source, names)
    assert len(shown) == len(compared)
    for name, pair in shown:
        assert pair.yours is not None, (name, pair.remark)
        assert pair.differences == [], name
    assert (
        {name for name, _ in shown}
        == {
            node.name
            for node in ast.walk(ast.parse(importlib.util.find_spec(module).loader.get_source(module)))  # type: ignore[union-attr]
            if isinstance(node, ast.FunctionDef)
        }
        if compared
        else True
    )
