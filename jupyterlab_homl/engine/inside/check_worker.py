"""The process that runs a learner's cells and then serves calls to their names.

Frames of JSON cross its control channel: a job comes in, and the events ``ready`` (set-up done), ``ran`` (cells done),
``error`` or ``setup_failed`` go out. They decide nothing but when the clock starts: the verdict is the judge's alone.

As in a kernel, cells run and requests are served while an event loop is running.
"""

from __future__ import annotations

import asyncio
import builtins
import faulthandler
import importlib
import json
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Collection
from typing import Any

from jupyterlab_homl.engine.compat import set_singleton
from jupyterlab_homl.engine.inside.snapshot import InterpreterSnapshot
from jupyterlab_homl.engine.inside.surroundings import prepare_shell, settle
from jupyterlab_homl.engine.inside.warmup import warm_up_libraries
from jupyterlab_homl.engine.rlimits import restrict
from jupyterlab_homl.toolkit.desk import Desk, describe
from jupyterlab_homl.toolkit.library_classes import remember
from jupyterlab_homl.toolkit.wire import WireError, frame, receive, send

#: The file name of the errors that the tokeniser raises, which IPython runs over a cell before it is compiled.
_TOKENISED = "<tokenize>"

#: A shell that was made before the fork, which is much quicker than making one after it.
SHELL: Any = None


def main(control_fd: int, desk_fd: int, stack_fd: int) -> None:
    """Run one job.

    Parameters
    ----------
    control_fd : int
        A socket to the engine.
    desk_fd : int
        A socket to the judge.
    stack_fd : int
        Where the Python stack is written when SIGUSR1 asks for it.
    """
    asyncio.run(_run_job(control_fd, desk_fd, stack_fd))


async def _run_job(control_fd: int, desk_fd: int, stack_fd: int) -> None:
    control = os.fdopen(os.dup(control_fd), "wb")
    with os.fdopen(control_fd, "rb") as incoming_job:
        job = receive(incoming_job)
    faulthandler.register(signal.SIGUSR1, file=stack_fd, all_threads=False)
    shell = SHELL or make_shell()
    settle(shell)
    for cell in job["setup"]:
        error = await run_cell(shell, cell)
        if error is not None:
            send(control, {"event": "setup_failed", "error": error})
            return
    remember(list(shell.user_ns.values()))
    restored = _restored_names(shell.user_ns, job["inside"]) if job["inside"] else None
    restrict(**job["limits"])
    send(control, {"event": "ready"})
    started = time.perf_counter()
    exits = []
    for cell in job["cells"]:
        error = await run_cell(shell, cell)
        if error is not None and SystemExit.__name__ in error["kinds"]:
            exits.append([cell["id"], error["line"]])  # in a kernel it ends the cell alone
        elif error is not None:
            sys.stdout.flush()
            send(control, {"event": "error", "error": error})
            return
    send(control, {"event": "ran", "seconds": time.perf_counter() - started, "exits": exits})
    desk = Desk(shell.user_ns, cell_of, restored)
    with os.fdopen(desk_fd, "rb") as incoming, os.fdopen(os.dup(desk_fd), "wb") as outgoing:
        while True:
            try:
                request = receive(incoming)
            except EOFError:
                return
            outgoing.write(_reply(desk, request))
            outgoing.flush()


def _restored_names(names: dict[str, object], packages: list[str]) -> Callable[[list[str]], dict[str, object]]:
    """A function that restores the libraries before asserts are run here, and gives the names among which they run.

    All names are as the set-up left them, except those that the asserts are about.
    """
    snapshot = InterpreterSnapshot(packages)
    given = {name: value for name, value in names.items() if not name.startswith("_")}

    def restored(about: list[str]) -> dict[str, object]:
        snapshot.restore()
        kept = {name: value for name, value in names.items() if name in about or not hasattr(builtins, name)}
        return {**kept, **{name: value for name, value in given.items() if name not in about}}

    return restored


def _reply(desk: Desk, request: dict[str, Any]) -> bytes:
    """The frame of a reply, or of an error in its place where it is too large."""
    try:
        return frame(desk.serve(request))
    except WireError as error:
        return frame({"error": {"name": "ValueError", "message": str(error), "line": None, "cell": None}})


def prepare(_: Collection[str] = ()) -> None:
    """Make the shell, and import what figures need, before any fork."""
    global SHELL
    SHELL = make_shell()
    remember()
    if "matplotlib.pyplot" in sys.modules:
        importlib.import_module("matplotlib_inline.backend_inline")


def activate(shell: Any) -> None:
    """Make this shell the one that `get_ipython` and `__main__` mean."""
    set_singleton(shell)
    sys.modules["__main__"] = shell.user_module


def warm_up() -> None:
    """Do ahead what a run does, so that the memory that it touches is copied for this process before a run is timed."""
    asyncio.run(run_cell(SHELL, {"id": "warm-up", "source": "def f(x):\n    return [x, 1.0]\nf(0)\n1 / 0"}))
    json.loads(frame(Desk(SHELL.user_ns, cell_of).serve({"op": "call", "of": {"ref": 0}, "args": [], "kwargs": {}}))[4:])
    del SHELL.user_ns["f"]
    warm_up_libraries()
    remember()


def cell_of(filename: str) -> str | None:
    """The cell that a code object's file name stands for."""
    return filename[6:-1] if filename.startswith("<cell:") and filename.endswith(">") else None


def make_shell() -> Any:
    """An IPython shell without history, colours or tracebacks of its own."""
    from IPython.core.compilerop import CachingCompiler
    from IPython.core.displayhook import DisplayHook
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class CellCompiler(CachingCompiler):
        """Names code after the cell that it comes from."""

        cell = ""

        def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
            return f"<cell:{self.cell}>"

    class AnswerDisplayHook(DisplayHook):
        """Prints the value of a cell's last line without a prompt, and no `...` that is left of the stub."""

        def __call__(self, result: Any = None) -> None:
            show: Any = super().__call__
            if result is not ...:
                show(result)

        def write_output_prompt(self) -> None:
            """Write nothing: cells of a check have no numbers."""

    class CellShell(InteractiveShell):
        """Shows no errors: `describe` reports how a cell failed."""

        compiler_class: Any = CellCompiler
        displayhook_class: Any = AnswerDisplayHook

        def enable_gui(self, gui: Any = None) -> None:
            """There is no event loop of a window: figures stay in the cell."""

        def showtraceback(self, *args: Any, **kwargs: Any) -> None:
            """Show nothing."""

        def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
            """Show nothing."""

        def ask_exit(self) -> None:
            """What `exit` and `quit` do here: the same as `sys.exit`."""
            raise SystemExit

    config = Config()
    config.HistoryManager.enabled = False
    warnings.filterwarnings("ignore", "To exit: use", UserWarning)  # IPython's advice to who calls `sys.exit`
    InteractiveShell.clear_instance()
    shell = CellShell.instance(config=config)
    prepare_shell(shell)
    return shell


async def run_cell(shell: Any, cell: dict[str, str]) -> dict[str, Any] | None:
    """Run one cell; returns how it failed, if it did."""
    shell.compile.cell = cell["id"]
    source, failed = cell["source"], None
    try:
        source = shell.transform_cell(source)
    except Exception:
        failed = sys.exc_info()
    result = await shell.run_cell_async(
        cell["source"], store_history=False, transformed_cell=source, preprocessing_exc_tuple=failed
    )
    shell.events.trigger("post_execute")
    shell.events.trigger("post_run_cell", result)
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return None
    return {**describe(error, lambda name: cell["id"] if name == _TOKENISED else cell_of(name)), "in": cell["id"]}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
