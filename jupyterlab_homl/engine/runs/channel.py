"""Our ends of the channels to a sealed process: requests and replies, what it prints, its stack."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import time
from collections.abc import Iterable, Mapping
from typing import Any

from ...toolkit.wire import WireError, document_of, frame
from .monitor import INTERVAL

_MAX_FRAME = 64 * 2**20
_CHUNK = 1 << 20


class Channel:
    """The channels to one process.

    Parameters
    ----------
    timeout : float
        Seconds after which a request that is not taken is given up.
    max_frame : int
        Bytes that a document of its may have.

    Attributes
    ----------
    worker_fds : tuple of int
        The process's ends: control, desk, stack. They are its own once `close_worker_ends` is called.
    output : int
        The end that its standard output and error go to.
    control : socket
        Where requests go and documents come from.
    desk : socket
        Our end of the socket on which a judge asks for its names.
    printed, stack : int
        Where its output comes from, and its Python stack. Neither blocks.
    received : int
        Bytes of documents and output that came since this was set to 0.
    last_size : int
        Bytes of the last document that came.
    """

    def __init__(self, timeout: float, max_frame: int = _MAX_FRAME) -> None:
        self.control, control = socket.socketpair()
        self.desk, desk = socket.socketpair()
        self.printed, self.output = os.pipe()
        self.stack, stack = os.pipe()
        os.set_blocking(self.printed, False)
        os.set_blocking(self.stack, False)
        self.control.settimeout(timeout)
        self.worker_fds = (control.detach(), desk.detach(), stack)
        self._waiting = select.poll()
        self._waiting.register(self.control, select.POLLIN)
        self._waiting.register(self.printed, select.POLLIN)
        self._max_frame = max_frame
        self._incoming = bytearray()
        self.received = self.last_size = 0

    def close_worker_ends(self) -> None:
        """Close the ends that the process has by now."""
        for fd in (*self.worker_fds, self.output):
            os.close(fd)

    def close(self) -> None:
        """Close our ends."""
        if self.printed >= 0:
            self.control.close()
            self.desk.close()
            os.close(self.printed)
            os.close(self.stack)
            self.printed = self.stack = -1

    def send(self, document: Mapping[str, object], data: Iterable[bytes] = ()) -> None:
        """Send a document, and bytes that follow it; that the process has gone is noticed when it is read from."""
        with contextlib.suppress(OSError):
            self.control.sendall(frame(document))
            for piece in data:
                self.control.sendall(piece)

    def wait(self, seconds: float) -> bytes:
        """Wait until something comes, but no longer; returns what was printed.

        Raises
        ------
        EOFError
            If the process has gone.
        """
        ready = {fd for fd, _ in self._waiting.poll(max(0.0, seconds) * 1000)}
        printed = self.read_printed() if self.printed in ready else b""
        if self.control.fileno() in ready:
            self.read_control()
        return printed

    def read_printed(self) -> bytes:
        """What has been printed; empty if nothing has, or the process has closed its output."""
        try:
            data = os.read(self.printed, 65536)
        except BlockingIOError:
            return b""
        if not data:
            with contextlib.suppress(KeyError):
                self._waiting.unregister(self.printed)
        self.received += len(data)
        return data

    def read_stack(self) -> bytes:
        """What has been written of its stack; empty if nothing has, or the process has closed it."""
        try:
            return os.read(self.stack, 65536)
        except BlockingIOError:
            return b""

    def read_control(self) -> None:
        """Take what has arrived, for `next`.

        Raises
        ------
        EOFError
            If the process has gone.
        """
        try:
            data = self.control.recv(_CHUNK)
        except ConnectionResetError:
            data = b""
        if not data:
            raise EOFError
        self._incoming += data
        self.received += len(data)

    def next(self) -> dict[str, Any] | None:
        """The next document, if it has arrived completely.

        Raises
        ------
        WireError
            If what arrived is no frame, so that nothing after it can be understood.
        """
        if len(self._incoming) < struct.calcsize("!I"):
            return None
        (size,) = struct.unpack_from("!I", self._incoming)
        if size > self._max_frame:
            raise WireError("a frame that is too large")
        text = self._take(size, 4)
        if text is None:
            return None
        self.last_size = size
        return document_of(text)

    def _take(self, size: int, after: int = 0) -> bytes | None:
        """So many of the bytes that have arrived, without those before them; None where they have not."""
        if len(self._incoming) < after + size:
            return None
        text = bytes(memoryview(self._incoming)[after : after + size])
        del self._incoming[: after + size]
        return text

    def await_reply(self, token: str, seconds: float) -> dict[str, Any] | None:
        """The reply to a request; None if there is none in time. Other documents that come meanwhile are dropped."""
        deadline = time.monotonic() + seconds
        with contextlib.suppress(EOFError, WireError):
            while time.monotonic() < deadline:
                while (document := self.next()) is not None:
                    if document.get("done") == token:
                        return document
                self.wait(min(INTERVAL, deadline - time.monotonic()))
        return None

    def await_bytes(self, size: int, seconds: float) -> bytes | None:
        """So many bytes that follow a reply; None if they do not come in time."""
        deadline = time.monotonic() + seconds
        with contextlib.suppress(EOFError):
            while (data := self._take(size)) is None and time.monotonic() < deadline:
                self.wait(INTERVAL)
            return data
        return None

    def drain(self) -> None:
        """Drop what was printed, and what was written of the stack."""
        for fd in (self.printed, self.stack):
            with contextlib.suppress(BlockingIOError):
                for _ in range(_CHUNK // 4096):
                    if not os.read(fd, 65536):
                        break
