"""Reader of a lesson's `review.toml`: the items that its skills are reviewed with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from ..errors import BadSource
from .outline import Outline
from .percent import value_of
from .review_items import ITEM_KINDS, MOST_SECONDS, Mistake, ReviewItem, ReviewQuestion, WrongChoice

_SECONDS = {"choice": 45, "number": 90, "card": 30}
_Wrong = Callable[[str], BadSource]


def read_review(path: Path, skills: Collection[str]) -> tuple[ReviewItem, ...]:
    """The items of a `review.toml`; none if there is no such file.

    Parameters
    ----------
    path : Path
        The file.
    skills : collection of str
        The lesson's skills.

    Raises
    ------
    BadSource
        If an item has a mistake, with the line of the item.
    """
    if not path.is_file():
        return ()
    outline = Outline(path, "/".join(path.parts[-3:]))
    items: list[ReviewItem] = []
    for entry in value_of(outline.table, "items", list, outline.at, []):
        item = _item(entry, skills, outline)
        if item.id in {other.id for other in items}:
            raise outline.at(f"the item {item.id} is defined twice.", item.id)
        items.append(item)
    return tuple(items)


def _item(entry: dict[str, Any], skills: Collection[str], outline: Outline) -> ReviewItem:
    item_id = value_of(entry, "id", str, outline.at)

    def wrong(message: str) -> BadSource:
        return outline.at(f"item {item_id}: {message}", item_id)

    skill, kind = value_of(entry, "skill", str, wrong), value_of(entry, "kind", str, wrong)
    if skill not in skills:
        raise wrong(f"the skill {skill!r} is not one of the lesson in course.toml.")
    if kind not in ITEM_KINDS:
        raise wrong(f"kind is {kind!r}; it must be one of {', '.join(ITEM_KINDS)}.")
    seconds = value_of(entry, "seconds", int, wrong, _SECONDS[kind])
    if not 0 < seconds <= MOST_SECONDS:
        raise wrong(f"seconds is {seconds}; an item may take at most {MOST_SECONDS}.")
    variants = tuple(_QUESTIONS[kind](variant, wrong) for variant in value_of(entry, "variants", list, wrong, []))
    if len(variants) < 2 or len({variant.text for variant in variants}) < len(variants):
        raise wrong("it needs at least two variants with different questions.")
    return ReviewItem(item_id, skill, kind, seconds, variants)


def _choice(entry: dict[str, Any], wrong: _Wrong) -> ReviewQuestion:
    pairs = _pairs(entry, "wrong", str, wrong)
    right = value_of(entry, "right", str, wrong)
    texts = {right, *(text for text, _ in pairs)}
    if len(pairs) < 1 or len(texts) < len(pairs) + 1 or len(texts) > 8:
        raise wrong("`wrong` is a list of one to seven pairs [choice, why], all of them different.")
    tempting = tuple(WrongChoice(text, why) for text, why in pairs)
    return ReviewQuestion(_text(entry, wrong), value_of(entry, "why", str, wrong), right=right, tempting=tempting)


def _number(entry: dict[str, Any], wrong: _Wrong) -> ReviewQuestion:
    return ReviewQuestion(
        _text(entry, wrong),
        value_of(entry, "why", str, wrong),
        answer=_float(entry.get("answer"), "answer", wrong),
        tolerance=_float(entry.get("tolerance", 0), "tolerance", wrong),
        check=value_of(entry, "check", str, wrong),
        mistakes=tuple(Mistake(float(value), why) for value, why in _pairs(entry, "mistakes", int | float, wrong)),
    )


def _card(entry: dict[str, Any], wrong: _Wrong) -> ReviewQuestion:
    return ReviewQuestion(_text(entry, wrong), value_of(entry, "back", str, wrong))


_QUESTIONS: dict[str, Callable[[dict[str, Any], _Wrong], ReviewQuestion]] = {
    "choice": _choice,
    "number": _number,
    "card": _card,
}


def _text(entry: dict[str, Any], wrong: _Wrong) -> str:
    question: str = value_of(entry, "question", str, wrong)
    return question.strip()


def _pairs(entry: dict[str, Any], key: str, kind: Any, wrong: _Wrong) -> list[tuple[Any, str]]:
    found = value_of(entry, key, list, wrong, [])
    for pair in found:
        if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], kind) and isinstance(pair[1], str)):
            raise wrong(f"`{key}` holds pairs of a wrong answer and its explanation; {pair!r} is not one.")
    return [(first, why) for first, why in found]


def _float(value: Any, key: str, wrong: _Wrong) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(f"`{key}` is {value!r}; it must be a number.")
    return float(value)
