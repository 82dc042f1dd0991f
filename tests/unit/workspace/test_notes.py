"""Files of notes: every text comes back as it was, every note can be written, and what people do by hand stays."""

from __future__ import annotations

import random
import time

import pytest

from jupyterlab_homl.workspace.notes.anchors import blocks, locate, paragraphs, resolve, section_title
from jupyterlab_homl.workspace.notes.blocks import Link, Note, link_raw, note_raw, read, unix_newlines, write
from jupyterlab_homl.workspace.notes.brackets import escape, unclosed, unescape
from jupyterlab_homl.workspace.notes.cards import Card, Deck, slug
from jupyterlab_homl.workspace.notes.exchange import export, find_notes
from jupyterlab_homl.workspace.notes.language import language
from jupyterlab_homl.workspace.notes.notes_file import NotesFile
from tests.present import present

BY_HAND = """\ufeff# Notes: Walking\r
\r
Something of my own.\r
\r
## 02. Walking downhill\r
\r
> A convex cost\r
> has one valley\r
\r
1-2『First.\r
\r
Second 『inside』.』（2020-11-11） {zh} ^abc my own tail\r
\r
- [x] 3『做一张人名卡片。』（2020-11-12）\r
\r
4『never closed\r
\r
## Links\r
\r
- [A \\[good\\] page](https://example.org/a) — instead of <https://example.org/b>（2020-11-11） ^l1\r
- [no link\r
"""

BITS = ["『", "』", "\\", "\n", "\r\n", "\r", "> ", "## 02. x", "## Links", "- [ ] ", "1-2", "（2020-11-11）", "^abc", "{zh}"]
BITS += ["中", "😀", " ", "a", "- [t](u)", "\ufeff", "\u2028", "\x00", "# "]


def made_up(seed: int, length: int = 25) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(BITS) for _ in range(chance.randint(0, length)))


def test_what_a_page_written_by_hand_holds() -> None:
    page = NotesFile(BY_HAND)
    first, second = page.notes()
    assert (first.section, first.title, first.block.first, first.block.last) == (2, "Walking downhill", 1, 2)
    assert first.block.text == "First.\n\nSecond 『inside』."
    assert (first.block.quote, first.block.date, first.block.lang) == ("A convex cost has one valley", "2020-11-11", "zh")
    assert (first.id, first.block.extra) == ("abc", "my own tail")
    assert (second.block.todo, second.block.text, second.block.first) == ("done", "做一张人名卡片。", 3)
    (link,) = page.links()
    assert (link.block.title, link.block.state, link.block.instead_of) == ("A [good] page", "instead", "https://example.org/b")
    assert unclosed(BY_HAND) == [16]


@pytest.mark.parametrize("text", [BY_HAND, "", "\ufeff", "『", "』", "1『a』", "no end of line『x", "> only a quotation"])
def test_a_page_comes_back_as_it_was(text: str) -> None:
    assert write(read(text)) == text


def test_any_text_comes_back_as_it_was() -> None:
    for seed in range(3000):
        text = made_up(seed)
        assert write(read(text)) == text, seed
        assert "".join(part if isinstance(part, str) else part.raw for part in Deck(text)._parts) == text, seed


def test_any_note_can_be_written() -> None:
    for seed in range(3000):
        text = unix_newlines(made_up(seed)).strip()
        assert unescape(escape(text)) == text, seed
        note = Note(text, 1, 3, "how it begins", "2020-11-11", "open", "zh", "abc")
        assert read(note_raw(note)) == [note], seed


def test_a_note_more_leaves_the_others_as_they_were() -> None:
    for seed in range(2000):
        page = NotesFile(made_up(seed))
        before = [one.block for one in page.notes()]
        more = page.with_note(Note("mine", 3, 3, id="fresh"), 2, "Title")
        found = present(more.find("fresh"))
        assert (found.section, found.block.text) == (2, "mine"), seed
        assert [one.block for one in more.without(found).notes()] == before, seed


def test_a_megabyte() -> None:
    text = "『中😀" * 100_000 + "\n" + "1『x』（2020-11-11）\n" * 10_000
    page = NotesFile(text)
    assert write(read(text)) == text
    assert len(page.notes()) == 10_000


