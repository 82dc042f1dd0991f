"""The side of a `Worker` that has imported the libraries and does what is asked in a fork, as a check's processes do."""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any


def serve(modules: Sequence[str], work: Callable[[Any], Any]) -> None:
    """Import, then do what is asked, each request in a fork of this process; returns when nobody asks any more.

    Parameters
    ----------
    modules : sequence of str
        What to import; the toolkit is imported besides.
    work : callable
        Takes a request and gives the reply, both plain data. What it prints goes to standard error.
    """
    for name in (*modules, "jupyterlab_homl.toolkit"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(_in_a_fork(work, json.loads(line)), flush=True)


def _in_a_fork(work: Callable[[Any], Any], request: Any) -> str:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            sys.stdout = sys.stderr
            os.write(writing, json.dumps(work(request)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        text = said.read()
    os.waitpid(pid, 0)
    return text
