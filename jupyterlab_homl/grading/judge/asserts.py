"""Running tests cells of plain asserts outside the learner's process."""

from __future__ import annotations

import builtins
import contextlib
import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from typing import Any, Literal

from jupyterlab_homl.toolkit.messages import Message, first_line
from jupyterlab_homl.toolkit.proxy import AnswerError, Transport

from .mutated_arguments import MUTABLE
from .rewrite import CLASS, IS, compile_definitions, compile_tests
from .stand_ins import DeskClient, Inconclusive, StandIn, attribute, class_names, class_of, is_instance

#: Characters that are kept of an exception's text.
_MOST_TEXT = 500

#: Builtins whose result depends on the process or the namespace in which they are called.
_PROCESS_BOUND = ("globals", "locals", "vars", "dir", "id", "eval", "exec", "compile", "input", "breakpoint")


@dataclass(frozen=True)
class RaisedError:
    """An exception that ended a tests cell.

    Attributes
    ----------
    name, message : str
        Its class and its text.
    line : int or None
        The innermost line of the tests cell that it passed, counted from 1.
    """

    name: str
    message: str
    line: int | None


@dataclass(frozen=True)
class AssertResult:
    """How a tests cell ended.

    Attributes
    ----------
    outcome : str
        ``passed``, ``failed`` or ``unknown``.
    error : RaisedError or None
        The exception that ended it.
    message : Message or None
        Why it is unknown.
    value : float or None
        The number that its last line gives.
    """

    outcome: Literal["passed", "failed", "unknown"]
    error: RaisedError | None = None
    message: Message | None = None
    value: float | None = None

    def document(self) -> dict[str, object]:
        """The result as JSON."""
        return {**asdict(self), "message": None if self.message is None else self.message.document()}


class TestsNamespace(dict[str, Any]):
    """The names that a tests cell sees: its own, then builtins, then the learner's.

    Parameters
    ----------
    client : DeskClient
        Fetches the learner's names.

    Attributes
    ----------
    learner_names : bool
        Whether the learner's names can be used. Definitions are run without them.
    """

    def __init__(self, client: DeskClient) -> None:
        self.learner_names = False
        self._client = client
        adapted = {**vars(builtins), **_adapted_builtins(client)}
        super().__init__(__name__="__main__", __builtins__=adapted)
        self._builtins = frozenset(adapted)
        self._fetched: set[str] = set()

    def __missing__(self, name: str) -> Any:
        if not self.learner_names or name in self._builtins or (name.startswith("__") and name.endswith("__")):
            raise KeyError(name)
        value = self._client.fetch_name(name)
        if type(value) in MUTABLE:  # the same object throughout the cell, as a call may mutate it
            self[name] = value
            self._fetched.add(name)
        return value

    def drop_fetched(self) -> None:
        """Drop the learner's values, which may have changed by the time of the next tests cell."""
        for name in self._fetched:
            self.pop(name, None)
        self._fetched.clear()


