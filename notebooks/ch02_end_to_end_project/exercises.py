# %% [markdown]
# # An end-to-end project: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cells and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the chapter.
#
# What holds for all: functions leave what they are given unchanged and, unless they are given a seed, return the same when they are called twice. Tables are pandas frames. Go through the exercises in order, or
# start anywhere: none is locked.

# %% setup=true
import hashlib
import zlib

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.compose import ColumnTransformer, make_column_transformer
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer

# %% setup=true
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.model_selection import KFold, cross_val_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## 1 · What is the number for?

# %% [markdown] exercise="ch02-e01" title="Two ways to be off" kind="F" level=1 minutes=8 core=false after="§1" skills=["Frame the problem"] topics=["S-05-I.02"]
# Write `rmse(y, p)` and `mae(y, p)`, the root mean squared error and the mean absolute error of predictions `p` for the true values `y`.
#
# Both are arrays of m numbers; **each** may have the shape `(m,)` or `(m, 1)`, the two need not agree. The numbers are floats or whole numbers, unsigned ones (`np.uint32`) included. Each function returns one number, in the unit of `y`.

# %% [markdown] hint="ch02-e01"
# Three prices as a column of shape (3, 1), three predictions as (3,): what is the shape of their difference, and what should it be?

# %% [markdown] hint="ch02-e01"
# `np.ravel(y).astype(float)` makes m floats of any of these arrays. Work on those. Or look for functions of `sklearn.metrics` that do all of it.

# %% [markdown] hint="ch02-e01"
# ```python
# def rmse(y, p):
#     errors = np.ravel(p).astype(____) - ____
#     return np.sqrt(np.mean(____))
# ```

# %% answer="ch02-e01" needs=[]
def rmse(y, p):
    """The root mean squared error, one number."""
    ### BEGIN SOLUTION
    errors = np.ravel(p).astype(float) - np.ravel(y).astype(float)
    return float(np.sqrt(np.mean(errors**2)))
    ### END SOLUTION


def mae(y, p):
    """The mean absolute error, one number."""
    ### BEGIN SOLUTION
    errors = np.ravel(p).astype(float) - np.ravel(y).astype(float)
    return float(np.mean(np.abs(errors)))
    ### END SOLUTION

# %% tests="ch02-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

Y = np.array([120.0, 150.0, 180.0, 240.0])
P = np.array([130.0, 147.0, 171.0, 252.0])


def one_number(name, y, p):
    """The learner's result, which must be a single number."""
    got = getattr(answer, name)(y, p)
    expect.true(got is not None, "`{name}` returned None. Usually the `return` is missing, or the number was printed instead.", name=name)
    expect.true(np.ndim(got) == 0, "`{name}` returned an array of shape {shape}; one number is expected.", name=name, shape=np.shape(got))
    return got


def compare(name, y, p):
    t, g = np.ravel(y).astype(float), np.ravel(p).astype(float)
    e = g - t
    square, size, m = np.mean(e**2), np.mean(np.abs(e)), len(e)
    table = g[:, None] - t
    shapes = f"{np.shape(y)} and {np.shape(p)}"
    want = np.sqrt(square) if name == "rmse" else size
    mixed = np.sqrt(np.mean(table**2)) if name == "rmse" else np.mean(np.abs(table))
    wrong = {
        "rmse": [
            (square, "`rmse` is {want}; you returned {got}, the mean of the squares. Its root is missing, so the unit is dollars squared."),
            (size, "`rmse` is {want}; you returned {got}, which is the mean absolute error. Square each error, and take the root of the mean at the end."),
            (np.sqrt(np.sum(e**2)), "`rmse` is {want}; you returned {got}, the root of the sum of the squares. Take their mean."),
            (np.sqrt(np.sum(e**2)) / m, "`rmse` is {want}; you returned {got}: the root was taken before the division by m. Mean first, then the root."),
        ],
        "mae": [
            (abs(np.mean(e)), "`mae` is {want}; you returned {got}, the size of the mean error, in which errors up and down cancel. Take absolute values first."),
            (np.mean(e), "`mae` is {want}; you returned {got}, the mean error with its sign, in which errors up and down cancel."),
            (-np.mean(e), "`mae` is {want}; you returned {got}, the mean error with its sign, in which errors up and down cancel."),
            (np.sqrt(square), "`mae` is {want}; you returned {got}, which is the RMSE. Here nothing is squared."),
            (np.sum(np.abs(e)), "`mae` is {want}; you returned {got}, the sum of the sizes. Take their mean."),
            (np.median(np.abs(e)), "`mae` is {want}; you returned {got}, the median of the sizes. The m stands for mean."),
        ],
    }[name]
    broadcast = [(mixed, "With shapes {shapes} you returned {got}, the result over all {pairs} pairs of a price and a prediction; {want} is right. NumPy broadcast a column against a row: flatten both first.")]
    expect.close(one_number(name, y, p), want, says="`{name}` for shapes {shapes} is {want}; you returned {got}.", name=name, shapes=shapes, pairs=m * m, mistakes=broadcast + wrong)


with expect.test("rmse of four districts"):
    compare("rmse", Y, P)

with expect.test("mae of four districts"):
    compare("mae", Y, P)

with expect.test("a column and a row"):
    for name in ("rmse", "mae"):
        compare(name, Y, P.reshape(-1, 1))

### BEGIN HIDDEN TESTS
with expect.test("every pair of shapes"):
    for name in ("rmse", "mae"):
        for y in (Y, Y.reshape(-1, 1)):
            for p in (P, P.reshape(-1, 1)):
                compare(name, y, p)

with expect.test("whole numbers, unsigned ones, too"):
    for kind in (np.int64, np.uint32, np.uint8):
        y, p = np.array([10, 20, 200], dtype=kind), np.array([13, 12, 190], dtype=kind)
        e = np.array([3.0, -8.0, -10.0])
        for name, want in (("rmse", np.sqrt(np.mean(e**2))), ("mae", np.mean(np.abs(e)))):
            expect.close(one_number(name, y, p), want, says="Prices [10, 20, 200] and predictions [13, 12, 190] as {kind}: `{name}` is {want}; you returned {got}. Small or unsigned types cannot hold a negative error or a large square: turn them into floats first.", name=name, kind=kind.__name__)

with expect.test("one district, and errors of many sizes"):
    compare("rmse", np.array([5.0]), np.array([[2.0]]))
    compare("mae", np.array([5.0]), np.array([[2.0]]))
    rng = np.random.default_rng(1)
    for name in ("rmse", "mae"):
        compare(name, rng.normal(200, 90, 50), rng.normal(200, 90, (50, 1)))

with expect.test("the input stays as it was"):
    for name in ("rmse", "mae"):
        y, p = answer.put(Y), answer.put(P.reshape(-1, 1))
        getattr(answer, name)(y, p)
        expect.unchanged(y, Y)
        expect.unchanged(p, P.reshape(-1, 1))
### END HIDDEN TESTS

# %% right="ch02-e01" because="the library's functions"
def rmse(y, p):
    return root_mean_squared_error(y, p)


def mae(y, p):
    return mean_absolute_error(y, p)

# %% right="ch02-e01" because="plain Python"
def rmse(y, p):
    pairs = list(zip(np.ravel(y).tolist(), np.ravel(p).tolist()))
    return (sum((a - b) ** 2 for a, b in pairs) / len(pairs)) ** 0.5


def mae(y, p):
    pairs = list(zip(np.ravel(y).tolist(), np.ravel(p).tolist()))
    return sum(abs(a - b) for a, b in pairs) / len(pairs)

# %% right="ch02-e01" because="norms"
def rmse(y, p):
    e = np.subtract(np.reshape(p, -1), np.reshape(y, -1), dtype=float)
    return np.linalg.norm(e) / np.sqrt(e.size)


def mae(y, p):
    e = np.subtract(np.reshape(p, -1), np.reshape(y, -1), dtype=float)
    return np.linalg.norm(e, 1) / e.size

# %% wrong="ch02-e01" because="broadcasts" says="flatten both"
def rmse(y, p):
    return np.sqrt(np.mean((p.astype(float) - y.astype(float)) ** 2))


def mae(y, p):
    return np.mean(np.abs(p.astype(float) - y.astype(float)))

# %% wrong="ch02-e01" because="no root" says="root is missing"
def rmse(y, p):
    return np.mean((np.ravel(p).astype(float) - np.ravel(y)) ** 2)


def mae(y, p):
    return np.mean(np.abs(np.ravel(p).astype(float) - np.ravel(y)))

# %% wrong="ch02-e01" because="errors cancel" says="cancel"
def rmse(y, p):
    return root_mean_squared_error(y, p)


def mae(y, p):
    return abs(np.mean(np.ravel(p).astype(float) - np.ravel(y)))

# %% wrong="ch02-e01" because="root of the sum over m" says="Mean first"
def rmse(y, p):
    e = np.ravel(p).astype(float) - np.ravel(y)
    return np.sqrt(np.sum(e**2)) / len(e)


def mae(y, p):
    return mean_absolute_error(y, p)

# %% wrong="ch02-e01" because="the root of each square is its size" says="mean absolute error"
def rmse(y, p):
    return np.mean(np.sqrt((np.ravel(p).astype(float) - np.ravel(y)) ** 2))


def mae(y, p):
    return mean_absolute_error(y, p)

# %% wrong="ch02-e01" because="unsigned numbers wrap around" says="turn them into floats"
def rmse(y, p):
    return np.sqrt(np.mean((np.ravel(p) - np.ravel(y)) ** 2))


def mae(y, p):
    return np.mean(np.abs(np.ravel(p) - np.ravel(y)))

# %% wrong="ch02-e01" because="subtracts in place" says="changed its input"
def rmse(y, p):
    e = p.reshape(-1)
    if e.dtype.kind == "f":
        e -= np.ravel(y)
    else:
        e = e.astype(float) - np.ravel(y)
    return np.sqrt(np.mean(e**2))


def mae(y, p):
    return mean_absolute_error(y, p)

# %% wrong="ch02-e01" because="an array of one number" says="array of shape"
def rmse(y, p):
    return np.sqrt(np.mean((np.reshape(p, (-1, 1)).astype(float) - np.reshape(y, (-1, 1))) ** 2, axis=0))


def mae(y, p):
    return mean_absolute_error(y, p)

# %% wrong="ch02-e01" because="prints" says="returned None"
def rmse(y, p):
    print(root_mean_squared_error(y, p))


def mae(y, p):
    print(mean_absolute_error(y, p))

# %% [markdown]
# ## 3 · A test set that stays apart

# %% [markdown] exercise="ch02-e02" title="A row stays where it is" kind="F" level=2 minutes=15 core=true after="§3" skills=["Set a test set aside"] topics=["S-05-I.02"]
# A land register grows, shrinks and is sorted anew. Write `stable_split(table, key, ratio)`, which parts it so that a row's side depends on **its code alone**.
#
# | | |
# |---|---|
# | `table` | a frame |
# | `key` | the name of the column with the codes: text, another one in each row |
# | `ratio` | the share of test rows that is wanted, between 0 and 1 |
# | returns | `train, test`: two frames with the columns, the index labels and the order of rows of `table`; each row is in exactly one |
#
# - The same code is on the same side for the same `ratio`, whatever other rows, columns, order or index there are, and in every Python process. (Python's own `hash` of a text differs from process to process.)
# - Whatever pattern the codes follow, the test set has about the wanted share: for 4,000 rows within 3 percentage points.

# %% [markdown] hint="ch02-e02"
# Can you say on which side `CA-00417` belongs without looking at any other row? What would you need to turn this text into?

# %% [markdown] hint="ch02-e02"
# `zlib.crc32(code.encode())` turns a text into a whole number from 0 to 2³² − 1 that looks random and is always the same. Which numbers are the lowest 20 % of that range? `table[mask]` and `table[~mask]` keep order and index.

# %% [markdown] hint="ch02-e02"
# ```python
# def stable_split(table, key, ratio):
#     chosen = table[key].map(lambda code: zlib.crc32(____) < ____ * 2**32)
#     return table[____], table[____]
# ```

# %% answer="ch02-e02" needs=[]
def stable_split(table, key, ratio):
    """Two frames, train and test; a row's side follows from its code."""
    ### BEGIN SOLUTION
    chosen = np.array([zlib.crc32(code.encode()) < ratio * 2**32 for code in table[key]], dtype=bool)
    return table[~chosen], table[chosen]
    ### END SOLUTION

# %% [markdown] equivalent="ch02-e02"
# chosen = np.array([zlib.crc32(code.encode()) < ratio * 2**32 for code in table[key]], dtype=bool)  →  chosen = np.array([zlib.crc32(code.encode()) <= ratio * 2**32 for code in table[key]], dtype=bool)

# %% tests="ch02-e02" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import builtins
from unittest.mock import patch

def salted(function, table, key, ratio, salt):
    plain = builtins.hash
    with patch.object(builtins, "hash", lambda value: plain((salt, value))):
        return function(table, key, ratio)

def alone(function, table, key, ratio):
    return [len(function(table.iloc[[row]], key, ratio)[1]) == 1 for row in range(len(table))]
""")


def register(rows, pattern="CA-{:05d}", first=0):
    rng = np.random.default_rng(rows + first)
    codes = [pattern.format(number) for number in range(first, first + rows)]
    return pd.DataFrame({"district": codes, "income": rng.normal(4, 1, rows).round(3), "rooms": rng.integers(50, 900, rows)}, index=np.arange(rows) + 1000)


def split(table, key="district", ratio=0.2, through=None):
    """The learner's two frames."""
    got = answer.stable_split(table, key, ratio) if through is None else through(answer.stable_split, table, key, ratio)
    expect.true(got is not None, "`stable_split` returned None. Usually the `return` is missing.")
    two = isinstance(got, tuple | list) and len(got) == 2
    expect.true(two, "Expected two frames, train and test; got {got}.", got=got)
    for part in got:
        expect.true(isinstance(part, pd.DataFrame), "Expected two frames; one of yours is {got}. `table[mask]` gives a frame.", got=part)
        for column in part.columns:
            expect.true(column in table.columns, "Nobody asked for the column {column}. Is it a helper that was left behind?", column=str(column))
    return got


def codes_of(table, key="district", ratio=0.2, through=None):
    """The codes of the test rows."""
    return set(split(table, key, ratio, through)[1][key])


with expect.test("each row in exactly one, in the old order"):
    table = register(500)
    train, test = split(table)
    both = sorted([*train.index, *test.index])
    expect.true(len(both) != 0 and len(train) + len(test) == 500, "Of 500 rows {a} are in train and {b} in test; together they should be 500.", a=len(train), b=len(test))
    expect.equal(both, list(range(1000, 1500)), says="The rows of both parts are not those of the table, by their index labels: some are missing, twice, or numbered anew.")
    expect.true(len(test) < len(train), "With ratio 0.2 your second frame holds {n} of 500 rows. Return train first, then test.", n=len(test))
    for part in (train, test):
        expect.frame(part, table.loc[sorted(part.index)], says="A part differs from its rows of the table.")

PATTERN = "For 4,000 codes such as {code} the test set has a share of {got}; expected {low} to {high}. The codes' pattern shows through: use a hash that mixes all of a text."


def irregular(table):
    """The same rows with long random codes: no pattern can show through."""
    digits = np.random.default_rng(5).integers(10, size=(len(table), 400))
    return table.assign(district=["CA-" + "".join(map(str, row)) for row in digits])


with expect.test("about the wanted share"):
    for ratio in (0.1, 0.2, 0.5):
        table = register(4000)
        share = len(codes_of(table, ratio=ratio)) / 4000
        if abs(share - ratio) > 0.03 and abs(len(codes_of(irregular(table), ratio=ratio)) / 4000 - ratio) <= 0.03:
            expect.between(share, ratio - 0.03, ratio + 0.03, PATTERN, code="CA-00417")
        expect.between(share, ratio - 0.03, ratio + 0.03, "With ratio {ratio}, of 4,000 rows a share of {got} is in the test set; expected {low} to {high}.", ratio=ratio)

with expect.test("new rows do not move the old ones"):
    old, more = register(1000), register(300, first=1000)
    before, after = codes_of(old), codes_of(pd.concat([more, old]))
    gone = len(before - after) / max(len(before), 1)
    expect.true(gone == 0, "300 new rows came in, and {gone} of the old test rows are in training now. Each row decides by its own code.", gone=f"{gone:.0%}")
    added = after - before - set(more["district"])
    expect.true(not added, "300 new rows came in, and {n} old training rows are test rows now. Each row decides by its own code.", n=len(added))

### BEGIN HIDDEN TESTS
with expect.test("other order, other index, other columns"):
    table = register(800)
    before = codes_of(table)
    shuffled = table.sample(frac=1, random_state=3)
    expect.true(codes_of(shuffled) == before, "The same rows in another order were parted differently: the side of a row depends on its place or on chance.")
    expect.true(codes_of(table.reset_index(drop=True)) == before, "With another index the same rows were parted differently. The index is not the code.")
    changed = table.assign(income=table["income"] + 1)
    expect.true(codes_of(changed) == before, "A new value in another column moved rows to the other side. Only the code decides.")
    renamed = table.rename(columns={"district": "code"})[["rooms", "code", "income"]]
    expect.true(codes_of(renamed, key="code") == before, "With the codes in a column of another name, in another place, the same rows were parted differently. Use `key`.")

with expect.test("one row at a time"):
    table = register(60)
    test = codes_of(table)
    sides = answer.alone(answer.stable_split, table, "district", 0.2)
    got = {code for code, chosen in zip(table["district"], sides, strict=True) if chosen}
    expect.true(got == test, "Asked about each of 60 rows alone, your function parts them differently from when it sees all. Other rows must not matter.")

with expect.test("the same in every process"):
    table = register(300)
    one, other = (codes_of(table, through=lambda *args, salt=salt: answer.salted(*args, salt)) for salt in (1, 2))
    expect.true(one == other, "The result hangs on Python's `hash`, which is salted: another process gets other test rows. Use `zlib.crc32` or `hashlib`.")

with expect.test("codes with a pattern"):
    for pattern in ("CA-{:04d}00", "land/register/{:06d}", "{:d}-7"):
        share = len(codes_of(register(4000, pattern))) / 4000
        expect.between(share, 0.17, 0.23, PATTERN, code=pattern.format(417))

