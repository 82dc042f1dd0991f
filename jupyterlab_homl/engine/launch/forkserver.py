"""The process that has imported the libraries and forks a child for each run.

It is single-threaded, runs no learner's code itself and holds no secret. Its lifeline is the socket to its owner: when that
closes, however the owner ended, it kills every run's child and ends; kernels have lifelines of their own and go on. A
request is one packet of JSON with the child's descriptors; replies are ``{"started": pid}`` or ``{"refused": reason}`` and,
when a child ends, ``{"ended": pid, "status": n}``.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from ..sandbox import namespaces, syscalls
from ..sandbox.filesystem import layout
from ..sandbox.limits import free_memory
from .forked_child import MAX_FDS, MAX_PACKET, become, wait

#: More children than a busy owner has at once.
MAX_CHILDREN = 256

#: How the name of a server's own folder begins.
FOLDER = "homl-warm-"

#: Bytes of free memory below which nothing is started.
LEAST_MEMORY = 128 * 2**20

#: Seconds without a run or a request after which missing spares are made: beside a run they would only slow it down.
LULL = 0.1

#: The exit status of a child that could not be sealed, and so ran nothing.
NOT_SEALED = 97

_OURS = "jupyterlab_homl."

#: What a child is: judged from outside and trusted; a learner's, sealed; a kernel, which outlives this process.
KINDS = ("trusted", "sealed", "kernel")


class ForkServer:
    """Serves one owner.

    Parameters
    ----------
    channel : socket
        A SEQPACKET socket to the owner.
    spared : dict
        The kinds of which one child is made ahead, so that it only has to be told what to do; each with the module that it
        rehearses until then.
    hidden : sequence of str
        Folders that a sealed child never sees.
    space : int
        Bytes that a sealed child may keep in its own folder.
    """

    def __init__(self, channel: socket.socket, spared: dict[str, str], hidden: Sequence[str], space: int) -> None:
        self._channel = channel
        self._running: dict[int, str] = {}
        self._spared = spared
        self._spares: dict[str, tuple[int, socket.socket]] = {}
        self._wake, self._woken = os.pipe()
        package = Path(__file__).parent.parent.parent
        self._layout = layout(package, data=os.environ.get("HOML_DATA"), hidden=hidden, space=space)
        self._seals = False
        self._namespace = -1

    def serve(self) -> None:
        """Fork on request until the owner has gone."""
        for end in (self._wake, self._woken):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._woken)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        syscalls.control(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        nobody, _ = namespaces.way(self._layout)
        self._seals, self._nobody = nobody is not None, bool(nobody)
        if self._nobody and namespaces.forks_at_once():
            self._namespace = os.open("/proc/self/ns/pid", os.O_RDONLY)
        self._make_spares()
        self._say({"ready": os.getpid(), "sandbox": "namespaces" if self._seals else "limits"})
        try:
            while True:
                busy = not {"trusted", "sealed"}.isdisjoint(self._running.values())
                patience = None if busy or len(self._spares) == len(self._spared) else LULL
                ready, _, _ = select.select([self._channel.fileno(), self._wake], [], [], patience)
                if not ready:
                    self._make_spares()
                if self._wake in ready:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self._wake, 4096)
                self._reap()
                if self._channel.fileno() in ready and not self._perform():
                    return
        except (BrokenPipeError, ConnectionResetError):
            return
        finally:
            for pid in [pid for pid, kind in self._running.items() if kind != "kernel"]:
                _kill(pid, signal.SIGKILL)

    def _say(self, message: dict[str, Any]) -> None:
        self._channel.send(json.dumps(message).encode())

    def _perform(self) -> bool:
        """Do what one packet asks for; says whether there was one."""
        packet, fds, _, _ = socket.recv_fds(self._channel, MAX_PACKET, MAX_FDS)
        if not packet:
            return False
        request = json.loads(packet)
        if "signal" in request:
            if request["pid"] in self._running:
                _kill(request["pid"], request["signal"])
            return True
        try:
            if len(self._running) >= MAX_CHILDREN:
                self._say({"refused": f"{MAX_CHILDREN} runs are going on already"})
                return True
            if free_memory() < LEAST_MEMORY:
                self._say({"refused": f"less than {LEAST_MEMORY >> 20} MB of memory are free"})
                return True
            try:
                pid = self._fork(request, fds)
            except OSError as error:
                self._say({"refused": str(error)})
                return True
        finally:
            for fd in fds:
                os.close(fd)
        self._running[pid] = request["kind"]
        self._say({"started": pid})
        return True

    def _fork(self, request: dict[str, Any], fds: list[int]) -> int:
        """A child that becomes what the request says."""
        pid, spare = self._spares.pop(request["kind"], (0, None))
        if spare is not None:
            with spare, contextlib.suppress(OSError):  # it may have been killed
                socket.send_fds(spare, [json.dumps(request).encode()], fds)
                return pid
        return self._fork_new(request["kind"], lambda: become(request, fds))

    def _make_spares(self) -> None:
        """Make the children ahead that are missing."""
        for kind, module in self._spared.items():
            if kind not in self._spares:
                ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    try:
                        pid = self._fork_new(kind, partial(wait, ours, theirs, module))
                    except OSError:
                        ours.close()
                        return
                self._spares[kind] = pid, ours

    def _fork_new(self, kind: str, become: Callable[[], NoReturn]) -> int:
        if kind == "sealed" and self._seals:
            return self._fork_at_once(become) if self._namespace >= 0 else self._fork_sealed(become)
        pid = os.fork()
        if pid == 0:
            self._let_go()
            become()
        return pid

    def _fork_at_once(self, become: Callable[[], NoReturn]) -> int:
        pid = namespaces.fork_at_once(self._namespace)
        if pid == 0:
            self._let_go()
            self._seal(namespaces.leave_the_rest)
            become()
        return pid

    def _fork_sealed(self, become: Callable[[], NoReturn]) -> int:
        """Fork by way of a process that leaves our namespaces; the child, which it leaves behind at once, becomes ours."""
        told, telling = os.pipe()
        between = os.fork()
        if between == 0:
            pid = -1
            try:
                pid = namespaces.fork_apart(self._nobody)
                if pid == 0:
                    os.close(told)
                    os.close(telling)
                    self._let_go()
                    self._seal()
                    become()
                os.write(telling, str(pid).encode())
            finally:
                os._exit(0 if pid > 0 else NOT_SEALED)
        os.close(telling)
        with os.fdopen(told, "rb") as answer:
            text = answer.read()
        os.waitpid(between, 0)
        if not text:
            raise OSError("a process of its own could not be made")
        return int(text)

    def _seal(self, first: Callable[[], None] = lambda: None) -> None:
        try:
            first()
            namespaces.seal(self._layout, self._nobody)
        except BaseException:
            os._exit(NOT_SEALED)

    def _let_go(self) -> None:
        """Close, in a child, what is the server's."""
        signal.set_wakeup_fd(-1)
        self._channel.close()
        for _, spare in self._spares.values():
            spare.close()
        os.close(self._wake)
        os.close(self._woken)
        if self._namespace >= 0:
            os.close(self._namespace)

    def _reap(self) -> None:
        """Report children that have ended; what they left in their group ends too, before their number is free again."""
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None:
                return
            pid, kind = found.si_pid, self._running.pop(found.si_pid, None)
            for spared, (number, spare) in list(self._spares.items()):
                if number == pid:
                    del self._spares[spared]
                    spare.close()
                    if found.si_code == os.CLD_EXITED:
                        del self._spared[spared]  # by itself, so the next would fare no better; a run is forked when it comes
            if kind in ("trusted", "sealed"):
                _kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            if kind is not None:
                self._say({"ended": pid, "status": os.waitstatus_to_exitcode(status)})
            if not self._seals and "kernel" not in self._running.values():
                self._end_orphans()

    def _end_orphans(self) -> None:
        """Where runs are not sealed, end what they have left behind; it is our child now."""
        with contextlib.suppress(OSError):
            spares = [pid for pid, _ in self._spares.values()]
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")
            for pid in map(int, children.split()):
                if pid not in self._running and pid not in spares:
                    _kill(pid, signal.SIGKILL)


def _kill(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
        if number == signal.SIGKILL:
            os.killpg(pid, number)


def _leave(folder: Path) -> None:
    """Remove our own folder, which an owner that was killed cannot do any more."""
    if folder.name.startswith(FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def main(channel_fd: int, preload: list[str], spared: dict[str, str], hidden: list[str], space: int) -> None:
    """Import the libraries, then serve."""
    gc.disable()  # it would look through what is imported over and over
    for name in preload:
        with contextlib.suppress(ImportError):
            module = importlib.import_module(name)
            if name.startswith(_OURS) and hasattr(module, "prepare"):
                module.prepare(preload)
    gc.freeze()  # a child that collects garbage must not copy what it shares
    gc.enable()
    try:
        ForkServer(socket.socket(fileno=channel_fd), spared, hidden, space).serve()
    finally:
        _leave(Path.cwd())


if __name__ == "__main__":
    main(int(sys.argv[1]), **json.loads(sys.argv[2]))
