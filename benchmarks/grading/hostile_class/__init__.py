"""A class of 41 submissions, honest, hostile or broken, each with its right scores.

They are in such an order that nbgrader, which stops at a duplicated answer cell, grades six of them. A submission that would
harm the machine is only part of the class if the caller says that submissions are sealed.
"""

from __future__ import annotations

import json
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..assignments.light import LIGHT
from ..courses import Class, make, solved, with_answers

#: The right scores by exercise.
Scores = dict[str, tuple[float, ...]]

#: The time limit for a cell in this course, in seconds.
TIMEOUT = 4


@dataclass(frozen=True)
class Bait:
    """What attacks may know of the machine, and traps that show whether they have got out.

    Attributes
    ----------
    root : Path
        The course folder.
    mark : str
        A word that attacks put into the names of files and processes that they make.
    port : int
        A port of this machine on which `listener` accepts connections.
    listener : socket
        The trap for attacks that connect.
    """

    root: Path
    mark: str
    port: int
    listener: socket.socket

    def preamble(self) -> str:
        """The first lines of an attack's source."""
        return f"root, mark, port = {str(self.root)!r}, {self.mark!r}, {self.port}\n"


@contextmanager
def open_bait(root: Path) -> Iterator[Bait]:
    """Listen on a free port for the duration of a block, with a unique mark."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield Bait(root, f"unruly-{uuid.uuid4().hex[:12]}", listener.getsockname()[1], listener)


@dataclass(frozen=True)
class UnrulySubmission:
    """A submission that is hostile or broken.

    Attributes
    ----------
    name : str
        A part of the student id.
    right : dict
        The right scores by exercise; any score is right that is left to a person.
    answers : dict
        The answer cells that are not the solution, by exercise; `root`, `mark` and `port` are defined in each (`Bait`).
    change : callable, optional
        Changes the notebook.
    file : callable, optional
        Makes something in place of the notebook, at its path.
    beside : callable, optional
        Makes something else in the submission's folder.
    refusable : bool
        Whether a grader may also refuse to run it, with a reason.
    harmful : bool
        Whether it would harm a machine on which it is not sealed.
    """

    name: str
    right: Scores
    answers: dict[str, str] = field(default_factory=dict)
    change: Callable[[dict[str, Any]], None] | None = None
    file: Callable[[Path], Any] | None = None
    beside: Callable[[Path], Any] | None = None
    refusable: bool = False
    harmful: bool = False


@dataclass(frozen=True)
class UnrulyClass:
    """The course and its students.

    Attributes
    ----------
    course : Class
        The course, with the right scores of honest students.
    unruly : dict
        The submissions of the others, by student.
    """

    course: Class
    unruly: dict[str, UnrulySubmission]


def make_class(folder: Path, bait: Bait, sealed: bool) -> UnrulyClass:
    """Make the course and all submissions.

    Parameters
    ----------
    folder : Path
        An empty folder; its ``course`` is the bait's `root`.
    bait : Bait
        What attacks may know.
    sealed : bool
        Whether harmful submissions are included; otherwise right ones take their place.
    """
    from .cases import CASES

    course = make(folder, LIGHT, timeout=TIMEOUT)
    unruly: dict[str, UnrulySubmission] = {}
    waiting = list(CASES)
    for number in range(1, 42):
        honest = number <= 5 or number % 6 == 1
        case = None if honest else waiting.pop(0)
        student = f"s{number:02d}_{'honest' if case is None else case.name}"
        if case is None:
            course.enrol([student])
        elif case.harmful and not sealed:
            course.submit(student, solved(LIGHT), {one.id: one.points for one in LIGHT.exercises})
        else:
            submit(course, student, case, bait)
            unruly[student] = case
    if waiting:
        raise RuntimeError(f"there is no room for {', '.join(case.name for case in waiting)}")
    return UnrulyClass(course, unruly)


def is_sealed() -> bool:
    """Whether submissions run in a sandbox on this machine."""
    from jupyterlab_homl.engine.launch.launcher import SEALED, Workers
    from jupyterlab_homl.engine.launch.warm import best_launcher
    from jupyterlab_homl.engine.runs.sealed_process import NOTEBOOK_WORKER
    from jupyterlab_homl.engine.runs.session import Session
    from jupyterlab_homl.engine.sandbox.limits import Limits

    launcher = best_launcher(Workers((NOTEBOOK_WORKER,)))
    try:
        with Session(launcher, Limits()) as session:
            return session.sandbox in SEALED
    finally:
        launcher.close()


def submit(course: Class, student: str, case: UnrulySubmission, bait: Bait) -> None:
    """Submit an unruly submission."""
    folder = course.submission(student)
    path = folder / "exercises.ipynb"
    if case.file:
        case.file(path)
    else:
        attacks = {name: bait.preamble() + source for name, source in case.answers.items()}
        notebook = with_answers(course.released(), {**solved(LIGHT), **attacks})
        if case.change:
            case.change(notebook)
        path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    if case.beside:
        case.beside(folder)
