"""A Dask cluster of real processes, for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.paths import ROOT

HERE = Path(__file__).parent


class DaskCluster:
    """A scheduler and its workers: real processes, which end with the test."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.settings = settings
        self.processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--scheduler-file", str(file), "--port", "0", "--no-dashboard")
        while not file.exists() or not file.read_text().endswith("}"):
            assert self.scheduler.poll() is None, (folder / "0.log").read_text()
            time.sleep(0.02)
        self.address = json.loads(file.read_text())["address"]

    def worker(self, *paths: Path, count: int = 1) -> subprocess.Popen[bytes]:
        """Start workers, which also import from these folders; returns when the scheduler knows them."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        made = [
            self._start("worker", self.address, *options, "--local-directory", str(self.folder), paths=paths)
            for _ in range(count)
        ]
        for process in made:
            log = self.folder / f"{self.processes.index(process)}.log"
            while "Starting established connection" not in log.read_text():
                assert process.poll() is None, log.read_text()
                time.sleep(0.02)
        return made[0]

    def _start(self, *arguments: str, paths: Sequence[Any] = ()) -> subprocess.Popen[bytes]:
        python_path = os.pathsep.join(str(path) for path in (*paths, HERE, ROOT))
        log = (self.folder / f"{len(self.processes)}.log").open("w")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1"],
                env={**os.environ, **self.settings, "PYTHONPATH": python_path},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def end(self, *processes: subprocess.Popen[bytes]) -> None:
        for process in processes or reversed(self.processes):
            process.kill()
            process.wait()
