"""What the tests of the pools have carried out, in a module that workers can import."""

from __future__ import annotations

import os
import threading
import time
from typing import Any

from jupyterlab_homl.errors import HomlError


def square(number: Any) -> Any:
    return number * number


class Weighed:
    """A task that can be referred to weakly."""

    def __init__(self, number: Any) -> None:
        self.number = number


def number_of(weighed: Any) -> Any:
    return weighed.number


def slow(number: Any) -> tuple[Any, int]:
    time.sleep(0.05)
    return number, os.getpid()


def kills_once(task: Any) -> int:
    """Ends its worker where it is given the path of a mark, which the first one leaves."""
    time.sleep(0.02)
    if isinstance(task, str) and not os.path.exists(task):
        with open(task, "w"):
            os.kill(os.getpid(), 9)
    return number(task)


def number(task: Any) -> int:
    return -1 if isinstance(task, str) else task


def odd_raises(number: Any) -> Any:
    if number == 1:
        raise ValueError("one is odd")
    if number == 3:
        raise HomlError("{number} is odd, too.", number=number)
    if number == 5:
        return threading.Lock()  # cannot be pickled
    return number
