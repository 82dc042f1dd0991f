"""A judge's process as the engine holds it: it has the tests, asks a learner's process for names, and runs none of its code.

Lines of JSON cross its channel. For each question it sends ``ready`` when the clock may start, reports as tests end, and
``done`` when it came to its end; ``lost`` when the learner's process has gone, and ``broken`` when it could not do its work.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
from collections.abc import Mapping
from typing import Any

from ...temporary import new_folder
from ...toolkit.messages import Message
from ...toolkit.wire import JsonLines
from ..launch.forkserver_client import WarmChild
from ..launch.launcher import Launcher, ProcessSpec
from .job import CellReport, TestReport


class JudgeProcess:
    """A worker of the kind ``trusted`` that judges.

    Parameters
    ----------
    launcher : Launcher
        How it is started.
    module : str
        The judge module.
    tier : str
        The name of the `Tier` whose libraries the tests import.
    desk : socket
        Where it asks for a learner's names.

    Attributes
    ----------
    channel : socket
        To it: questions, and what it reports.
    reusable : bool
        Whether it may serve another session.
    received : int
        Bytes that came since this was set to 0.

    Raises
    ------
    NoEngine
        If it cannot be started.
    """

    def __init__(self, launcher: Launcher, module: str, tier: str, desk: socket.socket) -> None:
        self._folder = new_folder("judge")
        self.channel, theirs = socket.socketpair()
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            fds = (theirs.fileno(), desk.fileno())
            self._child = launcher.start(ProcessSpec(module, fds, null, self._folder.name, tier, "trusted"))
        except BaseException:
            self.channel.close()
            self._folder.cleanup()
            raise
        finally:
            theirs.close()
            os.close(null)
        self.reusable = True
        self.received = 0
        self._lines = JsonLines()

    def send(self, document: Mapping[str, object]) -> None:
        """Send a document; that the judge has gone is noticed when it is read from."""
        with contextlib.suppress(OSError):
            self.channel.sendall(json.dumps(document).encode() + b"\n")

    def receive(self) -> list[dict[str, Any]]:
        """The documents that have come completely, once something has come.

        Raises
        ------
        EOFError
            If it has gone.
        TimeoutError
            If nothing comes within the timeout of the channel.
        """
        try:
            data = self.channel.recv(65536)
        except TimeoutError:
            raise
        except OSError:
            data = b""
        if not data:
            raise EOFError
        self.received += len(data)
        return self._lines.feed(data)

    def serve(self, desk: socket.socket) -> None:
        """Have it ask another session from now on."""
        with contextlib.suppress(OSError):  # noticed when it is asked
            socket.send_fds(self.channel, [b'{"kind": "session"}\n'], [desk.fileno()])

    @property
    def gone(self) -> bool:
        """Whether it has ended while nobody asked it anything, when a living one sends nothing."""
        waiting = select.poll()
        waiting.register(self.channel, select.POLLIN)
        return bool(waiting.poll(0))

    def set_idle(self, idle: bool) -> None:
        """Note whether nobody uses it, so that its fork server need not stay for it."""
        if isinstance(self._child, WarmChild):
            self._child.spare = idle

    def kill(self) -> None:
        """Kill it, without waiting until it has gone."""
        self._child.signal(signal.SIGKILL)

    def close(self) -> None:
        """End it, and release everything."""
        self.channel.close()
        self._child.end()
        self._folder.cleanup()


def read_report(message: dict[str, Any]) -> TestReport | CellReport | None:
    """The report of a test or a tests cell in a judge's message; None for any other message."""
    match message.get("event"):
        case "test":
            passed = message["passed"] is True
            return TestReport(message["cell"], message["name"], passed, _message(message["message"]), message["hidden"])
        case "cell":
            return CellReport(message["cell"], message["hidden"], _message(message["error"]))
    return None


def _message(document: Mapping[str, Any] | None) -> Message | None:
    return None if document is None else Message.from_document(document)
