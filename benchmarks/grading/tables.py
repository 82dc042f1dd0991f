"""The measurements of grading as a section of the benchmarks page."""

from __future__ import annotations

import textwrap
from typing import Any

from ..harness.figures import judged, seconds, spread, table
from .classes_measured import BEND, KINDS, MEGABYTE, MEMORY


def section(found: dict[str, Any]) -> str:
    """Format the measurements of `grading.measure` as Markdown."""
    rows = []
    for name, one in found["kinds"].items():
        kind, count = KINDS[name], one["count"]
        aims = [judged(one["faster"] >= kind.faster, f"≥ {kind.faster:g} ×")] if kind.faster else []
        aims.append(judged(one["over"] <= one["allowed"], f"≤ {seconds(one['allowed'])} CPU over bare"))
        rows.append(
            [
                f"{count}: {kind.title}",
                spread(one["ours"]["seconds"]),
                spread(one["stock"]["seconds"]),
                f"{one['faster']:.1f} ×",
                seconds(one["ours"]["cpu"]["median"] / count),
                seconds(one["stock"]["cpu_each"]["median"]),
                seconds(one["bare"]["cpu"]["median"] / count),
                *(seconds(one[way]) if one[way] >= 0 else f"−{seconds(-one[way])}" for way in ("over", "further")),
                "; ".join(aims),
            ]
        )
    head = ("class", "ours", "nbgrader", "faster", "CPU each", "nbgrader's", "bare", "over bare", "each further", "targets")
    rounds = next((one["ours"]["seconds"]["rounds"] for one in found["kinds"].values()), 0)
    few = ", ".join(f"{kind.few} of {kind.count}" for kind in KINDS.values())
    method = textwrap.fill(_METHOD.format(rounds=rounds, few=few), 120, break_on_hyphens=False, break_long_words=False)
    parts = [method, table(head, rows), _HOSTILE]
    if "large" in found:
        parts += [_LARGE, _large_table(found["large"])]
    return "\n\n".join(parts)


def _large_table(found: dict[str, dict[str, float]]) -> str:
    first = next(iter(found))
    rows = []
    for size, one in found.items():
        bend = (one["seconds"] / int(size)) / (found[first]["seconds"] / int(first))
        aims = [judged(one["peak"] < MEMORY, f"< {MEMORY / MEGABYTE:.0f} MB")]
        if size != first:
            aims.append(judged(bend <= BEND, f"each ≤ {BEND:g} × as long as of {first}"))
        rows.append(
            [
                size,
                seconds(one["seconds"]),
                seconds(one["seconds"] / int(size)),
                seconds(one["cpu"] / int(size)),
                f"{one['peak'] / MEGABYTE:.0f} MB",
                "; ".join(aims),
            ]
        )
    return table(("submissions", "seconds", "each", "CPU each", "peak of the grader", "targets"), rows)


_METHOD = """\
Courses that nbgrader itself generated, in which every grade is known (right, wrong, untouched and erring answers mixed);
each run starts from a fresh copy, ends with every grade being right, and is the whole command, its start included.
*ours*: `jupyter homl class grade`. *nbgrader*: `nbgrader autograde`, which would take too long for all of them: it grades
{few}, and the seconds are those of the command when there is nothing to do and of so many submissions as it takes for
each. *CPU each*: of all processes of the command for a submission. *bare*: CPU seconds of the cells of a submission,
executed one after another in a fork of a process that has imported the libraries. *each further*: the same without what
the command takes once, from a run with as few submissions as nbgrader grades. Median of {rounds} rounds, and
quartiles in brackets; the three take turns in every round."""

_HOSTILE = """\
A class of 41, eleven of them honest and thirty hostile or broken, is graded by a test (`tests/hostile/test_grading.py`);
`python -m benchmarks.grading.speed --hostile` grades it with both. A copied answer cell in the sixth submission ends
`nbgrader autograde`: the thirty-five after it are never looked at."""

_LARGE = """\
Large classes of three exercises that need nothing but NumPy, a gradebook on SQLite, once each; *peak* is the resident
memory of the grader's own process (without those in which submissions run)."""
