"""A real JupyterLab server with the extension, in a workspace of its own, and its REST interface."""

from __future__ import annotations

import http.client
import json
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from .machine import ROOT
from .worker import environment

#: Seconds in which a server has to answer.
START = 120.0


class Server:
    """A server that runs as long as the context; one connection is kept open to it.

    Parameters
    ----------
    options : str
        More words of its command line.

    Attributes
    ----------
    root : Path
        The workspace.
    port : int
        Where it listens, on 127.0.0.1.
    token : str
        What lets one in.
    """

    def __init__(self, *options: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True)
        base = Path(self._folder.name)
        self.root = base / "workspace"
        self.root.mkdir()
        self.token = secrets.token_hex(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        settings = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.root,
            "IdentityProvider.token": self.token,
        }
        words = ["--no-browser", "--allow-root", *(f"--{name}={value}" for name, value in settings.items()), *options]
        places = {f"JUPYTER_{name}_DIR": str(base / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        # The lab extension as it is built here, not the copy that was installed at some time.
        extensions = base / "data" / "labextensions"
        extensions.mkdir(parents=True)
        (extensions / "jupyterlab-homl").symlink_to(ROOT / "jupyterlab_homl" / "labextension")
        places["JUPYTER_PREFER_ENV_PATH"] = "0"
        self._log = (base / "log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *words],
            cwd=self.root,
            env={**environment(), **places},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def __enter__(self) -> Self:
        until = time.monotonic() + START
        while True:
            try:
                self.request("GET", "api/status")
                return self
            except OSError:
                self._connection.close()
                if time.monotonic() > until or self._process.poll() is not None:
                    raise RuntimeError((Path(self._folder.name) / "log").read_text("utf-8", "replace")[-4000:]) from None
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        self._folder.cleanup()

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """One request; gives the document that answers it."""
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        self._connection.request(method, f"/{path}", None if body is None else json.dumps(body).encode(), headers)
        response = self._connection.getresponse()
        text = response.read()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status} {text[:500]!r}")
        return json.loads(text) if text else None

    def open(self, lesson: str) -> Path:
        """Hand a lesson out; gives its notebook of exercises."""
        exercises: str = self.request("POST", f"jupyterlab-homl/api/lessons/{lesson}/open", {})["exercises"]
        return self.root / exercises

    def start_check(self, path: Path, exercise: str | None) -> str:
        """Ask for a check, or for all of a notebook; gives the job's id."""
        body = {"path": path.relative_to(self.root).as_posix(), **({"exercise": exercise} if exercise else {})}
        return str(self.request("POST", "jupyterlab-homl/api/checks", body)["job"])

    def wait(self, job: str) -> dict[str, Any]:
        """The result of a job, once there is one."""
        while True:
            found = self.request("GET", f"jupyterlab-homl/api/jobs/{job}?wait=30")
            if found["state"] not in ("queued", "running"):
                break
        if found["state"] != "done":
            raise RuntimeError(f"the check is {found['state']}: {found['message']}")
        result: dict[str, Any] = found["result"]
        return result

    def check(self, path: Path, exercise: str | None) -> tuple[float, dict[str, Any]]:
        """Seconds from asking for a check to its verdict, and the verdict."""
        started = time.perf_counter()
        result = self.wait(self.start_check(path, exercise))
        return time.perf_counter() - started, result
