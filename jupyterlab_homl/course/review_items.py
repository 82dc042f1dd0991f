"""Two-minute questions and cards, as plain frozen data: what `review.toml`, `people.toml` and `terms.toml` hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

#: Kinds of items: one of several choices, a number, a card that the learner rates.
ITEM_KINDS = ("choice", "number", "card")

#: The longest that an item may take, in seconds.
MOST_SECONDS = 120


@dataclass(frozen=True)
class WrongChoice:
    """A wrong choice, and why it is tempting or what to look at."""

    text: str
    why: str


@dataclass(frozen=True)
class Mistake:
    """A wrong number that a usual mistake leads to, and what to tell about it."""

    value: float
    why: str


@dataclass(frozen=True)
class Option:
    """A choice as it is shown: a letter, its words, what to tell who takes it, and whether it is right."""

    id: str
    text: str
    why: str
    right: bool


@dataclass(frozen=True)
class ReviewQuestion:
    """One case of an item.

    Attributes
    ----------
    text : str
        The question in Markdown; of a card the front.
    why : str
        The reason for the right answer; of a card the back.
    right : str
        The right choice; empty for other kinds.
    tempting : tuple of WrongChoice
        The wrong choices.
    answer, tolerance : float or None
        The right number, and how far from it is right as well.
    check : str
        A NumPy expression that gives the number.
    mistakes : tuple of Mistake
        Numbers that usual mistakes lead to.
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
        """The choices in an order that gives nothing away and is always the same."""
        choices = [(choice.text, choice.why, False) for choice in self.tempting]
        if self.right:
            choices.append((self.right, self.why, True))
        choices.sort(key=lambda choice: hashlib.sha256(f"{self.text}\n{choice[0]}".encode()).digest())
        return tuple(Option("abcdefgh"[place], *choice) for place, choice in enumerate(choices))


@dataclass(frozen=True)
class ReviewItem:
    """One idea to be asked for again and again, each time by another of its questions.

    Attributes
    ----------
    id : str
        Unique in the course.
    skill : str
        The lesson's skill that it is about.
    kind : str
        One of `ITEM_KINDS`.
    seconds : int
        How long it takes.
    variants : tuple of ReviewQuestion
        Two or more.
    """

    id: str
    skill: str
    kind: str
    seconds: int
    variants: tuple[ReviewQuestion, ...]

    def variant(self, turn: int) -> ReviewQuestion:
        """What is asked when it has been answered so often before."""
        return self.variants[turn % len(self.variants)]


@dataclass(frozen=True)
class CourseCard:
    """A person or a term that the course has a card of.

    Attributes
    ----------
    id, kind, name : str
        What it is known by, ``person`` or ``term``, and whom or what it is about.
    also : str
        The name in another language.
    who, what, met : str
        Who that is, what it means or is known for, where it is met.
    """

    id: str
    kind: str
    name: str
    also: str
    who: str
    what: str
    met: str
