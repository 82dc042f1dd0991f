"""Watching, from outside, a process that runs a learner's cells: what it uses with all that it has started, and where it is.

One check and the session of a whole notebook both watch so, and refuse in the same words where it is not sealed.
"""

from __future__ import annotations

import os
import signal
import time

from ...i18n import translatable
from ..launch.launcher import Child
from ..sandbox.limits import Limits, Usage
from .untrusted import place_in_stack

#: Seconds between two looks at what it uses.
LOOK_EVERY = 0.1

#: Seconds that it has for saying where it is.
_ANSWERS_WITHIN = 1.0

#: Bytes in which its place must be found; more of them are a flood.
_MOST_STACK = 2**20

#: Told where a sandbox is required and there is none.
REFUSED = translatable(
    "This machine does not let the process that runs your answer be sealed off, and this server is set to refuse to run it "
    "otherwise (`Homl.require_sandbox`). `jupyter homl doctor` shows the cure."
)

#: Told where a process was to be sealed as others were before it, and could not be; required or not, it has run nothing.
NOT_SEALED_NOW = translatable(
    "The process for your answer could not be sealed off, though this machine let others be before it, so nothing of it was "
    "run. Try again; if that does not help, `jupyter homl doctor` shows whether processes can be sealed here, and the cure."
)


class Watch:
    """Looks at one process.

    Parameters
    ----------
    child : Child
        The process.
    stack : int
        The descriptor on which it says its Python stack when a signal asks for it; reading from it does not wait any more.
    limits : Limits
        What it may use together with its descendants: each limit that the system keeps binds one process alone.
    """

    def __init__(self, child: Child, stack: int, limits: Limits) -> None:
        os.set_blocking(stack, False)
        self._child, self._stack, self._limits = child, stack, limits
        self._usage: Usage | None = None
        self._next = 0.0

    def begin(self) -> None:
        """Count from now on: the learner's first cell starts. What is used already is not counted."""
        self._usage = Usage(self._child.pid)

    def excess(self) -> str | None:
        """How the run ends, ``out_of_memory`` or ``died``, where more is used than may be; looks only so often."""
        now = time.monotonic()
        if self._usage is None or now < self._next:
            return None
        self._next = now + LOOK_EVERY
        count, grown = self._usage.measure()
        if grown > self._limits.memory:
            return "out_of_memory"
        return "died" if count > 2 * self._limits.processes else None

    def find_place(self, said: bytes = b"") -> tuple[str | None, int] | None:
        """Ask the process where it is.

        Parameters
        ----------
        said : bytes
            What has been read of its stack already.

        Returns
        -------
        tuple or None
            The cell, where it has a name, and the line; None if it does not say.
        """
        self._child.signal(signal.SIGUSR1)
        until = time.monotonic() + _ANSWERS_WITHIN
        while (found := place_in_stack(said)) is None and time.monotonic() < until and len(said) < _MOST_STACK:
            try:
                data = os.read(self._stack, 65536)
            except BlockingIOError:
                data = b""
            said += data
            if not data:
                time.sleep(0.02)
        return found
