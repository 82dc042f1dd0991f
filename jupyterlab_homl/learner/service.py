"""The core of the application: checks, progress and the workspace of one learner. Used by all other modules here."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any

from .._version import __version__
from ..checking.check import check, tier_of
from ..checking.hidden_tests import reveal
from ..checking.plan import LearnerCell, learner_cells, plan
from ..checking.recognition import given_cells, recognise, with_marks
from ..checking.verdict import Verdict
from ..course.library import Library
from ..course.model import Exercise, Lesson
from ..engine.launch.launcher import Launcher
from ..engine.sandbox.limits import Limits
from ..errors import NoEngine, NoStorage
from ..progress.history import Visit
from ..progress.learner_history import History
from ..progress.learner_record import LearnerRecord
from ..progress.mastery import Standings
from ..progress.review import Schedule
from ..progress.roadmap import Roadmap, roadmap
from ..progress.store import Patience, Store
from ..toolkit.messages import Message
from ..workspace.folder import AnswerCell, OpenedLesson, Workspace
from ..workspace.notebooks import read_notebook
from .kept import Kept
from .review_documents import DueReviews

_NO_HISTORY = History()


@dataclass(frozen=True)
class NotebookCheck:
    """What a check of several exercises of a notebook gives.

    Attributes
    ----------
    notebook : str
        The notebook's path.
    verdicts : tuple of Verdict
        In the order of the exercises.
    unchecked : tuple of (str, NoEngine)
        The exercises that could not be checked, each with the reason.
    """

    notebook: str
    verdicts: tuple[Verdict, ...]
    unchecked: tuple[tuple[str, NoEngine], ...]

    def document(self) -> dict[str, object]:
        """The check as JSON, for REST and the command line."""
        return {
            "notebook": self.notebook,
            "verdicts": [verdict.document() for verdict in self.verdicts],
            "unchecked": [
                {"exercise": exercise, "message": error.message, "problem": error.document()}
                for exercise, error in self.unchecked
            ],
            "score": sum(verdict.score for verdict in self.verdicts),
            "max_score": sum(verdict.max_score for verdict in self.verdicts),
        }


@dataclass(frozen=True)
class CourseOverview:
    """The course with the learner's progress, and the state of the application.

    Attributes
    ----------
    warming : tuple of str
        The tiers whose libraries are being loaded.
    roadmap : Roadmap
        The course with the learner's progress.
    reviews : DueReviews or None
        What is to be reviewed, where that is known.
    """

    warming: tuple[str, ...]
    roadmap: Roadmap
    reviews: DueReviews | None = None

    def document(self) -> dict[str, object]:
        """The overview as JSON."""
        document = {"version": __version__, "engine": {"warming": list(self.warming)}, **self.roadmap.document()}
        return document if self.reviews is None else {**document, "review": self.reviews.document()}


@dataclass(frozen=True)
class ResetAnswer:
    """The answer cells of an exercise as released, in place of which a backup was made.

    Attributes
    ----------
    backup : str
        The path of the notebook's backup, below the workspace.
    cells : tuple of AnswerCell
        The cells.
    """

    backup: str
    cells: tuple[AnswerCell, ...]

    def document(self) -> dict[str, object]:
        """The reset as JSON."""
        return {"backup": self.backup, "cells": [cell.document() for cell in self.cells]}


@dataclass
class Service:
    """The course, the workspace and the progress of one learner, and the actions on them.

    Attributes
    ----------
    library : Library
        The course.
    workspace : Workspace
        The learner's folder.
    launcher : Launcher
        How processes are started.
    limits : Limits
        What a check may use.
    solution_policy, hidden_policy : str
        When solutions open, and how much learners see of hidden tests.
    stores_attempts : bool
        Whether attempts are stored. If not, verdicts show the hidden tests as well.
    on_progress : callable
        Called with the ids of lesson and exercise and a status after each change of the progress.
    on_engine_change : callable
        Called with a tier and ``warming``, ``ready`` or ``failed`` while its libraries are loaded for checks.
    require_sandbox : bool
        Whether to refuse checks that cannot be sandboxed.
    review_state, course_text : Kept
        The levels of skills with the schedule of reviews, and the document of the course as JSON, as last derived.
    """

    library: Library
    workspace: Workspace
    launcher: Launcher
    limits: Limits
    solution_policy: str
    hidden_policy: str
    stores_attempts: bool = True
    on_progress: Callable[[str, str, str], None] = field(default=lambda *_: None)
    on_engine_change: Callable[[str, str], None] = field(default=lambda *_: None)
    require_sandbox: bool = False
    _warming: set[str] = field(default_factory=set, init=False)
    _store: Store | None = field(default=None, init=False)
    _opened: tuple[int, int] | None = field(default=None, init=False)
    _patience: Patience = field(default_factory=Patience, init=False)
    _opening: threading.Lock = field(default_factory=threading.Lock, init=False)
    _record: Kept[LearnerRecord] = field(default_factory=Kept, init=False)
    review_state: Kept[tuple[Standings, Schedule]] = field(default_factory=Kept, init=False)
    course_text: Kept[str] = field(default_factory=Kept, init=False)

    @property
    def store(self) -> Store:
        """The progress database, opened when first needed, by any thread."""
        with self._opening:
            if self._store is not None and _identity(self.workspace.database) != self._opened:
                self._store.close()  # the file was moved away or replaced
                self._store = None
            if self._store is None:
                self.workspace.prepare()
                self._store = Store(self.workspace.database, patience=self._patience)
                self._opened = _identity(self.workspace.database)
            return self._store

    def check_exercises(
        self,
        lesson: Lesson,
        exercises: Sequence[Exercise],
        path: str,
        notebook: dict[str, Any],
        cancel: threading.Event | None = None,
        at_once: int = 1,
        beside: Iterable[str] = (),
    ) -> NotebookCheck:
        """Check several exercises of a notebook, `at_once` of them side by side.

        `beside` names the files and folders beside the notebook, of which explanations speak.

        Raises
        ------
        NoEngine
            If none could be checked.
        """
        cells = notebook_cells(self.library, lesson, notebook)

        def one(exercise: Exercise) -> Verdict | NoEngine | None:
            if cancel is not None and cancel.is_set():
                return None
            try:
                return self._check(lesson, exercise, cells, cancel, beside)
            except NoEngine as error:  # which may be of this exercise alone
                return error

        with ThreadPoolExecutor(at_once) as pool:
            found = list(zip(exercises, pool.map(one, exercises), strict=True))
        verdicts = tuple(verdict for _, verdict in found if isinstance(verdict, Verdict))
        unchecked = tuple((exercise.id, error) for exercise, error in found if isinstance(error, NoEngine))
        if unchecked and not verdicts:
            raise unchecked[0][1]
        return NotebookCheck(path, verdicts, unchecked)

    def history(self) -> History:
        """All that the learner has done, the same object until something is added; does not create a workspace."""
        return self.store.history() if self.workspace.database.is_file() else _NO_HISTORY

    def record(self) -> LearnerRecord:
        """All that the learner has done, as an index."""
        history = self.history()
        return self._record.get(history, lambda: LearnerRecord.of(history))

    @property
    def warming(self) -> tuple[str, ...]:
        """The tiers whose libraries are being loaded."""
        return tuple(sorted(self._warming))

    def course(self) -> CourseOverview:
        """The course with the learner's progress."""
        return CourseOverview(self.warming, roadmap(self.library.course, self.record(), self.solution_policy))

    def check_exercise(
        self,
        lesson: Lesson,
        exercise: Exercise,
        notebook: dict[str, Any],
        cancel: threading.Event | None = None,
        beside: Iterable[str] = (),
    ) -> Verdict:
        """Check an exercise of a notebook, store the attempt, and return what the learner may see of the verdict.

        `beside` names the files and folders beside the notebook, of which explanations speak.

        Raises
        ------
        NoEngine
            If it could not be checked.
        """
        return self._check(lesson, exercise, notebook_cells(self.library, lesson, notebook), cancel, beside)

    def _check(
        self,
        lesson: Lesson,
        exercise: Exercise,
        cells: Sequence[LearnerCell],
        cancel: threading.Event | None,
        beside: Iterable[str],
    ) -> Verdict:
        planned = plan(lesson, exercise, cells, beside)
        verdict = check(planned, self.launcher, self.limits, cancel, self.require_sandbox)
        if not self.stores_attempts:
            return verdict
        attempts = 1
        try:
            if verdict.status.is_attempt:
                self.store.add_attempt(lesson.id, verdict, planned.answer)
                self.on_progress(lesson.id, exercise.id, verdict.status.value)
            attempts = self.store.count_attempts(exercise.id)
        except NoStorage as error:  # the verdict is known all the same
            kept_not = Message("This is the verdict, but it could not be kept among your attempts.")
            verdict = replace(verdict, notes=(*verdict.notes, kept_not, Message(error.id, error.values)))
        return reveal(verdict, exercise, self.hidden_policy, attempts)

    def warm(self, lesson_id: str) -> None:
        """Load the libraries that a lesson's checks need, so that its first check is as quick as the others."""
        tier = tier_of(self.library.course.ready_lesson(lesson_id))
        if tier in self._warming or self.launcher.is_warm(tier):
            return
        self._warming.add(tier)
        self.on_engine_change(tier, "warming")
        state = "failed"
        try:
            with contextlib.suppress(NoEngine):  # the check itself says so
                self.launcher.warm(tier)
                state = "ready"
        finally:
            self._warming.discard(tier)
            self.on_engine_change(tier, state)

    def reset(self, path: Path, exercise_id: str, zone: tzinfo | None = None) -> ResetAnswer:
        """Back up a notebook, named by the clock of a time zone, and return the answer cells of an exercise as released."""
        lesson, _ = self.library.course.find_exercise(exercise_id)
        read_notebook(path)
        kept = self.workspace.backup(path, zone)
        backup = kept.relative_to(self.workspace.root).as_posix()
        return ResetAnswer(backup, (self.workspace.released_answer(lesson.id, exercise_id),))

    def open_lesson(self, lesson_id: str) -> OpenedLesson:
        """The notebooks of a lesson, those used last where there are several; missing ones are handed out."""
        root = self.workspace.root
        used: Mapping[str, str] = {}
        with contextlib.suppress(NoStorage):  # a lesson can be read without it
            used = self.store.last_notebooks(lesson_id) if self.workspace.database.is_file() else {}
        return self.workspace.open(lesson_id, {kind: root / path for kind, path in used.items()})

    def visit(self, lesson_id: str, notebook: str, exercise_id: str | None, path: Path | None = None) -> None:
        """Store where the learner is, unless that is where they have been last.

        Parameters
        ----------
        lesson_id, notebook, exercise_id
            As in `Visit`.
        path : Path, optional
            The notebook's file.
        """
        lesson = self.library.course.ready_lesson(lesson_id)
        if exercise_id is not None:
            lesson.exercise(exercise_id)
        root = self.workspace.root
        if path is not None and path.is_relative_to(root):
            path = path.relative_to(root)  # so that a workspace can be moved
        kind = "lesson" if notebook == "lesson" else "exercises"
        visit = Visit(lesson.id, kind, exercise_id, None if path is None else path.as_posix())
        if visit != self.store.last_visit():  # each check says where it is, and writing takes longer than reading
            self.store.add_visit(visit)


def notebook_cells(library: Library, lesson: Lesson, notebook: dict[str, Any]) -> Sequence[LearnerCell]:
    """The cells of a learner's notebook; those that have lost their marks are recognised."""
    cells = learner_cells(notebook)
    if all(any(cell.is_answer_to(exercise) for cell in cells) for exercise in lesson.exercises):
        return cells
    released = library.notebook(lesson.id, "exercises")
    given = given_cells(released, {exercise.id: exercise.solution for exercise in lesson.exercises})
    return with_marks(cells, recognise(cells, given))


def _identity(path: Path) -> tuple[int, int] | None:
    """The device and inode of a file, None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
