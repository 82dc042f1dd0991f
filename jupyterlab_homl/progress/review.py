"""The schedule of reviews: what is due when, spaced by FSRS. Pure functions.

Only the answers are stored. The state of each item's memory is rebuilt from them every time, without randomness, so the same
answers always give the same dates. An item is first due on the learning day after its skill became familiar (the second item
of the skill two days later, and so on), and is never due twice on a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ..course.model import Course, Lesson
from ..course.review_items import ReviewItem, ReviewQuestion
from .days import aware, day_of, start_of
from .history import Event
from .mastery import Standings

if TYPE_CHECKING:
    from fsrs import Scheduler

#: The most time that a session takes, in seconds.
SESSION_SECONDS = 600

#: The most questions in the quiz of a fast track.
QUIZ_ITEMS = 10

#: FSRS's ratings.
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

#: The prefix of the ids that the learner's cards have in the review.
CARD = "card:"

_CARD_SECONDS = 30
_BETWEEN_ITEMS = 2


@dataclass(frozen=True)
class ReviewCard:
    """A learner's own card as the review asks it.

    Attributes
    ----------
    id : str
        The card's id, without the prefix ``card:`` that it has in events.
    front, back : str
        In Markdown.
    made : date
        The day on which it was made, where the learner was; it is first due the day after.
    """

    id: str
    front: str
    back: str
    made: date


@dataclass(frozen=True)
class Entry:
    """An item in the schedule.

    Attributes
    ----------
    item : ReviewItem
        The item.
    lesson : Lesson or None
        Its lesson; None for a learner's own card.
    turn : int
        How often it has been answered, which decides the question to ask next.
    due : date or None
        The learning day on which it is due; None while its skill is not yet familiar.
    """

    item: ReviewItem
    lesson: Lesson | None
    turn: int
    due: date | None

    def is_due(self, today: date) -> bool:
        """Whether it is due on this learning day; answering it before is practice, which lowers no level."""
        return self.due is not None and self.due <= today

    @property
    def question(self) -> ReviewQuestion:
        """The question to ask next."""
        return self.item.variant(self.turn)

    @property
    def topic(self) -> tuple[str, str]:
        """The ids of lesson and skill, by which a session is interleaved."""
        return (self.lesson.id if self.lesson else "", self.item.skill)


class Schedule:
    """All items with the days on which they are due.

    Parameters
    ----------
    course : Course
        The course.
    standings : Standings
        How well each skill is known.
    events : iterable of Event
        What the learner did; the kinds ``review`` and ``fasttrack`` are the answers.
    cards : sequence of ReviewCard
        The learner's own cards.
    zone : tzinfo, optional
        The learner's time zone; by default the machine's.
    """

    def __init__(
        self,
        course: Course,
        standings: Standings,
        events: Iterable[Event],
        cards: Sequence[ReviewCard] = (),
        zone: tzinfo | None = None,
    ) -> None:
        self._zone = zone
        self._answers = answers_by_item(events)
        self.entries: dict[str, Entry] = {}
        for lesson in course.lessons:
            numbers: Counter[str] = Counter()
            for item in lesson.review:
                since = standings[lesson.id, item.skill].entered
                entered = None if since is None else day_of(since, zone)
                wait = 1 + _BETWEEN_ITEMS * numbers[item.skill]
                numbers[item.skill] += 1
                self._add(item, lesson, entered, wait)
        for card in cards:
            own = ReviewQuestion(card.front, card.back)
            self._add(ReviewItem(CARD + card.id, "", "card", _CARD_SECONDS, (own,)), None, card.made, 1)

    def _add(self, item: ReviewItem, lesson: Lesson | None, entered: date | None, wait: int) -> None:
        answers = self._answers.get(item.id, [])
        due = None
        if answers and (entered is not None or lesson is None):
            due = day_of(due_after(tuple(answers)), self._zone)
        elif entered is not None:
            due = entered + timedelta(days=wait)
        self.entries[item.id] = Entry(item, lesson, len(answers), due)

    def due(self, now: datetime) -> list[Entry]:
        """What is due on the learning day of this time, the longest overdue first."""
        today = day_of(now, self._zone)
        found = [entry for entry in self.entries.values() if entry.is_due(today)]
        return sorted(found, key=lambda entry: (entry.due, entry.item.id))

    def next(self, now: datetime) -> datetime | None:
        """The next time, in UTC, after this learning day when something is due."""
        today = day_of(now, self._zone)
        days = [entry.due for entry in self.entries.values() if entry.due is not None and entry.due > today]
        return start_of(min(days), self._zone) if days else None

    def due_at(self, item_id: str) -> datetime | None:
        """The time, in UTC, when an item is due."""
        due = self.entries[item_id].due
        return None if due is None else start_of(due, self._zone)


def session(entries: Sequence[Entry], seconds: int = SESSION_SECONDS) -> list[Entry]:
    """The items of one session, interleaved.

    Parameters
    ----------
    entries : sequence of Entry
        What is due, most urgent first.
    seconds : int
        The most time that it may take.
    """
    chosen, left = [], seconds
    for entry in entries:
        if entry.item.seconds > left:
            break
        chosen.append(entry)
        left -= entry.item.seconds
    return interleaved(chosen)


def interleaved(entries: Sequence[Entry]) -> list[Entry]:
    """The entries in an order in which, if possible, no two of the same skill follow each other.

    The skill with the most entries left comes first, then another lesson than the last, then the given order.
    """
    left = list(entries)
    result: list[Entry] = []
    while left:
        last = result[-1].topic if result else None
        counts = Counter(entry.topic for entry in left)
        best = min(
            range(len(left)),
            key=lambda n: (
                left[n].topic == last,
                -counts[left[n].topic],
                last is not None and left[n].topic[0] == last[0],
                n,
            ),
        )
        result.append(left.pop(best))
    return result


def quiz(lesson: Lesson, schedule: Schedule) -> list[Entry]:
    """The quiz of a lesson's fast track: questions on the skills that its exercise does not prove, in turn, at most ten."""
    exercise = next((found for found in lesson.exercises if found.id == lesson.fast_track), None)
    own = exercise.skills if exercise else ()
    rest = [skill for skill in lesson.skills if skill not in own]
    by_skill = {skill: [item for item in lesson.review if item.skill == skill and item.kind != "card"] for skill in rest}
    rounds = [items[n] for n in range(QUIZ_ITEMS) for items in by_skill.values() if n < len(items)]
    return interleaved([schedule.entries[item.id] for item in rounds[:QUIZ_ITEMS]])


