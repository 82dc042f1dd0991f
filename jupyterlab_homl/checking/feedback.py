"""What a learner is told: causes in plain words, and how much of a hidden test."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterable
from typing import Any

from ..course.model import Cell, Exercise
from ..toolkit.messages import Message, brief
from .causes import UNREADABLE, explain, nearest
from .plan import Plan

HIDDEN_POLICIES = ("count", "property", "example")

#: After so many attempts the policy `example` tells what a hidden test expected and got.
EXAMPLE_AFTER = 3


#: The words for an exception that has none of its own; `toolkit.report` uses the same in a test.
_RAISED = "Line {line} raised *{error}: {message}*."
_RAISED_IN_TEST = "Using your answer raised *{error}: {message}*."
_EXACTLY = "{message}. The check looks for exactly this name, so keep it as it was given."


def explain_error(plan: Plan, error: dict[str, Any]) -> Message:
    """Words for the exception that ended the learner's cells."""
    line = error["line"]
    missing = missing_name(error["message"]) if error["name"] in ("NameError", "UnboundLocalError") else ""
    if missing in plan.elsewhere:
        return elsewhere(missing, plan.elsewhere[missing])
    usual = explain(error["name"], error["message"], line, names_in((*plan.setup, *plan.cells)))
    if usual is not None:
        return usual
    values = {"error": error["name"], "message": brief(error["message"]), "line": line}
    if line is None:
        return Message("Your code raised *{error}: {message}*.", values)
    if error["name"] in UNREADABLE:
        return Message("Python cannot read line {line}: {message}. Look at this line and the one above it.", values)
    return Message(_RAISED, values)


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
    """The verdict, in which a test that met an exception of the learner's code tells its usual cause.

    Words that an exercise has for an exception are left as they are.
    """
    names = names_in((*plan.setup, *plan.cells))
    for test in verdict["tests"]:
        told = test["message"] and cause_of(test["message"], plan, names)
        if told:
            test["message"] = told.document()
    return verdict


def cause_of(message: dict[str, Any], plan: Plan, names: set[str]) -> Message | None:
    """Better words for what a test said of an exception, if there are any."""
    values = message["values"]
    error, text, line = (values.get(key) for key in ("error", "message", "line"))
    missing = missing_name(str(text)) if error == "NameError" else ""
    if line is not None and missing in plan.elsewhere:
        return elsewhere(missing, plan.elsewhere[missing])
    if message["id"] in (_RAISED, _RAISED_IN_TEST):
        return explain(str(error), str(values.get("whole", text)), line, names, in_test=True)
    near = nearest(missing, names_in(plan.cells)) if message["id"] == _EXACTLY else None
    return Message(_EXACTLY + " Your cells have `{near}`.", {**values, "near": near}) if near else None


def names_in(cells: Iterable[Cell]) -> set[str]:
    """Every name, parameter and attribute that cells make, wherever in them."""
    names: set[str] = set()
    for cell in cells:
        try:
            tree = ast.parse(cell.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).partition(".")[0])
    return names


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
    if exercise.is_quiz or (policy == "example" and attempts >= EXAMPLE_AFTER):
        return verdict
    shown = copy.deepcopy(verdict)
    for number, test in enumerate((test for test in shown["tests"] if test["hidden"]), 1):
        test["message"] = None
        if policy == "count":
            called = Message("hidden {number}", {"number": number})
            test.update(name=called.text, called=called.document())
    return shown
