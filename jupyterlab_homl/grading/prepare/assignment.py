"""An assignment as the gradebook and the instructor's notebooks describe it, read once for all submissions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from ...checking.plan import bound_names
from ...checking.recognition import GivenCell, given_cells
from ...course.nbmetadata import cell_source, grade_id
from ...course.tests_cell import test_names
from ...errors import HomlError
from ..execute.environment import read_source_notebook
from ..execute.task import JudgingMode
from .definitions import shared_definitions


@dataclass(frozen=True)
class SourceCell:
    """A cell of the instructor's, as nbgrader stores it in the gradebook.

    Attributes
    ----------
    name : str
        Its grade id.
    source, cell_type, checksum : str
        Its text, its type, and nbgrader's checksum of it.
    locked, grade, solution, task : bool
        nbgrader's flags.
    max_score : float
        The most points that it gives.
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

    def as_given(self) -> dict[str, Any]:
        """The cell as JSON, with the metadata that tells what it is."""
        flags = {"grade": self.grade or self.task, "solution": self.solution}
        metadata = {"nbgrader": {"grade_id": self.name, **flags}}
        return {"cell_type": self.cell_type, "source": self.source, "metadata": metadata}

    @property
    def is_tests(self) -> bool:
        """Whether it is a tests cell."""
        return self.grade and not self.solution and self.cell_type == "code"

    @cached_property
    def judging(self) -> JudgingMode:
        """Where it can be run, as far as its source shows: outside if its tests have names, else inside."""
        try:
            return JudgingMode.NAMED if test_names(self.source) else JudgingMode.INSIDE
        except (SyntaxError, ValueError):
            return JudgingMode.INSIDE


@dataclass(frozen=True)
class SourceNotebook:
    """A notebook of the assignment; it has the attributes that nbgrader's preprocessors read.

    Attributes
    ----------
    name : str
        nbgrader's notebook id.
    kernelspec : str or None
        As JSON.
    source_cells : tuple of SourceCell
        Its cells that have a grade id, in the order of the source notebook.
    document : dict or None
        The instructor's notebook with its answers, as JSON; None if it is not in the source folder.
    """

    name: str
    kernelspec: str | None
    source_cells: tuple[SourceCell, ...]
    document: dict[str, Any] | None = None

    @cached_property
    def by_name(self) -> Mapping[str, SourceCell]:
        """Its cells by grade id."""
        return {cell.name: cell for cell in self.source_cells}

    @property
    def grade_cells(self) -> list[SourceCell]:
        """Cells that give points."""
        return [cell for cell in self.source_cells if cell.grade]

    @property
    def solution_cells(self) -> list[SourceCell]:
        """Cells for answers."""
        return [cell for cell in self.source_cells if cell.solution]

    @property
    def task_cells(self) -> list[SourceCell]:
        """Cells that set a task."""
        return [cell for cell in self.source_cells if cell.task]

    @property
    def _document_cells(self) -> list[dict[str, Any]]:
        return self.document["cells"] if self.document is not None else []

    @cached_property
    def given(self) -> tuple[GivenCell, ...]:
        """Its cells as learners were given them, those without a grade id included where the source notebook is there."""
        known = [cell.as_given() for cell in self.source_cells]
        cells = [self._as_given(cell) for cell in self._document_cells] or known
        solutions = {name: cell_source(cell) for cell in self._document_cells if (name := grade_id(cell))}
        return given_cells({"cells": cells}, solutions)

    def _as_given(self, cell: dict[str, Any]) -> dict[str, Any]:
        """A cell of the document with the text and the flags that the gradebook has."""
        original = self.by_name.get(grade_id(cell) or "")
        marks = {key: value for key, value in cell.get("metadata", {}).items() if key != "nbgrader"}
        if original is None:
            return {**cell, "metadata": marks}
        known = original.as_given()
        return {**cell, **known, "metadata": {**marks, **known["metadata"]}}

    @cached_property
    def tests_of(self) -> Mapping[str, tuple[str, ...]]:
        """The tests cells of each answer cell that is not graded itself, by grade id: those up to the next such answer."""
        found: dict[str, list[str]] = {}
        answers: list[str] = []
        for cell in self.given:
            if cell.is_answer and not cell.grade:
                answers = [cell.name] if not answers or found[answers[-1]] else [*answers, cell.name]
                found[cell.name] = []
            elif cell.is_tests:
                for answer in answers:
                    found[answer].append(cell.name)
        return {answer: tuple(tests) for answer, tests in found.items()}

    @cached_property
    def bound_names(self) -> frozenset[str] | None:
        """The names that the instructor's cells bind; None if that cannot be known."""
        sources = [cell_source(cell) for cell in self._document_cells if cell.get("cell_type") == "code"]
        if not sources or re.search(r"^\s*from\s.*import\s*\*", "\n".join(sources), re.MULTILINE):
            return None
        return frozenset().union(*map(bound_names, sources))

    @cached_property
    def basis(self) -> list[list[object]]:
        """What marks depend on in the instructor's notebook besides its tests: code, answers and tags, as JSON."""
        return [
            [cell.name, cell.type, "" if cell.is_tests else cell_source(document), (self.tags or {}).get(cell.name, [])]
            for cell, document in zip(self.given, self._document_cells, strict=False)
            if cell.type == "code" or cell.is_answer
        ]

    @cached_property
    def definitions(self) -> str:
        """The instructor's definitions on which tests may rely."""
        return shared_definitions(self._document_cells)

    @cached_property
    def tags(self) -> Mapping[str, list[str]] | None:
        """The tags of the instructor's cells, by grade id; None if they are not known."""
        if not self.document:
            return None
        tags = {grade_id(cell): cell.get("metadata", {}).get("tags") for cell in self._document_cells}
        return {name: list(found) for name, found in tags.items() if name and found}


