"""Grading a class, for instructors."""

from __future__ import annotations

from typing import cast

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..grading_job import GradingJobs
from .base import InstructorHandler, Routes


class GradingHandler(InstructorHandler):
    """`GET` and `POST grading`."""

    @property
    def grading(self) -> GradingJobs:
        """The course's grading."""
        return cast("GradingJobs", self.settings["homl_grading"])

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """What can be graded, and what is."""
        found = await self.in_thread(self.grading.assignments)
        self.finish({"assignments": [{**each.document(), "job": self.grading.under_way(each.name)} for each in found]})

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Start grading."""
        body = self.body("GradingRequest")
        job = self.grading.start(body["assignment"], body.get("students"), body.get("force", False))
        self.set_status(202)
        self.finish({"job": job.id})


ROUTES: Routes = [
    (r"/grading", GradingHandler),
]
