"""Sealing the process that runs a learner's code, by Linux namespaces.

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
from dataclasses import dataclass
from pathlib import Path

from . import seccomp, syscalls
from .filesystem import TEMPORARY, Layout, world_readable

#: Where a sealed process runs; the one folder that it may write to.
HOME = "/homl"

#: Terminals that a sealed process may have; each may hold memory of the system's.
_TERMINALS = 16

#: The user id that a sealed process has where root starts it.
NOBODY = 65534

_NAMESPACES = syscalls.CLONE_NEWNS | syscalls.CLONE_NEWPID | syscalls.CLONE_NEWNET | syscalls.CLONE_NEWIPC
_DEVICES = ("null", "zero", "full", "random", "urandom")
#: Parts of /proc that are about the whole machine; root may write to them whatever capabilities it has dropped.
MACHINE_PROC = ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi", "scsi")
_PASSWD = "learner:x:{uid}:{gid}::/homl:/bin/sh\n"


def fork_into_namespaces(become_nobody: bool) -> int:
    """Leave this process's namespaces for new ones, and fork into them.

    Parameters
    ----------
    become_nobody : bool
        Whether this process is root and the sealed one becomes nobody.

    Returns
    -------
    int
        0 in the new process, which is the first of its own process namespace and not sealed yet: call `seal`.

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


def fork_directly(own: int) -> int:
    """Fork into a new process namespace without an intermediate process, which would have to be copied and reaped.

    Only root can do this.

    Parameters
    ----------
    own : int
        A descriptor of the process namespace that this process is in, and that its other children are in.

    Returns
    -------
    int
        0 in the new process, as for `fork_into_namespaces`; it calls `unshare_the_others` before `seal`.

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
            syscalls.put_children_in(own)
    return pid


def unshare_the_others() -> None:
    """Leave, in a process that was forked directly, the namespaces that it still shares with its parent."""
    syscalls.unshare(_NAMESPACES & ~syscalls.CLONE_NEWPID)


def can_fork_directly() -> bool:
    """Whether `fork_directly` works here; a process that may fail tries it."""
    trial = os.fork()
    if trial == 0:
        status = 1
        try:
            own = os.open("/proc/self/ns/pid", os.O_RDONLY)
            for _ in range(2):
                child = fork_directly(own)
                if child == 0:
                    unshare_the_others()
                    os._exit(0 if os.getpid() == 1 else 1)
                status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                if status:
                    break
        finally:
            os._exit(status)  # whichever of the processes this is
    return os.waitstatus_to_exitcode(os.waitpid(trial, 0)[1]) == 0


def can_become_nobody() -> bool:
    """Whether a sealed process can run as the user nobody: this one is root, and all users may read what Python needs."""
    return os.geteuid() == 0 and world_readable([*sys.path, os.__file__, __file__])


@dataclass(frozen=True)
class Support:
    """Whether and how this machine lets a process be sealed.

    Attributes
    ----------
    seals : bool
        Whether it does.
    as_nobody : bool
        Whether a sealed process, started by root, runs as nobody.
    problem : str
        Why the first attempt failed; empty where it did not.
    """

    seals: bool
    as_nobody: bool = False
    problem: str = ""


def support(layout: Layout) -> Support:
    """How a process can be sealed here, by sealing one that does nothing."""
    problem = ""
    for become_nobody in (True, False) if can_become_nobody() else (False,):
        found = try_sealing(layout, become_nobody)
        if not found:
            return Support(True, become_nobody, problem)
        problem = problem or found
    return Support(False, problem=problem)


def try_sealing(layout: Layout, become_nobody: bool) -> str:
    """Seal a process that only looks for Python's libraries.

    Returns
    -------
    str
        Why that did not work; empty where it did.
    """
    reading, writing = os.pipe()
    intermediate = os.fork()
    if intermediate == 0:
        status = 1
        try:
            child = fork_into_namespaces(become_nobody)
            if child == 0:
                seal(layout, become_nobody)
                for place in (os.__file__, __file__, sys.prefix, *filter(os.path.isdir, sys.path)):
                    os.stat(place)
                os._exit(0)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        except OSError as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(status)  # whichever of the two processes this is
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        problem = answer.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(intermediate, 0)[1])
    return "" if status == 0 else problem or "a sealed process ended at once"


def seal(layout: Layout, become_nobody: bool) -> None:
    """Seal this process, for good.

    Parameters
    ----------
    layout : Layout
        The files that it sees from now on.
    become_nobody : bool
        Whether it is root and becomes nobody; any other user stays who it is.

    Raises
    ------
    OSError
        If the system refuses; the process must then end.
    """
    _build_root(layout, become_nobody)
    if become_nobody:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        syscalls.control(syscalls.PR_SET_DUMPABLE, 1)  # or its own /proc/self could not be written
        # In a user namespace of its own its processes are counted apart from those of every other process of nobody's.
        syscalls.unshare(syscalls.CLONE_NEWUSER)
        _map_ids(NOBODY, NOBODY)
        _refuse_namespaces()
    syscalls.drop_capabilities()
    seccomp.refuse_calls()
    os.chdir(HOME)


def _refuse_namespaces(root: str = "") -> None:
    """Forbid further user namespaces in this one."""
    with contextlib.suppress(OSError):
        _write(f"{root}/proc/sys/user/max_user_namespaces", "0")


def _build_root(layout: Layout, become_nobody: bool) -> None:
    """Make the new root in memory, and change into it."""
    root = TEMPORARY  # every system has it; in this namespace nobody else sees what is mounted there
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    # What is shown may lie below the mount point itself, so it is reached through descriptors that are opened before.
    held = [(path, os.open(path, os.O_PATH | os.O_NOFOLLOW)) for path in layout.readonly_paths if os.path.lexists(path)]
    syscalls.mount("tmpfs", root, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=1m,mode=755")
    for path, fd in held:
        _show(path, fd, root)
        os.close(fd)
    for path in filter(lambda path: os.path.isdir(root + path), layout.masked_paths):
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
    with contextlib.suppress(OSError):  # some containers forbid even a new one; little needs it
        syscalls.mount("proc", f"{root}/proc", "proc", syscalls.MS_NOSUID | syscalls.MS_NODEV)
        if not become_nobody:  # the user nobody cannot write there
            _refuse_namespaces(root)
            _lock_machine(f"{root}/proc")
    with contextlib.suppress(OSError):  # `!command` in a cell needs a terminal
        syscalls.mount(
            "devpts", f"{root}/dev/pts", "devpts", syscalls.MS_NOSUID, f"newinstance,ptmxmode=0666,mode=620,max={_TERMINALS}"
        )
    options = f"size={layout.folder_size},mode=1777,nr_inodes=10000"
    syscalls.mount("tmpfs", root + HOME, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, options)
    syscalls.change_root(root)


def _lock_machine(proc: str) -> None:
    """Make the parts of /proc that are about the whole machine read-only."""
    for name in MACHINE_PROC:
        place = f"{proc}/{name}"
        if os.path.exists(place):
            syscalls.mount(place, place, None, syscalls.MS_BIND | syscalls.MS_REC)
            syscalls.change_mount(place, syscalls.ATTR_RDONLY)


def _show(path: str, fd: int, root: str) -> None:
    """Bind one file or folder into the new root; a link is copied."""
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
    """Keep this process's user and group in its new user namespace."""
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")


def _write(path: str, text: str) -> None:
    fd = os.open(path, os.O_WRONLY)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)
