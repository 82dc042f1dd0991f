"""Reading submitted notebooks, which may be anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.errors import BadNotebook
from jupyterlab_homl.grading.prepare.submitted_notebook import read_notebook
from jupyterlab_homl.grading.submission import SubmittedFolder


def read(folder: Path, notebook: dict[str, Any] | bytes | list[int], name: str = "work") -> dict[str, Any]:
    content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    return read_notebook(SubmittedFolder("ada", folder, {f"{name}.ipynb": content}), name)


def test_cells_are_completed_and_what_is_no_cell_is_dropped(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "source": ["a = 1\n", "a"], "id": "one"},
        {"cell_type": "markdown", "source": 3, "metadata": [], "id": "one"},
        {"cell_type": "code", "id": "?" * 200, "outputs": "x"},
        {"cell_type": "blob"},
        "no cell",
    ]
    found = read(tmp_path, {"nbformat": 4, "cells": cells, "metadata": 5})
    empty: dict[str, Any] = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [], "execution_count": None}
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
    older = read(tmp_path, {"nbformat": 4, "nbformat_minor": 2, "cells": cells[:1]})
    assert "id" not in older["cells"][0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        ([1], "is not a notebook."),
        ({"nbformat": 4}, "has no cells"),
        ({"nbformat": 9, "cells": []}, "format that is not known"),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, content: bytes | list[int] | dict[str, Any], message: str) -> None:
    with pytest.raises(BadNotebook, match=message):
        read(tmp_path, content)


def test_a_folder_or_a_link_in_the_place_of_a_notebook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "work.ipynb").mkdir()
    (tmp_path / "other.ipynb").symlink_to(tmp_path / "elsewhere.ipynb")
    for name in ("work", "other"):
        with pytest.raises(BadNotebook, match=f"{name}.ipynb is not a file"):
            read_notebook(SubmittedFolder("ada", tmp_path), name)
