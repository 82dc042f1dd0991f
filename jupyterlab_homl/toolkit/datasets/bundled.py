"""The files that come with the course, and their manifest."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

#: The folder of the files.
DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class BundledFile:
    """A row of the manifest.

    Attributes
    ----------
    name : str
        The data set.
    file : str
        The file's name.
    sha256 : str
        Its hash.
    source, licence, attribution, changes : str
        Where it is from, its licence as an SPDX expression, whom to credit, and what was changed.
    licence_file : str
        The file beside it with the licence's text, where the licence asks for that.
    large_because : str
        Why it has more than a megabyte, if it has.
    """

    name: str
    file: str
    sha256: str
    source: str
    licence: str
    attribution: str
    changes: str
    licence_file: str = ""
    large_because: str = ""


def manifest() -> tuple[BundledFile, ...]:
    """The rows of the manifest."""
    return tuple(BundledFile(**row) for row in tomllib.loads((DATA / "manifest.toml").read_text("utf-8"))["files"])
