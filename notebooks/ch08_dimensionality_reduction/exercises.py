# %% [markdown]
# # Dimensionality reduction: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the chapter.
#
# What holds for all: functions leave what they are given unchanged and return the same when they are called twice. Nothing that is asked for needs more than a second. Go through the exercises in order, or
# start anywhere: none is locked.

# %% setup=true
import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.decomposition import PCA, IncrementalPCA, KernelPCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.manifold import Isomap, LocallyLinearEmbedding
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## 1 · Lost in space

# %% [markdown] exercise="ch08-e01" title="How crowded is a table?" kind="F" level=1 minutes=10 core=true after="§1" skills=["Measure the curse of dimensionality"] topics=["S-05-I.09"]
# Write `crowding(X)`, which measures how much the distances in a table tell.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)`, at least three rows; some rows may be equal, but not all |
# | returns | `(mean, ratio)`, two numbers |
# | `mean` | the mean Euclidean distance over all pairs of two different row numbers |
# | `ratio` | for each row the distance to its nearest *other* row, divided by the distance to its farthest; then the mean of these quotients over all rows |
#
# Near 0, `ratio` says that there are near and far neighbours; near 1, that all rows are about equally far apart. A row that occurs twice has its nearest other row at a distance of 0.

# %% [markdown] hint="ch08-e01"
# Three points on a line, at 0, 1 and 4. Write down the nearest and the farthest neighbour of each. Which distances must not be among them?

# %% [markdown] hint="ch08-e01"
# `pdist(X)` holds each pair once, `squareform` of it is the table of all distances, with zeros on its diagonal: each row to itself. What can you write on the diagonal so that the minimum passes over it?

# %% [markdown] hint="ch08-e01"
# ```python
# def crowding(X):
#     pairs = pdist(X)
#     square = squareform(pairs)
#     far = square.max(axis=____)
#     np.fill_diagonal(square, ____)
#     near = square.____(axis=____)
#     return pairs.mean(), np.mean(____)
# ```

# %% answer="ch08-e01" needs=[]
def crowding(X):
    """The mean distance between rows, and the mean of nearest / farthest."""
    ### BEGIN SOLUTION
    pairs = pdist(X)
    square = squareform(pairs)
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    near = square.min(axis=1)
    return pairs.mean(), np.mean(near / far)
    ### END SOLUTION

# %% tests="ch08-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def distances(X, p=2):
    """The table of distances between all rows."""
    apart = np.abs(X[:, None, :] - X[None, :, :])
    return np.sum(apart**p, axis=2) ** (1 / p)


def facts(D, own=False):
    """Mean and ratio of a table of distances; `own` leaves each row among its neighbours."""
    m = len(D)
    others = ~np.eye(m, dtype=bool)
    near = D.min(axis=1) if own else np.where(others, D, np.inf).min(axis=1)
    return D.mean() if own else D[others].mean(), near, D.max(axis=1)


def asked(X):
    got = answer.crowding(X)
    expect.true(got is not None, "`crowding` returned None. Usually the `return` is missing.")
    two = isinstance(got, tuple | list | np.ndarray) and len(got) == 2
    expect.true(two, "Expected two numbers, `mean` and `ratio`; got {got}.", got=got)
    for name, value in zip(("mean", "ratio"), got, strict=True):
        expect.true(np.ndim(value) == 0, "`{name}` is one number; yours has shape {shape}. Usually the mean over the rows is missing.", name=name, shape=np.shape(value))
    return got


def compare(X, case):
    X = np.asarray(X, dtype=float)
    mean, ratio = asked(X)
    D = distances(X)
    want, near, far = facts(D)
    with_own, _, _ = facts(D, own=True)
    city, _, _ = facts(distances(X, 1))
    expect.close(
        mean,
        want,
        rtol=1e-5,
        says="{case}: the mean distance is {want}; you returned {got}.",
        case=case,
        mistakes=[
            (with_own, "{case}: the mean distance is {want}; you returned {got}, which counts the distance 0 of each row to itself, too. Take pairs of different rows only."),
            (np.mean((D**2)[~np.eye(len(D), dtype=bool)]), "{case}: the mean distance is {want}; you returned {got}, the mean of the *squared* distances. The root is missing."),
            (city, "{case}: the mean distance is {want}; you returned {got}, the mean of the sums of absolute differences. Euclidean distance is the root of the sum of squares."),
        ],
    )
    right = np.mean(near / far)
    with np.errstate(divide="ignore", invalid="ignore"):
        some = [
            (0.0, "{case}: the ratio is {want}; you returned 0. Each row is its own nearest neighbour, at distance 0: leave it out."),
            (np.mean(far / near), "{case}: the ratio is {want}; you returned {got}, farthest by nearest. Divide the other way round."),
            (near.mean() / far.mean(), "{case}: the ratio is {want}; you returned {got}, the quotient of two means. Divide for each row first, then take the mean."),
            (near.min() / far.max(), "{case}: the ratio is {want}; you returned {got}, the smallest of all distances by the largest. Each row has a nearest and a farthest of its own."),
            (near.mean() / far.max(), "{case}: the ratio is {want}; you returned {got}, each divided by the largest distance of the whole table. Each row has a farthest of its own."),
            (near.min() * np.mean(1 / far), "{case}: the ratio is {want}; you returned {got}, with the smallest distance of the whole table. Each row has a nearest of its own."),
            (np.mean((near / far) ** 2), "{case}: the ratio is {want}; you returned {got}, as with squared distances. The root is missing."),
            (np.mean(near) / want, "{case}: the ratio is {want}; you returned {got}, nearest by *mean* distance. Divide by the farthest."),
            (np.median(near / far), "{case}: the ratio is {want}; you returned {got}, the median over the rows. Take the mean."),
        ]
    expect.close(ratio, right, rtol=1e-5, atol=1e-7, says="{case}: the mean of nearest / farthest is {want}; you returned {got}.", case=case, mistakes=[(value, words) for value, words in some if np.isfinite(value)])


with expect.test("three points on a line"):
    compare([[0.0], [1.0], [4.0]], "Points 0, 1 and 4")

with expect.test("five points in the plane"):
    compare([[0.0, 0.0], [3.0, 4.0], [6.0, 0.0], [0.0, 1.0], [-5.0, 2.0]], "Five points")

### BEGIN HIDDEN TESTS
with expect.test("random points in few and in many dimensions"):
    rng = np.random.default_rng(8)
    for n in (1, 2, 3, 100, 1000):
        compare(rng.random((40, n)), f"40 random points in {n} dimensions")

with expect.test("rows that occur twice"):
    X = np.array([[0.0, 0.0], [0.0, 0.0], [3.0, 4.0], [1.0, 0.0], [1.0, 0.0]])
    D = distances(X)
    masked = np.where(D == 0, np.inf, D).min(axis=1) / D.max(axis=1)
    _, ratio = asked(X)
    _, near, far = facts(D)
    expect.close(ratio, np.mean(near / far), atol=1e-6, says="Two rows that are equal are each other's nearest, at distance 0: the ratio is {want}; you returned {got}.", mistakes=[(np.mean(masked), "Two rows that are equal are each other's nearest, at distance 0: the ratio is {want}; you returned {got}, as if all zeros had been left out. Only the row itself is.")])

with expect.test("far from the origin, and whole numbers"):
    rng = np.random.default_rng(1)
    compare(rng.random((15, 3)) + [1000.0, -500.0, 0.0], "15 points around (1000, −500, 0)")
    whole = rng.integers(-9, 9, (8, 4))
    mean, ratio = asked(whole)
    want, near, far = facts(distances(whole.astype(float)))
    expect.close([mean, ratio], [want, np.mean(near / far)], rtol=1e-5, atol=1e-6, says="A table of whole numbers: expected {want}, got {got}.")

with expect.test("the input stays as it was"):
    X = np.array([[0.0, 1.0], [2.0, 5.0], [4.0, -3.0]])
    held = answer.put(X)
    answer.crowding(held)
    expect.unchanged(held, X)
### END HIDDEN TESTS

# %% right="ch08-e01" because="two loops"
def crowding(X):
    m, total, quotients = len(X), 0.0, []
    for i in range(m):
        to_others = [float(np.sqrt(sum((a - b) ** 2 for a, b in zip(X[i], X[j])))) for j in range(m) if j != i]
        total += sum(to_others)
        quotients.append(min(to_others) / max(to_others))
    return total / (m * (m - 1)), sum(quotients) / m

# %% right="ch08-e01" because="sorted rows of the square, two lines"
def crowding(X):
    D = np.sort(squareform(pdist(X)), axis=1)
    return D.sum() / (len(X) * (len(X) - 1)), (D[:, 1] / D[:, -1]).mean()

# %% right="ch08-e01" because="a search for neighbours"
def crowding(X):
    far_and_near = NearestNeighbors(n_neighbors=len(X) - 1).fit(X).kneighbors()[0]
    return far_and_near.mean(), (far_and_near[:, 0] / far_and_near[:, -1]).mean()

# %% right="ch08-e01" because="an array of two"
def crowding(X):
    D = squareform(pdist(X)) + np.diag([np.nan] * len(X))
    return np.array([np.nanmean(D), np.mean(np.nanmin(D, axis=1) / np.nanmax(D, axis=1))])

# %% right="ch08-e01" because="norms of a masked array"
def crowding(X):
    X = np.asarray(X, dtype=float)
    D = np.ma.array(np.linalg.norm(X[:, None] - X, axis=-1), mask=np.eye(len(X), dtype=bool))
    return float(D.mean()), float((D.min(axis=1) / D.max(axis=1)).mean())

# %% wrong="ch08-e01" because="distances to itself in the mean" says="to itself"
def crowding(X):
    square = squareform(pdist(X))
    mean = square.mean()
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return mean, np.mean(square.min(axis=1) / far)

# %% wrong="ch08-e01" because="everybody is their own nearest" says="its own nearest neighbour"
def crowding(X):
    square = squareform(pdist(X))
    return pdist(X).mean(), np.mean(square.min(axis=1) / square.max(axis=1))

# %% wrong="ch08-e01" because="squares" says="The root is missing"
def crowding(X):
    pairs = pdist(X, "sqeuclidean")
    square = squareform(pairs)
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pairs.mean(), np.mean(square.min(axis=1) / far)

# %% wrong="ch08-e01" because="the ratio from squares" says="as with squared distances"
def crowding(X):
    square = squareform(pdist(X, "sqeuclidean"))
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pdist(X).mean(), np.mean(square.min(axis=1) / far)

# %% wrong="ch08-e01" because="city blocks" says="absolute differences"
def crowding(X):
    pairs = pdist(X, "cityblock")
    square = squareform(pairs)
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pairs.mean(), np.mean(square.min(axis=1) / far)

# %% wrong="ch08-e01" because="upside down" says="other way round"
def crowding(X):
    square = squareform(pdist(X))
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pdist(X).mean(), np.mean(far / square.min(axis=1))

# %% wrong="ch08-e01" because="the quotient of means" says="quotient of two means"
def crowding(X):
    square = squareform(pdist(X))
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pdist(X).mean(), square.min(axis=1).mean() / far.mean()

# %% wrong="ch08-e01" because="smallest of all by largest of all" says="of its own"
def crowding(X):
    pairs = pdist(X)
    return pairs.mean(), pairs.min() / pairs.max()

# %% wrong="ch08-e01" because="divided by the largest of all" says="each divided by the largest"
def crowding(X):
    D = squareform(pdist(X))
    near = np.where(np.eye(len(X), dtype=bool), np.inf, D).min(axis=1)
    return pdist(X).mean(), (near / D.max()).mean()

# %% wrong="ch08-e01" because="the smallest of all, divided by each farthest" says="with the smallest distance"
def crowding(X):
    return pdist(X).mean(), (pdist(X).min() / squareform(pdist(X)).max(axis=1)).mean()

# %% wrong="ch08-e01" because="zeros as nan, twins too" says="all zeros had been left out"
def crowding(X):
    square = squareform(pdist(X))
    square[square == 0] = np.nan
    return pdist(X).mean(), np.mean(np.nanmin(square, axis=1) / np.nanmax(square, axis=1))

# %% wrong="ch08-e01" because="one ratio for each row" says="one number"
def crowding(X):
    square = squareform(pdist(X))
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pdist(X).mean(), square.min(axis=1) / far

# %% wrong="ch08-e01" because="scales the table first" says="the mean distance is"
def crowding(X):
    pairs = pdist(StandardScaler().fit_transform(X))
    square = squareform(pairs)
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pairs.mean(), np.mean(square.min(axis=1) / far)

# %% wrong="ch08-e01" because="moves the table in place" says="changed its input"
def crowding(X):
    if X.dtype.kind == "f":
        X -= X.mean(axis=0)
    pairs = pdist(X)
    square = squareform(pairs)
    far = square.max(axis=1)
    np.fill_diagonal(square, np.inf)
    return pairs.mean(), np.mean(square.min(axis=1) / far)

# %% [markdown]
# ## 2 · Shadows and rolled-up sheets

# %% [markdown] exercise="ch08-e02" title="Who is still my neighbour?" kind="F" level=2 minutes=15 core=true after="§2" skills=["Read a map of neighbours"] topics=["S-05-I.09"]
# Write `neighbours_kept(X, Z, k)`, which says how well a reduction keeps neighbourhoods.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)`: a table |
# | `Z` | array of shape `(m, d)`: the same rows in the same order, reduced |
# | `k` | whole number from 1 to `m - 1` |
# | returns | a number from 0 to 1 |
#
# Each row has `k` nearest *other* rows in `X` and `k` nearest other rows in `Z`, by Euclidean distance. Which share of the first is among the second, whatever their order? Return the mean of this share over all rows. A row may have a twin: another row with the same values. Which rows are the `k` nearest never depends on a tie.

# %% [markdown] hint="ch08-e02"
# Ann's two nearest in the table are Bob and Cy, on the map Cy and Di. Which share has she kept? And if the map had Cy and Bob?

# %% [markdown] hint="ch08-e02"
# `NearestNeighbors(n_neighbors=k).fit(X).kneighbors(return_distance=False)` gives the numbers of the `k` nearest of each row, without the row itself (§2). For one row, how many numbers do two such lists have in common? `set` and `&`, or `np.intersect1d`.

# %% [markdown] hint="ch08-e02"
# ```python
# def neighbours_kept(X, Z, k):
#     search = NearestNeighbors(n_neighbors=____)
#     before = search.fit(____).kneighbors(return_distance=False)
#     after = ____
#     same = [len(np.intersect1d(____, ____)) for a, b in zip(before, after)]
#     return np.mean(same) / ____
# ```

# %% answer="ch08-e02" needs=[]
def neighbours_kept(X, Z, k):
    """The mean share of the k nearest rows that a reduction keeps."""
    ### BEGIN SOLUTION
    search = NearestNeighbors(n_neighbors=k)
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    same = [len(np.intersect1d(a, b)) for a, b in zip(before, after)]
    return np.mean(same) / k
    ### END SOLUTION

# %% tests="ch08-e02" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def lists(table, k, own=False, p=2):
    """The numbers of the k nearest rows of each row, nearest first; with `own`, each row comes first in its list."""
    table = np.asarray(table, dtype=float)
    D = np.sum(np.abs(table[:, None] - table[None]) ** p, axis=2)
    np.fill_diagonal(D, -1 if own else np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


def shared(before, after):
    return np.array([len(set(a) & set(b)) for a, b in zip(before.tolist(), after.tolist(), strict=True)])


def asked(X, Z, k):
    got = answer.neighbours_kept(X, Z, k)
    expect.true(got is not None, "`neighbours_kept` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "Expected one number, the mean over all rows; got something of shape {shape}.", shape=np.shape(got))
    return float(got)


def compare(X, Z, k, case):
    before, after, m = lists(X, k), lists(Z, k), len(X)
    same = shared(before, after)
    want = same.mean() / k
    slips = [
        (np.mean(before == after), "{case}: expected {want}, got {got}, which compares the lists place by place. The order of the neighbours does not matter."),
        (same.mean(), "{case}: expected {want}, got {got}, the mean *number* of neighbours kept. Divide it by k."),
        (same.sum() / k, "{case}: expected {want}, got {got}, a sum over the rows. Take the mean."),
        ((1 + shared(before[:, : k - 1], after[:, : k - 1])).mean() / k, "{case}: expected {want}, got {got}, as if each row were one of its own k neighbours. A row is no neighbour of itself."),
        ((1 + same).mean() / (k + 1), "{case}: expected {want}, got {got}, as with k + 1 neighbours, the row itself among them. Leave it out."),
        (shared(lists(X, k, p=1), lists(Z, k, p=1)).mean() / k, "{case}: expected {want}, got {got}, as by sums of absolute differences. The distances are Euclidean."),
        (np.mean(same / (2 * k - same)), "{case}: expected {want}, got {got}, shared neighbours divided by all that occur in either list. Divide by k."),
        (np.mean(same == k), "{case}: expected {want}, got {got}, the share of rows that kept *all* their neighbours. Each neighbour counts by itself."),
        (1 - want, "{case}: expected {want}, got {got}, the share that was lost."),
    ]
    values = [round(value, 9) for value, _ in slips]
    named = [(value, words) for value, words in slips if abs(value - want) > 1e-9 and values.count(round(value, 9)) == 1]
    expect.close(asked(X, Z, k), want, atol=1e-9, says="{case}: the mean share of kept neighbours is {want}; you returned {got}.", case=case, mistakes=named)


with expect.test("seven rows, three neighbours"):
    X = np.array([2.0, 5.0, 12.0, 21.0, 26.0, 27.0, 36.0]).reshape(-1, 1)
    Z = np.array([32.0, 30.0, 39.0, 9.0, 37.0, 11.0, 12.0]).reshape(-1, 1)
    compare(X, Z, 3, "Seven rows, k = 3")

with expect.test("a map that keeps everything"):
    X = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 3.0], [9.0, 1.0]])
    got = asked(X, -5 * X[:, ::-1] + 2, 2)
    expect.close(got, 1.0, says="A map turned, scaled and moved keeps all neighbours: expected {want}, got {got}.", mistakes=[(2.0, "A map turned, scaled and moved keeps all neighbours: expected {want}, got {got}. Divide by k.")])

### BEGIN HIDDEN TESTS
with expect.test("random tables and maps of them"):
    rng = np.random.default_rng(8)
    for m, n, d, k in ((30, 5, 2, 4), (60, 3, 2, 10), (40, 20, 1, 7), (25, 2, 6, 1)):
        X = rng.normal(size=(m, n))
        compare(X, np.tanh(X @ rng.normal(size=(n, d))), k, f"{m} rows, k = {k}")

