"""Control groups for runs, where the system gives this process a part of the hierarchy (cgroup v2, delegated and writable).

A group counts and bounds all memory of a run, that of the system's on its behalf, too, without gaps in time. Where there is
none, what `limits.Usage` adds up is all that bounds it. See https://docs.kernel.org/admin-guide/cgroup-v2.html.
"""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

_PREFIX = "homl-"
_CONTROLLERS = ("memory", "pids")

#: What of the memory of a group is given back only when somebody lets it go, by its names in `memory.stat`.
_HELD = ("anon", "shmem", "sock", "kernel")
_GIVEN_BACK = "slab_reclaimable"

#: How far above its limit a run is stopped by the system, if it gets there between two measurements.
_HARD_FACTOR = 1.25


class Group:
    """The group of one run.

    Parameters
    ----------
    folder : Path
        Its folder in the hierarchy.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = self._held()

    def limit(self, memory: int, processes: int) -> None:
        """Let the system stop the run where it uses far more, above what it uses now.

        Parameters
        ----------
        memory : int
            Bytes that it may use.
        processes : int
            How many processes and threads it may have.
        """
        try:
            most = int((self._folder / "memory.current").read_text("ascii")) + int(_HARD_FACTOR * memory)
        except OSError:
            return
        for name, value in (("memory.max", most), ("memory.swap.max", 0), ("pids.max", processes)):
            with contextlib.suppress(OSError):  # not every system counts what is swapped
                (self._folder / name).write_text(str(value), "ascii")

    def grown(self) -> int:
        """Bytes that it holds now and did not hold at first."""
        return max(0, self._held() - self._before)

    def _held(self) -> int:
        try:
            lines = (self._folder / "memory.stat").read_text("ascii").splitlines()
        except OSError:
            return 0
        sizes = {name: int(value) for name, _, value in (line.partition(" ") for line in lines)}
        return sum(sizes.get(name, 0) for name in _HELD) - sizes.get(_GIVEN_BACK, 0)


def find_place(proc: Path = Path("/proc/self")) -> Path | None:
    """The folder in which this process can make groups; None where the system gives it none.

    Parameters
    ----------
    proc : Path
        What the system says of this process.
    """
    found = _folders(proc / "mountinfo", proc / "cgroup")
    if found is None:
        return None
    mount, own = found
    # A group with processes of its own has no controllers to give: a service manager puts us into a part of what is ours.
    for place in (own, own.parent):
        if place.is_relative_to(mount) and _gives_groups(place):
            sweep(place)
            return place
    return None


def _folders(mountinfo: Path, cgroup: Path) -> tuple[Path, Path] | None:
    """Where the hierarchy is mounted, and the folder in it of the process whose file `cgroup` this is."""
    try:
        mounts = [line.split() for line in mountinfo.read_text("utf-8").splitlines() if " - cgroup2 " in line]
        paths = [line[3:] for line in cgroup.read_text("utf-8").splitlines() if line.startswith("0::/")]
    except OSError:
        return None
    if not mounts or not paths:
        return None
    _, _, _, root, mount, *_ = mounts[0]
    return Path(mount), Path(mount) / paths[0].removeprefix(root).lstrip("/")


def _gives_groups(place: Path) -> bool:
    """Whether a process can be put into a group made here, whose memory and processes are bounded."""
    child = -1
    try:
        if not set(_CONTROLLERS) <= set((place / "cgroup.subtree_control").read_text("ascii").split()):
            (place / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in _CONTROLLERS), "ascii")
        child = os.fork()
        if child == 0:
            signal.pause()
        enter(place, child)
        return os.access(place / f"{_PREFIX}{child}" / "memory.max", os.W_OK)
    except OSError:
        return False
    finally:
        if child == 0:
            os._exit(0)
        if child > 0:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            remove(place, child)


def enter(place: Path, pid: int) -> None:
    """Put a process, and whatever it will start, into a group of its own; raises OSError where that is refused."""
    folder = place / f"{_PREFIX}{pid}"
    folder.mkdir(exist_ok=True)
    (folder / "cgroup.procs").write_text(str(pid), "ascii")


def group_of(pid: int, proc: Path = Path("/proc")) -> Group | None:
    """The group that a process was put into, if it was."""
    found = _folders(proc / "self" / "mountinfo", proc / str(pid) / "cgroup")
    return None if found is None or found[1].name != f"{_PREFIX}{pid}" else Group(found[1])


def remove(place: Path, pid: int) -> None:
    """Remove the group of a process that has ended."""
    with contextlib.suppress(OSError):
        (place / f"{_PREFIX}{pid}").rmdir()


def sweep(place: Path) -> None:
    """Remove the groups that others have left without processes; the system refuses it for those with any."""
    for folder in place.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            folder.rmdir()
