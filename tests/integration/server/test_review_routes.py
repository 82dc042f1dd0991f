"""Review, skills and fast tracks over the routes of a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError

from jupyterlab_homl.checking.verdict import Status, TestResult, Verdict
from jupyterlab_homl.progress.store import Store
from tests.present import present

HOME = ("jupyterlab-homl", "api")
LAST_WEEK = datetime.now(UTC) - timedelta(days=7)


@pytest.fixture
def passed_last_week(jp_root_dir: Path) -> None:
    """The first exercise passed seven days ago, so that its skill's three items are due."""
    store = Store(jp_root_dir / ".homl" / "progress.sqlite", now=lambda: LAST_WEEK)
    tests = (TestResult("one", True, None, False, True, "t1-e01-tests"),)
    store.add_attempt("t1", Verdict("t1-e01", Status.PASSED, 1.0, 1.0, tests), "")
    store.close()


async def refused(awaitable: Awaitable[Any]) -> tuple[int, Any]:
    with pytest.raises(HTTPClientError) as caught:
        await awaitable
    return caught.value.code, json.loads(present(caught.value.response).body)["message"]


def right_of(item: Any) -> Any:
    """The answer to an item of the small course, as somebody who knows it gives it."""
    if item["kind"] == "number":
        return {"What is twice 2.5?": 5, "What is half of 3?": 1.5, "What is half of 5?": 2.5}[item["question"]]
    known = {"What is twice `2`?": "4", "What is twice `3`?": "6", "What is half of 4?": "2", "What is half of 8?": "4"}
    return next(option["id"] for option in item["options"] if option["text"] == known[item["question"]])


