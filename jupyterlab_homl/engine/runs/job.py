"""What a check is given to run, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from ...toolkit.messages import Message
from ..tiers import LIGHT


class Cell(Protocol):
    """A cell that is run, such as one of `course.model`."""

    @property
    def id(self) -> str:
        """Its name, by which errors refer to it."""

    @property
    def source(self) -> str:
        """Its code."""


@dataclass(frozen=True)
class CheckJob:
    """A check that is to be run.

    Attributes
    ----------
    setup, cells : sequence of Cell
        Trusted cells, and the learner's.
    judge : str
        The judge module, whose ``main(report_fd, desk_fd)`` decides.
    tests : dict
        The document that the judge is given; the engine does not look into it.
    tier : str
        The name of the `Tier` whose libraries the cells use.
    inside : tuple of str
        The packages that must be as they were where the judge has tests run in the learner's process.
    """

    setup: Sequence[Cell]
    cells: Sequence[Cell]
    judge: str
    tests: Mapping[str, object]
    tier: str = LIGHT.name
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellError:
    """An exception that a cell raised, as the learner's process describes it.

    Attributes
    ----------
    name, message : str
        Of the exception.
    line : int or None
        Where it was raised.
    cell : str or None
        The cell with that line; None where it is not in a cell.
    running : str
        The cell that was run.
    """

    name: str
    message: str
    line: int | None
    cell: str | None
    running: str


@dataclass(frozen=True)
class TestReport:
    """A named test that has ended, as the judge reports it.

    Attributes
    ----------
    cell : str
        The tests cell.
    name : str
        The test.
    passed : bool
        Whether it passed.
    message : Message or None
        Why it did not.
    hidden : bool
        Whether it is a hidden test.
    """

    __test__: ClassVar[bool] = False  # it is not a test that pytest should collect

    cell: str
    name: str
    passed: bool
    message: Message | None
    hidden: bool


@dataclass(frozen=True)
class CellReport:
    """The visible or the hidden part of a tests cell that has ended, as the judge reports it.

    Attributes
    ----------
    cell : str
        The tests cell.
    hidden : bool
        Which part of it.
    error : Message or None
        What was raised outside of any test.
    """

    cell: str
    hidden: bool
    error: Message | None


#: How a check ended: ``finished`` (the judge came to its end), ``error`` (a learner's cell raised), ``died`` (the answer's
#: process has gone), ``broken`` (the judge has), or what its name says.
End = Literal[
    "finished",
    "error",
    "setup_failed",
    "timed_out",
    "out_of_memory",
    "output_limit",
    "cancelled",
    "died",
    "broken",
]


@dataclass(frozen=True)
class Result:
    """What came of a check, as seen from outside.

    Attributes
    ----------
    ended : End
        How it ended.
    error : CellError or None
        How a cell raised.
    problem : str
        Why the judge could not do its work; empty where it does not say, or could.
    tests : tuple of TestReport
        The tests that have ended, in order.
    cells : tuple of CellReport
        The parts of tests cells that have ended, in order.
    output : bytes
        What was printed, up to the limit.
    began : bool
        Whether the learner's cells had their turn: set-up and judge were ready.
    stopped_at : tuple or None
        Where it was when its time was over: cell and line.
    shown_output : int or None
        How many bytes of the output were there when the hidden tests began; None where they did not.
    waited : bool
        Whether it was waiting rather than computing when its time was over.
    processes : int
        How many processes and threads it had then.
    exits : tuple of tuple
        The cells that `exit` or the like ended, each with the line.
    seconds : float
        How long it took.
    bare_seconds : float
        How long the cells and the tests took.
    engine : str
        How the answer's process was started: ``cold`` or ``forked``.
    sandbox : str
        What sealed the answer's process.
    """

    ended: End
    error: CellError | None = None
    problem: str = ""
    tests: tuple[TestReport, ...] = ()
    cells: tuple[CellReport, ...] = ()
    output: bytes = b""
    began: bool = False
    stopped_at: tuple[str | None, int] | None = None
    shown_output: int | None = None
    waited: bool = False
    processes: int = 1
    exits: tuple[tuple[str, int | None], ...] = ()
    seconds: float = 0.0
    bare_seconds: float = 0.0
    engine: str = "cold"
    sandbox: str = "none"
