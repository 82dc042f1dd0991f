"""A process beside this one that has everything imported and does one thing on request: a line of JSON in, one out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from jupyterlab_homl.engine.launch.launcher import child_environment

ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    """The environment of a process like this one, with bytecode kept as anybody's is."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Worker:
    """A module that is run so; used as a context.

    Parameters
    ----------
    module : str
        Its dotted name.
    arguments : str
        What it is given.
    as_a_check : bool
        Whether in the environment that a check's processes have.
    more : dict, optional
        More of its environment.
    """

    def __init__(self, module: str, *arguments: str, as_a_check: bool = False, more: Mapping[str, str] | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True)
        surroundings = {**environment(), **(more or {})}
        if as_a_check:
            surroundings = {**child_environment(surroundings, self._folder.name), "PYTHONPATH": str(ROOT), **(more or {})}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=surroundings,
        )

    def __enter__(self) -> Self:
        self.hear()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
        self._folder.cleanup()

    def tell(self, request: Any) -> None:
        """Send a request."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """The next reply."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} has ended")
        return json.loads(line)

    def ask(self, request: Any) -> Any:
        """Send a request, and give its reply."""
        self.tell(request)
        return self.hear()
