"""A line through points, moved by hand: its errors, and where it stands on the surface of all lines."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, slider

_NEAR = 1.02  # times the lowest error


def points() -> tuple[np.ndarray, np.ndarray]:
    """Hours of sunshine on twenty days, and how many ice creams a stand sold on each."""
    rng = np.random.default_rng(3)
    hours = rng.uniform(0, 10, 20)
    return hours, 20 + 6 * hours + rng.normal(0, 8, 20)


def error(intercept: Any, slope: Any) -> Any:
    """Root mean squared error of the line; arrays of both give an array."""
    hours, sold = points()
    away = sold - (np.asarray(intercept)[..., None] + np.asarray(slope)[..., None] * hours)
    return np.sqrt(np.mean(away**2, axis=-1))


def best() -> tuple[float, float]:
    """Intercept and slope of the line with the lowest error."""
    slope, intercept = np.polyfit(*points(), 1)
    return float(intercept), float(slope)


def draw(intercept: float, slope: float) -> tuple[Any, str, str]:
    """The points with the line and its errors, and the error of every line."""
    hours, sold = points()
    off, (low_a, low_b) = float(error(intercept, slope)), best()
    lowest = float(error(low_a, low_b))
    figure, (left, right) = axes(2, height=3.6)
    left.vlines(hours, sold, intercept + slope * hours, color="C3", linewidth=1)
    left.plot(hours, sold, "o", color="0.3", markersize=5)
    left.plot([0, 10], [intercept, intercept + 10 * slope], color="C0")
    left.set(xlim=(0, 10), ylim=(0, 110), xlabel="hours of sunshine", ylabel="ice creams sold", title=f"RMSE {off:.1f}")
    across, along = np.meshgrid(np.linspace(0, 80, 80), np.linspace(-2, 12, 80))
    right.contour(across, along, error(across, along), levels=[8, 10, 15, 20, 30, 40, 60], colors="0.7", linewidths=0.8)
    right.plot(low_a, low_b, "k*", markersize=10, label="lowest")
    right.plot(intercept, slope, "o", color="C3", markersize=7, label="your line")
    right.set(xlabel="intercept a", ylabel="slope b", title="RMSE of every line")
    right.legend(loc="upper right")
    alt = (
        f"Left: twenty days, sunshine against ice creams sold, and the line {intercept:g} + {slope:g} x with its errors as "
        f"upright strokes; RMSE {off:.1f}. Right: contours of the RMSE over intercept and slope, a long slanting valley, with "
        f"the lowest place at {low_a:.1f} and {low_b:.2f} and your line as a point."
    )
    above = float(np.mean(sold - intercept - slope * hours))
    if off <= _NEAR * lowest:
        advice = "That is as good as a line can be here."
    elif abs(above) > 0.3 * off:
        advice = f"On average the points lie {abs(above):.1f} {'above' if above > 0 else 'below'} it: move the intercept."
    else:
        tilt = "flat" if slope < low_b else "steep"
        advice = f"Points above and below cancel, but the line is too {tilt}: turn it, then shift it."
    words = f"The line {intercept:g} + {slope:g} x is off by {off:.1f} (RMSE); the lowest possible is {lowest:.1f}. {advice}"
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"intercept": slider("Intercept a", 0, 80, 1, value=60), "slope": slider("Slope b", -2.0, 12.0, 0.25, value=0.0)},
        move="one slider until the error gets no smaller, then the other, and so on.",
        watch="the point in the right picture: in which direction does the valley run?",
        predict="You have found the best intercept for slope 0. After changing the slope, is it still the best?",
    )
