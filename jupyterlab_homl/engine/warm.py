"""Starting children from fork servers that have the libraries imported already."""

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
from collections.abc import Sequence

from ..errors import NoEngine
from .launch import ColdLauncher, Launcher, child_environment

#: What a fork server imports for every tier. A name that is not installed is left out.
PRELOAD = (
    "numpy",
    "pandas",
    "scipy.sparse",
    "scipy.stats",
    "sklearn.datasets",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "matplotlib.pyplot",
)
_OURS = ("jupyterlab_homl.toolkit", "jupyterlab_homl.checking.judge")

#: Several checks run side by side; each is quicker alone on its core than all on all of them.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

_CURE = "The process that runs checks could not be started. `jupyter homl doctor` shows what is missing on this machine."

#: Seconds that a fork server may take to fork or to reap a child; longer, and it is no longer of use.
END_TIMEOUT = 5.0

#: Seconds that a fork server may take to import its libraries.
START_TIMEOUT = 180.0


def best_launcher(preload: Sequence[str] = PRELOAD) -> Launcher:
    """Fork servers where forking is sound, cold processes elsewhere."""
    return WarmLauncher(preload) if sys.platform == "linux" else ColdLauncher()


class WarmLauncher:
    """Forks children from a server for each tier, which is started when it is first wanted.

    Parameters
    ----------
    preload : sequence of str
        The modules that every tier imports; the tier ``tensorflow`` imports TensorFlow and Keras besides.
    """

    name = "forked"

    def __init__(self, preload: Sequence[str] = PRELOAD) -> None:
        self._tiers = {"light": (*preload, *_OURS), "tensorflow": ("tensorflow", "keras", *preload, *_OURS)}
        self._servers: dict[str, _Server] = {}
        self._lock = threading.Lock()

    def warm(self, tier: str) -> None:
        """Start a tier's server, if it is not running; returns when it is ready.

        Raises
        ------
        NoEngine
            If it cannot be started.
        """
        try:
            self._server(tier).wait_ready()
        except _ServerGone as error:
            raise NoEngine(_CURE) from error

    def start(self, module: str, fds: Sequence[int], cwd: str, output: int, tier: str) -> WarmChild:
        """Fork a child that runs ``module.main(*fds)``."""
        for _ in range(2):
            server = self._server(tier)
            try:
                return server.fork(module, fds, cwd, output)
            except _ServerGone:
                continue
        raise NoEngine(_CURE)

    def close(self) -> None:
        """End every server, and so every child."""
        with self._lock:
            for server in self._servers.values():
                server.close()
            self._servers.clear()

    def _server(self, tier: str) -> _Server:
        with self._lock:
            server = self._servers.get(tier)
            if server is None or server.gone:
                server = self._servers[tier] = _Server(self._tiers[tier])
            return server


class WarmChild:
    """A forked child; its server reaps it and tells of its end."""

    def __init__(self, server: _Server, pid: int) -> None:
        self._server = server
        self._pid = pid
        self._ended = threading.Event()
        self._status = 0

    def take_end(self, status: int) -> None:
        """Hear from the server that it has ended."""
        self._status = status
        self._ended.set()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self._server.signal(self._pid, number)

    def end(self) -> int:
        """Kill its group, and wait until it has been reaped."""
        if not self._ended.is_set():
            self.signal(signal.SIGKILL)
            if not self._ended.wait(END_TIMEOUT):
                self._server.close()
                self._ended.wait()
        return self._status


class _ServerGone(Exception):
    """The fork server has ended."""


class _Server:
    """The owner's side of one fork server."""

    def __init__(self, preload: Sequence[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="homl-warm-", ignore_cleanup_errors=True)
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "jupyterlab_homl.engine.forkserver", str(theirs.fileno()), *preload],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env={**child_environment(os.environ, self._folder.name), **_ONE_THREAD},
                start_new_session=True,
            )
        self.gone = False
        self._ready = threading.Event()
        self._started: queue.SimpleQueue[WarmChild | None] = queue.SimpleQueue()
        self._children: dict[int, WarmChild] = {}
        self._asking = threading.Lock()
        threading.Thread(target=self._listen, daemon=True, name="homl-forkserver").start()

    def wait_ready(self) -> None:
        if not self._ready.wait(START_TIMEOUT) or self.gone:
            self.close()
            raise _ServerGone

    def fork(self, module: str, fds: Sequence[int], cwd: str, output: int) -> WarmChild:
        self.wait_ready()
        request = {"module": module, "cwd": cwd, "environment": {"HOME": cwd, "IPYTHONDIR": cwd}}
        with self._asking:
            try:
                socket.send_fds(self._channel, [json.dumps(request).encode()], [*fds, output])
            except OSError as error:
                raise _ServerGone from error
            try:
                child = self._started.get(timeout=END_TIMEOUT)
            except queue.Empty:
                child = None
        if child is None:
            self.close()
            raise _ServerGone
        return child

    def signal(self, pid: int, number: int) -> None:
        with self._asking:
            try:
                self._channel.send(json.dumps({"pid": pid, "signal": number}).encode())
            except OSError:
                return

    def close(self) -> None:
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
            message = json.loads(packet)
            if "ready" in message:
                self._ready.set()
            elif "started" in message:
                child = self._children[message["started"]] = WarmChild(self, message["started"])
                self._started.put(child)
            else:
                self._children.pop(message["ended"]).take_end(message["status"])
        self.gone = True
        self._ready.set()
        self._started.put(None)
        for pid, child in self._children.items():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)  # a server that was killed cannot do it any more
            child.take_end(-signal.SIGKILL)
        self._process.poll()
