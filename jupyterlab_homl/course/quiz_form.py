"""The form of a quiz exercise: its questions with their options, read from the statement.

A question begins with ``**q1**``. Its options follow as ``*a* … · *b* …`` or ``a) … · b) …``; if they are the same for all
questions, they are the rows of a table with the letters in its first column. A quiz that asks for numbers has no form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

_QUESTION = re.compile(r"^(?:[-*] )?\*\*(q\d+)\*\*[ ·]*", re.MULTILINE)
_ROW = re.compile(r"^\| *([a-z]) *\|(.+)\| *$", re.MULTILINE)


@dataclass(frozen=True)
class FormQuestion:
    """A question of a quiz and its options.

    Attributes
    ----------
    key : str
        The key of its answer, such as ``q1``.
    text : str
        The question, in Markdown.
    options : tuple of (str, str)
        The letter and the text of each option.
    """

    key: str
    text: str
    options: tuple[tuple[str, str], ...]


def quiz_form(statement: str) -> tuple[FormQuestion, ...]:
    """The questions in the statement of a quiz; none if one of them has no options to choose from."""
    marks = list(_QUESTION.finditer(statement))
    table = tuple((row[1], " · ".join(cell.strip() for cell in row[2].split("|"))) for row in _ROW.finditer(statement))
    found = []
    for mark, following in zip_longest(marks, marks[1:]):
        body = statement[mark.end() : following.start() if following else None]
        text, options = _options(" ".join(body.partition("\n\n")[0].split()))
        found.append(FormQuestion(mark[1], text, options or table))
    return tuple(found) if all(len(question.options) > 1 for question in found) else ()


def _options(body: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text of a question without its options, and the options, which must be in alphabetical order."""
    places: list[tuple[str, int, int]] = []
    at = 0
    for letter in "abcdefghijklmnopqrstuvwxyz":
        mark = re.compile(rf"(?:^|(?<=\s))(?:\*{letter}\*|{letter}\))\s").search(body, at)
        if mark is None:
            break
        places.append((letter, mark.start(), mark.end()))
        at = mark.end()
    if not places:
        return body, ()
    ends = [start for _, start, _ in places[1:]] + [len(body)]
    options = tuple((letter, body[start:end].strip(" ·")) for (letter, _, start), end in zip(places, ends, strict=True))
    return body[: places[0][1]].strip(" —·"), options
