"""K-means, half a step at a time: rows go to the nearest centre, centres move to the mean of their rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

#: Where the centres of the three clouds lie, and how far their rows are spread.
_CLOUDS = ((0.0, 0.0), (4.0, 0.5), (1.5, 4.0))
_SPREAD, _ROWS = 0.7, 30

#: Places for the three centres to start from.
_STARTS = {
    "one in each cloud": ((1.0, 1.0), (3.0, 1.0), (2.0, 3.0)),
    "all in the same corner": ((-1.0, -1.0), (-1.0, -0.5), (-0.5, -1.0)),
    "two in one cloud, one between the others": ((-0.3, 0.8), (0.3, -0.8), (2.8, 2.2)),
    "one far away": ((0.0, 0.0), (3.0, 3.0), (12.0, 12.0)),
}
_LAST = 16


def rows() -> np.ndarray:
    """Ninety rows in three clouds."""
    rng = np.random.default_rng(2)
    return np.vstack([rng.normal(cloud, _SPREAD, (_ROWS, 2)) for cloud in _CLOUDS])


def run(X: np.ndarray, start: str, half_steps: int) -> tuple[np.ndarray, np.ndarray | None, list[float]]:
    """The centres, the labels (None before the first assignment) and the inertia after each half step."""
    centres, labels, inertias = np.array(_STARTS[start]), None, []
    for half in range(half_steps):
        if half % 2 == 0:
            labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        else:
            centres = np.array([X[labels == c].mean(axis=0) if np.any(labels == c) else centres[c] for c in range(3)])
        inertias.append(float(np.sum((X - centres[labels]) ** 2)))
    return centres, labels, inertias


def draw(half_steps: int, start: str) -> tuple[Any, str, str]:
    """The rows in the colours of their centres, and the inertia so far."""
    X = rows()
    centres, labels, inertias = run(X, start, half_steps)
    top = 1.05 * run(X, start, 1)[2][0]  # the first one is the largest
    figure, (left, right) = axes(2, height=3.6)
    for c, marker in enumerate("os^"):
        own = np.zeros(len(X), dtype=bool) if labels is None else labels == c
        left.plot(*X[own].T, marker, color=f"C{c}", markersize=4)
        left.plot(*centres[c], "X", color=f"C{c}", markersize=12, markeredgecolor="black")
    if labels is None:
        left.plot(*X.T, "o", color="0.6", markersize=4)
    left.set(title="Rows and centres", xlim=(-3, 7), ylim=(-3, 7))
    right.plot(range(1, half_steps + 1), inertias, "o-", color="C0")
    right.set(title="Inertia", xlabel="half steps", xlim=(0, _LAST + 1), ylim=(0, top), xticks=range(0, _LAST + 1, 4))
    sizes = [0, 0, 0] if labels is None else np.bincount(labels, minlength=3).tolist()
    if labels is None:
        state = f"Three centres, start “{start}”; no row is assigned yet."
    else:
        done = "rows were assigned" if half_steps % 2 else "centres moved"
        state = (
            f"After {half_steps} half step{'s' if half_steps > 1 else ''} ({done} last) the centres have {sizes[0]}, "
            f"{sizes[1]} and {sizes[2]} rows; inertia {inertias[-1]:.0f}."
        )
    settled = len(inertias) >= 3 and abs(inertias[-1] - inertias[-3]) < 1e-9
    empty = sum(size == 0 for size in sizes) if labels is not None else 0
    words = state
    if settled:
        words += " Nothing changes any more."
    if empty:
        words += " A centre without rows stays where it is."
    alt = f"Left: ninety rows in three clouds, with three centres as crosses. Right: the inertia after each half step. {state}"
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "half_steps": slider("Half steps", 0, _LAST, 1, value=0),
            "start": choice("Start", list(_STARTS)),
        },
        move="the half steps, one at a time: rows are assigned, then centres move. Then try the other starts.",
        watch="which centre a row belongs to, and whether the inertia ever rises.",
        predict="Which two of the four starts do not end with one centre in each cloud?",
    )
