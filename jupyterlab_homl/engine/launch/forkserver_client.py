"""The owner's side of one fork server."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from ..sandbox.filesystem import SPACE
from ..sandbox.namespaces import HOME
from .forkserver import FOLDER
from .launcher import OWN_FOLDER, Start, child_environment

#: Seconds that a fork server may take to fork or to reap a child; longer, and it is no longer of use.
END_TIMEOUT = 5.0

#: Seconds that a fork server may take to import its libraries.
START_TIMEOUT = 180.0


@dataclass(frozen=True)
class Tier:
    """What a fork server is to be.

    Attributes
    ----------
    preload : sequence of str
        The modules that it imports.
    spared : dict
        The kinds of children that it makes ahead, with the modules that they rehearse.
    hidden : sequence of str
        Folders that a sealed child never sees.
    space : int
        Bytes that a sealed child may keep in its own folder.
    """

    preload: Sequence[str]
    spared: Mapping[str, str]
    hidden: Sequence[str] = ()
    space: int = SPACE


class ServerGone(Exception):
    """The fork server has ended, or is of no use any more."""


class Refused(Exception):
    """The fork server lives, but cannot make one more child."""


class WarmChild:
    """A forked child; its server reaps it and tells of its end.

    Attributes
    ----------
    pid : int
        Its process.
    kind : str
        ``trusted``, ``sealed`` or ``kernel``.
    sandbox : str
        Of a sealed one, what seals it: ``namespaces``, or ``limits`` where this system does not let processes be sealed.
    server : Server
        Where it was forked.
    spare : bool
        Whether nobody uses it yet, so that its server need not stay for it.
    """

    engine = "forked"

    def __init__(self, server: Server, pid: int, kind: str, sandbox: str) -> None:
        self.server = server
        self.spare = False
        self.pid = pid
        self.kind = kind
        self.sandbox = sandbox
        self._ended = threading.Event()
        self._status = 0

    @property
    def status(self) -> int | None:
        """Its exit status, negative for a signal, once its server has told it."""
        return self._status if self._ended.is_set() else None

    def take_end(self, status: int) -> None:
        """Hear from the server that it has ended."""
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


class Server:
    """A fork server that has been started, as its owner sees it.

    Parameters
    ----------
    tier : Tier
        What it is to be.
    changed : callable
        Called, in a thread of its own, when it has become ready and when it has ended.

    Attributes
    ----------
    gone : bool
        Whether it has ended.
    used : float
        When it last had something to do, on the monotonic clock.
    """

    def __init__(self, tier: Tier, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._folder = tempfile.TemporaryDirectory(prefix=FOLDER, ignore_cleanup_errors=True)
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # A debugger, which kernels have, sees no modules that are frozen.
            command = [sys.executable, "-P", "-Xfrozen_modules=off", "-m", "jupyterlab_homl.engine.launch.forkserver"]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*command, str(theirs.fileno()), json.dumps(asdict(tier))],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env=child_environment(os.environ, self._folder.name),
                start_new_session=True,
            )
        self.gone = False
        self.used = time.monotonic()
        self.sandbox = "limits"
        self._ready = threading.Event()
        self._wanted = ""
        self._started: queue.SimpleQueue[WarmChild | str] = queue.SimpleQueue()
        self._children: dict[int, WarmChild] = {}
        self._asking = threading.Lock()
        threading.Thread(target=self._listen, daemon=True, name="homl-forkserver").start()

    @property
    def ready(self) -> bool:
        """Whether it has imported its libraries, and lives."""
        return self._ready.is_set() and not self.gone

    @property
    def busy(self) -> bool:
        """Whether it has children that are used, or is being started."""
        return any(not child.spare for child in list(self._children.values())) or not self._ready.is_set()

    def wait_ready(self) -> None:
        """Return when it has imported its libraries.

        Raises
        ------
        ServerGone
            If it never does.
        """
        self.used = time.monotonic()
        if not self._ready.wait(START_TIMEOUT) or self.gone:
            self.close()
            raise ServerGone

    def fork(self, start: Start) -> WarmChild:
        """Fork a child.

        Raises
        ------
        ServerGone
            If there is no server to do it any more.
        Refused
            If it could not be done.
        """
        self.wait_ready()
        request = {"module": start.module, "kind": start.kind, "cwd": start.cwd, "environment": {"HOME": start.cwd}}
        if start.kind == "sealed" and self.sandbox == "namespaces":
            request |= {"cwd": "", "environment": dict.fromkeys(OWN_FOLDER, HOME)}
        with self._asking:
            self._wanted = start.kind
            try:
                socket.send_fds(self._channel, [json.dumps(request).encode()], [*start.fds, start.output])
            except OSError as error:
                raise ServerGone from error
            try:
                child = self._started.get(timeout=END_TIMEOUT)
            except queue.Empty:
                child = ""
        if isinstance(child, WarmChild):
            return child
        if child:
            raise Refused(child)
        self.close()
        raise ServerGone

    def signal(self, pid: int, number: int) -> None:
        """Send a child a signal."""
        with self._asking:
            try:
                self._channel.send(json.dumps({"pid": pid, "signal": number}).encode())
            except OSError:
                return

    def close(self) -> None:
        """End it, and so the children of its runs."""
        self.gone = True
        with contextlib.suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def _listen(self) -> None:
        """Hand on what the server says until it has gone."""
        while True:
            try:
                packet = self._channel.recv(4096)
            except OSError:
                packet = b""
            if not packet:
                break
            self.used = time.monotonic()
            message = json.loads(packet)
            if "ready" in message:
                self.sandbox = message["sandbox"]
                self._ready.set()
                self._changed()
            elif "started" in message:
                pid = message["started"]
                child = self._children[pid] = WarmChild(self, pid, self._wanted, self.sandbox)
                self._started.put(child)
            elif "refused" in message:
                self._started.put(message["refused"])
            else:
                self._children.pop(message["ended"]).take_end(message["status"])
        self.gone = True
        self._ready.set()
        self._started.put("")
        self._end_children()
        self._changed()
        self._process.poll()

    def _end_children(self) -> None:
        """Kill what a server that was killed cannot kill any more; kernels go on without it."""
        for pid, child in list(self._children.items()):
            if child.kind == "kernel":
                continue
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
                os.killpg(pid, signal.SIGKILL)
            child.take_end(-signal.SIGKILL)
        self._channel.close()
