"""The option by which commands are given an nbgrader course folder."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder."""
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course's folder (default: this one)")
