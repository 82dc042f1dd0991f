"""Hints and solutions."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from .base import HomlHandler


class HintsHandler(HomlHandler):
    """`GET` and `POST exercises/ID/hints`."""

    @web.authenticated
    @authorized
    async def get(self, exercise: str) -> None:
        """The hints that are open."""
        self.finish(await self.in_thread(self.service.hints, exercise))

    @web.authenticated
    @authorized
    async def post(self, exercise: str) -> None:
        """Open the next hint."""
        self.finish(await self.in_thread(self.service.open_hint, exercise))


class SolutionHandler(HomlHandler):
    """`GET exercises/ID/solution`."""

    @web.authenticated
    @authorized
    async def get(self, exercise: str) -> None:
        """The worked solution, if the policy opens it."""
        self.finish(await self.in_thread(self.service.solution, exercise))
