"""Gradient descent in a valley: how the rate and the valley's shape decide whether it arrives, crawls or runs away."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, slider, steps

_START = np.array([-4.0, 2.0])
_STEPS = 40
_FAR = 1e6


def walk(rate: float, condition: float) -> np.ndarray:
    """The points that `_STEPS` steps visit in a valley with curvatures 1 and `condition`; it ends early when it runs away."""
    curvature = np.array([1.0, condition])
    path = [_START]
    while len(path) <= _STEPS and np.abs(path[-1]).max() < _FAR:
        path.append(path[-1] * (1 - rate * curvature))
    return np.array(path)


def cost(points: np.ndarray, condition: float) -> np.ndarray:
    """The cost at some points."""
    return (points[..., 0] ** 2 + condition * points[..., 1] ** 2) / 2


def draw(rate: float, condition: float) -> tuple[Any, str, str]:
    """The path from above, and the cost step by step."""
    path = walk(rate, condition)
    costs = cost(path, condition)
    edge = 2 / condition
    runs_away = rate > edge or bool(np.isclose(rate, edge))
    figure, (above, curve) = axes(2, height=3.6)
    across, along = np.meshgrid(np.linspace(-5, 5, 90), np.linspace(-3.2, 3.2, 70))
    heights = cost(np.stack([across, along], axis=-1), condition)
    above.contour(across, along, heights, levels=np.geomspace(0.05, heights.max(), 12), colors="0.75", linewidths=0.8)
    above.plot(*np.clip(path, -9, 9).T, "o-", color="C3" if runs_away else "C0", markersize=3, linewidth=1)
    above.plot(0, 0, "k*", markersize=10)
    above.set(
        xlim=(-5, 5),
        ylim=(-3.2, 3.2),
        xlabel="θ₁ (flat direction)",
        ylabel="θ₂ (steep direction)",
        title="The path, seen from above",
    )
    curve.semilogy(np.maximum(costs, 1e-12), "o-", color="C3" if runs_away else "C0", markersize=3, linewidth=1)
    curve.set(xlabel="step", ylabel="cost (log scale)", title="It does not settle" if runs_away else "The cost")
    flat, steep = 1 - rate, 1 - rate * condition
    alt = (
        f"Left: the path of gradient descent from (−4, 2) across the contours of a valley {condition:g} times as steep one "
        f"way as the other. Right: the cost, from {costs[0]:.3g} to {costs[-1]:.3g} in {len(costs) - 1} steps at a rate of "
        f"{rate:.3g}."
    )
    if np.isclose(rate, edge):
        words = (
            f"On the edge: at a rate of 2/{condition:g} = {edge:.3g} the steep direction is multiplied by {steep:.2f} in each "
            "step. It jumps from side to side for ever, neither nearer nor farther."
        )
    elif runs_away:
        words = (
            f"Warning: it diverges. The steep direction is multiplied by {steep:.2f} in each step, so it grows; the limit is "
            f"2/{condition:g} = {edge:.3g}, your rate is {rate:.3g}."
        )
    else:
        way = "crosses the valley in every step" if steep < 0 else "comes down one side of the valley"
        words = (
            f"It {way}: the steep direction is multiplied by {steep:.2f}, the flat one by {flat:.3f} in each step. "
            f"After {len(costs) - 1} steps {abs(path[-1, 0] / _START[0]):.1%} of the flat distance is left, and the cost is "
            f"{costs[-1]:.3g}. Above a rate of {edge:.3g} it would run away."
        )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "rate": slider("Learning rate", 0.01, 1.2, 0.01, value=0.05),
            "condition": steps("Steepness ratio", [1, 2, 5, 10, 20, 50], 10),
        },
        move="the learning rate from left to right, then the steepness ratio.",
        watch="the path on the left, and whether the cost on the right falls, crawls or grows.",
        predict="At which rate will the path begin to run away if the valley is 10 times as steep one way as the other?",
    )
