"""Points on a line that no threshold parts, lifted into a plane: by their square, or by their similarity to a landmark."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider, steps

#: The smallest difference of similarities between which a threshold can be set.
_GAP = 1e-3

SQUARE, SIMILARITY = "the square", "similarity to the landmark"


def points() -> tuple[np.ndarray, np.ndarray]:
    """Doses from too small to too large, and whether they do good: only those in the middle do."""
    x = np.linspace(-3, 3, 13)
    return x, np.abs(x - 0.5) < 1.2


def height(x: np.ndarray, lift: str, landmark: float, gamma: float) -> np.ndarray:
    """The second coordinate of points on the line."""
    return x**2 if lift == SQUARE else np.exp(-gamma * (x - landmark) ** 2)


def straight_line(x: np.ndarray, y: np.ndarray, good: np.ndarray, flat: bool) -> tuple[float, float, int]:
    """The best straight line between both classes, `slope · x + intercept`, and the number of points on its wrong side.

    `flat` asks for a threshold on the second column alone.
    """
    if flat:
        levels = np.unique(y)
        cuts = (levels[:-1] + levels[1:])[np.diff(levels) > _GAP] / 2
        wrong, cut = min(((int(np.sum((y > cut) != good)), float(cut)) for cut in cuts), default=(int(np.sum(good)), 0.0))
        return 0.0, cut, wrong
    from sklearn.svm import SVC

    spread = float(np.ptp(y))
    model = SVC(kernel="linear", C=1e6).fit(np.c_[x, y / spread], good)
    (across, up), b = model.coef_[0], model.intercept_[0]
    wrong = int(np.sum(model.predict(np.c_[x, y / spread]) != good))
    return -across / up * spread, -b / up * spread, wrong


def draw(lift: str, landmark: float, gamma: float) -> tuple[Any, str, str]:
    """The points on their line, and in the plane."""
    x, good = points()
    y, flat = height(x, lift, landmark, gamma), lift == SIMILARITY
    slope, intercept, wrong = straight_line(x, y, good, flat)
    fine = np.linspace(-3.2, 3.2, 200)
    figure, (below, above) = axes(2, height=3.4)
    for axis, level in ((below, np.zeros_like(x)), (above, y)):
        axis.plot(x[good], level[good], "o", color="C0", label="does good")
        axis.plot(x[~good], level[~good], "x", color="C3", label="does not")
    if flat:
        below.plot(fine, height(fine, lift, landmark, gamma), color="0.7")
        below.axvline(landmark, color="0.6", linestyle=":", label="landmark")
    below.set(xlabel="dose", yticks=[], ylim=(-0.3, 1.6), title="On a line")
    below.legend(loc="upper right", fontsize=8, ncols=3)
    if wrong == 0:
        above.plot(fine, slope * fine + intercept, color="k")
    room = 0.15 * float(np.ptp(y))
    bottom, top = float(y.min()) - room, float(y.max()) + room
    above.set(xlabel="dose", ylabel="similarity" if flat else "dose²", ylim=(bottom, top), title="In the plane")
    line = "threshold on it" if flat else "straight line"
    parted = f"{'one' if flat else 'a'} {line} parts the two kinds" if wrong == 0 else f"no {line} parts the two kinds"
    how = f"the similarity to {landmark:g} with γ = {gamma:g}" if flat else "the square"
    alt = f"{len(x)} doses, {good.sum()} of them good, all in the middle; right, the same doses against {how}: {parted}."
    words = f"With {how} as second column {parted}."
    if wrong:
        words += f" The best one leaves {wrong} of {len(x)} points on the wrong side."
    if flat:
        words += f" The good doses have similarities from {y[good].min():.3f} to {y[good].max():.3f}, "
        words += f"the others from {y[~good].min():.3f} to {y[~good].max():.3f}."
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "lift": choice("Second column", [SQUARE, SIMILARITY]),
            "landmark": slider("Landmark", -3.0, 3.0, 0.5, value=2.5),
            "gamma": steps("γ", [0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0], value=0.3),
        },
        move="the second column to the similarity; then the landmark from right to left; then γ.",
        watch="the picture on the right, and whether a black line can be drawn.",
        predict="Where must the landmark stand for one threshold on the similarity to part both kinds?",
    )
