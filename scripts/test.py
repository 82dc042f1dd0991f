"""Runs every test, a stage at a time, and says at the end how each went.

`python scripts/test.py` runs all; names of stages run just these.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from browser import find_browser

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
UI = ROOT / "ui-tests"

#: How often a stage that is running says so, in seconds.
STILL_EVERY = 60.0


_SCRATCH = tempfile.TemporaryDirectory(prefix="homl-ui-")


@dataclass(frozen=True)
class Stage:
    """A part of the tests."""

    name: str
    command: list[str]
    folder: Path = ROOT
    prepare: Callable[[dict[str, str]], str | None] = lambda environment: None


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


STAGES = [
    Stage("lint", [str(BIN / "ruff"), "check", "."]),
    Stage("format", [str(BIN / "ruff"), "format", "--check", "."]),
    Stage("imports", [str(BIN / "lint-imports"), "--no-cache", "--no-logo"]),
    Stage("types", [str(BIN / "mypy")]),
    Stage("javascript", [str(BIN / "jlpm"), "lint:check"]),
    Stage("jest", [str(BIN / "jlpm"), "test"]),
    Stage("pytest", [str(BIN / "pytest"), "-q", "-n", "2"]),
    Stage("browser", [str(BIN / "jlpm"), "test"], UI, browser_environment),
]


def run(stage: Stage, number: int, total: int) -> tuple[bool, float]:
    """Run one stage; says whether it passed and how long it took."""
    print(f"\n=== [{number}/{total}] {stage.name} …", flush=True)
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    started = time.monotonic()
    problem = stage.prepare(environment)
    if problem:
        print(problem, flush=True)
        return False, time.monotonic() - started
    process = subprocess.Popen(stage.command, cwd=stage.folder, env=environment, stdin=subprocess.DEVNULL)
    done = threading.Event()

    def speak() -> None:
        while not done.wait(STILL_EVERY):
            print(f"    … {stage.name}: {time.monotonic() - started:.0f} s", flush=True)

    threading.Thread(target=speak, daemon=True).start()
    passed = process.wait() == 0
    done.set()
    seconds = time.monotonic() - started
    print(f"=== [{number}/{total}] {stage.name}: {'ok' if passed else 'FAILED'} ({seconds:.0f} s)", flush=True)
    return passed, seconds


def main(names: list[str]) -> int:
    """Run the stages and print the summary."""
    unknown = set(names) - {stage.name for stage in STAGES}
    if unknown:
        print(f"There is no stage {', '.join(sorted(unknown))}. The stages are: {', '.join(stage.name for stage in STAGES)}.")
        return 2
    chosen = [stage for stage in STAGES if not names or stage.name in names]
    results = [(stage.name, *run(stage, number, len(chosen))) for number, stage in enumerate(chosen, 1)]
    print("\nSummary")
    for name, passed, seconds in results:
        print(f"  {'ok    ' if passed else 'FAILED'}  {name:12} {seconds:6.0f} s")
    failed = sum(not passed for _, passed, _ in results)
    print(f"stages: {len(results) - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
