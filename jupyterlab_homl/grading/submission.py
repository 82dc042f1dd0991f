"""A submission's folder, as it lies there: looked at with suspicion, read once, never followed out of."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from ..course.nbmetadata import cell_source
from ..errors import BadNotebook, HomlError, TooLarge

#: Bytes of one notebook; reading one takes many times its size of memory.
MAX_NOTEBOOK = 32 * 2**20

#: More files than anybody hands in.
MAX_FILES = 10_000

#: How deep folders may lie in each other.
MAX_DEPTH = 32

#: The minor format since which cells have ids, and what they are made of.
_WITH_IDS, _ID = 5, re.compile(r"[a-zA-Z0-9_-]{1,64}")


def list_files(folder: Path, ignore: Sequence[str], most_bytes: int) -> dict[str, Path]:
    """The ordinary files below a folder by their paths in it; links and what is no file are left out.

    Parameters
    ----------
    folder : Path
        Where to look.
    ignore : sequence of str
        Patterns of names that are left out.
    most_bytes : int
        What they may have together.

    Raises
    ------
    TooLarge
        If there is more than anybody hands in.
    HomlError
        If it cannot be read.
    """
    found: dict[str, Path] = {}
    size = 0
    try:
        for path, length in _walk(folder, ignore, 0):
            found[path.relative_to(folder).as_posix()] = path
            size += length
            if size > most_bytes or len(found) > MAX_FILES:
                raise TooLarge(
                    "It is more than {size:g} MB or {count} files, and so was not read.",
                    size=most_bytes / 1e6,
                    count=MAX_FILES,
                )
    except OSError as error:
        raise HomlError("It cannot be read: {reason}.", reason=error.strerror or error) from error
    return dict(sorted(found.items()))


def _walk(folder: Path, ignore: Sequence[str], depth: int) -> Iterator[tuple[Path, int]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if any(fnmatch(entry.name, pattern) for pattern in ignore):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < MAX_DEPTH:
                    yield from _walk(Path(entry.path), ignore, depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path), entry.stat(follow_symlinks=False).st_size


def read_file(path: Path) -> bytes:
    """The bytes of an ordinary file, whatever it has become since it was found.

    Raises
    ------
    HomlError
        If it cannot be read, or is no file any more.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise HomlError("{name} is not a file.", name=path.name)
            return file.read()
    except OSError as error:
        raise HomlError("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror or error) from error


def fingerprint(files: dict[str, Path]) -> str:
    """A mark of names and contents."""
    mark = hashlib.sha256()
    for name, path in files.items():
        content = read_file(path)
        mark.update(f"{len(name)}:{name}:{len(content)}:".encode("utf-8", "surrogateescape"))
        mark.update(content)
    return mark.hexdigest()


def read_submitted(path: Path) -> dict[str, Any]:
    """A notebook that somebody has handed in, as plain JSON of the present format.

    What is not a cell in it is left out, and what a cell lacks is put there.

    Raises
    ------
    BadNotebook
        If it is not a notebook.
    """
    name = path.name
    if path.is_symlink() or not path.is_file():
        raise BadNotebook("{name} is not a file.", name=name)
    if path.stat().st_size > MAX_NOTEBOOK:
        raise BadNotebook(
            "{name} has more than {size:g} MB. Outputs of such a size can be cleared.", name=name, size=MAX_NOTEBOOK / 1e6
        )
    try:
        found = json.loads(read_file(path))
    except (ValueError, RecursionError) as error:
        raise BadNotebook("{name} is not a notebook: it cannot be read as JSON.", name=name) from error
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        raise BadNotebook("{name} is not a notebook.", name=name)
    if found["nbformat"] != 4:
        found = _converted(found, name)
    if not isinstance(found.get("cells"), list):
        raise BadNotebook("{name} is not a notebook: it has no cells.", name=name)
    metadata = found.get("metadata")
    minor = found.get("nbformat_minor")
    cells = [cell for cell in map(_cell, found["cells"]) if cell is not None]
    _name_cells(cells, minor if isinstance(minor, int) else 5)
    return {
        "cells": cells,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "nbformat": 4,
        "nbformat_minor": minor if isinstance(minor, int) else 5,
    }


def _name_cells(cells: list[dict[str, Any]], minor: int) -> None:
    """Have each cell an id of its own where the format wants them, and none where it knows none."""
    taken: set[str] = set()
    for number, cell in enumerate(cells):
        name = cell.get("id")
        if minor < _WITH_IDS:
            cell.pop("id", None)
        elif not isinstance(name, str) or not _ID.fullmatch(name) or name in taken:
            cell["id"] = f"cell-{number}"
        taken.add(str(cell.get("id")))


def _converted(found: dict[str, Any], name: str) -> dict[str, Any]:
    import nbformat

    try:
        return dict(nbformat.reads(json.dumps(found), as_version=4))
    except Exception as error:
        raise BadNotebook("{name} is a notebook of a format that is not known.", name=name) from error


def _cell(cell: Any) -> dict[str, Any] | None:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    metadata = cell.get("metadata")
    kept = {
        **cell,
        "source": cell_source(cell),
        "metadata": metadata if isinstance(metadata, dict) else {},
    }
    if cell["cell_type"] == "code":
        outputs = cell.get("outputs")
        kept["outputs"] = outputs if isinstance(outputs, list) else []
        kept.setdefault("execution_count", None)
    return kept
