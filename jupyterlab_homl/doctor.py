"""Findings on whether this machine can run everything, with remedies: for `jupyter homl doctor` and for the panel."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

from ._version import __version__
from .engine.tiers import TIERS
from .i18n import translatable
from .toolkit.messages import Message

_GIGABYTE = 2**30

#: With less free memory, in gigabytes, checks become slow or are stopped.
ENOUGH_MEMORY = 2.0

#: With less free disk space, in gigabytes, notebooks can soon not be saved.
ENOUGH_DISK = 0.5


@dataclass(frozen=True)
class Finding:
    """The result of examining one thing.

    Attributes
    ----------
    id : str
        Stable across versions, since the panel remembers by it which findings were dismissed.
    name : str
        What was examined, in a word or two.
    ok : bool
        Whether it will cause no problem.
    detail : Message
        What was found.
    cure : Message or None
        What will not work and what to do about it; None if it is ok.
    """

    id: str
    name: str
    ok: bool
    detail: Message
    cure: Message | None

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        cure = None if self.cure is None else self.cure.document()
        return {"id": self.id, "name": self.name, "ok": self.ok, "detail": self.detail.document(), "cure": cure}


def examine(folder: Path) -> list[Finding]:
    """Examine everything that a learner needs. Nothing is imported, and nothing left behind; takes about a second.

    Parameters
    ----------
    folder : Path
        The workspace, which need not exist yet.
    """
    return [
        _python(),
        *(_package(name, module, _INSTALL) for name, module in _PACKAGES),
        *(_package(needed.distribution, needed.module, needed.cure) for tier in TIERS for needed in tier.requirements),
        _files("extension", "JupyterLab extension", Path("share/jupyter/labextensions/jupyterlab-homl/package.json")),
        _files("kernel", "kernel", Path("share/jupyter/kernels/homl/kernel.json")),
        _files("server", "server extension", Path("etc/jupyter/jupyter_server_config.d/jupyterlab_homl.json")),
        _sandbox(),
        _workspace(folder),
        _locks(folder),
        _hiding_files(folder),
        _disk(folder),
        memory(free_memory()),
    ]


@dataclass(frozen=True)
class Examination:
    """The findings on a machine, and when they were made, in UTC."""

    at: datetime
    findings: tuple[Finding, ...]

    def document(self) -> dict[str, object]:
        """As JSON, with the version of this package."""
        return {
            "version": __version__,
            "at": self.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "findings": [finding.document() for finding in self.findings],
        }


@dataclass
class Doctor:
    """The findings on this machine, kept until somebody asks to examine it again. Used by the server, in any thread.

    Attributes
    ----------
    examine : callable
        Makes the findings, given the workspace.
    """

    examine: Callable[[Path], list[Finding]] = examine
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _examinations: dict[Path, Examination] = field(default_factory=dict, init=False)

    def examination(self, folder: Path, again: bool = False) -> Examination:
        """The last examination, or a new one.

        Parameters
        ----------
        folder : Path
            The workspace.
        again : bool
            Whether to examine the machine anew.
        """
        with self._lock:  # requests that arrive during an examination wait for its findings
            if again or folder not in self._examinations:
                self._examinations[folder] = Examination(datetime.now(UTC), tuple(self.examine(folder)))
            return self._examinations[folder]


_PACKAGES = (("scikit-learn", "sklearn"), ("nbgrader", "nbgrader"), ("ipywidgets", "ipywidgets"))

#: The libraries that lessons import; a file of this name beside a notebook is imported in their place.
_LIBRARIES = ("numpy", "pandas", "matplotlib", "scipy", "sklearn", "keras", "tensorflow", "ipykernel", "IPython", "zmq")

_MOST_ENTRIES, _MOST_NAMED = 1000, 5

_INSTALL = translatable("Install it: pip install {name}.")


def _found(id_: str, name: str, ok: bool, detail: Message, cure: str, /, **values: Any) -> Finding:
    return Finding(id_, name, ok, detail, None if ok else Message(cure, values))


def _python() -> Finding:
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return _found("python", "Python", ok, _verbatim(sys.version.split()[0]), "Use Python 3.11, 3.12 or 3.13.")


def _package(name: str, module: str, cure: str) -> Finding:
    try:
        known = version(name)
    except PackageNotFoundError:
        known = ""
    ok = bool(known) and importlib.util.find_spec(module) is not None
    detail = _verbatim(known) if known else Message("not installed")
    return _found(name, name, ok, detail, cure, name=name, python=sys.version.split()[0])


def _verbatim(text: str) -> Message:
    """A version or a path, which no language translates."""
    return Message("{said}", {"said": text})


def _files(id_: str, name: str, path: Path) -> Finding:
    whole = Path(sysconfig.get_path("data")) / path
    ok = whole.is_file()
    detail = Message("installed") if ok else Message("{path} is missing", {"path": str(whole)})
    return _found(
        id_, name, ok, detail, "Install jupyterlab-homl again: pip install --force-reinstall --no-deps jupyterlab-homl."
    )


def _sandbox() -> Finding:
    """Whether the processes that run answers can be sandboxed; checks work without, but do not contain what they run."""
    if sys.platform != "linux":
        return _found(
            "sandbox",
            "sandbox",
            False,
            Message("limits only"),
            "Answers are sandboxed on Linux only. Check only your own answers on this machine.",
        )
    from .engine.launch import bubblewrap
    from .engine.sandbox import namespaces
    from .engine.sandbox.filesystem import python_layout

    support = namespaces.support(python_layout(Path(__file__).parent))
    if support.seals:
        return _found("sandbox", "sandbox", True, Message("namespaces"), "")
    if bubblewrap.layout_of_this_machine() is not None:
        return _found(
            "sandbox", "sandbox", True, Message("bubblewrap, for slower checks ({why})", {"why": support.problem}), ""
        )
    return _found("sandbox", "sandbox", False, Message("limits only: {why}", {"why": support.problem}), _SANDBOX_CURE)


_SANDBOX_CURE = translatable(
    "Allow user namespaces, or install bubblewrap. Ubuntu 24.04: sysctl kernel.apparmor_restrict_unprivileged_userns=0. "
    "Docker: --security-opt seccomp=unconfined (or a profile that allows unshare and mount). Until then answers are checked "
    "with limits of time and memory only."
)


def _workspace(folder: Path) -> Finding:
    here = _existing(folder)
    return _found(
        "workspace",
        "workspace",
        here.is_dir() and os.access(here, os.W_OK),
        _verbatim(str(folder)),
        "{folder} cannot be written. Choose a folder that you may write to: jupyter homl DIR.",
        folder=str(here),
    )


def _locks(folder: Path) -> Finding:
    """Whether a file there can be locked as databases do it; some network file systems refuse, or only pretend to."""
    problem = ""
    try:
        import fcntl

        with tempfile.TemporaryFile(dir=_existing(folder)) as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass  # Windows has other locks
    except OSError as error:
        problem = error.strerror or str(error)
    return _found(
        "locks",
        "locks",
        not problem,
        Message("refused: {why}", {"why": problem}) if problem else Message("work"),
        "Progress is kept in a database, which needs locks, so it cannot be kept here. Choose a workspace on another disk, "
        "such as a local one: jupyter homl DIR.",
    )


def _hiding_files(folder: Path) -> Finding:
    """Files beside notebooks that Python takes for its own modules, or for libraries that lessons use."""
    known = {*sys.stdlib_module_names, *_LIBRARIES}
    found: list[str] = []
    with contextlib.suppress(OSError):
        places = [folder, *(place for place in islice(folder.iterdir(), _MOST_ENTRIES) if place.is_dir())]
        for place in places:
            for path in islice(place.iterdir(), _MOST_ENTRIES):
                name = path.stem if path.suffix == ".py" else path.name
                if name in known and (path.suffix == ".py" or (path / "__init__.py").is_file()):
                    found.append(str(path.relative_to(folder)))
    listed = ", ".join(sorted(found)[:_MOST_NAMED])
    return _found(
        "files",
        "files beside notebooks",
        not found,
        Message("{files}", {"files": listed}) if found else Message("none hides a module"),
        "Python takes each of these for its own module of that name, so kernels in that folder may not start and imports may "
        "fail. Rename them.",
    )


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(_existing(folder)).free / _GIGABYTE
    detail = Message("{free} GB free", {"free": f"{free:.1f}"})
    return _found(
        "disk",
        "disk",
        free >= ENOUGH_DISK,
        detail,
        "Free at least half a gigabyte; otherwise notebooks can soon no longer be saved.",
    )


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def memory(free: float | None) -> Finding:
    """The finding on free memory, in gigabytes; None if the system does not report it."""
    if free is None:
        return _found("memory", "memory", True, Message("unknown on this system"), "")
    return _found(
        "memory",
        "memory",
        free >= ENOUGH_MEMORY,
        Message("{free} GB free", {"free": f"{free:.1f}"}),
        "Checks will be slow to start, and those with TensorFlow (chapters 10 to 19) may be stopped: they need about {enough} "
        "GB. Close other programs, and kernels that you do not need.",
        enough=f"{ENOUGH_MEMORY:.0f}",
    )


def free_memory(root: Path = Path("/")) -> float | None:
    """The free memory in gigabytes, of the machine or of the container if that has less; None if unknown.

    Parameters
    ----------
    root : Path, optional
        The root of the file system with `/proc` and `/sys`.
    """
    free = []
    try:
        lines = (root / "proc/meminfo").read_text(encoding="ascii").splitlines()
        free += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    except (OSError, ValueError, IndexError):
        pass
    try:
        group = root / "sys/fs/cgroup"
        used = {name: int(count) for name, count in map(str.split, (group / "memory.stat").read_text().splitlines())}
        given = int((group / "memory.max").read_text())  # "max" if there is no limit
        # file cache can be reclaimed
        free.append(given - int((group / "memory.current").read_text()) + used.get("inactive_file", 0))
    except (OSError, ValueError):
        pass
    return min(free) / _GIGABYTE if free else None
