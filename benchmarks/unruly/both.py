"""The class of 41, graded by stock nbgrader and by ours."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..figures import seconds
from ..grading import ours, stock
from . import bait, kept_apart, school
from .verdict import fingerprint, harm, problems


def grade(say: Callable[[str], None] = print) -> dict[str, Any]:
    """The class of 41, with stock nbgrader and with ours: how many are graded, and what is wrong with ours."""
    found: dict[str, Any] = {}
    apart = kept_apart()
    for way in ("stock", "ours"):
        with tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            with bait(folder / "course") as lures:
                made = school(folder, lures, kept_apart=apart and way == "ours")
                before = fingerprint(made.course.root)
                if way == "stock":
                    took, report = stock(made.course), None
                else:
                    took, report = ours(made.course)
                found[way] = {
                    "code": took.code,
                    "seconds": took.seconds,
                    "graded": sorted(made.course.grades()),
                    "harm": harm(lures, before),
                    "left": took.left,
                    "problems": problems(made, report) if report else {},
                    "report": report,
                }
        say(f"{way}: exit code {took.code}, rows of {len(found[way]['graded'])} of 41 submissions, {seconds(took.seconds)}")
    return found
