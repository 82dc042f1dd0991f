"""Answers that say too much."""

from __future__ import annotations

from typing import Any

from ..case import RIGHT, Case, attempt, returning

SAID = "was printed"


def _short(world: Any, verdict: Any) -> list[Any]:
    return [] if len(verdict["output"]) <= 4096 else ["the verdict holds too much output"]


CASES = [
    Case("flood: printed", "output_limit", "while True: print('x' * 100)", says=SAID, leaves=_short),
    Case("flood: printed in a call", "output_limit", returning("[print('x' * 1000) for _ in iter(int, 1)]"), says=SAID),
    Case("flood: written to descriptor 1", "output_limit", "import os\nwhile True: os.write(1, b'x' * 65536)", says=SAID),
    Case("flood: to standard error", "output_limit", "import sys\nwhile True: print('x' * 100, file=sys.stderr)", says=SAID),
    Case("flood: one line", "output_limit", "print('x' * 10**8)", says=SAID, leaves=_short),
    Case(
        "flood: warnings",
        "output_limit",
        "import warnings\nn = 0\nwhile True:\n    n += 1\n    warnings.warn(str(n) * 50)",
        says=SAID,
    ),
    Case("flood: by another program", "output_limit", "import subprocess\nsubprocess.run(['yes'])", says=SAID),
    Case("flood: by the shell", ("output_limit", "error"), "!yes"),
    Case(
        "flood: displayed", "output_limit", "from IPython.display import display\nwhile True: display('x' * 1000)", says=SAID
    ),
    Case(
        "flood: from a thread, beside an honest answer",
        ("output_limit", "passed"),
        attempt(
            "import threading\ndef flood():\n    while True: os.write(1, b'x' * 65536)\n"
            "threading.Thread(target=flood, daemon=True).start()\nimport time\ntime.sleep(0.5)"
        ),
    ),
    Case("flood: binary", "passed", "import os\nos.write(1, bytes(range(256)) * 20)\n" + RIGHT, leaves=_short),
    Case(
        "flood: control characters", "passed", "print('\\x1b[2J\\x1b]0;gone\\x07\\r\\x00\\x08' * 50)\n" + RIGHT, leaves=_short
    ),
    Case("flood: half a character", "error", "print('\\ud800')\n" + RIGHT),
    Case(
        "flood: a result printed as it is shown",
        "failed",
        returning("A()", "class A:\n    def __repr__(self): return 'x' * 10**7"),
    ),
    Case(
        "flood: no output to write to",
        "passed",
        "import os, sys\nos.close(1)\nos.close(2)\nsys.stdout = sys.stderr = None\n" + RIGHT,
    ),
    Case("flood: an error for each character", "error", "raise ValueError('\\n'.join('x' * 10**5))", leaves=_short),
]
