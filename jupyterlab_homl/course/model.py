"""The course as plain frozen data: parts, lessons, exercises and their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import NotFound, NotWritten
from .review_items import CourseCard, ReviewItem
from .tests_cell import TestsCell

#: What an exercise asks for. A new kind is an entry here; behaviour that depends on it is a property of `Exercise`.
KINDS = {
    "F": "write a function",
    "X": "run an experiment",
    "C": "complete the code",
    "B": "find the bug",
    "P": "draw a plot",
    "Q": "answer a quiz",
    "S": "write a short answer",
}


@dataclass(frozen=True)
class SampleAnswer:
    """Another answer: right, or wrong in a typical way.

    Attributes
    ----------
    because : str
        What makes it what it is.
    source : str
        The answer cell's code.
    says : str
        For a wrong one: words that the feedback contains.
    """

    because: str
    source: str
    says: str = ""


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    `answer` is the cell with its solution marked, `stub` the cell as it is handed out; `equivalent` are changes to the
    solution, as `jupyter homl prove --mutants` makes them, that leave it right.
    """

    id: str
    title: str
    kind: str
    level: int
    minutes: int
    core: bool
    after: str
    trains: bool
    manual: bool
    skills: tuple[str, ...]
    topics: tuple[str, ...]
    needs: tuple[str, ...]
    statement: str
    answer: str
    stub: str
    hints: tuple[str, ...]
    tests: tuple[TestsCell, ...]
    rubric: str
    manual_points: float
    right: tuple[SampleAnswer, ...] = ()
    wrong: tuple[SampleAnswer, ...] = ()
    equivalent: tuple[str, ...] = ()

    @property
    def is_quiz(self) -> bool:
        """Whether it is a quiz, whose hidden tests are its key and which counts as passed once enough is right."""
        return self.kind == "Q"

    @property
    def points(self) -> float:
        """What the whole exercise is worth."""
        return self.manual_points + sum(cell.points for cell in self.tests)

    @property
    def solution(self) -> str:
        """The answer cell without the markers around its solution."""
        return "\n".join(line for line in self.answer.splitlines() if not re.search("(BEGIN|END) SOLUTION", line))

    def count(self, hidden: bool) -> int:
        """How many tests it has."""
        return sum(len(cell.names(hidden)) for cell in self.tests)


@dataclass(frozen=True)
class Section:
    """A level-2 section of a lesson."""

    title: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A cell that is run: a set-up cell of ours, or a learner's."""

    id: str
    source: str


@dataclass(frozen=True)
class Resource:
    """Something to read beyond a lesson.

    Attributes
    ----------
    title : str
        With authors and year, as one would cite it.
    url : str
        Where it is; empty where it has no stable address.
    note : str
        What it is good for.
    """

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class Lesson:
    """One stop on the road. A lesson that is not `ready` has not been written; it has neither sections nor exercises.

    `selfcheck` are questions by which somebody finds out whether they need the lesson: things to be able to do.
    """

    id: str
    number: str
    title: str
    summary: str
    minutes: int
    prerequisites: tuple[str, ...]
    skills: tuple[str, ...]
    resources: tuple[Resource, ...]
    covers: tuple[str, ...]
    folder: str
    ready: bool
    sections: tuple[Section, ...] = ()
    setup: tuple[Cell, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    fast_track: str = ""
    review: tuple[ReviewItem, ...] = ()
    selfcheck: tuple[str, ...] = ()

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of this id.

        Raises
        ------
        NotFound
            If the lesson has none.
        """
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        raise NotFound(
            "{lesson} has no exercise “{exercise}”. It has: {known}.",
            lesson=self.id,
            exercise=exercise_id,
            known=", ".join(exercise.id for exercise in self.exercises),
        )


@dataclass(frozen=True)
class CoursePart:
    """A part of the road."""

    id: str
    title: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class CoursePath:
    """A way through the course for somebody with a goal.

    Attributes
    ----------
    id, title, summary : str
        What it is called, and for whom it is.
    lessons : tuple of str
        Ids of lessons, in the order in which to take them.
    """

    id: str
    title: str
    summary: str
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """Where a chapter of the book's second edition comes from.

    Attributes
    ----------
    lesson : str
        The lesson that follows the second edition's chapter.
    first : str
        The chapters of the first edition; empty for a chapter that is new.
    new : str
        What the second edition brought.
    """

    lesson: str
    first: str
    new: str


@dataclass(frozen=True)
class Course:
    """The whole road.

    `first_steps` is a lesson for the first minutes, which stands on no road and counts nowhere.
    """

    title: str
    parts: tuple[CoursePart, ...]
    topics: tuple[str, ...] = ()
    paths: tuple[CoursePath, ...] = ()
    editions: tuple[Edition, ...] = ()
    cards: tuple[CourseCard, ...] = ()
    first_steps: Lesson | None = None

    @property
    def lessons(self) -> Iterator[Lesson]:
        """The lessons of the road in their order."""
        return (lesson for part in self.parts for lesson in part.lessons)

    @property
    def all_lessons(self) -> Iterator[Lesson]:
        """All lessons: those of the road, and the first steps."""
        yield from self.lessons
        if self.first_steps is not None:
            yield self.first_steps

    def lesson(self, name: str) -> Lesson:
        """The lesson of an id or a folder's name, written or not.

        Raises
        ------
        NotFound
            If there is none.
        """
        for lesson in self.all_lessons:
            if name in (lesson.id, lesson.folder):
                return lesson
        known = ", ".join(lesson.id for lesson in self.lessons)
        raise NotFound("There is no lesson “{lesson}”. The lessons are: {known}.", lesson=name, known=known)

    def ready_lesson(self, name: str) -> Lesson:
        """The same, for a lesson that has been written.

        Raises
        ------
        NotFound
            If there is none.
        NotWritten
            If it has not been written yet.
        """
        lesson = self.lesson(name)
        if not lesson.ready:
            written = ", ".join(other.id for other in self.lessons if other.ready)
            raise NotWritten(
                "The lesson {lesson} has not been written yet. These are ready: {known}.", lesson=lesson.id, known=written
            )
        return lesson

    def find_exercise(self, exercise_id: str) -> tuple[Lesson, Exercise]:
        """An exercise and its lesson.

        Raises
        ------
        NotFound
            If there is none.
        """
        for lesson in self.all_lessons:
            for exercise in lesson.exercises:
                if exercise.id == exercise_id:
                    return lesson, exercise
        raise NotFound("There is no exercise “{exercise}”. `jupyter homl progress --json` lists them.", exercise=exercise_id)
