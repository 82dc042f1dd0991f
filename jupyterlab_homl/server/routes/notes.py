"""Notes: listing, adding, changing, deleting, importing and exporting them."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...learner.cards import Cards
from ...learner.links import Links
from ...learner.notes import Notes
from .base import HomlHandler, Routes


class NotesBase(HomlHandler):
    """Base of the handlers for notes, cards, links and files."""

    @property
    def notes(self) -> Notes:
        """The notes of the learner's workspace."""
        _ = self.service  # raises the error if the course could not be read
        found: Notes = self.settings["homl_notes"]
        return found.at(self.zone)

    @property
    def cards(self) -> Cards:
        """The cards of the learner's workspace."""
        return Cards(self.notes)

    @property
    def links(self) -> Links:
        """The links and attached files of the learner's workspace."""
        return Links(self.notes, self.notes.make_id)

    def with_root(self, document: dict[str, object]) -> dict[str, object]:
        """A document with the workspace's path in the contents API, null if it is outside of the server's root folder."""
        workspace = self.service.workspace.root
        inside = workspace.is_relative_to(self.root)
        return {**document, "root": workspace.relative_to(self.root).as_posix() if inside else None}


class NotesHandler(NotesBase):
    """`GET notes`, `POST notes`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The notes of one lesson or of all that contain the words of a query."""
        lesson, query = self.get_query_argument("lesson", ""), self.get_query_argument("q", "")
        found = await self.in_thread(self.notes.listing, lesson or None, query)
        self.finish(self.with_root(found.document()))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Add a note."""
        body = self.body("NewNote")
        self.set_status(201)
        self.finish((await self.in_thread(self.notes.create, body["lesson"], body)).document())


class NoteHandler(NotesBase):
    """`PUT` and `DELETE notes/ID`."""

    @web.authenticated
    @authorized
    async def put(self, note: str) -> None:
        """Change a note."""
        body = self.body("NoteChange")
        self.finish((await self.in_thread(self.notes.save, body["lesson"], note, body)).document())

    @web.authenticated
    @authorized
    async def delete(self, note: str) -> None:
        """Delete a note."""
        lesson, seen = self.get_query_argument("lesson"), self.get_query_argument("version")
        self.finish((await self.in_thread(self.notes.delete, lesson, note, seen)).document())


class TodoHandler(NotesBase):
    """`POST notes/ID/todo`."""

    @web.authenticated
    @authorized
    async def post(self, note: str) -> None:
        """Mark a task as done or open."""
        body = self.body("TaskChange")
        found = await self.in_thread(self.notes.tick, body["lesson"], note, body.get("task"), body["done"], body["version"])
        self.finish(found.document())


class ImportHandler(NotesBase):
    """`POST notes/import`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Import the notes in a text, or preview them."""
        body = self.body("NotesImport")
        found = await self.in_thread(self.notes.import_text, body["lesson"], body["text"], body.get("preview", True))
        self.finish(found.document())


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
    (r"/notes/(?P<note>[^/]+)", NoteHandler),
    (r"/notes/(?P<note>[^/]+)/todo", TodoHandler),
]
