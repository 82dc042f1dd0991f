"""The processes that judge: started for a session, and kept for the next ones."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import tempfile
import threading

from ..launch.forkserver_client import WarmChild
from ..launch.launcher import Launcher, Start

JUDGE = "jupyterlab_homl.grading.judge.main"


class Judge:
    """A judge's process.

    Parameters
    ----------
    launcher : Launcher
        How it is started.
    module : str
        The module whose ``main`` judges.
    tier : str
        Which libraries the tests import.
    desk : socket
        Whom it asks first.

    Attributes
    ----------
    channel : socket
        To it: questions, and what it finds.
    fit : bool
        Whether it may serve another session.
    """

    def __init__(self, launcher: Launcher, module: str, tier: str, desk: socket.socket) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="homl-judge-", ignore_cleanup_errors=True)
        self.channel, theirs = socket.socketpair()
        silence = os.open(os.devnull, os.O_WRONLY)
        try:
            fds = (theirs.fileno(), desk.fileno())
            self._child = launcher.start(Start(module, fds, silence, self._folder.name, tier, "trusted"))
        except BaseException:
            self.channel.close()
            self._folder.cleanup()
            raise
        finally:
            theirs.close()
            os.close(silence)
        self.fit = True

    def serve(self, desk: socket.socket) -> None:
        """Have it ask another session from now on."""
        with contextlib.suppress(OSError):  # seen when it is asked
            socket.send_fds(self.channel, [b'{"kind": "session"}\n'], [desk.fileno()])

    @property
    def gone(self) -> bool:
        """Whether it has ended while nobody asked it; one that has not says nothing by itself."""
        waiting = select.poll()
        waiting.register(self.channel, select.POLLIN)
        return bool(waiting.poll(0))

    def rest(self, idle: bool) -> None:
        """Tell whether nobody uses it, so that no fork server stays for it."""
        if isinstance(self._child, WarmChild):
            self._child.spare = idle

    def end(self) -> None:
        """End it."""
        self.channel.close()
        self._child.end()
        self._folder.cleanup()


class Judges:
    """Judges that have done their work and may serve the next session, so that none has to be started for each.

    Parameters
    ----------
    launcher : Launcher
        How they are started.
    module : str
        The module whose ``main`` judges.
    tier : str
        Which libraries the tests import.
    """

    def __init__(self, launcher: Launcher, module: str = JUDGE, tier: str = "light") -> None:
        self._how = (launcher, module, tier)
        self._idle: list[Judge] = []
        self._lock = threading.Lock()

    def take(self, desk: socket.socket) -> Judge:
        """A judge that asks this desk.

        Raises
        ------
        NoEngine
            If there is none and none can be started.
        """
        while (judge := self._kept()) is not None:
            if judge.gone:
                judge.end()
                continue
            judge.rest(idle=False)
            judge.serve(desk)
            return judge
        return Judge(*self._how, desk)

    def _kept(self) -> Judge | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def give_back(self, judge: Judge) -> None:
        """Keep one for the next session; one that is not fit any more is ended."""
        if not judge.fit:
            judge.end()
            return
        judge.rest(idle=True)
        with self._lock:
            self._idle.append(judge)

    def close(self) -> None:
        """End those that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for judge in idle:
            judge.end()
