"""From what happened to a verdict: one pure function, and the document it makes."""

from __future__ import annotations

from typing import Any

from ..engine.launch.launcher import UNENFORCED
from ..engine.runs.job import Result
from ..engine.sandbox.limits import Limits
from ..toolkit.messages import Message
from .feedback import explain_error
from .plan import Plan

#: Every status that a verdict can have.
STATUSES = (
    "passed",
    "failed",
    "error",
    "not_attempted",
    "answered",
    "timed_out",
    "out_of_memory",
    "output_limit",
    "died",
    "cancelled",
)

_OUT_OF_MEMORY = ("MemoryError", "ResourceExhaustedError")
_OUTPUT_SHOWN = 4096


def verdict(plan: Plan, result: Result | None, limits: Limits) -> dict[str, Any]:
    """The verdict on one exercise.

    Parameters
    ----------
    plan : Plan
        What was to be run, and so what must have been reported.
    result : Result or None
        What happened; None where nothing had to be run.
    limits : Limits
        What the run was allowed.

    Returns
    -------
    dict
        The document described in ARCHITECTURE.md. A test that was not reported as passed has not passed.
    """
    tests = _tests(plan, result)
    error = _error(result)
    status = _status(plan, result, tests, error)
    earned = _earned(plan, tests) if status in ("passed", "failed") else 0.0
    hidden = [test for test in tests if test["hidden"]]
    explanation = explain_error(plan, error) if error else _explain_end(plan, result, status, limits)
    return {
        "version": 1,
        "exercise": plan.exercise.id,
        "status": status,
        "score": earned,
        "max_score": plan.exercise.points,
        "tests": tests,
        "hidden": {"passed": sum(test["passed"] for test in hidden), "total": len(hidden)} if hidden else None,
        "first_error": error,
        "explanation": None if explanation is None else explanation.document(),
        "notes": [note.document() for note in plan.notes],
        "output": "" if result is None else _output(result),
        "duration_ms": 0 if result is None else round(result.seconds * 1000),
        "bare_ms": 0 if result is None else round(result.bare_seconds * 1000),
        "judged": "inside" if any(cell.inside for cell in plan.tests) else "outside",
        "engine": "cold" if result is None else result.engine,
        "sandbox": "none" if result is None else result.sandbox,
        "unenforced": [] if result is None else list(UNENFORCED[result.sandbox]),
    }


def _output(result: Result) -> str:
    """The beginning of what was printed, without what hidden tests made the answer print."""
    shown = _OUTPUT_SHOWN if result.shown_output is None else min(result.shown_output, _OUTPUT_SHOWN)
    return result.output[:shown].decode(errors="replace")


def _tests(plan: Plan, result: Result | None) -> list[dict[str, Any]]:
    """Every test of ours with how it ended, the seen ones first."""
    finished = result is not None and result.ended == "finished"
    ended = {(report.cell, report.hidden): report.error for report in (result.cells if result and finished else ())}
    reports = {(test.cell, test.name, test.hidden): test for test in (result.tests if result and finished else ())}
    tests = []
    for hidden in (False, True):
        for cell in plan.tests:
            for name in cell.names(hidden):
                report = reports.get((cell.id, name, hidden))
                error = ended.get((cell.id, hidden))
                sound = (cell.id, hidden) in ended and not error
                tests.append(
                    {
                        "name": name,
                        "passed": bool(report and report.passed and sound),
                        "message": report.message if report else error or None,
                        "hidden": hidden,
                        "ran": report is not None,
                        "cell": cell.id,
                    }
                )
    return tests


def _error(result: Result | None) -> dict[str, Any] | None:
    if result is None or result.ended != "error" or result.error is None:
        return None
    error = result.error
    return {
        "cell": error.cell or error.running,
        "name": error.name,
        "message": error.message,
        "line": error.line,
    }


def _status(plan: Plan, result: Result | None, tests: list[dict[str, Any]], error: dict[str, Any] | None) -> str:
    if result is None:
        return plan.state
    if result.ended == "finished":
        if tests and all(test["passed"] for test in tests):
            return "passed"
        raised = [test["message"]["values"].get("error") for test in tests if test["message"]]
        return "out_of_memory" if any(name in _OUT_OF_MEMORY for name in raised) else "failed"
    if error is not None:
        return "out_of_memory" if error["name"] in _OUT_OF_MEMORY else "error"
    return result.ended if result.ended in STATUSES else "died"


def _earned(plan: Plan, tests: list[dict[str, Any]]) -> float:
    return sum(cell.points for cell in plan.tests if all(test["passed"] for test in tests if test["cell"] == cell.id))


def _explain_end(plan: Plan, result: Result | None, status: str, limits: Limits) -> Message | None:
    """Words for an end that is nobody's exception."""
    if status == "timed_out" and result is not None:
        return _explain_timeout(plan, result, limits)
    if status == "output_limit":
        return Message(
            "Stopped: more than {limit} was printed. Print less, or nothing.", {"limit": f"{limits.output / 1e6:g} MB"}
        )
    if status == "out_of_memory":
        return Message(
            "Stopped: it asked for more than {limit} of memory. Look for an array far larger than the data.",
            {"limit": f"{limits.memory / 2**30:g} GB"},
        )
    if status == "died":
        return Message(
            "The process that ran your answer ended before it could be judged, as `os._exit` or a crash does. So nothing has "
            "been passed."
        )
    if status == "answered":
        return Message("Your answer is kept. Compare it with the model answer and rate it by the rubric.")
    return None


def _explain_timeout(plan: Plan, result: Result, limits: Limits) -> Message:
    values: dict[str, Any] = {"seconds": limits.check_timeout}
    if result.stopped_at is None:
        return Message("Stopped after {seconds:g} s. Usually a loop does not end, or far too much is computed.", values)
    cell, values["line"] = result.stopped_at
    if cell is None or len(plan.cells) == 1:
        return Message(
            "Stopped after {seconds:g} s in line {line}. Usually a loop does not end, or far too much is computed.", values
        )
    values["cell"] = cell.rpartition(":")[2][:20]
    return Message(
        "Stopped after {seconds:g} s in line {line} of cell {cell}. Usually a loop does not end, or far too much is computed.",
        values,
    )
