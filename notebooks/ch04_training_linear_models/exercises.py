# %% [markdown]
# # Training linear models · exercises
#
# *Check* runs the set-up cells and your answer in a clean process, so everything that an answer needs stands in its own cell. Exercises
# marked *core* make the lesson complete; the others go further. Start anywhere: none is locked.
#
# What holds for all of them: whatever your function is given it leaves as it was, since whoever called it still needs it; a result
# of shape `(m,)` is an array, or a list of m numbers; and numbers may come as whole numbers or with fractions. A check may take 10
# seconds, or 30 where it says so.

# %% setup=true
import numpy as np
from sklearn.linear_model import Lasso, LassoCV, LinearRegression
from sklearn.linear_model import LogisticRegression, Ridge, RidgeCV
from sklearn.linear_model import SGDClassifier, SGDRegressor
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures
from sklearn.preprocessing import RobustScaler, StandardScaler

# %% [markdown]
# ## 1 · A model, a cost, a closed form

# %% [markdown] exercise="ch04-e01" title="Least squares in one line" kind="F" level=1 minutes=8 core=true after="§1" skills=["Fit by least squares"] topics=["S-05-I.03", "S-05-I.11a"]
# Write `normal_equation(X, y)`: the parameters that make the sum of squared errors as small as it can be.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)`, **without** a column of ones |
# | `y` | array of shape `(m,)` |
# | returns | `theta` of shape `(n + 1,)`: the bias first, then one weight for each column |
#
# It works for every `X`, also where columns repeat each other, hold one number alone, are multiples of others, or differ much in size. Where several thetas
# are equally good, any of them is right.

# %% [markdown] hint="ch04-e01"
# A prediction is `theta[0] + theta[1] * x`. If it is to be written as *a row times theta*, what does `theta[0]` multiply?

# %% [markdown] hint="ch04-e01"
# Put a column of ones in front of `X` and call the result `A`. Then look for the NumPy function that still gives a least-squares answer
# when `A.T @ A` has no inverse: there are two, one in `np.linalg` begins with `p`, the other with `l`.

# %% [markdown] hint="ch04-e01"
# ```python
# def normal_equation(X, y):
#     A = np.c_[____, X]
#     return np.linalg.____(A) @ ____
# ```

# %% answer="ch04-e01" needs=[]
def normal_equation(X, y):
    """Least-squares parameters, shape (n + 1,): bias first."""
    ### BEGIN SOLUTION
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.pinv(A) @ y
    ### END SOLUTION

# %% tests="ch04-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

no_inverse = "{kind}, line {line} raised *{message}*: XᵀX has no inverse there, though a best fit exists. See §1, pseudo-inverse."
not_best = "{kind}, the best fit predicts {want}, yours {got}: XᵀX has no inverse there, so a result of `inv` or `solve` is noise. See §1, pseudo-inverse."
no_bias = "theta has {size} number; one feature needs 2: bias first, then the weight. Usually the column of ones is missing."
a_column = "theta has shape {got}, the contract says {want}. `y` has one axis, so theta has one axis too: do not reshape `y` into a column."


def predictions(X, y, kind):
    """What the learner's theta predicts for X, with words for a matrix that has no inverse."""
    theta = expect.call(answer.normal_equation, X, y, says=no_inverse.replace("{kind}", kind), error="LinAlgError")
    expect.shape(theta, (X.shape[1] + 1,))
    return np.c_[np.ones(len(X)), X] @ theta


with expect.test("a line through three points"):
    theta = answer.normal_equation(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
    expect.shape(theta, (2,), mistakes=[((1,), no_bias), ((2, 1), a_column)])
    expect.close(
        theta,
        [1.0, 2.0],
        says="The points lie on 1 + 2x, so theta is {want}; you returned {got}.",
        mistakes=[([2.0, 1.0], "You returned {got}: the right numbers in the wrong order. The bias comes first, then the weight.")],
    )

with expect.test("points that lie on no line"):
    theta = answer.normal_equation(np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0], [3.0, 1.0], [5.0, 4.0]]), np.array([1.0, 0.0, 4.0, 3.0, 9.0]))
    expect.shape(theta, (3,))
    expect.close(theta, [-0.581589958159, 0.644351464435, 1.60251046025], rtol=1e-6, says="Two features, five points: expected {want}, got {got}. Is the whole sum of squares as small as it can be?")

### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)

with expect.test("a column of zeros"):
    X = np.c_[np.arange(6.0), np.zeros(6)]
    y = np.array([1.0, 2.0, 2.0, 5.0, 4.0, 7.0])
    best = np.polyval(np.polyfit(X[:, 0], y, 1), X[:, 0])
    expect.close(predictions(X, y, "With a column of zeros"), best, rtol=1e-5, atol=1e-6, says=not_best, kind="With a column of zeros")

with expect.test("columns that repeat each other"):
    group = np.array([0, 1, 2, 0, 1, 2, 0])
    y = rng.normal(size=7).round(1) + 10 * group
    means = np.array([y[group == g].mean() for g in range(3)])[group]
    expect.close(predictions(np.eye(3)[group], y, "With one-hot columns"), means, rtol=1e-5, atol=1e-6, says=not_best, kind="With one-hot columns")

with expect.test("a constant column, and a multiple of another"):
    x = np.array([0.0, 1.0, 2.0, 4.0, 5.0, 8.0])
    y = np.array([1.0, 2.0, 2.0, 5.0, 4.0, 7.0])
    best = np.polyval(np.polyfit(x, y, 1), x)
    for kind, X in (("With a constant column", np.c_[x, np.full(6, 4.0)]), ("With a column that is twice another", np.c_[x, 2 * x])):
        expect.close(predictions(X, y, kind), best, rtol=1e-5, atol=1e-6, says=not_best, kind=kind)

with expect.test("columns of very different size"):
    X = np.c_[rng.normal(size=20) * 1000, rng.normal(size=20)]
    y = X @ [0.002, 3.0] + rng.normal(size=20)
    Z = X - X.mean(axis=0)
    best = y.mean() + Z @ np.linalg.solve(Z.T @ Z, Z.T @ (y - y.mean()))
    expect.close(predictions(X, y, "With columns of very different size"), best, rtol=1e-5, atol=1e-6, says="With columns of very different size the best fit predicts {want}, yours {got}. Does a limit, such as `rcond`, cut the smaller ones off?")

with expect.test("whole numbers"):
    X, y = np.array([[1], [2], [3], [6]]), np.array([2, 3, 5, 7])
    best = np.polyval(np.polyfit(X[:, 0], y, 1), X[:, 0])
    expect.close(predictions(X, y, "With whole numbers"), best, says="With whole numbers in X and y the best fit predicts {want}, yours {got}. Usually an integer array was written into.")

with expect.test("the input stays as it was"):
    X, y = rng.normal(size=(8, 2)), rng.normal(size=8)
    held, held_y = answer.put(X), answer.put(y)
    answer.normal_equation(held, held_y)
    expect.unchanged(held, X, says="Your code changed its input X in place. Whoever called it still needs it: work on a copy.")
    expect.unchanged(held_y, y, says="Your code changed its input y in place. Whoever called it still needs it: work on a copy.")
### END HIDDEN TESTS

# %% right="ch04-e01" because="lstsq"
def normal_equation(X, y):
    A = np.hstack([np.ones((len(X), 1)), X])
    theta, *_ = np.linalg.lstsq(A, y)
    return theta

# %% right="ch04-e01" because="SVD by hand"
def normal_equation(X, y):
    A = np.insert(np.asarray(X, dtype=float), 0, 1.0, axis=1)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    keep = s > s[0] * 1e-12
    return Vt[keep].T @ ((U[:, keep].T @ y) / s[keep])

# %% right="ch04-e01" because="scikit-learn's own, put together"
def normal_equation(X, y):
    model = LinearRegression().fit(X, y)
    return [model.intercept_, *model.coef_]

# %% wrong="ch04-e01" because="no column of ones" says="Usually the column of ones is missing"
def normal_equation(X, y):
    return np.linalg.pinv(X) @ y

# %% wrong="ch04-e01" because="inverts" says="no inverse"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.inv(A.T @ A) @ A.T @ y

# %% wrong="ch04-e01" because="solves" says="no inverse"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.solve(A.T @ A, A.T @ y)

# %% wrong="ch04-e01" because="returns a column" says="shape"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.pinv(A) @ y.reshape(-1, 1)

# %% wrong="ch04-e01" because="bias last" says="bias comes first"
def normal_equation(X, y):
    A = np.c_[X, np.ones(len(X))]
    return np.linalg.pinv(A) @ y

# %% wrong="ch04-e01" because="centres the caller's X" says="changed its input"
def normal_equation(X, y):
    if X.dtype.kind == "i":
        X = X.astype(float)
    mean = X.mean(axis=0)
    X -= mean
    w = np.linalg.pinv(X) @ (y - y.mean())
    return np.r_[y.mean() - mean @ w, w]

# %% wrong="ch04-e01" because="centres whole numbers in place" says="change"
def normal_equation(X, y):
    mean, middle = X.mean(axis=0), y.mean()
    X -= mean
    w = np.linalg.pinv(X) @ (y - middle)
    return np.r_[middle - mean @ w, w]

# %% wrong="ch04-e01" because="a tiny ridge in place of the pseudo-inverse" says="1.0000"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.solve(A.T @ A + 1e-4 * np.eye(A.shape[1]), A.T @ y)

# %% wrong="ch04-e01" because="forgets to return" says="return"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    theta = np.linalg.pinv(A) @ y

# %% wrong="ch04-e01" because="drops equal and zero columns, then solves" says="no inverse"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    kept = []
    for j in range(A.shape[1]):
        if A[:, j].any() and not any(np.array_equal(A[:, i], A[:, j]) for i in kept):
            kept.append(j)
    theta = np.zeros(A.shape[1])
    B = A[:, kept]
    theta[kept] = np.linalg.solve(B.T @ B, B.T @ y)
    return theta

# %% wrong="ch04-e01" because="a limit that cuts small columns off" says="very different size"
def normal_equation(X, y):
    return np.linalg.lstsq(np.c_[np.ones(len(X)), X], y, rcond=1e-2)[0]

# %% right="ch04-e01" because="the pseudo-inverse of the product"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.pinv(A.T @ A) @ (A.T @ y)

# %% [markdown]
# ## 2 · Walking downhill

# %% [markdown] exercise="ch04-e02" title="Batch gradient descent" kind="F" level=1 minutes=12 core=true after="§2" skills=["Gradient descent"] topics=["S-05-I.04"]
# Write `batch_gd(X, y, eta, n)`: `n` steps of gradient descent on the mean squared error.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, k)`; its column of ones is already there |
# | `y` | array of shape `(m,)` |
# | `eta` | the learning rate |
# | `n` | how many steps |
# | returns | `theta` of shape `(k,)` after `n` steps from zeros, and `losses`, `n + 1` numbers: the cost before the first step, then after each |
#
# The cost is $\frac{1}{m}\lVert X\theta-y\rVert^2$, so its gradient is $\frac{2}{m}X^\top(X\theta-y)$.

# %% [markdown] hint="ch04-e02"
# Take the points (0, 1), (1, 3), (2, 5) and `eta = 0.1`. Do one step from zeros by hand: what are the three errors, and what does each
# entry of the gradient add up?

# %% [markdown] hint="ch04-e02"
# The errors are `X @ theta - y`, shape `(m,)`. `X.T @ errors` adds up each column times the errors. Which part of this has to be computed
# again in every step, and in which order do *measure* and *move* come?

# %% [markdown] hint="ch04-e02"
# ```python
# def batch_gd(X, y, eta, n):
#     theta = np.zeros(____)
#     losses = [np.mean(____ ** 2)]
#     for _ in range(n):
#         errors = ____
#         theta = theta - eta * ____ * X.T @ errors
#         losses.append(____)
#     return theta, losses
# ```

