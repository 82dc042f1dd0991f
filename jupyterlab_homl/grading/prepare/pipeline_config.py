"""The configuration of the pipeline: what all submissions of an assignment have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..course_folder import CourseFolder
from ..execute.environment import environment_for
from ..execute.task import ExecutionSettings
from ..options import GradingOptions
from ..submission import read_files
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
    support_files : mapping
        The instructor's files, which replace the student's of the same name: relative paths to bytes.
    settings : ExecutionSettings
        The processes that run submissions.
    """

    course: CourseFolder
    options: GradingOptions
    assignment: Assignment
    preprocessors: Preprocessors
    support_files: Mapping[str, bytes]
    settings: ExecutionSettings

    @property
    def judges_outside(self) -> bool:
        """Whether tests are run outside the learner's process where they can be."""
        return self.options.judge_outside and self.options.executes


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
    support_files = {
        name: data for name, data in files.items() if not name.endswith(".ipynb") and name not in options.kept_files
    }
    settings = replace(
        environment_for(course.root, assignment.documents(), sum(map(len, support_files.values()))),
        limits=options.limits,
        require_sandbox=options.require_sandbox,
        guarded=options.fail_closed,
    )
    return PipelineConfig(course, options, assignment, preprocessors, support_files, settings)
