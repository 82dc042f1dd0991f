"""How this process starts what runs submissions: fork servers of its own, kept from one submission to the next.

It imports little, so that a server can be on its way while everything else is still being imported.
"""

from __future__ import annotations

import ast
import json
import re
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...course.nbmetadata import cell_source
from ...engine.launch.launcher import Launcher
from ...engine.launch.warm import PRELOAD, WarmLauncher, best_launcher
from ...engine.runs.judge_pool import Judges
from ...engine.sandbox.filesystem import is_shown
from ...engine.sandbox.limits import MEGABYTE
from ...errors import HomlError
from ..submission import list_files
from .task import Setting

#: What this package's children become. None is made ahead: the first is wanted at once, and each next one while others run.
_OURS = ("jupyterlab_homl.toolkit", "jupyterlab_homl.engine.inside.notebook_worker", "jupyterlab_homl.grading.judge.main")

#: What is imported by a tier of its own, makes threads, or is nothing that cells compute with.
_NOT_PRELOADED = {"tensorflow", "keras", "jax", "torch", "ipywidgets", "nbgrader", "jupyterlab_homl"}

#: What is imported before any fork, whatever an assignment imports.
_ALWAYS = ("numpy",)

#: Bytes of a submission's own folder beside the instructor's files, of which it may make another copy. The whole is counted in
#: steps of it, so that assignments whose files have about the same size share a server.
_SPACE = 64 * MEGABYTE

#: What nbgrader leaves out of a folder unless it is told otherwise.
_IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")

_launchers: dict[tuple[Any, ...], Launcher] = {}
_judges: dict[tuple[int, str], Judges] = {}
_lock = threading.Lock()


def launcher_of(setting: Setting) -> Launcher:
    """How this process starts children for a setting."""
    key = (setting.preload, setting.hidden, setting.space)
    with _lock:
        if key not in _launchers:
            # What the instructor's cells import is what most submissions need; a course that imports nothing tells nothing.
            preload = setting.preload or PRELOAD
            _launchers[key] = best_launcher(preload, hidden=setting.hidden, space=setting.space, ours=_OURS, spared={})
        return _launchers[key]


def judges_of(launcher: Launcher, tier: str) -> Judges:
    """The judges of this process, which go from one submission to the next."""
    with _lock:
        return _judges.setdefault((id(launcher), tier), Judges(launcher, tier=tier))


def warm(setting: Setting) -> None:
    """Start the servers that a setting needs; returns at once, and what goes wrong is told by the first submission."""

    def start() -> None:
        try:
            launcher = launcher_of(setting)
            if isinstance(launcher, WarmLauncher):
                launcher.warm(setting.tier, alone=True)
        except HomlError:
            return

    threading.Thread(target=start, daemon=True, name="grade-warm").start()


def close() -> None:
    """End all that runs for this process."""
    with _lock:
        for judges in _judges.values():
            judges.close()
        _judges.clear()
        for launcher in _launchers.values():
            launcher.close()
        _launchers.clear()


def place_of(root: Path, masters: Iterable[dict[str, Any]], overlay: int) -> dict[str, Any]:
    """What of a `Setting` decides which server is needed.

    Parameters
    ----------
    root : Path
        The course's folder, which no submission sees.
    masters : iterable of dict
        The instructor's notebooks.
    overlay : int
        Bytes of the instructor's other files.
    """
    sources = [cell_source(cell) for master in masters for cell in master["cells"] if cell.get("cell_type") == "code"]
    imported = [name for name in imports_of(sources) if name.partition(".")[0] not in _NOT_PRELOADED]
    place = str(root.resolve())
    return {
        "tier": tier_of("\n".join(sources)),
        "preload": (*_ALWAYS, *imported) if sources else (),
        "hidden": (place,) if is_shown(place) else (),
        "space": _SPACE * (2 + 2 * overlay // _SPACE),
    }


def foresee(root: Path, assignment: str) -> Setting:
    """The setting of an assignment, as far as it can be told before nbgrader's configuration is read."""
    source = root / "source" / assignment
    files = list_files(source, _IGNORED, 2**40)
    masters = [
        master for name in files if name.endswith(".ipynb") and "/" not in name and (master := read_master(files[name]))
    ]
    overlay = sum(path.stat().st_size for name, path in files.items() if not name.endswith(".ipynb"))
    return Setting(**place_of(root, masters, overlay))


def read_master(path: Path) -> dict[str, Any] | None:
    """An instructor's notebook; None if it is not there, or is none."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("cells"), list) else None


def tier_of(code: str) -> str:
    """Which libraries some code wants."""
    return "tensorflow" if re.search(r"^\s*(import|from)\s+(keras|tensorflow)\b", code, re.MULTILINE) else "light"


def imports_of(sources: Iterable[str]) -> tuple[str, ...]:
    """The modules that cells import at their top level."""
    names: dict[str, None] = {}
    for source in sources:
        try:
            body = ast.parse(source).body
        except (SyntaxError, ValueError):
            continue
        for node in body:
            if isinstance(node, ast.Import):
                names |= dict.fromkeys(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names[node.module] = None
    return tuple(names)
