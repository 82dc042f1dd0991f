"""Finding what was handed in, where nbgrader's course folder has it."""

from __future__ import annotations

import re
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ...errors import NotFound

if TYPE_CHECKING:
    from ..grader import Grader


def find_submissions(grader: Grader) -> dict[str, Path]:
    """The folders that were handed in, by student.

    Raises
    ------
    NotFound
        If there are none, or none of a student who is asked for.
    """
    coursedir = grader.coursedir
    pattern = coursedir.format_path(coursedir.submitted_directory, coursedir.student_id, coursedir.assignment_id)
    named = re.compile(
        coursedir.format_path(coursedir.submitted_directory, "(?P<student>.*)", "(?P<assignment>.*)", escape=True)
    )
    left_out = coursedir.student_id_exclude.split(",")
    found: dict[str, Path] = {}
    for path in sorted(glob(pattern)):  # noqa: PTH207 - a pattern of nbgrader's, absolute
        match = named.match(path)
        student = match["student"] if match else Path(path).name
        if student not in left_out and (not grader.students or student in grader.students):
            found[student] = Path(path)
    if missing := [student for student in grader.students if student not in found]:
        raise NotFound(
            "{students} handed in nothing for {assignment}.", students=", ".join(missing), assignment=coursedir.assignment_id
        )
    empty = [
        student
        for student, folder in found.items()
        if folder.is_dir() and not any(folder.glob(f"{coursedir.notebook_id}.ipynb"))
    ]
    if len(empty) == len(found):
        raise _nothing(grader, pattern)
    for student in empty:
        grader.log.warning("No notebooks were matched in %s", found[student])
        if not grader.keep_unreadable:
            del found[student]
    return found


def _nothing(grader: Grader, pattern: str) -> NotFound:
    coursedir = grader.coursedir
    others = glob(coursedir.format_path(coursedir.submitted_directory, coursedir.student_id, "*"))  # noqa: PTH207 - as above
    near = sorted((fuzz.ratio(pattern, other), other) for other in others)
    if near:
        return NotFound("No notebooks were matched by “{pattern}”. Did you mean {other}?", pattern=pattern, other=near[-1][1])
    return NotFound("No notebooks were matched by “{pattern}”.", pattern=pattern)
