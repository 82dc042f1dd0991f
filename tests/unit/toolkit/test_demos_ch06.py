"""What the demos of chapter 6 say is so."""

from __future__ import annotations

from jupyterlab_homl.toolkit.demos import turned_data


def test_a_turn_costs_leaves_unless_the_data_are_turned_back() -> None:
    assert "it has 2 to 30 leaves" in turned_data.draw(0, "nothing")[2]
    _, alt, words = turned_data.draw(0, "PCA")
    assert "it has always 4 leaves" in words
    assert "90 degrees, always 4." in alt