with expect.test("the same neighbours in another order"):
    X = np.array([[0.0], [1.0], [2.5], [100.0], [101.0], [102.5]])
    Z = np.array([[0.0], [2.5], [1.0], [100.0], [102.5], [101.0]])
    compare(X, Z, 2, "Two groups of three whose members change places")

with expect.test("rows with twins"):
    rng = np.random.default_rng(2)
    for seed in range(4):
        few = rng.normal(size=(12, 3))
        X = np.r_[few, few][rng.permutation(24)]
        Z = rng.normal(size=(24, 2))
        want = shared(lists(X, 3), lists(Z, 3)).mean() / 3
        expect.close(asked(X, Z, 3), want, atol=1e-9, says="Each row has a twin with the same values, which is its nearest *other* row: expected {want}, got {got}. Leaving out the first of a list may leave out the twin.")
        want = shared(lists(Z, 3), lists(X, 3)).mean() / 3
        expect.close(asked(Z, X, 3), want, atol=1e-9, says="On the map each row has a twin at the same place: expected {want}, got {got}. Leaving out the first of a list may leave out the twin.")

with expect.test("all the others are neighbours"):
    rng = np.random.default_rng(3)
    expect.close(asked(rng.normal(size=(9, 4)), rng.normal(size=(9, 2)), 8), 1.0, says="With k = m − 1 all the other rows are neighbours, before and after: expected {want}, got {got}.")

with expect.test("the inputs stay as they were"):
    X, Z = np.array([[0.0, 2.0], [1.0, 0.0], [5.0, 5.0], [4.0, 9.0]]), np.array([[1.0], [0.0], [8.0], [3.0]])
    held, held_z = answer.put(X), answer.put(Z)
    answer.neighbours_kept(held, held_z, 2)
    expect.unchanged(held, X)
    expect.unchanged(held_z, Z)
### END HIDDEN TESTS

# %% right="ch08-e02" because="sorted distances, truth tables"
def neighbours_kept(X, Z, k):
    def near(table):
        D = squareform(pdist(table))
        np.fill_diagonal(D, np.inf)
        nth = np.sort(D, axis=1)[:, k - 1 : k]
        return D <= nth

    return (near(X) & near(Z)).sum() / (k * len(X))

# %% right="ch08-e02" because="graphs of neighbours, multiplied"
def neighbours_kept(X, Z, k):
    one, two = (NearestNeighbors(n_neighbors=k).fit(table).kneighbors_graph() for table in (X, Z))
    return one.multiply(two).sum() / one.nnz

# %% right="ch08-e02" because="sets in plain Python"
def neighbours_kept(X, Z, k):
    total = 0
    for i in range(len(X)):
        others = [j for j in range(len(X)) if j != i]
        a = sorted(others, key=lambda j: np.linalg.norm(X[i] - X[j]))[:k]
        b = sorted(others, key=lambda j: np.linalg.norm(Z[i] - Z[j]))[:k]
        total += len(set(a) & set(b))
    return total / (len(X) * k)

# %% wrong="ch08-e02" because="place by place" says="place by place"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k)
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    return np.mean(before == after)

# %% wrong="ch08-e02" because="a row among its own neighbours" says="no neighbour of itself"
def neighbours_kept(X, Z, k):
    before = NearestNeighbors(n_neighbors=k).fit(X).kneighbors(X, return_distance=False)
    after = NearestNeighbors(n_neighbors=k).fit(Z).kneighbors(Z, return_distance=False)
    return np.mean([len(set(a) & set(b)) for a, b in zip(before, after)]) / k

# %% wrong="ch08-e02" because="k + 1 with itself" says="k + 1 neighbours"
def neighbours_kept(X, Z, k):
    before = NearestNeighbors(n_neighbors=k + 1).fit(X).kneighbors(X, return_distance=False)
    after = NearestNeighbors(n_neighbors=k + 1).fit(Z).kneighbors(Z, return_distance=False)
    return np.mean([len(set(a) & set(b)) for a, b in zip(before, after)]) / (k + 1)

# %% wrong="ch08-e02" because="leaves out the first, twin or not" says="leave out the twin"
def neighbours_kept(X, Z, k):
    before = NearestNeighbors(n_neighbors=k + 1).fit(X).kneighbors(X, return_distance=False)[:, 1:]
    after = NearestNeighbors(n_neighbors=k + 1).fit(Z).kneighbors(Z, return_distance=False)[:, 1:]
    return np.mean([len(set(a) & set(b)) for a, b in zip(before, after)]) / k

# %% wrong="ch08-e02" because="the number kept" says="Divide"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k)
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    return np.mean([len(np.intersect1d(a, b)) for a, b in zip(before, after)])

# %% wrong="ch08-e02" because="Jaccard" says="occur in either list"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k)
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    return np.mean([len(set(a) & set(b)) / len(set(a) | set(b)) for a, b in zip(before, after)])

# %% wrong="ch08-e02" because="city blocks" says="Euclidean"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k, metric="manhattan")
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    return np.mean([len(np.intersect1d(a, b)) for a, b in zip(before, after)]) / k

# %% wrong="ch08-e02" because="both lists from the map" says="the mean share of kept neighbours is"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k)
    one, two = search.fit(X), search.fit(Z)
    before, after = one.kneighbors(return_distance=False), two.kneighbors(return_distance=False)
    return np.mean([len(np.intersect1d(a, b)) for a, b in zip(before, after)]) / k

# %% wrong="ch08-e02" because="a share for each row" says="Expected one number"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k)
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    return np.array([len(np.intersect1d(a, b)) for a, b in zip(before, after)]) / k

# %% wrong="ch08-e02" because="all or nothing" says="Each neighbour counts by itself"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k)
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    return np.mean([set(a) == set(b) for a, b in zip(before, after)])

# %% wrong="ch08-e02" because="common numbers of the two tables as a whole" says="the mean share of kept neighbours is"
def neighbours_kept(X, Z, k):
    search = NearestNeighbors(n_neighbors=k)
    before = search.fit(X).kneighbors(return_distance=False)
    after = search.fit(Z).kneighbors(return_distance=False)
    return len(np.intersect1d(before, after)) / len(X)

# %% [markdown]
# ## 3 · The widest shadow

# %% [markdown] exercise="ch08-e03" title="PCA by a singular value decomposition" kind="F" level=2 minutes=25 core=true after="§3" skills=["Compute principal components"] topics=["S-05-I.09"]
# Complete the class `MyPCA` with NumPy, without scikit-learn's own PCA.
#
# | | |
# |---|---|
# | `MyPCA(d)` | keeps `d` components; `d` is at most the smaller number of rows and columns |
# | `fit(X)` | `X` of shape `(m, n)`, at least two rows; sets the four attributes below and returns the object itself |
# | `mean_` | shape `(n,)`: the mean of each column |
# | `components_` | shape `(d, n)`: one unit vector a row, that of the largest variance first |
# | `explained_variance_` | shape `(d,)`: the variances along them, divisor $m-1$ |
# | `explained_variance_ratio_` | shape `(d,)`: their shares of the variance of **all** columns together |
# | `transform(X)` | coordinates of rows, old or new, shape `(rows, d)` |
# | `inverse_transform(Z)` | the rows for which such coordinates stand, shape `(rows, n)` |
#
# **Signs**: in each component the entry of largest absolute value is positive. (In the tests no two variances are equal, nor two largest entries.)

# %% [markdown] hint="ch08-e03"
# What is the first direction of a cloud far from the origin if nobody moves the cloud to the middle? And which mean belongs to a new row: its own, or that of the rows that were fitted?

# %% [markdown] hint="ch08-e03"
# `U, s, Vt = np.linalg.svd(X - mean, full_matrices=False)`. The rows of `Vt` are the directions, `s**2 / (m - 1)` the variances; the total has all of them, not `d`. For a row `w` of `Vt`: if `w[np.abs(w).argmax()]` is negative, take `-w`.

# %% [markdown] hint="ch08-e03"
# ```python
#     def fit(self, X):
#         self.mean_ = ____
#         U, s, Vt = np.linalg.svd(____, full_matrices=False)
#         largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=____)]
#         self.components_ = (Vt * np.sign(largest)[:, None])[:____]
#         variances = ____ / (len(X) - 1)
#         self.explained_variance_ = variances[:____]
#         self.explained_variance_ratio_ = self.explained_variance_ / ____
#         return ____
#
#     def transform(self, X):
#         return (X - ____) @ ____
#
#     def inverse_transform(self, Z):
#         return ____ + Z @ ____
# ```

# %% answer="ch08-e03" needs=[]
class MyPCA:
    """Principal component analysis with d components."""

    def __init__(self, d):
        self.d = d

    ### BEGIN SOLUTION
    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        variances = s**2 / (len(X) - 1)
        self.explained_variance_ = variances[: self.d]
        self.explained_variance_ratio_ = self.explained_variance_ / variances.sum()
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_
    ### END SOLUTION

# %% [markdown] equivalent="ch08-e03"
# self.components_ = (Vt * np.sign(largest)[:, None])[:self.d]  →  self.components_ = (Vt / np.sign(largest)[:, None])[:self.d]
# U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)  →  U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=True)

# %% tests="ch08-e03" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from unittest.mock import patch
from sklearn.decomposition import PCA, TruncatedSVD, IncrementalPCA

def fitted_by_library(make, X):
    calls = []
    def spied(kind, name):
        original = getattr(kind, name)
        def spy(self, *args, **kwargs):
            calls.append(kind.__name__)
            return original(self, *args, **kwargs)
        return patch.object(kind, name, spy)
    with spied(PCA, "_fit"), spied(TruncatedSVD, "fit_transform"), spied(IncrementalPCA, "partial_fit"):
        make(2).fit(X)
    return calls

def same(one, other):
    return one is other
