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

__all__ = [
    "Plot",
    "areas",
    "axes",
    "bars",
    "image",
    "labels",
    "legend",
    "line",
    "named",
    "on_axes",
    "panels",
    "plot",
    "points",
    "scales",
]


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
    legend_colours : tuple of str
        The colours that stand beside them.
    lines : tuple of dict
        Each with ``x``, ``y``, ``label``, ``style``, ``marker`` and ``color``.
    points : tuple of dict
        Each scatter with ``x``, ``y``, ``label``, ``sizes``, ``colors`` (the numbers of its colour map, if any) and
        ``faces`` (the colour of each point).
    bars : tuple of dict
        Each group, of a histogram too, with ``x`` (left edges), ``y`` (lower edges), ``width``, ``height``, ``faces`` and
        ``label``.
    images : tuple of dict
        Each with its ``array`` and ``limits``, the values at the ends of its colours.
    texts : tuple of str
        Texts inside.
    notes : tuple of (float, float, str)
        The same texts with their places.
    xticks, yticks : tuple of (float, str)
        The ticks with their labels.
    verticals : tuple of float
        Where there are vertical lines (`axvline`, `vlines`, `plot`).
    corner : tuple of float
        The left and the lower edge of the axes, as shares of the figure.
    grid : bool
        Whether there are grid lines.
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
    notes: tuple[tuple[float, float, str], ...] = ()
    xticks: tuple[tuple[float, str], ...] = ()
    yticks: tuple[tuple[float, str], ...] = ()
    legend_colours: tuple[str, ...] = ()
    verticals: tuple[float, ...] = ()
    corner: tuple[float, float] = (0.0, 0.0)
    grid: bool = False


def plot(got: Any, says: str = "Expected Matplotlib's axes (`return ax`), got {got}.") -> Plot:
    """Expect Matplotlib's axes, or a figure with one pair of them, and return what they show."""
    if got is None:
        expect.fail("Your code returned None. Return the axes on which you drew: `return ax`.")
    answer.define("import jupyterlab_homl.toolkit.figures as homl_figures")
    found = answer.homl_figures.described(got)
    if not isinstance(found, dict):
        expect.fail(says, got=got)
    return _made(found)


def axes(
    draw: Any, *args: Any, says: str = "Expected the axes that were given (`return ax`), got {got}.", **options: Any
) -> Any:
    """Call a function that draws on the axes which it gets as its first argument and returns them; a handle to them.

    Other axes are Matplotlib's current ones meanwhile, so that `plt.plot` does not draw on the right ones by luck.
    """
    answer.define("import jupyterlab_homl.toolkit.figures as homl_figures")
    given = answer.homl_figures.new_axes()
    got = draw(given, *args, **options)
    if answer.homl_figures.drawn_elsewhere(given):
        expect.fail(
            "Nothing stands on the `ax` that was given; you drew on other axes. Call its methods, `ax.plot(…)` and not "
            "`plt.plot(…)`, and make no figure of your own."
        )
    if got is None:
        expect.fail("Your code returned None. Return the axes on which you drew: `return ax`.")
    if not answer.homl_figures.same(given, got):
        expect.fail(says, got=got)
    return given


def on_axes(draw: Any, *args: Any, **options: Any) -> Plot:
    """What the axes show on which a function draws: see `axes`."""
    return plot(axes(draw, *args, **options))


def areas(drawn: Any, places: Any) -> list[str | None]:
    """The colours of filled areas at some places: see `colours_at`. `drawn` is a handle to axes."""
    answer.define("import jupyterlab_homl.toolkit.figures as homl_figures")
    return list(answer.homl_figures.colours_at(drawn, places))


def named(plot: Plot, name: str, colour: str, says: str = "The legend's {name} stands beside another colour.") -> None:
    """Expect a legend with exactly this name, in upper or lower case, beside its colour."""
    legend(plot, [name])
    entries = zip(plot.legend, plot.legend_colours, strict=False)
    found = [shown for text, shown in entries if text.strip().lower() == name.lower()]
    expect.true(found, "The legend names {got}; expected an entry that reads {want}.", got=", ".join(plot.legend), want=name)
    expect.true(colour in found, says, name=name)


