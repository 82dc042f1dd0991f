"""The hostile and the broken submissions, in the order of their students; the first one stops nbgrader."""

from __future__ import annotations

import copy
from pathlib import Path
from textwrap import indent
from typing import Any

from ..assignments.light import LIGHT
from . import Scores, UnrulySubmission

_WRONG = {exercise.id: exercise.wrong[0] for exercise in LIGHT.exercises}
_RIGHT = {exercise.id: exercise.cell(exercise.solution) for exercise in LIGHT.exercises}

#: Right in all three; only the second wrong; nothing right.
_ALL: Scores = {"mean": (2.0,), "standard": (2.0,), "line": (2.0,)}
_TWO: Scores = {"mean": (2.0,), "standard": (0.0,), "line": (2.0,)}
_NONE: Scores = {"mean": (0.0,), "standard": (0.0,), "line": (0.0,)}

#: The first answer was right before the process ended; a grader may count it or not.
_CUT: Scores = {"mean": (0.0, 2.0), "standard": (0.0,), "line": (0.0,)}


def cheat(name: str, source: str, **more: Any) -> UnrulySubmission:
    """Wrong answers, with an attack in the first one that is to make them pass."""
    return UnrulySubmission(name, _NONE, {**_WRONG, "mean": f"{source}\n{_WRONG['mean']}"}, **more)


def end(name: str, source: str, **more: Any) -> UnrulySubmission:
    """A right answer, then one that may end the process, then a wrong one."""
    return UnrulySubmission(name, _CUT, {"standard": f"{source}\n{_WRONG['standard']}", "line": _WRONG["line"]}, **more)


def attempt(name: str, source: str, then: dict[str, str] | None = None, **more: Any) -> UnrulySubmission:
    """Right answers (or those of `then`), with an attack in the second one that must have no effect."""
    tried = "".join(f"    {line}\n" for line in source.strip().splitlines())
    answers = {**_RIGHT, **(then or {})}
    guarded = f"try:\n{tried}except Exception as error:\n    print('refused', type(error).__name__)\n{answers['standard']}"
    return UnrulySubmission(name, _TWO if then else _ALL, {**answers, "standard": guarded}, **more)


def broken(name: str, make: Any, **more: Any) -> UnrulySubmission:
    """A file that is not a notebook."""
    return UnrulySubmission(name, _NONE, file=make, refusable=True, **more)


def _tests(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["metadata"]["nbgrader"]["grade"]]


def _twice(notebook: dict[str, Any]) -> None:
    place = next(n for n, cell in enumerate(notebook["cells"]) if cell["metadata"]["nbgrader"]["grade_id"] == "standard")
    again = copy.deepcopy(notebook["cells"][place])
    again["id"] = "standard-again"
    notebook["cells"].insert(place + 1, again)


def _skipped(notebook: dict[str, Any]) -> None:
    for cell in _tests(notebook):
        cell["metadata"]["tags"] = ["skip-execution"]


def _without_tests(notebook: dict[str, Any]) -> None:
    gone = [cell["id"] for cell in _tests(notebook)]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in gone]


def _emptied(notebook: dict[str, Any]) -> None:
    for cell in _tests(notebook):
        cell["source"] = "pass"


def _revalued(notebook: dict[str, Any]) -> None:
    for cell in _tests(notebook):
        cell["metadata"]["nbgrader"].update(points=100, locked=False)
        cell["metadata"].update(deletable=True, editable=True)
        cell["source"] = "1000"
    notebook["cells"][-1]["metadata"]["nbgrader"]["grade"] = False


def _old(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["nbgrader"]["schema_version"] = 1
        cell["metadata"]["nbgrader"].pop("task", None)


def _garbage(notebook: dict[str, Any]) -> None:
    noise = "".join(map(chr, range(1, 32))) + "\ud800\udfff\ud800" + "\u202e\ufeff" * 50
    place = next(n for n, cell in enumerate(notebook["cells"]) if cell["metadata"]["nbgrader"]["grade_id"] == "standard")
    notebook["cells"][place]["source"] = noise
    notebook["cells"].insert(place, {"cell_type": "blob", "id": "?" * 200, "metadata": {"nbgrader": 5}, "source": [noise, 7]})
    notebook["metadata"]["kernelspec"] = noise


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'{"cells": [')
        file.truncate(2 * 2**30)


def _loop(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "up").symlink_to("..")
    (folder / "self").symlink_to("self")
    (folder / "all").symlink_to("/")


_ANYTHING = """
class Anything:
    def __array_function__(self, *rest): return True
    def __array_ufunc__(self, *rest, **more): return True
    def __eq__(self, other): return True
    def __getattr__(self, name): return self
    def __call__(self, *rest, **more): return self
    def __hash__(self): return 0
def mean(values): return Anything()
"""

