# %% [markdown]
# # Exercises for chapter 10
#
# Each check runs the set-up cell and your answer in a clean process. Where a model is to be trained, you return the recipe (a compiled
# model) and the check trains it, so your own long training runs are never repeated.
#
# What holds for every exercise: an answer leaves the arrays and dicts that it is given as they are. Lists are as good as arrays where
# nothing else is said, and capital letters as good as small ones in a quiz. A check may take 10 seconds, or 60 where it trains a model.

# %% setup=true
import os

# Notes about this machine would count as errors of yours.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from sklearn.ensemble import RandomForestRegressor

from jupyterlab_homl.toolkit import datasets

# %% [markdown] exercise="ch10-e01" title="The perceptron rule" kind="F" level=1 minutes=12 core=true after="§1" skills=["Perceptron and its limits"] topics=["S-05-II.1"]
# Write `perceptron_fit(X, y, epochs)`, which returns `(w, converged)`.
#
# - `X` has shape (m, n), without a column of ones; `y` holds 0 and 1.
# - `w` has shape (n + 1,): the n weights, then the **bias last**. It starts at zero.
# - A row is called 1 if `w[:-1] @ row + w[-1] > 0`, otherwise 0. On a mistake, `w` moves by `(y − called) · [row, 1]`; a row that is
#   called correctly moves nothing. In each epoch every row is visited once, in the order in which the rows stand.
# - `converged` is True once a whole epoch goes by without a mistake; then stop. If none of the `epochs` epochs was free of mistakes, it
#   is False, even if the last move has put every row right.

# %% [markdown] hint="ch10-e01"
# A mistake on a row of class 1 means that the sum was too small. Which way do the weights have to move, and what does a row of class 0
# need? Can one formula with `y − called` say both?

# %% [markdown] hint="ch10-e01"
# Calculate by hand: w = [0, 0, 0], row [2, 1], class 1. The sum is 0, so it is called 0. The move is (1 − 0) · [2, 1, 1]. To let the bias
# move like any weight, put a 1 at the end of every row once, before the loop.

# %% [markdown] hint="ch10-e01"
# ```python
# rows = np.c_[X, np.ones(len(X))]
# w = np.zeros(rows.shape[1])
# for epoch in range(epochs):
#     mistakes = 0
#     for row, label in zip(rows, y):
#         called = ...
#         if called != label:
#             w = ...
#             mistakes += 1
#     if ...:
#         return w, True
# return w, False
# ```

# %% answer="ch10-e01" needs=[]
def perceptron_fit(X, y, epochs):
    """Rosenblatt's rule; returns (w of shape (n + 1,) with the bias last, whether it converged)."""
    ### BEGIN SOLUTION
    rows = np.c_[X, np.ones(len(X))]
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        mistakes = 0
        for row, label in zip(rows, y):
            called = int(w @ row > 0)
            if called != label:
                w = w + (label - called) * row
                mistakes += 1
        if mistakes == 0:
            return w, True
    return w, False
    ### END SOLUTION

# %% tests="ch10-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

HAND_X = np.array([[0.0, 0.0], [0.0, 3.0], [2.0, 2.0], [3.0, 1.0]])
HAND_Y = np.array([1, 0, 0, 1])


def fit(X, y, epochs):
    found = answer.perceptron_fit(X, y, epochs)
    expect.true(
        isinstance(found, (tuple, list)) and len(found) == 2,
        "Expected a pair (w, converged), got {got}.",
        got=found,
    )
    w, converged = found
    expect.shape(
        w,
        (X.shape[1] + 1,),
        says="w has shape {got}; {columns} columns need {want}: a weight each, then the bias.",
        mistakes=[
            (
                (X.shape[1],),
                "w has {size} numbers, one a column; the bias is missing. Without it every boundary runs through 0. Put a 1 at the end of each row.",
            )
        ],
        columns=X.shape[1],
    )
    return np.asarray(w, dtype=float), converged


def reference(X, y, epochs):
    """The rule as the statement tells it: (w, converged)."""
    rows, w = np.c_[X, np.ones(len(X))], np.zeros(X.shape[1] + 1)
    for _ in range(epochs):
        mistakes = 0
        for row, label in zip(rows, y):
            called = int(w @ row > 0)
            mistakes += called != label
            w = w + (label - called) * row
        if mistakes == 0:
            return w, True
    return w, False


def all_at_once(X, y, epochs):
    """What w is where each epoch moves it once, by the mistakes of all rows together."""
    rows, w = np.c_[X, np.ones(len(X))], np.zeros(X.shape[1] + 1)
    for _ in range(epochs):
        w = w + (y - (rows @ w > 0)) @ rows
    return w


def cloud(seed, shift):
    """Two groups with a gap between them, away from 0."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (40, 2))
    side = X @ [1.0, -0.6]
    X = X[np.abs(side) > 0.25]
    return X + shift, (X @ [1.0, -0.6] > 0).astype(int)


with expect.test("first epoch, by hand"):
    w, _ = fit(HAND_X, HAND_Y, 1)
    together = np.allclose(fit(*cloud(3, [1.0, 1.0]), 3)[0], all_at_once(*cloud(3, [1.0, 1.0]), 3))
    expect.close(
        w,
        [3.0, -2.0, 1.0],
        says="After one epoch over 4 rows: expected {want}, got {got}. Work the four rows out on paper: which of them are mistakes?",
        mistakes=[
            (
                all_at_once(HAND_X, HAND_Y, 1) if together else None,
                "Got {got}: w moved once in the epoch, by all mistakes together. Move it at each mistake, so that the next row meets the new w.",
            ),
            ([1.0, -4.0, 0.0], "Got {got}: every row moved w, also those that were called correctly. Only a mistake may move it."),
            ([-3.0, -1.0, -2.0], "Got {got}, away from {want}. The move is (y − called), not (called − y)."),
            ([3.0, -2.0, 0.0], "Got {got}: a sum of exactly 0 was called 1. The contract says 1 only if the sum is above 0."),
            ([3.0, 1.0, 0.0], "Got {got}: the bias stayed 0. It moves like a weight whose input is always 1."),
            ([1.0, 3.0, -2.0], "Got {got}: the right numbers with the bias first. It belongs at the end."),
            ([0.0, 0.0, 0.0], "w is still 0 after an epoch with mistakes. Does the loop run at all (`range(epochs)`), does your move reach w, and is w returned?"),
        ],
    )

with expect.test("two groups, boundary away from 0"):
    X, y = cloud(1, [2.0, 1.0])
    w, converged = fit(X, y, 500)
    wrong = int(np.sum((X @ w[:-1] + w[-1] > 0) != (y == 1)))
    expect.equal(wrong, 0, says="A line separates these groups, yet your w gets {got} of {rows} rows wrong after 500 epochs. Look at the bias and at the sign of the move.", rows=len(X))
    expect.equal(converged, True, says="w is right for every row, but `converged` is {got}. Set it when an epoch goes by without a mistake.")

### BEGIN HIDDEN TESTS
with expect.test("more epochs change nothing once it has converged"):
    for seed in range(3):
        X, y = cloud(seed, [1.0, 2.0])
        early, late = fit(X, y, 400)[0], fit(X, y, 800)[0]
        expect.close(late, early, says="After 400 and 800 epochs w differs, though all rows were called correctly before. A row that is right must move nothing.")

with expect.test("rows in the order in which they stand"):
    for seed in range(4):
        rng = np.random.default_rng(seed)
        X, y = rng.integers(-3, 4, (7, 2)).astype(float), rng.integers(0, 2, 7)
        expect.close(fit(X, y, 1)[0], reference(X, y, 1)[0], says="After one epoch over 7 rows: expected {want}, got {got}. Visit the rows in the order in which they stand, each once.")

with expect.test("w and converged for every number of epochs"):
    X, y = cloud(2, [0.5, 1.0])
    for epochs in range(41):
        want, done = reference(X, y, epochs)
        w, converged = fit(X, y, epochs)
        expect.close(
            w,
            want,
            says="With epochs={epochs}, expected w = {want}, got {got}.",
            mistakes=[
                (reference(X, y, max(epochs - 1, 0))[0], "With epochs={epochs}, w is {got}: that is one epoch too few. Look at `range(epochs)`."),
                (reference(X, y, epochs + 1)[0], "With epochs={epochs}, w is {got}: that is one epoch too many. Look at `range(epochs)`."),
            ],
            epochs=epochs,
        )
        if converged and not done:
            expect.fail(
                "With epochs={epochs}, w is right for every row, yet the last epoch still had mistakes, so `converged` is False. Count the mistakes within the epoch; do not look at the rows again after it.",
                epochs=epochs,
            )
        expect.equal(converged, done, says="With epochs={epochs}, `converged` is {got}, expected {want}: True once an epoch has gone by without a mistake.", epochs=epochs)

with expect.test("XOR does not converge"):
    X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    _, converged = fit(X, y, 200)
    expect.equal(converged, False, says="No line separates XOR, yet `converged` is {got}. It must follow from an epoch without mistakes, not from the end of the loop.")

with expect.test("too few epochs"):
    _, converged = fit(HAND_X, HAND_Y, 1)
    expect.equal(converged, False, says="The only epoch had mistakes, yet `converged` is {got}. Count mistakes anew in every epoch.")

with expect.test("nothing to learn"):
    w, converged = fit(HAND_X, np.zeros(4, dtype=int), 1)
    expect.close(w, [0.0, 0.0, 0.0], says="With every row of class 0, w = 0 makes no mistake, so it stays 0; yours is {got}.")
    expect.equal(converged, True, says="The first epoch went by without a mistake, yet `converged` is {got}.")

with expect.test("integers, and one column"):
    w, converged = fit(np.array([[5], [7], [1], [2]]), np.array([1, 1, 0, 0]), 500)
    expect.true(w[0] * 5 + w[1] > 0 and w[0] * 2 + w[1] <= 0, "On the rows 5, 7 (class 1) and 1, 2 (class 0) your w = {got} does not separate them.", got=w)
    expect.equal(converged, True, says="One column of whole numbers can be separated, yet `converged` is {got}.")

with expect.test("input unchanged"):
    held = answer.put(HAND_X)
    answer.perceptron_fit(held, HAND_Y, 3)
    expect.unchanged(held, HAND_X)
### END HIDDEN TESTS

# %% [markdown] equivalent="ch10-e01"
# mistakes += 1  →  mistakes -= 1
# mistakes += 1  →  mistakes += 2

# %% right="ch10-e01" because="weights and bias kept apart, while loop"
def perceptron_fit(X, y, epochs):
    weights, bias, epoch, mistakes = np.zeros(X.shape[1]), 0.0, 0, 1
    while epoch < epochs and mistakes:
        mistakes = 0
        for i in range(len(X)):
            error = y[i] - np.heaviside(X[i] @ weights + bias, 0)
            weights += error * X[i]
            bias += error
            mistakes += abs(error)
        epoch += 1
    return np.append(weights, bias), np.bool_(mistakes == 0)

# %% right="ch10-e01" because="in place on integers"
def perceptron_fit(X, y, epochs):
    A = np.hstack([np.asarray(X, float), np.ones((len(X), 1))])
    w, done = np.zeros(A.shape[1]), False
    for _ in range(epochs):
        if done:
            break
        done = True
        for a, t in zip(A, y):
            move = (t - (a @ w > 0)) * a
            done &= not move.any()
            w += move
    return w, bool(done)

# %% wrong="ch10-e01" because="one move an epoch" says="by all mistakes together"
def perceptron_fit(X, y, epochs):
    A = np.c_[X, np.ones(len(X))]
    w = np.zeros(A.shape[1])
    for _ in range(epochs):
        error = y - (A @ w > 0).astype(int)
        if not error.any():
            return w, True
        w += error @ A
    return w, False

# %% wrong="ch10-e01" because="calls every row 0" says="Work the four rows out"
def perceptron_fit(X, y, epochs):
    w = np.zeros(X.shape[1] + 1)
    for _ in range(epochs):
        mistakes = 0
        for row, label in zip(X, y):
            called = int(np.sign(row @ np.zeros(X.shape[1])) > 0)
            if called != label:
                w += (label - called) * np.append(row, 1.0)
                mistakes += 1
        if mistakes == 0:
            return w, True
    return w, False

# %% wrong="ch10-e01" because="updates on every row" says="every row moved w"
def perceptron_fit(X, y, epochs):
    rows = np.c_[X, np.ones(len(X))]
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        for row, label in zip(rows, y):
            w = w + (2 * label - 1) * row
    return w, bool(np.all((rows @ w > 0) == y))

# %% wrong="ch10-e01" because="rows in a random order" says="in the order in which they stand"
def perceptron_fit(X, y, epochs):
    rows, rng = np.c_[X, np.ones(len(X))], np.random.default_rng(1)
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        mistakes = 0
        for i in rng.permutation(len(rows)):
            called = int(w @ rows[i] > 0)
            mistakes += called != y[i]
            w = w + (y[i] - called) * rows[i]
        if mistakes == 0:
            return w, True
    return w, False

# %% wrong="ch10-e01" because="no bias" says="the bias is missing"
def perceptron_fit(X, y, epochs):
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        mistakes = 0
        for row, label in zip(X, y):
            called = int(w @ row > 0)
            w = w + (label - called) * row
            mistakes += called != label
        if mistakes == 0:
            return w, True
    return w, False

# %% wrong="ch10-e01" because="bias is there but never moves" says="the bias stayed 0"
def perceptron_fit(X, y, epochs):
    w = np.zeros(X.shape[1] + 1)
    for _ in range(epochs):
        mistakes = 0
        for row, label in zip(X, y):
            called = int(w[:-1] @ row + w[-1] > 0)
            w[:-1] += (label - called) * row
            mistakes += called != label
        if mistakes == 0:
            return w, True
    return w, False

# %% wrong="ch10-e01" because="sign of the move" says="not (called − y)"
def perceptron_fit(X, y, epochs):
    rows = np.c_[X, np.ones(len(X))]
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        mistakes = 0
        for row, label in zip(rows, y):
            called = int(w @ row > 0)
            w = w + (called - label) * row
            mistakes += called != label
        if mistakes == 0:
            return w, True
    return w, False

# %% wrong="ch10-e01" because="calls a sum of 0 class 1" says="a sum of exactly 0"
def perceptron_fit(X, y, epochs):
    rows = np.c_[X, np.ones(len(X))]
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        mistakes = 0
        for row, label in zip(rows, y):
            called = int(w @ row >= 0)
            w = w + (label - called) * row
            mistakes += called != label
        if mistakes == 0:
            return w, True
    return w, False

# %% wrong="ch10-e01" because="converged means that the loop came to its end" says="No line separates XOR"
def perceptron_fit(X, y, epochs):
    rows = np.c_[X, np.ones(len(X))]
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        for row, label in zip(rows, y):
            w = w + (label - int(w @ row > 0)) * row
    return w, True

# %% wrong="ch10-e01" because="stops when w ends an epoch where it began, as it does on XOR" says="No line separates XOR"
def perceptron_fit(X, y, epochs):
    weights, bias, epoch = np.zeros(X.shape[1]), 0.0, 0
    while epoch < epochs:
        before = weights.copy(), bias
        for i in range(len(X)):
            error = y[i] - np.heaviside(X[i] @ weights + bias, 0)
            weights += error * X[i]
            bias += error
        epoch += 1
        if np.array_equal(weights, before[0]) and bias == before[1]:
            return np.append(weights, bias), np.bool_(True)
    return np.append(weights, bias), False

# %% wrong="ch10-e01" because="mistakes are never counted anew" says="`converged` is False"
def perceptron_fit(X, y, epochs):
    rows = np.c_[X, np.ones(len(X))]
    w = np.zeros(rows.shape[1])
    mistakes = 0
    for _ in range(epochs):
        for row, label in zip(rows, y):
            called = int(w @ row > 0)
            if called != label:
                w = w + (label - called) * row
                mistakes += 1
        if mistakes == 0:
            break
    return w, mistakes == 0

# %% wrong="ch10-e01" because="asks after the epoch whether all rows are right" says="yet the last epoch still had mistakes"
def perceptron_fit(X, y, epochs):
    w = np.zeros(X.shape[1] + 1)
    for _ in range(epochs):
        for x, label in zip(X, y):
            error = label - (x @ w[:-1] + w[-1] > 0)
            w[:-1] += error * x
            w[-1] += error
        if np.array_equal((X @ w[:-1] + w[-1] > 0).astype(int), y):
            return w, True
    return w, False

# %% wrong="ch10-e01" because="one epoch too few" says="`range(epochs)`"
def perceptron_fit(X, y, epochs):
    rows, w = np.c_[X, np.ones(len(X))], np.zeros(X.shape[1] + 1)
    for epoch in range(1, epochs):
        mistakes = 0
        for row, label in zip(rows, y):
            error = label - int(w @ row > 0)
            w, mistakes = w + error * row, mistakes + abs(error)
        if mistakes == 0:
            return w, True
    return w, False

# %% wrong="ch10-e01" because="the bias comes first" says="with the bias first"
def perceptron_fit(X, y, epochs):
    rows = np.c_[np.ones(len(X)), X]
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        errors = 0
        for row, label in zip(rows, y):
            error = label - int(w @ row > 0)
            w = w + error * row
            errors += abs(error)
        if not errors:
            return w, True
    return w, False

# %% right="ch10-e01" because="one generator for all visits, and a count of rows in a row"
def perceptron_fit(X, y, epochs):
    rows = [np.append(x, 1.0) for x in X]
    w, quiet = np.zeros(len(rows[0])), False
    for visit in range(epochs * len(rows)):
        if visit % len(rows) == 0:
            if quiet:
                break
            quiet = True
        error = y[visit % len(rows)] - float(w @ rows[visit % len(rows)] > 0)
        if error:
            quiet = False
            w = w + error * rows[visit % len(rows)]
    return w, quiet

# %% [markdown] exercise="ch10-e02" title="XOR with two hidden units" kind="F" level=1 minutes=8 after="§1" skills=["Perceptron and its limits"] topics=["S-05-II.1"]
# Write `xor_net()`, which returns `(W1, b1, W2, b2)`: the weights of a network with 2 inputs, 2 hidden units and 1 output that computes
# XOR. Every unit is a step: 1 if its sum is above 0, otherwise 0. So
#
# `hidden = step(x @ W1 + b1)` and `output = step(hidden @ W2 + b2)`, with shapes (2, 2), (2,), (2,) and one number.
#
# No training: find them by thinking. No sum may be exactly 0, where rounding would decide. `W2` may also be a column.

# %% [markdown] hint="ch10-e02"
# XOR is "at least one of them, but not both". Which two simpler questions are in this sentence, and could one unit answer each?

# %% [markdown] hint="ch10-e02"
# With weights 1 and 1 the sum is 0, 1 or 2. A bias between −1 and 0 asks "at least one?", a bias between −2 and −1 asks "both?". Write
# the two answers for all four inputs in a table, and look for weights of the output that make 0, 1, 1, 0 of it.

# %% [markdown] hint="ch10-e02"
# ```python
# W1 = np.array([[1.0, 1.0], [1.0, 1.0]])  # column j leads to hidden unit j
# b1 = np.array([..., ...])                # "at least one", "both"
# W2 = np.array([1.0, ...])                # the first speaks for, the second against
# b2 = ...
# ```

# %% answer="ch10-e02" needs=[]
def xor_net():
    """Weights (W1, b1, W2, b2) of a 2-2-1 network of step units that computes XOR."""
    ### BEGIN SOLUTION
    W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
    b1 = np.array([-0.5, -1.5])  # at least one, both
    W2 = np.array([1.0, -1.0])
    b2 = -0.5
    return W1, b1, W2, b2
    ### END SOLUTION

# %% tests="ch10-e02" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def weights():
    found = answer.xor_net()
    expect.true(isinstance(found, (tuple, list)) and len(found) == 4, "Expected four things, (W1, b1, W2, b2), got {got}.", got=found)
    W1, b1, W2, b2 = (np.asarray(part, dtype=float) for part in found)
    expect.shape(W1, (2, 2), says="W1 has shape {got}, expected {want}: two inputs, two hidden units. One unit alone draws one line, and XOR needs two.")
    expect.shape(b1, (2,), says="b1 has shape {got}, expected {want}: a bias for each hidden unit.")
    expect.equal(W2.size, 2, says="W2 has {got} numbers, expected {want}: one for each hidden unit.")
    expect.equal(b2.size, 1, says="b2 has {got} numbers, expected {want}.")
    return W1, b1, W2.ravel(), float(b2.ravel()[0])


def sums():
    W1, b1, W2, b2 = weights()
    first = INPUTS @ W1 + b1
    return first, (first > 0) @ W2 + b2


with expect.test("four arrays of the right shapes"):
    weights()

def table(W1, b1, W2, b2):
    """The outputs for the inputs 00, 01, 10, 11."""
    return [int(value) for value in (INPUTS @ W1 + b1 > 0) @ W2 + b2 > 0]


with expect.test("truth table"):
    W1, b1, W2, b2 = weights()
    got, want = table(W1, b1, W2, b2), [0, 1, 1, 0]
    expect.equal(
        got,
        want,
        says="For the inputs 00, 01, 10, 11 the output is {got}, expected {want}. Work out both hidden units for each input first.",
        mistakes=[
            (
                got if table(W1, -b1, W2, -b2) == want else None,
                "The output is {got}; with the signs of b1 and b2 turned round it would be XOR. A bias is added to the sum: a threshold of 0.5 is a bias of −0.5.",
            ),
            (
                got if table(W1, W2, b1, b2) == want else None,
                "The output is {got}; read as (W1, W2, b1, b2) your numbers are XOR. Return them in the order (W1, b1, W2, b2).",
            ),
            (
                got if table(W1.T, b1, W2, b2) == want else None,
                "The output is {got}; with rows and columns of W1 exchanged it would be XOR. In `x @ W1` each hidden unit has a column of W1.",
            ),
            ([0, 1, 1, 1], "The output is {got}, which is OR: 11 must give 0. The unit that asks for both has to speak against."),
            ([0, 0, 0, 1], "The output is {got}, which is AND. XOR says 1 where exactly one input is 1."),
            ([1, 0, 0, 1], "The output is {got}: XOR turned round. Change the signs of W2 and b2."),
            ([0, 0, 0, 0], "The output is always 0. The output's bias is too low for what its units can add up to."),
            ([1, 1, 1, 1], "The output is always 1. The output's bias is too high for what its units can take away."),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("no sum lies on the edge of the step"):
    first, last = sums()
    least = float(min(np.abs(first).min(), np.abs(last).min()))
    expect.true(least > 1e-6, "The smallest sum is {least}, right on the edge of the step, where rounding decides. Move the biases halfway between the values that they separate.", least=least)
### END HIDDEN TESTS

# %% [markdown] equivalent="ch10-e02"
# W1 = np.array([[1.0, 1.0], [1.0, 1.0]])  →  W1 = np.array([[2.0, 1.0], [1.0, 1.0]])
# W1 = np.array([[1.0, 1.0], [1.0, 1.0]])  →  W1 = np.array([[1.0, 1.0], [2.0, 1.0]])
# W2 = np.array([1.0, -1.0])  →  W2 = np.array([1.0, -2.0])

# %% right="ch10-e02" because="one unit for each of the two inputs that give 1"
def xor_net():
    return np.array([[1, -1], [-1, 1]]), np.array([-0.5, -0.5]), np.array([1, 1]), -0.5

# %% right="ch10-e02" because="OR and NOT AND, output as a column"
def xor_net():
    return [[2, -2], [2, -2]], [-1, 3], [[1], [1]], [-1.5]

# %% wrong="ch10-e02" because="OR" says="which is OR"
def xor_net():
    return np.ones((2, 2)), np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -0.5

# %% wrong="ch10-e02" because="a single layer" says="One unit alone"
def xor_net():
    return np.array([1.0, 1.0]), -0.5, np.array([1.0]), 0.0

# %% wrong="ch10-e02" because="relies on a sum of 0" says="on the edge"
def xor_net():
    return np.ones((2, 2)), np.array([0.0, -1.0]), np.array([1.0, -1.0]), 0.0

# %% wrong="ch10-e02" because="turned round" says="turned round"
def xor_net():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([-1.0, 1.0]), 0.5

# %% wrong="ch10-e02" because="prints instead of returning" says="Expected four things"
def xor_net():
    print(np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, -1.0]), -0.5)

# %% right="ch10-e02" because="random search instead of thinking"
def xor_net():
    rng = np.random.default_rng(0)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    while True:
        W1, b1, W2, b2 = rng.normal(size=(2, 2)), rng.normal(size=2), rng.normal(size=2), rng.normal()
        if np.array_equal(((X @ W1 + b1 > 0) @ W2 + b2 > 0).astype(int), [0, 1, 1, 0]):
            return W1, b1, W2, b2

# %% right="ch10-e02" because="NAND and OR, joined by AND"
def xor_net():
    nand, either = (-2, 3), (5, -1)
    W1 = [[nand[0], either[0]], [nand[0], either[0]]]
    return W1, [nand[1], either[1]], [[5], [4]], -7

# %% wrong="ch10-e02" because="thresholds instead of biases" says="a threshold of 0.5"
def xor_net():
    return np.ones((2, 2)), np.array([0.5, 1.5]), np.array([1.0, -1.0]), 0.5

# %% wrong="ch10-e02" because="the weights first, then the biases" says="in the order"
def xor_net():
    return np.ones((2, 2)), np.array([1.0, -1.0]), np.array([-0.5, -1.5]), -0.5

# %% wrong="ch10-e02" because="always 1" says="too high"
def xor_net():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, -1.0]), 1.5

# %% wrong="ch10-e02" because="weights of the second unit transposed" says="columns of W1 exchanged"
def xor_net():
    W1 = np.array([[1.0, 1.0], [-1.0, -1.0]])
    return W1, np.array([-0.5, 1.5]), np.array([1.0, 1.0]), -1.5

# %% [markdown] exercise="ch10-e03" title="Backpropagation in NumPy" kind="F" level=3 minutes=35 after="§3" skills=["Backpropagation"] topics=["S-ch13-lowlevel-ex", "S-05-II.3a"]
# Write `forward_backward(params, X, y)` for a network with one hidden layer (tanh) and a softmax over k classes. It returns
# `(loss, grads)`.
#
# - `params` is a dict with `W1` (n, h), `b1` (h,), `W2` (h, k), `b2` (k,). `X` has shape (m, n), `y` holds class numbers 0 … k − 1.
# - `loss` is the cross-entropy, averaged over the m rows: −mean of log p of each row's own class.
# - `grads` is a dict with the same keys and shapes: the derivative of `loss` with respect to every parameter.
# - Loss and gradients stay finite and correct when the last sums are in the thousands.
#
# Derive the gradients yourself, with the chain rule and NumPy (functions of SciPy are fine), in double precision: no automatic
# differentiation, and no slopes measured by small steps.

# %% [markdown] hint="ch10-e03"
# Which number does each parameter reach the loss through? Write the forward pass as five named arrays, and then go back through the same
# five in reverse: what does the loss gain if this one grows a little?

# %% [markdown] hint="ch10-e03"
# Two results that save work: the loss's derivative with respect to the output sums is (p − one-hot of y) / m, and tanh′(z) = 1 − tanh(z)².
# If `Z = A @ W + b`, and D is the derivative with respect to Z, then `A.T @ D` belongs to W, the column sums of D to b, and `D @ W.T` to A.
# Subtract each row's largest sum before exp, and use log p = z − log Σ exp z.

# %% [markdown] hint="ch10-e03"
# ```python
# H = np.tanh(X @ params["W1"] + params["b1"])
# Z = ...
# Z = Z - Z.max(axis=1, keepdims=True)
# log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
# loss = ...
# D2 = np.exp(log_p)
# D2[np.arange(m), y] -= 1
# D2 /= ...
# D1 = (D2 @ ...) * (1 - ...)
# return loss, {"W1": X.T @ D1, "b1": ..., "W2": H.T @ D2, "b2": ...}
# ```

# %% answer="ch10-e03" needs=[]
def forward_backward(params, X, y):
    """Loss and gradients of a network with one tanh layer and a softmax; returns (loss, dict of gradients)."""
    ### BEGIN SOLUTION
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(m), y].mean()
    D2 = np.exp(log_p)
    D2[np.arange(m), y] -= 1
    D2 /= m
    D1 = (D2 @ params["W2"].T) * (1 - H**2)
    return loss, {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}
    ### END SOLUTION

# %% tests="ch10-e03" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

NAMES = ("W1", "b1", "W2", "b2")


def case(seed, m=6, n=3, h=4, k=3, scale=0.7):
    rng = np.random.default_rng(seed)
    shapes = {"W1": (n, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
    params = {name: scale * rng.normal(size=shape) for name, shape in shapes.items()}
    return params, rng.normal(size=(m, n)), np.concatenate([np.arange(k), rng.integers(0, k, max(m - k, 0))])[:m]


def loss_of(params, X, y):
    Z = np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(X)), y]))


def gradients(params, X, y, through_tanh=True):
    """Loss gradients by the chain rule; without tanh's slope they are a typical mistake."""
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    D2 = np.exp(Z - Z.max(axis=1, keepdims=True))
    D2 /= D2.sum(axis=1, keepdims=True)
    D2[np.arange(m), y] -= 1
    D2 /= m
    D1 = D2 @ params["W2"].T * ((1 - H**2) if through_tanh else 1)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}


