"""The road with the learner's progress on it: derived, every time, from the course and the stored attempts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..course.model import Course, Exercise, Lesson
from .policy import solution_opens
from .rating import rated
from .store import NO_ATTEMPT, Attempt, Visit

#: Share of an exit quiz's questions that must be right for the lesson to be done.
QUIZ_SHARE = 0.8


class Record:
    """What is known of a learner: attempts by exercise, hints, the last visit, ratings of their own."""

    def __init__(
        self,
        attempts: Sequence[Attempt],
        hints: dict[str, int],
        visit: Visit | None,
        ratings: dict[str, list[bool]] | None = None,
    ) -> None:
        self.hints = hints
        self.visit = visit
        self.ratings = ratings or {}
        self._attempts: dict[str, list[Attempt]] = {}
        for attempt in attempts:
            self._attempts.setdefault(attempt.exercise, []).append(attempt)

    def of(self, exercise_id: str) -> list[Attempt]:
        """Every check of an exercise, oldest first."""
        return self._attempts.get(exercise_id, [])

    def count(self, exercise_id: str) -> int:
        """How many of them were attempts."""
        return sum(attempt.status not in NO_ATTEMPT for attempt in self.of(exercise_id))

    def passed(self, exercise_id: str) -> bool:
        """Whether any of them passed."""
        return any(attempt.status == "passed" for attempt in self.of(exercise_id))

    def status(self, exercise_id: str) -> str:
        """``passed`` once one passed, else how the last one ended, else ``untouched``."""
        if self.passed(exercise_id):
            return "passed"
        ended = [attempt.status for attempt in self.of(exercise_id) if attempt.status != "cancelled"]
        return ended[-1] if ended else "untouched"

    def settled(self, exercise: Exercise) -> bool:
        """Whether an exercise asks for nothing more: passed, answered, or a quiz that is right enough."""
        if exercise.manual:
            return self.status(exercise.id) == "answered"
        if exercise.kind == "Q":
            return any(a.tests_total and a.tests_passed / a.tests_total >= QUIZ_SHARE for a in self.of(exercise.id))
        return self.passed(exercise.id)


def roadmap(course: Course, record: Record, policy: str) -> dict[str, Any]:
    """The document that the panel shows and `jupyter homl course` prints.

    Parameters
    ----------
    course : Course
        The road.
    record : Record
        The learner.
    policy : str
        When solutions open.
    """
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
        "continue": next_step(course, record),
    }


def lesson_entry(lesson: Lesson, record: Record, policy: str) -> dict[str, Any]:
    """A lesson with its exercises."""
    core = [exercise for exercise in lesson.exercises if exercise.core]
    settled = sum(record.settled(exercise) for exercise in core)
    begun = any(record.of(exercise.id) for exercise in lesson.exercises)
    here = record.visit is not None and record.visit.lesson == lesson.id
    if not lesson.ready:
        status = "coming"
    elif core and settled == len(core):
        status = "done"
    else:
        status = "learning" if begun or here else "todo"
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
        "status": status,
        "progress": round(settled / len(core), 4) if core else 0.0,
        "core_passed": settled,
        "core_total": len(core),
        "exercises": [exercise_entry(exercise, record, policy) for exercise in lesson.exercises],
    }


def exercise_entry(exercise: Exercise, record: Record, policy: str) -> dict[str, Any]:
    """An exercise with what the learner has done of it."""
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
        "points": exercise.points,
        "manual": exercise.manual,
        "trains": exercise.trains,
        "status": record.status(exercise.id),
        "attempts": attempts,
        "tests": {"visible": exercise.count(hidden=False), "hidden": exercise.count(hidden=True)},
        "hints": {"opened": record.hints.get(exercise.id, 0), "total": len(exercise.hints)},
        "solution": {"available": available, "reason": reason},
        "rated": rated(record.ratings.get(exercise.id)),
    }


def next_step(course: Course, record: Record) -> dict[str, Any] | None:
    """Where *Continue* leads: to where the learner stopped, else to the next thing on the road that is open.

    Returns
    -------
    dict or None
        ``lesson``, ``notebook``, ``exercise`` (or None), ``title``, ``minutes``, ``why``; None when all is done.
    """
    ready = [lesson for lesson in course.lessons if lesson.ready]
    visit = record.visit
    stopped = next((lesson for lesson in ready if visit and lesson.id == visit.lesson), None)
    if stopped is not None and visit is not None:
        found = _within(stopped, visit, record)
        if found is not None:
            return found
        ready = ready[ready.index(stopped) + 1 :] + ready[: ready.index(stopped)]
    for lesson in ready:
        todo = _todo(lesson, record)
        if todo and not any(record.of(exercise.id) for exercise in lesson.exercises):
            return _step(lesson, None, "The next chapter on your road.")
        if todo:
            return _step(lesson, todo[0], "Still open in this chapter.")
    return None


def _within(lesson: Lesson, visit: Visit, record: Record) -> dict[str, Any] | None:
    """The next step in the lesson in which the learner stopped."""
    if visit.notebook == "lesson" and _todo(lesson, record):
        return _step(lesson, None, "You were reading here.")
    ids = [exercise.id for exercise in lesson.exercises]
    place = ids.index(visit.exercise) if visit.exercise in ids else 0
    here = lesson.exercises[place] if lesson.exercises else None
    if here is not None and visit.exercise == here.id and not record.settled(here):
        return _step(lesson, here, "You stopped here.")
    todo = _todo(lesson, record)
    after = [exercise for exercise in todo if ids.index(exercise.id) > place]
    if todo:
        return _step(lesson, (after or todo)[0], "The next core exercise of this chapter.")
    return None


def _todo(lesson: Lesson, record: Record) -> list[Exercise]:
    return [exercise for exercise in lesson.exercises if exercise.core and not record.settled(exercise)]


def _step(lesson: Lesson, exercise: Exercise | None, why: str) -> dict[str, Any]:
    return {
        "lesson": lesson.id,
        "notebook": "lesson" if exercise is None else "exercises",
        "exercise": None if exercise is None else exercise.id,
        "title": lesson.title if exercise is None else exercise.title,
        "minutes": lesson.minutes if exercise is None else exercise.minutes,
        "why": why,
    }
