"""A class and its assignments, for instructors."""

from __future__ import annotations

from typing import Any, cast

from jupyter_server.auth.decorator import authorized
from tornado import web

from ...classroom.actions import Action
from ...classroom.assignments import class_assignments
from ...classroom.graded_notebooks import cell_order, find_mistakes
from ...course.model import Exercise
from ..class_course import ClassCourse
from .base import InstructorHandler, Routes


class ClassHandler(InstructorHandler):
    """Base of these handlers."""

    @property
    def course(self) -> ClassCourse:
        """The course in the server's folder."""
        return cast("ClassCourse", self.settings["homl_class"])


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
    """`GET class/ASSIGNMENT`."""

    @web.authenticated
    @authorized
    async def get(self, assignment: str) -> None:
        """One assignment with all learners."""
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


ROUTES: Routes = [
    (r"/class", AssignmentsHandler),
    (r"/class/(?P<assignment>[^/]+)", BoardHandler),
    (r"/class/(?P<assignment>[^/]+)/mistakes", MistakesHandler),
    (r"/class/(?P<assignment>[^/]+)/actions", ActionsHandler),
]
