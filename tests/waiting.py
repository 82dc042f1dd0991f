"""Waiting for something to become true, instead of for a time that is too long here and too short on a busy machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Seconds after which what is waited for will not come any more, however busy the machine is.
PATIENCE = 60.0


def wait_for(look: Callable[[], T], seconds: float = PATIENCE) -> T:
    """The first true value that `look` returns.

    Raises
    ------
    AssertionError
        If there is none in time.
    """
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, f"nothing came of it in {seconds:g} s"
        time.sleep(0.01)
    return found
