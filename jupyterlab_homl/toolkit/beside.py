"""The learner's own figure beside the expected one, in a cell below an exercise about plots.

A verdict is a few sentences, which are kept for years; pictures are drawn where they are looked at, in the notebook:

    beside.show("p3", "draw_waves", np.linspace(0, 6, 100))

draws with the learner's `draw_waves`, as it was last run, and with the function of that name in `toolkit.expected.p3`, and
says in words where the two differ. A function whose first parameter is called `ax` is given axes to draw on.
"""

from __future__ import annotations

import copy
import html
import importlib
import inspect
from collections.abc import Callable
from typing import Any

from . import plots
from .figures import Plot, seen
from .i18n import _, language_tag
from .kernel import ipython_shell, request_metadata
from .messages import first_line

_SIZE = (4.6, 3.2)


class Pair:
    """Two figures side by side, with their text alternatives, and a table of what differs.

    Parameters
    ----------
    yours, expected : Picture or None
        The figures; None where there is nothing to show.
    differences : list of (str, str, str)
        What differs, yours, and expected.
    remark : str
        Why there is no figure of yours, or what to make of the differences.
    """

    def __init__(
        self,
        yours: plots.Picture | None,
        expected: plots.Picture | None,
        differences: list[tuple[str, str, str]],
        remark: str = "",
    ) -> None:
        self.yours, self.expected = yours, expected
        self.differences = differences
        self.remark = remark

    @property
    def html(self) -> str:
        """Both figures, the remark and the table."""
        pictures = "".join(
            '<figure style="flex: 1 1 20em; margin: 0">'
            f'<figcaption lang="{language_tag()}"><strong>{title}</strong></figcaption>{picture.html}</figure>'
            for title, picture in ((_("Yours"), self.yours), (_("Expected"), self.expected))
            if picture
        )
        remark = f'<p role="status" lang="{language_tag()}">{html.escape(self.remark)}</p>' if self.remark else ""
        return f'<div style="display: flex; flex-wrap: wrap; gap: 1em">{pictures}</div>{remark}{self._table}'

    @property
    def _table(self) -> str:
        if not self.differences:
            return ""
        head = "".join(f'<th scope="col">{text}</th>' for text in (_("What differs"), _("Yours"), _("Expected")))
        rows = "".join(
            f'<tr><th scope="row">{html.escape(what)}</th><td>{html.escape(got)}</td><td>{html.escape(want)}</td></tr>'
            for what, got, want in self.differences
        )
        return f'<table lang="{language_tag()}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        rows = [f"{what}: {got} / {want}" for what, got, want in self.differences]
        return {"text/html": self.html, "text/plain": "\n".join(filter(None, [self.remark, *rows])) or _("Yours / Expected")}


def show(lesson: str, name: str, *args: Any) -> Pair | None:
    """Draw the learner's figure and the expected one; nothing where no page asks, as when nbgrader runs a notebook.

    Parameters
    ----------
    lesson : str
        The lesson, whose expected figures are in `toolkit.expected`.
    name : str
        The function that draws, the learner's and the expected one.
    *args
        What both are called with; each gets a copy of its own. Axes to draw on are not among them.
    """
    if "cellId" not in request_metadata():
        return None
    shell = ipython_shell()
    return pair(shell.user_ns.get(name), getattr(importlib.import_module(f"{__package__}.expected.{lesson}"), name), *args)


def pair(mine: Any, expected: Callable[..., Any], *args: Any) -> Pair:
    """Both figures and what differs; `mine` is whatever the learner made, None if nothing.

    Parameters
    ----------
    mine : object
        The learner's function.
    expected : callable
        The expected one.
    *args
        What both are called with, after the axes.
    """
    from matplotlib import pyplot as plt

    open_before = set(plt.get_fignums())
    try:
        return _pair(mine, expected, args)
    finally:  # figures that stay open would be shown below once more
        for number in set(plt.get_fignums()) - open_before:
            plt.close(number)


