"""The process of a notebook's kernel, forked from a fork server that has imported the libraries already.

It is an ordinary ipykernel, unsealed: the learner's own, with their environment and in their folder. It gets ready at
endpoints of its own, and waits on its lifeline for a notebook; when the lifeline closes, it ends with all that it has started.
The fork server imports this module, so that the kernel's libraries are there before the fork.
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

from ..compat import (
    clear_singleton,
    enable_matplotlib,
    finish_interpreter,
    ports,
    redirect_log_handlers,
    register_widgets,
    run_start_up,
)
from ..tiers import TIERS
from .course_kernel import CourseKernel
from .endpoints import remove_sockets
from .import_settings import ImportSetting, follow_matplotlibrc, watch_environment

#: The backend of Matplotlib that ipykernel chooses by default.
INLINE = "module://matplotlib_inline.backend_inline"

#: Seconds in which the clients of a kernel that was restarted reconnect. Their channels try every 0.1 to 0.2 seconds; outputs
#: that are sent before the channel for outputs is back would be lost.
RECONNECT_TIME = 0.3

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")

#: The variables with the number of threads that a kind of library may use; without them it is the number of cores.
_THREADS = {"openmp": ("OMP_NUM_THREADS",), "blas": ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")}

#: The packages that start their threads, or a library that does, when they are imported.
_COMPUTING = ("numpy", "scipy", "sklearn", "pandas", "matplotlib", "tensorflow", "keras")

#: What else every kernel imports before its first result; its memory is shared if that is done before the fork.
_IMPORTED = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "jedi",
    "sqlite3",
    "tornado.platform.asyncio",
)

#: The modules that an ordinary kernel has when it starts, which its debugger skips; listed once before the fork.
_ORDINARY: dict[str, SimpleNamespace] = {}

#: The packages besides the standard library that an ordinary kernel imports.
_KERNEL_PACKAGES = {
    *("IPython", "asttokens", "comm", "dateutil", "debugpy", "decorator", "executing", "ipykernel", "jedi", "jupyter_client"),
    *("jupyter_core", "matplotlib_inline", "nest_asyncio", "parso", "pexpect", "platformdirs", "prompt_toolkit", "psutil"),
    *("ptyprocess", "pure_eval", "pygments", "six", "stack_data", "tornado", "traitlets", "wcwidth", "zmq"),
}

#: Limits the threads of the libraries that have been imported.
_libraries: threadpoolctl.ThreadpoolController | None = None

#: Environment variables that libraries set when they were imported, before the fork.
_ADDED: dict[str, str] = {}


class KernelApp(IPKernelApp):
    """An ipykernel application that gets over the lifeline what an ordinary one reads from its connection file."""

    #: The prefix of the paths of the notebook's sockets.
    opened = ""

    def init_connection_file(self) -> None:
        """There is none to read."""

    def write_connection_file(self, **kwargs: Any) -> None:
        """The owner of the kernel has written it."""

    def parse_command_line(self, argv: Any = None) -> None:
        """There is none."""

    def init_kernel(self) -> None:
        """Make the kernel, which would go through all modules, a thousand here, and so copy memory that is shared."""
        reduced = SimpleNamespace(**{**vars(sys), "modules": _ORDINARY})
        module: Any = ipkernel
        module.sys = reduced
        try:
            super().init_kernel()  # type: ignore[no-untyped-call]
        finally:
            module.sys = sys

    def init_code(self) -> None:
        """Leave the learner's start-up files to `open_for`, when it is known where they run."""

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
        # The sockets are bound; links give them the names that clients connect to.
        for channel in CHANNELS:
            port = connection[f"{channel}_port"]
            os.link(f"{self.ip}-{getattr(self, f'{channel}_port')}", f"{connection['ip']}-{port}")
            ports(self)[channel] = port
        self.kernel.record_ports({f"{channel}_port": port for channel, port in ports(self).items()})