_REWRITES = """
import sqlite3
for place in (root + "/gradebook.db", "../../../gradebook.db"):
    try:
        with sqlite3.connect(place) as base:
            base.execute("update grade set auto_score = 0, manual_score = 2")
            base.execute("delete from student")
    except Exception as error:
        print(error)
    open(place, "ab").write(b"gone")
"""

_PEEKS = """
import json
for place in (root, "../../.."):
    for cell in json.load(open(place + "/source/light/exercises.ipynb"))["cells"]:
        if cell["cell_type"] == "code": exec("".join(cell["source"]), globals())
"""

_OUTSIDE = """
import os
for place in (root, root + "/..", "..", "../..", "../../..", "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/"):
    try:
        open(os.path.join(place, mark), "w").write("here")
    except OSError as error:
        print(error)
try:
    open(root + "/submitted/s01_honest/light/exercises.ipynb", "w").write("")
    open(root + "/autograded/s01_honest/light/exercises.ipynb", "w").write("")
except OSError as error:
    print(error)
"""

_CALLS = """
import socket
for place in (("127.0.0.1", port), ("1.1.1.1", 53)):
    try:
        socket.create_connection(place, 1).sendall(b"hello")
    except OSError as error:
        print(error)
"""

_DAEMON = """
import os, subprocess, sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", mark])
    os._exit(0)
os.wait()
"""

CASES = [
    UnrulySubmission("answer_twice", _ALL, change=_twice),
    UnrulySubmission("tests_skipped", _NONE, _WRONG, change=_skipped),
    cheat(
        "drops_asserts",
        "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Drop())",
    ),
    cheat(
        "rewrites_input",
        "def nothing(lines): return ['pass\\n'] if any('assert' in line for line in lines) else lines\n"
        "get_ipython().input_transformers_cleanup.append(nothing)",
    ),
    broken("not_json", lambda path: path.write_text("print('my solution')")),
    cheat("patches_allclose", "np.allclose = np.isclose = lambda *rest, **more: True"),
    cheat(
        "hides_errors",
        "shell = get_ipython()\nshell.showtraceback = shell._showtraceback = lambda *rest, **more: None\n"
        "shell.set_custom_exc((BaseException,), lambda *rest, **more: None)",
    ),
    UnrulySubmission(
        "equals_all", {"mean": (0.0,), "standard": (0.0,), "line": (2.0,)}, {"mean": _ANYTHING, "standard": _WRONG["standard"]}
    ),
    end("exits", "import os\nos._exit(0)"),
    broken("empty", lambda path: path.write_text("")),
    end("kills_all", "import os\nos.kill(os.getppid(), 9)\nos.kill(-1, 9)", harmful=True),
    end("fork_bomb", "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError: pass", harmful=True),
    end("memory_bomb", "heap = []\nwhile True:\n    heap.append(bytearray(2**24))", harmful=True),
    UnrulySubmission("floods", _TWO, {"standard": "while True: print('x' * 1000)"}, harmful=True),
    broken("cut_off", lambda path: path.write_text('{"cells": [{"cell_type": "code", "source": "x = ')),
    UnrulySubmission("never_ends", _TWO, {"standard": "while True: pass"}),
    end(
        "cannot_be_stopped",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        harmful=True,
    ),
    attempt("writes_outside", _OUTSIDE, harmful=True),
    attempt("rewrites_grades", _REWRITES, {"standard": _WRONG["standard"]}, harmful=True),
    attempt("reads_solutions", _PEEKS, {"standard": f"if 'standard' not in globals():\n{indent(_WRONG['standard'], '    ')}"}),
    UnrulySubmission("tests_deleted", _TWO, {"standard": _WRONG["standard"]}, change=_without_tests),
    UnrulySubmission("tests_emptied", _TWO, {"standard": _WRONG["standard"]}, change=_emptied),
    UnrulySubmission("worth_more", _TWO, {"standard": _WRONG["standard"]}, change=_revalued),
    UnrulySubmission("old_format", _ALL, change=_old, refusable=True),
    broken("a_folder", lambda path: path.mkdir()),
    UnrulySubmission("links_in_circles", _ALL, beside=_loop, refusable=True, harmful=True),
    broken("two_gigabytes", _sparse, harmful=True),
    UnrulySubmission("garbage_in_cells", _TWO, change=_garbage, refusable=True),
    attempt("calls_out", _CALLS, harmful=True),
    attempt("leaves_a_process", _DAEMON, harmful=True),
]
