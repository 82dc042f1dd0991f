"""A class of 41: honest students, hostile ones and broken files, each with what is right to say of it.

They are sorted so that stock nbgrader, which a duplicated answer cell stops, sees six of them. What would harm a machine that
does not keep it apart is only handed in where the caller says that it is kept apart.
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
from ..classes import Class, answered, make, solved

#: By exercise the scores that are right.
Scores = dict[str, tuple[float, ...]]

#: Seconds that a cell may take in this course.
TIMEOUT = 4


@dataclass(frozen=True)
class Bait:
    """What an attack is told of the machine.

    Attributes
    ----------
    root : Path
        The course folder.
    mark : str
        A word that files and processes which an attack makes carry in their names.
    port : int
        Where somebody listens on this machine.
    listener : socket
        Who that is.
    """

    root: Path
    mark: str
    port: int
    listener: socket.socket

    def told(self) -> str:
        """The first lines of an attack."""
        return f"root, mark, port = {str(self.root)!r}, {self.mark!r}, {self.port}\n"


@contextmanager
def bait(root: Path) -> Iterator[Bait]:
    """Somebody who listens, and a mark of one's own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield Bait(root, f"unruly-{uuid.uuid4().hex[:12]}", listener.getsockname()[1], listener)


@dataclass(frozen=True)
class Unruly:
    """A submission that is hostile or broken.

    Attributes
    ----------
    name : str
        A word for the student's name.
    right : dict
        By exercise the scores that are right; one that a person is asked about is right, too.
    answers : dict
        The answer cells that are no solution, by exercise; each finds `root`, `mark` and `port` there (`Bait`).
    change : callable, optional
        Changes the notebook.
    file : callable, optional
        Makes something at the notebook's path, in its place.
    beside : callable, optional
        Makes something in the submission's folder.
    refusable : bool
        Whether it is right, too, not to run it and to say why.
    harmful : bool
        Whether it may only be run where it is kept apart.
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
class School:
    """The course and who is in it.

    Attributes
    ----------
    course : Class
        With the scores that honest students are due.
    unruly : dict
        By student, the others.
    """

    course: Class
    unruly: dict[str, Unruly]


def school(folder: Path, lures: Bait, kept_apart: bool) -> School:
    """Make the course in a folder whose ``course`` the lures are about.

    Parameters
    ----------
    folder : Path
        An empty one.
    lures : Bait
        What attacks are told.
    kept_apart : bool
        Whether harmful ones are handed in; else somebody has solved everything in their place.
    """
    from .cases import CASES

    course = make(folder, LIGHT, timeout=TIMEOUT)
    unruly: dict[str, Unruly] = {}
    waiting = list(CASES)
    for number in range(1, 42):
        honest = number <= 5 or number % 6 == 1
        case = None if honest else waiting.pop(0)
        student = f"s{number:02d}_{'honest' if case is None else case.name}"
        if case is None:
            course.enrol([student])
        elif case.harmful and not kept_apart:
            course.submit(student, solved(LIGHT), {one.id: one.points for one in LIGHT.exercises})
        else:
            hand_in(course, student, case, lures)
            unruly[student] = case
    if waiting:
        raise RuntimeError(f"there is no room for {', '.join(case.name for case in waiting)}")
    return School(course, unruly)


def kept_apart() -> bool:
    """Whether what a submission does stays in a process that reaches nothing else, on this machine."""
    from jupyterlab_homl.engine.launch.launcher import SEALED
    from jupyterlab_homl.engine.launch.warm import best_launcher
    from jupyterlab_homl.engine.runs.session import Session
    from jupyterlab_homl.engine.sandbox.limits import Limits

    launcher = best_launcher()
    try:
        with Session(launcher, Limits()) as session:
            return session.sandbox in SEALED
    finally:
        launcher.close()


def hand_in(course: Class, student: str, case: Unruly, lures: Bait) -> None:
    """Hand in one of them."""
    desk = course.desk(student)
    path = desk / "exercises.ipynb"
    if case.file:
        case.file(path)
    else:
        told = {name: lures.told() + source for name, source in case.answers.items()}
        notebook = answered(course.released(), {**solved(LIGHT), **told})
        if case.change:
            case.change(notebook)
        path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    if case.beside:
        case.beside(desk)
