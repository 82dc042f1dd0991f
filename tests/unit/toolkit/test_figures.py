"""Expectations about plots: what is drawn counts, however it was drawn."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit import figures
from jupyterlab_homl.toolkit.figures import Plot
from tests.unit.toolkit.answers import answering, words

START = "from matplotlib.figure import Figure\nfigure = Figure()\nax = figure.subplots()\n"
X, Y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 4.0, 9.0])


def drawn(monkeypatch: pytest.MonkeyPatch, source: str, name: str = "ax") -> Plot:
    answer = answering(monkeypatch, START + source)
    return figures.plot(getattr(answer, name))


def test_axes_may_come_alone_in_a_figure_or_in_an_array(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "ax.plot([0, 1], [2, 3])\narray = np.array([ax])\ntwo = Figure()\ntwo.subplots(1, 2)\nnothing = None"
    for name in ("ax", "figure", "array"):
        figures.line(drawn(monkeypatch, source, name), [0, 1], [2, 3])
    assert "got Figure(…)" in words(drawn, monkeypatch, source, "two")
    assert "`return ax`" in words(drawn, monkeypatch, source, "nothing")


@pytest.mark.parametrize(
    "source",
    [
        "ax.plot([0, 1, 2], [1, 4, 9])",
        "ax.plot([2, 1, 0], [9, 4, 1], 'r--')",
        "ax.plot([5, 6], [5, 6])\nax.semilogy([0, 1, 2], [1, 4, 9])",
        "import pandas as pd\npd.Series([1, 4, 9]).plot(ax=ax)",
    ],
)
def test_a_line_is_found_however_it_was_drawn(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    figures.line(drawn(monkeypatch, source), X, Y)


def test_a_line_that_is_not_there_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = drawn(monkeypatch, "ax.plot([1, 4, 9], [0, 1, 2])")
    assert words(figures.line, plot, X, Y) == "None of the 1 lines goes through [[0, 1], [1, 4], [2, 9]]."
    assert words(figures.line, plot, X, Y, mistakes=[(Y, X, "x and y are swapped")]) == "x and y are swapped"
    assert "None of the 0 lines" in words(figures.line, drawn(monkeypatch, "ax.scatter([0, 1, 2], [1, 4, 9])"), X, Y)
    unsorted = drawn(monkeypatch, "ax.plot([1, 0, 2], [4, 1, 9])")
    assert "None of the 1 lines" in words(figures.line, unsorted, X, Y)


@pytest.mark.parametrize(
    "source",
    [
        "ax.scatter([2, 0, 1], [9, 1, 4])",
        "ax.plot([2, 0, 1], [9, 1, 4], 'o')",
        "ax.scatter([0], [1])\nax.scatter([1, 2], [4, 9])",
        "ax.scatter([0, 1, 2], [1, 4, 9], c=[1, 2, 3], s=[4, 5, 6])",
    ],
)
def test_points_are_found_in_any_order(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    figures.points(drawn(monkeypatch, source), X, Y)


def test_points_that_are_not_there_have_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing shows the points" in words(figures.points, drawn(monkeypatch, "ax.plot([0, 1, 2], [1, 4, 9])"), X, Y)
    found = figures.points(drawn(monkeypatch, "ax.scatter([0, 1, 2], [1, 4, 9], c=[1, 2, 3], s=[4, 5, 6])"), X, Y)
    assert found["sizes"].tolist() == [4, 5, 6]
    assert found["colors"].tolist() == [1, 2, 3]


def test_labels_legend_and_scales(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = drawn(
        monkeypatch,
        "ax.loglog([1, 2], [3, 4], label='Train')\nax.plot([1], [1], label='validation error')\n"
        "ax.set(xlabel='Rows (m)', title='Curves')\nax.legend()",
    )
    figures.labels(plot, x="rows", title=True)
    figures.legend(plot, ["validation", "train"])
    figures.scales(plot, x="log", y="log")
    assert words(figures.labels, plot, y=True) == "The y-axis has no label. Say what it shows, and in which unit."
    assert words(figures.labels, plot, x="epochs") == "The label of the x-axis reads Rows (m); expected epochs."
    assert words(figures.legend, plot, ["test"]) == "The legend names Train, validation error; test is missing."
    assert words(figures.scales, plot) == "The x-axis is log; expected linear."
    assert "There is no legend" in words(figures.legend, drawn(monkeypatch, "ax.plot([1], label='a')"), ["a"])


def test_bars_and_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    figures.bars(drawn(monkeypatch, "ax.bar(['a', 'b'], [2, 3])"), [2, 3])
    figures.bars(drawn(monkeypatch, "ax.hist([1, 1, 2], bins=2)"), [2, 1])
    assert (
        words(figures.bars, drawn(monkeypatch, "ax.bar(['a', 'b'], [3, 2])"), [2, 3])
        == "The bars are [3, 2] high; expected [2, 3]."
    )
    assert words(figures.bars, drawn(monkeypatch, "pass"), [2, 3]) == "There are no bars."
    plot = drawn(monkeypatch, "ax.imshow([[1, 2], [3, 4]])")
    figures.image(plot, [[1, 2], [3, 4]])
    assert "other numbers" in words(figures.image, plot, [[1, 3], [2, 4]])
    assert "shape (2, 2), expected (1, 2)" in words(figures.image, plot, [[1, 2]])
    assert "There is no picture" in words(figures.image, drawn(monkeypatch, "pass"), [[1]])
