"""Running tests cells of plain asserts where no learner's code has run: what they may use, and how each of them ended."""

from __future__ import annotations

import builtins
import contextlib
import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from jupyterlab_homl.toolkit.messages import Message, brief
from jupyterlab_homl.toolkit.proxy import AnswerError, Line

from .kinds import class_of, is_a
from .mutated_arguments import CHANGEABLE
from .rewrite import CLASS, IS, cell_of, parts
from .stand_ins import Proxy, Reach, attribute, kinds_of
from .undecided import Undecided

#: Characters that the tests may print.
_MOST_PRINTED = 20_000

#: Characters of an exception's text that are told.
_MOST_TEXT = 500

#: What means something else where the learner's names are.
_ELSEWHERE = ("globals", "locals", "vars", "dir", "id", "eval", "exec", "compile", "input", "breakpoint")


class Names(dict[str, Any]):
    """The names of the tests: their own, and where these end, the learner's.

    Parameters
    ----------
    reach : Reach
        The way to the learner's.

    Attributes
    ----------
    open : bool
        Whether the learner's are to be had.
    """

    def __init__(self, reach: Reach) -> None:
        self.open = False
        self._reach = reach
        own = {**vars(builtins), **_replaced(reach)}
        super().__init__(__name__="__main__", __builtins__=own)
        self._own = frozenset(own)
        self._fetched: set[str] = set()

    def __missing__(self, name: str) -> Any:
        if not self.open or name in self._own or (name.startswith("__") and name.endswith("__")):
            raise KeyError(name)
        found = self._reach.name(name)
        if type(found) in CHANGEABLE:  # one object for the whole cell: it may be handed to a call that changes it
            self[name] = found
            self._fetched.add(name)
        return found

    def forget(self) -> None:
        """Let go of the learner's values that were fetched; the next cell wants them as they are then."""
        for name in self._fetched:
            self.pop(name, None)
        self._fetched.clear()


class Plain:
    """Runs one notebook's tests cells in one namespace.

    Parameters
    ----------
    line : callable
        The way to the learner's desk.

    Attributes
    ----------
    line : callable
        The same.
    reach : Reach
        What comes by it.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.reach = Reach(line, lambda name: dict.get(self._names, name, getattr(builtins, name, None)))
        self._names = Names(self.reach)
        self._definitions: str | None = None

    def define(self, source: str) -> None:
        """Run the instructor's imports, functions and classes, once; what cannot be run here is left out."""
        if source == self._definitions:
            return
        self._definitions = source
        for code in parts(source):
            with contextlib.suppress(Exception, SystemExit, Undecided):
                exec(code, self._names)

    def judge(self, source: str) -> dict[str, Any]:
        """Run one tests cell.

        Returns
        -------
        dict
            ``outcome``, and the ``value`` of its last line where that is a number; ``error`` (``name``, ``message``,
            ``line``) and ``message`` where it did not pass; else the ``text`` of that value, what was ``printed``, and
            whether something went to ``stderr``, which nbgrader gives nothing for.
        """
        self.reach.begin()
        self._names.open = True
        ended: BaseException | None = None
        shown: Any = None
        printed, complaints = io.StringIO(), io.StringIO()
        try:
            with warnings.catch_warnings(record=True) as warned, redirect_stdout(printed), redirect_stderr(complaints):
                warnings.simplefilter("default")
                shown = self._run(source)
        except BaseException as error:  # whatever it is, it says something of this cell alone
            ended = error
        finally:
            self._names.open = False
            self._names.forget()
        verdict = self._verdict(ended, _number(shown))
        if verdict["outcome"] != "passed":
            return verdict
        text = repr(shown) if type(shown) in (int, float, str, bool) else None
        stderr = bool(warned or complaints.getvalue()) or self.reach.complained
        return {**verdict, "text": text, "printed": printed.getvalue()[:_MOST_PRINTED], "stderr": stderr}

    def _run(self, source: str) -> Any:
        code, last = cell_of(source)
        exec(code, self._names)
        return None if last is None else eval(last, self._names)  # noqa: S307 - the tests are the instructor's

    def _verdict(self, ended: BaseException | None, shown: float | None) -> dict[str, Any]:
        if self.reach.undecided is not None:
            return _unknown(self.reach.undecided)
        if isinstance(ended, AssertionError | AnswerError):
            return {"outcome": "failed", "error": _told(ended)}
        if ended is not None:
            told = _told(ended)
            values = {"error": told["name"], "message": brief(told["message"])}
            message = Message("Outside the notebook the tests end in *{error}: {message}*.", values)
            return {**_unknown(message), "error": told}
        if self.reach.claims and not self.reach.values:
            return _unknown(Message("The tests ask for nothing but classes, which only the notebook can tell."))
        return {"outcome": "passed", "value": shown}


def _number(shown: Any) -> float | None:
    """A cell's last value as nbgrader reads it in what the notebook shows, where it is a number."""
    if type(shown) is Proxy or not isinstance(shown, int | float):
        return None
    try:
        return float(repr(shown))
    except ValueError:
        return None


def _unknown(message: Message) -> dict[str, Any]:
    return {"outcome": "unknown", "message": message.document()}


def _told(error: BaseException) -> dict[str, Any]:
    """An exception as plain data; the line is the last of the tests that it came by."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<tests>":
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        text = error.message if isinstance(error, AnswerError) else str(error)
    except BaseException:  # a text may be made of what stands for the learner's
        text = ""
    name = error.name if isinstance(error, AnswerError) else type(error).__name__
    return {"name": name, "message": text[:_MOST_TEXT], "line": line}


def _replaced(reach: Reach) -> dict[str, Callable[..., Any]]:
    """The builtins that must know of what stands for the learner's objects, or that mean something else here."""

    def kind(*args: Any, **kwargs: Any) -> Any:
        return class_of(args[0]) if len(args) == 1 and type(args[0]) is Proxy else type(*args, **kwargs)

    def isinstance_(value: Any, kinds: Any) -> bool:
        return is_a(value, _real(kinds))

    def issubclass_(cls: Any, kinds: Any) -> bool:
        if type(cls) is Proxy:
            raise reach.give_up(
                Message("The tests ask what a class of the answer derives from, which only the notebook can tell.")
            )
        return issubclass(cls, _real(kinds))

    def _real(kinds: Any) -> Any:
        if type(kinds) is tuple:
            return tuple(map(_real, kinds))
        return type if kinds is kind else kinds

    def callable_(value: Any) -> bool:
        if type(value) is not Proxy:
            return callable(value)
        kinds_of(value)  # counted: it is a claim like a class
        try:
            attribute(value, "__call__")
        except AnswerError:
            return False
        return True

    def is_(left: Any, right: Any) -> bool:
        known = (None, True, False, ..., NotImplemented)
        for one, other in ((left, right), (right, left)):
            if any(one is each for each in known):
                return one is other
            if type(one) is not Proxy and isinstance(one, type):
                return _real(left) is _real(right)
        raise reach.give_up(Message("The tests ask whether two objects are the same one, which only the notebook can tell."))

    def elsewhere(name: str) -> Callable[..., Any]:
        def refuse(*_: Any, **__: Any) -> Any:
            raise reach.give_up(
                Message("The tests use `{name}`, which means something else outside the notebook.", {"name": name})
            )

        return refuse

    return {
        "type": kind,
        "isinstance": isinstance_,
        "issubclass": issubclass_,
        "callable": callable_,
        "display": lambda *_, **__: None,
        IS: is_,
        CLASS: lambda value: class_of(value) if type(value) is Proxy else value.__class__,
        **{name: elsewhere(name) for name in _ELSEWHERE},
    }
