"""Classes of the learner's objects, as far as their stand-ins can tell."""

from __future__ import annotations

import builtins
from typing import Any

from .known import known_class
from .stand_ins import Proxy, attribute, kinds_of, reach_of
from .undecided import unclear


def class_of(proxy: Proxy) -> type:
    """The class of what it stands for, where it is one that is known here, too."""
    found = known_class(kinds_of(proxy)[0])
    if found is None:
        raise reach_of(proxy).give_up(unclear("its class"))
    return found


def is_a(value: Any, kinds: Any) -> bool:
    """Whether a value, or what stands for one, is of a class, of several, or of one of the learner's."""
    if isinstance(kinds, tuple):
        return any(is_a(value, kind) for kind in kinds)
    if type(kinds) is Proxy:
        if type(value) is not Proxy:
            raise reach_of(kinds).give_up(unclear("its class"))
        told = attribute(kinds, "__module__"), attribute(kinds, "__qualname__")
        return ".".join(map(str, told)) in kinds_of(value)
    if type(value) is not Proxy:
        return builtins.isinstance(value, kinds)
    if not isinstance(kinds, type):  # a union
        return any(is_a(value, kind) for kind in getattr(kinds, "__args__", ())) or builtins.isinstance(None, kinds)
    if f"{kinds.__module__}.{kinds.__qualname__}" in kinds_of(value):
        return True
    if type(kinds) is not type:  # such as Callable, whose members are not only those that derive from it
        raise reach_of(value).give_up(unclear("its class"))
    return False
