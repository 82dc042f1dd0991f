"""The folder of notes in a workspace. Files are read anew each time, written atomically, and backed up before a change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ...errors import HomlError, NotAllowed, NotFound, TooLarge
from ...temporary import PartFile
from ..folder import HIDDEN, explain_os_errors
from .notes_file import ATTACHMENTS

#: The folder's name in a workspace.
FOLDER = "notes"

#: The largest file that can be attached, and the largest file of notes, in bytes.
MAX_ATTACHMENT = 32 * 2**20
MAX_NOTES = 8 * 2**20


@dataclass(frozen=True)
class FileState:
    """The content of a file at one time.

    Attributes
    ----------
    text : str
        The text; empty if there is no file.
    stamp : tuple or None
        Modification time and size, by which later changes are detected; None if there is no file.
    """

    text: str
    stamp: tuple[int, int] | None


class NotesFolder:
    """The files of notes and the attachments of one workspace.

    Parameters
    ----------
    root : Path
        The workspace.
    now : callable, optional
        Returns the present time where the learner is.
    """

    def __init__(self, root: Path, now: Callable[[], datetime] = datetime.now) -> None:
        self.root = root
        self.path = root / FOLDER
        self.now = now

    @property
    def today(self) -> str:
        """Today's date, in the form that notes use."""
        return self.now().strftime("%Y-%m-%d")

    def read(self, name: str) -> FileState:
        """The content of a file of notes.

        Raises
        ------
        HomlError
            If it cannot be read as UTF-8 text, or is too large.
        """
        path = self._inside(self.path / name)
        try:
            status = path.stat()
            if status.st_size > MAX_NOTES:
                raise TooLarge(
                    "{path} is larger than {size} MB. Split it, or move it away.", path=path, size=MAX_NOTES // 2**20
                )
            with path.open(encoding="utf-8", newline="") as file:
                return FileState(file.read(), (status.st_mtime_ns, status.st_size))
        except FileNotFoundError:
            return FileState("", None)
        except UnicodeDecodeError as error:
            raise HomlError(
                "{path} is not UTF-8 text. Save it as UTF-8 in your editor; nothing was changed.", path=path
            ) from error
        except OSError as error:
            raise NotAllowed(
                "{path} cannot be read ({reason}). Check its permissions.", path=path, reason=error.strerror
            ) from error

    def update(self, name: str, change: Callable[[str], str]) -> None:
        """Change a file. The first change of a day makes a backup.

        Parameters
        ----------
        name : str
            The file.
        change : callable
            Returns the new text for the present one; called again if somebody saved the file meanwhile.

        Raises
        ------
        TooLarge
            If the new text is too large.
        HomlError
            If another program keeps changing the file.
        """
        path = self._inside(self.path / name)
        for _ in range(8):
            found = self.read(name)
            text = change(found.text)
            if text == found.text:
                return
            if len(text.encode("utf-8", "surrogatepass")) > MAX_NOTES:
                raise TooLarge(
                    "{path} would be larger than {size} MB. Put long texts into a file and attach it.",
                    path=path,
                    size=MAX_NOTES // 2**20,
                )
            if self._write(path, text, found):
                return
        raise HomlError("{path} is being changed by another program. Nothing was saved; try again.", path=path)

    def keep_deleted(self, name: str, raw: str) -> None:
        """Append a deleted text to today's file of deleted notes."""
        path = self._inside(self.root / HIDDEN / "deleted-notes" / f"{self.today}.md")
        with explain_os_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(f"<!-- {self.now():%H:%M:%S} {FOLDER}/{name} -->\n{_clean(raw).strip()}\n\n")

    def attachments(self) -> dict[str, int]:
        """The attached files with their sizes in bytes."""
        folder = self._inside(self.path / ATTACHMENTS)
        try:
            return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise NotAllowed(
                "{path} cannot be read ({reason}). Check its permissions.", path=folder, reason=error.strerror
            ) from error

    def attach(self, lesson: str, name: str, content: bytes | Path) -> str:
        """Copy a file to the attachments and return its new name, ``LESSON-NN-name``.

        Raises
        ------
        TooLarge
            If it is larger than `MAX_ATTACHMENT`.
        """
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        if size > MAX_ATTACHMENT:
            raise TooLarge(
                "{name} has {size} MB; up to {most} MB can be attached. Keep it in the workspace and note its path instead.",
                name=name,
                size=round(size / 2**20),
                most=MAX_ATTACHMENT // 2**20,
            )
        folder = self._inside(self.path / ATTACHMENTS)
        with explain_os_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            numbers = [
                int(found[1]) for path in folder.iterdir() if (found := re.match(rf"{re.escape(lesson)}-(\d+)-", path.name))
            ]
            number = max(numbers, default=0) + 1
            while True:
                path = folder / f"{lesson}-{number:02d}-{file_name(name)}"
                with self._part() as part:
                    part.write(content.read_bytes() if isinstance(content, Path) else content)
                    try:
                        part.create(path)
                    except FileExistsError:
                        number += 1
                        continue
                return path.name

    def detach(self, name: str) -> None:
        """Move an attached file, if there is one, to the deleted notes."""
        path = self._inside(self.path / ATTACHMENTS / name)
        kept = self._inside(self.root / HIDDEN / "deleted-notes" / f"{self.now():%Y-%m-%d_%H%M%S}_{name}")
        if path.is_file():
            with explain_os_errors(path):
                kept.parent.mkdir(parents=True, exist_ok=True)
                path.replace(kept)

    def file(self, path: str) -> Path:
        """A file of the workspace.

        Raises
        ------
        NotAllowed, NotFound
            If it is outside of the workspace, or missing.
        """
        found = self._inside(self.root / path.lstrip("/"))
        if not found.is_file():
            raise NotFound("There is no file {path} in the workspace.", path=path)
        return found

    def _inside(self, path: Path) -> Path:
        """A path with symbolic links resolved.

        Raises
        ------
        NotAllowed
            If it leads out of the workspace.
        """
        try:
            found = path.resolve()
            found.is_file()
        except (OSError, ValueError, RuntimeError) as error:
            raise NotFound("This cannot be the name of a file.") from error
        if not found.is_relative_to(self.root.resolve()):
            raise NotAllowed("{path} leads out of the workspace. Notes and files are kept inside it.", path=path)
        return found

    def _write(self, path: Path, text: str, before: FileState) -> bool:
        """Replace a file by a text, unless it has been changed meanwhile; returns whether it was replaced."""
        with explain_os_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if before.stamp is not None:
                self._back_up(path)
            with self._part() as part:
                part.write(_clean(text))
                part.flush()
                if _stamp(path) != before.stamp:
                    return False
                part.replace(path)
        return True

    def _part(self) -> PartFile:
        """A file of this workspace that is being written."""
        hidden = self.root / HIDDEN
        hidden.mkdir(parents=True, exist_ok=True)
        return PartFile(hidden)

    def _back_up(self, path: Path) -> None:
        kept = self.root / HIDDEN / "backups" / FOLDER / f"{path.stem}_{self.today}{path.suffix}"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            with self._part() as part:
                part.copy(path)
                part.replace(kept)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size


def _clean(text: str) -> str:
    """A text that can be written as UTF-8: lone surrogates are replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def file_name(name: str) -> str:
    """A file name valid on every system: letters of any language, digits, dots and hyphens, at most 80 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    words = re.sub(r"[^\w.-]+", "-", last).strip("-.")
    stem, dot, ending = words.rpartition(".")
    if not dot:
        return words[:80] or "file"
    return f"{stem[: 79 - len(ending[:10])] or 'file'}.{ending[:10]}"
