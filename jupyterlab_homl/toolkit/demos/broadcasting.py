"""Broadcasting: two shapes, how their arrays are stretched to fit each other, or which axis does not fit."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice

_SHAPES = ("(3, 4)", "(3, 1)", "(4,)", "(1, 4)", "(3,)", "(4, 1)", "(1, 1)", "()")


def shape_of(text: str) -> tuple[int, ...]:
    """The shape that is written like this."""
    return tuple(int(part) for part in text.strip("()").split(",") if part.strip())


def misfit(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, int] | None:
    """The first lengths, from the right, that differ and of which neither is 1; None if the shapes fit."""
    for one, other in zip_longest(reversed(a), reversed(b), fillvalue=1):
        if one != other and 1 not in (one, other):
            return one, other
    return None


def filled(shape: tuple[int, ...], step: int) -> Any:
    """An array of this shape that holds step, 2·step, 3·step, …."""
    return step * (1 + np.arange(int(np.prod(shape)))).reshape(shape)


def aligned(shape: tuple[int, ...], length: int) -> str:
    """A shape with ones on its left, in words."""
    return " × ".join(map(str, (1,) * (length - len(shape)) + shape)) or "one number"


def outcome(first: str, second: str) -> str:
    """What comes of two shapes, in words."""
    a, b = shape_of(first), shape_of(second)
    length = max(len(a), len(b))
    wrong = misfit(a, b)
    lines = f"Aligned on the right, A is {aligned(a, length)} and B is {aligned(b, length)}"
    if wrong:
        return f"{lines}: a length of {wrong[0]} meets one of {wrong[1]}, and neither is 1. NumPy raises a ValueError."
    result = np.broadcast_shapes(a, b)
    stretched = [name for name, shape in (("A", a), ("B", b)) if shape != result]
    how = ("Nothing is", f"{''.join(stretched)} is", "A and B are")[len(stretched)]
    return f"{lines}. {how} stretched: the sum has shape {result} and {int(np.prod(result))} numbers."


def draw(first: str, second: str) -> tuple[Any, str, str]:
    """Both arrays, stretched where that is possible, and their sum."""
    a, b = shape_of(first), shape_of(second)
    wrong = misfit(a, b)
    result = a if wrong else np.broadcast_shapes(a, b)
    figure, panels = axes(3, height=2.6)
    arrays = [(f"A {first}", filled(a, 10), a), (f"B {second}", filled(b, 1), b)]
    for axis, (title, values, own) in zip(panels, arrays, strict=False):
        _grid(axis, title, values, own, own if wrong else result)
    if wrong:
        panels[2].text(0.5, 0.5, f"{wrong[0]} meets {wrong[1]}", ha="center", va="center", fontsize=14, color="C3")
        panels[2].set(title="A + B: error", xticks=[], yticks=[])
        panels[2].grid(visible=False)
        panels[2].spines[["left", "bottom"]].set_visible(False)
    else:
        _grid(panels[2], f"A + B {result}", arrays[0][1] + arrays[1][1], result, result)
    drawn = "as they are, and a note that they do not fit" if wrong else "and their sum; cells made by stretching are pale"
    alt = f"Grids of numbers for A, of shape {first}, and B, of shape {second}, {drawn}."
    return figure, alt, outcome(first, second)


def _grid(axis: Any, title: str, values: Any, own: tuple[int, ...], shown: tuple[int, ...]) -> None:
    """The array as cells, as if it had the shape that is shown; its own cells are dark, stretched ones pale."""
    from matplotlib.patches import Rectangle

    whole = np.atleast_2d(np.broadcast_to(values, shown))
    is_own = np.zeros(whole.shape, bool)
    rows, columns = np.atleast_2d(np.empty(own)).shape
    is_own[:rows, :columns] = True
    for (row, column), value in np.ndenumerate(whole):
        color = "#9cc4e8" if is_own[row, column] else "#eef4fa"
        axis.add_patch(Rectangle((column, row), 0.94, 0.9, facecolor=color, edgecolor="0.6"))
        axis.text(column + 0.47, row + 0.47, str(value), ha="center", va="center", fontsize=10, color="black")
    axis.set(title=title, xlim=(-0.1, 4.1), ylim=(4.1, -0.1), xticks=[], yticks=[], aspect="equal")
    axis.grid(visible=False)
    axis.spines[["left", "bottom"]].set_visible(False)


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"first": choice("Shape of A", _SHAPES), "second": choice("Shape of B", _SHAPES, "(4,)")},
        move="the two shapes; try (3, 1) with (4,), then (3, 4) with (3,).",
        watch="which cells are stretched (pale), the shape of the sum, and what does not fit.",
        predict="Which of the eight shapes can be added to one of shape (3, 4), and which cannot?",
    )