""")


def table(m, n, seed, offset=0.0):
    """A table whose principal variances differ clearly, around an offset."""
    rng = np.random.default_rng(seed)
    k = min(m - 1, n)
    left = rng.normal(size=(m, k))
    left = np.linalg.qr(left - left.mean(axis=0))[0]
    right = np.linalg.qr(rng.normal(size=(n, n)))[0][:k]
    return left * (np.sqrt(m - 1) * np.geomspace(6, 0.3, k)) @ right + offset * rng.normal(size=n)


def reference(X, centred=True):
    mean = X.mean(axis=0)
    s, Vt = np.linalg.svd(X - mean if centred else X, full_matrices=False)[1:]
    largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
    return mean, Vt * np.where(largest < 0, -1, 1)[:, None], s**2 / (len(X) - 1)


def fitted(X, d):
    model = answer.MyPCA(d)
    returned = model.fit(X)
    expect.true(returned is not None, "`fit` returned None. It returns the object itself, so that `MyPCA(2).fit(X).transform(X)` works: end with `return self`.")
    expect.true(answer.same(returned, model), "`fit` returned something other than the object itself. End with `return self`.")
    return model


def attribute(model, name):
    value = getattr(model, name)
    expect.true(value is not None, "After `fit` the attribute `{name}` is None.", name=name)
    return np.asarray(value, dtype=float)


def components(X, d, case):
    model = fitted(X, d)
    mean, want, _ = reference(X)
    expect.close(attribute(model, "mean_"), mean, says="{case}: `mean_` is {want}, the mean of each column; yours is {got}.", case=case)
    got = attribute(model, "components_")
    n, m = X.shape[1], len(X)
    expect.shape(got, (d, n), says="{case}: `components_` has shape {want}, one component a row; yours has {got}.", case=case, mistakes=[((n, d), "{case}: `components_` has shape {want}; yours has {got}. The components are rows: transpose it.")] if d != n else [])
    if np.allclose(got, want[:d], atol=1e-6):
        return model
    bare = reference(X, centred=False)[1][:d]
    if np.allclose(np.abs(got), np.abs(want[:d]), atol=1e-6):
        expect.fail("{case}: the directions are right, some signs are not. In each component the entry of largest absolute value is positive.", case=case)
    if np.allclose(np.abs(got), np.abs(bare), atol=1e-6):
        expect.fail("{case}: your components are those of the table as it is. Subtract the mean of each column before the decomposition.", case=case)
    if d > 1 and n == d and np.allclose(np.abs(got), np.abs(want[:d].T), atol=1e-6):
        expect.fail("{case}: the components are the columns of `components_`; they belong into its rows.", case=case)
    if np.allclose(np.abs(got), np.abs(want[::-1][:d]), atol=1e-6):
        expect.fail("{case}: these are the components with the *smallest* variance, or all in reversed order. The largest comes first.", case=case)
    scaled = (X - mean) / X.std(axis=0)
    if np.allclose(np.abs(got), np.abs(np.linalg.svd(scaled, full_matrices=False)[2][:d]), atol=1e-6):
        expect.fail("{case}: your components are those of standardised columns. Only the mean is subtracted here.", case=case)
    lengths = np.linalg.norm(got, axis=1)
    expect.true(np.allclose(lengths, 1, atol=1e-6), "{case}: the rows of `components_` have the lengths {lengths}; each is a unit vector.", case=case, lengths=lengths)
    expect.close(got, want[:d], atol=1e-6, says="{case}: expected the components {want}, got {got}.", case=case)


def variances(X, d, case):
    model = fitted(X, d)
    _, _, want = reference(X)
    m = len(X)
    expect.close(
        attribute(model, "explained_variance_"),
        want[:d],
        says="{case}: `explained_variance_` is {want}; yours is {got}.",
        case=case,
        mistakes=[
            (want[:d] * (m - 1) / m, "{case}: `explained_variance_` is {want}; yours is {got}, as with the divisor m. Divide by m − 1."),
            (want[:d] * (m - 1), "{case}: `explained_variance_` is {want}; yours is {got}, the squares of the singular values. Divide them by m − 1."),
            (np.sqrt(want[:d] * (m - 1)), "{case}: `explained_variance_` is {want}; yours is {got}, the singular values themselves. Square them, and divide by m − 1."),
            (np.sqrt(want[:d]), "{case}: `explained_variance_` is {want}; yours is {got}, standard deviations. Square them."),
        ],
    )
    expect.close(
        attribute(model, "explained_variance_ratio_"),
        want[:d] / want.sum(),
        says="{case}: `explained_variance_ratio_` is {want}; yours is {got}.",
        case=case,
        mistakes=[
            (want[:d] / want[:d].sum(), "{case}: `explained_variance_ratio_` is {want}; yours is {got}, shares of the {d} that are kept. Divide by the sum of all variances."),
            (np.sqrt(want[:d]) / np.sqrt(want).sum(), "{case}: `explained_variance_ratio_` is {want}; yours is {got}, shares of the singular values. Variances are their squares."),
            (np.cumsum(want[:d]) / want.sum(), "{case}: `explained_variance_ratio_` is {want}; yours is {got}, added up. Each share stands for itself."),
        ],
        d=d,
    )


def coordinates(X, new, d, case):
    model = fitted(X, d)
    mean, directions, _ = reference(X)
    W = directions[:d].T
    want = (new - mean) @ W
    got = np.asarray(model.transform(new), dtype=float)
    slips = [
        (new @ W, "{case}: the coordinates are {want}; yours are {got}, those of rows from which no mean was subtracted."),
        ((new - new.mean(axis=0)) @ W, "{case}: the coordinates are {want}; yours are {got}, with the mean of the rows given. Subtract the mean of the rows that were fitted: `mean_`."),
    ]
    expect.close(got, want, atol=1e-6, says="{case}: the coordinates are {want}; yours are {got}.", case=case, mistakes=[(value, words) for value, words in slips if not np.allclose(value, want, atol=1e-6)])


flat = np.array([[2.0, 0.0, 1.0], [0.0, 1.0, 5.0], [4.0, 3.0, 3.0], [6.0, 2.0, 9.0], [3.0, 9.0, 7.0]])

with expect.test("the components of five rows"):
    components(flat, 2, "Five rows")

with expect.test("their variances and shares"):
    variances(flat, 2, "Five rows")

with expect.test("coordinates there and back"):
    coordinates(flat, flat, 2, "Five rows")
    model = fitted(flat, 3)
    back = model.inverse_transform(model.transform(flat))
    expect.close(back, flat, atol=1e-6, says="With all three components there and back must give the rows again: expected {want}, got {got}.", mistakes=[(flat - flat.mean(axis=0), "With all three components there and back must give the rows again: expected {want}, got {got}. The mean was not added again.")])

### BEGIN HIDDEN TESTS
with expect.test("far from the origin, any shape of table"):
    for m, n, d, seed in ((40, 3, 2, 1), (30, 6, 4, 2), (8, 15, 5, 3), (50, 2, 2, 4), (12, 4, 1, 5)):
        X = table(m, n, seed, offset=20.0)
        components(X, d, f"{m} rows, {n} columns, d = {d}")
        variances(X, d, f"{m} rows, {n} columns, d = {d}")

with expect.test("new rows"):
    X, new = table(30, 5, 7, offset=10.0), table(9, 5, 8, offset=3.0)
    coordinates(X, new, 3, "Nine new rows")
    coordinates(X, new[:1], 3, "One new row")
    model = fitted(X, 2)
    mean, W, _ = reference(X)
    Z = np.array([[1.0, -2.0], [0.0, 0.5]])
    expect.close(model.inverse_transform(Z), mean + Z @ W[:2], atol=1e-6, says="`inverse_transform` of {Z}: expected {want}, got {got}.", Z=Z, mistakes=[(Z @ W[:2], "`inverse_transform` of {Z}: expected {want}, got {got}. The mean was not added.")])

with expect.test("fitted a second time"):
    one, two = table(20, 4, 9, offset=5.0), table(25, 3, 10)
    model = answer.MyPCA(2)
    model.fit(one)
    model.fit(two)
    expect.close(attribute(model, "components_"), reference(two)[1][:2], atol=1e-6, says="Fitted to a second table, the components are {want}; yours are {got}.")

with expect.test("whole numbers, and the input as it was"):
    X = np.array([[1, 7, 2], [3, 1, 2], [2, 9, 8], [5, 4, 0]])
    components(X, 2, "Whole numbers")
    floats = X.astype(float)
    held = answer.put(floats)
    model = answer.MyPCA(2)
    model.fit(held)
    expect.unchanged(held, floats)
    model.transform(held)
    expect.unchanged(held, floats)

with expect.test("by NumPy"):
    used = answer.fitted_by_library(answer.MyPCA, flat)
    expect.true(not used, "`fit` calls scikit-learn's {name}. Here you are to compute the decomposition with NumPy.", name=", ".join(sorted(set(used))))
### END HIDDEN TESTS

# %% right="ch08-e03" because="eigenvectors of the covariance matrix"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = np.mean(X, axis=0)
        values, vectors = np.linalg.eigh(np.cov(X, rowvar=False))
        order = np.argsort(values)[::-1][: self.d]
        W = vectors[:, order].T
        self.components_ = np.array([w if w[np.argmax(np.abs(w))] > 0 else -w for w in W])
        self.explained_variance_ = values[order]
        self.explained_variance_ratio_ = values[order] / np.trace(np.cov(X, rowvar=False))
        return self

    def transform(self, X):
        return np.dot(X - self.mean_, self.components_.T)

    def inverse_transform(self, Z):
        return np.dot(Z, self.components_) + self.mean_

# %% right="ch08-e03" because="power iteration with deflation"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        C = (X - self.mean_).T @ (X - self.mean_) / (len(X) - 1)
        total, found, sizes = np.trace(C), [], []
        for _ in range(self.d):
            w = np.random.default_rng(0).normal(size=len(C))
            for _ in range(400):
                w = C @ w
                w /= np.linalg.norm(w)
            size = w @ C @ w
            C = C - size * np.outer(w, w)
            found.append(w * np.sign(w[np.abs(w).argmax()]))
            sizes.append(size)
        self.components_, self.explained_variance_ = np.array(found), np.array(sizes)
        self.explained_variance_ratio_ = self.explained_variance_ / total
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return Z @ self.components_ + self.mean_

# %% right="ch08-e03" because="SciPy's SVD, full matrices"
from scipy.linalg import svd


class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        A = X - X.mean(0)
        _, s, Vt = svd(A)
        W = Vt[: self.d]
        flip = np.sign(np.take_along_axis(W, np.abs(W).argmax(1)[:, None], 1))
        self.mean_, self.components_ = X.mean(0), W * flip
        self.explained_variance_ = (s**2)[: self.d] / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / A.var(0, ddof=1).sum()
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="no centring" says="Subtract the mean"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="no signs" says="some signs are not"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        self.components_ = Vt[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="signs by the first entry" says="largest absolute value is positive"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        self.components_ = (Vt * np.sign(Vt[:, :1]))[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="columns of V as components" says="transpose it"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d].T
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_.T

# %% wrong="ch08-e03" because="V of eigh taken by rows, ascending" says="expected the components"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        values, vectors = np.linalg.eigh(np.cov(X.T))
        self.components_ = np.array([w * np.sign(w[np.abs(w).argmax()]) for w in vectors[::-1][: self.d]])
        self.explained_variance_ = values[::-1][: self.d]
        self.explained_variance_ratio_ = self.explained_variance_ / values.sum()
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="eigh is ascending: the smallest come first" says="The largest comes first"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        values, vectors = np.linalg.eigh(np.cov(X.T))
        self.components_ = np.array([w * np.sign(w[np.abs(w).argmax()]) for w in vectors.T[: self.d]])
        self.explained_variance_ = values[: self.d]
        self.explained_variance_ratio_ = self.explained_variance_ / values.sum()
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="variance by m" says="Divide by m − 1"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        variances = s**2 / len(X)
        self.explained_variance_ = variances[: self.d]
        self.explained_variance_ratio_ = self.explained_variance_ / variances.sum()
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="shares of what is kept" says="sum of all variances"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / self.explained_variance_.sum()
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="shares of singular values" says="shares of the singular values"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = s[: self.d] / s.sum()
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="new rows centred by their own mean" says="`mean_`"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - X.mean(axis=0)) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="transform without the mean" says="no mean was subtracted"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return X @ self.components_.T

    def inverse_transform(self, Z):
        return Z @ self.components_

# %% wrong="ch08-e03" because="the way back without the mean" says="mean was not added"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return Z @ self.components_

# %% wrong="ch08-e03" because="fit returns nothing" says="return self"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="the library in disguise" says="compute the decomposition"
class MyPCA(PCA):
    def __init__(self, d):
        super().__init__(n_components=d, svd_solver="full")
        self.d = d

# %% wrong="ch08-e03" because="standardised" says="standardised columns"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        U, s, Vt = np.linalg.svd((X - self.mean_) / X.std(axis=0), full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% wrong="ch08-e03" because="centres the table in place" says="changed its input"
class MyPCA:
    def __init__(self, d):
        self.d = d

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        if X.dtype.kind == "f":
            X -= self.mean_
            A = X
        else:
            A = X - self.mean_
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        largest = Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)]
        self.components_ = (Vt * np.sign(largest)[:, None])[: self.d]
        self.explained_variance_ = s[: self.d] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = self.explained_variance_ / np.sum(s**2 / (len(X) - 1))
        return self

    def transform(self, X):
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        return self.mean_ + Z @ self.components_

# %% [markdown]
# ## 4 · How many are enough?

# %% [markdown] exercise="ch08-e04" title="How many components are enough?" kind="F" level=1 minutes=8 core=false after="§4" skills=["Choose the number of dimensions"] topics=["S-05-I.09"]
# Write `dims_for(ratios, share)`: the smallest number of components that together hold at least `share` of the variance.
#
# | | |
# |---|---|
# | `ratios` | array of shape `(n,)`: the explained variance ratios, in falling order, all at least 0; they add up to 1 but for round-off |
# | `share` | a number above 0, at most 1 |
# | returns | an `int` from 1 to `n` |
#
# Sums in floating point miss a round number by a hair: 0.6 + 0.3 gives 0.8999999999999999. A sum that falls short of `share` by less than `1e-9` counts as reaching it.

# %% [markdown] hint="ch08-e04"
# Ratios 0.5, 0.3, 0.2: what do you have after one component, after two, after three? With which of them do you reach 0.8, and with which 0.81?

# %% [markdown] hint="ch08-e04"
# `np.cumsum(ratios)` holds the sums after 1, 2, 3, … components; `np.argmax` of a row of truth values is the place of the first `True`, counted from 0.

# %% [markdown] hint="ch08-e04"
# ```python
# def dims_for(ratios, share):
#     enough = np.cumsum(ratios) >= ____ - 1e-9
#     return int(np.argmax(____)) + ____
# ```

# %% answer="ch08-e04" needs=[]
def dims_for(ratios, share):
    """The smallest number of components that hold this share of the variance."""
    ### BEGIN SOLUTION
    enough = np.cumsum(ratios) >= share - 1e-9
    return int(np.argmax(enough)) + 1
    ### END SOLUTION

# %% [markdown] equivalent="ch08-e04"
# enough = np.cumsum(ratios) >= share - 1e-09  →  enough = np.cumsum(ratios) > share - 1e-09

# %% tests="ch08-e04" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def wanted(ratios, share):
    return int(np.flatnonzero(np.cumsum(ratios) >= share - 1e-9)[0]) + 1


def compare(ratios, share, says="Ratios {ratios}: {want} components hold {share} of the variance; you returned {got}."):
    got = answer.dims_for(np.array(ratios), share)
    expect.true(got is not None, "`dims_for` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "Expected one whole number, got {got}.", got=got)
    want = wanted(ratios, share)
    slips = []
    if float(got) == want - 1 and float(answer.dims_for(np.array([1.0]), 0.5)) == 0:
        slips.append((want - 1, "Ratios {ratios}, share {share}: expected {want}, got {got}, one too few. Places are counted from 0, components from 1."))
    expect.close(got, want, says=says, ratios=np.array(ratios), share=share, mistakes=slips)
    expect.true(isinstance(got, int | np.integer) and not isinstance(got, bool), "The number is right, but it is a {kind}; return an `int`.", kind=type(got).__name__)


with expect.test("three components"):
    compare([0.5, 0.3, 0.2], 0.7)
    compare([0.5, 0.3, 0.2], 0.95)

with expect.test("the first is enough"):
    compare([0.9, 0.06, 0.04], 0.85)

### BEGIN HIDDEN TESTS
with expect.test("a share that is reached exactly"):
    exactly = "Ratios {ratios}: the first {want} add up to {share} exactly, which is enough; you returned {got}."
    compare([0.5, 0.25, 0.125, 0.125], 0.75, exactly)
    compare([0.5, 0.25, 0.125, 0.125], 0.5, exactly)

with expect.test("sums that miss by a hair"):
    hair = "Ratios {ratios}, share {share}: the first {want} reach it but for round-off, which counts; you returned {got}."
    compare([0.6, 0.3, 0.1], 0.9, hair)
    compare([0.1] * 10, 0.3, hair)
    compare([0.1] * 10, 1.0, hair)
    compare([0.1] * 10, 0.8, hair)

with expect.test("sums that miss by more than a hair"):
    compare([0.6, 0.299999, 0.100001], 0.9, "0.6 + 0.299999 falls short of 0.9 by 1e-6, more than the 1e-9 that count as round-off: expected {want}, got {got}.")
    compare([0.6, 0.3 - 5e-9, 0.1 + 5e-9], 0.9, "A sum that falls short of 0.9 by 5e-9 does not reach it; less than 1e-9 would count as round-off: expected {want}, got {got}.")

with expect.test("all of the variance, with empty components"):
    compare([0.75, 0.25, 0.0, 0.0], 1.0, "Ratios {ratios}: the first {want} hold everything; you returned {got}.")
    compare([1.0], 1.0)

with expect.test("every share of many components"):
    ratios = np.sort(np.random.default_rng(8).dirichlet(np.ones(40)))[::-1]
    for share in np.linspace(0.02, 1.0, 50):
        compare(ratios, float(share), "40 ratios: {want} components hold {share} of the variance; you returned {got}.")

with expect.test("the input stays as it was"):
    ratios = np.array([0.5, 0.3, 0.2])
    held = answer.put(ratios)
    answer.dims_for(held, 0.6)
    expect.unchanged(held, ratios)
### END HIDDEN TESTS

# %% right="ch08-e04" because="a loop"
def dims_for(ratios, share):
    total = 0.0
    for count, ratio in enumerate(ratios, 1):
        total += ratio
        if total > share - 1e-9:
            return count
    return len(ratios)

# %% right="ch08-e04" because="exact sums of growing beginnings"
import math


def dims_for(ratios, share):
    counts = range(1, len(ratios) + 1)
    return next(d for d in counts if share - math.fsum(ratios[:d]) < 1e-9)

# %% right="ch08-e04" because="a search in the sums"
def dims_for(ratios, share):
    return int(np.searchsorted(np.cumsum(ratios), share - 1e-9)) + 1

# %% right="ch08-e04" because="counts the sums that are too small"
def dims_for(ratios, share):
    return 1 + sum(bool(s < share and not np.isclose(s, share, rtol=0, atol=1e-9)) for s in np.cumsum(ratios))

# %% wrong="ch08-e04" because="the place, not the count" says="one too few"
def dims_for(ratios, share):
    return int(np.argmax(np.cumsum(ratios) >= share - 1e-9))

# %% wrong="ch08-e04" because="strictly above" says="which is enough"
def dims_for(ratios, share):
    return int(np.argmax(np.cumsum(ratios) > share + 1e-12)) + 1

# %% wrong="ch08-e04" because="no room for round-off" says="but for round-off"
def dims_for(ratios, share):
    return int(np.argmax(np.cumsum(ratios) >= share)) + 1

# %% wrong="ch08-e04" because="as close as isclose takes it" says="more than the 1e-9"
def dims_for(ratios, share):
    together = np.cumsum(ratios)
    return int(np.argmax((together >= share) | np.isclose(together, share))) + 1

# %% wrong="ch08-e04" because="rounds to eight digits" says="less than 1e-9 would"
def dims_for(ratios, share):
    return int(np.argmax(np.round(np.cumsum(ratios), 8) >= round(share, 8))) + 1

# %% wrong="ch08-e04" because="those whose own ratio is large" says="hold"
def dims_for(ratios, share):
    return int(np.sum(np.asarray(ratios) >= 1 - share)) or 1

# %% wrong="ch08-e04" because="rounds to two digits" says="hold"
def dims_for(ratios, share):
    return int(np.argmax(np.round(np.cumsum(ratios), 2) >= round(share, 2))) + 1

# %% wrong="ch08-e04" because="a float" says="return an `int`"
def dims_for(ratios, share):
    return np.argmax(np.cumsum(ratios) >= share - 1e-9) + 1.0

# %% wrong="ch08-e04" because="the last that is not enough, and two" says="of the variance; you returned"
def dims_for(ratios, share):
    return int(np.sum(np.cumsum(ratios) < share - 1e-9)) + 2

# %% [markdown] exercise="ch08-e05" title="Pack and unpack" kind="X" level=2 minutes=15 core=true after="§4" skills=["Choose the number of dimensions"] topics=["S-05-I.09"]
# Write `packed(X_train, X_new, share)`. It packs new rows by principal components, unpacks them again, and tells what was lost.
#
# | | |
# |---|---|
# | `X_train` | array of shape `(m, n)`: the rows from which mean and components are computed, and **only** these |
# | `X_new` | array of shape `(r, n)`: the rows to pack |
# | `share` | a number between 0 and 1 |
# | returns | a dict with the keys `"d"`, `"Z"`, `"back"` and `"error"` |
#
# - `"d"`: the smallest number of components that hold at least `share` of the variance of `X_train`
# - `"Z"`: the coordinates of the new rows, shape `(r, d)`
# - `"back"`: the new rows rebuilt from `Z`, shape `(r, n)`, in the units of `X_new`
# - `"error"`: the mean, over all `r · n` entries, of the squared difference between `X_new` and `"back"`
#
# All columns have the same unit, so they are not standardised. Use scikit-learn's `PCA`. The signs of the columns of `Z` are up to you, as long as `Z` and `back` belong together.

# %% [markdown] hint="ch08-e05"
# Somebody packs your suitcase by a list that was made for other people's luggage. Which step uses `X_train`, and which use `X_new`?

# %% [markdown] hint="ch08-e05"
# `PCA(n_components=0.9)` keeps as many components as 90 % of the variance take; after `fit`, `n_components_` says how many. `transform` packs, `inverse_transform` unpacks and adds the mean again.

# %% [markdown] hint="ch08-e05"
# ```python
# def packed(X_train, X_new, share):
#     pca = PCA(n_components=____).fit(____)
#     Z = pca.____(____)
#     back = pca.____(Z)
#     error = np.mean((____ - back) ** 2)
#     return {"d": pca.____, "Z": Z, "back": back, "error": error}
# ```

# %% answer="ch08-e05" needs=[]
def packed(X_train, X_new, share):
    """A dict with "d", "Z", "back" and "error"."""
    ### BEGIN SOLUTION
    pca = PCA(n_components=share, svd_solver="full").fit(X_train)
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    error = np.mean((X_new - back) ** 2)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": error}
    ### END SOLUTION

# %% tests="ch08-e05" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from jupyterlab_homl.toolkit.spies import recorded_fits
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
from unittest.mock import patch

def shapes_fitted(packed, X_train, X_new):
    # PCA.fit_transform goes past `fit`, so its core is watched
    seen, original = [], PCA._fit
    def spy(self, X):
        seen.append(list(X.shape))
        return original(self, X)
    with patch.object(PCA, "_fit", spy):
        packed(X_train, X_new, 0.8)
    return seen
""")

KEYS = {"d", "Z", "back", "error"}


def basis(X, share):
    mean = X.mean(axis=0)
    s, Vt = np.linalg.svd(X - mean, full_matrices=False)[1:]
    sums = np.cumsum(s**2) / np.sum(s**2)
    d = int(np.argmax(sums >= share)) + 1
    return mean, Vt[:d], d


def rebuilt(X, new, share):
    mean, W, _ = basis(X, share)
    return mean + (new - mean) @ W.T @ W


def asked(X, new, share):
    got = answer.packed(X, new, share)
    expect.true(isinstance(got, dict) and set(got) == KEYS, "`packed` returns a dict with the keys d, Z, back and error; got {got}.", got=sorted(map(str, got)) if isinstance(got, dict) else type(got).__name__)
    return got


def count(X, new, share, case):
    got = asked(X, new, share)
    want = basis(X, share)[2]
    one = len(X) + len(new)
    slips = [
        (basis(new, share)[2], "{case}: {want} components hold the share for the training rows; your {got} fit the new rows. The components are computed from `X_train` alone."),
        (basis(np.r_[X, new], share)[2], "{case}: {want} components hold the share for the training rows; your {got} fit all {one} rows together. The components are computed from `X_train` alone."),
        (basis((X - X.mean(0)) / X.std(0), share)[2], "{case}: {want} components hold the share; your {got} fit standardised columns. Here the columns are taken as they are."),
        (want - 1, "{case}: `d` is {want}; you returned {got}, and so few hold less than the share."),
    ]
    numbers = [value for value, _ in slips]
    named = [(value, words) for value, words in slips if value != want and numbers.count(value) == 1]
    expect.close(got["d"], want, says="{case}: {want} components hold {share} of the variance; you returned {got}.", case=case, share=share, one=one, mistakes=named)
    expect.shape(got["Z"], (len(new), want), says="{case}: `Z` has shape {want}, one row for each new row; yours has {got}.", case=case, mistakes=[((len(X), want), "{case}: `Z` has the shape {got} of the training rows. Pack `X_new`.")])
    return got


