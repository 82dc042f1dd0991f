"""Watching, from outside, a process that runs a learner's cells: what it uses with all its descendants, and where it is."""

from __future__ import annotations

import os
import signal
import time
from typing import Literal

from ..launch.launcher import Child
from ..sandbox.limits import Limits, Usage
from .untrusted import place_in_stack

#: Seconds between two measurements.
INTERVAL = 0.1

#: Seconds that the process has for writing its stack.
_STACK_TIMEOUT = 1.0

#: The share of its time in which a process that computes is computing, or waits for a core.
_SHARE_OF_WORK = 0.1

#: How many times its time limit a process gets on top at most, while others have all cores. Its own threads can be the
#: others, but the CPU time of all of them together is limited, too.
_MOST_PATIENCE = 9

#: Bytes in which its place must be found; more of them are a flood.
_MAX_STACK = 2**20


class Monitor:
    """Watches one process.

    Parameters
    ----------
    child : Child
        The process.
    stack : int
        The descriptor, which does not block, on which it writes its Python stack when a signal asks for it.
    limits : Limits
        What it may use together with its descendants: limits that the system enforces bind one process alone.
    """

    def __init__(self, child: Child, stack: int, limits: Limits) -> None:
        self._child, self._stack, self._limits = child, stack, limits
        self._usage: Usage | None = None
        self._next = self._began = 0.0

    def begin(self) -> None:
        """Measure from now on, since the learner's first cell starts; what is used already is not counted."""
        self._usage, self._began = Usage(self._child.pid), time.monotonic()
        self._usage.limit(self._limits)

    def queued(self) -> float:
        """Seconds for which it could have run, but others had all cores."""
        return self._usage.queued() if self._usage is not None else 0.0

    def patience(self, limit: float, before: float = 0.0) -> float:
        """Seconds by which a time limit is extended, so that no verdict hangs on the load: those for which it was `queued`.

        Parameters
        ----------
        limit : float
            The time limit in seconds.
        before : float
            How long it was queued before the limit began.
        """
        return min(self.queued() - before, _MOST_PATIENCE * limit)

    def activity(self) -> tuple[int, bool]:
        """How many processes and threads there are, and whether they have been waiting rather than computing."""
        if self._usage is None:
            return 1, False
        count, seconds = self._usage.work()
        return count, seconds + self._usage.queued() < _SHARE_OF_WORK * (time.monotonic() - self._began)

    def excess(self) -> Literal["out_of_memory", "died"] | None:
        """How the run ends where it uses more than it may; measures at most once every `INTERVAL`."""
        now = time.monotonic()
        if self._usage is None or now < self._next:
            return None
        self._next = now + INTERVAL
        count, grown = self._usage.measure()
        if grown > self._limits.memory:
            return "out_of_memory"
        return "died" if count > 2 * self._limits.processes else None

    def find_place(self, stack: bytes = b"") -> tuple[str | None, int] | None:
        """Ask the process for its stack.

        Parameters
        ----------
        stack : bytes
            What has been read of its stack already.

        Returns
        -------
        tuple or None
            The cell, if it has a name, and the line; None if it does not answer.
        """
        self._child.signal(signal.SIGUSR1)
        until = time.monotonic() + _STACK_TIMEOUT
        while (found := place_in_stack(stack)) is None and time.monotonic() < until and len(stack) < _MAX_STACK:
            try:
                data = os.read(self._stack, 65536)
            except BlockingIOError:
                data = b""
            stack += data
            if not data:
                time.sleep(0.02)
        return found
