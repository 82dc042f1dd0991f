"""Importing notes from any text with 『 』, and exporting notes as one Markdown document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import TAIL, Link, Note, Todo, link_raw, note_raw, unix_newlines
from .brackets import pairs, unescape
from .cards import Card
from .notes_file import PlacedBlock

_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+(?:(\d{1,3})(?:[.、．)][ \t]*|[ \t]+·[ \t]+|[ \t]+))?(.*)$")
_BEFORE = re.compile(
    r"(?:([-*])[ \t]+\[([ xX])\][ \t]+)?(?:(\d{1,4})(?:[ \t]*[-–—~～][ \t]*(\d{1,4}))?[ \t]*[.、:：]?[ \t]*)?$"
)
_FINISHED = re.compile(r"(?<![—–-])[—–-]++\s*+[“\"「]?(?:已完成|done)[”\"」]?\s*+[。.]?\s*+$", re.IGNORECASE)

#: Characters before a note that are searched for what belongs to it.
_MOST_BEFORE = 60


@dataclass(frozen=True)
class ImportedNote:
    """A note found in a text, with the number and the title of its section."""

    section: int | None
    title: str
    note: Note


def find_notes(text: str) -> list[ImportedNote]:
    """The notes in a text, which are everything in 『 』.

    A number or range before the bracket gives the paragraphs, a date after it the day, and the last numbered heading above it
    the section. A note that ends with ``— done`` or ``— 已完成`` becomes a task that is done.
    """
    closes = pairs(text)
    headings = [(match.start(), match) for match in _HEADING.finditer(text)]
    found: list[ImportedNote] = []
    section, title, ended = None, "", 0
    for begin in sorted(closes):
        if begin < ended:
            continue  # it is inside another note
        while headings and headings[0][0] < begin:
            at, heading = headings.pop(0)
            if at >= ended:
                section = int(heading[1]) if heading[1] else None
                title = heading[2].strip() if heading[1] else ""
        line = text.rfind("\n", 0, begin) + 1
        before = _BEFORE.search(text[max(line, ended, begin - _MOST_BEFORE) : begin])
        assert before is not None
        tail = TAIL.match(text, closes[begin] + 1)
        assert tail is not None
        ended = tail.end()
        body = unix_newlines(unescape(text[begin + 1 : closes[begin]])).strip()
        first = int(before[3]) if before[3] else None
        todo: Todo = None if before[1] is None else "open" if before[2] == " " else "done"
        if todo is None and _FINISHED.search(body):
            todo = "done"
        if body:
            note = Note(body, first, max(int(before[4] or 0), first) if first is not None else None, date=tail[1], todo=todo)
            found.append(ImportedNote(section, title, replace(note, lang=tail[2] or "")))
    return found


def export(lessons: Sequence[tuple[str, Sequence[PlacedBlock], Sequence[PlacedBlock]]], cards: Sequence[Card]) -> str:
    """The notes, links and cards as one Markdown document.

    Parameters
    ----------
    lessons : sequence
        The title, the notes and the links of each lesson.
    cards : sequence of Card
        The cards.
    """
    parts: list[str] = []
    for title, notes, links in lessons:
        parts.append(f"# {title}\n")
        open_section: tuple[int | None, str] = (None, "")
        for one in notes:
            if (one.section, one.title) != open_section and one.section is not None:
                parts.append(f"## {one.section:02d}. {one.title}\n")
            open_section = (one.section, one.title)
            parts.append(note_raw(replace(one.block, id="")))
        if links:
            listed: list[Link] = [replace(one.block, id="") for one in links]
            parts.append("## Links and files\n\n" + "".join(map(link_raw, listed)))
    if cards:
        parts.append("# Cards\n")
        parts += [_card(card) for card in cards]
    return "\n".join(parts)


def _card(card: Card) -> str:
    name = f"{card.name} ({card.also})" if card.also else card.name
    lines = [f"## {name}\n"]
    lines += [f"{value}\n" for value in (card.who, card.what) if value]
    if card.met:
        lines.append(f"Met in {card.met}.\n")
    return "\n".join(lines)