# %% answer="ch04-e02" needs=[]
def batch_gd(X, y, eta, n):
    """theta after n steps, and the n + 1 costs on the way."""
    ### BEGIN SOLUTION
    theta = np.zeros(X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e02"
# losses = [np.mean((X @ theta - y) ** 2)]  →  losses = [np.mean((X @ theta + y) ** 2)]

# %% tests="ch04-e02" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
y = np.array([1.0, 3.0, 5.0])


def run(X, y, eta, n):
    """The learner's theta and losses."""
    got = answer.batch_gd(X, y, eta, n)
    expect.true(
        isinstance(got, tuple | list) and len(got) == 2,
        "Expected two things, theta and losses; got {got}. End with `return theta, losses`.",
        got=got,
    )
    expect.shape(got[0], (X.shape[1],), says="theta has shape {got}; it needs {want}, one number for each column of X.")
    return got


SECOND, THIRD = [68 / 75, 298 / 225], [1.0604444444444, 1.5682962962963]
COSTS = np.array([11.666666666667, 3.2074074074074, 0.89544032921811, 0.26207882944673])

with expect.test("first step"):
    start, _ = run(X, y, 0.0, 1)
    expect.close(start, np.zeros(2), says="With eta = 0 nothing moves, yet theta is {got} after one step. Start from zeros.")
    wide = np.array([[1.0, 0.0, 2.0], [1.0, 1.0, 0.0], [1.0, 2.0, 1.0], [1.0, 3.0, 1.0]])
    heights = np.array([1.0, 3.0, 2.0, 4.0])
    step, _ = run(wide, heights, 0.1, 1)
    expect.true(not np.allclose(step, 0.2 / 3 * wide.T @ heights), "With 4 rows and 3 columns the gradient was divided by 3. The cost is a mean over rows: divide by m = len(y).")
    theta, _ = run(X, y, 0.1, 1)
    expect.close(
        theta,
        [0.6, 13 / 15],
        rtol=1e-9,
        says="After one step: expected {want}, got {got}. Do this step by hand: three errors, then each column times the errors.",
        mistakes=[
            ([0.3, 6.5 / 15], "After one step: expected {want}, got {got}, exactly half. Usually the factor 2 of the squared error is missing."),
            ([0.9, 1.3], "After one step: expected {want}, got {got}. The factor 2/m is missing: the cost is a mean of squares."),
            ([1.8, 2.6], "After one step: expected {want}, got {got}, three times as much. The factor 1/m is missing: the cost is a mean over 3 points."),
            ([-0.6, -13 / 15], "After one step: expected {want}, got {got}: the sign is wrong, so the cost rises. The gradient points uphill; subtract it."),
            ([0.6, 11.2 / 15], "The bias is right (0.60), the weight is 0.75 instead of 0.87: it saw a bias that had already moved. Compute the whole gradient, then move all of theta at once."),
            ([6.4 / 15, 13 / 15], "The weight is right (0.87), the bias is 0.43 instead of 0.60: it saw a weight that had already moved. Compute the whole gradient, then move all of theta at once."),
            ([0.0, 0.0], "After one step theta is still {got}. Does the loop run `n` times, and is the new theta kept?"),
            (SECOND, "You took two steps where n = 1. Look at where your loop starts and ends."),
        ],
    )

with expect.test("third step"):
    theta, _ = run(X, y, 0.1, 3)
    expect.close(
        theta,
        THIRD,
        rtol=1e-9,
        says="After three steps: expected {want}, got {got}. If one step is right: the errors change in every step, so compute them again inside of the loop.",
        mistakes=[(SECOND, "After n = 3 you returned the theta of two steps. Look at where your loop starts and ends."), ([0.6, 13 / 15], "After n = 3 you returned the theta of one step. Does the loop run `n` times, and is `return` behind it?"), ([1.8, 2.6], "After three steps you are exactly three times as far as after one: the errors were computed once. Compute them again inside of the loop.")],
    )

with expect.test("losses from before the first step on"):
    theta, losses = run(X, y, 0.1, 3)
    expect.shape(
        losses,
        (4,),
        says="For n = 3 there are {want} losses, you returned {got}.",
        mistakes=[((3,), "For n = 3 there are 4 losses: one before the first step, then one after each. Yours has 3.")],
    )
    expect.close(
        losses,
        COSTS,
        rtol=1e-9,
        says="Expected losses {want}, got {got}.",
        mistakes=[
            ([*COSTS[1:], 0.087245959498044], "Your first loss is the one after the first step. The first belongs to zeros, before any step: {want}."),
            (COSTS / 2, "Every loss is half of what it should be: {want}. The cost is the mean of the squares, without a factor ½."),
            (COSTS * 3, "Every loss is three times too large: it is a sum over the three points. The cost is their mean."),
            (np.sqrt(COSTS), "These are roots: {got}. The cost is the mean squared error itself: {want}."),
        ],
    )

### BEGIN HIDDEN TESTS
rng = np.random.default_rng(7)
more = np.c_[np.ones(40), rng.normal(size=(40, 3))]
target = more @ [2.0, -1.0, 0.5, 3.0] + rng.normal(size=40)

with expect.test("the cost falls in every step when steps are small"):
    _, losses = run(more, target, 0.05, 60)
    expect.true(np.all(np.diff(np.asarray(losses, dtype=float)) < 0), "With eta = 0.05 the cost must fall in each of 60 steps; yours rises at some.")

with expect.test("many steps reach the best fit"):
    held, held_y = answer.put(more), answer.put(target)
    theta, _ = answer.batch_gd(held, held_y, 0.1, 500)
    expect.unchanged(held, more)
    expect.unchanged(held_y, target)
    best = np.linalg.lstsq(more, target)[0]
    expect.close(theta, best, rtol=1e-6, says="After 500 steps theta is {got}; least squares gives {want}.")

with expect.test("steps that are too long are made, too"):
    theta, losses = run(X, y, 0.5, 3)
    walked, costs = np.zeros(2), [np.mean(y**2)]
    for _ in range(3):
        walked = walked - 0.5 * 2 / 3 * X.T @ (X @ walked - y)
        costs.append(np.mean((X @ walked - y) ** 2))
    expect.close(theta, walked, says="With eta = 0.5 the cost rises; theta after three steps is {want}, got {got}. Make every step, also one that makes it worse.")
    expect.close(losses, costs, says="With eta = 0.5 the cost rises: expected losses {want}, got {got}. Make every step, and note the cost after each.")

with expect.test("no step at all"):
    theta, losses = run(X, y, 0.1, 0)
    expect.close(theta, [0.0, 0.0], says="With n = 0 theta is still {want}; got {got}.")
    expect.close(losses, [35 / 3], says="With n = 0 there is one loss, that of zeros: {want}; got {got}.")

with expect.test("whole numbers, a second call, the input kept"):
    whole, goal = np.array([[1, 0], [1, 1], [1, 2]]), np.array([1, 3, 5])
    held, held_y = answer.put(whole), answer.put(goal)
    for _ in range(2):
        theta, _ = answer.batch_gd(held, held_y, 0.1, 1)
        expect.close(theta, [0.6, 13 / 15], rtol=1e-9, says="With whole numbers in X and y, or on a second call: expected {want}, got {got}. Every call starts from zeros that can hold fractions.")
    expect.unchanged(held, whole)
    expect.unchanged(held_y, goal)
### END HIDDEN TESTS

# %% right="ch04-e02" because="a loop over parameters, all moved at once"
def batch_gd(X, y, eta, n):
    theta = [0.0] * X.shape[1]
    losses = []
    for step in range(n + 1):
        errors = [sum(x * t for x, t in zip(row, theta)) - goal for row, goal in zip(X, y)]
        losses.append(sum(e * e for e in errors) / len(y))
        if step == n:
            return np.array(theta), losses
        gradient = [2 / len(y) * sum(e * row[j] for e, row in zip(errors, X)) for j in range(X.shape[1])]
        theta = [t - eta * g for t, g in zip(theta, gradient)]

# %% right="ch04-e02" because="matrix powers: each step is the same affine map"
def batch_gd(X, y, eta, n):
    H, c = 2 / len(y) * X.T @ X, 2 / len(y) * X.T @ y
    M = np.block([[np.eye(len(c)) - eta * H, eta * c[:, None]], [np.zeros((1, len(c))), np.ones((1, 1))]])
    path = [(np.linalg.matrix_power(M, k) @ np.r_[np.zeros(len(c)), 1.0])[:-1] for k in range(n + 1)]
    return path[-1], np.array([np.mean((X @ t - y) ** 2) for t in path])

# %% right="ch04-e02" because="a column for theta, flattened at the end"
def batch_gd(X, y, eta, n):
    m, k = X.shape
    theta, goal, losses = np.zeros((k, 1)), y.reshape(-1, 1), np.empty(n + 1)
    losses[0] = (goal**2).mean()
    for i in range(n):
        theta -= eta * (2 / m) * X.T @ (X @ theta - goal)
        losses[i + 1] = ((X @ theta - goal) ** 2).mean()
    return theta.ravel(), losses

# %% wrong="ch04-e02" because="gradient without the 2" says="factor 2"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta - eta / len(y) * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="gradient without 2/m" says="factor 2/m"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta - eta * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="adds the gradient" says="uphill"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta + eta * 2 / len(y) * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="one parameter at a time" says="at once"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        for j in range(len(theta)):
            theta[j] -= eta * 2 / len(y) * X[:, j] @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="the first loss comes after the first step" says="before any step"
def batch_gd(X, y, eta, n):
    theta, losses = np.zeros(X.shape[1]), []
    for _ in range(n + 1):
        before = theta
        theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return before, losses

# %% wrong="ch04-e02" because="n losses only" says="before the first step"
def batch_gd(X, y, eta, n):
    theta, losses = np.zeros(X.shape[1]), []
    for _ in range(n):
        losses.append(np.mean((X @ theta - y) ** 2))
        theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
    return theta, losses

# %% wrong="ch04-e02" because="errors computed once" says="inside of the loop"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    gradient = 2 / len(y) * X.T @ (X @ theta - y)
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta - eta * gradient
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="starts from ones" says="Start from zeros"
def batch_gd(X, y, eta, n):
    theta = np.ones(X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="one step fewer than n" says="two steps"
def batch_gd(X, y, eta, n):
    theta, losses = np.zeros(X.shape[1]), []
    for step in range(n + 1):
        losses.append(np.mean((X @ theta - y) ** 2))
        if step < n - 1 or n == 1 and step == 0:
            theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
    return theta, losses

# %% wrong="ch04-e02" because="returns theta only" says="return theta, losses"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    for _ in range(n):
        theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
    return theta

# %% wrong="ch04-e02" because="y turned round in place" says="changed its input"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    errors = y if y.dtype.kind == "f" else y.astype(float)
    errors *= -1
    goal = -errors
    losses = [np.mean(goal**2)]
    for _ in range(n):
        theta = theta - eta * 2 / len(goal) * X.T @ (X @ theta - goal)
        losses.append(np.mean((X @ theta - goal) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="no step where the cost would rise" says="Make every step"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        tried = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
        if np.mean((X @ tried - y) ** 2) < losses[-1]:
            theta = tried
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="divides by the number of columns" says="divided by 3"
def batch_gd(X, y, eta, n):
    k = X.shape[1]
    theta = np.zeros(k)
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta - eta * 2 / k * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% wrong="ch04-e02" because="starts from random numbers" says="Start from zeros"
def batch_gd(X, y, eta, n):
    theta = np.random.default_rng(1).normal(size=X.shape[1])
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(n):
        theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses

# %% [markdown] exercise="ch04-e13" title="A scaler that travels with the model" kind="C" level=1 minutes=6 core=true after="§2" skills=["Gradient descent"] topics=["S-05-I.04"]
# Three features are measured in units that make them about 1, 1000 and 0.01 in size. `SGDRegressor` walks downhill and needs a valley
# that is round. Complete `make_model()` so that it returns an **unfitted** `Pipeline` which learns everything it needs from whatever
# it is fitted on, and ends in an `SGDRegressor` with `max_iter=50`. The check fits it on rows of its own and predicts unseen ones; after these 50 epochs its
# error there is at most 1.2 times that of least squares.

# %% [markdown] hint="ch04-e13"
# Compare the three ranges. One learning rate serves all three weights: for which of them is it far too large, for which far too small?

# %% [markdown] hint="ch04-e13"
# `make_pipeline(first_step, last_step)` chains steps, and `fit` of the pipeline fits them in order. Which class from
# `sklearn.preprocessing` gives every column mean 0 and standard deviation 1?

# %% [markdown] hint="ch04-e13"
# ```python
# def make_model():
#     return make_pipeline(____(), SGDRegressor(____=50, random_state=0))
# ```

# %% answer="ch04-e13" needs=[]
def make_model():
    """An unfitted pipeline: what the features need first, then SGDRegressor(max_iter=50)."""
    ### BEGIN SOLUTION
    return make_pipeline(StandardScaler(), SGDRegressor(max_iter=50, random_state=0))
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e13"
# return make_pipeline(StandardScaler(), SGDRegressor(max_iter=50, random_state=0))  →  return make_pipeline(StandardScaler(), SGDRegressor(max_iter=50, random_state=1))

# %% tests="ch04-e13" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

def is_fitted(model):
    try:
        check_is_fitted(model)
    except NotFittedError:
        return False
    return True

def predict_after_fit(model, X, y, X_new):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return clone(model).fit(X, y).predict(X_new)
""")


def rows(seed, scales):
    """400 rows to fit, 400 new ones, and the error of least squares on the new ones."""
    rng = np.random.default_rng(seed)
    Z = rng.normal(size=(800, 3)) + [2.0, 0.0, 1.0]
    y = 4 + Z @ [3.0, -2.0, 1.5] + rng.normal(size=800)
    A = np.c_[np.ones(800), Z]
    least = A[400:] @ np.linalg.lstsq(A[:400], y[:400])[0]
    X = Z * scales
    return X[:400], y[:400], X[400:], y[400:], np.sqrt(np.mean((least - y[400:]) ** 2))


def ratio(model, seed, scales):
    """The model's error on unseen rows, in units of least squares'."""
    X, y, X_new, y_new, floor = rows(seed, scales)
    got = answer.predict_after_fit(model, X, y, X_new)
    return float(np.sqrt(np.mean((got - y_new) ** 2)) / floor)


with expect.test("an unfitted pipeline that ends in SGDRegressor"):
    model = answer.make_model()
    expect.true(model is not None, "`make_model` returned None. Usually the `return` is missing.")
    expect.instance(model, "Pipeline", says="Expected a {want}, got {got}. What the model needs before it must be inside the pipeline, or new rows will not get it.")
    expect.instance(model[-1], "SGDRegressor", says="The last step is {got}; it must be an SGDRegressor.")
    expect.equal(model[-1].max_iter, 50, says="max_iter is {got}; it must be 50, so that the features, not more passes, make the difference.")
    expect.true(not answer.is_fitted(model), "The pipeline is already fitted. Return it unfitted: whoever calls `make_model` fits it on rows of their own.")

with expect.test("as good as least squares on unseen rows"):
    found = ratio(answer.make_model(), 1, [1.0, 1000.0, 0.01])
    expect.true(found < 1e3, "The weights diverged: the error on unseen rows is {found} times that of least squares. The features still have sizes 1, 1000 and 0.01 when they reach SGD.", found=found)
    expect.at_most(found, 1.2, "The error on unseen rows is {got} times that of least squares; at most {high} is expected. Usually some weights have not converged after 50 passes: their columns vary too little. Which scaler gives all columns the same spread?")

### BEGIN HIDDEN TESTS
with expect.test("other units, and it scales by what it is fitted on"):
    found = ratio(answer.make_model(), 2, [1000.0, 0.01, 1.0])
    expect.at_most(found, 1.2, "With other units the error is {got} times that of least squares: the scales were not learned inside the pipeline, from the rows it is fitted on.")

with expect.test("every call makes a new one"):
    first, second = answer.make_model(), answer.make_model()
    X, y, *_ = rows(3, [1.0, 1000.0, 0.01])
    first.fit(X, y)
    expect.true(not answer.is_fitted(second), "Fitting one pipeline also fitted the next: both are the same object. Make a new one inside of the function.")
### END HIDDEN TESTS

# %% right="ch04-e13" because="median and quartiles"
def make_model():
    return make_pipeline(RobustScaler(), SGDRegressor(max_iter=50))

# %% right="ch04-e13" because="named steps, another schedule, no penalty"
def make_model():
    return Pipeline([("scale", StandardScaler()), ("walk", SGDRegressor(max_iter=50, tol=None, penalty=None, learning_rate="constant"))])

# %% wrong="ch04-e13" because="nothing scales" says="diverged"
def make_model():
    return make_pipeline(SGDRegressor(max_iter=50, random_state=0))

# %% wrong="ch04-e13" because="the scaler stays outside" says="inside the pipeline"
def make_model():
    scaler = StandardScaler()
    return SGDRegressor(max_iter=50, random_state=0)

# %% wrong="ch04-e13" because="scales fixed beforehand" says="inside the pipeline"
from sklearn.preprocessing import FunctionTransformer

def make_model():
    return make_pipeline(FunctionTransformer(lambda X: (X / [1, 1000, 0.01] - [2, 0, 1])), SGDRegressor(max_iter=50, random_state=0))

# %% wrong="ch04-e13" because="already fitted" says="unfitted"
def make_model():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(50, 3)) * [1, 1000, 0.01]
    return make_pipeline(StandardScaler(), SGDRegressor(max_iter=50)).fit(X, X[:, 0])

# %% wrong="ch04-e13" because="squeezes into 0 to 1" says="same spread"
def make_model():
    return make_pipeline(MinMaxScaler(), SGDRegressor(max_iter=50, random_state=0))

# %% wrong="ch04-e13" because="more passes instead" says="max_iter"
def make_model():
    return make_pipeline(StandardScaler(), SGDRegressor(max_iter=1000, random_state=0))

# %% wrong="ch04-e13" because="one object for all callers" says="same object"
_model = make_pipeline(StandardScaler(), SGDRegressor(max_iter=50, random_state=0))

def make_model():
    return _model

# %% [markdown] exercise="ch04-e03" title="How large may a step be?" kind="F" level=2 minutes=12 core=false after="§2" skills=["Gradient descent"] topics=["S-05-I.04"]
# Write `largest_stable_eta(X)`: the learning rate at which batch gradient descent of [[ch04-e02]] changes from coming closer to running away.
#
# `X` has shape `(m, k)` and already has its column of ones; the cost is the mean squared error, so the curvature is the matrix
# $H=\frac{2}{m}X^\top X$. Return one number. Below it every start converges, above it almost every start diverges.

# %% [markdown] hint="ch04-e03"
# Along an eigenvector of `H` with eigenvalue $\lambda$, one step multiplies the distance to the optimum by $1-\eta\lambda$. For which
# $\eta$ does this number lie between −1 and 1, and which eigenvalue decides?

# %% [markdown] hint="ch04-e03"
# Take `X = [[1, 0], [1, 2]]` by hand: `H` is `[[2, 2], [2, 4]]`. Its eigenvalues come from `np.linalg.eigvalsh`. Then run `batch_gd` of [[ch04-e02]]
# with a rate a little under and a little over your number and look at the losses.

# %% [markdown] hint="ch04-e03"
# ```python
# def largest_stable_eta(X):
#     H = ____ * X.T @ X
#     curvatures = np.linalg.eigvalsh(H)
#     return ____ / curvatures.____()
# ```

# %% answer="ch04-e03" needs=[]
def largest_stable_eta(X):
    """The learning rate at the edge of divergence, a number."""
    ### BEGIN SOLUTION
    curvatures = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    return 2 / curvatures.max()
    ### END SOLUTION

# %% tests="ch04-e03" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def usual(want, flat, X):
    """Results of typical mistakes, from the right number and the one for the flattest direction."""
    m = len(X)
    told = "Expected {want}, got {got}. "
    return [
        (flat, told + "The flattest direction (smallest eigenvalue) allows this much; the steepest one has diverged long before."),
        (want * 2 / m, told + "The factor 2/m of the curvature is missing: with 2/m·XᵀX in place of XᵀX the answer grows by m/2."),
        (flat * 2 / m, told + "This is the flattest direction, and the factor 2/m of the curvature is missing."),
        (want / m, told + "The factor 2/m of the curvature is missing, and the step multiplies by 1 − ηλ, which may go down to −1."),
        (want * 2, told + "Twice too large: the gradient is 2/m·Xᵀ(Xθ − y), so the curvature is 2/m·XᵀX, not 1/m·XᵀX."),
        (want / 2, told + "Half of it: at 1/λ one step removes the error in the steepest direction completely. Up to 2/λ steps overshoot and still converge."),
        (2 / want, told + "This is the largest curvature itself. The steeper the valley, the smaller the step: divide by it."),
        *((2 / number, told + words) for number, words in other_sizes(X)),
    ]


def other_sizes(X):
    """Numbers that are taken for the largest eigenvalue of H."""
    H = 2 / len(X) * X.T @ X
    return [
        (np.trace(H), "This divides by the trace of H, the sum of all eigenvalues. The largest one alone decides."),
        (np.linalg.norm(H), "This divides by `np.linalg.norm(H)`, the root of all squared entries. The largest eigenvalue decides."),
        (np.diag(H).max(), "This divides by the largest entry on H's diagonal. Directions between the axes may be steeper: take its eigenvalues."),
    ]


def check(X, want, mistakes, says="Expected {want}, got {got}."):
    """Expect the right number, with other words for an answer that is near it."""
    got = answer.largest_stable_eta(X)
    expect.shape(got, (), says="Return one number; yours comes in an array of shape {got}.")
    near = np.allclose(np.asarray(got, dtype=float), want, rtol=1e-2)
    expect.close(got, want, rtol=1e-6, says="Expected {want}, got {got}: near, but not the number. If you iterate, go on until nothing changes any more." if near else says, mistakes=mistakes)


with expect.test("a small valley"):
    X = np.array([[1.0, 0.0], [1.0, 2.0], [1.0, 1.0], [1.0, 4.0], [1.0, -2.0]])
    want, flat = 0.190983005625, 1.30901699437
    check(X, want, usual(want, flat, X), says="Expected {want}, got {got}. Run `batch_gd` with a rate just under and just over your number.")

with expect.test("many rows"):
    X = np.c_[np.ones(200), np.random.default_rng(3).normal(size=(200, 3)) * [1.0, 2.0, 0.5]]
    want, flat = 0.237887956462, 4.23542923773
    check(X, want, usual(want, flat, X))

### BEGIN HIDDEN TESTS
def edge(X):
    """The right number, and those of typical mistakes."""
    eigenvalues = np.linalg.eigvalsh(X.T @ X)
    want = len(X) / eigenvalues.max()
    return want, usual(want, len(X) / max(eigenvalues.min(), 1e-12), X)


with expect.test("only a column of ones"):
    expect.close(answer.largest_stable_eta(np.ones((7, 1))), 1.0, rtol=1e-6, says="With a column of ones alone the curvature is 2, so the edge is {want}; got {got}.")

with expect.test("units far apart"):
    X = np.c_[np.ones(30), np.random.default_rng(5).normal(size=(30, 2)) * [1000.0, 0.01]]
    want, mistakes = edge(X)
    check(X, want, mistakes)

with expect.test("more columns than rows"):
    X = np.c_[np.ones(3), np.random.default_rng(6).normal(size=(3, 5))]
    want, mistakes = edge(X)
    check(X, want, mistakes, says="With flat directions (eigenvalue 0): expected {want}, got {got}. A direction in which the cost does not change sets no limit.")
### END HIDDEN TESTS

# %% right="ch04-e03" because="singular values"
def largest_stable_eta(X):
    return len(X) / np.linalg.svd(X, compute_uv=False)[0] ** 2

# %% right="ch04-e03" because="spectral norm, as an array of one number without axes"
def largest_stable_eta(X):
    return np.asarray(2 / np.linalg.norm(2 / len(X) * X.T @ X, ord=2))

# %% right="ch04-e03" because="power iteration"
def largest_stable_eta(X):
    H = 2 / len(X) * X.T @ X
    v = np.ones(len(H)) + np.arange(len(H)) / 7
    for _ in range(20000):
        v = H @ v
        v /= np.linalg.norm(v)
    return 2 / (v @ H @ v)

# %% wrong="ch04-e03" because="smallest eigenvalue" says="flattest"
def largest_stable_eta(X):
    return 2 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).min()

# %% wrong="ch04-e03" because="forgets 2/m" says="factor 2/m"
def largest_stable_eta(X):
    return 2 / np.linalg.eigvalsh(X.T @ X).max()

# %% wrong="ch04-e03" because="1/m in place of 2/m" says="Twice too large"
def largest_stable_eta(X):
    return 2 / np.linalg.eigvalsh(X.T @ X / len(X)).max()

# %% wrong="ch04-e03" because="the trace" says="trace"
def largest_stable_eta(X):
    return 2 / np.trace(2 / len(X) * X.T @ X)

# %% wrong="ch04-e03" because="the norm of all entries" says="np.linalg.norm"
def largest_stable_eta(X):
    return 2 / np.linalg.norm(2 / len(X) * X.T @ X)

# %% wrong="ch04-e03" because="the largest entry on the diagonal" says="diagonal"
def largest_stable_eta(X):
    return len(X) / (X**2).sum(axis=0).max()

# %% wrong="ch04-e03" because="one over the largest" says="overshoot"
def largest_stable_eta(X):
    return 1 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max()

# %% wrong="ch04-e03" because="an array of one number" says="Return one number"
def largest_stable_eta(X):
    return np.array([2 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max()])

# %% wrong="ch04-e03" because="ten steps of power iteration" says="near, but not the number"
def largest_stable_eta(X):
    H = 2 / len(X) * X.T @ X
    v = np.ones(len(H))
    for _ in range(10):
        v = H @ v / np.linalg.norm(H @ v)
    return 2 / (v @ H @ v)

# %% [markdown]
# ## 3 · One row at a time

# %% [markdown] exercise="ch04-e17" title="One epoch in mini-batches" kind="F" level=1 minutes=5 core=false after="§3" skills=["Stochastic gradient descent"] topics=["S-05-I.04"]
# Write `minibatches(m, size, rng)`: a list of mini-batches. Each is an array or a list of row numbers; together they hold each of 0 … m−1 exactly once, in random
# order drawn from `rng`, so that any rows can meet in a batch. Each has `size` numbers; the last one has what is left, if anything is left.

# %% [markdown] hint="ch04-e17"
# Ten rows in batches of four: how many batches are there, and how many rows has each?

# %% [markdown] hint="ch04-e17"
# Shuffle all row numbers first, then cut the row of numbers into pieces: `order[0:4]`, `order[4:8]`, … `range(0, m, size)` gives where the pieces begin.

# %% [markdown] hint="ch04-e17"
# ```python
# def minibatches(m, size, rng):
#     order = rng.____(m)
#     return [order[start:____] for start in range(0, m, ____)]
# ```

# %% answer="ch04-e17" needs=[]
def minibatches(m, size, rng):
    """Row numbers of one epoch: a list of mini-batches in random order."""
    ### BEGIN SOLUTION
    order = rng.permutation(m)
    return [order[start : start + size] for start in range(0, m, size)]
    ### END SOLUTION

# %% tests="ch04-e17" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np

def make_rng(seed):
    return np.random.default_rng(seed)

def never_there(function, m, size, times):
    "A row and a place among the batches in which no epoch had it, or nothing."
    seen = np.zeros((m, -(-m // size)), dtype=bool)
    for seed in range(times):
        for place, rows in enumerate(function(m, size, np.random.default_rng(seed))):
            seen[np.asarray(rows), place] = True
    missing = np.argwhere(~seen)
    return missing[0].tolist() if len(missing) else []
""")


def drawn(m, size, seed):
    """The learner's batches as lists."""
    got = answer.minibatches(m, size, answer.make_rng(seed))
    expect.true(isinstance(got, list | tuple), "Expected a list of arrays of row numbers, got {got}.", got=got)
    return [np.asarray(rows).tolist() for rows in got]


with expect.test("ten rows in batches of four"):
    got = drawn(10, 4, 0)
    expect.equal(
        [len(rows) for rows in got],
        [4, 4, 2],
        says="The sizes are {got}, expected {want}.",
        mistakes=[([4, 4], "Two rows are left out: the last, smaller batch is missing."), ([4, 4, 4], "The last batch has 4 rows where 2 are left, so some row is in it twice."), ([4, 3, 3], "The sizes are 4, 3, 3: batches have `size` rows, and only the last one may be smaller.")],
    )
    expect.equal(sorted(sum(got, [])), list(range(10)), says="Together the batches hold {got}: each of 0 to 9 should be there exactly once.")

with expect.test("random, and from rng alone"):
    first, again, other = drawn(40, 8, 1), drawn(40, 8, 1), drawn(40, 8, 2)
    expect.true(sum(first, []) != list(range(40)), "The rows come in the order of the file. Shuffle all of them first.")
    expect.true(any(sorted(rows) != list(range(8 * k, 8 * k + 8)) for k, rows in enumerate(first)), "Rows are shuffled only within their batch: neighbours in the file always stay together. Shuffle all of them first.")
    expect.true(any(max(rows) - min(rows) >= len(rows) for rows in first), "Each batch holds rows that are neighbours in the file: only the batches were shuffled. Shuffle all rows first.")
    order = np.array(sum(first, []))
    beside = int(np.sum(np.isin(np.diff(order) % 40, (1, 39))))
    expect.at_most(beside, 15, "{got} of 39 rows are followed by their neighbour in the file. Rows in random order are parted: draw a permutation.")
    expect.true(first == again, "The same seed gave two different epochs: something random does not come from `rng`.")
    expect.true(first != other, "Two seeds gave the same epoch: the order does not come from `rng`.")

### BEGIN HIDDEN TESTS
with expect.test("nothing left over, and a batch larger than the file"):
    expect.equal([len(rows) for rows in drawn(12, 4, 3)], [4, 4, 4], says="Twelve rows in batches of four: expected sizes {want}, got {got}. The gradient of an empty batch is a mean of nothing.")
    expect.equal([len(rows) for rows in drawn(5, 8, 3)], [5], says="Five rows in batches of eight: expected sizes {want}, got {got}.")

with expect.test("any row can come into any batch"):
    never = answer.never_there(answer.minibatches, 40, 8, 150)
    expect.true(not never, "In 150 epochs of 40 rows in batches of 8, row {row} never came into batch {place}, counted from 0. Shuffle all rows together, so that any of them can come anywhere.", row=never[0] if never else 0, place=never[1] if never else 0)

with expect.test("each row once"):
    for m, size in ((1, 1), (33, 32), (64, 7)):
        expect.equal(sorted(sum(drawn(m, size, 4), [])), list(range(m)), says="With {m} rows in batches of {size} some row is missing or there twice.", m=m, size=size)
### END HIDDEN TESTS

# %% right="ch04-e17" because="split at every size-th place"
def minibatches(m, size, rng):
    rows = np.arange(m)
    rng.shuffle(rows)
    return np.split(rows, range(size, m, size))

# %% right="ch04-e17" because="plain lists"
def minibatches(m, size, rng):
    left, epoch = rng.choice(m, m, replace=False).tolist(), []
    while left:
        epoch.append(left[:size])
        left = left[size:]
    return epoch

# %% wrong="ch04-e17" because="drops the rest" says="left out"
def minibatches(m, size, rng):
    order = rng.permutation(m)
    return [order[k * size : (k + 1) * size] for k in range(m // size)]

# %% wrong="ch04-e17" because="shuffles the batches, not the rows" says="only the batches were shuffled"
def minibatches(m, size, rng):
    batches = [np.arange(start, min(start + size, m)) for start in range(0, m, size)]
    if len(batches[-1]) < size:
        return [batches[i] for i in rng.permutation(len(batches) - 1)] + [batches[-1]]
    return [batches[i] for i in rng.permutation(len(batches))]

# %% wrong="ch04-e17" because="begins somewhere and goes round" says="parted"
def minibatches(m, size, rng):
    order = (np.arange(m) + rng.integers(m)) % m
    return [order[start : start + size] for start in range(0, m, size)]

# %% wrong="ch04-e17" because="draws anew for each batch" says="exactly once"
def minibatches(m, size, rng):
    return [rng.integers(0, m, min(size, m - start)) for start in range(0, m, size)]

# %% wrong="ch04-e17" because="file order" says="order of the file"
def minibatches(m, size, rng):
    return [np.arange(start, min(start + size, m)) for start in range(0, m, size)]

# %% wrong="ch04-e17" because="shuffles within batches" says="only within"
def minibatches(m, size, rng):
    return [rng.permutation(np.arange(start, min(start + size, m))) for start in range(0, m, size)]

# %% wrong="ch04-e17" because="even pieces" says="only the last one"
def minibatches(m, size, rng):
    return np.array_split(rng.permutation(m), -(-m // size))

# %% wrong="ch04-e17" because="an empty batch at the end" says="a mean of nothing"
def minibatches(m, size, rng):
    order = rng.permutation(m)
    return [order[k * size : (k + 1) * size] for k in range(m // size + 1)]

# %% wrong="ch04-e17" because="each half of the file shuffled by itself" says="never came into batch"
def minibatches(m, size, rng):
    order = np.r_[rng.permutation(m // 2), m // 2 + rng.permutation(m - m // 2)]
    return [order[start : start + size] for start in range(0, m, size)]

# %% [markdown] exercise="ch04-e04" title="Stochastic gradient descent" kind="F" level=2 minutes=20 core=true after="§3" skills=["Stochastic gradient descent"] topics=["S-05-I.04", "S-ch04-iid"]
# Write `sgd(X, y, schedule, epochs, rng)`: stochastic gradient descent on the squared error, one row a step.
#
# | | |
# |---|---|
# | `X`, `y` | shapes `(m, k)` and `(m,)`; the column of ones is already there |
# | `schedule` | a function: `schedule(t)` is the learning rate of step `t`, and `t` counts **all** steps: 0, 1, 2, … |
# | `epochs` | how many passes; each visits every row exactly once, in a **new** random order |
# | `rng` | a `numpy.random.Generator`; all that is random comes from it |
# | returns | `theta` of shape `(k,)`, started from zeros |
#
# The gradient for one row is $2\,x\,(x\cdot\theta-y)$.

# %% [markdown] hint="ch04-e04"
# What does one *epoch* promise about each row? Which way of drawing rows keeps this promise, and which one does not?

# %% [markdown] hint="ch04-e04"
# `rng` has a method that gives the numbers 0 … m−1 in random order. Call it once for each epoch. By hand: with `X` the 4 × 4 unit matrix,
# `y` all ones and a rate of 0.25, what is `theta` after one epoch?

# %% [markdown] hint="ch04-e04"
# ```python
# def sgd(X, y, schedule, epochs, rng):
#     theta, t = np.zeros(X.shape[1]), 0
#     for _ in range(____):
#         for i in rng.____(len(X)):
#             gradient = 2 * X[i] * (____ - y[i])
#             theta = theta - ____ * gradient
#             t += 1
#     return theta
# ```

# %% answer="ch04-e04" needs=[]
def sgd(X, y, schedule, epochs, rng):
    """theta after some epochs of one-row steps."""
    ### BEGIN SOLUTION
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
            t += 1
    return theta
    ### END SOLUTION

# %% tests="ch04-e04" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np

def make_rng(seed):
    return np.random.default_rng(seed)

class Schedule:
    def __init__(self, rates):
        self.rates, self.asked = [float(rate) for rate in rates], []
    def __call__(self, t):
        self.asked.append(t)
        return self.rates[min(max(int(t), 0), len(self.rates) - 1)]

class Decay:
    def __init__(self, a, b):
        self.a, self.b = a, b
    def __call__(self, t):
        return self.a / (t + self.b)

def global_numbers():
    kind, keys, *rest = np.random.get_state()
    return [keys.tolist(), rest[0]]
""")

M, EPOCHS = 5, 3


def digits_rates():
    """Rates with which step t leaves y/5^(t+1) in theta, so that the order of all visits can be read off."""
    share = 5.0 ** -np.arange(1, M * EPOCHS + 1)
    left = 1 - (share.sum() - np.cumsum(share))
    return share / left / 2


def visits(seed):
    """The rows that the learner's code visited, one line an epoch, or None if theta cannot be read."""
    schedule = answer.Schedule(digits_rates())
    theta = np.asarray(answer.sgd(np.ones((M, 1)), np.arange(float(M)), schedule, EPOCHS, answer.make_rng(seed)), dtype=float)
    if theta.size != 1 or not np.all(np.isfinite(theta)):
        return None
    number, order = round(float(theta.ravel()[0]) * 5 ** (M * EPOCHS)), []
    for _ in range(M * EPOCHS):
        number, digit = divmod(number, 5)
        order.insert(0, digit)
    return None if number else np.array(order).reshape(EPOCHS, M)


with expect.test("one epoch visits each row once"):
    goal = np.arange(1.0, 9.0)
    theta = answer.sgd(np.eye(8), goal, answer.Schedule([0.25] * 8), 1, answer.make_rng(0))
    expect.shape(theta, (8,))
    paired = np.allclose(theta, goal / 2)
    expect.true(paired or not np.allclose(np.sort(theta), goal / 2), "Some rows of X met the target of another row: X was shuffled and y was not, or the other way round. Use the same row number for both.")
    counts = np.round(-np.log2(np.maximum(1 - np.asarray(theta, dtype=float) / goal, 1e-9)), 6)
    if np.all(counts == np.round(counts)) and np.all(counts >= 0) and not np.all(counts == 1) and counts.sum() == 8:
        expect.fail("In one epoch some rows were visited {most} times, {none} not at all. An epoch visits each row once: shuffle all rows instead of drawing them one by one.", most=int(counts.max()), none=int((counts == 0).sum()))
    expect.close(
        theta,
        goal / 2,
        says="One epoch with X the unit matrix, y = 1 … 8 and rate 0.25 moves theta halfway to y: {want}. Got {got}.",
        mistakes=[
            (goal / 4, "theta moved a quarter of the way to y instead of half: the factor 2 of the squared error is missing."),
            (goal / 16, "The gradient of one row is not divided by m: expected {want}, got {got}."),
            (-goal / 2, "theta moved away from y: the sign is wrong, so the cost rises. The gradient points uphill; subtract it."),
            (goal * 0.75, "Every row was visited twice in one epoch. Count your loops: epochs outside, rows inside."),
            (np.zeros(8), "theta did not move. Is the new theta kept, and does the loop run over the rows?"),
        ],
    )

with expect.test("one row with two features, twice"):
    got = answer.sgd(np.array([[1.0, 3.0]]), np.array([4.0]), answer.Schedule([0.02, 0.03]), 2, answer.make_rng(0))
    expect.close(got, [0.304, 0.912], rtol=1e-9, says="One row (1, 3) with target 4, two epochs with rates 0.02 and 0.03: expected {want}, got {got}. Do both steps by hand.")

with expect.test("each step starts from the theta of the one before"):
    X, y = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([1.0, 4.0])

    def walked(order, fresh):
        theta = start = np.zeros(2)
        for i, rate in zip(order, (0.1, 0.2), strict=True):
            theta = theta - rate * 2 * X[i] * (X[i] @ (theta if fresh else start) - y[i])
        return theta

    got = np.asarray(answer.sgd(X, y, answer.Schedule([0.1, 0.2]), 1, answer.make_rng(0)), dtype=float)
    expect.shape(got, (2,))
    expect.true(not any(np.allclose(got, walked(order, False)) for order in ((0, 1), (1, 0))), "In an epoch of two rows both gradients were computed with the theta of the beginning. The second step starts from what the first one made.")
    expect.true(any(np.allclose(got, walked(order, True)) for order in ((0, 1), (1, 0))), "Two rows, one epoch, rates 0.1 and 0.2: got {got}; expected {one} or {other}, depending on the order. Do both steps by hand.", got=got, one=walked((0, 1), True), other=walked((1, 0), True))

with expect.test("the schedule is asked for t = 0, 1, 2, …"):
    schedule = answer.Schedule([0.05] * 12)
    answer.sgd(np.eye(4), np.ones(4), schedule, 3, answer.make_rng(1))
    asked = [int(t) for t in schedule.asked]
    expect.true(asked, "`schedule` was never called: the learning rate must come from `schedule(t)` in every step.")
    expect.equal(
        sorted(set(asked)),
        list(range(12)),
        says="Three epochs of four rows are steps 0 to 11; `schedule` was asked for {got}.",
        mistakes=[
            ([0, 1, 2], "`schedule` was asked for {got} only: t counts steps, not epochs. Add one after every row."),
            ([0, 1, 2, 3], "`schedule` was asked for {got} only: t starts again in every epoch. It counts all steps, 0 to 11."),
            (list(range(1, 13)), "`schedule` was asked for 1 to 12: the first step is t = 0."),
            ([0], "`schedule` was asked for t = 0 only: the rate must be asked anew in every step."),
        ],
    )
    expect.true(list(dict.fromkeys(asked)) == list(range(12)), "`schedule` was asked for {asked}. t counts the steps as they are made, so the numbers come in order: it is no row number.", asked=asked)

with expect.test("the order of rows comes from rng"):
    first, again, other = visits(0), visits(0), visits(1)
    expect.true(first is not None and again is not None and other is not None, "Fifteen steps with rates that change do not add up. Each of these would do it: a rate that is not `schedule(t)` of the very step, a theta that is not the newest, a row that an epoch visits twice.")
    expect.true(np.array_equal(first, again), "The same seed gave two different results: something random does not come from `rng`. Usually it is a function of `np.random`, which is global.")
    in_file_order = np.array_equal(first, np.tile(np.arange(M), (EPOCHS, 1)))
    expect.true(not (in_file_order and np.array_equal(first, other)), "Two seeds gave the same theta, so rows are visited in file order. Draw a new order from `rng` each epoch.")
    expect.true(not np.array_equal(first, other), "Two seeds gave the same order of rows, so it does not come from `rng`. Usually a generator with a fixed seed, or the global `np.random.seed`, is used instead.")

### BEGIN HIDDEN TESTS
with expect.test("a new order in each epoch"):
    orders = [visits(seed) for seed in (11, 12, 13, 14)]
    readable = all(order is not None and np.all(np.sort(order, axis=1) == np.arange(M)) for order in orders)
    expect.true(readable, "Fifteen steps with rates that change do not add up. Each of these would do it: a rate that is not `schedule(t)` of the very step, a theta that is not the newest, a row that an epoch visits twice.")
    expect.true(not all(np.all(order == order[0]) for order in orders), "All epochs visit the rows in the same order. Draw a new order in each epoch, not once before the loop.")
    for epoch in range(EPOCHS):
        expect.true(not all(np.array_equal(order[epoch], orders[0][epoch]) for order in orders), "In epoch {epoch} four seeds gave the same order of rows: {rows}. Draw the order of every epoch from `rng`, that of the first, too.", epoch=epoch + 1, rows=orders[0][epoch])
    expect.new_orders(orders, says="The order of one epoch follows from that of the one before, as when it is reversed or rolled. Draw a new one from `rng` in each epoch.")

with expect.test("random numbers of others are left alone"):
    before = answer.global_numbers()
    answer.sgd(np.eye(4), np.ones(4), answer.Schedule([0.1] * 8), 2, answer.make_rng(3))
    expect.equal(answer.global_numbers(), before, says="Your code used or reseeded NumPy's global random numbers (`np.random.…`). Other code relies on them: draw from `rng` only.")

with expect.test("a sorted file is fitted well"):
    rng = np.random.default_rng(8)
    x = np.sort(rng.uniform(-1, 3, 200))
    X, y = np.c_[np.ones(200), x], 1 + 2 * x + rng.normal(size=200)
    held, held_y = answer.put(X), answer.put(y)
    theta = np.asarray(answer.sgd(held, held_y, answer.Decay(5, 100), 20, answer.make_rng(5)), dtype=float)
    best = np.mean((X @ np.linalg.lstsq(X, y)[0] - y) ** 2)
    expect.at_most(np.mean((X @ theta - y) ** 2) / best, 1.05, "After 20 epochs the mean squared error is {got} times the best possible; at most {high} is expected.")
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="ch04-e04" because="a list of indices, shuffled in place; rates asked beforehand"
def sgd(X, y, schedule, epochs, rng):
    m, k = X.shape
    rates = [schedule(t) for t in range(epochs * m)]
    theta, rows = np.zeros(k), np.arange(m)
    for epoch in range(epochs):
        rng.shuffle(rows)
        for step, i in enumerate(rows):
            theta -= 2 * rates[epoch * m + step] * (X[i] @ theta - y[i]) * X[i]
    return theta

# %% right="ch04-e04" because="rows and targets shuffled together"
def sgd(X, y, schedule, epochs, rng):
    data = np.c_[X, y]
    theta, t = [0.0] * X.shape[1], 0
    for _ in range(epochs):
        for row in rng.permutation(data, axis=0):
            x, goal = row[:-1], row[-1]
            error = x @ np.array(theta) - goal
            theta = [old - schedule(t) * 2 * error * value for old, value in zip(theta, x)]
            t += 1
    return np.array(theta)

# %% right="ch04-e04" because="choice without replacement"
def sgd(X, y, schedule, epochs, rng):
    theta = np.zeros(X.shape[1])
    m = len(y)
    for t in range(epochs * m):
        if t % m == 0:
            order = rng.choice(m, size=m, replace=False)
        i = order[t % m]
        theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
    return theta

# %% wrong="ch04-e04" because="file order" says="file order"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        for i in range(len(X)):
            theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
            t += 1
    return theta

# %% wrong="ch04-e04" because="draws with replacement" says="each row once"
def sgd(X, y, schedule, epochs, rng):
    theta = np.zeros(X.shape[1])
    for t in range(epochs * len(X)):
        i = rng.integers(len(X))
        theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
    return theta

# %% wrong="ch04-e04" because="one order for all epochs" says="in each epoch"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    order = rng.permutation(len(X))
    for _ in range(epochs):
        for i in order:
            theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
            t += 1
    return theta

# %% wrong="ch04-e04" because="one order, reversed in every other epoch" says="Draw a new one from `rng`"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    rows = rng.permutation(len(X))
    for _ in range(epochs):
        for i in rows:
            theta = theta - 2 * schedule(t) * (X[i] @ theta - y[i]) * X[i]
            t += 1
        rows = rows[::-1]
    return theta

# %% wrong="ch04-e04" because="one order, rolled by one in each epoch" says="Draw a new one from `rng`"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    rows = rng.permutation(len(X))
    for epoch in range(epochs):
        for i in np.roll(rows, epoch):
            theta = theta - 2 * schedule(t) * (X[i] @ theta - y[i]) * X[i]
            t += 1
    return theta

# %% wrong="ch04-e04" because="a new order only in every other epoch" says="Draw a new one from `rng`"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    for epoch in range(epochs):
        rows = rng.permutation(len(X)) if epoch % 2 == 0 else rows[::-1]
        for i in rows:
            theta = theta - 2 * schedule(t) * (X[i] @ theta - y[i]) * X[i]
            t += 1
    return theta

# %% wrong="ch04-e04" because="the rate belongs to the row, not to the step" says="no row number"
def sgd(X, y, schedule, epochs, rng):
    theta, m = np.zeros(X.shape[1]), len(X)
    for epoch in range(epochs):
        for i in rng.permutation(m):
            theta = theta - 2 * schedule(epoch * m + int(i)) * (X[i] @ theta - y[i]) * X[i]
    return theta

# %% wrong="ch04-e04" because="all gradients of an epoch by its first theta" says="what the first one made"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        old = theta.copy()
        for i in rng.permutation(len(X)):
            theta = theta - 2 * schedule(t) * (X[i] @ old - y[i]) * X[i]
            t += 1
    return theta

# %% right="ch04-e04" because="sorted by random keys, as a generator of steps"
def sgd(X, y, schedule, epochs, rng):
    from itertools import chain, count

    steps = zip(count(), chain.from_iterable(np.argsort(rng.random(len(X))) for _ in range(epochs)))
    theta = np.zeros((X.shape[1], 1))
    for t, i in steps:
        x = X[[i]].T
        theta = theta - schedule(t) * 2 * x @ (x.T @ theta - y[i])
    return theta[:, 0]

# %% wrong="ch04-e04" because="the rate is asked once" says="schedule"
def sgd(X, y, schedule, epochs, rng):
    theta, eta = np.zeros(X.shape[1]), schedule(0)
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = theta - eta * 2 * X[i] * (X[i] @ theta - y[i])
    return theta

# %% wrong="ch04-e04" because="t counts epochs" says="not epochs"
def sgd(X, y, schedule, epochs, rng):
    theta = np.zeros(X.shape[1])
    for t in range(epochs):
        for i in rng.permutation(len(X)):
            theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
    return theta

# %% wrong="ch04-e04" because="seeds the global generator" says="global"
def sgd(X, y, schedule, epochs, rng):
    np.random.seed(42)
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        for i in np.random.permutation(len(X)):
            theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
            t += 1
    return theta

# %% wrong="ch04-e04" because="seeds the global generator from rng" says="global"
def sgd(X, y, schedule, epochs, rng):
    np.random.seed(rng.integers(1000))
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        for i in np.random.permutation(len(X)):
            theta = theta - schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
            t += 1
    return theta

# %% wrong="ch04-e04" because="shuffles X alone" says="target of another row"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        X = rng.permutation(X)
        for x, goal in zip(X, y):
            theta = theta - schedule(t) * 2 * x * (x @ theta - goal)
            t += 1
    return theta

# %% wrong="ch04-e04" because="divides by m" says="not divided by m"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = theta - schedule(t) * 2 / len(X) * X[i] * (X[i] @ theta - y[i])
            t += 1
    return theta

# %% wrong="ch04-e04" because="adds the gradient" says="uphill"
def sgd(X, y, schedule, epochs, rng):
    theta, t = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = theta + schedule(t) * 2 * X[i] * (X[i] @ theta - y[i])
            t += 1
    return theta

# %% wrong="ch04-e04" because="the first epoch in the order of the file" says="that of the first, too"
def sgd(X, y, schedule, epochs, rng):
    theta, t, rows = np.zeros(X.shape[1]), 0, np.arange(len(X))
    for _ in range(epochs):
        for i in rows:
            theta = theta - 2 * schedule(t) * (X[i] @ theta - y[i]) * X[i]
            t += 1
        rows = rng.permutation(len(X))
    return theta

# %% [markdown] exercise="ch04-e05" title="What a sorted file does to SGD" kind="X" level=2 minutes=10 core=false after="§3" skills=["Stochastic gradient descent"] topics=["S-ch04-iid"]
# `X`, `y` are pictures of digits and their labels. Write `sorted_and_shuffled(X, y, rng)` that returns
# `{"sorted": model, "shuffled": model}`, two **fitted** `SGDClassifier`s that differ only in the order of the rows they were given:
# sorted by label, and shuffled by `rng`. Each is given every row exactly once, with its own label.
#
# The order must be yours alone, so both get `shuffle=False, max_iter=1, tol=None` (one pass) and the same settings otherwise. The check looks at the rows that
# they were given, and measures both on digits that neither has seen. Write down first: how far apart will they be?

# %% [markdown] hint="ch04-e05"
# `SGDClassifier` shuffles the rows itself unless it is told not to, and makes up to 1000 passes. What would each of these two do to the
# effect that you want to see?

# %% [markdown] hint="ch04-e05"
# `np.argsort(y)` gives the row numbers in the order of their labels, `rng.permutation(len(y))` in random order. Index `X` **and** `y` with
# the same row numbers.

# %% [markdown] hint="ch04-e05"
# ```python
# def sorted_and_shuffled(X, y, rng):
#     orders = {"sorted": np.____(y), "shuffled": rng.____(len(y))}
#     return {
#         name: SGDClassifier(shuffle=____, max_iter=____, tol=None, random_state=0).fit(X[rows], ____)
#         for name, rows in orders.items()
#     }
# ```

# %% answer="ch04-e05" needs=[]
def sorted_and_shuffled(X, y, rng):
    """Two fitted classifiers: one saw the rows by label, one shuffled."""
    ### BEGIN SOLUTION
    orders = {"sorted": np.argsort(y, kind="stable"), "shuffled": rng.permutation(len(y))}
    return {
        name: SGDClassifier(shuffle=False, max_iter=1, tol=None, random_state=0).fit(X[rows], y[rows])
        for name, rows in orders.items()
    }
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e05"
# return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None, random_state=0).fit(X[rows], y[rows]) for name, rows in orders.items()}  →  return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None, random_state=1).fit(X[rows], y[rows]) for name, rows in orders.items()}

# %% tests="ch04-e05" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from jupyterlab_homl.toolkit.spies import recorded_fits, row_numbers, rows_given

digits = load_digits()
KEPT = []

def cut(seed):
    rows = np.random.default_rng(seed).permutation(len(digits.data))
    X, y = digits.data[rows], digits.target[rows]
    return row_numbers(X[:1200]), y[:1200].copy(), X[1200:], y[1200:]

def made_by(fits, model):
    "The calls that led to a model, which may be a copy: the last `fit`, or the steps of `partial_fit` since then."
    ends = [k for k, fit in enumerate(fits) if np.array_equal(fit.fitted.coef_, model.coef_)]
    if not ends:
        return []
    first = last = ends[-1]
    while fits[first].method == "partial_fit" and first and fits[first - 1].model is fits[last].model:
        first -= 1
    return fits[first : last + 1]

def kept():
    return all(KEPT)

def experiment(function, seed):
    X, y, X_new, y_new = cut(seed)
    images, labels = X.copy(), y.copy()
    with recorded_fits(SGDClassifier) as fits:
        models = function(X, y, np.random.default_rng(seed))
    KEPT.append(np.array_equal(X, images) and np.array_equal(y, labels))
    if not isinstance(models, dict):
        return type(models).__name__
    if len(models) == 2 and len({id(model) for model in models.values()}) == 1:
        return "the same model twice, fitted anew"
    found = {}
    for name, model in models.items():
        found[name] = facts = {"kind": type(model).__name__, "fitted": hasattr(model, "coef_")}
        if not isinstance(model, SGDClassifier):
            continue
        settings = model.get_params()
        facts["shuffle"] = bool(settings.pop("shuffle"))
        for name_of_setting in ("random_state", "max_iter", "tol", "n_jobs", "verbose"):  # the passes are counted below
            settings.pop(name_of_setting)
        own = made_by(fits, model) if facts["fitted"] else []
        if facts["fitted"] and own:
            rows = np.concatenate([rows_given(fit.X) for fit in own])
            given = np.concatenate([fit.y for fit in own])
            inside = rows.clip(0, len(labels) - 1)
            facts |= {
                "passes": (getattr(model, "t_", 1.0) - 1) / 1200,
                "settings": str(sorted(settings.items())),
                "rows": rows.tolist(),
                "labels": given.tolist(),
                "paired": bool(np.array_equal(labels[inside], given)),
            }
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                facts["score"] = float(np.mean(model.predict(X_new) == y_new))
    return found
""")


@cache
def given(seed):
    """What the learner's two models are, the rows that they were given, and how good they are on new digits."""
    found = answer.experiment(answer.sorted_and_shuffled, seed)
    expect.true(isinstance(found, dict), "Expected a dict with two models, got {got}.", got=str(found))
    expect.true(set(found) == {"sorted", "shuffled"}, "The keys are {got}; expected 'sorted' and 'shuffled'.", got=sorted(map(str, found)))
    for name, facts in found.items():
        expect.equal(facts["kind"], "SGDClassifier", says="{name}: expected an {want}, got {got}.", name=name)
        expect.true(facts["fitted"], "{name}: this model is not fitted. Fit both, then return them.", name=name)
        expect.true("rows" in facts, "{name}: it cannot be told which rows this model was given. Make and fit one SGDClassifier for each order, and return these two.", name=name)
    return found


def matched(seed):
    """The same, once each model was given every row once with its own label."""
    found = given(seed)
    for name, facts in found.items():
        rows = facts["rows"]
        expect.true(facts["paired"] or sorted(facts["labels"]) != sorted(found["sorted"]["labels"]) or len(set(rows)) < 1200, "{name}: pictures were given labels of other pictures. Index X and y with the same row numbers.", name=name)
        expect.true(len(rows) == 1200 and sorted(rows) == list(range(1200)), "{name}: of 1200 rows it was given {rows}, {different} different ones. Both models get every row once.", name=name, rows=len(rows), different=len(set(rows)))
        expect.true(facts["paired"], "{name}: pictures were given labels of other pictures. Index X and y with the same row numbers.", name=name)
    return found


def changes(labels):
    """How often the label differs from the one before."""
    return int(np.count_nonzero(np.diff(labels)))


with expect.test("two classifiers that keep the order they are given"):
    for name, facts in given(0).items():
        expect.true(facts["shuffle"] is False, "{name}: `shuffle` is still True. SGDClassifier then shuffles for you, and the order you gave is gone before the first step.", name=name)
        expect.true(abs(facts["passes"] - 1) < 1e-6 or len(facts["rows"]) != 1200, "{name}: it made {passes} passes over 1200 rows. With every further pass the effect of the order shrinks: max_iter=1, tol=None.", name=name, passes=round(facts["passes"], 2))

with expect.test("one is given the rows sorted by label, the other shuffled"):
    found = matched(0)
    by_label, mixed = changes(found["sorted"]["labels"]), changes(found["shuffled"]["labels"])
    expect.true(not (by_label > 9 and mixed == 9), "'shuffled' was given the rows sorted by label, 'sorted' was not: the two keys are exchanged.")
    expect.true(by_label == 9, "'sorted': the label changes {times} times from one row to the next. With ten labels in order it changes nine times: take the row numbers from np.argsort(y).", times=by_label)
    expect.true(found["shuffled"]["rows"] != list(range(1200)), "'shuffled' was given the rows in the order of the file. Draw an order from `rng`.")
    expect.true(mixed > 600, "'shuffled': the label changes only {times} times from one row to the next, so equal labels still stand together. Shuffle all rows.", times=mixed)

with expect.test("nothing but the order differs"):
    found = matched(0)
    expect.true(found["sorted"]["settings"] == found["shuffled"]["settings"], "The two classifiers have different settings. Then nobody can say whether it was the order that made the difference.")

### BEGIN HIDDEN TESTS
with expect.test("the shuffled order comes from rng"):
    first, again, other = matched(0)["shuffled"]["rows"], answer.experiment(answer.sorted_and_shuffled, 0)["shuffled"]["rows"], matched(1)["shuffled"]["rows"]
    expect.true(first == again, "Twice the same seed, two different orders for 'shuffled': they do not come from `rng`.")
    expect.true(first != other, "Two seeds gave 'shuffled' the same order: it does not come from `rng`.")

with expect.test("the input stays as it was"):
    given(0)
    expect.true(answer.kept(), "Your code changed its input in place. Whoever called it still needs it: work on a copy.")

with expect.test("on new digits the order makes a large difference"):
    for seed in (0, 1, 2):
        found = matched(seed)
        low, high = found["sorted"]["score"], found["shuffled"]["score"]
        expect.true(high - low >= 0.25, "On new digits 'sorted' is right on {low}, 'shuffled' on {high}; a gap of at least 0.25 is expected.", low=low, high=high)
### END HIDDEN TESTS

# %% wrong="ch04-e05" because="indexes with the labels themselves" says="Both models get every row once"
def sorted_and_shuffled(X, y, rng):
    mixed = rng.permutation(len(y))
    one = SGDClassifier(shuffle=False, max_iter=1, tol=None, random_state=0)
    two = SGDClassifier(shuffle=False, max_iter=1, tol=None, random_state=0)
    return {"sorted": one.fit(X[y], y), "shuffled": two.fit(X[mixed], y[mixed])}

# %% right="ch04-e05" because="log loss, descending labels, shuffled in place"
def sorted_and_shuffled(X, y, rng):
    down = np.argsort(y)[::-1]
    mixed = np.arange(len(y))
    rng.shuffle(mixed)
    one = SGDClassifier(loss="log_loss", shuffle=False, max_iter=1, tol=None)
    two = SGDClassifier(loss="log_loss", shuffle=False, max_iter=1, tol=None)
    return {"sorted": one.fit(X[down], y[down]), "shuffled": two.fit(X[mixed], y[mixed])}

# %% right="ch04-e05" because="one pass by partial_fit"
def sorted_and_shuffled(X, y, rng):
    models = {}
    for name, rows in (("shuffled", rng.permutation(len(y))), ("sorted", np.argsort(y))):
        models[name] = SGDClassifier(shuffle=False).partial_fit(X[rows], y[rows], classes=np.unique(y))
    return models

# %% wrong="ch04-e05" because="shuffle left on" says="shuffles for you"
def sorted_and_shuffled(X, y, rng):
    orders = {"sorted": np.argsort(y), "shuffled": rng.permutation(len(y))}
    return {name: SGDClassifier(max_iter=1, tol=None, random_state=0).fit(X[rows], y[rows]) for name, rows in orders.items()}

# %% wrong="ch04-e05" because="default number of passes" says="every further pass"
def sorted_and_shuffled(X, y, rng):
    orders = {"sorted": np.argsort(y), "shuffled": rng.permutation(len(y))}
    return {name: SGDClassifier(shuffle=False, random_state=0).fit(X[rows], y[rows]) for name, rows in orders.items()}

# %% wrong="ch04-e05" because="labels stay behind" says="same row numbers"
def sorted_and_shuffled(X, y, rng):
    orders = {"sorted": np.argsort(y), "shuffled": rng.permutation(len(y))}
    return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(X[rows], y) for name, rows in orders.items()}

# %% wrong="ch04-e05" because="sorts the labels and leaves the pictures" says="labels of other pictures"
def sorted_and_shuffled(X, y, rng):
    def trained(images, labels):
        return SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(images, labels)

    mixed = rng.permutation(len(y))
    return {"sorted": trained(X, sorted(y)), "shuffled": trained(X[mixed], y[mixed])}

# %% wrong="ch04-e05" because="the global generator" says="do not come from `rng`"
def sorted_and_shuffled(X, y, rng):
    mixed = np.arange(len(y))
    np.random.shuffle(mixed)
    ordered = np.argsort(y)
    make = lambda rows: SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(X[rows], y[rows])
    return {"sorted": make(ordered), "shuffled": make(mixed)}

# %% wrong="ch04-e05" because="another penalty for one of the two" says="different settings"
def sorted_and_shuffled(X, y, rng):
    ordered, mixed = np.argsort(y), rng.permutation(len(y))
    strong = SGDClassifier(alpha=0.01, shuffle=False, max_iter=1, tol=None)
    plain = SGDClassifier(shuffle=False, max_iter=1, tol=None)
    return {"sorted": strong.fit(X[ordered], y[ordered]), "shuffled": plain.fit(X[mixed], y[mixed])}

# %% wrong="ch04-e05" because="the order of the file as shuffled" says="order of the file"
def sorted_and_shuffled(X, y, rng):
    ordered = np.argsort(y)
    one, two = (SGDClassifier(shuffle=False, max_iter=1, tol=None) for _ in range(2))
    return {"sorted": one.fit(X[ordered], y[ordered]), "shuffled": two.fit(X, y)}

# %% wrong="ch04-e05" because="rows drawn with replacement" says="Both models get every row once"
def sorted_and_shuffled(X, y, rng):
    ordered, drawn = np.argsort(y), rng.choice(len(y), len(y))
    one, two = (SGDClassifier(shuffle=False, max_iter=1, tol=None) for _ in range(2))
    return {"sorted": one.fit(X[ordered], y[ordered]), "shuffled": two.fit(X[drawn], y[drawn])}

# %% wrong="ch04-e05" because="shuffled by a seed of its own" says="same order"
def sorted_and_shuffled(X, y, rng):
    ordered, mixed = np.argsort(y), np.random.default_rng(7).permutation(len(y))
    one, two = (SGDClassifier(shuffle=False, max_iter=1, tol=None) for _ in range(2))
    return {"sorted": one.fit(X[ordered], y[ordered]), "shuffled": two.fit(X[mixed], y[mixed])}

# %% right="ch04-e05" because="one by fit, the other row by row"
def sorted_and_shuffled(X, y, rng):
    ordered, mixed = np.argsort(y, kind="stable"), rng.choice(len(y), len(y), replace=False)
    one = SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(X[ordered], y[ordered])
    two = SGDClassifier(shuffle=False)
    for part in np.array_split(mixed, 40):
        two.partial_fit(X[part], y[part], classes=np.arange(10))
    return {"sorted": one, "shuffled": two}

# %% right="ch04-e05" because="copies of one object that is fitted twice"
def sorted_and_shuffled(X, y, rng):
    from copy import deepcopy

    model, kept = SGDClassifier(shuffle=False, max_iter=1, tol=None), {}
    for name, rows in (("sorted", np.argsort(y)), ("shuffled", rng.permutation(len(y)))):
        kept[name] = deepcopy(model.fit(X[rows], y[rows]))
    return kept

# %% right="ch04-e05" because="pictures scaled first, labels grouped by hand"
def sorted_and_shuffled(X, y, rng):
    Z = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)
    grouped = np.concatenate([np.flatnonzero(y == label) for label in range(10)])
    mixed = np.argsort(rng.random(len(y)))
    return {
        key: SGDClassifier(shuffle=False, max_iter=1, tol=None, random_state=4).fit(Z[rows], y[rows])
        for key, rows in {"shuffled": mixed, "sorted": grouped}.items()
    }

# %% wrong="ch04-e05" because="keys exchanged" says="exchanged"
def sorted_and_shuffled(X, y, rng):
    orders = {"shuffled": np.argsort(y), "sorted": rng.permutation(len(y))}
    return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(X[rows], y[rows]) for name, rows in orders.items()}

# %% wrong="ch04-e05" because="both in the order of the file" says="nine times"
def sorted_and_shuffled(X, y, rng):
    return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(X, y) for name in ("sorted", "shuffled")}

# %% wrong="ch04-e05" because="one object fitted twice" says="the same model twice"
def sorted_and_shuffled(X, y, rng):
    model = SGDClassifier(shuffle=False, max_iter=1, tol=None)
    a, b = np.argsort(y), rng.permutation(len(y))
    return {"sorted": model.fit(X[a], y[a]), "shuffled": model.fit(X[b], y[b])}

# %% wrong="ch04-e05" because="not fitted" says="not fitted"
def sorted_and_shuffled(X, y, rng):
    return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None) for name in ("sorted", "shuffled")}

# %% wrong="ch04-e05" because="sorts the pictures and labels that it was given" says="changed its input"
def sorted_and_shuffled(X, y, rng):
    by_label = np.argsort(y)
    X[:], y[:] = X[by_label], y[by_label]
    one, two = (SGDClassifier(shuffle=False, max_iter=1, tol=None) for _ in range(2))
    mixed = rng.permutation(len(y))
    return {"sorted": one.fit(X, y), "shuffled": two.fit(X[mixed], y[mixed])}

# %% [markdown]
# ## 4 · Curves from a linear model

# %% [markdown] exercise="ch04-e16" title="Powers, then a line" kind="C" level=1 minutes=5 core=false after="§4" skills=["Polynomial features"] topics=["S-05-I.11a"]
# Complete `poly_model(degree)`: an **unfitted** pipeline that fits a polynomial of this degree by least squares. The columns that reach the
# regression have standard deviation 1, and none of them is constant: the regression has its own bias.

# %% [markdown] hint="ch04-e16"
# Which of the three steps makes columns, which evens them out, which fits? If the powers are made *after* evening out, how large is the
# tenth power of 3?

# %% [markdown] hint="ch04-e16"
# `PolynomialFeatures` adds a column of ones unless its option `include_bias` says otherwise. Two features and degree 2 without it give
# five columns: a, b, a², ab, b².

# %% [markdown] hint="ch04-e16"
# ```python
# def poly_model(degree):
#     return make_pipeline(PolynomialFeatures(degree, ____=False), ____(), ____())
# ```

# %% answer="ch04-e16" needs=[]
def poly_model(degree):
    """An unfitted pipeline: powers, scaled, then least squares."""
    ### BEGIN SOLUTION
    return make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression())
    ### END SOLUTION

# %% tests="ch04-e16" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from sklearn.base import clone

def reaching(model, X, y):
    return clone(model).fit(X, y)[:-1].transform(X)

def fitted_predictions(model, X, y, X_new):
    return clone(model).fit(X, y).predict(X_new)
""")
rng = np.random.default_rng(2)
X = rng.uniform(-2, 2, (60, 2))
y = 1 + X[:, 0] - 2 * X[:, 0] * X[:, 1] + X[:, 1] ** 3

with expect.test("a pipeline that ends in a linear regression"):
    model = answer.poly_model(3)
    expect.instance(model, "Pipeline", says="Expected a {want}, got {got}. Chain the three steps with `make_pipeline`.")
    expect.instance(model[-1], "LinearRegression", says="The last step is {got}; it must be a LinearRegression.")

with expect.test("nine columns from two features of degree 3"):
    columns = answer.reaching(answer.poly_model(3), X, y)
    expect.shape(columns, (60, 9), says="The regression gets {got} where {want} is expected.", mistakes=[((60, 10), "The regression gets 10 columns, one of them constant. It has its own bias: leave the constant column out (`include_bias`)."), ((60, 2), "The regression gets the 2 features alone: where are their powers and products?"), ((60, 3), "The regression gets 3 columns, the features and their product: `interaction_only` leaves the powers out."), ((60, 5), "The regression gets 5 columns, those of degree 2: is `degree` handed on?")])
    spread = np.asarray(columns).std(axis=0)
    told = "The columns that reach the regression spread by {got}; each should have standard deviation 1. "

    def powers(Z):
        """All powers and products up to degree 3."""
        a, b = Z.T
        return np.c_[a, b, a * a, a * b, b * b, a**3, a * a * b, a * b * b, b**3]

    first = [((X - shift) / size) for shift, size in ((X.mean(axis=0), X.std(axis=0)), (X.min(axis=0), np.ptp(X, axis=0)))]
    expect.close(
        spread,
        np.ones(9),
        rtol=1e-6,
        says=told + "Which step evens out the columns, and to what?",
        mistakes=[
            (powers(X).std(axis=0), told + "They are the powers as they are: nothing scales them."),
            *((powers(Z).std(axis=0), told + "Scale after the powers are made, not before.") for Z in first),
            (powers(X).std(axis=0) / np.ptp(powers(X), axis=0), told + "Each is squeezed into a range of length 1, as by `MinMaxScaler`, which leaves spreads uneven."),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("a cubic surface is fitted exactly"):
    new = rng.uniform(-2, 2, (5, 2))
    got = answer.fitted_predictions(answer.poly_model(3), X, y, new)
    expect.close(got, 1 + new[:, 0] - 2 * new[:, 0] * new[:, 1] + new[:, 1] ** 3, rtol=1e-6, says="Points without noise on a cubic surface: expected {want}, got {got}.", mistakes=[(1 + new[:, 0] - 2 * new[:, 0] * new[:, 1] + new[:, 1] ** 3 - y.mean(), "On a cubic surface all predictions are off by the same number: the regression has no bias. Leave `fit_intercept` on.")])

with expect.test("degree 1 is a plain plane"):
    columns = answer.reaching(answer.poly_model(1), X, y)
    expect.shape(columns, (60, 2), says="With degree 1 the regression gets {got} where {want} is expected.")
### END HIDDEN TESTS

# %% right="ch04-e16" because="named steps"
def poly_model(degree):
    return Pipeline([("powers", PolynomialFeatures(degree=degree, include_bias=False)), ("scale", StandardScaler()), ("line", LinearRegression())])

# %% right="ch04-e16" because="spread evened out, means left as they are"
def poly_model(degree):
    steps = [PolynomialFeatures(degree), StandardScaler(with_mean=False), LinearRegression()]
    steps[0].include_bias = False
    return make_pipeline(*steps)

# %% wrong="ch04-e16" because="constant column kept" says="constant"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(degree), StandardScaler(), LinearRegression())

# %% wrong="ch04-e16" because="a regression without bias" says="has no bias"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression(fit_intercept=False))

# %% wrong="ch04-e16" because="scaled before" says="after the powers"
def poly_model(degree):
    return make_pipeline(StandardScaler(), PolynomialFeatures(degree, include_bias=False), LinearRegression())

# %% wrong="ch04-e16" because="degree not handed on" says="handed on"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(include_bias=False), StandardScaler(), LinearRegression())

# %% wrong="ch04-e16" because="a model, no pipeline" says="make_pipeline"
def poly_model(degree):
    return LinearRegression()

# %% wrong="ch04-e16" because="squeezed into 0 to 1 after the powers" says="range of length 1"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(degree, include_bias=False), MinMaxScaler(), LinearRegression())

# %% wrong="ch04-e16" because="quartiles after the powers" says="to what"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(degree, include_bias=False), RobustScaler(), LinearRegression())

# %% wrong="ch04-e16" because="nothing scales" says="nothing scales them"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(degree, include_bias=False), LinearRegression())

# %% [markdown]
# ## 5 · Too little, too much

# %% setup=true
def noisy_points(m, seed):
    """m points of 2 + 3x + 4.5x² with noise of standard deviation 1.

    X has the shape (m, 1), y the shape (m,).
    """
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (m, 1))
    return X, 2 + 3 * X[:, 0] + 4.5 * X[:, 0] ** 2 + rng.normal(size=m)

# %% [markdown] exercise="ch04-e19" title="Two numbers from a learning curve" kind="C" level=1 minutes=5 core=false after="§5" skills=["Learning curves and bias/variance"] topics=["S-05-I.08"]
# Complete `errors_at(model, X, y, rows)`: by scikit-learn's `learning_curve` with 5 folds (`cv=5`, no shuffling), the mean train RMSE and the mean validation RMSE of
# `model` when it is trained on this many rows. Return both as positive numbers: `(train, validation)`.

# %% [markdown] hint="ch04-e19"
# scikit-learn's scores are always *better when larger*. What does that make of an error?

# %% [markdown] hint="ch04-e19"
# `learning_curve` returns the sizes, then two arrays of shape `(sizes, folds)`: train scores and validation scores. `train_sizes` takes a list of row counts.

# %% [markdown] hint="ch04-e19"
# ```python
# def errors_at(model, X, y, rows):
#     _, train, validation = learning_curve(model, X, y, train_sizes=[____], cv=____, scoring="____")
#     return ____train.mean(), ____validation.mean()
# ```

# %% answer="ch04-e19" needs=[]
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    """(train RMSE, validation RMSE) with this many training rows."""
    ### BEGIN SOLUTION
    _, train, validation = learning_curve(model, X, y, train_sizes=[rows], cv=5, scoring="neg_root_mean_squared_error")
    return -train.mean(), -validation.mean()
    ### END SOLUTION

# %% tests="ch04-e19" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from sklearn.linear_model import LinearRegression

def line():
    return LinearRegression()
""")

rng = np.random.default_rng(31)
X = rng.uniform(-2, 2, (60, 1))
y = X[:, 0] ** 2 + rng.normal(size=60)


def errors(X, y, rows, power=1, folds=5, kind="rmse"):
    """Mean train and validation error of a line over the folds, with the first rows of each fold's training part."""
    found = []
    for fold in np.array_split(np.arange(len(X)), folds):
        few = np.setdiff1d(np.arange(len(X)), fold)[:rows]
        p = np.polyfit(X[few, 0], y[few], 1)
        squares = [np.mean((np.polyval(p, X[part, 0]) - y[part]) ** 2) for part in (few, fold)]
        if kind == "r2":
            found.append([1 - square / np.var(y[part]) for square, part in zip(squares, (few, fold), strict=True)])
        else:
            found.append([square ** (power / 2) for square in squares])
    return np.mean(found, axis=0)


with expect.test("a line on 20 rows of a parabola"):
    got = answer.errors_at(answer.line(), X, y, 20)
    want = errors(X, y, 20)
    expect.close(
        got,
        want,
        rtol=1e-6,
        says="With 20 rows (train, validation) should be {want}, got {got}.",
        mistakes=[
            (-want, "Both have the wrong sign: scores are better when larger, so an error comes as minus itself. Turn it back."),
            (want[::-1], "Validation and train are exchanged: `learning_curve` returns the train scores first."),
            (errors(X[:20], y[:20], 16), "The data were cut to 20 rows first, so each fold trains on 16 of them. Hand over all rows, and `rows` as `train_sizes`."),
            (errors(X, y, 20, 2), "These are mean squared errors; choose the scoring with the root."),
            (-errors(X, y, 20, 2), "These are minus the mean squared errors; choose the scoring with the root, and turn the sign."),
            (errors(X, y, 48), "These are the errors with all 48 rows of a fold: hand `rows` on as `train_sizes`."),
            (errors(X, y, 20, kind="r2"), "These are R², the score that a regression has by itself. Ask for the root mean squared error by `scoring`."),
            (-errors(X, y, 20, kind="r2"), "This is minus R², the score that a regression has by itself. Ask for the root mean squared error by `scoring`."),
            (np.abs(errors(X, y, 20, kind="r2")), "These are R² without its sign: the score that a regression has by itself. Ask for the root mean squared error by `scoring`."),
            (errors(X, y, 20, folds=3), "These are the errors of three folds; five are asked for (`cv=5`)."),
            (errors(X, y, 20, folds=10), "These are the errors of ten folds; five are asked for (`cv=5`)."),
            (np.sqrt(errors(X, y, 20, 2)), "You took the root after the mean over folds. Let each fold give its RMSE, then take the mean."),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("other numbers of rows"):
    expect.sweep(lambda rows: answer.errors_at(answer.line(), X, y, rows), {rows: errors(X, y, rows) for rows in (5, 31, 48)}, says="With {value} rows expected {want}, got {got}.")
### END HIDDEN TESTS

# %% right="ch04-e19" because="first row of the curves, as a list"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    sizes, *scores = learning_curve(model, X, y, train_sizes=np.array([rows]), cv=5, scoring="neg_root_mean_squared_error")
    return [float(np.abs(s[0]).mean()) for s in scores]

# %% wrong="ch04-e19" because="sign not turned" says="wrong sign"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    _, train, validation = learning_curve(model, X, y, train_sizes=[rows], cv=5, scoring="neg_root_mean_squared_error")
    return train.mean(), validation.mean()

# %% wrong="ch04-e19" because="no scoring" says="R²"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    _, train, validation = learning_curve(model, X, y, train_sizes=[rows], cv=5)
    return abs(train.mean()), abs(validation.mean())

# %% wrong="ch04-e19" because="three folds" says="three folds"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    sizes, train, validation = learning_curve(model, X, y, train_sizes=[rows], cv=3, scoring="neg_root_mean_squared_error")
    return -np.mean(train), -np.mean(validation)

# %% right="ch04-e19" because="folds by hand"
from sklearn.base import clone
from sklearn.model_selection import KFold

def errors_at(model, X, y, rows):
    found = []
    for train, validation in KFold(5).split(X):
        fitted = clone(model).fit(X[train[:rows]], y[train[:rows]])
        found.append([root_mean_squared_error(y[part], fitted.predict(X[part])) for part in (train[:rows], validation)])
    return np.array(found).mean(axis=0)

# %% wrong="ch04-e19" because="no root" says="mean squared errors"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    _, train, validation = learning_curve(model, X, y, train_sizes=[rows], cv=5, scoring="neg_mean_squared_error")
    return -train.mean(), -validation.mean()

# %% wrong="ch04-e19" because="root after the mean" says="after the mean"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    _, train, validation = learning_curve(model, X, y, train_sizes=[rows], cv=5, scoring="neg_mean_squared_error")
    return (-train.mean()) ** 0.5, (-validation.mean()) ** 0.5

# %% wrong="ch04-e19" because="always all rows" says="hand `rows` on"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    _, train, validation = learning_curve(model, X, y, train_sizes=[1.0], cv=5, scoring="neg_root_mean_squared_error")
    return -train.mean(), -validation.mean()

# %% wrong="ch04-e19" because="exchanged" says="exchanged"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    _, validation, train = learning_curve(model, X, y, train_sizes=[rows], cv=5, scoring="neg_root_mean_squared_error")
    return -train.mean(), -validation.mean()

# %% wrong="ch04-e19" because="cuts the data first" says="trains on 16"
from sklearn.model_selection import learning_curve

def errors_at(model, X, y, rows):
    _, train, validation = learning_curve(model, X[:rows], y[:rows], train_sizes=[1.0], cv=5, scoring="neg_root_mean_squared_error")
    return -train.mean(), -validation.mean()

# %% [markdown] exercise="ch04-e06" title="Name the illness from two numbers" kind="X" level=2 minutes=15 core=true after="§5" skills=["Learning curves and bias/variance"] topics=["S-05-I.08", "S-05-I.07"]
# Write `compare(X, y, X_val, y_val)`: fit polynomials of degree 1, 2 and 15 by least squares to `X`, `y` (X has one column) and return
#
# ```python
# {1: (train, validation, name), 2: (…), 15: (…)}
# ```
#
# with both errors as root mean squared error (for degree 15, where rounding and scaling matter, 5 % off are right), and `name` one of
# `"underfits"`, `"fits"`, `"overfits"`. The noise has standard deviation 1
# in all data that the check uses, so nothing honest gets far below 1. Let your code find the name **from the numbers**: the check also comes
# with other points. To try it: `compare(*noisy_points(30, 0), *noisy_points(300, 500))`.

# %% [markdown] hint="ch04-e06"
# Compare the two numbers before you name: are both high, are both near the noise, or are they far apart? Which of these does each name
# stand for?

# %% [markdown] hint="ch04-e06"
# `make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression())` fits, `root_mean_squared_error(y,
# prediction)` measures. Print the six numbers first; then choose a limit for the train error and one for the ratio of the two.

# %% [markdown] hint="ch04-e06"
# ```python
# def compare(X, y, X_val, y_val):
#     found = {}
#     for degree in (1, 2, 15):
#         model = ____.fit(X, y)
#         train = root_mean_squared_error(y, model.predict(____))
#         validation = root_mean_squared_error(____, model.predict(____))
#         if train > ____:
#             name = "____"
#         elif validation > ____ * train:
#             name = "____"
#         else:
#             name = "fits"
#         found[degree] = (train, validation, name)
#     return found
# ```

# %% answer="ch04-e06" needs=[]
def compare(X, y, X_val, y_val):
    """{degree: (train RMSE, validation RMSE, name)} for degrees 1, 2 and 15."""
    ### BEGIN SOLUTION
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        train = root_mean_squared_error(y, model.predict(X))
        validation = root_mean_squared_error(y_val, model.predict(X_val))
        if train > 1.3:
            name = "underfits"
        elif validation > 1.4 * train:
            name = "overfits"
        else:
            name = "fits"
        found[degree] = (train, validation, name)
    return found
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e06"
# model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)  →  model = make_pipeline(PolynomialFeatures(degree, include_bias=True), StandardScaler(), LinearRegression()).fit(X, y)

# %% tests="ch04-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

DEGREES = (1, 2, 15)
FAR_OFF = {1: 1e-6, 2: 1e-6, 15: 0.05}

answer.define("""
from sklearn import linear_model
from jupyterlab_homl.toolkit.spies import recorded_fits

KINDS = [getattr(linear_model, name) for name in ("Ridge", "RidgeCV", "Lasso", "LassoCV", "ElasticNet", "SGDRegressor")]

def others_fitted(function, *args):
    with recorded_fits(*KINDS) as fits:
        function(*args)
    return sorted({type(fit.model).__name__ for fit in fits})
""")


def points(m, seed, slopes):
    """m noisy points of a polynomial without bias."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (m, 1))
    return X, 2 + X[:, 0] * slopes[0] + X[:, 0] ** 2 * slopes[1] + rng.normal(size=m)


def rmse(y, prediction):
    return float(np.sqrt(np.mean((prediction - y) ** 2)))


def fits(X, y, degree):
    """Least squares in as many scalings as learners choose: scikit-learn drops directions below 1e-6, other ones in each."""
    low, high = X.min(), X.max()
    for shift, size in ((0, 1), (X.mean(), X.std()), (low, high - low), ((low + high) / 2, (high - low) / 2)):
        powers = ((X - shift) / size) ** np.arange(1, degree + 1)
        mean, spread = powers.mean(axis=0), powers.std(axis=0)
        for unit, smallest in ((1.0, 1e-15), (1.0, 1e-6), (spread, 1e-6)):
            w = np.linalg.lstsq((powers - mean) / unit, y - y.mean(), rcond=smallest)[0]
            yield lambda new, s=shift, z=size, u=unit, w=w, mean=mean: y.mean() + (((new - s) / z) ** np.arange(1, degree + 1) - mean) / u @ w


def compared(data, new):
    """The learner's dict for some data, once its form is right."""
    got = answer.compare(*data, *new)
    expect.true(isinstance(got, dict), "Expected a dict, got {got}.", got=got)
    expect.true(set(got) == set(DEGREES), "The keys are {got}; expected the degrees 1, 2 and 15 as whole numbers.", got=sorted(map(str, got)))
    for degree in DEGREES:
        expect.true(isinstance(got[degree], tuple | list) and len(got[degree]) == 3, "Degree {degree}: expected (train, validation, name), got {got}.", degree=degree, got=got[degree])
    return got


def close_enough(data, new, got):
    """Whether all six errors are right."""
    (X, y), (X_val, y_val) = data, new
    for degree in DEGREES:
        train, validation = (float(np.ravel(number)[0]) for number in got[degree][:2])
        right = [(rmse(y, f(X)), rmse(y_val, f(X_val))) for f in fits(X, y, degree)]
        if not any(near(train, t, degree) and near(validation, v, degree) for t, v in right):
            return False
    return True


def near(got, want, degree):
    """Whether an error is right: exact for low degrees, 5 % off for degree 15."""
    return abs(got - want) <= FAR_OFF[degree] * want


def check_names(data, new, names, exact=True):
    """Expect these names, with words that go by the numbers."""
    got = compared(data, new)
    expect.true(not exact or close_enough(data, new, got), "The names are looked at once all six errors are right.")
    for degree, want in zip(DEGREES, names, strict=True):
        train, validation, name = got[degree]
        told = dict(degree=degree, train=float(np.ravel(train)[0]), validation=float(np.ravel(validation)[0]), name=name, m=len(data[0]))
        expect.true(name in ("underfits", "fits", "overfits"), "Degree {degree}: {name} is none of the three names underfits, fits, overfits.", **told)
        if name == want:
            continue
        if want == "underfits":
            expect.fail("Degree {degree} on {m} points: train {train}, validation {validation}. Both are high, far above the noise of 1, and close together; you named it {name}. What does a model do that cannot even follow its own training points?", **told)
        if want == "overfits":
            expect.fail("Degree {degree} on {m} points: train {train}, validation {validation}. The two are far apart; you named it {name}. What has a model learned that does well only on points it knows?", **told)
        expect.fail("Degree {degree} on {m} points: train {train}, validation {validation}. Both are near the noise of 1 and near each other; you named it {name}. Name by the two numbers, not by the degree.", **told)


A = (points(30, 0, (3, 4.5)), points(300, 500, (3, 4.5)))

with expect.test("the six errors on 30 points"):
    got = compared(*A)
    (X, y), (X_val, y_val) = A
    for degree in DEGREES:
        train, validation, _ = got[degree]
        right = [(rmse(y, f(X)), rmse(y_val, f(X_val))) for f in fits(X, y, degree)]
        for number in (train, validation):
            expect.shape(number, (), says="Degree {degree}: each error is one number; got shape {got}.", degree=degree)
        train, validation = float(train), float(validation)
        if any(near(train, t, degree) and near(validation, v, degree) for t, v in right):
            continue
        told = dict(degree=degree, train=float(train), validation=float(validation), right_train=right[0][0], right_validation=right[0][1])
        expect.true(not any(abs(train - t * t) <= 0.05 * t * t for t, _ in right), "Degree {degree}: train {train} is the mean squared error; its root, {right_train}, is asked for.", **told)
        expect.true(abs(train - validation) > 1e-9, "Degree {degree}: train and validation are both {train}. Usually the validation error was computed on the training points.", **told)
        again = [rmse(y_val, f(X_val)) for f in fits(X_val, y_val, degree)]
        expect.true(not any(abs(validation - v) <= 1e-6 * v for v in again), "Degree {degree}: for the validation error the model was fitted again, to the validation points. Fit once, to the training points.", **told)
        expect.true(not any(abs(train - v) <= 0.05 * v and abs(validation - t) <= 0.05 * t for t, v in right), "Degree {degree}: train {train} and validation {validation} are exchanged.", **told)
        both = [rmse(y, f(X)) for f in fits(np.r_[X, X_val], np.r_[y, y_val], degree)]
        expect.true(not any(abs(train - t) <= 1e-6 * t for t in both), "Degree {degree}: the model was fitted to the validation points, too: train {train}, where a fit to the training points has {right_train}.", **told)
        fewer = np.sqrt(len(y) / (len(y) - np.arange(1, degree + 2)))
        expect.true(degree == 15 or not np.any(np.abs(train / right[0][0] - fewer) < 1e-6), "Degree {degree}: expected train {right_train}, got {train}: the sum of squares was divided by less than m. A *mean* of m squares is asked for.", **told)
        expect.fail("Degree {degree}: expected train {right_train} and validation {right_validation}, got {train} and {validation}. Fit by least squares, to all training points and to them alone.", **told)

with expect.test("the three names on 30 points"):
    used = answer.others_fitted(answer.compare, *A[0], *A[1])
    expect.true(not used, "Your code fits scikit-learn's {used}, which is not plain least squares. `LinearRegression` is.", used=", ".join(used))
    check_names(*A, ("underfits", "fits", "overfits"))

### BEGIN HIDDEN TESTS
with expect.test("validation points are for the validation error alone"):
    from jupyterlab_homl.toolkit.spies import poisoned

    held = [answer.put(array) for array in (*A[0], *A[1])]
    answer.compare(*held)
    for handle, array in zip(held, (*A[0], *A[1]), strict=True):
        expect.unchanged(handle, array)
    plain = compared(*A)
    far_off = compared(A[0], poisoned(*A[1], np.arange(300) % 2 == 0))
    for degree in DEGREES:
        expect.close(far_off[degree][0], float(plain[degree][0]), rtol=1e-9, says="Degree {degree}: with other validation points the train error changed from {want} to {got}. Fit and scale by the training points only.", degree=degree)

with expect.test("a train error near the noise is not enough"):
    check_names(points(40, 19, (3, 4.5)), points(300, 519, (3, 4.5)), ("underfits", "fits", "overfits"), exact=False)

with expect.test("names on points of a straight line"):
    check_names(points(30, 7, (6, 0)), points(300, 507, (6, 0)), ("fits", "fits", "overfits"))

with expect.test("names on very many points"):
    check_names(points(2000, 3, (3, 4.5)), points(300, 503, (3, 4.5)), ("underfits", "fits", "fits"))
### END HIDDEN TESTS

# %% right="ch04-e06" because="no scaling, names by distance from the noise"
def compare(X, y, X_val, y_val):
    out = {}
    for d in [1, 2, 15]:
        model = make_pipeline(PolynomialFeatures(d), LinearRegression())
        model.fit(X, y)
        train = np.sqrt(np.mean((model.predict(X) - y) ** 2))
        val = np.sqrt(np.mean((model.predict(X_val) - y_val) ** 2))
        if val / train > 1.5:
            out[d] = [train, val, "overfits"]
        elif min(train, val) > 1.4:
            out[d] = [train, val, "underfits"]
        else:
            out[d] = [train, val, "fits"]
    return out

# %% right="ch04-e06" because="scaled to 0…1 first, names by the best of the three"
def compare(X, y, X_val, y_val):
    errors = {}
    for d in [1, 2, 15]:
        model = make_pipeline(MinMaxScaler(), PolynomialFeatures(d), LinearRegression()).fit(X, y)
        errors[d] = tuple(float(root_mean_squared_error(t, model.predict(x))) for x, t in ((X, y), (X_val, y_val)))
    best = min(val for _, val in errors.values())
    def name(train, val):
        if train > 1.25 * best:
            return "underfits"
        return "overfits" if val - train > 0.4 else "fits"
    return {d: (*pair, name(*pair)) for d, pair in errors.items()}

# %% right="ch04-e06" because="NumPy's polyfit"
def compare(X, y, X_val, y_val):
    import warnings
    found = {}
    for degree in (1, 2, 15):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            p = np.polynomial.Polynomial.fit(X[:, 0], y, degree)
        train, val = (float(np.std(p(x[:, 0]) - t) ** 2 + np.mean(p(x[:, 0]) - t) ** 2) ** 0.5 for x, t in ((X, y), (X_val, y_val)))
        found[degree] = (train, val, "underfits" if train > 1.3 else "overfits" if val > 1.35 * train else "fits")
    return found

# %% wrong="ch04-e06" because="a high train error taken for overfitting" says="both are high"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        train = root_mean_squared_error(y, model.predict(X))
        validation = root_mean_squared_error(y_val, model.predict(X_val))
        name = "overfits" if train > 1.3 else "underfits" if validation > 1.4 * train else "fits"
        found[degree] = (train, validation, name)
    return found

# %% wrong="ch04-e06" because="validation error on the training points" says="computed on the training points"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        train = root_mean_squared_error(y, model.predict(X))
        found[degree] = (train, train, "underfits" if train > 1.3 else "fits")
    return found

# %% wrong="ch04-e06" because="fitted again for validation" says="fitted again"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression())
        train = root_mean_squared_error(y, model.fit(X, y).predict(X))
        val = root_mean_squared_error(y_val, model.fit(X_val, y_val).predict(X_val))
        found[degree] = (train, val, "fits")
    return found

# %% wrong="ch04-e06" because="fitted to all points" says="to the validation points, too"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression())
        model.fit(np.vstack([X, X_val]), np.r_[y, y_val])
        train, validation = (root_mean_squared_error(t, model.predict(x)) for x, t in ((X, y), (X_val, y_val)))
        found[degree] = (train, validation, "underfits" if train > 1.3 else "overfits" if validation > 1.4 * train else "fits")
    return found

# %% wrong="ch04-e06" because="names by degree alone" says="not by the degree"
def compare(X, y, X_val, y_val):
    found = {}
    for degree, name in ((1, "underfits"), (2, "fits"), (15, "overfits")):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        found[degree] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)), name)
    return found

# %% wrong="ch04-e06" because="squares, no root" says="mean squared error"
def compare(X, y, X_val, y_val):
    found = {}
    for degree, name in ((1, "underfits"), (2, "fits"), (15, "overfits")):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        found[degree] = (np.mean((y - model.predict(X)) ** 2), np.mean((y_val - model.predict(X_val)) ** 2), name)
    return found

# %% wrong="ch04-e06" because="names by the train error alone" says="The two are far apart"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        train = root_mean_squared_error(y, model.predict(X))
        validation = root_mean_squared_error(y_val, model.predict(X_val))
        found[degree] = (train, validation, "underfits" if train > 1.3 else "overfits" if train < 0.8 else "fits")
    return found

# %% wrong="ch04-e06" because="ridge with a small penalty" says="not plain least squares"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), Ridge(1e-3)).fit(X, y)
        train = root_mean_squared_error(y, model.predict(X))
        validation = root_mean_squared_error(y_val, model.predict(X_val))
        found[degree] = (train, validation, "underfits" if train > 1.3 else "overfits" if validation > 1.4 * train else "fits")
    return found

# %% wrong="ch04-e06" because="divided by m - 1" says="divided by less than m"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        train = np.sqrt(np.sum((y - model.predict(X)) ** 2) / (len(y) - 1))
        validation = root_mean_squared_error(y_val, model.predict(X_val))
        found[degree] = (train, validation, "underfits" if train > 1.3 else "overfits" if validation > 1.4 * train else "fits")
    return found

# %% wrong="ch04-e06" because="the validation targets are changed" says="changed its input"
def compare(X, y, X_val, y_val):
    found = {}
    for degree in (1, 2, 15):
        model = make_pipeline(PolynomialFeatures(degree, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)
        train = root_mean_squared_error(y, model.predict(X))
        validation = root_mean_squared_error(y_val, model.predict(X_val))
        found[degree] = (train, validation, "underfits" if train > 1.3 else "overfits" if validation > 1.4 * train else "fits")
    y_val += 1
    return found

# %% [markdown] exercise="ch04-e12" title="Bias and variance in your own picture" kind="S" level=2 minutes=12 core=false after="§5" skills=["Learning curves and bias/variance"] topics=["S-05-I.08", "S-06-lfd"]
# Explain bias and variance to a friend who knows no formula, by an analogy of your own (darts on a board are taken). Then say **where your
# analogy breaks**: something about bias, variance or noise that it gets wrong. 60 to 150 words.

# %% [markdown] hint="ch04-e12"
# Bias and variance speak of many models, each fitted to other data of the same kind. What is it in your picture that is done many times?

# %% [markdown] hint="ch04-e12"
# Three things add up to the expected error: how far the *average* of the many lies from the truth (squared), how much the many differ among
# themselves, and what nobody could have known. Find each of them in your picture.

# %% [markdown] hint="ch04-e12"
# *Imagine ____ who each ____. Bias is ____: even their average ____. Variance is ____: with other ____ each would ____. Noise is ____. A
# more flexible ____ has less ____ and more ____. The picture breaks where ____.*

# %% [markdown] answer="ch04-e12" manual=true points=2
# ### BEGIN SOLUTION
# Twenty cooks each taste a soup once, at twenty different tables, and write down the recipe. A cook who knows only salt and pepper
# writes nearly the same recipe at every table, and always the wrong one: that is bias, which even the average of all twenty recipes
# keeps. A cook who traces every crumb to a spice writes twenty different recipes, because each bowl had other crumbs in it: that is variance,
# which averaging the twenty would remove. Crumbs that fell in by chance are the noise; the best cook cannot foresee them in the next
# bowl. More spices to choose from mean less bias and more variance; more bowls a cook mean less variance. The picture breaks because a cook
# learns from one table to the next, while models fitted to different samples know nothing of each other.
# ### END SOLUTION

# %% [markdown] rubric="ch04-e12"
# One point each, four make the whole:
#
# 1. **Many models.** Something is done many times with other data of the same kind; it is not one model that is sometimes right.
# 2. **Bias** is a miss that stays in the average of the many; **variance** is how they differ among themselves. Neither is "error on the
#    training set" or "error on the test set".
# 3. **Noise**, or what happens when the model becomes more flexible or gets more data, is in the picture and goes the right way.
# 4. **A real break** of the analogy is named: a property of bias, variance or noise that the picture gets wrong, not only "it is simplified".

# %% [markdown]
# ## 6 · Holding weights back

# %% [markdown] exercise="ch04-e14" title="Alpha by cross-validation" kind="X" level=2 minutes=15 core=true trains=true after="§6" skills=["Regularisation", "Polynomial features"] topics=["S-05-I.07", "S-05-I.11a"]
# Twenty noisy points, one feature, polynomial features of degree 10: the curve of least squares overshoots between the points. Write `tuned(X, y)` that
# returns a **fitted** scikit-learn pipeline or search: powers up to 10, scaled, then a regularised linear regression whose `alpha` was chosen by cross-validation
# among at least five values, the largest at least 100 times the smallest. `X` has shape `(m, 1)`.
#
# The check calls `tuned` four times, within 30 seconds in all. Twice it gives 20 and 30 noisy points of a parabola, x between −3 and 3; on 500 new points of the same
# parabola the root mean squared error is at most 1.3, where the noise is 1. Twice it gives 40 points, without noise and of noise alone: `alpha` is larger for the noise.

# %% [markdown] hint="ch04-e14"
# Which of your steps could look at the targets too often: the powers, the scaling, or the choice of alpha? What does cross-validation put
# in place of test points?

# %% [markdown] hint="ch04-e14"
# `RidgeCV(alphas=…)`, `LassoCV()` or `GridSearchCV(pipeline, {"ridge__alpha": …})` choose alpha inside `fit`. `np.logspace(-4, 3, 15)` gives
# values from 0.0001 to 1000. What does a penalty on weights do to a column whose values are tiny?

# %% [markdown] hint="ch04-e14"
# ```python
# def tuned(X, y):
#     model = make_pipeline(
#         PolynomialFeatures(____, include_bias=False),
#         ____(),
#         RidgeCV(alphas=np.logspace(____, ____, ____)),
#     )
#     return model.____(X, y)
# ```

# %% answer="ch04-e14" needs=[]
def tuned(X, y):
    """A fitted model: degree 10, scaled, alpha by cross-validation."""
    ### BEGIN SOLUTION
    model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15)))
    return model.fit(X, y)
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e14"
# model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15)))  →  model = make_pipeline(PolynomialFeatures(10, include_bias=True), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15)))
# model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15)))  →  model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 4, 15)))
# model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15)))  →  model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 16)))
# model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15)))  →  model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-5, 3, 15)))

