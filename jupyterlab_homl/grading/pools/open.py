"""Opening the pool that the options ask for: threads, or the workers of a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from ...errors import HomlError
from .pool import TASKS_PER_WORKER, Pool


@contextmanager
def open_pool(workers: int | None = None, scheduler: str = "", timeout: float = 10.0) -> Iterator[Pool]:
    """Open a pool for the duration of a block; at its end, threads finish the task that they are running.

    Parameters
    ----------
    workers : int or None
        How many tasks run at a time. By default as many as there are cores that this process may use, or threads of the
        cluster's workers.
    scheduler : str
        The address of a Dask scheduler; if it is empty, threads are used.
    timeout : float
        Seconds to wait for a scheduler, and for its first worker.

    Raises
    ------
    HomlError
        If the cluster cannot be used; its sentence says why.
    """
    if workers is not None and workers < 1:
        raise HomlError("{workers} submissions at a time cannot be graded: use 1 or more.", workers=workers)
    if scheduler:
        from .dask import open_dask_pool

        with open_dask_pool(scheduler, workers, timeout) as pool:
            yield pool
        return
    threads = workers or available_cores()
    executor = ThreadPoolExecutor(threads, thread_name_prefix="grade")
    try:
        yield Pool(executor, threads * TASKS_PER_WORKER)
    finally:
        executor.shutdown(cancel_futures=True)


def available_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
