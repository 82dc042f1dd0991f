"""Sealing the process that runs a learner's code.

A sealed process sees a root of its own: the system's and Python's libraries read-only, a small temporary folder that it may
write to, its own processes, no network. Everything else of the machine (home folders, the course's sources, gradebooks,
other people's work) is not hidden from it but absent. `docs/security.md` says what this keeps out and what it does not.

The steps are those of `unshare(2)`, `pivot_root(2)` and `user_namespaces(7)`. They work for root and for an ordinary user,
where the system allows user namespaces.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

from . import seccomp, syscalls
from .filesystem import TEMPORARY, Layout, readable_by_all

#: Where a sealed process runs; the one folder that it may write to.
HOME = "/homl"

#: Who a sealed process is where root starts it.
NOBODY = 65534

_NAMESPACES = syscalls.CLONE_NEWNS | syscalls.CLONE_NEWPID | syscalls.CLONE_NEWNET | syscalls.CLONE_NEWIPC
_DEVICES = ("null", "zero", "full", "random", "urandom")
#: Parts of /proc that speak of the whole machine; to root they are writable whatever it has given up.
MACHINE = ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi", "scsi")
_PASSWD = "learner:x:{uid}:{gid}::/homl:/bin/sh\n"


def fork_apart(become_nobody: bool) -> int:
    """Fork into new namespaces.

    Returns
    -------
    int
        0 in the new process, which is the first of its own process namespace and is not sealed yet: call `seal`.

    Raises
    ------
    OSError
        If the system refuses.
    """
    uid, gid = os.geteuid(), os.getegid()
    if become_nobody:
        syscalls.unshare(_NAMESPACES)
    else:
        syscalls.unshare(_NAMESPACES | syscalls.CLONE_NEWUSER)
        _map_ids(uid, gid)
    return os.fork()


def fork_at_once(own: int) -> int:
    """Fork into new namespaces without a process between, which has to be copied and cleared away: only root can.

    Parameters
    ----------
    own : int
        A descriptor of the process namespace that this process is in, and that its other children are in.

    Returns
    -------
    int
        0 in the new process, as `fork_apart`; there `leave_the_rest` comes first.

    Raises
    ------
    OSError
        If the system refuses.
    """
    syscalls.unshare(syscalls.CLONE_NEWPID)
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid != 0:
            syscalls.children_in(own)
    return pid


def leave_the_rest() -> None:
    """Leave, in a process that was forked at once, the namespaces that it still shares."""
    syscalls.unshare(_NAMESPACES & ~syscalls.CLONE_NEWPID)


def forks_at_once() -> bool:
    """Whether `fork_at_once` works here; found out by a process that may fail."""
    trying = os.fork()
    if trying == 0:
        status = 1
        try:
            own = os.open("/proc/self/ns/pid", os.O_RDONLY)
            for _ in range(2):
                child = fork_at_once(own)
                if child == 0:
                    leave_the_rest()
                    os._exit(0 if os.getpid() == 1 else 1)
                status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                if status:
                    break
        finally:
            os._exit(status)  # any of them
    return os.waitstatus_to_exitcode(os.waitpid(trying, 0)[1]) == 0


def becomes_nobody() -> bool:
    """Whether a sealed process is nobody: where root starts it, and nobody can read what Python needs."""
    return os.geteuid() == 0 and readable_by_all([*sys.path, os.__file__, __file__])


def way(plan: Layout) -> tuple[bool | None, str]:
    """How a process can be sealed here.

    Returns
    -------
    tuple
        Whether it becomes nobody, None where it cannot be sealed; and why a way that was tried does not work.
    """
    why = ""
    for become_nobody in (True, False) if becomes_nobody() else (False,):
        found = trial(plan, become_nobody)
        if not found:
            return become_nobody, why
        why = why or found
    return None, why


def trial(plan: Layout, become_nobody: bool) -> str:
    """Seal a process that only looks for Python's libraries.

    Returns
    -------
    str
        Why that did not work; empty where it did.
    """
    told, telling = os.pipe()
    between = os.fork()
    if between == 0:
        status = 1
        try:
            child = fork_apart(become_nobody)
            if child == 0:
                seal(plan, become_nobody)
                for place in (os.__file__, __file__, sys.prefix, *filter(os.path.isdir, sys.path)):
                    os.stat(place)
                os._exit(0)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        except OSError as error:
            os.write(telling, str(error).encode())
        finally:
            os._exit(status)  # either of the two
    os.close(telling)
    with os.fdopen(told, "rb") as answer:
        why = answer.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(between, 0)[1])
    return "" if status == 0 else why or "a sealed process ended at once"


def seal(plan: Layout, become_nobody: bool) -> None:
    """Seal this process, for good.

    Parameters
    ----------
    plan : Layout
        What it sees from now on.
    become_nobody : bool
        Whether it was root and becomes nobody; a user stays who it is.

    Raises
    ------
    OSError
        If the system refuses; the process must then end.
    """
    _build_root(plan, become_nobody)
    if become_nobody:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        syscalls.control(syscalls.PR_SET_DUMPABLE, 1)  # or its own /proc/self could not be written
        # A user namespace of its own counts its processes apart from those of everybody else who is nobody.
        syscalls.unshare(syscalls.CLONE_NEWUSER)
        _map_ids(NOBODY, NOBODY)
        _refuse_namespaces()
    syscalls.drop_capabilities()
    seccomp.refuse_calls()
    os.chdir(HOME)


def _refuse_namespaces(root: str = "") -> None:
    """Let no further user namespace be made in this one."""
    with contextlib.suppress(OSError):
        _write(f"{root}/proc/sys/user/max_user_namespaces", "0")


def _build_root(plan: Layout, become_nobody: bool) -> None:
    """Make the new root in memory, and change into it."""
    root = TEMPORARY  # every system has it; nobody else sees what is put together there
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    # What is shown may lie below the mount point itself, so it is reached by way of descriptors opened before.
    held = [(path, os.open(path, os.O_PATH | os.O_NOFOLLOW)) for path in plan.shown if os.path.lexists(path)]
    syscalls.mount("tmpfs", root, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=1m,mode=755")
    for path, fd in held:
        _show(path, fd, root)
        os.close(fd)
    for path in filter(lambda path: os.path.isdir(root + path), plan.masked):
        syscalls.mount("tmpfs", root + path, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=4k,mode=755")
    os.makedirs(f"{root}/dev")
    for name in _DEVICES:
        _touch(f"{root}/dev/{name}")
        syscalls.mount(f"/dev/{name}", f"{root}/dev/{name}", None, syscalls.MS_BIND)
    os.makedirs(f"{root}/dev/pts")
    os.symlink("pts/ptmx", f"{root}/dev/ptmx")
    os.symlink(HOME, f"{root}/dev/shm")
    os.symlink("/proc/self/fd", f"{root}/dev/fd")
    os.makedirs(f"{root}/etc", exist_ok=True)
    uid, gid = (NOBODY, NOBODY) if become_nobody else (os.geteuid(), os.getegid())
    Path(f"{root}/etc/passwd").write_text(_PASSWD.format(uid=uid, gid=gid), "ascii")
    for place in ("/proc", HOME):
        os.makedirs(root + place, exist_ok=True)
    if not os.path.lexists(root + TEMPORARY):
        os.symlink(HOME, root + TEMPORARY)
    syscalls.change_mount(root, syscalls.ATTR_RDONLY | syscalls.ATTR_NOSUID)
    with contextlib.suppress(OSError):  # some containers keep even a new one away; little needs it
        syscalls.mount("proc", f"{root}/proc", "proc", syscalls.MS_NOSUID | syscalls.MS_NODEV)
        if not become_nobody:  # nobody cannot write there
            _refuse_namespaces(root)
            _lock_machine(f"{root}/proc")
    with contextlib.suppress(OSError):  # `!command` in a cell wants a terminal
        syscalls.mount("devpts", f"{root}/dev/pts", "devpts", syscalls.MS_NOSUID, "newinstance,ptmxmode=0666,mode=620")
    space = f"size={plan.space},mode=1777,nr_inodes=10000"
    syscalls.mount("tmpfs", root + HOME, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, space)
    syscalls.change_root(root)


def _lock_machine(proc: str) -> None:
    """Make what speaks of the whole machine read-only."""
    for name in MACHINE:
        place = f"{proc}/{name}"
        if os.path.exists(place):
            syscalls.mount(place, place, None, syscalls.MS_BIND | syscalls.MS_REC)
            syscalls.change_mount(place, syscalls.ATTR_RDONLY)


def _show(path: str, fd: int, root: str) -> None:
    """Bind one file or folder; a link is made anew."""
    target = root + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    mode = os.fstat(fd).st_mode
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink("", dir_fd=fd), target)
        return
    if stat.S_ISDIR(mode):
        os.makedirs(target, exist_ok=True)
    else:
        _touch(target)
    syscalls.mount(f"/proc/self/fd/{fd}", target, None, syscalls.MS_BIND | syscalls.MS_REC)


def _touch(path: str) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))


def _map_ids(uid: int, gid: int) -> None:
    """Be who one was in a new user namespace."""
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")


def _write(path: str, text: str) -> None:
    fd = os.open(path, os.O_WRONLY)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)
