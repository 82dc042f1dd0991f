"""nbgrader's preprocessors as the course's configuration lists them, divided by when they run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets.utils.importstring import import_item

from ..options import GradingOptions
from .assignment import Assignment, SourceNotebook
from .restoration import RestoredNotebook, restore_cells
from .sanitise import (
    CheckCellMetadataOnce,
    OverwriteCellsFromAssignment,
    OverwriteKernelspecFromAssignment,
)

#: A step over a notebook, with the interface of nbconvert's preprocessors.
Step = Callable[[Any, dict[str, Any]], tuple[Any, dict[str, Any]]]

#: nbgrader's preprocessors that query the database or are slow, and what is used instead.
_REPLACEMENTS = {
    OverwriteCells: OverwriteCellsFromAssignment,
    OverwriteKernelspec: OverwriteKernelspecFromAssignment,
    CheckCellMetadata: CheckCellMetadataOnce,
}


@dataclass(frozen=True)
class Preprocessors:
    """The steps over each notebook.

    Attributes
    ----------
    restore : callable or None
        Restores the instructor's cells, before all else; None if the options say not to.
    before_execution : tuple of callable
        Sanitise the notebook.
    before_recording : tuple of callable
        Follow the execution.
    after_recording : tuple of callable
        Follow the recording of the scores.
    late_penalties : AssignLatePenalties or None
        nbgrader's preprocessor for late submissions, if it is enabled.
    """

    restore: Callable[[NotebookNode, SourceNotebook], RestoredNotebook] | None
    before_execution: tuple[Step, ...]
    before_recording: tuple[Step, ...]
    after_recording: tuple[Step, ...]
    late_penalties: AssignLatePenalties | None


def make_preprocessors(options: GradingOptions, assignment: Assignment, exporter: Exporter) -> Preprocessors:
    """Make the preprocessors of an assignment.

    Parameters
    ----------
    options : GradingOptions
        Names the preprocessors.
    assignment : Assignment
        The assignment.
    exporter : Exporter
        The parent of the preprocessors, from which they have their configuration.
    """

    def steps(kinds: Sequence[Any]) -> tuple[Step, ...]:
        return tuple(_step(kind, assignment, exporter) for kind in kinds)

    kinds = [import_item(kind) if isinstance(kind, str) else kind for kind in options.autograde_preprocessors]
    executes = [_is_a(kind, Execute) for kind in kinds]
    first = executes.index(True) if True in executes else 0
    following = [kind for kind in kinds[first:] if not _is_a(kind, Execute)]
    recording = following.index(SaveAutoGrades) if SaveAutoGrades in following else len(following)
    return Preprocessors(
        restore=_restoring_step(exporter) if options.restore_cells and options.executes else None,
        before_execution=steps([*options.sanitize_preprocessors, *kinds[:first]]),
        before_recording=steps(following[:recording]),
        after_recording=steps([kind for kind in following[recording + 1 :] if not _is_a(kind, AssignLatePenalties)]),
        late_penalties=_late_penalties([kind for kind in following[recording:] if _is_a(kind, AssignLatePenalties)], exporter),
    )


def apply_steps(steps: Sequence[Step], notebook: NotebookNode, resources: dict[str, Any]) -> NotebookNode:
    """Apply steps to a notebook one after another; they may change the notebook that they are given."""
    for step in steps:
        notebook, resources = step(notebook, resources)
    return notebook


def _is_a(kind: Any, preprocessor: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, preprocessor)


def _step(kind: Any, assignment: Assignment, exporter: Exporter) -> Step:
    """A preprocessor as nbconvert would register it."""
    step: Any = import_item(kind) if isinstance(kind, str) else kind
    if isinstance(step, type):
        step = _REPLACEMENTS.get(step, step)(parent=exporter)
    if isinstance(step, OverwriteCellsFromAssignment | OverwriteKernelspecFromAssignment):
        step.assignment = assignment
    made: Step = step
    return made


def _restoring_step(exporter: Exporter) -> Callable[[NotebookNode, SourceNotebook], RestoredNotebook]:
    overwrite = OverwriteCellsFromAssignment(parent=exporter)
    return lambda notebook, source: restore_cells(notebook, source, overwrite)


def _late_penalties(kinds: Sequence[type[AssignLatePenalties]], exporter: Exporter) -> AssignLatePenalties | None:
    made = [kind(parent=exporter) for kind in kinds]
    for penalties in made:
        penalties.init_plugin()
    return made[0] if made and made[0].enabled else None
