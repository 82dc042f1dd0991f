"""Restoring the instructor's cells in a submitted notebook, whatever has been done to them.

nbgrader's own preprocessors restore text, type, lock and points. `restore_cells` does what they leave out: all metadata and
tags, and cells that have lost their marks, were copied, deleted or moved; and it finds answers that stand beside their cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nbformat import NotebookNode, from_dict
from nbformat.corpus.words import generate_corpus_id
from nbgrader import utils
from nbgrader.preprocessors import OverwriteCells

from ...checking.plan import bound_names, learner_cells, own_answer, same_code
from ...checking.recognition import GivenCell, exercise_numbers, handed_out_texts, normal_text, recognise
from ...course.nbmetadata import SCHEMA_VERSION, grade_id
from ...course.notebook_file import MINOR_WITH_IDS, complete_cell
from ...toolkit.messages import Message
from .assignment import SourceCell, SourceNotebook

#: Tags that would keep tests from being run. They are removed if the instructor's own tags are not known.
_EXECUTION_TAGS = ("skip-execution", "raises-exception")

#: The flags of nbgrader's metadata that are compared with the instructor's.
_FLAGS = ("grade", "solution", "task")


@dataclass(frozen=True)
class RestoredNotebook:
    """A submitted notebook with the instructor's cells as they should be.

    Attributes
    ----------
    notebook : NotebookNode
        The notebook.
    comments : mapping
        Comments on answers that take the place of nbgrader's, by grade id.
    unsure : mapping
        By grade id of a cell that gives points, why a person decides unless it gives all of them.
    remarks : tuple of str
        What was restored that the instructor should know.
    """

    notebook: NotebookNode
    comments: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def restore_cells(notebook: NotebookNode, source: SourceNotebook, overwrite: OverwriteCells) -> RestoredNotebook:
    """Restore the instructor's cells.

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
    remarks = _recognise_cells(notebook.cells, source)
    lost = _lost_answers(notebook.cells, source)
    cells = _with_deleted(_without_copies(notebook.cells, source), source, overwrite, notebook.nbformat_minor)
    ordered = _in_order(cells, source)
    if [id(cell) for cell in ordered] != [id(cell) for cell in cells]:
        remarks.append(Message("Cells that were moved were put back in their order.").text)
    beside = _AnswersBeside(ordered, source)
    remarks += beside.remarks
    return RestoredNotebook(
        NotebookNode({**notebook, "cells": beside.cells}), beside.comments, {**lost, **beside.unsure}, tuple(remarks)
    )


def _recognise_cells(cells: Sequence[NotebookNode], source: SourceNotebook) -> list[str]:
    """Put back the marks of cells that have lost them; returns a remark if there are any."""
    found = recognise(learner_cells({"cells": cells}), source.given)
    for index, given in found.items():
        cells[index].metadata["nbgrader"] = NotebookNode(grade_id=given.name)
        _restore_metadata(cells[index], source)
    answers = ", ".join(given.name for _, given in sorted(found.items()) if given.is_answer)
    if not found:
        return []
    if not answers:
        return [Message("{count} cells had lost their marks, and were recognised.", {"count": len(found)}).text]
    return [
        Message(
            "{count} cells had lost their marks, and were recognised by what was left of these, their text or their place: "
            "look at the answers {answers}.",
            {"count": len(found), "answers": answers},
        ).text
    ]


def _lost_answers(cells: Sequence[NotebookNode], source: SourceNotebook) -> dict[str, str]:
    """Why a person decides about the tests of answers whose cell is not there."""
    present = {grade_id(cell) for cell in cells}
    unsure: dict[str, str] = {}
    for answer, tests in source.tests_of.items():
        if answer not in present:
            text = Message("The answer cell {cell} is not in the notebook, so a person decides.", {"cell": answer}).text
            unsure |= dict.fromkeys(tests, text)
    return unsure


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
    if cell.cell_type != original.cell_type:
        _change_type(cell, original.cell_type)
    if not _has_metadata_of(cell, original):
        cell.metadata["nbgrader"] = NotebookNode(_metadata_of(original))
    if original.locked or original.grade:
        _restore_tags(cell, None if source.tags is None else source.tags.get(original.name, []))


