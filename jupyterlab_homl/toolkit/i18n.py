"""Translation of sentences: templates, which are the ids of a gettext catalogue, and the values of their placeholders.

The front end translates with the same catalogue (`src/i18n.ts`).
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

#: The name of the catalogue.
DOMAIN = "jupyterlab_homl"

#: The folder of the catalogues, where JupyterLab looks for those of an extension.
LOCALE = Path(__file__).parent.parent / "locale"

#: The environment variable with the language of the page that a kernel belongs to; the server sets it.
LANGUAGE = "HOML_LANGUAGE"

#: Placeholders whose values are translated, too: names that the course gives.
NAMES = frozenset({"title", "skill", "test"})


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; without one, of that which LANGUAGE, LC_ALL, LC_MESSAGES or LANG asks for."""
    return gettext.translation(DOMAIN, LOCALE, [language] if language else None, fallback=True)


def _(text: str) -> str:
    """A text of the command line or of a widget in the page's language, elsewhere in that of the environment."""
    # Looked up each time: a kernel gets its environment after the fork.
    return _catalogue(os.environ.get(LANGUAGE, "")).gettext(text) if text else text


def language_tag() -> str:
    """The tag of the language that `_` speaks, for the attribute `lang` of what is drawn inside of a lesson."""
    return _catalogue(os.environ.get(LANGUAGE, "")).info().get("language", "en").replace("_", "-")


def translatable(text: str) -> str:
    """The text itself, marked for extraction where a template is not written at the place where it is translated."""
    return text


def translate(template: str, values: Mapping[str, Any], lookup: Callable[[str], str] = _) -> str:
    """A sentence in the language of a catalogue, with its values filled in.

    Parameters
    ----------
    template : str
        The id of the sentence. A catalogue that lacks it as a whole may have the parts that it was put together from.
    values : mapping of str to object
        The values of its placeholders.
    lookup : callable
        Maps an id to its translation, and an unknown id to itself.
    """
    translated = translate_template(template, lookup)
    if not values:
        return translated
    return translated.format(
        **{key: lookup(value) if key in NAMES and isinstance(value, str) else value for key, value in values.items()}
    )


def translate_template(template: str, lookup: Callable[[str], str]) -> str:
    """The translation of a template, as a whole or from the largest parts that are known; else the template itself."""
    whole = lookup(template)
    if whole != template:
        return whole
    # Templates are joined where sentences or clauses end: "Line 3 raised …: " and its cause, a fact and its usual cause.
    for place in reversed([found.end() for found in re.finditer(r"[.:!?”] ", template)]):
        first, rest = template[: place - 1], template[place:]
        begins = lookup(first)
        if begins != first:
            follows = translate_template(rest, lookup)
            if follows != rest:
                return begins + ("" if begins[-1] in "。：！？”" else " ") + follows
    return template
