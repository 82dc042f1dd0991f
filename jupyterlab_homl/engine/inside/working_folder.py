"""The folder of a notebook as its own process sees it: filled before the first cell, compared after the last."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ..file_transfer import MAX_BYTES, MAX_FILES, is_inside


class WorkingFolder:
    """The folder in which the cells run.

    Parameters
    ----------
    root : Path
        The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._given: dict[str, tuple[int, ...]] = {}

    def unpack(self, entries: Iterable[Sequence[Any]], stream: BinaryIO) -> None:
        """Write the announced files, whose bytes follow one another on a stream.

        Raises
        ------
        OSError
            If there is no room for them.
        EOFError
            If the stream ends too soon.
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
            self._given[path] = _fingerprint(place.lstat())

    def changes(self) -> tuple[dict[str, object], list[bytes]]:
        """What differs from the files that were given: an announcement, and the bytes of the files that it names.

        Links are not followed, neither to files nor to folders.
        """
        written: list[tuple[str, int, int]] = []
        contents: list[bytes] = []
        present: set[str] = set()
        complete, left = True, MAX_BYTES
        for path, status in self._files():
            present.add(path)
            if self._given.get(path) == _fingerprint(status):
                continue
            data = _contents(self._root / path, left) if is_inside(path) and len(written) < MAX_FILES else None
            if data is None:
                complete = False
                continue
            left -= len(data)
            written.append((path, stat.S_IMODE(status.st_mode), len(data)))
            contents.append(data)
        removed = [path for path in self._given if path not in present]
        return {"written": written, "removed": removed, "complete": complete}, contents

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        """Every regular file with its status."""
        pending = [self._root]
        while pending:
            folder = pending.pop()
            try:
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield str(Path(entry.path).relative_to(self._root)), entry.stat(follow_symlinks=False)


def _fingerprint(status: os.stat_result) -> tuple[int, ...]:
    """What changes with a file; its inode number does where another file takes its place."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _contents(place: Path, limit: int) -> bytes | None:
    """The bytes of a regular file; None if it is none any more, cannot be read, or has more than `limit`."""
    try:
        with os.fdopen(os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            data = file.read(limit + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None
    return data if data is not None and len(data) <= limit else None
