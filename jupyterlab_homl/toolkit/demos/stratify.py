"""A test set drawn at random, or from each stratum: how far the shares of five income bands are from the table's."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider, steps

_EDGES = (1.5, 3.0, 4.5, 6.0)
_NAMES = ("to 1.5", "to 3", "to 4.5", "to 6", "above")
_KINDS = ("at random", "stratified")
_SPLITS = 200


@cache
def bands(rows: int) -> np.ndarray:
    """The income band, 0 to 4, of each district of a table with so many rows."""
    from ..datasets import load

    income: np.ndarray = load("housing", rows=rows, seed=2)["median_income"].to_numpy()
    return np.searchsorted(_EDGES, income)


def shares(band: np.ndarray) -> np.ndarray:
    """The share of each band."""
    return np.bincount(band, minlength=5) / len(band)


def drawn(band: np.ndarray, percent: int, kind: str, seed: int) -> np.ndarray:
    """The bands of one test set."""
    rng = np.random.default_rng(seed)
    rows = round(len(band) * percent / 100)
    if kind == "at random":
        return band[rng.permutation(len(band))[:rows]]
    exact = shares(band) * rows
    counts = np.floor(exact).astype(int)
    counts[np.argsort(counts - exact)[: rows - counts.sum()]] += 1  # the largest remainders get the rest
    return np.repeat(np.arange(5), counts)


def worst(band: np.ndarray, percent: int, kind: str) -> np.ndarray:
    """The largest relative deviation of a band's share, for each of many splits."""
    whole = shares(band)
    found = [np.max(np.abs(shares(drawn(band, percent, kind, seed)) / whole - 1)) for seed in range(_SPLITS)]
    return np.array(found)


def draw(kind: str, percent: int, rows: int, seed: int) -> tuple[Any, str, str]:
    """The bands of one split beside those of the table, and the worst deviations of many splits."""
    band = bands(rows)
    whole, test = shares(band), shares(drawn(band, percent, kind, seed))
    deviations = test / whole - 1
    spread = worst(band, percent, kind)
    figure, (left, right) = axes(2, height=3.6)
    places = np.arange(5)
    left.bar(places - 0.2, whole, 0.38, color="0.7", label="whole table")
    left.bar(places + 0.2, test, 0.38, color="C0", label="test set")
    for place, off in zip(places, deviations, strict=True):
        left.text(place + 0.2, test[place] + 0.006, _off(off), ha="center", fontsize=8)
    left.set(xticks=places, xticklabels=_NAMES, ylabel="share of districts", ylim=(0, 0.48))
    left.set(xlabel="income (10,000 dollars)", title=f"Split {seed}: {round(rows * percent / 100)} test rows")
    left.legend(loc="upper right")
    right.hist(spread, bins=np.linspace(0, max(0.3, float(spread.max()) * 1.05), 31), color="C0")
    right.axvline(np.max(np.abs(deviations)), color="C3", linewidth=1.5)
    right.set(xlabel="worst relative deviation of a band", ylabel=f"splits of {_SPLITS}", title="All splits; red: this one")
    listed = ", ".join(f"{name} {_off(off)}" for name, off in zip(_NAMES, deviations, strict=True))
    far = int(np.argmax(np.abs(deviations)))
    alt = (
        f"Left: shares of five income bands in a table of {rows:,} rows and in a test set drawn {kind}; relative "
        f"deviations {listed}. Right: the worst deviations of {_SPLITS} such splits, median {np.median(spread):.0%}, "
        f"largest {spread.max():.0%}."
    )
    many = (
        f"All {_SPLITS} splits have the same shares: there is no luck in it."
        if kind == _KINDS[1]
        else f"In half of {_SPLITS} splits the worst band is off by more than {np.median(spread):.1%}, in the unluckiest by "
        f"{spread.max():.1%}."
    )
    words = (
        f"Drawn {kind}, {percent} % of {rows:,} rows: in this split the band {_NAMES[far]} is farthest off, by "
        f"{deviations[far]:+.1%} of its share. {many}"
    )
    return figure, alt, words


def _off(deviation: float) -> str:
    """A relative deviation in whole per cent, without the sign of a zero."""
    return f"{deviation:+.0%}" if abs(deviation) >= 0.005 else "0%"


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "kind": choice("Test set drawn", _KINDS),
            "percent": steps("Test rows in %", [1, 2, 5, 10, 20, 40], 20),
            "rows": steps("Rows of the table", [500, 1000, 2000, 6000, 20000], 2000),
            "seed": slider("Number of the split", 0, 30, 1, value=0),
        },
        move="the number of the split, several times; then the way of drawing; then the size of the table.",
        watch="the percentages above the blue bars, and where the hills on the right stand.",
        predict="A random test set from a table ten times as large: how much smaller do the deviations become?",
    )
