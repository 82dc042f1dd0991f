"""A photo from its most important layers: the singular value decomposition with a slider for the rank."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, steps

_RANKS = [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 128, 214]
_PICTURES = ("temple", "stripes, upright", "stripes, aslant", "noise")


@cache
def picture(name: str) -> Any:
    """A grey picture, 214 × 320, from 0 (black) to 1 (white). The photo is by danielbuechele, CC BY 2.0, from scikit-learn."""
    if name == "temple":
        from sklearn.datasets import load_sample_image

        return load_sample_image("china.jpg").mean(axis=2)[::2, ::2] / 255
    if name == "noise":
        return np.random.default_rng(0).uniform(size=(214, 320))
    down, across = np.mgrid[0:214, 0:320]
    return (np.sin((across + (down if name == "stripes, aslant" else 0)) / 6) + 1) / 2


@cache
def layers(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The picture taken apart."""
    u, sigma, vt = np.linalg.svd(picture(name), full_matrices=False)
    return u, sigma, vt


def rebuild(name: str, rank: int) -> Any:
    """The sum of the first layers."""
    u, sigma, vt = layers(name)
    return u[:, :rank] * sigma[:rank] @ vt[:rank]


def draw(rank: int, name: str) -> tuple[Any, str, str]:
    """The picture, the rebuilt one, and the error for every rank."""
    whole, sigma = picture(name), layers(name)[1]
    # the squared error is the sum of the squares that are dropped; no sum of squares is below zero but for rounding
    left_over = np.append(np.cumsum(sigma[::-1] ** 2)[::-1], 0.0)
    errors = np.sqrt(left_over / whole.size)
    error = float(errors[rank]) if rank < len(sigma) else 0.0
    share = 1 - float(left_over[rank] / left_over[0])
    stored, all_of_it = rank * (sum(whole.shape) + 1), whole.size
    figure, (one, two, curve) = axes(3, height=2.8, width=9.5)
    for axis, image, title in ((one, whole, f"{all_of_it:,} numbers"), (two, rebuild(name, rank), f"{stored:,} numbers")):
        axis.imshow(image, cmap="gray", vmin=0, vmax=1)
        axis.set(title=title, xticks=[], yticks=[])
    curve.plot(range(1, len(sigma)), errors[1 : len(sigma)])
    curve.plot([rank], [error], "o", color="C1")
    curve.set(xlabel="layers kept", ylabel="error of a pixel", ylim=(0, None), title=f"error {error:.3f}")
    alt = (
        f"Left: a grey picture, {name}. Middle: the same from {rank} of {len(sigma)} layers. Right: the root mean squared "
        f"error of a pixel against the number of layers; it falls from {errors[1]:.3f} at one layer to 0 at all of them, and "
        f"is {error:.3f} here."
    )
    words = (
        f"The picture ({name}) from {rank} of {len(sigma)} layers: they hold {share:.2%} of the squares of its numbers, "
        f"and its pixels are off by {error:.3f} on a scale from 0 to 1. Stored are {stored:,} numbers, "
        f"{stored / all_of_it:.0%} of those of the picture."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"rank": steps("Layers kept", _RANKS, 1), "name": choice("Picture", _PICTURES)},
        move="the layers from 1 upwards; then take the stripes and the noise, and do it again.",
        watch="what appears first, where the curve gets flat, and where more is stored than the picture has.",
        predict="How many layers do upright stripes need? Stripes aslant? Noise?",
    )
