"""Ids of students that may be the same person's."""

from __future__ import annotations

import pytest

from jupyterlab_homl.grading.prepare.spelling import near, spelling_remarks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada", "ADA"),
        ("bob ", "bob"),
        ("E\u0301mile", "\u00c9mile"),
        ("jose", "jos\u00e9"),
        ("s-001", "s001"),
        ("charlse", "charles"),
    ],
)
def test_spellings_of_one_person_are_asked_about(one: str, other: str) -> None:
    assert near(one, [other]) == [other]
    (remark,) = spelling_remarks([one], {other})
    assert f"\u201c{one}\u201d is not on the roster, \u201c{other}\u201d is" in remark


@pytest.mark.parametrize(
    ("one", "other"),
    [("s-001", "s-002"), ("team1-12", "team11-2"), ("1-11", "11-1"), ("ann", "eva"), ("ada", "ada"), ("...", "???")],
)
def test_different_people_are_not(one: str, other: str) -> None:
    assert near(one, [other]) == []
    assert spelling_remarks([one], {other}) == spelling_remarks([one, other], {one, other}) == ()
