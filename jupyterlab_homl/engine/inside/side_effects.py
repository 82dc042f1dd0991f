"""What is asked at a desk between two cells leaves no trace in the process: neither in what it shows nor in what it draws."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from .compat import figures
from .ipython_kernel import Silence, Wire


class Backstage:
    """Between two cells of one process."""

    def __init__(self) -> None:
        self._put_back: list[Callable[[], None]] = []

    def enter(self) -> None:
        """Something is asked: remember, once between two cells, what is put back before the next one."""
        if self._put_back:
            return
        state = random.getstate()
        self._put_back.append(lambda: random.setstate(state))
        numpy: Any = sys.modules.get("numpy")
        if numpy is not None:
            drawn = numpy.random.get_state(legacy=False)
            self._put_back.append(lambda: numpy.random.set_state(drawn))
        opened = figures()
        open_before = set(opened.figs) if opened is not None else set()
        self._put_back.append(lambda: _close_figures(open_before))

    def keep(self) -> None:
        """What was asked took the place of a cell: what it drew stays drawn."""
        if self._put_back:
            self._put_back.pop()()  # figures are closed all the same
        self._put_back.clear()

    def leave(self) -> None:
        """A cell comes."""
        steps, self._put_back = self._put_back, []
        for step in steps:
            step()


def _close_figures(kept: set[int]) -> None:
    opened = figures()
    for number in [number for number in (opened.figs if opened is not None else ()) if number not in kept]:
        opened.destroy(number)


class Unheard:
    """While this is entered, nothing that is printed or shown goes anywhere.

    Attributes
    ----------
    complained : bool
        Whether something was written to standard error.
    """

    def __init__(self) -> None:
        self._nowhere = os.open(os.devnull, os.O_WRONLY)
        self._kept: list[int] = []
        self._streams: tuple[Any, Any] = (None, None)
        self._errors = _Nothing()

    @property
    def complained(self) -> bool:
        """See the class."""
        return self._errors.taken

    def __enter__(self) -> None:
        Wire.muted = True
        self._streams = sys.stdout, sys.stderr
        self._errors = _Nothing()
        sys.stdout, sys.stderr = _Nothing(), self._errors
        self._kept = [os.dup(1), os.dup(2)]
        os.dup2(self._nowhere, 1)
        os.dup2(self._nowhere, 2)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, fd in enumerate(self._kept, 1):
            os.dup2(fd, number)
            os.close(fd)
        sys.stdout, sys.stderr = self._streams
        Wire.muted = False


class _Nothing(Silence):
    """A stream that takes all and tells nothing."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self) -> None:
        self.taken = False

    def write(self, text: str) -> int:
        """Take text."""
        self.taken = self.taken or bool(text)
        return len(text)

    def fileno(self) -> int:
        """The descriptor that other programs write to, which leads nowhere for now."""
        return 1

    def isatty(self) -> bool:
        """It is no terminal."""
        return False
