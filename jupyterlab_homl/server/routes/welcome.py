"""The welcome page, the self-check, and the findings of the doctor."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...doctor import Doctor
from ...learner.welcome import Welcome
from .base import HomlHandler, Routes


class WelcomeHandler(HomlHandler):
    """`GET welcome`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """What the welcome page shows."""
        self.finish((await self.in_thread(Welcome(self.service).page)).document())


class SelfCheckHandler(HomlHandler):
    """`POST selfcheck`."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Store how well the learner says they know a topic."""
        body = self.body("SelfCheckRequest")
        self.finish((await self.in_thread(Welcome(self.service).rate, body["topic"], body["rating"])).document())


class DoctorHandler(HomlHandler):
    """`GET doctor`."""

    #: Shared by all requests.
    doctor = Doctor()

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The findings on this machine, with remedies."""
        again = self.get_query_argument("again", "") not in ("", "0")
        found = await self.in_thread(self.doctor.examination, self.service.workspace.root, again)
        self.finish(found.document())


ROUTES: Routes = [
    (r"/welcome", WelcomeHandler),
    (r"/selfcheck", SelfCheckHandler),
    (r"/doctor", DoctorHandler),
]
