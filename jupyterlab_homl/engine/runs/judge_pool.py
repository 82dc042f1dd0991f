"""Judge processes that have done their work and may serve the next session, so that none has to be started for each."""

from __future__ import annotations

import socket
import threading

from ..launch.launcher import Launcher
from ..tiers import LIGHT
from .judge_process import JudgeProcess


class JudgePool:
    """Judge processes of one kind; any thread may use it.

    Parameters
    ----------
    launcher : Launcher
        How they are started.
    module : str
        The judge module.
    tier : str
        The name of the `Tier` whose libraries the tests import.
    """

    def __init__(self, launcher: Launcher, module: str, tier: str = LIGHT.name) -> None:
        self._launcher, self._module, self._tier = launcher, module, tier
        self._idle: list[JudgeProcess] = []
        self._lock = threading.Lock()

    def acquire(self, desk: socket.socket) -> JudgeProcess:
        """A judge that asks at this desk.

        Raises
        ------
        NoEngine
            If there is none and none can be started.
        """
        while (judge := self._take_idle()) is not None:
            if judge.gone:
                judge.close()
                continue
            judge.set_idle(False)
            judge.serve(desk)
            return judge
        return JudgeProcess(self._launcher, self._module, self._tier, desk)

    def _take_idle(self) -> JudgeProcess | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def release(self, judge: JudgeProcess) -> None:
        """Keep a judge for the next session, or end it if it is not reusable."""
        if not judge.reusable:
            judge.close()
            return
        judge.set_idle(True)
        with self._lock:
            self._idle.append(judge)

    def close(self) -> None:
        """End the idle ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for judge in idle:
            judge.close()
