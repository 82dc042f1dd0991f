"""The titles of our settings in the page's language."""

from __future__ import annotations

import contextlib
import gettext

from jupyterlab_server.translation_utils import TranslationBundle, translator

from ..i18n import DOMAIN, LOCALE


class _OurBundle(TranslationBundle):
    """Our catalogue, which lies in our package and not in a language pack."""

    def update_locale(self, locale_: str) -> None:
        """Take the catalogue of another language."""
        self._locale = locale_
        self._translator = gettext.translation(DOMAIN, LOCALE, [locale_], fallback=True)


def translate_settings() -> None:
    """Have JupyterLab translate the titles of our settings.

    It translates settings on the server, and looks for catalogues in language packs alone; it keeps those that it has loaded
    in a table, where ours is put.
    """
    with contextlib.suppress(AttributeError):  # then the titles are English, no more
        translator._TRANSLATORS[DOMAIN] = _OurBundle(DOMAIN, translator._LOCALE)  # noqa: SLF001 - there is no other way in
