"""`expect`: the expectations of tests, each with the message for when it is not met.

A tests cell is a sequence of independent blocks:

    with expect.test("first step"):
        theta = answer.step(X, y)
        expect.close(theta, [0.60, 0.87], rtol=1e-9, says="After one step: expected {want}, got {got}.")

In a check every block runs and is reported on its own; under nbgrader the first one that fails ends the cell. `says` is a
template: ``{got}`` and ``{want}`` stand for the actual and the expected value, other placeholders for keyword arguments. It
is also the message's id, by which it is translated.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from . import frames
from .arrays import to_dense
from .i18n import translatable
from .messages import Message, Unmet, first_line, show, test
from .proxy import AnswerError, Handle, answer, encode_argument, to_plain_data

__all__ = [
    "Message",
    "Unmet",
    "at_least",
    "at_most",
    "between",
    "call",
    "choice",
    "close",
    "equal",
    "fail",
    "finite",
    "frame",
    "instance",
    "new_orders",
    "raises",
    "repeatable",
    "shape",
    "show",
    "sweep",
    "test",
    "true",
    "unchanged",
    "unseen",
]

_EXPECTED = translatable("Expected {want}, got {got}.")
_LONG = 10**15


def fail(says: str, **values: Any) -> None:
    """Fail the test with this message.

    Raises
    ------
    Unmet
        Always.
    """
    raise Unmet(Message(says, {name: _plain(value) for name, value in values.items()}))


def _plain(value: Any) -> Any:
    if type(value) is str:
        return first_line(value)
    return value if value is None or type(value) is bool or (type(value) is int and abs(value) < _LONG) else show(value)


def true(condition: Any, says: str, **values: Any) -> None:
    """Expect a condition to hold."""
    if not bool(condition):
        fail(says, **values)


def close(
    got: Any,
    want: Any,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    says: str = _EXPECTED,
    mistakes: Iterable[tuple[Any, str]] = (),
    **values: Any,
) -> None:
    """Expect numbers, within a tolerance.

    Parameters
    ----------
    got : object
        What the learner's code returned.
    want : array-like
        What is right.
    rtol, atol : float
        Tolerances, as for `numpy.allclose`.
    says : str
        The message when the expectation is not met.
    mistakes : iterable of (array-like, str)
        Results of typical wrong answers, each with a message that helps; the first that matches is shown.
    """
    import numpy as np

    want = np.asarray(want, dtype=float)
    numbers = _numbers(got, want.shape)
    if numbers.shape == want.shape and np.allclose(numbers, want, rtol=rtol, atol=atol):
        return
    values = _told_apart({"got": got, "want": want, **values})
    for wrong, message in mistakes:
        wrong = np.asarray(wrong, dtype=float)
        if numbers.shape == wrong.shape and np.allclose(numbers, wrong, rtol=rtol, atol=atol, equal_nan=True):
            fail(message, **values)
    if numbers.shape != want.shape:
        values |= {"want_shape": want.shape, "got_shape": numbers.shape}
        fail("Expected shape {want_shape}, got {got_shape}." + ("" if says == _EXPECTED else f" {says}"), **values)
    if not np.all(np.isfinite(numbers)) and np.all(np.isfinite(want)):
        fail(says + " Some of the numbers are not finite (nan or inf).", **values)
    fail(says, **values)


def _told_apart(values: dict[str, Any]) -> dict[str, Any]:
    """The values with `got` and `want` written out as far as it takes to tell them apart."""
    got, want = values["got"], values["want"]
    for digits in (4, 6, 8, 11, 17):
        if show(got, digits) != show(want, digits):
            return values if digits == 4 else {**values, "got": show(got, digits), "want": show(want, digits)}
    return values


def _numbers(got: Any, shape: tuple[int, ...]) -> Any:
    """`got` as an array of floats; fails the test where it is not numeric."""
    if got is None:
        fail("Your code returned None. Usually the `return` is missing, or something was printed instead.")
    got = to_plain_data(got)
    if isinstance(got, Handle | str | bytes | dict | set):
        fail("Expected a number, got {got}." if shape == () else "Expected an array of numbers, got {got}.", got=got)
    try:
        array = to_dense(got)
        if array.dtype.kind == "c" and not array.imag.any():
            array = array.real
        if array.size and array.dtype.kind not in "biuf":
            fail("Expected numbers, got {got}.", got=got)
        return array.astype(float)
    except (TypeError, ValueError):
        fail("Expected numbers, got {got}.", got=got)


def equal(got: Any, want: Any, *, says: str = _EXPECTED, mistakes: Iterable[tuple[Any, str]] = (), **values: Any) -> None:
    """Expect exactly this value: numbers, strings, or lists, tuples, sets, dicts and arrays of them."""
    if _same(got, want):
        return
    if got is None:
        fail("Your code returned None where {want} was expected. Usually the `return` is missing.", want=want)
    for wrong, message in mistakes:
        if _same(got, wrong):
            fail(message, got=got, want=want, **values)
    fail(says, got=got, want=want, **values)


def _same(got: Any, want: Any) -> bool:
    import numpy as np

    got = to_plain_data(got)
    if isinstance(got, Handle) or isinstance(want, Handle):
        return False
    if _is_table(want):
        return type(got) is type(want) and bool(got.equals(want))
    if _is_table(got) or any(isinstance(value, np.ndarray) or hasattr(value, "toarray") for value in (got, want)):
        got, want = to_dense(got), to_dense(want)
        return bool(got.shape == want.shape and np.array_equal(got, want))
    if type(want).__name__ in ("NAType", "NaTType") or type(got).__name__ == "NAType":
        return got is want
    if isinstance(got, np.generic):
        got = got.item()
    if isinstance(want, dict):
        return isinstance(got, dict) and got.keys() == want.keys() and all(_same(got[key], want[key]) for key in want)
    if isinstance(want, list | tuple):
        return (
            isinstance(got, list | tuple)
            and len(got) == len(want)
            and all(_same(a, b) for a, b in zip(got, want, strict=True))
        )
    return bool(got == want)


def _is_table(value: Any) -> bool:
    """Whether this is a frame, a series, an index or an array of pandas' own."""
    return callable(getattr(value, "equals", None)) and hasattr(value, "shape")


