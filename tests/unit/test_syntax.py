"""Parsing in several threads at once."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from jupyterlab_homl.syntax import parse

SOURCE = "def f():\n" + "".join(f"    a{number} = {{{number}: [b, (c, d)]}}\n" for number in range(300))


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns in the midst of a parse: whenever the collector, which now runs all the time, calls Python."""
    every, thresholds = sys.getswitchinterval(), gc.get_threshold()

    def dawdle(phase: str, info: object) -> None:
        for _ in range(3):
            pass

    gc.callbacks.append(dawdle)
    gc.set_threshold(20)
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(every)
    gc.set_threshold(*thresholds)
    gc.callbacks.remove(dawdle)


def test_threads_that_parse_at_once_do_not_disturb_each_other(hasty: None) -> None:
    with ThreadPoolExecutor(4) as pool:
        trees = list(pool.map(parse, [SOURCE] * 40))
    assert {len(tree.body) for tree in trees} == {1}
