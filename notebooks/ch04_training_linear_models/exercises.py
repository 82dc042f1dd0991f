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

# %% [markdown] exercise="ch04-e05" title="What a sorted file does to SGD" kind="X" level=2 minutes=10 core=false after="§3" skills=["Stochastic gradient descent"] topics=["S-ch04-iid"]
# `X`, `y` are pictures of digits and their labels. Write `sorted_and_shuffled(X, y, rng)` that returns
# `{"sorted": model, "shuffled": model}`, two **fitted** `SGDClassifier`s that differ only in the order of the rows they were given:
# sorted by label, and shuffled by `rng`.
#
# The order must be yours alone, so both get `shuffle=False, max_iter=1, tol=None` (one pass). The check measures both on digits that
# neither has seen. Write down first: how far apart will they be?

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

# %% tests="ch04-e05" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier

digits = load_digits()

def experiment(function, seed):
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(digits.data))
    X, y = digits.data[rows], digits.target[rows]
    models = function(X[:1200].copy(), y[:1200].copy(), rng)
    if not isinstance(models, dict):
        return type(models).__name__
    if len(models) == 2 and len({id(model) for model in models.values()}) == 1:
        return "the same model twice, fitted anew"
    found = {}
    for name, model in models.items():
        found[name] = {"kind": type(model).__name__}
        if isinstance(model, SGDClassifier):
            found[name] |= {"shuffle": model.shuffle, "passes": (getattr(model, "t_", 1.0) - 1) / 1200}
            if hasattr(model, "coef_"):
                found[name]["score"] = float(np.mean(model.predict(X[1200:]) == y[1200:]))
    return found
""")


@cache
def measured(seed):
    """What the learner's two models are, and how good on rows that they have not seen."""
    found = answer.experiment(answer.sorted_and_shuffled, seed)
    expect.true(isinstance(found, dict), "Expected a dict with two models, got {got}.", got=str(found))
    expect.true(set(found) == {"sorted", "shuffled"}, "The keys are {got}; expected 'sorted' and 'shuffled'.", got=sorted(map(str, found)))
    for name, facts in found.items():
        expect.equal(facts["kind"], "SGDClassifier", says="{name}: expected an {want}, got {got}.", name=name)
        expect.true("score" in facts, "{name}: this model is not fitted. Fit both, then return them.", name=name)
    return found


with expect.test("two classifiers that keep the order they are given"):
    for name, facts in measured(0).items():
        expect.true(facts["shuffle"] is False, "{name}: `shuffle` is still True. SGDClassifier then shuffles for you, and the order you gave is gone before the first step.", name=name)
        expect.true(abs(facts["passes"] - 1) < 1e-6, "{name}: it made {passes} passes over 1200 rows. Every further pass washes out what the order did: max_iter=1, tol=None, all rows.", name=name, passes=round(facts["passes"], 2))

with expect.test("the order alone makes the difference"):
    found = measured(0)
    low, high = found["sorted"]["score"], found["shuffled"]["score"]
    expect.true(low - high < 0.25, "'sorted' is right on {low} of new digits, 'shuffled' on {high}: are the two keys exchanged?", low=low, high=high)
    expect.true(high > 0.4, "'shuffled' is right on only {high} of new digits. Usually X was shuffled and y was not: index both with the same row numbers.", high=high)
    expect.true(high - low >= 0.25, "'sorted' is right on {low} of new digits, 'shuffled' on {high}: a gap of 0.25 or more is expected. Was one really given sorted by label?", low=low, high=high)

### BEGIN HIDDEN TESTS
with expect.test("also on other rows, with other random numbers"):
    for seed in (1, 2):
        found = measured(seed)
        low, high = found["sorted"]["score"], found["shuffled"]["score"]
        expect.true(high - low >= 0.25, "With another split 'sorted' is right on {low}, 'shuffled' on {high}; a gap of at least 0.25 is expected.", low=low, high=high)
### END HIDDEN TESTS

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

# %% wrong="ch04-e05" because="default number of passes" says="washes out"
def sorted_and_shuffled(X, y, rng):
    orders = {"sorted": np.argsort(y), "shuffled": rng.permutation(len(y))}
    return {name: SGDClassifier(shuffle=False, random_state=0).fit(X[rows], y[rows]) for name, rows in orders.items()}

# %% wrong="ch04-e05" because="labels stay behind" says="same row numbers"
def sorted_and_shuffled(X, y, rng):
    orders = {"sorted": np.argsort(y), "shuffled": rng.permutation(len(y))}
    return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(X[rows], y) for name, rows in orders.items()}

# %% wrong="ch04-e05" because="keys exchanged" says="exchanged"
def sorted_and_shuffled(X, y, rng):
    orders = {"shuffled": np.argsort(y), "sorted": rng.permutation(len(y))}
    return {name: SGDClassifier(shuffle=False, max_iter=1, tol=None).fit(X[rows], y[rows]) for name, rows in orders.items()}

