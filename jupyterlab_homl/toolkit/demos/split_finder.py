"""One threshold on one feature: how mixed both sides are, and where a tree would cut."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

#: Two classes on a line from 0 to 10: where the rows of each class lie, and how far they are spread.
_TABLES = {
    "two heaps": ((3.0, 1.0), (7.0, 1.0)),
    "two heaps that overlap": ((4.0, 1.6), (6.0, 1.6)),
    "one heap inside the other": ((5.0, 0.8), (5.0, 3.0)),
}
_ROWS = 40


def rows(table: str) -> tuple[np.ndarray, np.ndarray]:
    """Values in ascending order, and their classes."""
    rng = np.random.default_rng(5)
    x = np.concatenate([rng.normal(centre, spread, _ROWS) for centre, spread in _TABLES[table]]).clip(0.05, 9.95)
    classes = np.repeat([0, 1], _ROWS)
    order = np.argsort(x)
    return x[order], classes[order]


def impurity(classes: np.ndarray, measure: str) -> float:
    """Gini impurity or entropy of a node; 0 for one without rows."""
    if not len(classes):
        return 0.0
    p = np.bincount(classes, minlength=2) / len(classes)
    p = p[p > 0]
    return float(1 - np.sum(p**2)) if measure == "Gini" else float(-np.sum(p * np.log2(p)))


def split(x: np.ndarray, classes: np.ndarray, threshold: float, measure: str) -> float:
    """The impurity of both sides, weighted by their rows."""
    left = x <= threshold
    return float(left.mean() * impurity(classes[left], measure) + (~left).mean() * impurity(classes[~left], measure))


def draw(threshold: float, table: str, measure: str) -> tuple[Any, str, str]:
    """The rows with the threshold, and the impurity of every threshold."""
    x, classes = rows(table)
    left = x <= threshold
    cuts = (x[:-1] + x[1:]) / 2
    curve = np.array([split(x, classes, cut, measure) for cut in cuts])
    best, here = cuts[curve.argmin()], split(x, classes, threshold, measure)
    sides = [impurity(classes[side], measure) for side in (left, ~left)]
    figure, (above, below) = axes(2, height=3.4)
    for k, (marker, label) in enumerate((("o", "class A"), ("^", "class B"))):
        own = classes == k
        above.plot(x[own], np.full(own.sum(), k), marker, markersize=5, alpha=0.6, label=label)
    above.axvline(threshold, color="C3")
    above.set(xlabel="feature", yticks=[0, 1], yticklabels=["A", "B"], ylim=(-0.6, 1.6), xlim=(0, 10), title="The rows")
    below.plot(cuts, curve, color="C0")
    below.axhline(impurity(classes, measure), color="0.6", linestyle="--", label="without a question")
    below.plot([threshold], [here], "o", color="C3", label="your threshold")
    below.set(xlabel="threshold", ylabel=f"weighted {measure}", xlim=(0, 10), ylim=(0, None), title="Every threshold")
    below.legend(loc="lower left")
    counts = [np.bincount(classes[side], minlength=2) for side in (left, ~left)]
    alt = (
        f"Left: {len(x)} rows of two classes along one feature, cut at {threshold:g}. Right: the weighted {measure} for every "
        f"threshold; it is lowest, {curve.min():.3f}, at {best:.2f}. At {threshold:g} it is {here:.3f}."
    )
    words = (
        f"At {threshold:g}: left {counts[0][0]} A and {counts[0][1]} B, {measure} {sides[0]:.3f}; right {counts[1][0]} A and "
        f"{counts[1][1]} B, {measure} {sides[1]:.3f}. Weighted by rows {here:.3f}; without a question "
        f"{impurity(classes, measure):.3f}. The best threshold is {best:.2f}, with {curve.min():.3f}."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "threshold": slider("Threshold", 0.0, 10.0, 0.25, value=2.0),
            "table": choice("Rows", list(_TABLES)),
            "measure": choice("Impurity", ["Gini", "entropy"]),
        },
        move="the threshold from left to right; then choose one heap inside the other.",
        watch="the impurity of each side, and the point on the curve on the right.",
        predict="Where does the curve have its lowest point if one heap lies inside the other?",
    )
