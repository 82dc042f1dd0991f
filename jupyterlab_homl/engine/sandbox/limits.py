"""What a run may use."""

from __future__ import annotations

import contextlib
import math
import os
import re
import resource
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024

#: CPU seconds above the wall clock's that a run may use; the clock ends it first unless it computes in several processes.
_CPU_GRACE = 5

#: Descriptors that a run may have: each may hold memory of the system's.
_OPEN_FILES = 256


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


def restrict(memory: int, processes: int, file_size: int, seconds: float) -> None:
    """Hold this process, and each that it starts, to limits from now on (where the platform can).

    Parameters
    ----------
    memory : int
        Bytes above what is mapped now.
    processes : int
        How many of this user's it may have beside it; 0 for no limit, where they would be counted with everybody's.
    file_size : int
        Bytes of one file.
    seconds : float
        CPU time above what has been used.
    """
    restrict_memory(memory)
    used = resource.getrusage(resource.RUSAGE_SELF)
    cores = os.cpu_count() or 1  # which may all work for one process
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds * cores) + _CPU_GRACE)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_FSIZE, file_size)
    _limit(resource.RLIMIT_CORE, 0)
    if processes:
        _limit(resource.RLIMIT_NPROC, processes)


def restrict_memory(extra: int) -> None:
    """Allow this process, and each that it starts, `extra` bytes above what is mapped now (where the platform can)."""
    with contextlib.suppress(OSError):
        mapped = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, mapped + extra)


def _limit(kind: int, value: int) -> None:
    _, most = resource.getrlimit(kind)
    allowed = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(kind, (allowed, allowed))


def free_memory() -> float:
    """Bytes that this machine, or the container that we are in, has left; infinite where that cannot be told."""
    left = float("inf")
    try:
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                left = int(line.split()[1]) * 1024.0
        most = Path("/sys/fs/cgroup/memory.max").read_text("ascii").strip()
        if most != "max":
            left = min(left, float(most) - int(Path("/sys/fs/cgroup/memory.current").read_text("ascii")))
    except (OSError, ValueError):
        pass
    return left


class Usage:
    """What a process and its descendants use, as seen from outside.

    Parameters
    ----------
    pid : int
        The process.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = _private(pid)

    def measure(self) -> tuple[int, int]:
        """How many processes and threads there are, and by how many bytes they have grown beyond what the first one had."""
        count, grown = 0, 0
        waiting = [self._pid]
        while waiting:
            pid = waiting.pop()
            tasks = _tasks(pid)
            count += len(tasks)
            grown += max(0, _private(pid) - self._before)
            for task in tasks[:_TASKS_LOOKED_AT]:
                waiting += _children(pid, task)
        return count, grown


#: Of a process with more threads, only so many are asked for what they started.
_TASKS_LOOKED_AT = 64


def _private(pid: int) -> int:
    """Resident bytes that are not those of a file."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
    except OSError:
        return 0
    return sum(int(kilobytes) * 1024 for kilobytes in re.findall(r"^Rss(?:Anon|Shmem):\s+(\d+) kB", status, re.MULTILINE))


def _tasks(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def _children(pid: int, task: str) -> list[int]:
    try:
        return [int(text) for text in Path(f"/proc/{pid}/task/{task}/children").read_text("ascii").split()]
    except OSError:
        return []
