"""What the gradebook and the course's source say about one assignment, read once for all its submissions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from ...checking.plan import bound_names
from ...course.nbmetadata import cell_source, grade_id
from ...course.tests_cell import test_names
from ...errors import HomlError
from ..execute.judgements import definitions
from ..execute.launchers import read_master
from ..execute.task import INSIDE, NAMED


@dataclass(frozen=True)
class SourceCell:
    """A cell of the instructor's, as nbgrader keeps it.

    Attributes
    ----------
    name : str
        Its grade id.
    grade, solution, task : bool
        What it is to nbgrader.
    max_score : float
        What it is worth.
    """

    name: str
    source: str
    cell_type: str
    locked: bool
    checksum: str
    grade: bool = False
    solution: bool = False
    task: bool = False
    max_score: float = 0.0

    @property
    def is_tests(self) -> bool:
        """Whether it is a cell of tests."""
        return self.grade and not self.solution and self.cell_type == "code"

    @cached_property
    def judged(self) -> str:
        """How it is judged as far as it tells itself: by named tests, or inside."""
        try:
            return NAMED if test_names(self.source) else INSIDE
        except (SyntaxError, ValueError):
            return INSIDE


@dataclass(frozen=True)
class SourceNotebook:
    """A notebook of the assignment, with the face that nbgrader's preprocessors know.

    Attributes
    ----------
    kernelspec : str or None
        As JSON.
    source_cells : tuple of SourceCell
        Its cells with a grade id, in their order.
    master : dict or None
        The instructor's own notebook, where it lies in the source folder.
    """

    name: str
    kernelspec: str | None
    source_cells: tuple[SourceCell, ...]
    master: dict[str, Any] | None = None
    by_name: dict[str, SourceCell] = field(default_factory=dict)

    @property
    def grade_cells(self) -> list[SourceCell]:
        """Cells that earn points."""
        return [cell for cell in self.source_cells if cell.grade]

    @property
    def solution_cells(self) -> list[SourceCell]:
        """Cells that hold answers."""
        return [cell for cell in self.source_cells if cell.solution]

    @property
    def task_cells(self) -> list[SourceCell]:
        """Cells that set a task."""
        return [cell for cell in self.source_cells if cell.task]

    @cached_property
    def names(self) -> frozenset[str] | None:
        """The names that the instructor's cells bind; None where that cannot be told."""
        sources = [cell_source(cell) for cell in (self.master or {}).get("cells", []) if cell.get("cell_type") == "code"]
        if not sources or re.search(r"^\s*from\s.*import\s*\*", "\n".join(sources), re.MULTILINE):
            return None
        return frozenset().union(*map(bound_names, sources))

    @cached_property
    def definitions(self) -> str:
        """What tests may rely on of the instructor's own notebook."""
        return definitions(self.master["cells"]) if self.master is not None else ""

    def tags(self) -> dict[str, list[str]]:
        """The tags that the instructor gave to cells, by grade id."""
        found = {}
        for cell in (self.master or {}).get("cells", []):
            tags = cell.get("metadata", {}).get("tags")
            if tags and (name := grade_id(cell)):
                found[name] = list(tags)
        return found


@dataclass(frozen=True)
class Assignment:
    """An assignment. It answers the questions that nbgrader's `OverwriteCells` asks of a gradebook.

    Attributes
    ----------
    name : str
        Its id.
    notebooks : dict
        Its notebooks by name.
    """

    name: str
    notebooks: dict[str, SourceNotebook]

    def find_notebook(self, notebook: str, assignment: str) -> SourceNotebook:
        """As nbgrader's."""
        return self.notebooks[notebook]

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        """As nbgrader's."""
        found = self.notebooks[notebook].by_name.get(name)
        if found is None:
            raise MissingEntry(f"No such source cell: {name}")
        return found

    find_graded_cell = find_source_cell

    def checksums(self) -> dict[str, str]:
        """A mark for each cell of the instructor's that changes when the cell does."""
        return {
            f"{notebook.name}/{cell.name}": f"{cell.checksum}:{cell.max_score:g}"
            for notebook in self.notebooks.values()
            for cell in notebook.source_cells
            if cell.is_tests or (cell.locked and cell.cell_type == "code")
        }

    def tests(self) -> set[str]:
        """The marks' names of those that are tests."""
        cells = [(book.name, cell) for book in self.notebooks.values() for cell in book.source_cells]
        return {f"{name}/{cell.name}" for name, cell in cells if cell.is_tests}

    def masters(self) -> list[dict[str, Any]]:
        """The instructor's own notebooks, as far as they are there."""
        return [book.master for _, book in sorted(self.notebooks.items()) if book.master is not None]


def read_assignment(gradebook: Gradebook, name: str, source: Path) -> Assignment:
    """Read an assignment.

    Parameters
    ----------
    gradebook : Gradebook
        nbgrader's.
    name : str
        The assignment.
    source : Path
        The folder with the instructor's notebooks; what is not there is done without.

    Raises
    ------
    HomlError
        If the gradebook does not know it.
    """
    try:
        found = gradebook.find_assignment(name)
    except MissingEntry as error:
        raise HomlError(
            "No assignment {name} is in the gradebook. `nbgrader generate_assignment {name}` puts it there.", name=name
        ) from error
    return Assignment(name, {row.name: _notebook(row, read_master(source / f"{row.name}.ipynb")) for row in found.notebooks})


def _notebook(row: Any, master: dict[str, Any] | None) -> SourceNotebook:
    grade = {cell.name: cell.max_score for cell in row.grade_cells}
    task = {cell.name: cell.max_score for cell in row.task_cells}
    solution = {cell.name for cell in row.solution_cells}
    order = {grade_id(cell): number for number, cell in enumerate((master or {}).get("cells", []))}
    cells = [
        SourceCell(
            cell.name,
            cell.source or "",
            str(cell.cell_type),
            bool(cell.locked),
            cell.checksum or "",
            cell.name in grade,
            cell.name in solution,
            cell.name in task,
            float(grade.get(cell.name) or task.get(cell.name) or 0.0),
        )
        for cell in row.source_cells
    ]
    cells.sort(key=lambda cell: order.get(cell.name, -1))
    return SourceNotebook(row.name, row.kernelspec, tuple(cells), master, {cell.name: cell for cell in cells})
