"""A learner's notes: kept by lesson, tied to places in its text, searched, imported and exported."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from ..course.library import Library
from ..errors import Conflict, HomlError, NotFound
from ..toolkit.messages import Message
from ..workspace.folder import Workspace
from ..workspace.notebooks import read_notebook
from ..workspace.notes.anchors import Anchor, Paragraph, paragraphs, resolve
from ..workspace.notes.blocks import GIVEN_ID, Note, unix_newlines, version
from ..workspace.notes.brackets import unclosed
from ..workspace.notes.cards import Card, Deck
from ..workspace.notes.exchange import ImportedNote, export, find_notes
from ..workspace.notes.folder import FOLDER, NotesFolder
from ..workspace.notes.language import language
from ..workspace.notes.notes_file import NotesFile, PlacedBlock
from .note_documents import (
    TASK,
    AttachedFile,
    LessonLink,
    LessonNote,
    LessonSection,
    lesson_link,
    lesson_note,
    matches,
    search_words,
    sections,
)

#: What stands for a lesson with notes that belong to none.
GENERAL = "general"

#: The file of cards.
CARDS = "cards.md"


@dataclass(frozen=True)
class NotesListing:
    """The notes of one lesson or of all, with what goes with them.

    Attributes
    ----------
    lesson : str or None
        The lesson's id; None for all.
    title : str
        Its title.
    file : str
        The file of notes, or the folder of all, below the workspace.
    sections : tuple of LessonSection
        The sections of the lesson.
    notes, links, files, cards : tuple
        Those that a search found.
    problems : tuple of Message
        What is wrong in the files.
    """

    lesson: str | None
    title: str
    file: str
    sections: tuple[LessonSection, ...]
    notes: tuple[LessonNote, ...]
    links: tuple[LessonLink, ...]
    files: tuple[AttachedFile, ...]
    cards: tuple[Card, ...]
    problems: tuple[Message, ...]

    def document(self) -> dict[str, object]:
        """The listing as JSON."""
        return {
            "lesson": self.lesson,
            "title": self.title,
            "file": self.file,
            "sections": [section.document() for section in self.sections],
            "notes": [note.document() for note in self.notes],
            "links": [link.document() for link in self.links],
            "files": [file.document() for file in self.files],
            "cards": [card.document() for card in self.cards],
            "troubles": [problem.text for problem in self.problems],
            "problems": [problem.document() for problem in self.problems],
        }


@dataclass(frozen=True)
class NotesImport:
    """The notes in a text that is imported.

    Attributes
    ----------
    found : tuple of ImportedNote
        All of them.
    fresh : tuple of ImportedNote
        Those that the lesson does not have already.
    added : int
        How many were added; none in a preview.
    """

    found: tuple[ImportedNote, ...]
    fresh: tuple[ImportedNote, ...]
    added: int

    def document(self) -> dict[str, object]:
        """The import as JSON."""
        return {
            "notes": [
                {
                    "section": one.section,
                    "section_title": one.title,
                    "first": one.note.first,
                    "last": one.note.last,
                    "text": one.note.text,
                    "date": one.note.date,
                    "todo": one.note.todo,
                    "lang": one.note.lang or language(one.note.text),
                    "known": one not in self.fresh,
                }
                for one in self.found
            ],
            "added": self.added,
        }


class Notes:
    """The notes of one workspace.

    Parameters
    ----------
    library : Library
        The course.
    workspace : Workspace
        The learner's folder.
    make_id : callable, optional
        Returns an id for a new note.
    """

    def __init__(
        self, library: Library, workspace: Workspace, make_id: Callable[[], str] = lambda: f"n{secrets.token_hex(3)}"
    ) -> None:
        self.library = library
        self.workspace = workspace
        self.folder = NotesFolder(workspace.root)
        self.make_id = make_id
        self.lock = threading.Lock()

    def at(self, zone: tzinfo | None) -> Notes:
        """The same notes, whose dates are those of a time zone; None stands for the machine's."""
        other = copy(self)
        other.folder = NotesFolder(self.workspace.root, lambda: datetime.now(zone))
        return other

    def file_name(self, lesson: str) -> str:
        """The name of a lesson's file of notes.

        Raises
        ------
        NotFound
            If there is no such lesson.
        """
        return "general.md" if lesson == GENERAL else f"{self.library.course.lesson(lesson).folder}.md"

    def read(self, lesson: str) -> NotesFile:
        """A lesson's notes."""
        return NotesFile(self.folder.read(self.file_name(lesson)).text)

    def change(self, lesson: str, edit: Callable[[NotesFile], NotesFile]) -> None:
        """Change the file of a lesson's notes; a new file begins with the lesson's title."""
        self.workspace.prepare()
        title = "General" if lesson == GENERAL else self.library.course.lesson(lesson).title
        with self.lock:
            self.folder.update(self.file_name(lesson), lambda text: edit(NotesFile(text or f"# Notes: {title}\n")).text)

    def listing(self, lesson: str | None, query: str = "") -> NotesListing:
        """The notes, links, files and cards that contain all words of a query.

        Parameters
        ----------
        lesson : str or None
            Only the notes, links and files of this lesson.
        query : str
            The words; everything matches if there are none.
        """
        notes: list[LessonNote] = []
        links: list[LessonLink] = []
        files: list[AttachedFile] = []
        problems: list[Message] = []
        sizes = self.folder.attachments()
        wanted = search_words(query)
        for name in self.lessons() if lesson is None else [lesson]:
            notes_file = self.read(name)
            every = self.paragraphs(name) if lesson is not None else []
            notes += [lesson_note(one, name, every) for one in notes_file.notes()]
            for one in notes_file.links():
                link = lesson_link(one, name, sizes)
                if isinstance(link, AttachedFile):
                    files.append(link)
                else:
                    links.append(link)
            problems += [
                Message(
                    "{path}, line {line}: 『 is not closed, so this note is not shown. Add its 』.",
                    {"path": f"{FOLDER}/{self.file_name(name)}", "line": line},
                )
                for line in unclosed(notes_file.text)
            ]
        return NotesListing(
            lesson=lesson,
            title="" if lesson in (None, GENERAL) else self.library.course.lesson(str(lesson)).title,
            file=f"{FOLDER}/{self.file_name(lesson)}" if lesson else FOLDER,
            sections=sections(self.paragraphs(lesson)) if lesson else (),
            notes=tuple(
                one for one in notes if matches(wanted, one.note.text, one.note.quote, one.section_title, one.note.date)
            ),
            links=tuple(
                one for one in links if matches(wanted, one.link.title, one.link.url, one.link.instead_of, one.link.date)
            ),
            files=tuple(one for one in files if matches(wanted, one.link.title, one.name, one.link.date)),
            cards=tuple(
                card
                for card in Deck(self.folder.read(CARDS).text).cards()
                if matches(wanted, card.name, card.also, card.who, card.what, card.met, card.kind)
            ),
            problems=tuple(problems),
        )

    def lessons(self) -> Iterator[str]:
        """The ids of the lessons that have notes, in the course's order."""
        for name in (*(lesson.id for lesson in self.library.course.lessons), GENERAL):
            if self.folder.read(self.file_name(name)).text:
                yield name

    def paragraphs(self, lesson: str) -> list[Paragraph]:
        """The paragraphs of the lesson in the workspace; none if it has not been opened."""
        notebook = self._notebook(lesson)
        return paragraphs(notebook) if notebook else []

    def create(self, lesson: str, wanted: dict[str, Any]) -> LessonNote:
        """Add a note. One that was deleted can be added again with its id and date."""
        note, anchor = self._note(lesson, wanted, Note(text="", date=self.folder.today))
        name = wanted.get("id") or ""

        def edit(notes_file: NotesFile) -> NotesFile:
            taken = {one.id for one in notes_file.placed()}
            own = name if GIVEN_ID.fullmatch(name) and name not in taken else self.make_id()
            added.append(own)
            return notes_file.with_note(replace(note, id=own), anchor.section, anchor.title)

        added: list[str] = []
        self.change(lesson, edit)
        return self.find(lesson, added[-1])

    def find(self, lesson: str, name: str) -> LessonNote:
        """A note, by its id."""
        return lesson_note(self._find(self.read(lesson), lesson, name), lesson, self.paragraphs(lesson))

    def save(self, lesson: str, name: str, wanted: dict[str, Any]) -> LessonNote:
        """Change a note.

        Raises
        ------
        NotFound
            If it is no longer there.
        Conflict
            If it was changed in the file since ``version`` was read.
        """

        def edit(notes_file: NotesFile, found: PlacedBlock, old: Note) -> NotesFile:
            note, anchor = self._note(lesson, wanted, old)
            if "at" in wanted or "section" in wanted:
                return notes_file.without(found).with_note(note, anchor.section, anchor.title)
            return notes_file.changed(found, note)

        return self._save(lesson, name, wanted.get("version"), edit)

    def tick(self, lesson: str, name: str, task: int | None, done: bool, seen: str) -> LessonNote:
        """Mark a note, or the task with this number in its text, as done or open."""

        def edit(notes_file: NotesFile, found: PlacedBlock, old: Note) -> NotesFile:
            if task is None:
                return notes_file.changed(found, replace(old, todo="done" if done else "open"))
            places = list(TASK.finditer(old.text))
            if not 0 <= task < len(places):
                raise NotFound("This note has no such task. Refresh the notes.")
            place, text = places[task], old.text
            ticked = f"{text[: place.start(2)]}{'x' if done else ' '}{text[place.end(2) :]}"
            return notes_file.changed(found, replace(old, text=ticked))

        return self._save(lesson, name, seen, edit)

    def _save(
        self, lesson: str, name: str, seen: str | None, edit: Callable[[NotesFile, PlacedBlock, Note], NotesFile]
    ) -> LessonNote:
        """Change a note in its file by a function of the file, of the note there, and of the note with its own id."""

        def change(notes_file: NotesFile) -> NotesFile:
            found = self._find(notes_file, lesson, name, seen)
            own = found.id if found.id == found.block.id else self.make_id()  # a copy made by hand gets an id of its own
            changed = edit(notes_file, found, replace(found.block, id=own))
            saved.append(own)
            self._keep(lesson, found)
            return changed

        saved: list[str] = []
        self.change(lesson, change)
        return self.find(lesson, saved[-1])

    def delete(self, lesson: str, name: str, seen: str) -> LessonNote:
        """Delete a note and return it; its text is kept in a dated file."""
        deleted: list[LessonNote] = []

        def edit(notes_file: NotesFile) -> NotesFile:
            found = self._find(notes_file, lesson, name, seen)
            deleted.append(lesson_note(found, lesson, []))
            self._keep(lesson, found)
            return notes_file.without(found)

        self.change(lesson, edit)
        return deleted[-1]

    def import_text(self, lesson: str, text: str, preview: bool) -> NotesImport:
        """The notes in a text. Unless this is a preview, the new ones are added to a lesson's notes.

        Raises
        ------
        HomlError
            If the text contains no note.
        """
        found = find_notes(text)
        if not found:
            raise HomlError(
                "No note was found in this text. A note is enclosed in 『 』, with the number of its paragraph before it."
            )
        have = {(one.section, one.block.text) for one in self.read(lesson).notes()}
        fresh = [one for one in found if (one.section, one.note.text) not in have]

        def edit(notes_file: NotesFile) -> NotesFile:
            for section, title in dict.fromkeys((one.section, one.title) for one in fresh):
                here = [one.note for one in fresh if (one.section, one.title) == (section, title)]
                notes_file = notes_file.with_notes([replace(note, id=self.make_id()) for note in here], section, title)
            return notes_file

        if fresh and not preview:
            self.change(lesson, edit)
        return NotesImport(tuple(found), tuple(fresh), 0 if preview else len(fresh))

    def export(self, lesson: str | None = None) -> str:
        """The notes, links and cards as one Markdown document."""
        course = self.library.course
        names = list(self.lessons()) if lesson is None else [lesson]
        titles = {name: "General" if name == GENERAL else course.lesson(name).title for name in names}
        files = [(titles[name], self.read(name)) for name in names]
        cards = Deck(self.folder.read(CARDS).text).cards() if lesson is None else []
        return export([(title, notes_file.notes(), notes_file.links()) for title, notes_file in files], cards)

    def _note(self, lesson: str, wanted: dict[str, Any], old: Note) -> tuple[Note, Anchor]:
        """A note with the changes of a request, and its place.

        Raises
        ------
        HomlError
            If the note would be empty.
        """
        text = wanted.get("text", old.text)
        todo = wanted.get("todo", old.todo)
        lang, date = wanted.get("tag", old.lang), wanted.get("date") or old.date
        if not text.strip():
            raise HomlError("This note is empty. Write something, or delete it.")
        anchor = self._anchor(lesson, wanted, old)
        note = replace(old, text=unix_newlines(text).strip(), todo=todo, lang=lang, date=date)
        return replace(note, first=anchor.first, last=anchor.last, quote=anchor.quote), anchor

    def _anchor(self, lesson: str, wanted: dict[str, Any], old: Note) -> Anchor:
        at = wanted.get("at")
        if at is not None:
            notebook, selected = self._notebook(lesson), at.get("text") or ""
            found = resolve(notebook, at["cell"], selected, at.get("to_cell") or "") if notebook else None
            return found or Anchor(None, "", None, None, " ".join(selected.split())[:80])
        values = {name: wanted.get(name, getattr(old, name, None)) for name in ("section", "first", "last")}
        quote, title = wanted.get("quote", old.quote) or "", wanted.get("section_title") or ""
        return Anchor(values["section"], title, values["first"], values["last"], quote)

    def _find(self, notes_file: NotesFile, lesson: str, name: str, seen: str | None = None) -> PlacedBlock:
        found = notes_file.find(name)
        if found is None or not isinstance(found.block, Note):
            raise NotFound(
                "This note is not in {path} any more. Save it as a new one to keep your text.",
                path=f"{FOLDER}/{self.file_name(lesson)}",
            )
        if seen is not None and seen != version(found.block):
            raise Conflict(
                "This note was changed in {path} since you opened it. Save yours as a new note, or copy it and open the "
                "changed one.",
                path=f"{FOLDER}/{self.file_name(lesson)}",
            )
        return found

    def _keep(self, lesson: str, found: PlacedBlock) -> None:
        self.folder.keep_deleted(self.file_name(lesson), found.block.raw)

    def _notebook(self, lesson: str) -> dict[str, Any] | None:
        if lesson == GENERAL or not (known := self.library.course.lesson(lesson)).ready:
            return None
        try:
            return read_notebook(self.workspace.root / known.folder / "lesson.ipynb")
        except HomlError:
            return None  # not opened yet, or broken: notes are shown without their places
