"""What is found on a machine, and what it means."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl import doctor
from tests.present import present


def by_id(folder: Path) -> dict[str, doctor.Finding]:
    return {finding.id: finding for finding in doctor.examine(folder)}


def test_ids_are_unique_and_what_is_well_needs_no_cure(tmp_path: Path) -> None:
    findings = doctor.examine(tmp_path)
    assert len({finding.id for finding in findings}) == len(findings)
    assert all((finding.cure is None) is finding.ok for finding in findings)
    assert all(finding.detail.text for finding in findings)


def test_no_tensorflow_names_what_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "tensorflow" else whole(name))
    found = by_id(tmp_path)["tensorflow"]
    assert not found.ok
    assert "Chapters 1 to 9 work without it" in present(found.cure).text


@pytest.mark.parametrize(("free", "ok"), [(None, True), (1.9, False), (2.0, True)])
def test_little_memory_is_slow(free: float | None, ok: bool) -> None:
    found = doctor.memory(free)
    assert found.ok is ok
    assert ok or "Close other programs" in present(found.cure).text


def test_memory_is_that_of_the_container_where_it_has_less(tmp_path: Path) -> None:
    assert doctor.free_memory(tmp_path) is None
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/meminfo").write_text(f"MemTotal: 9 kB\nMemAvailable: {8 * 2**20} kB\n")
    assert doctor.free_memory(tmp_path) == 8
    group = tmp_path / "sys/fs/cgroup"
    group.mkdir(parents=True)
    for name, text in {"memory.max": "max", "memory.current": str(2 * 2**30), "memory.stat": f"inactive_file {2**30}"}.items():
        (group / name).write_text(text)
    assert doctor.free_memory(tmp_path) == 8
    (group / "memory.max").write_text(str(4 * 2**30))
    assert doctor.free_memory(tmp_path) == 3


def test_a_full_disk_and_a_folder_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jupyterlab_homl.doctor.shutil.disk_usage", lambda _: type("Usage", (), {"free": 2**20}))
    (tmp_path / "file").write_text("")
    found = by_id(tmp_path / "file" / "workspace")
    assert not found["disk"].ok
    assert not found["workspace"].ok


def test_the_doctor_looks_once_unless_asked_again(tmp_path: Path) -> None:
    looks = []

    def look(folder: Any) -> list[Any]:
        looks.append(folder)
        return [doctor.memory(1.0)]

    cached = doctor.Doctor(look)
    first = cached.examination(tmp_path)
    assert cached.examination(tmp_path) is first
    assert [finding.id for finding in first.findings] == ["memory"]
    assert cached.examination(tmp_path, again=True) is not first
    assert len(looks) == 2


def test_files_that_hide_modules_are_named(tmp_path: Path) -> None:
    def finding() -> doctor.Finding:
        return by_id(tmp_path)["files"]

    (tmp_path / "ch04").mkdir()
    (tmp_path / "ch04" / "helpers.py").touch()
    assert finding().ok
    for name in ("types.py", "numpy.py"):
        (tmp_path / "ch04" / name).touch()
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "__init__.py").touch()
    found = finding()
    assert not found.ok
    assert found.detail.text == "ch04/numpy.py, ch04/types.py, email"


def test_a_lock_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def finding() -> doctor.Finding:
        return by_id(tmp_path)["locks"]

    assert finding().ok
    monkeypatch.setattr("fcntl.lockf", lambda *_: (_ for _ in ()).throw(OSError(37, "No locks available")))
    assert finding().detail.text == "refused: No locks available"
    assert list(tmp_path.iterdir()) == []
