"""One check: a process for the answer, one for the judge, and a clock.

The two are joined by a socket over which the judge asks and the answer replies. The judge alone holds the pipe on which
results are reported; this module only collects them and ends everything when it is over, or when a limit is reached.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import selectors
import socket
import threading
import time
from typing import Any

from ...errors import NoEngine
from ..launch.forkserver import NOT_SEALED
from ..launch.launcher import SEALED, Launcher
from ..sandbox.limits import Limits
from .job import Job, Result
from .monitor import NOT_SEALED_NOW, REFUSED, Watch
from .process_pair import Pair
from .untrusted import document_of, error_of, seconds_of

#: Seconds that a judge may go on for after its answer has gone.
LAST_WORDS = 5.0
#: What an answer process may say on its control channel at once, in bytes.
MAX_SAID = 65536

#: How often a channel is read, at most, before what has come on another one is heard.
MAX_READS = 32


def run(
    job: Job, launcher: Launcher, limits: Limits, cancel: threading.Event | None = None, require_sandbox: bool = False
) -> Result:
    """Run a job to its end; blocks, so call it from a thread where an event loop must go on.

    Parameters
    ----------
    job : Job
        What to run.
    launcher : Launcher
        How processes are started.
    limits : Limits
        When to stop.
    cancel : threading.Event, optional
        Set it to stop early.
    require_sandbox : bool
        Whether to refuse where the answer's process cannot be sealed.

    Raises
    ------
    NoEngine
        If the processes cannot be started, or not sealed though they must be.
    """
    started = time.perf_counter()
    result = _Run(job, launcher, limits, cancel or threading.Event(), require_sandbox).go()
    result.seconds = time.perf_counter() - started
    return result


class _Run:
    """The state of one run; used once."""

    def __init__(self, job: Job, launcher: Launcher, limits: Limits, cancel: threading.Event, require_sandbox: bool) -> None:
        self._require_sandbox = require_sandbox
        self._job = job
        self._launcher = launcher
        self._limits = limits
        self._cancel = cancel
        self._result = Result()
        self._buffers: dict[str, bytearray] = {"answer": bytearray(), "judge": bytearray(), "stack": bytearray()}
        self._ready: set[str] = set()
        self._deadline = time.monotonic() + limits.setup_timeout
        self._fds: dict[str, int] = {}
        self._verdict: socket.socket
        self._answer: Watch
        self._over = False
        self._answer_gone = False

    def go(self) -> Result:
        pair = Pair(self._job, self._launcher)
        try:
            self._result.sandbox, self._result.engine = pair.answer.sandbox, pair.answer.engine
            if self._require_sandbox and self._result.sandbox not in SEALED:
                raise NoEngine(REFUSED)
            self._watch(pair)
            # An answer that ends everything while the judge still gets ready has begun all the same.
            self._result.began = self._ready >= ({"answer", "judge"} if self._result.ended == "timed_out" else {"answer"})
            if self._result.ended == "died" and "answer" not in self._ready and pair.answer.end() == NOT_SEALED:
                raise NoEngine(NOT_SEALED_NOW)
        finally:
            pair.close()
        return self._result

    def _watch(self, pair: Pair) -> None:
        job = {"setup": self._job.setup, "cells": self._job.cells, "inside": self._job.inside}
        _tell(pair.control, {**job, "limits": self._restrictions()})
        _tell(pair.verdict, self._job.tests)
        self._verdict, self._answer = pair.verdict, Watch(pair.answer, pair.stack, self._limits)
        self._fds = {"answer": pair.control.fileno(), "output": pair.output}
        with selectors.DefaultSelector() as selector:
            selector.register(pair.control, selectors.EVENT_READ, "answer")
            selector.register(pair.verdict, selectors.EVENT_READ, "judge")
            selector.register(pair.output, selectors.EVENT_READ, "output")
            selector.register(pair.stack, selectors.EVENT_READ, "stack")
            while not self._over:
                for key, _ in selector.select(timeout=0.05):
                    data = _read(key.fd)
                    if not data:
                        selector.unregister(key.fileobj)
                    self._take(str(key.data), data)
                    if self._over:
                        break
                if self._cancel.is_set():
                    self._stop("cancelled")
                elif time.monotonic() > self._deadline and not self._over:
                    if self._answer_gone:
                        self._stop("died")
                    else:
                        self._result.stopped_at = self._answer.find_place(bytes(self._buffers["stack"]))
                        self._stop("timed_out")
                elif (excess := self._answer.excess()) is not None:
                    self._stop(excess)
        self._drain(pair.output)

    def _restrictions(self) -> dict[str, Any]:
        """What the answer process holds itself to; only in namespaces of its own are its processes counted apart."""
        limits = self._limits
        counted = limits.processes if self._result.sandbox in SEALED else 0
        seconds = limits.check_timeout
        return {"memory": limits.memory, "processes": counted, "file_size": limits.file_size, "seconds": seconds}

    def _take(self, source: str, data: bytes) -> None:
        if source == "output":
            self._result.output += data
            if len(self._result.output) > self._limits.output:
                self._stop("output_limit")
            return
        if source == "stack":
            if len(self._buffers["stack"]) < MAX_SAID:
                self._buffers["stack"] += data
            return
        if not data:
            self._hear_end(source)
            return
        buffer = self._buffers[source]
        buffer += data
        if b"\n" not in data:
            if source == "answer" and len(buffer) > MAX_SAID:
                self._stop("died")
            return
        *lines, rest = bytes(buffer).split(b"\n")
        self._buffers[source] = bytearray(rest)
        for line in lines:
            self._hear(source, document_of(line))

    def _hear_end(self, source: str) -> None:
        """One of the two has gone.

        A judge says why it goes; one that does not was broken. An answer goes when the judge has, whose last words may still
        be on their way; or on its own, and then the judge notices at its next question.
        """
        if source == "judge":
            self._stop("broken")
        else:
            self._answer_gone = True
            self._deadline = min(self._deadline, time.monotonic() + LAST_WORDS)

    def _hear(self, source: str, message: dict[str, Any]) -> None:
        event = message.get("event")
        result = self._result
        if source == "judge":
            if event == "ready":
                self._became_ready(source)
            elif event == "lost":
                self._hear_out("answer")  # it may have said why
                self._stop("died")
            elif event == "hidden":
                self._hear_out("output")
                result.seen = len(result.output)
                _tell(self._verdict, {})
            elif event == "broken":
                result.error = message
                self._stop("broken")
            elif event == "done":
                result.bare_seconds += float(message["seconds"])
                self._stop("finished")
            else:
                result.reports.append(message)
        elif event == "ready":
            self._became_ready(source)
        elif event == "ran":
            result.bare_seconds += seconds_of(message)
        elif event == "setup_failed" and "answer" not in self._ready:
            result.error = error_of(message)
            self._stop("setup_failed")
        elif event == "error":
            result.error = error_of(message)
            self._stop("error")

    def _hear_out(self, source: str) -> None:
        """Take what a source has said already, before what came after it counts."""
        waiting = select.poll()
        waiting.register(self._fds[source], select.POLLIN)
        for _ in range(MAX_READS):
            if self._over or not waiting.poll(0) or not (data := _read(self._fds[source])):
                return
            self._take(source, data)

    def _became_ready(self, source: str) -> None:
        if source in self._ready:
            return  # an answer that says so again must neither put its clock back nor have what it uses by now forgotten
        self._ready.add(source)
        if source == "answer":
            self._answer.begin()
        if len(self._ready) == 2 and not self._answer_gone:
            self._deadline = time.monotonic() + self._limits.check_timeout

    def _stop(self, ended: str) -> None:
        if not self._over:
            self._result.ended = ended
            self._over = True

    def _drain(self, output: int) -> None:
        os.set_blocking(output, False)
        try:
            while len(self._result.output) <= self._limits.output and (data := os.read(output, 65536)):
                self._result.output += data
        except BlockingIOError:
            pass


def _read(fd: int) -> bytes:
    """What has arrived; nothing if the other side has gone."""
    try:
        return os.read(fd, 65536)
    except ConnectionResetError:
        return b""


def _tell(channel: socket.socket, message: dict[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # seen when it is read from
        channel.sendall(json.dumps(message).encode() + b"\n")
