"""Anchors of notes in the text of a lesson: numbered paragraphs, which are found again when the text has changed.

A section begins with a heading of level 2; what precedes the first one is section 0. The paragraphs of a section are the
blocks of its Markdown cells between empty lines: a list, a formula or a fenced block counts as one, a heading as none. They
are numbered from 1 in each section. No other part of the product numbers paragraphs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...course.nbmetadata import cell_source

#: The most characters of a quotation.
QUOTE = 80

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_LINK = re.compile(r"!?\[([^\[\]]*+)\]\([^()]*+\)")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a lesson.

    Attributes
    ----------
    section, number : int
        Its place. `number` is 0 for a code cell, which can only be found by its text.
    title : str
        The heading of the section.
    cell : str
        The id of the cell.
    text : str
        Its Markdown.
    """

    section: int
    number: int
    title: str
    cell: str
    text: str


@dataclass(frozen=True)
class Anchor:
    """What a note refers to: paragraphs of a section (`first` to `last`), and the beginning of their text as a quotation."""

    section: int | None
    title: str
    first: int | None
    last: int | None
    quote: str


def paragraphs(notebook: dict[str, Any]) -> list[Paragraph]:
    """The paragraphs and the code cells of a lesson's notebook, in order."""
    found: list[Paragraph] = []
    section, number, title = 0, 0, ""
    for index, cell in enumerate(notebook.get("cells", [])):
        if not isinstance(cell, dict):
            continue
        name = cell.get("id") if isinstance(cell.get("id"), str) else f"cell-{index}"
        source = cell_source(cell)
        if cell.get("cell_type") != "markdown":
            if source.strip():
                found.append(Paragraph(section, 0, title, str(name), source))
            continue
        for block in blocks(source):
            heading = _HEADING.fullmatch(block)
            if heading is None:
                number += 1
                found.append(Paragraph(section, number, title, str(name), block))
            elif len(heading[1]) <= 2:
                if len(heading[1]) == 2:
                    section, number = section + 1, 0
                title = section_title(heading[2])
    return found


def section_title(heading: str) -> str:
    """The text of a heading without its number."""
    return re.sub(r"^\d{1,3}\s*(?:[·.、．)]|\s)\s*", "", heading.strip()).strip()


def blocks(markdown: str) -> list[str]:
    """The blocks of a Markdown text: paragraphs, headings, lists, fenced blocks."""
    found: list[list[str]] = [[]]
    fence = ""
    for line in markdown.splitlines():
        mark = _FENCE.match(line)
        if fence:
            found[-1].append(line)
            if mark and mark[1].startswith(fence):
                fence = ""
                found.append([])
        elif mark:
            fence = mark[1]
            found.append([line])
        elif _HEADING.fullmatch(line):
            found += [[line], []]
        elif line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [text for lines in found if (text := "\n".join(lines).strip())]


def resolve(notebook: dict[str, Any], cell: str, selected: str = "", to_cell: str = "") -> Anchor | None:
    """The anchor for a cell, or for the text selected in it.

    Parameters
    ----------
    notebook : dict
        The notebook of the lesson.
    cell : str
        The id of the cell, or of the first one.
    selected : str
        The selected text as rendered; if it is empty or not found, the anchor is the whole cell.
    to_cell : str
        The id of the last cell, if the selection spans several.

    Returns
    -------
    Anchor or None
        None if the lesson has no such cell.
    """
    every = paragraphs(notebook)
    here = [each for each in every if each.cell == cell]
    if not here:
        return None
    ends = [each for each in every if each.cell == to_cell and each.section == here[0].section]
    words = _words(selected)
    first = _holding(here, words)
    last = _holding([*here, *ends], words, from_end=True)
    begin, end = first or here[0], last or [*here, *ends][-1]
    if begin.number == 0:
        before = [each.number for each in every[: every.index(begin)] if each.section == begin.section]
        begin_number = end_number = max(before, default=0)
    else:
        begin_number, end_number = begin.number, max(begin.number, end.number)
    exact = bool(words) and _contains(_words(begin.text), words) and len(selected) <= QUOTE
    quote = " ".join(selected.split()) if exact else _beginning(begin.text)
    return Anchor(begin.section, begin.title, begin_number or None, end_number or None, quote)


def locate(every: list[Paragraph], section: int | None, first: int | None, quote: str) -> Paragraph | None:
    """The paragraph that a note refers to, as the text is now.

    This is the paragraph with the note's number if it contains the quotation or there is none; otherwise a paragraph of the
    section, or else of the lesson, that contains the quotation; None if there is none.
    """
    words = _words(quote)
    named = next((each for each in every if each.section == section and each.number == (first or 1)), None)
    if not words:
        return named
    if named is not None and _contains(_words(named.text), words):
        return named
    holding = [each for each in every if _contains(_words(each.text), words)]
    near = [each for each in holding if each.section == section]
    return next(iter(near or holding), None)


def _holding(among: list[Paragraph], words: tuple[str, ...], from_end: bool = False) -> Paragraph | None:
    """The first paragraph with words from the beginning of a selection, or the last one with words from its end."""
    for sizes in ((4, 3, 2), (1,)):
        starts = range(len(words))
        for start in reversed(starts) if from_end else starts:
            for size in sizes:
                part = words[max(0, start + 1 - size) : start + 1] if from_end else words[start : start + size]
                if len(part) < size:
                    continue
                for each in reversed(among) if from_end else among:
                    if _contains(_words(each.text), part):
                        return each
    return None


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text without its markup; each Chinese, Japanese or Korean character counts as a word."""
    shown = _LINK.sub(r"\1", text)
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", shown).casefold()))


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(words)} "


def _beginning(text: str) -> str:
    """The beginning of a paragraph as a quotation."""
    shown = " ".join(_LINK.sub(r"\1", text).split())
    shown = re.sub(r"^(?:[-*>]|\d+[.)])\s+", "", shown).replace("**", "").replace("*", "")
    before_formula = shown.split("$", 1)[0].rstrip(" ,;:(")
    if before_formula != shown and len(before_formula.split()) >= 3 and len(before_formula) <= QUOTE:
        return before_formula + " …"
    if len(shown) <= QUOTE:
        return shown
    cut = shown[: QUOTE + 1].rsplit(" ", 1)[0] if " " in shown[:QUOTE] else shown[:QUOTE]
    return cut.rstrip(",;: ") + " …"
