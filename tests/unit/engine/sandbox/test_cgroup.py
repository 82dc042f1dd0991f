"""Control groups: where they are found and what they bound; with the real system where it has a hierarchy to write to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyterlab_homl.engine.sandbox import cgroup

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="of Linux only")


def machine(folder: Path, path: str, root: str = "/") -> Path:
    """What the system says of a process in a group, in a hierarchy made of plain files."""
    (folder / "proc").mkdir()
    hierarchy = folder / "cgroup"
    (hierarchy / "ours" / "part").mkdir(parents=True)
    (folder / "proc" / "mountinfo").write_text(f"41 31 0:38 {root} {hierarchy} rw,relatime - cgroup2 cgroup2 rw\n")
    (folder / "proc" / "cgroup").write_text(f"4:memory:/other\n0::{path}\n")
    return folder / "proc"


def test_no_hierarchy_gives_no_groups(tmp_path: Path) -> None:
    assert cgroup.find_place(tmp_path) is None
    proc = machine(tmp_path, "/ours")
    assert cgroup.find_place(proc) is None  # nothing there can be controlled


@pytest.mark.parametrize(("path", "root"), [("/ours", "/"), ("/ours/part", "/"), ("/slice/ours", "/slice")])
def test_groups_are_made_in_ones_own_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, root: str
) -> None:
    proc = machine(tmp_path, path, root)
    ours = tmp_path / "cgroup" / "ours"
    monkeypatch.setattr(cgroup, "_gives_groups", lambda place: place == ours)
    (ours / "homl-12").mkdir()
    (ours / "homl-13").mkdir()
    (ours / "homl-13" / "busy").touch()
    assert cgroup.find_place(proc) == ours
    assert [folder.name for folder in ours.glob("homl-*")] == ["homl-13"]  # what others left is swept


def test_what_a_group_holds_and_may_hold(tmp_path: Path) -> None:
    stat = "anon {}\nfile 900\nkernel 50\nshmem 5\nsock 1\nslab_reclaimable 20\n"
    (tmp_path / "memory.stat").write_text(stat.format(100))
    (tmp_path / "memory.current").write_text("1000\n")
    group = cgroup.Group(tmp_path)
    assert group.grown() == 0
    (tmp_path / "memory.stat").write_text(stat.format(350))
    assert group.grown() == 250
    group.limit(4000, 7)
    assert [(tmp_path / name).read_text() for name in ("memory.max", "memory.swap.max", "pids.max")] == ["6000", "0", "7"]


@pytest.fixture
def hierarchy() -> Iterator[Path]:
    """A folder of a real hierarchy, with or without controllers."""
    lines = [line.split() for line in Path("/proc/self/mountinfo").read_text().splitlines() if " - cgroup2 " in line]
    place = Path(lines[0][4] if lines else "/nonexistent") / f"test-{os.getpid()}"
    try:
        place.mkdir()
    except OSError:
        pytest.skip("this system gives no part of a hierarchy")
    yield place
    place.rmdir()


def test_a_process_is_put_into_a_group_of_its_own(hierarchy: Path) -> None:
    process = subprocess.Popen(["sh", "-c", "sleep 60 & wait"])
    try:
        assert cgroup.group_of(process.pid) is None
        cgroup.enter(hierarchy, process.pid)
        assert cgroup.group_of(process.pid) is not None
        assert str(process.pid) in (hierarchy / f"homl-{process.pid}" / "cgroup.procs").read_text().split()
        cgroup.sweep(hierarchy)
        cgroup.remove(hierarchy, process.pid)
        assert list(hierarchy.glob("homl-*"))  # not while anything lives there
    finally:
        (hierarchy / f"homl-{process.pid}" / "cgroup.kill").write_text("1")
        process.wait()
    cgroup.remove(hierarchy, process.pid)
    assert not list(hierarchy.glob("homl-*"))
