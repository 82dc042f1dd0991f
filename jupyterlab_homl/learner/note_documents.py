"""Notes, links and cards as the documents that are sent, and whether they hold what is looked for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Any

from ..workspace.notes.anchors import Paragraph, locate
from ..workspace.notes.blocks import LINK_STATES, Note, note_raw, version
from ..workspace.notes.folder import FOLDER
from ..workspace.notes.language import language
from ..workspace.notes.notes_file import ATTACHMENTS, PlacedBlock

#: A task in a note's text: what is before its mark, the mark, what is behind, its words.
TASK = re.compile(r"^([ \t]*[-*][ \t]+\[)([ xX])(\][ \t]+)(.*)$", re.MULTILINE)


def note_document(one: PlacedBlock, lesson: str, every: list[Paragraph]) -> dict[str, Any]:
    """A note as it is sent, with the cell that it is found in now."""
    note: Note = one.block
    here = locate(every, one.section, note.first, note.quote) if one.section is not None or note.quote else None
    # What was selected in the exercises is in no section: it is shown with its quotation, and is not missed in the lesson.
    anchored = bool(every) and (here is not None or one.section is not None) and (note.first is not None or bool(note.quote))
    moved = (
        one.section is not None
        and here is not None
        and (here.section != one.section or (here.number and here.number != (note.first or here.number)))
    )
    state = "none" if not anchored else "lost" if here is None else "moved" if moved else "found"
    return {
        "id": one.id,
        "lesson": lesson,
        "section": one.section,
        "section_title": one.title if one.section is not None else "",
        "first": note.first,
        "last": note.last,
        "quote": note.quote,
        "text": note.text,
        "date": note.date,
        "todo": note.todo,
        "tasks": [{"text": task[4].strip(), "done": task[2] != " "} for task in TASK.finditer(note.text)],
        "lang": note.lang or language(note.text),
        "tag": note.lang,
        "version": version(note) if note.raw else version(replace(note, raw=note_raw(note))),
        "cell": here.cell if here is not None and anchored else None,
        "state": state,
        "now": {"section": here.section, "paragraph": here.number} if here is not None and moved else None,
    }


def sections(every: list[Paragraph]) -> list[dict[str, Any]]:
    """The sections of a lesson, each with the cell that it begins in."""
    first: dict[int, Paragraph] = {}
    for each in every:
        first.setdefault(each.section, each)
    return [{"number": number, "title": each.title, "cell": each.cell} for number, each in first.items()]


def link_document(one: PlacedBlock, lesson: str, sizes: dict[str, int]) -> dict[str, Any]:
    """A link or an attached file as it is sent."""
    link = one.block
    common = {"id": one.id, "lesson": lesson, "title": link.title, "date": link.date, "version": version(link)}
    if not link.url.startswith(f"{ATTACHMENTS}/"):
        state = link.state if link.state in LINK_STATES else "found"
        return {**common, "url": link.url, "state": state, "instead_of": link.instead_of}
    name = link.url.removeprefix(f"{ATTACHMENTS}/")
    return {**common, "name": name, "path": f"{FOLDER}/{link.url}", "size": sizes.get(name)}


def card_document(card: Any) -> dict[str, Any]:
    """A card as it is sent."""
    keys = ("id", "name", "kind", "also", "who", "what", "met", "note", "date", "version")
    return {**{key: getattr(card, key) for key in keys}, "lang": language(card.also)}


def words_of(query: str) -> list[str]:
    """The words that are looked for."""
    return unicodedata.normalize("NFKC", query).casefold().split()


def holds(wanted: list[str], document: dict[str, Any], *keys: str) -> bool:
    """Whether a document holds all words that are looked for."""
    text = unicodedata.normalize("NFKC", " ".join(str(document[key] or "") for key in keys)).casefold()
    return all(word in text for word in wanted)
