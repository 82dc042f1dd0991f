"""A learner's workspace: lessons are opened without overwriting anything and reset with a backup."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from ..course.library import Library, dump_notebook
from ..course.nbmetadata import grade_id, homl_metadata
from ..errors import NoStorage, NotAllowed
from ..temporary import PartFile, sweep_parts
from .course_notebooks import KINDS, CourseNotebooks
from .kernel import best_kernel, kernel_metadata
from .notebooks import read_notebook
from .trust import sign_notebook

#: The folder in a workspace for files that learners do not edit: progress, backups, deleted notes.
HIDDEN = ".homl"


@dataclass(frozen=True)
class AnswerCell:
    """An answer cell: its grade id, its type (``code`` or ``markdown``), and its text."""

    grade_id: str
    cell_type: str
    source: str

    def document(self) -> dict[str, object]:
        """The cell as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class OpenedLesson:
    """The notebooks of a lesson that was opened.

    Attributes
    ----------
    lesson, exercises : Path
        The notebook of each kind that is meant: the last one used, otherwise the lesson's own.
    created : tuple of Path
        Those that were not there before.
    choices : mapping of str to tuple of Path
        The notebooks of a kind (``lesson``, ``exercises``) among which the learner has to choose: there are several, and none
        of them has been used yet.
    """

    lesson: Path
    exercises: Path
    created: tuple[Path, ...]
    choices: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)


class Workspace:
    """A learner's folder.

    Parameters
    ----------
    root : Path
        The folder; it is created when a lesson is opened.
    library : Library
        Where notebooks come from.
    kernel : callable, optional
        Returns the name of the kernelspec for new notebooks.
    now : callable, optional
        Returns the present time in a time zone, for the names of backups; None stands for the machine's.
    sign : callable, optional
        Makes Jupyter trust a notebook that was handed out, given its text.
    """

    def __init__(
        self,
        root: Path,
        library: Library,
        kernel: Callable[[], str] = best_kernel,
        now: Callable[[tzinfo | None], datetime] = datetime.now,
        sign: Callable[[str], None] = sign_notebook,
    ) -> None:
        self.root = root
        self._library = library
        self._notebooks = CourseNotebooks(root)
        self._kernel = kernel
        self._now = now
        self._sign = sign

    @property
    def database(self) -> Path:
        """The database of progress."""
        return self.root / HIDDEN / "progress.sqlite"

    def sweep(self) -> None:
        """Remove the files that a process was writing here when it was killed."""
        sweep_parts(self.root / HIDDEN)

    def prepare(self) -> None:
        """Create the folder, and remove what is left over in it.

        Raises
        ------
        NoStorage, NotAllowed
            If it cannot be created or written.
        """
        if self.root.exists() and not self.root.is_dir():
            raise NoStorage("{folder} is a file. Choose a folder for the workspace.", folder=self.root)
        with explain_os_errors(self.root):
            (self.root / HIDDEN).mkdir(parents=True, exist_ok=True)
        self.sweep()
        if not os.access(self.root, os.W_OK):
            raise NotAllowed("{path} is read-only. Choose a folder that you may write to.", path=self.root)

    def open(self, lesson_id: str, last_used: Mapping[str, Path] | None = None) -> OpenedLesson:
        """Find the notebooks of a lesson, and copy those into the workspace of which there are none. No file is overwritten.

        Parameters
        ----------
        lesson_id : str
            The lesson.
        last_used : mapping of str to Path, optional
            The notebook of each kind that the learner used last.

        Raises
        ------
        NotFound, NotWritten
            If there is no such lesson, or it has not been written yet.
        NoStorage, NotAllowed
            If the files cannot be written.
        """
        lesson = self._library.course.ready_lesson(lesson_id)
        self.prepare()
        folder = self.root / lesson.folder
        found = self._notebooks.of(lesson)
        meant, created, choices = {}, [], {}
        for kind in KINDS:
            used = (last_used or {}).get(kind)
            if used is not None and used.is_file():
                meant[kind] = used
            elif found[kind]:
                meant[kind] = found[kind][0]
                if len(found[kind]) > 1:
                    choices[kind] = tuple(found[kind])
            else:
                meant[kind] = folder / f"{kind}.ipynb"
                with explain_os_errors(folder), _made(folder):
                    self._write_new(meant[kind], self._library.notebook(lesson.id, kind))
                created.append(meant[kind])
        return OpenedLesson(meant["lesson"], meant["exercises"], tuple(created), choices)

    def _text(self, notebook: dict[str, Any]) -> str:
        metadata = notebook.get("metadata")
        kept = metadata if isinstance(metadata, dict) else {}
        return dump_notebook({**notebook, "metadata": {**kept, **kernel_metadata(self._kernel())}})

    def _write_new(self, path: Path, notebook: dict[str, Any]) -> None:
        """Write a notebook if there is none, and sign it; a full disk leaves no half of it behind."""
        text = self._text(notebook)
        try:
            with PartFile(self.root / HIDDEN) as part:
                part.write(text)
                part.create(path)
        except FileExistsError:
            return  # somebody else was quicker; their file stays
        self._sign(text)

    def backup(self, path: Path, zone: tzinfo | None = None) -> Path:
        """Copy a notebook to the hidden folder under a name with the date, and return the path of the copy.

        Parameters
        ----------
        path : Path
            The notebook.
        zone : tzinfo, optional
            The learner's time zone; by default the machine's.
        """
        stamp = self._now(zone).strftime("%Y-%m-%d_%H%M%S_%f")
        kept = self._backups(path) / f"{path.stem}_{stamp}{path.suffix}"
        with explain_os_errors(kept.parent), _made(kept.parent), PartFile(self.root / HIDDEN) as part:
            part.copy(path)
            part.create(kept)
        return kept

    def _backups(self, path: Path) -> Path:
        return self.root / HIDDEN / "backups" / path.parent.name

    def released_answer(self, lesson_id: str, exercise_id: str) -> AnswerCell:
        """The answer cell of an exercise as released."""
        exercise = self._library.course.ready_lesson(lesson_id).exercise(exercise_id)
        return AnswerCell(exercise.id, "markdown" if exercise.manual else "code", exercise.stub)

    def reset(self, lesson_id: str, exercise_id: str | None = None) -> Path:
        """Reset an exercise, or all exercises of a lesson, to the released cells, and return the path of the backup.

        Raises
        ------
        NotFound, BadNotebook
            If there is no such exercise, or the notebook cannot be read (which does not matter for a whole lesson).
        """
        lesson = self._library.course.ready_lesson(lesson_id)
        path = next(iter(self._notebooks.of(lesson)["exercises"]), self.root / lesson.folder / "exercises.ipynb")
        fresh = self._library.notebook(lesson.id, "exercises")
        if exercise_id is not None:
            lesson.exercise(exercise_id)
            fresh = with_fresh_cells(read_notebook(path), fresh, exercise_id)
        self.prepare()
        text = self._text(fresh)
        with (
            explain_os_errors(path.parent),
            _made(path.parent),
            _made(self._backups(path)),
            PartFile(self.root / HIDDEN) as part,
        ):
            part.write(text)
            kept = self.backup(path) if path.exists() else path
            try:
                part.replace(path)
            except OSError:
                if kept != path:
                    kept.unlink(missing_ok=True)  # nothing was changed
                raise
        if exercise_id is None:  # else it may hold outputs that are not ours
            self._sign(text)
        return kept


