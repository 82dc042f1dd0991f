"""The rows of nbgrader's gradebook for marked submissions, as `nbgrader autograde` writes them.

Rows are set, never added up, so recording a submission twice is the same as recording it once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from ..compat import limit_penalty
from ..prepare.assignment import Assignment
from .marks import Mark


@dataclass(frozen=True)
class MarkedSubmission:
    """A submission whose cells have been marked.

    Attributes
    ----------
    student : str
        Whose it is.
    timestamp : datetime or None
        When it was handed in.
    notebooks : mapping
        The executed notebooks, by name.
    marks : mapping
        For each of these, the marks by grade id.
    missing : frozenset of str
        The notebooks that were not handed in.
    unreadable : mapping
        The notebooks that could not be read or run, with the reason.
    """

    student: str
    timestamp: datetime | None = None
    notebooks: Mapping[str, NotebookNode] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    unreadable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordedScore:
    """The score of a submission in the gradebook.

    Attributes
    ----------
    score, max_score : float
        Its points, and the most that there are.
    manual_cells : tuple of (str, str)
        Notebook and grade id of the cells that a person must grade.
    """

    score: float
    max_score: float
    manual_cells: tuple[tuple[str, str], ...]


def write_rows(
    gradebook: Gradebook,
    assignment: Assignment,
    submissions: Sequence[MarkedSubmission],
    penalties: AssignLatePenalties | None,
) -> dict[str, RecordedScore]:
    """Write the rows of submissions; returns their scores by student.

    Parameters
    ----------
    gradebook : Gradebook
        nbgrader's.
    assignment : Assignment
        The assignment.
    submissions : sequence of MarkedSubmission
        What is written.
    penalties : AssignLatePenalties or None
        Takes points off late submissions.
    """
    return {marked.student: _write(gradebook, assignment, marked, penalties) for marked in submissions}


def _write(
    gradebook: Gradebook, assignment: Assignment, marked: MarkedSubmission, penalties: AssignLatePenalties | None
) -> RecordedScore:
    gradebook.update_or_create_student(marked.student)
    columns = {"timestamp": marked.timestamp} if marked.timestamp else {}
    submission = gradebook.update_or_create_submission(assignment.name, marked.student, **columns)
    score, max_score, manual_cells = 0.0, 0.0, []
    for submitted in submission.notebooks:
        name = submitted.name
        source = submitted.notebook
        cells = {cell.id: cell.name for cell in (*source.grade_cells, *source.solution_cells, *source.task_cells)}
        marks = marked.marks.get(name, {})
        _add_missing_grades(gradebook, submitted)
        for grade in submitted.grades:
            cell = cells[grade.cell_id]
            _set_grade(grade, marks.get(cell), name, marked)
            score += grade.manual_score if grade.manual_score is not None else grade.auto_score or 0.0
            score += grade.extra_credit or 0.0
            max_score += assignment.notebooks[name].by_name[cell].max_score
            if grade.needs_manual_grade and name not in marked.missing:
                manual_cells.append((name, cell))
        for comment in submitted.comments:
            mark = marks.get(cells[comment.cell_id])
            if name in marked.unreadable:
                comment.auto_comment = marked.unreadable[name]
            elif mark is not None and mark.has_comment:
                comment.auto_comment = mark.comment
        if penalties is not None and name in marked.notebooks:
            _set_penalty(gradebook, submission, submitted, marked.student, penalties)
    return RecordedScore(score, max_score, tuple(manual_cells))


def _add_missing_grades(gradebook: Gradebook, submitted: Any) -> None:
    """Add rows for cells that the assignment did not have when the submission was recorded before."""
    present = {grade.cell_id for grade in submitted.grades}
    for cell in (*submitted.notebook.grade_cells, *submitted.notebook.task_cells):
        if cell.id not in present:
            Grade(cell_id=cell.id, notebook=submitted)
    gradebook.db.flush()


def _set_grade(grade: Any, mark: Mark | None, notebook: str, marked: MarkedSubmission) -> None:
    if notebook in marked.missing:
        grade.auto_score, grade.needs_manual_grade = 0, False
    elif notebook in marked.unreadable:
        grade.auto_score, grade.needs_manual_grade = 0, True
    elif mark is not None and mark.has_score:
        grade.auto_score = mark.score
        grade.needs_manual_grade = mark.score is None or mark.doubt != "" or grade.manual_score is not None


def _set_penalty(gradebook: Gradebook, submission: Any, submitted: Any, student: str, penalties: AssignLatePenalties) -> None:
    """What nbgrader's `AssignLatePenalties` does, within the transaction."""
    submitted.late_submission_penalty = None
    if submission.total_seconds_late > 0:
        gradebook.db.flush()
        gradebook.db.refresh(submitted)
        penalty = penalties.plugin_inst.late_submission_penalty(student, submitted.score, submission.total_seconds_late)
        if penalty is not None:
            submitted.late_submission_penalty = limit_penalty(penalties, submitted, penalty)
