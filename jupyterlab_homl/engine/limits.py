"""What a run may use."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of one run.

    Attributes
    ----------
    setup_timeout : float
        Seconds for starting the processes and for the set-up cells, imports included.
    check_timeout : float
        Seconds for the learner's cells and the tests together.
    memory : int
        Bytes above what is mapped when the learner's first cell starts.
    output : int
        Bytes that may be printed.
    """

    setup_timeout: float = 120.0
    check_timeout: float = 10.0
    memory: int = 2048 * MEGABYTE
    output: int = 1_000_000
