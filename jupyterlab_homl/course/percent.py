"""Reader of sources in the percent format (``# %%``), each cell with its line, so that an error can name it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import BadSource

_ROLES = ("exercise", "hint", "answer", "tests", "right", "wrong", "rubric", "equivalent", "setup")


@dataclass(frozen=True)
class PercentCell:
    """A cell of a percent source.

    Attributes
    ----------
    type : str
        ``code`` or ``markdown``.
    source : str
        Its text.
    metadata : dict
        The attributes on its marker.
    path : str
        The file it is in.
    line : int
        The line of its marker.
    """

    type: str
    source: str
    metadata: dict[str, Any]
    path: str
    line: int

    @property
    def role(self) -> str | None:
        """What the cell is for, by the first role that its attributes name; None for plain text and code."""
        return next((role for role in _ROLES if role in self.metadata), None)

    def wrong(self, message: str) -> BadSource:
        """An error that points at this cell."""
        return BadSource(message, self.path, self.line)


def read_cells(path: Path) -> list[PercentCell]:
    """The cells of a percent source, each with its line.

    Raises
    ------
    BadSource
        If the file does not begin with a cell marker, or jupytext cannot read it.
    """
    import jupytext

    text = path.read_text(encoding="utf-8")
    name = "/".join(path.parts[-3:])
    markers = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"# %%(\s|$)", line)]
    if not markers or (text.splitlines()[0].strip() and markers[0] != 1):
        raise BadSource("a source begins with a cell marker, `# %%` or `# %% [markdown]`.", name, 1)
    try:
        cells = jupytext.reads(text, fmt="py:percent").cells
    except Exception as error:
        raise BadSource(f"jupytext cannot read it: {error}", name, 1) from error
    if len(cells) != len(markers):
        raise BadSource(f"it has {len(markers)} markers but {len(cells)} cells; is one inside a string?", name, markers[0])
    return [
        PercentCell(cell.cell_type, cell.source, dict(cell.metadata), name, line)
        for cell, line in zip(cells, markers, strict=True)
    ]


def value_of(table: dict[str, Any], key: str, kind: type, wrong: Callable[[str], BadSource], default: Any = None) -> Any:
    """A value of a table, checked for its type.

    Parameters
    ----------
    table : dict
        A TOML table, or the attributes of a cell marker.
    key : str
        The name of the value.
    kind : type
        The type it must have; a bool is not accepted as an int.
    wrong : callable
        Makes the error, with the place of the table.
    default : object, optional
        The value where the table has none; it must be of this type, too.

    Raises
    ------
    BadSource
        If the value is missing or of another type.
    """
    value = table.get(key, default)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        found = "is missing" if value is None else f"is {value!r}"
        raise wrong(f"`{key}` {found}; it must be a {kind.__name__}.")
    return value