def with_fresh_cells(notebook: dict[str, Any], released: dict[str, Any], exercise_id: str) -> dict[str, Any]:
    """A learner's notebook with the cells of one exercise replaced by the released ones.

    The cells stay where the learner has them; missing ones are added, and surplus copies removed. Nothing else changes.

    Parameters
    ----------
    notebook, released : dict
        The learner's notebook and the released one; both are left unchanged.
    exercise_id : str
        The exercise.
    """

    def belongs(cell: dict[str, Any]) -> bool:
        return bool(homl_metadata(cell).get("exercise") == exercise_id)

    fresh = [cell for cell in released["cells"] if belongs(cell)]
    own = {grade_id(cell): cell for cell in fresh}
    cells: list[dict[str, Any]] = []
    placed: list[str] = []
    last = None
    for cell in notebook["cells"]:
        name = grade_id(cell) if isinstance(cell, dict) else None
        if name in own:
            if name not in placed:
                placed.append(str(name))
                cells.append(own[name])
                last = len(cells)
        else:
            cells.append(cell)
    missing = [cell for name, cell in own.items() if name not in placed]
    if len(missing) == len(fresh) or not missing:
        return {**notebook, "cells": [*cells, *missing]}
    at = last or len(cells)
    kept = [cell for cell in cells if not (isinstance(cell, dict) and grade_id(cell) in own)]
    before = sum(1 for cell in cells[:at] if not (isinstance(cell, dict) and grade_id(cell) in own))
    return {**notebook, "cells": [*kept[:before], *fresh, *kept[before:]]}


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder; where nothing comes into it, it and those above it that are empty are removed again."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for place in missing:
                place.rmdir()
        raise


@contextmanager
def explain_os_errors(place: Path) -> Iterator[None]:
    """Turn an `OSError` while `place` is written into a `HomlError` that says what to do.

    Raises
    ------
    NotAllowed
        If the place is read-only.
    NoStorage
        If the disk is full, or for any other reason.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise NotAllowed("{path} is read-only. Choose a folder that you may write to.", path=place) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoStorage(
                "The disk that holds {path} is full. Nothing was changed; free some space and try again.", path=place
            ) from error
        raise NoStorage(
            "{path} cannot be written: {reason} ({file}). Move that away and try again.",
            path=place,
            reason=error.strerror,
            file=error.filename,
        ) from error
