# %% [markdown]
# # Exercises for chapter 10
#
# Each check runs the set-up cell and your answer in a clean process. Where a model is to be trained, you return the recipe (a compiled
# model) and the check trains it, so your own long trainings are never repeated.

# %% setup=true
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np

from jupyterlab_homl.toolkit import datasets

# %% [markdown] exercise="ch10-e01" title="The perceptron rule" kind="F" level=1 minutes=12 core=true after="§1" skills=["Perceptron and its limits"] topics=["S-05-II.1"]
# Write `perceptron_fit(X, y, epochs)`, which returns `(w, converged)`.
#
# - `X` has shape (m, n), without a column of ones; `y` holds 0 and 1.
# - `w` has shape (n + 1,): the n weights, then the **bias last**. It starts at zero.
# - A row is called 1 if `w[:-1] @ row + w[-1] > 0`, otherwise 0. On a mistake, `w` moves by `(y − called) · [row, 1]`; a row that is
#   called rightly moves nothing. Rows are visited in the order in which they stand.
# - `converged` is True once an epoch goes by without a mistake; then stop. If `epochs` epochs were not enough, it is False.

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


def cloud(seed, shift):
    """Two groups with a gap between them, away from 0."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (40, 2))
    side = X @ [1.0, -0.6]
    X = X[np.abs(side) > 0.25]
    return X + shift, (X @ [1.0, -0.6] > 0).astype(int)


with expect.test("first epoch, by hand"):
    w, _ = fit(HAND_X, HAND_Y, 1)
    expect.close(
        w,
        [3.0, -2.0, 1.0],
        says="After one epoch over 4 rows: expected {want}, got {got}. Work the four rows out on paper: which of them are mistakes?",
        mistakes=[
            ([1.0, -4.0, 0.0], "Got {got}: every row moved w, also those that were called rightly. Only a mistake may move it."),
            ([-3.0, -1.0, -2.0], "Got {got}, away from {want}. The move is (y − called), not (called − y)."),
            ([3.0, -2.0, 0.0], "Got {got}: a sum of exactly 0 was called 1. The contract says 1 only if the sum is above 0."),
            ([3.0, 1.0, 0.0], "Got {got}: the bias stayed 0. It moves like a weight whose input is always 1."),
            ([1.0, 3.0, -2.0], "Got {got}: the right numbers with the bias first. It belongs at the end."),
            ([0.0, 0.0, 0.0], "w is still 0 after an epoch with mistakes. Does your move reach w, and is it returned?"),
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
        expect.close(late, early, says="After 400 and 800 epochs w differs, though all rows were called rightly before. A row that is right must move nothing.")

with expect.test("XOR does not converge"):
    X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    _, converged = fit(X, y, 200)
    expect.equal(converged, False, says="No line separates XOR, yet `converged` is {got}. It must follow from an epoch without mistakes, not from the end of the loop.")

with expect.test("too few epochs"):
    _, converged = fit(HAND_X, HAND_Y, 1)
    expect.equal(converged, False, says="The only epoch had mistakes, yet `converged` is {got}. Count mistakes anew in every epoch.")

with expect.test("integers, and one column"):
    w, converged = fit(np.array([[5], [7], [1], [2]]), np.array([1, 1, 0, 0]), 500)
    expect.true(w[0] * 5 + w[1] > 0 and w[0] * 2 + w[1] <= 0, "On the rows 5, 7 (class 1) and 1, 2 (class 0) your w = {got} does not separate them.", got=w)
    expect.equal(converged, True, says="One column of whole numbers can be separated, yet `converged` is {got}.")

with expect.test("input unchanged"):
    held = answer.put(HAND_X)
    answer.perceptron_fit(held, HAND_Y, 3)
    expect.unchanged(held, HAND_X)
### END HIDDEN TESTS

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

# %% wrong="ch10-e01" because="updates on every row" says="every row moved w"
def perceptron_fit(X, y, epochs):
    rows = np.c_[X, np.ones(len(X))]
    w = np.zeros(rows.shape[1])
    for _ in range(epochs):
        for row, label in zip(rows, y):
            w = w + (2 * label - 1) * row
    return w, bool(np.all((rows @ w > 0) == y))

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

# %% [markdown] exercise="ch10-e02" title="XOR with two hidden units" kind="F" level=1 minutes=8 after="§1" skills=["Perceptron and its limits"] topics=["S-05-II.1"]
# Write `xor_net()`, which returns `(W1, b1, W2, b2)`: the weights of a network with 2 inputs, 2 hidden units and 1 output that computes
# XOR. Every unit is a step: 1 if its sum is above 0, otherwise 0. So
#
# `hidden = step(x @ W1 + b1)` and `output = step(hidden @ W2 + b2)`, with shapes (2, 2), (2,), (2,) and one number.
#
# No training: find them by thinking. No sum may be exactly 0, where a hair decides.

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

with expect.test("truth table"):
    _, last = sums()
    expect.equal(
        [int(value) for value in last > 0],
        [0, 1, 1, 0],
        says="For the inputs 00, 01, 10, 11 the output is {got}, expected {want}. Work out both hidden units for each input first.",
        mistakes=[
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

# %% [markdown] exercise="ch10-e03" title="Backpropagation in NumPy" kind="F" level=3 minutes=35 after="§2" skills=["Backpropagation"] topics=["S-ch13-lowlevel-ex", "S-05-II.3a"]
# Write `forward_backward(params, X, y)` for a network with one hidden layer (tanh) and a softmax over k classes. It returns
# `(loss, grads)`.
#
# - `params` is a dict with `W1` (n, h), `b1` (h,), `W2` (h, k), `b2` (k,). `X` has shape (m, n), `y` holds class numbers 0 … k − 1.
# - `loss` is the cross-entropy, averaged over the m rows: −mean of log p of each row's own class.
# - `grads` is a dict with the same keys and shapes: the derivative of `loss` by every parameter.
#
# NumPy only, in double precision.

# %% [markdown] hint="ch10-e03"
# Which number does each parameter reach the loss through? Write the forward pass as five named arrays, and then go back through the same
# five in reverse: what does the loss gain if this one grows a little?

# %% [markdown] hint="ch10-e03"
# Two results that save work: the loss's derivative by the output sums is (p − one-hot of y) / m, and tanh′(z) = 1 − tanh(z)². For a layer
# `Z = A @ W + b` with derivative D by Z: by W it is `A.T @ D`, by b the column sums of D, by A it is `D @ W.T`. Before exp, take each row's
# largest sum away.

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


def slopes(params, X, y, step=1e-5):
    """Central differences: each parameter moved a little up and down."""
    found = {}
    for name in NAMES:
        found[name] = np.empty(params[name].shape)
        for place in np.ndindex(*params[name].shape):
            moved = {key: value.copy() for key, value in params.items()}
            moved[name][place] += step
            up = loss_of(moved, X, y)
            moved[name][place] -= 2 * step
            found[name][place] = (up - loss_of(moved, X, y)) / (2 * step)
    return found


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
    want = slopes(params, X, y)
    linear = without_slope(params, X, y)
    m, k = len(X), params["b2"].size
    for name in ("b2", "W2", "b1", "W1"):
        size = float(np.abs(want[name]).max())
        mistakes = [
            (want[name] * m, "The gradient of {name} is exactly m = {m} times too large. The loss is a mean over rows: divide by m, once."),
            (want[name] / m, "The gradient of {name} is exactly m = {m} times too small: it was divided by m twice."),
            (want[name] / k, "The gradient of {name} is exactly k = {k} times too small: the mean runs over rows, not over classes."),
            (want[name] / (m * k), "The gradient of {name} is m·k times too small: the mean runs over the m rows alone."),
            (-want[name], "The gradient of {name} has the wrong sign: p − one-hot, not one-hot − p."),
        ]
        if name in linear:
            mistakes.append((linear[name], "The gradient of {name} lets the error through tanh unchanged. Multiply by its derivative, 1 − tanh²."))
        expect.close(
            grads[name],
            want[name],
            rtol=1e-6,
            atol=1e-6 * size,
            says="The gradient of {name} differs from the measured slopes, by up to {off} of the largest. Check the layers from the output backwards; those named before {name} (b2, W2, b1, W1) are right.",
            mistakes=mistakes,
            name=name,
            m=m,
            k=k,
            off=float(np.abs(np.asarray(grads[name], float) - want[name]).max() / size),
        )


def without_slope(params, X, y):
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    P[np.arange(len(X)), y] -= 1
    D = P / len(X) @ params["W2"].T
    return {"W1": X.T @ D, "b1": D.sum(axis=0)}


with expect.test("the loss"):
    params, X, y = case(0)
    loss, _ = run(params, X, y)
    want = loss_of(params, X, y)
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

with expect.test("gradients against measured slopes"):
    compare(*case(1))

### BEGIN HIDDEN TESTS
with expect.test("other sizes, among them one row and one hidden unit"):
    compare(*case(2, m=1, n=5, h=2, k=4))
    compare(*case(3, m=7, n=2, h=1, k=2))
    compare(*case(4, m=12, n=4, h=6, k=5))

with expect.test("very large sums stay finite"):
    params, X, y = case(5, scale=600.0)
    loss, grads = run(params, X, y)
    finite = np.isfinite(loss) and all(np.all(np.isfinite(np.asarray(grads[name], float))) for name in NAMES)
    expect.true(finite, "With output sums near 1000, exp overflows and the loss is {loss}. Take each row's largest sum away before exp; the probabilities stay the same.", loss=loss)
    expect.close(loss, loss_of(params, X, y), rtol=1e-6, says="With output sums near 1000 the loss is {got}, expected {want}. Work with log p = z − log Σ exp z, not with the log of a clipped p.")

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

# %% wrong="ch10-e03" because="no maximum taken away" says="exp overflows"
def forward_backward(params, X, y):
    m = len(X)
    H = np.tanh(X @ params["W1"] + params["b1"])
    P = np.exp(H @ params["W2"] + params["b2"])
    P /= P.sum(axis=1, keepdims=True)
    loss = -np.log(P[np.arange(m), y]).mean()
    D2 = (P - np.eye(P.shape[1])[y]) / m
    D1 = (D2 @ params["W2"].T) * (1 - H**2)
    return loss, {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": H.T @ D2, "b2": D2.sum(axis=0)}

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

