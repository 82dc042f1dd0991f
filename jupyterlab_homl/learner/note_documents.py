"""The JSON documents of notes, links and cards, and searching in them."""

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

#: A task in a note's text: what precedes its check mark, the mark, what separates it from the text, the text.
TASK = re.compile(r"^([ \t]*[-*][ \t]+\[)([ xX])(\][ \t]+)(.*)$", re.MULTILINE)


def note_document(one: PlacedBlock, lesson: str, every: list[Paragraph]) -> dict[str, Any]:
    """The document of a note, with the cell of the lesson where its place is now.

    Parameters
    ----------
    one : PlacedBlock
        The note.
    lesson : str
        The id of its lesson.
    every : list of Paragraph
        The paragraphs of the lesson; none if it has not been opened.
    """
    note: Note = one.block
    here = locate(every, one.section, note.first, note.quote) if one.section is not None or note.quote else None
    # A note on text in the exercises has no section: its quotation is shown, and it is not reported as lost.
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
    """The documents of a lesson's sections, each with the cell that it begins in."""
    first: dict[int, Paragraph] = {}
    for each in every:
        first.setdefault(each.section, each)
    return [{"number": number, "title": each.title, "cell": each.cell} for number, each in first.items()]


def link_document(one: PlacedBlock, lesson: str, sizes: dict[str, int]) -> dict[str, Any]:
    """The document of a link or an attached file."""
    link = one.block
    common = {"id": one.id, "lesson": lesson, "title": link.title, "date": link.date, "version": version(link)}
    if not link.url.startswith(f"{ATTACHMENTS}/"):
        state = link.state if link.state in LINK_STATES else "found"
        return {**common, "url": link.url, "state": state, "instead_of": link.instead_of}
    name = link.url.removeprefix(f"{ATTACHMENTS}/")
    return {**common, "name": name, "path": f"{FOLDER}/{link.url}", "size": sizes.get(name)}


def card_document(card: Any) -> dict[str, Any]:
    """The document of a learner's card."""
    keys = ("id", "name", "kind", "also", "who", "what", "met", "note", "date", "version")
    return {**{key: getattr(card, key) for key in keys}, "lang": language(card.also)}


def search_words(query: str) -> list[str]:
    """The words of a search, normalised as `matches` compares them."""
    return unicodedata.normalize("NFKC", query).casefold().split()


def matches(wanted: list[str], document: dict[str, Any], *keys: str) -> bool:
    """Whether some members of a document contain all words of a search."""
    text = unicodedata.normalize("NFKC", " ".join(str(document[key] or "") for key in keys)).casefold()
    return all(word in text for word in wanted)
