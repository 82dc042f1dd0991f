"""Temporary folders, and files that are being written: what a process that was killed has left of them is found and removed.

All temporary folders of a process are in one folder, on which it keeps a lock (flock) for as long as it lives, however it
ends; systemd-tmpfiles respects such locks, too. A file that is being written is locked in the same way, and has its own name
only once it is whole. So whatever nobody locks is left over: `sweep` and `sweep_parts` remove it.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import shutil
import stat
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

try:
    import fcntl
except ImportError:  # Windows, where nothing is left over that is open
    fcntl = None  # type: ignore[assignment]

#: The prefix of the name of a process's folder.
PREFIX = "jupyterlab-homl-"

#: The ending of the name of a file that is being written.
PART = ".homl-part"

#: Seconds after which a file that is being written counts as left over where files cannot be locked.
_LEFT_OVER_AFTER = 3600.0

#: Where a process's folder is if the one for temporary files has too long a name, for sockets.
_SHORT = "/tmp"  # noqa: S108 - a folder of our own, with a random name, is made in it

_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}

#: The folders of this process by the folder that they are in, with the descriptors that hold their locks; and whose they are.
_held: dict[str, tuple[Path, int]] = {}
_owner = os.getpid()
_making = threading.Lock()


def new_folder(purpose: str) -> tempfile.TemporaryDirectory[str]:
    """A temporary folder in this process's own.

    Parameters
    ----------
    purpose : str
        The beginning of its name.
    """
    return tempfile.TemporaryDirectory(prefix=f"{purpose}-", dir=process_folder(), ignore_cleanup_errors=True)


def process_folder(longest: int | None = None) -> Path:
    """The folder for all that this process keeps for the time that it lives; made, after a sweep, when it is first asked for.

    Parameters
    ----------
    longest : int, optional
        The most characters that the path of the folder around it may have.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    global _owner
    place = tempfile.gettempdir()
    if longest is not None and len(place) > longest:
        place = _SHORT
    with _making:
        if _owner != os.getpid():  # this process was forked, and the folders are its parent's
            _held.clear()
            _owner = os.getpid()
        found = _held.get(place)
        if found is not None and found[0].is_dir():
            return found[0]
        sweep()
        _held[place] = _make(place)
        return _held[place][0]


def _make(place: str) -> tuple[Path, int]:
    """Make a folder and lock it; a sweep that comes in between removes it, so it is made again then."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        if fcntl is None:
            return folder, -1
        try:
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        with contextlib.suppress(OSError):  # without locks, nothing there is ever taken for left over
            fcntl.flock(fd, fcntl.LOCK_EX)
        if os.fstat(fd).st_nlink and os.path.lexists(folder):
            return folder, fd
        os.close(fd)


@atexit.register
def remove_own() -> None:
    """Remove this process's folders; called when it ends."""
    if _owner == os.getpid():
        for folder, fd in _held.values():
            shutil.rmtree(folder, ignore_errors=True)
            if fd >= 0:
                os.close(fd)
        _held.clear()


def sweep() -> int:
    """Remove the folders of this user's processes that have ended without removing them; returns how many."""
    removed = 0
    for place in {tempfile.gettempdir(), _SHORT}:
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.name.startswith(PREFIX):
                    removed += remove_abandoned(Path(entry.path))
    return removed


def remove_abandoned(folder: Path, patience: float = 0.0) -> bool:
    """Remove a process's folder, if that process has ended; returns whether it was removed.

    Parameters
    ----------
    folder : Path
        The folder.
    patience : float
        Seconds to wait for its end, where that process is known to be ending.
    """
    if fcntl is None or not folder.name.startswith(PREFIX):
        return False
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        if hasattr(os, "geteuid") and os.fstat(fd).st_uid != os.geteuid():
            return False
        deadline = time.monotonic() + patience
        while not _lock(fd):
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()
    finally:
        os.close(fd)


def _lock(fd: int) -> bool:
    """Lock a folder or a file that nobody else has locked; returns whether that was done."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class PartFile:
    """A file that is being written, and comes to its own name when it is whole; a context manager.

    Where it does not come to that, it is removed, and where this process is killed before, `sweep_parts` does it.

    Parameters
    ----------
    folder : Path
        Where it is until then: an existing folder of the same file system, such as a workspace's hidden one.
    """

    def __init__(self, folder: Path) -> None:
        while True:
            fd, name = tempfile.mkstemp(prefix=".", suffix=PART, dir=folder)
            if fcntl is not None:
                with contextlib.suppress(OSError):
                    fcntl.flock(fd, fcntl.LOCK_EX)
            if os.fstat(fd).st_nlink:  # else a sweep came in between
                break
            os.close(fd)
        self._path = Path(name)
        self._file = os.fdopen(fd, "wb")
        self._mode_given = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # what could not be written is told already
            self._file.close()

    def write(self, data: bytes | str) -> None:
        """Append bytes, or a text as UTF-8."""
        self._file.write(data.encode("utf-8") if isinstance(data, str) else data)

    def copy(self, source: Path) -> None:
        """Append the content of a file, and take over its times and its mode."""
        with source.open("rb") as file:
            shutil.copyfileobj(file, self._file)
        self._file.flush()
        shutil.copystat(source, self._path)
        self._mode_given = True

    def flush(self) -> None:
        """Have what was written on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def replace(self, path: Path) -> None:
        """Come to the name `path`, in place of the file that may be there, whose mode it keeps.

        Raises
        ------
        OSError
            If it cannot be written; the file that is there stays as it is.
        """
        self._finish(path)
        try:
            self._path.replace(path)
        except OSError as error:
            if error.errno != errno.EXDEV or self._path.parent == path.parent:
                raise
            with PartFile(path.parent) as beside:  # another file system is mounted there
                beside.copy(self._path)
                beside.replace(path)

    def create(self, path: Path) -> None:
        """Come to the name `path`, where no file may be.

        Raises
        ------
        FileExistsError
            If there is one.
        OSError
            If it cannot be written.
        """
        self._finish(path)
        try:
            os.link(self._path, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self._create_in_place(path)

    def _finish(self, path: Path) -> None:
        """Have everything on the disk, with the mode that the file is to have."""
        self.flush()
        if not self._mode_given:
            self._path.chmod(stat.S_IMODE(path.stat().st_mode) if path.is_file() else 0o666 & ~_mask())

    def _create_in_place(self, path: Path) -> None:
        """Write a new file where a file system has no links; a process that is killed leaves half of it there."""
        with path.open("xb") as file:
            try:
                with self._path.open("rb") as written:
                    shutil.copyfileobj(written, file)
            except OSError:
                path.unlink(missing_ok=True)
                raise


def _mask() -> int:
    """The mask for the modes of new files; other systems than Linux tell it only where it is set."""
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("Umask:")), 8)
    return 0o022


def sweep_parts(folder: Path) -> int:
    """Remove the files in a folder that a process was writing when it was killed; returns how many."""
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(PART) and entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                removed += _remove_part(entry)
    return removed


def _remove_part(entry: os.DirEntry[str]) -> bool:
    try:
        fd = os.open(entry.path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return False
    try:
        if not _is_left_over(fd):
            return False
        Path(entry.path).unlink()
        return True
    except OSError:
        return False
    finally:
        os.close(fd)


def _is_left_over(fd: int) -> bool:
    """Whether nobody writes this file any more: by its lock, and by its age where there are no locks."""
    old = time.time() - os.fstat(fd).st_mtime > _LEFT_OVER_AFTER
    if fcntl is None:
        return old
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return old
    return True
