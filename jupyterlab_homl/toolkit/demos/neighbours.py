"""Nearest neighbours from one to all: when the curve follows single readings, and when it follows nothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, slider, steps

_KS = np.unique(np.geomspace(1, 200, 26).round().astype(int))


def truth(hour: np.ndarray) -> np.ndarray:
    """The temperature of a day."""
    return 14 - 6 * np.cos(2 * np.pi * (hour - 3) / 24)


def points(m: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`m` readings at random hours, with noise of this standard deviation."""
    rng = np.random.default_rng(seed)
    hour = rng.uniform(0, 24, m)
    return hour, truth(hour) + noise * rng.normal(size=m)


def predict(hour: np.ndarray, degrees: np.ndarray, new: np.ndarray, ks: Any) -> np.ndarray:
    """Means of the k nearest readings at new hours, one row for each k."""
    near = np.argsort(np.abs(new[:, None] - hour), axis=1, kind="stable")
    means = np.cumsum(degrees[near], axis=1) / np.arange(1, len(hour) + 1)
    return means[:, np.asarray(ks) - 1].T


def errors(m: int, noise: float, ks: Any) -> np.ndarray:
    """Root mean squared errors on the readings themselves and on 400 others, two for each k."""
    hour, degrees = points(m, noise, 1)
    found = []
    for x, y in ((hour, degrees), points(400, noise, 2)):
        found.append(np.sqrt(np.mean((y - predict(hour, degrees, x, ks)) ** 2, axis=1)))
    return np.array(found).T


def draw(k: int, noise: float, m: int) -> tuple[Any, str, str]:
    """The curve of k neighbours, and both errors for every k."""
    k = min(k, m)
    ks = np.unique([*_KS[m >= _KS], m, k])
    hour, degrees = points(m, noise, 1)
    grid = np.linspace(0, 24, 400)
    both = errors(m, noise, ks)
    best = int(ks[np.argmin(both[:, 1])])
    train, new = both[list(ks).index(k)]
    lowest = both[:, 1].min()
    figure, (left, right) = axes(2, height=3.6)
    left.plot(hour, degrees, ".", color="0.5", markersize=3 if m > 100 else 6)
    left.plot(grid, truth(grid), "--", color="0.6", label="truth")
    left.plot(grid, predict(hour, degrees, grid, [k])[0], color="C0", label=f"k = {k}")
    left.set(xlabel="hour", ylabel="degrees", ylim=(2, 26), title=f"{m} readings")
    left.legend(loc="upper left")
    right.semilogx(ks, both[:, 0], "o-", markersize=3, label="training readings")
    right.semilogx(ks, both[:, 1], "s--", markersize=3, label="new readings")
    right.axvline(k, color="0.6", linewidth=1)
    right.set(xlabel="k (log scale)", ylabel="RMSE in degrees", ylim=(0, None), title="Both errors by k")
    right.legend(loc="upper center")
    alt = (
        f"Left: {m} readings of a day and the mean of the {k} nearest at each hour. Right: errors on training and new "
        f"readings for k from 1 to {m}. At k = {k} they are {train:.2f} and {new:.2f}; the error on new readings is lowest, "
        f"{lowest:.2f}, at k = {best}."
    )
    if new <= 1.1 * lowest + 1e-9:
        verdict = "That is about as good as these readings allow."
    elif k < best:
        verdict = "It follows single readings: much better on those that it knows than on new ones. It overfits."
    else:
        verdict = "It is too stiff to follow the day: both errors are high. It underfits."
    words = (
        f"k = {k}, {m} readings, each off by {noise:g}: train {train:.2f}, new {new:.2f}. {verdict} The best k here is {best}."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "k": steps("Neighbours k", [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200], 1),
            "noise": slider("Noise in degrees", 0.0, 3.0, 0.5, value=1.5),
            "m": steps("Readings", [20, 60, 120, 400, 1000], 60),
        },
        move="k from 1 upwards; then the noise to 0, and look at k = 1 again.",
        watch="the two curves on the right: where do they part, where do they rise together?",
        predict="A thermometer without noise: which k is best then?",
    )
