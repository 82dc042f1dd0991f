"""Writing the built course: reads the text of a course, makes its notebooks and puts both where `bundle` finds them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from .bundle import BUNDLE, notebook_path
from .library import Library, dump_notebook, open_library


def write_bundle(sources: Path, folder: Path) -> None:
    """Build the whole course of `sources` into `folder`.

    Raises
    ------
    BadSource
        If a source has a mistake.
    """
    library = open_library(sources)
    write_notebooks(library, folder, (lesson.id for lesson in library.course.all_lessons if lesson.ready))
    (folder / BUNDLE).write_text(json.dumps(asdict(library.course), ensure_ascii=False), encoding="utf-8")


def write_notebooks(library: Library, folder: Path, lessons: Iterable[str]) -> list[Path]:
    """Write the notebooks of some lessons.

    Parameters
    ----------
    library : Library
        Where they come from.
    folder : Path
        Gets ``source/ID/exercises.ipynb``, ``release/ID/exercises.ipynb`` and ``release/ID/lesson.ipynb``.
    lessons : iterable of str
        Ids or folder names of lessons that are ready.

    Returns
    -------
    list of Path
        The files written.
    """
    written = []
    for name in lessons:
        lesson = library.course.ready_lesson(name)
        for kind in ("source", "exercises", "lesson"):
            path = notebook_path(folder, lesson.id, kind)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump_notebook(library.notebook(lesson.id, kind)), encoding="utf-8")
            written.append(path)
    return written
