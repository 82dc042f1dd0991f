"""The plan of a check: which cells run and which tests are expected, decided from a learner's notebook.

A pure function. Of the learner's cells only the sources count; which of them belong to an exercise is found by exercise
id, and everything else, the tests above all, is the course's own: whatever was done to the tests cells of a notebook
changes nothing.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..course.model import Cell, Exercise, Lesson
from ..course.nbmetadata import cell_source, grade_id, homl_metadata, is_untouched
from ..course.tests_cell import TestsCell, visible_text
from ..syntax import parse
from ..toolkit.messages import Message
from .verdict import Status

#: Characters of a cell that are parsed and run: parsing code takes three hundred times its length of memory.
MAX_SOURCE = 200_000

_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

#: What grade ids have behind the exercise's id.
_TESTS_OR_STATEMENT = re.compile(r"-(statement|tests(-[a-z])?)$")

#: The names that Python itself gives a meaning, and that answers may give another.
_BUILTINS = frozenset(name for name in vars(builtins) if not name.startswith("_"))

#: What `ast.parse` raises for sources that are not Python, or too deep to parse.
_UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class LearnerCell:
    """A cell of a learner's notebook, reduced to what a plan needs.

    Attributes
    ----------
    number : int
        Its place in the notebook, counted from 1.
    type : str
        ``code``, ``markdown`` or ``raw``.
    source : str
        Its text.
    grade_id : str or None
        nbgrader's id.
    exercise : str or None
        The exercise that it belongs to, by the course's own metadata.
    role : str or None
        What it is there: ``statement``, ``answer`` or ``tests``.
    cell_id : str
        Its id in the notebook.
    untouched : bool
        Whether it is as nbgrader handed it out, in whichever version of the course that was.
    recognised : bool
        Whether its marks were lost, and it was recognised by something else (`recognition`).
    """

    number: int
    type: str
    source: str
    grade_id: str | None
    exercise: str | None
    role: str | None
    cell_id: str = ""
    untouched: bool = False
    recognised: bool = False

    def is_answer_to(self, exercise: Exercise) -> bool:
        """Whether it is the answer cell of an exercise, or a part or a copy of it; either kind of metadata is enough."""
        return self.grade_id == exercise.id or (self.exercise == exercise.id and self.role == "answer")


@dataclass(frozen=True)
class Plan:
    """What to run for one exercise.

    Attributes
    ----------
    lesson : str
        The lesson's id.
    exercise : Exercise
        The exercise that is checked.
    status : Status or None
        How the check ends without a run: ``not_attempted``, ``answered``, or ``error`` for an answer that is too long. None
        where the answer is to be run.
    setup : tuple of Cell
        The lesson's set-up cells.
    cells : tuple of Cell
        The learner's cells: the answers that the exercise builds on, its own answer, and extra code cells beside it.
    tests : tuple of TestsCell
        The exercise's tests cells.
    others : tuple of LearnerCell
        The learner's code cells that are not run.
    notes : tuple of Message
        Remarks on the state of the notebook that the learner should read.
    answer : str
        The text of the exercise's answer cells, run or not, as it is stored with the attempt.
    beside : frozenset of str
        The names of the files and folders beside the notebook, which the answer does not see while it is checked.
    extra : frozenset of str
        The ids of those `cells` that are no answers, and that an answer may do without.
    still_open : tuple of Exercise
        The exercises that it builds on and that have no answer yet.
    """

    lesson: str
    exercise: Exercise
    status: Status | None
    setup: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    tests: tuple[TestsCell, ...]
    others: tuple[LearnerCell, ...]
    notes: tuple[Message, ...]
    answer: str
    beside: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()
    still_open: tuple[Exercise, ...] = ()

    def without(self, cell_id: str, error: str) -> Plan:
        """The plan without an extra cell, which raised an error."""
        number = cell_id.rpartition(":")[2]
        note = Message(
            "Cell {number}, which is not an answer cell, raised {error}, so it was left out.",
            {"number": number, "error": error},
        )
        left = tuple(cell for cell in self.cells if cell.id != cell_id)
        return replace(self, cells=left, notes=(*self.notes, note), extra=self.extra - {cell_id})

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the set-up and the learner's cells define, at whatever depth."""
        return self.learner_names | defined_names(cell.source for cell in self.setup)

    @cached_property
    def learner_names(self) -> frozenset[str]:
        """Every name that the learner's cells define, at whatever depth."""
        return defined_names(cell.source for cell in self.cells)

    @cached_property
    def open_answers(self) -> dict[str, Exercise]:
        """The names that exercises define which it builds on and which have no answer yet."""
        return {name: exercise for exercise in self.still_open for name in asked_names(exercise.solution)}

    @cached_property
    def names_of_other_cells(self) -> dict[str, int]:
        """The names that cells which are not run bind, each with the number of the first such cell."""
        names: dict[str, int] = {}
        for cell in self.others:
            for name in bound_names(cell.source):
                names.setdefault(name, cell.number)
        return names


