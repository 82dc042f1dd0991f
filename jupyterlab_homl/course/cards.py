"""Reader of `people.toml` and `terms.toml`, the cards of a course; both files are optional."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ..errors import BadSource
from .percent import value_of
from .review_items import CourseCard


def read_cards(folder: Path) -> tuple[CourseCard, ...]:
    """The people and terms that a course has cards for.

    Parameters
    ----------
    folder : Path
        The folder that holds `course.toml`.

    Raises
    ------
    BadSource
        If one of the files has a mistake.
    """
    people = _read(folder / "people.toml", "people", "person")
    terms = _read(folder / "terms.toml", "terms", "term")
    known: set[str] = set()
    for path, line, card in (*people, *terms):
        if card.id in known:
            raise BadSource(f"the id {card.id} is used twice.", path, line)
        known.add(card.id)
    return tuple(card for _, _, card in (*people, *terms))


def _read(path: Path, key: str, kind: str) -> list[tuple[str, int, CourseCard]]:
    if not path.is_file():
        return []
    name, text = f"{path.parent.name}/{path.name}", path.read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        raise BadSource(str(error), name, int(where[1]) if where else len(text.splitlines())) from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{key}]]"]
    entries = table.get(key, [])
    if set(table) - {key} or not isinstance(entries, list) or len(lines) != len(entries):
        raise BadSource(f"expected one [[{key}]] table for each entry and nothing else.", name, 1)
    return [(name, line, _card(entry, kind, name, line)) for line, entry in zip(lines, entries, strict=True)]


def _card(entry: dict[str, Any], kind: str, path: str, line: int) -> CourseCard:
    def wrong(message: str) -> BadSource:
        return BadSource(message, path, line)

    values = {"also": "", "who": "", **entry}
    names = ("id", "name", "also", "who", "what", "met")
    if unknown := sorted(set(values) - set(names)):
        raise wrong(f"{unknown[0]!r} is not a field of a card; the fields are {', '.join(names)}.")
    return CourseCard(kind=kind, **{key: value_of(values, key, str, wrong) for key in names})
