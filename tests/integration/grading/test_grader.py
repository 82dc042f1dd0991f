"""Grading a class: rows, files, what is repaired, what fails, what is graded again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import MissingEntry
from nbgrader.plugins import LateSubmissionPlugin
from traitlets.config import Config

from jupyterlab_homl.errors import Conflict, HomlError, NotFound
from tests.integration.grading.classcourse import ASSIGNMENT, FULL, RIGHT, Course, source_notebook
from tests.odd_things import THINGS
from tests.paths import ROOT
from tests.present import present

#: The files of a submission in whose place odd things are put.
PLACES = ("work.ipynb", "timestamp.txt", "data.csv")

WRONG = {**RIGHT, "squares": "def squares(n):\n    return [1] * n"}


def students(rows: Any) -> list[Any]:
    return [row["student"] for row in rows]


def cell(notebook: Any, name: str) -> Any:
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)


def test_rows_files_and_report(course: Course) -> None:
    course.submit("ada", notes="by hand")
    course.submit("bob", {})
    course.submit("eve", WRONG)
    report = course.grade()
    assert [(row["student"], row["score"], row["max_score"]) for row in report["graded"]] == [
        ("ada", FULL, FULL + 2),
        ("bob", 0, FULL + 2),
        ("eve", FULL - 2, FULL + 2),
    ]
    assert report["not_run"] == []
    assert report["remarks"] == []
    assert {(row["student"], row["cell"]) for row in report["needs_person"]} == {("ada", "essay"), ("eve", "essay")}
    assert course.rows("ada") == {
        "squares-tests": (2.0, False),
        "mean-tests": (1.0, False),
        "word-tests": (3.0, False),
        "essay": (None, True),
    }
    assert course.comments("bob") == dict.fromkeys(("squares", "mean", "word", "essay"), "No response.")
    notebook = course.autograded("eve")
    assert cell(notebook, "squares-tests")["outputs"][-1]["ename"] == "AssertionError"
    assert cell(notebook, "word-tests")["outputs"][0]["data"]["text/plain"] == ["3"]
    assert "BEGIN HIDDEN TESTS" in "".join(cell(notebook, "squares-tests")["source"])
    assert (course.root / "autograded" / "ada" / ASSIGNMENT / "notes").read_text() == "by hand"
    assert (course.root / "autograded" / "ada" / ASSIGNMENT / "work.ipynb").stat().st_mode & 0o777 == 0o444


def test_cells_that_were_changed_copied_or_deleted(course: Course) -> None:
    def skip(notebook: Any) -> None:
        cell(notebook, "squares-tests")["metadata"]["tags"] = ["skip-execution"]

    def deleted(notebook: Any) -> None:
        notebook["cells"] = [c for c in notebook["cells"] if c["id"] not in ("squares-tests", "mean-tests")]

    def doubled(notebook: Any) -> None:
        where = notebook["cells"].index(cell(notebook, "squares"))
        notebook["cells"].insert(where + 1, {**cell(course.released(), "squares"), "id": "another"})

    def cheap(notebook: Any) -> None:
        cell(notebook, "squares-tests")["metadata"]["nbgrader"]["points"] = 100
        cell(notebook, "squares-tests")["source"] = "pass"

    def unmarked(notebook: Any) -> None:
        for each in notebook["cells"]:
            if "nbgrader" in each["metadata"]:
                each["metadata"]["nbgrader"]["schema_version"] = 1
        notebook["cells"].append({"cell_type": "code", "source": 3, "metadata": {"nbgrader": []}, "outputs": "x"})
        notebook["cells"].append("no cell")

    changes = {"skip": skip, "deleted": deleted, "doubled": doubled, "cheap": cheap, "unmarked": unmarked}
    for name, change in changes.items():
        course.submit(f"{name}-right", change=change)
        course.submit(f"{name}-wrong", WRONG, change=change)
    report = course.grade()
    assert report["not_run"] == []
    for name in changes:
        assert course.rows(f"{name}-right")["squares-tests"] == (2.0, False), name
        assert course.rows(f"{name}-wrong")["squares-tests"] == (0.0, False), name
        assert course.rows(f"{name}-right")["mean-tests"] == (1.0, False), name


def test_cells_that_are_put_back_have_ids(course: Course) -> None:
    def without_tests(notebook: Any) -> None:
        notebook["cells"] = [c for c in notebook["cells"] if c["id"] != "squares-tests"]

    course.submit("ada", change=without_tests)
    course.grade()
    nbformat.validate(course.autograded("ada"))


def test_what_cannot_be_read_has_a_row_and_the_others_are_graded(course: Course) -> None:
    course.submit("ada")
    course.submit("json", change=lambda notebook: "{not json")
    course.submit("list", change=lambda notebook: "[1, 2]")
    course.submit("empty", change=lambda notebook: "")
    course.submit("format", change=lambda notebook: {"nbformat": 9, "pages": notebook["cells"]})
    (course.folder("none")).mkdir(parents=True)
    course.folder("file").parent.mkdir(parents=True)
    course.folder("file").write_text("not a folder")
    (course.folder("folder") / "work.ipynb").mkdir(parents=True)
    course.submit("loop")
    (course.folder("loop") / "again").symlink_to(course.folder("loop"))
    course.submit("large")
    with (course.folder("large") / "huge.bin").open("wb") as file:
        file.truncate(2 * 2**30)
    course.submit("pipe")
    os.mkfifo(course.folder("pipe") / "pipe")
    course.submit("spy")
    (course.folder("spy") / "gradebook.db").symlink_to(course.root / "gradebook.db")
    report = course.grade()
    assert students(report["graded"]) == ["ada", "loop", "pipe", "spy"]
    why = {row["student"]: row["reason"] for row in report["not_run"]}
    assert set(why) == {"json", "list", "empty", "format", "none", "file", "folder", "large"}
    assert "JSON" in why["json"]
    assert "MB" in why["large"]
    for student, reason in why.items():
        assert course.rows(student)["squares-tests"] == (0.0, True)
        assert course.comments(student)["squares"] in reason
        assert "could not be graded" in "".join(course.autograded(student)["cells"][0]["source"])
    assert not (course.root / "autograded" / "spy" / ASSIGNMENT / "gradebook.db").exists()


STUBBORN = "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except BaseException:\n        pass\n"


def test_what_ends_a_process_costs_one_exercise(course: Course) -> None:
    """The others are judged in a process in which it did not run."""
    dies = "import os\nos._exit(0)\n"

    def with_first(source: str) -> Callable[[Any], Any]:
        return lambda notebook: notebook["cells"].insert(
            3, {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "id": "first", "execution_count": None}
        )

    course.submit("dies", change=with_first(dies))
    course.submit("stubborn", change=with_first(STUBBORN))
    course.submit("loops", change=with_first("while True:\n    pass"))
    course.submit("answer-dies", {**RIGHT, "squares": dies + RIGHT["squares"]})
    course.submit("answer-stubborn", {**RIGHT, "word": STUBBORN + RIGHT["word"]})
    course.submit("answer-floods", {**RIGHT, "squares": "while True:\n    print('x' * 10**6)"})
    course.submit("called-dies", {**RIGHT, "squares": "import os\ndef squares(n):\n    os._exit(0)"})
    course.submit("judged-dies", {**RIGHT, "mean": "import os\ndef mean(x):\n    os._exit(0)"})
    course.submit("all-die", dict.fromkeys(RIGHT, dies))
    course.submit("late", {**RIGHT, "mean": "def mean(x):\n    while True:\n        pass"})
    grader = course.grader()
    grader.config.Execute.timeout = 2
    report = grader.run()
    assert report.not_run() == {}
    lost = {
        "answer-dies": {"squares-tests"},
        "answer-stubborn": {"word-tests"},
        "answer-floods": {"squares-tests"},
        "called-dies": {"squares-tests"},
        "judged-dies": {"mean-tests"},
        "late": {"mean-tests"},
        "all-die": {"squares-tests", "mean-tests", "word-tests"},
    }
    for row in report.graded():
        rows = course.rows(row.student)
        assert {name for name in rows if rows[name][0] == 0.0} == lost.get(row.student, set()), row.student
    ended = {row.student: row.ended_early for row in report.graded() if row.ended_early}
    assert set(ended) == {"dies", "stubborn", "answer-dies", "answer-stubborn", "called-dies", "all-die"}
    assert ended["answer-dies"] in str(cell(course.autograded("answer-dies"), "squares-tests")["outputs"])
    assert course.rows("judged-dies")["mean-tests"] == (0.0, True)


def test_a_verdict_of_ones_own_is_not_believed(course: Course) -> None:
    """What is patched inside is seen from outside."""
    tricks = {
        "patched": "np.testing.assert_allclose = lambda *a, **k: None",
        "equal": (
            "class E(list):\n    __eq__ = lambda *_: True\n"
            "    def __array__(self, *a, **k):\n        return np.array([1, 4, 9])"
        ),
        "dropped": (
            "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\n"
            "    visit_Try = visit_Expr = visit_Assert\n"
            "get_ipython().ast_transformers.append(Drop())"
        ),
        "erased": (
            "def none(lines):\n    return ['pass\\n'] if 'assert' in ''.join(lines) else lines\n"
            "get_ipython().input_transformers_cleanup.append(none)"
        ),
        "quiet": (
            "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.showtraceback = lambda *a, **k: None"
        ),
    }
    body = {"equal": "    return E([1])"}
    for name, trick in tricks.items():
        course.submit(name, {**RIGHT, "squares": f"{trick}\ndef squares(n):\n{body.get(name, '    return [0] * n')}"})
    report = course.grade()
    assert len(report["graded"]) == len(tricks)
    for name in tricks:
        score, _ = course.rows(name)["squares-tests"]
        assert score == 0.0, name
        assert course.rows(name)["word-tests"][0] == 3.0, name


def test_sources_as_jupyter_saves_them_are_judged_from_outside(course: Course) -> None:
    """With the text of each cell as a list of lines."""
    notebook = source_notebook()
    for each in notebook["cells"]:
        each["source"] = each["source"].splitlines(keepends=True)
    course.generate(notebook)
    always_equal = (
        "class E(list):\n    __eq__ = lambda *_: True\n    def __array__(self, *a, **k):\n        return np.array([1, 4, 9])\n"
    )
    squares = "def squares(n):\n    if n < 1:\n        raise ValueError\n    return E([1])"
    course.submit("eve", {**RIGHT, "squares": always_equal + squares})
    course.submit("ada")
    assert course.grade()["remarks"] == []
    assert course.rows("eve")["squares-tests"] == (2.0, True)
    assert course.rows("ada")["squares-tests"] == (2.0, False)


def test_only_what_has_changed_is_graded_again(course: Course) -> None:
    course.submit("ada")
    course.submit("bob", WRONG)
    assert students(course.grade()["graded"]) == ["ada", "bob"]
    assert course.grade()["unchanged"] == ["ada", "bob"]
    course.submit("bob")
    report = course.grade()
    assert (students(report["graded"]), report["unchanged"]) == (["bob"], ["ada"])
    with course.gradebook() as gradebook:
        gradebook.find_grade("word-tests", "work", ASSIGNMENT, "ada").manual_score = 2.5
        gradebook.db.commit()
    before = course.autograded("ada")
    notebook = source_notebook()
    tests = cell(notebook, "squares-tests")
    tests["source"] = tests["source"].replace("squares(1) == [1]", "squares(2) == [1, 4, 9]")
    course.generate(notebook)
    report = course.grade()
    assert [(row["student"], row["cells"]) for row in report["graded"]] == [
        ("ada", ["squares-tests"]),
        ("bob", ["squares-tests"]),
    ]
    assert "squares-tests" in report["remarks"][0]
    assert course.rows("ada")["squares-tests"] == (0.0, False)
    assert course.rows("ada")["mean-tests"] == (1.0, False)
    assert cell(course.autograded("ada"), "word-tests")["outputs"] == cell(before, "word-tests")["outputs"]
    with course.gradebook() as gradebook:
        assert gradebook.find_grade("word-tests", "work", ASSIGNMENT, "ada").manual_score == 2.5
    assert students(course.grade(force=True)["graded"]) == ["ada", "bob"]


def test_points_follow_dates_extensions_and_rules_without_a_run(course: Course) -> None:
    late: dict[str, Any] = {"timestamp.txt": "2026-11-01 12:00:00 UTC"}
    early: dict[str, Any] = {"timestamp.txt": "2026-10-31 12:00:00 UTC"}
    course.submit("late", **late)
    course.submit("early", **early)

    def due(day: datetime | None, extension: timedelta | None = None) -> None:
        with course.gradebook() as gradebook:
            gradebook.find_assignment(ASSIGNMENT).duedate = day
            with suppress(MissingEntry):
                gradebook.find_submission(ASSIGNMENT, "late").extension = extension
            gradebook.db.commit()

    def grade(method: str = "zero", **traits: Any) -> Any:
        grader = course.grader(**traits)
        grader.config.LateSubmissionPlugin.penalty_method = method
        return grader.run().document()

    def changes(report: Any) -> dict[str, tuple[float, float]]:
        return {row["student"]: (row["before"], row["after"]) for row in report["changed"]}

    due(datetime(2026, 11, 1))
    report = grade()
    assert {row["student"]: row.get("penalty") for row in report["graded"]} == {"early": None, "late": FULL}
    assert report["changed"] == []
    assert changes(grade()) == {}
    due(datetime(2026, 11, 3))
    report = grade()
    assert (report["unchanged"], changes(report)) == (["early", "late"], {"late": (0, FULL)})
    due(datetime(2026, 11, 1), extension=timedelta(days=2))
    assert changes(grade()) == {}
    due(datetime(2026, 10, 30))
    assert changes(grade()) == {"early": (FULL, 0), "late": (FULL, 0)}
    assert changes(grade("none")) == {"early": (0, FULL), "late": (0, FULL)}
    due(None, extension=timedelta(days=1))  # an extension of nothing
    assert changes(grade()) == {}
    due(datetime(2026, 10, 30))
    assert changes(grade("none", force=True)) == {}
    assert changes(grade(force=True)) == {"early": (FULL, 0), "late": (FULL, 0)}
    off = course.grader()
    off.config.AssignLatePenalties.enabled = False
    assert changes(off.run().document()) == {"early": (0, FULL), "late": (0, FULL)}
    grade()
    (course.folder("late") / "work.ipynb").rename(course.folder("late") / "work (1).ipynb")
    grade()
    with course.gradebook() as gradebook:
        assert not gradebook.find_submission_notebook("work", ASSIGNMENT, "late").late_submission_penalty


class BrokenPlugin(LateSubmissionPlugin):  # type: ignore[misc]  # nbgrader has no types
    """A plugin that makes an error."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        raise ZeroDivisionError("of the plugin")


