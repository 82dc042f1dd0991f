"""Medians, their spread, and how they are written."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any


def summary(values: Sequence[float]) -> dict[str, Any]:
    """The median of some measurements with its quartiles, and how many there are."""
    q1, median, q3 = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else list(values) * 3
    return {"median": median, "q1": q1, "q3": q3, "rounds": len(values)}


def prefixed(name: str, say: Callable[[str], None]) -> Callable[[str], None]:
    """Says each text with a name before it."""
    return lambda text: say(f"{name}: {text}")


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the measurements does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def seconds(value: float) -> str:
    """A time as a person writes it: milliseconds below one second."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def spread(found: dict[str, Any]) -> str:
    """A summary of times: the median, and the quartiles in brackets."""
    return f"{seconds(found['median'])} ({seconds(found['q1'])} – {seconds(found['q3'])})"


def judged(reached: bool, target: str) -> str:
    """A target, and whether it is reached."""
    return f"{target}: {'reached' if reached else '**not reached**'}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table whose columns are in line."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = ["| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |" for row in cells]
    return "\n".join([lines[0], "| " + " | ".join("-" * width for width in widths) + " |", *lines[1:]])
