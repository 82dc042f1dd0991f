"""The first page, and what was found on this machine: without tornado."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .._version import __version__
from ..doctor import Finding, examine
from ..errors import NotFound
from ..progress.welcome import welcome
from .service import Service


@dataclass(frozen=True)
class Welcome:
    """What the first page asks for.

    Attributes
    ----------
    service : Service
        What knows the course and the store.
    """

    service: Service

    def page(self) -> dict[str, Any]:
        """All that it shows."""
        return welcome(self.service.library.course, self.service.record())

    def rate(self, topic: str, rating: int) -> dict[str, Any]:
        """Keep how well a topic is known, and return the page.

        Raises
        ------
        NotFound
            If there is no such topic.
        """
        topics = [lesson.id for lesson in self.service.library.course.lessons if lesson.selfcheck]
        if topic not in topics:
            raise NotFound("There is no topic “{topic}”. The topics are: {known}.", topic=topic, known=", ".join(topics))
        self.service.store.add_event("selfcheck", topic, rating=rating)
        return self.page()


@dataclass
class Doctor:
    """What was found on this machine, looked at once and kept until somebody asks to look again.

    Attributes
    ----------
    look : callable
        Looks at everything, given the workspace.
    """

    look: Callable[[Path], list[Finding]] = examine
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _found: dict[Path, dict[str, Any]] = field(default_factory=dict, init=False)

    def results(self, folder: Path, again: bool = False) -> dict[str, Any]:
        """``version`` (the server's), ``at`` and ``findings``.

        Parameters
        ----------
        folder : Path
            The workspace.
        again : bool
            Whether to look anew.
        """
        with self._lock:  # who comes while somebody looks, waits for what that one finds
            if again or folder not in self._found:
                self._found[folder] = {
                    "version": __version__,
                    "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                    "findings": [finding.document() for finding in self.look(folder)],
                }
            return self._found[folder]
