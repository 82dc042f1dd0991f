# %% [markdown]
# # Training linear models · exercises
#
# *Check* runs the set-up cell and your answer in a clean process, so everything that an answer needs stands in its own cell. Exercises
# marked *core* make the lesson complete; the others go further. Start anywhere: none is locked.

# %% setup=true
import numpy as np
from sklearn.linear_model import Lasso, LassoCV, LinearRegression, LogisticRegression, Ridge, RidgeCV, SGDClassifier, SGDRegressor
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures, RobustScaler, StandardScaler

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
# It works for every `X`, also for one whose columns repeat each other, and leaves `X` as it was. Use NumPy.

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
    theta = expect.call(answer.normal_equation, X, y, says=no_inverse.replace("{kind}", kind))
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
    A = np.array([[1, 0, 1], [1, 1, 0], [1, 2, 2], [1, 3, 1], [1, 5, 4.0]])
    expect.close(theta, np.linalg.solve(A.T @ A, A.T @ [1, 0, 4, 3, 9.0]), rtol=1e-6, says="Two features, five points: expected {want}, got {got}. Is the whole sum of squares as small as it can be?")

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

# %% wrong="ch04-e01" because="forgets to return" says="return"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    theta = np.linalg.pinv(A) @ y

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


def walk(X, y, eta, n):
    """Where theta is after 0 to n steps."""
    path = [np.zeros(X.shape[1])]
    for _ in range(n):
        path.append(path[-1] - eta * 2 / len(y) * X.T @ (X @ path[-1] - y))
    return np.array(path)


def mse(X, y, theta):
    return np.mean((X @ theta - y) ** 2)


with expect.test("first step"):
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
            ([-0.6, -13 / 15], "After one step: expected {want}, got {got}: you walk uphill. The gradient points up; subtract it."),
            ([0.6, 11.2 / 15], "The bias is right (0.60), the weight is 0.75 instead of 0.87: it saw a bias that had already moved. Compute the whole gradient, then move all of theta at once."),
            ([6.4 / 15, 13 / 15], "The weight is right (0.87), the bias is 0.43 instead of 0.60: it saw a weight that had already moved. Compute the whole gradient, then move all of theta at once."),
            ([0.0, 0.0], "After one step theta is still {got}. Does the loop run `n` times, and is the new theta kept?"),
            (walk(X, y, 0.1, 2)[2], "You took two steps where n = 1. Look at where your loop starts and ends."),
        ],
    )

with expect.test("third step"):
    theta, _ = run(X, y, 0.1, 3)
    expect.close(
        theta,
        walk(X, y, 0.1, 3)[3],
        rtol=1e-9,
        says="After three steps: expected {want}, got {got}. If one step is right: the errors change in every step, so compute them again inside of the loop.",
        mistakes=[(walk(X, y, 0.1, 3)[1] * 3, "After three steps you are exactly three times as far as after one: the errors were computed once. Compute them again inside of the loop.")],
    )

