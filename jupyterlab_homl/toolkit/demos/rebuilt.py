"""A garment rebuilt from its first principal components, one to two hundred."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, steps

_COUNTS = [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200]
_KINDS = {"Trousers": 1, "Pullover": 2, "Sandal": 5, "Bag": 8, "Ankle boot": 9}


@cache
def components() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, components and shares of variance of 600 garments."""
    from sklearn.decomposition import PCA

    from .. import datasets

    pictures = datasets.load("fashion_mnist").X_train[:600].reshape(600, 784) / 255
    pca = PCA(200, svd_solver="full").fit(pictures)
    return pca.mean_, pca.components_, pca.explained_variance_ratio_


@cache
def garment(kind: str) -> Any:
    """A garment that was not among the 600."""
    from .. import datasets

    clothes = datasets.load("fashion_mnist")
    return clothes.X_test[np.flatnonzero(clothes.y_test == _KINDS[kind])[0]].reshape(784) / 255


def rebuild(picture: np.ndarray, count: int) -> Any:
    """The picture that its first coordinates stand for."""
    mean, directions, _ = components()
    kept = directions[:count]
    return mean + (picture - mean) @ kept.T @ kept


def draw(count: int, kind: str) -> tuple[Any, str, str]:
    """The garment, the rebuilt one, and the errors for every count."""
    picture = garment(kind)
    errors = [float(np.mean((picture - rebuild(picture, k)) ** 2)) for k in _COUNTS]
    here, share = errors[_COUNTS.index(count)], float(components()[2][:count].sum())
    none = float(np.mean((picture - components()[0]) ** 2))
    plural = "" if count == 1 else "s"
    figure, (one, two, curve) = axes(3, height=2.9, width=8.5)
    for axis, image, title in ((one, picture, "784 pixels"), (two, rebuild(picture, count), f"from {count} number{plural}")):
        axis.imshow(image.reshape(28, 28), cmap="gray_r", vmin=0, vmax=1)
        axis.set(title=title, xticks=[], yticks=[])
    curve.semilogx(_COUNTS, errors, "o-", markersize=3)
    curve.plot([count], [here], "o", color="C1")
    curve.set(xlabel="components (log scale)", ylabel="mean squared error", ylim=(0, None), title=f"error: {here:.4f}")
    first = f"the first {count} components, which hold" if count > 1 else "the first component, which holds"
    alt = (
        f"Left: a garment, {kind}. Middle: the same, rebuilt from {count} coordinate{plural}. Right: the mean squared error "
        f"of a pixel for 1 to 200 components; it falls from {errors[0]:.4f} to {errors[-1]:.4f}, and is {here:.4f} here."
    )
    words = (
        f"{kind}, rebuilt from {first} {share:.0%} of the variance of 600 garments. "
        f"The mean squared error of a pixel is {here:.4f}; the mean garment alone would give {none:.4f}."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"count": steps("Components", _COUNTS, 1), "kind": choice("Garment", list(_KINDS))},
        move="the number of components from 1 upwards; then take another garment.",
        watch="what comes first, the outline or the pattern, and where the curve gets flat.",
        predict="From how many numbers on can you tell what it is? Sandal or trousers: which needs more?",
    )
