"""Answers that end, or raise, in unusual ways."""

from __future__ import annotations

from ..case import RIGHT, WRONG, Case, attempt, returning, twice

GONE = "ended before it could be judged"

CASES = [
    Case("exit: at once", "died", "import os\nos._exit(0)", says=GONE),
    Case("exit: in a call", "died", returning("os._exit(0)", "import os"), says=GONE),
    Case("exit: in the second call", "died", twice("os._exit(0)"), says=GONE),
    Case("exit: sys.exit", "failed", "import sys\nsys.exit(0)\n" + RIGHT, says="ended its cell"),
    Case("exit: the shell's exit", "failed", "exit()\n" + RIGHT, says="ended its cell"),
    Case("exit: an exit that says that it ended many cells", "failed", "class E(SystemExit): pass\nraise E\n" + RIGHT),
    Case("exit: SystemExit in a call", "failed", returning("sys.exit(0)", "import sys"), says="SystemExit"),
    Case("exit: KeyboardInterrupt", "error", "raise KeyboardInterrupt", says="KeyboardInterrupt"),
    Case("exit: KeyboardInterrupt in a call", "failed", twice("raise KeyboardInterrupt"), says="KeyboardInterrupt"),
    Case("exit: GeneratorExit in a call", "failed", twice("raise GeneratorExit"), says="GeneratorExit"),
    Case("exit: an exception of its own", "error", "class Mine(BaseException): pass\nraise Mine('mine')", says="Mine"),
    Case("exit: EOFError, as if it had gone", "failed", twice("raise EOFError('the answer process has ended')")),
    Case("exit: aborts", "died", "import os\nos.abort()", says=GONE),
    Case("exit: breaks memory", "died", "import ctypes\nctypes.string_at(0)", says=GONE),
    # the first process of a namespace cannot
    Case("exit: kills itself", ("died", "failed"), "import os\nos.kill(os.getpid(), 9)\n" + WRONG),
    Case("exit: becomes another program", "died", "import os\nos.execv('/bin/true', ['true'])", says=GONE),
    Case(
        "exit: at exit",
        "passed",
        attempt("import atexit\natexit.register(lambda: os._exit(0))\natexit.register(lambda: print('x' * 10**6))"),
    ),
    Case(
        "exit: when something is let go",
        ("died", "error"),
        "import os\nclass A:\n    def __del__(self): os._exit(0)\nA()\n" + WRONG,
    ),
    Case("exit: closes every descriptor", "died", "import os\nos.closerange(0, 4096)\n" + RIGHT),
    Case(
        "raise: words that raise", "error", "class E(Exception):\n    def __str__(self): raise ValueError\nraise E", says="E"
    ),
    Case(
        "raise: words that never end",
        "timed_out",
        "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",
    ),
    Case("raise: words that are no text", ("error", "died"), "class E(Exception):\n    def __str__(self): return 5\nraise E"),
    Case(
        "raise: text that lies about itself",
        ("error", "died"),
        "class S(str):\n    def __getitem__(self, key): return {'a': 1}\n"
        "class E(Exception):\n    def __str__(self): return S('x')\nraise E",
    ),
    Case("raise: ten million words", "error", "raise ValueError('word ' * 10**7)", says="ValueError"),
    Case("raise: a very long name", ("error", "died"), "raise type('E' * 10**6, (Exception,), {})"),
    Case("raise: half a character", "error", "raise ValueError('\\ud800 and \\x00')", says="ValueError"),
    Case("raise: half a character in a test", "failed", twice("raise ValueError('\\ud800 and \\x00')"), says="ValueError"),
    Case("raise: braces", "error", "raise ValueError('{line} {message.__class__} {0}')", says="ValueError"),
    Case("raise: a syntax error without words", ("error", "died"), "e = SyntaxError()\ne.filename = '<cell:x>'\nraise e"),
    Case(
        "raise: a syntax error with a strange line",
        ("error", "died"),
        "e = SyntaxError('x')\ne.filename = '<cell:x>'\ne.lineno = {'a': [10**4000]}\nraise e",
    ),
    Case("raise: many in one", "error", "raise BaseExceptionGroup('g', [KeyboardInterrupt()] * 9)", says="Group"),
    Case(
        "raise: a metaclass that lies",
        ("error", "died"),
        "class M(type):\n    @property\n    def __name__(c): raise E\nclass E(Exception, metaclass=M): pass\nraise E",
    ),
    Case("raise: too deep", "failed", returning("mean_squares(X, y)"), says="RecursionError"),
    Case(
        "raise: as deep as it goes",
        ("died", "failed", "out_of_memory", "timed_out"),
        returning("mean_squares(X, y)", "import sys\nsys.setrecursionlimit(10**9)"),
    ),
    Case(
        "source: very many lines",
        "error",
        "x = 1\n" * 40_000 + RIGHT,
    ),
    Case("source: a null byte", "error", "x = '\0'\n" + RIGHT),
    Case("source: brackets ten thousand deep", "error", "x = " + "(" * 10_000),
    Case("source: a sum of a hundred thousand", ("error", "passed", "died"), "x = " + "1+" * 100_000 + "1" + RIGHT),
    Case("source: signs a hundred thousand deep", ("error", "died", "out_of_memory"), "x = " + "-" * 100_000 + "1" + RIGHT),
    Case("source: dots a hundred thousand deep", ("error", "died"), "x = a" + ".b" * 100_000 + RIGHT),
    Case("source: a number of a million digits", ("error", "out_of_memory"), "x = " + "9" * 10**6 + RIGHT),
    Case("source: a file name that is a cell's", "error", "exec(compile('1/0', '<cell:</script>:9>', 'exec'))", says="Zero"),
]
