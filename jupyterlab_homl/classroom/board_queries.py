"""The queries of the class board: everything that it shows comes from the gradebook through this module, which only reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import ColumnElement, Connection, Select, create_engine, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError

from ..errors import NoStorage, NotFound
from .board import AssignmentOverview, Board, Column, Learner, Row, Score, State, state_of

_ASSIGNMENTS, _NOTEBOOKS, _CELLS = Assignment.__table__, Notebook.__table__, BaseCell.__table__
_GRADE_CELLS, _TASK_CELLS, _GRADES = GradeCell.__table__, TaskCell.__table__, Grade.__table__
_STUDENTS, _SUBMISSIONS, _SUBMITTED = Student.__table__, SubmittedAssignment.__table__, SubmittedNotebook.__table__

#: The most points of a graded cell, which are in one of two tables.
_MAX_POINTS: ColumnElement[float] = func.coalesce(_GRADE_CELLS.c.max_score, _TASK_CELLS.c.max_score)

#: The points of a grade as nbgrader counts them: what a person gave comes before what the tests gave.
_POINTS: ColumnElement[float] = func.coalesce(_GRADES.c.manual_score, _GRADES.c.auto_score) + func.coalesce(
    _GRADES.c.extra_credit, 0.0
)

_NEVER = datetime.max.replace(tzinfo=UTC)


class BoardQueries:
    """A gradebook that is read; a context manager.

    Parameters
    ----------
    url : str
        nbgrader's `db_url`.

    Raises
    ------
    NotFound
        If there is no gradebook yet.
    """

    def __init__(self, url: str) -> None:
        require_gradebook(url)
        self._engine = create_engine(_only_for_reading(make_url(url)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def assignments(self) -> tuple[AssignmentOverview, ...]:
        """The assignments of the course, by due date; those without one come last."""
        # Joined here: nbgrader's tables have no index by which a database could do it quickly.
        with self._connection() as connection:
            found = connection.execute(select(_ASSIGNMENTS.c.id, _ASSIGNMENTS.c.name, _ASSIGNMENTS.c.duedate)).all()
            cells = _graded_cells(_NOTEBOOKS.c.assignment_id, func.sum(_MAX_POINTS))
            most = connection.execute(cells.group_by(_NOTEBOOKS.c.assignment_id)).all()
            submissions = connection.execute(select(_SUBMISSIONS.c.id, _SUBMISSIONS.c.assignment_id)).all()
            notebooks = connection.execute(
                select(_SUBMITTED.c.id, _SUBMITTED.c.assignment_id, _SUBMITTED.c.late_submission_penalty)
            ).all()
            graded = connection.execute(
                select(_GRADES.c.notebook_id, func.sum(_POINTS), func.max(_GRADES.c.needs_manual_grade)).group_by(
                    _GRADES.c.notebook_id
                )
            ).all()
        max_points = {row[0]: float(row[1] or 0.0) for row in most}
        by_notebook = {row[0]: (row[1], bool(row[2])) for row in graded}
        points: dict[str, float] = {}
        needs_person: set[str] = set()
        for id_, submission, penalty in notebooks:
            sum_of, waits = by_notebook.get(id_, (None, False))
            if sum_of is not None:
                points[submission] = points.get(submission, 0.0) + sum_of - (penalty or 0.0)
            if waits:
                needs_person.add(submission)
        submitted: dict[str, list[str]] = defaultdict(list)
        for submission, assignment in submissions:
            submitted[assignment].append(submission)
        overviews = [
            AssignmentOverview(
                name,
                _aware(due),
                max_points.get(id_, 0.0),
                len(submitted[id_]),
                len(needs_person.intersection(submitted[id_])),
                _mean_share([max(0.0, points[one]) for one in submitted[id_] if one in points], max_points.get(id_, 0.0)),
            )
            for id_, name, due in found
        ]
        return tuple(
            sorted(overviews, key=lambda one: (one.due is None, one.due or datetime.max.replace(tzinfo=UTC), one.name))
        )

    def board(self, assignment: str, order: Mapping[str, Sequence[str]] | None = None) -> Board:
        """One assignment with all learners.

        Parameters
        ----------
        assignment : str
            Its name.
        order : mapping, optional
            By notebook, the names of its cells as they stand there; by default they are sorted by name.

        Raises
        ------
        NotFound
            If the gradebook has no assignment of this name.
        """
        with self._connection() as connection:
            found = connection.execute(
                select(_ASSIGNMENTS.c.id, _ASSIGNMENTS.c.duedate).where(_ASSIGNMENTS.c.name == assignment)
            ).first()
            if found is None:
                raise NotFound(
                    "The gradebook has no assignment “{assignment}”. `nbgrader generate_assignment {assignment}` adds it.",
                    assignment=assignment,
                )
            assignment_id, due = found[0], _aware(found[1])
            cells = list(
                connection.execute(
                    _graded_cells(_CELLS.c.id, _NOTEBOOKS.c.name, _CELLS.c.name, _MAX_POINTS).where(
                        _NOTEBOOKS.c.assignment_id == assignment_id
                    )
                )
            )
            cells.sort(key=lambda cell: _place(cell[1], cell[2], order or {}))
            rows = _rows(
                connection.execute(_learners()).all(),
                connection.execute(_submissions(assignment_id)).all(),
                connection.execute(_penalties(assignment_id)).all(),
                connection.execute(_scores([cell[0] for cell in cells])),
                [cell[0] for cell in cells],
                due,
            )
        return Board(assignment, due, tuple(Column(cell[1], cell[2], float(cell[3] or 0.0)) for cell in cells), tuple(rows))

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection for reading.

        Raises
        ------
        NoStorage
            If the gradebook cannot be read.
        """
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            refuse_locked(error)
            raise _unreadable(error) from error


