"""The coverage table: which topics the course teaches or exercises, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .model import Course, Lesson


@dataclass(frozen=True)
class Coverage:
    """Where the course teaches or exercises the topics of its table.

    Attributes
    ----------
    places : mapping
        By topic, the ids of lessons and exercises, and sections as ``LESSON: TITLE``; none if it is not covered.
    coming : tuple of Lesson
        The lessons that are not written.
    """

    places: Mapping[str, tuple[str, ...]]
    coming: tuple[Lesson, ...]

    @property
    def covered(self) -> int:
        """How many topics are covered."""
        return sum(bool(found) for found in self.places.values())

    def document(self) -> dict[str, object]:
        """The coverage as JSON."""
        return {
            "rows": [{"id": topic, "covered_by": list(found)} for topic, found in self.places.items()],
            "covered": self.covered,
            "total": len(self.places),
            "coming": [{"id": lesson.id, "title": lesson.title} for lesson in self.coming],
        }


def coverage(course: Course) -> Coverage:
    """Hold the course against its table of topics."""
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
    return Coverage(
        {topic: tuple(found) for topic, found in places.items()},
        tuple(lesson for lesson in course.lessons if not lesson.ready),
    )
