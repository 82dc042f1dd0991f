"""The state of hints: which are open, and what decides when the next one opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..checking.verdict import Status
from ..course.model import Exercise
from ..progress.policy import NextHint, genuine_attempts, next_hint


@dataclass(frozen=True)
class HintState:
    """What the learner has done about the hints of some exercises, fetched once for all of them.

    Attributes
    ----------
    opened : mapping
        The number of open hints by exercise.
    last : mapping
        The time at which the last hint was opened, by exercise.
    stuck : sequence of tuple
        The exercises at which the learner reported being stuck, and when.
    tried : mapping
        Time, status and answer of the attempts, by exercise; only for exercises with some hints open, but not all.
    """

    opened: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[str, datetime] = field(default_factory=dict)
    stuck: Sequence[tuple[str, datetime]] = ()
    tried: Mapping[str, list[tuple[datetime, Status, str]]] = field(default_factory=dict)

    def next_hint(self, exercise: Exercise) -> NextHint | None:
        """The next hint and when it opens; None if all are open."""
        total, opened, now = len(exercise.hints), self.opened.get(exercise.id, 0), datetime.now(UTC).replace(tzinfo=None)
        if not 0 < opened < total:
            return next_hint(total, opened, None, (), (), now)
        tried = genuine_attempts(self.tried.get(exercise.id, []))
        stuck = [at for name, at in self.stuck if name == exercise.id]
        return next_hint(total, opened, self.last.get(exercise.id), tried, stuck, now)

    def document(self, exercise: Exercise) -> dict[str, Any]:
        """The open hints, and when the next one opens."""
        following = self.next_hint(exercise)
        return {
            "opened": list(exercise.hints[: self.opened.get(exercise.id, 0)]),
            "total": len(exercise.hints),
            "next": None if following is None else {"number": following.number, "wait": round(following.wait, 1)},
        }
