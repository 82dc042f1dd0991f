"""The OpenAPI document, which a test holds against the routes."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..contract import DOCUMENT
from .base import HomlHandler, Routes


class OpenApiHandler(HomlHandler):
    """`GET openapi.json`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The document."""
        self.finish(await self.in_thread(DOCUMENT.read_text, "utf-8"))


ROUTES: Routes = [
    (r"/openapi.json", OpenApiHandler),
]
