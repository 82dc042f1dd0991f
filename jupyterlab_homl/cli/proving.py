"""The command `prove`: whether the checkers of exercises are right about every answer that we know, and lessons run."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..checking.check import WORKERS, check
from ..checking.plan import learner_cells, plan
from ..checking.proof_cache import ProofCache, exercise_key, lesson_key
from ..checking.prove import LessonProof, Proof, Trial, notebook_with, proof, refusals, trials
from ..checking.verdict import Status, Verdict
from ..course.library import Library
from ..course.model import Exercise, Lesson
from ..course.skeleton import still_open
from ..engine.launch.launcher import Launcher
from ..engine.launch.warm import best_launcher
from ..engine.runs.lesson_run import LessonRun, run_lesson
from ..engine.sandbox.limits import Limits
from ..errors import HomlError, NotFound
from .author import chosen_lessons, open_course
from .terminal import Progress

#: More threads than this are a slip of the hand.
_MOST_THREADS = 64


def add(commands: Any) -> None:
    """Add the command."""
    proving = commands.add_parser("prove", help="prove the checkers of exercises")
    proving.add_argument("lessons", nargs="*", metavar="LESSON", help="lessons or exercises (default: all that are written)")
    proving.add_argument("--json", action="store_true")
    proving.add_argument("--quick", action="store_true", help="leave out the small changes to each solution")
    proving.add_argument(
        "--all",
        action="store_true",
        help="run lessons from top to bottom, too, and count a small change that passes as a mistake; where a check trains a "
        "model, small changes are left out",
    )
    proving.add_argument(
        "--repeat",
        type=int,
        default=0,
        metavar="N",
        help="check every right answer N more times; each time that one is refused is a mistake",
    )
    proving.add_argument(
        "--threads",
        default="1",
        metavar="N,M",
        help="the numbers of threads that libraries may use when right answers are repeated (default: %(default)s)",
    )
    proving.add_argument("--no-cache", action="store_true", help="prove again what has not changed since it was proved")
    proving.add_argument("--workers", type=int, default=2, help="checks at once (default: %(default)s)")
    proving.add_argument("--course-dir", type=Path, help="the folder of the course (default: the installed course)")
    proving.set_defaults(run=run)


@dataclass(frozen=True)
class _Subject:
    """An exercise that is proved, or a lesson that is run.

    Attributes
    ----------
    name : str
        Its id.
    kept_as : str
        The name of its proof in the cache.
    key : str
        The hash of all that its proof depends on.
    work : list of callable
        What is to be done, each apart from the others.
    conclude : callable
        Makes the proof of what they returned, in their order.
    read : callable
        Makes the proof of its document.
    weight : int
        What takes longest comes first.
    is_lesson : bool
        Whether it is a lesson.
    """

    name: str
    kept_as: str
    key: str
    work: list[Callable[[], Any]]
    conclude: Callable[[list[Any]], Proof | LessonProof]
    read: Callable[[Mapping[str, Any]], Proof | LessonProof]
    weight: int
    is_lesson: bool = False


def run(options: argparse.Namespace) -> int:
    """`jupyter homl prove`."""
    library = open_course(options)
    cache = ProofCache(None if options.no_cache else _cache_folder(library))
    launchers = Launchers(thread_counts(options.threads))
    try:
        subjects = list(_subjects(library, launchers, options))
        proofs = {subject.name: known for subject in subjects if (known := _known(cache, subject, options))}
        for subject, made in _prove(subjects, proofs, max(options.workers, 1), options.json):
            proofs[subject.name] = made
            if made.is_green:
                cache.keep(subject.kept_as, subject.key, made.document())
    finally:
        launchers.close()
    unfinished = _unfinished(library, options)
    if options.json:
        document = {"exercises": [proofs[subject.name].document() for subject in subjects if not subject.is_lesson]}
        lessons = [proofs[subject.name].document() for subject in subjects if subject.is_lesson]
        more = ({"lessons": lessons} if options.all else {}) | ({"unfinished": unfinished} if unfinished else {})
        print(json.dumps(document | more, indent=1, ensure_ascii=False))
    elif unfinished:
        print(f"BAD {len(unfinished)} places say TODO:")
        for place in unfinished:
            print(f"      {place}")
    return int(bool(unfinished) or any(made.problems for made in proofs.values()))


def thread_counts(text: str) -> tuple[int, ...]:
    """The numbers of threads in an option such as ``1,4``.

    Raises
    ------
    HomlError
        If it is no list of numbers from 1 to 64.
    """
    counts = [int(part) if part.strip().isdecimal() else 0 for part in text.split(",")]
    if not all(1 <= count <= _MOST_THREADS for count in counts):
        raise HomlError("--threads is {text}; write numbers from 1 to {most}, such as 1,4.", text=text, most=_MOST_THREADS)
    return tuple(dict.fromkeys(counts))


class Launchers:
    """A launcher for each number of threads that libraries may use, started when it is first needed.

    Parameters
    ----------
    threads : tuple of int
        The numbers; 1, with which learners' answers are checked, is always among them.
    """

    def __init__(self, threads: tuple[int, ...]) -> None:
        self.threads = threads
        self._launchers = {count: best_launcher(WORKERS, threads=count) for count in {1, *threads}}

    def __getitem__(self, threads: int) -> Launcher:
        """The launcher whose libraries use so many threads."""
        return self._launchers[threads]

    def close(self) -> None:
        """End them all."""
        for launcher in self._launchers.values():
            launcher.close()


def _cache_folder(library: Library) -> Path | None:
    """Beside a course that is written as text; a built one is not proved over and over."""
    return library.folder.resolve().parent / ".cache" / "proofs" if (library.folder / "course.toml").is_file() else None


def _unfinished(library: Library, options: argparse.Namespace) -> list[str]:
    """The places in the named lessons that say TODO; none where single exercises are proved."""
    names = options.lessons or chosen_lessons(library, [])
    lessons = [lesson for lesson in library.course.all_lessons if lesson.id in names or lesson.folder in names]
    return [place for lesson in lessons for place in still_open(library.folder, lesson)]


def _subjects(library: Library, launchers: Launchers, options: argparse.Namespace) -> Iterator[_Subject]:
    """What is to be proved, in the order of the course."""
    limits = Limits()
    for name in options.lessons or chosen_lessons(library, []):
        try:
            lesson = library.course.ready_lesson(name)
        except NotFound:
            lesson, exercise = library.course.find_exercise(name)
            yield _exercise(lesson, exercise, launchers, limits, options)
            continue
        if options.all:
            yield _lesson(lesson, library)
        for exercise in lesson.exercises:
            yield _exercise(lesson, exercise, launchers, limits, options)


#: Seconds that an answer known to be right gets in a second try of `--all`, which runs beside other tests. An author who
#: proves one exercise is told of an answer that takes longer than a learner's may.
BUSY_TIMEOUT = 120.0


def _exercise(
    lesson: Lesson, exercise: Exercise, launchers: Launchers, limits: Limits, options: argparse.Namespace
) -> _Subject:
    with_mutants = not options.quick and not (options.all and exercise.trains)
    tried = trials(exercise, with_mutants)
    right = [trial for trial in tried if trial.kind in ("solution", "right")]
    repeated = [(trial, threads) for threads in launchers.threads for trial in right for _ in range(options.repeat)]

    def verdict(trial: Trial, threads: int = 1) -> Verdict:
        planned = plan(lesson, exercise, learner_cells(notebook_with(lesson, exercise, trial.source)))
        found = check(planned, launchers[threads], limits)
        if options.all and found.status is Status.TIMED_OUT and trial.kind in ("solution", "right"):
            found = check(planned, launchers[threads], replace(limits, check_timeout=BUSY_TIMEOUT))
        return found

    def conclude(verdicts: list[Verdict]) -> Proof:
        made = proof(exercise, zip(tried, verdicts, strict=False), with_mutants)
        again = [(*one, found) for one, found in zip(repeated, verdicts[len(tried) :], strict=True)]
        passing = [f"a change to the solution passes: {change}" for change in made.survivors] if options.all else []
        return replace(made, problems=(*made.problems, *passing, *refusals(again)), repeated=len(again))

    kept_as = exercise.id if with_mutants else f"{exercise.id}.quick"
    if repeated:
        kept_as += f".repeat-{options.repeat}-{'-'.join(map(str, launchers.threads))}"
    return _Subject(
        exercise.id,
        kept_as,
        exercise_key(lesson, exercise),
        [
            *(lambda trial=trial: verdict(trial) for trial in tried),
            *(lambda trial=trial, threads=threads: verdict(trial, threads) for trial, threads in repeated),
        ],
        conclude,
        Proof.from_document,
        weight=(len(tried) + len(repeated)) * (30 if exercise.trains else 1),
    )


def _lesson(lesson: Lesson, library: Library) -> _Subject:
    notebook = library.notebook(lesson.id, "lesson")

    def conclude(runs: list[LessonRun]) -> LessonProof:
        (run,) = runs
        return LessonProof(run)

    return _Subject(
        lesson.id,
        lesson.id,
        lesson_key(notebook),
        [lambda: run_lesson(lesson.id, notebook)],
        conclude,
        LessonProof.from_document,
        weight=1_000_000,  # a lesson is run in one go, so it comes first
        is_lesson=True,
    )


def _known(cache: ProofCache, subject: _Subject, options: argparse.Namespace) -> Proof | LessonProof | None:
    kept = cache.find(subject.kept_as, subject.key)
    known = None if kept is None else subject.read(kept)
    if known and not options.json:
        print(f"ok  {subject.name}  unchanged since it was proved", flush=True)
    return known


def _prove(
    subjects: list[_Subject], known: Collection[str], workers: int, quiet: bool
) -> Iterator[tuple[_Subject, Proof | LessonProof]]:
    """Prove what is not known, the longest first, and print how it went; gives each proof when it is made."""
    todo = sorted((subject for subject in subjects if subject.name not in known), key=lambda subject: -subject.weight)
    waiting: dict[Future[Any], _Subject] = {}
    results: dict[str, list[Future[Any]]] = {}
    with ThreadPoolExecutor(workers) as pool:
        try:
            for subject in todo:
                results[subject.name] = [pool.submit(task) for task in subject.work]
                waiting |= dict.fromkeys(results[subject.name], subject)
            left = {subject.name: len(subject.work) for subject in todo}
            proved = 0
            bar = Progress(len(waiting), "checks", quiet)
            for done, future in enumerate(as_completed(waiting), 1):
                future.result()
                subject = waiting[future]
                left[subject.name] -= 1
                bar.show(done)
                if left[subject.name]:
                    continue
                made = subject.conclude([result.result() for result in results[subject.name]])
                proved += 1
                if not quiet:
                    bar.clear()
                    sign = "BAD" if made.problems else "ok "
                    first, *more = _describe(made)
                    print(f"{sign} {subject.name}  {first}  [{proved} of {len(todo)}]", flush=True)
                    for line in (*more, *made.problems):
                        print(f"      {line}", flush=True)
                yield subject, made
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _describe(made: Proof | LessonProof) -> list[str]:
    """The lines that are printed of a proof besides its problems."""
    if isinstance(made, LessonProof):
        return [f"{made.run.seconds:.1f} s, {made.run.peak_mb:.0f} MB"]
    counts = f"{len(made.right)} right, {len(made.wrong)} wrong, {len(made.attacks)} attacks"
    lines = [f"{made.bare_ms} ms, {counts}"]
    if made.mutants is not None:
        lines.append(f"{made.mutants.killed} of {made.mutants.total} mutants killed")
        lines += [f"survived: {change}" for change in made.survivors]
    if made.repeated:
        lines.append(f"right answers were checked {made.repeated} more times")
    return lines
