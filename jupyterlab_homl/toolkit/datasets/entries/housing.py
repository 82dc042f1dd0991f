"""House prices by district, made up, with the columns of the Californian census of 1990; the real ones can be fetched."""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..about import OURS, About
from ..download import Download, FromWeb

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

ABOUT = About(
    "House prices by district, 20,640 rows with the columns of the Californian census of 1990.",
    source=OURS,
    licence="BSD-3-Clause",
    made_up=True,
)


def _read(files: Sequence[Path]) -> pd.DataFrame:
    """The real table."""
    import pandas as pd

    with tarfile.open(files[0]) as archive:
        member = archive.extractfile("housing.csv")
        assert member is not None
        return pd.read_csv(member)


DOWNLOAD = Download(
    files=(
        FromWeb(
            "housing.tgz",
            "d4cd501af90475f09b814c7447c7701f59bf28e8cf1180205ae5ace9737a0109",
            (
                "https://raw.githubusercontent.com/ageron/handson-ml2/master/datasets/housing/housing.tgz",
                "https://github.com/ageron/handson-ml2/raw/master/datasets/housing/housing.tgz",
            ),
        ),
    ),
    size=410_000,
    read=_read,
    about=About(
        "Districts of California in the census of 1990, 20,640 rows.",
        source="R. Kelley Pace and Ronald Barry, StatLib; a column on the ocean was added by A. Géron",
        licence="figures of the United States census",
        cite="R. K. Pace, R. Barry: Sparse Spatial Autoregressions. Statistics & Probability Letters 33 (1997), 291-297.",
    ),
    stand_in="housing",
)


#: Where people live: latitude and longitude (degrees, public geography), and invented figures: the share of districts,
#: their spread (degrees), and what is added to the logarithms of price and income.
_CENTRES = {
    "Los Angeles": (34.05, -118.25, 0.270, 0.22, 0.22, -0.02),
    "Orange County": (33.75, -117.87, 0.080, 0.13, 0.25, 0.18),
    "San Diego": (32.80, -117.10, 0.080, 0.14, 0.12, 0.02),
    "San Francisco": (37.76, -122.43, 0.045, 0.05, 0.62, 0.05),
    "Peninsula": (37.45, -122.17, 0.035, 0.09, 0.55, 0.25),
    "East Bay": (37.83, -122.20, 0.060, 0.11, 0.30, 0.08),
    "San Jose": (37.32, -121.92, 0.055, 0.09, 0.38, 0.22),
    "Sacramento": (38.58, -121.45, 0.055, 0.17, -0.12, -0.05),
    "Inland Empire": (34.02, -117.35, 0.085, 0.20, -0.12, -0.02),
    "Fresno": (36.75, -119.78, 0.035, 0.20, -0.35, -0.25),
    "Bakersfield": (35.37, -119.02, 0.030, 0.20, -0.35, -0.18),
    "Stockton": (37.95, -121.28, 0.025, 0.13, -0.18, -0.15),
    "Modesto": (37.64, -120.99, 0.020, 0.13, -0.20, -0.15),
    "Ventura": (34.27, -119.15, 0.025, 0.12, 0.20, 0.12),
    "Santa Barbara": (34.43, -119.75, 0.013, 0.08, 0.40, 0.05),
    "San Luis Obispo": (35.28, -120.65, 0.012, 0.10, 0.15, -0.05),
    "Monterey": (36.62, -121.80, 0.015, 0.10, 0.22, -0.02),
    "Santa Cruz": (36.98, -122.00, 0.011, 0.07, 0.40, 0.05),
    "Santa Rosa": (38.45, -122.72, 0.020, 0.12, 0.20, 0.00),
    "Marin": (38.00, -122.54, 0.012, 0.06, 0.50, 0.35),
    "Redding": (40.58, -122.38, 0.012, 0.25, -0.40, -0.30),
    "Chico": (39.73, -121.83, 0.012, 0.20, -0.35, -0.35),
    "Eureka": (40.80, -124.13, 0.008, 0.12, -0.30, -0.35),
    "Sierra": (38.90, -120.20, 0.012, 0.30, -0.05, -0.15),
    "Desert": (33.75, -116.40, 0.020, 0.20, -0.15, -0.15),
    "High Desert": (34.60, -117.90, 0.015, 0.20, -0.25, 0.02),
    "Visalia": (36.32, -119.30, 0.015, 0.15, -0.40, -0.30),
    "Yreka": (41.60, -122.60, 0.004, 0.30, -0.60, -0.40),
}

