"""Running a whole lesson from top to bottom, as a reader would with *Restart and run all*."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...temporary import new_folder

_PEAK = """
import resource as _resource
print("peak:", _resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss)
"""


@dataclass(frozen=True)
class LessonRun:
    """How a lesson ran.

    Attributes
    ----------
    id : str
        The lesson's id.
    seconds : float
        How long it took.
    peak_mb : int
        The most memory that the kernel used, in megabytes; 0 if that is unknown.
    errors : tuple of str
        The exceptions of its cells, as sentences.
    warnings : int
        The number of outputs with a warning.
    left_behind : tuple of str
        The names of files that are left in its folder.
    """

    id: str
    seconds: float
    peak_mb: int
    errors: tuple[str, ...] = ()
    warnings: int = 0
    left_behind: tuple[str, ...] = ()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> LessonRun:
        """The run that `document` made this JSON object from."""
        return cls(
            id=document["id"],
            seconds=document["seconds"],
            peak_mb=document["peak_mb"],
            errors=tuple(document["errors"]),
            warnings=document["warnings"],
            left_behind=tuple(document["left_behind"]),
        )

    def document(self) -> dict[str, object]:
        """The run as JSON."""
        return {
            "id": self.id,
            "seconds": self.seconds,
            "peak_mb": self.peak_mb,
            "errors": list(self.errors),
            "warnings": self.warnings,
            "left_behind": list(self.left_behind),
        }


def _environment() -> dict[str, str]:
    """The environment of the kernel: threads of OpenMP wait asleep, or a busy machine makes k-means ten times slower."""
    return {**os.environ, "OMP_WAIT_POLICY": "PASSIVE"}


def run_lesson(lesson_id: str, notebook: dict[str, Any], timeout: int = 120) -> LessonRun:
    """Run a lesson's notebook in a kernel of its own.

    Parameters
    ----------
    lesson_id : str
        The lesson, for the report.
    notebook : dict
        The notebook. Cells tagged ``long`` are skipped.
    timeout : int
        Seconds that one cell may take.
    """
    import nbformat
    from nbclient import NotebookClient

    cells = [cell for cell in notebook["cells"] if "long" not in cell["metadata"].get("tags", [])]
    made = nbformat.from_dict({**notebook, "cells": cells})
    made.cells.append(nbformat.v4.new_code_cell(_PEAK))
    with new_folder("lesson") as folder:
        client: NotebookClient = NotebookClient(
            made,
            timeout=timeout,
            kernel_name="python3",
            allow_errors=True,
            resources={"metadata": {"path": folder}},
            on_cell_execute=lambda cell, cell_index: _send_along(client, cell),
        )
        started = time.perf_counter()
        asyncio.run(client.async_execute(env=_environment()))  # which closes its loop, in whatever thread this is
        seconds = time.perf_counter() - started
        left = tuple(sorted(path.name for path in Path(folder).iterdir()))
    outputs = [(number, output) for number, cell in enumerate(made.cells, 1) for output in cell.get("outputs", [])]
    peak = re.search(r"peak: (\d+)", "".join(output.get("text", "") for _, output in outputs[-1:]))
    return LessonRun(
        id=lesson_id,
        seconds=round(seconds, 2),
        peak_mb=round(int(peak[1]) / 1024) if peak else 0,
        errors=tuple(
            f"cell {number}: {fault}"
            for number, cell in enumerate(made.cells, 1)
            for fault in _faults_of(cell, cell.get("outputs", []))
        ),
        warnings=sum("Warning" in o.get("text", "") for _, o in outputs if o.output_type == "stream" and o.name == "stderr"),
        left_behind=left,
    )


def _send_along(client: Any, cell: Any) -> None:
    """Send the cell's metadata with the requests that follow, as JupyterLab does."""
    if client.kc is not None:
        client.kc.session.metadata = dict(cell.metadata)


def _faults_of(cell: Any, outputs: list[Any]) -> Iterator[str]:
    """What is wrong with the outputs of a cell, which may be meant to stop with an exception."""
    meant = "raises-exception" in cell["metadata"].get("tags", [])
    stopped = any(output.output_type == "error" for output in outputs)
    if meant and not stopped:
        yield "no exception, though the cell is tagged raises-exception."
    for output in outputs:
        if not (meant and output.output_type == "error"):
            yield from _faults(output)


def _faults(output: Any) -> Iterator[str]:
    """What is wrong with an output."""
    if output.output_type == "error":
        yield f"{output['ename']}: {output['evalue']}"
    data = output.get("data", {})
    if {"image/png", "image/svg+xml"} & data.keys():
        yield 'a figure without a text alternative: give the cell an attribute alt="…".'
    for field in output.get("metadata", {}).get("homl", {}).get("unknown", []):
        yield f"its text alternative names {field!r}, which the notebook does not have."
