"""The files of a notebook's folder, as they cross between its sealed process and whoever runs it.

Only regular files cross, under relative paths inside the folder. What comes out of the sealed process is believed in nothing:
its paths are looked at, and so are its sizes and how much it is in all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

#: How many changed files come back, and how many bytes they may have together.
MAX_FILES = 2000
MAX_BYTES = 64 * 2**20

#: The mode of a file that has none of its own.
ORDINARY = 0o644

_LONGEST_PATH = 1024
_LONGEST_NAME = 255


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
    """One file that is announced, before its bytes.

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
    if not isinstance(path, str) or not 0 < len(path) <= _LONGEST_PATH or "\0" in path or "\\" in path:
        return False
    try:
        names = path.encode().split(b"/")
    except UnicodeEncodeError:
        return False
    return all(name not in (b"", b".", b"..") and len(name) <= _LONGEST_NAME for name in names)


def entries_of(told: Any) -> list[Entry] | None:
    """The files that a sealed process announces, or None where its words make no sense or are too many."""
    if not isinstance(told, list) or len(told) > MAX_FILES:
        return None
    found: dict[str, Entry] = {}
    folders: set[str] = set()
    for item in told:
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
    """The files whose bytes follow one another."""
    found, at = {}, 0
    for entry in entries:
        found[entry.path] = data[at : at + entry.size]
        at += entry.size
    return found


class Folder:
    """The folder of a notebook as its own process sees it: the working directory.

    Parameters
    ----------
    root : Path
        The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._given: dict[str, tuple[int, ...]] = {}

    def unpack(self, entries: Iterable[Sequence[Any]], stream: BinaryIO) -> None:
        """Write the given files, whose bytes follow one another on a stream.

        Raises
        ------
        OSError
            If there is no room for them.
        """
        for path, mode, size in entries:
            place = self._root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                while size:
                    data = stream.read(min(size, 1 << 20))
                    if not data:
                        raise EOFError("the other process has ended")
                    file.write(data)
                    size -= len(data)
            place.chmod(mode)
            self._given[path] = _mark(place.lstat())

    def changed(self) -> tuple[dict[str, Any], list[bytes]]:
        """What is other than it was given: an announcement, and the bytes of the files that it names.

        Links are not followed, neither those of files nor those of folders.
        """
        written: list[tuple[str, int, int]] = []
        contents: list[bytes] = []
        present: set[str] = set()
        complete, left = True, MAX_BYTES
        for path, found in self._walk():
            present.add(path)
            if self._given.get(path) == _mark(found):
                continue
            data = _contents(self._root / path, left) if is_inside(path) and len(written) < MAX_FILES else None
            if data is None:
                complete = False
                continue
            left -= len(data)
            written.append((path, stat.S_IMODE(found.st_mode), len(data)))
            contents.append(data)
        removed = [path for path in self._given if path not in present]
        return {"written": written, "removed": removed, "complete": complete}, contents

    def _walk(self) -> Iterator[tuple[str, os.stat_result]]:
        """Every regular file with what the system says of it."""
        waiting = [self._root]
        while waiting:
            folder = waiting.pop()
            try:
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield str(Path(entry.path).relative_to(self._root)), entry.stat(follow_symlinks=False)


def announce(files: Mapping[str, bytes], modes: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """The announcement of files that are given.

    Raises
    ------
    ValueError
        If one of them does not lie in the folder.
    """
    for path in files:
        if not is_inside(path):
            raise ValueError(f"{path!r} is no path in the notebook's folder")
    return [(path, modes.get(path, ORDINARY), len(data)) for path, data in files.items()]


def _mark(found: os.stat_result) -> tuple[int, ...]:
    """What changes with a file; its number does where another takes its place."""
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _contents(place: Path, most: int) -> bytes | None:
    """The bytes of a regular file, or None if it is none any more, cannot be read, or has too many."""
    try:
        with os.fdopen(os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            data = file.read(most + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None
    return data if data is not None and len(data) <= most else None
