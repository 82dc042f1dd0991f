"""The brackets 『 』 around notes: matching them, and escaping those in a note's text.

If the brackets in a note's text are not balanced, all of them are escaped with a backslash; backslashes that already precede a
bracket are doubled. So any text can be a note, and is read back unchanged.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "『", "』"
_BRACKET = re.compile(r"(?<!\\)(\\*+)([『』])")


def pairs(text: str) -> dict[int, int]:
    """The position of each opening bracket with that of its closing bracket; unmatched brackets are left out."""
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
    """The numbers of the lines that begin a note which is never closed, counted from 1."""
    closed = pairs(text)
    openers = re.finditer(r"(?m)^[ \t]*(?:[-*] \[[ xX]\] )?[\d\s–-]{0,12}?(『)", text)
    found, line, counted = [], 1, 0
    for match in openers:
        if match.start(1) not in closed:
            line += text.count("\n", counted, match.start(1))
            counted = match.start(1)
            found.append(line)
    return found


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        if depth < 0:
            return False
    return depth == 0


def escape(text: str) -> str:
    """A note's text, escaped for the file."""
    before = "" if _balanced(text) else "\\"

    def write(match: re.Match[str]) -> str:
        return f"{match[1] * 2}{before}{match[2]}"

    written = _BRACKET.sub(write, text)
    end = len(written) - len(written.rstrip("\\"))
    return written + "\\" * end


def unescape(written: str) -> str:
    """The text of a note from its escaped form in the file."""
    end = len(written) - len(written.rstrip("\\"))
    body = written[: len(written) - end] + "\\" * (end - end // 2)

    def read(match: re.Match[str]) -> str:
        return "\\" * (len(match[1]) // 2) + match[2]

    return _BRACKET.sub(read, body)
