"""A check of one exercise: the plan is run, and what happened becomes a verdict."""

from __future__ import annotations

import re
import threading
from dataclasses import replace

from ..course.model import Lesson
from ..engine.launch.launcher import Launcher, Workers
from ..engine.runs.check_run import WORKER, run
from ..engine.runs.job import CheckJob, Result
from ..engine.sandbox.limits import Limits
from ..engine.tiers import tier_of_code
from ..errors import NoEngine
from .explanations import explain
from .facts import facts, facts_without_run
from .plan import Plan, bound_names
from .verdict import Verdict

#: The module whose `main` judges.
JUDGE = "jupyterlab_homl.checking.judge"

#: What fork servers get ready for checks.
WORKERS = Workers(("jupyterlab_homl.toolkit", WORKER, JUDGE), {"sealed": WORKER, "trusted": JUDGE})

#: Seconds for exercises whose check trains a model: many times what it costs, since a busy machine must not judge an answer.
TRAINING_TIMEOUT = 60.0


def check(
    plan: Plan,
    launcher: Launcher,
    limits: Limits,
    cancel: threading.Event | None = None,
    require_sandbox: bool = False,
) -> Verdict:
    """The whole verdict on one exercise of a learner's notebook.

    Parameters
    ----------
    plan : Plan
        What to run.
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
    Verdict
        Everything that is known; `hidden_tests.reveal` decides what a learner sees of it.

    Raises
    ------
    NoEngine
        If the set-up cells or the judge could not be run, so that nothing is known about the answer; or if it could not be
        sealed though it must be.
    """
    if plan.exercise.trains:
        limits = replace(limits, check_timeout=max(limits.check_timeout, TRAINING_TIMEOUT))
    if plan.status is not None:
        return explain(facts_without_run(plan, plan.status), plan, limits)
    result = run(job_of(plan), launcher, limits, cancel, require_sandbox)
    while result.ended == "error" and result.error is not None and result.error.running in plan.extra:
        plan = plan.without(result.error.running, result.error.name)  # as a kernel would go on with the next cell
        result = run(job_of(plan), launcher, limits, cancel, require_sandbox)
    _raise_if_unknown(result, plan, limits)
    return explain(facts(plan, result), plan, limits, result)


def _raise_if_unknown(result: Result, plan: Plan, limits: Limits) -> None:
    """Raise `NoEngine` where the run says nothing about the answer."""
    if result.ended == "setup_failed" and result.error is not None:
        raise NoEngine(
            "The set-up cells of {lesson} could not be run ({error}: {message}). `jupyter homl doctor` shows what is missing "
            "on this machine.",
            lesson=plan.lesson,
            error=result.error.name,
            message=result.error.message,
        )
    if not result.began and result.ended in ("timed_out", "died"):
        raise NoEngine(
            "The set-up cells of {lesson} did not finish within {seconds:g} s, so your answer was not judged. Try again; "
            "`jupyter homl doctor` shows what is missing on this machine.",
            lesson=plan.lesson,
            seconds=limits.setup_timeout,
        )
    if result.ended == "broken":
        if not result.problem:
            raise NoEngine(
                "The tests of {exercise} ended without a result, so your answer was not judged.",
                exercise=plan.exercise.id,
            )
        raise NoEngine(
            "The tests of {exercise} could not be run ({why}), so your answer was not judged.",
            exercise=plan.exercise.id,
            why=result.problem,
        )


def job_of(plan: Plan) -> CheckJob:
    """The job that the engine runs for a plan."""
    return CheckJob(
        setup=plan.setup,
        cells=plan.cells,
        judge=JUDGE,
        tests={
            "cells": [
                {
                    "id": cell.id,
                    "parts": [{"source": part.source, "hidden": part.hidden} for part in cell.parts],
                    "inside": cell.inside,
                    "about": sorted(bound_names(plan.exercise.solution)) if cell.inside else [],
                }
                for cell in plan.tests
            ]
        },
        inside=_packages(plan) if any(cell.inside for cell in plan.tests) else (),
        tier=tier_of(plan),
    )


def _packages(plan: Plan) -> tuple[str, ...]:
    """The packages that asserts rely on, as far as the set-up and the tests show."""
    sources = [*(cell.source for cell in plan.setup), *(part.source for cell in plan.tests for part in cell.parts)]
    found = re.findall(r"^\s*(?:import|from)\s+(\w+)", "\n".join(sources), re.MULTILINE)
    return tuple(dict.fromkeys(["builtins", "math", "numpy", "unittest", *found]))


def tier_of(lesson: Lesson | Plan) -> str:
    """The tier of libraries that a lesson's cells need, as its set-up cells show."""
    return tier_of_code("\n".join(cell.source for cell in lesson.setup))
