"""A cloud of points and a line that turns: how wide its shadow on the line is, and what is lost across it."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

#: Standard deviations along and across the long axis, and the angle of that axis in degrees.
_CLOUDS = {"long and thin": (2.0, 0.5, 30.0), "a little longer than wide": (1.5, 1.0, 110.0), "round": (1.2, 1.2, 0.0)}


def cloud(shape: str) -> Any:
    """150 points around zero with exactly these standard deviations."""
    along, across, angle = _CLOUDS[shape]
    raw = np.random.default_rng(8).normal(size=(150, 2))
    raw -= raw.mean(axis=0)
    raw = np.linalg.svd(raw, full_matrices=False)[0] * np.sqrt(len(raw) - 1)
    a = np.deg2rad(angle)
    return raw * [along, across] @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])


def share(points: np.ndarray, angle: Any) -> Any:
    """The share of the variance that the shadow keeps on a line at an angle in degrees."""
    a = np.deg2rad(np.asarray(angle, dtype=float))
    shadow = points @ np.array([np.cos(a), np.sin(a)])
    return shadow.var(axis=0, ddof=1) / points.var(axis=0, ddof=1).sum()


def draw(angle: int, shape: str) -> tuple[Any, str, str]:
    """The points with their shadow on the line, and the share of variance at every angle."""
    from matplotlib.collections import LineCollection

    points = cloud(shape)
    turns = np.arange(0, 181)
    kept = share(points, turns)
    here, best, worst = float(share(points, angle)), int(turns[kept.argmax()]) % 180, float(kept.min())
    a = np.deg2rad(angle)
    direction = np.array([np.cos(a), np.sin(a)])
    feet = np.outer(points @ direction, direction)
    figure, (plane, curve) = axes(2, height=3.6)
    plane.add_collection(LineCollection(list(np.stack([points, feet], axis=1)), colors="0.85", linewidths=0.7, zorder=0))
    plane.plot(*points.T, "o", color="C0", markersize=3)
    plane.plot(*np.outer([-7, 7], direction).T, color="C1", linewidth=1)
    plane.plot(*feet.T, "|", color="C1", markersize=7)
    plane.set(xlim=(-6, 6), ylim=(-6, 6), aspect="equal", title=f"the line at {angle}°")
    curve.plot(turns, kept, color="C0")
    curve.plot([angle], [here], "o", color="C1")
    curve.set(xlabel="angle in degrees", ylabel="share of the variance kept", ylim=(0, 1.02), title=f"kept: {here:.0%}")
    alt = (
        f"Left: 150 points, a line through their middle at {angle} degrees, and the foot of each point on it. Right: the "
        f"share of the variance that the feet keep at angles from 0 to 180 degrees, from {worst:.0%} to {kept.max():.0%}, "
        f"and {here:.0%} here."
    )
    if kept.max() - worst < 0.01:
        verdict = "Every direction is as good as every other: there is no first component to speak of."
    elif here > kept.max() - 0.002:
        verdict = "That is as wide as it gets: the line is the first principal component."
    elif here < worst + 0.002:
        verdict = "That is as narrow as it gets: the line is the second principal component, at right angles to the first."
    else:
        verdict = f"The first principal component is at {best} degrees and keeps {kept.max():.1%}."
    return figure, alt, f"At {angle} degrees the shadow keeps {here:.1%} of the variance and loses {1 - here:.1%}. {verdict}"


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"angle": slider("Angle of the line (degrees)", 0, 180, 2, value=80), "shape": choice("The cloud", list(_CLOUDS))},
        move="the angle until the shadow is widest; then take another cloud.",
        watch="how long the grey lines are, which is what gets lost, and the share kept on the right.",
        predict="By how many degrees do the widest and the narrowest shadow differ?",
    )
