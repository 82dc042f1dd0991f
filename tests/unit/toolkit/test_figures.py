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


def test_more_that_axes_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = drawn(
        monkeypatch,
        "ax.axvline(3)\nax.vlines([4, 5], 0, 1)\nax.plot([6, 6, 7], [0, 1, 2])\nax.fill_between([0, 1], [0, 1])\n"
        "ax.grid(True)\n"
        "ax.text(1, 2, 'here')\nax.set_xticks([0, 1], ['no', 'yes'])\nax.imshow([[1, 2]], vmin=0, vmax=4)",
    )
    assert plot.verticals == (3, 4, 5)
    assert plot.points == ()
    assert plot.grid
    assert plot.notes == ((1, 2, "here"),)
    assert plot.xticks == ((0, "no"), (1, "yes"))
    assert plot.images[0]["limits"] == (0, 4)
    assert not drawn(monkeypatch, "pass").grid


def test_colours_of_points_and_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = drawn(
        monkeypatch,
        "ax.scatter([0, 1], [0, 1], c='red', s=9)\nax.scatter([0, 1], [0, 1], c=[0, 1], cmap='gray')\n"
        "ax.bar(['a', 'b'], [2, 3], bottom=1, color=['red', 'blue'])",
    )
    assert plot.points[0]["faces"] == ["#ff0000", "#ff0000"]
    assert plot.points[0]["sizes"].tolist() == [9, 9]
    assert plot.points[1]["faces"] == ["#000000", "#ffffff"]
    assert plot.bars[0]["faces"] == ["#ff0000", "#0000ff"]
    assert plot.bars[0]["y"].tolist() == [1, 1]


def test_panels_of_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    source = (
        "two = Figure()\na, b = two.subplots(1, 2)\na.set_title('A')\nshown = b.imshow([[1, 2]])\ntwo.colorbar(shown)\n"
        "array = np.array([a, b])\nlist_ = [a, b]\npair = (two, array)\nnothing = None\nword = 'figure'"
    )
    answer = answering(monkeypatch, START + source)
    for name in ("two", "array", "list_", "pair", "a"):
        found = figures.panels(getattr(answer, name))
        assert [one.title for one in found] == ["A", ""]
    assert "`return fig`" in words(figures.panels, answer.nothing)
    assert "got 'figure'" in words(figures.panels, answer.word) or "got figure" in words(figures.panels, answer.word)


@pytest.mark.parametrize(
    "fill",
    [
        "ax.contourf(gx, gy, z, levels=[-0.5, 0.5, 1.5], colors=['red', 'blue'])",
        "ax.pcolormesh(gx, gy, z, cmap='bwr_r')",
        "ax.imshow(z, cmap='bwr_r', origin='lower', extent=(-1, 3, -1, 2))",
        "ax.imshow(z[::-1], cmap='bwr_r', extent=(-1, 3, -1, 2))",
        "from matplotlib.colors import to_rgba\ncolours = np.array([to_rgba('red'), to_rgba('blue')])\n"
        "ax.imshow(colours[z], origin='lower', extent=(-1, 3, -1, 2))",
    ],
)
def test_colours_of_regions(fill: str) -> None:
    # a ring: what lies in a hole has the colour of the hole
    source = "gx, gy = np.meshgrid(np.linspace(-1, 3, 401), np.linspace(-1, 2, 301))\nr = np.hypot(gx - 1, gy)\n"
    source += "z = ((r > 0.4) & (r < 0.8)).astype(int)\n"
    names: dict[str, object] = {"np": np}
    exec(START + source + fill, names)
    places = [(1.0, 0.0), (1.6, 0.0), (2.5, 0.0), (1.0, -0.6), (2.9, 1.9), (3.5, 0.0)]
    red, blue = "#ff0000", "#0000ff"
    assert figures.colours_at(names["ax"], places) == [red, blue, red, blue, red, None]
