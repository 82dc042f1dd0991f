"""A small course with nearly all that nbgrader grades, and submissions for each of it. Made with nbgrader's own tools."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "ml101"
c.Execute.timeout = 20
c.AssignLatePenalties.plugin_class = "late.Late"
c.Autograde.exclude_overwriting = {"ps1": ["settings.json"]}
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}
"""

LATE = """
from nbgrader.plugins import BasePlugin

class Late(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return int(total_seconds_late / 3600)
"""

FIRST = [
    ("locked", "intro", "markdown", "# Squares\n\nThe functions below are used in both notebooks."),
    (
        "",
        "",
        "code",
        "import json\nimport os\nimport warnings\n\nfrom helper import scale\n\nsettings = json.load(open('settings.json'))",
    ),
    ("solution", "square", "code", "### BEGIN SOLUTION\ndef square(x):\n    return x * x\n### END SOLUTION"),
    (
        "tests:2",
        "square-tests",
        "code",
        '"""Squares of small numbers."""\nassert square(2) == 4\nassert square(-3) == 9, "negative numbers too"\n'
        "### BEGIN HIDDEN TESTS\nassert square(0.5) == 0.25\n### END HIDDEN TESTS",
    ),
    ("solution", "count", "code", "### BEGIN SOLUTION\ndef count(values):\n    return len(values)\n### END SOLUTION"),
    (
        "tests:3",
        "count-tests",
        "code",
        "right = [count([]) == 0, count([1]) == 1, count([1, 2]) == 2]\nprint(sum(right), 'of 3')\nfloat(sum(right))",
    ),
    ("solution", "noisy", "code", "### BEGIN SOLUTION\ndef noisy(x):\n    return scale * x\n### END SOLUTION"),
    ("tests:1", "noisy-tests", "code", "assert noisy(2) == 20"),
    ("", "", "code", "with open('shared.json', 'w') as file:\n    json.dump({'total': square(4)}, file)"),
    ("answer:2", "by-hand", "code", "### BEGIN SOLUTION\nprint('anything')\n### END SOLUTION"),
    ("answer:2", "why", "markdown", "YOUR ANSWER HERE"),
    ("task:1", "task", "markdown", "Draw a graph of the squares below."),
]

SECOND = [
    ("", "", "code", "import json\n\ntotal = json.load(open('shared.json'))['total']\ntotal"),
    ("", "", "code", "rows = open('data/table.csv').read().splitlines()\nprint(rows)"),
    ("solution", "double", "code", "### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION"),
    ("tests:4", "double-tests", "code", "assert double(total) == 32\nassert len(rows) == 2"),
]

RIGHT = {
    "square": "def square(x):\n    return x * x",
    "count": "def count(values):\n    return len(values)",
    "noisy": "def noisy(x):\n    return scale * x",
    "by-hand": "print('anything')",
    "why": "Because **x** times x is never negative.",
    "double": "def double(x):\n    return 2 * x",
}

Change = Callable[[dict[str, Any]], None]


def build(course: Path) -> None:
    """Make the course in an empty folder: source, release, gradebook, submissions."""
    source = course / "source" / "ps1"
    (source / "data").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG)
    (course / "late.py").write_text(LATE)
    (source / "helper.py").write_text("scale = 10\n")
    (source / "settings.json").write_text('{"whose": "ours"}')
    (source / "data" / "table.csv").write_text("a,b\n1,2\n")
    _write(source / "a.ipynb", FIRST)
    _write(source / "b.ipynb", SECOND)
    _generate(course)
    _submit_all(course)
    _grade_by_hand(course)


def _write(path: Path, cells: list[tuple[str, str, str, str]]) -> None:
    """A source notebook."""
    made = []
    for number, (kind, grade_id, cell_type, text) in enumerate(cells):
        cell: dict[str, Any] = {"cell_type": cell_type, "id": f"{path.stem}-{number}", "metadata": {}, "source": text}
        if cell_type == "code":
            cell |= {"execution_count": None, "outputs": []}
        role, _, points = kind.partition(":")
        if role:
            cell["metadata"]["nbgrader"] = {
                "schema_version": 3,
                "grade_id": grade_id,
                "grade": role in ("tests", "answer"),
                "solution": role in ("solution", "answer"),
                "locked": role in ("tests", "locked", "task"),
                "task": role == "task",
            }
            if points:
                cell["metadata"]["nbgrader"]["points"] = float(points)
        made.append(cell)
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    document = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(document, indent=1))


def _coursedir(course: Path) -> CourseDirectory:
    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = "ml101"
    config.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}
    return CourseDirectory(config=config)


def _generate(course: Path) -> None:
    """What `nbgrader generate_assignment ps1` does, with a due date."""
    coursedir = _coursedir(course)
    coursedir.assignment_id = "ps1"
    with Gradebook(coursedir.db_url, "ml101") as gradebook:
        gradebook.add_assignment("ps1", duedate="2026-03-02 12:00:00 UTC")
    GenerateAssignment(coursedir=coursedir, config=coursedir.config).start()


