"""Maker of a lesson's notebooks from its sources: the lesson, nbgrader's source of the exercises, and their release.

Releases are made by nbgrader's own preprocessors, so `jupyter homl build` and `nbgrader generate_assignment` make the same
notebooks.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .._version import __version__
from .model import Course, Exercise, Lesson
from .nbmetadata import graded_cell_metadata, lesson_cell_id, setup_id, statement_id
from .percent import PercentCell, read_cells, value_of
from .prose import TermLinks
from .references import UnknownReference, resolve, section_number
from .stub import CODE_STUB, TEXT_STUB

#: A cell that only shows a demo.
_DEMO = re.compile(r"(?:demos\.)?\w+\.show\(\)")

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def source_notebook(course: Course, lesson: Lesson, course_dir: Path) -> dict[str, Any]:
    """nbgrader's source notebook of a lesson's exercises, solutions and hidden tests included.

    Parameters
    ----------
    course : Course
        The course that it refers to.
    lesson : Lesson
        A lesson that is ready.
    course_dir : Path
        The folder that holds `course.toml`.

    Returns
    -------
    dict
        A notebook of format 4.5.
    """
    cells: list[dict[str, Any]] = []
    setup = text = 0
    tests: dict[str, int] = {}
    for cell in read_cells(course_dir / lesson.folder / "exercises.py"):
        match cell.role:
            case "exercise":
                exercise = lesson.exercise(cell.metadata["exercise"])
                heading = _prose(cell, _heading(exercise, lesson), course, lesson)
                cells.append(_exercise_cell(cell, statement_id(exercise.id), exercise.id, "statement", heading))
            case "answer":
                exercise = lesson.exercise(cell.metadata["answer"])
                cells.append(_answer_cell(cell, exercise))
            case "tests":
                exercise = lesson.exercise(cell.metadata["tests"])
                number = tests.get(exercise.id, 0)
                tests[exercise.id] = number + 1
                made = exercise.tests[number]
                cells.append(
                    _graded(cell, made.id, exercise.id, "tests", cell.source, grade=True, locked=True, points=made.points)
                )
            case "setup":
                setup += 1
                cells.append(_graded(cell, setup_id(lesson.id, setup), None, "setup", cell.source, locked=True))
            case None:
                text += 1
                cells.append(_plain(cell, f"{lesson.id}-text-{text}", _prose(cell, cell.source, course, lesson)))
    return _notebook(lesson, "exercises", cells)


def _prose(cell: PercentCell, source: str, course: Course, lesson: Lesson) -> str:
    """The text of a Markdown cell with its references as links; code as it is."""
    if cell.type == "code":
        return source
    try:
        return resolve(source, course, lesson)
    except UnknownReference as error:
        raise cell.wrong(f"{error}.") from error


def _heading(exercise: Exercise, lesson: Lesson) -> str:
    stars = "★" * exercise.level
    core = " · core" if exercise.core else ""
    numbers = [section_number(section) for section in lesson.sections]
    after = f"[[{exercise.after}]]" if exercise.after.removeprefix("§") in numbers else exercise.after
    facts = f"{stars} · {exercise.minutes} min{core} · after {after}"
    return f"### {exercise.number} · {exercise.title}\n\n{facts}\n\n{exercise.statement}"


def _exercise_cell(cell: PercentCell, cell_id: str, exercise: str, role: str, source: str) -> dict[str, Any]:
    return _graded(cell, cell_id, exercise, role, source, locked=True)


def _answer_cell(cell: PercentCell, exercise: Exercise) -> dict[str, Any]:
    if exercise.manual:
        return _graded(
            cell, exercise.id, exercise.id, "answer", cell.source, grade=True, solution=True, points=exercise.manual_points
        )
    return _graded(cell, exercise.id, exercise.id, "answer", cell.source, solution=True)


def _graded(
    cell: PercentCell,
    cell_id: str,
    exercise: str | None,
    role: str,
    source: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    points: float | None = None,
) -> dict[str, Any]:
    made = _plain(cell, cell_id, source)
    graded = graded_cell_metadata(cell_id, grade=grade, solution=solution, locked=locked, points=points)
    homl = {"role": role} if exercise is None else {"exercise": exercise, "role": role}
    made["metadata"] = {"homl": homl, "nbgrader": graded}
    if role == "tests":
        # collapsed: Check reports what they find; a learner who wants to read them can expand the cell
        made["metadata"]["jupyter"] = {"source_hidden": True}
    return made


def _plain(cell: PercentCell, cell_id: str, source: str | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "cell_type": cell.type,
        "id": cell_id,
        "metadata": {},
        "source": cell.source if source is None else source,
    }
    if cell.type == "code":
        made |= {"execution_count": None, "outputs": []}
    return made


def _notebook(lesson: Lesson, kind: str, cells: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "cells": cells,
        "metadata": {
            "homl": {"lesson": lesson.id, "notebook": kind, "version": __version__},
            "kernelspec": dict(_KERNEL),
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def lesson_notebook(course: Course, lesson: Lesson, course_dir: Path) -> dict[str, Any]:
    """The notebook of the lesson itself, without outputs.

    Parameters
    ----------
    course : Course
        The course that it refers to.
    lesson : Lesson
        A lesson that is ready.
    course_dir : Path
        The folder that holds `course.toml`.
    """
    cells = []
    terms = TermLinks(course.cards)
    for number, cell in enumerate(read_cells(course_dir / lesson.folder / "lesson.py"), 1):
        source = _prose(cell, cell.source, course, lesson)
        if cell.type == "markdown":
            source = terms.add(source)
        made = _plain(cell, lesson_cell_id(lesson.id, number), source)
        if tags := cell.metadata.get("tags"):
            made["metadata"]["tags"] = tags
        if cell.metadata.get("demo") is True or _DEMO.fullmatch(cell.source.strip()):
            # a demo needs a kernel: the front end says so where none is running
            made["metadata"]["homl"] = {"role": "demo"}
        elif cell.source.startswith("quiz."):
            # collapsed, since the source contains the answer; its output shows the question
            made["metadata"] |= {"homl": {"role": "question"}, "jupyter": {"source_hidden": True}}
        if alt := value_of(cell.metadata, "alt", str, cell.wrong, ""):
            # the kernel is told with the request to run the cell: see `toolkit.plots`
            made["metadata"].setdefault("homl", {})["alt"] = alt
        if value_of(cell.metadata, "folded", bool, cell.wrong, False):
            made["metadata"]["jupyter"] = {"source_hidden": True}
        cells.append(made)
    return _notebook(lesson, "lesson", cells)


def release_notebook(source: dict[str, Any]) -> dict[str, Any]:
    """The release of a source notebook: cells locked, solutions and hidden tests removed, checksums added.

    Parameters
    ----------
    source : dict
        A notebook that `source_notebook` made; it is left unchanged.
    """
    import nbformat
    from nbgrader import preprocessors

    notebook = nbformat.from_dict(json.loads(json.dumps(source)))
    resources: dict[str, Any] = {}
    for step in (
        preprocessors.LockCells(),
        preprocessors.ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB),
        preprocessors.ClearOutput(),
        preprocessors.CheckCellMetadata(),
        preprocessors.ComputeChecksums(),
        preprocessors.ClearHiddenTests(),
        preprocessors.ClearMarkScheme(),
        preprocessors.ComputeChecksums(),
        preprocessors.CheckCellMetadata(),
    ):
        notebook, resources = step.preprocess(notebook, resources)
    released: dict[str, Any] = json.loads(json.dumps(notebook))
    return released
