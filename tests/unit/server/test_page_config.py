"""What JupyterLab's pages are told of the course."""

from __future__ import annotations

from typing import Any

from jupyterlab_homl.server.page_config import LANGUAGE, add_language


def test_a_page_is_told_the_language_beside_what_others_tell_it() -> None:
    settings: dict[str, Any] = {"page_config_hook": lambda handler, config: {**config, "kept": 1}}
    add_language(settings, "zh-CN")
    assert settings["page_config_hook"](None, {"given": 2}) == {"given": 2, "kept": 1, LANGUAGE: "zh-CN"}
    alone: dict[str, Any] = {}
    add_language(alone, "en")
    assert alone["page_config_hook"](None, {}) == {LANGUAGE: "en"}
