"""Jobs that run a command of ours and follow the events that it prints as lines of JSON.

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
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from ..errors import HomlError
from .jobs import Job, JobResult

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


def run_module(
    job: Job, module: str, arguments: Sequence[str], folder: Path, on_change: Callable[[Job], None] = lambda job: None
) -> JobResult | None:
    """Run a module in a process of its own; returns its report, None if it was stopped before it had one.

    Parameters
    ----------
    job : Job
        The job whose work this is.
    module : str
        The module's name.
    arguments : sequence of str
        Its arguments.
    folder : Path
        Where it runs.
    on_change : callable
        Called with the job when it makes progress.

    Raises
    ------
    HomlError
        If it cannot be started, or ends without a report.
    """
    # -P: no file in the course's folder may shadow a library
    command = [sys.executable, "-P", "-m", module, *arguments]
    with tempfile.TemporaryFile() as stderr:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own command; user input cannot be taken for an option
                command,
                cwd=folder,
                env={**os.environ, "PATH": _path()},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                start_new_session=True,
            )
        except OSError as error:
            raise HomlError("This could not be started: {reason}.", reason=error.strerror or error) from error
        report: dict[str, Any] | None = None
        problem: HomlError | None = None
        last_progress = 0.0
        try:
            for event in _events(process, job):
                if event["event"] == "progress":
                    job.progress = {"done": int(event["done"]), "total": int(event["total"])}
                    if time.monotonic() - last_progress > _PROGRESS_INTERVAL:
                        last_progress = time.monotonic()
                        on_change(job)
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


def _path() -> str:
    """The search path with the commands of this Python first: nbgrader starts `alembic` by its name."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


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
    _log.error("The command ended with exit code %s: %s", code, text)
    return HomlError(
        "This stopped with an error of its own (exit code {code}). What is done is kept. The server's log has the details.",
        code=code,
    )
