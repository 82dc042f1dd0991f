"""What is due when, in which order it is asked, and how answers are judged."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jupyterlab_homl.checking.verdict import Status
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Lesson
from jupyterlab_homl.course.review_items import ReviewItem, ReviewQuestion
from jupyterlab_homl.errors import HomlError
from jupyterlab_homl.progress.assessment import assess, unanswered
from jupyterlab_homl.progress.days import day_of, start_of
from jupyterlab_homl.progress.history import Attempt, Event
from jupyterlab_homl.progress.mastery import Evidence, standings
from jupyterlab_homl.progress.review import (
    AGAIN,
    EASY,
    GOOD,
    Entry,
    ReviewCard,
    Schedule,
    due_after,
    interleaved,
    quiz,
    session,
)
from tests.present import present

MORNING = datetime(2026, 3, 2, 9, 0)
DAY = timedelta(days=1)
PASSED = Attempt("t1-e01", MORNING, Status.PASSED, 1.0, 1, 1)


def answer(item: str, at: datetime, right: bool = True) -> Event:
    return Event("review", item, at, {"skill": "Doubling", "right": right, "rating": GOOD if right else AGAIN})


@pytest.fixture
def schedule(library: Library) -> Callable[..., Schedule]:
    def make(attempts: tuple[Attempt, ...] = (PASSED,), events: Sequence[Any] = (), cards: Sequence[Any] = ()) -> Schedule:
        known = standings(library.course, Evidence(attempts, (), events), UTC)
        return Schedule(library.course, known, events, cards, UTC)

    return make


def ids(entries: list[Entry]) -> list[Any]:
    return [entry.item.id for entry in entries]


def test_nothing_is_due_before_a_skill_is_known(schedule: Callable[..., Schedule]) -> None:
    found = schedule(attempts=())
    assert found.due(MORNING + 400 * DAY) == []
    assert found.next(MORNING) is None


def test_a_skill_comes_into_review_the_day_after_and_its_items_follow(schedule: Callable[..., Schedule]) -> None:
    found = schedule()
    assert found.due(MORNING) == []
    assert found.next(MORNING) == datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
    assert ids(found.due(MORNING + DAY)) == ["t1-r01"]
    assert ids(found.due(MORNING + 3 * DAY)) == ["t1-r01", "t1-r02"]
    assert ids(found.due(MORNING + 5 * DAY)) == ["t1-r01", "t1-r02", "t1-r03"]


def test_it_is_due_from_the_morning_on_whatever_the_hour(schedule: Callable[..., Schedule]) -> None:
    assert ids(schedule().due(datetime(2026, 3, 3, 4, 0))) == ["t1-r01"]
    assert ids(schedule().due(datetime(2026, 3, 3, 3, 59))) == []


def test_what_is_answered_right_comes_ever_later(schedule: Callable[..., Schedule]) -> None:
    at, gaps = MORNING + DAY, []
    events = []
    for _ in range(4):
        events.append(answer("t1-r01", at))
        due = present(schedule(events=tuple(events)).entries["t1-r01"].due)
        gaps.append((due - at.date()).days)
        at = datetime.combine(due, MORNING.time())
    assert gaps == sorted(gaps)
    assert gaps[0] >= 1
    assert gaps[-1] > 4 * gaps[0]


def test_what_is_missed_comes_again_the_next_day_not_sooner(schedule: Callable[..., Schedule]) -> None:
    at = MORNING + DAY
    found = schedule(events=(answer("t1-r01", at, right=False),))
    assert ids(found.due(at + timedelta(hours=3))) == []
    assert "t1-r01" in ids(found.due(at + DAY))


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_are_those_of_the_learner_also_where_clocks_change(library: Library, zone: str) -> None:
    here = ZoneInfo(zone)
    for day in (date(2026, 3, 7), date(2026, 3, 8), date(2026, 11, 1), date(2026, 6, 1)):  # clocks change on two of them
        morning = start_of(day, here)
        assert morning.astimezone(here).hour == 4
        assert day_of(morning, here) == day
        assert day_of(morning - timedelta(seconds=1), here) == day - timedelta(days=1)
        late = datetime.combine(day, time(23, 30), here).astimezone(UTC)
        passed = Attempt("t1-e01", late.replace(tzinfo=None), Status.PASSED, 1.0, 1, 1)
        known = standings(library.course, Evidence((passed,)), here)
        found = Schedule(library.course, known, (), [ReviewCard("7", "F", "B", day)], here)
        past_midnight = late + timedelta(hours=2)
        assert ids(found.due(past_midnight)) == []
        assert found.next(past_midnight) == start_of(day + timedelta(days=1), here)
        assert set(ids(found.due(start_of(day + timedelta(days=1), here)))) == {"t1-r01", "card:7"}


def test_the_same_answers_give_the_same_dates() -> None:
    answers = tuple((MORNING + n * DAY, GOOD) for n in (0, 3, 20))
    due_after.cache_clear()
    first = due_after(answers)
    due_after.cache_clear()
    assert due_after(answers) == first
    assert due_after((*answers[:2], (answers[2][0], EASY))) > first


def test_variants_take_turns(schedule: Callable[..., Schedule]) -> None:
    item = "t1-r01"
    shown = [schedule(events=tuple(answer(item, MORNING + n * DAY) for n in range(turn))).entries[item] for turn in range(3)]
    assert [entry.turn for entry in shown] == [0, 1, 2]
    assert shown[0].question != shown[1].question
    assert shown[0].question == shown[2].question


def test_answers_of_a_fast_track_count_as_well(schedule: Callable[..., Schedule]) -> None:
    track = Event("fasttrack", "t1", MORNING, {"items": {"t1-r04": True, "t1-r05": True}})
    found = schedule(attempts=(), events=(track,))
    assert found.entries["t1-r04"].turn == 1
    assert found.due(MORNING) == []
    assert found.next(MORNING) is not None


def test_cards_of_the_learner_are_in_the_queue(schedule: Callable[..., Schedule]) -> None:
    found = schedule(attempts=(), cards=[ReviewCard("7", "Front", "Back", MORNING.date())])
    assert found.due(MORNING) == []
    assert ids(found.due(MORNING + DAY)) == ["card:7"]
    rated = Event("review", "card:7", MORNING + DAY, {"skill": "", "right": True, "rating": EASY})
    assert (
        ids(schedule(attempts=(), events=(rated,), cards=[ReviewCard("7", "F", "B", MORNING.date())]).due(MORNING + DAY)) == []
    )


def test_the_answers_to_a_card_that_is_gone_are_left_out(schedule: Callable[..., Schedule]) -> None:
    rated = Event("review", "card:7", MORNING, {"right": True, "rating": GOOD})
    assert "card:7" not in schedule(events=(rated,)).entries


def entry(skill: str, number: int, lesson: Lesson | None = None, seconds: int = 45) -> Entry:
    item = ReviewItem(f"{skill}-{number}", skill, "choice", seconds, (ReviewQuestion("?", "!"),))
    return Entry(item, lesson, 0, MORNING.date())


@pytest.mark.parametrize("skills", ["aabb", "aaabb", "aaabbc", "aabbccdd", "abcdaaa", "aaaabbbbcccc"])
def test_no_two_of_a_skill_follow_each_other(skills: str) -> None:
    order = [one.item.skill for one in interleaved([entry(skill, n) for n, skill in enumerate(skills)])]
    assert sorted(order) == sorted(skills)
    assert not any(first == second for first, second in pairwise(order)), order


def test_where_it_cannot_be_avoided_all_are_still_asked() -> None:
    assert len(interleaved([entry("a", n) for n in range(3)])) == 3


def test_lessons_are_mixed_too(library: Library) -> None:
    one, two = library.course.lessons
    order = interleaved([entry("a", 1, one), entry("b", 1, one), entry("c", 1, two), entry("d", 1, two)])
    assert [present(found.lesson).id for found in order] == ["t1", "t2", "t1", "t2"]


def test_a_session_takes_ten_minutes_at_most() -> None:
    asked = session([entry(f"s{n}", n, seconds=90) for n in range(20)])
    assert len(asked) == 6
    assert {found.item.skill for found in asked} == {f"s{n}" for n in range(6)}


def test_the_quiz_asks_for_what_the_exercise_does_not_prove(library: Library, schedule: Callable[..., Schedule]) -> None:
    assert sorted(ids(quiz(library.course.lesson("t1"), schedule()))) == ["t1-r04", "t1-r05"]


def item_of(library: Library, item_id: str) -> ReviewItem:
    return next(item for item in library.course.lesson("t1").review if item.id == item_id)


def test_a_choice_is_judged_with_words(library: Library) -> None:
    item = item_of(library, "t1-r01")
    options = {option.text: option.id for option in item.variants[0].options}
    right = assess(item, item.variants[0], options["4"])
    assert (right.right, right.rating, right.words) == (True, GOOD, None)
    wrong = assess(item, item.variants[0], options["3"])
    assert (wrong.right, wrong.rating, wrong.expected) == (False, AGAIN, "4")
    assert wrong.words == "That is one more than two."
    with pytest.raises(HomlError, match="one of a, b, c"):
        assess(item, item.variants[0], "z")


def test_a_number_has_a_tolerance_and_words_for_usual_mistakes(library: Library) -> None:
    item = item_of(library, "t1-r02")
    assert assess(item, item.variants[0], 5.01).right
    assert not assess(item, item.variants[0], 5.02).right
    assert assess(item, item.variants[0], 6.25).words == "That is the square."
    for nothing in ("5", True, None, float("nan")):
        with pytest.raises(HomlError, match="a number"):
            assess(item, item.variants[0], nothing)


def test_a_card_is_rated(library: Library) -> None:
    item = item_of(library, "t1-r03")
    assert not assess(item, item.variants[0], rating=1).right
    assert assess(item, item.variants[0], rating=4).expected == "Halving."
    for nothing in (0, 5, True, "3", None):
        with pytest.raises(HomlError, match="1 again"):
            assess(item, item.variants[0], rating=nothing)


def test_an_answer_that_is_missing_is_wrong(library: Library) -> None:
    item = item_of(library, "t1-r01")
    assert unanswered(item, item.variants[0]).right is False


def test_the_scheduler_is_not_loaded_before_something_was_answered() -> None:
    code = (
        "import sys, jupyterlab_homl.server.app, jupyterlab_homl.server.routes, jupyterlab_homl.progress.review; "
        "assert 'fsrs' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
