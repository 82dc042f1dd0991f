"""The facts of a verdict: what the engine saw, held against what the plan asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..engine.launch.launcher import UNENFORCED
from ..engine.runs.job import CellReport, Result, TestReport
from ..toolkit.messages import Message
from .plan import Plan
from .verdict import FirstError, Status, TestResult, Verdict

#: Exceptions that mean that there was not enough memory.
_OUT_OF_MEMORY = ("MemoryError", "ResourceExhaustedError")

#: Bytes of the output that a verdict holds.
_OUTPUT_SHOWN = 4096

#: What a warning of Python says about where in a cell it arose.
_PLACE = re.compile(r"<cell:[\w-]+:\d+>:(\d+): ")


def facts(plan: Plan, result: Result) -> Verdict:
    """The verdict on an answer that was run, without explanations.

    Parameters
    ----------
    plan : Plan
        What was to be run, and so which tests must have been reported.
    result : Result
        What the engine saw.

    Returns
    -------
    Verdict
        A test that was not reported as passed has not passed.
    """
    finished = result.ended == "finished"
    tests = _test_results(plan, result.tests if finished else (), result.cells if finished else ())
    error = _first_error(result)
    status = _status(result, tests, error)
    return Verdict(
        exercise=plan.exercise.id,
        status=status,
        score=_score(plan, tests) if status in (Status.PASSED, Status.FAILED) else 0.0,
        max_score=plan.exercise.points,
        tests=tests,
        first_error=error,
        notes=(*plan.notes, *_exits(result)),
        output=_output(result),
        duration_ms=round(result.seconds * 1000),
        bare_ms=round(result.bare_seconds * 1000),
        judged=_judged(plan),
        engine=result.engine,
        sandbox=result.sandbox,
        unenforced=UNENFORCED[result.sandbox],
    )


def _exits(result: Result) -> tuple[Message, ...]:
    """Remarks on cells that ended themselves."""
    return tuple(
        Message(
            "Line {line} ended its cell (`exit`, `quit` or `sys.exit`), so what stands below it did not run.", {"line": line}
        )
        for _, line in result.exits
        if line is not None
    )


def facts_without_run(plan: Plan, status: Status) -> Verdict:
    """The verdict on an answer of which the plan alone decides the status."""
    tests = _test_results(plan, (), ())
    return Verdict(plan.exercise.id, status, 0.0, plan.exercise.points, tests, notes=plan.notes, judged=_judged(plan))


def _judged(plan: Plan) -> str:
    return "inside" if any(cell.inside for cell in plan.tests) else "outside"


def _output(result: Result) -> str:
    """The beginning of the output, up to where hidden tests began to make the answer print.

    Warnings name the line of the answer, not the name that its code has while it runs.
    """
    shown = _OUTPUT_SHOWN if result.shown_output is None else min(result.shown_output, _OUTPUT_SHOWN)
    return _PLACE.sub(r"line \1: ", result.output[:shown].decode(errors="replace"))


def _test_results(plan: Plan, tests: Sequence[TestReport], cells: Sequence[CellReport]) -> tuple[TestResult, ...]:
    """The result of every test of the plan, the visible ones first.

    A cell's tests count only if the judge came to the end of the cell, and no code between them raised.
    """
    ended = {(report.cell, report.hidden): report.error for report in cells}
    reported = {(report.cell, report.name, report.hidden): report for report in tests}
    results = []
    for hidden in (False, True):
        for cell in plan.tests:
            failure = ended.get((cell.id, hidden))
            complete = (cell.id, hidden) in ended and not failure
            for name in cell.names(hidden):
                report = reported.get((cell.id, name, hidden))
                results.append(
                    TestResult(
                        name=name,
                        passed=report is not None and report.passed and complete,
                        message=report.message if report else failure,
                        hidden=hidden,
                        ran=report is not None,
                        cell=cell.id,
                    )
                )
    return tuple(results)


def _first_error(result: Result) -> FirstError | None:
    error = result.error
    if result.ended != "error" or error is None:
        return None
    return FirstError(error.cell or error.running, error.name, error.message, error.line)


def _status(result: Result, tests: tuple[TestResult, ...], error: FirstError | None) -> Status:
    if result.ended == "finished":
        if tests and all(test.passed for test in tests):
            return Status.PASSED
        raised = [test.message.values.get("error") for test in tests if test.message]
        return Status.OUT_OF_MEMORY if any(name in _OUT_OF_MEMORY for name in raised) else Status.FAILED
    if error is not None:
        return Status.OUT_OF_MEMORY if error.name in _OUT_OF_MEMORY else Status.ERROR
    return Status(result.ended) if result.ended in list(Status) else Status.DIED


def _score(plan: Plan, tests: tuple[TestResult, ...]) -> float:
    """The points of the tests cells of which every test passed."""
    return sum(cell.points for cell in plan.tests if all(test.passed for test in tests if test.cell == cell.id))
