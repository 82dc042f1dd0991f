"""What is to be reviewed, and when: items of skills and the learner's own cards, spaced by FSRS. Pure.

Nothing is stored but the answers: each item's memory is rebuilt from them every time, without any chance in it, so that the
same answers always give the same dates. An item comes into review on the learning day after its skill first was familiar (a
skill's second item two days later, and so on), and is never due twice on a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ..course.model import Course, Lesson
from ..course.review_items import ReviewItem, ReviewQuestion
from .days import aware, day_of, start_of
from .history import Event
from .mastery import Standings

if TYPE_CHECKING:
    from fsrs import Scheduler

#: The longest that a session takes, in seconds.
SESSION_SECONDS = 600

#: How many questions a fast track's quiz has.
QUIZ_ITEMS = 10

#: Ratings as FSRS has them.
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

#: What the ids of the learner's own cards begin with.
CARD = "card:"

_CARD_SECONDS = 30
_BETWEEN_ITEMS = 2


@dataclass(frozen=True)
class ReviewCard:
    """A card that a learner has made: what other parts of the product put into the queue.

    Attributes
    ----------
    id : str
        Without the ``card:`` that its review events begin with.
    front, back : str
        In Markdown.
    made : datetime
        When, in UTC; it is due the day after.
    """

    id: str
    front: str
    back: str
    made: datetime


@dataclass(frozen=True)
class Entry:
    """An item as it stands: when it is due, and how often it has been answered.

    Attributes
    ----------
    item : ReviewItem
        What is asked.
    lesson : Lesson or None
        Where it belongs; None for a learner's own card.
    turn : int
        How often it has been answered; says which variant is next.
    due : date or None
        The learning day on which it is due; None while its skill is not known well enough to be reviewed.
    """

    item: ReviewItem
    lesson: Lesson | None
    turn: int
    due: date | None

    @property
    def question(self) -> ReviewQuestion:
        """What is asked this time."""
        return self.item.variant(self.turn)

    @property
    def topic(self) -> tuple[str, str]:
        """The lesson and the skill, by which a session is mixed."""
        return (self.lesson.id if self.lesson else "", self.item.skill)


class Schedule:
    """All items with their dates.

    Parameters
    ----------
    course : Course
        The road.
    standings : Standings
        How well each skill is known.
    events : iterable of Event
        The answers: kinds ``review`` and ``fasttrack``; others are left out.
    cards : sequence of ReviewCard
        The learner's own.
    zone : tzinfo, optional
        Where the learner's days begin and end.
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
                entered = standings[lesson.id, item.skill].entered
                wait = 1 + _BETWEEN_ITEMS * numbers[item.skill]
                numbers[item.skill] += 1
                self._add(item, lesson, entered, wait)
        for card in cards:
            own = ReviewQuestion(card.front, card.back)
            self._add(ReviewItem(CARD + card.id, "", "card", _CARD_SECONDS, (own,)), None, card.made, 1)

    def _add(self, item: ReviewItem, lesson: Lesson | None, entered: datetime | None, wait: int) -> None:
        answers = self._answers.get(item.id, [])
        due = None
        if answers and (entered is not None or lesson is None):
            due = day_of(due_after(tuple(answers)), self._zone)
        elif entered is not None:
            due = day_of(entered, self._zone) + timedelta(days=wait)
        self.entries[item.id] = Entry(item, lesson, len(answers), due)

    def due(self, now: datetime) -> list[Entry]:
        """What is due on this learning day, the longest due first."""
        today = day_of(now, self._zone)
        found = [entry for entry in self.entries.values() if entry.due is not None and entry.due <= today]
        return sorted(found, key=lambda entry: (entry.due, entry.item.id))

    def next(self, now: datetime) -> datetime | None:
        """When something is due again after this learning day, in UTC."""
        today = day_of(now, self._zone)
        days = [entry.due for entry in self.entries.values() if entry.due is not None and entry.due > today]
        return start_of(min(days), self._zone) if days else None

    def comes_again(self, item_id: str) -> datetime | None:
        """When an item is due, in UTC."""
        due = self.entries[item_id].due
        return None if due is None else start_of(due, self._zone)


def session(entries: Sequence[Entry], seconds: int = SESSION_SECONDS) -> list[Entry]:
    """What one sitting asks, mixed.

    Parameters
    ----------
    entries : sequence of Entry
        What is due, the most urgent first.
    seconds : int
        The longest that it takes.
    """
    chosen, left = [], seconds
    for entry in entries:
        if entry.item.seconds > left:
            break
        chosen.append(entry)
        left -= entry.item.seconds
    return mixed(chosen)


def mixed(entries: Sequence[Entry]) -> list[Entry]:
    """The same in an order in which no two of a skill follow each other where that can be avoided.

    The skill with the most left comes first, another lesson before the same one, then what was first before.
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
    """The quiz of a lesson's fast track: one question a skill that its exercise does not prove, then another, up to ten."""
    exercise = next((found for found in lesson.exercises if found.id == lesson.fast_track), None)
    own = exercise.skills if exercise else ()
    rest = [skill for skill in lesson.skills if skill not in own]
    by_skill = {skill: [item for item in lesson.review if item.skill == skill and item.kind != "card"] for skill in rest}
    rounds = [items[n] for n in range(QUIZ_ITEMS) for items in by_skill.values() if n < len(items)]
    return mixed([schedule.entries[item.id] for item in rounds[:QUIZ_ITEMS]])


def answers_by_item(events: Iterable[Event]) -> dict[str, list[tuple[datetime, int]]]:
    """When each item was answered, and its rating; those of fast tracks too."""
    found: dict[str, list[tuple[datetime, int]]] = {}
    for event in events:
        if event.kind == "review":
            found.setdefault(event.subject, []).append((event.at, _rating(event.data)))
        elif event.kind == "fasttrack" and isinstance(event.data.get("items"), dict):
            for item, right in event.data["items"].items():
                found.setdefault(item, []).append((event.at, GOOD if right else AGAIN))
    return found


def _rating(data: dict[str, Any]) -> int:
    rating = data.get("rating")
    if isinstance(rating, int) and AGAIN <= rating <= EASY:
        return rating
    return GOOD if data.get("right") else AGAIN


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # No steps within a day: what was missed comes again the next day. No fuzz: the same answers give the same dates.
    return Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)


@lru_cache(maxsize=4096)
def due_after(answers: tuple[tuple[datetime, int], ...]) -> datetime:
    """When an item is due that has been answered so.

    Parameters
    ----------
    answers : tuple of pairs
        When, in UTC, and the rating; oldest first, one at least.
    """
    from fsrs import Card, Rating

    card = Card(card_id=0, due=aware(answers[0][0]))
    for at, rating in answers:
        card, _ = _scheduler().review_card(card, Rating(rating), aware(at).astimezone(UTC))
    return card.due
