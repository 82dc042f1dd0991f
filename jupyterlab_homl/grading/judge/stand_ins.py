"""Stand-ins for a learner's objects, for running plain asserts outside the learner's process.

Plain data is fetched by value, so that an assert about it means what it says. Every other object is represented by a
stand-in that forwards calls, attribute access, items, iteration and its text to the learner's process. An operation that
cannot be forwarded must neither pass nor fail by accident: it raises `Inconclusive`, which ``except Exception`` does not
catch, and which the client remembers even if a test catches it.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator
from typing import Any, cast

from jupyterlab_homl.toolkit.messages import Message
from jupyterlab_homl.toolkit.proxy import Handle, Transport, encode_argument, reference
from jupyterlab_homl.toolkit.wire import WireError, decode

from .exceptions import answer_error
from .mutated_arguments import update_in_place

#: Names to which IPython gives a meaning of its own.
_IPYTHON_NAMES = frozenset(
    {"In", "Out", "get_ipython", "exit", "quit", "_", "__", "___", "_i", "_ii", "_iii", "_ih", "_oh", "_dh"}
)

#: Packages whose objects become arrays where an array is asked for.
_CONVERTIBLE_TO_ARRAY = ("pandas.", "scipy.sparse.", "tensorflow.", "keras.")

_SLOTS = frozenset({"_transport", "_number", "_type"})

#: Prefixes of special attributes that Python and NumPy probe for, and that no stand-in has.
_ABSENT_PREFIXES = (
    *("__array_", "__dlpack", "__cuda_", "__dataframe__"),
    *("__arrow_", "__length_hint__", "__getstate__", "__wrapped__"),
)


class Inconclusive(BaseException):
    """Outside the notebook nobody can tell how a test would end in it.

    Attributes
    ----------
    message : Message
        Why.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class DeskClient:
    """The tests' access to the learner's names, with a record of what was seen while one tests cell ran.

    Parameters
    ----------
    transport : callable
        Sends a request to the learner's desk and returns the reply.
    find_class : callable
        Gives the tests' own class of a name, None if they know none; for exceptions.

    Attributes
    ----------
    reason : Message or None
        Why the tests cell is inconclusive, once it is.
    missing_attribute : AttributeError
        What was raised for the attribute that was asked for last.
    values : int
        How many values and exceptions were received.
    claims : int
        How often the learner's process was believed about the class of an object.
    """

    def __init__(self, transport: Transport, find_class: Callable[[str], Any]) -> None:
        self._transport = transport
        self._find_class = find_class
        self.reset()

    def reset(self) -> None:
        """Begin the record of the next tests cell."""
        self.reason: Message | None = None
        self.missing_attribute = AttributeError()
        self.values = self.claims = 0

    def inconclusive(self, message: Message) -> Inconclusive:
        """Record that the tests cell is inconclusive; returns the exception to raise."""
        self.reason = self.reason or message
        return Inconclusive(message)

    def fetch_name(self, name: str) -> Any:
        """The learner's object of this name: its value where it is plain data, else a stand-in."""
        if name in _IPYTHON_NAMES or (name[:2] == "_i" and name[2:].isdecimal()):
            raise self.inconclusive(
                Message("The tests use `{name}`, which means something else outside the notebook.", {"name": name})
            )
        return self.ask({"op": "name", "name": name})

    def ask(self, request: dict[str, Any], arguments: dict[int | str, Any] | None = None) -> Any:
        """Send a request and return its value.

        Parameters
        ----------
        request : dict
            The request, in the desk's terms.
        arguments : dict, optional
            The arguments of a call, by position or name; the ones that the call has mutated are updated in place.

        Raises
        ------
        AnswerError
            If the learner's code raised; see `answer_error`.
        Inconclusive
            If there was no reply that could be understood.
        """
        try:
            reply = self._transport({"exact": True, **request})
            for key, new in reply.get("changed", ()):
                self._update((arguments or {})[key], self._decode(new))
            if "error" not in reply:
                return self._receive(request, reply["ok"])
            error = answer_error(reply["error"], self._find_class)
        except EOFError:
            raise self.inconclusive(Message("The process with the answer ended while the tests were asking it.")) from None
        except Exception as broken:
            kind = type(broken).__name__
            raise self.inconclusive(
                Message("The tests could not understand what the answer gave them ({error}).", {"error": kind})
            ) from None
        self.values += 1
        raise error

    def _decode(self, encoded: Any) -> Any:
        return decode(encoded, lambda held: StandIn(self, int(held["ref"]), str(held.get("type", "object"))[:200]))

    def _update(self, value: Any, new: Any) -> None:
        """Make an argument what it became in the learner's process."""
        if type(value) is not type(new) or not update_in_place(value, new):
            raise self.inconclusive(only_notebook_knows("what it changes"))

    def _receive(self, request: dict[str, Any], encoded: Any) -> Any:
        value = self._decode(encoded)
        if type(value) is StandIn and type_name(value) == "builtins.module":
            raise self.inconclusive(Message("The tests use a module that only the answer imports."))
        self.values += request["op"] not in ("kinds", "iterate", "put") and value is not None and type(value) is not StandIn
        return value


