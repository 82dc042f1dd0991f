"""The same course, graded by nbgrader and by ours: the same rows, notebooks, files and modes, but for what is named here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.conformance import compare, course, suite  # noqa: E402

# nbgrader adds rows to a session in an order of which SQLAlchemy warns
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")

STOCK = {
    "restore_cells": False,
    "fail_closed": False,
    "keep_unreadable": False,
    "judge_outside": False,
    "stderr_costs_points": True,
    "regrade": "timestamp",
}

#: What differs from nbgrader by default: for each trait, the places that differ where it alone is as we have it.
DIFFERENCES: dict[str, list[str]] = {
    # eve tagged her tests cell so that it was not run, and got its points: it is run. zoe pasted a copy of her answer, which
    # stopped nbgrader: she is graded
    "restore_cells": [
        r"^notebook autograded/eve/ps1/a\.ipynb: cell \d+ [a-z-]* (outputs|execution_count|metadata)",
        r"^row grade \S+/square-tests/\S+/eve/\S+: auto_score",
        r"^(file|mode|notebook) autograded/zoe/",
        r"^row (grade|comment) \S+/zoe/\S+: (auto_score|needs_manual_grade|auto_comment)",
    ],
    # gus had a tests cell give -3 of 3 points, which nbgrader takes for all: none, and a person decides
    "fail_closed": [
        r"^notebook autograded/gus/ps1/a\.ipynb: cell 5 count-tests outputs",
        r"^row grade \S+/count-tests/\S+/gus/\S+: (auto_score|needs_manual_grade)",
        r"^row comment \S+/count/\S+/gus/\S+: auto_comment",
    ],
    # fay's answer ended Python, and nbgrader threw her notebook away; zoe's could not be read: both stay, and say why.
    # dan, eve and gus handed in one of two notebooks: the rows of the other say so, and a person decides
    "keep_unreadable": [
        r"^(file|mode|notebook) autograded/(fay|zoe)/",
        r"^row (grade|comment) \S+/(fay|zoe)/\S+: (auto_score|needs_manual_grade|auto_comment)",
        r"^row grade ml101/ps1/b/double-tests/\S+/(dan|eve|gus)/\S+: needs_manual_grade",
        r"^row comment ml101/ps1/b/double/\S+/(dan|eve|gus)/\S+: auto_comment",
    ],
    "judge_outside": [],
    # cleo's answers make the tests write to standard error, which costs nothing here
    "stderr_costs_points": [
        r"^row grade \S+/noisy-tests/\S+/cleo/\S+: auto_score",
    ],
    "regrade": [],
}

#: What differs whatever the traits say: our journal, that nbgrader leaves an empty folder where it removed a submission, and
#: that what cleo handed in stays, though her cells overwrite it.
ALWAYS = [r"^(file|mode) \.homl", r"^mode autograded/(fay|zoe)$", r"^file autograded/cleo/ps1/own\.txt$"]

POINTS = "row grade ml101/ps1/a/{cell}/GradeCell/ml101/ps1/{student}/ml101/ps1/a: auto_score"


def grade(base: Path, jobs: list[tuple[Path, str, dict[str, Any]]]) -> list[int]:
    """Grade these folders, each with its grader and settings; returns exit codes."""
    variables = suite.environment(base) | {"MPLCONFIGDIR": str(base / "matplotlib")}
    if not (base / "matplotlib").exists():
        # a first import of matplotlib says on the standard error that it looks for fonts
        subprocess.run(
            [sys.executable, "-c", "import matplotlib.font_manager"], env=variables, check=True, capture_output=True
        )
    told = json.dumps([[str(folder), grader, settings] for folder, grader, settings in jobs])
    command = [sys.executable, str(Path(__file__).with_name("autograde.py")), told]
    done = subprocess.run(command, cwd=base, env=variables, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr
    codes: list[int] = json.loads(done.stdout)
    return codes


def unexpected(found: dict[str, Any], expected: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The differences that no expression names, and the expressions that name none."""
    unnamed = {place: values for place, values in found.items() if not any(re.search(text, place) for text in expected)}
    idle = [text for text in expected if not any(re.search(text, place) for place in found)]
    return unnamed, idle


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """A folder with a short path: sockets live below it."""
    with tempfile.TemporaryDirectory(prefix="nbg-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def clean(base: Path) -> Path:
    """The course before anything is graded."""
    folder = base / "clean"
    folder.mkdir()
    course.build(folder)
    return folder


def test_ours_leaves_what_nbgrader_leaves(base: Path, clean: Path) -> None:
    settings = {"nothing": STOCK, "everything": {}}
    settings |= {trait: {name: value for name, value in STOCK.items() if name != trait} for trait in STOCK}
    for name in ("stock", *settings):
        shutil.copytree(clean, base / name)
    jobs = [(base / name, suite.OURS, setting) for name, setting in settings.items()]
    codes = grade(base, [(base / "stock", suite.STOCK, {}), *jobs])
    assert dict(zip(("stock", *settings), codes, strict=True)) == {
        "stock": 1,  # fay's kernel dies, zoe's copied cell stops nbgrader
        "nothing": 1,
        "everything": 0,
        "restore_cells": 1,
        "fail_closed": 1,
        "keep_unreadable": 1,
        "judge_outside": 1,
        "stderr_costs_points": 1,
        "regrade": 1,
    }
    stock = compare.facts(base / "stock")
    named = {"nothing": [], "everything": [place for places in DIFFERENCES.values() for place in places], **DIFFERENCES}
    for name in settings:
        ours = compare.facts(base / name)
        found = compare.differences(stock, ours)
        expected = named[name] + [place for place in ALWAYS if any(re.search(place, where) for where in found)]
        assert (name, *unexpected(found, expected)) == (name, {}, [])

    ours = compare.facts(base / "everything")
    for cell, student, theirs, points in (
        ("square-tests", "eve", 2, 0),
        ("count-tests", "gus", 3, 0),
        ("square-tests", "fay", None, 0),
        ("square-tests", "zoe", None, 2),
        ("count-tests", "zoe", None, 3),
        ("noisy-tests", "cleo", 0, 1),
    ):
        place = POINTS.format(cell=cell, student=student)
        assert (stock[place], ours[place]) == (theirs, points), place

    # a second time nothing happens
    assert grade(base, [(base / "everything", suite.OURS, {})]) == [0]
    assert compare.differences(ours, compare.facts(base / "everything")) == {}


@pytest.fixture
def small(base: Path, clean: Path) -> Path:
    """A course with one graded notebook."""
    folder = shutil.copytree(clean, base / "small")
    place = folder / "autograded" / "ada" / "ps1" / "a.ipynb"
    place.parent.mkdir(parents=True)
    shutil.copy(folder / "submitted" / "ada" / "ps1" / "a.ipynb", place)
    return folder


def test_the_comparison_sees_each_kind_of_difference(small: Path) -> None:
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
