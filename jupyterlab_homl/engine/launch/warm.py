"""Starting workers from fork servers that have imported the libraries already."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from ...errors import NoEngine
from ...i18n import translatable
from ..sandbox.filesystem import FOLDER_SIZE
from ..tiers import LIGHT, PRELOAD, TIERS, Tier
from .forkserver_client import ForkRefused, ForkServerClient, ForkServerGone, ForkServerSpec, WarmChild
from .launcher import SEALED, Child, ColdLauncher, Launcher, ProcessSpec, Workers

_CURE = translatable(
    "The process that runs checks could not be started. `jupyter homl doctor` shows what is missing on this machine."
)

#: Seconds after which a fork server that nobody uses is ended.
IDLE_TIMEOUT = 1800.0


def best_launcher(
    workers: Workers,
    preload: Sequence[str] = PRELOAD,
    idle_timeout: float = IDLE_TIMEOUT,
    masked: Sequence[str] = (),
    folder_size: int = FOLDER_SIZE,
    threads: int = 1,
) -> Launcher:
    """Fork servers on Linux, a new interpreter for each process elsewhere; the parameters are those of `WarmLauncher`."""
    if sys.platform != "linux":
        return ColdLauncher(masked, folder_size, threads)
    return WarmLauncher(workers, preload, idle_timeout, masked, folder_size, threads)


class WarmLauncher:
    """Forks workers from one server for each tier, which is started when it is first needed.

    A server is ended when nobody has used it for a while, and replaced when it has died or when packages were installed or
    removed since it started.

    Parameters
    ----------
    workers : Workers
        The worker modules that the servers get ready for. Others can be started, too; they are imported after the fork.
    preload : sequence of str
        The modules that every server imports besides those of its tier.
    idle_timeout : float
        Seconds after which an unused server is ended.
    masked : sequence of str
        Folders that no sealed process sees, even where they lie in one that Python needs.
    folder_size : int
        Bytes that a sealed process may keep in its own folder.
    threads : int
        How many threads libraries may use.

    Attributes
    ----------
    on_change : callable
        Called, in any thread, when a server has become ready or has ended; the pool of spare kernels sets it.
    """

    def __init__(
        self,
        workers: Workers = Workers(),  # noqa: B008 - frozen
        preload: Sequence[str] = PRELOAD,
        idle_timeout: float = IDLE_TIMEOUT,
        masked: Sequence[str] = (),
        folder_size: int = FOLDER_SIZE,
        threads: int = 1,
    ) -> None:
        def server_of(tier: Tier) -> ForkServerSpec:
            spares = {kind: module for kind, module in workers.spares.items() if tier is LIGHT or kind != "trusted"}
            return ForkServerSpec((*tier.preload, *preload, *workers.modules), spares, masked, folder_size, threads)

        self._specs = {tier.name: server_of(tier) for tier in TIERS}
        self._cold = ColdLauncher(masked, folder_size, threads)
        self._idle_timeout = idle_timeout
        self._servers: dict[str, ForkServerClient] = {}
        self._retired: list[ForkServerClient] = []
        self._libraries: frozenset[tuple[str, int]] = frozenset()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._reaper: threading.Thread | None = None
        self.on_change: Callable[[], None] = lambda: None

    def is_warm(self, tier: str) -> bool:
        """Whether the processes of a check of this tier start at once."""
        servers = [self._servers.get(name) for name in {tier, LIGHT.name}]
        return all(server is not None and server.ready for server in servers)

    def can_fork(self, tier: str) -> bool:
        """Whether this tier's own server is ready to fork, and has the libraries that are installed now."""
        server = self._servers.get(tier)
        return server is not None and server.ready and installed_libraries() == self._libraries

    def is_current(self, child: WarmChild) -> bool:
        """Whether a process made now would come from the same server, with the same libraries."""
        known = not child.server.gone and child.server in self._servers.values()
        return known and installed_libraries() == self._libraries

    def warm(self, tier: str, alone: bool = False) -> None:
        """Start the servers that a check of this tier needs, where they are not running; returns when they are ready.

        Parameters
        ----------
        tier : str
            The name of the tier.
        alone : bool
            Whether only its own server is needed, since judges are of the same tier.

        Raises
        ------
        NoEngine
            If a server cannot be started.
        """
        try:
            for server in [self._server(name) for name in dict.fromkeys((tier,) if alone else (tier, LIGHT.name))]:
                server.wait_ready()
        except ForkServerGone as error:
            raise NoEngine(_CURE) from error

    def start(self, spec: ProcessSpec) -> Child:
        """Fork a process; where a forked one cannot be sealed, but a new interpreter can, that is started instead."""
        child = self.fork(spec)
        if spec.kind == "sealed" and child.sandbox not in SEALED and self._cold.seals:
            child.end()  # it has been given nothing yet
            return self._cold.start(spec)
        return child

    def fork(self, spec: ProcessSpec) -> WarmChild:
        """Fork a process.

        Raises
        ------
        NoEngine
            If it cannot be done.
        """
        for _ in range(2):
            server = self._server(spec.tier)
            try:
                return server.fork(spec)
            except ForkServerGone:
                continue
            except ForkRefused as error:
                raise NoEngine(
                    "A process for your answer could not be started ({error}). Try again in a moment.", error=error
                ) from error
        raise NoEngine(_CURE)

    def close(self) -> None:
        """End every server, and with it the processes of every run."""
        self._closed.set()
        with self._lock:
            for server in (*self._servers.values(), *self._retired):
                server.close()
            self._servers.clear()
            self._retired.clear()

    def close_unused(self) -> None:
        """End servers that have been idle for long, and replaced ones that have no processes left."""
        now = time.monotonic()
        with self._lock:
            for tier, server in list(self._servers.items()):
                if not server.busy and now - server.last_used > self._idle_timeout:
                    self._servers.pop(tier).close()
            for server in [server for server in self._retired if not server.busy]:
                self._retired.remove(server)
                server.close()

    def _server(self, tier: str) -> ForkServerClient:
        libraries = installed_libraries()
        with self._lock:
            if self._closed.is_set():
                raise NoEngine("The server is shutting down.")
            if libraries != self._libraries:
                self._retired += self._servers.values()
                self._servers.clear()
                self._libraries = libraries
            server = self._servers.get(tier)
            if server is None or server.gone:
                if server is not None:
                    self._retired.append(server)
                server = self._servers[tier] = ForkServerClient(self._specs[tier], lambda: self.on_change())
            if self._reaper is None:
                self._reaper = threading.Thread(target=self._close_unused_regularly, daemon=True, name="homl-reaper")
                self._reaper.start()
            return server

    def _close_unused_regularly(self) -> None:
        while not self._closed.wait(min(60.0, self._idle_timeout / 4)):
            self.close_unused()


def installed_libraries() -> frozenset[tuple[str, int]]:
    """What is installed, and since when: a server that has imported something else is out of date."""
    found: frozenset[tuple[str, int]] = frozenset()
    for place in sys.path:
        if place.endswith(("site-packages", "dist-packages")):
            with contextlib.suppress(OSError):
                found |= _installed_in(place, Path(place).stat().st_mtime_ns)
    return found


@lru_cache(16)
def _installed_in(folder: str, _: int) -> frozenset[tuple[str, int]]:
    """The packages in a folder, whose time of modification changes when one is put there or removed."""
    with os.scandir(folder) as entries:
        return frozenset((entry.path, entry.stat().st_mtime_ns) for entry in entries if entry.name.endswith(".dist-info"))
