"""Cards, links and attached files."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from .base import Routes
from .notes import NotesBase


class CardsHandler(NotesBase):
    """`GET cards`, `POST cards`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The learner's cards and the course's."""
        self.finish((await self.in_thread(self.cards.listing)).document())

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Add a card."""
        body = self.body("NewCard")
        self.set_status(201)
        self.finish((await self.in_thread(self.cards.create, body)).document())


class CardHandler(NotesBase):
    """`PUT` and `DELETE cards/ID`."""

    @web.authenticated
    @authorized
    async def put(self, card: str) -> None:
        """Change a card."""
        self.finish((await self.in_thread(self.cards.save, card, self.body("CardChange"))).document())

    @web.authenticated
    @authorized
    async def delete(self, card: str) -> None:
        """Delete a card."""
        self.finish((await self.in_thread(self.cards.delete, card, self.get_query_argument("version"))).document())


class LinksHandler(NotesBase):
    """`POST links`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Add a link."""
        body = self.body("NewLink")
        self.set_status(201)
        self.finish((await self.in_thread(self.links.create, body["lesson"], body)).document())


class LinkHandler(NotesBase):
    """`PUT` and `DELETE links/ID`, for links and attached files."""

    @web.authenticated
    @authorized
    async def put(self, link: str) -> None:
        """Change a link."""
        body = self.body("LinkChange")
        self.finish((await self.in_thread(self.links.save, body["lesson"], link, body)).document())

    @web.authenticated
    @authorized
    async def delete(self, link: str) -> None:
        """Delete a link or an attached file."""
        self.finish((await self.in_thread(self.links.delete, self.get_query_argument("lesson"), link)).document())


class FilesHandler(NotesBase):
    """`GET files`, `POST files`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Where the learner's notebooks, notes and files are."""
        self.finish(self.with_root((await self.in_thread(self.links.places)).document()))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Attach a file."""
        body = self.body("NewFile")
        self.set_status(201)
        self.finish((await self.in_thread(self.links.attach, body["lesson"], body)).document())


ROUTES: Routes = [
    (r"/cards", CardsHandler),
    (r"/cards/(?P<card>[^/]+)", CardHandler),
    (r"/links", LinksHandler),
    (r"/links/(?P<link>[^/]+)", LinkHandler),
    (r"/files", FilesHandler),
]
