"""Handing out, resetting, and never losing anything."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from jupyterlab_homl.course.library import Library
from jupyterlab_homl.errors import BadNotebook, NoStorage, NotAllowed, NotFound
from jupyterlab_homl.workspace.folder import Workspace
from jupyterlab_homl.workspace.notebooks import lesson_of, read_notebook


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Workspace:
    return Workspace(tmp_path / "ws", library, kernel=lambda: "homl")


def test_the_kernel_is_one_that_is_there(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyter_client.kernelspec import KernelSpecManager

    for there, name in ((["homl", "python3"], "homl"), (["python3"], "python3")):
        monkeypatch.setattr(KernelSpecManager, "find_kernel_specs", lambda self, there=there: dict.fromkeys(there))
        notebook = read_notebook(Workspace(tmp_path / name, library).open("t1").lesson)
        assert notebook["metadata"]["kernelspec"]["name"] == name


def ids(notebook: dict[str, Any]) -> list[Any]:
    return [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]


def change(path: Path, edit: Callable[[Any], None]) -> None:
    notebook = json.loads(path.read_text())
    edit(notebook)
    path.write_text(json.dumps(notebook))


def answer(notebook: dict[str, Any], exercise: str = "t1-e01") -> Any:
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise)


def test_what_is_handed_out(workspace: Workspace) -> None:
    handed = workspace.open("t1")
    assert handed.created == (handed.lesson, handed.exercises)
    notebook = read_notebook(handed.exercises)
    assert notebook["metadata"]["kernelspec"]["name"] == "homl"
    assert notebook["metadata"]["homl"]["lesson"] == "t1"
    cell = answer(notebook, "t1-e01-tests")
    assert cell["metadata"]["deletable"] is False
    assert cell["metadata"]["editable"] is False


def test_what_is_handed_out_is_trusted(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    handed = workspace.open("t1")
    with NotebookNotary(data_dir=str(tmp_path / "data")) as notary:

        def is_trusted(path: Path) -> bool:
            return bool(notary.check_signature(nbformat.read(path, as_version=4)))

        assert is_trusted(handed.lesson)
        assert is_trusted(handed.exercises)
        change(handed.exercises, lambda notebook: answer(notebook).update(source="mine"))
        assert not is_trusted(handed.exercises)
        workspace.reset("t1", "t1-e01")  # the rest of it may be anybody's
        change(handed.exercises, lambda notebook: answer(notebook, "t1-e03").update(source="mine"))
        assert not is_trusted(handed.exercises)
        workspace.reset("t1")
        assert is_trusted(handed.exercises)


def test_a_notebook_that_cannot_be_signed_is_handed_out_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "file" / "data"))
    assert workspace.open("t1").exercises.is_file()


def test_files_that_are_there_stay(workspace: Workspace) -> None:
    handed = workspace.open("t1")
    handed.exercises.write_text("mine")
    handed.lesson.unlink()
    handed.lesson.symlink_to("nowhere")
    assert workspace.open("t1").created == ()
    assert handed.exercises.read_text() == "mine"
    assert handed.lesson.is_symlink()


def test_reset_of_one_exercise_leaves_the_others(workspace: Workspace) -> None:
    path = workspace.open("t1").exercises

    def write(notebook: Any) -> None:
        answer(notebook)["source"] = "first"
        answer(notebook, "t1-e03")["source"] = "third"
        notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "my note"})

    change(path, write)
    kept = workspace.reset("t1", "t1-e01")
    after = read_notebook(path)
    assert "YOUR CODE HERE" in answer(after)["source"]
    assert answer(after, "t1-e03")["source"] == "third"
    assert after["cells"][-1]["source"] == "my note"
    assert answer(read_notebook(kept))["source"] == "first"


def test_reset_puts_lost_cells_back_and_takes_copies_away(workspace: Workspace, library: Library) -> None:
    path = workspace.open("t1").exercises
    order = ids(library.notebook("t1", "exercises"))

    def lose(notebook: Any) -> None:
        notebook["cells"] = [cell for cell in notebook["cells"] if cell is not answer(notebook)]

    def double(notebook: Any) -> None:
        notebook["cells"].append(json.loads(json.dumps(answer(notebook))))

    for spoil in (lose, double):
        change(path, spoil)
        workspace.reset("t1", "t1-e01")
        assert ids(read_notebook(path)) == order


def test_reset_of_a_whole_lesson_works_on_a_broken_file(workspace: Workspace) -> None:
    path = workspace.open("t1").exercises
    path.write_text("broken")
    with pytest.raises(BadNotebook):
        workspace.reset("t1", "t1-e01")
    kept = workspace.reset("t1")
    assert kept.read_text() == "broken"
    assert read_notebook(path)["cells"]


def test_the_workspace_is_a_file(tmp_path: Path, library: Library) -> None:
    (tmp_path / "ws").write_text("")
    with pytest.raises(NoStorage, match="is a file"):
        Workspace(tmp_path / "ws", library).open("t1")


@pytest.mark.parametrize(
    ("number", "error", "words"),
    [
        (errno.EROFS, NotAllowed, "read-only"),
        (errno.EACCES, NotAllowed, "read-only"),
        (errno.ENOSPC, NoStorage, "full"),
        (errno.EIO, NoStorage, "cannot be written"),
    ],
)
def test_a_disk_that_is_full_or_read_only(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Any], words: str
) -> None:
    workspace.prepare()
    before = sorted(workspace.root.rglob("*"))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _fail(number))
        with pytest.raises(error, match=words):
            workspace.open("t1")
    assert sorted(workspace.root.rglob("*")) == before
    path = workspace.open("t1").exercises
    text = path.read_bytes()
    before = sorted(workspace.root.rglob("*"))
    resets: list[Callable[[], Any]] = [lambda: workspace.reset("t1"), lambda: workspace.reset("t1", "t1-e01")]
    monkeypatch.setattr(Path, "replace", _fail(number))  # after the backup
    for reset in resets:
        with pytest.raises(error, match=words):
            reset()
    monkeypatch.setattr(os, "fsync", _fail(number))
    for reset in (*resets, lambda: workspace.backup(path)):
        with pytest.raises(error, match=words):
            reset()
    assert sorted(workspace.root.rglob("*")) == before
    assert path.read_bytes() == text


def _fail(number: int) -> Any:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"{", "not a notebook"),
        (b"\x80", "not text in UTF-8"),
    ],
)
def test_files_that_are_no_notebooks(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(BadNotebook, match=words):
        read_notebook(path)


def test_notebooks_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.ipynb", tmp_path):
        with pytest.raises(NotFound):
            read_notebook(path)


def test_a_renamed_notebook_is_known_by_what_is_in_it(workspace: Workspace, library: Library, tmp_path: Path) -> None:
    notebook = read_notebook(workspace.open("t1").exercises)
    assert lesson_of(notebook, library.course, tmp_path).id == "t1"
    del notebook["metadata"]["homl"]
    assert lesson_of(notebook, library.course, tmp_path).id == "t1"
    with pytest.raises(BadNotebook, match="no exercises of this course"):
        lesson_of({"cells": [{"metadata": 3}, 4]}, library.course, tmp_path)


@pytest.mark.parametrize("metadata", [None, 3, "missing"])
def test_reset_of_a_notebook_that_lost_its_metadata(workspace: Workspace, metadata: int | str | None) -> None:
    path = workspace.open("t1").exercises

    def spoil(notebook: Any) -> None:
        notebook["metadata"] = metadata
        if metadata == "missing":
            del notebook["metadata"]

    change(path, spoil)
    workspace.reset("t1", "t1-e01")
    assert read_notebook(path)["metadata"]["kernelspec"]["name"] == "homl"
