"""Trained on scans, used on photos: errors in training, train-dev and dev as the photos move away from the scans."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

_PERSON = 0.01  # share of errors that a careful person makes
_RISE = 0.05
_MODELS = ("3 neighbours", "deep tree", "tree of 8 leaves")
_TRAINED = ("scans", "scans like photos")


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Pictures of digits, (rows, 8, 8), in random order, and what they show."""
    from sklearn.datasets import load_digits

    found = load_digits()
    order = np.random.default_rng(1).permutation(len(found.target))
    return found.images[order], found.target[order]


def photos(images: np.ndarray, distance: float, seed: int) -> np.ndarray:
    """Pictures as a camera takes them: the farther from a scan, the more off centre, pale and noisy."""
    rng = np.random.default_rng(seed)
    moved = rng.random(len(images)) < distance
    where = rng.choice([-1, 1], len(images))
    shifted = np.array([np.roll(one, step, axis=1) if go else one for one, step, go in zip(images, where, moved, strict=True)])
    pale = (1 - 0.4 * distance) * shifted
    return (pale + 2 * distance * rng.normal(size=pale.shape)).clip(0, 16)


def errors(distance: float, model: str, trained: str) -> list[float]:
    """Shares of errors in training, on new rows of the same kind, and on photos."""
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.tree import DecisionTreeClassifier

    made = {
        "3 neighbours": KNeighborsClassifier(3),
        "deep tree": DecisionTreeClassifier(random_state=0),
        "tree of 8 leaves": DecisionTreeClassifier(max_leaf_nodes=8, random_state=0),
    }[model]
    images, names = digits()
    train, train_dev, dev = slice(0, 900), slice(900, 1300), slice(1300, None)
    source = images if trained == "scans" else photos(images, distance, 2)
    made.fit(source[train].reshape(-1, 64), names[train])
    sets = ((source[train], train), (source[train_dev], train_dev), (photos(images[dev], distance, 3), dev))
    return [float(1 - made.score(table.reshape(-1, 64), names[rows])) for table, rows in sets]


def diagnosis(three: list[float]) -> str:
    """What is wrong, by the largest rise from a person's error on."""
    rises = np.diff([_PERSON, *three])
    if rises.max() <= _RISE:
        return "No rise is above 5 points: fine."
    words = (
        "The largest rise is up to the training error: it underfits.",
        "The largest rise is from train to train-dev, rows of the same kind: it overfits.",
        "The largest rise is from train-dev to dev, rows of another kind: a mismatch.",
    )
    return words[int(np.argmax(rises))]


def draw(distance: float, model: str, trained: str) -> tuple[Any, str, str]:
    """A scan and a photo of the same digits, and the three errors."""
    images, names = digits()
    three = errors(distance, model, trained)
    figure, (left, right) = axes(2, height=3.4)
    rows = slice(1300, 1306)
    sheet = np.hstack([np.vstack([a, b]) for a, b in zip(images[rows], photos(images[1300:], distance, 3)[:6], strict=True)])
    left.imshow(sheet, cmap="gray_r", vmin=0, vmax=16)
    left.grid(False)
    left.set(xticks=[], yticks=[4, 12], yticklabels=["scan", "photo"], title="What is used")
    bars = right.bar(["train", "train-dev", "dev (photos)"], three, color=["C0", "C1", "C2"])
    right.bar_label(bars, [f"{share:.0%}" for share in three], padding=4)  # clear of the dashed line
    right.axhline(_PERSON, color="0.5", linestyle="--", linewidth=1)
    right.set(ylim=(0, 1), ylabel="share of errors", title=f"{model}, trained on {trained}")
    shares = ", ".join(f"{name} {share:.0%}" for name, share in zip(("train", "train-dev", "dev"), three, strict=True))
    seen = ", ".join(str(name) for name in names[rows])
    alt = (
        f"Left: the digits {seen} as scans and, below, as photos at distance {distance:g}. Right: three bars of errors: "
        f"{shares}; a dashed line marks the {_PERSON:.0%} of a careful person."
    )
    words = (
        f"{model[0].upper()}{model[1:]}, trained on {trained}, photos at distance {distance:g}: {shares}. {diagnosis(three)}"
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "distance": slider("Photos differ by", 0.0, 1.0, 0.1, value=0.0),
            "model": choice("Model", _MODELS),
            "trained": choice("Trained on", _TRAINED),
        },
        move="how far the photos differ, from 0 to 1; then the model; then what it was trained on.",
        watch="which of the three bars rises, and which stays where it is.",
        predict="Which bars will not move at all when the photos change, as long as you train on scans?",
    )
