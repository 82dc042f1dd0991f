"""The limits of a run, and measuring from outside what its processes use."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024

#: Threads of one process whose children are looked up; a process with more of them is far beyond its limit anyway.
_MAX_THREADS = 64


@dataclass(frozen=True)
class Limits:
    """Limits of one run.

    Attributes
    ----------
    setup_timeout : float
        Seconds for starting the processes and for the set-up cells, imports included.
    check_timeout : float
        Seconds for the learner's cells and the tests together.
    memory : int
        Bytes above what is mapped when the learner's first cell starts, in all its processes together.
    output : int
        Bytes that may be printed.
    processes : int
        How many processes and threads it may have at once.
    file_size : int
        Bytes that one file may have.
    cell_timeout : float
        Seconds that one cell of a whole notebook may take.
    run_timeout : float
        Seconds that a whole notebook may take.
    """

    setup_timeout: float = 120.0
    check_timeout: float = 10.0
    memory: int = 2048 * MEGABYTE
    output: int = 1_000_000
    processes: int = 128
    file_size: int = 64 * MEGABYTE
    cell_timeout: float = 30.0
    run_timeout: float = 300.0


def free_memory() -> float:
    """Bytes that this machine, or the container that this process is in, has left; infinite where that is not known."""
    free = float("inf")
    try:
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                free = int(line.split()[1]) * 1024.0
        limit = Path("/sys/fs/cgroup/memory.max").read_text("ascii").strip()
        if limit != "max":
            free = min(free, float(limit) - int(Path("/sys/fs/cgroup/memory.current").read_text("ascii")))
    except (OSError, ValueError):
        pass
    return free


class Usage:
    """What a process and its descendants use, measured from outside.

    Parameters
    ----------
    pid : int
        The process. What it uses already is not counted.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = _private_memory(pid)

    def measure(self) -> tuple[int, int]:
        """The number of processes and threads, and the bytes that they use beyond what the first process had."""
        count, grown = 0, 0
        pending = [self._pid]
        while pending:
            pid = pending.pop()
            threads = _threads(pid)
            count += len(threads)
            grown += max(0, _private_memory(pid) - self._before)
            for thread in threads[:_MAX_THREADS]:
                pending += _children(pid, thread)
        return count, grown


def _private_memory(pid: int) -> int:
    """Resident bytes that are not those of a file."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
    except OSError:
        return 0
    return sum(int(kilobytes) * 1024 for kilobytes in re.findall(r"^Rss(?:Anon|Shmem):\s+(\d+) kB", status, re.MULTILINE))


def _threads(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def _children(pid: int, thread: str) -> list[int]:
    try:
        return [int(text) for text in Path(f"/proc/{pid}/task/{thread}/children").read_text("ascii").split()]
    except OSError:
        return []