def answers_by_item(events: Iterable[Event]) -> dict[str, list[tuple[datetime, int]]]:
    """When each item was answered, in a review or a fast track, and with which rating."""
    found: dict[str, list[tuple[datetime, int]]] = {}
    for event in events:
        if event.kind == "review":
            found.setdefault(event.subject, []).append((event.at, _rating(event.data)))
        elif event.kind == "fasttrack" and isinstance(event.data.get("items"), dict):
            for item, right in event.data["items"].items():
                found.setdefault(item, []).append((event.at, GOOD if right else AGAIN))
    return found


def _rating(data: Mapping[str, object]) -> int:
    rating = data.get("rating")
    if isinstance(rating, int) and AGAIN <= rating <= EASY:
        return rating
    return GOOD if data.get("right") else AGAIN


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # Without steps within a day, what was missed comes again the next day. Without fuzzing, dates are reproducible.
    return Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)


@lru_cache(maxsize=4096)
def due_after(answers: tuple[tuple[datetime, int], ...]) -> datetime:
    """When an item with these answers is due.

    Parameters
    ----------
    answers : tuple of pairs
        The time, in UTC, and the rating of each answer, oldest first; at least one.
    """
    from fsrs import Card, Rating

    card = Card(card_id=0, due=aware(answers[0][0]))
    for at, rating in answers:
        card, _ = _scheduler().review_card(card, Rating(rating), aware(at).astimezone(UTC))
    return card.due
