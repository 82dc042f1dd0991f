"""The process in which a notebook's cells are run one after another, and what they show is told.

It is a real IPython kernel without sockets (`sockless`), so that outputs are those which any Jupyter client records. Between
cells it serves calls to the learner's names. Nothing that is said here is relied on but as something to show.
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
from collections.abc import Collection
from pathlib import Path
from typing import Any, BinaryIO

from jupyterlab_homl.engine.inside.file_transfer import Folder
from jupyterlab_homl.engine.inside.guard import Guard
from jupyterlab_homl.engine.inside.interrupts import INTERRUPTS
from jupyterlab_homl.engine.inside.ipython_kernel import Stream, Wire, draw_below_cells, make_kernel
from jupyterlab_homl.engine.inside.side_effects import Backstage, Unheard
from jupyterlab_homl.engine.inside.warmup import rehearse_cells
from jupyterlab_homl.engine.sandbox.limits import restrict
from jupyterlab_homl.toolkit.desk import Desk, describe
from jupyterlab_homl.toolkit.wire import WireError, frame, receive

from . import check_worker

#: The folder of a notebook, in the one that its process may write to: temporary files and settings are not among its files.
FOLDER = "notebook"

#: What is made before the fork, which is much quicker than making it after: the kernel, and what it and its libraries were.
MADE: dict[str, Any] = {}

#: What an instructor's tests rely on, and so must be known before a learner's cell runs.
_RELIED_ON = ("math", "random", "json", "unittest", "numpy", "numpy.testing")


def prepare(libraries: Collection[str] = ()) -> None:
    """Make the kernel before any fork, beside the shell for checks.

    Parameters
    ----------
    libraries : collection of str
        Those that cells are going to use. All are imported by now.
    """
    for name in _RELIED_ON:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    _rehearse(libraries)
    kernel = MADE["kernel"] = make_kernel()
    check_worker.activate(kernel.shell)
    draw_below_cells()
    MADE["guard"] = Guard(kernel)
    if check_worker.SHELL is not None:
        check_worker.activate(check_worker.SHELL)


def _rehearse(libraries: Collection[str]) -> None:
    """Run a few cells in a kernel that is thrown away."""
    kernel = make_kernel()
    check_worker.activate(kernel.shell)
    draw_below_cells()
    kept, loop = (sys.stdout, sys.stderr), asyncio.new_event_loop()
    with Path(os.devnull).open("wb") as Wire.channel:
        sys.stdout, sys.stderr = Stream(kernel, "stdout", 1), Stream(kernel, "stderr", 2)
        try:
            rehearse_cells(lambda source: loop.run_until_complete(execute(kernel, source)), libraries)
        finally:
            sys.stdout, sys.stderr = kept
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
        A socket to the engine: first ``{"limits", "environment", "files"}`` comes in, with the bytes of the files behind it,
        and is answered by ``{"done": "ready", "language_info"}``; then ``{"source", "token", "guarded", "about", "cell"}`` for
        each cell, for which messages go out between ``{"begin": token, "count"}`` and ``{"done": token, "status", "error"}``;
        ``{"files", "token"}``, which is answered by what changed; and ``{"keep"}``, where what was asked at the desk took the
        place of a cell.
    desk_fd : int
        A socket to whoever asks for the learner's names.
    stack_fd : int
        Where the Python stack is written when SIGUSR1 asks for it.
    """
    faulthandler.register(signal.SIGUSR1, file=stack_fd, all_threads=False)
    INTERRUPTS.listen()
    if not MADE:
        prepare()
    with os.fdopen(control_fd, "rb", buffering=0) as incoming, os.fdopen(os.dup(control_fd), "wb") as outgoing:
        Wire.channel = outgoing
        Recorder(incoming, desk_fd).serve()


