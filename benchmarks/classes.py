"""Whole course folders of nbgrader with submissions whose grades are known, the same every time.

nbgrader itself makes the release and the gradebook once (`nbgrader generate_assignment`); submissions are then files of ours.
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

#: When everything was handed in.
HANDED_IN = "2026-11-20 12:00:00 UTC"

NOTEBOOK = "exercises"

#: How often an answer is what.
_MIX = {"right": 60, "wrong": 20, "untouched": 10, "raises": 5, "no Python": 5}

_CONFIG = """\
c = get_config()  # noqa: F821
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "bench"
c.Execute.timeout = {timeout}
"""


def answers(assignment: Assignment, student: str) -> tuple[dict[str, str], dict[str, float]]:
    """The answers of one student and what each is worth, by exercise; drawn by the student's name."""
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


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a teacher who has configured nothing, and whose TensorFlow does not complain of a missing card."""
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
        Holds the course folder `root` and the teacher's `home`.
    assignment : Assignment
        What was handed out.
    worth : dict
        By student and exercise, the score that is right.
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
        """The teacher's environment."""
        return surroundings(self.folder / "home")

    def released(self) -> dict[str, Any]:
        """The notebook that was handed out."""
        notebook: dict[str, Any] = json.loads(
            (self.root / "release" / self.assignment.name / f"{NOTEBOOK}.ipynb").read_text("utf-8")
        )
        return notebook

    def desk(self, student: str) -> Path:
        """The folder of a submission, made if it is not there."""
        folder = self.root / "submitted" / student / self.assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "timestamp.txt").write_text(HANDED_IN)
        return folder

    def submit(self, student: str, sources: Mapping[str, str], worth: Mapping[str, float]) -> None:
        """Hand in answers."""
        notebook = answered(self.released(), sources)
        (self.desk(student) / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")
        self.worth[student] = dict(worth)

    def enrol(self, students: Iterable[str]) -> None:
        """Hand in a mix of right, wrong, untouched and erring answers for each."""
        for student in students:
            self.submit(student, *answers(self.assignment, student))

    def copy(self, folder: Path, students: Iterable[str] | None = None) -> Class:
        """The same course elsewhere, ungraded, by default with all its submissions."""
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
        """By student and exercise, what the gradebook says; without those that it has no row of."""
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


def answered(notebook: dict[str, Any], sources: Mapping[str, str]) -> dict[str, Any]:
    """A notebook with these answers in it, which is changed."""
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in sources:
            cell["source"] = sources[name]
    return notebook


def make(folder: Path, assignment: Assignment, *, named: bool = False, timeout: int = 30) -> Class:
    """A course without submissions, its assignment generated by nbgrader.

    Parameters
    ----------
    folder : Path
        An empty one, or one that is not there yet.
    assignment : Assignment
        What is handed out.
    named : bool
        Whether its tests are written with the toolkit.
    timeout : int
        nbgrader's seconds for a cell.
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
        raise RuntimeError(f"nbgrader could not make the assignment:\n{done.stdout}{done.stderr}")
    return made


def students(count: int) -> list[str]:
    """Names, in order."""
    return [f"student{number:04d}" for number in range(1, count + 1)]


def _clone(source: Path, target: Path) -> None:
    """Copy whatever it is, holes and loops of links as they are."""
    if source.is_file() and not source.is_symlink():
        shutil.copy2(source, target)
    else:
        subprocess.run(["cp", "-a", "--sparse=always", str(source), str(target)], check=True)
