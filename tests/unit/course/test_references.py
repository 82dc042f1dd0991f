"""References in the prose of a course."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.course.references import UnknownReference, resolve

COURSE = open_library().course
HERE = COURSE.lesson("ch04")
FIRST = COURSE.lesson("ch10").sections[0].cell


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[[ch04-e13]]", "[4.3](exercises.ipynb#cell-id=ch04-e13-statement)"),
        ("[[§2]]", f"[§2](lesson.ipynb#cell-id={HERE.sections[1].cell})"),
        (
            "[[ch10-e02]], [[ch10]] and [[ch10 §1]]",
            "[10.2](../ch10_neural_networks_with_keras/exercises.ipynb#cell-id=ch10-e02-statement), "
            "[chapter 10](../ch10_neural_networks_with_keras/lesson.ipynb#cell-id=ch10-cell-1) and "
            f"[chapter 10, §1](../ch10_neural_networks_with_keras/lesson.ipynb#cell-id={FIRST})",
        ),
        ("[[1, 0], [1, 2]] and `x[[0]]`", "[[1, 0], [1, 2]] and `x[[0]]`"),
    ],
    ids=["exercise", "section", "another lesson", "a matrix"],
)
def test_a_reference_becomes_a_link(text: str, link: str) -> None:
    assert resolve(text, COURSE, HERE) == link


def test_a_lesson_that_is_not_written_is_named_without_a_link() -> None:
    parts = [
        replace(part, lessons=tuple(replace(lesson, ready=False, sections=(), exercises=()) for lesson in part.lessons))
        for part in COURSE.parts
    ]
    unwritten = replace(COURSE, parts=tuple(parts))
    assert resolve("[[p4]], [[ch05]], [[ch05 §3]]", unwritten, HERE) == "P4, chapter 5, chapter 5, §3"


@pytest.mark.parametrize("text", ["[[ch04-e99]]", "[[ch99]]", "[[§99]]", "[[ch04-e01 §2]]"])
def test_a_reference_to_nothing_is_a_mistake(text: str) -> None:
    with pytest.raises(UnknownReference, match="names nothing"):
        resolve(text, COURSE, HERE)


def test_exercises_are_numbered_in_their_order() -> None:
    assert [exercise.number for exercise in HERE.exercises] == [f"4.{n}" for n in range(1, len(HERE.exercises) + 1)]
