"""The routes, on a real Jupyter server."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyterlab_homl.checking.check import check as run_check
from jupyterlab_homl.checking.verdict import Verdict
from jupyterlab_homl.errors import NoEngine
from jupyterlab_homl.learner import service
from tests.integration.contract import Operation
from tests.paths import ROOT
from tests.present import present

HOME = ("jupyterlab-homl", "api")
RIGHT = "def double(x):\n    return 2 * np.asarray(x)"


def exercise_of(course: Any, exercise_id: str) -> Any:
    exercises = [e for part in course["parts"] for lesson in part["lessons"] for e in lesson["exercises"]]
    return next(e for e in exercises if e["id"] == exercise_id)


async def refused(awaitable: Awaitable[Any]) -> tuple[int, Any]:
    with pytest.raises(HTTPClientError) as caught:
        await awaitable
    return caught.value.code, json.loads(present(caught.value.response).body)["message"]


async def test_course_shows_what_is_ready_and_what_is_coming(api: Callable[..., Awaitable[Any]]) -> None:
    course = await api("course")
    first, second = course["parts"][0]["lessons"]
    assert (first["status"], first["core_total"]) == ("todo", 2)
    assert (second["status"], second["ready"], second["exercises"]) == ("coming", False, [])
    assert course["continue"]["lesson"] == "t1"
    assert (course["instructor"], course["assistants"]) == (False, "on")


async def test_the_course_says_when_assistants_work(api: Callable[..., Awaitable[Any]], jp_serverapp: ServerApp) -> None:
    settings = jp_serverapp.web_app.settings
    for policy in ("off", "after_attempt"):
        settings["homl_assistants"] = policy
        assert (await api("course"))["assistants"] == policy


async def test_many_tabs_that_ask_at_once_get_the_same_course(api: Callable[..., Awaitable[Any]]) -> None:
    answers = await asyncio.gather(*(api("course") for _ in range(40)))
    assert all(answer == answers[0] for answer in answers)


async def test_open_hands_out_and_never_overwrites(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    paths = await api("lessons", "t1", "open", body={})
    assert paths["path"] == "t1_small/lesson.ipynb"
    assert len(paths["created"]) == 2
    (jp_root_dir / paths["path"]).write_text("mine")
    again = await api("lessons", "t1", "open", body={})
    assert again["created"] == []
    assert (jp_root_dir / paths["path"]).read_text() == "mine"


async def test_lessons_that_cannot_be_opened(api: Callable[..., Awaitable[Any]]) -> None:
    assert (await refused(api("lessons", "t2", "open", body={})))[0] == 409
    code, message = await refused(api("lessons", "t9", "open", body={}))
    assert code == 404
    assert "t1, t2" in message


async def test_a_check_fails_is_mended_and_progress_moves(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    failed = (await check("def double(x):\n    return x**2"))["result"]
    assert failed["status"] == "failed"
    assert "times two" in failed["tests"][0]["message"]["text"]
    passed = (await check(RIGHT))["result"]
    assert (passed["status"], passed["score"]) == ("passed", 1.0)
    assert passed["hidden"] == {"passed": 1, "total": 1}
    course = await api("course")
    entry = exercise_of(course, "t1-e01")
    assert (entry["status"], entry["attempts"]) == ("passed", 2)
    assert course["parts"][0]["lessons"][0]["progress"] == 0.5
    assert course["continue"]["exercise"] == "t1-e03"


async def test_the_cells_of_a_page_are_checked_and_stored_whatever_the_file_says(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], jp_root_dir: Path
) -> None:
    await check("def double(x):\n    return 0")
    file = jp_root_dir / "t1_small" / "exercises.ipynb"
    saved = file.read_text()
    assert RIGHT not in saved
    cells = [
        {**cell, "source": "".join(cell["source"]).replace("return 0", "return 2 * np.asarray(x)")}
        for cell in json.loads(saved)["cells"]
    ]
    body = {"path": "t1_small/exercises.ipynb", "cells": cells}
    job = (await api("checks", body={**body, "exercise": "t1-e01"}))["job"]
    found = await api("jobs", job, params={"wait": "20"})
    assert found["result"]["status"] == "passed"
    attempts = (await api("exercises", "t1-e01", "attempts"))["attempts"]
    assert [attempt["status"] for attempt in attempts] == ["failed", "passed"]
    assert file.read_text() == saved
    job = (await api("checks", body=body))["job"]
    found = await api("jobs", job, params={"wait": "20"})
    assert found["result"]["verdicts"][0]["status"] == "passed"
    code, message = await refused(api("checks", body={**body, "cells": [{"cell_type": "code"}], "exercise": "t1-e01"}))
    assert (code, "`cells[0].source`" in message) == (400, True)


async def test_a_file_beside_the_notebook_is_named_where_an_answer_misses_it(
    check: Callable[..., Awaitable[Any]], jp_root_dir: Path
) -> None:
    (jp_root_dir / "t1_small").mkdir()
    (jp_root_dir / "t1_small" / "helper.py").touch()
    found = (await check("from helper import double"))["result"]
    assert "`helper.py` is next to your notebook" in found["explanation"]["text"]


async def test_a_whole_notebook(api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]) -> None:
    await check(RIGHT)
    job = (await api("checks", body={"path": "t1_small/exercises.ipynb"}))["job"]
    found = await api("jobs", job, params={"wait": "20"})
    assert [verdict["status"] for verdict in found["result"]["verdicts"]] == [
        "passed",
        "not_attempted",
        "not_attempted",
        "not_attempted",
    ]
    assert (found["kind"], found["result"]["score"], found["result"]["max_score"]) == ("checks", 1.0, 5.0)


async def test_a_whole_notebook_of_which_some_cannot_be_checked(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    await check(RIGHT)
    usual, broken = run_check, {"t1-e01"}

    def check_or_not(plan: Any, *rest: Any) -> Verdict:
        if plan.exercise.id in broken:
            raise NoEngine("The judge of {exercise} is broken.", exercise=plan.exercise.id)
        return usual(plan, *rest)

    monkeypatch.setattr(service, "check", check_or_not)

    async def whole() -> Any:
        job = (await api("checks", body={"path": "t1_small/exercises.ipynb"}))["job"]
        return await api("jobs", job, params={"wait": "20"})

    found = await whole()
    assert (found["state"], len(found["result"]["verdicts"]), found["result"]["max_score"]) == ("done", 3, 4.0)
    (unchecked,) = found["result"]["unchecked"]
    assert (unchecked["exercise"], unchecked["message"]) == ("t1-e01", "The judge of t1-e01 is broken.")
    assert unchecked["problem"]["values"] == {"exercise": "t1-e01"}
    broken |= {"t1-e02", "t1-e03", "t1-e04"}
    found = await whole()
    assert (found["state"], found["result"], found["message"]) == ("failed", None, "The judge of t1-e01 is broken.")


async def test_a_second_check_of_an_exercise_takes_the_place_of_the_first(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    await check(f"import time\ntime.sleep(1)\n{RIGHT}")
    body = {"path": "t1_small/exercises.ipynb", "exercise": "t1-e01"}
    other = {**body, "exercise": "t1-e03"}
    jobs = [(await api("checks", body=each))["job"] for each in (body, other, body)]
    states = [(await api("jobs", job, params={"wait": "20"}))["state"] for job in jobs]
    assert states == ["cancelled", "done", "done"]


async def test_the_engine_says_that_it_gets_ready(api: Callable[..., Awaitable[Any]], jp_serverapp: ServerApp) -> None:
    heard = []

    async def listen(logger: Any, schema_id: Any, data: Any) -> None:
        heard.append(data)

    present(jp_serverapp.event_logger).add_listener(
        schema_id="https://events.jupyter.org/jupyterlab_homl/engine/v1", listener=listen
    )
    await api("lessons", "t1", "open", body={})
    seen = (await api("course"))["engine"]["warming"]
    for _ in range(200):
        if heard and heard[-1]["state"] != "warming":
            break
        await asyncio.sleep(0.1)
    assert [event["state"] for event in heard] == ["warming", "ready"]
    assert seen in ([], ["light"])
    assert (await api("course"))["engine"]["warming"] == []


async def test_an_untouched_exercise_is_no_attempt(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    assert (await check())["result"]["status"] == "not_attempted"
    assert exercise_of(await api("course"), "t1-e01")["attempts"] == 0


async def test_hidden_tests_are_named_first_and_explained_after_three_attempts(check: Callable[..., Awaitable[Any]]) -> None:
    for attempt in (1, 2, 3):
        verdict = (await check("def double(x):\n    return x * 2"))["result"]
        hidden = verdict["tests"][-1]
        assert (hidden["name"], hidden["passed"]) == ("a list instead of an array", False)
        assert (hidden["message"] is None) == (attempt < 3)


async def test_hints_open_one_by_one(api: Callable[..., Awaitable[Any]]) -> None:
    assert (await api("exercises", "t1-e01", "hints"))["opened"] == []
    assert (await api("exercises", "t1-e01", "hints", body={}))["opened"] == ["What is added to itself?"]
    assert (await api("exercises", "t1-e01", "hints", body={"stuck": True}))["next"] is None
    found = await api("exercises", "t1-e01", "hints", body={})
    assert (len(found["opened"]), found["total"]) == (2, 2)


async def test_the_solution_opens_after_a_pass(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    code, message = await refused(api("exercises", "t1-e01", "solution"))
    assert code == 403
    assert "3 to go" in message
    await check(RIGHT)
    solution = await api("exercises", "t1-e01", "solution")
    assert "2 * np.asarray(x)" in solution["cells"][0]["source"]
    assert "SOLUTION" not in solution["cells"][0]["source"]


async def test_reset_keeps_a_copy_and_gives_the_stub(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], jp_root_dir: Path
) -> None:
    await check(RIGHT)
    found = await api("resets", body={"path": "t1_small/exercises.ipynb", "exercise": "t1-e01"})
    assert "YOUR CODE HERE" in found["cells"][0]["source"]
    assert RIGHT.splitlines()[1] in (jp_root_dir / found["backup"]).read_text()


async def test_continue_leads_to_where_the_learner_stopped(api: Callable[..., Awaitable[Any]]) -> None:
    await api("visits", body={"lesson": "t1", "notebook": "exercises", "exercise": "t1-e01"})
    found = (await api("course"))["continue"]
    assert (found["exercise"], found["why"]) == ("t1-e01", "You stopped here.")


async def test_the_notebook_that_was_used_last_is_opened_again(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    own = (await api("lessons", "t1", "open", body={}))["exercises"]
    fetched = jp_root_dir / "t1" / "exercises.ipynb"
    fetched.parent.mkdir()
    shutil.copy(jp_root_dir / own, fetched)
    asked = await api("lessons", "t1", "open", body={})
    assert [file["path"] for file in asked["choices"]] == [own, "t1/exercises.ipynb"]
    await api("visits", body={"lesson": "t1", "notebook": "exercises", "path": "t1/exercises.ipynb"})
    found = await api("lessons", "t1", "open", body={})
    assert (found["exercises"], found["choices"]) == ("t1/exercises.ipynb", [])
    fetched.rename(fetched.with_name("mine.ipynb"))
    (jp_root_dir / own).unlink()
    found = await api("lessons", "t1", "open", body={})
    assert (found["exercises"], found["created"]) == ("t1/mine.ipynb", [])


async def test_a_check_can_be_cancelled(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    paths = await api("lessons", "t1", "open", body={})
    file = jp_root_dir / paths["exercises"]
    text = file.read_text().replace("    ...", "    while True: pass")
    file.write_text(text)
    job = (await api("checks", body={"path": paths["exercises"], "exercise": "t1-e01"}))["job"]
    found = await api("jobs", job, method="DELETE")
    assert found["state"] == "cancelled"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("{", "not a notebook"),
        ("[]", "not a notebook"),
        ('{"cells": 3}', "not a notebook"),
        ("\x00\xff", "not"),
    ],
)
async def test_a_file_that_is_no_notebook(
    api: Callable[..., Awaitable[Any]], jp_root_dir: Path, content: str, words: str
) -> None:
    (jp_root_dir / "bad.ipynb").write_bytes(content.encode("latin-1"))
    code, message = await refused(api("checks", body={"path": "bad.ipynb", "exercise": "t1-e01"}))
    assert code == 422
    assert words in message


async def test_requests_that_make_no_sense(api: Callable[..., Awaitable[Any]]) -> None:
    assert (await refused(api("checks", body={"path": "../../etc/passwd", "exercise": "t1-e01"})))[0] == 403
    assert (await refused(api("checks", body={"path": "none.ipynb", "exercise": "t1-e01"})))[0] == 404
    assert (await refused(api("checks", body={"path": "none.ipynb", "exercise": "zz"})))[0] == 404
    assert (await refused(api("checks", body={"exercise": 3})))[0] == 400
    assert (await refused(api("checks", body={"path": "none.ipynb", "exercise": 3})))[0] == 404
    assert (await refused(api("checks", method="POST", body=None, allow_nonstandard_methods=True)))[0] == 400
    assert (await refused(api("jobs", "nope")))[0] == 404


@pytest.mark.parametrize("path", ["a\x00b", "a" * 300, "b/" * 3000, "\ud800"])
async def test_paths_that_no_file_can_have(api: Callable[..., Awaitable[Any]], path: str) -> None:
    assert (await refused(api("checks", body={"path": path, "exercise": "t1-e01"})))[0] == 404
    assert (await refused(api("resets", body={"path": path, "exercise": "t1-e01"})))[0] == 404


async def test_bodies_that_are_none(api: Callable[..., Awaitable[Any]]) -> None:
    assert (await refused(api("checks", method="POST", body=None, allow_nonstandard_methods=True)))[0] == 400
    assert (await refused(api("visits", body={"lesson": "t1", "notebook": "zzz"})))[0] == 400
    assert (await refused(api("visits", body={"lesson": "t1", "notebook": "lesson", "exercise": [1]})))[0] == 400


@pytest.mark.parametrize("text", ["{", "[]", "null", "[" * 100_000, '"\\ud800'], ids=["open", "list", "null", "deep", "text"])
async def test_bodies_that_are_no_json_objects(jp_fetch: Callable[..., Awaitable[HTTPResponse]], text: str) -> None:
    with pytest.raises(HTTPClientError) as caught:
        await jp_fetch(*HOME, "goal", method="POST", body=text)
    problem = Operation("post", "/goal").check_response(present(caught.value.response))
    assert (caught.value.code, problem["message"]) == (400, "The request's body must be a JSON object.")


async def test_a_query_parameter_that_is_missing(api: Callable[..., Awaitable[Any]]) -> None:
    assert (await refused(api("notes", "n1", method="DELETE", params={"lesson": "t1"})))[0] == 400


async def test_progress_that_was_moved_away_begins_anew(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]], jp_root_dir: Path
) -> None:
    await check(RIGHT)
    (jp_root_dir / ".homl" / "progress.sqlite").unlink()
    assert exercise_of(await api("course"), "t1-e01")["status"] == "untouched"
    assert (await check(RIGHT))["result"]["status"] == "passed"
    assert exercise_of(await api("course"), "t1-e01")["attempts"] == 1


async def test_an_answer_that_is_no_unicode_is_stored_all_the_same(
    api: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[Any]]
) -> None:
    assert (await check("s = '\ud800'\n" + RIGHT))["result"]["status"] in ("passed", "error")
    assert exercise_of(await api("course"), "t1-e01")["attempts"] == 1


async def test_every_route_asks_who_is_there(
    jp_http_port: int, jp_base_url: str, http_server_client: Any, jp_serverapp: ServerApp
) -> None:
    document = json.loads((ROOT / "jupyterlab_homl/server/openapi.json").read_text())
    for path, methods in document["paths"].items():
        for method in methods:
            url = f"{jp_base_url}jupyterlab-homl/api{path.replace('{', '').replace('}', '')}"
            with pytest.raises(HTTPClientError) as caught:
                await http_server_client.fetch(
                    url, method=method.upper(), allow_nonstandard_methods=True, follow_redirects=False
                )
            assert caught.value.code in (302, 403), (method, path)


async def test_openapi_names_the_routes(api: Callable[..., Awaitable[Any]]) -> None:
    from jupyterlab_homl.server.routes import ROUTES

    document = await api("openapi.json")
    described = {path: set(methods) for path, methods in document["paths"].items()}
    served = {}
    for pattern, handler in ROUTES[:-1]:  # the last one is for all other addresses
        path = pattern.removeprefix(r"/jupyterlab-homl/api")
        for name in ("lesson", "job", "exercise", "item", "attempt", "note", "card", "link", "assignment", "student"):
            for kind in (r"[\w-]+", r"\w+", r"[^/]+"):
                path = path.replace(f"(?P<{name}>{kind})", "{" + name + "}")
        served[path] = {method for method in ("get", "post", "delete", "put") if method in vars(handler)}
    assert described == served


@pytest.fixture
def no_shared_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """No shared folder of data sets; what the server sets is taken back after the test."""
    monkeypatch.setenv("HOML_DATA", "")


NOWHERE = {"course_dir": "nowhere", "data_dir": "/srv/data"}


@pytest.mark.parametrize(
    "jp_server_config", [{"ServerApp": {"jpserver_extensions": {"jupyterlab_homl": True}}, "Homl": NOWHERE}]
)
async def test_a_course_that_cannot_be_read_is_told_in_the_panel(
    no_shared_data: None, api: Callable[..., Awaitable[Any]], jp_server_config: dict[str, Any]
) -> None:
    assert os.environ["HOML_DATA"] == "/srv/data"  # for kernels and sealed processes
    code, message = await refused(api("course"))
    assert code == 404
    assert "holds no course" in message
