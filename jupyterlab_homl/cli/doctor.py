"""What works on this machine, what does not, and the cure."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_GIGABYTE = 2**30


def examine(folder: Path) -> list[dict[str, Any]]:
    """Look at everything that a learner's day depends on.

    Parameters
    ----------
    folder : Path
        The workspace, or where one is to be.

    Returns
    -------
    list of dict
        ``name``, ``ok``, ``detail``, ``cure``.
    """
    return [
        _python(),
        *(_package(name, module) for name, module in _PACKAGES),
        _files("JupyterLab extension", Path("share/jupyter/labextensions/jupyterlab-homl/package.json")),
        _files("kernel", Path("share/jupyter/kernels/homl/kernel.json")),
        _files("server extension", Path("etc/jupyter/jupyter_server_config.d/jupyterlab_homl.json")),
        _sandbox(),
        _workspace(folder),
        _disk(folder),
        _memory(),
    ]


_PACKAGES = (
    ("scikit-learn", "sklearn"),
    ("tensorflow", "tensorflow"),
    ("tensorboard", "tensorboard"),
    ("nbgrader", "nbgrader"),
    ("ipywidgets", "ipywidgets"),
)


def _found(name: str, ok: bool, detail: str, cure: str) -> dict[str, Any]:
    return {"name": name, "ok": ok, "detail": detail, "cure": "" if ok else cure}


def _python() -> dict[str, Any]:
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return _found("Python", ok, sys.version.split()[0], "Use Python 3.11, 3.12 or 3.13.")


def _package(name: str, module: str) -> dict[str, Any]:
    try:
        known = version(name)
    except PackageNotFoundError:
        known = ""
    ok = bool(known) and importlib.util.find_spec(module) is not None
    cure = f"Install it: pip install {name}. Where TensorFlow has no wheel for this machine, chapters 1 to 9 work without it."
    return _found(name, ok, known or "not installed", cure)


def _files(name: str, path: Path) -> dict[str, Any]:
    whole = Path(sysconfig.get_path("data")) / path
    return _found(
        name,
        whole.is_file(),
        "installed" if whole.is_file() else f"{whole} is missing",
        "Install jupyterlab-homl again: pip install --force-reinstall --no-deps jupyterlab-homl.",
    )


def _sandbox() -> dict[str, Any]:
    """Whether the processes that run answers can be sealed; without it checks work, but keep nobody out."""
    if sys.platform != "linux":
        return _found(
            "sandbox", False, "limits only", "Answers are sealed on Linux alone. Check only your own answers on this machine."
        )
    from ..engine import bubblewrap, sandbox
    from ..engine.layout import layout

    nobody, why = sandbox.way(layout(Path(__file__).parent.parent))
    if nobody is not None:
        return _found("sandbox", True, "namespaces", "")
    if bubblewrap.plan_of_this_machine() is not None:
        return _found("sandbox", True, f"bubblewrap, for slower checks ({why})", "")
    return _found("sandbox", False, f"limits only: {why}", _SANDBOX_CURE)


_SANDBOX_CURE = (
    "Let user namespaces be made, or install bubblewrap. Ubuntu 24.04: sysctl kernel.apparmor_restrict_unprivileged_userns=0. "
    "Docker: --security-opt seccomp=unconfined (or a profile that allows unshare and mount). Until then answers are checked "
    "with limits of time and memory only."
)


def _workspace(folder: Path) -> dict[str, Any]:
    here = next(place for place in (folder, *folder.parents) if place.exists())
    ok = here.is_dir() and os.access(here, os.W_OK)
    return _found(
        "workspace", ok, str(folder), f"{here} cannot be written. Choose a folder that you may write to: jupyter homl DIR."
    )


def _disk(folder: Path) -> dict[str, Any]:
    here = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(here).free / _GIGABYTE
    return _found("disk", free >= 0.5, f"{free:.1f} GB free", "Free at least half a gigabyte.")


def _memory() -> dict[str, Any]:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIGABYTE
    except (ValueError, OSError, AttributeError):
        return _found("memory", True, "unknown on this system", "")
    return _found(
        "memory",
        total >= 3,
        f"{total:.1f} GB",
        "TensorFlow chapters need about 3 GB; close other programs while you work on them.",
    )
