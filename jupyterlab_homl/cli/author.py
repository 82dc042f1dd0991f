"""Commands for authors: `build`, `run-lessons` and `coverage`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from ..course.build import write_notebooks
from ..course.coverage import coverage
from ..course.library import Library, open_library
from ..errors import NoStorage


def add(commands: Any) -> None:
    """Add the commands of this module."""
    building = commands.add_parser("build", help="build the notebooks of lessons from their sources")
    building.add_argument("lessons", nargs="*", metavar="LESSON", help="ids of lessons (default: all that are ready)")
    building.add_argument("--dir", type=Path, default=Path("build/course"), help="the output folder (default: %(default)s)")
    building.set_defaults(run=run_build)
    running = commands.add_parser("run-lessons", help="run the notebooks of lessons from top to bottom and report errors")
    running.add_argument("lessons", nargs="*", metavar="LESSON", help="ids of lessons (default: all that are ready)")
    running.add_argument("--json", action="store_true", help="print the result as JSON")
    running.set_defaults(run=run_lessons)
    covering = commands.add_parser("coverage", help="show which topics the course covers, and where")
    covering.add_argument("--json", action="store_true", help="print the result as JSON")
    covering.set_defaults(run=run_coverage)
    for command in (building, running, covering):
        command.add_argument("--course-dir", type=Path, help="the folder of the course (default: the installed course)")


def open_course(options: argparse.Namespace) -> Library:
    """The course; as text, only the lessons that are named and those of named exercises are read."""
    names = [name if "_" in name else name.partition("-")[0] for name in options.lessons]
    return open_library(options.course_dir, names or None)


def chosen_lessons(library: Library, names: list[str]) -> list[str]:
    """The ids of the named lessons, or of all that are ready."""
    if not names:
        return [lesson.id for lesson in library.course.all_lessons if lesson.ready]
    return [library.course.ready_lesson(name).id for name in names]


def run_build(options: argparse.Namespace) -> int:
    """Build notebooks: `jupyter homl build`."""
    library = open_course(options)
    try:
        written = write_notebooks(library, options.dir, chosen_lessons(library, options.lessons))
    except OSError as error:
        raise NoStorage(
            "{folder} cannot be written: {reason} ({path}).", folder=options.dir, reason=error.strerror, path=error.filename
        ) from error
    for path in written:
        print(path)
    return 0


def run_lessons(options: argparse.Namespace) -> int:
    """Run lessons: `jupyter homl run-lessons`."""
    from ..engine.runs.lesson_run import run_lesson

    library = open_course(options)
    runs = []
    for lesson_id in chosen_lessons(library, options.lessons):
        run = run_lesson(lesson_id, library.notebook(lesson_id, "lesson"))
        runs.append(run)
        if not options.json:
            counts = f"{len(run.errors)} errors, {run.warnings} warnings"
            print(f"{lesson_id}: {run.seconds:.1f} s, {run.peak_mb:.0f} MB, {counts}")
            for error in run.errors:
                print(f"      {error}")
    if options.json:
        print(json.dumps({"lessons": [run.document() for run in runs]}, indent=1, ensure_ascii=False))
    return int(any(run.errors for run in runs))


def run_coverage(options: argparse.Namespace) -> int:
    """Show the coverage of topics: `jupyter homl coverage`."""
    table = coverage(open_library(options.course_dir).course)
    if options.json:
        print(json.dumps(table.document(), indent=1, ensure_ascii=False))
        return 0
    for topic, places in table.places.items():
        print(f"{topic:24} {', '.join(places) or '–'}")
    print(f"{table.covered} of {len(table.places)} topics are covered.")
    for lesson in table.coming:
        print(f"coming: {lesson.id} {lesson.title}")
    return 0
