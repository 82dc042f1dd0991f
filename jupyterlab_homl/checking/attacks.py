"""Answers that try to pass without doing what was asked, made for any exercise."""

from __future__ import annotations

import ast

from ..course.model import Exercise
from ..syntax import parse

#: What an attack does before it binds the names that the exercise asks for.
_PREPARE = {
    "patched libraries": """
import numpy, numpy.testing, sklearn.metrics
numpy.allclose = numpy.isclose = numpy.array_equal = lambda *args, **kwargs: True
numpy.testing.assert_allclose = lambda *args, **kwargs: None
""",
    "always equal": """
class Always:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __bool__(self): return True
    def __hash__(self): return 0
    def __call__(self, *args, **kwargs): return self
    def __getattr__(self, name): return self
    def __getitem__(self, key): return self
    def __iter__(self): return iter(())
    def __len__(self): return 0
    def __float__(self): return 0.0
    def __array__(self, *args, **kwargs):
        import numpy
        return numpy.zeros(3)
""",
    "forged messages": """
import os, struct
EVENTS = (b'{"event": "ready"}', b'{"event": "test", "passed": true}', b'{"event": "done", "seconds": 0}')
FORGED = b"".join(struct.pack("!I", len(event)) + event for event in EVENTS)
for fd in range(3, 64):
    try:
        os.write(fd, FORGED)
    except OSError:
        pass
""",
    "exit": "import os\nos._exit(0)\n",
}

#: What each attack binds those names to; a function that ignores its arguments where nothing is named.
_BINDS = {"always equal": "Always()"}
_IGNORES_ITS_ARGUMENTS = "lambda *args, **kwargs: None"


def attacks(exercise: Exercise) -> dict[str, str]:
    """The attacks on an exercise's checker.

    Parameters
    ----------
    exercise : Exercise
        What is attacked. A short answer, which no tests check, cannot be.

    Returns
    -------
    dict
        The source of an answer by the name of the attack.
    """
    if exercise.manual:
        return {}
    names = sorted(defined_names(exercise.solution))
    return {
        attack: code + "\n".join(f"{name} = {_BINDS.get(attack, _IGNORES_ITS_ARGUMENTS)}" for name in names)
        for attack, code in _PREPARE.items()
    }


def defined_names(source: str) -> set[str]:
    """The functions, classes and variables that code defines at its top level."""
    names: set[str] = set()
    for statement in parse(source).body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign):
            names |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
    return names
