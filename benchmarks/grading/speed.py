"""Throughput, CPU time and memory of grading classes, compared with `nbgrader autograde`.

`python -m benchmarks.grading.speed --hostile` grades a class of 41, most of them hostile or broken, with both.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ..harness.command_cost import Measured, run
from ..harness.figures import prefixed, seconds, summary
from ..harness.worker import ROOT
from .assignments.light import LIGHT
from .bare_cells import BareCells
from .classes_measured import KINDS, MEGABYTE, OVER, SHARE, SIZES, Kind
from .courses import BIN, Class, answers, make, students
from .tables import section

ROUNDS = 3


def grade_with_homl(course: Class, *more: str) -> tuple[Measured, dict[str, Any]]:
    """Grade a course with `jupyter homl class grade`; returns the measurements and the report."""
    command = [str(BIN / "jupyter-homl"), "class", "grade", course.assignment.name, "--course", str(course.root), "--json"]
    environment = {**course.environment, "PYTHONPATH": str(ROOT)}
    took = run([*command, *more], course.root, environment)
    try:
        report = json.loads(took.said)
    except ValueError as error:
        raise RuntimeError(f"ended with {took.code} and no report: {took.said[-2000:]}{took.errors[-4000:]}") from error
    return took, report


def grade_with_nbgrader(course: Class) -> Measured:
    """Grade a course with `nbgrader autograde`."""
    return run([str(BIN / "nbgrader"), "autograde", course.assignment.name], course.root, course.environment)


def _require_right_grades(course: Class, took: Measured) -> None:
    found = course.grades()
    wrong = {student: found.get(student) for student, worth in course.worth.items() if found.get(student) != worth}
    if wrong or took.code:
        raise RuntimeError(f"ended with {took.code}; graded wrong: {wrong}\n{took.errors[-4000:]}")


@contextmanager
def _fresh(course: Class, count: int | None = None) -> Iterator[Class]:
    """A temporary copy of a course that has not been graded."""
    with tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True) as folder:
        yield course.copy(Path(folder) / "copy", None if count is None else list(course.worth)[:count])


class Subject:
    """One class that is graded in different ways.

    Parameters
    ----------
    kind : Kind
        The class.
    folder : Path
        An empty folder.
    bare : BareCells
        Runs the cells without any grading.
    """

    def __init__(self, kind: Kind, folder: Path, bare: BareCells) -> None:
        self._kind = kind
        self._bare = bare
        self._course = make(folder, kind.assignment, named=kind.named)
        self._course.enrol(students(kind.count))

    def homl(self) -> dict[str, float]:
        """Our grader with the whole class: seconds, CPU seconds, and the most bytes of memory."""
        with _fresh(self._course) as course:
            took, report = grade_with_homl(course)
            _require_right_grades(course, took)
        return {"seconds": took.seconds, "cpu": took.cpu, "peak": took.peak, "cell_seconds": report["bare_seconds"]}

    def homl_few(self) -> dict[str, float]:
        """Our grader with as many submissions as nbgrader is given."""
        with _fresh(self._course, self._kind.few) as course:
            took, _ = grade_with_homl(course)
            _require_right_grades(course, took)
        return {"seconds": took.seconds, "cpu": took.cpu}

    def nbgrader(self) -> dict[str, float]:
        """nbgrader: seconds of the command when there is nothing to do, and seconds and CPU seconds of each submission."""
        with _fresh(self._course, self._kind.few) as course:
            took = grade_with_nbgrader(course)
            _require_right_grades(course, took)
            again = grade_with_nbgrader(course)
        each, cpu = (took.seconds - again.seconds) / self._kind.few, (took.cpu - again.cpu) / self._kind.few
        return {"start": again.seconds, "each": each, "seconds": again.seconds + each * self._kind.count, "cpu_each": cpu}

    def bare_cells(self) -> dict[str, float]:
        """The cells of the class without any grading: seconds and CPU seconds."""
        took = [self._bare.run(answers(self._kind.assignment, student)[0]) for student in self._course.worth]
        return {"seconds": sum(one for one, _ in took), "cpu": sum(cpu for _, cpu in took)}


def measure(rounds: int = ROUNDS, say: Callable[[str], None] = print, only: tuple[str, ...] = ()) -> dict[str, Any]:
    """Measure everything.

    Returns
    -------
    dict
        ``kinds`` (for each ``ours``, ``stock`` and ``bare``: summaries of what `Subject` gives, ``faster`` and ``over``) and
        ``large`` (by number of submissions ``seconds``, ``cpu`` and ``peak``).
    """
    found: dict[str, Any] = {"kinds": {}}
    for name, kind in KINDS.items():
        if only and name not in only:
            continue
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="homl-bench-")))
            bare = stack.enter_context(BareCells(kind.assignment, kind.named))
            subject = Subject(kind, folder / "class", bare)
            found["kinds"][name] = _measure_one(kind, subject, rounds, prefixed(name, say))
    if not only or "large" in only:
        found["large"] = large(say)
    return found


def _measure_one(kind: Kind, subject: Subject, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    ways = {
        "ours": subject.homl,
        "stock": subject.nbgrader,
        "bare": subject.bare_cells,
        "few": subject.homl_few,
    }
    took: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    ways["ours"]()  # compiles bytecode and fills the file cache
    for number in range(rounds):
        for way, go in ways.items():
            took[way].append(go())
        last = ", ".join(f"{way} {seconds(found[-1]['seconds'])}" for way, found in took.items())
        say(f"round {number + 1} of {rounds}: {last} (load {os.getloadavg()[0]:.1f})")
    found: dict[str, Any] = {
        way: {part: summary([one[part] for one in all_of]) for part in all_of[0]} for way, all_of in took.items()
    }
    # CPU seconds, as wall-clock seconds on a busy machine would be in our favour
    cpu, alone = found["ours"]["cpu"]["median"], found["bare"]["cpu"]["median"]
    return {
        **found,
        "count": kind.count,
        "faster": found["stock"]["seconds"]["median"] / found["ours"]["seconds"]["median"],
        "over": (cpu - alone) / kind.count,
        "further": (cpu - found["few"]["cpu"]["median"]) / (kind.count - kind.few) - alone / kind.count,
        "allowed": SHARE * alone / kind.count + OVER,
    }


def large(say: Callable[[str], None] = print, sizes: tuple[int, ...] = SIZES) -> dict[str, dict[str, float]]:
    """Measure our grader with large classes of small submissions."""
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True) as folder:
        course = make(Path(folder) / "class", LIGHT)
        course.enrol(students(max(sizes)))
        for size in sizes:
            with _fresh(course, size) as copy:
                took, _ = grade_with_homl(copy)
                _require_right_grades(copy, took)
            found[str(size)] = {"seconds": took.seconds, "cpu": took.cpu, "peak": took.peak}
            say(f"{size} submissions: {seconds(took.seconds)}, {took.peak / MEGABYTE:.0f} MB (load {os.getloadavg()[0]:.1f})")
    return found


def main(arguments: list[str]) -> None:
    """Measure, and print the result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading.speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--hostile", action="store_true", help="grade the class of 41 with both graders")
    parser.add_argument("--only", action="append", choices=(*KINDS, "large"), help="measure this class only")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    if options.hostile:
        from .hostile_class.side_by_side import grade

        print(json.dumps(grade(say), indent=1))
        return
    found = measure(options.rounds, say, tuple(options.only or ()))
    print(json.dumps(found, indent=1) if options.json else section(found))


if __name__ == "__main__":
    main(sys.argv[1:])
