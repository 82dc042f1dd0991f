# %% [markdown]
# # Classification: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the chapter.
#
# What holds for all: functions leave what they are given unchanged, models included, and return the same when they are called twice with the same arguments. Where a number is asked for, a NumPy number will do.
# You may use every function of NumPy and scikit-learn. Go through the exercises in order, or start anywhere: none is locked.

# %% setup=true
import numpy as np
from sklearn import metrics
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression, Ridge, SGDClassifier
from sklearn.model_selection import StratifiedKFold
from sklearn.model_selection import cross_val_predict, train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor


def shifted(pictures, down, right):
    """Copies moved by some pixels; what comes in is 0. Shape (m, h, w)."""
    moved = np.zeros_like(pictures)
    h, w = pictures.shape[1:]
    into = slice(max(down, 0), h + min(down, 0))
    across = slice(max(right, 0), w + min(right, 0))
    out = slice(max(-down, 0), h - max(down, 0))
    along = slice(max(-right, 0), w - max(right, 0))
    moved[:, into, across] = pictures[:, out, along]
    return moved

# %% [markdown]
# ## 1 · A drawer of sorted pictures

# %% [markdown] exercise="ch03-e01" title="A fair fifth" kind="C" level=1 minutes=6 core=true after="§1" skills=["Split a file honestly"] topics=["S-03-sklearn"]
# Write `hold_out(X, y, seed)`, which puts a fifth of the rows aside for testing.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)`, often sorted by class |
# | `y` | array of shape `(m,)`: the class of each row, numbers or text; each class has 5, 10, 15, … rows |
# | `seed` | a whole number that decides which rows are drawn |
# | returns | `X_train, X_test, y_train, y_test`, in this order |
#
# Every row is in exactly one of the two parts, with its own label, in any order. The test part holds **a fifth of the rows of each class**. The same seed draws the same rows; other seeds draw others.

# %% [markdown] hint="ch03-e01"
# A file holds 95 healthy and 5 ill people, sorted. How many ill ones belong into the test set, and how many are there if you take the last twenty rows, or any twenty?

# %% [markdown] hint="ch03-e01"
# `train_test_split` does it all. Which of its arguments says how much goes to the test set, which keeps the shares of the classes, and which takes the seed?

# %% [markdown] hint="ch03-e01"
# ```python
# def hold_out(X, y, seed):
#     return train_test_split(X, y, test_size=____, stratify=____, random_state=____)
# ```

# %% answer="ch03-e01" needs=[]
def hold_out(X, y, seed):
    """X_train, X_test, y_train, y_test, with a fifth of each class in the test part."""
    ### BEGIN SOLUTION
    return train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)
    ### END SOLUTION

# %% tests="ch03-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def table(counts, names=None, order=None):
    """Rows whose first column is their number, in classes of these sizes."""
    y = np.repeat(np.arange(len(counts)) if names is None else names, counts)
    X = np.c_[np.arange(len(y)), np.arange(len(y)) * 7.5 - 3]
    return (X, y) if order is None else (X[order], y[order])


