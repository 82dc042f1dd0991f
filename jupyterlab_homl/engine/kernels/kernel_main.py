"""The process of a notebook's kernel, forked from a process that has the libraries imported already.

It is an ordinary ipykernel, unsealed: the learner's own, with their environment and in their folder. It makes everything
ready at endpoints of its own, and waits on its lifeline until a notebook wants it; when the lifeline closes, it ends with all
that it has started. The fork server imports this module, so that the kernel's libraries are there before the fork.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import ipykernel_launcher
import ipywidgets
import threadpoolctl
from ipykernel import ipkernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline import backend_inline
from matplotlib_inline.config import InlineBackend

from ..inside.compat import (
    clear_singleton,
    enable_matplotlib,
    finish_interpreter,
    ports,
    redirect_log_handlers,
    register_widgets,
    run_start_up,
    set_keras_home,
)
from .endpoints import leave_folder, remove_sockets

#: What ipykernel has matplotlib draw with where nobody has said otherwise.
INLINE = "module://matplotlib_inline.backend_inline"

#: Seconds in which clients of the kernel before notice the new one. Each of their channels looks every 0.1 to 0.2 seconds;
#: what is answered before the channel for outputs is back would be lost.
COMING_BACK = 0.3

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")

#: The variables that say how many threads a library may use; without them it is as many as there are cores.
_THREADS = {"openmp": ("OMP_NUM_THREADS",), "blas": ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")}


#: What else every kernel imports before its first result; shared, where it was imported before the fork.
_WANTED = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "jedi",
    "sqlite3",
    "tornado.platform.asyncio",
)

#: The modules of an ordinary kernel when it starts, which a debugger passes over; found once before the fork.
_ORDINARY: dict[str, Any] = {}

#: The packages besides Python's own that an ordinary kernel consists of.
_KERNEL_PACKAGES = {
    *("IPython", "asttokens", "comm", "dateutil", "debugpy", "decorator", "executing", "ipykernel", "jedi", "jupyter_client"),
    *("jupyter_core", "matplotlib_inline", "nest_asyncio", "parso", "pexpect", "platformdirs", "prompt_toolkit", "psutil"),
    *("ptyprocess", "pure_eval", "pygments", "six", "stack_data", "tornado", "traitlets", "wcwidth", "zmq"),
}

#: The libraries whose threads can be limited.
_libraries: threadpoolctl.ThreadpoolController | None = None

#: Variables that libraries have set when they were imported, before the fork.
_ADDED: dict[str, str] = {}


class KernelApp(IPKernelApp):
    """Is told over the lifeline what an ordinary kernel reads from its connection file."""

    #: The beginning of the paths of the notebook's sockets.
    opened = ""

    def init_connection_file(self) -> None:
        """There is none to read."""

    def write_connection_file(self, **kwargs: Any) -> None:
        """The owner has written it."""

    def parse_command_line(self, argv: Any = None) -> None:
        """There is none."""

    def init_kernel(self) -> None:
        """Make the kernel. It looks at every module that there is, and to look at a thousand is to copy their memory."""
        shown = SimpleNamespace(**{**vars(sys), "modules": _ORDINARY})
        looker: Any = ipkernel
        looker.sys = shown
        try:
            super().init_kernel()  # type: ignore[no-untyped-call]
        finally:
            looker.sys = sys

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
        if session := os.environ.get("JPY_SESSION_NAME"):
            self.kernel.shell.user_ns["__session__"] = session
        run_start_up(self, set(_ORDINARY))
        self.session.signature_scheme = connection["signature_scheme"]
        self.session.key = connection["key"].encode()
        self.opened = connection["ip"]
        # The sockets are bound; who connects by the other names reaches the same ones.
        for channel in CHANNELS:
            port = connection[f"{channel}_port"]
            os.link(f"{self.ip}-{getattr(self, f'{channel}_port')}", f"{connection['ip']}-{port}")
            ports(self)[channel] = port
        self.kernel.record_ports({f"{channel}_port": port for channel, port in ports(self).items()})


def prepare(_: Collection[str] = ()) -> None:
    """Import and find, before any fork, what each kernel would have to import and find."""
    global _libraries
    for name in _WANTED:
        importlib.import_module(name)
    _libraries = threadpoolctl.ThreadpoolController()
    for name, module in list(sys.modules.items()):
        top = name.partition(".")[0]
        file = getattr(module, "__file__", None)
        if file and (top in sys.stdlib_module_names or top in _KERNEL_PACKAGES):
            _ORDINARY[name] = SimpleNamespace(__file__=file)


def main(lifeline_fd: int) -> None:
    """Get ready, wait for a notebook, and serve it.

    Parameters
    ----------
    lifeline_fd : int
        A socket to the owner. JSON lines come in: first ``environment`` and ``ip`` (the beginning of the sockets' paths),
        then what `KernelApp.open_for` is given, with ``environment``, ``cwd`` and ``again``. Each is answered by one.
    """
    lifeline = socket.socket(fileno=lifeline_fd)
    incoming = lifeline.makefile("r", encoding="utf-8")
    start = _next(incoming)
    first = _first_environment()
    _ADDED.update((name, value) for name, value in os.environ.items() if name not in first)
    _take(start["environment"])
    _take_threads(start["environment"])
    app = _ready(start["ip"])
    os.set_inheritable(lifeline_fd, False)
    myself = os.pidfd_open(os.getpid())
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more, as the next line finds
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
    _choose_backend(os.environ["MPLBACKEND"])
    _find_modules(notebook["environment"])
    app.open_for(notebook)
    watch = threading.Thread(target=_end_with_the_owner, args=(incoming,), daemon=True, name="homl-lifeline")
    watch.pydev_do_not_trace = watch.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
    watch.start()
    with contextlib.suppress(BrokenPipeError):
        lifeline.sendall(b'{"open": true}\n')
    if notebook["again"]:
        time.sleep(COMING_BACK)
    app.start()  # type: ignore[no-untyped-call]
    finish_interpreter()  # a forked process leaves without


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
    if InteractiveShell.initialized():  # one that is for checks
        clear_singleton(type(InteractiveShell.instance()))
    before = {sys.stdout, sys.stderr}
    app = KernelApp.instance(transport="ipc", ip=ip, parent_handle=1)  # no polling: the parent is the fork server
    for number, channel in enumerate(CHANNELS, 1):
        setattr(app, f"{channel}_port", number)
    app.initialize([])  # type: ignore[no-untyped-call]
    # What was imported before wrote to the streams of then.
    redirect_log_handlers(before, sys.stderr)
    register_widgets(ipywidgets)
    return app


def _take(environment: Mapping[str, str]) -> None:
    """Have this environment, with what libraries added on import, instead of the one before."""
    os.environ.clear()
    os.environ.update({**_ADDED, **environment})
    time.tzset()
    # else it is the home of whoever imported it
    set_keras_home(environment.get("KERAS_HOME", str(Path("~/.keras").expanduser())))


def _first_environment() -> set[str]:
    """The names of the variables that the fork server was started with."""
    return {line.partition("=")[0] for line in Path("/proc/self/environ").read_text(errors="replace").split("\0")}


def _threads(environment: Mapping[str, str]) -> dict[str, int]:
    """How many threads each kind of library may use here; the fork server was kept to one."""
    cores = str(len(os.sched_getaffinity(0)))
    told = {kind: next(filter(None, map(environment.get, names)), "") for kind, names in _THREADS.items()}
    return {kind: max(1, int(text if text.isdecimal() else cores)) for kind, text in told.items()}


def _take_threads(environment: Mapping[str, str]) -> None:
    libraries = _libraries or threadpoolctl.ThreadpoolController()
    for kind, wanted in _threads(environment).items():
        libraries.limit(limits=wanted, user_api=kind)


def _choose_backend(name: str) -> None:
    """Have matplotlib draw where the learner wants; by default below cells, which it arranges on import: without a kernel."""
    if name in (INLINE, "inline"):
        InlineBackend.clear_instance()  # another shell's, where there was one before the fork
        vars(backend_inline.configure_inline_support).pop("current_backend", None)
        enable_matplotlib(backend_inline)
    else:
        sys.modules["matplotlib"].use(name)


def _find_modules(environment: Mapping[str, str]) -> None:
    """Find modules where an ordinary kernel finds them; the fork server looks only among what is installed."""
    if "PYTHONSAFEPATH" not in environment and "" not in sys.path:
        installed = (n for n, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
        sys.path.insert(next(installed, 0), "")
    own = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path and path not in sys.path]
    sys.path[:0] = own


def _end_with_the_owner(incoming: Any) -> None:
    with contextlib.suppress(OSError):
        incoming.read()
    _end()


def _end() -> NoReturn:
    """End at once, with everything in this group."""
    if KernelApp.initialized():
        app = KernelApp.instance()
        remove_sockets(app.ip)
        remove_sockets(app.opened)
        leave_folder(Path(app.ip).parent)
    os.killpg(0, signal.SIGKILL)
    os._exit(1)
