"""A learner's cards of people, terms and papers, and the cards that the course offers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..course.review_items import CourseCard
from ..errors import Conflict, HomlError, NotFound
from ..workspace.notes.blocks import GIVEN_ID
from ..workspace.notes.cards import Card, Deck, slug
from ..workspace.notes.folder import FOLDER
from ..workspace.notes.language import language
from .notes import CARDS, Notes

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_TEXTS = ("also", "who", "what", "met", "note")


@dataclass(frozen=True)
class CardsListing:
    """The cards of a learner, and those that the course offers.

    Attributes
    ----------
    own : tuple of Card
        The learner's cards.
    offered : tuple of CourseCard
        The course's.
    """

    own: tuple[Card, ...]
    offered: tuple[CourseCard, ...]

    def document(self) -> dict[str, object]:
        """The listing as JSON; of the course's cards it says whether the learner has them."""
        have = {card.id for card in self.own}
        return {
            "cards": [card.document() for card in self.own],
            "course": [{**asdict(card), "lang": language(card.also), "have": card.id in have} for card in self.offered],
        }


class Cards:
    """The cards of one workspace.

    Parameters
    ----------
    notes : Notes
        The notes whose folder they are in.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def deck(self) -> Deck:
        """The learner's cards."""
        return Deck(self._notes.folder.read(CARDS).text)

    def listing(self) -> CardsListing:
        """The learner's cards and the course's."""
        return CardsListing(tuple(self.deck().cards()), self._notes.library.course.cards)

    def create(self, wanted: dict[str, Any]) -> Card:
        """Add a card: one of the course's, by its id in ``course``, or one of the learner's own.

        Raises
        ------
        NotFound
            If the course has no such card.
        """
        taken_over = wanted.get("course")
        today = self._notes.folder.today
        if taken_over is not None:
            known = next((card for card in self._notes.library.course.cards if card.id == taken_over), None)
            if known is None:
                raise NotFound("The course has no card “{card}”.", card=taken_over)
            card = Card(known.name, known.kind, known.also, known.who, known.what, known.met, date=today, id=known.id)
        else:
            given = wanted.get("date")
            date = given if given and _DATE.fullmatch(given) else today
            card = self._card(wanted, Card(name="", date=date))

        def edit(deck: Deck) -> Deck:
            taken = [other.id for other in deck.cards()]
            if taken_over is not None and card.id in taken:
                added.append(card.id)
                return deck
            added.append(card.id if card.id and card.id not in taken else slug(card.name, taken))
            return deck.with_card(replace(card, id=added[-1]))

        added: list[str] = []
        self._change(edit)
        return self._find(self.deck(), added[-1])

    def save(self, name: str, wanted: dict[str, Any]) -> Card:
        """Change a card.

        Raises
        ------
        NotFound
            If it is no longer there.
        Conflict
            If it was changed in the file since ``version`` was read.
        """

        def edit(deck: Deck) -> Deck:
            old = self._find(deck, name, wanted.get("version"))
            self._notes.folder.keep_deleted(CARDS, old.raw)
            return deck.changed(old, self._card(wanted, old))

        self._change(edit)
        return self._find(self.deck(), name)

    def delete(self, name: str, seen: str) -> Card:
        """Delete a card and return it; its text is kept in a dated file."""
        deleted: list[Card] = []

        def edit(deck: Deck) -> Deck:
            old = self._find(deck, name, seen)
            deleted.append(old)
            self._notes.folder.keep_deleted(CARDS, old.raw)
            return deck.without(old)

        self._change(edit)
        return deleted[-1]

    def _change(self, edit: Callable[[Deck], Deck]) -> None:
        with self._notes.lock:
            self._notes.workspace.prepare()
            self._notes.folder.update(CARDS, lambda text: edit(Deck(text or "# Cards\n")).text)

    def _card(self, wanted: dict[str, Any], old: Card) -> Card:
        values = {key: wanted.get(key, getattr(old, key)) for key in ("name", "kind", "id", *_TEXTS)}
        values["name"] = " ".join(values["name"].replace("^", "").split())
        if not values["name"]:
            raise HomlError("A card needs a name: whom or what is it about?")
        if old.id:
            values["id"] = old.id
        elif not GIVEN_ID.fullmatch(values["id"]):
            values["id"] = ""  # it gets an id made from its name
        return replace(old, **values)

    def _find(self, deck: Deck, name: str, seen: str | None = None) -> Card:
        found = deck.find(name)
        if found is None:
            raise NotFound(
                "This card is not in {path} any more. Save it as a new one to keep your text.", path=f"{FOLDER}/{CARDS}"
            )
        if seen is not None and seen != found.version:
            raise Conflict(
                "This card was changed in {path} since you opened it. Copy your text and open the changed one.",
                path=f"{FOLDER}/{CARDS}",
            )
        return found
