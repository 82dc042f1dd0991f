"""`jupyter homl class board`: where a class stands, from the gradebook."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..classroom.graded_notebooks import cell_order, find_mistakes
from ..classroom.mistakes import ExerciseMistakes
from ..classroom.nbgrader_course import open_course, settings_of
from ..course.library import open_library
from ..errors import HomlError
from ..i18n import _
from .course_option import add_option

if TYPE_CHECKING:
    from ..classroom.board import AssignmentOverview, Board, Row

#: How many learners the table shows on a terminal.
_MOST_ROWS = 40

#: How many of an exercise's tests are named that most learners fail.
_MOST_TESTS = 3


def add(actions: Any) -> None:
    """Add the action to those of the group `class`."""
    board = actions.add_parser("board", help="show where the class stands")
    board.add_argument("assignment", metavar="ASSIGNMENT", nargs="?", help="learners by exercises (default: all assignments)")
    add_option(board)
    board.add_argument("--mistakes", action="store_true", help="what the class gets wrong in each exercise of the assignment")
    board.add_argument("--course-dir", type=Path, help="the folder of the lessons (default: the installed ones)")
    output = board.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="as JSON")
    output.add_argument("--csv", action="store_true", help="as a table for spreadsheets")
    board.set_defaults(run=run_board)


def run_board(options: argparse.Namespace) -> int:
    """Show the assignments of the course, or one of them."""
    settings = settings_of(open_course(options.course))
    if options.mistakes:
        if options.assignment is None or options.csv:
            raise HomlError("`--mistakes` needs an assignment, and shows a list or JSON.")
        _show_mistakes(find_mistakes(settings, options.assignment, open_library(options.course_dir).course), options)
        return 0
    from ..classroom.board_queries import BoardQueries

    with BoardQueries(settings.db_url) as queries:
        if options.assignment is None:
            _show_assignments(queries.assignments(), options)
        else:
            _show_board(queries.board(options.assignment, cell_order(settings, options.assignment)), options)
    return 0


def _show_mistakes(found: Sequence[ExerciseMistakes], options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps({"exercises": [one.document() for one in found]}, indent=1))
        return
    for one in found:
        title = _("{number} {title}: {failed} of {answers} not passed, {blank} not attempted")
        counts = {"failed": one.failed, "answers": one.answers, "blank": one.blank}
        print(title.format(number=one.exercise.number, title=_(one.exercise.title), **counts))
        for mistake in one.mistakes:
            print(f"  {mistake.count:5}  {' / '.join(mistake.names)}")
        if one.unknown:
            print(f"  {one.unknown:5}  {_('something else')}")
        for name, count in one.tests[:_MOST_TESTS]:
            print(" " * 8, _("{count} fail “{test}”").format(count=count, test=_(name)))


def _show_assignments(found: Sequence[AssignmentOverview], options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps({"assignments": [one.document() for one in found]}, indent=1))
        return
    if options.csv:
        _write_csv([one.document() for one in found])
        return
    if not found:
        print(_("There are no assignments yet. `nbgrader generate_assignment` makes the first one."))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for column in (_("Assignment"), _("Due"), _("Points"), _("Handed in"), _("Need a person"), _("Mean")):
        table.add_column(column, overflow="fold")
    for one in found:
        table.add_row(
            one.name, _time(one.due), f"{one.max_points:g}", str(one.submitted), str(one.needs_person), _percent(one.mean)
        )
    Console(highlight=False).print(table)


def _show_board(board: Board, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(board.document(), indent=1))
        return
    if options.csv:
        _write_csv([_csv_row(board, row) for row in board.rows])
        return
    from rich.console import Console
    from rich.table import Table

    from ..classroom.board import State

    states = {
        State.MISSING: _("not handed in"),
        State.SUBMITTED: _("not graded yet"),
        State.NEEDS_PERSON: _("needs a person"),
        State.GRADED: _("graded"),
    }
    due = _("{assignment}, due {time}").format(assignment=board.assignment, time=_time(board.due))
    table = Table(title=due if board.due else board.assignment, title_justify="left")
    table.add_column(_("Student"), overflow="fold")
    for name in _short_names(board):
        table.add_column(name, justify="right")
    table.add_column(_("Points"), justify="right")
    table.add_column(_("State"), overflow="fold")
    shown = board.rows[:_MOST_ROWS] if sys.stdout.isatty() else board.rows
    for row in shown:
        scores = [_score(score.points, score.needs_person) for score in row.scores] or ["–"] * len(board.columns)
        table.add_row(row.learner.name, *scores, f"{row.points:g} / {board.max_points:g}", _state(row, states[row.state]))
    if len(shown) < len(board.rows):
        table.add_row(_("{count} more").format(count=len(board.rows) - len(shown)))
    if board.rows:
        table.add_section()
        table.add_row(_("Mean"), *(_percent(summary.mean) for summary in board.summaries()))
    Console(highlight=False).print(table)


def _short_names(board: Board) -> Sequence[str]:
    """The names of cells without what all begin with, and without the ending that the course gives to tests."""
    names = [column.cell.removesuffix("-tests") for column in board.columns]
    prefix = f"{board.assignment}-"
    return [name.removeprefix(prefix) if all(one.startswith(prefix) for one in names) else name for name in names]


def _state(row: Row, text: str) -> str:
    parts = [text]
    if row.late_by:
        parts.append(_("late by {hours:.0f} h").format(hours=row.late_by.total_seconds() / 3600))
    if row.extended:
        parts.append(_("extended"))
    if row.penalty:
        parts.append(_("{penalty:g} off").format(penalty=row.penalty))
    return ", ".join(parts)


def _csv_row(board: Board, row: Row) -> dict[str, object]:
    found = row.document()
    del found["scores"], found["needs_person"]
    points = [score.points for score in row.scores] or [None] * len(board.columns)
    return {**found, "max_points": board.max_points, **{c.cell: p for c, p in zip(board.columns, points, strict=True)}}


def _write_csv(rows: Sequence[Mapping[str, object]]) -> None:
    writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _score(points: float | None, needs_person: bool) -> str:
    return "?" if needs_person else "–" if points is None else f"{points:g}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _time(at: datetime | None) -> str:
    """A time in the zone of this machine, named."""
    return "–" if at is None else at.astimezone().strftime("%Y-%m-%d %H:%M %Z")
