"""The machine that it runs on: what it is, what is installed on it, and its processes."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

PACKAGES = (
    "jupyterlab",
    "jupyter_server",
    "ipykernel",
    "nbgrader",
    "nbclient",
    "numpy",
    "scikit-learn",
    "tensorflow",
    "keras",
)


def about() -> dict[str, Any]:
    """What figures depend on: the date, the machine, and versions."""
    return {
        "date": datetime.date.today().isoformat(),
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "python": platform.python_version(),
        "jupyterlab-homl": f"{importlib.metadata.version('jupyterlab-homl')} ({_commit()})",
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
        "load": os.getloadavg()[0],
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _commit() -> str:
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    changed = git("status", "--porcelain", "--", "jupyterlab_homl")
    return f"commit {git('rev-parse', '--short', 'HEAD')}{', with changes that are not committed' if changed else ''}"


def descendants() -> list[int]:
    """The living processes below this one."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state not in "ZX":
            parents[int(folder.name)] = int(parent)
    found: list[int] = []
    below = {os.getpid()}
    while below:
        below = {pid for pid, parent in parents.items() if parent in below}
        found += sorted(below)
    return found


def pss(pid: int) -> int:
    """Bytes of a process, what it shares counted in parts; 0 where that cannot be read."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