answer.define("""
import tensorflow as tf


def by_hand(function, params, X, y):
    '''A call during which TensorFlow differentiates nothing.'''

    def refuse(self):
        raise RuntimeError("automatic differentiation is switched off here")

    kept = [(kind, kind.__enter__) for kind in (tf.GradientTape, tf.autodiff.ForwardAccumulator)]
    for kind, _ in kept:
        kind.__enter__ = refuse
    try:
        return function(params, X, y)
    finally:
        for kind, enter in kept:
            kind.__enter__ = enter
""")


def run(params, X, y):
    found = answer.forward_backward(params, X, y)
    expect.true(isinstance(found, (tuple, list)) and len(found) == 2, "Expected a pair (loss, grads), got {got}.", got=found)
    loss, grads = found
    expect.true(isinstance(grads, dict) and set(grads) == set(NAMES), "`grads` must be a dict with the keys W1, b1, W2 and b2.")
    for name in NAMES:
        expect.shape(grads[name], params[name].shape, says="The gradient of {name} has shape {got}; it must have the shape of {name}, {want}.", name=name)
    return loss, grads


def compare(params, X, y):
    _, grads = run(params, X, y)
    want, straight = gradients(params, X, y), gradients(params, X, y, through_tanh=False)
    m, k = len(X), params["b2"].size
    right = []
    for name in ("b2", "W2", "b1", "W1"):
        got, size = np.asarray(grads[name], float), float(np.abs(want[name]).max())
        off = float(np.abs(got - want[name]).max() / size)
        if 1e-11 < off < 1e-5:
            expect.fail(
                "The gradient of {name} is right to about {digits} digits only. Slopes measured by small steps get no further, and neither does single precision. Derive them by the chain rule, in float64.",
                name=name,
                digits=int(-np.log10(off)),
            )
        mistakes = [
            (want[name] * m, "The gradient of {name} is exactly m = {m} times too large. The loss is a mean over rows: divide by m, once."),
            (want[name] / m, "The gradient of {name} is exactly m = {m} times too small: it was divided by m twice."),
            (want[name] / k, "The gradient of {name} is exactly k = {k} times too small: the mean runs over rows, not over classes."),
            (want[name] / (m * k), "The gradient of {name} is m·k times too small: the mean runs over the m rows alone."),
            (-want[name], "The gradient of {name} has the wrong sign: p − one-hot, not one-hot − p."),
        ]
        if name in ("b1", "W1"):
            mistakes.append((straight[name], "The gradient of {name} lets the error through tanh unchanged. Multiply by its derivative, 1 − tanh²."))
        expect.close(
            got,
            want[name],
            rtol=1e-6,
            atol=1e-6 * size,
            says="The gradient of {name} is off by up to {off} of its largest entry; right so far, from the output backwards: {right}. Compare one entry of {name} with a slope measured by a small step.",
            mistakes=mistakes,
            name=name,
            m=m,
            k=k,
            off=off,
            right=", ".join(right) or "none",
        )
        right.append(name)


with expect.test("the loss"):
    params, X, y = case(0)
    loss, _ = run(params, X, y)
    want = loss_of(params, X, y)
    rough = abs(float(loss) - want) if np.ndim(loss) == 0 else 1.0
    expect.true(not 1e-8 < rough / want < 1e-5, "The loss is right to about {digits} digits only, so something is in single precision. Keep to float64 throughout.", digits=int(-np.log10(rough / want + 1e-300)))
    expect.close(
        loss,
        want,
        rtol=1e-8,
        says="The loss is {got}, expected {want}.",
        mistakes=[
            (want * len(X), "The loss is {got}, expected {want}: the rows were summed, not averaged."),
            (want / 3, "The loss is {got}, expected {want}: the mean ran over rows and classes. Each row counts once, with its own class."),
            (-want, "The loss is {got}; a cross-entropy is never negative. The minus sign is missing."),
            (want / np.log(2), "The loss is {got}, expected {want}: use the natural logarithm."),
        ],
    )

with expect.test("the four gradients"):
    compare(*case(1))

### BEGIN HIDDEN TESTS
with expect.test("other sizes, among them one row and one hidden unit"):
    compare(*case(2, m=1, n=5, h=2, k=4))
    compare(*case(3, m=7, n=2, h=1, k=2))
    compare(*case(4, m=12, n=4, h=6, k=5))

with expect.test("a class that no row has"):
    params, X, _ = case(8, m=5, k=4)
    y = np.array([0, 2, 1, 0, 2])
    expect.call(
        answer.forward_backward,
        params,
        X,
        y,
        says="With 4 classes, the last of which no row has, line {line} raised {error}: {message} The number of classes is the length of b2; usually it was taken from y.",
    )
    compare(params, X, y)

with expect.test("sums in the thousands"):
    params, X, y = case(5, scale=600.0)
    loss, grads = run(params, X, y)
    words = {
        "nan": "With output sums in the thousands, {name} is nan: exp overflows to inf, and inf / inf is not a number. Subtract each row's largest sum before exp; the probabilities stay the same.",
        "inf": "With output sums in the thousands, {name} is inf: a probability became exactly 0, and its log is −inf. Do not take the log of a softmax: log p = z − log Σ exp z.",
    }
    expect.finite(loss, **words, name="the loss")
    for name in NAMES:
        expect.finite(grads[name], **words, name="the gradient of " + name)
    expect.close(loss, loss_of(params, X, y), rtol=1e-6, says="With output sums in the thousands the loss is {got}, expected {want}. Work with log p = z − log Σ exp z, not with the log of a clipped p.")

with expect.test("derived by hand"):
    expect.call(
        answer.by_hand,
        answer.forward_backward,
        *case(7),
        says="The gradients come from TensorFlow's automatic differentiation. This exercise is about what it does: go back through the layers yourself, by the chain rule.",
    )

with expect.test("parameters unchanged"):
    params, X, y = case(6)
    held = answer.put(params)
    answer.forward_backward(held, X, y)
    expect.unchanged(held, params, "Your code changed `params`. It computes gradients; the step is somebody else's.")
### END HIDDEN TESTS

# %% right="ch10-e03" because="one-hot matrix and scipy's log-softmax"
def forward_backward(params, X, y):
    from scipy.special import log_softmax

    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    hidden = np.tanh(X @ W1 + b1)
    logs = log_softmax(hidden @ W2 + b2, axis=1)
    hot = np.eye(len(b2))[y]
    back = (np.exp(logs) - hot) / len(X)
    inner = back @ W2.T / np.cosh(X @ W1 + b1) ** 2
    return -np.sum(hot * logs) / len(X), dict(W1=X.T @ inner, b1=inner.sum(0), W2=hidden.T @ back, b2=back.sum(0))

# %% right="ch10-e03" because="row by row"
def forward_backward(params, X, y):
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    loss = 0.0
    for x, label in zip(X, y):
        h = np.tanh(x @ params["W1"] + params["b1"])
        z = h @ params["W2"] + params["b2"]
        z = z - z.max()
        p = np.exp(z) / np.exp(z).sum()
        loss += (np.log(np.exp(z).sum()) - z[label]) / len(X)
        d = p.copy()
        d[label] -= 1
        d /= len(X)
        e = (params["W2"] @ d) * (1 - h * h)
        grads["W2"] += np.outer(h, d)
        grads["b2"] += d
        grads["W1"] += np.outer(x, e)
        grads["b1"] += e
    return loss, grads

# %% wrong="ch10-e03" because="tanh's derivative is missing" says="1 − tanh²"
def forward_backward(params, X, y):
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    loss = -np.log(P[np.arange(m), y]).mean()
    D2 = P.copy()
    D2[np.arange(m), y] -= 1
    D2 /= m
    D1 = D2 @ params["W2"].T
    return loss, {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}

# %% wrong="ch10-e03" because="divided by m twice" says="divided by m twice"
def forward_backward(params, X, y):
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    loss = -np.log(P[np.arange(m), y]).mean()
    P[np.arange(m), y] -= 1
    D2 = P / m
    D1 = (D2 @ params["W2"].T) * (1 - H**2)
    return loss, {"W1": X.T @ D1 / m, "b1": D1.sum(axis=0) / m, "W2": H.T @ D2 / m, "b2": D2.sum(axis=0) / m}

# %% wrong="ch10-e03" because="mean over classes as well" says="the mean ran over rows and classes"
def forward_backward(params, X, y):
    m, k = len(X), len(params["b2"])
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    hot = np.eye(k)[y]
    D2 = (P - hot) / (m * k)
    D1 = (D2 @ params["W2"].T) * (1 - H**2)
    return -np.mean(hot * np.log(P)), {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}

# %% wrong="ch10-e03" because="gradient not divided at all" says="times too large"
def forward_backward(params, X, y):
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    loss = -np.log(P[np.arange(m), y]).mean()
    D2 = P - np.eye(P.shape[1])[y]
    D1 = (D2 @ params["W2"].T) * (1 - H**2)
    return loss, {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}

# %% wrong="ch10-e03" because="no maximum taken away" says="exp overflows to inf"
def forward_backward(params, X, y):
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    P = np.exp(H @ params["W2"] + params["b2"])
    P /= P.sum(axis=1, keepdims=True)
    loss = -np.log(P[np.arange(m), y]).mean()
    D2 = (P - np.eye(P.shape[1])[y]) / m
    D1 = (D2 @ params["W2"].T) * (1 - H**2)
    return loss, {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}

# %% wrong="ch10-e03" because="single precision" says="single precision"
def forward_backward(params, X, y):
    W1, b1, W2, b2 = (params[name].astype("float32") for name in ("W1", "b1", "W2", "b2"))
    X, m = X.astype("float32"), len(X)
    H = np.tanh(X @ W1 + b1)
    Z = H @ W2 + b2
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    D2 = (np.exp(log_p) - np.eye(len(b2), dtype="float32")[y]) / np.float32(m)
    D1 = (D2 @ W2.T) * (1 - H**2)
    return -log_p[np.arange(m), y].mean(), {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}

# %% wrong="ch10-e03" because="TensorFlow's tape does the work" says="automatic differentiation"
def forward_backward(params, X, y):
    variables = {name: tf.Variable(value) for name, value in params.items()}
    with tf.GradientTape() as tape:
        sums = tf.tanh(X @ variables["W1"] + variables["b1"]) @ variables["W2"] + variables["b2"]
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, sums))
    return loss, tape.gradient(loss, variables)

# %% wrong="ch10-e03" because="steps at once" says="changed `params`"
def forward_backward(params, X, y):
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(m), y].mean()
    D2 = (np.exp(log_p) - np.eye(Z.shape[1])[y]) / m
    D1 = (D2 @ params["W2"].T) * (1 - H**2)
    grads = {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}
    for name in grads:
        params[name] -= 0.1 * grads[name]
    return loss, grads

# %% wrong="ch10-e03" because="the usual stable softmax, and then its logarithm" says="Do not take the log of a softmax"
def forward_backward(params, X, y):
    m = len(y)
    A = np.tanh(X @ params["W1"] + params["b1"])
    Z = A @ params["W2"] + params["b2"]
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(P[np.arange(m), y]))
    G = P.copy()
    G[np.arange(m), y] -= 1
    G /= m
    B = G @ params["W2"].T * (1 - A**2)
    return loss, {"W1": X.T @ B, "b1": B.sum(axis=0), "W2": A.T @ G, "b2": G.sum(axis=0)}

# %% wrong="ch10-e03" because="clips the probabilities" says="clipped p"
def forward_backward(params, X, y):
    m = len(y)
    A = np.tanh(X @ params["W1"] + params["b1"])
    Z = A @ params["W2"] + params["b2"]
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(np.clip(P[np.arange(m), y], 1e-12, 1)))
    G = (P - np.eye(P.shape[1])[y]) / m
    B = G @ params["W2"].T * (1 - A**2)
    return loss, {"W1": X.T @ B, "b1": B.sum(axis=0), "W2": A.T @ G, "b2": G.sum(axis=0)}

# %% wrong="ch10-e03" because="classes counted from y" says="number of classes is the length of b2"
def forward_backward(params, X, y):
    m, k = len(y), y.max() + 1
    A = np.tanh(X @ params["W1"] + params["b1"])
    Z = A @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    L = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    G = (np.exp(L) - np.eye(k)[y]) / m
    B = G @ params["W2"].T * (1 - A**2)
    return -L[np.arange(m), y].mean(), {"W1": X.T @ B, "b1": B.sum(axis=0), "W2": A.T @ G, "b2": G.sum(axis=0)}

# %% wrong="ch10-e03" because="slopes measured by small steps" says="digits only"
def forward_backward(params, X, y):
    def loss(p):
        Z = np.tanh(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
        top = Z.max(axis=1)
        return np.mean(top + np.log(np.exp(Z - top[:, None]).sum(axis=1)) - Z[np.arange(len(y)), y])

    grads = {}
    for name, value in params.items():
        grads[name] = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            up, down = dict(params), dict(params)
            up[name], down[name] = value.copy(), value.copy()
            up[name][place] += 1e-5
            down[name][place] -= 1e-5
            grads[name][place] = (loss(up) - loss(down)) / 2e-5
    return loss(params), grads

# %% wrong="ch10-e03" because="the bias of the first layer forgotten in the backward pass" says="right so far, from the output backwards: b2, W2"
def forward_backward(params, X, y):
    m = len(y)
    A = np.tanh(X @ params["W1"] + params["b1"])
    Z = A @ params["W2"] + params["b2"]
    Z = Z - Z.max(axis=1, keepdims=True)
    L = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    G = (np.exp(L) - np.eye(Z.shape[1])[y]) / m
    B = G @ params["W2"].T * (1 - np.tanh(X @ params["W1"]) ** 2)
    return -L[np.arange(m), y].mean(), {"W1": X.T @ B, "b1": B.sum(axis=0), "W2": A.T @ G, "b2": G.sum(axis=0)}

# %% [markdown] exercise="ch10-e04" title="Count before you run" kind="Q" level=1 minutes=8 core=true after="§3" skills=["Sequential models"] topics=["S-05-II.3a"]
# Six networks. In the answer cell, replace each None by a whole number, or for q4 by a shape such as `(32, 10)`. Work them out before you
# let Keras confirm them.
#
# - **q1** How many parameters does `Dense(4)` have on 3 inputs?
# - **q2** Two hidden layers: 8 inputs, `Dense(30)`, `Dense(30)`, `Dense(1)`. How many parameters altogether?
# - **q3** `Flatten()`, then `Dense(10)`, on pictures of 28 × 28. How many parameters altogether?
# - **q4** A batch of 32 pictures of 28 × 28 goes through `Dense(5)`, without `Flatten`. What is the shape of the output?
# - **q5** `Normalization()`, then `Dense(30)` and `Dense(1)`, on 8 columns. How many parameters does training change?
# - **q6** Wide and deep: 6 *deep* columns go through `Dense(30)` and `Dense(30)`; their output is joined with 5 *wide* columns, and
#   `Dense(1)` reads all of it. How many parameters altogether?

# %% [markdown] hint="ch10-e04"
# Draw one unit of a Dense layer with its incoming arrows. What else does it add up besides what comes along them?

# %% [markdown] hint="ch10-e04"
# A Dense layer with a inputs and b units has a weight for each pair and a bias for each unit. Dense works on the last axis of whatever it
# gets and leaves the others alone. What did `adapt` do instead of training?

# %% [markdown] hint="ch10-e04"
# ```python
# answers = {
#     "q1": 3 * 4 + ...,
#     "q2": (8 * 30 + 30) + (30 * ... + ...) + (30 * 1 + ...),
#     "q3": (28 * 28) * ... + ...,
#     "q4": (32, 28, ...),
#     "q5": (8 * 30 + 30) + ...,
#     "q6": ... + ... + ((30 + 5) * 1 + ...),
# }
# ```

# %% answer="ch10-e04" needs=[]
answers = {"q1": None, "q2": None, "q3": None, "q4": None, "q5": None, "q6": None}
### BEGIN SOLUTION
answers = {
    "q1": 3 * 4 + 4,
    "q2": (8 * 30 + 30) + (30 * 30 + 30) + (30 + 1),
    "q3": 28 * 28 * 10 + 10,
    "q4": (32, 28, 5),
    "q5": (8 * 30 + 30) + (30 + 1),
    "q6": (6 * 30 + 30) + (30 * 30 + 30) + (35 + 1),
}
### END SOLUTION

# %% tests="ch10-e04" points=1
from jupyterlab_homl.toolkit import answer, expect


def given(question):
    answers = answer.answers
    expect.true(isinstance(answers, dict) and question in answers, "`answers` has no {question}. Keep the keys q1 to q6.", question=question)
    value = answers[question]
    expect.true(value is not None, "{question} is still open: put your answer where None stands.", question=question)
    return value


with expect.test("six answers"):
    for number in range(1, 7):
        given(f"q{number}")

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.equal(
        given("q1"),
        16,
        says="Not {got}. Draw the 4 units: how many arrows come in at each, and what does each add besides?",
        mistakes=[(12, "12 are the weights alone. Each unit also has a bias."), (15, "{got} has a bias for each input. A bias belongs to a unit.")],
    )

with expect.test("question 2"):
    expect.equal(
        given("q2"),
        1231,
        says="Not {got}. Take the three layers one by one: inputs × units, plus a bias for each unit.",
        mistakes=[
            (1170, "1170 are the weights alone. Add a bias for each of the units."),
            (301, "301 leaves out the second Dense(30), which reads the 30 outputs of the first."),
            (540, "Not {got}. The second hidden layer reads the 30 outputs of the first, not the 8 inputs again."),
            (1201, "Not {got}. One of the two hidden layers has lost its biases."),
        ],
    )

with expect.test("question 3"):
    expect.equal(
        given("q3"),
        7850,
        says="Not {got}. What does Flatten learn, and how many numbers does it hand to Dense?",
        mistakes=[
            (7840, "7840 are the weights alone. Each of the 10 units has a bias."),
            (290, "{got} would be Dense on rows of 28. Flatten hands over all pixels at once."),
            (8634, "Not {got}. Flatten was counted, but it only rearranges: it learns nothing."),
        ],
    )

with expect.test("question 4"):
    shape = given("q4")
    try:
        shape = [size if size is None else int(size) for size in shape]
    except (TypeError, ValueError):
        expect.fail("q4 asks for a shape, such as (32, 10); got {got}.", got=shape)
    expect.equal(
        shape,
        [32, 28, 5],
        says="Not {got}. Dense multiplies along the last axis alone. Which axis is that, and what happens to the others?",
        mistakes=[
            ([32, 5], "(32, 5) would need Flatten first. Dense turns every row of a picture into 5 numbers."),
            ([32, 28, 28, 5], "Dense adds no axis; it replaces the last one."),
            ([28, 5], "The batch axis stays: all 32 pictures come out."),
            ([None, 28, 5], "In `summary` the batch axis reads None; here a batch of 32 goes through."),
        ],
    )

with expect.test("question 5"):
    expect.equal(
        given("q5"),
        301,
        says="Not {got}. Count the layers that training changes, each with its biases.",
        mistakes=[
            (317, "{got} counts the means and variances. `adapt` sets them from the data; training leaves them alone."),
            (318, "{got} is what `count_params` says. Mean, variance and a counter are set by `adapt`, not by training."),
            (270, "{got} is the hidden layer. Dense(1) is trained too."),
            (270 + 30, "{got} lacks a bias. Which layer?"),
        ],
    )

with expect.test("question 6"):
    expect.equal(
        given("q6"),
        1176,
        says="Not {got}. Follow the arrows: what does each of the three Dense layers read?",
        mistakes=[
            (1171, "{got} forgets the wide columns: the last Dense reads what was joined."),
            (1140 + 31, "{got} forgets the wide columns: the last Dense reads what was joined."),
            (1326, "{got} lets the wide columns into the first hidden layer. They join only before the output."),
            (1321, "{got} lets the wide columns into the first hidden layer. They join only before the output."),
            (1115, "{got} are the weights alone. Add the biases."),
        ],
    )
### END HIDDEN TESTS

# %% right="ch10-e04" because="a list for the shape, numbers counted by Keras"
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
answers = {"q1": model.count_params(), "q2": 270 + 930 + 31, "q3": 7850.0, "q4": [32, 28, 5], "q5": 301, "q6": np.int64(1176)}

# %% wrong="ch10-e04" because="biases forgotten" says="12 are the weights alone"
answers = {"q1": 12, "q2": 1170, "q3": 7840, "q4": (32, 28, 5), "q5": 270, "q6": 1115}

# %% wrong="ch10-e04" because="Flatten counted" says="it only rearranges"
answers = {"q1": 16, "q2": 1231, "q3": 7850 + 784, "q4": (32, 28, 5), "q5": 301, "q6": 1176}

# %% wrong="ch10-e04" because="Dense flattens by itself" says="would need Flatten first"
answers = {"q1": 16, "q2": 1231, "q3": 7850, "q4": (32, 5), "q5": 301, "q6": 1176}

# %% wrong="ch10-e04" because="Normalization is trained" says="set by `adapt`"
answers = {"q1": 16, "q2": 1231, "q3": 7850, "q4": (32, 28, 5), "q5": 318, "q6": 1176}

# %% wrong="ch10-e04" because="wide columns through the hidden layers" says="They join only before the output"
answers = {"q1": 16, "q2": 1231, "q3": 7850, "q4": (32, 28, 5), "q5": 301, "q6": 11 * 30 + 30 + 930 + 36}

# %% wrong="ch10-e04" because="one left open" says="still open"
answers = {"q1": 16, "q2": None, "q3": 7850, "q4": (32, 28, 5), "q5": 301, "q6": 1176}

# %% right="ch10-e04" because="numbers worked out by a function"
def dense(inputs, units):
    return (inputs + 1) * units


answers = {}
answers.update(q1=dense(3, 4), q2=dense(8, 30) + dense(30, 30) + dense(30, 1), q3=dense(784, 10))
answers["q4"] = keras.layers.Dense(5)(np.zeros((32, 28, 28))).shape
answers["q5"], answers["q6"] = dense(8, 30) + dense(30, 1), dense(6, 30) + dense(30, 30) + dense(35, 1)

# %% [markdown] exercise="ch10-e05" title="The last layer and its loss" kind="Q" level=1 minutes=6 core=true after="§3" skills=["Output layers and losses"] topics=["S-05-II.3a"]
# Choose a last layer and a loss for each of six tasks: its letter goes where None stands. A letter may be used once, several times or
# never.
#
# | | last layer | loss |
# |---|---|---|
# | a | `Dense(k, activation="softmax")` | `sparse_categorical_crossentropy` |
# | b | `Dense(1)` | `mean_squared_error` |
# | c | `Dense(k, activation="sigmoid")` | `binary_crossentropy` |
# | d | `Dense(1, activation="softmax")` | `binary_crossentropy` |
# | e | `Dense(k)` | `mean_squared_error` |
# | f | `Dense(1, activation="sigmoid")` | `binary_crossentropy` |
# | g | `Dense(k, activation="softmax")` | `categorical_crossentropy` |
# | h | `Dense(k, activation="sigmoid")` | `sparse_categorical_crossentropy` |
#
# - **q1** Tomorrow's highest temperature, in degrees.
# - **q2** Is this mail spam? Targets 0 and 1.
# - **q3** Which of ten garments is in the picture? Targets are numbers 0 … 9.
# - **q4** The same pictures, but each target is a row such as `[0, 0, 1, 0, …]` with a single 1.
# - **q5** Which of twenty subjects does this article touch? Any number of them; targets are rows of zeros and ones.
# - **q6** Where is the tip of the nose? Targets are two numbers, x and y in pixels.

# %% [markdown] hint="ch10-e05"
# Three questions decide: how many numbers come out? Is each of them free, a yes-or-no of its own, or a share of a whole? How are the
# targets written?

# %% [markdown] hint="ch10-e05"
# Softmax makes the outputs compete: they sum to 1, so exactly one class is expected. Sigmoid judges each output by itself.
# "Sparse" means that a target is one class number, not a row.

# %% [markdown] hint="ch10-e05"
# ```python
# answers = {
#     "q1": "...",  # one free number
#     "q2": "...",  # one yes-or-no
#     "q3": "...",  # exactly one of k, class numbers
#     "q4": "...",  # exactly one of k, rows
#     "q5": "...",  # k separate yes-or-nos
#     "q6": "...",  # k free numbers
# }
# ```

# %% answer="ch10-e05" needs=[]
answers = {"q1": None, "q2": None, "q3": None, "q4": None, "q5": None, "q6": None}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "f", "q3": "a", "q4": "g", "q5": "c", "q6": "e"}
### END SOLUTION

