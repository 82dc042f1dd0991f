"""Assignments of nbgrader courses whose answers are known: right ones, wrong ones, and what each is worth.

Each stands in a module of its own, which benchmarks and tests of grading read. An exercise needs nothing of the
others, so that what an answer is worth does not depend on the rest of the notebook.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

#: What an untouched answer cell holds once nbgrader has cleared it.
_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"


@dataclass(frozen=True)
class Exercise:
    """An exercise with its known answers.

    Attributes
    ----------
    id : str
        The grade id of its answer cell; its tests cell has ``-tests`` behind it.
    statement : str
        What is asked for.
    head : str
        What stands in the answer cell before the solution; the solution is indented if this is a function's.
    solution : str
        The reference solution, without `head`.
    tests : str
        The tests cell, plain asserts.
    named : str
        The same as tests with names, by this product's toolkit.
    right, wrong : tuple of str
        Whole answer cells.
    points : float
        What it is worth.
    """

    id: str
    statement: str
    head: str
    solution: str
    tests: str
    named: str = ""
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    points: float = 2.0

    def cell(self, body: str) -> str:
        """An answer cell with this body."""
        if not self.head:
            return body.strip("\n")
        return f"{self.head}\n{textwrap.indent(body.strip(chr(10)), '    ')}"

    @property
    def stub(self) -> str:
        """The answer cell as it is handed out."""
        return self.cell(_STUB)

    @property
    def tests_id(self) -> str:
        """The grade id of its tests cell."""
        return f"{self.id}-tests"


@dataclass(frozen=True)
class Assignment:
    """An assignment of one notebook.

    Attributes
    ----------
    name : str
        nbgrader's name of it.
    title : str
        For people.
    setup : str
        The first code cell, which is locked.
    exercises : tuple of Exercise
        In order.
    modules : tuple of str
        What a process imports that is to run the cells bare.
    """

    name: str
    title: str
    setup: str
    exercises: tuple[Exercise, ...]
    modules: tuple[str, ...]

    def source(self, named: bool = False) -> dict[str, Any]:
        """nbgrader's source notebook.

        Parameters
        ----------
        named : bool
            Whether tests are written with the toolkit; else they are plain asserts.
        """
        cells = [_cell("markdown", "title", f"# {self.title}", locked=True), _cell("code", "setup", self.setup, locked=True)]
        for exercise in self.exercises:
            solved = exercise.cell(f"### BEGIN SOLUTION\n{exercise.solution.strip()}\n### END SOLUTION")
            tests = (exercise.named if named else exercise.tests).strip()
            cells += [
                _cell("markdown", f"{exercise.id}-text", exercise.statement, locked=True),
                _cell("code", exercise.id, solved, solution=True),
                _cell("code", exercise.tests_id, tests, grade=True, locked=True, points=exercise.points),
            ]
        kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
        metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
        return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, name: str, source: str, **marks: Any) -> dict[str, Any]:
    """A cell as nbgrader's *Create Assignment* marks it."""
    flags = {"grade": False, "solution": False, "locked": False, "task": False}
    cell = {
        "cell_type": kind,
        "id": name,
        "metadata": {"nbgrader": {"schema_version": 3, "grade_id": name, **flags, **marks}},
        "source": source,
    }
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}
