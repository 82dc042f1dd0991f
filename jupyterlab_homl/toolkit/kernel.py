"""The kernel in which a notebook's cells run, seen from within: its shell, and who asked for the cell that runs."""

from __future__ import annotations

import sys
from typing import Any


def ipython_shell() -> Any:
    """IPython's shell in this process; None where there is none."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def is_run_by_learner() -> bool:
    """Whether the cell that runs is a tests cell that somebody runs on a page, not one that nbgrader or a script executes.

    JupyterLab sends a cell's id and metadata along with its code; nbclient, which nbgrader executes notebooks with, sends
    neither. Where it cannot be told, the answer is no.
    """
    get_parent = getattr(getattr(ipython_shell(), "kernel", None), "get_parent", None)
    request = get_parent() if get_parent else None
    metadata = request.get("metadata") if isinstance(request, dict) else None
    if not isinstance(metadata, dict) or "cellId" not in metadata:
        return False
    homl = metadata.get("homl")
    return isinstance(homl, dict) and homl.get("role") == "tests"
