"""How fast classes are graded, at what cost and in how much memory, beside stock `nbgrader autograde`.

`python -m benchmarks.grading --hostile` grades a class of 41, most of them hostile or broken, with both.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .assignments import Assignment
from .assignments.keras import KERAS
from .assignments.light import LIGHT
from .assignments.sklearn import SKLEARN
from .barecells import BareCells
from .classes import BIN, Class, answers, make, students
from .figures import judged, seconds, spread, summary, table
from .measured import Measured, run
from .worker import ROOT

ROUNDS = 3

#: Sizes of the large class.
SIZES = (100, 300, 1000)

MEGABYTE = 2**20

#: What may be added to the bare cells of a submission: a share of them, and CPU seconds.
SHARE, OVER = 0.15, 0.120

#: What the grader's own process may hold, and how much slower each of very many may be than each of a hundred.
MEMORY, BEND = 300 * MEGABYTE, 1.25


@dataclass(frozen=True)
class Kind:
    """A class that both grade.

    Attributes
    ----------
    title : str
        For people.
    assignment : Assignment
        What was handed out.
    named : bool
        Whether its tests are written with the toolkit.
    count, few : int
        How many submissions there are, and how many of them stock nbgrader grades.
    faster : float
        How many times faster ours has to be; 0 for no target.
    """

    title: str
    assignment: Assignment
    named: bool
    count: int
    few: int
    faster: float


KINDS = {
    "sklearn": Kind("five exercises with scikit-learn, plain asserts", SKLEARN, False, 40, 8, 20.0),
    "sklearn-named": Kind("the same, tests with names", SKLEARN, True, 40, 8, 0.0),
    "keras": Kind("three exercises with TensorFlow, plain asserts", KERAS, False, 20, 4, 12.0),
}


def ours(course: Class, *more: str) -> tuple[Measured, dict[str, Any]]:
    """Grade a course with this product; what it took, and its report."""
    command = [str(BIN / "jupyter-homl"), "class", "grade", course.assignment.name, "--course", str(course.root), "--json"]
    environment = {**course.environment, "PYTHONPATH": str(ROOT)}
    took = run([*command, *more], course.root, environment)
    try:
        report = json.loads(took.said)
    except ValueError as error:
        raise RuntimeError(f"ended with {took.code} and no report: {took.said[-2000:]}{took.errors[-4000:]}") from error
    return took, report


def stock(course: Class) -> Measured:
    """Grade a course with nbgrader."""
    return run([str(BIN / "nbgrader"), "autograde", course.assignment.name], course.root, course.environment)


def _expect(course: Class, took: Measured) -> None:
    found = course.grades()
    wrong = {student: found.get(student) for student, worth in course.worth.items() if found.get(student) != worth}
    if wrong or took.code:
        raise RuntimeError(f"ended with {took.code}; graded wrong: {wrong}\n{took.errors[-4000:]}")


@contextmanager
def _fresh(course: Class, count: int | None = None) -> Iterator[Class]:
    """A copy that is thrown away, ungraded."""
    with tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True) as folder:
        yield course.copy(Path(folder) / "copy", None if count is None else list(course.worth)[:count])


class Subject:
    """One class, graded in different ways.

    Parameters
    ----------
    kind : Kind
        What it is.
    folder : Path
        An empty one.
    bare : BareCells
        Runs.
    """

    def __init__(self, kind: Kind, folder: Path, bare: BareCells) -> None:
        self._kind = kind
        self._bare = bare
        self._course = make(folder, kind.assignment, named=kind.named)
        self._course.enrol(students(kind.count))

    def ours(self) -> dict[str, float]:
        """Seconds of the whole class, and CPU seconds and bytes for it."""
        with _fresh(self._course) as course:
            took, report = ours(course)
            _expect(course, took)
        return {"seconds": took.seconds, "cpu": took.cpu, "peak": took.peak, "said_bare": report["bare_seconds"]}

    def stocks(self) -> dict[str, float]:
        """Seconds of the command when there is nothing to do, and CPU and other seconds of each submission beyond that."""
        with _fresh(self._course, self._kind.few) as course:
            took = stock(course)
            _expect(course, took)
            again = stock(course)
        each, cpu = (took.seconds - again.seconds) / self._kind.few, (took.cpu - again.cpu) / self._kind.few
        return {"start": again.seconds, "each": each, "seconds": again.seconds + each * self._kind.count, "cpu_each": cpu}

    def alone(self) -> dict[str, float]:
        """Seconds and CPU seconds of all bare cells of the class."""
        took = [self._bare.run(answers(self._kind.assignment, student)[0]) for student in self._course.worth]
        return {"seconds": sum(one for one, _ in took), "cpu": sum(cpu for _, cpu in took)}


def measure(rounds: int = ROUNDS, say: Callable[[str], None] = print, only: tuple[str, ...] = ()) -> dict[str, Any]:
    """All of it.

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
            found["kinds"][name] = _measure_one(kind, subject, rounds, lambda text, name=name: say(f"{name}: {text}"))
    if not only or "large" in only:
        found["large"] = large(say)
    return found


