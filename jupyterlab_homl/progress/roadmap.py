"""The roadmap: the course with the learner's progress. Derived anew each time, nothing of it is stored. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from ..course.model import Course, CoursePart, Exercise, Lesson
from ..toolkit.messages import Message
from .learner_record import LearnerRecord
from .next_step import NextStep, next_step, next_up
from .policy import solution_opens
from .rating import rating_total


@dataclass(frozen=True)
class ExerciseProgress:
    """An exercise with what the learner has done about it.

    Attributes
    ----------
    exercise : Exercise
        The exercise.
    status : str
        ``passed`` once an attempt has passed, otherwise how the last check ended, or ``untouched``.
    attempts : int
        The number of attempts.
    mark : str or None
        The mark that the learner gave it.
    stuck : bool
        Whether the learner seems to be stuck.
    hints_opened : int
        The number of open hints.
    solution_available : bool
        Whether the solution is open.
    solution_reason : Message
        When it opens.
    rating : sequence of bool or None
        The learner's own rating, for each point of the rubric whether it is met.
    """

    exercise: Exercise
    status: str
    attempts: int
    mark: str | None
    stuck: bool
    hints_opened: int
    solution_available: bool
    solution_reason: Message
    rating: Sequence[bool] | None

    def document(self) -> dict[str, object]:
        """The exercise as JSON."""
        exercise = self.exercise
        return {
            "id": exercise.id,
            "number": exercise.number,
            "title": exercise.title,
            "kind": exercise.kind,
            "level": exercise.level,
            "minutes": exercise.minutes,
            "core": exercise.core,
            "after": exercise.after,
            "skills": list(exercise.skills),
            "mark": self.mark,
            "stuck": self.stuck,
            "points": exercise.points,
            "manual": exercise.manual,
            "trains": exercise.trains,
            "status": self.status,
            "attempts": self.attempts,
            "tests": {"visible": exercise.count(hidden=False), "hidden": exercise.count(hidden=True)},
            "hints": {"opened": self.hints_opened, "total": len(exercise.hints)},
            "solution": {
                "available": self.solution_available,
                "reason": self.solution_reason.text,
                "told": self.solution_reason.document(),
            },
            "rated": rating_total(self.rating),
        }


@dataclass(frozen=True)
class SkillProgress:
    """A skill of a lesson: its level, and whether a review of it is due."""

    name: str
    level: str
    due: bool

    def document(self) -> dict[str, object]:
        """The skill as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class LessonProgress:
    """A lesson with what the learner has done in it.

    Attributes
    ----------
    lesson : Lesson
        The lesson.
    status : str
        ``coming`` until the lesson is written, then ``todo``, ``learning`` or ``done``.
    mark : str or None
        The mark that the learner gave it.
    place : int or None
        The section where the learner was last.
    sections : mapping
        The state of its sections by their number, ``read`` or ``run``.
    core_passed : int
        The number of core exercises that are settled.
    exercises : tuple of ExerciseProgress
        Its exercises.
    skills : tuple of SkillProgress or None
        Its skills, where they are known.
    """

    lesson: Lesson
    status: str
    mark: str | None
    place: int | None
    sections: Mapping[int, str]
    core_passed: int
    exercises: tuple[ExerciseProgress, ...]
    skills: tuple[SkillProgress, ...] | None = None

    @property
    def core_total(self) -> int:
        """The number of core exercises."""
        return sum(exercise.core for exercise in self.lesson.exercises)

    @property
    def progress(self) -> float:
        """The share of the core exercises that is settled."""
        return round(self.core_passed / self.core_total, 4) if self.core_total else 0.0

    def document(self) -> dict[str, object]:
        """The lesson as JSON."""
        lesson = self.lesson
        document: dict[str, object] = {
            "id": lesson.id,
            "number": lesson.number,
            "title": lesson.title,
            "summary": lesson.summary,
            "ready": lesson.ready,
            "folder": lesson.folder,
            "minutes": lesson.minutes,
            "core_minutes": sum(exercise.minutes for exercise in lesson.exercises if exercise.core),
            "extra_minutes": sum(exercise.minutes for exercise in lesson.exercises if not exercise.core),
            "prerequisites": list(lesson.prerequisites),
            "skill_names": list(lesson.skills),
            "abilities": list(lesson.abilities),
            "resources": [asdict(resource) for resource in lesson.resources],
            "sections": [
                {"title": section.title, "state": self.sections.get(number)}
                for number, section in enumerate(lesson.sections, 1)
            ],
            "place": self.place,
            "mark": self.mark,
            "status": self.status,
            "progress": self.progress,
            "core_passed": self.core_passed,
            "core_total": self.core_total,
            "exercises": [exercise.document() for exercise in self.exercises],
        }
        return document if self.skills is None else {**document, "skills": [skill.document() for skill in self.skills]}


