"""A submitted notebook, read without trusting it to be one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from ...course.nbmetadata import cell_source
from ...errors import BadNotebook
from ..submission import SubmittedFolder, read_file
from .sanitise import MINOR_WITH_IDS

#: The most bytes of a notebook; reading it takes many times its size of memory.
MAX_BYTES = 32 * 2**20

#: The ids that cells may have.
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def read_notebook(folder: SubmittedFolder, name: str) -> dict[str, Any]:
    """Read a notebook of a submission, as JSON of version 4 of the format.

    Elements that are not cells are dropped, and whatever a cell lacks is added.

    Parameters
    ----------
    folder : SubmittedFolder
        The submission.
    name : str
        nbgrader's notebook id.

    Raises
    ------
    BadNotebook
        If it is not a notebook.
    HomlError
        If it cannot be read.
    """
    path = folder.path / f"{name}.ipynb"
    content = _content(folder.files, path)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadNotebook("{name} is not a notebook: it cannot be read as JSON.", name=path.name) from error
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        raise BadNotebook("{name} is not a notebook.", name=path.name)
    if found["nbformat"] != 4:
        found = _upgraded(found, path.name)
    if not isinstance(found.get("cells"), list):
        raise BadNotebook("{name} is not a notebook: it has no cells.", name=path.name)
    metadata = found.get("metadata")
    minor = found.get("nbformat_minor")
    minor = minor if isinstance(minor, int) else MINOR_WITH_IDS
    return {
        "cells": _with_ids([cell for cell in map(_complete, found["cells"]) if cell is not None], minor),
        "metadata": metadata if isinstance(metadata, dict) else {},
        "nbformat": 4,
        "nbformat_minor": minor,
    }


def _content(files: Mapping[str, bytes], path: Path) -> bytes:
    if path.name not in files and (path.is_symlink() or not path.is_file()):
        raise BadNotebook("{name} is not a file.", name=path.name)
    # a course's patterns of ignored files may match a notebook, which is graded nevertheless
    size = len(files[path.name]) if path.name in files else path.stat().st_size
    if size > MAX_BYTES:
        raise BadNotebook(
            "{name} has more than {size:g} MB. Outputs of such a size can be cleared.", name=path.name, size=MAX_BYTES / 1e6
        )
    return files[path.name] if path.name in files else read_file(path)


def _with_ids(cells: list[dict[str, Any]], minor: int) -> list[dict[str, Any]]:
    """The cells, each with an id of its own if this version of the format has ids, and without one if it has not."""
    named: list[dict[str, Any]] = []
    taken: set[Any] = set()
    for number, cell in enumerate(cells):
        found = cell.get("id")
        if minor < MINOR_WITH_IDS:
            named.append({key: value for key, value in cell.items() if key != "id"})
            continue
        valid = isinstance(found, str) and _ID.fullmatch(found) and found not in taken
        named.append(cell if valid else {**cell, "id": f"cell-{number}"})
        taken.add(named[-1]["id"])
    return named


def _upgraded(found: dict[str, Any], name: str) -> dict[str, Any]:
    try:
        return dict(nbformat.reads(json.dumps(found), as_version=4))
    except Exception as error:
        raise BadNotebook("{name} is a notebook of a format that is not known.", name=name) from error


def _complete(cell: Any) -> dict[str, Any] | None:
    """A cell with everything that the format requires; None if it is not a cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    metadata = cell.get("metadata")
    complete = {
        **cell,
        "source": cell_source(cell),
        "metadata": metadata if isinstance(metadata, dict) else {},
    }
    if cell["cell_type"] == "code":
        outputs = cell.get("outputs")
        complete["outputs"] = outputs if isinstance(outputs, list) else []
        complete.setdefault("execution_count", None)
    return complete
