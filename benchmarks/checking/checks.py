"""How soon a verdict is there: a check over REST, nbgrader's Validator on the same cells, and these cells bare."""

from __future__ import annotations

import os
import tempfile
import textwrap
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyterlab_homl.course.library import Library, open_library

from ..harness.figures import judged, prefixed, seconds, spread, summary, table
from ..harness.jupyter_server import Server
from ..harness.notebooks import answered, reduced, write
from .bare import Bare
from .validator import Peer

ROUNDS = 15

#: Seconds that a person takes at least from a verdict to the next check.
PAUSE = 0.6

#: How many times the bare cells are executed in each round.
BARE = 2

#: Where the time of a check goes: cells and tests, the rest of the engine, and everything around it.
_INSIDE = ("in answer and tests", "in the rest of the engine (set-up cells too)", "in the server and HTTP")


@dataclass(frozen=True)
class Target:
    """What is asked of an exercise's checks.

    Attributes
    ----------
    exercise : str
        A middling one of its chapter.
    faster : float
        How many times faster than the peer.
    over : dict
        Seconds above the bare cells, for an answer that passes and for one that fails.
    """

    exercise: str
    faster: float
    over: dict[str, float]


TARGETS = {
    "scikit-learn": Target("ch04-e14", 25.0, {"passes": 0.060, "fails": 0.120}),
    "Keras": Target("ch10-e08", 15.0, {"passes": 0.060, "fails": 0.120}),
}


class Subject:
    """One exercise, measured in three ways.

    Parameters
    ----------
    library : Library
        The course.
    exercise_id : str
        The exercise.
    server, bare, peer : Server, Bare, Peer
        Who is measured; they run.
    folder : Path
        For the peer's notebooks.

    Attributes
    ----------
    inside : dict
        By kind of answer, where the seconds of checks went.
    """

    def __init__(self, library: Library, exercise_id: str, server: Server, bare: Bare, peer: Peer, folder: Path) -> None:
        self._lesson, self._exercise = library.course.find_exercise(exercise_id)
        self._server, self._bare, self._peer, self._folder = server, bare, peer, folder
        self._released = library.notebook(self._lesson.id, "exercises")
        self._path = server.open(self._lesson.id)
        self._answers = {"passes": self._exercise.solution, "fails": self._wrong()}
        self.inside: dict[str, dict[str, list[float]]] = {}
        self.forget()

    def forget(self) -> None:
        """Forget where the time went until now."""
        self.inside = {kind: {name: [] for name in _INSIDE} for kind in self._answers}

    def _wrong(self) -> str:
        """The first wrong answer that a test catches which the peer has too: hidden tests are not handed out."""
        wrong = (v.source for v in self._exercise.wrong if not self._bare.run(self._exercise, v.source, hidden=False)[1])
        return next(wrong)

    def ours(self, kind: str) -> float:
        """Seconds of a check, the notebook being saved already."""
        write(answered(self._released, {self._exercise.id: self._answers[kind]}), self._path)
        found, verdict = self._server.check(self._path, self._exercise.id)
        _expect(verdict["status"], {"passes": "passed", "fails": "failed"}[kind])
        engine, cells = verdict["duration_ms"] / 1000, verdict["bare_ms"] / 1000
        for name, value in ((_INSIDE[0], cells), (_INSIDE[1], engine - cells), (_INSIDE[2], found - engine)):
            self.inside[kind][name] += [value]
        return found

    def again(self, rounds: int) -> list[float]:
        """Seconds of checks that come without a pause."""
        return [self.ours("passes") for _ in range(rounds)]

    def peers(self, kind: str) -> float:
        """Seconds of the peer, which is spared the other exercises."""
        path = self._folder / "exercises.ipynb"
        write(answered(reduced(self._released, self._exercise), {self._exercise.id: self._answers[kind]}), path)
        found, outcome = self._peer.validate(path)
        _expect(outcome, {"passes": "passed", "fails": "failed"}[kind])
        return found

    def alone(self, kind: str) -> float:
        """Seconds of the bare cells."""
        found, passed = self._bare.run(self._exercise, self._answers[kind])
        _expect(passed, kind == "passes")
        return found

    def whole(self) -> dict[str, Any]:
        """The whole notebook once, every exercise solved: seconds of ours and of the peer, and the peer's word."""
        solved = answered(self._released, {exercise.id: exercise.solution for exercise in self._lesson.exercises})
        write(solved, self._path)
        ours, result = self._server.check(self._path, None)
        path = self._folder / "whole.ipynb"
        write(solved, path)
        peer, outcome = self._peer.validate(path)
        statuses = sorted({verdict["status"] for verdict in result["verdicts"]})
        return {"exercises": len(result["verdicts"]), "ours": ours, "statuses": statuses, "peer": peer, "outcome": outcome}


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise RuntimeError(f"came out as {found!r}, not as {wanted!r}")


