"""Temporary folders and files that are being written, and what is left of them where a process is killed."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyterlab_homl import temporary
from jupyterlab_homl.temporary import PART, PREFIX, PartFile, new_folder, process_folder, sweep, sweep_parts
from tests.present import present

MAKE_FOLDER = """
import sys
from jupyterlab_homl.temporary import new_folder
folder = new_folder("run")
open(folder.name + "/file", "w").write("x")
print(folder.name, flush=True)
sys.stdin.read()
"""

WRITE_FILE = """
import sys
from pathlib import Path
from jupyterlab_homl.temporary import PartFile
with PartFile(Path(sys.argv[1])) as part:
    part.write("half")
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files, which the processes that are started share."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(temporary, "_SHORT", str(folder))
    yield folder
    _, fd = temporary._held.pop(str(folder), (folder, -1))
    if fd >= 0:
        os.close(fd)


def start(code: str, *words: str) -> tuple[subprocess.Popen[str], str]:
    """A process that runs until its input closes, and the first line that it prints."""
    command = [sys.executable, "-c", code, *words]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return process, present(process.stdout).readline().strip()


def test_folders_of_a_killed_process_are_swept_and_those_of_a_living_one_are_not(place: Path) -> None:
    killed, left = start(MAKE_FOLDER)
    living, used = start(MAKE_FOLDER)
    (place / "another").mkdir()
    (place / f"{PREFIX}file").touch()
    killed.kill()
    killed.communicate()
    assert Path(left).is_dir()
    assert sweep() == 1
    assert not Path(left).parent.exists()
    assert Path(used, "file").is_file()
    living.communicate("")  # closes its input
    assert sorted(path.name for path in place.iterdir()) == ["another", f"{PREFIX}file"]


def test_the_first_folder_of_a_process_comes_with_a_sweep(place: Path) -> None:
    killed, left = start(MAKE_FOLDER)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    with new_folder("run") as folder:
        assert not Path(left).exists()
        assert list(place.iterdir()) == [process_folder()]
        assert Path(folder).parent == process_folder()


def test_folders_that_are_being_made_are_not_swept() -> None:
    """Many are made while somebody sweeps without a pause."""
    done = threading.Event()
    sweeper = threading.Thread(target=lambda: [sweep() for _ in iter(done.is_set, True)])
    sweeper.start()
    try:
        made = [temporary._make(tempfile.gettempdir()) for _ in range(300)]
        assert all(folder.is_dir() for folder, _ in made)
    finally:
        done.set()
        sweeper.join()
    for _, fd in made:
        os.close(fd)
    assert sweep() == len(made)


def test_a_long_place_is_avoided_where_that_matters(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = place / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    assert process_folder(64).parent == place
    assert process_folder().parent == long
    os.close(temporary._held.pop(str(long))[1])


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("before")
    path.chmod(0o640)
    with PartFile(tmp_path) as part:
        part.write("aft")
        assert path.read_text() == "before"
        part.write(b"er")
        part.replace(path)
    assert path.read_text() == "after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    new = tmp_path / "new.md"
    with PartFile(tmp_path) as part:
        part.replace(new)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(new.stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_replaces_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "no links")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "one.ipynb"
    with PartFile(tmp_path) as part:
        part.write("first")
        part.create(path)
    with PartFile(tmp_path) as part:
        part.write("second")
        with pytest.raises(FileExistsError):
            part.create(path)
    assert path.read_text() == "first"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["one.ipynb", "tmp"]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    path = tmp_path / "notes.md"
    path.write_text("before")
    monkeypatch.setattr(os, "fsync", full)
    with PartFile(tmp_path) as part:
        part.write("after")
        with pytest.raises(OSError, match="full"):
            part.replace(path)
    assert path.read_text() == "before"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["notes.md", "tmp"]


def test_half_files_of_a_killed_process_are_swept_and_those_of_a_living_one_are_not(tmp_path: Path) -> None:
    killed, _ = start(WRITE_FILE, str(tmp_path))
    killed.kill()
    killed.communicate()
    living, _ = start(WRITE_FILE, str(tmp_path))
    (tmp_path / f"mine{PART}").touch()  # not hidden, so not ours
    assert len(list(tmp_path.glob(f".*{PART}"))) == 2
    assert sweep_parts(tmp_path) == 1
    assert len(list(tmp_path.glob(f".*{PART}"))) == 1
    living.communicate("")
    assert [path.name for path in tmp_path.glob(f"*{PART}")] == [f"mine{PART}"]


def test_where_files_cannot_be_locked_their_age_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    old, young = (tmp_path / f".{name}{PART}" for name in ("old", "young"))
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    assert sweep_parts(tmp_path) == 1
    assert young.exists()
    (tmp_path / "tmp" / f"{PREFIX}x").mkdir()
    assert sweep() == 0
