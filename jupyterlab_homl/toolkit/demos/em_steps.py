"""A Gaussian mixture, step by step: responsibilities as mixed colours, components as ellipses."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

#: Where the two means start.
_STARTS = {
    "side by side": ((0.0, 1.0), (1.0, 1.0)),
    "across both clouds": ((1.5, 3.0), (1.5, -3.0)),
    "at the same place": ((1.0, 0.0), (1.0, 0.0)),
}
_LAST = 40


def rows() -> np.ndarray:
    """Two long clouds that cross near their ends."""
    rng = np.random.default_rng(3)
    along = rng.multivariate_normal([0, 0], [[2.0, 1.6], [1.6, 1.6]], 120)
    across = rng.multivariate_normal([3.5, 0.5], [[0.5, -0.7], [-0.7, 1.8]], 80)
    return np.vstack([along, across])


def log_joint(X: np.ndarray, weights: np.ndarray, means: np.ndarray, covariances: np.ndarray) -> np.ndarray:
    """The logarithm of weight times density, of shape (rows, components)."""
    columns = []
    for weight, mean, covariance in zip(weights, means, covariances, strict=True):
        apart = X - mean
        squares = np.sum(apart @ np.linalg.inv(covariance) * apart, axis=1)
        columns.append(np.log(weight) - squares / 2 - np.linalg.slogdet(2 * np.pi * covariance)[1] / 2)
    return np.array(columns).T


def run(X: np.ndarray, start: str, steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[float]]:
    """Weights, means, covariances, responsibilities, and the log-likelihood before each step and after the last."""
    weights, means, covariances = np.array([0.5, 0.5]), np.array(_STARTS[start]), np.array([np.eye(2), np.eye(2)])
    likelihoods = []
    for step in range(steps + 1):
        joint = log_joint(X, weights, means, covariances)
        total = np.logaddexp(joint[:, 0], joint[:, 1])
        likelihoods.append(float(total.sum()))
        responsibilities = np.exp(joint - total[:, None])
        if step < steps:
            answers_for = responsibilities.sum(axis=0)
            weights, means = answers_for / len(X), responsibilities.T @ X / answers_for[:, None]
            covariances = np.array(
                [
                    (X - mean).T @ ((X - mean) * r[:, None]) / r.sum() + 1e-6 * np.eye(2)
                    for mean, r in zip(means, responsibilities.T, strict=True)
                ]
            )
    return weights, means, covariances, responsibilities, likelihoods


def draw(steps: int, start: str) -> tuple[Any, str, str]:
    """The rows coloured by responsibility, with an ellipse for each component, and the log-likelihood so far."""
    X = rows()
    weights, means, covariances, responsibilities, likelihoods = run(X, start, steps)
    figure, (left, right) = axes(2, height=3.6)
    left.scatter(*X.T, c=responsibilities[:, 1], cmap="coolwarm", s=12, vmin=0, vmax=1)
    circle = np.array([np.cos(np.linspace(0, 2 * np.pi, 80)), np.sin(np.linspace(0, 2 * np.pi, 80))])
    for mean, covariance, color in zip(means, covariances, ("#3b4cc0", "#b40426"), strict=True):
        left.plot(*(mean[:, None] + 2 * np.linalg.cholesky(covariance) @ circle), color=color)
        left.plot(*mean, "X", color=color, markersize=10, markeredgecolor="black")
    left.set(title="Responsibilities", xlim=(-5, 7), ylim=(-5, 5))
    right.plot(range(steps + 1), likelihoods, ".-", color="C0")
    right.set(title="Log-likelihood", xlabel="steps", xlim=(0, _LAST))
    between = int(np.sum(np.abs(responsibilities[:, 0] - 0.5) < 0.4))
    at = [f"({mean[0]:.1f}, {mean[1]:.1f})" for mean in means]
    words = (
        f"After {steps} step{'' if steps == 1 else 's'}: weights {weights[0]:.2f} and {weights[1]:.2f}, means {at[0]} and "
        f"{at[1]}; log-likelihood {likelihoods[-1]:.1f}. For {between} of {len(X)} rows neither component is responsible to "
        "90 %."
    )
    if np.allclose(means[0], means[1]):
        words += " Both components are the same, and no step will ever part them."
    alt = (
        "Left: 200 rows in two long clouds, blue to red by responsibility, with an ellipse for each component. Right: the "
        f"log-likelihood over the steps. {words}"
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"steps": slider("Steps", 0, _LAST, 1, value=0), "start": choice("Start", list(_STARTS))},
        move="the steps, one at a time; then choose another start.",
        watch="how the ellipses turn, how the colours part, and that the log-likelihood never falls.",
        predict="What will EM do if both components start at the same place?",
    )
