"""How evidence moves the level of a skill, rule by rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from jupyterlab_homl.checking.verdict import Status
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.progress.days import day_of, start_of
from jupyterlab_homl.progress.history import Attempt, Event, Hint
from jupyterlab_homl.progress.mastery import Evidence, Standing, proved, standings

MORNING = datetime(2026, 3, 2, 9, 0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def tried(status: str = "failed", at: datetime = MORNING, exercise: str = "t1-e01") -> Attempt:
    return Attempt(exercise, at, Status(status), 0.0, 0, 1)


def hint(number: int, at: datetime = MORNING, exercise: str = "t1-e01") -> Hint:
    return Hint(exercise, number, at)


def event(kind: str, at: datetime = MORNING, subject: str = "t1-e01", **data: Any) -> Event:
    return Event(kind, subject, at, data)


def review(right: bool, at: datetime, item: str = "t1-r01") -> Event:
    return event("review", at, item, skill="Doubling", right=right, rating=3 if right else 1)


@pytest.fixture
def stand(library: Library) -> Callable[..., Standing]:
    """The standing of a skill after some things have happened."""

    def look(*happened: Attempt | Hint | Event, skill: str = "Doubling") -> Standing:
        kinds: dict[type, list[Any]] = {Attempt: [], Hint: [], Event: []}
        for one in happened:
            kinds[type(one)].append(one)
        return standings(library.course, Evidence(*kinds.values()), UTC)["t1", skill]

    return look


def test_nothing_done(stand: Callable[..., Standing]) -> None:
    standing = stand()
    assert (standing.level, standing.steps, standing.entered) == ("not_started", (), None)


def test_a_try_is_attempted_and_says_of_what(stand: Callable[..., Standing]) -> None:
    standing = stand(tried())
    assert standing.level == "attempted"
    assert standing.steps[0].because.text == "You tried “Double it”."
    assert standing.entered is None


@pytest.mark.parametrize("status", ["not_attempted", "cancelled"])
def test_what_is_no_attempt_moves_nothing(stand: Callable[..., Standing], status: str) -> None:
    assert stand(tried(status)).level == "not_started"


def test_passed_without_help_is_proficient(stand: Callable[..., Standing]) -> None:
    standing = stand(tried("failed"), hint(1), hint(2), tried("passed", MORNING + HOUR))
    assert standing.level == "proficient"
    assert standing.entered == MORNING + HOUR
    assert "without its third hint" in standing.steps[-1].because.text


def test_passed_with_the_third_hint_is_familiar(stand: Callable[..., Standing]) -> None:
    standing = stand(hint(3), tried("passed", MORNING + HOUR))
    assert standing.level == "familiar"
    assert "with its third hint" in standing.steps[-1].because.text


def test_a_third_hint_or_a_solution_after_the_pass_takes_nothing_away(stand: Callable[..., Standing]) -> None:
    passed = tried("passed")
    assert stand(passed, hint(3, MORNING + HOUR)).level == "proficient"
    standing = stand(passed, event("solution", MORNING + HOUR))
    assert (standing.level, standing.held) == ("proficient", None)


def test_a_later_check_that_fails_takes_nothing_away(stand: Callable[..., Standing]) -> None:
    assert stand(tried("passed"), tried("failed", MORNING + DAY)).level == "proficient"


def test_a_solution_seen_before_the_pass_holds_the_skill_at_familiar(stand: Callable[..., Standing]) -> None:
    seen = (tried(), event("solution", MORNING + HOUR), tried("passed", MORNING + 2 * HOUR))
    standing = stand(*seen)
    assert standing.level == "familiar"
    assert "after seeing its solution" in standing.steps[-1].because.text
    other = (tried("passed", MORNING + 3 * HOUR, "t1-e03"),)
    assert stand(*seen, *other).level == "familiar"


def test_a_solution_seen_takes_a_mastered_skill_back_to_familiar(stand: Callable[..., Standing]) -> None:
    done = (tried("passed", exercise="t1-e03"), review(True, MORNING + DAY))
    assert stand(*done).level == "mastered"
    assert stand(*done, event("solution", MORNING + 2 * DAY)).level == "familiar"


def test_a_question_on_a_later_day_lets_go_of_a_held_skill(stand: Callable[..., Standing]) -> None:
    seen = (event("solution"), tried("passed", MORNING + HOUR))
    assert stand(*seen, review(True, MORNING + 2 * HOUR)).level == "familiar"
    later = stand(*seen, review(True, MORNING + DAY))
    assert (later.level, later.held) == ("proficient", None)
    assert stand(*seen, review(True, MORNING + DAY), review(True, MORNING + 2 * DAY)).level == "mastered"


def test_a_question_right_on_a_later_day_is_mastered(stand: Callable[..., Standing]) -> None:
    passed = tried("passed")
    assert stand(passed, review(True, MORNING + HOUR)).level == "proficient"
    standing = stand(passed, review(True, MORNING + DAY))
    assert standing.level == "mastered"
    assert "on a later day" in standing.steps[-1].because.text


def test_one_level_a_day(stand: Callable[..., Standing]) -> None:
    helped = (hint(3), tried("passed"))
    next_day = MORNING + DAY
    assert stand(*helped, review(True, next_day), review(True, next_day + HOUR, "t1-r02")).level == "proficient"


def test_a_miss_drops_one_level_and_no_further_than_attempted(stand: Callable[..., Standing]) -> None:
    up = (tried("passed"), review(True, MORNING + DAY))
    levels = [stand(*up, *(review(False, MORNING + (2 + n) * DAY) for n in range(misses))).level for misses in range(1, 5)]
    assert levels == ["proficient", "familiar", "attempted", "attempted"]


def test_practice_takes_nothing_away(stand: Callable[..., Standing]) -> None:
    missed = event("review", MORNING + 2 * DAY, "t1-r01", skill="Doubling", right=False, rating=1, practice=True)
    up = (tried("passed"), review(True, MORNING + DAY))
    before, after = stand(*up), stand(*up, missed)
    assert (before.level, after) == ("mastered", before)
    first = stand(missed)
    assert (first.level, first.steps[-1].because.text) == ("attempted", "You practised a review question.")


def test_after_a_miss_it_rises_again(stand: Callable[..., Standing]) -> None:
    low = (tried("passed"), review(False, MORNING + DAY))
    assert stand(*low).level == "familiar"
    assert stand(*low, review(True, MORNING + DAY + HOUR)).level == "familiar"
    assert stand(*low, review(True, MORNING + 2 * DAY)).level == "proficient"


def test_a_question_right_before_any_exercise_is_familiar(stand: Callable[..., Standing]) -> None:
    assert stand(review(True, MORNING)).level == "familiar"
    assert stand(review(False, MORNING)).level == "attempted"


def test_cards_rated_by_the_learner_move_nothing(stand: Callable[..., Standing]) -> None:
    card = [event("review", MORNING + n * DAY, "t1-r03", right=n > 1, rating=1 if n < 2 else 4) for n in (1, 2)]
    assert stand(tried("passed"), *card).level == "proficient"


def test_a_quiz_that_passes_at_a_later_try_is_familiar(stand: Callable[..., Standing]) -> None:
    assert stand(tried("passed", exercise="t1-e03")).level == "proficient"
    assert stand(tried(exercise="t1-e03"), tried("passed", MORNING + HOUR, "t1-e03")).level == "familiar"


def test_a_quiz_proves_its_skills_with_enough_right(stand: Callable[..., Standing]) -> None:
    nearly = replace(tried(exercise="t1-e03"), tests_passed=4, tests_total=5)
    assert stand(nearly).level == "proficient"
    assert stand(nearly, tried("passed", MORNING + HOUR, "t1-e03")).level == "proficient"
    assert stand(replace(nearly, tests_passed=3)).level == "attempted"


def test_a_short_answer_is_familiar_once_it_meets_its_rubric(stand: Callable[..., Standing]) -> None:
    written = (tried("answered", exercise="t1-e02"), event("solution", MORNING + HOUR, "t1-e02"))
    assert stand(*written).level == "attempted"
    assert stand(*written, event("rating", MORNING + HOUR, "t1-e02", rubric=[True, False])).level == "attempted"
    met = stand(*written, event("rating", MORNING + HOUR, "t1-e02", rubric=[True, True]))
    assert (met.level, met.held) == ("familiar", None)


def test_a_fast_track_proves_its_skills(stand: Callable[..., Standing], library: Library) -> None:
    items = {"t1-r04": True, "t1-r05": True}
    track = event("fasttrack", MORNING, "t1", items=items)
    assert proved(library.course.lesson("t1"), items) == ("Splitting",)
    assert stand(track, skill="Splitting").level == "proficient"
    assert stand(track).level == "not_started"


def test_a_fast_track_needs_four_of_five_and_half_of_each_skill(library: Library) -> None:
    lesson = library.course.lesson("t1")
    assert proved(lesson, {"t1-r01": True, "t1-r02": True, "t1-r04": True, "t1-r05": False}) == ()
    most = {**{f"gone-{n}": True for n in range(8)}, "t1-r01": True, "t1-r04": False}
    assert proved(lesson, most) == ("Doubling",)
    assert proved(lesson, {}) == ()


def test_a_fast_track_that_fails_takes_nothing_away(stand: Callable[..., Standing]) -> None:
    track = event("fasttrack", MORNING + DAY, "t1", items={"t1-r04": False, "t1-r05": False})
    assert stand(tried("passed", exercise="t1-e04"), track, skill="Splitting").level == "proficient"


def test_a_fast_track_proves_nothing_on_the_day_of_one_that_failed(stand: Callable[..., Standing]) -> None:
    failed = event("fasttrack", MORNING, "t1", items={"t1-r04": False, "t1-r05": False})
    right = {"t1-r04": True, "t1-r05": True}
    copied = event("fasttrack", MORNING + HOUR, "t1", items=right)
    assert stand(failed, copied, skill="Splitting").level == "not_started"
    assert stand(failed, copied, event("fasttrack", MORNING + DAY, "t1", items=right), skill="Splitting").level == "proficient"
    elsewhere = event("fasttrack", MORNING, "t2", items={})
    assert stand(elsewhere, copied, skill="Splitting").level == "proficient"
    assert stand(copied, event("fasttrack", MORNING + 2 * HOUR, "t1", items={}), skill="Splitting").level == "proficient"


def test_a_fast_track_on_a_later_day_lets_go_of_a_held_skill(stand: Callable[..., Standing]) -> None:
    seen = event("solution", MORNING, "t1-e04")
    items = {"t1-r04": True, "t1-r05": True}
    assert stand(seen, event("fasttrack", MORNING + HOUR, "t1", items=items), skill="Splitting").level == "familiar"
    assert stand(seen, event("fasttrack", MORNING + DAY, "t1", items=items), skill="Splitting").level == "proficient"


def test_what_is_no_longer_in_the_course_is_left_out(stand: Callable[..., Standing]) -> None:
    gone = (tried("passed", exercise="t0-e01"), review(True, MORNING, "t0-r01"), event("fasttrack", MORNING, "t0", items={}))
    assert (
        stand(*gone, event("solution", MORNING, "t0-e01"), event("mark", MORNING, "t1", state="done")).level == "not_started"
    )


def test_days_begin_at_four_where_the_learner_is() -> None:
    assert day_of(datetime(2026, 3, 3, 3, 59), UTC) == day_of(datetime(2026, 3, 2, 4, 0), UTC)
    assert day_of(datetime(2026, 3, 3, 4, 0), UTC) > day_of(datetime(2026, 3, 3, 3, 59), UTC)
    taipei = timezone(timedelta(hours=8))
    assert day_of(datetime(2026, 3, 2, 20, 0), taipei) > day_of(datetime(2026, 3, 2, 19, 59), taipei)
    assert start_of(day_of(MORNING, taipei), taipei) == datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def test_midnight_is_no_day(stand: Callable[..., Standing]) -> None:
    late = datetime(2026, 3, 2, 23, 50)
    assert stand(tried("passed", late), review(True, late + HOUR)).level == "proficient"
