"""The owner's side of a fork server."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from ...temporary import new_folder
from ..sandbox.filesystem import FOLDER_SIZE
from ..sandbox.namespaces import HOME
from .launcher import OWN_FOLDER, Kind, ProcessSpec, child_environment

#: Seconds that a fork server may take to fork or to reap a process; one that takes longer is given up.
END_TIMEOUT = 5.0

#: Seconds that a fork server may take to import its libraries.
START_TIMEOUT = 180.0


@dataclass(frozen=True)
class ForkServerSpec:
    """A fork server that is to be started; its fields but `threads` are the parameters of `forkserver.main`.

    Attributes
    ----------
    preload : sequence of str
        The modules that it imports.
    spares : mapping
        The kinds of workers of which it keeps one spare process, each with the module that this warms up.
    masked : sequence of str
        Folders that a sealed process never sees.
    folder_size : int
        Bytes that a sealed process may keep in its own folder.
    threads : int
        How many threads libraries may use.
    """

    preload: Sequence[str]
    spares: Mapping[Kind, str]
    masked: Sequence[str] = ()
    folder_size: int = FOLDER_SIZE
    threads: int = 1


class ForkServerGone(Exception):
    """The fork server has ended, or does not answer any more."""


class ForkRefused(Exception):
    """The fork server lives, but cannot make one more process."""


class WarmChild:
    """A forked process; its server reaps it and reports its end.

    Attributes
    ----------
    pid : int
        Its process.
    kind : str
        ``trusted``, ``sealed`` or ``kernel``.
    sandbox : str
        What seals a sealed one: ``namespaces``, or ``limits`` where this system does not let processes be sealed.
    server : ForkServerClient
        Where it was forked.
    spare : bool
        Whether nobody uses it at the moment, so that its server need not stay for it.
    """

    engine = "forked"

    def __init__(self, server: ForkServerClient, pid: int, kind: Kind, sandbox: str) -> None:
        self.server = server
        self.spare = False
        self.pid = pid
        self.kind = kind
        self.sandbox = sandbox
        self._ended = threading.Event()
        self._status = 0

    @property
    def status(self) -> int | None:
        """Its exit status, negative for a signal, once its server has reported it; None before."""
        return self._status if self._ended.is_set() else None

    def set_ended(self, status: int) -> None:
        """Note that it has ended, as its server reports."""
        self._status = status
        self._ended.set()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self.server.signal(self.pid, number)

    def end(self) -> int:
        """Kill its group, and wait until it has been reaped."""
        if not self._ended.is_set():
            self.signal(signal.SIGKILL)
            if not self._ended.wait(END_TIMEOUT):
                self.server.close()
                self._ended.wait()
        return self._status


class ForkServerClient:
    """A running fork server, as its owner sees it.

    Parameters
    ----------
    spec : ForkServerSpec
        How it is started.
    on_change : callable
        Called, in a thread of its own, when it has become ready and when it has ended.

    Attributes
    ----------
    gone : bool
        Whether it has ended.
    last_used : float
        When it last had something to do, on the monotonic clock.
    """

    def __init__(self, spec: ForkServerSpec, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._folder = new_folder("forkserver")
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        parameters = asdict(spec)
        environment = child_environment(os.environ, self._folder.name, parameters.pop("threads"))
        with theirs:
            # The debugger of kernels cannot step into frozen modules.
            command = [sys.executable, "-P", "-Xfrozen_modules=off", "-m", "jupyterlab_homl.engine.launch.forkserver"]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*command, str(theirs.fileno()), json.dumps(parameters)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env=environment,
                start_new_session=True,
            )
        self.gone = False
        self.last_used = time.monotonic()
        self.sandbox = "limits"
        self._ready = threading.Event()
        self._forking: Kind = "trusted"
        self._started: queue.SimpleQueue[WarmChild | str] = queue.SimpleQueue()
        self._children: dict[int, WarmChild] = {}
        self._requesting = threading.Lock()
        threading.Thread(target=self._read_replies, daemon=True, name="homl-forkserver").start()

    @property
    def ready(self) -> bool:
        """Whether it has imported its libraries, and lives."""
        return self._ready.is_set() and not self.gone

    @property
    def busy(self) -> bool:
        """Whether processes of it are in use, or it is being started."""
        return any(not child.spare for child in list(self._children.values())) or not self._ready.is_set()

    def wait_ready(self) -> None:
        """Return when it has imported its libraries.

        Raises
        ------
        ForkServerGone
            If it never does.
        """
        self.last_used = time.monotonic()
        if not self._ready.wait(START_TIMEOUT) or self.gone:
            self.close()
            raise ForkServerGone

    def fork(self, spec: ProcessSpec) -> WarmChild:
        """Fork a process.

        Raises
        ------
        ForkServerGone
            If there is no server to do it any more.
        ForkRefused
            If it could not be done.
        """
        self.wait_ready()
        request = {"module": spec.module, "kind": spec.kind, "cwd": spec.cwd, "environment": {"HOME": spec.cwd}}
        if spec.kind == "sealed" and self.sandbox == "namespaces":
            request |= {"cwd": "", "environment": dict.fromkeys(OWN_FOLDER, HOME)}
        with self._requesting:
            self._forking = spec.kind
            try:
                socket.send_fds(self._channel, [json.dumps(request).encode()], [*spec.fds, spec.output])
            except OSError as error:
                raise ForkServerGone from error
            try:
                child = self._started.get(timeout=END_TIMEOUT)
            except queue.Empty:
                child = ""
        if isinstance(child, WarmChild):
            return child
        if child:
            raise ForkRefused(child)
        self.close()
        raise ForkServerGone

    def signal(self, pid: int, number: int) -> None:
        """Send one of its processes a signal."""
        with self._requesting:
            try:
                self._channel.send(json.dumps({"pid": pid, "signal": number}).encode())
            except OSError:
                return

    def close(self) -> None:
        """End it, and with it the processes of its runs."""
        is_starting = not self._ready.is_set()  # it has no processes but spares yet, and reads nothing while it imports
        self.gone = True
        with contextlib.suppress(OSError):
            self._channel.send(b'{"close": true}')
        with contextlib.suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)
        if (
            is_starting and self._process.poll() is None
        ):  # it has no processes but spares yet, and reads nothing while it imports
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def _read_replies(self) -> None:
        """Pass on what the server reports until it has gone."""
        while True:
            try:
                packet = self._channel.recv(4096)
            except OSError:
                packet = b""
            if not packet:
                break
            self.last_used = time.monotonic()
            message = json.loads(packet)
            if "ready" in message:
                self.sandbox = message["sandbox"]
                self._ready.set()
                self._on_change()
            elif "started" in message:
                pid = message["started"]
                child = self._children[pid] = WarmChild(self, pid, self._forking, self.sandbox)
                self._started.put(child)
            elif "refused" in message:
                self._started.put(message["refused"])
            else:
                self._children.pop(message["ended"]).set_ended(message["status"])
        self.gone = True
        self._ready.set()
        self._started.put("")
        self._end_children()
        self._on_change()
        self._process.poll()

    def _end_children(self) -> None:
        """Kill the processes that a server which was killed cannot kill any more; kernels go on without it."""
        for pid, child in list(self._children.items()):
            if child.kind == "kernel":
                continue
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
                os.killpg(pid, signal.SIGKILL)
            child.set_ended(-signal.SIGKILL)
        self._channel.close()
