"""The format in which the files of a notebook's folder cross between its sealed process and the session that runs it.

Both sides use this module, the only one besides `tiers` and `rlimits` that a worker shares with the trusted side. Only regular
files cross, under relative paths inside the folder. Nothing that comes out of the sealed process is trusted: its paths are
checked, and so are the sizes and the total.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: How many changed files come back, and how many bytes they may have together.
MAX_FILES = 2000
MAX_BYTES = 64 * 2**20

#: The mode of a file for which none is given.
DEFAULT_MODE = 0o644

_MAX_PATH = 1024
_MAX_NAME = 255


@dataclass(frozen=True)
class Changes:
    """What cells did to the files of their folder.

    Attributes
    ----------
    written : dict
        The files that are new or have other bytes, by relative path.
    removed : tuple of str
        The given files that are gone.
    modes : dict
        The permissions of those that were written.
    complete : bool
        Whether this is all; not so where the process has gone, or where there is more than may come back.
    """

    written: dict[str, bytes] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    modes: dict[str, int] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True)
class Entry:
    """One file that is announced before its bytes follow.

    Attributes
    ----------
    path : str
        Relative, normalised, inside the folder.
    mode : int
        Its permissions.
    size : int
        Its bytes.
    """

    path: str
    mode: int
    size: int


def is_inside(path: Any) -> bool:
    """Whether this is the relative, normalised path of something in a folder."""
    if not isinstance(path, str) or not 0 < len(path) <= _MAX_PATH or "\0" in path or "\\" in path:
        return False
    try:
        names = path.encode().split(b"/")
    except UnicodeEncodeError:
        return False
    return all(name not in (b"", b".", b"..") and len(name) <= _MAX_NAME for name in names)


def announce(files: Mapping[str, bytes], modes: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """The announcement of files that are given to a worker: path, mode and size of each.

    Raises
    ------
    ValueError
        If one of them does not lie in the folder.
    """
    for path in files:
        if not is_inside(path):
            raise ValueError(f"{path!r} is no path in the notebook's folder")
    return [(path, modes.get(path, DEFAULT_MODE), len(data)) for path, data in files.items()]


def read_announcement(document: Any) -> list[Entry] | None:
    """The files that a sealed process announces; None where the announcement is malformed or has too many."""
    if not isinstance(document, list) or len(document) > MAX_FILES:
        return None
    found: dict[str, Entry] = {}
    folders: set[str] = set()
    for item in document:
        if not isinstance(item, list) or len(item) != len(("path", "mode", "size")):
            return None
        path, mode, size = item
        if not is_inside(path) or type(mode) is not int or type(size) is not int or size < 0 or path in found:
            return None
        found[path] = Entry(path, stat.S_IMODE(mode) & 0o777, size)
        folders |= {str(folder) for folder in Path(path).parents}
    if folders & found.keys() or sum(entry.size for entry in found.values()) > MAX_BYTES:
        return None
    return list(found.values())


def split(entries: Sequence[Entry], data: bytes) -> dict[str, bytes]:
    """The announced files, from their bytes one after another."""
    found, at = {}, 0
    for entry in entries:
        found[entry.path] = data[at : at + entry.size]
        at += entry.size
    return found
