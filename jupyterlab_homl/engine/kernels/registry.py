"""The kernel pool and the page's language, where provisioners find them, which jupyter_client makes."""

from __future__ import annotations

from collections.abc import Callable

from ..launch.launcher import Launcher
from ..launch.warm import WarmLauncher
from .kernel_pool import KernelPool

_pool: KernelPool | None = None
_language = ""


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


def set_language(language: str) -> None:
    """Have kernels that are started from now on speak a language, such as ``zh_CN``."""
    global _language
    _language = language


def language() -> str:
    """The language of kernels; empty while no page has said any."""
    return _language
