"""Characters that Python does not take, and that one overlooks: invisible ones, and those that only look like plain ones."""

from __future__ import annotations

import unicodedata

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
