"""The process that judges a session's tests cells: it asks the session for the learner's names, and runs none of its code.

It is asked many times, by lines of JSON: ``{"kind": "named", "id", "source"}`` or ``{"kind": "plain", "id", "source",
"definitions"}``; after ``{"kind": "session"}``, with which a descriptor comes, they are about another session. To a
question it says ``ready`` when the clock may start, then what it found, and ``done`` when it came to its end; ``lost`` when
the learner's process has gone, and ``broken`` when it could not do its work.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import socket
import sys
import time
from collections.abc import Collection, Iterator
from typing import Any

from jupyterlab_homl.checking.judge import MEMORY, Judge, import_early, rehearse
from jupyterlab_homl.course.tests_cell import TestsCell
from jupyterlab_homl.engine.sandbox.limits import restrict_memory
from jupyterlab_homl.toolkit import messages
from jupyterlab_homl.toolkit.proxy import answer
from jupyterlab_homl.toolkit.wire import WireError, frame, receive

from .asserts import Plain
from .audit_hook import watch, watched
from .undecided import Undecided

#: Bytes that a judge may have grown by and still serve another session.
_MOST_GROWN = 256 * 2**20


class _Line:
    """The way to the session's desk.

    Parameters
    ----------
    desk_fd : int
        A socket to it.

    Attributes
    ----------
    lost : bool
        Whether there is none any more: it has gone, or said what is no answer, after which nothing is one.
    """

    def __init__(self, desk_fd: int) -> None:
        os.set_blocking(desk_fd, True)
        self._incoming, self._outgoing = os.fdopen(desk_fd, "rb"), os.fdopen(os.dup(desk_fd), "wb")
        self.lost = False

    def close(self) -> None:
        """Let go of it."""
        self._incoming.close()
        with contextlib.suppress(OSError):  # what could not be said before
            self._outgoing.close()

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        """Hand a request over and wait for the reply."""
        asked = frame(request)
        try:
            if self.lost:
                raise EOFError
            self._outgoing.write(asked)
            self._outgoing.flush()
            reply = receive(self._incoming)
        except (EOFError, OSError, WireError, RecursionError) as error:
            self.lost = True
            raise EOFError("the learner's process has ended") from error
        return reply if isinstance(reply, dict) else {}


def prepare(_: Collection[str] = ()) -> None:
    """Do once, before any fork, what a judgement does: how long tests take decides whether they are run twice."""
    rehearse()


def main(report_fd: int, desk_fd: int) -> None:
    """Judge what is asked for until nobody asks any more.

    Parameters
    ----------
    report_fd : int
        A socket to the engine.
    desk_fd : int
        A socket to the session's desk; another one may follow on the first.
    """
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    with socket.socket(fileno=report_fd) as asked, asked.makefile("wb") as channel:
        judge, line = Judge(channel), _Line(desk_fd)
        plain = Plain(line)
        restrict_memory(MEMORY)
        watch()
        before = _used()
        for question, desk in _questions(asked):
            if question["kind"] == "session":
                line.close()
                line = _Line(desk)
                plain = Plain(line)
                continue
            try:
                with watched(plain.reach):
                    started = _named(judge, plain, question) if question["kind"] == "named" else _plain(judge, plain, question)
                if question["kind"] == "named" and plain.reach.undecided is not None:
                    raise Undecided(plain.reach.undecided)
            except EOFError:
                line.lost = True
            except Undecided as error:
                judge.say({"event": "broken", "error": str(error)})
                return
            except Exception as error:
                judge.say({"event": "broken", "error": f"{type(error).__name__}: {error}"[:500]})
                return
            if line.lost:
                judge.say({"event": "lost"})
                return
            fit = _used() - before < _MOST_GROWN
            judge.say({"event": "done", "seconds": time.perf_counter() - started, "fit": fit})


def _questions(asked: socket.socket) -> Iterator[tuple[dict[str, Any], int]]:
    """What comes, line by line, each with the descriptor that came with it (or -1)."""
    rest, desk = b"", -1
    while True:
        data, fds, _, _ = socket.recv_fds(asked, 65536, 1)
        if not data:
            return
        desk = fds[0] if fds else desk
        *lines, rest = (rest + data).split(b"\n")
        for text in lines:
            yield json.loads(text), desk
            desk = -1


def _used() -> int:
    """The most bytes that this process has had at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _named(judge: Judge, plain: Plain, question: dict[str, Any]) -> float:
    """Run named tests in the order of the source, until a part of it does not pass; returns when that began."""
    answer.bind(plain.line)
    messages.record_with(judge.take)
    parts = [{"source": part.source, "hidden": part.hidden} for part in TestsCell(question["id"], 0, question["source"]).parts]
    cell = {"id": question["id"], "parts": parts, "inside": False, "names": {"__name__": "tests"}}
    import_early([cell])
    judge.say({"event": "ready"})
    started = time.perf_counter()
    judge.failures = 0
    plain.reach.begin()
    for part in parts:
        judge.run([{**cell, "parts": [part]}], hidden=bool(part["hidden"]))
        if judge.failures:
            break
    return started


def _plain(judge: Judge, plain: Plain, question: dict[str, Any]) -> float:
    """Run plain asserts; returns when that began."""
    answer.bind(plain.line)
    messages.record_with(None)
    plain.define(question["definitions"])
    judge.say({"event": "ready"})
    started = time.perf_counter()
    judge.say({"event": "plain", **plain.judge(question["source"])})
    return started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
