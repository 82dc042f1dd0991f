"""Short time series, each the sum of two waves and noise."""

from __future__ import annotations

from typing import Any

from ..about import OURS, About

ABOUT = About(
    "Short time series, each the sum of a slow wave, a fast wave and noise.",
    source=OURS,
    licence="BSD-3-Clause",
    made_up=True,
)


def load(rows: int = 10_000, steps: int = 51, seed: int = 42, noise: float = 0.03) -> Any:
    """Short time series: **made up**.

    Parameters
    ----------
    rows : int
        How many series.
    steps : int
        The length of each.
    seed : int
        The same seed makes the same series.
    noise : float
        The standard deviation of what no model can foresee.

    Returns
    -------
    ndarray of float32, shape (rows, steps)
        Each row the sum of a slow wave (2 to 4 periods in 50 steps) of height 0.5 and a fast one (4 to 8 periods) of height
        0.2, each with a phase and a period of its own, and noise.
    """
    import numpy as np

    if rows < 1 or steps < 1:
        raise ValueError(f"series needs at least one row and one step, not {rows} and {steps}.")
    rng = np.random.default_rng(seed)
    time = np.arange(steps) / 50
    waves = np.zeros((rows, steps))
    for height, fewest in ((0.5, 2.0), (0.2, 4.0)):
        periods, phase = rng.uniform(fewest, 2 * fewest, (rows, 1)), rng.uniform(0, 1, (rows, 1))
        waves = waves + height * np.sin(2 * np.pi * (periods * time + phase))
    return (waves + rng.normal(0, noise, (rows, steps))).astype(np.float32)
