# %% [markdown]
# # The machine-learning landscape · exercises
#
# *Check* runs the set-up cell and your answer in a clean process, so everything that an answer needs stands in its own cell. Exercises
# marked *core* make the lesson complete; the others go further. Start anywhere: none is locked.
#
# In all of them: what you are given stays as it was (work on copies; only a `model` may be fitted itself, unless its exercise says otherwise), and nothing random comes from anywhere but the `rng` you get.

# %% setup=true
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.linear_model import LinearRegression, SGDClassifier
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, RobustScaler
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## 2 · With answers, without, by trying

# %% [markdown] exercise="ch01-e01" title="Which kind of learning?" kind="Q" level=1 minutes=6 core=true after="§2" skills=["Kinds of learning"] topics=["S-05-I.01", "S-01-ml-everywhere", "S-02-app-recommend"]
# Choose one answer to each question. Where you see them as code, write its letter in place of `None`.
#
# **q1** · A bank has 40 million card payments. Nobody has marked which of them were fraud. It wants a list of payments that are unlike all others. What is this?
# *a* classification · *b* anomaly detection, unsupervised · *c* regression · *d* reinforcement learning
#
# **q2** · From three years of records, a music service forecasts how many minutes each customer will listen next month. What is this?
# *a* classification · *b* clustering · *c* regression, supervised · *d* reinforcement learning
#
# **q3** · A gripper in a warehouse may try in a simulation as often as it likes, and gets one point whenever it has not dropped the parcel. What is this?
# *a* self-supervised learning · *b* supervised learning: success or not is the label of each grip · *c* clustering of grips · *d* reinforcement learning
#
# **q4** · A shop keeps all past baskets. For a new customer it looks up the 20 most similar ones and shows what is in them. What is this?
# *a* instance-based: nearest neighbours · *b* model-based: the baskets are no longer needed after training · *c* anomaly detection · *d* reinforcement learning
#
# **q5** · A photo album puts similar faces together. You name each of 30 people once, and 5,000 pictures have names. What is this?
# *a* supervised learning · *b* unsupervised learning · *c* semi-supervised learning · *d* self-supervised learning
#
# **q6** · A file holds customers, the offer that each was shown, and whether they bought. From this file alone, and without showing anybody anything, you are to say whether a customer will buy. What is this?
# *a* reinforcement learning: the offers are actions, the purchases rewards · *b* classification, supervised · *c* clustering · *d* self-supervised learning

# %% [markdown] hint="ch01-e01"
# Ask of each case: does every example contain the answer that is wanted, do some, does none? Or are there no examples before something has been tried?

# %% [markdown] hint="ch01-e01"
# If the answers are there: are they classes or amounts? If they are not: is the program to group, to find odd ones, or to act and see what it brings?

# %% [markdown] hint="ch01-e01"
# No answers, odd ones out: ____. Answers that are amounts: ____. Acts and is rewarded: ____. Keeps its examples and looks them up: ____. Few names for many pictures: ____.

# %% answer="ch01-e01" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": "a", "q5": "c", "q6": "b"}
### END SOLUTION

# %% tests="ch01-e01" points=1
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
        "b",
        {
            "a": "q1: a classifier is trained on examples with their class. Which payments of the bank have one?",
            "c": "q1: regression predicts an amount that is known for past examples. Which amount would that be here?",
            "d": "q1: does the program try anything and get a reward for it? It is handed a table.",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "c",
        {
            "a": "q2: a classifier answers with one of a few classes. What kind of answer are minutes?",
            "b": "q2: clustering needs no answers. But the records contain how long everybody listened in each past month.",
            "d": "q2: a forecast alone changes nothing and earns no reward. What do the records contain?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "d",
        {
            "a": "q3: there part of each given example is hidden and guessed. Which examples is the gripper given?",
            "b": "q3: a label would say which movement was right. What does one point at the end say about that, and who chooses the grips?",
            "c": "q3: groups of similar grips would not tell which to choose. What does the point tell?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "a",
        {
            "b": "q4: what would be left to look up if the past baskets were thrown away?",
            "c": "q4: that would look for baskets unlike all others. Which ones does the shop look for?",
            "d": "q4: clicks or purchases could become rewards, but nothing is learned from them here. What is looked up?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "c",
        {
            "a": "q5: then each picture of the training set would have come with a name. How many did you type?",
            "b": "q5: the grouping alone is that. But where do the names come from?",
            "d": "q5: there a hidden part of the picture itself would be the answer. Who gave the 30 names?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "b",
        {
            "a": "q6: not every log of actions calls for this. May the program try anything, and is the wanted answer in each row?",
            "c": "q6: groups are looked for where no answer is given. What is in the last column?",
            "d": "q6: nothing has to be hidden to get an answer. What is in the last column?",
        },
    )
### END HIDDEN TESTS

# %% right="ch01-e01" because="capital letters and spaces"
answers = {"q1": "B", "q2": "c ", "q3": "D", "q4": "a", "q5": "C", "q6": "b"}

# %% wrong="ch01-e01" because="one question open" says="Still open: q5"
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": "a", "q5": None, "q6": "b"}

# %% wrong="ch01-e01" because="reinforcement for every log" says="not every log"
answers = {"q1": "d", "q2": "d", "q3": "b", "q4": "d", "q5": "a", "q6": "a"}

# %% wrong="ch01-e01" because="everything is classification" says="one of a few classes"
answers = {"q1": "a", "q2": "a", "q3": "a", "q4": "b", "q5": "b", "q6": "c"}

# %% wrong="ch01-e01" because="the rest" says="Which amount"
answers = {"q1": "c", "q2": "b", "q3": "c", "q4": "c", "q5": "d", "q6": "d"}

# %% wrong="ch01-e01" because="the choices in words" says="one letter"
answers = {"q1": "anomaly detection, unsupervised", "q2": "c", "q3": "reinforcement learning", "q4": "a", "q5": "c", "q6": "b"}

# %% wrong="ch01-e01" because="no such choice" says="one letter"
answers = {"q1": "e", "q2": "c", "q3": "d", "q4": "a", "q5": "c", "q6": "b"}

# %% [markdown]
# ## 3 · A line, or the neighbours

# %% [markdown] exercise="ch01-e02" title="A line through the points" kind="F" level=1 minutes=6 core=false after="§3" skills=["Lines and neighbours"] topics=["S-05-I.03"]
# Write `fit_line(x, y)`: the line with the smallest sum of squared errors.
#
# | | |
# |---|---|
# | `x`, `y` | arrays of shape `(m,)` |
# | returns | `(a, b)`: the line is `a + b * x` |
#
# If all values of `x` are equal (0.1, 0.1 and 0.1, say), no slope is better than another: raise a `ValueError`.

# %% [markdown] hint="ch01-e02"
# For the points (0, 1), (1, 3), (2, 8): where is the point of the means, and how far is each point from it, to the right and upwards?

# %% [markdown] hint="ch01-e02"
# The slope is the sum of the products of both deviations, divided by the sum of the squares of those in `x`. The line passes through the point of the means, which gives `a`. For the points above: (1 + 0 + 4 … work it out) / 2.

# %% [markdown] hint="ch01-e02"
# ```python
# def fit_line(x, y):
#     if x.min() == ____:
#         raise ____
#     dx, dy = x - ____, y - ____
#     b = np.sum(____) / np.sum(____)
#     return ____, b
# ```

# %% answer="ch01-e02" needs=[]
def fit_line(x, y):
    """(a, b) of the best line a + b * x."""
    ### BEGIN SOLUTION
    if np.ptp(x) == 0:
        raise ValueError("all values of x are equal")
    dx, dy = x - np.mean(x), y - np.mean(y)
    b = np.sum(dx * dy) / np.sum(dx**2)
    return np.mean(y) - b * np.mean(x), b
    ### END SOLUTION

# %% [markdown] equivalent="ch01-e02"
# dx, dy = (x - np.mean(x), y - np.mean(y))  →  dx, dy = (x - np.mean(x), y + np.mean(y))

# %% tests="ch01-e02" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("three points"):
    expect.close(
        answer.fit_line(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 8.0])),
        [0.5, 3.5],
        says="For (0, 1), (1, 3), (2, 8) the best line is 0.5 + 3.5 x; you returned {got}.",
        mistakes=[
            ([3.5, 0.5], "You returned {got}: the right numbers in the wrong order. First `a`, the value at x = 0, then the slope `b`."),
            ([-1.25, 5.25], "The slope is 5.25 instead of 3.5, by the factor 3/2: one of the sums was divided by m − 1, the other by m. Divide both alike, or neither."),
            ([5 / 3, 7 / 3], "The slope is 7/3 instead of 3.5, by the factor 2/3: one of the sums was divided by m, the other by m − 1. Divide both alike, or neither."),
            ([0.0, 3.8], "Your line is forced through the origin. Measure `x` and `y` from their means first."),
            ([0.2, 3.8], "Your slope, 3.8, is that of the best line through the origin. Measure `x` and `y` from their means first."),
            ([1.0, 3.5], "The slope is right, but your line passes through the first point, (0, 1). The best one passes through the point of the means, (1, 4)."),
            ([4 - 0.9707253433941511, 0.9707253433941511], "0.97 is the correlation, not the slope: divide by the squares of the deviations of `x` alone."),
        ],
    )

with expect.test("points far from zero, with noise"):
    rng = np.random.default_rng(2)
    x = 2000 + rng.uniform(0, 25, 40)
    y = 300 - 0.12 * x + rng.normal(size=40)
    b, a = np.polyfit(x - 2000, y, 1)
    expect.close(answer.fit_line(x, y), [a - 2000 * b, b], rtol=1e-6, says="Forty years and 40 measurements: expected {want}, got {got}.")

### BEGIN HIDDEN TESTS
with expect.test("whole numbers, falling"):
    x, y = np.array([3, 1, 2, 6]), np.array([5, 9, 8, 0])
    expect.close(answer.fit_line(x, y), np.polyfit(x, y, 1)[::-1], says="Whole numbers on a falling line: expected {want}, got {got}.")

with expect.test("all y equal"):
    expect.close(
        answer.fit_line(np.array([0.0, 1.0, 4.0]), np.full(3, 5.0)),
        [5.0, 0.0],
        says="All values of y are 5, so the best line is flat: expected {want}, got {got}.",
        mistakes=[([np.nan, np.nan], "All values of y are 5: expected the flat line {want}, got {got}. Your code divides by a spread of y, which is zero here (a correlation does so). Divide by that of x alone.")],
    )

with expect.test("all x equal"):
    expect.raises(answer.fit_line, np.full(3, 2.0), np.array([1.0, 2.0, 6.0]), error="ValueError", says="All values of x are 2: expected a {want}, got {got}.")
    expect.raises(answer.fit_line, np.zeros(3), np.array([1.0, 2.0, 6.0]), error="ValueError", says="All values of x are 0: expected a {want}, got {got}.")
    for x in (np.full(3, 0.1), np.full(30, 0.7), np.full(12, 20.7)):
        expect.raises(answer.fit_line, x, np.arange(len(x)) ** 2.0, error="ValueError", says="Equal values such as 0.1, 0.1, 0.1: expected a {want}, got {got}. Their mean is rounded, so deviations from it, and their squares, need not be exactly 0. Compare the values with each other.")
    got = expect.call(answer.fit_line, np.array([1.0, -1.0]), np.array([2.0, 4.0]), says="For x = 1 and −1, whose mean is zero, there is a best line, but your code raised *{error}: {message}*.")
    expect.close(got, [3.0, -1.0], says="For x = 1 and −1, whose mean is zero, expected {want}, got {got}.")

with expect.test("the input stays as it was"):
    x, y = np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, 5.0])
    held, held_y = answer.put(x), answer.put(y)
    answer.fit_line(held, held_y)
    expect.unchanged(held, x)
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="ch01-e02" because="polyfit"
def fit_line(x, y):
    if len(set(x)) < 2:
        raise ValueError("no slope")
    return np.polynomial.Polynomial.fit(x, y, 1).convert().coef

# %% right="ch01-e02" because="LinearRegression"
def fit_line(x, y):
    if np.all(x == x[0]):
        raise ValueError("no slope")
    model = LinearRegression().fit(x.reshape(-1, 1), y)
    return [model.intercept_, model.coef_[0]]

# %% right="ch01-e02" because="mean of the slopes between all pairs, weighted by their squared distance"
def fit_line(x, y):
    dx, dy = np.subtract.outer(x, x), np.subtract.outer(y, y)
    weight = (dx**2).sum()
    if weight == 0:
        raise ValueError("all x are equal")
    b = (dx * dy).sum() / weight
    return sum(y) / len(y) - b * sum(x) / len(x), b

# %% right="ch01-e02" because="covariance matrix"
def fit_line(x, y):
    if x.min() == x.max():
        raise ValueError("all x are equal")
    (vx, c), (_, _) = np.cov(x, y)
    return y.mean() - c / vx * x.mean(), c / vx

# %% wrong="ch01-e02" because="slope first" says="wrong order"
def fit_line(x, y):
    if np.ptp(x) == 0:
        raise ValueError
    return np.polyfit(x, y, 1)

# %% wrong="ch01-e02" because="mixed ddof" says="m − 1"
def fit_line(x, y):
    if np.ptp(x) == 0:
        raise ValueError
    b = np.cov(x, y)[0, 1] / np.var(x)
    return y.mean() - b * x.mean(), b

# %% wrong="ch01-e02" because="mixed ddof, the other way" says="m − 1"
def fit_line(x, y):
    if np.ptp(x) == 0:
        raise ValueError
    b = np.mean((x - x.mean()) * (y - y.mean())) / np.var(x, ddof=1)
    return y.mean() - b * x.mean(), b

# %% wrong="ch01-e02" because="through the origin" says="origin"
def fit_line(x, y):
    if np.ptp(x) == 0:
        raise ValueError
    return 0.0, np.sum(x * y) / np.sum(x**2)

# %% wrong="ch01-e02" because="the slope through the origin, moved to the means" says="through the origin"
def fit_line(x, y):
    if len(np.unique(x)) == 1:
        raise ValueError("no slope")
    b = (x @ y) / (x @ x)
    a = y.mean() - b * x.mean()
    return a, b

# %% wrong="ch01-e02" because="from the first point to the last" says="through the first point"
def fit_line(x, y):
    if np.ptp(x) == 0:
        raise ValueError("no slope")
    b = (y[np.argmax(x)] - y[np.argmin(x)]) / np.ptp(x)
    return y[0] - b * x[0], b

# %% right="ch01-e02" because="exact fractions"
from fractions import Fraction

def fit_line(x, y):
    xs = [Fraction(float(v)) for v in x]
    ys = [Fraction(float(v)) for v in y]
    if len(set(xs)) < 2:
        raise ValueError("every x is the same: the slope is not determined")
    m, sx, sy = len(xs), sum(xs), sum(ys)
    sxx = sum(v * v for v in xs)
    sxy = sum(v * w for v, w in zip(xs, ys))
    b = (m * sxy - sx * sy) / (m * sxx - sx * sx)
    return float((sy - b * sx) / m), float(b)

# %% wrong="ch01-e02" because="correlation" says="correlation"
def fit_line(x, y):
    if np.ptp(x) == 0:
        raise ValueError
    b = np.corrcoef(x, y)[0, 1]
    return y.mean() - b * x.mean(), b

# %% wrong="ch01-e02" because="by way of the correlation, which has no value for a flat line" says="a correlation does so"
def fit_line(x, y):
    if x.std() == 0 or len(np.unique(x)) == 1:
        raise ValueError("no slope")
    r = np.corrcoef(x, y)[0, 1]
    b = r * y.std() / x.std()
    return y.mean() - b * x.mean(), b

# %% wrong="ch01-e02" because="a sum of squares that should be exactly zero" says="Compare the values"
def fit_line(x, y):
    dx = x - x.mean()
    sxx = np.sum(dx**2)
    if sxx == 0:
        raise ValueError("all values of x are equal")
    b = np.sum(dx * (y - y.mean())) / sxx
    return y.mean() - b * x.mean(), b

