"""Running a submission: a function from a task to a result, for any process on any machine.

Sealed processes are forked from servers of the process that calls `execute`; these are kept for the next submission.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...course.nbmetadata import grade_id
from ...engine.runs.judge_client import JudgeClient
from ...engine.runs.outputs import CellResult
from ...engine.runs.session import Session
from ...engine.sandbox.limits import Limits
from ...toolkit.messages import Message
from .judgements import error_output, judge_asserts, judge_named_tests
from .launchers import judge_pool_for, launcher_for
from .task import (
    ExecutionResult,
    ExecutionSettings,
    JudgingMode,
    NotebookResult,
    NotebookTask,
    OutsideJudgement,
    SubmissionTask,
)

#: The name of the error below the cell during which a notebook's process ended.
NOT_FINISHED = "NotFinished"

#: Seconds above which tests that have passed outside are not run a second time inside.
EXPENSIVE_SECONDS = 0.01

_ENVIRONMENT = {"NBGRADER_EXECUTION": "autograde"}


def execute(task: SubmissionTask) -> ExecutionResult:
    """Run the notebooks of a submission one after another in the same folder.

    Raises
    ------
    NoEngine
        If it could not be run at all.
    HomlError
        If its kernel is for another Python or language and could not run it.
    """
    if task.kernel:
        from .foreign_kernel import execute_with_kernel

        return execute_with_kernel(task)
    results: dict[str, NotebookResult] = {}
    files = task.files
    for notebook in task.notebooks:
        results[notebook.name], files = _run_notebook(notebook, task.settings, files)
    written = {path: data for path, data in files.items() if task.files.get(path) != data}
    return ExecutionResult(results, written, frozenset(task.files) - frozenset(files))


def _run_notebook(
    task: NotebookTask, settings: ExecutionSettings, files: Mapping[str, bytes]
) -> tuple[NotebookResult, Mapping[str, bytes]]:
    """Run one notebook in a folder with these files; returns the files afterwards, too."""
    launcher = launcher_for(settings)
    session = Session(
        launcher, settings.limits, settings.tier, settings.require_sandbox, files=files, environment=_ENVIRONMENT
    )
    with session, JudgeClient(session, judge_pool_for(launcher, settings.tier)) as judge:
        run = _NotebookRun(task, settings, session, judge)
        cells = [run.cell(cell) if cell["cell_type"] == "code" else cell for cell in task.notebook["cells"]]
        if session.over is None:
            changes = session.take_files()
            kept = {path: data for path, data in files.items() if path not in changes.removed}
            files = {**kept, **changes.written}
        metadata = {**task.notebook["metadata"], "language_info": session.language_info}
        if widgets := session.widgets():
            metadata["widgets"] = widgets
    notebook = {**task.notebook, "cells": cells, "metadata": metadata}
    return NotebookResult(notebook, run.judgements, run.failing, run.ended_early, run.cell_seconds), files


class _NotebookRun:
    """A notebook that is being run: cells in a session, tests cells by a judge, too.

    Attributes
    ----------
    judgements, failing, ended_early, cell_seconds
        As in `NotebookResult`.
    """

    def __init__(self, task: NotebookTask, settings: ExecutionSettings, session: Session, judge: JudgeClient) -> None:
        self._task, self._settings, self._session, self._judge = task, settings, session, judge
        self.judgements: dict[str, OutsideJudgement] = {}
        self.failing: dict[str, str] = {}
        self.ended_early = ""
        self.cell_seconds = 0.0

    def cell(self, cell: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run one code cell; returns the cell as it is afterwards."""
        name = grade_id(cell)
        mode = self._task.judging.get(name) if name is not None else None
        if name is None or mode is None:
            return cell if self._skips(cell) else self._run(cell)
        if name in self._task.reused:
            return cell
        if self._session.over is not None:
            return self._not_run(cell, name, self._session.over)
        if self._skips(cell):
            return cell
        if mode == JudgingMode.NAMED:
            return self._run_named_tests(cell, name)
        if mode == JudgingMode.BOTH and (passed := self._try_outside(cell, name)) is not None:
            return passed
        return self._run_asserts(cell, name, mode)

    def _skips(self, cell: Mapping[str, Any]) -> bool:
        """Whether nbclient would not run the cell, or nothing can be run any more."""
        return (
            self._session.over is not None
            or not cell["source"].strip()
            or "skip-execution" in cell["metadata"].get("tags", ())
        )

    def _run(self, cell: Mapping[str, Any]) -> dict[str, Any]:
        return self._executed(cell, self._run_source(cell["source"], guarded=False))

    def _run_source(self, source: str, *, guarded: bool) -> CellResult:
        ran = self._session.run(source, guarded=guarded, about=self._task.instructor_names)
        self.cell_seconds += ran.seconds
        return ran

    def _executed(self, cell: Mapping[str, Any], ran: CellResult) -> dict[str, Any]:
        """The cell with its outputs, whose list must not be copied: a later cell may update a display in it."""
        outputs = ran.outputs
        if (over := self._session.over) is not None:
            reason = why_ended(over, self._settings.limits)
            self.ended_early = self.ended_early or reason
            outputs = [*outputs, error_output(NOT_FINISHED, reason)]
        return {**cell, "outputs": outputs, "execution_count": ran.execution_count}

    def _run_asserts(self, cell: Mapping[str, Any], name: str, mode: JudgingMode) -> dict[str, Any]:
        """Run a tests cell inside; and outside as well if it passed, unless that has been done."""
        ran = self._run_source(cell["source"], guarded=self._settings.guarded)
        executed = self._executed(cell, ran)
        if ran.ended != "ok":
            self.failing[name] = _why_failing(ran, self._settings.limits)
        elif mode == JudgingMode.BOTH and name not in self.judgements:
            self._take(name, self._judge_outside(cell, name))
        return executed

    def _run_named_tests(self, cell: Mapping[str, Any], name: str) -> dict[str, Any]:
        judgement = judge_named_tests(self._judge, name, cell["source"], self._settings.limits.cell_timeout)
        self._take(name, judgement)
        if judgement.outcome != "passed" and not judgement.outputs:
            return {**cell, "outputs": [error_output("NotJudged", judgement.reason)]}
        return {**cell, "outputs": judgement.outputs}

    def _try_outside(self, cell: Mapping[str, Any], name: str) -> dict[str, Any] | None:
        """Run an expensive tests cell outside; returns the cell if it passed and so need not be run inside, else None.

        In a reference run every cell is tried, and found to be expensive or not.
        """
        known = self._task.expensive
        if known is not None and name not in known:
            return None
        judgement = self._judge_outside(cell, name)
        judgement = replace(judgement, expensive=known is not None or judgement.seconds > EXPENSIVE_SECONDS)
        self._take(name, judgement)
        sufficient = judgement.outcome == "passed" and judgement.expensive and not judgement.wrote_stderr
        if self._session.over is not None or not sufficient:
            return None
        self._session.keep_draws()
        counted = self._run_source("pass", guarded=False)  # so that cells are numbered as if this one had been run inside
        if counted.ended != "ok":
            return None
        outputs = [_numbered(output, counted.execution_count) for output in judgement.outputs]
        return {**cell, "outputs": outputs, "execution_count": counted.execution_count}

    def _judge_outside(self, cell: Mapping[str, Any], name: str) -> OutsideJudgement:
        timeout = self._settings.limits.cell_timeout
        return judge_asserts(self._judge, name, cell["source"], self._task.definitions, timeout)

    def _take(self, name: str, judgement: OutsideJudgement) -> None:
        self.cell_seconds += judgement.seconds
        self.judgements[name] = judgement

    def _not_run(self, cell: Mapping[str, Any], name: str, over: str) -> dict[str, Any]:
        """A tests cell after the process has ended."""
        reason = why_ended(over, self._settings.limits)
        self.ended_early = self.ended_early or reason
        self.failing[name] = reason
        return {**cell, "outputs": [error_output("NotRun", reason)]}


def _numbered(output: dict[str, Any], execution_count: int | None) -> dict[str, Any]:
    return {**output, "execution_count": execution_count} if output["output_type"] == "execute_result" else output


def _why_failing(ran: CellResult, limits: Limits) -> str:
    if ran.ended == "error":
        error = next((output for output in ran.outputs if output["output_type"] == "error"), None)
        return f"{error['ename']}: {error['evalue']}"[:500] if error else "The tests raised an error."
    return why_ended(ran.ended, limits)


def why_ended(ending: str, limits: Limits) -> str:
    """The sentence that says why a cell or a notebook's process was ended."""
    messages = {
        "timed_out": Message("It took more than {seconds:g} s.", {"seconds": limits.cell_timeout}),
        "out_of_memory": Message("It asked for more than {limit:g} GB of memory.", {"limit": limits.memory / 2**30}),
        "output_limit": Message("It never stopped printing."),
        "died": Message("Its process ended, as `os._exit` or a crash does, or started more processes than it may."),
        "cancelled": Message("It was stopped."),
    }
    return messages.get(ending, Message("It did not finish ({why}).", {"why": ending})).text
