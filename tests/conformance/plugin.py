"""A pytest plugin that replaces nbgrader's grader, so that nbgrader's own tests run unmodified against another one.

Environment variables say which one:

``HOML_GRADER``
    ``module:Class``; our grader by default.
``HOML_GRADER_SETTINGS``
    JSON with other defaults for traits. A value that a test sets has precedence.
``HOML_GRADER_LOG``
    A file to which each start of the grader adds the name of the test, to show that the grader really ran.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader import converters
from nbgrader.apps import api, autogradeapp
from traitlets import default

OURS = "jupyterlab_homl.grading.grader:Grader"

_STOCK = converters.Autograde

#: The modules in which the name of nbgrader's grader is bound, except the one that defines it, whose methods use it.
_PLACES = [
    module
    for name, module in list(sys.modules.items())
    if name.startswith("nbgrader.") and name != _STOCK.__module__ and vars(module).get("Autograde") is _STOCK
]
assert {converters, api, autogradeapp} <= set(_PLACES)


def put(name: str = OURS, settings: dict[str, Any] | None = None, log: str | None = None) -> None:
    """Replace nbgrader's grader by the class `name`, with these defaults, and log its starts."""
    module, _, attribute = name.partition(":")
    base = getattr(importlib.import_module(module), attribute)

    def start(self: Any) -> None:
        if log:
            with Path(log).open("a", encoding="utf-8") as file:
                file.write(os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0] + "\n")
        base.start(self)

    members: dict[str, Any] = {"__doc__": base.__doc__, "__module__": base.__module__, "start": start}
    for trait, value in (settings or {}).items():
        if trait not in base.class_trait_names():
            raise AttributeError(f"{name} has no trait {trait}")
        members[f"_homl_{trait}_default"] = default(trait)(lambda self, value=value: value)
    made = type(base.__name__, (base,), members)
    for place in _PLACES:
        place.Autograde = made  # type: ignore[attr-defined]


_RUNS: dict[str, dict[str, Any]] = json.loads(os.environ.get("HOML_GRADER_RUNS", "{}"))

#: What the name of a run begins with in the name of a test.
MARK = "run:"


def pytest_generate_tests(metafunc: Any) -> None:
    """Have a test run once in each run that names it."""
    module = metafunc.module.__name__.rpartition(".")[2]
    names = {module, f"{module}::{metafunc.function.__name__}"}
    runs = [name for name, run in _RUNS.items() if names & set(run["tests"])]
    metafunc.fixturenames.append("grader_run")
    metafunc.parametrize("grader_run", runs, ids=[f"{MARK}{name}" for name in runs])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """Put the grader there, with the settings of the test's run."""
    settings = _RUNS[item.callspec.params["grader_run"]]["settings"]
    put(os.environ.get("HOML_GRADER", OURS), settings, os.environ.get("HOML_GRADER_LOG"))
