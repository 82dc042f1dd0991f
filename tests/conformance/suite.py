"""Runs nbgrader's own tests, which its wheel contains, with our grader or with nbgrader's."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import nbgrader.tests.apps
from nbgrader.api import get_alembic_version

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TESTS = Path(nbgrader.tests.apps.__path__[0])
STOCK = "nbgrader.converters.autograde:Autograde"
OURS = "jupyterlab_homl.grading.grader:Grader"


@dataclass(frozen=True)
class Outcome:
    """The outcome of a run of the suite.

    Attributes
    ----------
    passed, failed, skipped : frozenset of str
        Names of tests, such as ``test_nbgrader_autograde::test_grade``.
    reasons : dict
        pytest's messages of the tests that failed.
    graded : frozenset of str
        The tests that started the grader.
    """

    passed: frozenset[str]
    failed: frozenset[str]
    skipped: frozenset[str]
    reasons: dict[str, str]
    graded: frozenset[str]


def run(
    modules: list[str], *, only: list[str] | None = None, settings: dict | None = None, grader: str | None = None
) -> Outcome:
    """Run test modules of nbgrader, two at a time.

    Parameters
    ----------
    modules : list of str
        Names below ``nbgrader.tests.apps``.
    only : list of str, optional
        Only these tests, by the names of `Outcome`.
    settings : dict, optional
        Other defaults for traits of the grader.
    grader : str, optional
        ``module:Class``; our grader by default.
    """
    # short: sockets live below it, and their paths are limited
    with tempfile.TemporaryDirectory(prefix="nbg-") as folder:
        base = Path(folder)
        report, starts = base / "report.xml", base / "starts.txt"
        (base / "pytest.ini").write_text("[pytest]\n")
        variables = environment(base)
        variables["HOML_GRADER_SETTINGS"] = json.dumps(settings or {})
        variables["HOML_GRADER_LOG"] = str(starts)
        if grader:
            variables["HOML_GRADER"] = grader
        command = [sys.executable, "-m", "pytest", "-q", "-p", "plugin", "-p", "xdist.plugin", "-n", "2"]
        command += ["-p", "no:cacheprovider", "-c", str(base / "pytest.ini"), "--rootdir", str(TESTS)]
        command += [f"--junitxml={report}", "-o", "junit_logging=all", "--pyargs"]
        command += _named(modules, only)
        # not in `base`: Python would look for modules there, so that what runs cells would have to hide each course in it anew
        done = subprocess.run(command, cwd=base / "home", env=variables, capture_output=True, text=True, timeout=900)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        if os.environ.get("HOML_SHOW"):
            print(done.stdout)
        return _read(report, starts)


def _named(modules: list[str], only: list[str] | None) -> list[str]:
    """The arguments for pytest that select these tests."""
    if only is None:
        return [f"nbgrader.tests.apps.{module}" for module in modules]
    classes = {
        "test_nbgrader_autograde": "TestNbGraderAutograde",
        "test_api": "TestNbGraderAPI",
        "test_nbgrader_update": "TestNbGraderUpdate",
    }
    named = []
    for name in only:
        module, _, test = name.partition("::")
        named.append(f"nbgrader.tests.apps.{module}::{classes[module]}::{test}")
    return named


def environment(base: Path) -> dict[str, str]:
    """An environment with a home, configuration and gradebook of its own.

    nbgrader runs ``alembic heads`` for each new gradebook, which takes seconds: a script that knows the answer replaces it.
    """
    (base / "bin").mkdir(exist_ok=True)
    (base / "tmp").mkdir(exist_ok=True)
    (base / "home" / "config").mkdir(parents=True, exist_ok=True)
    # kernels of nbgrader's own (autotests, validate) started side by side by two workers take each other's TCP ports
    (base / "home" / "config" / "nbgrader_config.py").write_text(
        "import os\n"
        "c = get_config()\n"
        "c.KernelManager.transport = 'ipc'\n"
        f"c.KernelManager.ip = '{base}/' + os.environ.get('PYTEST_XDIST_WORKER', 'main')\n"
    )
    tools = Path(sys.executable).parent
    shim = base / "bin" / "alembic"
    shim.write_text(
        f'#!/bin/sh\ncase "$*" in *heads) echo "{_alembic_head(tools)} (head)";; *) exec "{tools}/alembic" "$@";; esac\n'
    )
    shim.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "IPYTHON", "PYTEST", "HOML"))}
    return kept | {
        "HOME": str(base / "home"),
        "JUPYTER_CONFIG_DIR": str(base / "home" / "config"),
        "JUPYTER_DATA_DIR": str(base / "home" / "data"),
        "JUPYTER_RUNTIME_DIR": str(base / "home" / "run"),
        "IPYTHONDIR": str(base / "home" / "ipython"),
        "TMPDIR": str(base / "tmp"),
        "PATH": os.pathsep.join([str(base / "bin"), str(tools), os.environ.get("PATH", "")]),
        "PYTHONPATH": os.pathsep.join([str(HERE), str(ROOT)]),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }


def _alembic_head(tools: Path) -> str:
    """The newest version of nbgrader's tables."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(tools), before])
    try:
        return get_alembic_version()
    finally:
        os.environ["PATH"] = before


def _read(report: Path, starts: Path) -> Outcome:
    """The outcome, from pytest's report and the notes of the plugin."""
    groups: dict[str, set[str]] = {"passed": set(), "failed": set(), "skipped": set()}
    reasons = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.attrib['classname'].split('.')[0]}::{case.attrib['name']}"
        trouble = next((child for child in case if child.tag in ("failure", "error")), None)
        if trouble is not None:
            groups["failed"].add(name)
            said = case.findtext("system-err") or ""
            reasons[name] = f"{(trouble.text or '')[-1500:]}\n{said[-4000:]}"
        elif case.find("skipped") is not None:
            groups["skipped"].add(name)
        else:
            groups["passed"].add(name)
    noted = starts.read_text(encoding="utf-8").splitlines() if starts.exists() else []
    graded = {f"{Path(line.split('::')[0]).stem}::{line.split('::')[-1]}" for line in noted}
    return Outcome(
        frozenset(groups["passed"] - groups["failed"]),
        frozenset(groups["failed"]),
        frozenset(groups["skipped"]),
        reasons,
        frozenset(graded),
    )
