"""One threshold on the scores of mails: the four counts, precision and recall, and where that is on both curves."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

_MAILS = 2000

#: Shares of spam among the mails.
_SHARES = {"3 in 10": 0.3, "1 in 10": 0.1, "1 in 100": 0.01}

#: How far the scores of spam lie above those of other mails, in standard deviations.
_DISTANCES = {"overlap": 2.0, "overlap a lot": 1.0, "hardly overlap": 4.0}


def mails(share: str, scores: str) -> tuple[np.ndarray, np.ndarray]:
    """Whether each mail is spam, and its score; the same for a threshold of any height."""
    spam = np.zeros(_MAILS, dtype=bool)
    spam[: round(_SHARES[share] * _MAILS)] = True
    distance = _DISTANCES[scores]
    return spam, np.random.default_rng(4).normal(size=_MAILS) + np.where(spam, distance / 2, -distance / 2)


def rates(spam: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Recall, false positive rate and precision for each threshold, from the highest score to the lowest."""
    order = np.argsort(-score)
    hits, alarms = np.cumsum(spam[order]), np.cumsum(~spam[order])
    return hits / spam.sum(), alarms / (~spam).sum(), hits / (hits + alarms)


def counts(spam: np.ndarray, score: np.ndarray, threshold: float) -> tuple[int, int, int, int]:
    """True negatives, false positives, false negatives and true positives."""
    says = score >= threshold
    return int(np.sum(~spam & ~says)), int(np.sum(~spam & says)), int(np.sum(spam & ~says)), int(np.sum(spam & says))


def draw(threshold: float, share: str, scores: str) -> tuple[Any, str, str]:
    """The scores with the threshold, and its place on both curves."""
    spam, score = mails(share, scores)
    tn, fp, fn, tp = counts(spam, score, threshold)
    recall, fall_out = tp / (tp + fn), fp / (fp + tn)
    precision = tp / (tp + fp) if tp + fp else None
    f1 = 2 * tp / (2 * tp + fp + fn)
    recalls, fall_outs, precisions = rates(spam, score)
    area = float(np.trapezoid(recalls, fall_outs))
    figure, (left, middle, right) = axes(3, height=3.2)
    bins = np.linspace(-5, 5, 41)
    left.hist(score[~spam], bins, alpha=0.6, label="other mails")
    left.hist(score[spam], bins, alpha=0.8, label="spam")
    left.axvline(threshold, color="C3")
    left.set(xlabel="score", ylabel="mails (log scale)", yscale="log", ylim=(0.7, 3000), title="Scores")
    left.legend(fontsize=8, loc="upper right")
    middle.plot(fall_outs, recalls)
    middle.plot([0, 1], [0, 1], ":", color="0.6")
    middle.plot([fall_out], [recall], "o", color="C3")
    middle.set(xlabel="false positive rate", ylabel="recall", title="ROC")
    right.plot(recalls, precisions)
    if precision is not None:
        right.plot([recall], [precision], "o", color="C3")
    right.set(xlabel="recall", ylabel="precision", ylim=(0, 1.03), title="Precision-recall")
    said = "no mail is called spam" if precision is None else f"precision {precision:.2f}"
    alt = (
        f"Left: scores of {_MAILS} mails, {spam.sum()} of them spam, and the threshold at {threshold:g}. Middle: the ROC "
        f"curve, area {area:.3f}; the threshold is at false positive rate {fall_out:.3f}, recall {recall:.2f}. Right: the "
        f"precision-recall curve; there, {said}."
    )
    words = (
        f"Threshold {threshold:g}: {tp} spam mails caught, {fn} missed; {fp} good mails lost, {tn} delivered. "
        f"Recall {recall:.2f}, {said}, F1 {f1:.2f}, false positive rate {fall_out:.3f}, accuracy {(tp + tn) / _MAILS:.1%}. "
        f"“Never spam” would reach {(~spam).mean():.1%}. ROC AUC {area:.3f}."
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "threshold": slider("Threshold", -5.0, 5.0, 0.25, value=-2.0),
            "share": choice("Spam among mails", list(_SHARES)),
            "scores": choice("Scores", list(_DISTANCES)),
        },
        move="the threshold from left to right; then make spam rarer, with the threshold where it was.",
        watch="the red point on both curves: on which of them does it stay when spam becomes rarer?",
        predict="At which threshold does the filter lose no more than one good mail in a hundred?",
    )
