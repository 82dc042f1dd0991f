"""Finder of a lesson's notebooks by the metadata that they carry, whatever their names and folders are."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..course.model import Lesson
from ..course.nbmetadata import homl_metadata
from ..course.notebook_file import MOST_OBJECTS

#: How deep below the workspace notebooks are looked for: nbgrader fetches into ``ASSIGNMENT`` or ``COURSE/ASSIGNMENT``.
_DEPTH = 2

#: The most folders that are looked into, in case the workspace is a home folder with thousands.
_MAX_FOLDERS = 300

#: The largest notebook that is read, in bytes: one with outputs; those with more are found while they keep their names.
_MAX_SIZE = 16 * 2**20

#: The folders of an nbgrader course, whose notebooks are not for working in.
_NBGRADER_FOLDERS = frozenset({"source", "release", "submitted", "autograded", "feedback"})

#: The two kinds of notebooks that a lesson has.
KINDS = ("lesson", "exercises")

#: Lesson and kind of a notebook; None for any other file.
Mark = tuple[str, str] | None


@dataclass
class CourseNotebooks:
    """The notebooks of the course below a folder. What was read of a file is kept until the file changes.

    Attributes
    ----------
    root : Path
        The folder.
    """

    root: Path
    _marks: dict[str, tuple[tuple[int, int], Mark]] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def of(self, lesson: Lesson) -> dict[str, list[Path]]:
        """The notebooks of a lesson by their kind; the one in the lesson's own folder under its own name comes first.

        Parameters
        ----------
        lesson : Lesson
            The lesson.
        """
        found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
        own = self.root / lesson.folder
        for kind in KINDS:
            path = own / f"{kind}.ipynb"
            if path.exists() or path.is_symlink():  # it is the lesson's whatever it holds, and must not be overwritten
                found[kind].append(path)
        with self._lock:
            for folder in _folders(self.root, own):
                for path, stamp in _notebooks(folder):
                    lesson_id, kind = self._mark(path, stamp) or ("", "")
                    if lesson_id == lesson.id and path not in found[kind]:
                        found[kind].append(path)
        return found

    def _mark(self, path: Path, stamp: tuple[int, int]) -> Mark:
        known = self._marks.get(str(path))
        if known is None or known[0] != stamp:
            known = self._marks[str(path)] = (stamp, read_mark(path))
        return known[1]


def _folders(root: Path, own: Path) -> Iterator[Path]:
    """The folder of the lesson, then those below the workspace, the upper ones first; hidden ones and links are left out."""
    yield own
    level, count = [root], 0
    for depth in range(_DEPTH + 1):
        below: list[Path] = []
        for folder in level:
            if folder != own:
                yield folder
            count += 1
            if count >= _MAX_FOLDERS:
                return
            if depth < _DEPTH:
                below += (Path(entry.path) for entry in _entries(folder) if _is_searched(entry))
        level = below


def _is_searched(entry: os.DirEntry[str]) -> bool:
    return (
        not entry.name.startswith((".", "_"))
        and entry.name not in _NBGRADER_FOLDERS
        and entry.name != "node_modules"
        and entry.is_dir(follow_symlinks=False)
    )


def _notebooks(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The notebooks in a folder, each with what tells whether it has changed."""
    for entry in _entries(folder):
        if entry.name.endswith(".ipynb") and not entry.name.startswith("."):
            try:
                found = entry.stat()
                if entry.is_file() and found.st_size <= _MAX_SIZE:
                    yield Path(entry.path), (found.st_mtime_ns, found.st_size)
            except OSError:
                continue


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def read_mark(path: Path) -> Mark:
    """The lesson and kind that a notebook names; None for what is no notebook of a course."""
    try:
        data = path.read_bytes()
        if b'"homl"' not in data:  # nearly all notebooks of others, without parsing them
            return None
        if data.count(b"{") + data.count(b"[") > MOST_OBJECTS:
            return None
        notebook = json.loads(data)
    except (OSError, ValueError, RecursionError):
        return None
    mark = homl_metadata(notebook) if isinstance(notebook, dict) else {}
    lesson, kind = mark.get("lesson"), mark.get("notebook")
    return (lesson, kind) if isinstance(lesson, str) and kind in KINDS else None
