"""Reader of learners' notebooks, in whatever state they are."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Any

from ..course.model import Course, Lesson
from ..course.nbmetadata import grade_id, homl_metadata
from ..course.notebook_file import parse_notebook
from ..errors import BadNotebook, NotAllowed, NotFound

#: The largest notebook that is read, in bytes.
MAX_SIZE = 64 * 1024 * 1024

_MOST_NAMES = 1000


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook as JSON of version 4 of the format (`parse_notebook`).

    Raises
    ------
    NotFound
        If there is no such file.
    NotAllowed
        If it may not be read.
    BadNotebook
        If it is not a notebook, or is too large.
    """
    try:
        if not path.is_file():
            raise NotFound("There is no notebook {path}. Open the lesson again to get a fresh one.", path=path)
        if path.stat().st_size > MAX_SIZE:
            raise BadNotebook(
                "{path} is larger than {size} MB. Clear its outputs, save it, and try again.",
                path=path,
                size=MAX_SIZE // 2**20,
            )
        content = path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        raise NotAllowed(
            "{path} cannot be read ({error}). Check its name and its permissions.", path=path, error=error
        ) from error
    return parse_notebook(content, str(path))


def names_beside(path: Path) -> tuple[str, ...]:
    """The names of the files and folders beside a notebook, at most a thousand; none if the folder cannot be read."""
    try:
        with os.scandir(path.parent) as entries:
            return tuple(entry.name for entry in islice(entries, _MOST_NAMES) if entry.name != path.name)
    except OSError:
        return ()


def lesson_of(notebook: dict[str, Any], course: Course, path: Path) -> Lesson:
    """The lesson that a notebook belongs to, by its metadata or else by the ids of its cells; its file name does not matter.

    Raises
    ------
    BadNotebook
        If it belongs to no lesson of this course.
    """
    lesson_id = homl_metadata(notebook).get("lesson")
    for lesson in course.all_lessons:
        if lesson.ready and lesson.id == lesson_id:
            return lesson
    ids = {grade_id(cell) for cell in notebook["cells"] if isinstance(cell, dict)}
    for lesson in course.all_lessons:
        if any(exercise.id in ids for exercise in lesson.exercises):
            return lesson
    raise BadNotebook("{path} holds no exercises of this course. Give the exercises.ipynb of a lesson.", path=path)
