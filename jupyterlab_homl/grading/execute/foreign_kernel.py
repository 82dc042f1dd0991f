"""Running a submission with a kernel that is not of this Python: nbgrader's own way, unsealed."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from ...errors import HomlError
from .task import Done, Task


def execute_with_kernel(task: Task) -> Done:
    """Run a submission's notebooks, one after another, in one folder, each in a fresh kernel.

    Raises
    ------
    HomlError
        If the kernel cannot be started, or ended in the middle.
    """
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # this process does nothing but grade
    started = time.perf_counter()
    done = Done()
    with tempfile.TemporaryDirectory(prefix="homl-kernel-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        for name, data in task.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        for sheet in task.sheets:
            notebook = nbformat.from_dict(sheet.notebook)
            done.notebooks[sheet.name] = _run(notebook, folder, task)
        found = {
            path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
        }
        done.written = {name: data for name, path in found.items() if task.files.get(name) != (data := path.read_bytes())}
        done.removed = set(task.files) - set(found)
    done.seconds = done.bare_seconds = time.perf_counter() - started
    return done


def _run(notebook: nbformat.NotebookNode, folder: Path, task: Task) -> dict[str, Any]:
    try:
        executed, _ = Execute(config=Config(task.kernel_options)).preprocess(notebook, {"metadata": {"path": str(folder)}})
    except Exception as error:
        raise HomlError(
            "The kernel {name} could not run it ({error}).", name=task.kernel, error=f"{type(error).__name__}: {error}"[:300]
        ) from error
    return dict(executed)