def test_a_plugin_that_fails_stops_nobody_else(course: Course) -> None:
    late: dict[str, Any] = {"timestamp.txt": "2026-11-01 12:00:00 UTC"}
    course.submit("late", **late)
    course.submit("ada")
    with course.gradebook() as gradebook:
        gradebook.find_assignment(ASSIGNMENT).duedate = datetime(2026, 10, 1)
        gradebook.db.commit()
    grader = course.grader()
    grader.config.AssignLatePenalties.plugin_class = BrokenPlugin
    report: Any = grader.run().document()
    assert students(report["graded"]) == ["ada"]
    assert ["ZeroDivisionError" in row["reason"] for row in report["not_run"]] == [True]


def test_what_points_depend_on_is_compared(course: Course) -> None:
    course.submit("ada")
    course.grade()
    notebook = source_notebook()
    made: dict[str, Any] = {"ClearHiddenTests": {"enabled": True}}

    def changed(name: str, source: str) -> Callable[[], None]:
        def change() -> None:
            cell(notebook, name)["source"] = source
            course.generate(notebook)

        return change

    def add_file() -> None:
        (course.root / "source" / ASSIGNMENT / "helper.py").write_text("word = 'right'")

    changes: dict[str, Callable[[], object]] = {
        "trait": lambda: made.update(Grader={"stderr_costs_points": True}),
        "limit": lambda: made["Grader"].update(memory_limit=2**31 - 2**20),
        "preprocessor": lambda: made.update(OverwriteCells={"add_missing_cells": True}),
        "file": add_file,
        "set-up": changed("setup", "import numpy as np\nimport math"),
        "solution": changed("mean", "def mean(x):\n    ### BEGIN SOLUTION\n    return sum(x) / len(x)\n    ### END SOLUTION"),
        "stub of a text": changed("essay", "Why?\n### BEGIN SOLUTION\nIt is.\n### END SOLUTION"),
    }
    for what, change in changes.items():
        change()
        grader = course.grader()
        grader.update_config(Config(made))
        assert students(grader.run().document()["graded"]) == ["ada"], what
        assert grader.run().document()["unchanged"] == ["ada"], what
    notebook["cells"][0]["source"] = "# Problem set one"
    course.generate(notebook)
    assert grader.run().document()["unchanged"] == ["ada"]


