"""The environment that an assignment's cells need, found in the instructor's notebooks.

It imports little, so that the command line can start fork servers while nbgrader is still being imported.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...course.nbmetadata import cell_source
from ...course.notebook_file import parse_notebook
from ...engine.sandbox.filesystem import is_visible
from ...engine.sandbox.limits import MEGABYTE
from ...engine.tiers import TIERS, tier_of_code
from ...errors import HomlError
from ...syntax import parse
from ..submission import list_files, read_file
from .task import ExecutionSettings

#: Packages that are not preloaded: they belong to a tier of their own, start threads, or are not what cells compute with.
_NOT_PRELOADED = {package for tier in TIERS for package in tier.detects} | {
    "jax",
    "torch",
    "ipywidgets",
    "nbgrader",
    "jupyterlab_homl",
}

#: Modules that are preloaded whatever the assignment imports.
_ALWAYS_PRELOADED = ("numpy",)

#: Bytes of a submission's own folder beyond the instructor's files, of which it may make another copy. The total is a multiple
#: of it, so that assignments with files of about the same size share a fork server.
_FOLDER_SIZE_STEP = 64 * MEGABYTE

#: What nbgrader ignores in a folder by default.
_IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")


def environment_for(root: Path, source_notebooks: Iterable[dict[str, Any]], support_bytes: int) -> ExecutionSettings:
    """The settings that decide which fork server an assignment needs; all others have their defaults.

    Parameters
    ----------
    root : Path
        The course's folder, which no submission can see.
    source_notebooks : iterable of dict
        The instructor's notebooks, as JSON.
    support_bytes : int
        The size of the instructor's other files.
    """
    sources = [
        cell_source(cell) for notebook in source_notebooks for cell in notebook["cells"] if cell.get("cell_type") == "code"
    ]
    imported = [name for name in imports_of(sources) if name.partition(".")[0] not in _NOT_PRELOADED]
    course = str(root.resolve())
    return ExecutionSettings(
        tier=tier_of_code("\n".join(sources)),
        preload=(*_ALWAYS_PRELOADED, *imported) if sources else (),
        masked=(course,) if is_visible(course) else (),
        folder_size=_FOLDER_SIZE_STEP * (2 + 2 * support_bytes // _FOLDER_SIZE_STEP),
    )


def predict_environment(root: Path, assignment: str) -> ExecutionSettings:
    """The same from the folders that nbgrader has by default, for use before its configuration is read."""
    files = list_files(root / "source" / assignment, _IGNORED, 2**40)
    notebooks = [
        notebook
        for name, path in files.items()
        if name.endswith(".ipynb") and "/" not in name and (notebook := read_source_notebook(path)) is not None
    ]
    support_bytes = sum(path.stat().st_size for name, path in files.items() if not name.endswith(".ipynb"))
    return environment_for(root, notebooks, support_bytes)


def read_source_notebook(path: Path) -> dict[str, Any] | None:
    """An instructor's notebook, as JSON (`parse_notebook`); None if there is no file or it is not a notebook."""
    try:
        return parse_notebook(read_file(path), path.name)
    except HomlError:
        return None


@lru_cache(256)
def top_level_imports(source: str) -> str:
    """The imports at the top level of a cell, except of what tests are written with; empty if there are none."""
    try:
        body = parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(text for node in imports if "jupyterlab_homl" not in (text := ast.unparse(node)))


def imports_of(sources: Iterable[str]) -> tuple[str, ...]:
    """The modules that cells import at top level, in order."""
    names: dict[str, None] = {}
    for source in sources:
        try:
            body = parse(source).body
        except (SyntaxError, ValueError):
            continue
        for node in body:
            if isinstance(node, ast.Import):
                names |= dict.fromkeys(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names[node.module] = None
    return tuple(names)
