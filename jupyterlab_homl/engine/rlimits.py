"""Resource limits that a process sets for itself: the workers for a learner's code, and the judges for what answers send."""

from __future__ import annotations

import contextlib
import math
import os
import resource
from pathlib import Path

#: CPU seconds above the wall clock's that a run may use; the clock ends it first unless it computes in several processes.
_CPU_GRACE = 5

#: Descriptors that a run may have: each may hold memory of the system's.
_OPEN_FILES = 256

#: Signals that may wait for a run, and timers that it may have.
_SIGNALS = 1024


def restrict(memory: int, processes: int, file_size: int, seconds: float) -> None:
    """Hold this process, and each that it starts, to limits from now on (where the platform can).

    Parameters
    ----------
    memory : int
        Bytes above what is mapped now.
    processes : int
        How many processes its user may have; 0 for no limit, where those of other runs would be counted, too.
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
    if hasattr(resource, "RLIMIT_SIGPENDING"):
        _limit(resource.RLIMIT_SIGPENDING, _SIGNALS)
    if processes:
        _limit(resource.RLIMIT_NPROC, processes)


def restrict_memory(extra: int) -> None:
    """Allow this process, and each that it starts, `extra` bytes above what is mapped now (where the platform can)."""
    with contextlib.suppress(OSError):
        mapped = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, mapped + extra)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, allowed))