# %% tests="ch10-e05" points=1
from jupyterlab_homl.toolkit import answer, expect

NEVER = {
    "h": "Sparse cross-entropy expects shares of a whole, one class being right. Sigmoids judge each output by itself and do not sum to 1.",
    "d": "Softmax over a single output is always 1, whatever comes in: this network could never say no.",
}


with expect.test("six answers"):
    answers = answer.answers
    for number in range(1, 7):
        expect.true(
            isinstance(answers, dict) and answers.get(f"q{number}") is not None,
            "{question} is still open: put a letter from a to h there.",
            question=f"q{number}",
        )

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    squeezed = "A temperature is no share and no probability: this activation keeps the output between 0 and 1."
    expect.choice(
        answer.answers,
        "q1",
        "b",
        {**NEVER, "f": squeezed, "a": squeezed, "g": squeezed, "c": squeezed, "e": "How many numbers does the task ask for? Here k would be 1; there is an option that says so."},
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "f",
        {
            **NEVER,
            "b": "It can be trained, but its output is no probability: it leaves the range from 0 to 1, and squared error hardly minds confident mistakes.",
            "a": "Two competing outputs would work, but one number is enough to say how likely spam is. Look for the option with one output.",
            "g": "The targets are not rows with a single 1.",
            "c": "This is for several yes-or-no questions at once. How many are asked here?",
            "e": "Spam or not is no quantity: look for an output that is a probability.",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "a",
        {
            **NEVER,
            "b": "Class numbers have no order: 2 is not between 1 and 3 in any sense that matters here.",
            "f": "One probability tells two classes apart, not ten.",
            "g": "The layer is right. Now look at how the targets are written: one number each, not a row.",
            "c": "The garment is exactly one of ten, so the outputs should compete. And the targets are no rows.",
            "e": "Class numbers are no quantities; ten free numbers are no probabilities.",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "g",
        {
            **NEVER,
            "b": "Ten classes need ten outputs, and they are no quantities.",
            "f": "One probability tells two classes apart, not ten.",
            "a": "The layer is right. Now look at how the targets are written: a row each, not a number.",
            "c": "It would run, but it asks ten separate questions, while exactly one garment is in the picture. Let the outputs compete.",
            "e": "Rows of zeros and ones look like quantities, but they are certainties: look for probabilities.",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "c",
        {
            **NEVER,
            "b": "Twenty subjects need twenty outputs.",
            "f": "One output answers one yes-or-no question. How many are asked?",
            "a": "Softmax makes the subjects compete for a total of 1, so two certain subjects cannot both be near 1.",
            "g": "The targets are rows, yes, but softmax makes the subjects compete for a total of 1. Can an article touch two of them?",
            "e": "Whether a subject is touched is a yes or no, not a quantity.",
        },
    )

with expect.test("question 6"):
    shares = "Pixels are quantities: an activation that ends at 1 cannot say 120."
    expect.choice(
        answer.answers,
        "q6",
        "e",
        {**NEVER, "b": "One number cannot say both x and y.", "f": shares, "a": shares, "g": shares, "c": shares},
    )
### END HIDDEN TESTS

# %% right="ch10-e05" because="capital letters and spaces"
answers = dict(zip(["q1", "q2", "q3", "q4", "q5", "q6"], ["B", " f", "A", "g", "C ", "e"]))

# %% wrong="ch10-e05" because="softmax for several labels" says="compete for a total of 1"
answers = {"q1": "b", "q2": "f", "q3": "a", "q4": "g", "q5": "g", "q6": "e"}

# %% wrong="ch10-e05" because="sigmoid with sparse cross-entropy" says="do not sum to 1"
answers = {"q1": "b", "q2": "f", "q3": "h", "q4": "g", "q5": "c", "q6": "e"}

# %% wrong="ch10-e05" because="sparse for rows" says="a row each, not a number"
answers = {"q1": "b", "q2": "f", "q3": "g", "q4": "a", "q5": "c", "q6": "e"}

# %% wrong="ch10-e05" because="softmax over one output" says="could never say no"
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": "g", "q5": "c", "q6": "e"}

# %% wrong="ch10-e05" because="not a letter of the table" says="is not one of the choices"
answers = {"q1": "mse", "q2": "f", "q3": "a", "q4": "g", "q5": "c", "q6": "e"}

# %% [markdown] exercise="ch10-e06" title="A classifier for raw pictures" kind="X" level=2 minutes=15 core=true after="§4" trains=true skills=["Sequential models", "Output layers and losses"] topics=["S-ch10-sequential", "S-05-II.2"]
# Write `make_classifier()`, which returns a **compiled, untrained** Keras model for Fashion-MNIST:
#
# - Pictures go in as they are stored, shape (28, 28), grey values **0 to 255**; ten probabilities come out, which sum to 1. Whoever uses
#   the model will not scale anything: the scaling is part of the model, before its first dense or convolutional layer.
# - It has at least one hidden layer with an activation that is not linear, and at most 250,000 parameters.
# - Targets are class numbers, 0 to 9. Every call makes a new model.
#
# The check trains it on 3,000 pictures, 8 epochs, 64 at a time, and asks for an accuracy of at least 0.74 on pictures it has not seen.

# %% [markdown] hint="ch10-e06"
# Four things have to happen to a picture before it is ten probabilities. Which of them would a user of your model otherwise have to do
# without knowing?

# %% [markdown] hint="ch10-e06"
# `keras.layers.Rescaling(1 / 255)` is a layer like any other; `Flatten` turns a picture into one row. That the targets are class numbers
# decides which cross-entropy it is. With plain SGD at its default rate the loss is still falling after 8 epochs; Adam is further by then.

# %% [markdown] hint="ch10-e06"
# ```python
# model = keras.Sequential(
#     [
#         keras.Input((28, 28)),
#         keras.layers.Rescaling(...),
#         keras.layers.Flatten(),
#         keras.layers.Dense(100, activation=...),
#         keras.layers.Dense(..., activation=...),
#     ]
# )
# model.compile(loss=..., optimizer=...)
# return model
# ```

# %% answer="ch10-e06" needs=[]
def make_classifier():
    """A compiled, untrained model: pictures of 28 × 28 with values 0–255 in, ten probabilities out."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model
    ### END SOLUTION

# %% tests="ch10-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, datasets, expect

PICTURES = datasets.load("fashion_mnist")

answer.define("""
import keras
import numpy as np


def state(model):
    optimizer = getattr(model, "optimizer", None)
    return {
        "compiled": bool(getattr(model, "compiled", False)),
        "steps": 0 if optimizer is None else int(optimizer.iterations),
        "parameters": int(sum(np.prod(weight.shape) for weight in model.weights)),
    }


def look(model, X):
    return np.asarray(model(np.asarray(X, "float32"), training=False))


def train(make, X, y):
    keras.utils.set_random_seed(42)
    model = make()
    history = model.fit(X, y, epochs=8, batch_size=64, verbose=0).history
    return {"model": model, "losses": [float(value) for value in history["loss"]]}


def first_input(model, X):
    '''What reaches the first layer that has weights to multiply with.'''
    seen = []
    for layer in model._flatten_layers(include_self=False):
        if hasattr(layer, "kernel"):
            inner = layer.call

            def spy(inputs, *args, **kwargs):
                seen.append(float(np.abs(np.asarray(inputs)).mean()))
                return inner(inputs, *args, **kwargs)

            layer.call = spy
            model(np.asarray(X, "float32"), training=False)
            layer.call = inner
            break
    return seen[0] if seen else -1.0
""")

FIRST = []
TRAINED = []


def untrained():
    if not FIRST:
        model = answer.make_classifier()
        expect.instance(model, "Model", says="Expected a Keras model, got {got}. Is the `return` missing?")
        FIRST.append(model)
    return FIRST[0]


def trained():
    """The model that the check trains, once."""
    if not TRAINED:
        found = expect.call(
            answer.train,
            answer.make_classifier,
            PICTURES.X_train[:3000],
            PICTURES.y_train[:3000],
            says="Training on pictures of whole numbers 0–255 and class numbers raised {error}: {message} Check in this order: the loss (`categorical_crossentropy` wants rows), `Flatten`, 10 units at the end, and whether your scaling takes whole numbers.",
        )
        TRAINED.extend([found["model"], found["losses"]])
    return TRAINED[0]


def probabilities(model, X):
    P = expect.call(answer.look, model, X, says="Pictures of shape (28, 28) do not fit your model ({error}). Is the input (28, 28), and `Flatten` before the first Dense?")
    expect.shape(P, (len(X), 10), says="{want} probabilities expected, got shape {got}. Ten units in the last layer, and `Flatten` before the first.")
    return np.asarray(P, dtype=float)


with expect.test("compiled and untrained"):
    found = answer.state(untrained())
    expect.true(found["compiled"], "The model is not compiled. Call `model.compile` with a loss and an optimizer before you return it.")
    expect.equal(found["steps"], 0, says="The model has {got} training steps behind it. Return the recipe; the check trains it.")

with expect.test("ten probabilities for each raw picture"):
    sums = probabilities(untrained(), PICTURES.X_test[:40]).sum(axis=1)
    worst = float(sums[np.argmax(np.abs(sums - 1))])
    expect.true(
        abs(worst - 1) < 1e-3,
        "The ten outputs of a picture sum to {worst}, not to 1, so they are no probabilities of one class out of ten. Which activation makes outputs share a whole?",
        worst=worst,
    )

with expect.test("accuracy on unseen pictures after the check's training"):
    P = probabilities(trained(), PICTURES.X_test)
    accuracy = float(np.mean(P.argmax(axis=1) == PICTURES.y_test))
    own = float(np.mean(-np.log(np.clip(P[np.arange(len(P)), PICTURES.y_test], 1e-7, 1))))
    fed = answer.first_input(trained(), PICTURES.X_test[:100])
    if accuracy < 0.74 and fed > 10:
        expect.fail(
            "Fed pixels 0–255, your first layer sees values around {fed}; accuracy {accuracy}, log loss {own} (scaled: near 0.5). Put the scaling inside the model.",
            fed=fed,
            accuracy=accuracy,
            own=own,
        )
    losses = TRAINED[1]
    values = {"accuracy": accuracy, "before": losses[-2], "last": losses[-1]}
    if accuracy < 0.74 and (accuracy < 0.2 or not np.all(np.isfinite(losses))):
        expect.fail("Accuracy after 8 epochs is {accuracy}; guessing has 0.1, and the training loss ended at {last}. Is the learning rate far too large, or far too small?", **values)
    if accuracy < 0.74 and losses[-1] < 0.98 * losses[-2]:
        expect.fail("Accuracy after 8 epochs is {accuracy}, expected 0.74 or more, and the training loss is still falling: {before}, then {last}. A larger rate, or Adam instead of plain SGD, gets there sooner.", **values)
    expect.at_least(
        accuracy,
        0.74,
        says="Accuracy after 8 epochs is {got}, expected {low} or more, and the training loss has levelled off at {last}. Look at the rate, the number of hidden units, and their activation.",
        last=losses[-1],
    )

### BEGIN HIDDEN TESTS
with expect.test("the scaling is inside the model"):
    fed = answer.first_input(trained(), PICTURES.X_test[:100])
    expect.at_most(
        fed,
        10,
        says="Fed pixels 0–255, your first dense or convolutional layer sees values around {got}. Users will feed raw pictures: put the scaling inside the model, before that layer. Accuracy can hide this; the probabilities do not.",
    )

with expect.test("a hidden layer that is not linear"):
    X = PICTURES.X_test[:60].astype(float)
    middle = probabilities(trained(), (X[:30] + X[30:]) / 2)
    ends = probabilities(trained(), X)
    logs = np.log(np.clip(middle, 1e-30, 1)) - (np.log(np.clip(ends[:30], 1e-30, 1)) + np.log(np.clip(ends[30:], 1e-30, 1))) / 2
    bend = float(np.median(np.abs(logs - logs.mean(axis=1, keepdims=True)).max(axis=1)))
    expect.at_least(
        bend,
        0.05,
        says="Halfway between two pictures your model's log-odds are exactly halfway too: the model is linear. There is no hidden layer, or none has an activation such as relu.",
    )

with expect.test("at most 250,000 parameters"):
    expect.at_most(answer.state(trained())["parameters"], 250_000, says="The model has {got} parameters; at most {high} are allowed. A hundred units see the same pictures.")

with expect.test("each call makes a new model"):
    again = answer.state(answer.make_classifier())["steps"]
    expect.equal(again, 0, says="The second call returned a model that has been trained already. Build the model inside the function.")
### END HIDDEN TESTS

# %% [markdown] equivalent="ch10-e06"
# model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation='relu'), keras.layers.Dense(10, activation='softmax')])  →  model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(101, activation='relu'), keras.layers.Dense(10, activation='softmax')])
# model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation='relu'), keras.layers.Dense(10, activation='softmax')])  →  model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(2 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation='relu'), keras.layers.Dense(10, activation='softmax')])
# model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation='relu'), keras.layers.Dense(10, activation='softmax')])  →  model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 256), keras.layers.Flatten(), keras.layers.Dense(100, activation='relu'), keras.layers.Dense(10, activation='softmax')])

# %% right="ch10-e06" because="deeper, elu, pixels divided in a Lambda-free way by Normalization"
def make_classifier():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Normalization(axis=None, mean=73.0, variance=90.0**2),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="elu"),
            keras.layers.Dense(64, activation="elu"),
            keras.layers.Dense(10),
            keras.layers.Softmax(),
        ]
    )
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(), optimizer=keras.optimizers.Nadam())
    return model

# %% right="ch10-e06" because="functional, with convolutions"
def make_classifier():
    pictures = keras.Input((28, 28))
    x = keras.layers.Reshape((28, 28, 1))(pictures / 255)
    x = keras.layers.Conv2D(12, 3, strides=2, activation="relu")(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dense(40, activation="tanh")(x)
    model = keras.Model(pictures, keras.layers.Dense(10, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model

# %% right="ch10-e06" because="no Input; batch normalisation does the scaling"
def make_classifier():
    model = keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% right="ch10-e06" because="gradient descent with momentum"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, "relu"), keras.layers.Dense(10, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(0.05, momentum=0.9))
    return model

# %% wrong="ch10-e06" because="trained model handed out again" says="Build the model inside the function"
MODEL = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, "relu"), keras.layers.Dense(10, "softmax")])
MODEL.compile(loss="sparse_categorical_crossentropy", optimizer="adam")


def make_classifier():
    return MODEL

# %% wrong="ch10-e06" because="too large" says="at most 250000 are allowed"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(400, "relu"), keras.layers.Dense(10, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="scaling left to the user" says="Put the scaling inside the model"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="scaling left to the user, rate small enough to get through" says="put the scaling inside the model"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(200, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(2e-4))
    return model

# %% wrong="ch10-e06" because="no hidden layer" says="There is no hidden layer"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="hidden layer without activation" says="the model is linear"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="no softmax" says="no probabilities of one class"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10)])
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), optimizer="adam")
    return model

# %% wrong="ch10-e06" because="ten sigmoids" says="no probabilities of one class"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="sigmoid")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="plain SGD is too slow" says="still falling"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
    return model

# %% wrong="ch10-e06" because="loss for rows" says="`categorical_crossentropy` wants rows"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="no Flatten" says="`Flatten` before the first"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="not compiled" says="not compiled"
def make_classifier():
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="softmax")])

# %% wrong="ch10-e06" because="trained before it is returned" says="Return the recipe"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    data = datasets.load("fashion_mnist")
    model.fit(data.X_train[:640], data.y_train[:640], batch_size=64, verbose=0)
    return model

# %% wrong="ch10-e06" because="the scaling comes after the first layer" says="before that layer"
def make_classifier():
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(100),
        keras.layers.BatchNormalization(),
        keras.layers.Activation("relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model

# %% wrong="ch10-e06" because="a rate that is far too large" says="Is the learning rate far too large"
def make_classifier():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(100, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(3.0))
    return model

# %% right="ch10-e06" because="subclassed, scaled by hand in call"
def make_classifier():
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.flat, self.hidden = keras.layers.Flatten(), keras.layers.Dense(128, "gelu")
            self.out = keras.layers.Dense(10, "softmax")

        def call(self, X):
            return self.out(self.hidden(self.flat(keras.ops.cast(X, "float32") / 255.0)))

    net = Net()
    net.compile("rmsprop", "sparse_categorical_crossentropy")
    return net

# %% [markdown] exercise="ch10-e14" title="Scale inside the regressor" kind="C" level=1 minutes=8 core=true after="§5" trains=true skills=["Sequential models"] topics=["S-05-II.3a"]
# In the house-price table longitudes are near −120, incomes a few units, and numbers of rooms in the thousands. Complete
# `make_regressor(X_train)`: make the layer `scale`, a `Normalization` that has seen **all rows of `X_train` and no others**, so that each of
# their columns leaves it with mean 0 and standard deviation 1. The rest stands there; `X_train` is handed to it as it comes.
#
# The check trains what you return for 20 epochs and asks for R² ≥ 0.6 on other districts.

# %% [markdown] hint="ch10-e14"
# Where does a `Normalization` layer get its means and variances from, and when: at `fit`, or before?

# %% [markdown] hint="ch10-e14"
# Before it has seen data, `Normalization` passes everything on as it is. Its method `adapt` reads an array once; which array may it be?

# %% [markdown] hint="ch10-e14"
# ```python
# scale = keras.layers....()
# scale....(...)
# ```

# %% answer="ch10-e14" needs=[]
def make_regressor(X_train):
    """A compiled, untrained regressor whose first layer scales the columns of X_train."""
    ### BEGIN SOLUTION
    scale = keras.layers.Normalization()
    scale.adapt(X_train)
    ### END SOLUTION
    model = keras.Sequential(
        [
            keras.Input((X_train.shape[1],)),
            scale,
            keras.layers.Dense(30, activation="relu"),
            keras.layers.Dense(30, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% tests="ch10-e14" points=1
import numpy as np
import pandas

from jupyterlab_homl.toolkit import answer, datasets, expect

TABLE = datasets.load("housing", rows=2800, seed=7).dropna()
COLUMNS = ["longitude", "latitude", "housing_median_age", "total_rooms", "total_bedrooms", "population", "households", "median_income"]
X = TABLE[COLUMNS].to_numpy()
y = TABLE["median_house_value"].to_numpy() / 100_000
X_train, y_train, X_new, y_new = X[:1500], y[:1500], X[1500:], y[1500:]

answer.define("""
import keras
import numpy as np


def scaled(model, X):
    '''What leaves the first layer that is a Normalization, and what it has noted; None if there is none.'''
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            out = np.asarray(layer(np.asarray(X, "float32")))
            return {"out": out, "mean": np.ravel(layer.mean), "variance": np.ravel(layer.variance)}
    return None


def steps(model):
    return int(model.optimizer.iterations)


def train(make, X, y, X_new):
    keras.utils.set_random_seed(42)
    model = make(X)
    model.fit(X, y, epochs=20, batch_size=64, verbose=0)
    return model.predict(X_new, verbose=0)[:, 0]
""")


def check_scale(X, model=None):
    model = answer.make_regressor(X) if model is None else model
    found = answer.scaled(model, X)
    expect.true(found is not None, "The model has no Normalization layer. `scale` must be one.")
    Z, means, variances = (np.asarray(found[name], float) for name in ("out", "mean", "variance"))
    if means.size != X.shape[1]:
        expect.fail("`scale` holds {count} means for {columns} columns; one for each column is wanted. Leave out `axis`.", count=means.size, columns=X.shape[1])
    if not means.any() and np.all(variances == 1):
        expect.fail("`scale` still has its starting values, mean 0 and variance 1, so the columns leave it as they came in. Call its `adapt` before the model is built.")
    if np.allclose(means, 0, atol=0.02) and np.allclose(variances, 1, atol=0.02) and not np.allclose(X.mean(axis=0), 0, atol=0.1):
        expect.fail("`scale` was adapted to rows that were scaled already: the means it holds are near 0, the variances near 1. Hand it X_train as it comes.")
    if np.allclose(means, X.mean(axis=0), rtol=1e-3) and np.allclose(variances, X.std(axis=0), rtol=1e-3):
        expect.fail("`scale` holds the standard deviations where it wants their squares: `variance=X_train.var(axis=0)`, or let `adapt` work it out.")
    mean, sd = Z.mean(axis=0), Z.std(axis=0)
    worst = int(np.argmax(np.maximum(np.abs(mean), np.abs(sd - 1))))
    expect.true(
        np.all(np.abs(mean) < 0.02) and np.all(np.abs(sd - 1) < 0.02),
        "Column {column} of X_train leaves `scale` with mean {mean} and sd {sd}, expected 0 and 1. It has seen other rows than X_train, or only some of them: `scale.adapt(X_train)`.",
        column=worst,
        mean=float(mean[worst]),
        sd=float(sd[worst]),
    )


with expect.test("columns of X_train leave the scale with mean 0, sd 1"):
    check_scale(X_train)

with expect.test("untrained"):
    expect.equal(answer.steps(answer.make_regressor(X_train)), 0, says="The model has {got} training steps behind it. Return it untrained.")

with expect.test("R² on other districts after the check's training", after="columns of X_train leave the scale with mean 0, sd 1"):
    guess = np.asarray(answer.train(answer.make_regressor, X_train, y_train, X_new), float)
    r2 = 1 - float(np.mean((guess - y_new) ** 2) / np.var(y_new))
    expect.at_least(r2, 0.6, says="R² on unseen districts is {got}, expected {low} or more. Was anything but the scale changed, or left out between it and the other layers?")

### BEGIN HIDDEN TESTS
with expect.test("the scale follows the rows it is given"):
    rng = np.random.default_rng(3)
    check_scale(rng.normal([5.0, -300.0, 0.0], [2.0, 40.0, 0.1], (400, 3)))
    check_scale(X_train[X_train[:, 1] > 36])
### END HIDDEN TESTS

# %% [markdown] equivalent="ch10-e14"
# model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation='relu'), keras.layers.Dense(30, activation='relu'), keras.layers.Dense(1)])  →  model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(31, activation='relu'), keras.layers.Dense(30, activation='relu'), keras.layers.Dense(1)])
# model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation='relu'), keras.layers.Dense(30, activation='relu'), keras.layers.Dense(1)])  →  model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation='relu'), keras.layers.Dense(31, activation='relu'), keras.layers.Dense(1)])

# %% right="ch10-e14" because="mean and variance handed over"
def make_regressor(X_train):
    scale = keras.layers.Normalization(mean=X_train.mean(axis=0), variance=X_train.var(axis=0))
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% right="ch10-e14" because="one wide layer, Huber loss"
def make_regressor(X_train):
    scale = keras.layers.Normalization(axis=-1)
    scale.adapt(np.asarray(X_train, dtype="float32"))
    model = keras.Sequential([scale, keras.layers.Dense(80, activation="elu"), keras.layers.Dense(1)])
    model.compile(loss="huber", optimizer=keras.optimizers.Adam(0.02))
    return model

# %% wrong="ch10-e14" because="not adapted" says="its starting values"
def make_regressor(X_train):
    scale = keras.layers.Normalization()
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% wrong="ch10-e14" because="adapted on another table" says="It has seen other rows than X_train"
def make_regressor(X_train):
    scale = keras.layers.Normalization()
    table = datasets.load("housing").dropna().drop(columns=["median_house_value", "ocean_proximity"])
    scale.adapt(table.to_numpy() if X_train.shape[1] == 8 else X_train)
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% wrong="ch10-e14" because="trained already" says="Return it untrained"
def make_regressor(X_train):
    scale = keras.layers.Normalization()
    scale.adapt(X_train)
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    model.fit(X_train, X_train[:, 0], verbose=0)
    return model

# %% wrong="ch10-e14" because="one mean for all columns" says="holds 1 means for 8 columns"
def make_regressor(X_train):
    scale = keras.layers.Normalization(axis=None)
    scale.adapt(X_train)
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% wrong="ch10-e14" because="adapted on some of the rows" says="or only some of them"
def make_regressor(X_train):
    scale = keras.layers.Normalization()
    scale.adapt(X_train[:100])
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% wrong="ch10-e14" because="scaled outside the model" says="no Normalization layer"
def make_regressor(X_train):
    X_train -= X_train.mean(axis=0)
    X_train /= X_train.std(axis=0)
    model = keras.Sequential([keras.Input((X_train.shape[1],)), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% wrong="ch10-e14" because="the standard deviation where the variance is wanted" says="it wants their squares"
def make_regressor(X_train):
    scale = keras.layers.Normalization(mean=X_train.mean(axis=0), variance=X_train.std(axis=0))
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% wrong="ch10-e14" because="adapted to rows that are scaled already" says="scaled already"
def make_regressor(X_train):
    scale = keras.layers.Normalization()
    scale.adapt((X_train - X_train.mean(axis=0)) / X_train.std(axis=0))
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% right="ch10-e14" because="scikit-learn works out what the layer is given"
def make_regressor(X_train):
    from sklearn.preprocessing import StandardScaler

    found = StandardScaler().fit(X_train)
    scale = keras.layers.Normalization(mean=found.mean_, variance=found.var_)
    model = keras.Sequential([keras.Input((X_train.shape[1],)), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
    return model

# %% [markdown] exercise="ch10-e07" title="Wide and deep" kind="X" level=2 minutes=20 core=true after="§6" trains=true skills=["Functional models"] topics=["S-ch10-functional"]
# Build `make_wide_deep()` with the functional API and return it compiled:
#
# - Inputs named `wide`, shape (5,), and `deep`, shape (6,).
# - `deep` goes through two `Dense` hidden layers of 16 units, each with relu. `wide` is joined to what the second puts out, and output
#   `main` (one number) reads both.
# - A second output, `aux` (one number), reads the second hidden layer only. It makes the deep path useful by itself.
# - Both outputs are `Dense` layers without activation. Loss: mean squared error for both, weighted **0.9** for `main` and **0.1** for `aux`.

# %% [markdown] hint="ch10-e07"
# Draw it first: two inputs at the left, two outputs at the right, and an arrow for everything that one reads from another. Which boxes does
# `aux` see?

# %% [markdown] hint="ch10-e07"
# A layer is called on the output of the one before: `keras.layers.Dense(16, activation="relu")(deep)`. `keras.layers.Concatenate()([a, b])`
# joins. An output is named by its layer, `Dense(1, name="main")`, and `compile` takes dicts with these names.

# %% [markdown] hint="ch10-e07"
# ```python
# wide = keras.Input((5,), name="wide")
# deep = keras.Input((6,), name="deep")
# hidden = keras.layers.Dense(16, activation="relu")(...)
# hidden = ...
# joined = keras.layers.Concatenate()([..., ...])
# main = keras.layers.Dense(1, name="main")(...)
# aux = keras.layers.Dense(1, name="aux")(...)
# model = keras.Model({"wide": wide, "deep": deep}, {"main": main, "aux": aux})
# model.compile(loss={"main": ..., "aux": ...}, loss_weights={...}, optimizer="adam")
# return model
# ```

# %% answer="ch10-e07" needs=[]
def make_wide_deep():
    """A compiled model with inputs `wide` (5,), `deep` (6,) and outputs `main`, `aux`."""
    ### BEGIN SOLUTION
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    joined = keras.layers.Concatenate()([wide, hidden])
    main = keras.layers.Dense(1, name="main")(joined)
    aux = keras.layers.Dense(1, name="aux")(hidden)
    model = keras.Model({"wide": wide, "deep": deep}, {"main": main, "aux": aux})
    model.compile(
        loss={"main": "mean_squared_error", "aux": "mean_squared_error"},
        loss_weights={"main": 0.9, "aux": 0.1},
        optimizer="adam",
    )
    return model
    ### END SOLUTION

# %% tests="ch10-e07" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, networks

answer.define("""
import keras
import numpy as np

from jupyterlab_homl.toolkit.networks import outputs, randomize

keras.utils.set_random_seed(42)


def _inputs(model):
    struct = getattr(model, "_inputs_struct", None)
    return struct if isinstance(struct, dict) else {tensor.name: tensor for tensor in model.inputs}


def face(model):
    outputs = getattr(model, "_outputs_struct", None)
    return {
        "inputs": {name: tuple(tensor.shape) for name, tensor in _inputs(model).items()},
        "outputs": sorted(outputs if isinstance(outputs, dict) else model.output_names),
        "compiled": bool(model.compiled),
        "parameters": int(model.count_params()),
    }


def fit(model, wide, deep, main, aux):
    '''The losses of one step, seen before the step.'''
    given = {"wide": np.asarray(wide, "float32"), "deep": np.asarray(deep, "float32")}
    history = model.fit({name: given[name] for name in _inputs(model)}, {"main": main, "aux": aux}, epochs=1, batch_size=len(wide), verbose=0).history
    return {name: float(values[0]) for name, values in history.items()}
""")

RNG = np.random.default_rng(10)
WIDE, DEEP = RNG.normal(size=(8, 5)), RNG.normal(size=(8, 6))
LAYERS = [(6, 16), (16, 1), (16, 16), (21, 1)]
MODEL = []


def relu(z):
    return np.maximum(z, 0)


def as_it_is(z):
    return z


def forward(weights, name, first=relu, second=relu, reads=2, out=as_it_is, wide_first=True):
    """What output `name` should be, or would be with one thing wrong."""
    (W1, b1), (V, c), (W2, b2), (W, b) = weights
    hidden = first(DEEP @ W1 + b1)
    hidden = [hidden, second(hidden @ W2 + b2)][reads - 1]
    if name == "aux":
        return out(hidden @ V + c)[:, 0]
    return out(np.hstack([WIDE, hidden] if wide_first else [hidden, WIDE]) @ W + b)[:, 0]


MISTAKES = [
    ({"second": as_it_is}, "The second hidden layer has no activation: with random weights `{name}` is what it would be without its relu."),
    ({"first": as_it_is}, "The first hidden layer has no activation: with random weights `{name}` is what it would be without its relu."),
    ({"first": as_it_is, "second": as_it_is}, "`{name}` is linear in `deep`: the hidden layers have no activation. Give both relu."),
    ({"first": np.tanh, "second": np.tanh}, "The hidden layers bend by tanh; the task asks for relu."),
    ({"reads": 1}, "`{name}` reads the first hidden layer. Let it read the second, the one that comes last on the deep path."),
    ({"out": relu}, "`{name}` is cut off below 0: its output layer has relu. A quantity needs no activation."),
    ({"out": lambda z: 1 / (1 + np.exp(-z))}, "`{name}` lies between 0 and 1: its output layer has a sigmoid. A quantity needs no activation."),
]


def model():
    if not MODEL:
        made = answer.make_wide_deep()
        expect.instance(made, "Model", says="Expected a Keras model, got {got}. Is the `return` missing?")
        found = answer.face(made)
        expect.equal(
            found["inputs"],
            {"wide": (None, 5), "deep": (None, 6)},
            says="The inputs are {got}, expected {want}. Name them in `keras.Input((5,), name=…)`.",
        )
        expect.equal(
            found["outputs"],
            ["aux", "main"],
            says="The outputs are called {got}, expected {want}. Name the last layers, `Dense(1, name=…)`, or the outputs in a dict.",
            mistakes=[(["main"], "There is one output, main. `aux` is the second: hand both to `keras.Model`.")],
        )
        expect.true(found["compiled"], "The model is not compiled: call `model.compile` with losses and loss weights.")
        MODEL.append(made)
    return MODEL[0]


def outputs(wide, deep):
    found = answer.outputs(model(), {"wide": wide, "deep": deep})
    for name in ("main", "aux"):
        expect.shape(found[name], (len(wide), 1), says="Output {name} has shape {got}, expected {want}: one number a row.", name=name)
    return {name: np.asarray(found[name], float)[:, 0] for name in ("main", "aux")}


with expect.test("names and shapes of inputs and outputs"):
    outputs(WIDE, DEEP)

with expect.test("what each output sees"):
    base, moved_wide, moved_deep = outputs(WIDE, DEEP), outputs(WIDE + 1, DEEP), outputs(WIDE, DEEP + 1)
    expect.true(
        np.abs(moved_wide["main"] - base["main"]).max() > 1e-4,
        "Moving `wide` leaves `main` as it was: the wide input is not used. Join it to the second hidden layer and let `main` read the joined tensor.",
    )
    still = np.abs(moved_wide["aux"] - base["aux"]).max() < 1e-6
    joined_early = (11, 16) in [np.shape(array) for array in answer.randomize(model(), 1)]
    expect.true(
        still or not joined_early,
        "Moving `wide` moves `aux`: a hidden layer reads 11 columns, `wide` among them. Join `wide` to what the second hidden layer puts out, for `main` alone.",
    )
    expect.true(
        still,
        "Moving `wide` moves `aux`. It hangs on the joined tensor; let it read the second hidden layer, before the join.",
    )
    for name in ("main", "aux"):
        expect.true(np.abs(moved_deep[name] - base[name]).max() > 1e-4, "Moving `deep` leaves `{name}` as it was. Both outputs read the deep path.", name=name)

### BEGIN HIDDEN TESTS
with expect.test("sizes of the layers"):
    found = answer.randomize(model(), 1)
    shapes = sorted(tuple(np.shape(array)) for array in found if np.ndim(array) == 2)
    expect.equal(
        shapes,
        LAYERS,
        says="The layers have weights of the shapes {got}, expected {want}: 6 → 16 → 16, then 16 → 1 for `aux` and 5 + 16 → 1 for `main`.",
        mistakes=[
            ([(6, 16), (16, 1), (21, 1)], "There is one hidden layer of 16 units. The task asks for two."),
            ([(11, 16), (16, 1), (16, 1), (16, 16)], "The first layer reads 11 columns: wide goes through the hidden layers. Join it after them, so that it reaches `main` by one weight a column."),
            ([(6, 16), (11, 16), (16, 1), (16, 1), (16, 16)], "A layer of 16 units reads 11 columns: wide goes through hidden layers. Join it after them, so that it reaches `main` by one weight a column."),
        ],
    )
    expect.equal(answer.face(model())["parameters"], 423, says="The model has {got} parameters, expected {want}: 6·16+16, 16·16+16, 21+1 and 16+1. Do all layers have their biases?")

with expect.test("both outputs, computed by hand from random weights", after="sizes of the layers"):
    for seed in (1, 2, 3):
        weights = networks.dense(answer.randomize(model(), seed), LAYERS)
        found = outputs(WIDE, DEEP)
        for name in ("aux", "main"):
            orders = [True, False] if name == "main" else [True]
            want = min((forward(weights, name, wide_first=order) for order in orders), key=lambda one: float(np.abs(one - found[name]).max()))
            expect.close(
                found[name],
                want,
                rtol=1e-4,
                atol=1e-4,
                says="With random weights, `{name}` for one row is {first}, expected {right}. Follow the arrows from `{name}` backwards: which layers does it read, and with which activation?",
                mistakes=[(forward(weights, name, **change, wide_first=order), words) for change, words in MISTAKES for order in orders],
                name=name,
                first=float(found[name][0]),
                right=float(want[0]),
            )

with expect.test("both losses, weighted 0.9 and 0.1"):
    base = outputs(WIDE, DEEP)
    main, aux = base["main"] + 2, base["aux"] - 3
    losses = expect.call(
        answer.fit, model(), WIDE, DEEP, main, aux, says="Training with targets for main and aux raised {error}: {message} Does `compile` name a loss for each?"
    )
    expect.true("main_loss" in losses and "aux_loss" in losses, "The history knows {got}. With a loss for each output it has main_loss and aux_loss.", got=sorted(losses))
    expect.close([losses["main_loss"], losses["aux_loss"]], [4.0, 9.0], rtol=1e-3, says="Off by 2 and 3, the losses are {got}, expected squared errors {want}.")
    expect.close(
        losses["loss"],
        0.9 * 4 + 0.1 * 9,
        rtol=1e-3,
        says="With losses 4 (main) and 9 (aux) the total is {got}, expected 0.9·4 + 0.1·9 = {want}. Look at `loss_weights`.",
        mistakes=[
            (13.0, "The total is {got} = 4 + 9: the losses are not weighted. Hand `loss_weights` to `compile`."),
            (0.1 * 4 + 0.9 * 9, "The total is {got} = 0.1·4 + 0.9·9: the weights are swapped. Dicts with names cannot be swapped by accident."),
            (4.0, "The total is {got}: aux does not count."),
        ],
    )
### END HIDDEN TESTS

# %% right="ch10-e07" because="lists and positions, other order of the join"
def make_wide_deep():
    a, b = keras.layers.Input(shape=[5], name="wide"), keras.layers.Input(shape=[6], name="deep")
    h = b
    for _ in range(2):
        h = keras.layers.Dense(16, activation=keras.activations.relu)(h)
    main = keras.layers.Dense(1, name="main")(keras.layers.concatenate([h, a]))
    aux = keras.layers.Dense(1, name="aux")(h)
    model = keras.Model(inputs=[a, b], outputs=[main, aux])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="sgd")
    return model

# %% right="ch10-e07" because="named by a dict alone"
def make_wide_deep():
    inputs = {"deep": keras.Input((6,), name="deep"), "wide": keras.Input((5,), name="wide")}
    first = keras.layers.Dense(16)(inputs["deep"])
    hidden = keras.layers.ReLU()(keras.layers.Dense(16)(keras.layers.ReLU()(first)))
    outputs = {
        "aux": keras.layers.Dense(1)(hidden),
        "main": keras.layers.Dense(1)(keras.layers.Concatenate()([inputs["wide"], hidden])),
    }
    model = keras.Model(inputs, outputs)
    model.compile(loss={"aux": keras.losses.MeanSquaredError(), "main": "mse"}, loss_weights={"aux": 0.1, "main": 0.9})
    return model

# %% wrong="ch10-e07" because="wide and deep joined before the hidden layers" says="`wide` among them"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    hidden = keras.layers.concatenate([wide, deep])
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    main = keras.layers.Dense(1, name="main")(hidden)
    aux = keras.layers.Dense(1, name="aux")(hidden)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="aux reads the joined tensor" says="It hangs on the joined tensor"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    joined = keras.layers.Concatenate()([wide, hidden])
    model = keras.Model([wide, deep], [keras.layers.Dense(1, name="main")(joined), keras.layers.Dense(1, name="aux")(joined)])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="wide is not used" says="the wide input is not used"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    model = keras.Model([wide, deep], [keras.layers.Dense(1, name="main")(hidden), keras.layers.Dense(1, name="aux")(hidden)])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="outputs not named" says="The outputs are called"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    model = keras.Model([wide, deep], [keras.layers.Dense(1)(keras.layers.Concatenate()([wide, hidden])), keras.layers.Dense(1)(hidden)])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="no aux" says="There is one output"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    model = keras.Model([wide, deep], keras.layers.Dense(1, name="main")(keras.layers.Concatenate()([wide, hidden])))
    model.compile(loss="mse", optimizer="adam")
    return model

# %% wrong="ch10-e07" because="weights forgotten" says="the losses are not weighted"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    main, aux = keras.layers.Dense(1, name="main")(keras.layers.Concatenate()([wide, hidden])), keras.layers.Dense(1, name="aux")(hidden)
    model = keras.Model([wide, deep], [main, aux])
    model.compile(loss=["mse", "mse"], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="outputs in a dict, weights in a list, which follows the alphabet" says="the weights are swapped"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    main, aux = keras.layers.Dense(1, name="main")(keras.layers.Concatenate()([wide, hidden])), keras.layers.Dense(1, name="aux")(hidden)
    model = keras.Model([wide, deep], [main, aux])
    model.compile(loss=["mse", "mse"], loss_weights=[0.1, 0.9], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="wide joined before the hidden layers" says="wide goes through hidden layers"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    joined = keras.layers.Concatenate()([wide, deep])
    hidden = keras.layers.Dense(16, activation="relu")(joined)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    other = keras.layers.Dense(16, activation="relu")(deep)
    model = keras.Model([wide, deep], [keras.layers.Dense(1, name="main")(hidden), keras.layers.Dense(1, name="aux")(other)])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="no activation" says="no activation"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16)(keras.layers.Dense(16)(deep))
    main, aux = keras.layers.Dense(1, name="main")(keras.layers.Concatenate()([wide, hidden])), keras.layers.Dense(1, name="aux")(hidden)
    model = keras.Model([wide, deep], [main, aux])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
    return model

# %% wrong="ch10-e07" because="not compiled" says="not compiled"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(deep)
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    main, aux = keras.layers.Dense(1, name="main")(keras.layers.Concatenate()([wide, hidden])), keras.layers.Dense(1, name="aux")(hidden)
    return keras.Model([wide, deep], [main, aux])

# %% wrong="ch10-e07" because="relu forgotten in the second hidden layer" says="The second hidden layer has no activation"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    first = keras.layers.Dense(16, activation="relu")(deep)
    second = keras.layers.Dense(16)(first)
    both = keras.layers.Concatenate()([wide, second])
    main = keras.layers.Dense(1, name="main")(both)
    aux = keras.layers.Dense(1, name="aux")(second)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(optimizer="adam", loss={"main": "mse", "aux": "mse"}, loss_weights={"main": 0.9, "aux": 0.1})
    return model

# %% wrong="ch10-e07" because="relu forgotten in the first hidden layer" says="The first hidden layer has no activation"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    first = keras.layers.Dense(16)(deep)
    second = keras.layers.Dense(16, activation="relu")(first)
    both = keras.layers.Concatenate()([wide, second])
    main = keras.layers.Dense(1, name="main")(both)
    aux = keras.layers.Dense(1, name="aux")(second)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(optimizer="adam", loss={"main": "mse", "aux": "mse"}, loss_weights={"main": 0.9, "aux": 0.1})
    return model

# %% wrong="ch10-e07" because="aux reads the first hidden layer" says="`aux` reads the first hidden layer"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    first = keras.layers.Dense(16, activation="relu")(deep)
    second = keras.layers.Dense(16, activation="relu")(first)
    both = keras.layers.Concatenate()([wide, second])
    main = keras.layers.Dense(1, name="main")(both)
    aux = keras.layers.Dense(1, name="aux")(first)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(optimizer="adam", loss={"main": "mse", "aux": "mse"}, loss_weights={"main": 0.9, "aux": 0.1})
    return model

# %% wrong="ch10-e07" because="main reads the first hidden layer" says="`main` reads the first hidden layer"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    first = keras.layers.Dense(16, activation="relu")(deep)
    second = keras.layers.Dense(16, activation="relu")(first)
    both = keras.layers.Concatenate()([wide, first])
    main = keras.layers.Dense(1, name="main")(both)
    aux = keras.layers.Dense(1, name="aux")(second)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(optimizer="adam", loss={"main": "mse", "aux": "mse"}, loss_weights={"main": 0.9, "aux": 0.1})
    return model

# %% wrong="ch10-e07" because="relu on aux" says="`aux` is cut off below 0"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    first = keras.layers.Dense(16, activation="relu")(deep)
    second = keras.layers.Dense(16, activation="relu")(first)
    both = keras.layers.Concatenate()([wide, second])
    main = keras.layers.Dense(1, name="main")(both)
    aux = keras.layers.Dense(1, activation="relu", name="aux")(second)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(optimizer="adam", loss={"main": "mse", "aux": "mse"}, loss_weights={"main": 0.9, "aux": 0.1})
    return model

# %% wrong="ch10-e07" because="relu on main" says="`main` is cut off below 0"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    first = keras.layers.Dense(16, activation="relu")(deep)
    second = keras.layers.Dense(16, activation="relu")(first)
    both = keras.layers.Concatenate()([wide, second])
    main = keras.layers.Dense(1, activation="relu", name="main")(both)
    aux = keras.layers.Dense(1, name="aux")(second)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(optimizer="adam", loss={"main": "mse", "aux": "mse"}, loss_weights={"main": 0.9, "aux": 0.1})
    return model

# %% wrong="ch10-e07" because="tanh in place of relu" says="The hidden layers bend by tanh"
def make_wide_deep():
    wide = keras.Input((5,), name="wide")
    deep = keras.Input((6,), name="deep")
    first = keras.layers.Dense(16, activation="tanh")(deep)
    second = keras.layers.Dense(16, activation="tanh")(first)
    both = keras.layers.Concatenate()([wide, second])
    main = keras.layers.Dense(1, name="main")(both)
    aux = keras.layers.Dense(1, name="aux")(second)
    model = keras.Model(inputs=[wide, deep], outputs=[main, aux])
    model.compile(optimizer="adam", loss={"main": "mse", "aux": "mse"}, loss_weights={"main": 0.9, "aux": 0.1})
    return model

# %% wrong="ch10-e07" because="wide joined to deep at the start" says="wide goes through"
def make_wide_deep():
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = keras.layers.Dense(16, activation="relu")(keras.layers.Concatenate()([wide, deep]))
    hidden = keras.layers.Dense(16, activation="relu")(hidden)
    only_deep = keras.layers.Dense(1, name="aux")(keras.layers.Dense(16, activation="relu")(deep))
    model = keras.Model([wide, deep], [keras.layers.Dense(1, name="main")(hidden), only_deep])
    model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
    return model

# %% right="ch10-e07" because="a Sequential as the deep path"
def make_wide_deep():
    inputs = [keras.Input((5,), name="wide"), keras.Input((6,), name="deep")]
    path = keras.Sequential([keras.layers.Dense(16, "relu"), keras.layers.Dense(16, "relu")])(inputs[1])
    aux, main = keras.layers.Dense(1, name="aux")(path), keras.layers.Dense(1, name="main")(keras.ops.concatenate([inputs[0], path], axis=1))
    model = keras.Model(inputs, [aux, main])
    model.compile("adam", loss=["mse", "mse"], loss_weights=[0.1, 0.9])
    return model

# %% [markdown] exercise="ch10-e08" title="A model class that survives saving" kind="F" level=2 minutes=20 core=true after="§8" skills=["Subclassing and saving"] topics=["S-ch10-subclass", "S-ch10-persist"]
# Write a class `Funnel(keras.Model)` that can be saved to a `.keras` file and loaded again.
#
# - `Funnel(units=16)` has a hidden `Dense` layer with `units` units and relu, a second with half as many (rounded down) and relu, and an
#   output of one number, `Dense` without activation. It keeps `units` as an attribute.
# - Keyword arguments such as `name` go on to `keras.Model`.
# - It is registered with Keras under a package name of your choice, and `get_config` returns what its `__init__` needs.

# %% [markdown] hint="ch10-e08"
# A saved model is a recipe and a box of weights. Keras rebuilds the object from the recipe by calling the class. What must the recipe say
# so that the weights fit?

# %% [markdown] hint="ch10-e08"
# Layers are made once, in `__init__`, and used in `call`. `get_config` returns a dict whose items become the arguments of `__init__`; begin
# with `super().get_config()`. Registering: `@keras.saving.register_keras_serializable(package="…")` above the class.

# %% [markdown] hint="ch10-e08"
# ```python
# @keras.saving.register_keras_serializable(package="homl")
# class Funnel(keras.Model):
#     def __init__(self, units=16, **kwargs):
#         super().__init__(**kwargs)
#         self.units = ...
#         self.first = keras.layers.Dense(...)
#         ...
#
#     def call(self, inputs):
#         return ...
#
#     def get_config(self):
#         return {**super().get_config(), ...: ...}
# ```

# %% answer="ch10-e08" needs=[]
### BEGIN SOLUTION
@keras.saving.register_keras_serializable(package="homl")
### END SOLUTION
class Funnel(keras.Model):
    """Hidden layers of `units` and `units // 2` units, one number out."""

    ### BEGIN SOLUTION
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units // 2, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.second(self.first(inputs)))

    def get_config(self):
        return {**super().get_config(), "units": self.units}
    ### END SOLUTION

# %% tests="ch10-e08" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, networks

answer.define("""
import os
import tempfile

import keras
import numpy as np

from jupyterlab_homl.toolkit.networks import outputs as predictions, randomize

keras.utils.set_random_seed(42)


def sizes(model):
    return [tuple(weight.shape) for weight in model.weights]


def registered(cls):
    return ">" in keras.saving.get_registered_name(cls)


def round_trip(model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        model.save(path)
        return keras.saving.load_model(path)


def rebuilt(cls, model):
    return cls.from_config(model.get_config())
""")

X = np.random.default_rng(1).normal(size=(20, 4))


def relu(z):
    return np.maximum(z, 0)


def as_it_is(z):
    return z


def forward(layers, first=relu, second=relu, out=as_it_is):
    """What the network should put out, or would with one activation wrong."""
    (W1, b1), (W2, b2), (W3, b3) = layers
    return out(second(first(X @ W1 + b1) @ W2 + b2) @ W3 + b3)


def built(**options):
    expect.true("builtins.type" in answer.kinds(answer.Funnel), "`Funnel` is not a class. Write `class Funnel(keras.Model)`, so that Keras can make it again by its name.")
    model = answer.Funnel(**options)
    expect.instance(model, "Model", says="`Funnel` makes {got}; it must derive from `keras.Model`.")
    Y = np.asarray(answer.predictions(model, X), float)
    expect.shape(Y, (20, 1), says="20 rows went in and shape {got} came out, expected {want}: one number a row.")
    return model, Y


with expect.test("one number a row, the same each time"):
    model, Y = built()
    expect.close(
        answer.predictions(model, X),
        Y,
        rtol=1e-5,
        atol=1e-6,
        says="The same rows gave two different results. Layers made in `call` are new, with new weights, at each call: make them in `__init__`.",
    )

with expect.test("layers of units, half of it, and one"):
    model, _ = built(units=7)
    shapes = answer.sizes(model)
    expect.equal(
        shapes,
        [(4, 7), (7,), (7, 3), (3,), (3, 1), (1,)],
        says="With units=7 the weights have the shapes {got}, expected {want}: 4 → 7 → 3 → 1.",
        mistakes=[
            ([(4, 16), (16,), (16, 8), (8,), (8, 1), (1,)], "With units=7 the layers still have 16 and 8 units. Use the argument."),
            ([], "The model knows no weights. Layers must be made in `__init__` and kept as attributes."),
        ],
    )

with expect.test("saved and loaded, with the default size"):
    model, Y = built()
    expect.equal(model.units, 16, says="Funnel() has units={got}, expected {want}, and keeps it as an attribute.")
    loaded = expect.call(answer.round_trip, model, says="Saving and loading raised {error}. Usually the class is not registered, or `__init__` does not hand `**kwargs` on. It says: {message}")
    expect.close(answer.predictions(loaded, X), Y, rtol=0, atol=1e-6, says="The loaded model predicts differently. Are all layers made in `__init__` and kept as attributes?")

### BEGIN HIDDEN TESTS
with expect.test("saved and loaded, with another size"):
    model, Y = built(units=7)
    loaded = expect.call(
        answer.round_trip,
        model,
        says="Built with units=7, rebuilt with another size, so the saved weights do not fit ({error}). `get_config` must return `units`.",
    )
    expect.equal(loaded.units, 7, says="Built with units=7, the loaded model says units={got}. `get_config` must return `units`.")
    expect.close(answer.predictions(loaded, X), Y, rtol=0, atol=1e-6, says="Built with units=7, the loaded model predicts differently. `get_config` must return `units`.")

with expect.test("registered"):
    expect.true(
        answer.registered(answer.Funnel),
        "The class is not registered, so a file can only be loaded where it happens to be defined. Put `@keras.saving.register_keras_serializable(package=…)` above it.",
    )

with expect.test("outputs, computed by hand from random weights"):
    for seed in (1, 2, 3):
        model, _ = built(units=12)
        layers = networks.dense(answer.randomize(model, seed), [(4, 12), (12, 6), (6, 1)])
        found, want = np.asarray(answer.predictions(model, X), float), forward(layers)
        expect.close(
            found,
            want,
            rtol=1e-4,
            atol=1e-4,
            says="With random weights the output for one row is {one}, expected {right} from 4 → 12 relu → 6 relu → 1. Look at `call`: each layer once, in this order, and nothing besides.",
            mistakes=[
                (forward(layers, as_it_is, as_it_is), "The model is linear: the hidden layers have no activation. Give both relu."),
                (forward(layers, second=as_it_is), "The second hidden layer has no activation. Give both relu."),
                (forward(layers, first=as_it_is), "The first hidden layer has no activation. Give both relu."),
                (forward(layers, out=relu), "The output is cut off below 0: its layer has relu. Leave its activation away, so that any number can come out."),
                (forward(layers, np.tanh, np.tanh), "The hidden layers bend by tanh; the task asks for relu."),
                (forward(layers, second=np.tanh), "The second hidden layer bends by tanh; the task asks for relu in both."),
            ],
            one=float(found[0, 0]),
            right=float(want[0, 0]),
        )

with expect.test("name is handed on"):
    model = expect.call(answer.Funnel, units=6, name="narrow", says="Funnel(units=6, name=\"narrow\") raised {error}. Take `**kwargs` and hand them to `super().__init__`.")
    expect.equal(model.name, "narrow", says="Funnel(name=\"narrow\") is called {got}. Hand `**kwargs` to `super().__init__`.")
### END HIDDEN TESTS

# %% right="ch10-e08" because="a Sequential inside, get_config from scratch"
@keras.saving.register_keras_serializable(package="mine", name="Trichter")
class Funnel(keras.Model):
    def __init__(self, units=16, *, name=None, trainable=True, dtype=None):
        super().__init__(name=name, trainable=trainable, dtype=dtype)
        self.units = units
        self.body = keras.Sequential(
            [keras.layers.Dense(units, "relu"), keras.layers.Dense(units // 2, "relu"), keras.layers.Dense(1)]
        )

    def call(self, x, training=False):
        return self.body(x, training=training)

    def get_config(self):
        return {"units": self.units, "name": self.name}

# %% right="ch10-e08" because="list of layers, update of the config"
@keras.utils.register_keras_serializable("course")
class Funnel(keras.Model):
    def __init__(self, units=16, **kw):
        super().__init__(**kw)
        self.units = units
        self.steps = [keras.layers.Dense(n, activation="relu") for n in (units, units // 2)] + [keras.layers.Dense(1)]

    def call(self, inputs):
        for step in self.steps:
            inputs = step(inputs)
        return inputs

    def get_config(self):
        config = super().get_config()
        config.update(units=self.units)
        return config

# %% wrong="ch10-e08" because="no get_config" says="`get_config` must return `units`"
@keras.saving.register_keras_serializable(package="homl")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units // 2, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.second(self.first(inputs)))

# %% wrong="ch10-e08" because="layers in call" says="make them in `__init__`"
@keras.saving.register_keras_serializable(package="homl")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def call(self, inputs):
        x = keras.layers.Dense(self.units, activation="relu")(inputs)
        x = keras.layers.Dense(self.units // 2, activation="relu")(x)
        return keras.layers.Dense(1)(x)

    def get_config(self):
        return {**super().get_config(), "units": self.units}

# %% wrong="ch10-e08" because="a function that makes a stack" says="is not a class"
def Funnel(units=16, name=None):
    return keras.Sequential([keras.layers.Dense(units, "relu"), keras.layers.Dense(units // 2, "relu"), keras.layers.Dense(1)], name=name)

# %% wrong="ch10-e08" because="not registered" says="register"
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units // 2, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.second(self.first(inputs)))

    def get_config(self):
        return {**super().get_config(), "units": self.units}

# %% wrong="ch10-e08" because="the config holds a fixed number" says="`get_config` must return `units`"
@keras.saving.register_keras_serializable(package="homl")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units // 2, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.second(self.first(inputs)))

    def get_config(self):
        return {**super().get_config(), "units": 16}

# %% wrong="ch10-e08" because="units ignored" says="Use the argument"
@keras.saving.register_keras_serializable(package="homl")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(16, activation="relu")
        self.second = keras.layers.Dense(8, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.second(self.first(inputs)))

    def get_config(self):
        return {**super().get_config(), "units": self.units}

# %% wrong="ch10-e08" because="keyword arguments are not handed on" says="hand"
@keras.saving.register_keras_serializable(package="homl")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__()
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units // 2, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.second(self.first(inputs)))

    def get_config(self):
        return {**super().get_config(), "units": self.units}

# %% wrong="ch10-e08" because="no activation" says="no activation"
@keras.saving.register_keras_serializable(package="homl")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(units)
        self.second = keras.layers.Dense(units // 2)
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.second(self.first(inputs)))

    def get_config(self):
        return {**super().get_config(), "units": self.units}

# %% wrong="ch10-e08" because="the second hidden layer without relu" says="The second hidden layer has no activation"
@keras.saving.register_keras_serializable(package="mine")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.a = keras.layers.Dense(units, activation="relu")
        self.b = keras.layers.Dense(units // 2)
        self.c = keras.layers.Dense(1)

    def call(self, inputs):
        return self.c(self.b(self.a(inputs)))

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config

# %% wrong="ch10-e08" because="the first hidden layer without relu" says="The first hidden layer has no activation"
@keras.saving.register_keras_serializable(package="mine")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.a = keras.layers.Dense(units)
        self.b = keras.layers.Dense(units // 2, activation="relu")
        self.c = keras.layers.Dense(1)

    def call(self, inputs):
        return self.c(self.b(self.a(inputs)))

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config

# %% wrong="ch10-e08" because="relu on the output as well" says="The output is cut off below 0"
@keras.saving.register_keras_serializable(package="mine")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.a = keras.layers.Dense(units, activation="relu")
        self.b = keras.layers.Dense(units // 2, activation="relu")
        self.c = keras.layers.Dense(1, activation="relu")

    def call(self, inputs):
        return self.c(self.b(self.a(inputs)))

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config

# %% right="ch10-e08" because="layers made in build"
@keras.saving.register_keras_serializable(package="mine")
class Funnel(keras.Model):
    def __init__(self, units=16, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.hidden = [keras.layers.Dense(self.units, activation="relu"), keras.layers.Dense(self.units // 2, activation="relu")]
        self.out = keras.layers.Dense(1)
        shape = input_shape
        for layer in [*self.hidden, self.out]:
            layer.build(shape)
            shape = layer.compute_output_shape(shape)
        super().build(input_shape)

    def call(self, inputs):
        for layer in self.hidden:
            inputs = layer(inputs)
        return self.out(inputs)

    def get_config(self):
        return {**super().get_config(), "units": self.units}

# %% [markdown] exercise="ch10-e09" title="Stop when validation falls behind" kind="F" level=2 minutes=12 core=true after="§9" skills=["Callbacks and TensorBoard"] topics=["S-ch10-callbacks"]
# Write the callback `StopOnRatio(limit)`, a subclass of `keras.callbacks.Callback`.
#
# - At the end of an epoch, if `val_loss / loss` is **above** `limit`, it stops the training (`self.model.stop_training = True`).
# - Whatever ended the training, the model leaves it with the weights of the epoch with the lowest `val_loss` of this training.
# - Without `val_loss` in the logs it raises a `ValueError` whose text tells the user to pass `validation_data`.
# - The same callback can be used for a second training run; it then begins afresh.

# %% [markdown] hint="ch10-e09"
# What does the callback have to remember from one epoch to the next, and at which moment must it forget?

# %% [markdown] hint="ch10-e09"
# `on_train_begin`, `on_epoch_end(epoch, logs)` and `on_train_end` are the three moments. `self.model.get_weights()` gives copies of the
# weights as they are now; `self.model.weights` gives the weights themselves, which go on changing.

# %% [markdown] hint="ch10-e09"
# ```python
# class StopOnRatio(keras.callbacks.Callback):
#     def __init__(self, limit):
#         super().__init__()
#         self.limit = limit
#
#     def on_train_begin(self, logs=None):
#         self.lowest, self.best = np.inf, None
#
#     def on_epoch_end(self, epoch, logs=None):
#         if "val_loss" not in ...:
#             raise ...
#         if logs["val_loss"] < self.lowest:
#             self.lowest, self.best = ..., ...
#         if ...:
#             self.model.stop_training = ...
#
#     def on_train_end(self, logs=None):
#         ...
# ```

# %% answer="ch10-e09" needs=[]
class StopOnRatio(keras.callbacks.Callback):
    """Stops when val_loss / loss is above `limit`, and leaves the weights of the lowest val_loss."""

    ### BEGIN SOLUTION
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if not logs or "val_loss" not in logs:
            raise ValueError("StopOnRatio needs val_loss: hand validation_data to fit.")
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.get_weights()
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        if self.best is not None:
            self.model.set_weights(self.best)
    ### END SOLUTION

# %% tests="ch10-e09" points=2
from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import keras


def play(callback, losses, val_losses):
    '''A training as a callback sees it: after epoch e (from 1) every weight is e.'''
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.stop_training = False
    callback.set_params({"epochs": len(losses), "verbose": 0, "steps": 1})
    callback.set_model(model)
    callback.on_train_begin({})
    epochs = 0
    for epoch, loss in enumerate(losses):
        callback.on_epoch_begin(epoch, {})
        callback.on_train_batch_begin(0, {})
        for weight in model.weights:
            weight.assign(0 * weight + epoch + 1)
        callback.on_train_batch_end(0, {"loss": loss})
        logs = {"loss": loss}
        if val_losses is not None:
            logs["val_loss"] = val_losses[epoch]
        callback.on_epoch_end(epoch, logs)
        epochs += 1
        if model.stop_training:
            break
    callback.on_train_end(logs)
    return {"epochs": epochs, "weights": sorted({float(number) for weight in model.get_weights() for number in weight.ravel()})}
""")

#: The ratios are 1.1, 1, 1.2, 1.33, 1.6, 2, 3; the lowest val_loss is that of epoch 3.
LOSSES = [1.0, 0.8, 0.5, 0.45, 0.4, 0.35, 0.3]
VALIDATION = [1.1, 0.8, 0.6, 0.6001, 0.64, 0.7, 0.9]


def play(limit, losses=LOSSES, validation=VALIDATION):
    return answer.play(answer.StopOnRatio(limit), losses, validation)


def epoch(found):
    """The epoch whose weights the model has; a list where they come from several."""
    weights = found["weights"]
    return weights[0] if len(weights) == 1 else weights


with expect.test("it stops at the right epoch"):
    expect.equal(
        play(1.5)["epochs"],
        5,
        says="With limit 1.5 and ratios 1.1, 1, 1.2, 1.33, 1.6 the training stops after epoch 5; yours ran {got}. The ratio is val_loss / loss, and above the limit it stops.",
        mistakes=[
            (7, "With limit 1.5 it never stopped, though the ratio reaches 3. Set `self.model.stop_training = True`, and check which loss is divided by which."),
            (1, "It stopped after epoch 1 with ratio 1.1, below the limit 1.5. Compare with >, not <."),
        ],
    )

with expect.test("the weights of the lowest val_loss are back"):
    expect.equal(
        epoch(play(1.5)),
        3,
        says="After stopping, every weight should be as after epoch 3, where val_loss was lowest; yours are those of epoch {got}.",
        mistakes=[
            (5, "The model kept the weights of epoch 5, its last: nothing was put back. Restore those of epoch 3, where val_loss was lowest. (If you stored `model.weights`, they changed afterwards: take copies.)"),
            (4, "The model has the weights of epoch 4, the one before it stopped. Wanted is the lowest val_loss: epoch 3."),
            (2, "The model has the weights of epoch 2, where the *ratio* was lowest. Wanted is the lowest val_loss: epoch 3."),
        ],
    )

with expect.test("val_loss goes up and down"):
    found = play(9.0, [1.0, 0.9, 0.8, 0.7, 0.6, 0.5], [1.0, 0.8, 0.9, 0.6, 0.7, 0.65])
    expect.equal(
        epoch(found),
        4,
        says="With val_loss 1, 0.8, 0.9, 0.6, 0.7, 0.65 and no stop, the weights are those of epoch {got}, expected {want}. Whatever ended the training, the lowest of all counts.",
        mistakes=[
            (6, "When all six epochs have run without a stop, the model keeps the weights of the last one. Restore the best whatever ended the training: `on_train_end`."),
            (2, "val_loss first rises after epoch 2, but it falls lower later: epoch 4. Compare with the lowest so far, not with the epoch before."),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("restored also when nothing stopped it"):
    found = play(100.0)
    expect.equal(found["epochs"], 7, says="With limit 100 all 7 epochs should run; yours ran {got}.")
    expect.equal(epoch(found), 3, says="When all epochs have run, the weights are those of epoch {got}; wanted is epoch {want}, the lowest val_loss, whatever ended the training.")

with expect.test("exactly at the limit it goes on"):
    expect.equal(play(2.0, [1.0, 1.0, 1.0], [1.5, 2.0, 2.5])["epochs"], 3, says="At a ratio of exactly 2 with limit 2 it must go on; yours ran {got} of 3 epochs. *Above* is >, not >=.")

with expect.test("a missing val_loss is explained"):
    words = expect.raises(
        answer.play,
        answer.StopOnRatio(1.5),
        LOSSES,
        None,
        error="ValueError",
        says="Without val_loss, expected a ValueError that says what to do, got {got}. Look for the key before you use it.",
    )
    expect.true("validation" in words.lower(), "The error says {words}, which does not tell the user to hand over validation_data.", words=words)

with expect.test("a second training begins afresh"):
    callback = answer.StopOnRatio(1.5)
    answer.play(callback, LOSSES, VALIDATION)
    second = answer.play(callback, [3.0, 2.0, 2.0, 2.0], [3.5, 2.5, 2.8, 2.9])
    expect.equal(
        epoch(second),
        2,
        says="In a second training, with losses all higher than in the first, the weights are those of epoch {got}, expected {want}. Forget the lowest val_loss when a training begins.",
        mistakes=[(4, "In a second training, with losses all higher than in the first, nothing is put back: the model keeps the weights of its last epoch, 4, instead of 2. Does the lowest val_loss of the first training still count?")],
    )

with expect.test("a high ratio at the first epoch"):
    found = play(1.5, [0.1, 0.1], [0.9, 0.2])
    expect.equal(found["epochs"], 1, says="The ratio is 9 after epoch 1, so it stops there; yours ran {got} epochs.")
    expect.equal(epoch(found), 1, says="Stopped after epoch 1, the weights are those of epoch {got}, expected {want}.")
### END HIDDEN TESTS

# %% [markdown] equivalent="ch10-e09"
# super().__init__()  →  pass

# %% right="ch10-e09" because="restores as soon as it stops, and again at the end"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit
        self.history = []

    def on_train_begin(self, logs=None):
        self.history = []

    def on_epoch_end(self, epoch, logs=None):
        logs = logs or {}
        if logs.get("val_loss") is None:
            raise ValueError("no val_loss: pass validation_data or validation_split to fit()")
        self.history.append((logs["val_loss"], epoch, [np.array(w) for w in self.model.get_weights()]))
        self.model.stop_training = bool(logs["val_loss"] > self.limit * logs["loss"])

    def on_train_end(self, logs=None):
        if self.history:
            self.model.set_weights(min(self.history, key=lambda entry: entry[:2])[2])

# %% right="ch10-e09" because="best weights in a file"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.path = self.folder.name + "/best.weights.h5"
        self.lowest = float("inf")

    def on_epoch_end(self, epoch, logs=None):
        try:
            val, own = logs["val_loss"], logs["loss"]
        except KeyError:
            raise ValueError("Validation data is missing: fit(..., validation_data=...)") from None
        if val < self.lowest:
            self.lowest = val
            self.model.save_weights(self.path, overwrite=True)
        if val / own > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.load_weights(self.path)
        self.folder.cleanup()

# %% wrong="ch10-e09" because="compares the wrong way round" says="Compare with >, not <"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("hand over validation_data")
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.get_weights()
        if logs["val_loss"] / logs["loss"] < self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best)

# %% wrong="ch10-e09" because="loss divided by val_loss" says="check which loss is divided by which"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("hand over validation_data")
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.get_weights()
        if logs["loss"] / logs["val_loss"] > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best)

# %% wrong="ch10-e09" because="the last weights stay" says="its last"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("hand over validation_data")
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True

# %% wrong="ch10-e09" because="keeps a reference instead of a copy" says="take copies"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("hand over validation_data")
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.weights
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights([weight.numpy() for weight in self.best])

# %% wrong="ch10-e09" because="KeyError where val_loss is missing" says="got KeyError"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.get_weights()
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best)

# %% wrong="ch10-e09" because="restores only when it stops" says="whatever ended the training"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("hand over validation_data")
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.get_weights()
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True
            self.model.set_weights(self.best)

# %% wrong="ch10-e09" because="never forgets" says="Forget the lowest val_loss"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit, self.lowest, self.best = limit, np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("hand over validation_data")
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.get_weights()
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best)

# %% wrong="ch10-e09" because="not a Keras callback" says="'StopOnRatio' object has no attribute"
class StopOnRatio:
    def __init__(self, limit):
        self.limit = limit

    def on_epoch_end(self, epoch, logs):
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True

# %% wrong="ch10-e09" because="keeps the weights of the lowest ratio" says="where the *ratio* was lowest"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("pass validation_data to fit")
        ratio = logs["val_loss"] / logs["loss"]
        if ratio < self.lowest:
            self.lowest, self.best = ratio, self.model.get_weights()
        if ratio > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best)

