"""What a small network can separate: layers, units and activation against the shape of the data and its noise."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

_ROWS = 200
_MANY = 100  # parameters
_ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic", "none": "identity"}
_SHAPES = ("two moons", "ring", "XOR", "spirals")


def points(shape: str, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Points in the plane, (rows, 2), and their classes."""
    rng = np.random.default_rng(seed)
    y = np.arange(_ROWS) % 2
    along = rng.uniform(0, 1, _ROWS)
    if shape == "two moons":
        angle = np.pi * along
        X = np.c_[np.cos(angle), np.sin(angle)] * np.where(y, -1, 1)[:, None] + np.where(y, 0.5, -0.5)[:, None] * [1, 0.5]
    elif shape == "ring":
        angle, radius = 2 * np.pi * along, np.where(y, 1.4, 0.6 * np.sqrt(rng.uniform(0, 1, _ROWS)))
        X = np.c_[np.cos(angle), np.sin(angle)] * radius[:, None]
    elif shape == "XOR":
        side = np.where(rng.random(_ROWS) < 0.5, -1, 1)
        X = np.c_[side * rng.uniform(0.15, 1.5, _ROWS), side * np.where(y, -1, 1) * rng.uniform(0.15, 1.5, _ROWS)]
    else:
        angle = 1 + 8 * along
        X = np.c_[np.cos(angle), np.sin(angle)] * (0.18 * angle * np.where(y, -1, 1))[:, None]
    return X + noise * rng.normal(size=X.shape), y


def train(shape: str, layers: int, units: int, activation: str, noise: float) -> tuple[Any, float, float]:
    """The best of several trained networks, and its accuracies on the training points and on new ones."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits

    X, y = points(shape, noise, seed=1)
    made = [
        MLPClassifier((units,) * layers, activation=_ACTIVATIONS[activation], solver="lbfgs", max_iter=120, random_state=start)
        for start in range(8 if units * layers <= 8 else 2)  # small networks often get stuck
    ]
    with warnings.catch_warnings(), threadpool_limits(1):  # so small a network is quicker on one core
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = min((one.fit(X, y) for one in made), key=lambda one: one.loss_)
    return model, model.score(X, y), model.score(*points(shape, noise, seed=2))


def draw(shape: str, layers: int, units: int, activation: str, noise: float) -> tuple[Any, str, str]:
    """The regions into which the network divides the plane, and the points."""
    model, seen, new = train(shape, layers, units, activation, noise)
    X, y = points(shape, noise, seed=1)
    reach = float(np.abs(X).max()) * 1.08
    across, along = np.meshgrid(*[np.linspace(-reach, reach, 120)] * 2)
    sure = model.predict_proba(np.c_[across.ravel(), along.ravel()])[:, 1].reshape(across.shape)
    figure, axis = axes(width=5.2, height=4.4)
    axis.contourf(across, along, sure, levels=np.linspace(0, 1, 11), cmap="RdBu_r", alpha=0.5)
    axis.contour(across, along, sure, levels=[0.5], colors="k", linewidths=1.5)
    for label, marker, color in ((0, "o", "C0"), (1, "^", "C3")):
        axis.plot(*X[y == label].T, marker, color=color, markersize=4, label=f"class {label}")
    size = f"{layers} × {units} hidden units" if layers else "no hidden layer"
    axis.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$", title=f"{shape}: {size}, {activation}")
    axis.legend(loc="upper right", fontsize=8)
    weights = sum(part.size for part in (*model.coefs_, *model.intercepts_))
    alt = (
        f"{_ROWS} points of two classes ({shape}, noise {noise:.2g}), and the boundary of a network: {size} ({activation}, "
        f"{weights} parameters). It is right for {seen:.0%} of these points and for {new:.0%} of new ones."
    )
    words = f"{weights} parameters; right for {seen:.1%} of the points it has seen and {new:.1%} of new ones. "
    if layers == 0 or activation == "none":
        more = " However many layers, without an activation they multiply out to one." if layers else ""
        words += f"The boundary is a straight line.{more}"
    elif seen - new > 0.05 and (seen >= 0.9 or weights > _MANY):
        words += f"The gap of {100 * (seen - new):.0f} points is overfitting: the boundary bends around single points."
    elif seen < 0.9:
        words += "It bends, but still cuts through a class: the shape asks for more units, or the noise mixes the classes."
    else:
        words += "The boundary follows the shape and not the single points."
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "shape": choice("Data", _SHAPES),
            "layers": slider("Hidden layers", 0, 3, 1, value=1),
            "units": slider("Units in each", 1, 16, 1, value=4),
            "activation": choice("Activation", list(_ACTIVATIONS)),
            "noise": slider("Noise", 0.0, 0.6, 0.05, value=0.15),
        },
        move="the number of units from 1 upwards; then the activation to none; then the noise.",
        watch="the black line, and in the words the accuracy on points that the network has not seen.",
        predict="How many relu units in one layer does it take to close a boundary around the ring?",
    )
