"""Reading the course from text: `course.toml` and one folder of percent sources a lesson.

Every mistake names its file and line, so that an author finds it at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from ..errors import BadSource
from .model import KINDS, Cell, Course, CoursePart, Exercise, Lesson, Section, Tests, Variant, test_names
from .stub import stub_of

_ROLES = ("exercise", "hint", "answer", "tests", "right", "wrong", "rubric", "setup")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class SourceCell:
    """A cell of a percent source.

    Attributes
    ----------
    type : str
        ``code`` or ``markdown``.
    source : str
        Its text.
    metadata : dict
        The attributes on its marker.
    path : str
        The file it is in.
    line : int
        The line of its marker.
    """

    type: str
    source: str
    metadata: dict[str, Any]
    path: str
    line: int

    @property
    def role(self) -> str | None:
        """The first of the roles that its attributes name."""
        return next((role for role in _ROLES if role in self.metadata), None)

    def wrong(self, message: str) -> BadSource:
        """The error that names this cell."""
        return BadSource(message, self.path, self.line)


def read_course(folder: Path, only: Collection[str] | None = None) -> Course:
    """Read `course.toml` and every lesson that has been written.

    Parameters
    ----------
    folder : Path
        The folder that holds `course.toml`.
    only : collection of str, optional
        Ids or folders of lessons; the others' sources are not looked at, so that a mistake in one of them does not hold up
        who works on these.

    Raises
    ------
    BadSource
        For a mistake in any of the files.
    """
    path = folder / "course.toml"
    text = path.read_text(encoding="utf-8")
    name = f"{folder.name}/{path.name}"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        last = len(text.splitlines())
        raise BadSource(str(error), name, int(where[1]) if where else last) from error
    outline = _Outline(name, text)
    parts = tuple(_part(entry, folder, outline, only) for entry in _get(table, "parts", list, outline.at))
    course = Course(_get(table, "title", str, outline.at), parts, _topics(folder))
    _check_whole(course, outline)
    return course


class _Outline:
    """Finds the line of an entry of `course.toml`."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._lines = text.splitlines()

    def at(self, message: str, anchor: str = "") -> BadSource:
        """The error that names the line where `id = "anchor"` stands."""
        wanted = re.compile(rf'\s*id\s*=\s*"{re.escape(anchor)}"')
        line = next((n for n, text in enumerate(self._lines, 1) if anchor and wanted.match(text)), 1)
        return BadSource(message, self.path, line)


def _get(table: dict[str, Any], key: str, kind: type, wrong: Callable[[str], BadSource], default: Any = None) -> Any:
    value = table.get(key, default)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        found = "is missing" if value is None else f"is {value!r}"
        raise wrong(f"`{key}` {found}; it must be a {kind.__name__}.")
    return value


def _part(entry: dict[str, Any], folder: Path, outline: _Outline, only: Collection[str] | None) -> CoursePart:
    part_id = _get(entry, "id", str, outline.at)

    def wrong(message: str) -> BadSource:
        return outline.at(f"part {part_id}: {message}", part_id)

    lessons = tuple(_lesson(item, folder, outline, only) for item in _get(entry, "lessons", list, wrong))
    return CoursePart(part_id, _get(entry, "title", str, wrong), lessons)


def _lesson(entry: dict[str, Any], folder: Path, outline: _Outline, only: Collection[str] | None) -> Lesson:
    lesson_id = _get(entry, "id", str, outline.at)

    def wrong(message: str) -> BadSource:
        return outline.at(f"lesson {lesson_id}: {message}", lesson_id)

    def strings(key: str) -> tuple[str, ...]:
        return tuple(_get(entry, key, list, wrong, []))

    name = f"{lesson_id}_{_get(entry, 'slug', str, wrong)}"
    source = folder / name
    written = _get(entry, "ready", bool, wrong, False) and (only is None or lesson_id in only or name in only)
    for needed in ("lesson.py", "exercises.py") if written else ():
        if not (source / needed).is_file():
            raise wrong(f"it is marked ready, but {folder.name}/{name}/{needed} does not exist.")
    sections = _sections(read_cells(source / "lesson.py")) if written else ()
    setup, exercises = read_exercises(source / "exercises.py") if written else ((), ())
    return Lesson(
        id=lesson_id,
        number=_get(entry, "number", str, wrong),
        title=_get(entry, "title", str, wrong),
        summary=_get(entry, "summary", str, wrong),
        minutes=_get(entry, "minutes", int, wrong),
        prerequisites=strings("prerequisites"),
        skills=strings("skills"),
        resources=strings("resources"),
        covers=strings("covers"),
        folder=name,
        ready=written,
        sections=sections,
        setup=setup,
        exercises=exercises,
    )


