"""Commands for learners: `course`, `open`, `check`, `progress`, `reset` and `doctor`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..checking.verdict import Status, Verdict
from ..course.library import Library, open_library
from ..doctor import examine
from ..engine.launch.warm import best_launcher
from ..engine.sandbox.limits import Limits
from ..errors import NoEngine
from ..i18n import _, translatable, translate
from ..workspace.folder import HIDDEN, Workspace
from ..workspace.notebooks import lesson_of, names_beside, read_notebook

if TYPE_CHECKING:
    from ..learner.service import Service
    from ..progress.roadmap import LessonProgress

_SIGNS = {Status.PASSED: "✓", Status.ANSWERED: "•", Status.NOT_ATTEMPTED: "○"}

_STATUSES = {
    Status.PASSED: translatable("passed"),
    Status.FAILED: translatable("failed"),
    Status.ERROR: translatable("error"),
    Status.NOT_ATTEMPTED: translatable("not attempted"),
    Status.ANSWERED: translatable("answered"),
    Status.TIMED_OUT: translatable("timed out"),
    Status.OUT_OF_MEMORY: translatable("out of memory"),
    Status.OUTPUT_LIMIT: translatable("output limit"),
    Status.DIED: translatable("died"),
    Status.CANCELLED: translatable("cancelled"),
}


def add(commands: Any) -> None:
    """Add the commands of this module."""
    course = commands.add_parser("course", help="show the course and your progress")
    course.set_defaults(run=run_course)
    opening = commands.add_parser("open", help="copy the notebooks of a lesson into the workspace")
    opening.add_argument("lesson", metavar="LESSON", help="the id of a lesson, such as ch04")
    opening.set_defaults(run=run_open)
    checking = commands.add_parser("check", help="check the exercises of a notebook")
    checking.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="the exercises.ipynb of a lesson")
    checking.add_argument("--exercise", metavar="ID", help="only this exercise")
    checking.set_defaults(run=run_check)
    progress = commands.add_parser("progress", help="show what you have done and what is next")
    progress.set_defaults(run=run_progress)
    resetting = commands.add_parser("reset", help="reset the exercises of a lesson, after a backup of the notebook")
    resetting.add_argument("lesson", metavar="LESSON", help="the id of a lesson, such as ch04")
    resetting.add_argument("--exercise", metavar="ID", help="only this exercise")
    resetting.set_defaults(run=run_reset)
    doctor = commands.add_parser("doctor", help="find out whether everything works on this machine, and what to do if not")
    doctor.set_defaults(run=run_doctor)
    for command in (course, opening, progress, resetting, doctor):
        command.add_argument("--dir", type=Path, default=Path(), help="the workspace (default: the current folder)")
    for command in (course, checking, progress, doctor):
        command.add_argument("--json", action="store_true", help="print the result as JSON")
    for command in (course, opening, checking, progress, resetting, doctor):
        command.add_argument("--course-dir", type=Path, help="the folder of the course (default: the installed course)")


def service_for(folder: Path, library: Library, stores_attempts: bool = True) -> Service:
    """The application for the workspace in a folder."""
    from ..checking.check import WORKERS
    from ..learner.service import Service  # imports SQLAlchemy, which most commands do not need

    workspace = Workspace(folder.expanduser().resolve(), library)
    return Service(library, workspace, best_launcher(WORKERS), Limits(), "after_attempts:3", "example", stores_attempts)


def run_course(options: argparse.Namespace) -> int:
    """Show the course: `jupyter homl course`."""
    service = service_for(options.dir, open_library(options.course_dir))
    overview = service.course()
    if options.json:
        # a folder that is no workspace has no state that could be told
        shown = overview if service.workspace.database.is_file() else overview.roadmap
        print(json.dumps(shown.document(), indent=1, ensure_ascii=False))
        return 0
    for part in overview.roadmap.parts:
        print(f"\n{_(part.part.title)}")
        for progress in part.lessons:
            lesson = progress.lesson
            print(f"  {lesson.id:5} {_(lesson.title):45} {_core(progress) if lesson.ready else _('coming')}")
    return 0


def _core(progress: LessonProgress) -> str:
    return _("{passed}/{total} core").format(passed=progress.core_passed, total=progress.core_total)


def run_open(options: argparse.Namespace) -> int:
    """Open a lesson: `jupyter homl open`."""
    opened = service_for(options.dir, open_library(options.course_dir)).open_lesson(options.lesson)
    for path in (opened.lesson, opened.exercises):
        print(path)
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Check exercises: `jupyter homl check`."""
    library = open_library(options.course_dir)
    path = options.notebook.expanduser().resolve()
    notebook = read_notebook(path)
    lesson = lesson_of(notebook, library.course, path)
    exercises = [lesson.exercise(options.exercise)] if options.exercise else list(lesson.exercises)
    folder = path.parent.parent
    # outside of a workspace there is no learner whose progress this would be
    service = service_for(folder, library, stores_attempts=(folder / HIDDEN).is_dir())
    found = service.check_exercises(lesson, exercises, str(path), notebook, at_once=2, beside=names_beside(path))
    if options.json:
        print(json.dumps(found.document(), indent=1, ensure_ascii=False))
    else:
        for verdict in found.verdicts:
            _print_verdict(verdict)
        for exercise_id, error in found.unchecked:
            print(f"? {exercise_id}  {_('not checked')}\n    {translate(error.id, error.values)}")
    if found.unchecked:
        return NoEngine.exit_code
    manual = {exercise.id for exercise in exercises if exercise.manual}
    return int(any(verdict.status is not Status.PASSED for verdict in found.verdicts if verdict.exercise not in manual))


