"""What a cell wrote to standard error, for which nbgrader gives no points: mostly warnings of libraries."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode


def is_stderr(output: Any) -> bool:
    """Whether an output is text that went to standard error."""
    return bool(output.output_type == "stream" and output.name == "stderr")


def without_warnings(cell: NotebookNode) -> NotebookNode:
    """The cell without what it wrote to standard error."""
    if not any(is_stderr(output) for output in cell.outputs):
        return cell
    return NotebookNode({**cell, "outputs": [output for output in cell.outputs if not is_stderr(output)]})
