"""What the demos of chapter 7 compute."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import boosting_rounds, majority_vote


def test_independent_voters_are_binomial() -> None:
    assert majority_vote.majority(1, 0.6, 0.0) == pytest.approx(0.6)
    assert majority_vote.majority(3, 0.6, 0.0) == pytest.approx(0.6**3 + 3 * 0.6**2 * 0.4)
    assert majority_vote.majority(1001, 0.51, 0.0) == pytest.approx(0.737, abs=0.002)


def test_a_correlation_of_one_makes_them_one_voter() -> None:
    assert majority_vote.majority(101, 0.7, 1.0) == 0.7
    assert majority_vote.majority(1, 0.7, 0.5) == pytest.approx(0.7)


def test_correlated_votes_are_those_of_a_simulation() -> None:
    rng = np.random.default_rng(0)
    common, own = rng.normal(size=(40_000, 1)), rng.normal(size=(40_000, 25))
    right = np.sqrt(0.3) * common + np.sqrt(0.7) * own > -0.2533  # 60 % of a normal number
    assert majority_vote.majority(25, 0.6, 0.3) == pytest.approx(np.mean(right.sum(axis=1) > 12), abs=0.01)
    assert majority_vote.majority(25, 0.6, 0.3) < majority_vote.majority(25, 0.6, 0.0)


def test_a_vote_is_described_in_words() -> None:
    words = majority_vote.draw(25, 0.6, 0.2)[2]
    assert words.startswith("25 voters, each right in 60% of all cases, with correlation 0.2")


def test_boosting_starts_with_the_mean_and_learns_its_rows_by_heart() -> None:
    curves, train, left_out = boosting_rounds.boosted(1.0, 3)
    _, y = boosting_rounds.wave(80, 1)
    assert train[0] == pytest.approx(np.var(y))
    assert curves[0] == pytest.approx(np.full(300, y.mean()))
    assert np.all(np.diff(train) <= 1e-12)
    assert train[-1] < 0.01 < 0.09 < left_out[-1]


def test_a_small_rate_makes_a_wide_valley() -> None:
    fast, slow = (boosting_rounds.boosted(rate, 2)[2] for rate in (1.0, 0.1))
    assert fast.argmin() < slow.argmin()
    assert slow.min() < fast.min()
    assert slow[-1] - slow.min() < fast[-1] - fast.min()


def test_the_rounds_are_described_in_words() -> None:
    assert boosting_rounds.draw(5, 0.3, 2)[2].startswith("After 5 trees of depth 2 with learning rate 0.3")