def parts(X, y, seed):
    """The learner's four parts as arrays, which must be four and fit together."""
    got = answer.hold_out(X, y, seed)
    expect.true(got is not None, "`hold_out` returned None. Usually the `return` is missing.")
    expect.true(isinstance(got, tuple | list) and len(got) == 4, "Expected four things: X_train, X_test, y_train, y_test. Got {n}.", n=len(got) if isinstance(got, tuple | list) else 1)
    a, b, c, d = (np.asarray(part) for part in got)
    m = len(y)
    if a.ndim == 2 and b.ndim == 1 and c.ndim == 2 and d.ndim == 1 and len(a) == len(b):
        expect.fail("The second thing that you returned is a list of labels. The order is X_train, X_test, y_train, y_test.")
    expect.true(a.ndim == b.ndim == 2 and c.ndim == d.ndim == 1, "Expected two tables and then two lists of labels; got shapes {shapes}.", shapes=[list(part.shape) for part in (a, b, c, d)])
    expect.true(len(a) == len(c) and len(b) == len(d), "{a} training rows have {c} labels, and {b} test rows have {d}. Each row keeps its label.", a=len(a), b=len(b), c=len(c), d=len(d))
    if m > 5 and len(b) == m - m // 5 and len(a) == m // 5:
        expect.fail("{b} of {m} rows are in the test part, {a} in the training part: the other way round. Is the order of what you return right, and is `test_size` the test part's share?", a=len(a), b=len(b), m=m)
    again = sum(len(part) - len(np.unique(part[:, 0])) for part in (a, b))
    expect.true(again == 0, "{n} rows are repeats of another row in the same part. Draw without replacement, so that each row comes once.", n=again)
    expect.true(len(b) == m // 5, "The test part has {b} of {m} rows; a fifth is {want}.", b=len(b), m=m, want=m // 5)
    expect.true(len(a) == m - m // 5, "The training part has {a} of {m} rows; expected the other {want}.", a=len(a), m=m, want=m - m // 5)
    return a, b, c, d


def whole(X, y, seed):
    """Each row in one part, with its label."""
    a, b, c, d = parts(X, y, seed)
    numbers = np.r_[a[:, 0], b[:, 0]].astype(int)
    twice = np.intersect1d(a[:, 0], b[:, 0])
    expect.true(twice.size == 0, "{n} rows are in both parts, so they are tested by a model that has seen them.", n=twice.size)
    expect.true(len(np.unique(numbers)) == len(y), "Of {m} different rows {n} are in the two parts: some are missing, others come twice.", m=len(y), n=len(np.unique(numbers)))
    label = dict(zip(X[:, 0].astype(int).tolist(), y.tolist()))
    wrong = sum(label[int(row)] != got for row, got in zip(numbers, [*c.tolist(), *d.tolist()]))
    expect.true(wrong == 0, "{n} of {m} rows have got another row's label. Draw the rows once, and take both their features and their labels.", n=wrong, m=len(y))
    row = {int(r): x for r, x in zip(X[:, 0], X.tolist())}
    expect.true(all(row[int(x[0])] == x for x in [*a.tolist(), *b.tolist()]), "Rows have been changed on their way. All columns of a row stay together.")
    return a, b, c, d


def fair(X, y, seed):
    """A fifth of each class is tested."""
    *_, d = parts(X, y, seed)
    for name in np.unique(y).tolist():
        got, want, of = int(np.sum(d == name)), int(np.sum(y == name)) // 5, int(np.sum(y == name))
        expect.true(got == want, "Of the {of} rows of class {name} there are {got} in the test part; a fifth is {want}. See §1 on stratified splits.", of=of, name=name, got=got, want=want)


with expect.test("two parts, each row in one of them"):
    whole(*table([30, 20, 10]), 1)

with expect.test("a fifth of each class"):
    fair(*table([30, 20, 10]), 1)

### BEGIN HIDDEN TESTS
with expect.test("a rare class, for many seeds"):
    for seed in range(12):
        fair(*table([90, 5, 5]), seed)

with expect.test("other seeds, other rows"):
    X, y = table([40, 20])
    behaviour.seeded(answer.hold_out, X, y, seeds=(3, 4, 5), ignores="Seeds 3, 4 and 5 gave the same parts. The seed decides which rows are drawn.")
    tested = [np.sort(np.asarray(parts(X, y, seed)[1])[:, 0]) for seed in range(30)]
    expect.true(len({tuple(rows) for rows in tested}) > 15, "Thirty seeds drew few different test sets. Every seed should draw anew.")
    ever = np.unique(np.concatenate(tested))
    expect.true(len(ever) > 50, "Of 60 rows only {n} were ever drawn for testing in thirty draws. Each row of a class should have the same chance.", n=len(ever))

with expect.test("classes with names, in no order"):
    order = np.random.default_rng(1).permutation(75)
    X, y = table([45, 25, 5], ["cod", "herring", "eel"], order)
    whole(X, y, 7)
    fair(X, y, 7)

with expect.test("the input stays as it was"):
    X, y = table([10, 15])
    held, labels = answer.put(X), answer.put(y)
    answer.hold_out(held, labels, 0)
    expect.unchanged(held, X)
    expect.unchanged(labels, y)
### END HIDDEN TESTS

# %% right="ch03-e01" because="one fold of five"
def hold_out(X, y, seed):
    train, test = next(StratifiedKFold(5, shuffle=True, random_state=seed).split(X, y))
    return X[train], X[test], y[train], y[test]

# %% right="ch03-e01" because="draws from each class by hand"
def hold_out(X, y, seed):
    rng = np.random.default_rng(seed)
    test = np.zeros(len(y), dtype=bool)
    for name in np.unique(y):
        rows = np.flatnonzero(y == name)
        test[rng.choice(rows, len(rows) // 5, replace=False)] = True
    return X[~test], X[test], y[~test], y[test]

# %% right="ch03-e01" because="StratifiedShuffleSplit, row numbers"
from sklearn.model_selection import StratifiedShuffleSplit


def hold_out(X, y, seed):
    (train, test), = StratifiedShuffleSplit(1, test_size=len(y) // 5, random_state=seed).split(y, y)
    return [X[train], X[test], y[train], y[test]]

# %% right="ch03-e01" because="sorts random keys within classes; lists"
def hold_out(X, y, seed):
    keys = np.random.default_rng(seed).random(len(y))
    rank = np.array([np.sum((y == y[i]) & (keys < keys[i])) for i in range(len(y))])
    size = np.array([np.sum(y == name) for name in y])
    test = rank < size // 5
    return X[~test].tolist(), X[test].tolist(), y[~test].tolist(), y[test].tolist()

# %% wrong="ch03-e01" because="not stratified" says="See §1 on stratified splits"
def hold_out(X, y, seed):
    return train_test_split(X, y, test_size=0.2, random_state=seed)

# %% wrong="ch03-e01" because="the end of the file" says="See §1 on stratified splits"
def hold_out(X, y, seed):
    return train_test_split(X, y, test_size=0.2, shuffle=False)

# %% wrong="ch03-e01" because="the seed is not used" says="The seed decides"
def hold_out(X, y, seed):
    return train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)

# %% wrong="ch03-e01" because="no seed at all" says="np.random"
def hold_out(X, y, seed):
    return train_test_split(X, y, test_size=0.2, stratify=y)

# %% wrong="ch03-e01" because="a quarter, the default" says="a fifth is"
def hold_out(X, y, seed):
    return train_test_split(X, y, stratify=y, random_state=seed)

# %% wrong="ch03-e01" because="shares swapped" says="the other way round"
def hold_out(X, y, seed):
    return train_test_split(X, y, test_size=0.8, stratify=y, random_state=seed)

# %% wrong="ch03-e01" because="features and labels of each part together" says="The order is"
def hold_out(X, y, seed):
    a, b, c, d = train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)
    return a, c, b, d

# %% wrong="ch03-e01" because="features and labels shuffled apart" says="another row's label"
def hold_out(X, y, seed):
    X_train, X_test = train_test_split(X, test_size=0.2, stratify=y, random_state=seed)
    y_train, y_test = train_test_split(y, test_size=0.2, stratify=y, random_state=seed + 1)
    return X_train, X_test, y_train, y_test

# %% wrong="ch03-e01" because="tests on rows that stay in training" says="are in both parts"
def hold_out(X, y, seed):
    a, X_test, c, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)
    X_train, y_train = np.r_[a[: len(a) - 3], X_test[:3]], np.r_[c[: len(c) - 3], y_test[:3]]
    return X_train, X_test, y_train, y_test

# %% wrong="ch03-e01" because="the first fifth of each class" says="The seed decides"
def hold_out(X, y, seed):
    test = np.zeros(len(y), dtype=bool)
    for name in np.unique(y):
        rows = np.flatnonzero(y == name)
        test[rows[: len(rows) // 5]] = True
    return X[~test], X[test], y[~test], y[test]

# %% wrong="ch03-e01" because="all rows stay in the training part" says="expected the other"
def hold_out(X, y, seed):
    _, X_test, _, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)
    return X, X_test, y, y_test

# %% wrong="ch03-e01" because="the global generator" says="np.random"
def hold_out(X, y, seed):
    np.random.seed(seed)
    return train_test_split(X, y, test_size=0.2, stratify=y)

# %% wrong="ch03-e01" because="shuffles in place" says="changed its input"
def hold_out(X, y, seed):
    order = np.random.default_rng(seed).permutation(len(y))
    X[:], y[:] = X[order], y[order]
    return train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)

# %% wrong="ch03-e01" because="two seeds only" says="few different test sets"
def hold_out(X, y, seed):
    return train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed % 2)

# %% wrong="ch03-e01" because="draws with replacement" says="Draw without replacement"
def hold_out(X, y, seed):
    rng = np.random.default_rng(seed)
    test = []
    for c in np.unique(y):
        rows = np.flatnonzero(y == c)
        test.extend(rng.choice(rows, len(rows) // 5))
    test = np.array(test)
    train = np.setdiff1d(np.arange(len(y)), test)
    return X[train], X[test], y[train], y[test]

# %% right="ch03-e01" because="every fifth row after a stable sort of shuffled rows"
def hold_out(X, y, seed):
    order = np.random.default_rng(seed).permutation(len(y))
    order = order[np.argsort(y[order], kind="stable")]
    test = np.arange(len(y)) % 5 == 3
    return X[order[~test]], X[order[test]], y[order[~test]], y[order[test]]

# %% right="ch03-e01" because="pandas draws from each group"
import pandas as pd


def hold_out(X, y, seed):
    drawn = pd.Series(y).groupby(y).sample(frac=0.2, random_state=seed).index
    test = np.isin(np.arange(len(y)), drawn)
    return X[~test], X[test], y[~test], y[test]

# %% [markdown]
# ## 2 · Right for ninety per cent, without looking

# %% [markdown] exercise="ch03-e02" title="What is 95 per cent worth?" kind="F" level=1 minutes=8 core=true after="§2" skills=["Baselines for accuracy"] topics=["S-03-sklearn"]
# Somebody reports an accuracy. Write `worth(y_train, y_test, says)`, which puts three other numbers beside it.
#
# `y_train` and `y_test` hold classes, numbers or text; `says` holds a model's answers for the test rows, with the shape of `y_test`. Return a dict:
#
# | key | number |
# |---|---|
# | `"accuracy"` | the share of test rows whose answer is right |
# | `"baseline"` | the accuracy, on the test rows, of always giving the most frequent class **of `y_train`** (there is one that is the most frequent) |
# | `"won"` | the share of the baseline's mistakes that the model avoids: the accuracy minus the baseline, divided by 1 minus the baseline; below zero for a model that is worse |
# | `"balanced"` | the balanced accuracy: for each class in `y_test` the share of its rows that are answered rightly, and the mean of these shares |
#
# The baseline is never 1.

# %% [markdown] hint="ch03-e02"
# Of 100 training rows 70 are "ham", of 10 test rows 4 are, and a model is right for 7 of them. What does one reach who always says "ham"? How many mistakes does the model save?

# %% [markdown] hint="ch03-e02"
# `DummyClassifier(strategy="most_frequent")` is fitted to training rows (of whatever features: `np.zeros((m, 1))`), and its `score` is computed on test rows. `metrics.accuracy_score` and `metrics.balanced_accuracy_score` take the truth first.

# %% [markdown] hint="ch03-e02"
# ```python
# def worth(y_train, y_test, says):
#     dummy = DummyClassifier(strategy="most_frequent").fit(np.zeros((len(y_train), 1)), ____)
#     accuracy = metrics.accuracy_score(____, ____)
#     baseline = dummy.score(np.zeros((len(y_test), 1)), ____)
#     won = (____ - ____) / (1 - ____)
#     balanced = metrics.____(y_test, says)
#     return {"accuracy": accuracy, "baseline": baseline, "won": won, "balanced": balanced}
# ```

# %% answer="ch03-e02" needs=[]
def worth(y_train, y_test, says):
    """A dict with the keys "accuracy", "baseline", "won" and "balanced"."""
    ### BEGIN SOLUTION
    dummy = DummyClassifier(strategy="most_frequent").fit(np.zeros((len(y_train), 1)), y_train)
    accuracy = metrics.accuracy_score(y_test, says)
    baseline = dummy.score(np.zeros((len(y_test), 1)), y_test)
    won = (accuracy - baseline) / (1 - baseline)
    balanced = metrics.balanced_accuracy_score(y_test, says)
    return {"accuracy": accuracy, "baseline": baseline, "won": won, "balanced": balanced}
    ### END SOLUTION

# %% [markdown] equivalent="ch03-e02"
# dummy = DummyClassifier(strategy='most_frequent').fit(np.zeros((len(y_train), 1)), y_train)  →  dummy = DummyClassifier(strategy='most_frequent').fit(np.zeros((len(y_train), 2)), y_train)
# baseline = dummy.score(np.zeros((len(y_test), 1)), y_test)  →  baseline = dummy.score(np.zeros((len(y_test), 2)), y_test)

# %% tests="ch03-e02" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

KEYS = ["accuracy", "baseline", "won", "balanced"]


def most(y):
    names, counts = np.unique(y, return_counts=True)
    return names[counts.argmax()]


def numbers(y_train, y_test, says):
    """What is right, and what usual slips give."""
    right = float(np.mean(y_test == says))
    base, other = float(np.mean(y_test == most(y_train))), float(np.mean(y_test == most(y_test)))
    shares = [float(np.mean(says[y_test == name] == name)) for name in np.unique(y_test)]
    hits = [float(np.mean(y_test[says == name] == name)) for name in np.unique(says)]
    want = {"accuracy": right, "baseline": base, "won": (right - base) / (1 - base), "balanced": float(np.mean(shares))}
    slips = {
        "accuracy": [(right * len(y_test), "\"accuracy\" is the number of right answers, {got}. Divide it by the number of test rows: {want}."), (1 - right, "\"accuracy\" is the share of wrong answers, {got}; the share of right ones is {want}.")],
        "baseline": [
            (other, "\"baseline\" should be {want}, you returned {got}. That is for the most frequent class of `y_test`, which nobody knows before the test; take that of `y_train`."),
            (float(np.mean(y_train == most(y_train))), "\"baseline\" should be {want}, you returned {got}, the share of the most frequent class among the training rows. Measure it on the test rows."),
            (1 / len(np.unique(y_train)), "\"baseline\" should be {want}, you returned {got}: one divided by the number of classes, which is guessing. Always give the most frequent class of `y_train`."),
        ],
        "won": [
            (right - base, "\"won\" should be {want}, you returned {got}, the difference. Divide it by the baseline's share of mistakes."),
            ((right - base) / base, "\"won\" should be {want}, you returned {got}: divided by the baseline. The mistakes that can be avoided are 1 minus the baseline."),
            ((right - base) / (1 - right) if right < 1 else None, "\"won\" should be {want}, you returned {got}: divided by the model's own mistakes. Divide by the baseline's."),
            (max(0.0, (right - base) / (1 - base)) if right < base else None, "\"won\" should be {want}, you returned {got}. A model that is worse than the baseline has a number below zero."),
        ],
        "balanced": [
            (float(np.mean(hits)), "\"balanced\" should be {want}, you returned {got}. These are shares of the answers of each class; take shares of the test rows of each class."),
            *((float(np.sum(shares)) / n, "\"balanced\" should be {want}, you returned {got}: classes without a test row count as 0 in it. Take the mean over the classes in `y_test` only.") for n in {len(np.union1d(y_test, y)) for y in (says, y_train)}),
            (right, "\"balanced\" should be {want}, you returned {got}, the plain accuracy. Take the share of each class first, then their mean."),
        ],
    }
    return want, slips


def ask(y_train, y_test, says):
    if y_train.dtype.kind != "U":
        return answer.worth(y_train, y_test, says)
    # what fails with numbers, too, does not fail because of the text
    names = np.unique(np.r_[y_train, y_test, says])
    answer.worth(*(np.searchsorted(names, y) for y in (y_train, y_test, says)))
    return expect.call(answer.worth, y_train, y_test, says, says="With classes that are text your code raised *{error}: {message}*; with numbers it did not. Classes may be either: `np.unique(y_train, return_counts=True)` counts both.")


def compare(y_train, y_test, says, *keys):
    got = ask(y_train, y_test, says)
    expect.true(isinstance(got, dict), "Expected a dict with the keys {keys}, got {got}.", keys=", ".join(KEYS), got=got)
    missing = [key for key in KEYS if key not in got]
    expect.true(not missing, "The dict has no {keys}. Its keys are accuracy, baseline, won and balanced.", keys=", ".join(missing))
    want, slips = numbers(y_train, y_test, says)
    for key in keys or KEYS:
        plain = "\"{key}\" should be {want}, you returned {got}."
        known = [(value, words) for value, words in slips[key] if value is not None and abs(value - want[key]) > 1e-6]
        # where two slips give the same number, neither is blamed
        mistakes = [(a, words if sum(abs(a - b) < 1e-6 for b, _ in known) == 1 else plain) for a, words in known]
        expect.close(got[key], want[key], says=plain, mistakes=mistakes, key=key)


def mails(ham, spam):
    return np.array(["ham"] * ham + ["spam"] * spam)


TRAIN, TEST = mails(70, 30), mails(4, 6)
SAYS = np.array(["ham", "ham", "ham", "ham", "spam", "spam", "spam", "ham", "ham", "ham"])

with expect.test("accuracy and baseline"):
    compare(TRAIN, TEST, SAYS, "accuracy", "baseline")

with expect.test("what was won, and the balanced accuracy"):
    compare(TRAIN, TEST, SAYS, "won", "balanced")

### BEGIN HIDDEN TESTS
with expect.test("worse than the baseline"):
    compare(mails(80, 20), mails(8, 2), np.array(["spam"] * 5 + ["ham"] * 5))

with expect.test("several classes with numbers"):
    rng = np.random.default_rng(2)
    for k in (3, 5):
        for _ in range(5):
            y_train, y_test = np.r_[rng.integers(0, k, 40), np.full(12, 1)] * 3, rng.integers(0, k, 25) * 3
            says = np.where(rng.random(25) < 0.6, y_test, rng.integers(0, k, 25) * 3)
            compare(y_train, y_test, says)

with expect.test("a class that is not tested"):
    compare(np.repeat([1, 2, 3], [10, 5, 2]), np.array([1, 1, 2, 2, 2]), np.array([1, 2, 2, 2, 1]))
    compare(np.repeat([0, 1, 2], [9, 4, 2]), np.repeat([0, 1], [3, 5]), np.repeat([0, 1], [4, 4]))

with expect.test("an answer that is no class of the test rows"):
    compare(np.repeat([1, 2, 3], [10, 5, 2]), np.array([1, 1, 2, 2, 2]), np.array([1, 1, 3, 2, 1]))
    compare(mails(7, 3), np.array(["ham"] * 3 + ["spam"] * 5), np.array(["ham", "ham", "news", "news", "spam", "spam", "ham", "spam"]))

with expect.test("the input stays as it was"):
    held = [answer.put(value) for value in (TRAIN, TEST, SAYS)]
    answer.worth(*held)
    for handle, value in zip(held, (TRAIN, TEST, SAYS)):
        expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch03-e02" because="counted by hand"
from collections import Counter


def worth(y_train, y_test, says):
    top = Counter(y_train.tolist()).most_common(1)[0][0]
    pairs = list(zip(y_test.tolist(), says.tolist()))
    accuracy = sum(a == b for a, b in pairs) / len(pairs)
    baseline = sum(a == top for a, _ in pairs) / len(pairs)
    each = [[a == b for a, b in pairs if a == name] for name in {a for a, _ in pairs}]
    balanced = sum(sum(hits) / len(hits) for hits in each) / len(each)
    return dict(accuracy=accuracy, baseline=baseline, won=1 - (1 - accuracy) / (1 - baseline), balanced=balanced)

# %% right="ch03-e02" because="NumPy, weights in place of a loop"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    right, dumb = says == y_test, y_test == names[np.argmax(counts)]
    _, place, sizes = np.unique(y_test, return_inverse=True, return_counts=True)
    a, b = right.mean(), dumb.mean()
    return {"balanced": np.average(right, weights=1 / sizes[place]), "won": (a - b) / (~dumb).mean(), "baseline": b, "accuracy": a}

# %% right="ch03-e02" because="recalls by class"
def worth(y_train, y_test, says):
    _, _, kept = np.unique(y_train, return_index=True, return_counts=True)
    top = np.unique(y_train)[kept.argmax()]
    a = metrics.accuracy_score(y_test, says)
    b = metrics.accuracy_score(y_test, np.full(len(y_test), top))
    r = metrics.recall_score(y_test, says, labels=np.unique(y_test), average="macro", zero_division=0)
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": r}

# %% wrong="ch03-e02" because="the most frequent class of the test rows" says="which nobody knows before the test"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_test, return_counts=True)
    a, b = np.mean(y_test == says), counts.max() / len(y_test)
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="the baseline on the training rows" says="Measure it on the test rows"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), counts.max() / len(y_train)
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="guessing as the baseline" says="which is guessing"
def worth(y_train, y_test, says):
    a, b = np.mean(y_test == says), 1 / len(np.unique(y_train))
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="the difference" says="the difference"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": a - b, "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="divided by the baseline" says="1 minus the baseline"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": (a - b) / b, "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="truth and answers swapped" says="shares of the answers"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": metrics.balanced_accuracy_score(says, y_test)}

# %% wrong="ch03-e02" because="never below zero" says="below zero"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": max(0, (a - b) / (1 - b)), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="a key is missing" says="has no balanced"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b)}

# %% wrong="ch03-e02" because="counts in place of shares" says="number of right answers"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.sum(y_test == says), np.sum(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": (a - b) / (len(y_test) - b), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="averages over the classes of the training rows" says="without a test row"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    each = [np.sum((y_test == n) & (says == n)) / max(1, np.sum(y_test == n)) for n in names]
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": np.mean(each)}

# %% wrong="ch03-e02" because="accuracy again as the balanced one" says="the plain accuracy"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": np.mean([np.mean(y_test == says)])}

# %% wrong="ch03-e02" because="averages over the classes of the answers, too" says="without a test row"
def worth(y_train, y_test, says):
    names, counts = np.unique(y_train, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": metrics.recall_score(y_test, says, average="macro", zero_division=0)}

# %% right="ch03-e02" because="the library for three of four"
def worth(y_train, y_test, says):
    dummy = DummyClassifier(strategy="most_frequent").fit(np.zeros((len(y_train), 1)), y_train)
    a, b = metrics.accuracy_score(y_test, says), dummy.score(np.zeros((len(y_test), 1)), y_test)
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% wrong="ch03-e02" because="counts whole numbers only" says="Classes may be either"
def worth(y_train, y_test, says):
    most = np.bincount(y_train).argmax()
    accuracy, baseline = np.mean(says == y_test), np.mean(y_test == most)
    return {"accuracy": accuracy, "baseline": baseline, "won": (accuracy - baseline) / (1 - baseline), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% right="ch03-e02" because="a counter, and a mean weighted by the size of the row's class"
from collections import Counter


def worth(y_train, y_test, says):
    usual = Counter(y_train.tolist()).most_common(1)[0][0]
    _, where, sizes = np.unique(y_test, return_inverse=True, return_counts=True)
    right = y_test == says
    found = {"accuracy": np.average(right), "baseline": np.average(y_test == usual)}
    found["balanced"] = np.average(right, weights=1 / sizes[where])
    found["won"] = 1 - (1 - found["accuracy"]) / (1 - found["baseline"])
    return found

# %% wrong="ch03-e02" because="the most frequent answer" says="should be"
def worth(y_train, y_test, says):
    names, counts = np.unique(says, return_counts=True)
    a, b = np.mean(y_test == says), np.mean(y_test == names[counts.argmax()])
    return {"accuracy": a, "baseline": b, "won": (a - b) / (1 - b), "balanced": metrics.balanced_accuracy_score(y_test, says)}

# %% [markdown]
# ## 3 · Four kinds of answers

# %% [markdown] exercise="ch03-e03" title="Three numbers from two lists" kind="F" level=1 minutes=10 core=true after="§3" skills=["Precision, recall and F1"] topics=["S-03-sklearn"]
# Write `scores(y, says)`, which returns `precision, recall, f1`, three numbers.
#
# `y` holds what is true and `says` what a classifier answers, both arrays of shape `(m,)` with 0 and 1 or with False and True; 1 or True is positive. There is at least one row. A number whose fraction is 0/0 (no yes, or no positive at all) is
# **0**, and no warning is given.

# %% [markdown] hint="ch03-e03"
# Ten mails, four of them spam. A filter stops three, two of which are spam. What is the catch, what was in the sea?

# %% [markdown] hint="ch03-e03"
# With boolean arrays `np.sum(y & says)` counts the true positives (make sure that they are boolean: `np.asarray(y, dtype=bool)`). How many yeses are there, how many positives? F1 is 2·TP divided by the sum of these two.

# %% [markdown] hint="ch03-e03"
# ```python
# def scores(y, says):
#     y, says = np.asarray(y, dtype=bool), np.asarray(says, dtype=bool)
#     tp, yeses, positives = np.sum(____), np.sum(____), np.sum(____)
#     precision = tp / ____ if ____ else 0.0
#     recall = ____
#     f1 = 2 * tp / (____) if tp else 0.0
#     return precision, recall, f1
# ```

# %% answer="ch03-e03" needs=[]
def scores(y, says):
    """Precision, recall and F1; 0 where a fraction is 0/0."""
    ### BEGIN SOLUTION
    y, says = np.asarray(y, dtype=bool), np.asarray(says, dtype=bool)
    tp, yeses, positives = np.sum(y & says), np.sum(says), np.sum(y)
    precision = tp / yeses if yeses else 0.0
    recall = tp / positives if positives else 0.0
    f1 = 2 * tp / (yeses + positives) if tp else 0.0
    return precision, recall, f1
    ### END SOLUTION

# %% tests="ch03-e03" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings

def warned(function, y, says):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        got = function(y, says)
    return [str(warning.message) for warning in seen], got
""")
NAMES = ["precision", "recall", "F1"]


def three(tp, fp, fn):
    p = tp / (tp + fp) if tp + fp else 0.0
    r = tp / (tp + fn) if tp + fn else 0.0
    return [p, r, 2 * tp / (2 * tp + fp + fn) if tp else 0.0]


def compare(tp, fp, fn, tn, kind=int, check=range(3)):
    """Rows of the four kinds, mixed."""
    y = np.r_[np.ones(tp), np.zeros(fp), np.ones(fn), np.zeros(tn)].astype(kind)
    says = np.r_[np.ones(tp), np.ones(fp), np.zeros(fn), np.zeros(tn)].astype(kind)
    order = np.random.default_rng(tp + 3 * fp).permutation(len(y))
    y, says = y[order], says[order]
    counts = {"tp": tp, "fp": fp, "fn": fn, "tn": tn}
    if kind is bool:
        warnings, got = expect.call(answer.warned, answer.scores, y, says, error="TypeError", says="With arrays of False and True your code raised *{message}*. Both kinds are allowed: turn them into one first, as `np.asarray(y, dtype=int)` does.")
    else:
        warnings, got = answer.warned(answer.scores, y, says)
    expect.true(not warnings, "Your code warned: *{message}*. A number whose fraction is 0/0 is 0, and no warning is given: divide only where the denominator is not 0, or set `zero_division=0`.", message=warnings[0].splitlines()[0] if warnings else "")
    expect.true(got is not None, "`scores` returned None. Usually the `return` is missing.")
    expect.true(np.shape(got) == (3,), "Expected three numbers, precision, recall and f1; got {got}.", got=got)
    p, r, f = three(tp, fp, fn)
    want, m = [p, r, f], tp + fp + fn + tn
    other = three(tn, fn, fp)
    slips = [
        [(r, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the precision is {want}; you returned {got}, which is the recall. Precision is a share of the yeses."), (other[0], "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the precision is {want}; you returned {got}, as if no were the positive class."), ((tp + tn) / m, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the precision is {want}; you returned {got}, the accuracy. Precision looks at the yeses only.")],
        [(p, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the recall is {want}; you returned {got}, which is the precision. Recall is a share of the positives."), (other[1], "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the recall is {want}; you returned {got}, as if no were the positive class."), ((tp + tn) / m, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the recall is {want}; you returned {got}, the accuracy. Recall looks at the positives only."), (tp / m, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the recall is {want}; you returned {got}: divided by all rows. Divide by the positives.")],
        [((p + r) / 2, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the F1 is {want}; you returned {got}, the plain mean of precision and recall. F1 is their harmonic mean, nearer to the smaller one."), ((p * r) ** 0.5, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the F1 is {want}; you returned {got}, the root of the product. F1 is the harmonic mean."), (f / 2, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the F1 is {want}; you returned {got}, half of it. Usually the factor 2 is missing."), (2 * f, "With TP {tp}, FP {fp}, FN {fn}, TN {tn} the F1 is {want}; you returned {got}, twice as much.")],
    ]
    for k in check:
        known = [(value, words) for value, words in slips[k] if abs(value - want[k]) > 1e-9]
        # where two slips give the same number, neither is blamed
        alone = [(a, words) for a, words in known if sum(abs(a - b) < 1e-6 for b, _ in known) == 1]
        expect.close(got[k], want[k], says="With TP {tp}, FP {fp}, FN {fn}, TN {tn} the {name} is {want}; you returned {got}.", mistakes=alone, name=NAMES[k], **counts)


with expect.test("precision and recall"):
    compare(2, 1, 2, 5, check=[0, 1])
    compare(6, 2, 1, 11, check=[0, 1])

with expect.test("the F1 score"):
    compare(2, 1, 2, 5, check=[2])
    compare(6, 2, 1, 11, check=[2])

### BEGIN HIDDEN TESTS
with expect.test("no yes at all"):
    compare(0, 0, 3, 4)

with expect.test("no positive at all"):
    compare(0, 2, 0, 5)
    compare(0, 0, 0, 4)

with expect.test("yeses and positives, and none in common"):
    compare(0, 3, 2, 4)

with expect.test("False and True"):
    compare(4, 2, 3, 6, kind=bool)
    compare(0, 0, 2, 1, kind=bool)
    compare(0, 3, 0, 1, kind=bool)

with expect.test("all rows are positive"):
    compare(3, 0, 2, 0)
    compare(4, 0, 0, 0)

with expect.test("many tables"):
    rng = np.random.default_rng(3)
    for tp, fp, fn, tn in rng.integers(0, 40, (20, 4)) + [1, 0, 0, 0]:
        compare(int(tp), int(fp), int(fn), int(tn))

with expect.test("the input stays as it was"):
    y, says = np.array([1, 0, 1, 0]), np.array([1, 1, 0, 0])
    held = answer.put(y), answer.put(says)
    answer.scores(*held)
    expect.unchanged(held[0], y)
    expect.unchanged(held[1], says)
### END HIDDEN TESTS

# %% right="ch03-e03" because="the library"
def scores(y, says):
    return metrics.precision_recall_fscore_support(np.asarray(y, int), np.asarray(says, int), average="binary", zero_division=0)[:3]

# %% right="ch03-e03" because="three calls, one for each"
def scores(y, says):
    given = (y.astype(int), says.astype(int))
    return tuple(f(*given, zero_division=0.0) for f in (metrics.precision_score, metrics.recall_score, metrics.f1_score))

# %% right="ch03-e03" because="sets of row numbers"
def scores(y, says):
    true = {i for i, t in enumerate(y) if t}
    caught = {i for i, s in enumerate(says) if s}
    both = len(true & caught)
    precision = both / max(1, len(caught))
    recall = both / max(1, len(true))
    return [precision, recall, 2 * precision * recall / (precision + recall) if both else 0]

# %% right="ch03-e03" because="a table of counts"
def scores(y, says):
    table = np.bincount(2 * y.astype(int) + says.astype(int), minlength=4).reshape(2, 2)
    tp = float(table[1, 1])
    return (tp and tp / table[:, 1].sum(), tp and tp / table[1].sum(), tp and tp / (tp + (table[0, 1] + table[1, 0]) / 2))

# %% wrong="ch03-e03" because="precision and recall swapped" says="which is the recall"
def scores(y, says):
    p, r, f, _ = metrics.precision_recall_fscore_support(says.astype(int), y.astype(int), average="binary", zero_division=0)
    return p, r, f

# %% wrong="ch03-e03" because="the plain mean" says="harmonic mean, nearer"
def scores(y, says):
    p, r, f, _ = metrics.precision_recall_fscore_support(y.astype(int), says.astype(int), average="binary", zero_division=0)
    return p, r, (p + r) / 2

# %% wrong="ch03-e03" because="divides by zero" says="divide only where"
def scores(y, says):
    y, says = np.asarray(y, dtype=bool), np.asarray(says, dtype=bool)
    tp = np.sum(y & says)
    p, r = tp / np.sum(says), tp / np.sum(y)
    return p, r, 2 * p * r / (p + r)

# %% wrong="ch03-e03" because="accuracy in place of precision" says="the accuracy"
def scores(y, says):
    y, says = np.asarray(y, dtype=bool), np.asarray(says, dtype=bool)
    p, r = np.mean(y == says), np.sum(y & says) / max(1, np.sum(y))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0

# %% wrong="ch03-e03" because="1 where a fraction is 0/0" says="the precision is 0"
def scores(y, says):
    return metrics.precision_recall_fscore_support(y.astype(int), says.astype(int), average="binary", zero_division=1)[:3]

# %% wrong="ch03-e03" because="the factor 2 is missing" says="factor 2"
def scores(y, says):
    p, r, _, _ = metrics.precision_recall_fscore_support(y.astype(int), says.astype(int), average="binary", zero_division=0)
    return p, r, p * r / (p + r) if p + r else 0.0

# %% wrong="ch03-e03" because="a small number in the denominator" says="you returned"
def scores(y, says):
    tp = np.sum(y * says)
    p, r = tp / (np.sum(says) + 0.001), tp / (np.sum(y) + 0.001)
    return p, r, 2 * p * r / (p + r + 0.001)

# %% wrong="ch03-e03" because="averages over both classes" says="you returned"
def scores(y, says):
    return metrics.precision_recall_fscore_support(y.astype(int), says.astype(int), average="macro", zero_division=0)[:3]

# %% wrong="ch03-e03" because="no is the positive class" says="as if no were"
def scores(y, says):
    return metrics.precision_recall_fscore_support(1 - y.astype(int), 1 - says.astype(int), average="binary", zero_division=0)[:3]

# %% wrong="ch03-e03" because="one too many in the denominator of F1" says=""
def scores(y, says):
    tp, fp, fn = np.sum(y & says), np.sum(~y & says), np.sum(y & ~says)
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return p, r, 2 * tp / max(1, 2 * tp + fp + fn + 1)

# %% wrong="ch03-e03" because="warns where there is no yes" says="warned"
def scores(y, says):
    with_one = np.asarray(says, int)
    if not with_one.any():
        import warnings

        warnings.warn("no yes", RuntimeWarning)
    return metrics.precision_recall_fscore_support(np.asarray(y, int), with_one, average="binary", zero_division=0)[:3]

# %% wrong="ch03-e03" because="rounded" says="you returned"
def scores(y, says):
    p, r, f, _ = metrics.precision_recall_fscore_support(y.astype(int), says.astype(int), average="binary", zero_division=0)
    return round(p, 2), round(r, 2), round(f, 2)

# %% wrong="ch03-e03" because="subtracts, which arrays of False and True do not allow" says="Both kinds are allowed"
def scores(y, says):
    fn, fp, tp = np.sum(y - says == 1), np.sum(y - says == -1), np.sum(y * says)
    precision = tp / (tp + fp) if tp + fp else 0
    recall = tp / (tp + fn) if tp + fn else 0
    return precision, recall, tp / (tp + (fn + fp) / 2) if tp + fn + fp else 0

# %% wrong="ch03-e03" because="the library warns" says="zero_division=0"
def scores(y, says):
    return metrics.precision_score(y, says), metrics.recall_score(y, says), metrics.f1_score(y, says)

# %% right="ch03-e03" because="a confusion matrix with both labels"
def scores(y, says):
    (tn, fp), (fn, tp) = metrics.confusion_matrix(np.array(y, int), np.array(says, int), labels=[0, 1])
    safe = lambda a, b: float(a) / float(b) if b else 0.0
    return np.array([safe(tp, tp + fp), safe(tp, tp + fn), safe(2 * tp, 2 * tp + fp + fn)])

# %% [markdown]
# ## 4 · Where to draw the line

# %% [markdown] exercise="ch03-e04" title="Scores that nobody learned by heart" kind="C" level=1 minutes=6 core=true after="§4" skills=["Choose a threshold"] topics=["S-03-sklearn", "S-05-I.07"]
# A threshold is chosen on scores, and these must not come from a model that has been trained on the row. Write `honest_scores(model, X, y)`.
#
# | | |
# |---|---|
# | `model` | an unfitted binary classifier with a `decision_function` |
# | `X`, `y` | arrays of shape `(m, n)` and `(m,)`, perhaps sorted by class; `y` holds 0 and 1, at least ten of each; `m` is a multiple of 5 |
# | returns | array of shape `(m,)`: for each row, in the order of `X`, the value of the decision function |
#
# The score of a row comes from a copy of the model that was trained on four fifths of the rows, without this one, and in which both classes have the share that they have in `y` (up to one row). `model` itself stays unfitted.

# %% [markdown] hint="ch03-e04"
# Five models are trained, each on four fifths. For which rows may the first of them be asked?

# %% [markdown] hint="ch03-e04"
# `cross_val_predict` does all of it. By default it asks `predict`; which argument makes it ask another method? How many folds does `cv` make, and are they stratified for a classifier?

# %% [markdown] hint="ch03-e04"
# ```python
# def honest_scores(model, X, y):
#     return cross_val_predict(model, ____, ____, cv=____, method=____)
# ```

# %% answer="ch03-e04" needs=[]
def honest_scores(model, X, y):
    """A score for each row, from a copy of the model that has not seen it."""
    ### BEGIN SOLUTION
    return cross_val_predict(model, X, y, cv=5, method="decision_function")
    ### END SOLUTION

# %% tests="ch03-e04" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

class Scorer(ClassifierMixin, BaseEstimator):
    '''Says in its scores which row was asked, how many rows and positives it was trained on, and whether it had seen the row.'''

    def fit(self, X, y):
        y = np.asarray(y)
        self.classes_ = np.unique(y)
        self.rows_ = np.asarray(X)[:, 0].copy()
        self.positives_ = int(np.sum(y == self.classes_[-1]))
        return self

    def decision_function(self, X):
        rows = np.asarray(X)[:, 0]
        known = np.isin(rows, self.rows_)
        return rows * 1e6 + len(self.rows_) * 1e3 + self.positives_ + 0.5 * known

    def predict(self, X):
        return np.asarray(self.classes_)[(np.asarray(X)[:, 0] % 2).astype(int)]

    def predict_proba(self, X):
        p = (1 + np.asarray(X)[:, 0] % 7) / 10
        return np.c_[1 - p, p]

def make_scorer():
    return Scorer()

class Centred(Scorer):
    '''Its scores depend on which rows it was trained on.'''

    def decision_function(self, X):
        return np.asarray(X)[:, 1] - self.rows_.mean()

def make_centred():
    return Centred()
""")


def table(m, positives, seed):
    """Rows with numbers in no order, sorted by class."""
    ids = 1.0 + np.random.default_rng(seed).permutation(m)
    return np.c_[ids, np.cos(ids)], np.repeat([0, 1], [m - positives, positives])


def asked(m, positives, seed=0):
    """Row, training rows, positives among them and whether it was seen, for each score; and the model."""
    X, y = table(m, positives, seed)
    model = answer.make_scorer()
    got = answer.honest_scores(model, X, y)
    expect.true(got is not None, "`honest_scores` returned None. Usually the `return` is missing.")
    got = np.asarray(got, dtype=float)
    two = np.asarray([1 - (1 + X[:, 0] % 7) / 10, (1 + X[:, 0] % 7) / 10]).T
    if got.shape == two.shape and np.allclose(got, two) or got.shape == (m,) and np.allclose(got, two[:, 1]):
        expect.fail("These are probabilities, from `predict_proba`. The values of the decision function are asked for.")
    if got.shape == (m,) and np.isin(got, [0, 1]).all():
        expect.fail("You returned the answers 0 and 1. To move a threshold one needs scores: which `method` gives them?")
    expect.true(got.shape == (m,), "Expected one score for each of the {m} rows, an array of shape ({m},); got shape {got}.", m=m, got=list(got.shape))
    row = np.floor(got / 1e6)
    expect.true(np.isin(row, X[:, 0]).all() and (got >= 1e6).all(), "These are not the values of the model's decision function. For row 0 expected a number between {low} and {high}; got {got}.", low=float(X[0, 0] * 1e6), high=float(X[0, 0] * 1e6 + 1e6), got=float(got[0]))
    rest = got - row * 1e6
    trained = np.floor(rest / 1e3)
    inside = rest - trained * 1e3
    return X, y, row, trained, np.floor(inside), inside % 1 > 0.25, model


def hold(m, positives, seed=0):
    X, y, row, trained, share, seen, _ = asked(m, positives, seed)
    if seen.all():
        expect.fail("Every row was scored by a model that had been trained on it. Such a model looks surer than it is: see §4.")
    expect.true(not seen.any(), "{n} of {m} rows were scored by a model that had been trained on them.", n=int(seen.sum()), m=m)
    expect.true((row == X[:, 0]).all(), "The scores are not in the order of the rows: the first one belongs to row {got} of `X`. Put each score at the place of its row.", got=int(np.flatnonzero(X[:, 0] == row[0])[0]))
    expect.true((trained == m * 4 // 5).all(), "A model was trained on {got} of {m} rows; four fifths are {want}.", got=int(trained[trained != m * 4 // 5][:1].sum()), m=m, want=m * 4 // 5)
    want = positives * 4 / 5
    off = np.abs(share - want) >= 1 + 1e-9
    expect.true(not off.any(), "A model was trained on {got} positives among {n} rows; with the share of `y` it would be {want}. Are the folds stratified?", got=int(share[off][:1].sum()), n=m * 4 // 5, want=want)


with expect.test("no row is scored by a model that has seen it"):
    hold(50, 20)

with expect.test("the model itself stays unfitted"):
    *_, model = asked(50, 25)
    estimators.unfitted(model, "After the call `model` is fitted. Train copies of it: `clone(model)`, or `cross_val_predict`, which makes them.")

### BEGIN HIDDEN TESTS
with expect.test("a rare class, sorted"):
    hold(100, 10, 1)
    hold(60, 12, 2)

with expect.test("more positives than negatives"):
    hold(75, 65, 3)

with expect.test("many rows"):
    hold(400, 160, 5)  # of so many, chance does not give every fold its share
    hold(500, 250, 6)

with expect.test("the same scores at every call"):
    expect.repeatable(answer.honest_scores, answer.make_centred(), *table(50, 20, 7), says="Two calls with the same arguments gave different results. What draws at random needs a fixed seed, such as `random_state=0`.")

with expect.test("the input stays as it was"):
    X, y = table(50, 20, 4)
    held, labels = answer.put(X), answer.put(y)
    answer.honest_scores(answer.make_scorer(), held, labels)
    expect.unchanged(held, X)
    expect.unchanged(labels, y)
### END HIDDEN TESTS

# %% right="ch03-e04" because="the folds by hand"
def honest_scores(model, X, y):
    found = np.empty(len(y))
    for train, left_out in StratifiedKFold(5, shuffle=True, random_state=1).split(X, y):
        found[left_out] = clone(model).fit(X[train], y[train]).decision_function(X[left_out])
    return found

# %% right="ch03-e04" because="parts dealt out like cards"
def honest_scores(model, X, y):
    place = np.empty(len(y), dtype=int)
    place[np.argsort(y, kind="stable")] = np.arange(len(y)) % 5
    result = {}
    for k in range(5):
        fitted = clone(model).fit(X[place != k], y[place != k])
        result |= {int(i): float(fitted.decision_function(X[i : i + 1])[0]) for i in np.flatnonzero(place == k)}
    return np.array([result[i] for i in range(len(y))])

# %% right="ch03-e04" because="folds handed over"
def honest_scores(model, X, y):
    return cross_val_predict(model, X, y, cv=StratifiedKFold(5), method="decision_function").ravel().tolist()

# %% wrong="ch03-e04" because="the method is left out" says="answers 0 and 1"
def honest_scores(model, X, y):
    return cross_val_predict(model, X, y, cv=5)

# %% wrong="ch03-e04" because="probabilities" says="predict_proba"
def honest_scores(model, X, y):
    return cross_val_predict(model, X, y, cv=5, method="predict_proba")[:, 1]

# %% wrong="ch03-e04" because="scores of its own rows" says="Every row was scored"
def honest_scores(model, X, y):
    return clone(model).fit(X, y).decision_function(X)

# %% wrong="ch03-e04" because="folds that are not stratified" says="stratified"
def honest_scores(model, X, y):
    from sklearn.model_selection import KFold

    return cross_val_predict(model, X, y, cv=KFold(5), method="decision_function")

# %% wrong="ch03-e04" because="shuffled folds that are not stratified" says="stratified"
def honest_scores(model, X, y):
    from sklearn.model_selection import KFold

    return cross_val_predict(model, X, y, cv=KFold(5, shuffle=True, random_state=0), method="decision_function")

# %% wrong="ch03-e04" because="other folds at every call" says="random_state"
def honest_scores(model, X, y):
    return cross_val_predict(model, X, y, cv=StratifiedKFold(5, shuffle=True), method="decision_function")

# %% wrong="ch03-e04" because="ten folds" says="four fifths are"
def honest_scores(model, X, y):
    return cross_val_predict(model, X, y, cv=10, method="decision_function")

# %% wrong="ch03-e04" because="fold after fold, not row after row" says="not in the order"
def honest_scores(model, X, y):
    found = []
    for train, left_out in StratifiedKFold(5).split(X, y):
        found.append(clone(model).fit(X[train], y[train]).decision_function(X[left_out]))
    return np.concatenate(found)

# %% wrong="ch03-e04" because="the model itself is fitted" says="is fitted"
def honest_scores(model, X, y):
    found = np.empty(len(y))
    for train, left_out in StratifiedKFold(5).split(X, y):
        found[left_out] = model.fit(X[train], y[train]).decision_function(X[left_out])
    return found

# %% wrong="ch03-e04" because="one split: the training rows are scored, too" says="had been trained on them"
def honest_scores(model, X, y):
    train, _ = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=0)
    return clone(model).fit(X[train], y[train]).decision_function(X)

# %% wrong="ch03-e04" because="scores of the test fifth only" says="one score for each"
def honest_scores(model, X, y):
    a, b, c, _ = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
    return clone(model).fit(a, c).decision_function(b)

# %% wrong="ch03-e04" because="a model's accuracy in each fold" says="one score for each"
def honest_scores(model, X, y):
    from sklearn.model_selection import cross_val_score

    return cross_val_score(model, X, y, cv=5)

# %% right="ch03-e04" because="five folds are the default"
def honest_scores(model, X, y):
    return cross_val_predict(model, X, y, method="decision_function")

# %% wrong="ch03-e04" because="each row is left out alone" says="four fifths are"
def honest_scores(model, X, y):
    rows = np.arange(len(y))
    return np.array([clone(model).fit(X[rows != i], y[rows != i]).decision_function(X[[i]])[0] for i in rows])

# %% wrong="ch03-e04" because="two halves, each scored by the other's model" says="four fifths are"
def honest_scores(model, X, y):
    return cross_val_predict(model, X, y, cv=2, method="decision_function")

# %% [markdown] exercise="ch03-e05" title="A promise of precision" kind="F" level=2 minutes=15 core=true after="§4" skills=["Choose a threshold"] topics=["S-03-sklearn", "S-05-I.07"]
# "At least 90 % of the mails in the spam folder are spam, and within this, catch as much as you can." Write `threshold_for(y, scores, target)`.
#
# | | |
# |---|---|
# | `y` | array of shape `(m,)`: 1 for positive, else 0; at least one of each |
# | `scores` | array of shape `(m,)`: a score for each row, in any order; several rows may have the same |
# | `target` | the precision that is asked for, above 0, at most 1 |
# | returns | the **lowest of the scores** `t` for which the rows with `scores >= t` have at least this precision; `None` if there is none |
#
# Precision may dip below the target at higher thresholds: what counts is the precision at `t` itself.

# %% [markdown] hint="ch03-e05"
# Scores 9, 8, 7, 6 belong to a positive, a negative, a positive and a positive. What is the precision at each of the four thresholds? Which of them reach 0.75?

# %% [markdown] hint="ch03-e05"
# `metrics.precision_recall_curve(y, scores)` returns precisions, recalls and thresholds, the thresholds in ascending order. There is one more precision than thresholds: leave the last one out. Then `good = precision[:-1] >= target`. What if none is good?

# %% [markdown] hint="ch03-e05"
# ```python
# def threshold_for(y, scores, target):
#     precision, recall, thresholds = metrics.precision_recall_curve(____, ____)
#     good = precision[____] >= target
#     if not ____:
#         return None
#     return thresholds[____].____()
# ```

# %% answer="ch03-e05" needs=[]
def threshold_for(y, scores, target):
    """The lowest score that reaches the precision as a threshold, or None."""
    ### BEGIN SOLUTION
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = precision[:-1] >= target
    if not good.any():
        return None
    return thresholds[good].min()
    ### END SOLUTION

# %% tests="ch03-e05" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def precisions(y, scores):
    """The different scores, ascending, and the precision at each."""
    steps = np.unique(scores)
    return steps, np.array([np.mean(y[scores >= t]) for t in steps])


def slips(y, scores, target):
    """What usual mistakes give: (value, words), without those that several give."""
    steps, p = precisions(y, scores)
    good = p >= target
    strict = np.array([np.mean(y[scores > t]) if (scores > t).any() else 0.0 for t in steps])
    found = []
    if good.any():
        found.append((steps[good].max(), "{shown}: expected {want}, got {got}, the highest threshold that reaches the target. The lowest one catches more."))
        run = len(steps)
        while run and good[run - 1]:
            run -= 1
        if run < len(steps):
            found.append((steps[run], "{shown}: expected {want}, got {got}. From the top down, that is the last one before the precision first falls below the target; further down it reaches it again."))
        after = np.flatnonzero(good)[0] + 1
        if after < len(steps):
            found.append((steps[after], "{shown}: expected {want}, got {got}, the next higher one. Which precision belongs to which threshold, and do rows with `scores == t` count as yes?"))
        if np.flatnonzero(good)[0]:
            found.append((steps[np.flatnonzero(good)[0] - 1], "{shown}: expected {want}, got {got}, the next lower one, where the precision is below the target. Which precision belongs to which threshold?"))
    if (strict >= target).any():
        found.append((steps[strict >= target].min(), "{shown}: expected {want}, got {got}, where the rows *above* the threshold reach the target. Is it `scores > t`, or are precisions and thresholds shifted by one?"))
    if (p > target).any():
        found.append((steps[p > target].min(), "{shown}: expected {want}, got {got}, the lowest one with a precision *above* the target. To reach it exactly is enough."))
    order = np.argsort(-scores, kind="stable")
    rowwise = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
    if (rowwise >= target).any():
        found.append((scores[order][rowwise >= target].min(), "{shown}: expected {want}, got {got}. Rows that share a score pass the threshold together: do not count only some of them."))
    recall = np.array([np.sum(y[scores >= t]) / np.sum(y) for t in steps])
    found.append((steps[recall >= target].max(), "{shown}: expected {want}, got {got}, where the *recall* reaches the target. The target is a precision."))
    worst = np.array([np.mean(1 - y[scores >= t]) for t in steps])
    if (worst >= target).any():
        found.append((steps[worst >= target].min(), "{shown}: expected {want}, got {got}, where the share of *negatives* among the yeses reaches the target."))
    want = steps[good].min() if good.any() else None
    values = [value for value, _ in found]
    unsure = "{shown}: expected {want}, got {got}. At {got} the precision is {here}, at {want} it is {there}."
    kept = []
    for value, words in found:
        if value != want and value not in [v for v, _ in kept]:
            kept.append((float(value), words if values.count(value) == 1 else unsure))
    return kept


def compare(y, scores, target):
    y, scores = np.asarray(y), np.asarray(scores)
    steps, p = precisions(y, scores)
    good = p >= target
    got = answer.threshold_for(y, scores, target)
    shown = f"m = {len(y)}, target = {target:g}" if len(y) > 10 else f"y = {y.tolist()}, scores = {scores.tolist()}, target = {target:g}"
    if not good.any():
        expect.true(got is None, "{shown}: the best precision is {best}, so no threshold reaches the target: `None` is expected; got {got}. (`np.argmax` of nothing but False is 0.)" if got is not None and np.ndim(got) == 0 and float(got) == float(steps[0]) else "{shown}: the best precision is {best}, so no threshold reaches the target: `None` is expected; got {got}.", best=float(p.max()), got=got, shown=shown)
        return
    want = float(steps[good].min())
    expect.true(got is not None, "{shown}: at {want} the precision is {there}, which reaches the target; you returned None.", shown=shown, want=want, there=float(p[good][0]))
    expect.true(np.ndim(got) == 0 and not isinstance(got, str), "{shown}: expected one number or None, got {got}.", got=got, shown=shown)
    known = np.flatnonzero(steps == float(got))
    if not len(known):
        expect.fail("{shown}: expected {want}, got {got}, which is none of the scores.", shown=shown, want=want, got=got)
    here, there = float(p[known[0]]), float(p[good][0])
    expect.close(got, want, rtol=0, atol=0, says="{shown}: expected {want}, got {got}. At {got} the precision is {here}, at {want} it is {there}.", mistakes=slips(y, scores, target), shown=shown, here=here, there=there)


with expect.test("eight rows"):
    compare([0, 0, 1, 1, 1, 1, 0, 1], [5.0, 4.0, 3.0, 8.0, 2.0, 1.0, 6.0, 7.0], 0.6)

with expect.test("other rows, another target"):
    compare([1, 1, 0, 0, 0, 1], [6.0, 5.0, 4.0, 3.0, 2.0, 1.0], 0.5)  # `>` for `>=` gives a threshold of its own
    compare([1, 0, 1, 1, 0], [9.0, 8.0, 7.0, 6.0, 1.0], 0.75)
    compare([0, 1, 0, 1, 1], [2.5, 8.0, 4.0, 6.0, 5.0], 0.9)

### BEGIN HIDDEN TESTS
with expect.test("no threshold reaches it"):
    compare([0, 1, 1, 0], [4.0, 3.0, 2.0, 1.0], 0.9)
    compare([0, 1, 1, 0, 0], [0.5, 0.25, 0.125, 0.0, -1.0], 1.0)
    compare(np.r_[0, np.ones(3, int), np.zeros(6, int)], -np.arange(10.0), 0.8)

with expect.test("rows that share a score"):
    compare([1, 0, 0, 1, 1, 0, 0, 1, 0, 1], [1.0, 5.0, 3.0, 6.0, 6.0, 1.0, 1.0, 4.0, 2.0, 5.0], 0.6)
    compare([1, 1, 0, 1, 0, 0], [3.0, 2.0, 2.0, 2.0, 1.0, 1.0], 0.8)
    compare([1, 0, 1, 1, 0], [0.75, 0.5, 0.5, 0.25, 0.25], 0.6)
    compare([1, 0, 1, 0], [5.0, 5.0, 5.0, 5.0], 0.5)
    compare([0, 0, 1, 1], [5.0, 5.0, 5.0, 1.0], 0.5)

with expect.test("the target is met exactly"):
    compare([1, 1, 1, 0, 0], [5.0, 4.0, 3.0, 2.0, 1.0], 0.75)
    compare([1, 1, 1, 0, 0], [5.0, 4.0, 3.0, 2.0, 1.0], 1.0)

with expect.test("the lowest score of all"):
    compare([0, 1, 1, 1], [-0.5, -1.5, -2.5, -3.5], 0.7)

with expect.test("many rows in any order"):
    rng = np.random.default_rng(11)
    for m in (30, 60):
        for _ in range(6):
            y = (rng.random(m) < 0.4).astype(int)
            y[:2] = 0, 1
            scores = (rng.normal(size=m) + 1.2 * y).round(1)
            for target in (0.313, 0.557, 0.713, 0.857, 1.0):  # none is met exactly but 1
                compare(y, scores, target)

with expect.test("the input stays as it was"):
    y, scores = np.array([1, 0, 1]), np.array([0.5, 0.75, 0.25])
    held, kept = answer.put(y), answer.put(scores)
    answer.threshold_for(held, kept, 0.5)
    expect.unchanged(held, y)
    expect.unchanged(kept, scores)
### END HIDDEN TESTS

# %% right="ch03-e05" because="as the definition says"
def threshold_for(y, scores, target):
    good = [t for t in scores if np.mean(y[scores >= t]) >= target]
    return min(good, default=None)

# %% right="ch03-e05" because="sorted once, ends of ties"
def threshold_for(y, scores, target):
    order = np.argsort(scores)[::-1]
    s, hits = scores[order], np.cumsum(y[order])
    ends = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    good = ends[hits[ends] / (ends + 1) >= target]
    return float(s[good[-1]]) if len(good) else None

# %% right="ch03-e05" because="argmax with a guard"
def threshold_for(y, scores, target):
    p, _, t = metrics.precision_recall_curve(y, scores)
    i = np.argmax(p[:-1] >= target)
    return t[i] if p[i] >= target else None

# %% right="ch03-e05" because="a dictionary of counts from the bottom"
def threshold_for(y, scores, target):
    yes, total, pairs = int(y.sum()), len(y), {}
    for s, t in zip(scores.tolist(), y.tolist()):
        a, b = pairs.get(s, (0, 0))
        pairs[s] = (a + t, b + 1)
    for s in sorted(pairs):
        if yes / total >= target:
            return s
        yes, total = yes - pairs[s][0], total - pairs[s][1]
    return None

# %% wrong="ch03-e05" because="argmax without a guard" says="None` is expected"
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    return thresholds[np.argmax(precision[:-1] >= target)]

# %% wrong="ch03-e05" because="the last precision is kept" says=""
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = np.flatnonzero(precision >= target)
    return thresholds[min(good[0], len(thresholds) - 1)]

# %% wrong="ch03-e05" because="shifted by one" says="shifted by one"
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = precision[1:] >= target
    return thresholds[good].min() if (precision[:-1] >= target).any() else None

# %% wrong="ch03-e05" because="> for >=" says="shifted by one"
def threshold_for(y, scores, target):
    good = [t for t in scores if (scores > t).any() and np.mean(y[scores > t]) >= target]
    return min(good, default=None)

# %% wrong="ch03-e05" because="the highest threshold" says="catches more"
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = precision[:-1] >= target
    return thresholds[good].max() if good.any() else None

# %% wrong="ch03-e05" because="stops at the first dip" says="further down it reaches it again"
def threshold_for(y, scores, target):
    best = None
    for t in np.unique(scores)[::-1]:
        if np.mean(y[scores >= t]) < target:
            break
        best = t
    return best

# %% wrong="ch03-e05" because="row by row, ties cut apart" says="pass the threshold together"
def threshold_for(y, scores, target):
    order = np.argsort(-scores, kind="stable")
    p = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
    good = np.flatnonzero(p >= target)
    return scores[order][good[-1]] if len(good) else None

# %% wrong="ch03-e05" because="recall in place of precision" says="*recall*"
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = recall[:-1] >= target
    return thresholds[good].max() if good.any() else None

# %% wrong="ch03-e05" because="precision above the target" says="To reach it exactly is enough"
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = precision[:-1] > target
    return thresholds[good].min() if good.any() else None

# %% wrong="ch03-e05" because="returns the place" says="none of the scores"
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = np.flatnonzero(precision[:-1] >= target)
    return int(good[0]) if len(good) else None

# %% wrong="ch03-e05" because="takes the scores to be sorted" says=""
def threshold_for(y, scores, target):
    p = np.cumsum(y) / np.arange(1, len(y) + 1)
    good = np.flatnonzero(p >= target)
    return scores[good[-1]] if len(good) else None

# %% wrong="ch03-e05" because="precision and threshold together" says="one number or None"
def threshold_for(y, scores, target):
    precision, recall, thresholds = metrics.precision_recall_curve(y, scores)
    good = np.flatnonzero(precision[:-1] >= target)
    return (thresholds[good[0]], precision[good[0]]) if len(good) else None

# %% wrong="ch03-e05" because="a middle between two scores" says="none of the scores"
def threshold_for(y, scores, target):
    steps = np.unique(scores)
    good = [i for i, t in enumerate(steps) if np.mean(y[scores >= t]) >= target]
    if not good:
        return None
    i = good[0]
    return (steps[i] + steps[i - 1]) / 2 if i else steps[i] - 1

# %% wrong="ch03-e05" because="infinity where none reaches it" says="None` is expected"
def threshold_for(y, scores, target):
    good = [t for t in scores if np.mean(y[scores >= t]) >= target]
    return min(good, default=float("inf"))

# %% right="ch03-e05" because="counts compared, not fractions"
def threshold_for(y, scores, target):
    for t in sorted(set(scores.tolist())):
        yes = scores >= t
        if y[yes].sum() >= target * yes.sum():
            return t

# %% wrong="ch03-e05" because="the precision that is reached" says="none of the scores"
def threshold_for(y, scores, target):
    good = [np.mean(y[scores >= t]) for t in np.unique(scores) if np.mean(y[scores >= t]) >= target]
    return float(good[0]) if good else None

# %% [markdown] exercise="ch03-e06" title="Precision or recall?" kind="S" level=1 minutes=10 core=false after="§4" skills=["Choose a threshold"] topics=["S-05-I.07"]
# Three classifiers are to be put to use: one marks X-rays for a second look by a doctor; one blocks card payments that look like fraud; one picks ten job applications out of a thousand for an interview. For each: what does a miss cost, what a false alarm, and who pays? On which side would you put the threshold, and who should decide it? 80 to 150 words.

# %% [markdown] hint="ch03-e06"
# What happens to the person behind the picture, the payment, the letter if the classifier is wrong in one direction, and what if in the other?

# %% [markdown] hint="ch03-e06"
# Name for each case the two mistakes in plain words ("an ill patient is sent home"), say which is worse, and by how much roughly. Does a person look at the positives afterwards?

# %% [markdown] hint="ch03-e06"
# *X-rays: a miss means ____, a false alarm ____, so I would favour ____ and put the threshold ____. Payments: ____. Applications: only ten can be invited, so ____; but a miss costs ____, who never hears why. The threshold should be decided by ____, because ____.*

# %% [markdown] answer="ch03-e06" manual=true points=1
# ### BEGIN SOLUTION
# X-rays: a miss may cost a life, a false alarm costs a doctor two minutes, since a person looks at every positive. I favour recall and set the threshold low, as low as the doctors have time for. Payments: a missed fraud costs the bank the sum, a blocked payment costs a customer's patience at the till, and the bank
# perhaps the customer. Both can be put into money, so I would minimise the expected cost, with a higher threshold for small sums. Applications: ten places are fixed, so precision among the ten is what the company sees; the misses are paid by applicants who never learn why. Here I would also look at recall for each group of applicants. None of these thresholds is a
# technical choice: those who answer for the mistakes should set it, with the two curves in front of them, and look at it again when the share of positives changes.
# ### END SOLUTION

# %% [markdown] rubric="ch03-e06"
# One point each, four make the whole:
#
# 1. **Two mistakes each.** For all three cases both the miss and the false alarm are named in plain words.
# 2. **A direction with a reason.** For at least two cases precision or recall is favoured, or the threshold lowered or raised, because of these costs.
# 3. **Who pays or who checks.** It is said who bears the mistake, or that a person looks at the positives afterwards.
# 4. **Who decides.** The threshold is not left to the default: somebody who answers for the costs sets it.

# %% [markdown]
# ## 5 · All thresholds at once: two curves

# %% [markdown] exercise="ch03-e07" title="The same test, another town" kind="F" level=1 minutes=8 core=false after="§5" skills=["ROC and precision-recall curves"] topics=["S-05-I.07"]
# A test was tried where every tenth person was ill. Now it goes to a town where one in a thousand is. Write `precision_where(share, recall, false_rate)`.
#
# | | |
# |---|---|
# | `share` | the share of positives, from 0 to 1 |
# | `recall` | the share of positives that are called positive |
# | `false_rate` | the share of negatives that are called positive |
# | returns | the share of positives among all that are called positive |
#
# All three are numbers or arrays; arrays have the same shape, or are combined by broadcasting, and the result has the shape that broadcasting gives. Where nobody is called positive the result is 0. No warning is given.

# %% [markdown] hint="ch03-e07"
# Take 1,000 people, 100 of them ill. The test finds 90 % of the ill and also calls 10 % of the healthy ill. How many are called ill, and how many of these are?

# %% [markdown] hint="ch03-e07"
# Of all people, `share * recall` are ill and found; which part is healthy and called ill? `np.divide(a, b, out=np.zeros(...), where=b > 0)` divides only where it can; `np.broadcast_arrays` or adding the arrays gives the shape.

# %% [markdown] hint="ch03-e07"
# ```python
# def precision_where(share, recall, false_rate):
#     found = np.multiply(share, ____)
#     alarms = (1 - np.asarray(share)) * ____
#     called = found + alarms
#     return np.divide(found + 0 * called, called, out=np.zeros_like(called, dtype=float), where=____)
# ```

# %% answer="ch03-e07" needs=[]
def precision_where(share, recall, false_rate):
    """The precision where this share is positive."""
    ### BEGIN SOLUTION
    found = np.multiply(share, recall)
    alarms = (1 - np.asarray(share)) * false_rate
    called = found + alarms
    return np.where(called > 0, found / np.where(called > 0, called, 1), 0.0)
    ### END SOLUTION

# %% [markdown] equivalent="ch03-e07"
# return np.where(called > 0, found / np.where(called > 0, called, 1), 0.0)  →  return np.where(called > 0, found / np.where(called > 0, called, 2), 0.0)
# return np.where(called > 0, found / np.where(called > 0, called, 1), 0.0)  →  return np.where(called >= 0, found / np.where(called > 0, called, 1), 0.0)

# %% tests="ch03-e07" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings

def strictly(function, *args):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return function(*args)
""")


def right(p, t, f):
    called = p * t + (1 - p) * f
    return p * t / called if called > 0 else 0.0


def ask(p, t, f):
    return expect.call(answer.strictly, answer.precision_where, p, t, f, error="RuntimeWarning", says="Your code warned: *{message}*. Where nobody is called positive there is nothing to divide by; the result is 0.")


def ask_arrays(p, t, f):
    return expect.call(ask, p, t, f, error="ValueError", says="With arrays your code raised *ValueError: {message}*. `if` takes a single True or False; `np.where`, or `where=` of `np.divide`, chooses element by element.")


def compare(p, t, f):
    want = right(p, t, f)
    slips = [
        (t / (t + f) if t + f else None, "Share {p}, recall {t}, false rate {f}: expected {want}, got {got}, as if as many were positive as negative. Weigh both rates by how many people they apply to."),
        (p * t / (p * t + f) if p * t + f else None, "Share {p}, recall {t}, false rate {f}: expected {want}, got {got}. The false rate applies to the negatives only: multiply it by 1 − share."),
        (p * t, "Share {p}, recall {t}, false rate {f}: expected {want}, got {got}, the share of all people who are found. Divide by all who are called positive."),
        (p * t / (p * t + p * f) if p * (t + f) else None, "Share {p}, recall {t}, false rate {f}: expected {want}, got {got}. The negatives are 1 − share of all."),
        (p * t / (p * t + (1 - p) * (1 - f)) if p * t + (1 - p) * (1 - f) else None, "Share {p}, recall {t}, false rate {f}: expected {want}, got {got}, as if `false_rate` were the share of negatives that are called negative."),
        (1 - want, "Share {p}, recall {t}, false rate {f}: expected {want}, got {got}, the share of *negatives* among them."),
        (p * t + (1 - p) * (1 - f), "Share {p}, recall {t}, false rate {f}: expected {want}, got {got}, the accuracy. Look at those who are called positive only."),
    ]
    expect.close(ask(p, t, f), want, says="Share {p}, recall {t}, false rate {f}: expected {want}, got {got}.", mistakes=[(v, w) for v, w in slips if v is not None and abs(v - want) > 1e-6], p=p, t=t, f=f)


with expect.test("a thousand people"):
    compare(0.1, 0.9, 0.2)
    compare(0.001, 0.99, 0.05)

### BEGIN HIDDEN TESTS
with expect.test("everybody ill, nobody ill"):
    compare(1.0, 0.8, 0.3)
    compare(0.0, 0.8, 0.3)

with expect.test("nobody is called positive"):
    for case in ((0.2, 0.0, 0.0), (0.0, 0.7, 0.0), (1.0, 0.0, 0.4)):
        compare(*case)

with expect.test("arrays"):
    shares = np.array([0.0, 0.001, 0.25, 0.5, 1.0])
    expect.close(ask_arrays(shares, 0.75, 0.125), [right(p, 0.75, 0.125) for p in shares], says="Shares {shares}, recall 0.75, false rate 0.125: expected {want}, got {got}.", shares=shares)
    t, f = np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.25, 1.0])
    expect.close(ask_arrays(0.2, t, f), [right(0.2, a, b) for a, b in zip(t, f)], says="Share 0.2, recalls {t}, false rates {f}: expected {want}, got {got}.", t=t, f=f)
    grid = ask_arrays(shares[:, None], t, 0.125)
    expect.close(grid, [[right(p, a, 0.125) for a in t] for p in shares], says="Five shares as a column and three recalls as a row give shape (5, 3): expected {want}, got {got}.")
    grid = ask_arrays(0.25, 0.5, np.array([[0.0, 0.125], [0.5, 1.0]]))
    expect.close(grid, [[right(0.25, 0.5, b) for b in row] for row in ((0.0, 0.125), (0.5, 1.0))], says="Four false rates in shape (2, 2): expected {want}, got {got}.")

with expect.test("any numbers, and the input as it was"):
    rng = np.random.default_rng(5)
    for p, t, f in rng.random((30, 3)):
        compare(float(p), float(t), float(f))
    held = [answer.put(value) for value in (shares, np.full(5, 0.5), np.full(5, 0.25))]
    ask_arrays(*held)
    for handle, value in zip(held, (shares, np.full(5, 0.5), np.full(5, 0.25))):
        expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch03-e07" because="odds"
def precision_where(share, recall, false_rate):
    share, recall, false_rate = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (share, recall, false_rate)))
    hits, alarms = share * recall, (1 - share) * false_rate
    result = np.zeros(share.shape)
    some = hits + alarms > 0
    result[some] = 1 / (1 + np.divide(alarms[some], hits[some], out=np.full(some.sum(), np.inf), where=hits[some] > 0))
    return result

# %% right="ch03-e07" because="one number at a time, vectorised"
def precision_where(share, recall, false_rate):
    def one(p, t, f):
        called = p * t + (1 - p) * f
        return p * t / called if called else 0.0

    return np.vectorize(one, otypes=[float])(share, recall, false_rate)

# %% right="ch03-e07" because="warnings silenced, nan replaced"
def precision_where(share, recall, false_rate):
    share = np.asarray(share, dtype=float)
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(share * recall / (share * recall + (1 - share) * false_rate))

# %% right="ch03-e07" because="as the third hint has it"
def precision_where(share, recall, false_rate):
    found = np.multiply(share, recall)
    alarms = (1 - np.asarray(share)) * false_rate
    called = found + alarms
    return np.divide(found + 0 * called, called, out=np.zeros_like(called, dtype=float), where=called > 0)

# %% wrong="ch03-e07" because="the share is left out" says="as if as many were positive"
def precision_where(share, recall, false_rate):
    called = recall + false_rate + 0 * np.asarray(share)
    return np.where(called > 0, recall / np.where(called > 0, called, 1), 0.0)

# %% wrong="ch03-e07" because="the false rate of all" says="multiply it by 1"
def precision_where(share, recall, false_rate):
    called = np.multiply(share, recall) + false_rate
    return np.where(called > 0, np.multiply(share, recall) / np.where(called > 0, called, 1), 0.0)

# %% wrong="ch03-e07" because="divides by zero" says="nothing to divide by"
def precision_where(share, recall, false_rate):
    share = np.asarray(share, dtype=float)
    return share * recall / (share * recall + (1 - share) * false_rate)

# %% wrong="ch03-e07" because="numbers only" says=""
def precision_where(share, recall, false_rate):
    called = share * recall + (1 - share) * false_rate
    return share * recall / called if called > 0 else 0.0

# %% wrong="ch03-e07" because="a joint share" says="share of all people"
def precision_where(share, recall, false_rate):
    return np.multiply(share, recall) + 0 * np.asarray(false_rate)

# %% wrong="ch03-e07" because="false rate taken for its opposite" says="called negative"
def precision_where(share, recall, false_rate):
    found = np.multiply(share, recall)
    called = found + (1 - np.asarray(share)) * (1 - np.asarray(false_rate))
    return np.where(called > 0, found / np.where(called > 0, called, 1), 0.0)

# %% wrong="ch03-e07" because="a small number in the denominator" says="expected"
def precision_where(share, recall, false_rate):
    share = np.asarray(share, dtype=float)
    return share * recall / (share * recall + (1 - share) * false_rate + 1e-4)

# %% wrong="ch03-e07" because="the accuracy" says="the accuracy"
def precision_where(share, recall, false_rate):
    share = np.asarray(share, dtype=float)
    return share * recall + (1 - share) * (1 - np.asarray(false_rate))

# %% [markdown] exercise="ch03-e08" title="Both curves by hand" kind="F" level=3 minutes=30 core=false after="§5" skills=["ROC and precision-recall curves"] topics=["S-03-production", "S-04-numpy"]
# Write `curves(y, scores)`, all that the two curves of §5 consist of. `y` has shape `(m,)` and holds 0 and 1, at least one of each; `scores` has shape `(m,)`, in any order, and **several rows may share a score**. Return a dict:
#
# | key | what |
# |---|---|
# | `"thresholds"` | the *different* scores, from the highest to the lowest, shape `(k,)` |
# | `"recall"`, `"false_rate"`, `"precision"` | for each threshold `t` these three rates when `scores >= t` is a yes, each of shape `(k,)` |
# | `"auc"` | the area under the ROC curve: recall over false rate, straight lines from (0, 0) through the `k` points |
# | `"ap"` | the average precision: the sum over the points of precision · (recall − recall of the point before), where the recall before the first point is 0 |
#
# For 60,000 rows it takes less than 1 s of computing time; going through all rows for each threshold takes much longer.

# %% [markdown] hint="ch03-e08"
# Sort the rows from the highest score down. When you walk along them, what do you have to count? At which rows of a group with the same score may you write down a point?

# %% [markdown] hint="ch03-e08"
# `order = np.argsort(-scores)`, then `np.cumsum(y[order])` counts the true positives after each row. A group ends where the next score differs: `np.flatnonzero(np.diff(s))`, and at the last row. `np.trapezoid` needs the corner (0, 0) in front.

# %% [markdown] hint="ch03-e08"
# ```python
# def curves(y, scores):
#     order = np.argsort(____)
#     s, hits = scores[order], np.cumsum(____)
#     ends = np.r_[np.flatnonzero(np.diff(s)), ____]
#     tp = hits[ends]
#     fp = ends + 1 - ____
#     recall, false_rate, precision = tp / ____, fp / ____, tp / ____
#     auc = np.trapezoid(np.r_[0, recall], np.r_[0, false_rate])
#     ap = np.sum(precision * np.diff(____, prepend=0))
#     return {...}
# ```

# %% answer="ch03-e08" needs=[]
def curves(y, scores):
    """A dict: "thresholds", "recall", "false_rate", "precision", "auc", "ap"."""
    ### BEGIN SOLUTION
    order = np.argsort(-scores)
    s, hits = scores[order], np.cumsum(y[order])
    ends = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    tp = hits[ends]
    fp = ends + 1 - tp
    recall, false_rate, precision = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    return {
        "thresholds": s[ends],
        "recall": recall,
        "false_rate": false_rate,
        "precision": precision,
        "auc": np.trapezoid(np.r_[0, recall], np.r_[0, false_rate]),
        "ap": np.sum(precision * np.diff(recall, prepend=0)),
    }
    ### END SOLUTION

# %% tests="ch03-e08" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from time import process_time

def timed(function, y, scores):
    started = process_time()
    got = function(y, scores)
    return process_time() - started, float(got["auc"])
""")
KEYS = ["thresholds", "recall", "false_rate", "precision", "auc", "ap"]


def reference(y, scores):
    """By the definitions, threshold after threshold."""
    steps = np.unique(scores)[::-1]
    tp = np.array([np.sum(y[scores >= t] == 1) for t in steps])
    fp = np.array([np.sum(y[scores >= t] == 0) for t in steps])
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    gains = np.diff(np.r_[0, r])
    area = np.sum(np.diff(np.r_[0, f]) * (np.r_[0, r[:-1]] + r) / 2)
    return {"thresholds": steps, "recall": r, "false_rate": f, "precision": p, "auc": float(area), "ap": float(np.sum(p * gains))}


def rowwise(y, scores):
    """As if each row were a point of its own."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(y[order])
    fp = np.arange(1, len(y) + 1) - hits
    return scores[order], hits / hits[-1], fp / fp[-1], hits / np.arange(1, len(y) + 1)


def slips(key, y, scores, want):
    s, r, f, p = rowwise(y, scores)
    tp, fp = want["recall"] * y.sum(), want["false_rate"] * (1 - y).sum()
    trapezoid = float(np.sum(np.diff(np.r_[0, want["recall"]]) * (np.r_[1, want["precision"][:-1]] + want["precision"]) / 2))
    lost = float(np.sum(np.diff(want["false_rate"]) * (want["recall"][:-1] + want["recall"][1:]) / 2))
    before = np.r_[0, want["recall"][:-1]]
    steps = float(np.sum(np.diff(np.r_[0, want["false_rate"]]) * want["recall"]))
    corners = np.ones(len(tp), dtype=bool)
    corners[1:-1] = (np.diff(np.rint([tp, fp]), 2) != 0).any(axis=0)
    straight = "\"{key}\" is shorter than the {k} different scores: points on a straight line are left out, as `metrics.roc_curve` does by default. All are asked for: `drop_intermediate=False`."
    group = "One point for each row, though rows share scores. Rows with the same score become a yes together: one point for each *different* score."
    named = {
        "thresholds": [(s, group), (want["thresholds"][corners], straight), (want["thresholds"][::-1], "The thresholds are right, in ascending order. Start with the highest."), (np.r_[np.inf, want["thresholds"]], "There is an infinite threshold in front. Only the scores themselves are asked for.")],
        "recall": [(r, group), (want["recall"][corners], straight), (want["precision"], "\"recall\" holds the precisions."), (want["recall"][::-1], "\"recall\" is right from the lowest threshold up. Start with the highest."), (want["false_rate"], "\"recall\" holds the false rates."), (tp, "\"recall\" holds counts, {got}. Divide by the number of positives."), (tp / len(y), "\"recall\" was divided by all rows. Divide by the number of positives."), (np.r_[0, want["recall"]], "\"recall\" has a 0 in front. One value for each threshold, {k}, is asked for.")],
        "false_rate": [(f, group), (want["false_rate"][corners], straight), (want["recall"], "\"false_rate\" holds the recalls."), (1 - want["precision"], "\"false_rate\" holds the share of negatives among the yeses. Divide by all negatives."), (fp, "\"false_rate\" holds counts, {got}. Divide by the number of negatives."), (fp / len(y), "\"false_rate\" was divided by all rows. Divide by the number of negatives."), (1 - want["false_rate"], "\"false_rate\" is the share of negatives that are called negative; 1 minus that is asked for."), (np.r_[0, want["false_rate"]], "\"false_rate\" has a 0 in front. One value for each threshold, {k}, is asked for.")],
        "precision": [(p, group), (want["recall"], "\"precision\" holds the recalls."), (tp / len(y), "\"precision\" was divided by all rows. Divide by the yeses."), (np.r_[1, want["precision"]], "\"precision\" has a 1 in front. One value for each threshold, {k}, is asked for.")],
        "auc": [
            (float(np.sum(np.diff(np.r_[0, f]) * (np.r_[0, r[:-1]] + r) / 2)), "\"auc\" should be {want}, you returned {got}, the area when rows that share a score are taken one after the other."),
            (lost, "\"auc\" should be {want}, you returned {got}: the part from (0, 0) to the first point is missing."),
            (steps, "\"auc\" should be {want}, you returned {got}, a sum of steps. Between two points the curve is a straight line."),
            (-want["auc"], "\"auc\" should be {want}, you returned {got}: the right area with a minus sign. The false rate has to rise along the curve."),
            (1 - want["auc"], "\"auc\" should be {want}, you returned {got}, 1 minus it. Is recall the height and the false rate the width?"),
            (want["ap"], "\"auc\" should be {want}, you returned {got}, the average precision."),
        ],
        "ap": [
            (float(np.sum(p * np.diff(np.r_[0, r]))), "\"ap\" should be {want}, you returned {got}, the sum when rows that share a score are taken one after the other."),
            (trapezoid, "\"ap\" should be {want}, you returned {got}, by trapezoids. Each step counts with the precision at its end."),
            (float(np.sum(want["precision"][1:] * np.diff(want["recall"]))), "\"ap\" should be {want}, you returned {got}: the first step, from recall 0, is missing."),
            (float(np.mean(want["precision"])), "\"ap\" should be {want}, you returned {got}, the plain mean of the precisions. Weigh each by how much the recall rises."),
            (float(np.sum(want["precision"] * before)), "\"ap\" should be {want}, you returned {got}. Multiply by the *rise* of the recall, not by the recall before."),
            (want["auc"], "\"ap\" should be {want}, you returned {got}, the area under the ROC curve."),
        ],
    }[key]
    def same(a, b):
        return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-6, atol=1e-9)

    # where two slips give the same numbers, neither is blamed
    return [(v, w) for v, w in named if not same(v, want[key]) and sum(same(v, other) for other, _ in named) == 1]


def compare(y, scores, *keys):
    y, scores = np.asarray(y), np.asarray(scores, dtype=float)
    got = answer.curves(y, scores)
    expect.true(isinstance(got, dict), "Expected a dict with the keys {keys}, got {got}.", keys=", ".join(KEYS), got=got)
    missing = [key for key in KEYS if key not in got]
    expect.true(not missing, "The dict has no {keys}.", keys=", ".join(missing))
    want = reference(y, scores)
    for key in keys or KEYS:
        shown = f"y = {y.tolist()}, scores = {scores.tolist()}" if len(y) <= 6 else f"m = {len(y)}, k = {len(want['thresholds'])}"
        expect.close(got[key], want[key], says="{shown}: \"{key}\" should be {want}, you returned {got}.", mistakes=slips(key, y, scores, want), k=len(want["thresholds"]), key=key, shown=shown)


with expect.test("four rows"):
    compare([1, 0, 1, 0], [9, 8, 7, 6], "thresholds", "recall", "false_rate", "precision")
    compare([0, 1, 1, 0, 1], [2, 5, 3, 4, 1], "thresholds", "recall", "false_rate", "precision")

with expect.test("their areas"):
    compare([1, 0, 1, 0], [9, 8, 7, 6], "auc", "ap")
    compare([0, 1, 1, 0, 1], [2, 5, 3, 4, 1], "auc", "ap")

### BEGIN HIDDEN TESTS
with expect.test("rows that share a score"):
    compare([1, 0, 1, 0, 1, 0], [3, 2, 2, 2, 1, 1])
    compare([0, 1, 1, 0], [5, 5, 4, 4])

with expect.test("all scores the same"):
    compare([1, 0, 0], [0.5, 0.5, 0.5])

with expect.test("the order of the rows does not matter"):
    rng = np.random.default_rng(9)
    y = np.r_[1, 0, (rng.random(40) < 0.3).astype(int)]
    scores = (rng.normal(size=42) + y).round(1)
    compare(y, scores)
    compare(y[::-1], scores[::-1])

with expect.test("perfect, and perfectly wrong"):
    compare([1, 1, 0, 0, 0], [5, 4, 3, 2, 1])
    compare([0, 0, 0, 1, 1], [5, 4, 3, 2, 1])

with expect.test("many tables, integers and negative scores"):
    rng = np.random.default_rng(10)
    for m in (12, 50, 200):
        for _ in range(4):
            y = np.r_[0, 1, rng.integers(0, 2, m - 2)]
            compare(y, (rng.normal(size=m) * 3 + y - 4).round(int(rng.integers(0, 3))))

with expect.test("60,000 rows"):
    rng = np.random.default_rng(12)
    y = (rng.random(60_000) < 0.1).astype(int)
    scores = rng.normal(size=60_000) + 2 * y
    # a slow loop over thresholds is met at the first, a quicker one when no two rows share a score
    for shared in ((2 * scores).round(3), scores):
        seconds, area = answer.timed(answer.curves, y, shared)
        expect.at_most(seconds, 1.0, "60,000 rows took {got} s of computing time; at most {high} are allowed. Sort once, then count along the rows with `cumsum`.")
        expect.between(area, 0.915, 0.927, "With 60,000 rows \"auc\" should be about 0.921; you returned {got}.")

with expect.test("the input stays as it was"):
    y, scores = np.array([1, 0, 1]), np.array([0.5, 0.75, 0.25])
    held, kept = answer.put(y), answer.put(scores)
    answer.curves(held, kept)
    expect.unchanged(held, y)
    expect.unchanged(kept, scores)
### END HIDDEN TESTS

# %% right="ch03-e08" because="counts of each score"
def curves(y, scores):
    steps, place = np.unique(scores, return_inverse=True)
    pos = np.bincount(place, weights=y, minlength=len(steps))[::-1]
    every = np.bincount(place, minlength=len(steps))[::-1]
    tp, yes = np.cumsum(pos), np.cumsum(every)
    r, f = tp / y.sum(), (yes - tp) / (len(y) - y.sum())
    neg = every - pos
    above = tp - pos
    auc = np.sum(neg * (above + pos / 2)) / (y.sum() * (len(y) - y.sum()))
    return dict(thresholds=steps[::-1], recall=r, false_rate=f, precision=tp / yes, auc=auc, ap=np.sum(tp / yes * pos) / y.sum())

# %% right="ch03-e08" because="the library"
def curves(y, scores):
    f, r, t = metrics.roc_curve(y, scores, drop_intermediate=False)
    p, _, _ = metrics.precision_recall_curve(y, scores)
    return {"thresholds": t[1:], "recall": r[1:], "false_rate": f[1:], "precision": p[:-1][::-1], "auc": metrics.roc_auc_score(y, scores), "ap": metrics.average_precision_score(y, scores)}

# %% right="ch03-e08" because="searchsorted in the scores of each class; area by ranks"
def curves(y, scores):
    from scipy.stats import rankdata

    t = np.unique(scores)[::-1]
    pos, neg = np.sort(scores[y == 1]), np.sort(scores[y == 0])
    tp, fp = len(pos) - np.searchsorted(pos, t), len(neg) - np.searchsorted(neg, t)
    ranks = rankdata(scores)[y == 1].sum()
    auc = (ranks - len(pos) * (len(pos) + 1) / 2) / (len(pos) * len(neg))
    p, r = tp / (tp + fp), tp / len(pos)
    return {"thresholds": t, "recall": r, "false_rate": fp / len(neg), "precision": p, "auc": auc, "ap": p @ np.diff(np.r_[0, r])}

# %% wrong="ch03-e08" because="a point for each row" says="Rows with the same score become a yes together"
def curves(y, scores):
    order = np.argsort(-scores, kind="stable")
    s, tp = scores[order], np.cumsum(y[order])
    fp = np.arange(1, len(s) + 1) - tp
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    return {"thresholds": s, "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% wrong="ch03-e08" because="unique scores, but areas by rows" says="one after the other"
def curves(y, scores):
    order = np.argsort(-scores, kind="stable")
    s, tp = scores[order], np.cumsum(y[order])
    fp = np.arange(1, len(s) + 1) - tp
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    auc, ap = np.trapezoid(np.r_[0, r], np.r_[0, f]), np.sum(p * np.diff(r, prepend=0))
    e = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    return {"thresholds": s[e], "recall": r[e], "false_rate": f[e], "precision": p[e], "auc": auc, "ap": ap}

# %% wrong="ch03-e08" because="the corner is missing" says="to the first point is missing"
def curves(y, scores):
    order = np.argsort(-scores)
    s, hits = scores[order], np.cumsum(y[order])
    e = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    tp, fp = hits[e], e + 1 - hits[e]
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    return {"thresholds": s[e], "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(r, f), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% wrong="ch03-e08" because="average precision by trapezoids" says="by trapezoids"
def curves(y, scores):
    order = np.argsort(-scores)
    s, hits = scores[order], np.cumsum(y[order])
    e = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    tp, fp = hits[e], e + 1 - hits[e]
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    return {"thresholds": s[e], "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.trapezoid(np.r_[1, p], np.r_[0, r])}

# %% wrong="ch03-e08" because="all ascending" says="in ascending order"
def curves(y, scores):
    t = np.unique(scores)
    tp = np.array([np.sum(y[scores >= a]) for a in t])
    fp = np.array([np.sum(1 - y[scores >= a]) for a in t])
    r, f, p = tp / y.sum(), fp / (1 - y).sum(), tp / (tp + fp)
    return {"thresholds": t, "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r[::-1]], np.r_[0, f[::-1]]), "ap": np.sum(p[::-1] * np.diff(r[::-1], prepend=0))}

# %% wrong="ch03-e08" because="false rate of the yeses" says="Divide by all negatives"
def curves(y, scores):
    order = np.argsort(-scores)
    s, hits = scores[order], np.cumsum(y[order])
    e = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    tp, fp = hits[e], e + 1 - hits[e]
    r, f, p = tp / tp[-1], fp / (tp + fp), tp / (tp + fp)
    return {"thresholds": s[e], "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% wrong="ch03-e08" because="roc_curve drops points" says="drop_intermediate=False"
def curves(y, scores):
    f, r, t = metrics.roc_curve(y, scores)
    p, _, _ = metrics.precision_recall_curve(y, scores)
    return {"thresholds": t[1:], "recall": r[1:], "false_rate": f[1:], "precision": p[:-1][::-1], "auc": metrics.roc_auc_score(y, scores), "ap": metrics.average_precision_score(y, scores)}

# %% wrong="ch03-e08" because="the infinite threshold is kept" says="infinite threshold"
def curves(y, scores):
    f, r, t = metrics.roc_curve(y, scores, drop_intermediate=False)
    p, _, _ = metrics.precision_recall_curve(y, scores)
    return {"thresholds": t, "recall": r, "false_rate": f, "precision": p[::-1], "auc": metrics.roc_auc_score(y, scores), "ap": metrics.average_precision_score(y, scores)}

# %% wrong="ch03-e08" because="the rows are not sorted" says=""
def curves(y, scores):
    tp = np.cumsum(y)
    fp = np.arange(1, len(y) + 1) - tp
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    return {"thresholds": scores, "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% wrong="ch03-e08" because="the first step of the average precision is lost" says="first step"
def curves(y, scores):
    order = np.argsort(-scores)
    s, hits = scores[order], np.cumsum(y[order])
    e = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    tp, fp = hits[e], e + 1 - hits[e]
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    return {"thresholds": s[e], "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.sum(p[1:] * np.diff(r))}

# %% wrong="ch03-e08" because="the plain mean of the precisions" says="plain mean"
def curves(y, scores):
    order = np.argsort(-scores)
    s, hits = scores[order], np.cumsum(y[order])
    e = np.r_[np.flatnonzero(np.diff(s)), len(s) - 1]
    tp, fp = hits[e], e + 1 - hits[e]
    r, f, p = tp / tp[-1], fp / fp[-1], tp / (tp + fp)
    return {"thresholds": s[e], "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": p.mean()}

# %% wrong="ch03-e08" because="strictly above the threshold" says="should be"
def curves(y, scores):
    t = np.unique(scores)[::-1]
    tp = np.array([np.sum(y[scores > a]) for a in t])
    fp = np.array([np.sum(1 - y[scores > a]) for a in t])
    r, f, p = tp / y.sum(), fp / (1 - y).sum(), tp / np.maximum(1, tp + fp)
    return {"thresholds": t, "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[r, 1], np.r_[f, 1]), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% wrong="ch03-e08" because="a loop over thresholds, two sums each" says="computing time"
def curves(y, scores):
    thresholds = np.sort(np.unique(scores))[::-1]
    tp, yes, positives = [], [], np.sum(y == 1)
    for t in thresholds:
        says = scores >= t
        tp.append(np.sum(says & (y == 1)))
        yes.append(np.sum(says))
    tp, yes = np.array(tp), np.array(yes)
    r, f, p = tp / positives, (yes - tp) / (len(y) - positives), tp / yes
    return {"thresholds": thresholds, "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% wrong="ch03-e08" because="a loop over thresholds, five sums each" says="computing time"
def curves(y, scores):
    thresholds = np.sort(np.unique(scores))[::-1]
    r, f, p = [], [], []
    for t in thresholds:
        says = scores >= t
        tp, fp = np.sum(says & (y == 1)), np.sum(says & (y == 0))
        r.append(tp / np.sum(y == 1))
        f.append(fp / np.sum(y == 0))
        p.append(tp / (tp + fp))
    r, f, p = map(np.array, (r, f, p))
    return {"thresholds": thresholds, "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% wrong="ch03-e08" because="a loop over thresholds, slow" says="computing time"
def curves(y, scores):
    t = np.unique(scores)[::-1]
    tp = np.array([np.sum(y[scores >= a]) for a in t])
    fp = np.array([np.sum(1 - y[scores >= a]) for a in t])
    r, f, p = tp / y.sum(), fp / (1 - y).sum(), tp / (tp + fp)
    return {"thresholds": t, "recall": r, "false_rate": f, "precision": p, "auc": np.trapezoid(np.r_[0, r], np.r_[0, f]), "ap": np.sum(p * np.diff(r, prepend=0))}

# %% [markdown]
# ## 6 · Ten answers

# %% [markdown] exercise="ch03-e09" title="One against the rest" kind="F" level=2 minutes=15 core=true after="§6" skills=["Many classes"] topics=["S-03-sklearn", "S-03-production"]
# Some classifiers know two classes only. Write `one_versus_rest(binary, X, y, X_new)`, which makes one for many out of it.
#
# | | |
# |---|---|
# | `binary` | an unfitted classifier **for two classes**, with `fit` and `decision_function`; it raises an error if `y` holds more |
# | `X`, `y` | arrays of shape `(m, n)` and `(m,)`; `y` holds three classes or more: numbers or text |
# | `X_new` | array of shape `(r, n)` |
# | returns | array of shape `(r,)`: for each new row one of the classes of `y` |
#
# For each class a copy of `binary` is fitted to all rows with the question "is it this class?" (0 or 1, or False or True). The answer for a new row is the class whose copy gives the **highest score**, that is value of the decision function. `binary` itself stays unfitted.

# %% [markdown] hint="ch03-e09"
# Three copies say −2.0, −0.3 and −1.1: each says no. Which class is the answer? And if two say yes?

# %% [markdown] hint="ch03-e09"
# `classes = np.unique(y)`. For each `c`: `clone(binary).fit(X, y == c).decision_function(X_new)` gives `r` scores; put them side by side as columns. `argmax(axis=1)` gives numbers of columns: which class is column 2?

# %% [markdown] hint="ch03-e09"
# ```python
# def one_versus_rest(binary, X, y, X_new):
#     classes = np.unique(____)
#     scores = [clone(____).fit(X, ____).decision_function(____) for c in classes]
#     return classes[np.argmax(scores, axis=____)]
# ```

# %% answer="ch03-e09" needs=[]
def one_versus_rest(binary, X, y, X_new):
    """The class of each new row: the one whose copy gives the highest score."""
    ### BEGIN SOLUTION
    classes = np.unique(y)
    scores = [clone(binary).fit(X, y == c).decision_function(X_new) for c in classes]
    return classes[np.argmax(scores, axis=0)]
    ### END SOLUTION

# %% tests="ch03-e09" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

class Toward(ClassifierMixin, BaseEstimator):
    '''Scores by the direction from the mean of the rest to the mean of the class.'''

    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y)
        self.classes_ = np.unique(y)
        if len(self.classes_) != 2:
            raise ValueError(f"two classes are expected, y holds {len(self.classes_)}")
        yes = y == self.classes_[1]
        here, rest = X[yes].mean(axis=0), X[~yes].mean(axis=0)
        self.w_ = here - rest
        self.b_ = -self.w_ @ (here + rest) / 2
        return self

    def decision_function(self, X):
        return np.asarray(X, dtype=float) @ self.w_ + self.b_

    def predict(self, X):
        return self.classes_[(self.decision_function(X) > 0).astype(int)]

def make_toward():
    return Toward()

def logistic(X, y, X_new):
    return OneVsRestClassifier(LogisticRegression()).fit(X, y).predict(X_new)

def make_logistic():
    return LogisticRegression()
""")


def scores(X, y, X_new):
    """A column of scores for each class, as `Toward` gives them."""
    columns = []
    for c in np.unique(y):
        here, rest = X[y == c].mean(axis=0), X[y != c].mean(axis=0)
        w = here - rest
        columns.append(X_new @ w - w @ (here + rest) / 2)
    return np.array(columns).T


def cloud(names, seed, each=12, new=60, spread=0.8):
    rng = np.random.default_rng(seed)
    centres = rng.normal(0, 2.0, (len(names), 3))
    y = rng.permutation(np.repeat(names, each))
    X = centres[[list(names).index(name) for name in y]] + rng.normal(0, spread, (len(y), 3))
    return X, y, rng.normal(0, 2.5, (new, 3))


def compare(names, seed, **how):
    X, y, new = cloud(names, seed, **how)
    classes, S = np.unique(y), scores(X, y, new)
    want = classes[S.argmax(axis=1)]
    model = answer.make_toward()
    got = expect.call(answer.one_versus_rest, model, X, y, new, error="ValueError", says="Your code raised *ValueError: {message}*. Each copy answers one question with two answers: is it this class?")
    expect.true(got is not None, "`one_versus_rest` returned None. Usually the `return` is missing.")
    got = np.asarray(got)
    expect.true(got.shape == (len(new),), "Expected one class for each of the {r} new rows, shape ({r},); got shape {got}.", r=len(new), got=list(got.shape))
    same = np.array([a == b for a, b in zip(got.tolist(), want.tolist())])
    if same.all():
        return
    first_yes, nearest = classes[(S > 0).argmax(axis=1)], classes[S.argmin(axis=1)]
    columns = S.argmax(axis=1)
    alone = classes[0] if len(set(got.tolist())) == 1 else None

    def is_it(other):
        return got.tolist() == other.tolist()

    if is_it(columns) and not is_it(want):
        expect.fail("You returned numbers of columns, such as {a}. The class in that column is {b}: look it up in the classes.", a=int(columns[0]), b=want[0].item())
    if is_it(nearest):
        expect.fail("Each answer is the class with the *lowest* score. Is each copy asked \"is it this class\", with yes as the larger label, and do you take the highest score?")
    if is_it(first_yes):
        expect.fail("Each answer is the first class whose copy says yes. Several may say yes, or none: compare the scores, and take the highest.")
    if alone is not None:
        expect.fail("All {r} new rows got the same class, {name}. Does each class have a model of its own? One object that is fitted again forgets what it was.", r=len(new), name=alone)
    i = int(np.flatnonzero(~same)[0])
    expect.fail("{n} of {r} answers are not the class with the highest score. New row {i}: the classes {classes} have the scores {scores}, so {want} is expected; got {got}.", n=int((~same).sum()), r=len(new), i=i, classes=classes.tolist(), scores=S[i].round(2), want=want[i].item(), got=got.tolist()[i])


with expect.test("four classes with names"):
    compare(["cod", "eel", "herring", "perch"], 4, spread=2.0)

with expect.test("the model itself stays unfitted"):
    X, y, new = cloud(["cod", "eel", "herring"], 1)
    model = answer.make_toward()
    answer.one_versus_rest(model, X, y, new)
    estimators.unfitted(model, "After the call `binary` is fitted. Fit copies of it: `clone(binary)`.")

### BEGIN HIDDEN TESTS
with expect.test("numbers that are not 0, 1, 2"):
    compare([3, 5, 9, 20], 2)
    compare([-1, 0, 7], 3)

with expect.test("no copy says yes, several do"):
    for seed in range(4, 8):
        compare([10, 20, 30, 40, 50, 60], seed, spread=2.0)

with expect.test("a library's classifier"):
    X, y, new = cloud(["a", "b", "c", "d"], 8, spread=1.5)
    want = np.asarray(answer.logistic(X, y, new))
    got = np.asarray(answer.one_versus_rest(answer.make_logistic(), X, y, new))
    wrong = int(np.sum(got != want)) if got.shape == want.shape else len(want)
    expect.true(wrong == 0, "With `LogisticRegression` as the binary classifier {n} of {r} answers differ from those of one-versus-rest.", n=wrong, r=len(want))

with expect.test("the input stays as it was"):
    X, y, new = cloud([1, 2, 3], 9)
    held = [answer.put(value) for value in (X, y, new)]
    answer.one_versus_rest(answer.make_toward(), *held)
    for handle, value in zip(held, (X, y, new)):
        expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch03-e09" because="the library"
def one_versus_rest(binary, X, y, X_new):
    from sklearn.multiclass import OneVsRestClassifier

    return OneVsRestClassifier(binary).fit(X, y).predict(X_new)

# %% right="ch03-e09" because="a loop that remembers the best"
def one_versus_rest(binary, X, y, X_new):
    best, answers = np.full(len(X_new), -np.inf), [None] * len(X_new)
    for c in sorted(set(y.tolist())):
        s = clone(binary).fit(X, (y == c).astype(int)).decision_function(X_new)
        for i in np.flatnonzero(s > best):
            best[i], answers[i] = s[i], c
    return np.array(answers)

# %% right="ch03-e09" because="labels −1 and +1, classes in order of appearance, deep copies"
def one_versus_rest(binary, X, y, X_new):
    import copy

    classes = list(dict.fromkeys(y.tolist()))
    S = np.column_stack([copy.deepcopy(binary).fit(X, np.where(y == c, 1, -1)).decision_function(X_new) for c in classes])
    return [classes[j] for j in S.argmax(axis=1)]

# %% wrong="ch03-e09" because="numbers of columns" says="numbers of columns"
def one_versus_rest(binary, X, y, X_new):
    scores = [clone(binary).fit(X, y == c).decision_function(X_new) for c in np.unique(y)]
    return np.argmax(scores, axis=0)

# %% wrong="ch03-e09" because="answers in place of scores" says="first class whose copy says yes"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    says = [clone(binary).fit(X, y == c).predict(X_new) for c in classes]
    return classes[np.argmax(says, axis=0)]

# %% wrong="ch03-e09" because="one object, fitted again and again" says="a model of its own"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    models = [clone(binary)] * len(classes)
    for c, model in zip(classes, models):
        model.fit(X, y == c)
    return classes[np.argmax([model.decision_function(X_new) for model in models], axis=0)]

# %% wrong="ch03-e09" because="the classifier itself is fitted" says="is fitted"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    scores = [binary.fit(X, y == c).decision_function(X_new) for c in classes]
    return classes[np.argmax(scores, axis=0)]

# %% wrong="ch03-e09" because="asks for all classes at once" says="two answers"
def one_versus_rest(binary, X, y, X_new):
    model = clone(binary).fit(X, y)
    return model.classes_[np.argmax(model.decision_function(X_new), axis=1)]

# %% wrong="ch03-e09" because="is it another class" says="*lowest* score"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    scores = [clone(binary).fit(X, y != c).decision_function(X_new) for c in classes]
    return classes[np.argmax(scores, axis=0)]

# %% wrong="ch03-e09" because="the wrong axis" says="Expected one class for each"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    scores = [clone(binary).fit(X, y == c).decision_function(X_new) for c in classes]
    return [classes[j % len(classes)] for j in np.argmax(scores, axis=1)]

# %% wrong="ch03-e09" because="one-versus-one" says="not the class with the highest score"
def one_versus_rest(binary, X, y, X_new):
    from sklearn.multiclass import OneVsOneClassifier

    return OneVsOneClassifier(binary).fit(X, y).predict(X_new)

# %% wrong="ch03-e09" because="largest distance from the border" says="not the class with the highest score"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    scores = [clone(binary).fit(X, y == c).decision_function(X_new) for c in classes]
    return classes[np.argmax(np.abs(scores), axis=0)]

# %% wrong="ch03-e09" because="the last class is what is left" says="not the class with the highest score"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    scores = np.array([clone(binary).fit(X, y == c).decision_function(X_new) for c in classes[:-1]])
    return np.where(scores.max(axis=0) > 0, classes[scores.argmax(axis=0)], classes[-1])

# %% wrong="ch03-e09" because="answers for the training rows" says="Expected one class for each"
def one_versus_rest(binary, X, y, X_new):
    classes = np.unique(y)
    scores = [clone(binary).fit(X, y == c).decision_function(X) for c in classes]
    return classes[np.argmax(scores, axis=0)]

# %% wrong="ch03-e09" because="fewer rows of the rest" says="not the class with the highest score"
def one_versus_rest(binary, X, y, X_new):
    classes, scores = np.unique(y), []
    for c in classes:
        here, rest = np.flatnonzero(y == c), np.flatnonzero(y != c)
        rows = np.r_[here, rest[: len(here)]]
        scores.append(clone(binary).fit(X[rows], y[rows] == c).decision_function(X_new))
    return classes[np.argmax(scores, axis=0)]

# %% [markdown]
# ## 7 · Look at the mistakes

# %% [markdown] exercise="ch03-e10" title="What is taken for what?" kind="F" level=1 minutes=10 core=false after="§7" skills=["Error analysis and augmentation"] topics=["S-05-I.08", "S-03-sklearn"]
# Write `most_confused(y, says)`. `y` holds the true classes and `says` a classifier's answers: whole numbers, both of shape `(m,)`; classes may be anything (3, 17, 40), and a class may occur in one of the two only.
#
# Return `(true, answer, share)`: of all pairs of **different** classes the one with the largest share, where the share says **which part of the rows of class `true`** got this `answer`. One pair has the largest share. If every answer is right, return `None`.

# %% [markdown] hint="ch03-e10"
# There are 200 ones, 20 of which are called 7, and 10 eights, 5 of which are called 3. Which confusion is the worse one? By counts, and by shares?

# %% [markdown] hint="ch03-e10"
# `metrics.confusion_matrix(y, says, normalize="true")` divides each row by its sum; rows are true classes. `np.fill_diagonal(C, 0)` empties the diagonal, and `np.unravel_index(C.argmax(), C.shape)` is row and column of the largest. Which class belongs to row 0? All classes in order: `np.union1d(y, says)`.

# %% [markdown] hint="ch03-e10"
# ```python
# def most_confused(y, says):
#     classes = np.union1d(y, says)
#     C = metrics.confusion_matrix(____, ____, normalize=____)
#     np.fill_diagonal(C, ____)
#     if not ____:
#         return None
#     i, j = np.unravel_index(____, C.shape)
#     return classes[____], classes[____], C[i, j]
# ```

# %% answer="ch03-e10" needs=[]
def most_confused(y, says):
    """The pair (true, answer, share) that is confused most, or None."""
    ### BEGIN SOLUTION
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says, normalize="true")
    np.fill_diagonal(C, 0)
    if not C.any():
        return None
    i, j = np.unravel_index(C.argmax(), C.shape)
    return classes[i], classes[j], C[i, j]
    ### END SOLUTION

# %% tests="ch03-e10" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def rows(table, seed=0):
    """Labels and answers in mixed order from {true: {answer: count}}."""
    pairs = [(t, s) for t, row in table.items() for s, n in row.items() for _ in range(n)]
    pairs = np.array(pairs)[np.random.default_rng(seed).permutation(len(pairs))]
    return pairs[:, 0], pairs[:, 1]


def compare(y, says):
    wrong = y != says
    got = answer.most_confused(y, says)
    if not wrong.any():
        expect.true(got is None, "Every answer is right, so nothing is confused: `None` is expected; got {got}.", got=got)
        return
    expect.true(got is not None, "{n} of {m} answers are wrong; you returned None.", n=int(wrong.sum()), m=len(y))
    expect.true(isinstance(got, tuple | list) and len(got) == 3 and all(np.ndim(part) == 0 for part in got), "Expected three things: true, answer, share. Got {got}.", got=got)
    pairs = sorted({(int(a), int(b)) for a, b in zip(y[wrong], says[wrong])})
    count = {pair: int(np.sum((y == pair[0]) & (says == pair[1]))) for pair in pairs}
    share = {pair: n / int(np.sum(y == pair[0])) for pair, n in count.items()}
    of_answers = {pair: n / int(np.sum(says == pair[1])) for pair, n in count.items()}
    want = max(share, key=share.get)
    pair = (int(got[0]), int(got[1]))
    if pair[0] == pair[1]:
        expect.fail("You returned class {a} taken for {a}: that is right, not confused. Leave the diagonal out.", a=pair[0])
    if pair == want[::-1]:
        expect.fail("{a} taken for {b} is expected; you returned it the other way round. Rows of a confusion matrix are true classes.", a=want[0], b=want[1])
    if pair not in share:
        expect.fail("You returned class {a} taken for {b}, which never happens. The classes of `y` and `says` are {classes}.", a=pair[0], b=pair[1], classes=np.union1d(y, says).tolist())
    if pair != want and pair == max(count, key=count.get):
        expect.fail("{n} rows of class {a} are called {b}, the largest *number*; that is {s} of the class. Of class {c} a larger share, {t}, is called {d}.", n=count[pair], a=pair[0], b=pair[1], s=share[pair], c=want[0], t=share[want], d=want[1])
    if pair != want and pair == max(of_answers, key=of_answers.get):
        expect.fail("{a} taken for {b} has the largest share of the *answers* {b}. Of the rows of a class, {c} taken for {d} has the largest share, {t}.", a=pair[0], b=pair[1], c=want[0], d=want[1], t=share[want])
    if pair != want and want[1] not in y:
        expect.fail("Of class {c} the share {t} is called {d}, which is no class of `y`; you returned {a} taken for {b}, with a share of {s}. Every answer in `says` counts.", a=pair[0], b=pair[1], s=share[pair], c=want[0], d=want[1], t=share[want])
    expect.true(pair == want, "Of class {a} the share {s} is called {b}; but of class {c} it is {t} that are called {d}.", a=pair[0], b=pair[1], s=share[pair], c=want[0], t=share[want], d=want[1])
    known = np.sum((y == want[0]) & np.isin(says, y))
    slips = [
        (count[want], "{a} taken for {b} is right; {got} is the number of rows. As a share of the rows of class {a} it is {want}."),
        (count[want] / len(y), "{a} taken for {b} is right; {got} is the share of all rows. Of the rows of class {a} it is {want}."),
        (of_answers[want], "{a} taken for {b} is right; {got} is the share of the answers {b}. Of the rows of class {a} it is {want}."),
        (count[want] / int(wrong.sum()), "{a} taken for {b} is right; {got} is the share of all mistakes. Of the rows of class {a} it is {want}."),
        (count[want] / max(1, int(known)), "{a} taken for {b} is right; the share is {want}, you returned {got}: rows of class {a} whose answer is no class of `y` were not counted."),
    ]
    # where two slips give the same number, neither is blamed
    alone = [(v, words) for v, words in slips if abs(v - share[want]) > 1e-9 and sum(abs(v - other) < 1e-9 for other, _ in slips) == 1]
    expect.close(got[2], share[want], says="{a} taken for {b} is right; the share is {want}, you returned {got}.", a=want[0], b=want[1], mistakes=alone)


with expect.test("a rare class that is often wrong"):
    compare(*rows({1: {1: 170, 7: 24, 8: 6}, 7: {7: 95, 1: 5}, 8: {8: 4, 1: 1, 7: 5}}))

### BEGIN HIDDEN TESTS
with expect.test("share of the row, not of the column"):
    compare(*rows({0: {0: 60, 1: 15, 2: 5}, 1: {1: 30, 0: 12}, 2: {2: 9, 0: 1}, 3: {3: 4, 2: 1}}, 1))
    compare(*rows({0: {0: 30, 1: 10}, 1: {1: 80, 2: 20}, 2: {2: 5}}, 2))

with expect.test("true and answer"):
    compare(*rows({4: {4: 10, 9: 8}, 9: {9: 20, 4: 1}}, 3))
    compare(*rows({4: {4: 20, 9: 1}, 9: {9: 10, 4: 8}}, 4))

with expect.test("classes of any number, some on one side only"):
    compare(*rows({3: {3: 5, 17: 4, 40: 1}, 17: {17: 8, 3: 1}}, 9))
    compare(*rows({3: {3: 5, 40: 2}, 17: {17: 6, 3: 1}}, 5))
    compare(*rows({-2: {-2: 5, 6: 1}, 100: {-2: 2, 6: 3}}, 6))

with expect.test("all right"):
    compare(*rows({3: {3: 4}, 5: {5: 2}}, 7))

with expect.test("every row wrong"):
    compare(*rows({1: {2: 5, 3: 2}, 2: {3: 4, 1: 2}}, 8))

with expect.test("many tables, and the input as it was"):
    rng = np.random.default_rng(13)
    done = 0
    while done < 12:
        y, says = rng.choice([2, 5, 11, 12], (2, 60), p=[0.5, 0.3, 0.15, 0.05])
        says = np.where(rng.random(60) < 0.5, y, says)
        shares = sorted(np.sum((y == a) & (says == b)) / max(1, np.sum(y == a)) for a in np.unique(y) for b in np.unique(says) if a != b)
        if shares[-1] > shares[-2] + 1e-9:
            compare(y, says)
            done += 1
    held, kept = answer.put(y), answer.put(says)
    answer.most_confused(held, kept)
    expect.unchanged(held, y)
    expect.unchanged(kept, says)
### END HIDDEN TESTS

# %% right="ch03-e10" because="counts in a dictionary"
from collections import Counter


def most_confused(y, says):
    size = Counter(y.tolist())
    shares = {(t, s): n / size[t] for (t, s), n in Counter(zip(y.tolist(), says.tolist())).items() if t != s}
    if not shares:
        return None
    pair = max(shares, key=shares.get)
    return *pair, shares[pair]

# %% right="ch03-e10" because="a cross table of pandas"
import pandas as pd


def most_confused(y, says):
    table = pd.crosstab(y, says, normalize="index").stack()
    table = table[[t != s for t, s in table.index]]
    table = table[table > 0]
    if table.empty:
        return None
    (t, s), share = table.idxmax(), table.max()
    return [int(t), int(s), share]

# %% right="ch03-e10" because="class after class"
def most_confused(y, says):
    best = (None, None, 0.0)
    for t in set(y):
        among = says[y == t]
        for s in set(among) - {t}:
            best = max(best, (t, s, np.mean(among == s)), key=lambda three: three[2])
    return best if best[2] else None

# %% wrong="ch03-e10" because="counts, not shares" says="the largest *number*"
def most_confused(y, says):
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says)
    np.fill_diagonal(C, 0)
    if not C.any():
        return None
    i, j = np.unravel_index(C.argmax(), C.shape)
    return classes[i], classes[j], C[i, j] / np.sum(y == classes[i])

# %% wrong="ch03-e10" because="shares of the answers" says="share of the *answers*"
def most_confused(y, says):
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says, normalize="pred")
    np.fill_diagonal(C, 0)
    if not C.any():
        return None
    i, j = np.unravel_index(C.argmax(), C.shape)
    return classes[i], classes[j], np.mean(says[y == classes[i]] == classes[j])

