"""The package that notebooks import: `answer` and `expect` for tests, data sets, plots, demos and quizzes.

It imports nothing of the rest of the package. Only `answer` and `expect` are imported at once; the others when they are
first used, so that a judge does not import Matplotlib or ipywidgets.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from . import expect
from .proxy import answer

_LAZY = ("behaviour", "beside", "datasets", "demos", "estimators", "figures", "plots", "quiz")

__all__ = ["answer", "behaviour", "beside", "datasets", "demos", "estimators", "expect", "figures", "plots", "quiz"]


def __getattr__(name: str) -> ModuleType:
    if name in _LAZY:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
