"""A class through the server: an assignment from its making to its feedback, with a learner on the other side."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from tests.integration.grading.classcourse import ASSIGNMENT, FULL, RIGHT, Course
from tests.present import present

CONFIG = """print('a word of the course')
c = get_config()
c.CourseDirectory.course_id = "hands-on"
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
"""


@pytest.fixture
def course(generated: Course, jp_root_dir: Path, tmp_path: Path) -> Course:
    """A course with an exchange; the server is started in it."""
    shutil.copytree(generated.root, jp_root_dir, dirs_exist_ok=True)
    shutil.rmtree(jp_root_dir / "release")
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    text = CONFIG.format(exchange=str(exchange), cache=str(tmp_path / "cache"))
    (jp_root_dir / "nbgrader_config.py").write_text(text)
    return Course(jp_root_dir)


class Student:
    """A learner with a folder of their own, who uses nbgrader's commands."""

    def __init__(self, folder: Path, config: Path) -> None:
        self.folder = folder
        folder.mkdir()
        shutil.copy(config, folder)

    def run(self, *command: str) -> None:
        environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(self.folder / "config")}
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def answer(self, answers: Mapping[str, str]) -> None:
        path = self.folder / ASSIGNMENT / "work.ipynb"
        notebook = json.loads(path.read_text())
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
        path.write_text(json.dumps(notebook))


async def done(api: Callable[..., Awaitable[Any]], *parts: str, **body: Any) -> Any:
    """Start a job and wait for its end."""
    job = (await api(*parts, body=body))["job"]
    while (found := await api("jobs", job, params={"wait": "20"}))["state"] in ("queued", "running"):
        pass
    return found


async def refused(awaitable: Awaitable[Any]) -> tuple[int, str]:
    with pytest.raises(HTTPClientError) as caught:
        await awaitable
    return caught.value.code, json.loads(present(caught.value.response).body)["message"]