def pieces(X, new, share, case):
    got = count(X, new, share, case)
    mean, W, _ = basis(X, share)
    want = rebuilt(X, new, share)
    Z = np.asarray(got["Z"], dtype=float)
    plain = (new - mean) @ W.T
    own = np.linalg.svd(new - new.mean(0), full_matrices=False)[2][: len(W)]
    scaled, spread = (X - mean) / X.std(0), X.std(0)
    apart = np.linalg.svd(scaled, full_matrices=False)[2][: len(W)]
    slips = [
        ((new - new.mean(0)) @ own.T, "{case}: the coordinates are {want}; yours are {got}, by mean and components of the new rows. Both come from the training rows: `transform`, not `fit_transform`."),
        ((new - mean) / spread @ apart.T, "{case}: the coordinates are {want}; yours are {got}, those of standardised columns. Here the columns are taken as they are."),
    ]
    expect.close(
        np.abs(Z),
        np.abs(plain),
        atol=1e-6,
        says="{case}: apart from signs the coordinates are {want}; yours are {got}.",
        case=case,
        mistakes=[
            (np.abs((new - new.mean(0)) @ W.T), "{case}: the coordinates are {want}; yours are {got}, with the mean of the new rows. Subtract that of the training rows."),
            *[(np.abs(value), words) for value, words in slips if value.shape == plain.shape],
            (np.abs(plain / np.sqrt(np.linalg.svd(X - mean, full_matrices=False)[1][: len(W)] ** 2 / (len(X) - 1))), "{case}: the coordinates are {want}; yours are {got}, whitened. They were not to be divided by their spread."),
        ],
    )
    expect.close(
        got["back"],
        want,
        atol=1e-6,
        says="{case}: the rebuilt rows are {want}; yours are {got}.",
        case=case,
        mistakes=[
            (want - mean, "{case}: the rebuilt rows are {want}; yours are {got}, without the mean. `inverse_transform` adds it again."),
            (new, "{case}: your rebuilt rows are the new rows themselves, without any loss. Rebuild them from `Z`."),
        ],
    )
    right = np.mean((new - want) ** 2)
    train = np.mean((X - rebuilt(X, X, share)) ** 2)
    expect.close(
        got["error"],
        right,
        rtol=1e-5,
        says="{case}: the mean squared error is {want}; you returned {got}.",
        case=case,
        mistakes=[
            (train, "{case}: the error is {want}; you returned {got}, that of the *training* rows. Compare the new rows with what was rebuilt."),
            (np.sqrt(right), "{case}: the error is {want}; you returned {got}, its root. The mean of the squares is asked for."),
            (np.sum((new - want) ** 2), "{case}: the error is {want}; you returned {got}, the sum. Take the mean over all entries."),
            (right * X.shape[1], "{case}: the error is {want}; you returned {got}, the sum of each row. Take the mean over all entries."),
            (np.mean(((new - want) / spread) ** 2), "{case}: the error is {want}; you returned {got}, in standardised columns. Compare in the units of `X_new`."),
            (np.mean(np.abs(new - want)), "{case}: the error is {want}; you returned {got}, the mean absolute difference. Square the differences."),
            (np.mean((new - want + mean) ** 2), "{case}: the error is {want}; you returned {got}, as if the mean had not been added again."),
            (1 - share, "{case}: the error is {want}; you returned {got}, one minus the share. Compare entry by entry."),
        ],
    )


def tables(m, r, n, seed):
    """Training rows, and new ones of a somewhat different population."""
    rng = np.random.default_rng(seed)
    mix = rng.normal(size=(n, n)) * np.geomspace(3, 0.3, n)[:, None] * 5 ** rng.uniform(-1, 1, n)
    return rng.normal(size=(m, n)) @ mix + 5, (rng.normal(size=(r, n)) * np.linspace(0.2, 3, n)) @ mix + 6



with expect.test("how many components, for which rows"):
    count(*tables(60, 20, 12, 25), 0.9, "60 training rows, 20 new ones, share 0.9")

with expect.test("packed and unpacked"):
    pieces(*tables(60, 20, 12, 25), 0.9, "60 training rows, 20 new ones, share 0.9")

### BEGIN HIDDEN TESTS
with expect.test("other tables and shares"):
    for m, r, n, share, seed in ((50, 70, 12, 0.5, 2), (80, 5, 6, 0.99, 3), (20, 30, 40, 0.8, 4)):
        pieces(*tables(m, r, n, seed), share, f"{m} training rows, {r} new ones, {n} columns, share {share}")

with expect.test("one new row"):
    X, new = tables(40, 1, 5, 5)
    pieces(X, new, 0.9, "One new row")

with expect.test("only the training rows are fitted"):
    X, new = tables(40, 23, 6, 6)
    seen = answer.shapes_fitted(answer.packed, X, new)
    expect.true(bool(seen), "Nothing was fitted by scikit-learn's `PCA`, which you are to use.")
    wrong = [shape for shape in seen if shape[0] != 40]
    expect.true(not wrong, "A PCA was fitted to a table of shape {shape}; there are 40 training rows. Only they are fitted.", shape=tuple(wrong[0]) if wrong else ())

with expect.test("the inputs stay as they were"):
    X, new = tables(30, 10, 5, 7)
    held, held_new = answer.put(X), answer.put(new)
    answer.packed(held, held_new, 0.9)
    expect.unchanged(held, X)
    expect.unchanged(held_new, new)
### END HIDDEN TESTS

# %% right="ch08-e05" because="all components first, then as many as needed"
def packed(X_train, X_new, share):
    everything = PCA().fit(X_train)
    d = int(np.searchsorted(np.cumsum(everything.explained_variance_ratio_), share)) + 1
    W, mean = everything.components_[:d], everything.mean_
    Z = (X_new - mean) @ W.T
    back = Z @ W + mean
    return {"d": d, "Z": Z, "back": back, "error": float(((back - X_new) ** 2).mean())}

# %% right="ch08-e05" because="with the library's error"
def packed(X_train, X_new, share):
    from sklearn.metrics import mean_squared_error

    pca = PCA(share).fit(X_train)
    result = {"Z": pca.transform(X_new)}
    result["back"] = pca.inverse_transform(result["Z"])
    return result | {"d": result["Z"].shape[1], "error": mean_squared_error(X_new, result["back"])}

# %% right="ch08-e05" because="signs turned, error by Pythagoras"
def packed(X_train, X_new, share):
    pca = PCA(share).fit(X_train)
    pca.components_ = -pca.components_
    Z = pca.transform(X_new)
    lost = np.sum((X_new - pca.mean_) ** 2) - np.sum(Z**2)
    return dict(d=len(pca.components_), Z=Z, back=pca.inverse_transform(Z), error=lost / X_new.size)

# %% wrong="ch08-e05" because="fitted to the new rows" says="from `X_train` alone"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share)
    Z = pca.fit_transform(X_new)
    back = pca.inverse_transform(Z)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((X_new - back) ** 2)}

# %% wrong="ch08-e05" because="counted on the training rows, fitted to the new ones" says="not `fit_transform`"
def packed(X_train, X_new, share):
    d = PCA(n_components=share).fit(X_train).n_components_
    pca = PCA(n_components=d)
    Z = pca.fit_transform(X_new)
    back = pca.inverse_transform(Z)
    return {"d": d, "Z": Z, "back": back, "error": ((X_new - back) ** 2).mean()}

# %% wrong="ch08-e05" because="counted as they are, packed in standardised columns" says="those of standardised"
def packed(X_train, X_new, share):
    d = PCA(n_components=share).fit(X_train).n_components_
    pca = make_pipeline(StandardScaler(), PCA(n_components=d)).fit(X_train)
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    return {"d": d, "Z": Z, "back": back, "error": ((X_new - back) ** 2).mean()}

# %% wrong="ch08-e05" because="fitted to all rows" says="training rows"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share).fit(np.r_[X_train, X_new])
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((X_new - back) ** 2)}

# %% wrong="ch08-e05" because="the training rows are packed" says="Pack `X_new`"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share)
    Z = pca.fit_transform(X_train)
    back = pca.inverse_transform(Z)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((X_train - back) ** 2)}

# %% wrong="ch08-e05" because="the error of the training rows" says="*training* rows"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share).fit(X_train)
    Z = pca.transform(X_new)
    error = np.mean((X_train - pca.inverse_transform(pca.transform(X_train))) ** 2)
    return {"d": pca.n_components_, "Z": Z, "back": pca.inverse_transform(Z), "error": error}

# %% wrong="ch08-e05" because="standardised first" says="standardised"
def packed(X_train, X_new, share):
    scaler = StandardScaler().fit(X_train)
    pca = PCA(n_components=share).fit(scaler.transform(X_train))
    Z = pca.transform(scaler.transform(X_new))
    back = scaler.inverse_transform(pca.inverse_transform(Z))
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((X_new - back) ** 2)}

# %% wrong="ch08-e05" because="the root of the error" says="its root"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share).fit(X_train)
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.sqrt(np.mean((X_new - back) ** 2))}

# %% wrong="ch08-e05" because="unpacks without the mean" says="without the mean"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share).fit(X_train)
    Z = pca.transform(X_new)
    back = Z @ pca.components_
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((X_new - back) ** 2)}

# %% wrong="ch08-e05" because="sum over the columns" says="the sum of each row"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share).fit(X_train)
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    error = np.mean(np.sum((X_new - back) ** 2, axis=1))
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": error}

# %% wrong="ch08-e05" because="whitened" says="whitened"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share, whiten=True).fit(X_train)
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((X_new - back) ** 2)}

# %% wrong="ch08-e05" because="NumPy alone" says="which you are to use"
def packed(X_train, X_new, share):
    mean = X_train.mean(axis=0)
    s, Vt = np.linalg.svd(X_train - mean, full_matrices=False)[1:]
    d = int(np.argmax(np.cumsum(s**2) / np.sum(s**2) >= share)) + 1
    Z = (X_new - mean) @ Vt[:d].T
    back = mean + Z @ Vt[:d]
    return {"d": d, "Z": Z, "back": back, "error": np.mean((X_new - back) ** 2)}

# %% wrong="ch08-e05" because="a tuple" says="with the keys"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share).fit(X_train)
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    return pca.n_components_, Z, back, np.mean((X_new - back) ** 2)

# %% wrong="ch08-e05" because="share of the components, not of the variance" says="components hold"
def packed(X_train, X_new, share):
    pca = PCA(n_components=max(1, int(share * min(X_train.shape)))).fit(X_train)
    Z = pca.transform(X_new)
    back = pca.inverse_transform(Z)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((X_new - back) ** 2)}

# %% wrong="ch08-e05" because="centres the new rows in place" says="changed its input"
def packed(X_train, X_new, share):
    pca = PCA(n_components=share).fit(X_train)
    old = X_new.copy()
    X_new -= pca.mean_
    Z = X_new @ pca.components_.T
    back = pca.inverse_transform(Z)
    return {"d": pca.n_components_, "Z": Z, "back": back, "error": np.mean((old - back) ** 2)}

# %% [markdown]
# ## 5 · Tables that do not fit

# %% [markdown] exercise="ch08-e06" title="A table that stays on disk" kind="F" level=2 minutes=20 core=false after="§5" skills=["Reduce large tables"] topics=["S-05-I.09"]
# A file holds a table row by row as `float32` numbers, nothing else. Write `pca_of_file(path, shape, d, batch)`.
#
# | | |
# |---|---|
# | `path` | the name of the file |
# | `shape` | `(m, n)`: its numbers of rows and columns |
# | `d` | how many components to keep |
# | `batch` | how many rows to fit at once; at least `d`, at most `m` |
# | returns | an `IncrementalPCA` with `d` components, fitted to **all** rows, each of them once |
#
# Go through the file by `partial_fit`, in portions of `batch` rows. The last portion may be smaller; if fewer than `d` rows are left, which `partial_fit` refuses for a first portion and which would make poor company for themselves, let them join the portion before. So a portion has at least `d` and less than `batch + d` rows. The whole table must never be in memory: memory in use grows by less than half of the size of the table.

# %% [markdown] hint="ch08-e06"
# 103 rows in portions of 20, five components: which rows belong to the last portion? Which of the ways that you know to read a file reads only what you ask for?

# %% [markdown] hint="ch08-e06"
# `table = np.memmap(path, dtype="float32", mode="r", shape=shape)` reads what you slice. `range(0, m, batch)` gives the starts of the portions; a portion ends at `start + batch`, unless fewer than `d` rows would be left: then it ends at `m`, and you are done.

# %% [markdown] hint="ch08-e06"
# ```python
# def pca_of_file(path, shape, d, batch):
#     table = np.memmap(path, dtype=____, mode="r", shape=____)
#     pca = IncrementalPCA(n_components=____)
#     start = 0
#     while start < ____:
#         stop = start + batch
#         if len(table) - stop < ____:
#             stop = ____
#         pca.partial_fit(table[____:____])
#         start = ____
#     return pca
# ```

# %% answer="ch08-e06" needs=[]
def pca_of_file(path, shape, d, batch):
    """An IncrementalPCA, fitted to a table on disk portion by portion."""
    ### BEGIN SOLUTION
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    start = 0
    while start < len(table):
        stop = start + batch
        if len(table) - stop < d:
            stop = len(table)
        pca.partial_fit(table[start:stop])
        start = stop
    return pca
    ### END SOLUTION

# %% tests="ch08-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import os, tempfile, tracemalloc
import numpy as np
from unittest.mock import patch
from sklearn.decomposition import IncrementalPCA

def on_disk(table):
    handle, path = tempfile.mkstemp(suffix=".bin")
    os.close(handle)
    np.asarray(table, dtype="float32").tofile(path)
    return path

def watched(function, table, d, batch, memory=False):
    # the portions that were fitted, what became of them, and the peak of memory as a share of the table
    path, portions, originals = on_disk(table), [], (IncrementalPCA.partial_fit, IncrementalPCA.fit)
    inside = []
    def partial_fit(self, X, y=None, check_input=True):
        if not inside:
            portions.append(["partial_fit", [float(v) for v in np.asarray(X[:, 0])]])
        return originals[0](self, X, y, check_input)
    def fit(self, X, y=None):
        portions.append(["fit", [float(v) for v in np.asarray(X[:, 0])]])
        inside.append(1)
        try:
            return originals[1](self, X, y)
        finally:
            inside.clear()
    peak = 0
    if memory:
        IncrementalPCA(1).partial_fit(np.eye(3))  # what the library loads at its first use does not count
        tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        with patch.object(IncrementalPCA, "partial_fit", partial_fit), patch.object(IncrementalPCA, "fit", fit):
            model = function(path, tuple(np.shape(table)), d, batch)
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        if memory:
            tracemalloc.stop()
        os.remove(path)
    if not isinstance(model, IncrementalPCA):
        return {"kind": type(model).__name__}
    return {
        "kind": "IncrementalPCA", "portions": portions, "peak": peak / (4 * np.size(table)), "fitted": hasattr(model, "n_samples_seen_"),
        "components": np.asarray(getattr(model, "components_", np.zeros((0, 0))), dtype=float), "mean": np.asarray(getattr(model, "mean_", 0.0), dtype=float),
        "seen": int(getattr(model, "n_samples_seen_", 0)),
    }
""")


def table(m, n, seed):
    """Rows around a mean with three wide directions; the first column numbers the rows."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, 3)) * [20, 12, 7] @ np.linalg.qr(rng.normal(size=(n, 3)))[0].T + rng.normal(size=(m, n)) * 0.2 + 3
    X[:, 0] = np.arange(m) / m
    return X.astype("float32")


def sizes(m, d, batch):
    found, start = [], 0
    while start < m:
        stop = m if m - start - batch < d else start + batch
        found.append(stop - start)
        start = stop
    return found


def run(m, n, d, batch, memory=False):
    X = table(m, n, 1)
    facts = answer.watched(answer.pca_of_file, X, d, batch, memory)
    expect.true(facts["kind"] != "NoneType", "`pca_of_file` returned None. Usually the `return` is missing.")
    expect.true(facts["kind"] == "IncrementalPCA", "Expected an IncrementalPCA, got {kind}.", kind=facts["kind"])
    return X, facts


def portions(m, n, d, batch, memory=False):
    X, facts = run(m, n, d, batch, memory)
    case = f"{m} rows, batch {batch}, d = {d}"
    want, calls = sizes(m, d, batch), facts["portions"]
    expect.true(bool(calls), "{case}: nothing was fitted.", case=case)
    whole = [name for name, _ in calls if name == "fit"]
    expect.true(not whole, "{case}: `fit` was called, which begins anew and copies all that it gets. Call `partial_fit` with each portion.", case=case)
    got = [len(rows) for _, rows in calls]
    rows = np.concatenate([np.asarray(part) for _, part in calls])
    if got != want:
        expect.true(sum(got) >= m, "{case}: {got} rows were fitted, {lost} of the {m} are missing. The portions: {sizes}.", case=case, got=sum(got), lost=m - sum(got), m=m, sizes=got)
        expect.true(sum(got) <= m, "{case}: {got} rows were fitted, more than the {m} that there are: some count twice.", case=case, got=sum(got), m=m)
        expect.true(min(got) >= d, "{case}: the portions are {got}; one has fewer than d = {d} rows. It should join the one before: {want}.", case=case, got=got, want=want, d=d)
        joined = set(got[:-1]) <= {batch} and batch + d <= got[-1] < 2 * batch
        expect.true(not joined, "{case}: the portions are {got}; the last has batch + d = {most} rows or more. A rest of at least d rows is a portion by itself: expected {want}.", case=case, got=got, want=want, most=batch + d)
        expect.fail("{case}: the portions are {got}; expected {want}.", case=case, got=got, want=want)
    expect.true(np.allclose(np.sort(rows), np.arange(m) / m, atol=1e-6), "{case}: the portions have the right sizes, but not every row of the file is in them once. Are they read as float32, row by row?", case=case)
    return X, facts, case


def angle(one, other):
    """The largest angle between two subspaces, in degrees."""
    cosines = np.linalg.svd(np.linalg.qr(one.T)[0].T @ np.linalg.qr(other.T)[0], compute_uv=False)
    return float(np.rad2deg(np.arccos(np.clip(cosines.min(), -1, 1))))


with expect.test("portions of equal size"):
    portions(120, 30, 3, 40)

with expect.test("the components of the whole table"):
    X, facts, case = portions(120, 30, 3, 40)
    expect.shape(facts["components"], (3, 30), says="{case}: expected components of shape {want}, got {got}.", case=case)
    exact = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)[2][:3]
    expect.close(facts["mean"], X.mean(axis=0), rtol=1e-4, atol=1e-4, says="{case}: the mean of all rows is {want}, that of your PCA {got}.", case=case)
    off = angle(facts["components"], exact)
    expect.true(off < 5, "{case}: the components lie {off} degrees from those of the whole table; less than 5 is expected.", case=case, off=off)

### BEGIN HIDDEN TESTS
with expect.test("a last portion that is smaller"):
    portions(110, 10, 3, 40)
    portions(103, 10, 3, 20)

with expect.test("a rest with fewer rows than components"):
    portions(122, 10, 3, 40)
    portions(101, 10, 5, 20)
    portions(104, 10, 5, 20)
    portions(105, 10, 5, 20)

with expect.test("one portion, and portions of d rows"):
    portions(30, 10, 4, 30)
    portions(40, 10, 4, 4)
    portions(33, 12, 4, 31)

with expect.test("the table stays on disk"):
    _, facts, case = portions(12000, 100, 5, 300, memory=True)
    expect.true(facts["peak"] < 0.5, "12,000 rows in portions of 300: memory grew by {share} of the size of the table, less than half is allowed. Read only the rows of one portion at a time.", share=f"{facts['peak']:.0%}")
### END HIDDEN TESTS

