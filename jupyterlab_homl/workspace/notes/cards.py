"""Parser of the file of cards: people, terms and papers, each a heading with a list of fields.

::

    ## Geoffrey Hinton（2020-11-11） ^hinton

    - kind: person
    - also: 杰弗里·辛顿
    - who: computer scientist
    - what: backpropagation, deep belief networks
    - met: ch10 §2

All other lines are kept as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha1

from .blocks import DATE, ID, unix_newlines
from .language import language

KINDS = ("person", "term", "paper")

#: The fields of a card, in the order in which they are written.
FIELDS = ("kind", "also", "who", "what", "met", "note")

_HEAD = re.compile(r"##[ \t]++(?!#)(.*+)")
_ID_AT_END, _DATE_AT_END = re.compile(rf"{ID}$"), re.compile(rf"{DATE}$")
_FIELD = re.compile(rf"[-*][ \t]++({'|'.join(FIELDS)})[ \t]*+[:：][ \t]*+(.*+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Card:
    """A learner's card.

    Attributes
    ----------
    name : str
        The person, term or paper.
    kind : str
        ``person``, ``term`` or ``paper``.
    also : str
        The name in another language.
    who, what, met : str
        Who the person is, what the term means or the person is known for, and where the learner came across it.
    note : str
        The id of the note that it was made from.
    date : str or None
        The day on which it was made.
    id : str
        Its id.
    raw : str
        Its text in the file.
    """

    name: str
    kind: str = "term"
    also: str = ""
    who: str = ""
    what: str = ""
    met: str = ""
    note: str = ""
    date: str | None = None
    id: str = ""
    raw: str = field(default="", compare=False)

    @property
    def version(self) -> str:
        """A hash of the card's text, by which concurrent changes are detected."""
        text = unix_newlines(self.raw).strip()
        return sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]

    def document(self) -> dict[str, object]:
        """The card as JSON."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "also": self.also,
            "who": self.who,
            "what": self.what,
            "met": self.met,
            "note": self.note,
            "date": self.date,
            "version": self.version,
            "lang": language(self.also),
        }


class Deck:
    """The cards of a file. Changes return a new deck and leave all other text as it is.

    Parameters
    ----------
    text : str
        The file.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._parts = _parts(text)

    def cards(self) -> list[Card]:
        """The cards in order; one without an id gets an id made from its name."""
        return [part for part in self._parts if isinstance(part, Card)]

    def find(self, name: str) -> Card | None:
        """The card with this id."""
        return next((card for card in self.cards() if card.id == name), None)

    def with_card(self, card: Card) -> Deck:
        """The deck with another card."""
        before = self.text
        if before.strip("\ufeff"):
            before += self._newline * (2 if not before.endswith("\n") else 1)
        return Deck(before + self._native(_fresh(card)))

    def changed(self, old: Card, new: Card) -> Deck:
        """The deck with a card changed; lines that are not its fields stay."""
        raw = self._native(_rewritten(old, new))
        return Deck("".join(raw if _same(part, old) else _raw(part) for part in self._parts))

    def without(self, old: Card) -> Deck:
        """The deck without a card."""
        return Deck("".join(_raw(part) for part in self._parts if not _same(part, old)))

    def _native(self, text: str) -> str:
        return unix_newlines(text).replace("\n", self._newline)


def _raw(part: Card | str) -> str:
    return part if isinstance(part, str) else part.raw


def _same(part: Card | str, card: Card) -> bool:
    return isinstance(part, Card) and part.id == card.id


def _parts(text: str) -> list[Card | str]:
    parts: list[Card | str] = []
    taken: set[str] = set()
    numbers: dict[str, int] = defaultdict(lambda: 1)
    for chunk in re.split(r"(?m)^(?=#{1,2}[ \t])", text):
        name, date, given = _head_of(next(iter(chunk.splitlines()), ""))
        if not name:
            parts.append(chunk)
            continue
        values = _values(chunk)
        kind = values.get("kind", "").casefold()
        wanted = given or slug(name)
        made = wanted
        while made in taken:
            numbers[wanted] += 1
            made = f"{wanted}-{numbers[wanted]}"
        taken.add(made)
        parts.append(
            Card(
                name=name,
                kind=kind if kind in KINDS else "term",
                date=date,
                id=made,
                raw=chunk,
                **{key: values.get(key, "") for key in FIELDS if key != "kind"},
            )
        )
    return parts


def _head_of(line: str) -> tuple[str, str | None, str]:
    """The name, the date and the id in the heading of a card; no name where it is none."""
    head = _HEAD.match(line)
    text = head[1].rstrip() if head else ""
    if given := _ID_AT_END.search(text):
        text = text[: given.start()].rstrip()
    if date := _DATE_AT_END.search(text):
        text = text[: date.start()].rstrip()
    return text.strip(), date and date[1], given[1] if given else ""


def _values(chunk: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, line in _owned(chunk.splitlines()[1:]):
        if found := _FIELD.match(line):
            values[key] = f"{values[key]}\n{found[2].strip()}" if key in values else found[2].strip()
        elif key:
            values[key] += f"\n{line.strip()}"
    return {key: value.strip() for key, value in values.items()}


def _owned(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with the field that it belongs to; indented lines continue the field above them."""
    # For each line, whether the next one with text is indented.
    indented, continued = False, []
    for line in reversed(lines):
        indented = line.startswith("  ") if line.strip() else indented
        continued.append(indented)
    key = ""
    for line, goes_on in zip(lines, reversed(continued), strict=True):
        if found := _FIELD.match(line):
            key = found[1].casefold()
        elif not line.startswith("  "):
            key = key if not line.strip() and goes_on else ""
        yield key, line


def _head(card: Card) -> str:
    return f"## {_line(card.name)}{f'（{card.date}）' if card.date else ''} ^{card.id}"


def _fields(card: Card) -> list[str]:
    return [
        f"- {key}: " + unix_newlines(str(getattr(card, key)).strip()).replace("\n", "\n  ")
        for key in FIELDS
        if str(getattr(card, key)).strip()
    ]


def _fresh(card: Card) -> str:
    return "\n".join([_head(card), "", *_fields(card), ""])


def _rewritten(old: Card, new: Card) -> str:
    """A card's text with its new values; other lines between and below the fields stay."""
    lines = unix_newlines(old.raw).split("\n")[1:]
    owned = list(_owned(lines))
    kept = [line for key, line in owned if not key]
    at = next((number for number, (key, _) in enumerate(owned) if key), None)
    if at is None:
        kept = ["", *kept] if not kept or kept[0].strip() else kept
        at = 1
    return "\n".join([_head(new), *kept[:at], *_fields(new), *kept[at:]])


def _line(text: str) -> str:
    return " ".join(text.replace("^", "").split())


def slug(name: str, taken: Iterable[str] = ()) -> str:
    """An id made from a card's name that is not among those taken."""
    words = re.findall(r"[^\W_]+", name.casefold())
    base = "-".join(words)[:40].strip("-")
    made = (
        base
        if re.fullmatch(r"[a-z0-9][\w-]*", base, re.ASCII)
        else "c" + sha1(name.encode(), usedforsecurity=False).hexdigest()[:8]
    )
    number, found = 1, made
    while found in taken:
        number += 1
        found = f"{made}-{number}"
    return found
