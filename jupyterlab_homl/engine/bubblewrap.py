"""Sealing a new interpreter with bubblewrap, where there is no fork server that could do it.

https://github.com/containers/bubblewrap; the options are those of version 0.8, which Debian 12 and Ubuntu 24.04 have.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from .sandbox import HOME, SPACE, Layout, layout

_TRIAL_TIMEOUT = 20


def command(plan: Layout, info_fd: int) -> list[str]:
    """The beginning of a command line that runs the rest of it sealed.

    Parameters
    ----------
    plan : Layout
        What the process sees.
    info_fd : int
        Where bubblewrap says, as JSON with ``child-pid``, which process it has made.
    """
    words = [_program(), "--unshare-all", "--die-with-parent", "--as-pid-1", "--cap-drop", "ALL", "--info-fd", str(info_fd)]
    for path in plan.shown:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        else:
            words += ["--ro-bind", path, path]
    for path in plan.masked:
        words += ["--tmpfs", path, "--remount-ro", path]
    words += ["--proc", "/proc", "--dev", "/dev", "--size", str(SPACE), "--tmpfs", HOME, "--chdir", HOME]
    if not any(path == "/tmp" or path.startswith("/tmp/") for path in plan.shown):  # noqa: S108
        words += ["--symlink", HOME, "/tmp"]  # noqa: S108
    return [*words, "--remount-ro", "/", "--"]


@cache
def plan_of_this_machine() -> Layout | None:
    """What a sealed process sees here, or None where bubblewrap is missing or not allowed to work."""
    if not _program():
        return None
    plan = layout(Path(__file__).parent.parent, data=os.environ.get("HOML_DATA"))
    told, telling = os.pipe()
    try:
        trial = subprocess.run(  # noqa: S603 - a program of the system
            [*command(plan, telling), "/bin/true"],
            pass_fds=[telling],
            capture_output=True,
            timeout=_TRIAL_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    finally:
        os.close(told)
        os.close(telling)
    return plan if trial.returncode == 0 else None


def child_pid(told: int) -> int | None:
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
