"""A pool of the workers of a Dask cluster, which must have the same versions as this process.

A task is only submitted to workers whose versions have been compared: those that were there at the start, and those that
join later, such as one that its nanny has restarted. A task that has lost all of its workers is submitted again.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from ...errors import HomlError
from .pool import POLL_INTERVAL, TASKS_PER_WORKER, Dispatched, Pool, as_homl_error
from .versions import EXPRESSION, first_difference, local_versions

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")

#: How often a task is submitted that loses its workers each time, before it is taken to be the cause.
MOST_ATTEMPTS = 4

#: How often Dask itself retries a task, for example one that a worker could not read.
RETRIES = 2

#: Seconds between two requests for the list of workers.
REFRESH_INTERVAL = 1.0

#: Seconds to wait for another worker when all have been lost.
PATIENCE = 60.0

_log = logging.getLogger(__name__)


@contextmanager
def open_dask_pool(address: str, workers: int | None, timeout: float) -> Iterator[DaskPool]:
    """Connect to a cluster for the duration of a block; see `open.open_pool`."""
    try:
        import dask
        import distributed
    except ImportError as error:
        raise HomlError(
            'To grade on a Dask cluster, install what it needs: pip install "jupyterlab-homl[class]" ({error}).', error=error
        ) from error
    # a submission may contain megabytes of files, about which Dask would warn
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "4 GiB"}):
        client = _connect(distributed, address, timeout)
        try:
            yield DaskPool(client, address, workers, timeout)
        finally:
            client.close(timeout=timeout)


def _connect(distributed: Any, address: str, timeout: float) -> Client:
    async def probe() -> None:
        # a Client would wait for ever for a server that accepts the connection and says nothing
        arguments = distributed.Security().get_connection_args("client")
        comm = await asyncio.wait_for(distributed.comm.connect(address, timeout=timeout, **arguments), timeout)
        await comm.close()

    try:
        asyncio.run(probe())
        client: Client = distributed.Client(address, timeout=timeout, set_as_default=False, name="jupyterlab-homl")
    except (ValueError, TypeError) as error:
        raise HomlError(
            "“{address}” is not the address of a Dask scheduler: write it as tcp://HOST:PORT ({error}).",
            address=address,
            error=error,
        ) from error
    except (OSError, TimeoutError) as error:
        raise HomlError(
            "No Dask scheduler answered at {address} within {seconds} s. Look whether it runs there and can be reached.",
            address=address,
            seconds=f"{timeout:g}",
        ) from error
    return client


class DaskPool(Pool):
    """Runs tasks by the workers of a cluster that have the same versions as this process.

    Parameters
    ----------
    client : distributed.Client
        Connected.
    address : str
        The scheduler's address, as the user wrote it.
    tasks_at_a_time : int or None
        How many tasks are submitted at a time; by default `TASKS_PER_WORKER` for each of the workers' threads.
    timeout : float
        Seconds to wait for the first worker.
    patience : float
        Seconds to wait for another worker when all have been lost.

    Raises
    ------
    HomlError
        If there are no workers, or one of them has other versions.
    """

    def __init__(
        self, client: Client, address: str, tasks_at_a_time: int | None, timeout: float, patience: float = PATIENCE
    ) -> None:
        executor: Any = client.get_executor(pure=False, retries=RETRIES)  # its submit takes Dask's options, too
        super().__init__(executor, 0)
        self._dask_executor = executor
        self._client = client
        self._address = address
        self._tasks_at_a_time = tasks_at_a_time
        self._patience = patience
        self._versions = local_versions()
        self._usable: set[str] = set()
        self._unusable: dict[str, tuple[str, str, str]] = {}
        self._refreshed = 0.0
        self._last_usable = time.monotonic()
        self._wait_for_workers(timeout)
        for worker, (name, here, there) in self._unusable.items():
            raise HomlError(
                "The worker {worker} has another environment: {name} is {there} there and {here} here. Install the same "
                "versions on every worker.",
                worker=worker,
                name=name,
                here=here,
                there=there,
            )

    def _wait_for_workers(self, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while not self._usable and not self._unusable:
            if time.monotonic() > deadline:
                raise HomlError(
                    "The Dask scheduler at {address} has no workers. Start some (dask worker {address}) and try again.",
                    address=self._address,
                )
            self._refresh_workers()
            time.sleep(0 if self._usable or self._unusable else 0.1)

    def _refresh_workers(self) -> None:
        """List the workers, and compare the versions of new ones."""
        self._refreshed = time.monotonic()
        try:
            threads: dict[str, int] = self._client.nthreads()
            new = [worker for worker in threads if worker not in self._usable and worker not in self._unusable]
            replies = self._client.run(eval, EXPRESSION, workers=new, on_error="return") if new else {}
        except Exception as error:  # Dask has many exceptions for a lost connection
            raise HomlError(
                "The Dask scheduler at {address} is gone ({error}). What came before is kept; run the command again.",
                address=self._address,
                error=str(error) or type(error).__name__,
            ) from error
        for worker, versions in replies.items():
            if not isinstance(versions, dict):
                continue  # the worker left before it could reply
            if difference := first_difference(self._versions, versions):
                self._unusable[worker] = difference
                name, here, there = difference
                _log.warning("Worker %s is not used: %s is %s there, %s here.", worker, name, there, here)
            else:
                self._usable.add(worker)
        self._usable &= threads.keys()
        self._unusable = {worker: why for worker, why in self._unusable.items() if worker in threads}
        self.window = self._tasks_at_a_time or TASKS_PER_WORKER * sum(threads[worker] for worker in self._usable) or 1

    def _submit(self, function: Callable[[T], R], dispatched: Dispatched[T]) -> tuple[Future[Any], Dispatched[T]]:
        if dispatched.attempt > MOST_ATTEMPTS:
            raise HomlError(
                "Every worker that it was given to was lost ({times}); it was not tried again.", times=MOST_ATTEMPTS
            )
        # pickled here, as Dask would inspect it, and so that a task that cannot be pickled fails alone
        payload = pickle.dumps((function, dispatched.task), protocol=pickle.HIGHEST_PROTOCOL)
        dispatched = replace(dispatched, workers=frozenset(self._usable))
        return self._dask_executor.submit(run_pickled, payload, workers=sorted(dispatched.workers)), dispatched

    def _lost(self, running: dict[Future[Any], Dispatched[T]]) -> list[Future[Any]]:
        cancelled = any(future.cancelled() for future in running)
        if cancelled or time.monotonic() - self._refreshed > REFRESH_INTERVAL:
            self._refresh_workers()
        if self._usable:
            self._last_usable = time.monotonic()
            return [
                future
                for future, dispatched in running.items()
                if future.cancelled() or (not future.done() and not dispatched.workers & self._usable)
            ]
        if time.monotonic() - self._last_usable > self._patience:
            raise HomlError(
                "All workers of the Dask scheduler at {address} are gone. What came before is kept; run the command again.",
                address=self._address,
            )
        time.sleep(POLL_INTERVAL)
        return []

    def _outcome(self, future: Future[Any]) -> Any:
        try:
            return unpickle_outcome(future.result())
        except Exception as error:  # Dask's own, or of a result that cannot be unpickled here
            return as_homl_error(error)


def run_pickled(payload: bytes) -> bytes:
    """Run a pickled function for a pickled task, in a worker; an exception is returned as a sentence."""
    try:
        function, task = pickle.loads(payload)  # noqa: S301 - sent by a user who may run anything on this worker
        return pickle.dumps((True, function(task)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        if not isinstance(error, HomlError):
            _log.warning("A task failed.", exc_info=True)
        problem = as_homl_error(error)
        return pickle.dumps((False, (problem.id, problem.values)))


def unpickle_outcome(payload: bytes) -> Any:
    """The outcome that `run_pickled` returned: a result or a `HomlError`."""
    succeeded, outcome = pickle.loads(payload)  # noqa: S301 - from a worker that the user trusts
    return outcome if succeeded else HomlError(outcome[0], **outcome[1])
