"""A class of 41, most of them hostile or broken, graded by the command: honest submissions get their points all the same.

The class is in `benchmarks/grading/hostile_class`. `python -m benchmarks.grading.speed --hostile` shows that nbgrader does
not grade 35 of them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.grading import hostile_class  # noqa: E402
from benchmarks.grading.hostile_class.assessment import find_harm, find_problems, fingerprint  # noqa: E402
from benchmarks.grading.hostile_class.cases import CASES  # noqa: E402
from benchmarks.grading.speed import grade_with_homl  # noqa: E402
from tests.once import once  # noqa: E402

if TYPE_CHECKING:
    from benchmarks.grading.hostile_class import UnrulySubmission


def grade(folder: Path) -> dict[str, Any]:
    """Grade the class twice; returns what is wrong with the results, and what has been harmed."""
    apart = hostile_class.is_sealed()
    with hostile_class.open_bait(folder / "course") as bait:
        made = hostile_class.make_class(folder, bait, apart)
        before = fingerprint(made.course.root)
        took, report = grade_with_homl(made.course)
        found = {
            "apart": apart,
            "students": {case.name: student for student, case in made.unruly.items()},
            "honest": list(made.course.worth),
            "code": took.code,
            "left": took.left,
            "report": report,
            "problems": find_problems(made, report),
            "harm": find_harm(bait, before),
        }
        grades = made.course.grades()
        again, report = grade_with_homl(made.course)
        return {**found, "again": report, "same": grades == made.course.grades(), "code_again": again.code}


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What came of it; graded once, however many workers there are."""

    def run() -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
            return grade(Path(folder).resolve())

    return once(tmp_path_factory, "class-of-41", run)


def test_each_honest_one_is_graded_right(graded: Any) -> None:
    assert len(graded["honest"]) >= 11
    assert {name: graded["problems"][name] for name in graded["honest"] if name in graded["problems"]} == {}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_each_other_one_gets_what_is_right_and_is_told_why(graded: Any, case: UnrulySubmission) -> None:
    if case.name not in graded["students"]:
        pytest.skip("it would harm this machine, which cannot keep it apart")
    assert graded["problems"].get(graded["students"][case.name], []) == []


def test_nothing_is_harmed_or_left_over(graded: Any) -> None:
    assert graded["harm"] == []
    assert graded["left"] == 0


def test_the_command_says_that_some_could_not_be_run(graded: Any) -> None:
    assert graded["code"] == 1
    everybody = {*graded["honest"], *graded["students"].values()}
    assert {one["student"] for part in ("graded", "needs_person", "not_run") for one in graded["report"][part]} == everybody


def test_a_second_run_changes_nothing(graded: Any) -> None:
    assert graded["same"]
    assert set(graded["honest"]) <= set(graded["again"]["unchanged"])
