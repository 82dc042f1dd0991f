"""What a learner's code raised, as the tests catch it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jupyterlab_homl.toolkit.desk import MAX_MESSAGE
from jupyterlab_homl.toolkit.proxy import AnswerError

_LAST_LINE = 10**7

#: How many kinds of an exception are looked at.
_MOST_KINDS = 20


def raised(told: Any, find: Callable[[str], Any]) -> AnswerError:
    """The exception that stands for one of the learner's process.

    Parameters
    ----------
    told : dict
        What the desk said of it.
    find : callable
        Gives what the tests mean by the name of an exception, None if they know none.
    """
    line = told["line"] if type(told["line"]) is int and 0 < told["line"] < _LAST_LINE else None
    names = [str(told["name"]), *map(str, told.get("kinds") or ())][:_MOST_KINDS]
    said = (names[0][:100], str(told["message"])[:MAX_MESSAGE], line, str(told["cell"])[:100])
    known = [kind for kind in map(find, names) if isinstance(kind, type) and issubclass(kind, Exception)]
    return _class_of_all(known)(*said)


def _class_of_all(kinds: list[type[Exception]]) -> type[AnswerError]:
    """A class of what the learner's code raised that a test catches as each of the kinds that it is."""
    first = [kind for n, kind in enumerate(kinds) if not any(issubclass(other, kind) for other in kinds[:n])]
    first = [kind for kind in first if not issubclass(AnswerError, kind)]
    if not first or any(issubclass(kind, AnswerError) for kind in first):
        return AnswerError

    def make(cls: type[AnswerError], *_: Any) -> AnswerError:
        return first[0].__new__(cls)

    def fill(self: AnswerError, name: str, message: str, line: int | None, cell: str | None) -> None:
        BaseException.__init__(self, message)
        self.name, self.message, self.line, self.cell = name, message, line, cell

    members = {"__new__": make, "__init__": fill, "__str__": lambda self: self.message, "__module__": first[0].__module__}
    return type(first[0].__name__, (AnswerError, *first), members)
