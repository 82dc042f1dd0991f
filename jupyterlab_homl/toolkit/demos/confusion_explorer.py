"""A confusion matrix to walk about in: choose a digit and an answer, and see the pictures behind the number."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice

#: Pictures that are shown at most.
_SHOWN = 15


@cache
def answers() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures of 8 × 8 pixels, their digits, and what a linear classifier that was trained without each of them says."""
    from sklearn.datasets import load_digits
    from sklearn.linear_model import SGDClassifier
    from sklearn.model_selection import cross_val_predict

    digits = load_digits()
    said = cross_val_predict(SGDClassifier(random_state=0), digits.data / 16, digits.target, cv=3)
    return digits.images, digits.target, said


def matrix() -> np.ndarray:
    """How often each digit (row) got each answer (column)."""
    _, truth, said = answers()
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (truth, said), 1)
    return counts


def draw(digit: int, answer: int, show: str) -> tuple[Any, str, str]:
    """The matrix with a field marked, and pictures of this field."""
    images, truth, said = answers()
    counts = matrix()
    here = np.flatnonzero((truth == digit) & (said == answer))[:_SHOWN]
    number, row, column = int(counts[digit, answer]), int(counts[digit].sum()), int(counts[:, answer].sum())
    figure, (left, right) = axes(2, height=3.6)
    values: Any = counts
    what = "the confusion matrix of ten digits"
    if show == "mistakes only, share of the row":
        what += ", mistakes only, as shares of their rows"
        values = counts / counts.sum(axis=1, keepdims=True)
        np.fill_diagonal(values, 0)
    left.imshow(values, cmap="Reds")
    left.add_patch(_frame(answer, digit))
    left.grid(False)
    left.set(xlabel="answer", ylabel="digit", xticks=range(10), yticks=range(10))
    sheet = np.zeros((3 * 9, 5 * 9))
    for place, picture in enumerate(here):
        top, start = 9 * (place // 5), 9 * (place % 5)
        sheet[top : top + 8, start : start + 8] = images[picture]
    right.imshow(sheet, cmap="gray_r")
    right.grid(False)
    right.set(xticks=[], yticks=[], title=f"{number} pictures: is {digit}, read as {answer}")
    alt = (
        f"Left: {what}, with the field of digit {digit}, answer {answer} framed. Right: {len(here)} of its {number} pictures."
    )
    if digit == answer:
        words = (
            f"{number} of {row} pictures of a {digit} are read rightly: recall {number / row:.1%}. {column} pictures in all "
            f"are read as {digit}: precision {number / column:.1%}."
        )
    else:
        words = (
            f"{number} of {row} pictures of a {digit} are read as {answer} ({number / row:.1%} of the row); "
            f"the other way round it is {counts[answer, digit]}. {column} pictures in all are read as {answer}."
        )
    return figure, alt, words


def _frame(x: int, y: int) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.5, y - 0.5), 1, 1, fill=False, edgecolor="C0", linewidth=3)


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "digit": choice("Digit (row)", list(range(10)), 1),
            "answer": choice("Answer (column)", list(range(10)), 8),
            "show": choice("Show", ["all counts", "mistakes only, share of the row"]),
        },
        move="digit and answer, first to dark fields, then to the same two the other way round.",
        watch="the pictures: which of them would you have read otherwise?",
        predict="Is an 8 read as 1 as often as a 1 is read as 8?",
    )
