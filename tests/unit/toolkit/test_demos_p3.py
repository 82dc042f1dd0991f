"""What the demos of the Matplotlib tutorial say is so."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import colormap_inspector, figure_anatomy, honest_axis


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("viridis", "gets brighter steadily"),
        ("YlOrBr", "gets darker steadily"),
        ("RdBu", "good for plus and minus"),
        ("jet", "unevenly"),
        ("hsv", "unevenly"),
    ],
)
def test_colour_maps_are_told_apart_by_their_lightness(name: str, words: str) -> None:
    assert words in colormap_inspector.draw(name, 6)[2]


def test_lightness_goes_from_black_to_white() -> None:
    light = colormap_inspector.lightness("gray")
    assert light[0] == pytest.approx(0)
    assert light[-1] == pytest.approx(100)
    assert (np.diff(light) > 0).all()


@pytest.mark.parametrize(
    ("start", "april", "words"),
    [(0, 102, "Lie factor 1.0"), (49, 102, "Lie factor 2.0"), (88, 94, "the picture says -40%"), (60, 98, "stay equal")],
)
def test_the_lie_factor_is_that_of_the_bars(start: int, april: int, words: str) -> None:
    assert words in honest_axis.draw(start, april)[2]


def test_every_part_of_a_figure_is_marked() -> None:
    plain = {part: figure_anatomy.draw(part) for part in figure_anatomy.PARTS}
    assert mpl.colors.to_hex(plain["line"][0].axes[0].lines[0].get_color()) == mpl.colors.to_hex("C3")
    assert mpl.colors.to_hex(plain["title"][0].axes[0].title.get_color()) == mpl.colors.to_hex("C3")
    assert plain["figure"][0].get_facecolor() != plain["axes"][0].get_facecolor()
    assert "ax.get_legend()" in plain["legend"][2]
