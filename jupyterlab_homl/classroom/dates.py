"""Due dates and extensions, written into the gradebook by nbgrader's own API.

nbgrader keeps times in UTC without a zone; here they have one. Nothing is run: `class grade` works out the points anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..errors import HomlError, NoStorage, NotFound
from .nbgrader_course import CourseSettings

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


def set_due(settings: CourseSettings, assignment: str, due: datetime | None) -> None:
    """Move the due date of an assignment; None removes it.

    Raises
    ------
    NotFound
        If the gradebook does not have the assignment.
    NoStorage
        If the gradebook cannot be written.
    """
    with _opened(settings) as gradebook:
        _find(gradebook, assignment)
        gradebook.update_or_create_assignment(assignment, duedate=None if due is None else _naive(due))


def extend(settings: CourseSettings, assignment: str, student: str, until: datetime | None) -> None:
    """Give a learner time until a moment; None takes the extension back.

    Raises
    ------
    NotFound
        If the gradebook has no such assignment or learner.
    HomlError
        If the assignment has no due date, or the moment is not after it.
    NoStorage
        If the gradebook cannot be written.
    """
    from nbgrader.api import MissingEntry

    with _opened(settings) as gradebook:
        due = _find(gradebook, assignment).duedate
        more = timedelta(0)
        if until is not None:
            if due is None:
                raise HomlError("{assignment} has no due date, so nobody needs an extension.", assignment=assignment)
            more = _naive(until) - due
            if more <= timedelta(0):
                raise HomlError("An extension ends after the due date. To make the time shorter for all, move the due date.")
        try:
            gradebook.find_student(student)
            gradebook.update_or_create_submission(assignment, student)  # there may be none yet
        except MissingEntry as error:
            raise NotFound("The gradebook has no learner “{student}”.", student=student) from error
        gradebook.grant_extension(assignment, student, minutes=more.total_seconds() / 60)


def _naive(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise HomlError("{time} is too far away.", time=at) from error


def _find(gradebook: Gradebook, assignment: str) -> Any:
    from nbgrader.api import MissingEntry

    try:
        return gradebook.find_assignment(assignment)
    except MissingEntry as error:
        raise NotFound(
            "The gradebook has no assignment “{assignment}”. `nbgrader generate_assignment {assignment}` adds it.",
            assignment=assignment,
        ) from error


@contextmanager
def _opened(settings: CourseSettings) -> Iterator[Gradebook]:
    from nbgrader.api import Gradebook, InvalidEntry
    from sqlalchemy.exc import DatabaseError

    from .board_queries import refuse_locked, require_gradebook

    require_gradebook(settings.db_url)
    try:
        with Gradebook(settings.db_url, settings.course_id) as gradebook:
            yield gradebook
    except (DatabaseError, InvalidEntry) as error:  # what nbgrader makes of an error while it writes
        refuse_locked(error)
        raise NoStorage("The gradebook cannot be written: {reason}.", reason=error) from error
