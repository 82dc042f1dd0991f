"""What the demos of chapter 3 say is so."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, precision_score, recall_score, roc_auc_score

from jupyterlab_homl.toolkit.demos import confusion_explorer, threshold


@pytest.mark.parametrize("share", ["3 in 10", "1 in 100"])
def test_the_words_give_the_metrics_of_the_library(share: str) -> None:
    spam, score = threshold.mails(share, "overlap")
    words = threshold.draw(0.5, share, "overlap")[2]
    assert f"Recall {recall_score(spam, score >= 0.5):.2f}, precision {precision_score(spam, score >= 0.5):.2f}" in words
    assert f"ROC AUC {roc_auc_score(spam, score):.3f}" in words


def test_rarer_spam_moves_the_point_on_one_curve_only() -> None:
    rates = {}
    for share in ("3 in 10", "1 in 100"):
        tn, fp, fn, tp = threshold.counts(*threshold.mails(share, "overlap"), 0.0)
        rates[share] = tp / (tp + fn), fp / (fp + tn), tp / (tp + fp)
    often, seldom = rates.values()
    np.testing.assert_allclose(often[:2], seldom[:2], atol=0.1)
    assert seldom[2] < often[2] / 3


def test_a_threshold_above_all_scores_has_no_precision() -> None:
    assert "no mail is called spam" in threshold.draw(5.0, "1 in 100", "overlap a lot")[2]


def test_the_explorer_counts_as_the_library_does() -> None:
    _, truth, said = confusion_explorer.answers()
    np.testing.assert_array_equal(confusion_explorer.matrix(), confusion_matrix(truth, said))


def test_the_explorer_speaks_of_recall_on_the_diagonal_only() -> None:
    assert "recall" in confusion_explorer.draw(3, 3, "all counts")[2]
    there, back = confusion_explorer.matrix()[[3, 8], [8, 3]]
    words = confusion_explorer.draw(3, 8, "mistakes only, share of the row")[2]
    assert words.startswith(f"{there} of ")
    assert f"the other way round it is {back}." in words


def test_the_explorer_says_which_matrix_it_draws() -> None:
    alts = [confusion_explorer.draw(3, 8, shown)[1] for shown in ("all counts", "mistakes only, share of the row")]
    assert "shares of their rows" not in alts[0]
    assert "shares of their rows" in alts[1]
