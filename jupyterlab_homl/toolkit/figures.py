"""Expectations about plots: what is drawn, with which labels and on which scales; never pixels.

plot = figures.plot(answer.draw(X, y))
figures.labels(plot, x="speed", y=True)
figures.line(plot, x, y, says="No line shows the predictions.")
figures.legend(plot, ["train", "validation"])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from . import expect
from .proxy import answer

__all__ = ["Plot", "bars", "image", "labels", "legend", "line", "plot", "points", "scales"]


@dataclass(frozen=True)
class Plot:
    """What one pair of axes shows.

    Attributes
    ----------
    title, xlabel, ylabel : str
        The texts around it.
    xscale, yscale : str
        ``linear``, ``log`` and so on.
    xlim, ylim : tuple of float
        What part is shown.
    legend : tuple of str
        The texts of the legend.
    lines : tuple of dict
        Each with ``x``, ``y``, ``label``, ``style``, ``marker`` and ``color``.
    points : tuple of dict
        Each scatter with ``x``, ``y``, ``label``, ``sizes`` and ``colors`` (the numbers of its colour map, if any).
    bars : tuple of dict
        Each group, of a histogram too, with ``x`` (left edges), ``width``, ``height`` and ``label``.
    images : tuple of dict
        Each with its ``array``.
    texts : tuple of str
        Texts inside.
    """

    title: str
    xlabel: str
    ylabel: str
    xscale: str
    yscale: str
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    legend: tuple[str, ...]
    lines: tuple[dict[str, Any], ...]
    points: tuple[dict[str, Any], ...]
    bars: tuple[dict[str, Any], ...]
    images: tuple[dict[str, Any], ...]
    texts: tuple[str, ...]


def plot(got: Any, says: str = "Expected Matplotlib's axes (`return ax`), got {got}.") -> Plot:
    """Expect Matplotlib's axes, or a figure with one pair of them, and return what they show."""
    if got is None:
        expect.fail("Your code returned None. Return the axes on which you drew: `return ax`.")
    answer.define("import jupyterlab_homl.toolkit.figures as homl_figures")
    found = answer.homl_figures.described(got)
    if not isinstance(found, dict):
        expect.fail(says, got=got)
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
    return Plot(**fields)


def labels(
    plot: Plot,
    *,
    x: str | bool = False,
    y: str | bool = False,
    title: str | bool = False,
    says: str = "The label of the {axis}-axis reads {got}; expected {want}.",
) -> None:
    """Expect texts around a plot: ``True`` for any, a text for one that contains it, in upper or lower case."""
    for axis, got, want in (("x", plot.xlabel, x), ("y", plot.ylabel, y)):
        if want:
            expect.true(got.strip(), says="The {axis}-axis has no label. Say what it shows, and in which unit.", axis=axis)
        if isinstance(want, str):
            expect.true(want.lower() in got.lower(), says, axis=axis, got=got, want=want)
    if title:
        expect.true(plot.title.strip(), says="The plot has no title.")
    if isinstance(title, str):
        expect.true(
            title.lower() in plot.title.lower(), says="The title reads {got}; expected {want}.", got=plot.title, want=title
        )


def scales(
    plot: Plot, *, x: str = "linear", y: str = "linear", says: str = "The {axis}-axis is {got}; expected {want}."
) -> None:
    """Expect these scales: ``linear``, ``log``, ``symlog``."""
    for axis, got, want in (("x", plot.xscale, x), ("y", plot.yscale, y)):
        expect.true(got == want, says, axis=axis, got=got, want=want)


def legend(plot: Plot, want: Iterable[str], says: str = "The legend names {got}; {want} is missing.") -> None:
    """Expect a legend that names all of these, in any order, in upper or lower case."""
    known = [text.lower() for text in plot.legend]
    for name in want:
        if not plot.legend:
            expect.fail("There is no legend. Give each series a `label=`, and call `ax.legend()`.")
        expect.true(any(name.lower() in text for text in known), says, got=", ".join(plot.legend), want=name)


def line(
    plot: Plot,
    x: Any,
    y: Any,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    says: str = "None of the {count} lines goes through {want}.",
    mistakes: Sequence[tuple[Any, Any, str]] = (),
    **values: Any,
) -> dict[str, Any]:
    """Expect a line through these points, in this order or the other way round, and return it.

    Parameters
    ----------
    mistakes : sequence of (x, y, str)
        Lines of typical wrong answers, each with a message that helps.
    """
    return _series(plot.lines, x, y, rtol, atol, says, mistakes, ordered=True, **values)


def points(
    plot: Plot,
    x: Any,
    y: Any,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    says: str = "Nothing shows the points {want}.",
    mistakes: Sequence[tuple[Any, Any, str]] = (),
    **values: Any,
) -> dict[str, Any]:
    """Expect these points in any order, as a scatter or as markers of a line, and return it."""
    marked = tuple(one for one in plot.lines if one["marker"] not in ("None", "", " "))
    together = _together(plot.points)
    return _series((*plot.points, *together, *marked), x, y, rtol, atol, says, mistakes, ordered=False, **values)


def bars(
    plot: Plot,
    heights: Any,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    says: str = "The bars are {got} high; expected {want}.",
) -> None:
    """Expect a group of bars of these heights, in this order."""
    import numpy as np

    want = np.asarray(heights, dtype=float)
    found = [np.asarray(group["height"], dtype=float) for group in plot.bars]
    if not found:
        expect.fail("There are no bars.")
    same = [group for group in found if group.shape == want.shape and np.allclose(group, want, rtol=rtol, atol=atol)]
    expect.true(same, says, got=found[0], want=want)


