"""A long row of checks, eight at a time, one in twenty of them hostile: are all verdicts right, and is anything left over?

`python -m benchmarks.checking.soak [--checks N]` runs it alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyterlab_homl.checking.check import WORKERS, check
from jupyterlab_homl.checking.plan import learner_cells, plan
from jupyterlab_homl.checking.prove import notebook_with
from jupyterlab_homl.checking.verdict import Status
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.engine.launch.launcher import SEALED
from jupyterlab_homl.engine.launch.warm import WarmLauncher
from jupyterlab_homl.engine.sandbox.limits import MEGABYTE, Limits
from jupyterlab_homl.temporary import process_folder

from ..harness.figures import seconds, summary, table
from ..harness.machine import descendants, pss
from .answers import Known, stream

CHECKS, SHORT = 1000, 200
AT_ONCE = 8

#: Seconds after which all that a check has left must have gone.
SETTLE = 8.0


def look() -> dict[str, Any]:
    """What there is, once everything has been cleared away that is cleared away behind a verdict."""
    time.sleep(SETTLE)
    below = descendants()
    return {
        "processes": len(below),
        "threads": threading.active_count(),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "folders": len([*process_folder().glob("run-*"), *process_folder().glob("judge-*")]),
        "server_mb": pss(os.getpid()) / MEGABYTE,
        "forks_mb": sum(map(pss, below)) / MEGABYTE,
    }


def judge(known: Known, launcher: WarmLauncher) -> tuple[float, str | None]:
    """Seconds of one check, and what is wrong with its verdict."""
    limits = Limits(setup_timeout=120.0, check_timeout=known.seconds, memory=512 * MEGABYTE, output=100_000)
    started = time.perf_counter()
    try:
        cells = learner_cells(notebook_with(known.lesson, known.exercise, known.source))
        verdict = check(plan(known.lesson, known.exercise, cells), launcher, limits)
    except Exception as error:  # a check that cannot say anything is a wrong one here
        return time.perf_counter() - started, f"{known.exercise.id}, {known.what}: {type(error).__name__}: {error}"
    took = time.perf_counter() - started
    if verdict.status in known.statuses and (verdict.score > 0) == (verdict.status is Status.PASSED):
        return took, None
    return took, f"{known.exercise.id}, {known.what}: {verdict.status}, {verdict.score:g} points"


def measure(checks: int = SHORT, say: Callable[[str], None] = print) -> dict[str, Any]:
    """All of it.

    Returns
    -------
    dict
        ``checks``, ``hostile``, ``wrong`` (sentences), ``seconds``, ``a_check`` (a summary of seconds), ``looks`` (at the
        start, in the middle and at the end), ``left`` (what there is after the launcher has been closed) and ``load``.
    """
    library = open_library(None)
    before, kept = (descendants(), tempfile.tempdir)
    with tempfile.TemporaryDirectory(prefix="homl-bench-") as folder:
        tempfile.tempdir = folder
        launcher = WarmLauncher(WORKERS)
        try:
            found = _run(library, launcher, checks, say)
        finally:
            launcher.close()
            tempfile.tempdir = kept
        time.sleep(SETTLE)
        left = {"processes": len(set(descendants()) - set(before)), "folders": len(list(process_folder().iterdir()))}
    return {**found, "left": left, "load": os.getloadavg()[0]}


def _run(library: Any, launcher: WarmLauncher, checks: int, say: Callable[[str], None]) -> dict[str, Any]:
    launcher.warm("tensorflow")
    _, exercise = library.course.find_exercise("ch04-e01")
    lesson = library.course.lesson("ch04")
    solved = learner_cells(notebook_with(lesson, exercise, exercise.solution))
    sealed = check(plan(lesson, exercise, solved), launcher, Limits()).sandbox in SEALED
    answers = list(itertools.islice(stream(library, sealed), checks))
    looks, took = [look()], 0.0
    results: list[tuple[float, str | None]] = []
    for name, half in (("first", answers[: checks // 2]), ("second", answers[checks // 2 :])):
        say(f"{name} half: {len(half)} checks …")
        started = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            results += pool.map(lambda known: judge(known, launcher), half)
        took += time.monotonic() - started
        looks.append(look())
    whats = Counter(known.what for known in answers)
    return {
        "checks": checks,
        "at_once": AT_ONCE,
        "kinds": dict(whats),
        "hostile": sum(count for what, count in whats.items() if what not in ("right", "wrong")),
        "wrong": [words for _, words in results if words],
        "seconds": took,
        "a_check": summary([one for one, _ in results]),
        "looks": looks,
    }


def section(found: dict[str, Any]) -> str:
    """What was measured, for a person."""
    looks, kinds = found["looks"], found["kinds"]
    labels = {
        "processes": "processes below",
        "threads": "threads",
        "descriptors": "open descriptors",
        "folders": "folders of checks",
        "server_mb": "PSS of the process itself, MB",
        "forks_mb": "PSS of fork servers and spare children, MB",
    }
    rows = [[label, *(f"{one[name]:.0f}" for one in looks)] for name, label in labels.items()]
    text = _TEXT.format(
        **{name: found[name] for name in ("checks", "at_once", "hostile", "left", "load")},
        right=kinds.get("right", 0),
        not_right=kinds.get("wrong", 0),
        wrong=len(found["wrong"]),
        rate=found["checks"] / found["seconds"],
        median=seconds(found["a_check"]["median"]),
    )
    problems = [f"- {words}" for words in found["wrong"][:20]]
    return "\n\n".join([text, *problems, table((f"{SETTLE:.0f} s later", "start", "middle", "end"), rows)])


_TEXT = """\
{checks} checks, {at_once} at a time, by `check` with one launcher: {right} right answers, {not_right} wrong ones and
{hostile} hostile ones, of chapter 4 and (one in ten) chapter 10. Wrong verdicts: **{wrong}**. {rate:.1f} checks a
second; one takes {median} when {at_once} run at once (median; load {load:.1f}). After the launcher was closed
{left[processes]} processes and {left[folders]} folders were left."""


def main(arguments: list[str]) -> None:
    """Run it, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checking.soak", description=__doc__.partition("\n")[0])
    parser.add_argument("--checks", type=int, default=CHECKS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    found = measure(options.checks, lambda text: print(text, file=sys.stderr, flush=True))
    print(json.dumps(found, indent=1) if options.json else section(found))


if __name__ == "__main__":
    main(sys.argv[1:])
