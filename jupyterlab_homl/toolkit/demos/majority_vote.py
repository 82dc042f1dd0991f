"""A majority vote: how often it is right, by the number of voters, how good they are, and how much they have in common."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, slider, steps

_SIZES = (1, 3, 5, 9, 15, 25, 51, 101, 201, 501, 1001)


def majority(voters: int, right: float, correlation: float) -> float:
    """The probability that more than half of an odd number of voters are right.

    What they have in common is a normal number, the same for all of them; each voter adds one of their own and is right
    where the sum is above a threshold. `correlation` is that of two such sums. For each value of the common number the
    voters are independent, so that the number of right ones is binomial.
    """
    from scipy.stats import binom, norm

    if correlation == 0:
        return float(binom.sf(voters // 2, voters, right))
    if correlation == 1:
        return right
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    given = norm.cdf((norm.ppf(right) + np.sqrt(correlation) * nodes) / np.sqrt(1 - correlation))
    return float(binom.sf(voters // 2, voters, given) @ weights / weights.sum())


def draw(voters: int, right: float, correlation: float) -> tuple[Any, str, str]:
    """The probability that the majority is right against the number of voters, with and without correlation."""
    with_common = [majority(n, right, correlation) for n in _SIZES]
    without = [majority(n, right, 0.0) for n in _SIZES]
    here, ideal = majority(voters, right, correlation), majority(voters, right, 0.0)
    figure, axis = axes(height=3.2)
    axis.semilogx(_SIZES, without, "--", color="0.5", label="independent voters")
    axis.semilogx(_SIZES, with_common, "o-", markersize=3, label=f"correlation {correlation:g}")
    axis.plot([voters], [here], "o", color="C3", label="your ensemble")
    axis.set(xlabel="voters", ylabel="majority right", ylim=(0, 1.03), title="How often the majority is right")
    axis.legend(loc="lower left" if right >= 0.5 else "upper left")
    alt = (
        f"Probability that the majority is right against the number of voters from 1 to 1,001, each right in {right:.0%} of "
        f"all cases. Independent voters end at {without[-1]:.1%}, with correlation {correlation:g} at {with_common[-1]:.1%}."
    )
    words = (
        f"{voters:,} voters, each right in {right:.0%} of all cases, with correlation {correlation:g}: their majority is "
        f"right in {here:.1%}. Independent ones would reach {ideal:.1%}; "
        f"1,001 voters with this correlation {with_common[-1]:.1%}."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "voters": steps("Voters", _SIZES, 25),
            "right": slider("Each is right", 0.4, 0.95, 0.01, value=0.6),
            "correlation": slider("Correlation", 0.0, 1.0, 0.05, value=0.0),
        },
        move="the number of voters from 1 to 1,001; then the correlation, with many voters.",
        watch="where the curve levels off, and how far below the dashed one.",
        predict="With 1,001 voters who are right in 60 % of all cases: what does a correlation of 0.2 cost?",
    )
