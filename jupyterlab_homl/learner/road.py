"""The learner's way through the course: marks, reading progress, the chosen path, the weekly goal, and the history by day."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import tzinfo

from ..course.model import CoursePath, Edition
from ..errors import HomlError
from ..progress.days import local_date
from .service import Service

MARKS = ("done", "skipped", "learning", "none")
SECTION_STATES = ("read", "run")


@dataclass(frozen=True)
class Atlas:
    """The paths through the course, and what is new in the book's editions."""

    paths: tuple[CoursePath, ...]
    editions: tuple[Edition, ...]

    def document(self) -> dict[str, object]:
        """The atlas as JSON."""
        return {
            "paths": [asdict(path) for path in self.paths],
            "editions": [asdict(edition) for edition in self.editions],
        }


@dataclass(frozen=True)
class Day:
    """The minutes of work, and the number of first passes, attempts and reviews of one day."""

    date: str
    minutes: int
    passed: int
    attempts: int
    reviews: int


@dataclass(frozen=True)
class DailyHistory:
    """What was done on each day on which something was, how many exercises the course has, and the goal for a week.

    `weekly_goal` is in minutes, None unless the learner has set one.
    """

    days: tuple[Day, ...]
    total: int
    weekly_goal: int | None

    def document(self) -> dict[str, object]:
        """The history as JSON."""
        return {"days": [asdict(day) for day in self.days], "total": self.total, "weekly_goal": self.weekly_goal}


@dataclass(frozen=True)
class Road:
    """The way of one learner through the course.

    Attributes
    ----------
    service : Service
        The learner's course and progress.
    """

    service: Service

    def mark(self, subject: str, state: str) -> None:
        """Store the mark that the learner gives an exercise or a lesson.

        Raises
        ------
        NotFound
            If there is neither an exercise nor a lesson with this id.
        HomlError
            If the state is none of `MARKS`.
        """
        if state not in MARKS:
            raise HomlError("`state` is one of {states}, not “{state}”.", states=", ".join(MARKS), state=state)
        course = self.service.library.course
        if not any(subject == lesson.id for lesson in course.all_lessons):
            course.find_exercise(subject)
        self.service.store.add_event("mark", subject, state=state)
        self._report_mark(subject)

    def mark_section(self, lesson_id: str, section: int, state: str) -> None:
        """Store that a section of a lesson was read or its cells were run.

        Raises
        ------
        NotFound
            If there is no such lesson or section.
        """
        lesson = self.service.library.course.ready_lesson(lesson_id)
        if state not in SECTION_STATES or not 1 <= section <= len(lesson.sections):
            raise HomlError(
                "{lesson} has sections 1 to {number}, which are `read` or `run`.",
                lesson=lesson_id,
                number=len(lesson.sections),
            )
        before = self.service.record()
        known = before.sections(lesson_id).get(section)
        if known in (state, "run") and before.place(lesson_id) == section:
            return
        self.service.store.add_event("section", f"{lesson_id}#{section}", state=state)
        if known not in (state, "run"):
            self._report_mark(lesson_id)  # a change of the place alone is reported with the next change

    def choose_path(self, goal: str) -> None:
        """Store which path the learner takes; an empty one means the whole course in its order.

        Raises
        ------
        HomlError
            If there is no such path.
        """
        course = self.service.library.course
        if goal and goal not in [path.id for path in course.paths]:
            raise HomlError(
                "There is no path “{path}”. The paths are: {known}.",
                path=goal,
                known=", ".join(path.id for path in course.paths),
            )
        self.service.store.add_event("goal", "", goal=goal or None)
        self._report_mark("")

    def set_weekly_goal(self, minutes: int) -> None:
        """Store how many minutes a week the learner wants to work; 0 for no goal."""
        self.service.store.add_event("weekly_goal", "", minutes=minutes or None)
        self._report_mark("")

    def atlas(self) -> Atlas:
        """The paths through the course, and the book's editions."""
        course = self.service.library.course
        return Atlas(course.paths, course.editions)

    def history(self, zone: tzinfo | None = None) -> DailyHistory:
        """The minutes of work and the number of passes, attempts and reviews of each day.

        Parameters
        ----------
        zone : tzinfo, optional
            The learner's time zone; by default the machine's.
        """
        record = self.service.record()
        on_road = [exercise for lesson in self.service.library.course.lessons for exercise in lesson.exercises]
        firsts = map(record.first_pass, on_road)
        passes = Counter(local_date(first.at, zone).isoformat() for first in firsts if first is not None)
        tries = {day.isoformat(): number for day, number in record.activity.tries_by_day(zone).items()}
        reviews: Counter[str] = Counter()
        for event in record.events:
            if event.kind == "review":
                reviews[local_date(event.at, zone).isoformat()] += 1
        minutes = {day.isoformat(): number for day, number in record.activity.minutes_by_day(zone).items()}
        days = sorted({*tries, *reviews, *minutes})
        return DailyHistory(
            tuple(Day(day, minutes.get(day, 0), passes[day], tries.get(day, 0), reviews[day]) for day in days),
            len(on_road),
            record.weekly_goal,
        )

    def _report_mark(self, subject: str) -> None:
        """Have panels fetch the course again."""
        lesson, _, _ = subject.partition("-")
        self.service.on_progress(lesson, subject, "marked")