def panels(got: Any, says: str = "Expected Matplotlib's figure (`return fig`), got {got}.") -> tuple[Plot, ...]:
    """Expect a figure, or its axes in an array or a list, and return what each of the axes shows, in their order."""
    if got is None:
        expect.fail("Your code returned None. Return the figure on which you drew: `return fig`.")
    answer.define("import jupyterlab_homl.toolkit.figures as homl_figures")
    found = answer.homl_figures.all_described(got)
    if not isinstance(found, list):
        expect.fail(says, got=got)
    return tuple(map(_made, found))


def seen(drawn: Any) -> tuple[Plot, ...]:
    """What the axes of a figure of this process show; empty for another object."""
    return tuple(map(_made, all_described(drawn) or []))


def _made(found: dict[str, Any]) -> Plot:
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
    return ({**joined, "label": "", "sizes": None, "colors": None, "faces": None},)


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
    return _facts(drawn)


def new_axes() -> Any:
    """Axes to draw on; others are the current ones."""
    from matplotlib import pyplot as plt

    plt.close("all")
    made = plt.subplots()[1]
    plt.subplots()
    return made


def drawn_elsewhere(given: Any) -> bool:
    """Whether these axes are empty, and others are not."""
    from matplotlib import pyplot as plt

    others = [other for number in plt.get_fignums() for other in plt.figure(number).axes if other is not given]
    return not given.has_data() and any(other.has_data() for other in others)


def same(given: Any, got: Any) -> bool:
    """Whether these are the very same axes."""
    return got is given


def all_described(drawn: Any) -> list[dict[str, Any]] | None:
    """What each of the axes of a figure shows, without colour bars; None for another object."""
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(drawn, tuple) and drawn and isinstance(drawn[0], Figure):
        drawn = drawn[0]
    if isinstance(drawn, Axes):
        drawn = drawn.get_figure()
    found: list[Any] = list(drawn.axes) if isinstance(drawn, Figure) else []
    if isinstance(drawn, np.ndarray | list | tuple):
        found = list(np.ravel(np.array(drawn, dtype=object)))
    if not isinstance(drawn, Figure) and not (found and all(isinstance(one, Axes) for one in found)):
        return None
    return [_facts(one) for one in found if one.get_visible() and one.get_label() != "<colorbar>"]


def colours_at(drawn: Any, places: Any) -> list[str | None]:
    """The colour that filled contours, a colour mesh or a picture has at some places; None where there is none.

    Parameters
    ----------
    drawn : matplotlib.axes.Axes
        The axes.
    places : array, shape (n, 2)
        Places, in data coordinates.
    """
    import numpy as np
    from matplotlib.collections import QuadMesh
    from matplotlib.colors import to_hex
    from matplotlib.contour import ContourSet

    places = np.asarray(places, float)
    found: list[str | None] = [None] * len(places)
    filled: list[Any] = [*drawn.get_images(), *drawn.collections]
    for one in filled:
        if isinstance(one, ContourSet):
            shown = _contours_at(one, places) if one.filled else {}
        elif isinstance(one, QuadMesh):
            edges: Any = one.get_coordinates()
            values: Any = one.get_array()
            shown = _cells_at(edges[0, :, 0], edges[:, 0, 1], one.to_rgba(values), places)
        elif hasattr(one, "get_extent"):
            rows, columns = one.get_array().shape[:2]
            left, right, bottom, top = one.get_extent()
            start, end = (top, bottom) if one.origin == "upper" else (bottom, top)
            edges_x, edges_y = np.linspace(left, right, columns + 1), np.linspace(start, end, rows + 1)
            shown = _cells_at(edges_x, edges_y, one.to_rgba(one.get_array()), places)
        else:
            continue
        for number, colour in shown.items():
            found[number] = to_hex(colour)
    return found


def _contours_at(one: Any, places: Any) -> dict[int, Any]:
    import numpy as np

    found: dict[int, Any] = {}
    for path, colour in zip(one.get_paths(), one.get_facecolor(), strict=False):
        inside = np.zeros(len(places), int)
        for polygon in path.to_polygons(closed_only=True):
            inside += type(path)(polygon).contains_points(places)
        found |= {int(number): colour for number in np.flatnonzero(inside % 2)}  # a hole lies inside of two polygons
    return found


