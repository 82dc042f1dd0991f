"""The journal of an assignment: what has been graded, and from what.

With it a run that was interrupted can be continued, and only what has changed is graded again. It is a file of JSON lines, to
which a line is added for each submission once its rows and files have been written; the last line of a student counts. It may
be deleted: then everything is graded again.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

from ..errors import Conflict, NoStorage

#: The folder of journals in a course.
FOLDER = ".homl/grading"

#: The most bytes of a journal; one line has a few kilobytes.
_MOST_BYTES = 2**30


@dataclass(frozen=True)
class JournalEntry:
    """A submission that was graded, or could not be run.

    Attributes
    ----------
    student : str
        Whose it is.
    submission : str
        The fingerprint of what was handed in.
    cells : dict
        The checksums of the instructor's cells with which it was graded.
    outcome : str
        ``graded`` or ``not_run``.
    reason : str
        Why it could not be run.
    rules : str
        The checksum of what else its points depend on; empty in a line of an earlier version.
    """

    student: str
    submission: str
    cells: dict[str, str] = field(default_factory=dict)
    outcome: str = "graded"
    reason: str = ""
    rules: str = ""

    @classmethod
    def of(cls, found: Any) -> Self:
        """The entry of a line of JSON.

        Raises
        ------
        TypeError
            If it is none.
        """
        entry = cls(**found)
        texts = (entry.student, entry.submission, entry.outcome, entry.reason, entry.rules)
        if not all(isinstance(text, str) for text in texts) or not isinstance(entry.cells, dict):
            raise TypeError("not an entry")
        return entry


class Journal:
    """The journal of one assignment.

    Parameters
    ----------
    course : Path
        The course's folder.
    assignment : str
        The assignment's id.
    """

    def __init__(self, course: Path, assignment: str) -> None:
        self.path = course / FOLDER / f"{assignment}.jsonl"
        self._entries: dict[str, JournalEntry] = {}

    @contextlib.contextmanager
    def locked(self) -> Iterator[Journal]:
        """Read the journal, and keep everybody else from grading the assignment during the block.

        Raises
        ------
        Conflict
            If somebody is grading it already.
        NoStorage
            If the journal cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = _open_file(self.path.with_suffix(".lock"))
        except OSError as error:
            raise NoStorage(
                "{path} cannot be written: {reason}. Grading keeps there what is done.", path=self.path, reason=error.strerror
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Conflict(
                    "{assignment} is being graded by somebody else at the moment. Wait until that has ended.",
                    assignment=self.path.stem,
                ) from error
            try:
                self._entries = {entry.student: entry for entry in self._read()}
            except OSError as error:
                raise NoStorage(
                    "{path} cannot be read: {reason}. Move it away; then everything is graded again.",
                    path=self.path,
                    reason=error.strerror,
                ) from error
            yield self

    def find(self, student: str) -> JournalEntry | None:
        """The last entry of a student."""
        return self._entries.get(student)

    def add(self, entries: Iterable[JournalEntry]) -> None:
        """Append entries; they are on the disk when this returns.

        Raises
        ------
        NoStorage
            If they cannot be written.
        """
        added = list(entries)
        try:
            with _open_file(self.path) as file:
                if file.seek(0, os.SEEK_END) and not _ends_with_newline(file):
                    file.write(b"\n")
                file.write(b"".join(json.dumps(asdict(entry)).encode() + b"\n" for entry in added))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise NoStorage("{path} cannot be written: {reason}.", path=self.path, reason=error.strerror) from error
        self._entries |= {entry.student: entry for entry in added}

    def _read(self) -> Iterator[JournalEntry]:
        if not self.path.exists():
            return
        with _open_file(self.path) as file:
            if os.fstat(file.fileno()).st_size > _MOST_BYTES:
                raise OSError(errno.EFBIG, "it is too large for a journal")
            file.seek(0)
            while line := file.readline():
                # a line may be cut off where a run was killed
                with contextlib.suppress(ValueError, TypeError, RecursionError):
                    yield JournalEntry.of(json.loads(line))


def _open_file(path: Path) -> BinaryIO:
    """Open an ordinary file for reading and appending; it is made if it is not there.

    Raises
    ------
    OSError
        If it cannot be opened, or is not an ordinary file: a pipe would keep everybody waiting.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    return os.fdopen(fd, "a+b")


def _ends_with_newline(file: BinaryIO) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
