"""Recognition of handed-out cells that have lost their marks, and of answers that stand beside their cell.

Pure functions for checks and for grading alike. A learner's notebook may come from a tool that drops metadata, and an answer
may have been written into a cell of its own: neither may cost a point without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..course.nbmetadata import cell_source, grade_id, homl_metadata, is_solution
from ..course.tests_cell import visible_text
from .plan import LearnerCell, asked_names, bound_names


@dataclass(frozen=True)
class GivenCell:
    """A cell of a notebook as it was handed out.

    Attributes
    ----------
    name : str
        Its grade id; empty for a cell that nbgrader does not know.
    type, text, cell_id : str
        Its type, its text as learners see it, and its id.
    exercise, role : str or None
        As in `LearnerCell`.
    names : frozenset of str or None
        For an answer cell, the names that its solution is asked to define; None for any other cell.
    grade : bool
        Whether it gives points.
    """

    name: str
    type: str
    text: str
    cell_id: str = ""
    exercise: str | None = None
    role: str | None = None
    names: frozenset[str] | None = None
    grade: bool = False

    @property
    def is_answer(self) -> bool:
        """Whether learners answer in it."""
        return self.names is not None

    @property
    def is_tests(self) -> bool:
        """Whether it gives the points of an answer before it."""
        return self.grade and not self.is_answer


def given_cells(notebook: Mapping[str, Any], solutions: Mapping[str, str]) -> tuple[GivenCell, ...]:
    """The cells of a notebook that was handed out, or of its source.

    Parameters
    ----------
    notebook : mapping
        As JSON.
    solutions : mapping
        The solutions by grade id; where one is missing, the names of its answer cell are taken.
    """
    found = []
    for cell in notebook["cells"]:
        name, ours, source = grade_id(cell) or "", homl_metadata(cell), cell_source(cell)
        found.append(
            GivenCell(
                name=name,
                type=str(cell.get("cell_type")),
                text=visible_text(source),
                cell_id=str(cell.get("id") or ""),
                exercise=ours.get("exercise"),
                role=ours.get("role"),
                names=asked_names(solutions.get(name, source)) if is_solution(cell) else None,
                grade=bool(name) and cell["metadata"]["nbgrader"].get("grade") is True,
            )
        )
    return tuple(found)


def recognise(cells: Sequence[LearnerCell], given: Sequence[GivenCell]) -> dict[int, GivenCell]:
    """The handed-out cells among those that have lost their marks, by their index in `cells`.

    They are found by whichever mark is left, then by text, then, for answers, by their place and the names that they define.
    """
    named = {cell.name for cell in given if cell.name}
    present = {cell.grade_id for cell in cells}
    search = _Search(cells, given, [cell for cell in given if cell.name and cell.name not in present])
    if search.missing:
        search.free = {index for index, cell in enumerate(cells) if cell.grade_id not in named}
        search.by_marks()
        search.by_text()
        search.by_place()
    return search.found


def with_marks(cells: Sequence[LearnerCell], found: Mapping[int, GivenCell]) -> tuple[LearnerCell, ...]:
    """The cells, with the marks of those that were recognised put back."""
    return tuple(
        replace(
            cell,
            grade_id=found[index].name,
            exercise=found[index].exercise,
            role=found[index].role,
            recognised=True,
        )
        if index in found
        else cell
        for index, cell in enumerate(cells)
    )


class _Search:
    """A search for the missing cells of one notebook, among those that are free."""

    def __init__(self, cells: Sequence[LearnerCell], given: Sequence[GivenCell], missing: list[GivenCell]) -> None:
        self.cells, self.given, self.missing = cells, given, missing
        self.free: set[int] = set()
        self.found: dict[int, GivenCell] = {}
        self._texts = handed_out_texts(given)
        self._bound: dict[int, set[str]] = {}

    def by_marks(self) -> None:
        """Take cells whose id, or whose exercise and role, are those of a missing cell."""
        by_role: dict[tuple[str | None, str | None], list[GivenCell]] = {}
        for wanted in self.given:
            by_role.setdefault((wanted.exercise, wanted.role), []).append(wanted)
        unique = {role: found[0] for role, found in by_role.items() if len(found) == 1 and all(role)}
        by_id = {cell.cell_id: cell for cell in self.given if cell.cell_id}
        for index in sorted(self.free):
            cell = self.cells[index]
            match = by_id.get(cell.cell_id) or unique.get((cell.exercise, cell.role))
            if match is not None and match in self.missing:
                self._take(index, match)

    def by_text(self) -> None:
        """Take cells with the text of a missing one; where several have the same text, between their neighbours."""
        by_text: dict[str, list[int]] = {}
        for index in sorted(self.free):
            by_text.setdefault(normal_text(self.cells[index].source), []).append(index)
        by_text.pop("", None)
        for wanted in sorted(self.missing, key=lambda cell: cell.is_answer):  # stubs are often alike, so these come last
            same = [index for index in by_text.get(normal_text(wanted.text), ()) if index in self.free]
            near = sorted({*same} & {*self._between(wanted)}) if same else []
            if near or (same and not wanted.is_answer):
                self._take((near or same)[0], wanted)

    def by_place(self) -> None:
        """Take, for each missing answer, a cell between its neighbours: one that defines its names, or the only one."""
        for wanted in [cell for cell in self.missing if cell.is_answer]:
            own = [index for index in self._between(wanted) if self._is_own(self.cells[index])]
            defined = {index: len((wanted.names or frozenset()) & self._names(index)) for index in own}
            most = max(defined.values(), default=0)
            alike = [index for index in own if self.cells[index].type == wanted.type]
            if most:
                self._take(max(index for index in own if defined[index] == most), wanted)  # as a kernel has it in the end
            elif len(alike) == 1:
                self._take(alike[0], wanted)

    def _names(self, index: int) -> set[str]:
        """The names that a cell binds; it is parsed once."""
        if index not in self._bound:
            self._bound[index] = bound_names(self.cells[index].source)
        return self._bound[index]

    def _take(self, index: int, cell: GivenCell) -> None:
        self.found[index] = cell
        self.free.discard(index)
        self.missing.remove(cell)

    def _is_own(self, cell: LearnerCell) -> bool:
        """Whether a cell is the learner's, and not prose that was handed out."""
        return bool(cell.source.strip()) and normal_text(cell.source) not in self._texts

    def _between(self, wanted: GivenCell) -> list[int]:
        """The free cells between the known cells before and after a missing one."""
        places = {self.found[index].name: index for index in self.found}
        places |= {cell.grade_id: index for index, cell in enumerate(self.cells) if cell.grade_id is not None}
        at = self.given.index(wanted)
        before = [places[cell.name] for cell in self.given[:at] if cell.name in places]
        after = [places[cell.name] for cell in self.given[at + 1 :] if cell.name in places]
        first = before[-1] if before else -1
        last = next((index for index in after if index > first), len(self.cells))
        return [index for index in sorted(self.free) if first < index < last]


def exercise_numbers(given: Sequence[GivenCell]) -> dict[str, int]:
    """For each cell that has a grade id, the number of its exercise: what leads to answers, these, and their tests."""
    return dict(_groups(given))


def handed_out_texts(given: Sequence[GivenCell]) -> frozenset[str]:
    """The texts of the cells that were handed out, to be compared with `normal_text`."""
    return frozenset(normal_text(cell.text) for cell in given)


def _groups(given: Sequence[GivenCell]) -> Iterator[tuple[str, int]]:
    """The number of the exercise of each cell that has a grade id: what leads to answers, these, and their tests."""
    group, answered, tested = 0, False, False
    for cell in given:
        if (cell.is_answer and tested) or (answered and not cell.is_answer and not cell.is_tests):
            group, answered, tested = group + 1, False, False
        answered |= cell.is_answer
        tested |= cell.grade
        if cell.name:
            yield cell.name, group


def normal_text(text: str) -> str:
    """A text without differences that mean nothing."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
