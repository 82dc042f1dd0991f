"""Downloading large data sets, by pooch: only when asked, from several addresses, resumed, and compared with a known hash."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from ..i18n import _
from .about import About

#: The variable with the folder of data sets that all users of a machine share; sealed processes see it, too.
SHARED = "HOML_DATA"

#: How often an address is tried, and the seconds between two tries, which double each time.
_TRIES, _PAUSE = 3, 1.0
_TIMEOUT = 30.0
_CHUNK = 2**16


@dataclass(frozen=True)
class FromWeb:
    """A file that can be downloaded.

    Attributes
    ----------
    name : str
        Its name here.
    sha256 : str
        The hash of what is kept.
    urls : tuple of str
        Where to get it, in the order in which they are tried.
    unpack : bool
        Whether it comes compressed by gzip, and is kept uncompressed. The hash is then independent of who compressed it.
    """

    name: str
    sha256: str
    urls: tuple[str, ...]
    unpack: bool = False


@dataclass(frozen=True)
class Download:
    """A data set that can be downloaded.

    Attributes
    ----------
    files : tuple of FromWeb
        Its files.
    size : int
        The bytes that are downloaded.
    read : callable
        Reads the data set from the files, whose paths it gets in their order.
    about : About
        What there is to know about it.
    stand_in : str, optional
        The data set that is loaded where it cannot be downloaded.
    stand_in_options : mapping
        The options for that.
    places : tuple of Path
        Folders outside of the caches in which a package of the system may have put the files.
    """

    files: tuple[FromWeb, ...]
    size: int
    read: Callable[[Sequence[Path]], Any]
    about: About
    stand_in: str | None = None
    stand_in_options: Mapping[str, Any] = field(default_factory=dict)


class DownloadFailed(OSError):
    """A data set could not be downloaded; the text says why from each address."""


class _Interrupted(OSError):
    """Less arrived than was promised."""


class ProgressBar(Protocol):
    """What a download reports to."""

    def __call__(self, done: int, total: int | None, /) -> None:
        """Show that this many bytes are there, of this many if that is known."""


def folders() -> tuple[Path, ...]:
    """Where downloaded data sets are kept: the machine's shared folder, if it has one, and the user's own cache."""
    import pooch

    shared = os.environ.get(SHARED)
    return (*([Path(shared)] if shared else []), Path(pooch.os_cache("jupyterlab_homl")))


def kept_files(name: str, download: Download) -> list[Path] | None:
    """The files of a data set that was downloaded before; None if one of them is missing or damaged."""
    for folder in folders():
        paths = [folder / name / file.name for file in download.files]
        if all(path.is_file() and _sha256(path) == file.sha256 for path, file in zip(paths, download.files, strict=True)):
            return paths
    return None


def fetch_files(name: str, download: Download, *, progress: bool = False, pause: float = _PAUSE) -> list[Path]:
    """The files of a data set, downloaded where they are not kept yet.

    Parameters
    ----------
    name : str
        The data set, whose files get a folder of this name.
    download : Download
        What to download.
    progress : bool
        Whether to show a progress bar.
    pause : float
        Seconds before an address is tried again.

    Raises
    ------
    DownloadFailed
        If one of the files cannot be had from any address.
    """
    kept = kept_files(name, download)
    if kept is not None:
        return kept
    folder = _writable_folder() / name
    with _bar(name, progress) as bar:
        return [_retrieve(name, file, folder, bar, pause) for file in download.files]


def _writable_folder() -> Path:
    """The first of the folders that this user can write to."""
    *shared, own = folders()
    for folder in shared:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
    return own


def _retrieve(name: str, file: FromWeb, folder: Path, bar: ProgressBar, pause: float) -> Path:
    """One file, from the first address that gives it unharmed."""
    import pooch

    pooch.get_logger().setLevel("WARNING")  # each try would be told; the bar shows the progress
    troubles = []
    part = folder / f"{file.name}.part"
    for url in file.urls:
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(pause * 2 ** (attempt - 1))
            try:
                folder.mkdir(parents=True, exist_ok=True)
                found = pooch.retrieve(
                    url,
                    known_hash=f"sha256:{file.sha256}",
                    fname=file.name,
                    path=folder,
                    downloader=_Resuming(part, file.unpack, bar),
                )
            except ValueError:  # pooch compares the hashes; what has arrived is no beginning to go on from
                part.unlink(missing_ok=True)
                troubles.append(_("{url}: not the expected file (its SHA-256 differs)").format(url=url))
                break
            except (OSError, EOFError) as error:
                last = f"{url}: {_reason(error)}"
                if isinstance(error, urllib.error.HTTPError) and error.code < 500:
                    troubles.append(last)
                    break
                if attempt == _TRIES - 1:
                    troubles.append(last)
            else:
                part.unlink(missing_ok=True)
                return Path(found)
    words = _("{name} could not be downloaded. Check the connection and try again.")
    raise DownloadFailed("\n".join([words.format(name=name), *(f"  {trouble}" for trouble in troubles)]))


def _reason(error: BaseException) -> str:
    """Why a connection failed, in a few words."""
    reason = getattr(error, "reason", None)
    text = str(error if reason is None or isinstance(error, urllib.error.HTTPError) else reason)
    return text or type(error).__name__


class _Resuming:
    """A downloader for pooch that goes on where an interrupted download ended.

    Parameters
    ----------
    part : Path
        Where the bytes that have arrived are kept.
    unpack : bool
        Whether they are compressed.
    bar : callable
        Gets the progress.
    """

    def __init__(self, part: Path, unpack: bool, bar: ProgressBar) -> None:
        self._part, self._unpack, self._bar = part, unpack, bar

    def __call__(self, url: str, output_file: str | BinaryIO, pooch: Any) -> None:
        """Download `url`, and write it to `output_file`."""
        self._download(url)
        with (
            gzip.open(self._part) if self._unpack else self._part.open("rb") as arrived,
            Path(str(output_file)).open("wb") as out,
        ):
            shutil.copyfileobj(arrived, out)

    def _download(self, url: str) -> None:
        done = self._part.stat().st_size if self._part.exists() else 0
        request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310 - an entry's address
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as reply:  # noqa: S310
                if reply.status != 206:  # the server sends all of it
                    done = 0
                length = reply.headers.get("Content-Length")
                total = done + int(length) if length else None
                with self._part.open("ab" if done else "wb") as out:
                    while chunk := reply.read(_CHUNK):
                        out.write(chunk)
                        done += len(chunk)
                        self._bar(done, total)
                if total is not None and done < total:
                    raise _Interrupted(_("interrupted after {done} of {total} bytes").format(done=done, total=total))
        except urllib.error.HTTPError as error:
            if error.code != 416:  # all of it is there already
                raise


@contextlib.contextmanager
def _bar(name: str, visible: bool) -> Iterator[ProgressBar]:
    """A progress bar in a terminal or a notebook."""
    if not visible:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()) as shown:
        task = shown.add_task(name, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
