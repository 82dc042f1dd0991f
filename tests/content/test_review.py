"""The questions for review: enough of them, right, and none that repeats another."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from jupyterlab_homl.course.library import Library
from jupyterlab_homl.progress.assessment import assess
from jupyterlab_homl.progress.mastery import FAST_SHARE, Evidence, standings
from jupyterlab_homl.progress.review import QUIZ_ITEMS, Schedule, quiz

#: A question is read and answered within two minutes, its reason within half of one.
MOST_WORDS, MOST_REASON = 90, 60


def variants(lesson: Any) -> list[Any]:
    return [(item, variant) for item in lesson.review for variant in item.variants]


def test_each_skill_has_two_items_and_each_its_exercise(lesson: Any) -> None:
    assert 6 <= len(lesson.skills) <= 10
    for skill in lesson.skills:
        judged = [item for item in lesson.review if item.skill == skill and item.kind != "card"]
        assert len(judged) >= 2, skill
        assert any(skill in exercise.skills for exercise in lesson.exercises), skill


def test_numbers_are_what_numpy_says(lesson: Any) -> None:
    for item, variant in variants(lesson):
        if item.kind != "number":
            continue
        found = float(eval(variant.check, {"np": np}))
        assert assess(item, variant, found).right, (item.id, variant.text, found)
        assert assess(item, variant, variant.answer).right
        for mistake in variant.mistakes:
            result = assess(item, variant, mistake.value)
            assert (result.right, result.words) == (False, mistake.why), (item.id, mistake)


def test_choices_teach_why_each_wrong_one_is_wrong(lesson: Any) -> None:
    for item, variant in variants(lesson):
        if item.kind == "choice":
            assert len(variant.options) >= 3, item.id
            assert all(len(option.why.split()) >= 3 for option in variant.options), item.id


def test_the_right_choice_is_not_given_away_by_its_place_or_length(lesson: Any) -> None:
    choices = [variant for item, variant in variants(lesson) if item.kind == "choice"]
    places = [next(n for n, option in enumerate(variant.options) if option.right) for variant in choices]
    assert len(set(places)) >= 3
    assert max(places.count(place) for place in set(places)) <= 0.6 * len(places)
    longest = [max(variant.options, key=lambda option: len(option.text)).right for variant in choices]
    assert sum(longest) <= 0.6 * len(longest)


def test_they_are_short_and_different(lesson: Any) -> None:
    texts = [variant.text for _, variant in variants(lesson)]
    assert len(set(texts)) == len(texts)
    for item, variant in variants(lesson):
        assert len(variant.text.split()) <= MOST_WORDS, item.id
        assert len(variant.why.split()) <= MOST_REASON, item.id
        assert not re.search(r"\b(simply|just|obviously|clearly)\b", f"{variant.text} {variant.why}"), item.id


def test_the_fast_track_asks_ten_questions_on_what_its_exercise_does_not_prove(lesson: Any, library: Library) -> None:
    course = library.course
    exercise = lesson.exercise(lesson.fast_track)
    assert exercise.level == 3
    asked = quiz(lesson, Schedule(course, standings(course, Evidence()), ()))
    assert len(asked) == QUIZ_ITEMS
    assert {entry.item.skill for entry in asked} == set(lesson.skills) - set(exercise.skills)
    assert sum(entry.item.seconds for entry in asked) <= 15 * 60
    assert FAST_SHARE == 0.8
