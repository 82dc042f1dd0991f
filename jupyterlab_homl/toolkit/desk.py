"""The desk: the request server in the learner's process, through which tests use the learner's objects.

Requests and replies are JSON. Objects that cannot be encoded stay here and are referred to by number. The same desk serves
a judge in another process and, in an ordinary kernel, the tests cell itself. Its clients are the proxies of `toolkit.proxy`.
"""

from __future__ import annotations

import builtins
import copy
import traceback
from array import array
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from numbers import Number
from typing import Any

from .library_classes import OWN, name_of, names_of
from .wire import WireError, decode, encode

#: Characters of an exception's text that a reply contains.
MAX_MESSAGE = 500

#: Classes of an exception's MRO that a reply names.
_MOST_KINDS = 20
_MAX_NAME = 100

#: The names of Python's own exceptions.
_PYTHONS_OWN = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))


class Desk:
    """Serves requests about the names of one namespace.

    Parameters
    ----------
    namespace : dict
        The learner's globals, which it reads only.
    cell_of : callable
        Maps a code object's file name to the id of the learner's cell, or None for a file that is not a cell.
    prepare : callable, optional
        Called with the names that plain asserts are about, before they run here; returns the namespace to run them in.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        cell_of: Callable[[str], str | None],
        prepare: Callable[[list[str]], dict[str, object]] | None = None,
    ) -> None:
        self._prepare = prepare or (lambda _: namespace)
        self._namespace = namespace
        self._cell_of = cell_of
        self._helpers: dict[str, object] = {"__name__": "helpers"}
        self._objects: dict[int, Any] = {}
        self._numbers = count(1)

    def serve(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to one request.

        Parameters
        ----------
        request : dict
            ``{"op": …}`` and the operation's arguments; values are encoded. With ``"exact": true`` the reply has a value of
            exactly the class that it has here, or a handle. With ``"restore": true`` the reply to a call lists the arguments
            that it changed.

        Returns
        -------
        dict
            ``{"ok": encoded value}``, or ``{"error": {"name", "message", "line", "cell", "kinds"}}`` when something was
            raised; and ``"changed"``, a list of ``[index or name, encoded value]``, where arguments were changed.
        """
        self._mutable_arguments: list[tuple[Any, dict[str, Any], Any]] = []
        reply = self._reply(request)
        if self._mutable_arguments and (changed := self._changed()):
            reply["changed"] = changed
        return reply

    def _reply(self, request: dict[str, Any]) -> dict[str, object]:
        try:
            result = getattr(self, f"_do_{request['op']}")(request)
            if request["op"] in ("put", "iterate"):
                return {"ok": self._keep(result)}
            return {"ok": encode(result, self._keep, exact=request.get("exact") is True)}
        except WireError as error:
            return {"error": {"name": "ValueError", "message": str(error), "line": None, "cell": None}}
        except BaseException as error:
            return {"error": describe(error, self._cell_of)}

    def _changed(self) -> list[list[Any]]:
        """The arguments that differ from what was sent."""
        found = []
        for key, sent, value in self._mutable_arguments:
            try:
                now = encode(value, self._keep)
            except Exception as error:  # it has become something that cannot be encoded
                now = {"v": type(error).__name__}
            if now != sent:
                found.append([key, now])
        return found

    def _keep(self, value: Any, _reason: str = "", /) -> dict[str, object]:
        number = next(self._numbers)
        self._objects[number] = value
        return {"ref": number, "type": name_of(type(value))}

    def _value(self, document: dict[str, Any]) -> Any:
        return decode(document, lambda held: self._objects[held["ref"]])

    def _do_name(self, request: dict[str, Any]) -> Any:
        name = request["name"]
        if name in self._helpers:
            return self._helpers[name]
        if name not in self._namespace:
            raise NameError(f"name {name!r} is not defined")
        return self._namespace[name]

    def _do_attribute(self, request: dict[str, Any]) -> Any:
        return getattr(self._value(request["of"]), request["name"])

    def _do_call(self, request: dict[str, Any]) -> Any:
        args = [self._value(item) for item in request["args"]]
        kwargs = {name: self._value(item) for name, item in request["kwargs"].items()}
        if request.get("restore") is True:
            arguments = [*zip(range(len(args)), request["args"], args, strict=True)]
            arguments += [(name, request["kwargs"][name], value) for name, value in kwargs.items()]
            self._mutable_arguments = [
                (key, copy.deepcopy(sent), value) for key, sent, value in arguments if "ref" not in sent and _is_mutable(value)
            ]
        return self._value(request["of"])(*args, **kwargs)

    def _do_item(self, request: dict[str, Any]) -> Any:
        return self._value(request["of"])[self._value(request["key"])]

    def _do_length(self, request: dict[str, Any]) -> Any:
        return len(self._value(request["of"]))

    def _do_contains(self, request: dict[str, Any]) -> Any:
        return self._value(request["item"]) in self._value(request["of"])

    def _do_iterate(self, request: dict[str, Any]) -> Any:
        return iter(self._value(request["of"]))

    def _do_next(self, request: dict[str, Any]) -> Any:
        for item in self._value(request["of"]):
            return [item]
        return []

    def _do_put(self, request: dict[str, Any]) -> Any:
        return self._value(request["value"])

    def _do_fetch(self, request: dict[str, Any]) -> Any:
        return self._value(request["of"])

    def _do_plain(self, request: dict[str, Any]) -> Any:
        return plain(self._value(request["of"]))

    def _do_kinds(self, request: dict[str, Any]) -> Any:
        return names_of(self._value(request["of"]))

    def _do_define(self, request: dict[str, Any]) -> None:
        exec(compile(request["source"], "<helpers>", "exec"), self._helpers)

    def _do_asserts(self, request: dict[str, Any]) -> Any:
        """Run plain asserts in the learner's namespace; the line and message of the first that fails, or None."""
        try:
            exec(compile(request["source"], "<tests>", "exec"), self._prepare(request["about"]))
        except AssertionError as error:
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<tests>"]
            return {"line": lines[-1] if lines else None, "message": str(error)[:MAX_MESSAGE]}
        return None


