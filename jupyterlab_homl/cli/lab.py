"""`jupyter homl [DIR]`: a workspace, and JupyterLab in it."""

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
    """Add the command of this group."""
    command = commands.add_parser("lab", help="make or update a workspace in DIR and start JupyterLab there (the default)")
    command.add_argument("dir", nargs="?", type=Path, default=Path(), metavar="DIR")
    command.add_argument("--course-dir", type=Path, help="the course (default: the one that is installed)")
    command.set_defaults(run=run, passes_on=True)


def run(options: argparse.Namespace) -> int:
    """Make the workspace, then become JupyterLab; words that are not ours are passed on to it."""
    root = options.dir.expanduser().resolve()
    Workspace(root, open_library(options.course_dir)).prepare()
    words = [f"--ServerApp.root_dir={root}", *options.rest]
    if options.course_dir is not None:
        words.append(f"--Homl.course_dir={options.course_dir.resolve()}")
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--allow-root" not in words:
        words.append("--allow-root")
    print(_("Opening JupyterLab in {folder}. It prints its address below; Ctrl-C ends it.").format(folder=root), flush=True)
    command = [sys.executable, "-m", "jupyterlab", *words]
    os.execv(sys.executable, command)  # noqa: S606 - no shell, our own interpreter
