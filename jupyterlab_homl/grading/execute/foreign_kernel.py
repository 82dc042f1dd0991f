"""Running a submission by a kernel of another Python or language, unsealed, as nbgrader does it."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_event_loop
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from ...errors import HomlError
from ...temporary import new_folder
from .task import ExecutionResult, NotebookResult, NotebookTask, SubmissionTask


def execute_with_kernel(task: SubmissionTask) -> ExecutionResult:
    """Run the notebooks of a submission one after another in the same folder, each by a new kernel.

    Raises
    ------
    HomlError
        If the kernel cannot be started, or ends before the notebook does.
    """
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # kernels inherit it; this process only grades
    with new_folder("kernel") as place:
        folder = Path(place)
        for path, data in task.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        results = {notebook.name: _run_notebook(notebook, folder, task) for notebook in task.notebooks}
        files = {
            path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
        }
        written = {name: data for name, path in files.items() if task.files.get(name) != (data := path.read_bytes())}
    return ExecutionResult(results, written, frozenset(task.files) - frozenset(files))


def _run_notebook(notebook: NotebookTask, folder: Path, task: SubmissionTask) -> NotebookResult:
    started = time.perf_counter()
    execute = Execute(config=Config(task.kernel_options))
    try:
        # nbclient uses the event loop of this thread, and nobody else would close it
        with closing(ensure_event_loop()):
            # the preprocessor changes the notebook that it is given
            executed, _ = execute.preprocess(nbformat.from_dict(notebook.notebook), {"metadata": {"path": str(folder)}})
    except Exception as error:
        raise HomlError(
            "The kernel {name} could not run it ({error}).", name=task.kernel, error=f"{type(error).__name__}: {error}"[:300]
        ) from error
    result: dict[str, Any] = dict(executed)
    return NotebookResult(result, cell_seconds=time.perf_counter() - started)
