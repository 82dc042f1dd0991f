"""How long `GET course` takes for a whole course and a learner who has done a lot."""

from __future__ import annotations

import http.client
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert

from jupyterlab_homl.course.bundle import BUNDLE
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.course.model import Course, Lesson
from jupyterlab_homl.progress.store import Store
from jupyterlab_homl.progress.tables import ATTEMPTS

from ..harness.figures import judged, percentile, seconds, table
from ..harness.jupyter_server import Server

#: The exercises of each lesson, and the stored attempts.
EXERCISES, ATTEMPTS_STORED = 15, 10_000

#: Requests one after another, requests after a change, and requests at once.
WARM, CHANGED, AT_ONCE = 100, 20, 40

#: Seconds, for the median of those where nothing has changed.
TARGET = 0.015

PATH = "/jupyterlab-homl/api/course"


def whole_course(course: Course) -> Course:
    """The course with every lesson written: those that are not get copies of the exercises and questions of those that are."""
    models = cycle([lesson for lesson in course.lessons if lesson.ready])

    def written(lesson: Lesson) -> Lesson:
        model = next(models)
        ids = {old.id: f"{lesson.id}-e{number:02}" for number, old in enumerate(model.exercises[:EXERCISES], 1)}
        exercises = tuple(
            replace(old, id=ids[old.id], needs=tuple(ids[need] for need in old.needs if need in ids))
            for old in model.exercises
            if old.id in ids
        )
        review = tuple(replace(item, id=f"{lesson.id}-{item.id}") for item in model.review)
        return replace(
            model,
            **{name: getattr(lesson, name) for name in ("id", "number", "title", "summary", "prerequisites", "folder")},
            exercises=exercises,
            review=review,
            fast_track="",
        )

    return replace(course, parts=tuple(replace(part, lessons=tuple(map(written, part.lessons))) for part in course.parts))


def attempts(course: Course) -> Iterator[dict[str, Any]]:
    """Rows of attempts, from the first exercise to the last and over again, one in three passed."""
    began = datetime(2026, 1, 1)
    subjects = cycle([(lesson, exercise) for lesson in course.lessons for exercise in lesson.exercises])
    for number, (lesson, exercise) in enumerate(islice(subjects, ATTEMPTS_STORED)):
        passed = number % 3 == 0
        yield {
            "at": began + timedelta(minutes=20 * number),
            "lesson": lesson.id,
            "exercise": exercise.id,
            "status": "passed" if passed else "failed",
            "score": float(passed),
            "max_score": 1.0,
            "tests_passed": 6 if passed else 2,
            "tests_total": 6,
            "source": exercise.solution,
            "verdict": "{}",
        }


def measure(say: Callable[[str], None] = print) -> dict[str, Any]:
    """The figures, on one server.

    Returns
    -------
    dict
        ``first`` and ``at_once`` in seconds; ``warm`` and ``changed`` with ``median``, ``p99`` and ``max``; ``lessons``,
        ``exercises`` and ``bytes`` of the document.
    """
    course = whole_course(open_library(None).course)
    with tempfile.TemporaryDirectory(prefix="homl-bench-course-") as folder:
        (Path(folder) / BUNDLE).write_text(json.dumps(asdict(course), ensure_ascii=False), encoding="utf-8")
        with Server(f"--Homl.course_dir={folder}", "--Homl.preload=[]") as server:
            database = server.root / ".homl" / "progress.sqlite"
            Store(database).close()
            engine = create_engine(f"sqlite:///{database}")
            with engine.begin() as connection:
                connection.execute(insert(ATTEMPTS), list(attempts(course)))
            engine.dispose()
            say("GET course …")
            first = _timed(server)
            warm = [_timed(server) for _ in range(WARM)]
            changed = [_after_a_change(server, number) for number in range(CHANGED)]
            started = time.perf_counter()
            with ThreadPoolExecutor(AT_ONCE) as pool:
                sizes = set(pool.map(lambda _: _fetch(server), range(AT_ONCE)))
            at_once = time.perf_counter() - started
    return {
        "first": first,
        "warm": _summary(warm),
        "changed": _summary(changed),
        "at_once": at_once,
        "lessons": len(list(course.lessons)),
        "exercises": sum(len(lesson.exercises) for lesson in course.lessons),
        "bytes": max(sizes),
        "load": os.getloadavg()[0],
    }


def _timed(server: Server) -> float:
    started = time.perf_counter()
    server.request("GET", PATH.lstrip("/"))
    return time.perf_counter() - started


def _after_a_change(server: Server, number: int) -> float:
    server.request("POST", "jupyterlab-homl/api/marks", {"subject": "ch01", "state": ("learning", "none")[number % 2]})
    return _timed(server)


def _fetch(server: Server) -> int:
    """The size of the document, fetched over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", PATH, headers={"Authorization": f"token {server.token}"})
    response = connection.getresponse()
    size = len(response.read())
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"GET course: {response.status}")
    return size


def _summary(values: list[float]) -> dict[str, float]:
    return {name: percentile(values, share) for name, share in {"median": 0.5, "p99": 0.99, "max": 1.0}.items()}


def section(found: dict[str, Any]) -> str:
    """The figures for a person."""
    reached = judged(found["warm"]["median"] < TARGET, f"median < {seconds(TARGET)}")
    rows = [
        ["the first one after the server's start", seconds(found["first"]), "", ""],
        [f"nothing has changed, {WARM} times", *_spread(found["warm"]), reached],
        [f"after a mark was stored, {CHANGED} times", *_spread(found["changed"]), ""],
        [f"{AT_ONCE} at once, until the last answer", seconds(found["at_once"]), "", ""],
    ]
    head = _METHOD.format(**{name: found[name] for name in ("lessons", "exercises")}, size=found["bytes"] / 1000)
    return f"{head}\n\n{table(('request', 'median', 'p99', 'target'), rows)}"


def _spread(found: dict[str, float]) -> list[str]:
    return [seconds(found["median"]), seconds(found["p99"])]


_METHOD = f"""\
`GET course`, which the panel shows, over HTTP on a running JupyterLab server: {{lessons}} lessons with {{exercises}}
exercises, {ATTEMPTS_STORED:,} stored attempts; a document of {{size:.0f}} kB."""
