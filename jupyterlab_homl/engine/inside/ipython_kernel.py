"""An IPython kernel without sockets, history or stdin: each message that it publishes goes out as a frame on one channel."""

from __future__ import annotations

import asyncio
import base64
import importlib
import inspect
import json
import logging
import struct
import sys
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session, extract_header

from .compat import (
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

#: Characters that wait to be told, as in a stream of ipykernel's.
_FULL = 4096

_INLINE = "module://matplotlib_inline.backend_inline"


class Wire(Session):
    """Sends messages as frames on one channel.

    Attributes
    ----------
    channel : BinaryIO
        Where they go.
    muted : bool
        Whether nothing is said.
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
        told = {"msg_type": kind, "content": content, "metadata": metadata or {}}
        told["parent_header"] = {"msg_id": parent.get("msg_id")} if parent else {}
        if buffers := kwargs.get("buffers"):
            told["buffers"] = [base64.b64encode(buffer).decode() for buffer in buffers]
        self.tell({"message": told})
        return message

    def tell(self, document: dict[str, Any], at_once: bool = True) -> None:
        """Send a frame, at once or with the next one."""
        data = json.dumps(document, default=json_default).encode()
        if not self.muted or "message" not in document:
            with INTERRUPTS:
                self.channel.write(struct.pack("!I", len(data)) + data)
                if at_once:
                    self.channel.flush()


class Stream:
    """Standard output or error as stream messages."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self, kernel: IPythonKernel, name: str, fd: int) -> None:
        self._kernel = kernel
        self.name = f"<{name}>"
        self._name = name
        self._fd = fd
        self._waiting: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        """Take text; it is told with more of it."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._waiting.append(text)
        self._length += len(text)
        if self._length > _FULL:
            self.flush()
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Take several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Tell what waits."""
        waiting, self._waiting, self._length = self._waiting, [], 0
        if waiting:
            content, session = {"name": self._name, "text": "".join(waiting)}, cast("Session", self._kernel.session)
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


class Silence:
    """Stands where a socket would be; its owner may close it and ask it for anything."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


class CellCompiler(XCachingCompiler):
    """Remembers which cell the code of a file is."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.cell = ""
        self.cells: dict[str, str] = {}

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """The file's name, as ipykernel gives it."""
        name = str(super().get_code_name(raw_code, code, number))  # type: ignore[no-untyped-call]
        self.cells[name] = self.cell
        # It is no module's, which a traceback would find out by looking at all of them, several times for each frame.
        inspect.modulesbyfile[name] = ""
        return name


class CellKernel(IPythonKernel):
    """Runs cells as an execute request does, with little beside it."""

    async def do_execute(self, code: str, *_: Any, **__: Any) -> dict[str, Any]:
        """Run a cell; returns what a reply to a request says of it."""
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
        if error is None:  # a value could not be shown, and that was
            return {"status": "error"}
        return {"status": "error", "ename": type(error).__name__, "evalue": _words(error), "traceback": lines}

    async def _run_cell(self, shell: Any, code: str) -> Any:
        """As ipykernel and IPython do together, but that the code is transformed once."""
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
                with INTERRUPTS.by(task.cancel):
                    result = await task
            else:
                result = _finish(coroutine)
        except Exception as error:  # of what shows errors, which a cell may have replaced
            result = SimpleNamespace(success=False, error_before_exec=None, error_in_exec=error)
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
        return result


def _words(error: Any) -> str:
    """What an exception says, which a learner's own may fail to."""
    try:
        return str(error)
    except Exception:
        return ""


def _finish(coroutine: Any) -> Any:
    """The result of a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a cell that waits for something, though it does not await")


def make_kernel() -> IPythonKernel:
    """A kernel that says nothing yet."""
    from IPython.core.history import HistoryManager

    HistoryManager.enabled = False  # type: ignore[assignment]
    clear_singleton(ZMQInteractiveShell)  # one made before is not this kernel's
    modules: dict[str, Any] = sys.modules
    debugger = modules.setdefault("debugpy", None)  # nobody can speak to one, and it is large
    kernel = CellKernel(  # type: ignore[no-untyped-call]
        session=Wire(key=b"", username="homl"), iopub_socket=Silence(), iopub_thread=None, log=logging.getLogger("homl")
    )
    if debugger is None:
        del modules["debugpy"]
    kernel.shell_channel_thread = cast("Any", SimpleNamespace(parent_thread=None))  # a cell that awaits asks for it
    set_singleton(kernel)  # widgets look for it there
    shell: Any = kernel.shell
    shell.enable_gui = lambda gui=None: None  # there is no window to wait for
    shell.compile = CellCompiler()
    keep_no_tracebacks(shell)
    return kernel


def draw_below_cells() -> None:
    """Where Matplotlib is imported already, have it draw below the cells of the shell that is active, as it does on import."""
    backend: Any = sys.modules.get("matplotlib_inline.backend_inline")
    if "matplotlib.pyplot" not in sys.modules:
        sys.modules.pop("matplotlib_inline.backend_inline", None)  # it arranges things when it is imported, which is later
        return
    if backend is None:
        importlib.import_module("matplotlib_inline.backend_inline")  # which arranges it
        return
    from matplotlib_inline.config import InlineBackend

    InlineBackend.clear_instance()  # another shell's
    vars(backend.configure_inline_support).pop("current_backend", None)
    sys.modules["matplotlib"].use(_INLINE)
    enable_matplotlib(backend)
