"""Judging an answer to a review question. Pure."""

from __future__ import annotations

import math
from typing import Any

from ..course.review_items import ReviewItem, ReviewQuestion
from ..errors import HomlError
from .review import AGAIN, EASY, GOOD, HARD


def assess(item: ReviewItem, question: ReviewQuestion, body: dict[str, Any]) -> dict[str, Any]:
    """Whether an answer is right, what is, and why; and the rating that its date follows from.

    Raises
    ------
    HomlError
        If the answer is not of the item's kind.
    """
    if item.kind == "card":
        rating = body.get("rating")
        if not isinstance(rating, int) or isinstance(rating, bool) or rating not in (AGAIN, HARD, GOOD, EASY):
            raise HomlError("A card is rated by `rating`: 1 again, 2 hard, 3 good, 4 easy.")
        return {"right": rating != AGAIN, "rating": rating, "expected": question.why, "words": None, "why": question.why}
    answer, words, right = body.get("answer"), "", False
    if item.kind == "choice":
        options = {option.id: option for option in question.options}
        if not body.get("missing"):
            if answer not in options:
                raise HomlError("`answer` is one of {letters}.", letters=", ".join(options))
            right = options[str(answer)].right
            words = "" if right else options[str(answer)].why
        expected = question.right
    else:
        if not body.get("missing"):
            if isinstance(answer, bool) or not isinstance(answer, int | float) or not math.isfinite(answer):
                raise HomlError("`answer` is a number.")
            right, words = right_number(question, float(answer))
        expected = f"{question.answer:.6g}"
    return {
        "right": right,
        "rating": GOOD if right else AGAIN,
        "expected": expected,
        "words": words or None,
        "why": question.why,
    }


def right_number(question: ReviewQuestion, answer: float) -> tuple[bool, str]:
    """Whether a number is near enough, and else the words for a usual mistake."""
    tolerance = (question.tolerance or 0.0) + 1e-9 * max(1.0, abs(question.answer or 0.0))
    if abs(answer - (question.answer or 0.0)) <= tolerance:
        return True, ""
    return False, next((mistake.why for mistake in question.mistakes if abs(answer - mistake.value) <= tolerance), "")