with expect.test("the table stays as it was"):
    table = register(50)
    held = answer.put(table)
    answer.stable_split(held, "district", 0.2)
    expect.unchanged(held, table)
### END HIDDEN TESTS

# %% right="ch02-e02" because="MD5, the last byte"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: hashlib.md5(code.encode()).digest()[-1] < 256 * ratio)
    return table.loc[~chosen], table.loc[chosen]

# %% right="ch02-e02" because="pandas' own hash, which has a fixed key"
def stable_split(table, key, ratio):
    chosen = pd.util.hash_pandas_object(table[key], index=False) < int(ratio * (2**64 - 1))
    return table[~chosen], table[chosen]

# %% right="ch02-e02" because="a random number seeded by the code"
import random


def stable_split(table, key, ratio):
    rows = [random.Random(code).random() < ratio for code in table[key]]
    return table[[not row for row in rows]], table[rows]

# %% right="ch02-e02" because="SHA-256 as a number, remainder of 10,000; copies"
def stable_split(table, key, ratio):
    mask = table[key].apply(lambda c: int(hashlib.sha256(c.encode()).hexdigest(), 16) % 10_000 / 10_000).to_numpy() >= ratio
    return table[mask].copy(), table[~mask].copy()

# %% wrong="ch02-e02" because="train_test_split with a seed" says="Each row decides"
def stable_split(table, key, ratio):
    train, test = train_test_split(table, test_size=ratio, random_state=42)
    return train.sort_index(), test.sort_index()

# %% wrong="ch02-e02" because="train_test_split, rows shuffled" says="A part differs"
def stable_split(table, key, ratio):
    return train_test_split(table, test_size=ratio, random_state=42)

# %% wrong="ch02-e02" because="Python's hash" says="salted"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: hash(code) % 1000 < 1000 * ratio)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="seeded numbers by position" says="Each row decides"
def stable_split(table, key, ratio):
    chosen = np.random.default_rng(42).random(len(table)) < ratio
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="the last digits of the code" says="pattern shows through"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: int(code[-2:].replace("-", "")) < 100 * ratio)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="sums the letters" says="pattern shows through"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: sum(code.encode()) % 100 < 100 * ratio)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="the lowest 20 % of the hashes that are there" says="Each row decides"
def stable_split(table, key, ratio):
    hashes = table[key].map(lambda code: zlib.crc32(code.encode()))
    chosen = hashes <= hashes.quantile(ratio)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="hashes the index" says="The index is not the code"
def stable_split(table, key, ratio):
    chosen = np.array([zlib.crc32(str(label).encode()) < ratio * 2**32 for label in table.index])
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="hashes the whole row" says="Only the code decides"
def stable_split(table, key, ratio):
    chosen = pd.util.hash_pandas_object(table, index=False) < int(ratio * (2**64 - 1))
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="remainder of 100 against a share" says="expected 0.07"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: zlib.crc32(code.encode()) % 100 < ratio)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="a helper column is left" says="left behind"
def stable_split(table, key, ratio):
    table = table.assign(hash=table[key].map(lambda code: zlib.crc32(code.encode())))
    chosen = table["hash"] < ratio * 2**32
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="test first" says="train first"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: zlib.crc32(code.encode()) < ratio * 2**32)
    return table[chosen], table[~chosen]

# %% wrong="ch02-e02" because="numbers the rows anew" says="numbered anew"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: zlib.crc32(code.encode()) < ratio * 2**32)
    return table[~chosen].reset_index(drop=True), table[chosen].reset_index(drop=True)

# %% wrong="ch02-e02" because="the key is written in" says="KeyError"
def stable_split(table, key, ratio):
    chosen = table["district"].map(lambda code: zlib.crc32(code.encode()) < ratio * 2**32)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="the ratio is written in" says="With ratio 0.1"
def stable_split(table, key, ratio):
    chosen = table[key].map(lambda code: zlib.crc32(code.encode()) < 0.2 * 2**32)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="every fifth row in the order of the codes" says="Other rows must not matter"
def stable_split(table, key, ratio):
    rank = table[key].rank().astype(int).to_numpy()
    chosen = rank % round(1 / ratio) == 0
    return table[~chosen], table[chosen]

# %% wrong="ch02-e02" because="leaves a column in the table" says="changed its input"
def stable_split(table, key, ratio):
    table["hash"] = [zlib.crc32(code.encode()) for code in table[key]]
    chosen = table["hash"] < ratio * 2**32
    names = [name for name in table.columns if name != "hash"]
    return table.loc[~chosen, names], table.loc[chosen, names]

# %% [markdown] exercise="ch02-e03" title="The same mix in both sets" kind="F" level=2 minutes=12 core=true after="§3" skills=["Set a test set aside"] topics=["S-05-I.02", "S-05-I.07"]
# Write `stratified_split(table, column, edges, ratio, seed)`, a random split in which every stratum is represented alike.
#
# | | |
# |---|---|
# | `column` | the name of a column of numbers, without gaps |
# | `edges` | the inner borders of the strata, increasing. `[3.0, 6.0]` makes three: below 3, between, above 6. No value equals a border. |
# | `ratio` | the share of test rows |
# | `seed` | a whole number, the only source of chance |
# | returns | `train, test`: two frames with the columns and the index labels of `table`, each row in exactly one; the order of rows is free |
#
# Of a stratum with n rows, `ratio`·n are in the test set, rounded up or down. Which rows is drawn at random: the same seed gives the same sets, and every row of a stratum can come to be a test row.

# %% [markdown] hint="ch02-e03"
# Nearly every income occurs once. What would you have to make of the column, so that "the same share of each" means anything?

# %% [markdown] hint="ch02-e03"
# `np.digitize(table[column], edges)` gives each row the number of its stratum. `train_test_split` has a parameter to which you can hand exactly that.

# %% [markdown] hint="ch02-e03"
# ```python
# def stratified_split(table, column, edges, ratio, seed):
#     strata = np.digitize(____, ____)
#     return train_test_split(table, test_size=____, ____=strata, random_state=____)
# ```

# %% answer="ch02-e03" needs=[]
def stratified_split(table, column, edges, ratio, seed):
    """Two frames, train and test, with the same mix of strata."""
    ### BEGIN SOLUTION
    strata = np.digitize(table[column], edges)
    train, test = train_test_split(table, test_size=ratio, stratify=strata, random_state=seed)
    return train, test
    ### END SOLUTION

# %% tests="ch02-e03" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
def many(function, table, column, edges, ratio, seeds):
    return [function(table, column, edges, ratio, seed)[1].index.tolist() for seed in range(seeds)]
""")


def incomes(counts, seed=0):
    """Rows of strata around 1, 4 and 8, in random order, with a text column."""
    rng = np.random.default_rng(seed)
    centres = np.repeat([1.0, 4.0, 8.0], counts)
    values = rng.permutation(centres + rng.uniform(-0.9, 0.9, sum(counts)))
    return pd.DataFrame({"name": [f"d{n}" for n in range(len(values))], "income": values}, index=np.arange(len(values)) * 2 + 500)


EDGES = [2.5, 6.0]


def split(table, column="income", edges=EDGES, ratio=0.2, seed=0):
    """The learner's two frames, each row in one of them."""
    got = expect.call(
        answer.stratified_split,
        table,
        column,
        edges,
        ratio,
        seed,
        error="ValueError",
        says="Your code raised *{error}: {message}*. If strata of one row are meant: stratify by the number of the interval between `edges`, not by the values.",
    )
    expect.true(got is not None, "`stratified_split` returned None. Usually the `return` is missing.")
    two = isinstance(got, tuple | list) and len(got) == 2 and all(isinstance(part, pd.DataFrame) for part in got)
    expect.true(two, "Expected two frames, train and test; got {got}.", got=got)
    train, test = got
    for part in got:
        for name in part.columns:
            expect.true(name in table.columns, "Nobody asked for the column {column}. Is it a helper that was left behind?", column=str(name))
    rows = sorted([*train.index, *test.index])
    lost = table.loc[[label for label in table.index if label not in set(rows)], column]
    outside = len(lost) > 0 and bool(np.all((lost < edges[0]) | (lost > edges[-1])))
    expect.true(not outside, "{n} rows are in neither set, all of them below the first border or above the last. Outside of the borders there is a stratum, too.", n=len(lost))
    expect.true(rows == sorted(table.index), "The rows of both sets are not those of the table, by their index labels: some are missing, twice, or numbered anew.")
    expect.frame(pd.concat([train, test]).loc[table.index], table, says="A row of your sets differs from the table's.")
    return train, test


def shares(table, edges, ratio, seed, says):
    _, test = split(table, edges=edges, ratio=ratio, seed=seed)
    whole = np.bincount(np.searchsorted(edges, table["income"]), minlength=len(edges) + 1)
    drawn = np.bincount(np.searchsorted(edges, test["income"]), minlength=len(edges) + 1)
    for stratum, (n, got) in enumerate(zip(whole, drawn, strict=True)):
        exact = ratio * n
        good = np.floor(exact + 1e-9) <= got <= np.ceil(exact - 1e-9)
        if not good and len(set(drawn.tolist())) == 1 and len(set(whole.tolist())) > 1:
            expect.fail("Every stratum gave {got} test rows, though they have {whole} rows. Each gives the same *share*.", got=int(got), whole=whole.tolist())
        expect.true(good, says, n=int(n), got=int(got), exact=round(float(exact), 2), stratum=stratum + 1, ratio=ratio)


SAYS = "Stratum {stratum} has {n} rows, of which {exact} belong in the test set (rounded up or down); yours has {got}."

with expect.test("three strata of unequal size"):
    shares(incomes([50, 300, 150]), EDGES, 0.2, 0, SAYS)

with expect.test("the rows are drawn by the seed"):
    table = incomes([20, 60, 40])
    _, test = split(table, seed=1)
    stratum, none = np.searchsorted(EDGES, table["income"]), len(test) in (0, len(table))
    chosen = [table.index.isin(test.index)[stratum == number] for number in range(3)]
    expect.true(none or any(np.any(np.diff(own.astype(int)) > 0) for own in chosen), "The test rows are the first of each stratum in the table. Draw them at random, by `seed`.")
    expect.true(none or any(np.any(np.diff(own.astype(int)) < 0) for own in chosen), "The test rows are the last of each stratum in the table. Draw them at random, by `seed`.")
    behaviour.seeded(lambda *args: sorted(split(*args[:1], seed=args[1])[1].index.tolist()), table)

### BEGIN HIDDEN TESTS
with expect.test("strata of a few rows, many seeds"):
    for seed in range(12):
        shares(incomes([10, 150, 40], seed), EDGES, 0.2, seed, SAYS)

with expect.test("the borders are those that were given"):
    table = incomes([100, 200, 100])
    shares(table, [1.0, 4.0, 4.25, 8.5], 0.25, 3, "With borders [1, 4, 4.25, 8.5], stratum {stratum} has {n} rows, of which {exact} belong in the test set (rounded up or down); yours has {got}.")
    shares(table, [4.0], 0.5, 3, "With the border 4 alone, stratum {stratum} has {n} rows, of which {exact} belong in the test set (rounded up or down); yours has {got}.")

with expect.test("every row of a stratum can be drawn"):
    table = incomes([10, 30, 20])
    drawn = answer.many(answer.stratified_split, table, "income", EDGES, 0.2, 60)
    times = pd.Series([label for labels in drawn for label in labels]).value_counts().reindex(table.index, fill_value=0)
    expect.true(times.min() > 0, "Over 60 seeds {n} of 60 rows never came into the test set. Draw the rows of each stratum at random.", n=int((times == 0).sum()))
    expect.true(times.max() < 36, "Over 60 seeds one row was a test row {n} times, though only every fifth of its stratum is drawn.", n=int(times.max()))
    stratum = dict(zip(table.index, np.searchsorted(EDGES, table["income"]), strict=True))
    pairs = {(a, b) for labels in drawn for a in labels for b in labels if a < b and stratum[a] == stratum[b]}
    expect.true(len(pairs) > 400, "Over 60 seeds only {n} of 670 pairs of rows of a stratum came into the test set together: whole blocks are drawn. Draw single rows.", n=len(pairs))

with expect.test("the table stays as it was"):
    table = incomes([10, 30, 20])
    held = answer.put(table)
    answer.stratified_split(held, "income", EDGES, 0.2, 1)
    expect.unchanged(held, table)
### END HIDDEN TESTS

# %% right="ch02-e03" because="pd.cut with open ends"
def stratified_split(table, column, edges, ratio, seed):
    band = pd.cut(table[column], [-np.inf, *edges, np.inf], labels=False)
    return train_test_split(table, test_size=ratio, stratify=band, random_state=seed)

# %% right="ch02-e03" because="draws from each group"
def stratified_split(table, column, edges, ratio, seed):
    rng = np.random.default_rng(seed)
    strata = np.searchsorted(edges, table[column].to_numpy())
    test = table.groupby(strata, group_keys=False).sample(frac=ratio, random_state=rng)
    return table.drop(test.index), test

# %% right="ch02-e03" because="ranks of random numbers, in the old order of rows"
def stratified_split(table, column, edges, ratio, seed):
    luck = pd.Series(np.random.default_rng(seed).random(len(table)), index=table.index)
    strata = sum((table[column] > edge).astype(int) for edge in edges)
    groups = luck.groupby(strata)
    chosen = groups.rank() <= np.floor(groups.transform("size") * ratio + 1e-9)
    return table[~chosen], table[chosen]

# %% right="ch02-e03" because="the splitter behind it, by position"
def stratified_split(table, column, edges, ratio, seed):
    from sklearn.model_selection import StratifiedShuffleSplit

    strata = np.array([sum(value > edge for edge in edges) for value in table[column]])
    train, test = next(StratifiedShuffleSplit(1, test_size=ratio, random_state=seed).split(table, strata))
    return table.iloc[train], table.iloc[test]

# %% right="ch02-e03" because="down each shuffled stratum in even steps, from a random start"
def stratified_split(table, column, edges, ratio, seed):
    rng = np.random.default_rng(seed)
    stratum = (table[column].to_numpy()[:, None] > np.asarray(edges, dtype=float)).sum(axis=1)
    chosen = np.zeros(len(table), dtype=bool)
    for which in np.unique(stratum):
        rows = rng.permutation(np.flatnonzero(stratum == which))
        ticks = np.floor(np.arange(len(rows) + 1) * ratio + rng.random())
        chosen[rows[np.diff(ticks) > 0]] = True
    return table[~chosen], table[chosen]

# %% wrong="ch02-e03" because="stratifies by the values" says="number of the interval"
def stratified_split(table, column, edges, ratio, seed):
    return train_test_split(table, test_size=ratio, stratify=table[column], random_state=seed)

# %% wrong="ch02-e03" because="plain random split" says="belong in the test set"
def stratified_split(table, column, edges, ratio, seed):
    return train_test_split(table, test_size=ratio, random_state=seed)

# %% wrong="ch02-e03" because="a helper column is left" says="left behind"
def stratified_split(table, column, edges, ratio, seed):
    table = table.assign(band=np.digitize(table[column], edges))
    return train_test_split(table, test_size=ratio, stratify=table["band"], random_state=seed)

# %% wrong="ch02-e03" because="rows outside of the borders are lost" says="Outside of the borders"
def stratified_split(table, column, edges, ratio, seed):
    band = pd.cut(table[column], edges)
    inside = table[band.notna()]
    return train_test_split(inside, test_size=ratio, stratify=band[band.notna()].astype(str), random_state=seed)

# %% wrong="ch02-e03" because="quartiles in place of the borders" says="belong in the test set"
def stratified_split(table, column, edges, ratio, seed):
    return train_test_split(table, test_size=ratio, stratify=pd.qcut(table[column], 4, labels=False), random_state=seed)

# %% wrong="ch02-e03" because="a fixed seed" says="Different seeds"
def stratified_split(table, column, edges, ratio, seed):
    return train_test_split(table, test_size=ratio, stratify=np.digitize(table[column], edges), random_state=42)

# %% wrong="ch02-e03" because="no seed" says="global generator"
def stratified_split(table, column, edges, ratio, seed):
    return train_test_split(table, test_size=ratio, stratify=np.digitize(table[column], edges))

# %% wrong="ch02-e03" because="seeds NumPy's global generator" says="global generator"
def stratified_split(table, column, edges, ratio, seed):
    np.random.seed(seed)
    return train_test_split(table, test_size=ratio, stratify=np.digitize(table[column], edges))

# %% wrong="ch02-e03" because="the first rows of each stratum" says="are the first of each stratum"
def stratified_split(table, column, edges, ratio, seed):
    strata = np.digitize(table[column], edges)
    places = table.groupby(strata).cumcount()
    sizes = table.groupby(strata)[column].transform("size")
    chosen = places < np.floor(sizes * ratio)
    return table[~chosen], table[chosen]

# %% wrong="ch02-e03" because="the last rows of each stratum" says="are the last of each stratum"
def stratified_split(table, column, edges, ratio, seed):
    strata = np.digitize(table[column], edges)
    chosen = np.zeros(len(table), dtype=bool)
    for number in range(len(edges) + 1):
        rows = np.flatnonzero(strata == number)
        chosen[rows[len(rows) - round(ratio * len(rows)) :]] = True
    return table[~chosen], table[chosen]

# %% wrong="ch02-e03" because="the lowest values of each stratum" says="nothing is drawn at random"
def stratified_split(table, column, edges, ratio, seed):
    table = table.sort_values(column)
    strata = pd.Series(np.digitize(table[column], edges), index=table.index)
    places, sizes = table.groupby(strata).cumcount(), strata.map(strata.value_counts())
    chosen = places < (ratio * sizes).round()
    return table[~chosen], table[chosen]

# %% wrong="ch02-e03" because="a block of each stratum" says="whole blocks"
def stratified_split(table, column, edges, ratio, seed):
    strata = np.digitize(table[column], edges)
    places = table.groupby(strata).cumcount()
    sizes = table.groupby(strata)[column].transform("size")
    take = np.floor(sizes * ratio + 1e-9)
    start = np.random.default_rng(seed).integers(1000)
    chosen = (places - start) % sizes < take
    return table[~chosen], table[chosen]

