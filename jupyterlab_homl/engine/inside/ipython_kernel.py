"""An IPython kernel without sockets, history or stdin: each message that it publishes is a frame on one channel."""

from __future__ import annotations

import asyncio
import base64
import importlib
import inspect
import json
import logging
import struct
import sys
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session, extract_header

from ..compat import (
    clear_singleton,
    enable_matplotlib,
    forget_traceback,
    forward_input,
    keep_no_tracebacks,
    last_traceback,
    restore_input,
    set_singleton,
)
from .interrupts import INTERRUPTS

#: Characters that a stream buffers before it publishes them, about as one of ipykernel's.
_BUFFER_SIZE = 4096

_INLINE = "module://matplotlib_inline.backend_inline"


class FrameSession(Session):
    """A Jupyter session that sends messages as frames on one channel.

    Attributes
    ----------
    channel : BinaryIO
        The channel, the same for the whole process.
    muted : bool
        Whether messages are discarded.
    """

    channel: BinaryIO
    muted = False

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Send a message."""
        message = msg_or_type
        if isinstance(message, dict):
            kind, parent = message["msg_type"], message["parent_header"]
            content, metadata = message["content"], message["metadata"]
        else:
            kind, metadata = message, kwargs.get("metadata")
            parent = extract_header(kwargs.get("parent") or (args[0] if args else None) or {})
        sent = {"msg_type": kind, "content": content, "metadata": metadata or {}}
        sent["parent_header"] = {"msg_id": parent.get("msg_id")} if parent else {}
        if buffers := kwargs.get("buffers"):
            sent["buffers"] = [base64.b64encode(buffer).decode() for buffer in buffers]
        self.send_frame({"message": sent})
        return message

    def send_frame(self, document: Mapping[str, object], flush: bool = True) -> None:
        """Send a document as a frame, at once or together with the next one."""
        data = json.dumps(document, default=json_default).encode()
        if not self.muted or "message" not in document:
            with INTERRUPTS:
                self.channel.write(struct.pack("!I", len(data)) + data)
                if flush:
                    self.channel.flush()


class OutputStream:
    """Standard output or error, published as stream messages."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self, kernel: IPythonKernel, name: str, fd: int) -> None:
        self._kernel = kernel
        self.name = f"<{name}>"
        self._name = name
        self._fd = fd
        self._buffer: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        """Buffer text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._buffer.append(text)
        self._length += len(text)
        if self._length > _BUFFER_SIZE:
            self.flush()
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Buffer several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Publish what is buffered."""
        buffered, self._buffer, self._length = self._buffer, [], 0
        if buffered:
            content, session = {"name": self._name, "text": "".join(buffered)}, cast("Session", self._kernel.session)
            session.send(None, "stream", content, parent=self._kernel.get_parent())

    def fileno(self) -> int:
        """The descriptor that other programs write to."""
        return self._fd

    def isatty(self) -> bool:
        """It is no terminal."""
        return False

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def readable(self) -> bool:
        """It cannot be read from."""
        return False


class NullObject:
    """A stand-in for a socket or stream: every method can be called, and does nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


class CellCompiler(XCachingCompiler):
    """Remembers which cell each code object's file name stands for."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.cell = ""
        self.cells: dict[str, str] = {}

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """The file name, as ipykernel chooses it."""
        name = str(super().get_code_name(raw_code, code, number))  # type: ignore[no-untyped-call]
        self.cells[name] = self.cell
        # It belongs to no module; a traceback would search all of them for it, several times for each frame.
        inspect.modulesbyfile[name] = ""
        return name


class CellKernel(IPythonKernel):
    """Runs cells as an execute request does, without the overhead around it."""

    async def do_execute(self, code: str, *_: Any, **__: Any) -> dict[str, Any]:
        """Run a cell; returns the content of an execute reply."""
        shell: Any = self.shell
        forget_traceback(shell)
        forward_input(self)
        try:
            result = await self._run_cell(shell, code)
        finally:
            restore_input(self)
        shell.payload_manager.clear_payload()
        lines, not_displayed = last_traceback(shell)
        if result.success and not not_displayed:
            return {"status": "ok"}
        error = result.error_before_exec or result.error_in_exec
        if error is None:  # a value could not be displayed, and its traceback was shown
            return {"status": "error"}
        return {"status": "error", "ename": type(error).__name__, "evalue": _message_of(error), "traceback": lines}

    async def _run_cell(self, shell: Any, code: str) -> Any:
        """As ipykernel and IPython do together, but the code is transformed only once."""
        failed, result = None, None
        try:
            transformed = shell.transform_cell(code)
        except Exception:
            transformed, failed = code, sys.exc_info()
        given = {"transformed_cell": transformed, "preprocessing_exc_tuple": failed}
        awaits = any(word in transformed for word in ("await", "async")) and shell.should_run_async(code, **given)
        coroutine = shell.run_cell_async(code, store_history=True, **given)
        try:
            if awaits:
                task = asyncio.ensure_future(coroutine)
                with INTERRUPTS.cancelling(task.cancel):
                    result = await task
            else:
                result = _finish(coroutine)
        except Exception as error:  # from the code that shows errors, which a cell may have replaced
            result = SimpleNamespace(success=False, error_before_exec=None, error_in_exec=error)
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
        return result


def _message_of(error: Any) -> str:
    """The message of an exception; that of a learner's own class may itself raise."""
    try:
        return str(error)
    except Exception:
        return ""


def _finish(coroutine: Any) -> Any:
    """The result of a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a cell without `await` waits for something")


def make_kernel() -> IPythonKernel:
    """A kernel; `FrameSession.channel` must be set before it publishes anything."""
    from IPython.core.history import HistoryManager

    HistoryManager.enabled = False  # type: ignore[assignment]
    clear_singleton(ZMQInteractiveShell)  # an earlier shell is not this kernel's
    modules: dict[str, Any] = sys.modules
    debugger = modules.setdefault("debugpy", None)  # no debugger can connect, and it is large
    kernel = CellKernel(  # type: ignore[no-untyped-call]
        session=FrameSession(key=b"", username="homl"),
        iopub_socket=NullObject(),
        iopub_thread=None,
        log=logging.getLogger("homl"),
    )
    if debugger is None:
        del modules["debugpy"]
    kernel.shell_channel_thread = cast("Any", SimpleNamespace(parent_thread=None))  # read for a cell that awaits
    set_singleton(kernel)  # widgets look it up there
    shell: Any = kernel.shell
    shell.enable_gui = lambda gui=None: None  # there is no event loop of a window
    shell.compile = CellCompiler()
    keep_no_tracebacks(shell)
    return kernel


def use_inline_backend() -> None:
    """Have Matplotlib draw below the cells of the active shell; where it is not imported yet, that happens on import."""
    backend: Any = sys.modules.get("matplotlib_inline.backend_inline")
    if "matplotlib.pyplot" not in sys.modules:
        sys.modules.pop("matplotlib_inline.backend_inline", None)  # it does that when it is imported later
        return
    if backend is None:
        importlib.import_module("matplotlib_inline.backend_inline")  # which does it
        return
    from matplotlib_inline.config import InlineBackend

    InlineBackend.clear_instance()  # that of another shell
    vars(backend.configure_inline_support).pop("current_backend", None)
    sys.modules["matplotlib"].use(_INLINE)
    enable_matplotlib(backend)
