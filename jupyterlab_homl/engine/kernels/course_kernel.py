"""The kernel of course notebooks: an ipykernel in which running a notebook goes on from one exercise to the next.

An answer that stops shows its error, as anywhere, but the cells below it run as well. Its tests do not; one line says why. A
tests cell that fails prints one line in place of a traceback. All of this is for cells of exercises that somebody runs on a
page: whoever executes the notebook otherwise, as nbgrader does, gets the exceptions.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import Any, cast

from ipykernel.compiler import get_file_name, get_tmp_directory
from ipykernel.ipkernel import IPythonKernel

from ...toolkit.desk import describe
from ...toolkit.i18n import translate
from ...toolkit.kernel import ExerciseCell, exercise_cell
from ...toolkit.messages import Message, Unmet, explain, failure_line, not_held
from ...toolkit.proxy import AnswerError
from ..compat import abort_requests
from .stopped_answers import StoppedAnswers


class CourseKernel(IPythonKernel):
    """An ipykernel that runs on after a cell of an exercise has failed on a page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._answers = StoppedAnswers()
        self._interrupted = False

    async def execute_request(self, stream: Any, ident: Any, parent: dict[str, Any]) -> None:
        """Execute a cell; after one of an exercise the others run on, unless it was interrupted."""
        runs_on = exercise_cell(parent.get("metadata")) is not None
        if runs_on:
            parent["content"]["stop_on_error"] = False
        self._interrupted = False
        await super().execute_request(stream, ident, parent)  # type: ignore[no-untyped-call]
        if runs_on and self._interrupted:
            abort_requests(self, parent)

    async def do_execute(self, code: str, silent: bool, *args: Any, cell_meta: Any = None, **kwargs: Any) -> dict[str, Any]:
        """Execute a cell; returns the content of an execute reply."""
        deleted = cell_meta.get("deletedCells") if isinstance(cell_meta, dict) else None
        self._answers.forget(deleted if isinstance(deleted, list) else ())
        cell = None if silent else exercise_cell(cell_meta)

        def execute() -> Awaitable[dict[str, Any]]:
            run = super(CourseKernel, self).do_execute(code, silent, *args, cell_meta=cell_meta, **kwargs)  # type: ignore[no-untyped-call]
            return cast("Awaitable[dict[str, Any]]", run)

        if cell is None:
            return await execute()
        reply = await (self._execute_answer if cell.role == "answer" else self._execute_tests)(cell, code, execute)
        self._interrupted = isinstance(self._error(), KeyboardInterrupt | CancelledError)
        return reply

    async def _execute_answer(self, cell: ExerciseCell, code: str, execute: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
        reply: dict[str, Any] = await execute()
        error = self._error()
        self._answers.record(cell, error is not None, None if error is None else stopped_line(error, code))
        return reply

    async def _execute_tests(self, cell: ExerciseCell, code: str, execute: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
        shell: Any = self.shell
        if (reason := self._answers.reason(cell)) is not None:
            print(translate(reason.id, reason.values))  # noqa: T201 - the output of the learner's cell
            shell.last_execution_result = None
            shell.execution_count += 1
            return self._ok()

        def show(_: Any, __: Any, error: Exception, *___: Any, **____: Any) -> None:
            print(failure_line(explain_failure(error, code)))  # noqa: T201 - the output of the learner's cell

        shell.set_custom_exc((Exception,), show)
        try:
            reply: dict[str, Any] = await execute()
        finally:
            shell.set_custom_exc((), None)
        return self._ok() if isinstance(shell.last_execution_result.error_in_exec, Exception) else reply

    def _ok(self) -> dict[str, Any]:
        shell: Any = self.shell
        return {"status": "ok", "execution_count": shell.execution_count - 1, "user_expressions": {}, "payload": []}

    def _error(self) -> BaseException | None:
        """The exception that ended the cell that was run last."""
        shell: Any = self.shell
        result = shell.last_execution_result
        return None if result is None else result.error_before_exec or result.error_in_exec


def stopped_line(error: BaseException, code: str) -> int | None:
    """The innermost line of a cell that an exception passed, counted from 1; None where it passed none."""
    line = _describe(error, code)["line"]
    return line if isinstance(line, int) else None


def explain_failure(error: Exception, code: str) -> Message:
    """The message for an exception that ended a tests cell.

    Parameters
    ----------
    error : Exception
        The exception.
    code : str
        The code of the tests cell.
    """
    if isinstance(error, Unmet | AnswerError):
        return explain(error)
    found = _describe(error)
    is_own = found["cell"] == get_file_name(code)
    if isinstance(error, AssertionError) and is_own:
        return not_held(code, found, hidden=False)
    return explain(AnswerError(str(found["name"]), str(found["message"]), None if is_own else found["line"], None))


def _describe(error: BaseException, code: str | None = None) -> dict[str, Any]:
    """What `describe` finds of an exception in one cell, or in any of them."""
    if code is not None:
        own = get_file_name(code)
        return describe(error, lambda file: file if file == own else None)
    folder = get_tmp_directory()
    return describe(error, lambda file: file if file.startswith(folder) else None)
