"""The bare computation: set-up, answer and tests, executed in a plain process that has imported the libraries.

What a check takes beyond this is what the product adds. The process forks for each run, so that every run finds a fresh
interpreter, as a check does; only the execution is timed, in the fork. As a module it serves requests, a line of JSON each.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from jupyterlab_homl.checking.check import tier_of
from jupyterlab_homl.course.model import Exercise, Lesson
from jupyterlab_homl.engine.tiers import PRELOAD, TIERS

from ..harness.forks import serve
from ..harness.worker import Worker


class Bare(Worker):
    """The process, with the libraries that a lesson's exercises want.

    Parameters
    ----------
    lesson : Lesson
        The lesson.
    """

    def __init__(self, lesson: Lesson) -> None:
        (tier,) = (tier for tier in TIERS if tier.name == tier_of(lesson))
        # The surroundings that a check's processes have, where both are quicker than with every core for each.
        super().__init__("benchmarks.checking.bare", *tier.preload, *PRELOAD, as_a_check=True)
        self._setup = [cell.source for cell in lesson.setup]

    def run(self, exercise: Exercise, answer: str, hidden: bool = True) -> tuple[float, bool]:
        """Seconds that the cells take, and whether every test passed; hidden ones may be left out."""
        parts = [(part.source, part.hidden) for cell in exercise.tests for part in cell.parts if hidden or not part.hidden]
        found = self.ask({"setup": self._setup, "answer": answer, "tests": parts})
        return found["seconds"], found["passed"]


def execute(setup: list[str], answer: str, tests: list[tuple[str, bool]]) -> dict[str, Any]:
    """Execute the cells here; hidden tests once the seen ones pass, as a check does."""
    from jupyterlab_homl.toolkit import messages

    failures: list[str] = []
    messages.record_with(lambda name, message: failures.append(name) if message else None)
    names = vars(sys.modules["__main__"])
    started = time.perf_counter()
    for source in (*setup, answer):
        exec(source, names)
    for wanted in (False, True):
        for source, hidden in tests:
            if hidden is wanted and not failures:
                exec(source, names)
    return {"seconds": time.perf_counter() - started, "passed": not failures}


if __name__ == "__main__":
    serve(sys.argv[1:], lambda request: execute(**request))
