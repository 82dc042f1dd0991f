"""What the review shows, as values with their JSON documents: questions, results, levels, and the evidence for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from ..course.model import Exercise, Lesson
from ..progress.assessment import Assessment
from ..progress.mastery import Standing, Standings
from ..progress.review import Entry
from ..toolkit.messages import Message

_STEPS_SHOWN = 8


@dataclass(frozen=True)
class DueReviews:
    """How many items are due today, and when the next ones after today are."""

    due: int
    next: datetime | None

    def document(self) -> dict[str, object]:
        """As JSON."""
        return {"due": self.due, "next": iso(self.next)}


@dataclass(frozen=True)
class ReviewSession:
    """What a learner is asked at once on a learning day."""

    reviews: DueReviews
    items: tuple[Entry, ...]
    today: date

    def document(self) -> dict[str, object]:
        """The session as JSON."""
        items = [{**question_document(entry), "due": entry.is_due(self.today)} for entry in self.items]
        return {**self.reviews.document(), "items": items}


@dataclass(frozen=True)
class CardBack:
    """The back of a card: the item's id, how often it has been answered, and the text in Markdown."""

    id: str
    turn: int
    back: str

    def document(self) -> dict[str, object]:
        """The back as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class LevelChange:
    """How an answer changed the level of its skill."""

    skill: str
    before: str
    after: str

    def document(self) -> dict[str, object]:
        """The change as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class ReviewResult:
    """What an answer in a review came to.

    Attributes
    ----------
    id : str
        The item's id.
    assessment : Assessment
        Whether the answer is right, and why.
    due : datetime or None
        When the item is due again.
    level : LevelChange or None
        What it did to the skill; None for a learner's own card.
    reviews : DueReviews
        What is left to review.
    """

    id: str
    assessment: Assessment
    due: datetime | None
    level: LevelChange | None
    reviews: DueReviews

    def document(self) -> dict[str, object]:
        """The result as JSON."""
        return {
            "id": self.id,
            **self.assessment.document(),
            "due": iso(self.due),
            "level": None if self.level is None else self.level.document(),
            "review": self.reviews.document(),
        }


