"""Reader of `lesson.py` and `exercises.py`: a lesson's sections, its set-up cells and its exercises."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ..errors import BadSource
from ..syntax import parse
from .model import KINDS, Cell, Exercise, SampleAnswer, Section
from .nbmetadata import lesson_cell_id, tests_id
from .percent import PercentCell, read_cells, value_of
from .prose import plain_text
from .stub import stub_of
from .tests_cell import TestsCell, test_names

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_sections(path: Path, lesson_id: str, topics: Collection[str]) -> tuple[Section, ...]:
    """The level-2 sections of a lesson.

    Parameters
    ----------
    path : Path
        The source of the lesson.
    lesson_id : str
        Its id.
    topics : collection of str
        The topics of the coverage table.

    Raises
    ------
    BadSource
        If one names a topic that is not in `topics`.
    """
    sections: list[Section] = []
    for number, cell in enumerate(read_cells(path), 1):
        heading = re.search(r"^## +(.+)$", cell.source, re.MULTILINE) if cell.type == "markdown" else None
        if heading:
            named = tuple(value_of(cell.metadata, "topics", list, cell.wrong, []))
            _known(named, topics, "topic", cell)
            text = plain_text(cell.source.replace(heading[0], "", 1))
            sections.append(Section(heading[1].strip(), named, lesson_cell_id(lesson_id, number), text))
        elif sections and cell.type == "markdown":
            sections[-1] = replace(sections[-1], text=f"{sections[-1].text} {plain_text(cell.source)}".strip())
    return tuple(sections)


def _known(names: Collection[str], known: Collection[str], what: str, cell: PercentCell) -> None:
    for name in names:
        if name not in known:
            raise cell.wrong(
                f"the {what} {name!r} is not one of {'coverage.tsv' if what == 'topic' else 'the lesson in course.toml'}."
            )


def read_exercises(
    path: Path, number: str, skills: Collection[str], topics: Collection[str]
) -> tuple[tuple[Cell, ...], tuple[Exercise, ...]]:
    """The set-up cells and the exercises of an `exercises.py`.

    Parameters
    ----------
    path : Path
        The source.
    number : str
        The number of the lesson.
    skills, topics : collection of str
        The lesson's skills, and the topics of the coverage table.

    Raises
    ------
    BadSource
        If the source has a mistake, with its line.
    """
    cells = read_cells(path)
    setup = tuple(Cell(f"setup-{n}", cell.source) for n, cell in enumerate((c for c in cells if c.role == "setup"), 1))
    heads = [cell for cell in cells if cell.role == "exercise"]
    ids = [head.metadata["exercise"] for head in heads]
    for cell in cells:
        if cell.role not in (None, "setup", "exercise") and cell.metadata[cell.role] not in ids:
            raise cell.wrong(f"{cell.role}={cell.metadata[cell.role]!r} belongs to no exercise of this file.")
    for head in heads:
        _known(value_of(head.metadata, "skills", list, head.wrong, []), skills, "skill", head)
        _known(value_of(head.metadata, "topics", list, head.wrong, []), topics, "topic", head)
        if ids.count(head.metadata["exercise"]) > 1:
            raise head.wrong(f"the exercise {head.metadata['exercise']!r} is defined twice.")
    return setup, tuple(
        _exercise(head, f"{number}.{place}", [c for c in cells if c.role and c.metadata[c.role] == head.metadata["exercise"]])
        for place, head in enumerate(heads, 1)
    )


def _exercise(head: PercentCell, number: str, cells: list[PercentCell]) -> Exercise:
    facts = head.metadata
    exercise_id = value_of(facts, "exercise", str, head.wrong)
    if not _ID.fullmatch(exercise_id):
        raise head.wrong(f"the id {exercise_id!r} must be lower-case letters, digits and hyphens.")
    kind = value_of(facts, "kind", str, head.wrong)
    if kind not in KINDS:
        raise head.wrong(f"kind is {kind!r}; it must be one of {', '.join(KINDS)}.")
    level = value_of(facts, "level", int, head.wrong)
    if level not in (1, 2, 3):
        raise head.wrong(f"level is {level}; it must be 1, 2 or 3.")
    answers = [cell for cell in cells if cell.role == "answer"]
    if len(answers) != 1:
        raise head.wrong(f"{exercise_id} has {len(answers)} answer cells; it must have one.")
    answer = answers[0]
    manual = value_of(answer.metadata, "manual", bool, answer.wrong, False)
    tests = tuple(_tests(cell, number) for number, cell in enumerate(c for c in cells if c.role == "tests"))
    _check_shape(answer, manual, tests)
    try:
        stub = stub_of(answer.source, answer.type)
    except ValueError as error:
        raise answer.wrong(str(error)) from error
    if kind == "Q" and (missing := _quiz_keys(answer.source) - _quiz_keys(stub)):
        raise answer.wrong(f'the stub of a quiz defines answers = {{"q1": None, …}}; it lacks {", ".join(sorted(missing))}.')
    return Exercise(
        id=exercise_id,
        title=value_of(facts, "title", str, head.wrong),
        kind=kind,
        level=level,
        minutes=value_of(facts, "minutes", int, head.wrong),
        core=value_of(facts, "core", bool, head.wrong, False),
        after=value_of(facts, "after", str, head.wrong),
        trains=value_of(facts, "trains", bool, head.wrong, False),
        manual=manual,
        skills=tuple(value_of(facts, "skills", list, head.wrong, [])),
        topics=tuple(value_of(facts, "topics", list, head.wrong, [])),
        needs=tuple(value_of(answer.metadata, "needs", list, answer.wrong, [])),
        statement=head.source,
        answer=answer.source,
        stub=stub,
        hints=tuple(cell.source for cell in cells if cell.role == "hint"),
        tests=tests,
        rubric="\n\n".join(cell.source for cell in cells if cell.role == "rubric"),
        manual_points=float(value_of(answer.metadata, "points", int, answer.wrong)) if manual else 0.0,
        equivalent=tuple(line.strip() for cell in cells if cell.role == "equivalent" for line in cell.source.splitlines()),
        right=tuple(_sample_answer(cell) for cell in cells if cell.role == "right"),
        wrong=tuple(_sample_answer(cell) for cell in cells if cell.role == "wrong"),
        number=number,
    )


def _quiz_keys(source: str) -> set[str]:
    """The keys of the dicts that a quiz's answer cell calls `answers`."""
    return {
        key.value
        for node in ast.walk(parse(source))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        if any(isinstance(target, ast.Name) and target.id == "answers" for target in node.targets)
        for key in node.value.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def _check_shape(answer: PercentCell, manual: bool, tests: tuple[TestsCell, ...]) -> None:
    if manual and (tests or answer.type != "markdown"):
        raise answer.wrong("a short answer (manual=true) is a Markdown cell and has no tests.")
    if not manual and not tests:
        raise answer.wrong("the exercise has no tests cell.")
    if not manual and answer.type != "code":
        raise answer.wrong("the answer cell of an exercise with tests is a code cell.")


def _tests(cell: PercentCell, number: int) -> TestsCell:
    points = float(value_of(cell.metadata, "points", int, cell.wrong))
    tests = TestsCell(tests_id(cell.metadata["tests"], number), points, cell.source)
    try:
        names = [name for part in tests.parts for name in test_names(part.source)]
    except SyntaxError as error:
        raise BadSource(f"the tests cannot be read: {error.msg}.", cell.path, cell.line + (error.lineno or 0)) from error
    except ValueError as error:
        raise cell.wrong(f"{error}.") from error
    if not names and not any(isinstance(node, ast.Assert) for node in ast.walk(parse(cell.source))):
        raise cell.wrong('a tests cell needs at least one `with expect.test("…"):` block (or an assert, judged less safely).')
    if len(set(names)) != len(names):
        raise cell.wrong("two tests of a cell have the same name.")
    return tests


def _sample_answer(cell: PercentCell) -> SampleAnswer:
    says = value_of(cell.metadata, "says", str, cell.wrong) if cell.role == "wrong" else ""
    return SampleAnswer(value_of(cell.metadata, "because", str, cell.wrong), cell.source, says)
