"""The two processes of a check, and our ends of the channels to them."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
import threading
from pathlib import Path

from ..launch.launcher import Child, Launcher, Start
from .job import Job

ANSWER = "jupyterlab_homl.engine.inside.check_worker"


class Pair:
    """An answer's process and its judge's, joined by a socket over which the judge asks and the answer replies.

    Parameters
    ----------
    job : Job
        What they will be told to do.
    launcher : Launcher
        How they are started.

    Attributes
    ----------
    answer : Child
        The answer's process.
    control, verdict : socket
        To the answer, and to the judge.
    output, stack : int
        What the answer prints, and where it says its stack.

    Raises
    ------
    NoEngine
        If they cannot be started.
    """

    def __init__(self, job: Job, launcher: Launcher) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="homl-check-", ignore_cleanup_errors=True)
        self._children: list[Child] = []
        self.control, control = socket.socketpair()
        self.verdict, verdict = socket.socketpair()
        answering, asking = socket.socketpair()
        self.output, output = os.pipe()
        self.stack, stack = os.pipe()
        silence = os.open(os.devnull, os.O_WRONLY)
        theirs = [end.detach() for end in (control, answering, verdict, asking)]
        controlled, answers, reports, asks = theirs
        theirs += [output, stack, silence]
        homes = [Path(self._folder.name, name) for name in ("answer", "judge")]
        try:
            for home in homes:
                home.mkdir()
            start = Start(ANSWER, (controlled, answers, stack), output, str(homes[0]), job.tier, "sealed")
            self.answer = launcher.start(start)
            self._children.append(self.answer)
            self._children.append(
                launcher.start(Start(job.judge, (reports, asks), silence, str(homes[1]), "light", "trusted"))
            )
        except BaseException:
            self.close()
            raise
        finally:
            for fd in theirs:
                os.close(fd)

    def close(self) -> None:
        """End both with all that they have started; nobody waits until they have gone."""
        self.control.close()
        self.verdict.close()
        os.close(self.output)
        os.close(self.stack)
        threading.Thread(target=self._clear_away, name="homl-clear").start()

    def _clear_away(self) -> None:
        for child in self._children:
            child.signal(signal.SIGKILL)
        for child in self._children:
            child.end()
        self._folder.cleanup()
