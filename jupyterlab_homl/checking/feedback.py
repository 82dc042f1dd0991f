"""What a learner is told: causes in plain words, and how much of a hidden test."""

from __future__ import annotations

import copy
import re
from typing import Any

from ..course.model import Exercise
from ..toolkit.report import Message
from .plan import Plan

HIDDEN_POLICIES = ("count", "property", "example")

#: After so many attempts the policy `example` tells what a hidden test expected and got.
EXAMPLE_AFTER = 3


def explain_error(plan: Plan, error: dict[str, Any]) -> Message:
    """Words for the exception that ended the learner's cells."""
    line = error["line"]
    values = {"error": error["name"], "message": error["message"], "line": line}
    if error["name"] in ("NameError", "UnboundLocalError"):
        missing = missing_name(error["message"])
        if missing in plan.elsewhere:
            return elsewhere(missing, plan.elsewhere[missing])
    if line is not None and error["name"] in ("SyntaxError", "IndentationError", "TabError"):
        return Message("Python cannot read line {line}: {message}. Look at this line and the one above it.", values)
    if line is None:
        return Message("Your code raised *{error}: {message}*.", values)
    return Message("Line {line} raised *{error}: {message}*.", values)


def missing_name(message: str) -> str:
    """The name that a NameError's text speaks of, or an empty string."""
    found = re.search(r"name '([^']+)' is not defined", message)
    return found[1] if found else ""


def elsewhere(name: str, cell: int) -> Message:
    """Words for a name that exists in the notebook, but not where Check looks."""
    return Message(
        "`{name}` is not known here. Check runs only set-up and this answer in a clean process; you made `{name}` in another "
        "cell (cell {cell} of the notebook). Move it in.",
        {"name": name, "cell": cell},
    )


def with_elsewhere(verdict: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """The verdict, in which a test that stumbled on a name from another cell says so."""
    for test in verdict["tests"]:
        values = (test["message"] or {}).get("values", {})
        missing = missing_name(str(values.get("message", ""))) if values.get("error") == "NameError" else ""
        if values.get("line") is not None and missing in plan.elsewhere:
            test["message"] = elsewhere(missing, plan.elsewhere[missing]).document()
    return verdict


def reveal(verdict: dict[str, Any], exercise: Exercise, policy: str, attempts: int) -> dict[str, Any]:
    """What a learner may see of a verdict.

    Parameters
    ----------
    verdict : dict
        The whole verdict. It is not changed.
    exercise : Exercise
        What was checked; the hidden tests of a quiz hide its key only, so their words are always shown.
    policy : str
        ``count``: how many hidden tests passed. ``property``: also their names. ``example``: also, after three attempts,
        what was expected and got.
    attempts : int
        How often the exercise has been checked, this time included.
    """
    if exercise.kind == "Q" or (policy == "example" and attempts >= EXAMPLE_AFTER):
        return verdict
    shown = copy.deepcopy(verdict)
    for number, test in enumerate((test for test in shown["tests"] if test["hidden"]), 1):
        test["message"] = None
        if policy == "count":
            test["name"] = f"hidden {number}"
    return shown