def _submit_all(course: Path) -> None:
    """The submissions, each for something else that graders must do alike."""
    # all right; a figure, a long output, display data
    _submit(course, "ada", "2026-03-01 12:00:00 UTC", {"a": [answers(RIGHT)], "b": [answers(RIGHT), figure]})
    # untouched, and late
    _submit(course, "ben", "2026-03-02 15:30:00 UTC", {"a": [], "b": []})
    # partly right; warnings, errors, files of her own, changed helpers, a notebook too many; late
    wrong = RIGHT | {
        "count": "def count(values):\n    return 1",
        "noisy": "def noisy(x):\n    warnings.warn('that is loud')\n    return scale * x",
        "square": "def square(x):\n    return x * x if x == int(x) else 0",
        "double": "def double(x):\n    return x + 1",
    }
    folder = _submit(course, "cleo", "2026-03-02 13:00:00 UTC", {"a": [answers(wrong), trouble], "b": [answers(wrong)]})
    (folder / "helper.py").write_text("scale = 11\n")
    (folder / "settings.json").write_text('{"whose": "hers"}')
    (folder / "data").mkdir()
    (folder / "data" / "table.csv").write_text("a,b\n")
    (folder / "own.txt").write_text("mine")
    (folder / "junk.pyc").write_text("ignored")
    shutil.copy(folder / "a.ipynb", folder / "a copy.ipynb")
    # one notebook only; tests and points changed by him
    _submit(course, "dan", "2026-03-01 09:00:00 UTC", {"a": [answers({"square": RIGHT["square"]}), cheaper]})
    # a tag that keeps a tests cell from being run
    _submit(course, "eve", None, {"a": [answers({"count": RIGHT["count"]}), tagged]})
    # the kernel dies
    _submit(course, "fay", None, {"a": [answers(RIGHT | {"square": "os._exit(1)"})]})
    # a number that makes no sense for partial credit
    odd = "class Odd:\n    def __eq__(self, other):\n        return -1\n\n\ndef count(values):\n    return Odd()"
    _submit(course, "gus", None, {"a": [answers(RIGHT | {"count": odd})]})
    # a cell twice
    _submit(course, "zoe", None, {"a": [answers(RIGHT), twice]})


def _submit(course: Path, student: str, timestamp: str | None, notebooks: dict[str, list[Change]]) -> Path:
    """Hand in the released notebooks with these changes."""
    folder = course / "submitted" / student / "ps1"
    folder.mkdir(parents=True)
    for name, changes in notebooks.items():
        document = json.loads((course / "release" / "ps1" / f"{name}.ipynb").read_text(encoding="utf-8"))
        for change in changes:
            change(document)
        (folder / f"{name}.ipynb").write_text(json.dumps(document, indent=1))
    for name in ("helper.py", "settings.json"):
        shutil.copy(course / "source" / "ps1" / name, folder / name)
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return folder


def _grade_by_hand(course: Path) -> None:
    """Ada has been graded before, by hand too."""
    with Gradebook(_coursedir(course).db_url, "ml101") as gradebook:
        gradebook.update_or_create_student("ada", first_name="Ada", email="ada@example.org")
        gradebook.update_or_create_submission("ps1", "ada")
        grade = gradebook.find_grade("square-tests", "a", "ps1", "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
        gradebook.find_grade("why", "a", "ps1", "ada").manual_score = 1.0
        gradebook.find_comment("why", "a", "ps1", "ada").manual_comment = "Well said."
        gradebook.db.commit()


def _cell(document: dict[str, Any], grade_id: str) -> dict[str, Any]:
    return next(cell for cell in document["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def _add(document: dict[str, Any], position: int, name: str, text: str) -> None:
    document["cells"].insert(
        position,
        {"cell_type": "code", "id": name, "metadata": {}, "source": text, "outputs": [], "execution_count": None},
    )


def answers(given: dict[str, str]) -> Change:
    """Fill answers in."""

    def change(document: dict[str, Any]) -> None:
        for cell in document["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if grade_id in given:
                cell["source"] = given[grade_id]

    return change


def figure(document: dict[str, Any]) -> None:
    """Cells of her own, with outputs of every kind."""
    _add(document, 1, "shown", "from IPython.display import HTML, display\n\ndisplay(HTML('<b>bold</b>'))\n{'a': object()}")
    _add(document, 2, "figure", "import matplotlib.pyplot as plt\n\nplt.plot([1, 4, 9])\nplt.title('squares');")
    _add(document, 3, "long", "for number in range(1500):\n    print(number)")
    _add(document, 4, "updated", "handle = display('before', display_id='d')\nhandle.update('after')\n%env NBGRADER_EXECUTION")


def trouble(document: dict[str, Any]) -> None:
    """An error in an ordinary cell, files written, old outputs that must go."""
    _add(document, 3, "error", "def fails():\n    return 1 / 0\n\nprint('before')\nfails()")
    _add(
        document,
        4,
        "files",
        "os.makedirs('made', exist_ok=True)\nopen('made/here.txt', 'w').write('1')\nopen('own.txt', 'a').write('more')",
    )
    _add(document, 5, "syntax", "if True print('no')")
    _add(document, 6, "input", "name = input('Who? ')")
    _add(document, 7, "magic", "%%capture told\nprint('quiet')")
    old = _cell(document, "square-tests")
    old["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "from before"}]
    old["execution_count"] = 77


def cheaper(document: dict[str, Any]) -> None:
    """Tests without asserts, and more points for them."""
    cell = _cell(document, "count-tests")
    cell["source"] = "pass"
    cell["metadata"]["nbgrader"]["points"] = 30.0
    _cell(document, "noisy-tests")["metadata"]["nbgrader"]["locked"] = False
    _cell(document, "square")["metadata"]["tags"] = ["mine"]


def tagged(document: dict[str, Any]) -> None:
    """A tests cell that nbclient skips."""
    _cell(document, "square-tests")["metadata"]["tags"] = ["skip-execution"]


def twice(document: dict[str, Any]) -> None:
    """An answer, copied and pasted."""
    at = document["cells"].index(_cell(document, "square"))
    document["cells"].insert(at + 1, json.loads(json.dumps(document["cells"][at])) | {"id": "copied"})