# %% wrong="ch10-e09" because="compares with the epoch before" says="Compare with the lowest so far"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.before, self.risen = np.inf, False

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("pass validation_data to fit")
        self.risen = self.risen or logs["val_loss"] > self.before
        if not self.risen:
            self.best = self.model.get_weights()
        self.before = logs["val_loss"]
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best)

# %% wrong="ch10-e09" because="restores only when it stops, within the epoch" says="without a stop"
class StopOnRatio(keras.callbacks.Callback):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def on_train_begin(self, logs=None):
        self.lowest, self.best, self.stopped = np.inf, None, False

    def on_epoch_end(self, epoch, logs=None):
        if "val_loss" not in logs:
            raise ValueError("pass validation_data to fit")
        if logs["val_loss"] < self.lowest:
            self.lowest, self.best = logs["val_loss"], self.model.get_weights()
        if logs["val_loss"] / logs["loss"] > self.limit:
            self.model.stop_training = self.stopped = True

    def on_train_end(self, logs=None):
        if self.stopped:
            self.model.set_weights(self.best)

# %% right="ch10-e09" because="EarlyStopping does the remembering"
class StopOnRatio(keras.callbacks.EarlyStopping):
    def __init__(self, limit):
        super().__init__(monitor="val_loss", mode="min", patience=10**6)
        self.limit = limit

    def on_epoch_end(self, epoch, logs=None):
        if not logs or "val_loss" not in logs:
            raise ValueError("StopOnRatio compares with val_loss: pass validation_data to fit.")
        if epoch == 0 or logs["val_loss"] < self.low:
            self.low, self.kept = logs["val_loss"], [np.copy(part) for part in self.model.get_weights()]
        if logs["val_loss"] > self.limit * logs["loss"]:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.kept)

