"""References in the prose of a course, which become links when notebooks are built.

``[[ch04-e02]]`` names an exercise, ``[[ch10]]`` a lesson, ``[[§2]]`` a section of the same lesson, and ``[[ch10 §2]]`` one
of another. The text of a link is what learners see elsewhere, such as *4.2*; its target is a cell, which JupyterLab
scrolls to and by which the front end knows what is meant, wherever the notebooks are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .model import Course, Lesson, Section
from .nbmetadata import lesson_cell_id, statement_id

_REFERENCE = re.compile(r"\[\[(?P<id>[a-z][a-z0-9-]*)?(?: ?§(?P<section>\d+))?\]\]")


class UnknownReference(ValueError):
    """A reference to something that the course does not have.

    Parameters
    ----------
    reference : str
        The reference as it is written.
    """

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} names nothing in the course")
        self.reference = reference


def resolve(text: str, course: Course, lesson: Lesson) -> str:
    """A text of a lesson with its references replaced by links.

    A reference to a lesson that has not been written, or whose sources were not read, becomes plain text.

    Raises
    ------
    UnknownReference
        If the course has nothing of that name.
    """

    def link(found: re.Match[str]) -> str:
        made = _link(found["id"] or lesson.id, found["section"], course, lesson)
        if made is None:
            raise UnknownReference(found[0])
        return made

    return _REFERENCE.sub(link, text)


def resolve_exercises(course: Course, lesson: Lesson) -> Lesson:
    """A lesson with the references in its exercises' statements, hints and rubrics replaced by links.

    Raises
    ------
    UnknownReference
        If the course has nothing of a name that one of them uses.
    """
    return replace(
        lesson,
        exercises=tuple(
            replace(
                exercise,
                statement=resolve(exercise.statement, course, lesson),
                hints=tuple(resolve(hint, course, lesson) for hint in exercise.hints),
                rubric=resolve(exercise.rubric, course, lesson),
            )
            for exercise in lesson.exercises
        ),
    )


def section_number(section: Section) -> str:
    """The number at the beginning of a section's title; empty if it has none."""
    found = re.match(r"(\d+) · ", section.title)
    return found[1] if found else ""


def _link(name: str, section: str | None, course: Course, here: Lesson) -> str | None:
    for lesson in course.all_lessons:
        if lesson.id == name:
            return _lesson_link(lesson, section, here)
        for exercise in lesson.exercises:
            if exercise.id == name and section is None:
                return f"[{exercise.number}]({_folder(lesson, here)}exercises.ipynb#cell-id={statement_id(exercise.id)})"
        if not lesson.ready and name.startswith(f"{lesson.id}-"):
            return f"an exercise of {_name(lesson)}"
    return None


def _lesson_link(lesson: Lesson, section: str | None, here: Lesson) -> str | None:
    names = [] if section and lesson.id == here.id else [_name(lesson)]
    text = ", ".join([*names, f"§{section}"] if section else names)
    if not lesson.ready:
        return text
    cell = lesson_cell_id(lesson.id, 1)
    if section:
        cell = next((found.cell for found in lesson.sections if section_number(found) == section), "")
        if not cell:
            return None
    return f"[{text}]({_folder(lesson, here)}lesson.ipynb#cell-id={cell})"


def _name(lesson: Lesson) -> str:
    return f"chapter {lesson.number}" if lesson.number.isdigit() else lesson.number


def _folder(lesson: Lesson, here: Lesson) -> str:
    return "" if lesson.id == here.id else f"../{lesson.folder}/"
