"""Undoing what code can do to the libraries and the interpreter around it.

Where tests must run in the process that has run a learner's code, they should at least meet NumPy as it was. What can be
put back is: builtins, the names of modules, the members of their classes, the code of their functions, hooks of the
interpreter. A determined attacker gets past this, so a verdict from inside says that it is one.
"""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Collection
from types import FunctionType, ModuleType
from typing import Any

_HOOKS = ("excepthook", "displayhook", "unraisablehook", "breakpointhook")
_ENTRIES = ("__code__", "__defaults__", "__kwdefaults__")


class Memory:
    """What the interpreter and some packages were when this was made.

    Parameters
    ----------
    packages : collection of str
        Top-level names of the packages, those that tests rely on.
    """

    def __init__(self, packages: Collection[str]) -> None:
        self._modules = dict(sys.modules)
        self._names: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self._classes: list[tuple[type, dict[str, Any]]] = []
        self._functions: list[tuple[FunctionType, tuple[Any, ...]]] = []
        self._hooks = {name: getattr(sys, name) for name in _HOOKS}
        self._finders = (list(sys.meta_path), list(sys.path_hooks), list(sys.path))
        known: set[int] = set()
        for module in [builtins, *self._modules.values()]:
            if isinstance(module, ModuleType) and module.__name__.partition(".")[0] in packages and id(module) not in known:
                known.add(id(module))
                self._remember(module, known)

    def _remember(self, module: ModuleType, known: set[int]) -> None:
        names = vars(module)
        self._names.append((names, dict(names)))
        for value in list(names.values()):
            if type(value).__name__ == "_ArrayFunctionDispatcher":  # of which NumPy's functions are the code
                value = getattr(value, "__wrapped__", value)
            if id(value) in known or getattr(value, "__module__", None) != module.__name__:
                continue
            known.add(id(value))
            if isinstance(value, FunctionType):
                self._functions.append((value, _entries(value)))
            elif type(value) is type:
                members = {name: member for name, member in vars(value).items() if name not in ("__dict__", "__weakref__")}
                self._classes.append((value, members))
                functions = [member for member in members.values() if isinstance(member, FunctionType)]
                self._functions += [(function, _entries(function)) for function in functions]

    def restore(self) -> None:
        """Put back what has been changed since."""
        sys.settrace(None)
        sys.setprofile(None)
        threading.settrace(None)
        for name, hook in self._hooks.items():
            setattr(sys, name, hook)
        sys.meta_path[:], sys.path_hooks[:], sys.path[:] = self._finders
        sys.modules.update(self._modules)
        for names, before in self._names:
            for name, value in before.items():
                if names.get(name, _MISSING) is not value:
                    names[name] = value
        for function, entries in self._functions:
            if any(getattr(function, name) is not entry for name, entry in zip(_ENTRIES, entries, strict=True)):
                for name, entry in zip(_ENTRIES, entries, strict=True):
                    setattr(function, name, entry)
        for cls, before in self._classes:
            _restore_class(cls, before)


_MISSING = object()


def _entries(function: FunctionType) -> tuple[Any, ...]:
    return tuple(getattr(function, name) for name in _ENTRIES)


def _restore_class(cls: type, before: dict[str, Any]) -> None:
    now = vars(cls)
    for name in [name for name, value in before.items() if now.get(name, _MISSING) is not value]:
        try:
            setattr(cls, name, before[name])
        except (AttributeError, TypeError):
            continue  # a class of C cannot be changed, by anybody
    # What is new is honest, as a rule, unless it takes the place of something that was inherited.
    for name in [name for name in now if name not in before and any(hasattr(base, name) for base in cls.__mro__[1:])]:
        try:
            delattr(cls, name)
        except (AttributeError, TypeError):
            continue
