"""The files that a sealed process sees: a list of paths, from which each kind of sandbox builds its root."""

# Links are followed hop by hop here, and `Path` has no way to say that a path is absolute but keeps its links.
# ruff: noqa: PTH100, PTH110, PTH112, PTH114, PTH115, PTH116, PTH118, PTH120

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: The folder for temporary files that every system has.
TEMPORARY = "/tmp"  # noqa: S108 - a mount point and the name of a link; nothing is written in it

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives", "/etc/nsswitch.conf")
#: Folders below the system's own with private content: submissions in nbgrader's exchange, configuration.
_MASKED = ("/usr/local/share/nbgrader", "/usr/local/etc")
_MAX_LINKS = 40

#: Where a new process imports modules from; nbgrader adds the course's folder for itself.
_SEARCH_PATH = tuple(sys.path)

#: Bytes that a sealed process may keep in the one folder that it may write to.
FOLDER_SIZE = 64 * 2**20


@dataclass(frozen=True)
class Layout:
    """The files that a sealed process sees.

    Attributes
    ----------
    readonly_paths : tuple of str
        Files and folders that it may read, at their own places.
    masked_paths : tuple of str
        Folders below these that are empty for it.
    folder_size : int
        Bytes that it may keep in its own folder.
    """

    readonly_paths: tuple[str, ...]
    masked_paths: tuple[str, ...]
    folder_size: int = FOLDER_SIZE


def python_layout(
    package: Path,
    search_path: Sequence[str] = sys.path,
    data: str | None = None,
    masked: Sequence[str] = (),
    folder_size: int = FOLDER_SIZE,
) -> Layout:
    """The files that this Python interpreter needs, and no more.

    Parameters
    ----------
    package : Path
        The folder of this package. Of its parent, which may be a checkout with the solutions in it, nothing else is shown.
    search_path : sequence of str
        Where modules are imported from.
    data : str, optional
        The folder of downloaded data sets.
    masked : sequence of str
        Folders that are empty even if they lie in one that is shown.
    folder_size : int
        Bytes that a process may keep in its own folder.
    """
    needed = [*_SYSTEM, *_SYSTEM_FILES, sys.prefix, sys.base_prefix, sys.exec_prefix, str(package)]
    parent = str(package.parent)
    library_folders = ("site-packages", "dist-packages")
    needed += [place for place in search_path if place and (place != parent or Path(place).name in library_folders)]
    needed += [data] if data else []
    readonly = _outermost(hop for path in needed for hop in _link_chain(path))
    empty = [*_MASKED, str(package / "_course"), *(f"{prefix}/etc/jupyter" for prefix in (sys.prefix, sys.base_prefix))]
    empty += [place for place in map(os.path.realpath, masked) if any(place.startswith(f"{path}/") for path in readonly)]
    return Layout(readonly, tuple(place for place in dict.fromkeys(empty) if os.path.isdir(place)), folder_size)


def is_visible(place: str) -> bool:
    """Whether a folder lies in one that sealed processes see, and so must be masked to be hidden from them."""
    package = Path(__file__).parent.parent.parent
    paths = python_layout(package, _SEARCH_PATH, data=os.environ.get("HOML_DATA")).readonly_paths
    return any(place == path or place.startswith(f"{path}/") for path in paths)


def _link_chain(path: str) -> Iterable[str]:
    """A path, its real path, and each path that its links lead through; modules are found by any of them."""
    path = os.path.abspath(path)
    yield from (place for place in (path, os.path.realpath(path)) if os.path.lexists(place))
    for _ in range(_MAX_LINKS):
        if not os.path.islink(path):
            return
        path = os.path.abspath(os.path.join(os.path.dirname(path), os.readlink(path)))
        if os.path.lexists(path):
            yield path


def _outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths, without those that lie in another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if path != "/" and not any(path == other or path.startswith(other + "/") for other in kept):
            kept.append(path)
    return tuple(kept)


def world_readable(places: Iterable[str]) -> bool:
    """Whether any user may read these files and folders (their parents are made anew in a sealed root)."""
    return all(os.stat(place).st_mode & stat.S_IROTH for place in places if os.path.exists(place))
