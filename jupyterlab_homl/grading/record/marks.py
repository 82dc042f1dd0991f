"""The points of an executed notebook's cells: nbgrader's rules, and what was found outside the learner's process."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils

from ...course.nbmetadata import grade_id
from ...toolkit.messages import Message
from ..execute.stderr import is_stderr, without_warnings
from ..execute.task import JudgingMode, NotebookResult, NotebookTask, OutsideJudgement

#: Points by which two scores may differ and count as the same.
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Mark:
    """What a cell earns.

    Attributes
    ----------
    score : float or None
        Points; None if a person gives them.
    has_score, has_comment : bool
        Whether its grade, and its comment, in the gradebook are set.
    comment : str or None
        The automatic comment.
    doubt : str
        Why a person must decide; empty if none need to.
    """

    score: float | None = None
    has_score: bool = False
    has_comment: bool = False
    comment: str | None = None
    doubt: str = ""


def marks_of(
    notebook: NotebookNode, task: NotebookTask, result: NotebookResult, fail_closed: bool, stderr_costs: bool = False
) -> dict[str, Mark]:
    """The marks of a notebook's cells, by grade id.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook.
    task : NotebookTask
        How its tests cells were judged, and which were not run again: these keep their marks.
    result : NotebookResult
        What was found outside the learner's process.
    fail_closed : bool
        Whether a result that makes no sense gives nothing; without it nbgrader's rules apply.
    stderr_costs : bool
        Whether a tests cell that writes to standard error gets no points, as nbgrader has it.
    """
    marks: dict[str, Mark] = {}
    answer: str | None = None
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is None:
            continue
        score, doubt = None, ""
        has_score = utils.is_grade(cell) and name not in task.reused
        if has_score and name in task.judging:
            judgement, failing = result.judgements.get(name), result.failing.get(name)
            seen = cell if stderr_costs else without_warnings(cell)
            score, doubt = _tests_score(seen, task.judging[name], judgement, failing, fail_closed)
        elif has_score:
            score, _ = utils.determine_grade(cell)
        if has_score and not doubt and score is not None and score < float(cell.metadata.nbgrader["points"]):
            doubt = task.unsure.get(name, "")
        has_comment = utils.is_solution(cell) or utils.is_task(cell)
        answer = name if has_comment else answer
        comment = task.comments.get(name) or _comment(cell) if has_comment else None
        marks[name] = Mark(score, has_score, has_comment, comment, doubt)
        if doubt and answer is not None and answer != name:
            marks[answer] = replace(marks[answer], comment=doubt)
    return marks


def show_doubts(notebook: NotebookNode, marks: Mapping[str, Mark]) -> NotebookNode:
    """The notebook with every doubt about a code cell shown as the first of its outputs."""
    return NotebookNode({**notebook, "cells": [_with_doubt(cell, marks.get(grade_id(cell) or "")) for cell in notebook.cells]})


def _with_doubt(cell: NotebookNode, mark: Mark | None) -> NotebookNode:
    if mark is None or not mark.doubt or cell.cell_type != "code":
        return cell
    name = "NeedsAPerson"
    output = {"output_type": "error", "ename": name, "evalue": mark.doubt, "traceback": [f"{name}: {mark.doubt}"]}
    return NotebookNode({**cell, "outputs": [NotebookNode(output), *cell.outputs]})


def _comment(cell: NotebookNode) -> str | None:
    untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(cell)
    return "No response." if untouched else None


def _tests_score(
    cell: NotebookNode, mode: JudgingMode, judgement: OutsideJudgement | None, failing: str | None, fail_closed: bool
) -> tuple[float, str]:
    """The points of a tests cell, and why a person must decide about them, if one must."""
    most = float(cell.metadata.nbgrader["points"])
    if failing is not None and fail_closed:
        return 0.0, ""
    if judgement is not None and mode == JudgingMode.NAMED:
        score = most if judgement.outcome == "passed" else 0.0
        return score, judgement.reason if judgement.outcome == "unknown" else ""
    inside, doubt = _inside_score(cell, most, fail_closed)
    if doubt or judgement is None or mode != JudgingMode.BOTH:
        return inside, doubt
    if judgement.outcome == "unknown":
        # the instructor's own answer could be judged outside, so this one does something that it does not
        message = Message(
            "The tests pass, but only among the answer's own names, so a person decides. {reason}",
            {"reason": judgement.reason},
        )
        return inside, message.text.strip() if fail_closed and inside > 0 else ""
    outside = 0.0 if judgement.outcome == "failed" else most if judgement.score is None else judgement.score
    if judgement.outcome == "passed" and any(is_stderr(output) for output in cell.outputs):
        return inside, ""  # nbgrader's rule, which an answer may break without being wrong
    if math.isclose(inside, outside, abs_tol=_TOLERANCE):
        return inside, ""
    message = Message(
        "The tests give {inside:g} points among the answer's own names and {outside:g} from outside of its process, "
        "so a person decides. {reason}",
        {"inside": inside, "outside": outside, "reason": judgement.reason},
    )
    return min(inside, outside), message.text.strip()


def _inside_score(cell: NotebookNode, most: float, fail_closed: bool) -> tuple[float, str]:
    """nbgrader's score of a tests cell; a number that makes no sense, for which nbgrader gives all or fails, is a doubt."""
    if fail_closed and (number := _result_number(cell)) is not None and not 0 <= number <= most:
        message = Message(
            "The tests gave {number:g}, which is not between 0 and {most:g} points.", {"number": number, "most": most}
        )
        return 0.0, message.text
    score, _ = utils.determine_grade(cell)
    return float(score), ""


def _result_number(cell: NotebookNode) -> float | None:
    """The number that a tests cell gives as its result, if it gives one and nothing went wrong."""
    for output in cell.outputs:
        if output.output_type == "error" or is_stderr(output):
            return None
        if output.output_type == "execute_result":
            text: Any = output.get("data", {}).get("text/plain")
            try:
                return float(text[0] if isinstance(text, list) else text)
            except (TypeError, ValueError, IndexError):
                return None
    return None
