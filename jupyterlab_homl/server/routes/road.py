"""Marks, reading progress, the chosen path, and the data of the road's charts."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...learner.road import Road
from ...learner.search import SearchTexts
from .base import HomlHandler, Routes


class RoadHandler(HomlHandler):
    """Base of these handlers."""

    @property
    def road(self) -> Road:
        """The learner's way through the course."""
        return Road(self.service)


class MarksHandler(RoadHandler):
    """`POST marks`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Store the mark that the learner gives an exercise or a lesson."""
        body = self.body("MarkRequest")
        await self.in_thread(self.road.mark, body["subject"], body["state"])
        self.set_status(204)
        self.finish()


class ReadingHandler(RoadHandler):
    """`POST reading`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Store that a section was read or run."""
        body = self.body("ReadingRequest")
        await self.in_thread(self.road.mark_section, body["lesson"], body["section"], body["state"])
        self.set_status(204)
        self.finish()


class GoalHandler(RoadHandler):
    """`POST goal`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Choose a path."""
        body = self.body("GoalRequest")
        await self.in_thread(self.road.choose_path, body["goal"])
        self.set_status(204)
        self.finish()


class WeeklyGoalHandler(RoadHandler):
    """`POST weekly-goal`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Set the minutes for a week, or no goal."""
        body = self.body("WeeklyGoalRequest")
        await self.in_thread(self.road.set_weekly_goal, body["minutes"])
        self.set_status(204)
        self.finish()


class AtlasHandler(RoadHandler):
    """`GET atlas`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The paths through the course and the editions of the book."""
        self.finish((await self.in_thread(self.road.atlas)).document())


class SearchHandler(RoadHandler):
    """`GET search`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The texts that the search looks through."""
        self.finish(await self.in_thread(SearchTexts(self.service.library.course).document))


class HistoryHandler(RoadHandler):
    """`GET history`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """What was done on each day of the learner's time zone."""
        self.finish((await self.in_thread(self.road.history, self.zone)).document())


ROUTES: Routes = [
    (r"/marks", MarksHandler),
    (r"/reading", ReadingHandler),
    (r"/goal", GoalHandler),
    (r"/weekly-goal", WeeklyGoalHandler),
    (r"/atlas", AtlasHandler),
    (r"/history", HistoryHandler),
    (r"/search", SearchHandler),
]
