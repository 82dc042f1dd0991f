"""A support vector machine on a board: kernel, C and γ against boundary, street, support vectors and scores."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, steps

_ROWS = 120
_SHAPES = ("two heaps", "two moons", "ring")
_KERNELS = {"linear": "linear", "polynomial, degree 3": "poly", "RBF": "rbf"}


def points(shape: str, seed: int, rows: int = _ROWS) -> tuple[np.ndarray, np.ndarray]:
    """Points in the plane, (rows, 2), and their classes."""
    rng = np.random.default_rng(seed)
    y = np.arange(rows) % 2
    if shape == "two heaps":
        X = np.where(y, 1.0, -1.0)[:, None] * [0.8, 0.6] + 0.65 * rng.normal(size=(rows, 2))
    elif shape == "two moons":
        angle = rng.uniform(0, np.pi, rows)
        X = np.c_[np.cos(angle), np.sin(angle)] * np.where(y, -1, 1)[:, None] + np.where(y, 0.5, -0.5)[:, None] * [1, 0.5]
        X += 0.25 * rng.normal(size=(rows, 2))
    else:
        angle, radius = rng.uniform(0, 2 * np.pi, rows), np.where(y, 1.4, 0.7 * np.sqrt(rng.uniform(0, 1, rows)))
        X = np.c_[np.cos(angle), np.sin(angle)] * radius[:, None] + 0.22 * rng.normal(size=(rows, 2))
    return X, y


def train(shape: str, kernel: str, C: float, gamma: float) -> tuple[Any, float, float]:
    """The machine, and the shares of training points and of new ones that it gets right."""
    from sklearn.svm import SVC

    model = SVC(kernel=_KERNELS[kernel], C=C, gamma=gamma, coef0=1, degree=3, max_iter=200_000).fit(*points(shape, seed=1))
    return model, model.score(*points(shape, seed=1)), model.score(*points(shape, seed=2, rows=2000))


def draw(shape: str, kernel: str, C: float, gamma: float) -> tuple[Any, str, str]:
    """The points, the boundary with its street, and the support vectors."""
    model, seen, new = train(shape, kernel, C, gamma)
    X, y = points(shape, seed=1)
    reach = float(np.abs(X).max()) * 1.08
    across, along = np.meshgrid(*[np.linspace(-reach, reach, 120)] * 2)
    f = model.decision_function(np.c_[across.ravel(), along.ravel()]).reshape(across.shape)
    figure, axis = axes(width=6.8, height=4.4)
    axis.contourf(across, along, f > 0, levels=[-0.5, 0.5, 1.5], colors=["C0", "C3"], alpha=0.15)
    axis.contour(across, along, f, levels=[-1, 0, 1], colors="k", linestyles=["--", "-", "--"], linewidths=[1, 1.5, 1])
    for label, marker, color in ((0, "o", "C0"), (1, "^", "C3")):
        axis.plot(*X[y == label].T, marker, color=color, markersize=4, label=f"class {label}")
    axis.plot(*X[model.support_].T, "o", fillstyle="none", color="0.2", markersize=9, label="support vector")
    setting = f"C = {C:g}" + ("" if kernel == "linear" else f", γ = {gamma:g}")
    axis.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$", title=f"{shape}: {kernel}, {setting}")
    axis.legend(loc="upper left", bbox_to_anchor=(1.02, 1), fontsize=8)
    held = len(model.support_)
    alt = (
        f"{_ROWS} points of two classes ({shape}), the boundary of an SVM with {kernel} kernel and {setting}, and its street; "
        f"{held} support vectors are ringed. Right for {seen:.0%} of these points and {new:.0%} of new ones."
    )
    words = (
        f"{held} of {_ROWS} points are support vectors; right for {seen:.1%} of the points and {new:.1%} of 2,000 new ones. "
    )
    if kernel == "linear":
        width = 2 / float(np.linalg.norm(model.coef_))
        words += f"The street is {width:.2f} wide. γ plays no part."
        if seen < 0.8:
            words += " No straight line follows this shape, whatever C."
    elif seen - new > 0.05:
        words += f"The gap of {100 * (seen - new):.0f} points is overfitting: a smaller C or γ makes the boundary smoother."
    elif seen < 0.8:
        words += "Too stiff for this shape: a larger C or a larger γ lets the boundary bend."
    else:
        words += "Training points and new ones agree within five points."
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "shape": choice("Data", _SHAPES, value="two moons"),
            "kernel": choice("Kernel", list(_KERNELS), value="RBF"),
            "C": steps("C", [0.01, 0.1, 1.0, 10.0, 100.0, 1000.0], value=1.0),
            "gamma": steps("γ", [0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0], value=0.1),
        },
        move="γ from left to right with C = 1; then C with γ = 1; then the kernel to linear, for each of the data.",
        watch="the number of support vectors, and the two scores in the words.",
        predict="With which γ do the points and the new points differ most?",
    )