# %% wrong="ch03-e10" because="true and answer swapped" says="the other way round"
def most_confused(y, says):
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says, normalize="true")
    np.fill_diagonal(C, 0)
    if not C.any():
        return None
    i, j = np.unravel_index(C.argmax(), C.shape)
    return classes[j], classes[i], C[i, j]

# %% wrong="ch03-e10" because="the diagonal is left in" says="Leave the diagonal out"
def most_confused(y, says):
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says, normalize="true")
    i, j = np.unravel_index(C.argmax(), C.shape)
    return classes[i], classes[j], C[i, j]

# %% wrong="ch03-e10" because="rows and columns in place of classes" says="which never happens"
def most_confused(y, says):
    C = metrics.confusion_matrix(y, says, normalize="true")
    np.fill_diagonal(C, 0)
    if not C.any():
        return None
    i, j = np.unravel_index(C.argmax(), C.shape)
    return i, j, C[i, j]

# %% wrong="ch03-e10" because="something also if all is right" says="None` is expected"
def most_confused(y, says):
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says, normalize="true")
    np.fill_diagonal(C, 0)
    i, j = np.unravel_index(C.argmax(), C.shape)
    return classes[i], classes[j], C[i, j]

# %% wrong="ch03-e10" because="the classes of the truth only" says="were not counted"
def most_confused(y, says):
    labels = np.unique(y)
    rates = metrics.confusion_matrix(y, says, labels=labels, normalize="true")
    np.fill_diagonal(rates, 0)
    i, j = np.unravel_index(rates.argmax(), rates.shape)
    return (labels[i], labels[j], rates[i, j]) if rates[i, j] > 0 else None

