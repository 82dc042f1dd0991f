"""One check: a process for the answer, one for the judge, and a clock.

The two are joined by a socket over which the judge asks and the answer replies. The judge alone holds the socket on which
results are reported; this module only collects them and ends everything when it is over, or when a limit is reached.
"""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Callable
from typing import Any

from ...toolkit.wire import WireError
from ..launch.launcher import Launcher
from ..sandbox.limits import Limits
from ..tiers import LIGHT
from .channel import Channel
from .job import CellError, CellReport, CheckJob, End, Result, TestReport
from .judge_process import JudgeProcess, read_report
from .sealed_process import SealedProcess
from .untrusted import error_of, exits_of, seconds_of

#: The worker module that runs the answer.
WORKER = "jupyterlab_homl.engine.inside.check_worker"

#: Seconds that a judge may go on for after its answer has gone.
JUDGE_GRACE = 5.0

#: Bytes that a document of the answer's, and its stack, may have.
MAX_FRAME = 65536

#: How often a channel is read in a row, at most, before the others have their turn.
MAX_READS = 32

#: Seconds after which clock and usage are checked, if nothing comes.
_INTERVAL = 0.05


def run(
    job: CheckJob, launcher: Launcher, limits: Limits, cancel: threading.Event | None = None, require_sandbox: bool = False
) -> Result:
    """Run a job to its end; blocks, so call it from a thread where an event loop must go on.

    Parameters
    ----------
    job : CheckJob
        What to run.
    launcher : Launcher
        How processes are started.
    limits : Limits
        When to stop.
    cancel : threading.Event, optional
        Set it to stop early.
    require_sandbox : bool
        Whether to refuse where the answer's process cannot be sealed.

    Raises
    ------
    NoEngine
        If the processes cannot be started, or not sealed though they must be.
    """
    started, deadline = time.perf_counter(), time.monotonic() + limits.setup_timeout
    channel = Channel(limits.setup_timeout, MAX_FRAME)
    answer = SealedProcess(launcher, WORKER, job.tier, limits, require_sandbox, channel)
    judge: JudgeProcess | None = None
    try:
        judge = JudgeProcess(launcher, job.judge, LIGHT.name, channel.desk)
        channel.desk.close()  # it is between the two; the answer notices when the judge has gone
        return _CheckRun(job, answer, judge, limits, deadline, cancel or threading.Event()).go(started)
    finally:
        threading.Thread(target=_close, args=(answer, judge), name="homl-close").start()


def _close(answer: SealedProcess, judge: JudgeProcess | None) -> None:
    """End both with all that they have started; the caller does not wait for it."""
    answer.kill()
    if judge is not None:
        judge.kill()
    answer.close()
    if judge is not None:
        judge.close()


