"""From what was handed in to what is run: the instructor's cells are the instructor's again, whatever was done to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader import utils
from nbgrader.preprocessors import CheckCellMetadata, OverwriteCells, OverwriteKernelspec

from ...course.nbmetadata import grade_id
from .assignment import Assignment, SourceCell, SourceNotebook

#: Tags by which a learner could keep tests from being run; the instructor's own are known where the source is.
_TELLING_TAGS = ("skip-execution", "raises-exception")

#: How many different sets of marks are remembered as sound.
_MOST_SOUND = 1000

#: The marks of nbgrader's metadata that decide anything.
_FLAGS = ("grade", "solution", "task")


class CellsFrom(OverwriteCells):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's, with the instructor's cells read once in place of a database for each notebook."""

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


class KernelspecFrom(OverwriteKernelspec):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's, without a database."""

    assignment: Assignment

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """As nbgrader's."""
        kernelspec = json.loads(self.assignment.notebooks[resources["nbgrader"]["notebook"]].kernelspec or "null")
        if kernelspec:
            nb.metadata["kernelspec"] = kernelspec
        return nb, resources


class CheckOnce(CheckCellMetadata):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's, which takes as long as all else together, asked once for the same marks: they are the instructor's."""

    _sound: set[str]

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """As nbgrader's."""
        self._sound = getattr(self, "_sound", set())
        seen = json.dumps([[cell.cell_type, cell.metadata.get("nbgrader")] for cell in nb.cells])
        if seen not in self._sound:
            nb, resources = super().preprocess(nb, resources)
            if len(self._sound) < _MOST_SOUND:
                self._sound.add(seen)
        return nb, resources


def restore(nb: NotebookNode, book: SourceNotebook, overwrite: OverwriteCells) -> list[str]:
    """Put right what was done to the instructor's cells: marks, tags, copies, deletions.

    Parameters
    ----------
    nb : NotebookNode
        What was handed in; it is changed.
    book : SourceNotebook
        The instructor's.
    overwrite : OverwriteCells
        nbgrader's, which knows what a missing cell is replaced by.

    Returns
    -------
    list of str
        The grade ids of cells that were put back.
    """
    tags = book.tags() if book.master else None
    for cell in nb.cells:
        _restore_marks(cell, book, tags)
    nb.cells = _once(nb.cells, book)
    return _put_back(nb, book, overwrite)


def _restore_marks(cell: NotebookNode, book: SourceNotebook, tags: dict[str, list[str]] | None) -> None:
    marks = cell.metadata.get("nbgrader")
    if marks is None:
        return
    source = book.by_name.get(grade_id(cell) or "")
    if source is None:
        if (
            not isinstance(marks, dict)
            or any(marks.get(flag) for flag in (*_FLAGS, "locked"))
            or not marks.get("schema_version")
        ):
            del cell.metadata["nbgrader"]
        return
    if not _same_marks(cell, source):
        wanted = {"schema_version": 3, "grade_id": source.name, "checksum": source.checksum, "cell_type": source.cell_type}
        wanted |= {flag: getattr(source, flag) for flag in _FLAGS} | {"locked": source.locked}
        wanted |= {"points": source.max_score} if source.grade or source.task else {}
        cell.metadata["nbgrader"] = NotebookNode(wanted)
    if source.locked or source.grade:
        _restore_tags(cell, None if tags is None else tags.get(source.name, []))


def _same_marks(cell: NotebookNode, source: SourceCell) -> bool:
    marks = cell.metadata["nbgrader"]
    if marks.get("schema_version") != 3 or any(bool(marks.get(flag)) is not getattr(source, flag) for flag in _FLAGS):
        return False
    if utils.is_locked(cell) is not source.locked:
        return False
    return not (source.grade or source.task) or marks.get("points") == source.max_score


def _restore_tags(cell: NotebookNode, wanted: list[str] | None) -> None:
    has = cell.metadata.get("tags")
    if has is None and not wanted:
        return
    if wanted is None:
        wanted = [tag for tag in has if tag not in _TELLING_TAGS] if isinstance(has, list) else []
    if wanted:
        cell.metadata["tags"] = wanted
    else:
        cell.metadata.pop("tags", None)


def _once(cells: Iterable[NotebookNode], book: SourceNotebook) -> list[NotebookNode]:
    """The cells, each of the instructor's ids once: on the last cell that somebody wrote in, else on the last.

    Copies that nobody touched are left out: a stub that runs after an answer would undo it. Other copies stay as plain cells.
    """
    cells = list(cells)
    last: dict[str, int] = {}
    touched: dict[str, int] = {}
    for number, cell in enumerate(cells):
        if name := grade_id(cell):
            last[name] = number
            if (
                name in book.by_name
                and book.by_name[name].solution
                and utils.compute_checksum(cell) != book.by_name[name].checksum
            ):
                touched[name] = number
    kept = []
    for number, cell in enumerate(cells):
        name = grade_id(cell)
        if name is not None and number != touched.get(name, last[name]):
            copy = book.by_name.get(name)
            if copy is not None and copy.solution and utils.compute_checksum(cell) == copy.checksum:
                continue
            del cell.metadata["nbgrader"]
        kept.append(cell)
    return kept


def _put_back(nb: NotebookNode, book: SourceNotebook, overwrite: OverwriteCells) -> list[str]:
    """Put graded and locked code cells back that are missing, each behind the cell of the instructor's that it followed."""
    there = {name for cell in nb.cells if (name := grade_id(cell))}
    put, before = [], None
    for source in book.source_cells:
        if source.name not in there and (source.grade or source.task or (source.locked and source.cell_type == "code")):
            flags = {"is_solution": source.solution, "is_task": source.task}
            cell = from_dict(overwrite.missing_cell_transform(source, source.max_score, **flags))
            if not source.grade and not source.task:
                cell.metadata.nbgrader.update(grade=False, locked=True)
                cell.metadata.nbgrader.pop("points", None)
            at = next((n for n, other in enumerate(nb.cells) if before is not None and grade_id(other) == before), -1)
            nb.cells.insert(at + 1, cell)
            put.append(source.name)
            there.add(source.name)
        if source.name in there:
            before = source.name
    return put
