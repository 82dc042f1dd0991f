"""The plane under a matrix: four numbers to move, and what becomes of a square, a circle and the arrows that stay."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, slider

#: Below this a stretch counts as none, and two eigenvalues count as one: the controls move by 0.1.
_SMALL = 1e-6

_SQUARE = np.array([[0, 1, 1, 0, 0], [0, 0, 1, 1, 0]], dtype=float)
_ANGLES = np.linspace(0, 2 * np.pi, 181)
_CIRCLE = np.array([np.cos(_ANGLES), np.sin(_ANGLES)])


def kept(matrix: np.ndarray) -> list[tuple[float, np.ndarray]] | None:
    """The eigenvalues with the directions that are kept; none where all turn, and None where every direction is kept."""
    if np.allclose(matrix, matrix[0, 0] * np.eye(2), rtol=0, atol=_SMALL):
        return None
    (a, b), (c, d) = matrix
    under = (a - d) ** 2 / 4 + b * c
    if under < -_SMALL:
        return []
    root, middle = np.sqrt(max(under, 0.0)), (a + d) / 2
    found = []
    for value in (middle + root, middle - root) if root > _SMALL else (middle,):
        rest = matrix - value * np.eye(2)
        row = rest[np.argmax(np.abs(rest).sum(axis=1))]
        direction = np.array([-row[1], row[0]]) / np.linalg.norm(row)
        found.append((float(value), direction * (-1 if direction[0] < -_SMALL else 1)))
    return found


def number(value: float) -> str:
    """A number with two decimals, and no minus before a zero."""
    return f"{value + 0.0 if abs(value) >= 0.005 else 0.0:.2f}"


def area(determinant: float) -> str:
    """What the determinant says of areas."""
    if abs(determinant) < _SMALL:
        return "The determinant is 0: the square is flattened to a line or a point, and nothing takes it back."
    side = "keeps its side" if determinant > 0 else "is turned over as in a mirror"
    return f"The determinant is {number(determinant)}: the square gets {number(abs(determinant))} times its area and {side}."


def stays(found: list[tuple[float, np.ndarray]] | None, value: float) -> str:
    """Which directions are kept."""
    if found is None:
        return f"Every direction is kept; all arrows become {number(value)} times as long."
    if not found:
        return "No direction is kept: every arrow turns."
    parts = [f"({number(v[0])}, {number(v[1])}), times {number(factor)}" for factor, v in found]
    return f"{'One direction is' if len(parts) == 1 else 'Two directions are'} kept: {' and '.join(parts)}."


def draw(a: float, b: float, c: float, d: float) -> tuple[Any, str, str]:
    """The square and the circle before and after."""
    matrix = np.array([[a, b], [c, d]], dtype=float)
    determinant = float(a * d - b * c)
    found, half_axes = kept(matrix), np.linalg.svd(matrix, compute_uv=False)
    figure, (left, right) = axes(2, height=3.4, width=8.0)
    left.fill(*_SQUARE, color="0.8", label="before")
    left.fill(*(matrix @ _SQUARE), color="C0", alpha=0.4)
    left.plot(*(matrix @ _SQUARE), color="C0", label="after")
    for tip, color in zip(matrix.T, ("C1", "C2"), strict=True):
        left.quiver(0, 0, *tip, angles="xy", scale_units="xy", scale=1, width=0.01, color=color, zorder=3)
    left.set(title=f"unit square, determinant {number(determinant)}")
    left.legend(loc="lower left", fontsize=8)
    right.plot(*_CIRCLE, color="0.6")
    right.plot(*(matrix @ _CIRCLE), color="C0")
    for value, direction in found or ():
        right.plot(*np.outer(direction, [-3, 3]), "--", color="C3", linewidth=1)
        right.quiver(0, 0, *(value * direction), angles="xy", scale_units="xy", scale=1, width=0.01, color="C3", zorder=3)
    right.set(title="unit circle and what stays")
    for axis in (left, right):
        axis.set(xlim=(-3, 3), ylim=(-3, 3), aspect="equal")
    alt = (
        f"Left: the unit square and its image, whose sides are arrows from the origin to ({a:.1f}, {c:.1f}) and to "
        f"({b:.1f}, {d:.1f}). Right: the unit circle becomes an ellipse with half axes {number(half_axes[0])} and "
        f"{number(half_axes[1])}; dashed lines mark the directions that are kept: "
        f"{'all, so none is drawn' if found is None else len(found)}."
    )
    words = (
        f"(1, 0) goes to ({a:.1f}, {c:.1f}), the first column; (0, 1) goes to ({b:.1f}, {d:.1f}), the second. "
        f"{area(determinant)} The circle gets half axes {number(half_axes[0])} and {number(half_axes[1])}. {stays(found, a)}"
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "a": slider("Top left", -2.0, 2.0, 0.1, value=1.0),
            "b": slider("Top right", -2.0, 2.0, 0.1, value=0.5),
            "c": slider("Bottom left", -2.0, 2.0, 0.1, value=0.0),
            "d": slider("Bottom right", -2.0, 2.0, 0.1, value=1.0),
        },
        move="one number at a time; then make a mirror, a quarter turn, and a map that flattens the square.",
        watch="the two arrows, which are the columns; the area; and the dashed lines, whose arrows keep their direction.",
        predict="Top right 0 and bottom right −1: what becomes of the square, and of its determinant?",
    )
