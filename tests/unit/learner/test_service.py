"""What a learner does in a lesson, without a server."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.verdict import Status, Verdict
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.learner import service as service_module
from jupyterlab_homl.learner.service import Service
from jupyterlab_homl.progress import store as store_module
from jupyterlab_homl.progress.history import Visit
from jupyterlab_homl.workspace.folder import Workspace
from tests.paths import COURSE


def test_a_verdict_is_given_though_it_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Verdict("t1-e01", Status.PASSED, 1.0, 1.0, ())
    monkeypatch.setattr(service_module, "check", lambda *_: verdict)
    monkeypatch.setattr(store_module, "LOCK_TIMEOUT", 0.1)
    library = open_library(COURSE)
    nothing: Any = None
    service = Service(library, Workspace(tmp_path, library), nothing, nothing, "after_attempts:3", "example")
    lesson = library.course.lesson("t1")
    with contextlib.closing(sqlite3.connect(service.store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        given = service.check_exercise(lesson, lesson.exercise("t1-e01"), {"cells": []})
    assert given.status == "passed"
    assert [note.text.partition(" is locked")[0] for note in given.notes] == [
        "This is the verdict, but it could not be kept among your attempts.",
        f"Your progress in {service.store.path}",
    ]


def test_a_place_is_stored_once_while_the_learner_stays_there(tmp_path: Path) -> None:
    library = open_library(COURSE)
    nothing: Any = None  # is run here
    service = Service(library, Workspace(tmp_path, library), nothing, nothing, "after_attempts:3", "example")
    store = service.store
    for path, is_new in (("a.ipynb", True), ("a.ipynb", False), ("b.ipynb", True), ("a.ipynb", True)):
        before = store.history()
        service.visit("t1", "exercises", "t1-e01", tmp_path / path)
        assert (store.history() is not before) == is_new
        assert store.last_visit() == Visit("t1", "exercises", "t1-e01", path)
