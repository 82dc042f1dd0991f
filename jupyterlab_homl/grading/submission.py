"""A submission's folder: read once, with suspicion, and without following links out of it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..errors import HomlError, TooLarge

if TYPE_CHECKING:
    from .course_folder import CourseFolder

#: The most files that a submission may have.
MAX_FILES = 10_000

#: The most bytes of one file.
MAX_BYTES = 2**31

#: How deep folders are searched.
MAX_DEPTH = 32


class SubmissionError(HomlError):
    """A submission that cannot be graded.

    Attributes
    ----------
    student : str
        Whose it is.
    """

    def __init__(self, student: str, template: str, **values: object) -> None:
        super().__init__(template, **values)
        self.student = student

    @classmethod
    def of(cls, student: str, error: HomlError) -> Self:
        """The same problem, as one of a submission."""
        return cls(student, error.id, **error.values)


@dataclass(frozen=True)
class SubmittedFolder:
    """A submission as it was handed in.

    Attributes
    ----------
    student : str
        Whose it is.
    path : Path
        Its folder.
    files : mapping
        The ordinary files in it: relative paths to bytes.
    fingerprint : str
        A hash of their names and contents; empty if it could not be read.
    timestamp : datetime or None
        When it was handed in.
    remarks : tuple of str
        What the instructor should know about it.
    """

    student: str
    path: Path
    files: Mapping[str, bytes] = field(default_factory=dict)
    fingerprint: str = ""
    timestamp: datetime | None = None
    remarks: tuple[str, ...] = ()


def read_submission(course: CourseFolder, student: str, path: Path, most_bytes: int) -> SubmittedFolder:
    """Read a submission.

    Parameters
    ----------
    course : CourseFolder
        The course that it is in.
    student : str
        Whose it is.
    path : Path
        Its folder.
    most_bytes : int
        The most bytes that it may have.

    Raises
    ------
    SubmissionError
        If it cannot be read, or is too large.
    """
    try:
        if not path.is_dir():
            raise HomlError("{name} is not a folder.", name=path.name)
        files = read_files(path, course.ignore, most_bytes)
        return SubmittedFolder(student, path, files, fingerprint(files))
    except HomlError as error:
        raise SubmissionError.of(student, error) from error


def read_files(folder: Path, ignore: Sequence[str], most_bytes: int) -> dict[str, bytes]:
    """The ordinary files below a folder: relative paths to bytes.

    Raises
    ------
    TooLarge
        If there are too many files, or more bytes than allowed.
    HomlError
        If they cannot be read.
    """
    return {name: read_file(path) for name, path in list_files(folder, ignore, most_bytes).items()}


def list_files(folder: Path, ignore: Sequence[str], most_bytes: int) -> dict[str, Path]:
    """The ordinary files below a folder by relative path, without links and special files.

    Parameters
    ----------
    folder : Path
        Where to look.
    ignore : sequence of str
        Patterns of the names of files and folders to leave out.
    most_bytes : int
        The most bytes that they may have together.

    Raises
    ------
    TooLarge
        If there are too many files, or more bytes than allowed.
    HomlError
        If the folder cannot be read.
    """
    found: dict[str, Path] = {}
    size = 0
    try:
        for path, length in _walk(folder, ignore, 0):
            found[path.relative_to(folder).as_posix()] = path
            size += length
            if size > most_bytes or len(found) > MAX_FILES:
                raise TooLarge(
                    "It is more than {size:g} MB or {count} files, and so was not read.",
                    size=most_bytes / 1e6,
                    count=MAX_FILES,
                )
    except OSError as error:
        raise HomlError("It cannot be read: {reason}.", reason=error.strerror or error) from error
    return dict(sorted(found.items()))


def _walk(folder: Path, ignore: Sequence[str], depth: int) -> Iterator[tuple[Path, int]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if any(fnmatch(entry.name, pattern) for pattern in ignore):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < MAX_DEPTH:
                    yield from _walk(Path(entry.path), ignore, depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path), entry.stat(follow_symlinks=False).st_size


def read_file(path: Path, most_bytes: int = MAX_BYTES) -> bytes:
    """The contents of an ordinary file, even if somebody has replaced it since it was listed.

    Raises
    ------
    TooLarge
        If it has more bytes than these.
    HomlError
        If it cannot be read, or is not an ordinary file any more.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise HomlError("{name} is not a file.", name=path.name)
            if os.fstat(fd).st_size > most_bytes:
                raise TooLarge("{name} has more than {size:g} MB.", name=path.name, size=most_bytes / 1e6)
            return file.read()
    except OSError as error:
        raise HomlError("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror or error) from error


def fingerprint(files: Mapping[str, bytes]) -> str:
    """A hash of names and contents."""
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{len(name)}:{name}:{len(content)}:".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()
