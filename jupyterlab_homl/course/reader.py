"""Reader of a course in text form: `course.toml`, and for each lesson a folder with its sources.

Every error names the file and the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import BadSource
from .cards import read_cards
from .exercises import read_exercises, read_sections
from .model import Course, CoursePart, CoursePath, Edition, Exercise, Lesson, Resource
from .outline import Outline
from .percent import value_of
from .references import UnknownReference, resolve_exercises
from .review import read_review


@dataclass(frozen=True)
class _Reading:
    """What reading each part of `course.toml` needs."""

    folder: Path
    outline: Outline
    topics: tuple[str, ...]
    only: Collection[str] | None


def read_course(folder: Path, only: Collection[str] | None = None) -> Course:
    """Read `course.toml` and every lesson that has been written.

    Parameters
    ----------
    folder : Path
        The folder that holds `course.toml`.
    only : collection of str, optional
        Ids or folder names of lessons. The other sources are not read, so a mistake in one of them does not stop an author
        who works on these.

    Raises
    ------
    BadSource
        If one of the files has a mistake.
    """
    path = folder / "course.toml"
    outline = Outline(path, f"{folder.name}/{path.name}")
    table = outline.table
    topics = _topics(folder)
    reading = _Reading(folder, outline, topics, only)
    parts = tuple(_part(entry, reading) for entry in value_of(table, "parts", list, outline.at))
    course = Course(
        title=value_of(table, "title", str, outline.at),
        parts=parts,
        topics=topics,
        paths=tuple(
            CoursePath(**_strings(entry, ("id", "title", "summary"), outline.at), lessons=tuple(entry.get("lessons", ())))
            for entry in value_of(table, "paths", list, outline.at, [])
        ),
        editions=tuple(
            Edition(**_strings(entry, ("lesson", "first", "new"), outline.at))
            for entry in value_of(table, "editions", list, outline.at, [])
        ),
        cards=read_cards(folder),
        first_steps=_lesson(table["first_steps"], reading) if "first_steps" in table else None,
        language=_language(value_of(table, "language", str, outline.at, "en"), outline),
    )
    _check_whole(course, outline)
    return _with_references(course, folder)


def _language(tag: str, outline: Outline) -> str:
    if not re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise outline.at(f"`language` is {tag!r}; it must be a language tag such as en or zh-CN.")
    return tag


def _with_references(course: Course, folder: Path) -> Course:
    """The course with the references in its exercises resolved, which takes all lessons to be read."""

    def resolved(lesson: Lesson) -> Lesson:
        try:
            return resolve_exercises(course, lesson)
        except UnknownReference as error:
            lines = (folder / lesson.folder / "exercises.py").read_text(encoding="utf-8").splitlines()
            line = next((number for number, text in enumerate(lines, 1) if error.reference in text), 1)
            raise BadSource(f"{error}.", f"{folder.name}/{lesson.folder}/exercises.py", line) from error

    return replace(
        course,
        parts=tuple(replace(part, lessons=tuple(map(resolved, part.lessons))) for part in course.parts),
        first_steps=course.first_steps and resolved(course.first_steps),
    )


def _part(entry: dict[str, Any], reading: _Reading) -> CoursePart:
    part_id = value_of(entry, "id", str, reading.outline.at)

    def wrong(message: str) -> BadSource:
        return reading.outline.at(f"part {part_id}: {message}", part_id)

    lessons = tuple(_lesson(item, reading) for item in value_of(entry, "lessons", list, wrong))
    return CoursePart(part_id, value_of(entry, "title", str, wrong), lessons)


def _lesson(entry: dict[str, Any], reading: _Reading) -> Lesson:
    lesson_id = value_of(entry, "id", str, reading.outline.at)

    def wrong(message: str) -> BadSource:
        return reading.outline.at(f"lesson {lesson_id}: {message}", lesson_id)

    def strings(key: str) -> tuple[str, ...]:
        return tuple(value_of(entry, key, list, wrong, []))

    name = f"{lesson_id}_{value_of(entry, 'slug', str, wrong)}"
    source = reading.folder / name
    written = value_of(entry, "ready", bool, wrong, False) and (
        reading.only is None or lesson_id in reading.only or name in reading.only
    )
    for needed in ("lesson.py", "exercises.py") if written else ():
        if not (source / needed).is_file():
            raise wrong(f"it is marked ready, but {reading.folder.name}/{name}/{needed} does not exist.")
    skills, abilities, covers = strings("skills"), strings("abilities"), strings("covers")
    for topic in covers:
        if topic not in reading.topics:
            raise wrong(f"it covers {topic!r}, which is not in coverage.tsv.")
    number = value_of(entry, "number", str, wrong)
    sections = read_sections(source / "lesson.py", lesson_id, reading.topics) if written else ()
    setup, exercises = read_exercises(source / "exercises.py", number, skills, reading.topics) if written else ((), ())
    fast_track = value_of(entry, "fast_track", str, wrong, "")
    if written:
        _check_skills(skills, exercises, fast_track, wrong)
    if abilities and len(abilities) != len(skills):
        raise wrong(
            f"it has {len(skills)} skills and {len(abilities)} abilities. Write one ability for each skill, in their order."
        )
    return Lesson(
        id=lesson_id,
        number=number,
        title=value_of(entry, "title", str, wrong),
        summary=value_of(entry, "summary", str, wrong),
        minutes=value_of(entry, "minutes", int, wrong),
        prerequisites=strings("prerequisites"),
        skills=skills,
        resources=tuple(
            Resource(**_strings({"url": "", "note": "", **resource}, ("title", "url", "note"), wrong))
            for resource in value_of(entry, "resources", list, wrong, [])
        ),
        covers=covers,
        folder=name,
        ready=written,
        sections=sections,
        setup=setup,
        exercises=exercises,
        fast_track=fast_track,
        review=read_review(source / "review.toml", skills) if written else (),
        selfcheck=strings("selfcheck"),
        abilities=abilities,
    )


def _strings(entry: dict[str, Any], keys: tuple[str, ...], wrong: Callable[[str], BadSource]) -> dict[str, str]:
    return {key: value_of(entry, key, str, wrong) for key in keys}


def _check_skills(
    skills: tuple[str, ...], exercises: tuple[Exercise, ...], fast_track: str, wrong: Callable[[str], BadSource]
) -> None:
    """Check that every skill is practised and that the exercise of the fast track exists."""
    for skill in skills:
        if not any(skill in exercise.skills for exercise in exercises):
            raise wrong(f"no exercise practises the skill {skill!r}.")
    if fast_track and fast_track not in [exercise.id for exercise in exercises]:
        raise wrong(f"its fast track {fast_track!r} is not one of its exercises.")


def _topics(folder: Path) -> tuple[str, ...]:
    """The topics of `coverage.tsv`, which is optional."""
    path = folder / "coverage.tsv"
    if not path.is_file():
        return ()
    return tuple(line.partition("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.strip())


def _check_whole(course: Course, outline: Outline) -> None:
    """Check that ids are unique in the course and that every id that is referred to exists."""
    known: set[str] = set()
    for lesson in course.all_lessons:
        if lesson.id in known:
            raise outline.at(f"the id {lesson.id} is used twice.", lesson.id)
        known.add(lesson.id)
    for name, lessons in [
        *((path.id, path.lessons) for path in course.paths),
        *((e.lesson, [e.lesson]) for e in course.editions),
    ]:
        for lesson_id in lessons:
            if lesson_id not in known:
                raise outline.at(f"{name} names {lesson_id!r}, which is not a lesson.", name)
    for lesson in course.all_lessons:
        for needed in lesson.prerequisites:
            if needed not in known:
                raise outline.at(f"lesson {lesson.id}: its prerequisite {needed!r} is not a lesson.", lesson.id)
        for inner in [*(exercise.id for exercise in lesson.exercises), *(item.id for item in lesson.review)]:
            if inner in known:
                raise outline.at(f"lesson {lesson.id}: the id {inner} is used twice in the course.", lesson.id)
            known.add(inner)
