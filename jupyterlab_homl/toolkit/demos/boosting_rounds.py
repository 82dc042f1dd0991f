"""Gradient boosting, round by round: the sum of the trees, and the errors on training rows and on rows left out."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider, steps

_ROUNDS = (0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200)
_RATES = (0.03, 0.1, 0.3, 1.0)


def wave(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Points along a wave with noise of 0.3."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(0, 10, rows))
    return x, np.sin(x) + 0.1 * x + rng.normal(0, 0.3, rows)


def trees(number: int) -> str:
    """The number of trees in words."""
    return f"{number} tree" if number == 1 else f"{number} trees"


@lru_cache(maxsize=32)
def boosted(rate: float, depth: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The predictions along the axis after every round, and the mean squared errors on training and on other rows."""
    from sklearn.tree import DecisionTreeRegressor

    (x, y), (other, truth) = wave(80, 1), wave(200, 2)
    grid = np.linspace(0, 10, 300)
    places = np.concatenate([x, other, grid]).reshape(-1, 1)
    so_far = np.full(len(places), y.mean())
    curves, errors = [so_far[-len(grid) :]], []
    for _ in range(_ROUNDS[-1] + 1):
        train, left_out = so_far[: len(x)], so_far[len(x) : -len(grid)]
        errors.append((np.mean((y - train) ** 2), np.mean((truth - left_out) ** 2)))
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(x.reshape(-1, 1), y - train)
        so_far = so_far + rate * tree.predict(places)
        curves.append(so_far[-len(grid) :])
    return np.array(curves), *np.transpose(errors)


def draw(rounds: int, rate: float, depth: int) -> tuple[Any, str, str]:
    """The sum of the trees over the training rows, and both errors after every round."""
    curves, train, left_out = boosted(rate, depth)
    x, y = wave(80, 1)
    best = int(left_out.argmin())
    figure, (plane, curve) = axes(2, height=3.4)
    plane.plot(x, y, ".", color="0.6", markersize=4, label="training rows")
    plane.plot(np.linspace(0, 10, 300), curves[rounds], color="C0", label="the ensemble")
    plane.set(xlabel="feature", ylabel="target", ylim=(-1.6, 3.4), title=f"After {trees(rounds)}")
    plane.legend(loc="upper right")
    curve.plot(train, "--", label="training rows")
    curve.plot(left_out, label="rows left out")
    curve.axvline(rounds, color="0.6", linewidth=1)
    curve.plot([best], [left_out[best]], "o", color="C3", label="lowest")
    curve.set(xlabel="trees", ylabel="mean squared error", ylim=(0, None), title="The errors after every round")
    curve.legend(loc="upper right")
    alt = (
        f"Left: 80 points along a wave, and the sum of {trees(rounds)}. Right: the mean squared errors for 0 to 200 trees. On "
        f"training rows it falls from {train[0]:.2f} to {train[-1]:.3f}; on rows left out it is lowest, "
        f"{left_out[best]:.3f}, at {trees(best)} and {left_out[-1]:.3f} in the end."
    )
    words = (
        f"After {trees(rounds)} of depth {depth} with learning rate {rate:g}: mean squared error {train[rounds]:.3f} on "
        f"training rows, {left_out[rounds]:.3f} on rows left out. It is lowest at {trees(best)}, with {left_out[best]:.3f}; "
        f"noise alone makes 0.09."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "rounds": steps("Trees", _ROUNDS, 1),
            "rate": choice("Learning rate", _RATES, 0.3),
            "depth": slider("Depth of each tree", 1, 4, 1, value=2),
        },
        move="the number of trees from 0 to 200; then the same with learning rate 1 and 0.03.",
        watch="the staircase on the left, and where the error on rows left out is lowest.",
        predict="With which learning rate does it matter least where you stop?",
    )
