"""What tests on a real Jupyter server share: the small course, requests that are held to the contract, and checks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tornado.httpclient import HTTPClientError

from tests.integration.contract import Operation
from tests.paths import COURSE
from tests.present import present

if TYPE_CHECKING:
    from tornado.httpclient import HTTPResponse

    from tests.integration.grading.classcourse import Course


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    """The server with the small course."""
    return {
        "ServerApp": {"jpserver_extensions": {"jupyterlab_homl": True}},
        "Homl": {"course_dir": str(COURSE), "preload": ["numpy"]},
    }


@pytest.fixture
def api(jp_fetch: Callable[..., Awaitable[HTTPResponse]]) -> Callable[..., Awaitable[Any]]:
    """Asks the extension: a POST where there is a body; gives the document that answers.

    Whatever it answers, and what it takes, is as the OpenAPI document says.
    """

    async def ask(*path: str, body: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        if body is not None:
            kwargs = {"method": "POST", "body": json.dumps(body), **kwargs}
        operation = Operation.of(kwargs.get("method", "GET"), path)
        try:
            response = await jp_fetch("jupyterlab-homl", "api", *path, **kwargs)
        except HTTPClientError as error:
            operation.check_response(present(error.response))
            raise
        operation.check_request(kwargs.get("params", {}), body)
        return operation.check_response(response)

    return ask


@pytest.fixture
def check(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> Callable[..., Awaitable[Any]]:
    """Answers an exercise of the small course, has it checked, and gives the job when it has ended."""

    async def run(source: str | None = None, exercise: str = "t1-e01") -> Any:
        paths = await api("lessons", "t1", "open", body={})
        if source is not None:
            file = jp_root_dir / paths["exercises"]
            notebook = json.loads(file.read_text())
            for cell in notebook["cells"]:
                if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise:
                    cell["source"] = source
            file.write_text(json.dumps(notebook))
        job = await api("checks", body={"path": paths["exercises"], "exercise": exercise})
        while (found := await api("jobs", job["job"], params={"wait": "20"}))["state"] in ("queued", "running"):
            pass
        return found

    return run


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A small nbgrader course of which nbgrader has generated the assignment."""
    from jupyterlab_homl.grading.execute import launchers
    from tests.integration.grading.classcourse import Course

    course = Course(tmp_path_factory.mktemp("generated"))
    course.generate()
    yield course
    launchers.close()


@pytest.fixture
def course(generated: Course, tmp_path: Path) -> Course:
    """A copy of it."""
    shutil.copytree(generated.root, tmp_path / "course")
    return type(generated)(tmp_path / "course")
