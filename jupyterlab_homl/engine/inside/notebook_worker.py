"""The process that runs a notebook's cells one after another, and publishes what they show.

It is a real IPython kernel without sockets (`ipython_kernel`), so that outputs are those which any Jupyter client records.
Between cells it serves calls to the learner's names. The engine trusts nothing that it sends: it is only shown.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import importlib
import os
import select
import signal
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from jupyterlab_homl.engine.inside.guard import Guard
from jupyterlab_homl.engine.inside.interrupts import INTERRUPTS
from jupyterlab_homl.engine.inside.ipython_kernel import FrameSession, OutputStream, make_kernel, use_inline_backend
from jupyterlab_homl.engine.inside.side_effects import SideEffects, SilencedOutput
from jupyterlab_homl.engine.inside.surroundings import prepare_shell, settle
from jupyterlab_homl.engine.inside.warmup import warm_up_kernel
from jupyterlab_homl.engine.inside.working_folder import WorkingFolder
from jupyterlab_homl.engine.rlimits import restrict
from jupyterlab_homl.toolkit.desk import Desk, describe
from jupyterlab_homl.toolkit.library_classes import remember
from jupyterlab_homl.toolkit.wire import WireError, frame, receive

from . import check_worker

#: The notebook's folder, inside the one that the process may write to: temporary files and settings do not lie in it.
FOLDER = "notebook"


@dataclass(frozen=True)
class Prepared:
    """A kernel and its guard."""

    kernel: Any
    guard: Guard


#: Made before the fork, which is much quicker than making it after it.
PREPARED: Prepared | None = None

#: What an instructor's tests rely on, and the guard must know before a learner's cell runs.
_GUARDED = ("math", "random", "json", "unittest", "numpy", "numpy.testing")


def prepare(libraries: Collection[str] = ()) -> None:
    """Make the kernel before any fork, beside the shell for checks.

    Parameters
    ----------
    libraries : collection of str
        The modules that cells are going to use. All have been imported.
    """
    global PREPARED
    PREPARED = _make_prepared(libraries)


def _make_prepared(libraries: Collection[str] = ()) -> Prepared:
    for name in _GUARDED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    _warm_up(libraries)
    remember()
    kernel = make_kernel()
    prepare_shell(kernel.shell)
    check_worker.activate(kernel.shell)
    use_inline_backend()
    prepared = Prepared(kernel, Guard(kernel))
    if check_worker.SHELL is not None:
        check_worker.activate(check_worker.SHELL)
    return prepared


def _warm_up(libraries: Collection[str]) -> None:
    """Run a few cells in a kernel that is thrown away."""
    kernel = make_kernel()
    check_worker.activate(kernel.shell)
    use_inline_backend()
    streams, loop = (sys.stdout, sys.stderr), asyncio.new_event_loop()
    with Path(os.devnull).open("wb") as FrameSession.channel:
        sys.stdout, sys.stderr = OutputStream(kernel, "stdout", 1), OutputStream(kernel, "stderr", 2)
        try:
            warm_up_kernel(lambda source: loop.run_until_complete(execute(kernel, source)), libraries)
        finally:
            sys.stdout, sys.stderr = streams
            loop.close()


async def execute(kernel: Any, source: str) -> dict[str, Any]:
    """Run a cell as an execute request does; returns the reply."""
    parent = {**kernel.session.msg("execute_request"), "content": {"code": source}}
    kernel.set_parent([], parent)
    reply: dict[str, Any] = await kernel.do_execute(source)
    return reply


def main(control_fd: int, desk_fd: int, stack_fd: int) -> None:
    """Serve one session.

    Parameters
    ----------
    control_fd : int
        A socket to the engine: first ``{"limits", "environment", "files"}`` comes in, followed by the bytes of the files, and
        is answered by ``{"done": "ready", "language_info"}``; then ``{"source", "token", "guarded", "about", "cell"}`` for
        each cell, for which messages go out between ``{"begin": token, "count"}`` and ``{"done": token, "status", "error"}``;
        ``{"files", "token"}``, which is answered by the changes; and ``{"keep"}``, where requests at the desk took the place
        of a cell.
    desk_fd : int
        A socket on which a judge asks for the learner's names.
    stack_fd : int
        Where the Python stack is written when SIGUSR1 asks for it.
    """
    faulthandler.register(signal.SIGUSR1, file=stack_fd, all_threads=False)
    INTERRUPTS.install()
    prepared = PREPARED or _make_prepared()
    with os.fdopen(control_fd, "rb", buffering=0) as incoming, os.fdopen(os.dup(control_fd), "wb") as outgoing:
        FrameSession.channel = outgoing
        NotebookWorker(prepared, incoming, desk_fd).serve()


class NotebookWorker:
    """Serves one session.

    Parameters
    ----------
    prepared : Prepared
        The kernel, and its guard.
    incoming : BinaryIO
        The engine's requests, unbuffered.
    desk_fd : int
        As for `main`.
    """

    def __init__(self, prepared: Prepared, incoming: Any, desk_fd: int) -> None:
        self._incoming = incoming
        self._kernel, self._guard = prepared.kernel, prepared.guard
        self._shell: Any = self._kernel.shell
        self._desk_requests: Any = os.fdopen(desk_fd, "rb", buffering=0)
        self._desk_replies: BinaryIO = os.fdopen(os.dup(desk_fd), "wb")
        self._desk = Desk(self._shell.user_ns, self._shell.compile.cells.get, self._guard.restored_names)
        self._side_effects, self._silenced = SideEffects(), SilencedOutput()
        self._folder = WorkingFolder(Path(FOLDER).absolute())
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)

    def serve(self) -> None:
        """Serve requests until the engine has gone."""
        if not self._begin():
            return
        listening = [self._incoming, self._desk_requests]
        while True:
            ready, _, _ = select.select(listening, [], [])
            try:
                if self._incoming in ready:
                    self._serve_engine(receive(self._incoming))
                elif not self._serve_desk():
                    listening.remove(self._desk_requests)
            except EOFError:
                return
            except KeyboardInterrupt:  # it came too late, after the code that it was for
                continue

    def _begin(self) -> bool:
        """Get ready; returns whether the folder could be filled."""
        check_worker.activate(self._shell)
        request = receive(self._incoming)
        os.environ.update(request["environment"])
        settle(self._shell)
        try:
            Path(FOLDER).mkdir()
            self._folder.unpack(request["files"], self._incoming)
        except OSError as error:
            self._send({"done": "ready", "refused": error.strerror})
            return False
        os.chdir(FOLDER)
        sys.dont_write_bytecode = True  # it would lie among the learner's files
        if "" not in sys.path:  # a kernel has it, before what is installed
            installed = (n for n, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
            sys.path.insert(next(installed, 0), "")
        self._guard.snapshot.remember_finders()
        self._guard.snapshot.restore()  # the memory that this touches is copied now, not while tests are timed
        self._streams = OutputStream(self._kernel, "stdout", 1), OutputStream(self._kernel, "stderr", 2)
        sys.stdout, sys.stderr = self._streams
        restrict(**request["limits"])
        self._send({"done": "ready", "language_info": self._kernel.language_info})
        return True

    def _send(self, document: Mapping[str, object]) -> None:
        self._kernel.session.send_frame(document)

    def _serve_engine(self, request: dict[str, Any]) -> None:
        if "files" in request:
            found, contents = self._folder.changes()
            self._send({"done": request["token"], **found})
            for data in contents:
                FrameSession.channel.write(data)
            FrameSession.channel.flush()
            return
        if "keep" in request:
            self._side_effects.keep_draws()
            return
        self._side_effects.undo()
        INTERRUPTS.install()
        begin = {"begin": request["token"], "count": self._shell.execution_count}
        self._kernel.session.send_frame(begin, flush=False)
        reply = self._run(request)
        error = {name: reply[name] for name in ("ename", "evalue", "traceback")} if "ename" in reply else None
        self._send({"done": request["token"], "status": reply["status"], "error": error})

    def _run(self, request: dict[str, Any]) -> dict[str, object]:
        """Run one cell as an execute request does; returns the reply."""
        self._shell.compile.cell = request["cell"]
        try:
            try:
                INTERRUPTS.allowed = True
                if not request["guarded"]:
                    return self._loop.run_until_complete(execute(self._kernel, request["source"]))
                with self._guard.protect(request["about"], self._streams):
                    return self._loop.run_until_complete(execute(self._kernel, request["source"]))
            finally:
                INTERRUPTS.allowed = False
        except KeyboardInterrupt:
            return {"status": "error", "ename": "KeyboardInterrupt", "evalue": "", "traceback": []}
        finally:
            for stream in self._streams:
                stream.flush()

    def _serve_desk(self) -> bool:
        """Serve one request about the learner's names; returns whether there was one."""
        try:
            request = receive(self._desk_requests)
        except (EOFError, ConnectionResetError):
            return False
        self._side_effects.begin()
        self._shell.user_global_ns.pop("__warningregistry__", None)  # as before a cell, so that warnings are shown again
        INTERRUPTS.install()
        with self._silenced:
            reply = self._reply(request)
        with contextlib.suppress(BrokenPipeError):
            self._desk_replies.write(reply)
            self._desk_replies.flush()
        return True

    async def _serve(self, request: dict[str, Any]) -> dict[str, Any]:
        """Serve a request as a cell is run, while the loop is running."""
        return self._desk.serve(request)

    def _reply(self, request: dict[str, Any]) -> bytes:
        """The frame of a reply, or of an error in its place where it is too large or was interrupted."""
        try:
            try:
                INTERRUPTS.allowed = True
                reply = self._loop.run_until_complete(self._serve(request))
                return frame({**reply, "stderr": True} if self._silenced.wrote_stderr else reply)
            finally:
                INTERRUPTS.allowed = False
        except (WireError, KeyboardInterrupt) as error:
            return frame({"error": describe(error, lambda _: None)})


if __name__ == "__main__":
    from jupyterlab_homl.engine.inside.notebook_worker import (
        main as serve,  # by its name, as the guard finds it, not as __main__
    )

    serve(*map(int, sys.argv[1:4]))
