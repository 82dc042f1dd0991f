"""A submitted notebook, read without trusting it to be one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat

from ...course.notebook_file import parse_notebook
from ...errors import BadNotebook
from ..submission import SubmittedFolder, read_file

#: The most bytes of a notebook; reading it takes many times its size of memory.
MAX_BYTES = 32 * 2**20

#: Finding out what is invalid takes a millisecond a value. In a notebook with more commas, or more invalid values, whatever
#: cells hold besides their text and the marks of a course is dropped.
_MOST_COMMAS, _MOST_ERRORS = 5_000, 300


def read_notebook(folder: SubmittedFolder, name: str) -> dict[str, Any]:
    """Read a notebook of a submission, as JSON that version 4 of the format allows (`parse_notebook`).

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
    return _with_valid_values(parse_notebook(content, path.name), content.count(b",") > _MOST_COMMAS)


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


def _with_valid_values(notebook: dict[str, Any], large: bool) -> dict[str, Any]:
    """The notebook without the values that nbformat's schema refuses, of which nbgrader would not make feedback."""
    if large:
        quick = nbformat.validator.get_validator(notebook["nbformat"], notebook["nbformat_minor"])
        if quick is None or list(islice(quick.iter_errors(notebook), 1)):
            _drop_all(notebook)
    while errors := list(islice(nbformat.validator.iter_validate(nbformat.from_dict(notebook)), _MOST_ERRORS)):
        dropped = len(errors) == _MOST_ERRORS and _drop_all(notebook)
        for error in errors:
            dropped |= _drop(notebook, tuple(error.relative_path))
        if not dropped:
            break  # a problem of the whole, which whoever needs it valid reports
    return notebook


def _drop_all(notebook: dict[str, Any]) -> bool:
    """Drop all that cells hold besides their text and the marks of a course; returns whether there was anything."""
    before = notebook["cells"]
    notebook["cells"] = [
        {
            **{key: value for key, value in cell.items() if key != "attachments"},
            **({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}),
            "metadata": {key: value for key, value in cell["metadata"].items() if key in ("nbgrader", "homl")},
        }
        for cell in before
    ]
    return bool(notebook["cells"] != before)


def _drop(notebook: dict[str, Any], path: tuple[Any, ...]) -> bool:
    """Drop the value at a path, or the entry of the metadata that it is in; returns whether there was something to drop."""
    match path:
        case ("cells", int(number), "metadata", key, *_):
            return notebook["cells"][number]["metadata"].pop(key, None) is not None
        case ("cells", int(number), "outputs", *_):
            notebook["cells"][number]["outputs"], before = [], notebook["cells"][number]["outputs"]
            return bool(before)
        case ("cells", int(number), "execution_count"):
            notebook["cells"][number]["execution_count"] = None
            return True
        case ("cells", int(number), "attachments", *_):
            return notebook["cells"][number].pop("attachments", None) is not None
        case ("metadata", key, *_):
            return notebook["metadata"].pop(key, None) is not None
    return False
