"""The paths of kernels' sockets: in a private folder with a short name, since a socket's path has at most 107 characters."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

from ...temporary import process_folder

#: The longest temporary folder that leaves room for this process's folder and a socket's name.
_MAX_FOLDER = 64


class Endpoints:
    """Chooses paths for sockets."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
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
        return str(process_folder(_MAX_FOLDER) / f"k{next(self._numbers)}")

    def close(self) -> None:
        """Choose no more."""
        self._closed = True


def remove_sockets(ip: str) -> None:
    """Remove a kernel's sockets."""
    first = Path(ip)
    with contextlib.suppress(OSError):  # their folder may be removed at the same time
        for path in first.parent.glob(f"{first.name}-*") if ip else ():
            path.unlink(missing_ok=True)
