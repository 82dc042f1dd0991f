"""Restoring the instructor's cells in a submitted notebook, whatever has been done to them.

nbgrader's own preprocessors restore text, type, lock and points. `restore_cells` does what they leave out: all metadata and
tags, cells that were copied, and cells that were deleted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbformat.corpus.words import generate_corpus_id
from nbgrader import utils
from nbgrader.preprocessors import CheckCellMetadata, OverwriteCells, OverwriteKernelspec

from ...course.nbmetadata import SCHEMA_VERSION, grade_id
from ...course.notebook_file import MINOR_WITH_IDS
from .assignment import Assignment, SourceCell, SourceNotebook

#: Tags that would keep tests from being run. They are removed if the instructor's own tags are not known.
_EXECUTION_TAGS = ("skip-execution", "raises-exception")

#: How many different sets of cell metadata are remembered as valid.
_MOST_VALID = 1000

#: The flags of nbgrader's metadata that are compared with the instructor's.
_FLAGS = ("grade", "solution", "task")


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


def restore_cells(notebook: NotebookNode, source: SourceNotebook, overwrite: OverwriteCells) -> NotebookNode:
    """Restore the metadata of the instructor's cells, and remove copies and replace deleted cells.

    Parameters
    ----------
    notebook : NotebookNode
        The submitted notebook; its cells may be changed.
    source : SourceNotebook
        The instructor's.
    overwrite : OverwriteCells
        nbgrader's preprocessor, which makes the replacement of a deleted cell.
    """
    for cell in notebook.cells:
        _restore_metadata(cell, source)
    cells = _with_deleted(_without_copies(notebook.cells, source), source, overwrite, notebook.nbformat_minor)
    return NotebookNode({**notebook, "cells": cells})


def _restore_metadata(cell: NotebookNode, source: SourceNotebook) -> None:
    metadata = cell.metadata.get("nbgrader")
    if metadata is None:
        return
    original = source.by_name.get(grade_id(cell) or "")
    if original is None:
        if (
            not isinstance(metadata, dict)
            or any(metadata.get(flag) for flag in (*_FLAGS, "locked"))
            or not metadata.get("schema_version")
        ):
            del cell.metadata["nbgrader"]
        return
    if not _has_metadata_of(cell, original):
        cell.metadata["nbgrader"] = NotebookNode(
            {
                "schema_version": SCHEMA_VERSION,
                "grade_id": original.name,
                "checksum": original.checksum,
                "cell_type": original.cell_type,
                **{flag: getattr(original, flag) for flag in _FLAGS},
                "locked": original.locked,
                **({"points": original.max_score} if original.grade or original.task else {}),
            }
        )
    if original.locked or original.grade:
        _restore_tags(cell, None if source.tags is None else source.tags.get(original.name, []))


def _has_metadata_of(cell: NotebookNode, original: SourceCell) -> bool:
    metadata = cell.metadata["nbgrader"]
    if metadata.get("schema_version") != SCHEMA_VERSION:
        return False
    if any(bool(metadata.get(flag)) is not getattr(original, flag) for flag in _FLAGS):
        return False
    if utils.is_locked(cell) is not original.locked:
        return False
    return not (original.grade or original.task) or metadata.get("points") == original.max_score


def _restore_tags(cell: NotebookNode, original: list[str] | None) -> None:
    """Give a cell the instructor's tags; where they are not known, remove those that have to do with execution."""
    present = cell.metadata.get("tags")
    if present is None and not original:
        return
    if original is None:
        original = [tag for tag in present if tag not in _EXECUTION_TAGS] if isinstance(present, list) else []
    if original:
        cell.metadata["tags"] = original
    else:
        cell.metadata.pop("tags", None)


def _without_copies(cells: Sequence[NotebookNode], source: SourceNotebook) -> list[NotebookNode]:
    """The cells, with each grade id once: on the last cell that somebody has edited, else on the last one.

    Unedited copies of an answer cell are dropped, as a stub that runs after the answer would undo it. Other copies lose their
    nbgrader metadata.
    """
    last: dict[str, int] = {}
    last_edited: dict[str, int] = {}
    for number, cell in enumerate(cells):
        if name := grade_id(cell):
            last[name] = number
            original = source.by_name.get(name)
            if original is not None and original.solution and utils.compute_checksum(cell) != original.checksum:
                last_edited[name] = number
    kept = []
    for number, cell in enumerate(cells):
        name = grade_id(cell)
        if name is not None and number != last_edited.get(name, last[name]):
            original = source.by_name.get(name)
            if original is not None and original.solution and utils.compute_checksum(cell) == original.checksum:
                continue
            del cell.metadata["nbgrader"]
        kept.append(cell)
    return kept


def _with_deleted(
    cells: Sequence[NotebookNode], source: SourceNotebook, overwrite: OverwriteCells, minor: int
) -> list[NotebookNode]:
    """The cells, with deleted graded cells and locked code cells put back behind the instructor's cell that they followed."""
    restored = list(cells)
    present = {name for cell in cells if (name := grade_id(cell))}
    previous: str | None = None
    for original in source.source_cells:
        needed = original.grade or original.task or (original.locked and original.cell_type == "code")
        if original.name not in present and needed:
            at = next((n for n, cell in enumerate(restored) if previous is not None and grade_id(cell) == previous), -1)
            restored.insert(at + 1, _replacement(original, overwrite, minor))
            present.add(original.name)
        if original.name in present:
            previous = original.name
    return restored


def _replacement(original: SourceCell, overwrite: OverwriteCells, minor: int) -> NotebookNode:
    flags = {"is_solution": original.solution, "is_task": original.task}
    cell: NotebookNode = from_dict(overwrite.missing_cell_transform(original, original.max_score, **flags))
    if not original.grade and not original.task:
        cell.metadata.nbgrader.update(grade=False, locked=True)
        cell.metadata.nbgrader.pop("points", None)
    if minor >= MINOR_WITH_IDS:
        cell.id = generate_corpus_id()
    return cell
