"""A learner's attempts at exercises, and what goes with them: hints, solutions, ratings, and restoring earlier answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from ..checking.hidden_tests import reveal
from ..checking.verdict import Verdict
from ..course.model import Exercise
from ..course.nbmetadata import homl_metadata, statement_id
from ..course.quiz_form import quiz_form
from ..errors import HomlError, NotAllowed, NotFound
from ..progress.history import Attempt, CheckedAnswer
from ..progress.policy import solution_opens
from ..progress.rating import rubric_points
from ..workspace.notebooks import read_notebook
from .hint_state import HintState, OpenHints
from .service import Service

#: The most attempts on a page, and an id after that of every attempt.
PAGE = 50
NEWEST = 2**53


@dataclass(frozen=True)
class NumberedAttempt:
    """An attempt with its number among those at the exercise, counted from 1."""

    attempt: Attempt
    number: int

    def document(self) -> dict[str, object]:
        """The attempt as JSON, without the answer."""
        attempt = self.attempt
        return {
            "id": attempt.id,
            "exercise": attempt.exercise,
            "number": self.number,
            "at": attempt.at.isoformat(timespec="seconds") + "Z",
            "status": attempt.status.value,
            "passed": attempt.tests_passed,
            "total": attempt.tests_total,
            "score": attempt.score,
        }


@dataclass(frozen=True)
class AnsweredAttempt:
    """An attempt with the answer, and with what the learner may see of the verdict."""

    attempt: NumberedAttempt
    source: str
    verdict: Verdict

    def document(self) -> dict[str, object]:
        """The attempt as JSON."""
        return {**self.attempt.document(), "source": self.source, "verdict": self.verdict.document()}


@dataclass(frozen=True)
class AttemptHistory:
    """A page of the attempts at an exercise, oldest first; `total` is the number of all of them."""

    attempts: tuple[NumberedAttempt, ...]
    total: int

    def document(self) -> dict[str, object]:
        """The page as JSON, with the attempt before which the next page ends."""
        earlier = bool(self.attempts) and self.attempts[0].number > 1
        return {
            "attempts": [attempt.document() for attempt in self.attempts],
            "total": self.total,
            "before": self.attempts[0].attempt.id if earlier else None,
        }


@dataclass(frozen=True)
class ReleasedCell:
    """A cell of an exercise in the released notebook: its grade id, its role (such as ``answer``), and its type."""

    grade_id: str
    role: str
    cell_type: str


@dataclass(frozen=True)
class StripState:
    """What the strip of an exercise shows at first.

    Attributes
    ----------
    exercise : Exercise
        The exercise.
    last : AnsweredAttempt or None
        The last attempt.
    hints : OpenHints
        Its hints.
    rating : list of bool or None
        The learner's own rating.
    """

    exercise: Exercise
    last: AnsweredAttempt | None
    hints: OpenHints
    rating: list[bool] | None

    def document(self) -> dict[str, object]:
        """The state as JSON."""
        exercise = self.exercise
        return {
            "last": None if self.last is None else self.last.document(),
            "hints": self.hints.document(),
            "rating": self.rating,
            "stub": exercise.stub,
            "cells": [asdict(cell) for cell in released_cells(exercise)],
            "questions": _question_documents(exercise),
        }


@dataclass(frozen=True)
class LessonStrips:
    """What the strips of a lesson's notebook show at first."""

    exercises: tuple[StripState, ...]

    def document(self) -> dict[str, object]:
        """The strips as JSON."""
        return {"exercises": {state.exercise.id: state.document() for state in self.exercises}}


@dataclass(frozen=True)
class Solution:
    """The worked solution of an exercise."""

    exercise: Exercise

    def document(self) -> dict[str, object]:
        """The solution as JSON, with the rubric and its points."""
        exercise = self.exercise
        return {
            "cells": [{"cell_type": "markdown" if exercise.manual else "code", "source": exercise.solution}],
            "rubric": exercise.rubric or None,
            "points": list(rubric_points(exercise.rubric)),
        }


@dataclass(frozen=True)
class Rating:
    """The learner's own rating of a short answer, for each point of the rubric whether it is met."""

    points: tuple[bool, ...]

    def document(self) -> dict[str, object]:
        """The rating as JSON."""
        return {"rating": list(self.points)}


