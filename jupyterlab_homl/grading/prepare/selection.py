"""Which submissions are graded, and which of their tests: those that have changed since they were graded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from ...course.nbmetadata import grade_id
from ...errors import HomlError
from ..journal import Journal, JournalEntry
from ..submission import SubmittedFolder, read_file
from ..timestamp import read_timestamp
from .pipeline import ReusedOutputs
from .pipeline_config import PipelineConfig

#: All tests are run: no outputs are reused.
ALL_TESTS: ReusedOutputs = {}


class Selection:
    """Decides which submissions are graded.

    Parameters
    ----------
    config : PipelineConfig
        What submissions of the assignment have in common.
    journal : Journal
        What has been graded, and from what.
    recorded : set of str
        The students who have a submission in the gradebook.
    """

    def __init__(self, config: PipelineConfig, journal: Journal, recorded: Set[str]) -> None:
        self._course, self._options, self._assignment = config.course, config.options, config.assignment
        self._journal, self._recorded, self._rules = journal, recorded, config.rules
        self._checksums = config.assignment.checksums()

    def reusable(self, folder: SubmittedFolder) -> ReusedOutputs | None:
        """The tests whose outputs are reused when a submission is graded.

        Returns
        -------
        mapping or None
            The outputs by notebook and grade id, empty if all tests are run; None if the submission is not graded, as nothing
            has changed.
        """
        if self._options.force:
            return ALL_TESTS
        entry = self._journal.find(folder.student)
        if entry is not None and entry.outcome != "graded":
            return ALL_TESTS
        autograded = self._course.autograded(folder.student)
        if entry is None or self._options.regrade == "timestamp" or not self._course.all_notebooks:
            return ALL_TESTS if self._is_newer(folder, autograded) else None
        unrecorded = not autograded.exists() or folder.student not in self._recorded
        other_rules = entry.rules not in ("", self._rules)  # an earlier version noted none
        if unrecorded or other_rules or entry.submission != folder.fingerprint:
            return ALL_TESTS
        return self._reusable_after_change(entry, autograded)

    def _reusable_after_change(self, entry: JournalEntry, autograded: Path) -> ReusedOutputs | None:
        """The same for a submission of which at most the instructor's cells have changed."""
        changed = {name for name, checksum in self._checksums.items() if entry.cells.get(name) != checksum}
        changed |= set(entry.cells) - set(self._checksums)
        if not changed:
            return None
        tests = self._assignment.tests_cells()
        return _read_outputs(autograded, tests - changed) if changed <= tests else ALL_TESTS

    def _is_newer(self, folder: SubmittedFolder, autograded: Path) -> bool:
        """Whether nbgrader would grade the submission."""
        if not autograded.exists():
            return True
        graded = filter(self._course.grades, self._assignment.notebooks) if not self._course.all_notebooks else ()
        if any(not (autograded / f"{name}.ipynb").exists() for name in graded):
            return True
        try:
            before = read_timestamp(autograded).time
        except HomlError:
            return True  # something has spoilt it, and grading writes it anew
        return folder.timestamp is not None and before is not None and folder.timestamp > before


def _read_outputs(autograded: Path, cells: Set[str]) -> ReusedOutputs:
    """The outputs of these cells in an autograded submission; all tests are run if one of them is not there."""
    found: dict[str, dict[str, list[Any]]] = {}
    for name in {cell.partition("/")[0] for cell in cells}:
        try:
            notebook: Mapping[str, Any] = json.loads(read_file(autograded / f"{name}.ipynb"))
            for cell in notebook["cells"]:
                graded = grade_id(cell)
                if graded and f"{name}/{graded}" in cells and cell["cell_type"] == "code":
                    found.setdefault(name, {})[graded] = cell["outputs"]
        except (HomlError, ValueError, KeyError, TypeError):
            return ALL_TESTS
    return found if sum(map(len, found.values())) == len(cells) else ALL_TESTS
