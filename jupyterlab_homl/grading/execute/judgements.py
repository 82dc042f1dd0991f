"""What a judge finds about one tests cell, as it counts for a grade."""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from jupyterlab_homl.course.nbmetadata import cell_source, nbgrader_metadata
from jupyterlab_homl.course.tests_cell import TestsCell
from jupyterlab_homl.engine.runs.judge_client import Heard, Judgement
from jupyterlab_homl.toolkit.messages import Message

#: Cell magics that run the cell's code as it is.
_TRANSPARENT = re.compile(r"%%(time|timeit|capture|prun)\b")
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LINE_MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)


@dataclass(frozen=True)
class Opinion:
    """What is known of one tests cell.

    Attributes
    ----------
    outcome : str
        ``passed``, ``failed``, or ``unknown``: then nobody has seen it pass or fail.
    score : float or None
        What the cell's last line says that it is worth, as nbgrader understands partial credit; None for all or nothing.
    outputs : list of dict
        What to show below the cell, as in a notebook.
    reason : str
        Why it did not pass.
    seconds : float
        How long the tests took.
    quiet : bool
        Whether nothing went to standard error, for which nbgrader takes the points away.
    """

    outcome: Literal["passed", "failed", "unknown"]
    score: float | None = None
    outputs: list[dict[str, Any]] = field(default_factory=list)
    reason: str = ""
    seconds: float = 0.0
    quiet: bool = True


def judge_named(judgement: Judgement, grade_id: str, source: str, timeout: float) -> Opinion:
    """Have a cell of named tests judged.

    Parameters
    ----------
    judgement : Judgement
        Of the session that ran the learner's cells.
    grade_id : str
        The cell's.
    source : str
        Its code, hidden tests included.
    timeout : float
        Seconds that it may take.
    """
    try:
        wanted = _names(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return _unknown(Message("The tests cannot be read ({error}).", {"error": str(error)[:200]}), 0.0)
    heard = judgement.ask({"kind": "named", "id": grade_id, "source": source}, timeout)
    reports = [report for report in heard.reports if report.get("event") == "test"]
    outside = [report["error"] for report in heard.reports if report.get("event") == "cell" and report["error"] is not None]
    failed = [(report["name"], report["message"]["text"]) for report in reports if not report["passed"]]
    failed += [(grade_id, message["text"]) for message in outside]
    if heard.ended == "timed_out":
        return _timed_out(timeout, heard)
    if heard.ended != "done":
        return _unknown(_why_not(heard), heard.seconds)
    if failed:
        name, words = failed[0]
        lines = [f"✗ {name}: {words}" for name, words in failed]
        passed = [f"✓ {report['name']}" for report in reports if report["passed"]]
        return Opinion("failed", None, [_error("Unmet", f"{name}: {words}", [*passed, *lines])], words, heard.seconds)
    missing = Counter(wanted) - Counter(report["name"] for report in reports)
    if missing or not reports:
        test = next(iter(missing), grade_id)
        return _unknown(Message("The test {test} was not run.", {"test": test}), heard.seconds)
    return Opinion("passed", seconds=heard.seconds)


@lru_cache(256)
def _names(source: str) -> tuple[str, ...]:
    """The names of a cell's tests."""
    tests = TestsCell("", 0.0, source)
    return (*tests.names(False), *tests.names(True))


def judge_plain(judgement: Judgement, grade_id: str, source: str, definitions: str, timeout: float) -> Opinion:
    """Have a cell of plain asserts judged where no learner's code has run.

    Parameters
    ----------
    judgement : Judgement
        Of the session that ran the learner's cells.
    grade_id : str
        The cell's.
    source : str
        Its code, hidden tests included.
    definitions : str
        What `definitions` found in the instructor's notebook.
    timeout : float
        Seconds that it may take.
    """
    heard = judgement.ask({"kind": "plain", "id": grade_id, "source": source, "definitions": definitions}, timeout)
    if heard.ended == "timed_out":
        return _timed_out(timeout, heard)
    found = next((report for report in heard.reports if report.get("event") == "plain"), None)
    if heard.ended != "done" or found is None:
        return _unknown(_why_not(heard), heard.seconds)
    if found["outcome"] == "unknown":
        return Opinion("unknown", reason=found["message"]["text"], seconds=heard.seconds)
    if found["outcome"] == "passed":
        value = found["value"]
        score = None if value is None or math.isnan(value) else value
        return Opinion("passed", score, _shown(found), seconds=heard.seconds, quiet=not found["stderr"])
    error = found["error"]
    lines = source.splitlines()
    code = lines[error["line"] - 1].strip() if error["line"] and error["line"] <= len(lines) else ""
    said = f"{error['name']}: {error['message']}" if error["message"] else error["name"]
    shown = _error(error["name"], error["message"], [*([f"---> {error['line']} {code}"] if code else []), said])
    return Opinion("failed", None, [shown], error["message"] or code or error["name"], heard.seconds)


def _shown(found: dict[str, Any]) -> list[dict[str, Any]]:
    """What a notebook shows below tests that passed."""
    outputs: list[dict[str, Any]] = []
    if found["printed"]:
        outputs.append({"output_type": "stream", "name": "stdout", "text": found["printed"]})
    if found["text"] is not None:
        data = {"text/plain": found["text"]}
        outputs.append({"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data})
    return outputs


def _error(name: str, value: str, lines: list[str]) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}


def _timed_out(timeout: float, heard: Heard) -> Opinion:
    message = Message("The tests did not come to their end within {seconds:g} s.", {"seconds": timeout})
    shown = _error("CellTimeoutError", message.text, [message.text])
    return Opinion("failed", None, [shown], message.text, heard.seconds)


def _why_not(heard: Heard) -> Message:
    if heard.ended == "lost":
        return Message("The process with the answer ended while the tests were asking it.")
    told = next((str(report.get("error") or "") for report in heard.reports if report.get("event") == "broken"), "")
    return Message("The tests could not be run outside the notebook ({error}).", {"error": told or "?"})


def _unknown(message: Message, seconds: float) -> Opinion:
    return Opinion("unknown", reason=message.text, seconds=seconds)


def definitions(cells: list[dict[str, Any]]) -> str:
    """The imports, functions and classes of an instructor's own notebook, which the tests may rely on.

    Parameters
    ----------
    cells : list of dict
        Of the source notebook.

    Returns
    -------
    str
        Their code: all imports, and the functions and classes of cells that are no solutions, but for those that a solution
        defines anew.
    """
    trees = [(_is_solution(cell), tree) for cell in cells if (tree := _read(cell)) is not None]
    answered = [node for solution, tree in trees if solution for node in ast.walk(tree)]
    solved = {node.name for node in answered if isinstance(node, _NAMED)}
    solved |= {node.id for node in answered if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    kept: list[str] = []
    for solution, tree in trees:
        for node in tree.body:
            named = isinstance(node, _NAMED) and not solution and node.name not in solved
            if named or isinstance(node, ast.Import | ast.ImportFrom):
                kept.append(ast.unparse(node))
    return "\n".join(dict.fromkeys(kept))


def _is_solution(cell: dict[str, Any]) -> bool:
    return bool(nbgrader_metadata(cell).get("solution"))


def _read(cell: dict[str, Any]) -> ast.Module | None:
    """A code cell's tree without magics, None if it cannot be read."""
    source = cell_source(cell)
    if cell.get("cell_type") != "code":
        return None
    if source.startswith("%%"):
        if not _TRANSPARENT.match(source):
            return None
        source = source.partition("\n")[2]
    try:
        return ast.parse(_LINE_MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
