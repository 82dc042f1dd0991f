"""Writing in nbgrader's gradebook: several submissions in a transaction, with patience for others who write in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from nbgrader.api import Base, Gradebook, InvalidEntry, Student
from sqlalchemy import Engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from ...errors import NoStorage, NotFound

T = TypeVar("T")

#: Seconds for which a transaction is tried again while others write in the gradebook.
PATIENCE = 60.0

#: How often an insertion is tried again that somebody else may just have made.
_MOST_RETRIES = 3


class _DeferredSession(Session):
    """A session that does not commit when nbgrader does, which is several times for each submission."""

    def commit(self) -> None:
        """Flush only."""
        self.flush()

    def commit_transaction(self) -> None:
        """Commit everything since the last call."""
        super().commit()


class GradebookWriter:
    """An open gradebook; a context manager.

    Parameters
    ----------
    url : str
        nbgrader's `db_url`.
    course_id : str
        nbgrader's course id.

    Raises
    ------
    NoStorage
        If it cannot be opened.
    """

    def __init__(self, url: str, course_id: str) -> None:
        try:
            self._gradebook = _with_patience(lambda: _open(url, course_id))
            engine = self._gradebook.engine
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _set_busy_timeout)
            sessions = sessionmaker(engine, class_=_DeferredSession, autoflush=False, expire_on_commit=False, future=True)
            self._gradebook.db = scoped_session(sessions)
            missing = _with_patience(lambda: _missing_column(engine))
        except SQLAlchemyError as error:
            raise _storage_problem(error) from error
        if missing:
            self._gradebook.close()
            raise _other_version(missing)

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._gradebook.close()

    @property
    def _session(self) -> Any:
        return self._gradebook.db()

    def _release(self) -> None:
        """Drop the session, with the objects that it has loaded and its connection."""
        self._gradebook.db.remove()

    def students_with_submission(self, assignment: str) -> set[str]:
        """The students who have a submission of an assignment."""
        return self._in_session(lambda: {row.student_id for row in self._gradebook.assignment_submissions(assignment)})

    def students(self) -> set[str]:
        """The ids of all students."""
        return self._in_session(lambda: {row.id for row in self._session.query(Student).all()})

    def has_student(self, student: str) -> bool:
        """Whether a student is in the gradebook."""
        return self._in_session(lambda: self._session.get(Student, student) is not None)

    def transaction(self, work: Callable[[Gradebook], T]) -> T:
        """Call a function with the gradebook in one transaction; called again while others hold the database.

        Raises
        ------
        NoStorage
            If the transaction cannot be committed.
        """

        def attempt() -> T:
            result = work(self._gradebook)
            self._session.commit_transaction()
            return result

        return self._in_session(attempt)

    def _in_session(self, query: Callable[[], T]) -> T:
        """Call a function of the session, which is dropped afterwards; called again while others hold the database."""

        def attempt() -> T:
            try:
                return query()
            except BaseException:
                self._session.rollback()
                raise
            finally:
                self._release()

        try:
            return _with_patience(attempt)
        except (SQLAlchemyError, InvalidEntry, UnicodeError) as error:
            raise _storage_problem(error) from error


def _open(url: str, course_id: str) -> Gradebook:
    gradebook = Gradebook(url, course_id)
    try:
        gradebook.check_course()  # as nbgrader's preprocessors do: rows refer to the course's row
        gradebook.db.remove()
    except BaseException:
        gradebook.close()
        raise
    return gradebook


def _with_patience(work: Callable[[], T]) -> T:
    """Call a function; called again while others hold the database, or have just made what it makes."""
    deadline = time.monotonic() + PATIENCE
    pause, retries = 0.05, 0
    while True:
        try:
            return work()
        except (OperationalError, InvalidEntry) as error:
            retries += 1
            exhausted = time.monotonic() > deadline or (retries > _MOST_RETRIES and isinstance(error, InvalidEntry))
            if exhausted or not _may_succeed_later(error):
                raise
        time.sleep(pause)
        pause = min(2 * pause, 2.0)


def require_gradebook(url: str, assignment: str) -> None:
    """Make sure that a gradebook in a file exists, as nbgrader would make an empty one.

    Raises
    ------
    NotFound
        If the file does not exist.
    """
    parsed = make_url(url)
    in_file = parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:"
    if in_file and not Path(str(parsed.database)).is_file():
        raise NotFound(
            "There is no gradebook {path}. `nbgrader generate_assignment {assignment}` makes it.",
            path=parsed.database,
            assignment=assignment,
        )


def _storage_problem(error: Exception) -> NoStorage:
    """What is wrong with a gradebook, as a sentence."""
    text = str(getattr(error, "orig", None) or error)
    if "locked" in text:
        return NoStorage("The gradebook is locked: somebody else writes in it all the time. Close what uses it and try again.")
    if "no such column" in text or "does not exist" in text or "no such table" in text:
        return _other_version(text[:200])
    if "full" in text or "No space" in text:
        return NoStorage("The disk is full ({reason}). Make room; what is graded is kept.", reason=text[:200])
    return NoStorage("The gradebook cannot be used: {reason}.", reason=text[:300])


def _other_version(reason: str) -> NoStorage:
    return NoStorage(
        "The gradebook was made by another version of nbgrader ({reason}). Make a copy of it, then run `nbgrader db upgrade`.",
        reason=reason,
    )


def _missing_column(engine: Engine) -> str:
    """The first column of nbgrader's tables that the database does not have; empty if it has all."""
    inspector = inspect(engine)
    for table in Base.metadata.sorted_tables:
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                return f"{table.name}.{column.name}"
    return ""


def _may_succeed_later(error: Exception) -> bool:
    """Whether a transaction has failed because of somebody else's."""
    if isinstance(error, InvalidEntry):
        return True
    text = str(getattr(error, "orig", error))
    return "locked" in text or (isinstance(error, DBAPIError) and error.connection_invalidated) or "deadlock" in text


def _set_busy_timeout(connection: Any, _: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000 / 4)}")
