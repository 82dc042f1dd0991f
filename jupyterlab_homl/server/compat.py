"""Private names of other packages that the server needs, with the versions they were seen in; no other module has one."""

from __future__ import annotations

import contextlib
import gettext
import logging
from collections.abc import Callable
from pathlib import Path

from jupyterlab_server.translation_utils import TranslationBundle, translator

#: How messages of nbgrader begin that are about a course folder.
_ABOUT_COURSE_FOLDERS = ("No nbgrader_config.py file found", "The course directory root is not a subdirectory")


def hide_missing_course_folder(log: logging.Logger) -> None:
    """Keep nbgrader from complaining of a missing course folder, which only the server of an instructor has.

    nbgrader 0.9.5: its server extension formgrader is loaded in every server and looks for ``nbgrader_config.py`` twice, with
    the server's logger and with its own; it takes the folder in which the server was started for the course's, and reports an
    error where that is not below the server's root.

    Parameters
    ----------
    log : logging.Logger
        The server's logger.
    """
    for logger in (log, logging.getLogger("NbGrader")):
        logger.addFilter(_is_shown)


def _is_shown(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_ABOUT_COURSE_FOLDERS)


def add_catalogue(domain: str, folder: Path, on_language: Callable[[str], None]) -> None:
    """Have JupyterLab translate the titles of settings by a catalogue that lies in our package and not in a language pack.

    jupyterlab_server 2.28: it translates settings on the server, looks for catalogues in language packs alone, and keeps those
    that it has loaded in a table, where ours is put. It tells each of them the language of a page that is loaded. Where it has
    no such table the titles stay English.

    Parameters
    ----------
    domain : str
        The catalogue's name.
    folder : Path
        The folder of the languages.
    on_language : callable
        Called with the language of pages, now and when it changes.
    """

    class Bundle(TranslationBundle):
        def update_locale(self, locale_: str) -> None:
            self._locale = locale_
            self._translator = gettext.translation(domain, folder, [locale_], fallback=True)
            on_language(locale_)

    with contextlib.suppress(AttributeError):
        translator._TRANSLATORS[domain] = Bundle(domain, translator._LOCALE)
