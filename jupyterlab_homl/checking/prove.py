"""Proving a checker: its verdicts on the stub, the solution, other right answers, typical wrong ones, mutants and attacks.

A proof is made in three steps: `trials` says which answers are checked, the caller has each checked as it likes (several at
once, say), and `proof` judges the verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from ..course.model import Exercise, Lesson
from .attacks import attacks
from .mutate import mutants
from .verdict import Status, Verdict

#: A message is short enough to be read at a glance.
MOST_WORDS = 50


@dataclass(frozen=True)
class Trial:
    """An answer to an exercise on which the checker is tried.

    Attributes
    ----------
    kind : str
        What the answer is.
    source : str
        The answer cell's code.
    because : str
        What makes it right or wrong; of a mutant the change, of an attack its name.
    says : str
        For a wrong answer: a part of the words that the learner must be told.
    """

    kind: Literal["stub", "solution", "right", "wrong", "attack", "mutant"]
    source: str
    because: str = ""
    says: str = ""


def trials(exercise: Exercise, with_mutants: bool) -> tuple[Trial, ...]:
    """Every answer to an exercise that we know or can make.

    Parameters
    ----------
    exercise : Exercise
        What is proved.
    with_mutants : bool
        Whether small changes to the solution are among them.
    """
    made = mutants(exercise.solution) if with_mutants and not exercise.manual else []
    return (
        Trial("stub", exercise.stub),
        Trial("solution", exercise.solution),
        *(Trial("right", variant.source, variant.because) for variant in exercise.right),
        *(Trial("wrong", variant.source, variant.because, variant.says) for variant in exercise.wrong),
        *(Trial("attack", source, name) for name, source in attacks(exercise).items()),
        *(Trial("mutant", mutant.source, mutant.change) for mutant in made),
    )


def proof(exercise: Exercise, verdicts: Iterable[tuple[Trial, Verdict]], with_mutants: bool) -> dict[str, Any]:
    """What the verdicts on an exercise's trials show of its checker.

    Parameters
    ----------
    exercise : Exercise
        What is proved.
    verdicts : iterable of tuple
        Each of its trials with the whole verdict, hidden tests included.
    with_mutants : bool
        Whether mutants are among the trials.

    Returns
    -------
    dict
        ``id``, ``stub`` and ``solution`` (statuses), ``right``, ``wrong`` and ``attacks`` (lists), ``bare_ms`` (of the
        solution), ``problems`` (sentences; empty when the checker is sound) and, where there are any, ``mutants``: ``total``,
        ``killed``, ``equivalent`` (how many survivors the exercise lists as right answers) and ``survivors`` (the other
        changes that passed).
    """
    found: dict[str, list[tuple[Trial, Verdict]]] = {}
    for trial, verdict in verdicts:
        found.setdefault(trial.kind, []).append((trial, verdict))
    ((_, stub),), ((_, solution),) = found["stub"], found["solution"]
    passed = Status.ANSWERED if exercise.manual else Status.PASSED
    problems = []
    if stub.status is not Status.NOT_ATTEMPTED:
        problems.append(f"the stub is {stub.status}")
    if solution.status != passed:
        problems.append(f"the solution is {solution.status}: {words(solution)}")
    problems += [
        f"a right answer ({trial.because}) is {verdict.status}: {words(verdict)}"
        for trial, verdict in found.get("right", ())
        if verdict.status != passed
    ]
    for trial, verdict in found.get("wrong", ()):
        if verdict.status == passed:
            problems.append(f"a wrong answer ({trial.because}) passes")
        elif not _is_told(trial, verdict):
            problems.append(f"a wrong answer ({trial.because}) is not told {trial.says!r} but: {words(verdict)}")
        problems += [
            f"a message has {count} words, {MOST_WORDS} are the most: {text}"
            for text in (message.text for message in verdict.messages)
            if (count := len(text.split())) > MOST_WORDS
        ]
    for trial, verdict in found.get("attack", ()):
        if verdict.status == passed:
            problems.append(f"the attack “{trial.because}” passes")
        elif verdict.score >= exercise.points:
            problems.append(f"the attack “{trial.because}” gets {verdict.score:g} points")
    return {
        "id": exercise.id,
        "stub": stub.status.value,
        "solution": solution.status.value,
        "right": [{"because": trial.because, "status": verdict.status.value} for trial, verdict in found.get("right", ())],
        "wrong": [
            {
                "because": trial.because,
                "caught": verdict.status != passed,
                "said": _is_told(trial, verdict),
                "words": words(verdict),
            }
            for trial, verdict in found.get("wrong", ())
        ],
        "attacks": [{"attack": trial.because, "status": verdict.status.value} for trial, verdict in found.get("attack", ())],
        "bare_ms": solution.bare_ms,
        "problems": problems,
        **({"mutants": _survival(exercise, found.get("mutant", []))} if with_mutants else {}),
    }


def _survival(exercise: Exercise, tried: list[tuple[Trial, Verdict]]) -> dict[str, Any]:
    """Which mutants the checker noticed."""
    passed = [trial.because for trial, verdict in tried if verdict.status is Status.PASSED]
    known = [change for change in passed if change in exercise.equivalent]
    return {
        "total": len(tried),
        "killed": len(tried) - len(passed),
        "equivalent": len(known),
        "survivors": [change for change in passed if change not in known],
    }


def _is_told(trial: Trial, verdict: Verdict) -> bool:
    return trial.says.lower() in words(verdict).lower()


def words(verdict: Verdict) -> str:
    """Everything that a verdict says about the answer, in one line."""
    return " | ".join(message.text for message in verdict.messages)


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
