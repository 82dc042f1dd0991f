"""The Palmer penguins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..about import About
from ..bundled import DATA

if TYPE_CHECKING:
    import pandas as pd

ABOUT = About(
    "Size, sex and island of 344 penguins of three species, with missing values.",
    source="K. Gorman and the Palmer Station Long Term Ecological Research programme; from the package palmerpenguins",
    licence="CC0-1.0",
    cite="A. M. Horst, A. P. Hill, K. B. Gorman: palmerpenguins: Palmer Archipelago (Antarctica) penguin data (2020). "
    "doi:10.5281/zenodo.3960218.",
)


def load() -> pd.DataFrame:
    """Size, sex and island of 344 penguins, real and with missing values.

    Returns
    -------
    pandas.DataFrame
        One row a penguin, **sorted by species**:

        - ``species``: ``Adelie``, ``Gentoo`` or ``Chinstrap``.
        - ``island``: ``Torgersen``, ``Biscoe`` or ``Dream``.
        - ``bill_length_mm``, ``bill_depth_mm``, ``flipper_length_mm``, ``body_mass_g``: floats, two rows missing.
        - ``sex``: ``male`` or ``female``, eleven rows missing.
        - ``year``: 2007 to 2009.
    """
    import pandas as pd

    return pd.read_csv(DATA / "penguins.csv")
