"""Data that are turned: how many leaves a tree needs for one straight border at any angle, with and without PCA."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

_ROWS = 300


def cloud(angle: float, rows: int = _ROWS, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """A long cloud at an angle in degrees, whose long axis is the border between two classes."""
    rng = np.random.default_rng(seed)
    flat = rng.normal(size=(rows, 2)) * [3.0, 1.0]
    a = np.deg2rad(angle)
    return flat @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]), (flat[:, 1] > 0).astype(int)


def model(first: str) -> Any:
    """A tree, perhaps behind a PCA."""
    from sklearn.decomposition import PCA
    from sklearn.pipeline import make_pipeline
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(random_state=0)
    return make_pipeline(PCA(), tree) if first == "PCA" else make_pipeline(tree)


def draw(angle: int, first: str) -> tuple[Any, str, str]:
    """The cloud with the tree's regions, and the number of leaves at every angle."""
    X, y = cloud(angle)
    fitted = model(first).fit(X, y)
    new, truth = cloud(angle, 2000, 4)
    leaves, right = int(fitted[-1].get_n_leaves()), float(fitted.score(new, truth))
    turns = range(0, 91, 5)
    counts = [model(first).fit(*cloud(turn))[-1].get_n_leaves() for turn in turns]
    figure, (plane, curve) = axes(2, height=3.6)
    across, up = np.meshgrid(np.linspace(-9, 9, 200), np.linspace(-9, 9, 200))
    regions = fitted.predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    plane.contourf(across, up, regions, levels=[-0.5, 0.5, 1.5], colors=["C0", "C1"], alpha=0.25)
    for k, marker in enumerate("o^"):
        plane.plot(*X[y == k].T, marker, markersize=3, color=f"C{k}")
    plane.set(title=f"{angle}°: {leaves} leaves", aspect="equal", xlim=(-9, 9), ylim=(-9, 9))
    curve.plot(turns, counts, "o-", markersize=3)
    curve.axvline(angle, color="0.6", linewidth=1)
    curve.set(xlabel="angle in degrees", ylabel="leaves", ylim=(0, None), title="Leaves at every angle")
    curve.yaxis.get_major_locator().set_params(integer=True)
    low, high = min(counts), max(counts)
    span = f"{low} to {high}" if low < high else f"always {low}"
    alt = (
        f"Left: a long cloud at {angle} degrees, two classes on both sides of its long axis, and the tree's regions. Right: "
        f"the number of leaves at angles from 0 to 90 degrees, {span}."
    )
    with_what = "behind a PCA" if first == "PCA" else "on the columns as they are"
    words = (
        f"At {angle} degrees the tree {with_what} has {leaves} leaves and is right for {right:.1%} of 2,000 new rows. Over "
        f"all angles it has {span} leaves."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"angle": slider("Angle (degrees)", 0, 90, 5, value=0), "first": choice("Before the tree", ["nothing", "PCA"])},
        move="the angle from 0 to 90; then put PCA before the tree and do it again.",
        watch="the shape of the border on the left, and the number of leaves on the right.",
        predict="At which angles does the tree get by with few leaves? And with PCA before it?",
    )
