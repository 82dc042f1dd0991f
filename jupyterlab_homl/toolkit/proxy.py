"""`answer`: a learner's names, as a tests cell sees them.

``answer.NAME`` reaches the learner's object wherever it lives. In a check that is another process, so that nothing the
learner's code does can touch the verdict; under nbgrader it is the notebook's own kernel. Both go through the same
requests and the same encoding, so a tests cell decides the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from .desk import MAX_MESSAGE, Desk
from .wire import ByReference, decode, encode

_LAST_LINE = 10**7


class Line(Protocol):
    """A way to a desk: hands a request over and returns its reply."""

    def __call__(self, request: dict[str, Any], /) -> dict[str, Any]:
        """Perform one request."""


class AnswerError(Exception):
    """The learner's code raised while a test was using it.

    Attributes
    ----------
    name, message : str
        The exception's class name and text.
    line : int or None
        The line of the learner's cell, counted from 1.
    cell : str or None
        The id of the learner's cell.
    """

    def __init__(self, name: str, message: str, line: int | None, cell: str | None) -> None:
        super().__init__(f"{name}: {message}" if message else name)
        self.name = name
        self.message = message
        self.line = line
        self.cell = cell


class Handle(ByReference):
    """Stands for an object that stays in the learner's process.

    It can be called, asked for attributes and items, measured with ``len``, iterated over and handed back as an argument.
    """

    __slots__ = ("_line", "_number", "_type")

    def __init__(self, line: Line, number: int, kind: str) -> None:
        self._line = line
        self._number = number
        self._type = kind

    def __repr__(self) -> str:
        return f"{self._type.rpartition('.')[2]}(…)"

    def __getattr__(self, name: str) -> Any:
        """The object's attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        return ask(self._line, {"op": "attribute", "of": reference(self), "name": name})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object where it lives."""
        return ask(
            self._line,
            {
                "op": "call",
                "of": reference(self),
                "args": [pack(item) for item in args],
                "kwargs": {name: pack(item) for name, item in kwargs.items()},
            },
        )

    def __getitem__(self, key: Any) -> Any:
        return ask(self._line, {"op": "item", "of": reference(self), "key": pack(key)})

    def __len__(self) -> int:
        return int(ask(self._line, {"op": "length", "of": reference(self)}))

    def __contains__(self, item: Any) -> bool:
        return bool(ask(self._line, {"op": "contains", "of": reference(self), "item": pack(item)}))

    def __iter__(self) -> Iterator[Any]:
        iterator = ask(self._line, {"op": "iterate", "of": reference(self)})
        while found := ask(self._line, {"op": "next", "of": reference(iterator)}):
            yield found[0]


def reference(handle: Handle) -> dict[str, Any]:
    """The document that stands for a handle in a request."""
    return {"ref": handle._number}  # noqa: SLF001 - the attribute's name must not hide one of the learner's


def pack(value: Any) -> dict[str, Any]:
    """Encode an argument: plain data by value, handles by reference.

    Raises
    ------
    TypeError
        For an object that can cross in neither way, such as a function of the tests cell: make it there with
        ``answer.define``.
    """

    def keep(item: Any) -> dict[str, Any]:
        if isinstance(item, Handle):
            return reference(item)
        raise TypeError(f"a {type(item).__name__} cannot be handed to the learner's code; make it there with answer.define")

    return encode(value, keep)


def ask(line: Line, request: dict[str, Any]) -> Any:
    """Send a request and return its value.

    Raises
    ------
    AnswerError
        If the learner's code raised.
    """
    reply = line(request)
    if "error" in reply:
        error = reply["error"]
        line_number = error["line"] if type(error["line"]) is int and 0 < error["line"] < _LAST_LINE else None
        raise AnswerError(str(error["name"])[:100], str(error["message"])[:MAX_MESSAGE], line_number, str(error["cell"])[:100])
    return decode(reply["ok"], lambda held: Handle(line, int(held["ref"]), str(held.get("type", "object"))))


def plainly(value: Any) -> Any:
    """A value with handles replaced by the plain data that their objects are a kind of, where they are any."""
    if isinstance(value, Handle):
        found = ask(value._line, {"op": "plain", "of": reference(value)})  # noqa: SLF001 - as in `reference`
        return value if isinstance(found, Handle) else plainly(found)
    if type(value) in (list, tuple):
        return type(value)(map(plainly, value))
    if type(value) is dict:
        return {key: plainly(item) for key, item in value.items()}
    return value


class Answer:
    """The learner's names. Use the instance `answer` of this package."""

    def __init__(self) -> None:
        self._bound: Line | None = None

    def bind(self, line: Line | None) -> None:
        """Reach the names over `line` from now on; None goes back to this process's own kernel."""
        self._bound = line

    def _ask(self, request: dict[str, Any]) -> Any:
        if self._bound is None:
            self._bound = kernel_desk().serve
        return ask(self._bound, request)

    def __getattr__(self, name: str) -> Any:
        """The learner's object of this name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask({"op": "name", "name": name})

    def define(self, source: str) -> None:
        """Run helper code beside the learner's: spies, scripted models, fixtures.

        The names it makes are found under ``answer.`` before the learner's own. It sees none of the learner's names and
        is not secret.
        """
        self._ask({"op": "define", "source": source})

    def asserts(self, source: str, about: list[str]) -> dict[str, Any] | None:
        """Run asserts among the learner's own names, about some of them.

        Returns
        -------
        dict or None
            ``line`` and ``message`` of the assert that does not hold; None if all of them hold.
        """
        found = self._ask({"op": "asserts", "source": source, "about": about})
        return found if isinstance(found, dict) or found is None else {"line": None, "message": ""}

    def put(self, value: Any) -> Any:
        """Keep a copy of a value in the learner's process, and return its handle.

        Use it where it matters that the same object is passed twice, or whether it was changed.
        """
        return self._ask({"op": "put", "value": pack(value)})

    def fetch(self, held: Any) -> Any:
        """The present value of what a handle stands for (a handle again if it cannot cross)."""
        return self._ask({"op": "fetch", "of": pack(held)})

    def kinds(self, held: Any) -> list[str]:
        """The classes of an object, its own first, as ``module.Name``."""
        return list(self._ask({"op": "kinds", "of": pack(held)}))


def kernel_desk() -> Desk:
    """A desk on the names of this very kernel (or of `__main__` outside IPython)."""
    import sys

    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    namespace = shell.user_ns if shell else vars(sys.modules["__main__"])

    def cell_of(filename: str) -> str | None:
        return "cell" if "ipykernel" in filename or filename.startswith("<ipython-input") else None

    return Desk(namespace, cell_of)


answer = Answer()