def _pair(mine: Any, expected: Callable[..., Any], args: tuple[Any, ...]) -> Pair:
    wanted = _drawn(expected, args, takes_axes := _takes_axes(expected))
    shown = _picture(wanted)
    if not callable(mine):
        return Pair(None, shown, [], _("Run the answer cell first: your figure then stands beside this one."))
    try:
        got = _drawn(mine, args, takes_axes)
        facts, want = seen(got), seen(wanted)
        if not facts:
            return Pair(None, shown, [], _("Your function returned nothing that can be shown."))
        differences = differences_between(facts, want)
        remark = (
            _("Not every difference is a mistake: the exercise says what counts.")
            if differences
            else _("Nothing that is compared here differs. Check looks more closely.")
        )
        return Pair(_picture(got), shown, differences, remark)
    except Exception as error:  # whatever the learner's code raises
        said = f"{type(error).__name__}: {first_line(str(error))}"
        return Pair(None, shown, [], _("Your function raised {error}.").format(error=said))


def _takes_axes(expected: Callable[..., Any]) -> bool:
    return next(iter(inspect.signature(expected).parameters)) == "ax"


def _drawn(draw: Callable[..., Any], args: tuple[Any, ...], takes_axes: bool) -> Any:
    from matplotlib import pyplot as plt
    from matplotlib import rc_context

    args = copy.deepcopy(args)
    with rc_context({"figure.constrained_layout.use": True}), plt.ioff():
        return draw(plt.subplots(figsize=_SIZE)[1], *args) if takes_axes else draw(*args)


def _picture(drawn: Any) -> plots.Picture:
    import numpy as np
    from matplotlib.figure import Figure

    figure = drawn[0] if isinstance(drawn, tuple) else drawn
    if isinstance(figure, list | np.ndarray):  # of axes, all on one figure
        figure = np.ravel(np.array(figure, dtype=object))[0]
    figure = figure if isinstance(figure, Figure) else figure.get_figure()
    return plots.show(figure, alt=" ".join(map(in_words, seen(drawn))))


def in_words(plot: Plot) -> str:
    """What axes show, in a sentence: the text alternative of a figure that nobody could describe beforehand."""
    parts = [f"{what}: {got}" for what, got in _features(plot) if got]
    return f"{'; '.join(parts)}."


def differences_between(got: tuple[Plot, ...], want: tuple[Plot, ...]) -> list[tuple[str, str, str]]:
    """What differs between two figures: what it is, and how it is in each."""
    if len(got) != len(want):
        return [(_("axes"), str(len(got)), str(len(want)))]
    found = []
    for number, (mine, theirs) in enumerate(zip(got, want, strict=True), 1):
        place = f" {number}" if len(want) > 1 else ""
        rows = zip(_features(mine), _features(theirs), strict=True)
        found += [
            (what + place, one or "–", other or "–") for (what, one), (_what, other) in rows if one.lower() != other.lower()
        ]
    return found


def _features(plot: Plot) -> list[tuple[str, str]]:
    """What is told of axes, in the order of importance."""
    points = sum(len(one["x"]) for one in plot.points)
    heights = [f"{value:.4g}" for group in plot.bars for value in group["height"]]
    return [
        (_("title"), plot.title),
        (_("lines"), str(len(plot.lines) or "")),
        (_("points"), str(points or "")),
        (_("heights of the bars"), ", ".join(heights[:8]) + (" …" if len(heights) > 8 else "")),
        (_("pictures"), str(len(plot.images) or "")),
        (_("texts"), ", ".join(plot.texts)),
        (_("x-axis"), _axis(plot.xlabel, plot.xscale, plot.xlim)),
        (_("y-axis"), _axis(plot.ylabel, plot.yscale, plot.ylim)),
        (_("legend"), ", ".join(plot.legend)),
    ]


def _axis(label: str, scale: str, limits: tuple[float, float]) -> str:
    low, high = (f"{value:.3g}" for value in limits)
    return ", ".join(filter(None, [label, f"{low} … {high}", "" if scale == "linear" else scale]))
