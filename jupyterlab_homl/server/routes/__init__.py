"""The routes of the REST interface; each module has those of one subject."""

from __future__ import annotations

from . import (
    cards_and_links,
    checks,
    classroom,
    course,
    exercises,
    grading,
    notes,
    openapi,
    predictions,
    review,
    road,
    welcome,
)
from .base import Routes, UnknownHandler

_BASE = r"/jupyterlab-homl/api"
_MODULES = (cards_and_links, checks, classroom, course, exercises, grading, notes, openapi, predictions, review, road, welcome)

#: Path patterns below the server's base URL, and their handlers; the last one answers, as JSON, that there is no such address.
ROUTES: Routes = [(_BASE + path, handler) for module in _MODULES for path, handler in module.ROUTES]
ROUTES.append((_BASE + r"/.*", UnknownHandler))
