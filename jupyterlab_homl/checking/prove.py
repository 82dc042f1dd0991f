"""Proving a checker: what it says of the stub, the solution, other right answers and typical wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..course.model import Exercise, Lesson
from .mutate import mutants

#: Gives the verdict on a notebook.
Check = Callable[[Lesson, Exercise, dict[str, Any]], dict[str, Any]]


def prove(lesson: Lesson, exercise: Exercise, check: Check) -> dict[str, Any]:
    """What the checker says of every answer that we know.

    Parameters
    ----------
    lesson, exercise : Lesson, Exercise
        What is proved.
    check : callable
        Gives the whole verdict, hidden tests included.

    Returns
    -------
    dict
        ``id``, ``stub`` and ``solution`` (statuses), ``right`` and ``wrong`` (lists), ``problems`` (sentences; empty when
        the checker is sound).
    """

    def verdict(source: str) -> dict[str, Any]:
        return check(lesson, exercise, notebook_with(lesson, exercise, source))

    stub = verdict(exercise.stub)["status"]
    solution = verdict(exercise.solution)
    right = [(variant, verdict(variant.source)) for variant in exercise.right]
    wrong = [(variant, verdict(variant.source)) for variant in exercise.wrong]
    passed = "answered" if exercise.manual else "passed"
    problems = []
    if stub != "not_attempted":
        problems.append(f"the stub is {stub}")
    if solution["status"] != passed:
        problems.append(f"the solution is {solution['status']}: {words(solution)}")
    problems += [
        f"a right answer ({v.because}) is {found['status']}: {words(found)}" for v, found in right if found["status"] != passed
    ]
    for variant, found in wrong:
        if found["status"] == passed:
            problems.append(f"a wrong answer ({variant.because}) passes")
        elif variant.says.lower() not in words(found).lower():
            problems.append(f"a wrong answer ({variant.because}) is not told {variant.says!r} but: {words(found)}")
    return {
        "id": exercise.id,
        "stub": stub,
        "solution": solution["status"],
        "right": [{"because": variant.because, "status": found["status"]} for variant, found in right],
        "wrong": [
            {
                "because": variant.because,
                "caught": found["status"] != passed,
                "said": variant.says.lower() in words(found).lower(),
                "words": words(found),
            }
            for variant, found in wrong
        ],
        "bare_ms": solution["bare_ms"],
        "problems": problems,
    }


def prove_mutants(lesson: Lesson, exercise: Exercise, check: Check) -> dict[str, Any]:
    """Whether the checker notices small changes to the solution.

    Returns
    -------
    dict
        ``total``, ``killed``, ``equivalent`` (survivors that the exercise's author has found to be right answers) and
        ``survivors`` (the other changes that passed).
    """
    made = [] if exercise.manual else mutants(exercise.solution)
    passed = [
        mutant.change
        for mutant in made
        if check(lesson, exercise, notebook_with(lesson, exercise, mutant.source))["status"] == "passed"
    ]
    known = [change for change in passed if change in exercise.equivalent]
    return {
        "total": len(made),
        "killed": len(made) - len(passed),
        "equivalent": len(known),
        "survivors": [change for change in passed if change not in known],
    }


def words(verdict: dict[str, Any]) -> str:
    """Everything that a verdict tells, in one line."""
    said = [test["message"]["text"] for test in verdict["tests"] if test["message"]]
    explanation = verdict["explanation"]
    return " | ".join([*([explanation["text"]] if explanation else []), *said])


def notebook_with(lesson: Lesson, exercise: Exercise, source: str) -> dict[str, Any]:
    """A notebook in which an exercise is answered so, and those that it builds on are solved."""
    answers = [(lesson.exercise(needed), lesson.exercise(needed).solution) for needed in exercise.needs]
    return {
        "cells": [
            {
                "cell_type": "markdown" if one.manual else "code",
                "source": text,
                "metadata": {"nbgrader": {"grade_id": one.id, "solution": True}},
            }
            for one, text in [*answers, (exercise, source)]
        ]
    }
