"""A learner's links and attached files, and where all files of the workspace are."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..errors import Conflict, HomlError, NotFound
from ..workspace.notes.blocks import Link, version
from ..workspace.notes.folder import FOLDER
from ..workspace.notes.notes_file import ATTACHMENTS, NotesFile, PlacedBlock
from .note_documents import link_document
from .notes import GENERAL, Notes


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

    def create(self, lesson: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """Add a link."""
        link = _link(wanted, Link("", "", date=self._notes.folder.today, id=self._make_id()))
        self._notes.change(lesson, lambda notes_file: notes_file.with_link(link))
        return self._document(lesson, link.id)

    def save(self, lesson: str, name: str, wanted: dict[str, Any]) -> dict[str, Any]:
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
        return self._document(lesson, saved[-1])

    def delete(self, lesson: str, name: str) -> dict[str, Any]:
        """Delete a link and return it; an attached file that nothing else refers to is moved to the deleted notes."""
        deleted: list[PlacedBlock] = []

        def edit(notes_file: NotesFile) -> NotesFile:
            found = _find(notes_file, name)
            deleted.append(found)
            self._notes.folder.keep_deleted(self._notes.file_name(lesson), found.block.raw)
            return notes_file.without(found)

        self._notes.change(lesson, edit)
        document = link_document(deleted[-1], lesson, self._notes.folder.attachments())
        if "name" in document and document["size"] is not None and not self._is_referenced(deleted[-1].block.url):
            self._notes.folder.detach(document["name"])
        return document

    def attach(self, lesson: str, wanted: dict[str, Any]) -> dict[str, Any]:
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
        return self._document(lesson, link.id)

    def places(self) -> dict[str, Any]:
        """Where the notebooks, notes, links and attached files are."""
        root, course = self._notes.workspace.root, self._notes.library.course
        sizes = self._notes.folder.attachments()
        listed: list[dict[str, Any]] = []
        for name in self._notes.lessons():
            listed += [link_document(one, name, sizes) for one in self._notes.read(name).links()]
        known = {one["name"] for one in listed if "name" in one}
        return {
            "workspace": str(root),
            "notes": FOLDER,
            "notes_exist": (root / FOLDER).is_dir(),
            "lessons": [
                {
                    "id": lesson.id,
                    "title": lesson.title,
                    "path": lesson.folder,
                    "handed_out": (root / lesson.folder).is_dir(),
                    "notes": f"{FOLDER}/{self._notes.file_name(lesson.id)}"
                    if (root / FOLDER / self._notes.file_name(lesson.id)).is_file()
                    else None,
                }
                for lesson in course.lessons
                if lesson.ready
            ],
            "links": [one for one in listed if "url" in one],
            "files": [one for one in listed if "name" in one],
            "other_files": [
                {"name": name, "path": f"{FOLDER}/{ATTACHMENTS}/{name}", "size": size}
                for name, size in sizes.items()
                if name not in known
            ],
            "general": GENERAL,
        }

    def _is_referenced(self, url: str) -> bool:
        """Whether any file of notes refers to an attached file; one that cannot be read might."""
        try:
            return any(url in self._notes.read(name).text for name in self._notes.lessons())
        except HomlError:
            return True

    def _document(self, lesson: str, name: str) -> dict[str, Any]:
        return link_document(_find(self._notes.read(lesson), name), lesson, self._notes.folder.attachments())


def _find(notes_file: NotesFile, name: str, seen: Any = None) -> PlacedBlock:
    found = notes_file.find(name)
    if found is None or not isinstance(found.block, Link):
        raise NotFound("This link is not among the notes any more. Refresh the notes.")
    if seen is not None and seen != version(found.block):
        raise Conflict("This link was changed in the file since you looked at it. Refresh the notes and try again.")
    return found


def _link(wanted: dict[str, Any], old: Link) -> Link:
    values = {key: wanted.get(key, getattr(old, key)) for key in ("title", "url", "state", "instead_of")}
    url = values["url"].strip()
    if not url or any(sign.isspace() or sign in "<>" for sign in url):
        raise HomlError("A link needs an address without spaces, such as https://example.org/page.")
    if url.startswith(f"{ATTACHMENTS}/") or url.casefold().startswith(("javascript:", "data:", "vbscript:")):
        raise HomlError("This address cannot be a link. Take one that begins with https://, or attach the file.")
    return replace(old, **{**values, "url": url, "title": values["title"].strip() or url})
