"""What the welcome page shows: the learner's goal, what they know already, and their first exercise. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..course.model import Course, CoursePath, Lesson
from .learner_record import LearnerRecord
from .selfcheck import advice


@dataclass(frozen=True)
class TopicRating:
    """How well a learner once said they know a topic: 1, not at all, to 4, well."""

    at: datetime
    rating: int

    def document(self) -> dict[str, object]:
        """The rating as JSON."""
        return {"at": _time(self.at), "rating": self.rating}


@dataclass(frozen=True)
class Topic:
    """A topic of the self-check, which a lesson teaches.

    Attributes
    ----------
    lesson : Lesson
        The lesson.
    ratings : tuple of TopicRating
        The learner's ratings, oldest first.
    before : Lesson or None
        The first lesson on the learner's path that requires it.
    """

    lesson: Lesson
    ratings: tuple[TopicRating, ...]
    before: Lesson | None

    @property
    def advice(self) -> str | None:
        """The advice that follows from the last rating; None if there is none."""
        return advice(self.ratings[-1].rating) if self.ratings else None

    def document(self) -> dict[str, object]:
        """The topic as JSON."""
        lesson, before = self.lesson, self.before
        return {
            "id": lesson.id,
            "title": lesson.title,
            "minutes": lesson.minutes,
            "can_do": list(lesson.selfcheck),
            "ratings": [rating.document() for rating in self.ratings],
            "advice": self.advice,
            "before": None if before is None else {"id": before.id, "number": before.number, "title": before.title},
        }


@dataclass(frozen=True)
class FirstExercise:
    """The exercise with which a newcomer begins: its lesson, its status, and the number of attempts at it."""

    lesson: Lesson
    status: str
    attempts: int

    def document(self) -> dict[str, object]:
        """The exercise as JSON."""
        exercise = self.lesson.exercises[0]
        return {
            "lesson": self.lesson.id,
            "exercise": exercise.id,
            "title": exercise.title,
            "minutes": self.lesson.minutes,
            "status": self.status,
            "attempts": self.attempts,
        }


@dataclass(frozen=True)
class WelcomePage:
    """What the welcome page shows.

    Attributes
    ----------
    begun : bool
        Whether the learner has done anything yet.
    goal : str or None
        The path that the learner has chosen.
    goal_at : datetime or None
        When they chose, if only to choose later.
    paths : tuple of CoursePath
        The paths through the course.
    topics : tuple of Topic
        The topics of the self-check whose tutorials have been written.
    first : FirstExercise or None
        The first exercise.
    """

    begun: bool
    goal: str | None
    goal_at: datetime | None
    paths: tuple[CoursePath, ...]
    topics: tuple[Topic, ...]
    first: FirstExercise | None

    def document(self) -> dict[str, object]:
        """The page as JSON."""
        return {
            "begun": self.begun,
            "goal": {
                "chosen": self.goal,
                "at": None if self.goal_at is None else _time(self.goal_at),
                "paths": [{"id": path.id, "title": path.title, "summary": path.summary} for path in self.paths],
            },
            "topics": [topic.document() for topic in self.topics],
            "first": None if self.first is None else self.first.document(),
        }


def welcome(course: Course, record: LearnerRecord) -> WelcomePage:
    """What the welcome page shows.

    Parameters
    ----------
    course, record : Course, LearnerRecord
        The course, and what the learner has done.
    """
    goals = [event.at for event in record.events if event.kind == "goal"]
    first = course.first_steps
    return WelcomePage(
        begun=bool(record.tallies or record.events or record.visit),
        goal=record.goal,
        goal_at=goals[-1] if goals else None,
        paths=course.paths,
        topics=tuple(_topic(lesson, course, record) for lesson in course.lessons if lesson.selfcheck and lesson.ready),
        first=None
        if first is None or not first.exercises
        else FirstExercise(first, record.status(first.exercises[0]), record.count(first.exercises[0].id)),
    )


def _topic(lesson: Lesson, course: Course, record: LearnerRecord) -> Topic:
    ratings = tuple(
        TopicRating(event.at, event.data["rating"])
        for event in record.events
        if event.kind == "selfcheck" and event.subject == lesson.id
    )
    return Topic(lesson, ratings, _first_that_needs(lesson, course, record))


def _first_that_needs(lesson: Lesson, course: Course, record: LearnerRecord) -> Lesson | None:
    """The first lesson on the learner's path that requires a topic and is not one of the self-check's topics itself."""
    path = next((path.lessons for path in course.paths if path.id == record.goal), None)
    road = list(course.lessons) if path is None else [course.lesson(name) for name in path]
    return next((other for other in road if lesson.id in other.prerequisites and not other.selfcheck), None)


def _time(at: datetime) -> str:
    return f"{at.isoformat(timespec='seconds')}Z"