def _topics(folder: Path) -> tuple[str, ...]:
    """The ids of the coverage table beside `course.toml`, if there is one."""
    path = folder / "coverage.tsv"
    if not path.is_file():
        return ()
    return tuple(line.partition("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.strip())


def _check_whole(course: Course, outline: _Outline) -> None:
    """What holds only for the course as a whole: ids are unique, and what is referred to exists."""
    known: set[str] = set()
    for lesson in course.lessons:
        if lesson.id in known:
            raise outline.at(f"the id {lesson.id} is there twice.", lesson.id)
        known.add(lesson.id)
    for lesson in course.lessons:
        for needed in lesson.prerequisites:
            if needed not in known:
                raise outline.at(f"lesson {lesson.id}: its prerequisite {needed!r} is no lesson.", lesson.id)
        for exercise in lesson.exercises:
            if exercise.id in known:
                raise outline.at(f"lesson {lesson.id}: the id {exercise.id} is there twice in the course.", lesson.id)
            known.add(exercise.id)
            for skill in exercise.skills:
                if skill not in lesson.skills:
                    raise outline.at(
                        f"lesson {lesson.id}: {exercise.id} names the skill {skill!r}, which the lesson does not list.",
                        lesson.id,
                    )
        if course.topics:
            named = [item.topics for item in lesson.sections] + [item.topics for item in lesson.exercises]
            for topic in (*chain(*named), *lesson.covers):
                if topic not in course.topics:
                    raise outline.at(f"lesson {lesson.id}: {topic!r} is not in coverage.tsv.", lesson.id)


def read_cells(path: Path) -> list[SourceCell]:
    """The cells of a percent source, each with its line.

    Raises
    ------
    BadSource
        If the file has no cells, or does not begin with one.
    """
    import jupytext

    text = path.read_text(encoding="utf-8")
    name = "/".join(path.parts[-3:])
    markers = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"# %%(\s|$)", line)]
    if not markers or (text.splitlines()[0].strip() and markers[0] != 1):
        raise BadSource("a source begins with a cell marker, `# %%` or `# %% [markdown]`.", name, 1)
    try:
        cells = jupytext.reads(text, fmt="py:percent").cells
    except Exception as error:
        raise BadSource(f"jupytext cannot read it: {error}", name, 1) from error
    if len(cells) != len(markers):
        raise BadSource(f"it has {len(markers)} markers but {len(cells)} cells; is one inside a string?", name, markers[0])
    return [
        SourceCell(cell.cell_type, cell.source, dict(cell.metadata), name, line)
        for cell, line in zip(cells, markers, strict=True)
    ]


def _sections(cells: list[SourceCell]) -> tuple[Section, ...]:
    sections = []
    for cell in cells:
        heading = re.search(r"^## +(.+)$", cell.source, re.MULTILINE) if cell.type == "markdown" else None
        if heading:
            sections.append(Section(heading[1].strip(), tuple(_get(cell.metadata, "topics", list, cell.wrong, []))))
    return tuple(sections)


def read_exercises(path: Path) -> tuple[tuple[Cell, ...], tuple[Exercise, ...]]:
    """The set-up cells and the exercises of a source.

    Raises
    ------
    BadSource
        For a mistake, with its line.
    """
    cells = read_cells(path)
    setup = tuple(Cell(f"setup-{n}", cell.source) for n, cell in enumerate((c for c in cells if c.role == "setup"), 1))
    heads = [cell for cell in cells if cell.role == "exercise"]
    ids = [head.metadata["exercise"] for head in heads]
    for cell in cells:
        if cell.role not in (None, "setup", "exercise") and cell.metadata[cell.role] not in ids:
            raise cell.wrong(f"{cell.role}={cell.metadata[cell.role]!r} belongs to no exercise of this file.")
    for head in heads:
        if ids.count(head.metadata["exercise"]) > 1:
            raise head.wrong(f"the exercise {head.metadata['exercise']!r} is there twice.")
    return setup, tuple(
        _exercise(head, [c for c in cells if c.role and c.metadata[c.role] == head.metadata["exercise"]]) for head in heads
    )


