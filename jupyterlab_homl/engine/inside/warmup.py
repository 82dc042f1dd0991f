"""Warming up a notebook's kernel before the fork, so that no process forked from it has to find the same things out again."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection
from typing import Any

from ..compat import forget_display_hook
from ..tiers import TIERS

#: What most notebooks do: show values, print, fail.
_CELLS = ("[1, 2.5, 'three']", "print('said')", "def f():\n    assert 1 == 2, 'no'\nf()", "1 / 0", "x = [")


def warm_up_libraries() -> None:
    """Do ahead, in this process, what would slow down the first use of the libraries that it has imported."""
    for tier in TIERS:
        tier.warmup()


def warm_up_kernel(run: Callable[[str], object], libraries: Collection[str]) -> None:
    """Run cells such as most notebooks have; what they import and look up is then shared by every forked process.

    Parameters
    ----------
    run : callable
        Runs a cell, in a kernel that is thrown away.
    libraries : collection of str
        The modules that notebooks are going to use.
    """
    used = {name.partition(".")[0] for name in libraries}
    cells = [
        cell
        for tier in TIERS
        for module, cell in tier.warmup_cells
        if module in sys.modules and module.partition(".")[0] in used
    ]
    for cell in (*_CELLS, *cells):
        run(cell)
    if "matplotlib.pyplot" in sys.modules:
        pyplot: Any = sys.modules["matplotlib.pyplot"]
        pyplot.close("all")
        with contextlib.suppress(ValueError):  # the hook is that of another shell, which was there on import
            pyplot.uninstall_repl_displayhook()
        forget_display_hook(pyplot)
