"""Starting the processes of a run. A `Launcher` is how: cold, as here, or from a fork server."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

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
    "HOML_DATA",
)


class Child(Protocol):
    """A started process, the leader of a process group of its own."""

    def signal(self, number: int) -> None:
        """Send it a signal; nothing happens if it has ended."""

    def end(self) -> int:
        """Kill it with everything that it started, and reap it; returns its exit status, negative for a signal."""


class Launcher(Protocol):
    """A way of starting a module's ``main`` in a process of its own."""

    name: str

    def start(self, module: str, fds: Sequence[int], cwd: str, output: int, tier: str) -> Child:
        """Start ``module.main(*fds)``.

        Parameters
        ----------
        module : str
            Dotted name.
        fds : sequence of int
            Descriptors that the child keeps, in the order of `main`'s parameters.
        cwd : str
            Where it runs.
        output : int
            The descriptor that its standard output and error go to.
        tier : str
            Which libraries it will want: ``light`` or ``tensorflow``.
        """

    def warm(self, tier: str) -> None:
        """Get ready for children of this tier; returns when that is done."""

    def close(self) -> None:
        """Let go of everything, and end every child."""


class ColdChild:
    """A process with an interpreter of its own."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def signal(self, number: int) -> None:
        """Send it a signal."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)

    def end(self) -> int:
        """Kill its group and reap it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()


class ColdLauncher:
    """Starts a new interpreter each time: slow, and sound everywhere."""

    name = "cold"

    def start(self, module: str, fds: Sequence[int], cwd: str, output: int, tier: str) -> ColdChild:
        """Start ``module.main(*fds)`` in a new interpreter."""
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", module, *map(str, fds)],
            pass_fds=list(fds),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=cwd,
            env=child_environment(os.environ, cwd),
            start_new_session=True,
        )
        return ColdChild(process)

    def warm(self, tier: str) -> None:
        """There is nothing to get ready."""

    def close(self) -> None:
        """There is nothing to let go of."""


def child_environment(environment: Mapping[str, str], home: str) -> dict[str, str]:
    """The few variables that a child needs; no token or address of ours is among them."""
    kept = {name: environment[name] for name in _PASSED_ON if name in environment}
    return {
        **kept,
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