def _exercise(head: SourceCell, cells: list[SourceCell]) -> Exercise:
    facts = head.metadata
    exercise_id = _get(facts, "exercise", str, head.wrong)
    if not _ID.fullmatch(exercise_id):
        raise head.wrong(f"the id {exercise_id!r} must be lower-case letters, digits and hyphens.")
    kind = _get(facts, "kind", str, head.wrong)
    if kind not in KINDS:
        raise head.wrong(f"kind is {kind!r}; it must be one of {', '.join(KINDS)}.")
    level = _get(facts, "level", int, head.wrong)
    if level not in (1, 2, 3):
        raise head.wrong(f"level is {level}; it must be 1, 2 or 3.")
    answers = [cell for cell in cells if cell.role == "answer"]
    if len(answers) != 1:
        raise head.wrong(f"{exercise_id} has {len(answers)} answer cells; it must have one.")
    answer = answers[0]
    manual = _get(answer.metadata, "manual", bool, answer.wrong, False)
    tests = tuple(_tests(cell, number) for number, cell in enumerate(c for c in cells if c.role == "tests"))
    _check_shape(answer, manual, tests)
    try:
        stub = stub_of(answer.source, answer.type)
    except ValueError as error:
        raise answer.wrong(str(error)) from error
    return Exercise(
        id=exercise_id,
        title=_get(facts, "title", str, head.wrong),
        kind=kind,
        level=level,
        minutes=_get(facts, "minutes", int, head.wrong),
        core=_get(facts, "core", bool, head.wrong, False),
        after=_get(facts, "after", str, head.wrong),
        trains=_get(facts, "trains", bool, head.wrong, False),
        manual=manual,
        skills=tuple(_get(facts, "skills", list, head.wrong, [])),
        topics=tuple(_get(facts, "topics", list, head.wrong, [])),
        needs=tuple(_get(answer.metadata, "needs", list, answer.wrong, [])),
        statement=head.source,
        answer=answer.source,
        stub=stub,
        hints=tuple(cell.source for cell in cells if cell.role == "hint"),
        tests=tests,
        rubric="\n\n".join(cell.source for cell in cells if cell.role == "rubric"),
        manual_points=float(_get(answer.metadata, "points", int, answer.wrong)) if manual else 0.0,
        right=tuple(_variant(cell) for cell in cells if cell.role == "right"),
        wrong=tuple(_variant(cell) for cell in cells if cell.role == "wrong"),
    )


def _check_shape(answer: SourceCell, manual: bool, tests: tuple[Tests, ...]) -> None:
    if manual and (tests or answer.type != "markdown"):
        raise answer.wrong("a short answer (manual=true) is a Markdown cell and has no tests.")
    if not manual and not tests:
        raise answer.wrong("the exercise has no tests cell.")
    if not manual and answer.type != "code":
        raise answer.wrong("the answer cell of an exercise with tests is a code cell.")


def _tests(cell: SourceCell, number: int) -> Tests:
    suffix = "" if number == 0 else f"-{'abcdefghijklmnopqrstuvwxyz'[number]}"
    tests = Tests(
        f"{cell.metadata['tests']}-tests{suffix}", float(_get(cell.metadata, "points", int, cell.wrong)), cell.source
    )
    try:
        names = [name for part in tests.parts for name in test_names(part.source)]
    except SyntaxError as error:
        raise BadSource(f"the tests cannot be read: {error.msg}.", cell.path, cell.line + (error.lineno or 0)) from error
    except ValueError as error:
        raise cell.wrong(f"{error}.") from error
    if not names:
        raise cell.wrong('a tests cell needs at least one `with expect.test("…"):` block.')
    if len(set(names)) != len(names):
        raise cell.wrong("two tests of a cell have the same name.")
    return tests


def _variant(cell: SourceCell) -> Variant:
    says = _get(cell.metadata, "says", str, cell.wrong) if cell.role == "wrong" else ""
    return Variant(_get(cell.metadata, "because", str, cell.wrong), cell.source, says)
