"""What a sealed process sees of the machine's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterlab_homl.engine.sandbox.filesystem import is_visible


def test_a_folder_that_only_this_process_imports_from_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader puts the course's folder there, and each course would get a server of its own."""
    monkeypatch.syspath_prepend(tmp_path)
    assert not is_visible(str(tmp_path))
    assert is_visible("/usr/share")
