"""The points of tests cells, from what was found inside and outside the learner's process."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from jupyterlab_homl.grading.execute.task import JudgingMode, NotebookResult, NotebookTask, OutsideJudgement
from jupyterlab_homl.grading.record.marks import Mark, marks_of, show_doubts

FAILED = new_output("error", ename="AssertionError", evalue="", traceback=[])
NOISE = new_output("stream", name="stderr", text="careful")


def number(value: float) -> Any:
    return new_output("execute_result", data={"text/plain": str(value)})


def metadata(name: str, **flags: Any) -> dict[str, Any]:
    given = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": name}
    return {"nbgrader": {**given, **flags}}


def marked(
    outputs: list[Any],
    mode: JudgingMode,
    judgement: OutsideJudgement | None = None,
    failing: str | None = None,
    fail_closed: bool = True,
    stderr_costs: bool = False,
) -> tuple[Any, dict[str, Mark]]:
    notebook = new_notebook(
        cells=[
            new_code_cell("x = 1", metadata=metadata("answer", solution=True)),
            new_code_cell("assert x", metadata=metadata("tests", grade=True, locked=True, points=2), outputs=outputs),
        ]
    )
    task = NotebookTask("work", notebook, {"tests": mode})
    judgements = {} if judgement is None else {"tests": judgement}
    result = NotebookResult(notebook, judgements, {} if failing is None else {"tests": failing})
    return notebook, marks_of(notebook, task, result, fail_closed, stderr_costs)


PASSES, FAILS, UNKNOWN = (OutsideJudgement(outcome, reason="why") for outcome in ("passed", "failed", "unknown"))


@pytest.mark.parametrize(
    ("outputs", "mode", "judgement", "score", "doubt"),
    [
        ([], JudgingMode.INSIDE, None, 2.0, False),
        ([FAILED], JudgingMode.INSIDE, None, 0.0, False),
        ([number(1.5)], JudgingMode.INSIDE, None, 1.5, False),
        ([number(-3)], JudgingMode.INSIDE, None, 0.0, True),
        ([number(3)], JudgingMode.INSIDE, None, 0.0, True),
        ([], JudgingMode.BOTH, PASSES, 2.0, False),
        ([], JudgingMode.BOTH, FAILS, 0.0, True),
        ([], JudgingMode.BOTH, UNKNOWN, 2.0, True),
        ([FAILED], JudgingMode.BOTH, FAILS, 0.0, False),
        ([FAILED], JudgingMode.BOTH, UNKNOWN, 0.0, False),
        ([NOISE], JudgingMode.BOTH, PASSES, 2.0, False),
        ([NOISE], JudgingMode.INSIDE, None, 2.0, False),
        ([NOISE, number(1.5)], JudgingMode.INSIDE, None, 1.5, False),
        ([NOISE, FAILED], JudgingMode.INSIDE, None, 0.0, False),
        ([number(1)], JudgingMode.BOTH, OutsideJudgement("passed", score=1.0), 1.0, False),
        ([number(2)], JudgingMode.BOTH, OutsideJudgement("passed", score=1.0), 1.0, True),
        ([], JudgingMode.NAMED, PASSES, 2.0, False),
        ([FAILED], JudgingMode.NAMED, FAILS, 0.0, False),
        ([], JudgingMode.NAMED, UNKNOWN, 0.0, True),
    ],
)
def test_the_points_of_a_tests_cell(
    outputs: list[Any], mode: JudgingMode, judgement: OutsideJudgement | None, score: float, doubt: bool
) -> None:
    notebook, marks = marked(outputs, mode, judgement)
    assert (marks["tests"].score, bool(marks["tests"].doubt)) == (score, doubt)
    shown = show_doubts(notebook, marks).cells[1].outputs
    assert [output.get("ename") for output in shown[:1]] == ["NeedsAPerson"] if doubt else shown == outputs
    assert notebook.cells[1].outputs == outputs
    assert (marks["answer"].comment == marks["tests"].doubt) is doubt


@pytest.mark.parametrize(("mode", "judgement"), [(JudgingMode.INSIDE, None), (JudgingMode.BOTH, PASSES)])
def test_nbgraders_rule_about_stderr(mode: JudgingMode, judgement: OutsideJudgement | None) -> None:
    mark = marked([NOISE], mode, judgement, stderr_costs=True)[1]["tests"]
    assert (mark.score, mark.doubt) == (0.0, "")


def test_a_cell_that_did_not_come_to_its_end_earns_nothing() -> None:
    assert marked([], JudgingMode.INSIDE, failing="It took too long.")[1]["tests"].score == 0.0
    assert marked([], JudgingMode.INSIDE, failing="It took too long.", fail_closed=False)[1]["tests"].score == 2.0
