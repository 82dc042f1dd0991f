"""Reader of learners' notebooks, in whatever state they are."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import Any

from ..course.model import Course, Lesson
from ..course.nbmetadata import grade_id, homl_metadata
from ..errors import BadNotebook, NotAllowed, NotFound

#: The largest notebook that is read, in bytes.
MAX_SIZE = 64 * 1024 * 1024

_MOST_NAMES = 1000


def read_notebook(path: Path) -> dict[str, Any]:
    """The parsed JSON of a notebook.

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
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadNotebook(
            "{path} is not a notebook: it is not text. Rename it, and open the lesson again to get a fresh one; nothing of "
            "yours is overwritten.",
            path=path,
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise NotAllowed(
            "{path} cannot be read ({error}). Check its name and its permissions.", path=path, error=error
        ) from error
    if not text.strip():
        raise BadNotebook(
            "{path} is empty. Rename it, and open the lesson again to get a fresh one; nothing of yours is overwritten.",
            path=path,
        )
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadNotebook(
            "{path} is not a notebook: {error}. Rename it, and open the lesson again to get a fresh one; nothing of "
            "yours is overwritten.",
            path=path,
            error=error,
        ) from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise BadNotebook(
            "{path} is not a notebook of format 4. Rename it, and open the lesson again to get a fresh one; nothing of "
            "yours is overwritten.",
            path=path,
        )
    return notebook


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
