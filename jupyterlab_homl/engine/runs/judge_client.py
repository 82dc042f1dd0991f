"""Asking a judge about a session's names: a process of its own, which holds the tests and runs none of the learner's code."""

from __future__ import annotations

import contextlib
import json
import secrets
import select
import socket
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from ...toolkit.wire import frame
from ..launch.launcher import Launcher
from .judge_pool import JUDGE, Judge, Judges
from .monitor import LOOK_EVERY
from .untrusted import document_of, seconds_of

#: Seconds that a judge may take until it is ready: it starts, and imports what the tests need.
READY_WITHIN = 60.0

#: Seconds that a session has for coming to the end of what it was asked last: by itself, and after an interrupt.
_PATIENCE, _GRACE = 0.2, 2.0

#: Bytes that a judge may say about one question.
_MOST_HEARD = 16 * 2**20


class Served(Protocol):
    """What of a session a judge needs; see `Session`."""

    desk: socket.socket
    over: str | None

    def interrupt(self) -> None:
        """Have what is asked at the desk stop."""

    def look(self) -> str | None:
        """Look at what it uses; says why it is over."""

    def give_up(self, why: str) -> str:
        """End it."""


@dataclass
class Heard:
    """What came of a question.

    Attributes
    ----------
    ended : str
        ``done``, ``broken`` (the judge could not do its work), ``lost`` (the learner's process has gone, or gave what is no
        answer) or ``timed_out``.
    reports : list of dict
        What the judge reported, in order.
    seconds : float
        How long the tests took.
    """

    ended: str
    reports: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0


class Judgement:
    """The judge of one session; a context manager.

    Its process is started at the first question, and anew after one that it did not come to the end of.

    Parameters
    ----------
    launcher : Launcher
        How it is started.
    session : Session
        Whose names it asks for.
    module : str
        The module whose ``main`` judges.
    tier : str
        Which libraries the tests import.
    judges : Judges, optional
        Where judges come from and go back to, in place of the parameters before.
    """

    def __init__(
        self, launcher: Launcher, session: Served, module: str = JUDGE, tier: str = "light", judges: Judges | None = None
    ) -> None:
        self._session = session
        self._keeps = judges is not None
        self._judges = judges or Judges(launcher, module, tier)
        self._judge: Judge | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the judge."""
        if self._judge is not None:
            self._judges.give_back(self._judge)
            self._judge = None
        if not self._keeps:
            self._judges.close()

    def ask(self, request: dict[str, Any], timeout: float) -> Heard:
        """Ask the judge one question, and wait for what it finds.

        Parameters
        ----------
        request : dict
            What the judge's module is told.
        timeout : float
            Seconds that it has from when it is ready.

        Raises
        ------
        NoEngine
            If it cannot be started.
        """
        if self._session.over is not None:
            return Heard("lost")
        if self._judge is None:
            self._judge = self._judges.take(self._session.desk)
        heard = self._hear(self._judge, json.dumps(request).encode() + b"\n", timeout)
        if heard.ended != "done":
            self._judge.end()
            self._judge = None
            if self._session.over is None and not self._settle():
                self._session.give_up("timed_out" if heard.ended == "timed_out" else "died")
        return heard

    def _hear(self, judge: Judge, question: bytes, timeout: float) -> Heard:
        """Ask, and take what the judge says until it is done."""
        heard, size, rest = Heard("timed_out"), 0, b""
        judge.fit = False  # until it is done
        started = time.monotonic()
        deadline = started + READY_WITHIN
        with contextlib.suppress(OSError):  # seen when it is read from
            judge.channel.settimeout(READY_WITHIN)
            judge.channel.sendall(question)
        while (left := deadline - time.monotonic()) > 0 and heard.ended == "timed_out":
            judge.channel.settimeout(min(left, LOOK_EVERY))
            try:
                data = judge.channel.recv(65536)
            except TimeoutError:
                if self._session.look() is not None:
                    heard.ended = "lost"
                continue
            except OSError:
                data = b""
            size += len(data)
            if not data or size > _MOST_HEARD:
                heard.ended = "broken"
                break
            *lines, rest = (rest + data).split(b"\n")
            for message in map(document_of, lines):
                match message.get("event"):
                    case "ready":
                        started = time.monotonic()
                        deadline = started + timeout
                    case "done":
                        judge.fit = message.get("fit") is True
                        heard.ended, heard.seconds = "done", seconds_of(message)
                        return heard
                    case "lost" | "broken" as ended:
                        heard.ended = ended
                        heard.reports.append(message)
                    case _:
                        heard.reports.append(message)
        heard.seconds = time.monotonic() - started
        return heard

    def _settle(self) -> bool:
        """Bring the session to where it waits for a request again; says whether it does.

        A judge may have been killed at any byte of a reply. So the session is asked for what nobody could know, and all that
        comes before it is taken away.
        """
        token = secrets.token_hex(16)
        asked, wanted, came = frame({"op": "plain", "of": {"v": token}}), frame({"ok": {"v": token}}), bytearray()
        with contextlib.suppress(OSError):
            if self._session.desk.send(asked, socket.MSG_DONTWAIT) == len(asked):
                if self._comes(wanted, came, _PATIENCE):
                    return True
                self._session.interrupt()
                return self._comes(wanted, came, _GRACE)
        return False

    def _comes(self, wanted: bytes, came: bytearray, seconds: float) -> bool:
        """Take what comes on the desk's line until it ends in these bytes; of what came only the end is kept."""
        desk, deadline = self._session.desk, time.monotonic() + seconds
        waiting = select.poll()
        waiting.register(desk, select.POLLIN)
        while (left := deadline - time.monotonic()) > 0:
            if not waiting.poll(left * 1000):
                continue
            data = desk.recv(1 << 20, socket.MSG_DONTWAIT)
            if not data:
                return False
            came += data
            del came[: -len(wanted)]
            if came == wanted:
                return True
        return False
