"""The rows of nbgrader's gradebook for marked submissions, as `nbgrader autograde` writes them.

Rows are set, never added up, so recording a submission twice is the same as recording it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties

from ...errors import HomlError
from ..compat import limit_penalty
from ..prepare.assignment import Assignment
from ..report import PointsChange
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
    missing : mapping
        The notebooks that were not handed in, each with why a person decides; empty if none needs to.
    unreadable : mapping
        The notebooks that could not be read or run, with the reason.
    """

    student: str
    timestamp: datetime | None = None
    notebooks: Mapping[str, NotebookNode] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
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
    penalty : float
        The points that are taken off because it was late.
    before : float or None
        The points less the penalty before this was written; None if there were none.
    """

    score: float
    max_score: float
    manual_cells: tuple[tuple[str, str], ...]
    penalty: float = 0.0
    before: float | None = None


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
        Takes points off late submissions; with None, nothing does.
    """
    return {marked.student: _write(gradebook, assignment, marked, penalties) for marked in submissions}


def _write(
    gradebook: Gradebook, assignment: Assignment, marked: MarkedSubmission, penalties: AssignLatePenalties | None
) -> RecordedScore:
    gradebook.update_or_create_student(marked.student)
    columns = {"timestamp": marked.timestamp} if marked.timestamp else {}
    submission = gradebook.update_or_create_submission(assignment.name, marked.student, **columns)
    before = _net_points(submission)
    score, max_score, manual_cells, penalty = 0.0, 0.0, [], 0.0
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
            if grade.needs_manual_grade:
                manual_cells.append((name, cell))
        for comment in submitted.comments:
            mark = marks.get(cells[comment.cell_id])
            if reason := marked.unreadable.get(name) or marked.missing.get(name):
                comment.auto_comment = _storable(reason)
            elif mark is not None and mark.has_comment:
                comment.auto_comment = _storable(mark.comment)
        if name in marked.notebooks or name in marked.missing or name in marked.unreadable:
            gradebook.db.flush()
            gradebook.db.refresh(submitted)
            submitted.late_submission_penalty = _penalty(submission, submitted, penalties)
        penalty += submitted.late_submission_penalty or 0.0
    return RecordedScore(score, max_score, tuple(manual_cells), penalty, before)


def update_penalties(
    gradebook: Gradebook, assignment: str, students: Iterable[str], penalties: AssignLatePenalties | None
) -> tuple[list[PointsChange], list[str]]:
    """Work out anew what is taken off submissions that are not graded again, as dates, extensions and rules may be others.

    Returns
    -------
    tuple
        The submissions with other points than before; and remarks about those of which the plugin made an error.
    """
    changes, remarks = [], []
    for student in students:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            continue
        before = _net_points(submission) or 0.0
        try:
            found = [(submitted, _penalty(submission, submitted, penalties)) for submitted in submission.notebooks]
        except HomlError as error:
            remarks.append(f"{student}: {error.message}")
            continue
        for submitted, penalty in found:
            if (submitted.late_submission_penalty or 0.0) != (penalty or 0.0):
                submitted.late_submission_penalty = penalty
        change = PointsChange(student, before, _net_points(submission) or 0.0)
        if change.differs:
            changes.append(change)
    return changes, remarks


def _net_points(submission: Any) -> float | None:
    """The points of a submission less the penalty; None if it has not been graded."""
    grades = [grade for submitted in submission.notebooks for grade in submitted.grades]
    points = [grade.manual_score if grade.manual_score is not None else grade.auto_score for grade in grades]
    if all(found is None for found in points):
        return None
    total = sum(found or 0.0 for found in points) + sum(grade.extra_credit or 0.0 for grade in grades)
    return float(total - sum(submitted.late_submission_penalty or 0.0 for submitted in submission.notebooks))


def _storable(text: str | None) -> str | None:
    """A text as a database can hold it: without halves of characters, nor zeros, which PostgreSQL refuses."""
    return None if text is None else text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _add_missing_grades(gradebook: Gradebook, submitted: Any) -> None:
    """Add rows for cells that the assignment did not have when the submission was recorded before."""
    present = {grade.cell_id for grade in submitted.grades}
    for cell in (*submitted.notebook.grade_cells, *submitted.notebook.task_cells):
        if cell.id not in present:
            Grade(cell_id=cell.id, notebook=submitted)
    gradebook.db.flush()


def _set_grade(grade: Any, mark: Mark | None, notebook: str, marked: MarkedSubmission) -> None:
    if notebook in marked.missing:
        grade.auto_score, grade.needs_manual_grade = 0, bool(marked.missing[notebook]) and grade.manual_score is None
    elif notebook in marked.unreadable:
        grade.auto_score, grade.needs_manual_grade = 0, True
    elif mark is not None and mark.has_score:
        grade.auto_score = mark.score
        grade.needs_manual_grade = mark.score is None or mark.doubt != "" or grade.manual_score is not None


def _penalty(submission: Any, submitted: Any, penalties: AssignLatePenalties | None) -> float | None:
    """The points that nbgrader's `AssignLatePenalties` takes off a notebook; None if none are.

    Raises
    ------
    HomlError
        If the plugin makes an error.
    """
    late = 0.0 if submission.assignment.duedate is None else submission.total_seconds_late
    if late <= 0 or penalties is None:
        return None
    try:
        penalty = penalties.plugin_inst.late_submission_penalty(submission.student_id, submitted.score, late)
        return None if penalty is None else limit_penalty(penalties, submitted, penalty)
    except Exception as error:
        raise HomlError(
            "The penalty for lateness could not be worked out ({error}).", error=f"{type(error).__name__}: {error}"[:300]
        ) from error
