"""The course, opening lessons, and where the learner is."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from .base import HomlHandler, Routes
from .review import review_of


class CourseHandler(HomlHandler):
    """`GET course`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The course with the learner's progress: all that the panel needs at first."""
        review, teaches = review_of(self), self.teaches
        found = await self.in_thread(lambda: review.course_text(instructor=teaches))
        self.set_header("Content-Type", "application/json")
        self.finish(found)


class OpenHandler(HomlHandler):
    """`POST lessons/ID/open`."""

    @web.authenticated
    @authorized
    async def post(self, lesson: str) -> None:
        """Copy a lesson into the workspace."""
        opened = await self.in_thread(self.service.workspace.open, lesson)
        self.in_background(self.service.warm, lesson)
        self.finish(
            {
                "path": self.contents_path(opened.lesson),
                "exercises": self.contents_path(opened.exercises),
                "created": [self.contents_path(path) for path in opened.created],
            }
        )


class VisitsHandler(HomlHandler):
    """`POST visits`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Store where the learner is."""
        body = self.body("Visit")
        await self.in_thread(self.service.visit, body["lesson"], body["notebook"], body.get("exercise"))
        self.in_background(self.service.warm, body["lesson"])
        self.set_status(204)
        self.finish()


ROUTES: Routes = [
    (r"/course", CourseHandler),
    (r"/lessons/(?P<lesson>[\w-]+)/open", OpenHandler),
    (r"/visits", VisitsHandler),
]
