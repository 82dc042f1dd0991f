"""How a process that runs a learner's cells handles SIGINT, the signal of Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any


class Interrupts:
    """The handler of SIGINT: it stops the learner's code, but never in the middle of a frame.

    As a context manager it defers the signal until the end of the block.

    Attributes
    ----------
    allowed : bool
        Whether something runs that the signal may stop.
    """

    def __init__(self) -> None:
        self.allowed = False
        self._deferring = False
        self._pending = False
        self._cancel: Callable[[], Any] | None = None

    @contextlib.contextmanager
    def cancelling(self, cancel: Callable[[], Any]) -> Iterator[None]:
        """Have the signal cancel what is awaited, for the duration of the block."""
        self._cancel = cancel
        try:
            yield
        finally:
            self._cancel = None

    def install(self) -> None:
        """Handle the signal from now on, whatever a learner's code has made of it."""
        signal.signal(signal.SIGINT, self._handle)

    def _handle(self, *_: Any) -> None:
        if not self.allowed:
            return
        if self._cancel is not None:
            asyncio.get_event_loop().call_soon_threadsafe(self._cancel)
        elif self._deferring:
            self._pending = True
        else:
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self._deferring = True

    def __exit__(self, *_: object) -> None:
        if threading.current_thread() is threading.main_thread():
            self._deferring = False
            if self._pending:
                self._pending = False
                raise KeyboardInterrupt


#: The handler of this process.
INTERRUPTS = Interrupts()
