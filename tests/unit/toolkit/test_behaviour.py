"""Expectations about what a function does besides returning something."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest

from jupyterlab_homl.toolkit import behaviour
from jupyterlab_homl.toolkit.proxy import Answer
from tests.unit.toolkit.answers import answering, words

SOURCE = """
import random

def double(X): return 2 * np.asarray(X)

def in_place(X):
    X *= 2
    return X

calls = []
def remembering(X):
    calls.append(1)
    return len(calls)

def nothing_but_nan(X): return np.full(2, np.nan)

def shuffled(n, seed): return np.random.default_rng(seed).permutation(n)
def by_generator(n, rng): return rng.permutation(n)
def ignoring(n, seed): return np.random.default_rng(0).permutation(n)
def globally(n, seed):
    np.random.seed(seed)
    return np.random.permutation(n)
def pythons(n, seed):
    random.seed(seed)
    return random.random()
def freely(n, seed): return np.random.default_rng().permutation(n)

def shifted(X): return np.roll(X, 1) + np.exp(X).mean(axis=0)
def shifted_by_a_loop(X):
    total = 0.0
    for x in X:
        total += x
    return total
def shifted_in_disguise(X): return np.vectorize(lambda x: x + 1)(X)
def shifted_by_a_comprehension(X): return [x + 1 for x in X]
def imports_first(X):
    import fractions
    return X + 1

def once(X): return np.sort(X).sum()
def all_pairs(X): return sum(float(np.abs(X - x).sum()) for x in X)
"""


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    return answering(monkeypatch, SOURCE)


def test_what_is_pure(answer: Answer) -> None:
    assert behaviour.pure(answer.double, np.array([1.0])).tolist() == [2]
    behaviour.pure(answer.nothing_but_nan, 3)
    behaviour.pure(answer.double, pd.DataFrame({"a": [1.0]}))
    assert "changed its input" in words(behaviour.pure, answer.in_place, np.array([1.0]))
    assert "something is kept between calls" in words(behaviour.pure, answer.remembering, 1)


def test_what_is_random_by_its_seed_only(answer: Answer) -> None:
    assert sorted(behaviour.seeded(answer.shuffled, 9)) == list(range(9))
    behaviour.seeded(answer.by_generator, 9, generator=True)
    assert "nothing is drawn at random, or not from the seed" in words(behaviour.seeded, answer.ignoring, 9)
    assert "global generator" in words(behaviour.seeded, answer.globally, 9)
    assert "global generator" in words(behaviour.seeded, answer.pythons, 9)
    assert "comes from elsewhere" in words(behaviour.seeded, answer.freely, 9)


def test_how_the_time_grows(answer: Answer) -> None:
    def numbers(size: int) -> tuple[np.ndarray]:
        return (np.arange(float(size)),)

    assert behaviour.growth(answer.once, numbers, sizes=(20_000, 80_000), at_most=1.6) < 1.6
    said = words(behaviour.growth, answer.all_pairs, numbers, sizes=(2_000, 16_000), at_most=1.2)
    assert said.startswith("Input of 8 times the size takes ")
    assert said.endswith("times as long; expected at most 12 times.")


def test_what_leaves_the_work_to_arrays(answer: Answer) -> None:
    X = np.ones(2000)
    for function in (answer.shifted, answer.imports_first):
        behaviour.vectorised(function, X, at_most=2000)
    for function in (answer.shifted_by_a_loop, answer.shifted_in_disguise, answer.shifted_by_a_comprehension):
        assert "more than 2000 steps of Python" in words(behaviour.vectorised, function, X, at_most=2000)


def test_counting_steps_leaves_tracing_as_it_was(answer: Answer) -> None:
    before = sys.gettrace()
    assert behaviour.python_steps(sorted, [[3, 1, 2]], 100) < 10
    assert behaviour.python_steps(lambda: [n + 1 for n in range(50)], [], 60) == 61
    with pytest.raises(ZeroDivisionError):
        behaviour.python_steps(lambda: 1 / 0, [], 100)
    assert sys.gettrace() is before