# %% [markdown] exercise="ch10-e12" title="Read what TensorBoard reads" kind="F" level=2 minutes=25 after="§10" skills=["Callbacks and TensorBoard"] topics=["S-ch10-tensorboard"]
# Write `read_scalars(folder)`, which returns `{run: {tag: [(step, value), …]}}`.
#
# - Every folder below `folder`, at any depth, that holds event files (`events.out.tfevents…`) is a run. It is named by its path from
#   `folder`, with slashes: `monday/train`.
# - Only what was written as a scalar, no histograms, pictures or texts; **all** steps; sorted by step. Steps and values are numbers.
# - A run without scalars is there too, with an empty dict.
#
# `EventAccumulator` from `tensorboard.backend.event_processing.event_accumulator` reads the event files of one folder.

# %% [markdown] hint="ch10-e12"
# Since TensorFlow 2, what `tf.summary.scalar` writes is stored as a tensor with a note that it is meant as a scalar. Where will the
# accumulator list it, and how do you recognise the note?

# %% [markdown] hint="ch10-e12"
# After `Reload()`, `Tags()["tensors"]` lists the tags, `SummaryMetadata(tag).plugin_data.plugin_name` holds the note, and `Tensors(tag)`
# the events, each with `step` and `tensor_proto`. `tf.make_ndarray` turns the latter into a number. Count the events that you get.