# %% tests="ch04-e14" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings
import numpy as np
from sklearn.exceptions import NotFittedError
from sklearn.model_selection._search import BaseSearchCV
from sklearn.pipeline import Pipeline
from sklearn.utils.validation import check_is_fitted

KEPT = []

def fit_quietly(function, X, y):
    points = X.copy(), y.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = function(X, y)
    KEPT.append(np.array_equal(X, points[0]) and np.array_equal(y, points[1]))
    return model

def kept():
    return all(KEPT)

def state(model):
    if not isinstance(model, (Pipeline, BaseSearchCV)):
        return type(model).__name__
    try:
        check_is_fitted(model)
    except NotFittedError:
        return "not fitted"
    return "fitted"

def facts(model, X):
    tried = None
    for _ in range(3):
        if hasattr(model, "cv_results_"):
            grid = [value for params in model.cv_results_["params"] for key, value in params.items() if key.endswith("alpha")]
            tried, model = sorted(set(map(float, grid))), model.best_estimator_
        elif isinstance(model, Pipeline):
            if hasattr(model[:-1], "transform"):
                X = model[:-1].transform(X)
            model = model[-1]
    if hasattr(model, "alphas_"):
        tried = np.unique(model.alphas_).tolist()
    elif np.ndim(getattr(model, "alphas", 0)) == 1:
        tried = np.unique(model.alphas).tolist()
    spread = np.std(np.asarray(X), axis=0)
    spread = spread[spread > 0]
    return {
        "kind": type(model).__name__,
        "tried": None if tried is None else len(tried),
        "low": tried[0] if tried else None,
        "high": tried[-1] if tried else None,
        "alpha": float(getattr(model, "alpha_", getattr(model, "alpha", 0.0))),
        "columns": int(len(spread)),
        "uneven": float(spread.max() / spread.min()),
    }
