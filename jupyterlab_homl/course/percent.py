"""The cells of a percent source, each with its line."""

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
        """The first of the roles that its attributes name."""
        return next((role for role in _ROLES if role in self.metadata), None)

    def wrong(self, message: str) -> BadSource:
        """The error that names this cell."""
        return BadSource(message, self.path, self.line)


def read_cells(path: Path) -> list[PercentCell]:
    """The cells of a percent source, each with its line.

    Raises
    ------
    BadSource
        If the file has no cells, or does not begin with one.
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
    """A value of a table.

    Raises
    ------
    BadSource
        Made by `wrong`, if it is missing or of another kind.
    """
    value = table.get(key, default)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        found = "is missing" if value is None else f"is {value!r}"
        raise wrong(f"`{key}` {found}; it must be a {kind.__name__}.")
    return value
