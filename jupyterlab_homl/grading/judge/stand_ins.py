"""What stands for a learner's objects while plain asserts are run elsewhere.

Plain data crosses by value, so that what asserts do with it is what it means. Of everything else only a stand-in is here: it
passes on calls, attributes, items, iteration and its text. Whatever cannot be passed on must not decide by accident, neither
way: it raises `Undecided`, which a test cannot catch by ``except Exception``, and which is remembered where one catches it
all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from jupyterlab_homl.toolkit.messages import Message
from jupyterlab_homl.toolkit.proxy import Handle, Line, pack, reference
from jupyterlab_homl.toolkit.wire import WireError, decode

from .exceptions import raised
from .known import known_class
from .mutated_arguments import changed_to
from .undecided import Undecided, unclear

#: Names that IPython gives its own meaning to.
_SHELL = frozenset({"In", "Out", "get_ipython", "exit", "quit", "_", "__", "___", "_i", "_ii", "_iii", "_ih", "_oh", "_dh"})


class Reach:
    """The way to a learner's names, and what came of it while one tests cell is run.

    Parameters
    ----------
    line : callable
        Hands a request to the learner's desk.
    find : callable
        Gives what the tests mean by the name of an exception, None if they know none.

    Attributes
    ----------
    undecided : Message or None
        Why nothing is known, once that is so.
    absent : AttributeError
        What was raised for the attribute that was asked for last.
    values : int
        How many values and exceptions came.
    complained : bool
        Whether something was written to standard error meanwhile.
    claims : int
        How often the learner's process was believed in what class an object is.
    """

    def __init__(self, line: Line, find: Callable[[str], Any]) -> None:
        self._line = line
        self._find = find
        self.begin()

    def begin(self) -> None:
        """Forget what was known of the tests cell before."""
        self.undecided: Message | None = None
        self.absent = AttributeError()
        self.values = self.claims = 0
        self.complained = False

    def give_up(self, message: Message) -> Undecided:
        """What to raise where nothing can be known."""
        self.undecided = self.undecided or message
        return Undecided(message)

    def name(self, name: str) -> Any:
        """The learner's object of this name."""
        if name in _SHELL or (name[:2] == "_i" and name[2:].isdecimal()):
            raise self.give_up(
                Message("The tests use `{name}`, which means something else outside the notebook.", {"name": name})
            )
        return self.ask({"op": "name", "name": name})

    def ask(self, request: dict[str, Any], lent: dict[int | str, Any] | None = None) -> Any:
        """Send a request and return its value.

        Parameters
        ----------
        request : dict
            What is asked for.
        lent : dict, optional
            The arguments of a call; what it did to them is done to them here.

        Raises
        ------
        AnswerError
            If the learner's code raised; it is of the kind, too, that the tests know by the name of what was raised.
        Undecided
            If there is no answer that could be understood.
        """
        try:
            reply = self._line({"exact": True, **request})
            self.complained = self.complained or reply.get("stderr") is True
            for key, now in reply.get("changed", ()):
                self._change((lent or {})[key], self._decoded(now))
            if "error" not in reply:
                return self._taken(request, reply["ok"])
            error = raised(reply["error"], self._find)
        except EOFError:
            raise self.give_up(Message("The process with the answer ended while the tests were asking it.")) from None
        except Exception as broken:
            kind = type(broken).__name__
            raise self.give_up(
                Message("The tests could not understand what the answer gave them ({error}).", {"error": kind})
            ) from None
        self.values += 1
        raise error

    def _decoded(self, told: Any) -> Any:
        return decode(told, lambda held: Proxy(self, int(held["ref"]), str(held.get("type", "object"))[:200]))

    def _change(self, value: Any, now: Any) -> None:
        """Have a value be what it has become where the learner's code had it."""
        if type(value) is not type(now) or not changed_to(value, now):
            raise self.give_up(unclear("what it changes"))

    def _taken(self, request: dict[str, Any], told: Any) -> Any:
        value = self._decoded(told)
        if type(value) is Proxy and kind_of(value) == "builtins.module":
            raise self.give_up(Message("The tests use a module that only the answer imports."))
        self.values += request["op"] not in ("kinds", "iterate", "put") and value is not None and type(value) is not Proxy
        return value


#: Whose objects are arrays where an array is asked for.
_TABLES = ("pandas.", "scipy.sparse.", "tensorflow.", "keras.")

_SLOTS = frozenset({"_line", "_number", "_type"})

#: Of the names with underscores that Python and NumPy look for by themselves, those that nothing here has.
_ABSENT = ("__array_", "__dlpack", "__cuda_", "__dataframe__", "__arrow_", "__length_hint__", "__getstate__", "__wrapped__")