""")


M = {17: 20, 4: 30}


@cache
def case(seed):
    """A few points of a parabola with noise, and 500 new ones."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-3, 3, (M[seed], 1))
    y = 0.5 * x[:, 0] ** 2 + x[:, 0] + 2 + rng.normal(size=len(x))
    new = rng.uniform(-3, 3, (500, 1))
    return x, y, new, 0.5 * new[:, 0] ** 2 + new[:, 0] + 2 + rng.normal(size=500)


@cache
def fitted(seed):
    X, y, *_ = case(seed)
    return usable(answer.fit_quietly(answer.tuned, X, y))


def usable(model):
    """The model, once it is a fitted pipeline or search."""
    expect.true(model is not None, "`tuned` returned None. Usually the `return` is missing.")
    found = answer.state(model)
    expect.true(found in ("fitted", "not fitted"), "You returned {got}. Return the whole fitted pipeline or search: whoever predicts with it has x alone, without its powers.", got=found)
    expect.true(found == "fitted", "What you returned is not fitted. `fit` it to X, y before you return it.")
    return model


def plain(seed):
    """The error of least squares with the same powers."""
    X, y, X_new, y_new = case(seed)
    powers = X ** np.arange(1, 11)
    mean, spread = powers.mean(axis=0), powers.std(axis=0)
    w = np.linalg.lstsq((powers - mean) / spread, y - y.mean(), rcond=1e-6)[0]
    return float(np.sqrt(np.mean(((X_new ** np.arange(1, 11) - mean) / spread @ w + y.mean() - y_new) ** 2)))


