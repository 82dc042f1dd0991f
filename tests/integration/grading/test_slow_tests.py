"""Tests that take long are judged like all others: inside, and outside as well, however busy the machine is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from jupyterlab_homl.grading.execute import launchers
from tests.integration.grading.classcourse import ASSIGNMENT, Course, answer, checks, marks

SLOW = "import time\ntime.sleep(0.03)\n"
SCALE = "def scale(X, history):\n    return (X - X.mean(axis=0)) / X.std(axis=0)"
CHECK = (
    SLOW
    + """X = np.arange(6.0).reshape(3, 2)
log = []
before = X.copy()
found = scale(X, log)
np.testing.assert_allclose(found.mean(axis=0), 0, atol=1e-9)
np.testing.assert_array_equal(X, before)
np.testing.assert_array_equal(data, [1.0, 2.0])
scale(data, log)
np.testing.assert_array_equal(data, [1.0, 2.0])
assert log == []
print("checked")
"""
)
DRAWN = "drawn = np.random.rand()"


def notebook() -> Any:
    """A slow tests cell that draws random numbers, and a cell after it that depends on these."""
    setup = "import numpy as np\nnp.random.seed(3)\ndata = np.array([1.0, 2.0])"
    return new_notebook(
        cells=[
            new_code_cell(setup, metadata=marks("setup", locked=True), id="setup"),
            answer("scale", f"### BEGIN SOLUTION\n{SCALE}\n### END SOLUTION"),
            checks("scale-tests", 2, CHECK),
            answer("roll", "def roll():\n    ### BEGIN SOLUTION\n    return np.random.rand()\n    ### END SOLUTION"),
            checks("roll-tests", 1, SLOW + "first = roll()\nassert 0 < first < 1"),
            new_code_cell(DRAWN, metadata=marks("drawn", locked=True), id="drawn"),
            checks("drawn-tests", 1, "np.random.seed(3)\nnp.random.rand()\nassert drawn == np.random.rand()"),
        ],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
    )


RIGHT = {"scale": SCALE, "roll": "def roll():\n    return np.random.rand()"}
ROLL = RIGHT["roll"]

#: Answers to the first exercise that are wrong.
WRONG = {
    "in-place": "def scale(X, history):\n    X -= X.mean(axis=0)\n    return X / X.std(axis=0)",
    "notes": "def scale(X, history):\n    history.append(1)\n    return (X - X.mean(axis=0)) / X.std(axis=0)",
    "resizes": "def scale(X, history):\n    X.resize((6, 1), refcheck=False)\n    return X * 0.0",
    "wrong": "def scale(X, history):\n    return X + 1",
    "raises": "def scale(X, history):\n    raise ValueError('no')",
    "patched": (
        "np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None\n"
        "def scale(X, history):\n    return X + 1"
    ),
    "loud": (
        "import sys\nreal = np.testing.assert_allclose\nnp.testing.assert_allclose = lambda *a, **k: None\n"
        "def scale(X, history):\n    print('x', file=sys.stderr)\n    return X + 1"
    ),
}


#: It is right; with nbgrader it gets no points for the warning.
WARNS = f"import warnings\n{SCALE.replace('return', 'warnings.warn(&careful&); return')}".replace("&", "'")

Graded = tuple[Course, dict[str, Any]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    """A graded course with a right submission and all the wrong ones."""
    course = Course(tmp_path_factory.mktemp("slow"))
    course.generate(notebook())
    course.submit("right", RIGHT)
    for name, source in {**WRONG, "warns": WARNS}.items():
        course.submit(name, {**RIGHT, "scale": source})
    report = course.grade()
    yield course, report
    launchers.close()


@pytest.mark.parametrize("name", ["right", "warns"])
def test_what_is_right_passes(graded: Graded, name: str) -> None:
    course, report = graded
    assert report["remarks"] == []
    assert course.rows(name) == {"scale-tests": (2.0, False), "roll-tests": (1.0, False), "drawn-tests": (1.0, False)}
    cell = next(cell for cell in course.autograded(name)["cells"] if cell["id"] == "scale-tests")
    assert {"name": "stdout", "output_type": "stream", "text": ["checked\n"]} in cell["outputs"]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_does_not_pass(graded: Graded, name: str) -> None:
    course, _ = graded
    score, person = course.rows(name)["scale-tests"]
    assert score == 0.0
    assert person == (name == "patched" and person)  # a person may be asked where the two do not agree
    assert course.rows(name)["roll-tests"] == (1.0, False)
    assert course.rows(name)["drawn-tests"] == (1.0, False)


def test_a_busy_machine_changes_no_row(graded: Graded, tmp_path: Path) -> None:
    quiet, _ = graded
    shutil.copytree(quiet.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    busy = [subprocess.Popen([sys.executable, "-c", "while True:\n    pass"]) for _ in range(2)]
    try:
        report = course.grade(force=True)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    assert report["unchanged"] == []
    for name in ("right", "warns", *WRONG):
        assert course.rows(name) == quiet.rows(name), name


def test_stock_nbgrader_gives_the_same(graded: Graded, tmp_path: Path) -> None:
    """For honest answers only: nbgrader falls for those that patch its tests."""
    from nbgrader.converters import Autograde

    ours, _ = graded
    shutil.copytree(ours.root, tmp_path / "course", ignore=shutil.ignore_patterns("autograded", ".homl"))
    course = Course(tmp_path / "course")
    honest = ["right", "in-place"]
    for folder in (course.root / "submitted").iterdir():
        if folder.name not in honest:
            shutil.rmtree(folder)
    app = course.app()
    Autograde(coursedir=app.coursedir, parent=app).start()
    for name in honest:
        assert course.rows(name) == ours.rows(name), name
    counts = [[cell.get("execution_count") for cell in each.autograded("right")["cells"]] for each in (course, ours)]
    assert counts[0] == counts[1]
    assert (course.root / "autograded" / "right" / ASSIGNMENT).is_dir()
