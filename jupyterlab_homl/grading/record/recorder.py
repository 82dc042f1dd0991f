"""Recording executed submissions: marks, then rows of several submissions in one transaction, folders, and the journal.

This order, and rows and folders that may be written twice, make a run that was interrupted at any point continue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from ...course.notebook_file import parse_notebook
from ...errors import HomlError
from ...toolkit.messages import Message
from ..execute.executor import NOT_FINISHED
from ..execute.task import ExecutionResult, NotebookResult, NotebookTask
from ..journal import Journal, JournalEntry
from ..prepare.pipeline import PreparedSubmission
from ..prepare.pipeline_config import PipelineConfig
from ..prepare.preprocessors import apply_steps
from ..report import GRADED_BY_HAND, GradedSubmission, ManualCell, PointsChange, SubmissionReport
from ..submission import SubmissionError, read_file
from ..timestamp import NAME as TIMESTAMP
from .folder import remove_folder, replace_folder
from .gradebook import GradebookWriter
from .marks import Mark, marks_of, show_doubts
from .rows import MarkedSubmission, RecordedScore, update_penalties, write_rows


@dataclass(frozen=True)
class ExecutedSubmission:
    """A prepared submission with the result of running it, or the error that kept it from being run."""

    prepared: PreparedSubmission
    result: ExecutionResult | SubmissionError

    @property
    def student(self) -> str:
        """Whose it is."""
        return self.prepared.student

    @property
    def ended_early(self) -> str:
        """Why a notebook ended before its last cell; empty if none did."""
        return self.result.ended_early if isinstance(self.result, ExecutionResult) else ""


class Recorder:
    """Records executed submissions.

    Parameters
    ----------
    config : PipelineConfig
        What submissions of the assignment have in common.
    gradebook : GradebookWriter
        Where rows are written.
    journal : Journal
        Where graded submissions are noted.
    on_folder_written : callable
        Called with a student and the paths of the graded notebooks once their folder has been written.
    """

    def __init__(
        self,
        config: PipelineConfig,
        gradebook: GradebookWriter,
        journal: Journal,
        on_folder_written: Callable[[str, Sequence[Path]], None],
    ) -> None:
        self._config, self._gradebook, self._journal = config, gradebook, journal
        self._on_folder_written = on_folder_written
        self._checksums = config.assignment.checksums()

    def record(self, batch: Sequence[ExecutedSubmission]) -> list[SubmissionReport]:
        """Record submissions; one that cannot be recorded does not affect the others.

        Raises
        ------
        NoStorage
            If the journal cannot be written.
        """
        reports: list[SubmissionReport] = []
        marked: list[tuple[ExecutedSubmission, MarkedSubmission]] = []
        for executed in batch:
            try:
                marked.append((executed, self._mark(executed)))
            except SubmissionError as error:
                reports.append(SubmissionReport(executed.student, not_run=error.message))
        return reports + self._record_marked(marked)

    def update_penalties(self, students: Sequence[str]) -> tuple[list[PointsChange], list[str]]:
        """Work out anew the penalties of submissions that are not graded again; returns changes, and remarks.

        Raises
        ------
        NoStorage
            If the gradebook cannot be written.
        """
        assignment, penalties = self._config.assignment.name, self._config.preprocessors.late_penalties
        if not students:
            return [], []
        return self._gradebook.transaction(lambda book: update_penalties(book, assignment, students, penalties))

    def _record_marked(self, batch: Sequence[tuple[ExecutedSubmission, MarkedSubmission]]) -> list[SubmissionReport]:
        if not batch:
            return []
        try:
            scores = self._write_rows([marked for _, marked in batch])
        except HomlError as error:
            if len(batch) == 1:
                return [SubmissionReport(batch[0][0].student, not_run=error.message)]
            return [report for one in batch for report in self._record_marked([one])]
        reports: list[SubmissionReport] = []
        entries: list[JournalEntry] = []
        for executed, marked in batch:
            problem = ""
            try:
                self._write_folder(executed, marked)
            except SubmissionError as error:
                problem = error.message
            reports.append(_report(executed, marked, scores[executed.student], problem))
            reason = problem or "; ".join(marked.unreadable.values())
            entries.append(self._journal_entry(executed.prepared, "not_run" if reason else "graded", reason))
        self._journal.add(entries)
        return reports

    def _write_rows(self, submissions: Sequence[MarkedSubmission]) -> Mapping[str, RecordedScore]:
        assignment, penalties = self._config.assignment, self._config.preprocessors.late_penalties
        return self._gradebook.transaction(lambda gradebook: write_rows(gradebook, assignment, submissions, penalties))

    def _journal_entry(self, prepared: PreparedSubmission, outcome: str, reason: str) -> JournalEntry:
        return JournalEntry(
            prepared.student, prepared.folder.fingerprint, self._checksums, outcome, reason, self._config.rules
        )

    def _mark(self, executed: ExecutedSubmission) -> MarkedSubmission:
        """Mark the cells of a submission.

        Raises
        ------
        SubmissionError
            If nothing of it is kept, as the options or nbgrader's say.
        """
        marked = self._marked(executed)
        if not self._config.options.create_student and not self._gradebook.has_student(executed.student):
            raise self._discard(executed.prepared, f"No student “{executed.student}” is in the gradebook.")
        failed = {**marked.unreadable, **(_unfinished(marked) if executed.ended_early else {})}
        if not failed or self._config.options.keep_unreadable:
            return marked
        reasons = dict.fromkeys(failed.values())
        try:
            self._write_rows([_before(marked, min(failed))])
        except HomlError as error:
            reasons[error.message] = None
        raise self._discard(executed.prepared, "; ".join(reasons))

    def _marked(self, executed: ExecutedSubmission) -> MarkedSubmission:
        prepared, result = executed.prepared, executed.result
        folder = prepared.folder
        if isinstance(result, SubmissionError):
            names = self._config.assignment.notebooks
            failed = [name for name in names if name not in prepared.missing] or list(names)
            unreadable = {**dict.fromkeys(failed, result.message), **prepared.unreadable}
            missing = {name: reason for name, reason in prepared.missing.items() if name not in unreadable}
            return MarkedSubmission(folder.student, folder.timestamp, missing=missing, unreadable=unreadable)
        notebooks: dict[str, NotebookNode] = {}
        marks: dict[str, Mapping[str, Mark]] = {}
        unreadable = dict(prepared.unreadable)
        for task in prepared.task.notebooks if prepared.task is not None else ():
            try:
                notebooks[task.name], marks[task.name] = self._mark_notebook(folder.student, task, result.notebooks[task.name])
            except Exception as error:  # nbgrader's and configured preprocessors may raise anything
                unreadable[task.name] = f"{type(error).__name__}: {error}"[:500]
        return MarkedSubmission(folder.student, folder.timestamp, notebooks, marks, prepared.missing, unreadable)

    def _mark_notebook(
        self, student: str, task: NotebookTask, result: NotebookResult
    ) -> tuple[NotebookNode, Mapping[str, Mark]]:
        """An executed notebook as it is kept, and the marks of its cells."""
        steps = self._config.preprocessors.before_recording
        resources = self._config.course.resources(student, task.name)
        notebook = apply_steps(steps, nbformat.from_dict(result.notebook), resources)
        options = self._config.options
        marks = marks_of(notebook, task, result, options.fail_closed, options.stderr_costs_points)
        return show_doubts(notebook, marks), marks

    def _discard(self, prepared: PreparedSubmission, reason: str) -> SubmissionError:
        """Keep nothing of a submission among the autograded ones, as nbgrader does if it fails; returns the error to raise."""
        folder = self._config.course.autograded(prepared.student)
        if self._config.course.all_notebooks:
            remove_folder(folder)
        else:
            replace_folder(folder, prepared.files, keep_others=True)
            for name in filter(self._config.course.grades, self._config.assignment.notebooks):
                (folder / f"{name}.ipynb").unlink(missing_ok=True)
        self._journal.add([self._journal_entry(prepared, "not_run", reason)])
        return SubmissionError(prepared.student, reason)

    def _write_folder(self, executed: ExecutedSubmission, marked: MarkedSubmission) -> None:
        """Write the autograded folder.

        Raises
        ------
        SubmissionError
            If it cannot be written.
        """
        course = self._config.course
        folder = course.autograded(executed.student)
        files = _files_after(executed, {f"{name}.ipynb" for name in self._config.assignment.notebooks})
        try:
            for name, notebook in marked.notebooks.items():
                steps = self._config.preprocessors.after_recording
                recorded = apply_steps(steps, notebook, course.resources(executed.student, name))
                files[f"{name}.ipynb"] = _serialise(recorded)
            for name, reason in marked.unreadable.items():
                files[f"{name}.ipynb"] = _serialise(self._explanation(name, reason))
            replace_folder(folder, files, keep_others=not course.all_notebooks)
            self._on_folder_written(executed.student, [folder / f"{name}.ipynb" for name in marked.notebooks])
        except Exception as error:  # hooks and preprocessors may raise anything
            message = Message(
                "Its folder could not be written ({error}).", {"error": f"{type(error).__name__}: {error}"[:300]}
            )
            raise SubmissionError(executed.student, message.text) from error

    def _explanation(self, name: str, reason: str) -> NotebookNode:
        """The notebook in place of one that could not be run: the reason, then the released notebook."""
        released = self._config.course.release / f"{name}.ipynb"
        try:
            notebook = nbformat.from_dict(parse_notebook(read_file(released), released.name))
        except HomlError:
            notebook = nbformat.v4.new_notebook()
        text = Message("**This notebook could not be graded.** {reason}", {"reason": reason}).text
        cell = nbformat.v4.new_markdown_cell(text, id="homl-not-graded")
        return NotebookNode({**notebook, "cells": [cell, *notebook.cells]})


def _files_after(executed: ExecutedSubmission, notebooks: set[str]) -> dict[str, bytes]:
    """The files of a submission after its cells have run; what cells leave never replaces what was handed in."""
    files = dict(executed.prepared.files)
    if isinstance(executed.result, ExecutionResult):
        left = {name: data for name, data in executed.result.written.items() if name not in {*notebooks, TIMESTAMP}}
        gone = executed.result.removed - {TIMESTAMP}
        files = {**left, **{name: data for name, data in files.items() if name not in gone}}
    return files


def _report(executed: ExecutedSubmission, marked: MarkedSubmission, recorded: RecordedScore, problem: str) -> SubmissionReport:
    """The report of a submission that has been recorded; `problem` says why its folder was not written."""
    student, result = executed.student, executed.result
    cell_seconds = result.cell_seconds if isinstance(result, ExecutionResult) else 0.0
    reasons = [problem] if problem else []
    reasons += [why if why.startswith(name) else f"{name}.ipynb: {why}" for name, why in marked.unreadable.items()]
    graded = None
    if marked.notebooks and not problem:
        cells = _cells_run_again(executed.prepared)
        graded = GradedSubmission(
            student,
            recorded.score,
            recorded.max_score,
            cell_seconds,
            executed.ended_early,
            cells,
            recorded.penalty,
            recorded.before,
        )
    manual_cells = [
        ManualCell(student, notebook, cell, _why_manual(marked, notebook, cell)) for notebook, cell in recorded.manual_cells
    ]
    remarks = _remarks(executed.prepared)
    return SubmissionReport(student, graded, tuple(manual_cells), "; ".join(reasons), cell_seconds, remarks)


def _remarks(prepared: PreparedSubmission) -> tuple[str, ...]:
    """The remarks about a submission; where it has several notebooks, with their names."""
    notebooks = prepared.task.notebooks if prepared.task is not None else ()
    many = len(notebooks) > 1
    about_notebooks = (f"{task.name}.ipynb: {text}" if many else text for task in notebooks for text in task.remarks)
    return (*prepared.folder.remarks, *filter(None, prepared.missing.values()), *about_notebooks)


def _why_manual(marked: MarkedSubmission, notebook: str, cell: str) -> str:
    mark = marked.marks.get(notebook, {}).get(cell)
    doubt = mark.doubt if mark is not None else ""
    return marked.unreadable.get(notebook) or marked.missing.get(notebook) or doubt or GRADED_BY_HAND


def _cells_run_again(prepared: PreparedSubmission) -> tuple[str, ...] | None:
    """The tests cells that were run; None if that is all of them."""
    notebooks = prepared.task.notebooks if prepared.task is not None else ()
    reused = {name for notebook in notebooks for name in notebook.reused}
    if not reused:
        return None
    return tuple(sorted(name for notebook in notebooks for name in notebook.judging if name not in reused))


def _unfinished(marked: MarkedSubmission) -> dict[str, str]:
    """The notebooks whose process ended before the last cell, with the reason."""
    return {
        name: output.evalue
        for name, notebook in marked.notebooks.items()
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type == "error" and output.ename == NOT_FINISHED
    }


def _before(marked: MarkedSubmission, failed: str) -> MarkedSubmission:
    """What nbgrader has recorded when a notebook fails: the notebooks before it."""
    notebooks = {name: notebook for name, notebook in marked.notebooks.items() if name < failed}
    return replace(marked, notebooks=notebooks, marks={name: marked.marks[name] for name in notebooks}, unreadable={})


def _serialise(notebook: NotebookNode) -> bytes:
    text: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    return f"{text}\n".encode("utf-8", "replace")
