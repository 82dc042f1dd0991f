"""What notebooks import: checks (`answer`, `expect`), data, plots, demos and quizzes.

It knows nothing of the rest of the package. Only `answer` and `expect` are loaded at once; the others load when they are
first used, so that a process that judges does not import Matplotlib or ipywidgets.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from . import expect
from .proxy import answer

_LAZY = ("datasets", "demos", "plots", "quiz")

__all__ = ["answer", "datasets", "demos", "expect", "plots", "quiz"]


def __getattr__(name: str) -> ModuleType:
    if name in _LAZY:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
