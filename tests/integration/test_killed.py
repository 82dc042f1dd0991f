"""`kill -9` at any point, of the server during checks and of `class grade`, and a new start: nothing is lost, nothing is left.

`HOML_KILLS=60 pytest tests/integration/test_killed.py` kills more often than the few times of an ordinary run.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.temporary import PART, PREFIX
from tests.integration.grading.classcourse import ASSIGNMENT, FULL, RIGHT, Course
from tests.paths import COURSE, ROOT
from tests.waiting import wait_for

#: How often each of the two is killed.
KILLS = int(os.environ.get("HOML_KILLS", "4"))

#: Seconds after which what was started has ended, too, or has been removed.
SETTLE = 30.0

ANSWER = "def double(x):\n    return 2 * np.asarray(x)"


@pytest.fixture
def server(tmp_path: Path, temporary: Path) -> Iterator[KilledServer]:
    """A server that is not left behind where a test fails."""
    made = KilledServer(tmp_path, temporary)
    yield made
    made.kill()


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """The folder for temporary files; all processes that are started have its path in their environment."""
    folder = tmp_path / "t"
    folder.mkdir()
    return folder


def processes(marker: Path) -> list[int]:
    """The processes in whose environment a path is."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.fsencode(marker) in (place / "environ").read_bytes() and int(place.name) != os.getpid():
                found.append(int(place.name))
    return found


def folders(place: Path) -> list[str]:
    """The temporary folders of ours."""
    return [path.name for path in place.iterdir() if path.name.startswith((PREFIX, "homl-"))]


