"""A forked kernel's process as its owner holds it: by a lifeline and a descriptor of the process (pidfd).

Neither depends on the fork server, so kernels go on when that ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import NoEngine
from ..launch.launcher import ProcessSpec
from ..launch.warm import WarmLauncher
from .endpoints import remove_sockets

#: Seconds that a forked kernel may take to get ready.
READY_TIMEOUT = 20.0

#: The worker module of kernels.
WORKER = "jupyterlab_homl.engine.kernels.kernel_main"


class KernelProcess:
    """One forked kernel; first a spare one, then that of a notebook.

    It has the members of `subprocess.Popen` that jupyter_client's `LocalProvisioner` uses.

    Attributes
    ----------
    pid : int
        The process, which leads a group of its own.
    child : WarmChild
        The process as its fork server knows it.
    """

    stdin = stdout = stderr = None

    def __init__(self, launcher: WarmLauncher, tier: str, ip: str) -> None:
        self._ip = ip
        self._ready = False
        self._fd = -1
        self._lifeline, theirs = socket.socketpair()
        self._lifeline.settimeout(READY_TIMEOUT)
        try:
            with theirs, _own_output() as output:
                spec = ProcessSpec(WORKER, (theirs.fileno(),), output, str(Path.cwd()), tier, "kernel")
                self.child = launcher.fork(spec)
            self.pid = self.child.pid
            self._send({"ip": ip, "environment": dict(os.environ)})
        except BaseException:
            self._lifeline.close()
            raise

    def wait_ready(self) -> None:
        """Return when it is ready for a notebook.

        Raises
        ------
        NoEngine
            If it never will be.
        """
        if self._ready:
            return
        try:
            reply, fds, _, _ = socket.recv_fds(self._lifeline, 4096, 1)
        except OSError as error:
            raise NoEngine("The kernel could not be started.") from error
        if not reply or not fds:
            raise NoEngine("The kernel ended before it was ready.")
        self._fd = fds[0]
        self._ready = True

    def open_for(
        self, argv: list[str], cwd: str, environment: Mapping[str, str], connection: dict[str, Any], again: bool
    ) -> None:
        """Make it the kernel of a notebook; returns when clients can connect.

        Parameters
        ----------
        argv : list of str
            The arguments of an ordinary kernel, the last of which is the connection file.
        cwd : str
            Its working directory.
        environment : mapping
            Its environment.
        connection : dict
            The content of the connection file.
        again : bool
            Whether it replaces a kernel at the same endpoints, whose clients will reconnect.

        Raises
        ------
        NoEngine
            If it does not answer.
        """
        self.wait_ready()
        key = connection["key"]
        try:
            self._send(
                {
                    "argv": argv,
                    "cwd": cwd,
                    "environment": dict(environment),
                    "connection_file": argv[-1],
                    "again": again,
                    "connection": {**connection, "key": key.decode() if isinstance(key, bytes) else key},
                }
            )
            reply = self._lifeline.recv(4096)
        except OSError as error:
            raise NoEngine("The kernel did not answer.") from error
        if not reply:
            raise NoEngine("The kernel ended while it was receiving its notebook.")

    def _send(self, message: Mapping[str, object]) -> None:
        self._lifeline.sendall(json.dumps(message).encode() + b"\n")

    def poll(self) -> int | None:
        """None while it lives, then its exit status (negative for a signal; -9 where it is not known)."""
        if self._fd >= 0:
            waiting = select.poll()
            waiting.register(self._fd, select.POLLIN)
            if not waiting.poll(0):
                return None
        status = self.child.status
        if status is None and self._ready:
            return -signal.SIGKILL
        return status

    def wait(self) -> int:
        """Wait for its end, and release everything."""
        while (status := self.poll()) is None:
            time.sleep(0.01)
        self.release()
        return status

    def send_signal(self, number: int) -> None:
        """Send it and its group a signal, if it lives: the id of one that has ended may be that of another process already."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, number)
            except ProcessLookupError:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._fd, number)

    def kill(self) -> None:
        """Kill it and its group."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it and its group to end."""
        self.send_signal(signal.SIGTERM)

    def release(self) -> None:
        """Close the lifeline, which ends a kernel that lives, and remove its sockets."""
        self._lifeline.close()
        if self._fd >= 0:
            with contextlib.suppress(OSError):  # for where we have become its parent, as process 1 does
                os.waitid(os.P_PIDFD, self._fd, os.WEXITED | os.WNOHANG)
            os.close(self._fd)
            self._fd = -1
        remove_sockets(self._ip)


@contextlib.contextmanager
def _own_output() -> Any:
    """A descriptor of this process's standard error, for what a kernel writes outside of any cell."""
    try:
        fd = os.dup(2)
    except OSError:
        fd = os.open(os.devnull, os.O_WRONLY)
    try:
        yield fd
    finally:
        os.close(fd)
