"""The process that judges a session's tests cells: it asks the session for the learner's names, and runs none of its code.

It is asked many times, by lines of JSON: ``{"kind": "named", "id", "source"}`` or ``{"kind": "plain", "id", "source",
"definitions"}``. Each time it says ``ready`` when the clock may start, then what it found, and ``done`` when it came to its
end; ``lost`` when the learner's process has gone, and ``broken`` when it could not do its work.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

from jupyterlab_homl.checking.judge import MEMORY, Judge, import_early
from jupyterlab_homl.course.testcell import Tests
from jupyterlab_homl.engine.limits import restrict_memory
from jupyterlab_homl.toolkit import report
from jupyterlab_homl.toolkit.proxy import answer
from jupyterlab_homl.toolkit.wire import WireError, frame, receive

from .plain import Plain


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


def main(report_fd: int, desk_fd: int) -> None:
    """Judge what is asked for until nobody asks any more.

    Parameters
    ----------
    report_fd : int
        A socket to the engine.
    desk_fd : int
        A socket to the session's desk.
    """
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    with os.fdopen(report_fd, "rb") as questions, os.fdopen(os.dup(report_fd), "wb") as channel:
        judge, line = Judge(channel), _Line(desk_fd)
        plain = Plain(line)
        restrict_memory(MEMORY)
        while text := questions.readline():
            question = json.loads(text)
            try:
                started = _named(judge, line, question) if question["kind"] == "named" else _plain(judge, plain, question)
            except EOFError:
                line.lost = True
            except Exception as error:
                judge.say({"event": "broken", "error": f"{type(error).__name__}: {error}"[:500]})
                continue
            if line.lost:
                judge.say({"event": "lost"})
                return
            judge.say({"event": "done", "seconds": time.perf_counter() - started})


def _named(judge: Judge, line: _Line, question: dict[str, Any]) -> float:
    """Run named tests in the order of the source, until a part of it does not pass; returns when that began."""
    answer.bind(line)
    report.record_with(judge.take)
    parts = [{"source": part.source, "hidden": part.hidden} for part in Tests(question["id"], 0, question["source"]).parts]
    cell = {"id": question["id"], "parts": parts, "inside": False, "names": {"__name__": "tests"}}
    import_early([cell])
    judge.say({"event": "ready"})
    started = time.perf_counter()
    judge.failures = 0
    for part in parts:
        judge.run([{**cell, "parts": [part]}], hidden=bool(part["hidden"]))
        if judge.failures:
            break
    return started


def _plain(judge: Judge, plain: Plain, question: dict[str, Any]) -> float:
    """Run plain asserts; returns when that began."""
    answer.bind(plain.line)
    report.record_with(None)
    plain.define(question["definitions"])
    judge.say({"event": "ready"})
    started = time.perf_counter()
    judge.say({"event": "plain", **plain.judge(question["source"])})
    return started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
