"""The command line, as a person uses it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.check import check
from jupyterlab_homl.checking.verdict import Verdict
from jupyterlab_homl.cli.main import main
from jupyterlab_homl.errors import NoEngine
from jupyterlab_homl.learner import service
from tests.paths import COURSE

COURSE_DIR = str(COURSE)
HALF = "def half(x):\n    return np.asarray(x) / 2"
RIGHT = "def double(x):\n    return 2 * np.asarray(x)"


@pytest.fixture
def homl(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*words: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, words), "--course-dir", COURSE_DIR])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def notebook(homl: Callable[..., tuple[int, str, str]], tmp_path: Path) -> Path:
    _, out, _ = homl("open", "t1", "--dir", tmp_path)
    return Path(out.splitlines()[1])


def answer(path: Path, **sources: Any) -> None:
    found = json.loads(path.read_text())
    for cell in found["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").replace("-", "_")
        cell["source"] = sources.get(name, cell["source"])
    path.write_text(json.dumps(found))


def test_course_in_words_and_as_json(homl: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, out, _ = homl("course", "--dir", tmp_path)
    assert code == 0
    assert "coming" in out
    document = json.loads(homl("course", "--json", "--dir", tmp_path)[1])
    lesson = document["parts"][0]["lessons"][0]
    assert {"id", "title", "ready", "minutes", "progress", "exercises"} <= lesson.keys()
    assert {"id", "title", "level", "status"} <= lesson["exercises"][0].keys()
    assert list(tmp_path.iterdir()) == []


def test_from_stub_to_pass(homl: Callable[..., tuple[int, str, str]], notebook: Path, tmp_path: Path) -> None:
    code, out, _ = homl("check", notebook)
    assert code == 1
    assert "not attempted" in out
    answer(notebook, t1_e01="def double(x):\n    return x**2")
    code, out, _ = homl("check", notebook, "--exercise", "t1-e01")
    assert code == 1
    assert "times two" in out
    answer(notebook, t1_e01=RIGHT, t1_e03="answers = {'q1': 'b'}", t1_e02="Because.", t1_e04=HALF)
    code, out, _ = homl("check", notebook, "--json")
    document = json.loads(out)
    assert code == 0
    assert [verdict["status"] for verdict in document["verdicts"]] == ["passed", "answered", "passed", "passed"]
    assert (document["score"], document["max_score"]) == (3.0, 5.0)
    progress = json.loads(homl("progress", "--json", "--dir", tmp_path)[1])
    assert progress["lessons"][0]["status"] == "done"
    assert "done" not in homl("progress", "--dir", tmp_path)[2]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> set[Any]:
    """A set of exercises whose checks cannot be run."""
    names: set[str] = set()

    def check_or_not(plan: Any, *rest: Any) -> Verdict:
        if plan.exercise.id in names:
            raise NoEngine(f"The judge of {plan.exercise.id} could not do its work.")
        return check(plan, *rest)

    monkeypatch.setattr(service, "check", check_or_not)
    return names


def test_an_exercise_that_cannot_be_checked_keeps_no_other_from_it(
    homl: Callable[..., tuple[int, str, str]], notebook: Path, tmp_path: Path, broken: set[Any]
) -> None:
    answer(notebook, t1_e01=RIGHT, t1_e03="answers = {'q1': 'b'}", t1_e02="Because.", t1_e04=HALF)
    broken.add("t1-e01")
    code, out, err = homl("check", notebook)
    assert (code, err) == (2, "")
    assert "? t1-e01  not checked\n    The judge of t1-e01 could not do its work." in out
    assert out.count("✓") == 2
    code, out, _ = homl("check", notebook, "--json")
    document = json.loads(out)
    assert code == 2
    assert [verdict["exercise"] for verdict in document["verdicts"]] == ["t1-e02", "t1-e03", "t1-e04"]
    assert [unchecked["exercise"] for unchecked in document["unchecked"]] == ["t1-e01"]
    progress = json.loads(homl("progress", "--json", "--dir", tmp_path)[1])["lessons"][0]["exercises"]
    assert [exercise["attempts"] for exercise in progress] == [0, 2, 2, 2]
    code, out, err = homl("check", notebook, "--exercise", "t1-e01")
    assert (code, out) == (2, "")
    assert "The judge of t1-e01" in err


def test_a_notebook_outside_of_a_workspace_is_checked_too(
    homl: Callable[..., tuple[int, str, str]], notebook: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "a" / "b" / "renamed.ipynb"
    elsewhere.parent.mkdir(parents=True)
    answer(notebook, t1_e01=RIGHT)
    elsewhere.write_text(notebook.read_text())
    assert homl("check", elsewhere, "--exercise", "t1-e01")[0] == 0
    assert list(elsewhere.parent.iterdir()) == [elsewhere]


@pytest.mark.parametrize(
    ("content", "words"), [("", "is empty"), ("{", "not a notebook"), ('{"cells": []}', "no exercises of this course")]
)
def test_what_cannot_be_checked(homl: Callable[..., tuple[int, str, str]], tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(content)
    code, out, err = homl("check", path)
    assert (code, out) == (2, "")
    assert words in err


def test_problems_are_sentences(homl: Callable[..., tuple[int, str, str]], tmp_path: Path, notebook: Path) -> None:
    assert homl("open", "t2", "--dir", tmp_path)[0] == 2
    assert "has not been written yet" in homl("open", "t2", "--dir", tmp_path)[2]
    assert "The lessons are: t1, t2" in homl("open", "t9", "--dir", tmp_path)[2]
    assert "has no exercise" in homl("check", notebook, "--exercise", "t1-e77")[2]
    (tmp_path / "file").write_text("")
    assert "is a file" in homl("open", "t1", "--dir", tmp_path / "file")[2]
    assert "There is no notebook" in homl("check", tmp_path / "none.ipynb")[2]
    assert "Traceback" not in homl("reset", "t9", "--dir", tmp_path)[2]


def test_reset_keeps_a_copy(homl: Callable[..., tuple[int, str, str]], notebook: Path, tmp_path: Path) -> None:
    answer(notebook, t1_e01=RIGHT)
    code, out, _ = homl("reset", "t1", "--dir", tmp_path)
    assert code == 0
    kept = Path(out.split(" is saved as ")[1].strip().rstrip("."))
    assert "2 * np.asarray" in kept.read_text()
    assert "2 * np.asarray" not in notebook.read_text()


def test_build_is_the_same_every_time(homl: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert homl("build", "--dir", tmp_path / name)[0] == 0
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.ipynb"))
    assert [str(path) for path in files] == [
        "release/t1/exercises.ipynb",
        "release/t1/lesson.ipynb",
        "source/t1/exercises.ipynb",
    ]
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_what_build_releases_is_what_nbgrader_releases(homl: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    """The release is the one that `nbgrader generate_assignment` makes of the same source."""
    homl("class", "init", tmp_path / "course")
    homl("build", "--dir", tmp_path / "built")
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    command = [str(folder / "nbgrader"), "generate_assignment", "t1"]
    done = subprocess.run(command, cwd=tmp_path / "course", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours = json.loads((tmp_path / "built" / "release" / "t1" / "exercises.ipynb").read_text())
    theirs = json.loads((tmp_path / "course" / "release" / "t1" / "exercises.ipynb").read_text())

    def facts(notebook: Any) -> list[Any]:
        return [(c["cell_type"], "".join(c["source"]), c["metadata"].get("nbgrader")) for c in notebook["cells"]]

    assert facts(ours) == facts(theirs)


def test_class_init_leaves_what_is_there(homl: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert homl("class", "init", tmp_path)[0] == 0
    source = tmp_path / "source" / "t1" / "exercises.ipynb"
    source.write_text("mine")
    code, out, _ = homl("class", "init", tmp_path)
    assert code == 0
    assert "kept" in out
    assert source.read_text() == "mine"
    assert "letters, digits" in homl("class", "init", tmp_path / "x", "--course-id", "a b")[2]


def test_prove_coverage_and_run_lessons(homl: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = homl("prove", "--json", "--no-cache", "t1")
    proofs = json.loads(out)["exercises"]
    assert code == 0
    assert [proof["solution"] for proof in proofs] == ["passed", "answered", "passed", "passed"]
    assert proofs[0]["mutants"] == {"total": 3, "killed": 3, "equivalent": 0, "survivors": []}
    assert all(wrong["caught"] and wrong["said"] for proof in proofs for wrong in proof["wrong"])
    table = json.loads(homl("coverage", "--json")[1])
    assert (table["covered"], table["total"]) == (3, 4)
    assert table["coming"] == [{"id": "t2", "title": "A later lesson"}]
    assert table["rows"][0] == {"id": "T-01", "covered_by": ["t1-e01", "t1-e04"]}
    lessons = json.loads(homl("run-lessons", "--json", "--workers", "2", "t1")[1])["lessons"]
    assert (lessons[0]["errors"], lessons[0]["warnings"]) == ([], 0)
    assert lessons[0]["peak_mb"] > 10


def test_a_checker_that_is_unsound_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "notebooks"
    shutil.copytree(COURSE_DIR, folder)
    source = folder / "t1_small" / "exercises.py"
    source.write_text(source.read_text().replace("[2.0, 4.0, 6.0]", "[1.0, 4.0, 9.0]"))
    assert main(["prove", "t1", "--quick", "--course-dir", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "BAD t1-e01" in out
    assert "the solution is failed" in out


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A copy of the small course."""
    shutil.copytree(COURSE_DIR, tmp_path / "notebooks")
    return tmp_path / "notebooks"