def _print_verdict(verdict: Verdict) -> None:
    sign, status = _SIGNS.get(verdict.status, "✗"), _(_STATUSES[verdict.status])
    points = _("{score:g} of {most:g}").format(score=verdict.score, most=verdict.max_score)
    print(f"{sign} {verdict.exercise}  {status}  {points}")
    for message in (verdict.explanation, *verdict.notes):
        if message:
            print(f"    {translate(message.id, message.values)}")
    names: dict[str, list[str]] = {}
    for test in verdict.tests:
        if not test.passed and (test.message or (test.hidden and test.ran)):
            words = translate(test.message.id, test.message.values) if test.message else _("not yet")
            name = translate(test.title.id, test.title.values) if test.title else _(test.name)
            names.setdefault(words, []).append(name)
    for words, same in names.items():
        print(f"    {' · '.join(same)}: {words}")


def run_progress(options: argparse.Namespace) -> int:
    """Show the progress: `jupyter homl progress`."""
    road = service_for(options.dir, open_library(options.course_dir)).course().roadmap
    lessons = [progress for progress in road.lessons if progress.lesson.ready]
    if options.json:
        summary = {
            "lessons": [
                {
                    "id": progress.lesson.id,
                    "title": progress.lesson.title,
                    "status": progress.status,
                    "progress": progress.progress,
                    "core_passed": progress.core_passed,
                    "core_total": progress.core_total,
                    "exercises": [
                        {"id": one.exercise.id, "status": one.status, "attempts": one.attempts} for one in progress.exercises
                    ],
                }
                for progress in lessons
            ],
            "continue": None if road.step is None else road.step.document(),
        }
        print(json.dumps(summary, indent=1, ensure_ascii=False))
        return 0
    for progress in lessons:
        done = [one.exercise.id for one in progress.exercises if one.status in (Status.PASSED, Status.ANSWERED)]
        listed = ", ".join(done) or _("nothing yet: your first pass appears here")
        print(f"{progress.lesson.id}  {_core(progress)}  {listed}")
    step = road.step
    if step is not None:
        print(
            _("Continue with {name}: {title} (about {minutes} min). {why}").format(
                name=step.target.id,
                title=_(step.target.title),
                minutes=step.target.minutes,
                why=translate(step.reason.id, step.reason.values),
            )
        )
    return 0


def run_reset(options: argparse.Namespace) -> int:
    """Reset exercises: `jupyter homl reset`."""
    kept = service_for(options.dir, open_library(options.course_dir)).workspace.reset(options.lesson, options.exercise)
    print(_("Reset. A copy of the notebook as it was is saved as {path}.").format(path=kept))
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    """Examine the machine: `jupyter homl doctor`."""
    checks = examine(options.dir.expanduser().resolve())
    if options.json:
        found = [
            {
                "name": check.name,
                "ok": check.ok,
                "detail": check.detail.text,
                "cure": check.cure.text if check.cure else "",
            }
            for check in checks
        ]
        print(json.dumps({"checks": found}, indent=1, ensure_ascii=False))
    else:
        for check in checks:
            print(f"{'✓' if check.ok else '✗'} {_(check.name)}: {translate(check.detail.id, check.detail.values)}")
            if check.cure:
                print(f"    {translate(check.cure.id, check.cure.values)}")
    return int(not all(check.ok for check in checks))