class Proxy(Handle):
    """Stands for one object of a learner's."""

    __slots__ = ()

    def __init__(self, reach: Reach, number: int, kind: str) -> None:
        for name, value in (("_line", reach), ("_number", number), ("_type", kind)):
            object.__setattr__(self, name, value)

    def __getattribute__(self, name: str) -> Any:
        if name in _SLOTS:
            return object.__getattribute__(self, name)
        if name in _LEFT_OPEN or name == "__array__":
            return getattr(Proxy, name).__get__(self)
        if name == "__class__" and kind_of(self).startswith(_TABLES) and (known := known_class(kind_of(self))):
            reach_of(self).claims += 1
            return known
        if name in ("__class__", "__bases__"):
            raise reach_of(self).give_up(unclear("its class"))
        reach_of(self).absent = AttributeError(name)
        if name.startswith(_ABSENT):
            raise reach_of(self).absent
        try:
            return attribute(self, name)
        except AttributeError as error:
            reach_of(self).absent = error
            raise

    def __getattr__(self, name: str) -> Any:
        raise reach_of(self).absent  # Python asks here, too, once it has not found an attribute

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        found = _ask(self, {"op": "fetch", "exact": False}) if kind_of(self).startswith(_TABLES) else self
        if type(found) is not Proxy:
            return found if dtype is None else found.astype(dtype)
        raise reach_of(self).give_up(unclear("its numbers"))

    def __repr__(self) -> str:
        return _text(self, "__repr__")

    def __str__(self) -> str:
        return _text(self, "__str__")

    def __format__(self, spec: str) -> str:
        return _text(self, "__format__", spec)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object where it lives."""
        named = {name: _packed(self, kwargs[name]) for name in kwargs}
        request = {"op": "call", "args": [_packed(self, item) for item in args], "kwargs": named, "restore": True}
        return reach_of(self).ask({**request, "of": reference(self)}, lent=dict([*enumerate(args), *kwargs.items()]))

    def __getitem__(self, key: Any) -> Any:
        return _ask(self, {"op": "item", "key": _packed(self, key)})

    def __len__(self) -> int:
        if type(found := _ask(self, {"op": "length"})) is int and found >= 0:
            return found
        raise reach_of(self).give_up(unclear("its length"))

    def __contains__(self, item: Any) -> bool:
        return _ask(self, {"op": "contains", "item": _packed(self, item)}) is True

    def __iter__(self) -> Iterator[Any]:
        iterator = _ask(self, {"op": "iterate"})
        if type(iterator) is not Proxy:
            raise reach_of(self).give_up(unclear("its items"))
        while True:
            found = _ask(iterator, {"op": "next"})
            if type(found) is not list or len(found) > 1:
                raise reach_of(self).give_up(unclear("its items"))
            if not found:
                return
            yield found[0]

    def __next__(self) -> Any:
        return attribute(self, "__next__")()


def reach_of(proxy: Proxy) -> Reach:
    """The way to the learner's names that a stand-in has come by."""
    return cast("Reach", object.__getattribute__(proxy, "_line"))


def kind_of(proxy: Proxy) -> str:
    """The class of what it stands for, as the learner's process told it."""
    return cast("str", object.__getattribute__(proxy, "_type"))


def attribute(proxy: Proxy, name: str) -> Any:
    """An attribute of what it stands for."""
    return _ask(proxy, {"op": "attribute", "name": name})


def kinds_of(proxy: Proxy) -> list[str]:
    """The classes of what it stands for, its own first, as the learner's process tells them."""
    reach_of(proxy).claims += 1
    found = _ask(proxy, {"op": "kinds"})
    if type(found) is not list or not all(type(kind) is str for kind in found):
        raise reach_of(proxy).give_up(unclear("its class"))
    return found


def _ask(proxy: Proxy, request: dict[str, Any]) -> Any:
    return reach_of(proxy).ask({**request, "of": reference(proxy)})


def _packed(proxy: Proxy, value: Any) -> dict[str, Any]:
    """An argument as it crosses."""
    try:
        return pack(value)
    except (TypeError, WireError):
        kind = type(value).__name__
        raise reach_of(proxy).give_up(
            Message("The tests hand a {kind} to the answer, which stays where the tests are.", {"kind": kind})
        ) from None


def _text(proxy: Proxy, method: str, *args: str) -> str:
    text = found(*args) if type(found := attribute(proxy, method)) is Proxy else None
    if type(text) is not str:
        raise reach_of(proxy).give_up(unclear("its text"))
    return text


def _refusal(name: str) -> Callable[..., Any]:
    def operate(self: Proxy, *_: Any, **__: Any) -> Any:
        raise reach_of(self).give_up(unclear(name.strip("_")))

    return operate


_BINARY = [
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "divmod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "xor",
    "or",
]

#: What an object would do by itself, and a stand-in cannot tell.
_LEFT_OPEN = frozenset(
    f"__{name}__"
    for name in (
        *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "int", "float", "complex", "index", "abs", "neg", "pos"),
        *("invert", "round", "trunc", "floor", "ceil", "bytes", "fspath", "reversed", "copy", "deepcopy"),
        *("setitem", "delitem", "setattr", "delattr", "enter", "exit", "aenter", "aexit", "await", "aiter", "anext"),
        *("instancecheck", "subclasscheck", "reduce", "reduce_ex", "dir", "sizeof", "mro_entries"),
        *(prefix + name for name in _BINARY for prefix in ("", "r", "i")),
    )
)
for _name in _LEFT_OPEN:
    setattr(Proxy, _name, _refusal(_name))
