"""The content of `review.toml`, `people.toml` and `terms.toml` as frozen values: short review questions and cards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

#: The kinds of review items: a choice, a number, a flash card that the learner rates.
ITEM_KINDS = ("choice", "number", "card")

#: The most time that an item may take, in seconds.
MOST_SECONDS = 120


@dataclass(frozen=True)
class WrongChoice:
    """A wrong choice, and the explanation for whoever picks it."""

    text: str
    why: str


@dataclass(frozen=True)
class Mistake:
    """A wrong number that a common mistake leads to, and the explanation of that mistake."""

    value: float
    why: str


@dataclass(frozen=True)
class Option:
    """A choice as it is shown.

    Attributes
    ----------
    id : str
        Its letter.
    text, why : str
        The choice, and the explanation for whoever picks it.
    right : bool
        Whether it is the right one.
    """

    id: str
    text: str
    why: str
    right: bool


@dataclass(frozen=True)
class ReviewQuestion:
    """One of the questions that an item can ask.

    Attributes
    ----------
    text : str
        The question, or the front of a card, in Markdown.
    why : str
        The reason for the right answer, or the back of a card.
    right : str
        The right choice; empty for other kinds.
    tempting : tuple of WrongChoice
        The wrong choices.
    answer, tolerance : float or None
        The right number, and how far from it an answer may be.
    check : str
        A NumPy expression that evaluates to the number, by which the tests of the content check it.
    mistakes : tuple of Mistake
        Numbers that common mistakes lead to.
    """

    text: str
    why: str
    right: str = ""
    tempting: tuple[WrongChoice, ...] = ()
    answer: float | None = None
    tolerance: float | None = None
    check: str = ""
    mistakes: tuple[Mistake, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """All choices in a shuffled order that is the same each time."""
        choices = [(choice.text, choice.why, False) for choice in self.tempting]
        if self.right:
            choices.append((self.right, self.why, True))
        choices.sort(key=lambda choice: hashlib.sha256(f"{self.text}\n{choice[0]}".encode()).digest())
        return tuple(Option("abcdefgh"[place], *choice) for place, choice in enumerate(choices))


@dataclass(frozen=True)
class ReviewItem:
    """One idea that is reviewed again and again, each time with the next of its questions.

    Attributes
    ----------
    id : str
        Unique in the course.
    skill : str
        The skill of its lesson that it reviews.
    kind : str
        One of `ITEM_KINDS`.
    seconds : int
        How long it takes to answer.
    variants : tuple of ReviewQuestion
        Its questions, two or more.
    """

    id: str
    skill: str
    kind: str
    seconds: int
    variants: tuple[ReviewQuestion, ...]

    def variant(self, turn: int) -> ReviewQuestion:
        """The question to ask after the item has been answered `turn` times."""
        return self.variants[turn % len(self.variants)]


@dataclass(frozen=True)
class CourseCard:
    """A card that comes with the course, for a person or a term.

    Attributes
    ----------
    id : str
        Unique among the cards of the course.
    kind : str
        ``person`` or ``term``.
    name, also : str
        The name, and the name in another language.
    who, what, met : str
        Who the person is, what the term means or the person is known for, and where the course mentions it.
    """

    id: str
    kind: str
    name: str
    also: str
    who: str
    what: str
    met: str
