"""The routes, in one table."""

from __future__ import annotations

from typing import Any

from .cards_and_links import CardHandler, CardsHandler, FilesHandler, LinkHandler, LinksHandler
from .checks import ChecksHandler, JobHandler, ResetsHandler
from .course import CourseHandler, OpenHandler, VisitsHandler
from .exercises import (
    AttemptHandler,
    AttemptsHandler,
    HintsHandler,
    LessonAttemptsHandler,
    RatingsHandler,
    RestoresHandler,
    SolutionHandler,
)
from .grading import GradingHandler
from .notes import ExportHandler, ImportHandler, NoteHandler, NotesHandler, TodoHandler
from .openapi import OpenApiHandler
from .review import FastTrackHandler, ReviewHandler, ReviewItemHandler, SkillsHandler
from .road import AtlasHandler, GoalHandler, HistoryHandler, MarksHandler, ReadingHandler
from .welcome import DoctorHandler, SelfCheckHandler, WelcomeHandler

_BASE = r"/jupyterlab-homl/api"

ROUTES: list[tuple[str, Any]] = [
    (_BASE + r"/course", CourseHandler),
    (_BASE + r"/lessons/(?P<lesson>[\w-]+)/open", OpenHandler),
    (_BASE + r"/visits", VisitsHandler),
    (_BASE + r"/marks", MarksHandler),
    (_BASE + r"/reading", ReadingHandler),
    (_BASE + r"/goal", GoalHandler),
    (_BASE + r"/atlas", AtlasHandler),
    (_BASE + r"/history", HistoryHandler),
    (_BASE + r"/checks", ChecksHandler),
    (_BASE + r"/resets", ResetsHandler),
    (_BASE + r"/jobs/(?P<job>\w+)", JobHandler),
    (_BASE + r"/exercises/(?P<exercise>[\w-]+)/hints", HintsHandler),
    (_BASE + r"/exercises/(?P<exercise>[\w-]+)/solution", SolutionHandler),
    (_BASE + r"/exercises/(?P<exercise>[\w-]+)/attempts", AttemptsHandler),
    (_BASE + r"/exercises/(?P<exercise>[\w-]+)/ratings", RatingsHandler),
    (_BASE + r"/lessons/(?P<lesson>[\w-]+)/attempts", LessonAttemptsHandler),
    (_BASE + r"/attempts/(?P<attempt>\w+)", AttemptHandler),
    (_BASE + r"/restores", RestoresHandler),
    (_BASE + r"/review", ReviewHandler),
    (_BASE + r"/review/(?P<item>[^/]+)", ReviewItemHandler),
    (_BASE + r"/lessons/(?P<lesson>[\w-]+)/fasttrack", FastTrackHandler),
    (_BASE + r"/skills", SkillsHandler),
    (_BASE + r"/notes", NotesHandler),
    (_BASE + r"/notes/import", ImportHandler),
    (_BASE + r"/notes/export", ExportHandler),
    (_BASE + r"/notes/(?P<note>[\w-]+)", NoteHandler),
    (_BASE + r"/notes/(?P<note>[\w-]+)/todo", TodoHandler),
    (_BASE + r"/cards", CardsHandler),
    (_BASE + r"/cards/(?P<card>[\w-]+)", CardHandler),
    (_BASE + r"/links", LinksHandler),
    (_BASE + r"/links/(?P<link>[\w-]+)", LinkHandler),
    (_BASE + r"/files", FilesHandler),
    (_BASE + r"/welcome", WelcomeHandler),
    (_BASE + r"/selfcheck", SelfCheckHandler),
    (_BASE + r"/doctor", DoctorHandler),
    (_BASE + r"/grading", GradingHandler),
    (_BASE + r"/openapi.json", OpenApiHandler),
]