def _cells_at(x: Any, y: Any, colours: Any, places: Any) -> dict[int, Any]:
    import numpy as np

    colours = colours.reshape(len(y) - 1, len(x) - 1, -1)
    if x[0] > x[-1]:
        x, colours = x[::-1], colours[:, ::-1]
    if y[0] > y[-1]:
        y, colours = y[::-1], colours[::-1]
    columns, rows = (np.searchsorted(edges, at) - 1 for edges, at in ((x, places[:, 0]), (y, places[:, 1])))
    inside = (columns >= 0) & (columns < len(x) - 1) & (rows >= 0) & (rows < len(y) - 1)
    return {int(number): colours[rows[number], columns[number]] for number in np.flatnonzero(inside)}


def _facts(drawn: Any) -> dict[str, Any]:
    import numpy as np
    from matplotlib.collections import LineCollection, PathCollection

    shown: Any = drawn.get_legend()
    scatters: list[Any] = [one for one in drawn.collections if isinstance(one, PathCollection)]
    segments = [
        np.asarray(part) for one in drawn.collections if isinstance(one, LineCollection) for part in one.get_segments()
    ]
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
        "legend_colours": [_legend_colour(one) for one in shown.legend_handles] if shown else [],
        "lines": [_line_facts(one) for one in drawn.get_lines()],
        "points": [_scatter_facts(one) for one in scatters if len(one.get_offsets())],
        "bars": [_bar_facts(group) for group in drawn.containers if hasattr(group, "patches")],
        "images": [
            {"array": np.ma.filled(np.ma.asarray(one.get_array(), float), np.nan), "limits": tuple(map(float, one.get_clim()))}
            for one in pictures
        ],
        "texts": [text.get_text() for text in drawn.texts],
        "notes": [(*map(float, text.get_unitless_position()), text.get_text()) for text in drawn.texts],
        "xticks": _ticks(drawn.get_xticks(), drawn.get_xticklabels()),
        "yticks": _ticks(drawn.get_yticks(), drawn.get_yticklabels()),
        "corner": (float(drawn.get_position().x0), float(drawn.get_position().y0)),
        "verticals": _verticals([one.get_xydata() for one in drawn.get_lines()] + segments),
        "grid": any(line.get_visible() for line in (*drawn.get_xgridlines(), *drawn.get_ygridlines())),
    }


def _verticals(paths: list[Any]) -> list[float]:
    import numpy as np

    found = [np.asarray(path, float) for path in paths]
    return [float(path[0, 0]) for path in found if len(path) > 1 and np.ptp(path[:, 0]) == 0 and np.ptp(path[:, 1]) > 0]


def _ticks(places: Any, labels: Any) -> list[tuple[float, str]]:
    return [(float(place), label.get_text()) for place, label in zip(places, labels, strict=False)]


def _legend_colour(one: Any) -> str:
    from matplotlib.colors import to_hex

    try:
        return to_hex(one.get_color()) if hasattr(one, "get_color") else _faces(one, 1)[0]
    except (AttributeError, ValueError, TypeError):  # an artist that has no colour of its own
        return "none"


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
        "sizes": np.resize(np.asarray(one.get_sizes(), float), len(places)),
        "faces": _hex(one.to_rgba(colours), len(places)) if colours is not None else _faces(one, len(places)),
        "colors": None if colours is None else np.ma.filled(np.ma.asarray(colours, float), np.nan),
    }


def _bar_facts(group: Any) -> dict[str, Any]:
    import numpy as np

    corners = [(one.get_x(), one.get_y(), one.get_width(), one.get_height()) for one in group.patches]
    x, y, width, height = np.array(corners, float).reshape(-1, 4).T
    faces = _hex([one.get_facecolor() for one in group.patches], len(corners))
    return {"x": x, "y": y, "width": width, "height": height, "faces": faces, "label": str(group.get_label())}


def _faces(one: Any, count: int) -> list[str]:
    """The colours of what is filled; of the edges where nothing is."""
    import numpy as np

    filled = np.atleast_2d(one.get_facecolor())
    return _hex(filled if filled.size and filled[:, -1].any() else one.get_edgecolor(), count)


def _hex(colours: Any, count: int) -> list[str]:
    """The names of colours, the last one repeated as often as Matplotlib does."""
    import numpy as np
    from matplotlib.colors import to_hex

    found = [to_hex(colour) for colour in np.atleast_2d(colours) if len(colour)] or ["none"]
    return [found[number % len(found)] for number in range(count)]
