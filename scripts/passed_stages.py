"""A record of the test stages that passed on this machine, so that `make test` does not repeat what cannot have changed."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distributions
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """The files of a repository and the installation beside it, at one moment.

    Attributes
    ----------
    root : Path
        The top of the repository.
    """

    root: Path

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The hash of every file that git tracks or would add, by its path."""
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=self.root,
            capture_output=True,
            check=True,
        )
        names = sorted({name for name in os.fsdecode(listed.stdout).split("\0") if name and (self.root / name).is_file()})
        return {name: hashlib.sha256((self.root / name).read_bytes()).hexdigest() for name in names}

    @cached_property
    def installation(self) -> Sequence[str]:
        """The system, Python, and the distributions that are installed, with their versions."""
        found = sorted(f"{one.name} {one.version}" for one in distributions())
        return [platform.platform(), sys.version, *found]

    def fingerprint(self, commands: Sequence[Sequence[str]], unread: Sequence[str] = ()) -> str:
        """A hash of all that a stage's result can depend on.

        Parameters
        ----------
        commands : sequence of sequence of str
            What the stage runs.
        unread : sequence of str
            Beginnings of the paths of files that the stage does not read.
        """
        files = [(name, content) for name, content in self.files.items() if not name.startswith(tuple(unread))]
        return hashlib.sha256(json.dumps([commands, self.installation, files]).encode()).hexdigest()


@dataclass(frozen=True)
class PassedStages:
    """The fingerprint that each stage had when it last passed, kept in a file.

    Attributes
    ----------
    path : Path
        The file. One that cannot be read counts as empty.
    """

    path: Path

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def has(self, stage: str, fingerprint: str) -> bool:
        """Whether a stage passed with this fingerprint."""
        return self._read().get(stage) == fingerprint

    def add(self, passed: Mapping[str, str]) -> None:
        """Remember stages that passed, by their fingerprints."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps({**self._read(), **passed}, indent=1), encoding="utf-8")
