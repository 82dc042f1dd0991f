"""Sealing a new interpreter with bubblewrap, where there is no fork server that could do it.

https://github.com/containers/bubblewrap; the options are those of version 0.8, which Debian 12 and Ubuntu 24.04 have.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ..sandbox import seccomp
from ..sandbox.filesystem import SPACE, TEMPORARY, Layout, layout
from ..sandbox.namespaces import HOME, MACHINE

_TRIAL_TIMEOUT = 20


def command(plan: Layout, info_fd: int, filter_fd: int) -> list[str]:
    """The beginning of a command line that runs the rest of it sealed.

    Parameters
    ----------
    plan : Layout
        What the process sees.
    info_fd : int
        Where bubblewrap says, as JSON with ``child-pid``, which process it has made.
    filter_fd : int
        Where it reads the filter of system calls.
    """
    words = [_program(), "--unshare-all", "--die-with-parent", "--as-pid-1", "--cap-drop", "ALL", "--info-fd", str(info_fd)]
    words += ["--seccomp", str(filter_fd)] if filter_fd >= 0 else []
    for path in plan.shown:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        else:
            words += ["--ro-bind", path, path]
    for path in plan.masked:
        words += ["--tmpfs", path, "--remount-ro", path]
    words += ["--proc", "/proc", "--dev", "/dev", "--size", str(plan.space), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
    for name in filter(lambda name: os.path.exists(f"/proc/{name}"), MACHINE):  # to root they are writable otherwise
        words += ["--ro-bind", f"/proc/{name}", f"/proc/{name}"]
    words += ["--size", str(plan.space), "--tmpfs", HOME, "--chdir", HOME]
    if not any(path == TEMPORARY or path.startswith(f"{TEMPORARY}/") for path in plan.shown):
        words += ["--symlink", HOME, TEMPORARY]
    return [*words, "--remount-ro", "/", "--"]


def popen(plan: Layout, words: Sequence[str], fds: Sequence[int] = (), **options: Any) -> tuple[subprocess.Popen[bytes], int]:
    """Start a sealed process.

    Parameters
    ----------
    plan : Layout
        What it sees.
    words : sequence of str
        Its command line.
    fds : sequence of int
        Descriptors that it keeps.
    **options
        More of `subprocess.Popen`.

    Returns
    -------
    tuple
        Bubblewrap's own process, and the number of the sealed one.
    """
    told, telling = os.pipe()
    filtering, written = os.pipe()
    program = seccomp.program()
    with os.fdopen(told, "rb"):
        try:
            with os.fdopen(written, "wb") as file:
                file.write(program)
            line = [*command(plan, telling, filtering if program else -1), *words]
            process = subprocess.Popen(line, pass_fds=(*fds, telling, filtering), **options)  # noqa: S603 - of the system
        finally:
            os.close(telling)
            os.close(filtering)
        return process, _child_pid(told) or process.pid


@cache
def plan_of_this_machine(hidden: tuple[str, ...] = (), space: int = SPACE) -> Layout | None:
    """What a sealed process sees here but for `hidden`, or None where bubblewrap is missing or not allowed to work."""
    if not _program():
        return None
    plan = layout(Path(__file__).parent.parent.parent, data=os.environ.get("HOML_DATA"), hidden=hidden, space=space)
    silent: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        trial, _ = popen(plan, ["/bin/true"], **silent)
        return plan if trial.wait(_TRIAL_TIMEOUT) == 0 else None
    except (OSError, subprocess.TimeoutExpired):
        return None


def _child_pid(told: int) -> int | None:
    """The process that bubblewrap has made, as it says itself."""
    text = b""
    while data := os.read(told, 4096):
        text += data
        try:
            return int(json.loads(text)["child-pid"])
        except ValueError:
            continue
    return None


def _program() -> str:
    return shutil.which("bwrap", path="/usr/bin:/usr/local/bin:/bin") or ""
