"""The launchers of sealed processes and the judges of this process, kept from one submission to the next."""

from __future__ import annotations

import threading
from typing import Any

from ...engine.launch.launcher import Launcher, Workers
from ...engine.launch.warm import WarmLauncher, best_launcher
from ...engine.runs.judge_pool import JudgePool
from ...engine.runs.sealed_process import NOTEBOOK_WORKER
from ...engine.tiers import PRELOAD
from ...errors import HomlError
from .task import ExecutionSettings

#: The module that a judge's process runs.
JUDGE_MODULE = "jupyterlab_homl.grading.judge.main"

#: What fork servers get ready for submissions. They keep no spare process: the first one is needed at once, each next one
#: while others run.
WORKERS = Workers(("jupyterlab_homl.toolkit", NOTEBOOK_WORKER, JUDGE_MODULE))

_launchers: dict[tuple[Any, ...], Launcher] = {}
_judge_pools: dict[tuple[int, str], JudgePool] = {}
_lock = threading.Lock()


def launcher_for(settings: ExecutionSettings) -> Launcher:
    """The launcher for these settings, made when it is first asked for."""
    key = (settings.preload, settings.masked, settings.folder_size)
    with _lock:
        if key not in _launchers:
            # most submissions import what the instructor's cells import; if these import nothing, the usual modules
            preload = settings.preload or PRELOAD
            _launchers[key] = best_launcher(WORKERS, preload, masked=settings.masked, folder_size=settings.folder_size)
        return _launchers[key]


def judge_pool_for(launcher: Launcher, tier: str) -> JudgePool:
    """The judges that a launcher has started for a tier."""
    with _lock:
        return _judge_pools.setdefault((id(launcher), tier), JudgePool(launcher, JUDGE_MODULE, tier))


def warm_up(settings: ExecutionSettings) -> None:
    """Start the fork server for these settings in the background; the first submission that needs it reports any problem."""

    def start() -> None:
        try:
            launcher = launcher_for(settings)
            if isinstance(launcher, WarmLauncher):
                launcher.warm(settings.tier, alone=True)
        except HomlError:
            return

    threading.Thread(target=start, daemon=True, name="grade-warm-up").start()


def close() -> None:
    """End the judges and the fork servers of this process."""
    with _lock:
        for pool in _judge_pools.values():
            pool.close()
        _judge_pools.clear()
        for launcher in _launchers.values():
            launcher.close()
        _launchers.clear()
