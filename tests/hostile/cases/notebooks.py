"""Notebooks that have been changed by hand, or broken: what is checked is still the answer, by our tests."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from ..case import RIGHT, WRONG, Case

ID = "h1-e01"


def _answer(notebook: Any) -> Any:
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == ID)


def _tests(notebook: Any) -> Any:
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == f"{ID}-tests")


def changed(
    name: str, change: Callable[..., Any], status: str | tuple[str, ...] = "passed", answer: str = RIGHT, **more: Any
) -> Case:
    """A notebook after `change`, which gets it with its answer."""
    return Case(f"notebook: {name}", status, answer, notebook=change, **more)


def _each(**changes: Any) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        for cell in notebook["cells"]:
            cell.update(copy.deepcopy(changes))

    return change


def _skip(notebook: Any) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]


def _edit_tests(notebook: Any) -> None:
    _tests(notebook)["source"] = "pass"


def _drop_tests(notebook: Any) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if (cell["metadata"].get("homl") or {}).get("role") != "tests"]


def _retype(notebook: Any) -> None:
    for cell in notebook["cells"]:
        cell["cell_type"] = "raw"


def _twice(notebook: Any) -> None:
    notebook["cells"] += copy.deepcopy(notebook["cells"])


def _second_answer(source: str) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        other = copy.deepcopy(_answer(notebook))
        other["source"] = source
        notebook["cells"].append(other)

    return change


def _reverse(notebook: Any) -> None:
    notebook["cells"].reverse()


def _below(notebook: Any) -> None:
    cell = _answer(notebook)
    notebook["cells"].remove(cell)
    notebook["cells"].append(cell)


def _unnamed(notebook: Any) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def _renamed(notebook: Any) -> None:
    _answer(notebook)["metadata"] = {"nbgrader": {"grade_id": "h1-e99", "solution": True}}


def _swapped(notebook: Any) -> None:
    cell, tests = _answer(notebook), _tests(notebook)
    cell["metadata"], tests["metadata"] = tests["metadata"], cell["metadata"]


def _forged_outputs(notebook: Any) -> None:
    for cell in notebook["cells"]:
        cell["outputs"] = [
            {"output_type": "execute_result", "data": {"text/plain": "1.0"}, "metadata": {}, "execution_count": 1}
        ]


def _points(notebook: Any) -> None:
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"].update(points=1e9, grade=True, locked=False, schema_version=99, checksum="x")


def _setup_edited(notebook: Any) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "import numpy" in str(cell["source"]):
            cell["source"] = "np = None"


def _before(source: str) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        extra: dict[str, Any] = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        notebook["cells"].insert(notebook["cells"].index(_answer(notebook)), extra)

    return change


def _junk(notebook: Any) -> None:
    notebook["cells"][1:1] = [None, 5, "text", [], {}, {"cell_type": "code"}, {"source": 5}, {"metadata": []}, True]


def _source(value: Any) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        _answer(notebook)["source"] = value

    return change


def _large(notebook: Any) -> None:
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "x = 1\n" * 120_000})


def _deep_cell(notebook: Any) -> None:
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "x = " + "-" * 50_000 + "1"})
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "x = a" + ".b" * 50_000})
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "x = " + "1+" * 50_000 + "1"})


def _claims(notebook: Any) -> None:
    notebook["metadata"]["homl"] = {"lesson": {"a": []}}


STUB = 'def mean_squares(X, y):\n    """An array with a number for each column of X."""\n    # YOUR CODE HERE\n    ...'
WRONG_TYPES: list[Any] = [
    None,
    5,
    "text",
    [],
    [[]],
    {"nbgrader": 5},
    {"nbgrader": {"grade_id": []}},
    {"homl": {"exercise": {}, "role": 5}},
]


def _wrong_metadata(notebook: Any) -> None:
    for number, cell in enumerate(notebook["cells"]):
        if cell is not _answer(notebook):
            cell["metadata"] = {} if cell["metadata"].get("nbgrader") else {"tags": WRONG_TYPES[number % len(WRONG_TYPES)]}
    notebook["cells"] += [{"cell_type": "code", "source": "1", "metadata": metadata} for metadata in WRONG_TYPES]


CASES = [
    changed("tests that are skipped", _skip, "failed", WRONG),
    changed("tests that are edited", _edit_tests, "failed", WRONG),
    changed("tests that are deleted", _drop_tests, "failed", WRONG),
    changed("tests that are deleted, and an honest answer", _drop_tests),
    changed("points that were raised", _points, "failed", WRONG),
    changed("results that were forged", _forged_outputs, "failed", WRONG),
    changed("set-up that was edited", _setup_edited),
    changed("every cell of another type", _retype, says="no longer a code cell"),
    changed("every cell twice", _twice, says="in 2 cells"),
    changed("a second answer that is wrong", _second_answer(WRONG), "failed", says="in 2 cells"),
    changed("a second answer that raises", _second_answer("1 / 0"), "error", says="Zero"),
    changed("a second answer that is the stub", _second_answer(STUB)),
    changed("upside down", _reverse),
    changed("the answer at the end", _below),
    changed("no marks at all", _unnamed, says="was recognised"),
    changed("the answer renamed", _renamed, says="was recognised"),
    changed("answer and tests change names", _swapped, ("failed", "error", "not_attempted")),
    changed("the same cell id everywhere", _each(id="same")),
    changed("cell ids of strange types", _each(id={"a": [1]})),
    changed("execution counts of strange types", _each(execution_count="x", outputs=None, attachments=5)),
    changed("metadata of strange types", _wrong_metadata),
    changed("things that are no cells", _junk),
    changed("a source that is a number", _source(5), "not_attempted"),
    changed("a source that is a dict", _source({"a": 1}), "not_attempted"),
    changed("a source of strange lines", _source([None, 5, ["x"], RIGHT]), "passed"),
    changed("a source of nothing", _source(""), "not_attempted"),
    changed("a source of half characters", _source("x = '\ud800'\n" + RIGHT)),
    changed("a source of other line ends", _source(RIGHT.replace("\n", "\r\n"))),
    changed("a source with a mark before it", _source("\ufeff" + RIGHT.strip()), ("passed", "error")),
    changed("the stub", _source(STUB), "not_attempted"),
    changed("the stub with a comment", _source(STUB.replace("...", "...  # done")), "not_attempted"),
    changed("code before the answer that patches", _before("np.allclose = lambda *a: True"), "failed", WRONG),
    changed("code before the answer that leaves", _before("import os\nos._exit(0)"), "died"),
    changed("very many lines in another cell", _large),
    changed("code too deep to read in other cells", _deep_cell),
    changed("a lesson of a strange type", _claims),
    changed("no metadata", lambda notebook: notebook.pop("metadata") and None),
    changed(
        "format 3",
        lambda notebook: {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": notebook["cells"]}]},
        "not_attempted",  # cells of a later format
    ),
    changed("format 99", lambda notebook: notebook.update(nbformat=99, nbformat_minor="x")),
    changed("no cells", lambda notebook: notebook.update(cells=[]), ("not_attempted", "BadNotebook"), says="missing"),
    changed("cells that are a dict", lambda notebook: notebook.update(cells={"0": 1}), "BadNotebook", says="no cells"),
    changed("cells that are nothing", lambda notebook: notebook.update(cells=None), "BadNotebook", says="no cells"),
    changed(
        "of another course",
        lambda notebook: {"cells": [{"cell_type": "code", "source": "1", "metadata": {}}], "metadata": {}},
        "BadNotebook",
        says="no exercises",
    ),
]