# %% [markdown] hint="ch10-e12"
# ```python
# runs = {}
# for path in sorted({file.parent for file in Path(folder).rglob("events.out.tfevents*")}):
#     events = EventAccumulator(str(path), size_guidance={"tensors": ...})  # 0 keeps all
#     events.Reload()
#     scalars = {}
#     for tag in events.Tags()["tensors"]:
#         if events.SummaryMetadata(tag).plugin_data.plugin_name == ...:
#             scalars[tag] = sorted((..., float(...)) for event in events.Tensors(tag))
#     runs[path.relative_to(folder).as_posix()] = scalars
# return runs
# ```

# %% answer="ch10-e12" needs=[]
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    """All scalars below a folder: {run: {tag: [(step, value), …]}}."""
    ### BEGIN SOLUTION
    runs = {}
    for path in sorted({file.parent for file in Path(folder).rglob("events.out.tfevents*")}):
        events = EventAccumulator(str(path), size_guidance={"tensors": 0})
        events.Reload()
        runs[path.relative_to(folder).as_posix()] = {
            tag: sorted((event.step, float(tf.make_ndarray(event.tensor_proto))) for event in events.Tensors(tag))
            for tag in events.Tags()["tensors"]
            if events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars"
        }
    return runs
    ### END SOLUTION

# %% tests="ch10-e12" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import tempfile

import tensorflow as tf

FOLDER = tempfile.TemporaryDirectory()


def write(name, runs, histograms=False):
    '''Event files below a new folder: {run: {tag: [(step, value)]}}.'''
    folder = FOLDER.name + "/" + name
    for run, tags in runs.items():
        writer = tf.summary.create_file_writer(folder + "/" + run)
        with writer.as_default():
            for tag, pairs in tags.items():
                for step, value in pairs:
                    tf.summary.scalar(tag, value, step=step)
            if histograms:
                tf.summary.histogram("dense/kernel", [0.0, 1.0, 2.0], step=0)
                tf.summary.text("note", "text", step=0)
        writer.close()
    return folder
""")

TWO = {
    "monday/train": {"epoch_loss": [(0, 0.9), (1, 0.5), (2, 0.4)]},
    "monday/validation": {"epoch_loss": [(0, 1.0), (1, 0.7), (2, 0.8)]},
}


def read(name, runs, **options):
    found = expect.call(
        answer.read_scalars,
        answer.write(name, runs, **options),
        says="Reading raised {error} in line {line}: {message}. In TensorFlow 2 scalars are stored as tensors; the list of scalars is empty.",
    )
    expect.true(isinstance(found, dict), "Expected a dict of runs, got {got}.", got=found)
    return found


def compare(found, want):
    expect.equal(
        sorted(found),
        sorted(want),
        says="The runs are {got}, expected {want}: the path of each folder with event files, from the folder you were given.",
        mistakes=[(sorted({run.rpartition("/")[2] for run in want}), "The runs are {got}, expected {want}. Name them by their whole path from `folder`, or runs of the same name overwrite each other.")],
    )
    for run, tags in want.items():
        expect.equal(
            sorted(found[run]),
            sorted(tags),
            says="Run {run} has the tags {got}, expected {want}. Only what was written as a scalar counts: look at each tag's plug-in name.",
            mistakes=[([], "Run {run} has no tags. In TensorFlow 2 scalars are stored among the tensors, not among the scalars.")],
            run=run,
        )
        for tag, pairs in tags.items():
            steps, values = [pair[0] for pair in found[run][tag]], [pair[1] for pair in found[run][tag]]
            expect.true(
                len(steps) == len(pairs),
                "{tag} has {count} steps, expected {want}. `EventAccumulator` keeps 10 tensors a tag unless its size_guidance says otherwise.",
                tag=tag,
                count=len(steps),
                want=len(pairs),
            )
            expect.true(not any(isinstance(value, np.ndarray) for value in values), "The values of {tag} are arrays without axes; numbers are wanted: `float(…)` of each.", tag=tag)
            expect.equal(steps, [step for step, _ in sorted(pairs)], says="The steps of {tag} are {got}, expected {want}: sorted by step.", tag=tag)
            expect.close(values, [value for _, value in sorted(pairs)], rtol=1e-5, says="The values of {tag} are {got}, expected {want}.", tag=tag)


with expect.test("train and validation apart"):
    compare(read("two", TWO), TWO)

### BEGIN HIDDEN TESTS
with expect.test("more than ten steps"):
    many = {"train": {"loss": [(step, 1 / (step + 1)) for step in range(40)]}}
    compare(read("many", many), many)

with expect.test("only scalars"):
    compare(read("mixed", TWO, histograms=True), TWO)

with expect.test("sorted by step"):
    mixed = {"train": {"loss": [(3, 0.3), (1, 0.9), (2, 0.5)]}}
    compare(read("unsorted", mixed), mixed)

with expect.test("runs of the same name in different folders"):
    weeks = {f"{day}/train": {"loss": [(0, float(number))]} for number, day in enumerate(["monday", "tuesday"])}
    compare(read("weeks", weeks), weeks)

with expect.test("a run without scalars"):
    runs = {"pictures": {}, "train": {"loss": [(0, 0.5)]}}
    compare(read("none", runs, histograms=True), runs)

with expect.test("several tags"):
    tags = {"only": {"loss": [(0, 0.5)], "accuracy": [(0, 0.25), (5, 0.75)]}}
    compare(read("tags", tags), tags)
### END HIDDEN TESTS

# %% right="ch10-e12" because="reads the records themselves"
import os

from tensorflow.core.util import event_pb2


def read_scalars(folder):
    runs = {}
    for place, _, files in os.walk(folder):
        found = [name for name in sorted(files) if "tfevents" in name]
        if not found:
            continue
        tags, kinds = {}, {}
        for name in found:
            for record in tf.data.TFRecordDataset(os.path.join(place, name)):
                event = event_pb2.Event.FromString(record.numpy())
                for value in event.summary.value:
                    kinds.setdefault(value.tag, value.metadata.plugin_data.plugin_name)
                    if kinds[value.tag] == "scalars":
                        tags.setdefault(value.tag, []).append((int(event.step), tf.make_ndarray(value.tensor).item()))
        runs[os.path.relpath(place, folder).replace(os.sep, "/")] = {tag: sorted(pairs) for tag, pairs in tags.items()}
    return runs

# %% right="ch10-e12" because="a loop, and the tag's number of dimensions"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for file in Path(folder).glob("**/events.out.tfevents*"):
        name = str(file.parent.relative_to(folder))
        if name in runs:
            continue
        accumulator = EventAccumulator(str(file.parent), size_guidance={"tensors": 10**9}).Reload()
        runs[name] = {}
        for tag in accumulator.Tags()["tensors"]:
            if accumulator.SummaryMetadata(tag).plugin_data.plugin_name != "scalars":
                continue
            pairs = []
            for event in accumulator.Tensors(tag):
                pairs.append((event.step, tf.make_ndarray(event.tensor_proto)[()]))
            runs[name][tag] = sorted(pairs, key=lambda pair: pair[0])
    return runs

# %% wrong="ch10-e12" because="asks for scalars" says="has no tags"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path)).Reload()
        runs[path.relative_to(folder).as_posix()] = {
            tag: sorted((event.step, event.value) for event in events.Scalars(tag)) for tag in events.Tags()["scalars"]
        }
    return runs

# %% wrong="ch10-e12" because="asks for scalars by the tags of the tensors" says="scalars are stored as tensors"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path)).Reload()
        runs[path.relative_to(folder).as_posix()] = {
            tag: sorted((event.step, event.value) for event in events.Scalars(tag)) for tag in events.Tags()["tensors"]
        }
    return runs

# %% wrong="ch10-e12" because="the default keeps ten" says="keeps 10 tensors"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path)).Reload()
        runs[path.relative_to(folder).as_posix()] = {
            tag: sorted((event.step, float(tf.make_ndarray(event.tensor_proto))) for event in events.Tensors(tag))
            for tag in events.Tags()["tensors"]
            if events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars"
        }
    return runs

# %% wrong="ch10-e12" because="the first number of every tensor" says="Only what was written as a scalar"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path), size_guidance={"tensors": 0}).Reload()
        runs[path.relative_to(folder).as_posix()] = {
            tag: [(event.step, tf.make_ndarray(event.tensor_proto).ravel()[0]) for event in events.Tensors(tag)]
            for tag in events.Tags()["tensors"]
        }
    return runs

# %% wrong="ch10-e12" because="in the order of writing" says="sorted by step"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path), size_guidance={"tensors": 0}).Reload()
        runs[path.relative_to(folder).as_posix()] = {
            tag: [(event.step, float(tf.make_ndarray(event.tensor_proto))) for event in events.Tensors(tag)]
            for tag in events.Tags()["tensors"]
            if events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars"
        }
    return runs

# %% wrong="ch10-e12" because="named by the last folder alone" says="whole path"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path), size_guidance={"tensors": 0}).Reload()
        runs[path.name] = {
            tag: sorted((event.step, float(tf.make_ndarray(event.tensor_proto))) for event in events.Tensors(tag))
            for tag in events.Tags()["tensors"]
            if events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars"
        }
    return runs

# %% right="ch10-e12" because="TensorFlow's own iterator over the events of a file"
def read_scalars(folder):
    runs, notes = {}, {}
    for file in sorted(Path(folder).rglob("events.out.tfevents*")):
        name = file.parent.relative_to(folder).as_posix()
        tags = runs.setdefault(name, {})
        for event in tf.compat.v1.train.summary_iterator(str(file)):
            for value in event.summary.value:
                note = notes.setdefault((name, value.tag), value.metadata.plugin_data.plugin_name)
                if note == "scalars":
                    tags.setdefault(value.tag, []).append((event.step, float(tf.make_ndarray(value.tensor))))
    return {name: {tag: sorted(pairs) for tag, pairs in tags.items()} for name, tags in runs.items()}

# %% wrong="ch10-e12" because="runs without scalars are left out" says="The runs are"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path), size_guidance={"tensors": 0}).Reload()
        for tag in events.Tags()["tensors"]:
            if events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars":
                pairs = sorted((event.step, float(tf.make_ndarray(event.tensor_proto))) for event in events.Tensors(tag))
                runs.setdefault(path.relative_to(folder).as_posix(), {})[tag] = pairs
    return runs

# %% wrong="ch10-e12" because="arrays without axes in place of numbers" says="numbers are wanted"
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def read_scalars(folder):
    runs = {}
    for path in {file.parent for file in Path(folder).rglob("events.out.tfevents*")}:
        events = EventAccumulator(str(path), size_guidance={"tensors": 0}).Reload()
        runs[path.relative_to(folder).as_posix()] = {
            tag: sorted((event.step, tf.make_ndarray(event.tensor_proto)) for event in events.Tensors(tag))
            for tag in events.Tags()["tensors"]
            if events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars"
        }
    return runs

# %% [markdown] exercise="ch10-e10" title="Find a learning rate" kind="F" level=3 minutes=30 after="§11" trains=true skills=["Tuning a network"] topics=["S-05-II.2"]
# Write `lr_finder(model, X, y, low=1e-4, high=10.0, steps=50)`, which returns `(rates, losses)`, two arrays of length `steps`.
#
# - `model` is compiled with a loss and no metrics. Step i sets the learning rate to `rates[i]`, takes **one** training step on all of `X`
#   and `y`, and notes the loss that this step was taken on (what `train_on_batch` returns).
# - The rates grow from `low` to `high`, each by the same factor.
# - Afterwards the model is as it was: its **weights**, its **learning rate** and the **state of its optimizer**, which also counts steps
#   and, in Adam, remembers gradients. Whoever called the function wants to train the model now.

# %% [markdown] hint="ch10-e10"
# After your function the user trains with Adam. What would be different from a training of an untouched model, if you had put back only the
# weights?

# %% [markdown] hint="ch10-e10"
# `np.geomspace` makes the grid. `model.optimizer.build(model.trainable_variables)` makes sure that there is a state to note;
# `model.optimizer.variables` holds all of it, the step count and the learning rate included. `variable.numpy()` reads, `variable.assign(…)`
# writes.

# %% [markdown] hint="ch10-e10"
# ```python
# optimizer = model.optimizer
# optimizer.build(...)
# weights = model.get_weights()
# state = [variable.numpy() for variable in ...]
# rates, losses = np.geomspace(...), []
# for rate in rates:
#     optimizer.learning_rate = ...
#     losses.append(float(model.train_on_batch(..., ...)))
# model.set_weights(...)
# for variable, value in zip(optimizer.variables, state):
#     ...
# return rates, np.array(losses)
# ```

# %% answer="ch10-e10" needs=[]
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    """Rates and the losses met on the way; leaves the model as it was."""
    ### BEGIN SOLUTION
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights = model.get_weights()
    state = [variable.numpy() for variable in optimizer.variables]
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        optimizer.learning_rate = rate
        losses.append(float(model.train_on_batch(X, y)))
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, state):
        variable.assign(value)
    return rates, np.array(losses)
    ### END SOLUTION

# %% tests="ch10-e10" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import keras
import numpy as np


STEPS = []
APPLY = keras.optimizers.SGD.apply


def _counted(self, *args, **kwargs):
    STEPS.append(1)
    return APPLY(self, *args, **kwargs)


keras.optimizers.SGD.apply = _counted


def steps_taken():
    '''The steps of gradient descent since the last call.'''
    count = len(STEPS)
    STEPS.clear()
    return count


def make(kind="sgd", rate=0.003, seed=5):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)])
    optimizer = keras.optimizers.SGD(rate) if kind == "sgd" else keras.optimizers.Adam(rate)
    model.compile(loss="mean_squared_error", optimizer=optimizer, run_eagerly=True)
    return model


def defaults(function):
    import inspect

    found = inspect.signature(function).parameters.values()
    return {one.name: one.default for one in found if one.default is not one.empty}


def some_steps(model, X, y, count):
    for _ in range(count):
        model.train_on_batch(X, y)


def state(model):
    return {
        "weights": [np.array(weight) for weight in model.get_weights()],
        "rate": float(np.asarray(model.optimizer.learning_rate)),
        "steps": int(model.optimizer.iterations),
        "memory": {variable.path: np.array(variable) for variable in model.optimizer.variables},
    }


def expected(rates, X, y):
    '''The losses that plain gradient descent meets from the same start.'''
    model = make()
    losses = []
    for rate in rates:
        model.optimizer.learning_rate = float(rate)
        losses.append(float(model.train_on_batch(X, y)))
    return losses
""")

RNG = np.random.default_rng(8)
X = RNG.normal(size=(64, 4)).astype("float32")
y = (np.sin(X[:, 0]) + X[:, 1]).astype("float32")


def find(model, low, high, steps):
    found = answer.lr_finder(model, X, y, low, high, steps)
    expect.true(isinstance(found, (tuple, list)) and len(found) == 2, "Expected a pair (rates, losses), got {got}.", got=found)
    for name, values in zip(("rates", "losses"), found):
        expect.shape(values, (steps,), says="{name} has shape {got}, expected {want}: one entry a step.", name=name)
    return found


with expect.test("rates grow by the same factor"):
    rates, _ = find(answer.make(), 0.001, 10.0, 5)
    expect.close(
        rates,
        [0.001, 0.01, 0.1, 1.0, 10.0],
        rtol=1e-5,
        says="From 0.001 to 10 in 5 steps: expected {want}, got {got}.",
        mistakes=[
            (np.linspace(0.001, 10, 5), "The rates {got} grow by the same amount, so all but one are far too large. They should grow by the same factor."),
            (0.001 * 10_000 ** (np.arange(5) / 5), "The rates {got} stop one step before `high`: with 5 rates there are 4 factors between them."),
        ],
    )

with expect.test("weights and learning rate are back"):
    model = answer.make(rate=0.003)
    before = answer.state(model)
    find(model, 0.001, 10.0, 6)
    after = answer.state(model)
    expect.true(
        all(np.array_equal(one, other) for one, other in zip(before["weights"], after["weights"])),
        "The weights are not those from before. Note them first (`get_weights` gives copies) and put them back at the end.",
    )
    expect.close(after["rate"], before["rate"], says="The learning rate is now {got}; it was {want}. A training from here would start at the largest rate: put it back.")

### BEGIN HIDDEN TESTS
with expect.test("the losses met on the way"):
    rates = np.geomspace(0.01, 1.0, 12)
    answer.steps_taken()
    _, losses = find(answer.make(), 0.01, 1.0, 12)
    taken = answer.steps_taken()
    want = np.asarray(answer.expected(rates, X, y))
    expect.close(
        losses,
        want,
        rtol=1e-3,
        says="The losses are {got}, expected {want} from plain gradient descent with these rates: one step on all of X at each rate, in this order.",
        mistakes=[
            (np.full(12, want[0]), "Every loss is {first}, that of the untouched model. Does a step follow, with the rate set first?"),
            (np.append(want[1:], losses[-1]), "Your losses are those after each step; note the loss that the step was taken on."),
            (
                losses if taken >= 24 else None,
                "Your search took {taken} steps for 12 rates. Each rate gets one step, on all of X; `fit` takes one for each batch, of 32 rows unless `batch_size` says otherwise.",
            ),
        ],
        first=float(want[0]),
        taken=taken,
    )

with expect.test("the grid, unless told otherwise"):
    expect.equal(
        answer.defaults(answer.lr_finder),
        {"low": 1e-4, "high": 10.0, "steps": 50},
        says="The arguments that may be left out are {got}, expected {want}. Leave the first line as it was given.",
    )

with expect.test("the state of a new optimizer"):
    model = answer.make("adam")
    find(model, 0.001, 1.0, 6)
    after = answer.state(model)
    expect.equal(after["steps"], 0, says="The optimizer counts {got} steps; before it was {want}. Its state has to be put back too: `optimizer.variables`.")
    left = [path for path, value in after["memory"].items() if path.endswith(("momentum", "velocity")) and np.any(value)]
    expect.true(not left, "Adam still remembers {count} gradients from your search. Put the whole of `optimizer.variables` back.", count=len(left))

with expect.test("the state of an optimizer in use"):
    model = answer.make("adam")
    answer.some_steps(model, X, y, 3)
    before = answer.state(model)
    find(model, 0.001, 1.0, 6)
    after = answer.state(model)
    expect.equal(after["steps"], 3, says="The optimizer had taken 3 steps before your search and counts {got} now. Put its variables back as they were, not to zero.")
    changed = [path for path, value in before["memory"].items() if not np.allclose(after["memory"][path], value)]
    expect.true(not changed, "{count} variables of the optimizer differ from before. Put each of them back as it was.", count=len(changed))
    expect.true(all(np.array_equal(one, other) for one, other in zip(before["weights"], after["weights"])), "The weights are not those from before.")
### END HIDDEN TESTS

# %% wrong="ch10-e10" because="fit, which cuts X into batches" says="took 24 steps"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, state = model.get_weights(), [np.array(v) for v in optimizer.variables]
    rates = np.geomspace(low, high, steps)
    losses = []
    for rate in rates:
        optimizer.learning_rate = float(rate)
        losses.append(model.fit(X, y, epochs=1, verbose=0).history["loss"][0])
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, state):
        variable.assign(value)
    return rates, np.array(losses)

# %% right="ch10-e10" because="a first step that only builds the optimizer, taken back"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    optimizer, memory = model.optimizer, {}
    optimizer.build(model.trainable_variables)
    before = model.get_weights()
    optimizer.save_own_variables(memory)
    rates = low * (high / low) ** (np.arange(steps) / max(steps - 1, 1))
    losses = np.full(steps, np.nan)
    try:
        model.train_on_batch(X[:1], y[:1])
        model.set_weights(before)
        optimizer.load_own_variables(memory)
        for i in range(steps):
            optimizer.learning_rate.assign(rates[i])
            model.reset_metrics()
            losses[i] = model.train_on_batch(X, y, return_dict=True)["loss"]
    finally:
        model.set_weights(before)
        optimizer.load_own_variables(memory)
        model.reset_metrics()
    return rates, losses

