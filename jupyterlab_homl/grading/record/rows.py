"""What came of submissions, as rows of nbgrader's gradebook: those that `nbgrader autograde` writes.

The rows are set, not added to, so recording a submission twice is the same as recording it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from ..prepare.assignment import Assignment
from .marks import Mark


@dataclass
class Row:
    """What there is to record of one submission.

    Attributes
    ----------
    student : str
        Whose it is.
    timestamp : datetime or None
        When it was handed in.
    notebooks : dict
        The executed notebooks.
    marks : dict
        For each of them, what its cells with a grade id earn.
    missing : set of str
        Notebooks that were not handed in.
    unread : dict
        Notebooks, by name, that could not be read or run: why.
    """

    student: str
    timestamp: datetime | None = None
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    marks: dict[str, dict[str, Mark]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recorded:
    """How a submission stands in the gradebook.

    Attributes
    ----------
    score, max_score : float
        Its points, and those that there are.
    by_person : list of (str, str)
        Notebook and grade id of what a person has to grade.
    """

    score: float
    max_score: float
    by_person: list[tuple[str, str]]


def record(
    gradebook: Gradebook, assignment: Assignment, rows: Sequence[Row], penalties: AssignLatePenalties | None
) -> list[Recorded]:
    """Write submissions.

    Parameters
    ----------
    gradebook : Gradebook
        nbgrader's.
    assignment : Assignment
        What they are submissions of.
    rows : sequence of Row
        What there is to write.
    penalties : AssignLatePenalties or None
        What takes points off for being late.
    """
    return [_record(gradebook, assignment, row, penalties) for row in rows]


def _record(gradebook: Gradebook, assignment: Assignment, row: Row, penalties: AssignLatePenalties | None) -> Recorded:
    gradebook.update_or_create_student(row.student)
    late = {"timestamp": row.timestamp} if row.timestamp else {}
    submission = gradebook.update_or_create_submission(assignment.name, row.student, **late)
    score, most, by_person = 0.0, 0.0, []
    for submitted in submission.notebooks:
        name = submitted.name
        ours = submitted.notebook
        cells = {cell.id: cell.name for cell in (*ours.grade_cells, *ours.solution_cells, *ours.task_cells)}
        marks = row.marks.get(name, {})
        _complete(gradebook, submitted)
        for grade in submitted.grades:
            _set_grade(grade, cells[grade.cell_id], name, row, marks)
            score += (grade.manual_score if grade.manual_score is not None else grade.auto_score or 0.0) + (
                grade.extra_credit or 0.0
            )
            most += assignment.notebooks[name].by_name[cells[grade.cell_id]].max_score
            if grade.needs_manual_grade and name not in row.missing:
                by_person.append((name, cells[grade.cell_id]))
        for comment in submitted.comments:
            if name in row.unread:
                comment.auto_comment = row.unread[name]
            elif (mark := marks.get(cells[comment.cell_id])) is not None and mark.has_comment:
                comment.auto_comment = mark.comment
        if penalties is not None and name in row.notebooks:
            _set_penalty(gradebook, submission, submitted, row.student, penalties)
    return Recorded(score, most, by_person)


def _complete(gradebook: Gradebook, submitted: Any) -> None:
    """Make the grades that a submission lacks, since its assignment has got more of them."""
    there = {grade.cell_id for grade in submitted.grades}
    for cell in (*submitted.notebook.grade_cells, *submitted.notebook.task_cells):
        if cell.id not in there:
            Grade(cell_id=cell.id, notebook=submitted)
    gradebook.db.flush()


def _set_grade(grade: Any, cell: str, notebook: str, row: Row, marks: dict[str, Mark]) -> None:
    if notebook in row.missing:
        grade.auto_score, grade.needs_manual_grade = 0, False
    elif notebook in row.unread:
        grade.auto_score, grade.needs_manual_grade = 0, True
    elif (mark := marks.get(cell)) is not None and mark.has_score:
        grade.auto_score = mark.score
        grade.needs_manual_grade = mark.score is None or mark.doubt != "" or grade.manual_score is not None


def _set_penalty(gradebook: Gradebook, submission: Any, submitted: Any, student: str, penalties: AssignLatePenalties) -> None:
    """As nbgrader's `AssignLatePenalties`, in the transaction of everything else."""
    submitted.late_submission_penalty = None
    if submission.total_seconds_late > 0:
        gradebook.db.flush()
        gradebook.db.refresh(submitted)
        penalty = penalties.plugin_inst.late_submission_penalty(student, submitted.score, submission.total_seconds_late)
        if penalty is not None:
            submitted.late_submission_penalty = penalties._check_late_penalty(submitted, penalty)  # noqa: SLF001 - its rule
