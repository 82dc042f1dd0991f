"""Commands for instructors: `class init`, `class grade` and `class board`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..classroom.folder import make_course
from ..course.library import open_library
from . import board, grade


def add(commands: Any) -> None:
    """Add the group `class` to the commands."""
    group = commands.add_parser("class", help="commands for instructors")
    actions = group.add_subparsers(dest="action", metavar="ACTION", required=True)
    init = actions.add_parser("init", help="create an nbgrader course folder with the chapters of this course")
    init.add_argument("dir", type=Path, metavar="DIR", help="the folder to create or complete")
    init.add_argument("--course-id", default="homl", help="the id of the course in nbgrader (default: %(default)s)")
    init.add_argument("--course-dir", type=Path, help="the folder of the course (default: the installed course)")
    init.set_defaults(run=run_init)
    grade.add(actions)
    board.add(actions)


def run_init(options: argparse.Namespace) -> int:
    """Make an nbgrader course folder: `jupyter homl class init`."""
    folder = options.dir.expanduser().resolve()
    made = make_course(folder, open_library(options.course_dir), options.course_id)
    for path in made.written:
        print(f"made  {path}")
    for path in made.kept:
        print(f"kept  {path} (it was there)")
    print(f"Next, in {folder}: nbgrader generate_assignment ch04, then nbgrader release_assignment ch04.")
    return 0
