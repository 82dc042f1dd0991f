"""Review, skills and fast tracks."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...errors import HomlError
from ...learner.review import Review
from ...learner.review_cards import review_cards
from ...progress.review import SESSION_SECONDS
from .base import HomlHandler, Routes

#: The longest session that can be asked for, in minutes.
MOST_MINUTES = 60


class ReviewingHandler(HomlHandler):
    """Base of these handlers."""

    @property
    def review(self) -> Review:
        """The reviews of this learner."""
        return review_of(self)


def review_of(handler: HomlHandler) -> Review:
    """The reviews of a request's learner, including their own cards."""
    root = handler.service.workspace.root
    return Review(handler.service, [lambda: review_cards(root)], zone=handler.zone)


class ReviewHandler(ReviewingHandler):
    """`GET review`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The items of a session."""
        lesson, skill = self.get_query_argument("lesson", None), self.get_query_argument("skill", None)
        minutes = self.get_query_argument("minutes", None)
        if minutes is not None and minutes not in map(str, range(1, MOST_MINUTES + 1)):
            raise HomlError("`minutes` is a whole number from 1 to {most}.", most=MOST_MINUTES)
        seconds = 60 * int(minutes) if minutes is not None else SESSION_SECONDS
        self.finish((await self.in_thread(self.review.queue, lesson, skill, seconds)).document())


class ReviewItemHandler(ReviewingHandler):
    """`GET` and `POST review/ID`."""

    @web.authenticated
    @authorized
    async def get(self, item: str) -> None:
        """The back of a card."""
        self.finish((await self.in_thread(self.review.back, item)).document())

    @web.authenticated
    @authorized
    async def post(self, item: str) -> None:
        """Assess and store an answer."""
        body = self.body("ReviewAnswer")
        found = await self.in_thread(self.review.answer, item, body["turn"], body.get("answer"), body.get("rating"))
        self.finish(found.document())


class FastTrackHandler(ReviewingHandler):
    """`GET` and `POST lessons/ID/fasttrack`."""

    @web.authenticated
    @authorized
    async def get(self, lesson: str) -> None:
        """The exercise and the quiz of a fast track."""
        self.finish((await self.in_thread(self.review.fast_track, lesson)).document())

    @web.authenticated
    @authorized
    async def post(self, lesson: str) -> None:
        """Assess and store the answers to the quiz."""
        body = self.body("FastTrackAnswers")
        judge = self.review.answer_fast_track
        self.finish((await self.in_thread(judge, lesson, body["turn"], body["answers"], body.get("turns"))).document())


class SkillsHandler(ReviewingHandler):
    """`GET skills`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """All skills with their levels and the evidence for them."""
        self.finish((await self.in_thread(self.review.skills)).document())


ROUTES: Routes = [
    (r"/review", ReviewHandler),
    (r"/review/(?P<item>[^/]+)", ReviewItemHandler),
    (r"/lessons/(?P<lesson>[^/]+)/fasttrack", FastTrackHandler),
    (r"/skills", SkillsHandler),
]
