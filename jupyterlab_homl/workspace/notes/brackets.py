"""The brackets 『 』 around a note: which belong together, and how a text that holds odd ones is written.

A bracket that stands alone in a note's text is written with a backslash before it, and so is every other one in that text; a
backslash that stands before a bracket anyway is doubled. So every text can be a note's, and comes back as it was.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "『", "』"
_BRACKET = re.compile(r"(\\*)([『』])")


def pairs(text: str) -> dict[int, int]:
    """The place of each opening bracket that is closed, and the place where it is.

    An opening bracket that nothing closes, and a closing one that nothing opened, are left out.
    """
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in _BRACKET.finditer(text):
        if len(match[1]) % 2:
            continue
        if match[2] == OPEN:
            waiting.append(match.start(2))
        elif waiting:
            found[waiting.pop()] = match.start(2)
    return found


def unclosed(text: str) -> list[int]:
    """The lines, counted from 1, on which a bracket is opened at the beginning of a note and never closed."""
    closed = pairs(text)
    openers = re.finditer(r"(?m)^[ \t]*(?:[-*] \[[ xX]\] )?[\d\s–-]{0,12}?(『)", text)
    return [text.count("\n", 0, match.start(1)) + 1 for match in openers if match.start(1) not in closed]


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        if depth < 0:
            return False
    return depth == 0


def escape(text: str) -> str:
    """A note's text as it is written between its brackets."""
    before = "" if _balanced(text) else "\\"

    def write(match: re.Match[str]) -> str:
        return f"{match[1] * 2}{before}{match[2]}"

    written = _BRACKET.sub(write, text)
    end = len(written) - len(written.rstrip("\\"))
    return written + "\\" * end


def unescape(written: str) -> str:
    """The text of a note whose writing is this."""
    end = len(written) - len(written.rstrip("\\"))
    body = written[: len(written) - end] + "\\" * (end - end // 2)

    def read(match: re.Match[str]) -> str:
        return "\\" * (len(match[1]) // 2) + match[2]

    return _BRACKET.sub(read, body)
