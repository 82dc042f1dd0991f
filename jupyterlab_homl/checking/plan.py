"""What runs, and what is expected of it: one pure decision for Check and for grading alike.

The learner's cells are merged by exercise id into ours. Everything about them but their text is ours, and so are the
tests: whatever was done to the tests cells of a notebook changes nothing.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..course.model import Cell, Exercise, Lesson
from ..course.nbmetadata import cell_source, grade_id, homl_metadata, is_solution
from ..course.tests_cell import TestsCell
from ..toolkit.messages import Message

#: Characters of a cell that are looked at and run: reading code takes three hundred times its length of memory.
MAX_SOURCE = 200_000


@dataclass(frozen=True)
class Plan:
    """What to run for one exercise.

    Attributes
    ----------
    exercise : Exercise
        What is checked.
    state : str
        ``run``, or a status that needs no run: ``not_attempted``, ``answered``, ``error`` for what is too long to be one.
    setup : tuple of Cell
        Our set-up cells.
    cells : tuple of Cell
        The learner's: the answers it builds on, extra cells of the exercise, its answer.
    tests : tuple of TestsCell
        Ours.
    others : tuple of LearnerCell
        The learner's code cells that are not run.
    notes : tuple of Message
        Sentences about the notebook's condition that the learner should read.
    """

    exercise: Exercise
    state: str
    setup: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    tests: tuple[TestsCell, ...]
    others: tuple[LearnerCell, ...]
    notes: tuple[Message, ...]

    @cached_property
    def elsewhere(self) -> dict[str, int]:
        """Names that other cells of the notebook assign, each with the number of its cell (counted from 1)."""
        names: dict[str, int] = {}
        for cell in self.others:
            for name in bound_names(cell.source):
                names.setdefault(name, cell.number)
        return names


def plan(lesson: Lesson, exercise: Exercise, notebook: dict[str, Any]) -> Plan:
    """Decide what runs.

    Parameters
    ----------
    lesson : Lesson
        Our source.
    exercise : Exercise
        The exercise of it that is checked.
    notebook : dict
        The learner's notebook, as parsed JSON; nothing about it is relied on.
    """
    cells = readable_cells(notebook)
    notes: list[Message] = []
    needed: list[Cell] = []
    for needed_id in exercise.needs:
        builds_on = lesson.exercise(needed_id)
        found, _ = _answer_cells(cells, builds_on)
        if not found:
            notes.append(
                Message(
                    "This exercise builds on {exercise} ({title}), which has no answer yet.",
                    {"exercise": needed_id, "title": builds_on.title},
                )
            )
        needed += found
    own, remarks = _answer_cells(cells, exercise)
    notes += remarks
    too_long = [cell for cell in (*needed, *own) if len(cell.source) > MAX_SOURCE]
    if too_long:
        notes.append(
            Message(
                "An answer has {length:,} characters, and so was not run: {most:,} can be checked. Compute large data instead "
                "of writing it down.",
                {"length": len(too_long[0].source), "most": MAX_SOURCE},
            )
        )
    used = {int(cell.id.rpartition(":")[2]) for cell in (*needed, *own)}
    return Plan(
        exercise=exercise,
        state=_state(exercise, own, bool(too_long)),
        setup=lesson.setup,
        cells=(*needed, *own),
        tests=exercise.tests,
        others=tuple(cell for cell in cells if cell.type == "code" and cell.number not in used),
        notes=tuple(notes),
    )


def _state(exercise: Exercise, own: list[Cell], too_long: bool) -> str:
    if not own:
        return "not_attempted"
    if exercise.manual:
        return "answered"
    return "error" if too_long else "run"


@dataclass(frozen=True)
class LearnerCell:
    """A cell of a learner's notebook, reduced to what matters."""

    number: int
    type: str
    source: str
    grade_id: str | None
    solution: bool
    exercise: str | None
    role: str | None


def readable_cells(notebook: dict[str, Any]) -> list[LearnerCell]:
    """The cells of a notebook, whatever its state; what is not a cell is left out."""
    found = []
    cells = notebook.get("cells")
    for number, cell in enumerate(cells if isinstance(cells, list) else [], 1):
        if not isinstance(cell, dict):
            continue
        ours = homl_metadata(cell)
        found.append(
            LearnerCell(
                number,
                str(cell.get("cell_type")),
                cell_source(cell),
                grade_id(cell),
                is_solution(cell),
                _text(ours.get("exercise")),
                _text(ours.get("role")),
            )
        )
    return found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def is_answer(cell: LearnerCell, exercise_id: str) -> bool:
    """Whether a cell is (a part or a copy of) the answer cell of an exercise; either mark of it is enough."""
    return cell.grade_id == exercise_id or (cell.exercise == exercise_id and cell.role == "answer")


def _answer_cells(cells: list[LearnerCell], exercise: Exercise) -> tuple[list[Cell], list[Message]]:
    """The cells to run for an exercise's answer in notebook order, none if it is untouched; and remarks."""
    answers = [cell for cell in cells if is_answer(cell, exercise.id)]
    if not answers:
        missing = Message("The answer cell of this exercise is missing from the notebook. *Reset this exercise* puts it back.")
        return [], [missing]
    written = [cell for cell in answers if not same_code(cell.source, exercise.stub) and cell.source.strip()]
    if not written:
        return [], []
    remarks = []
    if len(written) > 1:
        numbers = ", ".join(str(cell.number) for cell in written)
        remarks.append(
            Message(
                "The answer is in {count} cells ({numbers}); all of them were run, in this order.",
                {"count": len(written), "numbers": numbers},
            )
        )
    if not exercise.manual and any(cell.type != "code" for cell in written):
        remarks.append(Message("An answer cell is no longer a code cell; it was run as one. Change its type back to Code."))
    first, last = written[0].number, max(cell.number for cell in written)
    start = max((cell.number for cell in cells if cell.number < first and _begins(cell, exercise)), default=first)
    stop = min((cell.number for cell in cells if cell.number > last and _ends(cell)), default=last)
    run = [
        cell
        for cell in cells
        if cell in written
        or (start < cell.number < stop and cell.type == "code" and cell.grade_id is None and cell.role is None)
    ]
    return [Cell(f"{exercise.id}:{cell.number}", cell.source) for cell in run], remarks


def _begins(cell: LearnerCell, exercise: Exercise) -> bool:
    return cell.exercise == exercise.id and cell.role == "statement"


def _ends(cell: LearnerCell) -> bool:
    return cell.role in ("tests", "statement", "answer") or cell.grade_id is not None


def same_code(one: str, other: str) -> bool:
    """Whether two sources are the same but for comments and layout."""
    if one.strip() == other.strip():
        return True
    if len(one) > MAX_SOURCE:
        return False
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def bound_names(source: str) -> set[str]:
    """The names that some code binds; none where it cannot be read, or is longer than anybody writes."""
    if len(source) > MAX_SOURCE:
        return set()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return names
