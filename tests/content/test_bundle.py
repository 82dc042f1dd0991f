"""The course in a wheel is the course in the sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from jupyterlab_homl.course.bundle import BUNDLE, load_course
from jupyterlab_homl.course.library import open_library
from tests.paths import ROOT


def test_the_whole_model_comes_back_as_it_was(tmp_path: Path) -> None:
    course = open_library(ROOT / "notebooks").course
    (tmp_path / BUNDLE).write_text(json.dumps(asdict(course)), encoding="utf-8")
    assert load_course(tmp_path) == course
