"""nbgrader's own tests for autograding, unmodified, against our grader.

They pass but for those named here, which differ by what we set by default; with the traits named beside them they pass too.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.conformance.suite import Outcome

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.conformance import suite  # noqa: E402
from tests.once import once  # noqa: E402

MODULES = ["test_nbgrader_autograde", "test_api", "test_nbgrader_update"]

# always skipped by nbgrader itself: needs a PostgreSQL set up by hand; takes all memory; is about Windows
SKIPPED = {
    "test_nbgrader_autograde::test_many_students",
    "test_nbgrader_autograde::test_infinite_loop_with_output",
    "test_api::test_get_released_assignments_windows",
}

# what could not be run stays, with rows and a notebook that say why; nbgrader removes it, and passes over an empty folder and
# a notebook that was not handed in
KEPT = {"keep_unreadable": False}
# a submission that nbgrader refuses for its metadata is repaired and graded
REPAIRED = {"restore_cells": False}

DIFFERS = {
    "test_nbgrader_autograde::test_grade_missing_notebook": KEPT,
    "test_nbgrader_autograde::test_handle_failure": REPAIRED | KEPT,
    "test_nbgrader_autograde::test_handle_failure_single_notebook": REPAIRED | KEPT,
    "test_nbgrader_autograde::test_incorrect_source_kernelspec": KEPT,
    "test_nbgrader_autograde::test_missing_files": KEPT,
    "test_nbgrader_autograde::test_missing_source_kernelspec": KEPT,
    "test_nbgrader_update::test_update_autograde": REPAIRED,
    "test_nbgrader_update::test_update_autograde_old_assign": REPAIRED,
}

# all that is unlike nbgrader, switched off
STOCK = {
    "restore_cells": False,
    "fail_closed": False,
    "keep_unreadable": False,
    "judge_outside": False,
    "stderr_costs_points": True,
    "regrade": "timestamp",
}


DEFAULT, STRICTNESS_OFF = "default", "stock"
GROUPS = {"kept": KEPT, "repaired": REPAIRED, "both": REPAIRED | KEPT}


def named(settings: dict[str, bool]) -> list[str]:
    """The tests that pass with these settings."""
    return [name for name, makes in DIFFERS.items() if makes == settings]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, suite.Outcome]:
    """How each run went."""
    runs = {
        DEFAULT: suite.Run(MODULES),
        **{name: suite.Run(named(settings), settings) for name, settings in GROUPS.items()},
        STRICTNESS_OFF: suite.Run(["test_nbgrader_autograde"], STOCK),
    }
    made = once(tmp_path_factory, "nbgraders-tests", lambda: {name: asdict(one) for name, one in suite.run(runs).items()})
    return {name: suite.Outcome(**one) for name, one in made.items()}


def reasons(outcome: suite.Outcome) -> str:
    """What pytest said of the tests that failed."""
    return "\n\n".join(f"{name}\n{reason}" for name, reason in sorted(outcome.reasons.items()))


def test_nbgraders_tests_pass_but_for_those_named(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[DEFAULT]
    assert set(outcome.failed) == set(DIFFERS), reasons(outcome)
    assert set(outcome.skipped) == SKIPPED
    assert len(outcome.passed) > 70
    assert len(set(outcome.graded)) > 50, "our grader was not what was tested"
    assert {"test_nbgrader_autograde::test_grade", "test_api::test_autograde"} <= set(outcome.graded)


@pytest.mark.parametrize("group", GROUPS)
def test_those_named_pass_without_the_trait_that_makes_the_difference(outcomes: dict[str, Outcome], group: str) -> None:
    assert set(outcomes[group].passed) == set(named(GROUPS[group])), reasons(outcomes[group])


def test_all_that_grade_pass_with_everything_as_nbgrader_does_it(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[STRICTNESS_OFF]
    assert not outcome.failed, reasons(outcome)
    assert len(outcome.passed) > 35
