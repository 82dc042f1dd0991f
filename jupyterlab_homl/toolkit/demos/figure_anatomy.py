"""The parts of a figure: choose a name, and see the artist and the call that makes it."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice

_HERE = "C3"
_PALE = "#fbe3e0"

#: Each part: what it is, the call that makes it, and where the axes keep it.
PARTS = {
    "figure": ("the whole sheet, which may hold several axes", "fig, ax = plt.subplots()", "ax.figure"),
    "axes": ("the frame with everything inside it", "fig, ax = plt.subplots()", "fig.axes[0]"),
    "line": ("points joined in their order", 'ax.plot(x, y, label="model")', "ax.lines[0]"),
    "markers": ("single points", 'ax.plot(x, y, "o", label="data")', "ax.lines[1]"),
    "title": ("a text above the axes", 'ax.set_title("Tide")', "ax.title"),
    "axis label": ("what an axis shows, and in which unit", 'ax.set_xlabel("hour")', "ax.xaxis.label"),
    "ticks": ("places along an axis, with their labels", "ax.set_xticks([0, 6, 12, 18, 24])", "ax.xaxis"),
    "limits": ("from where to where an axis goes", "ax.set_xlim(0, 24)", "ax.get_xlim()"),
    "spines": ("the edges of the frame", 'ax.spines["left"].set_visible(True)', "ax.spines"),
    "grid": ("lines across the frame at the ticks", "ax.grid(True)", "ax.get_xgridlines()"),
    "legend": ("the names of what was drawn with a label", "ax.legend()", "ax.get_legend()"),
    "text": ("words at a place in the data's units", 'ax.text(3.2, 3.6, "high")', "ax.texts[0]"),
}


def draw(part: str) -> tuple[Any, str, str]:
    """A small chart, one of whose parts is marked."""
    figure, ax = axes(height=3.4)
    hours = np.linspace(0, 24, 200)
    (line,) = ax.plot(hours, 2 + 1.5 * np.sin(hours / 2), color="0.45", label="model")
    (dots,) = ax.plot(hours[::16], 2 + 1.5 * np.sin(hours[::16] / 2), "o", color="0.25", label="data")
    text = ax.text(3.2, 3.6, "high")
    title, label = ax.set_title("Tide"), ax.set_xlabel("hour")
    ax.set(ylabel="level (m)", xlim=(0, 24), ylim=(0, 5), xticks=[0, 6, 12, 18, 24])
    legend = ax.legend(loc="upper right", ncols=2)
    if part in ("line", "markers"):
        marked = line if part == "line" else dots
        marked.set(color=_HERE, linewidth=3, markersize=8)
    elif part in ("title", "axis label", "text"):
        {"title": title, "axis label": label, "text": text}[part].set(color=_HERE, fontweight="bold")
    elif part in ("ticks", "limits"):
        ax.tick_params(axis="x", color=_HERE, labelcolor=_HERE, width=2.5, length=8)
        for edge in (0, 24) if part == "limits" else ():
            ax.axvline(edge, color=_HERE, linewidth=5)
    elif part == "grid":
        ax.grid(True, color=_HERE, alpha=0.8)
    elif part == "spines":
        ax.spines[["left", "bottom"]].set(color=_HERE, linewidth=4)
    elif part == "legend":
        legend.get_frame().set(edgecolor=_HERE, facecolor=_PALE, linewidth=3)
    else:
        figure.set_facecolor(_PALE if part == "figure" else "white")
        ax.set_facecolor(_PALE)
    what, call, kept = PARTS[part]
    alt = (
        f"A chart of the tide over 24 hours: a line, dots on it, a title, labelled axes, a grid, a legend and a word. "
        f"Marked in red: {part}."
    )
    return figure, alt, f"{part}: {what}. Made by {call}, found again as {kept}."


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"part": choice("Part", list(PARTS), value="axes")},
        move="through the list of parts.",
        watch="what is marked in red, and the call that makes it.",
        predict="Which part is larger, the figure or the axes? To which of them does the title belong?",
    )
