"""Running the cells of a whole notebook in one sealed process, with the outputs that a Jupyter client would have recorded."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, Self

from ...errors import NoEngine
from ...toolkit.wire import WireError
from ..file_transfer import Changes, announce, read_announcement, split
from ..launch.launcher import Launcher
from ..sandbox.limits import Limits
from ..tiers import LIGHT
from .channel import Channel
from .monitor import INTERVAL
from .outputs import CellResult, NotebookOutputs
from .sealed_process import NOTEBOOK_WORKER, SealedProcess

#: Bytes that a cell may send in all, figures included, before it is interrupted.
_MAX_RECEIVED = 64 * 2**20

#: Seconds in which a cell that is interrupted must stop.
GRACE = 2.0

#: When a cell is done, some of what it printed past Python is still in the pipe; what comes after so many reads is left.
_LAST_READS = 16

_NONE: Mapping[str, Any] = MappingProxyType({})


class Session:
    """One sealed process that runs cells one after another; a context manager.

    Parameters
    ----------
    launcher : Launcher
        How the process is started.
    limits : Limits
        What it may use: `setup_timeout` for its start, `cell_timeout` for a cell, `run_timeout` in all, and the others.
    tier : str
        The name of the `Tier` whose libraries the cells use.
    require_sandbox : bool
        Whether to refuse where it cannot be sealed.
    files : mapping
        The files in its folder, where the cells run: relative paths to bytes.
    environment : mapping
        Variables that the cells find besides the few that every sealed process has.
    modes : mapping
        The permissions of files that are not to have the default ones.

    Attributes
    ----------
    sandbox : str
        What seals it.
    language_info : dict
        The kernel's description of its language, before any cell.
    desk : socket
        Our end of a socket on which it serves requests to its `toolkit.desk.Desk` whenever no cell runs.
    over : str or None
        Why the session is over, None while it goes on.

    Raises
    ------
    NoEngine
        If it cannot be started, or not sealed though it must be, or where its folder has no room for the files.
    ValueError
        If a file would not lie in its folder.

    Notes
    -----
    Each request carries a token, and only a reply with that token ends it, so a cell cannot report by accident, or by writing
    to every descriptor, that it is done. A cell that searches the memory of its process finds the token: the outputs are what
    the learner's process claims, and a mark that must not be forged is for a judge outside of it.
    """

    def __init__(
        self,
        launcher: Launcher,
        limits: Limits,
        tier: str = LIGHT.name,
        require_sandbox: bool = False,
        *,
        files: Mapping[str, bytes] = _NONE,
        environment: Mapping[str, str] = _NONE,
        modes: Mapping[str, int] = _NONE,
    ) -> None:
        announcement = announce(files, modes)
        self._limits, self._files = limits, files
        self._channel = Channel(limits.setup_timeout)
        self._process = SealedProcess(launcher, NOTEBOOK_WORKER, tier, limits, require_sandbox, self._channel)
        self.sandbox = self._process.sandbox
        self.desk: socket.socket = self._channel.desk
        self.over: str | None = None
        self.language_info: dict[str, Any] = {}
        self._cells = 0
        self._outputs = NotebookOutputs(limits.output)
        restrictions = self._process.restrictions(limits.run_timeout)
        request = {"limits": restrictions, "environment": dict(environment), "files": announcement}
        try:
            self._start(request, files)
        except BaseException:
            self.close()
            raise
        self._process.monitor.begin()
        self._deadline = time.monotonic() + limits.run_timeout

    def _start(self, request: Mapping[str, object], files: Mapping[str, bytes]) -> None:
        """Give the process what it starts with, and wait until it is ready."""
        self._channel.send(request, files.values())
        reply = self._channel.await_reply("ready", self._limits.setup_timeout)
        if reply is None:
            self._process.end_unready()
            raise NoEngine("The process that runs the notebook did not start.")
        if "refused" in reply:
            raise NoEngine("The notebook's files do not fit into its folder ({reason}).", reason=str(reply["refused"]))
        if isinstance(reply.get("language_info"), dict):
            self.language_info = reply["language_info"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> int:
        """End the process with all that it has started; returns its exit status."""
        return self._process.close()

    def run(
        self,
        source: str,
        *,
        timeout: float | None = None,
        guarded: bool = False,
        about: Collection[str] | None = None,
        cell: str | None = None,
    ) -> CellResult:
        """Run one cell; once the session is over, each further one ends as the last did.

        Parameters
        ----------
        source : str
            The cell. An empty one is not run, as nbclient does not run it.
        timeout : float, optional
            Seconds that it may take; the limits' by default.
        guarded : bool
            Whether what can be undone is undone before it: for an instructor's tests.
        about : collection of str, optional
            Names that a guarded cell is about: all other names of the learner's that hide a builtin are hidden from it. By
            default none is.
        cell : str, optional
            What `Desk` calls the cell where something of it fails; its number by default.
        """
        if self.over is not None:
            return CellResult(self.over)
        self._cells += 1
        if not source.strip():
            return CellResult("ok")
        started = time.monotonic()
        self._outputs.begin(source)
        self._channel.drain()
        token = secrets.token_hex(16)
        tests = {"guarded": guarded, "about": None if about is None else sorted(about)}
        self._channel.send({"source": source, "token": token, "cell": cell or str(self._cells), **tests})
        allowed = self._limits.cell_timeout if timeout is None else timeout
        queued = self._process.monitor.queued()
        ended, line = self._await_end(
            token, min(self._deadline, started + allowed), lambda: self._process.monitor.patience(allowed, queued)
        )
        if self.over is not None:
            self._process.end()
        if ended in ("timed_out", "output_limit"):
            self._outputs.add_timeout()
        seconds = time.monotonic() - started
        return CellResult(ended, self._outputs.current, self._outputs.execution_count, seconds, line)

    def interrupt(self) -> None:
        """Stop what runs, a cell or a request at the desk, as Ctrl-C does; nothing happens where nothing runs."""
        self._process.interrupt()

    def keep_draws(self) -> None:
        """Leave the random states as requests at the desk left them, since these took the place of a cell."""
        if self.over is None:
            self._channel.send({"keep": True})

    def check_usage(self) -> str | None:
        """Measure what it uses while no cell runs; returns why the session is over, None while it goes on."""
        excess = None if self.over else self._process.monitor.excess()
        return self.abandon(excess) if excess else self.over

    def take_files(self) -> Changes:
        """What the cells did to the files of the folder since it was given; nothing once the session is over."""
        if self.over is not None:
            return Changes(complete=False)
        token = secrets.token_hex(16)
        self._channel.send({"files": True, "token": token})
        timeout = self._limits.cell_timeout
        reply = self._channel.await_reply(token, timeout)
        entries = read_announcement(reply.get("written")) if reply is not None else None
        data = None if entries is None else self._channel.await_bytes(sum(entry.size for entry in entries), timeout)
        if reply is None or entries is None or data is None:
            self.abandon("died")
            return Changes(complete=False)
        listed = reply.get("removed")
        gone = {path for path in listed if isinstance(path, str)} if isinstance(listed, list) else set()
        written = split(entries, data)
        return Changes(
            {path: new for path, new in written.items() if self._files.get(path) != new},
            tuple(path for path in self._files if path in gone and path not in written),
            {entry.path: entry.mode for entry in entries if self._files.get(entry.path) != written[entry.path]},
            reply.get("complete") is True,
        )

    def widgets(self) -> dict[str, Any]:
        """The notebook's metadata ``widgets`` as nbclient would store it; empty where there are none."""
        return self._outputs.widgets()

    def abandon(self, reason: str) -> str:
        """End the session; `reason` is why it is over."""
        self.over = reason
        self._process.end()
        return reason

    def _await_end(self, token: str, deadline: float, patience: Callable[[], float]) -> tuple[str, int | None]:
        """Take messages until the cell is done; sets `over` where nothing can come after it.

        Parameters
        ----------
        token : str
            The cell's.
        deadline : float
            When it is interrupted.
        patience : callable
            By how many seconds the deadline is extended.

        Returns
        -------
        tuple
            How it ended, and the line in which it was interrupted.
        """
        self._channel.received = 0
        stopping, line, begun = "", None, False
        while True:
            now = time.monotonic()
            flooded = self._channel.received > _MAX_RECEIVED
            if stopping and now > deadline:
                self.over = stopping
                return stopping, line
            if not stopping and (flooded or (now > deadline and now > deadline + patience())):
                stopping, line = "output_limit" if flooded else "timed_out", self._find_line()
                deadline = time.monotonic() + GRACE
                self.interrupt()
            if (excess := self._process.monitor.excess()) is not None:
                self.over = excess
                return excess, line
            try:
                if printed := self._channel.wait(min(INTERVAL, deadline - now) if now < deadline else INTERVAL):
                    self._outputs.add_text(printed)
                while (document := self._channel.next()) is not None:
                    if document.get("begin") == token:
                        begun, self._outputs.execution_count = True, document.get("count")
                    elif document.get("done") == token:
                        return self._end(document, stopping), line
                    elif begun and "message" in document and not flooded:
                        self._outputs.add_message(document["message"], self._channel.last_size)
            except (EOFError, WireError):
                self.over = stopping or "died"
                return self.over, line

    def _end(self, document: dict[str, Any], stopping: str) -> str:
        """How a cell that is done ended."""
        for _ in range(_LAST_READS):
            if not (printed := self._channel.wait(0)):
                break
            self._outputs.add_text(printed)
        if time.monotonic() > self._deadline:
            self.over = stopping or "timed_out"
        if stopping:
            return stopping
        self._outputs.add_error(document.get("error"))
        return "ok" if document.get("status") == "ok" else "error"

    def _find_line(self) -> int | None:
        place = self._process.monitor.find_place()
        return None if place is None else place[1]
