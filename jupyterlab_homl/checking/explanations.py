"""The words of a verdict: why the check ended as it did, and the usual cause of an exception."""

from __future__ import annotations

import re
from dataclasses import replace

from ..engine.runs.job import Result
from ..engine.sandbox.limits import Limits
from ..toolkit.messages import Message, first_line
from .causes import UNREADABLE, explain_exception, nearest
from .characters import look_alike, name
from .plan import Plan
from .verdict import FirstError, Status, TestResult, Verdict

#: Templates of `toolkit.messages` for an exception in a test, for which a usual cause is looked up.
_RAISED = "Line {line} raised *{error}: {message}*."
_RAISED_IN_TEST = "Using your answer raised *{error}: {message}*."
#: So many processes and threads a run has only where it starts them.
_MANY_PROCESSES = 6

_MISSING = "`{name}` is not defined. The check looks for exactly this name, so keep it as it was given."


def explain(verdict: Verdict, plan: Plan, limits: Limits, result: Result | None = None) -> Verdict:
    """The verdict with an explanation of how the check ended, and the usual causes of exceptions that tests met.

    Parameters
    ----------
    verdict : Verdict
        The facts.
    plan : Plan
        What was run.
    limits : Limits
        What the run was allowed.
    result : Result, optional
        What the engine saw of the run, if there was one.
    """
    error = verdict.first_error
    return replace(
        verdict,
        explanation=_explain_end(verdict.status, plan, limits, result) if error is None else explain_error(error, plan),
        tests=tuple(explain_test(test, plan) for test in verdict.tests),
    )


def explain_error(error: FirstError, plan: Plan) -> Message:
    """The explanation of the exception that ended the learner's cells."""
    line = error.line
    missing = _undefined_name(error.message) if error.name in ("NameError", "UnboundLocalError") else ""
    if missing in plan.open_answers or missing in plan.names_of_other_cells:
        return _in_another_cell(missing, plan)
    source = next((cell.source for cell in plan.cells if cell.id == error.cell), "")
    usual = explain_exception(error.name, error.message, line, plan.names, beside=plan.beside, source=source)
    if usual is not None:
        return usual
    values = {"error": error.name, "message": first_line(error.message), "line": line}
    if line is None:
        return Message("Your code raised *{error}: {message}*.", values)
    if error.name in UNREADABLE:
        return Message("Python cannot read line {line}: {message}. Look at this line and the one above it.", values)
    return Message(_RAISED, values)


def explain_test(test: TestResult, plan: Plan) -> TestResult:
    """The result of a test, with the usual cause where it met an exception that the exercise has no words of its own for."""
    cause = None if test.message is None else _cause(test.message, plan)
    return test if cause is None else replace(test, message=cause)


def _cause(message: Message, plan: Plan) -> Message | None:
    """A better message for the exception that a test met, if there is one."""
    error, text, line = (message.values.get(key) for key in ("error", "message", "line"))
    missing = _undefined_name(str(text)) if error == "NameError" else ""
    if line is not None and (missing in plan.open_answers or missing in plan.names_of_other_cells):
        return _in_another_cell(missing, plan)
    if message.id in (_RAISED, _RAISED_IN_TEST):
        whole = str(message.values.get("whole", text))
        source = plan.cells[0].source if len(plan.cells) == 1 else ""
        return explain_exception(str(error), whole, line, plan.names, in_test=True, beside=plan.beside, source=source)
    near = nearest(missing, plan.learner_names) if message.id == _MISSING else None
    if near is not None and (letters := look_alike(near, [missing])) is not None:
        values = {**message.values, "near": near, "odd": letters[0], "odd_name": name(letters[0]), "latin": letters[1]}
        return Message(_MISSING + " In your `{near}`, `{odd}` (*{odd_name}*) only looks like `{latin}`.", values)
    return Message(_MISSING + " Your cells have `{near}`.", {**message.values, "near": near}) if near else None


def _undefined_name(message: str) -> str:
    """The name that a NameError's text speaks of, or an empty string."""
    found = re.search(r"name '([^']+)' is not defined", message)
    return found[1] if found else ""


def _in_another_cell(name: str, plan: Plan) -> Message:
    """The explanation for a name that the notebook binds in a cell that is not run, or is still to be given a value."""
    if name in plan.open_answers:
        exercise = plan.open_answers[name]
        return Message(
            "`{name}` is your answer to exercise {exercise} ({title}), which is still open: do that one first.",
            {"name": name, "exercise": exercise.number, "title": exercise.title},
        )
    return Message(
        "`{name}` is not known here. Check runs only set-up and this answer in a clean process; you made `{name}` in another "
        "cell (cell {cell} of the notebook). Move it in.",
        {"name": name, "cell": plan.names_of_other_cells[name]},
    )


def _explain_end(status: Status, plan: Plan, limits: Limits, result: Result | None) -> Message | None:
    """The explanation of an end that no exception of the learner's cells explains."""
    match status:
        case Status.TIMED_OUT:
            return _explain_timeout(plan, limits, result)
        case Status.OUTPUT_LIMIT:
            return Message(
                "Stopped: more than {limit} was printed. Print less, or nothing.", {"limit": f"{limits.output / 1e6:g} MB"}
            )
        case Status.OUT_OF_MEMORY:
            return Message(
                "Stopped: it asked for more than {limit} of memory. Look for an array far larger than the data.",
                {"limit": f"{limits.memory / 2**30:g} GB"},
            )
        case Status.DIED:
            return Message(
                "The process that ran your answer ended before it could be judged, for example because of `os._exit` or a "
                "crash, so nothing has passed."
            )
        case Status.ANSWERED:
            return Message("Your answer is saved. Compare it with the model answer and rate it with the rubric.")
    return None


def _explain_timeout(plan: Plan, limits: Limits, result: Result | None) -> Message:
    values: dict[str, object] = {"seconds": limits.check_timeout}
    cell, line = (result and result.stopped_at) or (None, None)
    values["line"] = line
    if result is not None and line is not None and result.processes >= _MANY_PROCESSES:
        return Message(
            "Stopped after {seconds:g} s in line {line}, where {count} processes and threads were at work. Starting each "
            "takes time: `n_jobs=1` works here.",
            {**values, "count": result.processes},
        )
    if result is not None and line is not None and result.waited:
        return Message(
            "Stopped after {seconds:g} s in line {line}, where it waits and computes nothing: for time to pass, for a thread "
            "or another process, or for something that does not come.",
            values,
        )
    if line is None:
        del values["line"]
        return Message("Stopped after {seconds:g} s. Usually a loop does not end, or far too much is computed.", values)
    if cell is None or len(plan.cells) == 1:
        return Message(
            "Stopped after {seconds:g} s in line {line}. Usually a loop does not end, or far too much is computed.", values
        )
    values["cell"] = cell.rpartition(":")[2][:20]
    return Message(
        "Stopped after {seconds:g} s in line {line} of cell {cell}. Usually a loop does not end, or far too much is computed.",
        values,
    )
