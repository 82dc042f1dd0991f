"""The first page: ratings, advice, goal; and the lesson that is on no road."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.verdict import Status
from jupyterlab_homl.course.build import write_bundle
from jupyterlab_homl.course.bundle import load_course
from jupyterlab_homl.course.coverage import coverage
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.course.model import Course
from jupyterlab_homl.errors import BadSource
from jupyterlab_homl.progress.history import Attempt, Event, Visit
from jupyterlab_homl.progress.learner_record import LearnerRecord
from jupyterlab_homl.progress.roadmap import roadmap
from jupyterlab_homl.progress.selfcheck import advice
from jupyterlab_homl.progress.welcome import Topic, WelcomePage, welcome
from tests.paths import COURSE, ROOT
from tests.present import present

NOW = datetime(2026, 3, 1, 23, 30)
START = ("start", "start-e01")


@pytest.fixture(scope="module")
def today() -> Course:
    """The course with one chapter and the first steps."""
    return open_library(only=["start", "ch04"]).course


@pytest.fixture(scope="module")
def course(today: Course) -> Course:
    """The same, with every tutorial of the self-check as if it were written."""
    parts = tuple(
        replace(part, lessons=tuple(replace(lesson, ready=lesson.ready or bool(lesson.selfcheck)) for lesson in part.lessons))
        for part in today.parts
    )
    return replace(today, parts=parts)


def said(kind: str, subject: str, day: int = 1, **data: Any) -> Event:
    return Event(kind, subject, NOW.replace(day=day), data)


def topic(page: WelcomePage, name: str) -> Topic:
    return next(entry for entry in page.topics if entry.lesson.id == name)


def test_nobody_has_said_anything(course: Course) -> None:
    page = welcome(course, LearnerRecord())
    assert not page.begun
    assert (page.goal, page.goal_at) == (None, None)
    assert [entry.lesson.id for entry in page.topics] == [f"p{n}" for n in range(7)]
    assert all(len(entry.lesson.selfcheck) == 2 for entry in page.topics)
    assert all(entry.advice is None and entry.ratings == () for entry in page.topics)
    first = present(page.first)
    assert (first.document()["exercise"], first.status) == ("start-e01", "untouched")


def test_nobody_rates_themselves_in_what_is_not_written(today: Course) -> None:
    assert welcome(today, LearnerRecord()).topics == ()


def test_earlier_ratings_stay_and_the_last_one_advises(course: Course) -> None:
    record = LearnerRecord(events=[said("selfcheck", "p4", 1, rating=1), said("selfcheck", "p4", 9, rating=3)])
    page = welcome(course, record)
    assert topic(page, "p4").document()["ratings"] == [
        {"at": "2026-03-01T23:30:00Z", "rating": 1},
        {"at": "2026-03-09T23:30:00Z", "rating": 3},
    ]
    assert topic(page, "p4").advice == "skim"
    assert topic(page, "p5").advice is None
    assert [advice(rating) for rating in (1, 2, 3, 4)] == ["worth", "worth", "skim", "enough"]


def test_later_is_an_answer_too(course: Course) -> None:
    page = welcome(course, LearnerRecord(events=[said("goal", "", goal=None)]))
    assert (page.goal, page.goal_at) == (None, NOW)
    assert page.begun


def test_a_topic_comes_before_the_first_lesson_on_the_path_that_needs_it(course: Course) -> None:
    assert present(topic(welcome(course, LearnerRecord()), "p6").before).id == "b1"
    assert present(topic(welcome(course, LearnerRecord()), "p4").before).id == "ch04"
    bound = LearnerRecord(events=[said("goal", "", goal="vision")])
    assert topic(welcome(course, bound), "p6").before is None


def test_the_first_steps_are_on_no_road(course: Course) -> None:
    tried = [Attempt(START[1], NOW, Status.FAILED, 0.0, 0, 2), Attempt(START[1], NOW, Status.PASSED, 1.0, 2, 2)]
    record = LearnerRecord(tried, visit=Visit("start", "exercises", START[1]))
    road = roadmap(course, record, "after_pass")
    assert START[0] not in [progress.lesson.id for progress in road.lessons]
    assert present(road.step).lesson.id == "ch04"
    assert road.started
    assert present(road.first_steps).exercises[0].status == "passed"
    assert not any(START[1] in places for places in coverage(course).places.values())
    assert all("start" not in path.lessons for path in course.paths)
    assert present(welcome(course, record).first).attempts == 2


def step(course: Course, record: LearnerRecord) -> tuple[bool, str, str | None]:
    road = roadmap(course, record, "after_pass")
    found = present(road.step)
    return road.started, found.lesson.id, found.exercise.id if found.exercise else None


def test_who_has_done_nothing_starts_with_them(today: Course) -> None:
    assert step(today, LearnerRecord()) == (False, *START)
    looked = Visit(START[0], "lesson", None)
    assert step(today, LearnerRecord(visit=looked)) == (False, *START)
    failed = [Attempt(START[1], NOW, Status.FAILED, 0.0, 0, 2)]
    assert step(today, LearnerRecord(failed, visit=looked)) == (True, *START)
    skipped = [said("mark", START[0], state="skipped")]
    assert step(today, LearnerRecord(events=skipped)) == (False, "ch04", None)


def next_after_first_steps(course: Course, *events: Event) -> tuple[str, str]:
    """The lesson to which somebody is led who has passed the first exercise, and why."""
    passed = [Attempt(START[1], NOW, Status.PASSED, 1.0, 2, 2)]
    found = present(roadmap(course, LearnerRecord(passed, events=events), "after_pass").step)
    return found.lesson.id, found.reason.text


def with_exercises(course: Course) -> Course:
    """The course, with an exercise in every lesson that counts as written, so that each has something left to do."""
    one = course.lesson("ch04").exercises[:1]
    return replace(
        course,
        parts=tuple(
            replace(
                part,
                lessons=tuple(
                    replace(lesson, exercises=lesson.exercises or tuple(replace(e, id=f"{lesson.id}-e01") for e in one))
                    if lesson.ready
                    else lesson
                    for lesson in part.lessons
                ),
            )
            for part in course.parts
        ),
    )


def test_the_self_check_leads_to_the_right_lesson_or_past_it(course: Course) -> None:
    course = with_exercises(course)
    assert next_after_first_steps(course) == ("p0", "The next chapter on your road.")
    known = [said("selfcheck", name, rating=4) for name in ("p0", "p1")]
    assert next_after_first_steps(course, *known) == ("p2", "By your self-check, you can skip P0, P1.")
    assert next_after_first_steps(course, known[0], said("selfcheck", "p1", rating=2)) == (
        "p1",
        "By your self-check, this is worth your time.",
    )
    some = next_after_first_steps(course, said("selfcheck", "p0", rating=3))
    assert (some[0], "skim it" in some[1]) == ("p0", True)
    # rated anew, and lower: back to it
    assert next_after_first_steps(course, *known, said("selfcheck", "p0", 2, rating=1))[0] == "p0"
    everything = [said("selfcheck", f"p{n}", rating=4) for n in range(7)]
    assert next_after_first_steps(course, *everything) == (
        "ch04",
        "By your self-check, you can skip P0, P1, P2, P3, P4, P5, P6.",
    )


def test_what_is_not_known_comes_before_what_needs_it_on_every_path(course: Course) -> None:
    course = with_exercises(course)
    vision = said("goal", "", goal="vision")
    assert next_after_first_steps(course, vision)[0] == "p1"
    assert next_after_first_steps(course, vision, said("selfcheck", "p0", rating=1))[0] == "p0"
    assert next_after_first_steps(course, vision, said("selfcheck", "p0", rating=4))[0] == "p1"
    # p5 is on no way to p1, but chapter 4 needs it
    known = [said("selfcheck", name, rating=4) for name in ("p1", "p3")]
    assert next_after_first_steps(course, vision, *known, said("selfcheck", "p5", rating=1))[0] == "p5"


def test_a_lesson_that_was_begun_is_not_passed_over(course: Course) -> None:
    course = with_exercises(course)
    tried = [Attempt(START[1], NOW, Status.PASSED, 1.0, 2, 2), Attempt("p0-e01", NOW, Status.FAILED, 0.0, 0, 2)]
    record = LearnerRecord(tried, visit=Visit("p0", "exercises", "p0-e01"), events=[said("selfcheck", "p0", rating=4)])
    found = present(roadmap(course, record, "after_pass").step)
    assert (found.lesson.id, found.reason.text) == ("p0", "You stopped here.")


@pytest.mark.parametrize(
    "record",
    [
        LearnerRecord([Attempt("ch04-e01", NOW, Status.FAILED, 0.0, 0, 2)]),
        LearnerRecord(events=[said("section", "ch04#1", state="read")]),
        LearnerRecord(visit=Visit("ch04", "lesson", None)),
    ],
)
def test_who_is_on_the_road_is_not_sent_back_to_them(today: Course, record: LearnerRecord) -> None:
    assert step(today, record)[1] == "ch04"


def test_but_it_is_found_built_and_checked_like_the_others(tmp_path: Path) -> None:
    sources = COURSE
    for path in sources.rglob("*"):
        if path.is_file():
            copy = tmp_path / "text" / path.relative_to(sources)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    start = ROOT / "notebooks/start_first_steps"
    (tmp_path / "text/start_first_steps").mkdir()
    for name in ("lesson.py", "exercises.py"):
        (tmp_path / "text/start_first_steps" / name).write_text((start / name).read_text())
    toml = tmp_path / "text/course.toml"
    entry = (
        '[first_steps]\nid = "{}"\nslug = "first_steps"\nnumber = ""\ntitle = ""\nsummary = ""\nminutes = 3\nready = true\n'
    )
    plain, rest = toml.read_text().split("\n[[", 1)
    toml.write_text(plain + "\n" + entry.format("start") + 'skills = ["Write, check, fix"]\n\n[[' + rest)
    write_bundle(tmp_path / "text", tmp_path)
    built = load_course(tmp_path)
    assert built == open_library(tmp_path / "text").course
    assert built.find_exercise(START[1])[0].id == START[0]
    assert (tmp_path / "release/start/exercises.ipynb").is_file()
    toml.write_text(plain + "\n" + entry.format("t1") + "\n[[" + rest)
    with pytest.raises(BadSource):
        open_library(tmp_path / "text")
