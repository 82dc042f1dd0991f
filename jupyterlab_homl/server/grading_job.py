"""Grading from the server: the command `jupyter homl class grade`, run as a job and listened to.

nbgrader's code changes the process that it runs in (working directory, environment), so it never runs in the server.
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
from pathlib import Path
from typing import IO, Any

from ..errors import Conflict, HomlError, NotFound
from .jobs import Job, Jobs

#: The kind of these jobs.
GRADING = "grading"

#: Seconds between two words about progress, at least.
_EVERY = 0.4

#: How often it is looked whether to stop, in seconds.
_LOOK = 0.2

#: Seconds that a grading which is to stop has for recording what is done.
_GRACE = 8.0

#: Seconds that it then has to end, once it says nothing any more.
_LAST = 2.0

#: How much of what the command complains of is read, in bytes.
_COMPLAINTS = 8000

#: What the command line begins its sentences with.
_SAYS = "jupyter homl: "

_log = logging.getLogger(__name__)


class Grading:
    """Grades a course's assignments, one at a time.

    Parameters
    ----------
    course : Path
        The folder that the server was started in.
    jobs : Jobs
        Where the work is queued.
    workers : int
        How many submissions run at once; 0 for what nbgrader's configuration says.
    scheduler : str
        The address of a Dask scheduler; empty for none.
    told : callable
        Called with a job, in any thread, when it begins, has come further or has ended.
    """

    def __init__(self, course: Path, jobs: Jobs, workers: int, scheduler: str, told: Callable[[Job], None]) -> None:
        self._course, self._jobs, self._told = course, jobs, told
        self._options = [*([f"--workers={workers}"] if workers else []), *([f"--scheduler={scheduler}"] if scheduler else [])]

    def assignments(self) -> list[dict[str, Any]]:
        """What can be graded: looks at folders only, those that nbgrader has by default.

        Returns
        -------
        list of dict
            ``name``, ``source`` and ``release`` (whether it is in the folder of that name), and ``submitted`` (how many
            handed it in), by name.

        Raises
        ------
        NotFound
            If the server was not started in a course's folder.
        """
        self._must_be_course()
        places = {kind: set(_folders(self._course / kind)) for kind in ("source", "release")}
        submitted = [name for student in _folders(self._course / "submitted") for name in _folders(student)]
        names = {path.name for found in places.values() for path in found}
        handed_in = [path.name for path in submitted]
        return [
            {
                "name": name,
                **{kind: any(path.name == name for path in found) for kind, found in places.items()},
                "submitted": handed_in.count(name),
            }
            for name in sorted(names)
        ]

    def under_way(self, assignment: str) -> dict[str, Any] | None:
        """The job that grades an assignment now, or will."""
        job = self._jobs.under_way(GRADING, assignment)
        return None if job is None else {"job": job.id, "state": job.state, "progress": job.progress}

    def start(self, assignment: str, students: list[str] | None = None, force: bool = False) -> Job:
        """Queue the grading of an assignment.

        Parameters
        ----------
        assignment : str
            Its name.
        students : list of str, optional
            Whose submissions; all by default.
        force : bool
            Whether to grade again what has not changed.

        Raises
        ------
        HomlError
            If it cannot be meant.
        NotFound
            If the server was not started in a course's folder.
        Conflict
            If the assignment is being graded: a grading is not stopped because somebody asks twice.
        """
        if not _is_name(assignment):
            raise HomlError("“{name}” cannot be the name of an assignment.", name=assignment)
        for student in students or []:
            if not _is_name(student):
                raise HomlError("“{name}” cannot be the id of a student.", name=student)
        self._must_be_course()
        if self._jobs.under_way(GRADING, assignment):
            raise Conflict(
                "{assignment} is being graded already. Wait until that has ended, or stop it first.", assignment=assignment
            )
        options = [*self._options, *(f"--student={student}" for student in students or []), *(["--force"] if force else [])]
        return self._jobs.start_long(GRADING, assignment, lambda job: self._run(job, options), self._told)

    def _must_be_course(self) -> None:
        if not (self._course / "nbgrader_config.py").is_file():
            raise NotFound(
                "There is no nbgrader_config.py in {folder}, so this is no nbgrader course. Start JupyterLab in the course's "
                "folder; `jupyter homl class init` makes one.",
                folder=self._course,
            )

    def _run(self, job: Job, options: list[str]) -> dict[str, Any] | None:
        """Run the command; gives its report, None where it was stopped before it had one."""
        # -P: a file of the course must not take the place of a library
        command = [sys.executable, "-P", "-m", "jupyterlab_homl.cli.main", "class", "grade", f"--course={self._course}"]
        with tempfile.TemporaryFile() as complaints:
            try:
                process = subprocess.Popen(  # noqa: S603 - our own command; what is not ours cannot be an option
                    [*command, "--events", *options, "--", job.subject],
                    cwd=self._course,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    start_new_session=True,
                )
            except OSError as error:
                raise HomlError("The grading could not be started: {reason}.", reason=error.strerror or error) from error
            report: dict[str, Any] | None = None
            problem: HomlError | None = None
            spoken = 0.0
            try:
                for event in _events(process, job):
                    if event["event"] == "progress":
                        job.progress = {"done": int(event["done"]), "total": int(event["total"])}
                        if time.monotonic() - spoken > _EVERY:
                            spoken = time.monotonic()
                            self._told(job)
                    elif event["event"] == "done":
                        report = event["report"]
                    elif event["event"] == "problem":
                        problem = HomlError(event["id"], **event["values"])
            finally:
                code = _end(process)
            if report is not None:
                return report
            if job.cancel.is_set():
                return None
            raise problem or _problem(code, complaints)


def _folders(place: Path) -> list[Path]:
    """The folders in a folder, hidden ones aside; none where it cannot be read."""
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    return []


def _is_name(name: str) -> bool:
    """Whether it can be the name of a folder that nbgrader makes."""
    return bool(name.strip()) and name.isprintable() and "/" not in name and name[0] != "."


def _events(process: subprocess.Popen[bytes], job: Job) -> Iterator[dict[str, Any]]:
    """What the command says, until it has ended or is told to and does not."""
    until: float | None = None
    rest = b""
    output = process.stdout
    assert output is not None
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while until is None or time.monotonic() < until:
            if job.cancel.is_set() and until is None:
                until = time.monotonic() + _GRACE
                # not SIGINT: where the server ignores that (started in the background), what it starts does, too
                process.send_signal(signal.SIGTERM)
            if not selector.select(_LOOK):
                if process.poll() is not None:  # something of its own holds on to its output
                    return
                continue
            data = os.read(output.fileno(), 1 << 16)
            if not data:
                return
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                with contextlib.suppress(ValueError):  # what a course's configuration prints
                    event = json.loads(line)
                    if isinstance(event, dict) and "event" in event:
                        yield event


def _end(process: subprocess.Popen[bytes]) -> int:
    """Leave nothing behind; gives the exit code."""
    assert process.stdout is not None
    process.stdout.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_LAST)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _problem(code: int, complaints: IO[bytes]) -> HomlError:
    """Why there is no report: the command's own sentence, or what is in the log."""
    complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - _COMPLAINTS))
    text = complaints.read().decode("utf-8", "replace").strip()
    sentences = [line.removeprefix(_SAYS) for line in text.splitlines() if line.startswith(_SAYS)]
    if code == 2 and sentences:
        return HomlError(sentences[-1])
    _log.error("Grading ended with exit code %s: %s", code, text)
    return HomlError(
        "The grading stopped with an error of its own (exit code {code}). What is graded is kept. The server's log has the "
        "details.",
        code=code,
    )
