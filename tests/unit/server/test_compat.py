"""What nbgrader says to whom."""

from __future__ import annotations

import logging

import pytest
from nbgrader.apps import NbGrader

from jupyterlab_homl.server.compat import hide_missing_nbgrader_config


def test_only_the_missing_configuration_is_not_mentioned(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    monkeypatch.setattr(logging.getLogger("NbGrader"), "filters", [])
    log = logging.Logger("of a server", logging.WARNING)
    app = NbGrader()
    app.log = log
    log.addHandler(caplog.handler)
    app.load_config_file()
    assert "No nbgrader_config.py file found" in caplog.text  # as nbgrader still words it
    caplog.clear()
    hide_missing_nbgrader_config(log)
    app.load_config_file()
    log.warning("No space is left")
    assert caplog.messages == ["No space is left"]