def error(seed):
    *_, X_new, y_new = case(seed)
    got = expect.call(fitted(seed).predict, X_new, says="Predicting with your model raised *{error}: {message}*. Return the whole pipeline, fitted.")
    return float(np.sqrt(np.mean((np.ravel(got) - y_new) ** 2)))


with expect.test("ten even columns, and more than one alpha tried"):
    found = answer.facts(fitted(17), case(17)[0])
    expect.true(found["columns"] == 10, "Columns that reach the regression ({kind}), a constant one not counted: {columns}; 10 are expected. Is the degree 10?", **found)
    expect.true(found["uneven"] < 100, "The widest column that reaches the penalty spreads {uneven} times as much as the narrowest: no scaling after the powers were made. A penalty treats weights alike only where their columns spread alike.", **found)
    expect.true(found["kind"] != "LinearRegression", "{kind} has no penalty that cross-validation chose. See `RidgeCV`, `LassoCV`, or `GridSearchCV` with `Ridge`.", **found)
    expect.true(found["tried"] is None or found["tried"] >= 5, "{kind}: only {tried} values of alpha were tried; at least five are asked for.", **found)
    expect.true(found["tried"] is None or found["low"] == 0 or found["high"] >= 99 * found["low"], "Your alphas lie between {low} and {high}. Try values that differ by factors, the largest at least 100 times the smallest: `np.logspace` makes them.", **found)

with expect.test("a small error between the points"):
    expect.at_most(error(17), 1.3, "The error on new points is {got}; at most {high} is expected. Plain least squares with these powers has {plain}, the noise alone 1.", plain=plain(17))

with expect.test("alpha follows the data"):
    x = np.linspace(-3, 3, 40).reshape(-1, 1)
    clear = answer.facts(usable(answer.fit_quietly(answer.tuned, x, 3 * np.sin(1.5 * x[:, 0]))), x)
    expect.true(clear["uneven"] < 100 and clear["columns"] == 10, "Alpha is looked at once ten even columns reach the regression.")
    clear = clear["alpha"]
    noise = answer.facts(usable(answer.fit_quietly(answer.tuned, x, np.random.default_rng(1).normal(size=40))), x)["alpha"]
    expect.true(noise != clear, "For points without noise and for pure noise alpha came out the same, {clear}. Usually it is a fixed one, or the training error chose it, for which the smallest is best. Let cross-validation choose it inside `tuned`.", clear=clear)
    expect.true(noise > clear, "For points without noise alpha came out as {clear}, for pure noise as {noise}, the other way round: is the largest *error* taken for the best, or the largest score for an error?", clear=clear, noise=noise)

### BEGIN HIDDEN TESTS
with expect.test("a small error on other points"):
    expect.true(answer.kept(), "Your code changed its input in place. Whoever called it still needs it: work on a copy.")
    expect.at_most(error(4), 1.3, "On other points the error is {got}; at most {high} is expected. Plain least squares has {plain}.", plain=plain(4))
### END HIDDEN TESTS

# %% right="ch04-e14" because="lasso with its own path"
def tuned(X, y):
    return make_pipeline(PolynomialFeatures(10), StandardScaler(), LassoCV(cv=5, max_iter=20000)).fit(X, y)

# %% right="ch04-e14" because="grid search over a pipeline"
def tuned(X, y):
    model = Pipeline([("powers", PolynomialFeatures(degree=10, include_bias=False)), ("scale", StandardScaler()), ("ridge", Ridge())])
    search = GridSearchCV(model, {"ridge__alpha": [0.01, 0.1, 1, 10, 100]}, scoring="neg_root_mean_squared_error", cv=5)
    search.fit(X, y)
    return search

# %% right="ch04-e14" because="cross-validation in a loop of one's own"
def tuned(X, y):
    from sklearn.model_selection import cross_val_score
    def model(alpha):
        return make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), Ridge(alpha))
    scores = {alpha: cross_val_score(model(alpha), X, y, scoring="neg_mean_squared_error", cv=4).mean() for alpha in np.logspace(-3, 2, 6)}
    return model(max(scores, key=scores.get)).fit(X, y)

# %% wrong="ch04-e14" because="no scaling" says="no scaling"
def tuned(X, y):
    return make_pipeline(PolynomialFeatures(10, include_bias=False), RidgeCV(alphas=np.logspace(-4, 3, 15))).fit(X, y)

# %% wrong="ch04-e14" because="scaled before the powers" says="after the powers"
def tuned(X, y):
    return make_pipeline(StandardScaler(), PolynomialFeatures(10, include_bias=False), RidgeCV(alphas=np.logspace(-4, 3, 15))).fit(X, y)

# %% wrong="ch04-e14" because="five alphas side by side" says="differ by factors"
def tuned(X, y):
    model = Pipeline([("p", PolynomialFeatures(10, include_bias=False)), ("s", StandardScaler()), ("r", Ridge())])
    search = GridSearchCV(model, {"r__alpha": [0.8, 0.9, 1, 1.1, 1.2]}, cv=4)
    search.fit(X, y)
    return search

# %% wrong="ch04-e14" because="the last step alone comes back" says="the whole fitted pipeline"
def tuned(X, y):
    Z = StandardScaler().fit_transform(PolynomialFeatures(10, include_bias=False).fit_transform(X))
    return RidgeCV(alphas=np.logspace(-3, 3, 13)).fit(Z, y)

# %% wrong="ch04-e14" because="the worst score wins" says="other way round"
def tuned(X, y):
    from sklearn.model_selection import cross_val_score

    def make(alpha):
        return make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), Ridge(alpha))

    scores = [(cross_val_score(make(alpha), X, y, scoring="neg_mean_squared_error").mean(), alpha) for alpha in np.logspace(-4, 2, 7)]
    return make(min(scores)[1]).fit(X, y)

# %% right="ch04-e14" because="leave one out over six alphas"
def tuned(X, y):
    from sklearn.model_selection import LeaveOneOut

    model = make_pipeline(PolynomialFeatures(10), StandardScaler(), Ridge())
    grid = {"ridge__alpha": 10.0 ** np.arange(-3, 3)}
    return GridSearchCV(model, grid, cv=LeaveOneOut(), scoring="neg_mean_squared_error").fit(X, y)

# %% wrong="ch04-e14" because="one alpha" says="came out the same"
def tuned(X, y):
    return make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), Ridge(alpha=1.0)).fit(X, y)

# %% wrong="ch04-e14" because="the three alphas that are the default" says="only 3 values"
def tuned(X, y):
    return make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV()).fit(X, y)

# %% wrong="ch04-e14" because="degree 1" says="Is the degree 10"
def tuned(X, y):
    return make_pipeline(StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15))).fit(X, y)

# %% wrong="ch04-e14" because="alpha by the training error" says="the training error chose it"
def tuned(X, y):
    models = [make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), Ridge(alpha)).fit(X, y) for alpha in np.logspace(-4, 3, 15)]
    return max(models, key=lambda model: model.score(X, y))

# %% wrong="ch04-e14" because="plain least squares" says="no penalty"
def tuned(X, y):
    return make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), LinearRegression()).fit(X, y)

# %% wrong="ch04-e14" because="not fitted" says="is not fitted"
def tuned(X, y):
    return make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-4, 3, 15)))

# %% wrong="ch04-e14" because="the points are moved in place" says="changed its input"
def tuned(X, y):
    model = make_pipeline(PolynomialFeatures(10, include_bias=False), StandardScaler(), RidgeCV(alphas=np.logspace(-3, 3, 13))).fit(X, y)
    X += 1
    return model

# %% [markdown] exercise="ch04-e07" title="Ridge in closed form" kind="F" level=2 minutes=12 core=false after="§6" skills=["Regularisation"] topics=["S-05-I.11a"]
# Write `ridge(X, y, alpha)` that returns `theta` of shape `(n + 1,)`, bias first, which minimises
#
# $$\sum_i (y_i - b - w\cdot x_i)^2 + \alpha\,\lVert w\rVert^2 .$$
#
# `X` has shape `(m, n)` and no column of ones; `alpha` is above zero. Look closely at what is penalised and what is not, and whether the first term is a sum or a mean.
# Solve it in closed form with NumPy, without scikit-learn.

# %% [markdown] hint="ch04-e07"
# Suppose that all targets are near 100 and `alpha` is enormous. Which `theta` has the lowest cost, and what does it predict?

# %% [markdown] hint="ch04-e07"
# With a column of ones in front, `A.T @ A + alpha * D` takes the place of `A.T @ A`. `D` is a unit matrix, but for one entry. Or: centre `X`
# and `y` first, so that the bias needs no place in the equation, and put it back at the end.

# %% [markdown] hint="ch04-e07"
# ```python
# def ridge(X, y, alpha):
#     A = np.c_[np.ones(len(X)), X]
#     D = np.eye(A.shape[1])
#     D[____, ____] = ____
#     return np.linalg.solve(A.T @ A + ____, A.T @ y)
# ```

# %% answer="ch04-e07" needs=[]
def ridge(X, y, alpha):
    """Ridge parameters, shape (n + 1,): bias first, and free."""
    ### BEGIN SOLUTION
    A = np.c_[np.ones(len(X)), X]
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A + alpha * D, A.T @ y)
    ### END SOLUTION

# %% tests="ch04-e07" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from sklearn import linear_model
from jupyterlab_homl.toolkit.spies import recorded_fits

KINDS = [getattr(linear_model, name) for name in ("Ridge", "RidgeCV", "SGDRegressor", "LinearRegression", "Lasso", "ElasticNet")]

def fitted_by(function, *args):
    with recorded_fits(*KINDS) as fits:
        function(*args)
    return sorted({type(fit.model).__name__ for fit in fits})
