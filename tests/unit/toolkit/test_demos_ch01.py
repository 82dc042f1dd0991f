"""What the demos of chapter 1 say is so."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import line_by_hand, mismatch, neighbours


def test_no_line_is_better_than_the_best() -> None:
    intercept, slope = line_by_hand.best()
    lowest = line_by_hand.error(intercept, slope)
    for a, b in ((1, 0), (-1, 0), (0, 0.2), (0, -0.2), (1, -0.2)):
        assert line_by_hand.error(intercept + a, slope + b) > lowest


def test_the_words_lead_to_the_best_line() -> None:
    intercept, slope = line_by_hand.best()
    assert "as good as" in line_by_hand.draw(intercept, slope)[2]
    assert "below it" in line_by_hand.draw(intercept + 20, slope)[2]
    assert "above it" in line_by_hand.draw(intercept - 20, slope)[2]


def test_a_line_at_the_right_height_is_told_to_turn() -> None:
    hours, sold = line_by_hand.points()
    for slope, words in ((0.0, "too flat"), (11.0, "too steep")):
        assert words in line_by_hand.draw(float(sold.mean() - slope * hours.mean()), slope)[2]


def test_one_neighbour_repeats_its_readings_and_all_are_the_mean() -> None:
    hour, degrees = neighbours.points(30, 1.5, 1)
    one, everyone = neighbours.predict(hour, degrees, hour, [1, 30])
    np.testing.assert_allclose(one, degrees)
    np.testing.assert_allclose(everyone, degrees.mean())


@pytest.mark.parametrize(("k", "m", "verdict"), [(1, 120, "overfits"), (120, 120, "underfits"), (12, 120, "about as good")])
def test_the_words_tell_over_from_underfitting(k: int, m: int, verdict: str) -> None:
    assert verdict in neighbours.draw(k, 1.5, m)[2]


def test_without_noise_few_neighbours_are_best() -> None:
    both = neighbours.errors(400, 0.0, [1, 2, 5, 50])
    assert both[0, 1] < 2 * both[:, 1].min()
    assert both[3, 1] > 5 * both[0, 1]


def test_training_errors_do_not_move_with_the_photos() -> None:
    near, far = (mismatch.errors(distance, "3 neighbours", "scans") for distance in (0.0, 1.0))
    assert near[:2] == far[:2]
    assert far[2] > near[2] + 0.2


@pytest.mark.parametrize(
    ("distance", "model", "trained", "name"),
    [
        (0.0, "3 neighbours", "scans", "fine"),
        (1.0, "3 neighbours", "scans", "a mismatch"),
        (0.0, "deep tree", "scans", "overfits"),
        (0.0, "tree of 8 leaves", "scans", "underfits"),
        (0.7, "deep tree", "scans like photos", "overfits"),
    ],
)
def test_the_words_name_the_largest_rise(distance: float, model: str, trained: str, name: str) -> None:
    assert name in mismatch.draw(distance, model, trained)[2]


def test_training_on_imitated_photos_helps() -> None:
    scans, photos = (mismatch.errors(0.7, "3 neighbours", kind)[2] for kind in ("scans", "scans like photos"))
    assert photos < scans / 2
