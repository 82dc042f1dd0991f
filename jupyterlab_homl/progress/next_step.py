"""What the learner can do next, and why. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..course.model import Course, Exercise, Lesson
from ..toolkit.messages import Message
from .history import Visit
from .learner_record import LearnerRecord


@dataclass(frozen=True)
class NextStep:
    """A step that is suggested to the learner.

    Attributes
    ----------
    lesson : Lesson
        The lesson it leads to.
    exercise : Exercise or None
        The exercise, or None for the lesson's text.
    reason : Message
        Why it is suggested.
    section : int or None
        The section of the text where the learner stopped reading.
    """

    lesson: Lesson
    exercise: Exercise | None
    reason: Message
    section: int | None = None

    @property
    def target(self) -> Lesson | Exercise:
        """The exercise that it leads to, or the lesson."""
        return self.lesson if self.exercise is None else self.exercise

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "lesson": self.lesson.id,
            "notebook": "lesson" if self.exercise is None else "exercises",
            "exercise": None if self.exercise is None else self.exercise.id,
            "section": self.section,
            "title": self.target.title,
            "minutes": self.target.minutes,
            "why": self.reason.text,
            "reason": self.reason.document(),
        }


def next_step(course: Course, record: LearnerRecord) -> NextStep | None:
    """The step that *Start* or *Continue* leads to: where the learner stopped, otherwise the next open one of the course.

    For somebody who has done nothing yet these are the first steps.

    Returns
    -------
    NextStep or None
        None if everything is done.
    """
    lessons = _lessons_in_order(course, record)
    if course.first_steps is not None and not record.is_on_road(course):
        opened = _open_exercises(course.first_steps, record)
        if opened and not record.put_aside(course.first_steps.id):
            return NextStep(course.first_steps, opened[0], Message("Write one line of Python, and see how it is checked."))
    place = _last_place(lessons, record)
    stopped = next((lesson for lesson in lessons if place and lesson.id == place.lesson), None)
    if stopped is not None and place is not None:
        step = _step_within(stopped, place, record)
        if step is not None:
            return step
        here = lessons.index(stopped)
        lessons = lessons[here + 1 :] + lessons[:here]
    return next((_step_into(lesson, record) for lesson in lessons if _open_exercises(lesson, record)), None)


def next_up(course: Course, record: LearnerRecord, step: NextStep | None) -> list[NextStep]:
    """At most three other steps to suggest.

    Parameters
    ----------
    course : Course
        The course.
    record : LearnerRecord
        What the learner has done.
    step : NextStep or None
        Where *Continue* leads, which is not suggested again.
    """
    lessons = _lessons_in_order(course, record)
    stuck = [
        NextStep(
            lesson,
            exercise,
            Message("Tried {count} times: another hint may help.", {"count": record.count(exercise.id)}),
        )
        for lesson in lessons
        for exercise in lesson.exercises
        if record.stuck(exercise) and not record.put_aside(exercise.id)
    ]
    current = [
        NextStep(lesson, exercise, Message("Also open in this chapter."))
        for lesson in lessons
        if step is not None and lesson == step.lesson
        for exercise in _open_exercises(lesson, record)
    ]
    later = [
        _step_into(lesson, record)
        for lesson in lessons
        if (step is None or lesson != step.lesson) and _open_exercises(lesson, record)
    ]
    found: list[NextStep] = []
    for group in (stuck[:1], current, later[:1], stuck[1:2]):
        found += [other for other in group if not any(_same_target(other, one) for one in (step, *found))][:1]
    return found[:3]


def _same_target(one: NextStep, other: NextStep | None) -> bool:
    return other is not None and (one.lesson.id, one.exercise) == (other.lesson.id, other.exercise)


def _lessons_in_order(course: Course, record: LearnerRecord) -> list[Lesson]:
    """The lessons that are ready and not put aside, those of the learner's path first."""
    ready = [lesson for lesson in course.lessons if lesson.ready and not record.put_aside(lesson.id)]
    path = next((path.lessons for path in course.paths if path.id == record.goal), ())
    return sorted(ready, key=lambda lesson: path.index(lesson.id) if lesson.id in path else len(path))


def _last_place(lessons: Sequence[Lesson], record: LearnerRecord) -> Visit | None:
    """Where the learner worked last: the last visit, unless they only looked into a lesson and have worked in another one."""
    visit = record.visit
    if visit is None or visit.notebook == "lesson":
        return visit
    of = {exercise.id: lesson for lesson in lessons for exercise in lesson.exercises}
    visited = next((lesson for lesson in lessons if lesson.id == visit.lesson), None)
    if visited is None or record.sections(visited.id) or any(_worked_at(other, record) for other in visited.exercises):
        return visit
    worked = max((name for name in record.tallies if name in of), key=lambda name: record.tally(name).last_id, default=None)
    if worked is None or not _open_exercises(of[worked], record):
        return visit
    return Visit(of[worked].id, "exercises", worked)


def _worked_at(exercise: Exercise, record: LearnerRecord) -> bool:
    """Whether the learner has done more than look at an exercise."""
    return record.count(exercise.id) > 0 or record.mark(exercise.id) == "learning"


def _step_into(lesson: Lesson, record: LearnerRecord) -> NextStep:
    """The step into a lesson that has an open exercise."""
    if any(record.tally(exercise.id).checks for exercise in lesson.exercises):
        return NextStep(lesson, _open_exercises(lesson, record)[0], Message("Still open in this chapter."))
    return NextStep(lesson, None, Message("The next chapter on your road."))


def _step_within(lesson: Lesson, visit: Visit, record: LearnerRecord) -> NextStep | None:
    """The next step in the lesson where the learner stopped; None if nothing is open there.

    It is the exercise at which they were working, otherwise the first core exercise so far that they have not tried, otherwise
    the next one.
    """
    open_exercises = _open_exercises(lesson, record)
    if visit.notebook == "lesson" and open_exercises:
        section = record.place(lesson.id)
        reason = (
            Message("You were reading this lesson.")
            if section is None
            else Message("You were reading section {section}.", {"section": section})
        )
        return NextStep(lesson, None, reason, section)
    ids = [exercise.id for exercise in lesson.exercises]
    place = ids.index(visit.exercise) if visit.exercise in ids else 0
    here = lesson.exercises[place] if visit.exercise in ids else None
    stopped = here is not None and not record.settled(here) and not record.put_aside(here.id)
    # Looking at a later exercise is no reason to leave out those before it.
    before = [other for other in open_exercises if ids.index(other.id) < place and not _worked_at(other, record)]
    if here is not None and stopped and (not before or _worked_at(here, record)):
        return NextStep(lesson, here, Message("You stopped here."))
    after = [exercise for exercise in open_exercises if ids.index(exercise.id) > place]
    if open_exercises:
        return NextStep(lesson, (before or after or open_exercises)[0], Message("The next core exercise of this chapter."))
    return None


def _open_exercises(lesson: Lesson, record: LearnerRecord) -> list[Exercise]:
    """The core exercises that are neither done nor put aside."""
    return [
        exercise
        for exercise in lesson.exercises
        if exercise.core and not record.settled(exercise) and not record.put_aside(exercise.id)
    ]
