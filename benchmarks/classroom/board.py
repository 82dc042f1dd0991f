"""How long the page about a class takes for a large one, beside nbgrader's formgrader on the same gradebook."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from ..harness.figures import judged, percentile, seconds, table
from ..harness.jupyter_server import Server
from . import gradebook

#: How many learners, assignments and exercises each.
LEARNERS, ASSIGNMENTS, EXERCISES = 2000, 20, 8

#: Requests of each kind, and of formgrader, which takes longer; the first is told apart.
ROUNDS, FORMGRADER_ROUNDS = 7, 2

#: Seconds in which the rows of an assignment are wanted.
TARGET = 0.5

REQUESTS = {
    "learners by exercises": ("jupyterlab-homl/api/class/ch01", "formgrader/api/submissions/ch01"),
    "all assignments": ("jupyterlab-homl/api/class", "formgrader/api/assignments"),
}

_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "class"
c.Exchange.root = {exchange!r}
"""


def measure(say: Callable[[str], None] = print) -> dict[str, Any]:
    """The figures.

    Returns
    -------
    dict
        By request, the first and the median of the others in seconds, ``ours`` and ``formgrader``; ``megabytes``.
    """
    found: dict[str, dict[str, list[float]]] = {}
    with Server("--Homl.preload=[]", "--Homl.instructor=always") as server:
        say(f"writing a gradebook of {LEARNERS:,} learners …")
        database = server.root / "gradebook.db"
        gradebook.write(database, LEARNERS, ASSIGNMENTS, EXERCISES)
        exchange = server.root / "exchange"
        exchange.mkdir()
        exchange.chmod(0o777)
        (server.root / "nbgrader_config.py").write_text(_CONFIG.format(exchange=str(exchange)))
        for name, paths in REQUESTS.items():
            taken: tuple[list[float], list[float]] = ([], [])
            for number in range(ROUNDS + 1):
                taken[0].append(_timed(server, paths[0]))
                if number <= FORMGRADER_ROUNDS:
                    taken[1].append(_timed(server, paths[1]))
            found[name] = {"ours": taken[0], "formgrader": taken[1]}
            say(f"{name}: {percentile(taken[0][1:], 0.5):.2f} s, formgrader {percentile(taken[1][1:], 0.5):.2f} s")
        megabytes = database.stat().st_size / 1e6
    return {"requests": found, "megabytes": megabytes, "load": os.getloadavg()[0]}


def _timed(server: Server, path: str) -> float:
    started = time.perf_counter()
    server.request("GET", path)
    return time.perf_counter() - started


def section(found: dict[str, Any]) -> str:
    """The figures for a person."""
    rows = []
    for name, taken in found["requests"].items():
        ours, formgrader = (percentile(taken[which][1:], 0.5) for which in ("ours", "formgrader"))
        target = judged(ours < TARGET, f"< {seconds(TARGET)}") if name == "learners by exercises" else ""
        rows.append(
            [name, seconds(taken["ours"][0]), seconds(ours), seconds(formgrader), f"{formgrader / ours:.0f} ×", target]
        )
    head = (
        f"A class of {LEARNERS:,} learners with {ASSIGNMENTS} assignments of {EXERCISES} exercises, a gradebook of "
        f"{found['megabytes']:.0f} MB, over HTTP: what the page *Class* asks for, and what formgrader asks for in its place, "
        f"in turns; the first request, which also reads the course's configuration, and the median of {ROUNDS} others, "
        f"of formgrader {FORMGRADER_ROUNDS}."
    )
    return f"{head}\n\n{table(('request', 'first', 'Class', 'formgrader', '', 'target'), rows)}"
