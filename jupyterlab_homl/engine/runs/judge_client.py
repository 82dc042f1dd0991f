"""Asking a judge about the names of a session."""

from __future__ import annotations

import secrets
import select
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from ...toolkit.wire import frame
from .job import CellReport, TestReport
from .judge_pool import JudgePool
from .judge_process import JudgeProcess, read_report
from .monitor import INTERVAL
from .untrusted import seconds_of

#: Seconds that a judge may take until it is ready: it starts, and imports what the tests need.
READY_TIMEOUT = 60.0

#: Seconds that a session has for finishing its last request at the desk: by itself, and after an interrupt.
_TIMEOUT, _INTERRUPT_TIMEOUT = 0.2, 2.0

#: Bytes that a judge may send for one question.
_MAX_REPLY = 16 * 2**20


class DeskOwner(Protocol):
    """What a judge client needs of a session; see `Session`."""

    desk: socket.socket
    over: str | None

    def interrupt(self) -> None:
        """Stop the current request at the desk."""

    def check_usage(self) -> str | None:
        """Measure what it uses; returns why it is over."""

    def abandon(self, reason: str) -> str:
        """End it."""


@dataclass(frozen=True)
class JudgeReply:
    """What came of a question to a judge.

    Attributes
    ----------
    ended : str
        ``done``, ``broken`` (the judge could not do its work), ``lost`` (the learner's process has gone, or its reply was
        malformed) or ``timed_out``.
    tests : tuple of TestReport
        The named tests that have ended, in order.
    cells : tuple of CellReport
        The parts of tests cells that have ended, in order.
    documents : tuple of dict
        What else the judge module reported, in order.
    problem : str
        Why the judge could not do its work; empty where it does not say, or could.
    seconds : float
        How long the tests took.
    """

    ended: Literal["done", "broken", "lost", "timed_out"]
    tests: tuple[TestReport, ...] = ()
    cells: tuple[CellReport, ...] = ()
    documents: tuple[dict[str, Any], ...] = ()
    problem: str = ""
    seconds: float = 0.0


class JudgeClient:
    """Asks a judge about one session; a context manager.

    The judge is taken from the pool at the first question, and replaced after one that it did not answer completely.

    Parameters
    ----------
    session : DeskOwner
        The session whose names the judge asks for.
    pool : JudgePool
        Where judges come from and go back to.
    """

    def __init__(self, session: DeskOwner, pool: JudgePool) -> None:
        self._session, self._pool = session, pool
        self._judge: JudgeProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the judge back."""
        if self._judge is not None:
            self._pool.release(self._judge)
            self._judge = None

    def ask(self, question: Mapping[str, object], timeout: float) -> JudgeReply:
        """Ask the judge one question, and wait for its reply.

        Parameters
        ----------
        question : dict
            The document that the judge module is given.
        timeout : float
            Seconds that it has from when it is ready.

        Raises
        ------
        NoEngine
            If it cannot be started.
        """
        if self._session.over is not None:
            return JudgeReply("lost")
        if self._judge is None:
            self._judge = self._pool.acquire(self._session.desk)
        reply = self._await_reply(self._judge, question, timeout)
        if reply.ended != "done":
            self._judge.close()
            self._judge = None
            if self._session.over is None and not self._resynchronise():
                self._session.abandon("timed_out" if reply.ended == "timed_out" else "died")
        return reply

    def _await_reply(self, judge: JudgeProcess, question: Mapping[str, object], timeout: float) -> JudgeReply:
        judge.reusable, judge.received = False, 0
        started = time.monotonic()
        deadline = started + READY_TIMEOUT
        judge.channel.settimeout(READY_TIMEOUT)
        judge.send(question)
        tests: list[TestReport] = []
        cells: list[CellReport] = []
        others: list[dict[str, Any]] = []

        def reply(ended: Literal["done", "broken", "lost", "timed_out"], seconds: float, problem: str = "") -> JudgeReply:
            return JudgeReply(ended, tuple(tests), tuple(cells), tuple(others), problem, seconds)

        while (left := deadline - time.monotonic()) > 0:
            judge.channel.settimeout(min(left, INTERVAL))
            try:
                messages = judge.receive()
            except TimeoutError:
                if self._session.check_usage() is not None:
                    return reply("lost", time.monotonic() - started)
                continue
            except EOFError:
                return reply("broken", time.monotonic() - started)
            if judge.received > _MAX_REPLY:
                return reply("broken", time.monotonic() - started)
            for message in messages:
                match message.get("event"):
                    case "ready":
                        started = time.monotonic()
                        deadline = started + timeout
                    case "done":
                        judge.reusable = message.get("fit") is True
                        return reply("done", seconds_of(message))
                    case "lost" | "broken" as ended:
                        return reply(ended, time.monotonic() - started, str(message.get("error") or ""))
                    case _:
                        match read_report(message):
                            case TestReport() as report:
                                tests.append(report)
                            case CellReport() as report:
                                cells.append(report)
                            case _:
                                others.append(message)
        return reply("timed_out", time.monotonic() - started)

    def _resynchronise(self) -> bool:
        """Bring the session to where it waits for a request again; returns whether that worked.

        A judge may have been killed at any byte of a reply. So the session is asked to return a random token, and everything
        that comes before it is dropped.
        """
        token = secrets.token_hex(16)
        request, expected, tail = frame({"op": "plain", "of": {"v": token}}), frame({"ok": {"v": token}}), bytearray()
        try:
            if self._session.desk.send(request, socket.MSG_DONTWAIT) != len(request):
                return False
            if self._await_bytes(expected, tail, _TIMEOUT):
                return True
            self._session.interrupt()
            return self._await_bytes(expected, tail, _INTERRUPT_TIMEOUT)
        except OSError:
            return False

    def _await_bytes(self, expected: bytes, tail: bytearray, seconds: float) -> bool:
        """Read from the desk until these bytes come; only the last bytes are kept, in `tail`."""
        desk, deadline = self._session.desk, time.monotonic() + seconds
        waiting = select.poll()
        waiting.register(desk, select.POLLIN)
        while (left := deadline - time.monotonic()) > 0:
            if not waiting.poll(left * 1000):
                continue
            data = desk.recv(1 << 20, socket.MSG_DONTWAIT)
            if not data:
                return False
            tail += data
            del tail[: -len(expected)]
            if tail == expected:
                return True
        return False
