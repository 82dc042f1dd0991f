"""Marks, reading, goal, atlas and history on a real Jupyter server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from tests.paths import ROOT

HOME = ("jupyterlab-homl", "api")


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {
        "ServerApp": {"jpserver_extensions": {"jupyterlab_homl": True}},
        "Homl": {"course_dir": str(ROOT / "notebooks"), "preload": ["numpy"]},
    }


async def test_the_learners_own_word(api: Callable[..., Awaitable[Any]]) -> None:
    await api("marks", body={"subject": "ch04-e01", "state": "skipped"})
    await api("reading", body={"lesson": "ch04", "section": 2, "state": "run"})
    await api("goal", body={"goal": "deep"})
    course = await api("course")
    lessons = [lesson for part in course["parts"] for lesson in part["lessons"]]
    ch04 = next(lesson for lesson in lessons if lesson["id"] == "ch04")
    assert ch04["exercises"][0]["mark"] == "skipped"
    assert (ch04["place"], ch04["sections"][1]["state"]) == (2, "run")
    assert course["goal"] == "deep"
    assert all(step["reason"]["text"] == step["why"] for step in course["next_up"])

    atlas = await api("atlas")
    known = {lesson["id"] for lesson in lessons}
    assert {name for path in atlas["paths"] for name in path["lessons"]} == known
    texts = await api("search")
    assert {entry["id"] for entry in texts["lessons"]} == {"start", *(lesson["id"] for lesson in lessons if lesson["ready"])}
    assert any("too sharp, loosen" in section for entry in texts["lessons"] for section in entry["sections"])
    assert {"lesson": "ch04", "section": 1} in next(term for term in texts["terms"] if term["id"] == "linear-model")["places"]
    assert [edition["lesson"] for edition in atlas["editions"]] == [f"ch{n:02}" for n in range(1, 20)]
    await api("weekly-goal", body={"minutes": 90})
    history = await api("history")
    assert (history["weekly_goal"], [(day["minutes"], day["attempts"]) for day in history["days"]]) == (90, [(1, 0)])
    with pytest.raises(HTTPClientError) as refused:
        await api("weekly-goal", body={"minutes": -5})
    assert refused.value.code == 400

    for body in ({"subject": "ch04-e01"}, {"subject": "ch99", "state": "done"}):
        with pytest.raises(HTTPClientError) as caught:
            await api("marks", body=body)
        assert caught.value.code in (400, 404)
