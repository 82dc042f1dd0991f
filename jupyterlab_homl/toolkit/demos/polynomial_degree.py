"""Polynomials of any degree on few or many points: when a curve follows the truth, and when it follows the noise."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.polynomial.legendre import Legendre, legvander

from ..plots import axes
from .stage import Stage, slider, steps

_DEGREES = range(1, 16)


def points(m: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`m` points of a wave, with noise of this standard deviation."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-3, 3, m)
    return x, truth(x) + noise * rng.normal(size=m)


def truth(x: np.ndarray) -> np.ndarray:
    """The curve without noise."""
    return 2 * np.sin(1.2 * x) + 0.5 * x


def fit(x: np.ndarray, y: np.ndarray, degree: int) -> Legendre:
    """The best polynomial on −3 to 3; where there are more powers than points, the smallest of the best."""
    columns = legvander(x / 3, degree)
    weights = np.linalg.lstsq(columns, y, rcond=None)[0]
    return Legendre(weights, domain=[-3, 3])


def errors(m: int, noise: float, degree: int) -> tuple[float, float]:
    """Root mean squared errors of one degree, on its own points and on 400 others."""
    x, y = points(m, noise, 1)
    x_new, y_new = points(400, noise, 2)
    model = fit(x, y, degree)
    return float(np.sqrt(np.mean((model(x) - y) ** 2))), float(np.sqrt(np.mean((model(x_new) - y_new) ** 2)))


def draw(degree: int, noise: float, m: int) -> tuple[Any, str, str]:
    """The fitted curve, and both errors for every degree."""
    x, y = points(m, noise, 1)
    grid = np.linspace(-3, 3, 300)
    model = fit(x, y, degree)
    both = np.array([errors(m, noise, d) for d in _DEGREES])
    train, validation = both[degree - 1]
    best = int(np.argmin(both[:, 1])) + 1
    figure, (left, right) = axes(2, height=3.6)
    left.plot(x, y, ".", color="0.4", markersize=3 if m > 100 else 6)
    left.plot(grid, truth(grid), "--", color="0.6", label="truth")
    left.plot(grid, model(grid), color="C0", label=f"degree {degree}")
    left.set(ylim=(-6, 6), xlabel="x", ylabel="y", title=f"{m} points")
    left.legend(loc="lower right")
    right.semilogy(_DEGREES, np.maximum(both[:, 0], 1e-3), "o-", markersize=3, label="train")
    right.semilogy(_DEGREES, np.minimum(both[:, 1], 1e3), "s--", markersize=3, label="validation")
    right.axvline(degree, color="0.6", linewidth=1)
    right.set(xlabel="degree", xticks=range(1, 16, 2), ylabel="RMSE (log scale)", title="Both errors by degree")
    right.legend()
    alt = (
        f"Left: {m} points around a wave and a polynomial of degree {degree}. Right: train and validation error for degrees "
        f"1 to 15. At degree {degree} train is {train:.2f} and validation {validation:.2f}; validation is lowest, "
        f"{both[best - 1, 1]:.2f}, at degree {best}."
    )
    if validation > 1.4 * max(train, 0.05) and degree > best:
        verdict = "It follows the noise: the two errors are far apart. Fewer powers or more points would help."
    elif validation > 1.3 * both[best - 1, 1]:
        verdict = "It is too stiff: both errors are well above what a better degree reaches."
    else:
        verdict = "It is about as good as these points allow."
    words = (
        f"Degree {degree} on {m} points with noise {noise:g}: train {train:.2f}, validation {validation:.2f}. {verdict} "
        f"The lowest validation error is at degree {best}."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "degree": slider("Degree", 1, 15, 1, value=1),
            "noise": slider("Noise", 0.0, 2.0, 0.25, value=0.5),
            "m": steps("Points", [10, 20, 40, 100, 400, 2000], 20),
        },
        move="the degree up to 15, then the number of points up to 2000.",
        watch="the gap between the two curves on the right.",
        predict="With 20 points, at which degree will the validation error be lowest? And with 2000?",
    )
