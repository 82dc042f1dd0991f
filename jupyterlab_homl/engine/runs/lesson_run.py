"""Running a whole lesson from top to bottom, as a reader would with *Restart and run all*."""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from pathlib import Path
from typing import Any

_PEAK = """
import resource as _resource
print("peak:", _resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss)
"""


def run_lesson(lesson_id: str, notebook: dict[str, Any], timeout: int = 120) -> dict[str, Any]:
    """Run a lesson's notebook in a kernel of its own.

    Parameters
    ----------
    lesson_id : str
        The lesson, for the report.
    notebook : dict
        The notebook. Cells tagged ``long`` are skipped.
    timeout : int
        Seconds that one cell may take.

    Returns
    -------
    dict
        ``id``, ``seconds``, ``peak_mb`` (of the kernel), ``errors`` (sentences), ``warnings`` (how many were printed),
        ``left_behind`` (names of files in its folder).
    """
    import nbformat
    from nbclient import NotebookClient

    cells = [cell for cell in notebook["cells"] if "long" not in cell["metadata"].get("tags", [])]
    made = nbformat.from_dict({**notebook, "cells": cells})
    made.cells.append(nbformat.v4.new_code_cell(_PEAK))
    with tempfile.TemporaryDirectory(prefix="homl-lesson-") as folder:
        client = NotebookClient(
            made, timeout=timeout, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": folder}}
        )
        started = time.perf_counter()
        asyncio.run(client.async_execute())  # which closes its loop, in whatever thread this is
        seconds = time.perf_counter() - started
        left = sorted(path.name for path in Path(folder).iterdir())
    outputs = [(number, output) for number, cell in enumerate(made.cells, 1) for output in cell.get("outputs", [])]
    peak = re.search(r"peak: (\d+)", "".join(output.get("text", "") for _, output in outputs[-1:]))
    return {
        "id": lesson_id,
        "seconds": round(seconds, 2),
        "peak_mb": round(int(peak[1]) / 1024) if peak else 0,
        "errors": [f"cell {n}: {o['ename']}: {o['evalue']}" for n, o in outputs if o.output_type == "error"],
        "warnings": sum(
            "Warning" in o.get("text", "") for _, o in outputs if o.output_type == "stream" and o.name == "stderr"
        ),
        "left_behind": left,
    }
