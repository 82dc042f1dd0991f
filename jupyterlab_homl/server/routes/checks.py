"""Checks of exercises, the jobs that run them, and resets."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...errors import HomlError, NotFound
from ...workspace.notebooks import lesson_of, names_beside, read_notebook
from ..jobs import Job, JobResult
from .base import HomlHandler, Routes

#: The most time that a request waits for a job, in seconds.
MAX_WAIT = 30.0


class ChecksHandler(HomlHandler):
    """`POST checks`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Start a check of one exercise, or of all in the notebook if none is named."""
        body = self.body("CheckRequest")
        named, course, service = body.get("exercise"), self.service.library.course, self.service
        path = self.local(body["path"])
        if named is not None:
            lesson, exercise = course.find_exercise(str(named))
        cells = body.get("cells")
        notebook = await self.in_thread(read_notebook, path) if cells is None else {"cells": cells}
        beside = await self.in_thread(names_beside, path)
        if named is not None:
            job = self.jobs.start(
                "check",
                f"{path}:{exercise.id}",
                lambda cancel: JobResult(service.check_exercise(lesson, exercise, notebook, cancel, beside).document()),
            )
        else:
            whole, place = lesson_of(notebook, course, path), body["path"]
            job = self.jobs.start(
                "checks",
                str(path),
                lambda cancel: JobResult(
                    service.check_exercises(whole, whole.exercises, place, notebook, cancel, beside=beside).document()
                ),
            )
        self.set_status(202)
        self.finish({"job": job.id})


class JobHandler(HomlHandler):
    """`GET` and `DELETE jobs/ID`."""

    @web.authenticated
    @authorized
    async def get(self, job: str) -> None:
        """The job, as soon as it has ended or `wait` seconds have passed."""
        found = self._find(job)
        try:
            seconds = float(self.get_query_argument("wait", "0"))
        except ValueError as error:
            raise HomlError("`wait` is a number of seconds.") from error
        if seconds > 0:
            await self.jobs.wait(found, min(seconds, MAX_WAIT))
        self.finish(found.document(self.jobs.position(found)))

    @web.authenticated
    @authorized
    async def delete(self, job: str) -> None:
        """Cancel a job."""
        found = self._find(job)
        self.jobs.cancel(found)
        self.finish(found.document(self.jobs.position(found)))

    def _find(self, job: str) -> Job:
        found = self.jobs.find(job)
        if found.long:  # its result is about a whole class
            self.must_teach()
        return found


class ResetsHandler(HomlHandler):
    """`POST resets`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Back up a notebook and return the answer cells of an exercise as released."""
        body = self.body("ResetRequest")
        path = self.local(body["path"])
        if not path.is_file():
            raise NotFound("There is no notebook {path}.", path=body["path"])
        self.finish((await self.in_thread(self.service.reset, path, body["exercise"], self.zone)).document())


ROUTES: Routes = [
    (r"/checks", ChecksHandler),
    (r"/resets", ResetsHandler),
    (r"/jobs/(?P<job>[^/]+)", JobHandler),
]
