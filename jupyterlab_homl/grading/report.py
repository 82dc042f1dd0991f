"""The report of a grading run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import attrgetter

#: The reason why a person grades a cell that the instructor has marked so.
GRADED_BY_HAND = "It is graded by hand."

#: Points by which two scores may differ and count as the same.
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class GradedSubmission:
    """A submission that has points.

    Attributes
    ----------
    student : str
        Whose it is.
    score, max_score : float
        Its points, and the most that there are.
    cell_seconds : float
        How long its cells and tests ran.
    ended_early : str
        Why a notebook ended before its last cell; empty if none did.
    cells : tuple of str or None
        The tests cells that were run again; None if all were run.
    penalty : float
        The points that are taken off because it was late.
    before : float or None
        Its points less the penalty as they were before; None if it had none.
    """

    student: str
    score: float
    max_score: float
    cell_seconds: float
    ended_early: str = ""
    cells: tuple[str, ...] | None = None
    penalty: float = 0.0
    before: float | None = None

    def document(self) -> dict[str, object]:
        """The submission as JSON."""
        document: dict[str, object] = {
            "student": self.student,
            "score": self.score,
            "max_score": self.max_score,
            "bare_seconds": round(self.cell_seconds, 3),
        }
        if self.ended_early:
            document["ended"] = self.ended_early
        if self.cells is not None:
            document["cells"] = list(self.cells)
        if self.penalty:
            document["penalty"] = self.penalty
        return document


@dataclass(frozen=True)
class PointsChange:
    """A student's points less the penalty, before a run and after it."""

    student: str
    before: float
    after: float

    @property
    def differs(self) -> bool:
        """Whether the points differ by more than the order in which numbers are added."""
        return not math.isclose(self.before, self.after, abs_tol=_TOLERANCE)

    def document(self) -> dict[str, object]:
        """The change as JSON."""
        return {"student": self.student, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class ManualCell:
    """A cell that a person must grade, and why."""

    student: str
    notebook: str
    cell: str
    reason: str

    def document(self) -> dict[str, object]:
        """The cell as JSON."""
        return {"student": self.student, "notebook": self.notebook, "cell": self.cell, "reason": self.reason}


@dataclass(frozen=True)
class SubmissionReport:
    """The outcome of one submission.

    Attributes
    ----------
    student : str
        Whose it is.
    graded : GradedSubmission or None
        Its points; None if it has none.
    manual_cells : tuple of ManualCell
        What is left for a person.
    not_run : str
        Why the submission, or one of its notebooks, could not be run; empty if nothing failed.
    cell_seconds : float
        How long its cells and tests ran.
    remarks : tuple of str
        What the instructor should know about it.
    """

    student: str
    graded: GradedSubmission | None = None
    manual_cells: tuple[ManualCell, ...] = ()
    not_run: str = ""
    cell_seconds: float = 0.0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class GradingReport:
    """The outcome of a grading run.

    Attributes
    ----------
    assignment : str
        The assignment's id.
    submissions : tuple of SubmissionReport
        The submissions that were graded or could not be.
    unchanged : tuple of str
        The students whose submissions have not changed since they were graded.
    remarks : tuple of str
        What the instructor should know about the assignment itself.
    changed_penalties : tuple of PointsChange
        The unchanged submissions whose penalty is another than before.
    seconds : float
        How long the run took.
    stopped : bool
        Whether it was stopped before its end.
    """

    assignment: str
    submissions: tuple[SubmissionReport, ...] = ()
    unchanged: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    changed_penalties: tuple[PointsChange, ...] = ()
    seconds: float = 0.0
    stopped: bool = False

    def graded(self) -> list[GradedSubmission]:
        """The submissions that have points, by student."""
        found = [submission.graded for submission in self.submissions if submission.graded is not None]
        return sorted(found, key=lambda row: row.student)

    def manual_cells(self) -> list[ManualCell]:
        """What is left for a person, by student, notebook and cell."""
        found = [cell for submission in self.submissions for cell in submission.manual_cells]
        return sorted(found, key=lambda cell: (cell.student, cell.notebook, cell.cell))

    def not_run(self) -> dict[str, str]:
        """Why submissions could not be run, by student."""
        found = sorted(self.submissions, key=lambda submission: submission.student)
        return {submission.student: submission.not_run for submission in found if submission.not_run}

    def changed(self) -> list[PointsChange]:
        """The submissions that have other points than before the run, by student."""
        again = [
            PointsChange(row.student, row.before, row.score - row.penalty) for row in self.graded() if row.before is not None
        ]
        return sorted([*filter(attrgetter("differs"), again), *self.changed_penalties], key=attrgetter("student"))

    def all_remarks(self) -> list[str]:
        """The remarks about the assignment, then those about submissions, each with the student's name."""
        found = sorted(self.submissions, key=lambda submission: submission.student)
        about = [f"{submission.student}: {remark}" for submission in found for remark in submission.remarks]
        return [*self.remarks, *about]

    def document(self) -> dict[str, object]:
        """The report as JSON, as the command prints it."""
        return {
            "assignment": self.assignment,
            "graded": [row.document() for row in self.graded()],
            "unchanged": list(self.unchanged),
            "changed": [change.document() for change in self.changed()],
            "needs_person": [cell.document() for cell in self.manual_cells()],
            "not_run": [{"student": student, "reason": reason} for student, reason in self.not_run().items()],
            "remarks": self.all_remarks(),
            "seconds": round(self.seconds, 3),
            "bare_seconds": round(sum(submission.cell_seconds for submission in self.submissions), 3),
            "stopped": self.stopped,
        }