with expect.test("losses from before the first step on"):
    theta, losses = run(X, y, 0.1, 3)
    path = [mse(X, y, theta) for theta in walk(X, y, 0.1, 3)]
    expect.shape(
        losses,
        (4,),
        says="For n = 3 there are {want} losses, you returned {got}.",
        mistakes=[((3,), "For n = 3 there are 4 losses: one before the first step, then one after each. Yours has 3.")],
    )
    expect.close(
        losses,
        path,
        rtol=1e-9,
        says="Expected losses {want}, got {got}.",
        mistakes=[
            (np.r_[path[1:], mse(X, y, walk(X, y, 0.1, 4)[4])], "Your first loss is the one after the first step. The first belongs to zeros, before any step: {want}."),
            (np.array(path) / 2, "Every loss is half of what it should be: {want}. The cost is the mean of the squares, without a factor ½."),
            (np.array(path) * 3, "Every loss is three times too large: it is a sum over the three points. The cost is their mean."),
            (np.sqrt(path), "These are roots: {got}. The cost is the mean squared error itself: {want}."),
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
    theta, _ = run(more, target, 0.1, 500)
    best = np.linalg.lstsq(more, target)[0]
    expect.close(theta, best, rtol=1e-6, says="After 500 steps theta is {got}; least squares gives {want}.")

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

# %% wrong="ch04-e02" because="returns theta only" says="return theta, losses"
def batch_gd(X, y, eta, n):
    theta = np.zeros(X.shape[1])
    for _ in range(n):
        theta = theta - eta * 2 / len(y) * X.T @ (X @ theta - y)
    return theta

# %% [markdown] exercise="ch04-e13" title="A scaler that travels with the model" kind="C" level=1 minutes=6 core=true after="§2" skills=["Gradient descent"] topics=["S-05-I.04"]
# Three features are measured in units that make them about 1, 1000 and 0.01 in size. `SGDRegressor` walks downhill and needs a valley
# that is round. Complete `make_model()` so that it returns an **unfitted** `Pipeline` which learns everything it needs from whatever
# it is fitted on, and ends in an `SGDRegressor` with `max_iter=50`. The check fits it on rows of its own and predicts unseen ones.

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
    expect.true(found < 1e3, "It exploded: the error on unseen rows is {found} times that of least squares. The features still have sizes 1, 1000 and 0.01 when they reach SGD.", found=found)
    expect.at_most(found, 1.2, "The error on unseen rows is {got} times that of least squares; at most {high} is expected. After 50 passes some weights are still on their way: their columns vary too little. Which scaler makes all columns vary alike?")

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

# %% wrong="ch04-e13" because="nothing scales" says="exploded"
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

# %% wrong="ch04-e13" because="squeezes into 0 to 1" says="vary"
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
# Write `largest_stable_eta(X)`: the learning rate at which batch gradient descent of e02 changes from coming closer to running away.
#
# `X` has shape `(m, k)` and already has its column of ones; the cost is the mean squared error, so the curvature is the matrix
# $H=\frac{2}{m}X^\top X$. Return one number. Below it every start converges, above it almost every start diverges.

# %% [markdown] hint="ch04-e03"
# Along an eigenvector of `H` with eigenvalue $\lambda$, one step multiplies the distance to the optimum by $1-\eta\lambda$. For which
# $\eta$ does this number lie between −1 and 1, and which eigenvalue decides?

# %% [markdown] hint="ch04-e03"
# Take `X = [[1, 0], [1, 2]]` by hand: `H` is `[[2, 2], [2, 4]]`. Its eigenvalues come from `np.linalg.eigvalsh`. Then run `batch_gd` of e02
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


def edge(X):
    """The right number, and those of typical mistakes."""
    m = len(X)
    eigenvalues = np.linalg.eigvalsh(X.T @ X)
    small, large = max(eigenvalues.min(), 1e-12), eigenvalues.max()
    told = "Expected {want}, got {got}. "
    return m / large, [
        (m / small, told + "The flattest direction (smallest eigenvalue) allows this much; the steepest one has diverged long before."),
        (2 / large, told + "The factor 2/m of the curvature is missing: with 2/m·XᵀX in place of XᵀX the answer grows by m/2."),
        (2 / small, told + "This is the flattest direction, and the factor 2/m of the curvature is missing."),
        (1 / large, told + "The factor 2/m of the curvature is missing, and the step multiplies by 1 − ηλ, which may go down to −1."),
        (2 * m / large, told + "Twice too large: the gradient is 2/m·Xᵀ(Xθ − y), so the curvature is 2/m·XᵀX, not 1/m·XᵀX."),
        (m / large / 2, told + "Half of it: at 1/λ one step lands on the floor of the steepest direction. It may overshoot up to 2/λ."),
        (2 * large / m, told + "This is the largest curvature itself. The steeper the valley, the smaller the step: divide by it."),
    ]


with expect.test("a small valley"):
    X = np.array([[1.0, 0.0], [1.0, 2.0], [1.0, 1.0], [1.0, 4.0], [1.0, -2.0]])
    want, mistakes = edge(X)
    expect.close(answer.largest_stable_eta(X), want, rtol=1e-6, says="Expected {want}, got {got}. Run e02 with a rate just under and just over your number.", mistakes=mistakes)

with expect.test("many rows"):
    X = np.c_[np.ones(200), np.random.default_rng(3).normal(size=(200, 3)) * [1.0, 2.0, 0.5]]
    want, mistakes = edge(X)
    expect.close(answer.largest_stable_eta(X), want, rtol=1e-6, mistakes=mistakes)

### BEGIN HIDDEN TESTS
with expect.test("only a column of ones"):
    expect.close(answer.largest_stable_eta(np.ones((7, 1))), 1.0, rtol=1e-6, says="With a column of ones alone the curvature is 2, so the edge is {want}; got {got}.")

with expect.test("units far apart"):
    X = np.c_[np.ones(30), np.random.default_rng(5).normal(size=(30, 2)) * [1000.0, 0.01]]
    want, mistakes = edge(X)
    expect.close(answer.largest_stable_eta(X), want, rtol=1e-6, mistakes=mistakes)

with expect.test("more columns than rows"):
    X = np.c_[np.ones(3), np.random.default_rng(6).normal(size=(3, 5))]
    want, mistakes = edge(X)
    expect.close(answer.largest_stable_eta(X), want, rtol=1e-6, says="With flat directions (eigenvalue 0): expected {want}, got {got}. A flat direction forbids no step.", mistakes=mistakes)
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

# %% wrong="ch04-e03" because="one over the largest" says="overshoot"
def largest_stable_eta(X):
    return 1 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max()

# %% [markdown]
# ## 3 · One row at a time

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
    theta = answer.sgd(np.eye(8), np.ones(8), answer.Schedule([0.25] * 8), 1, answer.make_rng(0))
    expect.shape(theta, (8,))
    counts = np.round(-np.log2(np.maximum(1 - np.asarray(theta, dtype=float), 1e-9)), 6)
    if np.all(counts == np.round(counts)) and np.all(counts >= 0) and not np.all(counts == 1) and counts.sum() == 8:
        expect.fail("In one epoch some rows were visited {most} times, {none} not at all. An epoch visits each row once: shuffle all rows instead of drawing them one by one.", most=int(counts.max()), none=int((counts == 0).sum()))
    expect.close(
        theta,
        np.full(8, 0.5),
        says="One epoch with X the unit matrix, y all ones and rate 0.25 moves every entry of theta to 0.5; got {got}.",
        mistakes=[
            (np.full(8, 0.25), "Every entry is 0.25 instead of 0.5: the factor 2 of the squared error is missing."),
            (np.full(8, 0.0625), "The gradient of one row is not divided by m: expected 0.5 everywhere, got 0.0625."),
            (np.full(8, -0.5), "theta moved away from y: you walk uphill. Subtract the gradient."),
            (np.full(8, 0.75), "Every row was visited twice in one epoch. Count your loops: epochs outside, rows inside."),
            (np.zeros(8), "theta did not move. Is the new theta kept, and does the loop run over the rows?"),
        ],
    )

with expect.test("the schedule is asked once a step, with t = 0, 1, 2, …"):
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

with expect.test("the order of rows comes from rng"):
    first, again, other = visits(0), visits(0), visits(1)
    expect.true(first is not None and again is not None and other is not None, "Steps 0 to 14 with a rate that shrinks do not add up: in each step use the rate `schedule(t)` of that step, and the whole new theta.")
    expect.true(np.array_equal(first, again), "The same seed gave two different results: something random does not come from `rng`. Usually it is a function of `np.random`, which is global.")
    in_file_order = np.array_equal(first, np.tile(np.arange(M), (EPOCHS, 1)))
    expect.true(not (in_file_order and np.array_equal(first, other)), "Two seeds gave the same theta, so rows are visited in file order. Draw a new order from `rng` each epoch.")
    expect.true(not np.array_equal(first, other), "Two seeds gave the same order of rows, so it does not come from `rng`. Usually a generator with a fixed seed, or the global `np.random.seed`, is used instead.")

### BEGIN HIDDEN TESTS
with expect.test("a new order in each epoch"):
    same = 0
    for seed in (11, 12, 13):
        order = visits(seed)
        expect.true(order is not None, "With a rate that changes in each step the steps do not add up: use `schedule(t)` of this very step.")
        expect.true(np.all(np.sort(order, axis=1) == np.arange(M)), "In some epoch a row was visited twice, another not at all. Each epoch visits each row once.")
        same += np.all(order == order[0])
    expect.true(same < 3, "All epochs visit the rows in the same order. Draw a new order in each epoch, not once before the loop.")

with expect.test("random numbers of others are left alone"):
    before = answer.global_numbers()
    answer.sgd(np.eye(4), np.ones(4), answer.Schedule([0.1] * 8), 2, answer.make_rng(3))
    expect.equal(answer.global_numbers(), before, says="Your code used or reseeded NumPy's global random numbers (`np.random.…`). Other code relies on them: draw from `rng` only.")

with expect.test("a sorted file is fitted well"):
    rng = np.random.default_rng(8)
    x = np.sort(rng.uniform(-2, 2, 200))
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
