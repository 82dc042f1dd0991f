"""A process right after the fork: it turns into the worker that was asked for."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import socket
import sys
import tempfile
from typing import Any, NoReturn

from ..sandbox import syscalls

#: More descriptors than any worker is given.
MAX_FDS = 16
MAX_PACKET = 65536


def run_as_spare(ours: socket.socket, theirs: socket.socket, module: str) -> NoReturn:
    """Warm up, then run what the first packet asks for, or end with the fork server.

    Parameters
    ----------
    ours, theirs : socket
        The fork server's end, which is closed here, and this process's.
    module : str
        The worker module that is warmed up.
    """
    ours.close()
    try:
        importlib.import_module(module).warm_up()
    except BaseException:
        os._exit(1)  # half a warm-up could be in the way of what comes
    with theirs:
        packet, fds, _, _ = socket.recv_fds(theirs, MAX_PACKET, MAX_FDS)
    if not packet:
        os._exit(0)
    run(json.loads(packet), list(fds))


def run(request: dict[str, Any], fds: list[int]) -> NoReturn:
    """Run the worker module that a request names, and end.

    Parameters
    ----------
    request : dict
        ``module``, ``kind``, ``cwd`` and ``environment``.
    fds : list of int
        The descriptors for its ``main``, and as the last one that of its output.
    """
    status = 1
    try:
        os.setsid()
        if request["kind"] != "kernel":  # the fork server may be killed together with its owner, who would have killed this
            syscalls.control(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        *fds, output = fds
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        os.environ.update(request["environment"])
        tempfile.tempdir = None  # cached for another process
        if request["cwd"]:
            os.chdir(request["cwd"])
        _reseed()
        importlib.import_module(request["module"]).main(*fds)
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _reseed() -> None:
    """Seed the random generators anew: a forked process would repeat the numbers of its siblings."""
    import random

    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
