"""`python -m benchmarks`: measures every part, prints a table of each, and writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import document
from .checking import checks, soak
from .classroom import board
from .frontend import page
from .grading import speed
from .harness import machine
from .server import course_document, large_record, responsiveness


def kernels(rounds: int) -> dict[str, Any]:
    """Kernels, where their module is there."""
    found: dict[str, Any] = importlib.import_module("benchmarks.engine.kernels").measure(rounds)
    return found


def say(text: str) -> None:
    """A line about how far it is."""
    print(f"    {text}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", metavar="NAME", action="append", choices=document.SECTIONS, help="just this part; writes nothing"
    )
    parser.add_argument("--rounds", type=int, default=checks.ROUNDS, help="rounds of each comparison (%(default)s)")
    parser.add_argument("--soak", metavar="N", type=int, default=soak.SHORT, help="checks of the part `soak` (%(default)s)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also save all figures here")
    parser.add_argument("--read", metavar="FILE", type=Path, help="measure nothing; take the figures that were saved here")
    parser.add_argument("--no-write", action="store_true", help="leave docs/benchmarks.md as it is")
    options = parser.parse_args(arguments)
    if options.read:
        saved = json.loads(options.read.read_text())
        about, found = saved["machine"], saved["parts"]
    else:
        about, found = machine.about(), measure(options)
    for name, one in found.items():
        print(f"\n{document.section(name, one)}", flush=True)
    if options.json:
        options.json.write_text(json.dumps({"machine": about, "parts": found}, indent=1))
    if not options.no_write and not options.only:
        document.write(about, found)
        print(f"\nWritten to {document.PATH.relative_to(machine.ROOT)}.")
    return 0


def measure(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The figures of every part, with the load of the machine before and after it."""
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "checks": lambda: checks.measure(options.rounds, say),
        "loop": lambda: responsiveness.measure(options.rounds, say),
        "course": lambda: course_document.measure(say),
        "record": lambda: large_record.measure(say),
        "kernels": lambda: kernels(min(options.rounds, 7)),
        "page": lambda: page.measure(options.rounds, say),
        "soak": lambda: soak.measure(options.soak, say),
        "grading": lambda: speed.measure(min(options.rounds, speed.ROUNDS), say),
        "board": lambda: board.measure(say),
    }
    found: dict[str, dict[str, Any]] = {}
    for name in options.only or parts:
        before, started = os.getloadavg()[0], time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            figures = parts[name]()
        except ModuleNotFoundError as error:
            say(f"left out: {error}")
            continue
        found[name] = {"figures": figures, "load": [before, os.getloadavg()[0]], "seconds": time.monotonic() - started}
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
