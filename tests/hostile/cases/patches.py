"""Wrong answers that change what judges them: libraries, builtins, the shell, our own modules."""

from __future__ import annotations

from typing import Any

from ..case import RIGHT, WRONG, Case, attempt, returning

EXPECT = "import jupyterlab_homl.toolkit.expect as expect, jupyterlab_homl.toolkit.messages as messages\n"
DESK = "from jupyterlab_homl.toolkit import desk, wire, proxy\n"


def wrong(name: str, source: str, status: str | tuple[str, ...] = "failed", **more: Any) -> Case:
    """A patch, and a wrong answer after it."""
    return Case(f"patch: {name}", status, source + "\n" + WRONG, **more)


CASES = [
    wrong(
        "numpy.allclose",
        "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True\nnp.core.numeric.allclose = np.allclose",
        ("failed", "error"),
    ),
    wrong(
        "numpy.testing",
        "import numpy.testing as t\nfor name in dir(t):\n    if name.startswith('assert'):\n"
        "        setattr(t, name, lambda *a, **k: None)",
    ),
    wrong(
        "arithmetic of arrays",
        "np.subtract = np.multiply = np.mean = lambda *a, **k: 0.0\nnp.asarray = lambda *a, **k: a[0]",
        ("failed", "error"),
    ),
    wrong(
        "builtins",
        "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.abs = lambda x: 0\nbuiltins.all = lambda x: True",
        ("failed", "error", "died", "timed_out"),
    ),
    wrong(
        "builtins that everything uses",
        "import builtins\nfor name in ('len', 'print', 'getattr', 'type', 'str', 'AssertionError'):\n"
        "    setattr(builtins, name, lambda *a, **k: True)",
        ("failed", "error", "died"),
    ),
    wrong(
        "no builtins",
        "import builtins\nfor name in list(vars(builtins)):\n    try: delattr(builtins, name)\n    except Exception: pass",
        ("error", "died"),
    ),
    wrong("AssertionError", "import builtins\nclass A(BaseException): pass\nbuiltins.AssertionError = A"),
    wrong(
        "expect",
        EXPECT
        + "for name in expect.__all__:\n    setattr(expect, name, lambda *a, **k: None)\nmessages.explain = lambda e: None",
    ),
    wrong(
        "expect.test",
        EXPECT + "class t:\n    def __init__(self, n): pass\n    def __enter__(self): pass\n"
        "    def __exit__(self, *a): return True\nmessages.test = expect.test = t",
    ),
    wrong(
        "the toolkit as a whole",
        "import sys, types\nfor name in list(sys.modules):\n    if name.startswith('jupyterlab_homl'):\n"
        "        sys.modules[name] = types.ModuleType(name)",
        ("failed", "died"),
    ),
    wrong("all modules", "import sys\nsys.modules.clear()", ("failed", "error", "died")),
    wrong(
        "the names `answer` and `expect`",
        "class Any:\n    def __getattr__(self, n): return lambda *a, **k: True\nanswer = expect = Any()",
    ),
    wrong("the desk says that all is well", DESK + "desk.Desk.serve = lambda self, request: {'ok': {'v': True}}"),
    wrong("the desk says nothing", DESK + "desk.Desk.serve = lambda self, request: None"),
    wrong(
        "the desk says too much",
        DESK + "desk.Desk.serve = lambda self, r: {'ok': {'v': 0}, 'passed': True, 'event': 'done', 'seconds': 0}",
    ),
    wrong("encoding", DESK + "desk.encode = wire.encode = lambda *a, **k: {'list': [{'v': 0.0}, {'v': 2.5}]}"),
    wrong(
        "frames",
        DESK + "from jupyterlab_homl.engine.inside import check_worker as w\nw.frame = lambda d: b'\\0\\0\\0\\2{}' * 50",
    ),
    wrong("json", 'import json\njson.dumps = lambda *a, **k: \'{"ok": {"v": true}, "event": "done"}\''),
    wrong(
        "struct and write",
        "import os, struct\nstruct.pack = lambda *a: b'\\0\\0\\0\\0'\nos.write = lambda *a: 0",
        ("failed", "died"),
    ),
    wrong("base64", "import base64\nbase64.b64encode = lambda d: b'AAAA'"),
    wrong(
        "exec and compile",
        "import builtins\nbuiltins.exec = builtins.compile = builtins.eval = lambda *a, **k: None",
        ("failed", "error"),
    ),
    wrong(
        "the clock",
        "import time\nfor name in ('time', 'monotonic', 'perf_counter', 'sleep'):\n    setattr(time, name, lambda *a: -1e300)",
        ("failed", "died"),
    ),
    wrong(
        "the shell's input transformers",
        "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])\n"
        "ip.input_transformers_post.append(lambda lines: ['pass\\n'])",
    ),
    wrong(
        "the shell's syntax tree",
        "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\n"
        "    def visit_With(self, n): return ast.Pass()\nget_ipython().ast_transformers.append(Drop())",
    ),
    wrong(
        "the shell's events",
        "ip = get_ipython()\nfor name in ('pre_run_cell', 'post_run_cell', 'pre_execute', 'post_execute'):\n"
        "    ip.events.register(name, lambda *a: 1 / 0)",
    ),
    wrong(
        "the shell's tracebacks",
        "ip = get_ipython()\nip.showtraceback = ip.showsyntaxerror = lambda *a, **k: None\n"
        "ip.set_custom_exc((BaseException,), lambda *a, **k: None)",
    ),
    Case(
        "patch: the shell swallows errors",
        ("error", "failed"),
        "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)\n1 / 0\n" + RIGHT,
    ),
    wrong("the shell's names", "%reset -f\nimport numpy as np"),
    wrong("the shell's display", "import sys\nsys.displayhook = lambda v: 1 / 0\nsys.excepthook = lambda *a: None\n5"),
    wrong(
        "tracing",
        "import sys, threading\ndef t(f, e, a):\n    f.f_trace_opcodes = True\n    return t\n"
        "sys.settrace(t)\nthreading.settrace(t)",
    ),
    wrong("profiling that raises", "import sys\ndef t(*a): raise ValueError\nsys.setprofile(t)", ("failed", "error", "died")),
    wrong(
        "what is audited",
        "import sys\ndef hook(event, args):\n    if event in ('socket.connect', 'exec'): raise ValueError\n"
        "sys.addaudithook(hook)",
        ("failed", "error", "died"),
    ),
    wrong(
        "collecting garbage",
        "import gc\ngc.set_threshold(1)\ngc.callbacks.append(lambda *a: [][1])",
        ("failed", "error", "died", "output_limit"),  # Python prints each of the errors
    ),
    wrong(
        "importing",
        "import sys, builtins\nsys.meta_path.clear()\nsys.path.clear()\nbuiltins.__import__ = lambda *a, **k: None",
        ("failed", "error", "died"),
    ),
    wrong(
        "small numbers",
        "import ctypes\nctypes.memset(id(257) + 24, 1, 4)\nctypes.memset(id(0) + 24, 1, 4)",
        ("failed", "error", "died", "timed_out"),
    ),
    wrong(
        "a module of its own in the way",
        "open('numpy.py', 'w').write('')\nopen('jupyterlab_homl.py', 'w').write('')\nimport sys, os\n"
        "sys.path.insert(0, os.getcwd())\nopen('sitecustomize.py', 'w').write('')",
    ),
    wrong(
        "frames above it",
        "import sys\nf = sys._getframe()\nwhile f:\n"
        "    f.f_globals.update(frame=None, receive=None, encode=None, describe=None)\n"
        "    f = f.f_back",
        ("failed", "error", "died"),
    ),
    wrong(
        "the code of functions",
        "from jupyterlab_homl.toolkit import desk, wire\ndef always(self, request): return {'ok': {'v': 0.0}}\n"
        "desk.Desk.serve.__code__ = always.__code__",
    ),
    wrong(
        "the module is a class",
        "import sys, types\nclass M(types.ModuleType):\n    def __getattr__(self, n): return True\n"
        "    def __call__(self, *a): return True\nsys.modules['__main__'].__class__ = M",
    ),
    Case(
        "patch: an honest answer that patches",
        "passed",
        attempt("np.allclose = lambda *a, **k: False\nimport builtins\nbuiltins.AssertionError = ValueError"),
    ),
    Case(
        "patch: a helper's name",
        "failed",
        returning("np.zeros(np.asarray(X).shape[1])", "helpers = __helpers__ = define = None"),
    ),
]
