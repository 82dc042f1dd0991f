"""A learner's links and attached files, and where all files of the workspace are."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from ..course.model import Lesson
from ..errors import Conflict, HomlError, NotFound
from ..workspace.notes.blocks import Link, version
from ..workspace.notes.folder import FOLDER
from ..workspace.notes.notes_file import ATTACHMENTS, NotesFile, PlacedBlock
from .note_documents import AttachedFile, LessonLink, lesson_link
from .notes import GENERAL, Notes


@dataclass(frozen=True)
class LessonFolder:
    """The folder of a lesson in the workspace.

    Attributes
    ----------
    id, title : str
        The lesson.
    path : str
        The folder, below the workspace.
    handed_out : bool
        Whether it is there.
    notes : str or None
        The file of the lesson's notes, if there is one.
    """

    id: str
    title: str
    path: str
    handed_out: bool
    notes: str | None


@dataclass(frozen=True)
class OtherFile:
    """A file in the folder of attached files to which no note refers: its name, its path, and its size in bytes."""

    name: str
    path: str
    size: int


@dataclass(frozen=True)
class Places:
    """Where the notebooks, notes, links and attached files of a learner are.

    Attributes
    ----------
    workspace : str
        The workspace.
    notes_exist : bool
        Whether there is a folder of notes.
    lessons : tuple of LessonFolder
        The lessons that are ready.
    links, files : tuple
        The links and attached files of all notes.
    other_files : tuple of OtherFile
        Files to which no note refers.
    """

    workspace: str
    notes_exist: bool
    lessons: tuple[LessonFolder, ...]
    links: tuple[LessonLink, ...]
    files: tuple[AttachedFile, ...]
    other_files: tuple[OtherFile, ...]

    def document(self) -> dict[str, object]:
        """The places as JSON."""
        return {
            "workspace": self.workspace,
            "notes": FOLDER,
            "notes_exist": self.notes_exist,
            "lessons": [asdict(lesson) for lesson in self.lessons],
            "links": [link.document() for link in self.links],
            "files": [file.document() for file in self.files],
            "other_files": [asdict(file) for file in self.other_files],
            "general": GENERAL,
        }


class Links:
    """The links and attached files of one workspace.

    Parameters
    ----------
    notes : Notes
        The notes whose files they are written in.
    make_id : callable
        Returns a new id.
    """

    def __init__(self, notes: Notes, make_id: Callable[[], str]) -> None:
        self._notes = notes
        self._make_id = make_id

    def create(self, lesson: str, wanted: dict[str, Any]) -> LessonLink | AttachedFile:
        """Add a link."""
        link = _link(wanted, Link("", "", date=self._notes.folder.today, id=self._make_id()))
        self._notes.change(lesson, lambda notes_file: notes_file.with_link(link))
        return self.find(lesson, link.id)

    def save(self, lesson: str, name: str, wanted: dict[str, Any]) -> LessonLink | AttachedFile:
        """Change a link, for example its state.

        Raises
        ------
        NotFound
            If it is no longer there.
        Conflict
            If it was changed in the file since ``version`` was read.
        """

        def edit(notes_file: NotesFile) -> NotesFile:
            found = _find(notes_file, name, wanted.get("version"))
            link = found.block
            if link.url.startswith(f"{ATTACHMENTS}/"):
                raise HomlError("An attached file has no state. Detach it, and attach another.")
            self._notes.folder.keep_deleted(self._notes.file_name(lesson), link.raw)
            saved.append(found.id if found.id == link.id else self._make_id())
            return notes_file.changed(found, _link(wanted, replace(link, id=saved[-1])))

        saved: list[str] = []
        self._notes.change(lesson, edit)
        return self.find(lesson, saved[-1])

    def delete(self, lesson: str, name: str) -> LessonLink | AttachedFile:
        """Delete a link and return it; an attached file that nothing else refers to is moved to the deleted notes."""
        deleted: list[PlacedBlock] = []

        def edit(notes_file: NotesFile) -> NotesFile:
            found = _find(notes_file, name)
            deleted.append(found)
            self._notes.folder.keep_deleted(self._notes.file_name(lesson), found.block.raw)
            return notes_file.without(found)

        self._notes.change(lesson, edit)
        link = lesson_link(deleted[-1], lesson, self._notes.folder.attachments())
        if isinstance(link, AttachedFile) and link.size is not None and not self._is_referenced(link.link.url):
            self._notes.folder.detach(link.name)
        return link

    def attach(self, lesson: str, wanted: dict[str, Any]) -> LessonLink | AttachedFile:
        """Attach a copy of a file: one of the workspace (``path``), or one that is sent (``name`` and ``content``).

        Raises
        ------
        HomlError
            If neither is given, or ``content`` is not in base64.
        """
        folder = self._notes.folder
        self._notes.file_name(lesson)
        path, content, name = wanted.get("path"), wanted.get("content"), wanted.get("name")
        if path and path.strip():
            source = folder.file(path)
            kept = folder.attach(lesson, name or source.name, source)
        elif content is not None and name and name.strip():
            try:
                kept = folder.attach(lesson, name, base64.b64decode(content, validate=True))
            except (binascii.Error, ValueError) as error:
                raise HomlError("`content` must be the file's bytes in base64.") from error
        else:
            raise HomlError("Name a file of the workspace (`path`), or send one (`name` and `content`).")
        title = wanted.get("title") or name or kept.split("-", 2)[-1]
        link = Link(" ".join(title.split()), f"{ATTACHMENTS}/{kept}", date=folder.today, id=self._make_id())
        self._notes.change(lesson, lambda notes_file: notes_file.with_link(link))
        return self.find(lesson, link.id)

    def places(self) -> Places:
        """Where the notebooks, notes, links and attached files are."""
        root, course = self._notes.workspace.root, self._notes.library.course
        sizes = self._notes.folder.attachments()
        links = [
            lesson_link(one, lesson, sizes) for lesson in self._notes.lessons() for one in self._notes.read(lesson).links()
        ]
        files = tuple(link for link in links if isinstance(link, AttachedFile))
        known = {file.name for file in files}
        return Places(
            workspace=str(root),
            notes_exist=(root / FOLDER).is_dir(),
            lessons=tuple(self._folder(lesson) for lesson in course.lessons if lesson.ready),
            links=tuple(link for link in links if isinstance(link, LessonLink)),
            files=files,
            other_files=tuple(
                OtherFile(name, f"{FOLDER}/{ATTACHMENTS}/{name}", size) for name, size in sizes.items() if name not in known
            ),
        )

    def _folder(self, lesson: Lesson) -> LessonFolder:
        root, notes = self._notes.workspace.root, f"{FOLDER}/{self._notes.file_name(lesson.id)}"
        return LessonFolder(
            lesson.id,
            lesson.title,
            lesson.folder,
            handed_out=(root / lesson.folder).is_dir(),
            notes=notes if (root / notes).is_file() else None,
        )

    def _is_referenced(self, url: str) -> bool:
        """Whether any file of notes refers to an attached file; one that cannot be read might."""
        try:
            return any(url in self._notes.read(name).text for name in self._notes.lessons())
        except HomlError:
            return True

    def find(self, lesson: str, name: str) -> LessonLink | AttachedFile:
        """A link or an attached file, by its id."""
        return lesson_link(_find(self._notes.read(lesson), name), lesson, self._notes.folder.attachments())


def _find(notes_file: NotesFile, name: str, seen: str | None = None) -> PlacedBlock:
    found = notes_file.find(name)
    if found is None or not isinstance(found.block, Link):
        raise NotFound("This link is not among the notes any more. Refresh the notes.")
    if seen is not None and seen != version(found.block):
        raise Conflict("This link was changed in the file since you looked at it. Refresh the notes and try again.")
    return found


def _link(wanted: dict[str, Any], old: Link) -> Link:
    values = {key: wanted.get(key, getattr(old, key)) for key in ("title", "url", "state", "instead_of")}
    url = values["url"].strip()
    if not url or any(sign.isspace() or not sign.isprintable() or sign in "<>" for sign in url):
        raise HomlError("A link needs an address without spaces, such as https://example.org/page.")
    if url.startswith(f"{ATTACHMENTS}/") or not _is_safe(url):
        raise HomlError("This address cannot be a link. Take one that begins with https://, or attach the file.")
    return replace(old, **{**values, "url": url, "title": values["title"].strip() or url})


def _is_safe(url: str) -> bool:
    """Whether a parser takes an address for one of the web or of mail, or for a relative path."""
    try:
        return urlsplit(url).scheme in ("", "http", "https", "mailto")
    except ValueError:
        return False