class StandIn(Handle):
    """Represents one object of the learner's process."""

    __slots__ = ()

    def __init__(self, client: DeskClient, number: int, kind: str) -> None:
        for name, value in (("_transport", client), ("_number", number), ("_type", kind)):
            object.__setattr__(self, name, value)

    def __getattribute__(self, name: str) -> Any:
        if name in _SLOTS:
            return object.__getattribute__(self, name)
        if name in _NOT_FORWARDED or name == "__array__":
            return getattr(StandIn, name).__get__(self)
        if (
            name == "__class__"
            and type_name(self).startswith(_CONVERTIBLE_TO_ARRAY)
            and (known := known_class(type_name(self)))
        ):
            client_of(self).claims += 1
            return known
        if name in ("__class__", "__bases__"):
            raise client_of(self).inconclusive(only_notebook_knows("its class"))
        client_of(self).missing_attribute = AttributeError(name)
        if name.startswith(_ABSENT_PREFIXES):
            raise client_of(self).missing_attribute
        try:
            return attribute(self, name)
        except AttributeError as error:
            client_of(self).missing_attribute = error
            raise

    def __getattr__(self, name: str) -> Any:
        raise client_of(self).missing_attribute  # Python comes here after `__getattribute__` has raised

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        convertible = type_name(self).startswith(_CONVERTIBLE_TO_ARRAY)
        found = _ask(self, {"op": "fetch", "exact": False}) if convertible else self
        if type(found) is not StandIn:
            import numpy as np

            return np.asarray(found, dtype)
        raise client_of(self).inconclusive(only_notebook_knows("its numbers"))

    def __repr__(self) -> str:
        return _text(self, "__repr__")

    def __str__(self) -> str:
        return _text(self, "__str__")

    def __format__(self, spec: str) -> str:
        return _text(self, "__format__", spec)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object in the learner's process."""
        packed = {name: _pack(self, kwargs[name]) for name in kwargs}
        request = {"op": "call", "args": [_pack(self, item) for item in args], "kwargs": packed, "restore": True}
        arguments: dict[int | str, Any] = {}
        arguments.update(enumerate(args))
        arguments.update(kwargs.items())
        return client_of(self).ask({**request, "of": reference(self)}, arguments)

    def __getitem__(self, key: Any) -> Any:
        return _ask(self, {"op": "item", "key": _pack(self, key)})

    def __len__(self) -> int:
        if type(found := _ask(self, {"op": "length"})) is int and found >= 0:
            return found
        raise client_of(self).inconclusive(only_notebook_knows("its length"))

    def __contains__(self, item: Any) -> bool:
        return _ask(self, {"op": "contains", "item": _pack(self, item)}) is True

    def __iter__(self) -> Iterator[Any]:
        iterator = _ask(self, {"op": "iterate"})
        if type(iterator) is not StandIn:
            raise client_of(self).inconclusive(only_notebook_knows("its items"))
        while True:
            found = _ask(iterator, {"op": "next"})
            if type(found) is not list or len(found) > 1:
                raise client_of(self).inconclusive(only_notebook_knows("its items"))
            if not found:
                return
            yield found[0]

    def __next__(self) -> Any:
        return attribute(self, "__next__")()


def only_notebook_knows(what: str) -> Message:
    """The reason that names what of an object a stand-in does not know."""
    return Message("The tests use an object of the answer in a way that only the notebook can tell ({what}).", {"what": what})


def client_of(stand_in: StandIn) -> DeskClient:
    """The client by which a stand-in reaches its object."""
    return cast("DeskClient", object.__getattribute__(stand_in, "_transport"))


