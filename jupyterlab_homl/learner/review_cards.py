"""The learner's cards of people and terms, lent to the review."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from ..errors import HomlError
from ..progress.review import ReviewCard
from ..workspace.notes.cards import Card, Deck
from ..workspace.notes.folder import NotesFolder
from .notes import CARDS


def review_cards(workspace: Path) -> list[ReviewCard]:
    """The cards of a workspace that have something on their back; none where the file cannot be read.

    That a file cannot be read is said where it is shown, in the notes; the course must not wait for it.
    """
    with contextlib.suppress(HomlError, OSError, ValueError):
        cards = Deck(NotesFolder(workspace).read(CARDS).text).cards()
        return [ReviewCard(card.id, _front(card), back, _made(card)) for card in cards if card.id and (back := _back(card))]
    return []


def _front(card: Card) -> str:
    return f"**{card.name}**"


def _back(card: Card) -> str:
    return "\n\n".join(part for part in (card.also, card.who, card.what, card.met) if part.strip())


def _made(card: Card) -> datetime:
    """The day on which it was made; one without a date has been there long enough."""
    with contextlib.suppress(ValueError):
        year, month, day = map(int, (card.date or "").split("-"))
        return datetime(year, month, day, 12, tzinfo=UTC)
    return datetime(2000, 1, 1, tzinfo=UTC)
