"""Births in the United States, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..about import About
from ..bundled import DATA

if TYPE_CHECKING:
    import pandas as pd

ABOUT = About(
    "The number of births in the United States on each of 7,305 days, 1969 to 1988.",
    source="National Center for Health Statistics, Centers for Disease Control and Prevention; from the package "
    "@stdlib/datasets-cdc-nchs-us-births-1969-1988",
    licence="CC0-1.0",
)


def load() -> pd.DataFrame:
    """The number of births on each day of twenty years, real and without gaps.

    Returns
    -------
    pandas.DataFrame
        One row a day from 1 January 1969 to 31 December 1988: ``date`` (a timestamp) and ``births`` (a whole number).
    """
    import pandas as pd

    return pd.read_csv(DATA / "births.csv", parse_dates=["date"])
