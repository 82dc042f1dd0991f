"""The limits of a run, and measuring from outside what its processes use."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .cgroup import group_of

MEGABYTE = 1024 * 1024

#: Threads of one process whose children are looked up; a process with more of them is far beyond its limit anyway.
_MAX_THREADS = 64


#: Bytes that a socket is charged with: what its buffers may hold, since a sealed process cannot make them larger.
SOCKET_MEMORY = 256 * 1024

#: What the system calls memory that processes share and no file holds; it remains when its pages are no longer mapped.
_SHARED = "/dev/zero (deleted)"

#: Bytes that are mapped beyond private memory and files, above which it is looked up what they are.
_MUCH_SHARED = 32 * MEGABYTE


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


_SIZE = re.compile(r"^(\w+):\s+(\d+) kB$", re.MULTILINE)


class Usage:
    """What a process and its descendants use, measured from outside.

    Parameters
    ----------
    pid : int
        The process. What it uses already is not counted.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before, self._worked, self._queued = _memory(pid), _cpu_seconds(pid), _queued_seconds(pid)
        self._sockets = _sockets(pid) if _has_own_network(pid) else None
        self._group = group_of(pid)

    def limit(self, limits: Limits) -> None:
        """Have the system stop it where it uses far more than it may, if it is in a control group of its own."""
        if self._group is not None:
            self._group.limit(limits.memory, 2 * limits.processes)

    def work(self) -> tuple[int, float]:
        """The number of processes and threads, and the seconds of CPU time that they have used."""
        count, seconds = 0, -self._worked
        for pid, threads in self._processes():
            count += len(threads)
            seconds += _cpu_seconds(pid)
        return count, seconds

    def queued(self) -> float:
        """Seconds for which the first process's main thread has waited for a core, while others had them all."""
        return _queued_seconds(self._pid) - self._queued

    def _processes(self) -> Iterator[tuple[int, list[str]]]:
        """The process and its descendants, each with its threads."""
        pending = [self._pid]
        while pending:
            pid = pending.pop()
            threads = _threads(pid)
            yield pid, threads
            for thread in threads[:_MAX_THREADS]:
                pending += _children(pid, thread)

    def measure(self) -> tuple[int, int]:
        """The number of processes and threads, and the bytes that they use beyond what the first process had.

        Sockets count with what they can hold, those that are on their way in another socket, too.
        """
        count, grown = 0, 0
        for pid, threads in self._processes():
            count += len(threads)
            memory, shared = _memory(pid)
            more = shared - self._before[1]
            grown += max(0, memory - self._before[0], _shared_memory(pid) if more > _MUCH_SHARED else 0)
        if self._sockets is not None:
            grown += max(0, _sockets(self._pid) - self._sockets) * SOCKET_MEMORY
        return count, grown if self._group is None else max(grown, self._group.grown())


def _memory(pid: int) -> tuple[int, int]:
    """Bytes in memory that are no file's, page tables included; and bytes mapped that are neither private, code nor stack."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
    except OSError:
        return 0, 0
    sizes = {name: int(kilobytes) * 1024 for name, kilobytes in _SIZE.findall(status)}
    private = sum(sizes.get(name, 0) for name in ("VmData", "VmStk", "VmExe", "VmLib"))
    return sum(sizes.get(name, 0) for name in ("RssAnon", "RssShmem", "HugetlbPages", "VmPTE")), sizes.get(
        "VmSize", 0
    ) - private


def _cpu_seconds(pid: int) -> float:
    """Seconds that a process and the children that it has waited for have computed."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _queued_seconds(pid: int) -> float:
    """Seconds for which a process's main thread could have run and was given no core; 0 where the kernel does not say."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _shared_memory(pid: int) -> int:
    """Bytes of memory that is shared and no file's, resident or not."""
    total = 0
    try:
        with Path(f"/proc/{pid}/maps").open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if _SHARED in line:
                    begin, _, end = line.partition(" ")[0].partition("-")
                    total += int(end, 16) - int(begin, 16)
    except OSError:
        return 0
    return total


def _has_own_network(pid: int) -> bool:
    """Whether a process is in a network namespace of its own, so that the sockets there are its own."""
    try:
        return os.stat(f"/proc/{pid}/ns/net").st_ino != os.stat("/proc/self/ns/net").st_ino  # noqa: PTH116
    except OSError:
        return False


def _sockets(pid: int) -> int:
    """The number of sockets in a process's network namespace."""
    try:
        found = re.match(r"sockets: used (\d+)", Path(f"/proc/{pid}/net/sockstat").read_text("ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


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
