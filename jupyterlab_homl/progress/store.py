"""The progress database: append-only tables in the learner's workspace, and what is kept of the long ones.

No other module opens the database.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    String,
    Table,
    and_,
    create_engine,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from ..checking.verdict import NO_ATTEMPT, Status, Verdict
from ..errors import NoStorage
from ..temporary import PartFile
from .history import WORK, Attempt, CheckedAnswer, Event, Hint, Visit, settled_times
from .learner_history import History, in_order
from .summary import Rows, Summary
from .tables import ATTEMPTS, EVENTS, HINTS, SUMMARY, VISITS

MIGRATIONS = Path(__file__).parent / "migrations"

#: Seconds for which another process may hold the database; writing takes milliseconds, and a verdict waits for it.
LOCK_TIMEOUT = 3.0

#: Seconds after a wait in vain in which reading waits no longer than `SHORT_TIMEOUT`, so that requests do not pile up.
LOCK_KNOWN = 5.0
SHORT_TIMEOUT = 0.1

#: The largest id that SQLite gives a row.
_LAST_ID = 2**63 - 1

#: The columns of an `Attempt`.
_ATTEMPT = tuple(ATTEMPTS.c[name] for name in ("exercise", "at", "status", "score", "tests_passed", "tests_total", "id"))

_LAST_IDS = tuple(
    select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery() for table in (ATTEMPTS, HINTS, VISITS, EVENTS)
)
_NOTHING_READ = (0,) * len(_LAST_IDS)

#: How many rows are read again at most when the database is opened, before the summary is stored anew.
SUMMARY_ROWS = 500

#: The most attempts of an exercise whose answers are compared to see which of them were changed.
_COMPARED = 50


class Patience:
    """How long to wait for a database that somebody else holds: shortly where it was in vain just now."""

    def __init__(self) -> None:
        self._in_vain = -LOCK_KNOWN

    @property
    def seconds(self) -> float:
        """The time for which reading waits."""
        return SHORT_TIMEOUT if time.monotonic() - self._in_vain < LOCK_KNOWN else LOCK_TIMEOUT

    def note(self, locked: bool) -> None:
        """Remember whether it was locked."""
        self._in_vain = time.monotonic() if locked else -LOCK_KNOWN


class Store:
    """The progress of one workspace.

    Parameters
    ----------
    path : Path
        The database file; it is created or migrated when it is opened.
    now : callable, optional
        Returns the present time, in UTC.
    patience : Patience, optional
        How long to wait for it, as known from the last time that it was opened.

    Raises
    ------
    NoStorage
        If the database cannot be created or read, or is of a newer version.
    """

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: Patience | None = None,
    ) -> None:
        self.path = path
        self._now = now
        self._patience = patience or Patience()
        self._engine = _open(path, self._patience)
        self._reading = threading.Lock()
        self._read_to: tuple[int, ...] = _NOTHING_READ
        self._rows_read = self._history = History()
        self._stored_to: tuple[int, ...] = _NOTHING_READ
        self._is_settled = True

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def add_attempt(self, lesson: str, verdict: Verdict, source: str) -> None:
        """Store a check.

        Parameters
        ----------
        lesson : str
            The lesson's id.
        verdict : Verdict
            The whole verdict, hidden tests included.
        source : str
            The answer that was checked.
        """
        self._insert(
            ATTEMPTS,
            lesson=lesson,
            exercise=verdict.exercise,
            status=verdict.status.value,
            score=verdict.score,
            max_score=verdict.max_score,
            tests_passed=sum(test.passed for test in verdict.tests),
            tests_total=len(verdict.tests),
            source=source,
            verdict=json.dumps(verdict.document()),
        )

    def history(self) -> History:
        """All that the learner has done; the same object as before while no process has stored anything.

        The tables are append-only: the last ids tell whether something is new, and only what is new is read. Of attempts and
        visits only what they come to is kept, which is stored from time to time, so that it need not be derived from all of
        them when the database is opened. Times that a wrong clock gave are put right (`in_order`).
        """
        now = self._now().replace(tzinfo=None)
        with self._reading:
            last = tuple(self._rows(select(*_LAST_IDS))[0])
            if last == self._read_to and self._is_settled:
                return self._history
            if any(new < old for new, old in zip(last, self._read_to, strict=True)):  # another database in the same file
                self._rows_read, self._read_to, self._stored_to = History(), _NOTHING_READ, _NOTHING_READ
            known = self._rows_read
            summary = known.summary if self._read_to != _NOTHING_READ else self._stored_summary(last)
            _, hints, _, events = zip(self._read_to, last, strict=True)
            certain, whole = self._extended(summary, last, now)
            self._keep_summary(certain)
            self._rows_read = History(
                (),
                [*known.hints, *self.opened_hints(*hints)],
                self.last_visit(),
                [*known.events, *self.events(after=events[0], to=events[1])],
                certain,
            )
            self._read_to = last
            read = self._rows_read
            said = History(whole.telling(), read.hints, read.visit, read.events, whole)
            self._history = in_order(said, now)
            self._is_settled = self._history is said and whole is certain
            return self._history

    def _extended(self, summary: Summary, last: Sequence[int], now: datetime) -> tuple[Summary, Summary]:
        """A summary with the rows up to the last ones: without those at the end that are dated in the future, and with them.

        What such a row's time was becomes certain when something is written after it.
        """
        attempts, hints, visits, events = zip(summary.read_to, last, strict=True)
        rows = Rows(
            self.attempts(*attempts),
            self._times(HINTS, *hints),
            self._times(VISITS, *visits),
            self._times(EVENTS, *events, literal_column("+events.kind", String).in_(WORK)),
        )
        past = rows.until(now)
        certain = summary.extended(past, now)
        return certain, certain if past == rows else summary.extended(rows, now)

    def _times(self, table: Table, after: int, to: int, *conditions: ColumnElement[bool]) -> list[tuple[int, datetime]]:
        query = _between(select(table.c.id, table.c.at).where(*conditions), table, after, to)
        return [(row[0], row[1]) for row in self._rows(query)]

    def _stored_summary(self, last: Sequence[int]) -> Summary:
        """The summary that is stored; an empty one if there is none that fits the tables."""
        found = self._rows(select(SUMMARY.c.data).where(SUMMARY.c.id == 1))
        with suppress(ValueError, TypeError, LookupError, AttributeError):  # somebody else has written it
            summary = Summary.from_document(msgspec.json.decode(found[0][0]))
            if summary is not None and all(read <= there for read, there in zip(summary.read_to, last, strict=True)):
                self._stored_to = summary.read_to
                return summary
        return Summary()

    def _keep_summary(self, summary: Summary) -> None:
        """Store a summary where many rows have come since the last one; where that cannot be done, it is done later."""
        new = sum(read - stored for read, stored in zip(summary.read_to, self._stored_to, strict=True))
        if new < SUMMARY_ROWS:
            return
        data = msgspec.json.encode(summary.document()).decode()
        with suppress(NoStorage), self._connection(SHORT_TIMEOUT) as connection:
            connection.execute(delete(SUMMARY))
            connection.execute(insert(SUMMARY).values(id=1, data=data))
        self._stored_to = summary.read_to

    def attempts(self, after: int = 0, to: int = _LAST_ID) -> list[Attempt]:
        """The stored checks with an id above `after` and up to `to`, oldest first."""
        return [_attempt(row) for row in self._rows(_between(select(*_ATTEMPT), ATTEMPTS, after, to))]

    def answers(self, ids: Collection[int]) -> list[CheckedAnswer]:
        """Some stored checks with their answers, oldest first; unknown ids are ignored."""
        columns = (ATTEMPTS.c[name] for name in ("exercise", "at", "source", "verdict", "id"))
        rows = self._rows(select(*columns).where(ATTEMPTS.c.id.in_(ids)).order_by(ATTEMPTS.c.id))
        return [
            CheckedAnswer(exercise, at, source, Verdict.from_document(json.loads(verdict)), id_)
            for exercise, at, source, verdict, id_ in rows
        ]

    def attempts_before(self, exercise: str, before: int, most: int) -> list[Attempt]:
        """The last attempts at an exercise with an id below `before`, at most so many, oldest first."""
        # with the plus sign, SQLite goes through the index of exercises, which has the order of ids, from its end
        counts = literal_column("+attempts.status", String).not_in(NO_ATTEMPT)
        query = select(*_ATTEMPT).where(ATTEMPTS.c.exercise == exercise, counts, ATTEMPTS.c.id < before)
        rows = self._rows(query.order_by(ATTEMPTS.c.id.desc()).limit(most))
        found = [_attempt(row) for row in reversed(rows)]
        times = settled_times([one.at for one in found], self._now().replace(tzinfo=None))
        return [replace(one, at=at) for one, at in zip(found, times, strict=True)]

    def number_of(self, exercise: str, attempt: int) -> int:
        """The number of an attempt among those at an exercise, counted from 1; 0 if it is none."""
        query = select(func.count()).where(_is_attempt_at(exercise), ATTEMPTS.c.id <= attempt)
        there = select(exists().where(_is_attempt_at(exercise), ATTEMPTS.c.id == attempt))
        return int(self._rows(query)[0][0]) if self._rows(there)[0][0] else 0

    def last_answers(self, exercise: str) -> list[tuple[datetime, Status, str]]:
        """Time, status and answer of the last attempts at an exercise, oldest first."""
        last = [one.id for one in self.attempts_before(exercise, _LAST_ID, _COMPARED)]
        columns = (ATTEMPTS.c.at, ATTEMPTS.c.status, ATTEMPTS.c.source)
        rows = self._rows(select(*columns).where(ATTEMPTS.c.id.in_(last)).order_by(ATTEMPTS.c.id))
        return [(at, Status(status), source) for at, status, source in rows]

    def count_attempts(self, exercise: str) -> int:
        """The number of attempts at an exercise."""
        query = select(func.count()).where(_is_attempt_at(exercise))
        return int(self._rows(query)[0][0])

    def open_hint(self, exercise: str, number: int) -> bool:
        """Store that a hint was opened, unless it was before, perhaps at the same time; returns whether it was stored."""
        values = {"at": self._now().replace(tzinfo=None), "exercise": exercise, "number": number}
        known = exists().where(HINTS.c.exercise == exercise, HINTS.c.number == number)
        row = select(*(literal(value, HINTS.c[name].type) for name, value in values.items())).where(~known)
        with self._connection(LOCK_TIMEOUT) as connection:
            return connection.execute(insert(HINTS).from_select(list(values), row)).rowcount > 0

    def hints(self) -> dict[str, int]:
        """The number of open hints by exercise."""
        query = select(HINTS.c.exercise, func.max(HINTS.c.number)).group_by(HINTS.c.exercise)
        return {row[0]: row[1] for row in self._rows(query)}

    def last_hints(self) -> dict[str, datetime]:
        """The time at which the last hint was opened, by exercise."""
        return {
            row[0]: row[1] for row in self._rows(select(HINTS.c.exercise, func.max(HINTS.c.at)).group_by(HINTS.c.exercise))
        }

    def opened_hints(self, after: int = 0, to: int = _LAST_ID) -> list[Hint]:
        """The hints that were opened, with an id above `after` and up to `to`, oldest first."""
        rows = self._rows(_between(select(HINTS.c.exercise, HINTS.c.number, HINTS.c.at), HINTS, after, to))
        return [Hint(*row) for row in rows]

    def add_visit(self, visit: Visit) -> None:
        """Store where the learner is."""
        self._insert(VISITS, lesson=visit.lesson, notebook=visit.notebook, exercise=visit.exercise, path=visit.path)

    def last_visit(self) -> Visit | None:
        """The last place that the learner visited."""
        columns = (VISITS.c[name] for name in ("lesson", "notebook", "exercise", "path"))
        rows = self._rows(select(*columns).order_by(VISITS.c.id.desc()).limit(1))
        return Visit(*rows[0]) if rows else None

    def last_notebooks(self, lesson: str) -> dict[str, str]:
        """The path of the notebook of each kind in which the learner worked last, for the kinds of which one is known."""
        query = select(VISITS.c.notebook, VISITS.c.path).where(VISITS.c.lesson == lesson, VISITS.c.path.is_not(None))
        return {row[0]: row[1] for row in self._rows(query.order_by(VISITS.c.id))}

    def add_event(self, kind: str, subject: str, **data: Any) -> None:
        """Store something that the learner did."""
        self._insert(EVENTS, kind=kind, subject=subject, data=json.dumps(data))

    def events(self, *kinds: str, after: int = 0, to: int = _LAST_ID) -> list[Event]:
        """The events of these kinds, or of all kinds, with an id above `after` and up to `to`, oldest first."""
        query = select(EVENTS.c.kind, EVENTS.c.subject, EVENTS.c.at, EVENTS.c.data)
        if kinds:
            query = query.where(EVENTS.c.kind.in_(kinds))
        rows = self._rows(_between(query, EVENTS, after, to))
        return [Event(kind, subject, at, json.loads(data)) for kind, subject, at, data in rows]

    def _insert(self, table: Table, **values: Any) -> None:
        with self._connection(LOCK_TIMEOUT) as connection:
            connection.execute(insert(table).values(at=self._now().replace(tzinfo=None), **values))

    def _rows(self, query: Any) -> list[Any]:
        with self._connection(self._patience.seconds) as connection:
            return list(connection.execute(query).all())

    @contextmanager
    def _connection(self, seconds: float) -> Iterator[Connection]:
        """A connection in a transaction, which waits so many seconds for others."""
        try:
            with self._engine.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
                yield connection
            self._patience.note(locked=False)
        except DatabaseError as error:
            self._patience.note(is_locked(error))
            raise _storage_error(self.path, error) from error


def _is_attempt_at(exercise: str) -> ColumnElement[bool]:
    return and_(ATTEMPTS.c.exercise == exercise, ATTEMPTS.c.status.not_in(NO_ATTEMPT))


def _attempt(row: Sequence[Any]) -> Attempt:
    exercise, at, status, *rest = row
    return Attempt(exercise, at, Status(status), *rest)


def _between(query: Select[Any], table: Table, after: int, to: int) -> Select[Any]:
    return query.where(table.c.id > after, table.c.id <= to).order_by(table.c.id)


def _open(path: Path, patience: Patience) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoStorage(
            "Your progress cannot be kept in {folder}: {reason}. Choose a folder that you may write to.",
            folder=path.parent,
            reason=error.strerror,
        ) from error
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": patience.seconds})
    try:
        _migrate(engine, path)
    except (DatabaseError, OSError, sqlite3.DatabaseError) as error:
        engine.dispose()
        patience.note(is_locked(error))
        raise _storage_error(path, error) from error
    return engine


def _migrate(engine: Engine, path: Path) -> None:
    """Migrate the tables to the newest version; an older database is copied first.

    This is one transaction, which locks the database from its beginning: two processes that open a new database do not
    disturb each other, and a process that is killed leaves no half-made tables. The driver is in autocommit mode, since it
    would otherwise end the transaction before each change of a table.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == scripts.get_current_head():
            return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            current = MigrationContext.configure(connection).get_current_revision()
            if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
                raise NoStorage(
                    "{path} was made by a newer version of jupyterlab-homl. Update jupyterlab-homl, then open it again.",
                    path=path,
                )
            if current is not None and current != scripts.get_current_head():
                with PartFile(path.parent) as part:
                    part.copy(path)
                    part.replace(path.with_name(f"{path.stem}-before-{scripts.get_current_head()}{path.suffix}"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise


def is_locked(error: Exception) -> bool:
    """Whether an error of the database says that somebody else holds it."""
    return "locked" in str(getattr(error, "orig", error))


def _storage_error(path: Path, error: Exception) -> NoStorage:
    reason = str(getattr(error, "orig", error)).strip()
    if is_locked(error):
        return NoStorage(
            "Your progress in {path} is locked: another program holds it, or its file system has no locks that work. Close "
            "what uses it, and try again; `jupyter homl doctor` tries a lock.",
            path=path,
        )
    if isinstance(error, OperationalError | OSError):
        return NoStorage(
            "Your progress in {path} cannot be read or written: {reason}. Free some space, or check that you may write there.",
            path=path,
            reason=reason,
        )
    return NoStorage(
        "{path} is not a progress database ({reason}). Move it away and open the workspace again; a new one is made.",
        path=path,
        reason=reason,
    )
