"""The folder of an autograded submission: put together aside, then put in place at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from nbgrader.utils import rmtree

_NEW, _OLD = ".homl-new", ".homl-old"


def put(folder: Path, files: Mapping[str, bytes], beside: Path | None = None) -> None:
    """Put a folder with these files in the place of the one that is there.

    Parameters
    ----------
    folder : Path
        Where.
    files : mapping
        Contents by paths in it.
    beside : Path, optional
        A folder whose files are kept where `files` has none of the name: that of notebooks graded before.

    Raises
    ------
    OSError
        If it cannot be written; what was there stays.
    """
    new, old = (folder.with_name(f".{folder.name}{end}") for end in (_NEW, _OLD))
    clear(folder)
    try:
        if beside is not None and beside.is_dir():
            shutil.copytree(beside, new, symlinks=True)
        else:
            new.mkdir(parents=True)
        for name, data in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                path.unlink()
            path.write_bytes(data)
    except OSError:
        clear(folder)
        raise
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    clear(folder)


def clear(folder: Path) -> None:
    """Remove what a run that was ended has left beside a folder."""
    for end in (_NEW, _OLD):
        place = folder.with_name(f".{folder.name}{end}")
        if os.path.lexists(place):
            rmtree(str(place))


def remove(folder: Path) -> None:
    """Remove a folder, whatever its files' modes."""
    if folder.exists():
        rmtree(str(folder))
