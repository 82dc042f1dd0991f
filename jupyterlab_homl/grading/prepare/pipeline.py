"""From a submission's folder to a task: read, decided about, sanitised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from ...course.nbmetadata import grade_id
from ...errors import BadNotebook, HomlError
from ..execute.task import APART, INSIDE, Setting, Sheet, Task
from ..journal import Entry
from ..submission import list_files, read_file, read_submitted
from .assignment import Assignment

#: Kernels that are this Python wherever they are installed.
_OURS = ("python3", "python", "homl")

#: For each notebook, the tests cells that can be judged from outside, and whether they are too costly to be run inside, too.
Apart = dict[str, dict[str, bool]]

#: A step over a notebook, as nbconvert's preprocessors are.
Step = Callable[[Any, dict[str, Any]], tuple[Any, dict[str, Any]]]


@dataclass
class Prepared:
    """A submission that is ready.

    Attributes
    ----------
    entry : Entry
        What the journal will say of it.
    folder : Path
        Where it lies.
    timestamp : datetime or None
        When it was handed in.
    files : dict
        What its folder begins with, notebooks aside.
    task : Task or None
        What to run; None where there is nothing.
    missing : set of str
        Notebooks that were not handed in.
    unread : dict
        Notebooks that could not be read: why.
    """

    entry: Entry
    folder: Path
    timestamp: datetime | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    task: Task | None = None
    missing: set[str] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)

    @property
    def student(self) -> str:
        """Whose it is."""
        return self.entry.student


@dataclass(frozen=True)
class Recipe:
    """What all submissions of an assignment have in common.

    Attributes
    ----------
    assignment : Assignment
        The instructor's.
    steps : sequence of callable
        What sanitises a notebook.
    repair : callable or None
        What puts the instructor's cells right before that.
    overlay : mapping
        The instructor's files, which take the place of a student's.
    setting : Setting
        What runs submissions.
    ignore : sequence of str
        Names of files that are left out.
    most_bytes : int
        What a submission may have.
    wanted : str
        Which notebooks, as a pattern.
    outside : bool
        Whether named tests are judged outside.
    kernel_name : str
        The kernel that nbgrader's configuration names, if it does.
    kernel_options : mapping
        What a kernel of another Python or language is run with.
    resources : callable
        nbgrader's resources for a notebook of a student.
    """

    assignment: Assignment
    steps: Sequence[Step]
    repair: Callable[[Any, str], object] | None
    overlay: Mapping[str, bytes]
    setting: Setting
    ignore: Sequence[str]
    most_bytes: int
    wanted: str
    outside: bool
    kernel_name: str
    kernel_options: Mapping[str, Any]
    resources: Callable[[str, str], dict[str, Any]]

    def read(self, prepared: Prepared, apart: Apart, only: Mapping[str, Mapping[str, list[Any]]] | None) -> None:
        """Read a submission, and make its task.

        Parameters
        ----------
        prepared : Prepared
            What is known of it; its files, its task and what is missing are put there.
        apart : mapping
            For each notebook, the tests cells that are judged from outside, too.
        only : mapping or None
            Where only some tests are run again: for each notebook, the outputs that the others keep.

        Raises
        ------
        HomlError
            If there is nothing in it that can be graded.
        """
        folder = prepared.folder
        found = list_files(folder, self.ignore, self.most_bytes)
        own = {name: read_file(path) for name, path in found.items() if not name.endswith(".ipynb")}
        prepared.files = {**own, **self.overlay}
        sheets, kernel = [], ""
        for name in sorted(self.assignment.notebooks):
            path = folder / f"{name}.ipynb"
            if not path.exists() and not path.is_symlink():
                prepared.missing.add(name)
                continue
            if not fnmatch(name, self.wanted):
                continue
            try:
                sheet = self.sheet(name, read_submitted(path), prepared.student, apart.get(name, {}), (only or {}).get(name))
                kernel = kernel or self.kernel_of(sheet.notebook)
                sheets.append(sheet)
            except HomlError as error:
                prepared.unread[name] = error.message
            except Exception as error:
                words = BadNotebook(
                    "{name} cannot be made ready ({error}).", name=path.name, error=f"{type(error).__name__}: {error}"[:300]
                )
                prepared.unread[name] = words.message
        if not sheets and not prepared.unread:
            raise HomlError("There is no notebook of the assignment in it.")
        if sheets:
            prepared.task = Task(
                prepared.student, tuple(sheets), prepared.files, self.setting, kernel, self.kernel_options if kernel else {}
            )

    def sheet(
        self,
        name: str,
        notebook: dict[str, Any],
        student: str,
        apart: Mapping[str, bool],
        keep: Mapping[str, list[Any]] | None,
    ) -> Sheet:
        """One notebook, sanitised."""
        book = self.assignment.notebooks[name]
        nb = nbformat.from_dict(notebook)
        if self.repair is not None:
            self.repair(nb, name)
        resources = self.resources(student, name)
        for step in self.steps:
            nb, resources = step(nb, resources)
        judged = {}
        for cell in nb.cells:
            source = book.by_name.get(grade_id(cell) or "")
            if source is not None and source.is_tests and cell.cell_type == "code":
                kind = source.judged if self.outside else INSIDE
                judged[source.name] = APART if kind == INSIDE and source.name in apart else kind
                if keep is not None and source.name in keep:
                    cell.outputs = nbformat.from_dict(keep[source.name])
        kept = frozenset(keep or ()) & frozenset(judged)
        told = book.definitions if APART in judged.values() else ""
        return Sheet(name, nb, judged, kept, told, frozenset(name for name in judged if apart.get(name)), book.names)

    def kernel_of(self, notebook: Mapping[str, Any]) -> str:
        """The kernel that must run a notebook; nothing where that is this Python.

        Raises
        ------
        HomlError
            If there is no such kernel here.
        """
        spec = notebook["metadata"].get("kernelspec")
        name = self.kernel_name or (spec.get("name") if isinstance(spec, Mapping) else None) or "python3"
        if name in _OURS:
            return ""
        try:
            found = KernelSpecManager().get_kernel_spec(str(name))
        except NoSuchKernel as error:
            raise HomlError("Its kernel “{name}” is not installed here.", name=name) from error
        return "" if _is_this_python(found.argv) else str(name)


def _is_this_python(argv: Sequence[str]) -> bool:
    import sys

    return "ipykernel_launcher" in argv and (
        Path(argv[0]).name == argv[0] or Path(argv[0]).resolve() == Path(sys.executable).resolve()
    )
