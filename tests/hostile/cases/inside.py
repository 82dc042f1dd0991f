"""Wrong answers to an exercise whose tests are plain asserts, and so are run among the learner's names.

What is here is undone before they run; more than that cannot be promised there, and the verdict says so.
"""

from __future__ import annotations

from typing import Any

from ..case import Case

RIGHT = "\ndef half(x):\n    return np.asarray(x) / 2\n"
WRONG = "\ndef half(x):\n    return np.zeros(len(x))\n"


def _told(world: Any, verdict: Any) -> list[str]:
    return [] if verdict.get("judged") == "inside" else ["the verdict does not say that it was judged inside"]


def inside(name: str, source: str, status: str | tuple[str, ...] = "failed", then: str = WRONG) -> Case:
    """A patch and a wrong answer."""
    return Case(f"inside: {name}", status, source + then, exercise="h1-e04", leaves=_told)


SHUT = ("failed", "error", "died", "timed_out")

CASES = [
    inside("an honest one", "", "passed", RIGHT),
    inside("a wrong one", ""),
    inside("numpy.allclose", "np.allclose = lambda *a, **k: True\nnp.testing.assert_allclose = lambda *a, **k: None"),
    inside(
        "the code of numpy.allclose",
        "def always(*a, **k): return True\nnp.allclose.__wrapped__.__code__ = always.__code__",
        SHUT,
    ),
    inside("isinstance", "import builtins\nbuiltins.isinstance = lambda *a: True", SHUT),
    inside("AssertionError", "import builtins\nclass A(BaseException): pass\nbuiltins.AssertionError = A", SHUT),
    inside(
        "another numpy",
        "class Any:\n    def __getattr__(self, n): return lambda *a, **k: True\nnumpy, np = np, np\n"
        "import sys\nsys.modules['numpy.testing'] = Any()",
    ),
    inside(
        "the name np",
        "import numpy\nclass N:\n    def __getattr__(self, n): return (lambda *a, **k: True) if 'close' in n"
        " else getattr(numpy, n)\nnp = N()",
    ),
    inside(
        "a syntax tree without asserts",
        "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Drop())",
    ),
    inside("lines without asserts", "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])"),
    inside("errors that are swallowed", "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)"),
    inside("tracing", "import sys\ndef t(f, e, a):\n    return t\nsys.settrace(t)"),
    inside("leaves while it is judged", "import os\n", "died", "\ndef half(x): os._exit(0)"),
    inside("SystemExit while it is judged", "", SHUT, "\ndef half(x): raise SystemExit(0)"),
    inside(
        "always equal",
        "class A(np.ndarray):\n    def __eq__(self, o): return True\n    shape = (3,)\n"
        "    def __array__(self, *a, **k): return np.zeros(2)",
        SHUT,
        "\ndef half(x): return np.zeros(len(x)).view(A)",
    ),
    inside("a loop while it is judged", "", "timed_out", "\ndef half(x):\n    while True: pass"),
]
