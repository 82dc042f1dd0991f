"""What the demos of the NumPy tutorial say is so."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import broadcasting, view_or_copy

SHAPES = broadcasting.show().controls["first"].options


@pytest.mark.parametrize("first", SHAPES)
@pytest.mark.parametrize("second", SHAPES)
def test_broadcasting_says_what_numpy_does(first: str, second: str) -> None:
    a, b = (np.zeros(broadcasting.shape_of(text)) for text in (first, second))
    words = broadcasting.outcome(first, second)
    try:
        wanted = f"has shape {(a + b).shape} and {np.size(a + b)} numbers."
    except ValueError:
        wanted = "NumPy raises a ValueError."
    assert words.endswith(wanted)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("(3, 1)", "(4,)", "A is 3 × 1 and B is 1 × 4. A and B are stretched"),
        ("(3, 4)", "(4,)", "B is 1 × 4. B is stretched"),
        ("(3, 4)", "(3, 4)", "Nothing is stretched"),
        ("(3, 4)", "(3,)", "a length of 4 meets one of 3"),
        ("(3,)", "(4,)", "a length of 3 meets one of 4"),
    ],
)
def test_broadcasting_says_why(first: str, second: str, words: str) -> None:
    assert words in broadcasting.outcome(first, second)


@pytest.mark.parametrize(
    ("taken", "kind"),
    [
        ("a[1]", "view"),
        ("a[::2, 1:3]", "view"),
        ("a[[0, 2]]", "copy"),
        ("a[a > 5]", "copy"),
        ("a.reshape(2, 6)", "view"),
        ("a.T", "view"),
        ("a.T.ravel()", "copy"),
        ("a + 0", "copy"),
    ],
)
def test_a_view_changes_with_its_array_and_a_copy_does_not(taken: str, kind: str) -> None:
    assert f"is a {kind}" in view_or_copy.draw(taken, "b[...] = 99")[2]
    for write in ("b[...] = 99", "a[...] = 99"):
        a, b, a_changed, b_changed, _ = view_or_copy.outcome(taken, write)
        both = a_changed.any() and b_changed.any()
        assert both == (kind == "view")
        assert (a[a_changed] == 99).all()
        assert (b[b_changed] == 99).all()
