"""The classes of libraries, told by identity from those that an answer makes, which may take any name and module."""

from __future__ import annotations

import sys
from collections.abc import Iterable

#: The name that a class of the answer's own has as its module.
OWN = "__main__"

_MAX_NAME = 200
_MRO = type.__dict__["__mro__"]  # a metaclass of the answer's cannot stand in for it

#: Each class that is remembered, by its id, with its name then; keeping it keeps its id from being used again.
_KNOWN: dict[int, tuple[type, str]] = {}
_MODULES: set[str] = set()


def remember(names: Iterable[object] = ()) -> None:
    """Take the classes that exist for those of libraries; called before the first cell of an answer.

    The first time goes through all classes, which is done before a fork; later calls look at modules that are new.

    Parameters
    ----------
    names : iterable of object
        The values of the set-up's names: classes among them are remembered, too.
    """
    if _KNOWN and len(sys.modules) == len(_MODULES):
        _add([value for value in names if isinstance(value, type)])
    elif _KNOWN:
        fresh = sys.modules.keys() - _MODULES
        values = [value for name in fresh for value in vars(sys.modules[name] or object).values()]
        found = [value for value in (*values, *names) if isinstance(value, type)]
        # what a new module keeps to itself is found by its bases and what derives from it
        _add([cls for value in found for cls in _MRO.__get__(value)])
    else:
        _add([object])
    _MODULES.update(sys.modules)


def _add(classes: Iterable[type]) -> None:
    pending = list(classes)
    while pending:
        cls = pending.pop()
        if id(cls) not in _KNOWN:
            _KNOWN[id(cls)] = cls, _written(cls)
            pending += type.__subclasses__(cls)


def _written(cls: type) -> str:
    """The name that a class gives itself."""
    return f"{cls.__module__}.{cls.__qualname__}"[:_MAX_NAME]


def name_of(cls: type) -> str:
    """The name of a class as ``module.Name``, where the module of a class of the answer's own is `OWN`.

    A class is a library's if it was there before the answer, or if a library that the answer has imported since has it under
    its own name.
    """
    found = _KNOWN.get(id(cls))
    if found is not None:
        return found[1]
    module, name = getattr(cls, "__module__", None), getattr(cls, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str):
        return f"{OWN}.object"
    if (module not in _MODULES or not _KNOWN) and module != OWN and _found_in(module, name) is cls:
        return f"{module}.{name}"[:_MAX_NAME]
    return f"{OWN}.{name}"[:_MAX_NAME]


def _found_in(module: str, name: str) -> object:
    """What stands under a name in a module that has been imported."""
    found: object = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def names_of(value: object) -> list[str]:
    """The names of a value's classes, its own first."""
    return [name_of(cls) for cls in _MRO.__get__(type(value))]
