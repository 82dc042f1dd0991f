"""What would be a zero without a word: lost marks, answers beside their cell, renamed notebooks, spellings, odd times.

All cases are submissions of one course that is graded once.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from jupyterlab_homl.errors import NotFound
from jupyterlab_homl.grading.execute import launchers
from tests.integration.grading.classcourse import ASSIGNMENT, RIGHT, Course, answer, checks

MORE = new_notebook(
    cells=[
        answer("half", "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION"),
        checks("half-tests", 1, "assert half(4) == 2"),
    ]
)
HALF = {"half": "def half(x):\n    return x / 2"}
ALL = {"squares-tests": 2.0, "mean-tests": 1.0, "word-tests": 3.0}
EMILE = "Émile"
DECOMPOSED = unicodedata.normalize("NFD", EMILE)


def name_of(cell: Any) -> str | None:
    name: str | None = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return name


def place(notebook: Any, name: str) -> int:
    return next(n for n, cell in enumerate(notebook["cells"]) if name_of(cell) == name)


def own(source: str, kind: str = "code") -> Any:
    return json.loads(json.dumps(new_code_cell(source) if kind == "code" else new_markdown_cell(source)))


def stripped(notebook: Any) -> None:
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id")


def without_marks(notebook: Any) -> None:
    for cell in notebook["cells"]:
        cell["metadata"].pop("nbgrader", None)


def anew(notebook: Any) -> None:
    at = place(notebook, "squares")
    notebook["cells"][at] = own(notebook["cells"][at]["source"])


def beside(places: int, name: str = "squares") -> Callable[[Any], None]:
    """The stub is left, and the answer in a new cell so many places further down."""

    def change(notebook: Any) -> None:
        at = place(notebook, name)
        notebook["cells"].insert(at + places, own(RIGHT[name]))

    return change


def essay_beside(notebook: Any) -> None:
    notebook["cells"].append(own("Because it is.", "markdown"))


def elsewhere(notebook: Any) -> None:
    notebook["cells"].append(own(RIGHT["squares"]))


def deleted(notebook: Any) -> None:
    del notebook["cells"][place(notebook, "squares")]


def below_tests(notebook: Any) -> None:
    at = place(notebook, "squares")
    notebook["cells"].insert(at + 1, notebook["cells"].pop(at))


def setup_last(notebook: Any) -> None:
    notebook["cells"].append(notebook["cells"].pop(place(notebook, "setup")))


def without(*names: str) -> dict[str, str]:
    return {name: source for name, source in RIGHT.items() if name not in names}


#: For each case the answers, what was done to the notebook, and whether the report has a remark about it.
NOTEBOOKS: dict[str, tuple[dict[str, str], Callable[[Any], None], bool]] = {
    "stripped": (RIGHT, stripped, True),
    "without-marks": (RIGHT, without_marks, True),
    "anew": (RIGHT, anew, True),
    "below-the-stub": (without("squares"), beside(1), True),
    "below-the-tests": (without("squares"), beside(2), True),
    "above-the-stub": (without("squares"), beside(0), True),
    "word-beside": (without("word"), beside(1, "word"), True),
    "answer-below-tests": (RIGHT, below_tests, True),
    "setup-last": (RIGHT, setup_last, True),
}

#: The name under which the second notebook was handed in, and what is said; None if nothing.
SECOND = {
    "plain": ("more", None),
    "browser": ("more (1)", "“more (1).ipynb” looks like it"),
    "caps": ("More", "“More.ipynb” looks like it"),
    "renamed": ("homework", "“homework.ipynb” looks like it"),
    "absent": (None, "more.ipynb was not handed in."),
}

STAMPS = {
    "utc": ("2026-11-01 12:00:00 UTC", False),
    "offset": ("2026-11-01 12:00:00.5 +0200", False),
    "iso": ("2026-11-01T12:00:00Z", False),
    "place": ("2026-11-01 12:00:00 Europe/Berlin", False),
    "no-zone": ("2026-11-01 12:00:00", True),
    "unknown-zone": ("2026-11-01 12:00:00 XYZT", True),
}

Graded = tuple[Course, dict[str, Any]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    course = Course(tmp_path_factory.mktemp("silence"))
    source = course.root / "source" / ASSIGNMENT / "more.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(MORE))
    course.generate()
    released = json.loads((course.root / "release" / ASSIGNMENT / "more.ipynb").read_text())
    released["cells"][0]["source"] = HALF["half"]
    more = json.dumps(released)
    whole: dict[str, Any] = {"more.ipynb": more}
    with course.gradebook() as gradebook:
        for student in ("ADA", "bob", EMILE, "charles", "s-001"):
            gradebook.update_or_create_student(student)
    for name, (answers, change, _) in NOTEBOOKS.items():
        course.submit(name, answers, change, **whole)
    course.submit(
        "elsewhere", without("squares"), lambda nb: nb["cells"].append(own(RIGHT["squares"])), **{"more.ipynb": more}
    )
    course.submit("essay-beside", without("essay"), essay_beside, **whole)
    course.submit("deleted", RIGHT, deleted, **whole)
    for student, (second_name, _) in SECOND.items():
        second: dict[str, Any] = {f"{second_name}.ipynb": more} if second_name else {}
        course.submit(student, **second)
    for student, (text, _) in STAMPS.items():
        stamped: dict[str, Any] = {**whole, "timestamp.txt": text}
        course.submit(student, **stamped)
    for student in ("ada", "Bob", "bob ", DECOMPOSED, "bob", "charlse", "s-002"):
        course.submit(student, **whole)
    yield course, course.grade()
    launchers.close()


def about(report: dict[str, Any], student: str) -> list[str]:
    return [remark for remark in report["remarks"] if remark.startswith(f"{student}: ")]


@pytest.mark.parametrize("student", NOTEBOOKS)
def test_an_answer_that_is_there_gets_its_points_and_the_match_is_told(graded: Graded, student: str) -> None:
    course, report = graded
    rows = course.rows(student)
    assert {name: rows[name][0] for name in ALL} == ALL
    assert bool(about(report, student)) == NOTEBOOKS[student][2]
    assert course.comments(student)["squares"] != "No response."


@pytest.mark.parametrize(
    ("student", "cell"), [("elsewhere", "squares-tests"), ("essay-beside", "essay"), ("deleted", "squares-tests")]
)
def test_where_it_is_unsure_a_person_decides(graded: Graded, student: str, cell: str) -> None:
    course, report = graded
    assert course.rows(student)[cell][1]
    (asked,) = [row for row in report["needs_person"] if (row["student"], row["cell"]) == (student, cell)]
    assert "cell" in asked["reason"]


@pytest.mark.parametrize("student", SECOND)
def test_one_of_several_notebooks_that_was_renamed_is_named(graded: Graded, student: str) -> None:
    course, report = graded
    _, said = SECOND[student]
    with course.gradebook() as gradebook:
        (grade,) = gradebook.find_submission_notebook("more", ASSIGNMENT, student).grades
        assert (grade.auto_score, grade.needs_manual_grade) == ((1.0, False) if said is None else (0.0, True))
    reasons = [row["reason"] for row in report["needs_person"] if (row["student"], row["notebook"]) == (student, "more")]
    assert (said is None and reasons == []) or (said is not None and said in reasons[0])
    assert (said is None) == (about(report, student) == [])
    assert report["not_run"] == []


@pytest.mark.parametrize("student", STAMPS)
def test_a_time_without_a_known_zone_is_told(graded: Graded, student: str) -> None:
    _, report = graded
    assert ["taken for UTC" in remark for remark in about(report, student)] == ([True] if STAMPS[student][1] else [])


def test_a_person_in_two_spellings_is_named_and_not_merged(graded: Graded) -> None:
    course, report = graded
    asked = [remark for remark in report["remarks"] if "same person" in remark]
    pairs = [
        ("ada", "ADA"),
        ("Bob", "bob"),
        ("bob ", "bob"),
        (unicodedata.normalize("NFD", EMILE), EMILE),
        ("charlse", "charles"),
    ]
    for absent, present in pairs:
        assert any(f"“{absent}” is not on the roster, “{present}” is" in remark for remark in asked), absent
    assert len(asked) == len(pairs) + 1  # “Bob” and “bob ”, both not on the roster
    with pytest.raises(NotFound, match="“ada” did"):
        course.grade(students=["ADA"])
    with course.gradebook() as gradebook:
        assert {"ada", "ADA", "Bob", "bob", "bob "} <= {student.id for student in gradebook.students}


def test_a_single_notebook_that_was_renamed_is_named(graded: Graded) -> None:
    course, _ = graded
    folder = course.folder("alone")
    folder.mkdir(parents=True)
    (folder / "work (2).ipynb").write_text((course.folder("plain") / "work.ipynb").read_text())
    report = course.grade(students=["alone"])
    assert "“work (2).ipynb” looks like it" in report["not_run"][0]["reason"]
