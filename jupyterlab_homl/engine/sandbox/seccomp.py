"""A filter of system calls that no exercise needs, or that would get around other limits.

Memory that is mapped nowhere (memfd, System V) escapes the measuring of a process's memory; io_uring works past filters; keys,
tracing and reading another process's memory have no place here. `seccomp(2)` describes the filter; bubblewrap takes it, too
(``--seccomp``).
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
)
#: For each architecture its number in the audit system, the number of `socket`, and those of the calls in `_NAMES`.
_NUMBERS = {
    "x86_64": (0xC000003E, 41, (319, 447, 29, 425, 321, 298, 323, 250, 248, 249, 101, 310, 311, 68, 64, 240)),
    "aarch64": (0xC00000B7, 198, (279, 447, 194, 425, 280, 241, 282, 219, 217, 218, 117, 270, 271, 186, 190, 180)),
}

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # EPERM
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
_OTHER_ABI = 0x40000000

#: The families of sockets that a network namespace isolates: Unix, IPv4, IPv6, netlink. Those to a virtual machine's host
#: (vsock) are not among them.
_FAMILIES = (1, 2, 10, 16)

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


def program() -> bytes:
    """The filter for this machine as a BPF program; empty for an architecture whose numbers are not known."""
    if platform.machine() not in _NUMBERS:
        return b""
    architecture, socket, numbers = _NUMBERS[platform.machine()]
    # Each line: the operation, how many lines to skip if it holds, how many if it does not, and its operand.
    calls, families = len(numbers), len(_FAMILIES)
    to_refusal = families + 2  # lines from the one after the comparison with `socket`
    lines = [
        (_LOAD, 0, 0, _AT_ARCHITECTURE),
        (_JUMP_EQUAL, 0, calls + to_refusal + 3, architecture),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_AT_LEAST, calls + to_refusal + 1, 0, _OTHER_ABI),
        *((_JUMP_EQUAL, calls - position + to_refusal, 0, number) for position, number in enumerate(numbers)),
        (_JUMP_EQUAL, 0, families + 1, socket),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        *((_JUMP_EQUAL, families - position, 0, family) for position, family in enumerate(_FAMILIES[:-1], 1)),
        (_JUMP_EQUAL, 0, 1, _FAMILIES[-1]),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


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
