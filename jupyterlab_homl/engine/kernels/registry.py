"""The kernel pool of this process, where provisioners find it: jupyter_client makes them, and passes them nothing of ours."""

from __future__ import annotations

from collections.abc import Callable

from ..launch.launcher import Launcher
from ..launch.warm import WarmLauncher
from .kernel_pool import KernelPool

_pool: KernelPool | None = None


def open_pool(launcher: Launcher, tier_for: Callable[[str], str], spares: bool = True) -> None:
    """Have this process's kernels forked, where the launcher can fork; the parameters are those of `KernelPool`."""
    global _pool
    close_pool()
    _pool = KernelPool(launcher, tier_for, spares) if isinstance(launcher, WarmLauncher) else None


def close_pool() -> None:
    """Have kernels started as jupyter_client does from now on; running ones go on."""
    global _pool
    if _pool is not None:
        _pool.close()
    _pool = None


def pool() -> KernelPool | None:
    """The pool, if there is one."""
    return _pool
