"""What tests on a real Jupyter server share: the small course, requests that are held to the contract, and checks."""

import json
import shutil

import pytest
from tornado.httpclient import HTTPClientError

from tests.integration.contract import Operation
from tests.paths import COURSE


@pytest.fixture
def jp_server_config():
    """The server with the small course."""
    return {
        "ServerApp": {"jpserver_extensions": {"jupyterlab_homl": True}},
        "Homl": {"course_dir": str(COURSE), "preload": ["numpy"]},
    }


@pytest.fixture
def api(jp_fetch):
    """Asks the extension: a POST where there is a body; gives the document that answers.

    Whatever it answers, and what it takes, is as the OpenAPI document says.
    """

    async def ask(*path, body=None, **kwargs):
        if body is not None:
            kwargs = {"method": "POST", "body": json.dumps(body), **kwargs}
        operation = Operation.of(kwargs.get("method", "GET"), path)
        try:
            response = await jp_fetch("jupyterlab-homl", "api", *path, **kwargs)
        except HTTPClientError as error:
            operation.check_response(error.response)
            raise
        operation.check_request(kwargs.get("params", {}), body)
        return operation.check_response(response)

    return ask


@pytest.fixture
def check(api, jp_root_dir):
    """Answers an exercise of the small course, has it checked, and gives the job when it has ended."""

    async def run(source=None, exercise="t1-e01"):
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
def generated(tmp_path_factory):
    """A small nbgrader course of which nbgrader has generated the assignment."""
    from jupyterlab_homl.grading.execute import launchers
    from tests.integration.grading.classcourse import Course

    course = Course(tmp_path_factory.mktemp("generated"))
    course.generate()
    yield course
    launchers.close()


@pytest.fixture
def course(generated, tmp_path):
    """A copy of it."""
    shutil.copytree(generated.root, tmp_path / "course")
    return type(generated)(tmp_path / "course")