def _measure_one(kind: Kind, subject: Subject, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    ways = {"ours": subject.ours, "stock": subject.stocks, "bare": subject.alone}
    took: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    ways["ours"]()  # bytecode is compiled, and files have been read
    for number in range(rounds):
        for way, go in ways.items():
            took[way].append(go())
        last = ", ".join(f"{way} {seconds(found[-1]['seconds'])}" for way, found in took.items())
        say(f"round {number + 1} of {rounds}: {last} (load {os.getloadavg()[0]:.1f})")
    found: dict[str, Any] = {
        way: {part: summary([one[part] for one in all_of]) for part in all_of[0]} for way, all_of in took.items()
    }
    # CPU seconds of the bare cells, which one thread computes: on a busy machine the clock would be kinder to us
    cpu, alone = found["ours"]["cpu"]["median"], found["bare"]["cpu"]["median"]
    return {
        **found,
        "count": kind.count,
        "faster": found["stock"]["seconds"]["median"] / found["ours"]["seconds"]["median"],
        "over": (cpu - alone) / kind.count,
        "allowed": SHARE * alone / kind.count + OVER,
    }


def large(say: Callable[[str], None] = print, sizes: tuple[int, ...] = SIZES) -> dict[str, dict[str, float]]:
    """Classes of light submissions, graded by ours alone."""
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True) as folder:
        course = make(Path(folder) / "class", LIGHT)
        course.enrol(students(max(sizes)))
        for size in sizes:
            with _fresh(course, size) as copy:
                took, _ = ours(copy)
                _expect(copy, took)
            found[str(size)] = {"seconds": took.seconds, "cpu": took.cpu, "peak": took.peak}
            say(f"{size} submissions: {seconds(took.seconds)}, {took.peak / MEGABYTE:.0f} MB (load {os.getloadavg()[0]:.1f})")
    return found


def section(found: dict[str, Any]) -> str:
    """What was measured, for a person."""
    rows = []
    for name, one in found["kinds"].items():
        kind, count = KINDS[name], one["count"]
        aims = [judged(one["faster"] >= kind.faster, f"≥ {kind.faster:g} ×")] if kind.faster else []
        aims.append(judged(one["over"] <= one["allowed"], f"≤ {seconds(one['allowed'])} CPU over bare"))
        rows.append(
            [
                f"{count}: {kind.title}",
                spread(one["ours"]["seconds"]),
                spread(one["stock"]["seconds"]),
                f"{one['faster']:.1f} ×",
                seconds(one["ours"]["cpu"]["median"] / count),
                seconds(one["stock"]["cpu_each"]["median"]),
                seconds(one["bare"]["cpu"]["median"] / count),
                seconds(one["over"]) if one["over"] >= 0 else f"−{seconds(-one['over'])}",
                "; ".join(aims),
            ]
        )
    head = ("class", "ours", "nbgrader", "faster", "CPU each", "nbgrader's", "bare", "over bare", "targets")
    rounds = next((one["ours"]["seconds"]["rounds"] for one in found["kinds"].values()), 0)
    few = ", ".join(f"{kind.few} of {kind.count}" for kind in KINDS.values())
    parts = [_METHOD.format(rounds=rounds, few=few), table(head, rows)]
    if "large" in found:
        parts += [_LARGE, _large_table(found["large"])]
    return "\n\n".join(parts)


def _large_table(found: dict[str, dict[str, float]]) -> str:
    first = next(iter(found))
    rows = []
    for size, one in found.items():
        bend = (one["seconds"] / int(size)) / (found[first]["seconds"] / int(first))
        aims = [judged(one["peak"] < MEMORY, f"< {MEMORY / MEGABYTE:.0f} MB")]
        if size != first:
            aims.append(judged(bend <= BEND, f"each ≤ {BEND:g} × as long as of {first}"))
        rows.append(
            [
                size,
                seconds(one["seconds"]),
                seconds(one["seconds"] / int(size)),
                seconds(one["cpu"] / int(size)),
                f"{one['peak'] / MEGABYTE:.0f} MB",
                "; ".join(aims),
            ]
        )
    return table(("submissions", "seconds", "each", "CPU each", "peak of the grader", "targets"), rows)


_METHOD = """\
Courses that nbgrader itself generated, in which every grade is known (right, wrong, untouched and erring answers mixed);
each run starts from a fresh copy, ends with every grade being right, and is the whole command, its start included.
*ours*: `jupyter homl class grade`. *nbgrader*: `nbgrader autograde`, which would take too long for all of them: it grades
{few}, and the seconds are those of the command when there is nothing to do and of so many submissions as it takes for
each. *CPU each*: of all processes of the command for a submission. *bare*: CPU seconds of the cells of a submission,
executed one after another in a fork of a process that has imported the libraries. Median of {rounds} rounds, and
quartiles in brackets; the three take turns in every round."""

_LARGE = """\
Large classes of three exercises that need nothing but NumPy, a gradebook on SQLite, once each; *peak* is the resident
memory of the grader's own process (without those in which submissions run)."""


def main(arguments: list[str]) -> None:
    """Run it, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.partition("\n")[0])
    parser.add_argument("--hostile", action="store_true", help="grade the class of 41 with both")
    parser.add_argument("--only", action="append", choices=(*KINDS, "large"), help="just this class")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    if options.hostile:
        from .unruly.both import grade

        print(json.dumps(grade(say), indent=1))
        return
    found = measure(options.rounds, say, tuple(options.only or ()))
    print(json.dumps(found, indent=1) if options.json else section(found))


if __name__ == "__main__":
    main(sys.argv[1:])
