"""Starting the processes of a run. A `Launcher` is how: cold, as here, or from a fork server."""

from __future__ import annotations

import contextlib
import os
import signal
import site
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..sandbox.filesystem import SPACE
from ..sandbox.namespaces import HOME
from . import bubblewrap

#: What a child inherits of the environment; everything else may be a secret.
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

#: Several checks run side by side; each is quicker alone on its core than all on all of them.
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}

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


@dataclass(frozen=True)
class Start:
    """What to start.

    Attributes
    ----------
    module : str
        Dotted name of a module, whose ``main(*fds)`` is run.
    fds : tuple of int
        Descriptors that the child keeps, in the order of `main`'s parameters.
    output : int
        The descriptor that its standard output and error go to.
    cwd : str
        Where it runs; a sealed process has a folder of its own instead.
    tier : str
        Which libraries it will want: ``light`` or ``tensorflow``.
    kind : str
        ``trusted``, ``sealed`` or ``kernel``.
    """

    module: str
    fds: tuple[int, ...]
    output: int
    cwd: str
    tier: str
    kind: str


class Child(Protocol):
    """A started process, the leader of a process group of its own.

    Attributes
    ----------
    pid : int
        The process.
    sandbox : str
        Of a sealed one, what seals it: ``namespaces``, ``bubblewrap``, ``limits`` or ``none``.
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
    """A way of starting a module's ``main`` in a process of its own."""

    def start(self, start: Start) -> Child:
        """Start a process.

        Raises
        ------
        NoEngine
            If it cannot be done.
        """

    def is_warm(self, tier: str) -> bool:
        """Whether children of this tier start as quickly as they ever will."""

    def warm(self, tier: str) -> None:
        """Get ready for children of this tier; returns when that is done."""

    def close(self) -> None:
        """Let go of everything, and end every child."""


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
    """Starts a new interpreter each time: slow, and sound everywhere. Bubblewrap seals what is a learner's, where it works.

    Parameters
    ----------
    hidden : sequence of str
        Folders that no answer sees, even where they lie in one that Python needs.
    space : int
        Bytes that a sealed process may keep in its own folder.
    """

    def __init__(self, hidden: Sequence[str] = (), space: int = SPACE) -> None:
        self._hidden, self._space = tuple(hidden), space

    @property
    def seals(self) -> bool:
        """Whether a learner's process is sealed."""
        return bubblewrap.plan_of_this_machine(self._hidden, self._space) is not None

    def start(self, start: Start) -> ColdChild:
        """Start a new interpreter."""
        command = [sys.executable, "-P", "-m", start.module, *map(str, start.fds)]
        environment = child_environment(os.environ, start.cwd)
        plan = bubblewrap.plan_of_this_machine(self._hidden, self._space) if start.kind == "sealed" else None
        options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": start.output, "stderr": start.output}
        options |= {"cwd": start.cwd, "start_new_session": True}
        if plan is not None:
            sealed = {**environment, **dict.fromkeys(OWN_FOLDER, HOME)}
            return ColdChild(*bubblewrap.popen(plan, command, start.fds, env=sealed, **options), "bubblewrap")
        process = subprocess.Popen(command, pass_fds=start.fds, env=environment, **options)  # noqa: S603 - our own interpreter
        return ColdChild(process, process.pid, "limits")

    def is_warm(self, tier: str) -> bool:
        """It is as quick as it will be."""
        return True

    def warm(self, tier: str) -> None:
        """There is nothing to get ready."""

    def close(self) -> None:
        """There is nothing to let go of."""


def child_environment(environment: Mapping[str, str], home: str) -> dict[str, str]:
    """The few variables that a child needs; no token or address of ours is among them."""
    kept = {name: environment[name] for name in _PASSED_ON if name in environment}
    return {
        **kept,
        **_ONE_THREAD,
        "PYTHONUSERBASE": site.getuserbase(),
        "HOME": home,
        "IPYTHONDIR": home,
        "MPLCONFIGDIR": environment.get("MPLCONFIGDIR", home),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": "tensorflow",
        "PYTHONHASHSEED": "0",
        "PYTHONUNBUFFERED": "1",
    }