# %% right="ch08-e06" because="portions listed before"
def pca_of_file(path, shape, d, batch):
    on_disk = np.memmap(path, np.float32, "r", shape=tuple(shape))
    starts = list(range(0, shape[0], batch))
    if len(starts) > 1 and shape[0] - starts[-1] < d:
        starts.pop()
    pca = IncrementalPCA(d)
    for start, stop in zip(starts, [*starts[1:], shape[0]]):
        pca.partial_fit(np.array(on_disk[start:stop]))
    return pca

# %% right="ch08-e06" because="the file read by hand"
def pca_of_file(path, shape, d, batch):
    m, n = shape
    pca = IncrementalPCA(n_components=d)
    with open(path, "rb") as file:
        left = m
        while left:
            take = left if left - batch < d else batch
            portion = np.frombuffer(file.read(take * n * 4), dtype=np.float32).reshape(take, n)
            pca.partial_fit(portion)
            left -= take
    return pca

# %% right="ch08-e06" because="the library cuts the portions"
from sklearn.utils import gen_batches


def pca_of_file(path, shape, d, batch):
    table, pca = np.memmap(path, dtype="float32", mode="r", shape=shape), IncrementalPCA(n_components=d)
    for rows in gen_batches(shape[0], batch, min_batch_size=d):
        pca.partial_fit(table[rows])
    return pca

# %% right="ch08-e06" because="slices of gen_batches, read by fromfile"
from sklearn.utils import gen_batches


def pca_of_file(path, shape, d, batch):
    m, n = shape
    model = IncrementalPCA(n_components=d)
    for part in gen_batches(m, batch, min_batch_size=d):
        count = (part.stop - part.start) * n
        rows = np.fromfile(path, dtype=np.float32, count=count, offset=4 * n * part.start)
        model.partial_fit(rows.reshape(-1, n))
    return model

# %% wrong="ch08-e06" because="the rest is dropped" says="are missing"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    for i in range(shape[0] // batch):
        pca.partial_fit(table[i * batch : (i + 1) * batch])
    return pca

# %% wrong="ch08-e06" because="the rest by itself" says="join the one before"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    for start in range(0, shape[0], batch):
        pca.partial_fit(table[start : start + batch])
    return pca

# %% wrong="ch08-e06" because="a rest that is too small is dropped" says="are missing"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    for start in range(0, shape[0], batch):
        portion = table[start : start + batch]
        if len(portion) >= d:
            pca.partial_fit(portion)
    return pca

# %% wrong="ch08-e06" because="fit for each portion" says="begins anew"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    start = 0
    while start < len(table):
        stop = len(table) if len(table) - start - batch < d else start + batch
        pca.fit(table[start:stop])
        start = stop
    return pca

# %% wrong="ch08-e06" because="one fit of everything" says="copies all"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    return IncrementalPCA(n_components=d, batch_size=batch).fit(table)

# %% wrong="ch08-e06" because="reads all of it first" says="memory grew"
def pca_of_file(path, shape, d, batch):
    table = np.fromfile(path, dtype="float32").reshape(shape)
    pca = IncrementalPCA(n_components=d)
    start = 0
    while start < len(table):
        stop = len(table) if len(table) - start - batch < d else start + batch
        pca.partial_fit(table[start:stop])
        start = stop
    return pca

# %% wrong="ch08-e06" because="the last two portions always joined" says="a portion by itself"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    start = 0
    while start < len(table):
        stop = len(table) if len(table) - start < 2 * batch else start + batch
        pca.partial_fit(table[start:stop])
        start = stop
    return pca

# %% wrong="ch08-e06" because="portions of equal size, by array_split" says="expected"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    parts = -(-len(table) // batch)
    for rows in np.array_split(np.arange(len(table)), max(1, min(parts, len(table) // d))):
        pca.partial_fit(table[rows[0] : rows[-1] + 1])
    return pca

# %% wrong="ch08-e06" because="numbers read as float64" says="raised"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, mode="r", dtype="float64", shape=shape)
    pca = IncrementalPCA(n_components=d)
    for start in range(0, shape[0], batch):
        pca.partial_fit(table[start : start + batch])
    return pca

# %% wrong="ch08-e06" because="column by column" says="once"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape, order="F")
    pca = IncrementalPCA(n_components=d)
    start = 0
    while start < len(table):
        stop = len(table) if len(table) - start - batch < d else start + batch
        pca.partial_fit(table[start:stop])
        start = stop
    return pca

# %% wrong="ch08-e06" because="a plain PCA" says="Expected an IncrementalPCA"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    return PCA(d).fit(table)

# %% wrong="ch08-e06" because="each portion twice, overlapping" says="count twice"
def pca_of_file(path, shape, d, batch):
    table = np.memmap(path, dtype="float32", mode="r", shape=shape)
    pca = IncrementalPCA(n_components=d)
    for start in range(0, shape[0], batch):
        stop = min(start + batch, shape[0])
        pca.partial_fit(table[max(0, stop - batch) : stop])
    return pca

# %% [markdown]
# ## 6 · Bending before projecting

# %% [markdown] exercise="ch08-e07" title="A ring in a ring" kind="X" level=2 minutes=15 core=true trains=true after="§6" skills=["Unroll curved data"] topics=["S-05-I.09"]
# Write `ring_search()`: it returns an **unfitted** `GridSearchCV` that, once fitted, tells an inner from an outer ring.
#
# - What it searches over is a pipeline with a `KernelPCA` and, as its last step, a `LogisticRegression`.
# - The kernel PCA hands on at most 10 coordinates.
# - At least four values of `gamma` are tried, and at most 40 combinations in all.
# - Fitted to 160 rows it is right for at least 92 % of new rows, **whatever units the two columns are in**: both in metres, or the first in millimetres and the second in metres.

# %% [markdown] hint="ch08-e07"
# In metres γ = 1 may be good. Now one column has numbers a thousand times larger. What becomes of the distances, and which step could see to it that the kernel never notices?

# %% [markdown] hint="ch08-e07"
# `make_pipeline(StandardScaler(), KernelPCA(…, kernel="rbf"), LogisticRegression())`; the grid is a dict with the key `"kernelpca__gamma"` and a list of values on a log scale. Which kernel does `KernelPCA` have if you name none?

# %% [markdown] hint="ch08-e07"
# ```python
# def ring_search():
#     model = make_pipeline(____, KernelPCA(n_components=____, kernel=____), ____)
#     return GridSearchCV(model, {"____": [0.01, ____, 100]}, cv=____)
# ```

# %% answer="ch08-e07" needs=[]
def ring_search():
    """An unfitted GridSearchCV over a pipeline with a KernelPCA."""
    ### BEGIN SOLUTION
    model = make_pipeline(
        StandardScaler(), KernelPCA(n_components=2, kernel="rbf"), LogisticRegression()
    )
    return GridSearchCV(model, {"kernelpca__gamma": np.logspace(-2, 2, 5)}, cv=5)
    ### END SOLUTION

# %% [markdown] equivalent="ch08-e07"
# return GridSearchCV(model, {'kernelpca__gamma': np.logspace(-2, 2, 5)}, cv=5)  →  return GridSearchCV(model, {'kernelpca__gamma': np.logspace(-2, 2, 5)}, cv=6)
# model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel='rbf'), LogisticRegression())  →  model = make_pipeline(StandardScaler(), KernelPCA(n_components=3, kernel='rbf'), LogisticRegression())

# %% tests="ch08-e07" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import clone
from sklearn.decomposition import KernelPCA
from sklearn.model_selection import ParameterGrid
from sklearn.pipeline import Pipeline

def recipe(search):
    found = {"last": "", "kernel_at": -1, "combinations": 0, "gammas": [], "pipeline": isinstance(search.estimator, Pipeline)}
    if not found["pipeline"]:
        found["inside"] = type(search.estimator).__name__
        return found
    steps = search.estimator.steps
    found["last"] = type(steps[-1][1]).__name__ if not isinstance(steps[-1][1], type) else "class " + steps[-1][1].__name__
    names = [name for name, step in steps if isinstance(step, KernelPCA)]
    if names:
        found["kernel_at"] = [name for name, _ in steps].index(names[0])
    grid = list(ParameterGrid(search.param_grid))
    found["combinations"] = len(grid)
    if names:
        found["gammas"] = sorted({float(one[names[0] + "__gamma"]) for one in grid if one.get(names[0] + "__gamma") is not None})
    return found

def with_other_gammas(search, X, y, new, truth):
    from sklearn.model_selection import GridSearchCV
    name = next(name for name, step in search.estimator.steps if isinstance(step, KernelPCA))
    wider = GridSearchCV(clone(search.estimator), {name + "__gamma": [0.01, 0.1, 1, 10, 100]}, cv=5).fit(X, y)
    return float(np.mean(np.asarray(wider.predict(new)).ravel() == truth))

def outcome(search, X, y, new, truth):
    search = clone(search).fit(X, y)
    kernel = next(step for step in search.best_estimator_.named_steps.values() if isinstance(step, KernelPCA))
    right = np.mean(np.asarray(search.predict(new)).ravel() == truth)
    gamma = kernel.gamma_ if hasattr(kernel, "gamma_") else kernel.gamma
    return {"right": float(right), "coordinates": int(np.sum(kernel.eigenvalues_ > 0) if kernel.n_components is None else len(kernel.eigenvalues_)), "kernel": str(kernel.kernel), "gamma": float(gamma)}
""")


@cache
def search():
    made = answer.ring_search()
    expect.true(made is not None, "`ring_search` returned None. Usually the `return` is missing.")
    expect.instance(made, "GridSearchCV", says="Expected a {want}, got a {got}: put the pipeline into `GridSearchCV(…)`.")
    estimators.unfitted(made, says="The search is fitted already. Return it unfitted: whoever uses it fits it to data of their own.")
    return made


@cache
def facts():
    found = answer.recipe(search())
    expect.true(found["pipeline"], "The search is over a {inside}; a pipeline with a KernelPCA is asked for.", inside=found.get("inside", ""))
    expect.true(found["kernel_at"] >= 0, "There is no KernelPCA among the steps of the pipeline.")
    expect.true(not found["last"].startswith("class "), "The last step is the class {last} itself, not an object: add the brackets.", last=found["last"].removeprefix("class "))
    expect.true(found["last"] == "LogisticRegression", "The last step of the pipeline is a {last}; a LogisticRegression is asked for.", last=found["last"])
    expect.true(found["combinations"] <= 40, "The grid has {n} combinations; at most 40 are allowed.", n=found["combinations"])
    expect.true(len(found["gammas"]) >= 4, "The search tries {n} values of gamma; at least four are asked for. The key of the grid is the step's name, two underscores, `gamma`.", n=len(found["gammas"]))
    return found


def rings(m, seed, units=(1.0, 1.0)):
    rng = np.random.default_rng(seed)
    y = np.arange(m) % 2
    angle, radius = rng.uniform(0, 2 * np.pi, m), np.where(y == 1, 0.35, 1.0)
    X = np.c_[np.cos(angle), np.sin(angle)] * radius[:, None] + rng.normal(0, 0.07, (m, 2)) + [5, -3]
    order = rng.permutation(m)
    return (X * units)[order], y[order]


@cache
def outcome(seed, units):
    facts()
    return answer.outcome(search(), *rings(160, seed, units), *rings(600, seed + 100, units))


def holds(seed, units, where):
    found, tried = outcome(seed, units), facts()["gammas"]
    expect.true(found["coordinates"] <= 10, "Your kernel PCA hands on {n} coordinates; at most 10 are allowed.", n=found["coordinates"])
    if found["right"] >= 0.92:
        return
    shown = {"where": where, "right": f"{found['right']:.0%}", "gamma": found["gamma"]}
    expect.true(found["kernel"] != "linear", "{where}: right for {right} of new rows. The kernel of your KernelPCA is linear, which makes it a plain PCA: no line tells the rings apart.", **shown)
    if units != (1.0, 1.0) and facts()["kernel_at"] == 0:
        expect.fail("{where}: right for {right} of new rows; 92 % are expected. γ goes by the units of the columns, and nothing brings them to one scale before the kernel PCA.", **shown)
    expect.true(found["kernel"] == "rbf", "{where}: right for {right} of new rows with the kernel {kernel}; 92 % are expected.", kernel=found["kernel"], **shown)
    wide = answer.with_other_gammas(search(), *rings(160, seed, units), *rings(600, seed + 100, units))
    expect.true(wide < 0.92, "{where}: right for {right} of new rows; 92 % are expected. You try γ from {low} to {high}; with 0.01 to 100 the same pipeline is right for {wide}. Widen the range.", low=tried[0], high=tried[-1], wide=f"{wide:.0%}", **shown)
    expect.fail("{where}: right for {right} of new rows, with γ = {gamma}; 92 % are expected.", **shown)


with expect.test("an unfitted search over a pipeline"):
    facts()

with expect.test("rings in metres", after="an unfitted search over a pipeline"):
    holds(1, (1.0, 1.0), "Both columns in metres")

### BEGIN HIDDEN TESTS
with expect.test("rings in other units"):
    holds(2, (1000.0, 1.0), "The first column in millimetres")
    holds(3, (1e-3, 1e-3), "Both columns in kilometres")
### END HIDDEN TESTS

# %% right="ch08-e07" because="named steps, a grid over two parameters"
def ring_search():
    steps = Pipeline([("s", StandardScaler()), ("bend", KernelPCA(kernel="rbf")), ("line", LogisticRegression(C=10))])
    return GridSearchCV(steps, {"bend__gamma": np.geomspace(0.1, 10, 5), "bend__n_components": [2, 5]}, cv=3)

# %% right="ch08-e07" because="another scaler, whitened by a second one"
from sklearn.preprocessing import MinMaxScaler


def ring_search():
    model = make_pipeline(MinMaxScaler(), KernelPCA(5, kernel="rbf"), StandardScaler(), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": np.logspace(-1, 2, 7)}, cv=5)

# %% right="ch08-e07" because="whitening in place of a scaler"
def ring_search():
    model = make_pipeline(PCA(whiten=True), KernelPCA(n_components=3, kernel="rbf"), LogisticRegression())
    grid = [{"kernelpca__gamma": [0.1, 0.3]}, {"kernelpca__gamma": [1, 3]}]
    return GridSearchCV(model, grid)

# %% wrong="ch08-e07" because="the kernel left at its default" says="kernel of your KernelPCA is linear"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [0.01, 0.1, 1, 10, 100]}, cv=5)

# %% wrong="ch08-e07" because="nothing scales" says="one scale before the kernel PCA"
def ring_search():
    model = make_pipeline(KernelPCA(n_components=2, kernel="rbf"), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [0.01, 0.1, 1, 3, 10, 100]}, cv=5)

# %% wrong="ch08-e07" because="scales after the kernel" says="one scale before the kernel PCA"
def ring_search():
    model = make_pipeline(KernelPCA(n_components=2, kernel="rbf"), StandardScaler(), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [0.1, 1, 3, 10]}, cv=5)

# %% wrong="ch08-e07" because="all values of γ too small" says="Widen the range"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="rbf"), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [1e-6, 1e-5, 1e-4, 1e-3]}, cv=5)

# %% wrong="ch08-e07" because="all values of γ too large" says="Widen the range"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="rbf"), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [1e3, 1e4, 1e5, 1e6]}, cv=5)

# %% wrong="ch08-e07" because="all coordinates" says="at most 10 are allowed"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(kernel="rbf"), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [0.1, 1, 3, 10]}, cv=5)

# %% wrong="ch08-e07" because="one γ, no choice" says="at least four"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="rbf"), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [1]}, cv=5)

# %% wrong="ch08-e07" because="searches over C" says="at least four"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="rbf", gamma=1), LogisticRegression())
    return GridSearchCV(model, {"logisticregression__C": [0.01, 0.1, 1, 10, 100]}, cv=5)

# %% wrong="ch08-e07" because="a pipeline without a search" says="put the pipeline into"
def ring_search():
    return make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="rbf", gamma=1), LogisticRegression())

# %% wrong="ch08-e07" because="fitted already" says="fitted already"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="rbf"), LogisticRegression())
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(40, 2)), np.arange(40) % 2
    return GridSearchCV(model, {"kernelpca__gamma": [0.1, 1, 3, 10]}, cv=2).fit(X, y)

# %% wrong="ch08-e07" because="a polynomial of degree three" says="with the kernel poly"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="poly"), LogisticRegression())
    return GridSearchCV(model, {"kernelpca__gamma": [0.01, 0.1, 1, 10, 100]}, cv=5)

# %% wrong="ch08-e07" because="neighbours at the end" says="a LogisticRegression is asked for"
def ring_search():
    model = make_pipeline(StandardScaler(), KernelPCA(n_components=2, kernel="rbf"), KNeighborsClassifier())
    return GridSearchCV(model, {"kernelpca__gamma": [0.01, 0.1, 1, 10, 100]}, cv=5)

# %% [markdown] exercise="ch08-e08" title="Kernel PCA of your own" kind="F" level=3 minutes=40 core=false after="§6" skills=["Unroll curved data"] topics=["S-05-I.09"]
# Complete the class `RbfPCA` with NumPy and SciPy, without scikit-learn's `KernelPCA`.
#
# | | |
# |---|---|
# | `RbfPCA(d, gamma)` | `d` coordinates, kernel $k(x,x')=\exp(-\gamma\lVert x-x'\rVert^2)$ |
# | `fit_transform(X)` | the coordinates of the rows of `X`, shape `(m, d)`; remembers what `transform` needs |
# | `transform(X_new)` | the coordinates of other rows, shape `(r, d)`, by what was learned from `X` |
#
# With $K_{ij}=k(x_i,x_j)$:
#
# 1. Centre: $\tilde K_{ij} = K_{ij} - (\text{mean of column } j) - (\text{mean of row } i) + (\text{mean of all of } K)$.
# 2. $\tilde K = U\,\mathrm{diag}(\lambda)\,U^\top$, the largest $\lambda$ first; the coordinates of row $i$ are $U_{i1}\sqrt{\lambda_1},\dots,U_{id}\sqrt{\lambda_d}$.
# 3. A new row has the kernels $k_j=k(x,x_j)$ with the rows of `X`. Centre them by the means of **the old** $K$: $\tilde k_j = k_j - (\text{mean of column } j \text{ of } K) - (\text{mean of the } k_j) + (\text{mean of all of } K)$. Its coordinates are $\sum_j \tilde k_j\,U_{ji}/\sqrt{\lambda_i}$.
#
# The sign of each coordinate is up to you, but the same in both methods: `transform(X)` of the old rows gives what `fit_transform(X)` gave. In the tests the `d` largest $\lambda$ are above zero and differ clearly.

# %% [markdown] hint="ch08-e08"
# Three steps, and three places at which numbers from `X` are needed again when a new row comes. Which numbers are these?

# %% [markdown] hint="ch08-e08"
# `np.exp(-gamma * cdist(A, B, "sqeuclidean"))` with `cdist` from `scipy.spatial.distance` is the table of kernels. `np.linalg.eigh` gives eigenvalues in *rising* order, eigenvectors as columns. Keep `X`, the column means of K, its mean, U and λ.

# %% [markdown] hint="ch08-e08"
# ```python
#     def fit_transform(self, X):
#         self.X = X
#         K = self.kernel(X, X)
#         self.columns, self.all = K.mean(axis=0), K.mean()
#         centred = K - ____ - K.mean(axis=____, keepdims=True) + ____
#         values, vectors = np.linalg.eigh(centred)
#         self.values = values[::-1][: self.d]
#         self.vectors = vectors[:, ____][:, : self.d]
#         return self.vectors * ____
#
#     def transform(self, X_new):
#         k = self.kernel(____, ____)
#         centred = k - self.columns - ____ + self.all
#         return centred @ self.vectors / ____
# ```

# %% answer="ch08-e08" needs=[]
class RbfPCA:
    """Kernel PCA with an RBF kernel."""

    def __init__(self, d, gamma):
        self.d = d
        self.gamma = gamma

    ### BEGIN SOLUTION
    def kernel(self, A, B):
        squares = np.sum((A[:, None, :] - B[None, :, :]) ** 2, axis=2)
        return np.exp(-self.gamma * squares)

    def fit_transform(self, X):
        self.X = np.array(X)
        K = self.kernel(X, X)
        self.columns, self.all = K.mean(axis=0), K.mean()
        centred = K - self.columns - K.mean(axis=1, keepdims=True) + self.all
        values, vectors = np.linalg.eigh(centred)
        self.values = values[::-1][: self.d]
        self.vectors = vectors[:, ::-1][:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        k = self.kernel(X_new, self.X)
        centred = k - self.columns - k.mean(axis=1, keepdims=True) + self.all
        return centred @ self.vectors / np.sqrt(self.values)
    ### END SOLUTION

# %% [markdown] equivalent="ch08-e08"
# centred = K - self.columns - K.mean(axis=1, keepdims=True) + self.all  →  centred = K - self.columns - K.mean(axis=1, keepdims=True) - self.all
# centred = k - self.columns - k.mean(axis=1, keepdims=True) + self.all  →  centred = k - self.columns - k.mean(axis=1, keepdims=True) - self.all
# centred = k - self.columns - k.mean(axis=1, keepdims=True) + self.all  →  centred = k - self.columns + k.mean(axis=1, keepdims=True) + self.all
# self.columns, self.all = (K.mean(axis=0), K.mean())  →  self.columns, self.all = (K.mean(axis=1), K.mean())

# %% tests="ch08-e08" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from unittest.mock import patch
from sklearn.decomposition import PCA, KernelPCA

def used_library(make, X):
    calls = []
    def spied(kind, name):
        original = getattr(kind, name)
        def spy(self, *args, **kwargs):
            calls.append(kind.__name__)
            return original(self, *args, **kwargs)
        return patch.object(kind, name, spy)
    with spied(KernelPCA, "fit"), spied(KernelPCA, "fit_transform"):
        make(2, 0.5).fit_transform(X)
    return calls
""")


def squares(A, B):
    return np.sum((A[:, None] - B[None]) ** 2, axis=2)


def reference(X, new, d, gamma, kernel=None, centre=True, centre_new="old", power=0.5):
    """Coordinates of old and new rows; the options are usual mistakes."""
    kernel = kernel or (lambda A, B: np.exp(-gamma * squares(A, B)))
    K, k = kernel(X, X), kernel(new, X)
    columns, everything = K.mean(0), K.mean()
    C = K - columns - K.mean(1, keepdims=True) + everything if centre else K
    if centre and centre_new == "old":
        k = k - columns - k.mean(1, keepdims=True) + everything
    elif centre and centre_new == "own":
        k = k - k.mean(0) - k.mean(1, keepdims=True) + k.mean()
    values, vectors = np.linalg.eigh(C)
    values, U = np.clip(values[::-1][:d], 1e-12, None), vectors[:, ::-1][:, :d]
    return U * np.sqrt(values), k @ U / values**power, U, values


def signed(got, want):
    """`got` with the sign of each column turned to fit `want`."""
    flip = np.sign(np.sum(got * want, axis=0))
    return got * np.where(flip == 0, 1, flip)


def fitted(X, d, gamma, case):
    model = answer.RbfPCA(d, gamma)
    got = model.fit_transform(X)
    expect.true(got is not None, "`fit_transform` returned None. Usually the `return` is missing.")
    expect.shape(got, (len(X), d), says="{case}: `fit_transform` returns shape {want}, got {got}.", case=case, mistakes=[((d, len(X)), "{case}: `fit_transform` returns shape {want}, got {got}: transpose it.")] if d != len(X) else [])
    return model, np.asarray(got, dtype=float)


def old_rows(X, d, gamma, case):
    model, got = fitted(X, d, gamma, case)
    want, _, U, values = reference(X, X, d, gamma)
    full = np.linalg.eigh(np.exp(-gamma * squares(X, X)) - 0)[1]
    slips = [
        (reference(X, X, d, gamma, centre=False)[0], "{case}: your coordinates are those of the kernel matrix as it is. It has to be centred first, by rows and columns."),
        (U, "{case}: your columns have length 1, like the eigenvectors. Multiply each by the root of its eigenvalue."),
        (U * values, "{case}: you multiplied the eigenvectors by the eigenvalues; their roots are asked for."),
        (reference(X, X, d, gamma, kernel=lambda A, B: np.exp(-squares(A, B) / (2 * gamma**2)))[0], "{case}: your coordinates belong to the kernel exp(−‖x − x'‖² / (2γ²)). Here γ is a factor: exp(−γ‖x − x'‖²)."),
        (reference(X, X, d, gamma, kernel=lambda A, B: np.exp(-gamma * np.sqrt(squares(A, B))))[0], "{case}: your coordinates belong to the kernel exp(−γ‖x − x'‖). The distance has to be squared."),
        (reference(X, X, d, gamma, kernel=lambda A, B: A @ B.T)[0], "{case}: your coordinates are those of a plain PCA: the kernel is missing."),
    ]
    for wrong, words in slips:
        if not np.allclose(signed(wrong, want), want, atol=1e-6) and np.allclose(signed(got, wrong), wrong, atol=1e-6):
            expect.fail(words, case=case)
    expect.close(signed(got, want), want, atol=1e-6, says="{case}: apart from signs the coordinates are {want}; yours are {got}.", case=case)
    return model


def new_rows(X, new, d, gamma, case):
    model, mine = fitted(X, d, gamma, case)
    want_old, want, U, values = reference(X, new, d, gamma)
    got = np.asarray(model.transform(new), dtype=float)
    expect.shape(got, want.shape, says="{case}: `transform` returns shape {want}, got {got}.", case=case)
    flip = np.sign(np.sum(mine * want_old, axis=0))
    want = want * np.where(flip == 0, 1, flip)
    slips = [
        (reference(X, new, d, gamma, centre_new="own")[1], "{case}: you centred the new kernels by their own column means. The means of the columns come from the kernel matrix of the old rows."),
        (reference(X, new, d, gamma, centre_new="none")[1], "{case}: the kernels of the new rows were not centred. Subtract the old column means and their own mean, add the old mean of all."),
        (reference(X, new, d, gamma, power=1.0)[1], "{case}: you divided by the eigenvalues; divide by their roots."),
        (reference(X, new, d, gamma, power=0.0)[1], "{case}: the division by the roots of the eigenvalues is missing."),
        (reference(X, new, d, gamma, power=-0.5)[1], "{case}: you multiplied by the roots of the eigenvalues; for new rows one divides by them."),
        (reference(new, new, d, gamma)[0] if len(new) >= d else want, "{case}: these are the coordinates of the new rows fitted by themselves. `transform` uses what was learned from `X`."),
    ]
    for wrong, words in slips:
        if not np.allclose(signed(wrong, want), want, atol=1e-6) and np.allclose(signed(got, wrong), wrong, atol=1e-6):
            expect.fail(words, case=case)
    if not np.allclose(got, want, atol=1e-6) and np.allclose(signed(got, want), want, atol=1e-6):
        expect.fail("{case}: a coordinate has another sign in `transform` than in `fit_transform`. Keep the same eigenvectors for both.", case=case)
    expect.close(got, want, atol=1e-6, says="{case}: the coordinates are {want}; yours are {got}.", case=case)


def rows(m, n, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, n)) * np.linspace(2.0, 0.7, n) + 1


six = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0], [3.0, 1.0], [4.0, 4.0], [2.0, 5.0]])

