"""The process that has imported the libraries and forks a child for each run.

It is single-threaded, runs no learner's code itself and holds no secret. Its lifeline is the socket to its owner: when that
closes, however the owner ended, it kills every child and ends. A request is one packet of JSON with the child's
descriptors; replies are ``{"started": pid}`` and, when a child ends, ``{"ended": pid, "status": n}``.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import sys
from typing import Any, NoReturn

#: More descriptors than any child is given.
MAX_FDS = 16
MAX_PACKET = 65536


def serve(channel: socket.socket, preload: list[str]) -> None:
    """Import the libraries, then fork on request until the owner has gone."""
    for name in preload:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    from . import child

    child.SHELL = child.make_shell()
    wake, woken = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running: set[int] = set()
    channel.send(json.dumps({"ready": os.getpid()}).encode())
    try:
        while True:
            ready, _, _ = select.select([channel.fileno(), wake], [], [])
            if wake in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(wake, 4096)
            _reap(channel, running)
            if channel.fileno() in ready and not _perform(channel, running, [wake, woken]):
                return
    except (BrokenPipeError, ConnectionResetError):
        return
    finally:
        for pid in running:
            _kill(pid, signal.SIGKILL)


def _perform(channel: socket.socket, running: set[int], ours: list[int]) -> bool:
    """Do what one packet asks for; says whether there was one."""
    packet, fds, _, _ = socket.recv_fds(channel, MAX_PACKET, MAX_FDS)
    if not packet:
        return False
    request = json.loads(packet)
    if "signal" in request:
        if request["pid"] in running:
            _kill(request["pid"], request["signal"])
        return True
    pid = os.fork()
    if pid == 0:
        channel.close()
        for fd in ours:
            os.close(fd)
        _become(request, fds)
    for fd in fds:
        os.close(fd)
    running.add(pid)
    channel.send(json.dumps({"started": pid}).encode())
    return True


def _reap(channel: socket.socket, running: set[int]) -> None:
    """Report children that have ended; what they left in their group ends too, before their number is free again."""
    while running:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found is None:
            return
        pid = found.si_pid
        _kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        running.discard(pid)
        channel.send(json.dumps({"ended": pid, "status": os.waitstatus_to_exitcode(status)}).encode())


def _kill(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number) if number == signal.SIGKILL else os.kill(pid, number)


def _become(request: dict[str, Any], fds: list[int]) -> NoReturn:
    """Turn this new process into a child of a run."""
    status = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        *fds, output = fds
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        os.environ.update(request["environment"])
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


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
