"""What a server lends to the kernels of its notebooks: jupyter_client makes provisioners by itself, without telling them."""

from __future__ import annotations

from collections.abc import Callable

from ..launch.launcher import Launcher
from ..launch.warm import WarmLauncher
from .kernel_pool import Pool

_pool: Pool | None = None


def lend(launcher: Launcher, tier_for: Callable[[str], str], spares: bool = True) -> None:
    """Have this process' kernels forked, where the launcher can; the parameters are those of `Pool`."""
    global _pool
    take_back()
    _pool = Pool(launcher, tier_for, spares) if isinstance(launcher, WarmLauncher) else None


def take_back() -> None:
    """Have kernels started in the ordinary way from now on; those that there are go on."""
    global _pool
    if _pool is not None:
        _pool.close()
    _pool = None


def pool() -> Pool | None:
    """Where kernels are forked, if anywhere."""
    return _pool