def image(
    plot: Plot,
    want: Any,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    says: str = "The picture shows other numbers than expected.",
) -> None:
    """Expect a picture (`imshow`, `matshow`) of this array."""
    import numpy as np

    want = np.asarray(want, dtype=float)
    if not plot.images:
        expect.fail("There is no picture. `ax.imshow` draws one.")
    found = [np.asarray(one["array"], dtype=float) for one in plot.images]
    if not any(one.shape == want.shape for one in found):
        expect.fail("The picture has shape {got}, expected {want}.", got=found[0].shape, want=want.shape)
    expect.true(any(one.shape == want.shape and np.allclose(one, want, rtol=rtol, atol=atol) for one in found), says)


def _together(scatters: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """All scatters as one: a class each is as good as all at once."""
    import numpy as np

    if len(scatters) < 2:
        return ()
    joined = {name: np.concatenate([np.ravel(one[name]) for one in scatters]) for name in ("x", "y")}
    return ({**joined, "label": "", "sizes": None, "colors": None},)


def _series(
    found: Sequence[dict[str, Any]],
    x: Any,
    y: Any,
    rtol: float,
    atol: float,
    says: str,
    mistakes: Sequence[tuple[Any, Any, str]],
    *,
    ordered: bool,
    **values: Any,
) -> dict[str, Any]:
    import numpy as np

    def matching(x: Any, y: Any) -> dict[str, Any] | None:
        want = np.column_stack([np.ravel(np.asarray(x, float)), np.ravel(np.asarray(y, float))])
        for series in found:
            got = np.column_stack([np.ravel(np.asarray(series["x"], float)), np.ravel(np.asarray(series["y"], float))])
            if got.shape != want.shape:
                continue
            orders = [(got, want), (got[::-1], want)] if ordered else [(_in_order(got), _in_order(want))]
            if any(np.allclose(one, other, rtol=rtol, atol=atol, equal_nan=True) for one, other in orders):
                return series
        return None

    right = matching(x, y)
    if right is not None:
        return right
    values = {"count": len(found), "want": np.column_stack([np.ravel(x), np.ravel(y)]), **values}
    for wrong_x, wrong_y, message in mistakes:
        if matching(wrong_x, wrong_y) is not None:
            expect.fail(message, **values)
    expect.fail(says, **values)
    raise AssertionError  # not reached: fail always raises


def _in_order(table: Any) -> Any:
    import numpy as np

    return table[np.lexsort(np.round(table, 9).T)]


# --- in the learner's process ----------------------------------------------------------------------------------------


def described(drawn: Any) -> dict[str, Any] | None:
    """What axes show, as the fields of `Plot`; None for another object."""
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(drawn, Figure) and len(drawn.axes) == 1:
        drawn = drawn.axes[0]
    if isinstance(drawn, np.ndarray) and drawn.size == 1:
        drawn = drawn.item()
    if not isinstance(drawn, Axes):
        return None
    shown: Any = drawn.get_legend()
    scatters: list[Any] = [one for one in drawn.collections if hasattr(one, "get_offsets")]
    pictures: list[Any] = list(drawn.get_images())
    return {
        "title": drawn.get_title() or drawn.get_title("left") or drawn.get_title("right"),
        "xlabel": drawn.get_xlabel(),
        "ylabel": drawn.get_ylabel(),
        "xscale": drawn.get_xscale(),
        "yscale": drawn.get_yscale(),
        "xlim": tuple(map(float, drawn.get_xlim())),
        "ylim": tuple(map(float, drawn.get_ylim())),
        "legend": [text.get_text() for text in shown.get_texts()] if shown else [],
        "lines": [_line_facts(one) for one in drawn.get_lines()],
        "points": [_scatter_facts(one) for one in scatters if len(one.get_offsets())],
        "bars": [_bar_facts(group) for group in drawn.containers if hasattr(group, "patches")],
        "images": [{"array": np.ma.filled(one.get_array(), np.nan)} for one in pictures],
        "texts": [text.get_text() for text in drawn.texts],
    }


def _line_facts(one: Any) -> dict[str, Any]:
    import numpy as np
    from matplotlib.colors import to_hex

    return {
        "x": np.asarray(one.get_xdata(orig=False), float),
        "y": np.asarray(one.get_ydata(orig=False), float),
        "label": str(one.get_label()),
        "style": str(one.get_linestyle()),
        "marker": str(one.get_marker()),
        "color": to_hex(one.get_color()),
    }


def _scatter_facts(one: Any) -> dict[str, Any]:
    import numpy as np

    places: Any = np.ma.filled(np.ma.asarray(one.get_offsets(), float), np.nan)
    colours = one.get_array()
    return {
        "x": places[:, 0],
        "y": places[:, 1],
        "label": str(one.get_label()),
        "sizes": np.asarray(one.get_sizes(), float),
        "colors": None if colours is None else np.ma.filled(np.ma.asarray(colours, float), np.nan),
    }


def _bar_facts(group: Any) -> dict[str, Any]:
    import numpy as np

    corners = [(one.get_x(), one.get_width(), one.get_height()) for one in group.patches]
    x, width, height = np.array(corners, float).reshape(-1, 3).T
    return {"x": x, "width": width, "height": height, "label": str(group.get_label())}
