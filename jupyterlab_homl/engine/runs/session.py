"""Running the cells of a whole notebook in one sealed process, with the outputs that a Jupyter client would have recorded."""

from __future__ import annotations

import secrets
import signal
import tempfile
import time
from collections.abc import Collection, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, Self

from ...errors import NoEngine
from ..inside.file_transfer import Changes, announce, entries_of, split
from ..launch.forkserver import NOT_SEALED
from ..launch.launcher import SEALED, Launcher, Start
from ..sandbox.limits import Limits
from .channel import Line
from .monitor import LOOK_EVERY, NOT_SEALED_NOW, REFUSED, Watch
from .outputs import Ran, Record

RECORDER = "jupyterlab_homl.engine.inside.notebook_worker"

#: Bytes that a cell may say in all, figures included, before it is interrupted.
_MAX_HEARD = 64 * 2**20

#: Seconds in which a cell that is interrupted must stop.
GRACE = 2.0

#: What was printed past Python when a cell is done is still in the pipe; nobody waits for one who goes on printing.
_LAST_PIECES = 16

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
        Which libraries the cells want.
    require_sandbox : bool
        Whether to refuse where it cannot be sealed.
    files : mapping
        What lies in its folder, where the cells run: relative paths to bytes.
    environment : mapping
        Variables that the cells find besides the few that every sealed process has.
    modes : mapping
        The permissions of files that are not to have the ordinary ones.

    Attributes
    ----------
    sandbox : str
        What seals it.
    language_info : dict
        What the kernel says of its language, before any cell.
    desk : socket
        Our end of a line on which it serves `toolkit.serving.Desk` requests whenever no cell runs.
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
    Each request carries a token, and only an answer with that token ends it, so a cell cannot say by accident or by writing
    to every descriptor that it is done. A cell that looks for the token in the memory of its process finds it: what is
    recorded is what the learner's process says, and a mark that must not be forged is for a judge outside of it.
    """

    def __init__(
        self,
        launcher: Launcher,
        limits: Limits,
        tier: str = "light",
        require_sandbox: bool = False,
        *,
        files: Mapping[str, bytes] = _NONE,
        environment: Mapping[str, str] = _NONE,
        modes: Mapping[str, int] = _NONE,
    ) -> None:
        announced = announce(files, modes)
        self._limits, self._files = limits, files
        self._folder = tempfile.TemporaryDirectory(prefix="homl-session-", ignore_cleanup_errors=True)
        self._line = Line(limits.setup_timeout)
        self.desk = self._line.desk
        try:
            self._child = launcher.start(
                Start(RECORDER, self._line.theirs, self._line.output, self._folder.name, tier, "sealed")
            )
        except BaseException:
            self._let_go()
            raise
        finally:
            self._line.hand_over()
        self.sandbox = self._child.sandbox
        self.over: str | None = None
        self.language_info: dict[str, Any] = {}
        self._cells = 0
        self._record = Record(limits.output)
        self._watch = Watch(self._child, self._line.stack, limits)
        if require_sandbox and self.sandbox not in SEALED:
            self.close()
            raise NoEngine(REFUSED)
        counted = limits.processes if self.sandbox in SEALED else 0
        held = {"memory": limits.memory, "processes": counted, "file_size": limits.file_size, "seconds": limits.run_timeout}
        self._line.ask({"limits": held, "environment": dict(environment), "files": announced}, files.values())
        said = self._line.await_answer("ready", limits.setup_timeout)
        if said is None or "refused" in said:
            status = self.close()
            if status == NOT_SEALED:
                raise NoEngine(NOT_SEALED_NOW)
            if said is not None:
                raise NoEngine("The notebook's files do not fit into its folder ({reason}).", reason=str(said["refused"]))
            raise NoEngine("The process that runs the notebook did not start.")
        if isinstance(said.get("language_info"), dict):
            self.language_info = said["language_info"]
        self._watch.begin()
        self._deadline = time.monotonic() + limits.run_timeout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> int:
        """End the process with all that it has started; returns its exit status."""
        status = self._child.end()
        self._let_go()
        return status

    def _let_go(self) -> None:
        self._line.close()
        self._folder.cleanup()

    def run(
        self,
        source: str,
        *,
        timeout: float | None = None,
        guarded: bool = False,
        about: Collection[str] | None = None,
        cell: str | None = None,
    ) -> Ran:
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
            Names that a guarded cell is about: all other names of the learner's that hide a builtin are out of its sight. By
            default none is.
        cell : str, optional
            What `Desk` calls the cell where something of it fails; its number by default.
        """
        if self.over is not None:
            return Ran(self.over)
        self._cells += 1
        if not source.strip():
            return Ran("ok")
        ran = Ran("ok")
        started = time.monotonic()
        self._record.begin(source)
        self._line.drain()
        token = secrets.token_hex(16)
        named = {"cell": cell or str(self._cells), "about": None if about is None else sorted(about)}
        self._line.ask({"source": source, "token": token, "guarded": guarded, **named})
        allowed = self._limits.cell_timeout if timeout is None else timeout
        ended = self._hear(ran, token, min(self._deadline, started + allowed))
        if self.over is not None:
            self._child.end()
        if ended in ("timed_out", "output_limit"):
            self._record.end_too_late()
        ran.ended, ran.seconds = ended, time.monotonic() - started
        ran.outputs, ran.execution_count = self._record.outputs, self._record.execution_count
        return ran

    def interrupt(self) -> None:
        """Have what runs stop, a cell or what is asked at the desk, as Ctrl-C does; nothing happens where nothing runs."""
        self._child.signal(signal.SIGINT)

    def keep_draws(self) -> None:
        """What was asked at the desk took the place of a cell: random states stay as that left them."""
        if self.over is None:
            self._line.ask({"keep": True})

    def look(self) -> str | None:
        """Look at what it uses while no cell runs; says why the session is over, None while it goes on."""
        excess = None if self.over else self._watch.excess()
        return self.give_up(excess) if excess else self.over

    def take_files(self) -> Changes:
        """What the cells did to the files of the folder since it was given; nothing once the session is over."""
        if self.over is not None:
            return Changes(complete=False)
        token = secrets.token_hex(16)
        self._line.ask({"files": True, "token": token})
        patience = self._limits.cell_timeout
        said = self._line.await_answer(token, patience)
        entries = entries_of(said.get("written")) if said is not None else None
        data = None if entries is None else self._line.await_bytes(sum(entry.size for entry in entries), patience)
        if said is None or entries is None or data is None:
            self.give_up("died")
            return Changes(complete=False)
        told = said.get("removed")
        gone = {path for path in told if isinstance(path, str)} if isinstance(told, list) else set()
        written = split(entries, data)
        return Changes(
            {path: new for path, new in written.items() if self._files.get(path) != new},
            tuple(path for path in self._files if path in gone and path not in written),
            {entry.path: entry.mode for entry in entries if self._files.get(entry.path) != written[entry.path]},
            said.get("complete") is True,
        )

    def widgets(self) -> dict[str, Any]:
        """The notebook's metadata ``widgets`` as nbclient would store it; empty where there are none."""
        return self._record.widgets()

    def give_up(self, why: str) -> str:
        """End it, for this reason."""
        self.over = why
        self._child.end()
        return why

    def _hear(self, ran: Ran, token: str, deadline: float) -> str:
        """Take what is said until the cell is done; returns how that came, and sets `over` where nothing can come after it."""
        self._line.heard = 0
        stopping, begun = "", False
        while True:
            now = time.monotonic()
            flooded = self._line.heard > _MAX_HEARD
            if stopping and now > deadline:
                self.over = stopping
                return stopping
            if not stopping and (now > deadline or flooded):
                stopping, ran.line = "output_limit" if flooded else "timed_out", self._find_line()
                deadline = time.monotonic() + GRACE
                self.interrupt()
            if (excess := self._watch.excess()) is not None:
                self.over = excess
                return excess
            try:
                printed = self._line.listen(min(LOOK_EVERY, deadline - now))
                if printed:
                    self._record.take_text(printed)
                while (said := self._line.next()) is not None:
                    if said.get("begin") == token:
                        begun, self._record.execution_count = True, said.get("count")
                    elif said.get("done") == token:
                        return self._end(said, stopping)
                    elif begun and "message" in said and not flooded:
                        self._record.take(said["message"], self._line.size)
            except EOFError:
                self.over = stopping or "died"
                return self.over

    def _end(self, said: dict[str, Any], stopping: str) -> str:
        """How a cell went that is done."""
        for _ in range(_LAST_PIECES):
            if not (printed := self._line.listen(0)):
                break
            self._record.take_text(printed)
        if time.monotonic() > self._deadline:
            self.over = stopping or "timed_out"
        if stopping:
            return stopping
        self._record.end(said.get("error"))
        return "ok" if said.get("status") == "ok" else "error"

    def _find_line(self) -> int | None:
        place = self._watch.find_place()
        return None if place is None else place[1]