def test_notes_stand_in_their_order_under_their_headings() -> None:
    page = NotesFile("# Notes: T\n")
    for section, first in ((2, 2), (None, None), (2, 1), (1, 1), (2, 2)):
        page = page.with_note(Note(f"{section}.{first}", first, first), section, f"Section {section}")
    page = page.with_link(Link("a (b)", "https://e.org/x(1)")).with_link(Link("file", "attachments/t1-01-a b.pdf"))
    assert [(one.section, one.block.first) for one in page.notes()] == [(None, None), (1, 1), (2, 1), (2, 2), (2, 2)]
    assert [line for line in page.text.splitlines() if line.startswith("#")] == [
        "# Notes: T",
        "## 01. Section 1",
        "## 02. Section 2",
        "## Links",
        "## Files",
    ]
    assert [one.block.url for one in page.links()] == ["https://e.org/x(1)", "attachments/t1-01-a b.pdf"]


def test_many_notes_at_once() -> None:
    notes = [Note(f"{number}", number, number, id=f"n{number}") for number in (3, 1, 2)]
    page = NotesFile("# T\n\n1『of no section』\n").with_notes(notes, 1, "One")
    assert [(one.section, one.block.text) for one in page.notes()] == [(None, "of no section"), (1, "1"), (1, "2"), (1, "3")]
    more = page.with_notes([Note("2b", 2, 2, id="x")], 1, "One")
    assert [one.block.text for one in more.notes()] == ["of no section", "1", "2", "2b", "3"]
    assert more.with_notes([], 1, "One").text == more.text


def test_a_change_leaves_everything_else() -> None:
    page = NotesFile(BY_HAND)
    found = present(page.find("abc"))
    changed = page.changed(found, Note("new", 5, 5, id="abc"))
    assert changed.text == BY_HAND.replace(found.block.raw, "5『new』 ^abc\r\n")
    assert changed.without(present(changed.find("abc"))).text == BY_HAND.replace(found.block.raw + "\r\n", "")


def test_two_notes_that_say_the_same_are_told_apart() -> None:
    page = NotesFile("1『a』\n\n2『a』\n")
    one, two = page.notes()
    assert one.id != two.id
    assert page.without(present(page.find(two.id))).text.startswith("1『a』\n")


@pytest.mark.parametrize("state", ["found", "gone", "instead"])
def test_links(state: str) -> None:
    link = Link(
        "a [b] \\ c", "https://e.org/(x)?q=中", state, "https://e.org/old" if state == "instead" else "", "2020-11-11", "l1"
    )
    assert read(link_raw(link)) == [link]


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "source": "# T\n\nIntro."},
        {
            "cell_type": "markdown",
            "id": "b",
            "source": ["## 1 · One\n", "\n", "The *first* one.\n\nThe second,\nof two lines.\n\n"],
        },
        {"cell_type": "code", "id": "c", "source": "x = 1\ny = 2"},
        {"cell_type": "markdown", "id": "d", "source": "- a\n- b\n\n```\ncode\n\nmore\n```\n\n### Deeper\n\n你好，世界。"},
        {"cell_type": "markdown", "id": "e", "source": "## To take away\n\nLast."},
        3,
    ]
}


def test_paragraphs_are_numbered_by_section() -> None:
    found = [(each.section, each.number, each.title, each.cell) for each in paragraphs(NOTEBOOK)]
    assert found == [
        (0, 1, "T", "a"),
        (1, 1, "One", "b"),
        (1, 2, "One", "b"),
        (1, 0, "One", "c"),
        (1, 3, "One", "d"),
        (1, 4, "One", "d"),
        (1, 5, "One", "d"),
        (2, 1, "To take away", "e"),
    ]
    assert blocks("a\n# H\nb") == ["a", "# H", "b"]
    assert [section_title(text) for text in ("2 · Walking", "02. Walking", "Walking 3", "3D plots")] == [
        "Walking",
        "Walking",
        "Walking 3",
        "3D plots",
    ]


@pytest.mark.parametrize(
    ("cell", "selected", "to_cell", "wanted"),
    [
        ("b", "The first one.", "", (1, 1, 1, "The first one.")),
        ("b", "of two lines", "", (1, 2, 2, "of two lines")),
        ("b", "first one. The second, of two", "", (1, 1, 2, "The first one.")),
        ("b", "", "", (1, 1, 2, "The first one.")),
        ("b", "not there at all", "", (1, 1, 2, "The first one.")),
        ("b", "The second", "d", (1, 2, 2, "The second")),
        ("b", "", "d", (1, 1, 5, "The first one.")),
        ("c", "y = 2", "", (1, 2, 2, "y = 2")),
        ("d", "世界", "", (1, 5, 5, "世界")),
    ],
)
def test_what_a_selection_is_anchored_to(cell: str, selected: str, to_cell: str, wanted: tuple[int, int, int, str]) -> None:
    anchor = present(resolve(NOTEBOOK, cell, selected, to_cell))
    assert (anchor.section, anchor.first, anchor.last, anchor.quote) == wanted


