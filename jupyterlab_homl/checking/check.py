"""Checking one exercise: plan, run, judge."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from typing import Any

from ..course.model import Exercise, Lesson
from ..engine.launch.launcher import Launcher, Workers
from ..engine.runs.check_run import WORKER, run
from ..engine.runs.job import Job
from ..engine.sandbox.limits import Limits
from ..engine.tiers import tier_of_code
from ..errors import NoEngine
from .feedback import with_elsewhere
from .plan import Plan, bound_names, plan
from .verdict import verdict

JUDGE = "jupyterlab_homl.checking.judge"

#: What fork servers get ready for checks.
WORKERS = Workers(("jupyterlab_homl.toolkit", WORKER, JUDGE), {"sealed": WORKER, "trusted": JUDGE})

#: Seconds for exercises whose check trains a model.
TRAINING_TIMEOUT = 30.0


def check(
    lesson: Lesson,
    exercise: Exercise,
    notebook: dict[str, Any],
    launcher: Launcher,
    limits: Limits,
    cancel: threading.Event | None = None,
    require_sandbox: bool = False,
) -> dict[str, Any]:
    """The whole verdict on one exercise of a learner's notebook.

    Parameters
    ----------
    lesson, exercise : Lesson, Exercise
        Ours.
    notebook : dict
        The learner's, as parsed JSON.
    launcher : Launcher
        How processes are started.
    limits : Limits
        What a run may use; `check_timeout` is raised for exercises that train.
    cancel : threading.Event, optional
        Set it to stop early.
    require_sandbox : bool
        Whether to refuse where the answer's process cannot be sealed.

    Returns
    -------
    dict
        A verdict with everything in it; `feedback.reveal` decides what a learner sees.

    Raises
    ------
    NoEngine
        If the set-up cells or the judge could not be run, so that nothing is known about the answer; or if it could not be
        sealed though it must be.
    """
    planned = plan(lesson, exercise, notebook)
    if exercise.trains:
        limits = replace(limits, check_timeout=max(limits.check_timeout, TRAINING_TIMEOUT))
    if planned.state != "run":
        return verdict(planned, None, limits)
    result = run(job_of(planned), launcher, limits, cancel, require_sandbox)
    if result.ended == "setup_failed" and result.error is not None:
        raise NoEngine(
            "The set-up cells of {lesson} could not be run ({error}: {message}). `jupyter homl doctor` shows what is missing "
            "on this machine.",
            lesson=lesson.id,
            error=result.error.name,
            message=result.error.message,
        )
    if not result.began and result.ended in ("timed_out", "died"):
        raise NoEngine(
            "The set-up cells of {lesson} did not come to their end within {seconds:g} s, so nothing is known about your "
            "answer. Try again; `jupyter homl doctor` shows what is missing on this machine.",
            lesson=lesson.id,
            seconds=limits.setup_timeout,
        )
    if result.ended == "broken":
        if not result.problem:
            raise NoEngine(
                "The judge of {exercise} ended without a word, so nothing is known about your answer.", exercise=exercise.id
            )
        raise NoEngine(
            "The judge of {exercise} could not do its work ({why}), so nothing is known about your answer.",
            exercise=exercise.id,
            why=result.problem,
        )
    return with_elsewhere(verdict(planned, result, limits), planned)


def job_of(planned: Plan) -> Job:
    """What the engine is given to run."""
    return Job(
        setup=planned.setup,
        cells=planned.cells,
        judge=JUDGE,
        tests={
            "cells": [
                {
                    "id": cell.id,
                    "parts": [{"source": part.source, "hidden": part.hidden} for part in cell.parts],
                    "inside": cell.inside,
                    "about": sorted(bound_names(planned.exercise.solution)) if cell.inside else [],
                }
                for cell in planned.tests
            ]
        },
        inside=_packages(planned) if any(cell.inside for cell in planned.tests) else (),
        tier=tier_of(planned),
    )


def _packages(planned: Plan) -> tuple[str, ...]:
    """The packages that asserts rely on, as far as the set-up and the tests show."""
    sources = [*(cell.source for cell in planned.setup), *(part.source for cell in planned.tests for part in cell.parts)]
    found = re.findall(r"^\s*(?:import|from)\s+(\w+)", "\n".join(sources), re.MULTILINE)
    return tuple(dict.fromkeys(["builtins", "math", "numpy", "unittest", *found]))


def tier_of(lesson: Lesson | Plan) -> str:
    """The tier of libraries that its runs need, as the set-up cells show."""
    return tier_of_code("\n".join(cell.source for cell in lesson.setup))
