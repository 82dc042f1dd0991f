"""Answers that ask the kernel for more than they have."""

from __future__ import annotations

from ..case import RIGHT, Case, attempt
from .processes import with_calls

CASES = [
    Case(
        "kernel: a namespace of its own",
        "passed",
        with_calls(
            """
        for flags in (0x10000000 | 0x20000, 0x10000000 | 0x40000000, 0x20000000, 0x08000000):
            if os.fork() == 0:
                if libc.unshare(flags) == 0:
                    try:
                        os.makedirs("m", exist_ok=True)
                        libc.mount(b"none", b"/", None, 0x44000, None)
                        libc.mount(b"none", b"/usr", b"tmpfs", 0, b"size=2g")
                        libc.umount2(b"/tmp", 2)
                        libc.umount2(b"/proc", 2)
                        open(world.secret).read() and print("BREACH")
                    except OSError:
                        pass
                os._exit(0)
            os.wait()
        """
        ),
        harmful=True,
    ),
    Case(
        "kernel: a user namespace of its own, by either call",
        "passed",
        with_calls(
            """
        import ctypes, platform, signal
        clone = {"x86_64": 56, "aarch64": 220}[platform.machine()]
        reached = []
        if libc.syscall(clone, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0) >= 0:
            reached.append("clone")
        flags = (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, signal.SIGCHLD)
        if libc.syscall(435, flags, 88) >= 0:
            reached.append("clone3")
        return reached
        """
        ),
        harmful=True,
    ),
    Case(
        "kernel: mounts",
        "passed",
        with_calls(
            """
        os.makedirs("m", exist_ok=True)
        for source, kind in ((b"none", b"tmpfs"), (b"proc", b"proc"), (b"/dev/vda", b"ext4"), (b"sysfs", b"sysfs")):
            if libc.mount(source, b"m", kind, 0, None) == 0:
                return f"mounted {kind}"
        """
        ),
        harmful=True,
    ),
    Case(
        "kernel: makes its root writable",
        "passed",
        with_calls(
            """
        for place in world.places + ["/", "/usr", "/lib"]:
            libc.mount(None, place.encode(), None, 0x20 | 0x1000, None)
            libc.mount(None, place.encode(), None, 0x20, None)
            try:
                open(os.path.join(place, world.mark), "w").write("here")
            except OSError:
                pass
        """
        ),
        harmful=True,
    ),
    Case(
        "kernel: takes mounts away",
        "passed",
        with_calls(
            """
        lines = open("/proc/self/mountinfo").read().splitlines()
        for line in reversed(lines):
            place = line.split()[4]
            if place not in ("/", os.getcwd()) and libc.umount2(place.encode(), 2) == 0:
                try:
                    return open(world.secret).read()
                except OSError:
                    pass
        """,
        ),
        harmful=True,
    ),
    Case(
        "kernel: goes back to the old root",
        "passed",
        with_calls(
            """
        held = os.open("/", os.O_RDONLY)
        os.makedirs("r", exist_ok=True)
        try:
            os.chroot("r")
        except OSError:
            return None
        os.fchdir(held)
        for _ in range(64):
            os.chdir("..")
        os.chroot(".")
        return open(world.secret).read()
        """
        ),
        harmful=True,
    ),
    Case(
        "kernel: joins the namespaces of others",
        "passed",
        with_calls(
            """
        for pid in (1, os.getppid(), world.owner, world.sibling):
            for name in ("user", "mnt", "pid", "net"):
                try:
                    held = os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY)
                except OSError:
                    continue
                before = os.readlink(f"/proc/self/ns/{name}")
                if libc.setns(held, 0) == 0 and os.readlink(f"/proc/self/ns/{name}") != before:
                    return f"joined the {name} namespace of {pid}"
        """
        ),
        harmful=True,
    ),
    Case(
        "kernel: becomes someone else",
        "passed",
        with_calls(
            """
        before = os.getresuid()
        for user in (0, 1, 33, 1000, 12345):
            if user in before:
                continue
            if os.fork() == 0:
                try:
                    os.setresuid(user, user, user)
                    print("BREACH")
                except OSError:
                    pass
                os._exit(0)
            os.wait()
        """
        ),
    ),
    Case(
        "kernel: a program with rights",
        "passed",
        attempt(
            """
        import glob, subprocess
        for name in ("/bin/su", "/usr/bin/sudo", "/usr/bin/newuidmap", "/usr/bin/mount"):
            if os.path.exists(name):
                subprocess.run([name, "--version"], capture_output=True)
        status = open("/proc/self/status").read()
        line = next(line for line in status.splitlines() if line.startswith("NoNewPrivs"))
        return None if line.split()[1] == "1" else line
        """
        ),
    ),
    Case(
        "kernel: capabilities",
        "passed",
        attempt(
            """
        lines = open("/proc/self/status").read().splitlines()
        return [line for line in lines if line.startswith(("CapEff", "CapPrm", "CapBnd")) and int(line.split()[1], 16)]
        """
        ),
    ),
    Case(
        "kernel: renames the machine",
        "passed",
        attempt("import socket\nsocket.sethostname('taken')\nreturn 'renamed'"),
        harmful=True,
    ),
    Case(
        "kernel: opens by handle",
        "passed",
        with_calls(
            """
        class Handle(ctypes.Structure):
            _fields_ = [("size", ctypes.c_uint), ("kind", ctypes.c_int), ("data", ctypes.c_ubyte * 128)]
        handle = Handle(8, 1)
        handle.data[0] = 2
        for root in ("/", ".", "/usr", "/tmp"):
            held = os.open(root, os.O_RDONLY)
            opened = call(304, 265, held, ctypes.byref(handle), os.O_RDONLY)
            if opened is not None:
                return open(f"/proc/self/fd/{opened}{world.secret}").read()
        """
        ),
    ),
    Case(
        "kernel: shared memory",
        "passed",
        with_calls(
            """
        key = call(29, 194, 0x686F6D6C, 4096, 0o1666)
        if key is not None:
            print("a segment", key)
        """
        ),
        leaves=lambda world, verdict: _segments(),
    ),
    Case(
        "kernel: higher limits",
        "passed",
        attempt(
            """
        import resource
        for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NPROC", "RLIMIT_CPU"):
            number = getattr(resource, name)
            hard = resource.getrlimit(number)[1]
            if hard == resource.RLIM_INFINITY:
                return f"{name} is not limited"
            try:
                resource.setrlimit(number, (hard * 2, hard * 2))
            except (OSError, ValueError):
                continue
            return f"{name} was raised"
        """
        ),
    ),
    Case(
        "kernel: writes a core",
        "died",
        "import os, resource\ntry:\n    resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))\n"
        "except (OSError, ValueError): pass\nos.abort()\n" + RIGHT,
    ),
]


def _segments() -> list[str]:
    from pathlib import Path

    lines = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return ["shared memory is left"] if any(line.split()[0] == str(0x686F6D6C) for line in lines) else []
