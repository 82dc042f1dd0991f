"""nbgrader's preprocessors that sanitise a submitted notebook, without their queries and repetitions."""

from __future__ import annotations

import json
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata, OverwriteCells, OverwriteKernelspec

from .assignment import Assignment

#: How many different sets of cell metadata are remembered as valid.
_MOST_VALID = 1000


class OverwriteCellsFromAssignment(OverwriteCells):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's preprocessor with the assignment in place of a database connection for each notebook."""

    assignment: Assignment

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """As nbgrader's."""
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        self.gradebook: Any = self.assignment
        nb, resources = super(OverwriteCells, self).preprocess(nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class OverwriteKernelspecFromAssignment(OverwriteKernelspec):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's preprocessor with the assignment in place of a database connection for each notebook."""

    assignment: Assignment

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """As nbgrader's."""
        kernelspec = json.loads(self.assignment.notebooks[resources["nbgrader"]["notebook"]].kernelspec or "null")
        if kernelspec:
            nb.metadata["kernelspec"] = kernelspec
        return nb, resources


class CheckCellMetadataOnce(CheckCellMetadata):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's preprocessor, which is slow, run once for the same metadata: almost all submissions have the instructor's."""

    _valid: set[str]

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """As nbgrader's."""
        self._valid = getattr(self, "_valid", set())
        metadata = json.dumps([[cell.cell_type, cell.metadata.get("nbgrader")] for cell in nb.cells])
        if metadata not in self._valid:
            nb, resources = super().preprocess(nb, resources)
            if len(self._valid) < _MOST_VALID:
                self._valid.add(metadata)
        return nb, resources
