"""The coverage table: which topics the course teaches or exercises, and where."""

from __future__ import annotations

from typing import Any

from .model import Course


def coverage(course: Course) -> dict[str, Any]:
    """Hold the course against its table of topics.

    Returns
    -------
    dict
        ``rows`` (``id``, ``covered_by``), ``covered`` and ``total`` (counts), ``coming`` (lessons that are not written).
    """
    places: dict[str, list[str]] = {topic: [] for topic in course.topics}
    for lesson in course.lessons:
        for topic in lesson.covers:
            places[topic].append(lesson.id)
        for section in lesson.sections:
            for topic in section.topics:
                places[topic].append(f"{lesson.id}: {section.title}")
        for exercise in lesson.exercises:
            for topic in exercise.topics:
                places[topic].append(exercise.id)
    return {
        "rows": [{"id": topic, "covered_by": found} for topic, found in places.items()],
        "covered": sum(bool(found) for found in places.values()),
        "total": len(places),
        "coming": [{"id": lesson.id, "title": lesson.title} for lesson in course.lessons if not lesson.ready],
    }
