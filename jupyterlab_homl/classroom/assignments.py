"""The assignments of a course, from its folders, its exchange and its gradebook. It only reads."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import NotFound
from .board import AssignmentOverview
from .nbgrader_course import CourseSettings


@dataclass(frozen=True)
class ClassAssignment:
    """An assignment, and how far it is.

    Attributes
    ----------
    name : str
        Its name.
    source, generated : bool
        Whether there are an instructor's version and a version for learners.
    released : bool or None
        Whether learners can fetch it; None where the exchange is not a folder.
    waiting : int or None
        How many learners have handed in something that has not been collected; None where the exchange is not a folder.
    submitted, ungraded : int
        Of how many there is a submission in the course folder, and how many of these have not been graded since they came.
    overview : AssignmentOverview or None
        What the gradebook says; None where it does not have the assignment.
    """

    name: str
    source: bool
    generated: bool
    released: bool | None
    waiting: int | None
    submitted: int
    ungraded: int
    overview: AssignmentOverview | None

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        told = self.overview.document() if self.overview else {"due": None, "max_points": 0.0, "needs_person": 0, "mean": None}
        return {
            "name": self.name,
            "due": told["due"],
            "max_points": told["max_points"],
            "needs_person": told["needs_person"],
            "mean": told["mean"],
            "in_gradebook": self.overview is not None,
            "source": self.source,
            "generated": self.generated,
            "released": self.released,
            "waiting": self.waiting,
            "submitted": self.submitted,
            "ungraded": self.ungraded,
        }


def class_assignments(settings: CourseSettings) -> tuple[ClassAssignment, ...]:
    """The assignments of a course: those of the gradebook by due date, then the others by name."""
    from .board_queries import BoardQueries

    overviews: dict[str, AssignmentOverview] = {}
    with contextlib.suppress(NotFound), BoardQueries(settings.db_url) as queries:  # no gradebook before the first assignment
        overviews = {one.name: one for one in queries.assignments()}
    source = _names(settings.glob(settings.source, ".", "*"))
    generated = _names(settings.glob(settings.release, ".", "*"))
    submitted: dict[str, dict[str, Path]] = {}
    for folder in settings.glob(settings.submitted, "*", "*"):
        submitted.setdefault(folder.name, {})[folder.parent.name] = folder
    graded = {(one.parent.name, one.name): one for one in settings.glob(settings.autograded, "*", "*")}
    exchange = Path(settings.exchange, settings.course_id) if settings.exchange else None
    released = None if exchange is None else set(_entries(exchange / "outbound"))
    inbound = () if exchange is None else tuple(_entries(exchange / "inbound"))
    names = [*overviews, *sorted((source | generated) - overviews.keys())]
    return tuple(
        ClassAssignment(
            name,
            name in source,
            name in generated,
            None if released is None else name in released,
            None if exchange is None else _waiting(name, inbound, submitted.get(name, {})),
            len(submitted.get(name, {})),
            sum(_is_newer(one, graded.get((student, name))) for student, one in submitted.get(name, {}).items()),
            overviews.get(name),
        )
        for name in names
    )


def _is_newer(submission: Path, graded: Path | None) -> bool:
    """Whether a submission has not been graded, or has been replaced since."""
    try:
        return graded is None or submission.stat().st_mtime > graded.stat().st_mtime
    except OSError:
        return True


def _names(folders: Iterable[Path]) -> set[str]:
    return {folder.name for folder in folders}


def _entries(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")]
    except OSError:
        return []


def _waiting(assignment: str, inbound: Iterable[str], submitted: Mapping[str, Path]) -> int:
    """How many learners' last submission in the exchange is newer than the one in the course folder."""
    last: dict[str, str] = {}
    for name in inbound:  # student+assignment+time, and in newer versions a random ending
        student, found, rest = name.partition(f"+{assignment}+")
        if found:
            last[student] = max(last.get(student, ""), rest.partition("+")[0])
    return sum(student not in submitted or at > _handed_in(submitted[student]) for student, at in last.items())


def _handed_in(folder: Path) -> str:
    try:
        return (folder / "timestamp.txt").read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""
