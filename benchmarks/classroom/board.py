"""How long the page about a class takes for a large one.

formgrader is not measured beside it: on the same gradebook its list of submissions gave no answer within three minutes.
"""

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

#: Requests of each kind; the first is told apart.
ROUNDS = 7

#: Seconds in which the rows of an assignment are wanted.
TARGET = 0.5

REQUESTS = {"learners by exercises": "class/ch01", "all assignments": "class"}

_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "class"
c.Exchange.root = {exchange!r}
"""


def measure(say: Callable[[str], None] = print) -> dict[str, Any]:
    """The figures.

    Returns
    -------
    dict
        By request, the seconds of each time; ``megabytes``.
    """
    with Server("--Homl.preload=[]", "--Homl.instructor=always") as server:
        say(f"writing a gradebook of {LEARNERS:,} learners …")
        database = server.root / "gradebook.db"
        gradebook.write(database, LEARNERS, ASSIGNMENTS, EXERCISES)
        exchange = server.root / "exchange"
        exchange.mkdir()
        exchange.chmod(0o777)
        (server.root / "nbgrader_config.py").write_text(_CONFIG.format(exchange=str(exchange)))
        found = {name: [_timed(server, path) for _ in range(ROUNDS + 1)] for name, path in REQUESTS.items()}
        megabytes = database.stat().st_size / 1e6
    return {"requests": found, "megabytes": megabytes, "load": os.getloadavg()[0]}


def _timed(server: Server, path: str) -> float:
    started = time.perf_counter()
    server.request("GET", f"jupyterlab-homl/api/{path}")
    return time.perf_counter() - started


def section(found: dict[str, Any]) -> str:
    """The figures for a person."""
    rows = []
    for name, taken in found["requests"].items():
        median = percentile(taken[1:], 0.5)
        target = judged(median < TARGET, f"< {seconds(TARGET)}") if name == "learners by exercises" else ""
        rows.append([name, seconds(taken[0]), seconds(median), target])
    head = (
        f"A class of {LEARNERS:,} learners with {ASSIGNMENTS} assignments of {EXERCISES} exercises, a gradebook of "
        f"{found['megabytes']:.0f} MB, over HTTP: what the page *Class* asks for; the first request of each kind, of which "
        f"the very first also reads the course's configuration, and the median of {ROUNDS} others."
    )
    return f"{head}\n\n{table(('request', 'first', 'median', 'target'), rows)}"
