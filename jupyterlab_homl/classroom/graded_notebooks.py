"""What the folders of a course say beside its gradebook: the order of cells, and the mistakes in graded notebooks."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence

from ..course.model import Course
from ..course.nbmetadata import grade_id
from ..errors import NotFound
from .mistakes import ExerciseMistakes, mistakes, read_graded
from .nbgrader_course import CourseSettings


def find_mistakes(settings: CourseSettings, assignment: str, course: Course) -> Sequence[ExerciseMistakes]:
    """What the class got wrong in the exercises of an assignment, from its graded notebooks.

    Raises
    ------
    NotFound
        If nothing of it has been graded, or it has no exercise of this course.
    """
    graded = []
    for folder in settings.glob(settings.autograded, "*", assignment):
        for path in sorted(folder.glob("*.ipynb")):
            with contextlib.suppress(OSError, ValueError, AttributeError, TypeError):  # one that nobody can read
                graded.append(read_graded(json.loads(path.read_text("utf-8"))))
    if not graded:
        raise NotFound(
            "Nothing of “{assignment}” has been graded. `jupyter homl class grade {assignment}` does it.",
            assignment=assignment,
        )
    shown = []
    for exercise in (exercise for lesson in course.all_lessons for exercise in lesson.exercises):
        answers = [one.to(exercise) for one in graded if one.has(exercise)]
        if answers:
            shown.append(mistakes(exercise, answers))
    if not shown:
        raise NotFound("“{assignment}” has no exercise of this course.", assignment=assignment)
    return shown


def cell_order(settings: CourseSettings, assignment: str) -> Mapping[str, Sequence[str]]:
    """By notebook, the names of its graded cells as they stand in the instructor's version; empty where it cannot be read."""
    order = {}
    for path in sorted(settings.folder(settings.source, ".", assignment).glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text("utf-8"))["cells"]
            order[path.stem] = [name for name in map(grade_id, cells) if name is not None]
        except (OSError, ValueError, LookupError, TypeError):
            continue
    return order