def prepare(_: Collection[str] = ()) -> None:
    """Import and look up, before any fork, what each kernel would have to import and look up."""
    global _libraries
    for name in _IMPORTED:
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
        A socket to the owner. Lines of JSON come in: first ``environment`` and ``ip`` (the prefix of the sockets' paths),
        then the argument of `KernelApp.open_for` with ``environment``, ``cwd`` and ``again``. Each is answered by one.
    """
    lifeline = socket.socket(fileno=lifeline_fd)
    incoming = lifeline.makefile("r", encoding="utf-8")
    start = _receive(incoming)
    first = _first_environment()
    _ADDED.update((name, value) for name, value in os.environ.items() if name not in first)
    _adopt(start["environment"])
    _limit_threads(start["environment"])
    app = _make_app(start["ip"])
    os.set_inheritable(lifeline_fd, False)
    myself = os.pidfd_open(os.getpid())
    with contextlib.suppress(BrokenPipeError):  # the owner has gone, as is noticed below
        socket.send_fds(lifeline, [b'{"ready": true}\n'], [myself])
    os.close(myself)
    notebook = _receive(incoming)
    os.chdir(notebook["cwd"])
    _adopt(notebook["environment"])
    if _threads(notebook["environment"]) != _threads(start["environment"]):
        _limit_threads(notebook["environment"])
    shell: Any = app.shell
    shell.init_environment()
    os.environ.setdefault("MPLBACKEND", INLINE)
    with contextlib.suppress(Exception):  # a file that is broken; Matplotlib says so where it only warns
        follow_matplotlibrc()
    _choose_backend(os.environ["MPLBACKEND"])
    _extend_search_path(notebook["environment"])
    watch_environment(shell.user_ns, _settings())
    app.open_for(notebook)
    watch = threading.Thread(target=_end_with_owner, args=(incoming,), daemon=True, name="homl-lifeline")
    watch.pydev_do_not_trace = watch.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
    watch.start()
    with contextlib.suppress(BrokenPipeError):
        lifeline.sendall(b'{"open": true}\n')
    if notebook["again"]:
        time.sleep(RECONNECT_TIME)
    app.start()  # type: ignore[no-untyped-call]
    finish_interpreter()  # a forked process would skip it


def _receive(incoming: Any) -> dict[str, Any]:
    """The owner's next message; ends this process where the owner has gone."""
    line = ""
    with contextlib.suppress(ConnectionResetError):  # the owner has gone without reading our reply
        line = incoming.readline()
    if not line:
        _end()
    message: dict[str, Any] = json.loads(line)
    return message


def _make_app(ip: str) -> KernelApp:
    """A kernel that has everything but its notebook."""
    if InteractiveShell.initialized():  # the shell for checks
        clear_singleton(type(InteractiveShell.instance()))
    before = {sys.stdout, sys.stderr}
    # no polling: the parent is the fork server
    app = KernelApp.instance(kernel_class=CourseKernel, transport="ipc", ip=ip, parent_handle=1)
    for number, channel in enumerate(CHANNELS, 1):
        setattr(app, f"{channel}_port", number)
    app.initialize([])  # type: ignore[no-untyped-call]
    # Loggers that were made before still write to the streams of that time.
    redirect_log_handlers(before, sys.stderr)
    register_widgets(ipywidgets)
    return app


def _adopt(environment: Mapping[str, str]) -> None:
    """Replace the environment by this one, with what libraries added to it on import."""
    os.environ.clear()
    os.environ.update({**_ADDED, **environment})
    time.tzset()
    for tier in TIERS:
        tier.follow_environment(environment)


def _first_environment() -> set[str]:
    """The names of the environment variables with which the fork server was started."""
    return {line.partition("=")[0] for line in Path("/proc/self/environ").read_text(errors="replace").split("\0")}


def _threads(environment: Mapping[str, str]) -> dict[str, int]:
    """The number of threads that each kind of library may use here; the fork server was limited to one."""
    cores = str(len(os.sched_getaffinity(0)))
    given = {kind: next(filter(None, map(environment.get, names)), "") for kind, names in _THREADS.items()}
    return {kind: max(1, int(text if text.isdecimal() else cores)) for kind, text in given.items()}


def _limit_threads(environment: Mapping[str, str]) -> None:
    libraries = _libraries or threadpoolctl.ThreadpoolController()
    for kind, count in _threads(environment).items():
        libraries.limit(limits=count, user_api=kind)


def _settings() -> dict[str, ImportSetting]:
    """The variables that a cell may set before it imports a library, as in a kernel that has imported nothing."""
    settings = {
        name: ImportSetting((package,), lambda tier=tier: tier.follow_environment(os.environ))  # type: ignore[misc]
        for tier in TIERS
        for name, package in tier.settings.items()
    }
    threads = ImportSetting(_COMPUTING, lambda: _limit_threads(os.environ))
    settings |= dict.fromkeys([name for names in _THREADS.values() for name in names], threads)
    settings |= dict.fromkeys(("MPLCONFIGDIR", "MATPLOTLIBRC"), ImportSetting(("matplotlib",), follow_matplotlibrc))
    settings["MPLBACKEND"] = ImportSetting(("matplotlib",), lambda: _choose_backend(os.environ.get("MPLBACKEND") or INLINE))
    return settings


def _choose_backend(name: str) -> None:
    """Have Matplotlib use the learner's backend; the inline one hooks in on import, which was before there was a kernel."""
    if name in (INLINE, "inline"):
        InlineBackend.clear_instance()  # that of another shell before the fork
        vars(backend_inline.configure_inline_support).pop("current_backend", None)
        enable_matplotlib(backend_inline)
    else:
        sys.modules["matplotlib"].use(name)


def _extend_search_path(environment: Mapping[str, str]) -> None:
    """Import modules from where an ordinary kernel does; the fork server has only what is installed on its path."""
    if "PYTHONSAFEPATH" not in environment and "" not in sys.path:
        installed = (n for n, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
        sys.path.insert(next(installed, 0), "")
    own = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path and path not in sys.path]
    sys.path[:0] = own


def _end_with_owner(incoming: Any) -> None:
    """Wait until the lifeline closes, then end."""
    with contextlib.suppress(OSError):
        incoming.read()
    _end()


def _end() -> NoReturn:
    """End at once, with everything in this group."""
    if KernelApp.initialized():
        app = KernelApp.instance()
        remove_sockets(app.ip)
        remove_sockets(app.opened)
    os.killpg(0, signal.SIGKILL)
    os._exit(1)
