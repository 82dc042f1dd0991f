"""A class and its assignments, for instructors."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...classroom.actions import Action
from ...classroom.assignments import class_assignments
from ...classroom.dates import extend, set_due
from ...classroom.graded_notebooks import cell_order, find_mistakes
from ...course.model import Exercise
from ...errors import HomlError, NotFound
from ..class_course import ClassCourse
from ..grading_job import is_name
from .base import InstructorHandler, Routes


class ClassHandler(InstructorHandler):
    """Base of these handlers."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Check the names in the address, too."""
        await super().prepare()
        for name in self.path_kwargs.values():
            if not is_name(name):
                raise NotFound("“{name}” cannot be the name of an assignment or the id of a student.", name=name)

    @property
    def course(self) -> ClassCourse:
        """The course in the server's folder."""
        return cast("ClassCourse", self.settings["homl_class"])

    @property
    def who(self) -> str:
        """The name of the request's user, for the log."""
        return str(getattr(self.current_user, "username", self.current_user))


class AssignmentsHandler(ClassHandler):
    """`GET class`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """All assignments."""
        settings = await self.in_thread(self.course.settings)
        found = await self.in_thread(class_assignments, settings)
        assignments = [{**one.document(), "job": self.course.under_way(one.name)} for one in found]
        self.finish({"course": settings.course_id, "assignments": assignments})


class BoardHandler(ClassHandler):
    """`GET` and `PUT class/ASSIGNMENT`."""

    @web.authenticated
    @authorized
    async def get(self, assignment: str) -> None:
        """One assignment with all learners."""
        self.finish(await self.in_thread(self._board, assignment))

    @web.authenticated
    @authorized
    async def put(self, assignment: str) -> None:
        """Move the due date."""
        due = _moment(self.body("DueDate")["due"])
        settings = await self.in_thread(self.course.settings)
        await self.in_thread(set_due, settings, assignment, due)
        self.log.info("%s moved the due date of %s to %s.", self.who, assignment, due)
        self.finish(await self.in_thread(self._board, assignment))

    def _board(self, assignment: str) -> dict[str, Any]:
        from ...classroom.board_queries import BoardQueries

        settings = self.course.settings()
        with BoardQueries(settings.db_url) as queries:
            board = queries.board(assignment, cell_order(settings, assignment))
        exercises: dict[str, Exercise] = {}
        for exercise in (one for lesson in self.service.library.course.all_lessons for one in lesson.exercises):
            exercises |= dict.fromkeys((exercise.id, *(test.id for test in exercise.tests)), exercise)
        document = board.document()
        for column in cast("list[dict[str, Any]]", document["columns"]):
            known = exercises.get(column["cell"])
            column |= {"number": known.number if known else "", "title": known.title if known else column["cell"]}
        return document


class ExtensionHandler(ClassHandler):
    """`PUT class/ASSIGNMENT/extensions/STUDENT`."""

    @web.authenticated
    @authorized
    async def put(self, assignment: str, student: str) -> None:
        """Give a learner more time, or take it back."""
        until = _moment(self.body("Extension")["until"])
        settings = await self.in_thread(self.course.settings)
        await self.in_thread(extend, settings, assignment, student, until)
        self.log.info("%s extended %s for %s until %s.", self.who, assignment, student, until)
        self.set_status(204)
        self.finish()


class MistakesHandler(ClassHandler):
    """`GET class/ASSIGNMENT/mistakes`."""

    @web.authenticated
    @authorized
    async def get(self, assignment: str) -> None:
        """What the class gets wrong in an assignment."""
        settings = await self.in_thread(self.course.settings)
        found = await self.in_thread(find_mistakes, settings, assignment, self.service.library.course)
        self.finish({"exercises": [one.document() for one in found]})


class ActionsHandler(ClassHandler):
    """`POST class/ASSIGNMENT/actions`."""

    @web.authenticated
    @authorized
    async def post(self, assignment: str) -> None:
        """Start doing something to an assignment."""
        action = Action(self.body("ActionRequest")["action"])
        await self.in_thread(self.course.settings)
        job = self.course.start(action, assignment)
        self.set_status(202)
        self.finish({"job": job.id})


def _moment(text: str | None) -> datetime | None:
    """A time that a request names, with its zone.

    Raises
    ------
    HomlError
        If it is none, or has no zone.
    """
    try:
        found = None if text is None else datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min
    if found is not None and found.tzinfo is None:
        raise HomlError("“{text}” is no time with a zone, such as 2026-10-25T23:59:00+02:00.", text=text)
    return found


ROUTES: Routes = [
    (r"/class", AssignmentsHandler),
    (r"/class/(?P<assignment>[^/]+)", BoardHandler),
    (r"/class/(?P<assignment>[^/]+)/mistakes", MistakesHandler),
    (r"/class/(?P<assignment>[^/]+)/actions", ActionsHandler),
    (r"/class/(?P<assignment>[^/]+)/extensions/(?P<student>[^/]+)", ExtensionHandler),
]
