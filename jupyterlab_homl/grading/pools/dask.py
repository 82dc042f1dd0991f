"""A pool of the workers of a Dask cluster, which must have the same versions as this process.

Tasks are only ever handed to workers that were looked at: those that were there at the start, and those that join later,
such as one that its nanny has started again. A task whose workers are all gone is handed out again.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from ...errors import HomlError
from .pool import AHEAD, LOOK_EVERY, Handed, Pool, carried_out, carry_out, trouble
from .versions import ASKED, difference, ours

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")

#: How often a task is handed out whose workers were lost, before it is what they were lost by.
TIMES = 4

#: How often Dask itself tries a task again that a worker could not read, say.
RETRIES = 2

#: How often it is asked which workers there are, in seconds.
ASK_EVERY = 1.0

#: How long to wait for a worker where all were lost, in seconds.
PATIENCE = 60.0

_log = logging.getLogger(__name__)


@contextmanager
def open_cluster(address: str, workers: int | None, timeout: float) -> Iterator[Cluster]:
    """A pool of a cluster's workers, let go of where the block ends; see `pool.open_pool`."""
    try:
        import dask
        import distributed
    except ImportError as error:
        raise HomlError(
            'To grade on a Dask cluster, install what it needs: pip install "jupyterlab-homl[class]" ({error}).', error=error
        ) from error
    # a submission may bring some megabytes of files, which Dask would warn of
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "4 GiB"}):
        client = _connect(distributed, address, timeout)
        try:
            yield Cluster(client, address, workers, timeout)
        finally:
            client.close(timeout=timeout)


def _connect(distributed: Any, address: str, timeout: float) -> Client:
    async def knock() -> None:
        # a client would wait without end for a server that says nothing
        arguments = distributed.Security().get_connection_args("client")
        comm = await asyncio.wait_for(distributed.comm.connect(address, timeout=timeout, **arguments), timeout)
        await comm.close()

    try:
        asyncio.run(knock())
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


class Cluster(Pool):
    """Carries out tasks by workers that have our versions.

    Parameters
    ----------
    client : distributed.Client
        Connected.
    address : str
        Of the scheduler, as the person wrote it.
    at_a_time : int or None
        How many tasks are with workers at a time; AHEAD for each of their threads where it is None.
    timeout : float
        How long to wait for the first worker, in seconds.
    patience : float
        How long to wait for another one where all were lost, in seconds.

    Raises
    ------
    HomlError
        There are no workers, or one of them has other versions.
    """

    def __init__(
        self, client: Client, address: str, at_a_time: int | None, timeout: float, patience: float = PATIENCE
    ) -> None:
        executor: Any = client.get_executor(pure=False, retries=RETRIES)  # its submit takes Dask's options, too
        super().__init__(executor, 0)
        self._submitter = executor
        self._client = client
        self._address = address
        self._at_a_time = at_a_time
        self._patience = patience
        self._ours = ours()
        self._fit: set[str] = set()
        self._unfit: dict[str, tuple[str, str, str]] = {}
        self._asked = 0.0
        self._seen = time.monotonic()
        self._wait_for_workers(timeout)
        for worker, (name, here, there) in self._unfit.items():
            raise HomlError(
                "The worker {worker} has another environment: {name} is {there} there and {here} here. Install the same "
                "versions on every worker.",
                worker=worker,
                name=name,
                here=here,
                there=there,
            )

    def _wait_for_workers(self, timeout: float) -> None:
        until = time.monotonic() + timeout
        while not self._fit and not self._unfit:
            if time.monotonic() > until:
                raise HomlError(
                    "The Dask scheduler at {address} has no workers. Start some (dask worker {address}) and try again.",
                    address=self._address,
                )
            self._look_around()
            time.sleep(0 if self._fit or self._unfit else 0.1)

    def _look_around(self) -> None:
        """See which workers there are, and look at those that are new."""
        self._asked = time.monotonic()
        try:
            threads: dict[str, int] = self._client.nthreads()
            new = [worker for worker in threads if worker not in self._fit and worker not in self._unfit]
            answers = self._client.run(eval, ASKED, workers=new, on_error="return") if new else {}
        except Exception as error:  # whatever Dask says of a connection that is gone
            raise HomlError(
                "The Dask scheduler at {address} is gone ({error}). What came before is kept; run the command again.",
                address=self._address,
                error=str(error) or type(error).__name__,
            ) from error
        for worker, found in answers.items():
            if not isinstance(found, dict):
                continue  # it went before it could answer
            if different := difference(self._ours, found):
                self._unfit[worker] = different
                _log.warning(
                    "Worker %s is not used: %s is %s there, %s here.", worker, different[0], different[2], different[1]
                )
            else:
                self._fit.add(worker)
        self._fit &= threads.keys()
        self._unfit = {worker: why for worker, why in self._unfit.items() if worker in threads}
        self.window = self._at_a_time or AHEAD * sum(threads[worker] for worker in self._fit) or 1

    def _submit(self, function: Callable[[T], R], handed: Handed[T]) -> Future[Any]:
        if handed.times > TIMES:
            raise HomlError("Every worker that it was given to was lost ({times}); it was not tried again.", times=TIMES)
        # pickled here: Dask would look into it, and what cannot be pickled is to be found out for this task alone
        payload = pickle.dumps((function, handed.task), protocol=pickle.HIGHEST_PROTOCOL)
        handed.to = frozenset(self._fit)
        future: Future[Any] = self._submitter.submit(carry_out, payload, workers=sorted(handed.to))
        return future

    def _lost(self, out: dict[Future[Any], Handed[T]]) -> list[Future[Any]]:
        cancelled = any(future.cancelled() for future in out)
        if cancelled or time.monotonic() - self._asked > ASK_EVERY:
            self._look_around()
        if self._fit:
            self._seen = time.monotonic()
            return [
                future
                for future, handed in out.items()
                if future.cancelled() or (not future.done() and not handed.to & self._fit)
            ]
        if time.monotonic() - self._seen > self._patience:
            raise HomlError(
                "All workers of the Dask scheduler at {address} are gone. What came before is kept; run the command again.",
                address=self._address,
            )
        time.sleep(LOOK_EVERY)
        return []

    def _outcome(self, future: Future[Any]) -> Any:
        try:
            return carried_out(future.result())
        except Exception as error:  # of Dask's own, or of what cannot be unpickled here
            return trouble(error)