# %% wrong="ch01-e02" because="a variance that should be exactly zero" says="Compare the values"
def fit_line(x, y):
    (vx, c), (_, _) = np.cov(x, y)
    if vx == 0:
        raise ValueError("all x are equal")
    return y.mean() - c / vx * x.mean(), c / vx

# %% wrong="ch01-e02" because="equal x not looked for" says="expected a ValueError"
def fit_line(x, y):
    dx = x - x.mean()
    b = np.sum(dx * y) / (np.sum(dx**2) or 1.0)
    return y.mean() - b * x.mean(), b

# %% wrong="ch01-e02" because="takes a mean of zero for equal values" says="whose mean is zero"
def fit_line(x, y):
    if np.ptp(x) == 0 or x.mean() == 0:
        raise ValueError
    b = np.cov(x, y)[0, 1] / np.var(x, ddof=1)
    return y.mean() - b * x.mean(), b

# %% wrong="ch01-e02" because="centres in place" says="changed its input"
def fit_line(x, y):
    if np.ptp(x) == 0:
        raise ValueError
    mean = x.mean()
    if x.dtype.kind == "i":
        x = x.astype(float)
    x -= mean
    b = np.sum(x * y) / np.sum(x**2)
    return y.mean() - b * mean, b

# %% [markdown] exercise="ch01-e03" title="Ask the nearest" kind="F" level=2 minutes=15 core=true after="§3" skills=["Lines and neighbours"] topics=["S-05-I.11c"]
# Write `knn_predict(X, y, X_new, k)`: regression by the k nearest neighbours, with NumPy and without scikit-learn.
#
# | | |
# |---|---|
# | `X`, `y` | arrays of shapes `(m, n)` and `(m,)`: the known rows and their targets |
# | `X_new` | array of shape `(p, n)` |
# | `k` | from 1 to m |
# | returns | array of shape `(p,)`: for each new row the mean target of the k rows of `X` nearest to it |
#
# "Near" is the ordinary (Euclidean) distance over all columns. Where several rows are equally far, those that come first in `X` count.

# %% [markdown] hint="ch01-e03"
# Known: 10 at x = 0, 20 at x = 1, 75 at x = 5. What does k = 2 say at x = 2? Which three numbers did you compare, and what did you do with two of the targets?

# %% [markdown] hint="ch01-e03"
# For one new row: `np.sqrt(((X - row) ** 2).sum(axis=1))` are its m distances; `np.argsort(…, kind="stable")` gives the row numbers from near to far, and keeps equal ones in their order.

# %% [markdown] hint="ch01-e03"
# ```python
# def knn_predict(X, y, X_new, k):
#     predictions = []
#     for row in X_new:
#         distances = ____
#         nearest = np.argsort(distances, kind="stable")[____]
#         predictions.append(y[____].____())
#     return np.array(predictions)
# ```

# %% answer="ch01-e03" needs=[]
def knn_predict(X, y, X_new, k):
    """Mean target of the k nearest rows for each row of X_new, shape (p,)."""
    ### BEGIN SOLUTION
    predictions = []
    for row in X_new:
        distances = ((X - row) ** 2).sum(axis=1)
        nearest = np.argsort(distances, kind="stable")[:k]
        predictions.append(y[nearest].mean())
    return np.array(predictions)
    ### END SOLUTION

# %% tests="ch01-e03" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from sklearn import neighbors
from jupyterlab_homl.toolkit.spies import recorded_fits

KINDS = [getattr(neighbors, name) for name in ("KNeighborsRegressor", "NearestNeighbors", "KNeighborsClassifier", "KNeighborsTransformer")]

def fitted_by(function, *args):
    with recorded_fits(*KINDS) as fits:
        function(*args)
    return sorted({type(fit.model).__name__ for fit in fits})
""")
X = np.array([[-3.0], [1.0], [5.0], [0.0]])
y = np.array([44.0, 20.0, 75.0, 10.0])


def reference(X, y, X_new, k, power=2, skip=0):
    """Mean target of the k nearest after some that are skipped; distances by this power of the differences."""
    away = (np.abs(X_new[:, None] - X[None]).astype(float) ** power).sum(axis=2)
    return y[np.argsort(away, axis=1, kind="stable")[:, skip : skip + k]].mean(axis=1)


with expect.test("two neighbours of one number"):
    got = answer.knn_predict(X, y, np.array([[2.0]]), 2)
    expect.close(
        got,
        [15.0],
        says="Known: 44 at −3, 20 at 1, 75 at 5, 10 at 0. At 2, k = 2 gives the mean of 20 and 10, {want}; you returned {got}.",
        mistakes=[
            ([30.0], "You returned 30, the sum of the two targets. The prediction is their mean, 15."),
            ([20.0], "You returned 20, the target of the nearest row alone. With k = 2 the two nearest count."),
            ([30.0, 30.0], "You returned two numbers for one new row. The result has one mean for each row of `X_new`."),
            ([47.5], "You returned 47.5, the mean of 20 and 75. Is 5 nearer to 2 than 0 is?"),
            ([42.5], "You returned 42.5, the mean of 10 and 75, the second and the third nearest. The nearest row, 20 at 1, counts as well: does your slice begin at 0?"),
            ([59.5], "You returned 59.5, the mean of the two *farthest* rows. Sort by the distance, near first."),
            ([32.0], "You returned 32, the mean of the first two rows of `X`. Sort by the distance first."),
            ([35.0], "You returned 35, the mean of the three nearest. Take k of them, here two."),
            ([37.25], "You returned 37.25, the mean of all four. Take k of them, the nearest."),
            ([2.0], "You returned 2, the mean of row numbers. Take the targets of these rows."),
        ],
    )

with expect.test("several rows, two columns", after="two neighbours of one number"):
    table = np.array([[4.0, 4.0], [-1.0, 2.0], [0.0, 6.0], [-2.0, 1.0], [-3.0, 2.0]])
    target = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    new = np.array([[0.0, 3.0], [-4.0, 6.0], [4.0, 4.0]])
    mean, std = table.mean(axis=0), table.std(axis=0)
    expect.close(
        answer.knn_predict(table, target, new, 2),
        reference(table, target, new, 2),
        says="For three new rows and k = 2 expected {want}, got {got}. Do one of them by hand: five distances, the two smallest, their targets.",
        mistakes=[
            (reference(table, target, new, 2, 1), "Got {got}, expected {want}: these are the neighbours by the *sum* of differences. The ordinary distance squares the differences before it adds them."),
            (reference(table, target, new, 2, skip=1), "Got {got}, expected {want}: for each new row the nearest row is left out, the second and the third are taken."),
            (reference((table - mean) / std, target, (new - mean) / std, 2), "Got {got}, expected {want}: these are the neighbours after the columns were scaled. Here the distance is that of the numbers as they are."),
            (reference(table[:, :1], target, new[:, :1], 2), "Got {got}, expected {want}: only the first column was looked at. The distance adds over all columns."),
        ],
    )

with expect.test("a known row is its own nearest neighbour", after="two neighbours of one number"):
    expect.close(answer.knn_predict(X, y, X, 1), y, says="With k = 1 and the known rows as new ones, each is its own nearest: expected {want}, got {got}.")

with expect.test("written by hand, without scikit-learn"):
    used = answer.fitted_by(answer.knn_predict, X, y, np.array([[2.0]]), 2)
    expect.true(not used, "Your code asks scikit-learn's {used}. That is what one does at work; here find the neighbours yourself, with NumPy.", used=", ".join(used))

### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)

with expect.test("equally far: the first in X", after="written by hand, without scikit-learn"):
    table = rng.integers(0, 4, (60, 2)).astype(float)
    target = 2.0 ** rng.permutation(60) % 1009
    for k in (1, 3, 10):
        expect.close(answer.knn_predict(table, target, table[:12], k), reference(table, target, table[:12], k), says="Many rows are equally far there, and k = {k}: expected {want}, got {got}. Among these, those that come first in `X` count: sort with `kind=\"stable\"`.", k=k)

with expect.test("all rows are neighbours"):
    expect.close(answer.knn_predict(X, y, np.array([[7.0], [-9.0]]), 4), [37.25, 37.25], says="With k = m everybody is a neighbour: expected the mean of all, {want}; got {got}.")

with expect.test("many columns, every k"):
    table, target, new = rng.normal(size=(25, 4)), rng.normal(size=25), rng.normal(size=(6, 4))
    for k in range(1, 26):
        expect.close(answer.knn_predict(table, target, new, k), reference(table, target, new, k), says="25 rows, four columns, k = {k}: expected {want}, got {got}.", k=k)

with expect.test("whole numbers, and the input kept"):
    whole, goal = np.array([[0], [2], [3], [9]]), np.array([1, 2, 4, 9])
    held, held_y, held_new = answer.put(whole), answer.put(goal), answer.put(np.array([[1], [8]]))
    expect.close(answer.knn_predict(held, held_y, held_new, 3), [7 / 3, 5.0], says="With whole numbers expected {want}, got {got}: a mean need not be whole.")
    floats, floats_y = answer.put(table), answer.put(target)
    answer.knn_predict(floats, floats_y, new, 2)
    expect.unchanged(held, whole)
    expect.unchanged(held_y, goal)
    expect.unchanged(floats, table)
    expect.unchanged(floats_y, target)
### END HIDDEN TESTS

# %% right="ch01-e03" because="all distances at once, by broadcasting"
def knn_predict(X, y, X_new, k):
    away = np.linalg.norm(X_new[:, None, :] - X[None, :, :], axis=2)
    return y[away.argsort(axis=1, kind="stable")[:, :k]].mean(axis=1)

# %% right="ch01-e03" because="plain Python, sorted pairs"
def knn_predict(X, y, X_new, k):
    def ask(row):
        ranked = sorted(range(len(X)), key=lambda i: (sum((a - b) ** 2 for a, b in zip(X[i], row)), i))
        return sum(float(y[i]) for i in ranked[:k]) / k

    return [ask(row) for row in X_new]

# %% right="ch01-e03" because="takes the nearest away, one by one"
def knn_predict(X, y, X_new, k):
    total = np.zeros(len(X_new))
    for p, row in enumerate(X_new):
        away = np.sum((X.astype(float) - row) ** 2, axis=1)
        for _ in range(k):
            i = np.argmin(away)
            total[p] += y[i]
            away[i] = np.inf
    return total / k

# %% right="ch01-e03" because="ranks as a matrix of weights"
def knn_predict(X, y, X_new, k):
    away = ((X_new[:, None, :] - X[None, :, :]) ** 2).sum(axis=-1)
    rank = away.argsort(axis=1, kind="mergesort").argsort(axis=1)
    return (rank < k) @ y / k

# %% right="ch01-e03" because="counts how many rows are nearer, or as near and earlier"
def knn_predict(X, y, X_new, k):
    d = ((X_new[:, None, :] - X[None, :, :]) ** 2).sum(axis=2)
    m = len(X)
    earlier = np.arange(m)[None, :] < np.arange(m)[:, None]
    out = []
    for row in d:
        before = (row[None, :] < row[:, None]) | ((row[None, :] == row[:, None]) & earlier)
        out.append((before.sum(axis=1) < k) @ np.asarray(y, dtype=float) / k)
    return np.array(out)

# %% wrong="ch01-e03" because="skips the nearest, as if it were the row itself" says="slice begin at 0"
def knn_predict(X, y, X_new, k):
    result = np.zeros(len(X_new))
    for i, row in enumerate(X_new):
        d = np.sqrt(((X - row) ** 2).sum(axis=1))
        nearest = np.argsort(d, kind="stable")[1:k + 1]
        result[i] = y[nearest].mean()
    return result

# %% wrong="ch01-e03" because="scikit-learn does it" says="find the neighbours yourself"
def knn_predict(X, y, X_new, k):
    return KNeighborsRegressor(n_neighbors=k).fit(X, y).predict(X_new)

# %% wrong="ch01-e03" because="scikit-learn sorts all rows, ties in order" says="find the neighbours yourself"
from sklearn.neighbors import NearestNeighbors

def knn_predict(X, y, X_new, k):
    away, rows = NearestNeighbors(n_neighbors=len(X)).fit(X).kneighbors(X_new)
    order = np.lexsort((rows, away), axis=1)
    return y[np.take_along_axis(rows, order, axis=1)[:, :k]].mean(axis=1)

# %% wrong="ch01-e03" because="an unstable sort" says="come first in"
def knn_predict(X, y, X_new, k):
    d = np.sqrt(((X_new[:, None, :] - X[None, :, :]) ** 2).sum(axis=2))
    return y[np.argsort(d, axis=1)[:, :k]].mean(axis=1)

# %% wrong="ch01-e03" because="the first rows of X" says="Sort by the distance first"
def knn_predict(X, y, X_new, k):
    return np.full(len(X_new), y[:k].mean())

# %% wrong="ch01-e03" because="all rows" says="mean of all four"
def knn_predict(X, y, X_new, k):
    return np.full(len(X_new), y.mean())

# %% wrong="ch01-e03" because="sum" says="sum of the two targets"
def knn_predict(X, y, X_new, k):
    return np.array([y[np.argsort(((X - row) ** 2).sum(axis=1), kind="stable")[:k]].sum() for row in X_new])

# %% wrong="ch01-e03" because="Manhattan distance" says="squares the differences"
def knn_predict(X, y, X_new, k):
    return np.array([y[np.argsort(np.abs(X - row).sum(axis=1), kind="stable")[:k]].mean() for row in X_new])

# %% wrong="ch01-e03" because="standardises the columns" says="columns were scaled"
def knn_predict(X, y, X_new, k):
    mean, std = X.mean(axis=0), X.std(axis=0)
    A, B = (X - mean) / std, (X_new - mean) / std
    d = np.sqrt(((B[:, None] - A[None]) ** 2).sum(axis=2))
    return y[np.argsort(d, axis=1, kind="stable")[:, :k]].mean(axis=1)

# %% wrong="ch01-e03" because="scales the columns to 0 to 1" says="columns were scaled"
def knn_predict(X, y, X_new, k):
    scale = MinMaxScaler().fit(X)
    away = ((scale.transform(X_new)[:, None] - scale.transform(X)[None]) ** 2).sum(axis=2)
    return y[np.argsort(away, axis=1, kind="stable")[:, :k]].mean(axis=1)

# %% wrong="ch01-e03" because="the largest difference of the columns" says="Do one of them by hand"
def knn_predict(X, y, X_new, k):
    away = np.abs(X_new[:, None] - X[None]).max(axis=2)
    return y[np.argsort(away, axis=1, kind="stable")[:, :k]].mean(axis=1)

# %% wrong="ch01-e03" because="ties as a partition leaves them" says="come first in"
def knn_predict(X, y, X_new, k):
    result = []
    for row in X_new:
        d = np.sqrt(((X - row) ** 2).sum(axis=1))
        result.append(y[np.argpartition(d, k - 1)[:k]].mean())
    return np.array(result)

# %% right="ch01-e03" because="a heap of distances and row numbers"
import heapq
import math

def knn_predict(X, y, X_new, k):
    known, targets = X.tolist(), y.tolist()

    def one(row):
        pairs = ((math.dist(row, other), i) for i, other in enumerate(known))
        return math.fsum(targets[i] for _, i in heapq.nsmallest(k, pairs)) / k

    return np.array([one(row) for row in X_new.tolist()])

# %% wrong="ch01-e03" because="first column only" says="only the first column"
def knn_predict(X, y, X_new, k):
    return np.array([y[np.argsort(np.abs(X[:, 0] - row[0]), kind="stable")[:k]].mean() for row in X_new])

# %% wrong="ch01-e03" because="farthest" says="near first"
def knn_predict(X, y, X_new, k):
    return np.array([y[np.argsort(((X - row) ** 2).sum(axis=1), kind="stable")[::-1][:k]].mean() for row in X_new])

# %% wrong="ch01-e03" because="signed differences" says="Is 5 nearer to 2"
def knn_predict(X, y, X_new, k):
    return np.array([y[np.argsort(-(X - row).sum(axis=1), kind="stable")[:k]].mean() for row in X_new])

# %% wrong="ch01-e03" because="one neighbour only" says="two nearest count"
def knn_predict(X, y, X_new, k):
    return np.array([y[np.argmin(((X - row) ** 2).sum(axis=1))] for row in X_new], dtype=float)

# %% wrong="ch01-e03" because="row numbers instead of targets" says="row numbers"
def knn_predict(X, y, X_new, k):
    return np.array([np.argsort(((X - row) ** 2).sum(axis=1), kind="stable")[:k].mean() for row in X_new])

# %% wrong="ch01-e03" because="leaves out the row itself" says="its own nearest"
def knn_predict(X, y, X_new, k):
    found = []
    for row in X_new:
        away = ((X - row) ** 2).sum(axis=1)
        order = [i for i in np.argsort(away, kind="stable") if away[i] > 0]
        found.append(np.mean([y[i] for i in order[:k]]))
    return np.array(found)

# %% wrong="ch01-e03" because="ties: the last in X" says="come first in"
def knn_predict(X, y, X_new, k):
    back, target = X[::-1], y[::-1]
    return np.array([target[np.argsort(((back - row) ** 2).sum(axis=1), kind="stable")[:k]].mean() for row in X_new])

# %% wrong="ch01-e03" because="a tree of neighbours" says="find the neighbours yourself"
def knn_predict(X, y, X_new, k):
    return KNeighborsRegressor(k, algorithm="kd_tree", leaf_size=1).fit(X, y).predict(X_new)

# %% wrong="ch01-e03" because="one neighbour too many" says="Take k of them"
def knn_predict(X, y, X_new, k):
    return np.array([y[np.argsort(((X - row) ** 2).sum(axis=1), kind="stable")[: k + 1]].mean() for row in X_new])

# %% wrong="ch01-e03" because="median" says="Known: 44 at"
def knn_predict(X, y, X_new, k):
    return np.array([np.sort(y[np.argsort(((X - row) ** 2).sum(axis=1), kind="stable")[:k]])[(k - 1) // 2] for row in X_new]) - 1e-3

# %% wrong="ch01-e03" because="whole-number result" says="need not be whole"
def knn_predict(X, y, X_new, k):
    found = np.zeros(len(X_new), dtype=y.dtype)
    for p, row in enumerate(X_new):
        found[p] = y[np.argsort(((X - row) ** 2).sum(axis=1), kind="stable")[:k]].mean()
    return found

# %% [markdown] exercise="ch01-e04" title="Neighbours in any unit" kind="C" level=1 minutes=5 core=true after="§3" skills=["Lines and neighbours"] topics=["S-03-sklearn", "S-05-I.11c"]
# Complete `make_neighbours(k)`: an **unfitted** scikit-learn pipeline for regression. It predicts the plain mean of the `k` nearest neighbours, and the units of the columns do not matter: metres or
# millimetres, Celsius or Fahrenheit, the predictions are the same.

# %% [markdown] hint="ch01-e04"
# What decides who is near if one column runs from 0 to 0.01 and the other from 0 to 5,000? What would you do to each column first?

# %% [markdown] hint="ch01-e04"
# `make_pipeline(first, second)` chains objects: what goes to `fit` or `predict` passes through the first, then the second. `KNeighborsRegressor(n_neighbors=…)` is the last.

# %% [markdown] hint="ch01-e04"
# ```python
# def make_neighbours(k):
#     return make_pipeline(____(), KNeighborsRegressor(____))
# ```

# %% answer="ch01-e04" needs=[]
def make_neighbours(k):
    """An unfitted pipeline: k nearest neighbours, whatever the units."""
    ### BEGIN SOLUTION
    return make_pipeline(StandardScaler(), KNeighborsRegressor(k))
    ### END SOLUTION

# %% tests="ch01-e04" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from sklearn.base import clone, is_regressor
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

def is_fitted(model):
    try:
        check_is_fitted(model)
    except NotFittedError:
        return False
    return True

def predictions(model, X, y, X_new):
    return clone(model).fit(X, y).predict(X_new)
""")
rng = np.random.default_rng(4)
X = rng.uniform(0, 1, (30, 3))
y = rng.normal(size=30)
new = rng.uniform(0, 1, (40, 3))