def test_odd_things_in_the_place_of_each_file_stop_nobody_else(course: Course) -> None:
    course.submit("ada")
    for thing, put in THINGS.items():
        for place in PLACES:
            student = f"{thing}-{place}"
            course.submit(student)
            (course.folder(student) / place).unlink(missing_ok=True)
            put(course.folder(student) / place)
            if place == "data.csv":
                autograded = course.root / "autograded" / student / ASSIGNMENT
                autograded.mkdir(parents=True)
                put(autograded / "work.ipynb")
                put(autograded / "timestamp.txt")
    report = course.grade()
    why: dict[str, str] = {row["student"]: row["reason"] for row in report["not_run"]}
    assert "ada" in students(report["graded"])
    seen = [*students(report["graded"]), *why, *report["unchanged"]]
    assert sorted(seen) == sorted(["ada", *(f"{thing}-{place}" for thing in THINGS for place in PLACES)])
    for student, reason in why.items():
        assert student.rpartition("-")[2] in PLACES, student
        assert "Error" not in reason, (student, reason)
    assert not [student for student in why if student.endswith("data.csv") and not student.startswith("sparse")]


NAMES = (b"not\xffutf-8", b"new\nline", b"other\nline", b"{braces} %s", b"x" * 255, b"[a-z]*", b"\x1b[2J", b"it's\";--")


