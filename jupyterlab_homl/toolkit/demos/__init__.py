"""Interactive demonstrations: move a control, watch the picture, and read in words what it shows.

Every demo is a module of this package with two functions: ``draw(**values)``, pure, which returns a figure, its text
alternative and a sentence about it; and ``show()``, which makes a `stage.Stage` of it. A demo is imported at first use:
``demos.learning_rate.show()``.
"""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    full = f"{__name__}.{name}"
    if name.startswith("_") or importlib.util.find_spec(full) is None:
        raise AttributeError(f"there is no demo {name!r}")
    return importlib.import_module(full)
