"""What to do next, and why: pure."""

from __future__ import annotations

from typing import Any

from ..course.model import Course, Exercise, Lesson
from ..toolkit.messages import Message
from .history import Visit
from .learner_record import LearnerRecord


def next_step(course: Course, record: LearnerRecord) -> dict[str, Any] | None:
    """Where *Continue* leads: to where the learner stopped, else to the next thing on the road that is open.

    Returns
    -------
    dict or None
        ``lesson``, ``notebook``, ``exercise`` and ``section`` (or None), ``title``, ``minutes``, ``why`` (and as a message
        ``reason``); None when all is done.
    """
    ready = _in_order(course, record)
    visit = record.visit
    stopped = next((lesson for lesson in ready if visit and lesson.id == visit.lesson), None)
    if stopped is not None and visit is not None:
        found = _within(stopped, visit, record)
        if found is not None:
            return found
        ready = ready[ready.index(stopped) + 1 :] + ready[: ready.index(stopped)]
    return next((_into(lesson, record) for lesson in ready if _todo(lesson, record)), None)


def next_up(course: Course, record: LearnerRecord, step: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What else would be good to do, with the reason: at most three steps, none of them where *Continue* leads.

    Parameters
    ----------
    course, record : Course, LearnerRecord
        The road and the learner.
    step : dict or None
        Where *Continue* leads.
    """
    here = (step["lesson"], step["exercise"]) if step else ("", None)
    lessons = _in_order(course, record)
    stuck = [
        _step(lesson, exercise, "Tried {count} times: another hint may help.", count=record.count(exercise.id))
        for lesson in lessons
        for exercise in lesson.exercises
        if record.stuck(exercise.id) and not record.put_aside(exercise.id)
    ]
    current = [
        _step(lesson, exercise, "Also open in this chapter.")
        for lesson in lessons
        if lesson.id == here[0]
        for exercise in _todo(lesson, record)
    ]
    later = [_into(lesson, record) for lesson in lessons if lesson.id != here[0] and _todo(lesson, record)]
    found: list[dict[str, Any]] = []
    for group in (stuck[:1], current, later[:1], stuck[1:2]):
        fresh = [
            entry
            for entry in group
            if (entry["lesson"], entry["exercise"]) != here
            and entry["exercise"] not in [other["exercise"] for other in found if other["exercise"]]
        ]
        found += fresh[:1]
    return found[:3]


def _in_order(course: Course, record: LearnerRecord) -> list[Lesson]:
    """The lessons that are written and not put aside: those of the learner's path first, each in its order."""
    ready = [lesson for lesson in course.lessons if lesson.ready and not record.put_aside(lesson.id)]
    path = next((path.lessons for path in course.paths if path.id == record.goal), ())
    return sorted(ready, key=lambda lesson: path.index(lesson.id) if lesson.id in path else len(path))


def _into(lesson: Lesson, record: LearnerRecord) -> dict[str, Any]:
    """The step into a lesson that has something to do."""
    if any(record.of(exercise.id) for exercise in lesson.exercises):
        return _step(lesson, _todo(lesson, record)[0], "Still open in this chapter.")
    return _step(lesson, None, "The next chapter on your road.")


def _within(lesson: Lesson, visit: Visit, record: LearnerRecord) -> dict[str, Any] | None:
    """The next step in the lesson in which the learner stopped."""
    if visit.notebook == "lesson" and _todo(lesson, record):
        return _step(lesson, None, "You were reading here.", section=record.place(lesson.id))
    ids = [exercise.id for exercise in lesson.exercises]
    place = ids.index(visit.exercise) if visit.exercise in ids else 0
    here = lesson.exercises[place] if lesson.exercises else None
    if here is not None and visit.exercise == here.id and not record.settled(here) and not record.put_aside(here.id):
        return _step(lesson, here, "You stopped here.")
    todo = _todo(lesson, record)
    after = [exercise for exercise in todo if ids.index(exercise.id) > place]
    if todo:
        return _step(lesson, (after or todo)[0], "The next core exercise of this chapter.")
    return None


def _todo(lesson: Lesson, record: LearnerRecord) -> list[Exercise]:
    return [
        exercise
        for exercise in lesson.exercises
        if exercise.core and not record.settled(exercise) and not record.put_aside(exercise.id)
    ]


def _step(lesson: Lesson, exercise: Exercise | None, why: str, section: int | None = None, **values: Any) -> dict[str, Any]:
    return {
        "lesson": lesson.id,
        "notebook": "lesson" if exercise is None else "exercises",
        "exercise": None if exercise is None else exercise.id,
        "section": section,
        "title": lesson.title if exercise is None else exercise.title,
        "minutes": lesson.minutes if exercise is None else exercise.minutes,
        "why": why.format(**values),
        "reason": Message(why, values).document(),
    }
