"""A process that runs commands of nbgrader one after another: its import, which takes longer than most of them, is paid once.

A line of JSON on the standard input, ``{"words": […], "folder": "…", "environment": {…}}``, is a command; its answer is a line
``{"code": 0, "output": "…"}``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Commands:
    """The side that asks.

    Parameters
    ----------
    environment : mapping
        The variables that all commands have.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
        """Run a command; gives its exit code, and what it printed on both outputs."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"words": words, "folder": str(folder), "environment": dict(environment)}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["code"], answer["output"]

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def perform(words: list[str]) -> int:
    """Run a command in this process; gives its exit code."""
    from jupyter_core.application import NoStart
    from nbgrader.apps.nbgraderapp import NbGraderApp

    app = NbGraderApp.instance()
    try:
        app.initialize(words)
        app.start()
    except NoStart:  # how an application says that its subcommand has run
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    finally:
        app.reset()
    return 0


def serve() -> None:
    """Answer commands until there are no more; what they print goes to a file, whoever prints it."""
    answers = os.fdopen(os.dup(1), "w")
    before = dict(os.environ)
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        os.environ.clear()
        os.environ.update(before | asked["environment"])
        os.chdir(asked["folder"])
        with tempfile.TemporaryFile() as printed:
            os.dup2(printed.fileno(), 1)
            os.dup2(printed.fileno(), 2)
            code = perform(asked["words"])
            sys.stdout.flush()
            sys.stderr.flush()
            printed.seek(0)
            output = printed.read().decode(errors="replace")
        answers.write(json.dumps({"code": code, "output": output}) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve()
