"""What a learner does in a lesson, without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.learner.service import Service
from jupyterlab_homl.progress.history import Visit
from jupyterlab_homl.workspace.folder import Workspace
from tests.paths import COURSE


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