with expect.test("six rows"):
    old_rows(six, 2, 0.2, "Six rows, γ = 0.2")

with expect.test("new rows", after="six rows"):
    new_rows(six, np.array([[1.0, 1.0], [3.5, 3.0], [-1.0, 0.5]]), 2, 0.2, "Three new rows")

### BEGIN HIDDEN TESTS
with expect.test("other tables, other widths"):
    for m, n, d, gamma, seed in ((30, 3, 4, 0.3, 1), (25, 1, 2, 1.5, 2), (20, 8, 3, 0.05, 3), (40, 2, 1, 4.0, 4)):
        old_rows(rows(m, n, seed), d, gamma, f"{m} rows, {n} columns, γ = {gamma}")

with expect.test("new rows of other tables"):
    for m, n, d, gamma, seed in ((30, 3, 3, 0.3, 5), (20, 2, 2, 0.5, 6)):
        new_rows(rows(m, n, seed), rows(7, n, seed + 50), d, gamma, f"Seven new rows, γ = {gamma}")
    new_rows(rows(20, 2, 7), rows(1, 2, 60), 2, 0.5, "One new row")

with expect.test("the old rows once more"):
    X = rows(15, 2, 8)
    model, got = fitted(X, 3, 0.4, "15 rows")
    expect.close(model.transform(X), got, atol=1e-6, says="`transform` of the old rows gives {got}; `fit_transform` gave {want}. They are the same rows.")

with expect.test("the inputs stay as they were"):
    X = rows(10, 2, 9)
    held, held_new = answer.put(X), answer.put(X[:3] + 1)
    model = answer.RbfPCA(2, 0.5)
    model.fit_transform(held)
    model.transform(held_new)
    expect.unchanged(held, X)
    expect.unchanged(held_new, X[:3] + 1)

with expect.test("by your own means"):
    used = answer.used_library(answer.RbfPCA, six)
    expect.true(not used, "`fit_transform` calls scikit-learn's KernelPCA. Here you are to do the three steps yourself.")
### END HIDDEN TESTS

# %% right="ch08-e08" because="the centring matrix, an SVD"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def fit_transform(self, X):
        from scipy.spatial.distance import cdist

        self.cdist, self.rows = cdist, X.copy()
        m = len(X)
        self.K = np.exp(-self.gamma * cdist(X, X) ** 2)
        H = np.eye(m) - np.ones((m, m)) / m
        U, s, _ = np.linalg.svd(H @ self.K @ H)
        self.U, self.s, self.H = U[:, : self.d], s[: self.d], H
        return self.U * self.s**0.5

    def transform(self, X_new):
        k = np.exp(-self.gamma * self.cdist(X_new, self.rows) ** 2)
        return (k - self.K.mean(axis=0)) @ self.H @ self.U / self.s**0.5

# %% right="ch08-e08" because="scikit-learn's kernel and its centerer"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def fit_transform(self, X):
        from sklearn.metrics.pairwise import rbf_kernel
        from sklearn.preprocessing import KernelCenterer

        self.kernel = lambda A: rbf_kernel(A, X, gamma=self.gamma)
        self.centre = KernelCenterer().fit(self.kernel(X))
        w, V = np.linalg.eigh(self.centre.transform(self.kernel(X)))
        self.alpha = V[:, -self.d :][:, ::-1] / np.sqrt(w[-self.d :][::-1])
        return self.transform(X)

    def transform(self, X_new):
        return self.centre.transform(self.kernel(X_new)) @ self.alpha

