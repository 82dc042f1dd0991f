"""Grading a class through the server: jobs, events, permissions, work at the same time, and that no process is left."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError

from jupyterlab_homl.server import command_job
from tests.integration.grading.classcourse import ASSIGNMENT, FULL, RIGHT, Course
from tests.present import present

SCHEMA = "https://events.jupyter.org/jupyterlab_homl/grading/v1"
SLOW = {**RIGHT, "squares": "import time\ntime.sleep(60)"}


@pytest.fixture
def course(generated: Course, jp_root_dir: Path) -> Course:
    """A course with an assignment that nbgrader has generated; the server is started in it."""
    shutil.copytree(generated.root, jp_root_dir, dirs_exist_ok=True)
    (jp_root_dir / "nbgrader_config.py").write_text("print('a word of the course')\nc = get_config()\n")
    return Course(jp_root_dir)


@pytest.fixture
def events(course: Course, jp_serverapp: ServerApp) -> list[Any]:
    """The events of grading that the server emits."""
    found = []

    async def listen(logger: Any, schema_id: Any, data: Any) -> None:
        found.append(data)

    present(jp_serverapp.event_logger).add_listener(schema_id=SCHEMA, listener=listen)
    return found


async def ended(api: Callable[..., Awaitable[Any]], job: Any) -> Any:
    while (found := await api("jobs", job, params={"wait": "20"}))["state"] in ("queued", "running"):
        pass
    return found


async def refused(awaitable: Awaitable[Any]) -> tuple[int, Any]:
    with pytest.raises(HTTPClientError) as caught:
        await awaitable
    return caught.value.code, json.loads(present(caught.value.response).body)["message"]


def parent(process: int) -> int:
    return int((Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[1])


def of_grading(root: Path) -> set[int]:
    """The processes that grade a course: the command and its descendants."""
    parents, commands = {}, set()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            process = int(entry.name)
            parents[process] = parent(process)
            words = (entry / "cmdline").read_bytes().decode().split("\0")
            if "grade" in words and f"--course={root}" in words:
                commands.add(process)
    found = set(commands)
    while more := {process for process, above in parents.items() if above in found} - found:
        found |= more
    return found


async def gone(processes: set[int]) -> bool:
    """Whether all of them end within a moment."""
    for _ in range(100):
        left = [process for process in processes if (Path("/proc") / str(process)).exists()]
        if not left:
            return True
        await asyncio.sleep(0.05)
    return False


async def test_a_class_is_graded_with_events(api: Callable[..., Awaitable[Any]], course: Course, events: list[Any]) -> None:
    course.submit("ada")
    course.submit("bob", {})
    before = await api("grading")
    assert before == {"assignments": [{"name": ASSIGNMENT, "source": True, "release": True, "submitted": 2, "job": None}]}
    job = (await api("grading", body={"assignment": ASSIGNMENT}))["job"]
    (entry,) = (await api("grading"))["assignments"]
    assert (entry["job"]["job"], entry["job"]["state"] in ("queued", "running")) == (job, True)
    answered = 0
    while (await api("jobs", job))["state"] in ("queued", "running"):
        answered += 1
        await asyncio.sleep(0.02)
    assert answered > 10, "the server answers meanwhile"
    found = await api("jobs", job)
    assert (found["kind"], found["state"], found["message"]) == ("grading", "done", None)
    assert found["progress"] == {"done": 2, "total": 2}
    assert [(row["student"], row["score"]) for row in found["result"]["graded"]] == [("ada", FULL), ("bob", 0)]
    assert course.rows("ada")["squares-tests"] == (2.0, False)
    while events[-1]["state"] == "running":
        await asyncio.sleep(0.05)
    assert events[0] == {"job": job, "assignment": ASSIGNMENT, "state": "running", "done": 0, "total": 0}
    assert events[-1] == {"job": job, "assignment": ASSIGNMENT, "state": "done", "done": 2, "total": 2}
    assert "ada" not in json.dumps([{**event, "job": ""} for event in events])
    assert (await api("grading"))["assignments"][0]["job"] is None


async def test_only_what_is_asked_for(api: Callable[..., Awaitable[Any]], course: Course) -> None:
    course.submit("ada")
    course.submit("bob", {})

    async def graded(**body: Any) -> tuple[list[Any], Any]:
        job = (await api("grading", body={"assignment": ASSIGNMENT, **body}))["job"]
        result = (await ended(api, job))["result"]
        return [row["student"] for row in result["graded"]], result["unchanged"]

    assert await graded(students=["ada"]) == (["ada"], [])
    assert await graded() == (["bob"], ["ada"])
    assert await graded(students=["ada"], force=True) == (["ada"], [])


async def test_asked_twice_stopped_and_nothing_left_behind(
    api: Callable[..., Awaitable[Any]], course: Course, events: list[Any], check: Callable[..., Awaitable[Any]]
) -> None:
    course.submit("ada")
    course.submit("eve", SLOW)
    job = (await api("grading", body={"assignment": ASSIGNMENT}))["job"]
    while not any(event["done"] for event in events):
        await asyncio.sleep(0.05)
    processes = of_grading(course.root)
    assert len(processes) > 1
    code, message = await refused(api("grading", body={"assignment": ASSIGNMENT}))
    assert (code, ASSIGNMENT in message) == (409, True)
    other = (await api("grading", body={"assignment": "another"}))["job"]
    assert (await api("jobs", other))["position"] == 1
    running = await api("jobs", job)
    assert (running["state"], running["progress"]) == ("running", {"done": 1, "total": 2})
    assert (await check("def double(x):\n    return 2 * np.asarray(x)"))["result"]["status"] == "passed"
    assert (await api("jobs", other, method="DELETE"))["state"] == "cancelled"
    await api("jobs", job, method="DELETE")
    found = await ended(api, job)
    assert found["state"] == "cancelled"
    assert found["result"]["stopped"] is True
    assert [row["student"] for row in found["result"]["graded"]] == ["ada"]
    assert await gone(processes)
    course.submit("eve")
    again = (await api("grading", body={"assignment": ASSIGNMENT}))["job"]
    result = (await ended(api, again))["result"]
    assert ([row["student"] for row in result["graded"]], result["unchanged"]) == (["eve"], ["ada"])


async def test_what_the_command_says_is_the_problem(api: Callable[..., Awaitable[Any]], course: Course) -> None:
    found = await ended(api, (await api("grading", body={"assignment": "ps9"}))["job"])
    assert (found["state"], found["result"]) == ("failed", None)
    assert "No notebooks were matched" in found["message"]
    assert found["problem"]["id"] != found["message"] == found["problem"]["text"]


async def test_a_configuration_that_cannot_be_read(api: Callable[..., Awaitable[Any]], course: Course) -> None:
    (course.root / "nbgrader_config.py").write_text("import sys\nsys.exit(7)\n")
    found = await ended(api, (await api("grading", body={"assignment": ASSIGNMENT}))["job"])
    assert found["state"] == "failed"
    assert "exit code 7" in found["message"]


async def test_the_servers_end_ends_it(api: Callable[..., Awaitable[Any]], course: Course, jp_serverapp: ServerApp) -> None:
    course.submit("eve", SLOW)
    await api("grading", body={"assignment": ASSIGNMENT})
    while len(processes := of_grading(course.root)) < 3:
        await asyncio.sleep(0.05)
    await jp_serverapp.web_app.settings["homl_jobs"].close()
    assert await gone(processes)


async def test_what_does_not_stop_is_ended(
    api: Callable[..., Awaitable[Any]], course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_job, "_GRACE", 0.5)
    ignoring = "import signal, subprocess, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    ignoring += "subprocess.Popen(['sleep', '600'])\nopen('begun', 'w').close()\ntime.sleep(600)\n"
    (course.root / "nbgrader_config.py").write_text(ignoring)
    job = (await api("grading", body={"assignment": ASSIGNMENT}))["job"]
    while not (course.root / "begun").exists():
        await asyncio.sleep(0.05)
    processes = of_grading(course.root)
    assert len(processes) >= 2
    await api("jobs", job, method="DELETE")
    found = await ended(api, job)
    assert (found["state"], found["result"], found["problem"]) == ("cancelled", None, None)
    assert await gone(processes)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "assignment"),
        ({"assignment": "../x"}, "../x"),
        ({"assignment": " "}, "name of an assignment"),
        ({"assignment": "a\u0000b"}, "name of an assignment"),
        ({"assignment": ASSIGNMENT, "students": []}, "leave it out"),
        ({"assignment": ASSIGNMENT, "students": "ada"}, "list"),
        ({"assignment": ASSIGNMENT, "students": ["ada", 3]}, "id of a student"),
        ({"assignment": ASSIGNMENT, "force": "yes"}, "true or false"),
    ],
)
async def test_what_cannot_be_meant(
    api: Callable[..., Awaitable[Any]], course: Course, body: dict[str, Any], words: str
) -> None:
    code, message = await refused(api("grading", body=body))
    assert (code, words in message) == (400, True), message


async def test_a_name_is_never_an_option(api: Callable[..., Awaitable[Any]], course: Course) -> None:
    found = await ended(api, (await api("grading", body={"assignment": "--json", "students": ["--force"]}))["job"])
    assert found["state"] == "failed"
    assert "--force" in found["message"]


async def test_a_folder_that_is_no_course(
    api: Callable[..., Awaitable[Any]], jp_root_dir: Path, jp_serverapp: ServerApp
) -> None:
    jp_serverapp.web_app.settings["homl_instructor"] = "always"
    for asked in (api("grading"), api("grading", body={"assignment": ASSIGNMENT})):
        code, message = await refused(asked)
        assert (code, "class init" in message) == (404, True)


async def test_only_instructors(api: Callable[..., Awaitable[Any]], course: Course, jp_serverapp: ServerApp) -> None:
    job = (await api("grading", body={"assignment": "ps9"}))["job"]
    await ended(api, job)
    jp_serverapp.web_app.settings["homl_instructor"] = "never"
    for asked in (
        api("grading"),
        api("grading", body={"assignment": ASSIGNMENT}),
        api("jobs", job),
        api("jobs", job, method="DELETE"),
    ):
        code, message = await refused(asked)
        assert (code, "instructors" in message) == (403, True)
