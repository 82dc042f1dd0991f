"""Wealth and well-being of invented nations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..about import OURS, About

if TYPE_CHECKING:
    import pandas as pd

ABOUT = About("Wealth and well-being of invented nations.", source=OURS, licence="BSD-3-Clause", made_up=True)

#: The middle of wealth, and how far it is spread, as logarithms of thousands of dollars.
_MIDDLE, _SPREAD = 2.5, 1.0
_POOREST, _RICHEST = 0.6, 120.0

#: Well-being is a line in the logarithm of wealth, and what else there is in a nation's life.
_AT_ONE, _PER_FACTOR_OF_E, _ELSE = 2.6, 1.05, 0.3

#: The nations between these are those that a hasty collector asks.
_ASKED = (30.0, 120.0)

_FIRST: tuple[str, ...] = (
    "Al",
    "Ber",
    "Cor",
    "Dan",
    "El",
    "Far",
    "Gal",
    "Hol",
    "Is",
    "Jor",
    "Kal",
    "Lor",
    "Mar",
    "Nor",
    "Or",
    "Pel",
    "Ral",
)
_FIRST += ("Sel", "Tor", "Ul", "Var", "Wel", "Yar", "Zan")
_MIDDLE_PART = ("a", "e", "i", "o", "u", "an", "en", "or", "ast", "und", "ev")
_LAST = ("dia", "land", "mark", "nia", "ria", "stan", "via", "wold")


def load(rows: int = 30, seed: int = 42, biased: bool = False) -> pd.DataFrame:
    """Wealth and well-being of invented nations: **made up**.

    Parameters
    ----------
    rows : int
        How many nations.
    seed : int
        The same seed makes the same table.
    biased : bool
        Whether only rich nations were asked (30 thousand dollars and more), so that they do not stand for all. A line through
        200 of them has about twice the error, over all nations, of one through a fair sample.

    Returns
    -------
    pandas.DataFrame
        One row a nation, in an order without meaning:

        - ``nation``: an invented name.
        - ``wealth``: thousands of dollars per person and year.
        - ``wellbeing``: what people answer when they are asked how content they are, from 0 to 10, on average.

    Notes
    -----
    Well-being grows with the logarithm of wealth: ten thousand dollars more mean much to the poor and little to the rich.
    """
    import numpy as np
    import pandas as pd

    if not 1 <= rows <= len(_FIRST) * len(_MIDDLE_PART) * len(_LAST):
        raise ValueError(f"nations has 1 to {len(_FIRST) * len(_MIDDLE_PART) * len(_LAST)} rows, not {rows}.")
    rng = np.random.default_rng(seed)
    low, high = _ASKED if biased else (_POOREST, _RICHEST)
    wealth = _within(rows, low, high, rng)
    wellbeing = rng.normal(_AT_ONE + _PER_FACTOR_OF_E * np.log(wealth), _ELSE).clip(0, 10)
    every = [a + b + c for a in _FIRST for b in _MIDDLE_PART for c in _LAST]
    names = [every[number] for number in rng.permutation(len(every))[:rows]]
    return pd.DataFrame({"nation": names, "wealth": wealth.round(1), "wellbeing": wellbeing.round(1)})


def _within(rows: int, low: float, high: float, rng: Any) -> Any:
    """Wealth of so many nations between two limits."""
    import numpy as np

    kept = np.empty(0)
    while len(kept) < rows:
        drawn = np.exp(rng.normal(_MIDDLE, _SPREAD, 4 * rows + 20))
        kept = np.r_[kept, drawn[(drawn > low) & (drawn < high)]]
    return kept[:rows]
