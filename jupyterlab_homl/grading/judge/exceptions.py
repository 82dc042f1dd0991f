"""The exception that tests catch where the learner's code has raised one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jupyterlab_homl.toolkit.desk import MAX_MESSAGE
from jupyterlab_homl.toolkit.proxy import AnswerError

_LAST_LINE = 10**7

#: How many classes of an exception's method resolution order are considered.
_MOST_CLASSES = 20


def answer_error(error: dict[str, Any], find_class: Callable[[str], Any]) -> AnswerError:
    """Make the exception that stands for one of the learner's process.

    Tests catch it as `AnswerError`, and as every exception class that they know by a name of the original's classes.

    Parameters
    ----------
    error : dict
        The desk's description: ``name``, ``message``, ``line``, ``cell`` and ``kinds`` (the names of its classes).
    find_class : callable
        Gives the tests' own class of a name, None if they know none.
    """
    line = error["line"] if type(error["line"]) is int and 0 < error["line"] < _LAST_LINE else None
    names = [str(error["name"]), *map(str, error.get("kinds") or ())][:_MOST_CLASSES]
    arguments = (names[0][:100], str(error["message"])[:MAX_MESSAGE], line, str(error["cell"])[:100])
    known = [cls for cls in map(find_class, names) if isinstance(cls, type) and issubclass(cls, Exception)]
    return _combined_class(known)(*arguments)


def _combined_class(classes: list[type[Exception]]) -> type[AnswerError]:
    """A subclass of `AnswerError` and of all these exception classes."""
    bases = [cls for number, cls in enumerate(classes) if not any(issubclass(other, cls) for other in classes[:number])]
    bases = [cls for cls in bases if not issubclass(AnswerError, cls)]
    if not bases or any(issubclass(cls, AnswerError) for cls in bases):
        return AnswerError

    def new(cls: type[AnswerError], *_: Any) -> AnswerError:
        return bases[0].__new__(cls)

    def init(self: AnswerError, name: str, message: str, line: int | None, cell: str | None) -> None:
        BaseException.__init__(self, message)
        self.name, self.message, self.line, self.cell = name, message, line, cell

    members = {"__new__": new, "__init__": init, "__str__": lambda self: self.message, "__module__": bases[0].__module__}
    return type(bases[0].__name__, (AnswerError, *bases), members)
