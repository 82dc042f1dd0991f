"""Where tasks are carried out: by threads of this process, or by the workers of a Dask cluster (`cluster`).

A pool knows nothing of what its tasks are. It asks for the next task only when there is room for it and lets go of a result
as soon as it was handed over, so that memory is level however many there are.
"""

from __future__ import annotations

import logging
import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ...errors import HomlError

T = TypeVar("T")
R = TypeVar("R")

#: How many tasks are prepared for each that is carried out at a time, itself included.
AHEAD = 2

#: How often it is looked whether to stop, and how the cluster is, in seconds.
LOOK_EVERY = 0.2

_log = logging.getLogger(__name__)


@contextmanager
def open_pool(workers: int | None = None, scheduler: str = "", timeout: float = 10.0) -> Iterator[Pool]:
    """A pool, ended where the block ends; what is still carried out by a thread is waited for.

    Parameters
    ----------
    workers : int or None
        How many tasks are carried out at a time: unless it is given, as many as there are cores that this process may use, or
        threads of a cluster's workers.
    scheduler : str
        The address of a Dask scheduler; threads are used where it is empty.
    timeout : float
        How long to wait for a scheduler, and for its first worker, in seconds.

    Raises
    ------
    HomlError
        The cluster cannot be used; the sentence says why.
    """
    if workers is not None and workers < 1:
        raise HomlError("{workers} submissions at a time cannot be graded: use 1 or more.", workers=workers)
    if scheduler:
        from .dask import open_cluster

        with open_cluster(scheduler, workers, timeout) as cluster:
            yield cluster
        return
    at_a_time = workers or cores()
    executor = ThreadPoolExecutor(at_a_time, thread_name_prefix="grade")
    try:
        yield Pool(executor, at_a_time * AHEAD)
    finally:
        executor.shutdown(cancel_futures=True)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class Handed(Generic[T]):
    """A task that was handed out: how often already, and to whom (empty: to anybody)."""

    task: T
    times: int = 1
    to: frozenset[str] = frozenset()


class Pool:
    """Carries out tasks by an executor.

    Parameters
    ----------
    executor : Executor
        Any, of threads or of processes.
    window : int
        How many tasks are handed out at a time.
    """

    def __init__(self, executor: Executor, window: int) -> None:
        self._executor = executor
        self.window = window

    def run(
        self,
        function: Callable[[T], R],
        tasks: Iterable[T],
        cancel: threading.Event | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> Iterator[tuple[T, R | HomlError]]:
        """Carry out a function for each task; gives the results in the order in which they come.

        Parameters
        ----------
        function : callable
            Of a module, for a cluster. What it raises is the result of that task alone, as a `HomlError`.
        tasks : iterable
            Each is asked for when there is room for it, in the thread of the caller.
        cancel : threading.Event or None
            Once it is set no more tasks are handed out; what a thread is at still comes, all others do not.
        meanwhile : callable
            Called now and then while no result comes.

        Yields
        ------
        tuple of (task, result or HomlError)
            Each task once.

        Raises
        ------
        HomlError
            Nothing can be carried out any more. What came before stands.
        """
        cancel = cancel or threading.Event()
        out: dict[Future[Any], Handed[T]] = {}
        coming = iter(tasks)
        more = True
        try:
            while True:
                while more and len(out) < self.window and not cancel.is_set():
                    try:
                        handed = Handed(next(coming))
                    except StopIteration:
                        more = False
                    else:
                        out[self._hand_out(function, handed)] = handed
                if cancel.is_set():
                    more = False
                    out = {future: handed for future, handed in out.items() if not future.cancel()}
                if not out:
                    return
                wait(out, LOOK_EVERY, FIRST_COMPLETED)
                for future in self._lost(out):
                    handed = out.pop(future)
                    future.cancel()
                    handed.times += 1
                    out[self._hand_out(function, handed)] = handed
                if done := next((future for future in out if future.done() and not future.cancelled()), None):
                    yield out.pop(done).task, self._outcome(done)
                else:
                    meanwhile()
        finally:
            for future in out:
                future.cancel()

    def _hand_out(self, function: Callable[[T], R], handed: Handed[T]) -> Future[Any]:
        try:
            return self._submit(function, handed)
        except Exception as error:  # it cannot be pickled, or the executor is broken
            future: Future[Any] = Future()
            future.set_exception(error)
            return future

    def _submit(self, function: Callable[[T], R], handed: Handed[T]) -> Future[Any]:
        return self._executor.submit(function, handed.task)

    def _lost(self, out: dict[Future[Any], Handed[T]]) -> list[Future[Any]]:
        """Those that no result will come of through no fault of theirs, so that they are to be handed out again."""
        return []

    def _outcome(self, future: Future[Any]) -> Any:
        error = future.exception()
        return future.result() if error is None else trouble(error)


def trouble(error: BaseException) -> HomlError:
    """What a function raised, as a sentence."""
    if isinstance(error, HomlError):
        return error
    words = HomlError(
        "It could not be run: {kind}: {error}.",
        kind=type(error).__name__,
        error=str(error).strip().rstrip(".") or "no reason given",
    )
    words.__cause__ = error
    return words


def carry_out(payload: bytes) -> bytes:
    """Carry out a pickled function for a pickled task, in a process of a pool: what it raises comes back as a sentence."""
    try:
        function, task = pickle.loads(payload)  # noqa: S301 - from the one who may run anything here
        return pickle.dumps((True, function(task)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        if not isinstance(error, HomlError):
            _log.warning("A task failed.", exc_info=True)
        words = trouble(error)
        return pickle.dumps((False, (words.id, words.values)))


def carried_out(answer: bytes) -> Any:
    """What `carry_out` answered: a result, or a HomlError."""
    good, found = pickle.loads(answer)  # noqa: S301 - from a worker that the person trusts
    return found if good else HomlError(found[0], **found[1])