""")

rng = np.random.default_rng(9)
X = rng.normal(size=(30, 3)) + [2.0, 0.0, -1.0]
y = 100 + X @ [3.0, -2.0, 1.0] + rng.normal(size=30)
BEST = [101.566235032, 2.40578240946, -1.74039153935, 1.14576833786]


with expect.test("targets around 100"):
    held, held_y = answer.put(X), answer.put(y)
    theta = answer.ridge(held, held_y, 5.0)
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)
    expect.shape(theta, (4,), says="theta has shape {got}; three features need {want}: the bias, then three weights.")
    expect.close(
        theta,
        BEST,
        rtol=1e-6,
        says="Expected {want}, got {got}. Does your theta minimise the cost as it is stated?",
        mistakes=[
            ([49.945305772, 22.6006444346, -5.07560624832, -5.47940051354], "The bias is {got_bias} where {want_bias} is right: it was penalised too, and pulled towards 0. Only the weights are held back."),
            ([104.498530432, 0.292626193474, -0.34554003943, 0.303666891669], "This is the answer for alpha taken m times, once for each of the 30 points. The first term is a sum, so alpha enters once."),
            ([10.692001208, 17.5519146693, -0.96509025308, -8.56997637958], "Here alpha was multiplied by m, and the bias was penalised too: {got_bias} where {want_bias} is right."),
            ([100.371201469, 3.12492317318, -2.06102821518, 1.24327372208], "This is the answer for alpha divided by m = 30. The first term is a sum, not a mean."),
            ([101.030105919, 2.73189804034, -1.89032272919, 1.19554253726], "This is the answer for half of alpha: the cost has no factor ½ before the penalty."),
            ([102.31135547, 1.93927943803, -1.50887614025, 1.0536544249], "This is the answer for twice alpha: the cost has no factor ½ before the sum of squares."),
            ([100.316462748, 3.15725713812, -2.07465698067, 1.2466912222], "This is plain least squares: alpha has no effect."),
            ([103.385638228, 1.2198763538, -1.09340848573, 0.839876629465], "This is the answer for alpha squared."),
            (np.roll(BEST, -1), "The right numbers, with the bias last; it comes first."),
            ([y.mean(), *BEST[1:]], "The weights are right; the bias is that of centred columns. For columns as they are given subtract the means of X times the weights."),
            ([0.0, *BEST[1:]], "The weights are right, the bias is 0. What does the model predict where all features are at their means?"),
        ],
        got_bias=float(np.ravel(theta)[0]),
        want_bias=BEST[0],
    )

with expect.test("an enormous alpha leaves the mean of the targets"):
    theta = answer.ridge(X, y, 1e9)
    expect.close(theta, [y.mean(), 0, 0, 0], rtol=1e-4, atol=1e-3, says="With alpha = 1e9 the weights vanish and the bias is the mean of y: {want}. Got {got}.")

with expect.test("in closed form, without scikit-learn"):
    used = answer.fitted_by(answer.ridge, X, y, 5.0)
    expect.true(not used, "Your code fits scikit-learn's {used}. That is what one does at work; here solve the equation yourself, with NumPy.", used=", ".join(used))

### BEGIN HIDDEN TESTS
def best(X, y, alpha):
    """The minimum."""
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.solve(A.T @ A + alpha * np.diag([0.0, *np.ones(X.shape[1])]), A.T @ y)


with expect.test("targets and features around zero"):
    Z, t = X - X.mean(axis=0), y - y.mean()
    expect.close(answer.ridge(Z, t, 2.0), best(Z, t, 2.0), rtol=1e-6, atol=1e-9)

with expect.test("columns that repeat each other"):
    twin = np.c_[X[:, 0], X[:, 0]]
    expect.close(answer.ridge(twin, y, 1.0), best(twin, y, 1.0), rtol=1e-6, says="Two equal columns share their weight: expected {want}, got {got}.")

with expect.test("whole numbers, and the input stays as it was"):
    whole, goal = np.array([[1, 0], [2, 5], [3, 1], [5, 2]]), np.array([10, 20, 30, 41])
    held, held_y = answer.put(whole), answer.put(goal)
    expect.close(answer.ridge(held, held_y, 3), best(whole, goal, 3), rtol=1e-6)
    expect.unchanged(held, whole)
    expect.unchanged(held_y, goal)
### END HIDDEN TESTS

# %% right="ch04-e07" because="centred, bias put back"
def ridge(X, y, alpha):
    mean = X.mean(axis=0)
    Z = X - mean
    w = np.linalg.inv(Z.T @ Z + alpha * np.identity(X.shape[1])) @ Z.T @ (y - y.mean())
    return np.concatenate([[y.mean() - mean @ w], w])

# %% right="ch04-e07" because="least squares on augmented rows"
def ridge(X, y, alpha):
    n = X.shape[1]
    A = np.vstack([np.c_[np.ones(len(X)), X], np.c_[np.zeros(n), np.sqrt(alpha) * np.eye(n)]])
    return np.linalg.lstsq(A, np.r_[y, np.zeros(n)])[0]

# %% wrong="ch04-e07" because="scikit-learn's own" says="with NumPy"
def ridge(X, y, alpha):
    model = Ridge(alpha=alpha).fit(X, y)
    return np.r_[model.intercept_, model.coef_]

# %% wrong="ch04-e07" because="penalises the bias" says="Only the weights are held back"
def ridge(X, y, alpha):
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.solve(A.T @ A + alpha * np.eye(A.shape[1]), A.T @ y)

# %% wrong="ch04-e07" because="bias of the centred columns" says="bias is that of centred columns"
def ridge(X, y, alpha):
    Z = X - X.mean(axis=0)
    w = np.linalg.solve(Z.T @ Z + alpha * np.eye(X.shape[1]), Z.T @ (y - y.mean()))
    return np.r_[y.mean(), w]

# %% right="ch04-e07" because="by the singular values"
def ridge(X, y, alpha):
    middle = X.mean(axis=0)
    U, size, Vt = np.linalg.svd(X - middle, full_matrices=False)
    w = Vt.T @ (size / (size**2 + alpha) * (U.T @ (y - np.mean(y))))
    return [np.mean(y) - middle @ w, *w]

# %% wrong="ch04-e07" because="alpha times m" says="m times"
def ridge(X, y, alpha):
    A = np.c_[np.ones(len(X)), X]
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A + alpha * len(X) * D, A.T @ y)

# %% wrong="ch04-e07" because="mean in place of the sum, penalty as stated" says="not a mean"
def ridge(X, y, alpha):
    A = np.c_[np.ones(len(X)), X]
    D = np.eye(A.shape[1])
    D[0, 0] = 0
    return np.linalg.solve(A.T @ A + alpha / len(X) * D, A.T @ y)

# %% wrong="ch04-e07" because="no penalty" says="no effect"
def ridge(X, y, alpha):
    return np.linalg.pinv(np.c_[np.ones(len(X)), X]) @ y

# %% wrong="ch04-e07" because="centres fractions in place" says="changed its input"
def ridge(X, y, alpha):
    Z = X.astype(float, copy=False)
    middle = Z.mean(axis=0)
    Z -= middle
    w = np.linalg.solve(Z.T @ Z + alpha * np.eye(Z.shape[1]), Z.T @ (y - np.mean(y)))
    return np.r_[np.mean(y) - middle @ w, w]

# %% [markdown] exercise="ch04-e08a" title="The soft threshold" kind="F" level=1 minutes=4 core=false after="§6" skills=["Regularisation"] topics=["S-05-I.11a"]
# Write `soft_threshold(z, t)`, the step that lets lasso set weights to exactly zero: it moves `z` by `t` towards zero, and what would
# cross zero becomes zero. `z` is a number or an array of any shape, `t` a number that is not negative; the result has the shape of `z`.

# %% [markdown] hint="ch04-e08a"
# What becomes of 3, of −3 and of 0.5 when `t` is 1?

# %% [markdown] hint="ch04-e08a"
# Treat size and sign apart: `np.abs(z) - t` is the new size where that is above zero. `np.sign` gives back the sign, `np.maximum` cuts at zero.

# %% [markdown] hint="ch04-e08a"
# ```python
# def soft_threshold(z, t):
#     return np.____(z) * np.____(np.abs(z) - ____, 0)
# ```

# %% answer="ch04-e08a" needs=[]
def soft_threshold(z, t):
    """z, moved by t towards zero and stopped there."""
    ### BEGIN SOLUTION
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)
    ### END SOLUTION

# %% tests="ch04-e08a" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("numbers on both sides of the band"):
    z = np.array([-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0])
    expect.close(
        answer.soft_threshold(z, 1.0),
        [-2, 0, 0, 0, 0, 0, 2],
        says="For z = −3, −1, −0.5, 0, 0.5, 1, 3 and t = 1: expected {want}, got {got}.",
        mistakes=[
            ([2, 0, 0, 0, 0, 0, 2], "−3 became 2: the sign is lost. Put the sign of z back."),
            (np.maximum(z - 1, 0), "−3 became 0: numbers below the band must move up by t, to −2."),
            (np.sign(z) * (np.abs(z) - 1), "0.5 became −0.5: t was subtracted inside of the band too, so the number crossed zero. It stops at zero."),
            (z - 1, "t was subtracted everywhere. Numbers below zero move up, and inside of the band everything becomes zero."),
            (np.where(np.abs(z) > 1, z, 0), "3 stayed 3: this is a hard threshold. Outside of the band a number still moves by t."),
            (np.clip(z, -1, 1), "3 became 1: this cuts off at t. Subtract t instead, so that 3 becomes 2."),
        ],
    )

with expect.test("a single number"):
    expect.close(answer.soft_threshold(2.5, 1.0), 1.5, says="For z = 2.5 and t = 1: expected {want}, got {got}.")
    expect.close(answer.soft_threshold(-0.2, 1.0), 0.0, says="For z = −0.2 and t = 1: expected {want}, got {got}.")

### BEGIN HIDDEN TESTS
with expect.test("no threshold, no change"):
    expect.close(answer.soft_threshold(np.array([-2.0, 0.0, 7.0]), 0.0), [-2, 0, 7])

with expect.test("the first number inside of the band"):
    z = np.array([0.5, 3.25, -2.75])
    expect.close(
        answer.soft_threshold(z, 1.0),
        [0, 2.25, -1.75],
        says="For z = 0.5, 3.25, −2.75 and t = 1: expected {want}, got {got}.",
        mistakes=[([0, 2, -1], "For z = 0.5, 3.25, −2.75 and t = 1: expected {want}, got {got}: the fractions are lost. Is the type of all results taken from the first, a whole 0, as `np.vectorize` does?")],
    )

with expect.test("a table, whole numbers, the input kept"):
    held = answer.put(np.array([[-4, 1], [2, -1]]))
    expect.close(answer.soft_threshold(held, 1.5), [[-2.5, 0], [0.5, 0]], mistakes=[([[-2, 0], [0, 0]], "With whole numbers in z the result lost its fractions: {got}. It was written into an array of whole numbers.")])
    expect.unchanged(held, np.array([[-4, 1], [2, -1]]))
    fractions = np.array([[-4.5, 1.0], [2.0, -1.0]])
    held = answer.put(fractions)
    expect.close(answer.soft_threshold(held, 1.5), [[-3, 0], [0.5, 0]])
    expect.unchanged(held, fractions)
### END HIDDEN TESTS

# %% right="ch04-e08a" because="two cut differences"
def soft_threshold(z, t):
    return np.maximum(z - t, 0) - np.maximum(-z - t, 0)

# %% right="ch04-e08a" because="what clipping leaves"
def soft_threshold(z, t):
    return z - np.clip(z, -t, t)

# %% right="ch04-e08a" because="cases"
def soft_threshold(z, t):
    return np.where(z > t, z - t, np.where(z < -t, z + t, 0.0))

# %% wrong="ch04-e08a" because="sign lost" says="sign"
def soft_threshold(z, t):
    return np.maximum(np.abs(z) - t, 0)

# %% wrong="ch04-e08a" because="subtracts inside of the band" says="inside of the band"
def soft_threshold(z, t):
    return np.sign(z) * (np.abs(z) - t)

# %% wrong="ch04-e08a" because="writes into z" says="changed its input"
def soft_threshold(z, t):
    z = np.asarray(z, dtype=float)
    inside = np.abs(z) <= t
    z -= t * np.sign(z)
    z[inside] = 0
    return z

# %% wrong="ch04-e08a" because="a result of the kind of z" says="lost its fractions"
def soft_threshold(z, t):
    result = np.zeros_like(z)
    result[...] = np.sign(z) * np.maximum(np.abs(z) - t, 0)
    return result

# %% wrong="ch04-e08a" because="hard threshold" says="hard threshold"
def soft_threshold(z, t):
    return np.where(np.abs(z) > t, z, 0)

# %% wrong="ch04-e08a" because="one side only" says="below the band"
def soft_threshold(z, t):
    return np.maximum(z - t, 0)

# %% wrong="ch04-e08a" because="np.vectorize, whose first result is the whole number 0" says="the fractions are lost"
def soft_threshold(z, t):
    def moved(number):
        if abs(number) <= t:
            return 0
        return number - t if number > 0 else number + t

    return np.vectorize(moved)(z)

# %% right="ch04-e08a" because="np.vectorize with a type of its own"
def soft_threshold(z, t):
    return np.vectorize(lambda number: max(number - t, 0) + min(number + t, 0), otypes=[float])(z)

# %% [markdown] exercise="ch04-e08" title="Lasso, one coordinate at a time" kind="F" level=3 minutes=35 core=false after="§6" skills=["Regularisation"] topics=["S-05-I.11a", "S-05-I.04"]
# Write `lasso_cd(X, y, alpha, sweeps=200)`: coordinate descent for
#
# $$\frac{1}{2m}\sum_i (y_i - b - w\cdot x_i)^2 + \alpha\sum_j |w_j| ,$$
#
# the cost of scikit-learn's `Lasso`. Start with weights of zero. A sweep goes through columns 0, 1, …, n−1 in this order and sets each
# weight to the value that is best while all others stay as they are now. The bias is not penalised, and it is the best one at every moment: centre `X`
# and `y`, and put it back at the end. The weight of a constant column stays zero. Return `theta` of shape `(n + 1,)`, bias first. Write the sweeps yourself, without
# scikit-learn. Your `soft_threshold` of [[ch04-e08a]] can be used here, once you have done that exercise.

# %% [markdown] hint="ch04-e08"
# Hold all weights but one. What is left of the targets for column $j$ to explain, and what would least squares with this one column give?

# %% [markdown] hint="ch04-e08"
# Centre `X` and `y`; the bias follows at the end. Let $r$ be the residual *with column $j$'s own part added back*. Then
# $w_j = S(x_j\cdot r,\ ?)\,/\,(x_j\cdot x_j)$. Work out the threshold from the cost: what does the factor $1/2m$ do to alpha when the
# equation is multiplied by $m$?

# %% [markdown] hint="ch04-e08"
# ```python
# def lasso_cd(X, y, alpha, sweeps=200):
#     m, n = X.shape
#     mean = X.mean(axis=0)
#     Z, t = X - mean, y - y.mean()
#     w = np.zeros(n)
#     for _ in range(sweeps):
#         for j in range(n):
#             rest = t - Z @ w + ____
#             w[j] = soft_threshold(____ @ rest, ____) / (Z[:, j] @ Z[:, j])
#     return np.r_[____, w]
# ```
# A constant column has only zeros once it is centred: pass over it, or you divide by 0.

# %% answer="ch04-e08" needs=["ch04-e08a"]
def lasso_cd(X, y, alpha, sweeps=200):
    """Lasso parameters by coordinate descent, shape (n + 1,): bias first."""
    ### BEGIN SOLUTION
    m, n = X.shape
    mean = X.mean(axis=0)
    Z, residual = X - mean, y - y.mean()
    w, size = np.zeros(n), (Z**2).sum(axis=0)
    for _ in range(sweeps):
        for j in np.flatnonzero(size > 0):
            old = w[j]
            w[j] = soft_threshold(Z[:, j] @ residual + size[j] * old, alpha * m) / size[j]
            residual = residual - Z[:, j] * (w[j] - old)
    return np.r_[y.mean() - mean @ w, w]
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e08"
# def lasso_cd(X, y, alpha, sweeps=200):  →  def lasso_cd(X, y, alpha, sweeps=201):
# Z, residual = (X - mean, y - y.mean())  →  Z, residual = (X - mean, y + y.mean())

# %% tests="ch04-e08" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

rng = np.random.default_rng(12)
X = rng.normal(size=(40, 5)) @ np.array([[1, 0.5, 0, 0, 0], [0, 1, 0.5, 0, 0], [0, 0, 1, 0, 0.3], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1.0]])
X -= X.mean(axis=0)
y = X @ [3.0, 0.0, -2.0, 0.0, 0.4] + rng.normal(size=40)
y -= y.mean()


ONE = np.array([0, 2.56177612482, -0.356097035645, -1.59615712816, 0, 0.138430648014])
TWO = np.array([0, 3.04788663129, 0, -1.83032355468, 0, 0.050605777605])
MANY = np.array([0, 2.80228102335, 0, -1.79981761336, 0, 0.093367330151])
told = "After {n}: expected {right}, got {yours}. "


def check_threshold():
    """Blame the answer to an earlier exercise where it is wrong."""
    z = np.array([-3.0, -0.5, 2.0])
    try:
        got = np.asarray(answer.soft_threshold(z, 1.0), dtype=float)
    except Exception:
        return
    if got.shape != (3,) or not np.allclose(got, [-2, 0, 1]):
        expect.fail("`soft_threshold`, your answer to the exercise before, turns −3, −0.5 and 2 with t = 1 into {got} instead of −2, 0 and 1. If your sweeps use it, mend it first.", got=got)


def swept(n, backwards=False, w=None, undivided=False, late=False):
    """Weights after n sweeps, done rightly or with one mistake."""
    w, m = np.zeros(5) if w is None else w.copy(), len(X)
    for _ in range(n):
        for j in range(5)[::-1] if backwards else range(5):
            size = X[:, j] @ X[:, j] / m
            z = X[:, j] @ (y - X @ w) / m + size * w[j]
            w[j] = np.sign(z) * max(abs(z / size if late else z) - 0.3, 0) / (1 if undivided or late else size)
    return np.r_[0, w]


def tidy(theta):
    """Four digits, and no −0."""
    return np.round(np.asarray(theta, dtype=float), 4) + 0.0


with expect.test("one sweep from zero"):
    theta = answer.lasso_cd(X, y, 0.3, 1)
    if np.shape(theta) == (6,) and not np.allclose(np.asarray(theta, dtype=float), ONE, rtol=1e-7):
        check_threshold()
    expect.shape(theta, (6,), says="theta has shape {got}; five features need {want}: the bias, then five weights.")
    expect.close(
        theta,
        ONE,
        rtol=1e-7,
        says=told + "Each weight is set to its best value while the others stay as they are now.",
        mistakes=[
            ([0, 2.88959227211, -0.763321716817, -1.6654852147, 0.206193251886, 0.355085748673], told + "The threshold is too small by the factor m: multiplying the equation by m multiplies alpha too."),
            ([0, 2.72988696958, -0.564930205477, -1.63170999305, 0.000660054019, 0.256295073039], told + "The threshold is half of what it should be: the ½ of the cost goes with the square."),
            ([0, 2.2255544353, 0, -1.49604308924, 0, 0], told + "The threshold is twice what it should be: the ½ of the cost goes with the square."),
            ([0, 2.89799781435, -0.773763375308, -1.66726285794, 0.217010788616, 0.360285257917], told + "No weight was held back: alpha has no effect."),
            (swept(1, backwards=True), told + "This is a sweep from the last column to the first."),
            (swept(1, undivided=True), told + "After the threshold you did not divide by x_j·x_j (or its mean). Only for columns of spread 1 is that the same."),
            (swept(1, late=True), told + "The threshold was taken after the division. First S(x_j·r, …), then divide by x_j·x_j."),
            (swept(1, w=np.linalg.lstsq(X, y)[0]), told + "This is a sweep from the weights of least squares. Start with weights of zero."),
            (swept(2), told + "This is the result of two sweeps. Look at where the loop over sweeps starts and ends."),
            (MANY, told + "This is the result of many sweeps: `sweeps` has no effect."),
            ([0, 2.56177612482, 0.600197510666, -1.50314321487, 0, 0.384712006772], told + "Every column saw the weights from before the sweep. Each must see those that were set a moment ago."),
        ],
        n="one sweep",
        right=tidy(ONE),
        yours=tidy(theta),
    )

with expect.test("two sweeps"):
    theta = answer.lasso_cd(X, y, 0.3, 2)
    expect.shape(theta, (6,))
    expect.close(
        theta,
        TWO,
        rtol=1e-7,
        says=told + "What changes between the first sweep and the second?",
        mistakes=[([0, 0.486110506465, 1.42252144664, -0.64359718902, 0, 0.133872544061], told + "In the second sweep column j's own part is missing from what it may explain: add it back to the residual before you set its weight anew.")],
        n="two sweeps",
        right=tidy(TWO),
        yours=tidy(theta),
    )

with expect.test("useless columns get exactly zero"):
    theta = answer.lasso_cd(X, y, 0.3, 200)
    expect.shape(theta, (6,))
    want = MANY
    zeros = want[1:] == 0
    small = np.asarray(theta, dtype=float)[1:][zeros]
    expect.true(not np.any(small) or np.abs(small).max() > 0.03, "Weights that should be exactly zero are nearly so: {small}. The soft threshold gives exactly zero; steps by the slope of |w|, for example, do not.", small=small)
    expect.true(not np.any(small), "After 200 sweeps weights that should be exactly zero are {small}. If one sweep or two are wrong, too, mend these first.", small=small)
    expect.close(theta, want, rtol=1e-5, atol=1e-8, says=told, n="200 sweeps", right=tidy(want), yours=tidy(theta))

### BEGIN HIDDEN TESTS
answer.define("""
from sklearn import linear_model
from jupyterlab_homl.toolkit.spies import recorded_fits

def fitted_by(function, *args):
    with recorded_fits(linear_model.Lasso, linear_model.ElasticNet, linear_model.LassoCV, linear_model.SGDRegressor) as fits:
        function(*args)
    return sorted({type(fit.model).__name__ for fit in fits})
""")


def descend(X, y, alpha, sweeps):
    """Coordinate descent."""
    m, mean = len(X), X.mean(axis=0)
    Z, t = X - mean, y - y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(sweeps):
        for j in range(len(w)):
            size = Z[:, j] @ Z[:, j]
            if size > 1e-12:
                z = Z[:, j] @ (t - Z @ w) + size * w[j]
                w[j] = np.sign(z) * max(abs(z) - m * alpha, 0) / size
    return np.r_[y.mean() - mean @ w, w]


with expect.test("targets around 100, features around 5: the bias is not penalised"):
    right = descend(X + 5, y + 100, 0.3, 400)
    expect.close(
        answer.lasso_cd(X + 5, y + 100, 0.3, 300),
        right,
        rtol=1e-4,
        atol=1e-6,
        says="Features around 5, targets around 100: expected {want}, got {got}. Centre X and y, and put the bias back at the end.",
        mistakes=[([y.mean() + 100, *right[1:]], "The weights are right; the bias is that of centred columns. Subtract the means of X times the weights."), ([0, *right[1:]], "The weights are right, the bias is 0. Put it back after centring.")],
    )

with expect.test("written by hand, without scikit-learn"):
    used = answer.fitted_by(answer.lasso_cd, X, y, 0.3, 20)
    expect.true(not used, "Your code fits scikit-learn's {used}. That is what one does at work; here write the sweeps yourself.", used=", ".join(used))

with expect.test("tiny units, and as many sweeps as is the default"):
    tiny = X * 0.01
    expect.close(answer.lasso_cd(tiny, y, 0.003), descend(tiny, y, 0.003, 400), rtol=1e-4, atol=1e-6, says="With features of size 0.01: expected {want}, got {got}.")

    minute = X * 1e-4
    expect.close(answer.lasso_cd(minute, y, 3e-5), descend(minute, y, 3e-5, 400), rtol=1e-4, atol=1e-6, says="With features of size 0.0001: expected {want}, got {got}. A column is constant where it does not vary at all, in whatever unit.")

with expect.test("an alpha that holds everything back"):
    expect.close(answer.lasso_cd(X + 5, y + 100, 1e3, 50), [y.mean() + 100, 0, 0, 0, 0, 0], rtol=1e-6, atol=1e-6)

with expect.test("a constant column"):
    constant = np.c_[X[:, :2], np.full(40, 3.0)]
    want = descend(constant, y, 0.1, 400)
    theta = np.asarray(expect.call(answer.lasso_cd, constant, y, 0.1, 200, says="With a constant column line {line} raised *{error}*: its centred values are all zero, so there is nothing to divide by."), dtype=float)
    expect.true(np.all(np.isfinite(theta)), "With a constant column theta is {theta}: its centred values are all zero, so 0/0 was computed. Leave such a weight at zero.", theta=theta)
    expect.close(np.c_[np.ones(40), constant] @ theta, np.c_[np.ones(40), constant] @ want, rtol=1e-5, atol=1e-6, says="With a constant column the predictions are off.")

with expect.test("the input stays as it was"):
    shifted, held_y = X + 1, answer.put(y)
    held = answer.put(shifted)
    answer.lasso_cd(held, held_y, 0.3, 3)
    expect.unchanged(held, shifted)
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="ch04-e08" because="whole residual each time, bias set anew in each sweep, a threshold of its own"
def lasso_cd(X, y, alpha, sweeps=200):
    m, n = X.shape
    b, w = y.mean(), np.zeros(n)
    for _ in range(sweeps):
        for j in range(n):
            column = X[:, j] - X[:, j].mean()
            size = np.mean(column**2)
            if size < 1e-20:
                continue
            others = np.delete(np.arange(n), j)
            rest = y - y.mean() - (X[:, others] - X[:, others].mean(axis=0)) @ w[others]
            z = np.mean(column * rest)
            w[j] = (z - alpha if z > alpha else z + alpha if z < -alpha else 0.0) / size
        b = np.mean(y - X @ w)
    return np.array([b, *w])

# %% right="ch04-e08" because="Gram matrix"
def lasso_cd(X, y, alpha, sweeps=200):
    m, n = X.shape
    Z = X - X.mean(axis=0)
    G, c = Z.T @ Z / m, Z.T @ (y - y.mean()) / m
    w = np.zeros(n)
    for _ in range(sweeps):
        for j in range(n):
            if G[j, j] > 1e-15:
                w[j] = soft_threshold(c[j] - G[j] @ w + G[j, j] * w[j], alpha) / G[j, j]
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="threshold not scaled by m" says="factor m"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(sweeps):
        for j in range(len(w)):
            rest = t - Z @ w + Z[:, j] * w[j]
            w[j] = soft_threshold(Z[:, j] @ rest, alpha) / (Z[:, j] @ Z[:, j])
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="one sweep more" says="result of two sweeps"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.zeros(X.shape[1]), len(y)
    for _ in range(sweeps + 1):
        for j in range(len(w)):
            rest = t - Z @ w + Z[:, j] * w[j]
            w[j] = soft_threshold(Z[:, j] @ rest, alpha * m) / (Z[:, j] @ Z[:, j])
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="from the last column to the first" says="from the last column"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.zeros(X.shape[1]), len(y)
    for _ in range(sweeps):
        for j in reversed(range(len(w))):
            rest = t - Z @ w + Z[:, j] * w[j]
            w[j] = soft_threshold(Z[:, j] @ rest, alpha * m) / (Z[:, j] @ Z[:, j])
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="always two hundred sweeps" says="no effect"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.zeros(X.shape[1]), len(y)
    for _ in range(200):
        for j in range(len(w)):
            rest = t - Z @ w + Z[:, j] * w[j]
            w[j] = soft_threshold(Z[:, j] @ rest, alpha * m) / (Z[:, j] @ Z[:, j])
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="scikit-learn's own, one iteration a sweep" says="write the sweeps yourself"
def lasso_cd(X, y, alpha, sweeps=200):
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = Lasso(alpha=alpha, max_iter=sweeps, tol=1e-14).fit(X, y)
    return np.r_[model.intercept_, model.coef_]

# %% wrong="ch04-e08" because="the threshold of the exercise before, done wrongly" says="mend it first"
def soft_threshold(z, t):
    return np.maximum(np.abs(z) - t, 0)

def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.zeros(X.shape[1]), len(y)
    for _ in range(sweeps):
        for j in range(len(w)):
            rest = t - Z @ w + Z[:, j] * w[j]
            w[j] = soft_threshold(Z[:, j] @ rest, alpha * m) / (Z[:, j] @ Z[:, j])
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="steps against the slope of |w|" says="exactly zero"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(sweeps * 10):
        w = w - 0.05 * (Z.T @ (Z @ w - t) / len(y) + alpha * np.sign(w))
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="own part not added back" says="own part"
def lasso_cd(X, y, alpha, sweeps=200):
    m = len(y)
    Z, t = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(sweeps):
        for j in range(len(w)):
            w[j] = soft_threshold(Z[:, j] @ (t - Z @ w), alpha * m) / (Z[:, j] @ Z[:, j])
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="all weights from the sweep before" says="a moment ago"
def lasso_cd(X, y, alpha, sweeps=200):
    m = len(y)
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, size = np.zeros(X.shape[1]), (Z**2).sum(axis=0)
    for _ in range(sweeps):
        w = soft_threshold(Z.T @ (t - Z @ w) + size * w, alpha * m) / size
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="divides by the size of a constant column" says="constant column"
def lasso_cd(X, y, alpha, sweeps=200):
    m = len(y)
    Z, t = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(sweeps):
        for j in range(len(w)):
            rest = t - Z @ w + Z[:, j] * w[j]
            w[j] = soft_threshold(Z[:, j] @ rest, alpha * m) / (Z[:, j] @ Z[:, j])
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="columns of tiny units taken for constant ones" says="in whatever unit"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.zeros(X.shape[1]), len(y)
    for _ in range(sweeps):
        for j in range(len(w)):
            size = np.mean(Z[:, j] ** 2)
            if size < 1e-6:
                continue
            z = Z[:, j] @ (t - Z @ w + Z[:, j] * w[j]) / m
            w[j] = soft_threshold(z, alpha) / size
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="as if every column had spread 1" says="did not divide"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.zeros(X.shape[1]), len(y)
    for _ in range(sweeps):
        for j in range(len(w)):
            size = np.mean(Z[:, j] ** 2)
            if size < 1e-18:
                continue
            z = Z[:, j] @ (t - Z @ w + Z[:, j] * w[j]) / m
            w[j] = soft_threshold(z, alpha)
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="the threshold after the division" says="after the division"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.zeros(X.shape[1]), len(y)
    for _ in range(sweeps):
        for j in range(len(w)):
            size = np.mean(Z[:, j] ** 2)
            if size < 1e-18:
                continue
            z = Z[:, j] @ (t - Z @ w + Z[:, j] * w[j]) / m
            w[j] = soft_threshold(z / size, alpha)
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% wrong="ch04-e08" because="starts from least squares" says="Start with weights of zero"
def lasso_cd(X, y, alpha, sweeps=200):
    Z, t = X - X.mean(axis=0), y - y.mean()
    w, m = np.linalg.pinv(Z) @ t, len(y)
    for _ in range(sweeps):
        for j in range(len(w)):
            size = np.mean(Z[:, j] ** 2)
            if size < 1e-18:
                continue
            z = Z[:, j] @ (t - Z @ w + Z[:, j] * w[j]) / m
            w[j] = soft_threshold(z, alpha) / size
    return np.r_[y.mean() - X.mean(axis=0) @ w, w]

# %% [markdown] exercise="ch04-e09" title="Stop while it is best" kind="F" level=2 minutes=15 core=false after="§6" skills=["Early stopping"] topics=["S-05-I.07"]
# Write `fit_early(model, X, y, X_val, y_val, patience, max_epochs)` for any model with `partial_fit` and `predict`.
#
# - An epoch is one `model.partial_fit(X, y)`; epochs are counted from 1. After each, measure the mean squared error on `X_val`, `y_val`.
# - The *best* epoch so far is the first with the lowest error; an equal one later is no improvement.
# - Stop after the first epoch for which `epoch - best_epoch > patience`, at the latest after `max_epochs`.
# - Return `(best_model, best_epoch)`. `best_model` is the model **as it was** after that epoch, whatever is done to `model` later.
#
# `model` itself may be trained on, since that is what `partial_fit` does; the four arrays stay as they were.

# %% [markdown] hint="ch04-e09"
# After `best = model`, how many models are there? What does the next `partial_fit` change?

# %% [markdown] hint="ch04-e09"
# The standard library's `copy` module copies an object with all that it holds. scikit-learn's `clone` copies something else: what is
# missing from a clone?

# %% [markdown] hint="ch04-e09"
# ```python
# def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
#     best_error, best_epoch, best_model = np.inf, 0, None
#     for epoch in range(____, ____):
#         model.partial_fit(____)
#         error = np.mean((____ - y_val) ** 2)
#         if error < best_error:
#             best_error, best_epoch, best_model = error, epoch, ____
#         if ____:
#             break
#     return best_model, best_epoch
# ```

# %% answer="ch04-e09" needs=[]
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    """The model as it was at its best epoch, and that epoch."""
    ### BEGIN SOLUTION
    from copy import deepcopy

    best_error, best_epoch, best_model = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch, best_model = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    return best_model, best_epoch
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e09"
# best_error, best_epoch, best_model = (np.inf, 0, None)  →  best_error, best_epoch, best_model = (np.inf, 1, None)

# %% tests="ch04-e09" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import sys
import types
import numpy as np
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError

LOG = {"epochs": [0], "on validation": False}

class Scripted(BaseEstimator):
    '''A model whose validation errors are known beforehand; its training error always falls.'''

    def __init__(self, errors=()):
        self.errors = errors

    def partial_fit(self, X, y, *_, **__):
        if not hasattr(self, "epochs_"):
            self.epochs_ = np.zeros(1, dtype=int)
        self.epochs_ += 1
        LOG["epochs"].append(int(self.epochs_[0]))
        LOG["on validation"] |= bool(np.any(np.asarray(X)[:, 0] == 1))
        return self

    def predict(self, X):
        if not hasattr(self, "epochs_"):
            raise NotFittedError("this model has seen no data")
        epoch = int(self.epochs_[0])
        error = self.errors[min(epoch, len(self.errors)) - 1] if X[0, 0] == 1 else 1 / epoch
        return np.resize(np.asarray(error, dtype=float), len(X))

module = sys.modules["scripted"] = types.ModuleType("scripted")
Scripted.__module__, module.Scripted = "scripted", Scripted  # so that it can be pickled

def make(errors):
    LOG["epochs"], LOG["on validation"], LOG["model"] = [0], False, Scripted(errors)
    return LOG["model"]

def trained_before(errors, epochs):
    model = make([9.0] * epochs + list(errors))
    for _ in range(epochs):
        model.partial_fit(np.zeros((2, 1)), np.zeros(2))
    return model

def log():
    return {"epochs": max(LOG["epochs"]), "on validation": LOG["on validation"]}

def tie(model):
    "What a returned model has in common with the one that was trained."
    if model is LOG["model"]:
        return "itself"
    return "arrays" if getattr(model, "epochs_", None) is LOG["model"].epochs_ else ""

def epochs_of(model):
    return int(model.epochs_[0]) if hasattr(model, "epochs_") else 0
""")

X, y = np.zeros((6, 1)), np.zeros(6)
X_val, y_val = np.ones((4, 1)), np.zeros(4)


def run(errors, patience, max_epochs):
    """The returned model's epochs, the returned epoch, and how far training went."""
    got = answer.fit_early(answer.make(errors), X, y, X_val, y_val, patience, max_epochs)
    expect.true(isinstance(got, tuple | list) and len(got) == 2, "Expected two things, the best model and its epoch; got {got}.", got=got)
    model, epoch = got
    expect.true(not isinstance(model, int | float | np.number), "The model comes first, then the epoch; yours are the other way round.")
    expect.true(model is not None, "The returned model is None. Is the first epoch ever taken as the best so far?")
    log = answer.log()
    expect.true(not log["on validation"], "`partial_fit` was called with the validation rows. They may only be measured on.")
    return model, epoch, answer.epochs_of(model), log["epochs"]


def check(errors, patience, max_epochs, best, last, tied=None, coarse=None):
    """Expect the best epoch, its model, and where training stopped."""
    model, epoch, seen, trained = run(errors, patience, max_epochs)
    expect.true((epoch, trained) != coarse, "Errors {errors} …: the best epoch is {best}, you returned {epoch}. A lower error is an improvement, however small the difference.", errors=errors, best=best, epoch=epoch)
    expect.true((epoch, trained) != tied, "Errors {errors} …: the best epoch is {best}, you returned {epoch}. An equal error later is no improvement.", errors=errors, best=best, epoch=epoch)
    told = dict(errors=errors[:last], epoch=epoch, seen=seen, best=best, last=last, trained=trained, patience=patience)
    expect.true(seen > 0, "The returned model is not fitted: it has seen no data. sklearn's `clone` copies settings, not what was learned; copy the whole object.", **told)
    expect.true(not (trained == max_epochs and last < max_epochs), "Errors {errors}, patience {patience}: training should end after epoch {last}; it went on to the last, {trained}. Is the error measured on the validation rows, and does patience end the loop?", **told)
    expect.true(trained <= max_epochs, "With max_epochs = {max_epochs} training went on to epoch {trained}.", max_epochs=max_epochs, **told)
    expect.true(trained >= last, "Errors {errors}, patience {patience}: training should end after epoch {last}, yours ended after {trained}. Stop when epoch − best epoch is above patience, not when it reaches it.", **told)
    expect.true(trained <= last, "Errors {errors}, patience {patience}: training should end after epoch {last}, yours went on to {trained}. Count from the best epoch so far, not from the last time the error rose or fell.", **told)
    if epoch == best and seen == trained > best:
        tie = answer.tie(model)
        expect.true(tie != "itself", "The epoch, {best}, is right, but you returned `model` itself, which was changed afterwards: it has seen {seen} epochs. Return a copy made at the best epoch; `best = model` makes none, it gives the same object a second name.", **told)
        expect.true(tie != "arrays", "The epoch, {best}, is right, but the model was changed afterwards: it has seen {seen} epochs. It is another object that shares its arrays with `model`, as one made by `copy.copy` does.", **told)
    expect.true(not (epoch == seen == trained > best), "You returned the last model, of epoch {seen}. The lowest validation error was at epoch {best}.", **told)
    expect.true(epoch != best - 1, "The best epoch is {best}, you returned {epoch}. Epochs are counted from 1.", **told)
    expect.true(epoch == best, "Errors {errors}: the best epoch is {best}, you returned {epoch}. An equal error later is no improvement.", **told)
    expect.true(seen != best - 1, "The returned model has seen {seen} epochs; its best was at epoch {best}. Make the copy after `partial_fit`, not before.", **told)
    expect.true(seen == best, "The returned model has seen {seen} epochs; its best was at epoch {best}. Copy it at its best epoch, with its arrays.", **told)


