"""The notes, links and attached files of a lesson as the notes page shows them, and searching in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, replace

from ..workspace.notes.anchors import Paragraph, locate
from ..workspace.notes.blocks import LINK_STATES, Link, Note, note_raw, version
from ..workspace.notes.folder import FOLDER
from ..workspace.notes.language import language
from ..workspace.notes.notes_file import ATTACHMENTS, PlacedBlock

#: A task in a note's text: what precedes its check mark, the mark, what separates it from the text, the text.
TASK = re.compile(r"^([ \t]*[-*][ \t]+\[)([ xX])(\][ \t]+)(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class LessonNote:
    """A note of a lesson, with its place in the lesson's text as it is now.

    Attributes
    ----------
    placed : PlacedBlock
        The note in its file.
    lesson : str
        The id of the lesson.
    state : str
        Whether its place was ``found``, ``moved`` or ``lost``; ``none`` if it has no place.
    here : Paragraph or None
        Its place; None if it has none, or it was lost.
    """

    placed: PlacedBlock
    lesson: str
    state: str
    here: Paragraph | None

    @property
    def note(self) -> Note:
        """The note itself."""
        note: Note = self.placed.block
        return note

    @property
    def section_title(self) -> str:
        """The heading of its section in the file."""
        return self.placed.title if self.placed.section is not None else ""

    def document(self) -> dict[str, object]:
        """The note as JSON."""
        note, here = self.note, self.here
        return {
            "id": self.placed.id,
            "lesson": self.lesson,
            "section": self.placed.section,
            "section_title": self.section_title,
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
            "cell": None if here is None else here.cell,
            "state": self.state,
            "now": {"section": here.section, "paragraph": here.number} if here is not None and self.state == "moved" else None,
        }


def lesson_note(one: PlacedBlock, lesson: str, every: list[Paragraph]) -> LessonNote:
    """A note with its place in the text.

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
    if not anchored:
        return LessonNote(one, lesson, "none", None)
    if here is None:
        return LessonNote(one, lesson, "lost", None)
    moved = one.section is not None and (
        here.section != one.section or bool(here.number and here.number != (note.first or here.number))
    )
    return LessonNote(one, lesson, "moved" if moved else "found", here)


@dataclass(frozen=True)
class LessonSection:
    """A section of a lesson: its number and title, and the cell that it begins in."""

    number: int
    title: str
    cell: str

    def document(self) -> dict[str, object]:
        """The section as JSON."""
        return asdict(self)


def sections(every: list[Paragraph]) -> tuple[LessonSection, ...]:
    """The sections of a lesson, given its paragraphs."""
    first: dict[int, Paragraph] = {}
    for each in every:
        first.setdefault(each.section, each)
    return tuple(LessonSection(number, each.title, each.cell) for number, each in first.items())


@dataclass(frozen=True)
class LessonLink:
    """A link that goes with the notes of a lesson."""

    id: str
    lesson: str
    link: Link

    def document(self) -> dict[str, object]:
        """The link as JSON."""
        link = self.link
        return {
            **_common(self.id, self.lesson, link),
            "url": link.url,
            "state": link.state if link.state in LINK_STATES else "found",
            "instead_of": link.instead_of,
        }


@dataclass(frozen=True)
class AttachedFile:
    """A file that is attached to the notes of a lesson.

    Attributes
    ----------
    id, lesson : str
        Its id, and the lesson's.
    link : Link
        The link to it in the notes.
    size : int or None
        Its size in bytes; None if the file is not there any more.
    """

    id: str
    lesson: str
    link: Link
    size: int | None

    @property
    def name(self) -> str:
        """Its name in the folder of attachments."""
        return self.link.url.removeprefix(f"{ATTACHMENTS}/")

    def document(self) -> dict[str, object]:
        """The file as JSON."""
        return {
            **_common(self.id, self.lesson, self.link),
            "name": self.name,
            "path": f"{FOLDER}/{self.link.url}",
            "size": self.size,
        }


def _common(name: str, lesson: str, link: Link) -> dict[str, object]:
    return {"id": name, "lesson": lesson, "title": link.title, "date": link.date, "version": version(link)}


def lesson_link(one: PlacedBlock, lesson: str, sizes: dict[str, int]) -> LessonLink | AttachedFile:
    """A link, or an attached file, given the sizes of the attached files."""
    link: Link = one.block
    if not link.url.startswith(f"{ATTACHMENTS}/"):
        return LessonLink(one.id, lesson, link)
    return AttachedFile(one.id, lesson, link, sizes.get(link.url.removeprefix(f"{ATTACHMENTS}/")))


def search_words(query: str) -> list[str]:
    """The words of a search, normalised as `matches` compares them."""
    return unicodedata.normalize("NFKC", query).casefold().split()


def matches(wanted: list[str], *texts: str | None) -> bool:
    """Whether some texts contain all words of a search."""
    text = unicodedata.normalize("NFKC", " ".join(text or "" for text in texts)).casefold()
    return all(word in text for word in wanted)
