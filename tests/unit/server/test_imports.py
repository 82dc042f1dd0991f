"""The server starts and shows the course without the libraries that only checking, building and grading need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from jupyterlab_homl.course.build import write_bundle
from tests.paths import ROOT

#: Each takes the server from a fifth of a second to several seconds to import, and memory that it never gives back.
HEAVY = ("numpy", "scipy", "pandas", "matplotlib", "sklearn", "tensorflow", "keras", "jupytext", "nbgrader", "fsrs")

#: Starts a server with this extension alone, has it answer what the panel asks first, and prints the modules loaded.
START = """
import json, sys
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import AsyncHTTPClient
from traitlets.config import Config

course, folder = sys.argv[1:]
config = Config()
config.ServerApp.update({"ip": "127.0.0.1", "port": 0, "root_dir": folder, "open_browser": False, "allow_root": True})
config.ServerApp.jpserver_extensions = {"jupyterlab_homl": True}
config.IdentityProvider.token = "secret"
config.Homl.course_dir = course
app = ServerApp(config=config)
app.initialize(argv=[], find_extensions=False)

async def ask():
    url = f"http://127.0.0.1:{app.port}/jupyterlab-homl/api/course"
    answer = await AsyncHTTPClient().fetch(url, headers={"Authorization": "token secret"})
    lessons = [lesson["id"] for part in json.loads(answer.body)["parts"] for lesson in part["lessons"]]
    print(json.dumps({"lessons": lessons, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
    await app._cleanup()

app.io_loop.run_sync(ask)
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("server")
    write_bundle(ROOT / "tests" / "course", folder / "course")
    (folder / "root").mkdir()
    places = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-c", START, str(folder / "course"), str(folder / "root")]
    done = subprocess.run(command, env={**os.environ, **places}, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_server_answers(started: Any) -> None:
    assert started["lessons"] == ["t1", "t2"]


@pytest.mark.parametrize("name", HEAVY)
def test_is_not_imported_by_the_server(started: Any, name: str) -> None:
    assert name not in started["modules"]
