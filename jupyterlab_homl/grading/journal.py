"""What was graded, and from what: so that a run that was ended goes on, and only what has changed is graded again.

A line of JSON for each submission, appended once its rows and files are where they belong; the last line of a student
counts. It lies beside the course's folders and may be deleted: everything is then graded anew.
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

#: The folder of the course in which journals lie.
FOLDER = ".homl/grading"


@dataclass(frozen=True)
class Entry:
    """A submission that was graded, or could not be.

    Attributes
    ----------
    student : str
        Whose it is.
    submission : str
        A mark of what was handed in.
    cells : dict
        Marks of the instructor's cells that it was graded by.
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
        The assignment.
    """

    def __init__(self, course: Path, assignment: str) -> None:
        self.path = course / FOLDER / f"{assignment}.jsonl"
        self._entries: dict[str, Entry] = {}

    @contextlib.contextmanager
    def held(self) -> Iterator[Journal]:
        """Hold it, so that nobody else grades the assignment meanwhile, with what is in it.

        Raises
        ------
        Conflict
            If somebody does already.
        NoStorage
            If it cannot be written.
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

    def find(self, student: str) -> Entry | None:
        """The last entry of a student."""
        return self._entries.get(student)

    def add(self, entries: Iterable[Entry]) -> None:
        """Keep entries; they are on the disk when this returns.

        Raises
        ------
        OSError
            If the disk does not take them.
        """
        added = list(entries)
        with self.path.open("ab") as file:
            if file.tell() and not self._ends_whole():
                file.write(b"\n")
            file.write(b"".join(json.dumps(asdict(entry)).encode() + b"\n" for entry in added))
            file.flush()
            os.fsync(file.fileno())
        self._entries |= {entry.student: entry for entry in added}

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _read(self) -> Iterator[Entry]:
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):  # torn by whatever ended the run
                found: Any = json.loads(line)
                yield Entry(**found)
