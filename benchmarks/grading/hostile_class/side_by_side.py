"""Grading the class of 41 with nbgrader and with our grader."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...harness.figures import seconds
from ..speed import grade_with_homl, grade_with_nbgrader
from . import is_sealed, make_class, open_bait
from .assessment import find_harm, find_problems, fingerprint


def grade(say: Callable[[str], None] = print) -> dict[str, Any]:
    """Grade the class with both; returns who was graded, what was harmed, and what is wrong with our results."""
    found: dict[str, Any] = {}
    sealed = is_sealed()
    for way in ("stock", "ours"):
        with tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            with open_bait(folder / "course") as bait:
                made = make_class(folder, bait, sealed=sealed and way == "ours")
                before = fingerprint(made.course.root)
                if way == "stock":
                    took, report = grade_with_nbgrader(made.course), None
                else:
                    took, report = grade_with_homl(made.course)
                found[way] = {
                    "code": took.code,
                    "seconds": took.seconds,
                    "graded": sorted(made.course.grades()),
                    "harm": find_harm(bait, before),
                    "left": took.left,
                    "problems": find_problems(made, report) if report else {},
                    "report": report,
                }
        say(f"{way}: exit code {took.code}, rows of {len(found[way]['graded'])} of 41 submissions, {seconds(took.seconds)}")
    return found
