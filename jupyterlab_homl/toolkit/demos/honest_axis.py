"""Two bars and the number at which their axis begins: how much the picture exaggerates."""

from __future__ import annotations

from typing import Any

from ..plots import axes
from .stage import Stage, slider

_NAMES = ("March", "April")


def draw(start: int, april: int) -> tuple[Any, str, str]:
    """The bars on an axis that begins at `start`, and their heights in the picture."""
    march = 98
    shown = (april - start) / (march - start)
    real = april / march
    figure, (bars, lengths) = axes(2, height=3.2)
    bars.bar(_NAMES, [march, april], color=["C0", "C1"])
    bars.set(ylim=(start, start + 1.08 * (max(march, april) - start)), ylabel="umbrellas", title="The chart")
    lengths.barh(["in the data", "in the picture"], [real, shown], color=["0.6", "C3"])
    lengths.axvline(1, color="0.3", linestyle="--")
    lengths.set(xlabel="April's bar, March's is 1", title="How many times as tall?", xlim=(0, max(1.2, 1.1 * shown)))
    alt = (
        f"Left: bars for March, {march}, and April, {april}, on an axis from {start}. Right: April is {real:.2f} times March "
        f"in the data, and its bar {shown:.2f} times as tall."
    )
    words = f"The data say {real - 1:+.0%}, the picture says {shown - 1:+.0%}. " + (
        f"Lie factor {(shown - 1) / (real - 1):.1f}." if april != march else "Equal numbers stay equal on every axis."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "start": slider("The axis begins at", 0, 88, 4, value=60),
            "april": slider("April's number", 90, 110, 1, value=102),
        },
        move="the beginning of the axis, from 0 to the right.",
        watch="the two red and grey lengths on the right, and the lie factor.",
        predict="At which beginning of the axis is the lie factor 2?",
    )
