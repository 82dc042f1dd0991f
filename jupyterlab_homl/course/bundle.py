"""The built course: `course.json` and the notebooks, as the wheel and `jupyter homl build` lay them out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from ..errors import NotFound
from .model import Course

#: The file that holds the model of a built course.
BUNDLE = "course.json"


def write_bundle(sources: Path, folder: Path) -> None:
    """Build the whole course of `sources` into `folder`.

    Raises
    ------
    BadSource
        If a source has a mistake.
    """
    from .library import open_library

    library = open_library(sources)
    write_notebooks(library, folder, (lesson.id for lesson in library.course.everything if lesson.ready))
    (folder / BUNDLE).write_text(json.dumps(asdict(library.course), ensure_ascii=False), encoding="utf-8")


def write_notebooks(library: Any, folder: Path, lessons: Iterable[str]) -> list[Path]:
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
        What was written.
    """
    written = []
    for name in lessons:
        lesson = library.course.ready_lesson(name)
        for place, file, kind in (
            ("source", "exercises", "source"),
            ("release", "exercises", "exercises"),
            ("release", "lesson", "lesson"),
        ):
            path = folder / place / lesson.id / f"{file}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump_notebook(library.notebook(lesson.id, kind)), encoding="utf-8")
            written.append(path)
    return written


def dump_notebook(notebook: dict[str, Any]) -> str:
    """A notebook as the text of its file, the same in every build."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def load_course(folder: Path) -> Course:
    """The model of a built course."""
    try:
        return _load(Course, json.loads((folder / BUNDLE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotFound(
            "{path} is not a built course ({error}). Build it again: jupyter homl build.",
            path=folder / BUNDLE,
            error=repr(error),
        ) from error


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _load(cls: Any, table: dict[str, Any]) -> Any:
    return cls(**{field.name: _value(_hints(cls)[field.name], table[field.name]) for field in fields(cls)})


def _value(hint: Any, value: Any) -> Any:
    """A value as its field's type wants it: JSON knows neither tuples nor our classes."""
    kind = next((found for found in (hint, *get_args(hint)) if is_dataclass(found)), None)
    if isinstance(value, list):
        return tuple(value if kind is None else (_load(kind, item) for item in value))
    return value if kind is None or value is None else _load(kind, value)
