"""A TOML file that knows the lines of its entries, so that an error can name them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ..errors import BadSource


class Outline:
    """A parsed TOML file whose entries have ids.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        The name of the file in errors.

    Raises
    ------
    BadSource
        If it is not valid TOML.
    """

    def __init__(self, path: Path, name: str) -> None:
        text = path.read_text(encoding="utf-8")
        self.path = name
        self._lines = text.splitlines()
        try:
            self.table: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            where = re.search(r"at line (\d+)", str(error))
            raise BadSource(str(error), name, int(where[1]) if where else len(self._lines)) from error

    def at(self, message: str, anchor: str = "") -> BadSource:
        """An error that points at the line with `id = "anchor"`, or at the first line."""
        wanted = re.compile(rf'\s*id\s*=\s*"{re.escape(anchor)}"')
        line = next((n for n, text in enumerate(self._lines, 1) if anchor and wanted.match(text)), 1)
        return BadSource(message, self.path, line)
