"""Notes: listed, written, changed, taken out, imported, exported."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...learner.cards import Cards
from ...learner.links import Links
from ...learner.notes import Notes
from .base import HomlHandler, Routes


class NotesBase(HomlHandler):
    """Base of the routes of notes, cards, links and files."""

    @property
    def notes(self) -> Notes:
        """The notes of the learner's workspace."""
        _ = self.service  # tells why the course cannot be read, where it cannot
        found: Notes = self.settings["homl_notes"]
        return found

    @property
    def cards(self) -> Cards:
        """The cards."""
        return Cards(self.notes)

    @property
    def links(self) -> Links:
        """The links and files."""
        return Links(self.notes, self.notes.make_id)

    def with_root(self, document: dict[str, Any]) -> dict[str, Any]:
        """A document with the contents API's path of the workspace, or null where it is outside of the server's folder."""
        workspace = self.service.workspace.root
        inside = workspace.is_relative_to(self.root)
        return {**document, "root": workspace.relative_to(self.root).as_posix() if inside else None}


class NotesHandler(NotesBase):
    """`GET notes`, `POST notes`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The notes of a lesson, or those of all, that hold the words of a query."""
        lesson, query = self.get_query_argument("lesson", ""), self.get_query_argument("q", "")
        self.finish(self.with_root(await self.in_thread(self.notes.listing, lesson or None, query)))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Write a note down."""
        body = self.body("NewNote")
        self.set_status(201)
        self.finish(await self.in_thread(self.notes.create, body["lesson"], body))


class NoteHandler(NotesBase):
    """`PUT` and `DELETE notes/ID`."""

    @web.authenticated
    @authorized
    async def put(self, note: str) -> None:
        """Change a note."""
        body = self.body("NoteChange")
        self.finish(await self.in_thread(self.notes.save, body["lesson"], note, body))

    @web.authenticated
    @authorized
    async def delete(self, note: str) -> None:
        """Take a note out."""
        lesson, seen = self.get_query_argument("lesson"), self.get_query_argument("version")
        self.finish(await self.in_thread(self.notes.delete, lesson, note, seen))


class TodoHandler(NotesBase):
    """`POST notes/ID/todo`."""

    @web.authenticated
    @authorized
    async def post(self, note: str) -> None:
        """Open or close a task."""
        body = self.body("TaskChange")
        found = await self.in_thread(self.notes.tick, body["lesson"], note, body.get("task"), body["done"], body["version"])
        self.finish(found)


class ImportHandler(NotesBase):
    """`POST notes/import`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """The notes of a text: shown, or taken in."""
        body = self.body("NotesImport")
        self.finish(await self.in_thread(self.notes.import_text, body["lesson"], body["text"], body.get("preview", True)))


class ExportHandler(NotesBase):
    """`GET notes/export`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """All notes as one Markdown document."""
        lesson = self.get_query_argument("lesson", "")
        markdown = await self.in_thread(self.notes.export, lesson or None)
        self.finish({"name": f"notes-{lesson or 'all'}.md", "markdown": markdown})


ROUTES: Routes = [
    (r"/notes", NotesHandler),
    (r"/notes/import", ImportHandler),
    (r"/notes/export", ExportHandler),
    (r"/notes/(?P<note>[\w-]+)", NoteHandler),
    (r"/notes/(?P<note>[\w-]+)/todo", TodoHandler),
]
