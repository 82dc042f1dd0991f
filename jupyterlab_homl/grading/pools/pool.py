"""A pool: runs a function for many tasks and gives each result as soon as it is there.

A pool asks for the next task only when there is room for it, and drops a result once it has been handed over, so memory does
not grow with the number of tasks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ...errors import HomlError

T = TypeVar("T")
R = TypeVar("R")

#: How many tasks are submitted for each worker: the one that it runs, and the next one.
TASKS_PER_WORKER = 2

#: Seconds between two looks at whether to stop, and at the state of a cluster.
POLL_INTERVAL = 0.2


@dataclass(frozen=True)
class Dispatched(Generic[T]):
    """A task that has been submitted.

    Attributes
    ----------
    task : object
        The task.
    attempt : int
        Which attempt this is, counted from 1.
    workers : frozenset of str
        The workers that may run it; empty if any may.
    """

    task: T
    attempt: int = 1
    workers: frozenset[str] = frozenset()


class Pool:
    """Runs tasks by an executor.

    Parameters
    ----------
    executor : Executor
        Of threads or of processes.
    window : int
        How many tasks are submitted at a time.
    """

    def __init__(self, executor: Executor, window: int) -> None:
        self._executor = executor
        self.window = window

    def run(
        self,
        function: Callable[[T], R],
        tasks: Iterable[T],
        cancel: threading.Event | None = None,
        on_idle: Callable[[], object] = lambda: None,
    ) -> Iterator[tuple[T, R | HomlError]]:
        """Run a function for each task; results come in the order in which they are ready.

        Parameters
        ----------
        function : callable
            For a cluster it must be importable. An exception is the result of its own task only, as a `HomlError`.
        tasks : iterable
            Its next item is asked for, in the caller's thread, when there is room for it.
        cancel : threading.Event or None
            Once it is set, no more tasks are submitted. Tasks that a thread is running still give their result; others do not.
        on_idle : callable
            Called from time to time while there is no result.

        Yields
        ------
        tuple of (task, result or HomlError)
            Each task once.

        Raises
        ------
        HomlError
            If no task can be run any more. The results before that are valid.
        """
        cancel = cancel or threading.Event()
        running: dict[Future[Any], Dispatched[T]] = {}
        remaining = iter(tasks)
        more = True
        try:
            while True:
                while more and len(running) < self.window and not cancel.is_set():
                    try:
                        task = next(remaining)
                    except StopIteration:
                        more = False
                    else:
                        self._dispatch(function, Dispatched(task), running)
                        del task  # the caller may let go of it as soon as its result has been handed over
                if cancel.is_set():
                    more = False
                    running = {future: dispatched for future, dispatched in running.items() if not future.cancel()}
                if not running:
                    return
                wait(running, POLL_INTERVAL, FIRST_COMPLETED)
                for future in self._lost(running):
                    lost = running.pop(future)
                    future.cancel()
                    self._dispatch(function, Dispatched(lost.task, lost.attempt + 1), running)
                    del lost
                if done := next((future for future in running if future.done() and not future.cancelled()), None):
                    yield running.pop(done).task, self._outcome(done)
                else:
                    on_idle()
        finally:
            for future in running:
                future.cancel()

    def _dispatch(
        self, function: Callable[[T], R], dispatched: Dispatched[T], running: dict[Future[Any], Dispatched[T]]
    ) -> None:
        """Submit a task and add it to those that are running."""
        try:
            future, dispatched = self._submit(function, dispatched)
        except Exception as error:  # the task cannot be pickled, or the executor is broken
            future = Future()
            future.set_exception(error)
        running[future] = dispatched

    def _submit(self, function: Callable[[T], R], dispatched: Dispatched[T]) -> tuple[Future[Any], Dispatched[T]]:
        return self._executor.submit(function, dispatched.task), dispatched

    def _lost(self, running: dict[Future[Any], Dispatched[T]]) -> list[Future[Any]]:
        """The futures that will never be done, by no fault of their tasks, so that these must be submitted again."""
        return []

    def _outcome(self, future: Future[Any]) -> Any:
        error = future.exception()
        return future.result() if error is None else as_homl_error(error)


def as_homl_error(error: BaseException) -> HomlError:
    """An exception as a sentence; a `HomlError` as it is."""
    if isinstance(error, HomlError):
        return error
    wrapped = HomlError(
        "It could not be run: {kind}: {error}.",
        kind=type(error).__name__,
        error=str(error).strip().rstrip(".") or "no reason given",
    )
    wrapped.__cause__ = error
    return wrapped
