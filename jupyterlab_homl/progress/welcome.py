"""The document of the welcome page: the learner's goal, what they know already, and their first exercise. Pure functions."""

from __future__ import annotations

from typing import Any

from ..course.model import Course, Lesson
from .learner_record import LearnerRecord


def welcome(course: Course, record: LearnerRecord) -> dict[str, Any]:
    """The document of the welcome page.

    Parameters
    ----------
    course, record : Course, LearnerRecord
        The course, and what the learner has done.
    """
    goals = [event for event in record.events if event.kind == "goal"]
    first = course.first_steps
    return {
        "begun": bool(record.attempts or record.events or record.visit),
        "goal": {
            "chosen": record.goal,
            "at": _time(goals[-1].at) if goals else None,
            "paths": [{"id": path.id, "title": path.title, "summary": path.summary} for path in course.paths],
        },
        "topics": [_topic(lesson, course, record) for lesson in course.lessons if lesson.selfcheck],
        "first": None
        if first is None or not first.exercises
        else {
            "lesson": first.id,
            "exercise": first.exercises[0].id,
            "title": first.exercises[0].title,
            "minutes": first.minutes,
            "status": record.status(first.exercises[0].id),
            "attempts": record.count(first.exercises[0].id),
        },
    }


def advice(rating: int) -> str:
    """The advice that follows from a rating: the lesson is ``worth`` its time, ``skim`` it, or they know ``enough``."""
    return {1: "worth", 2: "worth", 3: "skim"}.get(rating, "enough")


def _topic(lesson: Lesson, course: Course, record: LearnerRecord) -> dict[str, Any]:
    ratings = [
        {"at": _time(event.at), "rating": event.data["rating"]}
        for event in record.events
        if event.kind == "selfcheck" and event.subject == lesson.id
    ]
    needing = _first_that_needs(lesson, course, record)
    return {
        "id": lesson.id,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "ready": lesson.ready,
        "can_do": list(lesson.selfcheck),
        "ratings": ratings,
        "advice": advice(ratings[-1]["rating"]) if ratings else None,
        "before": None if needing is None else {"id": needing.id, "number": needing.number, "title": needing.title},
    }


def _first_that_needs(lesson: Lesson, course: Course, record: LearnerRecord) -> Lesson | None:
    """The first lesson on the learner's path that requires a topic and is not one of the self-check's topics itself."""
    path = next((path.lessons for path in course.paths if path.id == record.goal), None)
    road = list(course.lessons) if path is None else [course.lesson(name) for name in path]
    return next((other for other in road if lesson.id in other.prerequisites and not other.selfcheck), None)


def _time(at: Any) -> str:
    return f"{at.isoformat(timespec='seconds')}Z"