with expect.test("stops, and hands back the best"):
    check([5, 3, 2, 4, 2.5, 6, 7, 1], 2, 30, best=3, last=6)

with expect.test("goes on as long as it gets better"):
    check([9, 8, 7, 6, 5, 4, 3, 2], 1, 8, best=8, last=8)

### BEGIN HIDDEN TESTS
with expect.test("a model that has been trained before goes on from there"):
    model, epoch = answer.fit_early(answer.trained_before([5, 3, 2, 4, 6], 3), X, y, X_val, y_val, 1, 30)
    expect.equal(epoch, 3, says="`model` had three epochs behind it. The best of the new ones is {want}, you returned {got}.")
    seen = answer.epochs_of(model)
    expect.equal(seen, 6, says="`model` had three epochs behind it, its best was three later; the returned one has seen {got} instead of {want}.", mistakes=[(3, "`model` had three epochs behind it; the returned one has seen only the 3 new ones. It was trained anew from a clone; return the model *as it was* then.")])

answer.define("""
from sklearn.linear_model import SGDRegressor

def regressor():
    return SGDRegressor(learning_rate="constant", eta0=0.02, penalty=None, random_state=3)

def reference(X, y, X_val, y_val, epochs):
    model, errors = regressor(), []
    for _ in range(epochs):
        model.partial_fit(X, y)
        errors.append(float(np.mean((model.predict(X_val) - y_val) ** 2)))
    return errors
""")

with expect.test("equal errors are no improvement"):
    check([3, 2, 2, 2, 2, 2, 2, 1], 2, 30, best=2, last=5, tied=(30, 30))

with expect.test("a small improvement is one, too"):
    check([0.01, 0.00999, 0.00998, 0.02, 0.03, 0.04], 1, 30, best=3, last=5, coarse=(1, 3))

with expect.test("no patience at all"):
    check([3, 2, 2.5, 1, 0.5], 0, 30, best=2, last=3)

with expect.test("it never gets better"):
    check([1, 2, 3, 4, 5, 6, 7, 8], 3, 30, best=1, last=5)

with expect.test("the mean squared error decides"):
    rows = [[3, 0, 0, 0], [1.4, 1.4, 1.4, 1.4], [1.9, 1.9, 0, 0], [2, 2, 2, 2]]
    _, epoch, _, _ = run(rows, 3, 4)
    expect.equal(epoch, 3, says="Squared, the errors of four rows are least in epoch {want}; you took epoch {got}.", mistakes=[(1, "You took epoch 1, where the mean *absolute* error is least; the mean squared error is least in epoch 3."), (2, "You took epoch 2, where no single error is large; the mean squared error is least in epoch 3.")])

with expect.test("patience starts anew with each improvement"):
    check([5, 6, 4, 5, 3, 4, 2, 3, 4, 5, 6], 1, 30, best=7, last=9)

with expect.test("a real model"):
    rng = np.random.default_rng(6)
    A, B = rng.normal(size=(12, 8)), rng.normal(size=(200, 8))
    w = rng.normal(size=8)
    a, b = A @ w + 2 * rng.normal(size=12), B @ w + 2 * rng.normal(size=200)
    errors = answer.reference(A, a, B, b, 60)
    held = [answer.put(array) for array in (A, a, B, b)]
    model, epoch = answer.fit_early(answer.regressor(), *held, 60, 60)
    for handle, array in zip(held, (A, a, B, b), strict=True):
        expect.unchanged(handle, array)
    expect.equal(epoch, int(np.argmin(errors)) + 1, says="For an SGDRegressor the best epoch is {want}, you returned {got}.")
    expect.close(np.mean((model.predict(B) - b) ** 2), min(errors), rtol=1e-9, says="For an SGDRegressor the returned model's validation error is {got}; its best was {want}. The copy must not share arrays with the model that is trained on.")
### END HIDDEN TESTS

# %% right="ch04-e09" because="counts the epochs without improvement"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    import copy
    best, wait, errors = None, 0, []
    for _ in range(max_epochs):
        model.partial_fit(X, y)
        errors.append(float(np.sqrt(((y_val - model.predict(X_val)) ** 2).mean())))
        if errors[-1] < min(errors[:-1], default=float("inf")):
            best, wait = copy.deepcopy(model), 0
        else:
            wait += 1
            if wait > patience:
                break
    return best, int(np.argmin(errors)) + 1

# %% right="ch04-e09" because="trains a copy, then another one up to the best epoch"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    probe, history = deepcopy(model), []
    while len(history) < max_epochs:
        probe.partial_fit(X, y)
        history.append(np.mean((probe.predict(X_val) - y_val) ** 2))
        if len(history) - 1 - int(np.argmin(history)) > patience:
            break
    best = int(np.argmin(history)) + 1
    again = deepcopy(model)
    for _ in range(best):
        again.partial_fit(X, y)
    return again, best

# %% right="ch04-e09" because="a snapshot as bytes"
import pickle

def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    best_error, best_epoch, snapshot = float("inf"), 0, b""
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = float(((model.predict(X_val) - y_val) ** 2).sum())
        if error < best_error:
            best_error, best_epoch, snapshot = error, epoch, pickle.dumps(model)
        elif epoch > best_epoch + patience:
            break
    return pickle.loads(snapshot), best_epoch

# %% wrong="ch04-e09" because="returns the last model" says="last model"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    best_error, best_epoch = np.inf, 0
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch = error, epoch
        if epoch - best_epoch > patience:
            break
    return model, epoch

# %% wrong="ch04-e09" because="a second name in place of a copy" says="changed afterwards"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch, best = error, epoch, model
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="sklearn's clone" says="not fitted"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from sklearn.base import clone
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch, best = error, epoch, clone(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="a clone, trained anew up to the best epoch" says="trained anew from a clone"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from sklearn.base import clone
    anew, errors = clone(model), []
    for epoch in range(max_epochs):
        errors.append(np.mean((model.partial_fit(X, y).predict(X_val) - y_val) ** 2))
        if epoch - np.argmin(errors) > patience:
            break
    best = int(np.argmin(errors)) + 1
    for _ in range(best):
        anew.partial_fit(X, y)
    return anew, best

# %% wrong="ch04-e09" because="patience counts from the last rise" says="Count from the best epoch"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    best_error, best_epoch, best, last, wait = np.inf, 0, None, np.inf, 0
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        wait = wait + 1 if error >= last else 0
        last = error
        if error < best_error:
            best_error, best_epoch, best = error, epoch, deepcopy(model)
        if wait > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="a shallow copy" says="changed afterwards"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import copy
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch, best = error, epoch, copy(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="stops one epoch early" says="not when it reaches it"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch >= patience and epoch > best_epoch:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="counts from zero" says="counted from 1"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(max_epochs):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="copies before the epoch" says="after `partial_fit`"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        candidate = deepcopy(model)
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < best_error:
            best_error, best_epoch, best = error, epoch, candidate
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="ties count as better" says="no improvement"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error <= best_error:
            best_error, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="judges by the training rows" says="measured on the validation rows"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    best_error, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X) - y) ** 2)
        if error < best_error:
            best_error, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="small improvements do not count" says="however small"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    lowest, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < lowest - 1e-4:
            lowest, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="the copy is made, and model returned" says="you returned `model` itself"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    lowest, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < lowest:
            lowest, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    return model, best_epoch

# %% wrong="ch04-e09" because="copy.copy" says="shares its arrays"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import copy
    lowest, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < lowest:
            lowest, best_epoch, best = error, epoch, copy(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="trains on both sets" says="may only be measured on"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    lowest, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(np.vstack([X, X_val]), np.r_[y, y_val])
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < lowest:
            lowest, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    return best, best_epoch

# %% wrong="ch04-e09" because="the validation targets are changed" says="changed its input"
def fit_early(model, X, y, X_val, y_val, patience, max_epochs):
    from copy import deepcopy
    lowest, best_epoch, best = np.inf, 0, None
    for epoch in range(1, max_epochs + 1):
        model.partial_fit(X, y)
        error = np.mean((model.predict(X_val) - y_val) ** 2)
        if error < lowest:
            lowest, best_epoch, best = error, epoch, deepcopy(model)
        if epoch - best_epoch > patience:
            break
    y_val += 1
    return best, best_epoch

# %% [markdown]
# ## 7 · From lines to probabilities

# %% [markdown] exercise="ch04-e15" title="Log loss and the boundary" kind="F" level=1 minutes=10 core=true after="§7" skills=["Logistic and softmax regression"] topics=["S-05-I.11b"]
# Two short functions.
#
# `log_loss(y, p)`: `y` holds 0s and 1s, `p` the predicted probabilities of class 1, both of shape `(m,)`. Return the mean of
# $-\big[y\ln p+(1-y)\ln(1-p)\big]$ as one number, **finite** also where `p` is exactly 0 or 1: such a probability is first limited to
# between 1e-15 and 1 − 1e-15. Limits even nearer to 0 and 1 are right, too, as long as the loss is finite: NumPy's last number below 1 is about 1 − 1e-16.
#
# `boundary(model)`: `model` is a fitted `LogisticRegression` with one feature. Return the x at which it gives both classes probability ½, as one
# number.

# %% [markdown] hint="ch04-e15"
# How surprised should you be by an event to which you gave probability 0? And which value of $b+wx$ does the logistic function turn into ½?

# %% [markdown] hint="ch04-e15"
# `np.clip(p, low, high)` moves the ends inwards. A fitted model holds its bias in `intercept_` (shape `(1,)`) and its weight in `coef_` (shape
# `(1, 1)`); solve $b+wx=0$ for x by hand, and mind the sign.

# %% [markdown] hint="ch04-e15"
# ```python
# def log_loss(y, p):
#     p = np.clip(p, ____, ____)
#     return -np.mean(y * ____ + (1 - y) * ____)
#
# def boundary(model):
#     return ____ / model.coef_[0, 0]
# ```

# %% answer="ch04-e15" needs=[]
def log_loss(y, p):
    """Mean log loss, a finite number."""
    ### BEGIN SOLUTION
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def boundary(model):
    """Where the model's probability is one half."""
    return -model.intercept_[0] / model.coef_[0, 0]
    ### END SOLUTION

# %% tests="ch04-e15" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.linear_model import LogisticRegression

def fitted(seed, slope, middle):
    rng = np.random.default_rng(seed)
    x = rng.uniform(middle - 4, middle + 4, (150, 1))
    y = (rng.uniform(size=150) < 1 / (1 + np.exp(-slope * (x[:, 0] - middle)))).astype(int)
    return LogisticRegression().fit(x, y)

def crossing(model):
    low, high = -50.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if model.predict([[middle]])[0] == model.predict([[50.0]])[0] else (middle, high)
    return middle

def numbers(model):
    return float(model.intercept_[0]), float(model.coef_[0, 0])
""")

with expect.test("log loss of four guesses"):
    y, p = np.array([1, 0, 1, 0]), np.array([0.9, 0.2, 0.4, 0.7])
    right = -np.mean(np.log([0.9, 0.8, 0.4, 0.3]))
    expect.close(
        answer.log_loss(y, p),
        right,
        rtol=1e-6,
        says="Probabilities 0.9, 0.2, 0.4, 0.7 for classes 1, 0, 1, 0: expected {want}, got {got}.",
        mistakes=[
            (right / np.log(2), "{got} is the loss in bits, by log2. The natural logarithm gives {want}."),
            (right / np.log(10), "{got} is the loss by log10. The natural logarithm gives {want}."),
            (right * 4, "{got} is the sum over four rows; the mean is {want}."),
            (-right, "The sign is wrong: logarithms of probabilities are below zero, a loss is above: {want}."),
            (-np.mean(np.log([0.1, 0.2, 0.6, 0.7])), "{got} takes the logarithm of the probability of the other class. A row of class 1 costs −ln p, one of class 0 costs −ln(1 − p)."),
            (-np.sum(np.log([0.9, 0.4])) / 4, "{got} counts only the rows of class 1. A row of class 0 costs −ln(1 − p)."),
            (np.mean((y - p) ** 2), "{got} is the mean squared difference. Log loss takes the logarithm of what was given to the true class: {want}."),
        ],
    )

with expect.test("finite when a guess was certain"):
    zero = answer.log_loss(np.array([1, 0, 1]), np.array([0.0, 0.5, 0.9]))
    expect.true(np.all(np.isfinite(np.asarray(zero, dtype=float))), "With p = 0 for a row of class 1 the loss is {got}: log(0), or 0 times it. Limit p at its lower end before the logarithm.", got=zero)
    one = answer.log_loss(np.array([0, 0, 1]), np.array([1.0, 0.5, 0.9]))
    expect.true(np.all(np.isfinite(np.asarray(one, dtype=float))), "With p = 1 for a row of class 0 the loss is {got}; with p = 0 it is finite. Limit p at its upper end, too: 1 − p must not be 0, nor 1e-17, which 1 − p loses.", got=one)
    loss = answer.log_loss(np.array([1, 0, 1]), np.array([0.0, 0.5, 1.0]))
    expect.true(np.all(np.isfinite(np.asarray(loss, dtype=float))), "With p = 1 for a row of class 1 the loss is {got}: 0 times log(0) is nan. Limit p before the logarithm.", got=loss)
    expect.true(not np.allclose(loss, np.log(2)) and not np.allclose(loss, np.log(2) / 3), "For p = 0, ½ and 1 the loss is {got}, that of the row with ½ alone: the rows with p = 0 or 1 add nothing, though one of them is certain and wrong. Limit p instead.", got=loss)
    expect.at_least(loss, 9.0, "A certain and wrong guess adds at least 30 to the sum; the mean over three rows is only {got}. Limit p to 1e-15 and 1 − 1e-15, not to a narrower range.")
    expect.at_most(answer.log_loss(np.array([1, 0]), np.array([1.0, 0.0])), 1e-5, "Certain and right guesses add nothing to the loss; got {got}. Limit p to 1e-15 and 1 − 1e-15, not to a narrower range.")

with expect.test("the boundary of a rising model"):
    model = answer.fitted(0, 2.0, 3.0)
    b, w = answer.numbers(model)
    x = answer.boundary(model)
    expect.true(np.size(x) != 1 or np.ndim(x) == 0, "It comes in an array of shape {shape}. Return a number: take entry [0] of `intercept_` and [0, 0] of `coef_`.", shape=np.shape(x))
    expect.close(
        x,
        answer.crossing(model),
        rtol=1e-5,
        says="For bias {b} and weight {w}: expected {want}, got {got}. What is b + wx where the probability is ½?",
        mistakes=[
            (b / w, "For bias {b} and weight {w} you returned {got}: the sign is turned. Solve b + wx = 0 once more."),
            (-w / b, "For bias {b} and weight {w} you returned {got}, upside down. Solve b + wx = 0 for x."),
            (-b, "You returned −b; divide by the weight {w} too."),
            ((0.5 - b) / w, "You solved b + wx = ½. It is the probability that is ½ there; b + wx, before the logistic function, is 0."),
        ],
        b=b,
        w=w,
    )

### BEGIN HIDDEN TESTS
with expect.test("the boundary of a falling model"):
    model = answer.fitted(1, -1.5, -2.0)
    b, w = answer.numbers(model)
    expect.close(answer.boundary(model), -b / w, rtol=1e-5, says="With a weight below zero: expected {want}, got {got}.")

with expect.test("log loss of many guesses, the input kept"):
    rng = np.random.default_rng(4)
    y, p = rng.integers(0, 2, 200), rng.uniform(0.01, 0.99, 200)
    held, held_p = answer.put(y), answer.put(p)
    expect.close(answer.log_loss(held, held_p), -np.mean(np.log(np.where(y == 1, p, 1 - p))), rtol=1e-6)
    expect.unchanged(held, y)
    expect.unchanged(held_p, p)
    y, p = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.0, 0.5, 1.0, 1.0])
    held, held_p = answer.put(y), answer.put(p)
    answer.log_loss(held, held_p)
    expect.unchanged(held, y)
    expect.unchanged(held_p, p)
### END HIDDEN TESTS

# %% right="ch04-e15" because="picks the probability of the true class; root by bisection"
def log_loss(y, p):
    given = np.where(np.asarray(y) == 1, p, 1 - np.asarray(p))
    return float(-np.log(np.maximum(given, np.finfo(float).eps)).mean())

def boundary(model):
    low, high = -1e3, 1e3
    rising = model.predict_proba([[high]])[0, 1] > 0.5
    for _ in range(80):
        middle = (low + high) / 2
        if (model.predict_proba([[middle]])[0, 1] > 0.5) == rising:
            high = middle
        else:
            low = middle
    return middle

# %% right="ch04-e15" because="scikit-learn's log loss"
from sklearn import metrics

def log_loss(y, p):
    return metrics.log_loss(y, p, labels=[0, 1])

def boundary(model):
    return float(np.squeeze(-model.intercept_ / model.coef_))

# %% wrong="ch04-e15" because="logarithm of zero" says="log(0)"
def log_loss(y, p):
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="limits the lower end only" says="upper end"
def log_loss(y, p):
    p = np.maximum(p, 1e-15)
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="1e-300 is lost beside 1" says="upper end"
def log_loss(y, p):
    p = np.clip(p, 1e-300, 1 - 1e-300)
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="nan where 0 times infinity" says="log(0)"
def log_loss(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="bits" says="natural logarithm"
def log_loss(y, p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="sign of the boundary" says="the sign is turned"
def log_loss(y, p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def boundary(model):
    return model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="boundary as an array" says="in an array"
def log_loss(y, p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def boundary(model):
    return -model.intercept_ / model.coef_[0]

# %% wrong="ch04-e15" because="forgets class 0" says="only the rows of class 1"
def log_loss(y, p):
    return -np.mean(y * np.log(np.clip(p, 1e-15, 1)))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="clips far too much" says="narrower range"
def log_loss(y, p):
    p = np.clip(p, 0.01, 0.99)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="limits p in place" says="changed its input"
def log_loss(y, p):
    p[p < 1e-15] = 1e-15
    p[p > 1 - 1e-15] = 1 - 1e-15
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% wrong="ch04-e15" because="leaves out rows with p of 0 or 1" says="add nothing"
def log_loss(y, p):
    inside = (p > 0) & (p < 1)
    y, p = y[inside], p[inside]
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def boundary(model):
    return -model.intercept_[0] / model.coef_[0, 0]

# %% [markdown]
# ## 8 · More than two classes

# %% [markdown] exercise="ch04-e18" title="Softmax that does not overflow" kind="C" level=1 minutes=5 core=false after="§8" skills=["Logistic and softmax regression"] topics=["S-05-I.11b"]
# Complete `softmax(Z)`. `Z` has shape `(m, K)`, a row of scores for each instance. Return probabilities of the same shape: each row sums to 1, and
# nothing overflows, however large the scores are.

# %% [markdown] hint="ch04-e18"
# What happens to the probabilities of one row if the same number is added to all of its scores?

# %% [markdown] hint="ch04-e18"
# `np.exp(1000)` is infinite, `np.exp(0)` is 1. Subtract each row's largest score first. `keepdims=True` keeps the axis, so that a column of
# row maxima can be subtracted from a table.

# %% [markdown] hint="ch04-e18"
# ```python
# def softmax(Z):
#     Z = Z - Z.max(axis=____, keepdims=____)
#     E = np.exp(Z)
#     return E / ____
# ```

# %% answer="ch04-e18" needs=[]
def softmax(Z):
    """Probabilities, one row for each row of scores."""
    ### BEGIN SOLUTION
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
    ### END SOLUTION

# %% tests="ch04-e18" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


with expect.test("two rows of three scores"):
    Z = np.log([[1.0, 2.0, 5.0], [1.0, 1.0, 2.0]])
    E = np.exp(Z)
    expect.close(
        answer.softmax(Z),
        [[0.125, 0.25, 0.625], [0.25, 0.25, 0.5]],
        says="Scores ln 1, ln 2, ln 5 are probabilities in the ratio 1 : 2 : 5. Expected {want}, got {got}.",
        mistakes=[
            (E / E.sum(axis=0), "The columns sum to 1, the rows do not. Each row is one instance: sum along axis 1."),
            (E / E.sum(), "All entries together sum to 1. Each row is an instance of its own: sum along axis 1, keep the axis."),
            (E, "These are the exponentials; each row still has to be divided by its sum."),
            (Z / Z.sum(axis=1, keepdims=True), "The scores were divided by their sum without the exponential."),
        ],
    )

with expect.test("scores of a thousand"):
    P = np.asarray(answer.softmax(np.array([[1000.0, 999.0, 0.0], [-1000.0, -1000.0, -1000.0]])), dtype=float)
    expect.true(P.shape != (2, 3) or not np.all(np.isfinite(P[0])) or np.all(np.isfinite(P[1])), "The row of scores 1000, 999, 0 is right in being finite, that of −1000 is not: there all exponentials are 0. Subtract from each row its own largest score.")
    expect.true(np.all(np.isfinite(P)), "Scores of 1000 or −1000 give nan: exp(1000) is infinite, and all of exp(−1000) are 0. Subtract each row's largest score first.")
    expect.close(P, [[0.731058578630005, 0.268941421369995, 0.0], [1 / 3, 1 / 3, 1 / 3]], says="For scores of 1000, 999, 0 and three of −1000: expected {want}, got {got}. Each row has its own largest score; subtract it, cut nothing off.")

### BEGIN HIDDEN TESTS
def right(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


with expect.test("many rows, whole numbers, the input kept"):
    Z = np.random.default_rng(0).integers(-9, 9, (30, 4))
    held = answer.put(Z)
    expect.close(answer.softmax(held), right(Z.astype(float)), rtol=1e-9)
    expect.unchanged(held, Z)
    fractions = Z / 3
    held = answer.put(fractions)
    expect.close(answer.softmax(held), right(fractions), rtol=1e-9)
    expect.unchanged(held, fractions)

with expect.test("scores far apart, and far larger"):
    for scores, want in (([3000.0, 0.0, 0.0], [1, 0, 0]), ([1e5, 1e5, 0.0], [0.5, 0.5, 0]), ([-1e5, -1e5, -1e5], [1 / 3, 1 / 3, 1 / 3])):
        expect.close(answer.softmax(np.array([scores])), [want], says="For the scores {scores} expected {want}, got {got}. With the row's largest score subtracted, no exponential is above 1.", scores=scores)

with expect.test("one row, and one score a row"):
    expect.close(answer.softmax(np.array([[0.0, 1.0]])), right(np.array([[0.0, 1.0]])))
    expect.close(answer.softmax(np.array([[3.0], [-2.0]])), [[1.0], [1.0]])
### END HIDDEN TESTS

# %% right="ch04-e18" because="SciPy"
from scipy import special

def softmax(Z):
    return special.softmax(Z, axis=1)

# %% right="ch04-e18" because="row by row"
def softmax(Z):
    rows = []
    for z in Z:
        e = np.exp(z - max(z))
        rows.append(e / sum(e))
    return np.array(rows)

# %% wrong="ch04-e18" because="no maximum subtracted" says="largest score"
def softmax(Z):
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)

# %% wrong="ch04-e18" because="writes into the scores" says="changed its input"
def softmax(Z):
    Z = np.asarray(Z, dtype=float)
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z

# %% wrong="ch04-e18" because="wrong axis" says="axis 1"
def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)

# %% wrong="ch04-e18" because="cuts scores off" says="cut nothing off"
def softmax(Z):
    E = np.exp(np.clip(Z, -500, 500))
    return E / E.sum(axis=1, keepdims=True)

# %% wrong="ch04-e18" because="the mean taken out, not the largest" says="no exponential is above 1"
def softmax(Z):
    E = np.exp(Z - Z.mean(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)

# %% wrong="ch04-e18" because="long doubles, which overflow later" says="no exponential is above 1"
def softmax(Z):
    E = np.exp(Z.astype(np.longdouble))
    return np.asarray(E / E.sum(axis=1, keepdims=True), dtype=float)

# %% wrong="ch04-e18" because="the largest score of all rows" says="its own largest score"
def softmax(Z):
    E = np.exp(Z - np.max(Z))
    return E / E.sum(axis=1, keepdims=True)

# %% wrong="ch04-e18" because="one maximum for all rows" says="own largest score"
def softmax(Z):
    E = np.exp(Z - Z.max())
    with np.errstate(all="ignore"):
        return np.nan_to_num(E / E.sum(axis=1, keepdims=True))

# %% [markdown] exercise="ch04-e10" title="Softmax regression from scratch" kind="F" level=3 minutes=45 core=false after="§8" skills=["Logistic and softmax regression", "Early stopping", "Regularisation"] topics=["S-05-I.11b", "S-05-I.04"]
# *Fast track: whoever passes this one has shown most of the lesson.* Write
#
# ```python
# class SoftmaxRegression:
#     def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50): ...
#     def predict_proba(self, X): ...                 # (m, K), rows sum to 1
#     def predict(self, X): ...                       # (m,), class numbers
#     def cost(self, X, y): ...                       # a number
#     def gradient(self, X, y): ...                   # the shape of theta_
#     def fit(self, X, y, X_val, y_val): ...          # returns self
# ```
#
# - `theta_` has shape `(n + 1, K)`: the biases of the K classes in row 0, then a row for each feature. The three methods in the middle and
#   `predict` use nothing else of what `fit` learned. Classes are 0 … K−1, and all occur in `y`.
# - The cost is the **mean** cross-entropy plus $\frac{\text{l2}}{2}\lVert W\rVert^2$, where `W` is `theta_` without its row 0.
# - `fit` starts from zeros and makes steps of gradient descent on the cost with rate `eta` (constant or shrinking), by the whole batch or by mini-batches. It stops by the mean
#   cross-entropy on the validation rows, without the penalty, as in [[ch04-e09]]: after the first epoch for which `epoch - best_epoch > patience`
#   (`>=` is accepted, too), at the latest after `max_epochs`. It keeps the `theta_` of the best epoch and
#   sets `n_epochs_` to the number of epochs that it made.
# - Scores of ±1000 overflow nowhere, and the cost is right for them, too: the cross-entropy of a row is
#   $\ln\sum_k e^{s_k}-s_y$, and a constant can be taken out of the exponentials first.

# %% [markdown] hint="ch04-e10"
# Write the cost of one row as minus the logarithm of the probability of its true class. What is its slope with respect to the score of the true
# class, and to that of another? (Both answers are short.)

# %% [markdown] hint="ch04-e10"
# With `A = np.c_[np.ones(len(X)), X]`, probabilities `P` and one-hot labels `Y` of the same shape, the gradient of the mean cross-entropy is
# `A.T @ (P - Y) / m`. The penalty adds `l2 * theta`, but not to row 0. Check it against central differences: `(cost(theta + h) - cost(theta - h)) / 2h`.

# %% [markdown] hint="ch04-e10"
# ```python
#     def cost(self, X, y):
#         scores = self.theta_[0] + X @ self.theta_[1:]
#         top = scores.max(axis=1)          # taken out of the sum, so that nothing overflows
#         log_sum = top + np.log(np.exp(scores - ____).sum(axis=1))
#         return np.mean(log_sum - scores[____, y]) + self.l2 / 2 * np.sum(self.theta_[____] ** 2)
#
#     def fit(self, X, y, X_val, y_val):
#         self.theta_ = np.zeros((X.shape[1] + 1, y.max() + 1))
#         best, best_theta, best_epoch = np.inf, self.theta_, 0
#         for epoch in range(1, self.max_epochs + 1):
#             self.theta_ = self.theta_ - ____
#             loss = ____                       # cross-entropy of the validation rows
#             if loss < best:
#                 ____
#             if epoch - best_epoch > self.patience:
#                 break
#         ____
#         return self
# ```

# %% answer="ch04-e10" needs=[]
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    ### BEGIN SOLUTION
    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self
    ### END SOLUTION

# %% [markdown] equivalent="ch04-e10"
# def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):  →  def __init__(self, l2=0.0, eta=1.1, max_epochs=2000, patience=50):
# def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):  →  def __init__(self, l2=0.0, eta=0.1, max_epochs=2001, patience=50):
# def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):  →  def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=51):
# best, best_theta, best_epoch = (np.inf, self.theta_, 0)  →  best, best_theta, best_epoch = (np.inf, self.theta_, 1)

# %% tests="ch04-e10" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings
from functools import cache
import numpy as np
from sklearn.datasets import load_iris

def with_theta(model, theta):
    model.theta_ = theta.copy()
    return model

@cache
def flowers():
    iris = load_iris()
    return (iris.data - iris.data.mean(axis=0)) / iris.data.std(axis=0), iris.target

def split(seed):
    X, y = flowers()
    rows = np.random.default_rng(seed).permutation(150)
    return X[rows[:80]], y[rows[:80]], X[rows[80:110]], y[rows[80:110]], X[rows[110:]], y[rows[110:]]
""")

