"""Running a submission: a pure function from what was handed in to what came of it, in any process of any machine.

It knows neither the gradebook nor the instructor's solutions. The processes that run submissions are forked from servers of
this process's own, which stay for the next submission.
"""

from __future__ import annotations

import time
from typing import Any

from ...course.nbmetadata import grade_id
from ...engine.runs.judge_client import Judgement
from ...engine.runs.outputs import Ran
from ...engine.runs.session import Session
from ...engine.sandbox.limits import Limits
from ...toolkit.messages import Message
from .judgements import Opinion, judge_named, judge_plain
from .launchers import judges_of, launcher_of
from .task import APART, NAMED, Done, Said, Setting, Sheet, Task

#: The name of the error of the cell in which a notebook's process ended.
NOT_FINISHED = "NotFinished"

#: Seconds from which tests are not run a second time where they passed from outside.
COSTLY = 0.01

_ENVIRONMENT = {"NBGRADER_EXECUTION": "autograde"}


def execute(task: Task) -> Done:
    """Run a submission's notebooks, one after another, in one folder.

    Raises
    ------
    NoEngine
        If nothing could be run.
    """
    if task.kernel:
        from .foreign_kernel import execute_with_kernel

        return execute_with_kernel(task)
    started = time.perf_counter()
    done = Done()
    files = dict(task.files)
    for sheet in task.sheets:
        _Sitting(task.setting, sheet, done).run(files)
    done.written = {name: data for name, data in files.items() if task.files.get(name) != data}
    done.removed = {name for name in task.files if name not in files}
    done.seconds = time.perf_counter() - started
    return done


class _Sitting:
    """One notebook, run once."""

    def __init__(self, setting: Setting, sheet: Sheet, done: Done) -> None:
        self._setting, self._sheet, self._done = setting, sheet, done

    def run(self, files: dict[str, bytes]) -> None:
        """Run it; `files` becomes what the folder holds afterwards."""
        setting, notebook = self._setting, self._sheet.notebook
        launcher = launcher_of(setting)
        session = Session(
            launcher, setting.limits, setting.tier, setting.require_sandbox, files=files, environment=_ENVIRONMENT
        )
        with session, Judgement(launcher, session, judges=judges_of(launcher, setting.tier)) as judgement:
            self._done.sandbox = session.sandbox
            for cell in notebook["cells"]:
                if cell["cell_type"] == "code":
                    self._run_cell(cell, session, judgement)
            if session.over is None:
                changes = session.take_files()
                files.update(changes.written)
                for name in changes.removed:
                    files.pop(name, None)
            notebook["metadata"]["language_info"] = session.language_info
            if widgets := session.widgets():
                notebook["metadata"]["widgets"] = widgets
        self._done.notebooks[self._sheet.name] = notebook

    def _run_cell(self, cell: dict[str, Any], session: Session, judgement: Judgement) -> None:
        name = _tests_id(cell, self._sheet)
        if name in self._sheet.kept and name is not None:
            return
        if session.over is not None:
            if name is not None:
                self._fail(cell, name, session.over, "NotRun")
            return
        if not cell["source"].strip() or "skip-execution" in cell["metadata"].get("tags", ()):
            return
        kind = None if name is None else self._sheet.judged[name]
        if name is not None and kind == NAMED:
            opinion = judge_named(judgement, name, cell["source"], self._setting.limits.cell_timeout)
            self._take(name, opinion)
            cell["outputs"] = opinion.outputs
            if opinion.outcome != "passed" and not opinion.outputs:
                cell["outputs"] = [_error("NotJudged", opinion.reason)]
            return
        apart = name is not None and kind == APART
        if name is not None and apart and self._passes_outside(cell, name, session, judgement):
            return
        guarded = name is not None and self._setting.guarded
        ran = session.run(cell["source"], guarded=guarded, about=self._sheet.about)
        self._done.bare_seconds += ran.seconds
        cell["outputs"], cell["execution_count"] = ran.outputs, ran.execution_count
        if session.over is not None:
            self._done.ended = self._done.ended or ended(session.over, self._setting.limits)
            cell["outputs"].append(_error(NOT_FINISHED, ended(session.over, self._setting.limits)))
        if name is not None and ran.ended != "ok":
            self._done.failing[self._sheet.name, name] = _why(ran, self._setting.limits)
        elif name is not None and apart and (self._sheet.name, name) not in self._done.opinions:
            self._take(name, self._judge(cell, name, judgement))

    def _passes_outside(self, cell: dict[str, Any], name: str, session: Session, judgement: Judgement) -> bool:
        """Judge a costly cell from outside; says whether that is all that has to be done."""
        costly = self._sheet.costly
        if costly is not None and name not in costly:
            return False
        opinion = self._judge(cell, name, judgement)
        found = costly is not None or opinion.seconds > COSTLY
        self._take(name, opinion, found)
        if session.over is not None or opinion.outcome != "passed" or not opinion.quiet or not found:
            return False
        session.keep_draws()
        cell["outputs"] = opinion.outputs
        return True

    def _judge(self, cell: dict[str, Any], name: str, judgement: Judgement) -> Opinion:
        return judge_plain(judgement, name, cell["source"], self._sheet.definitions, self._setting.limits.cell_timeout)

    def _take(self, name: str, opinion: Opinion, costly: bool = False) -> None:
        self._done.bare_seconds += opinion.seconds
        self._done.opinions[self._sheet.name, name] = Said(
            opinion.outcome, opinion.score, opinion.reason, costly, opinion.quiet
        )

    def _fail(self, cell: dict[str, Any], name: str, over: str, kind: str) -> None:
        why = ended(over, self._setting.limits)
        self._done.ended = self._done.ended or why
        self._done.failing[self._sheet.name, name] = why
        cell["outputs"] = [_error(kind, why)]


def _tests_id(cell: dict[str, Any], sheet: Sheet) -> str | None:
    name = grade_id(cell)
    return name if name in sheet.judged else None


def _error(name: str, why: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": why, "traceback": [f"{name}: {why}"]}


def _why(ran: Ran, limits: Limits) -> str:
    if ran.ended == "error":
        found = next((output for output in ran.outputs if output["output_type"] == "error"), None)
        return f"{found['ename']}: {found['evalue']}"[:500] if found else "The tests raised an error."
    return ended(ran.ended, limits)


def ended(over: str, limits: Limits) -> str:
    """Why a notebook, or a cell, did not come to its end, in a sentence."""
    messages = {
        "timed_out": Message("It took more than {seconds:g} s.", {"seconds": limits.cell_timeout}),
        "out_of_memory": Message("It asked for more than {limit:g} GB of memory.", {"limit": limits.memory / 2**30}),
        "output_limit": Message("It printed without end."),
        "died": Message("Its process ended, as `os._exit` or a crash does, or started more processes than it may."),
        "cancelled": Message("It was stopped."),
    }
    return messages.get(over, Message("It did not come to its end ({why}).", {"why": over})).text
