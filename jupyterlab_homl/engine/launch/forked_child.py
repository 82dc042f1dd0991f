"""What a process does right after the fork: it turns into what was asked for."""

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

#: More descriptors than any child is given.
MAX_FDS = 16
MAX_PACKET = 65536


def wait(ours: socket.socket, theirs: socket.socket, module: str) -> NoReturn:
    """Be a spare: rehearse, then become what the first packet says, or end with the server."""
    ours.close()
    try:
        importlib.import_module(module).rehearse()
    except BaseException:
        os._exit(1)  # half a rehearsal would be in the way of what comes
    with theirs:
        packet, fds, _, _ = socket.recv_fds(theirs, MAX_PACKET, MAX_FDS)
    if not packet:
        os._exit(0)
    become(json.loads(packet), list(fds))


def become(request: dict[str, Any], fds: list[int]) -> NoReturn:
    """Turn this new process into what was asked for."""
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        *fds, output = fds
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        os.environ.update(request["environment"])
        tempfile.tempdir = None  # found before, for another process
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
    """Each child draws its own random numbers; a fork would repeat its siblings'."""
    import random

    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
