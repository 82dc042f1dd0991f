"""Two years after the launch: how inputs and prices move, what an alarm on the inputs sees, and how far off the model is."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, slider, steps

_EDGES = (1.5, 3.0, 4.5, 6.0)
_MONTHS = range(25)


@cache
def training() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Income and price (1,000 dollars) of 4,000 districts, and a straight line between their logarithms."""
    from ..datasets import load

    table = load("housing", rows=4000, seed=3)
    income, price = table["median_income"].to_numpy(), table["median_house_value"].to_numpy() / 1000
    return income, price, np.polyfit(np.log(income), np.log(price), 1)


def shares(income: np.ndarray) -> np.ndarray:
    """The shares of five income bands; none of them is 0."""
    counts = np.bincount(np.searchsorted(_EDGES, income), minlength=5)
    return np.maximum(counts / len(income), 1e-4)


def psi(income: np.ndarray) -> float:
    """The population stability index against the training rows."""
    p, q = shares(training()[0]), shares(income)
    return float(np.sum((q - p) * np.log(q / p)))


def history(incomes: float, prices: float, batch: int) -> np.ndarray:
    """PSI and RMSE of each month; incomes and prices grow by so many per cent a month."""
    income, price, line = training()
    found = []
    for month in _MONTHS:
        rows = np.random.default_rng(month).choice(len(income), batch, replace=False)
        now = income[rows] * (1 + incomes / 100) ** month
        truth = price[rows] * (1 + prices / 100) ** month
        guess = np.exp(np.polyval(line, np.log(now)))
        found.append((psi(now), float(np.sqrt(np.mean((guess - truth) ** 2)))))
    return np.array(found)


def worse(incomes: float, prices: float) -> float:
    """By which share the error on all districts has grown after 24 months."""
    income, price, line = training()

    def error(months: int) -> float:
        guess = np.exp(np.polyval(line, np.log(income * (1 + incomes / 100) ** months)))
        return float(np.sqrt(np.mean((guess - price * (1 + prices / 100) ** months) ** 2)))

    return error(24) / error(0) - 1


def draw(incomes: float, prices: float, batch: int) -> tuple[Any, str, str]:
    """The PSI and the error over 24 months."""
    index, off = history(incomes, prices, batch).T
    chance = 4 * (1 / len(training()[0]) + 1 / batch)
    figure, (left, right) = axes(2, height=3.4)
    left.plot(_MONTHS, index, "o-", markersize=3)
    left.axhline(0.1, color="C1", linestyle=":", label="0.1")
    left.axhline(0.25, color="C3", linestyle="--", label="0.25")
    left.set(xlabel="month", ylabel="PSI of income", ylim=(0, max(0.3, index.max() * 1.1)), title="Known at once")
    left.legend(loc="upper left")
    right.plot(_MONTHS, off, "s-", markersize=3, color="C2")
    right.set(xlabel="month", ylabel="RMSE (1,000 dollars)", ylim=(0, off.max() * 1.2), title="Known half a year later")
    above = np.flatnonzero(index > 0.25)
    alarm = f"It passes 0.25 first in month {above[0]}." if len(above) else "It never passes 0.25."
    grown = worse(incomes, prices)
    change = f"{abs(grown):.0%} {'larger' if grown > 0 else 'smaller'} than" if abs(grown) >= 0.005 else "the same as"
    alt = (
        f"Left: the PSI of income over 24 months, from {index[0]:.2f} to {index[-1]:.2f}, with lines at 0.1 and 0.25. "
        f"Right: the RMSE of the model, from {off[0]:.0f} to {off[-1]:.0f} thousand dollars."
    )
    if len(above) and incomes == 0:
        verdict = "A false alarm: incomes have not moved, the batch is small."
    elif len(above) and grown < 0.15:
        verdict = "An alarm, though the model is hardly worse: not every change of the inputs does harm."
    elif len(above):
        verdict = "The inputs show what the errors will confirm half a year later."
    elif grown > 0.25:
        verdict = "No alarm, though the model is clearly worse: only the errors show it."
    else:
        verdict = "No alarm, and the model is about as good as it was."
    words = (
        f"Incomes {incomes:+g} % and prices {prices:+g} % a month, {batch} districts a month. PSI by chance alone: about "
        f"{chance:.3f}. {alarm} On all districts the error of month 24 is {change} that of month 0. {verdict}"
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "incomes": slider("Incomes, % a month", -2.0, 3.0, 0.5, value=0.0),
            "prices": slider("Prices, % a month", -2.0, 3.0, 0.5, value=0.0),
            "batch": steps("Districts a month", [25, 50, 100, 400, 1600], 100),
        },
        move="prices alone, then incomes alone, then both; last, batches of 25 districts with nothing moving.",
        watch="which of the two curves notices what, and how restless the left one is in small batches.",
        predict="Prices rise, incomes stand still: which curve stays where it is?",
    )
