"""A snapshot of libraries and interpreter, which undoes what a learner's code has done to them.

Where tests must run in the process that has run a learner's code, they should at least find NumPy as it was. What can be
restored is: builtins, the names in modules, the members of their classes, the code of their functions, hooks of the
interpreter. A determined attacker gets past this, so a verdict from inside is marked as such.
"""

from __future__ import annotations

import builtins
import operator
import sys
import threading
from collections.abc import Collection, Iterable, Mapping
from types import FunctionType, ModuleType
from typing import Any

from ..compat import is_array_function

_HOOKS = ("excepthook", "displayhook", "unraisablehook", "breakpointhook")
_ENTRIES = ("__code__", "__defaults__", "__kwdefaults__")
_METHODS = (FunctionType, classmethod, staticmethod, property)


class InterpreterSnapshot:
    """The state of the interpreter and of some packages when this was made.

    Parameters
    ----------
    packages : collection of str
        Dotted names of packages that tests rely on; their submodules are included.
    modules : collection of str
        Modules that are included without their submodules.
    """

    def __init__(self, packages: Collection[str], modules: Collection[str] = ()) -> None:
        self._modules = {name: module for name, module in sys.modules.items() if _is_public(name)}
        self._names: list[_Members] = []
        self._classes: list[tuple[type, _Members]] = []
        self._functions: list[FunctionType] = []
        self._hooks = {name: getattr(sys, name) for name in _HOOKS}
        self.remember_finders()
        self._builtins = dict(vars(builtins))
        self._known: set[int] = set()
        for name, module in list(sys.modules.items()):
            included = name in modules or any(name == package or name.startswith(f"{package}.") for package in packages)
            if included and isinstance(module, ModuleType) and id(module) not in self._known:
                self._known.add(id(module))
                self._modules[name] = module
                self._add_module(module)
        self._entries = [list(map(operator.attrgetter(name), self._functions)) for name in _ENTRIES]

    def _add_module(self, module: ModuleType) -> None:
        names = vars(module)
        self._names.append(_Members(names, dict(names)))
        for value in list(names.values()):
            if is_array_function(value):
                value = getattr(value, "__wrapped__", value)
            if id(value) in self._known or getattr(value, "__module__", None) != module.__name__:
                continue
            self._known.add(id(value))
            if isinstance(value, FunctionType):
                self._functions.append(value)
            elif type(value) is type:
                members = {name: member for name, member in vars(value).items() if name not in ("__dict__", "__weakref__")}
                self._add_class(value, members)

    def _add_class(self, cls: type, members: Mapping[str, object]) -> None:
        self._classes.append((cls, _Members(vars(cls), members)))
        self._functions += [member for member in members.values() if isinstance(member, FunctionType)]

    def remember_finders(self) -> None:
        """Have `restore` look modules up where they are looked up now."""
        lists: list[list[Any]] = [sys.meta_path, sys.path_hooks, sys.path]
        self._finders = [(places, list(places)) for places in lists]

    def remember_methods(self, classes: Iterable[type]) -> None:
        """Have `restore` restore the methods of these classes, too; their other members may change."""
        for cls in classes:
            if id(cls) not in self._known:
                self._known.add(id(cls))
                methods = {name: member for name, member in vars(cls).items() if isinstance(member, _METHODS)}
                self._add_class(cls, methods)
        self._entries = [list(map(operator.attrgetter(name), self._functions)) for name in _ENTRIES]

    def restore(self) -> None:
        """Restore what has been changed since; entries that were added to `sys.path` and the like stay, behind the others."""
        vars(builtins).update(self._builtins)  # first of all, since what follows uses them
        sys.settrace(None)
        sys.setprofile(None)
        threading.settrace(None)
        threading.setprofile(None)
        for name, hook in self._hooks.items():
            setattr(sys, name, hook)
        for places, before in self._finders:
            if len(places) < len(before) or not all(map(operator.is_, places, before)):
                places[:] = before + [place for place in places if place not in before]
        sys.modules.update(self._modules)
        for names in self._names:
            if not names.unchanged():
                names.now.update(names.before)
        for name, entries in zip(_ENTRIES, self._entries, strict=True):
            if not all(map(operator.is_, map(operator.attrgetter(name), self._functions), entries)):
                for function, entry in zip(self._functions, entries, strict=True):
                    setattr(function, name, entry)
        for cls, members in self._classes:
            if len(members.now) != len(members.known) or not members.unchanged():
                _restore_class(cls, members)


class _Members:
    """The members of a module or class, now and before; compared without running any code of theirs."""

    __slots__ = ("_names", "_values", "before", "known", "now")

    def __init__(self, now: Any, before: Mapping[str, object]) -> None:
        self.now, self.before, self.known = now, before, frozenset(now)
        self._names, self._values = tuple(before), tuple(before.values())

    def unchanged(self) -> bool:
        """Whether each is the object that it was."""
        return all(map(operator.is_, map(self.now.get, self._names), self._values))


def _is_public(module: str) -> bool:
    """Whether tests would import a module of this name; there are many more modules, and each one costs time."""
    return module.count(".") <= 1 and not module.startswith("_") and "._" not in module


_MISSING = object()


def _restore_class(cls: type, members: _Members) -> None:
    now, before, known = members.now, members.before, members.known
    for name in [name for name, value in before.items() if now.get(name, _MISSING) is not value]:
        try:
            type.__setattr__(cls, name, before[name])
        except (AttributeError, TypeError):
            continue  # nobody can change a class that is written in C
    # A new member is harmless, as a rule, unless it overrides something that was inherited.
    for name in [name for name in now if name not in known and any(hasattr(base, name) for base in cls.__mro__[1:])]:
        try:
            type.__delattr__(cls, name)
        except (AttributeError, TypeError):
            continue
