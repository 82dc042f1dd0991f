"""Private names of other packages that the workers of the engine need, each with the version it was seen in.

No other module of the engine uses one. After an update of a library its functions here are what to compare with its source.
Everything is reached by way of objects that are passed in, so that nothing is imported for it.
"""

from __future__ import annotations

import atexit
import logging
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

#: What tests rely on in libraries' private modules (NumPy 2.4, pandas 3.1).
PRIVATE_PACKAGES = ("numpy._core", "pandas._testing")


def set_singleton(instance: Any) -> None:
    """Make this what its class's ``instance()`` returns, and that of each class above it.

    traitlets 5.16: `SingletonConfigurable.instance` does this with what it makes itself, and takes nothing made elsewhere.
    """
    for cls in type(instance)._walk_mro():
        cls._instance = instance


def clear_singleton(cls: Any) -> None:
    """Forget what ``instance()`` of this class and of each class above it returns, whatever its class.

    traitlets 5.16: `SingletonConfigurable.clear_instance` forgets only an instance of the class that it is called on.
    """
    for above in cls._walk_mro():
        above._instance = None


def forget_traceback(shell: Any) -> None:
    """Note that the next cell has shown no error yet.

    ipykernel 7.4: `ZMQInteractiveShell.run_cell` begins with this; `run_cell_async` does not.
    """
    shell._last_traceback, shell._last_traceback_during_displayhook = None, False


def last_traceback(shell: Any) -> tuple[list[str], bool]:
    """The traceback that the cell has shown, and whether a value could not be displayed (ipykernel 7.4)."""
    return shell._last_traceback or [], shell._last_traceback_during_displayhook


def forward_input(kernel: Any) -> None:
    """Have ``input()`` go to the kernel, which refuses it (ipykernel 7.4: `IPythonKernel.do_execute` does it)."""
    kernel._forward_input(False)


def restore_input(kernel: Any) -> None:
    """End `forward_input` (ipykernel 7.4)."""
    kernel._restore_input()


def abort_requests(kernel: Any, request: dict[str, Any]) -> None:
    """Abort the requests that wait behind this one (ipykernel 7.4: `Kernel.execute_request` does it after an error)."""
    kernel._abort_queues(request["header"].get("subshell_id"))


def keep_no_tracebacks(shell: Any) -> None:
    """Skip the second formatting of each traceback, which is for a history that is not kept (IPython 9.18)."""
    shell._format_exception_for_storage = lambda *_, **__: []


def display_hooks(shell: Any) -> tuple[list[Any], list[Any]]:
    """The hooks of this thread on values and on other displays, to be changed in place.

    ipykernel 7.4: they can be registered and unregistered, but not listed.
    """
    return shell.displayhook._hooks, shell.display_pub._hooks


def is_array_function(value: Any) -> bool:
    """Whether this is a function that NumPy wraps for overrides; the function itself is its ``__wrapped__`` (NumPy 2.4)."""
    return type(value).__name__ == "_ArrayFunctionDispatcher"


def enable_matplotlib(backend_inline: Any) -> None:
    """Have Matplotlib draw below the cells of the active shell (matplotlib-inline 0.2: done when it is imported)."""
    backend_inline._enable_matplotlib_integration()


def forget_display_hook(pyplot: Any) -> None:
    """Have pyplot look for the current shell again (Matplotlib 3.11: `uninstall_repl_displayhook` does it for one shell)."""
    pyplot._REPL_DISPLAYHOOK = pyplot._ReplDisplayHook.NONE


def figures() -> Any:
    """Matplotlib's table of open figures, or None where pyplot has not been imported (Matplotlib 3.11).

    `pyplot.get_fignums` and `pyplot.close` read it, but a learner's cell may have replaced them.
    """
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    return getattr(helpers, "Gcf", None)


def register_widgets(ipywidgets: Any) -> None:
    """Register widgets with the current kernel (ipywidgets 8.1: done when it is imported)."""
    ipywidgets._handle_ipython()


def tensorflow_reset() -> Callable[[], None] | None:
    """The function by which TensorFlow's own tests start anew; None where it has not been imported (TensorFlow 2.21)."""
    return getattr(sys.modules.get("tensorflow.python.eager.context"), "_reset_context", None)


def set_keras_home(folder: str) -> None:
    """Set the folder where Keras, if it is imported, keeps downloads (Keras 3.15 reads KERAS_HOME on import only)."""
    config: Any = sys.modules.get("keras.src.backend.config")
    if config is not None:
        config._KERAS_DIR = folder


def forget_keras() -> None:
    """Have Keras imported anew by whoever imports it next (Keras 3.15: its modules take being imported again)."""
    for name in [name for name in sys.modules if name == "keras" or name.startswith("keras.")]:
        del sys.modules[name]


def forget_matplotlib_folders(matplotlib: Any) -> None:
    """Have Matplotlib look again for its folders of configuration and caches (Matplotlib 3.11: looked up once)."""
    for find in (matplotlib.get_configdir, matplotlib.get_cachedir):
        cells = dict(zip(find.__code__.co_freevars, find.__closure__ or (), strict=True))
        cells["called"].cell_contents = False


def run_start_up(app: Any, modules: set[str]) -> None:
    """Run the start-up files, lines and the code that the kernel was started with.

    ipykernel 7.4 and IPython 9.18: `InteractiveShellApp.init_code`, which would also go through all modules to
    remember their names.

    Parameters
    ----------
    app : IPKernelApp
        The application, with all else done.
    modules : set of str
        The modules that ``%reset`` and a debugger take for the kernel's own.
    """
    app._run_startup_files()
    app._run_exec_lines()
    app._run_exec_files()
    if app.hide_initial_ns:
        app.shell.user_ns_hidden.update(app.shell.user_ns)
    app._run_cmd_line_code()
    app._run_module()
    sys.stdout.flush()
    sys.stderr.flush()
    app.shell._sys_modules_keys = modules


def ports(app: Any) -> dict[str, int]:
    """The ports of the kernel's channels, to be changed in place (ipykernel 7.4)."""
    found: dict[str, int] = app._ports
    return found


def redirect_log_handlers(before: set[TextIO], stream: TextIO) -> None:
    """Redirect log handlers from these streams to another one (Python 3.11 to 3.13: handlers cannot be listed)."""
    for reference in logging._handlerList:  # type: ignore[attr-defined]
        handler = reference()
        if isinstance(handler, logging.StreamHandler) and handler.stream in before:
            handler.setStream(stream)


def finish_interpreter() -> None:
    """Join the threads and call the functions registered with `atexit`, as Python 3.11 to 3.13 do when they finalize."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
