"""One grading run: submissions flow through a pool, and are recorded in batches as their results come."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ..errors import HomlError
from ..toolkit.messages import Message
from .execute import launchers
from .execute.executor import execute
from .execute.task import ExecutionResult, NotebookResult, SubmissionTask
from .pools.pool import Pool
from .prepare.pipeline import OutsideTests, PreparedSubmission, prepare_submission
from .prepare.pipeline_config import PipelineConfig
from .prepare.reference import find_outside_tests
from .prepare.selection import Selection
from .record.recorder import ExecutedSubmission, Recorder
from .report import PointsChange, SubmissionReport
from .submission import SubmissionError, SubmittedFolder, read_submission
from .timestamp import read_timestamp

#: Results are recorded together: when there are so many, or when the first has waited for so many seconds.
_BATCH, _BATCH_SECONDS = 8, 0.5

_NOT_UTF_8 = Message("The name of its folder is not text in UTF-8. Give it the student's id as its name, and grade again.")


class Progress(Protocol):
    """Is called when a submission has been dealt with."""

    def __call__(self, done: int, total: int, student: str, /) -> object:
        """Show that `student`'s submission is the last of `done` out of `total`."""


@dataclass(frozen=True)
class RunOutcome:
    """What came of a run.

    Attributes
    ----------
    submissions : tuple of SubmissionReport
        The submissions that were recorded.
    unchanged : tuple of str
        The students whose submissions were left alone.
    remarks : tuple of str
        Remarks for the instructor about the tests.
    stopped : bool
        Whether the run was stopped before its end.
    changed_penalties : tuple of PointsChange
        The unchanged submissions whose penalty is another than before.
    """

    submissions: tuple[SubmissionReport, ...]
    unchanged: tuple[str, ...]
    remarks: tuple[str, ...]
    stopped: bool
    changed_penalties: tuple[PointsChange, ...] = ()


