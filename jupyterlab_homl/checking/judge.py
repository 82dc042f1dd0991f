"""The judge: the process that holds the tests and decides.

It runs no code of the learner's and unpickles nothing: it sends requests to the learner's process over a socket and works
on plain data. It reports each test as it ends, and ``done`` only when all of them have been run.
"""

from __future__ import annotations

import ast
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType
from typing import Any, BinaryIO

from jupyterlab_homl.course.tests_cell import ASSERTS, TestsPart
from jupyterlab_homl.engine.rlimits import restrict_memory
from jupyterlab_homl.syntax import parse
from jupyterlab_homl.toolkit import messages
from jupyterlab_homl.toolkit.desk import Desk
from jupyterlab_homl.toolkit.proxy import Transport, answer
from jupyterlab_homl.toolkit.wire import receive, send

#: Bytes of memory that a judge may use, whatever an answer sends it.
MEMORY = 2 * 2**30

#: How many pieces of code a judge of many answers keeps compiled.
_MOST_KEPT = 256


@dataclass(frozen=True)
class JudgedCell:
    """A tests cell as a judge runs it.

    Attributes
    ----------
    id : str
        Its grade id.
    parts : tuple of TestsPart
        Its visible and hidden parts, in order.
    inside : bool
        Whether it has plain asserts, which run in the learner's process.
    about : tuple of str
        The names that plain asserts are about.
    names : dict
        The namespace in which its named tests run.
    """

    id: str
    parts: tuple[TestsPart, ...]
    inside: bool = False
    about: tuple[str, ...] = ()
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "tests"})

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> JudgedCell:
        """The cell of a job, as `check.job_of` writes it."""
        parts = tuple(TestsPart(part["source"], part["hidden"]) for part in document["parts"])
        return cls(document["id"], parts, document["inside"], tuple(document["about"]))


class Judge:
    """Runs tests cells and reports how their tests end.

    Parameters
    ----------
    channel : file
        Takes the reports, one line of JSON each.

    Attributes
    ----------
    failures : int
        The number of tests that did not pass, and of exceptions outside of any test.
    """

    def __init__(self, channel: BinaryIO) -> None:
        self._channel = channel
        self._cell = ""
        self._hidden = False
        self.failures = 0

    def report(self, message: Mapping[str, object]) -> None:
        """Write one report."""
        self._channel.write(json.dumps(message).encode() + b"\n")
        self._channel.flush()

    def report_test(self, name: str, message: messages.Message | None) -> None:
        """Report how one test ended; it is the recorder of `messages.record_with`."""
        self.failures += message is not None
        self.report(
            {
                "event": "test",
                "cell": self._cell,
                "name": name,
                "passed": message is None,
                "message": None if message is None else message.document(),
                "hidden": self._hidden,
            }
        )

    def run(self, cells: Iterable[JudgedCell], hidden: bool) -> None:
        """Run the visible or the hidden parts of all tests cells."""
        for cell in cells:
            self._cell, self._hidden = cell.id, hidden
            error: messages.Message | None = None
            for part in cell.parts:
                if part.hidden is hidden and error is None:
                    error = None if cell.inside else self._run_part(part.source, cell)
            if cell.inside:
                self._run_inside(cell, hidden)
            if error is not None:
                self.failures += 1
            problem = None if error is None else error.document()
            self.report({"event": "cell", "cell": cell.id, "hidden": hidden, "error": problem})

    def _run_inside(self, cell: JudgedCell, hidden: bool) -> None:
        """Have plain asserts run in the learner's process; hidden ones after the visible ones, whose names they may use."""
        if not any(part.hidden is hidden for part in cell.parts):
            return
        source = "\n".join(part.source for part in cell.parts if hidden or not part.hidden)
        with messages.test(ASSERTS[hidden]):
            failed = answer.asserts(source, list(cell.about))
            if failed is not None:
                raise messages.Unmet(messages.not_held(source, failed, hidden))

    def _run_part(self, source: str, cell: JudgedCell) -> messages.Message | None:
        """Run a part of a tests cell; returns the message of an exception that was raised outside of any test."""
        try:
            exec(_compiled(source, cell.id), cell.names)
        except EOFError:
            raise
        except Exception as error:
            return messages.explain(error)
        return None


def main(report_fd: int, desk_fd: int) -> None:
    """Judge one check, whose tests arrive as a line of JSON on the report channel.

    Parameters
    ----------
    report_fd : int
        A socket to the engine.
    desk_fd : int
        A socket to the answer process.
    """
    incoming, outgoing = os.fdopen(desk_fd, "rb"), os.fdopen(os.dup(desk_fd), "wb")

    def transport(request: dict[str, Any]) -> dict[str, Any]:
        try:
            send(outgoing, request)
            reply = receive(incoming)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise EOFError("the answer process has ended") from error
        return reply if isinstance(reply, dict) else {}

    with os.fdopen(report_fd, "rb") as job_channel, os.fdopen(os.dup(report_fd), "wb") as channel:
        judge = Judge(channel)
        restrict_memory(MEMORY)
        try:
            job = json.loads(job_channel.readline())
            cells = [JudgedCell.from_document(cell) for cell in job["cells"]]
            _decide(judge, cells, transport, job_channel.readline)
        except EOFError:
            judge.report({"event": "lost"})
        except Exception as error:
            judge.report({"event": "broken", "error": f"{type(error).__name__}: {error}"})


def _decide(judge: Judge, cells: list[JudgedCell], transport: Transport, wait_for_engine: Callable[[], object]) -> None:
    """Run every test: the hidden ones once the visible ones pass, and the engine has read what was printed until then."""
    run_imports(cells)
    judge.report({"event": "ready"})
    answer.bind(transport)
    messages.record_with(judge.report_test)
    started = time.perf_counter()
    judge.run(cells, hidden=False)
    if judge.failures == 0:
        judge.report({"event": "hidden"})
        wait_for_engine()
        judge.run(cells, hidden=True)
    judge.report({"event": "done", "seconds": time.perf_counter() - started})


_WARM_UP = """
import numpy as np
from jupyterlab_homl.toolkit import answer, expect
with expect.test("a number"):
    expect.close(answer.values(np.ones(3)), [2.0, 2.0, 2.0])
with expect.test("another"):
    expect.close(answer.values(np.ones(3)), [3.0, 2.0, 2.0])
"""


def warm_up() -> None:
    """Do ahead what judging does, so that the memory that it touches is copied for this process before it is timed."""
    desk = Desk({"values": lambda x: 2 * x}, lambda _: None)
    cell = JudgedCell("warm-up", (TestsPart(_WARM_UP, hidden=False),))
    _decide(Judge(io.BytesIO()), [cell], desk.serve, lambda: None)
    answer.bind(None)
    messages.record_with(None)


def run_imports(cells: Iterable[JudgedCell]) -> None:
    """Run the imports of the tests, before the clock starts."""
    for cell in cells:
        for part in cell.parts if not cell.inside else ():
            exec(_imports(part.source, cell.id), cell.names)


@lru_cache(_MOST_KEPT)
def _compiled(source: str, name: str) -> CodeType:
    return compile(source, f"<{name}>", "exec")


@lru_cache(_MOST_KEPT)
def _imports(source: str, name: str) -> CodeType:
    """The top-level imports of some code, compiled."""
    imports: list[ast.stmt] = [node for node in parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    return compile(ast.Module(imports, []), f"<{name}>", "exec")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
