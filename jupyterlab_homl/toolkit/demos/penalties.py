"""Ridge and lasso on two correlated features: where the penalised optimum lies, and how weights shrink with alpha."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, steps

_ALPHAS = [0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0]
_BEST = np.array([2.0, 0.7])
_CURVATURE = np.array([[1.0, 0.35], [0.35, 0.6]])


def cost(points: np.ndarray) -> np.ndarray:
    """Half the mean squared error, up to a constant: a bowl around `_BEST`."""
    away = points - _BEST
    return np.asarray(np.einsum("...i,ij,...j->...", away, _CURVATURE, away)) / 2


def optimum(alpha: float, penalty: str) -> np.ndarray:
    """The weights with the lowest cost plus alpha times the penalty."""
    if penalty == "ridge":
        return np.linalg.solve(_CURVATURE + alpha * np.eye(2), _CURVATURE @ _BEST)
    weights = np.zeros(2)
    for _ in range(200):
        for j in range(2):
            pull = _CURVATURE[j] @ (_BEST - weights) + _CURVATURE[j, j] * weights[j]
            weights[j] = np.sign(pull) * max(abs(pull) - alpha, 0) / _CURVATURE[j, j]
    return weights


def draw(alpha: float, penalty: str) -> tuple[Any, str, str]:
    """Contours with both optima, and the weights for every alpha."""
    weights = optimum(alpha, penalty)
    figure, (plane, paths) = axes(2, height=3.8)
    across, along = np.meshgrid(np.linspace(-1, 3, 120), np.linspace(-1, 2, 90))
    grid = np.stack([across, along], axis=-1)
    plane.contour(across, along, cost(grid), levels=np.geomspace(0.02, 4, 9), colors="0.75", linewidths=0.8)
    size = np.abs(grid).sum(axis=-1) if penalty == "lasso" else (grid**2).sum(axis=-1)
    held = np.abs(weights).sum() if penalty == "lasso" else (weights**2).sum()
    if held > 1e-6:
        plane.contour(across, along, size, levels=[held], colors="C1", linewidths=1.5)
    plane.axhline(0, color="0.5", linewidth=0.8)
    plane.axvline(0, color="0.5", linewidth=0.8)
    plane.plot(*_BEST, "k*", markersize=10, label="least squares")
    plane.plot(*weights, "o", color="C3", markersize=7, label=penalty)
    plane.set(xlabel="w₁", ylabel="w₂", title=f"The optimum at alpha = {alpha:g}", aspect="equal")
    plane.legend(loc="lower right")
    range_of_alphas = np.geomspace(0.01, 10, 60)
    path = np.array([optimum(a, penalty) for a in range_of_alphas])
    paths.semilogx(range_of_alphas, path[:, 0], "-", label="w₁")
    paths.semilogx(range_of_alphas, path[:, 1], "--", label="w₂")
    paths.axvline(max(alpha, 0.01), color="0.6", linewidth=1)
    paths.set(xlabel="alpha (log scale)", ylabel="weight", title=f"{penalty}: weights by alpha")
    paths.legend()
    zero = [name for name, weight in zip(("w₁", "w₂"), weights, strict=True) if weight == 0]
    alt = (
        f"Left: contours of the squared error, least squares at (2, 0.7), and the {penalty} optimum at "
        f"({weights[0]:.2f}, {weights[1]:.2f}) on the {'diamond' if penalty == 'lasso' else 'circle'} that it is held to. "
        "Right: both weights as alpha grows from 0.01 to 10."
    )
    if alpha == 0:
        fate = "Nothing is held back: this is least squares."
    elif penalty == "ridge":
        fate = "Both weights shrink, and neither becomes zero."
    elif len(zero) == 2:
        fate = "Exactly zero: w₁ and w₂. The diamond has shrunk to a point."
    elif zero:
        fate = f"Exactly zero: {' and '.join(zero)}. The corner of the diamond touches the contour."
    else:
        fate = "Both weights shrink by pulls of the same strength; none is zero yet."
    words = f"{penalty.capitalize()} with alpha = {alpha:g}: w₁ = {weights[0]:.3f}, w₂ = {weights[1]:.3f}. {fate}"
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"alpha": steps("alpha", _ALPHAS, 0.03), "penalty": choice("Penalty", ["ridge", "lasso"])},
        move="alpha from left to right with ridge, then the same with lasso.",
        watch="the red point: does it ever sit on an axis?",
        predict="Which of the two penalties will set w₂ to exactly zero, and at about which alpha?",
    )
