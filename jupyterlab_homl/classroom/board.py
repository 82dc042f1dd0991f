"""What the class board shows: the assignments of a course, and of one assignment each learner's points. Pure values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property


class State(StrEnum):
    """How far a submission is."""

    MISSING = "missing"
    SUBMITTED = "submitted"
    NEEDS_PERSON = "needs_person"
    GRADED = "graded"


@dataclass(frozen=True)
class Column:
    """A graded cell of an assignment.

    Attributes
    ----------
    notebook, cell : str
        The names of the notebook and of the cell in nbgrader.
    points : float
        The most points that it gives.
    """

    notebook: str
    cell: str
    points: float


@dataclass(frozen=True)
class Score:
    """The points for one cell.

    Attributes
    ----------
    points : float or None
        With extra credit; None where it has not been graded.
    needs_person : bool
        Whether a person must decide.
    """

    points: float | None
    needs_person: bool = False


@dataclass(frozen=True)
class Learner:
    """A student of the course, as the gradebook has them."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """The name for a person to read; the id where there is none."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.id


@dataclass(frozen=True)
class Row:
    """One learner's submission of an assignment.

    Attributes
    ----------
    learner : Learner
        Who.
    state : State
        How far it is.
    scores : tuple of Score
        One for each column of the board.
    submitted_at, due : datetime or None
        When it was handed in, and when it was due for this learner, extension included; in UTC.
    extended : bool
        Whether this learner has an extension.
    penalty : float
        Points that are off for lateness.
    """

    learner: Learner
    state: State
    scores: tuple[Score, ...] = ()
    submitted_at: datetime | None = None
    due: datetime | None = None
    extended: bool = False
    penalty: float = 0.0

    @property
    def points(self) -> float:
        """The points, less those off for lateness; never below 0."""
        return max(0.0, sum(score.points or 0.0 for score in self.scores) - self.penalty)

    @property
    def late_by(self) -> timedelta:
        """By how much it came too late; zero where it did not."""
        if self.submitted_at is None or self.due is None:
            return timedelta(0)
        return max(self.submitted_at - self.due, timedelta(0))

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "student": self.learner.id,
            "first_name": self.learner.first_name,
            "last_name": self.learner.last_name,
            "email": self.learner.email,
            "state": self.state.value,
            "points": self.points,
            "penalty": self.penalty,
            "submitted_at": _iso(self.submitted_at),
            "due": _iso(self.due),
            "extended": self.extended,
            "late_seconds": round(self.late_by.total_seconds()),
            "scores": [score.points for score in self.scores],
            "needs_person": [number for number, score in enumerate(self.scores) if score.needs_person],
        }


@dataclass(frozen=True)
class ColumnSummary:
    """How a class does in one graded cell, of those whose submissions were graded.

    Attributes
    ----------
    graded, full, none, needs_person : int
        How many were graded; how many of them have all points, and no points; how many a person must decide.
    mean : float or None
        The mean share of the points, between 0 and 1; None where nothing was graded or there are no points.
    """

    column: Column
    graded: int
    full: int
    none: int
    needs_person: int
    mean: float | None

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "notebook": self.column.notebook,
            "cell": self.column.cell,
            "points": self.column.points,
            "graded": self.graded,
            "full": self.full,
            "none": self.none,
            "needs_person": self.needs_person,
            "mean": self.mean,
        }


@dataclass(frozen=True)
class Board:
    """One assignment: learners by graded cells.

    Attributes
    ----------
    assignment : str
        Its name.
    due : datetime or None
        When it is due for those without an extension, in UTC.
    columns : tuple of Column
        Its graded cells, in the order of the notebook.
    rows : tuple of Row
        One for each student of the course, also without a submission.
    """

    assignment: str
    due: datetime | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @cached_property
    def max_points(self) -> float:
        """The most points that the assignment gives."""
        return sum(column.points for column in self.columns)

    def summaries(self) -> tuple[ColumnSummary, ...]:
        """How the class does in each graded cell."""
        return tuple(
            _summary(column, [row.scores[number] for row in self.rows if row.scores])
            for number, column in enumerate(self.columns)
        )

    def counts(self) -> dict[State, int]:
        """How many submissions are in each state."""
        return {state: sum(row.state is state for row in self.rows) for state in State}

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "assignment": self.assignment,
            "due": _iso(self.due),
            "max_points": self.max_points,
            "columns": [summary.document() for summary in self.summaries()],
            "counts": {state.value: count for state, count in self.counts().items()},
            "rows": [row.document() for row in self.rows],
        }


@dataclass(frozen=True)
class AssignmentOverview:
    """An assignment among those of the course.

    Attributes
    ----------
    name : str
        Its name.
    due : datetime or None
        In UTC.
    max_points : float
        The most points that it gives.
    submitted, needs_person : int
        How many learners have a submission in the gradebook, and of how many a person must decide something.
    mean : float or None
        The mean share of the points of these submissions, penalties included; None where there are none.
    """

    name: str
    due: datetime | None
    max_points: float
    submitted: int
    needs_person: int
    mean: float | None

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "name": self.name,
            "due": _iso(self.due),
            "max_points": self.max_points,
            "submitted": self.submitted,
            "needs_person": self.needs_person,
            "mean": self.mean,
        }


def state_of(scores: Sequence[Score]) -> State:
    """How far a submission is whose cells have these scores; without any it was recorded, but not graded."""
    if not any(score.points is not None or score.needs_person for score in scores):
        return State.SUBMITTED
    return State.NEEDS_PERSON if any(score.needs_person for score in scores) else State.GRADED


def _summary(column: Column, scores: Iterable[Score]) -> ColumnSummary:
    found = list(scores)
    points = [score.points for score in found if score.points is not None]
    share = sum(points) / len(points) / column.points if points and column.points else None
    return ColumnSummary(
        column,
        len(points),
        sum(one >= column.points for one in points),
        sum(one <= 0 for one in points) if column.points else 0,
        sum(score.needs_person for score in found),
        share,
    )


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")
