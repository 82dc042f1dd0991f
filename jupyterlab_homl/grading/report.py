"""What a grading run tells at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """What was graded, what needs a person, what could not be run.

    Attributes
    ----------
    graded : list of dict
        ``student``, ``score``, ``max_score``, ``bare_seconds``, and in ``cells`` which were graded again if not all were.
    unchanged : list of str
        Students of whom nothing has changed since they were graded.
    needs_person : list of dict
        ``student``, ``notebook``, ``cell``, ``reason``.
    not_run : list of dict
        ``student``, ``reason``.
    remarks : list of str
        What an instructor should know about the assignment itself.
    """

    assignment: str
    graded: list[dict[str, Any]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    needs_person: list[dict[str, Any]] = field(default_factory=list)
    not_run: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    seconds: float = 0.0
    bare_seconds: float = 0.0
    stopped: bool = False

    def document(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "assignment": self.assignment,
            "graded": sorted(self.graded, key=lambda row: row["student"]),
            "unchanged": self.unchanged,
            "needs_person": sorted(self.needs_person, key=lambda row: (row["student"], row["notebook"], row["cell"])),
            "not_run": sorted(self.not_run, key=lambda row: row["student"]),
            "remarks": self.remarks,
            "seconds": round(self.seconds, 3),
            "bare_seconds": round(self.bare_seconds, 3),
            "stopped": self.stopped,
        }