#: The coast from north to south, as latitude and longitude.
_COAST = (
    *((41.95, -124.20), (41.00, -124.13), (40.30, -124.36), (39.40, -123.82), (38.90, -123.70), (38.30, -123.05)),
    *((37.90, -122.70), (37.50, -122.50), (37.10, -122.30), (36.95, -122.00), (36.60, -121.92), (35.70, -121.30)),
    *((35.20, -120.80), (34.55, -120.55), (34.40, -119.70), (34.15, -119.20), (34.00, -118.80), (33.95, -118.45)),
    *((33.72, -118.30), (33.60, -117.90), (33.20, -117.40), (32.85, -117.28), (32.53, -117.12)),
)

_MILES_PER_DEGREE = 69.0


def load(rows: int = 20_640, seed: int = 42, missing: float = 0.01) -> pd.DataFrame:
    """House prices by district: **made up**, with the columns and much of the behaviour of the Californian census of 1990.

    Parameters
    ----------
    rows : int
        How many districts.
    seed : int
        The same seed makes the same table.
    missing : float
        Share of districts whose `total_bedrooms` is missing.

    Returns
    -------
    pandas.DataFrame
        One row a district, in an order without meaning:

        - ``longitude``, ``latitude``: degrees, two decimals.
        - ``housing_median_age``: years, 1 to 52 (52 means 52 or more).
        - ``total_rooms``, ``total_bedrooms``, ``population``, ``households``: counts in the district (floats).
        - ``median_income``: in 10,000 US dollars a year, 0.4999 to 15.0001.
        - ``median_house_value``: US dollars; above 500,000 it reads 500,001.
        - ``ocean_proximity``: ``<1H OCEAN``, ``INLAND``, ``NEAR OCEAN``, ``NEAR BAY`` or ``ISLAND``.

    Notes
    -----
    Real: the places of cities and coast. Invented: every figure about people, houses and prices. Prices rise with income,
    fall with the way to the sea, and vary from place to place in a way that a flexible model finds and a line does not.
    """
    import numpy as np
    import pandas as pd

    if rows < 1:
        raise ValueError(f"housing needs at least one row, not {rows}.")
    rng = np.random.default_rng(seed)
    place = _places(rows, rng)
    latitude, longitude, miles = place["latitude"], place["longitude"], place["miles"]
    premium, outside = place["premium"], place["outside"]
    to_bay = np.hypot(latitude - 37.65, (longitude + 122.2) * 0.8)
    ocean = np.select(
        [to_bay < 0.36, miles < 7.5, miles < 46.0], ["NEAR BAY", "NEAR OCEAN", "<1H OCEAN"], default="INLAND"
    ).astype(object)
    area = 0.16 * np.sin(9 * latitude + 2) * np.cos(8 * longitude) + 0.10 * np.sin(23 * latitude - 17 * longitude)

    age = 38 - 6.5 * outside.clip(max=3) + 4 * (ocean == "NEAR BAY") - 3 * (ocean == "INLAND")
    age = rng.normal(age, 12).clip(1, 52).round()
    log_income = 1.17 + 0.9 * place["income"] + area + 0.07 * outside.clip(max=2.5) - 0.004 * (age - 28)
    income = np.exp(rng.normal(log_income, 0.41)).clip(0.4999, 15.0001).round(4)
    relative = np.log(income) - 1.245

    households = np.exp(rng.normal(5.98 - 0.012 * (age - 28.6), 0.70)).clip(1, 6000)
    rooms = np.exp(rng.normal(1.60 + 0.25 * relative + 0.0012 * miles.clip(0, 60), 0.18)).clip(0.9, 40)
    bedrooms = np.exp(rng.normal(0.05 + 0.08 * (np.log(rooms) - 1.6), 0.07))
    people = np.exp(rng.normal(1.03 - 0.06 * relative - 0.1 * premium, 0.25))
    resort = rng.random(rows) < 0.003
    rooms, bedrooms = np.where(resort, 5 * rooms, rooms), np.where(resort, 4 * bedrooms, bedrooms)

    log_value = (
        *(12.06 + 0.60 * relative + 0.03 * (income - 3.87) + premium, 0.75 * area, 0.0035 * (age - 28)),
        *(-0.005 * miles.clip(0, 80), 0.25 * ((ocean == "NEAR OCEAN") & (miles < 1.5)), -0.30 * np.log(people / 2.8)),
    )
    value = (np.exp(rng.normal(sum(log_value), 0.235)) / 100).round() * 100
    value = np.where(value > 500_000, 500_001.0, value.clip(min=14_999))

    island = rng.choice(rows, max(1, rows // 4000), replace=False)
    ocean[island], latitude[island], longitude[island], age[island] = "ISLAND", 33.38, -118.38, 52
    value[island] = rng.integers(280, 450, len(island)) * 1000.0
    income[island] = income[island].clip(max=3.2)
    frame = pd.DataFrame(
        {
            "longitude": longitude,
            "latitude": latitude,
            "housing_median_age": age,
            "total_rooms": (households * rooms).round().clip(min=2),
            "total_bedrooms": (households * bedrooms).round().clip(min=1),
            "population": (households * people).round().clip(min=3),
            "households": households.round().clip(min=1),
            "median_income": income,
            "median_house_value": value,
            "ocean_proximity": pd.array(ocean, dtype="str"),
        }
    )
    frame.loc[rng.random(rows) < missing, "total_bedrooms"] = np.nan
    return frame


def _places(rows: int, rng: Any) -> dict[str, np.ndarray]:
    """Draw places around the centres until `rows` of them lie on Californian land."""
    import numpy as np

    table = np.array(list(_CENTRES.values()))
    kept: list[Any] = []
    while sum(len(part) for part in kept) < rows:
        drawn = 2 * rows
        centre_lat, centre_lon, _, spread, premium, income = table[
            rng.choice(len(table), drawn, p=table[:, 2] / table[:, 2].sum())
        ].T
        scale = spread * np.where(rng.random(drawn) < 0.2, 2.4, 1.0)
        latitude = (centre_lat + 0.8 * scale * rng.normal(size=drawn)).round(2)
        longitude = (centre_lon + scale * rng.normal(size=drawn)).round(2)
        miles, at_sea = _coast(latitude, longitude)
        inside = ~at_sea & (latitude > 32.54) & (latitude < 41.95) & (longitude > -124.35) & (longitude < -114.31)
        inside &= longitude < np.where(latitude > 39, -120, -120 + 1.2 * (39 - latitude))  # Nevada and Arizona
        outside = np.hypot(latitude - centre_lat, longitude - centre_lon) / spread
        kept.append(np.c_[latitude, longitude, premium, income, miles, outside][inside])
    columns = ("latitude", "longitude", "premium", "income", "miles", "outside")
    return dict(zip(columns, np.concatenate(kept)[:rows].T.copy(), strict=True))


def _coast(latitude: Any, longitude: Any) -> tuple[Any, Any]:
    """Miles to the nearest piece of the coast, and whether a place is on its seaward side."""
    import numpy as np

    shrink = np.array([1.0, np.cos(np.radians(36))])
    places, line = np.c_[latitude, longitude] * shrink, np.array(_COAST) * shrink
    nearest, at_sea = np.full(len(places), np.inf), np.zeros(len(places), bool)
    for start, step in zip(line[:-1], np.diff(line, axis=0), strict=True):
        along = np.clip((places - start) @ step / (step @ step), 0, 1)
        distance = np.hypot(*(places - start - along[:, None] * step).T)
        closer = distance < nearest
        side = step[1] * (places[:, 0] - start[0]) - step[0] * (places[:, 1] - start[1]) < 0
        nearest, at_sea = np.where(closer, distance, nearest), np.where(closer, side, at_sea)
    return nearest * _MILES_PER_DEGREE, at_sea
