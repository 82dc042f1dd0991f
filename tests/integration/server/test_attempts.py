"""Attempts, hints, solutions, ratings and cells put back, on a real Jupyter server."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError

from jupyterlab_homl.progress.store import LOCK_TIMEOUT
from tests.present import present

NOTEBOOK = "t1_small/exercises.ipynb"
RIGHT = "def double(x):\n    return 2 * np.asarray(x)"
SQUARE = "def double(x):\n    return x**2"


async def refused(awaitable: Awaitable[Any]) -> tuple[int, Any]:
    with pytest.raises(HTTPClientError) as caught:
        await awaitable
    return caught.value.code, json.loads(present(caught.value.response).body)["message"]


async def test_nothing_is_known_of_a_lesson_that_nobody_touched(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    found = (await api("lessons", "t1", "attempts"))["exercises"]
    assert set(found) == {"t1-e01", "t1-e02", "t1-e03", "t1-e04"}
    first = found["t1-e01"]
    assert (first["last"], first["rating"], first["questions"]) == (None, None, [])
    assert first["hints"] == {"opened": [], "total": 2, "next": {"number": 1, "wait": 0}}
    assert [(cell["grade_id"], cell["cell_type"]) for cell in first["cells"]] == [
        ("t1-e01-statement", "markdown"),
        ("t1-e01", "code"),
        ("t1-e01-tests", "code"),
    ]
    assert "YOUR CODE HERE" in first["stub"]
    assert found["t1-e02"]["cells"][1]["cell_type"] == "markdown"
    assert (await api("exercises", "t1-e01", "attempts"))["attempts"] == []
    assert not (jp_root_dir / ".homl").exists()


async def test_attempts_are_listed_and_the_last_is_known_at_once(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    await check(SQUARE)
    await check(RIGHT)
    listed = (await api("exercises", "t1-e01", "attempts"))["attempts"]
    assert [(one["number"], one["status"], one["passed"]) for one in listed] == [(1, "failed", 1), (2, "passed", 3)]
    assert listed[0]["at"].endswith("Z")
    first = await api("attempts", str(listed[0]["id"]))
    assert first["source"] == SQUARE
    assert "times two" in first["verdict"]["tests"][0]["message"]["text"]
    last = (await api("lessons", "t1", "attempts"))["exercises"]["t1-e01"]["last"]
    assert (last["number"], last["source"], last["verdict"]["status"]) == (2, RIGHT, "passed")
    for unknown in ("99", "9" * 40, "first"):
        assert (await refused(api("attempts", unknown)))[0] == 404


async def test_attempts_are_sent_in_pages(api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]) -> None:
    for number in range(5):
        await check(f"{SQUARE}  # {number}")
    page = await api("exercises", "t1-e01", "attempts", params={"limit": "2"})
    assert ([one["number"] for one in page["attempts"]], page["total"]) == ([4, 5], 5)
    page = await api("exercises", "t1-e01", "attempts", params={"limit": "2", "before": str(page["before"])})
    assert [one["number"] for one in page["attempts"]] == [2, 3]
    page = await api("exercises", "t1-e01", "attempts", params={"before": str(page["before"])})
    assert ([one["number"] for one in page["attempts"]], page["before"]) == ([1], None)
    for odd in ("0", "-1", "x", "1.5", "", "9" * 40, "٣"):
        assert (await refused(api("exercises", "t1-e01", "attempts", params={"before": odd})))[0] == 400


async def test_a_locked_database_makes_no_other_route_wait(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], jp_root_dir: Path
) -> None:
    """More requests than there are threads in the server's own pool; none of them is made to wait for those before it."""
    await check(SQUARE)
    with contextlib.closing(sqlite3.connect(jp_root_dir / ".homl" / "progress.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        waiting = [asyncio.ensure_future(refused(api("course"))) for _ in range(9)]  # the client has ten connections
        await asyncio.sleep(0)
        assert (await api("atlas"))["paths"] is not None
        assert not any(one.done() for one in waiting)
        started = time.monotonic()
        for code, message in await asyncio.gather(*waiting):
            assert (code, "is locked" in message) == (507, True)
        assert time.monotonic() - started < 3 * LOCK_TIMEOUT  # and not 9 times
        job = await check(RIGHT)
        assert job["result"]["status"] == "passed"
        assert any("could not be kept" in note["text"] for note in job["result"]["notes"])
        other.execute("COMMIT")
    assert len((await api("exercises", "t1-e01", "attempts"))["attempts"]) == 1


async def test_an_old_verdict_keeps_hidden_words_to_itself_until_the_third_attempt(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    for attempt in (1, 2, 3):
        await check(f"def double(x):\n    return x * 2  # {attempt}")
        last = (await api("lessons", "t1", "attempts"))["exercises"]["t1-e01"]["last"]
        hidden = last["verdict"]["tests"][-1]
        assert (hidden["hidden"], hidden["message"] is None) == (True, attempt < 3)


async def test_the_second_hint_waits_for_an_attempt(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    await check(SQUARE)
    found = await api("exercises", "t1-e01", "hints", body={})
    assert 170 < found["next"]["wait"] <= 180
    code, message = await refused(api("exercises", "t1-e01", "hints", body={}))
    assert (code, message.startswith("Hint 2 opens after another attempt")) == (403, True)
    await check(SQUARE)  # the same again
    assert (await refused(api("exercises", "t1-e01", "hints", body={})))[0] == 403
    await check("def double(x):\n    return x**3")
    assert (await api("exercises", "t1-e01", "hints"))["next"] == {"number": 2, "wait": 0}
    assert (await api("exercises", "t1-e01", "hints", body={}))["next"] is None


async def test_who_is_stuck_gets_the_hint_and_it_is_kept(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], jp_serverapp: ServerApp
) -> None:
    await api("exercises", "t1-e01", "hints", body={"stuck": True})  # the first is free: nobody is stuck yet
    await api("exercises", "t1-e01", "hints", body={"stuck": True})
    events = jp_serverapp.web_app.settings["homl_service"].store.events()
    assert [(event.kind, event.subject, event.data) for event in events] == [("stuck", "t1-e01", {"hint": 2})]


async def test_a_solution_that_was_seen_is_kept(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], jp_serverapp: ServerApp
) -> None:
    await check(RIGHT)
    await api("exercises", "t1-e01", "solution")
    events = jp_serverapp.web_app.settings["homl_service"].store.events("solution")
    assert [event.subject for event in events] == ["t1-e01"]


async def test_a_short_answer_is_rated_by_its_writer(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    assert (await refused(api("exercises", "t1-e02", "ratings", body={"rubric": [True]})))[0] == 403
    await check("Because.", "t1-e02")
    assert (await api("exercises", "t1-e02", "solution"))["points"] == ["says what doubling is"]
    assert (await refused(api("exercises", "t1-e02", "ratings", body={"rubric": [True, False]})))[0] == 400
    assert (await refused(api("exercises", "t1-e02", "ratings", body={"rubric": [1]})))[0] == 400
    assert (await refused(api("exercises", "t1-e01", "ratings", body={"rubric": [True]})))[0] == 403
    await api("exercises", "t1-e02", "ratings", body={"rubric": [False]})
    assert (await api("exercises", "t1-e02", "ratings", body={"rubric": [True]})) == {"rating": [True]}
    assert (await api("lessons", "t1", "attempts"))["exercises"]["t1-e02"]["rating"] == [True]
    lessons = (await api("course"))["parts"][0]["lessons"]
    entries = {entry["id"]: entry["rated"] for entry in lessons[0]["exercises"]}
    assert (entries["t1-e02"], entries["t1-e01"]) == ({"points": 1, "of": 1}, None)


async def test_cells_are_put_back_with_an_answer_of_ones_own(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], jp_root_dir: Path
) -> None:
    await check(SQUARE)
    await check(RIGHT)
    found = await api("restores", body={"path": NOTEBOOK, "exercise": "t1-e01"})
    assert found["answer"] == RIGHT
    assert RIGHT.splitlines()[1] in (jp_root_dir / found["backup"]).read_text()
    assert [cell["metadata"]["homl"]["role"] for cell in found["cells"]] == ["statement", "answer", "tests"]
    assert "YOUR CODE HERE" in found["cells"][1]["source"]
    assert "HIDDEN" not in found["cells"][2]["source"]
    first = (await api("exercises", "t1-e01", "attempts"))["attempts"][0]["id"]
    body = {"path": NOTEBOOK, "exercise": "t1-e01", "attempt": first}
    assert (await api("restores", body=body))["answer"] == SQUARE
    other = await api("restores", body={"path": NOTEBOOK, "exercise": "t1-e04"})
    assert "YOUR CODE HERE" in other["answer"]
    assert (await refused(api("restores", body={**body, "exercise": "t1-e04"})))[0] == 404
    assert (await refused(api("restores", body={**body, "attempt": "1"})))[0] == 400
    assert (await refused(api("restores", body={**body, "attempt": 99})))[0] == 404
    assert (await refused(api("restores", body={**body, "path": "none.ipynb"})))[0] == 404


async def test_a_quiz_brings_its_questions(api: Callable[..., Awaitable[Any]]) -> None:
    found = (await api("lessons", "t1", "attempts"))["exercises"]["t1-e03"]["questions"]
    options = [{"key": "a", "text": "3"}, {"key": "b", "text": "4"}]
    assert found == [{"key": "q1", "text": "What is twice two?", "options": options}]


async def test_predictions_are_kept(api: Callable[..., Awaitable[Any]]) -> None:
    [asked] = (await api("lessons", "t1", "predictions"))["predictions"]
    assert (asked["chosen"], asked["right"], asked["reason"]) == (None, None, None)
    said = await api("lessons", "t1", "predictions", body={"prediction": asked["id"], "choice": 1})
    assert (said["right"], said["reason"]) == (True, "One and one are two.")
    assert (await api("lessons", "t1", "predictions"))["predictions"] == [said]
    assert (await refused(api("lessons", "t1", "predictions", body={"prediction": asked["id"], "choice": 9})))[0] == 400
    assert (await refused(api("lessons", "t1", "predictions", body={"prediction": "x", "choice": 0})))[0] == 404