def _unreadable(error: DatabaseError) -> NoStorage:
    return NoStorage(
        "The gradebook cannot be read: {reason}. If another version of nbgrader made it, run `nbgrader db upgrade`.",
        reason=str(error.orig),
    )


def _only_for_reading(url: URL) -> URL:
    """The address under which SQLite opens a gradebook without writing in it, or making one."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return url
    path = Path(url.database).absolute()
    return URL.create("sqlite", database=f"file:{path.as_posix()}", query={"mode": "ro", "uri": "true"})


def refuse_locked(error: Exception) -> None:
    """Say so where an error comes of a gradebook that another program has locked.

    Raises
    ------
    NoStorage
        If it does.
    """
    if "locked" in str(error):
        raise NoStorage("The gradebook is locked by another program. Try again in a moment.") from error


def require_gradebook(url: str) -> None:
    """Refuse to make a gradebook by opening it.

    Raises
    ------
    NotFound
        If there is none yet.
    """
    found = make_url(url)
    if found.get_backend_name() == "sqlite" and found.database and not Path(found.database).is_file():
        raise NotFound(
            "There is no gradebook {path}. `nbgrader generate_assignment` makes it with the first assignment.",
            path=found.database,
        )


def _graded_cells(*columns: Any) -> Select[Any]:
    """Columns of cells that give points."""
    return (
        select(*columns)
        .select_from(_CELLS)
        .join(_NOTEBOOKS, _NOTEBOOKS.c.id == _CELLS.c.notebook_id)
        .outerjoin(_GRADE_CELLS, _GRADE_CELLS.c.id == _CELLS.c.id)
        .outerjoin(_TASK_CELLS, _TASK_CELLS.c.id == _CELLS.c.id)
        .where(_CELLS.c.type.in_(("GradeCell", "TaskCell")))
    )


def _learners() -> Select[Any]:
    return select(_STUDENTS.c.id, _STUDENTS.c.first_name, _STUDENTS.c.last_name, _STUDENTS.c.email)


def _submissions(assignment: str) -> Select[Any]:
    """Id, student, time and extension of each submission."""
    columns = _SUBMISSIONS.c
    return select(columns.id, columns.student_id, columns.timestamp, columns.extension).where(
        columns.assignment_id == assignment
    )


def _penalties(assignment: str) -> Select[Any]:
    """Submission and penalty of each submitted notebook: by notebooks, of which there is an index."""
    notebooks = select(_NOTEBOOKS.c.id).where(_NOTEBOOKS.c.assignment_id == assignment)
    columns = _SUBMITTED.c
    return select(columns.assignment_id, columns.late_submission_penalty).where(
        columns.notebook_id.in_(notebooks), columns.late_submission_penalty.is_not(None)
    )


def _scores(cells: Sequence[str]) -> Select[Any]:
    """Student, cell, points and whether a person must decide, of each grade: by cells, of which there is an index."""
    return (
        select(_SUBMISSIONS.c.student_id, _GRADES.c.cell_id, _POINTS, _GRADES.c.needs_manual_grade)
        .select_from(_GRADES)
        .join(_SUBMITTED, _SUBMITTED.c.id == _GRADES.c.notebook_id)
        .join(_SUBMISSIONS, _SUBMISSIONS.c.id == _SUBMITTED.c.assignment_id)
        .where(_GRADES.c.cell_id.in_(cells))
    )


def _rows(
    learners: Iterable[Any],
    submissions: Iterable[Any],
    penalties: Iterable[Any],
    scores: Iterable[Any],
    cells: Sequence[str],
    due: datetime | None,
) -> list[Row]:
    """The rows of a board, by last name, first name and id."""
    places = {cell: number for number, cell in enumerate(cells)}
    none = Score(None)
    found: dict[str, list[Score]] = {}
    for student, cell, points, needs_person in scores:
        if cell in places:
            found.setdefault(student, [none] * len(cells))[places[cell]] = Score(points, bool(needs_person))
    rows = {}
    known = {id_: Learner(id_, first or "", last or "", email or "") for id_, first, last, email in learners}
    off: dict[str, float] = defaultdict(float)
    for submission, penalty in penalties:
        off[submission] += penalty
    for submission, student, at, extension in submissions:
        graded = tuple(found.get(student, ()))
        own_due = due if due is None or extension is None else due + extension
        state = state_of(graded)
        if state is State.SUBMITTED and at is None:  # the row is there for an extension
            state = State.MISSING
        rows[student] = Row(known[student], state, graded, _aware(at), own_due, bool(extension), off[submission])
    everybody = [rows.get(id_) or Row(learner, State.MISSING, due=due) for id_, learner in known.items()]
    return sorted(
        everybody,
        key=lambda row: (row.learner.last_name.casefold(), row.learner.first_name.casefold(), row.learner.id),
    )


def _place(notebook: str, cell: str, order: Mapping[str, Sequence[str]]) -> tuple[str, int, str]:
    names = order.get(notebook, ())
    return notebook, names.index(cell) if cell in names else len(names), cell


def _mean_share(points: Sequence[float], most: float) -> float | None:
    return sum(points) / len(points) / most if points and most else None


def _aware(at: datetime | None) -> datetime | None:
    """A time of the gradebook, which is in UTC, with its zone."""
    return None if at is None else at.replace(tzinfo=UTC)