def plan(lesson: Lesson, exercise: Exercise, cells: Sequence[LearnerCell], beside: Iterable[str] = ()) -> Plan:
    """The plan of one exercise's check.

    Parameters
    ----------
    lesson : Lesson
        The lesson.
    exercise : Exercise
        The exercise of it that is checked.
    cells : sequence of LearnerCell
        The learner's notebook (`learner_cells`).
    beside : iterable of str
        The names of the files and folders beside the notebook.
    """
    notes: list[Message] = []
    run: list[tuple[Exercise, LearnerCell]] = []
    still_open: list[Exercise] = []
    for builds_on in map(lesson.exercise, exercise.needs):
        _, written, extra = _answer_cells(cells, builds_on)
        if not written:
            still_open.append(builds_on)
            notes.append(
                Message(
                    "This exercise builds on {exercise} ({title}), which has no answer yet.",
                    {"exercise": builds_on.number, "title": builds_on.title},
                )
            )
        run += [(builds_on, cell) for cell in extra]
    answers, written, extra = _answer_cells(cells, exercise)
    notes += _remarks(answers, written, exercise)
    if any(_is_of_another_version(cell, exercise) for cell in cells):
        notes.append(
            Message(
                "This exercise has changed since you opened it, and is checked as it is now. *Restore this exercise’s cells* "
                "brings its new text, and keeps your answer."
            )
        )
    run += [(exercise, cell) for cell in extra]
    notes += _shadowed([cell for cell in extra if cell.type == "code"], exercise)
    too_long = next((len(cell.source) for _, cell in run if len(cell.source) > MAX_SOURCE), None)
    if too_long is not None:
        notes.append(
            Message(
                "An answer has {length:,} characters, and so was not run: {most:,} can be checked. Compute large data instead "
                "of writing it down.",
                {"length": too_long, "most": MAX_SOURCE},
            )
        )
    numbers = {cell.number for _, cell in run}
    return Plan(
        lesson=lesson.id,
        exercise=exercise,
        status=_status_without_run(exercise, bool(written), too_long is not None),
        setup=lesson.setup,
        cells=tuple(Cell(f"{of.id}:{cell.number}", cell.source) for of, cell in run),
        tests=exercise.tests,
        others=tuple(cell for cell in cells if cell.type == "code" and cell.number not in numbers),
        notes=tuple(notes),
        answer="\n\n".join(cell.source for cell in answers),
        beside=frozenset(beside),
        extra=frozenset(f"{of.id}:{cell.number}" for of, cell in run if not _answers(cell, of)),
        still_open=tuple(still_open),
    )


def _beside_stub(cells: Sequence[LearnerCell], answer: LearnerCell, exercise: Exercise) -> list[LearnerCell]:
    """The learner's own cells that hold the answer where the answer cell is as it was handed out."""
    groups = [_exercise_of(cell) for cell in cells]
    own = [cell.type == "code" and not _is_given(cell) for cell in cells]
    found = own_answer(cells, groups, own, cells.index(answer), asked_names(exercise.solution))
    return [cells[index] for index in found]


