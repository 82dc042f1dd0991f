"""Commands for authors: `author`, `build`, `run-lessons` and `coverage`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..course.build import write_notebooks
from ..course.coverage import coverage
from ..course.library import Library, open_library
from ..course.skeleton import write_skeleton
from ..errors import HomlError, NoStorage
from . import blind
from .terminal import Progress

if TYPE_CHECKING:
    from ..engine.runs.lesson_run import LessonRun


def add(commands: Any) -> None:
    """Add the commands of this module."""
    building = commands.add_parser("build", help="build the notebooks of lessons from their sources")
    building.add_argument("lessons", nargs="*", metavar="LESSON", help="ids of lessons (default: all that are ready)")
    building.add_argument("--dir", type=Path, default=Path("build/course"), help="the output folder (default: %(default)s)")
    building.set_defaults(run=run_build)
    running = commands.add_parser("run-lessons", help="run the notebooks of lessons from top to bottom and report errors")
    running.add_argument("lessons", nargs="*", metavar="LESSON", help="ids of lessons (default: all that are ready)")
    running.add_argument("--json", action="store_true", help="print the result as JSON")
    running.add_argument(
        "--workers",
        type=int,
        default=1,
        help="lessons at once; with more than one their seconds say less (default: %(default)s)",
    )
    running.set_defaults(run=run_lessons)
    covering = commands.add_parser("coverage", help="show which topics the course covers, and where")
    covering.add_argument("--json", action="store_true", help="print the result as JSON")
    covering.set_defaults(run=run_coverage)
    authoring = commands.add_parser(
        "author", help="begin a lesson, or have its exercises answered by somebody who has not seen it"
    )
    tasks = authoring.add_subparsers(dest="task", metavar="TASK", required=True)
    beginning = tasks.add_parser("new", help="write the skeleton of a lesson, in which everything to be written says TODO")
    beginning.add_argument("lesson", metavar="LESSON", help="the id of a lesson in course.toml")
    beginning.set_defaults(run=run_new)
    blind.add(tasks)
    for command in (building, running, covering, beginning):
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
    library = open_course(options)
    runs = {}
    for run in _runs(library, chosen_lessons(library, options.lessons), max(options.workers, 1), options.json):
        runs[run.id] = run
        if not options.json:
            counts = f"{len(run.errors)} errors, {run.warnings} warnings"
            print(f"{run.id}: {run.seconds:.1f} s, {run.peak_mb:.0f} MB, {counts}", flush=True)
            for error in run.errors:
                print(f"      {error}")
    if options.json:
        chosen = chosen_lessons(library, options.lessons)
        print(json.dumps({"lessons": [runs[name].document() for name in chosen]}, indent=1, ensure_ascii=False))
    return int(any(run.errors for run in runs.values()))


def _runs(library: Library, lessons: list[str], workers: int, quiet: bool) -> Iterator[LessonRun]:
    """The runs of some lessons, each when it has ended."""
    from ..engine.runs.lesson_run import run_lesson

    bar = Progress(len(lessons), "lessons", quiet)
    bar.show(0)
    with ThreadPoolExecutor(workers) as pool:
        waiting = [pool.submit(run_lesson, name, library.notebook(name, "lesson")) for name in lessons]
        for done, future in enumerate(as_completed(waiting), 1):
            bar.clear()
            yield future.result()
            bar.show(done)
    bar.clear()


def run_new(options: argparse.Namespace) -> int:
    """Begin a lesson: `jupyter homl author new`."""
    library = open_library(options.course_dir, ())
    if not (library.folder / "course.toml").is_file():
        raise HomlError(
            "{folder} is a built course. Lessons are written in one that is text: --course-dir.", folder=library.folder
        )
    lesson = library.course.lesson(options.lesson)
    for path in write_skeleton(library.folder, lesson):
        print(path)
    print(f"Everything that says TODO is to be written; `jupyter homl prove {lesson.id}` lists what is left.")
    if not lesson.skills:
        print(f"Give {lesson.id} its skills and abilities in course.toml, and write them in place of the skill TODO.")
    print(f"Then set `ready = true` for {lesson.id} in course.toml.")
    return 0


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
