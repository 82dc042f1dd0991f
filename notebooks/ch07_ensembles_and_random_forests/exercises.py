# %% [markdown]
# # Ensembles and random forests: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the chapter.
#
# What holds for all: functions leave what they are given unchanged and, unless they are given a random generator, return the same when they are called twice. Go through the exercises in order, or
# start anywhere: none is locked.

# %% setup=true
import numpy as np
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.tree import DecisionTreeRegressor

# %% [markdown]
# ## 1 · When many are wiser than one

# %% [markdown] exercise="ch07-e01" title="How often is the majority right?" kind="F" level=1 minutes=10 core=false after="§1" skills=["Know when votes help"] topics=["S-05-I.11g"]
# Each of `n` voters is right with probability `p`, independently of the others. Write `majority_prob(n, p)`: the probability that their majority is right.
#
# - With an even `n` there can be as many right as wrong votes. Then a fair coin decides, so a tie counts as right with probability 1/2.
# - `n` is a whole number from 1 to 10,000, `p` any number from 0 to 1, both included.
# - Return one number, exact to nine digits after the point: compute it, do not simulate.

# %% [markdown] hint="ch07-e01"
# Take two voters with p = 0.6. Write down the four ways to vote with their probabilities. In which of them does the coin decide?

# %% [markdown] hint="ch07-e01"
# `scipy.stats.binom` knows the distribution of the number of right votes: `binom.sf(k, n, p)` is the probability of *more than* k, `binom.pmf(k, n, p)` that of exactly k. (With factorials of your own, numbers get too large at n = 10,000.)

# %% [markdown] hint="ch07-e01"
# ```python
# from scipy.stats import binom
#
#
# def majority_prob(n, p):
#     right = binom.sf(____, n, p)  # more than half
#     if n % 2 == 0:
#         right += ____ * binom.pmf(____, n, p)
#     return right
# ```

