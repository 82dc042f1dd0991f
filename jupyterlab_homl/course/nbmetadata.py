"""What the cells of an nbgrader notebook carry: their text, nbgrader's metadata and ours, and how grade ids are made.

Learners edit notebooks by hand and with other tools, so the readers here take any JSON and never raise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

#: The version of nbgrader's cell metadata that this package writes.
SCHEMA_VERSION = 3


def cell_source(cell: Mapping[str, Any]) -> str:
    """The text of a cell, which nbformat lets a file hold as one string or as a list of lines.

    Anything else counts as empty; lone surrogates, which no file could hold, are replaced.
    """
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def nbgrader_metadata(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """The cell's ``nbgrader`` metadata, empty if it has none."""
    return _metadata(cell, "nbgrader")


def homl_metadata(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """The ``homl`` metadata of a cell or a notebook, empty if it has none."""
    return _metadata(cell, "homl")


def _metadata(cell: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    found = metadata.get(key) if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def grade_id(cell: Mapping[str, Any]) -> str | None:
    """The id by which nbgrader knows a cell, None if it has none."""
    found = nbgrader_metadata(cell).get("grade_id")
    return found if isinstance(found, str) and found else None


def is_solution(cell: Mapping[str, Any]) -> bool:
    """Whether nbgrader takes the cell for an answer cell."""
    return nbgrader_metadata(cell).get("solution") is True


def is_untouched(cell: Mapping[str, Any]) -> bool:
    """Whether a cell's text is the one for which nbgrader computed the checksum in its metadata."""
    found = nbgrader_metadata(cell)
    stored = found.get("checksum")
    return isinstance(stored, str) and stored == _checksum(cell, found)


def _checksum(cell: Mapping[str, Any], found: Mapping[str, Any]) -> str | None:
    """nbgrader's `compute_checksum`; None where the metadata has no points that it could read."""
    grade, solution = found.get("grade", False), found.get("solution", False)
    locked = False if solution else True if grade else found.get("locked", False)
    parts = [cell_source(cell), str(cell.get("cell_type")), str(grade), str(solution), str(locked), str(found.get("grade_id"))]
    if grade:
        points = found.get("points")
        if not isinstance(points, int | float):
            return None
        parts.append(str(float(points)))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def graded_cell_metadata(
    cell_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False, points: float | None = None
) -> dict[str, object]:
    """The ``nbgrader`` metadata of a cell that this package writes.

    Parameters
    ----------
    cell_id : str
        Its grade id.
    grade, solution, locked : bool
        Whether it gives points, is answered by the learner, and is put back when a submission is graded.
    points : float, optional
        The most points that it gives.
    """
    metadata = {
        "schema_version": SCHEMA_VERSION,
        "grade_id": cell_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    return metadata if points is None else {**metadata, "points": points}


def statement_id(exercise_id: str) -> str:
    """The grade id of an exercise's statement; that of its answer cell is the exercise's own id."""
    return f"{exercise_id}-statement"


def tests_id(exercise_id: str, index: int) -> str:
    """The grade id of one of an exercise's tests cells, counted from 0: ``ID-tests``, ``ID-tests-b``, …."""
    return f"{exercise_id}-tests" + (f"-{'abcdefghijklmnopqrstuvwxyz'[index]}" if index else "")


def setup_id(lesson_id: str, number: int) -> str:
    """The grade id of a lesson's set-up cell, counted from 1."""
    return f"{lesson_id}-setup-{number}"


def lesson_cell_id(lesson_id: str, number: int) -> str:
    """The id of a cell of a lesson's own notebook, counted from 1."""
    return f"{lesson_id}-cell-{number}"
