"""Runs the hostile cases with one launcher, four at a time, and looks for harm after each: `python -m tests.hostile.run`.

This is the trusted side. It prints a line of JSON for each case, one about the machine, and a last one about what is left
over. `test_hostile.py` runs it as root and as an ordinary user.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import secrets
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from jupyterlab_homl.checking.check import WORKERS, check
from jupyterlab_homl.checking.plan import plan
from jupyterlab_homl.course.library import Library, open_library
from jupyterlab_homl.engine.launch.warm import WarmLauncher
from jupyterlab_homl.engine.sandbox.limits import MEGABYTE, Limits
from jupyterlab_homl.errors import HomlError
from jupyterlab_homl.learner.service import notebook_cells
from jupyterlab_homl.temporary import process_folder
from jupyterlab_homl.workspace.notebooks import lesson_of, read_notebook

from . import machine
from .case import BREACH, Case
from .cases import CASES
from .world import COURSE, HIDDEN, World, clear

T = TypeVar("T")

AT_ONCE = 4
PRELOAD = ("numpy", "scipy.sparse")
HONEST = Case("an honest answer", "passed")
#: Seconds that any one case may take; longer, and the runner itself hangs.
PATIENCE = 60.0
#: CPU seconds that a submission may cost the process that has other work to do.
TRUSTED_CPU = 2.0
NAMESPACES = ("pid", "mnt", "net", "ipc")
PROBE = Case(
    "where an answer runs",
    "passed",
    f"import os\nfor name in {NAMESPACES}:\n    print('in', os.readlink('/proc/self/ns/' + name))\n{HONEST.answer}",
)
_GUARD = "import os\nif os.readlink('/proc/self/ns/pid') == world.namespace: raise RuntimeError('not kept apart')\n"


class Runner:
    """Runs cases, each on its own bait.

    Parameters
    ----------
    base : Path
        An empty folder for everything.
    """

    def __init__(self, base: Path) -> None:
        self.base = base
        self.secret = os.environ["HOSTILE_TOKEN"] = secrets.token_hex(16)
        self.library: Library = open_library(COURSE)
        self._made = json.dumps(self.library.notebook("h1", "exercises"))
        self.launcher = WarmLauncher(WORKERS, PRELOAD)

    def perform(self, case: Case, world: World, kept_apart: bool = True) -> dict[str, Any]:
        """Run one case; returns what there is to say of it."""
        if case.harmful and not kept_apart:
            return {"name": case.name, "skipped": "answers are not kept apart on this machine, and this would harm it"}
        started, computed = time.perf_counter(), time.thread_time()
        verdict: dict[str, Any] = {}
        problems: list[str] = []
        path = world.base / "exercises.ipynb"
        try:
            self._hand_in(case, world, path)
            verdict = self._check(case, path)
            status, told = verdict["status"], json.dumps([verdict["explanation"], verdict["notes"], verdict["tests"]])
        except HomlError as error:
            status = type(error).__name__
            told = error.message
        except BaseException:
            status, told = "crash", traceback.format_exc(limit=-4)
            problems.append(f"the trusted side raised:\n{told}")
        finally:
            _remove(path)
        milliseconds = round((time.perf_counter() - started) * 1000)
        if (computed := time.thread_time() - computed) > TRUSTED_CPU:
            problems.append(f"the trusted side computed for {computed:.1f} s, and everybody else had to wait")
        if status not in case.statuses:
            problems.append(f"the status is {status}, not {' or '.join(case.statuses)}: {told[:600]}")
        if case.says and case.says not in told:
            problems.append(f"{case.says!r} is not told, but {told[:600]}")
        problems += self._sound(verdict, told) + self._quiet(world)
        if case.leaves:
            problems += case.leaves(world, verdict)
        return {"name": case.name, "status": status, "ms": milliseconds, "problems": problems}

    def _hand_in(self, case: Case, world: World, path: Path) -> None:
        """Put a case's notebook where it is read from."""
        if case.file:
            case.file(path)
            return
        notebook = json.loads(self._made)
        guard = _GUARD if case.harmful else ""
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == case.exercise:
                cell["source"] = world.told() + guard + case.answer
        changed = case.notebook(notebook) if case.notebook else None
        if isinstance(changed, bytes):
            path.write_bytes(changed)
        else:
            path.write_text(json.dumps(notebook if changed is None else changed))

    def _check(self, case: Case, path: Path) -> dict[str, Any]:
        notebook = read_notebook(path)
        lesson = lesson_of(notebook, self.library.course, path)
        cells = notebook_cells(self.library, lesson, notebook)
        limits = Limits(setup_timeout=60.0, check_timeout=case.timeout, memory=256 * MEGABYTE, output=100_000)
        return check(plan(lesson, lesson.exercise(case.exercise), cells), self.launcher, limits).document()

    def _sound(self, verdict: dict[str, Any], told: str) -> list[str]:
        """What no verdict may hold, whatever was handed in."""
        text = json.dumps(verdict) + told
        problems = [f"{word} stands in the verdict" for word in HIDDEN if word in text]
        if self.secret in text:
            problems.append("the secret stands in the verdict")
        if BREACH in text:
            problems.append(f"it managed: {verdict.get('output', '')[:600]}")
        if verdict and (verdict["score"] > 0) != (verdict["status"] == "passed"):
            problems.append(f"{verdict['status']}, and {verdict['score']} points")
        try:
            json.dumps(verdict, allow_nan=False)
        except ValueError:
            problems.append("the verdict holds numbers that JSON does not know")
        return problems

    def _quiet(self, world: World) -> list[str]:
        """What is harmed, and who is still there."""
        left = _soon_gone(lambda: machine.named(world.mark))
        machine.end(left)
        return world.harm() + [f"a process is left: {words[:200]}" for words in left.values()]

    def probe(self, world: World) -> dict[str, Any]:
        """Whether answers are kept apart, as an answer sees it."""
        path = world.base / "exercises.ipynb"
        self._hand_in(PROBE, world, path)
        verdict = self._check(PROBE, path)
        _remove(path)
        found = [line.removeprefix("in ") for line in verdict["output"].splitlines() if line.startswith("in ")]
        ours = [os.readlink(f"/proc/self/ns/{name}") for name in NAMESPACES]
        return {
            "kept_apart": len(found) == len(ours) and not set(found) & set(ours),
            "gives_namespaces": machine.gives_namespaces(),
            "user": os.geteuid(),
            "sandbox": verdict["sandbox"],
            "unenforced": verdict["unenforced"],
            "output": verdict["output"][:300],
        }