X = np.array([[1.0, 2.0], [0.0, -1.0], [-1.5, 0.5], [2.0, 1.0]])
y = np.array([0, 1, 2, 1])
theta = np.array([[0.5, -1.0, 0.2], [1.0, -0.5, 0.3], [-0.7, 0.8, 0.1]])
P = np.array([[0.261634986306, 0.261634986306, 0.476730027388], [0.723244569531, 0.0360082268299, 0.240747203639], [0.115742321748, 0.518721098355, 0.365536579897], [0.686644954975, 0.0341860393178, 0.279169005707]])
by_column = [[0.102958155593, 0.404306428092, 0.314783750801], [0.309303392921, 0.0604715541926, 0.172756985293], [0.0241509242191, 0.425035661932, 0.127981522455], [0.563587527266, 0.110186355783, 0.384477741452]]
mean_loss = 2.26178490514
slope = np.array([[0.19681670814, -0.287362412298, 0.0905457041576], [0.115327853409, -0.612018645648, 0.496690792239], [-0.363864620267, 0.195202083569, 0.168662536698]])
held_back = theta * [[0.0], [1.0], [1.0]]


def given(l2=0.0, theta=theta):
    """The learner's model with a theta of ours."""
    return answer.with_theta(answer.SoftmaxRegression(l2=l2), theta)


with expect.test("probabilities of a given theta"):
    expect.close(given().predict_proba(X), P, rtol=1e-7, says="The probabilities of a given `theta_` (biases in row 0) are off.", mistakes=[(by_column, "The columns of your probabilities sum to 1, the rows do not. Each row is one instance: sum along axis 1.")])
    expect.equal(np.asarray(given().predict(X)).tolist(), [2, 0, 1, 0], says="`predict` should give the most probable class of each row: expected {want}, got {got}.")

with expect.test("scores of a thousand"):
    far = np.asarray(given().predict_proba(X * 1e3), dtype=float)
    expect.true(np.all(np.isfinite(far)), "With scores around 1000 the probabilities are not finite: exp overflows. Subtract each row's largest score first.")
    cost = given().cost(X * 1e3, y)
    expect.shape(cost, (), says="`cost` returns one number; got shape {got}.")
    expect.true(np.isfinite(cost), "With scores around 1000 the cost is {cost}: the logarithm of a probability that was rounded to 0. Compute it from the scores: ln Σ exp(s) − s_y, with the largest score taken out first.", cost=cost)
    scores = theta[0] + X * 1e3 @ theta[1:]
    true_cost = np.mean(np.logaddexp.reduce(scores, axis=1) - scores[np.arange(4), y])
    expect.close(cost, true_cost, rtol=1e-6, says="With scores around 1000 the cost is {want}, yours {got}. A small number added to the probabilities, or a limit, cuts large losses off. Compute it from the scores: ln Σ exp(s) − s_y.")

with expect.test("cost of a given theta"):
    penalty = 1.24
    expect.close(given().cost(X, y), mean_loss, rtol=1e-6, says="Without penalty the cost is the mean cross-entropy, {want}; got {got}.", mistakes=[(mean_loss * 4, "{got} is the sum over 4 rows; the mean is {want}."), (mean_loss / np.log(2), "{got} is in bits; the natural logarithm gives {want}."), (mean_loss / 3, "{got} is a mean over rows and classes; divide by the rows only.")])
    expect.close(
        given(2.0).cost(X, y),
        mean_loss + 2 * penalty,
        rtol=1e-6,
        says="With l2 = 2 the cost is {want}, got {got}.",
        mistakes=[
            (mean_loss + 2 * 1.885, "With l2 = 2 the cost is {want}, got {got}: the biases in row 0 were penalised too. Only the weights are."),
            (mean_loss + 4 * penalty, "With l2 = 2 the cost is {want}, got {got}: the factor ½ of the penalty is missing."),
            (mean_loss + 2 * penalty / 4, "With l2 = 2 the cost is {want}, got {got}: the penalty is not divided by m."),
            (mean_loss, "With l2 = 2 the cost is the same as without: the penalty is missing."),
        ],
    )

with expect.test("gradient of a given theta"):
    expect.close(given().gradient(X, y), slope, rtol=1e-6, atol=1e-9, says="Without penalty the gradient is off. Compare it with central differences of your cost.", mistakes=[(slope * 4, "The gradient is 4 times too large: the cost is a mean over 4 rows."), (-slope, "The gradient has the wrong sign: probabilities minus one-hot labels."), (slope / 3, "The gradient is a third of what it should be: divide by the rows only, not by the classes.")])
    expect.close(
        given(2.0).gradient(X, y),
        slope + 2 * held_back,
        rtol=1e-6,
        atol=1e-9,
        says="With l2 = 2 the gradient is off; without penalty it is right. The slope of l2/2·‖W‖² is l2·W.",
        mistakes=[
            (slope + 2 * theta, "With l2 = 2 the biases in row 0 are held back too. A penalised bias moves the shares of rare classes towards equal ones; only the weights are penalised."),
            (slope + 4 * held_back, "With l2 = 2 the penalty's part is twice too large: the ½ takes away the 2."),
            (slope + 2 * held_back / 4, "With l2 = 2 the penalty's part was divided by m; only the cross-entropy is a mean."),
            (slope, "With l2 = 2 the gradient is the same as without: the penalty is missing."),
        ],
    )

with expect.test("it learns to tell flowers apart"):
    X_train, y_train, X_val, y_val, X_new, y_new = answer.split(0)
    model = answer.SoftmaxRegression().fit(X_train, y_train, X_val, y_val)
    expect.true(model is not None, "`fit` returned None; it returns `self`.")
    expect.shape(model.theta_, (5, 3), says="`theta_` has shape {got}; four features and three classes need {want}.")
    expect.at_least(np.mean(np.asarray(model.predict(X_new)) == y_new), 0.8, "Only {got} of 40 new flowers are told apart; at least {low} is expected. Does the cost fall during `fit`?")

### BEGIN HIDDEN TESTS
with expect.test("class shares survive a strong penalty"):
    X_train, y_train, *_ = answer.split(1)
    rows = np.r_[np.flatnonzero(y_train == 0)[:20], np.flatnonzero(y_train == 1)[:12], np.flatnonzero(y_train == 2)[:4]]
    few, labels = X_train[rows], y_train[rows]
    model = answer.SoftmaxRegression(l2=1.0, eta=0.3, max_epochs=700, patience=700).fit(few, labels, few, labels)
    shares = np.asarray(model.predict_proba(few)).mean(axis=0)
    expect.close(shares, np.array([20, 12, 4]) / 36, atol=0.05, rtol=0, says="With l2 = 1 the mean probabilities are {got}, the class shares {want}. Free biases keep the shares, whatever the penalty; penalised, they approach a third each.")

def check_start():
    """Blame a start that is not zero."""
    model = answer.SoftmaxRegression(eta=1e-12, max_epochs=1).fit(X, y, X, y)
    expect.close(model.theta_, np.zeros((3, 3)), rtol=0, atol=1e-6, says="After one epoch with eta = 1e-12 `theta_` should still be nearly zero; got {got}. Start from zeros.")


with expect.test("starts from zeros"):
    check_start()

with expect.test("stops early, and keeps the best"):
    check_start()
    noise = np.random.default_rng(2)
    A, B = noise.normal(size=(30, 12)), noise.normal(size=(60, 12))
    a, b = np.arange(30) % 3, np.arange(60) % 3
    held = [answer.put(array) for array in (A, a, B, b)]
    model = answer.SoftmaxRegression(eta=0.5, max_epochs=1000, patience=15).fit(*held)
    for handle, array in zip(held, (A, a, B, b), strict=True):
        expect.unchanged(handle, array)
    expect.at_least(model.n_epochs_, 15, "With patience = 15 training cannot end before 15 epochs are made, but `n_epochs_` is {got}. It counts the epochs made, not the one that was best.")
    expect.at_most(model.n_epochs_, 300, "With labels that nothing predicts, the validation loss rises early and patience is 15, yet {got} epochs were made.")
    wild = answer.SoftmaxRegression(eta=3.0, max_epochs=300, patience=15).fit(A, a, B, b)
    expect.at_most(wild.n_epochs_, 150, "With long steps (eta = 3) the validation loss goes up and down, far above its best, yet {got} epochs were made with patience = 15. Count from the best epoch, not from the one before.")
    loss = -np.mean(np.log(np.asarray(model.predict_proba(B))[np.arange(60), b] + 1e-12))
    expect.at_most(loss, 1.25, "With labels that nothing predicts the validation loss is {got}; equal probabilities have 1.10. Is the `theta_` of the best epoch kept?")

with expect.test("the penalty holds weights back during fit"):
    X_train, y_train, *_ = answer.split(1)
    model = answer.SoftmaxRegression(l2=5.0, eta=0.05, max_epochs=300, patience=300).fit(X_train, y_train, X_train, y_train)
    expect.at_most(np.linalg.norm(np.asarray(model.theta_, dtype=float)[1:]), 0.6, "With l2 = 5 the weights have a norm of {got} after `fit`; at most {high} is expected. Do the steps follow the gradient of the cost *with* its penalty?")

with expect.test("predictions come from theta_ alone"):
    X_train, y_train, X_val, y_val, X_new, _ = answer.split(2)
    model = answer.SoftmaxRegression(eta=0.02, max_epochs=200).fit(2 * X_train + 1, y_train, 2 * X_val + 1, y_val)
    own = np.asarray(model.predict_proba(2 * X_new + 1), dtype=float)
    other = answer.with_theta(answer.SoftmaxRegression(), np.asarray(model.theta_, dtype=float)).predict_proba(2 * X_new + 1)
    expect.true(np.allclose(other, own, rtol=1e-6, atol=1e-9), "A new model with the fitted one's `theta_` gives other probabilities. `fit` keeps nothing else that predictions use, such as means and spreads to scale by.")

with expect.test("the penalty has no part in when to stop"):
    X_train, y_train, X_val, y_val, *_ = answer.split(2)
    model = answer.SoftmaxRegression(l2=0.5, max_epochs=400, patience=30).fit(X_train, y_train, 0.2 * X_val, y_val)
    P_val = np.asarray(model.predict_proba(0.2 * X_val))
    loss = -np.mean(np.log(P_val[np.arange(len(y_val)), y_val]))
    expect.at_most(loss, 1.0, "With l2 = 0.5 the kept `theta_` has a validation cross-entropy of {got}; {high} or less can be reached. Is the *cross-entropy alone* compared, without the penalty?")

with expect.test("never more epochs than allowed"):
    X_train, y_train, X_val, y_val, *_ = answer.split(2)
    for epochs in (1, 7):
        model = answer.SoftmaxRegression(max_epochs=epochs).fit(X_train, y_train, X_val, y_val)
        expect.equal(int(model.n_epochs_), epochs, says="With max_epochs = {want} `n_epochs_` is {got}.")
        expect.true(np.any(np.asarray(model.theta_) != 0), "With max_epochs = {epochs} `theta_` is still zero. One epoch makes at least one step, and its theta is the best so far.", epochs=epochs)

with expect.test("five other splits"):
    scores = []
    for seed in range(3, 8):
        X_train, y_train, X_val, y_val, X_new, y_new = answer.split(seed)
        model = answer.SoftmaxRegression(max_epochs=400).fit(X_train, y_train, X_val, y_val)
        scores.append(np.mean(np.asarray(model.predict(X_new)) == y_new))
    expect.at_least(np.mean(scores), 0.90, "Over five splits {got} of the new flowers are told apart; at least {low} is expected.")
### END HIDDEN TESTS

# %% right="ch04-e10" because="mini-batches, one-hot labels, a copy of theta"
class SoftmaxRegression:
    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def _scores(self, X):
        return np.hstack([np.ones((len(X), 1)), X]) @ self.theta_

    def predict_proba(self, X):
        S = self._scores(X)
        log_sum = np.logaddexp.reduce(S, axis=1, keepdims=True)
        return np.exp(S - log_sum)

    def predict(self, X):
        return np.argmax(self._scores(X), axis=1)

    def _loss(self, X, y):
        S = self._scores(X)
        return np.mean(np.logaddexp.reduce(S, axis=1) - S[np.arange(len(S)), y])

    def cost(self, X, y):
        return self._loss(X, y) + 0.5 * self.l2 * (self.theta_[1:] ** 2).sum()

    def gradient(self, X, y):
        one_hot = np.zeros((len(y), self.theta_.shape[1]))
        one_hot[np.arange(len(y)), y] = 1.0
        A = np.hstack([np.ones((len(X), 1)), X])
        g = A.T @ (self.predict_proba(X) - one_hot) / len(X)
        g[1:] += self.l2 * self.theta_[1:]
        return g

    def fit(self, X, y, X_val, y_val):
        rng = np.random.default_rng(0)
        self.theta_ = np.zeros((1 + X.shape[1], len(np.unique(y))))
        best = (np.inf, None)
        wait, self.n_epochs_ = 0, 0
        while self.n_epochs_ < self.max_epochs and wait <= self.patience:
            order = rng.permutation(len(y))
            rate = self.eta / (1 + self.n_epochs_ / 50)
            for batch in np.array_split(order, max(1, len(y) // 16)):
                self.theta_ -= rate * self.gradient(X[batch], y[batch])
            self.n_epochs_ += 1
            loss = self._loss(X_val, y_val)
            if loss < best[0]:
                best, wait = (loss, self.theta_.copy()), 0
            else:
                wait += 1
        self.theta_ = best[1]
        return self

# %% right="ch04-e10" because="SciPy's log-sum-exp, patience reached is patience over"
from scipy.special import logsumexp

class SoftmaxRegression:
    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        vars(self).update(l2=l2, eta=eta, max_epochs=max_epochs, patience=patience)

    def log_chances(self, X):
        S = np.column_stack([np.ones(len(X)), X]) @ self.theta_
        return S - logsumexp(S, axis=1, keepdims=True)

    def predict_proba(self, X):
        return np.exp(self.log_chances(X))

    def predict(self, X):
        return self.log_chances(X).argmax(axis=1)

    def entropy(self, X, y):
        return -np.take_along_axis(self.log_chances(X), np.reshape(y, (-1, 1)), axis=1).mean()

    def cost(self, X, y):
        return self.entropy(X, y) + self.l2 / 2 * np.linalg.norm(self.theta_[1:]) ** 2

    def gradient(self, X, y):
        off = self.predict_proba(X) - (np.reshape(y, (-1, 1)) == np.arange(self.theta_.shape[1]))
        bias = off.mean(axis=0)
        return np.vstack([bias, X.T @ off / len(y) + self.l2 * self.theta_[1:]])

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((1 + X.shape[1], len(set(y.tolist()))))
        path, errors = [], []
        while len(errors) < self.max_epochs:
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            path.append(self.theta_)
            errors.append(self.entropy(X_val, y_val))
            if len(errors) - 1 - int(np.argmin(errors)) >= self.patience:
                break
        self.n_epochs_ = len(errors)
        self.theta_ = path[int(np.argmin(errors))]
        return self

# %% wrong="ch04-e10" because="stops by the cost with its penalty" says="without the penalty"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cost(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="n_epochs_ is the best epoch" says="not the one that was best"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, best_epoch
        return self

# %% wrong="ch04-e10" because="a small number in the logarithm" says="cuts large losses off"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        chances = self.predict_proba(X)[np.arange(len(y)), y]
        return -np.log(chances + 1e-12).mean()

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="probabilities limited before the logarithm" says="cuts large losses off"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        chances = np.clip(self.predict_proba(X), 1e-15, 1)
        return -np.mean([np.log(row[k]) for row, k in zip(chances, y)])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="starts from random numbers" says="Start from zeros"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.random.default_rng(0).normal(size=(X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="no maximum subtracted" says="largest score"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores)
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="penalises the biases" says="biases in row 0"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_ ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="penalises the biases in the gradient only" says="rare classes"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="sums along the wrong axis" says="axis 1"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=0))
        return E / E.sum(axis=0)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="gradient is a sum" says="4 times too large"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="keeps the last theta" says="best epoch kept"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.n_epochs_ = epoch
        return self

# %% wrong="ch04-e10" because="never stops early" says="yet 1000 epochs"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="fit returns nothing" says="returns `self`"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch

# %% wrong="ch04-e10" because="labels minus probabilities" says="wrong sign"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ -errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="steps without the penalty" says="with* its penalty"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * (self.gradient(X, y) - self.l2 * np.r_[np.zeros((1, self.theta_.shape[1])), self.theta_[1:]])
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="scales inside of fit" says="keeps nothing else"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    middle, spread = 0.0, 1.0

    def predict_proba(self, X):
        scores = self.theta_[0] + (X - self.middle) / self.spread @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + (X - self.middle) / self.spread @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), (X - self.middle) / self.spread].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        self.middle, self.spread = X.mean(axis=0), X.std(axis=0)
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% wrong="ch04-e10" because="changes the validation rows" says="changed its input"
class SoftmaxRegression:
    """Softmax regression with an l2 penalty and early stopping."""

    def __init__(self, l2=0.0, eta=0.1, max_epochs=2000, patience=50):
        self.l2, self.eta, self.max_epochs, self.patience = l2, eta, max_epochs, patience

    def predict_proba(self, X):
        scores = self.theta_[0] + X @ self.theta_[1:]
        E = np.exp(scores - scores.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def cross_entropy(self, X, y):
        scores = self.theta_[0] + X @ self.theta_[1:]
        top = scores.max(axis=1)
        log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        return np.mean(log_sum - scores[np.arange(len(y)), y])

    def cost(self, X, y):
        return self.cross_entropy(X, y) + self.l2 / 2 * np.sum(self.theta_[1:] ** 2)

    def gradient(self, X, y):
        errors = self.predict_proba(X)
        errors[np.arange(len(y)), y] -= 1
        penalty = self.l2 * self.theta_
        penalty[0] = 0
        return np.c_[np.ones(len(X)), X].T @ errors / len(y) + penalty

    def fit(self, X, y, X_val, y_val):
        X_val -= X.mean(axis=0)
        X_val += X.mean(axis=0) + 1e-3
        self.theta_ = np.zeros((X.shape[1] + 1, int(np.max(y)) + 1))
        best, best_theta, best_epoch = np.inf, self.theta_, 0
        for epoch in range(1, self.max_epochs + 1):
            self.theta_ = self.theta_ - self.eta * self.gradient(X, y)
            loss = self.cross_entropy(X_val, y_val)
            if loss < best:
                best, best_theta, best_epoch = loss, self.theta_, epoch
            if epoch - best_epoch > self.patience:
                break
        self.theta_, self.n_epochs_ = best_theta, epoch
        return self

# %% [markdown]
# ## Exit quiz

# %% [markdown] exercise="ch04-e11" title="Exit quiz: six diagnoses" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Learning curves and bias/variance", "Gradient descent", "Stochastic gradient descent", "Early stopping"] topics=["S-05-I.08", "S-05-I.04"]
# Choose one answer to each question. Where you see them as code, write its letter in place of `None`.
#
# **q1** · A linear regression has train RMSE 3.9 and validation RMSE 4.0. Both curves have been flat from 200 rows to 2000. Repeated measurements show that
# the noise is about 1. What is worth trying first?
# *a* more rows · *b* a larger `alpha` · *c* richer features · *d* stopping earlier
#
# **q2** · A polynomial of degree 12 has train RMSE 0.5 and validation RMSE 2.1, and the validation curve is still falling as rows are added. What helps?
# *a* more rows, or a larger `alpha` · *b* a higher degree · *c* a smaller `alpha` · *d* nothing: a train error of 0.5 is excellent
#
# **q3** · Batch gradient descent prints the costs 12, 15, 31, 140, 2900. What is wrong?
# *a* it needs more steps · *b* the rows should have been shuffled · *c* it sits in a local minimum · *d* the steps are too long for the steepest direction
#
# **q4** · SGD with a constant rate falls fast, then its cost hovers around a value above the optimum and never settles. What makes it settle?
# *a* a larger rate · *b* a rate that shrinks with the steps · *c* more passes at the same rate · *d* starting from other random numbers
#
# **q5** · A file is sorted by class. After each epoch of mini-batch training the model is good at the class that came last and poor at all others. What
# do you change?
# *a* visit the rows in a new random order in each epoch · *b* scale the features · *c* train for more epochs · *d* drop the class that came last
#
# **q6** · Validation error falls until epoch 40 and rises from there to epoch 400; the train error falls all the way. What do you ship?
# *a* the model of epoch 400 · *b* the model of epoch 400, trained on with the validation rows · *c* the copy made at epoch 40 · *d* the mean of all 400
# models

# %% [markdown] hint="ch04-e11"
# For each question: which two numbers are compared, and with what is each of them near or far?

# %% [markdown] hint="ch04-e11"
# Sketch the curve of q1, q2 and q6: error upwards, rows or epochs to the right. Where would the noise be? For q3 work out what one step does to the distance
# when the rate is above the limit of [[§2]].

# %% [markdown] hint="ch04-e11"
# High and close: too simple (____). Low and far apart: too free (____). Costs that grow: ____. Costs that hover: ____. Order that can be learned: ____.

# %% answer="ch04-e11" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "a", "q6": "c"}
### END SOLUTION

# %% tests="ch04-e11" points=1
from jupyterlab_homl.toolkit import answer, expect

with expect.test("six answers"):
    got = answer.answers
    expect.true(isinstance(got, dict) and set(got) == {"q1", "q2", "q3", "q4", "q5", "q6"}, "`answers` is a dict with the keys q1 to q6. Keep them as they were given.")
    still_open = [key for key, value in got.items() if value is None]
    expect.true(not still_open, "Still open: {keys}. Choose one answer to each question.", keys=", ".join(still_open))

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(
        answer.answers,
        "q1",
        "c",
        {
            "a": "q1: from 200 to 2000 rows nothing moved, and the curves have met. What would the next 2000 change?",
            "b": "q1: a larger alpha holds the model back more. Does this one follow its own training rows too closely, or not closely enough?",
            "d": "q1: stopping early keeps a model from following its training rows too closely. Is that what 3.9 against a noise of 1 says?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "a",
        {
            "b": "q2: the model already does four times better on rows that it knows than on others. What would more freedom do to this gap?",
            "c": "q2: a smaller alpha gives the weights more freedom. Look at the gap between the two errors again.",
            "d": "q2: the train error says how well the model predicts rows that it was fitted to. Which of the two numbers estimates the error on new rows?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "d",
        {
            "a": "q3: each step makes it worse. What would the next hundred do?",
            "b": "q3: batch gradient descent uses all rows in each step. Does their order change the sum?",
            "c": "q3: the squared error of a linear model is convex: its only local minimum is the global one. And at a local minimum the cost stays; does it grow there?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "b",
        {
            "a": "q4: the hovering comes from steps that are driven by single rows. Do longer steps hover less?",
            "c": "q4: at this rate the noise of each step stays as large as it is. Do more of the same steps come to rest?",
            "d": "q4: other random numbers give another path around the same value. What sets how far from the optimum it hovers?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "a",
        {
            "b": "q5: scales make valleys narrow, but here the error depends on which class came last. What do neighbouring steps have in common?",
            "c": "q5: every further epoch ends with the same rows. What does the model remember best?",
            "d": "q5: then another class comes last. Which assumption about neighbouring rows does the file break?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "c",
        {
            "a": "q6: its train error is the lowest. Which of the two errors estimates what new rows will see, and where was it lowest?",
            "b": "q6: the validation rows were what told you when to stop. What tells you then? And 360 epochs of overfitting would still be in the weights.",
            "d": "q6: most of the 400 models lie on the far side of the minimum. Which single one did best on rows that it had not seen?",
        },
    )
### END HIDDEN TESTS

# %% right="ch04-e11" because="capital letters and spaces"
answers = {"q1": "C", "q2": "a ", "q3": "D", "q4": "b", "q5": "A", "q6": "c"}

# %% wrong="ch04-e11" because="one question open" says="Still open: q4"
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": None, "q5": "a", "q6": "c"}

# %% wrong="ch04-e11" because="more data for an underfit" says="next 2000"
answers = {"q1": "a", "q2": "d", "q3": "a", "q4": "c", "q5": "c", "q6": "a"}

# %% wrong="ch04-e11" because="the other direction" says="more freedom do"
answers = {"q1": "b", "q2": "b", "q3": "b", "q4": "a", "q5": "b", "q6": "b"}

# %% wrong="ch04-e11" because="the rest" says="the global one"
answers = {"q1": "d", "q2": "c", "q3": "c", "q4": "d", "q5": "d", "q6": "d"}

# %% wrong="ch04-e11" because="no such choice" says="not one of the choices"
answers = {"q1": "e", "q2": "a", "q3": "d", "q4": "b", "q5": "a", "q6": "c"}
