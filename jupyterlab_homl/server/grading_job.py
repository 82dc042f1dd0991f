"""Grading from the server: jobs that run the command `jupyter homl class grade` and follow its events."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import Conflict, HomlError, NotFound
from .command_job import run_module
from .jobs import Job, JobResult, Jobs

#: The kind of a grading job.
GRADING = "grading"


@dataclass(frozen=True)
class GradableAssignment:
    """An assignment that can be graded.

    Attributes
    ----------
    name : str
        Its name.
    source, release : bool
        Whether the folder of that name has it.
    submitted : int
        How many students have handed it in.
    """

    name: str
    source: bool
    release: bool
    submitted: int

    def document(self) -> dict[str, object]:
        """The assignment as JSON."""
        return asdict(self)


class GradingJobs:
    """Grades the assignments of a course, one at a time.

    Parameters
    ----------
    course : Path
        The folder in which the server was started.
    jobs : Jobs
        The queue of the server's jobs.
    workers : int
        How many submissions run at once; 0 for what nbgrader's configuration says.
    scheduler : str
        The address of a Dask scheduler; empty for none.
    on_change : callable
        Called with a job, in any thread, when it begins, makes progress or ends.
    """

    def __init__(self, course: Path, jobs: Jobs, workers: int, scheduler: str, on_change: Callable[[Job], None]) -> None:
        self._course, self._jobs, self._on_change = course, jobs, on_change
        self._options = [*([f"--workers={workers}"] if workers else []), *([f"--scheduler={scheduler}"] if scheduler else [])]

    def assignments(self) -> list[GradableAssignment]:
        """The assignments that can be graded, by the folders that nbgrader has by default, sorted by name.

        Raises
        ------
        NotFound
            If the server was not started in the folder of a course.
        """
        configuration_of(self._course)
        source, release = ({path.name for path in _folders(self._course / kind)} for kind in ("source", "release"))
        submitted = [path.name for student in _folders(self._course / "submitted") for path in _folders(student)]
        return [
            GradableAssignment(name, name in source, name in release, submitted.count(name))
            for name in sorted(source | release)
        ]

    def under_way(self, assignment: str) -> dict[str, object] | None:
        """The queued or running job that grades an assignment, as JSON; None if there is none."""
        job = self._jobs.under_way(GRADING, assignment)
        return None if job is None else {"job": job.id, "state": job.state, "progress": job.progress}

    def start(self, assignment: str, students: list[str] | None = None, force: bool = False) -> Job:
        """Queue the grading of an assignment.

        Parameters
        ----------
        assignment : str
            Its name.
        students : list of str, optional
            The students whose submissions are graded; all by default.
        force : bool
            Whether to grade submissions again that have not changed.

        Raises
        ------
        HomlError
            If an argument is invalid.
        NotFound
            If the server was not started in the folder of a course.
        Conflict
            If the assignment is being graded already.
        """
        if not is_name(assignment):
            raise HomlError("“{name}” cannot be the name of an assignment.", name=assignment)
        for student in students or []:
            if not is_name(student):
                raise HomlError("“{name}” cannot be the id of a student.", name=student)
        configuration_of(self._course)
        if self._jobs.under_way(GRADING, assignment):
            raise Conflict(
                "{assignment} is being graded already. Wait until that has ended, or stop it first.", assignment=assignment
            )
        options = [*self._options, *(f"--student={student}" for student in students or []), *(["--force"] if force else [])]
        return self._jobs.start_long(GRADING, assignment, lambda job: self._run(job, options), self._on_change)

    def _run(self, job: Job, options: list[str]) -> JobResult | None:
        command = ["class", "grade", f"--course={self._course}", "--events", *options, "--", job.subject]
        return run_module(job, "jupyterlab_homl.cli.main", command, self._course, self._on_change)


def configuration_of(course: Path) -> Path:
    """The configuration of the course in a folder.

    Raises
    ------
    NotFound
        If there is no course in it.
    """
    path = course / "nbgrader_config.py"
    if not path.is_file():
        raise NotFound(
            "There is no nbgrader_config.py in {folder}, so this is no nbgrader course. Start JupyterLab in the course's "
            "folder; `jupyter homl class init` makes one.",
            folder=course,
        )
    return path


def _folders(parent: Path) -> list[Path]:
    """The folders in a folder without hidden ones; none if it cannot be read."""
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    return []


def is_name(name: str) -> bool:
    """Whether this can be the name of one folder of nbgrader's, which takes names for patterns."""
    return bool(name.strip()) and name.isprintable() and not set("/*?") & set(name) and name[0] != "."
