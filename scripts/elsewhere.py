"""Runs tests in a copy of this checkout whose folder has the README's name and lies below one with a space and other letters.

`python scripts/elsewhere.py [arguments of pytest]`. What is installed is linked, so that the copy takes seconds and no room;
only files that name the old place are written anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: What is built or installed here, and not in the repository.
MADE = (".venv", "jupyterlab_homl/labextension")

#: Where files of an installation name the place that they were installed in.
NAMING = (
    "bin",
    "pyvenv.cfg",
    "share/jupyter/kernels",
    "etc",
    "lib/*/site-packages/*.pth",
    "lib/*/site-packages/jupyterlab_homl*.dist-info",
)


def copy_checkout(there: Path) -> None:
    """Link the repository's files, new ones too, and the installation, to another place."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (ROOT / name).is_file():
            (there / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, there / name)
    for name in MADE:
        shutil.copytree(ROOT / name, there / name, symlinks=True, copy_function=os.link)
    for path in files_that_name_a_place(there / ".venv"):
        move_in(path, there)


def files_that_name_a_place(venv: Path) -> Iterator[Path]:
    """The files of an installation in which its place may stand."""
    for pattern in NAMING:
        for found in venv.glob(pattern):
            yield from (path for path in (found.rglob("*") if found.is_dir() else [found]) if path.is_file())


def move_in(path: Path, there: Path) -> None:
    """Write a file anew in which the old place stands; a script is started by a shell, since `#!` knows no spaces."""
    content = path.read_bytes()
    if path.is_symlink() or str(ROOT).encode() not in content:
        return
    moved = content.replace(str(ROOT).encode(), str(there).encode())
    first, _, rest = moved.partition(b"\n")
    if first.startswith(b"#!" + str(there).encode()):
        moved = b"#!/bin/sh\n'''exec' \"" + first[2:] + b'" "$0" "$@"\n' + b"' '''\n" + rest
    mode = path.stat().st_mode
    path.unlink()  # the link: the file itself is the installation's
    path.write_bytes(moved)
    path.chmod(mode)


def main(arguments: list[str]) -> int:
    """Run pytest there."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="a folder für tests ", dir=ROOT / ".cache") as folder:
        there = Path(folder) / "jupyterlab-homl"
        there.mkdir()
        copy_checkout(there)
        binaries = there / ".venv" / "bin"
        environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
        command = [str(binaries / "python"), "-m", "pytest", "-q", *arguments]
        return subprocess.run(command, cwd=there, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
