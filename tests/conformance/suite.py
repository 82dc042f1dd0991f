"""Runs nbgrader's own tests, which its wheel contains, with our grader or with nbgrader's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbgrader.tests.apps

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TESTS = Path(nbgrader.tests.apps.__path__[0])
STOCK = "nbgrader.converters.autograde:Autograde"
OURS = "jupyterlab_homl.grading.grader:Grader"


@dataclass(frozen=True)
class Run:
    """A part of the suite with the grader set in one way.

    Attributes
    ----------
    tests : sequence of str
        Names below ``nbgrader.tests.apps``: a module's, or a test's as in ``test_nbgrader_autograde::test_grade``.
    settings : dict
        Traits of the grader that begin with another value.
    """

    tests: Sequence[str]
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How a run went.

    Attributes
    ----------
    passed, failed, skipped : list of str
        Tests by name, ``test_nbgrader_autograde::test_grade``.
    reasons : dict
        Of those that failed, what pytest said.
    graded : list of str
        Those in which the grader was started.
    """

    passed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    graded: list[str] = field(default_factory=list)


def run(runs: Mapping[str, Run], grader: str = OURS) -> dict[str, Outcome]:
    """Run tests of nbgrader's, two at a time, in one session: each worker starts, and warms its fork servers, once.

    Parameters
    ----------
    runs : mapping
        What is run, by name.
    grader : str
        ``module:Class``.
    """
    # short: sockets live below it, and their paths are limited
    with tempfile.TemporaryDirectory(prefix="nbg-") as folder:
        base = Path(folder)
        report, starts = base / "report.xml", base / "starts.txt"
        (base / "pytest.ini").write_text("[pytest]\n")
        variables = environment(base)
        variables["HOML_GRADER_RUNS"] = json.dumps({name: asdict(one) for name, one in runs.items()})
        variables["HOML_GRADER_LOG"] = str(starts)
        variables["HOML_GRADER"] = grader
        command = [sys.executable, "-m", "pytest", "-q", "-p", "plugin", "-p", "xdist.plugin", "-n", "2"]
        command += ["-p", "no:cacheprovider", "-c", str(base / "pytest.ini"), "--rootdir", str(TESTS)]
        command += [f"--junitxml={report}", "-o", "junit_logging=all", "--pyargs"]
        modules = dict.fromkeys(test.partition("::")[0] for one in runs.values() for test in one.tests)
        command += [f"nbgrader.tests.apps.{module}" for module in modules]
        # not in `base`: Python would look for modules there, so that what runs cells would have to hide each course in it anew
        done = subprocess.run(command, cwd=base / "home", env=variables, capture_output=True, text=True, timeout=1800)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        if os.environ.get("HOML_SHOW"):
            print(done.stdout)
        return _read(report, starts, runs)


def environment(base: Path) -> dict[str, str]:
    """An environment with a home, configuration and gradebook of its own."""
    (base / "tmp").mkdir(exist_ok=True)
    (base / "home" / "config").mkdir(parents=True, exist_ok=True)
    # kernels of nbgrader's own (autotests, validate) started side by side by two workers take each other's TCP ports
    (base / "home" / "config" / "nbgrader_config.py").write_text(
        "import os\n"
        "c = get_config()\n"
        "c.KernelManager.transport = 'ipc'\n"
        f"c.KernelManager.ip = '{base}/' + os.environ.get('PYTEST_XDIST_WORKER', 'main')\n"
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "IPYTHON", "PYTEST", "HOML"))}
    return kept | {
        "HOME": str(base / "home"),
        "JUPYTER_CONFIG_DIR": str(base / "home" / "config"),
        "JUPYTER_DATA_DIR": str(base / "home" / "data"),
        "JUPYTER_RUNTIME_DIR": str(base / "home" / "run"),
        "IPYTHONDIR": str(base / "home" / "ipython"),
        "TMPDIR": str(base / "tmp"),
        "PYTHONPATH": os.pathsep.join([str(HERE), str(ROOT)]),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }


def _read(report: Path, starts: Path, runs: Iterable[str]) -> dict[str, Outcome]:
    """The outcomes, from pytest's report and the notes of the plugin."""
    found = {name: Outcome() for name in runs}
    for case in ElementTree.parse(report).iter("testcase"):
        name, outcome = _which(f"{case.attrib['classname'].split('.')[0]}::{case.attrib['name']}", found)
        trouble = next((child for child in case if child.tag in ("failure", "error")), None)
        if trouble is not None:
            outcome.failed.append(name)
            said = case.findtext("system-err") or ""
            outcome.reasons[name] = f"{(trouble.text or '')[-1500:]}\n{said[-4000:]}"
        elif case.find("skipped") is not None:
            outcome.skipped.append(name)
        else:
            outcome.passed.append(name)
    for line in starts.read_text(encoding="utf-8").splitlines() if starts.exists() else []:
        name, outcome = _which(f"{Path(line.split('::')[0]).stem}::{line.split('::')[-1]}", found)
        outcome.graded.append(name)
    return found


def _which(name: str, outcomes: Mapping[str, Outcome]) -> tuple[str, Outcome]:
    """A test's own name, and the outcome of the run that its name tells."""
    marked = re.search(r"-?run:([a-z ]+)-?", name)
    if marked is None:
        raise ValueError(f"{name} belongs to no run")
    return name.replace(marked[0], "").removesuffix("[]"), outcomes[marked[1]]
