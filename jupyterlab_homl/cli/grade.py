"""`jupyter homl class grade`: a class's submissions, side by side."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import json
import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import HomlError, NotFound
from ..i18n import _

if TYPE_CHECKING:
    from ..grading.grader import Grader

#: Rows of the table for each kind; JSON has all of them.
_SHOWN = 20


def add(actions: Any) -> None:
    """Add the action to those of the group `class`."""
    grade = actions.add_parser("grade", help="grade what was handed in, in any nbgrader course folder")
    grade.add_argument("assignment", metavar="ASSIGNMENT")
    grade.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course's folder (default: this one)")
    grade.add_argument("--student", action="append", default=[], metavar="ID", help="only this student's; may be repeated")
    grade.add_argument("--workers", type=int, metavar="N", help="how many run at once (default: as many as there are cores)")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers run them: tcp://HOST:PORT")
    grade.add_argument("--force", action="store_true", help="grade everything again, changed or not")
    output = grade.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="the result as JSON")
    output.add_argument("--events", action="store_true", help="progress and the result as lines of JSON")
    grade.set_defaults(run=run_grade)


def run_grade(options: argparse.Namespace) -> int:
    """Grade; 0 where everything was, 1 where something could not be."""
    try:
        return _grade(options)
    except HomlError as error:
        if options.events:
            _say({"event": "problem", **error.document()})
        raise


def _grade(options: argparse.Namespace) -> int:
    if not options.scheduler:
        _start_ahead(options.course, options.assignment)
    grader = make_grader(options)
    atexit.register(gc.freeze)  # a third of a second is not spent on looking through all of nbgrader for garbage once more
    if options.events:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        grader.told = lambda done, total, student: _say(
            {"event": "progress", "done": done, "total": total, "student": student}
        )
        report = grader.run().document()
        _say({"event": "done", "report": report})
    elif options.json:
        report = grader.run().document()
        print(json.dumps(report, indent=1))
    else:
        with _bar(options.assignment) as move:
            grader.told = move
            report = grader.run().document()
        _show(report)
    if report["stopped"]:
        return 130
    return int(bool(report["not_run"]))


def _start_ahead(course: Path, assignment: str) -> None:
    """Have the libraries loaded in another process while this one imports nbgrader."""
    from ..grading.execute.launchers import foresee, warm

    # jsonschema would make a parser for IRIs, which takes a second and is for nothing here; it does without where it must.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    with contextlib.suppress(HomlError, OSError):
        warm(foresee(course.expanduser().resolve(), assignment))


def make_grader(options: argparse.Namespace) -> Grader:
    """The grader, with nbgrader's configuration of the course.

    Raises
    ------
    NotFound
        If there is no such folder.
    """
    from nbgrader.apps.baseapp import NbGrader

    from ..grading.grader import Grader

    course = options.course.expanduser().resolve()
    if not course.is_dir():
        raise NotFound("There is no folder {folder}.", folder=course)
    app = NbGrader(log_level=logging.ERROR)
    app.initialize([], root=str(course))
    app.coursedir.assignment_id = options.assignment
    grader = Grader(coursedir=app.coursedir, parent=app)
    grader.students = options.student
    grader.force = grader.force or options.force
    if options.workers is not None:
        grader.workers = max(1, options.workers)
    if options.scheduler is not None:
        grader.scheduler = options.scheduler
    return grader


def _say(event: dict[str, Any]) -> None:
    print(json.dumps(event), flush=True)


class _bar:  # noqa: N801 - used as a word: with _bar(…)
    """A progress bar on the terminal."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
        self._progress = Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True))
        self._task = self._progress.add_task(title, total=None, rate="")

    def __enter__(self) -> Callable[[int, int, str], None]:
        self._progress.start()
        return self._move

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def _move(self, done: int, total: int, student: str) -> None:
        task = self._progress.tasks[0]
        rate = f"{done / task.elapsed * 60:.0f}/min" if task.elapsed else ""
        self._progress.update(self._task, completed=done, total=total, rate=rate)


def _show(report: dict[str, Any]) -> None:
    """What was graded, what needs a person, and what could not be run."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    for remark in report["remarks"]:
        console.print(_("Remark: {text}").format(text=remark), markup=False)
    people = {row["student"] for row in report["needs_person"]}
    table = Table(title=report["assignment"], title_justify="left")
    for column in (_("Student"), _("Points"), _("State")):
        table.add_column(column, overflow="fold")
    lost = {row["student"]: row["reason"] for row in report["not_run"]}  # said once, not for each of their cells
    doubts = [
        row
        for row in report["needs_person"]
        if row["reason"] != "It is graded by hand." and row["reason"] not in lost.get(row["student"], "")
    ]
    shown = report["graded"][:_SHOWN] if sys.stdout.isatty() else report["graded"]
    for row in shown:
        state = _("needs a person") if row["student"] in people else _("graded")
        state += f" ({row['ended']})" if "ended" in row else ""
        table.add_row(row["student"], f"{row['score']:g} / {row['max_score']:g}", state)
    if len(shown) < len(report["graded"]):
        table.add_row("…", "", _("{count} more").format(count=len(report["graded"]) - len(shown)))
    for row in doubts:
        table.add_row(row["student"], "", f"{row['notebook']}/{row['cell']}: {row['reason']}")
    for row in report["not_run"]:
        table.add_row(row["student"], "–", _("could not be run: {reason}").format(reason=row["reason"]))
    console.print(table)
    counts = {name: len(report[name]) for name in ("graded", "unchanged", "not_run")}
    line = _(
        "{graded} graded, {unchanged} unchanged since, {people} with something for a person, {not_run} not run; "
        "{seconds:.1f} s."
    )
    console.print(line.format(**counts, people=len(people), seconds=report["seconds"]), markup=False)
    if report["stopped"]:
        print(_("Stopped. What is graded is kept; run it again to go on."))
