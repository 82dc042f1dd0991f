"""The process of a notebook's kernel, forked from a process that has the libraries imported already.

It is an ordinary ipykernel, unsealed: the learner's own, with their environment and in their folder. It makes everything
ready at endpoints of its own, and waits on its lifeline until a notebook wants it; when the lifeline closes, it ends with all
that it has started. The fork server imports this module, so that the kernel's libraries are there before the fork.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import ipykernel.debugger  # noqa: F401 - every kernel imports it when it is made
import ipykernel_launcher
import ipywidgets
import jedi  # noqa: F401 - completion wants it
import matplotlib_inline.backend_inline  # noqa: F401 - figures want it
import threadpoolctl
from ipykernel.kernelapp import IPKernelApp

from . import child
from .endpoints import leave_folder, remove_sockets

#: What ipykernel has matplotlib draw with where nobody has said otherwise.
INLINE = "module://matplotlib_inline.backend_inline"

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")

#: The variables that say how many threads a library may use; without them it is as many as there are cores.
_THREADS = {"openmp": ("OMP_NUM_THREADS",), "blas": ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")}


class KernelApp(IPKernelApp):
    """Is told over the lifeline what an ordinary kernel reads from its connection file."""

    #: The beginning of the paths of the notebook's sockets.
    opened = ""

    def init_connection_file(self) -> None:
        """There is none to read."""

    def write_connection_file(self, **kwargs: Any) -> None:
        """The owner has written it."""

    def init_code(self) -> None:
        """Wait with the learner's start-up files until it is known where they run; `open_for` does it."""

    def open_for(self, notebook: dict[str, Any]) -> None:
        """Become the kernel of a notebook.

        Parameters
        ----------
        notebook : dict
            ``argv``, ``connection`` and ``connection_file``.
        """
        connection = notebook["connection"]
        sys.argv = [ipykernel_launcher.__file__, *notebook["argv"]]
        self.connection_file = notebook["connection_file"]
        super().init_code()
        sys.stdout.flush()
        sys.stderr.flush()
        self.session.signature_scheme = connection["signature_scheme"]
        self.session.key = connection["key"].encode()
        self.opened = connection["ip"]
        # The sockets are bound; who connects by the other names reaches the same ones.
        for channel in CHANNELS:
            port = connection[f"{channel}_port"]
            os.link(f"{self.ip}-{getattr(self, f'{channel}_port')}", f"{connection['ip']}-{port}")
            self._ports[channel] = port
        self.kernel.record_ports({f"{channel}_port": port for channel, port in self._ports.items()})


def main(lifeline_fd: int) -> None:
    """Get ready, wait for a notebook, and serve it.

    Parameters
    ----------
    lifeline_fd : int
        A socket to the owner. JSON lines come in: first ``environment`` and ``ip`` (the beginning of the sockets' paths),
        then what `KernelApp.open_for` is given, with ``environment`` and ``cwd``. Each is answered by one.
    """
    lifeline = socket.socket(fileno=lifeline_fd)
    incoming = lifeline.makefile("r", encoding="utf-8")
    start = _next(incoming)
    _take(start["environment"])
    _take_threads(start["environment"])
    app = _ready(start["ip"])
    os.set_inheritable(lifeline_fd, False)
    myself = os.pidfd_open(os.getpid())
    socket.send_fds(lifeline, [b'{"ready": true}\n'], [myself])
    os.close(myself)
    notebook = _next(incoming)
    os.chdir(notebook["cwd"])
    _take(notebook["environment"])
    if _threads(notebook["environment"]) != _threads(start["environment"]):
        _take_threads(notebook["environment"])
    shell: Any = app.shell
    shell.init_environment()
    os.environ.setdefault("MPLBACKEND", INLINE)
    _draw_inline(shell)
    _find_modules(notebook["environment"].get("PYTHONPATH", ""))
    app.open_for(notebook)
    watch = threading.Thread(target=_end_with_the_owner, args=(incoming,), daemon=True, name="homl-lifeline")
    watch.pydev_do_not_trace = watch.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
    watch.start()
    lifeline.sendall(b'{"open": true}\n')
    app.start()
    _finish()


def _next(incoming: Any) -> dict[str, Any]:
    """What the owner says next; without an owner there is nothing to wait for."""
    line = ""
    with contextlib.suppress(ConnectionResetError):  # gone without reading what we had said
        line = incoming.readline()
    if not line:
        _end()
    message: dict[str, Any] = json.loads(line)
    return message


def _ready(ip: str) -> KernelApp:
    """A kernel that could serve at once."""
    if child.SHELL is not None:  # which is for checks
        type(child.SHELL).clear_instance()
        child.SHELL = None
    before = {sys.stdout, sys.stderr}
    app = KernelApp.instance(transport="ipc", ip=ip, parent_handle=1)  # no polling: the parent is the fork server
    for number, channel in enumerate(CHANNELS, 1):
        setattr(app, f"{channel}_port", number)
    app.initialize([])
    # What was imported before wrote to the streams of then.
    for reference in logging._handlerList:  # type: ignore[attr-defined]  # noqa: SLF001
        handler = reference()
        if isinstance(handler, logging.StreamHandler) and handler.stream in before:
            handler.setStream(sys.stderr)
    ipywidgets._handle_ipython()  # noqa: SLF001 - as on its import, when there was no kernel
    return app


def _take(environment: Mapping[str, str]) -> None:
    """Have this environment instead of the one before."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    if "keras.src.backend.config" in sys.modules:  # it keeps downloaded data in the home of whoever imported it
        config: Any = sys.modules["keras.src.backend.config"]
        config._KERAS_DIR = environment.get("KERAS_HOME", str(Path("~/.keras").expanduser()))  # noqa: SLF001


def _threads(environment: Mapping[str, str]) -> dict[str, int]:
    """How many threads each kind of library may use here; the fork server was kept to one."""
    cores = str(len(os.sched_getaffinity(0)))
    told = {kind: next(filter(None, map(environment.get, names)), "") for kind, names in _THREADS.items()}
    return {kind: max(1, int(text if text.isdecimal() else cores)) for kind, text in told.items()}


def _take_threads(environment: Mapping[str, str]) -> None:
    for kind, wanted in _threads(environment).items():
        threadpoolctl.threadpool_limits(wanted, kind)


def _draw_inline(shell: Any) -> None:
    """Show figures below cells. Importing pyplot does it, which has been imported already, when there was no kernel."""
    backend = os.environ["MPLBACKEND"]
    if "matplotlib.pyplot" not in sys.modules:
        return
    if "inline" in backend:
        shell.enable_matplotlib("inline")
    else:
        sys.modules["matplotlib"].use(backend)


def _find_modules(paths: str) -> None:
    """Find modules where the learner keeps some; the fork server does not look there."""
    new = [path for path in paths.split(os.pathsep) if path and path not in sys.path]
    sys.path[1:1] = new


def _end_with_the_owner(incoming: Any) -> None:
    with contextlib.suppress(OSError):
        incoming.read()
    _end()


def _end() -> NoReturn:
    """End at once, with everything in this group."""
    app = KernelApp._instance  # noqa: SLF001 - there may be none
    if app is not None:
        remove_sockets(app.ip)
        remove_sockets(app.opened)
        leave_folder(Path(app.ip).parent)
    os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _finish() -> None:
    """Do what an interpreter does at its end; a forked process leaves without."""
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
    atexit._run_exitfuncs()  # noqa: SLF001
