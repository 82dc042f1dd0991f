"""How long the course, the skills and the history take for a learner with very many attempts."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert

from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.course.model import Course
from jupyterlab_homl.progress.store import Store
from jupyterlab_homl.progress.tables import ATTEMPTS

from ..harness.figures import judged, percentile, seconds, table
from ..harness.jupyter_server import Server

#: Stored attempts, and the bytes of the answer and of the verdict of each.
ATTEMPTS_STORED, SOURCE, VERDICT = 200_000, 600, 1_000

#: Requests of each kind after something was stored.
CHANGED = 10

#: Seconds for each request once the database has been opened before.
TARGET = 0.3

EXERCISE = "ch04-e01"
REQUESTS = {"course": "course", "skills": "skills", "history": "history", "attempts": f"exercises/{EXERCISE}/attempts"}


def attempts(course: Course) -> Iterator[dict[str, Any]]:
    """Rows of attempts, each some minutes after the one before, from the first exercise to the last and over again."""
    at = datetime(2021, 1, 1)
    answer = ("x = 1  # an answer\n" * 60)[:SOURCE]
    verdict = json.dumps({"words": "y" * (VERDICT - 13)})
    subjects = cycle([(lesson, exercise) for lesson in course.lessons for exercise in lesson.exercises])
    for number, (lesson, exercise) in enumerate(islice(subjects, ATTEMPTS_STORED)):
        at += timedelta(minutes=2 + number * 7 % 21)
        passed = number % 3 == 0
        yield {
            "at": at,
            "lesson": lesson.id,
            "exercise": exercise.id,
            "status": "passed" if passed else "failed",
            "score": float(passed),
            "max_score": 1.0,
            "tests_passed": 6 if passed else 2,
            "tests_total": 6,
            "source": answer,
            "verdict": verdict,
        }


def fill(database: Path) -> None:
    """Make a database with all these attempts."""
    Store(database).close()
    engine = create_engine(f"sqlite:///{database}")
    rows = attempts(open_library(None).course)
    with engine.begin() as connection:
        while batch := list(islice(rows, 20_000)):
            connection.execute(insert(ATTEMPTS), batch)
    engine.dispose()


def measure(say: Callable[[str], None] = print) -> dict[str, Any]:
    """The figures.

    Returns
    -------
    dict
        By kind of request, ``derived`` (the first one of a database without a summary), ``opened`` (the first one after the
        server was started again) and the median ``changed`` (after something was stored), in seconds; ``megabytes``.
    """
    found: dict[str, dict[str, float]] = {name: {} for name in REQUESTS}
    with Server("--Homl.preload=[]") as server:
        database = server.root / ".homl" / "progress.sqlite"
        say(f"writing {ATTEMPTS_STORED:,} attempts …")
        fill(database)
        megabytes = database.stat().st_size / 1e6
        for name, path in REQUESTS.items():
            found[name]["derived"] = _timed(server, path)
            found[name]["changed"] = percentile([_after_a_change(server, path, one) for one in range(CHANGED)], 0.5)
        for name, path in REQUESTS.items():
            copy = database.with_suffix(".copy")
            shutil.copyfile(database, copy)
            copy.replace(database)  # another file at the same place is opened anew
            found[name]["opened"] = _timed(server, path)
    return {"requests": found, "megabytes": megabytes, "load": os.getloadavg()[0]}


def _touch(database: Path) -> None:
    """One more attempt, so that nothing that is kept in memory is still right."""
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.execute(insert(ATTEMPTS), [next(attempts(open_library(None).course))])
    engine.dispose()


def _timed(server: Server, path: str) -> float:
    started = time.perf_counter()
    server.request("GET", f"jupyterlab-homl/api/{path}")
    return time.perf_counter() - started


def _after_a_change(server: Server, path: str, number: int) -> float:
    _touch(server.root / ".homl" / "progress.sqlite")
    server.request("POST", "jupyterlab-homl/api/marks", {"subject": "ch01", "state": ("learning", "none")[number % 2]})
    return _timed(server, path)


def section(found: dict[str, Any]) -> str:
    """The figures for a person."""
    rows = [
        [
            f"GET {REQUESTS[name]}",
            seconds(one["derived"]),
            seconds(one["opened"]),
            seconds(one["changed"]),
            judged(max(one["opened"], one["changed"]) < TARGET, f"< {seconds(TARGET)}"),
        ]
        for name, one in found["requests"].items()
    ]
    head = (
        f"A learner with {ATTEMPTS_STORED:,} attempts, in a database of {found['megabytes']:.0f} MB, over HTTP: the first "
        "request of each kind in turn on a database without a summary, which the first of them makes; the first one after the "
        f"database was opened anew; and after an attempt and a mark were stored (median of {CHANGED})."
    )
    return f"{head}\n\n{table(('request', 'without a summary', 'opened anew', 'after a change', 'target'), rows)}"
