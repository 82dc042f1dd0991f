"""When hints open: from what was opened, tried and said, all of it fetched once for all exercises of a lesson."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..course.model import Exercise
from ..progress.policy import NextHint, genuine_attempts, next_hint


@dataclass(frozen=True)
class HintState:
    """What hints have been opened, and what was tried meanwhile, by exercise.

    Attributes
    ----------
    opened : mapping
        How many hints are open.
    last : mapping
        When the last of them was opened.
    stuck : list of tuple
        Who said to be stuck at what, and when.
    tried : mapping
        The attempts at exercises of which some hints, but not all, are open: when, how they ended, and their texts.
    """

    opened: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[str, datetime] = field(default_factory=dict)
    stuck: Sequence[tuple[str, datetime]] = ()
    tried: Mapping[str, list[tuple[datetime, str, str]]] = field(default_factory=dict)

    def gate(self, exercise: Exercise) -> tuple[NextHint | None, int]:
        """When the next hint opens, and how many are open."""
        total, opened, now = len(exercise.hints), self.opened.get(exercise.id, 0), datetime.now(UTC).replace(tzinfo=None)
        if not 0 < opened < total:
            return next_hint(total, opened, None, (), (), now), opened
        tried = genuine_attempts(self.tried.get(exercise.id, []))
        stuck = [at for name, at in self.stuck if name == exercise.id]
        return next_hint(total, opened, self.last.get(exercise.id), tried, stuck, now), opened

    def hints(self, exercise: Exercise) -> dict[str, Any]:
        """The hints that are open, and when the next one opens."""
        gate, opened = self.gate(exercise)
        following = None if gate is None else {"number": gate.number, "wait": round(gate.wait, 1)}
        return {"opened": list(exercise.hints[:opened]), "total": len(exercise.hints), "next": following}