class _CheckRun:
    """The state of one run; used once."""

    def __init__(
        self,
        job: CheckJob,
        answer: SealedProcess,
        judge: JudgeProcess,
        limits: Limits,
        deadline: float,
        cancel: threading.Event,
    ) -> None:
        self._job, self._answer, self._judge = job, answer, judge
        self._limits, self._deadline, self._cancel = limits, deadline, cancel
        self._channel = answer.channel
        self._answer_ready = self._judge_ready = self._answer_gone = False
        self._ended: End | None = None
        self._error: CellError | None = None
        self._problem = ""
        self._tests: list[TestReport] = []
        self._cells: list[CellReport] = []
        self._output, self._stack = bytearray(), bytearray()
        self._shown_output: int | None = None
        self._stopped_at: tuple[str | None, int] | None = None
        self._bare_seconds = 0.0
        self._waited, self._processes = False, 1
        self._exits: tuple[tuple[str, int | None], ...] = ()

    def go(self, started: float) -> Result:
        """Run to the end; `started` is when that began, on the performance counter."""
        cells = {
            name: [{"id": cell.id, "source": cell.source} for cell in cells]
            for name, cells in (("setup", self._job.setup), ("cells", self._job.cells))
        }
        restrictions = self._answer.restrictions(self._limits.check_timeout)
        self._channel.send({**cells, "inside": self._job.inside, "limits": restrictions})
        self._judge.send(self._job.tests)
        ended = self._loop()
        if ended == "died" and not self._answer_ready:
            self._answer.end_unready()
        return Result(
            ended=ended,
            error=self._error,
            problem=self._problem,
            tests=tuple(self._tests),
            cells=tuple(self._cells),
            output=bytes(self._output),
            # An answer that ends everything while the judge still gets ready has begun all the same.
            began=self._answer_ready and (self._judge_ready or ended != "timed_out"),
            stopped_at=self._stopped_at,
            shown_output=self._shown_output,
            waited=self._waited,
            processes=self._processes,
            exits=self._exits,
            seconds=time.perf_counter() - started,
            bare_seconds=self._bare_seconds,
            engine=self._answer.engine,
            sandbox=self._answer.sandbox,
        )

    def _loop(self) -> End:
        """Read from all channels until it is over."""
        waiting = select.poll()
        readers: dict[int, Callable[[], bool]] = {
            self._channel.control.fileno(): self._read_answer,
            self._judge.channel.fileno(): self._read_judge,
            self._channel.printed: self._read_output,
            self._channel.stack: self._read_stack,
        }
        for fd in readers:
            waiting.register(fd, select.POLLIN)
        while self._ended is None:
            for fd, _ in waiting.poll(_INTERVAL * 1000):
                if not readers[fd]():
                    waiting.unregister(fd)
                if self._ended is not None:
                    break
            if self._ended is None:
                self._check_limits()
        while self._read_output():
            pass
        return self._ended

    def _check_limits(self) -> None:
        if self._cancel.is_set():
            self._stop("cancelled")
        elif time.monotonic() > self._deadline + self._patience():
            if self._answer_gone:
                self._stop("died")
            else:
                self._processes, self._waited = self._answer.monitor.activity()
                self._stopped_at = self._answer.monitor.find_place(bytes(self._stack))
                self._stop("timed_out")
        elif (excess := self._answer.monitor.excess()) is not None:
            self._stop(excess)

    def _patience(self) -> float:
        """Seconds by which the time limit is extended."""
        if self._answer_gone or time.monotonic() <= self._deadline:
            return 0.0
        return self._answer.monitor.patience(self._limits.check_timeout)

    def _stop(self, ended: End) -> None:
        if self._ended is None:
            self._ended = ended

    # The readers return whether there may be more to read.

    def _read_output(self) -> bool:
        data = self._channel.read_printed()
        self._output += data
        if len(self._output) > self._limits.output:
            self._stop("output_limit")
            return False
        return bool(data)

    def _read_stack(self) -> bool:
        data = self._channel.read_stack()
        if len(self._stack) < MAX_FRAME:
            self._stack += data
        return bool(data)

    def _read_answer(self) -> bool:
        try:
            self._channel.read_control()
            while (message := self._channel.next()) is not None:
                self._take_event(message)
        except WireError:
            self._stop("died")
            return False
        except EOFError:
            # It goes when the judge has, whose last reports may still be on their way; or on its own, and then the judge
            # notices at its next question.
            self._answer_gone = True
            self._deadline = min(self._deadline, time.monotonic() + JUDGE_GRACE)
            return False
        return True

    def _take_event(self, message: dict[str, Any]) -> None:
        """Take an event of the answer's process, which decides nothing but how an answer without a verdict ended."""
        match message.get("event"):
            case "ready" if not self._answer_ready:  # a second one must not put the clock back, nor the usage
                self._answer_ready = True
                self._answer.monitor.begin()
                self._start_clock()
            case "ran":
                self._bare_seconds += seconds_of(message)
                self._exits = self._exits or exits_of(message)
            case "setup_failed" if not self._answer_ready:
                self._stop_with("setup_failed", message)
            case "error":
                self._stop_with("error", message)

    def _stop_with(self, ended: End, message: dict[str, Any]) -> None:
        if self._ended is None:
            self._error = error_of(message)
            self._stop(ended)

    def _read_judge(self) -> bool:
        try:
            messages = self._judge.receive()
        except EOFError:
            self._stop("broken")  # a judge says why it ends; this one did not
            return False
        for message in messages:
            if self._ended is None:
                self._take_report(message)
        return True

    def _take_report(self, message: dict[str, Any]) -> None:
        match message.get("event"):
            case "ready" if not self._judge_ready:
                self._judge_ready = True
                self._start_clock()
            case "lost":
                self._read_pending(self._channel.control.fileno(), self._read_answer)  # it may have reported why
                self._stop("died")
            case "hidden":
                self._read_pending(self._channel.printed, self._read_output)
                self._shown_output = len(self._output)
                self._judge.send({})
            case "broken":
                self._problem = str(message.get("error") or "")
                self._stop("broken")
            case "done":
                self._bare_seconds += float(message["seconds"])
                self._stop("finished")
            case _:
                match read_report(message):
                    case TestReport() as report:
                        self._tests.append(report)
                    case CellReport() as report:
                        self._cells.append(report)

    def _read_pending(self, fd: int, read: Callable[[], bool]) -> None:
        """Read what a process has sent by now, before what came after it counts."""
        waiting = select.poll()
        waiting.register(fd, select.POLLIN)
        for _ in range(MAX_READS):
            if self._ended is not None or not waiting.poll(0) or not read():
                return

    def _start_clock(self) -> None:
        """Give answer and tests their time, once both processes are ready."""
        if self._answer_ready and self._judge_ready and not self._answer_gone:
            self._deadline = time.monotonic() + self._limits.check_timeout