class AssertRunner:
    """Runs the tests cells of one notebook in one namespace.

    Parameters
    ----------
    transport : callable
        Sends a request to the learner's desk and returns the reply.

    Attributes
    ----------
    transport : callable
        The same.
    client : DeskClient
        The access to the learner's names over that transport.
    """

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.client = DeskClient(transport, lambda name: dict.get(self._names, name, getattr(builtins, name, None)))
        self._names = TestsNamespace(self.client)
        self._definitions: str | None = None

    def define(self, source: str) -> None:
        """Run the instructor's imports, functions and classes, once; a statement that fails here is skipped."""
        if source == self._definitions:
            return
        self._definitions = source
        for code in compile_definitions(source):
            with contextlib.suppress(Exception, SystemExit, Inconclusive):
                exec(code, self._names)

    def run(self, source: str) -> AssertResult:
        """Run one tests cell."""
        self.client.reset()
        self._names.learner_names = True
        raised: BaseException | None = None
        value: Any = None
        nowhere = io.StringIO()
        try:
            with warnings.catch_warnings(record=True), redirect_stdout(nowhere), redirect_stderr(nowhere):
                value = self._execute(source)
        except BaseException as error:  # SystemExit and KeyboardInterrupt of a tests cell must not end the judge
            raised = error
        finally:
            self._names.learner_names = False
            self._names.drop_fetched()
        if (result := self._not_passed(raised)) is not None:
            return result
        return AssertResult("passed", value=_number(value))

    def _execute(self, source: str) -> Any:
        statements, last = compile_tests(source)
        exec(statements, self._names)
        return None if last is None else eval(last, self._names)  # noqa: S307 - the tests are the instructor's

    def _not_passed(self, raised: BaseException | None) -> AssertResult | None:
        """The result of a tests cell that has not passed; None if it has."""
        if self.client.reason is not None:
            return AssertResult("unknown", message=self.client.reason)
        if isinstance(raised, AssertionError | AnswerError):
            return AssertResult("failed", _describe(raised))
        if raised is not None:
            error = _describe(raised)
            values = {"error": error.name, "message": first_line(error.message)}
            message = Message("Outside the notebook the tests end in *{error}: {message}*.", values)
            return AssertResult("unknown", error, message)
        if self.client.claims and not self.client.values:
            message = Message("The tests ask for nothing but classes, which only the notebook can tell.")
            return AssertResult("unknown", message=message)
        return None


def _number(value: Any) -> float | None:
    """The number that nbgrader would read from what the notebook shows of a value; None if it is not a number."""
    if type(value) is StandIn or not isinstance(value, int | float):
        return None
    try:
        return float(repr(value))
    except ValueError:
        return None


def _describe(error: BaseException) -> RaisedError:
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<tests>":
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        text = error.message if isinstance(error, AnswerError) else str(error)
    except BaseException:  # the text may contain stand-ins, whose own text may be inconclusive
        text = ""
    name = error.name if isinstance(error, AnswerError) else type(error).__name__
    return RaisedError(name, text[:_MOST_TEXT], line)


def _adapted_builtins(client: DeskClient) -> dict[str, Callable[..., Any]]:
    """The builtins that must know of stand-ins, and those that mean something else outside the notebook."""

    def type_(*args: Any, **kwargs: Any) -> Any:
        return class_of(args[0]) if len(args) == 1 and type(args[0]) is StandIn else type(*args, **kwargs)

    def isinstance_(value: Any, classes: Any) -> bool:
        return is_instance(value, real_classes(classes))

    def issubclass_(cls: Any, classes: Any) -> bool:
        if type(cls) is StandIn:
            raise client.inconclusive(
                Message("The tests ask what a class of the answer derives from, which only the notebook can tell.")
            )
        return issubclass(cls, real_classes(classes))

    def real_classes(classes: Any) -> Any:
        """The same with `type` itself for `type_`, which is what the tests mean by that name."""
        if type(classes) is tuple:
            return tuple(map(real_classes, classes))
        return type if classes is type_ else classes

    def callable_(value: Any) -> bool:
        if type(value) is not StandIn:
            return callable(value)
        class_names(value)  # being callable is a claim about its class, and is counted as one
        try:
            attribute(value, "__call__")
        except AnswerError:
            return False
        return True

    def is_(left: Any, right: Any) -> bool:
        singletons = (None, True, False, ..., NotImplemented)
        for one, other in ((left, right), (right, left)):
            if any(one is singleton for singleton in singletons):
                return one is other
            if type(one) is not StandIn and isinstance(one, type):
                return real_classes(left) is real_classes(right)
        raise client.inconclusive(
            Message("The tests ask whether two objects are the same one, which only the notebook can tell.")
        )

    def refusing(name: str) -> Callable[..., Any]:
        def refuse(*_: Any, **__: Any) -> Any:
            raise client.inconclusive(
                Message("The tests use `{name}`, which means something else outside the notebook.", {"name": name})
            )

        return refuse

    return {
        "type": type_,
        "isinstance": isinstance_,
        "issubclass": issubclass_,
        "callable": callable_,
        "display": lambda *_, **__: None,
        IS: is_,
        CLASS: lambda value: class_of(value) if type(value) is StandIn else value.__class__,
        **{name: refusing(name) for name in _PROCESS_BOUND},
    }
