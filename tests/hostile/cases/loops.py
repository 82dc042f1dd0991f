"""Answers that never end."""

from __future__ import annotations

from ..case import Case, attempt, returning, twice

STOPPED = "Stopped after 1 s"

CASES = [
    Case("loop: at the top of the cell", "timed_out", "n = 0\nwhile True:\n    n += 1", says="in line"),
    Case("loop: in the function", "timed_out", returning("loop()", "def loop():\n    while True: pass"), says="in line"),
    Case("loop: in the second call only", "timed_out", twice("while True: pass"), says=STOPPED),
    Case(
        "loop: swallows everything that is raised",
        "timed_out",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        says=STOPPED,
    ),
    Case("loop: in C, a long sum", "timed_out", "sum(range(10**13))", says=STOPPED),
    Case("loop: in C, backtracking", "timed_out", "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')", says=STOPPED),
    Case("loop: in C, a large power", "timed_out", "x = 7 ** (10**9)", says=STOPPED),
    Case("loop: sleeps", "timed_out", "import time\ntime.sleep(10**6)", says=STOPPED),
    Case("loop: waits for itself", "timed_out", "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()"),
    Case("loop: awaits", "timed_out", "import asyncio\nawait asyncio.sleep(10**6)"),
    Case(
        "loop: ignores every signal",
        "timed_out",
        "import signal\nfor number in range(1, 65):\n    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\nwhile True: pass",
    ),
    Case(
        "loop: blocks every signal",
        "timed_out",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
    ),
    Case("loop: stops itself", ("timed_out", "died", "failed"), "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
    Case(
        "loop: stops its group",
        ("timed_out", "died", "failed"),
        "import os, signal\nos.killpg(0, signal.SIGSTOP)",
        harmful=True,
    ),
    Case(
        "loop: on every core",
        ("timed_out", "died"),
        "import os\nfor _ in range(3): os.fork()\nwhile True: pass",
    ),
    Case("loop: reads what nobody types", "error", "x = input()"),
    Case(
        "loop: an endless generator",
        ("timed_out", "failed"),
        "def batches(X, size):\n    while True:\n        yield X[:size]",
        exercise="h1-e02",
    ),
    Case(
        "loop: a generator that grows",
        ("timed_out", "failed", "out_of_memory"),
        "def batches(X, size):\n    while True:\n        yield np.ones(10**6)",
        exercise="h1-e02",
    ),
    Case(
        "loop: goes on in a thread after an honest answer",
        "passed",
        attempt("import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)], daemon=False).start()"),
    ),
    Case(
        "loop: says that it took no time",
        ("timed_out", "failed"),
        "import os, struct, time\ntime.perf_counter = time.monotonic = lambda: 0.0\n"
        'events = (b\'{"event": "ready"}\', b\'{"event": "ran", "seconds": -1e308}\')\n'
        "frames = b''.join(struct.pack('!I', len(event)) + event for event in events)\nfor fd in range(3, 20):\n"
        "    try: os.write(fd, frames * 100)\n"
        "    except OSError: pass\nwhile True: pass",
    ),
]