def _change_type(cell: NotebookNode, cell_type: str) -> None:
    complete = from_dict(complete_cell({**cell, "cell_type": cell_type}))
    for key in [key for key in cell if key not in complete]:
        del cell[key]
    cell.update(complete)


def _metadata_of(original: SourceCell) -> dict[str, object]:
    """nbgrader's metadata of an instructor's cell."""
    return {
        "schema_version": SCHEMA_VERSION,
        "grade_id": original.name,
        "checksum": original.checksum,
        "cell_type": original.cell_type,
        **{flag: getattr(original, flag) for flag in _FLAGS},
        "locked": original.locked,
        **({"points": original.max_score} if original.grade or original.task else {}),
    }


def _has_metadata_of(cell: NotebookNode, original: SourceCell) -> bool:
    """Whether a cell's metadata is the instructor's, but for the checksum, which nbgrader sets."""
    metadata, wanted = cell.metadata["nbgrader"], _metadata_of(original)
    if metadata.get("schema_version") != SCHEMA_VERSION or utils.is_locked(cell) is not original.locked:
        return False
    if type(metadata.get("locked", False)) is not bool or not isinstance(metadata.get("checksum", ""), str):
        return False
    if ("points" in metadata) is not ("points" in wanted):
        return False
    present = [key for key in wanted if key in metadata and key not in ("checksum", "locked")]
    return all(type(metadata[key]) is type(wanted[key]) or key == "points" for key in present) and all(
        metadata[key] == wanted[key] for key in present
    )


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
    """The cells, with deleted graded cells and locked code cells put back behind the instructor's cell that they followed.

    Where nothing that came before it is there, a cell that gives points is put at the end, and any other at the beginning.
    """
    restored = list(cells)
    present = {name for cell in cells if (name := grade_id(cell))}
    previous: str | None = None
    follows_own = False
    for original in source.source_cells:
        graded = original.grade or original.task
        if original.name not in present and (graded or (original.locked and original.cell_type == "code")):
            at = next((n for n, cell in enumerate(restored) if previous is not None and grade_id(cell) == previous), -1)
            at = len(restored) - 1 if graded and not follows_own else at
            restored.insert(at + 1, _replacement(original, overwrite, minor))
            present.add(original.name)
            follows_own |= graded
        elif original.name in present:
            follows_own = True
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


def _in_order(cells: Sequence[NotebookNode], source: SourceNotebook) -> list[NotebookNode]:
    """The cells with the instructor's code cells and the answers in the order of the source.

    As few as possible are moved, and answers stay rather than tests. A cell that is moved comes behind the one that it
    followed, and a tests cell behind the learner's own cells after its answer as well.
    """
    places = {given.name: place for place, given in enumerate(source.given) if given.name and given.type == "code"}
    known = [(index, places[name]) for index, cell in enumerate(cells) if (name := grade_id(cell)) in places]
    if all(one[1] < other[1] for one, other in pairwise(known)):
        return list(cells)
    kept = _heaviest_rise([place for _, place in known], [3 if source.given[place].is_answer else 1 for _, place in known])
    moved = sorted((place, cells[index]) for number, (index, place) in enumerate(known) if number not in kept)
    ordered = [cell for cell in cells if not any(cell is other for _, other in moved)]
    for place, cell in moved:
        before = [n for n, other in enumerate(ordered) if places.get(grade_id(other) or "", place) < place]
        at = max(before, key=lambda n: places[grade_id(ordered[n]) or ""], default=-1) + 1
        while source.given[place].is_tests and at < len(ordered) and _is_own_code(ordered[at]):
            at += 1
        ordered.insert(at, cell)
    return ordered


def _is_own_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and grade_id(cell) is None


