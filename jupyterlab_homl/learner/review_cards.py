"""A learner's cards in the form in which the review asks them."""

from __future__ import annotations

import contextlib
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..errors import HomlError
from ..progress.review import ReviewCard
from ..workspace.notes.cards import Card, Deck
from ..workspace.notes.folder import NotesFolder
from .notes import CARDS


def review_cards(workspace: Path) -> tuple[ReviewCard, ...]:
    """The cards of a workspace that have something on their back; none if their file cannot be read.

    An unreadable file must not break the course and the reviews; the notes report it.
    """
    with contextlib.suppress(HomlError, OSError, ValueError):
        return _cards(NotesFolder(workspace).read(CARDS).text)
    return ()


@lru_cache(1)
def _cards(text: str) -> tuple[ReviewCard, ...]:
    return tuple(
        ReviewCard(card.id, _front(card), back, _made(card))
        for card in Deck(text).cards()
        if card.id and (back := _back(card))
    )


def _front(card: Card) -> str:
    return f"**{card.name}**"


def _back(card: Card) -> str:
    return "\n\n".join(part for part in (card.also, card.who, card.what, card.met) if part.strip())


def _made(card: Card) -> date:
    """The day on which a card was made; a card without a date is old enough to be due."""
    with contextlib.suppress(ValueError):
        year, month, day = map(int, (card.date or "").split("-"))
        return date(year, month, day)
    return date(2000, 1, 1)
