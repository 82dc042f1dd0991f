"""Births day by day, put together by days, weeks, months or years: what a sum, a mean and a maximum make of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..plots import axes
from .stage import Stage, choice, steps

if TYPE_CHECKING:
    import pandas as pd

#: The frequency of pandas for what is chosen.
_RULES = {"day": "D", "week": "W", "month": "MS", "year": "YS"}

_HOWS = ("sum", "mean", "max")


@cache
def _births() -> pd.Series[int]:
    from ..datasets import load

    table: pd.DataFrame = load("births")
    return table.set_index("date")["births"]


def heaps(rule: str, how: str, years: int) -> tuple[pd.Series[float], pd.Series[int]]:
    """The births of the last years, put together, and the days that each heap holds."""
    births = _births()
    found = births.loc[str(1989 - years) :].resample(_RULES[rule])
    return found.agg(how), found.size()


def draw(rule: str, how: str, years: int) -> tuple[Any, str, str]:
    """One line through the heaps."""
    series, days = heaps(rule, how, years)
    figure, axis = axes(height=3.0)
    axis.plot(series.index, series, "o-" if len(series) < 60 else "-", markersize=4, linewidth=0.9)
    axis.set(xlabel="date", ylabel=f"births: {how} of each {rule}", ylim=(0, series.max() * 1.08))
    low, high = series.idxmin(), series.idxmax()
    alt = (
        f"The {how} of births for each {rule} over {years} years: {len(series)} values between {series.min():,.0f} "
        f"and {series.max():,.0f}."
    )
    words = (
        f"{len(series)} values. The lowest is {series.min():,.0f} ({low:%d %b %Y}), the highest {series.max():,.0f} "
        f"({high:%d %b %Y})."
    )
    full = days.max()
    short = (days < 0.9 * full).sum()
    if how == "sum" and short:
        words += (
            f" {short} of the heaps {'holds' if short == 1 else 'hold'} fewer days than a whole {rule}: an end of the series "
            "that is low for this reason alone."
        )
    elif how == "sum" and days.min() < full:
        words += f" A {rule} has {days.min()} to {full} days, which moves a sum more than a mean."
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "rule": choice("One value for each", list(_RULES)),
            "how": choice("Made by", list(_HOWS)),
            "years": steps("Last years", [3, 10, 20], 3),
        },
        move="from day to year, first with sums, then with means.",
        watch="which waves disappear, and what happens at both ends of the weekly sums.",
        predict="By which step does the wave of the week disappear, and which wave is left?",
    )
