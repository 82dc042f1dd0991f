"""Who is an instructor, and what a learner's page leaves out."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jupyterlab_homl.server.roles import disable_plugins_for_learners, groups_of, is_instructor


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "nbgrader_config.py").write_text("")
    return tmp_path


def test_who_may_write_the_course_folder_teaches(course: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert is_instructor("auto", course, [])
    assert not is_instructor("auto", tmp_path_factory.mktemp("workspace"), [])
    (course / "source").rmdir()
    assert not is_instructor("auto", course, [])


def test_the_hubs_groups_and_the_setting(tmp_path: Path) -> None:
    assert is_instructor("auto", tmp_path, ["formgrade-ml"])
    assert not is_instructor("auto", tmp_path, ["nbgrader-ml"])
    assert is_instructor("always", tmp_path, [])
    assert not is_instructor("never", tmp_path, ["formgrade-ml"])


@pytest.mark.parametrize(
    ("user", "groups"),
    [({"groups": ["a"]}, ["a"]), (SimpleNamespace(groups=["b"]), ["b"]), (None, []), ({"groups": 3}, [])],
)
def test_groups(user: dict[str, Any] | SimpleNamespace | None, groups: list[str]) -> None:
    assert groups_of(user) == groups


@pytest.mark.parametrize("disabled", [["x"], {"x": True, "y": False}, []])
def test_a_learners_page(tmp_path: Path, disabled: list[str] | dict[str, bool]) -> None:
    settings = {"page_config_hook": lambda handler, config: {**config, "kept": 1}}
    disable_plugins_for_learners(settings, "auto", tmp_path)
    page = settings["page_config_hook"](SimpleNamespace(current_user=None), {"disabledExtensions": disabled})
    assert "@jupyter/nbgrader" in page["disabledExtensions"]
    assert page["disabledExtensions"][: len(disabled) and 1] == (["x"] if disabled else [])
    assert page["kept"] == 1


def test_an_instructors_page_is_left_alone(course: Path) -> None:
    settings: dict[str, Any] = {}
    disable_plugins_for_learners(settings, "auto", course)
    config: dict[str, Any] = {"disabledExtensions": []}
    assert settings["page_config_hook"](SimpleNamespace(current_user=None), config) == {"disabledExtensions": []}