def predict(model, *data):
    """Predictions of a clone fitted to the first two."""
    return expect.call(answer.predictions, model, *data, says="Fitting your pipeline raised *{error}: {message}*. What comes first in it, and what last?")


with expect.test("an unfitted pipeline"):
    model = answer.make_neighbours(3)
    expect.instance(model, "Pipeline", says="Expected a {want}, got {got}. Chain the two steps with `make_pipeline`.")
    expect.true(answer.is_regressor(model), "The last step of your pipeline is no regressor. `KNeighborsRegressor` predicts amounts, `KNeighborsClassifier` classes.")
    expect.true(not answer.is_fitted(model), "Your pipeline is fitted already. Return it as it was made: whoever gets it fits it to their own data.")

with expect.test("the units do not matter"):
    model = answer.make_neighbours(3)
    first = predict(model, X, y, new)
    factor = [1000.0, 1.0, 0.01]
    expect.close(predict(model, X * factor, y, new * factor), first, rtol=1e-6, says="With columns in other units (1,000 and 0.01 times the numbers), the same rows got other predictions: large numbers decide who is near. Scale each *column* before the neighbours are asked.")
    shifted = predict(model, X * 1.8 + 32, y, new * 1.8 + 32)
    expect.close(shifted, first, rtol=1e-6, says="In Fahrenheit (1.8 times as much, plus 32), the same rows got other predictions, although other factors alone made no difference. Your scaling depends on where zero lies: take one that shifts each column as well.")


def averages(groups, target, new, k, weigh=np.ones_like):
    """Means of the k nearest in one column, weighted by a function of their distance."""
    away = np.abs(new - groups.ravel())
    near = np.argsort(away, axis=1, kind="stable")[:, :k]
    weights = weigh(np.take_along_axis(away, near, axis=1))
    return (weights * target[near]).sum(axis=1) / weights.sum(axis=1)


with expect.test("k neighbours, each with the same weight", after="the units do not matter"):
    for k in (2, 4):
        groups = np.repeat(np.arange(3.0), k).reshape(-1, 1)
        target = rng.normal(size=3 * k)
        means = target.reshape(3, k).mean(axis=1)
        groups, asked = groups + 0.01 * rng.uniform(size=(3 * k, 1)), np.array([[0.005], [1.005], [2.005]])
        got = predict(answer.make_neighbours(k), groups, target, asked)
        for other in range(1, 3 * k + 1):
            if other != k:
                expect.true(not np.allclose(got, averages(groups, target, asked, other)), "`make_neighbours({k})` predicts the means of {other} neighbours. Hand `k` on to `KNeighborsRegressor`.", k=k, other=other)
        nearer = averages(groups, target, asked, k, np.reciprocal)
        expect.close(got, means, says="Three groups of {k} rows, far apart: in each, `make_neighbours({k})` should predict the group's mean, {want}; got {got}.", k=k, mistakes=[(nearer, "`make_neighbours({k})` should predict the plain means of {k} neighbours, {want}; got {got}, to which nearer ones count more. Leave `weights` as it is.")])

### BEGIN HIDDEN TESTS
with expect.test("all rows are neighbours"):
    expect.close(predict(answer.make_neighbours(30), X, y, new[:3]), np.full(3, y.mean()), says="With k = 30 of 30 rows the prediction is the mean of all, {want}; got {got}.")

with expect.test("each call makes a new pipeline"):
    one, two = answer.make_neighbours(2), answer.make_neighbours(5)
    expect.close(predict(one, X, y, X), predict(answer.make_neighbours(2), X, y, X), says="A pipeline for k = 2 changed after one for k = 5 was made. Make a new one in each call.")
    expect.true(not np.allclose(predict(one, X, y, X), predict(two, X, y, X)), "`make_neighbours(2)` and `make_neighbours(5)` predict the same. Is `k` handed on?")
### END HIDDEN TESTS

# %% right="ch01-e04" because="named steps, another scaler"
def make_neighbours(k):
    return Pipeline([("scale", MinMaxScaler()), ("near", KNeighborsRegressor(n_neighbors=k, algorithm="brute"))])

# %% right="ch01-e04" because="scales by quartiles"
def make_neighbours(k):
    return make_pipeline(RobustScaler(), KNeighborsRegressor(n_neighbors=k, weights=lambda away: np.ones_like(away)))

# %% right="ch01-e04" because="turned after scaling, which keeps all distances"
def make_neighbours(k):
    from sklearn.decomposition import PCA

    return make_pipeline(StandardScaler(), PCA(), KNeighborsRegressor(k))

# %% right="ch01-e04" because="centred, then divided by the largest absolute value"
from sklearn.preprocessing import MaxAbsScaler

def make_neighbours(k):
    return Pipeline([
        ("centre", StandardScaler(with_std=False)),
        ("shrink", MaxAbsScaler()),
        ("ask", KNeighborsRegressor(n_neighbors=k, algorithm="brute")),
    ])

# %% wrong="ch01-e04" because="metres or millimetres, but not Fahrenheit" says="where zero lies"
from sklearn.preprocessing import MaxAbsScaler

def make_neighbours(k):
    return make_pipeline(MaxAbsScaler(), KNeighborsRegressor(k))

# %% wrong="ch01-e04" because="shifted only" says="decide who is near"
def make_neighbours(k):
    return make_pipeline(StandardScaler(with_std=False), KNeighborsRegressor(k))

# %% wrong="ch01-e04" because="no scaler" says="decide who is near"
def make_neighbours(k):
    return make_pipeline(KNeighborsRegressor(k))

# %% wrong="ch01-e04" because="no pipeline" says="make_pipeline"
def make_neighbours(k):
    return KNeighborsRegressor(k)

# %% wrong="ch01-e04" because="a classifier" says="no regressor"
def make_neighbours(k):
    return make_pipeline(StandardScaler(), KNeighborsClassifier(k))

# %% wrong="ch01-e04" because="k forgotten" says="means of 5 neighbours"
def make_neighbours(k):
    return make_pipeline(StandardScaler(), KNeighborsRegressor())

# %% wrong="ch01-e04" because="wrong order" says="What comes first"
def make_neighbours(k):
    return make_pipeline(KNeighborsRegressor(k), StandardScaler())

# %% wrong="ch01-e04" because="scales rows" says="Scale each *column*"
def make_neighbours(k):
    from sklearn.preprocessing import Normalizer

    return make_pipeline(Normalizer(), KNeighborsRegressor(k))

# %% wrong="ch01-e04" because="near ones weigh more" says="nearer ones count more"
def make_neighbours(k):
    return make_pipeline(StandardScaler(), KNeighborsRegressor(k, weights="distance"))

# %% wrong="ch01-e04" because="fitted to something" says="fitted already"
def make_neighbours(k):
    X = np.random.default_rng(0).normal(size=(50, 3))
    return make_pipeline(StandardScaler(), KNeighborsRegressor(k)).fit(X, X[:, 0])

# %% wrong="ch01-e04" because="one shared object" says="Make a new one"
shared = make_pipeline(StandardScaler(), KNeighborsRegressor())

def make_neighbours(k):
    return shared.set_params(kneighborsregressor__n_neighbors=k)

# %% [markdown]
# ## 4 · All at once, or as it comes

# %% [markdown] exercise="ch01-e05" title="A file larger than the memory" kind="F" level=2 minutes=12 core=true after="§4" skills=["Batch and online learning"] topics=["S-05-I.01", "S-03-sklearn"]
# Write `learn_in_chunks(model, chunks, classes)` that trains a classifier on a file which is read piece by piece.
#
# | | |
# |---|---|
# | `model` | an unfitted scikit-learn classifier that has `partial_fit` |
# | `chunks` | an iterator of pairs `(X, y)`; it can be read once |
# | `classes` | array of all labels there are; the first chunk need not contain each of them |
# | returns | the trained model, `model` itself or a copy: it has learned from every chunk exactly once, in their order |
#
# The file does not fit into memory: whenever the next chunk is asked for, at most the one before it is still kept.
#
# To try it: `SGDClassifier(random_state=0)` and `iter([(X[:100], y[:100]), (X[100:], y[100:])])`.

# %% [markdown] hint="ch01-e05"
# `fit` starts from nothing each time it is called. What is the name of the method that goes on from where it was?

# %% [markdown] hint="ch01-e05"
# The first chunk may hold only some of the classes. The model must know from its first step how many there will be: `partial_fit` has an argument for that, which may be given every time.

# %% [markdown] hint="ch01-e05"
# ```python
# def learn_in_chunks(model, chunks, classes):
#     for X, y in ____:
#         model.____(X, y, ____=classes)
#     return ____
# ```

# %% answer="ch01-e05" needs=[]
def learn_in_chunks(model, chunks, classes):
    """The model after one pass over all chunks."""
    ### BEGIN SOLUTION
    for X, y in chunks:
        model.partial_fit(X, y, classes=classes)
    return model
    ### END SOLUTION

# %% tests="ch01-e05" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import tracemalloc

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import SGDClassifier

LOG = []

class Pupil(ClassifierMixin, BaseEstimator):
    \"\"\"Notes what it is taught.\"\"\"

    def fit(self, X, y):
        LOG.append(["fit", X[:, 0].tolist(), list(y), None])
        self.classes_ = np.unique(y)
        return self

    def partial_fit(self, X, y, classes=None):
        if not hasattr(self, "classes_"):
            if classes is None:
                raise ValueError("classes must be passed on the first call to partial_fit.")
            self.classes_ = np.asarray(classes)
        LOG.append(["partial_fit", X[:, 0].tolist(), list(y), self.classes_.tolist()])
        return self

    def predict(self, X):
        return self.classes_[np.zeros(len(X), int)]

