"""Pools: every task's result comes once, whatever becomes of a task, a worker or the scheduler."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from jupyterlab_homl.errors import HomlError
from jupyterlab_homl.grading.pools import dask
from jupyterlab_homl.grading.pools.dask import DaskPool
from jupyterlab_homl.grading.pools.open import open_pool
from jupyterlab_homl.grading.pools.pool import Pool
from jupyterlab_homl.grading.pools.versions import first_difference, local_versions
from tests.integration.grading.dask_cluster import DaskCluster

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import pool_tasks  # noqa: E402


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler with two workers."""
    found = DaskCluster(tmp_path_factory.mktemp("dask"))
    try:
        found.worker(count=2)
        yield found
    finally:
        found.end()


@pytest.fixture(params=["threads", "dask"])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    """Each kind of pool, two tasks at a time."""
    address = request.getfixturevalue("cluster").address if request.param == "dask" else ""
    with open_pool(2, address) as made:
        yield made


@pytest.fixture
def other_pandas(tmp_path: Path) -> Path:
    """A folder in which another version of pandas is said to be installed."""
    found = tmp_path / "pandas-2.0.0.dist-info"
    found.mkdir()
    (found / "METADATA").write_text("Metadata-Version: 2.1\nName: pandas\nVersion: 2.0.0\n")
    return tmp_path


def answers(
    pool: Pool, function: Callable[[Any], Any], tasks: Iterable[Any], *rest: Any, **options: Any
) -> Iterator[tuple[Any, Any]]:
    """What comes out of a pool: each task with its result or its error."""
    return iter(pool.run(function, tasks, *rest, **options))


def dask_pool(pool: Pool) -> DaskPool:
    """The pool, which is on a cluster."""
    assert isinstance(pool, DaskPool)
    return pool


def test_each_result_comes_once(pool: Pool) -> None:
    found = list(answers(pool, pool_tasks.square, range(40)))
    assert sorted(found) == [(number, number * number) for number in range(40)]
    assert list(answers(pool, pool_tasks.square, [])) == []


def test_tasks_that_are_equal_are_carried_out_each(pool: Pool) -> None:
    assert list(answers(pool, pool_tasks.square, [3, 3, 3])) == [(3, 9)] * 3


def test_what_a_task_raises_is_its_own_result(pool: Pool) -> None:
    found = dict(pool.run(pool_tasks.odd_raises, range(8)))
    assert [found[number] for number in (0, 2, 4, 6, 7)] == [0, 2, 4, 6, 7]
    assert found[1].message == "It could not be run: ValueError: one is odd."
    assert (found[3].id, found[3].values) == ("{number} is odd, too.", {"number": 3})


def test_what_cannot_be_sent_is_that_task_alone(cluster: DaskCluster) -> None:
    with open_pool(None, cluster.address) as pool:
        lock = threading.Lock()
        found = dict(pool.run(pool_tasks.odd_raises, [4, lock, 5, 6]))
    assert (found[4], found[6]) == (4, 6)
    assert "cannot pickle" in found[5].message
    assert "cannot pickle" in found[lock].message


def test_a_function_that_workers_do_not_have(cluster: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "only_here.py").write_text("def same(value): return value\n")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here

    with open_pool(None, cluster.address) as pool:
        assert "only_here" in dict(pool.run(only_here.same, [1]))[1].message


def test_a_broken_executor_is_told_for_each_task() -> None:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1) as executor:
        found = list(Pool(executor, 2).run(os._exit, [1, 2, 3]))
    assert [task for task, _ in found] == [1, 2, 3]
    assert all(isinstance(said, HomlError) and "BrokenProcessPool" in said.message for _, said in found)


def test_tasks_are_asked_for_when_there_is_room_and_let_go(pool: Pool) -> None:
    alive: weakref.WeakSet[Any] = weakref.WeakSet()
    most = asked = 0

    def coming() -> Iterator[Any]:
        nonlocal most, asked
        for number in range(40):
            asked += 1
            task = pool_tasks.Weighed(number)
            alive.add(task)
            most = max(most, len(alive))
            yield task
            del task

    yielded = []
    for task, number in answers(pool, pool_tasks.number_of, coming()):
        assert task.number == number
        yielded.append(number)
        assert asked - len(yielded) < pool.window
    assert sorted(yielded) == list(range(40))
    assert most <= pool.window + 2  # the one that was yielded last, and the one that comes


def test_something_is_done_while_no_result_comes() -> None:
    going_on = threading.Event()
    with open_pool(1) as pool:
        assert list(answers(pool, lambda _: going_on.wait(60), ["waits"], on_idle=going_on.set)) == [("waits", True)]


def test_cancelled(pool: Pool) -> None:
    cancel = threading.Event()
    asked = []

    def coming() -> Iterator[int]:
        for number in range(1000):
            asked.append(number)
            yield number

    found = []
    for task, (number, _) in answers(pool, pool_tasks.slow, coming(), cancel):
        assert task == number
        found.append(task)
        if len(found) == 3:
            cancel.set()
    assert len(found) == len(set(found))
    assert 3 <= len(found) <= 3 + pool.window
    assert len(asked) <= 3 + pool.window
    assert dict(pool.run(pool_tasks.square, [5])) == {5: 25}  # the pool is as good as new


