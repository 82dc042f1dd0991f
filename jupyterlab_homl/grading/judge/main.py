"""The judge's process: runs tests cells about a session, asking the session's desk for the learner's names.

It runs none of the learner's code. The engine writes it questions as lines of JSON: ``{"kind": "named", "id", "source"}`` or
``{"kind": "plain", "id", "source", "definitions"}``. A line ``{"kind": "session"}`` comes with a file descriptor: from then on
the questions are about another session. To a question the judge answers ``ready`` when the clock may start, then what it
found, and finally ``done``; or ``lost`` if the learner's process has ended, or ``broken`` if the judge itself failed.
"""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from jupyterlab_homl.checking.judge import MEMORY, Judge, JudgedCell, run_imports, warm_up
from jupyterlab_homl.course.tests_cell import TestsCell
from jupyterlab_homl.engine.rlimits import restrict_memory
from jupyterlab_homl.toolkit import messages
from jupyterlab_homl.toolkit.proxy import answer
from jupyterlab_homl.toolkit.wire import JsonLines, WireError, frame, receive

from .asserts import AssertRunner
from .audit_hook import install, refusing
from .stand_ins import Inconclusive

#: Bytes by which a judge's memory may have grown if it is to serve another session.
_MOST_GROWTH = 256 * 2**20


class _DeskChannel:
    """The connection to a session's desk; calling it sends a request and returns the reply.

    Parameters
    ----------
    desk_fd : int
        A socket that is connected to the desk.

    Attributes
    ----------
    lost : bool
        Whether the desk has closed it or broken the protocol; no reply is trusted after that.
    """

    def __init__(self, desk_fd: int) -> None:
        os.set_blocking(desk_fd, True)
        self._incoming, self._outgoing = os.fdopen(desk_fd, "rb"), os.fdopen(os.dup(desk_fd), "wb")
        self.lost = False

    def close(self) -> None:
        """Close the connection."""
        self._incoming.close()
        with contextlib.suppress(OSError):  # closing flushes, which fails again if sending has failed
            self._outgoing.close()

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and wait for the reply.

        Raises
        ------
        EOFError
            If the learner's process has ended.
        """
        message = frame(request)
        try:
            if self.lost:
                raise EOFError
            self._outgoing.write(message)
            self._outgoing.flush()
            reply = receive(self._incoming)
        except (EOFError, OSError, WireError, RecursionError) as error:
            self.lost = True
            raise EOFError("the learner's process has ended") from error
        return reply if isinstance(reply, dict) else {}


def prepare(_: Collection[str] = ()) -> None:
    """Warm up before the fork, so that what is slow the first time is not done in each judge."""
    warm_up()


def main(report_fd: int, desk_fd: int) -> None:
    """Answer questions until the engine closes the channel.

    Parameters
    ----------
    report_fd : int
        A socket that is connected to the engine.
    desk_fd : int
        A socket that is connected to the session's desk; the engine may send another one.
    """
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    with socket.socket(fileno=report_fd) as engine, engine.makefile("wb") as reports:
        judge, desk = Judge(reports), _DeskChannel(desk_fd)
        runner = AssertRunner(desk)
        restrict_memory(MEMORY)
        install()
        memory_before = _peak_memory()
        for question, received_fd in _questions(engine):
            if question["kind"] == "session":
                desk.close()
                desk = _DeskChannel(received_fd)
                runner = AssertRunner(desk)
                continue
            run = _run_named if question["kind"] == "named" else _run_plain
            try:
                with refusing(runner.client):
                    started = run(judge, runner, question)
                if question["kind"] == "named" and runner.client.reason is not None:
                    raise Inconclusive(runner.client.reason)
            except EOFError:
                desk.lost = True
            except Inconclusive as error:
                judge.report({"event": "broken", "error": str(error)})
                return
            except Exception as error:
                judge.report({"event": "broken", "error": f"{type(error).__name__}: {error}"[:500]})
                return
            if desk.lost:
                judge.report({"event": "lost"})
                return
            reusable = _peak_memory() - memory_before < _MOST_GROWTH
            judge.report({"event": "done", "seconds": time.perf_counter() - started, "fit": reusable})


def _questions(engine: socket.socket) -> Iterator[tuple[dict[str, Any], int]]:
    """The engine's questions, each with the descriptor that came with it (or -1)."""
    lines, fd = JsonLines(), -1
    while True:
        data, fds, _, _ = socket.recv_fds(engine, 65536, 1)
        if not data:
            return
        fd = fds[0] if fds else fd
        for question in lines.feed(data):
            yield question, fd
            fd = -1


def _peak_memory() -> int:
    """The most bytes that this process has used so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _run_named(judge: Judge, runner: AssertRunner, question: dict[str, Any]) -> float:
    """Run named tests in the order of the source, up to the first part that fails; returns the time of the start."""
    answer.bind(runner.transport)
    messages.record_with(judge.report_test)
    cell = JudgedCell(question["id"], TestsCell(question["id"], 0, question["source"]).parts)
    run_imports([cell])
    judge.report({"event": "ready"})
    started = time.perf_counter()
    judge.failures = 0
    runner.client.reset()
    for part in cell.parts:
        judge.run([replace(cell, parts=(part,))], hidden=part.hidden)
        if judge.failures:
            break
    return started


def _run_plain(judge: Judge, runner: AssertRunner, question: dict[str, Any]) -> float:
    """Run plain asserts; returns the time of the start."""
    answer.bind(runner.transport)
    messages.record_with(None)
    runner.define(question["definitions"])
    judge.report({"event": "ready"})
    started = time.perf_counter()
    judge.report({"event": "plain", **runner.run(question["source"]).document()})
    return started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
