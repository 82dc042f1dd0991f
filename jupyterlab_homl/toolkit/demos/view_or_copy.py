"""View or copy: something is taken from an array, then one of the two is changed; which cells of the other change with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice

_TAKEN: dict[str, Callable[[Any], Any]] = {
    "a[1]": lambda a: a[1],
    "a[:, 1]": lambda a: a[:, 1],
    "a[::2, 1:3]": lambda a: a[::2, 1:3],
    "a[[0, 2]]": lambda a: a[[0, 2]],
    "a[a > 5]": lambda a: a[a > 5],
    "a.reshape(2, 6)": lambda a: a.reshape(2, 6),
    "a.T": lambda a: a.T,
    "a.T.ravel()": lambda a: a.T.ravel(),
    "a + 0": lambda a: a + 0,
    "a.copy()": lambda a: a.copy(),
    "a": lambda a: a,
}
_WRITES = ("b[...] = 99", "a[...] = 99")


def outcome(taken: str, write: str) -> tuple[Any, Any, Any, Any, bool]:
    """The arrays a and b after the change, masks of their cells that changed, and whether they share memory."""
    a = np.arange(12).reshape(3, 4)
    b = _TAKEN[taken](a)
    before = a.copy(), b.copy()
    (b if write == _WRITES[0] else a)[...] = 99
    return a, b, a != before[0], b != before[1], bool(np.shares_memory(a, b))


def draw(taken: str, write: str) -> tuple[Any, str, str]:
    """Both arrays after the change; what changed is coloured."""
    a, b, a_changed, b_changed, shared = outcome(taken, write)
    figure, panels = axes(2, height=2.6)
    _grid(panels[0], "a", a, a_changed)
    _grid(panels[1], f"b = {taken}", np.atleast_2d(b), np.atleast_2d(b_changed))
    counts = f"{a_changed.sum()} of {a.size} cells of a and {b_changed.sum()} of {b.size} cells of b hold 99"
    if taken == "a":
        kind = "b = a makes nothing new: it is the same array under another name"
    elif shared:
        kind = f"b = {taken} is a view: it looks at cells of a"
    else:
        kind = f"b = {taken} is a copy: it has cells of its own"
    alt = f"The array a, 3 by 4, and b = {taken}, of shape {b.shape}, after {write}. Changed cells are coloured: {counts}."
    return figure, alt, f"{kind}. After {write}, {counts}."


def _grid(axis: Any, title: str, values: Any, changed: Any) -> None:
    from matplotlib.patches import Rectangle

    rows, columns = values.shape
    for (row, column), value in np.ndenumerate(values):
        color = "#f4b183" if changed[row, column] else "#e6eef6"
        axis.add_patch(Rectangle((column, row), 0.94, 0.9, facecolor=color, edgecolor="0.6"))
        axis.text(column + 0.47, row + 0.47, str(value), ha="center", va="center", fontsize=9, color="black")
    axis.set(title=title, xlim=(-0.1, max(columns, 4) + 0.1), ylim=(max(rows, 3) + 0.1, -0.1), xticks=[], yticks=[])
    axis.grid(visible=False)
    axis.spines[["left", "bottom"]].set_visible(False)


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"taken": choice("b is", list(_TAKEN)), "write": choice("Then", _WRITES)},
        move="how b is taken from a, then which of the two is overwritten.",
        watch="which cells of the other array change with it (coloured).",
        predict="Which of a[1], a[[0, 2]], a.T and a.T.ravel() are views?",
    )
