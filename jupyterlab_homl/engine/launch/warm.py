"""Starting children from fork servers that have the libraries imported already."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from ...errors import NoEngine
from ...i18n import translatable
from ..sandbox.filesystem import SPACE
from .forkserver_client import Refused, Server, ServerGone, Tier, WarmChild
from .launcher import SEALED, Child, ColdLauncher, Launcher, Start

#: What a fork server imports for every tier. A name that is not installed is left out.
PRELOAD = (
    "numpy",
    "pandas",
    "scipy.sparse",
    "scipy.stats",
    "sklearn.datasets",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "matplotlib.pyplot",
)
_CHILD, _JUDGE = "jupyterlab_homl.engine.inside.check_worker", "jupyterlab_homl.checking.judge"

#: This package's own modules that children become, which are imported besides.
OURS = ("jupyterlab_homl.toolkit", _CHILD, _JUDGE, "jupyterlab_homl.engine.kernels.kernel_main")

#: The kinds of children of which a tier's server makes one ahead; judges are always of the light tier.
SPARED: Mapping[str, Mapping[str, str]] = {"light": {"sealed": _CHILD, "trusted": _JUDGE}, "tensorflow": {"sealed": _CHILD}}

_CURE = translatable(
    "The process that runs checks could not be started. `jupyter homl doctor` shows what is missing on this machine."
)

#: Seconds after which a fork server that nobody uses is ended.
IDLE_TIMEOUT = 1800.0


def best_launcher(
    preload: Sequence[str] = PRELOAD,
    idle_timeout: float = IDLE_TIMEOUT,
    hidden: Sequence[str] = (),
    space: int = SPACE,
    ours: Sequence[str] = OURS,
    spared: Mapping[str, Mapping[str, str]] = SPARED,
) -> Launcher:
    """Fork servers where forking is sound, cold processes elsewhere."""
    if sys.platform != "linux":
        return ColdLauncher(hidden, space)
    return WarmLauncher(preload, idle_timeout, hidden, space, ours, spared)


class WarmLauncher:
    """Forks children from a server for each tier, which is started when it is first wanted.

    A server is ended when nobody has used it for a while, and replaced when it died or when packages were installed or
    removed since it started.

    Parameters
    ----------
    preload : sequence of str
        The modules that every tier imports; the tier ``tensorflow`` imports TensorFlow and Keras besides.
    idle_timeout : float
        Seconds after which an unused server is ended.
    hidden : sequence of str
        Folders that no answer sees, even where they lie in one that Python needs.
    space : int
        Bytes that a sealed process may keep in its own folder.
    ours : sequence of str
        This package's modules that children become.
    spared : mapping
        For each tier the kinds of children of which one is made ahead, each with the module that it rehearses.

    Attributes
    ----------
    changed : callable
        Called, in any thread, when a server has become ready or has ended; whoever keeps spare children sets it.
    """

    def __init__(
        self,
        preload: Sequence[str] = PRELOAD,
        idle_timeout: float = IDLE_TIMEOUT,
        hidden: Sequence[str] = (),
        space: int = SPACE,
        ours: Sequence[str] = OURS,
        spared: Mapping[str, Mapping[str, str]] = SPARED,
    ) -> None:
        libraries = {"light": preload, "tensorflow": ("tensorflow", "keras", *preload)}
        self._tiers = {name: Tier((*libraries[name], *ours), spared.get(name, {}), hidden, space) for name in libraries}
        self._cold = ColdLauncher(hidden, space)
        self._idle_timeout = idle_timeout
        self._servers: dict[str, Server] = {}
        self._retired: list[Server] = []
        self._libraries: frozenset[tuple[str, int]] = frozenset()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._keeper: threading.Thread | None = None
        self.changed: Callable[[], None] = lambda: None

    def is_warm(self, tier: str) -> bool:
        """Whether the processes of a check of this tier start at once."""
        servers = [self._servers.get(name) for name in {tier, "light"}]
        return all(server is not None and server.ready for server in servers)

    def has(self, tier: str) -> bool:
        """Whether this tier's own server is ready to fork, and has the libraries that are installed now."""
        server = self._servers.get(tier)
        return server is not None and server.ready and installed_libraries() == self._libraries

    def is_current(self, child: WarmChild) -> bool:
        """Whether a child made now would come from the same server, with the same libraries."""
        known = not child.server.gone and child.server in self._servers.values()
        return known and installed_libraries() == self._libraries

    def warm(self, tier: str, alone: bool = False) -> None:
        """Start the servers that a check of this tier needs, where they are not running; returns when they are ready.

        Parameters
        ----------
        tier : str
            Which libraries the cells want.
        alone : bool
            Whether its judges are of the same tier, so that no other server is needed.

        Raises
        ------
        NoEngine
            If it cannot be started.
        """
        try:
            for server in [self._server(name) for name in dict.fromkeys((tier,) if alone else (tier, "light"))]:
                server.wait_ready()
        except ServerGone as error:
            raise NoEngine(_CURE) from error

    def start(self, start: Start) -> Child:
        """Fork a child; where a fork cannot be sealed, but a new process can, that is started instead."""
        child = self.fork(start)
        if start.kind == "sealed" and child.sandbox not in SEALED and self._cold.seals:
            child.end()  # it has been told nothing yet
            return self._cold.start(start)
        return child

    def fork(self, start: Start) -> WarmChild:
        """Fork a child.

        Raises
        ------
        NoEngine
            If it cannot be done.
        """
        for _ in range(2):
            server = self._server(start.tier)
            try:
                return server.fork(start)
            except ServerGone:
                continue
            except Refused as error:
                raise NoEngine(
                    "A process for your answer could not be made ({error}). Try again in a moment.", error=error
                ) from error
        raise NoEngine(_CURE)

    def close(self) -> None:
        """End every server, and so every run's child."""
        self._closed.set()
        with self._lock:
            for server in (*self._servers.values(), *self._retired):
                server.close()
            self._servers.clear()
            self._retired.clear()

    def tidy(self) -> None:
        """End servers that nobody has used for long, or that were replaced and have no children left."""
        now = time.monotonic()
        with self._lock:
            for tier, server in list(self._servers.items()):
                if not server.busy and now - server.used > self._idle_timeout:
                    self._servers.pop(tier).close()
            for server in [server for server in self._retired if not server.busy]:
                self._retired.remove(server)
                server.close()

    def _server(self, tier: str) -> Server:
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
                server = self._servers[tier] = Server(self._tiers[tier], lambda: self.changed())
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep_tidy, daemon=True, name="homl-tidy")
                self._keeper.start()
            return server

    def _keep_tidy(self) -> None:
        while not self._closed.wait(min(60.0, self._idle_timeout / 4)):
            self.tidy()


def installed_libraries() -> frozenset[tuple[str, int]]:
    """What is installed, and when it was: a server that has imported something else is out of date."""
    found: frozenset[tuple[str, int]] = frozenset()
    for place in sys.path:
        if place.endswith(("site-packages", "dist-packages")):
            with contextlib.suppress(OSError):
                found |= _installed(place, Path(place).stat().st_mtime_ns)
    return found


@lru_cache(16)
def _installed(place: str, _: int) -> frozenset[tuple[str, int]]:
    """What lies in a folder, which changes when something is put there or removed."""
    with os.scandir(place) as entries:
        return frozenset((entry.path, entry.stat().st_mtime_ns) for entry in entries if entry.name.endswith(".dist-info"))
