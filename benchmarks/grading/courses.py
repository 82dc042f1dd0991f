"""nbgrader course folders with submissions whose right grades are known; the same ones every time.

nbgrader itself makes the release and the gradebook (`nbgrader generate_assignment`); the submissions are generated here.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .assignments import Assignment

BIN = Path(sys.executable).parent

#: The timestamp of all submissions.
HANDED_IN = "2026-11-20 12:00:00 UTC"

NOTEBOOK = "exercises"

#: Kinds of answers and their weights.
_MIX = {"right": 60, "wrong": 20, "untouched": 10, "raises": 5, "no Python": 5}

_CONFIG = """\
c = get_config()  # noqa: F821
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "bench"
c.Execute.timeout = {timeout}
"""


def answers(assignment: Assignment, student: str) -> tuple[dict[str, str], dict[str, float]]:
    """Draw the answers of a student, seeded by the name; returns sources and right scores by exercise."""
    draw = random.Random(f"{assignment.name} {student}")
    sources, worth = {}, {}
    for exercise in assignment.exercises:
        kind = draw.choices(list(_MIX), list(_MIX.values()))[0]
        sources[exercise.id] = {
            "right": draw.choice([exercise.cell(exercise.solution), *exercise.right]),
            "wrong": draw.choice(exercise.wrong),
            "untouched": exercise.stub,
            "raises": f"raise ValueError('{exercise.id} is not done yet')",
            "no Python": f"{exercise.head or 'for row in points:'}\nreturn (",
        }[kind]
        worth[exercise.id] = exercise.points if kind == "right" else 0.0
    return sources, worth


def solved(assignment: Assignment) -> dict[str, str]:
    """The reference solution of every exercise."""
    return {exercise.id: exercise.cell(exercise.solution) for exercise in assignment.exercises}


def instructor_environment(home: Path) -> dict[str, str]:
    """The environment of an instructor without any configuration, in which TensorFlow does not warn about a missing GPU."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "run"),
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


@dataclass(frozen=True)
class Class:
    """A course folder with one assignment.

    Attributes
    ----------
    folder : Path
        Contains the course folder `root` and the instructor's `home`.
    assignment : Assignment
        The assignment.
    worth : dict
        The right scores by student and exercise.
    """

    folder: Path
    assignment: Assignment
    worth: dict[str, dict[str, float]]

    @property
    def root(self) -> Path:
        """The course folder."""
        return self.folder / "course"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the instructor runs commands."""
        return instructor_environment(self.folder / "home")

    def released(self) -> dict[str, Any]:
        """The released notebook."""
        notebook: dict[str, Any] = json.loads(
            (self.root / "release" / self.assignment.name / f"{NOTEBOOK}.ipynb").read_text("utf-8")
        )
        return notebook

    def submission(self, student: str) -> Path:
        """The folder of a submission, created if it does not exist."""
        folder = self.root / "submitted" / student / self.assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "timestamp.txt").write_text(HANDED_IN)
        return folder

    def submit(self, student: str, sources: Mapping[str, str], worth: Mapping[str, float]) -> None:
        """Submit answers."""
        notebook = with_answers(self.released(), sources)
        (self.submission(student) / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")
        self.worth[student] = dict(worth)

    def enrol(self, students: Iterable[str]) -> None:
        """Submit a mix of right, wrong, untouched and failing answers for each student."""
        for student in students:
            self.submit(student, *answers(self.assignment, student))

    def copy(self, folder: Path, students: Iterable[str] | None = None) -> Class:
        """Copy the course, ungraded, with the submissions of some or all students."""
        chosen = list(self.worth) if students is None else list(students)
        copy = Class(folder, self.assignment, {student: self.worth[student] for student in chosen})
        copy.root.mkdir(parents=True)
        (folder / "home").mkdir()
        for name in ("source", "release", "gradebook.db", "nbgrader_config.py"):
            _clone(self.root / name, copy.root / name)
        (copy.root / "nbgrader_config.py").write_text(
            (self.root / "nbgrader_config.py").read_text().replace(repr(str(self.root)), repr(str(copy.root)))
        )
        (copy.root / "submitted").mkdir()
        for student in chosen:
            _clone(self.root / "submitted" / student, copy.root / "submitted" / student)
        return copy

    def grades(self) -> dict[str, dict[str, float]]:
        """The scores in the gradebook by student and exercise, without students who have no row."""
        from nbgrader.api import Gradebook, MissingEntry

        found: dict[str, dict[str, float]] = {}
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "bench") as gradebook:
            for student in sorted(path.name for path in (self.root / "submitted").iterdir()):
                with contextlib.suppress(MissingEntry):
                    notebook = gradebook.find_submission_notebook(NOTEBOOK, self.assignment.name, student)
                    rows = {grade.name: grade.score for grade in notebook.grades}
                    if rows:
                        found[student] = {one.id: rows[one.tests_id] for one in self.assignment.exercises}
        return found


def with_answers(notebook: dict[str, Any], sources: Mapping[str, str]) -> dict[str, Any]:
    """Put answers into a notebook, which is changed and returned."""
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in sources:
            cell["source"] = sources[name]
    return notebook


def make(folder: Path, assignment: Assignment, *, named: bool = False, timeout: int = 30) -> Class:
    """Make a course without submissions, with its assignment generated by nbgrader.

    Parameters
    ----------
    folder : Path
        An empty folder, or one that does not exist yet.
    assignment : Assignment
        The assignment.
    named : bool
        Whether its tests have names (`expect.test`).
    timeout : int
        nbgrader's time limit for a cell, in seconds.
    """
    made = Class(folder, assignment, {})
    source = made.root / "source" / assignment.name
    source.mkdir(parents=True)
    (folder / "home").mkdir()
    (made.root / "nbgrader_config.py").write_text(_CONFIG.format(root=str(made.root), timeout=timeout))
    (source / f"{NOTEBOOK}.ipynb").write_text(json.dumps(assignment.source(named), indent=1), encoding="utf-8")
    command = [str(BIN / "nbgrader"), "generate_assignment", assignment.name]
    done = subprocess.run(command, cwd=made.root, env=made.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"nbgrader could not generate the assignment:\n{done.stdout}{done.stderr}")
    return made


def students(count: int) -> list[str]:
    """Student ids, in order."""
    return [f"student{number:04d}" for number in range(1, count + 1)]


def _clone(source: Path, target: Path) -> None:
    """Copy a file or a folder, with sparse files and links as they are."""
    if source.is_file() and not source.is_symlink():
        shutil.copy2(source, target)
    else:
        subprocess.run(["cp", "-a", "--sparse=always", str(source), str(target)], check=True)
