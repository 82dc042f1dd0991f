"""The cells of a notebook, executed in a plain process that has imported the libraries: what grading it cannot do without.

As in `bare`, the process forks for each notebook, and only the execution is timed, in the fork.
"""

from __future__ import annotations

import contextlib
import sys
import time

from ..harness.forks import serve
from ..harness.worker import Worker
from .assignments import Assignment


class BareCells(Worker):
    """The process, with the libraries of an assignment.

    Parameters
    ----------
    assignment : Assignment
        What was handed out.
    named : bool
        Whether its tests are written with the toolkit.
    """

    def __init__(self, assignment: Assignment, named: bool) -> None:
        super().__init__("benchmarks.grading.bare_cells", *assignment.modules, as_a_check=True, more=_QUIET)
        self._assignment = assignment
        self._named = named

    def run(self, answers: dict[str, str]) -> tuple[float, float]:
        """Seconds that the cells take, hidden tests too, and CPU seconds."""
        cells = [self._assignment.setup]
        for exercise in self._assignment.exercises:
            cells += [answers[exercise.id], exercise.named if self._named else exercise.tests]
        seconds, cpu = self.ask(cells)
        return seconds, cpu


_QUIET = {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}


def execute(cells: list[str]) -> tuple[float, float]:
    """Execute cells here; one that raises does not keep the next from it."""
    names = vars(sys.modules["__main__"])
    started, used = time.perf_counter(), time.process_time()
    for cell in cells:
        with contextlib.suppress(Exception):
            exec(cell, names)
    return time.perf_counter() - started, time.process_time() - used


if __name__ == "__main__":
    serve(sys.argv[1:], execute)
