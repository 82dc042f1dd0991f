"""A course with its notebooks, from wherever it comes: text, as authors write it, or the bundle that the wheel carries."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import HomlError, NotFound
from .bundle import BUNDLE, load_course, load_notebook
from .model import Course, Lesson


class Library:
    """A course and its notebooks.

    Attributes
    ----------
    course : Course
        The course.
    folder : Path
        Where it was read from.
    """

    def __init__(self, course: Course, folder: Path, notebook: Callable[[Lesson, str], dict[str, Any]]) -> None:
        self.course = course
        self.folder = folder
        self._notebook = notebook

    def notebook(self, lesson_id: str, kind: str) -> dict[str, Any]:
        """A notebook of a lesson that is ready.

        Parameters
        ----------
        lesson_id : str
            The lesson.
        kind : str
            ``lesson``, ``exercises`` (the release) or ``source`` (with solutions and hidden tests).

        Raises
        ------
        NotFound
            If there is no such lesson.
        NotWritten
            If it has not been written yet.
        """
        return self._notebook(self.course.ready_lesson(lesson_id), kind)


def dump_notebook(notebook: dict[str, Any]) -> str:
    """A notebook as the text of its file, byte for byte the same in every build."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def default_folder() -> Path:
    """The course that comes with this installation: the built one, or the text in the checkout that it runs from."""
    package = Path(__file__).resolve().parent.parent
    bundle = package / "_course"
    return bundle if (bundle / BUNDLE).is_file() else package.parent / "notebooks"


def open_library(folder: Path | None = None, only: Collection[str] | None = None) -> Library:
    """Open the course in a folder.

    Parameters
    ----------
    folder : Path, optional
        A folder with `course.toml` (text) or `course.json` (built); by default the one that is installed.
    only : collection of str, optional
        Ids or folder names of the lessons to read, where the course is text.

    Raises
    ------
    NotFound
        If the folder holds no course.
    BadSource
        If a source has a mistake.
    """
    folder = default_folder() if folder is None else folder
    if (folder / "course.toml").is_file():
        return _from_text(folder, only)
    if (folder / BUNDLE).is_file():
        return Library(load_course(folder), folder, lambda lesson, kind: load_notebook(folder, lesson.id, kind))
    raise NotFound(
        "{folder} holds no course: it has neither course.toml nor {bundle}. Set `Homl.course_dir` to one that does.",
        folder=folder,
        bundle=BUNDLE,
    )


def _from_text(folder: Path, only: Collection[str] | None) -> Library:
    try:
        import jupytext  # noqa: F401

        from . import reader, release
    except ImportError as error:
        raise HomlError("Reading a course from text needs jupytext: pip install 'jupyterlab-homl[author]'.") from error
    course = reader.read_course(folder, only)

    @cache
    def make(lesson_id: str, kind: str) -> str:
        lesson = course.lesson(lesson_id)
        if kind == "lesson":
            return json.dumps(release.lesson_notebook(course, lesson, folder))
        source = release.source_notebook(course, lesson, folder)
        return json.dumps(source if kind == "source" else release.release_notebook(source))

    return Library(course, folder, lambda lesson, kind: json.loads(make(lesson.id, kind)))
