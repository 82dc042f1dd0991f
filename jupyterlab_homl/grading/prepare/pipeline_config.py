"""From nbgrader's configuration to what is done to each notebook, before it is run and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets.utils.importstring import import_item

from ...engine.sandbox.limits import Limits
from ..execute.launchers import place_of
from ..execute.task import Setting
from ..submission import list_files, read_file
from .assignment import Assignment
from .pipeline import Recipe
from .sanitise import CellsFrom, CheckOnce, KernelspecFrom, restore

if TYPE_CHECKING:
    from ..grader import Grader

#: The sections of nbgrader's configuration that say how a kernel runs a notebook.
_SECTIONS = ("Execute", "ExecutePreprocessor", "NotebookClient")

#: Preprocessors of nbgrader's that ask a database, or take long, and what is used for them.
_INSTEAD = {OverwriteCells: CellsFrom, OverwriteKernelspec: KernelspecFrom, CheckCellMetadata: CheckOnce}


def make_recipe(grader: Grader, assignment: Assignment, source: Path) -> Recipe:
    """What all submissions of an assignment have in common.

    Parameters
    ----------
    grader : Grader
        Its settings.
    assignment : Assignment
        The instructor's.
    source : Path
        The folder with the instructor's files.
    """
    ignore = list(grader.coursedir.ignore)
    kept = set(grader.exclude_overwriting.get(assignment.name, []))
    files = list_files(source, ignore, 2**40) if source.is_dir() else {}
    overlay = {name: read_file(path) for name, path in files.items() if not name.endswith(".ipynb") and name not in kept}
    kinds = [*grader.sanitize_preprocessors, *_around_execution(grader)[0]]
    execute = Execute(parent=grader.exporter)
    named = execute.kernel_name if execute.kernel_name != Execute.kernel_name.default_value else ""
    return Recipe(
        assignment=assignment,
        steps=[_step(grader, kind, assignment) for kind in kinds],
        repair=_repair(grader, assignment) if grader.restore_cells and grader.executes else None,
        overlay=overlay,
        setting=_setting(grader, assignment, execute.timeout, sum(map(len, overlay.values()))),
        ignore=ignore,
        most_bytes=grader.submission_limit,
        wanted=grader.coursedir.notebook_id,
        outside=grader.judge_outside and grader.executes,
        kernel_name=str(named or ""),
        kernel_options={name: dict(grader.config[name]) for name in _SECTIONS if name in grader.config},
        resources=lambda student, name: _resources(grader, student, name),
    )


def after_execution(grader: Grader) -> tuple[list[Any], list[Any], AssignLatePenalties | None]:
    """What is done to executed notebooks before they are recorded, and after; and what takes points off for being late."""
    kinds = _around_execution(grader)[1]
    at = kinds.index(SaveAutoGrades) if SaveAutoGrades in kinds else len(kinds)
    late = [kind for kind in kinds[at:] if isinstance(kind, type) and issubclass(kind, AssignLatePenalties)]
    penalties = [kind(parent=grader.exporter) for kind in late]
    for one in penalties:
        one.init_plugin()
    nothing = Assignment("", {})
    before = [_step(grader, kind, nothing) for kind in kinds[:at]]
    after = [_step(grader, kind, nothing) for kind in kinds[at + 1 :] if kind not in late]
    return before, after, penalties[0] if penalties and penalties[0].enabled else None


def _around_execution(grader: Grader) -> tuple[list[Any], list[Any]]:
    kinds = [import_item(kind) if isinstance(kind, str) else kind for kind in grader.autograde_preprocessors]
    runs = [isinstance(kind, type) and issubclass(kind, Execute) for kind in kinds]
    at = runs.index(True) if True in runs else 0
    return kinds[:at], [kind for kind, executes in zip(kinds[at:], runs[at:], strict=True) if not executes]


def _step(grader: Grader, kind: Any, assignment: Assignment) -> Any:
    """A preprocessor as nbconvert would register it; those of nbgrader's that read a database get what was read once."""
    kind = import_item(kind) if isinstance(kind, str) else kind
    if not isinstance(kind, type):
        return kind
    step: Any = _INSTEAD.get(kind, kind)(parent=grader.exporter)
    if isinstance(step, CellsFrom | KernelspecFrom):
        step.assignment = assignment
    return step


def _repair(grader: Grader, assignment: Assignment) -> Any:
    overwrite = CellsFrom(parent=grader.exporter)
    return lambda nb, name: restore(nb, assignment.notebooks[name], overwrite)


def _setting(grader: Grader, assignment: Assignment, timeout: int | None, overlay: int) -> Setting:
    cell_timeout = float(timeout) if timeout and timeout > 0 else grader.run_timeout
    limits = Limits(
        memory=grader.memory_limit,
        output=grader.output_limit,
        processes=grader.process_limit,
        cell_timeout=cell_timeout,
        run_timeout=max(grader.run_timeout, cell_timeout),
    )
    return Setting(
        **place_of(Path(grader.coursedir.root), assignment.masters(), overlay),
        limits=limits,
        require_sandbox=grader.require_sandbox,
        guarded=grader.fail_closed,
    )


def _resources(grader: Grader, student: str, name: str) -> dict[str, Any]:
    coursedir = grader.coursedir
    about = {"student": student, "assignment": coursedir.assignment_id, "notebook": name, "db_url": coursedir.db_url}
    return {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": about, "metadata": {"name": name}}
