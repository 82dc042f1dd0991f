"""Ids of students that differ in spelling only, or nearly: probably the same person, whom nobody merges by guessing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Set
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from ...toolkit.messages import Message

_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_NUMBERS = re.compile(r"\d+")

#: How alike two ids are that may be a slip of the keyboard, of 100, and the shortest for which that is said.
_NEAR, _SHORTEST = 84.0, 4


def spelling_remarks(submitted: Collection[str], roster: Set[str]) -> tuple[str, ...]:
    """Remarks about students who may be the same person.

    Parameters
    ----------
    submitted : collection of str
        Who has handed in something.
    roster : set of str
        Who is in the gradebook.
    """
    same: dict[str, list[str]] = {}
    for student in sorted({*submitted, *roster}):
        same.setdefault(_key(student), []).append(student)
    remarks = [
        _remark(one, other, roster)
        for spellings in same.values()
        for one, other in combinations(spellings, 2)
        if one in submitted or other in submitted
    ]
    absent = {student for student in roster if student not in submitted}
    for student in sorted(set(submitted) - roster):
        if len(same[_key(student)]) == 1:
            remarks += [_remark(student, other, roster) for other in near(student, absent)[:1]]
    return tuple(remarks)


def near(student: str, others: Iterable[str]) -> list[str]:
    """The ids that may be meant by another, the likeliest first."""
    key = _key(student)
    found = []
    for other in others:
        candidate = _key(other)
        digits = _NUMBERS.findall(candidate) == _NUMBERS.findall(key)
        alike = 100.0 if candidate == key else fuzz.ratio(candidate, key) if digits and len(key) >= _SHORTEST else 0.0
        if alike >= _NEAR and other != student:
            found.append((-alike, other))
    return [other for _, other in sorted(found)]


def _remark(one: str, other: str, roster: Set[str]) -> str:
    if (one in roster) != (other in roster):
        absent, present = (other, one) if one in roster else (one, other)
        return Message(
            "“{absent}” is not on the roster, “{present}” is: are they the same person? Nothing was merged.",
            {"absent": absent, "present": present},
        ).text
    return Message(
        "“{one}” and “{other}” have rows of their own: are they the same person? Nothing was merged.",
        {"one": one, "other": other},
    ).text


def _key(student: str) -> str:
    """What is left of an id without accents, capitals, spaces and punctuation, but for what parts two numbers."""
    parts = _LETTERS_AND_DIGITS.findall(unicodedata.normalize("NFKD", student).casefold())
    numbers = [before[-1:].isdigit() and part[0].isdigit() for before, part in pairwise(["", *parts])]
    return "".join(f"-{part}" if apart else part for apart, part in zip(numbers, parts, strict=True)) or student
