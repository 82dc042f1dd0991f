"""Four cells run in any order: what the page shows, and what the kernel knows."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from ..plots import axes
from .stage import Stage, choice

#: The cells of the page, by their names.
CELLS = {
    "A": "price = 10",
    "B": "price = price * 2",
    "C": "total = price + 5",
    "D": "print(total)",
}

#: What may come next: a cell, a new kernel, or nothing more.
_MOVES = ("A", "B", "C", "D", "restart")
_NOTHING = "–"
_RUNS = 6


def run(moves: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int], str, str]:
    """The counter of each cell, the kernel's names, what D printed last, and the error that the last run ended with."""
    counters: dict[str, int] = {}
    names: dict[str, Any] = {}
    count, printed, error = 0, "", ""
    for move in moves:
        error = ""
        if move == "restart":
            # The page keeps what stands on it; only the kernel forgets.
            names, count = {}, 0
            continue
        count += 1
        counters[move] = count
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said):
                exec(CELLS[move], names)
        except NameError as problem:
            error = f"NameError: {problem}"
        if move == "D":
            printed = error or said.getvalue().strip()
    return counters, {name: value for name, value in names.items() if not name.startswith("__")}, printed, error


def draw(**values: str) -> tuple[Any, str, str]:
    """The page with its counters beside the names in the kernel."""
    moves = tuple(value for value in values.values() if value != _NOTHING)
    counters, names, printed, error = run(moves)
    figure, (page, kernel) = axes(2, height=3.0)
    for axis, title in ((page, "The page"), (kernel, "What the kernel knows")):
        axis.set(xlim=(0, 1), ylim=(0, 1), title=title)
        axis.axis("off")
    for place, (cell, source) in enumerate(CELLS.items()):
        number = counters.get(cell)
        line = f"[{' ' if number is None else number}]  {cell}:  {source}"
        page.text(0.0, 0.88 - 0.2 * place, line, family="monospace", fontsize=10, va="center")
    if printed:
        page.text(0.12, 0.1, printed[:40], family="monospace", fontsize=9, va="center", color="C3")
    for place, (name, value) in enumerate(names.items()):
        kernel.text(0.05, 0.88 - 0.2 * place, f"{name} = {value}", family="monospace", fontsize=11, va="center")
    if not names:
        kernel.text(0.05, 0.88, "nothing", fontsize=11, va="center", color="0.5")
    known = ", ".join(f"{name} = {value}" for name, value in names.items()) or "nothing"
    order = ", ".join(moves) or "no cell"
    below = f"Below D stands {printed}." if printed else "Below D stands nothing yet."
    state = f"Run: {order}. The kernel knows {known}. {below}"
    words = state + (f" The last run stopped: {error}." if error else "")
    if printed and not error and names.get("total") != _number(printed):
        words += " What stands below D is no longer what the kernel knows."
    alt = f"Left: the page with four cells and the counters of their last runs. Right: the names in the kernel. {state}"
    return figure, alt, words


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdigit() else None


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {f"run{n}": choice(f"Run {n}", [_NOTHING, *_MOVES], "A" if n == 1 else _NOTHING) for n in range(1, _RUNS + 1)},
        move="what is run first, second, third and so on; a cell may come more than once.",
        watch="the names in the kernel, and the counters in brackets on the page.",
        predict="After A, B, C, B, D: what does D print, and what is `price`?",
    )