def test_odd_names_stop_nobody_else(course: Course) -> None:
    course.submit("ada")
    content = (course.folder("ada") / "work.ipynb").read_bytes()
    for name in NAMES:
        folder = Path(os.fsdecode(os.fsencode(course.root / "submitted") + b"/" + name)) / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / "work.ipynb").write_bytes(content)
        (folder / os.fsdecode(b"\xff.txt")).write_text("mine")
    half = {**RIGHT, "squares": "def squares(n):\n    raise ValueError('\\ud800 and \\0')"}
    course.submit("bob", half)
    course.folder("eve").mkdir(parents=True)
    (course.folder("eve") / os.fsdecode(b"work\xff.ipynb")).write_bytes(content)
    process = command(course)
    out, err = process.communicate()
    assert process.returncode == 1, err
    assert "not\\udcffutf-8" in out
    report = course.grade(force=True)
    assert {row["student"] for row in report["graded"]} == {"ada", "bob", *map(os.fsdecode, NAMES[1:])}
    assert all(row["score"] == FULL for row in report["graded"] if row["student"] != "bob")
    why = {row["student"]: row["reason"] for row in report["not_run"]}
    assert "is not text in UTF-8" in why[os.fsdecode(NAMES[0])]
    assert "looks like it" in why["eve"]


