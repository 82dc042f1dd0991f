"""Assessing the answer to a review question. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..course.review_items import ReviewItem, ReviewQuestion
from ..errors import HomlError
from .review import AGAIN, EASY, GOOD, HARD


@dataclass(frozen=True)
class Assessment:
    """What an answer to a review question came to.

    Attributes
    ----------
    right : bool
        Whether it is right.
    rating : int
        The FSRS rating that the next date follows from.
    expected, why : str
        The right answer, and the reason for it.
    words : str or None
        The explanation of the mistake that the answer shows, if it is a known one.
    """

    right: bool
    rating: int
    expected: str
    why: str
    words: str | None = None

    def document(self) -> dict[str, object]:
        """As plain JSON, without the rating."""
        return {"right": self.right, "expected": self.expected, "words": self.words, "why": self.why}


def assess(item: ReviewItem, question: ReviewQuestion, body: Mapping[str, Any]) -> Assessment:
    """Assess the answer to one of an item's questions.

    Parameters
    ----------
    item : ReviewItem
        The item.
    question : ReviewQuestion
        The question of it that was asked.
    body : mapping
        A request's body: ``answer`` (the letter of an option, or a number) or ``missing`` (true if a question of a quiz was
        not answered, which counts as wrong); for a card, its ``rating``.

    Raises
    ------
    HomlError
        If the answer does not fit the kind of the item.
    """
    if item.kind == "card":
        rating = body.get("rating")
        if not isinstance(rating, int) or isinstance(rating, bool) or rating not in (AGAIN, HARD, GOOD, EASY):
            raise HomlError("A card is rated by `rating`: 1 again, 2 hard, 3 good, 4 easy.")
        return Assessment(rating != AGAIN, rating, question.why, question.why)
    choice = item.kind == "choice"
    expected = question.right if choice else f"{question.answer:.6g}"
    right, words = False, None
    if not body.get("missing"):
        right, words = (_assess_choice if choice else _assess_number)(question, body.get("answer"))
    return Assessment(right, GOOD if right else AGAIN, expected, question.why, words)


def _assess_choice(question: ReviewQuestion, answer: object) -> tuple[bool, str | None]:
    options = {option.id: option for option in question.options}
    if not isinstance(answer, str) or answer not in options:
        raise HomlError("`answer` is one of {letters}.", letters=", ".join(options))
    picked = options[answer]
    return picked.right, None if picked.right else picked.why or None


def _assess_number(question: ReviewQuestion, answer: object) -> tuple[bool, str | None]:
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not math.isfinite(answer):
        raise HomlError("`answer` is a number.")
    number, expected = float(answer), question.answer or 0.0
    tolerance = (question.tolerance or 0.0) + 1e-9 * max(1.0, abs(expected))
    if abs(number - expected) <= tolerance:
        return True, None
    known = (mistake.why for mistake in question.mistakes if abs(number - mistake.value) <= tolerance)
    return False, next(known, "") or None