def type_name(stand_in: StandIn) -> str:
    """The qualified name of the object's class, as the learner's process gave it."""
    return cast("str", object.__getattribute__(stand_in, "_type"))


def attribute(stand_in: StandIn, name: str) -> Any:
    """An attribute of the object."""
    return _ask(stand_in, {"op": "attribute", "name": name})


def class_names(stand_in: StandIn) -> list[str]:
    """The qualified names of the object's classes in method resolution order, as the learner's process gives them."""
    client_of(stand_in).claims += 1
    found = _ask(stand_in, {"op": "kinds"})
    if type(found) is not list or not all(type(name) is str for name in found):
        raise client_of(stand_in).inconclusive(only_notebook_knows("its class"))
    return found


def known_class(qualified_name: str) -> type | None:
    """The class of this name, if it has been imported in this process, too."""
    module, _, name = qualified_name.rpartition(".")
    found = getattr(sys.modules.get(module), name, None) if module != "__main__" else None
    known = isinstance(found, type) and (found.__module__, found.__qualname__) == (module, name)
    return found if known else None


def class_of(stand_in: StandIn) -> type:
    """The object's class, if it is known in this process, too."""
    found = known_class(class_names(stand_in)[0])
    if found is None:
        raise client_of(stand_in).inconclusive(only_notebook_knows("its class"))
    return found


def is_instance(value: Any, classes: Any) -> bool:
    """Python's ``isinstance``, for values, stand-ins, and classes of the learner's."""
    if isinstance(classes, tuple):
        return any(is_instance(value, cls) for cls in classes)
    if type(classes) is StandIn:
        if type(value) is not StandIn:
            raise client_of(classes).inconclusive(only_notebook_knows("its class"))
        qualified_name = attribute(classes, "__module__"), attribute(classes, "__qualname__")
        return ".".join(map(str, qualified_name)) in class_names(value)
    if type(value) is not StandIn:
        return builtins.isinstance(value, classes)
    if not isinstance(classes, type):  # a union
        return any(is_instance(value, cls) for cls in getattr(classes, "__args__", ())) or builtins.isinstance(None, classes)
    if f"{classes.__module__}.{classes.__qualname__}" in class_names(value):
        return True
    if type(classes) is not type:  # an abstract class such as Callable has instances that do not derive from it
        raise client_of(value).inconclusive(only_notebook_knows("its class"))
    return False


def _ask(stand_in: StandIn, request: dict[str, Any]) -> Any:
    return client_of(stand_in).ask({**request, "of": reference(stand_in)})


def _pack(stand_in: StandIn, value: Any) -> dict[str, object]:
    """Encode an argument of an operation on the object."""
    try:
        return encode_argument(value)
    except (TypeError, WireError):
        kind = type(value).__name__
        raise client_of(stand_in).inconclusive(
            Message("The tests hand a {kind} to the answer, which stays where the tests are.", {"kind": kind})
        ) from None


def _text(stand_in: StandIn, method: str, *args: str) -> str:
    text = found(*args) if type(found := attribute(stand_in, method)) is StandIn else None
    if type(text) is not str:
        raise client_of(stand_in).inconclusive(only_notebook_knows("its text"))
    return text


def _refusing_method(name: str) -> Callable[..., Any]:
    def refuse(self: StandIn, *_: Any, **__: Any) -> Any:
        raise client_of(self).inconclusive(only_notebook_knows(name.strip("_")))

    return refuse


_BINARY_OPERATORS = (
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor", "or"),
)

#: Special methods that are not forwarded: what they give depends on the object in a way that a stand-in cannot reproduce.
_NOT_FORWARDED = frozenset(
    f"__{name}__"
    for name in (
        *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "int", "float", "complex", "index", "abs", "neg", "pos"),
        *("invert", "round", "trunc", "floor", "ceil", "bytes", "fspath", "reversed", "copy", "deepcopy"),
        *("setitem", "delitem", "setattr", "delattr", "enter", "exit", "aenter", "aexit", "await", "aiter", "anext"),
        *("instancecheck", "subclasscheck", "reduce", "reduce_ex", "dir", "sizeof", "mro_entries"),
        *(prefix + name for name in _BINARY_OPERATORS for prefix in ("", "r", "i")),
    )
)
for _name in _NOT_FORWARDED:
    setattr(StandIn, _name, _refusing_method(_name))
