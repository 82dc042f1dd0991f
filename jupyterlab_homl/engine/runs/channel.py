"""Our ends of the channels to a process that runs cells: what is asked, what it says, and what is printed past Python."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import struct
import time
from collections.abc import Iterable
from typing import Any

from ...toolkit.wire import frame
from .monitor import LOOK_EVERY
from .untrusted import document_of

_MAX_FRAME = 64 * 2**20
_PIECE = 1 << 20


class Line:
    """The channels to one process.

    Parameters
    ----------
    patience : float
        Seconds after which a request that is not taken is given up.

    Attributes
    ----------
    theirs : tuple of int
        The process' ends: control, desk, stack. They are its own once `hand_over` is called.
    output : int
        The end that its standard output and error go to.
    desk : socket
        Our end of the line on which its names can be asked for.
    stack : int
        Where it says its Python stack.
    heard : int
        Bytes that came since this was set to 0.
    size : int
        Bytes of the last document that came.
    """

    def __init__(self, patience: float) -> None:
        self._control, control = socket.socketpair()
        self.desk, desk = socket.socketpair()
        self._printed, self.output = os.pipe()
        self.stack, stack = os.pipe()
        os.set_blocking(self._printed, False)
        os.set_blocking(self.stack, False)
        self._control.settimeout(patience)
        self.theirs = (control.detach(), desk.detach(), stack)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(self._printed, selectors.EVENT_READ)
        self._incoming = bytearray()
        self.heard = self.size = 0

    def hand_over(self) -> None:
        """Close the ends that the process has by now."""
        for fd in (*self.theirs, self.output):
            os.close(fd)

    def close(self) -> None:
        """Let go of our ends."""
        if self._printed >= 0:
            self._selector.close()
            self._control.close()
            self.desk.close()
            os.close(self._printed)
            os.close(self.stack)
            self._printed = self.stack = -1

    def ask(self, request: dict[str, Any], data: Iterable[bytes] = ()) -> None:
        """Send a request, and bytes that follow it; that it has gone is seen when it is read from."""
        with contextlib.suppress(OSError):
            self._control.sendall(frame(request))
            for piece in data:
                self._control.sendall(piece)

    def listen(self, seconds: float) -> bytes:
        """Wait until something comes, but not for longer; returns what was printed past Python.

        Raises
        ------
        EOFError
            If the process has gone.
        """
        ready = {key.fd for key, _ in self._selector.select(max(0.0, seconds))}
        printed = b""
        if self._printed in ready:
            printed = os.read(self._printed, 65536)
            if not printed:
                self._selector.unregister(self._printed)
        if self._control.fileno() in ready:
            try:
                data = self._control.recv(_PIECE)
            except ConnectionResetError:
                data = b""
            if not data:
                raise EOFError
            self._incoming += data
            self.heard += len(data)
        self.heard += len(printed)
        return printed

    def next(self) -> dict[str, Any] | None:
        """The next document that has arrived whole.

        Raises
        ------
        EOFError
            If what arrived is none, so that nothing after it can be understood.
        """
        if len(self._incoming) < struct.calcsize("!I"):
            return None
        (size,) = struct.unpack_from("!I", self._incoming)
        if size > _MAX_FRAME:
            raise EOFError
        text = self.take(size, 4)
        if text is None:
            return None
        self.size = size
        return document_of(text)

    def take(self, size: int, after: int = 0) -> bytes | None:
        """So many of the bytes that have arrived, without those before them; None where they have not."""
        if len(self._incoming) < after + size:
            return None
        text = bytes(memoryview(self._incoming)[after : after + size])
        del self._incoming[: after + size]
        return text

    def await_answer(self, token: str, seconds: float) -> dict[str, Any] | None:
        """The answer to a request; None if there is none in time. Other documents that come meanwhile are dropped."""
        deadline = time.monotonic() + seconds
        with contextlib.suppress(EOFError):
            while time.monotonic() < deadline:
                while (said := self.next()) is not None:
                    if said.get("done") == token:
                        return said
                self.listen(min(LOOK_EVERY, deadline - time.monotonic()))
        return None

    def await_bytes(self, size: int, seconds: float) -> bytes | None:
        """So many bytes that follow an answer; None if they do not come in time."""
        deadline = time.monotonic() + seconds
        with contextlib.suppress(EOFError):
            while (data := self.take(size)) is None and time.monotonic() < deadline:
                self.listen(LOOK_EVERY)
            return data
        return None

    def drain(self) -> None:
        """Drop what was printed past Python, and what was said of the stack."""
        for fd in (self._printed, self.stack):
            with contextlib.suppress(BlockingIOError):
                for _ in range(_PIECE // 4096):
                    if not os.read(fd, 65536):
                        break
