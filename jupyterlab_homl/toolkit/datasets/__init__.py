"""Data sets for the lessons.

`load` gives one without a network: from a file that comes with the course, from a package, or made by a seeded generator.
`fetch` downloads a large one when it is asked to. Nothing is downloaded otherwise. `about` says where a data set comes from.

Each data set is a module of `entries`, named after it, with `ABOUT`, a function `load`, a `DOWNLOAD`, or both.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

from ..i18n import _
from . import entries
from .about import About
from .bundled import DATA
from .download import Download, DownloadFailed, fetch_files, kept_files

__all__ = ["DATA", "DownloadFailed", "about", "fetch", "load", "names"]


def names() -> tuple[str, ...]:
    """The names of all data sets, those that are downloaded only among them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(entries.__path__)))


def load(name: str, **options: Any) -> Any:
    """Load a data set, without a network.

    Parameters
    ----------
    name : str
        One of `names()`.
    **options
        Passed to the function ``load`` of the data set's module, which describes them: ``seed`` and ``rows`` of what is
        made by a generator, for example.

    Raises
    ------
    ValueError
        For an unknown name or option; the message lists the known ones.
    FileNotFoundError
        For a data set that must be downloaded first.
    """
    entry = _entry(name)
    loader = getattr(entry, "load", None)
    if loader is None:
        return _downloaded(name, entry.DOWNLOAD)
    known = inspect.signature(loader).parameters
    unknown = sorted(options.keys() - known.keys())
    if unknown:
        takes = f"It takes: {', '.join(known)}." if known else "It takes none."
        raise ValueError(f"{name} has no option {unknown[0]!r}. {takes}")
    return loader(**options)


def fetch(name: str, *, stand_in: bool = True, progress: bool = True) -> Any:
    """Download a large data set, unless this machine has it already.

    Parameters
    ----------
    name : str
        One of `names()`.
    stand_in : bool
        Whether to load something in its place, and to say so, where it cannot be downloaded.
    progress : bool
        Whether to show a progress bar.

    Raises
    ------
    DownloadFailed
        If it cannot be downloaded, and there is nothing that may stand in for it.
    ValueError
        For an unknown name, or a data set that comes with the course.
    """
    download: Download | None = getattr(_entry(name), "DOWNLOAD", None)
    if download is None:
        raise ValueError(f'{name} needs no download: load("{name}") gives all of it.')
    try:
        return download.read(fetch_files(name, download, progress=progress))
    except DownloadFailed as failed:
        if not stand_in or download.stand_in is None:
            raise
        print(failed)  # noqa: T201 - the reader of the notebook must see it
        print(_stand_in_notice(name, download.stand_in))  # noqa: T201
        return load(download.stand_in, **dict(download.stand_in_options))


def about(name: str) -> About:
    """Where a data set comes from, under which licence, and whether it is real or made up."""
    found = _entry(name).ABOUT
    assert isinstance(found, About)
    return found


def _stand_in_notice(name: str, stand_in: str) -> str:
    if about(stand_in).made_up:
        words = _("SYNTHETIC DATA: what you get for {name} was made up by a program. Its figures describe nothing real.")
    elif name == stand_in:
        words = _("You get the part of {name} that comes with the course.")
    else:
        words = _("{stand_in}, which comes with the course, stands in for {name}.")
    return words.format(name=name, stand_in=stand_in)


def _downloaded(name: str, download: Download) -> Any:
    """A data set that was downloaded before."""
    files = kept_files(name, download)
    if files is not None:
        return download.read(files)
    words = _('{name} is not on this machine. datasets.fetch("{name}") downloads it ({size} MB).')
    instead = "" if download.stand_in is None else " " + _('load("{name}") works without a network.')
    text = words.format(name=name, size=max(1, round(download.size / 1e6))) + instead.format(name=download.stand_in)
    raise FileNotFoundError(text)


def _entry(name: str) -> ModuleType:
    if name not in names():
        import sklearn.datasets

        hint = ""
        if hasattr(sklearn.datasets, f"load_{name}"):
            hint = f" scikit-learn has it: sklearn.datasets.load_{name}()."
        raise ValueError(f"There is no data set {name!r}.{hint} These are known: {', '.join(names())}.")
    return importlib.import_module(f"{entries.__name__}.{name}")
