"""`jupyter homl class grade`: grade a class's submissions side by side."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import json
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..classroom.nbgrader_course import open_course
from ..errors import HomlError
from ..i18n import _
from .course_option import add_option

if TYPE_CHECKING:
    from ..grading.grader import Grader
    from ..grading.report import GradingReport

#: How many graded submissions the table shows on a terminal.
_MOST_ROWS = 20


def add(actions: Any) -> None:
    """Add the action to those of the group `class`."""
    grade = actions.add_parser("grade", help="grade what was handed in, in any nbgrader course folder")
    grade.add_argument("assignment", metavar="ASSIGNMENT")
    add_option(grade)
    grade.add_argument("--student", action="append", default=[], metavar="ID", help="only this student's; may be repeated")
    grade.add_argument("--workers", type=int, metavar="N", help="how many run at once (default: as many as there are cores)")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers run them: tcp://HOST:PORT")
    grade.add_argument("--force", action="store_true", help="grade everything again, changed or not")
    output = grade.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="the result as JSON")
    output.add_argument("--events", action="store_true", help="progress and the result as lines of JSON")
    grade.set_defaults(run=run_grade)


def run_grade(options: argparse.Namespace) -> int:
    """Grade; returns the exit code: 0, 1 if a submission could not be run, or 130 if the run was stopped."""
    try:
        return _grade(options)
    except HomlError as error:
        if options.events:
            _print_event({"event": "problem", **error.document()})
        raise


def _grade(options: argparse.Namespace) -> int:
    if not options.scheduler:
        _warm_up(options.course, options.assignment)
    grader = make_grader(options)
    atexit.register(gc.freeze)  # a last garbage collection over all of nbgrader would take a third of a second
    if options.events:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        threading.Thread(target=_stop_without_reader, daemon=True, name="grade-reader").start()
        grader.on_progress = lambda done, total, student: _print_event(
            {"event": "progress", "done": done, "total": total, "student": student}
        )
        report = grader.run()
        _print_event({"event": "done", "report": report.document()})
    elif options.json:
        report = grader.run()
        print(json.dumps(report.document(), indent=1))
    else:
        with _ProgressBar(options.assignment) as update:
            grader.on_progress = update
            report = grader.run()
        _print_table(report)
        _warn_of_feedback(grader)
    if report.stopped:
        return 130
    return int(bool(report.not_run()))


def _warm_up(course: Path, assignment: str) -> None:
    """Start the fork server, which imports libraries, while this process imports nbgrader."""
    from ..grading.execute.environment import predict_environment
    from ..grading.execute.launchers import warm_up

    with contextlib.suppress(HomlError, OSError):
        warm_up(predict_environment(course.expanduser().resolve(), assignment))


def make_grader(options: argparse.Namespace) -> Grader:
    """Make the grader, configured by nbgrader's configuration of the course and by these options.

    Raises
    ------
    NotFound
        If the course's folder does not exist.
    """
    from ..grading.grader import Grader

    app = open_course(options.course)
    app.coursedir.assignment_id = options.assignment
    grader = Grader(coursedir=app.coursedir, parent=app)
    grader.students = options.student
    grader.force = grader.force or options.force
    if options.workers is not None:
        grader.workers = max(1, options.workers)
    if options.scheduler is not None:
        grader.scheduler = options.scheduler
    return grader


def _warn_of_feedback(grader: Grader) -> None:
    """Say where nbgrader's feedback will show learners the hidden tests."""
    from ..grading.feedback import HideHiddenTests, shows_hidden_tests

    if shows_hidden_tests(grader.coursedir, grader.config):
        name = f"{HideHiddenTests.__module__}.{HideHiddenTests.__qualname__}"
        text = _(
            "The feedback that nbgrader makes in this course shows hidden tests to learners. To cut them out, put “{name}” "
            "first in `c.GenerateFeedback.preprocessors` of nbgrader_config.py."
        )
        print(text.format(name=name), file=sys.stderr)


def _print_event(event: Mapping[str, object]) -> None:
    with contextlib.suppress(BrokenPipeError):  # nobody reads events any more
        print(json.dumps(event), flush=True)


def _stop_without_reader() -> None:
    """Stop, as SIGTERM does, once nobody can read the events any more: the server that did may have been killed."""
    waiting = select.poll()
    waiting.register(sys.stdout, 0)  # the end of the reading side is always reported
    if waiting.poll():
        os.kill(os.getpid(), signal.SIGTERM)


class _ProgressBar:
    """A progress bar on the terminal; a context manager that gives the function which moves it."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
        self._progress = Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True))
        self._task = self._progress.add_task(title, total=None, rate="")

    def __enter__(self) -> Callable[[int, int, str], None]:
        self._progress.start()
        return self._update

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def _update(self, done: int, total: int, student: str) -> None:
        task = self._progress.tasks[0]
        rate = f"{done / task.elapsed * 60:.0f}/min" if task.elapsed else ""
        self._progress.update(self._task, completed=done, total=total, rate=rate)


def _print_table(report: GradingReport) -> None:
    """Print what was graded, what a person must decide, and what could not be run."""
    from rich.console import Console
    from rich.table import Table

    from ..grading.report import GRADED_BY_HAND

    console = Console(highlight=False)
    for remark in report.all_remarks():
        console.print(_("Remark: {text}").format(text=remark), markup=False)
    graded = report.graded()
    not_run = report.not_run()
    students_with_doubts = {cell.student for cell in report.manual_cells()}
    table = Table(title=report.assignment, title_justify="left")
    for column in (_("Student"), _("Points"), _("State")):
        table.add_column(column, overflow="fold")
    shown = graded[:_MOST_ROWS] if sys.stdout.isatty() else graded
    for row in shown:
        state = _("needs a person") if row.student in students_with_doubts else _("graded")
        state += f" ({row.ended_early})" if row.ended_early else ""
        points = f"{row.score:g} / {row.max_score:g}"
        if row.penalty:
            points = _("{points}, {penalty:g} off for lateness").format(points=points, penalty=row.penalty)
        table.add_row(row.student, points, state)
    if len(shown) < len(graded):
        table.add_row("…", "", _("{count} more").format(count=len(graded) - len(shown)))
    for cell in report.manual_cells():
        # what could not be run has a row of its own below
        if cell.reason != GRADED_BY_HAND and cell.reason not in not_run.get(cell.student, ""):
            table.add_row(cell.student, "", f"{cell.notebook}/{cell.cell}: {cell.reason}")
    for student, reason in not_run.items():
        table.add_row(student, "–", _("could not be run: {reason}").format(reason=reason))
    console.print(table)
    for change in report.changed():
        text = _("{student} has {after:g} points now, and had {before:g}.")
        console.print(text.format(student=change.student, before=change.before, after=change.after), markup=False)
    line = _("{graded} graded, {unchanged} unchanged since, {people} need a person, {not_run} not run; {seconds:.1f} s.")
    counts = {"graded": len(graded), "unchanged": len(report.unchanged), "not_run": len(not_run)}
    console.print(line.format(**counts, people=len(students_with_doubts), seconds=report.seconds), markup=False)
    if report.stopped:
        print(_("Stopped. What has been graded is kept; run the command again to continue."))
