"""The few Linux system calls that Python does not wrap. Each raises OSError when it is refused."""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache

CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 0x2

ATTR_RDONLY = 0x1
ATTR_NOSUID = 0x2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_MOUNT_SETATTR = 442  # the same on every architecture, as for all calls since 2019
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41, "riscv64": 41, "ppc64le": 203, "s390x": 217}
_CAPABILITY_VERSION = 0x20080522
_LAST_CAPABILITY = 63


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user_namespace")]


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)


def unshare(flags: int) -> None:
    """Leave the namespaces of these kinds for new ones."""
    _checked(_libc().unshare(flags), "unshare")


def put_children_in(namespace: int) -> None:
    """Have future children of this process in the process namespace of a descriptor."""
    _checked(_libc().setns(namespace, CLONE_NEWPID), "setns")


def mount(source: str | None, target: str, kind: str | None, flags: int = 0, options: str | None = None) -> None:
    """Mount `source` on `target`."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    _checked(_libc().mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3]), target)


def change_mount(target: str, attributes: int) -> None:
    """Set attributes of a mount and of all below it."""
    change = _MountAttributes(attributes, 0, 0, 0)
    _checked(
        _libc().syscall(
            _MOUNT_SETATTR, _AT_FDCWD, os.fsencode(target), _AT_RECURSIVE, ctypes.byref(change), ctypes.sizeof(change)
        ),
        target,
    )


def change_root(folder: str) -> None:
    """Make `folder`, a mount, the root, and unmount the previous root."""
    number = _PIVOT_ROOT.get(platform.machine())
    if number is None:
        raise OSError(f"pivot_root is not known on {platform.machine()}")
    os.chdir(folder)
    _checked(_libc().syscall(number, b".", b"."), folder)
    _checked(_libc().umount2(b".", MNT_DETACH), "the old root")
    os.chdir("/")


def control(option: int, value: int, structure: ctypes.Structure | None = None) -> None:
    """Call prctl(2)."""
    third = None if structure is None else ctypes.byref(structure)
    _checked(_libc().prctl(option, ctypes.c_ulong(value), third, None, None), "prctl")


def drop_capabilities() -> None:
    """Give up every capability, for this process and whatever it starts."""
    for number in range(_LAST_CAPABILITY + 1):
        try:
            control(PR_CAPBSET_DROP, number)
        except OSError:
            break  # the kernel has no more of them
    control(PR_SET_NO_NEW_PRIVS, 1)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _checked(_libc().capset(header, (ctypes.c_uint32 * 6)()), "capset")