def at_least(got: Any, low: float, says: str = "Expected at least {low}, got {got}.", **values: Any) -> None:
    """Expect a number that is not below `low`."""
    true(float(_numbers(got, ())) >= low, says, got=got, low=low, **values)


def at_most(got: Any, high: float, says: str = "Expected at most {high}, got {got}.", **values: Any) -> None:
    """Expect a number that is not above `high`."""
    true(float(_numbers(got, ())) <= high, says, got=got, high=high, **values)


def between(got: Any, low: float, high: float, says: str = "Expected {low} to {high}, got {got}.", **values: Any) -> None:
    """Expect a number from `low` to `high`, both included."""
    true(low <= float(_numbers(got, ())) <= high, says, got=got, low=low, high=high, **values)


def frame(
    got: Any,
    want: Any,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    row_order: bool = True,
    index: bool = True,
    says: str = "",
    mistakes: Iterable[tuple[Any, str]] = (),
    **values: Any,
) -> None:
    """Expect a pandas frame or series with these values, whatever types its columns have (`toolkit.frames`).

    Parameters
    ----------
    got : object
        What the learner's code returned.
    want : DataFrame or Series
        What is right. The order of its columns does not matter.
    rtol, atol : float
        Tolerances for numbers.
    row_order, index : bool
        Whether the order of the rows and the index matter.
    says : str
        A sentence to put before the first difference: which column is missing, or which value of which row is wrong.
    mistakes : iterable of (DataFrame or Series, str)
        Results of typical wrong answers, each with a message that helps; the first that matches is shown.
    """
    if got is None:
        fail("Your code returned None. Usually the `return` is missing, or something was printed instead.")
    options: dict[str, Any] = {"rtol": rtol, "atol": atol, "row_order": row_order, "index": index}
    found = frames.difference(got, want, **options)
    if found is None:
        return
    for wrong, message in mistakes:
        if frames.difference(got, wrong, **options) is None:
            fail(message, got=got, want=want, **values)
    words, facts = found
    fail(f"{says} {words}" if says else words, **(values | facts))


def finite(got: Any, nan: str, inf: str, **values: Any) -> None:
    """Expect numbers that are all finite, and tell the two ways to miss that apart: they have different causes.

    Parameters
    ----------
    got : array-like
        What the learner's code returned.
    nan : str
        The message where something is not a number: inf − inf, inf / inf, 0 · inf.
    inf : str
        The message where numbers are infinite and none is nan: the logarithm of 0, a division by 0, an overflow.
    """
    import numpy as np

    numbers = _numbers(got, np.shape(got) if isinstance(got, np.ndarray | list | tuple) else ())
    true(not np.isnan(numbers).any(), nan, got=got, **values)
    true(not np.isinf(numbers).any(), inf, got=got, **values)


def shape(
    got: Any,
    want: Sequence[int],
    *,
    says: str = "Expected shape {want}, got {got}.",
    mistakes: Iterable[tuple[Sequence[int], str]] = (),
    **values: Any,
) -> None:
    """Expect an array of this shape."""
    numbers = _numbers(got, tuple(want))
    for wrong, message in mistakes:
        if numbers.shape == tuple(wrong):
            fail(message, got=numbers.shape, want=tuple(want), size=numbers.size, **values)
    true(numbers.shape == tuple(want), says, got=numbers.shape, want=tuple(want), size=numbers.size, **values)


def call(function: Callable[..., Any], *args: Any, says: str, error: str = "", **kwargs: Any) -> Any:
    """Call the learner's function, with a message of the test's own in case it raises.

    Parameters
    ----------
    says : str
        The message; its placeholders may be ``{error}``, ``{message}`` and ``{line}``.
    error : str
        The class of the exception that the message is about; any other is explained by its usual cause. Without it the
        message is shown for every exception, so it must be true of every one.

    Returns
    -------
    object
        What the function returned.
    """
    try:
        return function(*args, **kwargs)
    except AnswerError as raised:
        if raised.name == "NameError" or error not in ("", raised.name):
            raise
        fail(says, error=raised.name, message=first_line(raised.message), line=raised.line)


