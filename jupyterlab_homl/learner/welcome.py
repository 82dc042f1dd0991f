"""The welcome page: what it shows, and the learner's own ratings of what they know."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import NotFound
from ..progress.welcome import WelcomePage, welcome
from .service import Service


@dataclass(frozen=True)
class Welcome:
    """The welcome page of one learner.

    Attributes
    ----------
    service : Service
        The learner's course and progress.
    """

    service: Service

    def page(self) -> WelcomePage:
        """What the page shows."""
        return welcome(self.service.library.course, self.service.record())

    def rate(self, topic: str, rating: int) -> WelcomePage:
        """Store how well the learner says they know a topic, and return what the page now shows.

        Raises
        ------
        NotFound
            If there is no such topic.
        """
        topics = [lesson.id for lesson in self.service.library.course.lessons if lesson.selfcheck and lesson.ready]
        if topic not in topics:
            raise NotFound("There is no topic “{topic}”. The topics are: {known}.", topic=topic, known=", ".join(topics))
        self.service.store.add_event("selfcheck", topic, rating=rating)
        self.service.on_progress(topic, "", "marked")  # where *Continue* leads may be another lesson now
        return self.page()
