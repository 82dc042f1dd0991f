# %% [markdown]
# # Unsupervised learning: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the chapter.
#
# What holds for all: functions leave what they are given unchanged and, unless they are given a random generator, return the same when they are called twice. The numbers of clusters have no meaning: where labels are
# asked for without further words, any numbering will do. Go through the exercises in order, or start anywhere: none is locked.

# %% setup=true
import numpy as np
from sklearn.cluster import DBSCAN, KMeans
from sklearn.covariance import EllipticEnvelope
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, silhouette_score
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import LocalOutlierFactor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.semi_supervised import LabelSpreading
from sklearn.svm import OneClassSVM

# %% [markdown]
# ## 1 · Two steps, over and over

# %% [markdown] exercise="ch09-e01" title="K-means in ten lines" kind="F" level=2 minutes=20 core=true after="§1" skills=["Run k-means"] topics=["S-ch09-kmeans"]
# Write `kmeans(X, centres, rounds)`.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)` |
# | `centres` | array of shape `(k, n)`: where the centres start |
# | `rounds` | how many rounds to go, 0 or more |
# | returns | `(centres, labels, inertia)` |
#
# In each round every row is assigned to its nearest centre (the lower number where two are equally near), and then all centres move to the mean of their rows at once. A centre without rows stays where it is.
#
# The returned `centres`, shape `(k, n)`, are those after the last round. `labels`, shape `(m,)`, says for each row which of **these** centres is the nearest, and `inertia` is the sum of the squared distances to **these** centres. `X` and `centres` may hold whole numbers; means are not whole.

# %% [markdown] hint="ch09-e01"
# Rows 0, 2 and 9, centres at 0 and 1. Do two rounds on paper. Which labels belong to the centres that you end with?

# %% [markdown] hint="ch09-e01"
# `((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)` holds all squared distances, shape `(m, k)`. Assigning is `argmin(axis=1)`. Work on `centres = np.array(centres, dtype=float)`, and ask `np.any(labels == c)` before you take a mean.

# %% [markdown] hint="ch09-e01"
# ```python
# def kmeans(X, centres, rounds):
#     centres = np.array(centres, dtype=float)
#     for _ in range(____):
#         squared = ____
#         labels = squared.argmin(axis=____)
#         for c in range(len(centres)):
#             if np.any(labels == c):
#                 centres[c] = ____
#     squared = ____
#     return centres, ____, squared.min(axis=1).____
# ```