def test_a_cell_that_is_not_there() -> None:
    assert resolve(NOTEBOOK, "zz") is None


def test_a_paragraph_that_has_moved_is_found_again() -> None:
    every = paragraphs(NOTEBOOK)
    assert present(locate(every, 1, 2, "The second, of …")).number == 2
    assert present(locate(every, 1, 1, "The second, of …")).number == 2
    assert (present(locate(every, 7, 1, "Last.")).section, present(locate(every, 7, 1, "Last.")).cell) == (2, "e")
    assert locate(every, 1, 1, "nowhere to be seen") is None
    assert present(locate(every, 1, 3, "")).cell == "d"
    assert locate(every, 9, 3, "") is None
    assert present(locate(every, 1, 2, "y = 2")).cell == "c"


def test_notes_are_found_in_a_text() -> None:
    found = find_notes(
        "### 01. The tsunami\n\n1-2『机器学习\n\n第二段』（2020-11-11）\nThe book. 3『mid-line 『nested』』 and 『loose』\n\n"
        "# Another\n『做一张人名卡片。— 已完成』\n- [ ] 4『task』\n『open\n"
    )
    assert [(one.section, one.title, one.note.first, one.note.last, one.note.text) for one in found] == [
        (1, "The tsunami", 1, 2, "机器学习\n\n第二段"),
        (1, "The tsunami", 3, 3, "mid-line 『nested』"),
        (1, "The tsunami", None, None, "loose"),
        (None, "", None, None, "做一张人名卡片。— 已完成"),
        (None, "", 4, 4, "task"),
    ]
    assert [one.note.date for one in found][:2] == ["2020-11-11", None]
    assert [one.note.todo for one in found] == [None, None, None, "done", "open"]


def test_what_is_exported_can_be_imported() -> None:
    page = NotesFile(BY_HAND)
    text = export([("T", page.notes(), page.links())], [Card("Ada", "person", what="first")])
    again = find_notes(text)
    assert [(one.section, one.note.text) for one in again] == [(one.section, one.block.text) for one in page.notes()]
    assert "## Ada" in text
    assert "^" not in text


def test_cards_by_hand_keep_what_is_not_understood() -> None:
    text = "# Cards\n\nFree text.\n\n## Ada Lovelace\n\n- kind: person\n- what: notes\n  on the engine\n\nMy own line.\n\n"
    text += "## 梯度\n- what：slope\n"
    deck = Deck(text)
    ada, slope = deck.cards()
    assert (ada.id, ada.kind, ada.what) == ("ada-lovelace", "person", "notes\non the engine")
    assert (slope.name, slope.what, slope.kind) == ("梯度", "slope", "term")
    changed = deck.changed(ada, Card("Ada Lovelace", "person", what="programs\n\nand more", met="p0", id=ada.id))
    assert "My own line." in changed.text
    assert changed.text.startswith("# Cards\n\nFree text.\n")
    assert present(changed.find("ada-lovelace")).met == "p0"
    assert present(changed.find(slope.id)).what == "slope"
    assert (
        Deck("").with_card(Card("A", id="a")).without(present(Deck("").with_card(Card("A", id="a")).find("a"))).cards()
        == deck.cards()[2:]
    )


def test_ids_of_cards() -> None:
    assert slug("Ada Lovelace", ["ada-lovelace"]) == "ada-lovelace-2"
    assert slug("梯度").startswith("c")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain words", ""),
        ("梯度下降", "zh"),
        ("a word and 梯度下降", "zh"),
        ("かな漢字", "ja"),
        ("경사 하강법", "ko"),
        ("", ""),
        ("123 !?", ""),
    ],
)
def test_languages(text: str, wanted: str) -> None:
    assert language(text) == wanted


@pytest.mark.parametrize(
    "sign", [*"#-*>『』[](){}^ \t\r\n\\`~：:1a中—done", "- [", "](", "『\n", "## a\n", "## ", "- who:", "\n\n  x"]
)
def test_any_text_is_read_in_linear_time(sign: str) -> None:
    """A request would wait for it, and with it, on one core, everybody's."""
    repeated = sign * (30_000 // len(sign))
    started = time.process_time()
    for text in (
        repeated,
        f"## 1. One\n\n『{repeated}』（2020-11-11）{repeated}",
        f"- [{repeated}]({repeated}) — {repeated}",
        f"## {repeated}x",
    ):
        assert write(read(text)) == text
        Deck(Deck(text).with_card(Card("one", id="one")).text).cards()
        find_notes(text)
        list(NotesFile(text).placed())
        unclosed(text)
        blocks(text)
        unescape(escape(text))
    assert time.process_time() - started < 4
