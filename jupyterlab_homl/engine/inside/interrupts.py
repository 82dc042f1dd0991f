"""What the signal of Ctrl-C does in a process that runs a learner's cells."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any


class Interrupts:
    """What SIGINT does: it stops what runs for the learner, but never in the middle of a frame.

    Attributes
    ----------
    obeyed : bool
        Whether something runs that it may stop.
    """

    def __init__(self) -> None:
        self.obeyed = False
        self._held = False
        self._waiting = False
        self._cancel: Callable[[], Any] | None = None

    @contextlib.contextmanager
    def by(self, cancel: Callable[[], Any]) -> Iterator[None]:
        """Meanwhile something is awaited, and the signal cancels that."""
        self._cancel = cancel
        try:
            yield
        finally:
            self._cancel = None

    def listen(self) -> None:
        """Be told of the signal, whatever was made of it before."""
        signal.signal(signal.SIGINT, self._take)

    def _take(self, *_: Any) -> None:
        if not self.obeyed:
            return
        if self._cancel is not None:
            asyncio.get_event_loop().call_soon_threadsafe(self._cancel)
        elif self._held:
            self._waiting = True
        else:
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self._held = True

    def __exit__(self, *_: object) -> None:
        if threading.current_thread() is threading.main_thread():
            self._held = False
            if self._waiting:
                self._waiting = False
                raise KeyboardInterrupt


#: This process's own.
INTERRUPTS = Interrupts()
