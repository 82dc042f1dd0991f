"""Which submissions are graded, and how much of them: by what has changed since they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...course.nbmetadata import grade_id
from ...errors import HomlError
from ..journal import Entry, Journal
from ..submission import fingerprint, list_files
from .assignment import Assignment
from .pipeline import Prepared

if TYPE_CHECKING:
    from ..grader import Grader

#: Outputs that tests cells keep, by notebook and grade id.
Kept = dict[str, dict[str, list[Any]]]


class Wanted:
    """Decides about one submission after another.

    Parameters
    ----------
    grader : Grader
        Its settings.
    journal : Journal
        What was graded, and from what.
    assignment : Assignment
        The instructor's cells as they are now.
    recorded : set of str
        Students of whom the gradebook has a submission.
    """

    def __init__(self, grader: Grader, journal: Journal, assignment: Assignment, recorded: set[str]) -> None:
        self._grader, self._journal, self._assignment, self._recorded = grader, journal, assignment, recorded
        self._cells = assignment.checksums()

    def look(self, student: str, folder: Path) -> tuple[Prepared, Kept | None, HomlError | None] | None:
        """Look at a submission.

        Returns
        -------
        tuple or None
            The submission; the outputs that are kept where only some tests are run again, None where all are; and what is
            wrong with it, if it is. None where nothing has changed.
        """
        problem: HomlError | None = None
        mark, timestamp = "", None
        try:
            if not folder.is_dir():
                raise HomlError("{name} is not a folder.", name=folder.name)
            mark = fingerprint(list_files(folder, self._grader.coursedir.ignore, self._grader.submission_limit))
            timestamp = self._timestamp(folder)
        except HomlError as error:
            problem = error
        entry = self._journal.find(student)
        ready = Prepared(Entry(student, mark, self._cells), folder, timestamp)
        if self._grader.force or problem is not None:
            return ready, None, problem
        place = Path(self._grader._format_dest(self._assignment.name, student))  # noqa: SLF001 - of the class that it extends
        by_time = self._grader.regrade == "timestamp" or self._grader.coursedir.notebook_id != "*"
        if entry is not None and entry.outcome != "graded":
            return ready, None, None
        if entry is None or by_time:
            return (ready, None, None) if self._newer(place, timestamp) else None
        if not place.exists() or student not in self._recorded or entry.submission != mark:
            return ready, None, None
        return self._changed(ready, entry, place)

    def _changed(self, ready: Prepared, entry: Entry, place: Path) -> tuple[Prepared, Kept | None, None] | None:
        """What of the instructor's has changed since."""
        changed = {name for name, mark in self._cells.items() if entry.cells.get(name) != mark} | (
            set(entry.cells) - set(self._cells)
        )
        if not changed:
            return None
        tests = self._assignment.tests()
        if not changed <= tests:
            return ready, None, None
        kept = _outputs(place, tests - changed)
        return ready, kept, None

    def _newer(self, place: Path, timestamp: Any) -> bool:
        """nbgrader's own rule."""
        if self._grader.coursedir.notebook_id == "*":
            if not place.exists():
                return True
        else:
            names = [name for name in self._grader.selected(self._assignment) if not (place / f"{name}.ipynb").exists()]
            if names or not place.exists():
                return True
        before = self._grader.coursedir.get_existing_timestamp(str(place))
        return timestamp is not None and before is not None and timestamp > before

    def _timestamp(self, folder: Path) -> Any:
        path = folder / "timestamp.txt"
        if path.is_symlink():
            raise HomlError("timestamp.txt is a link.")
        try:
            return self._grader.coursedir.get_existing_timestamp(str(folder))
        except Exception as error:
            raise HomlError("timestamp.txt does not hold a time.") from error


def _outputs(place: Path, cells: set[str]) -> Kept | None:
    """The outputs that these cells have in an autograded submission; None if they cannot be had."""
    found: Kept = {}
    for name in {cell.partition("/")[0] for cell in cells}:
        try:
            notebook: Mapping[str, Any] = json.loads((place / f"{name}.ipynb").read_text("utf-8"))
            for cell in notebook["cells"]:
                graded = grade_id(cell)
                if graded and f"{name}/{graded}" in cells and cell["cell_type"] == "code":
                    found.setdefault(name, {})[graded] = cell["outputs"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
    return found if sum(map(len, found.values())) == len(cells) else None
