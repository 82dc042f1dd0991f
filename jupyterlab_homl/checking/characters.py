"""Characters that one overlooks: invisible ones, those that only look like plain ones, and what web pages write for others."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection

from ..syntax import parse

#: The plain characters that some others are meant for, apart from those that Unicode itself calls compatible.
_PLAIN = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("、﹑", ","),
    **dict.fromkeys("。．", "."),
    **dict.fromkeys("×∗⋅·•", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("【〔「『", "["),
    **dict.fromkeys("】〕」』", "]"),
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}


#: Cyrillic and Greek letters, with the Latin ones that they look like.
_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԜаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρı",
    "ABESIJKMHOPCTYXWaesijopcyxdhqwABEZHIKMNOPTYXovpi",
)

_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#39|#34|#60|#62);")


def look_alike(word: str, known: Collection[str]) -> tuple[str, str] | None:
    """The first letter of a name that only looks like a Latin one, and that one; None if there is none.

    The name must also have letters of English, or be one of the known names once they are replaced.
    """
    found = word.translate(_LOOK_ALIKE)
    if found == word or not found.isascii() or not (found in known or any("a" <= letter.lower() <= "z" for letter in word)):
        return None
    return next((odd, plain) for odd, plain in zip(word, found, strict=True) if odd != plain)


def entity(source: str, line: int | None) -> str | None:
    """What a line of some code has as web pages write a character, such as ``&lt;``."""
    lines = source.split("\n")
    found = _ENTITY.search(lines[line - 1]) if line is not None and 1 <= line <= len(lines) else None
    return None if found is None else found[0]


def meant_by(entity: str) -> str:
    """The character that web pages write so."""
    return html.unescape(entity).replace("\u00a0", " ")


def name(character: str) -> str | None:
    """The name that Unicode gives a character, None if it gives none."""
    return unicodedata.name(character, "").lower() or None


def plain(character: str) -> str | None:
    """The plain character, or two, that one is usually meant for; None if it looks like none."""
    found = _PLAIN.get(character) or unicodedata.normalize("NFKC", character)
    return found if found.isascii() and found.strip() else None


def column(source: str, line: int | None, character: str) -> str | None:
    """The column, counted from 1, in which Python stumbles over a character in a line of some code.

    Where the character is there more than once, perhaps in a string as well, the parser tells which one it means.
    """
    lines = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return None
    columns = [place for place, found in enumerate(lines[line - 1], 1) if found == character]
    if len(columns) > 1:
        try:
            parse(source)
        except SyntaxError as error:
            if error.lineno == line and error.offset in columns:
                return str(error.offset)
        except (ValueError, RecursionError, MemoryError):
            pass
    return str(columns[0]) if columns else None