# %% wrong="ch02-e03" because="equally many of each stratum" says="the same *share*"
def stratified_split(table, column, edges, ratio, seed):
    strata = np.digitize(table[column], edges)
    each = max(1, int(ratio * pd.Series(strata).value_counts().min()))
    test = table.groupby(strata, group_keys=False).sample(n=each, random_state=seed)
    return table.drop(test.index), test

# %% wrong="ch02-e03" because="train and test exchanged" says="belong in the test set"
def stratified_split(table, column, edges, ratio, seed):
    train, test = train_test_split(table, test_size=ratio, stratify=np.digitize(table[column], edges), random_state=seed)
    return test, train

# %% wrong="ch02-e03" because="numbers the rows anew" says="numbered anew"
def stratified_split(table, column, edges, ratio, seed):
    parts = train_test_split(table, test_size=ratio, stratify=np.digitize(table[column], edges), random_state=seed)
    return [part.reset_index(drop=True) for part in parts]

# %% wrong="ch02-e03" because="the mean of the column as the only border" says="belong in the test set"
def stratified_split(table, column, edges, ratio, seed):
    return train_test_split(table, test_size=ratio, stratify=table[column] > table[column].mean(), random_state=seed)

# %% wrong="ch02-e03" because="writes the strata into the table, and takes them away from the parts only" says="changed its input"
def stratified_split(table, column, edges, ratio, seed):
    table["band"] = np.digitize(table[column], edges)
    train, test = train_test_split(table, test_size=ratio, stratify=table["band"], random_state=seed)
    return train.drop(columns="band"), test.drop(columns="band")

# %% [markdown]
# ## 4 · Walk through the training set

# %% [markdown] exercise="ch02-e04" title="Ratios instead of totals" kind="F" level=1 minutes=8 core=true after="§4" skills=["Explore and create features"] topics=["S-05-I.06"]
# Write `add_ratios(table)`: a **new** frame with all columns, rows and index labels of `table`, and three more columns:
#
# | column | is |
# |---|---|
# | `rooms_per_household` | `total_rooms` divided by `households` |
# | `bedrooms_per_room` | `total_bedrooms` divided by `total_rooms` |
# | `people_per_household` | `population` divided by `households` |
#
# Where the denominator is 0, or one of the two numbers is missing, the ratio is missing (`nan`), never infinite. Whatever other columns there are stays as it is, gaps included.

# %% [markdown] hint="ch02-e04"
# A district of 600 rooms has no household: a barracks, say. What does pandas make of 600 / 0? And what should it be?

# %% [markdown] hint="ch02-e04"
# `table.assign(name=…)` makes a new frame. `column.replace(0, np.nan)` makes a missing number of a zero, and whatever is divided by a missing number is missing.

# %% [markdown] hint="ch02-e04"
# ```python
# def add_ratios(table):
#     households = table["households"].replace(____, ____)
#     rooms = ____
#     return table.assign(
#         rooms_per_household=table["total_rooms"] / ____,
#         bedrooms_per_room=____,
#         people_per_household=____,
#     )
# ```

# %% answer="ch02-e04" needs=[]
def add_ratios(table):
    """A new frame with three more columns."""
    ### BEGIN SOLUTION
    households = table["households"].replace(0, np.nan)
    rooms = table["total_rooms"].replace(0, np.nan)
    return table.assign(
        rooms_per_household=table["total_rooms"] / households,
        bedrooms_per_room=table["total_bedrooms"] / rooms,
        people_per_household=table["population"] / households,
    )
    ### END SOLUTION

# %% tests="ch02-e04" points=1
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, expect

NEW = {"rooms_per_household": ("total_rooms", "households"), "bedrooms_per_room": ("total_bedrooms", "total_rooms"), "people_per_household": ("population", "households")}


def districts(whole=False):
    table = pd.DataFrame(
        {
            "total_rooms": [880.0, 7099.0, 1467.0, 1274.0],
            "total_bedrooms": [129.0, 1106.0, 190.0, 235.0],
            "population": [322.0, 2401.0, 496.0, 558.0],
            "households": [126.0, 1138.0, 177.0, 219.0],
            "sea": ["INLAND", "NEAR BAY", "NEAR BAY", "ISLAND"],
        },
        index=[7, 3, 11, 5],
    )
    return table.astype({name: int for name in table.columns[:4]}) if whole else table


def with_ratios(table):
    made = table.copy()
    for name, (top, bottom) in NEW.items():
        bottom = made[bottom].astype(float)
        made[name] = made[top].astype(float) / bottom.where(bottom != 0)
    return made


def got_from(table):
    """The learner's frame, which has every row, column and new column."""
    got = answer.add_ratios(table)
    expect.true(got is not None, "`add_ratios` returned None. Usually the `return` is missing.")
    expect.true(isinstance(got, pd.DataFrame), "Expected a frame; got {got}.", got=got)
    lost = [name for name in table.columns if name not in got.columns]
    expect.true(not lost, "The columns of the table are still needed; these are gone: {lost}.", lost=", ".join(lost))
    expect.true(len(got) == len(table), "The table has {want} rows, yours has {got}. Rows with gaps stay.", want=len(table), got=len(got))
    return got


def check(table):
    got, want = got_from(table), with_ratios(table)
    for name, (top, bottom) in NEW.items():
        expect.true(name in got.columns, "The column {column} is missing. There are: {columns}.", column=name, columns=", ".join(map(str, got.columns)))
        values = pd.to_numeric(got[name], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        expect.true(not np.isinf(values).any(), "{column} is infinite where {bottom} is 0. Make such a denominator missing before you divide.", column=name, bottom=bottom)
        others = [(other, other_bottom) for other in ("total_rooms", "total_bedrooms", "population", "households") for other_bottom in ("total_rooms", "total_bedrooms", "population", "households", "") if (other, other_bottom) != (top, bottom)]
        right = want[name].to_numpy()
        gone = np.isnan(right)
        if np.isnan(values).sum() < gone.sum() and np.allclose(values[~gone], right[~gone]):
            place = int(np.flatnonzero(gone & ~np.isnan(values))[0])
            expect.fail("{column} should be missing in row {row}, where {top} is {a} and {bottom} is {b}; yours is {got}. Nothing is known there.", column=name, row=place, top=top, bottom=bottom, a=table[top].iloc[place], b=table[bottom].iloc[place], got=values[place])
        if not np.allclose(values, right, equal_nan=True):
            for other, other_bottom in others:
                below = table[other_bottom].astype(float).to_numpy() if other_bottom else 1.0
                with np.errstate(all="ignore"):
                    alternative = table[other].astype(float).to_numpy() / below
                same = np.isfinite(alternative) & ~gone & ~np.isnan(values)
                if other != other_bottom and same.sum() > 1 and np.allclose(values[same], alternative[same]):
                    found = f"{other} divided by {other_bottom}" if other_bottom else other
                    expect.fail("{column} is {top} divided by {bottom}; yours is {found}.", column=name, top=top, bottom=bottom, found=found)
            place = int(np.flatnonzero(~np.isclose(values, right, equal_nan=True))[0])
            expect.fail("{column} in row {row}: {a} divided by {b} is {want}; you have {got}.", column=name, row=place, a=table[top].iloc[place], b=table[bottom].iloc[place], want=right[place], got=values[place])
    expect.frame(got, want)


with expect.test("four districts"):
    check(districts())

with expect.test("the table stays as it was"):
    held = answer.put(districts())
    answer.add_ratios(held)
    expect.unchanged(held, districts(), says="Your code changed the table that it was given. Whoever called it still needs it: make a new frame.")

### BEGIN HIDDEN TESTS
with expect.test("a denominator of zero"):
    table = districts()
    table.loc[3, "households"] = 0.0
    table.loc[11, "total_rooms"] = 0.0
    table.loc[5, ["total_rooms", "total_bedrooms"]] = 0.0
    check(table)

with expect.test("gaps"):
    table = districts()
    table.loc[7, "total_bedrooms"] = np.nan
    table.loc[3, "households"] = np.nan
    table.loc[11, "total_rooms"] = np.nan
    table.loc[5, "population"] = np.nan
    check(table)

with expect.test("whole numbers, other columns"):
    check(districts(whole=True).assign(households=[126, 0, 177, 219], code=["a", None, "c", "d"]))
    check(districts(whole=True)[["sea", "households", "population", "total_bedrooms", "total_rooms"]])
### END HIDDEN TESTS

# %% right="ch02-e04" because="a copy, and infinite ratios made missing afterwards"
def add_ratios(table):
    made = table.copy()
    made["rooms_per_household"] = table["total_rooms"] / table["households"]
    made["bedrooms_per_room"] = table["total_bedrooms"] / table["total_rooms"]
    made["people_per_household"] = table["population"] / table["households"]
    new = ["rooms_per_household", "bedrooms_per_room", "people_per_household"]
    made[new] = made[new].replace([np.inf, -np.inf], np.nan)
    return made

# %% right="ch02-e04" because="NumPy divides where it may"
def add_ratios(table):
    def ratio(top, bottom):
        a, b = table[top].to_numpy(dtype=float), table[bottom].to_numpy(dtype=float)
        return np.divide(a, b, out=np.full(len(a), np.nan), where=b != 0)

    new = pd.DataFrame({"rooms_per_household": ratio("total_rooms", "households"), "bedrooms_per_room": ratio("total_bedrooms", "total_rooms"), "people_per_household": ratio("population", "households")}, index=table.index)
    return pd.concat([table, new], axis=1)

# %% right="ch02-e04" because="row by row"
def add_ratios(table):
    def three(row):
        def ratio(a, b):
            return a / b if pd.notna(a) and pd.notna(b) and b != 0 else np.nan

        return pd.Series({"rooms_per_household": ratio(row["total_rooms"], row["households"]), "bedrooms_per_room": ratio(row["total_bedrooms"], row["total_rooms"]), "people_per_household": ratio(row["population"], row["households"])})

    return table.join(table.apply(three, axis=1))

# %% wrong="ch02-e04" because="infinite ratios" says="is infinite"
def add_ratios(table):
    return table.assign(rooms_per_household=table["total_rooms"] / table["households"], bedrooms_per_room=table["total_bedrooms"] / table["total_rooms"], people_per_household=table["population"] / table["households"])

# %% wrong="ch02-e04" because="changes the table" says="make a new frame"
def add_ratios(table):
    households, rooms = table["households"].replace(0, np.nan), table["total_rooms"].replace(0, np.nan)
    table["rooms_per_household"] = table["total_rooms"] / households
    table["bedrooms_per_room"] = table["total_bedrooms"] / rooms
    table["people_per_household"] = table["population"] / households
    return table

# %% wrong="ch02-e04" because="bedrooms for each household" says="yours is total_bedrooms divided by households"
def add_ratios(table):
    households = table["households"].replace(0, np.nan)
    return table.assign(rooms_per_household=table["total_rooms"] / households, bedrooms_per_room=table["total_bedrooms"] / households, people_per_household=table["population"] / households)

# %% wrong="ch02-e04" because="upside down" says="yours is total_rooms divided by total_bedrooms"
def add_ratios(table):
    households = table["households"].replace(0, np.nan)
    return table.assign(rooms_per_household=table["total_rooms"] / households, bedrooms_per_room=table["total_rooms"] / table["total_bedrooms"], people_per_household=table["population"] / households)

# %% wrong="ch02-e04" because="drops rows with gaps" says="Rows with gaps stay"
def add_ratios(table):
    table = table.dropna()
    households, rooms = table["households"].replace(0, np.nan), table["total_rooms"].replace(0, np.nan)
    return table.assign(rooms_per_household=table["total_rooms"] / households, bedrooms_per_room=table["total_bedrooms"] / rooms, people_per_household=table["population"] / households)

# %% wrong="ch02-e04" because="zeros for what is missing" says="Nothing is known there"
def add_ratios(table):
    made = table.assign(rooms_per_household=table["total_rooms"] / table["households"], bedrooms_per_room=table["total_bedrooms"] / table["total_rooms"], people_per_household=table["population"] / table["households"])
    new = ["rooms_per_household", "bedrooms_per_room", "people_per_household"]
    made[new] = made[new].replace([np.inf, -np.inf], np.nan).fillna(0)
    return made

# %% wrong="ch02-e04" because="only the new columns" says="are gone"
def add_ratios(table):
    households, rooms = table["households"].replace(0, np.nan), table["total_rooms"].replace(0, np.nan)
    return pd.DataFrame({"rooms_per_household": table["total_rooms"] / households, "bedrooms_per_room": table["total_bedrooms"] / rooms, "people_per_household": table["population"] / households})

# %% wrong="ch02-e04" because="whole division" says="you have"
def add_ratios(table):
    households, rooms = table["households"].replace(0, np.nan), table["total_rooms"].replace(0, np.nan)
    return table.assign(rooms_per_household=table["total_rooms"] // households, bedrooms_per_room=table["total_bedrooms"] / rooms, people_per_household=table["population"] / households)

# %% wrong="ch02-e04" because="the zero in households is turned into a gap of the table, too" says="Column households"
def add_ratios(table):
    table = table.replace({"households": {0: np.nan}, "total_rooms": {0: np.nan}})
    return table.assign(rooms_per_household=table["total_rooms"] / table["households"], bedrooms_per_room=table["total_bedrooms"] / table["total_rooms"], people_per_household=table["population"] / table["households"])

# %% wrong="ch02-e04" because="fills the gaps of the table" says="Nothing is known there"
def add_ratios(table):
    table = table.fillna({"total_bedrooms": table["total_bedrooms"].median()})
    households, rooms = table["households"].replace(0, np.nan), table["total_rooms"].replace(0, np.nan)
    return table.assign(rooms_per_household=table["total_rooms"] / households, bedrooms_per_room=table["total_bedrooms"] / rooms, people_per_household=table["population"] / households)

# %% [markdown]
# ## 5 · From raw rows to numbers

# %% setup=true
#: The columns of numbers in a table of districts; one of text is used, too.
NUMBERS = [
    "longitude", "latitude", "housing_median_age", "total_rooms",
    "total_bedrooms", "population", "households", "median_income",
]

# %% [markdown] exercise="ch02-e05" title="From a raw table to numbers" kind="X" level=2 minutes=20 core=true after="§5" skills=["Prepare data in a pipeline"] topics=["S-05-I.05", "S-ch02-onehot", "S-ch02-coltrans", "S-03-sklearn"]
# Write `make_preparation()`, which returns an **unfitted** `ColumnTransformer` for tables of districts. Fitted to a table and then asked to transform the same or another one, it gives, in any order, dense or sparse:
#
# - for each of the eight columns in `NUMBERS` (from the set-up cell) one column: gaps are *first* filled by the median, *then* the column is standardised. Medians, means and standard deviations are those of the rows that it was fitted to. Any of the eight may have gaps in a later table, also where the first had none;
# - for each category of `ocean_proximity` that it was fitted to, a column of zeros and ones. A row of any other category has zeros in all of them;
# - nothing else. Tables may have more columns, such as a code, and may have them in another order.

# %% [markdown] hint="ch02-e05"
# Which steps does a column of numbers pass through, and in which order? Which step does a column of words need? What learns something in each?

# %% [markdown] hint="ch02-e05"
# `make_pipeline(SimpleImputer(strategy="median"), StandardScaler())` for the numbers, `OneHotEncoder(handle_unknown=…)` for the words. `ColumnTransformer` takes a list of (name, transformer, columns); columns that nobody names are dropped.

# %% [markdown] hint="ch02-e05"
# ```python
# def make_preparation():
#     numbers = make_pipeline(____(strategy="____"), ____())
#     words = OneHotEncoder(handle_unknown="____")
#     return ColumnTransformer([("numbers", ____, NUMBERS), ("ocean", ____, [____])])
# ```

# %% answer="ch02-e05" needs=[]
def make_preparation():
    """An unfitted ColumnTransformer: raw districts in, numbers out."""
    ### BEGIN SOLUTION
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore")
    return ColumnTransformer([("numbers", numbers, NUMBERS), ("ocean", words, ["ocean_proximity"])])
    ### END SOLUTION

# %% tests="ch02-e05" points=2
from functools import cache

import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import clone

def dense(out):
    return np.asarray(out.toarray() if hasattr(out, "toarray") else out, dtype=float)

def prepared(model, known, *others):
    made = clone(model).fit(known)
    return [dense(made.transform(table)) for table in others]

def each_row(model, known, table):
    made = clone(model).fit(known)
    return np.vstack([dense(made.transform(table.iloc[[row]])) for row in range(len(table))])
""")

NAMES = ["longitude", "latitude", "housing_median_age", "total_rooms", "total_bedrooms", "population", "households", "median_income"]
KINDS = ["INLAND", "NEAR BAY", "NEAR OCEAN"]


def districts(rows, seed, gaps=()):
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({name: np.exp(rng.normal(k / 2, 0.6, rows)) * (k + 1) for k, name in enumerate(NAMES)})
    table["ocean_proximity"] = rng.choice(KINDS, rows)
    for name in gaps:
        table.loc[rng.choice(rows, max(1, rows // 8), replace=False), name] = np.nan
    return table


KNOWN = districts(80, 1, ["total_bedrooms", "median_income"])


def filled(column, known):
    return column.fillna(known.median())


def wanted(table, known):
    """What is right, by name."""
    made = {}
    for name in NAMES:
        base = filled(known[name], known[name])
        made[name] = (filled(table[name], known[name]) - base.mean()) / base.std(ddof=0)
    for kind in sorted(known["ocean_proximity"].unique()):
        made[kind] = (table["ocean_proximity"] == kind).astype(float)
    return pd.DataFrame(made)


@cache
def model():
    made = answer.make_preparation()
    expect.true(made is not None, "`make_preparation` returned None. Usually the `return` is missing.")
    estimators.has_step(made, "ColumnTransformer", says="Expected a {want}; got {model}.")
    estimators.unfitted(made, says="Your {model} is fitted already. Return it as it was made: whoever uses it fits it.")
    return estimators.clonable(made)


def run(function, known, *tables, says="Transforming raised *{error}: {message}*."):
    return expect.call(function, model(), known, *tables, error="ValueError", says=says)


def variants(table, known, name):
    """Results of typical mistakes for a column of numbers."""
    base, column = known[name], table[name]
    full = filled(base, base)
    lowest, highest = full.min(), full.max()
    mean_base = base.fillna(base.mean())
    quarter = full.quantile(0.75) - full.quantile(0.25)
    return [
        ((filled(column, column) - full.mean()) / full.std(ddof=0), "{name}: gaps were filled by the median of the rows that are transformed. Medians are learned in `fit`, from its rows."),
        (filled(column, base), "{name} comes out filled, but not standardised: its mean is not 0 or its standard deviation not 1."),
        ((filled(column, base) - lowest) / (highest - lowest), "{name} is scaled to 0 … 1. Standardised means: mean 0 and standard deviation 1."),
        ((filled(column, base) - full.median()) / quarter, "{name} is scaled by median and quartiles. Standardised means: mean 0 and standard deviation 1."),
        ((column.fillna(base.mean()) - mean_base.mean()) / mean_base.std(ddof=0), "{name}: gaps were filled by the mean; the median is asked for."),
        ((column.fillna(0) - base.fillna(0).mean()) / base.fillna(0).std(ddof=0), "{name}: gaps were filled by 0; the median is asked for."),
        (((column - base.mean()) / base.std(ddof=0)).fillna(((base - base.mean()) / base.std(ddof=0)).median()), "{name} was standardised before its gaps were filled, so mean and standard deviation are those of the known values. Fill first."),
        (((column - base.mean()) / base.std(ddof=0)).fillna(0), "{name} was standardised before its gaps were filled, and they hold 0, the mean. Fill first, by the median."),
    ]


def compare(got, table, known):
    """Whether the learner's columns are the right ones, in any order."""
    want = wanted(table, known)
    expect.true(got.ndim == 2 and got.shape[0] == len(table), "For {rows} rows the result has shape {shape}.", rows=len(table), shape=got.shape)
    expect.true(not np.isnan(got).any(), "The result has gaps (nan) in {n} places. Every column of numbers needs something that fills it, also where the table of `fit` had no gap.", n=int(np.isnan(got).sum()))
    free = list(range(got.shape[1]))
    for name in want.columns:
        found = next((k for k in free if np.allclose(got[:, k], want[name])), None)
        if found is not None:
            free.remove(found)
            continue
        if name in NAMES:
            for wrong, words in variants(table, known, name):
                if any(np.allclose(got[:, k], wrong) for k in free) and not np.allclose(wrong, want[name]):
                    expect.fail(words, name=name)
            expect.fail("No column of the result is {name} with its gaps filled by the median and then standardised.", name=name)
        expect.fail("No column of the result is 1 where the category is {name} and 0 elsewhere. The result has {n} columns; {want} are expected.", name=name, n=got.shape[1], want=len(want.columns))
    expect.true(not free, "The result has {n} columns; {want} are expected: eight of numbers, and one for each of {kinds} categories.", n=got.shape[1], want=len(want.columns), kinds=len(want.columns) - 8)


with expect.test("the rows that it was fitted to"):
    compare(run(answer.prepared, KNOWN, KNOWN)[0], KNOWN, KNOWN)

with expect.test("new rows, by what was learned"):
    new = districts(30, 2, ["total_bedrooms", "median_income"])
    compare(run(answer.prepared, KNOWN, new)[0], new, KNOWN)

with expect.test("a category that was never seen"):
    new = districts(8, 3)
    new.loc[2, "ocean_proximity"] = "LAKESIDE"
    got = run(answer.prepared, KNOWN, new, says="A row of the category LAKESIDE, which the table of `fit` had not, raised *{error}: {message}*. Tell the encoder what to do with unknown categories.")[0]
    compare(got, new, KNOWN)

### BEGIN HIDDEN TESTS
with expect.test("a gap where there was none"):
    new = districts(40, 4, NAMES)
    got = run(answer.prepared, KNOWN, new, says="A gap in a column that had none in the table of `fit` raised *{error}: {message}*. Any of the eight may have gaps later.")[0]
    compare(got, new, KNOWN)

with expect.test("one row at a time"):
    new = districts(12, 5, NAMES)
    got = run(answer.each_row, KNOWN, new, says="A table of a single row raised *{error}: {message}*.")
    want = wanted(new, KNOWN)
    together = run(answer.prepared, KNOWN, new)[0]
    expect.true(got.shape == together.shape and np.allclose(got, together), "Row by row the numbers differ from those of the whole table: something is learned in `transform`, from the new rows.")

with expect.test("more columns, in another order"):
    new = districts(20, 6, ["total_bedrooms"])
    new.insert(0, "district", [f"CA-{n}" for n in range(20)])
    new["agent"] = 3.5
    first = KNOWN.assign(district="CA", agent=np.arange(80.0))[["agent", *reversed(NAMES), "district", "ocean_proximity"]]
    got = run(answer.prepared, first, new[[*reversed(new.columns)]], says="A table with two more columns raised *{error}: {message}*. Columns that nobody needs are left out.")[0]
    compare(got, new, first)

with expect.test("another table with other categories"):
    known = districts(50, 7, ["population"])
    known.loc[::5, "ocean_proximity"] = "ISLAND"
    new = districts(25, 8, ["latitude"])
    compare(run(answer.prepared, known, new)[0], new, known)
### END HIDDEN TESTS

# %% right="ch02-e05" because="made by make_column_transformer, dense"
def make_preparation():
    return make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["ocean_proximity"]),
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
        remainder="drop",
    )

