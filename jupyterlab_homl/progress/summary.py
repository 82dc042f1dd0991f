"""What is kept of long tables: for each exercise what its attempts come to, and when the learner worked. Pure functions.

A summary is derived from the tables alone, row by row in the order of writing, so that it can be kept and continued with what
was written since: `Summary().extended(all rows)` equals a kept summary that is extended by the rows after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from ..checking.verdict import Status
from .activity import Activity
from .history import Attempt, settled_times

#: Changes with what a summary holds or means; one of another version is derived anew.
VERSION = 2


@dataclass(frozen=True)
class Tally:
    """What the checks of an exercise come to.

    Attributes
    ----------
    checks : int
        How many there were.
    attempts : int
        How many of them counted as attempts.
    first, passed, enough, last : Attempt or None
        The first attempt, the first that passed, the first that would pass a quiz, and the last one.
    ended : Status or None
        How the last check ended that was not cancelled.
    last_id : int
        The row of the last check.
    """

    checks: int = 0
    attempts: int = 0
    first: Attempt | None = None
    passed: Attempt | None = None
    enough: Attempt | None = None
    last: Attempt | None = None
    ended: Status | None = None
    last_id: int = 0

    @property
    def telling(self) -> tuple[Attempt, ...]:
        """Those from which levels follow; what comes between and after them changes none."""
        return tuple(one for one in (self.first, self.passed, self.enough) if one is not None)

    def added(self, check: Attempt) -> Tally:
        """The tally with one more check."""
        counts = check.status.is_attempt
        return Tally(
            self.checks + 1,
            self.attempts + counts,
            check if counts and self.first is None else self.first,
            check if check.status is Status.PASSED and self.passed is None else self.passed,
            check if check.is_enough and self.enough is None else self.enough,
            check if counts else self.last,
            self.ended if check.status is Status.CANCELLED else check.status,
            check.id,
        )


#: Tallies by the id of the exercise.
Tallies = Mapping[str, Tally]


def tallies_of(checks: Iterable[Attempt], known: Tallies | None = None) -> dict[str, Tally]:
    """The tallies of checks, oldest first, in addition to those that are known."""
    found = dict(known or {})
    for check in checks:
        found[check.exercise] = found.get(check.exercise, Tally()).added(check)
    return found


@dataclass(frozen=True)
class Rows:
    """Rows of the tables, oldest first, of those that a summary has not seen yet.

    Attributes
    ----------
    attempts : sequence of Attempt
        Checks.
    hints, visits, events : sequence of (int, datetime)
        The ids and times of hints, of visits, and of the events that are work.
    """

    attempts: Sequence[Attempt] = ()
    hints: Sequence[tuple[int, datetime]] = ()
    visits: Sequence[tuple[int, datetime]] = ()
    events: Sequence[tuple[int, datetime]] = ()

    def until(self, now: datetime) -> Rows:
        """The rows without those at the end of each table that are dated later than now."""

        def certain(times: Sequence[datetime]) -> int:
            return next((number for number in range(len(times), 0, -1) if times[number - 1] <= now), 0)

        return Rows(
            self.attempts[: certain([one.at for one in self.attempts])],
            *(table[: certain([at for _, at in table])] for table in (self.hints, self.visits, self.events)),
        )


@dataclass(frozen=True)
class Summary:
    """What the tables come to, up to some row of each.

    Attributes
    ----------
    tallies : mapping
        By exercise.
    activity : Activity
        When the learner worked.
    read_to : tuple of int
        The last row of attempts, hints, visits and events that is in it.
    latest : tuple of datetime
        The latest time of each table so far, before which nothing that follows can have happened.
    """

    tallies: Tallies = field(default_factory=dict)
    activity: Activity = field(default_factory=Activity)
    read_to: tuple[int, int, int, int] = (0, 0, 0, 0)
    latest: tuple[datetime, datetime, datetime, datetime] = (datetime.min,) * 4

    def telling(self) -> list[Attempt]:
        """The attempts from which levels follow, oldest first."""
        found = {one.id: one for tally in self.tallies.values() for one in tally.telling}
        return [found[number] for number in sorted(found)]

    def extended(self, rows: Rows, now: datetime) -> Summary:
        """The summary of these rows as well; times that a wrong clock gave are put right as `history.in_order` does."""
        tables: Sequence[Sequence[tuple[int, datetime]]]
        tables = ([(one.id, one.at) for one in rows.attempts], rows.hints, rows.visits, rows.events)
        times = [
            settled_times([at for _, at in table], now, latest) for table, latest in zip(tables, self.latest, strict=True)
        ]
        attempts = [one if one.at == at else replace(one, at=at) for one, at in zip(rows.attempts, times[0], strict=True)]
        ids = [table[-1][0] if table else known for table, known in zip(tables, self.read_to, strict=True)]
        latest = [found[-1] if found else known for found, known in zip(times, self.latest, strict=True)]
        return Summary(
            tallies_of(attempts, self.tallies),
            self.activity.added(
                [at for found in times for at in found], [one.at for one in attempts if one.status.is_attempt]
            ),
            (ids[0], ids[1], ids[2], ids[3]),
            (latest[0], latest[1], latest[2], latest[3]),
        )

    def document(self) -> dict[str, object]:
        """The summary as JSON."""
        return {
            "version": VERSION,
            "tallies": {exercise: _tally_document(tally) for exercise, tally in self.tallies.items()},
            "activity": self.activity.document(),
            "read_to": list(self.read_to),
            "latest": [at.isoformat() for at in self.latest],
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self | None:
        """The summary that `document` made this JSON object from; None if it is of another version."""
        if document.get("version") != VERSION:
            return None
        first, second, third, fourth = map(int, document["read_to"])
        latest = [datetime.fromisoformat(text) for text in document["latest"]]
        return cls(
            {exercise: _read_tally(exercise, tally) for exercise, tally in document["tallies"].items()},
            Activity.from_document(document["activity"]),
            (first, second, third, fourth),
            (latest[0], latest[1], latest[2], latest[3]),
        )


def _tally_document(tally: Tally) -> dict[str, object]:
    return {
        **{name: value for name, value in asdict(tally).items() if not isinstance(value, dict)},
        **{name: _attempt_document(getattr(tally, name)) for name in ("first", "passed", "enough", "last")},
    }


def _attempt_document(attempt: Attempt | None) -> list[object] | None:
    if attempt is None:
        return None
    return [
        attempt.at.isoformat(),
        attempt.status.value,
        attempt.score,
        attempt.tests_passed,
        attempt.tests_total,
        attempt.id,
    ]


def _read_tally(exercise: str, document: Mapping[str, Any]) -> Tally:
    def attempt(name: str) -> Attempt | None:
        if document[name] is None:
            return None
        at, status, *rest = document[name]
        return Attempt(exercise, datetime.fromisoformat(at), Status(status), *rest)

    ended = document["ended"]
    return Tally(
        document["checks"],
        document["attempts"],
        attempt("first"),
        attempt("passed"),
        attempt("enough"),
        attempt("last"),
        None if ended is None else Status(ended),
        document["last_id"],
    )
