"""The course of an instructor's server: its settings, and the jobs that work on its assignments."""

from __future__ import annotations

import threading
from pathlib import Path

from ..classroom.actions import Action
from ..classroom.nbgrader_course import CourseSettings, read_settings
from ..errors import Conflict
from .command_job import run_module
from .grading_job import GRADING, configuration_of
from .jobs import Job, Jobs


class ClassCourse:
    """The nbgrader course in the folder in which the server was started.

    Parameters
    ----------
    folder : Path
        The folder.
    jobs : Jobs
        The queue of the server's jobs.
    """

    def __init__(self, folder: Path, jobs: Jobs) -> None:
        self._folder, self._jobs = folder, jobs
        self._lock = threading.Lock()
        self._known: tuple[int, CourseSettings] | None = None

    def settings(self) -> CourseSettings:
        """Its settings, read again when its configuration has changed. It may take a second.

        Raises
        ------
        NotFound
            If there is no course in the folder.
        HomlError
            If its configuration cannot be run.
        """
        with self._lock:
            changed = configuration_of(self._folder).stat().st_mtime_ns
            if self._known is None or self._known[0] != changed:
                self._known = changed, read_settings(self._folder)
            return self._known[1]

    def under_way(self, assignment: str) -> dict[str, object] | None:
        """The queued or running job that does something to an assignment, as JSON; None if there is none."""
        for kind in (GRADING, *Action):
            job = self._jobs.under_way(kind, assignment)
            if job is not None:
                return {"job": job.id, "kind": str(kind), "state": job.state, "progress": job.progress}
        return None

    def start(self, action: Action, assignment: str) -> Job:
        """Queue something that is done to an assignment.

        Raises
        ------
        Conflict
            If something is being done to it already.
        """
        if self.under_way(assignment):
            raise Conflict(
                "Something is being done to {assignment} already. Wait until that has ended.", assignment=assignment
            )
        arguments = [str(self._folder), action.value, assignment]
        return self._jobs.start_long(
            action.value, assignment, lambda job: run_module(job, "jupyterlab_homl.classroom.actions", arguments, self._folder)
        )
