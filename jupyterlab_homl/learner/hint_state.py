"""The state of hints: which are open, and what decides when the next one opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ..checking.verdict import Status
from ..course.model import Exercise
from ..progress.policy import NextHint, genuine_attempts, next_hint


@dataclass(frozen=True)
class OpenHints:
    """The open hints of an exercise.

    Attributes
    ----------
    opened : tuple of str
        Their texts.
    total : int
        How many hints the exercise has.
    next : NextHint or None
        The next one and when it opens; None if all are open.
    """

    opened: tuple[str, ...]
    total: int
    next: NextHint | None

    def document(self) -> dict[str, object]:
        """The hints as JSON."""
        following = self.next
        return {
            "opened": list(self.opened),
            "total": self.total,
            "next": None if following is None else {"number": following.number, "wait": round(following.wait, 1)},
        }


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
        # what a wrong clock has dated in the future would keep the next hint closed until then
        tried = genuine_attempts([(min(at, now), status, text) for at, status, text in self.tried.get(exercise.id, [])])
        stuck = [min(at, now) for name, at in self.stuck if name == exercise.id]
        return next_hint(total, opened, min(self.last.get(exercise.id, now), now), tried, stuck, now)

    def hints_of(self, exercise: Exercise) -> OpenHints:
        """The open hints of an exercise, and when the next one opens."""
        opened = exercise.hints[: self.opened.get(exercise.id, 0)]
        return OpenHints(opened, len(exercise.hints), self.next_hint(exercise))