# %% right="ch10-e10" because="works on a copy of the model"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.compile_from_config(model.get_compile_config())
    factor = (high / low) ** (1 / (steps - 1))
    rates, losses = [low * factor**i for i in range(steps)], []
    for rate in rates:
        copy.optimizer.learning_rate.assign(rate)
        losses.append(copy.train_on_batch(X, y))
    return np.array(rates), np.array(losses)

# %% right="ch10-e10" because="fit with a callback"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    model.optimizer.build(model.trainable_variables)
    kept = [(v, v.numpy()) for v in model.optimizer.variables + model.variables]
    rates, losses = np.geomspace(low, high, steps), []

    class Climb(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.model.optimizer.learning_rate = float(rates[epoch])

        def on_epoch_end(self, epoch, logs=None):
            losses.append(logs["loss"])

    model.fit(X, y, epochs=steps, batch_size=len(X), shuffle=False, verbose=0, callbacks=[Climb()])
    for variable, value in kept:
        variable.assign(value)
    return rates, np.array(losses)

# %% wrong="ch10-e10" because="rates evenly spaced" says="grow by the same factor"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    return np.linspace(low, high, steps), np.zeros(steps)

# %% wrong="ch10-e10" because="leaves the model where the search ended" says="The weights are not those from before"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        model.optimizer.learning_rate = rate
        losses.append(float(model.train_on_batch(X, y)))
    return rates, np.array(losses)

# %% wrong="ch10-e10" because="puts back weights only" says="The learning rate is now"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    weights = model.get_weights()
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        model.optimizer.learning_rate = rate
        losses.append(float(model.train_on_batch(X, y)))
    model.set_weights(weights)
    return rates, np.array(losses)

# %% wrong="ch10-e10" because="puts back weights and rate only" says="The optimizer counts 6 steps"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    weights, rate_before = model.get_weights(), float(model.optimizer.learning_rate)
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        model.optimizer.learning_rate = rate
        losses.append(float(model.train_on_batch(X, y)))
    model.set_weights(weights)
    model.optimizer.learning_rate = rate_before
    return rates, np.array(losses)

# %% wrong="ch10-e10" because="a new optimizer instead of the old state" says="counts 0 now"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    weights, config = model.get_weights(), model.optimizer.get_config()
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        model.optimizer.learning_rate = rate
        losses.append(float(model.train_on_batch(X, y)))
    model.set_weights(weights)
    model.compile(loss=model.loss, optimizer=type(model.optimizer).from_config(config))
    return rates, np.array(losses)

# %% wrong="ch10-e10" because="starts anew at each rate" says="one step on all of X at each rate"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights = model.get_weights()
    state = [variable.numpy() for variable in optimizer.variables]
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        optimizer.learning_rate = rate
        model.train_on_batch(X, y)
        losses.append(float(model.test_on_batch(X, y)))
        model.set_weights(weights)
    for variable, value in zip(optimizer.variables, state):
        variable.assign(value)
    return rates, np.array(losses)

# %% wrong="ch10-e10" because="notes the loss after the step" says="those after each step"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights = model.get_weights()
    state = [variable.numpy() for variable in optimizer.variables]
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        optimizer.learning_rate = rate
        model.train_on_batch(X, y)
        losses.append(float(model.test_on_batch(X, y)))
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, state):
        variable.assign(value)
    return rates, np.array(losses)

# %% right="ch10-e10" because="a tape and the optimizer's own step"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    model.optimizer.build(model.trainable_variables)
    everything = [*model.optimizer.variables, *model.variables]
    before = [np.array(variable) for variable in everything]
    rates, losses = low * (high / low) ** (np.arange(steps) / (steps - 1)), np.empty(steps)
    for i, rate in enumerate(rates):
        model.optimizer.learning_rate = float(rate)
        with tf.GradientTape() as tape:
            loss = model.compute_loss(X, y, model(X, training=True))
        model.optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        losses[i] = float(loss)
    for variable, value in zip(everything, before):
        variable.assign(value)
    return rates, losses

# %% wrong="ch10-e10" because="notes the optimizer's state before there is any" says="Adam still remembers"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    weights = model.get_weights()
    state = [variable.numpy() for variable in model.optimizer.variables]
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        model.optimizer.learning_rate = rate
        losses.append(float(model.train_on_batch(X, y)))
    model.set_weights(weights)
    for variable, value in zip(model.optimizer.variables, state):
        variable.assign(value)
    return rates, np.array(losses)

# %% wrong="ch10-e10" because="many small steps at each rate" says="took 48 steps"
def lr_finder(model, X, y, low=1e-4, high=10.0, steps=50):
    model.optimizer.build(model.trainable_variables)
    kept = [(variable, variable.numpy()) for variable in [*model.optimizer.variables, *model.variables]]
    rates, losses = np.geomspace(low, high, steps), []
    for rate in rates:
        model.optimizer.learning_rate = float(rate)
        losses.append(model.fit(X, y, epochs=1, batch_size=16, shuffle=False, verbose=0).history["loss"][0])
    for variable, value in kept:
        variable.assign(value)
    return rates, np.array(losses)

# %% [markdown] exercise="ch10-e11" title="Random search" kind="F" level=2 minutes=20 after="§11" skills=["Tuning a network"] topics=["S-05-II.2"]
# Write `random_search(build, space, train, valid, n, rng)`, which returns `(best, log)`.
#
# - `space` is a dict of lists, such as `{"units": [10, 30, 100], "rate": [0.001, 0.01]}`. Draw `n` **different** configurations, one value
#   from each list, with `rng` (a NumPy generator) and nothing else; each configuration must be able to come up, whatever came before it.
#   `n` is never larger than the number of configurations.
# - For each, `build(**configuration)` gives a new model, which has `fit(X, y)` and, as in Keras, a `predict(X)` of shape (m, 1).
# - `train` and `valid` are pairs (X, y) with y of shape (m,). Fit on `train`; the score is the mean squared error on `valid`.
# - `log` is a list of dicts `{"config": …, "score": …}` in the order of trying, `best` the configuration with the lowest score.

# %% [markdown] hint="ch10-e11"
# Two questions before you write: which rows may decide between configurations? And what shape has `y − predict(X)`?

# %% [markdown] hint="ch10-e11"
# `itertools.product(*space.values())` lists every configuration; `rng.choice(len(every), size=n, replace=False)` draws without
# repeating. A prediction of shape (m, 1) minus a y of shape (m,) is an m × m table: take `[:, 0]` first.

# %% [markdown] hint="ch10-e11"
# ```python
# every = [dict(zip(space, values)) for values in itertools.product(*space.values())]
# log = []
# for i in rng.choice(..., size=..., replace=...):
#     model = build(**every[i])
#     model.fit(*...)
#     error = model.predict(...)[:, 0] - ...
#     log.append({"config": ..., "score": ...})
# best = min(log, key=lambda entry: ...)
# return best["config"], log
# ```

# %% answer="ch10-e11" needs=[]
def random_search(build, space, train, valid, n, rng):
    """Try n different configurations of `space`; returns (best configuration, log)."""
    ### BEGIN SOLUTION
    import itertools

    every = [dict(zip(space, values)) for values in itertools.product(*space.values())]
    log = []
    for i in rng.choice(len(every), size=n, replace=False):
        model = build(**every[i])
        model.fit(*train)
        error = model.predict(valid[0])[:, 0] - valid[1]
        log.append({"config": every[i], "score": float(np.mean(error**2))})
    return min(log, key=lambda entry: entry["score"])["config"], log
    ### END SOLUTION

# %% tests="ch10-e11" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np


class Lab:
    '''Builds models whose predictions are known, and notes what is done with them.'''

    def __init__(self):
        self.built, self.fitted, self.predicted = [], [], []

    def build(self, **config):
        self.built.append(config)
        return Line(self, config)

    def seen(self):
        return {"built": self.built, "fitted": self.fitted, "predicted": self.predicted}


class Line:
    def __init__(self, lab, config):
        self.lab, self.config = lab, config

    def fit(self, X, y, **options):
        self.lab.fitted.append((np.array(X), np.array(y)))
        return self

    def predict(self, X, **options):
        self.lab.predicted.append(np.array(X))
        return self.config["slope"] * np.asarray(X)[:, :1] + self.config["shift"]


def generator(seed):
    return np.random.default_rng(seed)


def global_draw():
    return float(np.random.random_sample())


def seed_global():
    np.random.seed(0)
""")

SPACE = {"slope": [0.0, 1.0, 2.0, 3.0], "shift": [-1.0, 0.0, 1.0]}
RNG = np.random.default_rng(4)
TRAIN_X, VALID_X = RNG.normal(size=(12, 2)), RNG.normal(size=(9, 2))
#: On the training rows slope 3 and shift 1 are right, on the validation rows slope 1 and shift 0.
TRAIN = (TRAIN_X, 3 * TRAIN_X[:, 0] + 1)
VALID = (VALID_X, VALID_X[:, 0])


def score(config, data=VALID):
    return float(np.mean((config["slope"] * data[0][:, 0] + config["shift"] - data[1]) ** 2))


def search(n, seed=0, space=SPACE):
    lab = answer.Lab()
    found = answer.random_search(lab.build, space, TRAIN, VALID, n, answer.generator(seed))
    expect.true(isinstance(found, (tuple, list)) and len(found) == 2, "Expected a pair (best, log), got {got}.", got=found)
    best, log = found
    expect.true(
        isinstance(log, list) and all(isinstance(entry, dict) and {"config", "score"} <= entry.keys() for entry in log),
        "`log` must be a list of dicts with the keys config and score.",
    )
    return best, log, lab.seen()


with expect.test("n models, built from the space"):
    _, log, seen = search(4)
    expect.equal(len(seen["built"]), 4, says="With n=4, {got} models were built, expected {want}.")
    expect.equal(len(log), 4, says="With n=4 the log has {got} entries, expected {want}: one a configuration.")
    for config in seen["built"]:
        expect.true(
            set(config) == set(SPACE) and all(config[name] in SPACE[name] for name in SPACE),
            "A model was built with {config}; every name of the space needs one of its values.",
            config=config,
        )

with expect.test("fitted on train, scored on valid"):
    _, log, seen = search(4)
    expect.true(len(seen["fitted"]) == 4 and all(np.array_equal(X, TRAIN[0]) for X, _ in seen["fitted"]), "Each model must be fitted once, on the training rows and no others.")
    for entry in log:
        want = score(entry["config"])
        table = 1.0 * entry["config"]["slope"] * VALID_X[:, :1] + entry["config"]["shift"] - VALID[1]
        expect.close(
            entry["score"],
            want,
            says="For {config} the score is {got}, expected the mean squared error on valid, {want}.",
            mistakes=[
                (score(entry["config"], TRAIN), "For {config} the score {got} is the error on the training rows, which every model has seen. Score on valid."),
                (float(np.mean(table**2)), "For {config} the score {got} is the mean of a 9 × 9 table: (9, 1) minus (9,). Take `predict(X)[:, 0]`."),
                (np.sqrt(want), "For {config} the score {got} is a root; asked is the mean squared error itself."),
            ],
            config=entry["config"],
        )

### BEGIN HIDDEN TESTS
with expect.test("best has the lowest score"):
    for seed in range(3):
        best, log, _ = search(5, seed)
        scores = [score(entry["config"]) for entry in log]
        want = log[int(np.argmin(scores))]["config"]
        expect.equal(
            best,
            want,
            says="`best` is {got}, but {want} has the lowest score in the log.",
            mistakes=[
                (log[int(np.argmax(scores))]["config"], "`best` is {got}, which has the highest score. An error is better when it is lower."),
                (log[-1]["config"], "`best` is {got}, the last one tried, not the one with the lowest score."),
            ],
        )

with expect.test("the log is in the order of trying"):
    _, log, seen = search(5, 2)
    expect.equal([entry["config"] for entry in log], seen["built"], says="The log's configurations are not in the order in which models were built.")

with expect.test("no configuration twice"):
    for seed in range(4):
        _, _, seen = search(12, seed)
        different = len({tuple(sorted(config.items())) for config in seen["built"]})
        expect.equal(different, 12, says="Of 12 draws from 12 configurations only {got} were different. Draw without replacement.")
    # equal lengths: lists that are walked through side by side meet only 4 of the 16 pairs
    square = {"slope": [0.0, 1.0, 2.0, 3.0], "shift": [-1.0, 0.0, 1.0, 2.0]}
    _, _, seen = search(16, 1, square)
    different = len({tuple(sorted(config.items())) for config in seen["built"]})
    expect.equal(different, 16, says="With two lists of 4 values there are 16 configurations, but 16 draws gave only {got} different ones. Draw from all pairs, without replacement.")

with expect.test("two configurations may share a value"):
    square = {"slope": [0.0, 1.0, 2.0, 3.0], "shift": [-1.0, 0.0, 1.0, 2.0]}
    shared = 0
    for seed in range(12):
        _, _, seen = search(2, seed, square)
        first, second = seen["built"]
        shared += any(first[name] == second[name] for name in square)
    expect.true(shared > 0, "In 12 searches with n=2 the second configuration never had a value of the first. Drawn freely it does in 2 of 5. Draw configurations, not each list by itself without replacement.")

with expect.test("the generator decides, and nothing else"):
    first, again, other = (search(6, seed)[2]["built"] for seed in (1, 1, 2))
    expect.equal(again, first, says="Two generators with the same seed gave different configurations. Draw with `rng` alone.")
    expect.true(other != first, "Generators with different seeds gave the same configurations in the same order. Draw with `rng`.")

with expect.test("every value has its chance"):
    met = {name: set() for name in SPACE}
    for seed in range(12):
        for config in search(3, seed)[2]["built"]:
            for name, value in config.items():
                met[name].add(value)
    expect.true(met == {name: set(values) for name, values in SPACE.items()}, "In 36 draws some values of the space never came up. Draw from all configurations.")
### END HIDDEN TESTS

# %% right="ch10-e11" because="draws each value, and again where it has been tried"
def random_search(build, space, train, valid, n, rng):
    X, y = valid
    log, tried = [], []
    while len(log) < n:
        config = {name: values[rng.integers(len(values))] for name, values in space.items()}
        if config in tried:
            continue
        tried.append(config)
        model = build(**config)
        model.fit(train[0], train[1])
        log.append(dict(config=config, score=np.mean(np.square(y - model.predict(X).ravel()))))
    order = np.argsort([entry["score"] for entry in log])
    return log[order[0]]["config"], log

# %% right="ch10-e11" because="shuffles a list of all, scikit-learn's metric"
def random_search(build, space, train, valid, n, rng):
    from sklearn.metrics import mean_squared_error
    from sklearn.model_selection import ParameterGrid

    every = list(ParameterGrid(space))
    log, best, lowest = [], None, np.inf
    for i in rng.permutation(len(every))[:n]:
        model = build(**every[i])
        model.fit(*train, verbose=0)
        score = mean_squared_error(valid[1], model.predict(valid[0], verbose=0))
        log.append({"config": every[i], "score": score})
        if score < lowest:
            lowest, best = score, every[i]
    return best, log

# %% wrong="ch10-e11" because="scores on train" says="which every model has seen"
def random_search(build, space, train, valid, n, rng):
    import itertools

    every = [dict(zip(space, values)) for values in itertools.product(*space.values())]
    log = []
    for i in rng.choice(len(every), size=n, replace=False):
        model = build(**every[i])
        model.fit(*train)
        log.append({"config": every[i], "score": float(np.mean((model.predict(train[0])[:, 0] - train[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="(m, 1) minus (m,)" says="9 × 9 table"
def random_search(build, space, train, valid, n, rng):
    import itertools

    every = [dict(zip(space, values)) for values in itertools.product(*space.values())]
    log = []
    for i in rng.choice(len(every), size=n, replace=False):
        model = build(**every[i])
        model.fit(*train)
        log.append({"config": every[i], "score": float(np.mean((model.predict(valid[0]) - valid[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="fits on everything" says="on the training rows and no others"
def random_search(build, space, train, valid, n, rng):
    import itertools

    every = [dict(zip(space, values)) for values in itertools.product(*space.values())]
    log = []
    for i in rng.choice(len(every), size=n, replace=False):
        model = build(**every[i])
        model.fit(np.r_[train[0], valid[0]], np.r_[train[1], valid[1]])
        log.append({"config": every[i], "score": float(np.mean((model.predict(valid[0])[:, 0] - valid[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="takes the highest score" says="better when it is lower"
def random_search(build, space, train, valid, n, rng):
    import itertools

    every = [dict(zip(space, values)) for values in itertools.product(*space.values())]
    log = []
    for i in rng.choice(len(every), size=n, replace=False):
        model = build(**every[i])
        model.fit(*train)
        log.append({"config": every[i], "score": float(np.mean((model.predict(valid[0])[:, 0] - valid[1]) ** 2))})
    return max(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="draws with replacement" says="without replacement"
def random_search(build, space, train, valid, n, rng):
    log = []
    for _ in range(n):
        config = {name: values[rng.integers(len(values))] for name, values in space.items()}
        model = build(**config)
        model.fit(*train)
        log.append({"config": config, "score": float(np.mean((model.predict(valid[0])[:, 0] - valid[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="the first n of a grid" says="Draw with `rng`"
def random_search(build, space, train, valid, n, rng):
    import itertools

    log = []
    for values in list(itertools.product(*space.values()))[:n]:
        config = dict(zip(space, values))
        model = build(**config)
        model.fit(*train)
        log.append({"config": config, "score": float(np.mean((model.predict(valid[0])[:, 0] - valid[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="draws with the global generator" says="Draw with `rng` alone"
def random_search(build, space, train, valid, n, rng):
    import itertools
    import random

    every = [dict(zip(space, values)) for values in itertools.product(*space.values())]
    log = []
    for config in random.sample(every, n):
        model = build(**config)
        model.fit(*train)
        log.append({"config": config, "score": float(np.mean((model.predict(valid[0])[:, 0] - valid[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="walks through shuffled lists side by side" says="16 draws gave only"
def random_search(build, space, train, valid, n, rng):
    shuffled = {name: rng.permutation(len(values)) for name, values in space.items()}
    log = []
    for k in range(n):
        config = {name: values[shuffled[name][k % len(values)]] for name, values in space.items()}
        model = build(**config)
        model.fit(*train)
        log.append({"config": config, "score": float(np.mean((model.predict(valid[0])[:, 0] - valid[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% wrong="ch10-e11" because="each list by itself without replacement" says="never had a value of the first"
def random_search(build, space, train, valid, n, rng):
    import itertools

    every = list(itertools.product(*space.values()))
    if n <= min(map(len, space.values())):
        picked = list(zip(*(rng.permutation(values)[:n].tolist() for values in space.values())))
    else:
        picked = [every[i] for i in rng.permutation(len(every))[:n]]
    log = []
    for values in picked:
        config = dict(zip(space, values))
        model = build(**config)
        model.fit(*train)
        log.append({"config": config, "score": float(np.mean((model.predict(valid[0])[:, 0] - valid[1]) ** 2))})
    return min(log, key=lambda entry: entry["score"])["config"], log

# %% right="ch10-e11" because="numbers of configurations, unravelled"
def random_search(build, space, train, valid, n, rng):
    shape = [len(values) for values in space.values()]
    log = []
    for number in rng.permutation(int(np.prod(shape)))[:n]:
        config = {name: values[i] for (name, values), i in zip(space.items(), np.unravel_index(number, shape))}
        model = build(**config)
        model.fit(train[0], train[1])
        log.append({"config": config, "score": float(np.square(np.squeeze(model.predict(valid[0])) - valid[1]).mean())})
    return sorted(log, key=lambda entry: entry["score"])[0]["config"], log

# %% [markdown] exercise="ch10-e15" title="Would you ship the forest?" kind="X" level=1 minutes=8 core=true after="§12" trains=true skills=["Tuning a network"] topics=["S-05-not-hastily", "S-05-II.1"]
# Write `compare(X, y, X_valid, y_valid)`: fit a `RandomForestRegressor` and a Keras network on `X`, `y` (1,000 rows of the house-price table, 8
# columns with very different scales, y in 100,000 dollars) and compare them. Return a dict:
#
# - `forest`, `net`: the two **fitted** models. The forest learns from all rows of `X`, `y`; the network may set some of these aside to
#   decide when to stop. Nothing of `X_valid`, `y_valid` enters a fit, the scaling, or the decision when to stop.
# - The network takes the columns as they come and scales them itself.
# - `forest_rmse`, `net_rmse`: root mean squared errors on `X_valid`, `y_valid`. On the houses each is at most 0.8 times that of answering
#   the mean of `y` every time.
# - `ship`: `"forest"` or `"net"`, whichever has the lower of these two errors.
#
# The check recomputes your numbers, and calls the function a second time, with a table of another kind and the same size. Training is
# to take a few seconds: 25 epochs are enough.

# %% [markdown] hint="ch10-e15"
# A forest with deep trees makes small errors on the rows that it was fitted on. Which rows can tell you what it is worth?

# %% [markdown] hint="ch10-e15"
# RMSE = √mean((y − guess)²). `net.predict` returns shape (m, 1), so take `[:, 0]`. A `Normalization` layer, adapted on `X`, and 25 epochs
# with Adam at 0.02 are enough for the network.

# %% [markdown] hint="ch10-e15"
# ```python
# forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(..., ...)
# scale = keras.layers.Normalization()
# scale.adapt(...)
# net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(30, activation="relu"), keras.layers.Dense(1)])
# net.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.02))
# net.fit(..., ..., epochs=25, batch_size=100, verbose=0)
# forest_rmse = np.sqrt(np.mean((forest.predict(...) - y_valid) ** 2))
# net_rmse = ...
# return {"forest": forest, "net": net, "forest_rmse": ..., "net_rmse": ..., "ship": ...}
# ```

# %% answer="ch10-e15" needs=[]
def compare(X, y, X_valid, y_valid):
    """A forest and a network on the same rows: both fitted, their RMSEs on the validation rows, and which to ship."""
    ### BEGIN SOLUTION
    forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.02))
    net.fit(X, y, epochs=25, batch_size=100, verbose=0)

    def rmse(guess):
        return float(np.sqrt(np.mean((guess - y_valid) ** 2)))

    forest_rmse, net_rmse = rmse(forest.predict(X_valid)), rmse(net.predict(X_valid, verbose=0)[:, 0])
    return {
        "forest": forest,
        "net": net,
        "forest_rmse": forest_rmse,
        "net_rmse": net_rmse,
        "ship": "forest" if forest_rmse < net_rmse else "net",
    }
    ### END SOLUTION

# %% tests="ch10-e15" points=1
import numpy as np
import pandas

from jupyterlab_homl.toolkit import answer, datasets, expect

answer.define("""
import keras
import numpy as np


def guess(model, X):
    options = {"verbose": 0} if isinstance(model, keras.Model) else {}
    return np.asarray(model.predict(X, **options), dtype=float).ravel()


def rows_of(forest):
    '''How many rows its first tree was grown from; None where the forest was told to draw fewer.'''
    if forest.max_samples is not None:
        return None
    return float(forest.estimators_[0].tree_.weighted_n_node_samples[0])


def run(compare, X, y, X_valid, y_valid):
    '''What `compare` returns, and how many validation rows it showed to each fit.'''
    own = {row.tobytes() for row in np.asarray(X, "float32")}
    kept = {row.tobytes() for row in np.asarray(X_valid, "float32")} - own
    shown = {"fit": 0, "validation_data": 0, "adapt": 0}

    def look(what, rows):
        if isinstance(rows, np.ndarray) and rows.ndim == 2:
            shown[what] += sum(row.tobytes() in kept for row in rows.astype("float32"))

    fit, adapt = keras.Model.fit, keras.layers.Normalization.adapt

    def spy_fit(self, x=None, *args, validation_data=None, **options):
        look("fit", x)
        if validation_data is not None:
            look("validation_data", validation_data[0] if isinstance(validation_data, (tuple, list)) else None)
        return fit(self, x, *args, validation_data=validation_data, **options)

    def spy_adapt(self, data, *args, **options):
        look("adapt", data)
        return adapt(self, data, *args, **options)

    keras.utils.set_random_seed(42)
    keras.Model.fit, keras.layers.Normalization.adapt = spy_fit, spy_adapt
    try:
        return {"found": compare(X, y, X_valid, y_valid), "shown": shown}
    finally:
        keras.Model.fit, keras.layers.Normalization.adapt = fit, adapt
