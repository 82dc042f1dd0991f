"""What the cells of an executed notebook earn: nbgrader's rules, and what was said from outside."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils

from ...course.nbmetadata import grade_id
from ...toolkit.messages import Message
from ..execute.task import APART, NAMED, Said

#: Points by which two judgements may differ and be the same.
_SAME = 1e-6


@dataclass(frozen=True)
class Mark:
    """What a cell earns.

    Attributes
    ----------
    score : float or None
        Points; None where a person gives them.
    has_score, has_comment : bool
        Whether it has a grade, and a comment, in the gradebook.
    comment : str or None
        What is said of an answer by itself.
    doubt : str
        Why a person must look at it.
    """

    score: float | None = None
    has_score: bool = False
    has_comment: bool = False
    comment: str | None = None
    doubt: str = ""


def marks_of(
    notebook: NotebookNode,
    judged: Mapping[str, str],
    said: Mapping[str, Said],
    failing: Mapping[str, str],
    kept: frozenset[str],
    strict: bool,
) -> dict[str, Mark]:
    """The marks of a notebook's cells by grade id.

    Parameters
    ----------
    notebook : NotebookNode
        Executed; a cell about which a person must decide says so afterwards.
    judged : mapping
        How each tests cell was judged.
    said : mapping
        What was said of tests cells from outside.
    failing : mapping
        Tests cells that earn nothing though their outputs might not say so.
    kept : frozenset of str
        Cells whose marks stay as they are.
    strict : bool
        Whether what is odd earns nothing, in place of everything or an error.
    """
    marks: dict[str, Mark] = {}
    answer: str | None = None
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is None:
            continue
        if utils.is_solution(cell) or utils.is_task(cell):
            answer = name
        score, doubt = None, ""
        has_score = utils.is_grade(cell) and name not in kept
        if has_score and name in judged:
            score, doubt = _tests_score(cell, judged[name], said.get(name), failing.get(name), strict)
        elif has_score:
            score, _ = utils.determine_grade(cell)
        has_comment = utils.is_solution(cell) or utils.is_task(cell)
        marks[name] = Mark(score, has_score, has_comment, _comment(cell) if has_comment else None, doubt)
        if doubt:
            _tell(cell, doubt)
            if answer is not None and answer != name:
                marks[answer] = Mark(**{**vars(marks[answer]), "comment": doubt})
    return marks


def _comment(cell: NotebookNode) -> str | None:
    untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(cell)
    return "No response." if untouched else None


def _tests_score(cell: NotebookNode, kind: str, said: Said | None, failing: str | None, strict: bool) -> tuple[float, str]:
    """The points of a tests cell, and why a person must decide about them, if one must."""
    most = float(cell.metadata.nbgrader["points"])
    if failing is not None and strict:
        return 0.0, ""
    if kind == NAMED and said is not None:
        return (most, "") if said.outcome == "passed" else (0.0, said.reason if said.outcome == "unknown" else "")
    inside, odd = _inside_score(cell, most, strict)
    if odd:
        return inside, odd
    if kind == APART and said is not None and said.outcome == "unknown":
        # the instructor's own answer could be judged there: an object that is equal to everything cannot
        words = Message(
            "The tests pass, but only among the answer's own names, so a person decides. {reason}", {"reason": said.reason}
        )
        return inside, words.text.strip() if strict and inside > 0 else ""
    if kind == APART and said is not None:
        outside = 0.0 if said.outcome == "failed" else most if said.score is None else said.score
        if said.outcome == "passed" and not said.quiet and inside < outside:
            return inside, ""  # nbgrader takes the points away for what goes to standard error
        if not math.isclose(inside, outside, abs_tol=_SAME):
            words = Message(
                "The tests give {inside:g} points among the answer's own names and {outside:g} from outside of its process, "
                "so a person decides. {reason}",
                {"inside": inside, "outside": outside, "reason": said.reason},
            )
            return min(inside, outside), words.text.strip()
    return inside, ""


def _inside_score(cell: NotebookNode, most: float, strict: bool) -> tuple[float, str]:
    """nbgrader's rule; where it would give everything, or stop, for a number that makes no sense, nothing and a person."""
    if strict and (found := _result(cell)) is not None and not 0 <= found <= most:
        words = Message(
            "The tests gave {number:g}, which is not between 0 and {most:g} points.", {"number": found, "most": most}
        )
        return 0.0, words.text
    score, _ = utils.determine_grade(cell)
    return float(score), ""


def _result(cell: NotebookNode) -> float | None:
    """The number that a tests cell ends in, if it does and nothing went wrong."""
    for output in cell.outputs:
        if output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr"):
            return None
        if output.output_type == "execute_result":
            text: Any = output.get("data", {}).get("text/plain")
            try:
                return float(text[0] if isinstance(text, list) else text)
            except (TypeError, ValueError, IndexError):
                return None
    return None


def _tell(cell: NotebookNode, doubt: str) -> None:
    """Have the notebook say that a person must decide."""
    said = {"output_type": "error", "ename": "NeedsAPerson", "evalue": doubt, "traceback": [f"NeedsAPerson: {doubt}"]}
    cell.outputs.insert(0, NotebookNode(said))