def test_cells_do_not_replace_what_was_handed_in(course: Course) -> None:
    spoil = "for name in ('timestamp.txt', 'notes.txt', 'work.ipynb'):\n    open(name, 'w').write('{}')\n"
    handed: dict[str, Any] = {"timestamp.txt": "2026-11-01 12:00:00 UTC", "notes.txt": "mine"}
    course.submit("ada", {**RIGHT, "squares": spoil + RIGHT["squares"]}, **handed)
    course.submit("bob", {**RIGHT, "squares": spoil + RIGHT["squares"]})
    assert students(course.grade()["graded"]) == ["ada", "bob"]
    folder = course.root / "autograded" / "ada" / ASSIGNMENT
    assert {name: (folder / name).read_text() for name in handed} == handed
    assert not (course.root / "autograded" / "bob" / ASSIGNMENT / "timestamp.txt").exists()
    (course.root / ".homl" / "grading" / f"{ASSIGNMENT}.jsonl").unlink()
    assert course.grade()["unchanged"] == ["ada", "bob"]


def test_other_files_of_a_submission(course: Course) -> None:
    cells = {**RIGHT, "word": "word = open('given.txt').read()\nopen('made.txt', 'w').write(word)"}
    course.submit("ada", cells, change=None, **{"given.txt": "right"})
    (course.root / "source" / ASSIGNMENT / "helper.py").write_text("from pathlib import Path\n")
    report = course.grade()
    assert report["graded"][0]["score"] == FULL
    folder = course.root / "autograded" / "ada" / ASSIGNMENT
    assert (folder / "made.txt").read_text() == "right"
    assert sorted(path.name for path in folder.iterdir()) == ["given.txt", "helper.py", "made.txt", "work.ipynb"]


