"""Running a submission: a function from a task to a result, for any process on any machine.

Sealed processes are forked from servers of the process that calls `execute`; these are kept for the next submission.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Self

from ...course.nbmetadata import grade_id, is_solution
from ...engine.runs.judge_client import JudgeClient
from ...engine.runs.outputs import CellResult
from ...engine.runs.session import Session
from ...engine.sandbox.limits import Limits
from ...toolkit.messages import Message
from .environment import top_level_imports
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

#: How often a new process is started for one notebook.
_MOST_RESTARTS = 30

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
    with _NotebookRun(task, settings, files) as run:
        cells = [run.cell(cell) if cell["cell_type"] == "code" else cell for cell in task.notebook["cells"]]
        session = run.session
        if session.over is None:
            changes = session.take_files()
            kept = {path: data for path, data in files.items() if path not in changes.removed}
            files = {**kept, **changes.written}
        metadata = {**task.notebook["metadata"], "language_info": session.language_info}
        if widgets := session.widgets():
            metadata["widgets"] = widgets
    notebook = {**task.notebook, "cells": cells, "metadata": metadata}
    return NotebookResult(notebook, run.judgements, run.failing, run.ended_early, run.cell_seconds), files


@dataclass(frozen=True)
class _RunCell:
    """A cell that came to its end, and is run again where the process after it was lost."""

    source: str
    guarded: bool


class _NotebookRun:
    """A notebook that is being run: cells in a session, tests cells by a judge, too; a context manager.

    Where a cell ends its process, all others are run in a new one, in which it did not run.

    Attributes
    ----------
    session : Session
        The process that runs the cells at the moment.
    judgements, failing, ended_early, cell_seconds
        As in `NotebookResult`.
    """

    session: Session
    _judge: JudgeClient

    def __init__(self, task: NotebookTask, settings: ExecutionSettings, files: Mapping[str, bytes]) -> None:
        self._task, self._settings, self._files = task, settings, files
        self._deadline = time.monotonic() + settings.limits.run_timeout
        self._processes = ExitStack()
        self._done: list[_RunCell] = []
        self._restarts = 0
        self._answer_lost = ""
        self.judgements: dict[str, OutsideJudgement] = {}
        self.failing: dict[str, str] = {}
        self.ended_early = ""
        self.cell_seconds = 0.0

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self._processes.close()

    def _start(self) -> None:
        """Start a process for the time that is left."""
        settings = self._settings
        launcher = launcher_for(settings)
        limits = replace(settings.limits, run_timeout=max(self._deadline - time.monotonic(), 0.1))
        self.session = self._processes.enter_context(
            Session(launcher, limits, settings.tier, settings.require_sandbox, files=self._files, environment=_ENVIRONMENT)
        )
        self._judge = self._processes.enter_context(JudgeClient(self.session, judge_pool_for(launcher, settings.tier)))

    def _start_again(self) -> None:
        """Start a new process, and run in it what has come to its end."""
        while self.session.over not in (None, "cancelled") and self._restarts < _MOST_RESTARTS:
            if time.monotonic() > self._deadline:
                return
            self._restarts += 1
            self._processes.close()
            self._start()
            for number, cell in enumerate(self._done):
                self._run_source(cell.source, guarded=cell.guarded)
                if self.session.over is not None:
                    del self._done[number]
                    break

    def cell(self, cell: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run one code cell; returns the cell as it is afterwards."""
        if is_solution(cell):
            self._answer_lost = ""
        executed = self._cell(cell)
        if (over := self.session.over) is not None:
            if is_solution(cell):
                self._answer_lost = over
            self._start_again()
        return executed

    def _cell(self, cell: Mapping[str, Any]) -> Mapping[str, Any]:
        name = grade_id(cell)
        mode = self._task.judging.get(name) if name is not None else None
        if name is None or mode is None:
            return cell if self._skips(cell) else self._run(cell)
        if name in self._task.reused:
            return cell
        if over := self.session.over or self._answer_lost:
            return self._not_run(cell, name, over)
        if self._skips(cell):
            return cell
        if mode == JudgingMode.NAMED:
            return self._run_named_tests(cell, name)
        return self._run_asserts(cell, name, mode)

    def _skips(self, cell: Mapping[str, Any]) -> bool:
        """Whether nbclient would not run the cell, or nothing can be run any more."""
        return (
            self.session.over is not None or not cell["source"].strip() or "skip-execution" in cell["metadata"].get("tags", ())
        )

    def _run(self, cell: Mapping[str, Any]) -> dict[str, Any]:
        return self._executed(cell, self._run_to_keep(cell["source"], guarded=False))

    def _run_to_keep(self, source: str, *, guarded: bool) -> CellResult:
        ran = self._run_source(source, guarded=guarded)
        if ran.ended in ("ok", "error"):
            self._done.append(_RunCell(source, guarded))
        return ran

    def _run_source(self, source: str, *, guarded: bool) -> CellResult:
        ran = self.session.run(source, guarded=guarded, about=self._task.instructor_names)
        self.cell_seconds += ran.seconds
        return ran

    def _executed(self, cell: Mapping[str, Any], ran: CellResult) -> dict[str, Any]:
        """The cell with its outputs, whose list must not be copied: a later cell may update a display in it."""
        outputs = ran.outputs
        if (over := self.session.over) is not None:
            reason = why_ended(over, self._settings.limits)
            self.ended_early = self.ended_early or reason
            outputs = [*outputs, error_output(NOT_FINISHED, reason)]
        return {**cell, "outputs": outputs, "execution_count": ran.execution_count}

    def _run_asserts(self, cell: Mapping[str, Any], name: str, mode: JudgingMode) -> dict[str, Any]:
        """Run a tests cell inside; and outside as well if it passed there."""
        ran = self._run_to_keep(cell["source"], guarded=self._settings.guarded)
        executed = self._executed(cell, ran)
        if ran.ended != "ok":
            self.failing[name] = _why_failing(ran, self._settings.limits)
        elif mode == JudgingMode.BOTH:
            self._take(name, self._judge_outside(cell, name))
        return executed

    def _run_named_tests(self, cell: Mapping[str, Any], name: str) -> dict[str, Any]:
        if imports := top_level_imports(cell["source"]):
            self._run_to_keep(imports, guarded=False)  # in a notebook the cell would import them for all that follows
        judgement = judge_named_tests(self._judge, name, cell["source"], self._settings.limits.cell_timeout)
        self._take(name, judgement)
        if judgement.outcome != "passed" and not judgement.outputs:
            return {**cell, "outputs": [error_output("NotJudged", judgement.reason)]}
        return {**cell, "outputs": judgement.outputs}

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
