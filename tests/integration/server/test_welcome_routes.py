"""The first page, the self-check, the first exercise and the doctor on a real Jupyter server."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from jupyterlab_homl.doctor import Doctor
from jupyterlab_homl.server.routes.welcome import DoctorHandler
from tests.paths import COURSE, ROOT

HOME = ("jupyterlab-homl", "api")


def config(course: Path) -> dict[str, Any]:
    return {
        "ServerApp": {"jpserver_extensions": {"jupyterlab_homl": True}},
        "Homl": {"course_dir": str(course), "preload": ["numpy"]},
    }


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return config(ROOT / "notebooks")


async def test_a_goal_is_kept(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    assert (await api("welcome"))["begun"] is False
    assert not (jp_root_dir / ".homl").exists()  # looking leaves nothing behind
    await api("goal", body={"goal": ""})
    assert (await api("welcome"))["goal"]["at"].endswith("Z")


@pytest.mark.parametrize("jp_server_config", [config(COURSE)])
async def test_a_self_check_is_kept(api: Callable[..., Awaitable[Any]]) -> None:
    await api("selfcheck", body={"topic": "t1", "rating": 2})
    page = await api("selfcheck", body={"topic": "t1", "rating": 4})
    assert page == await api("welcome")
    [topic] = page["topics"]
    assert (topic["id"], [rating["rating"] for rating in topic["ratings"]]) == ("t1", [2, 4])
    for body, code in (
        ({"topic": "p9", "rating": 2}, 404),
        ({"topic": "t2", "rating": 2}, 404),
        ({"topic": "t1", "rating": 5}, 400),
        ({"topic": "t1", "rating": True}, 400),
        ({"topic": "t1"}, 400),
    ):
        with pytest.raises(HTTPClientError) as caught:
            await api("selfcheck", body=body)
        assert caught.value.code == code


async def test_the_first_exercise_is_checked_and_counts_nowhere(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    first = (await api("welcome"))["first"]
    paths = await api("lessons", first["lesson"], "open", body={})
    file = jp_root_dir / paths["exercises"]
    said = []
    for line in ("return sum(numbers) / 8", "return sum(numbers) / 7", "return sum(numbers) / len(numbers)"):
        notebook = json.loads(file.read_text())
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == first["exercise"]:
                cell["source"] = f"def mean_of(numbers):\n    {line}"
        file.write_text(json.dumps(notebook))
        job = await api("checks", body={"path": paths["exercises"], "exercise": first["exercise"]})
        while (found := await api("jobs", job["job"], params={"wait": "20"}))["state"] in ("queued", "running"):
            pass
        said.append((found["result"]["status"], [test["passed"] for test in found["result"]["tests"]]))
    assert said == [("failed", [False, False]), ("failed", [True, False]), ("passed", [True, True])]
    page = await api("welcome")
    assert (page["first"]["status"], page["first"]["attempts"], page["begun"]) == ("passed", 3, True)
    history = await api("history")
    assert (history["days"][0]["attempts"], history["days"][0]["passed"]) == (3, 0)
    course = await api("course")
    assert sum(lesson["core_passed"] for part in course["parts"] for lesson in part["lessons"]) == 0
    assert course["first_steps"]["exercises"][0]["status"] == "passed"


async def test_the_doctor_is_asked_once(
    api: Callable[..., Awaitable[Any]], jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def look(folder: Path) -> list[Any]:
        looked.append(folder)
        return []

    monkeypatch.setattr(DoctorHandler, "doctor", Doctor(look))
    first = await api("doctor")
    assert first["findings"] == []
    assert await api("doctor") == first
    await api("doctor", params={"again": "1"})
    assert len(looked) == 2
    assert looked[0] == jp_root_dir.resolve()


async def test_what_the_doctor_finds_here(api: Callable[..., Awaitable[Any]]) -> None:
    found = await api("doctor")
    ids = [finding["id"] for finding in found["findings"]]
    assert {"python", "tensorflow", "kernel", "sandbox", "workspace", "disk", "memory"} <= set(ids)
