"""The course, opening lessons, and where the learner is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

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
        review = review_of(self)
        more = {"instructor": self.teaches, "assistants": self.settings["homl_assistants"]}
        found = await self.in_thread(lambda: review.course_text(**more))
        self.set_header("Content-Type", "application/json")
        self.finish(found)


class OpenHandler(HomlHandler):
    """`POST lessons/ID/open`."""

    @web.authenticated
    @authorized
    async def post(self, lesson: str) -> None:
        """Find a lesson's notebooks; missing ones are copied into the workspace."""
        opened = await self.in_thread(self.service.open_lesson, lesson)
        self.in_background(self.service.warm, lesson)
        self.finish(
            {
                "path": self.contents_path(opened.lesson),
                "exercises": self.contents_path(opened.exercises),
                "created": [self.contents_path(path) for path in opened.created],
                "choices": [
                    {"notebook": kind, "path": self.contents_path(path), "modified": _modified(path)}
                    for kind, paths in opened.choices.items()
                    for path in paths
                ],
            }
        )


class VisitsHandler(HomlHandler):
    """`POST visits`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Store where the learner is."""
        body = self.body("Visit")
        path = None if body.get("path") is None else self.local(body["path"])
        await self.in_thread(self.service.visit, body["lesson"], body["notebook"], body.get("exercise"), path)
        self.in_background(self.service.warm, body["lesson"])
        self.set_status(204)
        self.finish()


def _modified(path: Path) -> str:
    """When a file was last changed."""
    return datetime.fromtimestamp(path.lstat().st_mtime, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


ROUTES: Routes = [
    (r"/course", CourseHandler),
    (r"/lessons/(?P<lesson>[^/]+)/open", OpenHandler),
    (r"/visits", VisitsHandler),
]
