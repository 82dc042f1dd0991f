"""Looking at this machine's processes from outside."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

from benchmarks.harness import machine

_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Make every process that was started from here on stay below this one, whatever it does to get away."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants() -> dict[int, str]:
    """The living processes below this one, each with its command line."""
    return {pid: _words(pid) for pid in machine.descendants()}


def _words(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def named(mark: str) -> dict[int, str]:
    """The living processes below this one in whose command line a mark stands."""
    return {pid: words for pid, words in descendants().items() if mark in words}


def end(processes: Iterable[int]) -> None:
    """Kill processes."""
    for pid in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def gives_namespaces() -> bool:
    """Whether this machine lets this user keep processes apart (asked of util-linux, not of the product)."""
    command = ["unshare", "--user", "--map-root-user", "--pid", "--mount", "--net", "--ipc", "--fork", "--mount-proc", "true"]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def descriptors() -> dict[str, str]:
    """This process's open descriptors."""
    found = {}
    for name in os.listdir("/proc/self/fd"):
        try:
            found[name] = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
    return found
