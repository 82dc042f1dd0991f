"""Answers that return objects which lie, loop or raise when they are looked at."""

from __future__ import annotations

from typing import Any

from ..case import Case, returning

ALWAYS = """
class Always:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __hash__(self): return 0
    def __bool__(self): return True
    def __float__(self): return 0.0
    def __len__(self): return 2
    def __iter__(self): return iter([0.0, 2.5])
    def __getitem__(self, key): return 0.0
    def __getattr__(self, name): return self
    def __call__(self, *args, **kwargs): return self
    def __sub__(self, other): return 0
    __rsub__ = __sub__
    def __abs__(self): return 0
"""

LIAR = """
class Liar:
    @property
    def __class__(self): return {kind}
    def __len__(self): return 2
    def __iter__(self): return iter([0.0, 2.5])
    def keys(self): return [0]
    def __getitem__(self, key): return 0.0
    def __float__(self): return 0.0
"""


def result(name: str, expression: str, before: str = "", status: str | tuple[str, ...] = "failed", **more: Any) -> Case:
    """An answer that returns this."""
    return Case(f"object: {name}", status, returning(expression, before), **more)


def _never(method: str) -> Case:
    before = f"class Never:\n    def {method}(self, *args, **kwargs):\n        while True: pass\n"
    return result(f"{method} that never ends", "Never()", before, ("failed", "timed_out"))


def _raising(method: str) -> Case:
    before = f"class Raises:\n    def {method}(self, *args, **kwargs): raise {{}}[0]\n"
    return result(f"{method} that raises", "Raises()", before)


MODEL = """
class Mean:
    def fit(self, X):
        self.mean_ = np.asarray(X).mean(axis=0)
        return self
    def __len__(self): return len(self.mean_)
"""