def own_answer(
    cells: Sequence[LearnerCell],
    groups: Sequence[Hashable | None],
    own: Sequence[bool],
    answer: int,
    names: frozenset[str] | None,
) -> list[int]:
    """The learner's own cells around an untouched answer cell that together hold the answer; empty if they do not.

    Parameters
    ----------
    cells : sequence of LearnerCell
        The notebook.
    groups : sequence of hashable or None
        For each cell, the exercise that it was handed out with; None for a cell that was not.
    own : sequence of bool
        For each cell, whether it is the learner's, and may hold an answer.
    answer : int
        The index of the answer cell.
    names : frozenset of str or None
        What the answer is asked to define; None for a text, which defines nothing.
    """
    following = answer
    while following and groups[following - 1] is None:
        following -= 1
    found, before = [], None
    for index, cell in enumerate(cells):
        if groups[index] is not None:
            before = groups[index]
        elif own[index] and cell.source.strip() and (before == groups[answer] or following <= index < answer):
            found.append(index)
    return found if names is None or any(names & bound_names(cells[index].source) for index in found) else []


def asked_names(solution: str) -> frozenset[str]:
    """The names that an answer is asked to define: functions and classes of its solution, else its other names."""
    tree = parsed(solution)
    if tree is None:
        return frozenset()
    defined = frozenset(node.name for node in tree.body if isinstance(node, _DEFINITIONS))
    imported = [alias for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names]
    return defined or frozenset(bound_names(solution)) - {(alias.asname or alias.name).partition(".")[0] for alias in imported}


def _answers(cell: LearnerCell, exercise: Exercise) -> bool:
    """Whether a cell is an answer cell, or defines what the answer is asked for."""
    return cell.is_answer_to(exercise) or bool(asked_names(exercise.solution) & bound_names(cell.source))


def _status_without_run(exercise: Exercise, written: bool, too_long: bool) -> Status | None:
    if not written:
        return Status.NOT_ATTEMPTED
    if exercise.manual:
        return Status.ANSWERED
    return Status.ERROR if too_long else None


def learner_cells(notebook: Mapping[str, Any]) -> tuple[LearnerCell, ...]:
    """The cells of a learner's notebook, as parsed JSON in whatever state; what is not a cell is left out."""
    found = []
    cells = notebook.get("cells")
    for number, cell in enumerate(cells if isinstance(cells, list) else [], 1):
        if not isinstance(cell, dict):
            continue
        ours = homl_metadata(cell)
        found.append(
            LearnerCell(
                number=number,
                type=str(cell.get("cell_type")),
                source=cell_source(cell),
                grade_id=grade_id(cell),
                exercise=_text(ours.get("exercise")),
                role=_text(ours.get("role")),
                cell_id=_text(cell.get("id")) or "",
                untouched=is_untouched(cell),
            )
        )
    return tuple(found)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _answer_cells(
    cells: Sequence[LearnerCell], exercise: Exercise
) -> tuple[Sequence[LearnerCell], Sequence[LearnerCell], Sequence[LearnerCell]]:
    """The cells in which an answer belongs, those in which it was written, and all that are run with it."""
    answers = [cell for cell in cells if cell.is_answer_to(exercise)]
    written = _written_answers(answers, exercise)
    if answers and not written and not exercise.manual:
        found = _beside_stub(cells, answers[0], exercise)
        return found or answers, found, found
    return answers, written, _with_extra_cells(written, cells, exercise)


def _written_answers(cells: Iterable[LearnerCell], exercise: Exercise) -> list[LearnerCell]:
    """The answer cells in which something was written."""
    answers = (cell for cell in cells if cell.is_answer_to(exercise))
    return [
        cell for cell in answers if cell.source.strip() and not cell.untouched and not same_code(cell.source, exercise.stub)
    ]


def _with_extra_cells(
    written: Sequence[LearnerCell], cells: Sequence[LearnerCell], exercise: Exercise
) -> Sequence[LearnerCell]:
    """The answer cells and the extra code cells between the exercise's statement and what comes after it, in their order."""
    if not written:
        return ()
    first, last = written[0].number, written[-1].number
    start = max((cell.number for cell in cells if cell.number < first and _is_statement(cell, exercise)), default=first)
    stop = min((cell.number for cell in cells if cell.number > last and _is_given(cell)), default=last)
    return [
        cell
        for cell in cells
        if cell in written
        or (start < cell.number < stop and cell.type == "code" and cell.grade_id is None and cell.role is None)
    ]


def _is_statement(cell: LearnerCell, exercise: Exercise) -> bool:
    return cell.exercise == exercise.id and cell.role == "statement"