# %% wrong="ch03-e10" because="the classes of the truth only, shares of all rows of the class" says="no class of `y`"
def most_confused(y, says):
    labels, sizes = np.unique(y, return_counts=True)
    rates = metrics.confusion_matrix(y, says, labels=labels) / sizes[:, None]
    np.fill_diagonal(rates, 0)
    i, j = np.unravel_index(rates.argmax(), rates.shape)
    return (labels[i], labels[j], rates[i, j]) if rates[i, j] > 0 else None

# %% right="ch03-e10" because="pairs as complex numbers"
def most_confused(y, says):
    wrong = y != says
    if not wrong.any():
        return None
    pairs, count = np.unique(y[wrong] + 1j * says[wrong], return_counts=True)
    share = count / (y[:, None] == pairs.real).sum(axis=0)
    worst = share.argmax()
    return int(pairs[worst].real), int(pairs[worst].imag), float(share[worst])

# %% wrong="ch03-e10" because="share of all rows" says="share of all rows"
def most_confused(y, says):
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says, normalize="true")
    np.fill_diagonal(C, 0)
    if not C.any():
        return None
    i, j = np.unravel_index(C.argmax(), C.shape)
    return classes[i], classes[j], np.mean((y == classes[i]) & (says == classes[j]))

# %% wrong="ch03-e10" because="the class that is wrong most, and what it is called most" says=""
def most_confused(y, says):
    if (y == says).all():
        return None
    t = max(set(y), key=lambda c: np.mean(says[y == c] != c))
    among = says[(y == t) & (says != t)]
    s = max(set(among), key=lambda c: np.sum(among == c))
    return t, s, np.mean(says[y == t] != t)

