"""An audit hook that keeps tests from unpickling, evaluating text or starting programs in the judge's process.

The judge is not sealed, and a test may do anything with text or bytes that come from a learner. So Python's audit events are
used: while a tests cell is run, such an event ends the cell as inconclusive.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyterlab_homl.toolkit.messages import Message

from .stand_ins import DeskClient

_REFUSED = frozenset(
    {"pickle.find_class", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "subprocess.Popen"}
    | {"pty.spawn", "socket.connect", "socket.bind"}
)

#: Packages that compile functions from text of their own making.
_CODE_GENERATORS = frozenset(
    {"collections", "dataclasses", "enum", "typing", "functools", "numpy", "scipy", "sklearn", "pandas", "attr"}
)

_client: DeskClient | None = None


def install() -> None:
    """Add the hook to this process; Python has no way to remove one."""
    sys.addaudithook(_audit)


@contextmanager
def refusing(client: DeskClient) -> Iterator[None]:
    """While the block runs, a refused event makes the client's tests cell inconclusive."""
    global _client
    _client = client
    try:
        yield
    finally:
        _client = None


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if _client is None or (event not in _REFUSED and not (event == "compile" and args[1] == "<string>")):
        return
    caller = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - CPython's documented way to the caller
    if event == "compile" and caller.partition(".")[0] in _CODE_GENERATORS:
        return
    raise _client.inconclusive(
        Message("The tests do something ({event}) that is done only in the notebook.", {"event": event})
    )