@dataclass(frozen=True)
class PartProgress:
    """A part of the course with what the learner has done in it."""

    part: CoursePart
    lessons: tuple[LessonProgress, ...]

    def document(self) -> dict[str, object]:
        """The part as JSON."""
        return {"id": self.part.id, "title": self.part.title, "lessons": [lesson.document() for lesson in self.lessons]}


@dataclass(frozen=True)
class Roadmap:
    """The course with the learner's progress.

    Attributes
    ----------
    title : str
        The course's title.
    parts : tuple of PartProgress
        Its parts.
    first_steps : LessonProgress or None
        The lesson that comes before all parts.
    started : bool
        Whether the learner has checked or read anything yet.
    goal : str or None
        The path that the learner has chosen.
    step : NextStep or None
        Where *Start* or *Continue* leads; None if everything is done.
    next_up : tuple of NextStep
        Other steps to suggest.
    """

    title: str
    parts: tuple[PartProgress, ...]
    first_steps: LessonProgress | None
    started: bool
    goal: str | None
    step: NextStep | None
    next_up: tuple[NextStep, ...]

    @property
    def lessons(self) -> Iterator[LessonProgress]:
        """The lessons of all parts, in order."""
        return (lesson for part in self.parts for lesson in part.lessons)

    def document(self) -> dict[str, object]:
        """The roadmap as JSON, for the panel and `jupyter homl course`."""
        return {
            "title": self.title,
            "parts": [part.document() for part in self.parts],
            "first_steps": None if self.first_steps is None else self.first_steps.document(),
            "started": self.started,
            "goal": self.goal,
            "continue": None if self.step is None else self.step.document(),
            "next_up": [other.document() for other in self.next_up],
        }


def roadmap(course: Course, record: LearnerRecord, policy: str) -> Roadmap:
    """The course with what a learner has done.

    Parameters
    ----------
    course : Course
        The course.
    record : LearnerRecord
        What the learner has done.
    policy : str
        When solutions open; see `policy.solution_opens`.
    """
    step = next_step(course, record)
    return Roadmap(
        title=course.title,
        parts=tuple(
            PartProgress(part, tuple(lesson_progress(lesson, record, policy) for lesson in part.lessons))
            for part in course.parts
        ),
        first_steps=None if course.first_steps is None else lesson_progress(course.first_steps, record, policy),
        started=record.started,
        goal=record.goal,
        step=step,
        next_up=tuple(next_up(course, record, step)),
    )


def lesson_progress(lesson: Lesson, record: LearnerRecord, policy: str) -> LessonProgress:
    """A lesson with what a learner has done in it."""
    core = [exercise for exercise in lesson.exercises if exercise.core]
    settled = sum(record.settled(exercise) for exercise in core)
    begun = any(record.tally(exercise.id).checks for exercise in lesson.exercises)
    here = record.visit is not None and record.visit.lesson == lesson.id
    mark = record.mark(lesson.id)
    if not lesson.ready:
        status = "coming"
    elif core and settled == len(core):
        status = "done"
    else:
        status = "learning" if begun or here or mark == "learning" else "todo"
    return LessonProgress(
        lesson=lesson,
        status=status,
        mark=mark,
        place=record.place(lesson.id),
        sections=record.sections(lesson.id),
        core_passed=settled,
        exercises=tuple(exercise_progress(exercise, record, policy) for exercise in lesson.exercises),
    )


def exercise_progress(exercise: Exercise, record: LearnerRecord, policy: str) -> ExerciseProgress:
    """An exercise with what a learner has done about it."""
    attempts = record.count(exercise.id)
    available, reason = solution_opens(policy, exercise, record.passed(exercise), attempts)
    return ExerciseProgress(
        exercise=exercise,
        status=record.status(exercise),
        attempts=attempts,
        mark=record.mark(exercise.id),
        stuck=record.stuck(exercise),
        hints_opened=record.hints.get(exercise.id, 0),
        solution_available=available,
        solution_reason=reason,
        rating=record.ratings.get(exercise.id),
    )