# %% wrong="ch03-e10" because="both directions together" says=""
def most_confused(y, says):
    classes = np.union1d(y, says)
    C = metrics.confusion_matrix(y, says).astype(float)
    np.fill_diagonal(C, 0)
    if not C.any():
        return None
    both = C + C.T
    i, j = np.unravel_index(both.argmax(), both.shape)
    return classes[i], classes[j], both[i, j] / np.sum((y == classes[i]) | (y == classes[j]))

# %% [markdown] exercise="ch03-e11" title="Copies for training only" kind="X" level=2 minutes=20 core=true after="§7" skills=["Error analysis and augmentation"] topics=["S-05-I.11c", "S-05-I.08", "S-03-sklearn"]
# How good is a model that is trained on moved copies, too? Write `augmented_scores(model, pictures, labels, folds)`.
#
# | | |
# |---|---|
# | `model` | an unfitted classifier with `fit(X, y)` and `predict(X)`, for rows of numbers |
# | `pictures` | array of shape `(m, h, w)`; height and width may differ |
# | `labels` | array of shape `(m,)` |
# | `folds` | a list of pairs `(train, test)`: arrays with the numbers of the rows to train on and to test on |
# | returns | array of shape `(len(folds),)`: the accuracy on the test rows of each fold |
#
# In each fold a new copy of the model is fitted **once**, to the training pictures *and* to four copies of each: moved by one pixel up, down, left and right, with 0 coming in at the edge. Any order will do. The test pictures are taken as they are; nothing of them, moved or not, is trained on. A picture becomes a row of
# `h * w` numbers. `model` stays unfitted.
#
# `shifted(pictures, down, right)` of [[§7]] is there for you.

