"""The fork server: a process that has imported the libraries, and forks a worker for each request.

It is single-threaded, runs no learner's code itself and holds no secret. Its lifeline is the socket to its owner: when that
closes, however the owner ended, it kills every run's processes, removes the folder of an owner that could not do that, and
ends; kernels have lifelines of their own and go on. A request is one packet of JSON with the descriptors of the new process;
replies are ``{"started": pid}`` or ``{"refused": reason}`` and, when a process ends, ``{"ended": pid, "status": n}``.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from ...temporary import remove_abandoned
from ..sandbox import cgroup, namespaces, syscalls
from ..sandbox.filesystem import python_layout
from ..sandbox.limits import free_memory
from .forked_child import MAX_FDS, MAX_PACKET, run, run_as_spare

#: More processes than a busy owner has at once.
MAX_CHILDREN = 256

#: Seconds that an owner takes to end, at most, once its socket has closed.
OWNER_TIMEOUT = 3.0

#: Bytes of free memory below which nothing is started.
MIN_FREE_MEMORY = 128 * 2**20

#: Seconds without a run or a request after which missing spares are made: during a run they would slow it down.
SPARE_DELAY = 0.1

#: The exit status of a process that could not be sealed, and so ran nothing.
NOT_SEALED = 97

_PACKAGE = "jupyterlab_homl."


class ForkServer:
    """Serves one owner.

    Parameters
    ----------
    owner : socket
        A SEQPACKET socket to the owner.
    spares : dict
        The kinds of workers of which one spare process is kept, each with the module that it warms up.
    masked : sequence of str
        Folders that a sealed process never sees.
    folder_size : int
        Bytes that a sealed process may keep in its own folder.

    Attributes
    ----------
    told_to_end : bool
        Whether its owner has told it to end, and goes on itself.
    """

    def __init__(self, owner: socket.socket, spares: dict[str, str], masked: Sequence[str], folder_size: int) -> None:
        self._owner = owner
        self._running: dict[int, str] = {}
        self.told_to_end = False
        self._spare_modules = dict(spares)
        self._spares: dict[str, tuple[int, socket.socket]] = {}
        self._wake, self._wake_end = os.pipe()
        package = Path(__file__).parent.parent.parent
        data = os.environ.get("HOML_DATA")
        self._layout = python_layout(package, data=data, masked=masked, folder_size=folder_size)
        self._support = namespaces.Support(False)
        self._namespace = -1
        self._groups: Path | None = None

    def serve(self) -> None:
        """Fork on request until the owner has gone."""
        for end in (self._wake, self._wake_end):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake_end)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        syscalls.control(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        self._support = namespaces.support(self._layout)
        if self._support.as_nobody and namespaces.can_fork_directly():
            self._namespace = os.open("/proc/self/ns/pid", os.O_RDONLY)
        self._groups = cgroup.find_place() if self._support.seals else None
        self._make_spares()
        self._send({"ready": os.getpid(), "sandbox": "namespaces" if self._support.seals else "limits"})
        try:
            while True:
                busy = not {"trusted", "sealed"}.isdisjoint(self._running.values())
                timeout = None if busy or len(self._spares) == len(self._spare_modules) else SPARE_DELAY
                ready, _, _ = select.select([self._owner.fileno(), self._wake], [], [], timeout)
                if not ready:
                    self._make_spares()
                if self._wake in ready:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self._wake, 4096)
                self._reap()
                if self._owner.fileno() in ready and not self._serve_request():
                    return
        except (BrokenPipeError, ConnectionResetError):
            return
        finally:
            for pid in [pid for pid, kind in self._running.items() if kind != "kernel"]:
                _kill(pid, signal.SIGKILL)

    def _send(self, message: Mapping[str, object]) -> None:
        self._owner.send(json.dumps(message).encode())

    def _serve_request(self) -> bool:
        """Serve one packet; returns whether there was one."""
        packet, fds, _, _ = socket.recv_fds(self._owner, MAX_PACKET, MAX_FDS)
        if not packet:
            return False
        request = json.loads(packet)
        if "close" in request:
            self.told_to_end = True
            return False
        if "signal" in request:
            if request["pid"] in self._running:
                _kill(request["pid"], request["signal"])
            return True
        try:
            if len(self._running) >= MAX_CHILDREN:
                self._send({"refused": f"{MAX_CHILDREN} runs are going on already"})
                return True
            if free_memory() < MIN_FREE_MEMORY:
                self._send({"refused": f"less than {MIN_FREE_MEMORY >> 20} MB of memory are free"})
                return True
            try:
                pid = self._fork(request, fds)
            except OSError as error:
                self._send({"refused": str(error)})
                return True
        finally:
            for fd in fds:
                os.close(fd)
        self._running[pid] = request["kind"]
        self._send({"started": pid})
        return True

    def _fork(self, request: dict[str, Any], fds: list[int]) -> int:
        """Start the worker that a request asks for, in the spare process of its kind if there is one; returns its id."""
        pid, spare = self._spares.pop(request["kind"], (0, None))
        if spare is not None:
            with spare, contextlib.suppress(OSError):  # it may have been killed
                socket.send_fds(spare, [json.dumps(request).encode()], fds)
                return pid
        return self._fork_new(request["kind"], lambda: run(request, fds))

    def _make_spares(self) -> None:
        """Fork the spare processes that are missing."""
        for kind, module in self._spare_modules.items():
            if kind not in self._spares:
                ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    try:
                        pid = self._fork_new(kind, partial(run_as_spare, ours, theirs, module))
                    except OSError:
                        ours.close()
                        return
                self._spares[kind] = pid, ours

    def _fork_new(self, kind: str, work: Callable[[], NoReturn]) -> int:
        """Fork a process of this kind, which calls `work`; returns its id."""
        if kind == "sealed" and self._support.seals:
            pid = self._fork_directly(work) if self._namespace >= 0 else self._fork_into_namespaces(work)
            if self._groups is not None:
                with contextlib.suppress(OSError):  # it is measured from outside all the same
                    cgroup.enter(self._groups, pid)
            return pid
        pid = os.fork()
        if pid == 0:
            self._close_inherited()
            work()
        return pid

    def _fork_directly(self, work: Callable[[], NoReturn]) -> int:
        pid = namespaces.fork_directly(self._namespace)
        if pid == 0:
            self._close_inherited()
            self._seal(namespaces.unshare_the_others)
            work()
        return pid

    def _fork_into_namespaces(self, work: Callable[[], NoReturn]) -> int:
        """Fork by way of an intermediate process that leaves our namespaces; it ends at once, and we adopt its child."""
        reading, writing = os.pipe()
        gate, gate_end = os.pipe()  # closes once the child is ours, from when on it may end with us
        intermediate = os.fork()
        if intermediate == 0:
            pid = -1
            try:
                pid = namespaces.fork_into_namespaces(self._support.as_nobody)
                if pid == 0:
                    for fd in (reading, writing, gate_end):
                        os.close(fd)
                    self._close_inherited()
                    self._seal()
                    os.read(gate, 1)
                    os.close(gate)
                    work()
                os.write(writing, str(pid).encode())
            finally:
                os._exit(0 if pid > 0 else NOT_SEALED)
        os.close(writing)
        os.close(gate)
        with os.fdopen(reading, "rb") as answer:
            text = answer.read()
        os.waitpid(intermediate, 0)
        os.close(gate_end)
        if not text:
            raise OSError("a process of its own could not be made")
        return int(text)

    def _seal(self, before: Callable[[], None] = lambda: None) -> None:
        """Seal this new process, or end it."""
        try:
            before()
            namespaces.seal(self._layout, self._support.as_nobody)
        except BaseException:
            os._exit(NOT_SEALED)

    def _close_inherited(self) -> None:
        """Close, in a new process, the descriptors of the server."""
        signal.set_wakeup_fd(-1)
        self._owner.close()
        for _, spare in self._spares.values():
            spare.close()
        os.close(self._wake)
        os.close(self._wake_end)
        if self._namespace >= 0:
            os.close(self._namespace)

    def _reap(self) -> None:
        """Report processes that have ended, and kill what they left in their group before its number is free again."""
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None:
                return
            pid, kind = found.si_pid, self._running.pop(found.si_pid, None)
            for spare_kind, (number, spare) in list(self._spares.items()):
                if number == pid:
                    del self._spares[spare_kind]
                    spare.close()
                    if found.si_code == os.CLD_EXITED:
                        del self._spare_modules[spare_kind]  # its warm-up failed, and would fail again: keep no more of them
            if kind in ("trusted", "sealed"):
                _kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            if self._groups is not None:
                cgroup.remove(self._groups, pid)
            if kind is not None:
                self._send({"ended": pid, "status": os.waitstatus_to_exitcode(status)})
            if not self._support.seals and "kernel" not in self._running.values():
                self._end_orphans()

    def _end_orphans(self) -> None:
        """Kill what runs have left behind where they are not sealed: we are its parent now."""
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


def main(owner_fd: int, preload: list[str], spares: dict[str, str], masked: list[str], folder_size: int) -> None:
    """Import the libraries, then serve; the parameters are those of `ForkServer` and `ForkServerSpec`."""
    gc.disable()  # it would go through what has been imported over and over
    for name in preload:
        with contextlib.suppress(ImportError):
            module = importlib.import_module(name)
            if name.startswith(_PACKAGE) and hasattr(module, "prepare"):
                module.prepare(preload)
    gc.freeze()  # a process that collects garbage must not copy the memory that it shares
    gc.enable()
    folder = Path.cwd().parent
    server = ForkServer(socket.socket(fileno=owner_fd), spares, masked, folder_size)
    try:
        server.serve()
    finally:
        if not server.told_to_end:
            remove_abandoned(folder, OWNER_TIMEOUT)


if __name__ == "__main__":
    main(int(sys.argv[1]), **json.loads(sys.argv[2]))
