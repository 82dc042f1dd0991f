"""docs/benchmarks.md, from what was measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .checking import checks, soak
from .classroom import board
from .frontend import page
from .grading import tables
from .harness.figures import seconds, table
from .server import course_document, large_record, responsiveness

PATH = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def kernels_section(found: dict[str, Any]) -> str:
    """Kernels, for a person."""
    first, megabytes = found["first_result"], found["pss_mb"]
    rows = [
        [
            "first result, TensorFlow imported",
            seconds(first["pooled"]),
            seconds(first["python3"]),
            f"{found['times_faster']} ×",
        ],
        ["the same with no spare kernel waiting", seconds(first["forked"]), "", ""],
        [
            f"memory (PSS) of kernel {found['kernels']} with TensorFlow",
            f"{megabytes['homl']} MB",
            f"{megabytes['python3']} MB",
            f"1/{found['times_smaller']}",
        ],
    ]
    return f"{_KERNELS.format(rounds=found['rounds'])}\n\n{table(('kernel', 'homl', 'python3', ''), rows)}"


#: Every part's title, and how it is written.
SECTIONS: Mapping[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "checks": ("From *Check* to the verdict", checks.section),
    "loop": ("The server answers while checks run", responsiveness.section),
    "course": ("The document of the course", course_document.section),
    "record": ("A learner with very many attempts", large_record.section),
    "kernels": ("Kernels", kernels_section),
    "page": ("At the page", page.section),
    "soak": ("Many checks, some of them hostile", soak.section),
    "grading": ("Grading a class", tables.section),
    "board": ("The page about a class", board.section),
}


def section(name: str, found: dict[str, Any]) -> str:
    """One part with its title and the load of the machine; figures of an unknown kind are shown as they are."""
    title, write = SECTIONS[name]
    try:
        text = write(found["figures"])
    except (KeyError, TypeError):
        text = f"```\n{json.dumps(found['figures'], indent=1)}\n```"
    before, after = found["load"]
    return f"## {title}\n\n{text}\n\nLoad of the machine before and after: {before:.1f}, {after:.1f}."


def document(machine: dict[str, Any], found: dict[str, dict[str, Any]]) -> str:
    """The whole document."""
    versions = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    head = _HEAD.format(
        **{name: machine[name] for name in ("date", "processor", "cores", "memory_gb", "system", "python")},
        version=machine["jupyterlab-homl"],
        versions=versions,
    )
    parts = [section(name, found[name]) for name in SECTIONS if name in found]
    return "\n\n".join([head, *parts]) + "\n"


def write(machine: dict[str, Any], found: dict[str, dict[str, Any]]) -> None:
    """Write it."""
    PATH.write_text(document(machine, found), encoding="utf-8")


_HEAD = """\
# Benchmarks

What the product takes, beside what others take for the same, measured in one run on one machine. `make bench` repeats
it and writes this page; `make bench ARGS="--only checks --rounds 30"` measures one part, `ARGS="--soak 1000"` makes the
last part as long as it is here. Absolute figures are those of this machine and of what else it was doing; the ratios
carry over better.

| | |
| --- | --- |
| date | {date} |
| processor | {processor}, {cores} cores for this run, {memory_gb} GB |
| system | {system}, Python {python} |
| product | jupyterlab-homl {version} |
| packages | {versions} |

All bytecode was compiled before (a first round warms everything up and is not counted). Every figure is the median of
all the rounds that were run, none is left out; where two ways are compared they take turns, so that both find the
machine as busy."""

_KERNELS = """\
A notebook's session over REST and its websocket, from asking for it to the result of a first cell that imports
TensorFlow: a kernel of this product and ipykernel's `python3`, in turns; median of {rounds} rounds."""
