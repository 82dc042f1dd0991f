"""What the demos of the linear algebra tutorial say is so."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import plane_map, rank_picture


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        ((1, 0, 0, -1), ["determinant is -1.00", "turned over", "(1.00, 0.00), times 1.00 and (0.00, 1.00), times -1.00"]),
        ((0, -1, 1, 0), ["determinant is 1.00", "keeps its side", "No direction is kept"]),
        ((1, 0.5, 0, 1), ["One direction is kept: (1.00, 0.00), times 1.00"]),
        ((0.5, 0, 0, 0.5), ["0.25 times its area", "Every direction is kept; all arrows become 0.50 times"]),
        ((1, 2, 0.5, 1), ["determinant is 0", "flattened", "half axes 2.50 and 0.00"]),
        ((0, 0, 0, 0), ["flattened", "Every direction is kept; all arrows become 0.00 times"]),
    ],
)
def test_a_matrix_is_told_in_words(matrix: tuple[float, ...], words: list[str]) -> None:
    _, _, told = plane_map.draw(*matrix)
    assert [part for part in words if part not in told] == [], told


def test_kept_directions_are_kept() -> None:
    rng = np.random.default_rng(0)
    for matrix in np.round(rng.uniform(-2, 2, size=(300, 2, 2)), 1):
        found = plane_map.kept(matrix)
        values = np.linalg.eigvals(matrix)
        if found is None:
            assert np.allclose(matrix, matrix[0, 0] * np.eye(2))
            continue
        assert bool(found) == (np.abs(values.imag).max() < 1e-6), matrix
        for value, direction in found:
            assert np.allclose(matrix @ direction, value * direction, atol=1e-6), matrix


def test_upright_stripes_are_one_layer_and_noise_is_all() -> None:
    def off(name: str, rank: int) -> float:
        return float(np.sqrt(np.mean((rank_picture.picture(name) - rank_picture.rebuild(name, rank)) ** 2)))

    assert off("stripes, upright", 1) < 1e-9
    assert off("stripes, aslant", 2) > 0.1
    assert off("stripes, aslant", 3) < 1e-9
    assert off("noise", 80) > 0.1
    for name in ("temple", "noise"):
        assert f"off by {off(name, 20):.3f}" in rank_picture.draw(20, name)[2]
