"""What is counted as the memory of a run."""

from __future__ import annotations

import mmap
import os
import sys

import pytest

from jupyterlab_homl.engine.sandbox.limits import MEGABYTE, Usage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measured on Linux only")

#: Of `madvise`: no huge pages, which Python before 3.13 has no name for.
NO_HUGE_PAGES = 15


def test_tables_of_pages_count_though_the_pages_hold_nothing() -> None:
    usage = Usage(os.getpid())
    mapped = mmap.mmap(-1, 8192 * MEGABYTE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ)
    try:
        mapped.madvise(NO_HUGE_PAGES)
        for place in range(0, len(mapped), 2 * MEGABYTE):
            assert mapped[place] == 0
        _, grown = usage.measure()
        assert 14 * MEGABYTE < grown < 60 * MEGABYTE  # 4,096 tables of 4 kB
    finally:
        mapped.close()
