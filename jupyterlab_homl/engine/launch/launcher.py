"""Starting the worker processes of a run. A `Launcher` starts them cold, as here, or from a fork server (`warm`)."""

from __future__ import annotations

import contextlib
import os
import signal
import site
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from ..sandbox.filesystem import FOLDER_SIZE
from ..sandbox.namespaces import HOME
from ..tiers import TIERS
from . import bubblewrap

#: What a worker inherits of the environment; everything else may be a secret.
_PASSED_ON = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "LD_LIBRARY_PATH",
    "VIRTUAL_ENV",
    "SYSTEMROOT",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "HOML_DATA",
)

#: The variables that name the one folder which a sealed process may write to.
OWN_FOLDER = ("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR")

#: The sandboxes that keep a process from the network, from files and from other processes.
SEALED = ("namespaces", "bubblewrap")

#: What each sandbox leaves open.
UNENFORCED = {
    "namespaces": (),
    "bubblewrap": (),
    "limits": ("network", "files", "processes"),
    "none": ("network", "files", "processes", "memory"),
}

#: The kinds of workers: a trusted one, such as a judge; a sealed one, with a learner's code; a notebook's kernel, which
#: outlives its fork server.
Kind = Literal["trusted", "sealed", "kernel"]


@dataclass(frozen=True)
class Workers:
    """The worker modules that a fork server gets ready for; checking and grading each give their own.

    A worker module has a ``main(*fds)``. It may have a ``prepare(libraries)``, which the fork server calls once before any
    fork, and a ``warm_up()``, which a spare process calls before it waits for its work.

    Attributes
    ----------
    modules : tuple of str
        The dotted names of modules that every fork server imports besides the libraries.
    spares : mapping
        The kinds of workers of which a fork server keeps one spare process, each with the module that this warms up.
        Trusted workers are all forked from the tier `LIGHT`.
    """

    modules: tuple[str, ...] = ()
    spares: Mapping[Kind, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ProcessSpec:
    """A process that is to be started.

    Attributes
    ----------
    module : str
        Dotted name of a worker module, whose ``main(*fds)`` is run.
    fds : tuple of int
        Descriptors that the process keeps, in the order of `main`'s parameters.
    output : int
        The descriptor for its standard output and error.
    cwd : str
        Its working directory; a sealed process has a folder of its own instead.
    tier : str
        The name of the `Tier` whose libraries it uses.
    kind : str
        ``trusted``, ``sealed`` or ``kernel``.
    """

    module: str
    fds: tuple[int, ...]
    output: int
    cwd: str
    tier: str
    kind: Kind


class Child(Protocol):
    """A started process, the leader of a process group of its own.

    Attributes
    ----------
    pid : int
        The process.
    sandbox : str
        What seals it: ``namespaces``, ``bubblewrap``, ``limits`` or ``none``.
    engine : str
        How it was started: ``cold`` or ``forked``.
    """

    pid: int
    sandbox: str
    engine: str

    def signal(self, number: int) -> None:
        """Send it a signal; nothing happens if it has ended."""

    def end(self) -> int:
        """Kill it with everything that it started, and reap it; returns its exit status, negative for a signal."""


class Launcher(Protocol):
    """Starts worker modules, each in a process of its own."""

    def start(self, spec: ProcessSpec) -> Child:
        """Start a process.

        Raises
        ------
        NoEngine
            If it cannot be done.
        """

    def is_warm(self, tier: str) -> bool:
        """Whether the processes of a check of this tier start as quickly as they ever will."""

    def warm(self, tier: str) -> None:
        """Get ready for processes of this tier; returns when that is done."""

    def close(self) -> None:
        """End every process, and release everything."""


class ColdChild:
    """A process with an interpreter of its own."""

    engine = "cold"

    def __init__(self, process: subprocess.Popen[bytes], pid: int, sandbox: str) -> None:
        self._process = process
        self.pid = pid
        self.sandbox = sandbox

    def signal(self, number: int) -> None:
        """Send it a signal."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(self.pid, number)

    def end(self) -> int:
        """Kill its group and reap it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()


class ColdLauncher:
    """Starts a new interpreter each time: slow, but it works everywhere. Bubblewrap seals a learner's process where it works.

    Parameters
    ----------
    masked : sequence of str
        Folders that no sealed process sees, even where they lie in one that Python needs.
    folder_size : int
        Bytes that a sealed process may keep in its own folder.
    threads : int
        How many threads libraries may use.
    """

    def __init__(self, masked: Sequence[str] = (), folder_size: int = FOLDER_SIZE, threads: int = 1) -> None:
        self._masked, self._folder_size, self._threads = tuple(masked), folder_size, threads

    @property
    def seals(self) -> bool:
        """Whether a learner's process is sealed."""
        return bubblewrap.layout_of_this_machine(self._masked, self._folder_size) is not None

    def start(self, spec: ProcessSpec) -> ColdChild:
        """Start a new interpreter."""
        command = [sys.executable, "-P", "-m", spec.module, *map(str, spec.fds)]
        environment = child_environment(os.environ, spec.cwd, self._threads)
        sealed = spec.kind == "sealed"
        layout = bubblewrap.layout_of_this_machine(self._masked, self._folder_size) if sealed else None
        options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": spec.output, "stderr": spec.output}
        options |= {"cwd": spec.cwd, "start_new_session": True}
        if layout is not None:
            environment |= dict.fromkeys(OWN_FOLDER, HOME)
            return ColdChild(*bubblewrap.popen(layout, command, spec.fds, env=environment, **options), "bubblewrap")
        process = subprocess.Popen(command, pass_fds=spec.fds, env=environment, **options)  # noqa: S603 - our own interpreter
        return ColdChild(process, process.pid, "limits")

    def is_warm(self, tier: str) -> bool:
        """Always true: it never gets quicker."""
        return True

    def warm(self, tier: str) -> None:
        """There is nothing to get ready."""

    def close(self) -> None:
        """There is nothing to release."""


def child_environment(environment: Mapping[str, str], home: str, threads: int = 1) -> dict[str, str]:
    """The few variables that a worker needs; no token or address of the server's is among them.

    Libraries are limited to one thread: several checks side by side are quicker on one core each than each on all cores. An
    author may want more, to see that no verdict depends on it.
    """
    kept = {name: environment[name] for name in _PASSED_ON if name in environment}
    libraries = {name: value for tier in TIERS for name, value in tier.environment.items()}
    libraries |= {name: str(threads) for name in libraries if name.endswith("_THREADS")}
    return {
        **kept,
        **libraries,
        "PYTHONUSERBASE": site.getuserbase(),
        "HOME": home,
        "IPYTHONDIR": home,
        "MPLCONFIGDIR": environment.get("MPLCONFIGDIR", home),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONUNBUFFERED": "1",
    }