class GradingRun:
    """Grades the submissions of an assignment.

    Parameters
    ----------
    config : PipelineConfig
        What the submissions have in common.
    selection : Selection
        Decides which of them are graded.
    pool : Pool
        Runs them.
    recorder : Recorder
        Records them.
    cancel : threading.Event
        Set to stop the run; what has been run by then is recorded.
    before_preparing : callable
        Called with a submission that is about to be prepared, and the paths of its notebooks that are graded; returns the
        submission, whose files it may have changed.
    on_progress : callable
        Called when a submission has been dealt with.
    log : logging.Logger
        For remarks to the instructor.
    """

    def __init__(
        self,
        config: PipelineConfig,
        selection: Selection,
        pool: Pool,
        recorder: Recorder,
        *,
        cancel: threading.Event,
        before_preparing: Callable[[SubmittedFolder, Sequence[Path]], SubmittedFolder],
        on_progress: Progress,
        log: logging.Logger,
    ) -> None:
        self._config, self._selection, self._pool, self._recorder = config, selection, pool, recorder
        self._cancel, self._before_preparing, self._on_progress, self._log = cancel, before_preparing, on_progress, log
        self._outside_tests: OutsideTests | None = None
        self._running: dict[str, PreparedSubmission] = {}
        self._waiting: list[ExecutedSubmission] = []
        self._waiting_since = time.monotonic()
        self._reports: list[SubmissionReport] = []
        self._unchanged: list[str] = []
        self._remarks: Sequence[str] = ()
        self._total = self._done = 0

    def run(self, submissions: Mapping[str, Path]) -> RunOutcome:
        """Grade submissions: their folders by student.

        Raises
        ------
        HomlError
            If nothing can be run or recorded any more. What has been recorded by then is valid.
        """
        self._total = len(submissions)
        interrupted = False
        try:
            for task, result in self._pool.run(execute, self._tasks(submissions), self._cancel, self._record_when_due):
                if not self._cancel.is_set():
                    self._finish(self._running.pop(task.student), result)
                self._record_when_due()
        except KeyboardInterrupt:
            self._cancel.set()
            launchers.close()
            interrupted = True
        finally:
            self._record_waiting()
        stopped = interrupted or self._cancel.is_set()
        changes, remarks = self._recorder.update_penalties([] if stopped else self._unchanged)
        return RunOutcome(tuple(self._reports), tuple(self._unchanged), (*self._remarks, *remarks), stopped, tuple(changes))

    def _tasks(self, submissions: Mapping[str, Path]) -> Iterator[SubmissionTask]:
        """The tasks of the submissions that are run. The pool asks for the next one when it has room for it."""
        for student, path in submissions.items():
            if not _is_utf_8(student):
                self._reports.append(SubmissionReport(student, not_run=_NOT_UTF_8.text))
                self._count(student)
                continue
            prepared = self._prepare(student, path)
            task = prepared.task if prepared is not None else None
            if prepared is not None and task is None:
                self._finish(prepared, HomlError("None of its notebooks can be read."))
            elif prepared is not None and task is not None and not self._config.options.executes:
                self._finish(prepared, _submitted_outputs(task))
            elif prepared is not None and task is not None:
                self._running[student] = prepared
                yield task
            if len(self._waiting) >= _BATCH:
                self._record_waiting()

    def _prepare(self, student: str, path: Path) -> PreparedSubmission | None:
        """Read and prepare a submission; None if it is not run, as it is unchanged or cannot be read."""
        try:
            folder = self._read(student, path)
            reused = self._selection.reusable(folder)
            if reused is None:
                self._unchanged.append(student)
                self._count(student)
                return None
            outside_tests = self._find_outside_tests()
            folder = self._before_preparing(folder, self._graded_notebooks(folder))
            return prepare_submission(self._config, folder, outside_tests, reused)
        except SubmissionError as error:
            self._finish(PreparedSubmission(SubmittedFolder(student, path)), error)
            return None

    def _read(self, student: str, path: Path) -> SubmittedFolder:
        folder = read_submission(self._config.course, student, path, self._config.options.submission_limit)
        try:
            timestamp = read_timestamp(path)
        except HomlError as error:
            raise SubmissionError.of(student, error) from error
        return replace(folder, timestamp=timestamp.time, remarks=(timestamp.remark,) if timestamp.remark else ())

    def _graded_notebooks(self, folder: SubmittedFolder) -> list[Path]:
        names = filter(self._config.course.grades, sorted(self._config.assignment.notebooks))
        return [path for name in names if (path := folder.path / f"{name}.ipynb").exists()]

    def _find_outside_tests(self) -> OutsideTests:
        """The tests cells that can be run outside, found out when the first submission is prepared."""
        if self._outside_tests is None:
            self._outside_tests = {}
            if self._config.judges_outside:
                self._outside_tests, self._remarks = find_outside_tests(self._config, self._pool, self._cancel)
            for remark in self._remarks:
                self._log.warning(remark)
        return self._outside_tests

    def _finish(self, prepared: PreparedSubmission, result: ExecutionResult | HomlError) -> None:
        """Take a submission that is ready to be recorded."""
        if isinstance(result, HomlError) and not isinstance(result, SubmissionError):
            result = SubmissionError.of(prepared.student, result)
        self._waiting.append(ExecutedSubmission(prepared, result))

    def _record_when_due(self) -> None:
        due = len(self._waiting) >= _BATCH or time.monotonic() - self._waiting_since > _BATCH_SECONDS
        if self._waiting and due:
            self._record_waiting()

    def _record_waiting(self) -> None:
        batch, self._waiting = self._waiting, []
        self._reports += self._recorder.record(batch)
        for executed in batch:
            self._count(executed.student)
        self._waiting_since = time.monotonic()

    def _count(self, student: str) -> None:
        self._done += 1
        self._on_progress(self._done, self._total, student)


def _is_utf_8(student: str) -> bool:
    """Whether an id is text. In names of folders that are not UTF-8 other bytes stand as halves of characters."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return False
    return True


def _submitted_outputs(task: SubmissionTask) -> ExecutionResult:
    """The result of a task that is not run: its notebooks as they were submitted."""
    return ExecutionResult({notebook.name: NotebookResult(notebook.notebook) for notebook in task.notebooks})