# %% wrong="ch08-e08" because="no centring" says="has to be centred first"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-self.gamma * np.sum((A[:, None] - B[None]) ** 2, axis=2))

    def fit_transform(self, X):
        self.X = X.copy()
        values, vectors = np.linalg.eigh(self.kernel(X, X))
        self.values, self.vectors = values[::-1][: self.d], vectors[:, ::-1][:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        return self.kernel(X_new, self.X) @ self.vectors / np.sqrt(self.values)

# %% wrong="ch08-e08" because="eigenvectors as coordinates" says="root of its eigenvalue"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-self.gamma * np.sum((A[:, None] - B[None]) ** 2, axis=2))

    def fit_transform(self, X):
        self.X = X.copy()
        K = self.kernel(X, X)
        self.columns, self.all = K.mean(axis=0), K.mean()
        values, vectors = np.linalg.eigh(K - self.columns - K.mean(axis=1, keepdims=True) + self.all)
        self.values, self.vectors = values[::-1][: self.d], vectors[:, ::-1][:, : self.d]
        return self.vectors

    def transform(self, X_new):
        k = self.kernel(X_new, self.X)
        return (k - self.columns - k.mean(axis=1, keepdims=True) + self.all) @ self.vectors / self.values

# %% wrong="ch08-e08" because="the smallest eigenvalues" says="apart from signs"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-self.gamma * np.sum((A[:, None] - B[None]) ** 2, axis=2))

    def fit_transform(self, X):
        self.X = X.copy()
        K = self.kernel(X, X)
        self.columns, self.all = K.mean(axis=0), K.mean()
        values, vectors = np.linalg.eigh(K - self.columns - K.mean(axis=1, keepdims=True) + self.all)
        self.values, self.vectors = np.abs(values[: self.d]), vectors[:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        k = self.kernel(X_new, self.X)
        return (k - self.columns - k.mean(axis=1, keepdims=True) + self.all) @ self.vectors / np.sqrt(self.values)

# %% wrong="ch08-e08" because="γ as a width" says="γ is a factor"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-np.sum((A[:, None] - B[None]) ** 2, axis=2) / (2 * self.gamma**2))

    def fit_transform(self, X):
        self.X = X.copy()
        K = self.kernel(X, X)
        self.columns, self.all = K.mean(axis=0), K.mean()
        values, vectors = np.linalg.eigh(K - self.columns - K.mean(axis=1, keepdims=True) + self.all)
        self.values, self.vectors = values[::-1][: self.d], vectors[:, ::-1][:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        k = self.kernel(X_new, self.X)
        return (k - self.columns - k.mean(axis=1, keepdims=True) + self.all) @ self.vectors / np.sqrt(self.values)

# %% wrong="ch08-e08" because="the distance not squared" says="has to be squared"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-self.gamma * np.linalg.norm(A[:, None] - B[None], axis=2))

    def fit_transform(self, X):
        self.X = X.copy()
        K = self.kernel(X, X)
        self.columns, self.all = K.mean(axis=0), K.mean()
        values, vectors = np.linalg.eigh(K - self.columns - K.mean(axis=1, keepdims=True) + self.all)
        self.values, self.vectors = values[::-1][: self.d], vectors[:, ::-1][:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        k = self.kernel(X_new, self.X)
        return (k - self.columns - k.mean(axis=1, keepdims=True) + self.all) @ self.vectors / np.sqrt(self.values)

# %% wrong="ch08-e08" because="new kernels centred by their own means" says="their own column means"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-self.gamma * np.sum((A[:, None] - B[None]) ** 2, axis=2))

    def centre(self, K):
        return K - K.mean(axis=0) - K.mean(axis=1, keepdims=True) + K.mean()

    def fit_transform(self, X):
        self.X = X.copy()
        values, vectors = np.linalg.eigh(self.centre(self.kernel(X, X)))
        self.values, self.vectors = values[::-1][: self.d], vectors[:, ::-1][:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        return self.centre(self.kernel(X_new, self.X)) @ self.vectors / np.sqrt(self.values)

# %% wrong="ch08-e08" because="new kernels not centred" says="were not centred"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-self.gamma * np.sum((A[:, None] - B[None]) ** 2, axis=2))

    def fit_transform(self, X):
        self.X = X.copy()
        K = self.kernel(X, X)
        values, vectors = np.linalg.eigh(K - K.mean(axis=0) - K.mean(axis=1, keepdims=True) + K.mean())
        self.values, self.vectors = values[::-1][: self.d], vectors[:, ::-1][:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        return self.kernel(X_new, self.X) @ self.vectors / np.sqrt(self.values)

# %% wrong="ch08-e08" because="new rows divided by the eigenvalues" says="divide by their roots"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def kernel(self, A, B):
        return np.exp(-self.gamma * np.sum((A[:, None] - B[None]) ** 2, axis=2))

    def fit_transform(self, X):
        self.X = X.copy()
        K = self.kernel(X, X)
        self.columns, self.all = K.mean(axis=0), K.mean()
        values, vectors = np.linalg.eigh(K - self.columns - K.mean(axis=1, keepdims=True) + self.all)
        self.values, self.vectors = values[::-1][: self.d], vectors[:, ::-1][:, : self.d]
        return self.vectors * np.sqrt(self.values)

    def transform(self, X_new):
        k = self.kernel(X_new, self.X)
        return (k - self.columns - k.mean(axis=1, keepdims=True) + self.all) @ self.vectors / self.values

# %% wrong="ch08-e08" because="transform fits anew" says="fitted by themselves"
class RbfPCA:
    def __init__(self, d, gamma):
        self.d, self.gamma = d, gamma

    def fit_transform(self, X):
        K = np.exp(-self.gamma * np.sum((X[:, None] - X[None]) ** 2, axis=2))
        values, vectors = np.linalg.eigh(K - K.mean(axis=0) - K.mean(axis=1, keepdims=True) + K.mean())
        return vectors[:, ::-1][:, : self.d] * np.sqrt(values[::-1][: self.d])

    def transform(self, X_new):
        return self.fit_transform(X_new)

# %% wrong="ch08-e08" because="the library in disguise" says="three steps yourself"
class RbfPCA(KernelPCA):
    def __init__(self, d, gamma):
        super().__init__(n_components=d, kernel="rbf", gamma=gamma)
        self.d = d

# %% [markdown]
# ## 7 · Maps of neighbours

# %% [markdown] exercise="ch08-e09" title="Unroll the sheet" kind="X" level=2 minutes=12 core=false trains=true after="§7" skills=["Unroll curved data"] topics=["S-05-I.09"]
# 700 points lie on a rolled-up sheet, which lies in space at some angle. Write `unroller()`: it returns an **unfitted** estimator of scikit-learn whose `fit_transform` lays the points out in **two** columns, so that the sheet is flat.
#
# The test knows where along the sheet each point lies. One of your two columns must follow it, in either direction: their rank correlation is at least 0.95 in absolute value. This has to hold for each of three rolls, which have the same thickness and lie at different angles.

# %% [markdown] hint="ch08-e09"
# Which methods look at how far the far points are, and which at the near ones only? On a roll, what do a point's far neighbours say?

# %% [markdown] hint="ch08-e09"
# `Isomap` and `LocallyLinearEmbedding` go by the `n_neighbors` nearest. With many of them the neighbourhoods reach across to the next layer; with too few the sheet falls into pieces. What did the lesson take for a roll like this?

# %% [markdown] hint="ch08-e09"
# ```python
# def unroller():
#     return Isomap(n_neighbors=____, n_components=____)
# ```

# %% answer="ch08-e09" needs=[]
def unroller():
    """An unfitted estimator that lays out a rolled-up sheet in two columns."""
    ### BEGIN SOLUTION
    return Isomap(n_neighbors=8, n_components=2)
    ### END SOLUTION

# %% [markdown] equivalent="ch08-e09"
# return Isomap(n_neighbors=8, n_components=2)  →  return Isomap(n_neighbors=9, n_components=2)
# return Isomap(n_neighbors=8, n_components=2)  →  return Isomap(n_neighbors=7, n_components=2)

# %% tests="ch08-e09" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
from sklearn.base import clone

def describe(model):
    return {"kind": type(model).__name__, "lays_out": hasattr(model, "fit_transform"), "a_class": isinstance(model, type),
            "neighbours": getattr(model, "n_neighbors", None), "name": getattr(model, "__name__", "")}

def laid_out(model, X):
    return clone(model).fit_transform(X)
""")


@cache
def roll(seed):
    """700 points of a roll, turned and moved, and their places along the sheet."""
    rng = np.random.default_rng(seed)
    place = rng.uniform(1.5 * np.pi, 4.5 * np.pi, 700)
    X = np.c_[place * np.cos(place), 12 * rng.random(700), place * np.sin(place)]
    return X @ np.linalg.qr(rng.normal(size=(3, 3)))[0] + [3, -5, 8], place


def across(X, place, k):
    """How many of the k nearest of a point lie on another layer, on average."""
    D = np.sum((X[:, None] - X[None]) ** 2, axis=2)
    np.fill_diagonal(D, np.inf)
    near = np.argsort(D, axis=1)[:, :k]
    return float(np.mean(np.sum(np.abs(place[near] - place[:, None]) > 3, axis=1)))


@cache
def model():
    made = answer.unroller()
    expect.true(made is not None, "`unroller` returned None. Usually the `return` is missing.")
    found = answer.describe(made)
    expect.true(not found["a_class"], "You returned the class {name} itself, not an object: add the brackets.", name=found["name"])
    expect.true(found["lays_out"], "A {kind} has no `fit_transform`, so it cannot lay the points out.", kind=found["kind"])
    estimators.unfitted(made)
    return made


def holds(seed):
    X, place = roll(seed)
    found = answer.describe(model())
    Z = np.asarray(answer.laid_out(model(), X), dtype=float)
    expect.shape(Z, (700, 2), says="`fit_transform` gave shape {got}; expected {want}: two columns.")
    rank = np.argsort(np.argsort(Z, axis=0), axis=0)
    order = np.argsort(np.argsort(place))
    best = max(abs(float(np.corrcoef(column, order)[0, 1])) for column in rank.T)
    if best >= 0.95:
        return
    facts = {"kind": found["kind"], "best": best}
    expect.true(found["kind"] not in ("PCA", "TruncatedSVD", "IncrementalPCA", "GaussianRandomProjection", "SparseRandomProjection"), "Rank correlation {best}; at least 0.95 is expected. {kind} projects, and a projection lays the layers of a roll on top of each other.", **facts)
    k = found["neighbours"]
    if isinstance(k, int) and 0 < k < 700:
        strays = across(X, place, k)
        expect.true(strays < 0.05, "Rank correlation {best}; at least 0.95 is expected. With {k} neighbours, {strays} of them lie on another layer on average: short cuts across the roll.", k=k, strays=strays, **facts)
        expect.fail("Rank correlation {best}, by {kind} with {k} neighbours; at least 0.95 is expected.", k=k, **facts)
    expect.fail("Rank correlation {best}, by {kind}; at least 0.95 is expected. Does it go by near neighbours only?", **facts)


with expect.test("one roll"):
    holds(1)

### BEGIN HIDDEN TESTS
with expect.test("rolls at other angles"):
    holds(2)
    holds(3)
### END HIDDEN TESTS

# %% right="ch08-e09" because="locally linear embedding"
def unroller():
    return LocallyLinearEmbedding(n_neighbors=10, random_state=0)

# %% right="ch08-e09" because="scaled first, modified LLE"
def unroller():
    return LocallyLinearEmbedding(n_neighbors=10, n_components=2, method="modified", eigen_solver="dense")

# %% right="ch08-e09" because="eigenvectors of the graph of neighbours"
from sklearn.manifold import SpectralEmbedding


def unroller():
    return SpectralEmbedding(n_components=2, affinity="nearest_neighbors", n_neighbors=10, random_state=0)

# %% right="ch08-e09" because="Isomap as a step of a pipeline"
def unroller():
    return make_pipeline(PCA(), Isomap(n_neighbors=10))

# %% wrong="ch08-e09" because="a projection" says="on top of each other"
def unroller():
    return PCA(n_components=2)

# %% wrong="ch08-e09" because="too many neighbours" says="short cuts"
def unroller():
    return Isomap(n_neighbors=40)

# %% wrong="ch08-e09" because="too many for LLE" says="short cuts"
def unroller():
    return LocallyLinearEmbedding(n_neighbors=40, random_state=0)

# %% wrong="ch08-e09" because="a kernel" says="near neighbours only"
def unroller():
    return KernelPCA(n_components=2, kernel="rbf", gamma=0.01)

# %% wrong="ch08-e09" because="three columns" says="two columns"
def unroller():
    return Isomap(n_neighbors=8, n_components=3)

# %% wrong="ch08-e09" because="the class" says="add the brackets"
def unroller():
    return Isomap

# %% wrong="ch08-e09" because="fitted" says="fitted already"
def unroller():
    return Isomap(n_neighbors=8).fit(np.random.default_rng(0).normal(size=(60, 3)))

# %% wrong="ch08-e09" because="it only finds neighbours" says="no `fit_transform`"
def unroller():
    return NearestNeighbors(n_neighbors=8)

# %% [markdown] exercise="ch08-e10" title="Three islands and a press release" kind="S" level=1 minutes=10 core=false after="§7" skills=["Read a map of neighbours"] topics=["S-05-I.09"]
# A start-up shows a t-SNE map of 4,000 customers by 120 columns, made once, with perplexity 5. It has one large island and two small ones. The press release: *“Our customers fall into three types. Types A and B lie close together, so they are alike; type C is a small, homogeneous group far from both. New customers are assigned to the nearest island.”* Which of these claims does the map support, and what would you do before believing the others? 60 to 150 words.

# %% [markdown] hint="ch08-e10"
# Take the claims one by one: three groups; close together; small and homogeneous; the nearest island for a new customer. For which of them does t-SNE look at anything but near neighbours?

# %% [markdown] hint="ch08-e10"
# What does a map of pure noise look like at perplexity 5? What happens to the widths of clouds? Is there a `transform`?

# %% [markdown] hint="ch08-e10"
# *The map supports only that ____. That there are three groups I would check by ____. Distances and sizes ____, so I would measure them in ____. New customers ____; instead ____. And were the columns ____?*

# %% [markdown] answer="ch08-e10" manual=true points=1
# ### BEGIN SOLUTION
# What the map supports is that customers on the same island are mostly neighbours in the table as well. That there are three groups it does not show: at perplexity 5 even noise breaks into clumps, so I would draw it again with other perplexities and seeds, look at PCA beside it, and cluster in the table itself.
# Distances between islands and their sizes are not to be read: t-SNE gives thin and dense clouds about the same width. Whether A and B are alike, and C homogeneous, I would measure in the 120 columns, standardised, since otherwise the column with the largest unit has drawn the map. New customers have no place on it: there is no
# `transform`, and the nearest island would have to be found in the table, with a classifier that is checked on customers left out.
# ### END SOLUTION

# %% [markdown] rubric="ch08-e10"
# One point each, four make the whole:
#
# 1. **Neighbours.** Says that only near neighbourhoods on the map are to be believed.
# 2. **Groups.** Doubts the number of groups: small perplexity, one run; asks for other perplexities or seeds, or for a check in the table.
# 3. **Distances and sizes.** Says that neither gaps nor widths of islands can be read, and measures them in the table.
# 4. **New rows, or scale.** Notes that t-SNE has no `transform`, or asks whether the columns were standardised.

# %% [markdown]
# ## 8 · One step of a model

# %% [markdown] exercise="ch08-e11" title="As many components as help" kind="X" level=2 minutes=15 core=true trains=true after="§8" skills=["Reduce inside a pipeline", "Choose the number of dimensions"] topics=["S-05-I.09"]
# Write `tuned()`: it returns an **unfitted** `GridSearchCV` over a pipeline with a `PCA` and, as its last step, a `KNeighborsClassifier`. Cross-validation chooses the number of components, `n_components`, from at least four values; the grid has at most 40 combinations.
#
# It will be fitted to two tables whose columns have very different units, some of them a million times others:
#
# - *few*: 200 rows, 80 columns; two directions that all columns share tell the classes apart, the rest is noise. There it is right for at least 90 % of new rows.
# - *faint*: 200 rows, 20 columns; the directions that vary most say nothing, a faint one tells the classes apart. There it is right for at least 90 %, too.
#
# One number of components does not fit both, and the units must not matter.

# %% [markdown] hint="ch08-e11"
# Which column does PCA look at first if one is in grams and all others in tonnes? What has to happen before, and where, so that no row left out is looked at?

# %% [markdown] hint="ch08-e11"
# `make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier())` in a `GridSearchCV`; the key of the grid is `"pca__n_components"`. The *faint* table needs seven components or more; *few* does best with two or three.

# %% [markdown] hint="ch08-e11"
# ```python
# def tuned():
#     model = make_pipeline(____, ____, KNeighborsClassifier())
#     grid = {"____": [1, 2, ____, 20]}
#     return GridSearchCV(____, ____, cv=5)
# ```

# %% answer="ch08-e11" needs=[]
def tuned():
    """An unfitted GridSearchCV that chooses the number of components."""
    ### BEGIN SOLUTION
    model = make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier())
    grid = {"pca__n_components": [2, 4, 8, 16]}
    return GridSearchCV(model, grid, cv=5)
    ### END SOLUTION

# %% [markdown] equivalent="ch08-e11"
# grid = {'pca__n_components': [2, 4, 8, 16]}  →  grid = {'pca__n_components': [3, 4, 8, 16]}
# grid = {'pca__n_components': [2, 4, 8, 16]}  →  grid = {'pca__n_components': [2, 5, 8, 16]}
# grid = {'pca__n_components': [2, 4, 8, 16]}  →  grid = {'pca__n_components': [2, 4, 9, 16]}
# grid = {'pca__n_components': [2, 4, 8, 16]}  →  grid = {'pca__n_components': [2, 4, 8, 17]}
# return GridSearchCV(model, grid, cv=5)  →  return GridSearchCV(model, grid, cv=6)

# %% tests="ch08-e11" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.model_selection import ParameterGrid
from sklearn.pipeline import Pipeline

def recipe(search):
    found = {"pipeline": isinstance(search.estimator, Pipeline), "inside": type(search.estimator).__name__, "last": "", "pca_at": -1, "counts": [], "combinations": 0}
    if not found["pipeline"]:
        return found
    steps = search.estimator.steps
    last = steps[-1][1]
    found["last"] = "class " + last.__name__ if isinstance(last, type) else type(last).__name__
    places = [number for number, (_, step) in enumerate(steps) if isinstance(step, PCA)]
    grid = list(ParameterGrid(search.param_grid))
    found["combinations"] = len(grid)
    if places:
        name = steps[places[0]][0]
        found["pca_at"] = places[0]
        tried = {one[name + "__n_components"] for one in grid if name + "__n_components" in one}
        found["counts"] = sorted(1e9 if one is None or isinstance(one, str) else float(one) for one in tried)
    return found

def outcome(search, X, y, new, truth):
    search = clone(search).fit(X, y)
    pca = next(step for step in search.best_estimator_.named_steps.values() if isinstance(step, PCA))
    before = X
    for _, step in search.best_estimator_.steps:
        if step is pca:
            break
        before = step.transform(before)
    spread = np.std(np.asarray(before), axis=0)
    right = float(np.mean(np.asarray(search.predict(new)).ravel() == truth))
    return {"right": right, "d": int(pca.n_components_), "uneven": float(spread.max() / max(spread.min(), 1e-300))}
""")


@cache
def search():
    made = answer.tuned()
    expect.true(made is not None, "`tuned` returned None. Usually the `return` is missing.")
    expect.instance(made, "GridSearchCV", says="Expected a {want}, got a {got}: put the pipeline into `GridSearchCV(…)`.")
    estimators.unfitted(made, says="The search is fitted already. Return it unfitted: whoever uses it fits it to data of their own.")
    return made


@cache
def facts():
    found = answer.recipe(search())
    expect.true(found["pipeline"], "The search is over a {inside}; a pipeline with a PCA is asked for, so that each fold fits its own.", inside=found["inside"])
    expect.true(found["pca_at"] >= 0, "There is no PCA among the steps of the pipeline.")
    expect.true(not found["last"].startswith("class "), "The last step is the class {last} itself, not an object: add the brackets.", last=found["last"].removeprefix("class "))
    expect.true(found["last"] == "KNeighborsClassifier", "The last step of the pipeline is a {last}; a KNeighborsClassifier is asked for.", last=found["last"])
    expect.true(found["combinations"] <= 40, "The grid has {n} combinations; at most 40 are allowed.", n=found["combinations"])
    expect.true(len(found["counts"]) >= 4, "The search tries {n} values for the number of components; at least four are asked for. The key of the grid is the step's name, two underscores, `n_components`.", n=len(found["counts"]))
    return found


def few(m, rng, units):
    W = np.random.default_rng(99).normal(size=(2, 80))
    two = rng.normal(size=(m, 2))
    y = (two[:, 0] > 0).astype(int)
    two += np.sign(two) * 0.5
    return (two @ W + rng.normal(size=(m, 80)) * 3.5) * units, y


def faint(m, rng, units):
    fixed = np.random.default_rng(98)
    W, q = fixed.normal(size=(6, 20)), fixed.normal(size=20)
    q -= W.T @ np.linalg.lstsq(W.T, q, rcond=None)[0]
    y = rng.integers(0, 2, m)
    return (rng.normal(size=(m, 6)) @ W * 0.9 + np.outer((2 * y - 1) * 2.2, q / np.linalg.norm(q)) + rng.normal(size=(m, 20)) * 0.3) * units, y


@cache
def outcome(name, seed):
    facts()
    make, n = {"few": (few, 80), "faint": (faint, 20)}[name]
    rng = np.random.default_rng(seed)
    units = 10.0 ** rng.permutation(np.linspace(-3, 3, n))
    return answer.outcome(search(), *make(200, rng, units), *make(600, rng, units))


def holds(name, seed):
    found, tried = outcome(name, seed), facts()["counts"]
    if found["right"] >= 0.9:
        return
    shown = {"name": name, "right": f"{found['right']:.0%}", "d": found["d"]}
    expect.true(found["uneven"] < 1e4, "On *{name}* it is right for {right} of new rows; 90 % are expected. The columns come to the PCA with spreads that differ by a factor of {factor}. Bring them to one scale before.", factor=f"{found['uneven']:.0e}", **shown)
    if name == "faint" and 1 <= max(tried) < 7:
        expect.fail("On *{name}* it is right for {right} of new rows; 90 % are expected. You let it try {most} components at most. More are needed there.", most=max(tried), **shown)
    expect.fail("On *{name}* it is right for {right} of new rows, with {d} components; 90 % are expected. Values that it tried: {tried}.", tried=tried, **shown)


with expect.test("an unfitted search over a pipeline"):
    facts()

with expect.test("few directions matter", after="an unfitted search over a pipeline"):
    holds("few", 1)

### BEGIN HIDDEN TESTS
with expect.test("a faint direction matters"):
    holds("faint", 2)

with expect.test("other rows and units"):
    holds("few", 3)
### END HIDDEN TESTS

# %% right="ch08-e11" because="named steps, neighbours chosen as well, three folds"
def tuned():
    steps = [("scale", StandardScaler()), ("reduce", PCA(random_state=0)), ("near", KNeighborsClassifier())]
    return GridSearchCV(Pipeline(steps), {"reduce__n_components": [2, 4, 8, 16], "near__n_neighbors": [5, 15]}, cv=3)

# %% right="ch08-e11" because="all components among the candidates"
def tuned():
    model = make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier(15))
    return GridSearchCV(model, {"pca__n_components": [2, 4, 9, None]}, cv=5)

# %% right="ch08-e11" because="shares of the variance as candidates"
def tuned():
    model = make_pipeline(StandardScaler(), PCA(svd_solver="full"), KNeighborsClassifier(7))
    return GridSearchCV(model, {"pca__n_components": [0.2, 0.5, 0.8, 0.9, 0.99]})

# %% right="ch08-e11" because="another scaler, whitening"
from sklearn.preprocessing import RobustScaler


def tuned():
    model = make_pipeline(RobustScaler(), PCA(whiten=True), KNeighborsClassifier(9, weights="distance"))
    return GridSearchCV(model, {"pca__n_components": [1, 2, 3, 7, 9, 14]}, cv=4)

# %% wrong="ch08-e11" because="nothing scales" says="one scale before"
def tuned():
    model = make_pipeline(PCA(), KNeighborsClassifier())
    return GridSearchCV(model, {"pca__n_components": [2, 4, 8, 16]}, cv=5)

# %% wrong="ch08-e11" because="scales after the PCA" says="one scale before"
def tuned():
    model = make_pipeline(PCA(), StandardScaler(), KNeighborsClassifier())
    return GridSearchCV(model, {"pca__n_components": [2, 4, 8, 16]}, cv=5)

# %% wrong="ch08-e11" because="too few to choose from" says="More are needed"
def tuned():
    model = make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier())
    return GridSearchCV(model, {"pca__n_components": [1, 2, 3, 4]}, cv=5)

# %% wrong="ch08-e11" because="a fixed number" says="at least four"
def tuned():
    model = make_pipeline(StandardScaler(), PCA(n_components=7), KNeighborsClassifier())
    return GridSearchCV(model, {"kneighborsclassifier__n_neighbors": [1, 3, 5, 9, 15]}, cv=5)

# %% wrong="ch08-e11" because="three values" says="at least four"
def tuned():
    model = make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier())
    return GridSearchCV(model, {"pca__n_components": [2, 8, 20]}, cv=5)

# %% wrong="ch08-e11" because="the search inside of the pipeline" says="put the pipeline into"
def tuned():
    search = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [1, 3, 5, 9]}, cv=5)
    return make_pipeline(StandardScaler(), PCA(0.95), search)

