"""Check and `class grade` judge 300 notebooks alike that tools and people have mutated, or a person is asked."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import nbformat
import pytest

from jupyterlab_homl.checking.check import WORKERS, check
from jupyterlab_homl.checking.plan import plan
from jupyterlab_homl.classroom.folder import make_course
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.engine.launch.warm import best_launcher
from jupyterlab_homl.engine.sandbox.limits import Limits
from jupyterlab_homl.grading.execute import launchers
from jupyterlab_homl.grading.grader import Grader
from jupyterlab_homl.learner.service import notebook_cells
from jupyterlab_homl.workspace.notebooks import read_notebook

#: How many notebooks are judged.
CORPUS = 300

#: The exercises whose tests are run, each with answers that pass and answers that do not.
ANSWERS = {
    "t1-e01": (
        ["def double(x):\n    return 2 * np.asarray(x)", "def double(x):\n    x = np.asarray(x)\n    return x + x"],
        ["def double(x):\n    return x**2", "def double(x):\n    return"],
    ),
    "t1-e03": (['answers = {"q1": "b"}'], ['answers = {"q1": "a"}']),
    "t1-e04": (
        ["def half(x):\n    return np.asarray(x) / 2", "def half(x):\n    return 0.5 * np.asarray(x)"],
        ["def half(x):\n    return np.asarray(x) // 3"],
    ),
}

Notebook = dict[str, Any]
Mutation = Callable[[Notebook, random.Random], bytes | None]


def name_of(cell: dict[str, Any]) -> str:
    marks = (cell.get("metadata") or {}).get("nbgrader")
    return str(marks.get("grade_id") or "") if isinstance(marks, dict) else ""


def place(notebook: Notebook, name: str) -> int | None:
    return next((n for n, cell in enumerate(notebook["cells"]) if name_of(cell) == name), None)


def some_answer(notebook: Notebook, rng: random.Random) -> int:
    places = [at for name in ANSWERS if (at := place(notebook, name)) is not None]
    return rng.choice(places) if places else 0


def own(source: str, cell_type: str = "code") -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": cell_type, "id": "own-" + str(abs(hash(source)) % 10**9), "metadata": {}}
    return {**cell, "source": source, **({"outputs": [], "execution_count": None} if cell_type == "code" else {})}


def strip_all(notebook: Notebook, rng: random.Random) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    notebook["nbformat_minor"] = 4


def strip_nbgrader(notebook: Notebook, rng: random.Random) -> None:
    for cell in notebook["cells"]:
        cell["metadata"].pop("nbgrader", None)
        cell.pop("id", None)
    notebook["nbformat_minor"] = 4


def strip_homl(notebook: Notebook, rng: random.Random) -> None:
    for cell in notebook["cells"]:
        cell["metadata"].pop("homl", None)


def strip_one(notebook: Notebook, rng: random.Random) -> None:
    cell = rng.choice(notebook["cells"])
    cell["metadata"] = {}
    cell["id"] = "lost"


def odd_values(notebook: Notebook, rng: random.Random) -> None:
    for _ in range(4):
        cell = rng.choice(notebook["cells"])
        cell["metadata"][rng.choice(["nbgrader", "homl", "tags", "jupyter", "name", "collapsed"])] = rng.choice(
            [None, [], 5, "x", {"a": None}]
        )


def odd_flags(notebook: Notebook, rng: random.Random) -> None:
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader")
        if isinstance(marks, dict):
            key = rng.choice(["locked", "points", "grade", "solution", "task", "schema_version", "checksum", "cell_type"])
            marks[key] = rng.choice([None, "x", -3, 10**6, [1], {}])


def odd_document(notebook: Notebook, rng: random.Random) -> None:
    notebook[rng.choice(["nbformat", "nbformat_minor", "metadata"])] = rng.choice([None, [], "4", {}])
    rng.choice(notebook["cells"])["outputs"] = rng.choice([None, "x", [{"output_type": "blob"}]])
    notebook["cells"].insert(rng.randrange(len(notebook["cells"])), rng.choice([None, 5, "cell", {}, {"cell_type": "x"}]))


def saved_as(encoding: str) -> Mutation:
    return lambda notebook, rng: json.dumps(notebook, ensure_ascii=False).encode(encoding)


def zeros(notebook: Notebook, rng: random.Random) -> bytes:
    return json.dumps(notebook).encode() + bytes(rng.randrange(1, 999))


def line_ends(notebook: Notebook, rng: random.Random) -> None:
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")


def older(notebook: Notebook, rng: random.Random) -> bytes:
    return json.dumps(nbformat.convert(nbformat.from_dict(notebook), 3)).encode()


def move(notebook: Notebook, rng: random.Random) -> None:
    for _ in range(rng.choice([1, 1, 3])):
        notebook["cells"].insert(
            rng.randrange(len(notebook["cells"])), notebook["cells"].pop(rng.randrange(len(notebook["cells"])))
        )


def answer_below_tests(notebook: Notebook, rng: random.Random) -> None:
    at = some_answer(notebook, rng)
    notebook["cells"].insert(at + 1, notebook["cells"].pop(at))


def shuffle(notebook: Notebook, rng: random.Random) -> None:
    rng.shuffle(notebook["cells"])


def copied(notebook: Notebook, rng: random.Random) -> None:
    at = some_answer(notebook, rng)
    notebook["cells"].insert(at + rng.choice([0, 1, 2]), copy.deepcopy(notebook["cells"][at]))


def stub_copied(notebook: Notebook, rng: random.Random) -> None:
    at = some_answer(notebook, rng)
    cell = copy.deepcopy(notebook["cells"][at])
    cell["source"] = STUBS.get(name_of(cell), "")
    notebook["cells"].insert(at + rng.choice([0, 1, 2]), cell)


def into_own_cell(notebook: Notebook, rng: random.Random) -> None:
    at = some_answer(notebook, rng)
    cell = notebook["cells"][at]
    written, cell["source"] = cell["source"], STUBS.get(name_of(cell), cell["source"])
    notebook["cells"].insert(at + rng.choice([0, 1, 2]), own("".join(written)))


def anew(notebook: Notebook, rng: random.Random) -> None:
    at = some_answer(notebook, rng)
    notebook["cells"][at] = own("".join(notebook["cells"][at]["source"]))


def split(notebook: Notebook, rng: random.Random) -> None:
    at = some_answer(notebook, rng)
    notebook["cells"].insert(at, own("helper = 1"))
    notebook["cells"].insert(at + 2, own("other_helper = helper + 1"))


def delete(notebook: Notebook, rng: random.Random) -> None:
    for _ in range(rng.choice([1, 2, 4])):
        at = rng.randrange(len(notebook["cells"]))
        if name_of(notebook["cells"][at]) not in {"", *ANSWERS}:
            del notebook["cells"][at]


def retype(notebook: Notebook, rng: random.Random) -> None:
    cell = rng.choice(notebook["cells"])
    cell["cell_type"] = rng.choice(["markdown", "raw", "code", "Code", None])
    if rng.random() < 0.5:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def retype_answer(notebook: Notebook, rng: random.Random) -> None:
    cell = notebook["cells"][some_answer(notebook, rng)]
    cell["cell_type"] = rng.choice(["markdown", "raw"])
    cell["attachments"] = {}


def edited(notebook: Notebook, rng: random.Random) -> None:
    for cell in notebook["cells"]:
        if name_of(cell).endswith(("-tests", "-statement", "-setup-1")) and rng.random() < 0.5:
            cell["source"] = rng.choice(["", "pass", "assert True", "# mine\n" + "".join(cell["source"])])


def scratch(notebook: Notebook, rng: random.Random) -> None:
    for source in ("1 / 0", "print('x')", "note = 1", "# a remark"):
        notebook["cells"].insert(rng.randrange(len(notebook["cells"])), own(source, rng.choice(["code", "markdown"])))


def lines(notebook: Notebook, rng: random.Random) -> None:
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)


MUTATIONS: dict[str, Mutation] = {
    function.__name__: function
    for function in (
        strip_all, strip_nbgrader, strip_homl, strip_one, odd_values, odd_flags, odd_document, zeros, line_ends, older, move,
        answer_below_tests, shuffle, copied, stub_copied, into_own_cell, anew, split, delete, retype, retype_answer, edited,
        scratch, lines,
    )
} | {encoding: saved_as(encoding) for encoding in ("utf-8-sig", "utf-16", "utf-32")}  # fmt: skip

STUBS: dict[str, str] = {}


@dataclass
class Case:
    """A mutated notebook: what was done, and which answers in it are right."""

    number: int
    mutations: list[str]
    right: dict[str, bool]
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def student(self) -> str:
        return f"s{self.number:03}"


def mutated(released: Notebook, number: int) -> tuple[Case, bytes]:
    """The notebook of a number, always the same."""
    rng = random.Random(number)
    notebook = copy.deepcopy(released)
    right: dict[str, bool] = {}
    for name, (passing, failing) in ANSWERS.items():
        right[name] = rng.random() < 0.7
        cell = notebook["cells"][place(notebook, name)]
        cell["source"] = rng.choice(passing if right[name] else [*failing, STUBS[name]])
    names = rng.sample(sorted(MUTATIONS), 2) if number >= len(MUTATIONS) else [sorted(MUTATIONS)[number]]
    names.sort(key=lambda name: name in ("zeros", "older") or name.startswith("utf"))  # these make bytes, so they come last
    content: bytes | None = None
    for name in names:
        if content is None:
            with suppress(AttributeError, KeyError, TypeError, nbformat.ValidationError):  # after the first mutation
                content = MUTATIONS[name](notebook, rng)
    return Case(number, names, right), content or json.dumps(notebook).encode()


@dataclass
class Judged:
    """The corpus, judged by both."""

    cases: list[Case]
    rows: dict[str, dict[str, tuple[float | None, bool]]]
    reasons: dict[tuple[str, str], str]
    report: dict[str, Any]


@pytest.fixture(scope="module")
def judged(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    from nbgrader.api import Gradebook
    from nbgrader.apps.baseapp import NbGrader
    from nbgrader.converters import GenerateAssignment

    root = tmp_path_factory.mktemp("agreement")
    make_course(root, library, "small")
    app = NbGrader(log_level=50)
    app.initialize([], root=str(root))
    app.coursedir.assignment_id = "t1"
    GenerateAssignment(coursedir=app.coursedir, parent=app, create_assignment=True).start()
    lesson = library.course.lesson("t1")
    STUBS.update({exercise.id: exercise.stub for exercise in lesson.exercises})
    released = json.loads((root / "release" / "t1" / "exercises.ipynb").read_text())
    cases = []
    launcher = best_launcher(WORKERS)
    verdicts: dict[tuple[object, ...], float] = {}
    for number in range(CORPUS):
        case, content = mutated(released, number)
        path = root / "submitted" / case.student / "t1" / "exercises.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        cells = notebook_cells(library, lesson, read_notebook(path))
        for name in ANSWERS:
            planned = plan(lesson, lesson.exercise(name), cells)
            key = (name, planned.status, *(cell.source for cell in planned.cells))
            if key not in verdicts:  # the same cells have the same verdict
                verdicts[key] = check(planned, launcher, Limits()).score
            case.scores[name] = verdicts[key]
        cases.append(case)
    launcher.close()
    report: dict[str, Any] = Grader(coursedir=app.coursedir, parent=app).run().document()
    rows = {}
    with Gradebook(app.coursedir.db_url) as gradebook:
        for case in cases:
            notebook = gradebook.find_submission_notebook("exercises", "t1", case.student)
            rows[case.student] = {grade.cell.name: (grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades}
    reasons = {(row["student"], row["cell"]): row["reason"] for row in report["needs_person"]}
    yield Judged(cases, rows, reasons, report)
    launchers.close()


def test_every_notebook_is_judged(judged: Judged) -> None:
    assert judged.report["not_run"] == []
    assert len(judged.report["graded"]) == CORPUS


def test_check_and_grading_agree_or_a_person_is_asked(judged: Judged) -> None:
    differing = {}
    for case in judged.cases:
        for name, score in case.scores.items():
            tests = f"{name}-tests"
            given, person = judged.rows[case.student][tests]
            asked = person and judged.reasons.get((case.student, tests), "") != ""
            if given != score and not asked:
                differing[case.student, name] = (score, given, case.mutations)
    assert differing == {}


def test_a_right_answer_never_loses_its_point_in_silence(judged: Judged) -> None:
    lost = {}
    for case in judged.cases:
        for name, right in case.right.items():
            given, person = judged.rows[case.student][f"{name}-tests"]
            if right and not given and not person:
                lost[case.student, name] = (case.scores[name], given, case.mutations)
    assert lost == {}


def test_a_wrong_answer_gets_no_point(judged: Judged) -> None:
    given = {
        (case.student, name): case.mutations
        for case in judged.cases
        for name, right in case.right.items()
        if not right and judged.rows[case.student][f"{name}-tests"][0]
    }
    assert given == {}
