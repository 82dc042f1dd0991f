"""What a sealed process sees of the machine's files: the list from which its root is laid out, however that is built."""

# Links are followed hop by hop here, and `Path` has no word for a path that is absolute but keeps its links.
# ruff: noqa: PTH100, PTH110, PTH112, PTH114, PTH115, PTH116, PTH118, PTH120

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: The folder for temporary files that every system has.
TEMPORARY = "/tmp"  # noqa: S108 - a place to mount on, and the name of a link; nothing is written in it

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives", "/etc/nsswitch.conf")
#: What lies in the system's own folders and is nobody's business: submissions in nbgrader's exchange, configuration.
_MASKED = ("/usr/local/share/nbgrader", "/usr/local/etc")
_MOST_HOPS = 40

#: Where a new process imports modules from; nbgrader adds the course's folder for itself.
_SEARCH_PATH = tuple(sys.path)

#: Bytes that a sealed process may keep in the one folder that it may write to.
SPACE = 64 * 2**20


@dataclass(frozen=True)
class Layout:
    """What a sealed process sees.

    Attributes
    ----------
    shown : tuple of str
        Files and folders that it may read, at their own places.
    masked : tuple of str
        Folders in these that are empty for it.
    space : int
        Bytes that it may keep in its own folder.
    """

    shown: tuple[str, ...]
    masked: tuple[str, ...]
    space: int = SPACE


def layout(
    package: Path,
    search_path: Sequence[str] = sys.path,
    data: str | None = None,
    hidden: Sequence[str] = (),
    space: int = SPACE,
) -> Layout:
    """What this interpreter needs, and no more.

    Parameters
    ----------
    package : Path
        Our own package. Of the folder that it lies in, which may be a checkout with the solutions beside it, nothing else
        is shown.
    search_path : sequence of str
        Where modules are imported from.
    data : str, optional
        The folder of downloaded data sets.
    hidden : sequence of str
        Folders that stay empty even if they lie in one that is shown.
    space : int
        Bytes that it may keep in its own folder.
    """
    wanted = [*_SYSTEM, *_SYSTEM_FILES, sys.prefix, sys.base_prefix, sys.exec_prefix, str(package)]
    beside = str(package.parent)
    kept_libraries = ("site-packages", "dist-packages")
    wanted += [place for place in search_path if place and (place != beside or Path(place).name in kept_libraries)]
    wanted += [data] if data else []
    shown = _outermost(hop for path in wanted for hop in _hops(path))
    masked = [*_MASKED, str(package / "_course"), *(f"{prefix}/etc/jupyter" for prefix in (sys.prefix, sys.base_prefix))]
    masked += [place for place in map(os.path.realpath, hidden) if any(place.startswith(f"{path}/") for path in shown)]
    return Layout(shown, tuple(place for place in dict.fromkeys(masked) if os.path.isdir(place)), space)


def is_shown(place: str) -> bool:
    """Whether a folder lies in one that sealed processes see, and so must be hidden from them."""
    shown = layout(Path(__file__).parent.parent.parent, _SEARCH_PATH, data=os.environ.get("HOML_DATA")).shown
    return any(place == path or place.startswith(f"{path}/") for path in shown)


def _hops(path: str) -> Iterable[str]:
    """A path, what it leads to if it is a link, and its real place; modules are found by any of them."""
    path = os.path.abspath(path)
    yield from (place for place in (path, os.path.realpath(path)) if os.path.lexists(place))
    for _ in range(_MOST_HOPS):
        if not os.path.islink(path):
            return
        path = os.path.abspath(os.path.join(os.path.dirname(path), os.readlink(path)))
        if os.path.lexists(path):
            yield path


def _outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths, without those that are in another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if path != "/" and not any(path == other or path.startswith(other + "/") for other in kept):
            kept.append(path)
    return tuple(kept)


def readable_by_all(places: Iterable[str]) -> bool:
    """Whether somebody else may read these files and folders (their parents are made anew)."""
    return all(os.stat(place).st_mode & stat.S_IROTH for place in places if os.path.exists(place))
