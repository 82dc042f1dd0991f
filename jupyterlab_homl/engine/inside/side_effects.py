"""Undoing the side effects of requests at the desk between two cells: output, random draws, figures."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from ..compat import figures
from .ipython_kernel import FrameSession, NullObject


class SideEffects:
    """What requests at the desk change between two cells of one process."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Remember, before the first request since the last cell, the state that is restored before the next cell."""
        if self._undo:
            return
        state = random.getstate()
        self._undo.append(lambda: random.setstate(state))
        numpy: Any = sys.modules.get("numpy")
        if numpy is not None:
            numpy_state = numpy.random.get_state(legacy=False)
            self._undo.append(lambda: numpy.random.set_state(numpy_state))
        opened = figures()
        open_before = set(opened.figs) if opened is not None else set()
        self._undo.append(lambda: _close_figures(open_before))

    def keep_draws(self) -> None:
        """Leave the random states as they are, since the requests took the place of a cell; figures are closed."""
        if self._undo:
            self._undo.pop()()
        self._undo.clear()

    def undo(self) -> None:
        """Restore the remembered state, before a cell runs."""
        steps, self._undo = self._undo, []
        for step in steps:
            step()


def _close_figures(kept: set[int]) -> None:
    opened = figures()
    for number in [number for number in (opened.figs if opened is not None else ()) if number not in kept]:
        opened.destroy(number)


class SilencedOutput:
    """A context in which nothing that is printed or displayed goes anywhere.

    Attributes
    ----------
    wrote_stderr : bool
        Whether something was written to standard error.
    """

    def __init__(self) -> None:
        self._null = os.open(os.devnull, os.O_WRONLY)
        self._saved: list[int] = []
        self._streams: tuple[Any, Any] = (None, None)
        self._stderr = _NullStream()

    @property
    def wrote_stderr(self) -> bool:
        """See the class."""
        return self._stderr.written

    def __enter__(self) -> None:
        FrameSession.muted = True
        self._streams = sys.stdout, sys.stderr
        self._stderr = _NullStream()
        sys.stdout, sys.stderr = _NullStream(), self._stderr
        self._saved = [os.dup(1), os.dup(2)]
        os.dup2(self._null, 1)
        os.dup2(self._null, 2)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, fd in enumerate(self._saved, 1):
            os.dup2(fd, number)
            os.close(fd)
        sys.stdout, sys.stderr = self._streams
        FrameSession.muted = False


class _NullStream(NullObject):
    """A text stream that discards what is written."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self) -> None:
        self.written = False

    def write(self, text: str) -> int:
        """Discard text."""
        self.written = self.written or bool(text)
        return len(text)

    def fileno(self) -> int:
        """The descriptor that other programs write to, which is redirected meanwhile."""
        return 1

    def isatty(self) -> bool:
        """It is no terminal."""
        return False