async def test_an_assignment_from_its_making_to_its_feedback(
    api: Callable[..., Awaitable[Any]], course: Course, tmp_path: Path
) -> None:
    async def state() -> Any:
        found = await api("class")
        assert found["course"] == "hands-on"
        (assignment,) = found["assignments"]
        return assignment

    async def act(action: str) -> Any:
        return await done(api, "class", ASSIGNMENT, "actions", action=action)

    before = await state()
    assert (before["source"], before["generated"], before["released"], before["submitted"]) == (True, False, False, 0)
    failed = await act("release")
    assert (failed["state"], failed["result"]) == ("failed", None)
    assert "release" in failed["message"]

    assert (await act("generate"))["state"] == "done"
    assert (await act("release"))["state"] == "done"
    assert (await act("release"))["state"] == "done", "once more, after a change"
    released = await state()
    assert (released["generated"], released["released"], released["max_points"], released["waiting"]) == (
        True,
        True,
        FULL + 2,
        0,
    )

    student = Student(tmp_path / "student", course.root / "nbgrader_config.py")
    await asyncio.to_thread(student.run, "fetch_assignment", ASSIGNMENT, "--course", "hands-on")
    student.answer({**RIGHT, "mean": "def mean(x):\n    return max(x)"})
    await asyncio.to_thread(student.run, "submit", ASSIGNMENT, "--course", "hands-on")
    assert (await state())["waiting"] == 1
    assert (await act("collect"))["state"] == "done"
    collected = await state()
    assert (collected["waiting"], collected["submitted"], collected["ungraded"]) == (0, 1, 1)

    assert (await done(api, "grading", assignment=ASSIGNMENT))["state"] == "done"
    graded = await state()
    assert (graded["needs_person"], graded["ungraded"], graded["job"]) == (1, 0, None)
    board = await api("class", ASSIGNMENT)
    (row,) = board["rows"]
    assert (row["points"], row["state"]) == (FULL - 1, "needs_person")
    assert dict(zip([column["cell"] for column in board["columns"]], row["scores"], strict=True)) == {
        "squares-tests": 2,
        "mean-tests": 0,
        "word-tests": 3,
        "essay": None,
    }
    assert (await refused(api("class", ASSIGNMENT, "mistakes")))[0] == 404, "its exercises are none of this course"

    student_id = row["student"]
    early = "2026-01-01T12:00:00+02:00"
    (late,) = (await api("class", ASSIGNMENT, body={"due": early}, method="PUT"))["rows"]
    assert (late["due"], late["late_seconds"] > 0, late["extended"]) == ("2026-01-01T10:00:00Z", True, False)
    extension = ("class", ASSIGNMENT, "extensions", student_id)
    await api(*extension, body={"until": "2099-01-01T00:00:00Z"}, method="PUT")
    (extended,) = (await api("class", ASSIGNMENT))["rows"]
    assert (extended["due"], extended["late_seconds"], extended["extended"]) == ("2099-01-01T00:00:00Z", 0, True)
    assert extended["points"] == row["points"]
    code, message = await refused(api(*extension, body={"until": early}, method="PUT"))
    assert (code, "after the due date" in message) == (400, True)
    assert (await refused(api(*extension[:3], "nobody", body={"until": None}, method="PUT")))[0] == 404
    await api(*extension, body={"until": None}, method="PUT")
    code, message = await refused(api("class", ASSIGNMENT, body={"due": "2026-01-01T12:00"}, method="PUT"))
    assert (code, "zone" in message) == (400, True)
    (without,) = (await api("class", ASSIGNMENT, body={"due": None}, method="PUT"))["rows"]
    assert (without["due"], without["extended"]) == (None, False)
    assert (await refused(api(*extension, body={"until": early}, method="PUT")))[0] == 400
    assert (await refused(api("class", "nothing", body={"due": None}, method="PUT")))[0] == 404
    far = "9999-12-31T23:59:59-05:00"
    assert (await refused(api("class", ASSIGNMENT, body={"due": far}, method="PUT")))[0] == 400
    with sqlite3.connect(course.root / "gradebook.db") as other:
        other.execute("BEGIN EXCLUSIVE")
        code, message = await refused(api("class", ASSIGNMENT, body={"due": early}, method="PUT"))
        assert (code, "locked" in message) == (507, True)
        other.rollback()

    assert (await act("feedback"))["state"] == "done"
    await asyncio.to_thread(student.run, "fetch_feedback", ASSIGNMENT, "--course", "hands-on")
    assert list((student.folder / ASSIGNMENT).rglob("feedback/**/work.html"))
    assert (await act("unrelease"))["state"] == "done"
    assert (await state())["released"] is False


async def test_what_is_refused(api: Callable[..., Awaitable[Any]], course: Course) -> None:
    code, message = await refused(api("class", "nothing"))
    assert (code, "no assignment" in message) == (404, True)
    for name in (".hidden", "*", "ps?", "..%2F..%2Fps1"):
        assert (await refused(api("class", name, "actions", body={"action": "unrelease"})))[0] == 404
        assert (await refused(api("class", name, "mistakes")))[0] == 404
    assert (await refused(api("class", ASSIGNMENT, "actions", body={"action": "delete"})))[0] == 400
    first = await api("class", ASSIGNMENT, "actions", body={"action": "generate"})
    code, message = await refused(api("class", ASSIGNMENT, "actions", body={"action": "collect"}))
    assert (code, ASSIGNMENT in message) == (409, True)
    assert (await api("class"))["assignments"][0]["job"]["job"] == first["job"]
    await api("jobs", first["job"], method="DELETE")
    (course.root / "nbgrader_config.py").write_text("c = get_config(\n")
    code, message = await refused(api("class"))
    assert (code, "configuration" in message, "SyntaxError" in message) == (400, True, True)


async def test_only_instructors(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    assert (await refused(api("class")))[0] == 403
    assert (await refused(api("class", ASSIGNMENT, "actions", body={"action": "release"})))[0] == 403