# %% right="ch02-e05" because="two lines, a transformer for each column"
def make_preparation():
    each = [(name, Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())]), [name]) for name in NUMBERS]
    return ColumnTransformer([*each, ("words", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])], sparse_threshold=0)

# %% right="ch02-e05" because="frames out, other ways to fill and to encode"
from sklearn.impute import KNNImputer
from sklearn.preprocessing import FunctionTransformer


class Median(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.medians_ = X.median()
        return self

    def transform(self, X):
        return X.fillna(self.medians_)


class Dummies(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.kinds_ = sorted(X.iloc[:, 0].dropna().unique())
        return self

    def transform(self, X):
        return np.column_stack([X.iloc[:, 0] == kind for kind in self.kinds_]).astype(float)


def make_preparation():
    return ColumnTransformer([("n", make_pipeline(Median(), StandardScaler()), NUMBERS), ("w", Dummies(), ["ocean_proximity"])])

# %% right="ch02-e05" because="frames out, and another way to ignore what is unknown"
def make_preparation():
    words = OneHotEncoder(handle_unknown="infrequent_if_exist", sparse_output=False, dtype=int)
    made = ColumnTransformer([("words", words, ["ocean_proximity"]), ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS)])
    return made.set_output(transform="pandas")

# %% wrong="ch02-e05" because="nothing fills" says="has gaps"
def make_preparation():
    return ColumnTransformer([("numbers", StandardScaler(), NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="the default strategy" says="filled by the mean"
def make_preparation():
    return ColumnTransformer([("numbers", make_pipeline(SimpleImputer(), StandardScaler()), NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="the default for unknown categories" says="unknown categories"
def make_preparation():
    return ColumnTransformer([("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS), ("ocean", OneHotEncoder(), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="numbers for words" says="1 where the category is INLAND"
from sklearn.preprocessing import OrdinalEncoder


def make_preparation():
    return ColumnTransformer([("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS), ("ocean", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="not scaled" says="not standardised"
def make_preparation():
    return ColumnTransformer([("numbers", SimpleImputer(strategy="median"), NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="scaled to 0 … 1" says="scaled to 0"
from sklearn.preprocessing import MinMaxScaler


def make_preparation():
    return ColumnTransformer([("numbers", make_pipeline(SimpleImputer(strategy="median"), MinMaxScaler()), NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="scales, then fills" says="Fill first"
def make_preparation():
    return ColumnTransformer([("numbers", make_pipeline(StandardScaler(), SimpleImputer(strategy="median")), NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="fills the column that has gaps today" says="has gaps"
def make_preparation():
    others = [name for name in NUMBERS if name not in ("total_bedrooms", "median_income")]
    fill = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return ColumnTransformer([("gaps", fill, ["total_bedrooms", "median_income"]), ("numbers", StandardScaler(), others), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="passes everything else through" says="11 are expected"
def make_preparation():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    place = ColumnTransformer([("numbers", numbers, NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["ocean_proximity"]), ("again", SimpleImputer(), ["longitude"])])
    return place

# %% wrong="ch02-e05" because="every column of numbers that the table has" says="11 are expected"
from sklearn.compose import make_column_selector


def make_preparation():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return ColumnTransformer([("numbers", numbers, make_column_selector(dtype_include="number")), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="places instead of names" says="No column of the result is longitude"
def make_preparation():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return ColumnTransformer([("numbers", numbers, list(range(8))), ("ocean", OneHotEncoder(handle_unknown="ignore"), [8])])

# %% wrong="ch02-e05" because="drops the first category" says="1 where the category is INLAND"
def make_preparation():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return ColumnTransformer([("numbers", numbers, NUMBERS), ("ocean", OneHotEncoder(drop="first", handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="tells where gaps were" says="columns; 11 are expected"
def make_preparation():
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    return ColumnTransformer([("numbers", numbers, NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="learns from the new rows" says="rows that are transformed"
from sklearn.preprocessing import FunctionTransformer


def make_preparation():
    def fill(X):
        return X.fillna(X.median()).fillna(0)

    numbers = make_pipeline(FunctionTransformer(fill), StandardScaler())
    return ColumnTransformer([("numbers", numbers, NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])

# %% wrong="ch02-e05" because="already fitted" says="is fitted already"
def make_preparation():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    made = ColumnTransformer([("numbers", numbers, NUMBERS), ("ocean", OneHotEncoder(handle_unknown="ignore"), ["ocean_proximity"])])
    table = pd.DataFrame({name: [1.0, 2.0] for name in NUMBERS} | {"ocean_proximity": ["INLAND", "ISLAND"]})
    return made.fit(table)

# %% wrong="ch02-e05" because="the numbers alone" says="1 where the category is INLAND"
def make_preparation():
    return ColumnTransformer([("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS)])

# %% [markdown] exercise="ch02-e06" title="A transformer that scikit-learn lacks" kind="F" level=3 minutes=35 core=false after="§5" skills=["Prepare data in a pipeline"] topics=["S-05-I.05", "S-05-I.06", "S-03-sklearn"]
# A coastal district with a gap in `total_bedrooms` is more like other coastal districts than like the whole state. Write the class `GroupImputer`, which fills gaps **by the median of the row's group**.
#
# | | |
# |---|---|
# | `GroupImputer(group, min_rows=5)` | `group` is the name of the column with the groups (text), `min_rows` a whole number |
# | `fit(X, y=None)` | `X` is a frame: the column `group`, and columns of numbers with gaps. Learns, and returns the object itself |
# | `transform(X)` | the columns of numbers that `fit` met, in the order of its table, without the group and without gaps: a frame or an array, rows in the order of `X` |
# | `get_feature_names_out(input_features=None)` | the names of these columns, as an array |
#
# - A gap gets the median of the known values of its column in the same group, **among the rows that were given to `fit`**. If there are fewer than `min_rows` such values, or the group was not among them, or is itself missing, the gap gets the median of the whole column there.
# - A later table may have its columns in another order, and more of them.
# - It follows the rules of scikit-learn: `__init__` only stores its parameters under their own names, `clone` and `make_pipeline` work, two objects do not share what they learned. Write it as a subclass of `BaseEstimator` and `TransformerMixin`.

# %% [markdown] hint="ch02-e06"
# What must be known after `fit`, so that a table of a single row can be filled? Make a list: names, and two kinds of medians.

# %% [markdown] hint="ch02-e06"
# `X.groupby(self.group)[columns].median()` has a row for each group, `.count()` says how many values are known; `medians.where(counts >= self.min_rows)` keeps what rests on enough of them. In `transform`, `self.medians_[name].reindex(X[self.group])` looks a median up for every row.

# %% [markdown] hint="ch02-e06"
# ```python
# class GroupImputer(BaseEstimator, TransformerMixin):
#     def __init__(self, group, min_rows=5):
#         ____
#
#     def fit(self, X, y=None):
#         self.columns_ = [name for name in X.columns if name != ____]
#         groups = X.groupby(____)[self.columns_]
#         self.medians_ = groups.median().where(____)
#         self.overall_ = ____
#         return ____
#
#     def transform(self, X):
#         filled = X[self.columns_].copy()
#         for name in self.columns_:
#             by_group = self.medians_[name].reindex(____).to_numpy()
#             filled[name] = filled[name].fillna(pd.Series(____, index=X.index)).fillna(____)
#         return filled
#
#     def get_feature_names_out(self, input_features=None):
#         return np.array(____, dtype=object)
# ```

# %% answer="ch02-e06" needs=[]
class GroupImputer(BaseEstimator, TransformerMixin):
    """Fills gaps by the median of the row's group."""

    def __init__(self, group, min_rows=5):
        ### BEGIN SOLUTION
        self.group = group
        self.min_rows = min_rows
        ### END SOLUTION

    def fit(self, X, y=None):
        ### BEGIN SOLUTION
        self.columns_ = [name for name in X.columns if name != self.group]
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].median()
        return self
        ### END SOLUTION

    def transform(self, X):
        ### BEGIN SOLUTION
        filled = X[self.columns_].copy()
        for name in self.columns_:
            by_group = self.medians_[name].reindex(X[self.group]).to_numpy()
            filled[name] = filled[name].fillna(pd.Series(by_group, index=X.index)).fillna(self.overall_[name])
        return filled
        ### END SOLUTION

    def get_feature_names_out(self, input_features=None):
        ### BEGIN SOLUTION
        return np.array(self.columns_, dtype=object)
        ### END SOLUTION

# %% tests="ch02-e06" points=3
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np
from sklearn.base import clone
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline

def new(kind, *args, **kwargs):
    return kind(*args, **kwargs)

def values(out):
    return np.asarray(out.toarray() if hasattr(out, "toarray") else out, dtype=float)

def filled(made, X):
    out = made.transform(X)
    cells = np.asarray(out.toarray() if hasattr(out, "toarray") else out)
    text = [cell for cell in cells.ravel() if isinstance(cell, str)]
    return text[0] if text else values(out)

def returns_itself(made, X):
    return made.fit(X) is made

def names(made):
    return [str(name) for name in made.get_feature_names_out()]

def parameters(made):
    return made.get_params(deep=False)

def in_pipeline(kind, X, y):
    pipeline = make_pipeline(kind(group="sea", min_rows=2), Ridge())
    pipeline = clone(pipeline).set_params(**{pipeline.steps[0][0] + "__min_rows": 3})
    return pipeline.fit(X, y).predict(X)

def ridge(X, y):
    return Ridge().fit(X, y).predict(X)
""")


def table(rows, seed, gaps=0.2, sea="ABC"):
    rng = np.random.default_rng(seed)
    group = rng.choice(list(sea), rows)
    shift = np.array([ord(letter) - 60 for letter in group])
    made = pd.DataFrame({"rooms": np.exp(rng.normal(shift / 4, 0.5)).round(3), "sea": group, "age": (rng.normal(10.0 * shift, 5)).round(2), "rent": rng.gamma(2, 3.0 * shift).round(2)}, index=np.arange(rows) * 3 + 11)
    for name in ("rooms", "age", "rent"):
        made.loc[rng.random(rows) < gaps, name] = np.nan
    return made


def wanted(known, new, min_rows, group="sea", counts_rows=False, mean=False):
    columns = [name for name in known.columns if name != group]
    made = np.empty((len(new), len(columns)))
    for k, name in enumerate(columns):
        base = {}
        for sea, members in known.groupby(group)[name]:
            enough = (len(members) if counts_rows else members.notna().sum()) >= min_rows
            if enough and members.notna().any():
                base[sea] = members.mean() if mean else members.median()
        overall = known[name].mean() if mean else known[name].median()
        fills = [overall if pd.isna(sea) else base.get(sea, overall) for sea in new[group]]
        made[:, k] = np.where(new[name].isna(), fills, new[name])
    return made


def fitted(known, *args, **kwargs):
    made = answer.new(answer.GroupImputer, *args, **kwargs)
    expect.true(answer.returns_itself(made, known), "`fit` does not return the object itself. End it with `return self`, or `fit(X).transform(X)` fails.")
    return made


def filled(made, X):
    """What the learner's object makes of the table: numbers only."""
    got = answer.filled(made, X)
    expect.true(not isinstance(got, str), "The result holds the text {text}. Only the columns of numbers that `fit` met belong in it, taken by name: neither the group nor a later table's other columns.", text=got)
    return got


def compare(made, known, new, min_rows, says="Row {row}, column {name}, group {sea}: expected {want}, got {got}.", group="sea"):  # `says` may name {min_rows}
    got, want = filled(made, new), wanted(known, new, min_rows, group)
    columns = [name for name in known.columns if name != group]
    expect.true(got.shape == want.shape, "For {rows} rows with the columns {columns} and {group} the result has shape {got}; expected {want}.", rows=len(new), columns=", ".join(columns), group=group, got=got.shape, want=want.shape)
    if np.allclose(got, want):
        return
    expect.true(not np.isnan(got).any(), "There are {n} gaps left. What fills a gap whose group is unknown, missing or has too few values?", n=int(np.isnan(got).sum()))
    known_values = ~np.isnan(new[columns].to_numpy(dtype=float))
    moved = known_values & ~np.isclose(got, want)
    if moved.any():
        row, k = np.argwhere(moved)[0]
        expect.fail("Row {row}, column {name}: the known value {want} came out as {got}. Only gaps are filled; are columns or rows in another order?", row=int(row), name=columns[k], want=want[row, k], got=got[row, k])
    for other, words in (
        (wanted(known, new, min_rows + 1, group), "A group with exactly `min_rows` known values was treated as too small; fewer than `min_rows` are too few."),
        (wanted(known, new, 5, group), "The result is that of `min_rows=5`, although another number was given. Use `self.min_rows`."),
        (wanted(known, new, len(known) + 1, group), "All gaps were filled by the median of the whole column; groups with enough known values have a median of their own."),
        (wanted(known, new, min_rows, group, mean=True), "Gaps were filled by means; medians are asked for."),
        (wanted(new, new, min_rows, group), "Gaps were filled by medians of the table given to `transform`. What fills is learned in `fit`, from its rows."),
        (wanted(pd.concat([known, new]), new, min_rows, group), "Gaps were filled by medians over the rows of `fit` and `transform` together. What fills is learned in `fit`, from its rows."),
        (wanted(known, new, 0, group), "A group with fewer than `min_rows` known values was used. There the median of the whole column fills the gap."),
        (wanted(known, new, min_rows, group, counts_rows=True), "A group was judged by its number of rows. It is the number of *known values* of the column that must reach `min_rows`."),
    ):
        expect.true(not np.allclose(got, other), words)
    row, k = np.argwhere(~np.isclose(got, want))[0]
    expect.fail(says, row=int(row), name=columns[k], sea=str(new[group].iloc[row]), want=want[row, k], got=got[row, k], min_rows=min_rows)


with expect.test("gaps of the rows of fit"):
    known = table(60, 1)
    compare(fitted(known, "sea", min_rows=4), known, known, 4)

with expect.test("gaps of new rows"):
    known, new = table(60, 2), table(25, 3, gaps=0.5)
    compare(fitted(known, "sea", 4), known, new, 4)

with expect.test("clone and names"):
    made = answer.new(answer.GroupImputer, "sea", min_rows=7)
    copied = estimators.clonable(made)
    expect.equal(answer.parameters(copied), {"group": "sea", "min_rows": 7}, says="After `clone` the parameters are {got}; expected {want}. `__init__` stores each under its own name.")
    expect.equal(answer.names(fitted(table(30, 4), "sea")), ["rooms", "age", "rent"], says="`get_feature_names_out()` gives {got}; expected {want}, in the order of the table of `fit`.")

### BEGIN HIDDEN TESTS
with expect.test("few known values, down to the border"):
    known = table(40, 5, gaps=0.0)
    known.loc[known["sea"] == "B", "rooms"] = np.nan
    known.loc[known.index[known["sea"] == "B"][:3], "rooms"] = [1.0, 2.0, 9.0]
    new = table(12, 6, gaps=0.0, sea="B").assign(rooms=np.nan)
    for min_rows in (1, 2, 3, 4, 5):
        compare(fitted(known, "sea", min_rows), known, new, min_rows, says="A group has three known values and `min_rows` is {min_rows}: the gap is filled by {want}; you have {got}.")
    known.loc[known.index[known["sea"] == "B"][:5], "rooms"] = [1.0, 2.0, 9.0, 2.5, 4.0]
    compare(fitted(known, "sea"), known, new, 5, says="A group has five known values and `min_rows` was not given, so it is 5: the gap is filled by {want}; you have {got}.")

with expect.test("groups that are new or missing"):
    known = table(50, 7)
    new = table(9, 8, gaps=0.7, sea="AZ")
    new.loc[new.index[:3], "sea"] = None
    compare(fitted(known, "sea", 3), known, new, 3)
    holes = known.copy()
    holes.loc[holes.index[::9], "sea"] = None
    compare(fitted(holes, "sea", 3), holes, new, 3)

with expect.test("other order, more columns, one row"):
    known, new = table(50, 9), table(14, 10, gaps=0.5)
    made = fitted(known, "sea", 3)
    compare(made, known, new, 3)
    mixed = new.assign(code="x", extra=5.0)[["extra", "rent", "sea", "code", "age", "rooms"]]
    expect.close(filled(made, mixed), wanted(known, new, 3), says="With its columns in another order, and two more of them, the same table gives other numbers. Take the columns that `fit` met, by name.")
    rows = np.vstack([filled(made, new.iloc[[row]]) for row in range(len(new))])
    expect.close(rows, wanted(known, new, 3), says="Row by row the numbers differ from those of the whole table. Nothing is learned in `transform`.")

with expect.test("two objects, and a column of another name"):
    one, other = table(40, 11), table(40, 12).rename(columns={"sea": "zone"})
    first = fitted(one, "sea", 3)
    second = fitted(other, "zone", 3)
    compare(second, other, other, 3, group="zone")
    compare(first, one, one, 3, says="After a second object was fitted, the first fills with other numbers: what was learned is shared. Keep it in `self`. (Row {row}, column {name}: expected {want}, got {got}.)")

with expect.test("inside of a pipeline"):
    X = table(40, 13)
    y = np.arange(40.0)
    got = answer.in_pipeline(answer.GroupImputer, X, y)
    expect.close(got, answer.ridge(wanted(X, X, 3), y), rtol=1e-5, says="In `make_pipeline(GroupImputer(…), Ridge())`, cloned and with `min_rows` set to 3, the predictions are not those of a ridge on filled columns.")

with expect.test("the tables stay as they were"):
    known, new = table(30, 14), table(10, 15, gaps=0.5)
    held, later = answer.put(known), answer.put(new)
    made = fitted(held, "sea", 3)
    expect.unchanged(held, known)
    filled(made, later)
    expect.unchanged(later, new)
### END HIDDEN TESTS

# %% right="ch02-e06" because="a dictionary of medians, NumPy arrays out"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.names_ = X.columns.drop(self.group)
        self.table_ = {}
        for name in self.names_:
            column = X[name].dropna()
            self.table_[name, None] = column.median()
            for sea, part in column.groupby(X[self.group]):
                if len(part) >= self.min_rows:
                    self.table_[name, sea] = part.median()
        return self

    def transform(self, X):
        out = np.empty((len(X), len(self.names_)))
        for k, name in enumerate(self.names_):
            for row, (value, sea) in enumerate(zip(X[name], X[self.group])):
                fill = self.table_.get((name, sea), self.table_[name, None]) if pd.notna(sea) else self.table_[name, None]
                out[row, k] = fill if pd.isna(value) else value
        return out

    def get_feature_names_out(self, input_features=None):
        return np.asarray(self.names_)

# %% right="ch02-e06" because="a SimpleImputer for each group"
class GroupImputer(TransformerMixin, BaseEstimator):
    def __init__(self, group, min_rows=5):
        self.group = group
        self.min_rows = min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        whole = X[self.columns_]
        self.all_ = whole.median()
        self.parts_ = {}
        for sea in X[self.group].dropna().unique():
            part = whole[(X[self.group] == sea).to_numpy()]
            medians = part.median()
            medians[part.notna().sum() < self.min_rows] = self.all_
            self.parts_[sea] = medians
        return self

    def transform(self, X):
        rows = [row.fillna(self.parts_.get(sea, self.all_)) for (_, row), sea in zip(X[self.columns_].iterrows(), X[self.group].where(X[self.group].notna(), None))]
        return pd.DataFrame(rows, columns=self.columns_, index=X.index)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="the whole column's median" says="median of the whole column; groups"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        return X[self.columns_].fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="medians of the new rows" says="given to `transform`"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        return self

    def transform(self, X):
        groups = X.groupby(self.group)[self.columns_]
        medians = groups.transform("median").where(groups.transform("count") >= self.min_rows)
        return X[self.columns_].fillna(medians).fillna(X[self.columns_].median())

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="one value of a group is enough" says="fewer than `min_rows` known values was used"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        self.medians_ = X.groupby(self.group)[self.columns_].median()
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="counts the rows of a group" says="fewer than `min_rows` known values was used"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        large = groups.size() >= self.min_rows
        self.medians_ = groups.median()[large]
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="more than min_rows" says="exactly `min_rows`"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() > self.min_rows)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="means" says="medians are asked for"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.mean().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].mean()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="nothing for an unknown group" says="gaps left"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        overall = X[self.columns_].median()
        self.medians_ = groups.median().where(groups.count() >= self.min_rows).fillna(overall)
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="fit returns nothing" says="return self"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].median()

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="the parameter under another name" says="cannot copy"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.by, self.least = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.by))
        groups = X.groupby(self.by)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.least)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.by]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="the parameter is changed in __init__" says="cannot copy"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = [group], min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group[0])[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group[0]]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="what is learned belongs to the class" says="Keep it in `self`"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        GroupImputer.medians_ = groups.median().where(groups.count() >= self.min_rows)
        GroupImputer.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="columns by place" says=""
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        numbers = X.drop(columns=self.group)
        numbers.columns = self.columns_
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return numbers.fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="all columns of the later table, in its order" says="The result holds the text x"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        numbers = X.drop(columns=self.group)
        self.names_ = numbers.columns
        groups = numbers.groupby(X[self.group])
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = numbers.median()
        return self

    def transform(self, X):
        filled = X.drop(columns=self.group)
        for name in filled.columns.intersection(self.names_):
            filled[name] = filled[name].fillna(X[self.group].map(self.medians_[name])).fillna(self.overall_[name])
        return filled

    def get_feature_names_out(self, input_features=None):
        return np.array(self.names_)

# %% wrong="ch02-e06" because="keeps the group" says="neither the group"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X.assign(**X[self.columns_].fillna(by_group).fillna(self.overall_))

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="fills in the table that it was given" says="changed its input"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        X[self.columns_] = X[self.columns_].fillna(by_group).fillna(self.overall_)
        return X[self.columns_]

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="min_rows is written in" says="min_rows=5"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= 5)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.columns_)

# %% wrong="ch02-e06" because="names with the group" says="`get_feature_names_out()` gives"
class GroupImputer(BaseEstimator, TransformerMixin):
    def __init__(self, group, min_rows=5):
        self.group, self.min_rows = group, min_rows

    def fit(self, X, y=None):
        self.columns_ = list(X.columns.drop(self.group))
        self.names_ = list(X.columns)
        groups = X.groupby(self.group)[self.columns_]
        self.medians_ = groups.median().where(groups.count() >= self.min_rows)
        self.overall_ = X[self.columns_].median()
        return self

    def transform(self, X):
        by_group = self.medians_.reindex(X[self.group]).set_axis(X.index)
        return X[self.columns_].fillna(by_group).fillna(self.overall_)

    def get_feature_names_out(self, input_features=None):
        return np.array(self.names_)

# %% [markdown]
# ## 6 · Compare, and smell a leak

# %% [markdown] exercise="ch02-e07" title="Find the leaks" kind="B" level=2 minutes=15 core=true after="§6" skills=["Compare and tune without leaks"] topics=["S-05-I.05", "S-05-I.07", "S-03-sklearn"]
# On a table of pure noise this function finds a good model. It leaks, in more than one place. Mend it, so that in each of the five rounds **everything that learns from data learns from the training folds of that round only**.
#
# The rest stays as it is meant: `X` is a frame of numbers with gaps, `y` an array; five folds of consecutive rows (`cv=5`); gaps filled by medians; the five columns that go best with `y` (`SelectKBest(f_regression, k=5)`) of the filled table; these standardised; `Ridge()` with its default strength. It returns the mean of the five folds' RMSE, a positive number.

# %% [markdown] hint="ch02-e07"
# Go through the function line by line and ask: does this line learn something from the numbers it is given? From which rows?

# %% [markdown] hint="ch02-e07"
# `cross_val_score` clones and fits anew, in each round, whatever estimator it is given. What would you have to give it, so that filling, choosing and scaling are fitted anew, too?

# %% [markdown] hint="ch02-e07"
# ```python
# def cv_rmse(X, y):
#     whole = make_pipeline(SimpleImputer(strategy="____"), SelectKBest(____, k=5), ____(), Ridge())
#     scores = cross_val_score(____, X, y, cv=5, scoring="neg_root_mean_squared_error")
#     return ____
# ```

# %% answer="ch02-e07" needs=[]
def cv_rmse(X, y):
    """The mean RMSE over five folds."""
    X = X.fillna(X.median())
    best = SelectKBest(f_regression, k=5).fit(X, y)
    X = StandardScaler().fit_transform(best.transform(X))
    scores = cross_val_score(Ridge(), X, y, cv=5, scoring="neg_root_mean_squared_error")
    return -np.mean(scores)


# Change the function above, or write it anew here.
### BEGIN SOLUTION
def cv_rmse(X, y):
    """The mean RMSE over five folds."""
    whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    scores = cross_val_score(whole, X, y, cv=5, scoring="neg_root_mean_squared_error")
    return -scores.mean()
### END SOLUTION

# %% [markdown] equivalent="ch02-e07"
# best = SelectKBest(f_regression, k=5).fit(X, y)  →  best = SelectKBest(f_regression, k=6).fit(X, y)
# scores = cross_val_score(Ridge(), X, y, cv=5, scoring='neg_root_mean_squared_error')  →  scores = cross_val_score(Ridge(), X, y, cv=6, scoring='neg_root_mean_squared_error')
# return -np.mean(scores)  →  return +np.mean(scores)
# return -np.mean(scores)  →  return None

# %% tests="ch02-e07" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, expect


def table(rows, columns, seed, signal=0.0):
    rng = np.random.default_rng(seed)
    X = pd.DataFrame(rng.normal(size=(rows, columns)) * np.geomspace(0.5, 6, columns), columns=[f"c{k}" for k in range(columns)])
    y = signal * (X["c0"] - X["c1"]).to_numpy() + rng.normal(size=rows) * 3 + 20
    return X.mask(rng.random(X.shape) < 0.15), y


def fit_steps(X, y, leaks, X_new):
    """Prediction of one round; `leaks` names what learned from all rows and is given as a dictionary."""
    medians = leaks.get("fill", X.median())
    A, B = X.fillna(medians), X_new.fillna(medians)
    chosen = leaks.get("choose")
    if chosen is None:
        chosen = np.argsort(-scores(A.to_numpy(), y), kind="stable")[:5]
    A, B = A.to_numpy()[:, chosen], B.to_numpy()[:, chosen]
    mean, spread = leaks.get("scale", (A.mean(axis=0), A.std(axis=0)))
    A, B = (A - mean) / spread, (B - mean) / spread
    centre, level = A.mean(axis=0), y.mean()
    w = np.linalg.solve((A - centre).T @ (A - centre) + np.eye(A.shape[1]), (A - centre).T @ (y - level))
    return (B - centre) @ w + level


def scores(A, y):
    """The squared correlations, which order columns as the F values do."""
    a, b = A - A.mean(axis=0), y - y.mean()
    return (a.T @ b) ** 2 / np.sum(a**2, axis=0)


def rounds(X, y, fill=False, choose=False, scale=False):
    """The RMSE of each fold, with or without each leak."""
    leaks = {}
    whole = X.fillna(X.median())
    if fill:
        leaks["fill"] = X.median()
    if choose:
        leaks["choose"] = np.argsort(-scores(whole.to_numpy(), y), kind="stable")[:5]
    if scale:
        part = whole.to_numpy()[:, leaks["choose"]] if choose else None
        if part is not None:
            leaks["scale"] = part.mean(axis=0), part.std(axis=0)
    found = []
    for test in np.array_split(np.arange(len(y)), 5):
        train = np.setdiff1d(np.arange(len(y)), test)
        off = fit_steps(X.iloc[train], y[train], leaks, X.iloc[test]) - y[test]
        found.append(np.sqrt(np.mean(off**2)))
    return np.array(found)


def compare(X, y):
    got = answer.cv_rmse(X, y)
    expect.true(got is not None, "`cv_rmse` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "Expected one number; got an array of shape {shape}.", shape=np.shape(got))
    honest = rounds(X, y)
    expect.close(
        got,
        honest.mean(),
        says="With every step learned inside of the folds the mean RMSE is {want}; you returned {got}.",
        mistakes=[
            (rounds(X, y, True, True, True).mean(), "You returned {got}, as the function did before; {want} is right. All of the rows still teach the medians, the choice of columns and the scale."),
            (rounds(X, y, True, True).mean(), "You returned {got}; {want} is right. Medians and the choice of columns are still learned from all rows."),
            (rounds(X, y, choose=True).mean(), "You returned {got}; {want} is right. The five columns are still chosen with the help of the rows that judge."),
            (rounds(X, y, choose=True, scale=True).mean(), "You returned {got}; {want} is right. The five columns are still chosen with the help of the rows that judge."),
            (rounds(X, y, fill=True).mean(), "You returned {got}; {want} is right. The medians are still learned from all rows, those that judge included."),
            (-honest.mean(), "You returned {got}. scikit-learn's score is the negative RMSE; turn its sign."),
            (np.sqrt(np.mean(honest**2)), "You returned {got}, the root of the mean of the folds' squares. The mean of the five RMSE is asked for: {want}."),
            (np.mean(honest**2), "You returned {got}, a mean squared error. The mean of the five RMSE is asked for: {want}."),
            (np.median(honest), "You returned {got}, the median of the five; their mean is asked for: {want}."),
        ],
    )


with expect.test("a table of noise"):
    X, y = table(60, 40, 1)
    compare(X, y)

with expect.test("a table with a signal"):
    X, y = table(80, 12, 2, signal=2.0)
    compare(X, y)

### BEGIN HIDDEN TESTS
with expect.test("other tables"):
    for seed in (3, 4):
        compare(*table(53, 25, seed, signal=0.5))

with expect.test("the table stays as it was"):
    X, y = table(40, 8, 5)
    held, target = answer.put(X), answer.put(y)
    answer.cv_rmse(held, target)
    expect.unchanged(held, X)
    expect.unchanged(target, y)
### END HIDDEN TESTS

# %% right="ch02-e07" because="a loop over the folds"
def cv_rmse(X, y):
    steps = [SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler(), Ridge()]
    errors = []
    for train, test in KFold(5).split(X):
        A, B = X.iloc[train], X.iloc[test]
        for step in map(clone, steps[:-1]):
            A = step.fit_transform(A, y[train])
            B = step.transform(B)
        errors.append(root_mean_squared_error(y[test], clone(steps[-1]).fit(A, y[train]).predict(B)))
    return np.mean(errors)

# %% right="ch02-e07" because="a grid search with one candidate"
def cv_rmse(X, y):
    whole = Pipeline([("fill", SimpleImputer(strategy="median")), ("choose", SelectKBest(f_regression)), ("scale", StandardScaler()), ("ridge", Ridge())])
    return -GridSearchCV(whole, {"choose__k": [5]}, cv=5, scoring="neg_root_mean_squared_error").fit(X, y).best_score_

# %% right="ch02-e07" because="pandas in each round"
def cv_rmse(X, y):
    total = 0.0
    for part in np.array_split(np.arange(len(X)), 5):
        rest = np.setdiff1d(np.arange(len(X)), part)
        medians = X.iloc[rest].median()
        A, B = X.iloc[rest].fillna(medians), X.iloc[part].fillna(medians)
        names = A.corrwith(pd.Series(y[rest], index=A.index)).abs().nlargest(5).index
        mean, sd = A[names].mean(), A[names].std(ddof=0)
        model = Ridge().fit((A[names] - mean) / sd, y[rest])
        total += np.sqrt(np.mean((model.predict((B[names] - mean) / sd) - y[part]) ** 2))
    return total / 5

# %% wrong="ch02-e07" because="only the scaler goes in" says="Medians and the choice"
def cv_rmse(X, y):
    X = X.fillna(X.median())
    best = SelectKBest(f_regression, k=5).fit(X, y).transform(X)
    return -cross_val_score(make_pipeline(StandardScaler(), Ridge()), best, y, cv=5, scoring="neg_root_mean_squared_error").mean()

# %% wrong="ch02-e07" because="medians of all rows" says="The medians are still"
def cv_rmse(X, y):
    X = X.fillna(X.median())
    whole = make_pipeline(SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    return -cross_val_score(whole, X, y, cv=5, scoring="neg_root_mean_squared_error").mean()

# %% wrong="ch02-e07" because="the columns are chosen before" says="columns are still chosen"
def cv_rmse(X, y):
    chosen = SelectKBest(f_regression, k=5).fit(X.fillna(X.median()), y).get_support()
    whole = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), Ridge())
    return -cross_val_score(whole, X.loc[:, chosen], y, cv=5, scoring="neg_root_mean_squared_error").mean()

# %% wrong="ch02-e07" because="a pipeline that is handed prepared numbers" says="as the function did before"
def cv_rmse(X, y):
    whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler())
    return -cross_val_score(Ridge(), whole.fit_transform(X, y), y, cv=5, scoring="neg_root_mean_squared_error").mean()

# %% wrong="ch02-e07" because="the sign" says="turn its sign"
def cv_rmse(X, y):
    whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    return cross_val_score(whole, X, y, cv=5, scoring="neg_root_mean_squared_error").mean()

# %% wrong="ch02-e07" because="the default metric" says="you returned"
def cv_rmse(X, y):
    whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    return -cross_val_score(whole, X, y, cv=5).mean()

# %% wrong="ch02-e07" because="means fill the gaps" says="you returned"
def cv_rmse(X, y):
    whole = make_pipeline(SimpleImputer(), SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    return -cross_val_score(whole, X, y, cv=5, scoring="neg_root_mean_squared_error").mean()

# %% wrong="ch02-e07" because="shuffled folds" says="you returned"
def cv_rmse(X, y):
    whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    folds = KFold(5, shuffle=True, random_state=0)
    return -cross_val_score(whole, X, y, cv=folds, scoring="neg_root_mean_squared_error").mean()

# %% wrong="ch02-e07" because="root of the mean square" says="The mean of the five RMSE"
def cv_rmse(X, y):
    whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    return np.sqrt(-cross_val_score(whole, X, y, cv=5, scoring="neg_mean_squared_error").mean())

# %% wrong="ch02-e07" because="one number for each fold" says="array of shape"
def cv_rmse(X, y):
    whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler(), Ridge())
    return -cross_val_score(whole, X, y, cv=5, scoring="neg_root_mean_squared_error")

# %% wrong="ch02-e07" because="fits each fold to its own test rows" says="you returned"
def cv_rmse(X, y):
    errors = []
    for train, test in KFold(5).split(X):
        whole = make_pipeline(SimpleImputer(strategy="median"), SelectKBest(f_regression, k=5), StandardScaler())
        A, B = whole.fit_transform(X.iloc[train], y[train]), whole.fit_transform(X.iloc[test], y[test])
        errors.append(root_mean_squared_error(y[test], Ridge().fit(A, y[train]).predict(B)))
    return np.mean(errors)

# %% [markdown]
# ## 7 · Tune the whole pipeline

# %% setup=true
def new_pipeline():
    """An unfitted pipeline for raw tables of districts."""
    numbers = Pipeline([
        ("fill", SimpleImputer(strategy="median")),
        ("scale", StandardScaler()),
        ("powers", PolynomialFeatures(degree=1, include_bias=False)),
        ("again", StandardScaler()),
    ])
    words = OneHotEncoder(handle_unknown="ignore")
    prepare = ColumnTransformer(
        [("numbers", numbers, NUMBERS), ("ocean", words, ["ocean_proximity"])]
    )
    return Pipeline([("prepare", prepare), ("regress", Ridge(alpha=1.0))])

# %% [markdown] exercise="ch02-e08" title="Tune preparation and model together" kind="X" level=2 minutes=20 core=true trains=true after="§7" skills=["Compare and tune without leaks"] topics=["S-05-I.07", "S-03-sklearn"]
# Write `tuned(pipeline, X, y)`. `pipeline` is an unfitted pipeline as `new_pipeline()` in the set-up cell makes it: look at the names of its steps. Return a **fitted** `GridSearchCV` or `RandomizedSearchCV` over it that
#
# - tries at least two values of a hyperparameter of the *preparation*, and at least two of one of the *model* (ridge);
# - has 6 to 30 candidates, compares them by the RMSE over at least three folds, and has fitted the best to all rows of `X` and `y`.
#
# It is given two tables of 160 districts. In one, prices bend with income and age; there the RMSE on new rows is at most 40 (untuned: about 46). In the other they do not, and the noise is strong; there it is at most 72. No single choice fits both. The pipeline that was passed in stays unfitted.

# %% [markdown] hint="ch02-e08"
# What in the preparation decides whether a straight model can follow a bend? What in the model keeps many columns from following the noise?

# %% [markdown] hint="ch02-e08"
# A hyperparameter's name is the path to it, joined by double underscores: step, step, …, parameter. `pipeline.get_params().keys()` lists them all. The metric is `scoring="neg_root_mean_squared_error"`.

# %% [markdown] hint="ch02-e08"
# ```python
# def tuned(pipeline, X, y):
#     grid = {
#         "prepare__numbers__powers______": [1, 2],
#         "regress______": [0.1, 1, 10, 100],
#     }
#     search = GridSearchCV(____, ____, cv=____, scoring="____")
#     return search.fit(____)
# ```

# %% answer="ch02-e08" needs=[]
def tuned(pipeline, X, y):
    """A fitted search over the pipeline's hyperparameters."""
    ### BEGIN SOLUTION
    grid = {
        "prepare__numbers__powers__degree": [1, 2],
        "regress__alpha": [0.1, 1.0, 10.0, 100.0],
    }
    search = GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error")
    return search.fit(X, y)
    ### END SOLUTION

# %% [markdown] equivalent="ch02-e08"
# "prepare__numbers__powers__degree": [1, 2],  →  "prepare__numbers__powers__degree": [1, 3],

# %% tests="ch02-e08" points=2
from functools import cache

import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import warnings
import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

def raw_pipeline(names):
    numbers = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler()), ("powers", PolynomialFeatures(degree=1, include_bias=False)), ("again", StandardScaler())])
    words = OneHotEncoder(handle_unknown="ignore")
    return Pipeline([("prepare", ColumnTransformer([("numbers", numbers, names), ("ocean", words, ["ocean_proximity"])])), ("regress", Ridge(alpha=1.0))])

def facts(search):
    params = search.cv_results_["params"]
    values = {}
    for candidate in params:
        for name, value in candidate.items():
            values.setdefault(name, set()).add(repr(value))
    return {
        "candidates": len(params),
        "varied": sorted(name for name, kinds in values.items() if len(kinds) > 1),
        "folds": int(search.n_splits_),
        "refit": hasattr(search, "best_estimator_"),
        "best": float(search.best_score_) if hasattr(search, "best_score_") else None,
    }

def seen(search):
    best = search.best_estimator_
    scaler = best.named_steps["prepare"].named_transformers_["numbers"].named_steps["scale"]
    return int(np.max(scaler.n_samples_seen_))

def again(search, X, y):
    best = search.best_estimator_
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            "rmse": float(-np.mean(cross_val_score(best, X, y, cv=search.n_splits_, scoring="neg_root_mean_squared_error"))),
            "mae": float(-np.mean(cross_val_score(best, X, y, cv=search.n_splits_, scoring="neg_mean_absolute_error"))),
        }
""")

NAMES = ["longitude", "latitude", "housing_median_age", "total_rooms", "total_bedrooms", "population", "households", "median_income"]


def districts(rows, rng, bent):
    Z = rng.normal(size=(rows, 8))
    X = pd.DataFrame(np.exp(0.3 * Z) * np.arange(1, 9), columns=NAMES)
    X["ocean_proximity"] = rng.choice(["INLAND", "NEAR BAY", "NEAR OCEAN"], rows)
    y = 300 + 40 * Z[:, 7] + 20 * (X["ocean_proximity"] == "NEAR BAY").to_numpy() + (15 if bent else 60) * rng.normal(size=rows)
    if bent:
        y += 30 * Z[:, 7] ** 2 - 25 * Z[:, 7] * Z[:, 2]
    for name in ("total_bedrooms", "population"):
        X.loc[rng.random(rows) < 0.1, name] = np.nan
    return X, y


@cache
def case(bent, seed):
    rng = np.random.default_rng(seed)
    return *districts(160, rng, bent), *districts(1500, rng, bent)


@cache
def searched(bent, seed):
    X, y, *_ = case(bent, seed)
    pipeline = answer.raw_pipeline(NAMES)
    search = answer.tuned(pipeline, X, y)
    expect.true(search is not None, "`tuned` returned None. Usually the `return` is missing.")
    expect.instance(search, "BaseSearchCV", says="Expected a GridSearchCV or RandomizedSearchCV; got a {got}. Return the search itself, not its best pipeline.")
    estimators.fitted(search)
    estimators.unfitted(pipeline, says="The pipeline that was passed in has been fitted. A search works on copies; leave the original alone.")
    found = answer.facts(search)
    expect.true(found["refit"], "The search has no `best_estimator_`: with `refit=False` nobody fits the best to all rows.")
    return search, found


def metric_is_rmse(search, found, X, y):
    best, check = found["best"], answer.again(search, X, y)
    expect.true(not (-1.5 < best <= 1), "Its best score is {best}: that is R², the default of a regression, or something like it. Compare by the RMSE: see `scoring`.", best=best)
    expect.true(best < 0, "Its best score is {best}, though a larger score counts as better: it chose the largest error. Use the negative RMSE.", best=best)
    expect.true(-best < 3 * check["rmse"], "Its best score is {best}, and the RMSE of the best pipeline over as many folds is {rmse}: these look like squared errors.", best=best, rmse=check["rmse"])
    near_mae = abs(-best / check["mae"] - 1) < abs(-best / check["rmse"] - 1)
    expect.true(not near_mae, "Its best score is {best}; over as many folds its best pipeline has an RMSE of {rmse} and an MAE of {mae}. Compare by the RMSE.", best=best, **check)


def holds(bent, seed, limit):
    search, found = searched(bent, seed)
    *_, new, truth = case(bent, seed)
    if bent:
        says = "Where prices bend, its RMSE on new rows is {got}; expected {bound}. Can any of the settings that it tries follow a bend?"
    else:
        says = "Where noise is strong, its RMSE on new rows is {got}; expected {bound}. Are there settings among those that it tries which do not follow noise?"
    estimators.score(search, new, truth, metric="rmse", at_most=limit, says=says)


with expect.test("what the search tries"):
    search, found = searched(True, 0)
    varied = found["varied"]
    expect.true(any(name.partition("__")[0] == "prepare" for name in varied), "No hyperparameter of the preparation is varied. Those that are: {names}.", names=", ".join(varied) or "–")
    expect.true(any(name.partition("__")[0] == "regress" for name in varied), "No hyperparameter of the model is varied. Those that are: {names}.", names=", ".join(varied) or "–")
    expect.between(found["candidates"], 6, 30, "It has {got} candidates; 6 to 30 are allowed.")
    expect.at_least(found["folds"], 3, "It uses {got} folds; at least {low} are expected.")

with expect.test("how it compares"):
    search, found = searched(True, 0)
    X, y, *_ = case(True, 0)
    metric_is_rmse(search, found, X, y)

with expect.test("fitted to all rows"):
    search, _ = searched(True, 0)
    expect.equal(answer.seen(search), 160, says="The best pipeline was fitted to {got} of {want} rows. The folds leave rows out by themselves; give the search all of them.")

with expect.test("a table with a bend"):
    holds(True, 0, 40.0)

### BEGIN HIDDEN TESTS
with expect.test("a table with strong noise"):
    holds(False, 1, 72.0)
### END HIDDEN TESTS

# %% right="ch02-e08" because="random search over distributions"
def tuned(pipeline, X, y):
    space = {"prepare__numbers__powers__degree": [1, 2, 3], "regress__alpha": stats.loguniform(0.1, 1000)}
    return RandomizedSearchCV(pipeline, space, n_iter=12, cv=4, scoring="neg_root_mean_squared_error", random_state=0).fit(X, y)

# %% right="ch02-e08" because="two lines, with a step replaced as a whole"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers": ["passthrough", PolynomialFeatures(2, include_bias=False)], "regress__alpha": [0.3, 3, 30]}
    return GridSearchCV(pipeline, grid, scoring="neg_root_mean_squared_error").fit(X, y)

# %% right="ch02-e08" because="a scorer of its own, shuffled folds, a list of grids"
from sklearn.metrics import make_scorer


def tuned(pipeline, X, y):
    score = make_scorer(root_mean_squared_error, greater_is_better=False)
    grids = [{"prepare__numbers__powers__degree": [1], "regress__alpha": [0.1, 10]}, {"prepare__numbers__powers__degree": [2], "regress__alpha": [0.1, 1, 10, 50]}]
    return GridSearchCV(clone(pipeline), grids, cv=KFold(5, shuffle=True, random_state=7), scoring=score).fit(X, y)

# %% wrong="ch02-e08" because="the model only" says="No hyperparameter of the preparation"
def tuned(pipeline, X, y):
    return GridSearchCV(pipeline, {"regress__alpha": [0.1, 1, 3, 10, 30, 100]}, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="the preparation only" says="No hyperparameter of the model"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "prepare__numbers__fill__strategy": ["mean", "median", "most_frequent"]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="names without the path" says="Invalid parameter"
def tuned(pipeline, X, y):
    return GridSearchCV(pipeline, {"degree": [1, 2], "alpha": [0.1, 1, 10]}, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="one value only" says="No hyperparameter of the preparation"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [2], "regress__alpha": [0.1, 1, 3, 10, 30, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="the default metric" says="R²"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3).fit(X, y)

# %% wrong="ch02-e08" because="the mean absolute error" says="an MAE of"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_mean_absolute_error").fit(X, y)

# %% wrong="ch02-e08" because="squared errors" says="squared errors"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="chooses the largest error" says="largest error"
from sklearn.metrics import make_scorer


def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring=make_scorer(root_mean_squared_error)).fit(X, y)

# %% wrong="ch02-e08" because="returns the pipeline" says="Return the search itself"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(X, y).best_estimator_

# %% wrong="ch02-e08" because="searches the model on numbers that were prepared before" says="No hyperparameter of the preparation"
def tuned(pipeline, X, y):
    prepared = clone(pipeline[0]).fit_transform(X)
    return GridSearchCV(Pipeline([("regress", Ridge())]), {"regress__alpha": [0.1, 1, 3, 10, 30, 100]}, cv=3, scoring="neg_root_mean_squared_error").fit(prepared, y)

# %% wrong="ch02-e08" because="not fitted" says="not fitted"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error")

# %% wrong="ch02-e08" because="nobody fits the best" says="refit=False"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error", refit=False).fit(X, y)

# %% wrong="ch02-e08" because="holds rows back of its own" says="of 160 rows"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    A, _, a, _ = train_test_split(X, y, test_size=0.2, random_state=0)
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(A, a)

# %% wrong="ch02-e08" because="four candidates" says="4 candidates"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [1, 10]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="two folds" says="2 folds"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=2, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="tunes what does not matter" says="Where prices bend"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__fill__strategy": ["mean", "median"], "regress__alpha": [0.1, 1, 10, 100]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="always bends" says="Where noise is strong"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [2, 3], "regress__alpha": [0.01, 0.1, 1]}
    return GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)

# %% wrong="ch02-e08" because="fits the pipeline that was passed in" says="has been fitted"
def tuned(pipeline, X, y):
    grid = {"prepare__numbers__powers__degree": [1, 2], "regress__alpha": [0.1, 1, 10, 100]}
    search = GridSearchCV(pipeline, grid, cv=3, scoring="neg_root_mean_squared_error").fit(X, y)
    pipeline.set_params(**search.best_params_).fit(X, y)
    return search

# %% [markdown]
# ## 8 · Open the safe, once

# %% [markdown] exercise="ch02-e09" title="How far to trust a test score" kind="F" level=2 minutes=15 core=true after="§8" skills=["Test once, with an interval"] topics=["S-ch02-ci", "S-04-statistics"]
# Write `rmse_interval(y, p, confidence)`: the interval in which the RMSE lies with this confidence, by Student's t distribution.
#
# `y` are the true values of m test rows, `p` the predictions, arrays of shape `(m,)` with at least two rows; `confidence` is a share such as 0.95. Return two numbers, `(low, high)`:
#
# 1. take the mean of the m **squared errors**, and go from it by $t\cdot s/\sqrt m$ to both sides. Here s is the standard deviation of the squared errors with m − 1 in the denominator, and t the value of the t distribution with m − 1 degrees of freedom that leaves (1 − confidence)/2 on **either** side;
# 2. a lower end below 0 becomes 0;
# 3. the roots of both ends are the interval.
#
# Errors that all have the same size give an interval without width: both ends are that size.

# %% [markdown] hint="ch02-e09"
# Which numbers are averaged here: the errors, or their squares? When do you take the root?

# %% [markdown] hint="ch02-e09"
# `stats.t.ppf(q, df=m - 1)` is the value below which the share q lies. For a confidence of 0.95 two and a half per cent lie above: which q is that? `stats.sem(squares)` is s/√m.

# %% [markdown] hint="ch02-e09"
# ```python
# def rmse_interval(y, p, confidence):
#     squares = ____
#     m = len(squares)
#     t = stats.t.ppf(____, df=____)
#     half = t * squares.std(ddof=____) / ____
#     ends = np.array([squares.mean() - half, squares.mean() + half])
#     low, high = np.sqrt(np.maximum(ends, ____))
#     return low, high
# ```

# %% answer="ch02-e09" needs=[]
def rmse_interval(y, p, confidence):
    """The ends of the confidence interval of the RMSE."""
    ### BEGIN SOLUTION
    squares = (np.asarray(p, dtype=float) - np.asarray(y, dtype=float)) ** 2
    m = len(squares)
    half = stats.t.ppf((1 + confidence) / 2, df=m - 1) * squares.std(ddof=1) / np.sqrt(m)
    low, high = np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0))
    return float(low), float(high)
    ### END SOLUTION

# %% tests="ch02-e09" points=2
import numpy as np
from scipy import stats

from jupyterlab_homl.toolkit import answer, expect


def ends(squares, half):
    return np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0))


def asked(y, p, confidence):
    """The learner's two ends."""
    got = answer.rmse_interval(y, p, confidence)
    expect.true(got is not None, "`rmse_interval` returned None. Usually the `return` is missing.")
    expect.true(np.shape(got) == (2,), "Expected two numbers, low and high; got {got}.", got=got)
    got = np.asarray(got, dtype=float)
    return got


def compare(y, p, confidence):
    e = np.asarray(p, dtype=float) - np.asarray(y, dtype=float)
    q, m = e**2, len(e)
    s, t = q.std(ddof=1), stats.t.ppf((1 + confidence) / 2, m - 1)
    half, want = t * s / np.sqrt(m), ends(q, t * s / np.sqrt(m))
    got = asked(y, p, confidence)
    case = f"{m} rows, confidence {confidence}"
    if np.isnan(got).any():
        expect.true(s > 0, "All errors have the same size, so both ends are {want}; you returned {got}. A t distribution of width 0 is not defined; multiply t by s/√m = 0 instead.", want=want[0], got=got)
        expect.true(q.mean() - half >= 0, "The lower end of the mean square is {low}, below 0, and its root came out as nan. Make it 0 before you take the root.", low=q.mean() - half)
        expect.fail("For {case} expected {want}, got {got}, which is not a number.", case=case, want=want, got=got)
    one_sided = stats.t.ppf(confidence, m - 1) * s / np.sqrt(m)
    normal = stats.norm.ppf((1 + confidence) / 2) * s / np.sqrt(m)
    size = np.abs(e)
    with np.errstate(invalid="ignore"):
        mistakes = [
            (np.array([q.mean() - half, q.mean() + half]), "Expected {want}, got {got}: the interval of the mean *square*. Take the roots of both ends."),
            (np.array([max(q.mean() - half, 0), q.mean() + half]), "Expected {want}, got {got}: the interval of the mean *square*. Take the roots of both ends."),
            (ends(q, one_sided), "Expected {want}, got {got}: t leaves 1 − confidence on one side. Half of it belongs on either side."),
            (ends(q, normal), "Expected {want}, got {got}: that uses the normal distribution. With {m} rows Student's t is wider."),
            (ends(q, t * s), "Expected {want}, got {got}: s is the spread of single squares. That of their mean is s/√m."),
            (ends(q, t * s / m), "Expected {want}, got {got}: s was divided by m; it is divided by √m."),
            (ends(q, t * q.std() / np.sqrt(m)), "Expected {want}, got {got}: s was taken with m in the denominator; it is m − 1 (`ddof=1`)."),
            (ends(q, stats.t.ppf((1 + confidence) / 2, m) * s / np.sqrt(m)), "Expected {want}, got {got}: t has m − 1 = {df} degrees of freedom."),
            (np.array([e.mean() - t * e.std(ddof=1) / np.sqrt(m), e.mean() + t * e.std(ddof=1) / np.sqrt(m)]), "Expected {want}, got {got}: the interval of the mean error, in which errors up and down cancel. Average the squares."),
            (np.array([size.mean() - t * size.std(ddof=1) / np.sqrt(m), size.mean() + t * size.std(ddof=1) / np.sqrt(m)]), "Expected {want}, got {got}: the interval of the mean absolute error. Average the squares."),
            (np.sqrt(q.mean()) + np.array([-1, 1]) * t * size.std(ddof=1) / np.sqrt(m), "Expected {want}, got {got}: the RMSE with the spread of the sizes of the errors. The interval is that of the mean square; roots come last."),
            (want[::-1], "The two ends are exchanged: low first, then high."),
        ]
    expect.close(got, want, says="For {case} expected {want}, got {got}.", case=case, m=m, df=m - 1, mistakes=mistakes if s > 0 else ())


def rows(m, seed, scale=10.0):
    rng = np.random.default_rng(seed)
    y = rng.normal(200, 50, m)
    return y, y + rng.normal(2, scale, m)


with expect.test("thirty rows, 95 %"):
    compare(*rows(30, 0), 0.95)

with expect.test("other confidences"):
    for confidence in (0.8, 0.99):
        compare(*rows(40, 1), confidence)

### BEGIN HIDDEN TESTS
with expect.test("few rows"):
    y = np.array([10.0, 20.0, 30.0, 40.0, 50.0])
    compare(y, y + np.array([4.0, -5.0, 6.0, -4.0, 5.0]), 0.9)

with expect.test("a lower end below zero"):
    y = np.array([10.0, 20.0, 30.0, 40.0])
    compare(y, y + np.array([0.5, -1.0, 12.0, 0.0]), 0.95)

with expect.test("errors of one size"):
    y = np.array([100.0, 150.0, 220.0, 90.0])
    compare(y, y + np.array([5.0, -5.0, 5.0, -5.0]), 0.95)
    compare(y, y, 0.95)

with expect.test("whole numbers, many rows"):
    y, p = rows(1200, 5, 60.0)
    compare(y.round().astype(int), p.round().astype(int), 0.95)

with expect.test("the input stays as it was"):
    y, p = rows(20, 6)
    held, predicted = answer.put(y), answer.put(p)
    answer.rmse_interval(held, predicted, 0.95)
    expect.unchanged(held, y)
    expect.unchanged(predicted, p)
### END HIDDEN TESTS

# %% right="ch02-e09" because="the library's interval, with its special case"
def rmse_interval(y, p, confidence):
    squares = (np.asarray(p, float) - y) ** 2
    spread = stats.sem(squares)
    if spread == 0:
        return np.sqrt(squares.mean()), np.sqrt(squares.mean())
    low, high = stats.t.interval(confidence, len(squares) - 1, squares.mean(), spread)
    return np.sqrt(max(low, 0)), np.sqrt(high)

# %% right="ch02-e09" because="from the survival function and plain sums; a list"
def rmse_interval(y, p, confidence):
    q = [(float(a) - float(b)) ** 2 for a, b in zip(y, p)]
    m = len(q)
    mean = sum(q) / m
    error = (sum((v - mean) ** 2 for v in q) / (m - 1) / m) ** 0.5
    t = stats.t(m - 1).isf((1 - confidence) / 2)
    return [max(mean - t * error, 0.0) ** 0.5, (mean + t * error) ** 0.5]

# %% wrong="ch02-e09" because="no roots" says="Take the roots"
def rmse_interval(y, p, confidence):
    squares = (p - y) ** 2
    half = stats.t.ppf((1 + confidence) / 2, len(y) - 1) * stats.sem(squares)
    return squares.mean() - half, squares.mean() + half

# %% wrong="ch02-e09" because="one side" says="on one side"
def rmse_interval(y, p, confidence):
    squares = (p - y) ** 2
    half = stats.t.ppf(confidence, len(y) - 1) * stats.sem(squares)
    return tuple(np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0)))

# %% wrong="ch02-e09" because="the normal distribution" says="normal distribution"
def rmse_interval(y, p, confidence):
    squares = (p - y) ** 2
    half = stats.norm.ppf((1 + confidence) / 2) * stats.sem(squares)
    return tuple(np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0)))

# %% wrong="ch02-e09" because="the spread of single squares" says="spread of single squares"
def rmse_interval(y, p, confidence):
    squares = (p - y) ** 2
    half = stats.t.ppf((1 + confidence) / 2, len(y) - 1) * squares.std(ddof=1)
    return tuple(np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0)))

# %% wrong="ch02-e09" because="divided by m" says="divided by √m"
def rmse_interval(y, p, confidence):
    squares = (p - y) ** 2
    half = stats.t.ppf((1 + confidence) / 2, len(y) - 1) * squares.std(ddof=1) / len(y)
    return tuple(np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0)))

# %% wrong="ch02-e09" because="ddof 0" says="ddof=1"
def rmse_interval(y, p, confidence):
    squares = (p - y) ** 2
    half = stats.t.ppf((1 + confidence) / 2, len(y) - 1) * np.std(squares) / np.sqrt(len(y))
    return tuple(np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0)))

# %% wrong="ch02-e09" because="m degrees of freedom" says="degrees of freedom"
def rmse_interval(y, p, confidence):
    squares = (p - y) ** 2
    half = stats.t.ppf((1 + confidence) / 2, len(y)) * stats.sem(squares)
    return tuple(np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0)))

# %% wrong="ch02-e09" because="the mean error" says="cancel"
def rmse_interval(y, p, confidence):
    return stats.t.interval(confidence, len(y) - 1, np.mean(p - y), stats.sem(p - y))

# %% wrong="ch02-e09" because="the mean absolute error" says="mean absolute error"
def rmse_interval(y, p, confidence):
    return stats.t.interval(confidence, len(y) - 1, np.mean(np.abs(p - y)), stats.sem(np.abs(p - y)))

# %% wrong="ch02-e09" because="the RMSE, and the spread of the sizes" says="roots come last"
def rmse_interval(y, p, confidence):
    size = np.abs(p - y)
    half = stats.t.ppf((1 + confidence) / 2, len(y) - 1) * stats.sem(size)
    return np.sqrt(np.mean(size**2)) - half, np.sqrt(np.mean(size**2)) + half

# %% wrong="ch02-e09" because="the root of a negative number" says="Make it 0"
def rmse_interval(y, p, confidence):
    squares = (np.asarray(p, float) - y) ** 2
    half = stats.t.ppf((1 + confidence) / 2, len(y) - 1) * stats.sem(squares)
    return tuple(np.sqrt([squares.mean() - half, squares.mean() + half]))

# %% wrong="ch02-e09" because="t.interval of width 0" says="of width 0"
def rmse_interval(y, p, confidence):
    squares = (np.asarray(p, float) - y) ** 2
    low, high = stats.t.interval(confidence, len(y) - 1, squares.mean(), stats.sem(squares))
    return np.sqrt(np.maximum(low, 0)), np.sqrt(high)

# %% wrong="ch02-e09" because="bootstrap in place of the formula" says="expected"
def rmse_interval(y, p, confidence):
    squares = (np.asarray(p, float) - y) ** 2
    drawn = np.random.default_rng(0).choice(squares, (4000, len(squares)))
    return tuple(np.quantile(np.sqrt(drawn.mean(axis=1)), [(1 - confidence) / 2, (1 + confidence) / 2]))

# %% wrong="ch02-e09" because="always 95 %" says="expected"
def rmse_interval(y, p, confidence):
    squares = (np.asarray(p, float) - y) ** 2
    half = stats.t.ppf(0.975, len(y) - 1) * stats.sem(squares)
    return tuple(np.sqrt(np.maximum([squares.mean() - half, squares.mean() + half], 0)))

# %% wrong="ch02-e09" because="high first" says="exchanged"
def rmse_interval(y, p, confidence):
    squares = (np.asarray(p, float) - y) ** 2
    half = stats.t.ppf((1 + confidence) / 2, len(y) - 1) * stats.sem(squares)
    return tuple(np.sqrt(np.maximum([squares.mean() + half, squares.mean() - half], 0)))

# %% [markdown]
# ## 9 · Launch, and watch

# %% [markdown] exercise="ch02-e10" title="An alarm on the inputs" kind="F" level=2 minutes=25 core=true after="§9" skills=["Launch and watch"] topics=["S-05-I.02"]
# Write two functions that compare what a model was trained on with what it meets now.
#
# **`psi(before, now, bins)`** takes two arrays of numbers without gaps (their lengths may differ) and returns the population stability index. The borders between the bins are the quantiles $1/\text{bins},\dots,(\text{bins}-1)/\text{bins}$ of `before` (`np.quantile`); the first and the last bin have no outer end. With the shares $p_k$ of `before` and $q_k$ of `now` in
# bin k, where a share **below 0.0001 is replaced by 0.0001** and nothing else is changed,
#
# $$\text{PSI}=\sum_k (q_k-p_k)\ln\frac{q_k}{p_k}.$$
#
# No value equals a border, and the borders differ.
#
# **`drifted(before, now, bins, limit)`** takes two frames with the same columns of numbers and returns a list of the names of all columns whose index is **above** `limit`, the largest index first.

# %% [markdown] hint="ch02-e10"
# Ten bins by quantiles: which share of `before` lies in each? And where do values of `now` go that are larger than any before?

# %% [markdown] hint="ch02-e10"
# `borders = np.quantile(before, np.arange(1, bins) / bins)`; `np.searchsorted(borders, values)` gives each value the number of its bin, 0 to bins − 1; `np.bincount(…, minlength=bins) / len(values)` are the shares. Then `np.maximum`.

# %% [markdown] hint="ch02-e10"
# ```python
# def psi(before, now, bins):
#     borders = np.quantile(____, np.arange(1, bins) / bins)
#     p, q = (
#         np.bincount(np.searchsorted(borders, values), minlength=____) / ____
#         for values in (before, now)
#     )
#     p, q = np.maximum(p, ____), np.maximum(q, ____)
#     return float(np.sum(____))
#
#
# def drifted(before, now, bins, limit):
#     found = {name: psi(____, ____, bins) for name in before.columns}
#     names = sorted(found, key=____, reverse=True)
#     return [name for name in names if ____]
# ```

# %% answer="ch02-e10" needs=[]
def psi(before, now, bins):
    """The population stability index, one number."""
    ### BEGIN SOLUTION
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (
        np.maximum(np.bincount(np.searchsorted(borders, values), minlength=bins) / len(values), 0.0001)
        for values in (before, now)
    )
    return float(np.sum((q - p) * np.log(q / p)))
    ### END SOLUTION


def drifted(before, now, bins, limit):
    """The names of the columns that have drifted, the worst first."""
    ### BEGIN SOLUTION
    found = {name: psi(before[name], now[name], bins) for name in before.columns}
    names = sorted(found, key=found.get, reverse=True)
    return [name for name in names if found[name] > limit]
    ### END SOLUTION

# %% tests="ch02-e10" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, expect


def shares(values, borders):
    return np.bincount(np.searchsorted(borders, values), minlength=len(borders) + 1) / len(values)


def index_of(p, q, floor=1e-4):
    p, q = np.maximum(p, floor), np.maximum(q, floor)
    return float(np.sum((q - p) * np.log(q / p)))


def right(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    return index_of(shares(before, borders), shares(now, borders))


def inner(values, edges):
    """Shares of a histogram that ends at its outer edges."""
    return np.histogram(values, edges)[0] / len(values)


def compare(before, now, bins):
    got = answer.psi(before, now, bins)
    expect.true(got is not None, "`psi` returned None. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 0, "`psi` returned an array of shape {shape}; one number is expected: add up.", shape=np.shape(got))
    want = right(before, now, bins)
    own = np.quantile(before, np.arange(1, bins) / bins)
    p, q = shares(before, own), shares(now, own)
    expect.finite(
        got,
        nan="The index came out as nan. With the shares {shares} of `now`: is there a 0/0, or 0 times a logarithm of 0? Replace small shares first.",
        inf="The index came out as {got}: a bin of `now` is empty, and the logarithm of 0 is infinite. Replace shares below 0.0001 by 0.0001.",
        shares=q.round(4).tolist(),
    )
    edges = np.quantile(before, np.linspace(0, 1, bins + 1))
    wide = np.linspace(before.min(), before.max(), bins + 1)
    theirs = np.quantile(now, np.arange(1, bins) / bins)
    both = np.quantile(np.concatenate([before, now]), np.arange(1, bins) / bins)
    pf, qf = np.maximum(p, 1e-4), np.maximum(q, 1e-4)
    log = np.log(qf / pf)
    floored = [np.maximum(s, 1e-4) / np.maximum(s, 1e-4).sum() for s in (p, q)]
    names = [
        (index_of(shares(before, theirs), shares(now, theirs)), "Expected {want}, got {got}: the borders are quantiles of `now`. They are fixed once, from `before`."),
        (index_of(shares(before, both), shares(now, both)), "Expected {want}, got {got}: the borders are quantiles of both together. They are fixed once, from `before`."),
        (index_of(shares(before, wide[1:-1]), shares(now, wide[1:-1])), "Expected {want}, got {got}: the bins are equally wide. The borders are quantiles of `before`."),
        (index_of(inner(before, wide), inner(now, wide)), "Expected {want}, got {got}: the bins are equally wide, and values outside of them are lost. The borders are quantiles of `before`."),
        (float(np.sum(qf * log)), "Expected {want}, got {got}: that is the sum of q·ln(q/p). Each logarithm is multiplied by q − p."),
        (float(np.sum(pf * -log)), "Expected {want}, got {got}: that is the sum of p·ln(p/q). Each logarithm is multiplied by q − p."),
        (want / np.log(10), "Expected {want}, got {got}: the logarithm is to base 10. ln is the natural one, `np.log`."),
        (want / np.log(2), "Expected {want}, got {got}: the logarithm is to base 2. ln is the natural one, `np.log`."),
        (-want, "Expected {want}, got {got}: the sign is turned. Each term (q − p)·ln(q/p) is at least 0."),
        (float(np.sum(np.abs(q - p))), "Expected {want}, got {got}: that is the sum of |q − p|, without the logarithm."),
        (index_of(p + 1e-4, q + 1e-4, 0), "Expected {want}, got {got}: 0.0001 was added to every share. Only shares below it are replaced."),
        (index_of(*floored, 0), "Expected {want}, got {got}: after the replacement shares were divided by their sum. Leave the others as they are."),
        (index_of(p, q, 1e-3), "Expected {want}, got {got}: shares were replaced by 0.001, not by 0.0001."),
        (index_of(p, q, 1e-6), "Expected {want}, got {got}: shares were replaced by 0.000001, not by 0.0001."),
        (want / bins, "Expected {want}, got {got}: that is the mean over the bins. Add up."),
    ]
    kept = p[q > 0], q[q > 0]
    if len(kept[0]) < bins:
        names.append((index_of(*kept), "Expected {want}, got {got}: bins that are empty now were left out. They say most: replace their share by 0.0001."))
    part = inner(before, edges), inner(now, edges)
    if np.isclose(got, index_of(*part)) and not np.isclose(got, want):
        lost = int(np.sum((now < edges[0]) | (now > edges[-1])))
        expect.fail("Expected {want}, got {got}: {n} values of `now` lie outside of all that was seen before, and were not counted. The outer bins have no end.", want=want, got=got, n=lost)
    whole = [s / s.sum() for s in part]
    if np.isclose(got, index_of(*whole)) and not np.isclose(got, want):
        expect.fail("Expected {want}, got {got}: values of `now` outside of all that was seen before were not counted. The outer bins have no end.", want=want, got=got)
    expect.close(got, want, says="For {bins} bins, {n} values before and {m} now: expected {want}, got {got}.", bins=bins, n=len(before), m=len(now), mistakes=[(value, words) for value, words in names if not np.isclose(value, want)])


def columns(rows, seed, moves):
    rng = np.random.default_rng(seed)
    return pd.DataFrame({name: rng.normal(size=rows) * 10 + 50 + 10 * by for name, by in moves.items()})


def names_of(before, now, bins, limit):
    got = answer.drifted(before, now, bins, limit)
    expect.true(got is not None, "`drifted` returned None. Usually the `return` is missing.")
    expect.true(not isinstance(got, str | dict), "Expected a list of names; got {got}.", got=got)
    found = {name: right(before[name].to_numpy(), now[name].to_numpy(), bins) for name in before.columns}
    order = sorted(found, key=lambda name: -found[name])
    want = [name for name in order if found[name] > limit]
    got = [str(name) for name in got]
    listed = ", ".join(f"{name} {found[name]:.3f}" for name in order)
    expect.equal(
        got,
        want,
        says="The indices are {listed}. Above {limit}, the largest first: {want}; you returned {got}.",
        listed=listed,
        limit=limit,
        mistakes=[
            (want[::-1], "Expected {want}, got {got}: the right names, the smallest index first. The worst comes first."),
            ([name for name in found if name in want], "Expected {want}, got {got}: the right names, in the order of the columns. Sort by the index, the largest first."),
            ([name for name in order if name not in want], "Expected {want}, got {got}: these are the columns that have *not* drifted."),
            (order, "Expected {want}, got {got}: these are all columns. Only those above {limit} are asked for."),
        ],
    )


RNG = np.random.default_rng(10)
CALM, MOVED = RNG.normal(40, 8, 998), RNG.normal(46, 10, 403)

with expect.test("the index of a column that has moved"):
    compare(CALM, MOVED, 10)

with expect.test("nothing has moved"):
    expect.close(answer.psi(CALM, CALM, 5), 0.0, atol=1e-9, says="`before` and `now` are the same, so every term is 0; your index is {got}.")

with expect.test("the columns that have drifted"):
    before, now = columns(998, 1, {"age": 0, "income": 0, "rooms": 0, "people": 0}), columns(503, 2, {"age": 0.0, "income": 0.6, "rooms": 1.6, "people": 1.0})
    names_of(before, now, 10, 0.1)

### BEGIN HIDDEN TESTS
with expect.test("empty bins"):
    compare(CALM, CALM[CALM > 42][:203], 10)
    compare(CALM, np.full(50, 70.0), 8)

with expect.test("values that were never seen before"):
    compare(CALM, np.concatenate([CALM[:100], np.linspace(90, 120, 150)]), 6)
    compare(CALM, np.concatenate([CALM[:100], np.linspace(-80, 0, 70)]), 6)

with expect.test("few bins, other sizes, long tails"):
    rng = np.random.default_rng(11)
    for bins in (2, 3, 7, 20):
        compare(np.exp(rng.normal(size=1202)), np.exp(rng.normal(0.3, 1.2, size=307)), bins)

with expect.test("the limit, and the order of many"):
    moves = {"a": 0.9, "b": 0.0, "c": 0.5, "d": 2.0, "e": 0.05, "f": 0.3}
    before, now = columns(998, 3, dict.fromkeys(moves, 0)), columns(401, 4, moves)
    for limit in (0.0, 0.05, 0.25, 1.0, 50.0):
        names_of(before, now, 10, limit)
    border = right(before["c"].to_numpy(), now["c"].to_numpy(), 10)
    exactly = answer.psi(before["c"].to_numpy(), now["c"].to_numpy(), 10)
    if np.isclose(exactly, border):
        got = [str(name) for name in answer.drifted(before, now, 10, exactly)]
        expect.true("c" not in got, "A column whose index equals the limit is in the list; only those *above* it are asked for.")

with expect.test("the input stays as it was"):
    first, second = answer.put(CALM), answer.put(MOVED)
    answer.psi(first, second, 10)
    expect.unchanged(first, CALM)
    expect.unchanged(second, MOVED)
    before, now = columns(102, 5, {"b": 0, "a": 0}), columns(57, 6, {"b": 1, "a": 0})
    held, later = answer.put(before), answer.put(now)
    answer.drifted(held, later, 4, 0.1)
    expect.unchanged(held, before)
    expect.unchanged(later, now)
### END HIDDEN TESTS

# %% right="ch02-e10" because="histograms with infinite ends"
def psi(before, now, bins):
    edges = np.quantile(before, np.linspace(0, 1, bins + 1))
    edges[0], edges[-1] = -np.inf, np.inf
    p = np.histogram(before, edges)[0] / len(before)
    q = np.histogram(now, edges)[0] / len(now)
    p, q = p.clip(1e-4), q.clip(1e-4)
    return ((q - p) * np.log(q / p)).sum()


def drifted(before, now, bins, limit):
    found = pd.Series({name: psi(before[name].to_numpy(), now[name].to_numpy(), bins) for name in before})
    return found[found > limit].sort_values(ascending=False).index.tolist()

# %% right="ch02-e10" because="pd.cut, and two one-sided sums"
def psi(before, now, bins):
    borders = [-np.inf, *pd.Series(before).quantile([k / bins for k in range(1, bins)]), np.inf]
    p, q = (pd.cut(pd.Series(np.asarray(v)), borders, labels=False).value_counts(normalize=True).reindex(range(bins), fill_value=0).clip(lower=0.0001) for v in (before, now))
    return float((q * np.log(q / p)).sum() + (p * np.log(p / q)).sum())


def drifted(before, now, bins, limit):
    pairs = [(psi(before[name], now[name], bins), name) for name in before.columns]
    return [name for value, name in sorted(pairs, reverse=True) if value > limit]

# %% right="ch02-e10" because="plain Python, bin by bin"
def psi(before, now, bins):
    import math

    borders = [-math.inf, *np.quantile(before, [k / bins for k in range(1, bins)]), math.inf]
    total = 0.0
    for low, high in zip(borders, borders[1:]):
        p = max(sum(low < v <= high for v in before) / len(before), 0.0001)
        q = max(sum(low < v <= high for v in now) / len(now), 0.0001)
        total += (q - p) * (math.log(q) - math.log(p))
    return total


def drifted(before, now, bins, limit):
    found = {name: psi(before[name].tolist(), now[name].tolist(), bins) for name in before}
    return [name for name in sorted(found, key=lambda name: -found[name]) if found[name] > limit]

# %% wrong="ch02-e10" because="borders from the new values" says="quantiles of `now`"
def psi(before, now, bins):
    borders = np.quantile(now, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="borders from both" says="both together"
def psi(before, now, bins):
    borders = np.quantile(np.concatenate([before, now]), np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="equally wide bins" says="equally wide"
def psi(before, now, bins):
    edges = np.linspace(before.min(), before.max(), bins + 1)
    p, q = (np.maximum(np.histogram(v, edges)[0] / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="the outer bins end where before ended" says="no end"
def psi(before, now, bins):
    edges = np.quantile(before, np.linspace(0, 1, bins + 1))
    p, q = (np.maximum(np.histogram(v, edges)[0] / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="the logarithm of zero" says="logarithm of 0 is infinite"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v) for v in (before, now))
    with np.errstate(all="ignore"):
        return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="0.0001 added to all" says="was added to every share"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v) + 1e-4 for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="empty bins are left out" says="were left out"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v) for v in (before, now))
    kept = q > 0
    return np.sum((q[kept] - p[kept]) * np.log(q[kept] / p[kept]))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="one-sided divergence" says="q·ln(q/p)"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum(q * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="decimal logarithm" says="base 10"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log10(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="counts in place of shares" says="expected"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% wrong="ch02-e10" because="the smallest first" says="smallest index first"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get) if found[name] > limit]

# %% wrong="ch02-e10" because="in the order of the columns" says="in the order of the columns"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    return [name for name in before if psi(before[name], now[name], bins) > limit]

# %% wrong="ch02-e10" because="at least the limit" says="equals the limit"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] >= limit]

# %% wrong="ch02-e10" because="returns the indices" says="list of names"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    return {name: psi(before[name], now[name], bins) for name in before}

# %% wrong="ch02-e10" because="ten bins, always" says="The indices are"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return np.sum((q - p) * np.log(q / p))


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins) for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > 0.1]

# %% wrong="ch02-e10" because="adds terms of one bin only" says="array of shape"
def psi(before, now, bins):
    borders = np.quantile(before, np.arange(1, bins) / bins)
    p, q = (np.maximum(np.bincount(np.searchsorted(borders, v), minlength=bins) / len(v), 1e-4) for v in (before, now))
    return (q - p) * np.log(q / p)


def drifted(before, now, bins, limit):
    found = {name: psi(before[name], now[name], bins).sum() for name in before}
    return [name for name in sorted(found, key=found.get, reverse=True) if found[name] > limit]

# %% [markdown] exercise="ch02-e11" title="A plan for the launch" kind="S" level=1 minutes=12 core=false after="§9" skills=["Launch and watch", "Frame the problem"] topics=["S-05-I.02"]
# Your model estimates the price of a used car for a website: visitors type in make, age and mileage, and see a price at once. True prices are known only when a car is sold, some two months later, and for one visitor in twenty. Write the plan for the launch: what you store, what you watch, when you raise an alarm, and what happens then. 80 to 180 words.

# %% [markdown] hint="ch02-e11"
# Which things do you know in the same second, which after two months, and which never? What can go wrong with each?

# %% [markdown] hint="ch02-e11"
# Go through four places: what is checked before a prediction; what is stored with it; which numbers are looked at, how often, against which limit; who does what when a limit is passed.

# %% [markdown] hint="ch02-e11"
# *Before each prediction I check ____. With each I store ____. Every ____ I compare the inputs with ____ by ____, and alarm above ____. When sales come in, I compute ____ for ____, remembering that those who sell ____. On an alarm ____; the old model ____. I train again ____.*

# %% [markdown] answer="ch02-e11" manual=true points=1
# ### BEGIN SOLUTION
# At the door: ages and mileages outside of the training ranges, and makes that were never seen, get "we cannot say" instead of a price. With each prediction I store time, inputs, price, and the version of the model, so that sales can be joined later.
# Every night I compare each input of the last seven days with the training set by its PSI, and the mean predicted price with that of the week before; above 0.25, or a change of 5 %, a mail goes to two named people. When sales come in, I compute the RMSE with an interval, month by month and for each make. They come from one visitor in twenty, and those who sell may
# be those who liked our price, so I also have an expert judge thirty random cars a month. If the RMSE leaves the interval of the test, or an alarm proves true, the service goes back to the last version (kept as a file) or to a table of means, and we look for the cause before we train again. In any case the same pipeline is trained anew each quarter, tested on the newest sales, and replaces the old one only if it is better there.
# ### END SOLUTION

# %% [markdown] rubric="ch02-e11"
# One point each, four make the whole:
#
# 1. **The door and the log.** Inputs are checked before a prediction, and inputs, prediction, time and version are stored.
# 2. **Inputs at once, errors later.** Inputs (or predictions) are compared with the training set with a limit; errors are computed when sales arrive.
# 3. **Who is measured.** Only one in twenty sells, and these may not be like the others: it is said, or something is done about it.
# 4. **What happens.** Somebody is named for the alarm, there is a way back (old model, simple rule), and training again is followed by a test before the exchange.

# %% [markdown]
# ## At the end

# %% [markdown] exercise="ch02-e12" title="Exit quiz: six cases from projects" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Frame the problem", "Set a test set aside", "Explore and create features", "Prepare data in a pipeline", "Compare and tune without leaks", "Test once, with an interval", "Launch and watch"] topics=["S-05-I.02", "S-05-I.05", "S-05-I.07", "S-ch02-ci", "S-ch02-onehot"]
# Choose one answer to each question. Where you see them as code, write its letter in place of `None`.
#
# **q1** · A taxi firm wants arrival times. Being off by 2 minutes ten times is fine; being off by 20 minutes once makes it into the newspaper. By which measure do you compare models?
# *a* MAE, it is in minutes · *b* RMSE, large errors count more than in proportion · *c* the mean error, it should be 0 · *d* it does not matter, both rank models alike
#
# **q2** · A register sends its whole table every month, sorted anew, with rows added and removed. Which split keeps test rows test rows?
# *a* `train_test_split` with the same `random_state` · *b* the first 20 % of the rows · *c* a hash of each row's index label after `reset_index` · *d* a hash of each row's identity number
#
# **q3** · Gaps in `income` are filled by the median. Where does the number come from when a customer's form has such a gap a year later?
# *a* from the training rows of back then · *b* from that day's forms · *c* from training and test rows together · *d* from this customer's other columns
#
# **q4** · A forest has an RMSE of 12 in training and 31 in five-fold cross-validation, a straight line 33 in both. What do you conclude?
# *a* the line: it does not overfit · *b* neither can be used · *c* the forest overfits, and still promises to be a little better on new rows · *d* cross-validation has a leak, since 31 is not 12
#
# **q5** · The test RMSE is 48, its 95 % interval 44 to 52. A colleague changes the model a little; on the same test set it now has 47. What do you tell the customer?
# *a* 47 · *b* 48, with the interval; the second look at the test set has used it up for choosing · *c* the mean of both · *d* 47, with the interval 43 to 51
#
# **q6** · After the launch the PSI of every input stays near 0, but when true prices come in, errors have doubled. What has happened?
# *a* nothing, PSI near 0 means that all is well · *b* the test set was too small · *c* the inputs have drifted too slowly for the PSI · *d* the same inputs now go with other prices: train again on recent rows

# %% [markdown] hint="ch02-e12"
# For each case: what does the number or the split depend on, and who has already seen these rows?

# %% [markdown] hint="ch02-e12"
# q1: [[§1]], the gap between RMSE and MAE. q2: [[§3]], what never changes about a row. q3: [[§5]], what `fit` learns. q4: read both numbers of each model as in [[§6]]. q5: the hardest rule of [[§8]]. q6: the *change one thing* of [[§9]].

# %% [markdown] hint="ch02-e12"
# Large errors weigh more in ____. A row is recognised by ____. What fills is learned in ____. Only ____ says how it does on new rows. A test set that has chosen is a ____. Inputs are the same, their ____ is not.

# %% answer="ch02-e12" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": "c", "q5": "b", "q6": "d"}
### END SOLUTION

# %% tests="ch02-e12" points=1
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
            "a": "q1: the RMSE is in minutes, too. By the MAE, how many errors of 2 weigh as much as one of 20?",
            "c": "q1: 20 minutes early and 20 minutes late make a mean of 0. Would the newspaper agree?",
            "d": "q1: ten errors of 2, or nine of 0 and one of 20. Do both measures see the same there?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "d",
        {
            "a": "q2: the seed fixes a shuffle of row numbers. Which numbers do the old rows have next month?",
            "b": "q2: the table is sorted anew each month. Which rows come first then?",
            "c": "q2: after `reset_index` a label says where a row stands. Does it stand there next month?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "a",
        {
            "b": "q3: on a day with a single form, what would the median be? The model was trained with another number.",
            "c": "q3: what does the test set measure once it has had a say in the preparation?",
            "d": "q3: that can be done, by another imputer. The median was asked about: when is it learned?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "c",
        {
            "a": "q4: it does not overfit, true. Which of the two is nearer to the truth on rows it has not seen?",
            "b": "q4: no model has an error of 0. What are they compared with?",
            "d": "q4: leaks make the cross-validated error too low. Is it low here?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "b",
        {
            "a": "q5: of two numbers the smaller was taken. How often must one look to get below any number?",
            "c": "q5: the two numbers belong to two models. What would their mean be an estimate of?",
            "d": "q5: the interval allows for the luck of the rows, not for choosing by them. What has the second look done?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "d",
        {
            "a": "q6: it means that inputs look as before. Does that say what they are worth?",
            "b": "q6: a small test set makes a shaky estimate, not errors that double after the launch. What has changed since?",
            "c": "q6: a slow drift adds up, and the PSI compares with the training set. It is near 0. What else can change?",
        },
    )
### END HIDDEN TESTS

# %% right="ch02-e12" because="capital letters and spaces"
answers = {"q1": " B", "q2": "D", "q3": "a ", "q4": "C", "q5": "b", "q6": "D"}

# %% wrong="ch02-e12" because="one question open" says="Still open: q5"
answers = {"q1": "b", "q2": "d", "q3": "a", "q4": "c", "q5": None, "q6": "d"}

# %% wrong="ch02-e12" because="first answers that come to mind" says="fixes a shuffle"
answers = {"q1": "a", "q2": "a", "q3": "b", "q4": "a", "q5": "a", "q6": "a"}

# %% wrong="ch02-e12" because="second thoughts" says="sorted anew"
answers = {"q1": "c", "q2": "b", "q3": "c", "q4": "b", "q5": "c", "q6": "b"}

# %% wrong="ch02-e12" because="the rest" says="where a row stands"
answers = {"q1": "d", "q2": "c", "q3": "d", "q4": "d", "q5": "d", "q6": "c"}

# %% wrong="ch02-e12" because="no such choice" says="not one of the choices"
answers = {"q1": "e", "q2": "d", "q3": "a", "q4": "c", "q5": "b", "q6": "d"}
