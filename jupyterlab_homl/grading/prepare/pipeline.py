"""Preparing a submission: from its files to the task that a worker runs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from rapidfuzz import fuzz

from ...course.nbmetadata import grade_id
from ...course.notebook_file import parse_notebook
from ...engine.file_transfer import is_inside
from ...errors import BadNotebook, HomlError
from ...toolkit.messages import Message
from ..execute.task import JudgingMode, NotebookTask, SubmissionTask
from ..submission import SubmittedFolder
from .assignment import Assignment
from .pipeline_config import PipelineConfig
from .preprocessors import apply_steps
from .restoration import RestoredNotebook
from .submitted_notebook import MAX_BYTES, read_notebook

#: Names of kernels that run this Python wherever they are installed.
_OWN_KERNELS = ("python3", "python", "homl")

_NO_NOTEBOOK = Message("There is no notebook of the assignment in it.")

#: How much a file must look like a notebook for it to be named.
_LIKE = 80.0

#: How many other notebooks of a submission are looked at for one that was not handed in.
_MOST_OTHERS = 20

#: For each notebook, the tests cells that can be run outside.
OutsideTests = Mapping[str, Set[str]]

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
    missing : mapping
        The notebooks that were not handed in, each with why a person decides; empty where nbgrader's rule gives no points.
    unreadable : mapping
        The notebooks that cannot be run, with the reason.
    """

    folder: SubmittedFolder
    task: SubmissionTask | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
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
    own = _beside(own, {*config.support_files, *(f"{name}.ipynb" for name in config.assignment.notebooks)})
    files = {**own, **config.support_files}
    folder = replace(folder, remarks=(*folder.remarks, *_replaced(own, config.support_files)))
    present = [name for name in sorted(config.assignment.notebooks) if _exists(folder.path / f"{name}.ipynb")]
    missing = _missing(config, folder, present)
    notebooks: list[NotebookTask] = []
    unreadable: dict[str, str] = {}
    kernel = ""
    for name in filter(config.course.grades, present):
        try:
            outside = outside_tests.get(name, frozenset())
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
        reasons = {name: missing.get(name) or _NO_NOTEBOOK.text for name in present or config.assignment.notebooks}
        missing = {name: reason for name, reason in missing.items() if name not in reasons}
        return PreparedSubmission(folder, None, files, missing, reasons)
    if not notebooks:
        return PreparedSubmission(folder, None, files, missing, unreadable)
    options = config.options.kernel_options if kernel else {}
    seen = {name: data for name, data in files.items() if is_inside(name)}
    folder = replace(folder, remarks=(*folder.remarks, *map(_not_seen, sorted(files.keys() - seen.keys()))))
    task = SubmissionTask(folder.student, tuple(notebooks), seen, config.settings, kernel, options)
    return PreparedSubmission(folder, task, files, missing, unreadable)


def _not_seen(name: str) -> str:
    return Message("The cells do not see {name}: a name must be text in UTF-8 without a backslash.", {"name": name}).text


def _beside(own: Mapping[str, bytes], taken: Set[str]) -> dict[str, bytes]:
    """The files of which none is a folder where these have a file, or a file where these have a folder."""
    folders = {parent.as_posix() for name in taken for parent in PurePosixPath(name).parents}
    return {
        name: data
        for name, data in own.items()
        if name not in folders and not any(parent.as_posix() in taken for parent in PurePosixPath(name).parents)
    }


def _replaced(own: Mapping[str, bytes], instructors: Mapping[str, bytes]) -> list[str]:
    """Remarks about files that were handed in and run as the instructor's file of that name, which is another."""
    names = sorted(name for name, data in own.items() if instructors.get(name, data) != data)
    return [
        Message(
            "{name} differs from the instructor's file of that name, with which the submission was graded.", {"name": name}
        ).text
        for name in names
    ]


def _missing(config: PipelineConfig, folder: SubmittedFolder, present: Sequence[str]) -> dict[str, str]:
    """The notebooks that were not handed in, each with why a person decides; empty where nbgrader's rule gives no points."""
    names = [name for name in config.assignment.notebooks if name not in present]
    if not config.options.keep_unreadable:
        return dict.fromkeys(names, "")
    others = [name for name in folder.files if name.endswith(".ipynb") and name.removesuffix(".ipynb") not in present]
    cells = {name: _names_of_cells(name, folder.files[name]) for name in others[:_MOST_OTHERS]} if names else {}
    return {name: _not_handed_in(name, cells, config.assignment) for name in names}


def _names_of_cells(name: str, content: bytes) -> Set[str]:
    """The grade ids in a file; none if it is not a notebook, or a very large one."""
    try:
        cells = parse_notebook(content, name)["cells"] if len(content) <= MAX_BYTES else []
    except HomlError:
        return frozenset()
    return frozenset(found for cell in cells if (found := grade_id(cell)))


def _not_handed_in(name: str, others: Mapping[str, Set[str]], assignment: Assignment) -> str:
    """What is said of a notebook that was not handed in, with the one of the other files that looks like it."""
    best, other = max(((_likeness(name, file, cells, assignment), file) for file, cells in others.items()), default=(0.0, ""))
    if best < _LIKE:
        return Message("{name} was not handed in.", {"name": f"{name}.ipynb"}).text
    values = {"name": f"{name}.ipynb", "other": other}
    return Message("{name} was not handed in; “{other}” looks like it. Give it that name, and grade again.", values).text


def _likeness(name: str, file: str, cells: Set[str], assignment: Assignment) -> float:
    """How much a file looks like a notebook of the assignment: by its cells, else by its name, which gives at most 100."""
    by_name: float = fuzz.partial_ratio(name.casefold(), Path(file).stem.casefold())
    shared = {other: len(cells & source.by_name.keys()) for other, source in assignment.notebooks.items()}
    most = max(shared.values(), default=0)
    return (100.0 + by_name if shared[name] == most else 0.0) if most else by_name


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def prepare_notebook(
    config: PipelineConfig,
    name: str,
    document: Mapping[str, Any],
    student: str,
    outside: Set[str],
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
    outside : set of str
        Its tests cells that are run outside, too.
    reused : mapping
        The outputs of its tests cells that are not run again.
    """
    source = config.assignment.notebooks[name]
    notebook = nbformat.from_dict(document)
    restored = RestoredNotebook(notebook)
    if config.preprocessors.restore is not None:
        restored = config.preprocessors.restore(notebook, source)
    notebook = apply_steps(config.preprocessors.before_execution, restored.notebook, config.course.resources(student, name))
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
        instructor_names=source.bound_names,
        comments=restored.comments,
        unsure=restored.unsure,
        remarks=restored.remarks,
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
