"""The journal of an assignment: what has been graded, and from what.

With it a run that was interrupted can be continued, and only what has changed is graded again. It is a file of JSON lines, to
which a line is added for each submission once its rows and files have been written; the last line of a student counts. It may
be deleted: then everything is graded again.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Conflict, NoStorage

#: The folder of journals in a course.
FOLDER = ".homl/grading"


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
    """

    student: str
    submission: str
    cells: dict[str, str] = field(default_factory=dict)
    outcome: str = "graded"
    reason: str = ""


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
            lock = self.path.with_suffix(".lock").open("a")
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
            self._entries = {entry.student: entry for entry in self._read()}
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
            with self.path.open("ab") as file:
                if file.tell() and not self._ends_with_newline():
                    file.write(b"\n")
                file.write(b"".join(json.dumps(asdict(entry)).encode() + b"\n" for entry in added))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise NoStorage("{path} cannot be written: {reason}.", path=self.path, reason=error.strerror) from error
        self._entries |= {entry.student: entry for entry in added}

    def _ends_with_newline(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _read(self) -> Iterator[JournalEntry]:
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):  # a line may be cut off where a run was killed
                found: Any = json.loads(line)
                yield JournalEntry(**found)
