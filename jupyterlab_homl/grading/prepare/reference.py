"""The reference run: the instructor's own answers are run to find out which tests can be run outside the learner's process.

A cell of plain asserts was written for the process that has the answers. Reading it does not show whether it can be run
elsewhere, with stand-ins for the learner's objects. So the instructor's notebook, whose answers are right, is graded like a
submission: a tests cell that passes in both places is run in both from then on.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import nbformat
from nbgrader import utils

from ...course.nbmetadata import grade_id
from ...errors import HomlError
from ...toolkit.messages import Message
from ..execute.executor import execute
from ..execute.stderr import without_warnings
from ..execute.task import ExecutionResult, JudgingMode, NotebookResult, NotebookTask, SubmissionTask
from ..pools.pool import Pool
from .pipeline import OutsideTests, prepare_notebook, required_kernel
from .pipeline_config import PipelineConfig


def find_outside_tests(config: PipelineConfig, pool: Pool, cancel: threading.Event) -> tuple[OutsideTests, Sequence[str]]:
    """Find the tests cells that can be run outside.

    Parameters
    ----------
    config : PipelineConfig
        What submissions of the assignment have in common.
    pool : Pool
        Runs the instructor's answers.
    cancel : threading.Event
        Set to stop early.

    Returns
    -------
    tuple
        For each notebook, the tests cells; and remarks for the instructor about tests that their own answers do not pass.
    """
    notebooks = _source_tasks(config)
    if not notebooks:
        return {}, ()
    result = _run(config, notebooks, pool, cancel)
    return ({}, ()) if result is None else _compare(notebooks, result, config.options.stderr_costs_points)


def _source_tasks(config: PipelineConfig) -> list[NotebookTask]:
    """The instructor's notebooks as tasks; none if there is nothing to find out."""
    tasks: list[NotebookTask] = []
    kernel = ""
    for name, source in sorted(config.assignment.notebooks.items()):
        tests = {cell.name for cell in source.source_cells if cell.is_tests}
        if source.document is None or not tests:
            continue
        try:
            task = prepare_notebook(config, name, source.document, "", tests, {})
            kernel = kernel or required_kernel(config, task.notebook)
        except Exception:  # noqa: S112 - its tests are run inside then, as nbgrader does
            continue
        tasks.append(task)
    has_candidates = any(JudgingMode.BOTH in task.judging.values() for task in tasks)
    return tasks if has_candidates and not kernel else []


def _run(
    config: PipelineConfig, notebooks: Sequence[NotebookTask], pool: Pool, cancel: threading.Event
) -> ExecutionResult | None:
    task = SubmissionTask("", tuple(notebooks), config.source_files, config.settings)
    for _, result in pool.run(execute, [task], cancel):
        return None if isinstance(result, HomlError) else result
    return None


def _compare(
    notebooks: Sequence[NotebookTask], result: ExecutionResult, stderr_costs: bool
) -> tuple[OutsideTests, Sequence[str]]:
    """Compare what the tests gave inside and outside."""
    outside: dict[str, set[str]] = {}
    remarks: list[str] = []
    for task in notebooks:
        found = result.notebooks[task.name]
        for cell in nbformat.from_dict(found.notebook).cells:
            name = grade_id(cell)
            if name is None or name not in task.judging:
                continue
            if name in found.failing or not _has_full_score(cell, stderr_costs):
                remark = Message(
                    "The answers in the source of {notebook} do not get all points of {cell}.",
                    {"notebook": task.name, "cell": name},
                )
                remarks.append(remark.text)
            elif task.judging[name] == JudgingMode.BOTH and _passes_outside(cell, name, found):
                outside.setdefault(task.name, set()).add(name)
    return outside, remarks


def _passes_outside(cell: Any, name: str, result: NotebookResult) -> bool:
    judgement = result.judgements.get(name)
    if judgement is None or judgement.outcome != "passed":
        return False
    return judgement.score is None or judgement.score == float(cell.metadata.nbgrader["points"])


def _has_full_score(cell: Any, stderr_costs: bool) -> bool:
    try:
        score, most = utils.determine_grade(cell if stderr_costs else without_warnings(cell))
    except ValueError:
        return False
    return bool(score == most)
