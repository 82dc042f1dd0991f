"""What a run is given, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Job:
    """What to run.

    Attributes
    ----------
    setup, cells : list of dict
        ``{"id", "source"}``: trusted cells, and the learner's.
    judge : str
        The module whose ``main`` judges.
    tests : dict
        What that module is given; opaque here.
    tier : str
        Which libraries the cells want: ``light`` or ``tensorflow``.
    inside : tuple of str
        Where the judge will have tests run in the learner's process: the packages that must then be as they were.
    """

    setup: list[dict[str, str]]
    cells: list[dict[str, str]]
    judge: str
    tests: dict[str, Any]
    tier: str = "light"
    inside: tuple[str, ...] = ()


@dataclass
class Result:
    """What happened, as it was seen from outside.

    Attributes
    ----------
    ended : str
        ``finished`` (the judge came to its end), ``error`` (a learner's cell raised), ``setup_failed``, ``timed_out``,
        ``out_of_memory``, ``output_limit``, ``cancelled``, ``died`` (the answer's process has gone) or ``broken``
        (the judge has).
    error : dict or None
        How a cell raised: ``name``, ``message``, ``line``, ``cell``, ``in``.
    reports : list of dict
        What the judge reported, in order.
    began : bool
        Whether the learner's cells had their turn: set-up and judge were ready.
    stopped_at : tuple or None
        Where it was when its time was over: cell and line.
    seen : int or None
        How much of the output was there when the hidden tests began.
    sandbox : str
        What sealed the answer's process.
    """

    ended: str = "died"
    error: dict[str, Any] | None = None
    reports: list[dict[str, Any]] = field(default_factory=list)
    output: bytearray = field(default_factory=bytearray)
    began: bool = False
    stopped_at: tuple[str | None, int] | None = None
    seen: int | None = None
    seconds: float = 0.0
    bare_seconds: float = 0.0
    engine: str = "cold"
    sandbox: str = "none"
