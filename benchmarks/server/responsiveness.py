"""Whether the server answers while checks run: how long `GET /api` takes, every 20 ms, from another process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from jupyterlab_homl.course.library import Library, open_library

from ..harness.figures import judged, seconds, table
from ..harness.jupyter_server import Server
from ..harness.notebooks import answered, reduced, write
from .latency_probe import Knocker

LESSON, EXERCISE = "ch04", "ch04-e01"

#: Seconds of the long check, and of a short one where few rounds are asked for.
LONG, SHORT = 60.0, 15.0

#: Rounds from which the check is the long one.
FULL = 5

#: Seconds that the notebook of the peer takes.
PEER = 15.0

#: How many checks are asked for at once, and how long each computes.
AT_ONCE, EACH = 8, 3.0

#: Seconds, for 99 of 100 requests.
TARGET = 0.050


def spinning(duration: float) -> str:
    """Code that computes for some seconds."""
    return f"import time\nuntil = time.monotonic() + {duration}\nwhile time.monotonic() < until: pass\n"


def measure(rounds: int = FULL, say: Callable[[str], None] = print) -> dict[str, Any]:
    """All of it, on one server.

    Returns
    -------
    dict
        ``idle``, ``check``, ``many`` and ``peer``, each with ``requests``, ``median``, ``p99`` and ``max`` in seconds,
        ``load``, and ``length``: how many seconds it went on.
    """
    library = open_library(None)
    timeout = LONG if rounds >= FULL else SHORT
    found: dict[str, Any] = {}
    with Server(f"--Homl.check_timeout={timeout}") as server, Knocker(server) as knocker:

        def during(name: str, work: Callable[[], None]) -> None:
            say(f"{name} …")
            time.sleep(2.0)
            started = time.monotonic()
            with knocker.knocking() as knocks:
                work()
            found[name] = {**knocks.summary(), "length": time.monotonic() - started, "load": os.getloadavg()[0]}

        path = server.open(LESSON)
        released = library.notebook(LESSON, "exercises")
        solution = library.course.find_exercise(EXERCISE)[1].solution

        def one() -> None:
            write(answered(released, {EXERCISE: "while True: pass"}), path)
            assert server.check(path, EXERCISE)[1]["status"] == "timed_out"

        def many() -> None:
            chosen = _several(library)
            write(answered(released, {name: spinning(EACH) + answer for name, answer in chosen.items()}), path)
            jobs = [server.start_check(path, name) for name in chosen]
            assert {server.wait(job)["status"] for job in jobs} == {"passed"}

        def peer() -> None:
            exercise = library.course.find_exercise(EXERCISE)[1]
            notebook = answered(reduced(released, exercise), {EXERCISE: spinning(PEER) + solution})
            write(notebook, server.root / "peer.ipynb")
            assert server.request("POST", "assignments/validate", {"path": "peer.ipynb"}) == {"success": True, "value": {}}

        server.request("GET", "api/status")
        write(answered(released, {EXERCISE: solution}), path)
        server.check(path, EXERCISE)
        during("idle", lambda: time.sleep(SHORT))
        during("check", one)
        during("many", many)
        during("peer", peer)
    return found


def _several(library: Library) -> dict[str, str]:
    """Exercises whose checks are quick but for what is put in, and their solutions."""
    quick = [e for e in library.course.lesson(LESSON).exercises if e.tests and not (e.manual or e.needs or e.trains)]
    return {exercise.id: exercise.solution for exercise in quick[:AT_ONCE]}


def section(found: dict[str, Any]) -> str:
    """What was measured, for a person."""
    names = {
        "idle": "nothing",
        "check": "a check of {length:.0f} s that computes all the while",
        "many": f"{AT_ONCE} checks asked for at once, each computing for {EACH:g} s, two at a time ({{length:.0f}} s)",
        "peer": "nbgrader's *Validate* of a notebook that computes for 15 s ({length:.0f} s)",
    }
    rows = [
        [
            words.format(**found[name]),
            seconds(found[name]["median"]),
            seconds(found[name]["p99"]),
            seconds(found[name]["max"]),
            str(found[name]["requests"]),
            f"{found[name]['load']:.1f}",
            judged(found[name]["p99"] < TARGET, f"p99 < {seconds(TARGET)}") if name in ("check", "many") else "",
        ]
        for name, words in names.items()
    ]
    return f"{_METHOD}\n\n{table(('what goes on', 'median', 'p99', 'longest', 'requests', 'load', 'target'), rows)}"


_METHOD = """\
How long `GET /api` takes, asked every 20 ms from another process over one open connection, while something goes on in
the same server. Requests that could not be sent because the one before was not answered yet count from when they were
due."""
