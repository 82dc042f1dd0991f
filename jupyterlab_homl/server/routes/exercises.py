"""What belongs to exercises besides checks: attempts, hints, solutions, ratings, and restoring answers."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...errors import NotFound
from ...learner.attempts import NEWEST, PAGE, Attempts
from .base import HomlHandler, Routes

#: The most attempts that a page may have.
MOST = 500


class ExerciseHandler(HomlHandler):
    """Base of these handlers."""

    @property
    def attempts(self) -> Attempts:
        """The learner's attempts."""
        return Attempts(self.service)


class LessonAttemptsHandler(ExerciseHandler):
    """`GET lessons/ID/attempts`."""

    @web.authenticated
    @authorized
    async def get(self, lesson: str) -> None:
        """What the strips of a notebook show at first."""
        self.finish((await self.in_thread(self.attempts.strips, lesson)).document())


class AttemptsHandler(ExerciseHandler):
    """`GET exercises/ID/attempts`."""

    @web.authenticated
    @authorized
    async def get(self, exercise: str) -> None:
        """A page of the attempts at an exercise."""
        before, limit = self.whole_number("before", NEWEST), self.whole_number("limit", PAGE)
        self.finish((await self.in_thread(self.attempts.history, exercise, before, min(limit, MOST))).document())


class AttemptHandler(ExerciseHandler):
    """`GET attempts/ID`."""

    @web.authenticated
    @authorized
    async def get(self, attempt: str) -> None:
        """An attempt with its answer and verdict."""
        number = int(attempt) if attempt.isdecimal() and len(attempt) < 16 else 0
        self.finish((await self.in_thread(self.attempts.attempt, number)).document())


class HintsHandler(ExerciseHandler):
    """`GET` and `POST exercises/ID/hints`."""

    @web.authenticated
    @authorized
    async def get(self, exercise: str) -> None:
        """The hints that are open."""
        self.finish((await self.in_thread(self.attempts.hints, exercise)).document())

    @web.authenticated
    @authorized
    async def post(self, exercise: str) -> None:
        """Open the next hint."""
        stuck = self.body("HintRequest").get("stuck", False)
        self.finish((await self.in_thread(self.attempts.open_hint, exercise, stuck)).document())


class SolutionHandler(ExerciseHandler):
    """`GET exercises/ID/solution`."""

    @web.authenticated
    @authorized
    async def get(self, exercise: str) -> None:
        """The worked solution, if the policy opens it."""
        self.finish((await self.in_thread(self.attempts.solution, exercise)).document())


class RatingsHandler(ExerciseHandler):
    """`POST exercises/ID/ratings`."""

    @web.authenticated
    @authorized
    async def post(self, exercise: str) -> None:
        """Store the learner's own rating of a short answer."""
        given = self.body("RatingRequest")["rubric"]
        self.finish((await self.in_thread(self.attempts.rate, exercise, given)).document())


class RestoresHandler(ExerciseHandler):
    """`POST restores`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Back up a notebook and return the cells of an exercise with an earlier answer."""
        body = self.body("RestoreRequest")
        path = self.local(body["path"])
        if not path.is_file():
            raise NotFound("There is no notebook {path}.", path=body["path"])
        restored = await self.in_thread(self.attempts.restore, path, body["exercise"], body.get("attempt"), self.zone)
        self.finish(restored.document())


ROUTES: Routes = [
    (r"/exercises/(?P<exercise>[^/]+)/hints", HintsHandler),
    (r"/exercises/(?P<exercise>[^/]+)/solution", SolutionHandler),
    (r"/exercises/(?P<exercise>[^/]+)/attempts", AttemptsHandler),
    (r"/exercises/(?P<exercise>[^/]+)/ratings", RatingsHandler),
    (r"/lessons/(?P<lesson>[^/]+)/attempts", LessonAttemptsHandler),
    (r"/attempts/(?P<attempt>[^/]+)", AttemptHandler),
    (r"/restores", RestoresHandler),
]
