"""Maps that t-SNE draws, by perplexity: of two clouds, of pure noise, and of digits."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider, steps

_PERPLEXITIES = [2, 5, 10, 20, 35]
_DATA = ["three clouds in a row", "pure noise", "digits 0, 1 and 7"]


@cache
def table(data: str) -> tuple[np.ndarray, np.ndarray]:
    """120 rows, and the group that each belongs to."""
    rng = np.random.default_rng(3)
    if data == "pure noise":
        return rng.normal(size=(120, 10)), np.zeros(120, dtype=int)
    groups = np.repeat([0, 1, 2], 40)
    if data == "digits 0, 1 and 7":
        from sklearn.datasets import load_digits

        digits = load_digits()
        rows = np.concatenate([np.flatnonzero(digits.target == digit)[:40] for digit in (0, 1, 7)])
        return digits.data[rows], groups
    middles = np.zeros((3, 10))
    middles[:, 0] = [0, 10, 60]
    return middles[groups] + rng.normal(size=(120, 10)), groups


@cache
def place(data: str, perplexity: int, seed: int) -> Any:
    """The map, with a spread of 1."""
    from sklearn.manifold import TSNE

    points = TSNE(perplexity=perplexity, init="random", random_state=seed, max_iter=500).fit_transform(table(data)[0])
    return (points - points.mean(axis=0)) / points.std()


def gaps(points: np.ndarray, groups: np.ndarray) -> tuple[float, float]:
    """The distances of the second group from the first and from the third."""
    first, second, third = (points[groups == k].mean(axis=0) for k in range(3))
    return float(np.linalg.norm(second - first)), float(np.linalg.norm(third - second))


def draw(perplexity: int, data: str, seed: int) -> tuple[Any, str, str]:
    """The rows by PCA, and the map of t-SNE."""
    from sklearn.decomposition import PCA
    from sklearn.manifold import trustworthiness

    X, groups = table(data)
    points = place(data, perplexity, seed)
    kept = float(trustworthiness(X, points, n_neighbors=5))
    figure, (left, right) = axes(2, height=3.6)
    for panel, shown, title in ((left, PCA(2).fit_transform(X), "PCA"), (right, points, f"t-SNE, perplexity {perplexity}")):
        for k, marker in enumerate("o^s"):
            panel.plot(*shown[groups == k].T, marker, color=f"C{k}", markersize=4)
        panel.set(title=title, xticks=[], yticks=[])
    alt = f"Two maps of 120 rows, {data}: on the left by PCA, on the right by t-SNE, perplexity {perplexity}, seed {seed}."
    if data == "pure noise":
        words = (
            "All rows come from one bell curve in ten dimensions: there are no groups. Whatever clumps and gaps you see on "
            f"the right were made by t-SNE. Its trustworthiness is {kept:.2f}."
        )
    elif data.startswith("three"):
        true, drawn = gaps(X, groups), gaps(points, groups)
        words = (
            f"In the table the second gap is {true[1] / true[0]:.1f} times as wide as the first; on the map it is "
            f"{drawn[1] / drawn[0]:.1f} times as wide. Trustworthiness {kept:.2f}: neighbours are right, the gaps are not."
        )
    else:
        words = f"Forty of each digit. Trustworthiness {kept:.2f}. Compare the shapes of the islands from seed to seed."
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "perplexity": steps("Perplexity", _PERPLEXITIES, 20),
            "data": choice("The rows", _DATA),
            "seed": slider("Seed", 0, 4, 1, value=0),
        },
        move="the seed, then the perplexity; then do the same with pure noise.",
        watch="which clouds lie beside which, how wide the gaps are, and whether noise looks like groups.",
        predict="The third cloud lies five times as far from the second as the first does. Will the map show it?",
    )
