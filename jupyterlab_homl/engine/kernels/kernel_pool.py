"""A pool of kernels for notebooks, forked from the warm fork servers; of each tier that is warm a spare one waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from ...errors import NoEngine
from ..launch.warm import WarmLauncher
from ..sandbox.limits import free_memory
from ..tiers import LIGHT, TIERS, unfollowed
from .endpoints import Endpoints
from .kernel_process import KernelProcess

#: Bytes of memory that must be free for a spare kernel to be kept.
MIN_FREE_MEMORY = 512 * 2**20

#: Seconds after a kernel has been started before the next spare one is made, so as not to slow down the notebook's first cell.
SPARE_DELAY = 1.5

#: Seconds between two checks of whether the spare kernels should be kept.
_INTERVAL = 20.0


class KernelPool:
    """Starts kernels, and keeps at most one spare kernel a tier.

    A spare one is made when its tier has become warm and when the last one has been taken, and dropped when its fork server
    has ended, when libraries have been installed since, and when memory is short.

    Parameters
    ----------
    launcher : WarmLauncher
        Forks them.
    tier_for : callable
        Maps the path of a notebook to the name of its tier; to an empty string if that is not known.
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
        self._not_before = 0.0
        if spares:
            launcher.on_change = self._wake.set
            self._wake.set()  # some tiers may be warm already
            threading.Thread(target=self._keep_spares, daemon=True, name="homl-kernels").start()

    def new_endpoint(self) -> str:
        """The prefix of the paths of a notebook's sockets, which stay the same when its kernel is restarted."""
        return self._endpoints.new()

    def tier(self, notebook: str) -> str:
        """The tier of a notebook's kernel; where it is not known, the warm one with the most libraries."""
        known = self._tier_for(notebook)
        return known or next((tier.name for tier in TIERS if self._launcher.can_fork(tier.name)), LIGHT.name)

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
        if (setting := unfollowed(tier, environment)) is not None:
            raise NoEngine(
                "`{name}` is set, and {library} reads it on import.", name=setting.variable, library=setting.library
            )
        self._not_before = time.monotonic() + SPARE_DELAY
        kernel = self._take(tier)
        if kernel is not None:
            try:
                kernel.open_for(argv, cwd, environment, connection, again)
            except (NoEngine, OSError):
                kernel.release()  # it may have been killed; a new one may do better
            else:
                kernel.child.spare = False
                return kernel
        kernel = KernelProcess(self._launcher, tier, self._endpoints.new())
        try:
            kernel.open_for(argv, cwd, environment, connection, again)
        except (NoEngine, OSError):
            kernel.release()
            raise
        return kernel

    def close(self) -> None:
        """End the spare kernels, and keep no more; those of notebooks go on."""
        self._closed.set()
        self._wake.set()
        with self._lock:
            for spare in self._spares.values():
                spare.release()
            self._spares.clear()
        self._endpoints.close()

    def _take(self, tier: str) -> KernelProcess | None:
        """The spare kernel of a tier, if there is one that is up to date."""
        with self._lock:
            kernel = self._spares.pop(tier, None)
        self._wake.set()
        if kernel is not None and not self._launcher.is_current(kernel.child):
            kernel.release()
            return None
        return kernel

    def _keep_spares(self) -> None:
        while not self._closed.is_set():
            self._wake.wait(_INTERVAL)
            self._wake.clear()
            while (delay := self._not_before - time.monotonic()) > 0 and not self._closed.is_set():
                time.sleep(min(delay, 0.2))
            for tier in () if self._closed.is_set() else reversed(TIERS):
                self._renew_spare(tier.name)

    def _renew_spare(self, tier: str) -> None:
        """Drop a tier's spare kernel where it is of no use, and make one where it is missing."""
        room = free_memory() > MIN_FREE_MEMORY
        with self._lock:
            spare = self._spares.get(tier)
            if spare is not None and (spare.poll() is not None or not room or not self._launcher.is_current(spare.child)):
                self._spares.pop(tier).release()
                spare = None
        if spare is not None or not room or not self._launcher.can_fork(tier):
            return
        try:
            spare = KernelProcess(self._launcher, tier, self._endpoints.new())
        except (NoEngine, OSError):
            return
        spare.child.spare = True
        with self._lock:
            if self._closed.is_set():
                spare.release()
            else:
                self._spares[tier] = spare
