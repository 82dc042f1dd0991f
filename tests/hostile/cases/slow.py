"""Answers and files that would keep the trusted side busy, which has other work to do: `run` measures how long it computes."""

from __future__ import annotations

import json
import random
from typing import Any

from ..case import Case


def _near_names() -> str:
    """Names of 120 letters a and b, and one that is not among them."""
    rng = random.Random(0)
    names = ("n" + "".join(rng.choice("ab") for _ in range(119)) for _ in range(1600))
    return "\n".join(f"{name}=0" for name in names) + "\ndef mean_squares(X, y):\n    return n" + "ab" * 59 + "q\n"


def _many(cell: dict[str, Any], count: int) -> Any:
    """A notebook with a cell so many times, behind its own."""
    text = json.dumps(cell)

    def change(notebook: Any) -> bytes:
        rest = {key: value for key, value in notebook.items() if key != "cells"}
        own = json.dumps(notebook["cells"])[1:-1]
        return ('{"cells": [' + own + f",{text}" * count + "], " + json.dumps(rest)[1:]).encode()

    return change


OWN: dict[str, Any] = {
    "cell_type": "code",
    "source": "mean_squares = 1",
    "metadata": {},
    "outputs": [],
    "execution_count": None,
}


def _stripped(notebook: Any) -> Any:
    """No cell has its marks, and ten thousand have the same text."""
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    return _many(OWN, 9_900)(notebook)


def message(name: str, text: str) -> Case:
    """An answer that raises an error with this expression as its message."""
    return Case(f"slow: {name}", ("error", "died"), f"raise ValueError({text})\n")


CASES = [
    Case("slow: names that are nearly one another", "failed", _near_names()),
    Case("slow: an attribute that is nearly many others", "failed", _near_names().replace("n", "class A: pass\nA.n", 1)),
    Case("slow: ten thousand cells too many", "BadNotebook", notebook=_many(OWN, 10_001), says="cells"),
    Case("slow: ten thousand cells without marks", ("passed", "failed", "not_attempted", "error"), notebook=_stripped),
    *(
        message(f"a message of 100,000 times {signs!r}", f"{signs!r} * 100_000")
        for signs in (" ", "a", "1", "(", "`", "'", '"', "a b ", ", ", "(1,", "<", "_")
    ),
    Case(
        "slow: ten thousand frames of functions with long names",
        "failed",
        "import sys\nsys.setrecursionlimit(12_000)\n"
        "name = 'f' * 10_000\nexec(f'def {name}(n):\\n    return {name}(n - 1) if n else 1 / 0')\n"
        "def mean_squares(X, y):\n    return globals()[name](5_000)\n",
    ),
    Case(
        "slow: an error that was caused by ten thousand others",
        "failed",
        "def mean_squares(X, y):\n    error = None\n    for n in range(10_000):\n        new = ValueError(n)\n"
        "        new.__cause__ = error\n        error = new\n    raise error\n",
    ),
]
