"""The same course, graded by nbgrader and by ours: the same rows, notebooks, files and modes, but for what is named here."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.conformance import compare, course, suite  # noqa: E402

AUTOGRADE = "import plugin, sys; plugin.pytest_configure(); from nbgrader.apps.nbgraderapp import main; sys.exit(main())"


def grade(folder: Path, grader: str, settings: dict) -> tuple[int, str]:
    """Run ``nbgrader autograde ps1`` in a course with this grader in its place; returns the exit code and the log."""
    environment = os.environ | {
        "HOML_GRADER": grader,
        "HOML_GRADER_SETTINGS": json.dumps(settings),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(ROOT)]),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    command = [sys.executable, "-c", AUTOGRADE, "autograde", "ps1"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240)
    return done.returncode, done.stdout + done.stderr


#: What differs from nbgrader by default: the trait, and the places (expressions over `compare.facts`).
DIFFERENCES: dict[str, list[str]] = {
    "restore_cells": [],
    "keep_unreadable": [],
}

#: What differs whatever the traits say.
ALWAYS: list[str] = []

STOCK = {
    "restore_cells": False,
    "fail_closed": False,
    "keep_unreadable": False,
    "judge_outside": False,
    "regrade": "timestamp",
}


def unexpected(found: dict, expected: list[str]) -> tuple[dict, list[str]]:
    """The differences that no expression names, and the expressions that name none."""
    patterns = {text: re.compile(text) for text in expected}
    unnamed = {place: values for place, values in found.items() if not any(p.search(place) for p in patterns.values())}
    idle = [text for text, pattern in patterns.items() if not any(pattern.search(place) for place in found)]
    return unnamed, idle


def graded(clean: Path, folder: Path, grader: str, settings: dict) -> tuple[int, dict]:
    """A copy of the course, graded; the exit code, and what can be compared."""
    shutil.copytree(clean, folder)
    code, log = grade(folder, grader, settings)
    assert (folder / "autograded" / "ada").is_dir(), log
    return code, compare.facts(folder)


def test_ours_leaves_what_nbgrader_leaves(tmp_path):
    pytest.importorskip("jupyterlab_homl.grading.grader")
    clean = tmp_path / "clean"
    clean.mkdir()
    course.build(clean)
    code, stock = graded(clean, tmp_path / "stock", suite.STOCK, {})
    assert code == 1  # fay's kernel dies, zoe's copied cell stops nbgrader

    as_nbgrader = graded(clean, tmp_path / "alike", suite.OURS, STOCK)
    found = compare.differences(stock, as_nbgrader[1])
    assert unexpected(found, ALWAYS) == ({}, [])
    assert as_nbgrader[0] == code

    by_default = graded(clean, tmp_path / "ours", suite.OURS, {})
    found = compare.differences(stock, by_default[1])
    assert unexpected(found, ALWAYS + [place for places in DIFFERENCES.values() for place in places]) == ({}, [])
    assert by_default[0] == 1  # fay's


@pytest.fixture
def small(tmp_path):
    """A course with one graded notebook."""
    folder = tmp_path / "small"
    folder.mkdir()
    course.build(folder)
    place = folder / "autograded" / "ada" / "ps1" / "a.ipynb"
    place.parent.mkdir(parents=True)
    shutil.copy(folder / "submitted" / "ada" / "ps1" / "a.ipynb", place)
    return folder


def test_the_comparison_sees_each_kind_of_difference(small):
    before = compare.facts(small)
    assert compare.differences(before, compare.facts(small)) == {}
    path = small / "autograded" / "ada" / "ps1" / "a.ipynb"
    path.chmod(0o600)
    (path.parent / "more.txt").write_text("1")
    (small / "source" / "ps1" / "helper.py").write_text("scale = 12\n")
    document = json.loads(path.read_text())
    document["cells"][3]["outputs"] = [{"output_type": "stream", "name": "stderr", "text": ["!"]}]
    document["cells"][4]["metadata"]["execution"] = {"iopub.status.busy": "now"}
    path.write_text(json.dumps(document))
    engine = create_engine(f"sqlite:///{small / 'gradebook.db'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE grade SET auto_score = 0.5 WHERE manual_score = 1.5"))
    engine.dispose()
    found = compare.differences(before, compare.facts(small))
    assert set(found) == {
        "mode autograded/ada/ps1/a.ipynb",
        "mode autograded/ada/ps1/more.txt",
        "file autograded/ada/ps1/more.txt",
        "file source/ps1/helper.py",
        "notebook autograded/ada/ps1/a.ipynb: cell 3 square-tests outputs",
        "notebook autograded/ada/ps1/a.ipynb: cell 3 square-tests outputs 0",
        "row grade ml101/ps1/a/square-tests/GradeCell/ml101/ps1/ada/ml101/ps1/a: auto_score",
    }
    assert found["row grade ml101/ps1/a/square-tests/GradeCell/ml101/ps1/ada/ml101/ps1/a: auto_score"] == (None, 0.5)
