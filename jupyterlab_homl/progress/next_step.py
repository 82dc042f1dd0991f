"""What the learner can do next, and why. Pure functions."""

from __future__ import annotations

import itertools
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
    found = next((lesson for lesson in lessons if _open_exercises(lesson, record)), None)
    if found is None:
        return None
    needed = _needs(course, found.id) & _doubtful(course, record)  # rated after what comes before them was done
    before = (lesson for lesson in lessons if lesson.id in needed and _open_exercises(lesson, record))
    return _step_into(next(before, found), course, record)


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
    others = (lesson for lesson in lessons if (step is None or lesson != step.lesson) and _open_exercises(lesson, record))
    later = [_step_into(lesson, course, record) for lesson in itertools.islice(others, 1)]
    found: list[NextStep] = []
    for group in (stuck[:1], current, later, stuck[1:2]):
        found += [other for other in group if not any(_same_target(other, one) for one in (step, *found))][:1]
    return found[:3]


def _same_target(one: NextStep, other: NextStep | None) -> bool:
    return other is not None and (one.lesson.id, one.exercise) == (other.lesson.id, other.exercise)


def _lessons_in_order(course: Course, record: LearnerRecord) -> list[Lesson]:
    """The lessons that are ready and not put aside, those of the learner's path first."""
    return [
        lesson
        for lesson in _road(course, record)
        if lesson.ready and not record.put_aside(lesson.id) and not _is_known(lesson, record)
    ]


def _road(course: Course, record: LearnerRecord) -> list[Lesson]:
    """All lessons, those of the learner's path first, and before these what they need and the learner says not to know."""
    chosen = next((path.lessons for path in course.paths if path.id == record.goal), ())
    path: list[str] = []
    doubtful = _doubtful(course, record) - set(chosen)
    for name in chosen:
        needed = doubtful & _needs(course, name) if doubtful else set()
        path += [lesson.id for lesson in course.lessons if lesson.id in needed and lesson.id not in path]
        path.append(name)
    return sorted(course.lessons, key=lambda lesson: path.index(lesson.id) if lesson.id in path else len(path))


def _doubtful(course: Course, record: LearnerRecord) -> set[str]:
    """The ids of the lessons of which the learner says not to know all."""
    return {lesson.id for lesson in course.lessons if record.advice(lesson.id) in ("worth", "skim")}


def _needs(course: Course, name: str) -> set[str]:
    """The ids of all lessons that a lesson builds on, directly or not."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for needed in course.lesson(waiting.pop()).prerequisites:
            if needed not in found:
                found.add(needed)
                waiting.append(needed)
    return found


def _is_known(lesson: Lesson, record: LearnerRecord) -> bool:
    """Whether the learner says to know a lesson well enough, and has not begun it all the same."""
    visited = record.visit is not None and record.visit.lesson == lesson.id
    begun = visited or record.sections(lesson.id) or any(_worked_at(exercise, record) for exercise in lesson.exercises)
    return record.advice(lesson.id) == "enough" and not begun


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


def _step_into(lesson: Lesson, course: Course, record: LearnerRecord) -> NextStep:
    """The step into a lesson that has an open exercise."""
    if any(record.tally(exercise.id).checks for exercise in lesson.exercises):
        return NextStep(lesson, _open_exercises(lesson, record)[0], Message("Still open in this chapter."))
    return NextStep(lesson, None, _reason_to_begin(lesson, course, record))


def _reason_to_begin(lesson: Lesson, course: Course, record: LearnerRecord) -> Message:
    """Why a lesson is next: by the learner's self-check, which may also have left out those before it, or by the road."""
    match record.advice(lesson.id):
        case "worth":
            return Message("By your self-check, this is worth your time.")
        case "skim":
            return Message("By your self-check, you know some of this: skim it, and do the exercises.")
    road = _road(course, record)
    before = itertools.takewhile(
        lambda other: not other.ready or _is_known(other, record), reversed(road[: road.index(lesson)])
    )
    known = [other.number for other in before if other.ready][::-1]
    if known:
        return Message("By your self-check, you can skip {lessons}.", {"lessons": ", ".join(known)})
    return Message("The next chapter on your road.")


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
