"""The course as frozen values: parts, lessons, exercises and their cells. `course.json` is this model as JSON."""

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
    """Another answer to an exercise, right or wrong in a typical way, that the check is proved with.

    Attributes
    ----------
    because : str
        Why it is right or wrong.
    source : str
        The answer cell's code.
    says : str
        Words that the feedback on a wrong answer must contain.
    """

    because: str
    source: str
    says: str = ""


@dataclass(frozen=True)
class Exercise:
    """An exercise.

    Attributes
    ----------
    id, title : str
        The id is also the grade id of its answer cell.
    kind : str
        One of `KINDS`.
    level, minutes : int
        How hard it is, from 1 to 3, and how long it takes.
    core : bool
        Whether the lesson is done only once this is.
    after : str
        The section of the lesson that it follows.
    trains : bool
        Whether its check trains a model and so may take longer.
    manual : bool
        Whether it is a short answer, rated by a rubric in place of tests.
    skills, topics : tuple of str
        What it practises: skills of the lesson, topics of the coverage table.
    needs : tuple of str
        The exercises whose answers run before this one's.
    statement, answer, stub : str
        The task; the answer cell with its solution marked; the answer cell as it is released.
    hints : tuple of str
        In the order in which they open.
    tests : tuple of TestsCell
        Its tests cells.
    rubric : str
        The points of a short answer, in Markdown.
    manual_points : float
        The most points that a short answer gives.
    right, wrong : tuple of SampleAnswer
        Answers that the check must accept, and such as it must reject.
    equivalent : tuple of str
        Mutations of the solution that leave it right, as `jupyter homl prove` names them.
    number : str
        What learners call it: the lesson's number and its place there, such as 4.2.
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
    number: str = ""

    @property
    def is_quiz(self) -> bool:
        """Whether it is a quiz, whose hidden tests are its key and which counts as passed once enough is right."""
        return self.kind == "Q"

    @property
    def points(self) -> float:
        """The most points that the exercise gives."""
        return self.manual_points + sum(cell.points for cell in self.tests)

    @property
    def solution(self) -> str:
        """The answer cell without the markers around its solution."""
        return "\n".join(line for line in self.answer.splitlines() if not re.search("(BEGIN|END) SOLUTION", line))

    def count(self, hidden: bool) -> int:
        """The number of its visible or of its hidden tests."""
        return sum(len(cell.names(hidden)) for cell in self.tests)


@dataclass(frozen=True)
class Section:
    """A level-2 section of a lesson.

    Attributes
    ----------
    title : str
        Its heading.
    topics : tuple of str
        The topics of the coverage table that it covers.
    cell : str
        The id of the cell that it begins with.
    text : str
        Its prose as plain words.
    """

    title: str
    topics: tuple[str, ...]
    cell: str = ""
    text: str = ""


@dataclass(frozen=True)
class Cell:
    """A code cell to be run: a set-up cell of the course, or a cell of the learner's."""

    id: str
    source: str


@dataclass(frozen=True)
class Resource:
    """Further reading for a lesson.

    Attributes
    ----------
    title : str
        As one would cite it, with authors and year.
    url : str
        Its address; empty if there is no stable one.
    note : str
        What to read it for.
    """

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class Lesson:
    """A lesson. One that is not `ready` has not been written yet and has neither sections nor exercises.

    `abilities` says of each of its `skills`, in the same order, what somebody can do who has it. `selfcheck` lists what
    somebody should be able to do who can skip the lesson; `fast_track` is the id of the exercise that
    proves this, empty if the lesson has none.
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
    abilities: tuple[str, ...] = ()

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with this id.

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
    """A part of the course: consecutive lessons under one title."""

    id: str
    title: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class CoursePath:
    """A selection of lessons for learners with a particular goal.

    Attributes
    ----------
    id, title, summary : str
        Its id, its name, and whom it is for.
    lessons : tuple of str
        The ids of its lessons, in the order in which to take them.
    """

    id: str
    title: str
    summary: str
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """Where a chapter of the book's second edition comes from in the first.

    Attributes
    ----------
    lesson : str
        The id of the lesson for the chapter.
    first : str
        The chapters of the first edition; empty if the chapter is new.
    new : str
        What the second edition added.
    """

    lesson: str
    first: str
    new: str


@dataclass(frozen=True)
class Course:
    """The whole course.

    `first_steps` is a lesson for a learner's first minutes; it is not among `lessons` and counts towards no progress.
    `language` is that in which the course is written, as in the HTML attribute ``lang``.
    """

    title: str
    parts: tuple[CoursePart, ...]
    topics: tuple[str, ...] = ()
    paths: tuple[CoursePath, ...] = ()
    editions: tuple[Edition, ...] = ()
    cards: tuple[CourseCard, ...] = ()
    first_steps: Lesson | None = None
    language: str = "en"

    @property
    def lessons(self) -> Iterator[Lesson]:
        """The lessons of all parts, in order."""
        return (lesson for part in self.parts for lesson in part.lessons)

    @property
    def all_lessons(self) -> Iterator[Lesson]:
        """The lessons of all parts, and the first steps."""
        yield from self.lessons
        if self.first_steps is not None:
            yield self.first_steps

    def lesson(self, name: str) -> Lesson:
        """The lesson with this id or folder name, written or not.

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
        """The lesson with this id or folder name, if it has been written.

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
