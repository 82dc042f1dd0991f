"""What verdicts show of a checker."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.attacks import attacks, defined_names
from jupyterlab_homl.checking.proof_cache import ProofCache, exercise_key
from jupyterlab_homl.checking.prove import MOST_WORDS, LessonProof, MutantSurvival, Proof, Trial, proof, trials
from jupyterlab_homl.checking.verdict import Status, TestResult, Verdict
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Exercise
from jupyterlab_homl.engine.runs.lesson_run import LessonRun
from jupyterlab_homl.toolkit.messages import Message


def verdict(status: str, text: str = "", score: float = 0.0) -> Verdict:
    tests = (TestResult("a test", False, Message("{text}", {"text": text}), False, True, "t1-e01-tests"),) if text else ()
    return Verdict("t1-e01", Status(status), score, 1.0, tests, bare_ms=1)


@pytest.fixture
def exercise(library: Library) -> Exercise:
    return library.course.find_exercise("t1-e01")[1]


def sound(trial: Trial, exercise: Exercise) -> Verdict:
    """What a sound checker says."""
    if trial.kind == "stub":
        return verdict("not_attempted")
    if trial.kind in ("solution", "right"):
        return verdict("passed", score=exercise.points)
    return verdict("failed", f"Look: {trial.says}.")


def problems(exercise: Exercise, change: Callable[..., Any] = lambda trial: None, with_mutants: bool = False) -> Any:
    tried = trials(exercise, with_mutants)
    return proof(exercise, [(trial, change(trial) or sound(trial, exercise)) for trial in tried], with_mutants).problems


def test_a_sound_checker_has_no_problems(exercise: Exercise) -> None:
    assert problems(exercise) == ()
    assert problems(exercise, with_mutants=True) == ()
    kinds = [trial.kind for trial in trials(exercise, True)]
    assert kinds == ["stub", "solution", "right", *["wrong"] * 3, *["attack"] * 4, *["mutant"] * 3]


@pytest.mark.parametrize(
    ("kind", "found", "words"),
    [
        ("stub", verdict("failed"), "the stub is failed"),
        ("solution", verdict("failed", "No."), "the solution is failed: No."),
        ("right", verdict("timed_out"), "a right answer (addition) is timed_out"),
        ("wrong", verdict("passed"), "a wrong answer (squares) passes"),
        ("wrong", verdict("failed", "No."), "a wrong answer (squares) is not told 'times two' but: No."),
        ("wrong", verdict("failed", "times two changed its input turn it into an array " * 9), f"{MOST_WORDS} are the most"),
        ("attack", verdict("passed"), "the attack “patched libraries” passes"),
        ("attack", verdict("failed", score=1.0), "the attack “patched libraries” gets 1 points"),
    ],
)
def test_what_is_wrong_is_a_problem(exercise: Exercise, kind: str, found: Verdict, words: str) -> None:
    first = problems(exercise, lambda trial: found if trial.kind == kind else None)[0]
    assert words in first


def test_survivors_are_listed_unless_they_are_known(exercise: Exercise) -> None:
    tried = trials(exercise, True)
    changes = [trial.because for trial in tried if trial.kind == "mutant"]
    known = replace(exercise, equivalent=(changes[0],))
    passing = [(trial, verdict("passed") if trial.kind == "mutant" else sound(trial, exercise)) for trial in tried]
    assert proof(known, passing, True).mutants == MutantSurvival(3, killed=0, equivalent=1, survivors=tuple(changes[1:]))


def test_a_proof_is_what_its_document_says(exercise: Exercise) -> None:
    for with_mutants in (False, True):
        made = proof(exercise, [(trial, sound(trial, exercise)) for trial in trials(exercise, with_mutants)], with_mutants)
        kept = json.loads(json.dumps(made.document()))
        assert Proof.from_document(kept) == made
        assert made.is_green
        assert ("mutants" in kept) is with_mutants


def test_what_is_wrong_with_a_lesson() -> None:
    made = LessonProof(LessonRun("t1", 1.5, 120, ("cell 2: NameError: x",), 3, ("left.csv",)))
    kept = json.loads(json.dumps(made.document()))
    assert kept["problems"] == ["cell 2: NameError: x", "3 warnings are printed", "left.csv is left behind in its folder"]
    assert LessonProof.from_document(kept) == made
    assert not made.is_green
    assert LessonProof(LessonRun("t1", 1.5, 120)).is_green


def test_attacks_bind_what_the_exercise_asks_for(library: Library, exercise: Exercise) -> None:
    for source in attacks(exercise).values():
        assert "double" in defined_names(source) or "_exit" in source
        compile(source, "attack", "exec")
    assert defined_names("a = 1\nclass B: pass\ndef c():\n    d = 1") == {"a", "B", "c"}
    assert attacks(library.course.find_exercise("t1-e02")[1]) == {}


def test_a_proof_is_known_until_something_changes(library: Library, exercise: Exercise, tmp_path: Path) -> None:
    lesson = library.course.lesson("t1")
    cache, key = ProofCache(tmp_path / "proofs"), exercise_key(lesson, exercise)
    assert cache.find("t1-e01", key) is None
    cache.keep("t1-e01", key, {"id": "t1-e01"})
    assert cache.find("t1-e01", key) == {"id": "t1-e01"}
    for changed in (replace(exercise, stub="pass"), replace(exercise, hints=())):
        assert cache.find("t1-e01", exercise_key(lesson, changed)) is None
    assert cache.find("t1-e01", exercise_key(replace(lesson, setup=()), exercise)) is None
    (tmp_path / "proofs" / "t1-e01.json").write_text("{")
    assert cache.find("t1-e01", key) is None
    nothing = ProofCache(None)
    nothing.keep("t1-e01", key, {})
    assert nothing.find("t1-e01", key) is None
