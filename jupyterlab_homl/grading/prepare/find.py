"""Finding the submissions of an assignment in a course."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from glob import glob
from pathlib import Path

from rapidfuzz import fuzz

from ...errors import NotFound
from ..course_folder import CourseFolder
from ..options import GradingOptions
from .spelling import near


def find_submissions(course: CourseFolder, options: GradingOptions, log: logging.Logger) -> Mapping[str, Path]:
    """The submitted folders that are to be graded, by student.

    Raises
    ------
    NotFound
        If there are none, or a student who was asked for has none.
    """
    found = {
        student: path for student, path in course.submitted().items() if not options.students or student in options.students
    }
    if missing := [student for student in options.students if student not in found]:
        others = [other for student in missing for other in near(student, course.submitted())]
        if others:
            raise NotFound(
                "{students} handed in nothing for {assignment}. “{other}” did: is that the same person?",
                students=", ".join(missing),
                assignment=course.assignment,
                other="”, “".join(others),
            )
        raise NotFound(
            "{students} handed in nothing for {assignment}.", students=", ".join(missing), assignment=course.assignment
        )
    empty = [
        student
        for student, folder in found.items()
        if folder.is_dir() and not any(folder.glob(f"{course.notebook_pattern}.ipynb"))
    ]
    if len(empty) == len(found):
        raise _no_notebooks(course)
    for student in empty:
        log.warning("No notebooks were matched in %s", found[student])
    return found if options.keep_unreadable else {student: path for student, path in found.items() if student not in empty}


def _no_notebooks(course: CourseFolder) -> NotFound:
    pattern = course.submitted_pattern()
    others = glob(course.submitted_pattern("*"))  # noqa: PTH207 - nbgrader's pattern is absolute
    similar = max(others, key=lambda other: (fuzz.ratio(pattern, other), other), default=None)
    if similar is not None:
        return NotFound("No notebooks were matched by “{pattern}”. Did you mean {other}?", pattern=pattern, other=similar)
    # nbgrader's words: its callers look for "No notebooks were matched"
    return NotFound("No notebooks were matched by “{pattern}”.", pattern=pattern)