def _is_of_another_version(cell: LearnerCell, exercise: Exercise) -> bool:
    """Whether a cell is the statement or tests as handed out by another version of the course, and not changed since."""
    if not cell.untouched or cell.exercise != exercise.id:
        return False
    if cell.role == "statement":
        return exercise.statement.strip() not in cell.source
    shown = next((visible_text(tests.source) for tests in exercise.tests if tests.id == cell.grade_id), None)
    return shown is not None and shown.strip() != cell.source.strip()


def _exercise_of(cell: LearnerCell) -> str | None:
    """The exercise with which a cell was handed out, or a name of its own for what belongs to none; None if it was not."""
    if cell.exercise is not None and cell.role is not None:
        return cell.exercise
    return None if cell.grade_id is None else _TESTS_OR_STATEMENT.sub("", cell.grade_id)


def _is_given(cell: LearnerCell) -> bool:
    """Whether a cell was handed out as part of an exercise."""
    return cell.role in ("tests", "statement", "answer") or cell.grade_id is not None


def _remarks(answers: Sequence[LearnerCell], written: Sequence[LearnerCell], exercise: Exercise) -> list[Message]:
    """Remarks on the answer: its cell is missing, not used or several, has lost its marks, or is no code cell any more."""
    if not answers:
        return [Message("The answer cell of this exercise is missing from the notebook. *Reset this exercise* puts it back.")]
    remarks = []
    numbers = ", ".join(str(cell.number) for cell in written)
    if any(not cell.is_answer_to(exercise) for cell in written):
        return [
            Message(
                "The answer cell is as it was handed out. Your answer stands in cell {numbers}, which was run; move it into "
                "the answer cell.",
                {"numbers": numbers},
            )
        ]
    if any(cell.recognised for cell in answers):
        remarks.append(
            Message(
                "The answer cell has lost the marks by which it is known, and was recognised by its text or its place. *Reset "
                "this exercise* brings a new one; copy your answer into it."
            )
        )
    if len(written) > 1:
        remarks.append(
            Message(
                "The answer is in {count} cells ({numbers}); all of them were run, in this order.",
                {"count": len(written), "numbers": numbers},
            )
        )
    if not exercise.manual and any(cell.type != "code" for cell in written):
        remarks.append(Message("An answer cell is no longer a code cell; it was run as one. Change its type back to Code."))
    return remarks


def _shadowed(cells: Iterable[LearnerCell], exercise: Exercise) -> list[Message]:
    """A remark on names of Python's own that cells replace for whatever runs after them in a kernel, other tests too."""
    replaced = frozenset[str]().union(*(top_level_names(cell.source) for cell in cells)) & _BUILTINS
    names = sorted(replaced - asked_names(exercise.solution))
    if not names:
        return []
    return [
        Message(
            "Your answer gives `{name}`, a name of Python’s own, another meaning for everything that runs after it in this "
            "notebook. Choose another name, such as `my_{name}`.",
            {"name": names[0]},
        )
    ]


def top_level_names(source: str) -> frozenset[str]:
    """The names that a cell binds outside of its functions; none where it cannot be parsed, or is too long."""
    try:
        table = symtable.symtable(source if len(source) <= MAX_SOURCE else "", "<cell>", "exec")
    except _UNPARSABLE:
        return frozenset()
    return frozenset(name.get_name() for name in table.get_symbols() if name.is_assigned() or name.is_imported())


def same_code(one: str, other: str) -> bool:
    """Whether two sources are the same but for comments and layout."""
    if one.strip() == other.strip():
        return True
    if len(one) > MAX_SOURCE:
        return False
    try:
        return ast.dump(parse(one)) == ast.dump(parse(other))
    except _UNPARSABLE:
        return False


def bound_names(source: str) -> set[str]:
    """The names that a cell binds in its namespace; none where it cannot be parsed, or is longer than anybody writes."""
    tree = parsed(source) if len(source) <= MAX_SOURCE else None
    if tree is None:
        return set()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return names


def defined_names(sources: Iterable[str]) -> frozenset[str]:
    """Every name, parameter and attribute that code defines, at whatever depth: what a misspelt name may have meant."""
    names: set[str] = set()
    for tree in filter(None, map(parsed, sources)):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).partition(".")[0])
    return frozenset(names)


def parsed(source: str) -> ast.Module | None:
    """The tree of a cell; None where it cannot be parsed."""
    try:
        return parse(source)
    except _UNPARSABLE:
        return None
