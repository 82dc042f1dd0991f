"""Writing the folder of an autograded submission: completely, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from glob import glob
from pathlib import Path

from nbgrader.utils import rmtree

_NEW, _OLD = ".homl-new", ".homl-old"


def replace_folder(folder: Path, files: Mapping[str, bytes], keep_others: bool = False) -> None:
    """Replace a folder by one with these files.

    Parameters
    ----------
    folder : Path
        The folder, which need not exist.
    files : mapping
        Relative paths to bytes.
    keep_others : bool
        Whether to keep the files that are in it and not in `files`.

    Raises
    ------
    OSError
        If it cannot be written; the folder is as before then.
    """
    new, old = (folder.with_name(f".{folder.name}{suffix}") for suffix in (_NEW, _OLD))
    _remove_leftovers(folder)
    try:
        if keep_others and folder.is_dir():
            shutil.copytree(folder, new, symlinks=True)
        else:
            new.mkdir(parents=True)
        for name, data in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                path.unlink()
            path.write_bytes(data)
    except OSError:
        _remove_leftovers(folder)
        raise
    if os.path.lexists(folder):
        folder.rename(old)
    new.rename(folder)
    _remove_leftovers(folder)


def finish_interrupted(pattern: Path) -> None:
    """Bring to an end what a run that was killed has left of the folders of an assignment, while nobody else grades it.

    Parameters
    ----------
    pattern : Path
        The folders, as a glob pattern; the last part is the assignment's name.
    """
    for suffix in (_NEW, _OLD):
        hidden = pattern.with_name(f".{pattern.name}{suffix}")
        for name in glob(str(hidden)):  # noqa: PTH207 - the pattern is absolute
            left = Path(name)
            folder = left.with_name(left.name[1:].removesuffix(suffix))
            if suffix == _OLD and not os.path.lexists(folder):
                left.rename(folder)  # it was killed between the two renamings
            else:
                remove_folder(left)


def _remove_leftovers(folder: Path) -> None:
    """Remove what an interrupted run has left beside a folder."""
    for suffix in (_NEW, _OLD):
        remove_folder(folder.with_name(f".{folder.name}{suffix}"))


def remove_folder(folder: Path) -> None:
    """Remove a folder, even if its files are read-only, or whatever else is in its place."""
    if folder.is_dir() and not folder.is_symlink():
        rmtree(str(folder))
    else:
        folder.unlink(missing_ok=True)
