"""Expectations about how a function behaves: that it leaves everything as it was, is random by its seed only, and scales.

result = behaviour.pure(answer.scale, X)
behaviour.vectorised(answer.pairwise, A, B, at_most=20_000)
behaviour.seeded(answer.split, 100, 0.2)
behaviour.growth(answer.pairwise, lambda rows: (np.ones((rows, 3)),), sizes=(500, 1000, 2000), at_most=2.4)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from . import expect
from .i18n import translatable
from .proxy import answer, encode_argument

__all__ = ["growth", "pure", "seeded", "vectorised"]

_GLOBAL = translatable(
    "Your code draws from NumPy's global generator (`np.random.…`), which others use, too. Draw from the generator, or make "
    "one from the seed: `np.random.default_rng(seed)`."
)

_IGNORES = translatable("Different seeds gave the same result: nothing is drawn at random, or not from the seed.")
_DIFFERS = translatable(
    "Two calls with the same arguments and seed gave different results: something random comes from elsewhere."
)


def _inside() -> Any:
    """The module in the learner's process."""
    answer.define("import jupyterlab_homl.toolkit.behaviour as homl_behaviour")
    return answer.homl_behaviour


def pure(
    function: Callable[..., Any],
    *args: Any,
    says: str = "A second call with the same arguments gave another result: something is kept between calls.",
) -> Any:
    """Expect a function that changes none of its arguments and returns the same each time; returns the result.

    Arguments are tried as they are. Give whole numbers and floats, since copying by `np.asarray(X, float)` copies only the
    first.
    """
    held = [answer.put(value) for value in args]
    first = function(*held)
    for handle, value in zip(held, args, strict=True):
        expect.unchanged(handle, value)
    again = function(*held)
    expect.true(_alike(first, again), says)
    return first


def seeded(
    function: Callable[..., Any],
    *args: Any,
    seeds: Sequence[int] = (1, 2, 3),
    generator: bool = False,
    ignores: str = _IGNORES,
    differs: str = _DIFFERS,
    draws: str = _GLOBAL,
) -> Any:
    """Expect a function that is random by its last argument only: the same for a seed, not the same for all of several.

    Parameters
    ----------
    seeds : sequence of int
        The last arguments.
    generator : bool
        Whether the last argument is a new generator made from the seed, in place of the seed.
    ignores, differs, draws : str
        The messages: where no seed matters, where the same one gives different results, and where NumPy's global generator was
        used.

    Returns
    -------
    object
        The result for the first seed.
    """
    inside = _inside()

    def result(seed: int) -> Any:
        return function(*args, inside.new_generator(seed) if generator else seed)

    before = inside.global_generator()
    results = [result(seed) for seed in seeds]
    expect.true(inside.global_generator() == before, draws)
    expect.true(_alike(results[0], result(seeds[0])), differs)
    expect.true(not all(_alike(results[0], other) for other in results[1:]), ignores)
    return results[0]


def _alike(one: Any, other: Any) -> bool:
    return str(encode_argument(one)) == str(encode_argument(other))


def growth(
    function: Callable[..., Any],
    arguments: Callable[[int], Sequence[Any]],
    sizes: Sequence[int],
    at_most: float,
    says: str = "Input of {times} times the size takes {got} times as long; expected at most {most} times.",
    **values: Any,
) -> float:
    """Expect that the time of a function grows at most like a power of the size of its input.

    Time is CPU time of the learner's process: the best of several calls, so that a busy machine changes little.

    Parameters
    ----------
    arguments : callable
        Makes the arguments of a call for a size.
    sizes : sequence of int
        Growing sizes. The largest should take about 50 ms by a right answer: what is too quick to be measured passes.
    at_most : float
        The largest power, such as 1.5 where the right one is 1: leave room for caches and for luck.

    Returns
    -------
    float
        The power by which it grows between the first and the last size.
    """
    inside = _inside()
    seconds = [float(inside.cpu_seconds(function, list(arguments(size)))) for size in sizes]
    times = sizes[-1] / sizes[0]
    power = math.log(max(seconds[-1], _LEAST) / max(seconds[0], _LEAST)) / math.log(times)
    got, most = times**power, times**at_most
    expect.true(power <= at_most, says, times=round(times), got=round(got), most=round(most), **values)
    return power


def vectorised(
    function: Callable[..., Any],
    *args: Any,
    at_most: int,
    says: str = "Your code takes more than {most} steps of Python. Let whole arrays do what a loop over their numbers does.",
    **values: Any,
) -> None:
    """Expect that a call leaves the work to arrays, by the number of instructions of Python that it runs.

    This number hangs on no clock: it is the same on every machine, and differs little between versions of Python.

    Parameters
    ----------
    *args : object
        The arguments of the call, which is made twice: libraries that it imports are loaded by then.
    at_most : int
        Instructions allowed. A turn of a loop takes ten or more; a function of NumPy's that is written in Python up to 200.
    says : str
        The message; it may name ``{most}``.
    """
    function(*args)
    steps = int(_inside().python_steps(function, list(args), at_most))
    expect.true(steps <= at_most, says, most=at_most, **values)


#: Seconds below which nothing can be said about the time of a call.
_LEAST = 0.002


# --- in the learner's process ----------------------------------------------------------------------------------------


def new_generator(seed: int) -> Any:
    """A generator of NumPy's."""
    import numpy as np

    return np.random.default_rng(seed)


def global_generator() -> str:
    """The state of NumPy's global generator and of Python's, in short."""
    import hashlib
    import random

    import numpy as np

    state = np.random.get_state(legacy=True)
    return hashlib.sha256(repr((state[1].tobytes(), state[2:], random.getstate())).encode()).hexdigest()  # type: ignore[index]


def cpu_seconds(function: Callable[..., Any], args: Sequence[Any]) -> float:
    """The least CPU time of some calls: at least three, and for at least a tenth of a second."""
    from time import process_time

    best, spent, calls = math.inf, 0.0, 0
    while calls < 3 or (spent < 0.1 and calls < 50):
        started = process_time()
        function(*args)
        took = process_time() - started
        best, spent, calls = min(best, took), spent + took, calls + 1
    return best


def python_steps(function: Callable[..., Any], args: Sequence[Any], at_most: int) -> int:
    """How many instructions of Python a call runs, in whatever frame; it stops counting above `at_most`."""
    import inspect
    import sys

    steps = 0

    def count(frame: Any, *_: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += 1
        if steps > at_most:
            sys.settrace(None)
        return count

    before, here = sys.gettrace(), inspect.currentframe()
    if here is not None:
        here.f_trace_opcodes = True  # Python 3.12 looks at it when tracing is switched on
    sys.settrace(count)
    try:
        function(*args)
    finally:
        sys.settrace(before)
    return steps