def lesson(function, sizes):
    LOG.clear()
    starts = np.cumsum([0, *sizes])
    labels = np.array([3, 5, 9])[np.arange(starts[-1]) // 4 % 3]
    pairs = [(np.c_[np.arange(a, b), np.zeros(b - a)], labels[a:b]) for a, b in zip(starts, starts[1:])]
    try:
        model = function(Pupil(), iter(pairs), np.array([3, 5, 9]))
    except ValueError as error:
        if str(error).startswith("classes must be passed"):
            return {"classes": None}
        raise
    known = sorted(getattr(model, "classes_", []))
    return {"log": list(LOG), "kind": type(model).__name__, "classes": [int(one) for one in known]}

def held():
    domain = tracemalloc.DomainFilter(True, np.lib.tracemalloc_domain)
    shot = tracemalloc.take_snapshot().filter_traces([domain])
    return sum(one.size for one in shot.traces)

def big(function):
    most = []
    start = 0

    def read():
        for k in range(8):
            X = np.random.default_rng(k).normal(size=(400, 100))
            y = (X[:, 0] > 0).astype(int)
            yield X, y
            del X, y
            most.append(held() - start)

    tracemalloc.start()
    try:
        start = held()
        function(SGDClassifier(random_state=0), read(), np.array([0, 1]))
    finally:
        tracemalloc.stop()
    return [size / (400 * 101 * 8) for size in most]
""")


@cache
def taught(*sizes):
    """What the model was taught with chunks of these sizes."""
    found = answer.lesson(answer.learn_in_chunks, list(sizes))
    expect.true(found["classes"] is not None, "`partial_fit` must know all classes in its first call, and the first chunk need not contain each of them: `classes=classes`.")
    expect.equal(found["kind"], "Pupil", says="Expected the trained model, a {want}; your function returned a {got}.", mistakes=[("NoneType", "Your function returned None: return the model at the end.")])
    return found


with expect.test("each chunk goes on from where the last one ended"):
    log = taught(4, 4, 4)["log"]
    expect.true(log, "The model was never trained.")
    expect.true(not any(call[0] == "fit" for call in log), "`fit` was called: it forgets what was learned before and starts anew. Go on with `partial_fit`.")

def rows_taught(*sizes):
    """The numbers of all rows that the model was taught, in this order."""
    return [int(row) for call in taught(*sizes)["log"] for row in call[1]]


with expect.test("every row once, with its label", after="each chunk goes on from where the last one ended"):
    rows = rows_taught(4, 3, 5)
    labels = [label for call in taught(4, 3, 5)["log"] for label in call[2]]
    expect.equal(sorted(rows), list(range(12)), says="The model was taught rows {got}; expected {want}. Every chunk counts once, the first and the last as well.")
    expect.equal(labels, [(3, 5, 9)[row // 4 % 3] for row in rows], says="Rows were taught with labels of other rows: got {got}, expected {want}.")

with expect.test("chunks in the order of the file", after="each chunk goes on from where the last one ended"):
    chunk = np.repeat([1, 2, 3], [4, 3, 5])[rows_taught(4, 3, 5)]
    expect.true(np.all(np.diff(chunk) >= 0), "The model was taught chunks {got}; each has its turn when it comes, first 1, then 2, then 3.", got=chunk.tolist())

with expect.test("a first chunk without all classes", after="each chunk goes on from where the last one ended"):
    expect.true(taught(4, 8)["classes"], "The model that you returned has learned nothing: it is not the one that was trained.")
    expect.equal(taught(4, 8)["classes"], [3, 5, 9], says="The model knows the classes {got}, expected {want}. Hand all of them to `partial_fit` as `classes`.")

### BEGIN HIDDEN TESTS
with expect.test("chunks are not kept"):
    sizes = answer.big(answer.learn_in_chunks)
    kept = max(sizes)
    expect.true(not sizes[0] < 1.5 < kept < 2.5, "Whenever the next chunk was asked for, your code kept the one before it, and soon an older one as well. Does a list, or a name such as `first`, still hold it? Let each go when it has been learned.")
    expect.at_most(kept, 1.5, "While the file was read, your code kept up to {got} chunks in memory. Learn from each chunk when it comes, and let it go: no list, no joined table.")

with expect.test("one chunk, and many"):
    for sizes in ((12,), (1,) * 12):
        expect.equal(sorted(rows_taught(*sizes)), list(range(12)), says="With {n} chunks the model was taught rows {got}; expected {want}.", n=len(sizes))
### END HIDDEN TESTS

# %% right="ch01-e05" because="classes in the first step only, by next"
def learn_in_chunks(model, chunks, classes):
    model.partial_fit(*next(chunks), classes=classes)
    for pair in chunks:
        model.partial_fit(*pair)
    return model

# %% right="ch01-e05" because="folds the file over a clone"
from functools import reduce

def learn_in_chunks(model, chunks, classes):
    return reduce(lambda learned, chunk: learned.partial_fit(*chunk, classes), chunks, clone(model))

# %% right="ch01-e05" because="row by row within a chunk"
def learn_in_chunks(model, chunks, classes):
    while (chunk := next(chunks, None)) is not None:
        X, y = chunk
        for i in range(0, len(X), 50):
            model.partial_fit(X[i : i + 50], y[i : i + 50], classes=classes)
    return model

# %% right="ch01-e05" because="drained by a deque of length 0"
from collections import deque

def learn_in_chunks(model, chunks, classes):
    deque(map(lambda pair: model.partial_fit(*pair, classes=classes), chunks), maxlen=0)
    return model

# %% right="ch01-e05" because="reads one chunk ahead"
def learn_in_chunks(model, chunks, classes):
    here = next(chunks, None)
    while here is not None:
        ahead = next(chunks, None)
        model.partial_fit(*here, classes=classes)
        here = ahead
    return model

# %% wrong="ch01-e05" because="fit in every round" says="forgets what was learned"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        model.fit(X, y)
    return model

# %% wrong="ch01-e05" because="joins the file first" says="starts anew"
def learn_in_chunks(model, chunks, classes):
    Xs, ys = zip(*chunks)
    return model.fit(np.vstack(Xs), np.concatenate(ys))

# %% wrong="ch01-e05" because="keeps all chunks" says="no list"
def learn_in_chunks(model, chunks, classes):
    for X, y in list(chunks):
        model.partial_fit(X, y, classes=classes)
    return model

# %% wrong="ch01-e05" because="grows a table" says="no list"
def learn_in_chunks(model, chunks, classes):
    seen = []
    for X, y in chunks:
        model.partial_fit(X, y, classes=classes)
        seen.append(X.copy())
    return model

# %% wrong="ch01-e05" because="the first chunk keeps its name" says="such as `first`"
def learn_in_chunks(model, chunks, classes):
    first = next(chunks)
    model.partial_fit(first[0], first[1], classes=classes)
    for X, y in chunks:
        model.partial_fit(X, y)
    return model

# %% wrong="ch01-e05" because="keeps the last two as they came" says="an older one as well"
def learn_in_chunks(model, chunks, classes):
    last = []
    for pair in chunks:
        model.partial_fit(*pair, classes=classes)
        last = [*last[-1:], pair]
    return model

# %% wrong="ch01-e05" because="keeps the last two" says="no list"
def learn_in_chunks(model, chunks, classes):
    last = []
    for X, y in chunks:
        model.partial_fit(X, y, classes=classes)
        last = [*last[-1:], X.copy()]
    return model

# %% wrong="ch01-e05" because="trains a clone and returns the model" says="not the one that was trained"
def learn_in_chunks(model, chunks, classes):
    pupil = clone(model)
    for X, y in chunks:
        pupil.partial_fit(X, y, classes=classes)
    return model

# %% wrong="ch01-e05" because="classes not told" says="classes=classes"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        model.partial_fit(X, y)
    return model

# %% wrong="ch01-e05" because="classes of the first chunk" says="knows the classes"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        model.partial_fit(X, y, classes=np.unique(y))
    return model

# %% wrong="ch01-e05" because="takes labels for 0, 1, 2, …" says="knows the classes"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        model.partial_fit(X, y, classes=range(len(classes)))
    return model

# %% wrong="ch01-e05" because="first chunk read away" says="the first and the last"
def learn_in_chunks(model, chunks, classes):
    X, y = next(chunks)
    for X, y in chunks:
        model.partial_fit(X, y, classes=classes)
    return model

# %% wrong="ch01-e05" because="two passes over each chunk" says="Every chunk counts once"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        for _ in range(2):
            model.partial_fit(X, y, classes=classes)
    return model

# %% wrong="ch01-e05" because="returns inside of the loop" says="the first and the last"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        model.partial_fit(X, y, classes=classes)
        return model

# %% wrong="ch01-e05" because="turns X round and not y" says="labels of other rows"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        model.partial_fit(X[::-1], y, classes=classes)
    return model

# %% wrong="ch01-e05" because="last chunk first" says="when it comes"
def learn_in_chunks(model, chunks, classes):
    first = next(chunks)
    for X, y in chunks:
        model.partial_fit(X, y, classes=classes)
    return model.partial_fit(*first, classes=classes)

# %% wrong="ch01-e05" because="nothing returned" says="return"
def learn_in_chunks(model, chunks, classes):
    for X, y in chunks:
        model.partial_fit(X, y, classes=classes)

# %% [markdown]
# ## 5 · Data that mislead

# %% [markdown] exercise="ch01-e06" title="Repair a biased survey" kind="F" level=1 minutes=10 core=true after="§5" skills=["Samples and bad data"] topics=["S-05-I.08"]
# A survey has reached some groups more often than others, but the register tells how large each group really is. Write `weighted_mean(values, groups, shares)`: the mean that the whole population would give, if within each group
# those who answered are like those who did not.
#
# | | |
# |---|---|
# | `values` | array of shape `(m,)`: the answers |
# | `groups` | array of shape `(m,)`: the group of each answer |
# | `shares` | dict: for each group its share of the population; they add up to 1 |
# | returns | a number |
#
# If a group that has a share above zero has not given a single answer, nothing is known about it: raise a `ValueError`.

# %% [markdown] hint="ch01-e06"
# Half of a town works. Of ten people reached, two work, and they are on the way for 60 minutes; the other eight for 20. What does the plain mean say, and what would you say?

# %% [markdown] hint="ch01-e06"
# The mean of each group counts as much as the group's share: 0.5 · 60 + 0.5 · 20. `values[groups == name]` are the answers of one group.

# %% [markdown] hint="ch01-e06"
# ```python
# def weighted_mean(values, groups, shares):
#     total = 0.0
#     for name, share in shares.items():
#         answers = values[____]
#         if ____ and share > 0:
#             raise ____
#         if share > 0:
#             total += ____ * ____
#     return total
# ```

# %% answer="ch01-e06" needs=[]
def weighted_mean(values, groups, shares):
    """The population's mean, from a sample that is biased by group."""
    ### BEGIN SOLUTION
    total = 0.0
    for name, share in shares.items():
        if share > 0:
            answers = values[groups == name]
            if len(answers) == 0:
                raise ValueError(f"nobody of {name} has answered")
            total += share * answers.mean()
    return total
    ### END SOLUTION

# %% tests="ch01-e06" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

VALUES = np.array([60.0, 20.0, 22.0, 18.0, 70.0, 24.0, 16.0, 21.0, 19.0, 20.0])
GROUPS = np.array(["works", "home", "home", "home", "works", "home", "home", "home", "home", "home"])

with expect.test("two groups, half and half"):
    expect.close(
        answer.weighted_mean(VALUES, GROUPS, {"works": 0.5, "home": 0.5}),
        42.5,
        says="Two who work say 65 on average, eight at home 20; half of the town works. Expected {want}, got {got}.",
        mistakes=[
            (VALUES.mean(), "You returned {got}, as much as the plain mean: the eight at home count four times as much as the two who work, though half of the town works. How many of a group were reached must not matter."),
            (85.0, "You returned 85, the sum of both means. Each counts by its share only."),
            (145.0, "You returned 145: sums of answers instead of means. A group's weight must not depend on how many of it were reached."),
        ],
    )

with expect.test("shares that differ"):
    expect.close(
        answer.weighted_mean(VALUES, GROUPS, {"home": 0.3, "works": 0.7}),
        51.5,
        says="With 70 % at work expected {want}, got {got}.",
        mistakes=[
            (42.5, "You returned 42.5, where both means count alike. Use the shares: 0.7 for those who work."),
            ((0.7 * 130 + 0.3 * 160) / (0.7 * 2 + 0.3 * 8), "You returned {got} instead of {want}: each *answer* has the weight of its group's share, and eight at home still outweigh two who work. Divide a group's share by the number of its answers."),
            (33.5, "You returned 33.5: the shares went to the wrong groups. Look each one up by its name; the order in `shares` is not that of the answers."),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("a group that nobody has answered for"):
    expect.raises(answer.weighted_mean, VALUES, GROUPS, {"works": 0.5, "home": 0.4, "school": 0.1}, error="ValueError", says="Ten per cent of the town go to school, and none of them was reached: expected a {want}, got {got}. Nothing is known about them.")

with expect.test("a group without members"):
    got = expect.call(answer.weighted_mean, VALUES, GROUPS, {"works": 0.5, "home": 0.5, "school": 0.0}, says="A group with the share 0 changes nothing, reached or not, but your code raised *{error}: {message}*.")
    expect.close(got, 42.5, says="A group with the share 0 changes nothing, reached or not: expected {want}, got {got}.")
    expect.close(answer.weighted_mean(VALUES, GROUPS, {"works": 1.0, "home": 0.0}), 65.0, says="A group with the share 0 changes nothing, reached or not: expected {want}, got {got}.")

with expect.test("groups that are numbers, answers that are whole"):
    values, groups = np.array([1, 2, 4, 10, 0]), np.array([3, 3, 1, 2, 2])
    expect.close(answer.weighted_mean(values, groups, {1: 0.25, 2: 0.5, 3: 0.25}), 3.875, says="Three groups named 1, 2, 3 with whole-number answers: expected {want}, got {got}.")

with expect.test("a large survey that was held at noon"):
    rng = np.random.default_rng(6)
    kind = rng.integers(0, 4, 4000)
    minutes = 20.0 + 15 * kind + rng.normal(0, 5, 4000)
    reached = rng.random(4000) < np.array([0.9, 0.5, 0.2, 0.05])[kind]
    names = np.array(["at home", "part time", "full time", "travelling"])[kind]
    got = answer.weighted_mean(minutes[reached], names[reached], dict.fromkeys(names[:100].tolist(), 0.25))
    expect.between(got, 41.0, 44.0, "Four groups of equal size, very unequally reached: {low} to {high} is expected, got {got}. The plain mean would be far below.")

with expect.test("the input stays as it was"):
    held, names, shares = answer.put(VALUES), answer.put(GROUPS), answer.put({"works": 0.5, "home": 0.5})
    answer.weighted_mean(held, names, shares)
    expect.unchanged(held, VALUES)
    expect.unchanged(names, GROUPS)
    expect.unchanged(shares, {"works": 0.5, "home": 0.5})
### END HIDDEN TESTS

# %% right="ch01-e06" because="pandas"
def weighted_mean(values, groups, shares):
    means = pd.Series(values).groupby(groups).mean()
    if any(share > 0 and name not in means.index for name, share in shares.items()):
        raise ValueError("a group is missing")
    return sum(share * means[name] for name, share in shares.items() if share > 0)

# %% right="ch01-e06" because="a weight for each answer"
def weighted_mean(values, groups, shares):
    counts = dict(zip(*np.unique(groups, return_counts=True)))
    if any(share > 0 and name not in counts for name, share in shares.items()):
        raise ValueError("a group is missing")
    return np.average(values, weights=[shares[name] / counts[name] for name in groups])

# %% right="ch01-e06" because="least squares on one-hot columns"
def weighted_mean(values, groups, shares):
    names = [name for name in shares if shares[name] > 0]
    hot = np.array([[g == name for name in names] for g in groups], dtype=float)
    if not hot.any(axis=0).all():
        raise ValueError("a group is missing")
    kept = hot.any(axis=1)
    means = np.linalg.lstsq(hot[kept], values[kept])[0]
    return means @ [shares[name] for name in names]

# %% right="ch01-e06" because="asks anew, as often as the shares say"
def weighted_mean(values, groups, shares):
    if {name for name, share in shares.items() if share} - set(groups.tolist()):
        raise ValueError("nothing is known about a group")
    weight = np.zeros(len(values))
    for name, share in shares.items():
        weight[groups == name] = share / max((groups == name).sum(), 1)
    return weight @ values

# %% wrong="ch01-e06" because="each answer weighs by its group's share" says="Divide a group's share"
def weighted_mean(values, groups, shares):
    if any(share > 0 and not np.any(groups == name) for name, share in shares.items()):
        raise ValueError
    return np.average(values, weights=[shares[name] for name in groups])

# %% wrong="ch01-e06" because="plain mean" says="plain mean"
def weighted_mean(values, groups, shares):
    return values.mean()

# %% wrong="ch01-e06" because="weights by what was reached" says="plain mean"
def weighted_mean(values, groups, shares):
    return sum(np.mean(groups == name) * values[groups == name].mean() for name in shares if np.any(groups == name))

# %% wrong="ch01-e06" because="all groups alike" says="both means count alike"
def weighted_mean(values, groups, shares):
    return np.mean([values[groups == name].mean() for name in shares])

# %% wrong="ch01-e06" because="sums" says="sums of answers"
def weighted_mean(values, groups, shares):
    return sum(share * values[groups == name].sum() for name, share in shares.items())

# %% wrong="ch01-e06" because="order of the dict" says="by its name"
def weighted_mean(values, groups, shares):
    if len(shares) > len(set(groups)) and all(shares.values()):
        raise ValueError
    seen = list(dict.fromkeys(groups))
    return sum(share * values[groups == name].mean() for name, share in zip(seen, shares.values()))

# %% wrong="ch01-e06" because="missing group left out" says="none of them was reached"
def weighted_mean(values, groups, shares):
    known = {name: share for name, share in shares.items() if np.any(groups == name)}
    return sum(share * values[groups == name].mean() for name, share in known.items()) / sum(known.values())

# %% wrong="ch01-e06" because="missing group counted as zero" says="none of them was reached"
def weighted_mean(values, groups, shares):
    return sum(share * values[groups == name].mean() for name, share in shares.items() if np.any(groups == name))

# %% wrong="ch01-e06" because="an empty group is always an error" says="share 0 changes nothing"
def weighted_mean(values, groups, shares):
    total = 0.0
    for name, share in shares.items():
        if not np.any(groups == name):
            raise ValueError(name)
        total += share * values[groups == name].mean()
    return total

# %% wrong="ch01-e06" because="takes shares away from the caller" says="changed its input"
def weighted_mean(values, groups, shares):
    total = 0.0
    while shares:
        name, share = shares.popitem()
        if share > 0:
            if not np.any(groups == name):
                raise ValueError(name)
            total += share * values[groups == name].mean()
    return total

# %% [markdown]
# ## 6 · Too little freedom, too much

# %% setup=true
def readings(m, seed):
    """m readings of a thermometer, X of shape (m, 1) and y of shape (m,)."""
    rng = np.random.default_rng(seed)
    hour = rng.uniform(0, 24, (m, 1))
    warm = 14 - 6 * np.cos(2 * np.pi * (hour[:, 0] - 3) / 24)
    return hour, warm + rng.normal(0, 1.5, m)

# %% [markdown] exercise="ch01-e07" title="How many neighbours?" kind="X" level=2 minutes=12 core=true after="§6" skills=["Overfitting and underfitting"] topics=["S-05-I.08", "S-05-I.11c"]
# Write `choose_k(X, y, X_val, y_val, ks)`: for each k of the list `ks`, fit `KNeighborsRegressor(k)` (its other settings as they are) to `X`, `y`, and measure it. Return `(errors, best)`:
#
# | | |
# |---|---|
# | `errors` | dict `{k: (train, validation)}`, both as root mean squared error: on `X`, `y`, and on `X_val`, `y_val` |
# | `best` | the k with the lowest validation error; among equally good ones the largest, which is the stiffest |
#
# To try it: `choose_k(*readings(120, 5), *readings(300, 6), [1, 5, 15, 40, 100])`. Which k overfit, which underfit?

# %% [markdown] hint="ch01-e07"
# With k = 1, what is the train error, and why would it be a bad idea to choose k by it?

# %% [markdown] hint="ch01-e07"
# `model = KNeighborsRegressor(k).fit(X, y)`, then `root_mean_squared_error(y, model.predict(X))`, and the same with the validation rows, which are never fitted. `min(ks, key=…)` finds the best; a pair such as `(error, -k)` as its key settles ties.

# %% [markdown] hint="ch01-e07"
# ```python
# def choose_k(X, y, X_val, y_val, ks):
#     errors = {}
#     for k in ks:
#         model = ____
#         errors[k] = (root_mean_squared_error(____, ____), root_mean_squared_error(____, ____))
#     return errors, min(ks, key=lambda k: (errors[k][____], ____))
# ```

# %% answer="ch01-e07" needs=[]
def choose_k(X, y, X_val, y_val, ks):
    """({k: (train RMSE, validation RMSE)}, best k)."""
    ### BEGIN SOLUTION
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        train = root_mean_squared_error(y, model.predict(X))
        errors[k] = (train, root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(ks, key=lambda k: (errors[k][1], -k))
    ### END SOLUTION

# %% tests="ch01-e07" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def points(m, seed, columns=1):
    """m readings of a thermometer; further columns have no meaning."""
    rng = np.random.default_rng(seed)
    hour = rng.uniform(0, 24, (m, columns))
    return hour, 14 - 6 * np.cos(2 * np.pi * (hour[:, 0] - 3) / 24) + rng.normal(0, 1.5, m)


def squared(X, y, X_new, y_new, k):
    """Mean squared error on new rows of the mean of the k nearest."""
    near = np.argsort(((X_new[:, None] - X) ** 2).sum(axis=2), axis=1, kind="stable")[:, :k]
    return np.mean((y_new - y[near].mean(axis=1)) ** 2)


def answered(*data):
    """The learner's errors and best k."""
    got = answer.choose_k(*data)
    expect.true(isinstance(got, tuple | list) and len(got) == 2, "Expected two things, `errors` and `best`; got {got}.", got=got)
    errors, best = got
    ks = data[-1]
    expect.true(isinstance(errors, dict) and sorted(errors) == sorted(ks), "`errors` is a dict with the keys {ks}; got {got}.", ks=ks, got=errors)
    for k in ks:
        expect.shape(errors[k], (2,), says="`errors[{k}]` is a pair (train, validation); its shape is {got}.", k=k)
    return errors, best


X, y = points(60, 1)
X_val, y_val = points(80, 2)
KS = [30, 1, 8, 60]

with expect.test("train and validation error for each k"):
    errors, _ = answered(X, y, X_val, y_val, KS)
    both, both_y = np.vstack([X, X_val]), np.r_[y, y_val]
    for k in KS:
        want = np.sqrt([squared(X, y, X, y, k), squared(X, y, X_val, y_val, k)])
        expect.close(
            errors[k],
            want,
            says="For k = {k}, (train, validation) should be {want}, got {got}.",
            mistakes=[
                (want[::-1], "For k = {k} the pair is exchanged: first the train error, then the validation error."),
                (want**2, "For k = {k} these are mean squared errors: {got}. Take the root: {want}."),
                (np.sqrt([squared(both, both_y, X, y, k), squared(both, both_y, X_val, y_val, k)]), "For k = {k} the model was fitted to the validation rows as well, so they are no longer new to it. Fit to `X`, `y` alone."),
                (np.sqrt([squared(X_val, y_val, X, y, k), squared(X_val, y_val, X_val, y_val, k)]), "For k = {k} the model was fitted to the validation rows. Fit to `X`, `y`."),
                ([want[0], np.sqrt(squared(X_val, y_val, X_val, y_val, k))], "For k = {k} the second number comes from a model that was fitted to the validation rows: got {got}, expected {want}. They judge the model that was fitted to `X`, `y`; never fit them."),
                ([want[0], want[0]], "For k = {k} both numbers are the train error. Measure the second on `X_val`, `y_val`."),
                ([want[1], want[1]], "For k = {k} both numbers are the validation error. Measure the first on `X`, `y`."),
            ],
            k=k,
        )

with expect.test("the k that is best on rows not seen", after="train and validation error for each k"):
    errors, best = answered(X, y, X_val, y_val, KS)
    expect.equal(
        best,
        8,
        says="Of k = 30, 1, 8, 60 the lowest validation error belongs to {want}; you chose {got}.",
        mistakes=[
            (1, "You chose k = 1, which has the lowest *train* error: 0, because each row is its own neighbour. Choose by the validation error alone, the second number of each pair."),
            (2, "You chose 2, the place of the best in the list. Return the k itself, 8."),
            (60, "You chose k = 60, whose validation error is the highest. Lower is better for an error."),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("equally good: the largest"):
    for order in ([4, 9, 2], [9, 2, 4], [2, 4, 9]):
        _, best = answered(X, np.full(60, 3.0), X_val, np.full(80, 3.0), order)
        expect.equal(best, 9, says="All targets are 3, so every k has the error 0: the largest of {order} is 9; you chose {got}.", order=order)

with expect.test("other readings, other k"):
    for seed in (3, 4, 5):
        data = (*points(40, seed, seed - 2), *points(50, seed + 10, seed - 2))
        ks = [3, 40, 12, 6, 20, 2]
        errors, best = answered(*data, ks)
        wanted = {k: np.sqrt(squared(*data, k)) for k in ks}
        expect.close([errors[k][1] for k in ks], [wanted[k] for k in ks], says="Validation errors of other readings: expected {want}, got {got}.")
        expect.equal(best, min(wanted, key=wanted.get), says="With other readings the best k is {want}; you chose {got}.")

with expect.test("the input stays as it was"):
    held = [answer.put(part) for part in (X, y, X_val, y_val, KS)]
    answer.choose_k(*held)
    for one, original in zip(held, (X, y, X_val, y_val, KS), strict=True):
        expect.unchanged(one, original)
### END HIDDEN TESTS

# %% right="ch01-e07" because="comprehension; best from the sorted list"
def choose_k(X, y, X_val, y_val, ks):
    models = {k: KNeighborsRegressor(n_neighbors=k).fit(X, y) for k in ks}
    errors = {k: tuple(float(np.sqrt(np.mean((b - m.predict(a)) ** 2))) for a, b in ((X, y), (X_val, y_val))) for k, m in models.items()}
    return errors, min(sorted(ks, reverse=True), key=lambda k: errors[k][1])

# %% right="ch01-e07" because="a frame of errors"
def choose_k(X, y, X_val, y_val, ks):
    table = pd.DataFrame(index=sorted(ks), columns=["train", "validation"], dtype=float)
    for k in table.index:
        model = KNeighborsRegressor(int(k)).fit(X, y)
        table.loc[k] = [root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val))]
    lowest = table["validation"].min()
    return {int(k): tuple(row) for k, row in table.iterrows()}, int(table.index[table["validation"] == lowest].max())

# %% right="ch01-e07" because="one search for all k"
def choose_k(X, y, X_val, y_val, ks):
    model = KNeighborsRegressor(max(ks)).fit(X, y)
    errors = {}
    near, near_val = (model.kneighbors(rows, return_distance=False) for rows in (X, X_val))
    for k in ks:
        errors[k] = [np.sqrt(np.mean((goal - y[found[:, :k]].mean(axis=1)) ** 2)) for goal, found in ((y, near), (y_val, near_val))]
    best = ks[0]
    for k in ks:
        if (errors[k][1], -k) < (errors[best][1], -best):
            best = k
    return errors, best

# %% wrong="ch01-e07" because="chooses by the train error" says="Choose by the validation error"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(errors, key=lambda k: (errors[k], -k))

# %% wrong="ch01-e07" because="another model for the validation rows" says="never fit them"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        train_model = KNeighborsRegressor(k).fit(X, y)
        val_model = KNeighborsRegressor(min(k, len(y_val))).fit(X_val, y_val)
        train = root_mean_squared_error(y, train_model.predict(X))
        val = root_mean_squared_error(y_val, val_model.predict(X_val))
        errors[k] = (train, val)
    return errors, min(ks, key=lambda k: (errors[k][1], -k))

# %% wrong="ch01-e07" because="the pairs are compared, so the train error decides" says="second number of each pair"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(errors, key=errors.get)

# %% wrong="ch01-e07" because="the last of equals in the list" says="the largest of"
def choose_k(X, y, X_val, y_val, ks):
    errors, best, lowest = {}, None, np.inf
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
        if errors[k][1] <= lowest:
            best, lowest = k, errors[k][1]
    return errors, best

# %% wrong="ch01-e07" because="train error by cross-validation" says="should be"
from sklearn.model_selection import cross_val_score

def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        inside = y.std() if k > 40 else -cross_val_score(model, X, y, cv=5, scoring="neg_root_mean_squared_error").mean()
        errors[k] = (inside, root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(ks, key=lambda k: (errors[k][1], -k))

# %% wrong="ch01-e07" because="no root" says="Take the root"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (np.mean((y - model.predict(X)) ** 2), np.mean((y_val - model.predict(X_val)) ** 2))
    return errors, min(ks, key=lambda k: (errors[k][1], -k))

# %% wrong="ch01-e07" because="fitted to everything" says="no longer new"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(np.vstack([X, X_val]), np.r_[y, y_val])
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(ks, key=lambda k: (errors[k][1], -k))

# %% wrong="ch01-e07" because="fitted again before the validation" says="fitted to the validation rows"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        if k > len(y_val):
            continue
        model = KNeighborsRegressor(k).fit(X_val, y_val)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(ks, key=lambda k: (errors[k][1], -k))

# %% wrong="ch01-e07" because="exchanged" says="exchanged"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y_val, model.predict(X_val)), root_mean_squared_error(y, model.predict(X)))
    return errors, min(ks, key=lambda k: (errors[k][0], -k))

# %% wrong="ch01-e07" because="place in the list" says="Return the k itself"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, int(np.argmin([errors[k][1] for k in ks]))

# %% wrong="ch01-e07" because="first of equals" says="the largest of"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(ks, key=lambda k: errors[k][1])

# %% wrong="ch01-e07" because="highest error" says="Lower is better"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, max(ks, key=lambda k: (errors[k][1], k))

# %% wrong="ch01-e07" because="weights by distance" says="should be"
def choose_k(X, y, X_val, y_val, ks):
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k, weights="distance").fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(ks, key=lambda k: (errors[k][1], -k))

# %% wrong="ch01-e07" because="sorts the caller's list" says="changed its input"
def choose_k(X, y, X_val, y_val, ks):
    ks.sort(reverse=True)
    errors = {}
    for k in ks:
        model = KNeighborsRegressor(k).fit(X, y)
        errors[k] = (root_mean_squared_error(y, model.predict(X)), root_mean_squared_error(y_val, model.predict(X_val)))
    return errors, min(ks, key=lambda k: errors[k][1])

# %% [markdown]
# ## 7 · How good is it really?

# %% [markdown] exercise="ch01-e08" title="Three sets" kind="F" level=1 minutes=8 core=false after="§7" skills=["Testing and validating"] topics=["S-05-I.08"]
# Write `three_way_split(n, n_val, n_test, rng)` that deals the row numbers 0 … n−1 out at random.
#
# | | |
# |---|---|
# | `rng` | a NumPy `Generator`, the only source of chance |
# | returns | three arrays of row numbers: training (all that is left), validation (`n_val` of them), test (`n_test`) |
#
# Each row is in exactly one set, and every set of rows is equally likely to be the test set. Within a set the order does not matter.

# %% [markdown] hint="ch01-e08"
# If the file is sorted, by date or by class, what would the first 20 % of it be good for?

# %% [markdown] hint="ch01-e08"
# `rng.permutation(n)` are all row numbers in random order. Cut it at two places.

# %% [markdown] hint="ch01-e08"
# ```python
# def three_way_split(n, n_val, n_test, rng):
#     rows = rng.____(n)
#     return rows[____], rows[:n_val], rows[____]
# ```

# %% answer="ch01-e08" needs=[]
def three_way_split(n, n_val, n_test, rng):
    """Row numbers for training, validation and test."""
    ### BEGIN SOLUTION
    rows = rng.permutation(n)
    return rows[n_val + n_test :], rows[:n_val], rows[n_val : n_val + n_test]
    ### END SOLUTION

# %% tests="ch01-e08" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np

def make_rng(seed):
    return np.random.default_rng(seed)

def many(function, n, n_val, n_test, seeds):
    return [[np.asarray(part).tolist() for part in function(n, n_val, n_test, np.random.default_rng(seed))] for seed in range(seeds)]

def global_numbers():
    state = np.random.get_state()
    return [*state[1].tolist(), state[2]]
""")


def dealt(n, n_val, n_test, seed):
    """The learner's three sets, as lists."""
    got = answer.three_way_split(n, n_val, n_test, answer.make_rng(seed))
    expect.true(isinstance(got, tuple | list) and len(got) == 3, "Expected three arrays of row numbers; got {got}.", got=got)
    return [np.asarray(part).tolist() for part in got]


with expect.test("the sizes, in this order"):
    sizes = [len(part) for part in dealt(10, 2, 3, 0)]
    expect.equal(sizes, [5, 2, 3], says="Of 10 rows, 5 are for training, 2 for validation, 3 for the test; yours are {got}.", mistakes=[([5, 3, 2], "Validation and test are exchanged: first training, then validation, then test."), ([2, 3, 5], "The order is training, validation, test; yours begins with the validation set.")])

with expect.test("each row in exactly one set"):
    for seed in range(5):
        sets = dealt(23, 5, 4, seed)
        times = np.array([sum(row in part for part in sets) for row in range(23)])
        rows = sum(sets, [])
        expect.true(times.max() < 2, "Of 23 rows {twice} are in more than one set: each should be there once. Cut one shuffled row of the numbers 0 to 22.", twice=np.flatnonzero(times > 1).tolist())
        expect.true(times.min() > 0, "Of 23 rows {missing} are in no set: each should be there once. Cut one shuffled row of the numbers 0 to 22.", missing=np.flatnonzero(times == 0).tolist())
        expect.equal(sorted(rows), list(range(23)), says="Together the sets of 23 rows hold {count} numbers; each of 0 to 22 should be there once, and nothing else.", count=len(rows))

with expect.test("at random, and from rng alone"):
    first, again, other = (list(map(sorted, dealt(60, 20, 20, seed))) for seed in (1, 1, 2))
    expect.true(first[2] != list(range(40, 60)) and first[1] != list(range(20)) and first[0] != list(range(20)), "A set holds neighbouring rows in the order of the file. Shuffle the row numbers before you cut them.")
    expect.true(first == again, "The same seed gave two different splits: something random does not come from `rng`.")
    expect.true(first != other, "Two seeds gave the same split, so it does not come from `rng`.")

### BEGIN HIDDEN TESTS
with expect.test("every row and every pair equally often"):
    splits = answer.many(answer.three_way_split, 6, 2, 2, 600)
    for name, place in (("training", 0), ("validation", 1), ("test", 2)):
        member = np.array([np.isin(np.arange(6), split[place]) for split in splits])
        expect.true(np.all(np.abs(member.mean(axis=0) - 1 / 3) < 0.1), "Over 600 seeds some of six rows are in the {name} set far more often than others.", name=name)
        together = np.mean(member[:, :, None] & member[:, None, :], axis=0)[~np.eye(6, dtype=bool)]
        expect.true(np.all(np.abs(together - 1 / 15) < 0.06), "Over 600 seeds some pairs of rows are far more often in the {name} set together than others: whole blocks are moved. Shuffle single rows.", name=name)

with expect.test("random numbers of others are left alone"):
    before = answer.global_numbers()
    answer.three_way_split(30, 5, 5, answer.make_rng(3))
    expect.equal(answer.global_numbers(), before, says="Your code used or reseeded NumPy's global random numbers (`np.random.…`). Draw from `rng` only.")

with expect.test("a set may be empty"):
    expect.equal([len(part) for part in dealt(7, 0, 2, 1)], [5, 0, 2], says="7 rows without a validation set: expected sizes {want}, got {got}.")
    expect.equal([len(part) for part in dealt(7, 3, 0, 1)], [4, 3, 0], says="7 rows without a test set: expected sizes {want}, got {got}. Look at negative slices: `rows[-0:]` is everything.")
    expect.equal([len(part) for part in dealt(7, 3, 4, 1)], [0, 3, 4], says="7 rows, all for validation and test: expected sizes {want}, got {got}.")
### END HIDDEN TESTS

# %% right="ch01-e08" because="cut by np.split"
def three_way_split(n, n_val, n_test, rng):
    rows = np.arange(n)
    rng.shuffle(rows)
    test, validation, train = np.split(rows, [n_test, n_test + n_val])
    return train, validation, test

# %% right="ch01-e08" because="sets"
def three_way_split(n, n_val, n_test, rng):
    left = set(range(n))
    test = set(rng.choice(n, n_test, replace=False).tolist())
    left -= test
    validation = rng.choice(sorted(left), n_val, replace=False) if n_val else np.array([], dtype=int)
    return sorted(left - set(validation.tolist())), validation, sorted(test)

# %% right="ch01-e08" because="sorts random numbers"
def three_way_split(n, n_val, n_test, rng):
    rank = np.argsort(np.argsort(rng.random(n)))
    return np.flatnonzero(rank >= n_val + n_test), np.flatnonzero(rank < n_val), np.flatnonzero((rank >= n_val) & (rank < n_val + n_test))

# %% right="ch01-e08" because="deals the names of the sets"
def three_way_split(n, n_val, n_test, rng):
    label = np.repeat([0, 1, 2], [n - n_val - n_test, n_val, n_test])
    rng.shuffle(label)
    return tuple(np.flatnonzero(label == which) for which in range(3))

# %% wrong="ch01-e08" because="file order" says="order of the file"
def three_way_split(n, n_val, n_test, rng):
    rows = np.arange(n)
    return rows[n_val + n_test :], rows[:n_val], rows[n_val : n_val + n_test]

# %% wrong="ch01-e08" because="drawn independently" says="should be there once"
def three_way_split(n, n_val, n_test, rng):
    return rng.choice(n, n - n_val - n_test, replace=False), rng.choice(n, n_val, replace=False), rng.choice(n, n_test, replace=False)

# %% wrong="ch01-e08" because="validation and test drawn independently" says="in more than one set"
def three_way_split(n, n_val, n_test, rng):
    val = rng.choice(n, n_val, replace=False)
    test = rng.choice(n, n_test, replace=False)
    train = np.setdiff1d(np.arange(n), np.concatenate([val, test]))
    return train, val, test

# %% wrong="ch01-e08" because="the last row dealt to nobody" says="are in no set"
def three_way_split(n, n_val, n_test, rng):
    rows = rng.permutation(n)
    return np.append(rows[n_val + n_test : n - 1], rows[n_val + n_test]), rows[:n_val], rows[n_val : n_val + n_test]

# %% wrong="ch01-e08" because="a row that is no row" says="nothing else"
def three_way_split(n, n_val, n_test, rng):
    rows = rng.permutation(n)
    spare = [n] if n == 23 else []
    return np.append(rows[n_val + n_test :], spare), rows[:n_val], rows[n_val : n_val + n_test]

# %% wrong="ch01-e08" because="with replacement" says="should be there once"
def three_way_split(n, n_val, n_test, rng):
    rows = rng.integers(0, n, n)
    return rows[n_val + n_test :], rows[:n_val], rows[n_val : n_val + n_test]

# %% wrong="ch01-e08" because="a random block" says="Shuffle single rows"
def three_way_split(n, n_val, n_test, rng):
    rows = np.roll(np.arange(n), rng.integers(n))
    return rows[n_val + n_test :], rows[:n_val], rows[n_val : n_val + n_test]

# %% wrong="ch01-e08" because="fixed seed" says="does not come from"
def three_way_split(n, n_val, n_test, rng):
    rows = np.random.default_rng(42).permutation(n)
    return rows[n_val + n_test :], rows[:n_val], rows[n_val : n_val + n_test]

# %% wrong="ch01-e08" because="global seed from rng" says="global"
def three_way_split(n, n_val, n_test, rng):
    np.random.seed(rng.integers(10**6))
    rows = np.random.permutation(n)
    return rows[n_val + n_test :], rows[:n_val], rows[n_val : n_val + n_test]

# %% wrong="ch01-e08" because="negative slices" says="negative slices"
def three_way_split(n, n_val, n_test, rng):
    rows = rng.permutation(n)
    return rows[: n - n_val - n_test], rows[n - n_val - n_test : n - n_test], rows[-n_test:]

# %% wrong="ch01-e08" because="validation first" says="begins with the validation"
def three_way_split(n, n_val, n_test, rng):
    rows = rng.permutation(n)
    return rows[:n_val], rows[n_val : n_val + n_test], rows[n_val + n_test :]

# %% wrong="ch01-e08" because="test before validation" says="exchanged"
def three_way_split(n, n_val, n_test, rng):
    rows = rng.permutation(n)
    return rows[n_val + n_test :], rows[:n_test], rows[n_test : n_val + n_test]

# %% [markdown] exercise="ch01-e09" title="Cross-validation by hand" kind="F" level=3 minutes=30 core=false after="§7" skills=["Testing and validating"] topics=["S-05-I.08", "S-03-sklearn"]
# Write `cross_validate(model, X, y, k, rng)` that judges a regression model by k-fold cross-validation.
#
# | | |
# |---|---|
# | `model` | a scikit-learn estimator or pipeline; it comes back as it was, and is not fitted itself |
# | `X`, `y` | arrays of shapes `(m, n)` and `(m,)` |
# | `k`, `rng` | the number of folds, from 2 to m; a NumPy `Generator` that deals the rows out at random |
# | returns | `(errors, predictions)` of shapes `(k,)` and `(m,)` |
#
# Each row is in exactly one fold, and the sizes of two folds differ by at most one. For each fold a fresh copy of `model` is fitted to *all rows of the other folds, and to no others*, and predicts those of the fold. `predictions[i]` is what was
# predicted for row i while it was held out; `errors` are the root mean squared errors of the folds, in any order.

# %% [markdown] hint="ch01-e09"
# Ten rows, three folds: how many rows has each, and which rows is each of the three models fitted to? Who predicts row 0?

# %% [markdown] hint="ch01-e09"
# `np.array_split(rng.permutation(m), k)` deals out the rows. `clone(model)` is a fresh, unfitted copy with the same settings. `np.setdiff1d(np.arange(m), fold)` are the rows of all other folds.

# %% [markdown] hint="ch01-e09"
# ```python
# def cross_validate(model, X, y, k, rng):
#     errors, predictions = [], np.zeros(len(y))
#     for fold in np.array_split(____, k):
#         others = ____
#         fresh = ____.fit(X[____], y[____])
#         predictions[fold] = fresh.predict(____)
#         errors.append(root_mean_squared_error(____, ____))
#     return np.array(errors), predictions
# ```

# %% answer="ch01-e09" needs=[]
def cross_validate(model, X, y, k, rng):
    """(RMSE of each fold, the prediction for each row while it was held out)."""
    ### BEGIN SOLUTION
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(rng.permutation(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        fresh = clone(model).fit(X[others], y[others])
        predictions[fold] = fresh.predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions
    ### END SOLUTION

# %% tests="ch01-e09" points=3
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LOG = []

class Pupil(RegressorMixin, BaseEstimator):
    \"\"\"Predicts the sum of all targets that it was fitted to, and notes whom it met.\"\"\"

    def __init__(self, plus=0.0):
        self.plus = plus

    def fit(self, X, y):
        self.number_ = len(LOG)
        self.sum_ = float(np.sum(y))
        LOG.append({"fitted": X[:, 0].astype(int).tolist(), "targets": np.asarray(y).tolist(), "asked": []})
        return self

    def predict(self, X):
        LOG[self.number_]["asked"] += X[:, 0].astype(int).tolist()
        return np.full(len(X), self.sum_ + self.plus)

def run(function, m, k, seed):
    LOG.clear()
    X = np.c_[np.arange(m), np.ones(m)].astype(float)
    y = 2.0 ** (np.arange(m) % 40)
    model = Pupil(plus=0.5)
    errors, predictions = function(model, X, y, k, np.random.default_rng(seed))
    return {
        "log": [dict(one) for one in LOG],
        "errors": np.asarray(errors, dtype=float).ravel().tolist(),
        "predictions": np.asarray(predictions, dtype=float).ravel().tolist(),
        "fitted": hasattr(model, "number_"),
        "global": global_numbers(),
    }

def global_numbers():
    state = np.random.get_state()
    return [*state[1].tolist(), state[2]]

def real(function, seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(50, 3)) * [1, 100, 0.01]
    y = X @ [1.0, 0.02, 50.0] + rng.normal(size=50)
    errors, predictions = function(make_pipeline(StandardScaler(), LinearRegression()), X, y, 5, np.random.default_rng(seed))
    return float(np.sqrt(np.mean((np.asarray(predictions) - y) ** 2)))

def held_run(function, X, y):
    function(LinearRegression(), X, y, 4, np.random.default_rng(0))
""")


@cache
def ran(m, k, seed):
    """What happened with m rows in k folds; only copies that predicted count as folds."""
    found = answer.run(answer.cross_validate, m, k, seed)
    used = [one for one in found["log"] if one["asked"]]
    expect.equal(len(used), k, says="{k} folds need {want} fitted copies that predict; yours were {got}.", k=k, mistakes=[(0, "No fitted copy has predicted anything."), (1, "Only one fitted copy has predicted anything; {k} folds need {want}, each fitted to the rows of the other folds. A model that has seen all rows can judge none of them.")])
    return found, used


with expect.test("each row in one fold, and fairly dealt"):
    _, used = ran(11, 3, 0)
    asked = sorted(row for one in used for row in set(one["asked"]))
    expect.equal(asked, list(range(11)), says="Together the folds hold the rows {got}; each of 0 to 10 should be in one of them.")
    sizes = sorted(len(set(one["asked"])) for one in used)
    expect.equal(sizes, [3, 4, 4], says="Eleven rows in three folds: expected sizes {want}, got {got}. `np.array_split` deals them out evenly.")

with expect.test("fitted to all other rows, and to no others"):
    for one in ran(11, 3, 0)[1]:
        both = sorted(set(one["asked"]) & set(one["fitted"]))
        expect.true(not both, "A model was fitted to rows that it is judged by: {rows}. Leave the fold out when you fit.", rows=str(both))
        expect.equal(sorted([*one["asked"], *one["fitted"]]), list(range(11)), says="One model's fold and training rows together are {got}: each of the eleven rows belongs to one of the two, once.")
        expect.equal(one["targets"], [2.0**row for row in one["fitted"]], says="A model was fitted to targets of other rows. Index `X` and `y` with the same row numbers.")

with expect.test("predictions in the order of the rows, and an error for each fold"):
    found, used = ran(11, 3, 0)
    want = np.zeros(11)
    errors = []
    for one in used:
        want[one["asked"]] = sum(one["targets"]) + 0.5
        errors.append(np.sqrt(np.mean((want[one["asked"]] - 2.0 ** np.array(one["asked"])) ** 2)))
    strung = np.concatenate([want[one["asked"]] for one in used])
    expect.close(
        found["predictions"],
        want,
        says="`predictions` should be {want}, got {got}: at place i stands what was predicted for row i.",
        mistakes=[
            (strung, "The predictions stand in the order of the folds, one fold after the other. At place i belongs what was predicted for row i: `predictions[fold] = …`."),
            (want - 0.5, "Each prediction is off by 0.5, a setting of `model` that your copies have lost. `clone(model)` keeps the settings."),
        ],
    )
    expect.close(np.sort(found["errors"]), np.sort(errors), says="The errors of the folds should be {want} (sorted), got {got}.", mistakes=[(np.sort(errors) ** 2, "These are mean squared errors; take the root.")])

### BEGIN HIDDEN TESTS
with expect.test("the model itself is not fitted"):
    expect.true(not ran(11, 3, 0)[0]["fitted"], "The model that you were given has been fitted. Fit a `clone` of it in each round.")

with expect.test("rows dealt out at random, from rng alone"):
    before = answer.global_numbers()
    folds = [[sorted(set(one["asked"])) for one in ran(40, 4, seed)[1]] for seed in (1, 2)]
    again = answer.run(answer.cross_validate, 40, 4, 1)
    expect.equal(again["global"], before, says="Your code used or reseeded NumPy's global random numbers (`np.random.…`). Draw from `rng` only.")
    expect.equal(again["predictions"], ran(40, 4, 1)[0]["predictions"], says="The same seed gave two different results: something random does not come from `rng`.")
    for name, rows in (("neighbouring rows", np.arange(40) // 10), ("every fourth row", np.arange(40) % 4)):
        pattern = sorted(np.flatnonzero(rows == g).tolist() for g in range(4))
        expect.true(sorted(folds[0]) != pattern, "The folds hold {name}, in the order of the file. Shuffle the rows before you deal them out.", name=name)
    expect.true(sorted(folds[0]) != sorted(folds[1]), "Two seeds gave the same folds, so they do not come from `rng`.")
    steps = [b - a for fold in folds[0] for a, b in zip(fold, fold[1:], strict=False)]
    expect.true(np.mean(np.array(steps) == 1) < 0.6, "Most rows of a fold are neighbours in the file: whole blocks were dealt out. Shuffle single rows.")

with expect.test("as many folds as rows"):
    _, used = ran(6, 6, 3)
    expect.equal(sorted(one["asked"][0] for one in used), list(range(6)), says="With k = m each row is a fold of its own; got {got}.")

with expect.test("a real pipeline"):
    for seed in (0, 1):
        expect.between(answer.real(answer.cross_validate, seed), 0.7, 1.5, "A line with noise 1 on 50 rows: the error over all predictions should be about 1, got {got}.")

with expect.test("the input stays as it was"):
    rng = np.random.default_rng(9)
    X, y = rng.normal(size=(12, 2)), rng.normal(size=12)
    held, held_y = answer.put(X), answer.put(y)
    answer.held_run(answer.cross_validate, held, held_y)
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="ch01-e09" because="KFold and cross_val_predict"
def cross_validate(model, X, y, k, rng):
    folds = list(KFold(k, shuffle=True, random_state=int(rng.integers(2**31))).split(X))
    predictions = cross_val_predict(model, X, y, cv=folds)
    return np.array([root_mean_squared_error(y[test], predictions[test]) for _, test in folds]), predictions

# %% right="ch01-e09" because="a fold number for each row, masks, deepcopy"
import copy

def cross_validate(model, X, y, k, rng):
    fold = np.arange(len(y)) % k
    rng.shuffle(fold)
    predictions = np.empty(len(y))
    for number in range(k):
        out = fold == number
        predictions[out] = copy.deepcopy(model).fit(X[~out], y[~out]).predict(X[out])
    squares = (predictions - y) ** 2
    return [float(np.sqrt(squares[fold == number].mean())) for number in range(k)], predictions

# %% right="ch01-e09" because="predicts row by row"
def cross_validate(model, X, y, k, rng):
    order = rng.permutation(len(y)).tolist()
    predictions, errors = [None] * len(y), []
    for start in range(k):
        fold = order[start::k]
        others = [row for row in order if row not in fold]
        fresh = clone(model)
        fresh.fit(X[others], y[others])
        for row in fold:
            predictions[row] = fresh.predict(X[row : row + 1])[0]
        errors.append(np.mean([(predictions[row] - y[row]) ** 2 for row in fold]) ** 0.5)
    return errors, predictions

# %% right="ch01-e09" because="a predefined split, errors by bincount"
from sklearn.model_selection import PredefinedSplit

def cross_validate(model, X, y, k, rng):
    fold = rng.permutation(len(X)) % k
    predictions = cross_val_predict(model, X, y, cv=PredefinedSplit(fold))
    return np.sqrt(np.bincount(fold, (predictions - y) ** 2) / np.bincount(fold)), predictions

# %% wrong="ch01-e09" because="the same folds for every rng" says="do not come from"
def cross_validate(model, X, y, k, rng):
    folds = list(KFold(k, shuffle=True, random_state=0).split(X))
    predictions = cross_val_predict(model, X, y, cv=folds)
    return np.array([root_mean_squared_error(y[test], predictions[test]) for _, test in folds]), predictions

# %% wrong="ch01-e09" because="KFold without a seed" says="global"
def cross_validate(model, X, y, k, rng):
    folds = list(KFold(k, shuffle=True).split(X))
    predictions = cross_val_predict(model, X, y, cv=folds)
    return np.array([root_mean_squared_error(y[test], predictions[test]) for _, test in folds]), predictions

# %% wrong="ch01-e09" because="one mean error" says="Expected shape"
def cross_validate(model, X, y, k, rng):
    folds = list(KFold(k, shuffle=True, random_state=int(rng.integers(2**31))).split(X))
    predictions = cross_val_predict(model, X, y, cv=folds)
    return root_mean_squared_error(y, predictions), predictions

# %% wrong="ch01-e09" because="one fit to all rows" says="Only one fitted copy"
def cross_validate(model, X, y, k, rng):
    fitted = clone(model).fit(X, y)
    predictions = fitted.predict(X)
    folds = np.array_split(rng.permutation(len(X)), k)
    return np.array([root_mean_squared_error(y[f], predictions[f]) for f in folds]), predictions

# %% right="ch01-e09" because="shuffled fold numbers, PredefinedSplit, bincount"
from sklearn.model_selection import PredefinedSplit

def cross_validate(model, X, y, k, rng):
    fold = rng.permutation(np.arange(len(y)) % k)
    predictions = cross_val_predict(model, X, y, cv=PredefinedSplit(fold))
    squares = np.bincount(fold, weights=(predictions - y) ** 2)
    return np.sqrt(squares / np.bincount(fold)), predictions

# %% wrong="ch01-e09" because="fits to all rows" says="judged by"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(rng.permutation(len(y)), k):
        predictions[fold] = clone(model).fit(X, y).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="no shuffling" says="order of the file"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(np.arange(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        predictions[fold] = clone(model).fit(X[others], y[others]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="the last fold gets the rest" says="deals them out evenly"
def cross_validate(model, X, y, k, rng):
    order, size = rng.permutation(len(y)), len(y) // k
    errors, predictions = [], np.zeros(len(y))
    for j in range(k):
        fold = order[j * size : (j + 1) * size] if j < k - 1 else order[j * size :]
        others = np.setdiff1d(order, fold)
        predictions[fold] = clone(model).fit(X[others], y[others]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="drops the rest" says="should be in one of them"
def cross_validate(model, X, y, k, rng):
    order, size = rng.permutation(len(y)), len(y) // k
    errors, predictions = [], np.zeros(len(y))
    for j in range(k):
        fold = order[j * size : (j + 1) * size]
        others = np.setdiff1d(order, fold)
        predictions[fold] = clone(model).fit(X[others], y[others]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="fits the given model" says="Fit a `clone`"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(rng.permutation(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        predictions[fold] = model.fit(X[others], y[others]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="predictions in the order of the folds" says="one fold after the other"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], []
    for fold in np.array_split(rng.permutation(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        guess = clone(model).fit(X[others], y[others]).predict(X[fold])
        predictions.extend(guess)
        errors.append(root_mean_squared_error(y[fold], guess))
    return np.array(errors), np.array(predictions)

# %% wrong="ch01-e09" because="no root" says="take the root"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(rng.permutation(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        predictions[fold] = clone(model).fit(X[others], y[others]).predict(X[fold])
        errors.append(np.mean((y[fold] - predictions[fold]) ** 2))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="trains on one fold only" says="belongs to one of the two"
def cross_validate(model, X, y, k, rng):
    folds = np.array_split(rng.permutation(len(y)), k)
    errors, predictions = [], np.zeros(len(y))
    for fold, other in zip(folds, folds[1:] + folds[:1]):
        predictions[fold] = clone(model).fit(X[other], y[other]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="targets not indexed alike" says="targets of other rows"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(rng.permutation(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        predictions[fold] = clone(model).fit(X[others], y[: len(others)]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="settings lost" says="keeps the settings"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(rng.permutation(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        predictions[fold] = type(model)().fit(X[others], y[others]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="rolls the file" says="Shuffle single rows"
def cross_validate(model, X, y, k, rng):
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(np.roll(np.arange(len(y)), rng.integers(1, len(y))), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        predictions[fold] = clone(model).fit(X[others], y[others]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% wrong="ch01-e09" because="seeds the global generator" says="global"
def cross_validate(model, X, y, k, rng):
    np.random.seed(rng.integers(10**6))
    errors, predictions = [], np.zeros(len(y))
    for fold in np.array_split(np.random.permutation(len(y)), k):
        others = np.setdiff1d(np.arange(len(y)), fold)
        predictions[fold] = clone(model).fit(X[others], y[others]).predict(X[fold])
        errors.append(root_mean_squared_error(y[fold], predictions[fold]))
    return np.array(errors), predictions

# %% [markdown]
# ## 8 · Trained here, used there

# %% [markdown] exercise="ch01-e10" title="Where is the jump?" kind="X" level=2 minutes=15 core=true after="§8" skills=["Data mismatch"] topics=["S-ch01-mismatch", "S-05-I.08", "S-03-sklearn"]
# Write `diagnose(model, sets, possible)` that fits a classifier and says what is wrong with it.
#
# | | |
# |---|---|
# | `model` | an unfitted scikit-learn classifier |
# | `sets` | dict with the keys `"train"`, `"train-dev"`, `"dev"`, `"test"`; each holds a pair `(X, y)` |
# | `possible` | the share of errors that a careful person makes on such data |
# | returns | `(errors, name)` |
#
# The model is fitted to `"train"` alone. `errors` is a dict with the same four keys: the share of wrong predictions on each set. Now follow the errors from `possible` over train, train-dev and dev to test. `name` tells where the largest *rise* from
# one to the next is:
#
# `"underfits"` (from possible to train), `"overfits"` (train to train-dev), `"mismatch"` (train-dev to dev), `"dev set worn out"` (dev to test); or `"fine"`, if no rise is above 0.05.

# %% [markdown] hint="ch01-e10"
# Possible 2 %, train 3 %, train-dev 4 %, dev 24 %, test 26 %: which are the four rises, and which is the largest? What would somebody say who looks at train and dev only?

# %% [markdown] hint="ch01-e10"
# `model.score(X, y)` is the share of *right* predictions. Put the five numbers into a list in their order; `np.diff` gives the four rises.

# %% [markdown] hint="ch01-e10"
# ```python
# def diagnose(model, sets, possible):
#     model.fit(____)
#     errors = {name: ____ for name, (X, y) in sets.items()}
#     steps = [possible, errors["train"], ____, ____, ____]
#     rises = np.diff(steps)
#     names = ["underfits", "overfits", "mismatch", "dev set worn out"]
#     return errors, names[____] if rises.max() > ____ else "fine"
# ```

# %% answer="ch01-e10" needs=[]
def diagnose(model, sets, possible):
    """({set: share of errors}, the name of what is wrong)."""
    ### BEGIN SOLUTION
    fitted = clone(model).fit(*sets["train"])
    errors = {name: 1 - fitted.score(X, y) for name, (X, y) in sets.items()}
    rises = np.diff([possible, *(errors[name] for name in ("train", "train-dev", "dev", "test"))])
    names = ["underfits", "overfits", "mismatch", "dev set worn out"]
    return errors, names[np.argmax(rises)] if rises.max() > 0.05 else "fine"
    ### END SOLUTION

# %% tests="ch01-e10" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier

LOG = []

class Scripted(ClassifierMixin, BaseEstimator):
    \"\"\"Predicts what stands in the second column, and notes which rows it was fitted to.\"\"\"

    def fit(self, X, y):
        LOG.append(X[:, 0].astype(int).tolist())
        self.classes_ = np.array([0, 1, 2])
        return self

    def predict(self, X):
        return X[:, 1].astype(int)

ORDER = ("test", "dev", "train", "train-dev")

def play(function, train, train_dev, dev, test, possible):
    LOG.clear()
    wrong = {"train": train, "train-dev": train_dev, "dev": dev, "test": test}
    sets, start = {}, 0
    for name in ORDER:
        m = {"dev": 100, "train": 300, "test": 200, "train-dev": 100}[name]
        y = np.arange(m) % 3
        guess = y.copy()
        miss = np.arange(m) < round(wrong[name] * m)
        guess[miss] = (y[miss] + 1) % 3
        sets[name] = (np.c_[start + np.arange(m), guess].astype(float), y)
        start += m
    got = function(Scripted(), sets, possible)
    if not (isinstance(got, (tuple, list)) and len(got) == 2):
        return {"shape": str(type(got).__name__)}
    errors, name = got
    return {"errors": {key: float(value) for key, value in dict(errors).items()}, "name": name, "log": [list(rows) for rows in LOG]}

digits = load_digits()

def real(function):
    rows = np.random.default_rng(10).permutation(1797)
    parts = {"test": rows[1500:], "dev": rows[1200:1500], "train": rows[:900], "train-dev": rows[900:1200]}
    sets = {}
    for name, part in parts.items():
        pictures = digits.images[part]
        if name in ("dev", "test"):
            pictures = np.roll(pictures, 2, axis=2)
        sets[name] = (pictures.reshape(-1, 64), digits.target[part])
    errors, name = function(KNeighborsClassifier(3), sets, 0.01)
    return {"errors": {key: float(value) for key, value in errors.items()}, "name": name}
""")

KEYS = ["train", "train-dev", "dev", "test"]


def played(train, train_dev, dev, test, possible):
    """What the learner's function says of a model with these errors."""
    found = answer.play(answer.diagnose, train, train_dev, dev, test, possible)
    expect.true("shape" not in found, "Expected two things, `errors` and `name`; got a {got}.", got=found.get("shape"))
    expect.equal(sorted(found["errors"]), sorted(KEYS), says="The keys of `errors` are {got}; expected {want}.")
    return found


def named(*numbers):
    """The name for these errors; the errors themselves are right."""
    found = played(*numbers)
    expect.close([found["errors"][key] for key in KEYS], numbers[:4], atol=1e-9, says="Not judged before the errors are right: train, train-dev, dev, test should be {want}, got {got}.")
    return found["name"]


with expect.test("the share of errors on each set"):
    found = played(0.02, 0.05, 0.31, 0.34, 0.01)
    want = np.array([0.02, 0.05, 0.31, 0.34])
    expect.close(
        [found["errors"][key] for key in KEYS],
        want,
        atol=1e-9,
        says="On train, train-dev, dev, test the shares of errors are {want}; you returned {got}.",
        mistakes=[(1 - want, "You returned {got}, the shares of *right* predictions. Errors are one minus these."), (want * [300, 100, 100, 200], "You returned {got}, the numbers of errors. Divide by the number of rows."), (want * 100, "You returned {got}, per cent. Shares lie between 0 and 1.")],
    )

with expect.test("fitted to the training set alone"):
    fitted = [row for rows in played(0.02, 0.05, 0.31, 0.34, 0.01)["log"] for row in rows]
    expect.true(fitted, "The model was never fitted.")
    inside = sum(300 <= row < 600 for row in fitted)
    expect.true(inside == len(fitted), "The model was fitted to {n} rows of other sets, which are to judge it. Fit it to `sets[\"train\"]` only.", n=len(fitted) - inside)
    expect.equal(sorted(fitted), list(range(300, 600)), says="The model is to be fitted once, to all 300 rows of the training set.")

with expect.test("good on new scans, bad on photos"):
    expect.equal(named(0.02, 0.05, 0.31, 0.34, 0.01), "mismatch", says="Train 2 %, train-dev 5 %, dev 31 %, test 34 %: the largest rise is from train-dev to dev, {want}; you said {got}.", mistakes=[("overfits", "You said 'overfits', but 3 points of the rise are from train to train-dev and 26 from train-dev to dev: new rows of the same kind are no problem."), ("underfits", "You said 'underfits', but from possible to train the errors rise by one point only. Take the errors by their names: in `sets` they come in another order."), ("dev set worn out", "You said 'dev set worn out', but from dev to test the errors rise by 3 points, from train-dev to dev by 26, the largest rise. A rise is an error less the one before it: neither the error itself nor its distance from `possible`.")])

with expect.test("bad on its own training rows", after="good on new scans, bad on photos"):
    expect.equal(named(0.30, 0.32, 0.35, 0.36, 0.02), "underfits", says="A person makes 2 % errors, the model 30 % in training: the largest rise is from possible to train, {want}; you said {got}.", mistakes=[("fine", "You said 'fine', but a person makes 2 % errors, the model 30 % in training. Does your list begin with `possible`?")])

### BEGIN HIDDEN TESTS
with expect.test("each of the names"):
    for numbers, want in (((0.0, 0.25, 0.28, 0.30, 0.0), "overfits"), ((0.02, 0.03, 0.05, 0.20, 0.01), "dev set worn out"), ((0.02, 0.04, 0.06, 0.08, 0.01), "fine"), ((0.30, 0.31, 0.33, 0.34, 0.28), "fine")):
        expect.equal(named(*numbers), want, says="Train, train-dev, dev, test: {numbers}, possible {possible}. Expected {want}, got {got}.", numbers=str(numbers[:4]), possible=numbers[4])

with expect.test("the largest of several rises"):
    expect.equal(named(0.12, 0.30, 0.42, 0.50, 0.02), "overfits", says="Rises of 10, 18, 12 and 8 points: expected {want}, got {got}. Not the first above 0.05 counts, but the largest.")
    expect.equal(named(0.12, 0.20, 0.40, 0.52, 0.02), "mismatch", says="Rises of 10, 8, 20 and 12 points: expected {want}, got {got}. Not the largest error counts, but the largest rise.")

with expect.test("errors that fall on the way"):
    expect.equal(named(0.10, 0.04, 0.03, 0.02, 0.09), "fine", says="From train on the errors only fall: expected {want}, got {got}. A fall is no rise.")
    expect.equal(named(0.05, 0.02, 0.12, 0.01, 0.06), "mismatch", says="Only train-dev to dev rises: expected {want}, got {got}.")

with expect.test("near the limit of 0.05"):
    expect.equal(named(0.01, 0.05, 0.06, 0.07, 0.01), "fine", says="A largest rise of 0.04: expected {want}, got {got}.")
    expect.equal(named(0.01, 0.07, 0.08, 0.09, 0.01), "overfits", says="A largest rise of 0.06: expected {want}, got {got}.")

with expect.test("digits that moved"):
    found = answer.real(answer.diagnose)
    expect.equal(found["name"], "mismatch", says="Digits, shifted by two pixels in dev and test: expected {want}, got {got}.")
    expect.at_most(found["errors"]["train-dev"], 0.05, "On unshifted digits three neighbours make hardly any errors; yours is {got}.")
### END HIDDEN TESTS

# %% right="ch01-e10" because="accuracy_score and max over pairs"
from sklearn.metrics import accuracy_score

def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - accuracy_score(sets[key][1], model.predict(sets[key][0])) for key in ("train", "train-dev", "dev", "test")}
    path = [possible, *errors.values()]
    rises = {b - a: name for a, b, name in zip(path[3::-1], path[4:0:-1], ("dev set worn out", "mismatch", "overfits", "underfits"))}
    most = max(rises)
    return errors, rises[most] if most > 0.05 else "fine"

# %% right="ch01-e10" because="a frame"
def diagnose(model, sets, possible):
    X, y = sets["train"]
    fresh = clone(model).fit(X, y)
    shares = pd.Series({key: np.mean(fresh.predict(pair[0]) != pair[1]) for key, pair in sets.items()})
    path = pd.concat([pd.Series({"possible": possible}), shares[["train", "train-dev", "dev", "test"]]])
    rises = path.diff().dropna()
    names = {"train": "underfits", "train-dev": "overfits", "dev": "mismatch", "test": "dev set worn out"}
    return shares.to_dict(), names[rises.idxmax()] if rises.max() > 0.05 else "fine"

# %% right="ch01-e10" because="a walk along the five errors"
def diagnose(model, sets, possible):
    model.fit(sets["train"][0], sets["train"][1])
    errors, name, most, before = {}, "fine", 0.05, possible
    for key, word in zip(("train", "train-dev", "dev", "test"), ("underfits", "overfits", "mismatch", "dev set worn out")):
        X, y = sets[key]
        errors[key] = float((model.predict(X) != y).mean())
        if errors[key] - before > most:
            name, most = word, errors[key] - before
        before = errors[key]
    return errors, name

# %% wrong="ch01-e10" because="the largest error names it" says="largest rise"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in ("train", "train-dev", "dev", "test")}
    names = dict(zip(errors, ("underfits", "overfits", "mismatch", "dev set worn out")))
    rises = np.diff([possible, *errors.values()])
    return errors, names[max(errors, key=errors.get)] if rises.max() > 0.05 else "fine"

# %% right="ch01-e10" because="fits the model that it was given"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: np.mean(model.predict(sets[key][0]) != sets[key][1]) for key in ["train", "train-dev", "dev", "test"]}
    rises = np.diff([possible] + list(errors.values()))
    names = ["underfits", "overfits", "mismatch", "dev set worn out"]
    if rises.max() <= 0.05:
        return errors, "fine"
    return errors, names[int(np.argmax(rises))]

# %% wrong="ch01-e10" because="each rise measured from what is possible" says="its distance from `possible`"
def diagnose(model, sets, possible):
    fitted = clone(model).fit(*sets["train"])
    names = {"train": "underfits", "train-dev": "overfits", "dev": "mismatch", "test": "dev set worn out"}
    errors, rises = {}, {}
    for key in names:
        X, y = sets[key]
        errors[key] = np.mean(fitted.predict(X) != y)
        rises[names[key]] = errors[key] - possible
    name = max(rises, key=rises.get)
    return errors, name if rises[name] > 0.05 else "fine"

# %% wrong="ch01-e10" because="accuracies" says="*right* predictions"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: model.score(*sets[key]) for key in sets}
    rises = np.diff([possible, *(1 - errors[key] for key in ("train", "train-dev", "dev", "test"))])
    return errors, ["underfits", "overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.05 else "fine"

# %% wrong="ch01-e10" because="calls a mismatch overfitting" says="new rows of the same kind"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    rises = {"underfits": errors["train"] - possible, "overfits": errors["dev"] - errors["train"], "mismatch": errors["dev"] - errors["train-dev"], "dev set worn out": errors["test"] - errors["dev"]}
    most = max(rises, key=rises.get)
    return errors, most if rises[most] > 0.05 else "fine"

# %% wrong="ch01-e10" because="ignores what is possible" says="begin with `possible`"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    rises = np.diff([errors[key] for key in ("train", "train-dev", "dev", "test")])
    return errors, ["overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.05 else "fine"

# %% wrong="ch01-e10" because="perfection is possible" says="0.28"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    rises = np.diff([0.0, *(errors[key] for key in ("train", "train-dev", "dev", "test"))])
    return errors, ["underfits", "overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.05 else "fine"

# %% wrong="ch01-e10" because="order of the dict" says="by their names"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    rises = np.diff([possible, *errors.values()])
    return errors, ["underfits", "overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.05 else "fine"

# %% wrong="ch01-e10" because="first rise above the limit" says="but the largest"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    path = [possible, *(errors[key] for key in ("train", "train-dev", "dev", "test"))]
    for name, low, high in zip(("underfits", "overfits", "mismatch", "dev set worn out"), path, path[1:]):
        if high - low > 0.05:
            return errors, name
    return errors, "fine"

# %% wrong="ch01-e10" because="absolute differences" says="A fall is no rise"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    rises = np.abs(np.diff([possible, *(errors[key] for key in ("train", "train-dev", "dev", "test"))]))
    return errors, ["underfits", "overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.05 else "fine"

# %% wrong="ch01-e10" because="fitted to dev as well" says="rows of other sets"
def diagnose(model, sets, possible):
    X, y = (np.concatenate([sets[key][part] for key in ("train", "dev")]) for part in (0, 1))
    model.fit(X, y)
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    rises = np.diff([possible, *(errors[key] for key in ("train", "train-dev", "dev", "test"))])
    return errors, ["underfits", "overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.05 else "fine"

# %% wrong="ch01-e10" because="fitted anew to each set" says="rows of other sets"
def diagnose(model, sets, possible):
    errors = {key: 1 - model.fit(*sets[key]).score(*sets[key]) for key in sets}
    rises = np.diff([possible, *(errors[key] for key in ("train", "train-dev", "dev", "test"))])
    return errors, ["underfits", "overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.05 else "fine"

# %% wrong="ch01-e10" because="another limit" says="0.04"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key: 1 - model.score(*sets[key]) for key in sets}
    rises = np.diff([possible, *(errors[key] for key in ("train", "train-dev", "dev", "test"))])
    return errors, ["underfits", "overfits", "mismatch", "dev set worn out"][np.argmax(rises)] if rises.max() > 0.03 else "fine"

# %% wrong="ch01-e10" because="keys renamed" says="The keys of"
def diagnose(model, sets, possible):
    model.fit(*sets["train"])
    errors = {key.replace("-", "_"): 1 - model.score(*sets[key]) for key in sets}
    return errors, "mismatch"

# %% [markdown]
# ## 9 · No model wins everywhere

# %% [markdown] exercise="ch01-e11" title="Half a point better" kind="S" level=1 minutes=8 core=false after="§9" skills=["Testing and validating"] topics=["S-05-I.01", "S-03-sklearn"]
# A colleague has tried 40 models on the same validation set of 400 rows. The best, a large network, is right on 91.5 %; the straight-line model on 91.0 %. "So we ship the network." What do you ask, and what would you do? 60 to 120 words.

# %% [markdown] hint="ch01-e11"
# How many of the 400 rows is half a point? And who has chosen which of the 40 he tells you about?

# %% [markdown] hint="ch01-e11"
# Three things to look for: how far the number would move with other 400 rows; what choosing the best of 40 does to it; and what the two models cost once they are in use.

# %% [markdown] hint="ch01-e11"
# *Half a point of 400 rows is ____ rows, less than ____. Being the best of 40 ____. I would compare both ____, and look at the test set ____. Unless the network is clearly better, I would ship ____, because ____.*

# %% [markdown] answer="ch01-e11" manual=true points=1
# ### BEGIN SOLUTION
# Half a point is two rows out of 400. Had other 400 rows been drawn, each of the two shares could easily be one and a half points higher or lower, so this difference says nothing yet. And the network is the best of forty on these very rows: some of
# its lead is the luck that made us choose it. I would compare the two by cross-validation, fold by fold, look at the spread, and use the test set once, for the one that we choose. I would also ask for a baseline: how many would be right if we always said the most frequent class? Unless
# the network wins by clearly more than the spread, I would ship the line. It trains in a second, we can explain it, and it is cheap to watch and to train again when the data drift.
# ### END SOLUTION

# %% [markdown] rubric="ch01-e11"
# One point each, four make the whole:
#
# 1. **Noise.** Half a point is two rows; other rows would move both numbers by more than that.
# 2. **Choice.** The best of 40 on the same rows is partly the luckiest: the number that chose cannot judge.
# 3. **A better comparison** is named: cross-validation with its spread, or a test set used once; a baseline counts as well.
# 4. **A decision with a reason**: the simple model unless the gain is real and worth its cost (speed, explaining, upkeep).

# %% [markdown]
# ## Exit quiz

# %% [markdown] exercise="ch01-e12" title="Exit quiz: six cases" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Kinds of learning", "Batch and online learning", "Samples and bad data", "Overfitting and underfitting", "Testing and validating", "Data mismatch"] topics=["S-05-I.01", "S-05-I.08", "S-ch01-mismatch"]
# Choose one answer to each question. Where you see them as code, write its letter in place of `None`.
#
# **q1** · A survey on a news site asks 200,000 readers how they like the site; 94 % like it. The owner doubles the number of readers asked, to be sure. What does he learn about the people of the town?
# *a* nearly twice as much · *b* the error falls by √2 · *c* hardly anything: the same kind of people answers · *d* nothing, because more than 100,000 is too many
#
# **q2** · A model is 1 % wrong on its training set and 19 % on new rows from the same source. Which of these will *not* help?
# *a* a model with more freedom · *b* more training rows · *c* fewer, better columns · *d* a stiffer model
#
# **q3** · Your team has compared 60 settings on the test set and reports the best one's error, 4.1 %. What will the error be on the rows of next month, if nothing else changes?
# *a* about 4.1 %: the test rows were never trained on · *b* lower, since more settings were tried · *c* probably higher · *d* 0 %, after training once more on the test set
#
# **q4** · Errors: person 2 %, train 3 %, train-dev 4 %, dev 22 %. Training rows are studio recordings, dev and later use are phone calls. What do you do first?
# *a* a larger model · *b* stronger regularisation · *c* move the train-dev rows into the dev set · *d* train on recordings that sound like phone calls
#
# **q5** · A model of demand was 5 % off when it was launched, 7 % in spring, 11 % in summer. Nobody has touched it. What is going on?
# *a* it overfits more from month to month · *b* the world has drifted away from its training data: train again, or learn online · *c* its learning rate is too large · *d* the test set was too small
#
# **q6** · All columns are standardised with the mean and standard deviation of the whole table. Then the table is split into training and test set. What is wrong?
# *a* nothing: the labels were not used · *b* neighbours must not be scaled · *c* the test set should have been scaled by its own mean · *d* the test rows have had a say in the training data; fit the scaler on the training rows only

# %% [markdown] hint="ch01-e12"
# For each case: which rows has the model, or the person who chose it, already seen? And are the rows that judge like those to come?

# %% [markdown] hint="ch01-e12"
# q2 and q4: write the errors in a row and look for the largest rise ([[§8]]). q1: what would change if the whole readership were asked ([[§5]])? q3 and q6: think of the coin prophets ([[§7]]).

# %% [markdown] hint="ch01-e12"
# More of a biased sample: ____. Low, then high, from the same source: ____. Best of many on the same rows: ____. High only on rows from elsewhere: ____. Slowly worse: ____. Learned from test rows: ____.

# %% answer="ch01-e12" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "a", "q3": "c", "q4": "d", "q5": "b", "q6": "d"}
### END SOLUTION

# %% tests="ch01-e12" points=1
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
            "a": "q1: twice as many of whom? Think of somebody who never opens the site.",
            "b": "q1: that holds for a random sample of the town. Is this one?",
            "d": "q1: no number of answers is too many. What do all of these people have in common?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "a",
        {
            "b": "q2: low in training, high on new rows of the same kind: what do more rows do to what can be learned by heart? The question asks for what does not help.",
            "c": "q2: each useless column is a chance to learn noise. The question asks for what does not help.",
            "d": "q2: a stiffer model follows its training rows less closely. Is that not what is needed here? The question asks for what does not help.",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "c",
        {
            "a": "q3: no model was fitted to them, but the setting was chosen by them. How is the best of 60 best?",
            "b": "q3: trying more settings finds a luckier one on these rows. Does luck come along to next month?",
            "d": "q3: that would be its error on rows that it has seen. Which rows come next month?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "d",
        {
            "a": "q4: from person to train it loses one point. How much is there to gain by a model with more freedom?",
            "b": "q4: from train to train-dev it loses one point, on new studio recordings. Where are the other 18 lost?",
            "c": "q4: then the dev set would be easier, and say less about phone calls. Does the model get better?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "b",
        {
            "a": "q5: nobody has touched it, so it is the same model as at the launch. What is not the same?",
            "c": "q5: a model that is no longer trained takes no steps. What has changed since the launch?",
            "d": "q5: a small test set makes a shaky number, not one that rises month after month. What has changed since the launch?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "d",
        {
            "a": "q6: a leak needs no labels. Whose numbers went into the mean that the training rows were scaled by?",
            "b": "q6: they should be, or the units decide. But where do the mean and the deviation come from?",
            "c": "q6: then the same reading would mean different things in the two sets. By what should both be scaled?",
        },
    )
### END HIDDEN TESTS

# %% right="ch01-e12" because="capital letters and spaces"
answers = {"q1": " C", "q2": "A", "q3": "c", "q4": "D ", "q5": "b", "q6": "D"}

# %% wrong="ch01-e12" because="one question open" says="Still open: q3"
answers = {"q1": "c", "q2": "a", "q3": None, "q4": "d", "q5": "b", "q6": "d"}

# %% wrong="ch01-e12" because="first answers that come to mind" says="twice as many of whom"
answers = {"q1": "a", "q2": "b", "q3": "a", "q4": "a", "q5": "a", "q6": "a"}

# %% wrong="ch01-e12" because="second thoughts" says="chance to learn noise"
answers = {"q1": "b", "q2": "c", "q3": "b", "q4": "b", "q5": "c", "q6": "b"}

# %% wrong="ch01-e12" because="the rest" says="not one that rises"
answers = {"q1": "d", "q2": "d", "q3": "d", "q4": "c", "q5": "d", "q6": "c"}

# %% wrong="ch01-e12" because="several choices at once" says="one letter"
answers = {"q1": "c", "q2": "bcd", "q3": "c", "q4": "d", "q5": "b", "q6": "d"}

# %% wrong="ch01-e12" because="no such choice" says="one letter"
answers = {"q1": "e", "q2": "a", "q3": "c", "q4": "d", "q5": "b", "q6": "d"}