# %% wrong="ch08-e11" because="no reduction" says="no PCA among"
def tuned():
    model = make_pipeline(StandardScaler(), KNeighborsClassifier())
    return GridSearchCV(model, {"kneighborsclassifier__n_neighbors": [1, 3, 5, 9]}, cv=5)

# %% wrong="ch08-e11" because="another classifier" says="KNeighborsClassifier is asked for"
def tuned():
    model = make_pipeline(StandardScaler(), PCA(), LogisticRegression())
    return GridSearchCV(model, {"pca__n_components": [2, 4, 8, 16]}, cv=5)

# %% wrong="ch08-e11" because="fitted already" says="fitted already"
def tuned():
    rng = np.random.default_rng(0)
    model = make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier())
    search = GridSearchCV(model, {"pca__n_components": [1, 2, 3, 4]}, cv=2)
    return search.fit(rng.normal(size=(40, 6)), np.arange(40) % 2)

# %% wrong="ch08-e11" because="classes in place of objects" says="add the brackets"
def tuned():
    model = Pipeline([("scale", StandardScaler()), ("pca", PCA()), ("near", KNeighborsClassifier)])
    return GridSearchCV(model, {"pca__n_components": [2, 4, 8, 16]}, cv=5)

# %% wrong="ch08-e11" because="a grid of hundreds" says="at most 40"
def tuned():
    model = make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier())
    return GridSearchCV(model, {"pca__n_components": list(range(1, 20)), "kneighborsclassifier__n_neighbors": list(range(1, 20))}, cv=5)

# %% [markdown] exercise="ch08-e12" title="Seventy per cent of a coin" kind="B" level=2 minutes=12 core=true after="§8" skills=["Reduce inside a pipeline"] topics=["S-05-I.09"]
# The function `score` below standardises a table, reduces it to 10 principal components, reduces these by LDA, and cross-validates a classifier on the result. With labels from a coin it reports some 70 %. Its number is wrong for every table.
#
# Mend it. `score(X, y)` takes `X` of shape `(m, n)` with `n` ≥ 10 and classes `y`, and returns the mean share of right predictions over the five folds of `cross_val_score(…, cv=5)`, **with the same four steps and the same settings**, but so that in each fold everything is fitted on that fold's training rows only.

# %% [markdown] hint="ch08-e12"
# Follow one row that is left out in the first fold. Which of the four steps have seen it, or its label, before the fold begins?

# %% [markdown] hint="ch08-e12"
# `cross_val_score` fits what it is given anew in each fold. So give it all four steps as one estimator: `make_pipeline(…)`, and the table as it came.

# %% [markdown] hint="ch08-e12"
# ```python
# def score(X, y):
#     model = make_pipeline(____(), PCA(n_components=____), ____(), ____)
#     return cross_val_score(____, ____, y, cv=5).mean()
# ```

# %% answer="ch08-e12" needs=[]
def score(X, y):
    """The mean share of right predictions on rows left out, in five folds."""
    table = StandardScaler().fit_transform(X)
    table = PCA(n_components=10).fit_transform(table)
    table = LinearDiscriminantAnalysis().fit_transform(table, y)
    return cross_val_score(KNeighborsClassifier(5), table, y, cv=5).mean()


### BEGIN SOLUTION
def score(X, y):
    """The mean share of right predictions on rows left out, in five folds."""
    model = make_pipeline(
        StandardScaler(),
        PCA(n_components=10),
        LinearDiscriminantAnalysis(),
        KNeighborsClassifier(5),
    )
    return cross_val_score(model, X, y, cv=5).mean()
### END SOLUTION

# %% [markdown] equivalent="ch08-e12"
# return cross_val_score(KNeighborsClassifier(5), table, y, cv=5).mean()  →  return None
# table = PCA(n_components=10).fit_transform(table)  →  table = PCA(n_components=11).fit_transform(table)
# return cross_val_score(KNeighborsClassifier(5), table, y, cv=5).mean()  →  return cross_val_score(KNeighborsClassifier(6), table, y, cv=5).mean()
# return cross_val_score(KNeighborsClassifier(5), table, y, cv=5).mean()  →  return cross_val_score(KNeighborsClassifier(5), table, y, cv=6).mean()

# %% tests="ch08-e12" points=2
from functools import cache

import numpy as np
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import KFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from jupyterlab_homl.toolkit import answer, expect


@cache
def table(kind, seed):
    """A table with heavy tails, and labels: from a coin, from the table, or of three classes."""
    rng = np.random.default_rng(seed)
    m, n = {"coin": (100, 30), "real": (90, 20), "three": (75, 15)}[kind]
    X = rng.standard_t(2, size=(m, n)) * 10.0 ** rng.uniform(-2, 2, n)
    if kind == "coin":
        return X, rng.integers(0, 2, m)
    y = rng.integers(0, 3 if kind == "three" else 2, m)
    X[:, :4] += y[:, None] * X[:, :4].std(axis=0) * 0.9
    order = np.argsort(y, kind="stable")
    return X[order], y[order]


def steps():
    return [StandardScaler(), PCA(n_components=10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5)]


def scored(X, y, before, cv=5):
    """The score when the first few steps are fitted to all rows before the folds."""
    first, rest = steps()[:before], steps()[before:]
    for step in first:
        X = step.fit_transform(X, y)
    return float(cross_val_score(make_pipeline(*rest), X, y, cv=cv).mean())


def folded(*kept, cv=5):
    """The score of some of the four steps, fitted inside of the folds."""
    return lambda X, y: float(cross_val_score(make_pipeline(*[steps()[k] for k in kept]), X, y, cv=cv).mean())


SLIPS = [
    (lambda X, y: scored(X, y, 3), "{case}: expected {want}, got {got}, as before: all three reductions have seen the rows left out, LDA their labels, too."),
    (lambda X, y: scored(X, y, 2), "{case}: expected {want}, got {got}. LDA is fitted inside of the folds now; scaler and PCA have still seen all rows."),
    (lambda X, y: scored(X, y, 1), "{case}: expected {want}, got {got}, as if the scaler alone had still been fitted to all rows."),
    (lambda X, y: float(make_pipeline(*steps()).fit(X, y).score(X, y)), "{case}: expected {want}, got {got}, the score on the rows that were fitted. It is the folds' rows left out that count."),
    (folded(0, 1, 2, 3, cv=10), "{case}: expected {want}, got {got}, as with ten folds. Keep `cv=5`."),
    (folded(0, 1, 2, 3, cv=KFold(5)), "{case}: expected {want}, got {got}, as with folds cut in file order. `cv=5` cuts them so that each holds the classes in equal shares."),
    (folded(1, 2, 3), "{case}: expected {want}, got {got}, as without the scaler."),
    (folded(0, 2, 3), "{case}: expected {want}, got {got}, as without the PCA."),
    (folded(0, 1, 3), "{case}: expected {want}, got {got}, as without LDA."),
    (folded(0, 1, 2), "{case}: expected {want}, got {got}, as if LDA itself classified, without the nearest neighbours."),
]


def compare(kind, seed):
    X, y = table(kind, seed)
    got = answer.score(X, y)
    expect.true(got is not None, "`score` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "Expected one number, the mean over the folds; got something of shape {shape}.", shape=np.shape(got))
    case = {"coin": "Labels from a coin", "real": "90 rows, two classes", "three": "75 rows, three classes"}[kind]
    want = scored(X, y, 0)
    if abs(got - want) > 1e-7:
        others = [table("real", 6), table("three", 7), table("coin", 8)]
        again = [float(answer.score(*other)) for other in others]
        for slip, words in SLIPS:  # a slip is blamed if it explains four tables
            if abs(slip(X, y) - got) < 1e-9 and all(abs(slip(*other) - value) < 1e-9 for other, value in zip(others, again, strict=True)):
                expect.fail(words, case=case, want=want, got=got)
    expect.close(got, want, rtol=1e-7, says="{case}: the mean over the folds is {want}; you returned {got}.", case=case)


with expect.test("labels from a coin"):
    compare("coin", 1)

### BEGIN HIDDEN TESTS
with expect.test("labels that the table knows"):
    compare("real", 2)

with expect.test("three classes, sorted"):
    compare("three", 3)

with expect.test("another coin"):
    compare("coin", 4)

with expect.test("the inputs stay as they were"):
    X, y = table("coin", 1)
    held, held_y = answer.put(X), answer.put(y)
    answer.score(held, held_y)
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="ch08-e12" because="the folds by hand"
from sklearn.model_selection import StratifiedKFold


def score(X, y):
    right = []
    for train, test in StratifiedKFold(5).split(X, y):
        scaler = StandardScaler().fit(X[train])
        pca = PCA(10).fit(scaler.transform(X[train]))
        lda = LinearDiscriminantAnalysis().fit(pca.transform(scaler.transform(X[train])), y[train])
        reduce = lambda rows: lda.transform(pca.transform(scaler.transform(rows)))
        near = KNeighborsClassifier(5).fit(reduce(X[train]), y[train])
        right.append(np.mean(near.predict(reduce(X[test])) == y[test]))
    return np.mean(right)

# %% right="ch08-e12" because="the scores of cross_validate"
from sklearn.model_selection import cross_validate


def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return cross_validate(model, X, y, cv=5)["test_score"].mean()

# %% right="ch08-e12" because="two lines"
def score(X, y):
    names = [("s", StandardScaler()), ("p", PCA(10)), ("l", LinearDiscriminantAnalysis()), ("k", KNeighborsClassifier())]
    return float(np.mean(cross_val_score(Pipeline(names), X, y, cv=5)))

# %% right="ch08-e12" because="a search without a choice"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return GridSearchCV(model, {"pca__n_components": [10]}, cv=5).fit(X, y).best_score_

# %% wrong="ch08-e12" because="as it was" says="as before"
def score(X, y):
    table = StandardScaler().fit_transform(X)
    table = PCA(n_components=10).fit_transform(table)
    table = LinearDiscriminantAnalysis().fit_transform(table, y)
    return cross_val_score(KNeighborsClassifier(5), table, y, cv=5).mean()

# %% wrong="ch08-e12" because="only LDA moved inside" says="scaler and PCA have still"
def score(X, y):
    table = StandardScaler().fit_transform(X)
    table = PCA(n_components=10).fit_transform(table)
    model = make_pipeline(LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return cross_val_score(model, table, y, cv=5).mean()

# %% wrong="ch08-e12" because="the scaler outside" says="the scaler alone"
def score(X, y):
    model = make_pipeline(PCA(n_components=10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return cross_val_score(model, StandardScaler().fit_transform(X), y, cv=5).mean()

# %% wrong="ch08-e12" because="scored on the rows that were fitted" says="rows that were fitted"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return model.fit(X, y).score(X, y)

# %% wrong="ch08-e12" because="the scores of the folds" says="the mean over the folds"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return cross_val_score(model, X, y, cv=5)

# %% wrong="ch08-e12" because="LDA left out, since it saw the labels" says="without LDA"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), KNeighborsClassifier(5))
    return cross_val_score(model, X, y, cv=5).mean()

# %% wrong="ch08-e12" because="ten folds" says="ten folds"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return cross_val_score(model, X, y, cv=10).mean()

# %% wrong="ch08-e12" because="another setting" says="the mean over the folds is"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(2), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return cross_val_score(model, X, y, cv=5).mean()

# %% wrong="ch08-e12" because="a pipeline, fed with the reduced table" says="scaler and PCA have still"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    table = PCA(n_components=10).fit_transform(StandardScaler().fit_transform(X))
    return cross_val_score(model, table, y, cv=5).mean()

# %% wrong="ch08-e12" because="folds in file order" says="in file order"
from sklearn.model_selection import KFold


def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), LinearDiscriminantAnalysis(), KNeighborsClassifier(5))
    return cross_val_score(model, X, y, cv=KFold(5)).mean()

# %% wrong="ch08-e12" because="LDA as the classifier" says="LDA itself classified"
def score(X, y):
    model = make_pipeline(StandardScaler(), PCA(10), LinearDiscriminantAnalysis())
    return cross_val_score(model, X, y, cv=5).mean()

# %% [markdown]
# ## At the end

# %% [markdown] exercise="ch08-e13" title="Exit quiz: six questions about fewer dimensions" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Measure the curse of dimensionality", "Compute principal components", "Choose the number of dimensions", "Reduce large tables", "Unroll curved data", "Read a map of neighbours", "Reduce inside a pipeline"] topics=["S-05-I.09"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · In a table with 500 columns the nearest row is on average 0.35 times as far away as the farthest. You shuffle each column by itself and measure again: 0.93. What do you conclude?
# *a* shuffling has made the columns noisier · *b* the columns go together: the table has far fewer dimensions of its own · *c* there are too few rows · *d* distances in this table mean nothing
#
# **q2** · Two colleagues fit a PCA to the same table. The second component of one is that of the other times −1, all else is equal. What happened?
# *a* one forgot to subtract the mean · *b* one standardised, the other did not · *c* one of the variances must be negative · *d* nothing: both describe the same direction
#
# **q3** · A PCA with 20 of 60 components holds 98 % of the variance, but the classifier behind it is clearly worse than on all 60. What is the likeliest reason?
# *a* what tells the classes apart varies little, and PCA does not know the classes · *b* 98 % is always too little · *c* PCA has overfitted the labels · *d* the components are not at right angles
#
# **q4** · A table of a million rows and 2,000 columns, 16 GB, lies on disk; your machine has 8 GB of memory. You want 30 components. What do you use?
# *a* `KernelPCA` with an RBF kernel · *b* `PCA(30, svd_solver="full")` on a memmap · *c* `IncrementalPCA` with `partial_fit`, portion by portion · *d* t-SNE in 30 dimensions
#
# **q5** · A t-SNE map shows three islands. The blue one is twice as wide as the red one and lies next to the green one. What may you conclude?
# *a* blue rows differ more from one another than red ones · *b* blue is more like green than like red · *c* there are three kinds of rows · *d* rows that are close on the map are mostly neighbours in the table, too
#
# **q6** · A kernel PCA with RBF kernel works well with γ = 0.5 on lengths in metres. The same lengths come in centimetres now. Which γ gives the same coordinates?
# *a* 0.5 · *b* 0.00005 · *c* 0.005 · *d* 5,000

# %% [markdown] hint="ch08-e13"
# For each question: is it about distances, about directions, about memory, about neighbours, or about labels that nobody looked at?

# %% [markdown] hint="ch08-e13"
# q6: what happens to a squared distance when metres become centimetres? q4: how large is a table with one number for each pair of rows? q1: what does shuffling leave as it was, and what does it destroy?

# %% [markdown] hint="ch08-e13"
# Shuffling keeps ____ and destroys ____. A component is a line, so its sign ____. PCA looks at X only, never at ____. γ times a squared distance must stay ____. On a map of neighbours believe only ____.

# %% answer="ch08-e13" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": "c", "q5": "d", "q6": "b"}
### END SOLUTION

# %% tests="ch08-e13" points=1
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
            "a": "Each column has the very same values as before, in another order. What was lost is something between the columns.",
            "c": "The number of rows was the same in both measurements.",
            "d": "In the real table there are near and far rows: 0.35. It is the shuffled one in which all are alike.",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "d",
        {
            "a": "Then the first component would point elsewhere, too. What changes on a line if you walk it the other way?",
            "b": "Then the variances would differ as well. What changes on a line if you walk it the other way?",
            "c": "A variance is a mean of squares. What does a minus sign do to a square?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "a",
        {
            "b": "For many tables 98 % is plenty. It depends on whether what matters is among it.",
            "c": "PCA is never shown any labels.",
            "d": "Components are at right angles by construction, and a classifier would not mind.",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "c",
        {
            "a": "It needs one number for each pair of rows. How many pairs are there among a million?",
            "b": "A full decomposition reads the whole table into memory, memmap or not.",
            "d": "t-SNE is for maps in two or three dimensions, and slow for so many rows.",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "d",
        {
            "a": "t-SNE gives dense and thin clouds about the same width. What does a width on its map tell?",
            "b": "Whatever is not near may be drawn anywhere. Are gaps between islands kept?",
            "c": "Try a smaller perplexity on pure noise: how many islands do you get?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "b",
        {
            "a": "Then every kernel becomes practically 0: distances have grown a hundredfold.",
            "c": "Distances grow a hundredfold. The kernel takes their square.",
            "d": "Larger distances and a larger γ: the product would grow even more. It has to stay the same.",
        },
    )
### END HIDDEN TESTS

# %% right="ch08-e13" because="capital letters"
answers = {"q1": "B", "q2": "D", "q3": "A", "q4": "C", "q5": "D", "q6": "B"}

# %% wrong="ch08-e13" because="one question open" says="Still open: q4"
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": None, "q5": "d", "q6": "b"}

# %% wrong="ch08-e13" because="a sign is a mistake" says="walk it the other way"
answers = {"q1": "b", "q2": "a", "q3": "a", "q4": "c", "q5": "d", "q6": "b"}

# %% wrong="ch08-e13" because="islands near each other are alike" says="gaps between islands"
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": "c", "q5": "b", "q6": "b"}

# %% wrong="ch08-e13" because="γ goes by the distance" says="takes their square"
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": "c", "q5": "d", "q6": "c"}

# %% wrong="ch08-e13" because="kernel PCA for a million rows" says="each pair of rows"
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": "a", "q5": "d", "q6": "b"}