def command(course: Course, *words: str, **options: Any) -> subprocess.Popen[Any]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    line = [sys.executable, "-m", "jupyterlab_homl.cli.main", "class", "grade", ASSIGNMENT, "--course", str(course.root)]
    line += words
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def test_files_that_the_instructors_replace(course: Course) -> None:
    helper = course.root / "source" / ASSIGNMENT / "helper.py"
    helper.write_text("word = 'right'\n")
    answers = {**RIGHT, "word": "from helper import word"}
    course.submit("same", answers, None, **{"helper.py": "word = 'right'\n"})
    course.submit("other", answers, None, **{"helper.py": "word = 'wrong'\n"})
    course.submit("none", answers)
    course.submit("folder", answers)
    (course.folder("folder") / "helper.py").mkdir()
    (course.folder("folder") / "helper.py" / "other.py").write_text("word = 'wrong'")
    report = course.grade()
    assert {row["student"]: row["score"] for row in report["graded"]} == dict.fromkeys(
        ("same", "other", "none", "folder"), FULL
    )
    assert ["other: helper.py differs" in remark for remark in report["remarks"]] == [True]
    notebook = source_notebook()
    cell(notebook, "word")["source"] = "### BEGIN SOLUTION\nfrom helper import word\n### END SOLUTION"
    course.generate(notebook)
    grader = course.grader()
    grader.exclude_overwriting = {ASSIGNMENT: ["helper.py"]}
    again: Any = grader.run().document()
    scores = {"same": FULL, "other": FULL - 1, "none": FULL - 3, "folder": FULL - 3}
    assert {row["student"]: row["score"] for row in again["graded"]} == scores
    assert again["remarks"] == []


def test_a_name_that_tests_import_is_theirs_for_all_that_follows(course: Course) -> None:
    """As in a notebook: an answer that hides `np` loses no other exercise."""
    notebook = source_notebook()
    tests = cell(notebook, "mean-tests")
    tests["source"] = "import numpy as np\n" + tests["source"]
    course.generate(notebook)
    course.submit("ada", {**RIGHT, "squares": RIGHT["squares"] + "\nnp = None", "mean": "def mean(x):\n    return np.mean(x)"})
    course.grade()
    assert course.rows("ada")["mean-tests"] == (1.0, False)


