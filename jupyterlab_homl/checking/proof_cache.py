"""Proofs that were green on this machine, kept so that nothing is proved again that has not changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from ..course.model import Exercise, Lesson
from ..temporary import PartFile, sweep_parts

_PACKAGE = Path(__file__).resolve().parent.parent

#: What a verdict depends on besides the course: parts of this package.
_PARTS = ("checking", "course", "engine", "toolkit")


class ProofCache:
    """A folder with one file for each exercise and each lesson whose last proof was green.

    Parameters
    ----------
    folder : Path, optional
        Where the files are. None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            sweep_parts(folder)

    def find(self, name: str, key: str) -> dict[str, Any] | None:
        """The proof that was kept under this name, as JSON, if its key is still the same."""
        if self._folder is None:
            return None
        try:
            kept = json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        found: dict[str, Any] | None = kept["proof"] if kept["key"] == key else None
        return found

    def keep(self, name: str, key: str, proof: Mapping[str, object]) -> None:
        """Keep a green proof, as JSON, in place of the last one; where it cannot be written, it is made again next time."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with PartFile(self._folder) as part:
                part.write(json.dumps({"key": key, "proof": proof}, ensure_ascii=False))
                part.replace(self._folder / f"{name}.json")


def exercise_key(lesson: Lesson, exercise: Exercise) -> str:
    """The hash of all that an exercise's proof depends on."""
    solutions = [lesson.exercise(needed).solution for needed in exercise.needs]
    return _hash(asdict(exercise), [asdict(cell) for cell in lesson.setup], solutions)


def lesson_key(notebook: dict[str, Any]) -> str:
    """The hash of all that a lesson's run depends on."""
    return _hash(notebook)


def _hash(*sources: Any) -> str:
    text = json.dumps([*sources, _surroundings()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _surroundings() -> dict[str, object]:
    """The code of this package, and what is installed."""
    installed = sorted({f"{found.name} {found.version}" for found in distributions()})
    return {
        "python": sys.version,
        "installed": installed,
        "code": {path.relative_to(_PACKAGE).as_posix(): _digest(path) for path in sorted(_code())},
    }


def _code() -> Iterator[Path]:
    yield from _PACKAGE.glob("*.py")
    for part in _PARTS:
        yield from (path for path in (_PACKAGE / part).rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
