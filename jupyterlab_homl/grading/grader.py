"""nbgrader's `Autograde`, done here: prepare, execute anywhere, record. The same gradebook, the same files."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbconvert.writers.files import FilesWriter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from sqlalchemy.engine import make_url
from traitlets import Bool, Enum, Float, Int, List, Unicode

from ..engine.sandbox.limits import MEGABYTE
from ..errors import HomlError, NotFound
from .execute import launchers
from .execute.executor import execute
from .execute.task import Done
from .journal import Journal
from .pools.open import open_pool
from .prepare.assignment import Assignment, read_assignment
from .prepare.find import find_submissions
from .prepare.pipeline import Apart, Prepared, Recipe
from .prepare.pipeline_config import after_execution, make_recipe
from .prepare.reference import judged_apart
from .prepare.selection import Wanted
from .record.gradebook import Ledger
from .record.recorder import Finisher
from .report import Report

#: Seconds for which finished submissions may wait until they are recorded together, and how many do.
_BATCH_SECONDS, _BATCH = 0.5, 8


class Grader(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """Grades submissions side by side. A drop-in for nbgrader's `Autograde`, whose configuration it takes."""

    workers = Int(0, min=0, help="How many submissions run at once; 0 for as many as there are cores.").tag(config=True)
    scheduler = Unicode("", help="The address of a Dask scheduler whose workers run the submissions.").tag(config=True)
    students = List(Unicode(), help="The students whose submissions are graded; all by default.").tag(config=True)
    restore_cells = Bool(
        True,
        help="Put the instructor's cells right where marks or tags of them were changed, or they were copied or deleted. "
        "Without it such a submission fails, or its tests are left out.",
    ).tag(config=True)
    fail_closed = Bool(
        True, help="Give nothing for a tests cell that did not come to its end or gave a number that makes no sense."
    ).tag(config=True)
    keep_unreadable = Bool(
        True,
        help="Give a submission that could not be run rows in the gradebook and a notebook that say why. Without it the "
        "submission's folder is removed from the autograded ones, and only that it was handed in is recorded.",
    ).tag(config=True)
    judge_outside = Bool(
        True, help="Judge from outside of the process that runs a submission, as far as the tests can be."
    ).tag(config=True)
    regrade = Enum(
        ["changed", "timestamp"],
        "changed",
        help="What is graded again: submissions and tests that have changed, or submissions with a newer timestamp only.",
    ).tag(config=True)
    memory_limit = Int(2048 * MEGABYTE, min=MEGABYTE, help="Bytes that a notebook may use.").tag(config=True)
    output_limit = Int(1_000_000, min=1000, help="Bytes that a cell may print; what is more is left out.").tag(config=True)
    process_limit = Int(128, min=8, help="How many processes and threads a notebook may have at once.").tag(config=True)
    run_timeout = Float(1800.0, min=0.1, help="Seconds that a whole notebook may take.").tag(config=True)
    submission_limit = Int(100 * MEGABYTE, min=MEGABYTE, help="Bytes that a submission may have.").tag(config=True)
    require_sandbox = Bool(False, help="Refuse to run submissions where they cannot be sealed.").tag(config=True)

    def __init__(self, coursedir: CourseDirectory | None = None, **kwargs: Any) -> None:
        super().__init__(coursedir=coursedir, **kwargs)
        self.cancel = threading.Event()
        self.told: Callable[[int, int, str], None] = lambda done, total, student: None
        self.report = Report(self.coursedir.assignment_id if self.coursedir else "")

    def start(self) -> None:
        """Grade as nbgrader's command does.

        Raises
        ------
        NbGraderException
            If something could not be graded; the log says what.
        """
        try:
            self.run()
        except HomlError as error:
            self.log.error(error.message)
            raise NbGraderException(error.message) from error
        if self.report.not_run:
            for row in self.report.not_run:
                self.log.error("%s: %s", row["student"], row["reason"])
            raise NbGraderException(f"{len(self.report.not_run)} submissions could not be graded.")

    def run(self) -> Report:
        """Grade, and tell.

        Raises
        ------
        HomlError
            If nothing can be graded at all.
        """
        started = time.monotonic()
        self.report = Report(self.coursedir.assignment_id)
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        before, self.executes = Path.cwd(), Execute(parent=self.exporter).enabled
        os.chdir(self.coursedir.root)
        try:
            self._grade()
        finally:
            os.chdir(before)
            self.report.seconds = time.monotonic() - started
        return self.report

    def _grade(self) -> None:
        course, name = Path(self.coursedir.root), self.coursedir.assignment_id
        submissions = find_submissions(self)
        self._must_have_gradebook()
        with ExitStack() as stack:
            journal = stack.enter_context(Journal(course, name).held())
            ledger = stack.enter_context(Ledger(self.coursedir.db_url, self.coursedir.course_id))
            source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", name))
            assignment = ledger.write(lambda gradebook: read_assignment(gradebook, name, source))
            recipe = make_recipe(self, assignment, source)
            if self.executes and not self.scheduler:
                launchers.warm(recipe.setting)
            pool = stack.enter_context(open_pool(self.workers or None, self.scheduler))
            wanted = Wanted(self, journal, assignment, ledger.students(name))
            finisher = Finisher(self, ledger, journal, recipe, after_execution(self))
            self._run(submissions, pool, wanted, finisher, recipe)

    def _run(self, submissions: dict[str, Path], pool: Any, wanted: Wanted, finisher: Finisher, recipe: Recipe) -> None:
        """Feed the pool, and record what comes of it."""
        total, apart = len(submissions), self._apart(recipe, pool)
        self._ended = 0
        prepared: dict[int, Prepared] = {}
        waiting: list[tuple[Prepared, Done | HomlError]] = []
        since = time.monotonic()

        def tasks() -> Iterator[Any]:
            for student, folder in submissions.items():
                found = wanted.look(student, folder)
                if found is None:
                    self.report.unchanged.append(student)
                    self._tell(total, student)
                    continue
                ready, only, problem = found
                if problem is None:
                    problem = self._prepare(ready, recipe, apart(), only)
                if problem is not None or ready.task is None:
                    waiting.append((ready, problem or HomlError("None of its notebooks can be read.")))
                elif not self.executes:
                    waiting.append((ready, Done(notebooks={sheet.name: sheet.notebook for sheet in ready.task.sheets})))
                else:
                    prepared[id(ready.task)] = ready
                    yield ready.task
                if len(waiting) >= _BATCH:
                    flush()

        def flush() -> None:
            nonlocal since
            batch, waiting[:] = list(waiting), []
            finisher.finish(batch)
            for ready, _ in batch:
                self._tell(total, ready.student)
            since = time.monotonic()

        def flush_in_time() -> None:
            if waiting and (len(waiting) >= _BATCH or time.monotonic() - since > _BATCH_SECONDS):
                flush()

        try:
            for task, result in pool.run(execute, tasks(), self.cancel, flush_in_time):
                if not self.cancel.is_set():
                    waiting.append((prepared.pop(id(task)), result))
                flush_in_time()
        except KeyboardInterrupt:
            self.cancel.set()
            launchers.close()
            self.report.stopped = True
        finally:
            flush()
        self.report.stopped = self.report.stopped or self.cancel.is_set()

    def _prepare(self, ready: Prepared, recipe: Recipe, apart: Apart, only: Any) -> HomlError | None:
        """Read a submission; says what is wrong with it, if it is."""
        names = [path for path in sorted(ready.folder.glob("*.ipynb")) if path.stem in recipe.assignment.notebooks]
        self.notebooks = [str(path) for path in names if fnmatch(path.stem, self.coursedir.notebook_id)]
        self.run_pre_convert_hook()
        try:
            recipe.read(ready, apart, only)
        except HomlError as error:
            return error
        return None

    def _apart(self, recipe: Recipe, pool: Any) -> Callable[[], Apart]:
        """Which tests cells can be judged from outside: found out once, when the first submission wants to know."""
        known: list[Apart] = []

        def find() -> Apart:
            if not known:
                found: Apart = {}
                if self.executes and self.judge_outside:
                    found, remarks = judged_apart(recipe, pool, self.cancel)
                    self.report.remarks += remarks
                    for remark in remarks:
                        self.log.warning(remark)
                known.append(found)
            return known[0]

        return find

    def _tell(self, total: int, student: str) -> None:
        self._ended += 1
        self.told(self._ended, total, student)

    def selected(self, assignment: Assignment) -> list[str]:
        """The notebooks of the assignment that are graded."""
        return [name for name in assignment.notebooks if fnmatch(name, self.coursedir.notebook_id)]

    def _must_have_gradebook(self) -> None:
        url = make_url(self.coursedir.db_url)
        if (
            url.get_backend_name() == "sqlite"
            and url.database
            and url.database != ":memory:"
            and not Path(url.database).exists()
        ):
            raise NotFound(
                "There is no gradebook {path}. `nbgrader generate_assignment {assignment}` makes it.",
                path=url.database,
                assignment=self.coursedir.assignment_id,
            )
