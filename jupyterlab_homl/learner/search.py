"""What the search looks through besides titles and skills, and the glossary: words of sections and exercises, and terms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..course.model import Course, Lesson
from ..course.prose import plain_text
from ..course.review_items import CourseCard
from ..workspace.notes.language import language


@dataclass(frozen=True)
class SearchTexts:
    """The texts of a course.

    Attributes
    ----------
    course : Course
        The course.
    """

    course: Course

    def document(self) -> dict[str, object]:
        """The texts as JSON."""
        return {
            "lessons": [_lesson_document(lesson) for lesson in self.course.all_lessons if lesson.ready],
            "terms": [_term_document(card) for card in self.course.cards],
        }


def _lesson_document(lesson: Lesson) -> dict[str, object]:
    return {
        "id": lesson.id,
        "sections": [section.text for section in lesson.sections],
        "exercises": [{"id": exercise.id, "text": plain_text(exercise.statement)} for exercise in lesson.exercises],
    }


def _term_document(card: CourseCard) -> dict[str, object]:
    places = re.findall(r"(?<![a-z])([a-z]++\d++)(?: §(\d++))?", card.met)
    return {
        "id": card.id,
        "kind": card.kind,
        "name": card.name,
        "also": card.also,
        "lang": language(card.also),
        "who": card.who,
        "what": card.what,
        "places": [{"lesson": lesson, "section": int(section) if section else None} for lesson, section in places],
    }
