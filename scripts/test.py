"""Runs the tests, several stages at a time, and prints a summary.

`python scripts/test.py` runs all but the stages that passed on this machine with the same files and libraries; `--no-cache`
runs these, too. Names of stages run just these. Names of lessons (`ch04`) or exercises (`ch04-e01`) confine the stage
`content` to what belongs to them; it need not be named then.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from browser import find_browser
from passed_stages import Checkout, PassedStages

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
UI = ROOT / "ui-tests"

#: What the tests of Python code do not read, and those of the front end.
FRONT_END = ("src/", "style/", "ui-tests/", "docs/")
BACK_END = ("tests/", "benchmarks/", "notebooks/", "docs/")

#: Which stages passed on this machine.
PASSED = PassedStages(ROOT / ".cache" / "stages.json")

#: How often the stages that are running are named, in seconds.
STILL_EVERY = 60.0

#: How many stages of one process run at once. Tests wait a good deal, so that one more than there are cores keeps all busy.
SLOTS = max(2, (os.cpu_count() or 2) + 1)

_SCRATCH = tempfile.TemporaryDirectory(prefix="homl-ui-")


@dataclass(frozen=True)
class Stage:
    """A part of the tests.

    Attributes
    ----------
    name : str
        What it is called.
    commands : sequence of list
        What is run, one after another.
    folder : Path
        Where.
    slots : int
        How many processes it keeps busy.
    prepare : callable
        Changes the environment in which it is run; returns what is in the way, if anything.
    unread : sequence of str
        Beginnings of the paths of files on which its result does not depend.
    """

    name: str
    commands: Sequence[list[str]]
    folder: Path = ROOT
    slots: int = 1
    prepare: Callable[[dict[str, str]], str | None] = lambda environment: None
    unread: Sequence[str] = ()


def browser_environment(environment: dict[str, str]) -> str | None:
    """Point the browser tests to a browser and to scratch folders; returns what is in the way."""
    path, words = find_browser(UI)
    if path is None:
        return words
    print(f"browser: {path or 'Playwright'} ({words})", flush=True)
    if path:
        environment["CHROMIUM"] = path
    for name in ("CONFIG", "DATA", "RUNTIME"):
        environment[f"JUPYTER_{name}_DIR"] = f"{_SCRATCH.name}/{name.lower()}"
    return None


def pytest(*places: str) -> list[str]:
    """A command that runs the tests of some folders."""
    return [str(BIN / "pytest"), "-q", *(f"tests/{place}" for place in places)]


def stages(lessons: Sequence[str] = ()) -> list[Stage]:
    """All stages, in the order in which they start: roughly, the longest first.

    Parameters
    ----------
    lessons : sequence of str
        The lessons and exercises to which `content` is confined.
    """
    elsewhere = [str(BIN / "python"), "scripts/elsewhere.py"]
    chosen = [argument for name in lessons for argument in ("--lesson", name.partition("-")[0])]
    return [
        Stage("browser", [[str(BIN / "jlpm"), "test"]], UI, slots=2, prepare=browser_environment),
        Stage("lint", [[str(BIN / "ruff"), "check", "."]]),
        Stage(
            "format",
            [[str(BIN / "ruff"), "format", "--check", "jupyterlab_homl", "tests", "scripts", "benchmarks", "hatch_build.py"]],
        ),
        Stage("conformance", [pytest("conformance")], unread=FRONT_END),
        Stage("classroom", [pytest("integration/classroom")], unread=FRONT_END),
        Stage(
            "content",
            [[str(BIN / "jupyter-homl"), "prove", "--all", *lessons], [*pytest("content"), *chosen]],
            slots=2,
            unread=FRONT_END,
        ),
        Stage(
            "integration",
            [[*pytest("integration"), *(f"--ignore=tests/integration/{part}" for part in ("classroom", "engine", "cli"))]],
        ),
        Stage("engine", [pytest("integration/engine")], unread=FRONT_END),
        Stage("hostile", [pytest("hostile")], unread=FRONT_END),
        Stage("cli", [[*elsewhere, "tests/integration/cli"]]),
        Stage("unit", [[*elsewhere, "tests/unit"]]),
        Stage("types", [[str(BIN / "mypy")]]),
        Stage("imports", [[str(BIN / "lint-imports"), "--no-cache", "--no-logo"]]),
        Stage("jest", [[str(BIN / "jlpm"), "test", "--maxWorkers=1"]], unread=BACK_END),
        Stage("javascript", [[str(BIN / "jlpm"), "lint:check"]]),
    ]


@dataclass
class Running:
    """A stage that has been started.

    Attributes
    ----------
    stage : Stage
        Which.
    live : bool
        Whether its output goes to the terminal at once, since no other runs beside it.
    started, seconds : float
        When it was started, and how long it took.
    passed : bool
        Whether all of it did.
    printed : str
        What it printed, where that did not go to the terminal at once.
    """

    stage: Stage
    live: bool
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    passed: bool = False
    printed: str = ""

    def run(self) -> None:
        """Run its commands until one fails."""
        environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
        # else each of hundreds of processes compiles our modules again
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        problem = self.stage.prepare(environment)
        with tempfile.TemporaryFile() as output:
            if problem:
                output.write(f"{problem}\n".encode())
            else:
                self.passed = all(self._command(command, environment, output) for command in self.stage.commands)
            output.seek(0)
            self.printed = output.read().decode(errors="replace")
        self.seconds = time.monotonic() - self.started

    def _command(self, command: list[str], environment: dict[str, str], output: IO[bytes]) -> bool:
        shown = None if self.live else output
        try:
            done = subprocess.run(
                command,
                cwd=self.stage.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=shown,
                stderr=shown,
                check=False,
            )
        except OSError as error:
            output.write(f"{command[0]}: {error}\n".encode())
            return False
        return done.returncode == 0


def run(chosen: Sequence[Stage]) -> list[Running]:
    """Run stages, as many at a time as there is room for; gives each with how it went."""
    waiting, running, over = list(chosen), list[Running](), list[Running]()
    changed = threading.Condition()

    def work(one: Running) -> None:
        try:
            one.run()
        finally:
            with changed:
                over.append(one)
                changed.notify()

    told = 0
    with changed:
        while waiting or len(over) < len(chosen):
            used = sum(one.stage.slots for one in running if one not in over)
            for stage in list(waiting):
                if used and used + min(stage.slots, SLOTS) > SLOTS:
                    continue
                used += stage.slots
                waiting.remove(stage)
                running.append(Running(stage, live=len(chosen) == 1))
                print(f"=== {stage.name} …", flush=True)
                threading.Thread(target=work, args=(running[-1],), daemon=True).start()
            if not changed.wait(STILL_EVERY):
                now = time.monotonic()
                names = ", ".join(f"{one.stage.name} ({now - one.started:.0f} s)" for one in running if one not in over)
                print(f"    … {names}", flush=True)
            for one in over[told:]:
                if not one.passed and one.printed:
                    print(f"\n--- {one.stage.name}: what it printed\n{one.printed}\n---", flush=True)
                last = next((line for line in reversed(one.printed.splitlines()) if line.strip()), "")
                word = "ok" if one.passed else "FAILED"
                note = f": {last.strip()}" if one.passed and last else ""
                print(
                    f"=== [{over.index(one) + 1}/{len(chosen)}] {one.stage.name}: {word} ({one.seconds:.0f} s){note}",
                    flush=True,
                )
            told = len(over)
    return sorted(over, key=lambda one: chosen.index(one.stage))


def lesson_names() -> list[str]:
    """The ids of all lessons of the course."""
    course = tomllib.loads((ROOT / "notebooks" / "course.toml").read_text(encoding="utf-8"))
    return [*(lesson["id"] for part in course["parts"] for lesson in part["lessons"]), course["first_steps"]["id"]]


def choose(names: Sequence[str]) -> list[Stage] | str:
    """The stages that are meant by names of stages, lessons and exercises, or a sentence that says what is wrong."""
    known = {stage.name for stage in stages()}
    lessons = [name for name in names if name not in known]
    ids = lesson_names()
    unknown = [name for name in lessons if name.partition("-")[0] not in ids]
    if unknown:
        return (
            f"There is no stage or lesson {', '.join(unknown)}. "
            f"The stages are: {', '.join(stage.name for stage in stages())}. "
            f"The lessons are: {', '.join(ids)}; an exercise is named like ch04-e01."
        )
    named = [name for name in names if name in known] or (["content"] if lessons else sorted(known))
    if lessons and "content" not in named:
        return f"{', '.join(lessons)} is a part of the course, of which only the stage `content` can be confined to a part."
    return [stage for stage in stages(lessons) if stage.name in named]


def run_all(chosen: Sequence[Stage], passed: PassedStages) -> tuple[list[Running], list[Stage]]:
    """Run the stages that have not passed with what is here now, and remember those that pass.

    Returns
    -------
    tuple
        The stages that ran, and those that did not have to.
    """
    checkout = Checkout(ROOT)
    fingerprints = {stage.name: checkout.fingerprint(stage.commands, stage.unread) for stage in chosen}
    settled = [stage for stage in chosen if passed.has(stage.name, fingerprints[stage.name])]
    ran = run([stage for stage in chosen if stage not in settled])
    # what was changed meanwhile may not have been tested
    if Checkout(ROOT).files == checkout.files:
        passed.add({one.stage.name: fingerprints[one.stage.name] for one in ran if one.passed})
    return ran, settled


def main(arguments: Sequence[str]) -> int:
    """Run the stages and print the summary."""
    names = [argument for argument in arguments if argument != "--no-cache"]
    chosen = choose(names)
    if isinstance(chosen, str):
        print(chosen)
        return 2
    started = time.monotonic()
    try:
        if names or len(names) < len(arguments):
            results, settled = run(chosen), list[Stage]()
        else:
            results, settled = run_all(chosen, PASSED)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    print("\nSummary")
    for one in results:
        print(f"  {'ok    ' if one.passed else 'FAILED'}  {one.stage.name:12} {one.seconds:6.0f} s")
    for stage in settled:
        print(f"  ok      {stage.name:12}  passed before with the same files")
    print(f"  all together        {time.monotonic() - started:6.0f} s")
    failed = sum(not one.passed for one in results)
    print(f"stages: {len(results) - failed + len(settled)} passed, {failed} failed")
    if settled:
        print("`make test ARGS=--no-cache` runs all.")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
