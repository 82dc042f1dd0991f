"""The predictions that lessons ask for."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...learner.predictions import Predictions
from .base import HomlHandler, Routes


class PredictionsHandler(HomlHandler):
    """`GET` and `POST lessons/ID/predictions`."""

    @property
    def predictions(self) -> Predictions:
        """The learner's predictions."""
        return Predictions(self.service)

    @web.authenticated
    @authorized
    async def get(self, lesson: str) -> None:
        """The questions of a lesson with the learner's choices."""
        found = await self.in_thread(self.predictions.of_lesson, lesson)
        self.finish({"predictions": [answer.document() for answer in found]})

    @web.authenticated
    @authorized
    async def post(self, lesson: str) -> None:
        """Store a choice."""
        body = self.body("PredictionRequest")
        found = await self.in_thread(self.predictions.choose, lesson, body["prediction"], body["choice"])
        self.finish(found.document())


ROUTES: Routes = [(r"/lessons/(?P<lesson>[^/]+)/predictions", PredictionsHandler)]