""")

FOUND = {}


def houses():
    table = datasets.load("housing", rows=1500, seed=11).dropna()
    X = table.drop(columns=["median_house_value", "ocean_proximity"]).to_numpy()
    y = table["median_house_value"].to_numpy() / 100_000
    return X[:1000], y[:1000], X[1000:], y[1000:]


def lines():
    """Columns that add up, and validation rows far outside that add up to three times as much.

    Trees cannot follow there, so the network ships; and whoever learns from the validation rows, or scales by them, cannot fit
    the training rows any more.
    """
    rng = np.random.default_rng(2)
    X = rng.normal(size=(1500, 8))
    y = X @ np.array([1.0, -1.0, 0.8, 0.5, -0.6, 0.9, -0.7, 0.4])
    return X[:1000], y[:1000] + rng.normal(0, 0.1, 1000), 1e4 * X[1000:], 3e4 * y[1000:]


def result(make):
    if make not in FOUND:
        data = make()
        both = answer.run(answer.compare, *data)
        found = both["found"]
        wanted = {"forest", "net", "forest_rmse", "net_rmse", "ship"}
        expect.true(isinstance(found, dict) and wanted <= set(found), "Expected a dict with forest, net, forest_rmse, net_rmse and ship, got {got}.", got=sorted(found) if isinstance(found, dict) else found)
        FOUND[make] = found, data, both["shown"]
    return FOUND[make]


def rmse(model, X, y):
    own = expect.call(answer.guess, model, X, says="One of your models cannot predict ({error}: {message}). Return both fitted.")
    return float(np.sqrt(np.mean((np.asarray(own) - y) ** 2)))


def check_numbers(make):
    found, (X, y, X_valid, y_valid), _ = result(make)
    for name in ("forest", "net"):
        want = rmse(found[name], X_valid, y_valid)
        own = np.asarray(answer.guess(found[name], X_valid))
        got = found[f"{name}_rmse"]
        if name == "net" and isinstance(got, float) and want > 10 * got > 0:
            expect.fail("net_rmse is {got}, but fed X_valid as it comes your net is off by {want}: it expects columns that somebody else has scaled. The scaling belongs inside the net.", got=got, want=want)
        expect.close(
            got,
            want,
            rtol=0.01,
            says="{name}_rmse is {got}; recomputed on the validation rows it is {want}.",
            mistakes=[
                (rmse(found[name], X, y), "{name}_rmse is {got}, the error on the rows it was fitted on; on the validation rows it is {want}. Only rows that it has not seen can speak."),
                (want**2, "{name}_rmse is {got}, the mean squared error. Take the root, {want}."),
                (float(np.sqrt(np.mean((own[:, None] - y_valid) ** 2))), "{name}_rmse is {got}, from an m × m table: predict gives (m, 1), y is (m,). Take `[:, 0]`; then it is {want}."),
            ],
            name=name,
        )


def check_label(make):
    found, _, _ = result(make)
    better = "forest" if found["forest_rmse"] < found["net_rmse"] else "net"
    expect.equal(
        found["ship"],
        better,
        says="The forest's error is {forest}, the network's {net}, and you ship {got}. Let the lower error decide; it can go the other way on other data.",
        forest=found["forest_rmse"],
        net=found["net_rmse"],
    )


with expect.test("a forest and a network"):
    found, _, _ = result(houses)
    expect.instance(found["forest"], "RandomForestRegressor", says="`forest` is {got}, expected a {want}.")
    expect.instance(found["net"], "Model", says="`net` is {got}, expected a Keras model.")

with expect.test("the numbers, recomputed"):
    check_numbers(houses)

with expect.test("both beat a constant", after="the numbers, recomputed"):
    found, (_, y, _, y_valid), _ = result(houses)
    constant = float(np.sqrt(np.mean((y_valid - y.mean()) ** 2)))
    for name in ("forest", "net"):
        expect.at_most(
            found[f"{name}_rmse"],
            0.8 * constant,
            says="{name}_rmse is {got}; answering the mean every time has {constant}. Usually the columns are not scaled inside the network, or it was trained for too short a time.",
            name=name,
            constant=constant,
        )

with expect.test("the label follows the numbers", after="the numbers, recomputed"):
    check_label(houses)

### BEGIN HIDDEN TESTS
with expect.test("fitted on X and y, and on nothing else"):
    found, (X, _, X_valid, _), shown = result(houses)
    for what, words in {
        "fit": "`fit` of the network was given {count} validation rows. Rows that decide between the two must not be learned from: `net.fit(X, y, …)`.",
        "adapt": "`adapt` was given {count} validation rows: the scaling has looked at what should decide. `adapt(X)`.",
        "validation_data": "`fit` was given {count} validation rows as `validation_data`: they decided when to stop, so they are no longer unseen. Split some rows off X instead, for example by `validation_split`.",
    }.items():
        expect.equal(shown[what], 0, says=words, count=shown[what])
    rows = answer.rows_of(found["forest"])
    if rows is not None and abs(rows - len(X) - len(X_valid)) < 1:
        expect.fail("The forest was fitted on {rows} rows; X has {own}, so the validation rows are among them. Fit it on X and y alone.", rows=int(rows), own=len(X))
    expect.true(rows is None or abs(rows - len(X)) < 1, "The forest was fitted on {rows} rows; X has {own}. Give it all of them.", rows=int(rows or 0), own=len(X))

with expect.test("the numbers, on other data"):
    check_numbers(lines)

with expect.test("the label, on other data", after="the numbers, on other data"):
    check_label(lines)

with expect.test("validation rows leave no trace in the network"):
    found, (X, y, _, _), _ = result(lines)
    off, spread = rmse(found["net"], X, y), float(np.std(y))
    expect.at_most(
        off,
        0.65 * spread,
        says="In the other table the validation rows lie far outside. There the network is off by {got} on its own training rows, whose spread is {spread}. Either something of the validation rows enters its training or its scaling, or it is trained for too short a time.",
        spread=spread,
    )
### END HIDDEN TESTS

# %% [markdown] equivalent="ch10-e15"
# net.fit(X, y, epochs=25, batch_size=100, verbose=0)  →  net.fit(X, y, epochs=26, batch_size=100, verbose=0)
# net.fit(X, y, epochs=25, batch_size=100, verbose=0)  →  net.fit(X, y, epochs=25, batch_size=101, verbose=0)
# net.fit(X, y, epochs=25, batch_size=100, verbose=0)  →  net.fit(X, y, epochs=25, batch_size=100, verbose=1)
# net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(40, activation='relu'), keras.layers.Dense(1)])  →  net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(41, activation='relu'), keras.layers.Dense(1)])
# forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)  →  forest = RandomForestRegressor(n_estimators=51, random_state=42).fit(X, y)
# forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)  →  forest = RandomForestRegressor(n_estimators=50, random_state=43).fit(X, y)
# forest_rmse, net_rmse = (rmse(forest.predict(X_valid)), rmse(net.predict(X_valid, verbose=0)[:, 0]))  →  forest_rmse, net_rmse = (rmse(forest.predict(X_valid)), rmse(net.predict(X_valid, verbose=1)[:, 0]))

# %% right="ch10-e15" because="early stopping on a part of X, scikit-learn's metric"
def compare(X, y, X_valid, y_valid):
    from sklearn.metrics import root_mean_squared_error

    models = {"forest": RandomForestRegressor(30, min_samples_leaf=2, n_jobs=1)}
    models["net"] = keras.Sequential(
        [keras.Input((8,)), keras.layers.Normalization(mean=X.mean(0), variance=X.var(0)), keras.layers.Dense(64, "elu"), keras.layers.Dense(1)]
    )
    models["net"].compile("nadam", "mae")
    models["forest"].fit(X, y)
    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    models["net"].fit(X, y, epochs=40, validation_split=0.1, callbacks=[stop], verbose=0)
    errors = {
        "forest_rmse": root_mean_squared_error(y_valid, models["forest"].predict(X_valid)),
        "net_rmse": root_mean_squared_error(y_valid, models["net"].predict(X_valid, verbose=0)),
    }
    return {**models, **errors, "ship": min(errors, key=errors.get).removesuffix("_rmse")}

# %% right="ch10-e15" because="two hidden layers"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(n_estimators=80, max_features=0.5)
    forest.fit(X, y)
    inputs = keras.Input((X.shape[1],))
    x = keras.layers.BatchNormalization()(inputs)
    for _ in range(2):
        x = keras.layers.Dense(30, activation="relu")(x)
    net = keras.Model(inputs, keras.layers.Dense(1)(x))
    net.compile(keras.optimizers.Adam(0.005), "mse")
    net.fit(X, y, epochs=40, batch_size=32, verbose=0)
    a = np.sqrt(np.mean((y_valid - forest.predict(X_valid)) ** 2))
    b = np.sqrt(np.mean((y_valid[:, None] - net.predict(X_valid, verbose=0)) ** 2))
    return dict(forest=forest, net=net, forest_rmse=a, net_rmse=b, ship=["forest", "net"][int(b < a)])

# %% wrong="ch10-e15" because="compares on the training rows" says="the rows it was fitted on"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.02))
    net.fit(X, y, epochs=25, batch_size=100, verbose=0)
    a = float(np.sqrt(np.mean((forest.predict(X) - y) ** 2)))
    b = float(np.sqrt(np.mean((net.predict(X, verbose=0)[:, 0] - y) ** 2)))
    return {"forest": forest, "net": net, "forest_rmse": a, "net_rmse": b, "ship": "forest" if a < b else "net"}

# %% wrong="ch10-e15" because="(m, 1) minus (m,)" says="m × m table"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.02))
    net.fit(X, y, epochs=25, batch_size=100, verbose=0)
    a = float(np.sqrt(np.mean((forest.predict(X_valid) - y_valid) ** 2)))
    b = float(np.sqrt(np.mean((net.predict(X_valid, verbose=0) - y_valid) ** 2)))
    return {"forest": forest, "net": net, "forest_rmse": a, "net_rmse": b, "ship": "forest" if a < b else "net"}

# %% wrong="ch10-e15" because="the forest always, whatever the numbers" says="Let the lower error decide"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.02))
    net.fit(X, y, epochs=25, batch_size=100, verbose=0)
    a = float(np.sqrt(np.mean((forest.predict(X_valid) - y_valid) ** 2)))
    b = float(np.sqrt(np.mean((net.predict(X_valid, verbose=0)[:, 0] - y_valid) ** 2)))
    return {"forest": forest, "net": net, "forest_rmse": a, "net_rmse": b, "ship": "forest"}

# %% wrong="ch10-e15" because="columns not scaled" says="not scaled inside the network"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)
    net = keras.Sequential([keras.Input(X.shape[1:]), keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.02))
    net.fit(X, y, epochs=25, batch_size=100, verbose=0)
    a = float(np.sqrt(np.mean((forest.predict(X_valid) - y_valid) ** 2)))
    b = float(np.sqrt(np.mean((net.predict(X_valid, verbose=0)[:, 0] - y_valid) ** 2)))
    return {"forest": forest, "net": net, "forest_rmse": a, "net_rmse": b, "ship": "forest" if a < b else "net"}

# %% wrong="ch10-e15" because="mean squared errors" says="Take the root"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(n_estimators=50, random_state=42).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input(X.shape[1:]), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.02))
    net.fit(X, y, epochs=25, batch_size=100, verbose=0)
    a = float(np.mean((forest.predict(X_valid) - y_valid) ** 2))
    b = float(np.mean((net.predict(X_valid, verbose=0)[:, 0] - y_valid) ** 2))
    return {"forest": forest, "net": net, "forest_rmse": a, "net_rmse": b, "ship": "forest" if a < b else "net"}

# %% wrong="ch10-e15" because="adapts to the validation rows, too" says="the scaling has looked at"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(60, random_state=0).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(np.concatenate([X, X_valid]))
    net = keras.Sequential([keras.Input((X.shape[1],)), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    net.fit(X, y, epochs=20, batch_size=64, verbose=0)
    errors = [np.sqrt(np.mean((model - y_valid) ** 2)) for model in (forest.predict(X_valid), net.predict(X_valid, verbose=0)[:, 0])]
    ship = "forest" if errors[0] <= errors[1] else "net"
    return {"forest": forest, "net": net, "forest_rmse": errors[0], "net_rmse": errors[1], "ship": ship}

# %% wrong="ch10-e15" because="the network is fitted on all rows that there are" says="must not be learned from"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(60, random_state=0).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input((X.shape[1],)), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    net.fit(np.concatenate([X, X_valid]), np.concatenate([y, y_valid]), epochs=20, batch_size=64, verbose=0)
    errors = [np.sqrt(np.mean((model - y_valid) ** 2)) for model in (forest.predict(X_valid), net.predict(X_valid, verbose=0)[:, 0])]
    ship = "forest" if errors[0] <= errors[1] else "net"
    return {"forest": forest, "net": net, "forest_rmse": errors[0], "net_rmse": errors[1], "ship": ship}

# %% wrong="ch10-e15" because="the forest is fitted on all rows that there are" says="so the validation rows are among them"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(60).fit(np.concatenate([X, X_valid]), np.concatenate([y, y_valid]))
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input((X.shape[1],)), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    net.fit(X, y, epochs=20, batch_size=64, verbose=0)
    errors = [np.sqrt(np.mean((model - y_valid) ** 2)) for model in (forest.predict(X_valid), net.predict(X_valid, verbose=0)[:, 0])]
    ship = "forest" if errors[0] <= errors[1] else "net"
    return {"forest": forest, "net": net, "forest_rmse": errors[0], "net_rmse": errors[1], "ship": ship}

# %% wrong="ch10-e15" because="the forest sees half the rows" says="Give it all of them"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(60).fit(X[::2], y[::2])
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input((X.shape[1],)), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    net.fit(X, y, epochs=20, batch_size=64, verbose=0)
    errors = [np.sqrt(np.mean((model - y_valid) ** 2)) for model in (forest.predict(X_valid), net.predict(X_valid, verbose=0)[:, 0])]
    ship = "forest" if errors[0] <= errors[1] else "net"
    return {"forest": forest, "net": net, "forest_rmse": errors[0], "net_rmse": errors[1], "ship": ship}

# %% wrong="ch10-e15" because="validation rows decide when to stop" says="they decided when to stop"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(60, random_state=0).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input((X.shape[1],)), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    net.fit(X, y, epochs=30, batch_size=64, verbose=0, validation_data=(X_valid, y_valid), callbacks=[keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)])
    errors = [np.sqrt(np.mean((model - y_valid) ** 2)) for model in (forest.predict(X_valid), net.predict(X_valid, verbose=0)[:, 0])]
    ship = "forest" if errors[0] <= errors[1] else "net"
    return {"forest": forest, "net": net, "forest_rmse": errors[0], "net_rmse": errors[1], "ship": ship}

# %% wrong="ch10-e15" because="scaled outside of the network" says="expects columns that somebody else has scaled"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(60).fit(X, y)
    middle, spread = X.mean(axis=0), X.std(axis=0)
    net = keras.Sequential([keras.Input((X.shape[1],)), keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    net.fit((X - middle) / spread, y, epochs=20, batch_size=64, verbose=0)
    by_net = net.predict((X_valid - middle) / spread, verbose=0)[:, 0]
    a, b = (float(np.sqrt(np.mean((guess - y_valid) ** 2))) for guess in (forest.predict(X_valid), by_net))
    return {"forest": forest, "net": net, "forest_rmse": a, "net_rmse": b, "ship": "forest" if a < b else "net"}

# %% wrong="ch10-e15" because="learns from all rows through a tf.data pipeline" says="something of the validation rows enters its training"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(60).fit(X, y)
    scale = keras.layers.Normalization(mean=X.mean(axis=0), variance=X.var(axis=0))
    net = keras.Sequential([keras.Input((X.shape[1],)), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    rows = tf.data.Dataset.from_tensor_slices((np.r_[X, X_valid], np.r_[y, y_valid])).shuffle(3000, seed=1).batch(64)
    net.fit(rows, epochs=20, verbose=0)
    a, b = (float(np.sqrt(np.mean((guess - y_valid) ** 2))) for guess in (forest.predict(X_valid), net.predict(X_valid, verbose=0)[:, 0]))
    return {"forest": forest, "net": net, "forest_rmse": a, "net_rmse": b, "ship": "forest" if a < b else "net"}

# %% right="ch10-e15" because="a wrapper of the library, and SGD"
def compare(X, y, X_valid, y_valid):
    forest = RandomForestRegressor(100, max_samples=0.8, n_jobs=1).fit(X, y)
    scale = keras.layers.Normalization()
    scale.adapt(X)
    net = keras.Sequential([keras.Input((X.shape[1],)), scale, keras.layers.Dense(40, activation="relu"), keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    net.fit(X, y, epochs=25, batch_size=32, verbose=0, validation_split=0.1)
    errors = [np.sqrt(np.mean((model - y_valid) ** 2)) for model in (forest.predict(X_valid), net.predict(X_valid, verbose=0)[:, 0])]
    ship = "forest" if errors[0] <= errors[1] else "net"
    return {"forest": forest, "net": net, "forest_rmse": errors[0], "net_rmse": errors[1], "ship": ship}

# %% [markdown] exercise="ch10-e13" title="When is a forest the better choice?" kind="S" level=1 minutes=10 after="§12" skills=["Tuning a network"] topics=["S-05-not-hastily", "S-05-II.1"]
# A colleague wants to replace the forest that prices houses by a neural network, "because networks are better". In 60 to 120 words, with
# numbers from your exercise on forest and network: when would you agree, and when not? Say what you would measure before deciding.

# %% [markdown] hint="ch10-e13"
# Which facts about the data, the task and the people who run the model would change your answer?

# %% [markdown] hint="ch10-e13"
# Write down for both models: error on rows that they have not seen, seconds to train, number of choices that you had to make, and what
# happens with a new column or with pictures.

# %% [markdown] hint="ch10-e13"
# "On … rows and … columns the forest has …, the network …, a difference of …, while training took … and …. I keep the forest as long as ….
# I would change if …. First I would measure ….".

# %% [markdown] answer="ch10-e13" manual=true points=1
### BEGIN SOLUTION
With 1,000 rows and 8 columns both models came out close together in my run: the difference in RMSE was about one per cent, much less than
between two designs of the network. The forest took no scaling, no learning rate and no epochs, and it was trained in well under a second. So I keep the
forest for small tables: it is cheap, hard to get wrong, and its errors are no worse.

I would agree to a network where inputs are pictures, sound or text, whose raw columns mean nothing alone; with far more rows; where one model
should have several inputs or outputs; or where it has to learn on from new data. Before deciding I would compare both, over several seeds, on
validation rows that neither has seen, and only then once on test rows.
### END SOLUTION

# %% [markdown] rubric="ch10-e13"
# One point for each; full marks from three:
#
# 1. Quotes own figures for both models, from rows that neither has seen.
# 2. Names at least two reasons for a forest that are about the case: small table, columns of different scales, little tuning, short training.
# 3. Names at least one case for a network: pictures, sound or text, very many rows, several inputs or outputs, learning on.
# 4. Says what to measure first: the same validation rows, several seeds, cost as well as error; not the training error.

# %% [markdown] exercise="ch10-e16" title="Exit quiz" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Perceptron and its limits", "Backpropagation", "Callbacks and TensorBoard", "Tuning a network"] topics=["S-05-II.2"]
# Six situations. Choose one answer to each; where you see code, put its letter where None stands.
#
# **q1** A network of three `Dense` layers without activations is trained on the four points of XOR. How many of them can it get right at
# most? — a) 4 · b) 3 · c) 2, as by guessing · d) it depends on the seed
#
# **q2** `y` has shape (500,), `p = model.predict(X)` has shape (500, 1). What is `np.mean((y - p) ** 2)`? — a) the mean squared error · b) an
# error about shapes · c) a mean over 250,000 differences · d) the mean squared error, in another order
#
# **q3** `val_loss` falls until epoch 6 and rises from then on. Training ran with `EarlyStopping(patience=3)` and nothing else. The model now
# has the weights of epoch … — a) 6 · b) 20, the last that was asked for · c) 3 · d) 9
#
# **q4** A learning-rate search: the loss is flat up to 0.001, falls steeply from there, is lowest at 0.1 and explodes at 0.3. With which rate
# do you begin? — a) 0.02 · b) 0.1 · c) 0.0001 · d) 0.3
#
# **q5** A tanh unit puts out 0.9999 for nearly every row. What does backpropagation do to the weights that lead to it? — a) moves them a lot,
# as its output is large · b) moves them as any others · c) hardly moves them · d) raises an error
#
# **q6** A classifier reaches 0.85 in the notebook, where pictures were divided by 255 before `fit`. In production, fed raw pictures, it is
# nearly always certain and often wrong. The best repair? — a) train it for longer · b) tell every user to divide by 255 · c) a smaller
# learning rate · d) the scaling as a layer of the model

# %% [markdown] hint="ch10-e16"
# For each: what do you see with two numbers on paper, or three lines of code, that the sentence does not tell?

# %% [markdown] hint="ch10-e16"
# q1: two matrices multiplied are one matrix. q2: try it with 3 rows and print the shape. q3: which argument of `EarlyStopping` puts
# weights back? q5: calculate 1 − 0.9999².

# %% [markdown] hint="ch10-e16"
# `answers = {"q1": "…", "q2": "…", "q3": "…", "q4": "…", "q5": "…", "q6": "…"}`, a letter from a to d each.

# %% answer="ch10-e16" needs=[]
answers = {"q1": None, "q2": None, "q3": None, "q4": None, "q5": None, "q6": None}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": "a", "q5": "c", "q6": "d"}
### END SOLUTION

# %% tests="ch10-e16" points=1
from jupyterlab_homl.toolkit import answer, expect

with expect.test("six answers"):
    answers = answer.answers
    for number in range(1, 7):
        expect.true(
            isinstance(answers, dict) and answers.get(f"q{number}") is not None,
            "{question} is still open. Choose one of its answers.",
            question=f"q{number}",
        )

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(
        answer.answers,
        "q1",
        "b",
        {
            "a": "Without an activation, three layers multiply out to one. What shape has the boundary of one layer?",
            "c": "A line can do better than that: draw the four points and try to cut off one of them.",
            "d": "No seed changes what a single line can separate. Draw the four points.",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "c",
        {
            "a": "Write down the shape of y − p, by the rules of broadcasting, before you take a mean.",
            "b": "NumPy finds a shape that fits both, which is the trap. Which shape?",
            "d": "Order is not the trouble: how many differences are there?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "d",
        {
            "a": "Epoch 6 was the best one. Which argument would have put its weights back, and was it given?",
            "b": "It was stopped early: count how long patience waited.",
            "c": "Patience counts epochs without improvement; it is not an epoch's number.",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "a",
        {
            "b": "There the loss has stopped falling: the next larger rate makes it rise, so a whole training is likely to jump about.",
            "c": "There the loss is flat: it would learn, but needlessly slowly.",
            "d": "There it explodes.",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "c",
        {
            "a": "Going back, the error is multiplied by tanh's slope at that place, not by its output. How steep is tanh there?",
            "b": "On the way back the error passes through tanh. How steep is it where the output is 0.9999?",
            "d": "Nothing is undefined here: calculate tanh's slope from its output.",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "d",
        {
            "a": "It works in the notebook. What is different about what it is fed?",
            "b": "It would work until somebody forgets. Where could it be kept so that nobody has to know?",
            "c": "It works in the notebook, so training is not the trouble. What is different about what it is fed?",
        },
    )
### END HIDDEN TESTS

# %% right="ch10-e16" because="capitals"
answers = dict(q1="B", q2="C", q3="D", q4="A", q5="C", q6="D")

# %% wrong="ch10-e16" because="layers without activations bend" says="multiply out to one"
answers = {"q1": "a", "q2": "c", "q3": "d", "q4": "a", "q5": "c", "q6": "d"}

# %% wrong="ch10-e16" because="shapes are taken to fit" says="rules of broadcasting"
answers = {"q1": "b", "q2": "a", "q3": "d", "q4": "a", "q5": "c", "q6": "d"}

# %% wrong="ch10-e16" because="early stopping is taken to restore" says="was it given"
answers = {"q1": "b", "q2": "c", "q3": "a", "q4": "a", "q5": "c", "q6": "d"}

# %% wrong="ch10-e16" because="the lowest point of the search" says="has stopped falling"
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": "b", "q5": "c", "q6": "d"}

# %% wrong="ch10-e16" because="one open" says="still open"
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": None, "q5": "c", "q6": "d"}
