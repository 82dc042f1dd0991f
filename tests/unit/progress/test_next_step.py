"""What is recommended, and what the learner's own word changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from jupyterlab_homl.checking.verdict import Status
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.course.model import Course, CoursePath
from jupyterlab_homl.progress.history import Attempt, Event, Visit
from jupyterlab_homl.progress.learner_record import LearnerRecord
from jupyterlab_homl.progress.next_step import next_step, next_up
from jupyterlab_homl.progress.roadmap import ExerciseProgress, LessonProgress, lesson_progress
from tests.paths import COURSE
from tests.present import present

NOW = datetime(2026, 3, 1, 23, 30, tzinfo=UTC).replace(tzinfo=None)
POLICY = "after_attempts:3"


@pytest.fixture(scope="module")
def course() -> Course:
    return open_library(COURSE).course


def event(kind: str, subject: str, **data: Any) -> Event:
    return Event(kind, subject, NOW, data)


def tried(exercise: str, status: str = "failed", times: int = 1, at: datetime = NOW) -> list[Any]:
    return [Attempt(exercise, at, Status(status), 0.0, 0, 1)] * times


def entry(course: Course, record: LearnerRecord) -> LessonProgress:
    return lesson_progress(next(course.lessons), record, POLICY)


def exercise(course: Course, record: LearnerRecord, exercise_id: str) -> ExerciseProgress:
    return next(found for found in entry(course, record).exercises if found.exercise.id == exercise_id)


def test_the_last_mark_holds(course: Course) -> None:
    marked = [event("mark", "t1-e01", state="skipped"), event("mark", "t1-e01", state="learning")]
    assert exercise(course, LearnerRecord(events=marked), "t1-e01").mark == "learning"
    taken_back = LearnerRecord(events=[*marked, event("mark", "t1-e01", state="none")])
    assert exercise(course, taken_back, "t1-e01").mark is None


@pytest.mark.parametrize("state", ["skipped", "done"])
def test_what_is_put_aside_is_not_recommended_and_proves_nothing(course: Course, state: str) -> None:
    record = LearnerRecord(visit=Visit("t1", "exercises", "t1-e01"), events=[event("mark", "t1-e01", state=state)])
    assert present(next_step(course, record)).document()["exercise"] == "t1-e03"
    assert entry(course, record).core_passed == 0
    assert entry(course, record).status == "learning"


def test_a_lesson_that_is_put_aside_is_not_recommended(course: Course) -> None:
    record = LearnerRecord(events=[event("mark", "t1", state="skipped")])
    assert next_step(course, record) is None
    assert entry(course, record).mark == "skipped"


def test_where_the_reader_is(course: Course) -> None:
    events = [event("section", "t1#1", state="run"), event("section", "t1#1", state="read")]
    record = LearnerRecord(visit=Visit("t1", "lesson", None), events=events)
    found = entry(course, record)
    assert (found.place, found.sections[1]) == (1, "run")
    assert present(next_step(course, record)).document()["section"] == 1


def test_who_is_stuck(course: Course) -> None:
    assert not exercise(course, LearnerRecord(tried("t1-e01", times=2)), "t1-e01").stuck
    assert exercise(course, LearnerRecord(tried("t1-e01", times=3)), "t1-e01").stuck
    assert exercise(course, LearnerRecord(events=[event("stuck", "t1-e01")]), "t1-e01").stuck
    assert not exercise(course, LearnerRecord(tried("t1-e01", times=3) + tried("t1-e01", "passed")), "t1-e01").stuck


def test_next_up_has_reasons_and_not_what_continue_has(course: Course) -> None:
    record = LearnerRecord(tried("t1-e01", times=4), visit=Visit("t1", "exercises", "t1-e03"))
    step = present(next_step(course, record))
    assert present(step.exercise).id == "t1-e03"
    [stuck] = next_up(course, record, step)
    assert (stuck.target.id, stuck.reason.text) == ("t1-e01", "Tried 4 times: another hint may help.")
    assert stuck.reason.values == {"count": 4}


@pytest.mark.parametrize(
    ("done", "looked_at", "leads_to", "why"),
    [
        ([], "t1-e03", "t1-e01", "The next core exercise of this chapter."),  # looking alone does not jump over the first
        ([], "t1-e04", "t1-e01", "The next core exercise of this chapter."),
        (tried("t1-e03"), "t1-e03", "t1-e03", "You stopped here."),
        (tried("t1-e03", "passed"), "t1-e03", "t1-e01", "The next core exercise of this chapter."),
        (tried("t1-e01"), "t1-e03", "t1-e03", "You stopped here."),  # left behind on purpose; `next_up` brings it back
        (tried("t1-e01", "passed"), "t1-e04", "t1-e03", "The next core exercise of this chapter."),
        (tried("t1-e01", "passed") + tried("t1-e03", "passed"), "t1-e04", "t1-e04", "You stopped here."),
    ],
)
def test_looking_at_a_later_exercise_jumps_over_none(
    course: Course, done: list[Any], looked_at: str, leads_to: str, why: str
) -> None:
    # The quiz counts as passed by the share of its questions.
    attempts = [replace(attempt, tests_passed=int(attempt.status is Status.PASSED)) for attempt in done]
    step = present(next_step(course, LearnerRecord(attempts, visit=Visit("t1", "exercises", looked_at)))).document()
    assert (step["exercise"], step["why"]) == (leads_to, why)


def test_looking_into_a_later_lesson_jumps_over_none(course: Course) -> None:
    first, second = course.lessons
    later = replace(second, ready=True, exercises=(replace(first.exercises[0], id="t2-e01"),))
    both = replace(course, parts=(replace(course.parts[0], lessons=(first, later)),))
    looked = Visit("t2", "exercises", "t2-e01")
    record = LearnerRecord(tried("t1-e01"), visit=looked)
    assert present(next_step(both, record)).document()["exercise"] == "t1-e01"
    for begun in (
        LearnerRecord(tried("t1-e01") + tried("t2-e01"), visit=looked),
        LearnerRecord(tried("t1-e01"), visit=looked, events=[event("mark", "t2-e01", state="learning")]),
        LearnerRecord(tried("t1-e01"), visit=looked, events=[event("section", "t2#1", state="read")]),
        LearnerRecord(visit=looked),
    ):
        assert present(next_step(both, begun)).document()["exercise"] == "t2-e01"


def test_a_path_puts_its_lessons_first(course: Course) -> None:
    first, second = course.lessons
    written = replace(second, ready=True, exercises=(replace(first.exercises[0], id="t2-e01"),))
    both = replace(course, parts=(replace(course.parts[0], lessons=(first, written)),))
    both = replace(both, paths=(CoursePath("p", "", "", ("t2", "t1")),))
    assert present(next_step(both, LearnerRecord())).document()["lesson"] == "t1"
    assert present(next_step(both, LearnerRecord(events=[event("goal", "", goal="p")]))).document()["lesson"] == "t2"
