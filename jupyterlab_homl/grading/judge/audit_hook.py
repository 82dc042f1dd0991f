"""What the process that judges never does with what it was handed: build objects of it, run it, or start anything.

It is not sealed, and what a test does with a learner's text or bytes is up to the test. So Python itself is asked to tell
before it unpickles, evaluates text or starts a program, and while a tests cell is run that ends the cell: nothing is known.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyterlab_homl.toolkit.messages import Message

from .stand_ins import Reach

_REFUSED = frozenset(
    {"pickle.find_class", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "subprocess.Popen"}
    | {"pty.spawn", "socket.connect", "socket.bind"}
)

#: What makes functions of text by itself.
_MAKERS = frozenset(
    {"collections", "dataclasses", "enum", "typing", "functools", "numpy", "scipy", "sklearn", "pandas", "attr"}
)

_reach: Reach | None = None


def watch() -> None:
    """Begin to listen; that cannot be taken back."""
    sys.addaudithook(_hear)


@contextmanager
def watched(reach: Reach) -> Iterator[None]:
    """While this lasts, what is refused ends the tests."""
    global _reach
    _reach = reach
    try:
        yield
    finally:
        _reach = None


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if _reach is None or (event not in _REFUSED and not (event == "compile" and args[1] == "<string>")):
        return
    if event == "compile" and sys._getframe(1).f_globals.get("__name__", "").partition(".")[0] in _MAKERS:  # noqa: SLF001
        return
    raise _reach.give_up(Message("The tests do something ({event}) that is done only in the notebook.", {"event": event}))
