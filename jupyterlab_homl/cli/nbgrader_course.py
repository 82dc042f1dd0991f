"""An nbgrader course folder as commands are given it."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import NotFound

if TYPE_CHECKING:
    from nbgrader.apps.baseapp import NbGrader


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder."""
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course's folder (default: this one)")


def open_course(folder: Path) -> NbGrader:
    """nbgrader's application with the configuration of a course.

    Raises
    ------
    NotFound
        If the folder does not exist.
    """
    from nbgrader.apps.baseapp import NbGrader

    course = folder.expanduser().resolve()
    if not course.is_dir():
        raise NotFound("There is no folder {folder}.", folder=course)
    app = NbGrader(log_level=logging.ERROR)
    app.initialize([], root=str(course))
    return app
