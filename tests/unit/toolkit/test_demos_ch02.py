"""What the demos of chapter 2 say is so."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import drift_watch, pipeline_steps, stratify


def test_strata_remove_the_luck_of_a_split() -> None:
    band = stratify.bands(2000)
    assert stratify.worst(band, 20, "stratified").max() < 0.02
    assert np.median(stratify.worst(band, 20, "at random")) > 0.1


def test_the_words_on_stratified_splits_speak_of_no_unlucky_one() -> None:
    _, alt, words = stratify.draw("stratified", 40, 20000, 3)
    assert "All 200 splits have the same shares" in words
    assert "+0%" not in alt
    assert "-0%" not in alt
    assert "in the unluckiest by" in stratify.draw("at random", 40, 20000, 3)[2]


@pytest.mark.parametrize("percent", [1, 5, 40])
def test_a_test_set_has_its_size(percent: int) -> None:
    band = stratify.bands(500)
    for kind in ("at random", "stratified"):
        assert len(stratify.drawn(band, percent, kind, 3)) == 5 * percent


def test_a_pipeline_answers_gaps_and_unknown_words_by_what_it_learned() -> None:
    known = pipeline_steps.training()
    filled = pipeline_steps.stages("bedrooms missing", "on the training rows")[1][1]
    assert filled[0] == known["total_bedrooms"].median()
    assert pipeline_steps.stages("an unknown category", "on the training rows")[4][1][3:] == [0.0] * 5
    assert pipeline_steps.stages("an ordinary district", "again on this row")[3][1][:3] == [0.0] * 3


@pytest.mark.parametrize(
    ("incomes", "prices", "batch", "verdict"),
    [
        (0.0, 0.0, 100, "about as good as it was"),
        (0.0, 2.0, 400, "only the errors show it"),
        (1.5, 2.0, 400, "the errors will confirm"),
        (0.0, 0.0, 25, "A false alarm"),
    ],
)
def test_the_words_say_what_an_alarm_on_inputs_sees(incomes: float, prices: float, batch: int, verdict: str) -> None:
    assert verdict in drift_watch.draw(incomes, prices, batch)[2]


def test_chance_moves_the_index_as_much_as_the_lesson_says() -> None:
    index = drift_watch.history(0.0, 0.0, 400)[:, 0]
    assert index.mean() == pytest.approx(4 * (1 / 4000 + 1 / 400), rel=0.5)