# %% wrong="ch04-e05" because="both in the order of the file" says="really given sorted"
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
    expect.shape(columns, (60, 9), says="The regression gets {got} where {want} is expected.", mistakes=[((60, 10), "The regression gets 10 columns, one of them constant. It has its own bias: leave the constant column out (`include_bias`)."), ((60, 2), "The regression gets the 2 features alone: where are their powers and products?"), ((60, 3), "The regression gets 3 columns: is `degree` handed on?"), ((60, 5), "The regression gets 5 columns, those of degree 2: is `degree` handed on?")])
    spread = np.asarray(columns).std(axis=0)
    expect.close(spread, np.ones(9), rtol=1e-6, says="The columns that reach the regression spread by {got}; each should have standard deviation 1. Scale after the powers are made, not before.")

### BEGIN HIDDEN TESTS
with expect.test("a cubic surface is fitted exactly"):
    new = rng.uniform(-2, 2, (5, 2))
    got = answer.fitted_predictions(answer.poly_model(3), X, y, new)
    expect.close(got, 1 + new[:, 0] - 2 * new[:, 0] * new[:, 1] + new[:, 1] ** 3, rtol=1e-6, says="Points without noise on a cubic surface: expected {want}, got {got}.")

with expect.test("degree 1 is a plain plane"):
    columns = answer.reaching(answer.poly_model(1), X, y)
    expect.shape(columns, (60, 2), says="With degree 1 the regression gets {got} where {want} is expected.")
### END HIDDEN TESTS

# %% right="ch04-e16" because="named steps"
def poly_model(degree):
    return Pipeline([("powers", PolynomialFeatures(degree=degree, include_bias=False)), ("scale", StandardScaler()), ("line", LinearRegression())])

# %% wrong="ch04-e16" because="constant column kept" says="constant"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(degree), StandardScaler(), LinearRegression())

# %% wrong="ch04-e16" because="scaled before" says="after the powers"
def poly_model(degree):
    return make_pipeline(StandardScaler(), PolynomialFeatures(degree, include_bias=False), LinearRegression())

# %% wrong="ch04-e16" because="degree not handed on" says="handed on"
def poly_model(degree):
    return make_pipeline(PolynomialFeatures(include_bias=False), StandardScaler(), LinearRegression())

# %% wrong="ch04-e16" because="a model, no pipeline" says="make_pipeline"
def poly_model(degree):
    return LinearRegression()

# %% [markdown]
# ## 5 · Too little, too much

# %% setup=true
def noisy_points(m, seed):
    """m points of 2 + 3x + 4.5x² with noise of standard deviation 1: X of shape (m, 1), y of shape (m,)."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (m, 1))
    return X, 2 + 3 * X[:, 0] + 4.5 * X[:, 0] ** 2 + rng.normal(size=m)

# %% [markdown] exercise="ch04-e06" title="Name the illness from two numbers" kind="X" level=2 minutes=15 core=true after="§5" skills=["Learning curves and bias/variance"] topics=["S-05-I.08", "S-05-I.07"]
# Write `compare(X, y, X_val, y_val)`: fit polynomials of degree 1, 2 and 15 by least squares to `X`, `y` (X has one column) and return
#
# ```python
# {1: (train, validation, name), 2: (…), 15: (…)}
# ```
#
# with both errors as root mean squared error, and `name` one of `"underfits"`, `"fits"`, `"overfits"`. The noise has standard deviation 1
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

# %% tests="ch04-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

DEGREES = (1, 2, 15)


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


def check_names(data, new, names):
    """Expect these names, with words that go by the numbers."""
    got = compared(data, new)
    for degree, want in zip(DEGREES, names, strict=True):
        train, validation, name = got[degree]
        told = dict(degree=degree, train=float(train), validation=float(validation), name=name, m=len(data[0]))
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
        expect.true(isinstance(train, float | int | np.floating) and isinstance(validation, float | int | np.floating), "Degree {degree}: the errors must be numbers, got {train} and {validation}.", degree=degree, train=train, validation=validation)
        if any(abs(train - t) <= 0.05 * t and abs(validation - v) <= 0.05 * v for t, v in right):
            continue
        told = dict(degree=degree, train=float(train), validation=float(validation), right_train=right[0][0], right_validation=right[0][1])
        expect.true(not any(abs(train - t * t) <= 0.05 * t * t for t, _ in right), "Degree {degree}: train {train} is the mean squared error; its root, {right_train}, is asked for.", **told)
        expect.true(abs(train - validation) > 1e-9, "Degree {degree}: train and validation are both {train}. Usually the validation error was computed on the training points.", **told)
        again = [rmse(y_val, f(X_val)) for f in fits(X_val, y_val, degree)]
        expect.true(not any(abs(validation - v) <= 1e-6 * v for v in again), "Degree {degree}: for the validation error the model was fitted again, to the validation points. Fit once, to the training points.", **told)
        expect.true(not any(abs(train - v) <= 0.05 * v and abs(validation - t) <= 0.05 * t for t, v in right), "Degree {degree}: train {train} and validation {validation} are exchanged.", **told)
        expect.fail("Degree {degree}: expected train {right_train} and validation {right_validation} within 5 %, got {train} and {validation}.", **told)

with expect.test("the three names on 30 points"):
    check_names(*A, ("underfits", "fits", "overfits"))

### BEGIN HIDDEN TESTS
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