def _is_mutable(value: Any) -> bool:
    """Whether a decoded argument can be changed in place."""
    if isinstance(value, tuple):
        return any(map(_is_mutable, value))
    if isinstance(value, list | dict | set):
        return True
    return str(type(value).__module__).partition(".")[0] in ("numpy", "pandas", "scipy") and hasattr(value, "shape")


def plain(value: Any) -> Any:
    """A value of a subclass of plain data as that data: a namedtuple as a tuple, a Counter as a dict, a Fraction as float."""
    kinds: tuple[Any, ...] = (dict, list, tuple, set, frozenset, str, int, float)
    for kind in kinds:
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, Number | Decimal):
        return float(value)  # type: ignore[arg-type]
    if isinstance(value, range | deque | array):
        return list(value)
    return value


def _exception_name(kind: type) -> str:
    """The name by which people know an exception; with its module where an answer's own is called as one of Python's."""
    name = str(kind.__name__)[:_MAX_NAME]
    return f"{OWN}.{name}" if name in _PYTHONS_OWN and name_of(kind).startswith(f"{OWN}.") else name


def describe(error: BaseException, cell_of: Callable[[str], str | None]) -> dict[str, object]:
    """An exception as a JSON object: what it is, and where in the learner's cells it was raised.

    Parameters
    ----------
    error : BaseException
        The exception.
    cell_of : callable
        As for `Desk`.

    Returns
    -------
    dict
        ``name``, ``message`` (cut), ``line`` and ``cell`` of the innermost frame in a learner's cell (None where there is
        none), and ``kinds``, the names of its classes.
    """
    try:
        message = str(error)[:MAX_MESSAGE]
    except BaseException:
        message = ""
    line, cell = None, None
    if isinstance(error, SyntaxError) and error.filename and cell_of(error.filename):
        line, cell = error.lineno, cell_of(error.filename)
        message = error.msg[:MAX_MESSAGE]
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            found = cell_of(frame.filename)
            if found is not None:
                line, cell = frame.lineno, found
    kinds = list(map(_exception_name, type(error).__mro__[:_MOST_KINDS]))
    return {"name": kinds[0], "message": message, "line": line, "cell": cell, "kinds": kinds}