# %% [markdown] hint="ch03-e11"
# If the copies were made of all pictures first, which of them would a test picture meet in training?

# %% [markdown] hint="ch03-e11"
# In the loop `for train, test in folds:` take `some = pictures[train]` first, then `np.concatenate([shifted(some, *move) for move in moves])`, where the first move is (0, 0). `np.tile(labels[train], 5)` gives the labels block by block. Flatten with `.reshape(len(…), -1)`.

# %% [markdown] hint="ch03-e11"
# ```python
# def augmented_scores(model, pictures, labels, folds):
#     moves = [(0, 0), (-1, 0), ____]
#     scores = []
#     for train, test in folds:
#         X = np.concatenate([shifted(____, *move) for move in moves])
#         y = np.tile(____, len(moves))
#         fitted = clone(model).fit(X.reshape(len(X), -1), y)
#         says = fitted.predict(pictures[____].reshape(____, -1))
#         scores.append(np.mean(____))
#     return np.array(scores)
# ```

# %% answer="ch03-e11" needs=[]
def augmented_scores(model, pictures, labels, folds):
    """The accuracy of each fold, trained on moved copies of its training pictures, too."""
    ### BEGIN SOLUTION
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        y = np.tile(labels[train], len(moves))
        fitted = clone(model).fit(X.reshape(len(X), -1), y)
        says = fitted.predict(pictures[test].reshape(len(test), -1))
        scores.append(np.mean(says == labels[test]))
    return np.array(scores)
    ### END SOLUTION

