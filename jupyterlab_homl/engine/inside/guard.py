"""Protecting an instructor's tests that run in the process in which a learner's cells have run.

It undoes the usual tricks before the tests: replaced functions of libraries, of builtins and of the shell, transformers that
drop asserts, callbacks, handlers of errors, printers. What belongs to the shell is put back after the tests, since honest
cells may rely on it. A determined attacker gets past all of it.
"""

from __future__ import annotations

import builtins
import contextlib
import operator
import sys
from collections.abc import Callable, Collection, Iterator
from typing import Any

from ..compat import PRIVATE_PACKAGES, display_hooks
from .snapshot import InterpreterSnapshot

#: The packages that tests rely on, as far as they are imported.
PACKAGES = (
    *PRIVATE_PACKAGES,
    "builtins",
    "math",
    "random",
    "json",
    "numpy.lib",
    "numpy.linalg",
    "numpy.random",
    "numpy.testing",
    "unittest",
    "pandas.testing",
    "jupyterlab_homl.engine.compat",
    "jupyterlab_homl.engine.inside",
    "jupyterlab_homl.toolkit.desk",
    "jupyterlab_homl.toolkit.wire",
)

#: Modules whose submodules are too many to go through before each cell.
MODULES = ("numpy",)

_LISTS = ("cleanup_transforms", "line_transforms", "token_transformers")
_VALUES = ("ast_node_interactivity", "custom_exceptions", "input_transformers_post", "ast_transformers")
_PARTS = ("displayhook", "display_pub", "display_formatter", "input_transformer_manager", "events", "compile", "builtin_trap")
_LIBRARIES = ("matplotlib.", "matplotlib_inline.", "IPython.", "ipykernel.")


class Guard:
    """The state of a kernel and its libraries when this was made.

    Parameters
    ----------
    kernel : IPythonKernel
        The kernel.
    """

    def __init__(self, kernel: Any) -> None:
        self._kernel, self._shell = kernel, kernel.shell
        shell = self._shell
        self.snapshot = InterpreterSnapshot(PACKAGES, MODULES)
        objects = [kernel, shell, kernel.session, *(getattr(shell, name) for name in _PARTS)]
        self.snapshot.remember_methods({cls for thing in objects for cls in type(thing).__mro__ if cls is not object})
        self._parts = [(shell, name, getattr(shell, name)) for name in _PARTS] + [(kernel, "session", kernel.session)]
        self._owners = [(thing, dict(vars(thing))) for thing in objects]
        self._callbacks = {name: list(found) for name, found in shell.events.callbacks.items()}
        self._lists = [(name, list(getattr(shell.input_transformer_manager, name))) for name in _LISTS]
        self._values = {name: getattr(shell, name) for name in _VALUES}
        self._values = {name: list(value) if isinstance(value, list) else value for name, value in self._values.items()}
        self._printers = [
            (printers, dict(printers))
            for formatter in shell.display_formatter.formatters.values()
            for printers in (formatter.singleton_printers, formatter.type_printers)
        ]

    @contextlib.contextmanager
    def protect(self, about: Collection[str] | None, streams: tuple[Any, Any]) -> Iterator[None]:
        """Undo what can be undone, for the duration of the block.

        Parameters
        ----------
        about : collection of str or None
            The names that the tests are about: all others that shadow a builtin are hidden. None hides nothing.
        streams : tuple
            Standard output and error as they should be.
        """
        self.snapshot.restore()
        put_back: list[Callable[[], None]] = []
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            _put(sys, name, stream, put_back)
        self._undo_shell(put_back)
        if about is not None:
            self._hide(about, put_back)
        try:
            yield
        finally:
            for step in reversed(put_back):
                step()

    def restored_names(self, about: Collection[str]) -> dict[str, object]:
        """The names among which the desk runs asserts, once the libraries are restored."""
        self.snapshot.restore()
        names = self._shell.user_ns
        return {name: value for name, value in names.items() if name in about or not hasattr(builtins, name)}

    def _undo_shell(self, put_back: list[Callable[[], None]]) -> None:
        shell = self._shell
        for holder, name, value in self._parts:
            _put(holder, name, value, put_back)
        for thing, before in self._owners:
            _undo_methods(thing, before, put_back)
        for name, value in self._values.items():
            if isinstance(value, list):
                _swap(getattr(shell, name), value, put_back)
            else:
                _put(shell, name, value, put_back)
        for name, value in self._lists:
            _swap(getattr(shell.input_transformer_manager, name), value, put_back)
        for name, callbacks in shell.events.callbacks.items():
            known = self._callbacks.get(name, [])
            _swap(callbacks, [call for call in callbacks if call in known or _is_of_libraries(call)], put_back)
        for printers, before in self._printers:
            kept = {key: value for key, value in printers.items() if not _is_common(key)}
            _swap(printers, {**kept, **{key: value for key, value in before.items() if _is_common(key)}}, put_back)
        for hooks in display_hooks(shell):
            _swap(hooks, [], put_back)

    def _hide(self, about: Collection[str], put_back: list[Callable[[], None]]) -> None:
        names = self._shell.user_ns
        hidden = {name: names[name] for name in list(names) if name not in about and name in vars(builtins)}
        for name in hidden:
            del names[name]
        put_back.append(lambda: names.update({name: value for name, value in hidden.items() if name not in names}))


def _put(holder: Any, name: str, value: Any, put_back: list[Callable[[], None]]) -> None:
    now = getattr(holder, name, None)
    if now is not value:
        put_back.append(lambda: setattr(holder, name, now))
        setattr(holder, name, value)


def _swap(holder: Any, before: Any, put_back: list[Callable[[], None]]) -> None:
    """Give a list or dict the members that it had, in place, since others refer to it."""
    if len(holder) == len(before):
        members = [holder.get(key) for key in before] if isinstance(holder, dict) else holder
        if all(map(operator.is_, members, before.values() if isinstance(holder, dict) else before)):
            return
    current = holder.copy()
    put_back.append(lambda: _fill(holder, current))
    _fill(holder, before)


def _fill(holder: Any, members: Any) -> None:
    holder.clear()
    if isinstance(holder, dict):
        holder.update(members)
    else:
        holder.extend(members)


def _undo_methods(thing: Any, before: dict[str, object], put_back: list[Callable[[], None]]) -> None:
    """Remove from an object what hides a method of its class, or has replaced a callable that it had."""
    own = vars(thing)
    kind = type(thing)
    for name, value in list(own.items()):
        if before.get(name, own) is value:
            continue
        if callable(before.get(name)) or (name not in before and callable(getattr(kind, name, None))):
            put_back.append(lambda name=name, value=value: own.__setitem__(name, value))  # type: ignore[misc]
            if name in before:
                own[name] = before[name]
            else:
                del own[name]


def _is_of_libraries(call: Any) -> bool:
    """Whether this is a function of Matplotlib's or the kernel's, unchanged in its module."""
    module, name = getattr(call, "__module__", None), getattr(call, "__name__", None)
    if not isinstance(module, str) or not isinstance(name, str) or not module.startswith(_LIBRARIES):
        return False
    return getattr(sys.modules.get(module), name, None) is call


def _is_common(key: Any) -> bool:
    """Whether a printer for this type would print what partial credit is read from: a number or another plain value."""
    return not isinstance(key, type) or key.__module__ in ("builtins", "numpy")
