"""A lesson is run as JupyterLab runs it: its figures get the text alternatives of their cells."""

from __future__ import annotations

from typing import Any

from jupyterlab_homl.engine.runs.lesson_run import run_lesson

SETUP = """
import matplotlib.pyplot as plt
from jupyterlab_homl.toolkit import plots
plots.use()
best = {"eta": [0.25, 0.125]}
"""

DRAWN = """
figure, axis = plt.subplots()
axis.plot([0, 1])
plt.show()
"""


def code(source: str, **homl: str) -> dict[str, Any]:
    metadata = {"homl": homl} if homl else {}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def run(*cells: dict[str, Any]) -> tuple[str, ...]:
    made = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return run_lesson("t1", {"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}).errors


def test_a_figure_needs_a_text_alternative_whose_fields_are_known() -> None:
    errors = run(
        code(SETUP),
        code(DRAWN, alt="A line; the best rate is {best[eta][-1]:.3f}."),
        code(DRAWN),
        code(DRAWN, alt="A line to {worst:.1f}."),
        code("figure", alt="The figure itself as a result."),
        code("plt.subplots()[1].plot([0, 1]);", alt="A figure that is shown at the end of its cell."),
    )
    assert errors == (
        'cell 3: a figure without a text alternative: give the cell an attribute alt="…".',
        "cell 4: its text alternative names 'worst', which the notebook does not have.",
    )


def test_a_cell_that_is_meant_to_stop() -> None:
    stopping = {**code("1 / 0"), "metadata": {"tags": ["raises-exception"]}}
    going_on = {**code("1 / 1"), "metadata": {"tags": ["raises-exception"]}}
    assert run(stopping, going_on, code("1 / 0")) == (
        "cell 2: no exception, though the cell is tagged raises-exception.",
        "cell 3: ZeroDivisionError: division by zero",
    )
