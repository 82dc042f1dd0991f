"""The instructor's first mile with stock nbgrader: every step, two students, on chapter 4."""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyterlab_homl.classroom.folder import make_course
from jupyterlab_homl.course.library import open_library
from tests.nbgrader_commands import Commands

CHAPTER = "ch04"
BIN = Path(sys.executable).parent


class School:
    """A course folder, an exchange and its people."""

    def __init__(self, folder: Path) -> None:
        self.course = folder / "course"
        self.exchange = folder / "exchange"
        self.folder = folder
        self.library = open_library()
        self.exchange.mkdir(mode=0o777)
        self.exchange.chmod(0o777)
        self._commands = Commands({**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"})

    def close(self) -> None:
        self._commands.close()

    def nbgrader(self, *words: str, cwd: Path | None = None, user: str = "teacher") -> str:
        home = self.folder / "homes" / user
        home.mkdir(parents=True, exist_ok=True)
        environment = {
            "HOME": str(home),
            "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "JUPYTER_RUNTIME_DIR": str(home / "run"),
            "USER": user,
            "LOGNAME": user,
            "NB_USER": user,
        }
        command = [*words, f"--Exchange.root={self.exchange}", "--CourseDirectory.course_id=homl"]
        code, output = self._commands.run(command, cwd or self.course, environment)
        assert code == 0, f"{' '.join(words)}\n{output}"
        return output


def write_answers(path: Path, answers: dict[str, str]) -> None:
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers and cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = answers[name]
    path.write_text(json.dumps(notebook))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    school = School(tmp_path_factory.mktemp("school"))
    try:
        make_course(school.course, school.library, "homl")
        school.nbgrader("generate_assignment", CHAPTER)
        yield school
    finally:
        school.close()


def test_from_release_to_export(school: School) -> None:
    lesson = school.library.course.lesson(CHAPTER)
    school.nbgrader("release_assignment", CHAPTER)
    solved = {e.id: e.solution for e in lesson.exercises}
    half = {e.id: (e.solution if number % 2 else e.stub) for number, e in enumerate(lesson.exercises)}
    for student, answers in (("ada", solved), ("bob", half)):
        desk = school.folder / student
        desk.mkdir()
        school.nbgrader("fetch_assignment", CHAPTER, cwd=desk, user=student)
        write_answers(desk / CHAPTER / "exercises.ipynb", answers)
        school.nbgrader("submit", CHAPTER, f"--student={student}", cwd=desk, user=student)
    # one user runs all of this, so the files' owner cannot be asked who submitted
    school.nbgrader("collect", CHAPTER, "--ExchangeCollect.check_owner=False")
    school.nbgrader("autograde", CHAPTER, "--create")
    school.nbgrader("generate_feedback", CHAPTER)
    feedback = (school.course / "feedback" / "bob" / CHAPTER / "exercises.html").read_text(encoding="utf-8")
    text = html.unescape(re.sub("<[^>]+>", "", feedback))
    submitted = json.loads((school.course / "submitted" / "bob" / CHAPTER / "exercises.ipynb").read_text(encoding="utf-8"))
    known = "\n".join("".join(cell["source"]) for cell in submitted["cells"])
    parts = [part for e in lesson.exercises for cell in e.tests for part in cell.parts]
    hidden = {line.strip() for part in parts if part.hidden for line in part.source.splitlines()}
    assert [line for line in hidden if len(line) > 8 and line not in known and line in text] == []
    school.nbgrader("export", "--to", "grades.csv")
    lines = (school.course / "grades.csv").read_text(encoding="utf-8").splitlines()
    rows = {row["student_id"]: row for row in csv.DictReader(lines)}
    automatic = sum(e.points for e in lesson.exercises if not e.manual)
    assert float(rows["ada"]["score"]) == automatic
    assert float(rows["bob"]["score"]) == sum(e.points for n, e in enumerate(lesson.exercises) if n % 2 and not e.manual)
    assert float(rows["ada"]["max_score"]) == sum(e.points for e in lesson.exercises)


def test_parity_of_stock_autograde_and_check(school: School) -> None:
    """Stub, solution, right and wrong answers get the points that Check gives, exercise by exercise; of `class grade`, too."""
    from jupyterlab_homl.checking.check import WORKERS, check
    from jupyterlab_homl.checking.plan import learner_cells, plan
    from jupyterlab_homl.engine.launch.warm import best_launcher
    from jupyterlab_homl.engine.sandbox.limits import Limits

    lesson = school.library.course.lesson(CHAPTER)
    released = school.library.notebook(CHAPTER, "exercises")
    columns = {}
    for exercise in lesson.exercises:
        if exercise.manual:
            continue
        sources = [exercise.stub, exercise.solution, *(v.source for v in (*exercise.right, *exercise.wrong))]
        columns[exercise.id] = sources
    rows = max(map(len, columns.values()))
    submitted = school.course / "submitted"
    shutil.rmtree(submitted, ignore_errors=True)
    launcher, wanted = best_launcher(WORKERS), {}
    for number in range(rows):
        answers = {name: (sources[number] if number < len(sources) else sources[0]) for name, sources in columns.items()}
        path = submitted / f"variant{number}" / CHAPTER / "exercises.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(released))
        write_answers(path, answers)
        cells = learner_cells(json.loads(path.read_text()))
        for name in answers:
            verdict = check(plan(lesson, lesson.exercise(name), cells), launcher, Limits())
            wanted[f"variant{number}", name] = verdict.score
    launcher.close()
    school.nbgrader("autograde", CHAPTER, "--create", "--force")
    assert points(school, wanted) == wanted
    forget_points(school)
    grade = [sys.executable, "-m", "jupyterlab_homl.cli.main", "class", "grade", CHAPTER, "--force", "--json"]
    done = subprocess.run(grade, cwd=school.course, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["graded"]) == rows
    assert points(school, wanted) == wanted


def forget_points(school: School) -> None:
    """Leave nothing of what was given in the gradebook."""
    from nbgrader.api import Grade, Gradebook

    with Gradebook(f"sqlite:///{school.course / 'gradebook.db'}", "homl") as gradebook:
        for row in gradebook.db.query(Grade):
            row.auto_score = None
        gradebook.db.commit()


def points(school: School, wanted: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """What the gradebook gives, by student and exercise."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{school.course / 'gradebook.db'}", "homl") as gradebook:
        got = {}
        for student, name in wanted:
            notebook = gradebook.find_submission_notebook("exercises", CHAPTER, student)
            got[student, name] = sum(
                grade.auto_score or 0.0
                for grade in notebook.grades
                if grade.cell.name == f"{name}-tests" or grade.cell.name.startswith(f"{name}-tests-")
            )
    return got
