"""Running the cells of a whole notebook in one sealed process, with the outputs that a Jupyter client would have recorded."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import struct
import tempfile
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import nbformat
from nbclient import NotebookClient

from ..errors import NoEngine
from ..toolkit.wire import frame
from .forkserver import NOT_SEALED
from .launch import SEALED, Launcher, Start
from .limits import Limits
from .said import document_of
from .watch import LOOK_EVERY, NOT_SEALED_NOW, REFUSED, Watch

RECORDER = "jupyterlab_homl.engine.recorder"

_MAX_FRAME = 64 * 2**20

#: Bytes that a cell may say in all, figures included.
_MAX_HEARD = 64 * 2**20


@dataclass
class Ran:
    """How a cell went.

    Attributes
    ----------
    ended : str
        ``ok``, ``error``, or why the session is over: ``timed_out``, ``out_of_memory``, ``output_limit``, ``died``.
    outputs : list of dict
        As in a notebook.
    execution_count : int or None
        Its number.
    seconds : float
        How long it took.
    line : int or None
        Where it was when its time was over.
    """

    ended: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None
    seconds: float = 0.0
    line: int | None = None


class Session:
    """One sealed process that runs cells one after another; a context manager.

    Parameters
    ----------
    launcher : Launcher
        How the process is started.
    limits : Limits
        What it may use: `setup_timeout` for its start, `cell_timeout` for a cell, `run_timeout` in all, and the others.
    tier : str
        Which libraries the cells want.
    require_sandbox : bool
        Whether to refuse where it cannot be sealed.

    Attributes
    ----------
    sandbox : str
        What seals it.

    Raises
    ------
    NoEngine
        If it cannot be started, or not sealed though it must be.
    """

    def __init__(self, launcher: Launcher, limits: Limits, tier: str = "light", require_sandbox: bool = False) -> None:
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="homl-session-", ignore_cleanup_errors=True)
        self._control, control = socket.socketpair()
        self._output, output = os.pipe()
        self._stack, stack = os.pipe()
        self._control.settimeout(limits.cell_timeout)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(self._output, selectors.EVENT_READ)
        fds = (control.detach(), stack)
        try:
            self._child = launcher.start(Start(RECORDER, fds, output, self._folder.name, tier, "sealed"))
        except BaseException:
            self._let_go()
            raise
        finally:
            for fd in (*fds, output):
                os.close(fd)
        self.sandbox = self._child.sandbox
        self._over: str | None = None
        self._incoming = bytearray()
        self._shown = self._heard = 0
        self._deadline = time.monotonic() + limits.setup_timeout
        self._watch = Watch(self._child, self._stack, limits)
        self._notebook = NotebookClient(nbformat.v4.new_notebook(), record_timing=False)
        self._notebook.clear_before_next_output = False  # which it sets itself when it runs a cell
        if require_sandbox and self.sandbox not in SEALED:
            self.close()
            raise NoEngine(REFUSED)
        counted = limits.processes if self.sandbox in SEALED else 0
        held = {"memory": limits.memory, "processes": counted, "file_size": limits.file_size, "seconds": limits.run_timeout}
        self._ask({"limits": held})
        if self._hear(Ran("ok"), nbformat.v4.new_code_cell(), self._deadline) != "ready":
            status = self.close()
            if status == NOT_SEALED:
                raise NoEngine(NOT_SEALED_NOW)
            raise NoEngine("The process that runs the notebook did not start.")
        self._watch.begin()
        self._deadline = time.monotonic() + limits.run_timeout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> int:
        """End the process with all that it has started; returns its exit status."""
        status = self._child.end()
        self._let_go()
        return status

    def _let_go(self) -> None:
        if self._output >= 0:
            self._selector.close()
            self._control.close()
            os.close(self._output)
            os.close(self._stack)
            self._output = self._stack = -1
            self._folder.cleanup()

    def run(self, source: str) -> Ran:
        """Run one cell; once the session is over, each further one ends as the last did."""
        if self._over is not None:
            return Ran(self._over)
        cell = nbformat.v4.new_code_cell(source)
        self._notebook.nb.cells = [cell]
        ran = Ran("ok")
        started = time.monotonic()
        self._ask({"source": source})
        status = self._hear(ran, cell, min(self._deadline, started + self._limits.cell_timeout))
        ran.seconds = time.monotonic() - started
        ran.outputs, ran.execution_count = cell.outputs, cell.execution_count
        if status in ("ok", "error", "aborted"):
            ran.ended = "ok" if status == "ok" else "error"
        else:
            ran.ended = self._over = status
            self._child.end()
        return ran

    def _ask(self, request: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # seen when it is read from
            self._control.sendall(frame(request))

    def _hear(self, ran: Ran, cell: Any, deadline: float) -> str:
        """Take what is said until the cell is done; returns how that came."""
        control = self._control.fileno()
        while True:
            now = time.monotonic()
            if now > deadline:
                place = self._watch.find_place()
                ran.line = None if place is None else place[1]
                return "timed_out"
            if (excess := self._watch.excess()) is not None:
                return excess
            ready = {key.fd for key, _ in self._selector.select(min(LOOK_EVERY, deadline - now))}
            if self._output in ready:
                if text := os.read(self._output, 65536):
                    self._take(cell, _stream(text))
                else:
                    self._selector.unregister(self._output)
            if control in ready:
                try:
                    data = self._control.recv(1 << 20)
                except ConnectionResetError:
                    data = b""
                if not data:
                    return "died"
                self._heard += len(data)
                self._incoming += data
            while (said := self._next()) is not None:
                if "done" in said:
                    self._heard = self._shown = 0
                    return str(said["done"])
                if isinstance(said.get("message"), dict):
                    self._take(cell, said["message"])
            if self._shown > self._limits.output or self._heard > _MAX_HEARD:
                return "output_limit"

    def _next(self) -> dict[str, Any] | None:
        """The next frame that has arrived whole."""
        if len(self._incoming) < 4:
            return None
        (size,) = struct.unpack("!I", self._incoming[:4])
        if size > _MAX_FRAME:
            return {"done": "died"}
        if len(self._incoming) < 4 + size:
            return None
        text = bytes(self._incoming[4 : 4 + size])
        del self._incoming[: 4 + size]
        return document_of(text)

    def _take(self, cell: Any, message: dict[str, Any]) -> None:
        """Record a message as nbclient does; what is not one is nothing."""
        with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
            if message["msg_type"] == "stream":
                self._shown += len(message["content"]["text"])
            self._notebook.process_message(message, cell, 0)


def _stream(text: bytes) -> dict[str, Any]:
    """What a program wrote past Python, as a message."""
    content = {"name": "stdout", "text": text.decode(errors="replace")}
    return {"msg_type": "stream", "header": {"msg_type": "stream"}, "parent_header": {}, "metadata": {}, "content": content}