# %% [markdown] equivalent="ch03-e11"
# fitted = clone(model).fit(X.reshape(len(X), -1), y)  →  fitted = clone(model).fit(X.reshape(len(X), -2), y)
# says = fitted.predict(pictures[test].reshape(len(test), -1))  →  says = fitted.predict(pictures[test].reshape(len(test), -2))

# %% tests="ch03-e11" points=2
from collections import Counter
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

TOLD = []

class Nearest(ClassifierMixin, BaseEstimator):
    '''Says the label of the nearest training row, and notes what it is given.'''

    def fit(self, X, y):
        X, y = np.array(X, dtype=float), np.array(y)
        if X.ndim != 2 or len(X) != len(y):
            raise ValueError(f"X has shape {X.shape} and y {y.shape}; expected a table with a label for each row")
        self.X_, self.y_, self.classes_ = X, y, np.unique(y)
        TOLD.append(("fit", X, y))
        return self

    def predict(self, X):
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != self.X_.shape[1]:
            raise ValueError(f"X has shape {X.shape}; expected {self.X_.shape[1]} columns")
        TOLD.append(("predict", X, None))
        return self.y_[((X[:, None] - self.X_) ** 2).sum(axis=2).argmin(axis=1)]

def make_nearest():
    TOLD.clear()
    return Nearest()

def told():
    return [[kind, X, [] if y is None else y] for kind, X, y in TOLD]
""")
MOVES = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]


def moved(picture, down, right):
    h, w = picture.shape
    wide = np.zeros((h + 2, w + 2))
    wide[1 + down : 1 + down + h, 1 + right : 1 + right + w] = picture
    return wide[1:-1, 1:-1]


def case(seed=0, h=4, w=5):
    rng = np.random.default_rng(seed)
    forms = rng.integers(1, 6, (3, h, w))
    labels = rng.permutation(np.repeat([2, 5, 7], [6, 7, 5]))
    pictures = forms[np.searchsorted([2, 5, 7], labels)] * 1.0 + rng.integers(0, 9, (18, h, w)) / 2 + np.arange(18)[:, None, None] / 64
    order = rng.permutation(18)
    parts = [order[:5], order[5:9], order[9:15]]
    return pictures, labels, [(np.setdiff1d(order[:15], part), part) for part in parts]


def key(row):
    return tuple(np.round(row, 6).tolist())


def asked(seed=0, **size):
    pictures, labels, folds = case(seed, **size)
    model = answer.make_nearest()
    got = expect.call(answer.augmented_scores, model, pictures, labels, folds, error="ValueError", says="Your code raised *ValueError: {message}*. The model takes a table, one row of h · w numbers for each picture.")
    return got, answer.told(), model, (pictures, labels, folds)


def trained_rightly(seed=0, **size):
    _, told, _, (pictures, labels, folds) = asked(seed, **size)
    fits = [(np.asarray(X), np.asarray(y)) for kind, X, y in told if kind == "fit"]
    expect.true(len(fits) == len(folds), "{n} models were fitted in {k} folds. Fit one new copy in each fold.", n=len(fits), k=len(folds))
    number = {key(picture.ravel()): i for i, picture in enumerate(pictures)}
    source = {key(moved(picture, *move).ravel()): i for i, picture in enumerate(pictures) for move in MOVES}
    wrapped = {key(np.roll(picture, move, axis=(0, 1)).ravel()) for picture in pictures for move in MOVES[1:]}
    far = {key(moved(moved(picture, *a), *b).ravel()) for picture in pictures for a in MOVES[1:] for b in MOVES[1:]}
    for (X, y), (train, test) in zip(fits, folds):
        rows = [key(row) for row in X]
        m = len(train)
        strangers = [row for row in rows if row not in source]
        if strangers and any(row in wrapped for row in strangers):
            expect.fail("Pixels that were moved out at one edge came in at the other, as `np.roll` does. Zeros come in: use `shifted`.")
        if strangers and any(row in far for row in strangers):
            expect.fail("Some of the training pictures were moved twice, or by more than one pixel. Move the training pictures themselves, each by one.")
        expect.true(not strangers, "{n} of {all} training rows are neither a picture nor a picture moved by one pixel, written as a row. Are the grey values kept, and their order?", n=len(strangers), all=len(rows))
        leaks = {source[row] for row in rows} & set(test.tolist())
        expect.true(not leaks, "Test pictures, or copies of them, were trained on: {n} of {k} in this fold. Take the training pictures first, then move them.", n=len(leaks), k=len(test))
        strange = {source[row] for row in rows} - set(train.tolist())
        expect.true(not strange, "Pictures were trained on that are not in this fold's `train`. Not every row is in `train` or in `test`.")
        expect.true(len(rows) != m, "{n} rows were fitted, one for each training picture: the moved copies are missing.", n=len(rows))
        expect.true(len(rows) != 4 * m or any(row in number for row in rows), "{n} rows were fitted: four moved copies of each training picture. The pictures as they are belong to them, too.", n=len(rows))
        expect.true(len(rows) == 5 * m, "{n} rows were fitted; {m} training pictures and four copies of each are {want}.", n=len(rows), m=m, want=5 * m)
        times = Counter(rows)
        expect.true(max(times.values()) == 1, "Of {all} training rows only {n} are different: some moves are made twice, others not at all. Up, down, left, right: (−1, 0), (1, 0), (0, −1), (0, 1).", all=len(rows), n=len(times))
        wrong = sum(int(labels[source[row]]) != int(label) for row, label in zip(rows, y.tolist()))
        expect.true(wrong == 0, "{n} of {all} training rows have another picture's label. Copies made block by block need the labels block by block: `np.tile`, not `np.repeat`.", n=wrong, all=len(rows))


def scores_of(pictures, labels, folds, moves=MOVES, test_moves=MOVES[:1]):
    found = []
    for train, test in folds:
        X = np.array([moved(pictures[i], *m).ravel() for m in moves for i in train])
        T = np.array([moved(pictures[i], *m).ravel() for m in test_moves for i in test])
        says = np.tile(labels[train], len(moves))[((T[:, None] - X) ** 2).sum(axis=2).argmin(axis=1)]
        found.append(float(np.mean(says == np.tile(labels[test], len(test_moves)))))
    return np.array(found)


def scored_rightly(seed=0, **size):
    got, told, _, (pictures, labels, folds) = asked(seed, **size)
    expect.true(got is not None, "`augmented_scores` returned None. Usually the `return` is missing.")
    want = scores_of(pictures, labels, folds)
    sizes = np.array([len(test) for _, test in folds])
    slips = [
        (want * sizes, "Expected the shares {want}, got {got}, the numbers of right answers. Divide by the number of test pictures."),
        (1 - want, "Expected {want}, got {got}, the shares of wrong answers."),
        (scores_of(pictures, labels, folds, test_moves=MOVES), "Expected {want}, got {got}, the accuracy on test pictures *and* their moved copies. Test on the pictures as they are."),
    ]
    expect.close(got, want, says="Accuracies of the {k} folds: expected {want}, got {got}.", mistakes=[(v, w) for v, w in slips if not np.allclose(v, want)] + ([(want.mean(), "Expected the accuracy of each fold, {want}; got their mean, {got}.")]), k=len(folds))


with expect.test("training pictures and their four copies"):
    trained_rightly()

with expect.test("the accuracy of each fold", after="training pictures and their four copies"):
    scored_rightly()

with expect.test("the model itself stays unfitted"):
    _, _, model, _ = asked()
    estimators.unfitted(model, "After the call `model` is fitted. Fit copies of it: `clone(model)`.")

### BEGIN HIDDEN TESTS
with expect.test("other pictures, higher than wide"):
    trained_rightly(3, h=6, w=3)
    scored_rightly(3, h=6, w=3)

with expect.test("folds of any kind"):
    pictures, labels, folds = case(4)
    for some in (folds[:1], [(test, train) for train, test in folds], folds + folds[:1]):
        model = answer.make_nearest()
        got = answer.augmented_scores(model, pictures, labels, some)
        expect.close(got, scores_of(pictures, labels, some), says="With {k} folds: expected {want}, got {got}.", k=len(some))

with expect.test("whole numbers, and the input as it was"):
    pictures, labels, folds = case(5)
    pictures = (pictures * 64).astype(int)
    held, kept = answer.put(pictures), answer.put(labels)
    got = answer.augmented_scores(answer.make_nearest(), held, kept, folds)
    expect.close(got, scores_of(pictures, labels, folds), says="With grey values that are whole numbers: expected {want}, got {got}.")
    expect.unchanged(held, pictures)
    expect.unchanged(kept, labels)
    pictures = pictures / 64
    held = answer.put(pictures)
    answer.augmented_scores(answer.make_nearest(), held, labels, folds)
    expect.unchanged(held, pictures)
### END HIDDEN TESTS

# %% right="ch03-e11" because="an estimator of its own for the cross-validation"
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import cross_val_score


class Moving(ClassifierMixin, BaseEstimator):
    def __init__(self, base, shape):
        self.base, self.shape = base, shape

    def fit(self, X, y):
        P = X.reshape(-1, *self.shape)
        parts = [shifted(P, d, r) for d, r in ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0))]
        self.fitted_ = clone(self.base).fit(np.vstack([p.reshape(len(X), -1) for p in parts]), np.hstack([y] * 5))
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return self.fitted_.predict(X)


def augmented_scores(model, pictures, labels, folds):
    rows = pictures.reshape(len(pictures), -1)
    return cross_val_score(Moving(model, pictures.shape[1:]), rows, labels, cv=folds, scoring="accuracy")

# %% right="ch03-e11" because="picture after picture, padded"
def augmented_scores(model, pictures, labels, folds):
    h, w = pictures.shape[1:]
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    scores = []
    for train, test in folds:
        X, y = [], []
        for i in train:
            for a, b in ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2)):
                X.append(padded[i, a : a + h, b : b + w].ravel())
                y.append(labels[i])
        says = clone(model).fit(np.array(X), np.array(y)).predict(pictures[test].reshape(-1, h * w))
        scores.append(sum(a == b for a, b in zip(says, labels[test])) / len(test))
    return scores

# %% right="ch03-e11" because="all copies first, chosen by the picture they come from"
def augmented_scores(model, pictures, labels, folds):
    moves = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
    everything = np.stack([shifted(pictures, *move) for move in moves], axis=1)  # picture, move
    rows = everything.reshape(len(pictures), 5, -1)
    result = np.empty(len(folds))
    for k, (train, test) in enumerate(folds):
        fitted = clone(model).fit(rows[train].reshape(-1, rows.shape[2]), np.repeat(labels[train], 5))
        result[k] = metrics.accuracy_score(labels[test], fitted.predict(rows[test, 0]))
    return result

# %% wrong="ch03-e11" because="no copies" says="copies are missing"
def augmented_scores(model, pictures, labels, folds):
    rows = pictures.reshape(len(pictures), -1)
    return np.array([np.mean(clone(model).fit(rows[a], labels[a]).predict(rows[b]) == labels[b]) for a, b in folds])

# %% wrong="ch03-e11" because="copies of all pictures, test ones included" says="Take the training pictures first"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        moved = [shifted(pictures, *move) for move in moves[1:]]
        X = np.concatenate([pictures[train], *moved])
        y = np.r_[labels[train], np.tile(labels, 4)]
        fitted = clone(model).fit(X.reshape(len(X), -1), y)
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="np.roll" says="np.roll"
def augmented_scores(model, pictures, labels, folds):
    scores = []
    for train, test in folds:
        P = pictures[train]
        X = np.concatenate([P, np.roll(P, 1, 1), np.roll(P, -1, 1), np.roll(P, 1, 2), np.roll(P, -1, 2)])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="labels repeated in the wrong order" says="np.tile"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.repeat(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="test pictures moved, too" says="Test on the pictures as they are"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        T = np.concatenate([shifted(pictures[test], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(T.reshape(len(T), -1)) == np.tile(labels[test], 5)))
    return np.array(scores)

# %% wrong="ch03-e11" because="copies only" says="as they are belong"
def augmented_scores(model, pictures, labels, folds):
    moves = [(-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 4))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="the model itself is fitted" says="is fitted"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        model.fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(model.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="pictures are not flattened" says="The model takes a table"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X, np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test]) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="the mean of the folds" says="got their mean"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.mean(scores)

# %% wrong="ch03-e11" because="diagonal moves" says="moved twice"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, -1), (1, 1), (1, -1), (-1, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="moves one after the other" says="moved twice"
def augmented_scores(model, pictures, labels, folds):
    scores = []
    for train, test in folds:
        parts = [pictures[train]]
        for move in [(-1, 0), (1, 0), (0, -1), (0, 1)]:
            parts.append(shifted(parts[-1], *move))
        X = np.concatenate(parts)
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="everything that is not tested" says="not in this fold"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for _, test in folds:
        train = np.setdiff1d(np.arange(len(labels)), test)
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="left twice, right never" says="some moves are made twice"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, -1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="moved by two pixels" says="more than one pixel"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-2, 0), (2, 0), (0, -2), (0, 2)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves])
        fitted = clone(model).fit(X.reshape(len(X), -1), np.tile(labels[train], 5))
        scores.append(np.mean(fitted.predict(pictures[test].reshape(len(test), -1)) == labels[test]))
    return np.array(scores)

# %% wrong="ch03-e11" because="scored on what was trained on" says="Accuracies of the"
def augmented_scores(model, pictures, labels, folds):
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    scores = []
    for train, test in folds:
        X = np.concatenate([shifted(pictures[train], *move) for move in moves]).reshape(5 * len(train), -1)
        y = np.tile(labels[train], 5)
        fitted = clone(model).fit(X, y)
        scores.append(np.mean(fitted.predict(X) == y))
    return np.array(scores)

# %% [markdown]
# ## 8 · More than one answer

# %% [markdown] exercise="ch03-e12" title="Three ways to be right" kind="F" level=1 minutes=8 core=false after="§8" skills=["Several labels and outputs"] topics=["S-03-sklearn"]
# Write `label_scores(Y, says)`, which returns `every, cells, macro`, three numbers. Both arrays have shape `(m, n)` and hold 0 and 1: `n` labels for each of `m` rows, the truth in `Y`.
#
# | | |
# |---|---|
# | `every` | the share of rows in which all labels are right |
# | `cells` | the share of the `m · n` cells that are right |
# | `macro` | the mean over the labels (columns) of each label's F1; a label that neither occurs nor is predicted has F1 0 |
#
# No warning is given.

# %% [markdown] hint="ch03-e12"
# Two photos, three persons. Of six cells five are right. How many rows may be all right?

# %% [markdown] hint="ch03-e12"
# `Y == says` is a table of True and False: `.all(axis=1)` looks at each row. `metrics.f1_score` takes tables of labels; which `average` is the mean over labels, and what does `zero_division` do?

# %% [markdown] hint="ch03-e12"
# ```python
# def label_scores(Y, says):
#     right = Y == says
#     every = right.all(axis=____).____()
#     cells = ____
#     macro = metrics.f1_score(____, ____, average=____, zero_division=____)
#     return every, cells, macro
# ```

# %% answer="ch03-e12" needs=[]
def label_scores(Y, says):
    """The share of rows, the share of cells, and the macro F1."""
    ### BEGIN SOLUTION
    right = Y == says
    return right.all(axis=1).mean(), right.mean(), metrics.f1_score(Y, says, average="macro", zero_division=0)
    ### END SOLUTION

# %% tests="ch03-e12" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings

def warned(function, *args):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        got = function(*args)
    return [str(warning.message) for warning in seen], got
""")
NAMES = ["every", "cells", "macro"]


def f1(y, s):
    both = np.sum((y == 1) & (s == 1))
    return 2 * both / (y.sum() + s.sum()) if both else 0.0


def numbers(Y, S):
    right, each = S == Y, [f1(a, b) for a, b in zip(Y.T, S.T)]
    empty = int(np.sum(~(Y | S).any(axis=0)))
    want = [float(right.all(axis=1).mean()), float(right.mean()), float(np.mean([f1(a, b) for a, b in zip(Y.T, S.T)]))]
    slips = [
        [(float(right.all(axis=0).mean()), "\"every\" should be {want}, got {got}, the share of *labels* that are right in all rows. Look along the rows: `axis=1`."), (float(right.any(axis=1).mean()), "\"every\" should be {want}, got {got}, the share of rows in which *some* label is right."), (want[1], "\"every\" should be {want}, got {got}, the share of cells."), (want[0] * len(Y), "\"every\" should be {want}, got {got}, the number of rows. Divide by how many there are.")],
        [(want[0], "\"cells\" should be {want}, got {got}, the share of whole rows."), (1 - want[1], "\"cells\" should be {want}, got {got}, the share of wrong cells."), (want[1] * Y.size, "\"cells\" should be {want}, got {got}, the number of right cells. Divide by all of them.")],
        [(float(f1(Y.ravel(), S.ravel())), "\"macro\" should be {want}, got {got}, which is *micro*: all cells thrown together. Take the F1 of each label first, then the mean."), (float(np.mean([f1(a, b) for a, b in zip(Y, S)])), "\"macro\" should be {want}, got {got}, the mean over rows. Take the F1 of each label, that is each column."), (float(np.average([f1(a, b) for a, b in zip(Y.T, S.T)], weights=Y.sum(axis=0) + 1e-12)), "\"macro\" should be {want}, got {got}, weighted by how often labels occur. Each label counts the same."), (sum(each) / max(1, len(each) - empty), "\"macro\" should be {want}, got {got}: a label that neither occurs nor is predicted was left out of the mean. It counts with F1 0."), ((sum(each) + empty) / len(each), "\"macro\" should be {want}, got {got}: a label that neither occurs nor is predicted counts as 1 in it. Its F1 is 0.")],
    ]
    return want, slips


def compare(Y, S):
    Y, S = np.asarray(Y), np.asarray(S)
    warnings, got = answer.warned(answer.label_scores, Y, S)
    expect.true(not warnings, "Your code warned: *{message}*. A label that neither occurs nor is predicted has F1 0, and no warning is given.", message=warnings[0].splitlines()[0] if warnings else "")
    expect.true(got is not None, "`label_scores` returned None. Usually the `return` is missing.")
    expect.true(np.shape(got) == (3,), "Expected three numbers, every, cells and macro; got {got}.", got=got)
    want, slips = numbers(Y, S)
    for k, name in enumerate(NAMES):
        known = [(v, w) for v, w in slips[k] if abs(v - want[k]) > 1e-6]
        # where two slips give the same number, neither is blamed
        alone = [(a, w) for a, w in known if sum(abs(a - b) < 1e-6 for b, _ in known) == 1]
        expect.close(got[k], want[k], says="\"{name}\" should be {want}, got {got}.", mistakes=alone, name=name)


with expect.test("four photos, three persons"):
    compare([[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, 1, 1]], [[1, 0, 0], [1, 0, 1], [1, 0, 0], [1, 1, 1]])

### BEGIN HIDDEN TESTS
with expect.test("a label that never occurs"):
    compare([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 1, 0]], [[1, 0, 0], [1, 1, 0], [1, 0, 0], [0, 0, 0]])
    compare([[1, 0], [0, 0], [1, 0]], [[1, 0], [1, 0], [1, 0]])
    compare([[1, 0, 0], [0, 0, 1]], [[1, 1, 0], [0, 0, 0]])

