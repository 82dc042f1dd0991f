"""DBSCAN on two half moons: core samples, border and noise for a reach and a number of neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, slider


def rows() -> np.ndarray:
    """Two half moons of 100 rows each, and ten rows far from both."""
    rng = np.random.default_rng(1)
    angle = rng.uniform(0, np.pi, 200)
    X = np.c_[np.cos(angle), np.sin(angle)]
    X[100:] = [1, 0.5] - X[100:]
    X += rng.normal(0, 0.06, X.shape)
    return np.vstack([X, rng.uniform([-1.5, -1.2], [2.5, 1.7], (10, 2))])


def cluster(X: np.ndarray, eps: float, min_samples: int) -> tuple[np.ndarray, np.ndarray]:
    """The labels, −1 for noise, and which rows are core samples."""
    near = ((X[:, None] - X) ** 2).sum(axis=2) <= eps**2
    core = near.sum(axis=1) >= min_samples
    labels, cluster = np.full(len(X), -1), 0
    for start in np.flatnonzero(core):
        if labels[start] != -1:
            continue
        chain = [start]
        while chain:
            row = chain.pop()
            if labels[row] == -1:
                labels[row] = cluster
                if core[row]:
                    chain.extend(np.flatnonzero(near[row] & (labels == -1)))
        cluster += 1
    return labels, core


def draw(eps: float, min_samples: int) -> tuple[Any, str, str]:
    """The clusters, and every row's distance to its neighbour of that number, sorted."""
    X = rows()
    labels, core = cluster(X, eps, min_samples)
    found, noise, border = labels.max() + 1, labels == -1, ~core & (labels != -1)
    figure, (left, right) = axes(2, height=3.6)
    for c in range(found):
        left.plot(*X[core & (labels == c)].T, "o", color=f"C{c % 10}", markersize=5)
        left.plot(*X[border & (labels == c)].T, "o", color=f"C{c % 10}", markersize=5, fillstyle="none")
    left.plot(*X[noise].T, "x", color="0.4", markersize=5)
    left.set(title="● core  ○ border  × noise", xlim=(-1.7, 2.7), ylim=(-1.4, 1.9))
    away = np.sort(np.sqrt(((X[:, None] - X) ** 2).sum(axis=2)), axis=1)[:, min_samples - 1]
    right.plot(np.sort(away), color="C0")
    right.axhline(eps, color="C3")
    right.set(title=f"Reach that takes in {min_samples} rows", xlabel="rows, sorted", ylim=(0, 0.8))
    sizes = sorted(np.bincount(labels[~noise]).tolist(), reverse=True) if found else []
    listed = ", ".join(map(str, sizes[:5])) + (", …" if len(sizes) > 5 else "")
    words = (
        f"With eps {eps:g} and min_samples {min_samples}: {found} cluster{'' if found == 1 else 's'}"
        f"{f' of {listed} rows' if found else ''}; "
        f"{core.sum()} core samples, {border.sum()} on the border, {noise.sum()} noise."
    )
    alt = (
        "Left: 210 rows, two half moons and a few stray ones, by cluster. Right: how far each row must reach to take in "
        f"{min_samples} rows, sorted; a line marks {eps:g}. {words}"
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "eps": slider("eps", 0.04, 0.6, 0.02, value=0.1),
            "min_samples": slider("min_samples", 2, 15, 1, value=5),
        },
        move="eps from left to right; then min_samples.",
        watch="when the moons stop being in pieces, and when they become one.",
        predict="From which eps on do the two moons flow together?",
    )
