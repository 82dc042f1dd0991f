"""Reading notebook files: whatever holds a notebook is read, and what does not gets the reason and the cure."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from jupyterlab_homl.course.notebook_file import MOST_OBJECTS, parse_notebook
from jupyterlab_homl.errors import BadNotebook

NOTEBOOK: dict[str, Any] = json.loads(
    json.dumps(new_notebook(cells=[new_code_cell("é = 1\né", id="one"), new_markdown_cell("wörds", id="two")]))
)
TEXT = json.dumps(NOTEBOOK, ensure_ascii=False)


def older(version: int) -> bytes:
    return json.dumps(nbformat.convert(nbformat.from_dict(NOTEBOOK), version)).encode()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-32"),
        TEXT.encode() + bytes(9),
        TEXT.encode("utf-16-le") + bytes(4),
        json.dumps(NOTEBOOK, indent=1).replace("\n", "\r\n").encode(),
        TEXT.replace("\\n", "\\r\\n").encode(),
        json.dumps({key: value for key, value in NOTEBOOK.items() if not key.startswith("nbformat")}).encode(),
        json.dumps({**NOTEBOOK, "nbformat": None, "nbformat_minor": "5", "metadata": None}).encode(),
        older(3),
        older(2),
    ],
)
def test_a_notebook_is_read_however_it_was_saved(content: bytes) -> None:
    found = parse_notebook(content, "work.ipynb")
    assert found["nbformat"] == 4
    assert [(cell["cell_type"], cell["source"]) for cell in found["cells"]] == [("code", "é = 1\né"), ("markdown", "wörds")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is empty"),
        (b" \n\0\0", "it is empty"),
        (TEXT.encode("cp1252"), "is not text in UTF-8.*save it in UTF-8"),
        (TEXT.encode()[:-9], r"cannot be read as JSON \(line 1.*earlier copy"),
        (TEXT.encode() + TEXT.encode(), r"cannot be read as JSON \(line 1: Extra data"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b"[1]", "is not a notebook."),
        (b'{"nbformat": 4}', "has no cells"),
        (b'{"nbformat": 4, "cells": {}}', "has no cells"),
        (b'{"nbformat": 9, "pages": []}', "format that is not known"),
        (b'{"nbformat": null}', "has no cells"),
        (b'{"cells": [' + b"{}," * MOST_OBJECTS + b"{}]}", "holds too much"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(BadNotebook, match=message) as caught:
        parse_notebook(content, "work.ipynb")
    assert "fresh" not in caught.value.message


def without_type(cell: dict[str, Any]) -> None:
    cell["cell_type"] = None


def odd_marks(cell: dict[str, Any]) -> None:
    cell["metadata"] = {"nbgrader": None, "homl": [1], "tags": []}


def surplus(cell: dict[str, Any]) -> None:
    cell.update(attachments="x", more=1)


@pytest.mark.parametrize("change", [without_type, odd_marks, surplus])
def test_a_cell_keeps_its_text_whatever_else_is_odd(change: Callable[[dict[str, Any]], None]) -> None:
    notebook = json.loads(TEXT)
    change(notebook["cells"][0])
    (cell, _) = parse_notebook(json.dumps(notebook).encode(), "work.ipynb")["cells"]
    assert (cell["cell_type"], cell["source"]) == ("code", "é = 1\né")
    assert cell["metadata"] in ({}, {"tags": []})
    assert set(cell) == {"cell_type", "source", "metadata", "outputs", "execution_count", "id"}


def test_cells_are_completed_and_what_is_no_cell_is_dropped() -> None:
    cells = [
        {"cell_type": "code", "source": ["a = 1\n", "a"], "id": "one"},
        {"cell_type": "markdown", "source": 3, "metadata": [], "id": "one"},
        {"cell_type": "code", "id": "?" * 200, "outputs": "x"},
        {"cell_type": "blob"},
        "no cell",
    ]
    empty: dict[str, Any] = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [], "execution_count": None}
    found = parse_notebook(json.dumps({"nbformat": 4, "cells": cells, "metadata": 5}).encode(), "work.ipynb")
    assert found == {
        "cells": [
            {**empty, "source": "a = 1\na", "id": "one"},
            {"cell_type": "markdown", "source": "", "metadata": {}, "id": "cell-1"},
            {**empty, "id": "cell-2"},
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    earlier = parse_notebook(json.dumps({"nbformat": 4, "nbformat_minor": 2, "cells": cells[:1]}).encode(), "work.ipynb")
    assert "id" not in earlier["cells"][0]
