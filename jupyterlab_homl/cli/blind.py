"""The command `author blind`: what the taker of a blind test gets, and how a filled-in sheet is judged."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..checking.blind import BlindAnswer, Sheet, table
from ..checking.check import WORKERS, check
from ..checking.plan import learner_cells, plan
from ..checking.prove import notebook_with
from ..course.library import Library, dump_notebook, open_library
from ..course.model import Lesson
from ..course.nbmetadata import homl_metadata
from ..engine.launch.launcher import Launcher
from ..engine.launch.warm import best_launcher
from ..engine.sandbox.limits import Limits
from ..errors import HomlError, NoStorage
from .terminal import Progress

#: The name of the sheet beside the notebooks.
SHEET = "answers.json"

_HELP = """\
Write what somebody gets who has not seen a lesson's sources: its notebooks as learners get them, but without the tests,
and an empty sheet for answers that are right, wrong, and wrong in one detail. Or judge a sheet that has been filled in.

  jupyter homl author blind ch04 DIR              DIR/lesson.ipynb, DIR/exercises.ipynb, DIR/answers.json
  jupyter homl author blind --judge answers.json  checks each answer, adds `verdict` and `words` to the sheet, prints the table
                                                  and what was misjudged; set `helps` to true or false in the sheet where the
                                                  words of a wrong answer help or do not, and judge again: they are counted
  … --judge answers.json --cells cells.py         writes the answers as cells right= and wrong= for exercises.py, too

The exit code is 1 where an answer was misjudged.
"""


def add(tasks: Any) -> None:
    """Add the command."""
    testing = tasks.add_parser(
        "blind",
        help="hand out a lesson's notebooks with an empty answer sheet, or judge a sheet that was filled in",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    testing.add_argument("lesson", nargs="?", metavar="LESSON", help="the id of a lesson that is ready")
    testing.add_argument("dir", nargs="?", type=Path, metavar="DIR", help="the folder for the notebooks and the sheet")
    testing.add_argument("--judge", type=Path, metavar="SHEET", help="judge this sheet")
    testing.add_argument("--cells", type=Path, metavar="FILE", help="with --judge: write the answers as cells, too")
    testing.add_argument("--workers", type=int, default=2, help="checks at once (default: %(default)s)")
    testing.add_argument("--course-dir", type=Path, help="the folder of the course (default: the installed course)")
    testing.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """`jupyter homl author blind`."""
    if options.judge is not None:
        return judge(options)
    if options.lesson is None or options.dir is None:
        raise HomlError("Name a lesson and a folder, or a sheet with --judge. `jupyter homl author blind --help` says more.")
    library = open_library(options.course_dir, [options.lesson])
    lesson = library.course.ready_lesson(options.lesson)
    try:
        for path in hand_out(library, lesson, options.dir):
            print(path)
    except OSError as error:
        raise NoStorage(
            "{folder} cannot be written: {reason} ({path}).", folder=options.dir, reason=error.strerror, path=error.filename
        ) from error
    return 0


def hand_out(library: Library, lesson: Lesson, folder: Path) -> Iterator[Path]:
    """Write the notebooks and the empty sheet; gives each file when it is written."""
    sheet = folder / SHEET
    if sheet.exists():
        raise HomlError("{sheet} is there already and may have been filled in. Choose another folder.", sheet=sheet)
    folder.mkdir(parents=True, exist_ok=True)
    for kind in ("lesson", "exercises"):
        path = folder / f"{kind}.ipynb"
        path.write_text(dump_notebook(_without_tests(library.notebook(lesson.id, kind))), encoding="utf-8")
        yield path
    Sheet.empty(lesson).write(sheet)
    yield sheet


def _without_tests(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook without its cells of visible tests."""
    return {**notebook, "cells": [cell for cell in notebook["cells"] if homl_metadata(cell).get("role") != "tests"]}


def judge(options: argparse.Namespace) -> int:
    """Judge a sheet, and print the table."""
    sheet = Sheet.read(options.judge)
    library = open_library(options.course_dir, [sheet.lesson])
    lesson = library.course.ready_lesson(sheet.lesson)
    known = {exercise.id for exercise in lesson.exercises if not exercise.manual}
    for answer in sheet.answers:
        if answer.exercise not in known:
            raise HomlError("{exercise} is not a checked exercise of {lesson}.", exercise=answer.exercise, lesson=lesson.id)
    launcher = best_launcher(WORKERS)
    try:
        sheet = replace(sheet, answers=tuple(_judged(sheet, lesson, launcher, max(options.workers, 1))))
    finally:
        launcher.close()
    sheet.write(options.judge)
    if options.cells is not None:
        options.cells.write_text(
            "\n".join(answer.cell() for answer in sheet.answers if answer.source.strip()), encoding="utf-8"
        )
    _report(sheet, lesson, options.judge)
    return int(any(answer.is_misjudged for answer in sheet.answers))


def _judged(sheet: Sheet, lesson: Lesson, launcher: Launcher, workers: int) -> list[BlindAnswer]:
    """The rows with their verdicts; an empty one stays as it is."""
    limits = Limits()

    def judged(answer: BlindAnswer) -> BlindAnswer:
        exercise = lesson.exercise(answer.exercise)
        planned = plan(lesson, exercise, learner_cells(notebook_with(lesson, exercise, answer.source)))
        return answer.judged(check(planned, launcher, limits))

    filled = [number for number, answer in enumerate(sheet.answers) if answer.source.strip()]
    rows = list(sheet.answers)
    bar = Progress(len(filled), "answers")
    with ThreadPoolExecutor(workers) as pool:
        waiting = {pool.submit(judged, sheet.answers[number]): number for number in filled}
        for done, future in enumerate(as_completed(waiting), 1):
            rows[waiting[future]] = future.result()
            bar.show(done)
    bar.clear()
    return rows


def _report(sheet: Sheet, lesson: Lesson, path: Path) -> None:
    empty = sum(not answer.source.strip() for answer in sheet.answers)
    print(f"{lesson.id}: {len(sheet.answers) - empty} answers judged, {empty} rows are empty.")
    print(*table(sheet, lesson), sep="\n")
    misjudged = [answer for answer in sheet.answers if answer.is_misjudged]
    if misjudged:
        print(f"\nMisjudged: {len(misjudged)}")
    for answer in misjudged:
        ended = "passes" if answer.passes else f"is {answer.verdict}: {answer.words}"
        print(f"  {answer.exercise} · {answer.kind} ({answer.why}) {ended}")
    unrated = [
        answer
        for answer in sheet.answers
        if answer.verdict and answer.kind != "right" and not answer.passes and answer.helps is None
    ]
    if unrated:
        print(f"\nDo these words help? Set `helps` to true or false in {path}, and judge again.")
    for answer in unrated:
        print(f"  {answer.exercise} · {answer.kind} ({answer.why})\n      {answer.verdict}: {answer.words}")
