"""nbgrader's gradebook, written in by one writer: several submissions a transaction, waiting for others who write."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from nbgrader.api import Base, Gradebook, InvalidEntry, Student
from sqlalchemy import event, inspect
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from ...errors import NoStorage

#: Seconds for which a gradebook that others write in is waited for.
PATIENCE = 60.0

#: How often something is tried that somebody else may just have entered.
_TRIES = 3


class _Deferred(Session):
    """A session whose commits, of which nbgrader makes many, wait for the end of the batch."""

    def commit(self) -> None:
        """Write, but leave the transaction open."""
        self.flush()

    def commit_all(self) -> None:
        """End the transaction."""
        super().commit()


class Ledger:
    """A gradebook that is written in by batches; a context manager.

    Parameters
    ----------
    url : str
        nbgrader's `db_url`.
    course_id : str
        nbgrader's name of the course.

    Raises
    ------
    NoStorage
        If it cannot be opened.
    """

    def __init__(self, url: str, course_id: str) -> None:
        try:
            self.gradebook = Gradebook(url, course_id)
            self.gradebook.check_course()  # as nbgrader's preprocessors do; on a strict database other rows refer to it
            self.gradebook.db.remove()
            if self.gradebook.engine.dialect.name == "sqlite":
                event.listen(self.gradebook.engine, "connect", _wait_for_others)
            engine = self.gradebook.engine
            made = sessionmaker(engine, class_=_Deferred, autoflush=False, expire_on_commit=False, future=True)
            self.gradebook.db = scoped_session(made)
            missing = _missing_columns(self.gradebook.engine)
        except SQLAlchemyError as error:
            raise trouble(error) from error
        if missing:
            self.gradebook.close()
            raise _of_another_version(missing)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.gradebook.close()

    @property
    def _session(self) -> Any:
        return self.gradebook.db()

    def students(self, assignment: str) -> set[str]:
        """Who has a submission of an assignment in the gradebook."""
        found = {row.student_id for row in self.gradebook.assignment_submissions(assignment)}
        self.forget()
        return found

    def forget(self) -> None:
        """Let go of what was read, and of the connection."""
        self.gradebook.db.remove()

    def knows(self, student: str) -> bool:
        """Whether a student is in the gradebook."""
        found = self._session.get(Student, student) is not None
        self.forget()
        return found

    def write(self, work: Callable[[Gradebook], Any]) -> Any:
        """Do some work in one transaction, again and again while others hold the database.

        Raises
        ------
        NoStorage
            If the database does not take it.
        """
        until = time.monotonic() + PATIENCE
        pause, tried = 0.05, 0
        while True:
            try:
                result = work(self.gradebook)
                self._session.commit_all()
                self.forget()
                return result
            except (OperationalError, InvalidEntry) as error:
                self._session.rollback()
                self.forget()
                tried += 1
                if time.monotonic() > until or not _may_pass(error) or (tried > _TRIES and isinstance(error, InvalidEntry)):
                    raise trouble(error) from error
                time.sleep(pause)
                pause = min(2 * pause, 2.0)
            except SQLAlchemyError as error:
                self._session.rollback()
                self.forget()
                raise trouble(error) from error
            except BaseException:
                self._session.rollback()
                self.forget()
                raise


def trouble(error: Exception) -> NoStorage:
    """What is wrong with a gradebook, in a sentence."""
    words = str(getattr(error, "orig", None) or error)
    if "locked" in words:
        return NoStorage("The gradebook is locked: somebody else writes in it all the time. Close what uses it and try again.")
    if "no such column" in words or "does not exist" in words or "no such table" in words:
        return _of_another_version(words[:200])
    if "full" in words or "No space" in words:
        return NoStorage("The disk is full ({reason}). Make room; what is graded is kept.", reason=words[:200])
    return NoStorage("The gradebook cannot be used: {reason}.", reason=words[:300])


def _of_another_version(reason: str) -> NoStorage:
    return NoStorage(
        "The gradebook was made by another version of nbgrader ({reason}). Make a copy of it, then run `nbgrader db upgrade`.",
        reason=reason,
    )


def _missing_columns(engine: Any) -> str:
    """The first column that nbgrader wants and the database lacks."""
    there = inspect(engine)
    for table in Base.metadata.sorted_tables:
        columns = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                return f"{table.name}.{column.name}"
    return ""


def _may_pass(error: Exception) -> bool:
    """Whether it may go well when it is tried again: somebody else was writing."""
    if isinstance(error, InvalidEntry):
        return True
    original = str(getattr(error, "orig", error))
    return "locked" in original or (isinstance(error, DBAPIError) and error.connection_invalidated) or "deadlock" in original


def _wait_for_others(connection: Any, _: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000 / 4)}")