def test_a_worker_that_is_killed_loses_nothing(cluster: DaskCluster) -> None:
    extra = cluster.worker()
    with open_pool(None, cluster.address) as pool:
        assert pool.window == 6
        pids = {}
        for task, (number, pid) in answers(pool, pool_tasks.slow, range(60)):
            assert task == number
            assert task not in pids
            pids[task] = pid
            if pid == extra.pid:
                cluster.end(extra)
    assert sorted(pids) == list(range(60))
    assert extra.pid in pids.values()
    assert extra.wait() == -signal.SIGKILL


@pytest.mark.filterwarnings("ignore:Mismatched versions found")
def test_a_worker_of_another_version_is_named(cluster: DaskCluster, other_pandas: Path) -> None:
    worker = cluster.worker(other_pandas)
    try:
        with pytest.raises(HomlError) as caught, open_pool(None, cluster.address):
            pass
    finally:
        cluster.end(worker)
    assert f": pandas is 2.0.0 there and {version('pandas')} here." in caught.value.message
    assert str(caught.value.values["worker"]).startswith("tcp://127.0.0.1:")


def test_a_worker_of_another_version_that_joins_later_is_given_nothing(cluster: DaskCluster, other_pandas: Path) -> None:
    with open_pool(None, cluster.address) as pool:
        joined = threading.Event()
        made = []

        def join() -> None:
            made.append(cluster.worker(other_pandas))
            joined.set()

        joining = threading.Thread(target=join)
        joining.start()

        def coming() -> Iterator[int]:
            yield from range(4)
            number = 4
            while not (joined.is_set() and dask_pool(pool)._unusable):
                yield number
                number += 1
            yield from range(number, number + 10)

        found = list(answers(pool, pool_tasks.slow, coming()))
        joining.join()
    cluster.end(*made)
    assert [number for number, _ in sorted(found)] == list(range(len(found)))
    assert made[0].pid not in {pid for _, (_, pid) in found}


def test_versions_are_compared() -> None:
    here = local_versions()
    assert here["Python"] == f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert here["pandas"] == version("pandas")
    assert first_difference(here, dict(here)) is None
    assert first_difference(here, {**here, "tensorflow": "missing"}) == ("tensorflow", here["tensorflow"], "missing")
    assert first_difference({**here, "scipy": "missing"}, here) == ("scipy", "missing", here["scipy"])


def replaced(found: DaskCluster, worker: Popen[bytes]) -> threading.Thread:
    """Starts another worker once this one is dead, as a nanny does."""
    thread = threading.Thread(target=lambda: (worker.wait(), found.worker()))
    thread.start()
    return thread


def test_the_only_worker_is_lost_and_another_one_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = DaskCluster(tmp_path)
    try:
        with pytest.raises(HomlError, match=r"has no workers\. Start some"), open_pool(None, found.address, timeout=0.2):
            pass
        worker = found.worker()
        with open_pool(None, found.address, timeout=1.0) as pool:
            replacing = replaced(found, worker)
            results = pool.run(pool_tasks.kills_once, [*range(12), str(tmp_path / "mark"), *range(12, 20)])
            assert sorted(pool_tasks.number(task) for task, _ in results) == [-1, *range(20)]
            replacing.join()

            # what takes its worker with it again and again is given up
            monkeypatch.setattr(dask, "MOST_ATTEMPTS", 1)
            replacing = replaced(found, found.processes[-1])
            ((_, said),) = pool.run(pool_tasks.kills_once, [str(tmp_path / "another mark")])
            assert said.message == "Every worker that it was given to was lost (1); it was not tried again."
            replacing.join()

            results = pool.run(pool_tasks.slow, range(1000))
            next(results)
            found.end(found.scheduler)
            with pytest.raises(HomlError, match=r"The Dask scheduler at .* is gone"):
                list(results)
    finally:
        found.end()


def test_all_workers_are_lost(tmp_path: Path) -> None:
    found = DaskCluster(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    try:
        found.worker(count=2)
        with open_pool(None, found.address) as pool:
            ((_, said),) = pool.run(pool_tasks.kills_once, [str(tmp_path / "mark")])
            assert "KilledWorker" in said.message  # Dask gave it up, at its first worker here
            dask_pool(pool)._patience = 0.5
            results = pool.run(pool_tasks.slow, range(1000))
            next(results)
            found.end(*found.processes[1:])
            with pytest.raises(HomlError, match=r"All workers of the Dask scheduler at .* are gone"):
                list(results)
    finally:
        found.end()


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(HomlError, match="No Dask scheduler answered at"), open_pool(None, address, timeout=0.3):
            pass
    for address in ("nothing", "http://127.0.0.1:1", "tcp://127.0.0.1"):
        with pytest.raises(HomlError, match="is not the address of a Dask scheduler"), open_pool(None, address):
            pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(HomlError, match=r"jupyterlab-homl\[class\]"), open_pool(None, "tcp://127.0.0.1:1"):
        pass


def test_workers_are_a_number() -> None:
    with pytest.raises(HomlError, match="use 1 or more"), open_pool(0):
        pass
    with open_pool() as pool:
        assert pool.window == 2 * len(os.sched_getaffinity(0))
