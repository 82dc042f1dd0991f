"""Hostile and broken submissions: each gets the verdict that is right and leaves nothing behind.

`run.py` is run once as the present user and, where that is root, once as an ordinary user; each case is a test of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.hostile.cases import CASES  # noqa: E402
from tests.once import once  # noqa: E402

#: Seconds for everything, on a machine that is busy.
TIMEOUT = 900

NOBODY = 65534
USERS = ("root", "ordinary") if os.geteuid() == 0 else ("ordinary",)


def as_nobody(*command: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command as a user who may do nothing in particular."""
    return subprocess.run(
        command, user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True, text=True, check=False, **more
    )


def python_for_nobody(folder: Path) -> str | None:
    """An interpreter of this version that an ordinary user may run, with the modules that we have.

    Where ours lies in root's own folder, the system's serves, in an environment made in `folder`.
    """
    probe = ["-P", "-c", "import numpy, jupyterlab_homl"]
    version = "python{}.{}".format(*sys.version_info[:2])
    for found in (sys.executable, shutil.which(version, path="/usr/local/bin:/usr/bin:/bin")):
        if found is None:
            continue
        python = Path(found)
        if found != sys.executable:
            python = folder / "bin" / "python"
            modules = folder / "lib" / version / "site-packages"
            python.parent.mkdir(parents=True)
            modules.mkdir(parents=True)
            python.symlink_to(found)
            (folder / "pyvenv.cfg").write_text(f"home = {Path(found).parent}\ninclude-system-site-packages = false\n")
            places = [str(ROOT), *(place for place in sys.path if place.endswith("site-packages"))]
            (modules / "modules.pth").write_text("\n".join(places))
        try:
            if as_nobody(str(python), *probe, cwd="/").returncode == 0:
                return str(python)
        except OSError:
            continue
    return None


def run_all(user: str, folder: Path) -> dict[str, Any]:
    """Run the cases as a user, in an empty folder; returns what was said of each, or why they were not run."""
    home = folder / "home"
    home.mkdir()
    command: list[str] = [sys.executable]
    options: dict[str, Any] = {}
    if user == "ordinary" and os.geteuid() == 0:
        folder.chmod(0o755)
        python = python_for_nobody(folder / "python")
        if python is None:
            return {"skip": "an ordinary user can run neither our Python nor one of this version on the system"}
        os.chown(home, NOBODY, NOBODY)
        command = [python]
        options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home)}
    try:
        process = subprocess.run(
            [*command, "-m", "tests.hostile.run", "--json"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
            **options,
        )
    except subprocess.TimeoutExpired:
        return {"said": [], "error": f"it did not end in {TIMEOUT} s"}
    return {"said": [json.loads(line) for line in process.stdout.splitlines()], "error": process.stderr[-4000:]}


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any], Any]:
    """What was said of each case, by user; the cases are run once, however many workers there are."""

    def tell(user: str) -> dict[str, Any]:
        def run() -> dict[str, Any]:
            with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
                return run_all(user, Path(folder))

        found: dict[str, Any] = once(tmp_path_factory, f"hostile-{user}", run)
        if "skip" in found:
            pytest.skip(found["skip"])
        return found

    return tell


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
@pytest.mark.parametrize("user", USERS)
def test_it_gets_what_is_right(told: Callable[[Any], Any], user: Any, case: Any) -> None:
    found = told(user)
    results = [line for line in found["said"] if line.get("name") == case.name]
    assert results, f"nothing was said of it; {found['error']}"
    if "skipped" in results[0]:
        pytest.skip(results[0]["skipped"])
    assert results[0]["problems"] == []


@pytest.mark.parametrize("user", USERS)
def test_honest_answers_pass_in_between(told: Callable[[Any], Any], user: Any) -> None:
    honest = [line for line in told(user)["said"] if line.get("name", "").startswith("an honest answer")]
    assert len(honest) > len(CASES) // 10
    assert [problem for line in honest for problem in line["problems"]] == []


@pytest.mark.parametrize("user", USERS)
def test_answers_are_kept_apart_where_the_machine_lets_them(told: Callable[[Any], Any], user: Any) -> None:
    machine = next(line["machine"] for line in told(user)["said"] if "machine" in line)
    assert machine["kept_apart"] or not machine["gives_namespaces"], machine


@pytest.mark.parametrize("user", USERS)
def test_nothing_is_left_over(told: Callable[[Any], Any], user: Any) -> None:
    leftovers = next(line["leftovers"] for line in told(user)["said"] if "leftovers" in line)
    assert {name: found for name, found in leftovers.items() if found} == {}