@dataclass(frozen=True)
class SkillLevel:
    """The level of a skill."""

    name: str
    level: str

    def document(self) -> dict[str, object]:
        """The level as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class FastTrack:
    """The fast track of a lesson: its exercise and its quiz.

    Attributes
    ----------
    lesson : Lesson
        The lesson.
    exercise : Exercise
        The exercise.
    exercise_skills : tuple of SkillLevel
        The skills that it proves.
    passed : bool
        Whether it is passed.
    skills : tuple of SkillLevel
        The skills that the quiz proves.
    turn : int
        How often the quiz has been taken.
    practice : bool
        Whether the quiz is mere practice today.
    needed : int
        How many answers must be right.
    items : tuple of Entry
        The quiz.
    """

    lesson: Lesson
    exercise: Exercise
    exercise_skills: tuple[SkillLevel, ...]
    passed: bool
    skills: tuple[SkillLevel, ...]
    turn: int
    practice: bool
    needed: int
    items: tuple[Entry, ...]

    def document(self) -> dict[str, object]:
        """The fast track as JSON."""
        return {
            "lesson": self.lesson.id,
            "title": self.lesson.title,
            "exercise": {
                "id": self.exercise.id,
                "number": self.exercise.number,
                "title": self.exercise.title,
                "minutes": self.exercise.minutes,
                "level": self.exercise.level,
                "skills": [skill.document() for skill in self.exercise_skills],
                "passed": self.passed,
            },
            "skills": [skill.document() for skill in self.skills],
            "turn": self.turn,
            "practice": self.practice,
            "needed": self.needed,
            "items": [question_document(entry) for entry in self.items],
        }


@dataclass(frozen=True)
class FastTrackResult:
    """What the answers to the quiz of a fast track came to.

    Attributes
    ----------
    lesson : str
        The lesson's id.
    needed : int
        How many answers must be right.
    passed : bool
        Whether enough were.
    practice : bool
        Whether the quiz was mere practice.
    results : tuple of (Entry, Assessment)
        The items with the assessment of their answers.
    skills : tuple of SkillLevel
        The skills that were asked.
    proved : tuple of str
        Those of them that the quiz proved.
    """

    lesson: str
    needed: int
    passed: bool
    practice: bool
    results: tuple[tuple[Entry, Assessment], ...]
    skills: tuple[SkillLevel, ...]
    proved: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """The result as JSON."""
        return {
            "lesson": self.lesson,
            "right": sum(result.right for _, result in self.results),
            "total": len(self.results),
            "needed": self.needed,
            "passed": self.passed,
            "practice": self.practice,
            "items": [
                {"id": entry.item.id, "skill": entry.item.skill, **result.document(), "rating": result.rating}
                for entry, result in self.results
            ],
            "skills": [{**skill.document(), "proved": skill.name in self.proved} for skill in self.skills],
        }


@dataclass(frozen=True)
class SkillEvidence:
    """A skill with the evidence for its level.

    Attributes
    ----------
    name : str
        The skill.
    standing : Standing
        Its level and how the learner got there.
    exercises : tuple of (Exercise, str)
        The exercises that train it, with their statuses.
    items, due : int
        How many review questions it has, and how many of them are due.
    next : datetime or None
        When the next one is.
    """

    name: str
    standing: Standing
    exercises: tuple[tuple[Exercise, str], ...]
    items: int
    due: int
    next: datetime | None

    def document(self) -> dict[str, object]:
        """The skill as JSON."""
        return {
            "name": self.name,
            **_standing_document(self.standing),
            "exercises": [
                {"id": exercise.id, "number": exercise.number, "title": exercise.title, "status": status}
                for exercise, status in self.exercises
            ],
            "review": {"items": self.items, "due": self.due, "next": iso(self.next)},
        }


@dataclass(frozen=True)
class LessonSkills:
    """The skills of a lesson, and whether its fast track has a quiz."""

    lesson: Lesson
    skills: tuple[SkillEvidence, ...]
    has_quiz: bool

    def document(self) -> dict[str, object]:
        """The lesson as JSON."""
        return {
            "id": self.lesson.id,
            "number": self.lesson.number,
            "title": self.lesson.title,
            "skills": [skill.document() for skill in self.skills],
            "fast_track": self.has_quiz,
        }


@dataclass(frozen=True)
class SkillsListing:
    """The skills of all lessons, and what is to be reviewed."""

    reviews: DueReviews
    lessons: tuple[LessonSkills, ...]

    def document(self) -> dict[str, object]:
        """The listing as JSON."""
        return {"review": self.reviews.document(), "lessons": [lesson.document() for lesson in self.lessons]}


def question_document(entry: Entry) -> dict[str, object]:
    """The question that an item asks next as JSON, without the answer."""
    question = entry.question
    return {
        "id": entry.item.id,
        "lesson": entry.lesson.id if entry.lesson else None,
        "skill": entry.item.skill or None,
        "kind": entry.item.kind,
        "seconds": entry.item.seconds,
        "turn": entry.turn,
        "question": question.text,
        "options": [{"id": option.id, "text": option.text} for option in question.options],
    }


def _standing_document(standing: Standing) -> dict[str, object]:
    """A level as JSON, with the evidence for it, newest first."""
    steps = standing.steps[-_STEPS_SHOWN:][::-1]
    because = steps[0].because if steps else Message("You have not tried this yet.")
    return {
        "level": standing.level,
        "held": standing.held is not None,
        "evidence": because.document(),
        "at": iso(steps[0].at) if steps else None,
        "steps": [{"at": iso(step.at), "level": step.level, "because": step.because.document()} for step in steps],
    }


def skill_levels(known: Standings, lesson: Lesson, names: Iterable[str]) -> tuple[SkillLevel, ...]:
    """The levels of some skills of a lesson."""
    return tuple(SkillLevel(name, known[lesson.id, name].level) for name in names)


def level_change(before: Standings, after: Standings, lesson: Lesson | None, skill: str) -> LevelChange | None:
    """How an answer changed the level of its skill; None for a learner's own card."""
    if lesson is None:
        return None
    key = (lesson.id, skill)
    return LevelChange(skill, before[key].level, after[key].level)


def iso(at: datetime | None) -> str | None:
    """A time in UTC in ISO format."""
    if at is None:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")
