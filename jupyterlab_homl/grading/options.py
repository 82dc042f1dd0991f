"""What the person who grades has asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..engine.sandbox.limits import MEGABYTE, Limits


@dataclass(frozen=True)
class GradingOptions:
    """The options of one run, as the traits of `Grader` and nbgrader's configuration give them.

    Attributes
    ----------
    students : tuple of str
        Whose submissions are graded; empty for everybody's.
    force : bool
        Whether to grade submissions again that have not changed.
    regrade : str
        What is graded again: ``changed`` submissions and tests, or submissions with a newer ``timestamp``.
    create_student : bool
        Whether to add a student who is not in the gradebook.
    executes : bool
        Whether notebooks are run; without it their outputs are marked as they were submitted.
    restore_cells, fail_closed, keep_unreadable, judge_outside, stderr_costs_points : bool
        As the traits of `Grader`.
    workers : int or None
        How many submissions run at once; None for the pool's default.
    scheduler : str
        The address of a Dask scheduler; empty for threads of this process.
    limits : Limits
        What a submission may use.
    submission_limit : int
        The most bytes that a submission may have.
    require_sandbox : bool
        Whether to refuse to run a submission that cannot be sealed.
    kernel_name : str
        The kernel that nbgrader's configuration prescribes; empty for the notebook's own.
    kernel_options : mapping
        The sections of nbgrader's configuration for running a kernel.
    kept_files : frozenset of str
        Files of the student's that the instructor's files of the same name do not replace.
    sanitize_preprocessors, autograde_preprocessors : tuple
        nbgrader's lists of preprocessors: classes, functions, or names of either.
    preprocessor_options : mapping
        The sections of nbgrader's configuration for these, but for late penalties, which are worked out in each run.
    """

    students: tuple[str, ...] = ()
    force: bool = False
    regrade: Literal["changed", "timestamp"] = "changed"
    create_student: bool = True
    executes: bool = True
    restore_cells: bool = True
    fail_closed: bool = True
    keep_unreadable: bool = True
    judge_outside: bool = True
    stderr_costs_points: bool = False
    workers: int | None = None
    scheduler: str = ""
    limits: Limits = field(default_factory=Limits)
    submission_limit: int = 100 * MEGABYTE
    require_sandbox: bool = False
    kernel_name: str = ""
    kernel_options: Mapping[str, Any] = field(default_factory=dict)
    kept_files: frozenset[str] = frozenset()
    sanitize_preprocessors: tuple[Any, ...] = ()
    autograde_preprocessors: tuple[Any, ...] = ()
    preprocessor_options: Mapping[str, Any] = field(default_factory=dict)
