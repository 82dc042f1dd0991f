"""Judging one tests cell outside the learner's process: the question to the judge, and what its reply means for a grade."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from jupyterlab_homl.course.tests_cell import TestsCell
from jupyterlab_homl.engine.runs.judge_client import JudgeClient, JudgeReply
from jupyterlab_homl.toolkit.messages import Message

from .task import OutsideJudgement

_HIDDEN = re.compile("(BEGIN|END) HIDDEN TESTS")


def judge_named_tests(judge: JudgeClient, grade_id: str, source: str, timeout: float) -> OutsideJudgement:
    """Judge a cell of named tests.

    Parameters
    ----------
    judge : JudgeClient
        The judge of the session that ran the learner's cells.
    grade_id : str
        The cell's grade id.
    source : str
        Its code, hidden tests included.
    timeout : float
        Seconds that the tests may take.
    """
    try:
        expected = _test_names(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return _unknown(Message("The tests cannot be read ({error}).", {"error": str(error)[:200]}), 0.0)
    reply = judge.ask({"kind": "named", "id": grade_id, "source": source}, timeout)
    failed = [(test.name, test.message.text) for test in reply.tests if test.message is not None]
    failed += [(grade_id, cell.error.text) for cell in reply.cells if cell.error is not None]
    if reply.ended == "timed_out":
        return _timed_out(timeout, reply)
    if reply.ended != "done":
        return _unknown(_why_not_done(reply), reply.seconds)
    if failed:
        name, text = failed[0]
        lines = [f"✓ {test.name}" for test in reply.tests if test.passed]
        lines += [f"✗ {name}: {text}" for name, text in failed]
        return OutsideJudgement("failed", None, [error_output("Unmet", f"{name}: {text}", lines)], text, reply.seconds)
    missing = Counter(expected) - Counter(test.name for test in reply.tests)
    if missing or not reply.tests:
        test = next(iter(missing), grade_id)
        return _unknown(Message("The test {test} was not run.", {"test": test}), reply.seconds)
    return OutsideJudgement("passed", seconds=reply.seconds)


@lru_cache(256)
def _test_names(source: str) -> tuple[str, ...]:
    """The names of a cell's tests, shown and hidden."""
    tests = TestsCell("", 0.0, source)
    return (*tests.names(False), *tests.names(True))


def judge_asserts(judge: JudgeClient, grade_id: str, source: str, definitions: str, timeout: float) -> OutsideJudgement:
    """Judge a cell of plain asserts.

    Parameters
    ----------
    judge : JudgeClient
        The judge of the session that ran the learner's cells.
    grade_id : str
        The cell's grade id.
    source : str
        Its code, hidden tests included.
    definitions : str
        The instructor's imports, functions and classes on which the tests may rely.
    timeout : float
        Seconds that the tests may take.
    """
    reply = judge.ask({"kind": "plain", "id": grade_id, "source": source, "definitions": definitions}, timeout)
    if reply.ended == "timed_out":
        return _timed_out(timeout, reply)
    found = next((document for document in reply.documents if document.get("event") == "plain"), None)
    if reply.ended != "done" or found is None:
        return _unknown(_why_not_done(reply), reply.seconds)
    if found["outcome"] == "unknown":
        return OutsideJudgement("unknown", reason=found["message"]["text"], seconds=reply.seconds)
    if found["outcome"] == "passed":
        value = found["value"]
        score = None if value is None or math.isnan(value) else value
        return OutsideJudgement("passed", score, seconds=reply.seconds)
    error = found["error"]
    lines = source.splitlines()
    code = lines[error["line"] - 1].strip() if error["line"] and error["line"] <= len(lines) else ""
    text = f"{error['name']}: {error['message']}" if error["message"] else error["name"]
    traceback = [*([f"---> {error['line']} {code}"] if code else []), text]
    shown = error_output(error["name"], error["message"], traceback)
    reason = error["message"] or (_hidden_line(error) if _is_hidden(lines, error["line"]) else code) or error["name"]
    return OutsideJudgement("failed", None, [shown], reason, reply.seconds)


def _is_hidden(lines: Sequence[str], number: int) -> bool:
    """Whether a line of a tests cell, counted from 1, is not handed out. Learners read the reasons that people are given."""
    marks = [("BEGIN" if "BEGIN" in line else "END") for line in lines[:number] if _HIDDEN.search(line)]
    return bool(marks) and marks[-1] == "BEGIN"


def _hidden_line(error: Mapping[str, Any]) -> str:
    values = {"error": error["name"], "line": error["line"]}
    return Message("{error} in line {line} of the tests, which is hidden.", values).text


def error_output(name: str, value: str, traceback: list[str] | None = None) -> dict[str, Any]:
    """The output that a notebook shows for an error; without a traceback, one line names it."""
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": traceback or [f"{name}: {value}"]}


def _timed_out(timeout: float, reply: JudgeReply) -> OutsideJudgement:
    message = Message("The tests did not finish within {seconds:g} s.", {"seconds": timeout})
    shown = error_output("CellTimeoutError", message.text, [message.text])
    return OutsideJudgement("failed", None, [shown], message.text, reply.seconds)


def _why_not_done(reply: JudgeReply) -> Message:
    if reply.ended == "lost":
        return Message("The process with the answer ended while the tests were asking it.")
    return Message("The tests could not be run outside the notebook ({error}).", {"error": reply.problem or "?"})


def _unknown(message: Message, seconds: float) -> OutsideJudgement:
    return OutsideJudgement("unknown", reason=message.text, seconds=seconds)
