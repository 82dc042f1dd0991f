"""What is sent to a worker that runs a submission, and what comes back: plain data that can be pickled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from ...engine.sandbox.limits import Limits
from ...engine.tiers import LIGHT


class JudgingMode(StrEnum):
    """Where a tests cell is run."""

    #: Named tests (`expect.test`), outside the learner's process.
    NAMED = "named"
    #: Plain asserts, in the learner's process and again outside it.
    BOTH = "both"
    #: Plain asserts, in the learner's process only, as nbgrader runs them.
    INSIDE = "inside"


@dataclass(frozen=True)
class NotebookTask:
    """One notebook of a submission.

    Attributes
    ----------
    name : str
        nbgrader's notebook id.
    notebook : dict
        The sanitised notebook, as JSON.
    judging : mapping
        The mode of each tests cell, by grade id.
    reused : frozenset of str
        Tests cells that are not run again; the notebook has their outputs already.
    definitions : str
        The instructor's imports, functions and classes, for running asserts outside.
    instructor_names : frozenset of str or None
        The names that the instructor's cells bind. Any other name of the learner's that shadows a builtin is hidden from
        tests cells. None if they are not known.
    comments : mapping
        Comments on answers that take the place of nbgrader's, by grade id.
    unsure : mapping
        By grade id of a cell that gives points, why a person decides unless it gives all of them.
    remarks : tuple of str
        What the instructor should know about the notebook.
    """

    name: str
    notebook: dict[str, Any]
    judging: Mapping[str, JudgingMode]
    reused: frozenset[str] = frozenset()
    definitions: str = ""
    instructor_names: frozenset[str] | None = None
    comments: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExecutionSettings:
    """The processes that run submissions.

    Attributes
    ----------
    tier : str
        The tier of libraries that the cells import.
    preload : tuple of str
        The modules that a fork server imports once for all submissions.
    masked : tuple of str
        Folders that no submission can see.
    folder_size : int
        Bytes that a submission may keep in its own folder.
    limits : Limits
        What a submission may use.
    require_sandbox : bool
        Whether to refuse to run a submission that cannot be sealed.
    guarded : bool
        Whether to undo the learner's changes to libraries before a tests cell runs among the learner's names.
    """

    tier: str = LIGHT.name
    preload: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    folder_size: int = 64 * 2**20
    limits: Limits = field(default_factory=Limits)
    require_sandbox: bool = False
    guarded: bool = True


@dataclass(frozen=True)
class SubmissionTask:
    """A submission, ready to be run.

    Attributes
    ----------
    student : str
        nbgrader's student id; empty for the instructor's own answers.
    notebooks : tuple of NotebookTask
        Its notebooks, in the order in which they are run.
    files : mapping
        The other files of its folder: relative paths to bytes.
    settings : ExecutionSettings
        The processes that run it.
    kernel : str
        The Jupyter kernel that must run it if it is for another Python or language; else empty.
    kernel_options : mapping
        The sections of nbgrader's configuration for running a kernel.
    """

    student: str
    notebooks: tuple[NotebookTask, ...]
    files: Mapping[str, bytes]
    settings: ExecutionSettings
    kernel: str = ""
    kernel_options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OutsideJudgement:
    """How a tests cell ended that was run outside the learner's process.

    Attributes
    ----------
    outcome : str
        ``passed``, ``failed``, or ``unknown`` if neither is certain.
    score : float or None
        The number in the cell's last line, which nbgrader takes for partial credit; None for all or nothing.
    outputs : list of dict
        What the notebook shows below the cell.
    reason : str
        Why it did not pass.
    seconds : float
        How long the tests took.
    """

    outcome: Literal["passed", "failed", "unknown"]
    score: float | None = None
    outputs: list[dict[str, Any]] = field(default_factory=list)
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class NotebookResult:
    """One notebook that was run.

    Attributes
    ----------
    notebook : dict
        The executed notebook, as JSON.
    judgements : mapping
        What was found outside the learner's process, by the grade id of the tests cell.
    failing : mapping
        Tests cells that earn nothing even if their outputs do not show it, with the reason.
    ended_early : str
        Why its process ended before the last cell; empty if it did not.
    cell_seconds : float
        How long cells and tests ran.
    """

    notebook: dict[str, Any]
    judgements: Mapping[str, OutsideJudgement] = field(default_factory=dict)
    failing: Mapping[str, str] = field(default_factory=dict)
    ended_early: str = ""
    cell_seconds: float = 0.0


@dataclass(frozen=True)
class ExecutionResult:
    """A submission that was run.

    Attributes
    ----------
    notebooks : mapping
        Its notebooks, by name.
    written : mapping
        The files that its cells have written or changed: relative paths to bytes.
    removed : frozenset of str
        The files that they have removed.
    """

    notebooks: Mapping[str, NotebookResult]
    written: Mapping[str, bytes] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()

    @property
    def ended_early(self) -> str:
        """Why the first of its notebooks that did so ended before its last cell; empty if none did."""
        return next((result.ended_early for result in self.notebooks.values() if result.ended_early), "")

    @property
    def cell_seconds(self) -> float:
        """How long cells and tests ran."""
        return sum(result.cell_seconds for result in self.notebooks.values())