async def test_somebody_new_has_nothing_due(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    assert await api("review") == {"due": 0, "next": None, "items": []}
    course = await api("course")
    assert course["review"] == {"due": 0, "next": None}
    first, second = course["parts"][0]["lessons"]
    assert first["skills"] == [
        {"name": "Doubling", "level": "not_started", "due": False},
        {"name": "Splitting", "level": "not_started", "due": False},
    ]
    assert second["skills"] == []
    skills = await api("skills")
    assert skills["lessons"][0]["skills"][0]["evidence"]["text"] == "You have not tried this yet."
    assert not (jp_root_dir / ".homl").exists()


async def test_a_session_gives_no_answers_away(api: Callable[..., Awaitable[Any]], passed_last_week: None) -> None:
    found = await api("review")
    assert (found["due"], [item["id"] for item in found["items"]]) == (3, ["t1-r01", "t1-r02", "t1-r03"])
    for item in found["items"]:
        assert set(item) == {"id", "lesson", "skill", "kind", "seconds", "turn", "question", "options", "due"}
    assert "Halving" not in json.dumps(found)
    course = await api("course")
    assert course["review"]["due"] == 3
    assert [skill["due"] for skill in course["parts"][0]["lessons"][0]["skills"]] == [True, False]


async def test_a_session_is_as_long_as_one_likes(api: Callable[..., Awaitable[Any]], passed_last_week: None) -> None:
    seconds = [item["seconds"] for item in (await api("review"))["items"]]
    short = await api("review", params={"minutes": "1"})
    assert 0 < sum(item["seconds"] for item in short["items"]) <= 60 < sum(seconds)
    assert short["due"] == 3
    for minutes in ("0", "61", "x", "²"):
        assert (await refused(api("review", params={"minutes": minutes})))[0] == 400


async def test_answers_are_judged_kept_and_scheduled(
    api: Callable[..., Awaitable[Any]], passed_last_week: None, jp_serverapp: ServerApp
) -> None:
    told = []

    async def listen(logger: Any, schema_id: Any, data: Any) -> None:
        told.append(data)

    present(jp_serverapp.event_logger).add_listener(
        schema_id="https://events.jupyter.org/jupyterlab_homl/progress/v1", listener=listen
    )
    choice, *_ = (await api("review"))["items"]
    right = await api("review", "t1-r01", body={"turn": 0, "answer": right_of(choice)})
    assert (right["right"], right["expected"], right["why"]) == (True, "4", "Twice is two of them.")
    assert right["level"] == {"skill": "Doubling", "before": "proficient", "after": "mastered"}
    assert right["review"]["due"] == 2
    assert datetime.fromisoformat(right["due"]) > datetime.now(UTC)

    wrong = await api("review", "t1-r02", body={"turn": 0, "answer": 6.25})
    assert (wrong["right"], wrong["expected"], wrong["words"]) == (False, "5", "That is the square.")
    assert wrong["level"]["after"] == "proficient"

    assert await api("review", "t1-r03") == {"id": "t1-r03", "turn": 0, "back": "Halving."}
    rated = await api("review", "t1-r03", body={"turn": 0, "rating": 3})
    assert (rated["right"], rated["review"]["due"]) == (True, 0)
    assert rated["review"]["next"] is not None
    await asyncio.sleep(0)
    assert {"lesson": "t1", "exercise": "t1-r01", "status": "reviewed"} in told

    skill = (await api("skills"))["lessons"][0]["skills"][0]
    assert (skill["level"], skill["review"]["due"]) == ("proficient", 0)
    assert skill["evidence"]["text"] == "You missed a review question, which costs one level."
    assert [step["level"] for step in skill["steps"]] == ["proficient", "mastered", "proficient"]
    assert skill["exercises"][0] == {"id": "t1-e01", "number": "1.1", "title": "Double it", "status": "passed"}


async def test_practice_says_that_it_is_and_lowers_nothing(api: Callable[..., Awaitable[Any]], passed_last_week: None) -> None:
    scope = {"lesson": "t1", "skill": "Doubling"}
    assert {item["due"] for item in (await api("review", params=scope))["items"]} == {True}
    raised = await api("review", "t1-r01", body={"turn": 0, "answer": right_of((await api("review"))["items"][0])})
    assert raised["level"]["after"] == "mastered"
    again = next(item for item in (await api("review", params=scope))["items"] if item["id"] == "t1-r01")
    assert again["due"] is False
    wrong = next(option["id"] for option in again["options"] if option["id"] != right_of(again))
    missed = await api("review", "t1-r01", body={"turn": 1, "answer": wrong})
    assert (missed["right"], missed["level"]["after"]) == (False, "mastered")


async def test_an_answer_sent_again_is_kept_once(api: Callable[..., Awaitable[Any]], passed_last_week: None) -> None:
    (choice, *_) = (await api("review"))["items"]
    body = {"turn": 0, "answer": right_of(choice)}
    first = await api("review", "t1-r01", body=body)
    again = await api("review", "t1-r01", body=body)
    assert (again["right"], again["due"]) == (True, first["due"])
    later = (await api("review", params={"lesson": "t1", "skill": "Doubling"}))["items"][0]
    assert (later["turn"], later["question"] == choice["question"]) == (1, False)
    await api("review", "t1-r01", body={"turn": 1, "answer": "a"})
    code, message = await refused(api("review", "t1-r01", body=body))
    assert (code, "another window" in message) == (409, True)


async def test_what_is_no_answer(api: Callable[..., Awaitable[Any]], passed_last_week: None) -> None:
    assert (await refused(api("review", "t1-r01", body={"turn": 0, "answer": 3})))[0] == 400
    assert (await refused(api("review", "t1-r01", body={"answer": "a"})))[0] == 400
    assert (await refused(api("review", "t1-r01", body={"turn": 9, "answer": "a"})))[0] == 409
    assert (await refused(api("review", "t1-r99", body={"turn": 0, "answer": "a"})))[0] == 404
    assert (await refused(api("review", "t1-r01")))[0] == 400
    assert (await refused(api("review", params={"lesson": "t1", "skill": "Tripling"})))[0] == 404
    assert (await api("review"))["due"] == 3


async def test_any_skill_can_be_practised(api: Callable[..., Awaitable[Any]]) -> None:
    found = await api("review", params={"lesson": "t1", "skill": "Splitting"})
    assert [item["id"] for item in found["items"]] == ["t1-r04", "t1-r05"]


async def test_a_fast_track_proves_what_its_exercise_does_not(api: Callable[..., Awaitable[Any]]) -> None:
    track = await api("lessons", "t1", "fasttrack")
    assert (track["exercise"]["id"], track["exercise"]["passed"]) == ("t1-e01", False)
    assert [skill["name"] for skill in track["exercise"]["skills"]] == ["Doubling"]
    assert [skill["name"] for skill in track["skills"]] == ["Splitting"]
    assert (track["turn"], track["needed"]) == (0, 2)
    answers = {item["id"]: right_of(item) for item in track["items"]}
    body = {"turn": 0, "answers": answers}
    result = await api("lessons", "t1", "fasttrack", body=body)
    assert (result["right"], result["total"], result["passed"]) == (2, 2, True)
    assert result["skills"] == [{"name": "Splitting", "level": "proficient", "proved": True}]
    again = await api("lessons", "t1", "fasttrack", body=body)
    assert again["right"] == 2
    assert (await api("lessons", "t1", "fasttrack"))["turn"] == 1
    assert (await api("course"))["parts"][0]["lessons"][0]["skills"][1]["level"] == "proficient"


async def test_a_fast_track_that_is_not_enough(api: Callable[..., Awaitable[Any]]) -> None:
    answers = {"t1-r04": "a"}
    result = await api("lessons", "t1", "fasttrack", body={"turn": 0, "answers": answers})
    assert (result["total"], result["passed"]) == (2, False)
    missing = next(item for item in result["items"] if item["id"] == "t1-r05")
    assert (missing["right"], missing["expected"], missing["words"]) == (False, "1.5", None)
    assert (await refused(api("lessons", "t1", "fasttrack", body={"turn": 7, "answers": {}})))[0] == 409
    asked = {item["question"] for item in (await api("lessons", "t1", "fasttrack"))["items"]}
    assert asked == {"What is half of 8?", "What is half of 5?"}


async def test_a_fast_track_is_judged_by_what_was_shown(api: Callable[..., Awaitable[Any]]) -> None:
    track = await api("lessons", "t1", "fasttrack")
    answers = {item["id"]: right_of(item) for item in track["items"]}
    await api("review", "t1-r05", body={"turn": 0, "answer": 7})
    body = {"turn": 0, "answers": answers}
    code, message = await refused(api("lessons", "t1", "fasttrack", body=body))
    assert (code, "Reload the page" in message) == (409, True)
    for odd in ({}, {"t1-r04": 0, "t1-r05": 2}, {"t1-r04": 0, "t1-r05": -1}, {"t1-r04": "0", "t1-r05": True}):
        assert (await refused(api("lessons", "t1", "fasttrack", body={**body, "turns": odd})))[0] == 409
    assert (await refused(api("lessons", "t1", "fasttrack", body={**body, "turns": [0]})))[0] == 400
    body["turns"] = {item["id"]: item["turn"] for item in track["items"]}
    first = await api("lessons", "t1", "fasttrack", body=body)
    assert (first["right"], first["passed"], first["practice"]) == (2, True, False)
    await api("review", "t1-r05", body={"turn": 2, "answer": 7})
    again = await api("lessons", "t1", "fasttrack", body=body)
    assert (again["items"], again["practice"]) == (first["items"], False)
    assert (await api("lessons", "t1", "fasttrack"))["turn"] == 1


async def test_a_fast_track_after_one_that_failed_is_practice(api: Callable[..., Awaitable[Any]]) -> None:
    async def take(turn: int, right: bool) -> tuple[Any, Any, Any, Any]:
        track = await api("lessons", "t1", "fasttrack")
        answers = {item["id"]: right_of(item) for item in track["items"]} if right else {}
        turns = {item["id"]: item["turn"] for item in track["items"]}
        result = await api("lessons", "t1", "fasttrack", body={"turn": turn, "turns": turns, "answers": answers})
        return track["practice"], result["practice"], result["passed"], result["skills"][0]

    skill = {"name": "Splitting", "level": "not_started", "proved": False}
    assert await take(0, right=False) == (False, False, False, skill)
    assert await take(1, right=True) == (True, True, True, skill)


async def test_lessons_without_a_fast_track(api: Callable[..., Awaitable[Any]]) -> None:
    assert (await refused(api("lessons", "t2", "fasttrack")))[0] == 409
    assert (await refused(api("lessons", "t9", "fasttrack")))[0] == 404


async def test_the_learners_own_cards_are_asked(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    (jp_root_dir / "notes").mkdir()
    cards = "# Cards\n\n## Rosenblatt（2020-11-11） ^c1\n\n- who: built the perceptron\n\n## Nothing yet ^c2\n"
    (jp_root_dir / "notes" / "cards.md").write_text(cards, encoding="utf-8")
    found = await api("review")
    assert [(item["id"], item["question"], item["lesson"]) for item in found["items"]] == [("card:c1", "**Rosenblatt**", None)]
    assert "perceptron" not in json.dumps(found)
    assert (await api("course"))["review"]["due"] == 1
    assert (await api("review", "card:c1"))["back"] == "built the perceptron"
    rated = await api("review", "card:c1", body={"turn": 0, "rating": 1})
    assert (rated["right"], rated["level"], rated["review"]["due"]) == (False, None, 0)


async def test_a_file_of_cards_that_cannot_be_read_does_not_hold_the_course_up(
    api: Callable[..., Awaitable[Any]], jp_root_dir: Path
) -> None:
    (jp_root_dir / "notes").mkdir()
    (jp_root_dir / "notes" / "cards.md").write_bytes(b"\xff\xfe\x00 no text")
    assert (await api("course"))["review"]["due"] == 0