class KilledServer:
    """A Jupyter server in a workspace, which can be killed and started again."""

    def __init__(self, base: Path, temporary: Path) -> None:
        self.root = base / "workspace"
        self.root.mkdir()
        self._base, self._temporary = base, temporary

    def start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        settings = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.root,
            "ServerApp.jpserver_extensions": "{'jupyterlab_homl': True}",
            "IdentityProvider.token": "",
            "ServerApp.disable_check_xsrf": True,
            "Homl.course_dir": COURSE,
            "Homl.preload": "['numpy']",
        }
        words = ["--no-browser", "--allow-root", *(f"--{name}={value}" for name, value in settings.items())]
        places = {f"JUPYTER_{name}_DIR": str(self._base / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        with (self._base / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyter_server", *words],
                env={**os.environ, **places, "TMPDIR": str(self._temporary)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        wait_for(lambda: self.ask("GET", "course") or self.process.poll() is not None)
        assert self.process.poll() is None, (self._base / "log").read_text()[-4000:]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One request; None where the server does not answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, f"/jupyterlab-homl/api/{path}", text, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            found = answer.read()
            return json.loads(found) if answer.status < 300 and found else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def kill(self) -> None:
        if hasattr(self, "process"):
            self.process.kill()
            self.process.wait()


def test_a_server_that_is_killed_loses_and_leaves_nothing(server: KilledServer, temporary: Path) -> None:
    """Checks, backups, notes and visits go on all the time; whatever was answered is there afterwards."""
    seeded = random.Random(18)
    acknowledged: list[str] = []
    notes = 0
    for number in range(KILLS):
        server.start()
        ended = threading.Event()

        def work(ended: threading.Event = ended) -> None:
            nonlocal notes
            opened = server.ask("POST", "lessons/t1/open", {})
            while opened and not ended.is_set():
                cells = json.loads((server.root / opened["exercises"]).read_text())["cells"]
                for cell in cells:
                    if cell["metadata"].get("nbgrader", {}).get("grade_id") == "t1-e01":
                        cell["source"] = ANSWER
                request = {"path": opened["exercises"], "exercise": "t1-e01", "cells": cells}
                job = server.ask("POST", "checks", request)
                server.ask("POST", "resets", {"path": opened["exercises"], "exercise": "t1-e01"})
                if server.ask("POST", "notes", {"lesson": "t1", "text": f"note {notes}"}) is not None:
                    notes += 1
                found = server.ask("GET", f"jobs/{job['job']}?wait=20") if job else None
                if found and found["state"] == "done":
                    assert found["result"]["status"] == "passed", found
                    acknowledged.append(found["job"])

        worker = threading.Thread(target=work)
        worker.start()
        if number % 2 == 0:  # at work; else perhaps while it gets ready
            before = len(acknowledged)
            wait_for(lambda: len(acknowledged) > before)  # noqa: B023 - called at once
        time.sleep(seeded.uniform(0.0, 2.0))
        server.kill()
        ended.set()
        worker.join()
    server.start()
    try:
        database = sqlite3.connect(server.root / ".homl" / "progress.sqlite")
        with contextlib.closing(database):
            stored = database.execute("SELECT count(*) FROM attempts").fetchone()[0]
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert stored >= len(acknowledged)
        assert len(server.ask("GET", "notes?lesson=t1")["notes"]) >= notes
        for path in server.root.rglob("*.ipynb"):
            assert json.loads(path.read_text())["cells"], path
        assert list(server.root.rglob(f"*{PART}")) == []
        wait_for(lambda: set(folders(temporary)) <= own_folders(server.process.pid), SETTLE)
        wait_for(lambda: all(descends(pid, server.process.pid) for pid in processes(temporary)), SETTLE)
    finally:
        server.process.terminate()
        server.process.wait(SETTLE)
    assert list((server.root / ".homl").glob("*-journal")) == []  # while it runs, it may be writing
    wait_for(lambda: not processes(temporary) and not folders(temporary), SETTLE)
    print(f"{KILLS} kills of the server: {len(acknowledged)} acknowledged, {stored} stored, nothing left")


def own_folders(pid: int) -> set[str]:
    """The names of the folders that a process holds."""
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found.add(descriptor.readlink().name)
    return found


def descends(pid: int, ancestor: int) -> bool:
    """Whether a process is another or one that it has started; also where it has ended meanwhile."""
    while pid not in (0, 1, ancestor):
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return True
    return pid == ancestor


def test_a_grading_that_is_killed_loses_and_leaves_nothing(course: Course, temporary: Path) -> None:
    seeded = random.Random(13)
    slow = {**RIGHT, "word": "import time\ntime.sleep(0.3)\nword = 'right'"}
    students = [f"s{number:02}" for number in range(4 + 2 * KILLS)]
    for student in students:
        course.submit(student, slow)
    journal = course.root / ".homl" / "grading" / f"{ASSIGNMENT}.jsonl"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "jupyterlab_homl.cli.main", "class", "grade", ASSIGNMENT, "--course", str(course.root)]

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen([*command, "--json"], env=environment, stdout=subprocess.PIPE, text=True)

    def lines() -> int:
        return journal.read_bytes().count(b"\n") if journal.exists() else 0

    kept: set[str] = set()
    for _ in range(KILLS):
        before, process = lines(), start()
        if seeded.random() < 0.5:
            wait_for(lambda: lines() > before or process.poll() is not None)  # noqa: B023 - called at once
        time.sleep(seeded.uniform(0.0, 2.0))
        process.kill()
        process.communicate()
        if journal.exists():
            kept |= {
                json.loads(line)["student"] for line in journal.read_bytes().splitlines(keepends=True) if line.endswith(b"}\n")
            }
    process = start()
    report = json.loads(process.communicate()[0])
    assert process.returncode == 0
    assert sorted([*(row["student"] for row in report["graded"]), *report["unchanged"]]) == students
    assert kept <= set(report["unchanged"])
    for student in students:
        assert sum(score for score, _ in course.rows(student).values() if score) == FULL
        assert course.autograded(student)["cells"]
    assert list((course.root / "autograded").rglob(".*")) == []
    wait_for(lambda: not processes(temporary) and not folders(temporary), SETTLE)
    print(f"{KILLS} kills of class grade: {len(kept)} of {len(students)} kept, nothing left")


def test_a_grading_whose_server_is_killed_stops(course: Course, temporary: Path) -> None:
    slow = {**RIGHT, "word": "import time\ntime.sleep(1)\nword = 'right'"}
    for number in range(20):
        course.submit(f"s{number:02}", slow)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "jupyterlab_homl.cli.main", "class", "grade", ASSIGNMENT, "--course", str(course.root)]
    process = subprocess.Popen(
        [*command, "--events"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["event"] == "progress"
    process.stdout.close()  # as when its reader is killed
    process.wait(SETTLE)
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    journal = course.root / ".homl" / "grading" / f"{ASSIGNMENT}.jsonl"
    assert 0 < journal.read_bytes().count(b"\n") < 20
    wait_for(lambda: not processes(temporary) and not folders(temporary), SETTLE)
