"""Reading submitted notebooks, which may be anything."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from jupyterlab_homl.errors import BadNotebook
from jupyterlab_homl.grading.prepare.submitted_notebook import read_notebook
from jupyterlab_homl.grading.submission import SubmittedFolder

ODD: dict[str, Callable[[Any], object]] = {
    "authors": lambda notebook: notebook["metadata"].update(authors="me"),
    "title": lambda notebook: notebook["metadata"].update(title=3),
    "kernelspec": lambda notebook: notebook["metadata"].update(kernelspec={"name": 3}),
    "language": lambda notebook: notebook["metadata"].update(language_info=[]),
    "tags": lambda notebook: notebook["cells"][0]["metadata"].update(tags="x"),
    "null-tags": lambda notebook: notebook["cells"][1]["metadata"].update(tags=None),
    "twice-tagged": lambda notebook: notebook["cells"][0]["metadata"].update(tags=["a", "a"]),
    "jupyter": lambda notebook: notebook["cells"][0]["metadata"].update(jupyter={"source_hidden": 1}),
    "attachments": lambda notebook: notebook["cells"][1].update(attachments="x"),
    "outputs": lambda notebook: notebook["cells"][0].update(outputs=[{"output_type": "stream", "name": "stdout", "text": 3}]),
    "count": lambda notebook: notebook["cells"][0].update(execution_count="x"),
    "all": lambda notebook: [change(notebook) for name, change in ODD.items() if name != "all"],
}


@pytest.mark.parametrize("name", ODD)
def test_what_the_schema_refuses_is_dropped(tmp_path: Path, name: str) -> None:
    cells = [new_code_cell("a = 1", metadata={"name": "kept"}), new_markdown_cell("b")]
    notebook = json.loads(json.dumps(new_notebook(cells=cells, metadata={"own": 1})))
    ODD[name](notebook)
    content = json.dumps(notebook).encode()
    found = read_notebook(SubmittedFolder("ada", tmp_path, {"work.ipynb": content}), "work")
    nbformat.validate(nbformat.from_dict(found))
    assert found["metadata"]["own"] == 1
    assert [(cell["source"], cell["metadata"].get("name")) for cell in found["cells"]] == [("a = 1", "kept"), ("b", None)]


CODE: dict[str, Any] = {"cell_type": "code", "source": "x", "metadata": {}, "outputs": [], "execution_count": None}
MANY: dict[str, dict[str, Any]] = {
    "outputs": {"cells": [{**CODE, "outputs": [{"output_type": "stream", "name": 5, "text": 3}] * 200_000}], "metadata": {}},
    "tags": {"cells": [{**CODE, "metadata": {"tags": ["a,b"] * 200_000}}], "metadata": {}},
    "cells": {"cells": [{**CODE, "metadata": {"tags": 3}}] * 9_999, "metadata": {}},
    "authors": {"cells": [CODE], "metadata": {"authors": [3] * 200_000}},
}


@pytest.mark.parametrize("name", MANY)
def test_a_great_many_invalid_values_take_no_long_time(tmp_path: Path, name: str) -> None:
    content = json.dumps({**MANY[name], "nbformat": 4, "nbformat_minor": 5}).encode()
    before = time.process_time()
    found = read_notebook(SubmittedFolder("ada", tmp_path, {"work.ipynb": content}), "work")
    assert time.process_time() - before < 10
    nbformat.validate(nbformat.from_dict(found))
    assert {cell["source"] for cell in found["cells"]} == {"x"}


def test_a_folder_or_a_link_in_the_place_of_a_notebook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "work.ipynb").mkdir()
    (tmp_path / "other.ipynb").symlink_to(tmp_path / "elsewhere.ipynb")
    for name in ("work", "other"):
        with pytest.raises(BadNotebook, match=f"{name}.ipynb is not a file"):
            read_notebook(SubmittedFolder("ada", tmp_path), name)
