"""A class of 41, most of them hostile or broken, graded by the command: whatever they are, the honest get what they are due.

The class is in `benchmarks/unruly`; that stock nbgrader never comes to 35 of them is shown by `python -m benchmarks.grading
--hostile`.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import unruly  # noqa: E402
from benchmarks.grading import ours  # noqa: E402
from benchmarks.unruly.cases import CASES  # noqa: E402
from benchmarks.unruly.verdict import fingerprint, harm, problems  # noqa: E402


def grade(folder: Path) -> dict[str, Any]:
    """Grade it, twice; what is said of it, and what has been harmed."""
    apart = unruly.kept_apart()
    with unruly.bait(folder / "course") as lures:
        school = unruly.school(folder, lures, apart)
        before = fingerprint(school.course.root)
        took, report = ours(school.course)
        found = {
            "apart": apart,
            "students": {case.name: student for student, case in school.unruly.items()},
            "honest": list(school.course.worth),
            "code": took.code,
            "left": took.left,
            "report": report,
            "problems": problems(school, report),
            "harm": harm(lures, before),
        }
        grades = school.course.grades()
        again, report = ours(school.course)
        return {**found, "again": report, "same": grades == school.course.grades(), "code_again": again.code}


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """What came of it; graded once, however many workers there are."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = shared / "class-of-41.json"
    with (shared / "class-of-41.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
                path.write_text(json.dumps(grade(Path(folder).resolve())))
    return json.loads(path.read_text())


def test_each_honest_one_is_graded_right(graded):
    assert len(graded["honest"]) >= 11
    assert {name: graded["problems"][name] for name in graded["honest"] if name in graded["problems"]} == {}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_each_other_one_gets_what_is_right_and_is_told_why(graded, case):
    if case.name not in graded["students"]:
        pytest.skip("it would harm this machine, which cannot keep it apart")
    assert graded["problems"].get(graded["students"][case.name], []) == []


def test_nothing_is_harmed_or_left_over(graded):
    assert graded["harm"] == []
    assert graded["left"] == 0


def test_the_command_says_that_some_could_not_be_run(graded):
    assert graded["code"] == 1
    everybody = {*graded["honest"], *graded["students"].values()}
    assert {one["student"] for part in ("graded", "needs_person", "not_run") for one in graded["report"][part]} == everybody


def test_a_second_run_changes_nothing(graded):
    assert graded["same"]
    assert set(graded["honest"]) <= set(graded["again"]["unchanged"])
