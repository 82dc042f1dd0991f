"""What an instructor does with an assignment, by nbgrader's own API: `python -m jupyterlab_homl.classroom.actions`.

It runs in a process of its own and prints its end as a line of JSON, in the form of the events of `class grade`.
"""

from __future__ import annotations

import json
import logging
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..errors import HomlError
from .nbgrader_course import open_course


class Action(StrEnum):
    """A step of an assignment's life, beside grading."""

    GENERATE = "generate"
    RELEASE = "release"
    UNRELEASE = "unrelease"
    COLLECT = "collect"
    FEEDBACK = "feedback"


#: The methods of nbgrader's API that make up each action.
_METHODS = {
    Action.GENERATE: ("generate_assignment",),
    Action.RELEASE: ("release_assignment",),
    Action.UNRELEASE: ("unrelease",),
    Action.COLLECT: ("collect",),
    Action.FEEDBACK: ("generate_feedback", "release_feedback"),
}

#: What the lines of nbgrader's log begin with that say why something failed, the most telling first.
_WARNING = "[WARNING] "
_REASONS = ("[CRITICAL] ", "[ERROR] ", _WARNING)


def perform(course: Path, action: Action, assignment: str) -> dict[str, object]:
    """Do it; gives a report.

    Raises
    ------
    HomlError
        If nbgrader cannot, with its reason.
    """
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.auth import Authenticator

    app = open_course(course)
    app.log.setLevel(logging.WARNING)  # what nbgrader warns of is part of the report
    # Released again, an assignment replaces what learners fetch from then on.
    app.config.ExchangeReleaseAssignment.force = True
    api = NbGraderAPI(app.coursedir, Authenticator(parent=app), parent=app)
    logs = []
    for method in _METHODS[action]:
        result: dict[str, Any] | None = getattr(api, method)(assignment)
        if result is None:
            raise HomlError("nbgrader has no exchange on this system.")
        if not result["success"]:
            raise HomlError(
                "nbgrader could not process {assignment}: {reason}",
                assignment=assignment,
                reason=_reason(result.get("log", ""), result.get("error", "")),
            )
        logs.append(result.get("log", ""))
    warnings = [line.removeprefix(_WARNING) for line in "".join(logs).splitlines() if line.startswith(_WARNING)]
    return {"action": action.value, "assignment": assignment, "warnings": warnings}


def _reason(log: str, error: str) -> str:
    """The line of nbgrader's log, or the last one of its traceback, that says why."""
    for level in _REASONS:
        told = [line.removeprefix(level) for line in log.splitlines() if line.startswith(level)]
        if told:
            return told[-1]
    lines = error.strip().splitlines()
    return lines[-1] if lines else "?"


def main(course: str, action: str, assignment: str) -> None:
    """Do it, and print how it ended."""
    try:
        event: dict[str, object] = {"event": "done", "report": perform(Path(course), Action(action), assignment)}
    except HomlError as error:
        event = {"event": "problem", **error.document()}
    sys.stdout.write(json.dumps(event) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
