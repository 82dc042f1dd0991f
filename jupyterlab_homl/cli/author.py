"""Commands for authors: build, prove, run-lessons, coverage."""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ..checking.check import check
from ..checking.prove import prove, prove_mutants
from ..course.build import write_notebooks
from ..course.coverage import coverage
from ..course.library import Library, open_library
from ..course.model import Exercise, Lesson
from ..engine.launch.warm import best_launcher
from ..engine.sandbox.limits import Limits
from ..errors import NoStorage, NotFound


def add(commands: Any) -> None:
    """Add the commands of this group."""
    building = commands.add_parser("build", help="build notebooks from text")
    building.add_argument("lessons", nargs="*", metavar="LESSON")
    building.add_argument("--dir", type=Path, default=Path("build/course"), help="where to (default: %(default)s)")
    building.set_defaults(run=run_build)
    proving = commands.add_parser("prove", help="prove the checkers of exercises")
    proving.add_argument("lessons", nargs="*", metavar="LESSON", help="lessons or exercises (default: all that are written)")
    proving.add_argument("--json", action="store_true")
    proving.add_argument("--quick", action="store_true", help="leave out the small changes to each solution")
    proving.add_argument("--workers", type=int, default=2, help="checks at once (default: %(default)s)")
    proving.set_defaults(run=run_prove)
    running = commands.add_parser("run-lessons", help="run lessons from top to bottom")
    running.add_argument("lessons", nargs="*", metavar="LESSON")
    running.add_argument("--json", action="store_true")
    running.set_defaults(run=run_lessons)
    covering = commands.add_parser("coverage", help="which topics are covered, and where")
    covering.add_argument("--json", action="store_true")
    covering.set_defaults(run=run_coverage)
    for command in (building, proving, running, covering):
        command.add_argument("--course-dir", type=Path, help="the course (default: the one that is installed)")


def _library(options: argparse.Namespace) -> Library:
    """The course, or just the lessons (or the lessons of the exercises) that were named."""
    names = [name if "_" in name else name.partition("-")[0] for name in options.lessons]
    return open_library(options.course_dir, names or None)


def chosen(library: Library, names: list[str]) -> list[str]:
    """The ids of the lessons that were named, or of all that are ready."""
    if not names:
        return [lesson.id for lesson in library.course.all_lessons if lesson.ready]
    return [library.course.ready_lesson(name).id for name in names]


def run_build(options: argparse.Namespace) -> int:
    """`jupyter homl build`."""
    library = _library(options)
    try:
        written = write_notebooks(library, options.dir, chosen(library, options.lessons))
    except OSError as error:
        raise NoStorage(
            "{folder} cannot be written: {reason} ({path}).", folder=options.dir, reason=error.strerror, path=error.filename
        ) from error
    for path in written:
        print(path)
    return 0


def _exercises(library: Library, names: list[str]) -> list[tuple[Lesson, Exercise]]:
    course = library.course
    found: list[tuple[Lesson, Exercise]] = []
    for name in names or chosen(library, []):
        try:
            lesson = course.ready_lesson(name)
            found += [(lesson, exercise) for exercise in lesson.exercises]
        except NotFound:
            found.append(course.find_exercise(name))
    return found


def run_prove(options: argparse.Namespace) -> int:
    """`jupyter homl prove`."""
    library = _library(options)
    launcher, limits = best_launcher(), Limits()

    def verdict(lesson: Lesson, exercise: Exercise, notebook: dict[str, Any]) -> dict[str, Any]:
        return check(lesson, exercise, notebook, launcher, limits)

    def one(pair: tuple[Lesson, Exercise]) -> dict[str, Any]:
        tried = {} if options.quick else {"mutants": prove_mutants(*pair, verdict)}
        return {**prove(*pair, verdict), **tried}

    proofs = []
    with ThreadPoolExecutor(max(options.workers, 1)) as pool:
        for proof in pool.map(one, _exercises(library, options.lessons)):
            proofs.append(proof)
            if not options.json:
                sign = "BAD" if proof["problems"] else "ok "
                counts = f"{len(proof['right'])} right, {len(proof['wrong'])} wrong"
                print(f"{sign} {proof['id']}  {proof['bare_ms']} ms, {counts}", flush=True)
                if "mutants" in proof:
                    print(f"      {proof['mutants']['killed']} of {proof['mutants']['total']} mutants killed", flush=True)
                    for change in proof["mutants"]["survivors"]:
                        print(f"      survived: {change}", flush=True)
                for problem in proof["problems"]:
                    print(f"      {problem}", flush=True)
    if options.json:
        print(json.dumps({"exercises": proofs}, indent=1, ensure_ascii=False))
    return int(any(proof["problems"] for proof in proofs))


def run_lessons(options: argparse.Namespace) -> int:
    """`jupyter homl run-lessons`."""
    from ..engine.runs.lesson_run import run_lesson

    library = _library(options)
    results = []
    for lesson_id in chosen(library, options.lessons):
        result = run_lesson(lesson_id, library.notebook(lesson_id, "lesson"))
        results.append(result)
        if not options.json:
            counts = f"{len(result['errors'])} errors, {result['warnings']} warnings"
            print(f"{lesson_id}: {result['seconds']:.1f} s, {result['peak_mb']:.0f} MB, {counts}")
            for error in result["errors"]:
                print(f"      {error}")
    if options.json:
        print(json.dumps({"lessons": results}, indent=1, ensure_ascii=False))
    return int(any(result["errors"] for result in results))


def run_coverage(options: argparse.Namespace) -> int:
    """`jupyter homl coverage`."""
    table = coverage(open_library(options.course_dir).course)
    if options.json:
        print(json.dumps(table, indent=1, ensure_ascii=False))
        return 0
    for row in table["rows"]:
        print(f"{row['id']:24} {', '.join(row['covered_by']) or '–'}")
    print(f"{table['covered']} of {table['total']} topics are covered.")
    for lesson in table["coming"]:
        print(f"coming: {lesson['id']} {lesson['title']}")
    return 0