with expect.test("all right, all wrong"):
    compare([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    compare([[1, 0], [0, 1]], [[0, 1], [1, 0]])

with expect.test("frequent and rare labels"):
    rng = np.random.default_rng(14)
    for n in (2, 3, 6):
        for _ in range(5):
            Y = (rng.random((25, n)) < np.linspace(0.05, 0.8, n)).astype(int)
            compare(Y, np.where(rng.random(Y.shape) < 0.75, Y, 1 - Y))

with expect.test("the input stays as it was"):
    Y, S = np.array([[1, 0], [0, 1]]), np.array([[1, 1], [0, 1]])
    held, kept = answer.put(Y), answer.put(S)
    answer.label_scores(held, kept)
    expect.unchanged(held, Y)
    expect.unchanged(kept, S)
### END HIDDEN TESTS

# %% right="ch03-e12" because="the library for all three"
def label_scores(Y, says):
    return metrics.accuracy_score(Y, says), 1 - metrics.hamming_loss(Y, says), metrics.f1_score(Y, says, average="macro", zero_division=0.0)

# %% right="ch03-e12" because="counts by hand"
def label_scores(Y, says):
    m, n = Y.shape
    wrong = np.abs(Y - says)
    f = []
    for j in range(n):
        tp = int(Y[:, j] @ says[:, j])
        f.append(tp / (tp + wrong[:, j].sum() / 2) if tp else 0)
    return [np.count_nonzero(wrong.sum(axis=1) == 0) / m, 1 - wrong.sum() / (m * n), sum(f) / n]

# %% right="ch03-e12" because="F1 column by column"
def label_scores(Y, says):
    f = [metrics.f1_score(a, b, zero_division=0) for a, b in zip(Y.T, says.T)]
    return np.mean([tuple(a) == tuple(b) for a, b in zip(Y, says)]), (Y == says).sum() / Y.size, np.mean(f)

# %% wrong="ch03-e12" because="micro" says="which is *micro*"
def label_scores(Y, says):
    right = Y == says
    return right.all(axis=1).mean(), right.mean(), metrics.f1_score(Y, says, average="micro", zero_division=0)

# %% wrong="ch03-e12" because="weighted" says="weighted by how often"
def label_scores(Y, says):
    right = Y == says
    return right.all(axis=1).mean(), right.mean(), metrics.f1_score(Y, says, average="weighted", zero_division=0)

# %% wrong="ch03-e12" because="by rows" says="the mean over rows"
def label_scores(Y, says):
    right = Y == says
    return right.all(axis=1).mean(), right.mean(), metrics.f1_score(Y, says, average="samples", zero_division=0)

# %% wrong="ch03-e12" because="the wrong axis" says="Look along the rows"
def label_scores(Y, says):
    right = Y == says
    return right.all(axis=0).mean(), right.mean(), metrics.f1_score(Y, says, average="macro", zero_division=0)

# %% wrong="ch03-e12" because="accuracy_score for the cells" says="share of whole rows"
def label_scores(Y, says):
    right = Y == says
    return right.all(axis=1).mean(), metrics.accuracy_score(Y, says), metrics.f1_score(Y, says, average="macro", zero_division=0)

# %% wrong="ch03-e12" because="a warning where a label never occurs" says="no warning is given"
def label_scores(Y, says):
    right = Y == says
    return right.all(axis=1).mean(), right.mean(), metrics.f1_score(Y, says, average="macro")

# %% wrong="ch03-e12" because="1 for a label that never occurs" says="counts as 1 in it"
def label_scores(Y, says):
    right = Y == says
    return right.all(axis=1).mean(), right.mean(), metrics.f1_score(Y, says, average="macro", zero_division=1)

# %% wrong="ch03-e12" because="leaves such a label out of the mean" says="left out of the mean"
def label_scores(Y, says):
    right = Y == says
    f = [2 * np.sum(t * s) / (t.sum() + s.sum()) for t, s in zip(Y.T, says.T) if t.sum() + s.sum() > 0]
    return right.all(axis=1).mean(), right.mean(), np.mean(f) if f else 0.0

# %% wrong="ch03-e12" because="divides 0 by 0" says="no warning is given"
def label_scores(Y, says):
    right = Y == says
    f = 2 * np.sum((Y == 1) & (says == 1), axis=0) / (Y.sum(axis=0) + says.sum(axis=0))
    return right.all(axis=1).mean(), right.mean(), f.mean()

# %% wrong="ch03-e12" because="some label right" says="in which *some* label"
def label_scores(Y, says):
    right = Y == says
    return right.any(axis=1).mean(), right.mean(), metrics.f1_score(Y, says, average="macro", zero_division=0)

# %% [markdown] exercise="ch03-e13" title="Clean the pictures" kind="X" level=2 minutes=12 core=true after="§8" skills=["Several labels and outputs"] topics=["S-03-sklearn"]
# Write `cleaned(noisy, clean, new)`: it trains a model on pictures of which both a noisy and a clean version are known, and returns new noisy pictures, cleaned.
#
# | | |
# |---|---|
# | `noisy`, `clean` | arrays of shape `(m, 64)`: 8 × 8 grey values from 0 to 1, the same pictures with noise and without; about 600 |
# | `new` | array of shape `(r, 64)`: other pictures, with noise of the same kind |
# | returns | array of shape `(r, 64)` |
#
# The noise may be of any kind: a bit on each pixel, or pixels that are lost. On the new pictures the mean squared error of what you return is **at most 60 %** of what it is without cleaning. A call takes less than 3 s of computing time.

# %% [markdown] hint="ch03-e13"
# What does the model get in use, and what shall it return? These are the two arguments of `fit`.

# %% [markdown] hint="ch03-e13"
# `Ridge` and `KNeighborsRegressor` take a `y` of 64 columns as it is. A classifier would take each of the 64 × many grey values for a class.

# %% [markdown] hint="ch03-e13"
# ```python
# def cleaned(noisy, clean, new):
#     model = ____().fit(____, ____)
#     return model.predict(____)
# ```

# %% answer="ch03-e13" needs=[]
def cleaned(noisy, clean, new):
    """The new pictures without noise, shape (r, 64)."""
    ### BEGIN SOLUTION
    return Ridge().fit(noisy, clean).predict(new)
    ### END SOLUTION

# %% tests="ch03-e13" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
from time import process_time

import numpy as np
from sklearn.datasets import load_digits

def pictures(seed):
    X = load_digits().data / 16
    return X[np.random.default_rng(seed).permutation(len(X))[:900]]

def timed(function, *args):
    started = process_time()
    got = function(*args)
    return process_time() - started, got
""")


@cache
def case(kind, seed):
    X = np.asarray(answer.pictures(seed))
    rng = np.random.default_rng(seed + 100)
    if kind == "a bit on each pixel":
        N = np.clip(X + rng.normal(0, 0.4, X.shape), 0, 1)
    else:
        N = np.where(rng.random(X.shape) < 0.4, 0.0, X)
    return N[:600], X[:600], N[600:], X[600:]


def error(a, b):
    return float(np.mean((a - b) ** 2))


def spoiled(N, X, new):
    """What models return that learned the way from clean to noisy pictures: a linear one, and neighbours."""
    centred = X - X.mean(axis=0)
    weights = np.linalg.solve(centred.T @ centred + np.eye(64), centred.T @ (N - N.mean(axis=0)))
    yield (new - X.mean(axis=0)) @ weights + N.mean(axis=0)
    far = np.sum(X**2, axis=1) - 2 * new @ X.T
    yield N[np.argsort(far, axis=1)[:, :5]].mean(axis=1)


def same_change(got, new):
    """Whether all pictures were changed alike, where the change did not end at 0 or 1."""
    change = np.ma.masked_array(got - new, (got <= 0) | (got >= 1))
    return change.count() > 0.1 * change.size and np.ma.ptp(change, axis=0).max() < 1e-6


def holds(kind, seed):
    N, X, new, truth = case(kind, seed)
    seconds, got = answer.timed(answer.cleaned, N, X, new)
    expect.true(got is not None, "`cleaned` returned None. Usually the `return` is missing.")
    got = np.asarray(got, dtype=float)
    expect.true(got.shape == truth.shape, "Expected the {r} new pictures, shape ({r}, 64); got shape {got}.", r=len(new), got=list(got.shape))
    expect.true(np.isfinite(got).all(), "Some of the grey values that you returned are not finite (nan or inf).")
    noise, left, mean = error(new, truth), error(got, truth), error(X.mean(axis=0), truth)
    facts = {"kind": kind, "left": left, "noise": noise, "most": 0.6 * noise}
    if left > 0.6 * noise:
        if np.allclose(got, new):
            expect.fail("You returned the new pictures as they were given. Train on `noisy` and `clean`, then predict.")
        if np.allclose(got, X.mean(axis=0), atol=0.02):
            expect.fail("Each picture that you returned is the mean of all clean ones. Its error is {left}; at most {most} is allowed. The answer has to depend on the picture.", **facts)
        if np.isin(got, [0, 1]).all():
            expect.fail("Every grey value that you returned is 0 or 1. With noise of the kind “{kind}” the error of these pictures is {left}; at most {most} is allowed. Return grey values, as a model predicts them that is trained on `noisy` and `clean`.", **facts)
        if error(got, X[: len(got)]) <= 0.6 * error(N[: len(got)], X[: len(got)]):
            expect.fail("These are the first {r} pictures of `noisy`, cleaned. Train on `noisy` and `clean`, then predict for `new`.", r=len(got))
        if same_change(got, new):
            expect.fail("With noise of the kind “{kind}” the error after cleaning is {left}, without cleaning {noise}; at most {most} is allowed. You changed all pictures alike, but their noise differs: train a model.", **facts)
        swapped = min(error(got, other) for other in spoiled(N, X, new)) < 0.65 * min(error(got, new), left)
        expect.true(left < noise, "With noise of the kind “{kind}” the error after cleaning is {left}, larger than the {noise} without. Which of `noisy` and `clean` does the model get in use, and which shall it return?" if swapped else "With noise of the kind “{kind}” the error after cleaning is {left}, larger than the {noise} without.", **facts)
    expect.true(left <= 0.6 * noise, "With noise of the kind “{kind}” the error after cleaning is {left}, without cleaning {noise}. At most 60 % of that, {most}, is allowed.", **facts)
    expect.at_most(seconds, 3.0, "The call took {got} s of computing time; at most {high} are allowed. A simpler model is good enough.")


with expect.test("a bit of noise on each pixel"):
    holds("a bit on each pixel", 1)

with expect.test("lost pixels"):
    holds("lost pixels", 2)

### BEGIN HIDDEN TESTS
with expect.test("other pictures"):
    holds("a bit on each pixel", 3)
    holds("lost pixels", 4)

with expect.test("the same pictures at every call"):
    N, X, new, _ = case("lost pixels", 2)
    first, again = (answer.cleaned(N[:200], X[:200], new[:20]) for _ in range(2))
    # not to the last digit: threads may add up in another order
    expect.close(again, first, rtol=0, atol=1e-6, says="Two calls with the same arguments gave different results. What draws at random needs a fixed seed, such as `random_state=0`.")

with expect.test("the input stays as it was"):
    N, X, new, _ = case("lost pixels", 2)
    held = [answer.put(value) for value in (N, X, new)]
    answer.cleaned(*held)
    for handle, value in zip(held, (N, X, new)):
        expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch03-e13" because="neighbours"
def cleaned(noisy, clean, new):
    return KNeighborsRegressor(5, weights="distance").fit(noisy, clean).predict(new)

# %% right="ch03-e13" because="least squares by hand, with a column of ones"
def cleaned(noisy, clean, new):
    A, B = np.c_[noisy, np.ones(len(noisy))], np.c_[new, np.ones(len(new))]
    W = np.linalg.solve(A.T @ A + 3 * np.eye(65), A.T @ clean)
    return np.clip(B @ W, 0, 1)

# %% right="ch03-e13" because="a forest, many outputs at once"
from sklearn.ensemble import ExtraTreesRegressor


def cleaned(noisy, clean, new):
    return ExtraTreesRegressor(40, min_samples_leaf=3, max_features=0.3, random_state=0).fit(noisy, clean).predict(new)

# %% wrong="ch03-e13" because="clean and noisy swapped" says="Which of `noisy` and `clean`"
def cleaned(noisy, clean, new):
    return KNeighborsRegressor(1).fit(clean, noisy).predict(new)

# %% wrong="ch03-e13" because="the mean picture" says="the mean of all clean ones"
def cleaned(noisy, clean, new):
    return np.tile(clean.mean(axis=0), (len(new), 1))

# %% wrong="ch03-e13" because="as they are" says="as they were given"
def cleaned(noisy, clean, new):
    return np.clip(new, 0, 1)

# %% wrong="ch03-e13" because="the mean noise is taken off" says="all pictures alike"
def cleaned(noisy, clean, new):
    return np.clip(new - (noisy - clean).mean(axis=0), 0, 1)

# %% wrong="ch03-e13" because="cleans the pictures that it was trained on" says="Expected the 300 new pictures"
def cleaned(noisy, clean, new):
    return Ridge().fit(noisy, clean).predict(noisy)

# %% wrong="ch03-e13" because="as many of the pictures that it was trained on" says="These are the first 300 pictures"
def cleaned(noisy, clean, new):
    return Ridge().fit(noisy, clean).predict(noisy)[: len(new)]

# %% wrong="ch03-e13" because="bagging without a seed" says="random_state"
def cleaned(noisy, clean, new):
    from sklearn.ensemble import BaggingRegressor

    return BaggingRegressor(Ridge(), n_estimators=10).fit(noisy, clean).predict(new)

# %% wrong="ch03-e13" because="light pixels become white, dark ones black" says="grey value that you returned is 0 or 1"
def cleaned(noisy, clean, new):
    return (new > 0.5).astype(float)

# %% wrong="ch03-e13" because="a classifier on grey values" says=""
def cleaned(noisy, clean, new):
    return KNeighborsClassifier(5).fit(noisy, clean).predict(new)

# %% wrong="ch03-e13" because="the model is returned" says=""
def cleaned(noisy, clean, new):
    return Ridge().fit(noisy, clean)

# %% wrong="ch03-e13" because="learns the noise, and adds it" says="larger than"
def cleaned(noisy, clean, new):
    return new + Ridge().fit(noisy, noisy - clean).predict(new)

# %% wrong="ch03-e13" because="smooths with the neighbours in the row" says="the error after cleaning is"
def cleaned(noisy, clean, new):
    padded = np.pad(new, ((0, 0), (1, 1)), mode="edge")
    return (padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]) / 3

# %% wrong="ch03-e13" because="the most similar known picture" says="the error after cleaning is"
def cleaned(noisy, clean, new):
    return KNeighborsRegressor(1).fit(noisy, clean).predict(new)

# %% right="ch03-e13" because="one model for each pixel"
def cleaned(noisy, clean, new):
    return np.column_stack([Ridge(3.0).fit(noisy, pixel).predict(new) for pixel in clean.T])

# %% [markdown]
# ## At the end

# %% [markdown] exercise="ch03-e14" title="Exit quiz: seven matrices and curves" kind="Q" level=1 minutes=10 core=true after="all sections" skills=["Split a file honestly", "Baselines for accuracy", "Precision, recall and F1", "Choose a threshold", "ROC and precision-recall curves", "Many classes", "Error analysis and augmentation", "Several labels and outputs"] topics=["S-03-sklearn"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`. In confusion matrices rows are true classes, columns answers.
#
# **q1** · Of 10,000 payments 50 are fraud. A filter marks 100 payments, 40 of which are fraud. Which three numbers are right?
# *a* precision 0.8, recall 0.4, accuracy 0.993 · *b* precision 0.4, recall 0.8, accuracy 0.4 · *c* precision 0.4, recall 0.8, accuracy 0.993 · *d* precision 0.8, recall 0.4, accuracy 0.4
#
# **q2** · For the same payments, "never fraud" would have an accuracy of 0.995. What follows?
# *a* the filter is useless · *b* accuracy hides what the filter is for: it finds 80 % of the frauds · *c* the filter should be trained until its accuracy is above 0.995 · *d* the test set is too small
#
# **q3** · A classifier has precision 0.70 and recall 0.90. Your customer wants precision 0.80 and lets you keep the trained model. What do you do, and what is the price?
# *a* lower the threshold; recall falls · *b* raise the threshold; recall rises, too · *c* raise the threshold; recall stays or falls · *d* lower the threshold; accuracy falls
#
# **q4** · A test for an illness has a ROC AUC of 0.97 in a hospital, where one in five is ill. It is used for the whole country, where one in two thousand is ill, and the scores of ill and healthy people are as before. What happens?
# *a* AUC and precision both fall · *b* AUC stays, precision falls · *c* AUC falls, precision stays · *d* nothing: a test is a test
#
# **q5** · The matrix of three classes is [[90, 5, 5], [2, 96, 2], [30, 0, 70]]. What is the precision of the first class, and which mistake would you look at first?
# *a* 0.90, first read as second · *b* 0.74, first read as third · *c* 0.90, third read as first · *d* 0.74, third read as first
#
# **q6** · To have more training pictures you move each by a pixel in four directions, shuffle all of them and cut five folds. Cross-validation says 98 %, new pictures say 94 %. Why?
# *a* copies of a picture lie in training and test folds, so the test is one of memory · *b* moved pictures are harder · *c* five folds are too few · *d* the labels of the copies are wrong
#
# **q7** · Photos have 50 labels, most of which are 0 in most photos. A model that always says "no label" is measured. Which number makes it look good?
# *a* the share of cells that are right · *b* the share of photos with all labels right · *c* the macro F1 · *d* the recall of each label

# %% [markdown] hint="ch03-e14"
# For each question: which four counts does it speak of, and which of them would change if there were a thousand more negatives?

# %% [markdown] hint="ch03-e14"
# q1: 40 found, 60 false alarms, 10 missed. q4: which of the two numbers is computed from both classes mixed? q5: precision is a matter of a column. q7: in how many cells is the answer 0 right?

# %% [markdown] hint="ch03-e14"
# Precision: TP / (____). Recall: TP / (____). A higher threshold gives ____ yeses. AUC compares one ____ with one ____. A share of a row is ____, a share of a column ____. A copy of a test picture must not be in ____.

# %% answer="ch03-e14" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
    "q7": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "b", "q3": "c", "q4": "b", "q5": "d", "q6": "a", "q7": "a"}
### END SOLUTION

# %% tests="ch03-e14" points=1
from jupyterlab_homl.toolkit import answer, expect

KEYS = {"q1", "q2", "q3", "q4", "q5", "q6", "q7"}

with expect.test("seven answers"):
    got = answer.answers
    expect.true(isinstance(got, dict) and set(got) == KEYS, "`answers` is a dict with the keys q1 to q7. Keep them as they were given.")
    still_open = [key for key, value in got.items() if value is None]
    expect.true(not still_open, "Still open: {keys}. Choose one answer to each question.", keys=", ".join(still_open))

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(
        answer.answers,
        "q1",
        "c",
        {
            "a": "40 of 100 marked payments are fraud, 40 of 50 frauds are marked. Which of these shares is the precision?",
            "b": "Two of the three are right. How many of the 10,000 payments were treated wrongly?",
            "d": "Which share is one of the yeses, which of the positives? And how many of the 10,000 payments were treated wrongly?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "b",
        {
            "a": "It stops 40 of 50 frauds, \"never fraud\" none. Which number shows that?",
            "c": "It could reach this by marking less and less. Would that be a better filter?",
            "d": "10,000 payments are many. What does accuracy count that nobody cares about here?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "c",
        {
            "a": "A lower threshold says yes more often. What does that do to recall, and what mostly to precision?",
            "b": "A higher threshold turns some yeses into noes. Can that find more positives?",
            "d": "A lower threshold adds the yeses that the model is least sure of. Does this make the catch purer?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "b",
        {
            "a": "How likely does an ill person have a higher score than a healthy one? Does that depend on how many are ill?",
            "c": "Which of the two numbers is computed from ill and healthy people mixed?",
            "d": "The same share of false alarms now comes from many more healthy people.",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "d",
        {
            "a": "90 of 100 is a share of the row. Precision asks: of all that were called first, how many were? And look for the largest field off the diagonal.",
            "b": "The precision is right. Which field off the diagonal is the largest, and what does its row stand for?",
            "c": "The mistake is the one to look at. 90 of 100 is a share of the row, though; precision is one of the column.",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "a",
        {
            "b": "If they were harder, cross-validation, which is full of them, would give the lower number.",
            "c": "With more folds the number would hardly change. Where are the five versions of one picture after shuffling?",
            "d": "Then cross-validation would suffer, too. Where are the five versions of one picture after shuffling?",
        },
    )

with expect.test("question 7"):
    expect.choice(
        answer.answers,
        "q7",
        "a",
        {
            "b": "Most photos have some label. For how many of them is \"none at all\" completely right?",
            "c": "F1 of a label that is never predicted is 0.",
            "d": "Recall is a share of the positives. How many of them does it find?",
        },
    )
### END HIDDEN TESTS

# %% wrong="ch03-e14" because="one question open" says="Still open: q4"
answers = {"q1": "c", "q2": "b", "q3": "c", "q4": None, "q5": "d", "q6": "a", "q7": "a"}

# %% wrong="ch03-e14" because="precision and recall swapped" says="Which of these shares is the precision"
answers = {"q1": "a", "q2": "b", "q3": "c", "q4": "b", "q5": "d", "q6": "a", "q7": "a"}

# %% wrong="ch03-e14" because="AUC falls, too" says="depend on how many are ill"
answers = {"q1": "c", "q2": "b", "q3": "c", "q4": "a", "q5": "d", "q6": "a", "q7": "a"}

# %% wrong="ch03-e14" because="row for column" says="precision is one of the column"
answers = {"q1": "c", "q2": "b", "q3": "c", "q4": "b", "q5": "c", "q6": "a", "q7": "a"}

# %% wrong="ch03-e14" because="lower for higher" says="least sure of"
answers = {"q1": "c", "q2": "b", "q3": "d", "q4": "b", "q5": "d", "q6": "a", "q7": "a"}

# %% wrong="ch03-e14" because="the mean of labels looks good" says="never predicted is 0"
answers = {"q1": "c", "q2": "b", "q3": "c", "q4": "b", "q5": "d", "q6": "a", "q7": "c"}

# %% right="ch03-e14" because="capital letters"
answers = {"q1": "C", "q2": "B", "q3": "C", "q4": "B", "q5": "D", "q6": "A", "q7": "A"}