def test_a_run_that_is_killed_goes_on(course: Course) -> None:
    slow = {**RIGHT, "word": "import time\ntime.sleep(0.4)\nword = 'right'"}
    names = [f"s{number:02}" for number in range(12)]
    for name in names:
        course.submit(name, slow)
    journal = course.root / ".homl" / "grading" / f"{ASSIGNMENT}.jsonl"
    for _ in range(2):
        before = len(journal.read_bytes().splitlines()) if journal.exists() else 0
        process = command(course, "--json")
        while process.poll() is None and (not journal.exists() or len(journal.read_bytes().splitlines()) <= before):
            time.sleep(0.02)
        process.kill()
        process.communicate()
    with journal.open("ab") as file:
        file.write(b'{"student": "s0')  # as a line looks whose writing was ended
    done = journal.read_bytes().count(b"\n")
    assert 0 < done < len(names)
    process = command(course, "--json")
    out, err = process.communicate()
    assert process.returncode == 0, err
    report = json.loads(out)
    assert sorted([*students(report["graded"]), *report["unchanged"]]) == names
    assert len(report["unchanged"]) >= 1
    for name in names:
        assert course.rows(name)["word-tests"] == (3.0, False)
    with course.gradebook() as gradebook:
        assert len(gradebook.assignment_submissions(ASSIGNMENT)) == len(names)
    assert list((course.root / "autograded").rglob(".*")) == []


