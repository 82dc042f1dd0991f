"""The answers that stopped when they were last run in a kernel, and what their tests say instead of running."""

from __future__ import annotations

from collections.abc import Iterable

from ...toolkit.kernel import ExerciseCell
from ...toolkit.messages import Message


class StoppedAnswers:
    """The answers that ended in an exception when they were last run.

    An answer may be spread over several cells.
    """

    def __init__(self) -> None:
        self._lines: dict[str, dict[str, int | None]] = {}
        self._last = ""

    def record(self, cell: ExerciseCell, stopped: bool, line: int | None) -> None:
        """Record how a cell of an answer ended.

        Parameters
        ----------
        cell : ExerciseCell
            The cell.
        stopped : bool
            Whether it ended in an exception.
        line : int or None
            The line of the cell at which it stopped, counted from 1; None where that is not known.
        """
        self._last = cell.exercise or ""
        lines = self._lines.setdefault(self._last, {})
        lines.pop(cell.id, None)
        if stopped:
            lines[cell.id] = line

    def forget(self, cells: Iterable[object]) -> None:
        """Forget cells that were deleted, by their ids."""
        for cell in cells:
            for lines in self._lines.values():
                if isinstance(cell, str):
                    lines.pop(cell, None)

    def reason(self, tests: ExerciseCell) -> Message | None:
        """Why tests are not run; None where the answer that they are about did not stop."""
        lines = self._lines.get(tests.exercise or self._last)
        if not lines:
            return None
        line = next(iter(lines.values()))
        if line is None:
            return Message("Not checked: the answer stopped.")
        if tests.exercise is None:
            # Most often it is about the answer above, which was run just before.
            return Message("Not checked: the answer that was run last stopped at line {line}.", {"line": line})
        return Message("Not checked: the answer stopped at line {line}.", {"line": line})
