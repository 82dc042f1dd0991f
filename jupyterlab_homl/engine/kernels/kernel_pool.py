"""Kernels for notebooks, forked from warm servers; of each tier that is warm, a spare one waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from ...errors import NoEngine
from ..launch.warm import WarmLauncher
from ..sandbox.limits import free_memory
from .endpoints import Endpoints
from .kernel_process import KernelProcess

#: Bytes of memory that must be free for a spare kernel to be kept.
ROOM = 512 * 2**20

#: Seconds after a kernel has been started before the next spare one is made: first the notebook's first cell has its turn.
BREATH = 1.5

#: Seconds between two looks at whether spare kernels are still wanted.
_LOOK = 20.0


class Pool:
    """Starts kernels, and keeps at most one spare a tier.

    A spare one is made when its tier has become warm and when the one before has been taken, and dropped when its tier's
    server has ended, when libraries were installed since, and when memory is short.

    Parameters
    ----------
    launcher : WarmLauncher
        Forks them.
    tier_for : callable
        Gives the tier that a notebook wants, by its path; an empty string if that is not known.
    spares : bool
        Whether to keep any.
    """

    def __init__(self, launcher: WarmLauncher, tier_for: Callable[[str], str], spares: bool = True) -> None:
        self._launcher = launcher
        self._tier_for = tier_for
        self._endpoints = Endpoints()
        self._spares: dict[str, KernelProcess] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closed = threading.Event()
        self._rest_until = 0.0
        if spares:
            launcher.changed = self._wake.set
            self._wake.set()  # some may be warm already
            threading.Thread(target=self._keep, daemon=True, name="homl-kernels").start()

    def new_endpoint(self) -> str:
        """The beginning of the paths of a notebook's sockets, which stay the same when its kernel is restarted."""
        return self._endpoints.new()

    def tier(self, notebook: str) -> str:
        """Where a notebook's kernel is to come from."""
        known = self._tier_for(notebook)
        return known or ("tensorflow" if self._launcher.has("tensorflow") else "light")

    def start(
        self,
        notebook: str,
        argv: list[str],
        cwd: str,
        environment: Mapping[str, str],
        connection: dict[str, Any],
        again: bool,
    ) -> KernelProcess:
        """Start a notebook's kernel; all but `notebook` as in `KernelProcess.open_for`.

        Raises
        ------
        NoEngine, OSError
            If it cannot be done.
        """
        tier = self.tier(notebook)
        self._rest_until = time.monotonic() + BREATH
        kernel = self._take(tier)
        if kernel is not None:
            try:
                kernel.open_for(argv, cwd, environment, connection, again)
            except (NoEngine, OSError):
                kernel.drop()  # it may have been killed; another one may do
            else:
                kernel.child.spare = False
                return kernel
        kernel = KernelProcess(self._launcher, tier, self._endpoints.new())
        try:
            kernel.open_for(argv, cwd, environment, connection, again)
        except (NoEngine, OSError):
            kernel.drop()
            raise
        return kernel

    def close(self) -> None:
        """Keep no spare kernels any more; those of notebooks go on."""
        self._closed.set()
        self._wake.set()
        with self._lock:
            for spare in self._spares.values():
                spare.drop()
            self._spares.clear()
        self._endpoints.close()

    def _take(self, tier: str) -> KernelProcess | None:
        """The spare kernel of a tier, if there is one that is good."""
        with self._lock:
            kernel = self._spares.pop(tier, None)
        self._wake.set()
        if kernel is not None and not self._launcher.is_current(kernel.child):
            kernel.drop()
            return None
        return kernel

    def _keep(self) -> None:
        while not self._closed.is_set():
            self._wake.wait(_LOOK)
            self._wake.clear()
            while (rest := self._rest_until - time.monotonic()) > 0 and not self._closed.is_set():
                time.sleep(min(rest, 0.2))
            for tier in () if self._closed.is_set() else ("light", "tensorflow"):
                self._look_after(tier)

    def _look_after(self, tier: str) -> None:
        room = free_memory() > ROOM
        with self._lock:
            spare = self._spares.get(tier)
            if spare is not None and (spare.poll() is not None or not room or not self._launcher.is_current(spare.child)):
                self._spares.pop(tier).drop()
                spare = None
        if spare is not None or not room or not self._launcher.has(tier):
            return
        try:
            spare = KernelProcess(self._launcher, tier, self._endpoints.new())
        except (NoEngine, OSError):
            return
        spare.child.spare = True
        with self._lock:
            if self._closed.is_set():
                spare.drop()
            else:
                self._spares[tier] = spare
