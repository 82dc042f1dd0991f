"""A built course that is missing, broken or of another version is reported with what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from jupyterlab_homl.course.bundle import BUNDLE, load_course, notebook_path
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.errors import NotFound


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "{}", '{"title": 3, "parts": []}', "\udcff"])
def test_what_is_no_built_course(tmp_path: Path, text: str) -> None:
    (tmp_path / BUNDLE).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(NotFound, match="is not a built course"):
        load_course(tmp_path)


def test_a_folder_without_a_course(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="jupyter homl build"):
        load_course(tmp_path)


def test_a_value_of_another_type_is_named(tmp_path: Path, library: Library) -> None:
    document = asdict(library.course)
    document["parts"][0]["lessons"][0]["minutes"] = "many"
    (tmp_path / BUNDLE).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(NotFound, match=r"parts\[.*\]\.lessons\[.*\]\.minutes"):
        load_course(tmp_path)


def test_where_notebooks_are(tmp_path: Path) -> None:
    assert notebook_path(tmp_path, "t1", "lesson") == tmp_path / "release" / "t1" / "lesson.ipynb"
    assert notebook_path(tmp_path, "t1", "exercises") == tmp_path / "release" / "t1" / "exercises.ipynb"
    assert notebook_path(tmp_path, "t1", "source") == tmp_path / "source" / "t1" / "exercises.ipynb"