def measure(rounds: int = ROUNDS, say: Callable[[str], None] = print) -> dict[str, Any]:
    """All of it, an exercise at a time.

    Returns
    -------
    dict
        For each kind of exercise ``exercise``, ``passes`` and ``fails`` (each with summaries of ``ours``, ``peer`` and
        ``bare`` in seconds, ``faster`` and ``over``), ``again`` and ``whole``.
    """
    library = open_library(None)
    found: dict[str, Any] = {}
    for name, target in TARGETS.items():
        lesson, exercise = library.course.find_exercise(target.exercise)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="homl-bench-")))
            server, bare, peer = stack.enter_context(Server()), stack.enter_context(Bare(lesson)), stack.enter_context(Peer())
            subject = Subject(library, target.exercise, server, bare, peer, folder)
            about = {"lesson": lesson.id, "exercise": exercise.id, "title": exercise.title}
            found[name] = about | _measure_one(subject, rounds, prefixed(name, say))
    return found


def _measure_one(subject: Subject, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    ways = {"ours": subject.ours, "peer": subject.peers, "bare": subject.alone}
    times: dict[str, dict[str, list[float]]] = {kind: {way: [] for way in ways} for kind in ("passes", "fails")}
    for run in ways.values():  # bytecode is compiled, and everything is warm
        run("passes")
    subject.forget()
    for number in range(rounds):
        for kind, by_way in times.items():
            time.sleep(PAUSE)
            for way, run in ways.items():
                by_way[way] += [run(kind) for _ in range(BARE if way == "bare" else 1)]
        last = ", ".join(f"{way} {seconds(by_way[-1])}" for way, by_way in times["passes"].items())
        say(f"round {number + 1} of {rounds}: {last} (load {os.getloadavg()[0]:.1f})")
    inside = {name: summary(values) for name, values in subject.inside["passes"].items()}
    again = subject.again(rounds)
    say("the whole notebook, once")
    found: dict[str, Any] = {"again": summary(again), "whole": subject.whole(), "inside": inside, "all": times}
    for kind, by_way in times.items():
        medians = {way: summary(values) for way, values in by_way.items()}
        ours = medians["ours"]["median"]
        found[kind] = {
            **medians,
            "faster": medians["peer"]["median"] / ours,
            "over": ours - medians["bare"]["median"],
        }
    return found


def section(found: dict[str, Any]) -> str:
    """What was measured, for a person."""
    rows, more = [], []
    for name, one in found.items():
        target = TARGETS[name]
        for kind in ("passes", "fails"):
            of = one[kind]
            aims = [judged(of["over"] <= target.over[kind], f"≤ {seconds(target.over[kind])} over bare")]
            if kind == "passes":
                aims.insert(0, judged(of["faster"] >= target.faster, f"≥ {target.faster:g} ×"))
            rows.append(
                [
                    f"{name} ({one['exercise']}), {kind}",
                    spread(of["ours"]),
                    spread(of["peer"]),
                    spread(of["bare"]),
                    f"{of['faster']:.1f} ×",
                    seconds(of["over"]) if of["over"] >= 0 else f"−{seconds(-of['over'])}",
                    "; ".join(aims),
                ]
            )
        whole = one["whole"]
        words = {way: seconds(whole[way]) for way in ("ours", "peer")}
        parts = ", ".join(f"{seconds(value['median'])} {name}" for name, value in one["inside"].items())
        text = (
            f"- {name}: of a check that passes {parts} (medians). Checks without any pause between them take "
            f"{spread(one['again'])}. The whole notebook of {one['lesson']} ({whole['exercises']} exercises, all solved), "
            f"once: {words['ours']}, {' and '.join(whole['statuses'])}; the Validator: {words['peer']}, {whole['outcome']}."
        )
        more.append(textwrap.fill(text, 120, subsequent_indent="  ", break_on_hyphens=False))
    head = ("exercise, answer", "Check", "nbgrader Validator", "bare", "faster", "over bare", "targets")
    rounds = next(iter(found.values()))["passes"]["ours"]["rounds"]
    return f"{_METHOD.format(rounds=rounds, bare=rounds * BARE, pause=PAUSE)}\n\n{table(head, rows)}\n\n" + "\n".join(more)


_METHOD = """\
*Check*: `POST checks` to the verdict of the long poll, over HTTP on a running JupyterLab server with the lesson open;
{rounds} rounds, {pause} s after whatever came before, as a person would. *nbgrader Validator*:
`Validator().validate(…)` in a running process that has imported it, on a notebook of nothing but the set-up cells, this
answer and its tests (it starts a kernel each time, and has no hidden tests to run). *bare*: set-up, answer and tests
(hidden ones too) executed in a fork of a process that has imported the libraries, timed without the fork; {bare} times.
Median, and quartiles in brackets. The three take turns in every round."""
