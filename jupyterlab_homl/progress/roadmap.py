"""The document of the course with the learner's progress. Derived anew each time, nothing of it is stored."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..course.model import Course, Exercise, Lesson
from .learner_record import LearnerRecord
from .next_step import next_step, next_up
from .policy import solution_opens
from .rating import rating_total


def roadmap(course: Course, record: LearnerRecord, policy: str) -> dict[str, Any]:
    """The document that the panel shows and `jupyter homl course` prints.

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
    return {
        "title": course.title,
        "parts": [
            {
                "id": part.id,
                "title": part.title,
                "lessons": [lesson_entry(lesson, record, policy) for lesson in part.lessons],
            }
            for part in course.parts
        ],
        "first_steps": None if course.first_steps is None else lesson_entry(course.first_steps, record, policy),
        "goal": record.goal,
        "continue": None if step is None else step.document(),
        "next_up": [other.document() for other in next_up(course, record, step)],
    }


def lesson_entry(lesson: Lesson, record: LearnerRecord, policy: str) -> dict[str, Any]:
    """The document of a lesson and its exercises."""
    core = [exercise for exercise in lesson.exercises if exercise.core]
    settled = sum(record.settled(exercise) for exercise in core)
    begun = any(record.checks_of(exercise.id) for exercise in lesson.exercises)
    here = record.visit is not None and record.visit.lesson == lesson.id
    mark = record.mark(lesson.id)
    read = record.sections(lesson.id)
    if not lesson.ready:
        status = "coming"
    elif core and settled == len(core):
        status = "done"
    else:
        status = "learning" if begun or here or mark == "learning" else "todo"
    return {
        "id": lesson.id,
        "number": lesson.number,
        "title": lesson.title,
        "summary": lesson.summary,
        "ready": lesson.ready,
        "folder": lesson.folder,
        "minutes": lesson.minutes,
        "core_minutes": sum(exercise.minutes for exercise in core),
        "extra_minutes": sum(exercise.minutes for exercise in lesson.exercises if not exercise.core),
        "prerequisites": list(lesson.prerequisites),
        "skill_names": list(lesson.skills),
        "resources": [asdict(resource) for resource in lesson.resources],
        "sections": [{"title": section.title, "state": read.get(number)} for number, section in enumerate(lesson.sections, 1)],
        "place": record.place(lesson.id),
        "mark": mark,
        "status": status,
        "progress": round(settled / len(core), 4) if core else 0.0,
        "core_passed": settled,
        "core_total": len(core),
        "exercises": [exercise_entry(exercise, record, policy) for exercise in lesson.exercises],
    }


def exercise_entry(exercise: Exercise, record: LearnerRecord, policy: str) -> dict[str, Any]:
    """The document of an exercise."""
    attempts = record.count(exercise.id)
    available, reason = solution_opens(policy, exercise, record.passed(exercise.id), attempts)
    return {
        "id": exercise.id,
        "title": exercise.title,
        "kind": exercise.kind,
        "level": exercise.level,
        "minutes": exercise.minutes,
        "core": exercise.core,
        "after": exercise.after,
        "skills": list(exercise.skills),
        "mark": record.mark(exercise.id),
        "stuck": record.stuck(exercise.id),
        "points": exercise.points,
        "manual": exercise.manual,
        "trains": exercise.trains,
        "status": record.status(exercise.id),
        "attempts": attempts,
        "tests": {"visible": exercise.count(hidden=False), "hidden": exercise.count(hidden=True)},
        "hints": {"opened": record.hints.get(exercise.id, 0), "total": len(exercise.hints)},
        "solution": {"available": available, "reason": reason.text, "told": reason.document()},
        "rated": rating_total(record.ratings.get(exercise.id)),
    }
