"""What all tests share: a small course of one exercise, so that they do not depend on the real chapters."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.course.library import Library, open_library
from tests.alembic_heads import remembered_by

sys.path.insert(0, str(Path(__file__).parent))

# nbgrader runs `alembic` by its name, so the tests find it even if the virtual environment is not activated
_SCRIPTS = tempfile.TemporaryDirectory(prefix="homl-tests-")
os.environ["PATH"] = os.pathsep.join(
    [str(remembered_by(Path(_SCRIPTS.name))), str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
)

pytest_plugins = ["pytest_jupyter.jupyter_server", "postgres"]

COURSE = Path(__file__).parent / "course"


@pytest.fixture(scope="session")
def library() -> Library:
    """The small course."""
    return open_library(COURSE)


@pytest.fixture
def answered(library: Library) -> Callable[..., Any]:
    """Makes the notebook of the small course with its first exercise answered so."""

    def make(source: str, exercise: str = "t1-e01") -> dict[str, Any]:
        notebook = library.notebook("t1", "exercises")
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise:
                cell["source"] = source
        copy: dict[str, Any] = json.loads(json.dumps(notebook))
        return copy

    return make
