"""The configuration of the pipeline: what all submissions of an assignment have in common."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from ..course_folder import CourseFolder
from ..execute.environment import environment_for
from ..execute.task import ExecutionSettings
from ..options import GradingOptions
from ..submission import fingerprint, read_files
from .assignment import Assignment
from .preprocessors import Preprocessors


@dataclass(frozen=True)
class PipelineConfig:
    """What all submissions of an assignment have in common.

    Attributes
    ----------
    course : CourseFolder
        The assignment's folders.
    options : GradingOptions
        What the person who grades has asked for.
    assignment : Assignment
        The instructor's cells.
    preprocessors : Preprocessors
        nbgrader's steps over each notebook.
    source_files : mapping
        The instructor's files besides the notebooks: relative paths to bytes.
    support_files : mapping
        Those of them that replace the student's of the same name.
    settings : ExecutionSettings
        The processes that run submissions.
    """

    course: CourseFolder
    options: GradingOptions
    assignment: Assignment
    preprocessors: Preprocessors
    source_files: Mapping[str, bytes]
    support_files: Mapping[str, bytes]
    settings: ExecutionSettings

    @cached_property
    def rules(self) -> str:
        """A checksum of all that points depend on besides what the gradebook has of cells, the submission and dates."""
        options = self.options
        files = fingerprint(dict(sorted(self.source_files.items())))
        values = [
            *(options.executes, options.restore_cells, options.fail_closed, options.keep_unreadable, options.judge_outside),
            *(options.stderr_costs_points, options.kernel_name, sorted(options.kept_files)),
            *(asdict(options.limits), options.kernel_options),
            *(options.sanitize_preprocessors, options.autograde_preprocessors, options.preprocessor_options),
            [(name, notebook.kernelspec, notebook.basis) for name, notebook in sorted(self.assignment.notebooks.items())],
        ]
        return hashlib.sha256(f"{files} {json.dumps(values, sort_keys=True, default=_name)}".encode()).hexdigest()

    @property
    def judges_outside(self) -> bool:
        """Whether tests are run outside the learner's process where they can be."""
        return self.options.judge_outside and self.options.executes


def _name(value: Any) -> str:
    """What tells a class, a function, or a value that JSON does not have."""
    name = getattr(value, "__qualname__", None)
    return str(value) if name is None else f"{value.__module__}.{name}"


def configure_pipeline(
    course: CourseFolder, options: GradingOptions, assignment: Assignment, preprocessors: Preprocessors
) -> PipelineConfig:
    """Make the configuration; reads the instructor's files.

    Raises
    ------
    HomlError
        If they cannot be read.
    """
    files = read_files(course.source, course.ignore, 2**40) if course.source.is_dir() else {}
    source_files = {name: data for name, data in files.items() if not name.endswith(".ipynb")}
    support_files = {name: data for name, data in source_files.items() if name not in options.kept_files}
    settings = replace(
        environment_for(course.root, assignment.documents(), sum(map(len, support_files.values()))),
        limits=options.limits,
        require_sandbox=options.require_sandbox,
        guarded=options.fail_closed,
    )
    return PipelineConfig(course, options, assignment, preprocessors, source_files, support_files, settings)
