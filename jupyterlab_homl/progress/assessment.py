"""Assessing the answer to a review question. Pure functions."""

from __future__ import annotations

import math
from dataclasses import dataclass

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


def assess(item: ReviewItem, question: ReviewQuestion, answer: object = None, rating: object = None) -> Assessment:
    """Assess the answer to one of an item's questions.

    Parameters
    ----------
    item : ReviewItem
        The item.
    question : ReviewQuestion
        The question of it that was asked.
    answer : object
        The letter of an option, or a number, as a request gives it.
    rating : object
        The learner's rating of a card, which has no other answer.

    Raises
    ------
    HomlError
        If the answer does not fit the kind of the item.
    """
    if item.kind == "card":
        if not isinstance(rating, int) or isinstance(rating, bool) or rating not in (AGAIN, HARD, GOOD, EASY):
            raise HomlError("A card is rated by `rating`: 1 again, 2 hard, 3 good, 4 easy.")
        return Assessment(rating != AGAIN, rating, question.why, question.why)
    right, words = (_assess_choice if item.kind == "choice" else _assess_number)(question, answer)
    return Assessment(right, GOOD if right else AGAIN, _expected(item, question), question.why, words)


def unanswered(item: ReviewItem, question: ReviewQuestion) -> Assessment:
    """The assessment of a question of a quiz that was not answered, which counts as wrong."""
    return Assessment(False, AGAIN, _expected(item, question), question.why)


def _expected(item: ReviewItem, question: ReviewQuestion) -> str:
    return question.right if item.kind == "choice" else f"{question.answer:.6g}"


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
