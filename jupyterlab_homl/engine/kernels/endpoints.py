"""The paths of kernels' sockets: in a private folder with a short name, since a socket's path has at most 107 characters."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from pathlib import Path

#: The longest temporary folder that leaves room for a socket's name.
_MAX_FOLDER = 70

#: A file that keeps the folder from being removed while its owner lives, even without kernels.
_KEEPER = "owner"


class Endpoints:
    """Chooses paths for sockets."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._folder: Path | None = None
        self._closed = False

    def new(self) -> str:
        """A new prefix for the paths of a kernel's sockets.

        Raises
        ------
        OSError
            If no folder can be made, or this is closed.
        """
        if self._closed:
            raise OSError("the owner of kernels is ending")
        if self._folder is None or not self._folder.is_dir():
            place = tempfile.gettempdir()
            self._folder = Path(tempfile.mkdtemp(prefix="homl-", dir=place if len(place) <= _MAX_FOLDER else "/tmp"))  # noqa: S108
            (self._folder / _KEEPER).touch()
        return str(self._folder / f"k{next(self._numbers)}")

    def close(self) -> None:
        """Give up the folder; it is removed with the last kernel."""
        self._closed = True
        if self._folder is not None:
            leave_folder(self._folder)


def leave_folder(folder: Path) -> None:
    """Remove the folder of an owner that has gone, unless other kernels still use it."""
    with contextlib.suppress(OSError):
        (folder / _KEEPER).unlink(missing_ok=True)
        folder.rmdir()


def remove_sockets(ip: str) -> None:
    """Remove a kernel's sockets, and their folder if no other kernel uses it."""
    first = Path(ip)
    with contextlib.suppress(OSError):  # another kernel's owner may have removed it at the same time
        for path in first.parent.glob(f"{first.name}-*") if ip else ():
            path.unlink(missing_ok=True)
        first.parent.rmdir()
