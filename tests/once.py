"""What several tests look at, made once, however many workers run them."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from typing import Any

import pytest


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[], Any]) -> Any:
    """What `make` returns, which must be JSON; it is called by the first worker that asks.

    Parameters
    ----------
    folders : pytest.TempPathFactory
        The fixture `tmp_path_factory`.
    name : str
        What it is called in the folder that all workers share.
    make : callable
        Makes it.
    """
    base = folders.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = shared / f"{name}.json"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            path.write_text(json.dumps(make()))
    return json.loads(path.read_text())
