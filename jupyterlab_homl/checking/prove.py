"""Proving a checker: its verdicts on the stub, the solution, other right answers, typical wrong ones, mutants and attacks.

A proof is made in three steps: `trials` says which answers are checked, the caller has each checked as it likes (several at
once, say), and `proof` judges the verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..course.model import Exercise, Lesson
from ..engine.runs.lesson_run import LessonRun
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


@dataclass(frozen=True)
class TrialResult:
    """How the check of a right answer or an attack ended, and what the answer was."""

    because: str
    status: Status


@dataclass(frozen=True)
class WrongResult:
    """What became of a wrong answer.

    Attributes
    ----------
    because : str
        What makes it wrong.
    caught : bool
        Whether it did not pass.
    said : bool
        Whether the learner is told what they must be told.
    words : str
        What the learner is told.
    """

    because: str
    caught: bool
    said: bool
    words: str


@dataclass(frozen=True)
class MutantSurvival:
    """Which mutants the checker noticed.

    Attributes
    ----------
    total, killed : int
        How many there are, and how many did not pass.
    equivalent : int
        How many passed that the exercise lists as right answers.
    survivors : tuple of str
        The other changes that passed.
    """

    total: int
    killed: int
    equivalent: int
    survivors: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """What the verdicts on an exercise's trials show of its checker.

    Attributes
    ----------
    id : str
        The exercise's id.
    stub, solution : Status
        How their checks ended.
    right, attacks : tuple of TrialResult
        The other right answers, and the attacks.
    wrong : tuple of WrongResult
        The wrong answers.
    bare_ms : int
        How long the solution and its tests ran, in milliseconds.
    problems : tuple of str
        What is wrong, as sentences; none if the checker is sound.
    mutants : MutantSurvival or None
        What became of small changes to the solution, if they were among the trials.
    repeated : int
        How many further checks of right answers there were.
    """

    id: str
    stub: Status
    solution: Status
    right: tuple[TrialResult, ...]
    wrong: tuple[WrongResult, ...]
    attacks: tuple[TrialResult, ...]
    bare_ms: int
    problems: tuple[str, ...]
    mutants: MutantSurvival | None = None
    repeated: int = 0

    @property
    def survivors(self) -> tuple[str, ...]:
        """The changes to the solution that passed unexpectedly."""
        return () if self.mutants is None else self.mutants.survivors

    @property
    def is_green(self) -> bool:
        """Whether there is nothing to look at."""
        return not self.problems and not self.survivors

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Proof:
        """The proof that `document` made this JSON object from."""
        mutants = document.get("mutants")
        return cls(
            id=document["id"],
            stub=Status(document["stub"]),
            solution=Status(document["solution"]),
            right=tuple(TrialResult(one["because"], Status(one["status"])) for one in document["right"]),
            wrong=tuple(WrongResult(**one) for one in document["wrong"]),
            attacks=tuple(TrialResult(one["attack"], Status(one["status"])) for one in document["attacks"]),
            bare_ms=document["bare_ms"],
            problems=tuple(document["problems"]),
            mutants=None if mutants is None else MutantSurvival(**{**mutants, "survivors": tuple(mutants["survivors"])}),
            repeated=document.get("repeated", 0),
        )

    def document(self) -> dict[str, object]:
        """The proof as JSON; ``mutants`` is there only if they were among the trials."""
        document: dict[str, object] = {
            "id": self.id,
            "stub": self.stub.value,
            "solution": self.solution.value,
            "right": [{"because": one.because, "status": one.status.value} for one in self.right],
            "wrong": [asdict(one) for one in self.wrong],
            "attacks": [{"attack": one.because, "status": one.status.value} for one in self.attacks],
            "bare_ms": self.bare_ms,
            "problems": list(self.problems),
        }
        document |= {"repeated": self.repeated} if self.repeated else {}
        return document if self.mutants is None else {**document, "mutants": asdict(self.mutants)}


@dataclass(frozen=True)
class LessonProof:
    """What a run of a lesson from top to bottom shows."""

    run: LessonRun

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, as sentences; none if the lesson can be read as it is."""
        run = self.run
        printed = (f"{run.warnings} warnings are printed",) if run.warnings else ()
        return (*run.errors, *printed, *(f"{name} is left behind in its folder" for name in run.left_behind))

    @property
    def is_green(self) -> bool:
        """Whether there is nothing to look at."""
        return not self.problems

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> LessonProof:
        """The proof that `document` made this JSON object from."""
        return cls(LessonRun.from_document(document))

    def document(self) -> dict[str, object]:
        """The proof as JSON."""
        return {**self.run.document(), "problems": list(self.problems)}


def proof(exercise: Exercise, verdicts: Iterable[tuple[Trial, Verdict]], with_mutants: bool) -> Proof:
    """What the verdicts on an exercise's trials show of its checker.

    Parameters
    ----------
    exercise : Exercise
        What is proved.
    verdicts : iterable of tuple
        Each of its trials with the whole verdict, hidden tests included.
    with_mutants : bool
        Whether mutants are among the trials.
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
    return Proof(
        id=exercise.id,
        stub=stub.status,
        solution=solution.status,
        right=tuple(TrialResult(trial.because, verdict.status) for trial, verdict in found.get("right", ())),
        wrong=tuple(
            WrongResult(trial.because, verdict.status != passed, _is_told(trial, verdict), words(verdict))
            for trial, verdict in found.get("wrong", ())
        ),
        attacks=tuple(TrialResult(trial.because, verdict.status) for trial, verdict in found.get("attack", ())),
        bare_ms=solution.bare_ms,
        problems=tuple(problems),
        mutants=_survival(exercise, found.get("mutant", [])) if with_mutants else None,
    )


def refusals(verdicts: Iterable[tuple[Trial, int, Verdict]]) -> tuple[str, ...]:
    """Sentences on right answers that were refused in some of many checks.

    Parameters
    ----------
    verdicts : iterable of tuple
        Each a right answer, the number of threads that libraries could use, and the verdict.
    """
    found: dict[tuple[str, int], list[Verdict]] = {}
    for trial, threads, verdict in verdicts:
        found.setdefault((trial.because or trial.kind, threads), []).append(verdict)
    sentences = []
    for (because, threads), several in found.items():
        refused = [verdict for verdict in several if verdict.status not in (Status.PASSED, Status.ANSWERED)]
        if refused:
            sentences.append(
                f"a right answer ({because}) is refused in {len(refused)} of {len(several)} checks with threads={threads}: "
                f"{refused[0].status}: {words(refused[0])}"
            )
    return tuple(sentences)


def _survival(exercise: Exercise, tried: list[tuple[Trial, Verdict]]) -> MutantSurvival:
    """Which mutants the checker noticed."""
    passed = [trial.because for trial, verdict in tried if verdict.status is Status.PASSED]
    known = [change for change in passed if change in exercise.equivalent]
    survivors = tuple(change for change in passed if change not in known)
    return MutantSurvival(len(tried), len(tried) - len(passed), len(known), survivors)


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
