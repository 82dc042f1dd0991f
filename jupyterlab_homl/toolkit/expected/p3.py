"""The figures that the exercises of the Matplotlib tutorial ask for, by the names and arguments that are stated there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np


def draw_waves(ax: Any, x: np.ndarray) -> Any:
    """Sine and cosine."""
    for wave in (np.sin, np.cos):
        ax.plot(x, wave(x), label=wave.__name__)
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax


def draw_training(ax: Any, train: np.ndarray, valid: np.ndarray) -> Any:
    """Two losses over the epochs, and the best epoch."""
    for loss, style, name in ((train, "-", "training"), (valid, "--", "validation")):
        ax.plot(np.arange(len(loss)) + 1, loss, style, label=name)
    ax.axvline(np.argmin(valid) + 1, color="0.5", linestyle=":")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax


def draw_groups(groups: Mapping[str, np.ndarray], bins: int) -> Any:
    """A histogram for each group."""
    from matplotlib import pyplot as plt

    joined = np.concatenate(list(groups.values()))
    edges = np.linspace(joined.min(), joined.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False, figsize=(4.6, 3.2))
    for ax, name in zip(axes.flat, groups, strict=True):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig


def draw_growth(ax: Any, n: np.ndarray) -> Any:
    """Three kinds of growth on logarithmic axes."""
    for steps, name in ((n, "linear"), (n * np.log2(n), "n log n"), (n**2, "quadratic")):
        ax.plot(n, steps, label=name)
    ax.set(xscale="log", yscale="log", xlabel="n", ylabel="steps")
    ax.legend()
    return ax


def draw_penguins(ax: Any, flipper: np.ndarray, bill: np.ndarray, mass: np.ndarray, species: np.ndarray) -> Any:
    """A scatter plot with a colour for each species and an area by mass."""
    known = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = known & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, alpha=0.6, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax


def draw_confusion(ax: Any, counts: np.ndarray, names: Sequence[str]) -> Any:
    """The shares of each row, as a picture with numbers."""
    rows = counts.sum(axis=1, keepdims=True)
    shares = counts / np.maximum(rows, 1)
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), share in np.ndenumerate(shares):
        ax.text(column, row, f"{share:.0%}", ha="center", va="center", color="white" if share > 0.5 else "black")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax


def draw_regions(ax: Any, predict: Callable[[np.ndarray], np.ndarray], X: np.ndarray, y: np.ndarray) -> Any:
    """What a classifier says at every place, with the rows that it was trained on."""
    from matplotlib.colors import ListedColormap

    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.column_stack([across.ravel(), up.ravel()])).reshape(across.shape)
    colours = [f"C{k}" for k in range(int(max(answers.max(), y.max())) + 1)]
    ax.pcolormesh(across, up, answers, cmap=ListedColormap(colours), vmin=-0.5, vmax=len(colours) - 0.5, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=colours[k], edgecolor="black", s=18)
    return ax


def draw_sales(ax: Any, names: np.ndarray, pieces: np.ndarray) -> Any:
    """Bars from zero, the largest first."""
    order = np.argsort(-pieces)
    ax.bar(np.asarray(names)[order], pieces[order])
    ax.set_ylabel("pieces sold")
    return ax
