"""Where kernels' sockets lie: in a private folder with a short name, since a socket's path has at most 107 characters."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from pathlib import Path

#: A temporary folder with a longer name leaves no room for a socket's name.
_LONGEST = 70

#: A file that keeps the folder while its owner lives, also when there are no kernels.
_KEEPER = "owner"


class Endpoints:
    """Hands out places for sockets."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._folder: Path | None = None
        self._closed = False

    def new(self) -> str:
        """The beginning of the paths of a kernel's sockets.

        Raises
        ------
        OSError
            If no folder can be made, or none is to be made any more.
        """
        if self._closed:
            raise OSError("the owner of kernels is ending")
        if self._folder is None or not self._folder.is_dir():
            place = tempfile.gettempdir()
            self._folder = Path(tempfile.mkdtemp(prefix="homl-", dir=place if len(place) <= _LONGEST else "/tmp"))  # noqa: S108
            (self._folder / _KEEPER).touch()
        return str(self._folder / f"k{next(self._numbers)}")

    def close(self) -> None:
        """Let go of the folder; it is removed with the last kernel."""
        self._closed = True
        if self._folder is not None:
            leave_folder(self._folder)


def leave_folder(folder: Path) -> None:
    """Remove the folder of an owner that has gone, unless other kernels use it still."""
    with contextlib.suppress(OSError):
        (folder / _KEEPER).unlink(missing_ok=True)
        folder.rmdir()


def remove_sockets(ip: str) -> None:
    """Remove a kernel's sockets, and their folder if nobody else uses it."""
    first = Path(ip)
    for path in first.parent.glob(f"{first.name}-*") if ip else ():
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        first.parent.rmdir()