# %% answer="ch09-e01" needs=[]
def kmeans(X, centres, rounds):
    """The centres after some rounds, the labels that belong to them, and the inertia."""
    ### BEGIN SOLUTION
    centres = np.array(centres, dtype=float)
    for _ in range(rounds):
        labels = ((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    squared = ((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return centres, squared.argmin(axis=1), squared.min(axis=1).sum()
    ### END SOLUTION

# %% tests="ch09-e01" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def distances(X, centres, slip=""):
    apart = X[:, None, :] - centres[None, :, :]
    return np.abs(apart).sum(axis=2) if slip == "absolute" else (apart**2).sum(axis=2)


def lloyd(X, centres, rounds, slip=""):
    """The centres after some rounds, or those of a usual mistake."""
    X, centres = np.asarray(X, dtype=float), np.array(centres, dtype=float)
    middle, rows = np.median if slip == "median" else np.mean, np.zeros((len(centres), 1))
    for _ in range(rounds):
        squared = distances(X, centres, slip)
        labels = len(centres) - 1 - squared[:, ::-1].argmin(axis=1) if slip == "higher" else squared.argmin(axis=1)
        for c in range(len(centres)):
            if slip == "one by one":
                labels = distances(X, centres).argmin(axis=1)
            if np.any(labels == c):
                centres[c] = middle(X[labels == c], axis=0)
                if slip == "whole":
                    centres[c] = np.trunc(centres[c])
                rows[c] += np.sum(labels == c)
    return rows if slip == "count" else centres


def asked(X, centres, rounds):
    """The learner's three results."""
    got = answer.kmeans(X, centres, rounds)
    three = isinstance(got, tuple | list) and len(got) == 3
    expect.true(three, "Expected three things, `(centres, labels, inertia)`; got {got}.", got=got)
    return got


def centres_hold(got, X, centres, rounds):
    want, k = lloyd(X, centres, rounds), len(centres)
    expect.shape(got, want.shape, says="`centres` has the shape (k, n), here {want}; yours has {got}.")
    expect.true(np.all(np.isfinite(np.asarray(got, dtype=float))), "A centre came out as nan. A centre without rows has no mean: it stays where it is.")
    idle = [c for c in range(k) if lloyd(X, centres, rounds, "count")[c, 0] == 0] if rounds else []
    for c in idle:
        expect.close(np.asarray(got)[c], np.asarray(centres, dtype=float)[c], says="With rounds={rounds}: centre {c} never has any rows, so it stays at {want}; yours is at {got}.", rounds=rounds, c=c, mistakes=[(np.zeros(want.shape[1]), "With rounds={rounds}: centre {c} never has any rows, so it stays at {want}; yours jumped to zero.")])
    slips = [
        ("higher", "With rounds={rounds}: expected centres {want}, got {got}, as if the higher number won where two centres are equally near. The lower one does."),
        ("median", "With rounds={rounds}: expected centres {want}, got {got}, the medians of their rows. K-means takes means."),
        ("one by one", "With rounds={rounds}: expected centres {want}, got {got}. Rows were assigned again after one centre had moved. Assign all rows, then move all centres."),
        ("absolute", "With rounds={rounds}: expected centres {want}, got {got}, as with sums of absolute differences. The distance is the straight line: square the differences."),
        ("whole", "With rounds={rounds}: expected centres {want}, got {got}: the means were cut to whole numbers. Keep the centres in an array of floats."),
    ]
    mistakes = [(lloyd(X, centres, rounds, slip), words) for slip, words in slips]
    mistakes.append((lloyd(X, centres, rounds + 1), "With rounds={rounds}: expected centres {want}, got {got}, those after one round more."))
    if rounds:
        mistakes.append((lloyd(X, centres, rounds - 1), "With rounds={rounds}: expected centres {want}, got {got}, those after one round fewer."))
    expect.close(got, want, rtol=1e-9, says="With rounds={rounds}: expected centres {want}, got {got}.", mistakes=[pair for pair in mistakes if not np.allclose(pair[0], want)], rounds=rounds)
    return k


def labels_hold(got, X, centres, rounds):
    final = lloyd(X, centres, rounds)
    want = distances(np.asarray(X, dtype=float), final).argmin(axis=1)
    before = distances(np.asarray(X, dtype=float), lloyd(X, centres, max(rounds - 1, 0))).argmin(axis=1)
    expect.shape(got, want.shape, says="`labels` has one number for each row, shape {want}; yours has {got}.")
    higher = len(final) - 1 - distances(np.asarray(X, dtype=float), final)[:, ::-1].argmin(axis=1)
    mistakes = [
        (before, "Expected labels {want}, got {got}: those of the round before. The labels belong to the centres that you return, so assign once more at the end."),
        (higher, "Expected labels {want}, got {got}: where two of the returned centres are equally near, the lower number counts."),
    ]
    expect.close(got, want, says="Expected labels {want}, got {got}: for each row the number of the nearest returned centre.", mistakes=[pair for pair in mistakes if not np.array_equal(pair[0], want)])


def inertia_holds(got, X, centres, rounds):
    X = np.asarray(X, dtype=float)
    nearest = distances(X, lloyd(X, centres, rounds)).min(axis=1)
    before = distances(X, lloyd(X, centres, max(rounds - 1, 0)))
    late = distances(X, lloyd(X, centres, rounds))[np.arange(len(X)), before.argmin(axis=1)].sum()
    expect.close(
        got,
        nearest.sum(),
        rtol=1e-9,
        says="Expected an inertia of {want}, got {got}: the sum of the squared distances to the nearest returned centre.",
        mistakes=[
            pair
            for pair in (
                (nearest.mean(), "Expected an inertia of {want}, got {got}, the mean. Inertia is the sum."),
                (np.sqrt(nearest).sum(), "Expected an inertia of {want}, got {got}: the distances were not squared."),
                (before.min(axis=1).sum(), "Expected an inertia of {want}, got {got}, which belongs to the round before. Measure from the centres that you return."),
                (late, "Expected an inertia of {want}, got {got}: some rows are measured from a centre that is not the nearest any more. Assign once more at the end."),
            )
            if not np.isclose(pair[0], nearest.sum())
        ],
    )


def compare(X, centres, rounds):
    got = asked(X, centres, rounds)
    centres_hold(got[0], X, centres, rounds)
    labels_hold(got[1], X, centres, rounds)
    inertia_holds(got[2], X, centres, rounds)


SIX = np.array([[1.0], [2.0], [4.0], [10.0], [12.0], [20.0]])

with expect.test("one round and two"):
    for rounds in (1, 2):
        centres_hold(asked(SIX, np.array([[1.0], [2.0]]), rounds)[0], SIX, np.array([[1.0], [2.0]]), rounds)

with expect.test("labels and inertia belong to the returned centres"):
    got = asked(SIX, np.array([[1.0], [2.0]]), 1)
    labels_hold(got[1], SIX, np.array([[1.0], [2.0]]), 1)
    inertia_holds(got[2], SIX, np.array([[1.0], [2.0]]), 1)

### BEGIN HIDDEN TESTS
with expect.test("no round at all"):
    compare(SIX, np.array([[3.0], [11.0]]), 0)

with expect.test("a centre without rows"):
    compare(np.array([[1.0, 1.0], [2.0, 1.0], [1.0, 3.0]]), np.array([[1.0, 2.0], [50.0, 50.0]]), 2)

with expect.test("equally near to two centres"):
    compare(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([[2.0], [0.0]]), 1)
    compare(np.array([[0.0], [1.0], [2.0], [7.0]]), np.array([[2.0], [0.0]]), 1)

with expect.test("whole numbers"):
    compare(np.array([[0, 1], [1, 1], [5, 6], [7, 8], [6, 6]]), np.array([[0, 0], [5, 5]]), 2)

with expect.test("the input stays as it was"):
    X, start = SIX.copy(), np.array([[1.0], [2.0]])
    held, held_start = answer.put(X), answer.put(start)
    answer.kmeans(held, held_start, 2)
    expect.unchanged(held, X)
    expect.unchanged(held_start, start, says="Your code moved the centres that it was given. Whoever called it still needs them: work on a copy.")

with expect.test("many rows, several columns"):
    rng = np.random.default_rng(9)
    for m, n, k, rounds in ((40, 2, 3, 1), (60, 3, 4, 5), (30, 1, 5, 2)):
        compare(rng.normal(size=(m, n)) * 3 + 5, rng.normal(size=(k, n)) * 3 + 5, rounds)
### END HIDDEN TESTS

# %% right="ch09-e01" because="one-hot rows and a matrix product"
def kmeans(X, centres, rounds):
    centres = np.asarray(centres, dtype=float)
    nearest = lambda: np.argmin(np.linalg.norm(X[:, None] - centres, axis=2), axis=1)
    for _ in range(rounds):
        member = np.eye(len(centres))[nearest()]
        sizes = member.sum(axis=0)[:, None]
        centres = np.where(sizes > 0, member.T @ X / np.maximum(sizes, 1), centres)
    labels = nearest()
    return centres, labels, float(np.sum((X - centres[labels]) ** 2))

# %% right="ch09-e01" because="plain Python lists"
def kmeans(X, centres, rounds):
    rows, centres = [list(map(float, x)) for x in X], [list(map(float, c)) for c in centres]
    square = lambda x, c: sum((a - b) ** 2 for a, b in zip(x, c))
    assign = lambda: [min(range(len(centres)), key=lambda c: (square(x, centres[c]), c)) for x in rows]
    for _ in range(rounds):
        labels = assign()
        for c in range(len(centres)):
            own = [x for x, label in zip(rows, labels) if label == c]
            if own:
                centres[c] = [sum(column) / len(own) for column in zip(*own)]
    labels = assign()
    return centres, labels, sum(square(x, centres[c]) for x, c in zip(rows, labels))

# %% right="ch09-e01" because="SciPy's distances, rounds by recursion"
from scipy.spatial.distance import cdist


def kmeans(X, centres, rounds):
    squared = cdist(X, centres, "sqeuclidean")
    labels = squared.argmin(axis=1)
    if rounds == 0:
        return np.array(centres, dtype=float), labels, squared.min(axis=1).sum()
    moved = np.array([X[labels == c].mean(axis=0) if (labels == c).any() else centres[c] for c in range(len(centres))])
    return kmeans(X, moved, rounds - 1)

# %% right="ch09-e01" because="stops when nothing changes any more"
def kmeans(X, centres, rounds):
    old = np.asarray(centres) * 1.0
    while True:
        labels = np.argmin([[np.dot(x - c, x - c) for c in old] for x in X], axis=1)
        new = np.array([np.average(X, axis=0, weights=labels == c) if c in labels else old[c] for c in range(len(old))])
        if rounds == 0 or np.array_equal(new, old):
            return old, labels, sum(np.dot(x - old[c], x - old[c]) for x, c in zip(X, labels))
        old, rounds = new, rounds - 1

# %% wrong="ch09-e01" because="the higher number where two are equally near" says="The lower one does"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)

    def assign():
        best = np.full(len(X), np.inf)
        labels = np.zeros(len(X), dtype=int)
        for c, centre in enumerate(centres):
            d = ((X - centre) ** 2).sum(axis=1)
            nearer = d <= best
            best[nearer], labels[nearer] = d[nearer], c
        return labels, best

    for _ in range(rounds):
        labels, _ignored = assign()
        for c in range(len(centres)):
            if (labels == c).any():
                centres[c] = X[labels == c].mean(axis=0)
    labels, best = assign()
    return centres, labels, best.sum()

# %% wrong="ch09-e01" because="sums of absolute differences" says="sums of absolute differences"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    assign = lambda: np.abs(X[:, None] - centres).sum(axis=2).argmin(axis=1)
    for _ in range(rounds):
        labels = assign()
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    labels = assign()
    return centres, labels, np.sum((X - centres[labels]) ** 2)

# %% wrong="ch09-e01" because="mean of no rows" says="stays where it is"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        centres = np.array([X[labels == c].sum(axis=0) / np.float64((labels == c).sum()) for c in range(len(centres))])
    squared = ((X[:, None] - centres) ** 2).sum(axis=2)
    return centres, squared.argmin(axis=1), squared.min(axis=1).sum()

# %% wrong="ch09-e01" because="labels of the last assignment" says="assign once more"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    return centres, labels, np.sum((X - centres[labels]) ** 2)

# %% wrong="ch09-e01" because="only the inertia is of the last assignment" says="not the nearest any more"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    inertia = np.sum((X - centres[labels]) ** 2)
    return centres, ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1), inertia

# %% wrong="ch09-e01" because="assigns again while centres move" says="Assign all rows, then move"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    for _ in range(rounds):
        for c in range(len(centres)):
            labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    squared = ((X[:, None] - centres) ** 2).sum(axis=2)
    return centres, squared.argmin(axis=1), squared.min(axis=1).sum()

# %% wrong="ch09-e01" because="whole centres stay whole" says="array of floats"
def kmeans(X, centres, rounds):
    centres = centres.copy()
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    squared = ((X[:, None] - centres) ** 2).sum(axis=2)
    return centres, squared.argmin(axis=1), squared.min(axis=1).sum()

# %% wrong="ch09-e01" because="moves the centres in place" says="moved the centres that it was given"
def kmeans(X, centres, rounds):
    if centres.dtype.kind != "f":
        centres = centres.astype(float)
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    squared = ((X[:, None] - centres) ** 2).sum(axis=2)
    return centres, squared.argmin(axis=1), squared.min(axis=1).sum()

# %% wrong="ch09-e01" because="medians" says="the medians of their rows"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = np.median(X[labels == c], axis=0)
    squared = ((X[:, None] - centres) ** 2).sum(axis=2)
    return centres, squared.argmin(axis=1), squared.min(axis=1).sum()

# %% wrong="ch09-e01" because="the distances are not squared in the inertia" says="were not squared"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    away = np.linalg.norm(X[:, None] - centres, axis=2)
    return centres, away.argmin(axis=1), away.min(axis=1).sum()

# %% wrong="ch09-e01" because="the library, until nothing changes" says="got"
def kmeans(X, centres, rounds):
    model = KMeans(len(centres), init=np.array(centres, dtype=float), n_init=1).fit(X)
    return model.cluster_centers_, model.labels_, model.inertia_

# %% wrong="ch09-e01" because="ties go to the higher number" says="Expected"
def kmeans(X, centres, rounds):
    centres, k = np.array(centres, dtype=float), len(centres)
    assign = lambda: k - 1 - ((X[:, None] - centres) ** 2).sum(axis=2)[:, ::-1].argmin(axis=1)
    for _ in range(rounds):
        labels = assign()
        for c in range(k):
            if np.any(labels == c):
                centres[c] = X[labels == c].mean(axis=0)
    labels = assign()
    return centres, labels, np.sum((X - centres[labels]) ** 2)

# %% right="ch09-e01" because="means by groups of pandas"
import pandas as pd


def kmeans(X, centres, rounds):
    C = pd.DataFrame(np.array(centres, dtype=float))
    near = lambda: ((np.asarray(X)[:, None] - C.to_numpy()) ** 2).sum(axis=2).argmin(axis=1)
    for _ in range(rounds):
        C.update(pd.DataFrame(X).groupby(near()).mean())
    labels = near()
    return C.to_numpy(), labels, ((X - C.to_numpy()[labels]) ** 2).sum()

# %% wrong="ch09-e01" because="an empty centre goes to the first row" says="so it stays at"
def kmeans(X, centres, rounds):
    C = np.array(centres, dtype=float)
    for _ in range(rounds):
        L = ((X[:, None] - C) ** 2).sum(2).argmin(1)
        C = np.array([X[L == j].mean(0) if (L == j).any() else X[0] for j in range(len(C))])
    D = ((X[:, None] - C) ** 2).sum(2)
    return C, D.argmin(1), D.min(1).sum()

# %% wrong="ch09-e01" because="empty centres are left out" says="has the shape (k, n)"
def kmeans(X, centres, rounds):
    C = np.array(centres, dtype=float)
    for _ in range(rounds):
        L = ((X[:, None] - C) ** 2).sum(2).argmin(1)
        C = np.array([X[L == j].mean(0) for j in np.unique(L)])
    D = ((X[:, None] - C) ** 2).sum(2)
    return C, D.argmin(1), D.min(1).sum()

# %% wrong="ch09-e01" because="one round too many" says="one round more"
def kmeans(X, centres, rounds):
    C = np.array(centres, dtype=float)
    for _ in range(rounds + 1):
        L = ((X[:, None] - C) ** 2).sum(2).argmin(1)
        C = np.array([X[L == j].mean(0) if (L == j).any() else C[j] for j in range(len(C))])
    D = ((X[:, None] - C) ** 2).sum(2)
    return C, D.argmin(1), D.min(1).sum()

# %% wrong="ch09-e01" because="an empty centre moves to zero" says="jumped to zero"
def kmeans(X, centres, rounds):
    centres = np.array(centres, dtype=float)
    for _ in range(rounds):
        labels = ((X[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        for c in range(len(centres)):
            centres[c] = X[labels == c].sum(axis=0) / max(np.sum(labels == c), 1)
    squared = ((X[:, None] - centres) ** 2).sum(axis=2)
    return centres, squared.argmin(axis=1), squared.min(axis=1).sum()

# %% [markdown]
# ## 2 · Where to start

# %% [markdown] exercise="ch09-e02" title="A careful start" kind="F" level=2 minutes=20 core=false after="§2" skills=["Run k-means"] topics=["S-ch09-kmeans"]
# Write `first_centres(X, k, rng)`, the start of k-means++.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)` with at least `k` different rows |
# | `k` | how many centres |
# | `rng` | a generator, such as `np.random.default_rng(0)`, from which all that is random is drawn |
# | returns | array of shape `(k, n)`: rows of `X`, in the order in which they were drawn |
#
# The first centre is drawn among all rows with equal chances. Each further one is drawn once among all rows, with a chance proportional to the **squared** distance of the row to the **nearest** centre drawn so far.

# %% [markdown] hint="ch09-e02"
# Rows 0, 1 and 3, and 0 was drawn first. What are the squared distances, and with which chances is the next centre 1 or 3?

# %% [markdown] hint="ch09-e02"
# `rng.integers(len(X))` draws a row number, `rng.choice(len(X), p=chances)` one with chances that add up to 1. Keep an array with each row's squared distance to its nearest centre; after each draw take `np.minimum` of it and the distances to the new one.

# %% [markdown] hint="ch09-e02"
# ```python
# def first_centres(X, k, rng):
#     chosen = [rng.integers(____)]
#     squared = ((X - X[chosen[0]]) ** 2).sum(axis=1)
#     while len(chosen) < k:
#         chosen.append(rng.choice(len(X), p=____))
#         squared = np.minimum(squared, ____)
#     return X[chosen]
# ```

# %% answer="ch09-e02" needs=[]
def first_centres(X, k, rng):
    """k rows of X to start k-means from, shape (k, n)."""
    ### BEGIN SOLUTION
    chosen = [rng.integers(len(X))]
    squared = ((X - X[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < k:
        chosen.append(rng.choice(len(X), p=squared / squared.sum()))
        squared = np.minimum(squared, ((X - X[chosen[-1]]) ** 2).sum(axis=1))
    return X[chosen]
    ### END SOLUTION

# %% tests="ch09-e02" points=2
from functools import cache
from itertools import permutations, product

import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
import numpy as np

def draws(f, X, k, n):
    return [np.asarray(f(X, k, np.random.default_rng(seed)), dtype=float).ravel().tolist() for seed in range(n)]
""")

#: The rows, far and near: which are drawn tells the rule.
LINE = [0.0, 1.0, 4.0, 6.0]
DRAWS = 2400


def best_of_three(x, taken):
    """The chance of each row if three are drawn by their squares and the one that lowers the sum of squares most is kept."""
    squared = np.abs(x[:, None] - x[taken]).min(axis=1) ** 2
    left = np.minimum(squared, (x[:, None] - x) ** 2).sum(axis=1)
    chance, kept = squared / squared.sum(), np.zeros(len(x))
    for trio in product(range(len(x)), repeat=3):
        kept[min(trio, key=lambda row: left[row])] += np.prod(chance[list(trio)])
    return kept


def chances(rule):
    """The chance of each order of three rows out of four by a rule."""
    x, found = np.array(LINE), {}
    for order in permutations(range(4), 3):
        chance = 1 / 4
        for step in (1, 2):
            away = np.abs(x[:, None] - x[list(order[:step])])
            weight = {
                "squared": away.min(axis=1) ** 2,
                "distance": away.min(axis=1),
                "last": away[:, -1] ** 2,
                "sum": (away**2).sum(axis=1),
                "uniform": (away.min(axis=1) > 0).astype(float),
                "farthest": (away.min(axis=1) == away.min(axis=1).max()).astype(float),
                "several": best_of_three(x, list(order[:step])),
            }[rule].copy()
            if rule in ("last", "sum"):  # chosen rows are left out, or the rule would draw them twice
                weight[list(order[:step])] = 0
            chance *= weight[order[step]] / weight.sum()
        found[order] = chance
    return np.array([found[order] for order in permutations(range(4), 3)])


RULES = {
    "distance": "Orders come up as if the chance were proportional to the distance. Square it.",
    "last": "Orders come up as if only the centre drawn last counted. Measure from the nearest of all centres so far.",
    "sum": "Orders come up as if the distances to all centres were added up. Measure from the nearest one.",
    "uniform": "Orders come up as if all rows had equal chances. Only the first centre is drawn so.",
    "farthest": "The farthest row is taken every time. It is only the most likely one: draw it.",
    "several": "Orders come up as if several rows were drawn for each centre and the best of them kept. Each centre is drawn once.",
}


@cache
def drawn():
    """The learner's orders of three rows, as row numbers."""
    X = np.array(LINE)[:, None]
    got = answer.first_centres(X, 3, answer.generator(0))
    expect.shape(got, (3, 1), says="`first_centres` returns the centres themselves, here with shape {want}; yours has {got}.")
    rows = []
    for n in (10, DRAWS):
        orders = answer.draws(answer.first_centres, X, 3, n)
        strange = [value for order in orders for value in order if value not in LINE]
        expect.true(not strange, "A centre is not a row of X: {value} is none of {rows}. Return rows, not their numbers.", value=strange[:1], rows=LINE)
        rows = [tuple(map(LINE.index, order)) for order in orders]
    return rows


answer.define("def generator(seed):\n    import numpy\n    return numpy.random.default_rng(seed)")

with expect.test("rows of X, none twice"):
    twice = [order for order in drawn() if len(set(order)) < 3]
    expect.true(len(twice) < 30 or any(second in (first, third) for first, second, third in twice), "A row came up again two draws later, never in the very next draw. Is the distance measured from the last centre only? To the nearest of all so far it is 0, so the chance is 0.")
    expect.true(not twice, "A row was drawn twice: its distance to the nearest centre is 0, so its chance is 0, too.")

with expect.test("the first centre"):
    expect.true(not all(order == tuple(sorted(order)) for order in drawn()), "In all {n} draws the centres came back in the order of the rows of X. The order in which they were drawn is asked for.", n=DRAWS)
    firsts = np.bincount([order[0] for order in drawn()], minlength=4) / DRAWS
    expect.true(np.abs(firsts - 1 / 4).max() < 0.05, "In {n} draws the four rows came first in these shares: {shares}. The first centre is drawn with equal chances.", n=DRAWS, shares=firsts.round(2))

### BEGIN HIDDEN TESTS
with expect.test("the centres after it"):
    places = {order: i for i, order in enumerate(permutations(range(4), 3))}
    shares = np.bincount([places[order] for order in drawn() if order in places], minlength=24) / DRAWS
    apart = {rule: float(np.abs(shares - chances(rule)).sum() / 2) for rule in ("squared", *RULES)}
    nearest = min(apart, key=apart.get)
    if apart["squared"] > 0.075:
        expect.true(nearest == "squared" or apart[nearest] > 0.075, RULES.get(nearest, ""))
        pair = np.mean([order[1] == 3 for order in drawn() if order[0] == 0])
        expect.fail("Rows 0, 1, 4, 6, and 0 was drawn first: 6 comes next with chance 36/53 = 0.68; in your draws with {share}.", share=round(float(pair), 2))

with expect.test("several columns, and all rows"):
    X = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0], [6.0, 8.0], [1.0, 1.0]])
    got = np.array(answer.draws(answer.first_centres, X, 5, 5)).reshape(5, 5, 2)
    for run in got:
        expect.true(sorted(map(tuple, run.tolist())) == sorted(map(tuple, X.tolist())), "Five centres out of five different rows are these rows; got {run}.", run=run)
    expect.true(np.shape(answer.first_centres(X, 1, answer.generator(3))) == (1, 2), "With k = 1 the shape is (1, 2).")

with expect.test("random by the generator only"):
    rng = np.random.default_rng(0)
    behaviour.seeded(answer.first_centres, rng.normal(size=(50, 2)), 3, generator=True)

with expect.test("the input stays as it was"):
    X = np.array([[0.0, 1.0], [5.0, 1.0], [2.0, 2.0]])
    held = answer.put(X)
    answer.first_centres(held, 2, answer.generator(1))
    expect.unchanged(held, X)
### END HIDDEN TESTS

# %% right="ch09-e02" because="scikit-learn's own, one trial each"
from sklearn.cluster import kmeans_plusplus


def first_centres(X, k, rng):
    return kmeans_plusplus(np.asarray(X, dtype=float), k, n_local_trials=1, random_state=int(rng.integers(2**31)))[0]

# %% right="ch09-e02" because="a wheel of fortune over cumulative squares"
def first_centres(X, k, rng):
    centres = [X[int(rng.random() * len(X))]]
    while len(centres) < k:
        squared = ((X[:, None] - np.array(centres)) ** 2).sum(axis=2).min(axis=1)
        wheel = np.cumsum(squared)
        centres.append(X[np.searchsorted(wheel, rng.random() * wheel[-1], side="right")])
    return np.array(centres)

# %% right="ch09-e02" because="the race of exponential clocks"
def first_centres(X, k, rng):
    m = len(X)
    squared, picked = np.ones(m), []
    for step in range(k):
        with np.errstate(divide="ignore"):
            i = int(np.argmin(rng.exponential(size=m) / squared))
        new = ((X - X[i]) ** 2).sum(axis=1)
        squared = new if step == 0 else np.minimum(squared, new)
        picked.append(i)
    return X[picked]

# %% right="ch09-e02" because="a race of exponentials"
def first_centres(X, k, rng):
    X = np.asarray(X)
    chosen = [int(rng.permutation(len(X))[0])]
    while len(chosen) < k:
        gap = X[:, None].astype(float) - X[chosen]
        d2 = np.einsum("ijk,ijk->ij", gap, gap).min(axis=1)
        arrival = np.full(len(X), np.inf)
        far = d2 > 0
        arrival[far] = rng.exponential(size=far.sum()) / d2[far]
        chosen.append(int(arrival.argmin()))
    return X[chosen]

# %% wrong="ch09-e02" because="distance, not squared" says="Square it"
def first_centres(X, k, rng):
    centres = [X[rng.integers(len(X))]]
    while len(centres) < k:
        away = np.linalg.norm(X[:, None] - np.array(centres), axis=2).min(axis=1)
        centres.append(X[rng.choice(len(X), p=away / away.sum())])
    return np.array(centres)

# %% wrong="ch09-e02" because="always the farthest" says="farthest row is taken every time"
def first_centres(X, k, rng):
    centres = [X[rng.integers(len(X))]]
    while len(centres) < k:
        centres.append(X[((X[:, None] - np.array(centres)) ** 2).sum(axis=2).min(axis=1).argmax()])
    return np.array(centres)

# %% wrong="ch09-e02" because="from the last centre only" says="from the last centre only"
def first_centres(X, k, rng):
    chosen = [rng.integers(len(X))]
    while len(chosen) < k:
        squared = ((X - X[chosen[-1]]) ** 2).sum(axis=1)
        chosen.append(rng.choice(len(X), p=squared / squared.sum()))
    return X[chosen]

# %% wrong="ch09-e02" because="sum over all centres" says="drawn twice"
def first_centres(X, k, rng):
    centres = [X[rng.integers(len(X))]]
    while len(centres) < k:
        squared = ((X[:, None] - np.array(centres)) ** 2).sum(axis=(1, 2))
        centres.append(X[rng.choice(len(X), p=squared / squared.sum())])
    return np.array(centres)

# %% wrong="ch09-e02" because="sum over all centres, chosen rows left out" says="nearest one"
def first_centres(X, k, rng):
    chosen = [int(rng.integers(len(X)))]
    while len(chosen) < k:
        squared = ((X[:, None] - X[chosen]) ** 2).sum(axis=(1, 2))
        squared[chosen] = 0
        chosen.append(int(rng.choice(len(X), p=squared / squared.sum())))
    return X[chosen]

# %% wrong="ch09-e02" because="plain random rows" says="equal chances. Only the first"
def first_centres(X, k, rng):
    return X[rng.choice(len(X), k, replace=False)]

# %% wrong="ch09-e02" because="starts with the first row" says="came first in these shares"
def first_centres(X, k, rng):
    centres = [X[0]]
    while len(centres) < k:
        squared = ((X[:, None] - np.array(centres)) ** 2).sum(axis=2).min(axis=1)
        centres.append(X[rng.choice(len(X), p=squared / squared.sum())])
    return np.array(centres)

# %% wrong="ch09-e02" because="row numbers" says="shape"
def first_centres(X, k, rng):
    chosen = [rng.integers(len(X))]
    while len(chosen) < k:
        squared = ((X[:, None] - X[chosen]) ** 2).sum(axis=2).min(axis=1)
        chosen.append(rng.choice(len(X), p=squared / squared.sum()))
    return np.array(chosen)

# %% wrong="ch09-e02" because="the library's default: the best of several draws" says="Each centre is drawn once"
from sklearn.cluster import kmeans_plusplus


def first_centres(X, k, rng):
    return kmeans_plusplus(X, k, random_state=int(rng.integers(2**31)))[0]

# %% wrong="ch09-e02" because="the global generator" says="global generator"
def first_centres(X, k, rng):
    np.random.seed(int(rng.integers(2**31)))
    centres = [X[np.random.randint(len(X))]]
    while len(centres) < k:
        squared = ((X[:, None] - np.array(centres)) ** 2).sum(axis=2).min(axis=1)
        centres.append(X[np.random.choice(len(X), p=squared / squared.sum())])
    return np.array(centres)

# %% wrong="ch09-e02" because="the centres sorted" says="in the order of the rows"
def first_centres(X, k, rng):
    centres = [rng.choice(X)]
    while len(centres) < k:
        squared = np.min([((X - c) ** 2).sum(axis=1) for c in centres], axis=0)
        centres.append(rng.choice(X, p=squared / squared.sum()))
    return np.sort(np.array(centres), axis=0)

# %% wrong="ch09-e02" because="the fourth power of the distance" says="36/53"
def first_centres(X, k, rng):
    centres = [rng.choice(X)]
    while len(centres) < k:
        squared = np.min([((X - c) ** 2).sum(axis=1) for c in centres], axis=0)
        centres.append(rng.choice(X, p=squared**2 / np.sum(squared**2)))
    return np.array(centres)

# %% right="ch09-e02" because="multinomial draws"
def first_centres(X, k, rng):
    centres = [X[rng.permutation(len(X))[0]]]
    for _ in range(k - 1):
        squared = np.min([((X - c) ** 2).sum(axis=1) for c in centres], axis=0)
        centres.append(X[rng.multinomial(1, squared / squared.sum()).argmax()])
    return np.stack(centres)

# %% wrong="ch09-e02" because="k-means afterwards" says="not a row of X"
def first_centres(X, k, rng):
    return KMeans(k, n_init=1, random_state=int(rng.integers(1000))).fit(X).cluster_centers_

# %% [markdown]
# ## 3 · How many clusters?

# %% [markdown] exercise="ch09-e03" title="Where would you rather be?" kind="F" level=2 minutes=20 core=false after="§3" skills=["Choose the number of clusters"] topics=["S-ch09-choose-k"]
# A negative silhouette says that a row would be more at home in another cluster. In which one? Write `better_home(X, labels)`.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)` |
# | `labels` | array of shape `(m,)`: the cluster of each row; any whole numbers, such as 7, −1, 3 |
# | returns | array of shape `(m,)`: for each row the label of the cluster in which it is most at home |
#
# That is the cluster to whose rows the row has the smallest **mean distance** (straight-line, not squared). In its own cluster only the **other** rows count. A row that is alone in its cluster stays there, and so does a row whose own cluster is as near as another one.

# %% [markdown] hint="ch09-e03"
# Rows 0 and 2 are in cluster A, row 3 in cluster B. To whose rows is row 2 nearer on average: to the other rows of A, or to those of B?

# %% [markdown] hint="ch09-e03"
# `D = np.linalg.norm(X[:, None] - X, axis=2)` holds all distances, 0 on the diagonal. The mean over cluster `c` is a sum over its columns, divided by its number of rows; for rows of `c` itself, by one fewer. Go through `np.unique(labels)`.

# %% [markdown] hint="ch09-e03"
# ```python
# def better_home(X, labels):
#     D = np.linalg.norm(X[:, None] - X, axis=2)
#     home = np.array(labels)
#     for i in range(len(X)):
#         own = labels == labels[i]
#         if own.sum() == 1:
#             continue
#         best = D[i, own].sum() / ____
#         for c in np.unique(labels):
#             if c != labels[i] and D[i, labels == c].mean() < ____:
#                 best, home[i] = ____
#     return home
# ```

# %% answer="ch09-e03" needs=[]
def better_home(X, labels):
    """For each row the label of the cluster in which it is most at home."""
    ### BEGIN SOLUTION
    D = np.linalg.norm(X[:, None] - X, axis=2)
    home = np.array(labels)
    for i in range(len(X)):
        own = labels == labels[i]
        if own.sum() == 1:
            continue
        best = D[i, own].sum() / (own.sum() - 1)
        for c in np.unique(labels):
            if c != labels[i] and D[i, labels == c].mean() < best:
                best, home[i] = D[i, labels == c].mean(), c
    return home
    ### END SOLUTION

# %% tests="ch09-e03" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def homes(X, labels, slip=""):
    """What is right, or what a usual mistake gives."""
    X, labels = np.asarray(X, dtype=float), np.asarray(labels)
    D = np.linalg.norm(X[:, None] - X, axis=2)
    if slip == "squared":
        D = D**2
    kinds, found = np.unique(labels), np.array(labels)
    for i in range(len(X)):
        means = {}
        for c in kinds:
            rows = labels == c
            if slip == "centre":
                means[c] = np.linalg.norm(X[i] - X[rows].mean(axis=0))
            elif slip == "nearest":
                others = rows & (np.arange(len(X)) != i)
                means[c] = D[i, others].min() if others.any() else 0.0
            elif c == labels[i] and slip != "itself":
                means[c] = D[i, rows].sum() / (rows.sum() - 1) if rows.sum() > 1 else (np.inf if slip == "alone" else -1.0)
            else:
                means[c] = D[i, rows].mean()
        if slip == "second":
            means.pop(labels[i])
        best = min(means.values())
        nearest = [c for c in kinds if means.get(c) == best]
        if slip == "moves":
            nearest = [c for c in nearest if c != labels[i]] or nearest
        found[i] = labels[i] if labels[i] in nearest else nearest[0]
    return found


WORDS = {
    "itself": "Row {row} was put into cluster {other} where {home} is right: the row itself counts among its own cluster in yours, with distance 0. Only the other rows count.",
    "centre": "Row {row} was put into cluster {other} where {home} is right: yours is nearest to the cluster's mean. Take the mean of the distances to its rows.",
    "nearest": "Row {row} was put into cluster {other} where {home} is right: yours holds its nearest single row. Take the mean over all rows of a cluster.",
    "squared": "Row {row} was put into cluster {other} where {home} is right, as with squared distances. Take the distances themselves.",
    "alone": "Row {row} is alone in cluster {home} and was put into {other}. It stays.",
    "second": "Row {row} is at home in its own cluster, {home}; you returned {other}, the nearest of the others. Let its own one compete, too.",
    "moves": "Row {row} is as near to its own cluster, {home}, as to cluster {other}, into which you put it. Where both are as near it stays.",
}


def explains(slip):
    """Whether this mistake accounts for the learner's result on a table on which all mistakes differ."""
    rng = np.random.default_rng(11)
    X, labels = rng.normal(size=(31, 2)) * [3, 1], np.append(rng.integers(0, 3, 30), 9)
    return np.array_equal(answer.better_home(X, labels), homes(X, labels, slip))


def compare(X, labels):
    got, want = answer.better_home(X, labels), homes(X, labels)
    expect.shape(got, want.shape, says="One label for each row is expected, shape {want}; got {got}.")
    got = np.asarray(got)
    if np.array_equal(got, want):
        return
    row = int(np.flatnonzero(got != want)[0])
    facts = {"row": row, "home": int(want[row]), "other": got[row]}
    fits = [slip for slip in WORDS if np.array_equal(got, homes(X, labels, slip)) and explains(slip)]
    if len(fits) == 1:
        expect.fail(WORDS[fits[0]], **facts)
    kinds = np.unique(labels)
    places = np.searchsorted(kinds, want)
    expect.true(not np.array_equal(got, places), "Row {row} is most at home in cluster {home}; you returned {other}, the place of that label among the sorted ones. Return the label itself.", **facts)
    expect.true(np.isin(got[row], kinds), "Row {row} is most at home in cluster {home}; you returned {other}, which is none of the labels {kinds}.", kinds=kinds, **facts)
    expect.fail("Row {row} is most at home in cluster {home}; you returned {other}. Compare its mean distances to the rows of each cluster.", **facts)


LINE = np.array([[0.0], [1.0], [2.0], [7.0], [8.0], [9.0], [10.0], [11.0]])

with expect.test("all at home"):
    compare(LINE, np.array([0, 0, 0, 1, 1, 1, 1, 1]))

with expect.test("one row in the wrong cluster"):
    compare(LINE, np.array([0, 0, 0, 1, 1, 1, 0, 1]))

### BEGIN HIDDEN TESTS
with expect.test("a row does not count for itself"):
    compare(np.array([[0.0], [5.0], [9.0], [9.5], [10.0]]), np.array([0, 0, 1, 1, 1]))

with expect.test("means of distances, to all rows"):
    compare(np.array([[0.0], [-8.0], [8.0], [-8.5], [8.5], [5.0], [5.5], [6.0]]), np.array([0, 0, 0, 0, 0, 1, 1, 1]))
    compare(np.array([[0.0], [3.0], [3.5], [4.0], [0.5], [7.0], [0.25]]), np.array([0, 0, 0, 0, 1, 1, 1]))

with expect.test("alone in a cluster"):
    compare(np.array([[0.0], [1.0], [1.5], [0.4]]), np.array([0, 0, 0, 1]))

with expect.test("as near to another cluster"):
    compare(np.array([[0.0], [2.0], [4.0], [10.0], [12.0]]), np.array([3, 3, 1, 2, 2]))

with expect.test("any numbers as labels"):
    compare(np.array([[0.0, 0.0], [1.0, 0.0], [7.0, 7.0], [8.0, 7.0], [0.5, 0.5], [20.0, 0.0], [21.0, 1.0]]), np.array([7, 7, -1, -1, -1, 3, 3]))

with expect.test("many rows"):
    rng = np.random.default_rng(5)
    for k in (2, 3, 5):
        compare(rng.normal(size=(40, 2)) * [3, 1], rng.integers(0, k, 40))

with expect.test("the input stays as it was"):
    labels = np.array([0, 0, 0, 0, 1, 1, 0, 1])
    held, held_labels = answer.put(LINE), answer.put(labels)
    answer.better_home(held, held_labels)
    expect.unchanged(held, LINE)
    expect.unchanged(held_labels, labels, says="Your code changed `labels` in place, so later rows were compared with clusters that had changed. Work on a copy.")
### END HIDDEN TESTS

# %% right="ch09-e03" because="one matrix of means, own cluster corrected"
def better_home(X, labels):
    kinds, own = np.unique(labels, return_inverse=True)
    member = np.eye(len(kinds))[own]
    sums = np.sqrt(((X[:, None] - X[None]) ** 2).sum(-1)) @ member
    counts = np.tile(member.sum(axis=0), (len(X), 1)) - member
    means = np.where(counts > 0, sums / np.maximum(counts, 1), -np.inf)
    rows = np.arange(len(X))
    best = means.argmin(axis=1)
    return np.where(means[rows, own] <= means[rows, best], labels, kinds[best])

# %% right="ch09-e03" because="the library's silhouettes say who moves"
from sklearn.metrics import pairwise_distances, silhouette_samples


def better_home(X, labels):
    D, home = pairwise_distances(X), labels.copy()
    for i in np.flatnonzero(silhouette_samples(X, labels) < 0):
        others = [c for c in np.unique(labels) if c != labels[i]]
        home[i] = min(others, key=lambda c: D[i, labels == c].mean())
    return home

# %% right="ch09-e03" because="plain Python"
import math


def better_home(X, labels):
    home = []
    for i, x in enumerate(X):
        away = {}
        for j, z in enumerate(X):
            if i != j:
                away.setdefault(int(labels[j]), []).append(math.dist(x, z))
        means = {c: sum(d) / len(d) for c, d in away.items()}
        mine = int(labels[i])
        best = min(means, key=means.get)
        home.append(mine if mine not in means or means[mine] <= means[best] else best)
    return home

# %% wrong="ch09-e03" because="the smallest label where both are as near" says="it stays"
def better_home(X, labels):
    d = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
    names = np.unique(labels)
    home = np.array(labels)
    for i in range(len(X)):
        if (labels == labels[i]).sum() == 1:
            continue
        others = np.arange(len(X)) != i
        means = [d[i, (labels == c) & others].mean() for c in names]
        home[i] = names[np.argmin(means)]
    return home

# %% wrong="ch09-e03" because="the place of the label" says="the place of that label"
def better_home(X, labels):
    d = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
    names = np.unique(labels)
    home = np.zeros(len(X), dtype=int)
    for i in range(len(X)):
        means = []
        for c in names:
            who = labels == c
            if c == labels[i]:
                means.append(d[i, who].sum() / max(who.sum() - 1, 1))
            else:
                means.append(d[i, who].mean())
        home[i] = int(np.argmin(means))
        if means[list(names).index(labels[i])] <= min(means):
            home[i] = list(names).index(labels[i])
    return home

# %% wrong="ch09-e03" because="counts itself" says="Only the other rows count"
def better_home(X, labels):
    D, kinds = np.linalg.norm(X[:, None] - X, axis=2), np.unique(labels)
    return kinds[np.array([D[:, labels == c].mean(axis=1) for c in kinds]).argmin(axis=0)]

# %% wrong="ch09-e03" because="nearest centre" says="nearest to the cluster's mean"
def better_home(X, labels):
    kinds = np.unique(labels)
    centres = np.array([X[labels == c].mean(axis=0) for c in kinds])
    return kinds[np.linalg.norm(X[:, None] - centres, axis=2).argmin(axis=1)]

# %% wrong="ch09-e03" because="the nearest single row" says="nearest single row"
def better_home(X, labels):
    D = np.linalg.norm(X[:, None] - X, axis=2)
    np.fill_diagonal(D, np.inf)
    home = labels[D.argmin(axis=1)]
    return np.array([labels[i] if np.sum(labels == labels[i]) == 1 else home[i] for i in range(len(X))])

# %% wrong="ch09-e03" because="squared distances" says="squared distances"
def better_home(X, labels):
    D, home = ((X[:, None] - X) ** 2).sum(axis=2), np.array(labels)
    for i in range(len(X)):
        own = labels == labels[i]
        if own.sum() > 1:
            best = D[i, own].sum() / (own.sum() - 1)
            for c in np.unique(labels):
                if c != labels[i] and D[i, labels == c].mean() < best:
                    best, home[i] = D[i, labels == c].mean(), c
    return home

# %% wrong="ch09-e03" because="a lonely row moves" says="It stays"
def better_home(X, labels):
    D, home = np.linalg.norm(X[:, None] - X, axis=2), np.array(labels)
    for i in range(len(X)):
        own = labels == labels[i]
        best = D[i, own].sum() / (own.sum() - 1) if own.sum() > 1 else np.inf
        for c in np.unique(labels):
            if c != labels[i] and D[i, labels == c].mean() < best:
                best, home[i] = D[i, labels == c].mean(), c
    return home

# %% wrong="ch09-e03" because="the nearest other cluster, always" says="Let its own one compete"
def better_home(X, labels):
    D = np.linalg.norm(X[:, None] - X, axis=2)
    return np.array([min((c for c in np.unique(labels) if c != labels[i]), key=lambda c: D[i, labels == c].mean()) for i in range(len(X))])

# %% wrong="ch09-e03" because="sums in place of means" says="most at home in cluster"
def better_home(X, labels):
    D, home = np.linalg.norm(X[:, None] - X, axis=2), np.array(labels)
    for i in range(len(X)):
        if np.sum(labels == labels[i]) > 1:
            home[i] = min(np.unique(labels), key=lambda c: (D[i, labels == c].sum(), c != labels[i]))
    return home

# %% wrong="ch09-e03" because="medians" says="most at home in cluster"
def better_home(X, labels):
    D, home = np.linalg.norm(X[:, None] - X, axis=2), np.array(labels)
    for i in range(len(X)):
        others = np.arange(len(X)) != i
        if np.sum(labels == labels[i]) > 1:
            home[i] = min(np.unique(labels), key=lambda c: (np.median(D[i, (labels == c) & others]), c != labels[i]))
    return home

# %% wrong="ch09-e03" because="moves where both are as near" says="it stays"
def better_home(X, labels):
    D, home = np.linalg.norm(X[:, None] - X, axis=2), np.array(labels)
    for i in range(len(X)):
        others = np.arange(len(X)) != i
        if np.sum(labels == labels[i]) > 1:
            home[i] = min(np.unique(labels), key=lambda c: (D[i, (labels == c) & others].mean(), c == labels[i]))
    return home

# %% wrong="ch09-e03" because="the silhouettes themselves" says="which is none of the labels"
from sklearn.metrics import silhouette_samples


def better_home(X, labels):
    return silhouette_samples(X, labels)

# %% wrong="ch09-e03" because="labels are taken as positions" says="most at home in cluster"
def better_home(X, labels):
    D, k = np.linalg.norm(X[:, None] - X, axis=2), labels.max() + 1
    means = np.full((len(X), k), np.inf)
    for c in range(k):
        for i in range(len(X)):
            rows = (labels == c) & (np.arange(len(X)) != i)
            if rows.any():
                means[i, c] = D[i, rows].mean()
            elif labels[i] == c:
                means[i, c] = -1
    return means.argmin(axis=1)

# %% wrong="ch09-e03" because="moves row by row in the labels themselves" says="Row"
def better_home(X, labels):
    D = np.linalg.norm(X[:, None] - X, axis=2)
    for i in range(len(X)):
        own = labels == labels[i]
        if own.sum() > 1:
            means = {c: D[i, labels == c].mean() for c in np.unique(labels)}
            means[labels[i]] = D[i, own].sum() / (own.sum() - 1)
            if min(means.values()) < means[labels[i]]:
                labels[i] = min(means, key=means.get)
    return labels

# %% [markdown] exercise="ch09-e04" title="Let the silhouette choose" kind="X" level=1 minutes=10 core=true after="§3" skills=["Choose the number of clusters"] topics=["S-ch09-choose-k", "S-02-app-segments"]
# Write `choose_k(X)`: it returns the number of clusters, from 2 to 8 (both included), for which k-means has the highest silhouette score.
#
# `X` has shape `(m, 2)`, both columns in the same unit. The tables that your function will get have clear, round clusters, between 2 and 8 of them, and your function should find their number each time. (Seven tables of 50 to 225 rows have to be done within ten seconds.)

# %% [markdown] hint="ch09-e04"
# Which of the two numbers has its best value somewhere in the middle, and which gets better with every further centre?

# %% [markdown] hint="ch09-e04"
# For each `k` in `range(2, 9)`: `KMeans(k, n_init=10, random_state=0).fit_predict(X)` gives labels, `silhouette_score(X, labels)` their score; large is good. Several starts matter: one bad run makes the right `k` look bad.

# %% [markdown] hint="ch09-e04"
# ```python
# def choose_k(X):
#     scores = {}
#     for k in range(2, ____):
#         labels = KMeans(k, n_init=____, random_state=0).fit_predict(____)
#         scores[k] = ____
#     return max(scores, key=____)
# ```

# %% answer="ch09-e04" needs=[]
def choose_k(X):
    """The number of clusters, 2 to 8, with the highest silhouette score."""
    ### BEGIN SOLUTION
    scores = {}
    for k in range(2, 9):
        labels = KMeans(k, n_init=5, random_state=0).fit_predict(X)
        scores[k] = silhouette_score(X, labels)
    return max(scores, key=scores.get)
    ### END SOLUTION

# %% [markdown] equivalent="ch09-e04"
# labels = KMeans(k, n_init=5, random_state=0).fit_predict(X)  →  labels = KMeans(k, n_init=4, random_state=0).fit_predict(X)
# labels = KMeans(k, n_init=5, random_state=0).fit_predict(X)  →  labels = KMeans(k, n_init=6, random_state=0).fit_predict(X)
# labels = KMeans(k, n_init=5, random_state=0).fit_predict(X)  →  labels = KMeans(k, n_init=5, random_state=1).fit_predict(X)

# %% tests="ch09-e04" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

#: Where the clusters of each table lie.
TABLES = {
    2: [(0, 0), (7, 2)],
    3: [(0, 0), (6, 1), (2, 6)],
    4: [(0, 0), (6, 0), (1, 6), (7, 7)],
    5: [(0, 0), (6, 0), (3, 5), (-5, 6), (10, 6)],
    6: [(0, 0), (6, 0), (12, 0), (0, 7), (6, 6), (12, 6)],
    8: [(0, 0), (6, 0), (12, 0), (18, 1), (0, 6), (6, 7), (12, 6), (18, 7)],
    9: [(0, 0), (6, 0), (12, 0), (0, 6), (6, 6), (12, 6), (0, 12), (6, 12), (12, 12)],
}


def table(k, seed):
    """Clear, round clusters, 25 rows each, in any order."""
    rng = np.random.default_rng(seed)
    return rng.permutation(np.vstack([rng.normal(centre, 0.8, (25, 2)) for centre in TABLES[k]]))


def hesitates(k, seed, got):
    """Another choice for the same rows in another order, if there is one."""
    orders = (np.random.default_rng(order).permutation(table(k, seed)) for order in range(4))
    return next((int(other) for other in map(answer.choose_k, orders) if other != got), None)


def compare(k, seed):
    got = answer.choose_k(table(k, seed))
    expect.true(got is not None, "`choose_k` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "`choose_k` returns one number; got {got}.", got=got)
    if got == k:
        return
    if got == k - 2 and all(answer.choose_k(table(other, 1)) == other - 2 for other in (2, 4, 6)):
        expect.fail("In a table with {k} clear clusters you chose {got}, the place of {k} in a list that begins with 2. Return the number itself.", k=k, got=int(got))
    if got in range(2, 9):
        other = hesitates(k, seed, got)
        expect.true(other is None, "In a table with {k} clear clusters you chose {got}, and {other} with the same rows in another order. One start may get stuck: take several for each k, such as `n_init=10`.", k=k, got=int(got), other=other)
    if k < 8:
        expect.true(got != 8, "In a table with {k} clear clusters you chose 8, the largest number there is. Inertia is lowest there, always. Which score may fall as well as rise?", k=k)
    if k > 2:
        expect.true(got != 2, "In a table with {k} clear clusters you chose 2, the smallest number there is. The highest silhouette score is wanted.", k=k)
    expect.true(k != 8 or got != 7, "In a table with 8 clear clusters you chose 7. Does your function try 8, too? `range(2, 8)` ends at 7.")
    expect.equal(got, k, says="In a table with {want} clear clusters you chose {got}.")


with expect.test("four clusters"):
    compare(4, 1)

with expect.test("six clusters"):
    compare(6, 2)

### BEGIN HIDDEN TESTS
with expect.test("two clusters"):
    compare(2, 3)

with expect.test("three and five"):
    compare(3, 4)
    compare(5, 5)

with expect.test("eight clusters"):
    compare(8, 6)

with expect.test("no more than eight"):
    got = answer.choose_k(table(9, 7))
    expect.true(2 <= got <= 8, "Nine clusters would suit this table; you chose {got}. Your function chooses among 2 to 8.", got=got)
### END HIDDEN TESTS

# %% right="ch09-e04" because="two lines"
def choose_k(X):
    return max(range(2, 9), key=lambda k: silhouette_score(X, KMeans(k, n_init=10, random_state=1).fit_predict(X)))

# %% right="ch09-e04" because="another index finds the same in clear clusters"
from sklearn.metrics import calinski_harabasz_score


def choose_k(X):
    scores = [calinski_harabasz_score(X, KMeans(k, n_init=10, random_state=3).fit_predict(X)) for k in range(2, 9)]
    return np.argmax(scores) + 2

# %% right="ch09-e04" because="agglomerative clustering, cut where the merges jump"
from scipy.cluster.hierarchy import ward


def choose_k(X):
    heights = ward(X)[:, 2]
    return max(range(2, 9), key=lambda k: heights[1 - k] / heights[-k])

# %% right="ch09-e04" because="a grid search scored by the silhouette"
def choose_k(X):
    everything = np.arange(len(X))
    search = GridSearchCV(
        KMeans(n_init=10, random_state=0),
        {"n_clusters": list(range(2, 9))},
        scoring=lambda model, rows, y=None: silhouette_score(rows, model.labels_),
        cv=[(everything, everything)],
        refit=False,
    ).fit(X)
    return int(search.cv_results_["param_n_clusters"][search.cv_results_["mean_test_score"].argmax()])

# %% wrong="ch09-e04" because="one random start" says="One start may get stuck"
def choose_k(X):
    best_k, best_score = None, -1
    for k in range(2, 9):
        labels = KMeans(k, init="random", n_init=1, random_state=0).fit_predict(X)
        score = silhouette_score(X, labels)
        if score > best_score:
            best_k, best_score = k, score
    return best_k

# %% wrong="ch09-e04" because="the lowest inertia" says="Inertia is lowest there"
def choose_k(X):
    return min(range(2, 9), key=lambda k: KMeans(k, n_init=5, random_state=0).fit(X).inertia_)

# %% wrong="ch09-e04" because="the lowest silhouette" says="you chose"
def choose_k(X):
    return min(range(2, 9), key=lambda k: silhouette_score(X, KMeans(k, n_init=5, random_state=0).fit_predict(X)))

# %% wrong="ch09-e04" because="goes on to ten" says="chooses among 2 to 8"
def choose_k(X):
    return max(range(2, 11), key=lambda k: silhouette_score(X, KMeans(k, n_init=10, random_state=0).fit_predict(X)))

# %% wrong="ch09-e04" because="the sharpest bend of the inertia" says="you chose"
def choose_k(X):
    inertias = [KMeans(k, n_init=5, random_state=0).fit(X).inertia_ for k in range(2, 9)]
    return int(np.argmax(np.diff(inertias, 2))) + 3

# %% wrong="ch09-e04" because="counts the clusters of DBSCAN" says="you chose"
def choose_k(X):
    return len(set(DBSCAN().fit_predict(X)))

# %% wrong="ch09-e04" because="leaves out eight" says="Does your function try 8"
def choose_k(X):
    return max(range(2, 8), key=lambda k: silhouette_score(X, KMeans(k, n_init=5, random_state=0).fit_predict(X)))

# %% wrong="ch09-e04" because="leaves out two" says="2 clear clusters you chose"
def choose_k(X):
    return max(range(3, 9), key=lambda k: silhouette_score(X, KMeans(k, n_init=5, random_state=0).fit_predict(X)))

# %% wrong="ch09-e04" because="the highest inertia" says="the smallest number there is"
def choose_k(X):
    return max(range(2, 9), key=lambda k: KMeans(k, n_init=5, random_state=0).fit(X).inertia_)

# %% wrong="ch09-e04" because="the position, not the number" says="Return the number itself"
def choose_k(X):
    scores = [silhouette_score(X, KMeans(k, n_init=5, random_state=0).fit_predict(X)) for k in range(2, 9)]
    return int(np.argmax(scores))

# %% wrong="ch09-e04" because="the score, not the number" says="you chose"
def choose_k(X):
    return max(silhouette_score(X, KMeans(k, n_init=5, random_state=0).fit_predict(X)) for k in range(2, 9))

# %% wrong="ch09-e04" because="the labels" says="one number"
def choose_k(X):
    best = max(range(2, 9), key=lambda k: silhouette_score(X, KMeans(k, n_init=5, random_state=0).fit_predict(X)))
    return KMeans(best, n_init=5, random_state=0).fit_predict(X)

# %% wrong="ch09-e04" because="the steepest fall of the inertia" says="you chose"
def choose_k(X):
    inertias = [KMeans(k, n_init=5, random_state=0).fit(X).inertia_ for k in range(2, 9)]
    return int(np.argmin(np.diff(inertias))) + 3

# %% [markdown]
# ## 4 · Clusters as tools

# %% [markdown] exercise="ch09-e05" title="A straight border that bends" kind="X" level=2 minutes=12 core=false after="§4" skills=["Use clusters as features"] topics=["S-ch09-km-dimred"]
# Logistic regression on the coordinates of two half moons is right for 87 % of new rows. Write `bent()`: it returns an **unfitted** `GridSearchCV` that does better.
#
# - Its estimator is a `Pipeline` that ends in a `LogisticRegression`, which gets the distances to the centres of a `KMeans` in the same pipeline.
# - It tries at least three numbers of clusters, none above 40, and chooses by cross-validation.
#
# Fitted to 200 rows of two half moons it is right for at least 94 % of new ones, without a warning.

# %% [markdown] hint="ch09-e05"
# What does a fitted `KMeans` give to the next step of a pipeline: the number of the cluster, or something finer?

# %% [markdown] hint="ch09-e05"
# In a pipeline, `KMeans` passes on what its `transform` returns: one distance for each centre. `make_pipeline` names the step `kmeans`, so the grid's key is `"kmeans__n_clusters"`. Scaled distances and `max_iter=1000` let the regression converge.

# %% [markdown] hint="ch09-e05"
# ```python
# def bent():
#     pipeline = make_pipeline(KMeans(n_init=1, random_state=0), ____, LogisticRegression(max_iter=1000))
#     return GridSearchCV(pipeline, {"____": [____]}, cv=3)
# ```

# %% answer="ch09-e05" needs=[]
def bent():
    """An unfitted search over the number of clusters whose distances are the features."""
    ### BEGIN SOLUTION
    pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(pipeline, {"kmeans__n_clusters": [5, 10, 20, 30]}, cv=3)
    ### END SOLUTION

# %% [markdown] equivalent="ch09-e05"
# pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))  →  pipeline = make_pipeline(KMeans(n_init=2, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))
# pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))  →  pipeline = make_pipeline(KMeans(n_init=1, random_state=1), StandardScaler(), LogisticRegression(max_iter=1000))
# pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))  →  pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=999))
# pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))  →  pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1001))
# return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 20, 30]}, cv=3)  →  return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 20, 30]}, cv=4)
# return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 20, 30]}, cv=3)  →  return GridSearchCV(pipeline, {'kmeans__n_clusters': [6, 10, 20, 30]}, cv=3)
# return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 20, 30]}, cv=3)  →  return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 11, 20, 30]}, cv=3)
# return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 20, 30]}, cv=3)  →  return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 21, 30]}, cv=3)
# return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 20, 30]}, cv=3)  →  return GridSearchCV(pipeline, {'kmeans__n_clusters': [5, 10, 20, 31]}, cv=3)

# %% tests="ch09-e05" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import warnings

import numpy as np
from sklearn.base import clone
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.model_selection import ParameterGrid
from sklearn.pipeline import Pipeline

def numbers(model):
    return {int(part.n_clusters) for part in model[:-1].get_params(deep=True).values() if isinstance(part, (KMeans, MiniBatchKMeans))}

def kinds(model):
    return [type(step).__name__ for _, step in model.steps]

def plan(search):  # read off the pipelines that will be fitted: a grid may change a number, or a whole step
    model = search.estimator
    if not isinstance(model, Pipeline):
        return {"pipeline": False, "name": type(model).__name__}
    settings = list(ParameterGrid(search.param_grid))
    keys = sorted({key for setting in settings for key in setting})
    try:
        models = [clone(model).set_params(**{key: clone(value, safe=False) for key, value in setting.items()}) for setting in settings]
        tried = set().union(*map(numbers, models))
    except (AttributeError, TypeError, ValueError):  # a key that does not fit is told when the search is fitted
        models = [model]
        tried = {int(value) for setting in settings for key, value in setting.items() if key.endswith("n_clusters")}
    bare = [kinds(each) for each in models if not numbers(each)]
    lasts = [kinds(each)[-1] for each in models if kinds(each)[-1] != "LogisticRegression"]
    return {"pipeline": True, "kinds": (bare or [kinds(models[0])])[0], "kmeans": not bare, "last": (lasts or ["LogisticRegression"])[0], "tried": sorted(tried), "keys": keys}

def outcome(search, X, y, new, truth):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        search.fit(X, y)
    about = sorted({str(w.message).split(".")[0][:80] for w in caught})
    return {"right": float(np.mean(search.predict(new) == truth)), "warned": about, "best": sorted(numbers(search.best_estimator_))}
""")


def moons(m, seed):
    """Two half moons with some noise."""
    rng = np.random.default_rng(seed)
    y = np.arange(m) % 2
    angle = rng.uniform(0, np.pi, m)
    X = np.c_[np.cos(angle), np.sin(angle)]
    X[y == 1] = [1, 0.5] - X[y == 1]
    return X + rng.normal(0, 0.12, (m, 2)), y


@cache
def search():
    made = answer.bent()
    expect.true(made is not None, "`bent` returned None. Usually the `return` is missing.")
    expect.instance(made, "GridSearchCV", says="Expected a {want}, got a {got}.")
    return made


@cache
def plan():
    return answer.plan(search())


@cache
def outcome():
    return answer.outcome(search(), *moons(200, 1), *moons(1000, 2))


with expect.test("a search over a pipeline"):
    estimators.unfitted(search(), says="The search is fitted already. Return it as it was made: whoever uses it fits it.")
    found = plan()
    expect.true(found["pipeline"], "The search's estimator is a {name}; a Pipeline is asked for.", name=found.get("name", ""))
    expect.true(found["last"] == "LogisticRegression", "The pipeline ends in a {last}; a LogisticRegression is asked for.", last=found["last"])
    expect.true(found["kmeans"], "No KMeans stands in front of the LogisticRegression. The steps are: {kinds}. Outside of the pipeline its centres would be found on rows that cross-validation leaves out.", kinds=", ".join(found["kinds"]))

with expect.test("several numbers of clusters", after="a search over a pipeline"):
    found = plan()
    expect.true(len(found["tried"]) >= 3, "The grid tries {n} numbers of clusters, {tried}; at least three are asked for. Its keys are: {keys}.", n=len(found["tried"]), tried=found["tried"], keys=", ".join(found["keys"]))
    expect.true(max(found["tried"]) <= 40, "The grid tries {most} clusters; at most 40 are asked for.", most=max(found["tried"]))

### BEGIN HIDDEN TESTS
with expect.test("new rows of the moons", after="a search over a pipeline"):
    found = expect.call(outcome, says="The grid's key does not fit the pipeline: *{message}*. It is the step's name, two underscores and the parameter.", error="ValueError")
    expect.at_least(found["right"], 0.94, "Right for {got} of new rows; at least {low} is expected. The search chose {best} clusters of {tried}.", best=", ".join(map(str, found["best"])), tried=plan()["tried"])

with expect.test("no warning", after="new rows of the moons"):
    expect.true(not outcome()["warned"], "Fitting warned: {warned}.", warned="; ".join(outcome()["warned"]))
### END HIDDEN TESTS

# %% right="ch09-e05" because="named steps, another range, no scaling"
def bent():
    steps = [("landmarks", KMeans(n_init=2, random_state=3)), ("straight", LogisticRegression(C=100, max_iter=5000))]
    return GridSearchCV(Pipeline(steps), {"landmarks__n_clusters": range(6, 31, 6), "straight__C": [100]}, cv=3)

# %% right="ch09-e05" because="coordinates are scaled first, and two grids"
def bent():
    model = make_pipeline(StandardScaler(), KMeans(random_state=0), StandardScaler(), LogisticRegression(C=10, max_iter=2000))
    return GridSearchCV(model, [{"kmeans__n_clusters": [8]}, {"kmeans__n_clusters": [16, 32]}], cv=3)

# %% right="ch09-e05" because="distances become closenesses"
from sklearn.preprocessing import FunctionTransformer


def bent():
    near = FunctionTransformer(lambda D: np.exp(-((D / 0.4) ** 2)))
    model = make_pipeline(KMeans(n_init=1, random_state=1), near, LogisticRegression(C=10, max_iter=1000))
    return GridSearchCV(model, {"kmeans__n_clusters": np.array([10, 15, 25])}, cv=3)

# %% right="ch09-e05" because="distances beside the coordinates"
from sklearn.pipeline import FeatureUnion


def bent():
    both = FeatureUnion([("away", KMeans(n_init=1, random_state=0)), ("place", StandardScaler())])
    model = Pipeline([("features", both), ("scale", StandardScaler()), ("straight", LogisticRegression(max_iter=2000))])
    return GridSearchCV(model, {"features__away__n_clusters": [5, 15, 25]}, cv=3)

# %% right="ch09-e05" because="the grid changes the whole step of KMeans"
from sklearn.model_selection import StratifiedKFold


def bent():
    steps = [("landmarks", KMeans()), ("scale", StandardScaler()), ("judge", LogisticRegression(C=10, max_iter=2000))]
    candidates = [KMeans(k, n_init=1, random_state=1) for k in (8, 16, 24)]
    return GridSearchCV(Pipeline(steps), {"landmarks": candidates}, cv=StratifiedKFold(4, shuffle=True, random_state=3))

# %% right="ch09-e05" because="the grid fills an empty step, and chooses C as well"
def bent():
    steps = [("away", "passthrough"), ("straight", LogisticRegression(max_iter=5000))]
    grid = [{"away": [KMeans(k, n_init=1, random_state=2)], "straight": [LogisticRegression(C=10, max_iter=5000)]} for k in (10, 20, 30)]
    return GridSearchCV(Pipeline(steps), grid, cv=3)

# %% wrong="ch09-e05" because="whole steps, one of them without KMeans" says="No KMeans stands in front"
def bent():
    pipeline = Pipeline([("away", KMeans(n_init=1, random_state=0)), ("scale", StandardScaler()), ("straight", LogisticRegression(max_iter=1000))])
    return GridSearchCV(pipeline, {"away": ["passthrough", *(KMeans(k, n_init=1, random_state=0) for k in (10, 20, 30))]}, cv=3)

# %% wrong="ch09-e05" because="two numbers" says="tries 2 numbers of clusters"
def bent():
    pipeline = make_pipeline(KMeans(n_init=3, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(pipeline, {"kmeans__n_clusters": [15, 30]}, cv=5)

# %% wrong="ch09-e05" because="more than 40 clusters" says="tries 100 clusters"
def bent():
    pipeline = make_pipeline(KMeans(n_init=3, random_state=0), StandardScaler(), LogisticRegression(max_iter=2000))
    return GridSearchCV(pipeline, {"kmeans__n_clusters": [10, 20, 60, 100]}, cv=5)

# %% wrong="ch09-e05" because="too few clusters" says="The search chose"
def bent():
    pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(pipeline, {"kmeans__n_clusters": [2, 3, 4]}, cv=3)

# %% wrong="ch09-e05" because="one number" says="at least three"
def bent():
    pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(pipeline, {"kmeans__n_clusters": [20]}, cv=3)

# %% wrong="ch09-e05" because="a pipeline without a search" says="Expected a GridSearchCV"
def bent():
    return make_pipeline(KMeans(20, n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))

# %% wrong="ch09-e05" because="no k-means" says="No KMeans stands in front"
def bent():
    return GridSearchCV(make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)), {"logisticregression__C": [0.1, 1, 10]}, cv=3)

# %% wrong="ch09-e05" because="k-means last" says="ends in a KMeans"
def bent():
    return GridSearchCV(make_pipeline(StandardScaler(), KMeans(n_init=1, random_state=0)), {"kmeans__n_clusters": [5, 10, 20]}, cv=3)

# %% wrong="ch09-e05" because="key without the step's name" says="two underscores"
def bent():
    pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(pipeline, {"n_clusters": [5, 10, 20]}, cv=3)

# %% wrong="ch09-e05" because="the regression does not converge" says="Fitting warned"
def bent():
    pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(C=1000, max_iter=20))
    return GridSearchCV(pipeline, {"kmeans__n_clusters": [10, 20, 30]}, cv=3)

# %% wrong="ch09-e05" because="fitted" says="fitted already"
def bent():
    rng = np.random.default_rng(0)
    pipeline = make_pipeline(KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(pipeline, {"kmeans__n_clusters": [5, 10, 20]}, cv=3).fit(rng.normal(size=(60, 2)), np.arange(60) % 2)

# %% [markdown] exercise="ch09-e06" title="A picture in k colours" kind="F" level=1 minutes=12 core=true after="§4" skills=["Use clusters as features"] topics=["S-ch09-segmentation"]
# Write `quantize(image, k)`: the same picture in at most `k` colours.
#
# | | |
# |---|---|
# | `image` | array of shape `(h, w, 3)`, type `uint8`: red, green and blue of each pixel, 0 to 255 |
# | `k` | how many colours; the picture has at least as many |
# | returns | array of the same shape and type |
#
# Cluster the pixels by colour with `KMeans`; each pixel gets the colour of its cluster's centre, **rounded** to the nearest whole number. The mean squared error between the two pictures is at most 10 % above what k-means reaches with several starts.

# %% [markdown] hint="ch09-e06"
# A picture of 20 × 30 pixels: how many rows has the table that `KMeans` should get, and how many columns?

# %% [markdown] hint="ch09-e06"
# `pixels = image.reshape(-1, 3)`, and `KMeans(k, n_init=5, random_state=0).fit(pixels)`. `model.cluster_centers_[model.labels_]` is the colour of every pixel; round it with `np.rint`, then `astype(np.uint8)`, and give it back its shape.

# %% [markdown] hint="ch09-e06"
# ```python
# def quantize(image, k):
#     pixels = image.reshape(____, 3)
#     model = KMeans(k, n_init=5, random_state=0).fit(____)
#     palette = np.rint(____).astype(np.uint8)
#     return palette[____].reshape(____)
# ```

# %% answer="ch09-e06" needs=[]
def quantize(image, k):
    """The picture in at most k colours, uint8, of the same shape."""
    ### BEGIN SOLUTION
    pixels = image.reshape(-1, 3).astype(float)
    model = KMeans(k, n_init=5, random_state=0).fit(pixels)
    palette = np.rint(model.cluster_centers_).astype(np.uint8)
    return palette[model.labels_].reshape(image.shape)
    ### END SOLUTION

# %% [markdown] equivalent="ch09-e06"
# model = KMeans(k, n_init=5, random_state=0).fit(pixels)  →  model = KMeans(k, n_init=4, random_state=0).fit(pixels)
# model = KMeans(k, n_init=5, random_state=0).fit(pixels)  →  model = KMeans(k, n_init=6, random_state=0).fit(pixels)
# model = KMeans(k, n_init=5, random_state=0).fit(pixels)  →  model = KMeans(k, n_init=5, random_state=1).fit(pixels)
# pixels = image.reshape(-1, 3).astype(float)  →  pixels = image.reshape(-2, 3).astype(float)

# %% tests="ch09-e06" points=1
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.cluster import KMeans

def best_error(image, k):
    return float(KMeans(k, n_init=5, random_state=7).fit(image.reshape(-1, 3).astype(float)).inertia_ / image.size)
""")


def landscape(h, w, seed):
    """A sky, a meadow and a path, with noise."""
    rng = np.random.default_rng(seed)
    picture = np.zeros((h, w, 3))
    picture[: h // 2] = [90, 150, 230]
    picture[h // 2 :] = [60, 170, 70]
    picture[h // 2 :, w // 3 : w // 2] = [200, 180, 140]
    picture[: h // 4, : w // 4] = [250, 240, 120]
    shade = np.linspace(-30, 30, w)[None, :, None]
    return (picture + shade + rng.normal(0, 8, picture.shape)).clip(0, 255).astype(np.uint8)


def asked(image, k):
    got = answer.quantize(image, k)
    expect.true(got is not None, "`quantize` returned None. Usually the `return` is missing.")
    expect.shape(
        got,
        image.shape,
        says="A picture of shape {want} is expected; yours has {got}.",
        mistakes=[
            ((image.size // 3, 3), "A picture of shape {want} is expected; yours is a table of pixels, {got}. Give it back the shape of the image."),
            (image.shape[:2], "A picture of shape {want} is expected; yours has {got}: one number for each pixel. Look up the colour of each cluster."),
            ((image.size // 3,), "A picture of shape {want} is expected; yours has {got}: one number for each pixel. Look up the colour of each cluster."),
        ],
    )
    expect.true(getattr(got, "dtype", None) == np.uint8, "The type of the picture is uint8; yours is {kind}. Round the colours, then use `astype(np.uint8)`.", kind=getattr(got, "dtype", type(got).__name__))
    return got


@cache
def good_error(k, seed):
    return answer.best_error(landscape(20, 30, seed), k)


def compare(k, seed):
    image = landscape(20, 30, seed)
    got = asked(image, k)
    colours = np.unique(got.reshape(-1, 3), axis=0)
    expect.true(len(colours) <= k, "The picture has {n} colours; at most {k} are allowed. Is each row of your table one pixel, with three columns?", n=len(colours), k=k)
    expect.true(got.max() > 1, "All values of your picture are 0 or 1; those of the image go up to {most}. Were the colours scaled back?", most=int(image.max()))
    error, best = float(np.mean((got.astype(float) - image) ** 2)), good_error(k, seed)
    nearest = ((image.reshape(-1, 1, 3).astype(float) - colours) ** 2).sum(axis=2).min(axis=1).sum() / image.size
    expect.true(error <= 2 * nearest + 1, "With {k} colours the mean squared error is {error}; with the same colours, each pixel given the nearest, it would be {nearest}. Are labels and colours matched?", k=k, error=round(error, 1), nearest=round(float(nearest), 1))
    if error > 1.1 * best + 1:
        for colour in colours:
            mean = image[(got == colour).all(axis=2)].mean(axis=0)
            expect.true(np.abs(mean - colour).max() < 5, "With {k} colours the mean squared error is {error}; k-means reaches {best}. The pixels that got {colour} have the mean colour {mean}: yours are not the centres of their clusters.", k=k, error=round(error, 1), best=round(best, 1), colour=colour, mean=mean.round(1))
    expect.true(error <= 1.1 * best + 1, "With {k} colours the mean squared error is {error}; k-means with several starts reaches {best}.", k=k, error=round(error, 1), best=round(best, 1))


with expect.test("four colours"):
    compare(4, 1)

### BEGIN HIDDEN TESTS
with expect.test("two, six and one"):
    for k in (2, 6, 1):
        compare(k, 2)

with expect.test("colours are rounded means"):
    image = np.array([[[10, 20, 30], [11, 20, 31], [11, 20, 31]], [[200, 100, 255], [201, 100, 255], [201, 102, 255]]], dtype=np.uint8)
    got = asked(image, 2)
    want = np.array([[[11, 20, 31]] * 3, [[201, 101, 255]] * 3], dtype=np.uint8)
    cut = np.array([[[10, 20, 30]] * 3, [[200, 100, 255]] * 3], dtype=np.uint8)
    expect.equal(got.tolist(), want.tolist(), says="Two groups of three pixels have mean colours (10.67, 20, 30.67) and (200.67, 100.67, 255); expected these, rounded; got {colours}.", colours=np.unique(got.reshape(-1, 3), axis=0).tolist(), mistakes=[(cut.tolist(), "Two groups of three pixels have mean colours (10.67, 20, 30.67) and (200.67, 100.67, 255). You cut the decimals off; round them.")])

with expect.test("the input stays as it was"):
    image = landscape(8, 9, 3)
    held = answer.put(image)
    answer.quantize(held, 3)
    expect.unchanged(held, image)
### END HIDDEN TESTS

# %% right="ch09-e06" because="predict, and fancy indexing"
def quantize(image, k):
    h, w, _ = image.shape
    pixels = np.reshape(image, (h * w, 3))
    model = KMeans(n_clusters=k, random_state=4, n_init=10).fit(pixels)
    return model.cluster_centers_.round().astype("uint8")[model.predict(pixels)].reshape(h, w, 3)

# %% right="ch09-e06" because="fits the distinct colours, weighted by how often they come"
def quantize(image, k):
    colours, back, counts = np.unique(image.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    model = KMeans(k, n_init=8, random_state=0).fit(colours, sample_weight=counts)
    return np.rint(model.cluster_centers_[model.labels_[back.ravel()]]).astype(np.uint8).reshape(image.shape)

# %% right="ch09-e06" because="a half added before the cut, colours painted one by one"
def quantize(image, k):
    labels = KMeans(k, n_init=5, random_state=2).fit_predict(image.reshape(-1, 3)).reshape(image.shape[:2])
    out = np.empty_like(image)
    for c in range(k):
        if (labels == c).any():
            out[labels == c] = (image[labels == c].mean(axis=0) + 0.5).astype(int)
    return out

# %% wrong="ch09-e06" because="clusters the rows of the picture" says="Is each row of your table one pixel"
def quantize(image, k):
    rows = image.reshape(len(image), -1)
    model = KMeans(k, n_init=5, random_state=0).fit(rows)
    return np.rint(model.cluster_centers_[model.labels_]).astype(np.uint8).reshape(image.shape)

# %% wrong="ch09-e06" because="each channel on its own" says="colours; at most"
def quantize(image, k):
    out = np.empty_like(image)
    for channel in range(3):
        values = image[..., channel].reshape(-1, 1)
        model = KMeans(k, n_init=5, random_state=0).fit(values)
        out[..., channel] = np.rint(model.cluster_centers_[model.labels_, 0]).reshape(image.shape[:2])
    return out

# %% wrong="ch09-e06" because="forgets the shape" says="table of pixels"
def quantize(image, k):
    model = KMeans(k, n_init=5, random_state=0).fit(image.reshape(-1, 3))
    return np.rint(model.cluster_centers_[model.labels_]).astype(np.uint8)

# %% wrong="ch09-e06" because="labels in place of colours" says="one number for each pixel"
def quantize(image, k):
    return KMeans(k, n_init=5, random_state=0).fit_predict(image.reshape(-1, 3)).reshape(image.shape[:2])

# %% wrong="ch09-e06" because="floats" says="The type of the picture is uint8"
def quantize(image, k):
    model = KMeans(k, n_init=5, random_state=0).fit(image.reshape(-1, 3))
    return model.cluster_centers_[model.labels_].reshape(image.shape)

# %% wrong="ch09-e06" because="cuts the decimals off" says="You cut the decimals off"
def quantize(image, k):
    model = KMeans(k, n_init=5, random_state=0).fit(image.reshape(-1, 3))
    return model.cluster_centers_[model.labels_].reshape(image.shape).astype(np.uint8)

# %% wrong="ch09-e06" because="colours of random pixels" says="not the centres of their clusters"
def quantize(image, k):
    pixels = image.reshape(-1, 3).astype(float)
    palette = pixels[np.random.default_rng(0).choice(len(pixels), k, replace=False)]
    labels = ((pixels[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1)
    return palette[labels].astype(np.uint8).reshape(image.shape)

# %% right="ch09-e06" because="colours from 0 to 1, and vq"
from scipy.cluster.vq import vq


def quantize(image, k):
    P = image.reshape(-1, 3) / 255
    C = KMeans(k, n_init=6, random_state=0).fit(P).cluster_centers_
    return (np.round(C * 255).astype(np.uint8))[vq(P, C)[0]].reshape(image.shape)

# %% wrong="ch09-e06" because="colours stay from 0 to 1" says="Were the colours scaled back"
def quantize(image, k):
    P = image.reshape(-1, 3) / 255
    m = KMeans(k, random_state=1, n_init=3).fit(P)
    return m.cluster_centers_[m.labels_].astype(np.uint8).reshape(image.shape)

# %% wrong="ch09-e06" because="three rows of pixels" says="Is each row of your table one pixel"
def quantize(image, k):
    m = KMeans(k, random_state=1, n_init=3).fit(image.reshape(3, -1).T)
    return np.rint(m.cluster_centers_[m.labels_]).T.astype(np.uint8).reshape(image.shape)

# %% wrong="ch09-e06" because="one colour fewer" says="k-means with several starts reaches"
def quantize(image, k):
    m = KMeans(max(k - 1, 1), random_state=1, n_init=5).fit(image.reshape(-1, 3))
    return np.rint(m.cluster_centers_[m.labels_]).astype(np.uint8).reshape(image.shape)

# %% wrong="ch09-e06" because="squares of uint8 run over" says="labels and colours matched"
def quantize(image, k):
    pixels = image.reshape(-1, 3)
    palette = np.rint(KMeans(k, n_init=5, random_state=0).fit(pixels).cluster_centers_).astype(np.uint8)
    labels = ((pixels[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1)
    return palette[labels].reshape(image.shape)

# %% wrong="ch09-e06" because="equal steps of grey, not clusters" says="With 4 colours"
def quantize(image, k):
    grey = image.mean(axis=2)
    steps = np.floor(grey / 256 * k)
    out = np.empty_like(image)
    for s in np.unique(steps):
        out[steps == s] = np.rint(image[steps == s].mean(axis=0))
    return out

# %% [markdown]
# ## 5 · Fifty labels, well spent

# %% [markdown] exercise="ch09-e07" title="Fifty questions" kind="X" level=2 minutes=20 core=true after="§5" skills=["Learn from few labels"] topics=["S-ch09-semisup"]
# You have 800 pictures of handwritten digits and somebody who answers questions, at a price. Write `label_all(X, ask)`.
#
# | | |
# |---|---|
# | `X` | array of shape `(800, 64)`: pictures of 8 × 8 pixels, in any order |
# | `ask` | `ask(i)` returns the label, 0 to 9, of row `i`. You may call it **50 times** at most; each call counts, also one for the same row again |
# | returns | array of shape `(800,)`: a label for every row |
#
# At least 86 % of your labels are right. (With fifty random rows and a logistic regression about 80 % are.) Three such tables have to be done within ten seconds.

# %% [markdown] hint="ch09-e07"
# Two of your fifty rows look nearly the same. What does the second answer tell you that the first did not? Which fifty rows stand for many others each?

# %% [markdown] hint="ch09-e07"
# `KMeans(50, …).fit(X)`, then `transform(X).argmin(axis=0)` gives for each centre the row nearest to it. Ask about these. Then pass the answers on: to the whole cluster by `labels_`, by a classifier that is trained on the fifty, or by `LabelSpreading` with −1 where you know nothing.

# %% [markdown] hint="ch09-e07"
# ```python
# def label_all(X, ask):
#     kmeans = KMeans(____, n_init=3, random_state=0).fit(X)
#     middle = kmeans.transform(X).argmin(axis=____)
#     known = np.array([____ for i in middle])
#     return known[____]
# ```

# %% answer="ch09-e07" needs=[]
def label_all(X, ask):
    """A label for every row, after fifty questions at most."""
    ### BEGIN SOLUTION
    kmeans = KMeans(50, n_init=3, random_state=0).fit(X)
    middle = kmeans.transform(X).argmin(axis=0)
    known = np.array([ask(i) for i in middle])
    return known[kmeans.labels_]
    ### END SOLUTION

# %% [markdown] equivalent="ch09-e07"
# kmeans = KMeans(50, n_init=3, random_state=0).fit(X)  →  kmeans = KMeans(49, n_init=3, random_state=0).fit(X)
# kmeans = KMeans(50, n_init=3, random_state=0).fit(X)  →  kmeans = KMeans(50, n_init=2, random_state=0).fit(X)
# kmeans = KMeans(50, n_init=3, random_state=0).fit(X)  →  kmeans = KMeans(50, n_init=4, random_state=0).fit(X)
# kmeans = KMeans(50, n_init=3, random_state=0).fit(X)  →  kmeans = KMeans(50, n_init=3, random_state=1).fit(X)

# %% tests="ch09-e07" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.datasets import load_digits

class Person:
    "Answers questions about rows, one at a time, and counts them."

    def __init__(self, labels):
        self._labels, self.asked = labels, []

    def __call__(self, i):
        if np.ndim(i) != 0:
            raise TypeError("ask takes one row number at a time")
        self.asked.append(int(i))
        return int(self._labels[int(i)])

def asked_about(f, seed):
    digits, labels = load_digits(return_X_y=True)
    rows = np.random.default_rng(seed).permutation(len(digits))[:800]
    X, y, person = digits[rows], labels[rows], Person(labels[rows])
    given = X.copy()
    got = f(given, person)
    plain = got is not None and np.shape(got) == (800,)
    right = float(np.mean(np.asarray(got) == y)) if plain else 0.0
    told = [bool(np.asarray(got)[i] == y[i]) for i in person.asked] if plain else []

    def apart(chosen):
        "The mean squared distance of all rows to the nearest of the chosen ones."
        squares = np.sum(digits[rows] ** 2, axis=1)
        gaps = squares[:, None] - 2 * digits[rows] @ digits[rows][chosen].T + squares[chosen]
        return float(np.mean(gaps.min(axis=1)))

    chance = np.mean([apart(np.random.default_rng(draw).permutation(800)[:50]) for draw in range(5)])
    random = bool(person.asked) and apart(person.asked) > 0.95 * chance
    return {"random": random, "shape": None if got is None else list(np.shape(got)), "right": right, "asked": len(person.asked), "different": len(set(person.asked)), "kept": bool(np.array_equal(given, X)), "told": told}
""")


@cache
def run(seed):
    return answer.asked_about(answer.label_all, seed)


def questions_hold(seed):
    found = run(seed)
    expect.true(found["asked"] <= 50, "You asked {asked} times, about {different} different rows; 50 questions are allowed, and each call counts.", **found)
    expect.true(found["shape"] is not None, "`label_all` returned None. Usually the `return` is missing.")
    expect.true(found["shape"] == [800], "One label for each of the 800 rows is expected, shape (800,); got shape {shape}.", shape=tuple(found["shape"] or ()))


def labels_hold(seed):
    questions_hold(seed)
    found = run(seed)
    expect.true(found["asked"] > 0 or found["right"] >= 0.86, "You asked nobody, and {right} of the labels are right. The numbers of clusters are no digits: ask what is in them.", **found)
    known = float(np.mean(found["told"])) if found["told"] else 1.0
    expect.true(found["right"] >= 0.86 or known > 0.5, "{right} of your labels are right, and even of the rows that you asked about most have a label other than the one that you were told. Are answers and rows matched?", **found)
    expect.true(found["right"] >= 0.86 or found["different"] >= 40, "{right} of your labels are right; at least 0.86 is expected. You asked about {different} different rows; 50 are allowed.", **found)
    expect.true(found["right"] >= 0.86 or not found["random"], "{right} of your labels are right; at least 0.86 is expected. The rows that you asked about lie as far from the others as random rows do. Ask about one in the middle of each cluster.", **found)
    expect.at_least(found["right"], 0.86, "{got} of your labels are right; at least {low} is expected. You asked about {different} different rows.", different=found["different"])


with expect.test("fifty questions, 800 labels"):
    questions_hold(1)

with expect.test("labels that are right", after="fifty questions, 800 labels"):
    labels_hold(1)

### BEGIN HIDDEN TESTS
with expect.test("other pictures"):
    for seed in (2, 3):
        labels_hold(seed)

with expect.test("the input stays as it was"):
    expect.true(run(2)["kept"], "Your code changed `X` in place. Whoever called it still needs it: work on a copy.")
### END HIDDEN TESTS

# %% right="ch09-e07" because="label spreading from the middles"
def label_all(X, ask):
    middle = KMeans(50, n_init=2, random_state=1).fit(X).transform(X).argmin(axis=0)
    marks = np.full(len(X), -1)
    marks[middle] = [ask(int(i)) for i in middle]
    return LabelSpreading(kernel="knn", n_neighbors=7).fit(X, marks).transduction_

# %% right="ch09-e07" because="a classifier trained on the middles, its answers smoothed by nearest middle"
def label_all(X, ask):
    kmeans = KMeans(50, n_init=5, random_state=3).fit(X)
    rows = np.argmin(kmeans.transform(X), axis=0)
    taught = LogisticRegression(max_iter=3000).fit(X[rows] / 16, [ask(i) for i in rows])
    return taught.predict(X / 16)

# %% right="ch09-e07" because="a tree of merges, cut into fifty; its most central rows are asked about"
from sklearn.cluster import AgglomerativeClustering


def label_all(X, ask):
    groups = AgglomerativeClustering(50).fit_predict(X)
    out = np.empty(len(X), dtype=int)
    for g in range(50):
        rows = np.flatnonzero(groups == g)
        centre = X[rows].mean(axis=0)
        out[rows] = ask(rows[((X[rows] - centre) ** 2).sum(axis=1).argmin()])
    return out

# %% right="ch09-e07" because="forty middles, then ten doubtful rows"
def label_all(X, ask):
    known = list(KMeans(40, n_init=2, random_state=5).fit(X).transform(X).argmin(axis=0))
    marks = np.full(len(X), -1)
    marks[known] = [ask(i) for i in known]
    sure = LabelSpreading(kernel="knn", n_neighbors=7).fit(X, marks).label_distributions_.max(axis=1)
    sure[known] = 2
    for i in np.argsort(sure)[:10]:
        marks[i] = ask(i)
    return LabelSpreading(kernel="knn", n_neighbors=7).fit(X, marks).transduction_

# %% wrong="ch09-e07" because="one question too many" says="51 times"
def label_all(X, ask):
    km = KMeans(51, n_init=3, random_state=0).fit(X)
    return np.array([ask(i) for i in km.transform(X).argmin(0)])[km.labels_]

# %% wrong="ch09-e07" because="all questions at once" says="one row number at a time"
def label_all(X, ask):
    km = KMeans(50, n_init=3, random_state=0).fit(X)
    return ask(km.transform(X).argmin(0))[km.labels_]

# %% wrong="ch09-e07" because="five random rows of each of ten clusters" says="at least 0.86"
def label_all(X, ask):
    km, rng, out = KMeans(10, n_init=3, random_state=0).fit(X), np.random.default_rng(0), np.zeros(len(X), int)
    for c in range(10):
        rows = np.flatnonzero(km.labels_ == c)
        seen = [ask(i) for i in rng.choice(rows, 5, replace=False)]
        out[rows] = max(set(seen), key=seen.count)
    return out

# %% wrong="ch09-e07" because="fifty random rows" says="as random rows do"
def label_all(X, ask):
    rows = np.random.default_rng(0).choice(len(X), 50, replace=False)
    return LogisticRegression(max_iter=3000).fit(X[rows] / 16, [ask(i) for i in rows]).predict(X / 16)

# %% wrong="ch09-e07" because="the first fifty" says="as random rows do"
def label_all(X, ask):
    return LogisticRegression(max_iter=3000).fit(X[:50] / 16, [ask(i) for i in range(50)]).predict(X / 16)

# %% wrong="ch09-e07" because="asks about everything" says="You asked 800 times"
def label_all(X, ask):
    return np.array([ask(i) for i in range(len(X))])

# %% wrong="ch09-e07" because="asks twice about each middle" says="each call counts"
def label_all(X, ask):
    kmeans = KMeans(50, n_init=1, random_state=0).fit(X)
    middle = kmeans.transform(X).argmin(axis=0)
    return np.array([ask(middle[c]) for c in kmeans.labels_[:100]] + [0] * 700)

# %% wrong="ch09-e07" because="ten clusters" says="You asked about 10 different rows"
def label_all(X, ask):
    kmeans = KMeans(10, n_init=3, random_state=0).fit(X)
    middle = kmeans.transform(X).argmin(axis=0)
    return np.array([ask(i) for i in middle])[kmeans.labels_]

# %% wrong="ch09-e07" because="clusters taken for digits" says="You asked nobody"
def label_all(X, ask):
    return KMeans(10, n_init=3, random_state=0).fit_predict(X)

# %% wrong="ch09-e07" because="labels of the fifty only" says="shape (50,)"
def label_all(X, ask):
    middle = KMeans(50, n_init=3, random_state=0).fit(X).transform(X).argmin(axis=0)
    return np.array([ask(i) for i in middle])

# %% wrong="ch09-e07" because="the nearest centre of the first fifty rows, not the nearest row of each centre" says="You asked about"
def label_all(X, ask):
    kmeans = KMeans(50, n_init=3, random_state=0).fit(X)
    middle = kmeans.transform(X).argmin(axis=1)[:50]
    return np.array([ask(i) for i in middle])[kmeans.labels_]

# %% wrong="ch09-e07" because="answers in the wrong order" says="Are answers and rows matched"
def label_all(X, ask):
    kmeans = KMeans(50, n_init=3, random_state=0).fit(X)
    middle = kmeans.transform(X).argmin(axis=0)
    return np.array([ask(i) for i in np.sort(middle)])[kmeans.labels_]

# %% [markdown]
# ## 6 · Clusters of any shape

# %% [markdown] exercise="ch09-e08" title="DBSCAN meets new rows" kind="F" level=2 minutes=15 core=true after="§6" skills=["Cluster by density"] topics=["S-ch09-dbscan"]
# `DBSCAN` has no `predict`. Write `dbscan_predict(db, X_new)`.
#
# | | |
# |---|---|
# | `db` | a fitted `DBSCAN` (with the usual straight-line distance) |
# | `X_new` | array of shape `(m, n)`: new rows |
# | returns | array of shape `(m,)`: for each the label of the nearest **core sample**, if that is at most `db.eps` away, else −1 |
#
# It may happen that `db` has found no core sample at all.

# %% [markdown] hint="ch09-e08"
# A new row lies beside a border row of a cluster, farther than `eps` from every core sample. Would DBSCAN have put it into the cluster?

# %% [markdown] hint="ch09-e08"
# `db.components_` holds the core samples, `db.core_sample_indices_` their row numbers in the training table, and `db.labels_[db.core_sample_indices_]` their clusters, in the same order. Distances: `np.linalg.norm(X_new[:, None] - db.components_, axis=2)`.

# %% [markdown] hint="ch09-e08"
# ```python
# def dbscan_predict(db, X_new):
#     if len(db.components_) == 0:
#         return np.full(____)
#     away = np.linalg.norm(____, axis=2)
#     labels = db.labels_[____][away.argmin(axis=1)]
#     return np.where(____, labels, -1)
# ```

# %% answer="ch09-e08" needs=[]
def dbscan_predict(db, X_new):
    """The clusters of new rows; -1 for those that no core sample reaches."""
    ### BEGIN SOLUTION
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    away = np.linalg.norm(X_new[:, None] - db.components_, axis=2)
    labels = db.labels_[db.core_sample_indices_][away.argmin(axis=1)]
    return np.where(away.min(axis=1) <= db.eps, labels, -1)
    ### END SOLUTION

# %% tests="ch09-e08" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.cluster import DBSCAN

def fitted(X, eps, min_samples):
    return DBSCAN(eps=eps, min_samples=min_samples).fit(X)

def again(X, eps, min_samples):
    return fitted(X, eps, min_samples).labels_

def found(db):
    return {"labels": db.labels_.tolist(), "core": db.core_sample_indices_.tolist()}
""")


def away(X_new, X):
    return np.linalg.norm(X_new[:, None] - X, axis=2)


def predicted(X, labels, core, eps, new, slip=""):
    """What is right, or what a usual mistake gives."""
    labels = np.array(labels)
    rows = np.array(core, dtype=int)
    if slip in ("all", "all and noise"):
        rows = np.arange(len(X)) if slip == "all and noise" else np.flatnonzero(labels != -1)
    if len(rows) == 0:
        return np.full(len(new), -1)
    D = away(new, X[rows])
    nearest = D.argmin(axis=1)
    found = labels[nearest] if slip == "positions" else labels[rows][nearest]
    if slip == "no eps":
        return found
    return np.where(D.min(axis=1) < eps if slip == "below" else D.min(axis=1) <= eps, found, -1)


WORDS = {
    "no eps": "Row {row} lies {away} from the nearest core sample, and eps is {eps}: it is noise, −1; you returned {got}. Compare the distance with `db.eps`.",
    "all": "Row {row} is within eps of a row of a cluster that is no core sample: expected {want}, got {got}. Only core samples count.",
    "all and noise": "Row {row}: expected {want}, got {got}, the label of the nearest training row, noise among them. Only core samples count.",
    "below": "Row {row} lies exactly eps away from a core sample, which is near enough: expected {want}, got {got}.",
    "positions": "Row {row}: expected {want}, got {got}. The core sample is number {place} among `components_`, which is another row of the training table: `core_sample_indices_` says which.",
}


def explains(slip):
    """Whether this mistake accounts for the learner's result on a table on which all mistakes differ."""
    rng = np.random.default_rng(8)
    X = rng.permutation(np.vstack([np.repeat(np.arange(8.0), 3)[:, None] * 0.25, rng.uniform(-20, 20, (25, 1)).round(2)]))
    new = np.vstack([rng.uniform(-20, 20, (150, 1)), X + 0.5])
    db = answer.fitted(X, 0.5, 4)
    found = answer.found(db)
    want = answer.again(new, 0.5, 4) if slip == "anew" else predicted(X, found["labels"], found["core"], 0.5, new, slip)
    return np.array_equal(answer.dbscan_predict(db, new), want)


def compare(X, eps, min_samples, new):
    db = answer.fitted(X, eps, min_samples)
    found = answer.found(db)
    facts = (X, found["labels"], found["core"], eps, new)
    got, want = answer.dbscan_predict(db, new), predicted(*facts)
    expect.true(answer.found(db) == found, "Your code changed what `db` holds, as a new fit does. Whoever called it still needs it: use the core samples that it has found.")
    expect.shape(got, want.shape, says="One label for each new row is expected, shape {want}; got {got}.")
    got = np.asarray(got)
    if np.array_equal(got, want):
        return
    row = int(np.flatnonzero(got != want)[0])
    D = away(new[[row]], X[found["core"]])[0] if found["core"] else np.array([np.inf])
    values = {"row": row, "want": int(want[row]), "got": got[row], "eps": eps, "away": round(float(D.min()), 2), "place": int(D.argmin())}
    fits = [slip for slip in WORDS if np.array_equal(got, predicted(*facts, slip=slip))]
    if len(fits) == 1 and explains(fits[0]):
        expect.fail(WORDS[fits[0]], **values)
    expect.true(not explains("anew"), "Row {row}: expected {want}, got {got}, as if the new rows were clustered on their own. Use the core samples that `db` has found.", **values)
    expect.fail("Row {row} lies {away} from the nearest core sample, with eps {eps}: expected {want}, got {got}.", **values)


#: Two chains along a line, with a stray row first, so that places among the core samples are not row numbers.
CHAIN = np.array([[-9.0], [0.0], [0.5], [1.0], [1.5], [2.25], [8.0], [8.5], [9.0], [9.5]])

with expect.test("near, between and far"):
    compare(CHAIN, 0.75, 3, np.array([[0.25], [8.75], [5.0], [100.0]]))

### BEGIN HIDDEN TESTS
with expect.test("beside a border row"):
    compare(CHAIN, 0.75, 3, np.array([[2.5], [2.75], [-0.5]]))

with expect.test("beside noise"):
    compare(CHAIN, 0.75, 3, np.array([[-9.0], [-8.5], [0.5]]))

with expect.test("exactly eps away"):
    compare(CHAIN, 0.75, 3, np.array([[2.25], [-0.25], [7.75]]))

with expect.test("no core sample at all"):
    db = answer.fitted(np.array([[0.0, 0.0], [5.0, 5.0], [9.0, 1.0]]), 0.5, 2)
    got = expect.call(answer.dbscan_predict, db, np.array([[0.0, 0.0], [1.0, 1.0]]), says="With no core sample at all your code raised *{error}: {message}*. Then every new row is noise: return −1 for each.")
    expect.equal(np.asarray(got).tolist(), [-1, -1], says="With no core sample at all every new row is noise; expected {want}, got {got}.")

with expect.test("many rows, two columns"):
    rng = np.random.default_rng(2)
    clumps = np.vstack([rng.normal(centre, 0.6, (40, 2)) for centre in ((0, 0), (4, 4), (0, 5))])
    compare(rng.permutation(np.vstack([clumps, rng.uniform(-3, 8, (15, 2))])), 0.5, 5, rng.uniform(-3, 8, (200, 2)))

with expect.test("the input stays as it was"):
    new = np.array([[0.25], [5.0]])
    held = answer.put(new)
    answer.dbscan_predict(answer.fitted(CHAIN, 0.75, 3), held)
    expect.unchanged(held, new)
### END HIDDEN TESTS

# %% right="ch09-e08" because="a nearest-neighbour classifier on the core samples"
from sklearn.neighbors import KNeighborsClassifier


def dbscan_predict(db, X_new):
    if not len(db.core_sample_indices_):
        return np.full(len(X_new), -1)
    knn = KNeighborsClassifier(1).fit(db.components_, db.labels_[db.core_sample_indices_])
    far = knn.kneighbors(X_new, 1)[0][:, 0] > db.eps
    labels = knn.predict(X_new)
    labels[far] = -1
    return labels

# %% right="ch09-e08" because="row by row"
def dbscan_predict(db, X_new):
    out = []
    for x in X_new:
        best, label = db.eps, -1
        for i, core in zip(db.core_sample_indices_, db.components_):
            d = float(np.sqrt(np.sum((x - core) ** 2)))
            if d < best or (d == best and label == -1):
                best, label = d, int(db.labels_[i])
        out.append(label)
    return out

# %% right="ch09-e08" because="a tree of neighbours with an upper bound"
from scipy.spatial import cKDTree


def dbscan_predict(db, X_new):
    if db.components_.size == 0:
        return -np.ones(len(X_new), dtype=int)
    away, near = cKDTree(db.components_).query(X_new)
    labels = np.append(db.labels_[db.core_sample_indices_], -1)
    return labels[np.where(away <= db.eps, near, -1)]

# %% wrong="ch09-e08" because="fits the model to the new rows" says="changed what `db` holds"
def dbscan_predict(db, X_new):
    return db.fit_predict(X_new)

# %% wrong="ch09-e08" because="ignores eps" says="Compare the distance with `db.eps`"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    away = np.linalg.norm(X_new[:, None] - db.components_, axis=2)
    return db.labels_[db.core_sample_indices_][away.argmin(axis=1)]

# %% wrong="ch09-e08" because="below eps" says="exactly eps away"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    away = np.linalg.norm(X_new[:, None] - db.components_, axis=2)
    labels = db.labels_[db.core_sample_indices_][away.argmin(axis=1)]
    return np.where(away.min(axis=1) < db.eps, labels, -1)

# %% wrong="ch09-e08" because="places for row numbers" says="which is another row"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    away = np.linalg.norm(X_new[:, None] - db.components_, axis=2)
    return np.where(away.min(axis=1) <= db.eps, db.labels_[away.argmin(axis=1)], -1)

# %% wrong="ch09-e08" because="no core sample forgotten" says="every new row is noise"
def dbscan_predict(db, X_new):
    away = np.linalg.norm(X_new[:, None] - db.components_, axis=2)
    labels = db.labels_[db.core_sample_indices_][away.argmin(axis=1)]
    return np.where(away.min(axis=1) <= db.eps, labels, -1)

# %% wrong="ch09-e08" because="clusters the new rows on their own" says="clustered on their own"
def dbscan_predict(db, X_new):
    return DBSCAN(eps=db.eps, min_samples=db.min_samples).fit_predict(X_new)

# %% wrong="ch09-e08" because="five neighbours vote" says="nearest core sample"
from sklearn.neighbors import KNeighborsClassifier


def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    knn = KNeighborsClassifier(5).fit(db.components_, db.labels_[db.core_sample_indices_])
    near = knn.kneighbors(X_new)[0].mean(axis=1) <= db.eps
    return np.where(near, knn.predict(X_new), -1)

# %% wrong="ch09-e08" because="noise is 0" says="expected -1"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.zeros(len(X_new), int)
    d = np.linalg.norm(X_new[:, None] - db.components_, axis=2)
    return np.where(d.min(1) <= db.eps, db.labels_[db.core_sample_indices_][d.argmin(1)], 0)

# %% wrong="ch09-e08" because="noise is left out" says="One label for each new row"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    d = np.linalg.norm(X_new[:, None] - db.components_, axis=2)
    return db.labels_[db.core_sample_indices_][d.argmin(1)][d.min(1) <= db.eps]

# %% wrong="ch09-e08" because="sums of absolute differences" says="nearest core sample"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    d = np.abs(X_new[:, None] - db.components_).sum(2)
    return np.where(d.min(1) <= db.eps, db.labels_[db.core_sample_indices_][d.argmin(1)], -1)

# %% wrong="ch09-e08" because="squared distance against eps" says="exactly eps away"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    squared = ((X_new[:, None] - db.components_) ** 2).sum(axis=2)
    labels = db.labels_[db.core_sample_indices_][squared.argmin(axis=1)]
    return np.where(squared.min(axis=1) < db.eps**2, labels, -1)

# %% wrong="ch09-e08" because="squared distance, eps not squared" says="nearest core sample"
def dbscan_predict(db, X_new):
    if len(db.components_) == 0:
        return np.full(len(X_new), -1)
    squared = ((X_new[:, None] - db.components_) ** 2).sum(axis=2)
    labels = db.labels_[db.core_sample_indices_][squared.argmin(axis=1)]
    return np.where(squared.min(axis=1) <= db.eps, labels, -1)

# %% [markdown] exercise="ch09-e09" title="Which one for which?" kind="S" level=1 minutes=12 core=false after="§6" skills=["Cluster by density"] topics=["S-ch09-others"]
# Four tables are to be clustered. For each name one algorithm from [[§6]] or [[§7]], one setting that it needs, and the reason. 80 to 200 words in all.
#
# - *Taxi*: two million places where taxis stopped, in a city with long avenues. Wanted: the stands, of whatever shape; many stops belong to none.
# - *Customers*: 50,000 customers, six columns. Wanted: five groups that marketing can describe by their means.
# - *Genes*: 800 genes, 40 measurements each. Wanted: which are related, and which of these groups again belong together.
# - *Flowers*: 300 flowers of three kinds in elongated, overlapping clouds. Wanted: how sure one can be of each.

# %% [markdown] hint="ch09-e09"
# For each table ask: what shape, is there noise, how many rows, and what should come out: labels, means, a tree, probabilities?

# %% [markdown] hint="ch09-e09"
# Go through the table of algorithms at the end of [[§6]]. Which one says "noise"? Which one gives a tree of merges? Which one has `predict_proba`?

# %% [markdown] hint="ch09-e09"
# *Taxi: ____, with ____, because ____. Customers: ____, with ____, because ____. Genes: ____. Flowers: ____.*

# %% [markdown] answer="ch09-e09" manual=true points=1
# ### BEGIN SOLUTION
# Taxi: DBSCAN or HDBSCAN, by density. Stands lie along streets, so they are not round, and most stops belong to no stand, which these algorithms call noise. `eps` can be given in metres, 20 or so; HDBSCAN takes a smallest number of stops instead, and does without one `eps` for suburb and centre. With two million rows an index of neighbours is needed, or a sample.
# Customers: k-means with k = 5 on scaled columns and `n_init=10`. Each group is described by its centre, it is fast, and new customers get a group by `predict`.
# Genes: agglomerative clustering; 800 rows are few enough for all distances. The tree of merges shows groups of groups, and can be cut at any height. The linkage has to be chosen, such as average or Ward.
# Flowers: a Gaussian mixture with three components and full covariances: the clouds are elongated, and `predict_proba` says how sure each assignment is.
# ### END SOLUTION

# %% [markdown] rubric="ch09-e09"
# One point each, four make the whole:
#
# 1. **Taxi.** An algorithm by density that knows noise (DBSCAN, HDBSCAN, OPTICS), with `eps` or a smallest size.
# 2. **Customers.** K-means (or BIRCH, or a mixture) with k = 5, and columns that are scaled.
# 3. **Genes.** Agglomerative clustering, for the tree of merges, with a linkage or a height of the cut.
# 4. **Flowers.** A Gaussian mixture, for the elongated shape and the probabilities.

# %% [markdown]
# ## 7 · Mixtures of Gaussians

# %% [markdown] exercise="ch09-e10" title="One step of EM" kind="F" level=3 minutes=40 core=false after="§7" skills=["Fit a Gaussian mixture"] topics=["S-ch09-em", "S-ch09-gmm"]
# Write `em_step(X, weights, means, covariances)`: one E step and one M step of a Gaussian mixture with full covariances.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)` |
# | `weights`, `means`, `covariances` | the mixture so far, of shapes `(k,)`, `(k, n)`, `(k, n, n)`; weights are above 0 and add up to 1 |
# | returns | `(weights, means, covariances, log_likelihood)`: the new ones, in the same shapes, and one number |
#
# The formulas are those of [[§7]]; the covariances are taken around the **new** means, and nothing is added to them. `log_likelihood` is the **sum** over all rows of $\ln p(\mathbf{x}_i)$ under the mixture that was **given**.
#
# Rows may lie so far from all means that every density is 0 in floating-point numbers. Results must be right there, too, so compute with logarithms:
#
# $$\ln \mathcal{N}(\mathbf{x}\mid\boldsymbol\mu,\boldsymbol\Sigma) = -\tfrac12\Big(n\ln 2\pi + \ln\det\boldsymbol\Sigma + (\mathbf{x}-\boldsymbol\mu)^\top\boldsymbol\Sigma^{-1}(\mathbf{x}-\boldsymbol\mu)\Big).$$

# %% [markdown] hint="ch09-e10"
# One column, two components with equal weights, means 0 and 2 and variances 1. What are the responsibilities for a row at 1? At 2? And at 100, where both densities are 0 to the computer?

# %% [markdown] hint="ch09-e10"
# Fill a matrix `joint` of shape `(m, k)` with `np.log(weights[j])` plus the log density. `np.logaddexp.reduce(joint, axis=1)` is $\ln p(\mathbf{x}_i)$ without underflow; responsibilities are `np.exp(joint - total[:, None])`. `np.linalg.slogdet(S)[1]` is the logarithm of a determinant.

# %% [markdown] hint="ch09-e10"
# ```python
# def em_step(X, weights, means, covariances):
#     m, n = X.shape
#     joint = np.empty((m, len(weights)))
#     for j, (w, mean, S) in enumerate(zip(weights, means, covariances)):
#         apart = X - mean
#         squares = np.sum(apart @ np.linalg.inv(S) * apart, axis=1)
#         joint[:, j] = np.log(____) - 0.5 * (n * np.log(2 * np.pi) + ____ + squares)
#     total = np.logaddexp.reduce(joint, axis=____)
#     r = np.exp(____)
#     sizes = r.sum(axis=____)
#     new_means = ____ / sizes[:, None]
#     new_covariances = np.array([((X - mu).T * ____) @ (X - mu) / ____ for mu, rj, size in zip(new_means, r.T, sizes)])
#     return ____, new_means, new_covariances, total.____
# ```

# %% answer="ch09-e10" needs=[]
def em_step(X, weights, means, covariances):
    """The mixture after one step, and the log-likelihood of X before it."""
    ### BEGIN SOLUTION
    m, n = X.shape
    joint = np.empty((m, len(weights)))
    for j, (w, mean, S) in enumerate(zip(weights, means, covariances)):
        apart = X - mean
        squares = np.sum(apart @ np.linalg.inv(S) * apart, axis=1)
        joint[:, j] = np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + squares)
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    new_means = r.T @ X / sizes[:, None]
    new_covariances = np.array([((X - mu).T * rj) @ (X - mu) / size for mu, rj, size in zip(new_means, r.T, sizes)])
    return sizes / m, new_means, new_covariances, total.sum()
    ### END SOLUTION

# %% [markdown] equivalent="ch09-e10"
# new_covariances = np.array([(X - mu).T * rj @ (X - mu) / size for mu, rj, size in zip(new_means, r.T, sizes)])  →  new_covariances = np.array([(X - mu).T * rj @ (X + mu) / size for mu, rj, size in zip(new_means, r.T, sizes)])
# new_covariances = np.array([(X - mu).T * rj @ (X - mu) / size for mu, rj, size in zip(new_means, r.T, sizes)])  →  new_covariances = np.array([(X + mu).T * rj @ (X - mu) / size for mu, rj, size in zip(new_means, r.T, sizes)])

# %% tests="ch09-e10" points=3
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def step(X, weights, means, covariances, slip=""):
    """One step, or one of its usual mistakes; the responsibilities come last."""
    X = np.asarray(X, dtype=float)
    m, n = X.shape
    joint = np.empty((m, len(weights)))
    for j, (w, mean, S) in enumerate(zip(weights, means, covariances, strict=True)):
        apart = X - mean
        joint[:, j] = -0.5 * np.sum(apart @ np.linalg.inv(S) * apart, axis=1)
        joint[:, j] += 0 if slip == "weights" else np.log(w)
        joint[:, j] -= 0 if slip == "determinant" else 0.5 * np.linalg.slogdet(S)[1]
        joint[:, j] -= 0 if slip == "constant" else 0.5 * n * np.log(2 * np.pi)
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    if slip == "columns":
        r = np.exp(joint - np.logaddexp.reduce(joint, axis=0))
    if slip == "hard":
        r = np.eye(len(weights))[joint.argmax(axis=1)]
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None] if slip != "by m" else r.T @ X / m
    around = means if slip == "old means" else mu
    divisor = {"by m": np.full(len(weights), float(m)), "minus one": sizes - 1}.get(slip, sizes)
    cov = np.array([((X - c).T * rj) @ (X - c) / d for c, rj, d in zip(around, r.T, divisor, strict=True)])
    if slip == "all alike":
        cov = np.array([(X - c).T @ (X - c) / m for c in mu])
    if slip == "raw":
        cov = np.array([(X.T * rj) @ X / d for rj, d in zip(r.T, divisor, strict=True)])
    if slip == "added":
        cov = cov + 1e-6 * np.eye(n)
    if slip == "diagonal":
        cov = np.array([np.diag(np.diag(c)) for c in cov])
    return sizes / (1 if slip == "sums" else m), mu, cov, float(total.sum()), r


def asked(*mixture):
    got = answer.em_step(*mixture)
    four = isinstance(got, tuple | list) and len(got) == 4
    expect.true(four, "Expected four things, `(weights, means, covariances, log_likelihood)`; got {got}.", got=got)
    for name, value, want in zip(("weights", "means", "covariances"), got[:3], (np.shape(mixture[1]), np.shape(mixture[2]), np.shape(mixture[3])), strict=True):
        expect.shape(value, want, says="`{name}` has shape {got}; {want} is expected.", name=name)
    return got


WORDS = {
    "hard": "{name}: expected {want}, got {got}, as if each row belonged to one component only. Responsibilities are shares between 0 and 1.",
    "weights": "{name}: expected {want}, got {got}, as without the weights in the E step. Add the logarithm of each weight.",
    "determinant": "{name}: expected {want}, got {got}, as without the determinants. Wide components have lower densities.",
    "constant": "{name}: expected {want}, got {got}, as without n · ln 2π. It cancels in the responsibilities, not in the likelihood.",
    "by m": "{name}: expected {want}, got {got}: divided by all rows. Divide by the rows that the component answers for, the sum of its responsibilities.",
    "old means": "{name}: expected {want}, got {got}, measured from the means that were given. Measure from the new ones.",
    "columns": "{name}: expected {want}, got {got}, as if the responsibilities of a component added up to 1. Those of a *row* do.",
    "sums": "{name}: expected {want}, got {got}, the sums of the responsibilities. Divide them by the number of rows.",
    "minus one": "{name}: expected {want}, got {got}, with one subtracted from the divisor. Divide by the sum of the responsibilities.",
    "all alike": "{name}: expected {want}, got {got}: all rows counted alike. Weight them by responsibility.",
    "raw": "{name}: expected {want}, got {got}, as without taking the means off. Subtract them from the rows first.",
    "added": "{name}: expected {want}, got {got}, as with 0.000001 added to the diagonal. Nothing is to be added.",
    "diagonal": "{name}: expected {want}, got {got}: only the diagonals are there. Full covariances are asked for.",
}
PARTS = ("weights", "means", "covariances", "log-likelihood")


def part_holds(place, mixture):
    got, want, name = asked(*mixture)[place], step(*mixture)[place], PARTS[place]
    numbers = np.asarray(got, dtype=float)
    expect.true(np.all(np.isfinite(numbers)), "{name}: some numbers are nan or infinite. Densities far from all means are 0 to the computer: stay with logarithms until the largest one has been taken out.", name=name)
    slips = [(step(*mixture, slip=slip)[place], words) for slip, words in WORDS.items()]
    if place == 3:
        slips.append((-want, "{name}: expected {want}, got {got}, its negative. Sum the logarithms of the densities as they are."))
        slips.append((want / len(mixture[0]), "{name}: expected {want}, got {got}, the mean over the rows. The sum is asked for."))
        slips.append((step(mixture[0], *step(*mixture)[:3])[3], "{name}: expected {want}, got {got}, that of the new mixture. The one that was given is asked for."))
    close = {"rtol": 1e-7, "atol": 1e-8}
    mistakes = [(wrong, words) for wrong, words in slips if not np.allclose(wrong, want, **close)]
    expect.close(got, want, **close, says="{name}: expected {want}, got {got}.", name=name, mistakes=mistakes)


@cache
def mixture(seed, k=2, n=2, m=30):
    """Rows and a mixture that does not fit them yet."""
    rng = np.random.default_rng(seed)
    roots = rng.normal(size=(k, n, n))
    covariances = roots @ roots.transpose(0, 2, 1) + np.eye(n) * 0.5
    return rng.normal(size=(m, n)) * 2, rng.dirichlet(np.full(k, 4.0)), rng.normal(size=(k, n)), covariances


with expect.test("weights"):
    part_holds(0, mixture(1))

with expect.test("means"):
    part_holds(1, mixture(1))

with expect.test("covariances", after="means"):
    part_holds(2, mixture(1))

with expect.test("log-likelihood"):
    part_holds(3, mixture(1))

### BEGIN HIDDEN TESTS
with expect.test("one column, three components"):
    for place in range(4):
        part_holds(place, mixture(2, k=3, n=1))

with expect.test("rows far from all means"):
    X, weights, means, covariances = mixture(3)
    far = np.vstack([X, [[400.0, -300.0], [-500.0, 100.0]]])
    for place in range(4):
        part_holds(place, (far, weights, means, covariances))

with expect.test("components of very different size"):
    X, weights, means, _ = mixture(4, k=3)
    sizes = np.array([np.eye(2) * 0.05, np.eye(2) * 40, [[2.0, 1.4], [1.4, 2.0]]])
    for place in range(4):
        part_holds(place, (X, np.array([0.9, 0.04, 0.06]), means, sizes))

with expect.test("the likelihood never falls"):
    X, *state = mixture(5, k=3, n=3, m=60)
    last = -np.inf
    for _ in range(8):
        *state, likelihood = asked(X, *[np.asarray(part, dtype=float) for part in state])
        expect.true(likelihood >= last - 1e-8, "The log-likelihood fell from {last} to {now} in one step. No step of EM lowers it.", last=round(float(last), 3), now=round(float(likelihood), 3))
        last = likelihood

with expect.test("the input stays as it was"):
    parts = mixture(1)
    held = [answer.put(part) for part in parts]
    answer.em_step(*held)
    for handle, part in zip(held, parts, strict=True):
        expect.unchanged(handle, part)
### END HIDDEN TESTS

# %% right="ch09-e10" because="SciPy's densities and logsumexp, einsum for the covariances"
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


def em_step(X, weights, means, covariances):
    joint = np.column_stack([multivariate_normal(mu, S).logpdf(X) for mu, S in zip(means, covariances)]).reshape(len(X), -1) + np.log(weights)
    total = logsumexp(joint, axis=1, keepdims=True)
    r = np.exp(joint - total)
    mu = np.einsum("ij,in->jn", r, X) / r.sum(axis=0)[:, None]
    d = X[:, None] - mu
    return r.mean(axis=0), mu, np.einsum("ij,ijn,ijp->jnp", r, d, d) / r.sum(axis=0)[:, None, None], total.sum()

# %% right="ch09-e10" because="Cholesky factors, largest taken out by hand, second moments minus squares of means"
def em_step(X, weights, means, covariances):
    columns = []
    for w, mu, S in zip(weights, means, covariances):
        L = np.linalg.cholesky(S)
        z = np.linalg.solve(L, (X - mu).T)
        columns.append(np.log(w) - 0.5 * (z**2).sum(axis=0) - np.log(np.diag(L)).sum() - X.shape[1] / 2 * np.log(2 * np.pi))
    joint = np.array(columns)
    top = joint.max(axis=0)
    e = np.exp(joint - top)
    r = e / e.sum(axis=0)
    n_j = r.sum(axis=1)
    mu = (r @ X) / n_j[:, None]
    cov = [(X - c).T @ np.diag(q) @ (X - c) / s for c, q, s in zip(mu, r, n_j)]
    return list(n_j / len(X)), mu, np.array(cov), float(np.sum(top + np.log(e.sum(axis=0))))

# %% right="ch09-e10" because="the library's own step"
import warnings


def em_step(X, weights, means, covariances):
    start = {"weights_init": weights, "means_init": means, "precisions_init": np.linalg.inv(covariances)}
    model = GaussianMixture(len(weights), reg_covar=0, max_iter=1, init_params="random_from_data", random_state=0, **start)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(X)
    return model.weights_, model.means_, model.covariances_, model.lower_bound_ * len(X)

# %% right="ch09-e10" because="np.cov with weights"
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


def em_step(X, weights, means, covariances):
    k, (m, n) = len(weights), X.shape
    joint = np.stack([np.atleast_1d(multivariate_normal(means[j], covariances[j]).logpdf(X)) + np.log(weights[j]) for j in range(k)], 1)
    total = logsumexp(joint, axis=1)
    r = np.exp(joint - total[:, None])
    mu = (r.T @ X) / r.sum(0)[:, None]
    return r.sum(0) / m, mu, np.stack([np.cov(X.T, aweights=r[:, j], ddof=0).reshape(n, n) for j in range(k)]), total.sum()

# %% wrong="ch09-e10" because="the library with its regularisation" says="Nothing is to be added"
import warnings


def em_step(X, weights, means, covariances):
    model = GaussianMixture(len(weights), max_iter=1, weights_init=weights, means_init=means, precisions_init=np.linalg.inv(covariances), init_params="random_from_data", random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(X)
    return model.weights_, model.means_, model.covariances_, model.lower_bound_ * len(X)

# %% wrong="ch09-e10" because="means are not taken off" says="without taking the means off"
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


def em_step(X, weights, means, covariances):
    k, (m, n) = len(weights), X.shape
    joint = np.stack([np.atleast_1d(multivariate_normal(means[j], covariances[j]).logpdf(X)) + np.log(weights[j]) for j in range(k)], 1)
    total = logsumexp(joint, axis=1)
    r = np.exp(joint - total[:, None])
    mu = (r.T @ X) / r.sum(0)[:, None]
    return r.sum(0) / m, mu, np.stack([(X.T * r[:, j]) @ X / r[:, j].sum() for j in range(k)]), total.sum()

# %% wrong="ch09-e10" because="the sum of densities, not of their logarithms" says="log-likelihood"
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


def em_step(X, weights, means, covariances):
    k, (m, n) = len(weights), X.shape
    joint = np.stack([np.atleast_1d(multivariate_normal(means[j], covariances[j]).logpdf(X)) + np.log(weights[j]) for j in range(k)], 1)
    total = logsumexp(joint, axis=1)
    r = np.exp(joint - total[:, None])
    mu = (r.T @ X) / r.sum(0)[:, None]
    return r.sum(0) / m, mu, np.stack([np.cov(X.T, aweights=r[:, j], ddof=0).reshape(n, n) for j in range(k)]), -total.sum()

# %% wrong="ch09-e10" because="sums in place of weights" says="Divide them by the number of rows"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    return sizes, mu, np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)]), total.sum()

# %% wrong="ch09-e10" because="normalised along the rows" says="Those of a *row* do"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    r = np.exp(joint - np.logaddexp.reduce(joint, axis=0))
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    return sizes / m, mu, np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)]), np.logaddexp.reduce(joint, axis=1).sum()

# %% wrong="ch09-e10" because="hard assignment" says="shares between 0 and 1"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    r = np.eye(len(weights))[joint.argmax(axis=1)]
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, np.logaddexp.reduce(joint, axis=1).sum()

# %% wrong="ch09-e10" because="densities underflow" says="stay with logarithms"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    p = np.array([w * np.exp(-0.5 * np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) / np.sqrt((2 * np.pi) ** n * np.linalg.det(S)) for w, mu, S in zip(weights, means, covariances)]).T
    with np.errstate(all="ignore"):
        r = p / p.sum(axis=1, keepdims=True)
        sizes = r.sum(axis=0)
        mu = r.T @ X / sizes[:, None]
        cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
        return sizes / m, mu, cov, np.log(p.sum(axis=1)).sum()

# %% wrong="ch09-e10" because="a tiny number against underflow" says="log-likelihood"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    p = 1e-300 + np.array([w * np.exp(-0.5 * np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) / np.sqrt((2 * np.pi) ** n * np.linalg.det(S)) for w, mu, S in zip(weights, means, covariances)]).T
    r = p / p.sum(axis=1, keepdims=True)
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    r = np.exp(joint - np.logaddexp.reduce(joint, axis=1, keepdims=True))
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, np.log(p.sum(axis=1)).sum()

# %% wrong="ch09-e10" because="around the old means" says="Measure from the new ones"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(means, r.T, sizes)])
    return sizes / m, r.T @ X / sizes[:, None], cov, total.sum()

# %% wrong="ch09-e10" because="divides by all rows" says="the component answers for"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    mu = r.T @ X / m
    cov = np.array([((X - c).T * q) @ (X - c) / m for c, q in zip(mu, r.T)])
    return r.mean(axis=0), mu, cov, total.sum()

# %% wrong="ch09-e10" because="no weights in the E step" says="Add the logarithm of each weight"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([-0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for mu, S in zip(means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, total.sum()

# %% wrong="ch09-e10" because="the determinant is missing" says="without the determinants"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, total.sum()

# %% wrong="ch09-e10" because="the mean log-likelihood" says="the mean over the rows"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, total.mean()

# %% wrong="ch09-e10" because="without 2 pi" says="not in the likelihood"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, total.sum()

# %% wrong="ch09-e10" because="np.cov with one subtracted" says="with one subtracted"
def em_step(X, weights, means, covariances):
    m, n = X.shape
    joint = np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    total = np.logaddexp.reduce(joint, axis=1)
    r = np.exp(joint - total[:, None])
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / (s - 1) for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, total.sum()

# %% wrong="ch09-e10" because="the likelihood of the new mixture" says="that of the new mixture"
def em_step(X, weights, means, covariances):
    m, n = X.shape

    def joint(weights, means, covariances):
        return np.array([np.log(w) - 0.5 * (n * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T

    first = joint(weights, means, covariances)
    r = np.exp(first - np.logaddexp.reduce(first, axis=1)[:, None])
    sizes = r.sum(axis=0)
    mu = r.T @ X / sizes[:, None]
    cov = np.array([((X - c).T * q) @ (X - c) / s for c, q, s in zip(mu, r.T, sizes)])
    return sizes / m, mu, cov, np.logaddexp.reduce(joint(sizes / m, mu, cov), axis=1).sum()

# %% wrong="ch09-e10" because="only the E step" says="four things"
def em_step(X, weights, means, covariances):
    joint = np.array([np.log(w) - 0.5 * (np.linalg.slogdet(S)[1] + np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1)) for w, mu, S in zip(weights, means, covariances)]).T
    return np.exp(joint - np.logaddexp.reduce(joint, axis=1)[:, None])

# %% [markdown]
# ## 8 · How many Gaussians?

# %% [markdown] exercise="ch09-e11" title="The mixture that BIC prefers" kind="X" level=1 minutes=12 core=true trains=true after="§8" skills=["Fit a Gaussian mixture"] topics=["S-ch09-gmm", "S-ch09-mix-uses"]
# Write `best_mixture(X)`: it returns the **fitted** `GaussianMixture` with the lowest BIC on `X` among those with 1 to 5 components and `covariance_type` `"full"`, `"tied"` or `"spherical"`: fifteen combinations.
#
# `X` has shape `(m, 2)`. (On the tables that your function will get, one start each is enough.)

# %% [markdown] hint="ch09-e11"
# Is a large BIC good or bad? And which of the fifteen models would win if you compared likelihoods?

# %% [markdown] hint="ch09-e11"
# `GaussianMixture(k, covariance_type=kind, random_state=0).fit(X)` is one of them; `model.bic(X)` is its BIC, smaller is better. Keep the models in a list and take `min(models, key=…)`.

# %% [markdown] hint="ch09-e11"
# ```python
# def best_mixture(X):
#     models = [
#         GaussianMixture(k, covariance_type=kind, random_state=0).fit(X)
#         for k in ____
#         for kind in ____
#     ]
#     return ____(models, key=lambda model: ____)
# ```

# %% answer="ch09-e11" needs=[]
def best_mixture(X):
    """The fitted mixture with the lowest BIC of fifteen."""
    ### BEGIN SOLUTION
    kinds = ("full", "tied", "spherical")
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 6) for kind in kinds]
    return min(models, key=lambda model: model.bic(X))
    ### END SOLUTION

# %% [markdown] equivalent="ch09-e11"
# models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 6) for kind in kinds]  →  models = [GaussianMixture(k, covariance_type=kind, random_state=1).fit(X) for k in range(1, 6) for kind in kinds]

# %% tests="ch09-e11" points=1
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.mixture import GaussianMixture

def facts(model, X, k, kind):
    reference = GaussianMixture(k, covariance_type=kind, n_init=3, random_state=0).fit(X)
    if model.bic(X) <= reference.bic(X) + 4:
        return {"good": True}
    again = GaussianMixture(model.n_components, covariance_type=model.covariance_type, n_init=1, means_init=model.means_, random_state=0).fit(X)
    fits = [GaussianMixture(n, covariance_type=shape, random_state=0).fit(X) for n in range(1, 6) for shape in ("full", "tied", "spherical")]
    lowest = lambda some: bool(model.bic(X) <= min(fit.bic(X) for fit in some) + 1)
    orders = {
        "aic": bool(model.aic(X) <= min(fit.aic(X) for fit in fits) + 1),
        "likelihood": bool(model.score(X) >= max(fit.score(X) for fit in fits) - 1 / len(X)),
        "largest": bool(model.bic(X) >= max(fit.bic(X) for fit in fits) - 1),
    }
    ranges = {
        "own kind": kind != model.covariance_type and lowest([fit for fit in fits if fit.covariance_type == model.covariance_type]),
        "fewer": model.n_components < k and lowest([fit for fit in fits if fit.n_components <= model.n_components]),
    }
    reasons = [name for name, holds in orders.items() if holds] or [name for name, holds in ranges.items() if holds]
    return {"reason": reasons[0] if len(reasons) == 1 else "", "good": False, "k": int(model.n_components), "kind": str(model.covariance_type), "bic": float(model.bic(X)), "best": float(reference.bic(X)), "again": float(again.bic(X))}
""")

#: Number of components, kind of covariances, their covariance matrices, and their places.
TABLES = {
    "three alike, stretched": (3, "tied", [[[1.0, 0.9], [0.9, 1.0]]] * 3, [(0, 0), (5, 0), (0, 6)]),
    "four, each with its own shape": (4, "full", [[[2, 1.9], [1.9, 2]], [[2, -1.9], [-1.9, 2]], [[0.1, 0], [0, 3]], [[3, 0], [0, 0.1]]], [(0, 0), (8, 0), (0, 9), (9, 9)]),
    "one, stretched": (1, "full", [[[3.0, 1.5], [1.5, 1.0]]], [(2, 2)]),
    "five round, of unlike size": (5, "spherical", [[[s, 0], [0, s]] for s in (0.1, 1.2, 0.4, 0.8, 0.05)], [(0, 0), (6, 0), (0, 6), (6, 6), (12, 3)]),
}


@cache
def rows(name):
    k, _, covariances, places = TABLES[name]
    rng = np.random.default_rng(len(name))
    return rng.permutation(np.vstack([rng.multivariate_normal(place, shape, 180 // k) for place, shape in zip(places, covariances, strict=True)]))


def fifteen(model):
    expect.true(model.covariance_type in ("full", "tied", "spherical") and 1 <= model.n_components <= 5, "Your mixture has {k} components with covariances of type {kind}; it is none of the fifteen.", k=model.n_components, kind=model.covariance_type)


def compare(name):
    k, kind, *_ = TABLES[name]
    model = answer.best_mixture(rows(name))
    expect.true(model is not None, "`best_mixture` returned None. Usually the `return` is missing.")
    expect.instance(model, "GaussianMixture", says="Expected a {want}, got a {got}.")
    estimators.fitted(model)
    fifteen(model)
    found = answer.facts(model, rows(name), k, kind)
    if found["good"]:
        return
    shown = {key: round(value) if isinstance(value, float) else value for key, value in found.items()} | {"best_k": k, "best_kind": kind}
    expect.true(found["again"] > found["bic"] - 20, "{name}: your mixture, {k} components, {kind}, has a BIC of {bic}; fitted to all rows of X from its own means it reaches {again}. Was it fitted to all of X?", name=name, **shown)
    words = {
        "aic": "{name}: your mixture (n_components={k}, {kind}) has a BIC of {bic}; n_components={best_k}, {best_kind}, reaches {best}. By AIC yours would come first, but BIC is asked for.",
        "likelihood": "{name}: your mixture (n_components={k}, {kind}) has a BIC of {bic}; n_components={best_k}, {best_kind}, reaches {best}. Yours has the highest likelihood of the fifteen; BIC charges for each parameter.",
        "largest": "{name}: your mixture (n_components={k}, {kind}) has a BIC of {bic}, the largest of the fifteen; n_components={best_k}, {best_kind}, reaches {best}. The smallest is wanted.",
        "own kind": "{name}: your mixture (n_components={k}, {kind}) has a BIC of {bic}; n_components={best_k}, {best_kind}, reaches {best}. Yours is the best of type {kind}. Are all three types tried?",
        "fewer": "{name}: your mixture (n_components={k}, {kind}) has a BIC of {bic}; n_components={best_k}, {best_kind}, reaches {best}. Yours is the best with up to {k} components. Are {best_k} tried, too?",
        "": "{name}: your mixture (n_components={k}, {kind}) has a BIC of {bic}; n_components={best_k}, {best_kind}, reaches {best}. The smallest is wanted.",
    }
    expect.fail(words[found["reason"]], name=name, **shown)


with expect.test("three components alike"):
    compare("three alike, stretched")

### BEGIN HIDDEN TESTS
with expect.test("four, each its own shape"):
    compare("four, each with its own shape")

with expect.test("a single one"):
    compare("one, stretched")

with expect.test("five round ones"):
    compare("five round, of unlike size")

with expect.test("no more than five"):
    rng = np.random.default_rng(6)
    six = np.vstack([rng.normal(place, 0.5, (25, 2)) for place in ((0, 0), (6, 0), (12, 0), (0, 6), (6, 6), (12, 6))])
    fifteen(answer.best_mixture(six))
### END HIDDEN TESTS

# %% right="ch09-e11" because="a grid search with BIC as the score"
def best_mixture(X):
    search = GridSearchCV(GaussianMixture(random_state=1), {"n_components": [1, 2, 3, 4, 5], "covariance_type": ["full", "tied", "spherical"]}, scoring=lambda model, rows: -model.bic(X), cv=[(np.arange(len(X)), np.arange(len(X)))])
    return search.fit(X).best_estimator_

# %% right="ch09-e11" because="a loop that remembers the best"
def best_mixture(X):
    best, lowest = None, np.inf
    for kind in ["spherical", "tied", "full"]:
        for k in [5, 4, 3, 2, 1]:
            model = GaussianMixture(n_components=k, covariance_type=kind, n_init=3, random_state=7)
            model.fit(X)
            if model.bic(X) < lowest:
                best, lowest = model, model.bic(X)
    return best

# %% wrong="ch09-e11" because="the highest BIC" says="the largest of the fifteen"
def best_mixture(X):
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 6) for kind in ("full", "tied", "spherical")]
    return max(models, key=lambda model: model.bic(X))

# %% wrong="ch09-e11" because="the highest likelihood" says="the highest likelihood of the fifteen"
def best_mixture(X):
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 6) for kind in ("full", "tied", "spherical")]
    return max(models, key=lambda model: model.score(X))

# %% wrong="ch09-e11" because="full covariances only" says="Are all three types tried?"
def best_mixture(X):
    return min((GaussianMixture(k, random_state=0).fit(X) for k in range(1, 6)), key=lambda model: model.bic(X))

# %% wrong="ch09-e11" because="no round components" says="reaches"
def best_mixture(X):
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 6) for kind in ("full", "tied")]
    return min(models, key=lambda model: model.bic(X))

# %% wrong="ch09-e11" because="up to six components" says="none of the fifteen"
def best_mixture(X):
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 7) for kind in ("full", "tied", "spherical")]
    return min(models, key=lambda model: model.bic(X))

# %% wrong="ch09-e11" because="AIC" says="By AIC yours would come first"
def best_mixture(X):
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 6) for kind in ("full", "tied", "spherical")]
    return min(models, key=lambda model: model.aic(X))

# %% wrong="ch09-e11" because="up to nine components of any kind, by likelihood" says="none of the fifteen"
def best_mixture(X):
    return max((GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in (3, 9) for kind in ("full", "diag")), key=lambda model: model.score(X))

# %% wrong="ch09-e11" because="starts with two components" says="one, stretched"
def best_mixture(X):
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(2, 6) for kind in ("full", "tied", "spherical")]
    return min(models, key=lambda model: model.bic(X))

# %% wrong="ch09-e11" because="ends with four components" says="Are 5 tried, too?"
def best_mixture(X):
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(X) for k in range(1, 5) for kind in ("full", "tied", "spherical")]
    return min(models, key=lambda model: model.bic(X))

# %% wrong="ch09-e11" because="returns the number" says="Expected a GaussianMixture"
def best_mixture(X):
    return min(range(1, 6), key=lambda k: GaussianMixture(k, random_state=0).fit(X).bic(X))

# %% wrong="ch09-e11" because="made anew, and not fitted" says="is not fitted"
def best_mixture(X):
    best = min(range(1, 6), key=lambda k: GaussianMixture(k, random_state=0).fit(X).bic(X))
    return GaussianMixture(best, random_state=0)

# %% wrong="ch09-e11" because="fitted to half of the rows" says="Was it fitted to all of X"
def best_mixture(X):
    half = X[:24]
    models = [GaussianMixture(k, covariance_type=kind, random_state=0).fit(half) for k in range(1, 6) for kind in ("full", "tied", "spherical")]
    return min(models, key=lambda model: model.bic(half))

# %% [markdown] exercise="ch09-e12" title="Ten components, few needed" kind="X" level=1 minutes=10 core=false trains=true after="§8" skills=["Fit a Gaussian mixture"] topics=["S-ch09-vi"]
# Write `lean_mixture(X)`: it returns a **fitted** `BayesianGaussianMixture` with `n_components=10` that has converged without a warning, and whose prior lets the components that are not needed fade away.
#
# `X` has shape `(m, 2)` and holds two to four clear clouds. As many components as there are clouds keep a weight above 0.02, at most one more does, and the mean log density of new rows is at most 0.3 below that of a mixture which was told the number of clouds.

# %% [markdown] hint="ch09-e12"
# Before it has seen a row: does your model believe that all ten components share the rows, or that a few hold nearly everything?

# %% [markdown] hint="ch09-e12"
# `weight_concentration_prior` is that belief; small, such as 0.01, means few. Variational inference needs more steps than the default of 100 on some tables: see `max_iter`.

# %% [markdown] hint="ch09-e12"
# ```python
# def lean_mixture(X):
#     return BayesianGaussianMixture(
#         n_components=____, weight_concentration_prior=____, max_iter=____, random_state=0
#     ).fit(X)
# ```

# %% answer="ch09-e12" needs=[]
def lean_mixture(X):
    """A fitted Bayesian mixture of ten components, most of them idle."""
    ### BEGIN SOLUTION
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=0).fit(X)
    ### END SOLUTION

# %% [markdown] equivalent="ch09-e12"
# return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=0).fit(X)  →  return BayesianGaussianMixture(n_components=10, weight_concentration_prior=1.01, max_iter=1000, random_state=0).fit(X)
# return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=0).fit(X)  →  return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=999, random_state=0).fit(X)
# return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=0).fit(X)  →  return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1001, random_state=0).fit(X)
# return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=0).fit(X)  →  return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=1).fit(X)

# %% tests="ch09-e12" points=1
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import warnings

import numpy as np
from sklearn.base import clone
from sklearn.mixture import GaussianMixture

def made(f, X, new, k):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model = f(X)
    told = GaussianMixture(k, n_init=3, random_state=0).fit(X)
    facts = {"warned": sorted({str(w.message).split(".")[0][:80] for w in caught}), "told": float(told.score(new))}
    if hasattr(model, "weights_") and hasattr(model, "score"):
        facts |= {"score": float(model.score(new)), "weights": sorted((float(w) for w in model.weights_), reverse=True), "converged": bool(model.converged_)}
    if hasattr(model, "degrees_of_freedom_"):
        each = np.broadcast_to(model.degrees_of_freedom_, len(model.weights_))  # one for all if tied
        seen = np.sum(each) - len(model.weights_) * model.degrees_of_freedom_prior_
        facts |= {"rows": int(round(float(seen))), "given": len(X)}
        if model.tol > 0.001 and np.sum(model.weights_ > 0.02) > k + 1:
            patient = clone(model).set_params(tol=0.001, max_iter=3000).fit(X)
            facts |= {"early": bool(np.sum(patient.weights_ > 0.02) <= k + 1), "steps": int(model.n_iter_), "tol": float(model.tol)}
    return [model, facts]
""")

CLOUDS = {
    2: [((0, 0), (1.0, 0.3)), ((5, 4), (0.5, 1.2))],
    3: [((0, 0), (1.0, 0.4)), ((6, 0), (0.4, 1.0)), ((2, 6), (0.8, 0.8))],
    4: [((0, 0), (0.7, 0.7)), ((6, 1), (1.0, 0.4)), ((1, 6), (0.4, 1.0)), ((7, 7), (0.6, 0.6))],
}


def rows(k, m, seed):
    rng = np.random.default_rng(seed)
    return rng.permutation(np.vstack([rng.normal(place, spread, (m // k, 2)) for place, spread in CLOUDS[k]]))


@cache
def found(k, seed):
    model, facts = answer.made(answer.lean_mixture, rows(k, 300, seed), rows(k, 600, seed + 50), k)
    expect.true(model is not None, "`lean_mixture` returned None. Usually the `return` is missing.")
    expect.instance(model, "BayesianGaussianMixture", says="Expected a {want}, got a {got}.")
    estimators.fitted(model)
    expect.equal(model.n_components, 10, says="Your mixture has {got} components; {want} are asked for. The prior lets go of those that are not needed.")
    expect.true(facts["rows"] == facts["given"], "Your mixture was fitted to {rows} of the {given} rows of X.", **{key: facts[key] for key in ("rows", "given")})
    return facts


def converged(k, seed):
    facts = found(k, seed)
    expect.true(facts["converged"], "With {k} clouds your mixture did not converge: it stopped at `max_iter` steps. Allow more.", k=k)
    expect.true(not facts["warned"], "Fitting warned: {warned}.", warned="; ".join(facts["warned"]))


def weights_hold(k, seed):
    facts = found(k, seed)
    kept = sum(weight > 0.02 for weight in facts["weights"])
    shown = [round(weight, 2) for weight in facts["weights"][:6]]
    expect.true(kept >= k, "With {k} clouds {kept} components keep a weight above 0.02; expected {k}. The largest weights are {shown}.", k=k, kept=kept, shown=shown)
    expect.true(not facts.get("early"), "With {k} clouds {kept} components keep a weight above 0.02; at most {most} are expected. With tol={tol} it stopped after {steps} steps, before the others had faded. Take a smaller `tol`.", k=k, kept=kept, most=k + 1, tol=facts.get("tol"), steps=facts.get("steps"))
    expect.true(kept <= k + 1, "With {k} clouds {kept} components keep a weight above 0.02; at most {most} are expected. The largest weights are {shown}. Which prior lets the others fade?", k=k, kept=kept, most=k + 1, shown=shown)
    expect.true(facts["score"] >= facts["told"] - 0.3, "With {k} clouds the mean log density of new rows is {score}; a mixture that was told the number reaches {told}.", k=k, score=round(facts["score"], 2), told=round(facts["told"], 2))


with expect.test("three clouds: converged"):
    converged(3, 1)

with expect.test("three clouds: few weights", after="three clouds: converged"):
    weights_hold(3, 1)

### BEGIN HIDDEN TESTS
with expect.test("two clouds"):
    converged(2, 2)
    weights_hold(2, 2)

with expect.test("four clouds"):
    converged(4, 3)
    weights_hold(4, 3)
### END HIDDEN TESTS

# %% right="ch09-e12" because="a finite Dirichlet prior"
def lean_mixture(X):
    model = BayesianGaussianMixture(n_components=10, weight_concentration_prior_type="dirichlet_distribution", weight_concentration_prior=1e-3, max_iter=2000, random_state=3)
    return model.fit(X)

# %% right="ch09-e12" because="random start, two of them"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior=1e-4, init_params="k-means++", n_init=2, max_iter=3000, random_state=5).fit(X)

# %% wrong="ch09-e12" because="a tolerance that stops at once" says="Take a smaller `tol`"
def lean_mixture(X):
    return BayesianGaussianMixture(
        n_components=10, weight_concentration_prior=0.001, tol=10, random_state=0
    ).fit(X)

# %% wrong="ch09-e12" because="a prior by which all share" says="Which prior lets the others fade"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior_type="dirichlet_distribution", weight_concentration_prior=1000, max_iter=2000, random_state=0).fit(X)

# %% wrong="ch09-e12" because="an ordinary mixture" says="Expected a BayesianGaussianMixture"
def lean_mixture(X):
    return GaussianMixture(10, random_state=0).fit(X)

# %% wrong="ch09-e12" because="three components" says="has 3 components"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=3, weight_concentration_prior=0.01, max_iter=1000, random_state=0).fit(X)

# %% wrong="ch09-e12" because="too few steps" says="did not converge"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=5, random_state=0).fit(X)

# %% wrong="ch09-e12" because="not fitted" says="is not fitted"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=0)

# %% right="ch09-e12" because="the default prior, one over the number of components"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, max_iter=500, random_state=1).fit(X)

# %% wrong="ch09-e12" because="tied, and all share" says="Which prior lets the others fade"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, covariance_type="tied", weight_concentration_prior=1e6, weight_concentration_prior_type="dirichlet_distribution", max_iter=900, random_state=1).fit(X)

# %% wrong="ch09-e12" because="silences the warning" says="did not converge"
import warnings


def lean_mixture(X):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=3, random_state=1).fit(X)

# %% wrong="ch09-e12" because="the weights" says="Expected a BayesianGaussianMixture"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=500, random_state=1).fit(X).weights_

# %% wrong="ch09-e12" because="fitted to the first rows only" says="was fitted to 12 of"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, max_iter=1000, random_state=0).fit(X[:12])

# %% wrong="ch09-e12" because="a covariance prior as wide as the table" says="With"
def lean_mixture(X):
    return BayesianGaussianMixture(n_components=10, weight_concentration_prior=0.01, covariance_prior=1000 * np.eye(2), max_iter=1000, random_state=0).fit(X)

# %% [markdown]
# ## 9 · What does not belong

# %% [markdown] exercise="ch09-e13" title="When to raise the alarm" kind="F" level=1 minutes=10 core=true after="§9" skills=["Find anomalies"] topics=["S-ch09-mix-uses", "S-02-app-fraud"]
# Write `alarms(model, X_train, X_new, share)`.
#
# | | |
# |---|---|
# | `model` | fitted already; `model.score_samples(X)` gives one score a row, and **low** means odd, as with a `GaussianMixture` (logarithms of densities) |
# | `X_train` | clean rows of training |
# | `X_new` | new rows |
# | `share` | the share of training rows for which an alarm would be acceptable, such as 0.01 |
# | returns | boolean array, one value for each new row: True raises the alarm |
#
# The threshold is the quantile of the **training** rows' scores at `share`, as `np.quantile` computes it. The alarm is raised for new rows whose score lies **below** the threshold. Do not fit the model again.

# %% [markdown] hint="ch09-e13"
# On a day when nothing is odd, how many alarms should there be? And on a day when every row is odd? What does that say about whose scores the threshold comes from?

# %% [markdown] hint="ch09-e13"
# `np.quantile(scores, share)` takes a share between 0 and 1 (`np.percentile` a number between 0 and 100). Compare the scores of the new rows with it by `<`. Scores may be −1,000: their exponentials are 0.

# %% [markdown] hint="ch09-e13"
# ```python
# def alarms(model, X_train, X_new, share):
#     threshold = np.quantile(model.score_samples(____), ____)
#     return ____ < threshold
# ```

# %% answer="ch09-e13" needs=[]
def alarms(model, X_train, X_new, share):
    """For each new row whether to raise the alarm."""
    ### BEGIN SOLUTION
    threshold = np.quantile(model.score_samples(X_train), share)
    return model.score_samples(X_new) < threshold
    ### END SOLUTION

# %% tests="ch09-e13" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np

class Scripted:
    "A fitted model whose score is the first column."

    def __init__(self):
        self.fits = 0

    def fit(self, X, y=None):
        self.fits += 1
        self.shift = float(np.mean(np.asarray(X)[:, 0])) + 1e6
        return self

    def score_samples(self, X):
        return np.array(X, dtype=float)[:, 0] + getattr(self, "shift", 0.0)

    def predict(self, X):
        return np.where(self.score_samples(X) < -3, -1, 1)

    def count(self):
        return self.fits

def normal_mixture(X):
    from sklearn.mixture import GaussianMixture
    return GaussianMixture(2, random_state=0).fit(X)

def scores(model, X):
    return model.score_samples(X)
""")


def compare(train, new, share):
    """Scores are the first column; the second is of no use."""
    train, new = np.asarray(train, dtype=float), np.asarray(new, dtype=float)
    X_train, X_new = np.c_[train, np.arange(len(train))], np.c_[new, np.arange(len(new))]
    model = answer.Scripted()
    got = answer.alarms(model, X_train, X_new, share)
    expect.true(model.count() == 0, "Your code fitted the model again. It was fitted to clean rows; use it as it is.")
    judge(got, train, new, share)


def judge(got, train, new, share):
    threshold = np.quantile(train, share)
    want = new < threshold
    expect.true(got is not None, "`alarms` returned None. Usually the `return` is missing.")
    expect.shape(got, want.shape, says="One value for each of the new rows is expected, shape {want}; got {got}.")
    expect.true(np.asarray(got).dtype == bool, "The alarms are True or False, one for each new row; yours are {got}.", got=got)
    got = np.asarray(got)
    if np.array_equal(got, want):
        return
    facts = {"threshold": round(float(threshold), 3), "got": int(got.sum()), "want": int(want.sum()), "share": share, "n": len(new)}
    slips = {
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, as with a threshold from the new rows. It comes from the training rows.": new < np.quantile(new, share),
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, as with a threshold from training and new rows together. Odd rows would set their own threshold.": new < np.quantile(np.r_[train, new], share),
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, for the rows above it. Low scores are odd.": new > threshold,
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms: also for rows exactly at it. Below is asked for.": new <= threshold,
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, as if the share were a percentage. `np.quantile` takes it as it is.": new < np.percentile(train, share),
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, as with densities in place of their logarithms: exp(−1000) is 0, and nothing lies below 0.": np.exp(new) < np.quantile(np.exp(train), share),
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, as with the quantile at 1 − share.": new < np.quantile(train, 1 - share),
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, as with the lowest training score as the threshold.": new < train.min(),
        "With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, as with one of the training scores as the threshold. `np.quantile` goes between two of them.": new < np.quantile(train, share, method="lower"),
    }
    between = list(slips)[-1]
    above = new > np.quantile(train, 1 - share)
    if above.any():
        slips["With share {share} {want} of {n} new rows lie below the threshold {threshold}; you raise {got} alarms, for the rows above the quantile at 1 − share. Low scores are odd."] = above
    higher = new < np.sort(train)[min(int(share * len(train)), len(train) - 1)]
    if np.array_equal(got, higher):
        slips[between] = higher
    fits = [words for words, wrong in slips.items() if np.array_equal(got, wrong)]
    if len(fits) == 1:
        expect.fail(fits[0], **facts)
    row = int(np.flatnonzero(got != want)[0])
    expect.fail("Row {row} has the score {score}; the threshold is {threshold}. Expected {right}, got {wrong}.", row=row, score=round(float(new[row]), 3), right=bool(want[row]), wrong=bool(got[row]), threshold=facts["threshold"])


TRAIN = -np.arange(1.0, 101.0) / 10

with expect.test("an ordinary day"):
    compare(TRAIN, [-1.0, -9.95, -3.0, -12.0, -9.0, -0.5, -10.5, -20.0, -9.9975, -9.502, -9.55, -9.7, -8.0], 0.05)

with expect.test("a quiet day"):
    compare(TRAIN, [-1.0, -2.5, -3.0, -0.2, -5.0, -4.4], 0.05)

### BEGIN HIDDEN TESTS
with expect.test("a day when everything is odd"):
    compare(TRAIN, [-15.0, -30.0, -22.0, -11.0, -18.0], 0.05)

with expect.test("exactly at the threshold"):
    compare([-4.0, -3.0, -2.0, -1.0, 0.0], [-3.0, -3.5, -2.9, -4.0], 0.25)

with expect.test("large shares, and none"):
    compare(TRAIN, np.linspace(-12, 0, 25), 0.5)
    compare(TRAIN, np.linspace(-12, 0, 25), 0.0)

with expect.test("scores far below zero"):
    compare(TRAIN - 1000, [-1009.95, -1001.0, -1200.0, -1010.0], 0.05)

with expect.test("a real mixture"):
    rng = np.random.default_rng(3)
    X = np.vstack([rng.normal(0, 1, (100, 2)), rng.normal(6, 1, (100, 2))])
    new = np.vstack([rng.normal(0, 1, (40, 2)), rng.uniform(-6, 12, (20, 2))])
    model = answer.normal_mixture(X)
    train, fresh = (np.asarray(answer.scores(model, part)) for part in (X, new))
    judge(answer.alarms(model, X, new, 0.02), train, fresh, 0.02)

with expect.test("the input stays as it was"):
    X_train, X_new = np.c_[TRAIN, TRAIN], np.array([[-1.0, 2.0], [-50.0, 1.0]])
    held, held_new = answer.put(X_train), answer.put(X_new)
    answer.alarms(answer.Scripted(), held, held_new, 0.1)
    expect.unchanged(held, X_train)
    expect.unchanged(held_new, X_new)
### END HIDDEN TESTS

# %% right="ch09-e13" because="oddness is the negative score"
def alarms(model, X_train, X_new, share):
    limit = np.quantile(-model.score_samples(X_train), 1 - share)
    return np.array([bool(oddness > limit) for oddness in -model.score_samples(X_new)])

# %% right="ch09-e13" because="percentile, and both tables scored at once"
def alarms(model, X_train, X_new, share):
    scores = model.score_samples(np.vstack([X_train, X_new]))
    train, new = np.split(scores, [len(X_train)])
    return np.less(new, np.percentile(train, 100 * share))

# %% wrong="ch09-e13" because="high scores above the quantile at 1 - share" says="above the quantile at 1 − share"
def alarms(model, X_train, X_new, share):
    threshold = np.quantile(model.score_samples(X_train), 1 - share)
    return model.score_samples(X_new) > threshold

# %% wrong="ch09-e13" because="threshold from the new rows" says="It comes from the training rows"
def alarms(model, X_train, X_new, share):
    scores = model.score_samples(X_new)
    return scores < np.quantile(scores, share)

# %% wrong="ch09-e13" because="threshold from both" says="set their own threshold"
def alarms(model, X_train, X_new, share):
    threshold = np.quantile(model.score_samples(np.vstack([X_train, X_new])), share)
    return model.score_samples(X_new) < threshold

# %% wrong="ch09-e13" because="high scores are odd" says="Low scores are odd"
def alarms(model, X_train, X_new, share):
    return model.score_samples(X_new) > np.quantile(model.score_samples(X_train), share)

# %% wrong="ch09-e13" because="the quantile at 1 - share" says="the quantile at 1 − share"
def alarms(model, X_train, X_new, share):
    return model.score_samples(X_new) < np.quantile(model.score_samples(X_train), 1 - share)

# %% wrong="ch09-e13" because="at most" says="exactly at it"
def alarms(model, X_train, X_new, share):
    return model.score_samples(X_new) <= np.quantile(model.score_samples(X_train), share)

# %% wrong="ch09-e13" because="share taken for a percentage" says="as if the share were a percentage"
def alarms(model, X_train, X_new, share):
    return model.score_samples(X_new) < np.percentile(model.score_samples(X_train), share)

# %% wrong="ch09-e13" because="densities" says="nothing lies below 0"
def alarms(model, X_train, X_new, share):
    return np.exp(model.score_samples(X_new)) < np.quantile(np.exp(model.score_samples(X_train)), share)

# %% right="ch09-e13" because="the quantile by interpolation"
def alarms(model, X_train, X_new, share):
    s = np.sort(model.score_samples(X_train))
    threshold = np.interp(share * (len(s) - 1), np.arange(len(s)), s)
    return ~(model.score_samples(X_new) >= threshold)

# %% wrong="ch09-e13" because="a row of the sorted scores" says="goes between two of them"
def alarms(model, X_train, X_new, share):
    s = np.sort(model.score_samples(X_train))
    return model.score_samples(X_new) < s[int(share * len(s))]

# %% wrong="ch09-e13" because="the lower of two scores" says="goes between two of them"
def alarms(model, X_train, X_new, share):
    return model.score_samples(X_new) < np.quantile(model.score_samples(X_train), share, method="lower")

# %% wrong="ch09-e13" because="the lowest score" says="lowest training score"
def alarms(model, X_train, X_new, share):
    return model.score_samples(X_new) < model.score_samples(X_train).min()

# %% wrong="ch09-e13" because="predict" says="has the score"
def alarms(model, X_train, X_new, share):
    return model.predict(X_new) == -1

# %% wrong="ch09-e13" because="how many" says="One value for each"
def alarms(model, X_train, X_new, share):
    return (model.score_samples(X_new) < np.quantile(model.score_samples(X_train), share)).sum()

# %% wrong="ch09-e13" because="fits again" says="fitted the model again"
def alarms(model, X_train, X_new, share):
    model.fit(X_train)
    return model.score_samples(X_new) < np.quantile(model.score_samples(X_train), share)

# %% wrong="ch09-e13" because="-1 and 1" says="True or False"
def alarms(model, X_train, X_new, share):
    return np.where(model.score_samples(X_new) < np.quantile(model.score_samples(X_train), share), -1, 1)

# %% wrong="ch09-e13" because="row numbers" says="One value for each"
def alarms(model, X_train, X_new, share):
    return np.flatnonzero(model.score_samples(X_new) < np.quantile(model.score_samples(X_train), share))

# %% wrong="ch09-e13" because="mean minus two standard deviations" says="has the score"
def alarms(model, X_train, X_new, share):
    scores = model.score_samples(X_train)
    return model.score_samples(X_new) < scores.mean() - 2 * scores.std()

# %% [markdown] exercise="ch09-e14" title="Four detectors compared" kind="X" level=2 minutes=15 core=false trains=true after="§9" skills=["Find anomalies"] topics=["S-ch09-anomaly-over"]
# Write `compare_detectors(X_clean, X_new, is_odd)`. It fits four detectors to clean rows and says how well each tells new rows apart. It returns a dict with these keys:
#
# | key | detector |
# |---|---|
# | `"forest"` | `IsolationForest(n_estimators=50, random_state=0)` |
# | `"lof"` | `LocalOutlierFactor(n_neighbors=15)`, set up so that it can judge new rows |
# | `"svm"` | `OneClassSVM(nu=0.05)` behind a `StandardScaler` |
# | `"ellipse"` | `EllipticEnvelope(random_state=0)` |
#
# Each value is the ROC AUC of the detector's **scores** on `X_new`: near 1 if odd rows (`is_odd` is 1) get the odder scores. `X_clean` and `X_new` have two columns; nothing is fitted to `X_new`.

# %% [markdown] hint="ch09-e14"
# `score_samples` is large for normal rows. Which sign must it have so that `roc_auc_score(is_odd, …)` is near 1 for a good detector?

# %% [markdown] hint="ch09-e14"
# `LocalOutlierFactor(n_neighbors=15, novelty=True)` can score new rows; without `novelty` it only judges the table that it was fitted to. `make_pipeline(StandardScaler(), OneClassSVM(nu=0.05))` has `score_samples`, too.

# %% [markdown] hint="ch09-e14"
# ```python
# def compare_detectors(X_clean, X_new, is_odd):
#     detectors = {
#         "forest": IsolationForest(n_estimators=50, random_state=0),
#         "lof": LocalOutlierFactor(n_neighbors=15, ____),
#         "svm": make_pipeline(____),
#         "ellipse": EllipticEnvelope(random_state=0),
#     }
#     return {name: roc_auc_score(is_odd, ____) for name, model in detectors.items()}
# ```

# %% answer="ch09-e14" needs=[]
def compare_detectors(X_clean, X_new, is_odd):
    """The ROC AUC of four detectors on new rows."""
    ### BEGIN SOLUTION
    detectors = {
        "forest": IsolationForest(n_estimators=50, random_state=0),
        "lof": LocalOutlierFactor(n_neighbors=15, novelty=True),
        "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)),
        "ellipse": EllipticEnvelope(random_state=0),
    }
    return {name: roc_auc_score(is_odd, -model.fit(X_clean).score_samples(X_new)) for name, model in detectors.items()}
    ### END SOLUTION

# %% tests="ch09-e14" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.covariance import EllipticEnvelope
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

def makers():
    return {
        "forest": lambda: IsolationForest(n_estimators=50, random_state=0),
        "lof": lambda: LocalOutlierFactor(n_neighbors=15, novelty=True),
        "svm": lambda: make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)),
        "ellipse": lambda: EllipticEnvelope(random_state=0),
    }

def right(key, X, new, odd):
    return float(roc_auc_score(odd, -makers()[key]().fit(X).score_samples(new)))

def slips(key, X, new, odd):
    make = makers()[key]
    model, both = make().fit(X), np.vstack([X, new])
    out = {
        "sign": roc_auc_score(odd, model.score_samples(new)),
        "predict": roc_auc_score(odd, -model.predict(new)),
        "new": roc_auc_score(odd, -make().fit(new).score_samples(new)),
        "both": roc_auc_score(odd, -make().fit(both).score_samples(new)),
    }
    if key == "svm":
        scaled, anew = StandardScaler().fit_transform(X), StandardScaler().fit_transform(new)
        out["each"] = roc_auc_score(odd, -OneClassSVM(nu=0.05).fit(scaled).score_samples(anew))
        out["unscaled"] = roc_auc_score(odd, -OneClassSVM(nu=0.05).fit(X).score_samples(new))
    if key == "lof":
        out["alone"] = roc_auc_score(odd, -LocalOutlierFactor(n_neighbors=15).fit(new).negative_outlier_factor_)
        out["twenty"] = roc_auc_score(odd, -LocalOutlierFactor(novelty=True).fit(X).score_samples(new))
        out["scaled"] = roc_auc_score(odd, -make_pipeline(StandardScaler(), make()).fit(X).score_samples(new))
    return {name: float(value) for name, value in out.items()}
""")

WORDS = {
    "sign": "{key}: expected {want}, got {got}, which is 1 minus that. Scores are large for normal rows: turn the sign.",
    "predict": "{key}: expected {want}, got {got}, as from `predict`, which knows two values only. Use the scores.",
    "new": "{key}: expected {want}, got {got}, as fitted to the new rows. Fit to the clean ones.",
    "alone": "{key}: expected {want}, got {got}, as fitted to the new rows. Fit to the clean ones.",
    "twenty": "{key}: expected {want}, got {got}, as with 20 neighbours, the default. It is 15 here.",
    "scaled": "{key}: expected {want}, got {got}, as with scaled columns. Only the SVM stands behind a scaler.",
    "both": "{key}: expected {want}, got {got}, as fitted to clean and new rows together. Fit to the clean ones.",
    "each": "{key}: expected {want}, got {got}, as with a scaler fitted to the new rows. Scale them as the clean ones were scaled.",
    "unscaled": "{key}: expected {want}, got {got}, as without scaling. Put a StandardScaler in front of the SVM.",
}


@cache
def case(seed):
    """Clean rows in two clouds, one column a hundred times the other; new ones, some of them odd."""
    rng = np.random.default_rng(seed)

    def clouds(m):
        return np.vstack([rng.normal([0, 0], [1, 1], (m, 2)), rng.normal([6, 6], [0.4, 0.4], (m, 2))]) * [1, 100]

    clean, normal = clouds(50), clouds(30)
    odd = rng.uniform([-3, -300], [9, 900], (15, 2))
    order = rng.permutation(75)
    return clean, np.vstack([normal, odd])[order], np.repeat([0, 1], [60, 15])[order]


@cache
def asked(seed):
    got = expect.call(answer.compare_detectors, *case(seed), says="Your code raised *{error}: {message}*. A LocalOutlierFactor judges new rows only if it was made with `novelty=True`.", error="AttributeError")
    expect.true(isinstance(got, dict) and set(got) == {"forest", "lof", "svm", "ellipse"}, "A dict with the keys forest, lof, svm and ellipse is expected; got {got}.", got=got)
    return got


def compare(key, seed):
    got, want = asked(seed)[key], answer.right(key, *case(seed))
    same = isinstance(got, float | np.floating) and abs(got - want) < 1e-6
    slips = {} if same else answer.slips(key, *case(seed))
    mistakes = [(value, WORDS[slip]) for slip, value in slips.items() if abs(value - want) > 1e-6]
    expect.close(got, want, rtol=1e-6, says="{key}: expected {want}, got {got}.", key=key, mistakes=mistakes)


with expect.test("four detectors"):
    asked(1)

with expect.test("forest and ellipse", after="four detectors"):
    compare("forest", 1)
    compare("ellipse", 1)

with expect.test("local outlier factor", after="four detectors"):
    compare("lof", 1)

with expect.test("one-class SVM", after="four detectors"):
    compare("svm", 1)

### BEGIN HIDDEN TESTS
with expect.test("other rows"):
    for key in ("forest", "ellipse", "lof", "svm"):
        compare(key, 2)
### END HIDDEN TESTS

# %% right="ch09-e14" because="decision_function, one after the other"
def compare_detectors(X_clean, X_new, is_odd):
    lof = LocalOutlierFactor(n_neighbors=15, novelty=True).fit(X_clean)
    forest = IsolationForest(n_estimators=50, random_state=0).fit(X_clean)
    scaler = StandardScaler().fit(X_clean)
    svm = OneClassSVM(nu=0.05).fit(scaler.transform(X_clean))
    ellipse = EllipticEnvelope(random_state=0).fit(X_clean)
    auc = lambda normality: roc_auc_score(is_odd, -normality)
    return dict(lof=auc(lof.decision_function(X_new)), forest=auc(forest.decision_function(X_new)), svm=auc(svm.decision_function(scaler.transform(X_new))), ellipse=auc(ellipse.decision_function(X_new)))

# %% right="ch09-e14" because="counts pairs, and asks who is normal"
def compare_detectors(X_clean, X_new, is_odd):
    models = [IsolationForest(n_estimators=50, random_state=0), LocalOutlierFactor(15, novelty=True), make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), EllipticEnvelope(random_state=0)]
    out = {}
    for key, model in zip(["forest", "lof", "svm", "ellipse"], models):
        s = model.fit(X_clean).score_samples(X_new)
        odd, normal = s[is_odd == 1][:, None], s[is_odd == 0][None]
        out[key] = float(np.mean(odd < normal) + np.mean(odd == normal) / 2)
    return out

# %% right="ch09-e14" because="the AUC from ranks"
from scipy.stats import rankdata


def compare_detectors(X_clean, X_new, is_odd):
    scaler = StandardScaler().fit(X_clean)
    a, b = scaler.transform(X_clean), scaler.transform(X_new)
    normal = {
        "forest": IsolationForest(n_estimators=50, random_state=0).fit(X_clean).decision_function(X_new),
        "lof": LocalOutlierFactor(n_neighbors=15, novelty=True).fit(X_clean).decision_function(X_new),
        "svm": OneClassSVM(nu=0.05).fit(a).decision_function(b),
        "ellipse": EllipticEnvelope(random_state=0).fit(X_clean).decision_function(X_new),
    }
    odd = np.asarray(is_odd) == 1
    n1, n0 = odd.sum(), (~odd).sum()
    result = {}
    for name, score in normal.items():
        ranks = rankdata(-score)
        result[name] = float((ranks[odd].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))
    return result

# %% wrong="ch09-e14" because="the new rows scaled on their own" says="as with a scaler fitted to the new rows"
def compare_detectors(X_clean, X_new, is_odd):
    detectors = {
        "forest": IsolationForest(n_estimators=50, random_state=0),
        "lof": LocalOutlierFactor(n_neighbors=15, novelty=True),
        "svm": OneClassSVM(nu=0.05),
        "ellipse": EllipticEnvelope(random_state=0),
    }
    result = {}
    for name, detector in detectors.items():
        clean, new = X_clean, X_new
        if name == "svm":
            clean = StandardScaler().fit_transform(X_clean)
            new = StandardScaler().fit_transform(X_new)
        detector.fit(clean)
        result[name] = roc_auc_score(is_odd, -detector.score_samples(new))
    return result

# %% wrong="ch09-e14" because="sign" says="turn the sign"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15, novelty=True), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: roc_auc_score(is_odd, model.fit(X_clean).score_samples(X_new)) for key, model in models.items()}

# %% wrong="ch09-e14" because="LOF without novelty" says="novelty=True"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: roc_auc_score(is_odd, -model.fit(X_clean).score_samples(X_new)) for key, model in models.items()}

# %% wrong="ch09-e14" because="predict" says="knows two values only"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15, novelty=True), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: roc_auc_score(is_odd, -model.fit(X_clean).predict(X_new)) for key, model in models.items()}

# %% wrong="ch09-e14" because="LOF judges the new rows by themselves" says="as fitted to the new rows"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    out = {key: roc_auc_score(is_odd, -model.fit(X_clean).score_samples(X_new)) for key, model in models.items()}
    lof = LocalOutlierFactor(n_neighbors=15).fit(X_new)
    return out | {"lof": roc_auc_score(is_odd, -lof.negative_outlier_factor_)}

# %% wrong="ch09-e14" because="the default number of neighbours" says="20 neighbours, the default"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(novelty=True), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: roc_auc_score(is_odd, -model.fit(X_clean).score_samples(X_new)) for key, model in models.items()}

# %% wrong="ch09-e14" because="rounded" says="forest: expected"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15, novelty=True), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: round(roc_auc_score(is_odd, -model.fit(X_clean).score_samples(X_new)), 2) for key, model in models.items()}

# %% wrong="ch09-e14" because="fitted to both tables" says="clean and new rows together"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15, novelty=True), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: roc_auc_score(is_odd, -model.fit(np.vstack([X_clean, X_new])).score_samples(X_new)) for key, model in models.items()}

# %% wrong="ch09-e14" because="the SVM is not scaled" says="StandardScaler in front"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15, novelty=True), "svm": OneClassSVM(nu=0.05), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: roc_auc_score(is_odd, -model.fit(X_clean).score_samples(X_new)) for key, model in models.items()}

# %% wrong="ch09-e14" because="everything scaled" says="Only the SVM"
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15, novelty=True), "svm": OneClassSVM(nu=0.05), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: roc_auc_score(is_odd, -make_pipeline(StandardScaler(), model).fit(X_clean).score_samples(X_new)) for key, model in models.items()}

# %% wrong="ch09-e14" because="the models, not their scores" says=""
def compare_detectors(X_clean, X_new, is_odd):
    models = {"forest": IsolationForest(n_estimators=50, random_state=0), "lof": LocalOutlierFactor(n_neighbors=15, novelty=True), "svm": make_pipeline(StandardScaler(), OneClassSVM(nu=0.05)), "ellipse": EllipticEnvelope(random_state=0)}
    return {key: model.fit(X_clean) for key, model in models.items()}

# %% [markdown]
# ## At the end

# %% [markdown] exercise="ch09-e15" title="Exit quiz: six questions without labels" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Run k-means", "Choose the number of clusters", "Use clusters as features", "Learn from few labels", "Cluster by density", "Fit a Gaussian mixture", "Find anomalies"] topics=["S-05-I.10"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · You fit `KMeans(5, n_init=1)` twice to the same rows, with two seeds. Inertia is 812.4 both times, but not one row has the same label as before. What has happened?
# *a* one run got stuck in a local minimum · *b* probably nothing: the same groups, numbered differently · *c* five is the wrong number of clusters · *d* the rows should have been scaled
#
# **q2** · For k = 2 to 10 inertia falls from 900 to 300, without a bend. The silhouette score is 0.21 to 0.24 for all of them, highest for k = 7. What do you tell your manager?
# *a* seven segments: the silhouette says so · *b* ten: inertia is lowest there · *c* that the data do not settle it, and that use should decide · *d* two, to be on the safe side
#
# **q3** · 10,000 pictures, 100 labels. You pass labels on to neighbours and then choose the number of neighbours by its accuracy on all 10,000 true labels. It is 94 %. What is wrong?
# *a* labels may not be passed on · *b* accuracy is the wrong measure for digits · *c* nothing, if the rows were scaled · *d* the choice used 10,000 labels, so 94 % is not what 100 labels buy
#
# **q4** · DBSCAN puts nearly all rows into one cluster and calls none noise. What do you change first?
# *a* a smaller `eps` · *b* a larger `eps` · *c* a smaller `min_samples` · *d* another seed
#
# **q5** · A mixture with 3 components has BIC 2,140, one with 5 has BIC 2,090, and its log-likelihood is higher by 60. Which do you take by BIC?
# *a* three: fewer parameters · *b* five: its BIC is smaller · *c* three: its BIC is larger · *d* neither: BIC compares only equal numbers of components
#
# **q6** · On clean training rows you set the threshold so that 0.5 % of them lie below it. One morning 30 % of the new rows raise the alarm. What is the likeliest reason?
# *a* 30 % is what a quantile of 0.5 % gives on new rows · *b* the threshold should be set anew on this morning's rows · *c* the model needs more components · *d* the new rows come from elsewhere than the training rows: look at them

# %% [markdown] hint="ch09-e15"
# For each question: which number would have come out if all were well, and what does the one that did come out tell you?

# %% [markdown] hint="ch09-e15"
# q1: equal inertia, different names. q3: how many labels did somebody have to pay for? q4: which of the two settings says how far "near" is? q6: what share would you expect on an ordinary day?

# %% [markdown] hint="ch09-e15"
# Labels are ____. A score that hardly differs from k to k says ____. Labels used for choosing ____. Smaller eps, ____ clusters. BIC: ____ is better. A share of 0.5 % on training rows means about ____ on new rows of the same kind.

# %% answer="ch09-e15" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": "a", "q5": "b", "q6": "d"}
### END SOLUTION

# %% tests="ch09-e15" points=1
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
            "a": "A run that got stuck has a higher inertia than the other. Are these two different?",
            "c": "Nothing here speaks for another number. Which rows are together in the one run and in the other?",
            "d": "Scaling changes distances, for both runs alike. What do the numbers of clusters mean?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "c",
        {
            "a": "0.24 against 0.21, all of them low: some k always has the highest score, also where there are no clusters.",
            "b": "Inertia falls with every further centre. Where would it be lowest of all?",
            "d": "Its score is as low as the others'. What does a flat, low curve say?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "d",
        {
            "a": "That is the method, and it often helps. Count the labels that were looked at.",
            "b": "Accuracy suits ten classes of like size. Which labels was it computed from?",
            "c": "Who labelled the pictures on which the number of neighbours was chosen?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "a",
        {
            "b": "Then even more rows would be near each other.",
            "c": "Then even more rows would be core samples, and chains longer.",
            "d": "DBSCAN draws nothing at random.",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "b",
        {
            "a": "BIC has charged for the parameters already.",
            "c": "Is a large BIC good? It is the price of the parameters minus twice the log-likelihood.",
            "d": "To compare different numbers of components is what BIC is for.",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "d",
        {
            "a": "On rows of the same kind about as many lie below it as of the training rows.",
            "b": "Then the alarm would fall silent, whatever has happened.",
            "c": "A poor density would have raised alarms on the days before, too.",
        },
    )
### END HIDDEN TESTS

# %% wrong="ch09-e15" because="one question open" says="Still open: q4"
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": None, "q5": "b", "q6": "d"}

# %% wrong="ch09-e15" because="labels have a meaning" says="Are these two different"
answers = {"q1": "a", "q2": "c", "q3": "d", "q4": "a", "q5": "b", "q6": "d"}

# %% wrong="ch09-e15" because="the silhouette knows" says="some k always has the highest score"
answers = {"q1": "b", "q2": "a", "q3": "d", "q4": "a", "q5": "b", "q6": "d"}

# %% wrong="ch09-e15" because="a larger BIC is better" says="Is a large BIC good"
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": "a", "q5": "c", "q6": "d"}

# %% wrong="ch09-e15" because="the threshold follows the new rows" says="fall silent"
answers = {"q1": "b", "q2": "c", "q3": "d", "q4": "a", "q5": "b", "q6": "b"}

# %% right="ch09-e15" because="capital letters"
answers = {"q1": "B", "q2": "C", "q3": "D", "q4": "A", "q5": "B", "q6": "D"}
