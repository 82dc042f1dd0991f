"""Grading from the server: jobs that run the command `jupyter homl class grade` and follow its events.

nbgrader changes the working directory and the environment of its process, so it never runs in the server's.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from ..errors import Conflict, HomlError, NotFound
from .jobs import Job, JobResult, Jobs

#: The kind of a grading job.
GRADING = "grading"

#: The least number of seconds between two reports of progress.
_PROGRESS_INTERVAL = 0.4

#: Seconds between two looks at whether the job has been cancelled.
_POLL_INTERVAL = 0.2

#: Seconds that the command has for recording results after the job has been cancelled.
_GRACE = 8.0

#: Seconds that its process has to end after it has closed its output.
_EXIT_TIMEOUT = 2.0

#: How many bytes of its standard error are read.
_MOST_STDERR = 8000

#: The prefix of the command's error messages.
_PREFIX = "jupyter homl: "

_log = logging.getLogger(__name__)


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
        self._require_course()
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
        if not _is_name(assignment):
            raise HomlError("“{name}” cannot be the name of an assignment.", name=assignment)
        for student in students or []:
            if not _is_name(student):
                raise HomlError("“{name}” cannot be the id of a student.", name=student)
        self._require_course()
        if self._jobs.under_way(GRADING, assignment):
            raise Conflict(
                "{assignment} is being graded already. Wait until that has ended, or stop it first.", assignment=assignment
            )
        options = [*self._options, *(f"--student={student}" for student in students or []), *(["--force"] if force else [])]
        return self._jobs.start_long(GRADING, assignment, lambda job: self._run(job, options), self._on_change)

    def _require_course(self) -> None:
        if not (self._course / "nbgrader_config.py").is_file():
            raise NotFound(
                "There is no nbgrader_config.py in {folder}, so this is no nbgrader course. Start JupyterLab in the course's "
                "folder; `jupyter homl class init` makes one.",
                folder=self._course,
            )

    def _run(self, job: Job, options: list[str]) -> JobResult | None:
        """Run the command; returns its report, None if it was stopped before it had one."""
        # -P: no file in the course's folder may shadow a library
        command = [sys.executable, "-P", "-m", "jupyterlab_homl.cli.main", "class", "grade", f"--course={self._course}"]
        with tempfile.TemporaryFile() as stderr:
            try:
                process = subprocess.Popen(  # noqa: S603 - our own command; user input cannot be taken for an option
                    [*command, "--events", *options, "--", job.subject],
                    cwd=self._course,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=stderr,
                    start_new_session=True,
                )
            except OSError as error:
                raise HomlError("The grading could not be started: {reason}.", reason=error.strerror or error) from error
            report: dict[str, Any] | None = None
            problem: HomlError | None = None
            last_progress = 0.0
            try:
                for event in _events(process, job):
                    if event["event"] == "progress":
                        job.progress = {"done": int(event["done"]), "total": int(event["total"])}
                        if time.monotonic() - last_progress > _PROGRESS_INTERVAL:
                            last_progress = time.monotonic()
                            self._on_change(job)
                    elif event["event"] == "done":
                        report = event["report"]
                    elif event["event"] == "problem":
                        problem = HomlError(event["id"], **event["values"])
            finally:
                code = _end(process)
            if report is not None:
                return JobResult(report, stopped=bool(report.get("stopped")))
            if job.cancel.is_set():
                return None
            raise problem or _problem(code, stderr)


def _folders(parent: Path) -> list[Path]:
    """The folders in a folder without hidden ones; none if it cannot be read."""
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    return []


def _is_name(name: str) -> bool:
    """Whether this can be the name of a folder of nbgrader's."""
    return bool(name.strip()) and name.isprintable() and "/" not in name and name[0] != "."


def _events(process: subprocess.Popen[bytes], job: Job) -> Iterator[dict[str, Any]]:
    """The events that the command prints, until it ends, or does not end in time after the job has been cancelled."""
    deadline: float | None = None
    rest = b""
    output = process.stdout
    assert output is not None
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while deadline is None or time.monotonic() < deadline:
            if job.cancel.is_set() and deadline is None:
                deadline = time.monotonic() + _GRACE
                # not SIGINT: a server that was started in the background ignores it, and its child processes inherit that
                process.send_signal(signal.SIGTERM)
            if not selector.select(_POLL_INTERVAL):
                if process.poll() is not None:  # one of its children still has its output open
                    return
                continue
            data = os.read(output.fileno(), 1 << 16)
            if not data:
                return
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                with contextlib.suppress(ValueError):  # the course's configuration may print anything
                    event = json.loads(line)
                    if isinstance(event, dict) and "event" in event:
                        yield event


def _end(process: subprocess.Popen[bytes]) -> int:
    """End the command's process group; returns the exit code."""
    assert process.stdout is not None
    process.stdout.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_EXIT_TIMEOUT)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _problem(code: int, stderr: IO[bytes]) -> HomlError:
    """The error if there is no report: the command's own message, or a reference to the log."""
    stderr.seek(max(0, stderr.seek(0, os.SEEK_END) - _MOST_STDERR))
    text = stderr.read().decode("utf-8", "replace").strip()
    sentences = [line.removeprefix(_PREFIX) for line in text.splitlines() if line.startswith(_PREFIX)]
    if code == 2 and sentences:
        return HomlError(sentences[-1])
    _log.error("Grading ended with exit code %s: %s", code, text)
    return HomlError(
        "The grading stopped with an error of its own (exit code {code}). What is graded is kept. The server's log has the "
        "details.",
        code=code,
    )
