"""Reader of notebook files that other programs have written, for checks and for grading alike.

It takes whatever holds a notebook: any encoding of Unicode, any version of the format, and cells that lack what the format
requires.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ..errors import BadNotebook
from .nbmetadata import cell_source

#: The version of the format, and the first minor version in which cells have ids.
FORMAT, MINOR_WITH_IDS = 4, 5

#: The most JSON objects and lists in a file: reading one takes a hundred times its two bytes.
MOST_OBJECTS = 1_000_000

#: The most cells of a notebook: what is done with each of them takes a second in all.
MOST_CELLS = 10_000

#: What each type of cell holds; anything else is dropped.
_KEYS = {
    "code": ("cell_type", "execution_count", "id", "metadata", "outputs", "source"),
    "markdown": ("attachments", "cell_type", "id", "metadata", "source"),
    "raw": ("attachments", "cell_type", "id", "metadata", "source"),
}

#: The ids that cells may have.
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")

_LINE_END = re.compile(r"\r\n?")


def parse_notebook(content: bytes, name: str) -> dict[str, Any]:
    """A notebook as JSON of version 4 of the format, whose cells have everything that it requires.

    What is not a cell is dropped, as is metadata of ours or nbgrader's that is not an object. All line ends become newlines.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        What messages call it.

    Raises
    ------
    BadNotebook
        If it does not hold a notebook; the message says why, and what to do.
    """
    found = _parsed(_text(content, name), name)
    if not isinstance(found, dict):
        raise BadNotebook("{name} is not a notebook.", name=name)
    version = found.get("nbformat")
    if type(version) is not int:
        version = FORMAT
    if version != FORMAT and not isinstance(found.get("cells"), list):  # a later format that still has cells is read as it is
        found = _upgraded(found, name)
    cells = found.get("cells")
    if not isinstance(cells, list):
        raise BadNotebook("{name} is not a notebook: it has no cells.", name=name)
    if len(cells) > MOST_CELLS:
        raise BadNotebook(
            "{name} has {count:,} cells, and at most {most:,} are read. Delete those that are not yours, save it, and try "
            "again.",
            name=name,
            count=len(cells),
            most=MOST_CELLS,
        )
    metadata, minor = found.get("metadata"), found.get("nbformat_minor")
    minor = minor if type(minor) is int and minor >= 0 else MINOR_WITH_IDS
    return {
        "cells": _with_ids([cell for cell in map(complete_cell, cells) if cell is not None], minor),
        "metadata": _without_odd_marks(metadata),
        "nbformat": FORMAT,
        "nbformat_minor": minor,
    }


def _text(content: bytes, name: str) -> str:
    """The text of a file, without zero bytes at its end, which remain where a machine lost its power."""
    if not content.strip(b"\0"):
        content = b""
    try:
        # finds UTF-8, UTF-16 and UTF-32, with a byte order mark or without
        text = content.decode(json.detect_encoding(content), "surrogatepass").rstrip("\0").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BadNotebook(
            "{name} is not text in UTF-8, as notebooks are (byte {place}). Open it in the editor that saved it last, and save "
            "it in UTF-8.",
            name=name,
            place=error.start + 1,
        ) from error
    if not text.strip():
        raise BadNotebook("{name} is not a notebook: it is empty. Take an earlier copy, if there is one.", name=name)
    return text


def _parsed(text: str, name: str) -> Any:
    if text.count("{") + text.count("[") > MOST_OBJECTS:
        raise BadNotebook("{name} holds too much to be read. Clear its outputs, save it, and try again.", name=name)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadNotebook(
            "{name} is not a notebook: it cannot be read as JSON (line {line}: {error}). It may have been cut off, or edited "
            "by hand: mend that place, or take an earlier copy.",
            name=name,
            line=error.lineno,
            error=error.msg,
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadNotebook("{name} is not a notebook: it cannot be read as JSON.", name=name) from error


def _upgraded(found: dict[str, Any], name: str) -> dict[str, Any]:
    import nbformat

    try:
        return dict(nbformat.reads(json.dumps(found), as_version=FORMAT))
    except Exception as error:  # whatever an old or broken file makes the converter raise
        raise BadNotebook("{name} is a notebook of a format that is not known.", name=name) from error


def complete_cell(cell: Any) -> dict[str, Any] | None:
    """A cell with everything that the format requires, and nothing that it does not know; None if it is not a cell."""
    if not isinstance(cell, dict):
        return None
    kind = cell.get("cell_type")
    if kind not in _KEYS:
        if not cell_source(cell).strip():
            return None
        kind = "code" if "outputs" in cell or "execution_count" in cell else "raw"
    complete = {key: cell[key] for key in _KEYS[kind] if key in cell}
    complete |= {
        "cell_type": kind,
        "source": _LINE_END.sub("\n", cell_source(cell)),
        "metadata": _without_odd_marks(cell.get("metadata")),
    }
    if kind == "code":
        outputs = cell.get("outputs")
        complete["outputs"] = outputs if isinstance(outputs, list) else []
        complete.setdefault("execution_count", None)
    return complete


def _without_odd_marks(metadata: Any) -> dict[str, Any]:
    """The metadata of a cell or a notebook, without marks that their readers could not read."""
    if not isinstance(metadata, dict):
        return {}
    odd = [key for key in ("nbgrader", "homl") if key in metadata and not isinstance(metadata[key], dict)]
    return {key: value for key, value in metadata.items() if key not in odd} if odd else metadata


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
