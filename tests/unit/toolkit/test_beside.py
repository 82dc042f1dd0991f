"""The learner's figure beside the expected one: what is shown, and what is said to differ."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from jupyterlab_homl.toolkit import beside
from jupyterlab_homl.toolkit.expected import p3

X = np.linspace(0.0, 6.0, 20)


@pytest.fixture(autouse=True)
def without_windows() -> None:
    mpl.use("agg")


def test_what_differs_is_told_and_both_are_drawn() -> None:
    def draw_waves(ax: Any, x: Any) -> Any:
        ax.plot(x, np.sin(x))
        ax.set(xlabel="X", ylabel="height")
        return ax

    pair = beside.pair(draw_waves, p3.draw_waves, X)
    rows = {what: (got, want) for what, got, want in pair.differences}
    assert rows["lines"] == ("1", "2")
    assert rows["legend"] == ("–", "sin, cos")
    assert rows["y-axis"][0].startswith("height")
    assert "x-axis" not in rows
    assert "Not every difference is a mistake" in pair.remark
    assert pair.html.count("<img ") == 2
    assert pair.yours is not None
    assert "lines: 1;" in pair.yours.alt
    assert '<th scope="row">legend</th>' in pair.html
    assert "legend: – / sin, cos" in pair._repr_mimebundle_()["text/plain"]


def test_nothing_differs_from_the_expected_one() -> None:
    pair = beside.pair(p3.draw_waves, p3.draw_waves, X)
    assert pair.differences == []
    assert "Nothing that is compared here differs" in pair.remark


@pytest.mark.parametrize(
    ("mine", "remark"),
    [
        (None, "Run the answer cell first"),
        (lambda ax, x: None, "returned nothing that can be shown"),
        (lambda ax, x: 1 / 0, "raised ZeroDivisionError: division by zero"),
        (lambda ax: ax, "raised TypeError"),
    ],
)
def test_without_a_figure_of_yours_the_expected_one_stands_alone(mine: Any, remark: str) -> None:
    pair = beside.pair(mine, p3.draw_waves, X)
    assert remark in pair.remark
    assert pair.html.count("<img ") == 1


def test_nothing_is_left_open_and_arguments_are_copies() -> None:
    def draw_sales(ax: Any, names: Any, pieces: Any) -> Any:
        plt.subplots()
        pieces[:] = 0
        ax.bar(names, pieces)
        return ax

    pieces = np.array([3, 5])
    beside.pair(draw_sales, p3.draw_sales, ["a", "b"], pieces)
    assert plt.get_fignums() == []
    assert pieces.tolist() == [3, 5]


def test_figures_with_several_axes_are_compared_one_by_one() -> None:
    groups = {"a": np.array([1.0, 2, 2]), "b": np.array([4.0, 5, 6])}
    assert beside.pair(p3.draw_groups, p3.draw_groups, groups, 3).differences == []
    one = beside.pair(lambda groups, bins: plt.subplots()[0], p3.draw_groups, groups, 3)
    assert one.differences == [("axes", "1", "2")]


def test_where_no_page_asks_nothing_is_drawn() -> None:
    assert beside.show("p3", "draw_waves", X) is None
