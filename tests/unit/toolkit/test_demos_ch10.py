"""What the demos of chapter 10 say is so."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import backprop_steps, decision_boundary, rate_finder


def test_three_units_close_a_boundary_around_the_ring_and_two_do_not() -> None:
    assert decision_boundary.train("ring", 1, 3, "relu", 0.15)[1] > 0.95
    assert decision_boundary.train("ring", 1, 2, "relu", 0.15)[1] < 0.95


def test_without_activation_the_boundary_is_a_line() -> None:
    _, seen, _ = decision_boundary.train("XOR", 2, 8, "none", 0.0)
    assert seen < 0.8
    assert "straight line" in decision_boundary.draw("XOR", 2, 8, "none", 0.0)[2]


def test_noise_and_many_units_overfit() -> None:
    assert "overfitting" in decision_boundary.draw("two moons", 3, 16, "relu", 0.5)[2]


@pytest.mark.parametrize("shape", ["two moons", "ring", "XOR", "spirals"])
def test_points_are_two_classes_of_equal_size(shape: str) -> None:
    X, y = decision_boundary.points(shape, 0.1, seed=1)
    assert X.shape == (200, 2)
    assert np.bincount(y).tolist() == [100, 100]


@pytest.mark.parametrize("optimizer", ["SGD", "momentum", "Adam"])
def test_the_suggested_rate_trains_well(optimizer: str) -> None:
    rates = np.geomspace(1e-5, 30, 120)
    rate = rate_finder.suggestion(rates, rate_finder.smooth(rate_finder.run(optimizer, 32, rates)))
    losses = rate_finder.run(optimizer, 32, np.full(150, rate))
    assert losses[-15:].mean() < 0.2 * losses[0]


def test_adam_turns_at_a_smaller_rate() -> None:
    rates = np.geomspace(1e-5, 30, 120)
    sgd, adam = (
        rate_finder.suggestion(rates, rate_finder.smooth(rate_finder.run(name, 32, rates))) for name in ("SGD", "Adam")
    )
    assert adam < sgd / 3


def test_smoothing_starts_without_a_bias() -> None:
    np.testing.assert_allclose(rate_finder.smooth(np.full(5, 3.0)), 3.0)


@pytest.mark.parametrize(("rate", "verdict"), [(0.001, "far too small"), (0.03, "sooner"), (10, "far too large")])
def test_the_words_judge_the_rate(rate: float, verdict: str) -> None:
    assert verdict in rate_finder.draw("SGD", 32, rate)[2]


def test_slopes_are_the_measured_ones() -> None:
    x, target = np.array([1.0, 1.0]), 1.0
    slopes = backprop_steps.passes(x, target, 0.0).d_W1
    for place in np.ndindex(2, 2):
        losses = []
        for move in (1e-6, -1e-6):
            weights = backprop_steps._W1.copy()
            weights[place] += move
            hidden = np.tanh(x @ weights + backprop_steps._B1)
            losses.append((hidden @ backprop_steps._W2 + backprop_steps._B2 - target) ** 2)
        assert slopes[place] == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-5)


def test_every_step_has_its_words() -> None:
    words = [backprop_steps.draw(step, 1.0, 1.0, 0.1)[2] for step in backprop_steps._STEPS]
    assert len(set(words)) == 10
    assert "the loss from 0.015 to 0.003" in words[-1]


def test_every_step_can_be_read_whole_where_it_is_chosen() -> None:
    stage = backprop_steps.show().controls["stage"]
    assert isinstance(stage, widgets.Dropdown)  # a slider's readout cuts long names
    assert stage.options == backprop_steps._STEPS