def sweep(
    function: Callable[[Any], Any],
    wanted: Mapping[Any, Any],
    *,
    says: str = "For {value}: expected {want}, got {got}.",
    rtol: float = 1e-6,
    atol: float = 1e-9,
    **values: Any,
) -> None:
    """Expect numbers for a range of values, so that a boundary between them is met.

    Parameters
    ----------
    function : callable
        Called with each value.
    wanted : mapping
        What is right for each value.
    says : str
        The message for the first value whose result is wrong; it may name ``{value}``.
    """
    for value, want in wanted.items():
        close(function(value), want, rtol=rtol, atol=atol, says=says, value=value, **values)


def new_orders(
    runs: Iterable[Sequence[Any]],
    says: str = "The order of an epoch follows from the one before it. Draw a new one in each epoch.",
) -> None:
    """Expect each epoch's order of rows to be drawn anew: that it differs from the one before is not enough.

    An order that is repeated, reversed or rolled stands in the same relation to the one before, whatever the seed; of two
    orders that are drawn it does not. With four runs of five rows, orders drawn anew fail once in a million times.

    Parameters
    ----------
    runs : iterable of sequences
        For each seed the orders of its epochs: the numbers of all rows, as they were visited.
    """
    import numpy as np

    relations = [
        [tuple(np.argsort(before)[np.asarray(after)].tolist()) for before, after in itertools.pairwise(orders)]
        for orders in runs
    ]
    true(all(len(set(of_epoch)) > 1 for of_epoch in zip(*relations, strict=True)), says)


def raises(function: Callable[..., Any], *args: Any, error: str, says: str, **kwargs: Any) -> str:
    """Expect a call to raise an exception of this class name; returns the exception's text."""
    try:
        got = function(*args, **kwargs)
    except AnswerError as raised:
        if raised.name == error:
            return raised.message
        if raised.name == "NameError":
            raise
        fail(says, got=f"{raised.name}: {raised.message}", want=error)
    fail(says, got=got, want=error)
    raise AssertionError  # not reached: fail always raises


def unchanged(
    held: Any,
    original: Any,
    says: str = "Your code changed its input in place. Whoever called it still needs it: work on a copy.",
) -> None:
    """Expect the object of a handle from ``answer.put`` to be unchanged."""
    true(_same(answer.fetch(held), original), says)


def repeatable(
    function: Callable[..., Any],
    *args: Any,
    says: str = "Two calls with the same arguments and seed gave different results: something random comes from elsewhere.",
) -> Any:
    """Expect two calls with the same arguments to return equal plain data, and return it. Pass a seed, not a generator."""
    first, again = function(*args), function(*args)
    # encoded, nan equals nan
    true(_same(first, again) or str(encode_argument(first)) == str(encode_argument(again)), says)
    return first


def unseen(rows: Any, fitted: Any, says: str = "Test rows were fitted, so a score on them says nothing new.") -> None:
    """Expect none of the `rows` among the `fitted` ones, as recorded by a spy in place of the first step."""
    known, kept = ({tuple(row.ravel()) for row in _numbers(table, (0, 0))} for table in (fitted, rows))
    true(known.isdisjoint(kept), says)


def instance(got: Any, kind: str, says: str = "Expected a {want}, got {got}.", **values: Any) -> None:
    """Expect an instance of a class or of a subclass.

    Parameters
    ----------
    kind : str
        The class as ``Name`` or ``module.Name``: a library's, which is told by identity, not by what a class calls itself. One
        that the answer defines is ``__main__.Name``.
    """
    if not isinstance(got, Handle):
        fail(says, got=got, want=kind.rpartition(".")[2], **values)
    known = answer.kinds(got)
    names = known if "." in kind else [name.rpartition(".")[2] for name in known if not name.startswith("__main__.")]
    short = kind.rpartition(".")[2]
    if kind not in names and f"__main__.{short}" in known:
        fail("Your code defines a class {want} of its own. Use the library's.", want=short)
    true(kind in names, says, got=got, want=short, **values)


def choice(answers: Any, question: str, right: Any, feedback: dict[Any, str]) -> None:
    """Expect the right choice to one question of a quiz.

    Parameters
    ----------
    answers : dict
        The learner's ``answers``.
    question : str
        The question's key.
    right : object
        The right choice.
    feedback : dict
        For each wrong choice, why it is tempting and what to read again, without giving the answer away.
    """
    if not isinstance(answers, dict) or question not in answers:
        fail("`answers` has no {question}. Keep the keys as they were given.", question=question)
    got = answers[question]
    if got is None:
        fail("{question} is still open. Choose one of its answers.", question=question)
    if isinstance(got, str):
        got = got.strip().lower()
    if not _same(got, right):
        unknown = translatable("{got} is not one of the choices of {question}. Write exactly one letter.")
        fail(feedback.get(got, unknown), question=question, got=answers[question])