@dataclass(frozen=True)
class RestoredAnswer:
    """The cells of an exercise with an earlier answer, in place of which a backup was made.

    Attributes
    ----------
    backup : str
        The path of the notebook's backup, below the workspace.
    cells : tuple of dict
        The cells of the released notebook.
    answer : str
        The answer.
    """

    backup: str
    cells: tuple[dict[str, Any], ...]
    answer: str

    def document(self) -> dict[str, object]:
        """The answer as JSON."""
        return {
            "backup": self.backup,
            "cells": [{key: cell[key] for key in ("id", "cell_type", "source", "metadata")} for cell in self.cells],
            "answer": self.answer,
        }


@dataclass(frozen=True)
class Attempts:
    """The attempts of one learner.

    Attributes
    ----------
    service : Service
        The learner's course, workspace and progress.
    """

    service: Service

    def strips(self, lesson_id: str) -> LessonStrips:
        """What the strips of a notebook show at first: each exercise's last attempt, hints, rating, cells and questions."""
        lesson = self.service.library.course.ready_lesson(lesson_id)
        record = self.service.record()
        ratings = record.ratings
        hint_state = self._hint_state(lesson.exercises)
        last = {exercise.id: record.tally(exercise.id).last for exercise in lesson.exercises}
        wanted = {attempt.id for attempt in last.values() if attempt is not None}
        texts = {answer.exercise: answer for answer in self.service.store.answers(wanted)} if wanted else {}
        return LessonStrips(
            tuple(
                StripState(
                    exercise,
                    self._answered(exercise, texts.get(exercise.id)),
                    hint_state.hints_of(exercise),
                    ratings.get(exercise.id),
                )
                for exercise in lesson.exercises
            )
        )

    def history(self, exercise_id: str, before: int = NEWEST, most: int = PAGE) -> AttemptHistory:
        """A page of the attempts at an exercise, without the answers.

        Parameters
        ----------
        exercise_id : str
            The exercise.
        before : int
            The attempt before which the page ends; by default it has the newest ones.
        most : int
            The most attempts on a page.
        """
        self.service.library.course.find_exercise(exercise_id)
        total = self.service.record().count(exercise_id)
        if total == 0:
            return AttemptHistory((), 0)
        found = self.service.store.attempts_before(exercise_id, before, most)
        first = self.service.store.number_of(exercise_id, found[0].id) if found else 1
        return AttemptHistory(tuple(NumberedAttempt(attempt, number) for number, attempt in enumerate(found, first)), total)

    def attempt(self, attempt_id: int) -> AnsweredAttempt:
        """An attempt with the answer and with what the learner may see of the verdict.

        Raises
        ------
        NotFound
            If there is none.
        """
        answer = self._answer(attempt_id)
        _, exercise = self.service.library.course.find_exercise(answer.exercise)
        found = self._answered(exercise, answer)
        if found is None:
            raise NotFound("There is no such attempt.")
        return found

    def hints(self, exercise_id: str) -> OpenHints:
        """The hints that are open, and when the next one opens."""
        _, exercise = self.service.library.course.find_exercise(exercise_id)
        return self._hint_state([exercise]).hints_of(exercise)

    def open_hint(self, exercise_id: str, stuck: bool) -> OpenHints:
        """Open the next hint, if there is one.

        Parameters
        ----------
        exercise_id : str
            The exercise.
        stuck : bool
            Whether the learner reports being stuck, which is stored and opens the hint at once.

        Raises
        ------
        NotAllowed
            If the hint does not open yet.
        """
        _, exercise = self.service.library.course.find_exercise(exercise_id)
        following = self._hint_state([exercise]).next_hint(exercise)
        if following is not None:
            if following.wait > 0 and not stuck:
                raise NotAllowed(following.sentence.id, **following.sentence.values)
            if self.service.store.open_hint(exercise_id, following.number) and following.wait > 0:
                self.service.store.add_event("stuck", exercise_id, hint=following.number)
        return self.hints(exercise_id)

    def solution(self, exercise_id: str) -> Solution:
        """The worked solution and the points of the rubric. That the learner saw it is stored.

        Raises
        ------
        NotAllowed
            If the solution does not open yet.
        """
        _, exercise = self.service.library.course.find_exercise(exercise_id)
        record = self.service.record()
        open_, reason = solution_opens(
            self.service.solution_policy, exercise, record.passed(exercise), record.count(exercise_id)
        )
        if not open_:
            raise NotAllowed(reason.id, **reason.values)
        if not exercise.manual:
            self.service.store.add_event("solution", exercise_id)
        return Solution(exercise)

    def rate(self, exercise_id: str, given: list[bool]) -> Rating:
        """Store the learner's own rating of a short answer, point by point.

        Raises
        ------
        NotAllowed
            If there is no answer to rate.
        HomlError
            If the rating does not fit the rubric.
        """
        _, exercise = self.service.library.course.find_exercise(exercise_id)
        points = rubric_points(exercise.rubric)
        if not exercise.manual or not points:
            raise NotAllowed("This exercise is rated by its tests. Press Check.")
        if self.service.record().count(exercise_id) == 0:
            raise NotAllowed("Write your answer and press Check first; then you can rate it.")
        if len(given) != len(points):
            raise HomlError("`rubric` is a list of {number} booleans, one for each point of the rubric.", number=len(points))
        self.service.store.add_event("rating", exercise_id, rubric=given)
        return Rating(tuple(given))

    def restore(self, path: Path, exercise_id: str, attempt_id: int | None, zone: tzinfo | None = None) -> RestoredAnswer:
        """Back up a notebook and return the released cells of an exercise together with an earlier answer.

        Parameters
        ----------
        path : Path
            The learner's notebook.
        exercise_id : str
            The exercise.
        attempt_id : int or None
            The attempt whose answer to return; by default the last one, or the stub if there is none.
        zone : tzinfo, optional
            The learner's time zone, for the name of the backup; by default the machine's.

        Raises
        ------
        NotFound
            If there is no such attempt at this exercise.
        """
        service = self.service
        lesson, exercise = service.library.course.find_exercise(exercise_id)
        read_notebook(path)
        last = service.record().tally(exercise_id).last
        wanted = attempt_id if attempt_id is not None else (None if last is None else last.id)
        answer = None if wanted is None else self._answer(wanted)
        if answer is not None and answer.exercise != exercise_id:
            raise NotFound("This is not an attempt at {exercise}.", exercise=exercise_id)
        kept = service.workspace.backup(path, zone)
        return RestoredAnswer(
            backup=kept.relative_to(service.workspace.root).as_posix(),
            cells=tuple(
                cell
                for cell in service.library.notebook(lesson.id, "exercises")["cells"]
                if homl_metadata(cell).get("exercise") == exercise_id
            ),
            answer=exercise.stub if answer is None else answer.source,
        )

    def _has_progress(self) -> bool:
        """Whether there is a database; asking must not create a workspace."""
        return self.service.workspace.database.is_file()

    def _answer(self, attempt_id: int) -> CheckedAnswer:
        found = self.service.store.answers([attempt_id]) if self._has_progress() else []
        if not found:
            raise NotFound("There is no such attempt. The list of attempts shows all that are stored.")
        return found[0]

    def _hint_state(self, exercises: Sequence[Exercise]) -> HintState:
        """The state of the hints of some exercises."""
        if not self._has_progress():
            return HintState()
        store = self.service.store
        opened = store.hints()
        between = [exercise.id for exercise in exercises if 0 < opened.get(exercise.id, 0) < len(exercise.hints)]
        if not between:
            return HintState(opened)
        tried = {name: store.last_answers(name) for name in between}
        stuck = [(event.subject, event.at) for event in store.events("stuck")]
        return HintState(opened, store.last_hints(), stuck, tried)

    def _answered(self, exercise: Exercise, answer: CheckedAnswer | None) -> AnsweredAttempt | None:
        """An attempt with its answer; None if the check did not count as one."""
        if answer is None:
            return None
        tally, store = self.service.record().tally(exercise.id), self.service.store
        attempt, number = tally.last, tally.attempts
        if attempt is None or attempt.id != answer.id:
            number = store.number_of(exercise.id, answer.id)
            attempt = store.attempts_before(exercise.id, answer.id + 1, 1)[0] if number else None
        if attempt is None:
            return None
        verdict = reveal(answer.verdict, exercise, self.service.hidden_policy, tally.attempts)
        return AnsweredAttempt(NumberedAttempt(attempt, number), answer.source, verdict)


def released_cells(exercise: Exercise) -> list[ReleasedCell]:
    """The cells that an exercise has in the released notebook."""
    return [
        ReleasedCell(statement_id(exercise.id), "statement", "markdown"),
        ReleasedCell(exercise.id, "answer", "markdown" if exercise.manual else "code"),
        *(ReleasedCell(cell.id, "tests", "code") for cell in exercise.tests),
    ]


def _question_documents(exercise: Exercise) -> list[dict[str, object]]:
    if not exercise.is_quiz:
        return []
    return [
        {
            "key": question.key,
            "text": question.text,
            "options": [{"key": key, "text": text} for key, text in question.options],
        }
        for question in quiz_form(exercise.statement)
    ]