class Recorder:
    """Serves one session.

    Parameters
    ----------
    incoming : BinaryIO
        Requests of the engine's, unbuffered.
    desk_fd : int
        As for `main`.
    """

    def __init__(self, incoming: Any, desk_fd: int) -> None:
        self._incoming = incoming
        self._kernel, self._guard = MADE["kernel"], MADE["guard"]
        self._shell: Any = self._kernel.shell
        self._asked: Any = os.fdopen(desk_fd, "rb", buffering=0)
        self._answers: BinaryIO = os.fdopen(os.dup(desk_fd), "wb")
        self._desk = Desk(self._shell.user_ns, self._shell.compile.cells.get, self._guard.prepare)
        self._backstage, self._unheard = Backstage(), Unheard()
        self._folder = Folder(Path(FOLDER).absolute())
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)

    def serve(self) -> None:
        """Do what is asked until nobody is there any more."""
        if not self._begin():
            return
        listening = [self._incoming, self._asked]
        while True:
            ready, _, _ = select.select(listening, [], [])
            try:
                if self._incoming in ready:
                    self._perform(receive(self._incoming))
                elif not self._answer():
                    listening.remove(self._asked)
            except EOFError:
                return
            except KeyboardInterrupt:  # it came when what it was for had ended
                continue

    def _begin(self) -> bool:
        """Get ready; says whether the folder could be filled."""
        check_worker.activate(self._shell)
        request = receive(self._incoming)
        os.environ.update(request["environment"])
        try:
            Path(FOLDER).mkdir()
            self._folder.unpack(request["files"], self._incoming)
        except OSError as error:
            self._tell({"done": "ready", "refused": error.strerror})
            return False
        os.chdir(FOLDER)
        sys.dont_write_bytecode = True  # among a learner's files nobody wants it
        if "" not in sys.path:  # where a kernel has it
            installed = (n for n, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
            sys.path.insert(next(installed, 0), "")
        self._guard.memory.remember_finders()
        self._guard.memory.restore()  # what it looks at is copied for this process, which is not to count as time of tests
        sys.stdout, sys.stderr = Stream(self._kernel, "stdout", 1), Stream(self._kernel, "stderr", 2)
        self._streams = sys.stdout, sys.stderr
        restrict(**request["limits"])
        self._tell({"done": "ready", "language_info": self._kernel.language_info})
        return True

    def _tell(self, document: dict[str, Any]) -> None:
        self._kernel.session.tell(document)

    def _perform(self, request: dict[str, Any]) -> None:
        if "files" in request:
            found, contents = self._folder.changed()
            self._tell({"done": request["token"], **found})
            for data in contents:
                Wire.channel.write(data)
            Wire.channel.flush()
            return
        if "keep" in request:
            self._backstage.keep()
            return
        self._backstage.leave()
        INTERRUPTS.listen()
        self._kernel.session.tell({"begin": request["token"], "count": self._shell.execution_count}, at_once=False)
        reply = self._run(request)
        error = {name: reply[name] for name in ("ename", "evalue", "traceback")} if "ename" in reply else None
        self._tell({"done": request["token"], "status": reply["status"], "error": error})

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run one cell as an execute request does; returns the reply."""
        self._shell.compile.cell = request["cell"]
        try:
            try:
                INTERRUPTS.obeyed = True
                if not request["guarded"]:
                    return self._loop.run_until_complete(execute(self._kernel, request["source"]))
                with self._guard.up(request["about"], self._streams):
                    return self._loop.run_until_complete(execute(self._kernel, request["source"]))
            finally:
                INTERRUPTS.obeyed = False
        except KeyboardInterrupt:
            return {"status": "error", "ename": "KeyboardInterrupt", "evalue": "", "traceback": []}
        finally:
            for stream in self._streams:
                stream.flush()

    def _answer(self) -> bool:
        """Serve one request about the learner's names; says whether there was one."""
        try:
            request = receive(self._asked)
        except (EOFError, ConnectionResetError):
            return False
        self._backstage.enter()
        self._shell.user_global_ns.pop("__warningregistry__", None)  # as before a cell: what warned once warns again
        INTERRUPTS.listen()
        with self._unheard:
            reply = self._serve(request)
        with contextlib.suppress(BrokenPipeError):
            self._answers.write(reply)
            self._answers.flush()
        return True

    def _serve(self, request: dict[str, Any]) -> bytes:
        """The frame of a reply, or of an error in its place where it is too large or was interrupted."""
        try:
            try:
                INTERRUPTS.obeyed = True
                reply = self._desk.serve(request)
                return frame({**reply, "stderr": True} if self._unheard.complained else reply)
            finally:
                INTERRUPTS.obeyed = False
        except (WireError, KeyboardInterrupt) as error:
            return frame({"error": describe(error, lambda _: None)})


if __name__ == "__main__":
    from jupyterlab_homl.engine.inside.notebook_worker import main as serve  # not this module's twin: it is found by its name

    serve(*map(int, sys.argv[1:4]))
