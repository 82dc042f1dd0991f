"""Answers that want all the memory."""

from __future__ import annotations

from ..case import Case, attempt, returning

FULL = "of memory"

CASES = [
    Case("memory: a list that doubles", "out_of_memory", "a = [0]\nwhile True: a = a + a"),
    Case("memory: an array", "out_of_memory", returning("np.ones(10**9)"), says=FULL),
    Case(
        "memory: an array in the second call",
        "out_of_memory",
        returning("big(X)", "kept = []\ndef big(X):\n    kept.append(np.ones(2 * 10**7))\n    return big(X)"),
        says=FULL,
    ),
    Case("memory: a text", "out_of_memory", "x = 'x' * 10**11"),
    Case("memory: a number", "out_of_memory", "x = 1 << (8 * 10**10)"),
    Case("memory: a map", ("error", "out_of_memory"), "import mmap\nm = mmap.mmap(-1, 2 * 10**9)\nm.write(b'x' * 10)"),
    Case(
        "memory: stacks of threads",
        ("error", "out_of_memory"),
        "import threading, time\nthreading.stack_size(2**30)\n"
        "for _ in range(9): threading.Thread(target=time.sleep, args=(9,)).start()",
    ),
    Case(
        "memory: compressed",
        "out_of_memory",
        "import zlib\nx = zlib.compress(b'\\0' * 5 * 10**7)\ny = [zlib.decompress(x) for _ in range(100)]",
    ),
    Case(
        "memory: many children",
        ("passed", "timed_out", "died", "error", "out_of_memory"),
        attempt(
            """
            import time
            started = 0
            for _ in range(24):
                if os.fork() == 0:
                    try:
                        held = bytearray(150 * 2**20)
                    finally:
                        time.sleep(2)
                        os._exit(0)
                started += 1
            """
        ),
        harmful=True,
    ),
    Case(
        "memory: files in memory",
        "passed",
        attempt(
            """
        descriptor = os.memfd_create("m")
        written = 0
        while written < 600 * 2**20:
            written += os.write(descriptor, b"x" * 2**20)
        return f"{written} bytes in a memfd"
        """
        ),
        harmful=True,
    ),
    Case(
        "memory: many files in memory",
        ("passed", "out_of_memory", "died"),
        attempt(
            """
            import time
            written = 0
            for number in range(12):
                descriptor = os.memfd_create(f"m{number}")
                for _ in range(60):
                    written += os.write(descriptor, b"x" * 2**20)
            time.sleep(1)
            return f"{written} bytes in memory"
            """
        ),
        harmful=True,
    ),
    Case(
        "memory: shared, and let go",
        ("passed", "out_of_memory", "died"),
        attempt(
            """
            import ctypes, platform, time
            libc = ctypes.CDLL(None, use_errno=True)
            libc.shmat.restype = ctypes.c_void_p
            written = 0
            for _ in range(6):
                segment = libc.shmget(0, ctypes.c_size_t(120 * 2**20), 0o1600)
                place = libc.shmat(segment, None, 0)
                if segment < 0 or place in (None, 2**64 - 1):
                    return None
                ctypes.memset(place, 1, 120 * 2**20)
                libc.shmdt(ctypes.c_void_p(place))
                written += 120 * 2**20
            time.sleep(1)
            return f"{written} bytes in memory"
            """
        ),
        harmful=True,
    ),
    Case(
        "memory: more than it may, by asking",
        "passed",
        attempt(
            """
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return "no limit any more"
        """
        ),
    ),
    Case(
        "memory: in the buffers of sockets",
        "passed",
        attempt(
            """
            import socket
            written, kept = 0, []
            for _ in range(100):
                pair = socket.socketpair()
                kept.append(pair)
                for end in pair:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24)
                    end.setblocking(False)
                    try:
                        while True:
                            written += end.send(bytes(65536))
                    except OSError:
                        pass
            return f"{written} bytes in sockets" if written > 100 * 2**20 else None
            """
        ),
        harmful=True,
    ),
    Case(
        "memory: in the sockets of many processes",
        "out_of_memory",
        """
import os, socket, time
for _ in range(12):
    if os.fork() == 0:
        pairs = [socket.socketpair() for _ in range(110)]
        time.sleep(20)
time.sleep(20)
""",
        says=FULL,
        harmful=True,
    ),
    Case(
        "memory: in sockets that are on their way in other sockets",
        ("passed", "out_of_memory"),
        attempt(
            """
            import socket
            out, _ = socket.socketpair()
            for sent in range(3000):
                pair = socket.socketpair()
                socket.send_fds(out, [b"x"], [end.fileno() for end in pair])
                for end in pair:
                    end.close()
            return f"{sent} sockets in flight"
            """
        ),
        harmful=True,
    ),
    *(
        Case(
            f"memory: shared by {name}, and no longer mapped",
            "out_of_memory",
            f"""
import mmap, os, time
for _ in range(4):
    if os.fork() == 0:
        m = mmap.mmap({fd}, 180 * 2**20)
        for place in range(0, len(m), 4096): m[place] = 1
        m.madvise(mmap.MADV_DONTNEED)
        time.sleep(20)
time.sleep(20)
""",
            says=FULL,
            harmful=True,
        )
        for name, fd in (("processes", "-1"), ("a device", "os.open('/dev/zero', os.O_RDWR)"))
    ),
    Case(
        "memory: in pages that are given to a pipe, and events that nobody reads",
        "passed",
        attempt(
            """
            import ctypes, platform
            libc = ctypes.CDLL(None, use_errno=True)
            numbers = {"x86_64": (278, 253, 294, 300), "aarch64": (75, 26, 26, 262)}[platform.machine()]
            reached = [number for number in numbers if libc.syscall(number, 0, 0, 0, 0) >= 0 or ctypes.get_errno() != 1]
            return reached and f"calls {reached}"
            """
        ),
    ),
    Case(
        "memory: in what only the system keeps: rings, rules, tables of futexes, locks",
        "passed",
        attempt(
            """
            import ctypes, fcntl, platform
            libc = ctypes.CDLL(None, use_errno=True)
            ring = {"x86_64": 206, "aarch64": 0}[platform.machine()]
            reached = []
            if libc.syscall(ring, 64, ctypes.byref(ctypes.c_ulong())) == 0:
                reached.append("a ring")
            if libc.syscall(444, None, ctypes.c_size_t(0), 1) >= 0:
                reached.append("rules")
            if libc.prctl(78, ctypes.c_ulong(1), ctypes.c_ulong(1 << 16), ctypes.c_ulong(0), ctypes.c_ulong(0)) == 0:
                reached.append("a table of futexes")
            with open("locked", "w+b") as file:
                fcntl.lockf(file, fcntl.LOCK_EX, 1)
                if os.fork() == 0:
                    try:
                        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1)
                        os._exit(0)
                    finally:
                        os._exit(1)
                if os.wait()[1]:
                    reached.append("locks")
            return reached
            """
        ),
        harmful=True,
    ),
    Case(
        "memory: in the buffers of terminals",
        "passed",
        attempt(
            """
            opened = []
            try:
                while len(opened) < 100:
                    opened += os.openpty()
            except OSError:
                return None
            return f"{len(opened)} ends of terminals"
            """
        ),
        harmful=True,
    ),
    Case("memory: a result of 30 MB each time", ("failed", "timed_out"), returning("np.ones(4 * 10**6)")),
    Case("memory: a result that is nothing much, very often", ("failed", "timed_out"), returning("[[]] * 10**6")),
]
