"""What nbgrader says to whom."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from nbgrader.apps import NbGrader
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from traitlets.config import Config

from jupyterlab_homl.server.compat import hide_missing_course_folder


def test_only_a_missing_course_folder_is_not_mentioned(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    monkeypatch.setattr(logging.getLogger("NbGrader"), "filters", [])
    log = logging.Logger("of a server", logging.WARNING)
    app = NbGrader()
    app.log = log
    log.addHandler(caplog.handler)
    # what this extension of the server has where it was started beside the server's root
    formgrader: Any = SimpleNamespace(
        authenticator=None,
        config=Config(),
        coursedir=SimpleNamespace(db_url=""),
        load_config=Config,
        log=log,
        root_dir="root",
        url_prefix="../course",
    )

    def start() -> None:
        app.load_config_file()
        FormgradeExtension.init_tornado_settings(formgrader, SimpleNamespace(settings={}))

    start()
    assert "No nbgrader_config.py file found" in caplog.text  # as nbgrader still words it
    assert "The course directory root is not a subdirectory" in caplog.text
    caplog.clear()
    hide_missing_course_folder(log)
    start()
    log.warning("No space is left")
    assert caplog.messages == ["No space is left"]
