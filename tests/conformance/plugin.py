"""Put another grader in nbgrader's place: with ``-p plugin``, nbgrader's own tests run against it, unmodified.

What is put there, and how it is set, comes from the environment:

``HOML_GRADER``
    ``module:Class``; our grader where it says nothing.
``HOML_GRADER_SETTINGS``
    JSON of traits that begin with another value than the class gives them. What a test sets itself wins.
``HOML_GRADER_LOG``
    A file. Each start of the grader adds the name of the test that started it: so one can see that it really ran.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from nbgrader import converters
from nbgrader.apps import api, autogradeapp
from traitlets import default

OURS = "jupyterlab_homl.grading.grader:Grader"

_STOCK = converters.Autograde

#: Where nbgrader's name for its grader is bound, but for the module that makes it, whose methods use it.
_PLACES = [
    module
    for name, module in list(sys.modules.items())
    if name.startswith("nbgrader.") and name != _STOCK.__module__ and vars(module).get("Autograde") is _STOCK
]
assert {converters, api, autogradeapp} <= set(_PLACES)


def put(name: str = OURS, settings: dict[str, Any] | None = None, log: str | None = None) -> None:
    """Put what `name` says in the place of nbgrader's grader, with these settings, noting its starts."""
    module, _, attribute = name.partition(":")
    base = getattr(importlib.import_module(module), attribute)

    def start(self: Any) -> None:
        if log:
            with Path(log).open("a", encoding="utf-8") as file:
                file.write(os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0] + "\n")
        super(made, self).start()

    members: dict[str, Any] = {"__doc__": base.__doc__, "__module__": base.__module__, "start": start}
    for trait, value in (settings or {}).items():
        if trait not in base.class_trait_names():
            raise AttributeError(f"{name} has no trait {trait}")
        members[f"_homl_{trait}_default"] = default(trait)(lambda self, value=value: value)
    made = type(base.__name__, (base,), members)
    for place in _PLACES:
        place.Autograde = made  # type: ignore[attr-defined]


def pytest_configure() -> None:
    """Do it for the tests of this process."""
    settings = json.loads(os.environ.get("HOML_GRADER_SETTINGS", "{}"))
    put(os.environ.get("HOML_GRADER", OURS), settings, os.environ.get("HOML_GRADER_LOG"))
