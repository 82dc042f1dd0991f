"""The kernel in which a notebook's cells run, seen from within: its shell, and which exercise's cell somebody runs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class ExerciseCell:
    """A cell of an exercise that somebody runs on a page.

    Attributes
    ----------
    id : str
        The cell's id.
    role : str
        ``answer`` or ``tests``.
    exercise : str or None
        The exercise, None for tests of which it is not known.
    """

    id: str
    role: Literal["answer", "tests"]
    exercise: str | None


def exercise_cell(metadata: object) -> ExerciseCell | None:
    """The cell of an exercise that a request to execute code is about; None for any other cell, and where no page asks.

    JupyterLab sends a cell's id and metadata along with its code; nbclient, which nbgrader executes notebooks with, sends
    neither. Where it cannot be told, the answer is None. Cells that an instructor made have nbgrader's metadata only, which
    do not say what a tests cell is about.

    Parameters
    ----------
    metadata : object
        The metadata of the request.
    """
    if not isinstance(metadata, dict) or not isinstance(cell := metadata.get("cellId"), str):
        return None
    homl, nbgrader = (found if isinstance(found := metadata.get(key), dict) else {} for key in ("homl", "nbgrader"))
    exercise = _text(homl.get("exercise"))
    if homl.get("role") == "tests":
        return ExerciseCell(cell, "tests", exercise)
    if homl.get("role") == "answer" or nbgrader.get("solution") is True:
        return ExerciseCell(cell, "answer", exercise or _text(nbgrader.get("grade_id")) or cell)
    return ExerciseCell(cell, "tests", None) if nbgrader.get("grade") is True else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def ipython_shell() -> Any:
    """IPython's shell in this process; None where there is none."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def request_metadata() -> dict[str, Any]:
    """The metadata of the request that is executed: on a page of JupyterLab, those of the cell and its id; else empty."""
    get_parent = getattr(getattr(ipython_shell(), "kernel", None), "get_parent", None)
    request = get_parent() if get_parent else None
    found = request.get("metadata") if isinstance(request, dict) else None
    return found if isinstance(found, dict) else {}


def is_run_by_learner() -> bool:
    """Whether the cell that runs is a tests cell that somebody runs on a page, not one that nbgrader or a script executes."""
    cell = exercise_cell(request_metadata())
    return cell is not None and cell.role == "tests"
