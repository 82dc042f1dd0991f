"""`jupyter homl class board`, on a gradebook that nbgrader has written."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from jupyterlab_homl.cli.main import main
from jupyterlab_homl.course.library import Library
from tests.paths import COURSE

pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # of nbgrader's own queries


def test_assignments_and_learners_in_words_and_as_files(
    gradebook: Gradebook, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    command = ["class", "board", "--course", str(tmp_path)]
    assert main(command) == 0
    listed = capsys.readouterr().out
    assert listed.index("ch01") < listed.index("ch02")
    assert main([*command, "ch01"]) == 0
    shown = capsys.readouterr().out
    for words in ("Zoë Ärmel", "not handed in", "not graded yet", "needs a person", "extended", "0.5 off", "Mean"):
        assert words in shown
    assert main([*command, "ch01", "--json"]) == 0
    board = json.loads(capsys.readouterr().out)
    assert main([*command, "ch01", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["student"] for row in rows] == [row["student"] for row in board["rows"]]
    assert [float(row["points"]) for row in rows] == [row["points"] for row in board["rows"]]
    assert {"b-tests", "task", "late_seconds"} <= rows[0].keys()


def test_cells_stand_in_the_order_of_the_notebook(
    gradebook: Gradebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source" / "ch01"
    source.mkdir(parents=True)
    cells = [{"metadata": {"nbgrader": {"grade_id": name}}} for name in ("task", "c-text", "b-tests")]
    (source / "exercises.ipynb").write_text(json.dumps({"cells": [{"metadata": {}}, *cells]}), "utf-8")
    (source / "broken.ipynb").write_text("{")
    assert main(["class", "board", "ch01", "--course", str(tmp_path), "--json"]) == 0
    columns = json.loads(capsys.readouterr().out)["columns"]
    assert [column["cell"] for column in columns] == ["task", "c-text", "b-tests", "a-tests"]


def test_mistakes_are_told_by_their_names(library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exercise = library.course.find_exercise("t1-e01")[1]
    wrong = next(one for one in exercise.wrong if one.says)
    for student, text in (("ada", f"✗ a test: {wrong.says}"), ("bob", "✗ a test: no words that are known")):
        error = {"output_type": "error", "ename": "Unmet", "evalue": "", "traceback": [text]}
        cells = [{"metadata": {"nbgrader": {"grade_id": one.id, "grade": True}}, "outputs": [error]} for one in exercise.tests]
        folder = tmp_path / "autograded" / student / "t1"
        folder.mkdir(parents=True)
        (folder / "exercises.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    (tmp_path / "autograded" / "bob" / "t1" / "more.ipynb").write_text("{")
    command = ["class", "board", "t1", "--mistakes", "--course", str(tmp_path), "--course-dir", str(COURSE)]
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert "2 of 2 not passed" in shown
    assert wrong.because in shown
    assert "1  something else" in shown
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exercises"][0]["mistakes"][0]["count"] == 1
    assert main([*command[:2], "t2", *command[3:]]) != 0
    assert "has been graded" in capsys.readouterr().err


def test_a_reader_that_has_enough_is_no_error(gradebook: Gradebook, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jupyterlab_homl.cli.main", "class", "board", "ch01", "--csv", "--course", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""


def test_without_a_gradebook_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["class", "board", "--course", str(tmp_path)]) != 0
    assert "no gradebook" in capsys.readouterr().err