def test_an_interrupt_ends_it_cleanly(course: Course) -> None:
    slow = {**RIGHT, "word": "import time\ntime.sleep(2)\nword = 'right'"}
    for number in range(8):
        course.submit(f"s{number}", slow)
    # what a shell runs in the background ignores the signal, and so does all that it starts
    process = command(course, "--events", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    for line in present(process.stdout):
        if json.loads(line)["event"] == "progress":
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    report = json.loads(out.splitlines()[-1])["report"]
    assert report["stopped"]
    assert report["not_run"] == []
    assert 0 < len(report["graded"]) < 8
    assert len(course.grade()["graded"]) == 8 - len(report["graded"])


def test_what_cannot_be_graded_at_all(course: Course, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="No notebooks were matched"):
        course.grade()
    course.submit("ada")
    with pytest.raises(NotFound, match="zoe handed in nothing"):
        course.grade(students=["zoe"])
    assert students(course.grade(students=["ada"])["graded"]) == ["ada"]
    with Held(course), pytest.raises(Conflict, match="somebody else"):
        course.grade()
    shutil.copytree(course.folder("ada"), course.root / "submitted" / "ada" / "ps9")
    grader = course.grader()
    grader.coursedir.assignment_id = "ps9"
    with pytest.raises(HomlError, match="generate_assignment ps9"):
        grader.run()
    (course.root / "gradebook.db").unlink()
    with pytest.raises(NotFound, match="no gradebook"):
        course.grade()
    process = command(course)
    _, err = process.communicate()
    assert process.returncode == 2
    assert "gradebook" in err
    assert "Traceback" not in err


class Held:
    """The assignment's journal, held by somebody else."""

    def __init__(self, course: Course) -> None:
        from jupyterlab_homl.grading.journal import Journal

        self._held = Journal(course.root, ASSIGNMENT).locked()

    def __enter__(self) -> None:
        self._held.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._held.__exit__(*error)


def test_a_gradebook_that_somebody_holds_is_waited_for(course: Course) -> None:
    """Longer than SQLite's own five seconds; nothing can be read from it meanwhile either."""
    import sqlite3

    course.submit("ada")
    other = sqlite3.connect(course.root / "gradebook.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(6.0, lambda: other.execute("COMMIT"))
    release.start()
    try:
        assert students(course.grade()["graded"]) == ["ada"]
    finally:
        release.join()
        other.close()


def test_what_a_killed_run_left_is_cleared_and_put_back(course: Course) -> None:
    course.submit("ada")
    course.submit("bob")
    course.grade()
    for student in ("ada", "bob"):
        folder = course.root / "autograded" / student / ASSIGNMENT
        (folder.parent / f".{ASSIGNMENT}.homl-new").mkdir()
    folder.rename(folder.with_name(f".{ASSIGNMENT}.homl-old"))  # as between the two renamings
    assert course.grade(students=["ada"])["unchanged"] == ["ada"]
    assert (folder / "work.ipynb").is_file()
    assert list((course.root / "autograded").rglob(".*")) == []


def test_an_older_or_broken_gradebook(course: Course) -> None:
    import sqlite3

    course.submit("ada")
    path = course.root / "gradebook.db"
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE grade RENAME COLUMN extra_credit TO something_else")
    with pytest.raises(HomlError, match="nbgrader db upgrade"):
        course.grade()
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(HomlError, match="gradebook"):
        course.grade()


def test_somebody_works_in_the_gradebook_meanwhile(course: Course) -> None:
    """As formgrader does: it reads, and writes a comment now and then, while submissions are recorded."""
    for number in range(6):
        course.submit(f"s{number}")
    grade = "import time; from nbgrader.api import Gradebook\n"
    grade += f"for n in range(30):\n    with Gradebook('sqlite:///{course.root / 'gradebook.db'}', '') as book:\n"
    grade += "        book.update_or_create_student(f'other{n}', first_name='x')\n        book.submission_dicts('ps1')\n"
    other = subprocess.Popen([sys.executable, "-c", grade], stderr=subprocess.PIPE, text=True)
    report = course.grade()
    _, err = other.communicate()
    assert other.returncode == 0, err
    assert len(report["graded"]) == 6
    assert report["not_run"] == []


def test_the_command_tells_in_a_table(course: Course) -> None:
    course.submit("ada")
    course.submit("bad", change=lambda notebook: "{")
    process = command(course, "--student", "ada", "--student", "bad", "--workers", "1")
    out, err = process.communicate()
    assert process.returncode == 1, err
    for words in ("ada", "6 / 8", "could not be run"):
        assert words in out
    process = command(course, "--student", "ada", "--json", "--force")
    out, _ = process.communicate()
    assert process.returncode == 0
    told = {"assignment", "graded", "unchanged", "needs_person", "not_run", "seconds", "bare_seconds"}
    assert told <= json.loads(out).keys()


def test_the_disk_is_full(course: Course, tmp_path: Path) -> None:
    """On a real file system of a few megabytes, one submission makes a file that has no room in it."""
    small = tmp_path / "small"
    small.mkdir()
    mounts = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec"]
    if subprocess.run([*mounts, f"mount -t tmpfs tmpfs {small}"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small file system of their own")
    course.submit("ada")
    course.submit("bob", {**RIGHT, "word": "word = 'right'\nopen('made.bin', 'wb').write(b'0' * 12_000_000)"})
    course.submit("eve")
    script = f"mount -t tmpfs -o size=6m tmpfs {small}; cp -r {course.root}/. {small}; "
    again = "sed -i s/12_000_000/12/ submitted/bob/ps1/work.ipynb; "
    grade = f"{sys.executable} -m jupyterlab_homl.cli.main class grade {ASSIGNMENT} --json || true; "
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*mounts, f"{script}cd {small}; {grade} echo ----; {again}{grade}"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = (json.loads(part) for part in done.stdout.split("----"))
    assert students(first["graded"]) == ["ada", "eve"], done.stderr
    assert [row["student"] for row in first["not_run"]] == ["bob"]
    assert "No space left" in first["not_run"][0]["reason"]
    assert students(second["graded"]) == ["bob"]
    assert second["unchanged"] == ["ada", "eve"]


def test_figures_are_kept(course: Course) -> None:
    """Of a learner who plots, where the assignment does not."""
    course.submit("ada", {**RIGHT, "word": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nword = 'right'"})
    assert course.grade()["graded"][0]["score"] == FULL
    assert "image/png" in str(cell(course.autograded("ada"), "word")["outputs"])


def test_kernels_of_another_python(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are started as nbgrader starts them; one that is not installed is named."""
    spec = {"argv": ["/usr/bin/env", sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]}
    folder = tmp_path / "jupyter" / "kernels" / "another"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps({**spec, "display_name": "Another", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    notebook = source_notebook()
    notebook["metadata"]["kernelspec"] = {"name": "another", "language": "python", "display_name": "Another"}
    course.generate(notebook)
    course.submit("ada", {**RIGHT, "word": "import os\nword = os.environ['NBGRADER_EXECUTION'][:5]"})
    course.submit("eve", WRONG)
    report = course.grade()
    assert [(row["student"], row["score"]) for row in report["graded"]] == [("ada", FULL - 1), ("eve", FULL - 2)]
    (folder / "kernel.json").unlink()
    report = course.grade(force=True)
    assert ["another" in row["reason"] for row in report["not_run"]] == [True, True]