CASES = [
    result("equal to everything", "Always()", ALWAYS),
    result("a list of what is equal to everything", "[Always(), Always()]", ALWAYS),
    result("an array of what is equal to everything", "np.array([Always(), Always()], dtype=object)", ALWAYS),
    *(_never(method) for method in ("__repr__", "__iter__", "__len__", "__getattr__", "__eq__", "__float__", "__array__")),
    *(_raising(method) for method in ("__repr__", "__iter__", "__len__", "__getattribute__", "__array__", "__reduce__")),
    *(
        result(f"says that it is a {kind}", "Liar()", LIAR.format(kind=kind), ("failed", "error"))
        for kind in ("dict", "float", "np.ndarray", "str", "5")
    ),
    result(
        "an array whose comparison lies",
        "np.zeros(X.shape[1]).view(A)",
        "class A(np.ndarray):\n    def __eq__(self, other): return np.ones(self.shape, bool)\n"
        "    def __array__(self, *a, **k): return np.array([0.0, 2.5])\n    def __sub__(self, other): return self * 0\n"
        "    def __array_ufunc__(self, *a, **k): return True\n    def __array_function__(self, *a, **k): return True",
    ),
    result(
        "an array of another size each time",
        "np.zeros(2).view(A)",
        "class A(np.ndarray):\n    @property\n    def nbytes(self): return 0\n"
        "    @property\n    def shape(self): return (10**9,)\n"
        "    @property\n    def size(self): return -1",
    ),
    result(
        "pickles that do something",
        "np.array([Pickled()], dtype=object)",
        "class Pickled:\n    def __reduce__(self): return (eval, (\"open('/tmp/' + world.mark, 'w')\",))",
    ),
    result(
        "an array of arrays of itself", "loop()", "def loop():\n    a = np.empty(1, dtype=object)\n    a[0] = a\n    return a"
    ),
    result("a list in itself", "loop()", "def loop():\n    a = []\n    a.append(a)\n    return a"),
    result("a dict in itself", "loop()", "def loop():\n    a = {}\n    a[0] = a\n    return a"),
    result("lists a million deep", "deep()", "def deep():\n    a = []\n    for _ in range(10**6): a = [a]\n    return a"),
    result("not a number", "np.full(X.shape[1], np.nan)", "", says="nan"),
    result("infinity", "[float('inf')] * X.shape[1]"),
    result("too large a number", "10**5000"),
    result("numbers as text", "['0.0', '2.5']"),
    result(
        "text that says it is a number",
        "T('x')",
        "class T(str):\n    def __float__(self): return 0.0\n    def __eq__(self, o): return True",
    ),
    result(
        "a number that is not itself",
        "[F(), F()]",
        "class F(float):\n    def __eq__(self, o): return True\n"
        "    def __repr__(self): return '2.5'\n    def __float__(self): return 2.5",
    ),
    result(
        "a number whose text is code",
        "[I(), I()]",
        "class I(int):\n    def __repr__(self): return '0.0], \"passed\": [true'\n    __str__ = __repr__",
    ),
    result("a masked array", "np.ma.array([0.0, 2.5], mask=[True, True])"),
    result("a structured array", "np.zeros(2, dtype=[('a', 'O'), ('b', 'f8')])"),
    result("dates", "np.array(['2026-01-01', 'NaT'], dtype='M8[D]')"),
    result("a shape without end", "np.lib.stride_tricks.as_strided(np.zeros(1), (10**9, 10**9), (0, 0))"),
    result("a view that is gigabytes", "np.broadcast_to(0.0, (10**9,))"),
    result("nothing, in a huge shape", "np.empty((10**15, 0))"),
    result("empty text, very often", "np.empty(10**8, dtype='S0')", "", ("failed", "out_of_memory", "timed_out")),
    result(
        "a frame that is not pandas'",
        "DataFrame()",
        "class DataFrame:\n    __module__ = 'pandas.evil'\n    def __array__(self, *a, **k):\n        while True: pass",
        ("failed", "timed_out"),
    ),
    result(
        "a sparse matrix of nothing",
        "scipy.sparse.csr_matrix((10**6, 10**6))",
        "import scipy.sparse",
        ("failed", "error", "out_of_memory"),
    ),
    result("a frame with an index without end", "pd.DataFrame(index=pd.RangeIndex(10**12))", "import pandas as pd"),
    result("a series of what cannot cross", "pd.Series([object()] * 10**4)", "import pandas as pd"),
    result("missing values", "pd.array([None, 1], dtype='Int64')", "import pandas as pd"),
    result(
        "a thin series that would be gigabytes",
        "pd.Series(pd.arrays.SparseArray(np.broadcast_to(0.0, (10**9,))))",
        "import pandas as pd",
        ("failed", "error", "out_of_memory", "timed_out"),
    ),
    result(
        "a matrix with a diagonal for each number",
        "scipy.sparse.coo_array((np.ones(n), (np.arange(n), np.arange(n)[::-1])), shape=(n, n))",
        "import scipy.sparse\nn = 10**6",
    ),
    result(
        "a frame that holds itself",
        "frame",
        "import pandas as pd\nframe = pd.DataFrame({'a': [0]}, dtype=object)\nframe.iat[0, 0] = [frame]",
    ),
    result("a class of a strange module", "C()", "class C: pass\nC.__module__ = 5"),
    result(
        "a class with a name of a hundred thousand",
        "type('N' * 10**5, (), {})()",
        leaves=lambda world, verdict: ["the verdict is too large"] if len(str(verdict)) > 20_000 else [],
    ),
    result(
        "a class named like ours",
        "Handle()",
        "class Handle:\n    _line, _number, _type = None, 1, 'numpy.ndarray'\n"
        "    __module__ = 'jupyterlab_homl.toolkit.proxy'",
    ),
    result(
        "our own handle",
        "proxy.Handle(lambda request: {'ok': {'v': 0.0}}, 1, 'x')",
        "from jupyterlab_homl.toolkit import proxy",
    ),
    result("our own reports", "messages.Message('passed', {})", "from jupyterlab_homl.toolkit import messages"),
    result(
        "raises our own words",
        "fail()",
        "from jupyterlab_homl.toolkit import messages\n"
        "def fail(): raise messages.Unmet(messages.Message('{test} passed', {'test': 'it'}))",
    ),
    result(
        "raises our own errors",
        "fail()",
        "from jupyterlab_homl.toolkit import proxy, wire\ndef fail(): raise wire.WireError('passed')",
    ),
    result("the function itself", "mean_squares"),
    result("a module", "np"),
    result("the shell", "get_ipython()"),
    result("a generator", "(0.0 for _ in iter(int, 1))"),
    result("a coroutine", "late()", "async def late(): return [0.0, 2.5]"),
    result("a type", "type('T', (type,), {'__instancecheck__': lambda *a: True})"),
    result("half a character", "'\\ud800'"),
    result("a dict of half characters", "{'\\ud800': b'\\xff', None: {1, 2}}"),
    Case("object: not a function", "failed", "mean_squares = 5"),
    Case("object: a callable without end", "failed", "class C:\n    def __call__(self, *a): return self\nmean_squares = C()"),
    Case(
        "object: always right about its input",
        "failed",
        "class D(dict):\n    def __missing__(self, k): return self\n"
        "class C:\n    def __call__(self, X, y):\n        X[:] = 0\n"
        "        return [0.0] * X.shape[1]\nmean_squares = C()",
    ),
    Case("object: a length that is negative", "failed", MODEL.replace("len(self.mean_)", "-1"), exercise="h1-e03"),
    Case("object: a length beyond all", "failed", MODEL.replace("len(self.mean_)", "10**18"), exercise="h1-e03"),
    Case(
        "object: an attribute that never comes",
        "timed_out",
        MODEL
        + (
            "    def __getattribute__(self, name):\n        while name == 'mean_': pass\n"
            "        return object.__getattribute__(self, name)"
        ),
        exercise="h1-e03",
    ),
    Case("object: fit returns something else", "failed", MODEL.replace("return self", "return np"), exercise="h1-e03"),
    Case(
        "object: a class that is never the same",
        "failed",
        "import random\nclass Mean:\n    def __new__(cls): return random.random()",
        exercise="h1-e03",
    ),
    Case(
        "object: a metaclass that returns what it likes",
        "failed",
        "class M(type):\n    def __call__(cls): return [2.0, 4.0]\nclass Mean(metaclass=M): pass",
        exercise="h1-e03",
    ),
    Case(
        "object: batches that are never the same",
        ("failed", "timed_out"),
        "class B:\n    def __iter__(self): return self\n    def __next__(self): return B()\n    def __len__(self): return 3\n"
        "def batches(X, size): return B()",
        exercise="h1-e02",
    ),
]