# %% answer="ch07-e01" needs=[]
def majority_prob(n, p):
    """The probability that the majority of n independent voters is right."""
    ### BEGIN SOLUTION
    from scipy.stats import binom

    right = binom.sf(n // 2, n, p)
    if n % 2 == 0:
        right += binom.pmf(n // 2, n, p) / 2
    return float(right)
    ### END SOLUTION

# %% [markdown] equivalent="ch07-e01"
# right = binom.sf(n // 2, n, p)  →  right = binom.sf(n / 2, n, p)
# right += binom.pmf(n // 2, n, p) / 2  →  right += binom.pmf(n / 2, n, p) / 2

# %% tests="ch07-e01" points=1
import numpy as np
from scipy.stats import binom

from jupyterlab_homl.toolkit import answer, expect


def right(n, p, tie=0.5):
    """The probability, with ties counted as right with probability `tie`."""
    strict = float(binom.sf(n // 2, n, p))
    return strict + (tie * float(binom.pmf(n // 2, n, p)) if n % 2 == 0 else 0)


def asked(n, p):
    ends = {"error": "ValueError", "says": "With p = 0 or p = 1 line {line} raised {error}: {message}. Both are allowed, and there p or 1 − p has no logarithm."}
    large = {"error": "OverflowError", "says": "With many voters line {line} raised {error}: factorials and powers of this size fit into no float. `scipy.stats.binom` or logarithms avoid them."}
    got = expect.call(answer.majority_prob, n, p, **(ends if p in (0, 1) else large))
    expect.true(got is not None, "`majority_prob` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "Expected one number; got {got}.", got=got)
    return got


def compare(n, p, says="For n = {n}, p = {p} the majority is right with probability {want}; you returned {got}."):
    want, got = right(n, p), asked(n, p)
    from math import erf, sqrt

    spread = sqrt(n * p * (1 - p))
    normal = [0.5 * (1 - erf((n / 2 + shift - n * p) / spread / sqrt(2))) for shift in (0, 0.5)] if spread else []
    mistakes = [] if n % 2 else [
        (right(n, p, 0), "For n = {n}, p = {p} expected {want}, got {got}: there a tie counts as wrong. A coin decides it: half of its probability belongs to the right side."),
        (right(n, p, 1), "For n = {n}, p = {p} expected {want}, got {got}: there a tie counts as right. A coin decides it: only half of its probability belongs to the right side."),
        (2 * right(n, p, 1) - right(n, p, 0), "For n = {n}, p = {p} expected {want}, got {got}: there the tie counts twice."),
        (right(n, p, 0) / (1 - right(n, p, 1) + right(n, p, 0)), "For n = {n}, p = {p} expected {want}, got {got}, as if a tie were voted on again. A coin decides it: half of its probability belongs to the right side."),
    ]
    mistakes += [(1 - want, "For n = {n}, p = {p} expected {want}, got {got}, the probability that the majority is *wrong*.")]
    mistakes += [(float(binom.sf(n // 2 + 1, n, p)), "For n = {n}, p = {p} expected {want}, got {got}: one number of right votes is missing. `sf(k)` is the chance of *more than* k.")]
    if n % 2:
        mistakes += [(float(binom.sf(n // 2 - 1, n, p)), "For n = {n}, p = {p} expected {want}, got {got}: {half} right votes of {n} are counted as a majority.")]
    mistakes += [(value, "For n = {n}, p = {p} expected {want}, got {got}, as from the normal curve. It comes close for large n only: add up the binomial probabilities.") for value in normal]
    mistakes = [(value, words) for value, words in mistakes if abs(value - want) > 1e-8]
    off = abs(float(got) - want) if np.asarray(got).dtype.kind in "iuf" else 1.0
    if off < 0.01:
        says = "For n = {n}, p = {p} the majority is right with probability {want}; you returned {got}, off by {off}. Neither drawn votes nor a rounded number are exact to nine digits: compute it."
    expect.close(got, want, rtol=0, atol=1e-9, says=says, n=n, p=p, half=n // 2, off=off, mistakes=mistakes)


with expect.test("one voter, and three"):
    compare(1, 0.6)
    compare(3, 0.6)

with expect.test("two voters: the coin decides a tie"):
    compare(2, 0.6)

### BEGIN HIDDEN TESTS
with expect.test("other even and odd numbers"):
    for n in (4, 5, 7, 10, 11, 100, 101):
        for p in (0.1, 0.45, 0.5, 0.51, 0.9):
            compare(n, p)

with expect.test("thousands of voters"):
    for n, p in ((1000, 0.51), (1001, 0.51), (10000, 0.5), (10000, 0.51), (9999, 0.497)):
        compare(n, p)

with expect.test("voters who are never or always right"):
    for n in (1, 2, 9, 10):
        compare(n, 0.0)
        compare(n, 1.0)
    compare(10000, 1.0)

with expect.test("computed, not simulated"):
    expect.true(asked(25, 0.55) == asked(25, 0.55), "Two calls with the same n and p gave different results: compute the probability instead of drawing votes.")
### END HIDDEN TESTS

# %% right="ch07-e01" because="pmf and a weight for each number of right votes"
from scipy.stats import binom


def majority_prob(n, p):
    k = np.arange(n + 1)
    return np.sum(binom.pmf(k, n, p) * (np.sign(2 * k - n) + 1) / 2)

# %% right="ch07-e01" because="an even number is as good as one voter fewer"
from scipy.special import betainc


def majority_prob(n, p):
    n = n if n % 2 else n - 1
    return betainc((n + 1) / 2, (n + 1) / 2, p)

# %% right="ch07-e01" because="logarithms of factorials"
from math import exp, fsum, lgamma, log


def majority_prob(n, p):
    if p in (0, 1):
        return float(p)
    def pmf(k):
        return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p))
    return fsum(pmf(k) * (1 if 2 * k > n else 0.5) for k in range((n + 1) // 2, n + 1))

# %% right="ch07-e01" because="voter by voter, a distribution that grows"
def majority_prob(n, p):
    chance = np.zeros(n + 1)
    chance[0] = 1.0
    for _ in range(n):
        chance[1:] = chance[1:] * (1 - p) + chance[:-1] * p
        chance[0] *= 1 - p
    k = np.arange(n + 1)
    return float(chance[2 * k > n].sum() + chance[2 * k == n].sum() / 2)

# %% wrong="ch07-e01" because="a tie counts as wrong" says="a tie counts as wrong"
from scipy.stats import binom


def majority_prob(n, p):
    return binom.sf(n // 2, n, p)

# %% wrong="ch07-e01" because="a tie counts as right" says="a tie counts as right"
from scipy.stats import binom


def majority_prob(n, p):
    return 1 - binom.cdf((n - 1) // 2, n, p)

# %% wrong="ch07-e01" because="the normal curve" says="normal curve"
from scipy.stats import norm


def majority_prob(n, p):
    return norm.sf(n / 2, n * p, np.sqrt(n * p * (1 - p)))

# %% wrong="ch07-e01" because="more than k taken for at least k" says="more than"
from scipy.stats import binom


def majority_prob(n, p):
    return binom.sf(n // 2 + 1, n, p)

# %% wrong="ch07-e01" because="the chance to be wrong" says="majority is *wrong*"
from scipy.stats import binom


def majority_prob(n, p):
    return binom.cdf(n // 2, n, p) - (binom.pmf(n // 2, n, p) / 2 if n % 2 == 0 else 0)

# %% wrong="ch07-e01" because="drawn votes" says="drawn votes"
def majority_prob(n, p):
    votes = np.random.default_rng(0).binomial(n, p, 200_000)
    return float(np.mean(votes > n / 2) + np.mean(votes == n / 2) / 2)

# %% wrong="ch07-e01" because="factorials that overflow" says="OverflowError"
from math import comb


def majority_prob(n, p):
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) * (1 if 2 * k > n else 0.5) for k in range((n + 1) // 2, n + 1))

# %% wrong="ch07-e01" because="prints the result" says="returned None"
from scipy.stats import binom


def majority_prob(n, p):
    print(binom.sf(n // 2, n, p) + (binom.pmf(n // 2, n, p) / 2 if n % 2 == 0 else 0))

# %% wrong="ch07-e01" because="rounded to six digits" says="rounded number"
from scipy.stats import binom


def majority_prob(n, p):
    return round(binom.sf(n // 2, n, p) + (binom.pmf(n // 2, n, p) / 2 if n % 2 == 0 else 0), 6)

# %% wrong="ch07-e01" because="half of the voters is a majority" says="counted as a majority"
from scipy.stats import binom


def majority_prob(n, p):
    if n % 2:
        return binom.sf(n // 2 - 1, n, p)
    return binom.sf(n // 2, n, p) + binom.pmf(n // 2, n, p) / 2

# %% wrong="ch07-e01" because="ties are left out, and the rest is divided by what is left" says="voted on again"
from scipy.stats import binom


def majority_prob(n, p):
    right = binom.sf(n // 2, n, p)
    if n % 2 == 1:
        return right
    return right / (1 - binom.pmf(n // 2, n, p))


# %% wrong="ch07-e01" because="logarithms, where p may be 0 and 1" says="has no logarithm"
from math import exp, fsum, lgamma, log


def majority_prob(n, p):
    def pmf(k):
        ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return exp(ways + k * log(p) + (n - k) * log(1 - p))

    total = fsum(pmf(k) for k in range(n // 2 + 1, n + 1))
    return total + 0.5 * pmf(n // 2) if n % 2 == 0 else total


# %% [markdown] exercise="ch07-e02" title="What a mean of models gains" kind="F" level=2 minutes=12 core=false after="§1" skills=["Know when votes help"] topics=["S-05-I.11g"]
# For squared errors the gain of an ensemble is known exactly: *members less spread is together*. Write `account(P, y)`.
#
# | | |
# |---|---|
# | `P` | array of shape `(n, m)`: `P[i, j]` is what model `i` predicts for row `j` |
# | `y` | array of shape `(m,)`: the true numbers |
# | returns | `members, spread, together`: three numbers |
# | `members` | the mean squared error of a model: the mean of $(P_{ij}-y_j)^2$ over all models and rows |
# | `spread` | the mean squared distance of the models from *their own mean* on the same row, over all models and rows |
# | `together` | the mean over the rows of the squared error of the models' mean |

# %% [markdown] hint="ch07-e02"
# Models that predict 8, 11 and 14 for a row whose truth is 10: what is their own mean, and how far is each of them from it?

# %% [markdown] hint="ch07-e02"
# `mean = P.mean(axis=0)` is what the ensemble predicts, one number for each row. `P - y` and `P - mean` have the shape of `P`, because NumPy repeats a row of shape `(m,)` for every model.

# %% [markdown] hint="ch07-e02"
# ```python
# def account(P, y):
#     mean = P.mean(axis=____)
#     members = np.mean((P - ____) ** 2)
#     spread = np.mean((P - ____) ** 2)
#     together = np.mean((____ - ____) ** 2)
#     return members, spread, together
# ```

# %% answer="ch07-e02" needs=[]
def account(P, y):
    """Mean squared error of the members, their spread, and the squared error of their mean."""
    ### BEGIN SOLUTION
    mean = P.mean(axis=0)
    members = np.mean((P - y) ** 2)
    spread = np.mean((P - mean) ** 2)
    together = np.mean((mean - y) ** 2)
    return members, spread, together
    ### END SOLUTION

# %% tests="ch07-e02" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def asked(P, y):
    got = answer.account(P, y)
    three = isinstance(got, tuple | list | np.ndarray) and np.ndim(got) == 1 and len(got) == 3
    expect.true(three, "Expected three numbers, members, spread and together; got {got}.", got=got)
    return [float(value) for value in got]


def compare(P, y, case):
    P, y = np.asarray(P), np.asarray(y)
    members, spread, together = asked(P, y)
    mean = P.mean(axis=0)
    want = float(np.mean((P - y) ** 2)), float(np.mean((P - mean) ** 2)), float(np.mean((mean - y) ** 2))
    def other(pairs, right):
        return [(value, words) for value, words in pairs if not np.isclose(value, right)]
    n = len(P)
    expect.close(
        members,
        want[0],
        says="{case}: the members' mean squared error is {want}; you returned {got}.",
        case=case,
        mistakes=other([(want[0] ** 0.5, "{case}: you returned the root, {got}. The mean *squared* error is {want}."), (want[0] * n, "{case}: expected {want}, got {got}, a sum over the models. Take the mean over models and rows."), (want[0] * P.size, "{case}: expected {want}, got {got}, a sum over models and rows. Take the mean."), (np.mean(np.abs(P - y)), "{case}: expected {want}, got {got}, the mean of the absolute errors. Square them."), (want[2], "{case}: expected {want}, got {got}, the squared error of the *mean*. That is `together`, the third.")], want[0]),
    )
    expect.close(
        spread,
        want[1],
        says="{case}: the spread is {want}; you returned {got}.",
        case=case,
        mistakes=other([(want[1] * n / max(n - 1, 1), "{case}: expected {want}, got {got}, as with the divisor n − 1. Here the distances are averaged over all n models."), (P.var(axis=1).mean(), "{case}: expected {want}, got {got}, the spread of each model over its *rows*. Compare the models on the same row: axis 0."), (P.var(), "{case}: expected {want}, got {got}, the spread around the mean of *everything*. Take the models' mean for each row."), (want[1] ** 0.5, "{case}: expected {want}, got {got}, its root."), (P.std(axis=0).mean(), "{case}: expected {want}, got {got}, the mean of standard deviations. Average the squared distances."), (want[1] * n, "{case}: expected {want}, got {got}, a sum over the models. Take the mean.")], want[1]),
    )
    expect.close(
        together,
        want[2],
        says="{case}: the squared error of the models' mean is {want}; you returned {got}.",
        case=case,
        mistakes=other([(want[0] + want[1], "{case}: together is {want}; you returned {got}, members *plus* spread. The spread is what is gained."), ((mean.mean() - y.mean()) ** 2, "{case}: together is {want}; you returned {got}: errors of different rows cancelled out. Square row by row, then take the mean."), (np.mean((np.median(P, axis=0) - y) ** 2), "{case}: together is {want}; you returned {got}, as with the median of the models. The ensemble predicts their mean."), (want[2] ** 0.5, "{case}: together is {want}; you returned its root, {got}."), (np.abs(mean - y).mean(), "{case}: together is {want}; you returned {got}, the mean absolute error. Square it row by row.")], want[2]),
    )


with expect.test("three models, one row"):
    compare([[8.0], [11.0], [14.0]], [10.0], "Predictions 8, 11, 14 for 10")

with expect.test("two models, three rows"):
    compare([[1.0, 4.0, 0.0], [3.0, 4.0, 6.0]], [2.0, 1.0, 5.0], "Two models, three rows")

### BEGIN HIDDEN TESTS
with expect.test("one model alone, and models that are all alike"):
    compare([[1.0, 5.0, 2.0]], [2.0, 2.0, 2.0], "One model")
    compare([[1.0, 5.0], [1.0, 5.0], [1.0, 5.0]], [0.0, 7.0], "Three equal models")

with expect.test("many models and rows"):
    rng = np.random.default_rng(3)
    for n, m in ((5, 40), (40, 5), (6, 6)):
        y = rng.normal(50, 10, m)
        compare(y + rng.normal(2, 1, (1, m)) + rng.normal(0, 3, (n, m)), y, f"{n} models, {m} rows")

with expect.test("the input stays as it was, whole numbers too"):
    P, y = np.array([[1, 4], [3, 9]]), np.array([2, 2])
    compare(P, y, "Whole numbers")
    for kind in (int, float):
        held, held_y = answer.put(P.astype(kind)), answer.put(y.astype(kind))
        answer.account(held, held_y)
        expect.unchanged(held, P.astype(kind))
        expect.unchanged(held_y, y.astype(kind))
### END HIDDEN TESTS

# %% right="ch07-e02" because="variance along the models, the rest by the identity"
def account(P, y):
    members, spread = ((P - y) ** 2).mean(), P.var(axis=0).mean()
    return members, spread, members - spread

# %% right="ch07-e02" because="loops over rows"
def account(P, y):
    members = spread = together = 0.0
    for column, truth in zip(P.T, y):
        centre = sum(column) / len(column)
        members += sum((value - truth) ** 2 for value in column) / len(column) / len(y)
        spread += sum((value - centre) ** 2 for value in column) / len(column) / len(y)
        together += (centre - truth) ** 2 / len(y)
    return [members, spread, together]

# %% right="ch07-e02" because="half the mean squared distance of all pairs"
def account(P, y):
    pairs = np.mean((P[:, None] - P[None]) ** 2) / 2
    E = P - y
    return np.array([np.mean(E**2), pairs, np.mean(E.mean(axis=0) ** 2)])

# %% wrong="ch07-e02" because="divisor n - 1" says="divisor n − 1"
def account(P, y):
    return np.mean((P - y) ** 2), P.var(axis=0, ddof=1).mean() if len(P) > 1 else 0.0, np.mean((P.mean(axis=0) - y) ** 2)

# %% wrong="ch07-e02" because="spread along the rows" says="over its *rows*"
def account(P, y):
    return np.mean((P - y) ** 2), P.var(axis=1).mean(), np.mean((P.mean(axis=0) - y) ** 2)

# %% wrong="ch07-e02" because="spread around the mean of everything" says="mean of *everything*"
def account(P, y):
    return np.mean((P - y) ** 2), P.var(), np.mean((P.mean(axis=0) - y) ** 2)

# %% wrong="ch07-e02" because="roots of the errors" says="returned the root"
def account(P, y):
    mean = P.mean(axis=0)
    return np.sqrt(np.mean((P - y) ** 2)), P.std(), np.sqrt(np.mean((mean - y) ** 2))

# %% wrong="ch07-e02" because="errors of rows cancel" says="cancelled out"
def account(P, y):
    return np.mean((P - y) ** 2), P.var(axis=0).mean(), np.mean(P.mean(axis=0) - y) ** 2

# %% wrong="ch07-e02" because="adds the spread" says="*plus* spread"
def account(P, y):
    members, spread = np.mean((P - y) ** 2), P.var(axis=0).mean()
    return members, spread, members + spread

# %% wrong="ch07-e02" because="sums in place of means" says="a sum over the models"
def account(P, y):
    mean = P.mean(axis=0)
    return ((P - y) ** 2).sum(axis=0).mean(), ((P - mean) ** 2).sum(axis=0).mean(), np.mean((mean - y) ** 2)

# %% wrong="ch07-e02" because="the median speaks for the ensemble" says="median"
def account(P, y):
    return np.mean((P - y) ** 2), P.var(axis=0).mean(), np.mean((np.median(P, axis=0) - y) ** 2)

# %% wrong="ch07-e02" because="writes into P" says="changed"
def account(P, y):
    mean = P.mean(axis=0)
    spread = np.mean((P - mean) ** 2)
    together = np.mean((mean - y) ** 2)
    P -= y
    return np.mean(P * P), spread, together

# %% wrong="ch07-e02" because="only the ensemble's error" says="three numbers"
def account(P, y):
    return np.mean((P.mean(axis=0) - y) ** 2)

# %% [markdown]
# ## 2 · Different models, one vote

# %% [markdown] exercise="ch07-e03" title="Heads or probabilities" kind="F" level=1 minutes=12 core=true after="§2" skills=["Combine models by voting"] topics=["S-05-I.11g"]
# Write the two ways to vote, with a weight for each model.
#
# - `hard_vote(labels, weights)`: `labels` has shape `(n, m)`, `labels[i, j]` is the class that model `i` predicts for row `j`, a whole number from 0. Each model gives its weight to its class; the class with the largest sum of weights wins.
# - `soft_vote(probabilities, weights)`: `probabilities` has shape `(n, m, k)`, `probabilities[i, j, c]` is what model `i` gives to class `c` for row `j`. The class with the largest *weighted mean* wins.
#
# Both get `weights` of shape `(n,)`, all above zero, and return an array of shape `(m,)` with the winning classes, whole numbers. Where several classes are exactly equal the smallest wins.

# %% [markdown] hint="ch07-e03"
# Three models with weights 1, 1 and 3 predict the classes 2, 2 and 0 for a row. Which class wins? And if the weights are all 1?

# %% [markdown] hint="ch07-e03"
# Hard: `np.bincount(column, weights=weights)` adds up the weights of each class for one row; `argmax` takes the first of several equal ones. Soft: `np.average(probabilities, axis=0, weights=weights)` leaves shape `(m, k)`.

# %% [markdown] hint="ch07-e03"
# ```python
# def hard_vote(labels, weights):
#     return np.array([np.bincount(column, weights=____).____ for column in labels.____])
#
#
# def soft_vote(probabilities, weights):
#     mean = np.average(probabilities, axis=____, weights=____)
#     return mean.argmax(axis=____)
# ```

# %% answer="ch07-e03" needs=[]
def hard_vote(labels, weights):
    """The class with the most weight behind it, for each row."""
    ### BEGIN SOLUTION
    return np.array([np.bincount(column, weights=weights).argmax() for column in labels.T])
    ### END SOLUTION


def soft_vote(probabilities, weights):
    """The class with the highest weighted mean probability, for each row."""
    ### BEGIN SOLUTION
    return np.average(probabilities, axis=0, weights=weights).argmax(axis=1)
    ### END SOLUTION

# %% tests="ch07-e03" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def hard(labels, weights):
    """The winners, the smallest where several are equal."""
    sums = np.einsum("n,nmk->mk", weights, np.eye(labels.max() + 1)[labels])
    return sums.argmax(axis=1)


def soft(probabilities, weights):
    return np.einsum("n,nmk->mk", weights, probabilities).argmax(axis=1)


def winners(got, name, m):
    expect.true(got is not None, "`{name}` returned None. Usually the `return` is missing.", name=name)
    expect.shape(got, (m,), says="`{name}` returns one class for each of {m} rows; yours has shape {got}. Count along the models, axis 0.", name=name, m=m)
    return np.asarray(got).tolist()


def compare_hard(labels, weights, says="Labels {labels} with weights {weights}: the winners are {want}; you returned {got}."):
    labels, weights = np.asarray(labels), np.asarray(weights, dtype=float)
    want = hard(labels, weights).tolist()
    got = winners(answer.hard_vote(labels, weights), "hard_vote", labels.shape[1])
    plain, means = hard(labels, np.ones(len(weights))).tolist(), (weights @ labels / weights.sum()).tolist()
    last = [int(c) for c in labels.max() - np.einsum("n,nmk->mk", weights, np.eye(labels.max() + 1)[labels])[:, ::-1].argmax(axis=1)]
    tallies = [np.bincount(column, weights) for column in labels.T]
    first = [next(int(c) for c in column if tally[c] == tally.max()) for column, tally in zip(labels.T, tallies, strict=True)]
    counts = [len(labels), labels.shape[1]]
    equal = "Labels {labels} with weights {weights}: where classes are equal the smallest wins, {want}; you returned {got}."
    mistakes = [
        (first, equal if first == last else "Labels {labels} with weights {weights}: where classes are equal the smallest wins, {want}; you returned {got}, the one named first."),
        (plain, "Labels {labels} with weights {weights}: the winners are {want}; you returned {got}, as if all weights were equal."),
        (means, "You returned {got}, weighted means of the class *numbers*. Add up the weights behind each class: {want} win."),
        ([round(x) for x in means], "You returned {got}, rounded means of the class *numbers*. Add up the weights behind each class: {want} win."),
        (last, "Labels {labels} with weights {weights}: where classes are equal the smallest wins, {want}; you returned {got}, the largest."),
        (labels[weights.argmax()].tolist(), "Labels {labels} with weights {weights}: the winners are {want}; you returned {got}, what the heaviest model says. The others may outvote it."),
    ]
    if labels.size > 60:
        says = "{n} models, {m} rows: {wrong} of the winners are not right."
        mistakes = [(plain, "{n} models, {m} rows: you returned the winners for equal weights.")]
    wrong = sum(a != b for a, b in zip(got, want, strict=True))
    expect.equal(got, want, says=says, labels=labels.tolist(), weights=weights.tolist(), n=counts[0], m=counts[1], wrong=wrong, mistakes=[pair for pair in mistakes if pair[0] != want])


def compare_soft(probabilities, weights, case):
    probabilities, weights = np.asarray(probabilities, dtype=float), np.asarray(weights, dtype=float)
    want = soft(probabilities, weights).tolist()
    got = winners(answer.soft_vote(probabilities, weights), "soft_vote", probabilities.shape[1])
    heads = hard(probabilities.argmax(axis=2), weights).tolist()
    plain = soft(probabilities, np.ones(len(weights))).tolist()
    surest = probabilities.max(axis=0).argmax(axis=1).tolist()
    heaviest = (probabilities * weights[:, None, None]).max(axis=0).argmax(axis=1).tolist()
    product = np.log(probabilities.clip(1e-300)).sum(axis=0).argmax(axis=1).tolist()
    mistakes = [
        (heads, "{case}: the winners are {want}; you returned {got}, those of a *hard* vote. Average the probabilities first, then take the largest."),
        (plain, "{case}: the winners are {want}; you returned {got}, as if all weights were equal."),
        (surest, "{case}: the winners are {want}; you returned {got}, the class of the single highest probability. Average over the models."),
        (product, "{case}: the winners are {want}; you returned {got}, the largest *product*. Take the mean."),
    ]
    if heaviest != surest:
        mistakes.append((heaviest, "{case}: the winners are {want}; you returned {got}, the class of the single highest weighted probability. Add up over the models."))
    known = [pair[0] for pair in mistakes]
    unsure = "{case}: the winners are {want}; you returned {got}."
    mistakes = [(value, words if known.count(value) == 1 else unsure) for value, words in mistakes if value != want]
    expect.equal(got, want, says=unsure, case=case, mistakes=mistakes)


def drawn(seed, n, m, k):
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.full(k, 0.5), (n, m)), rng.integers(1, 5, n) / 4


with expect.test("heads are counted"):
    compare_hard([[2, 0, 1, 1], [0, 0, 1, 2], [2, 1, 1, 2]], [1, 1, 1])

with expect.test("probabilities are averaged"):
    first, second, third = [[0.55, 0.45], [0.999, 0.001], [0.3, 0.7]], [[0.55, 0.45], [0.2, 0.8], [0.3, 0.7]], [[0.05, 0.95], [0.2, 0.8], [0.8, 0.2]]
    compare_soft([first, second, third], [1, 1, 1], "Three rows, where class 1 gets 0.45, 0.45, 0.95; 0.001, 0.8, 0.8; 0.7, 0.7, 0.2")

with expect.test("weights count"):
    compare_hard([[2, 1], [2, 0], [0, 0]], [1, 1, 3])
    compare_soft([[[0.9, 0.1], [0.2, 0.8]], [[0.3, 0.7], [0.6, 0.4]]], [1, 4], "Two models with weights 1 and 4")

### BEGIN HIDDEN TESTS
with expect.test("heads, where several are equal"):
    compare_hard([[0, 3], [2, 1], [2, 1], [6, 4], [6, 4], [1, 0], [1, 0]], [1, 1, 1, 1, 1, 1, 1])
    compare_hard([[3, 1], [1, 2], [3, 0], [1, 0]], [1, 1, 1, 1])
    compare_hard([[2, 1, 0], [0, 2, 1], [1, 0, 2]], [0.5, 0.25, 0.5])

with expect.test("heads: more rows than models, and more models than rows"):
    rng = np.random.default_rng(4)
    for n, m in ((7, 40), (40, 7), (5, 5)):
        compare_hard(rng.integers(0, 4, (n, m)), rng.integers(1, 5, n) / 4)

with expect.test("probabilities, where several are equal"):
    compare_soft([[[0.25, 0.75, 0.0], [0.5, 0.0, 0.5]], [[0.75, 0.25, 0.0], [0.0, 0.5, 0.5]]], [1, 1], "Two models that balance each other")

with expect.test("probabilities: several classes, numbers of models and rows"):
    for seed, (n, m, k) in enumerate(((4, 30, 3), (9, 6, 5), (3, 3, 3), (2, 2, 4), (1, 5, 2))):
        P, weights = drawn(seed, n, m, k)
        compare_soft(P, weights, f"{n} models, {m} rows, {k} classes")

with expect.test("whole numbers come back, the input stays as it was"):
    labels, weights = np.array([[0, 1], [1, 1], [1, 2]]), np.array([1.0, 2.0, 0.5])
    P = drawn(5, 3, 2, 3)[0]
    for function, value in ((answer.hard_vote, labels), (answer.soft_vote, P)):
        held, held_weights = answer.put(value), answer.put(weights)
        got = np.asarray(function(held, held_weights))
        expect.true(got.dtype.kind in "iu", "The winners are whole numbers, to be used as indices; you returned {got}, of type {kind}.", got=got.tolist(), kind=str(got.dtype))
        expect.unchanged(held, value)
        expect.unchanged(held_weights, weights)
### END HIDDEN TESTS

# %% right="ch07-e03" because="one-hot votes, and a product of matrices"
def hard_vote(labels, weights):
    one_hot = labels[..., None] == np.arange(labels.max() + 1)
    return np.tensordot(weights, one_hot, axes=1).argmax(axis=-1)


def soft_vote(probabilities, weights):
    return np.argmax(np.tensordot(weights, probabilities, axes=1), axis=-1)

# %% right="ch07-e03" because="dicts and loops"
def hard_vote(labels, weights):
    winners = []
    for j in range(labels.shape[1]):
        behind = {}
        for label, weight in zip(labels[:, j].tolist(), weights.tolist()):
            behind[label] = behind.get(label, 0) + weight
        winners.append(min(behind, key=lambda c: (-behind[c], c)))
    return np.array(winners)


def soft_vote(probabilities, weights):
    total = sum(w * P for w, P in zip(weights, probabilities))
    return np.array([int(np.flatnonzero(row == row.max())[0]) for row in total])

# %% right="ch07-e03" because="a hard vote is a soft vote on certainties"
def soft_vote(probabilities, weights):
    return (probabilities * weights[:, None, None]).sum(axis=0).argmax(axis=1)


def hard_vote(labels, weights):
    return soft_vote(np.eye(labels.max() + 1)[labels], weights)

# %% right="ch07-e03" because="a matrix filled by index"
def hard_vote(labels, weights):
    n, m = labels.shape
    sums = np.zeros((m, labels.max() + 1))
    np.add.at(sums, (np.tile(np.arange(m), n), labels.ravel()), np.repeat(weights, m))
    return sums.argmax(1)


def soft_vote(probabilities, weights):
    return np.einsum("n,nmk->mk", weights, probabilities).argmax(1)

# %% wrong="ch07-e03" because="weights ignored" says="as if all weights were equal"
def hard_vote(labels, weights):
    return np.array([np.bincount(column).argmax() for column in labels.T])


def soft_vote(probabilities, weights):
    return probabilities.mean(axis=0).argmax(axis=1)

# %% wrong="ch07-e03" because="means of the class numbers" says="class *numbers*"
def hard_vote(labels, weights):
    return np.round(np.average(labels, axis=0, weights=weights)).astype(int)


def soft_vote(probabilities, weights):
    return np.average(probabilities, axis=0, weights=weights).argmax(axis=1)

# %% wrong="ch07-e03" because="a hard vote in place of a soft one" says="a *hard* vote"
def hard_vote(labels, weights):
    return np.array([np.bincount(column, weights=weights).argmax() for column in labels.T])


def soft_vote(probabilities, weights):
    return hard_vote(probabilities.argmax(axis=2), weights)

# %% wrong="ch07-e03" because="the single surest model" says="single highest probability"
def hard_vote(labels, weights):
    return np.array([np.bincount(column, weights=weights).argmax() for column in labels.T])


def soft_vote(probabilities, weights):
    return (probabilities * weights[:, None, None]).max(axis=0).argmax(axis=1)

# %% wrong="ch07-e03" because="votes along the wrong axis" says="along the models"
def hard_vote(labels, weights):
    return np.array([np.bincount(row).argmax() for row in labels])


def soft_vote(probabilities, weights):
    return np.average(probabilities, axis=0, weights=weights).argmax(axis=1)

# %% wrong="ch07-e03" because="ties to the largest class" says="the smallest wins"
def hard_vote(labels, weights):
    k = labels.max() + 1
    return np.array([k - 1 - np.bincount(column, weights=weights, minlength=k)[::-1].argmax() for column in labels.T])


def soft_vote(probabilities, weights):
    return np.average(probabilities, axis=0, weights=weights).argmax(axis=1)

# %% wrong="ch07-e03" because="the heaviest model decides" says="heaviest model"
def hard_vote(labels, weights):
    return labels[weights.argmax()]


def soft_vote(probabilities, weights):
    return np.average(probabilities, axis=0, weights=weights).argmax(axis=1)

# %% wrong="ch07-e03" because="a product of probabilities" says="*product*"
def hard_vote(labels, weights):
    return np.array([np.bincount(column, weights=weights).argmax() for column in labels.T])


def soft_vote(probabilities, weights):
    return probabilities.prod(axis=0).argmax(axis=1)

# %% wrong="ch07-e03" because="the winning shares instead of the classes" says="the winners are"
def hard_vote(labels, weights):
    return np.array([np.bincount(column, weights=weights).max() for column in labels.T])


def soft_vote(probabilities, weights):
    return np.average(probabilities, axis=0, weights=weights).max(axis=1)

# %% wrong="ch07-e03" because="classes as floats" says="whole numbers"
def hard_vote(labels, weights):
    return np.array([float(np.bincount(column, weights=weights).argmax()) for column in labels.T])


def soft_vote(probabilities, weights):
    return np.average(probabilities, axis=0, weights=weights).argmax(axis=1)

# %% wrong="ch07-e03" because="normalises the weights in place" says="changed its input"
def hard_vote(labels, weights):
    return np.array([np.bincount(column, weights=weights).argmax() for column in labels.T])


def soft_vote(probabilities, weights):
    weights /= weights.sum()
    return np.tensordot(weights, probabilities, axes=1).argmax(axis=1)

# %% wrong="ch07-e03" because="of equal classes the one that was named first" says="named first"
def hard_vote(labels, weights):
    winners = []
    for column in labels.T:
        tally = {}
        for label, weight in zip(column, weights):
            tally[label] = tally.get(label, 0) + weight
        winners.append(max(tally, key=tally.get))
    return np.array(winners)


def soft_vote(probabilities, weights):
    return np.argmax(np.average(probabilities, axis=0, weights=weights), axis=1)


# %% [markdown]
# ## 3 · The same model on different rows

# %% [markdown] exercise="ch07-e04" title="Judged by those who have not seen it" kind="F" level=2 minutes=15 core=true after="§3" skills=["Judge a bag by rows left out"] topics=["S-05-I.11f", "S-05-I.11g"]
# A bag of trees has been grown, and you get what each tree was fitted to and what it predicts for *every* row of the table. Write `out_of_bag(samples, votes, y)`.
#
# | | |
# |---|---|
# | `samples` | whole numbers, shape `(trees, s)`: `samples[i]` are the numbers of the rows that tree `i` was fitted to, some of them several times; `s` may be smaller or larger than `m` |
# | `votes` | shape `(trees, m)`: `votes[i, j]` is the class that tree `i` predicts for row `j`, a whole number from 0 |
# | `y` | shape `(m,)`: the true classes |
# | returns | `winners, score` |
# | `winners` | array of shape `(m,)`: for each row the class with most votes among the trees that were **not** fitted to it, the smallest of several equal ones; −1 where every tree was fitted to the row |
# | `score` | the share of rows whose winner is right, among the rows that have one (there is at least one) |

# %% [markdown] hint="ch07-e04"
# Tree 0 was fitted to rows 0, 0 and 2 of a table with four rows. On which rows may it vote?

# %% [markdown] hint="ch07-e04"
# Make a table of True and False in the shape of `votes`: `seen[i, samples[i]] = True`. Then, for each row `j`, count `votes[~seen[:, j], j]` with `np.bincount`. What if nothing is left to count?

# %% [markdown] hint="ch07-e04"
# ```python
# def out_of_bag(samples, votes, y):
#     seen = np.zeros(votes.shape, dtype=bool)
#     for i, rows in enumerate(samples):
#         seen[i, ____] = True
#     winners = np.full(len(y), ____)
#     for j in range(len(y)):
#         allowed = votes[____, j]
#         if len(allowed):
#             winners[j] = np.bincount(allowed).____
#     judged = winners ____
#     return winners, np.mean(winners[____] == y[____])
# ```

# %% answer="ch07-e04" needs=[]
def out_of_bag(samples, votes, y):
    """The out-of-bag winner of each row, and the share of right ones."""
    ### BEGIN SOLUTION
    seen = np.zeros(votes.shape, dtype=bool)
    for i, rows in enumerate(samples):
        seen[i, rows] = True
    winners = np.full(len(y), -1)
    for j in range(len(y)):
        allowed = votes[~seen[:, j], j]
        if len(allowed):
            winners[j] = np.bincount(allowed).argmax()
    judged = winners >= 0
    return winners, float(np.mean(winners[judged] == y[judged]))
    ### END SOLUTION

# %% tests="ch07-e04" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def wanted(samples, votes, y, use=None):
    """Winners and score; `use` says which votes count, by default those of trees that have not seen the row."""
    seen = np.zeros(votes.shape, dtype=bool)
    for i, rows in enumerate(samples):
        seen[i, rows] = True
    use = ~seen if use is None else use(seen)
    winners = np.array([np.bincount(votes[use[:, j], j]).argmax() if use[:, j].any() else -1 for j in range(len(y))])
    judged = winners >= 0
    return winners, float(np.mean(winners[judged] == y[judged])) if judged.any() else 0.0


def compare(samples, votes, y, case):
    samples, votes, y = np.asarray(samples), np.asarray(votes), np.asarray(y)
    got = answer.out_of_bag(samples, votes, y)
    two = isinstance(got, tuple | list) and len(got) == 2 and np.ndim(got[1]) == 0
    expect.true(two, "Expected two things, the winners and the score; got {got}. End with `return winners, score`.", got=got)
    winners, score = wanted(samples, votes, y)
    expect.shape(got[0], (len(y),), says="{case}: there is one winner for each of {m} rows; yours have shape {got}.", case=case, m=len(y))
    found = [int(value) if float(value).is_integer() else float(value) for value in np.asarray(got[0], dtype=float)]
    last = []
    for j in range(len(y)):
        own = [int(votes[i, j]) for i in range(len(votes)) if j not in samples[i]]
        last.append(max(own, key=lambda c: (own.count(c), c)) if own else -1)
    mistakes = [
        (wanted(samples, votes, y, lambda seen: seen)[0].tolist(), "{case}: winners {want}; you returned {got}, those of the trees that *were* fitted to the row. Turn the selection around."),
        (wanted(samples, votes, y, np.ones_like)[0].tolist(), "{case}: winners {want}; you returned {got}, those of *all* trees. A tree must not vote on rows that it was fitted to."),
        (np.where(winners < 0, 0, winners).tolist(), "{case}: winners {want}; you returned {got}. Where every tree was fitted to the row there is no winner: −1."),
        (last, "{case}: winners {want}; you returned {got}, the *largest* of several equal classes."),
    ]
    same = [pair[0] for pair in mistakes]
    plain = "{case}: the winners are {want}; you returned {got}."
    mistakes = [(value, words if same.count(value) == 1 else plain) for value, words in mistakes if value != winners.tolist()]
    if len(y) > 20:
        wrong = sum(a != b for a, b in zip(found, winners.tolist(), strict=True))
        expect.equal(found, winners.tolist(), says="{case}: {wrong} of {m} winners are not right.", case=case, wrong=wrong, m=len(y), mistakes=[pair for pair in mistakes if pair[1] != plain])
    expect.equal(found, winners.tolist(), says=plain, case=case, mistakes=mistakes)
    judged = int(np.sum(winners >= 0))
    free = np.array([~np.isin(np.arange(len(y)), rows) for rows in samples])
    known = [
        (score * judged / len(y), "{case}: the score is {want}; you returned {got}, which counts rows without a winner as wrong. Divide by the {judged} rows that have one."),
        (score * judged, "{case}: the score is {want}; you returned {got}, a number of rows. Divide by the {judged} rows that have a winner."),
        (1 - score, "{case}: the score is {want}; you returned {got}, the share of *wrong* winners."),
        (100 * score, "{case}: the score is {want}; you returned {got}, per cent."),
        (float(np.mean((votes == y)[free])), "{case}: the score is {want}; you returned {got}, the share of right single votes. Score the winners, one for each row."),
    ]
    named = [(value, words) for value, words in known if not np.isclose(value, score) and sum(np.isclose(value, other) for other, _ in known) == 1]
    expect.close(got[1], score, says="{case}: the winners are right, their score is {want}; you returned {got}.", case=case, judged=judged, mistakes=named)


def drawn(seed, trees, s, m, classes=3):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, classes, m)
    votes = np.where(rng.random((trees, m)) < 0.5, y, rng.integers(0, classes, (trees, m)))
    return rng.integers(0, m, (trees, s)), votes, y


with expect.test("three trees, four rows"):
    compare([[0, 0, 1, 1], [1, 2, 2, 1], [3, 3, 0, 0]], [[2, 2, 0, 1], [0, 1, 2, 1], [2, 1, 2, 0]], [0, 1, 1, 1], "Three trees, four rows")

with expect.test("a row that every tree was fitted to"):
    compare([[0, 1, 1], [1, 0, 0], [1, 2, 1]], [[0, 1, 0], [1, 0, 1], [1, 1, 1]], [1, 1, 1], "Three trees, and row 1 in every sample")

### BEGIN HIDDEN TESTS
with expect.test("several classes with equally many votes"):
    compare([[2, 2], [2, 2], [2, 2], [0, 1]], [[3, 1, 0], [1, 2, 0], [3, 2, 1], [1, 1, 2]], [1, 2, 2], "Four trees")
    compare([[1, 1], [1, 1]], [[2, 0], [1, 0]], [1, 0], "Two trees that disagree")

with expect.test("smaller and larger samples"):
    for seed, (trees, s, m) in enumerate(((6, 3, 8), (5, 15, 9), (4, 1, 3))):
        compare(*drawn(seed, trees, s, m), f"{trees} samples of {s} from {m} rows")

with expect.test("bootstrap samples of many rows"):
    for seed, (trees, m) in enumerate(((4, 60), (25, 80), (2, 40))):
        compare(*drawn(10 + seed, trees, m, m), f"{trees} bootstrap samples of {m} rows")

with expect.test("the input stays as it was"):
    values = drawn(20, 4, 10, 10)
    held = [answer.put(value) for value in values]
    answer.out_of_bag(*held)
    for handle, value in zip(held, values, strict=True):
        expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch07-e04" because="one-hot votes with the seen ones struck out"
def out_of_bag(samples, votes, y):
    trees, m = votes.shape
    free = np.ones((trees, m))
    np.put_along_axis(free, samples, 0, axis=1)
    counts = (free[:, :, None] * (votes[:, :, None] == np.arange(votes.max() + 1))).sum(axis=0)
    winners = np.where(counts.sum(axis=1) > 0, counts.argmax(axis=1), -1)
    has = winners != -1
    return winners, (winners == y)[has].mean()

# %% right="ch07-e04" because="sets and counters, row by row"
from collections import Counter


def out_of_bag(samples, votes, y):
    bags = [set(rows.tolist()) for rows in samples]
    winners = []
    for j in range(len(y)):
        count = Counter(int(votes[i, j]) for i, bag in enumerate(bags) if j not in bag)
        winners.append(min(count, key=lambda c: (-count[c], c)) if count else -1)
    pairs = [(w, t) for w, t in zip(winners, y) if w >= 0]
    return np.array(winners), sum(w == t for w, t in pairs) / len(pairs)

# %% right="ch07-e04" because="a masked mode"
def out_of_bag(samples, votes, y):
    left_out = np.array([np.isin(np.arange(len(y)), rows, invert=True) for rows in samples])
    masked = np.where(left_out, votes, votes.max() + 1)
    counts = np.apply_along_axis(np.bincount, 0, masked, minlength=votes.max() + 2)[:-1]
    winners = np.where(left_out.any(axis=0), counts.argmax(axis=0), -1)
    return winners, np.mean((winners == y)[winners > -1])

# %% right="ch07-e04" because="pandas counts the votes"
import pandas as pd


def out_of_bag(samples, votes, y):
    long = pd.DataFrame(votes).stack().rename("label").rename_axis(["tree", "row"]).reset_index()
    seen = {(i, int(j)) for i, rows in enumerate(samples) for j in rows}
    long = long[[(i, j) not in seen for i, j in zip(long["tree"], long["row"])]]
    winners = long.groupby("row")["label"].agg(lambda labels: labels.mode().min()).reindex(range(len(y)), fill_value=-1).to_numpy()
    return winners, pd.Series(winners == y)[winners >= 0].mean()

# %% wrong="ch07-e04" because="all trees vote" says="those of *all* trees"
def out_of_bag(samples, votes, y):
    winners = np.array([np.bincount(column).argmax() for column in votes.T])
    return winners, np.mean(winners == y)

# %% wrong="ch07-e04" because="the trees that have seen the row vote" says="Turn the selection around"
def out_of_bag(samples, votes, y):
    seen = np.zeros(votes.shape, dtype=bool)
    for i, rows in enumerate(samples):
        seen[i, rows] = True
    winners = np.array([np.bincount(votes[seen[:, j], j]).argmax() if seen[:, j].any() else -1 for j in range(len(y))])
    return winners, np.mean(winners[winners >= 0] == y[winners >= 0])

# %% wrong="ch07-e04" because="rows without a winner count as wrong" says="without a winner as wrong"
def out_of_bag(samples, votes, y):
    seen = np.zeros(votes.shape, dtype=bool)
    for i, rows in enumerate(samples):
        seen[i, rows] = True
    winners = np.array([np.bincount(votes[~seen[:, j], j]).argmax() if not seen[:, j].all() else -1 for j in range(len(y))])
    return winners, np.mean(winners == y)

# %% wrong="ch07-e04" because="class 0 where nobody may vote" says="there is no winner"
def out_of_bag(samples, votes, y):
    seen = np.zeros(votes.shape, dtype=bool)
    for i, rows in enumerate(samples):
        seen[i, rows] = True
    winners = np.array([np.bincount(votes[~seen[:, j], j], minlength=1).argmax() for j in range(len(y))])
    return winners, np.mean(winners == y)

# %% wrong="ch07-e04" because="means of the class numbers" says="the winners are"
def out_of_bag(samples, votes, y):
    seen = np.zeros(votes.shape, dtype=bool)
    for i, rows in enumerate(samples):
        seen[i, rows] = True
    winners = np.array([round(votes[~seen[:, j], j].mean()) if not seen[:, j].all() else -1 for j in range(len(y))])
    return winners, np.mean(winners[winners >= 0] == y[winners >= 0])

# %% wrong="ch07-e04" because="ties to the largest class" says="*largest* of several"
def out_of_bag(samples, votes, y):
    k = votes.max() + 1
    winners = []
    for j in range(len(y)):
        own = [votes[i, j] for i in range(len(votes)) if j not in samples[i]]
        winners.append(k - 1 - np.bincount(own, minlength=k)[::-1].argmax() if own else -1)
    winners = np.array(winners)
    return winners, np.mean(winners[winners >= 0] == y[winners >= 0])

# %% wrong="ch07-e04" because="the share of wrong ones" says="share of *wrong*"
def out_of_bag(samples, votes, y):
    winners = np.full(len(y), -1)
    for j in range(len(y)):
        own = [votes[i, j] for i in range(len(votes)) if j not in samples[i]]
        if own:
            winners[j] = np.bincount(own).argmax()
    return winners, np.mean(winners[winners >= 0] != y[winners >= 0])

# %% wrong="ch07-e04" because="the score of single votes, not of winners" says="right single votes"
def out_of_bag(samples, votes, y):
    right = total = 0
    winners = np.full(len(y), -1)
    for j in range(len(y)):
        own = [votes[i, j] for i in range(len(votes)) if j not in samples[i]]
        if own:
            winners[j] = np.bincount(own).argmax()
        right += sum(v == y[j] for v in own)
        total += len(own)
    return winners, right / total

# %% wrong="ch07-e04" because="takes position in the sample for the number of the row" says="the winners are"
def out_of_bag(samples, votes, y):
    winners = np.full(len(y), -1)
    for j in range(len(y)):
        own = [votes[i, j] for i in range(len(votes)) if j >= samples.shape[1] or samples[i, j] != j]
        if own:
            winners[j] = np.bincount(own).argmax()
    return winners, np.mean(winners[winners >= 0] == y[winners >= 0])

# %% wrong="ch07-e04" because="only the score" says="two things"
def out_of_bag(samples, votes, y):
    winners = np.array([np.bincount(column).argmax() for column in votes.T])
    return np.mean(winners == y)

# %% wrong="ch07-e04" because="strikes out the seen votes in place" says=""
def out_of_bag(samples, votes, y):
    for i, rows in enumerate(samples):
        votes[i, rows] = -1
    winners = np.array([np.bincount(c[c >= 0]).argmax() if (c >= 0).any() else -1 for c in votes.T])
    return winners, np.mean(winners[winners >= 0] == y[winners >= 0])

# %% [markdown]
# ## 4 · Random forests

# %% [markdown] exercise="ch07-e05" title="A forest that knows how good it is" kind="X" level=2 minutes=10 core=true trains=true after="§4" skills=["Judge a bag by rows left out", "Grow a random forest"] topics=["S-05-I.11f"]
# 200 rows are all there is. Setting some aside for a test would be a waste, and there is time for one forest only. Write `grown(X, y)`, which returns `forest, estimate`:
#
# - `forest` is a fitted `RandomForestClassifier` with 100 to 300 trees. It is the only model that is fitted, once, to **all** rows.
# - `estimate` is the share of right predictions to be expected on new rows, judged by the rows that the trees have not seen: the forest's *out-of-bag* score, one number.
#
# `X` has shape `(m, n)`, `y` holds whole numbers, two or more classes. Two calls with the same rows return the same forest and the same estimate.

# %% [markdown] hint="ch07-e05"
# Which rows has a tree of the forest not seen? Does the library keep account of them, if you ask for it?

# %% [markdown] hint="ch07-e05"
# `RandomForestClassifier(200, oob_score=True, random_state=0)`; after `fit` the score is in an attribute whose name ends in an underscore, as all that was learnt.

# %% [markdown] hint="ch07-e05"
# ```python
# def grown(X, y):
#     forest = RandomForestClassifier(____, oob_score=____, random_state=0)
#     forest.fit(____, ____)
#     return forest, forest.____
# ```

# %% answer="ch07-e05" needs=[]
def grown(X, y):
    """A fitted forest, and its out-of-bag score."""
    ### BEGIN SOLUTION
    forest = RandomForestClassifier(100, oob_score=True, random_state=0).fit(X, y)
    return forest, forest.oob_score_
    ### END SOLUTION

# %% [markdown] equivalent="ch07-e05"
# forest = RandomForestClassifier(100, oob_score=True, random_state=0).fit(X, y)  →  forest = RandomForestClassifier(100, oob_score=True, random_state=1).fit(X, y)
# forest = RandomForestClassifier(100, oob_score=True, random_state=0).fit(X, y)  →  forest = RandomForestClassifier(101, oob_score=True, random_state=0).fit(X, y)

# %% tests="ch07-e05" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.base import BaseEstimator
from sklearn.ensemble import BaggingClassifier, ExtraTreesClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier
from jupyterlab_homl.toolkit.spies import recorded_fits

def observed(grown, X, y):
    with recorded_fits(RandomForestClassifier, BaggingClassifier, ExtraTreesClassifier, DecisionTreeClassifier) as fits:
        result = grown(X, y)
    own = result[0] if isinstance(result, tuple | list) and len(result) == 2 else None
    return result, {"fits": len(fits), "rows": [len(fit.X) for fit in fits], "last": bool(fits) and fits[-1].model is own}

def trees(forest):
    return len(getattr(forest, "estimators_", []))

def account(forest, X, y):
    # the out-of-bag score, from the rows that each tree was fitted to
    X, classes = np.asarray(X, dtype=np.float32), forest.classes_
    sums = np.zeros((len(y), len(classes)))
    for tree, rows in zip(forest.estimators_, forest.estimators_samples_):
        out = np.setdiff1d(np.arange(len(y)), rows)
        if len(out):
            sums[out] += tree.predict_proba(X[out])
    judged = sums.sum(axis=1) > 0
    right = float(np.mean(classes[sums[judged].argmax(axis=1)] == y[judged])) if judged.any() else -1.0
    train = float(np.mean(forest.predict(X) == y))
    return right, train
""")


@cache
def table(kind, seed, m=200):
    """Rows in which two columns tell three classes apart with noise, or labels without any plan."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, 6))
    if kind == "chance":
        return X, rng.integers(0, 2, m)
    score = np.c_[X[:, 0] + X[:, 1], X[:, 2] - X[:, 0], 0.3 * X[:, 3]] + 0.8 * rng.normal(size=(m, 3))
    return X, score.argmax(axis=1)


@cache
def result(kind, seed):
    X, y = table(kind, seed)
    got, seen = answer.observed(answer.grown, X, y)
    expect.true(isinstance(got, tuple | list) and len(got) == 2, "Expected two things, the forest and the estimate; got {got}.", got=got)
    forest, estimate = got
    expect.instance(forest, "RandomForestClassifier", says="Expected a {want}, got {got}.")
    trees = answer.trees(forest)
    expect.true(trees > 0, "The forest that you returned is not fitted.")
    expect.true(seen["rows"][-1:] == [200] or not seen["last"], "The forest was fitted to {rows} of 200 rows. No rows are set aside here: fit it to all.", rows=seen["rows"][-1] if seen["rows"] else 0)
    expect.true(seen["fits"] == 1, "{fits} forests or trees were fitted; there is time for one. A single forest can judge itself.", fits=seen["fits"])
    expect.between(trees, 100, 300, says="Your forest has {got} trees; 100 to 300 are asked for.")
    return forest, estimate


def estimate_holds(kind, seed):
    forest, estimate = result(kind, seed)
    X, y = table(kind, seed)
    right, train = answer.account(forest, X, y)
    expect.true(not isinstance(estimate, bool | np.bool_), "Your estimate is {got}, not a number. `oob_score` is the setting; what was learnt in `fit` has an underscore at its end.", got=estimate)
    expect.true(right >= 0, "Every tree of your forest was fitted to all rows, so none is out of the bag. Leave `bootstrap` as it is.")
    expect.close(
        estimate,
        right,
        rtol=0,
        atol=0.02,
        says="Judged by the trees that have not seen a row, {want} of the rows are right; your estimate is {got}.",
        mistakes=[pair for pair in (
            (train, "Your estimate {got} is the score on the training rows, which the trees know by heart. Out-of-bag it is {want}."),
            (1 - right, "Your estimate {got} is the share of *wrong* predictions; {want} are right."),
        ) if abs(pair[0] - right) > 0.02],
    )


with expect.test("one forest, fitted once to all rows"):
    result("plan", 1)

with expect.test("the estimate is the out-of-bag score", after="one forest, fitted once to all rows"):
    estimate_holds("plan", 1)

### BEGIN HIDDEN TESTS
with expect.test("labels without a plan"):
    estimate_holds("chance", 2)

with expect.test("the estimate holds on new rows"):
    forest, estimate = result("plan", 3)
    new, truth = table("plan", 103, 1500)
    found = float(np.mean(np.asarray(forest.predict(new)) == truth))
    expect.between(float(np.asarray(estimate)), found - 0.1, found + 0.1, says="Your estimate is {got}, but of 1,500 new rows the forest gets {found} right.", found=found)
    estimate_holds("plan", 3)

with expect.test("two calls, one result"):
    X, y = table("plan", 1)
    again = answer.grown(X, y)
    expect.true(float(np.asarray(again[1])) == float(np.asarray(result("plan", 1)[1])), "Two calls with the same rows gave different estimates. Set `random_state`.")
    new = table("plan", 104, 50)[0]
    one, two = (np.asarray(forest.predict_proba(new)) for forest in (again[0], result("plan", 1)[0]))
    expect.true(np.array_equal(one, two), "Two calls with the same rows gave different forests. Set `random_state`.")
### END HIDDEN TESTS

# %% right="ch07-e05" because="by hand, from the rows of each tree"
def grown(X, y):
    forest = RandomForestClassifier(100, random_state=7, min_samples_leaf=2)
    forest.fit(X, y)
    votes = np.zeros((len(y), len(forest.classes_)))
    for tree, rows in zip(forest.estimators_, forest.estimators_samples_):
        out = np.ones(len(y), dtype=bool)
        out[rows] = False
        votes[out] += tree.predict_proba(X[out])
    return forest, np.mean(forest.classes_[votes.argmax(axis=1)] == y)

# %% right="ch07-e05" because="from the out-of-bag probabilities, with a metric that is called"
from sklearn.metrics import accuracy_score


def grown(X, y):
    forest = RandomForestClassifier(n_estimators=120, oob_score=accuracy_score, max_features=None, random_state=np.random.RandomState(3))
    forest.fit(X, y)
    return [forest, forest.oob_score_]

# %% right="ch07-e05" because="each tree has one vote on the rows that it has not seen"
def grown(X, y):
    forest = RandomForestClassifier(n_estimators=101, random_state=11).fit(X, y)
    heads = np.zeros((len(y), len(forest.classes_)), dtype=int)
    for tree, rows in zip(forest.estimators_, forest.estimators_samples_):
        out = np.setdiff1d(np.arange(len(y)), rows)
        heads[out, tree.predict(X[out]).astype(int)] += 1
    return forest, (forest.classes_[heads.argmax(axis=1)] == y)[heads.sum(axis=1) > 0].mean()

# %% wrong="ch07-e05" because="the score on training rows" says="know by heart"
def grown(X, y):
    forest = RandomForestClassifier(100, random_state=0).fit(X, y)
    return forest, forest.score(X, y)

# %% wrong="ch07-e05" because="sets rows aside" says="of 200 rows"
def grown(X, y):
    forest = RandomForestClassifier(100, random_state=0).fit(X[:150], y[:150])
    return forest, forest.score(X[150:], y[150:])

# %% wrong="ch07-e05" because="cross-validation" says="there is time for one"
from sklearn.model_selection import cross_val_score


def grown(X, y):
    forest = RandomForestClassifier(100, random_state=0).fit(X, y)
    return forest, cross_val_score(forest, X, y, cv=3).mean()

# %% wrong="ch07-e05" because="a bag of trees" says="RandomForestClassifier"
from sklearn.ensemble import BaggingClassifier


def grown(X, y):
    forest = BaggingClassifier(n_estimators=100, oob_score=True, random_state=0).fit(X, y)
    return forest, forest.oob_score_

# %% wrong="ch07-e05" because="ten trees" says="100 to 300"
import warnings


def grown(X, y):
    warnings.simplefilter("ignore")
    forest = RandomForestClassifier(10, oob_score=True, random_state=0).fit(X, y)
    return forest, forest.oob_score_

# %% wrong="ch07-e05" because="no random_state" says="Set `random_state`"
def grown(X, y):
    forest = RandomForestClassifier(100, oob_score=True).fit(X, y)
    return forest, forest.oob_score_

# %% wrong="ch07-e05" because="the out-of-bag error" says="share of *wrong*"
def grown(X, y):
    forest = RandomForestClassifier(100, oob_score=True, random_state=0).fit(X, y)
    return forest, 1 - forest.oob_score_

# %% wrong="ch07-e05" because="unfitted" says="not fitted"
def grown(X, y):
    forest = RandomForestClassifier(100, oob_score=True, random_state=0)
    return forest, 0.8

# %% wrong="ch07-e05" because="two forests, one of them judged" says="2 forests"
def grown(X, y):
    judge = RandomForestClassifier(100, oob_score=True, random_state=1).fit(X, y)
    return RandomForestClassifier(100, random_state=0).fit(X, y), judge.oob_score_

# %% wrong="ch07-e05" because="the setting in place of the score" says="`oob_score` is the setting"
def grown(X, y):
    forest = RandomForestClassifier(100, oob_score=True, random_state=0).fit(X, y)
    return forest, forest.oob_score

# %% [markdown]
# ## 5 · What importances mean, and what they hide

# %% [markdown] exercise="ch07-e06" title="Shuffle what belongs together" kind="F" level=2 minutes=20 core=true after="§5" skills=["Read importances"] topics=["S-05-I.11f", "S-05-I.06"]
# Two columns that say the same hide each other when they are shuffled one at a time. Write `group_importance(model, X, y, columns, repeats, rng)`: by how much the accuracy falls when a *group* of columns is shuffled together.
#
# | | |
# |---|---|
# | `model` | a fitted classifier; it has nothing but `predict` |
# | `X`, `y` | rows that it has not seen, array of shape `(m, n)`, and their classes, shape `(m,)` |
# | `columns` | a list of one or more column numbers |
# | `repeats` | how often to shuffle |
# | `rng` | a NumPy `Generator`; everything random comes from it |
# | returns | one number: the accuracy on `X`, less the mean accuracy over the shuffled tables |
#
# In each of the `repeats` tables, the rows of the `columns` are put into a new random order, drawn anew for each table. What stood in one row of the group stays in one row together; all other columns and `y` stay as they are.

# %% [markdown] hint="ch07-e06"
# A row says *70 kg, 154 pounds*. What would a table look like in which the two columns are shuffled each in an order of its own, and could such a row exist?

# %% [markdown] hint="ch07-e06"
# `order = rng.permutation(len(X))` is a new order of the row numbers. In a copy of `X`, `shuffled[:, columns] = X[order][:, columns]` moves the group as a whole.

# %% [markdown] hint="ch07-e06"
# ```python
# def group_importance(model, X, y, columns, repeats, rng):
#     before = np.mean(model.predict(X) == y)
#     after = []
#     for _ in range(____):
#         shuffled = ____
#         order = rng.____
#         shuffled[:, columns] = ____
#         after.append(____)
#     return before - ____
# ```

# %% answer="ch07-e06" needs=[]
def group_importance(model, X, y, columns, repeats, rng):
    """By how much the accuracy falls when these columns are shuffled together."""
    ### BEGIN SOLUTION
    before = np.mean(model.predict(X) == y)
    after = []
    for _ in range(repeats):
        shuffled = X.copy()
        order = rng.permutation(len(X))
        shuffled[:, columns] = X[order][:, columns]
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)
    ### END SOLUTION

# %% tests="ch07-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
import numpy as np

class Scripted:
    # answers by one rule, and keeps what it was asked
    def __init__(self, weights, limit):
        self.weights, self.limit, self.asked = np.asarray(weights, dtype=float), limit, []
    def predict(self, X):
        X = np.asarray(X, dtype=float)
        self.asked.append(X.copy())
        return (X @ self.weights > self.limit).astype(int)

def scripted(weights, limit):
    return Scripted(weights, limit)

def make_rng(seed):
    return np.random.default_rng(seed)

def tables(model):
    return [table.tolist() for table in model.asked]
""")

WEIGHTS = [1.0, 1.0, 0.0, 0.5]


def table(seed, m=60):
    """Rows whose second column is nearly the first, with classes that a few rows contradict."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, 4))
    X[:, 1] = X[:, 0] + 0.05 * rng.normal(size=m)
    y = (X @ WEIGHTS > 0.2).astype(int)
    y[rng.permutation(m)[: m // 10]] ^= 1
    return X, y


def accuracy(X, y):
    return float(np.mean((np.asarray(X) @ WEIGHTS > 0.2) == y))


def run(seed, columns, repeats, data=None):
    """The result, and the shuffled tables that the model was asked about."""
    X, y = table(seed) if data is None else data
    model = answer.scripted(WEIGHTS, 0.2)
    got = expect.call(answer.group_importance, model, X, y, columns, repeats, answer.make_rng(seed), error="AttributeError", says="Line {line} raised {error}: {message}. The model has nothing but `predict`, and X is an array: compare the predictions with `y` yourself.")
    expect.true(got is not None, "`group_importance` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "Expected one number; got {got}.", got=got)
    asked = [np.array(part) for part in answer.tables(model)]
    expect.true(asked, "The model was never asked to predict.")
    parts = []
    for rows in asked:
        whole = rows.ndim == 2 and rows.shape[1] == X.shape[1] and len(rows) % len(X) == 0
        expect.true(whole, "The model was asked about a table of shape {got}; it predicts for all {m} rows with all {n} columns.", got=rows.shape, m=len(X), n=X.shape[1])
        parts += np.split(rows, len(rows) // len(X))
    return got, [part for part in parts if not np.array_equal(part, X)], X, y


def order_of(part, X, columns):
    """The order that the group was put in; None where its rows were torn apart or hold other values."""
    places = {tuple(row): i for i, row in enumerate(X[:, columns].tolist())}
    found = [places.get(tuple(row)) for row in part[:, columns].tolist()]
    return None if None in found or len(set(found)) < len(found) else found


def check_tables(seed, columns, repeats):
    got, shuffled, X, y = run(seed, columns, repeats)
    expect.true(shuffled, "The model was asked about X as it is only, never about a shuffled table.")
    rest = [j for j in range(X.shape[1]) if j not in columns]
    moved = [[j for j in range(X.shape[1]) if not np.array_equal(part[:, j], X[:, j])] for part in shuffled]
    singly = len(columns) > 1 and all(len(some) == 1 for some in moved) and {some[0] for some in moved} == set(columns)
    expect.true(not singly, "The columns {columns} were shuffled one at a time, each in a table of its own. Shuffle all of them in the same table, in one order.", columns=columns)
    orders = []
    for part in shuffled:
        changed = [j for j in rest if not np.array_equal(part[:, j], X[:, j])]
        expect.true(not changed, "Shuffling the columns {columns} changed column {j}, too. All others stay as they are in X.", columns=columns, j=changed[0] if changed else 0)
        for j in columns:
            expect.true(np.array_equal(np.sort(part[:, j]), np.sort(X[:, j])), "Column {j} of a shuffled table holds other values than in X. Put its values in a new order, each of them once.", j=j)
            expect.true(not np.array_equal(part[:, j], X[:, j]), "Of the columns {columns}, column {j} was not shuffled.", columns=columns, j=j)
        order = order_of(part, X, columns)
        expect.true(order is not None, "The columns {columns} were shuffled each in an order of its own: what stood in one row was torn apart. Use one order for the group.", columns=columns)
        rolled = len(set((np.diff(order) % len(X)).tolist())) == 1
        expect.true(not rolled, "The rows of the group were shifted, not shuffled: neighbours stay neighbours. Draw a random order with `rng.permutation`.")
        orders.append(tuple(order))
    expect.equal(len(shuffled), repeats, says="With repeats = {want} the model was asked about {got} shuffled tables.")
    expect.true(len(set(orders)) == len(orders), "Two of the {repeats} tables have the same order. Draw a new one for each.", repeats=repeats)
    return got, shuffled, X, y


def check_result(seed, columns, repeats):
    got, shuffled, X, y = check_tables(seed, columns, repeats)
    before, after = accuracy(X, y), [accuracy(part, y) for part in shuffled]
    want = before - float(np.mean(after))
    agree = float(np.mean([np.mean((part @ WEIGHTS > 0.2) == (X @ WEIGHTS > 0.2)) for part in shuffled]))
    expect.close(
        got,
        want,
        says="Accuracy {before} on X and {after} on the mean shuffled table: the importance is {want}; you returned {got}.",
        before=before,
        after=np.mean(after),
        mistakes=[(value, words) for value, words in (
            (-want, "The importance is {want}; you returned {got}. Accuracy on X *less* that on shuffled tables."),
            (float(np.mean(after)), "The importance is {want}; you returned {got}, the mean accuracy on shuffled tables. How far did it fall?"),
            (before - after[-1], "The importance is {want}; you returned {got}, which is the fall with the last table alone. Take the mean over all."),
            (before - after[0], "The importance is {want}; you returned {got}, which is the fall with the first table alone. Take the mean over all."),
            (before - min(after), "The importance is {want}; you returned {got}, the largest fall. Take the mean over all tables."),
            (want * repeats, "The importance is {want}; you returned {got}, a sum over the tables. Take the mean."),
            (want / before, "The importance is {want}; you returned {got}, as a share of the accuracy before. Take the difference itself."),
            (1 - agree, "The importance is {want}; you returned {got}, the share of predictions that changed. Compare predictions with `y`."),
        ) if not np.isclose(value, want)],
    )


with expect.test("one column, three times"):
    check_result(1, [0], 3)

with expect.test("two columns stay together"):
    check_result(2, [0, 1], 4)

### BEGIN HIDDEN TESTS
with expect.test("other groups, in any order"):
    for seed, columns, repeats in ((3, [3, 0], 2), (4, [2], 5), (5, [3, 1, 0], 1), (6, [0, 1, 2, 3], 3)):
        check_result(seed, columns, repeats)

with expect.test("a column that the model does not use"):
    got, *_ = run(7, [2], 5)
    expect.close(got, 0.0, says="The model does not use column 2: its importance is {want}; you returned {got}.")

with expect.test("drawn by rng alone"):
    X, y = table(8)
    behaviour.seeded(answer.group_importance, answer.scripted(WEIGHTS, 0.2), X, y, [0, 1], 3, generator=True, seeds=(1, 2, 3, 4, 5, 6))

with expect.test("X and y stay as they were"):
    X, y = table(9)
    held, held_y = answer.put(X), answer.put(y)
    answer.group_importance(answer.scripted(WEIGHTS, 0.2), held, held_y, [1, 3], 2, answer.make_rng(0))
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)

with expect.test("labels that are words"):
    answer.define("""
class Worded:
    def predict(self, X):
        return np.where(np.asarray(X)[:, 0] > 0, "yes", "no")

def worded():
    return Worded()
""")
    X, _ = table(10)
    got = answer.group_importance(answer.worded(), X, np.where(X[:, 0] > 0, "yes", "no"), [0], 20, answer.make_rng(1))
    expect.between(got, 0.3, 0.7, says="A model that is always right, by column 0, with the classes \"yes\" and \"no\": shuffled, about half are right. You returned {got}.")
### END HIDDEN TESTS

# %% right="ch07-e06" because="all tables stacked, one prediction"
def group_importance(model, X, y, columns, repeats, rng):
    m = len(X)
    tables = np.tile(X, (repeats, 1, 1))
    for table in tables:
        table[:, columns] = rng.permutation(X[:, columns])
    right = model.predict(np.concatenate([X[None], tables]).reshape(-1, X.shape[1])).reshape(repeats + 1, m) == y
    return right[0].mean() - right[1:].mean()

# %% right="ch07-e06" because="rng.shuffle on row numbers, accuracy_score"
from sklearn.metrics import accuracy_score


def group_importance(model, X, y, columns, repeats, rng):
    falls = []
    base = accuracy_score(y, model.predict(X))
    rows = np.arange(len(X))
    for _ in range(repeats):
        rng.shuffle(rows)
        falls.append(base - accuracy_score(y, model.predict(np.column_stack([X[rows, j] if j in columns else X[:, j] for j in range(X.shape[1])]))))
    return float(np.mean(falls))

# %% right="ch07-e06" because="shuffles the group again and again in one copy"
def group_importance(model, X, y, columns, repeats, rng):
    table, total = np.array(X), 0.0
    for _ in range(repeats):
        table[:, columns] = rng.permutation(table[:, columns], axis=0)
        total += (model.predict(table) == y).sum()
    return (model.predict(X) == y).sum() / len(y) - total / repeats / len(y)

# %% right="ch07-e06" because="the library's shuffle, with seeds drawn by rng"
from sklearn.utils import shuffle


def group_importance(model, X, y, columns, repeats, rng):
    def score(table):
        return sum(a == b for a, b in zip(model.predict(table), y)) / len(y)

    scores = []
    for seed in rng.integers(0, 2**31, repeats):
        table = X.copy()
        table[:, columns] = shuffle(X[:, columns], random_state=int(seed))
        scores.append(score(table))
    return score(X) - sum(scores) / repeats

# %% wrong="ch07-e06" because="each column in an order of its own" says="torn apart"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    for _ in range(repeats):
        shuffled = X.copy()
        for j in columns:
            shuffled[:, j] = rng.permutation(X[:, j])
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="one order for all repeats" says="same order"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    order = rng.permutation(len(X))
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = X[order][:, columns]
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="shuffles X itself" says="chang"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    for _ in range(repeats):
        X[:, columns] = X[rng.permutation(len(X))][:, columns]
        after.append(np.mean(model.predict(X) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="whole rows" says="changed column"
def group_importance(model, X, y, columns, repeats, rng):
    before = np.mean(model.predict(X) == y)
    return before - np.mean([np.mean(model.predict(X[rng.permutation(len(X))]) == y) for _ in range(repeats)])

# %% wrong="ch07-e06" because="draws with replacement" says="each of them once"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = X[rng.integers(0, len(X), len(X))][:, columns]
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="sets the group to its mean" says="other values"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = X[:, columns].mean(axis=0)
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="sign turned around" says="*less*"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = X[rng.permutation(len(X))][:, columns]
        after.append(np.mean(model.predict(shuffled) == y))
    return np.mean(after) - before

# %% wrong="ch07-e06" because="the last table only" says="last table alone"
def group_importance(model, X, y, columns, repeats, rng):
    before = np.mean(model.predict(X) == y)
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = X[rng.permutation(len(X))][:, columns]
        fall = before - np.mean(model.predict(shuffled) == y)
    return fall

# %% wrong="ch07-e06" because="compares with the predictions before, not with y" says="predictions that changed"
def group_importance(model, X, y, columns, repeats, rng):
    before, changed = model.predict(X), []
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = X[rng.permutation(len(X))][:, columns]
        changed.append(np.mean(model.predict(shuffled) != before))
    return np.mean(changed)

# %% wrong="ch07-e06" because="a generator of its own" says="seed"
def group_importance(model, X, y, columns, repeats, rng):
    rng = np.random.default_rng(0)
    before, after = np.mean(model.predict(X) == y), []
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = X[rng.permutation(len(X))][:, columns]
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="shifts the rows of the group" says="shifted, not shuffled"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    for shift in rng.choice(np.arange(1, len(X)), repeats, replace=False):
        shuffled = X.copy()
        shuffled[:, columns] = np.roll(X[:, columns], shift, axis=0)
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="only the first column of the group" says="was not shuffled"
def group_importance(model, X, y, columns, repeats, rng):
    before, after = np.mean(model.predict(X) == y), []
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns[0]] = rng.permutation(X[:, columns[0]])
        after.append(np.mean(model.predict(shuffled) == y))
    return before - np.mean(after)

# %% wrong="ch07-e06" because="one shuffle, divided by the repeats" says="shuffled tables"
def group_importance(model, X, y, columns, repeats, rng):
    shuffled = X.copy()
    shuffled[:, columns] = X[rng.permutation(len(X))][:, columns]
    return (np.mean(model.predict(X) == y) - np.mean(model.predict(shuffled) == y)) / repeats

# %% wrong="ch07-e06" because="uses model.score, which the model does not have" says="nothing but `predict`"
def group_importance(model, X, y, columns, repeats, rng):
    base = model.score(X, y)
    falls = []
    for _ in range(repeats):
        shuffled = X.copy()
        shuffled[:, columns] = shuffled[rng.permutation(len(X))][:, columns]
        falls.append(base - model.score(shuffled, y))
    return np.mean(falls)


# %% wrong="ch07-e06" because="shuffles one column at a time and adds up the falls" says="one at a time"
def group_importance(model, X, y, columns, repeats, rng):
    base = np.mean(model.predict(X) == y)
    total = 0
    for c in columns:
        for _ in range(repeats):
            shuffled = X.copy()
            shuffled[:, c] = rng.permutation(X[:, c])
            total += (base - np.mean(model.predict(shuffled) == y)) / repeats
    return total


# %% [markdown]
# ## 6 · Learning from the mistakes of others: AdaBoost

# %% [markdown] exercise="ch07-e07" title="One round of AdaBoost" kind="F" level=1 minutes=12 core=false after="§6" skills=["Boost by hand"] topics=["S-05-I.11g"]
# Classes are −1 and +1. Write two functions.
#
# - `boost_round(w, y, h)` gets the weights of the rows before the round, all above zero; their true classes `y`; and what the new stump says, `h`; each of shape `(m,)`. It returns `alpha, new`. With the share $\varepsilon$ of the *weight* that lies on rows which the stump gets wrong, $\alpha=\tfrac12\ln\frac{1-\varepsilon}{\varepsilon}$. The new
#   weights are $w_i e^{-\alpha y_i h_i}$, divided by their sum, so that they add up to 1. The weights `w` need not add up to 1. Some rows are right and some are wrong.
# - `committee(alphas, H)` gets the strengths of the stumps, shape `(rounds,)`, and what they say, shape `(rounds, m)`, and returns the answer for each row, −1 or +1, shape `(m,)`: the sign of the sum weighted by `alphas`; +1 where the sum is 0.

# %% [markdown] hint="ch07-e07"
# Four rows weigh 0.1, 0.2, 0.3 and 0.4, and the stump is wrong on the last. What is ε? And if the weights were 1, 2, 3 and 4?

# %% [markdown] hint="ch07-e07"
# `wrong = y != h`, and `w[wrong].sum() / w.sum()` is ε. The product `y * h` is +1 for a right row and −1 for a wrong one, so `np.exp(-alpha * y * h)` makes the first smaller and the second larger. For the committee: `alphas @ H`.

# %% [markdown] hint="ch07-e07"
# ```python
# def boost_round(w, y, h):
#     error = ____ / ____
#     alpha = 0.5 * np.log(____)
#     new = w * np.exp(____)
#     return alpha, new / ____
#
#
# def committee(alphas, H):
#     return np.where(____ >= 0, 1, -1)
# ```

# %% answer="ch07-e07" needs=[]
def boost_round(w, y, h):
    """The strength of the stump, and the new weights of the rows."""
    ### BEGIN SOLUTION
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()
    ### END SOLUTION


def committee(alphas, H):
    """The answer of all stumps together, -1 or +1 for each row."""
    ### BEGIN SOLUTION
    return np.where(alphas @ H >= 0, 1, -1)
    ### END SOLUTION

# %% [markdown] equivalent="ch07-e07"
# new = w * np.exp(-alpha * y * h)  →  new = w * np.exp(-alpha * y / h)
# new = w * np.exp(-alpha * y * h)  →  new = w * np.exp(-alpha / y * h)

# %% tests="ch07-e07" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def reference(w, y, h, factor=0.5, sign=-1.0):
    error = w[y != h].sum() / w.sum()
    alpha = factor * np.log((1 - error) / error)
    new = w * np.exp(sign * alpha * y * h)
    return alpha, new / new.sum()


def asked(w, y, h):
    got = answer.boost_round(w, y, h)
    expect.true(isinstance(got, tuple | list) and len(got) == 2, "Expected two things, alpha and the new weights; got {got}. End with `return alpha, new`.", got=got)
    return got


def compare(w, y, h, case):
    w, y, h = np.asarray(w, dtype=float), np.asarray(y), np.asarray(h)
    alpha, new = asked(w, y, h)
    want, weights = reference(w, y, h)
    share = np.mean(y != h)
    error = w[y != h].sum() / w.sum()
    raw = w[y != h].sum()
    candidates = [
        (2 * want, "{case}: alpha is {want}; you returned {got}, twice that. The factor ½ is missing."),
        (-want, "{case}: alpha is {want}; you returned {got}. Inside the logarithm stands (1 − ε)/ε, with ε the share of the wrong ones."),
        (0.5 * np.log((1 - share) / share), "{case}: alpha is {want}; you returned {got}, from the share of wrong *rows*. ε is the share of the *weight* on them."),
        (0.5 * np.log2((1 - error) / error), "{case}: alpha is {want}; you returned {got}, with the logarithm to base 2. ln is `np.log`."),
        (0.5 * np.log10((1 - error) / error), "{case}: alpha is {want}; you returned {got}, with the logarithm to base 10. ln is `np.log`."),
    ]
    if raw < 1:
        candidates.append((0.5 * np.log((1 - raw) / raw), "{case}: alpha is {want}; you returned {got}, as if the weights added up to 1. Divide the weight of the wrong rows by that of all."))
    expect.close(alpha, want, says="{case}: ε = {error}, so alpha is {want}; you returned {got}.", case=case, error=error, mistakes=[pair for pair in candidates if np.isfinite(pair[0]) and not np.isclose(pair[0], want)])
    unscaled = w * np.exp(-want * y * h)
    wrong_only = np.where(y != h, w * np.exp(want), w)
    candidates = [
        (unscaled, "{case}: the new weights are {want}; yours {got} do not add up to 1. Divide them by their sum."),
        (unscaled / w.sum(), "{case}: the new weights are {want}; yours {got} were divided by the sum of the *old* ones."),
        (unscaled / len(w), "{case}: the new weights are {want}; yours {got} were divided by the number of rows, not by their sum."),
        (reference(w, y, h, sign=1.0)[1], "{case}: the new weights are {want}; yours {got} favour the rows that were *right*. Check the sign in the exponent."),
        (reference(w, y, h, factor=1.0)[1], "{case}: the new weights are {want}; yours are {got}, as with twice the alpha."),
        (wrong_only / wrong_only.sum(), "{case}: the new weights are {want}; yours are {got}, where only wrong rows were changed. Right ones lose weight, too."),
        (np.exp(-want * y * h) / np.exp(-want * y * h).sum(), "{case}: the new weights are {want}; yours are {got}, where the old weights were forgotten. Multiply them by the exponential."),
        (w, "{case}: the new weights are {want}; yours are the old ones, {got}."),
    ]
    expect.close(new, weights, says="{case}: the new weights are {want}; you returned {got}.", case=case, mistakes=[pair for pair in candidates if not np.allclose(pair[0], weights)])


with expect.test("equal weights, one row wrong"):
    compare([0.2] * 5, [1, 1, -1, -1, 1], [1, 1, -1, -1, -1], "Five rows, the last one wrong")

with expect.test("weights that differ"):
    compare([0.1, 0.2, 0.3, 0.4], [1, -1, -1, 1], [-1, -1, 1, 1], "Weights 0.1, 0.2, 0.3, 0.4, rows 0 and 2 wrong")

with expect.test("strong stumps outvote weak ones"):
    got = answer.committee(np.array([2.0, 0.5, 0.5]), np.array([[1, -1, 1], [-1, 1, 1], [-1, 1, -1]]))
    expect.shape(got, (3,), says="`committee` returns one answer for each of three rows; yours has shape {got}.")
    expect.equal(np.asarray(got).tolist(), [1, -1, 1], says="Strengths 2, 0.5 and 0.5: the answers are {want}; you returned {got}.", mistakes=[([-1, 1, 1], "You returned {got}, where each stump has one vote. Weigh them by `alphas`: {want}."), ([1.0, -1.0, 2.0], "You returned the weighted sums {got}. The answer is their sign."), ([1, 1, 1], "Strengths 2, 0.5 and 0.5: the answers are {want}; you returned {got}.")])

### BEGIN HIDDEN TESTS
with expect.test("weights that do not add up to 1"):
    compare([0.05, 0.1, 0.05, 0.1], [1, 1, -1, -1], [1, -1, -1, -1], "Weights 0.05, 0.1, 0.05, 0.1")
    compare([1, 2, 3, 4], [1, 1, -1, -1], [1, -1, -1, 1], "Weights 1, 2, 3, 4")

with expect.test("a stump that is worse than a coin"):
    compare([0.25] * 4, [1, -1, 1, -1], [-1, 1, -1, -1], "Three of four rows wrong")

with expect.test("several rounds, one after another"):
    rng = np.random.default_rng(5)
    y = rng.choice([-1, 1], 40)
    w = np.full(40, 1 / 40)
    for number in range(4):
        h = np.where(rng.random(40) < 0.65, y, -y)
        compare(w, y, h, f"Round {number + 1} of 40 rows")
        w = reference(w, y, h)[1]

with expect.test("a committee of many, and sums of zero"):
    rng = np.random.default_rng(6)
    H, alphas = rng.choice([-1, 1], (7, 30)), rng.normal(0.3, 0.4, 7)
    want = np.where(alphas @ H >= 0, 1, -1)
    expect.equal(np.asarray(answer.committee(alphas, H)).tolist(), want.tolist(), says="Seven stumps, some of them with a negative strength, and thirty rows: some of your answers are not the sign of the weighted sum.")
    got = np.asarray(answer.committee(np.array([0.5, 0.5]), np.array([[1, -1, 1], [-1, 1, 1]])))
    expect.equal(got.tolist(), [1, 1, 1], says="Two stumps of equal strength: where they disagree the sum is 0, and the answer +1. Expected {want}, got {got}.")

with expect.test("the input stays as it was"):
    w, y, h = np.array([1.0, 2.0, 3.0]), np.array([1, -1, 1]), np.array([1, 1, 1])
    for function, values in ((answer.boost_round, (w, y, h)), (answer.committee, (np.array([0.3, 0.2]), np.array([[1, -1], [1, 1]])))):
        held = [answer.put(value) for value in values]
        function(*held)
        for handle, value in zip(held, values, strict=True):
            expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch07-e07" because="half of the weight on each side"
def boost_round(w, y, h):
    wrong = y * h < 0
    error = np.average(wrong, weights=w)
    new = np.where(wrong, w / w[wrong].sum(), w / w[~wrong].sum()) / 2
    return np.arctanh(1 - 2 * error), new


def committee(alphas, H):
    return np.array([1 if sum(a * s for a, s in zip(alphas, column)) >= 0 else -1 for column in H.T])

# %% right="ch07-e07" because="powers of the odds"
def boost_round(w, y, h):
    odds = w[y == h].sum() / w[y != h].sum()
    new = w * odds ** (-y * h / 2)
    return np.log(odds) / 2, new / np.sum(new)


def committee(alphas, H):
    total = np.sum(H * np.asarray(alphas)[:, None], axis=0)
    return np.sign(np.sign(total) + 0.5).astype(int)

# %% wrong="ch07-e07" because="no factor 1/2" says="factor ½"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="share of rows, not of weight" says="wrong *rows*"
def boost_round(w, y, h):
    error = np.mean(y != h)
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="takes the weights to add up to 1" says="as if the weights added up to 1"
def boost_round(w, y, h):
    error = w[y != h].sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="not normalised" says="do not add up to 1"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    return alpha, w * np.exp(-alpha * y * h)


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="sign in the exponent" says="sign in the exponent"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="odds turned around" says="Inside the logarithm"
def boost_round(w, y, h):
    error = w[y == h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="only the wrong rows" says="only wrong rows"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = np.where(y != h, w * np.exp(alpha), w)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="one vote each" says="one vote"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(H.sum(axis=0) >= 0, 1, -1)

# %% wrong="ch07-e07" because="sign gives 0" says="the sum is 0"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.sign(alphas @ H)

# %% wrong="ch07-e07" because="the sums themselves" says="The answer is their sign"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return alphas @ H

# %% wrong="ch07-e07" because="changes the weights in place" says="changed its input"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    w *= np.exp(-alpha * y * h)
    return alpha, w / w.sum()


def committee(alphas, H):
    return np.where(alphas @ H >= 0, 1, -1)

# %% wrong="ch07-e07" because="a negative strength counts as none" says="negative strength"
def boost_round(w, y, h):
    error = w[y != h].sum() / w.sum()
    alpha = 0.5 * np.log((1 - error) / error)
    new = w * np.exp(-alpha * y * h)
    return alpha, new / new.sum()


def committee(alphas, H):
    return np.where(np.maximum(alphas, 0) @ H >= 0, 1, -1)

# %% [markdown]
# ## 7 · Gradient boosting: fit what is left over

# %% [markdown] exercise="ch07-e08" title="Gradient boosting of your own" kind="F" level=3 minutes=45 core=false trains=true after="§7" skills=["Boost by hand", "Stop boosting in time"] topics=["S-05-I.11g", "S-ch07-xgboost"]
# Write the class `Booster`, gradient boosting for squared error with early stopping. `Booster(rounds, eta, depth, patience)` keeps its settings: the most rounds, the learning rate, the depth of each tree, and the patience, a whole number from 1.
#
# `fit(X, y, X_val, y_val)` starts with the mean of `y` and, in each round, fits a `DecisionTreeRegressor(max_depth=depth, random_state=0)` to what is left over of `y` and adds `eta` times its predictions. Only `X` and `y` are learnt from; after each round the mean squared error on the validation rows is taken. Boosting stops
# when it has not been below the lowest one so far for `patience` rounds in a row, or after `rounds` rounds. `fit` returns the object itself and sets
#
# - `errors_`: the validation errors after 0, 1, 2, … trees, down to the last tree that was grown;
# - `best_`: the number of trees with the lowest of them, the smallest number where several are equal.
#
# `predict(X)` uses the mean and the first `best_` trees. `staged(X)` returns an array of shape `(best_ + 1, rows)`: the predictions after 0, 1, …, `best_` trees. Fitting again starts afresh. Do it without scikit-learn's own boosting.

# %% [markdown] hint="ch07-e08"
# After two rounds the sum predicts 4.5 for a row whose target is 7. To which number is the third tree fitted at this row? And by how much does the sum move there, if the tree gets it right and eta is 0.1?

# %% [markdown] hint="ch07-e08"
# Keep two arrays of predictions so far, one for the training rows and one for the validation rows, and add `eta * tree.predict(…)` to both in each round. The error of the mean alone is `errors_[0]`. Stop when `len(errors) - 1 - best` has reached the patience.

# %% [markdown] hint="ch07-e08"
# ```python
# class Booster:
#     def __init__(self, rounds, eta, depth, patience):
#         self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience
#
#     def fit(self, X, y, X_val, y_val):
#         self.start, self.trees = y.mean(), []
#         train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
#         self.errors_ = [____]
#         self.best_ = 0
#         for number in range(1, self.rounds + 1):
#             tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, ____)
#             self.trees.append(tree)
#             train = train + ____
#             val = val + ____
#             self.errors_.append(____)
#             if self.errors_[-1] < self.errors_[self.best_]:
#                 self.best_ = ____
#             elif number - self.best_ ____ self.patience:
#                 break
#         return self
#
#     def staged(self, X):
#         steps = [np.full(len(X), ____)]
#         for tree in self.trees[:____]:
#             steps.append(steps[-1] + ____)
#         return np.array(steps)
#
#     def predict(self, X):
#         return ____
# ```

# %% answer="ch07-e08" needs=[]
class Booster:
    """Gradient boosting with early stopping: Booster(rounds, eta, depth, patience)."""

    ### BEGIN SOLUTION
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]
    ### END SOLUTION

# %% [markdown] equivalent="ch07-e08"
# tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)  →  tree = DecisionTreeRegressor(max_depth=self.depth, random_state=1).fit(X, y - train)

# %% tests="ch07-e08" points=3
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.tree import DecisionTreeRegressor
from jupyterlab_homl.toolkit.spies import recorded_fits

def errors_of(X, y, X_val, y_val, eta, depth, rounds, how="right"):
    # the validation errors of all rounds, without stopping, rightly or with one mistake
    start = 0.0 if how == "zero" else y.mean()
    train, val = np.full(len(y), start), np.full(len(y_val), start)
    errors = [np.mean((y_val - val) ** 2)]
    for _ in range(rounds):
        left = {"targets": y, "first": y - start, "twice": eta * (y - train), "sign": train - y}.get(how, y - train)
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(X, left)
        train = train + (1.0 if how == "whole" else eta) * tree.predict(X)
        val = val + (1.0 if how == "forgets" else eta) * tree.predict(X_val)
        errors.append(np.mean((y_val - val) ** 2))
    return errors

def staged_of(X, y, eta, depth, rounds, new):
    train, steps = np.full(len(y), y.mean()), [np.full(len(new), y.mean())]
    for _ in range(rounds):
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(X, y - train)
        train = train + eta * tree.predict(X)
        steps.append(steps[-1] + eta * tree.predict(new))
    return np.array(steps)

def fits_of(model, X, y, X_val, y_val):
    with recorded_fits(DecisionTreeRegressor) as fits:
        model.fit(X, y, X_val, y_val)
    return [[len(fit.X), fit.fitted.max_depth] for fit in fits]
""")


@cache
def table(seed, noise, m=40, n=1):
    rng = np.random.default_rng(seed)
    X = rng.uniform(0, 10, (m, n))
    return X, 20 + np.sin(X[:, 0]) * 3 + X[:, -1] + noise * rng.normal(size=m)


def fitted(case, eta, depth, rounds, patience):
    model = answer.Booster(rounds, eta, depth, patience)
    got = model.fit(*case)
    expect.true(got is not None, "`fit` returned None. It returns the object itself, so that `Booster(…).fit(…).predict(X)` works.")
    return got


def stop(errors, patience):
    """How many errors there are, with the patience, and where the lowest is."""
    best = 0
    for number in range(1, len(errors)):
        if errors[number] < errors[best]:
            best = number
        elif number - best >= patience:
            return number + 1, best
    return len(errors), best


def stop_by_previous(errors, patience):
    """How many errors there are if each is compared with the one before."""
    waited = 0
    for number in range(1, len(errors)):
        waited = 0 if errors[number] < errors[number - 1] else waited + 1
        if waited == patience:
            return number + 1
    return len(errors)


HOW = {
    "targets": "After {n} trees: validation error {want}, yours {got}, as if each tree were fitted to `y` itself. Fit it to what the sum so far leaves over.",
    "first": "After {n} trees: validation error {want}, yours {got}, as if each tree were fitted to `y` less the *mean*. Subtract all trees so far.",
    "twice": "After {n} trees: validation error {want}, yours {got}, as if eta were applied twice: in the residuals and in the sum.",
    "sign": "After {n} trees: validation error {want}, yours {got}. The residual is the target *less* the prediction.",
    "whole": "After {n} trees: validation error {want}, yours {got}, as if the training sum grew without eta, and the validation sum with it.",
    "forgets": "After {n} trees: validation error {want}, yours {got}, as if the validation sum grew without eta.",
    "zero": "Before the first tree the prediction is the mean of `y`: error {want}; yours is {got}, that of 0.",
}


@cache
def reference(name, eta, depth):
    """The validation errors of forty rounds."""
    return answer.errors_of(*CASES[name], eta, depth, 40)


def check_errors(name, eta, depth, rounds, patience):
    case = CASES[name]
    model = fitted(case, eta, depth, rounds, patience)
    every = reference(name, eta, depth)[: rounds + 1]
    count, best = stop(every, patience)
    got = np.asarray(model.errors_, dtype=float)
    expect.true(got.ndim == 1 and len(got) > 0, "`errors_` holds one number for 0, 1, 2, … trees; yours has shape {shape}.", shape=got.shape)
    settings = f"rounds={rounds}, eta={eta}, patience={patience}"
    for n in range(min(len(got), count)):
        if not np.isclose(got[n], every[n], rtol=1e-6):
            shifted = n == 0 and np.isclose(got[0], every[1], rtol=1e-6)
            expect.true(not shifted, "`errors_` begins with {got}, the error after one tree. Its first number is that of the mean alone: {want}.", got=got[0], want=every[0])
            on_train = answer.errors_of(case[0], case[1], case[0], case[1], eta, depth, max(n, 1))[n]
            expect.true(not np.isclose(got[n], on_train, rtol=1e-6), "After {n} trees: validation error {want}, yours is {got}, that on the training rows.", n=n, want=every[n], got=got[n])
            expect.true(not np.isclose(got[n] ** 2, every[n], rtol=1e-6), "After {n} trees: mean squared error {want}, yours is its root, {got}.", n=n, want=every[n], got=got[n])
            found = [how for how in HOW if np.isclose(got[n], answer.errors_of(*case, eta, depth, n, how)[n], rtol=1e-6)]
            if len(found) == 1:
                expect.fail(HOW[found[0]], n=n, want=every[n], got=got[n])
            if n == 0:
                expect.close(got[0], every[0], says="Before the first tree everything is predicted by the mean of `y`: validation error {want}; yours is {got}.")
            expect.close(got[n], every[n], says="After {n} trees the validation error is {want}; yours is {got}. Up to there they agree.", n=n)
    words = "With {settings} the lowest error is after {best} trees, so {want} trees are grown in all; yours grew {got}."
    expect.true(len(got) == count or len(got) != len(every), "With {settings} the lowest error is after {best} trees, so {want} trees are grown in all; yours grew {got}: it does not stop early.", settings=settings, best=best, want=count - 1, got=len(got) - 1)
    previous = stop_by_previous(every, patience)
    told = previous not in (count, count + 1, count - 1)  # one more or less has other causes, too
    expect.true(len(got) != previous or not told, "With {settings} the lowest error is after {best} trees, so {want} trees are grown in all; yours grew {got}, as if each error were compared with the one before. Compare with the lowest so far.", settings=settings, best=best, want=count - 1, got=len(got) - 1)
    expect.true(len(got) == count, words, settings=settings, best=best, want=count - 1, got=len(got) - 1)
    return model, every, best


NOISY = (*table(23, 3.0), *table(24, 3.0))
CLEAN = (*table(3, 0.2), *table(4, 0.2))
TWO = (*table(5, 1.0, 80, 2), *table(6, 1.0, 70, 2))
CASES = {"noisy": NOISY, "clean": CLEAN, "two": TWO}

with expect.test("one round, and three"):
    check_errors("clean", 0.5, 2, 1, 5)
    check_errors("clean", 0.5, 2, 3, 5)

with expect.test("it stops where the validation rows say so"):
    check_errors("noisy", 0.5, 2, 40, 4)

with expect.test("the best number of trees", after="it stops where the validation rows say so"):
    model, every, best = check_errors("noisy", 0.5, 2, 40, 4)
    expect.equal(int(model.best_), best, says="The lowest validation error is after {want} trees; `best_` is {got}.", mistakes=[(len(np.asarray(model.errors_)) - 1, "The lowest validation error is after {want} trees; `best_` is {got}, the number of all trees.")])

### BEGIN HIDDEN TESTS
with expect.test("predict uses the best number of trees"):
    model, _, best = check_errors("noisy", 0.5, 2, 40, 4)
    new = table(7, 0.0)[0]
    steps = answer.staged_of(NOISY[0], NOISY[1], 0.5, 2, best + 4, new)
    expect.close(model.predict(new), steps[best], says="`predict` does not give what the mean and the first {best} trees give.", best=best, mistakes=[(steps[best + 4], "`predict` uses all {all} trees. The last of them made it worse: use the first {best}."), (steps[best - 1], "`predict` uses one tree too few: the first {best}.")], all=best + 4)

with expect.test("all stages, from the mean on"):
    for name, eta, depth, rounds, patience in (("noisy", 0.5, 2, 40, 4), ("two", 0.3, 2, 6, 2)):
        case = CASES[name]
        model, _, best = check_errors(name, eta, depth, rounds, patience)
        new = table(8, 0.0, 12, case[0].shape[1])[0]
        got, want = model.staged(new), answer.staged_of(case[0], case[1], eta, depth, best, new)
        expect.shape(got, want.shape, says="`staged` of 12 rows after 0 to {best} trees has shape {want}; yours {got}.", best=best)
        expect.close(got, want, says="`staged` has the right shape, but not the predictions after 0, 1, …, {best} trees.", best=best)
        expect.close(model.predict(new), want[-1], says="`predict` is not the last stage of `staged`.")

with expect.test("patience of one, and more than there are rounds"):
    check_errors("noisy", 0.5, 2, 40, 1)
    check_errors("noisy", 0.5, 2, 12, 50)

with expect.test("an error that rises and falls again"):
    for patience in (1, 2, 3, 9):
        check_errors("noisy", 1.0, 1, 40, patience)

with expect.test("nothing to gain: no tree is kept"):
    X, y = table(1, 3.0)
    case = (X, y, X, np.full(len(y), y.mean()))
    model = fitted(case, 0.5, 2, 20, 3)
    expect.equal(len(np.asarray(model.errors_)), 4, says="Where every tree makes it worse, three are grown with patience 3: {want} errors. Yours has {got}.")
    expect.equal(int(model.best_), 0, says="Where every tree makes it worse none is kept; `best_` is {got}.")
    expect.close(model.predict(X[:5]), np.full(5, y.mean()), says="Where no tree is kept `predict` gives the mean, {want}; yours gives {got}.")

with expect.test("two columns, other depths and rates"):
    for eta, depth in ((0.1, 1), (0.3, 2)):
        check_errors("two", eta, depth, 12, 3)
    check_errors("clean", 0.2, 3, 10, 3)

with expect.test("fitted to the training rows alone, one tree a round"):
    model = answer.Booster(8, 0.2, 2, 50)
    fits = answer.fits_of(model, *TWO)
    expect.equal([rows for rows, _ in fits], [80] * 8, says="80 training and 70 validation rows, eight rounds: trees are fitted to {want} rows; yours to {got}.")

with expect.test("fitting again starts afresh, the input stays"):
    model = answer.Booster(6, 0.5, 2, 3)
    model.fit(*NOISY)
    held = [answer.put(value) for value in CLEAN]
    model.fit(*held)
    for handle, value in zip(held, CLEAN, strict=True):
        expect.unchanged(handle, value)
    new = table(9, 0.0)[0]
    want = answer.Booster(6, 0.5, 2, 3).fit(*CLEAN).predict(new)
    expect.close(model.predict(new), want, says="A second `fit` gives other predictions than a new object does: something of the first was kept.")
    one = fitted(NOISY, 0.5, 2, 6, 3)
    before = np.asarray(one.predict(new))
    fitted(CLEAN, 0.5, 2, 6, 3)
    expect.close(one.predict(new), before, says="An object's predictions changed when another one was fitted: its trees are kept in the class or in a global name. Keep them in `self`.")
### END HIDDEN TESTS

# %% right="ch07-e08" because="all rounds first, then cut"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.args = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        rounds, eta, depth, patience = self.args
        self.parts = [lambda Z, c=np.mean(y): np.full(len(Z), c)]
        self.errors_ = []
        while True:
            self.errors_.append(np.square(self._sum(X_val, len(self.parts)) - y_val).mean())
            self.best_ = int(np.argmin(self.errors_))
            if len(self.parts) > rounds or len(self.errors_) - 1 - self.best_ >= patience:
                return self
            tree = DecisionTreeRegressor(max_depth=depth, random_state=0)
            tree.fit(X, y - self._sum(X, len(self.parts)))
            self.parts.append(lambda Z, t=tree: eta * t.predict(Z))

    def _sum(self, Z, n):
        return np.sum([part(Z) for part in self.parts[:n]], axis=0)

    def staged(self, X):
        return np.cumsum([part(X) for part in self.parts[: self.best_ + 1]], axis=0)

    def predict(self, X):
        return self._sum(X, self.best_ + 1)

# %% right="ch07-e08" because="residuals shrink in place, an array of errors"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds = rounds
        self.eta = eta
        self.depth = depth
        self.patience = patience

    def fit(self, X, y, X_val, y_val):
        self.mean_ = float(np.mean(y))
        self.trees_ = []
        rest, rest_val = y - self.mean_, y_val - self.mean_
        errors, waiting, lowest, self.best_ = [np.mean(rest_val**2)], 0, np.mean(rest_val**2), 0
        while len(self.trees_) < self.rounds and waiting < self.patience:
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, rest)
            self.trees_.append(tree)
            rest = rest - self.eta * tree.predict(X)
            rest_val = rest_val - self.eta * tree.predict(X_val)
            errors.append(np.mean(rest_val**2))
            waiting += 1
            if errors[-1] < lowest:
                lowest, waiting, self.best_ = errors[-1], 0, len(self.trees_)
        self.errors_ = np.array(errors)
        return self

    def predict(self, X):
        return self.mean_ + sum((self.eta * tree.predict(X) for tree in self.trees_[: self.best_]), np.zeros(len(X)))

    def staged(self, X):
        return np.vstack([np.full((1, len(X)), self.mean_), *(self.mean_ + self.eta * np.sum([t.predict(X) for t in self.trees_[:k]], axis=0, keepdims=True) for k in range(1, self.best_ + 1))])

# %% wrong="ch07-e08" because="fits every tree to y" says="fitted to `y` itself"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="residuals of the mean only" says="less the *mean*"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - self.start)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="eta applied twice" says="eta were applied twice"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, self.eta * (y - train))
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="sign of the residual" says="*less* the prediction"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, train - y)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="starts at zero" says="that of 0"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = 0.0, []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="the training sum grows without eta" says="training sum grew without eta"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="errors on the training rows" says="on the training rows"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y - train) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y - train) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="roots of the errors" says="its root"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.sqrt(np.mean((y_val - val) ** 2))], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.sqrt(np.mean((y_val - val) ** 2)))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="never stops" says="does not stop early"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="stops one round late" says="trees are grown in all"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ > self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="stops at the first rise" says="trees are grown in all"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            else:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="predicts with all trees" says="uses all"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="counts the best from 0" says="best_"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < min(self.errors_[:-1]):
                self.best_ = number - 1
            elif number - 1 - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="no error before the first tree" says="error after one tree"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        self.errors_ = self.errors_[1:]
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="fits to the validation rows, too" says="Before the first tree"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        X, y = np.concatenate([X, X_val]), np.concatenate([y, y_val])
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="fit returns nothing" says="returned None"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="trees kept in the class" says="kept in the class"
class Booster:
    trees = []

    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start = y.mean()
        Booster.trees.clear()
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="a second fit goes on with the trees of the first" says=""
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start = y.mean()
        self.trees = getattr(self, "trees", [])
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="stages without the mean" says="has shape"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps[1:] or steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="a longer depth than asked" says="Up to there they agree"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth + 1, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            elif number - self.best_ >= self.patience:
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="learns the validation error's number of rounds wrongly: any rise counts" says="trees are grown in all"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.start, self.trees = y.mean(), []
        train, val = np.full(len(y), self.start), np.full(len(y_val), self.start)
        self.errors_, self.best_ = [np.mean((y_val - val) ** 2)], 0
        for number in range(1, self.rounds + 1):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0).fit(X, y - train)
            self.trees.append(tree)
            train = train + self.eta * tree.predict(X)
            val = val + self.eta * tree.predict(X_val)
            self.errors_.append(np.mean((y_val - val) ** 2))
            if self.errors_[-1] < self.errors_[self.best_]:
                self.best_ = number
            if number >= self.patience and all(self.errors_[-k] > self.errors_[-k - 1] for k in range(1, self.patience + 1)):
                break
        return self

    def staged(self, X):
        steps = [np.full(len(X), self.start)]
        for tree in self.trees[: self.best_]:
            steps.append(steps[-1] + self.eta * tree.predict(X))
        return np.array(steps)

    def predict(self, X):
        return self.staged(X)[-1]

# %% wrong="ch07-e08" because="patience compares with the error before, not with the lowest so far" says="with the one before"
class Booster:
    def __init__(self, rounds, eta, depth, patience):
        self.rounds, self.eta, self.depth, self.patience = rounds, eta, depth, patience

    def fit(self, X, y, X_val, y_val):
        self.mean_ = np.mean(y)
        self.trees_ = []
        F = np.full(len(y), self.mean_)
        F_val = np.full(len(y_val), self.mean_)
        self.errors_ = [np.mean((y_val - F_val) ** 2)]
        waited = 0
        for _ in range(self.rounds):
            tree = DecisionTreeRegressor(max_depth=self.depth, random_state=0)
            tree.fit(X, y - F)
            self.trees_.append(tree)
            F += self.eta * tree.predict(X)
            F_val += self.eta * tree.predict(X_val)
            error = np.mean((y_val - F_val) ** 2)
            self.errors_.append(error)
            if error < self.errors_[-2]:
                waited = 0
            else:
                waited += 1
                if waited == self.patience:
                    break
        self.best_ = int(np.argmin(self.errors_))
        return self

    def staged(self, X):
        out = [np.full(len(X), self.mean_)]
        for tree in self.trees_[: self.best_]:
            out.append(out[-1] + self.eta * tree.predict(X))
        return np.array(out)

    def predict(self, X):
        return self.staged(X)[-1]


# %% [markdown]
# ## 8 · Boosting that one would ship

# %% [markdown] exercise="ch07-e09" title="Stopped by the rows, not by the limit" kind="X" level=2 minutes=15 core=true trains=true after="§8" skills=["Stop boosting in time"] topics=["S-ch07-xgboost", "S-05-I.11g"]
# Write `boosted(X, y)`: it trains a `HistGradientBoostingRegressor` with early stopping and reads the result. It returns `model, best`:
#
# - `model` is fitted to **all** rows of `X` and `y`, as they are, with their missing cells (`np.nan`). It sets some of them aside by itself, and these end the training: fewer rounds than `max_iter` are done.
# - `best` is the number of rounds after which the score on the rows set aside was highest.
#
# `X` has shape `(600, 5)`. Your function will get two kinds of tables: in one the targets are mostly noise, and a few dozen rounds are enough; in the other there is hardly any noise, and it takes more than a hundred with the default learning rate. On new rows the root mean squared error is at most 0.92 of the targets'
# standard deviation for the first kind, and 0.4 for the second. Two calls with the same rows return the same.

# %% [markdown] hint="ch07-e09"
# With its default settings, does the model stop early on 600 rows? And what are the two reasons for which the training can come to an end?

# %% [markdown] hint="ch07-e09"
# `early_stopping=True` switches it on, `max_iter` is the limit: make it so large that it is never reached. After `fit`, `n_iter_` tells how many rounds there were, and `validation_score_` holds the score on the rows set aside, before the first round and after each: at which place is it highest?

# %% [markdown] hint="ch07-e09"
# ```python
# def boosted(X, y):
#     model = HistGradientBoostingRegressor(
#         max_iter=____, early_stopping=____, random_state=0
#     )
#     model.fit(____)
#     return model, int(np.____(model.validation_score_))
# ```

# %% answer="ch07-e09" needs=[]
def boosted(X, y):
    """A booster that was stopped in time, and its best round."""
    ### BEGIN SOLUTION
    model = HistGradientBoostingRegressor(max_iter=2000, early_stopping=True, random_state=0)
    model.fit(X, y)
    return model, int(np.argmax(model.validation_score_))
    ### END SOLUTION

# %% [markdown] equivalent="ch07-e09"
# model = HistGradientBoostingRegressor(max_iter=2000, early_stopping=True, random_state=0)  →  model = HistGradientBoostingRegressor(max_iter=2000, early_stopping=True, random_state=1)
# model = HistGradientBoostingRegressor(max_iter=2000, early_stopping=True, random_state=0)  →  model = HistGradientBoostingRegressor(max_iter=2001, early_stopping=True, random_state=0)
# model = HistGradientBoostingRegressor(max_iter=2000, early_stopping=True, random_state=0)  →  model = HistGradientBoostingRegressor(max_iter=1999, early_stopping=True, random_state=0)

# %% tests="ch07-e09" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from jupyterlab_homl.toolkit.spies import recorded_fits

def observed(boosted, X, y):
    with recorded_fits(HistGradientBoostingRegressor) as fits:
        result = boosted(X, y)
    own = result[0] if isinstance(result, tuple | list) and len(result) == 2 else None
    given = [fit for fit in fits if fit.model is own]
    X, y = np.asarray(X), np.asarray(y)
    seen = {"fits": len(given)}
    if given:
        last = given[-1]
        table = np.asarray(last.X, dtype=float)
        seen |= {"rows": len(table), "missing": int(np.isnan(table).sum()), "alike": table.shape == X.shape and bool(np.array_equal(table, X, equal_nan=True)) and bool(np.array_equal(last.y, y))}
    return result, seen

def state(model):
    scores = np.asarray(getattr(model, "validation_score_", []), dtype=float)
    return {
        "fitted": hasattr(model, "n_iter_"),
        "rounds": int(getattr(model, "n_iter_", 0)),
        "limit": int(model.max_iter),
        "early": model.early_stopping is True or (isinstance(model.early_stopping, np.bool_) and bool(model.early_stopping)),
        "scores": scores.tolist(),
        "set_aside": model.validation_fraction is not None,
    }
""")


@cache
def table(kind, seed, m=600):
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (m, 5))
    if kind == "noise":
        y = 3 * X[:, 0] + 2 * np.sin(4 * X[:, 1]) + 2.5 * rng.normal(size=m)
    else:
        y = 10 * np.sin(3 * X[:, 0]) + 5 * X[:, 1] * X[:, 2] + 4 * X[:, 3] + 0.02 * rng.normal(size=m)
    X[rng.random((m, 5)) < 0.02] = np.nan
    return X, y


@cache
def result(kind, seed):
    X, y = table(kind, seed)
    got, seen = answer.observed(answer.boosted, X, y)
    expect.true(isinstance(got, tuple | list) and len(got) == 2, "Expected two things, the model and its best round; got {got}.", got=got)
    model, best = got
    expect.instance(model, "HistGradientBoostingRegressor", says="Expected a {want}, got {got}.")
    found = answer.state(model)
    expect.true(found["fitted"], "The model that you returned is not fitted.")
    if seen["fits"]:
        expect.true(seen["rows"] == 600, "The model was fitted to {rows} of 600 rows. Give it all of them: it sets some aside by itself.", rows=seen["rows"])
        expect.true(seen["missing"] == int(np.isnan(X).sum()), "X has {want} missing cells; the table that the model was fitted to has {got}. It takes them as they are.", want=int(np.isnan(X).sum()), got=seen["missing"])
        expect.true(seen["alike"], "The model was fitted to other numbers than those of `X` and `y`, or in another order.")
    return model, best, found


def stopped(kind, seed, words):
    model, _, found = result(kind, seed)
    expect.true(not found["early"] or found["set_aside"], "{words}: with `validation_fraction=None` early stopping watches the training rows. Let the model set some aside.", words=words)
    expect.true(found["scores"], "{words}: the training did not look at any rows set aside. Below 10,000 rows early stopping is off unless you say `early_stopping=True`.", words=words)
    expect.true(found["rounds"] < found["limit"], "{words}: the training ended after {rounds} rounds, because `max_iter` is {limit}. The rows set aside should end it: raise the limit.", words=words, rounds=found["rounds"], limit=found["limit"])


def read(kind, seed, words):
    _, best, found = result(kind, seed)
    expect.true(np.ndim(best) == 0 and best is not None, "The best round is one number; you returned {got}.", got=best)
    scores = np.array(found["scores"])
    top = int(scores.argmax())
    expect.equal(
        float(np.asarray(best)),
        float(top),
        says="{words}: the score on the rows set aside is highest after {top} rounds; you returned {got}.",
        words=words,
        top=top,
        mistakes=[(float(value), text) for value, text in (
            (found["rounds"], "{words}: you returned {got}, the number of all rounds. The highest score came after {top}; the rounds after it were done in vain."),
            (top + 1, "{words}: you returned {got}, one too many. Place 0 of `validation_score_` is the score before the first round, so the place of the highest, {top}, is the number of rounds."),
            (top - 1, "{words}: you returned {got}, one too few: the highest score stands at place {top} of `validation_score_`, and place 0 is before the first round."),
            (int(scores.argmin()), "{words}: you returned {got}, where the score is *lowest*. It is minus the loss, so higher is better: {top}."),
            (float(scores.max()), "{words}: you returned {got}, the highest score itself. Asked for is the number of rounds, {top}."),
        ) if value != top],
    )


with expect.test("mostly noise: fitted to all rows, stopped by those set aside"):
    stopped("noise", 1, "Mostly noise")

with expect.test("hardly any noise: it goes on for long enough"):
    stopped("plan", 1, "Hardly any noise")

with expect.test("the best round", after="mostly noise: fitted to all rows, stopped by those set aside"):
    read("noise", 1, "Mostly noise")

### BEGIN HIDDEN TESTS
with expect.test("other tables"):
    for kind, words in (("noise", "Mostly noise"), ("plan", "Hardly any noise")):
        stopped(kind, 5, words)
        read(kind, 5, words)

with expect.test("good on new rows"):
    for kind, most in (("noise", 0.92), ("plan", 0.4)):
        model, _, found = result(kind, 5)
        new, truth = table(kind, 105, 3000)
        predicted = np.asarray(model.predict(new), dtype=float)
        share = float(np.sqrt(np.mean((predicted - truth) ** 2)) / np.std(truth))
        expect.at_most(share, most, "On new rows of the kind \"{kind}\" the error is {got} of the standard deviation; at most {high} is expected. The model did {rounds} rounds.", kind=kind, rounds=found["rounds"])

with expect.test("two calls, one result"):
    X, y = table("noise", 1)
    model, best, found = result("noise", 1)
    again = answer.boosted(X, y)
    same = answer.state(again[0])["scores"] == found["scores"]
    expect.true(same, "Two calls with the same rows ended differently: which rows are set aside is drawn. Set `random_state`.")

with expect.test("the input stays as it was"):
    X, y = table("noise", 1)
    held, held_y = answer.put(X), answer.put(y)
    answer.boosted(held, held_y)
    kept = np.asarray(answer.fetch(held))
    expect.true(np.array_equal(kept, X, equal_nan=True), "Your code changed X in place. Whoever called it still needs it, missing cells and all.")
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="ch07-e09" because="small steps, more patience, a loop over the scores"
def boosted(X, y):
    model = HistGradientBoostingRegressor(learning_rate=0.05, max_iter=5000, early_stopping=True, n_iter_no_change=20, validation_fraction=0.15, random_state=4)
    model.fit(X, y)
    best = 0
    for number, score in enumerate(model.validation_score_):
        if score > model.validation_score_[best]:
            best = number
    return [model, best]

# %% right="ch07-e09" because="small trees, negated losses"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_leaf_nodes=8, max_iter=1500, early_stopping=True, random_state=np.random.RandomState(2)).fit(X, y)
    losses = [-score for score in model.validation_score_]
    return model, losses.index(min(losses))

# %% right="ch07-e09" because="a limit that grows until it is not reached"
def boosted(X, y):
    limit = 64
    while True:
        model = HistGradientBoostingRegressor(max_iter=limit, early_stopping=True, random_state=1).fit(X, y)
        if model.n_iter_ < limit:
            return model, np.flatnonzero(model.validation_score_ == model.validation_score_.max())[0]
        limit *= 4

# %% wrong="ch07-e09" because="the default settings" says="early stopping is off"
def boosted(X, y):
    model = HistGradientBoostingRegressor(random_state=0).fit(X, y)
    return model, model.n_iter_

# %% wrong="ch07-e09" because="the default limit" says="raise the limit"
def boosted(X, y):
    model = HistGradientBoostingRegressor(early_stopping=True, random_state=0).fit(X, y)
    return model, int(np.argmax(model.validation_score_))

# %% wrong="ch07-e09" because="all rounds in place of the best" says="number of all rounds"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(X, y)
    return model, model.n_iter_

# %% wrong="ch07-e09" because="counts places from 1" says="one too many"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(X, y)
    return model, int(np.argmax(model.validation_score_)) + 1

# %% wrong="ch07-e09" because="takes the score for a loss" says="*lowest*"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(X, y)
    return model, int(np.argmin(model.validation_score_))

# %% wrong="ch07-e09" because="the highest score itself" says="highest score itself"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(X, y)
    return model, max(model.validation_score_)

# %% wrong="ch07-e09" because="watches the training rows" says="validation_fraction=None"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_iter=300, early_stopping=True, validation_fraction=None, random_state=0).fit(X, y)
    return model, len(model.train_score_) - 1

# %% wrong="ch07-e09" because="drops rows with missing cells" says="of 600 rows"
def boosted(X, y):
    whole = ~np.isnan(X).any(axis=1)
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(X[whole], y[whole])
    return model, int(np.argmax(model.validation_score_))

# %% wrong="ch07-e09" because="fills the missing cells" says="as they are"
def boosted(X, y):
    filled = np.where(np.isnan(X), np.nanmedian(X, axis=0), X)
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(filled, y)
    return model, int(np.argmax(model.validation_score_))

# %% wrong="ch07-e09" because="sets rows aside by hand" says="sets some aside by itself"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(X[:500], y[:500])
    return model, int(np.argmax(model.validation_score_))

# %% wrong="ch07-e09" because="no random_state" says="Set `random_state`"
def boosted(X, y):
    model = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True).fit(X, y)
    return model, int(np.argmax(model.validation_score_))

# %% wrong="ch07-e09" because="another booster" says="HistGradientBoostingRegressor"
from sklearn.ensemble import GradientBoostingRegressor


def boosted(X, y):
    model = GradientBoostingRegressor(n_estimators=300, n_iter_no_change=10, max_depth=2, random_state=0).fit(np.nan_to_num(X), y)
    return model, model.n_estimators_

# %% wrong="ch07-e09" because="steps so small that nothing is learnt" says="standard deviation"
def boosted(X, y):
    model = HistGradientBoostingRegressor(learning_rate=1e-7, max_iter=200, early_stopping=True, tol=1e-3, random_state=0).fit(X, y)
    return model, int(np.argmax(model.validation_score_))

# %% wrong="ch07-e09" because="only the model" says="two things"
def boosted(X, y):
    return HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0).fit(X, y)

# %% [markdown]
# ## 9 · A model that listens to models

# %% [markdown] exercise="ch07-e10" title="A table for the editor" kind="F" level=2 minutes=15 core=true after="§9" skills=["Stack without leaks"] topics=["S-05-I.11g"]
# Write `out_of_fold(models, X, y, folds)`, the table from which a stack's final model learns.
#
# | | |
# |---|---|
# | `models` | a list of unfitted classifiers with `fit` and `predict_proba`; they are still unfitted afterwards |
# | `X`, `y` | rows, shape `(m, n)`, and their classes, 0 or 1 |
# | `folds` | whole numbers, shape `(m,)`: rows with the same number form a fold. The numbers may be any, in any order, the folds unequally large; without any one fold both classes remain |
# | returns | array of shape `(m, len(models))`: entry `[i, j]` is the probability of class 1 that model `j` gives to row `i`, fitted to **all rows outside of the fold of row `i` and to none inside of it** |

# %% [markdown] hint="ch07-e10"
# Row 7 lies in fold 2. To which rows may a model be fitted that predicts row 7? How many times is each model fitted in all?

# %% [markdown] hint="ch07-e10"
# For each fold number of `np.unique(folds)`: `inside = folds == number`; fit a `clone(model)` to the rows `~inside` and let it predict those `inside`. Or leave the loop to `cross_val_predict(model, X, y, cv=PredefinedSplit(folds), method="predict_proba")`. Class 1 has column 1.

# %% [markdown] hint="ch07-e10"
# ```python
# def out_of_fold(models, X, y, folds):
#     table = np.empty((len(X), ____))
#     for j, model in enumerate(models):
#         for number in np.unique(folds):
#             inside = ____
#             fitted = clone(model).fit(X[____], y[____])
#             table[inside, j] = fitted.predict_proba(X[____])[:, ____]
#     return table
# ```

# %% answer="ch07-e10" needs=[]
def out_of_fold(models, X, y, folds):
    """Probabilities of class 1 from models that have not seen the row, one column for each model."""
    ### BEGIN SOLUTION
    table = np.empty((len(X), len(models)))
    for j, model in enumerate(models):
        for number in np.unique(folds):
            inside = folds == number
            fitted = clone(model).fit(X[~inside], y[~inside])
            table[inside, j] = fitted.predict_proba(X[inside])[:, 1]
    return table
    ### END SOLUTION

# %% tests="ch07-e10" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier
from jupyterlab_homl.toolkit.spies import recorded_fits

KINDS = {
    "by heart": lambda: KNeighborsClassifier(1),
    "neighbours": lambda: KNeighborsClassifier(5),
    "bayes": lambda: GaussianNB(),
    "logistic": lambda: LogisticRegression(C=0.5),
    "tree": lambda: DecisionTreeClassifier(max_depth=3, random_state=3),
}

def made(names):
    return [KINDS[name]() for name in names]

def table_of(names, X, y, folds, how):
    # the table, rightly or with one mistake
    table = np.empty((len(X), len(names)))
    for j, model in enumerate(made(names)):
        for number in np.unique(folds):
            inside = folds == number
            rows = {"all": np.ones(len(X), dtype=bool), "inside": inside}.get(how, ~inside)
            if len(np.unique(y[rows])) < 2:
                return None
            table[inside, j] = clone(model).fit(X[rows], y[rows]).predict_proba(X[inside])[:, 0 if how == "class 0" else 1]
    return table

def own_of(names, X, y, k):
    # the table with k folds that the library chooses
    if k < 2 or np.bincount(y).min() < k:
        return None
    return np.column_stack([cross_val_predict(model, X, y, cv=k, method="predict_proba")[:, 1] for model in made(names)])

def votes_of(names, X, y, folds):
    return (table_of(names, X, y, folds, "right") > 0.5).astype(float)

def spied(function, names, X, y, folds):
    with recorded_fits(*[type(model) for model in made(names)]) as fits:
        models = made(names)
        table = function(models, X, y, folds)
    return table, [np.asarray(fit.X)[:, 0].tolist() for fit in fits], models
""")


@cache
def rows(seed, m=60):
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(m) % 2)
    X = rng.normal(size=(m, 3)) + 0.8 * y[:, None]
    return X, y


def compare(names, seed, folds, case, m=60):
    X, y = rows(seed, m)
    folds = np.asarray(folds)
    unnumbered = {"error": "ValueError", "says": "With folds −1, 0 and 5 line {line} raised {error}: {message}. The numbers may be any. For `PredefinedSplit`, −1 means “never left out”: number the folds afresh, from 0."}
    give = [answer.out_of_fold, answer.made(names), X, y, folds]
    got = expect.call(*give, **unnumbered) if -1 in folds else give[0](*give[1:])
    expect.true(got is not None, "`out_of_fold` returned None. Usually the `return` is missing.")
    expect.shape(got, (m, len(names)), says="{case}: the table has shape {want}; yours {got}.", case=case, mistakes=[((len(names), m), "{case}: expected shape {want}, got {got}: one *column* for each model."), ((m, 2 * len(names)), "{case}: expected shape {want}, got {got}. Keep the probability of class 1 alone: column 1.")])
    want = answer.table_of(names, X, y, folds, "right")
    got = np.asarray(got, dtype=float)
    if np.allclose(got, want, rtol=1e-6, atol=1e-9):
        return
    wrong = int(np.sum(~np.isclose(got, want, rtol=1e-6, atol=1e-9).all(axis=1)))
    words = {
        "all": "{case}: your models were fitted to all rows, also to those that they predict: whoever knows them by heart looks perfect. Leave each fold out when it is predicted.",
        "inside": "{case}: each fold was predicted by models fitted to this fold *itself*. Fit them to all other rows.",
        "class 0": "{case}: these are the probabilities of class 0. Class 1 has column 1 of `predict_proba`.",
    }
    for how, says in words.items():
        other = answer.table_of(names, X, y, folds, how)
        if other is not None and np.allclose(got, other, rtol=1e-6, atol=1e-9):
            expect.fail(says, case=case)
    for k in sorted({len(np.unique(folds)), 3, 5, 10}):
        own = answer.own_of(names, X, y, k)
        if own is not None and np.allclose(got, own, rtol=1e-6, atol=1e-9):
            expect.fail("{case}: these are the probabilities from {k} folds that the library chose, as with `cv={k}`. Leave out the folds that `folds` names.", case=case, k=k)
    if np.allclose(got, want[np.argsort(folds, kind="stable")], rtol=1e-6, atol=1e-9):
        expect.fail("{case}: the probabilities are right, but not in their rows: they stand fold behind fold. Put those of each fold where its rows are.", case=case)
    if np.array_equal(got, answer.votes_of(names, X, y, folds)):
        expect.fail("{case}: your table holds classes. Probabilities tell more: `predict_proba`, column 1.", case=case)
    if np.isnan(got).any():
        expect.fail("{case}: {n} entries of your table are nan: their rows were never predicted.", case=case, n=int(np.isnan(got).sum()))
    expect.fail("{case}: {wrong} of {m} rows are not those of models that were fitted to the other folds.", case=case, wrong=wrong, m=m)


with expect.test("three folds of neighbouring rows"):
    compare(["neighbours", "bayes"], 1, np.repeat([0, 1, 2], 20), "Three folds, two models")

with expect.test("one who knows by heart gets no answers"):
    compare(["by heart"], 2, np.arange(60) % 4, "Nearest neighbour, four folds")

### BEGIN HIDDEN TESTS
with expect.test("folds of any numbers and sizes"):
    rng = np.random.default_rng(3)
    compare(["logistic", "by heart", "bayes"], 3, rng.choice([7, -2, 40], 60, p=[0.2, 0.3, 0.5]), "Folds 7, −2 and 40, unequally large")
    compare(["neighbours"], 9, np.random.default_rng(9).choice([-1, 0, 5], 60), "Folds −1, 0 and 5")
    compare(["tree", "neighbours"], 4, np.r_[np.zeros(5), np.ones(55)].astype(int)[rng.permutation(60)], "A fold of 5 and one of 55")

with expect.test("as many folds as rows"):
    compare(["by heart"], 5, np.random.default_rng(5).permutation(20), "Twenty folds of one row", 20)

with expect.test("fitted to all other rows, and to none of the fold"):
    X, y = rows(6)
    folds = np.random.default_rng(6).integers(0, 3, 60)
    _, fits, _ = answer.spied(answer.out_of_fold, ["neighbours"], X, y, folds)
    places = {float(value): i for i, value in enumerate(X[:, 0])}
    outside = [sorted(np.flatnonzero(folds != k).tolist()) for k in range(3)]
    for given in fits:
        found = [places.get(float(value)) for value in given]
        expect.true(None not in found, "A model was fitted to rows that are not in `X`.")
        inside = sorted(set(found))
        expect.true(inside in outside or len(inside) > 50, "A model was fitted to {n} of the rows. With these folds it gets 60 less those of one fold.", n=len(inside))
        expect.true(inside in outside, "A model was fitted to {n} of 60 rows, so it has seen rows that it predicts.", n=len(inside))

with expect.test("the models stay unfitted"):
    X, y = rows(7)
    _, _, models = answer.spied(answer.out_of_fold, ["bayes", "neighbours"], X, y, np.arange(60) % 3)
    for model in models:
        estimators.unfitted(model, says="The {model} in `models` is fitted now. It belongs to whoever called: fit a copy, `clone(model)`.")

with expect.test("the input stays as it was"):
    X, y = rows(8)
    folds = np.arange(60) % 5
    held = [answer.put(value) for value in (X, y, folds)]
    answer.out_of_fold(answer.made(["bayes"]), *held)
    for handle, value in zip(held, (X, y, folds), strict=True):
        expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch07-e10" because="the library's loop over given folds"
def out_of_fold(models, X, y, folds):
    split = PredefinedSplit(np.unique(folds, return_inverse=True)[1])
    return np.column_stack([cross_val_predict(model, X, y, cv=split, method="predict_proba")[:, 1] for model in models])

# %% right="ch07-e10" because="leave one group out"
from sklearn.model_selection import LeaveOneGroupOut


def out_of_fold(models, X, y, folds):
    table = np.full((len(models), len(y)), np.nan)
    for outside, inside in LeaveOneGroupOut().split(X, y, groups=folds):
        for row, model in zip(table, models):
            row[inside] = clone(model).fit(X[outside], y[outside]).predict_proba(X[inside]).T[1]
    return table.T

# %% right="ch07-e10" because="copies, and one minus class 0"
from copy import deepcopy


def out_of_fold(models, X, y, folds):
    columns = []
    for model in models:
        column = {}
        for number in set(folds.tolist()):
            fitted = deepcopy(model)
            fitted.fit(X[folds != number], y[folds != number])
            rows = np.flatnonzero(folds == number)
            column.update(zip(rows.tolist(), 1 - fitted.predict_proba(X[rows])[:, 0]))
        columns.append([column[i] for i in range(len(X))])
    return np.array(columns).T

# %% wrong="ch07-e10" because="fitted to all rows" says="fitted to all rows"
def out_of_fold(models, X, y, folds):
    return np.column_stack([clone(model).fit(X, y).predict_proba(X)[:, 1] for model in models])

# %% wrong="ch07-e10" because="fitted to the fold itself" says="this fold *itself*"
def out_of_fold(models, X, y, folds):
    table = np.empty((len(X), len(models)))
    for j, model in enumerate(models):
        for number in np.unique(folds):
            inside = folds == number
            table[inside, j] = clone(model).fit(X[inside], y[inside]).predict_proba(X[inside])[:, 1]
    return table

# %% wrong="ch07-e10" because="fits the models themselves" says="fit a copy"
def out_of_fold(models, X, y, folds):
    table = np.empty((len(X), len(models)))
    for j, model in enumerate(models):
        for number in np.unique(folds):
            inside = folds == number
            table[inside, j] = model.fit(X[~inside], y[~inside]).predict_proba(X[inside])[:, 1]
    return table

# %% wrong="ch07-e10" because="classes in place of probabilities" says="your table holds classes"
def out_of_fold(models, X, y, folds):
    table = np.empty((len(X), len(models)))
    for j, model in enumerate(models):
        for number in np.unique(folds):
            inside = folds == number
            table[inside, j] = clone(model).fit(X[~inside], y[~inside]).predict(X[inside])
    return table

# %% wrong="ch07-e10" because="probabilities of class 0" says="class 0"
def out_of_fold(models, X, y, folds):
    table = np.empty((len(X), len(models)))
    for j, model in enumerate(models):
        for number in np.unique(folds):
            inside = folds == number
            table[inside, j] = clone(model).fit(X[~inside], y[~inside]).predict_proba(X[inside])[:, 0]
    return table

# %% wrong="ch07-e10" because="folds of its own" says="folds that the library chose"
def out_of_fold(models, X, y, folds):
    return np.column_stack([cross_val_predict(model, X, y, cv=3, method="predict_proba")[:, 1] for model in models])

# %% wrong="ch07-e10" because="rows, not columns" says="one *column*"
def out_of_fold(models, X, y, folds):
    split = PredefinedSplit(np.unique(folds, return_inverse=True)[1])
    return np.array([cross_val_predict(model, X, y, cv=split, method="predict_proba")[:, 1] for model in models])

# %% wrong="ch07-e10" because="both classes" says="class 1 alone"
def out_of_fold(models, X, y, folds):
    split = PredefinedSplit(np.unique(folds, return_inverse=True)[1])
    return np.hstack([cross_val_predict(model, X, y, cv=split, method="predict_proba") for model in models])

# %% wrong="ch07-e10" because="takes the folds to be numbered from 0" says=""
def out_of_fold(models, X, y, folds):
    table = np.full((len(X), len(models)), np.nan)
    for j, model in enumerate(models):
        for number in range(folds.max() + 1):
            inside = folds == number
            if inside.any():
                table[inside, j] = clone(model).fit(X[~inside], y[~inside]).predict_proba(X[inside])[:, 1]
    return table

# %% wrong="ch07-e10" because="puts the folds one behind the other" says="fold behind fold"
def out_of_fold(models, X, y, folds):
    columns = []
    for model in models:
        parts = [clone(model).fit(X[folds != k], y[folds != k]).predict_proba(X[folds == k])[:, 1] for k in np.unique(folds)]
        columns.append(np.concatenate(parts))
    return np.column_stack(columns)

# %% wrong="ch07-e10" because="the next fold alone teaches" says="not those of models"
def out_of_fold(models, X, y, folds):
    table = np.empty((len(X), len(models)))
    numbers = np.unique(folds)
    for j, model in enumerate(models):
        for number, other in zip(numbers, np.roll(numbers, 1)):
            inside, outside = folds == number, folds == other
            table[inside, j] = clone(model).fit(X[outside], y[outside]).predict_proba(X[inside])[:, 1]
    return table

# %% wrong="ch07-e10" because="the last model predicts everything" says="not those of models"
def out_of_fold(models, X, y, folds):
    table = np.empty((len(X), len(models)))
    for j, model in enumerate(models):
        for number in np.unique(folds):
            inside = folds == number
            fitted = clone(model).fit(X[~inside], y[~inside])
        table[:, j] = fitted.predict_proba(X)[:, 1]
    return table

# %% wrong="ch07-e10" because="hands `folds` to PredefinedSplit, where -1 means never left out" says="never left out"
def out_of_fold(models, X, y, folds):
    columns = []
    for model in models:
        p = cross_val_predict(model, X, y, cv=PredefinedSplit(folds), method="predict_proba")
        columns.append(p[:, 1])
    return np.column_stack(columns)


# %% wrong="ch07-e10" because="as many folds as given, but not the given ones" says="folds that the library chose"
def out_of_fold(models, X, y, folds):
    k = len(np.unique(folds))
    return np.column_stack(
        [cross_val_predict(m, X, y, cv=k, method="predict_proba")[:, 1] for m in models]
    )


# %% [markdown] exercise="ch07-e11" title="Five models, no gain" kind="S" level=1 minutes=10 core=false after="§9" skills=["Know when votes help"] topics=["S-05-I.11g"]
# A colleague has trained the same gradient-boosting model five times on the same 20,000 rows, with five seeds, and averages the predictions. "An ensemble of five", they say, "and the error fell from 0.412 to 0.410. Ensembles are overrated." Explain what happened, and what you would change. 60 to 150 words.

# %% [markdown] hint="ch07-e11"
# By how much do the five models differ from each other on a row? What does a mean of five equal numbers gain?

# %% [markdown] hint="ch07-e11"
# Use the formula ρσ² + (1 − ρ)σ²/n: which of its parts can five models make smaller, and which not? Then name a way to lower ρ that does not make the members much worse, and a number that you would look at first.

# %% [markdown] hint="ch07-e11"
# *The five models see ____, so their errors ____. Of the variance, ____ stays, whatever the number of models. I would first measure ____. To get models that differ, I would ____. Averages lower ____, not ____, so for boosting ____.*

# %% [markdown] answer="ch07-e11" manual=true points=1
# ### BEGIN SOLUTION
# The five models have seen the same rows with the same method; a seed changes hardly anything. Their errors are nearly the same on every row, with a correlation ρ near 1. The variance of their mean is ρσ² + (1 − ρ)σ²/5, and with ρ = 0.97 that is 0.976 σ²: nothing to gain, with five models or five hundred. I would first look
# at the correlation of their errors on rows left out. Then I would make the members differ: other rows (bagging), other columns, or, best of all, other kinds of models, say a forest, a linear model and the booster, as long as each is good on its own; and check on rows left out whether the mean beats the best one. Besides, an average only lowers variance. If the five
# are wrong in the same way because something is missing in the columns, that is bias, and another feature helps more than another seed.
# ### END SOLUTION

# %% [markdown] rubric="ch07-e11"
# One point each, four make the whole:
#
# 1. **Correlation.** The models make nearly the same errors, because they have seen the same rows with the same method.
# 2. **The formula, or what it says.** The part ρσ² stays, however many models there are.
# 3. **A remedy.** Other rows, other columns or other kinds of models; the members must stay good.
# 4. **A check, or a limit.** Measure the correlation or the gain on rows left out; or: averages lower variance, not bias.

# %% [markdown]
# ## At the end

# %% [markdown] exercise="ch07-e12" title="Exit quiz: six questions about ensembles" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Know when votes help", "Combine models by voting", "Judge a bag by rows left out", "Grow a random forest", "Read importances", "Stop boosting in time", "Stack without leaks"] topics=["S-05-I.11f", "S-05-I.11g", "S-ch07-xgboost"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · The errors of 25 models have variance 1, and any two of them the correlation 0.4. What is the variance of the error of their mean?
# *a* 0.04 · *b* 0.4 · *c* about 0.42 · *d* 1
#
# **q2** · A forest of 200 trees is right for 100 % of its training rows, 91 % out-of-bag. What do you expect on new rows?
# *a* about 91 % · *b* about 95 %, the middle · *c* about 100 % · *d* nothing can be said without a test set
#
# **q3** · Two trees of a forest ask different first questions although they were grown on nearly the same rows. What is the most likely reason?
# *a* the forest has not converged · *b* each node looked at other columns · *c* the trees were pruned differently · *d* their weights differ
#
# **q4** · In a bank's table, `income` and `income after tax` both have a permutation importance near zero. What do you do first?
# *a* drop both · *b* drop the one with the lower value and keep the other · *c* shuffle both together · *d* grow more trees
#
# **q5** · Boosting with learning rate 0.1 has its lowest validation error at tree 80 of 1,000, and a much higher one at the end. What do you change?
# *a* a deeper tree in each round · *b* train for more rounds, the error will fall again · *c* stop early, perhaps with a smaller learning rate · *d* use the 1,000 trees: the training error is lowest there
#
# **q6** · A stack's final model gives nearly all weight to a forest, and is worse on new rows than the forest's rivals. Its table held the forest's predictions for rows that the forest was fitted to. What went wrong?
# *a* a final model must not be linear · *b* the forest was judged by rows whose answers it had seen · *c* too few models · *d* the forest had too few trees

# %% [markdown] hint="ch07-e12"
# For each question: which rows has the model seen, and what do the members have in common?

# %% [markdown] hint="ch07-e12"
# q1: the formula has two parts. q2: who votes on a row out-of-bag? q4: if one of two twins is shuffled, what does the model read?

# %% [markdown] hint="ch07-e12"
# The part ρσ² is ____, the other one ____. Out-of-bag votes come from trees that ____. A twin ____. After the best round boosting follows ____. A row that was fitted is no ____.

# %% answer="ch07-e12" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "c", "q5": "c", "q6": "b"}
### END SOLUTION

# %% tests="ch07-e12" points=1
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
            "a": "That is 1/25, as for errors that have nothing in common. These correlate.",
            "b": "That part stays for infinitely many models. What do 25 of them add to it?",
            "d": "That would be so if all 25 erred alike. Their correlation is 0.4, not 1.",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "a",
        {
            "b": "Nothing speaks for the middle. Which of the two numbers comes from trees that have not seen the row?",
            "c": "Each tree knows most training rows by heart. Does it know the new ones?",
            "d": "Each row was left out by about 37 % of the trees. What do their votes say?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "b",
        {
            "a": "Trees of a forest are grown one by one, each to its end; there is nothing to converge.",
            "c": "Pruning cuts at the bottom of a tree; the first question stands at the top.",
            "d": "A forest's trees have one vote each. What is hidden from each node?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "c",
        {
            "a": "Each of the two can stand in for the other. What if both are gone?",
            "b": "Perhaps, in the end. But do the numbers say yet how much the model needs the pair?",
            "d": "More trees make the numbers steadier. What does the model read when one of the two is shuffled?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "c",
        {
            "a": "Deeper trees follow the noise even sooner.",
            "b": "It has risen for 920 rounds. What do the additional trees fit?",
            "d": "The training error falls for ever. Which error counts?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "b",
        {
            "a": "A linear model is the usual choice. What did it learn the weights from?",
            "c": "More models from the same table would be believed for the same bad reason.",
            "d": "With more trees the forest knows its training rows no worse. Which rows should have been in the table?",
        },
    )
### END HIDDEN TESTS

# %% wrong="ch07-e12" because="one question open" says="Still open: q4"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": None, "q5": "c", "q6": "b"}

# %% wrong="ch07-e12" because="independent errors" says="nothing in common"
answers = {"q1": "a", "q2": "a", "q3": "b", "q4": "c", "q5": "c", "q6": "b"}

# %% wrong="ch07-e12" because="believes training rows" says="know the new ones"
answers = {"q1": "c", "q2": "c", "q3": "b", "q4": "c", "q5": "c", "q6": "b"}

# %% wrong="ch07-e12" because="drops both twins" says="stand in for the other"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "a", "q5": "c", "q6": "b"}

# %% wrong="ch07-e12" because="more rounds" says="risen for 920 rounds"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "c", "q5": "b", "q6": "b"}

# %% right="ch07-e12" because="capital letters"
answers = {"q1": "C", "q2": "A", "q3": "B", "q4": "C", "q5": "C", "q6": "B"}
