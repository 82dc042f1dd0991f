"""Preparing a submission: from its files to the task that a worker runs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from ...course.nbmetadata import grade_id
from ...errors import BadNotebook, HomlError
from ..execute.task import JudgingMode, NotebookTask, SubmissionTask
from ..submission import SubmittedFolder
from .pipeline_config import PipelineConfig
from .preprocessors import apply_steps
from .submitted_notebook import read_notebook

#: Names of kernels that run this Python wherever they are installed.
_OWN_KERNELS = ("python3", "python", "homl")

#: For each notebook, the tests cells that can be run outside, each with whether it is too expensive to be run inside as well.
OutsideTests = Mapping[str, Mapping[str, bool]]

#: For each notebook, the outputs of tests cells that are not run again.
ReusedOutputs = Mapping[str, Mapping[str, list[Any]]]


@dataclass(frozen=True)
class PreparedSubmission:
    """A submission that has been prepared, as far as that was possible.

    Attributes
    ----------
    folder : SubmittedFolder
        What was handed in.
    task : SubmissionTask or None
        What is to be run; None if nothing can be.
    files : mapping
        Its files without the notebooks, with the instructor's in place of the student's: relative paths to bytes.
    missing : frozenset of str
        The notebooks that were not handed in.
    unreadable : mapping
        The notebooks that cannot be run, with the reason.
    """

    folder: SubmittedFolder
    task: SubmissionTask | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    unreadable: Mapping[str, str] = field(default_factory=dict)

    @property
    def student(self) -> str:
        """Whose it is."""
        return self.folder.student


def prepare_submission(
    config: PipelineConfig, folder: SubmittedFolder, outside_tests: OutsideTests, reused: ReusedOutputs
) -> PreparedSubmission:
    """Prepare a submission.

    Parameters
    ----------
    config : PipelineConfig
        What all submissions have in common.
    folder : SubmittedFolder
        What was handed in.
    outside_tests : mapping
        The tests cells that are run outside, too.
    reused : mapping
        The tests cells that are not run again, with their outputs; empty if all are run.
    """
    own = {name: data for name, data in folder.files.items() if not name.endswith(".ipynb")}
    files = {**own, **config.support_files}
    present = [name for name in sorted(config.assignment.notebooks) if _exists(folder.path / f"{name}.ipynb")]
    missing = frozenset(config.assignment.notebooks) - frozenset(present)
    notebooks: list[NotebookTask] = []
    unreadable: dict[str, str] = {}
    kernel = ""
    for name in filter(config.course.grades, present):
        try:
            outside = outside_tests.get(name, {})
            notebook = prepare_notebook(
                config, name, read_notebook(folder, name), folder.student, outside, reused.get(name, {})
            )
            kernel = kernel or required_kernel(config, notebook.notebook)
            notebooks.append(notebook)
        except HomlError as error:
            unreadable[name] = error.message
        except Exception as error:  # nbgrader's and configured preprocessors may raise anything
            problem = BadNotebook(
                "{name} cannot be made ready ({error}).", name=f"{name}.ipynb", error=f"{type(error).__name__}: {error}"[:300]
            )
            unreadable[name] = problem.message
    if not notebooks and not unreadable:
        reason = HomlError("There is no notebook of the assignment in it.").message
        failed = present or list(config.assignment.notebooks)
        return PreparedSubmission(folder, None, files, missing - set(failed), dict.fromkeys(failed, reason))
    if not notebooks:
        return PreparedSubmission(folder, None, files, missing, unreadable)
    options = config.options.kernel_options if kernel else {}
    task = SubmissionTask(folder.student, tuple(notebooks), files, config.settings, kernel, options)
    return PreparedSubmission(folder, task, files, missing, unreadable)


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def prepare_notebook(
    config: PipelineConfig,
    name: str,
    document: Mapping[str, Any],
    student: str,
    outside: Mapping[str, bool],
    reused: Mapping[str, list[Any]],
) -> NotebookTask:
    """Sanitise one notebook, and decide where its tests cells are run.

    Parameters
    ----------
    config : PipelineConfig
        What all submissions have in common.
    name : str
        nbgrader's notebook id.
    document : mapping
        The notebook as JSON; it is not changed.
    student : str
        Whose it is; empty for the instructor's own.
    outside : mapping
        Its tests cells that are run outside, too, each with whether it is too expensive to be run inside as well.
    reused : mapping
        The outputs of its tests cells that are not run again.
    """
    source = config.assignment.notebooks[name]
    notebook = nbformat.from_dict(document)
    if config.preprocessors.restore is not None:
        notebook = config.preprocessors.restore(notebook, source)
    notebook = apply_steps(config.preprocessors.before_execution, notebook, config.course.resources(student, name))
    judging: dict[str, JudgingMode] = {}
    for cell in notebook.cells:
        original = source.by_name.get(grade_id(cell) or "")
        if original is None or not original.is_tests or cell.cell_type != "code":
            continue
        mode = original.judging if config.judges_outside else JudgingMode.INSIDE
        both = mode == JudgingMode.INSIDE and original.name in outside
        judging[original.name] = JudgingMode.BOTH if both else mode
        if original.name in reused:
            cell.outputs = nbformat.from_dict(reused[original.name])
    return NotebookTask(
        name=name,
        notebook=notebook,
        judging=judging,
        reused=frozenset(reused) & frozenset(judging),
        definitions=source.definitions if JudgingMode.BOTH in judging.values() else "",
        expensive=frozenset(cell for cell in judging if outside.get(cell)),
        instructor_names=source.bound_names,
    )


def required_kernel(config: PipelineConfig, notebook: Mapping[str, Any]) -> str:
    """The kernel that must run a notebook; empty if it is for this Python.

    Raises
    ------
    HomlError
        If the kernel is not installed.
    """
    spec = notebook["metadata"].get("kernelspec")
    name = config.options.kernel_name or (spec.get("name") if isinstance(spec, Mapping) else None) or "python3"
    if name in _OWN_KERNELS:
        return ""
    try:
        found = KernelSpecManager().get_kernel_spec(str(name))
    except NoSuchKernel as error:
        raise HomlError("Its kernel “{name}” is not installed here.", name=name) from error
    return "" if _runs_this_python(found.argv) else str(name)


def _runs_this_python(argv: Sequence[str]) -> bool:
    return "ipykernel_launcher" in argv and (
        Path(argv[0]).name == argv[0] or Path(argv[0]).resolve() == Path(sys.executable).resolve()
    )
