"""Answers that turn on other processes."""

from __future__ import annotations

import textwrap

from ..case import Case, attempt

GONE = ("passed", "died")

#: System calls by number, on x86-64 and on 64-bit ARM.
CALLS = """
import ctypes, errno, platform
libc = ctypes.CDLL(None, use_errno=True)
arm = platform.machine() == "aarch64"
def call(x86, arm64, *args):
    result = libc.syscall(ctypes.c_long(arm64 if arm else x86), *args)
    return result if result >= 0 else None
"""


def with_calls(source: str) -> str:
    """An answer that tries something for which `libc` and `call` are needed."""
    return attempt(CALLS + textwrap.dedent(source))


CASES = [
    Case("process: kills everyone", GONE, attempt("os.kill(-1, 9)"), harmful=True),
    Case("process: stops everyone", (*GONE, "timed_out"), attempt("os.kill(-1, 19)"), harmful=True),
    Case(
        "process: kills the first process", GONE, attempt("import signal\nfor n in (15, 9, 2, 1): os.kill(1, n)"), harmful=True
    ),
    Case("process: kills its parent", GONE, attempt("os.kill(os.getppid(), 9)"), harmful=True),
    Case("process: stops its parent", (*GONE, "timed_out"), attempt("os.kill(os.getppid(), 19)"), harmful=True),
    Case("process: kills its parent's group", GONE, attempt("os.killpg(os.getpgid(os.getppid()), 9)"), harmful=True),
    Case(
        "process: kills every number",
        GONE,
        attempt(
            """
        for pid in range(2, 70_000):
            if pid != os.getpid():
                try:
                    os.kill(pid, 9)
                except OSError:
                    pass
        """
        ),
        harmful=True,
    ),
    Case("process: kills the process beside it", "passed", attempt("os.kill(world.sibling, 9)\nreturn 'killed'")),
    Case("process: stops the process beside it", "passed", attempt("os.kill(world.sibling, 19)\nreturn 'stopped'")),
    Case("process: signals whoever checks", "passed", attempt("os.kill(world.owner, 0)\nreturn 'reached'")),
    Case(
        "process: slows the process beside it",
        "passed",
        attempt("os.setpriority(os.PRIO_PROCESS, world.sibling, 19)\nreturn 1"),
    ),
    Case("process: is more important than others", "passed", attempt("os.setpriority(os.PRIO_PROCESS, 0, -20)\nreturn 1")),
    Case(
        "process: traces others",
        "passed",
        with_calls(
            """
        for pid in (world.sibling, world.owner, os.getppid()):
            if pid and call(101, 117, 0x4206, pid, 0, 0) is not None:
                return f"traces {pid}"
        """
        ),
        harmful=True,
    ),
    Case(
        "process: reads the memory of others",
        "passed",
        with_calls(
            """
        class Span(ctypes.Structure):
            _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
        import os
        buffer = ctypes.create_string_buffer(16)
        here = Span(ctypes.cast(buffer, ctypes.c_void_p), 16)
        for pid in (world.sibling, world.owner, os.getppid()):
            for address in (id(os) & ~0xFFF, id(None) & ~0xFFF):
                there = Span(address, 16)
                if pid and (call(310, 270, pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) or 0) > 0:
                    return f"read {pid}"
        """
        ),
    ),
    Case(
        "process: writes to the memory of others",
        "passed",
        with_calls(
            """
        class Span(ctypes.Structure):
            _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
        buffer = ctypes.create_string_buffer(16)
        here, there = Span(ctypes.cast(buffer, ctypes.c_void_p), 16), Span(ctypes.addressof(buffer), 16)
        for pid in (world.sibling, world.owner, os.getppid()):
            if pid and (call(311, 271, pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) or 0) > 0:
                return f"wrote to {pid}"
        """
        ),
        harmful=True,
    ),
    Case(
        "process: takes descriptors of others",
        "passed",
        with_calls(
            """
        for pid in {world.sibling, world.owner, os.getppid(), 1, *range(2, 40)} - {0, os.getpid()}:
            held = call(434, 434, pid, 0)
            for number in range(64 if held is not None else 0):
                taken = call(438, 438, held, number, 0)
                if taken is not None:
                    return f"descriptor {number} of {pid}: " + os.readlink(f"/proc/self/fd/{taken}")
        """
        ),
    ),
]
