"""When hints open, what counts as an attempt, how a rubric and a quiz are read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jupyterlab_homl.checking.verdict import Status
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.progress.policy import genuine_attempts, next_hint
from jupyterlab_homl.progress.rating import rating_total, rubric_points
from tests.present import present

T0 = datetime(2026, 3, 1, 10, 0)


def at(seconds: int) -> datetime:
    return T0 + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("opened", "tried", "stuck", "now", "wait"),
    [
        (0, [], [], 0, 0),  # the first is free
        (1, [], [], 0, 180),
        (1, [], [], 61, 119),
        (1, [], [], 180, 0),
        (1, [-5], [], 10, 170),  # an attempt before the hint led to it, and opens no other
        (1, [5], [], 10, 0),
        (1, [-60, -30, -5], [], 10, 0),  # but a second one counts
        (2, [-60, -30, -5], [], 10, 170),
        (2, [], [5], 10, 0),
    ],
)
def test_hints_open_one_after_the_other(opened: int, tried: list[int], stuck: list[int], now: int, wait: int) -> None:
    last = at(0) if opened else None
    found = present(next_hint(3, opened, last, map(at, tried), map(at, stuck), at(now)))
    assert (found.number, found.wait) == (opened + 1, wait)


def test_no_hint_follows_the_last() -> None:
    assert next_hint(3, 3, at(0), [], [], at(900)) is None
    assert next_hint(0, 0, None, [], [], at(0)) is None


@pytest.mark.parametrize(("now", "words"), [(0, "in 3 minutes"), (90, "in 2 minutes"), (150, "in a minute")])
def test_a_hint_that_is_closed_says_when_it_opens(now: int, words: str) -> None:
    sentence = present(next_hint(3, 1, at(0), [], [], at(now))).sentence
    assert words in sentence.text
    assert sentence.text.startswith("Hint 2 opens")


def test_the_same_answer_again_is_no_attempt() -> None:
    checks = [
        (at(1), Status.FAILED, "x = 1"),
        (at(2), Status.FAILED, "x  = 1\n"),
        (at(3), Status.NOT_ATTEMPTED, "..."),
        (at(4), Status.ERROR, "x = 2"),
        (at(5), Status.FAILED, "x = 1"),
    ]
    assert genuine_attempts(checks) == [at(1), at(4), at(5)]


def test_the_points_of_a_rubric() -> None:
    rubric = "One each:\n\n1. **Many** models,\n   not one.\n2) Noise.\n\nNot a point.\n- And this"
    assert rubric_points(rubric) == ("**Many** models, not one.", "Noise.", "And this")
    assert rating_total([True, False, True]) == {"points": 2, "of": 3}
    assert rating_total(None) is None


def test_every_short_answer_has_a_rubric_to_rate_by() -> None:
    exercises = [exercise for lesson in open_library().course.lessons for exercise in lesson.exercises if exercise.manual]
    assert [exercise.id for exercise in exercises if len(rubric_points(exercise.rubric)) < 2] == []