def _soon_gone(look: Callable[[], T]) -> T:
    """What is still there after a while: the engine clears away behind a verdict."""
    until = time.monotonic() + 5.0
    while (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        clear(path)
    else:
        path.unlink(missing_ok=True)


def with_honest(cases: list[Case]) -> Iterator[Case]:
    """The cases, with an honest answer after every ten."""
    for number, case in enumerate(cases, 1):
        yield case
        if number % 10 == 0:
            yield HONEST


def run(cases: list[Case], base: Path) -> Iterator[dict[str, Any]]:
    """Run cases; yields what there is to say, as it comes."""
    process_folder()  # which stays open until this process ends
    before = machine.descriptors()
    threads = threading.active_count()
    runner = Runner(base)
    worlds = [World(base / f"world-{number}", runner.secret) for number in range(AT_ONCE)]
    about = runner.probe(worlds[0])
    yield {"machine": about}
    waiting: queue.SimpleQueue[Case] = queue.SimpleQueue()
    results: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    for case in with_honest(cases):
        waiting.put(case)

    def work(world: World) -> None:
        while True:
            try:
                case = waiting.get_nowait()
            except queue.Empty:
                results.put(None)
                return
            results.put(runner.perform(case, world, about["kept_apart"]))

    for world in worlds:
        threading.Thread(target=work, args=(world,), daemon=True).start()
    working = AT_ONCE
    while working:
        result = results.get(timeout=PATIENCE)
        if result is None:
            working -= 1
        else:
            yield result
    yield {**runner.perform(HONEST, worlds[0]), "name": "an honest answer at the end"}
    folders = ("run-*", "judge-*")
    checks = _soon_gone(lambda: [path.name for name in folders for path in process_folder().glob(name)])
    runner.launcher.close()
    for world in worlds:
        world.close()
    processes = _soon_gone(machine.descendants)
    more_threads = _soon_gone(lambda: max(0, threading.active_count() - threads))
    after = machine.descriptors()
    machine.end(processes)
    yield {
        "leftovers": {
            "processes": processes,
            "folders": checks + [path.name for path in process_folder().iterdir()],
            "descriptors": sorted(set(after.items()) - set(before.items())) if len(after) > len(before) else [],
            "threads": more_threads,
        }
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the cases that are asked for; returns 1 where one went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.run", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", metavar="TEXT", default="", help="just the cases with this in their name")
    parser.add_argument("--json", action="store_true", help="everything as lines of JSON")
    options = parser.parse_args(arguments)
    machine.adopt_orphans()
    base = Path(tempfile.mkdtemp(prefix="hostile-"))
    base.chmod(0o755)
    (base / "tmp").mkdir()
    tempfile.tempdir = str(base / "tmp")
    wrong = 0
    try:
        for line in run([case for case in CASES if options.only in case.name], base):
            bad = line.get("problems") or [text for text in line.get("leftovers", {}).values() if text]
            wrong += bool(bad)
            if options.json:
                print(json.dumps(line), flush=True)
            elif bad or "name" not in line or options.only:
                print(json.dumps(line, indent=1), flush=True)
    except queue.Empty:
        print(json.dumps({"hangs": f"nothing ended for {PATIENCE:g} s"}), flush=True)
        wrong += 1
    finally:
        clear(base)
    sys.stdout.flush()
    os._exit(int(wrong > 0))


if __name__ == "__main__":
    main()
