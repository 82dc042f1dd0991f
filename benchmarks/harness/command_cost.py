"""Runs a command and says what it took, with all the processes that it started, wherever they went.

`python -m benchmarks.harness.command_cost FOLDER COMMAND …` runs it there and prints a document (`Measured`). Processes that
outlive the command are waited for and count, too.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .worker import ROOT

_PR_SET_CHILD_SUBREAPER = 36

#: Seconds between two looks at the memory.
_LOOK = 0.02

#: Seconds in which whatever is left must have ended.
_PATIENCE = 30.0

_KEPT = 4_000_000


@dataclass(frozen=True)
class Measured:
    """What a command took.

    Attributes
    ----------
    seconds, cpu : float
        Wall clock to its end; CPU time of it and everything below it.
    peak : int
        Bytes of resident memory that its own process had at most.
    code : int
        Its exit code.
    said : str
        What it printed.
    left : int
        How many processes had to be given up on.
    errors : str
        The end of what it wrote to standard error.
    """

    seconds: float
    cpu: float
    peak: int
    code: int
    said: str
    left: int
    errors: str


def run(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command so, in a process between."""
    between = [sys.executable, "-m", "benchmarks.harness.command_cost", str(cwd), *command]
    done = subprocess.run(between, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Measured(**json.loads(done.stdout))


def _watch(pid: int, seen: list[int], over: threading.Event) -> None:
    while True:
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
            seen.extend(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
        if over.wait(_LOOK):
            return


def _reap(deadline: float) -> int:
    """Wait for what is left; returns how many are still there."""
    while time.monotonic() < deadline:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(_LOOK)
        except ChildProcessError:
            return 0
    return sum(1 for _ in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def measure(cwd: str, command: list[str]) -> Measured:
    """Run it here, and below; this process must have had no children."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    seen: list[int] = [0]
    over = threading.Event()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=errors)
        watcher = threading.Thread(target=_watch, args=(process.pid, seen, over))
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        over.set()
        watcher.join()
        left = _reap(time.monotonic() + _PATIENCE)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        said.seek(0)
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 20_000))
        texts = said.read(_KEPT).decode(errors="replace"), errors.read().decode(errors="replace")
    return Measured(seconds, used.ru_utime + used.ru_stime, max(seen), code, texts[0], left, texts[1])


if __name__ == "__main__":
    print(json.dumps(vars(measure(sys.argv[1], sys.argv[2:]))))
