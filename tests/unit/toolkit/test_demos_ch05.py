"""What the demos of chapter 5 say is so."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import kernel_lift, margin_board


@pytest.mark.parametrize(
    ("lift", "landmark", "gamma", "parted"),
    [
        ("the square", 2.5, 0.3, True),
        ("similarity to the landmark", 0.5, 0.3, True),
        ("similarity to the landmark", 3.0, 0.3, False),
        ("similarity to the landmark", 0.5, 30.0, False),
    ],
)
def test_the_words_say_whether_a_line_parts_both_kinds(lift: str, landmark: float, gamma: float, parted: bool) -> None:
    _, alt, words = kernel_lift.draw(lift, landmark, gamma)
    assert (" parts the two kinds" in words and "no " not in words) is parted
    assert (": no " in alt) is not parted


def test_a_line_that_is_drawn_parts_both_kinds() -> None:
    x, good = kernel_lift.points()
    y = kernel_lift.height(x, "the square", 0.0, 1.0)
    slope, intercept, wrong = kernel_lift.straight_line(x, y, good, flat=False)
    above = y > slope * x + intercept
    assert wrong == 0
    assert np.array_equal(above, ~good) or np.array_equal(above, good)


@pytest.mark.parametrize(
    ("shape", "kernel", "C", "gamma", "words"),
    [
        ("ring", "linear", 1.0, 1.0, "No straight line"),
        ("two heaps", "linear", 1.0, 1.0, "The street is"),
        ("two moons", "RBF", 1.0, 100.0, "overfitting"),
        ("two moons", "RBF", 1.0, 1.0, "agree within five points"),
        ("ring", "RBF", 0.01, 0.01, "Too stiff"),
    ],
)
def test_the_words_tell_over_from_underfitting(shape: str, kernel: str, C: float, gamma: float, words: str) -> None:
    assert words in margin_board.draw(shape, kernel, C, gamma)[2]


def test_support_vectors_are_counted_as_they_are_ringed() -> None:
    model, seen, new = margin_board.train("two moons", "RBF", 1.0, 1.0)
    _, alt, words = margin_board.draw("two moons", "RBF", 1.0, 1.0)
    assert f"{len(model.support_)} support vectors are ringed" in alt
    assert f"{seen:.1%}" in words
    assert f"{new:.1%}" in words


def test_a_linear_kernel_says_that_gamma_plays_no_part() -> None:
    assert "γ plays no part" in margin_board.draw("ring", "linear", 1.0, 0.1)[2]
    assert "γ plays no part" not in margin_board.draw("ring", "RBF", 1.0, 0.1)[2]
