"""Notebooks are found by what they carry, wherever they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from jupyterlab_homl.course.library import Library
from jupyterlab_homl.workspace.folder import Workspace
from jupyterlab_homl.workspace.notebooks import read_notebook


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Workspace:
    return Workspace(tmp_path / "ws", library, kernel=lambda: "homl")


@pytest.mark.parametrize("name", ["t1_first/mine.ipynb", "elsewhere/exercises.ipynb", "course/t1/exercises.ipynb", "x.ipynb"])
def test_a_notebook_that_was_renamed_or_moved_stays_the_one(workspace: Workspace, name: str) -> None:
    first = workspace.open("t1")
    place = workspace.root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    first.exercises.rename(place)
    again = workspace.open("t1")
    assert again.exercises == place
    assert again.created == ()
    assert not again.choices
    assert not first.exercises.exists()


def test_a_fetched_assignment_keeps_a_blank_one_from_being_handed_out(workspace: Workspace, library: Library) -> None:
    fetched = workspace.root / "t1" / "exercises.ipynb"
    fetched.parent.mkdir(parents=True)
    fetched.write_text(json.dumps(library.notebook("t1", "exercises")))
    opened = workspace.open("t1")
    assert opened.exercises == fetched
    assert opened.created == (opened.lesson,)


def test_of_two_the_last_used_is_meant_and_else_the_learner_is_asked(workspace: Workspace) -> None:
    own = workspace.open("t1").exercises
    fetched = workspace.root / "t1" / "exercises.ipynb"
    fetched.parent.mkdir()
    shutil.copy(own, fetched)
    unused = workspace.open("t1")
    assert unused.choices == {"exercises": (own, fetched)}
    for used in (fetched, own):
        opened = workspace.open("t1", {"exercises": used})
        assert opened.exercises == used
        assert not opened.choices
    fetched.unlink()  # the one that was used last is gone
    assert workspace.open("t1", {"exercises": fetched}).exercises == own


def test_what_is_not_for_working_in_is_not_found(workspace: Workspace) -> None:
    own = workspace.open("t1").exercises
    for folder in ("source/t1", "release/t1", "submitted/ada/t1", "autograded/ada/t1", "feedback/ada/t1", ".homl/backups"):
        place = workspace.root / folder / "exercises.ipynb"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(own, place)
    (workspace.root / "broken.ipynb").write_text('{"homl"')
    (workspace.root / "list.ipynb").write_text('["homl"]')
    (workspace.root / "link").symlink_to(workspace.root)
    assert not workspace.open("t1").choices


def test_a_change_of_the_file_is_noticed(workspace: Workspace) -> None:
    own = workspace.open("t1").exercises
    copy = own.with_name("copy.ipynb")
    shutil.copy(own, copy)
    assert workspace.open("t1").choices
    notebook = read_notebook(copy)
    del notebook["metadata"]["homl"]
    copy.write_text(json.dumps(notebook))
    assert not workspace.open("t1").choices


def test_reset_finds_a_renamed_notebook(workspace: Workspace) -> None:
    own = workspace.open("t1").exercises
    renamed = own.rename(own.with_name("mine.ipynb"))
    renamed.write_text(renamed.read_text().replace("# YOUR CODE HERE", "mine"))
    workspace.reset("t1")
    assert "mine" not in renamed.read_text()
    assert not own.exists()
