"""An nbgrader course folder as its configuration describes it.

nbgrader runs the configuration, which is a Python program and may change the process, so a server reads it in another one
(`read_settings`).
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import HomlError, NotFound

if TYPE_CHECKING:
    from nbgrader.apps.baseapp import NbGrader

#: Seconds for running a course's configuration.
_TIMEOUT = 60


@dataclass(frozen=True)
class CourseSettings:
    """Where the parts of a course are.

    Attributes
    ----------
    root : str
        Its folder.
    course_id : str
        Its id in the exchange.
    db_url : str
        The address of its gradebook.
    structure : str
        nbgrader's template of the folder of an assignment.
    source, release, submitted, autograded, feedback : str
        The names of its steps, to be filled into the template.
    exchange : str
        The folder of the exchange; empty where it is none.
    """

    root: str
    course_id: str
    db_url: str
    structure: str
    source: str
    release: str
    submitted: str
    autograded: str
    feedback: str
    exchange: str

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """The folder of an assignment in a step."""
        filled = self.structure.format(nbgrader_step=step, student_id=student, assignment_id=assignment)
        return Path(self.root, filled)

    def glob(self, step: str, student: str, assignment: str) -> list[Path]:
        """The folders that fit, sorted; ``*`` stands for every student or assignment."""
        parts = Path(self.structure.format(nbgrader_step=step, student_id="\0s", assignment_id="\0a")).parts
        found = [Path(self.root)]
        for part in parts:
            found = [
                match
                for folder in found
                for match in _children(folder, part.replace("\0s", student).replace("\0a", assignment), part)
            ]
        return sorted(found)


def _children(folder: Path, name: str, template: str) -> list[Path]:
    """The folders of a name in a folder; all that are not hidden where the name is ``*``."""
    if name != "*":
        return [folder / name] if "\0" not in template or (folder / name).is_dir() else []
    try:
        return [child for child in folder.iterdir() if not child.name.startswith(".") and child.is_dir()]
    except OSError:
        return []


def open_course(folder: Path) -> NbGrader:
    """nbgrader's application with the configuration of a course.

    Raises
    ------
    NotFound
        If the folder does not exist.
    HomlError
        If the configuration cannot be run; nbgrader itself would go on without it.
    """
    from nbgrader.apps.baseapp import NbGrader

    course = folder.expanduser().resolve()
    if not course.is_dir():
        raise NotFound("There is no folder {folder}.", folder=course)
    app = NbGrader(log_level=logging.ERROR)
    app.raise_config_file_errors = True
    try:
        app.initialize([], root=str(course))
    except Exception as error:
        raise _unreadable(course, f"{type(error).__name__}: {error}") from error
    return app


def settings_of(app: NbGrader) -> CourseSettings:
    """Where the parts of an open course are."""
    from nbgrader.exchange import ExchangeFactory

    coursedir = app.coursedir
    lister = ExchangeFactory(parent=app).List(coursedir=coursedir, authenticator=None, parent=app)
    return CourseSettings(
        root=coursedir.root,
        course_id=coursedir.course_id,
        db_url=coursedir.db_url,
        structure=coursedir.directory_structure,
        source=coursedir.source_directory,
        release=coursedir.release_directory,
        submitted=coursedir.submitted_directory,
        autograded=coursedir.autograded_directory,
        feedback=coursedir.feedback_directory,
        exchange=str(getattr(lister, "root", "")),
    )


def read_settings(folder: Path) -> CourseSettings:
    """Where the parts of a course are, found out in a process of its own.

    Raises
    ------
    HomlError
        If the configuration cannot be run.
    """
    command = [sys.executable, "-P", "-m", __name__, str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=_TIMEOUT
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unreadable(folder, error) from error
    lines = done.stdout.strip().splitlines()
    try:
        found: dict[str, Any] = json.loads(lines[-1])  # the configuration may print before
        if "id" in found:
            raise HomlError(found["id"], **found["values"])
        return CourseSettings(**{field.name: str(found[field.name]) for field in fields(CourseSettings)})
    except (LookupError, ValueError, TypeError) as error:
        told = done.stderr.strip().splitlines()
        raise _unreadable(folder, told[-1] if told else error) from error


def _unreadable(folder: Path, reason: object) -> HomlError:
    return HomlError("The configuration of the course in {folder} cannot be read: {reason}", folder=folder, reason=reason)


def main(folder: str) -> None:
    """Print the settings of a course as a line of JSON, or why they cannot be read."""
    try:
        found: dict[str, Any] = asdict(settings_of(open_course(Path(folder))))
    except HomlError as error:
        found = error.document()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
