"""The default command, `jupyter homl [DIR]`: creates a workspace and starts JupyterLab in it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from ..course.library import open_library
from ..i18n import _
from ..workspace.folder import Workspace


def add(commands: Any) -> None:
    """Add the command of this module."""
    command = commands.add_parser(
        "lab", help="start JupyterLab in the workspace DIR, which is created if needed (the default command)"
    )
    command.add_argument(
        "dir", nargs="?", type=Path, default=Path(), metavar="DIR", help="the workspace (default: the current folder)"
    )
    command.add_argument("--course-dir", type=Path, help="the folder of the course (default: the installed course)")
    command.set_defaults(run=run, passes_on=True)


def run(options: argparse.Namespace) -> int:
    """Create the workspace and replace this process by JupyterLab, which gets all unknown arguments."""
    root = options.dir.expanduser().resolve()
    Workspace(root, open_library(options.course_dir)).prepare()
    arguments = [f"--ServerApp.root_dir={root}", *options.rest]
    if options.course_dir is not None:
        arguments.append(f"--Homl.course_dir={options.course_dir.resolve()}")
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--allow-root" not in arguments:
        arguments.append("--allow-root")
    print(_("Opening JupyterLab in {folder}. It prints its address below; Ctrl-C ends it.").format(folder=root), flush=True)
    command = [sys.executable, "-m", "jupyterlab", *arguments]
    os.execv(sys.executable, command)  # noqa: S606 - no shell, our own interpreter
