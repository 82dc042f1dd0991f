"""`answer`, the learner's names in a tests cell: proxies that send requests to the `Desk` that holds the objects.

In a check the desk is in another process, so that nothing the learner's code does can touch the verdict; under nbgrader it
is in the notebook's own kernel. Requests and encoding are the same, so a tests cell decides the same in both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Protocol

from .desk import MAX_MESSAGE, Desk
from .kernel import ipython_shell
from .wire import ByReference, decode, encode

_LAST_LINE = 10**7


class Transport(Protocol):
    """Sends a request to a desk and returns the reply: `Desk.serve` itself, or a socket to one."""

    def __call__(self, request: dict[str, Any], /) -> dict[str, Any]:
        """Send one request (`Desk.serve` describes requests and replies)."""


class AnswerError(Exception):
    """An exception that the learner's code raised while a test was using it.

    Attributes
    ----------
    name, message : str
        The exception's class name and text.
    line : int or None
        The line of the learner's cell, counted from 1.
    cell : str or None
        The id of that cell.
    """

    def __init__(self, name: str, message: str, line: int | None, cell: str | None) -> None:
        super().__init__(f"{name}: {message}" if message else name)
        self.name = name
        self.message = message
        self.line = line
        self.cell = cell


class Handle(ByReference):
    """A proxy of an object that stays in the learner's process.

    It can be called, has the object's attributes and items, ``len`` and iteration, and can be passed as an argument.
    """

    __slots__ = ("_number", "_transport", "_type")

    def __init__(self, transport: Transport, number: int, kind: str) -> None:
        self._transport = transport
        self._number = number
        self._type = kind

    def __repr__(self) -> str:
        return f"{self._type.rpartition('.')[2]}(…)"

    def __getattr__(self, name: str) -> Any:
        """The object's attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        return send_request(self._transport, {"op": "attribute", "of": reference(self), "name": name})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object where it lives."""
        return send_request(
            self._transport,
            {
                "op": "call",
                "of": reference(self),
                "args": [encode_argument(item) for item in args],
                "kwargs": {name: encode_argument(item) for name, item in kwargs.items()},
            },
        )

    def __getitem__(self, key: Any) -> Any:
        return send_request(self._transport, {"op": "item", "of": reference(self), "key": encode_argument(key)})

    def __len__(self) -> int:
        return int(send_request(self._transport, {"op": "length", "of": reference(self)}))

    def __contains__(self, item: Any) -> bool:
        return bool(send_request(self._transport, {"op": "contains", "of": reference(self), "item": encode_argument(item)}))

    def __iter__(self) -> Iterator[Any]:
        iterator = send_request(self._transport, {"op": "iterate", "of": reference(self)})
        while found := send_request(self._transport, {"op": "next", "of": reference(iterator)}):
            yield found[0]


def reference(handle: Handle) -> dict[str, object]:
    """A handle, encoded for a request."""
    return {"ref": handle._number}  # noqa: SLF001 - the attribute's name must not hide one of the learner's


def encode_argument(value: Any) -> dict[str, object]:
    """An argument, encoded for a request: plain data by value, handles by reference.

    Raises
    ------
    TypeError
        For anything else, such as a function of the tests cell: define it in the learner's process with
        ``answer.define``.
    """

    def keep(item: Any, reason: str = "", /) -> dict[str, object]:
        if isinstance(item, Handle):
            return reference(item)
        why = f", since {reason}" if reason else ""
        raise TypeError(
            f"a {type(item).__name__} cannot be handed to the learner's code{why}; make it there with answer.define"
        )

    return encode(value, keep)


def send_request(transport: Transport, request: dict[str, object]) -> Any:
    """Send a request and decode the value of the reply.

    Raises
    ------
    AnswerError
        If the learner's code raised.
    """
    reply = transport(request)
    if "error" in reply:
        error = reply["error"]
        line_number = error["line"] if type(error["line"]) is int and 0 < error["line"] < _LAST_LINE else None
        raise AnswerError(str(error["name"])[:100], str(error["message"])[:MAX_MESSAGE], line_number, str(error["cell"])[:100])
    return decode(reply["ok"], lambda held: Handle(transport, int(held["ref"]), str(held.get("type", "object"))))


def to_plain_data(value: Any) -> Any:
    """A value in which a handle to a subclass of plain data, such as a namedtuple or a Counter, is replaced by the data."""
    if isinstance(value, Handle):
        found = send_request(value._transport, {"op": "plain", "of": reference(value)})  # noqa: SLF001 - as in `reference`
        return value if isinstance(found, Handle) else to_plain_data(found)
    if type(value) in (list, tuple):
        return type(value)(map(to_plain_data, value))
    if type(value) is dict:
        return {key: to_plain_data(item) for key, item in value.items()}
    return value


class Answer:
    """The learner's names. Tests use the instance `answer` of this package."""

    def __init__(self) -> None:
        self._transport: Transport | None = None

    def bind(self, transport: Transport | None) -> None:
        """Send requests over `transport` from now on, or, with None, to the names of this process's own kernel."""
        self._transport = transport

    def _send(self, request: dict[str, object]) -> Any:
        if self._transport is None:
            self._transport = desk_of_this_kernel().serve
        return send_request(self._transport, request)

    def __getattr__(self, name: str) -> Any:
        """The learner's object of this name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._send({"op": "name", "name": name})

    def define(self, source: str) -> None:
        """Run helper code, such as spies, scripted models and fixtures, in the learner's process.

        The names that it defines take precedence over the learner's under ``answer.``. It sees none of the learner's
        names, and the learner can find it out.
        """
        self._send({"op": "define", "source": source})

    def asserts(self, source: str, about: list[str]) -> dict[str, Any] | None:
        """Run plain asserts in the learner's namespace.

        Parameters
        ----------
        source : str
            The code of the asserts.
        about : list of str
            The names that they are about; all other names are restored to what the set-up made them.

        Returns
        -------
        dict or None
            ``line`` and ``message`` of the first assert that fails; None if none does.
        """
        found = self._send({"op": "asserts", "source": source, "about": about})
        return found if isinstance(found, dict) or found is None else {"line": None, "message": ""}

    def put(self, value: Any) -> Any:
        """A handle to a copy of a value in the learner's process.

        For tests in which the same object is passed twice, or that ask whether it was changed.
        """
        return self._send({"op": "put", "value": encode_argument(value)})

    def fetch(self, held: Any) -> Any:
        """The current value of a handle's object; a handle again where it cannot be encoded."""
        return self._send({"op": "fetch", "of": encode_argument(held)})

    def kinds(self, held: Any) -> list[str]:
        """The classes of an object, its own first, as ``module.Name``; the module of the answer's own is ``__main__``."""
        return list(self._send({"op": "kinds", "of": encode_argument(held)}))


def desk_of_this_kernel() -> Desk:
    """A desk that serves the names of the kernel in which this runs, or of `__main__` outside IPython."""
    shell = ipython_shell()
    namespace = shell.user_ns if shell else vars(sys.modules["__main__"])

    def cell_of(filename: str) -> str | None:
        return "cell" if "ipykernel" in filename or filename.startswith("<ipython-input") else None

    return Desk(namespace, cell_of)


answer = Answer()