@dataclass(frozen=True)
class Assignment:
    """An assignment. It has the methods of a gradebook that nbgrader's `OverwriteCells` calls.

    Attributes
    ----------
    name : str
        nbgrader's assignment id.
    notebooks : mapping
        Its notebooks, by name.
    """

    name: str
    notebooks: Mapping[str, SourceNotebook]

    def find_notebook(self, notebook: str, assignment: str) -> SourceNotebook:
        """As nbgrader's method of this name."""
        return self.notebooks[notebook]

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        """As nbgrader's method of this name."""
        found = self.notebooks[notebook].by_name.get(name)
        if found is None:
            raise MissingEntry(f"No such source cell: {name}")
        return found

    find_graded_cell = find_source_cell

    def checksums(self) -> dict[str, str]:
        """For each of the instructor's cells that decide a grade, a text that changes when the cell does.

        The keys are ``NOTEBOOK/GRADE_ID``.
        """
        return {
            f"{notebook.name}/{cell.name}": f"{cell.checksum}:{cell.max_score:g}"
            for notebook in self.notebooks.values()
            for cell in notebook.source_cells
            if cell.grade or cell.task or cell.solution or (cell.locked and cell.cell_type == "code")
        }

    def tests_cells(self) -> set[str]:
        """The keys of `checksums` that belong to tests cells."""
        return {
            f"{notebook.name}/{cell.name}"
            for notebook in self.notebooks.values()
            for cell in notebook.source_cells
            if cell.is_tests
        }

    def documents(self) -> list[dict[str, Any]]:
        """The instructor's notebooks that are in the source folder, as JSON."""
        return [book.document for _, book in sorted(self.notebooks.items()) if book.document is not None]


def read_assignment(gradebook: Gradebook, name: str, source: Path) -> Assignment:
    """Read an assignment.

    Parameters
    ----------
    gradebook : Gradebook
        nbgrader's.
    name : str
        nbgrader's assignment id.
    source : Path
        The folder with the instructor's notebooks; any of them may be missing.

    Raises
    ------
    HomlError
        If the assignment is not in the gradebook.
    """
    try:
        found = gradebook.find_assignment(name)
    except MissingEntry as error:
        raise HomlError(
            "No assignment {name} is in the gradebook. `nbgrader generate_assignment {name}` puts it there.", name=name
        ) from error
    notebooks = [_source_notebook(row, read_source_notebook(source / f"{row.name}.ipynb")) for row in found.notebooks]
    return Assignment(name, {notebook.name: notebook for notebook in notebooks})


def _source_notebook(row: Any, document: dict[str, Any] | None) -> SourceNotebook:
    grade = {cell.name: cell.max_score for cell in row.grade_cells}
    task = {cell.name: cell.max_score for cell in row.task_cells}
    solution = {cell.name for cell in row.solution_cells}
    order = {grade_id(cell): number for number, cell in enumerate((document or {}).get("cells", []))}
    cells = [
        SourceCell(
            name=cell.name,
            source=cell.source or "",
            cell_type=str(cell.cell_type),
            locked=bool(cell.locked),
            checksum=cell.checksum or "",
            grade=cell.name in grade,
            solution=cell.name in solution,
            task=cell.name in task,
            max_score=float(grade.get(cell.name) or task.get(cell.name) or 0.0),
        )
        for cell in row.source_cells
    ]
    in_order = sorted(cells, key=lambda cell: order.get(cell.name, -1))
    return SourceNotebook(row.name, row.kernelspec, tuple(in_order), document)