def test_what_has_not_changed_is_not_proved_again(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def prove(*words: str) -> tuple[int, dict[Any, bool]]:
        code = main(["prove", "--quick", "--course-dir", str(written), *words])
        out = capsys.readouterr().out
        return code, {line.split()[1]: "unchanged" in line for line in out.splitlines() if line.startswith(("ok", "BAD"))}

    ids = ["t1-e01", "t1-e02", "t1-e03", "t1-e04"]
    assert prove() == (0, dict.fromkeys(ids, False))
    assert prove() == (0, dict.fromkeys(ids, True))
    assert prove("t1-e01", "--no-cache") == (0, {"t1-e01": False})
    source = written / "t1_small" / "exercises.py"
    source.write_text(source.read_text().replace("[2.0, 4.0, 6.0]", "[1.0, 4.0, 9.0]"))
    wrong = dict.fromkeys(ids, True) | {"t1-e01": False}
    assert prove() == (1, wrong)
    assert prove() == (1, wrong)  # what is not sound is proved until it is


def test_right_answers_are_checked_again_and_again_with_several_threads(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written / "t1_small" / "exercises.py"
    lucky = """
# %% right="t1-e01" because="right with one thread only"
import os

def double(x):
    return (2 if os.environ["OMP_NUM_THREADS"] == "1" else 3) * np.asarray(x)

# %% [markdown] exercise="t1-e02\""""
    source.write_text(source.read_text().replace('# %% [markdown] exercise="t1-e02"', lucky.strip(), 1))
    command = ["prove", "t1-e01", "--quick", "--course-dir", str(written), "--no-cache", "--repeat", "3"]
    assert main(command) == 0
    assert "right answers were checked 9 more times" in capsys.readouterr().out
    assert main([*command, "--threads", "1,2"]) == 1
    out = capsys.readouterr().out
    assert "(right with one thread only) is refused in 3 of 3 checks with threads=2: failed: Expected [2, 4, 6]" in out
    assert "threads=1" not in out
    assert main([*command, "--threads", "1,many"]) == 2
    assert "--threads is 1,many" in capsys.readouterr().err


def test_an_author_begins_a_lesson_that_prove_refuses_until_it_is_written(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["author", "new", "t2", "--course-dir", str(written)]) == 0
    out = capsys.readouterr().out
    assert "t2_later/exercises.py" in out
    assert "skills and abilities" in out
    course = written / "course.toml"
    course.write_text(course.read_text() + 'skills = ["TODO"]\nready = true\n')
    assert main(["prove", "t2", "--quick", "--course-dir", str(written)]) == 1
    out = capsys.readouterr().out
    assert "places say TODO" in out
    assert "review.toml line" in out
    assert main(["author", "new", "t2", "--course-dir", str(written)]) == 2
    assert "nothing was written" in capsys.readouterr().err


def test_a_blind_test_is_handed_out_and_judged(homl: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, out, _ = homl("author", "blind", "t1", tmp_path / "test")
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == ["lesson.ipynb", "exercises.ipynb", "answers.json"]
    handed_out = (tmp_path / "test" / "exercises.ipynb").read_text()
    assert "2 * np.asarray(x)" not in handed_out
    assert "a list instead of an array" not in handed_out
    assert "def double" in handed_out
    assert "assert " not in handed_out
    code, _, err = homl("author", "blind", "t1", tmp_path / "test")
    assert (code, "may have been filled in" in err) == (2, True)

    sheet = tmp_path / "test" / "answers.json"
    document = json.loads(sheet.read_text())
    sources = [RIGHT, "def double(x):\n    return x + x", "def double(x):\n    return x ** 2", RIGHT]
    for row, source in zip(document["answers"], sources, strict=False):
        row.update(source=source, why=source[-6:])
    sheet.write_text(json.dumps(document))
    cells = tmp_path / "cells.py"
    code, out, _ = homl("author", "blind", "--judge", sheet, "--cells", cells)
    assert code == 1
    assert "4 answers judged" in out
    first = next(line for line in out.splitlines() if "t1-e01" in line).split()
    assert first[2:8] == ["1", "of", "2", "1", "of", "2"]  # x + x repeats a list
    assert "t1-e01 · wrong (ray(x)) passes" in out
    assert "t1-e01 · right ( x + x) is failed: Expected shape (2,), got (4,). A list gave" in out
    assert "That is the square" in out.partition("Do these words help?")[2]
    assert cells.read_text().count("# %% wrong=") == 2

    judged = json.loads(sheet.read_text())
    assert [row["verdict"] for row in judged["answers"][:5]] == ["passed", "failed", "failed", "passed", ""]
    judged["answers"][2]["helps"] = True
    judged["answers"][3] = judged["answers"][1] = {"exercise": "t1-e01", "kind": "right", "source": RIGHT}
    sheet.write_text(json.dumps(judged))
    code, out, _ = homl("author", "blind", "--judge", sheet)
    assert code == 0
    assert "Do these words help?" not in out
    assert [line.split()[-1] for line in out.splitlines() if line.strip().startswith("100%")] == ["100%"]
    code, _, err = homl("author", "blind")
    assert (code, "--judge" in err) == (2, True)


def test_prove_all_runs_lessons_and_lets_no_change_pass(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def prove() -> tuple[int, Any]:
        code = main(["prove", "--all", "--json", "--course-dir", str(written)])
        return code, json.loads(capsys.readouterr().out)

    code, document = prove()
    assert code == 0
    assert [(lesson["id"], lesson["problems"]) for lesson in document["lessons"]] == [("t1", [])]
    assert prove() == (code, document)
    source = written / "t1_small" / "exercises.py"
    tests = "assert np.allclose(half([2.0, 4.0]), [1.0, 2.0])"
    source.write_text(
        source.read_text().replace(tests, "assert half(2.0) is not None").replace("assert np.allclose(half(6)", "assert (1")
    )
    lesson = written / "t1_small" / "lesson.py"
    lesson.write_text(lesson.read_text() + "\n# %%\nopen('left.txt', 'w').close()\n1 / 0\n")
    code, document = prove()
    assert code == 1
    error, left = document["lessons"][0]["problems"]
    assert "ZeroDivisionError" in error
    assert "left.txt" in left
    assert "a change to the solution passes: return np.asarray(x) / 2  →  return np.asarray(x) / 3" in str(
        document["exercises"][3]
    )


def test_doctor(homl: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, out, _ = homl("doctor", "--json", "--dir", tmp_path)
    checks = {check["name"]: check for check in json.loads(out)["checks"]}
    assert code == 0
    assert checks["tensorflow"]["ok"]
    assert all({"name", "ok", "detail", "cure"} <= check.keys() for check in checks.values())


def test_a_broken_course_names_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "course.toml").write_text('title = "x"\nparts = 3\n')
    assert main(["course", "--course-dir", str(tmp_path)]) == 2
    assert "course.toml, line 1: `parts` is 3" in capsys.readouterr().err
    assert main(["course", "--course-dir", str(tmp_path / "none")]) == 2
    assert "holds no course" in capsys.readouterr().err
