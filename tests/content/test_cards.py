"""The course's cards of people and terms: whole, and of lessons that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jupyterlab_homl.course.cards import read_cards
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.review_items import CourseCard
from jupyterlab_homl.errors import BadSource
from tests.paths import ROOT

NOTEBOOKS = ROOT / "notebooks"
CARDS = read_cards(NOTEBOOKS)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_says_enough(card: CourseCard, library: Library) -> None:
    course = library.course
    known = {lesson.id for lesson in course.lessons}
    met = re.findall(r"(\w+)(?: §(\d+))?(?:, |$)", card.met)
    assert met
    for lesson, section in met:
        assert lesson in known
        if section:
            assert int(section) <= len(course.lesson(lesson).sections)
    assert card.what.endswith(".")
    assert card.who.endswith(".") is (card.kind == "person")
    if card.kind == "term":
        assert re.search("[\u4e00-\u9fff]", card.also)


def test_there_are_as_many_as_promised() -> None:
    kinds = [card.kind for card in CARDS]
    assert kinds.count("person") >= 14
    assert kinds.count("term") >= 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[terms]]\nid = "a"\nname = "A"\nmet = "t1"\n', "what"),
        ('[[terms]]\nid = "a"\nname = "A"\nwhat = "x"\nmet = "t1"\nsize = 3\n', "size"),
        ('[[terms]]\nid = "a"\nname = "A"\nwhat = "x"\nmet = "t1"\n' * 2, "twice"),
        ("[[terms]\n", "terms.toml"),
        ("[terms]\n", "entry"),
    ],
)
def test_mistakes_name_their_place(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "terms.toml").write_text(text)
    with pytest.raises(BadSource, match=words) as caught:
        read_cards(tmp_path)
    assert caught.value.line >= 1
