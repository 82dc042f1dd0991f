"""What the demos of chapter 8 say is so."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import neighbour_map, projector, rebuilt


@pytest.mark.parametrize(
    ("angle", "words"), [(30, "the first principal"), (120, "the second principal"), (70, "at 30 degrees")]
)
def test_the_widest_shadow_is_named(angle: int, words: str) -> None:
    assert words in projector.draw(angle, "long and thin")[2]


def test_two_lines_at_right_angles_share_the_variance() -> None:
    points = projector.cloud("a little longer than wide")
    for angle in (0, 20, 75):
        assert projector.share(points, angle) + projector.share(points, angle + 90) == pytest.approx(1)


def test_a_round_cloud_has_no_first_component() -> None:
    assert "no first component" in projector.draw(40, "round")[2]


def test_more_components_rebuild_better() -> None:
    picture = rebuilt.garment("Bag")
    errors = [np.mean((picture - rebuilt.rebuild(picture, count)) ** 2) for count in (1, 12, 80, 200)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 3


def test_gaps_of_the_map_are_not_those_of_the_table() -> None:
    rows, groups = neighbour_map.table("three clouds in a row")
    near, far = neighbour_map.gaps(rows, groups)
    assert far / near == pytest.approx(5, rel=0.1)
    near, far = neighbour_map.gaps(neighbour_map.place("three clouds in a row", 20, 0), groups)
    assert far / near < 2.5


def test_one_component_is_spoken_of_as_one() -> None:
    _, alt, words = rebuilt.draw(1, "Bag")
    assert "from 1 coordinate." in alt
    assert "the first component, which holds" in words
