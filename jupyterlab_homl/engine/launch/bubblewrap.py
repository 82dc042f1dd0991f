"""Sealing a new interpreter with bubblewrap, where no fork server can do it.

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
from ..sandbox.filesystem import FOLDER_SIZE, TEMPORARY, Layout, python_layout
from ..sandbox.namespaces import HOME, MACHINE_PROC

_TRIAL_TIMEOUT = 20


def command(layout: Layout, info_fd: int, filter_fd: int) -> list[str]:
    """The beginning of a command line that runs the rest of it sealed.

    Parameters
    ----------
    layout : Layout
        The files that the process sees.
    info_fd : int
        Where bubblewrap writes, as JSON with ``child-pid``, which process it has made.
    filter_fd : int
        Where it reads the filter of system calls; -1 for no filter.
    """
    prefix = [_program(), "--unshare-all", "--die-with-parent", "--as-pid-1", "--cap-drop", "ALL", "--info-fd", str(info_fd)]
    prefix += ["--seccomp", str(filter_fd)] if filter_fd >= 0 else []
    for path in layout.readonly_paths:
        if os.path.islink(path):
            prefix += ["--symlink", os.readlink(path), path]
        else:
            prefix += ["--ro-bind", path, path]
    for path in layout.masked_paths:
        prefix += ["--tmpfs", path, "--remount-ro", path]
    prefix += [
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--size",
        str(layout.folder_size),
        "--tmpfs",
        "/dev/shm",
        "--remount-ro",
        "/dev",
    ]
    for name in filter(lambda name: os.path.exists(f"/proc/{name}"), MACHINE_PROC):  # or root could write to them
        prefix += ["--ro-bind", f"/proc/{name}", f"/proc/{name}"]
    prefix += ["--size", str(layout.folder_size), "--tmpfs", HOME, "--chdir", HOME]
    if not any(path == TEMPORARY or path.startswith(f"{TEMPORARY}/") for path in layout.readonly_paths):
        prefix += ["--symlink", HOME, TEMPORARY]
    return [*prefix, "--remount-ro", "/", "--"]


def popen(layout: Layout, line: Sequence[str], fds: Sequence[int] = (), **options: Any) -> tuple[subprocess.Popen[bytes], int]:
    """Start a sealed process.

    Parameters
    ----------
    layout : Layout
        The files that it sees.
    line : sequence of str
        Its command line.
    fds : sequence of int
        Descriptors that it keeps.
    **options
        Further arguments of `subprocess.Popen`.

    Returns
    -------
    tuple
        Bubblewrap's own process, and the id of the sealed one.
    """
    info, info_end = os.pipe()
    filter_end, filter_input = os.pipe()
    program = seccomp.program()
    with os.fdopen(info, "rb"):
        try:
            with os.fdopen(filter_input, "wb") as file:
                file.write(program)
            sealed = [*command(layout, info_end, filter_end if program else -1), *line]
            process = subprocess.Popen(sealed, pass_fds=(*fds, info_end, filter_end), **options)  # noqa: S603 - the system's
        finally:
            os.close(info_end)
            os.close(filter_end)
        return process, _child_pid(info) or process.pid


@cache
def layout_of_this_machine(masked: tuple[str, ...] = (), folder_size: int = FOLDER_SIZE) -> Layout | None:
    """The files that a sealed process sees here; None where bubblewrap is missing or not allowed to work."""
    if not _program():
        return None
    package, data = Path(__file__).parent.parent.parent, os.environ.get("HOML_DATA")
    layout = python_layout(package, data=data, masked=masked, folder_size=folder_size)
    silent: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        trial, _ = popen(layout, ["/bin/true"], **silent)
        return layout if trial.wait(_TRIAL_TIMEOUT) == 0 else None
    except (OSError, subprocess.TimeoutExpired):
        return None


def _child_pid(info: int) -> int | None:
    """The process that bubblewrap has made, as it reports itself."""
    text = b""
    while data := os.read(info, 4096):
        text += data
        try:
            return int(json.loads(text)["child-pid"])
        except ValueError:
            continue
    return None


def _program() -> str:
    return shutil.which("bwrap", path="/usr/bin:/usr/local/bin:/bin") or ""