def _heaviest_rise(values: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The indices of the increasing subsequence with the greatest weight."""
    best: list[tuple[int, int]] = []
    for index, value in enumerate(values):
        before = [(best[n][0], n) for n in range(index) if values[n] < value]
        weight, previous = max(before, default=(0, -1))
        best.append((weight + weights[index], previous))
    at = max(range(len(best)), key=lambda index: best[index][0])
    kept = set()
    while at >= 0:
        kept.add(at)
        at = best[at][1]
    return kept


class _AnswersBeside:
    """Answers that stand in cells of the learner's own, while the answer cell is as it was handed out.

    Attributes
    ----------
    cells : list of NotebookNode
        The cells; what an answer consists of comes behind its cell, before its tests.
    comments, unsure, remarks
        As in `RestoredNotebook`.
    """

    def __init__(self, cells: list[NotebookNode], source: SourceNotebook) -> None:
        self.cells, self._source = cells, source
        self._texts, self._numbers = handed_out_texts(source.given), exercise_numbers(source.given)
        self.comments: dict[str, str] = {}
        self.unsure: dict[str, str] = {}
        self.remarks: list[str] = []
        self._bound: dict[str, set[str]] = {}
        self._read_cells()
        if any(self._own):
            for given in source.given:
                if given.is_answer:
                    self._look_for(given)

    def _read_cells(self) -> None:
        self._found = learner_cells({"cells": self.cells})
        self._groups = [self._numbers.get(cell.grade_id or "") for cell in self._found]
        self._own = [cell.grade_id is None and normal_text(cell.source) not in self._texts for cell in self._found]

    def _look_for(self, given: GivenCell) -> None:
        at = next((n for n, cell in enumerate(self.cells) if grade_id(cell) == given.name), None)
        if at is None or not self._is_untouched(self.cells[at], given):
            return
        own = [own and (given.type != "code" or cell.type == "code") for own, cell in zip(self._own, self._found, strict=True)]
        names = given.names if given.type == "code" else None
        beside = own_answer(self._found, self._groups, own, at, names)
        if beside and names is not None:
            self._move_behind(at, beside, given)
        elif beside:
            self.unsure[given.name] = self._remark(given, beside)
        else:
            elsewhere = [n for n, cell in enumerate(self._found) if own[n] and names and names <= self._names(cell.source)]
            tests = self._source.tests_of.get(given.name, ())
            if elsewhere:
                self.unsure |= dict.fromkeys(tests, self._remark(given, elsewhere))

    def _is_untouched(self, cell: NotebookNode, given: GivenCell) -> bool:
        return utils.compute_checksum(cell) == self._source.by_name[given.name].checksum or (
            given.type == "code" and same_code(cell.source, given.text)
        )

    def _names(self, source: str) -> set[str]:
        """The names that a cell binds; it is parsed once."""
        if source not in self._bound:
            self._bound[source] = bound_names(source)
        return self._bound[source]

    def _remark(self, given: GivenCell, beside: Sequence[int]) -> str:
        numbers = ", ".join(str(index + 1) for index in beside)
        values = {"cell": given.name, "numbers": numbers}
        text = Message("The answer cell {cell} is as it was handed out; the answer may stand in cell {numbers}.", values).text
        self.remarks.append(text)
        return text

    def _move_behind(self, at: int, beside: Sequence[int], given: GivenCell) -> None:
        """Have the cells run between the answer cell and its tests."""
        self.comments[given.name] = self._remark(given, beside)
        tests = self._source.tests_of.get(given.name, ())
        first = min((n for n, cell in enumerate(self.cells) if n > at and grade_id(cell) in tests), default=len(self.cells))
        if all(at < index < first for index in beside):
            return
        moved = [self.cells[index] for index in beside]
        places = set(beside)
        rest = [cell for n, cell in enumerate(self.cells) if n not in places]
        after = at + 1 - sum(1 for index in beside if index < at)
        self.cells = [*rest[:after], *moved, *rest[after:]]
        self._read_cells()
