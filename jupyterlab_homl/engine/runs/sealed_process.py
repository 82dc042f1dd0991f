"""A sealed process that runs a learner's cells, as the trusted side holds it: under a check and under a session alike."""

from __future__ import annotations

import signal

from ...errors import NoEngine
from ...i18n import translatable
from ...temporary import new_folder
from ..launch.forkserver import NOT_SEALED
from ..launch.launcher import SEALED, Launcher, ProcessSpec
from ..sandbox.limits import Limits
from .channel import Channel
from .monitor import Monitor

#: The worker module of a session, named here since a launcher needs it before nbclient, which sessions use, is imported.
NOTEBOOK_WORKER = "jupyterlab_homl.engine.inside.notebook_worker"

#: Shown where a sandbox is required and there is none.
REFUSED = translatable(
    "This machine cannot sandbox the process that runs your answer, and this server does not run answers without a sandbox "
    "(`Homl.require_sandbox`). `jupyter homl doctor` says what to do."
)

#: Shown where sealing failed though it worked before; the process has run nothing, whether a sandbox is required or not.
NOT_SEALED_NOW = translatable(
    "The process for your answer could not be sandboxed, although this machine could do it before, so your answer was not "
    "run. Try again; if that does not help, `jupyter homl doctor` shows whether this machine can sandbox processes, and what "
    "to do."
)


class SealedProcess:
    """A worker of the kind ``sealed``, with the channels to it and a monitor of what it uses.

    Parameters
    ----------
    launcher : Launcher
        How it is started.
    module : str
        The worker module.
    tier : str
        The name of the `Tier` whose libraries the cells use.
    limits : Limits
        What it may use.
    require_sandbox : bool
        Whether to refuse where it cannot be sealed.
    channel : Channel
        The channels; this closes them.

    Attributes
    ----------
    channel : Channel
        The channels to it.
    monitor : Monitor
        What it uses, and where it is.
    pid : int
        The process.
    sandbox, engine : str
        What seals it, and how it was started.

    Raises
    ------
    NoEngine
        If it cannot be started, or not sealed though it must be.
    """

    def __init__(
        self,
        launcher: Launcher,
        module: str,
        tier: str,
        limits: Limits,
        require_sandbox: bool,
        channel: Channel,
    ) -> None:
        self.channel, self._limits = channel, limits
        self._folder = new_folder("run")
        try:
            spec = ProcessSpec(module, channel.worker_fds, channel.output, self._folder.name, tier, "sealed")
            self._child = launcher.start(spec)
        except BaseException:
            self.channel.close()
            self._folder.cleanup()
            raise
        finally:
            channel.close_worker_ends()
        self.pid, self.sandbox, self.engine = self._child.pid, self._child.sandbox, self._child.engine
        self.monitor = Monitor(self._child, channel.stack, limits)
        if require_sandbox and self.sandbox not in SEALED:
            self.close()
            raise NoEngine(REFUSED)

    def restrictions(self, seconds: float) -> dict[str, float]:
        """The arguments with which the process calls `rlimits.restrict`, for a run of so many seconds.

        The number of processes is limited only where it has namespaces of its own, so that no others are counted.
        """
        limits = self._limits
        processes = limits.processes if self.sandbox in SEALED else 0
        return {"memory": limits.memory, "processes": processes, "file_size": limits.file_size, "seconds": seconds}

    def interrupt(self) -> None:
        """Send it SIGINT, as Ctrl-C does."""
        self._child.signal(signal.SIGINT)

    def kill(self) -> None:
        """Kill it, without waiting until it has gone."""
        self._child.signal(signal.SIGKILL)

    def end(self) -> int:
        """Kill it with all that it has started, and wait until it has gone; returns its exit status."""
        return self._child.end()

    def end_unready(self) -> None:
        """End it where it has not become ready.

        Raises
        ------
        NoEngine
            If that is because it could not be sealed.
        """
        if self.end() == NOT_SEALED:
            raise NoEngine(NOT_SEALED_NOW)

    def close(self) -> int:
        """End it, and release everything; returns its exit status."""
        status = self.end()
        self.channel.close()
        self._folder.cleanup()
        return status
