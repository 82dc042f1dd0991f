"""A filter of system calls that no exercise needs, or that would get around other limits.

Memory that is mapped nowhere (memfd, System V, pages given to a pipe, events that nobody reads, rings, rules, tables of
futexes) escapes the measuring of a process's memory; io_uring works past filters; keys, tracing and reading another process's
memory have no place here, nor have user namespaces, in which folders in memory could be mounted.

Setting the size of a socket's buffers does nothing, so that sockets can be charged by their number (`limits.SOCKET_MEMORY`).
Nor does locking a range of bytes, since the system keeps as many such locks as it is asked for: in its folder a sealed process
competes with nobody else. `seccomp(2)` describes the filter; bubblewrap takes it, too (``--seccomp``).
"""

from __future__ import annotations

import ctypes
import platform
import struct

from . import syscalls

_NAMES = (
    "memfd_create",
    "memfd_secret",
    "shmget",
    "io_uring_setup",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "keyctl",
    "add_key",
    "request_key",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "msgget",
    "semget",
    "mq_open",
    "vmsplice",
    "inotify_init1",
    "fanotify_init",
    "io_setup",
    "landlock_create_ruleset",
    "unshare",
    "setns",
)
#: For each architecture its number in the audit system, those of `_EXAMINED`, and those of `_NAMES`.
_NUMBERS = {
    "x86_64": (
        0xC000003E,
        (41, 54, 72, 157, 56, 435),
        # the last one is the older inotify_init
        (319, 447, 29, 425, 321, 298, 323, 250, 248, 249, 101, 310, 311, 68, 64, 240, 278, 294, 300, 206, 444, 272, 308, 253),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 208, 25, 167, 220, 435),
        (279, 447, 194, 425, 280, 241, 282, 219, 217, 218, 117, 270, 271, 186, 190, 180, 75, 26, 262, 0, 444, 97, 268),
    ),
}

#: The calls that depend on their arguments. The C library uses `clone` where there is no `clone3`, whose flags no filter sees.
_EXAMINED = ("socket", "setsockopt", "fcntl", "prctl", "clone", "clone3")

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _DO_NOTHING, _ABSENT = 0x7FFF0000, 0x00050001, 0x00050000, 0x00050026  # EPERM, no error, ENOSYS
_AT_NUMBER, _AT_ARCHITECTURE, _AT_ARGUMENTS = 0, 4, (16, 24, 32)
_OTHER_ABI = 0x40000000

#: The families of sockets that a network namespace isolates: Unix, IPv4, IPv6, netlink. Those to a virtual machine's host
#: (vsock) are not among them.
_FAMILIES = (1, 2, 10, 16)

#: `SOL_SOCKET`, and its options `SO_SNDBUF` and `SO_RCVBUF`.
_SOCKET_LEVEL, _BUFFER_SIZES = 1, (7, 8)

#: What sets a lock on a range of bytes: `F_SETLK`, `F_SETLKW`, `F_OFD_SETLK` and `F_OFD_SETLKW`.
_LOCKS = (6, 7, 37, 38)

#: The operation of `prctl` that makes a table of futexes, of any size.
_FUTEX_TABLE = 78

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


def program() -> bytes:
    """The filter for this machine as a BPF program; empty for an architecture whose numbers are not known."""
    if platform.machine() not in _NUMBERS:
        return b""
    architecture, examined, numbers = _NUMBERS[platform.machine()]
    # Each line: its label, the operation, its operand, and where to go on if it holds and if it does not (the next line).
    lines = [
        ("", _LOAD, _AT_ARCHITECTURE, "", ""),
        ("", _JUMP_EQUAL, architecture, "", "refuse"),
        ("", _LOAD, _AT_NUMBER, "", ""),
        ("", _JUMP_AT_LEAST, _OTHER_ABI, "refuse", ""),
        *(("", _JUMP_EQUAL, number, "refuse", "") for number in numbers),
        *(("", _JUMP_EQUAL, number, name, "") for name, number in zip(_EXAMINED, examined, strict=True)),
        ("allow", _RETURN, _ALLOW, "", ""),
        ("socket", _LOAD, _AT_ARGUMENTS[0], "", ""),
        *(("", _JUMP_EQUAL, family, "may", "") for family in _FAMILIES),
        ("refuse", _RETURN, _REFUSE, "", ""),
        ("setsockopt", _LOAD, _AT_ARGUMENTS[1], "", ""),
        ("", _JUMP_EQUAL, _SOCKET_LEVEL, "", "may"),
        ("", _LOAD, _AT_ARGUMENTS[2], "", ""),
        *(("", _JUMP_EQUAL, option, "nothing", "") for option in _BUFFER_SIZES),
        ("", _RETURN, _ALLOW, "", ""),
        ("fcntl", _LOAD, _AT_ARGUMENTS[1], "", ""),
        *(("", _JUMP_EQUAL, command, "nothing", "") for command in _LOCKS),
        ("may", _RETURN, _ALLOW, "", ""),
        ("nothing", _RETURN, _DO_NOTHING, "", ""),
        ("prctl", _LOAD, _AT_ARGUMENTS[0], "", ""),
        ("", _JUMP_EQUAL, _FUTEX_TABLE, "may not", ""),
        ("", _RETURN, _ALLOW, "", ""),
        ("clone", _LOAD, _AT_ARGUMENTS[0], "", ""),
        ("", _JUMP_IF_SET, syscalls.CLONE_NEWUSER, "may not", ""),
        ("", _RETURN, _ALLOW, "", ""),
        ("may not", _RETURN, _REFUSE, "", ""),
        ("clone3", _RETURN, _ABSENT, "", ""),
    ]
    places = {label: number for number, (label, *_) in enumerate(lines)}
    return b"".join(
        struct.pack("=HBBI", operation, *(places[label] - number - 1 if label else 0 for label in (then, otherwise)), operand)
        for number, (_, operation, operand, then, otherwise) in enumerate(lines)
    )


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("lines", ctypes.c_void_p)]


def refuse_calls() -> None:
    """Refuse these calls to this process and whatever it starts; it must have set `PR_SET_NO_NEW_PRIVS` before.

    Raises
    ------
    OSError
        If the kernel takes no filters.
    """
    text = program()
    if text:
        lines = ctypes.create_string_buffer(text, len(text))
        syscalls.control(_PR_SET_SECCOMP, _MODE_FILTER, _Program(len(text) // 8, ctypes.addressof(lines)))
