"""The process in which a notebook's cells are run one after another, and what they show is told.

It is a real IPython kernel without sockets: each message that it would publish goes out as a frame on one channel, so that
outputs are those which any Jupyter client records. Code comes in as frames, too. Nothing that is said here is relied on but
as something to show.
"""

from __future__ import annotations

import asyncio
import faulthandler
import json
import logging
import os
import signal
import sys
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session
from matplotlib_inline.config import InlineBackend

from jupyterlab_homl.engine.limits import restrict
from jupyterlab_homl.toolkit.wire import receive, send

from . import child

#: A kernel that was made before the fork, which is much quicker than making one after it.
KERNEL: IPythonKernel | None = None

#: Characters that wait to be told, as in a stream of ipykernel's.
_FULL = 4096


class Wire(Session):
    """Sends messages as frames on one channel."""

    channel: BinaryIO

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Send a message; buffers, which no recorded output has, are left out."""
        message = msg_or_type
        if not isinstance(message, dict):
            named = {name: kwargs.get(name) for name in ("parent", "header", "metadata")}
            message = self.msg(msg_or_type, content=content, **named)
        told = {name: message[name] for name in ("header", "parent_header", "metadata", "content", "msg_type")}
        send(self.channel, {"message": json.loads(json.dumps(told, default=json_default))})
        return message


class Stream:
    """Standard output or error as stream messages."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self, kernel: IPythonKernel, name: str, fd: int) -> None:
        self._kernel = kernel
        self._name = name
        self._fd = fd
        self._waiting: list[str] = []

    def write(self, text: str) -> int:
        """Take text; it is told with more of it."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._waiting.append(text)
        if sum(map(len, self._waiting)) > _FULL:
            self.flush()
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Take several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Tell what waits."""
        text, self._waiting = "".join(self._waiting), []
        if text:
            content, session = {"name": self._name, "text": text}, cast("Session", self._kernel.session)
            session.send(None, "stream", content, parent=self._kernel.get_parent())

    def fileno(self) -> int:
        """The descriptor that other programs write to."""
        return self._fd

    def isatty(self) -> bool:
        """It is no terminal."""
        return False

    def writable(self) -> bool:
        """It is written to."""
        return True

    def readable(self) -> bool:
        """It is not read from."""
        return False


class _Silence:
    """Stands where a socket would be; its owner may close it and ask it for anything."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


def prepare() -> None:
    """Make the kernel before any fork, beside the shell for checks."""
    global KERNEL
    KERNEL = make_kernel()
    if child.SHELL is not None:
        child.activate(child.SHELL)


def make_kernel() -> IPythonKernel:
    """A kernel without sockets, history or stdin."""
    from IPython.core.history import HistoryManager
    from IPython.core.interactiveshell import InteractiveShell

    HistoryManager.enabled = False  # type: ignore[assignment]
    InteractiveShell.clear_instance()
    kernel = IPythonKernel(
        session=Wire(key=b"", username="homl"), iopub_socket=_Silence(), iopub_thread=None, log=logging.getLogger("homl")
    )
    kernel.shell_channel_thread = cast("Any", SimpleNamespace(parent_thread=None))  # a cell that awaits asks for it
    shell: Any = kernel.shell
    shell.enable_gui = lambda gui=None: None  # there is no window to wait for
    return kernel


def main(control_fd: int, stack_fd: int) -> None:
    """Serve one session.

    Parameters
    ----------
    control_fd : int
        A socket to the engine: first ``{"limits"}`` comes in, then ``{"source"}`` for each cell, and messages go out until
        ``{"done": status}``.
    stack_fd : int
        Where the Python stack is written when SIGUSR1 asks for it.
    """
    faulthandler.register(signal.SIGUSR1, file=stack_fd, all_threads=False)
    kernel = KERNEL or make_kernel()
    shell: Any = kernel.shell
    child.activate(shell)
    with os.fdopen(control_fd, "rb") as incoming, os.fdopen(os.dup(control_fd), "wb") as outgoing:
        Wire.channel = outgoing
        sys.stdout = Stream(kernel, "stdout", 1)
        sys.stderr = Stream(kernel, "stderr", 2)
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        InlineBackend.clear_instance()  # it knows another shell, if pyplot was imported before the fork
        shell.run_cell("%matplotlib inline", silent=True, store_history=False)
        restrict(**receive(incoming)["limits"])
        send(outgoing, {"done": "ready"})
        while True:
            try:
                request = receive(incoming)
            except EOFError:
                return
            send(outgoing, {"done": loop.run_until_complete(_run(kernel, request["source"]))})


async def _run(kernel: IPythonKernel, source: str) -> str:
    """Run one cell as an execute request does."""
    shell: Any = kernel.shell
    session: Any = kernel.session
    parent = {**session.msg("execute_request"), "content": {"code": source}}
    kernel.set_parent([], parent)
    session.send(None, "execute_input", {"code": source, "execution_count": shell.execution_count}, parent=parent)
    try:
        reply = await kernel.do_execute(source, silent=False, store_history=True, user_expressions={}, allow_stdin=False)
        status = str(reply["status"])
    except KeyboardInterrupt:
        status = "error"
    sys.stdout.flush()
    sys.stderr.flush()
    return status
