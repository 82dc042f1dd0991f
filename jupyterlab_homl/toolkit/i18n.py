"""Sentences in the person's language: from templates, which are the ids of the catalogue, and their values.

The front end does the same with the same catalogue (`src/told.ts`).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

#: The name of the catalogue.
DOMAIN = "jupyterlab_homl"

#: Where the languages are, as JupyterLab looks for them in an extension.
LOCALE = Path(__file__).parent.parent / "locale"

#: Values that are names of the course, and so have a translation of their own.
NAMES = frozenset({"title", "skill", "test"})


@cache
def _environments() -> gettext.NullTranslations:
    """The catalogue of the language that the environment asks for (LANGUAGE, LC_ALL, LC_MESSAGES, LANG)."""
    return gettext.translation(DOMAIN, LOCALE, fallback=True)


def _(text: str) -> str:
    """A text of the command line or of a notebook's widgets in the environment's language."""
    return _environments().gettext(text) if text else text


def translatable(text: str) -> str:
    """The same text; marks a template that is written elsewhere than where it is used."""
    return text


def told(template: str, values: Mapping[str, Any], translate: Callable[[str], str] = _) -> str:
    """A sentence in the language of `translate`, with its values put in.

    Parameters
    ----------
    template : str
        Its id. Where the catalogue does not have it as a whole, it may be put together from parts that it has.
    values : mapping
        What goes into it.
    translate : callable
        Gives the translation of an id, and an id that it does not know as it is.
    """
    words = in_parts(template, translate)
    if not values:
        return words
    return words.format(
        **{key: translate(value) if key in NAMES and isinstance(value, str) else value for key, value in values.items()}
    )


def in_parts(template: str, translate: Callable[[str], str]) -> str:
    """The translation of a template, of the largest parts that are known; as it is where a part is not."""
    whole = translate(template)
    if whole != template:
        return whole
    # Sentences are put together at their ends: "Line 3 raised …: " and its cause, a fact and its usual cause.
    for place in reversed([found.end() for found in re.finditer(r"[.:!?”] ", template)]):
        first, rest = template[: place - 1], template[place:]
        begins = translate(first)
        if begins != first:
            follows = in_parts(rest, translate)
            if follows != rest:
                return begins + ("" if begins[-1] in "。：！？”" else " ") + follows
    return template
