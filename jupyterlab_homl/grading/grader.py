"""`Grader`: nbgrader's `Autograde` with submissions run side by side in sealed processes, and the same results."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.writers.files import FilesWriter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, Execute
from traitlets import Bool, Enum, Float, Int, List, Unicode
from traitlets.utils.importstring import import_item

from ..engine.sandbox.limits import MEGABYTE, Limits
from ..errors import HomlError
from .course_folder import CourseFolder
from .execute import launchers
from .journal import Journal
from .options import GradingOptions
from .pools.open import open_pool
from .prepare.assignment import read_assignment
from .prepare.find import find_submissions
from .prepare.pipeline_config import configure_pipeline
from .prepare.preprocessors import make_preprocessors
from .prepare.selection import Selection
from .prepare.spelling import spelling_remarks
from .record.folder import finish_interrupted
from .record.gradebook import GradebookWriter, require_gradebook
from .record.recorder import Recorder
from .report import GradingReport
from .run import GradingRun, Progress, RunOutcome
from .submission import SubmissionError, SubmittedFolder, read_files

#: The sections of nbgrader's configuration that say how a kernel runs a notebook.
_KERNEL_SECTIONS = ("Execute", "ExecutePreprocessor", "NotebookClient")


class Grader(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """Grades submissions side by side. It can replace nbgrader's `Autograde`, whose configuration it takes."""

    workers = Int(0, min=0, help="How many submissions run at once; 0 for as many as there are cores.").tag(config=True)
    scheduler = Unicode("", help="The address of a Dask scheduler whose workers run the submissions.").tag(config=True)
    students = List(Unicode(), help="The students whose submissions are graded; all by default.").tag(config=True)
    restore_cells = Bool(
        True,
        help="Restore the instructor's cells if their metadata or tags were changed, or they were copied or deleted. Without "
        "it such a submission fails, or its tests are left out.",
    ).tag(config=True)
    fail_closed = Bool(
        True, help="Give no points for a tests cell that did not come to its end, or gave a number that makes no sense."
    ).tag(config=True)
    keep_unreadable = Bool(
        True,
        help="Give a submission that could not be run rows in the gradebook and a notebook that say why. Without it the "
        "submission's folder is removed from the autograded ones, and only that it was handed in is recorded.",
    ).tag(config=True)
    judge_outside = Bool(
        True, help="Run tests outside the process that runs a submission, as far as they can be run there."
    ).tag(config=True)
    stderr_costs_points = Bool(
        False, help="Give no points for a tests cell during which something is written to standard error, such as a warning."
    ).tag(config=True)
    regrade = Enum(
        ["changed", "timestamp"],
        "changed",
        help="What is graded again: submissions and tests that have changed, or submissions with a newer timestamp only.",
    ).tag(config=True)
    memory_limit = Int(2048 * MEGABYTE, min=MEGABYTE, help="Bytes that a notebook may use.").tag(config=True)
    output_limit = Int(1_000_000, min=1000, help="Bytes that a cell may print; the rest is left out.").tag(config=True)
    process_limit = Int(128, min=8, help="How many processes and threads a notebook may have at once.").tag(config=True)
    run_timeout = Float(1800.0, min=0.1, help="Seconds that a whole notebook may take.").tag(config=True)
    submission_limit = Int(100 * MEGABYTE, min=MEGABYTE, help="Bytes that a submission may have.").tag(config=True)
    require_sandbox = Bool(False, help="Refuse to run submissions where they cannot be sealed.").tag(config=True)

    def __init__(self, coursedir: CourseDirectory | None = None, **kwargs: Any) -> None:
        super().__init__(coursedir=coursedir, **kwargs)
        self.cancel = threading.Event()
        self.on_progress: Progress = lambda done, total, student: None

    def start(self) -> None:
        """Grade as nbgrader's command does.

        Raises
        ------
        NbGraderException
            If something could not be graded; the log says what.
        """
        try:
            report = self.run()
        except HomlError as error:
            self.log.error(error.message)
            raise NbGraderException(error.message) from error
        if not_run := report.not_run():
            for student, reason in not_run.items():
                self.log.error("%s: %s", student, reason)
            raise NbGraderException(f"{len(not_run)} submissions could not be graded.")

    def run(self) -> GradingReport:
        """Grade, and report.

        Raises
        ------
        HomlError
            If nothing can be graded at all.
        """
        started = time.monotonic()
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        before = Path.cwd()
        os.chdir(self.coursedir.root)
        try:
            course = CourseFolder(self.coursedir, self.coursedir.assignment_id)
            outcome = self._grade(course, self._options(), self.exporter)
        finally:
            os.chdir(before)
        return GradingReport(
            course.assignment,
            outcome.submissions,
            outcome.unchanged,
            outcome.remarks,
            outcome.changed_penalties,
            time.monotonic() - started,
            outcome.stopped,
        )

    def _options(self) -> GradingOptions:
        """The traits and nbgrader's configuration, as they are now."""
        execute = Execute(parent=self.exporter)
        cell_timeout = float(execute.timeout) if execute.timeout and execute.timeout > 0 else self.run_timeout
        prescribed = execute.kernel_name if execute.kernel_name != Execute.kernel_name.default_value else ""
        return GradingOptions(
            students=tuple(self.students),
            force=self.force,
            regrade="timestamp" if self.regrade == "timestamp" else "changed",
            create_student=self.create_student,
            executes=execute.enabled,
            restore_cells=self.restore_cells,
            fail_closed=self.fail_closed,
            keep_unreadable=self.keep_unreadable,
            judge_outside=self.judge_outside,
            stderr_costs_points=self.stderr_costs_points,
            workers=self.workers or None,
            scheduler=self.scheduler,
            limits=Limits(
                memory=self.memory_limit,
                output=self.output_limit,
                processes=self.process_limit,
                cell_timeout=cell_timeout,
                run_timeout=max(self.run_timeout, cell_timeout),
            ),
            submission_limit=self.submission_limit,
            require_sandbox=self.require_sandbox,
            kernel_name=str(prescribed or ""),
            kernel_options={name: dict(self.config[name]) for name in _KERNEL_SECTIONS if name in self.config},
            kept_files=frozenset(self.exclude_overwriting.get(self.coursedir.assignment_id, ())),
            sanitize_preprocessors=tuple(self.sanitize_preprocessors),
            autograde_preprocessors=tuple(self.autograde_preprocessors),
            preprocessor_options=self._preprocessor_options(),
        )

    def _preprocessor_options(self) -> dict[str, dict[str, Any]]:
        """The sections of the configuration for preprocessors that run in each submission."""
        listed = (*self.sanitize_preprocessors, *self.autograde_preprocessors)
        kinds = [import_item(kind) if isinstance(kind, str) else kind for kind in listed]
        named = {base.__name__ for kind in kinds if isinstance(kind, type) for base in kind.__mro__}
        apart = {AssignLatePenalties.__name__, *_KERNEL_SECTIONS}
        return {name: dict(self.config[name]) for name in sorted(named - apart) if name in self.config}

    def _grade(self, course: CourseFolder, options: GradingOptions, exporter: Exporter) -> RunOutcome:
        submissions = find_submissions(course, options, self.log)
        require_gradebook(self.coursedir.db_url, course.assignment)
        with ExitStack() as stack:
            journal = stack.enter_context(Journal(course.root, course.assignment).locked())
            with suppress(OSError):  # which is said of the submission concerned, once it is written
                finish_interrupted(course.autograded_pattern())
            gradebook = stack.enter_context(GradebookWriter(self.coursedir.db_url, self.coursedir.course_id))
            assignment = gradebook.transaction(lambda book: read_assignment(book, course.assignment, course.source))
            preprocessors = make_preprocessors(options, assignment, exporter)
            config = configure_pipeline(course, options, assignment, preprocessors)
            if options.executes and not options.scheduler:
                launchers.warm_up(config.settings)
            pool = stack.enter_context(open_pool(options.workers, options.scheduler))
            spelling = spelling_remarks(submissions, gradebook.students())
            for remark in spelling:
                self.log.warning(remark)
            recorded = gradebook.students_with_submission(course.assignment)
            selection = Selection(config, journal, recorded)
            recorder = Recorder(config, gradebook, journal, self._folder_written)
            run = GradingRun(
                config,
                selection,
                pool,
                recorder,
                cancel=self.cancel,
                before_preparing=self._run_pre_hook,
                on_progress=self.on_progress,
                log=self.log,
            )
            outcome = run.run(submissions)
            return replace(outcome, remarks=(*spelling, *outcome.remarks))

    def _run_pre_hook(self, folder: SubmittedFolder, notebooks: Sequence[Path]) -> SubmittedFolder:
        """Run nbgrader's hook before a submission is prepared.

        Raises
        ------
        SubmissionError
            If the submission cannot be read after that.
        """
        self.notebooks = [str(path) for path in notebooks]
        if self.pre_convert_hook is None:
            return folder
        self.run_pre_convert_hook()  # may change the files
        try:
            files = read_files(folder.path, tuple(self.coursedir.ignore), self.submission_limit)
        except HomlError as error:
            raise SubmissionError.of(folder.student, error) from error
        return replace(folder, files=files)

    def _folder_written(self, student: str, notebooks: Sequence[Path]) -> None:
        """Set modes and run nbgrader's hook once a student's autograded folder has been written."""
        self.notebooks = [str(path) for path in notebooks]
        self.set_permissions(self.coursedir.assignment_id, student)
        self.run_post_convert_hook()
