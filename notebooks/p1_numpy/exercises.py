# %% [markdown]
# # NumPy: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the lesson.
#
# What holds for all: functions leave what they are given unchanged (unless the exercise says that they write into it) and, unless they are given a random generator, return the same when they are called twice. Go through the exercises in order, or
# start anywhere: none is locked.

# %% setup=true
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# %% [markdown]
# ## 1 · One type, one block of memory

# %% [markdown] exercise="p1-e01" title="A brighter picture" kind="F" level=1 minutes=8 core=true after="§1" skills=["Shapes and types"] topics=["S-04-numpy"]
# A camera app has a slider for brightness. Write `brighten(picture, by)`.
#
# | | |
# |---|---|
# | `picture` | an array of type `uint8`, of any shape; 0 is black and 255 is white |
# | `by` | a whole number from −255 to 255, a Python `int` |
# | returns | a **new** array of the same shape and of type `uint8`: each pixel plus `by`, but never below 0 and never above 255. It is new also if `by` is 0. |

# %% [markdown] hint="p1-e01"
# Work out 200 + 100 in a type that holds 0 to 255 only. When do you have to stop at 255: before the sum, or after it?

# %% [markdown] hint="p1-e01"
# Go to a larger type with `astype(int)`, add, limit the result with `clip(0, 255)`, and go back with `astype(np.uint8)`.

# %% [markdown] hint="p1-e01"
# ```python
# def brighten(picture, by):
#     larger = picture.astype(____) + by
#     return larger.clip(____, ____).astype(____)
# ```

# %% answer="p1-e01" needs=[]
def brighten(picture, by):
    """The picture with `by` added to each pixel, from 0 to 255, as uint8."""
    ### BEGIN SOLUTION
    larger = picture.astype(int) + by
    return larger.clip(0, 255).astype(np.uint8)
    ### END SOLUTION

# %% tests="p1-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
import numpy as np

def shares(function, picture, by):
    return bool(np.shares_memory(function(picture, by), picture))
""")


def compare(picture, by):
    """Expect the right pixels; returns what came."""
    if by >= 0:
        got = answer.brighten(picture, by)
    else:
        got = expect.call(answer.brighten, picture, by, error="OverflowError", says="For a negative `by` your code raised *OverflowError: {message}* A byte cannot hold it: compute in a larger type.")
    exact = picture.astype(int) + by
    want = exact.clip(0, 255)
    wrapped, at = exact % 256, np.argmax((exact < 0) | (exact > 255))
    expect.shape(got, picture.shape, says="A picture of shape {want} came back with shape {got}. Keep its shape.")
    numbers = np.asarray(got, dtype=float)
    off = int(np.argmax(numbers != want))
    expect.close(
        got,
        want,
        says="A pixel of {one} with `by` = {by} should become {right}; yours became {yours}.",
        one=int(picture.flat[off]),
        right=int(want.flat[off]),
        yours=numbers.flat[off],
        by=by,
        mistakes=[
            (wrapped, "{before} + {by} became {after}: a byte that leaves 0 to 255 starts again at the other end. Add in a larger type, clip, and go back to `uint8` last."),
            (exact, "{before} + {by} became {after}, which is no pixel. Limit the result to 0 to 255."),
            ((picture.astype(int) - by).clip(0, 255), "The pixels moved by {by} in the wrong direction: a positive number makes them brighter."),
        ]
        if (exact != want).any()
        else (),
        before=int(picture.flat[at]),
        after=numbers.flat[at],
    )
    return got


with expect.test("four pixels, brighter"):
    compare(np.array([0, 100, 200, 255], dtype=np.uint8), 100)

with expect.test("the type is uint8"):
    got = answer.brighten(np.array([10, 20], dtype=np.uint8), 5)
    expect.true(isinstance(got, np.ndarray), "Expected an array, got {got}.", got=got)
    expect.true(got.dtype == np.uint8, "Expected an array of type uint8, got one of type {kind}. Go back with `astype(np.uint8)`.", kind=str(got.dtype))

### BEGIN HIDDEN TESTS
with expect.test("darker"):
    compare(np.array([0, 60, 100, 255], dtype=np.uint8), -80)

with expect.test("every pixel by every amount"):
    for by in (-255, -254, -128, -127, -1, 0, 1, 127, 128, 129, 254, 255):
        compare(np.arange(256, dtype=np.uint8), by)

with expect.test("pictures of other shapes"):
    for shape in ((3, 4), (2, 3, 3)):
        picture = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
        got = compare(picture, 90)
        expect.true(got.dtype == np.uint8, "Expected an array of type uint8, got one of type {kind}.", kind=str(got.dtype))

with expect.test("a new array, and the old one as it was"):
    picture = np.array([[5, 250], [0, 9]], dtype=np.uint8)
    for by in (7, 0, -7):
        behaviour.pure(answer.brighten, picture, by)
        expect.true(not answer.shares(answer.brighten, picture, by), "For `by` = {by} you returned the picture's own memory. Whoever writes into the result changes the picture: return a new array.", by=by)
### END HIDDEN TESTS

# %% right="p1-e01" because="a table of all 256 values"
def brighten(picture, by):
    table = np.clip(np.arange(256) + by, 0, 255).astype(np.uint8)
    return table[picture]

# %% right="p1-e01" because="one line, int16"
def brighten(picture, by):
    return np.clip(picture.astype(np.int16) + by, 0, 255).astype("uint8")

# %% right="p1-e01" because="stays in bytes: limits how much is added"
def brighten(picture, by):
    if by >= 0:
        return picture + np.minimum(255 - picture, np.uint8(by))
    return picture - np.minimum(picture, np.uint8(-by))

# %% right="p1-e01" because="adds with a type, and writes where it leaves the range"
def brighten(picture, by):
    total = np.add(picture, by, dtype=np.int64)
    total[total > 255] = 255
    total[total < 0] = 0
    return np.uint8(total)

# %% wrong="p1-e01" because="adds bytes" says="starts again"
def brighten(picture, by):
    return picture + by

# %% wrong="p1-e01" because="clips after the bytes have overflowed" says="starts again"
def brighten(picture, by):
    return np.clip(picture + by, 0, 255)

# %% wrong="p1-e01" because="never clips" says="no pixel"
def brighten(picture, by):
    return picture.astype(int) + by

# %% wrong="p1-e01" because="stays with integers" says="of type int64"
def brighten(picture, by):
    return np.clip(picture.astype(int) + by, 0, 255)

# %% wrong="p1-e01" because="floats" says="of type float64"
def brighten(picture, by):
    return np.clip(picture * 1.0 + by, 0, 255)

# %% wrong="p1-e01" because="clips at the top only" says="starts again"
def brighten(picture, by):
    return np.minimum(picture.astype(int) + by, 255).astype(np.uint8)

# %% wrong="p1-e01" because="looks for bytes that became smaller" says="larger type"
def brighten(picture, by):
    brighter = picture + by
    brighter[brighter < picture] = 255
    return brighter

# %% wrong="p1-e01" because="writes into the picture" says="changed its input"
def brighten(picture, by):
    picture[...] = np.clip(picture.astype(int) + by, 0, 255)
    return picture

# %% wrong="p1-e01" because="nothing to do for 0" says="own memory"
def brighten(picture, by):
    if by == 0:
        return picture
    return np.clip(picture.astype(int) + by, 0, 255).astype(np.uint8)

# %% wrong="p1-e01" because="percent in place of an amount" says="should become"
def brighten(picture, by):
    return np.clip(picture * (1 + by / 255), 0, 255).astype(np.uint8)

# %% wrong="p1-e01" because="signed bytes" says="should become"
def brighten(picture, by):
    return np.clip(picture.astype(np.int8) + by, 0, 255).astype(np.uint8)

# %% wrong="p1-e01" because="from 0 to 1 and back, cut off in place of rounded" says="should become"
def brighten(picture, by):
    return ((picture / 255 + by / 255).clip(0, 1) * 255).astype(np.uint8)

# %% wrong="p1-e01" because="flattened" says="Keep its shape"
def brighten(picture, by):
    return np.clip(picture.astype(int) + by, 0, 255).astype(np.uint8).ravel()

# %% wrong="p1-e01" because="a list of numbers" says="Expected"
def brighten(picture, by):
    return [min(max(int(p) + by, 0), 255) for p in picture]

# %% wrong="p1-e01" because="prints" says="None"
def brighten(picture, by):
    print((picture.astype(int) + by).clip(0, 255).astype(np.uint8))

# %% [markdown]
# ## 2 · Arrays from nothing, and from chance

# %% [markdown] exercise="p1-e02" title="Two dice" kind="F" level=1 minutes=8 core=true after="§2" skills=["Make arrays"] topics=["S-04-numpy"]
# Board games throw two dice and add them up. Write `two_dice(n, rng)`.
#
# | | |
# |---|---|
# | `n` | how many throws, at least 1 |
# | `rng` | a generator, as `np.random.default_rng(42)` makes one |
# | returns | an array of shape `(n,)` of whole numbers (an integer type): for each throw the sum of two fair dice, drawn independently of each other |
#
# Everything random comes from `rng`, and from nowhere else.

# %% [markdown] hint="p1-e02"
# Which sums can two dice have, and why is 7 more frequent than 2? Is a number drawn between 2 and 12 the same thing?

# %% [markdown] hint="p1-e02"
# `rng.integers(low, high, size=…)` leaves `high` out. With `size=(n, 2)` each row is one throw; which axis has to disappear?

# %% [markdown] hint="p1-e02"
# ```python
# def two_dice(n, rng):
#     dice = rng.integers(____, ____, size=(n, ____))
#     return dice.sum(axis=____)
# ```

# %% answer="p1-e02" needs=[]
def two_dice(n, rng):
    """The sums of two dice, n times, shape (n,)."""
    ### BEGIN SOLUTION
    dice = rng.integers(1, 7, size=(n, 2))
    return dice.sum(axis=1)
    ### END SOLUTION

# %% tests="p1-e02" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
import numpy as np

def throw(function, n, seed):
    return function(n, np.random.default_rng(seed))

def throw_twice(function, n, seed):
    rng = np.random.default_rng(seed)
    return [function(n, rng), function(n, rng)]
""")


def thrown(n, seed):
    """What came, which must be n whole numbers."""
    got = answer.throw(answer.two_dice, n, seed)
    expect.shape(
        got,
        (n,),
        says="{n} throws are an array of shape {want}; yours has shape {got}.",
        mistakes=[((n, 2), "Your result has shape {got}: both dice of each throw. Add them up.")] if n > 2 else (),
        n=n,
    )
    expect.true(isinstance(got, np.ndarray), "Expected an array, got {got}.", got=got)
    expect.true(got.dtype.kind in "iu", "Expected whole numbers, an integer type; yours are of type {kind}.", kind=str(got.dtype))
    return got.astype(int)


with expect.test("ten throws"):
    got = thrown(10, 1)
    expect.true((got >= 2).all() and (got <= 12).all(), "Two dice add up to 2 to 12; among yours are {low} and {high}.", low=int(got.min()), high=int(got.max()))

with expect.test("only from the generator"):
    behaviour.seeded(answer.two_dice, 60, generator=True, draws="Your code draws from a generator that everybody shares (`np.random.…` or Python's `random`). Draw from `rng`.")
    first, second = answer.throw_twice(answer.two_dice, 60, 3)
    expect.true(not np.array_equal(first, second), "Two calls with one generator gave the same throws. Draw from `rng` itself, so that it moves on.")

### BEGIN HIDDEN TESTS
with expect.test("as often as with real dice"):
    got = thrown(60_000, 2)
    shares = np.bincount(got, minlength=13)[2:13] / len(got)
    low, high = int(got.min()), int(got.max())
    five = (5 - np.abs(np.arange(2, 11) - 6)) / 25
    expect.true((low, high) != (2, 10) or np.abs(shares[:9] - five).max() > 0.008, "In 60,000 throws the sums went from 2 to 10: nobody threw a six. `integers` leaves its upper end out.")
    expect.true(low >= 2 and high <= 12, "Two dice add up to 2 to 12; among 60,000 of your sums are {low} and {high}.", low=low, high=high)
    expect.true((got % 2).any(), "All 60,000 sums are even: the same die was counted twice. Draw two.")
    expect.true(not np.all(np.abs(shares - 1 / 11) < 0.006), "In 60,000 throws all sums from 2 to 12 are about equally frequent. With two dice 7 comes six times as often as 2. Draw two dice, and add.")
    want = (6 - np.abs(np.arange(2, 13) - 7)) / 36
    worst = int(np.argmax(np.abs(shares - want)))
    expect.true(np.abs(shares - want).max() < 0.008, "In 60,000 throws the sum {sum} has a share of {got}; with two fair dice it is {want}.", sum=worst + 2, got=shares[worst], want=want[worst])

with expect.test("throws that do not depend on each other"):
    got = thrown(20_000, 4)
    after, mirrored = (np.corrcoef(got, other)[0, 1] for other in (np.roll(got, 1), got[::-1]))
    expect.true(abs(after) < 0.05, "Each throw goes together with the one before it: their correlation is {related}, with real dice about 0. Draw both dice of every throw anew.", related=after)
    expect.true(abs(mirrored) < 0.05, "The first throw goes together with the last, the second with the last but one, …: their correlation is {related}. Draw both dice of every throw anew.", related=mirrored)

with expect.test("one throw, and many"):
    for n in (1, 2, 3, 1000):
        thrown(n, 5)
### END HIDDEN TESTS

# %% right="p1-e02" because="two calls"
def two_dice(n, rng):
    return rng.integers(1, 7, n) + rng.integers(1, 7, n)

# %% right="p1-e02" because="a loop"
def two_dice(n, rng):
    sums = []
    for _ in range(n):
        first = rng.integers(1, 6, endpoint=True)
        second = rng.integers(1, 6, endpoint=True)
        sums.append(first + second)
    return np.array(sums)

# %% right="p1-e02" because="one number stands for a pair"
def two_dice(n, rng):
    pair = rng.integers(0, 36, n)
    return pair // 6 + pair % 6 + 2

# %% right="p1-e02" because="uniform numbers, rounded up"
def two_dice(n, rng):
    faces = np.floor(rng.random((2, n)) * 6).astype(int) + 1
    return faces[0] + faces[1]

# %% right="p1-e02" because="choice with the probabilities of the sums"
def two_dice(n, rng):
    sums = np.arange(2, 13)
    return rng.choice(sums, size=n, p=(6 - np.abs(sums - 7)) / 36)

# %% wrong="p1-e02" because="the upper end is left out" says="nobody threw a six"
def two_dice(n, rng):
    return rng.integers(1, 6, n) + rng.integers(1, 6, n)

# %% wrong="p1-e02" because="one number from 2 to 12" says="equally frequent"
def two_dice(n, rng):
    return rng.integers(2, 13, n)

# %% wrong="p1-e02" because="one number from 2 to 10" says="has a share of"
def two_dice(n, rng):
    return rng.integers(2, 11, n) + 0 * rng.integers(1, 7, n)

# %% wrong="p1-e02" because="one die, doubled" says="same die"
def two_dice(n, rng):
    return 2 * rng.integers(1, 7, n)

# %% wrong="p1-e02" because="counts from 0" says="2 to 12"
def two_dice(n, rng):
    return rng.integers(6, size=(n, 2)).sum(axis=1)

# %% wrong="p1-e02" because="a new generator" says="something random comes from elsewhere"
def two_dice(n, rng):
    rng = np.random.default_rng()
    return rng.integers(1, 7, size=(n, 2)).sum(axis=1)

# %% wrong="p1-e02" because="a generator with a fixed seed" says="nothing is drawn"
def two_dice(n, rng):
    rng = np.random.default_rng(42)
    return rng.integers(1, 7, size=(n, 2)).sum(axis=1)

# %% wrong="p1-e02" because="the global generator" says="everybody shares"
def two_dice(n, rng):
    return np.random.randint(1, 7, size=(n, 2)).sum(axis=1)

# %% wrong="p1-e02" because="sums over the throws" says="shape"
def two_dice(n, rng):
    return rng.integers(1, 7, size=(n, 2)).sum(axis=0)

# %% wrong="p1-e02" because="both dice" says="Add them up"
def two_dice(n, rng):
    return rng.integers(1, 7, size=(n, 2))

# %% wrong="p1-e02" because="floats" says="integer type"
def two_dice(n, rng):
    return np.floor(rng.uniform(1, 7, n)) + np.floor(rng.uniform(1, 7, n))

# %% wrong="p1-e02" because="the second die is the first in another order" says="with the last"
def two_dice(n, rng):
    die = rng.integers(1, 7, n)
    return die + die[::-1]

# %% wrong="p1-e02" because="sorted" says="the one before it"
def two_dice(n, rng):
    return np.sort(rng.integers(1, 7, size=(n, 2)).sum(axis=1))

# %% wrong="p1-e02" because="rounding makes the ends rare" says="has a share of"
def two_dice(n, rng):
    return np.rint(rng.uniform(1, 6, (n, 2))).astype(int).sum(axis=1)

# %% wrong="p1-e02" because="a seed from the generator's type" says="same throws"
def two_dice(n, rng):
    import copy

    own = copy.deepcopy(rng)
    return own.integers(1, 7, size=(n, 2)).sum(axis=1)

# %% [markdown]
# ## 3 · Picking: by place, by list, by condition

# %% [markdown] exercise="p1-e03" title="Rows above the mean" kind="F" level=1 minutes=8 core=true after="§3" skills=["Index and mask"] topics=["S-04-numpy"]
# Which districts have more inhabitants than the average one? Write `above_mean(X, column)`.
#
# | | |
# |---|---|
# | `X` | an array of shape `(m, n)`, of whole numbers or floats; some floats may be missing (`nan`) |
# | `column` | the number of a column that holds at least one number |
# | returns | the whole rows of `X`, in their order, whose value in this column is greater than the mean of the column: an array of shape `(k, n)`, where k may be 0 |
#
# Missing values do not count in the mean, and a row whose value in this column is missing is not returned.

# %% [markdown] hint="p1-e03"
# Take `X[:, column]` for three rows and do it by hand: which comparison tells the rows that you want, and what does it give?

# %% [markdown] hint="p1-e03"
# `np.nanmean` leaves missing values out. A comparison with `nan` is `False`. A mask in the brackets picks rows: `X[mask]`.

# %% [markdown] hint="p1-e03"
# ```python
# def above_mean(X, column):
#     values = X[____, ____]
#     return X[values > np.____(values)]
# ```

# %% answer="p1-e03" needs=[]
def above_mean(X, column):
    """The rows whose value in the column is above the column's mean, shape (k, n)."""
    ### BEGIN SOLUTION
    values = X[:, column]
    return X[values > np.nanmean(values)]
    ### END SOLUTION

# %% tests="p1-e03" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def rows(X, column):
    """The rows that are wanted."""
    values = [row[column] for row in X.tolist()]
    known = [value for value in values if value == value]
    mean = sum(known) / len(known)
    return X[[i for i, value in enumerate(values) if value > mean]].astype(float)


def same(a, b):
    return a.shape == b.shape and np.array_equal(a, b, equal_nan=True)


def compare(X, column, says="For column {column} expected the rows {want}, got {got}."):
    got = answer.above_mean(X, column)
    expect.true(got is not None, "`above_mean` returned nothing. Usually the `return` is missing, or something was printed instead.")
    expect.true(np.ndim(got) > 0, "Expected rows, an array of shape (k, n); got {got}.", got=got)
    got, want, values = np.asarray(got), rows(X, column), X[:, column]
    expect.true(not (got.dtype == bool and want.size), "You returned True and False, the mask. Put it into brackets behind `X` to get the rows.")
    fails = not same(got.astype(float), want)
    if fails and np.isfinite(X).all() and len(want):
        got = got.astype(float)
        expect.true(not same(got, want[:, column]), "You returned the values of column {column}. Return the whole rows: shape {shape}.", column=column, shape=want.shape)
        expect.true(not same(got, np.flatnonzero(values > values.mean()).astype(float)), "You returned the numbers of the rows. Return the rows themselves, `X[…]`.")
        below, equal = X[values <= values.mean()], X[values >= values.mean()]
        expect.true(not same(got, below.astype(float)), "You returned the rows that are not above the mean. Turn the comparison round.")
        expect.true(same(equal.astype(float), want) or not same(got, equal.astype(float)), "A row whose value equals the mean was returned. Above the mean means greater than it.")
        overall, median = X[values > X.mean()].astype(float), X[values > np.median(values)].astype(float)
        expect.true(same(overall, want) or not same(got, overall), "You compared with {all}, the mean of the whole table. The mean of column {column} is {mean}.", all=X.mean(), column=column, mean=values.mean())
        expect.true(same(median, want) or not same(got, median), "You compared with the median, {median}. The mean of column {column} is {mean}.", median=np.median(values), column=column, mean=values.mean())
    expect.true(not fails, says, column=column, want=want, got=got)


towns = np.array([[1.0, 50.0], [2.0, 10.0], [9.0, 30.0], [3.5, 70.0], [3.0, 20.0]])

with expect.test("five towns"):
    compare(towns, 0)
    compare(towns, 1)

### BEGIN HIDDEN TESTS
with expect.test("a value that equals the mean"):
    compare(np.array([[1, 4], [2, 4], [3, 1], [2, 9]]), 0)

with expect.test("missing values"):
    nan = np.nan
    gaps = np.array([[1.0, nan], [nan, 2.0], [5.0, 3.0], [9.0, 1.0], [2.0, nan], [6.0, 8.0]])
    for column in (0, 1):
        got, want = np.asarray(answer.above_mean(gaps, column), float), rows(gaps, column)
        expect.true(len(got) or not len(want), "With missing values in column {column} no row came back. The mean of numbers and a nan is nan, and nothing is above nan: leave the missing ones out of the mean.", column=column)
        zeros = np.nan_to_num(gaps)
        filled = gaps[zeros[:, column] > zeros[:, column].mean()]
        complete = gaps[~np.isnan(gaps).any(axis=1)]
        dropped = complete[complete[:, column] > complete[:, column].mean()]
        expect.true(not np.isnan(got[:, column]).any() if got.ndim == 2 and got.shape[1] == 2 else True, "A row whose value in column {column} is missing was returned. Keep rows whose value is greater than the mean: with nan this comparison is False.", column=column)
        expect.true(not same(got, filled) or same(filled, want), "With missing values in column {column}, your rows are those above the mean that has zeros in their place. Leave them out of the mean.", column=column)
        expect.true(not same(got, dropped) or same(dropped, want), "Rows with a missing value in *another* column were left out. Only column {column} matters.", column=column)
        expect.true(same(got, want), "With missing values in column {column}: expected the rows {want}, got {got}.", column=column, want=want, got=got)

with expect.test("no row above the mean"):
    for X in (np.full((4, 3), 7), np.array([[5.0, 1.0]])):
        got = answer.above_mean(X, 1)
        expect.shape(got, (0, X.shape[1]), says="All values of the column are equal, so none is above the mean: expected shape {want}, got {got}.")

with expect.test("other tables, which stay as they were"):
    rng = np.random.default_rng(3)
    for X in (rng.normal(size=(30, 4)), rng.integers(0, 100, (25, 5)), rng.integers(-9, 9, (4, 4))):
        for column in range(X.shape[1]):
            compare(X, column)
    behaviour.pure(answer.above_mean, rng.normal(size=(6, 2)), 1)
### END HIDDEN TESTS

# %% right="p1-e03" because="one line"
def above_mean(X, column):
    return X[X[:, column] > np.nanmean(X[:, column])]

# %% right="p1-e03" because="places in place of a mask"
def above_mean(X, column):
    values = X.T[column]
    known = values[~np.isnan(values)]
    return X[np.flatnonzero(values > known.sum() / known.size)]

# %% right="p1-e03" because="a loop over rows"
def above_mean(X, column):
    known = [row[column] for row in X if not np.isnan(row[column])]
    limit = sum(known) / len(known)
    kept = [row for row in X if row[column] > limit]
    return np.array(kept).reshape(-1, X.shape[1])

# %% right="p1-e03" because="pandas"
def above_mean(X, column):
    import pandas as pd

    table = pd.DataFrame(X)
    return table[table[column] > table[column].mean()].to_numpy()

# %% right="p1-e03" because="compress, with missing ones below everything"
def above_mean(X, column):
    values = X[:, column]
    filled = np.where(np.isnan(values), -np.inf, values)
    return np.compress(filled > np.mean(values, where=~np.isnan(values)), X, axis=0)

# %% wrong="p1-e03" because="the mean of the whole table" says="whole table"
def above_mean(X, column):
    return X[X[:, column] > np.nanmean(X)]

# %% wrong="p1-e03" because=">= for >" says="equals the mean"
def above_mean(X, column):
    return X[X[:, column] >= np.nanmean(X[:, column])]

# %% wrong="p1-e03" because="only the column" says="whole rows"
def above_mean(X, column):
    values = X[:, column]
    return values[values > np.nanmean(values)]

# %% wrong="p1-e03" because="the mask" says="the mask"
def above_mean(X, column):
    return X[:, column] > np.nanmean(X[:, column])

# %% wrong="p1-e03" because="the numbers of the rows" says="numbers of the rows"
def above_mean(X, column):
    return np.flatnonzero(X[:, column] > np.nanmean(X[:, column]))

# %% wrong="p1-e03" because="mean with nan" says="no row came back"
def above_mean(X, column):
    return X[X[:, column] > X[:, column].mean()]

# %% wrong="p1-e03" because="missing ones as zero" says="zeros in their place"
def above_mean(X, column):
    values = np.nan_to_num(X[:, column])
    return X[values > values.mean()]

# %% wrong="p1-e03" because="drops every row with a gap" says="another"
def above_mean(X, column):
    X = X[~np.isnan(X).any(axis=1)]
    return X[X[:, column] > X[:, column].mean()]

# %% wrong="p1-e03" because="the median" says="median"
def above_mean(X, column):
    return X[X[:, column] > np.nanmedian(X[:, column])]

# %% wrong="p1-e03" because="below the mean" says="not above the mean"
def above_mean(X, column):
    values = X[:, column]
    return X[~(values > np.nanmean(values))]

# %% wrong="p1-e03" because="a row in place of a column" says=""
def above_mean(X, column):
    return X[X[column] > np.nanmean(X[column])]

# %% wrong="p1-e03" because="fills the gaps in what it was given" says="changed its input"
def above_mean(X, column):
    values = X[:, column]
    if X.dtype.kind == "f":
        keep = values > np.nanmean(values)
        kept = X[keep]
        X[~keep] = 0
        return kept
    return X[values > np.mean(values)]

# %% wrong="p1-e03" because="keeps rows with a missing value" says="is missing was returned"
def above_mean(X, column):
    values = X[:, column]
    return X[~(values <= np.nanmean(values))]

# %% wrong="p1-e03" because="sorted by the column" says="expected the rows"
def above_mean(X, column):
    kept = X[X[:, column] > np.nanmean(X[:, column])]
    return kept[kept[:, column].argsort()]

# %% wrong="p1-e03" because="each value above the mean of its own column" says="expected"
def above_mean(X, column):
    return X[(X > np.nanmean(X, axis=0)).any(axis=1)]

# %% [markdown] exercise="p1-e04" title="One-hot" kind="F" level=1 minutes=8 core=false after="§3" skills=["Index and mask"] topics=["S-04-numpy"]
# Networks have one output for each class, so labels become rows with a single 1: class 2 of four becomes `[0, 0, 1, 0]`. Write `one_hot(y, k=None)`.
#
# | | |
# |---|---|
# | `y` | labels, an array of shape `(m,)` of whole numbers from 0, m at least 1 |
# | `k` | how many classes there are; if it is `None`, the largest label plus 1 |
# | returns | an array of floats of shape `(m, k)`: row i holds 1.0 in column `y[i]`, and 0.0 elsewhere |

# %% [markdown] hint="p1-e04"
# Write the result for `y = [2, 0, 4]` by hand. How many columns has it, though only three different labels occur?

# %% [markdown] hint="p1-e04"
# Start with `np.zeros((len(y), k))`. Two lists in the brackets go in pairs: the rows 0, 1, 2, … with the columns `y[0]`, `y[1]`, `y[2]`, …

# %% [markdown] hint="p1-e04"
# ```python
# def one_hot(y, k=None):
#     if k is None:
#         k = ____
#     table = np.zeros((____, ____))
#     table[np.arange(____), ____] = 1
#     return table
# ```

# %% answer="p1-e04" needs=[]
def one_hot(y, k=None):
    """Labels as rows with a single 1, shape (m, k)."""
    ### BEGIN SOLUTION
    if k is None:
        k = y.max() + 1
    table = np.zeros((len(y), k))
    table[np.arange(len(y)), y] = 1
    return table
    ### END SOLUTION

# %% tests="p1-e04" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def compare(y, k=None):
    y = np.array(y)
    columns = int(y.max()) + 1 if k is None else k
    want = np.array([[float(label == column) for column in range(columns)] for label in y.tolist()])
    given = () if k is None else (k,)
    got = expect.call(
        answer.one_hot, y, *given, error="IndexError", says="Your code raised *IndexError: {message}* Usually there are too few columns: labels count from 0, so the largest one needs one column more than its number, whichever labels occur."
    )
    expect.true(got is not None, "`one_hot` returned nothing. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 2, "Expected an array of shape {want}; yours has shape {got}.", want=want.shape, got=np.shape(got))
    occurring, needed = len(set(y.tolist())), int(y.max()) + 1
    shapes = [(want.shape[::-1], "Expected shape {want}, got {got}: one row for each label.")]
    if k is not None:
        shapes.append(((len(y), needed), "With k = {k} expected shape {want}, got {got}: the number of columns is that of the labels, though k was given."))
    if k is None and occurring != needed - 1 > 0:
        shapes.append(((len(y), needed - 1), "For the labels {y} expected shape {want}, got {got}: one column too few. Labels count from 0, so the largest one needs one column more than its number."))
    if occurring < needed and (k is not None or occurring != needed - 1):
        shapes.append(((len(y), occurring), "For the labels {y} expected shape {want}; you have {got}, a column for each label that occurs. A class without rows keeps its column."))
    expect.shape(
        got,
        want.shape,
        says="For the labels {y} expected shape {want}, got {got}." if k is None else "For the labels {y} and k = {k} expected shape {want}, got {got}.",
        mistakes=[pair for pair in shapes if pair[0] != want.shape],
        y=y,
        k=columns,
    )
    everywhere = np.tile(want.max(axis=0), (len(y), 1))
    words = "For the labels {y} expected {want}, got {got}: 1 stands in whole columns. `table[:, y]` means every row; name one row for each label."
    expect.close(got, want, says="For the labels {y} expected {want}, got {got}.", y=y, mistakes=[] if np.array_equal(everywhere, want) else [(everywhere, words)])
    return got


with expect.test("three labels"):
    compare([2, 0, 4])

with expect.test("more classes than labels"):
    compare([1, 0, 1], 4)

### BEGIN HIDDEN TESTS
with expect.test("the type is float"):
    got = answer.one_hot(np.array([0, 1]))
    expect.true(isinstance(got, np.ndarray) and got.dtype.kind == "f", "Expected an array of floats, got {kind}. `astype(float)` turns True and whole numbers into floats.", kind=str(getattr(got, "dtype", type(got).__name__)))

with expect.test("classes that are missing"):
    compare([5, 5, 1, 3])
    compare([0, 0, 0])
    compare([0], 1)
    compare([4], 7)
    compare([2, 1], 3)

with expect.test("many labels, of other integer types"):
    rng = np.random.default_rng(2)
    for kind in (np.int64, np.uint8, np.int32):
        compare(rng.integers(0, 9, 40).astype(kind))
    compare(rng.integers(0, 5, 12), 20)

with expect.test("the labels stay as they were"):
    behaviour.pure(answer.one_hot, np.array([3, 1, 0]))
### END HIDDEN TESTS

# %% right="p1-e04" because="rows of the identity matrix"
def one_hot(y, k=None):
    return np.eye(y.max() + 1 if k is None else k)[y]

# %% right="p1-e04" because="a comparison by broadcasting"
def one_hot(y, k=None):
    k = int(max(y)) + 1 if k is None else k
    return (y[:, None] == np.arange(k)).astype(float)

# %% right="p1-e04" because="a loop"
def one_hot(y, k=None):
    k = np.max(y) + 1 if k is None else k
    out = np.zeros([len(y), int(k)])
    for row, label in zip(out, y):
        row[label] = 1
    return out

# %% right="p1-e04" because="one place on the tape for each row"
def one_hot(y, k=None):
    if k is None:
        k = int(y.max()) + 1
    flat = np.zeros(y.size * k)
    flat[np.arange(y.size) * k + y] = 1.0
    return flat.reshape(-1, k)

# %% wrong="p1-e04" because="forgets that classes count from 0" says="too few columns"
def one_hot(y, k=None):
    if k is None:
        k = y.max()
    table = np.zeros((len(y), k))
    table[np.arange(len(y)), y] = 1
    return table

# %% wrong="p1-e04" because="one column too few, by a comparison" says="one column too few"
def one_hot(y, k=None):
    k = y.max() if k is None else k
    return (y[:, None] == np.arange(k)).astype(float)

# %% wrong="p1-e04" because="counts the labels that occur" says="too few columns"
def one_hot(y, k=None):
    if k is None:
        k = len(np.unique(y))
    table = np.zeros((len(y), k))
    table[np.arange(len(y)), y] = 1
    return table

# %% wrong="p1-e04" because="a column for each label that occurs" says="keeps its column"
def one_hot(y, k=None):
    return (y[:, None] == np.unique(y)).astype(float)

# %% wrong="p1-e04" because="ignores k" says="though k was given"
def one_hot(y, k=None):
    return np.eye(y.max() + 1)[y]

# %% wrong="p1-e04" because="writes into whole columns" says="whole columns"
def one_hot(y, k=None):
    if k is None:
        k = y.max() + 1
    table = np.zeros((len(y), k))
    table[:, y] = 1
    return table

# %% wrong="p1-e04" because="True and False" says="array of floats"
def one_hot(y, k=None):
    return y[:, None] == np.arange(y.max() + 1 if k is None else k)

# %% wrong="p1-e04" because="whole numbers" says="array of floats"
def one_hot(y, k=None):
    return np.eye(y.max() + 1 if k is None else k, dtype=int)[y]

# %% wrong="p1-e04" because="transposed" says="one row for each label"
def one_hot(y, k=None):
    return np.eye(y.max() + 1 if k is None else k)[:, y]

# %% wrong="p1-e04" because="counts from 1" says="expected"
def one_hot(y, k=None):
    k = y.max() + 1 if k is None else k
    return (y[:, None] == np.arange(1, k + 1)).astype(float)

# %% wrong="p1-e04" because="k as the largest label" says="expected shape"
def one_hot(y, k=None):
    k = y.max() if k is None else k
    return np.eye(k + 1)[y]

# %% [markdown]
# ## 4 · A window or a photograph?

# %% [markdown] exercise="p1-e05" title="A patch of a picture" kind="F" level=2 minutes=10 core=true after="§4" skills=["Views and copies"] topics=["S-04-numpy"]
# A photo editor works on parts of a picture: what is drawn on the part shall appear in the picture. Write two functions about the square of `size` times `size` pixels whose upper left pixel is `picture[row, column]`.
#
# | | |
# |---|---|
# | `patch(picture, row, column, size)` | returns this square as a **view**: whoever writes into it changes the picture. It changes nothing itself. |
# | `blank(picture, row, column, size, value)` | writes `value` into all pixels of the square, **in the picture itself**, and returns `None` |
#
# `picture` has shape `(h, w)`, or `(h, w, 3)` if it is coloured; then the patch has shape `(size, size, 3)`, and `value` is written into all three colours. The square always lies inside of the picture.

# %% [markdown] hint="p1-e05"
# Which of the three kinds of entries in brackets looks at the picture's own cells: a slice, a list or a mask?

# %% [markdown] hint="p1-e05"
# Slice both axes: from `row` to `row + size`, and the columns likewise. To write into all cells of a view, put a slice, or `[...]`, on the left of the equals sign.

# %% [markdown] hint="p1-e05"
# ```python
# def patch(picture, row, column, size):
#     return picture[row : ____, ____ : ____]
#
#
# def blank(picture, row, column, size, value):
#     patch(picture, row, column, size)[____] = value
# ```

# %% answer="p1-e05" needs=[]
def patch(picture, row, column, size):
    """A view of the square whose upper left pixel is picture[row, column]."""
    ### BEGIN SOLUTION
    return picture[row : row + size, column : column + size]
    ### END SOLUTION


def blank(picture, row, column, size, value):
    """Write `value` into all pixels of the square."""
    ### BEGIN SOLUTION
    patch(picture, row, column, size)[...] = value
    ### END SOLUTION

# %% tests="p1-e05" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np

def taken(patch, picture, row, column, size):
    # what comes, whether the picture stayed, whether it is a view, and the picture after the patch is overwritten
    before = picture.copy()
    got = patch(picture, row, column, size)
    if not isinstance(got, np.ndarray):
        return [got, True, False, picture]
    values, stayed = got.copy(), bool(np.array_equal(picture, before))
    shared = bool(np.shares_memory(got, picture))
    got[...] = 99
    return [values, stayed, shared, picture]

def blanked(blank, picture, *place):
    return [blank(picture, *place), picture]
""")


def look(picture, row, column, size):
    """Expect the right square, as a view."""
    got, stayed, shared, after = answer.taken(answer.patch, picture, row, column, size)
    expect.true(got is not None, "`patch` returned nothing. Usually the `return` is missing.")
    expect.true(isinstance(got, np.ndarray), "Expected an array, got {got}.", got=got)
    want = picture[row : row + size, column : column + size]
    facts = {"row": row, "column": column, "size": size}
    middle, ends = size // 2, picture[row:size, column:size]
    swapped = picture[column : column + size, row : row + size]
    mistakes = [(swapped, "The patch at ({row}, {column}) of size {size}: rows and columns are swapped. The row comes first in the brackets.")] if row != column else []
    if row >= middle > 0 and column >= middle:
        around = picture[row - middle : row - middle + size, column - middle : column - middle + size]
        mistakes.append((around, "The patch at ({row}, {column}) of size {size}: yours lies around this pixel. It is the upper left one."))
    if ends.size and ends.shape != want.shape:
        mistakes.append((ends, "The patch at ({row}, {column}) of size {size}: yours ends at {size}. A slice wants the place where it stops, which is start + size."))
    is_inside = row + size < picture.shape[0] and column + size < picture.shape[1]
    longer = (size + 1, size + 1, *picture.shape[2:])
    expect.true(not is_inside or np.shape(got) != longer, "The patch at ({row}, {column}) of size {size}: expected shape {want}, got {got}. A slice leaves its stop out.", want=want.shape, got=np.shape(got), **facts)
    is_known = any(np.shape(got) == np.shape(value) and np.array_equal(got, value) for value, _ in mistakes)
    expect.true(np.shape(got) == want.shape or is_known, "The patch at ({row}, {column}) of size {size}: expected shape {want}, got {got}.", want=want.shape, got=np.shape(got), **facts)
    expect.close(got, want, says="The patch at ({row}, {column}) of size {size}: expected {want}, got {got}.", mistakes=mistakes, **facts)
    expect.true(stayed, "`patch` changed the picture. It shall only look; writing is left to whoever asked for the patch.")
    expect.true(shared, "The patch is a copy: 99 was written into it, and the picture did not change. Slices give views; lists, masks, `copy` and arithmetic give copies.")
    wanted = picture.copy()
    wanted[row : row + size, column : column + size] = 99
    expect.close(after, wanted, says="After 99 was written into the patch, expected the picture {want}, got {got}.")


def write(picture, row, column, size, value):
    """Expect the square, and nothing else, to be overwritten."""
    got, after = answer.blanked(answer.blank, picture, row, column, size, value)
    want = picture.copy()
    want[row : row + size, column : column + size] = value
    expect.true(not np.array_equal(after, picture), "`blank` left the picture as it was. Write into its own cells, with brackets on the left of a single equals sign: changing a copy, or giving a name another value, does not do it.")
    expect.close(after, want, says="`blank` at ({row}, {column}) with size {size} and value {value}: the picture should become {want}; it is {got}.", row=row, column=column, size=size, value=value)
    expect.true(got is None, "`blank` wrote into the picture as it should, and also returned something. It returns `None`, as functions do that work in place.")


picture = np.arange(30).reshape(5, 6)

with expect.test("a patch of a small picture"):
    look(picture, 1, 2, 3)

with expect.test("blank a square"):
    write(picture, 1, 2, 3, 0)

### BEGIN HIDDEN TESTS
with expect.test("patches at the edges"):
    for row, column, size in ((0, 0, 2), (3, 4, 2), (0, 1, 5), (4, 5, 1), (2, 0, 3)):
        look(picture, row, column, size)

with expect.test("a coloured picture"):
    colours = np.arange(4 * 5 * 3).reshape(4, 5, 3)
    look(colours, 1, 2, 2)
    write(colours, 2, 0, 2, 7)

with expect.test("blank at the edges"):
    for row, column, size, value in ((0, 0, 2, 255), (3, 4, 2, -1), (0, 1, 5, 9), (4, 5, 1, 100), (2, 0, 3, 3)):
        write(picture, row, column, size, value)
### END HIDDEN TESTS

# %% right="p1-e05" because="slice objects"
def patch(picture, row, column, size):
    rows, columns = slice(row, row + size), slice(column, column + size)
    return picture[rows, columns]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% right="p1-e05" because="one axis after the other"
def patch(picture, row, column, size):
    return picture[row:][:size][:, column:][:, :size]


def blank(picture, row, column, size, value):
    patch(picture, row, column, size).fill(value)

# %% right="p1-e05" because="a sliding window"
def patch(picture, row, column, size):
    windows = sliding_window_view(picture, (size, size), axis=(0, 1), writeable=True)[row, column]
    return windows if picture.ndim == 2 else np.moveaxis(windows, 0, -1)


def blank(picture, row, column, size, value):
    for r in range(row, row + size):
        for c in range(column, column + size):
            picture[r, c] = value

# %% right="p1-e05" because="a fancy index on the left writes, too"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size, ...]


def blank(picture, row, column, size, value):
    picture[np.ix_(range(row, row + size), range(column, column + size))] = value

# %% wrong="p1-e05" because="a copy" says="is a copy"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size].copy()


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% wrong="p1-e05" because="lists of places" says="is a copy"
def patch(picture, row, column, size):
    return picture[np.ix_(range(row, row + size), range(column, column + size))]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% wrong="p1-e05" because="np.array of a slice" says="is a copy"
def patch(picture, row, column, size):
    return np.array(picture[row : row + size, column : column + size])


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% wrong="p1-e05" because="compares in place of writing" says="single equals sign"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    patch(picture, row, column, size) == value

# %% wrong="p1-e05" because="gives the name another value" says="left the picture"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    square = patch(picture, row, column, size)
    square = np.full(square.shape, value)

# %% wrong="p1-e05" because="blanks a copy and returns it" says="left the picture"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    picture = picture.copy()
    picture[row : row + size, column : column + size] = value
    return picture

# %% wrong="p1-e05" because="returns the picture" says="also returned something"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value
    return picture

# %% wrong="p1-e05" because="stops at size" says="start + size"
def patch(picture, row, column, size):
    return picture[row:size, column:size]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% wrong="p1-e05" because="one too many" says="leaves its stop out"
def patch(picture, row, column, size):
    return picture[row : row + size + 1, column : column + size + 1]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% wrong="p1-e05" because="rows and columns swapped" says="are swapped"
def patch(picture, row, column, size):
    return picture[column : column + size, row : row + size]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% wrong="p1-e05" because="around the pixel" says="upper left one"
def patch(picture, row, column, size):
    half = size // 2
    return picture[row - half : row - half + size, column - half : column - half + size]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] = value

# %% wrong="p1-e05" because="lists in pairs: the diagonal only" says="`blank` at"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    picture[range(row, row + size), range(column, column + size)] = value

# %% wrong="p1-e05" because="whole rows" says="`blank` at"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    picture[row : row + size][column : column + size] = value

# %% wrong="p1-e05" because="always zero" says="`blank` at"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    patch(picture, row, column, size)[...] = 0

# %% wrong="p1-e05" because="adds in place of writing" says="`blank` at"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    picture[row : row + size, column : column + size] += value + 1

# %% wrong="p1-e05" because="only the first colour" says="should become"
def patch(picture, row, column, size):
    return picture[row : row + size, column : column + size]


def blank(picture, row, column, size, value):
    if picture.ndim == 3:
        picture[row : row + size, column : column + size, 0] = value
    else:
        picture[row : row + size, column : column + size] = value

# %% [markdown]
# ## 5 · Along an axis

# %% [markdown] exercise="p1-e06" title="Columns on one scale" kind="F" level=2 minutes=12 core=true after="§5" skills=["Compute along an axis"] topics=["S-04-numpy"]
# Heights in metres and incomes in euros cannot be compared until both are measured in *standard deviations from the mean*. Write `standardize(X)`.
#
# `X` is an array of shape `(m, n)` of whole numbers or floats, m at least 1, nothing missing. Return a **new** array of floats of the same shape: from each column subtract its mean, then divide by its standard deviation as `np.std` computes it by default.
#
# - A column whose values are all equal becomes all zeros, without a warning. This holds for a column of 0.1s, too, whose computed standard deviation is no exact 0.
# - A column may have any scale: one measured in billionths is not constant.

# %% [markdown] hint="p1-e06"
# For two columns, how many means and how many standard deviations do you need? Which axis has to disappear, and what happens where a column's standard deviation is 0?

# %% [markdown] hint="p1-e06"
# `X.mean(axis=0)` and `X.std(axis=0)` have one number for each column, and are subtracted from every row. A column is constant where its largest value equals its smallest. `np.where(constant, 1, std)` gives a divisor that never is 0.

# %% [markdown] hint="p1-e06"
# ```python
# def standardize(X):
#     constant = X.max(axis=____) == X.min(axis=____)
#     divisor = np.where(constant, ____, ____)
#     return np.where(constant, ____, (X - ____) / divisor)
# ```

# %% answer="p1-e06" needs=[]
def standardize(X):
    """Each column with mean 0 and standard deviation 1; constant columns all zeros."""
    ### BEGIN SOLUTION
    constant = X.max(axis=0) == X.min(axis=0)
    divisor = np.where(constant, 1.0, X.std(axis=0))
    return np.where(constant, 0.0, (X - X.mean(axis=0)) / divisor)
    ### END SOLUTION

# %% [markdown] equivalent="p1-e06"
# divisor = np.where(constant, 1.0, X.std(axis=0))  →  divisor = np.where(constant, 2.0, X.std(axis=0))

# %% tests="p1-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
import warnings

def strictly(function, X):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return function(X)
""")


def wanted(X):
    """Column by column, from plain sums."""
    columns = []
    for column in np.asarray(X, float).T:
        if (column == column[0]).all():
            columns.append(np.zeros(len(column)))
            continue
        away = column - column.mean()
        columns.append(away / np.sqrt((away**2).mean()))
    return np.array(columns).T


def compare(X, says="For X = {X} expected {want}, got {got}."):
    got = answer.standardize(X)
    away = X - X.mean(axis=0)
    mistakes = []
    if len(X) > 1 and (X.std(axis=0) > 1e-3).all():
        mistakes.append((away / X.std(axis=0, ddof=1), "Divided by the standard deviation with m − 1 (`ddof=1`). `np.std` divides by m by default."))
        mistakes.append((away / X.var(axis=0), "Divided by the variance. The standard deviation is its square root."))
        mistakes.append((away, "The means are right, and nothing was divided. Divide by the standard deviation of each column."))
        mistakes.append(((X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0)), "Each column goes from 0 to 1. Wanted are mean 0 and standard deviation 1."))
        mistakes.append(((X - X.mean()) / X.std(), "One mean and one standard deviation were used for the whole table. Each column has its own: `axis=0`."))
        if (X.std(axis=1) > 0).all():
            by_row = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
            mistakes.append((by_row, "Each *row* has mean 0 now. The axis that you name disappears: for columns name axis 0."))
            mistakes.append((away / X.std(), "The means are those of the columns, but the divisor is one for the whole table. Each column has its own."))
    expect.close(got, wanted(X), says=says, mistakes=mistakes, X=X)
    return got


with expect.test("three rows, two columns"):
    compare(np.array([[1.0, 10.0], [2.0, 40.0], [6.0, 10.0]]))

with expect.test("whole numbers"):
    expect.call(answer.standardize, np.array([[1, 4], [3, 5]]), says="For whole numbers your code raised *{error}: {message}* Compute a new array in place of writing floats into X.")
    got = compare(np.array([[1, 40], [2, 10], [6, 20]]), "For whole numbers {X} expected {want}, got {got}.")
    expect.true(np.asarray(got).dtype.kind == "f", "Expected floats; yours are of type {kind}.", kind=str(np.asarray(got).dtype))

### BEGIN HIDDEN TESTS
with expect.test("a constant column"):
    X = np.array([[1.0, 7.0], [2.0, 7.0], [6.0, 7.0]])
    got = answer.standardize(X)
    expect.finite(got, nan="The constant column became nan: 0 divided by 0. Divide it by something else than its standard deviation.", inf="The constant column became infinite: it was divided by 0.")
    expect.shape(got, (3, 2), says="Expected shape {want}, got {got}: constant columns stay, as zeros.")
    expect.close(np.asarray(got)[:, 1], [0, 0, 0], says="The constant column should become {want}; it is {got}.")
    compare(X)
    expect.call(answer.strictly, answer.standardize, X, says="With a constant column your code warned or raised: *{message}* Avoid the division by 0 in place of repairing its result.")

with expect.test("a column of 0.1s", after="a constant column"):
    for value, rows in ((0.1, 3), (0.7, 10), (1e-9, 7)):
        got = answer.standardize(np.column_stack([np.arange(float(rows)), np.full(rows, value)]))
        expect.shape(got, (rows, 2))
        became = np.asarray(got)[:, 1]
        expect.true(not np.allclose(np.abs(became), 1), "A column of {rows} times {value} should become all zeros; it is {got}. Its standard deviation comes out as about 1e-17: look at its values, not at the result of a calculation.", value=value, rows=rows, got=became)
        expect.close(became, np.zeros(rows), atol=1e-6, says="A column of {rows} times {value} should become all zeros; it is {got}.", value=value, rows=rows)

with expect.test("columns of any scale"):
    small = np.array([1.0, 2.0, 6.0, 3.0])
    for scale in (1e-9, 1e-6, 1e6):
        got = answer.standardize(np.column_stack([small * scale, small]))
        expect.shape(got, (4, 2))
        expect.true(np.abs(np.asarray(got)[:, 0]).max() > 0.001, "A column with values around {scale} became all zeros, or nearly so, like a constant one. Its values differ: compare the largest with the smallest.", scale=scale)
        expect.close(np.asarray(got)[:, 0], wanted(small[:, None])[:, 0], says="A column with values around {scale}: expected {want}, got {got}. The result must not depend on the unit. If you added something to the divisor: here it is no longer small.", scale=scale)

with expect.test("one row", after="a constant column"):
    got = answer.standardize(np.array([[3.0, 4.0, 5.0]]))
    expect.close(got, np.zeros((1, 3)), says="A table of one row has constant columns only: expected {want}, got {got}.")

with expect.test("other tables, which stay as they were"):
    rng = np.random.default_rng(4)
    for X in (rng.normal(50, 9, (40, 3)), rng.integers(0, 30, (12, 12)), rng.normal(size=(2, 6))):
        compare(X)
        behaviour.pure(answer.standardize, X)
### END HIDDEN TESTS

# %% right="p1-e06" because="column by column"
def standardize(X):
    Z = np.zeros(X.shape)
    for j in range(X.shape[1]):
        column = X[:, j]
        if np.ptp(column) > 0:
            Z[:, j] = (column - column.mean()) / column.std()
    return Z

# %% right="p1-e06" because="divides only where it may"
def standardize(X):
    varied = (X != X[0]).any(axis=0)
    return np.divide(X - X.mean(axis=0), X.std(axis=0), out=np.zeros(X.shape), where=varied)

# %% right="p1-e06" because="writes the divisor and the zeros by a mask"
def standardize(X):
    centred = X - np.average(X, axis=0)
    spread = np.sqrt(np.mean(centred**2, axis=0))
    same = np.all(X == X[:1], axis=0)
    spread[same] = 1
    centred[:, same] = 0
    return centred / spread

# %% right="p1-e06" because="scikit-learn's own"
def standardize(X):
    from sklearn.preprocessing import StandardScaler

    return StandardScaler().fit_transform(X)

# %% right="p1-e06" because="through the transpose"
def standardize(X):
    Z = []
    for row in X.T.astype(float):
        Z.append(np.zeros_like(row) if row.min() == row.max() else (row - row.mean()) / row.std())
    return np.array(Z).T

# %% wrong="p1-e06" because="divides by zero" says="0 divided by 0"
def standardize(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)

# %% wrong="p1-e06" because="repairs nan afterwards" says="Avoid the division"
def standardize(X):
    return np.nan_to_num((X - X.mean(axis=0)) / X.std(axis=0))

# %% wrong="p1-e06" because="the whole table at once" says="whole table"
def standardize(X):
    return (X - X.mean()) / X.std()

# %% wrong="p1-e06" because="by rows" says="*row*"
def standardize(X):
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)

# %% wrong="p1-e06" because="ddof=1" says="ddof=1"
def standardize(X):
    std = X.std(axis=0, ddof=1)
    return (X - X.mean(axis=0)) / np.where(std == 0, 1, std)

# %% wrong="p1-e06" because="variance" says="variance"
def standardize(X):
    var = X.var(axis=0)
    return (X - X.mean(axis=0)) / np.where(var == 0, 1, var)

# %% wrong="p1-e06" because="never divides" says="nothing was divided"
def standardize(X):
    return X - X.mean(axis=0)

# %% wrong="p1-e06" because="to 0 and 1" says="from 0 to 1"
def standardize(X):
    return (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0))

# %% wrong="p1-e06" because="in place" says="floats into X"
def standardize(X):
    X -= X.mean(axis=0)
    X /= X.std(axis=0)
    return X

# %% wrong="p1-e06" because="in place, floats only" says="changed its input"
def standardize(X):
    X = np.asarray(X, float)
    constant = X.max(axis=0) == X.min(axis=0)
    X -= X.mean(axis=0)
    X[:, constant] = 0
    X /= np.where(constant, 1, X.std(axis=0))
    return X

# %% wrong="p1-e06" because="asks whether a float is exactly 0" says="about 1e-17"
def standardize(X):
    std = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(std == 0, 1, std)

# %% wrong="p1-e06" because="a small number in the divisor" says="added something to the divisor"
def standardize(X):
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)

# %% wrong="p1-e06" because="isclose takes billionths for zero" says="like a constant one"
def standardize(X):
    std = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(np.isclose(std, 0), 1, std)

# %% wrong="p1-e06" because="leaves constant columns as they are" says="should become [0, 0, 0]; it is [7, 7, 7]"
def standardize(X):
    varied = X.max(axis=0) > X.min(axis=0)
    Z = X.astype(float)
    Z[:, varied] = (Z[:, varied] - Z[:, varied].mean(axis=0)) / Z[:, varied].std(axis=0)
    return Z

# %% wrong="p1-e06" because="drops constant columns" says="constant columns stay"
def standardize(X):
    X = X[:, X.max(axis=0) > X.min(axis=0)]
    return (X - X.mean(axis=0)) / X.std(axis=0)

# %% wrong="p1-e06" because="writes floats into whole numbers" says="For whole numbers"
def standardize(X):
    Z = X.copy()
    for j in range(X.shape[1]):
        Z[:, j] = (X[:, j] - X[:, j].mean()) / X[:, j].std() if np.ptp(X[:, j]) else 0
    return Z

# %% wrong="p1-e06" because="divides first" says="expected"
def standardize(X):
    return X / np.where(np.ptp(X, axis=0) == 0, 1, X.std(axis=0)) - X.mean(axis=0)

# %% [markdown] exercise="p1-e07" title="The k best of each row" kind="F" level=2 minutes=12 core=false after="§5" skills=["Compute along an axis"] topics=["S-04-numpy"]
# A classifier gives each of ten classes a score, and the app shows the three best. Write `top_k(S, k)`.
#
# | | |
# |---|---|
# | `S` | scores, floats of shape `(m, n)`: a row for each picture, a column for each class |
# | `k` | from 1 to n |
# | returns | whole numbers of shape `(m, k)`: for each row the numbers of the columns with the k largest scores, **the largest first** |
#
# Where scores are equal, any order of them will do, but no column may be named twice.

# %% [markdown] hint="p1-e07"
# Write the result for the row `[0.2, 0.7, 0.1]` and k = 2 by hand. Are these numbers scores, or places?

# %% [markdown] hint="p1-e07"
# `argsort` returns the places that would sort, smallest first; with `axis=1` it does so in each row. Either sort `-S`, or turn the result round with a step of −1.

# %% [markdown] hint="p1-e07"
# ```python
# def top_k(S, k):
#     order = np.argsort(____, axis=____)
#     return order[:, ____]
# ```

# %% answer="p1-e07" needs=[]
def top_k(S, k):
    """The columns of the k largest scores of each row, the largest first, shape (m, k)."""
    ### BEGIN SOLUTION
    order = np.argsort(-S, axis=1)
    return order[:, :k]
    ### END SOLUTION

# %% tests="p1-e07" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def compare(S, k):
    got = answer.top_k(S, k)
    m, n = S.shape
    ascending = np.argsort(S, axis=1)
    if np.shape(got) == (m, k):
        got = np.asarray(got)
        named = {
            "Your result holds scores. Wanted are their places, the numbers of the columns: `argsort` in place of `sort`.": np.sort(S, axis=1)[:, ::-1][:, :k],
            "These are the right columns, the smallest of their scores first. Turn the order round.": ascending[:, n - k :],
            "These are the columns with the *smallest* scores. `argsort` begins with the smallest.": ascending[:, :k],
            "These are the columns from the smallest of all scores upwards, the other way round. Take the k last ones before you turn them.": ascending[:, :k][:, ::-1],
        }
        right = np.sort(S, axis=1)[:, ::-1][:, :k]
        for words, wrong in named.items():
            is_right = wrong.dtype.kind == "i" and np.array_equal(np.take_along_axis(S, wrong, axis=1), right)
            expect.true(is_right or not np.array_equal(got, wrong), words)
    expect.shape(got, (m, k), says="For scores of shape {S} and k = {k} expected shape {want}, got {got}.", S=S.shape, k=k)
    got = np.asarray(got)
    expect.true(got.dtype.kind in "iu", "Expected whole numbers, the numbers of columns; yours are of type {kind}.", kind=str(got.dtype))
    expect.true((got >= 0).all() and (got < n).all(), "Columns are numbered from 0 to {last}; among yours are {low} and {high}.", last=n - 1, low=int(got.min()), high=int(got.max()))
    for row, places in zip(S, got, strict=True):
        expect.true(len(set(places.tolist())) == k, "For the row {row} and k = {k} you named a column twice: {places}.", row=row, k=k, places=places)
        want = np.sort(row)[::-1][:k]
        expect.close(row[places], want, says="For the row {row} and k = {k} the best scores are {want}; your columns {places} have {got}, in this order.", row=row, k=k, places=places)


with expect.test("three rows, the two best"):
    compare(np.array([[0.2, 0.7, 0.1, 0.5], [5.0, -3.0, -1.0, 4.0], [1.0, 2.0, 3.0, 4.0]]), 2)

### BEGIN HIDDEN TESTS
with expect.test("from one to all"):
    S = np.array([[0.3, 0.1, 0.9], [2.0, 8.0, 4.0]])
    for k in (1, 2, 3):
        compare(S, k)

with expect.test("equal scores"):
    for k in (1, 2, 3, 4):
        compare(np.array([[1.0, 3.0, 3.0, 1.0], [2.0, 2.0, 2.0, 2.0], [0.0, 5.0, 1.0, 5.0]]), k)

with expect.test("many rows, which stay as they were"):
    rng = np.random.default_rng(6)
    for shape, k in (((50, 10), 3), ((4, 30), 7), ((1, 6), 2), ((6, 1), 1), ((2, 4000), 600)):
        compare(rng.normal(size=shape), k)
    behaviour.pure(answer.top_k, rng.normal(size=(5, 4)), 2)
### END HIDDEN TESTS

# %% right="p1-e07" because="turns the order round"
def top_k(S, k):
    return S.argsort(axis=1)[:, ::-1][:, :k]

# %% right="p1-e07" because="the last k, backwards"
def top_k(S, k):
    return np.argsort(S)[:, : -k - 1 : -1]

# %% right="p1-e07" because="partitions first"
def top_k(S, k):
    rows = np.arange(len(S))[:, None]
    best = np.argpartition(-S, k - 1, axis=1)[:, :k]
    return best[rows, np.argsort(-S[rows, best], axis=1)]

# %% right="p1-e07" because="takes the largest out, k times"
def top_k(S, k):
    left = S.copy()
    places = []
    for _ in range(k):
        best = left.argmax(axis=1)
        places.append(best)
        left[np.arange(len(S)), best] = -np.inf
    return np.stack(places, axis=1)

# %% right="p1-e07" because="Python's sorted"
def top_k(S, k):
    return np.array([sorted(range(S.shape[1]), key=lambda j: row[j], reverse=True)[:k] for row in S])

# %% wrong="p1-e07" because="ascending" says="smallest of their scores first"
def top_k(S, k):
    return np.argsort(S, axis=1)[:, -k:]

# %% wrong="p1-e07" because="the smallest" says="*smallest* scores"
def top_k(S, k):
    return np.argsort(S, axis=1)[:, :k]

# %% wrong="p1-e07" because="the smallest, turned round" says="before you turn them"
def top_k(S, k):
    return np.argsort(S, axis=1)[:, :k][:, ::-1]

# %% wrong="p1-e07" because="scores" says="holds scores"
def top_k(S, k):
    return np.sort(S, axis=1)[:, ::-1][:, :k]

# %% wrong="p1-e07" because="sorts columns" says="the best scores are"
def top_k(S, k):
    return np.argsort(-S, axis=0)[:, :k]

# %% wrong="p1-e07" because="the best of the whole table" says="expected shape"
def top_k(S, k):
    return np.argsort(-S, axis=None)[:k]

# %% wrong="p1-e07" because="one too few" says="expected shape"
def top_k(S, k):
    return np.argsort(S, axis=1)[:, :-k:-1]

# %% wrong="p1-e07" because="in the order of the columns" says="the best scores are"
def top_k(S, k):
    return np.sort(np.argsort(-S, axis=1)[:, :k], axis=1)

# %% wrong="p1-e07" because="partition without an order" says="the best scores are"
def top_k(S, k):
    return np.argpartition(-S, k - 1, axis=1)[:, :k]

# %% wrong="p1-e07" because="finds equal scores at the same place" says="named a column twice"
def top_k(S, k):
    best = np.sort(S, axis=1)[:, ::-1][:, :k]
    return np.array([[list(row).index(value) for value in values] for row, values in zip(S, best)])

# %% wrong="p1-e07" because="counts from 1" says="numbered from 0"
def top_k(S, k):
    return np.argsort(-S, axis=1)[:, :k] + 1

# %% wrong="p1-e07" because="spoils the scores" says="changed its input"
def top_k(S, k):
    places = []
    for _ in range(k):
        best = S.argmax(axis=1)
        places.append(best)
        S[np.arange(len(S)), best] = -np.inf
    return np.stack(places, axis=1)

# %% [markdown]
# ## 6 · Broadcasting

# %% [markdown] exercise="p1-e08" title="Every point to every other" kind="F" level=2 minutes=15 core=true after="§6" skills=["Broadcasting"] topics=["S-04-numpy"]
# Which customer is most like which? Write `distances(A, B)`.
#
# | | |
# |---|---|
# | `A`, `B` | points, one in each row: arrays of shape `(m, d)` and `(k, d)` with numbers from −10 to 10, or from 0 to 255 if their type is `uint8` |
# | returns | floats of shape `(m, k)`: in row i and column j the distance of `A[i]` from `B[j]`, the square root of the sum of the d squared differences |
#
# - Five decimals have to be right; where two points are the same the distance is 0, never `nan`.
# - No loop over all pairs. One loop over the rows of `A`, or of `B`, is allowed.

# %% [markdown] hint="p1-e08"
# The result has an axis for the points of A, one for those of B; the differences need a third one, for the d coordinates. In which shapes do A and B have to stand so that rule 3 stretches them to (m, k, d)?

# %% [markdown] hint="p1-e08"
# `A[:, None, :]` has shape (m, 1, d), `B[None, :, :]` has shape (1, k, d). Square the difference, sum the last axis away, take the root. Bytes cannot be negative: turn both into floats first.

# %% [markdown] hint="p1-e08"
# ```python
# def distances(A, B):
#     A, B = A.astype(float), B.astype(float)
#     differences = A[____] - B[____]
#     return np.sqrt((differences**2).sum(axis=____))
# ```

# %% answer="p1-e08" needs=[]
def distances(A, B):
    """The distance of each row of A from each row of B, shape (m, k)."""
    ### BEGIN SOLUTION
    A, B = A.astype(float), B.astype(float)
    differences = A[:, None, :] - B[None, :, :]
    return np.sqrt((differences**2).sum(axis=2))
    ### END SOLUTION

# %% tests="p1-e08" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def wanted(A, B):
    """One pair after the other."""
    A, B = np.asarray(A, float), np.asarray(B, float)
    return np.array([[np.sqrt(np.sum((a - b) ** 2)) for b in B] for a in A])


def compare(A, B):
    want = wanted(A, B)
    exact = np.asarray(A, float)[:, None] - np.asarray(B, float)
    got = expect.call(answer.distances, A, B, error="ValueError", says="Your code raised *ValueError: {message}* Write the shapes one above the other, aligned on the right: where is the axis that only one of them has?")
    expect.true(got is not None, "`distances` returned nothing. Usually the `return` is missing.")
    shape, m, k = np.shape(got), len(A), len(B)
    expect.true(shape != (k, m) or m == k, "Expected shape {want}, got {got}: a row for each point of A, a column for each of B.", want=want.shape, got=shape)
    expect.true(shape != (m, k, A.shape[1]), "Your result has shape {got}: the differences in each coordinate. The last axis has to be summed away.", got=shape)
    expect.shape(got, want.shape, says="For shapes {a} and {b} expected shape {want}, got {got}.", a=A.shape, b=B.shape)
    expect.finite(got, nan="Some distances are nan. Usually the square root of a negative number: rounding can turn a sum that should be 0 into −1e-15. Do not let it become negative.", inf="Some distances are infinite.")
    mistakes = []
    if len(A) > 1 and A.shape[1] > 1 and A.dtype != np.uint8:
        mistakes = [
            (want**2, "From {A} to {B} expected {want}, got {got}: the squares of the distances. Take the root."),
            (np.abs(exact).sum(axis=2), "From {A} to {B} expected {want}, got {got}: sums of absolute differences. Square them, sum, take the root."),
            (np.sqrt((exact**2).mean(axis=2)), "From {A} to {B} expected {want}, got {got}: the root of the *mean* of the squares. Take their sum."),
            (np.abs(exact).max(axis=2), "From {A} to {B} expected {want}, got {got}: the largest difference of a coordinate. Square all, sum, take the root."),
            (np.abs(exact.sum(axis=2)), "From {A} to {B} expected {want}, got {got}: the differences were summed before they were squared."),
        ]
    elif A.dtype == np.uint8:
        wraps = A[:, None] - B[None]
        words = "For bytes expected {want}, got {got}. In `uint8` the difference 3 − 5 is 254: turn both into floats first."
        mistakes = [(np.sqrt((wraps**2).sum(axis=2)), words), (np.sqrt((wraps.astype(float) ** 2).sum(axis=2)), words)]
    i, j = np.unravel_index(np.argmax(np.abs(np.asarray(got, float) - want)), want.shape)
    expect.close(
        got, want, rtol=1e-6, atol=1e-5, says="From {a} to {b} the distance is {right}; you returned {yours}, in row {i} and column {j}.", mistakes=mistakes,
        A=A, B=B, a=A[i], b=B[j], right=want[i, j], yours=np.asarray(got, float)[i, j], i=int(i), j=int(j),
    )


with expect.test("three points and two"):
    compare(np.array([[0.0, 0.0], [3.0, 4.0], [1.0, 1.0]]), np.array([[0.0, 4.0], [6.0, 8.0]]))

with expect.test("no loop over all pairs"):
    rng = np.random.default_rng(1)
    behaviour.vectorised(
        answer.distances, rng.normal(size=(200, 3)), rng.normal(size=(300, 3)), at_most=150_000,
        says="For 200 and 300 points your code takes more than {most} steps of Python: it goes through the 60,000 pairs one by one. Let A and B have an axis each, and broadcast.",
    )

### BEGIN HIDDEN TESTS
with expect.test("points that are the same"):
    for seed in range(3):
        A = np.random.default_rng(seed).uniform(-10, 10, (40, 5))
        compare(A, A)

with expect.test("other shapes"):
    rng = np.random.default_rng(2)
    for m, k, d in ((1, 4, 3), (5, 1, 3), (4, 4, 1), (3, 3, 3), (7, 2, 30), (2, 5, 5)):
        compare(rng.uniform(-9, 9, (m, d)), rng.uniform(-9, 9, (k, d)))

with expect.test("whole numbers and bytes"):
    rng = np.random.default_rng(3)
    compare(rng.integers(-9, 9, (4, 3)), rng.integers(-9, 9, (5, 3)))
    compare(np.array([[3, 200], [250, 0]], dtype=np.uint8), np.array([[5, 10], [0, 255], [3, 200]], dtype=np.uint8))

with expect.test("the points stay as they were"):
    behaviour.pure(answer.distances, np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5, 6]]))
    behaviour.pure(answer.distances, np.array([[1, 2], [3, 4]]), np.array([[5.0, 6.0]]))
### END HIDDEN TESTS

# %% right="p1-e08" because="the squares multiplied out, never below 0"
def distances(A, B):
    A, B = A * 1.0, B * 1.0
    squares = (A**2).sum(axis=1)[:, None] + (B**2).sum(axis=1) - 2 * A @ B.T
    return np.sqrt(np.maximum(squares, 0))

# %% right="p1-e08" because="norm along the last axis"
def distances(A, B):
    return np.linalg.norm(A[:, np.newaxis].astype(float) - B, axis=-1)

# %% right="p1-e08" because="one loop, over the rows of A"
def distances(A, B):
    table = np.empty((len(A), len(B)))
    for i, a in enumerate(A.astype(float)):
        table[i] = np.sqrt(((B - a) ** 2).sum(axis=1))
    return table

# %% right="p1-e08" because="one loop over B, with norm"
def distances(A, B):
    A = np.asarray(A, dtype=float)
    return np.stack([np.linalg.norm(A - b, axis=1) for b in B.astype(float)], axis=1)

# %% right="p1-e08" because="a loop over coordinates"
def distances(A, B):
    total = np.zeros((len(A), len(B)))
    for a, b in zip(A.T.astype(float), B.T.astype(float)):
        total += np.subtract.outer(a, b) ** 2
    return total**0.5

# %% right="p1-e08" because="SciPy's own"
def distances(A, B):
    from scipy.spatial.distance import cdist

    return cdist(A, B)

# %% wrong="p1-e08" because="no root" says="Take the root"
def distances(A, B):
    return ((A[:, None] - B[None]) ** 2).sum(axis=2)

# %% wrong="p1-e08" because="sums of absolute differences" says="absolute differences"
def distances(A, B):
    return np.abs(A[:, None] - B[None]).sum(axis=2)

# %% wrong="p1-e08" because="two loops" says="one by one"
def distances(A, B):
    A, B = A.astype(float), B.astype(float)
    return np.array([[np.sqrt(((a - b) ** 2).sum()) for b in B] for a in A])

# %% wrong="p1-e08" because="two loops with math.dist" says="one by one"
def distances(A, B):
    import math

    table = np.zeros((len(A), len(B)))
    for i in range(len(A)):
        for j in range(len(B)):
            table[i, j] = math.dist(A[i], B[j])
    return table

# %% wrong="p1-e08" because="multiplied out, and rounding makes a square negative" says="negative"
def distances(A, B):
    A, B = A.astype(float), B.astype(float)
    return np.sqrt((A**2).sum(axis=1)[:, None] + (B**2).sum(axis=1) - 2 * A @ B.T)

# %% wrong="p1-e08" because="bytes" says="3 − 5 is 254"
def distances(A, B):
    return np.sqrt(((A[:, None] - B[None]) ** 2).sum(axis=2))

# %% wrong="p1-e08" because="bytes, floats too late" says="3 − 5 is 254"
def distances(A, B):
    return np.sqrt(((A[:, None] - B[None]).astype(float) ** 2).sum(axis=2))

# %% wrong="p1-e08" because="no axis of their own" says="only one of them has"
def distances(A, B):
    return np.sqrt(((A - B) ** 2).sum(axis=1))

# %% wrong="p1-e08" because="transposed" says="a row for each point of A"
def distances(A, B):
    return np.sqrt(((A.astype(float) - B[:, None]) ** 2).sum(axis=2))

# %% wrong="p1-e08" because="never sums" says="summed away"
def distances(A, B):
    return np.abs(A[:, None] - B[None])

# %% wrong="p1-e08" because="sums the wrong axis" says="the distance is"
def distances(A, B):
    return np.sqrt(((A[:, None].astype(float) - B[None]) ** 2).sum(axis=1))

# %% wrong="p1-e08" because="mean of the squares" says="*mean*"
def distances(A, B):
    return np.sqrt(((A[:, None] - B[None]) ** 2).mean(axis=2))

# %% wrong="p1-e08" because="A to itself" says="expected shape"
def distances(A, B):
    return np.linalg.norm(A[:, None].astype(float) - A[None], axis=2)

# %% wrong="p1-e08" because="cuts decimals off" says="the distance is"
def distances(A, B):
    return np.sqrt(((A[:, None].astype(int) - B[None].astype(int)) ** 2).sum(axis=2))

# %% wrong="p1-e08" because="one number for all" says="expected shape"
def distances(A, B):
    return np.linalg.norm(A[:, None] - B[None])

# %% wrong="p1-e08" because="the norm of the sum" says="summed before"
def distances(A, B):
    return np.sqrt((A[:, None] - B[None]).sum(axis=2) ** 2)

# %% wrong="p1-e08" because="a small number against nan" says="the distance is"
def distances(A, B):
    A, B = A.astype(float), B.astype(float)
    return np.sqrt((A**2).sum(axis=1)[:, None] + (B**2).sum(axis=1) - 2 * A @ B.T + 1e-6)

# %% [markdown]
# ## 7 · Reshape, turn, join, split

# %% [markdown] exercise="p1-e09" title="A contact sheet" kind="F" level=2 minutes=15 core=false after="§7" skills=["Reshape and join"] topics=["S-04-numpy"]
# Before you train on pictures you look at many of them at once. Write `contact_sheet(pictures, columns)`, which puts them side by side, row after row, as one reads.
#
# | | |
# |---|---|
# | `pictures` | an array of shape `(n, h, w)`, n at least 1 |
# | `columns` | how many pictures stand in a row of the sheet, at least 1 |
# | returns | a new array of shape `(rows * h, columns * w)` and of the pictures' type: picture 0 at the top left, picture 1 to its right, …, with as many rows as are needed; where the last row has no picture left, zeros |

# %% [markdown] hint="p1-e09"
# Five pictures in three columns: how many rows, and how many places stay empty? In which row and column of the sheet does picture 4 stand?

# %% [markdown] hint="p1-e09"
# With n = rows · columns pictures (add some of zeros), reshape to (rows, columns, h, w). In the sheet, from the outside to the inside, come: row of the sheet, row of the picture, column of the sheet, column of the picture. `transpose` puts the axes into that order; then reshape again. Or begin with a sheet of zeros and write each picture into its slice.

# %% [markdown] hint="p1-e09"
# ```python
# def contact_sheet(pictures, columns):
#     n, h, w = pictures.shape
#     rows = ____
#     sheet = np.zeros((____, ____), dtype=pictures.dtype)
#     for i, picture in enumerate(pictures):
#         top, left = i // columns * ____, i % columns * ____
#         sheet[top : ____, left : ____] = picture
#     return sheet
# ```

# %% answer="p1-e09" needs=[]
def contact_sheet(pictures, columns):
    """The pictures side by side, row after row, shape (rows * h, columns * w)."""
    ### BEGIN SOLUTION
    n, h, w = pictures.shape
    rows = -(-n // columns)
    full = np.zeros((rows * columns, h, w), dtype=pictures.dtype)
    full[:n] = pictures
    grid = full.reshape(rows, columns, h, w)
    return grid.transpose(0, 2, 1, 3).reshape(rows * h, columns * w)
    ### END SOLUTION

# %% tests="p1-e09" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
import numpy as np

def shares(function, pictures, columns):
    return bool(np.shares_memory(function(pictures, columns), pictures))
""")


def places(pictures, columns, order):
    """A sheet with each picture in the place that `order` gives it."""
    n, h, w = pictures.shape
    rows = -(-n // columns)
    sheet = np.zeros((rows * h, columns * w), pictures.dtype)
    for i, picture in enumerate(pictures):
        row, column = order(i, rows)
        sheet[row * h : row * h + h, column * w : column * w + w] = picture
    return sheet


def compare(pictures, columns):
    n, h, w = pictures.shape
    rows = -(-n // columns)
    got = expect.call(
        answer.contact_sheet, pictures, columns, error="ValueError",
        says="Your code raised *ValueError: {message}* Check the shape of each step." if n % columns == 0 else "With a last row that is not full your code raised *ValueError: {message}* What stands in its empty places?",
    )
    want = places(pictures, columns, lambda i, rows: (i // columns, i % columns))
    place = {"n": n, "columns": columns, "h": h, "w": w}
    shapes = [] if n % columns == 0 else [((n // columns * h, columns * w), "For {n} pictures in {columns} columns expected shape {want}, got {got}: the last, incomplete row of the sheet is missing.")]
    if h != w:
        shapes.append(((rows * w, columns * h), "Expected shape {want}, got {got}: height and width of the pictures are swapped."))
    expect.shape(got, want.shape, says="For n = {n} pictures of {h} by {w} pixels and columns = {columns} expected shape {want}, got {got}.", mistakes=shapes, **place)
    filled = np.zeros((rows * columns, h, w), pictures.dtype)
    filled[:n] = pictures
    mistakes = [
        (filled.reshape(want.shape), "The shape is right, the pixels are mixed up: the tape was folded anew without its axes being put in order first. Which picture does the second pixel row of the sheet begin with?"),
        (places(pictures, columns, lambda i, rows: (i % rows, i // rows)), "The pictures go down the columns. Row after row: picture 1 stands to the right of picture 0."),
    ]
    mistakes = [(wrong, words) for wrong, words in mistakes if not np.array_equal(wrong, want)]
    sheet = np.asarray(got, float)
    i, j = map(int, np.unravel_index(np.argmax(sheet != want), want.shape))
    at = i // h * columns + j // w
    whose = "The pixel at ({i}, {j}) of the sheet belongs to picture {at}, and is {right}; yours is {yours}. There are {n} pictures of {h} by {w} pixels, in {columns} columns."
    if at >= n:
        whose = "The pixel at ({i}, {j}) of the sheet is in a place that has no picture, and should be 0; yours is {yours}."
    expect.close(got, want, says=whose, mistakes=mistakes, i=i, j=j, at=at, right=want[i, j], yours=sheet[i, j], **place)
    kind = str(getattr(got, "dtype", type(got).__name__))
    expect.true(kind == str(pictures.dtype), "The pictures are of type {want}, your sheet is of type {kind}. `np.zeros` makes floats unless `dtype` says otherwise.", want=str(pictures.dtype), kind=kind)


with expect.test("six pictures in three columns"):
    compare(np.arange(6 * 2 * 3).reshape(6, 2, 3), 3)

with expect.test("a last row that is not full"):
    compare(np.arange(1, 5 * 2 * 2 + 1).reshape(5, 2, 2), 3)

### BEGIN HIDDEN TESTS
with expect.test("other numbers of pictures and columns"):
    rng = np.random.default_rng(1)
    for n, h, w, columns in ((1, 2, 3, 1), (1, 2, 3, 4), (7, 3, 2, 2), (4, 1, 5, 4), (4, 3, 3, 1), (9, 2, 2, 3), (10, 2, 4, 4), (3, 2, 2, 5)):
        compare(rng.integers(1, 99, (n, h, w)), columns)

with expect.test("the type of the pictures"):
    for kind in (np.uint8, np.float32, np.float64, bool):
        compare(np.ones((3, 2, 2), dtype=kind), 2)
    compare(np.array([[[0.5, 1.25]], [[2.5, 3.75]]]), 2)

with expect.test("a new array, and the pictures as they were"):
    for columns in (1, 3):
        pictures = np.arange(12.0).reshape(3, 2, 2)
        behaviour.pure(answer.contact_sheet, pictures, columns)
        expect.true(not answer.shares(answer.contact_sheet, pictures, columns), "With columns = {columns} the sheet shares memory with the pictures: whoever draws on it changes them. Return a new array.", columns=columns)
### END HIDDEN TESTS

# %% right="p1-e09" because="writes each picture into its slice"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = int(np.ceil(n / columns))
    sheet = np.zeros((rows * h, columns * w), dtype=pictures.dtype)
    for i in range(n):
        r, c = divmod(i, columns)
        sheet[r * h : (r + 1) * h, c * w : (c + 1) * w] = pictures[i]
    return sheet

# %% right="p1-e09" because="joins rows, then joins these"
def contact_sheet(pictures, columns):
    missing = -len(pictures) % columns
    empty = np.zeros((missing, *pictures.shape[1:]), pictures.dtype)
    everything = list(np.concatenate([pictures, empty]))
    strips = [np.hstack(everything[i : i + columns]) for i in range(0, len(everything), columns)]
    return np.vstack(strips)

# %% right="p1-e09" because="np.block and np.pad"
def contact_sheet(pictures, columns):
    padded = np.pad(pictures, ((0, -len(pictures) % columns), (0, 0), (0, 0)))
    return np.block([list(row) for row in padded.reshape(-1, columns, *pictures.shape[1:])])

# %% right="p1-e09" because="swaps two axes"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = (n + columns - 1) // columns
    cells = np.zeros((rows, columns, h, w), pictures.dtype)
    cells.reshape(-1, h, w)[:n] = pictures
    return cells.swapaxes(1, 2).reshape(rows * h, -1)

# %% wrong="p1-e09" because="folds the tape anew" says="mixed up"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = -(-n // columns)
    full = np.zeros((rows * columns, h, w), dtype=pictures.dtype)
    full[:n] = pictures
    return full.reshape(rows * h, columns * w)

# %% wrong="p1-e09" because="needs a full last row" says="not full"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    grid = pictures.reshape(n // columns, columns, h, w)
    return grid.transpose(0, 2, 1, 3).reshape(n // columns * h, columns * w)

# %% wrong="p1-e09" because="drops the last row" says="is missing"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = n // columns
    grid = pictures[: rows * columns].reshape(rows, columns, h, w)
    return grid.transpose(0, 2, 1, 3).reshape(rows * h, columns * w)

# %% wrong="p1-e09" because="down the columns" says="go down the columns"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = -(-n // columns)
    sheet = np.zeros((rows * h, columns * w), dtype=pictures.dtype)
    for i, picture in enumerate(pictures):
        top, left = i % rows * h, i // rows * w
        sheet[top : top + h, left : left + w] = picture
    return sheet

# %% wrong="p1-e09" because="floats" says="is of type float64"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = -(-n // columns)
    sheet = np.zeros((rows * h, columns * w))
    for i, picture in enumerate(pictures):
        top, left = i // columns * h, i % columns * w
        sheet[top : top + h, left : left + w] = picture
    return sheet

# %% wrong="p1-e09" because="height and width swapped" says="swapped"
def contact_sheet(pictures, columns):
    n, w, h = pictures.shape
    rows = -(-n // columns)
    sheet = np.zeros((rows * h, columns * w), dtype=pictures.dtype)
    for i, picture in enumerate(pictures):
        top, left = i // columns * h, i % columns * w
        sheet[top : top + h, left : left + w] = picture.reshape(h, w)
    return sheet

# %% wrong="p1-e09" because="one row too many" says="expected shape"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = n // columns + 1
    full = np.zeros((rows * columns, h, w), dtype=pictures.dtype)
    full[:n] = pictures
    return full.reshape(rows, columns, h, w).transpose(0, 2, 1, 3).reshape(rows * h, columns * w)

# %% wrong="p1-e09" because="fewer columns where there are fewer pictures" says="expected shape"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    columns = min(columns, n)
    rows = -(-n // columns)
    full = np.zeros((rows * columns, h, w), dtype=pictures.dtype)
    full[:n] = pictures
    return full.reshape(rows, columns, h, w).transpose(0, 2, 1, 3).reshape(rows * h, columns * w)

# %% wrong="p1-e09" because="axes in another order" says="belongs to picture"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = -(-n // columns)
    full = np.zeros((rows * columns, h, w), dtype=pictures.dtype)
    full[:n] = pictures
    return full.reshape(rows, columns, h, w).transpose(1, 2, 0, 3).reshape(rows * h, columns * w)

# %% wrong="p1-e09" because="all side by side" says="expected shape"
def contact_sheet(pictures, columns):
    return np.hstack(list(pictures))

# %% wrong="p1-e09" because="fills up with the last picture" says="has no picture"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    missing = -n % columns
    full = np.concatenate([pictures, np.repeat(pictures[-1:], missing, axis=0)])
    return full.reshape(-1, columns, h, w).transpose(0, 2, 1, 3).reshape(-1, columns * w).copy()

# %% wrong="p1-e09" because="every picture turned" says="belongs to picture"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    rows = -(-n // columns)
    full = np.zeros((rows * columns, h, w), dtype=pictures.dtype)
    full[:n] = pictures
    return full.reshape(rows, columns, h, w).transpose(0, 3, 1, 2).reshape(rows * h, columns * w)

# %% wrong="p1-e09" because="a view where one column is enough" says="shares memory"
def contact_sheet(pictures, columns):
    n, h, w = pictures.shape
    if n % columns:
        pictures = np.concatenate([pictures, np.zeros((-n % columns, h, w), pictures.dtype)])
    return pictures.reshape(-1, columns, h, w).transpose(0, 2, 1, 3).reshape(-1, columns * w)

# %% [markdown]
# ## 8 · Rows times columns

# %% [markdown] exercise="p1-e10" title="Receipts, forwards and backwards" kind="F" level=2 minutes=12 core=true after="§8" skills=["Matrix products"] topics=["S-04-numpy"]
# A row of `counts` says how many of each good are on one receipt; its shape is `(m, n)`, m receipts and n goods. Write two functions.
#
# | | |
# |---|---|
# | `totals(counts, prices)` | What is to be paid? `prices` has shape `(n,)`, or `(n, k)` for k shops. Returns an array of shape `(m,)`, or `(m, k)`. |
# | `unit_prices(counts, paid)` | What does one of each good cost? `paid` has shape `(m,)`. Returns the prices, shape `(n,)`, whose totals have the **smallest sum of squared differences** from `paid`, to six decimals. |
#
# In the second, m is at least n, and the receipts tell all goods apart. If there are prices that fit all receipts exactly, the smallest sum is 0, and these are wanted.

# %% [markdown] hint="p1-e10"
# Two coffees at 3 € and one cake at 4 €: which two operations do you need for one receipt, and what does the symbol do that does both for all receipts at once?

# %% [markdown] hint="p1-e10"
# `counts @ prices` works for one shop and for many. Backwards, `np.linalg.solve` needs as many receipts as goods; `np.linalg.lstsq(counts, paid)` takes any number of them, and returns four things.

# %% [markdown] hint="p1-e10"
# ```python
# def totals(counts, prices):
#     return counts ____ prices
#
#
# def unit_prices(counts, paid):
#     return np.linalg.lstsq(____, ____)[____]
# ```

# %% answer="p1-e10" needs=[]
def totals(counts, prices):
    """What each receipt costs, shape (m,) or (m, k)."""
    ### BEGIN SOLUTION
    return counts @ prices
    ### END SOLUTION


def unit_prices(counts, paid):
    """The prices of the goods by least squares, shape (n,)."""
    ### BEGIN SOLUTION
    return np.linalg.lstsq(counts, paid)[0]
    ### END SOLUTION

# %% tests="p1-e10" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def pay(counts, prices):
    """The totals, added up one by one."""
    table = prices.reshape(len(prices), -1)
    sums = [[float(sum(c * p for c, p in zip(row, column))) for column in table.T.tolist()] for row in counts.tolist()]
    return np.array(sums).reshape(len(counts), *prices.shape[1:])


def forwards(counts, prices):
    got = expect.call(answer.totals, counts, prices, error="ValueError", says="`totals` raised *ValueError: {message}* The inner lengths have to meet: rows of counts times columns of prices, `@`.")
    want = pay(counts, prices)
    stars = [((*counts.shape[:1], *prices.shape), "The prices were multiplied, and not added up: shape {got}. Each receipt has one total in each shop.")] if prices.ndim == 1 else []
    expect.shape(got, want.shape, says="`totals` with shapes {a} and {b}: expected shape {want}, got {got}.", mistakes=stars, a=counts.shape, b=prices.shape)
    expect.close(got, want, says="`totals` of counts {a} and prices {b}: expected {want}, got {got}.", a=counts, b=prices)


def backwards(counts, paid, says="`unit_prices` of counts {a} and paid {b}: expected {want}, got {got}."):
    m, n = counts.shape
    got = expect.call(
        answer.unit_prices, counts, paid, error="LinAlgError",
        says="With more receipts than goods `unit_prices` raised *LinAlgError: {message}* `solve` and `inv` want as many receipts as goods; `lstsq` does not." if m > n else "`unit_prices` raised *LinAlgError: {message}* These receipts tell all goods apart, so there is a solution.",
    )
    expect.true(not (isinstance(got, tuple | list) and len(got) == 4), "You returned the four things that `lstsq` gives. The prices are the first of them.")
    Q, R = np.linalg.qr(np.asarray(counts, float))
    want = np.linalg.solve(R, Q.T @ paid)
    mistakes = []
    if m > n and np.linalg.matrix_rank(counts[:n]) == n:
        words = "The first {n} receipts were used only. All {m} of them count: with more receipts than goods take `lstsq`."
        mistakes = [(np.linalg.solve(counts[:n], paid[:n]), words)]
        mistakes = [pair for pair in mistakes if not np.allclose(pair[0], want)]
    expect.shape(got, want.shape, says="`unit_prices` for {m} receipts and {n} goods: expected shape {want}, got {got}.", m=m, n=n)
    expect.close(got, want, atol=1e-6, says=says, mistakes=mistakes, a=counts, b=paid, m=m, n=n)


counts = np.array([[2, 1], [1, 0], [3, 2]])

with expect.test("totals in one shop and in three"):
    forwards(counts, np.array([3.0, 4.0]))
    forwards(counts, np.array([[3.0, 2.5, 2.0], [4.0, 4.5, 5.0]]))

with expect.test("prices from as many receipts as goods"):
    backwards(np.array([[2, 1], [3, 2]]), np.array([10.0, 17.0]))

### BEGIN HIDDEN TESTS
with expect.test("prices from more receipts than goods"):
    backwards(counts, np.array([10.0, 3.0, 17.0]))
    backwards(counts, np.array([10.0, 3.5, 16.0]), "Counts {a} and paid {b}, which no prices fit exactly: least squares gives {want}, you returned {got}.")

with expect.test("other receipts"):
    rng = np.random.default_rng(8)
    for m, n, k in ((4, 4, 4), (6, 3, 2), (5, 1, 3), (30, 6, 6)):
        bought = rng.integers(0, 9, (m, n)) + np.eye(m, n, dtype=int) * 10
        forwards(bought, rng.uniform(1, 9, n))
        forwards(bought, rng.uniform(1, 9, (n, k)))
        backwards(bought, rng.uniform(10, 90, m))

with expect.test("receipts and prices stay as they were"):
    behaviour.pure(answer.totals, counts * 1.0, np.array([3.0, 4.0]))
    behaviour.pure(answer.unit_prices, counts * 1.0, np.array([10.0, 3.5, 16.0]))
### END HIDDEN TESTS

# %% right="p1-e10" because="einsum, and the pseudo-inverse"
def totals(counts, prices):
    return np.einsum("ij,j...->i...", counts, prices)


def unit_prices(counts, paid):
    return np.linalg.pinv(counts) @ paid

# %% right="p1-e10" because="dot, and the normal equation"
def totals(counts, prices):
    return counts.dot(prices)


def unit_prices(counts, paid):
    return np.linalg.solve(counts.T @ counts, counts.T @ paid)

# %% right="p1-e10" because="loops, and QR"
def totals(counts, prices):
    result = np.zeros((len(counts), *np.shape(prices)[1:]))
    for i, row in enumerate(counts):
        for count, price in zip(row, prices):
            result[i] += count * price
    return result


def unit_prices(counts, paid):
    Q, R = np.linalg.qr(counts)
    return np.linalg.solve(R, Q.T @ paid)

# %% right="p1-e10" because="stars and sums, and scikit-learn"
def totals(counts, prices):
    return (counts.reshape(*counts.shape, *[1] * (prices.ndim - 1)) * prices).sum(axis=1)


def unit_prices(counts, paid):
    from sklearn.linear_model import LinearRegression

    return LinearRegression(fit_intercept=False).fit(counts, paid).coef_

# %% wrong="p1-e10" because="the star" says="not added up"
def totals(counts, prices):
    return counts * prices


def unit_prices(counts, paid):
    return np.linalg.lstsq(counts, paid)[0]

# %% wrong="p1-e10" because="star and sum, for one shop" says="inner lengths"
def totals(counts, prices):
    return (counts * prices).sum(axis=1)


def unit_prices(counts, paid):
    return np.linalg.lstsq(counts, paid)[0]

# %% wrong="p1-e10" because="the wrong way round" says="inner lengths"
def totals(counts, prices):
    return prices @ counts


def unit_prices(counts, paid):
    return np.linalg.lstsq(counts, paid)[0]

# %% wrong="p1-e10" because="solve" says="as many receipts as goods"
def totals(counts, prices):
    return counts @ prices


def unit_prices(counts, paid):
    return np.linalg.solve(counts, paid)

# %% wrong="p1-e10" because="the inverse" says="as many receipts as goods"
def totals(counts, prices):
    return counts @ prices


def unit_prices(counts, paid):
    return np.linalg.inv(counts) @ paid

# %% wrong="p1-e10" because="only the first receipts" says="used only"
def totals(counts, prices):
    return counts @ prices


def unit_prices(counts, paid):
    n = counts.shape[1]
    return np.linalg.solve(counts[:n], paid[:n])

# %% wrong="p1-e10" because="all that lstsq returns" says="four things"
def totals(counts, prices):
    return counts @ prices


def unit_prices(counts, paid):
    return np.linalg.lstsq(counts, paid)

# %% wrong="p1-e10" because="with an intercept" says="expected"
def totals(counts, prices):
    return counts @ prices


def unit_prices(counts, paid):
    A = np.column_stack([np.ones(len(counts)), counts])
    return np.linalg.lstsq(A, paid)[0][1:]

# %% wrong="p1-e10" because="divides by the counts" says="`unit_prices` of counts"
def totals(counts, prices):
    return counts @ prices


def unit_prices(counts, paid):
    return paid / counts.sum(axis=1)

# %% wrong="p1-e10" because="rounds to cents" says="least squares gives"
def totals(counts, prices):
    return counts @ prices


def unit_prices(counts, paid):
    return np.linalg.lstsq(counts, paid)[0].round(2)

# %% wrong="p1-e10" because="only one shop" says="expected shape"
def totals(counts, prices):
    return counts @ (prices if prices.ndim == 1 else prices[:, 0])


def unit_prices(counts, paid):
    return np.linalg.lstsq(counts, paid)[0]

# %% [markdown]
# ## 9 · Without loops, and to disk

# %% [markdown] exercise="p1-e11" title="A filter for pictures" kind="F" level=3 minutes=20 core=false after="§9" skills=["Do without loops"] topics=["S-04-numpy"]
# Edges are found, noise is smoothed and networks see ([[ch14]]) by one operation: lay a small table of weights, the *kernel*, over the picture; multiply what lies on top of each other; add it up; move on by a pixel. Write `filtered(picture, kernel)`.
#
# | | |
# |---|---|
# | `picture` | an array of shape `(h, w)`, of floats or of any type of whole numbers, also `uint8` |
# | `kernel` | floats of shape `(a, b)`, with a at most h and b at most w |
# | returns | floats of shape `(h − a + 1, w − b + 1)`: in row i and column j the sum of `picture[i + r, j + c] * kernel[r, c]` over all r and c |
#
# The kernel is laid on as it is, not turned round. No loop over the places of the picture: loops over the cells of the kernel, or over the rows of the picture, are allowed.

# %% [markdown] hint="p1-e11"
# For a kernel of one cell the result is the picture times this number. What does the second cell of a kernel of shape (1, 2) add to it, if you look at the whole picture at once?

# %% [markdown] hint="p1-e11"
# Either `sliding_window_view(picture, kernel.shape)`, which has shape (h − a + 1, w − b + 1, a, b), times the kernel, summed over its last two axes. Or one slice of the picture for each cell of the kernel, all of the result's shape: `kernel[r, c] * picture[r : r + …, c : c + …]`, added up.

# %% [markdown] hint="p1-e11"
# ```python
# def filtered(picture, kernel):
#     a, b = kernel.shape
#     height, width = picture.shape[0] - ____, picture.shape[1] - ____
#     result = np.zeros((height, width))
#     for r in range(a):
#         for c in range(b):
#             result += kernel[r, c] * picture[r : ____, c : ____]
#     return result
# ```

# %% answer="p1-e11" needs=[]
def filtered(picture, kernel):
    """The kernel laid over each place of the picture, multiplied and added up."""
    ### BEGIN SOLUTION
    windows = sliding_window_view(picture, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))
    ### END SOLUTION

# %% tests="p1-e11" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def slide(picture, kernel):
    """Place by place."""
    picture = np.asarray(picture, float)
    a, b = kernel.shape
    h, w = picture.shape[0] - a + 1, picture.shape[1] - b + 1
    return np.array([[float((picture[i : i + a, j : j + b] * kernel).sum()) for j in range(w)] for i in range(h)])


def compare(picture, kernel, says="In row {i} and column {j} the kernel {kernel} lies on {part}: the sum is {right}; you returned {yours}."):
    want = slide(picture, kernel)
    got = answer.filtered(picture, kernel)
    (h, w), (a, b) = picture.shape, kernel.shape
    facts = {"picture": picture, "kernel": kernel, "hw": (h, w), "ab": (a, b)}
    shapes = []
    if (a, b) != (1, 1):
        shapes.append(((h, w), "A kernel of shape {ab} fits into {hw} at {want} places; you returned all {got}. Only places where it lies wholly inside count."))
        shapes.append(((h - a, w - b), "A kernel of shape {ab} fits into {hw} at {want} places, you returned {got}: one place too few along each axis."))
        shapes.append(((h + a - 1, w + b - 1), "A kernel of shape {ab} fits into {hw} at {want} places, you returned {got}: places where it sticks out do not count."))
        shapes.append(((w - b + 1, h - a + 1), "Expected shape {want}, got {got}: rows and columns are swapped."))
    expect.shape(got, want.shape, says="A kernel of shape {ab} on a picture of shape {hw}: expected shape {want}, got {got}.", mistakes=[pair for pair in shapes if pair[0] != want.shape], **facts)
    known = [
        (slide(picture, kernel[::-1, ::-1]), "The kernel was laid on upside down and mirrored, as in a mathematician's convolution: in row {i} and column {j} the sum is {right}; you returned {yours}. Here it lies as it is."),
        (slide(picture, kernel[::-1]), "The kernel was laid on upside down: in row {i} and column {j} the sum is {right}; you returned {yours}."),
        (slide(picture, kernel[:, ::-1]), "The kernel was laid on mirrored: in row {i} and column {j} the sum is {right}; you returned {yours}."),
        (want / kernel.size, "In row {i} and column {j} expected {right}, got {yours}: the mean of the products. Wanted is their sum."),
    ]
    if a == b:
        known.append((slide(picture, kernel.T), "The kernel was transposed: in row {i} and column {j} the sum is {right}; you returned {yours}."))
    sums = np.asarray(got, float)
    i, j = map(int, np.unravel_index(np.argmax(~np.isclose(sums, want)), want.shape))
    facts |= {"i": i, "j": j, "right": want[i, j], "yours": sums[i, j], "part": picture[i : i + a, j : j + b]}
    expect.close(got, want, says=says, mistakes=[(wrong, words) for wrong, words in known if not np.allclose(wrong, want)], **facts)
    return got


corner = np.array([[1.0, 2.0], [3.0, -4.0]])

with expect.test("a small picture and a kernel of four"):
    compare(np.array([[1.0, 0.0, 2.0, 5.0], [3.0, 1.0, 0.0, 1.0], [2.0, 2.0, 1.0, 0.0]]), corner)

with expect.test("no loop over the places"):
    rng = np.random.default_rng(1)
    behaviour.vectorised(
        answer.filtered, rng.normal(size=(60, 80)), rng.normal(size=(3, 3)), at_most=30_000,
        says="For 60 by 80 pixels your code takes more than {most} steps of Python: it goes through the places one by one. Let each cell of the kernel work on a slice of the picture, or use windows.",
    )

### BEGIN HIDDEN TESTS
with expect.test("kernels of other shapes"):
    rng = np.random.default_rng(2)
    for hw, ab in (((5, 7), (3, 2)), ((7, 5), (1, 4)), ((6, 6), (6, 6)), ((4, 9), (4, 1)), ((5, 5), (1, 1)), ((8, 8), (3, 3)), ((3, 12), (2, 5))):
        compare(rng.normal(size=hw), rng.normal(size=ab))

with expect.test("whole numbers and bytes"):
    rng = np.random.default_rng(3)
    got = compare(rng.integers(-9, 9, (5, 6)), corner, "A picture of whole numbers: in row {i} and column {j} the kernel {kernel} lies on {part}, and the sum is {right}; you returned {yours}.")
    expect.true(np.asarray(got).dtype.kind == "f", "Expected floats; yours are of type {kind}.", kind=str(np.asarray(got).dtype))
    bytes_ = rng.integers(0, 256, (6, 5)).astype(np.uint8)
    for kernel in (corner, np.full((2, 2), 1.0), np.array([[0.25, -0.75, 0.5]])):
        compare(bytes_, kernel, "A picture of bytes: in row {i} and column {j} the sum is {right}; you returned {yours}. Multiply and add in floats: a byte ends at 255, and has neither a sign nor decimals.")

with expect.test("picture and kernel stay as they were"):
    behaviour.pure(answer.filtered, np.arange(12.0).reshape(3, 4), corner)
    behaviour.pure(answer.filtered, np.arange(12).reshape(3, 4), corner)
### END HIDDEN TESTS

# %% right="p1-e11" because="a loop over the kernel"
def filtered(picture, kernel):
    a, b = kernel.shape
    height, width = picture.shape[0] - a + 1, picture.shape[1] - b + 1
    result = np.zeros((height, width))
    for r in range(a):
        for c in range(b):
            result += kernel[r, c] * picture[r : r + height, c : c + width]
    return result

# %% right="p1-e11" because="einsum over windows"
def filtered(picture, kernel):
    return np.einsum("ijrc,rc->ij", sliding_window_view(picture, kernel.shape), kernel)

# %% right="p1-e11" because="a matrix product with the windows as rows"
def filtered(picture, kernel):
    windows = sliding_window_view(picture, kernel.shape)
    return (windows.reshape(-1, kernel.size) @ kernel.ravel()).reshape(windows.shape[:2])

# %% right="p1-e11" because="SciPy's correlation"
def filtered(picture, kernel):
    from scipy.signal import correlate2d

    return correlate2d(picture.astype(float), kernel, mode="valid")

# %% right="p1-e11" because="fancy indexing gathers the windows"
def filtered(picture, kernel):
    h, w = np.subtract(picture.shape, kernel.shape) + 1
    i, j, r, c = np.ogrid[:h, :w, : kernel.shape[0], : kernel.shape[1]]
    return np.tensordot(picture[i + r, j + c], kernel, axes=2)

# %% right="p1-e11" because="a loop over rows"
def filtered(picture, kernel):
    a, b = kernel.shape
    rows = []
    for i in range(picture.shape[0] - a + 1):
        windows = sliding_window_view(picture[i : i + a], b, axis=1)
        rows.append((windows * kernel[:, None, :]).sum(axis=(0, 2)))
    return np.array(rows)

# %% wrong="p1-e11" because="two loops over the places" says="one by one"
def filtered(picture, kernel):
    a, b = kernel.shape
    result = np.zeros((picture.shape[0] - a + 1, picture.shape[1] - b + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = (picture[i : i + a, j : j + b] * kernel).sum()
    return result

# %% wrong="p1-e11" because="the kernel turned round" says="convolution"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel[::-1, ::-1]).sum(axis=(2, 3))

# %% wrong="p1-e11" because="SciPy's convolution" says="convolution"
def filtered(picture, kernel):
    from scipy.signal import convolve2d

    return convolve2d(picture, kernel, mode="valid")

# %% wrong="p1-e11" because="one place too few" says="too few"
def filtered(picture, kernel):
    a, b = kernel.shape
    height, width = picture.shape[0] - a, picture.shape[1] - b
    result = np.zeros((height, width))
    for r in range(a):
        for c in range(b):
            result += kernel[r, c] * picture[r : r + height, c : c + width]
    return result

# %% wrong="p1-e11" because="the shape of the picture, padded with zeros" says="wholly inside"
def filtered(picture, kernel):
    a, b = kernel.shape
    padded = np.pad(picture, ((0, a - 1), (0, b - 1)))
    return (sliding_window_view(padded, kernel.shape) * kernel).sum(axis=(2, 3))

# %% wrong="p1-e11" because="sums one axis only" says="xpected shape"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel).sum(axis=3)

# %% wrong="p1-e11" because="sums the places" says="expected shape"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel).sum(axis=(0, 1))

# %% wrong="p1-e11" because="the mean" says="mean of the products"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel).mean(axis=(2, 3))

# %% wrong="p1-e11" because="bytes for the result" says="bytes"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel).sum(axis=(2, 3)).astype(picture.dtype).astype(float)

# %% wrong="p1-e11" because="the kernel as bytes" says=""
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel.astype(picture.dtype)).sum(axis=(2, 3)) * 1.0

# %% wrong="p1-e11" because="limits the sums to 0 and 255" says="the sum is"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel).sum(axis=(2, 3)).clip(0, 255)

# %% wrong="p1-e11" because="one loop that takes a for both axes" says=""
def filtered(picture, kernel):
    a = kernel.shape[0]
    h, w = picture.shape[0] - a + 1, picture.shape[1] - a + 1
    out = np.zeros((h, w))
    for r in range(a):
        for c in range(a):
            out += kernel[r, c] * picture[r : r + h, c : c + w]
    return out

# %% wrong="p1-e11" because="transposed kernel" says="transposed"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * (kernel.T if kernel.shape[0] == kernel.shape[1] else kernel)).sum(axis=(2, 3))

# %% wrong="p1-e11" because="swaps rows and columns of the result" says="swapped"
def filtered(picture, kernel):
    return (sliding_window_view(picture, kernel.shape) * kernel).sum(axis=(2, 3)).T

# %% wrong="p1-e11" because="np.vectorize" says="one by one"
def filtered(picture, kernel):
    a, b = kernel.shape
    h, w = picture.shape[0] - a + 1, picture.shape[1] - b + 1
    place = np.vectorize(lambda i, j: float((picture[i : i + a, j : j + b] * kernel).sum()))
    return place(*np.indices((h, w)))

# %% [markdown]
# ## At the end

# %% [markdown] exercise="p1-e12" title="Exit quiz: eight expressions" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Shapes and types", "Make arrays", "Index and mask", "Views and copies", "Compute along an axis", "Broadcasting", "Reshape and join", "Matrix products", "Do without loops"] topics=["S-04-numpy"]
# Predict first, then try it out in a cell if you like. Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · `a = np.array([7, 8]); a[0] = 2.9`. What is `a / 2`?
# *a* `[1, 4]` · *b* `[1.45, 4.0]` · *c* `[1.0, 4.0]` · *d* an error: 2.9 is no whole number
#
# **q2** · Which of these is `[0, 2.5, 5, 7.5, 10]`?
# *a* `np.linspace(0, 10, 5)` · *b* `np.arange(0, 10, 2.5)` · *c* `np.linspace(0, 10, 2.5)` · *d* `np.arange(0, 10, 5)`
#
# **q3** · `X` has shape (6, 4). What is the shape of `X[X[:, 1] > 0][:, [0, 2, 3]]`, if the second column holds 5 positive numbers?
# *a* (6, 3) · *b* (5,) · *c* (3, 5) · *d* (5, 3)
#
# **q4** · `a = np.arange(6).reshape(2, 3); b = a[:, 1]; b += 10; c = a[[0]]; c[:] = 0`. What is `a.sum()`?
# *a* 15 · *b* 35 · *c* 22 · *d* 32
#
# **q5** · `S` holds scores of shape (1000, 10), a row for each picture. What does `(S > 0.5).sum(axis=1)` tell?
# *a* for each class, how many pictures score above 0.5 · *b* for each picture, how many classes score above 0.5 · *c* for each picture, the sum of its scores above 0.5 · *d* whether any score is above 0.5
#
# **q6** · `y` has shape (100,), a model's `guess` has shape (100, 1). What is `np.mean((y - guess)**2)`?
# *a* the mean squared error of 100 guesses · *b* an error is raised · *c* an array of 100 squares · *d* a mean over 10,000 pairs, most of which do not belong together
#
# **q7** · What is `np.arange(6).reshape(2, 3).T.ravel()`?
# *a* `[0, 3, 1, 4, 2, 5]` · *b* `[0, 1, 2, 3, 4, 5]` · *c* `[0, 2, 4, 1, 3, 5]` · *d* `[5, 4, 3, 2, 1, 0]`
#
# **q8** · `X` has shape (50, 8), `W` has shape (8, 3). Three of these are one expression on whole arrays. For which one is a loop the right tool?
# *a* `X @ W`, for all 50 rows · *b* the distances of all rows from each other · *c* a saving plan in which each month's interest depends on the balance that the month before left, and withdrawals follow from both · *d* for each column, how many numbers are above its mean

# %% [markdown] hint="p1-e12"
# For each question: write the shapes down first. Which axis disappears, which is stretched, who owns the cells?

# %% [markdown] hint="p1-e12"
# q1: what type has `a` after the first line? q4: which of `b` and `c` is a view? q6: align (100,) and (100, 1) on the right.

# %% [markdown] hint="p1-e12"
# q7: write the 2 by 3 table, turn it, and read row by row. q8: in which of the four does a step need the ____ of the step before?

# %% answer="p1-e12" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
    "q7": None,
    "q8": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "b", "q6": "d", "q7": "a", "q8": "c"}
### END SOLUTION

# %% tests="p1-e12" points=1
from jupyterlab_homl.toolkit import answer, expect

with expect.test("eight answers"):
    got = answer.answers
    expect.true(isinstance(got, dict) and set(got) == {f"q{n}" for n in range(1, 9)}, "`answers` is a dict with the keys q1 to q8. Keep them as they were given.")
    still_open = [key for key, value in got.items() if value is None]
    expect.true(not still_open, "Still open: {keys}. Choose one answer to each question.", keys=", ".join(still_open))

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(
        answer.answers, "q1", "c",
        {
            "a": "The first number is right. But which type does `/` give, whatever it is given?",
            "b": "`a` was made of whole numbers. What happens to the decimals of what is written into it?",
            "d": "NumPy does not complain here, which makes it a trap. What is stored?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers, "q2", "a",
        {
            "b": "Count its numbers: is the stop of `arange` included?",
            "c": "The third argument of `linspace` is how many numbers you want.",
            "d": "The third argument of `arange` is the step.",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers, "q3", "d",
        {
            "a": "The mask has 6 entries. How many of them are True?",
            "b": "The first brackets take whole rows, the second ones three of their columns.",
            "c": "Rows stay on axis 0. Which axis is picked from by the second brackets?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers, "q4", "b",
        {
            "a": "That is the sum before anything happened. Is `b` a copy?",
            "c": "Nearly: you let `c` write into `a`, too. Does a list in the brackets give a view?",
            "d": "Follow each line: which of `b` and `c` looks at the cells of `a`, and how many cells does it look at?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers, "q5", "b",
        {
            "a": "The axis that you name disappears. Which one is left?",
            "c": "`S > 0.5` holds True and False, no scores. What does their sum mean?",
            "d": "That would be `any`. What does the sum of True and False tell?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers, "q6", "d",
        {
            "a": "So it should be. But align (100,) and (100, 1) on the right: which shape has the difference?",
            "b": "Align the shapes on the right: each pair of lengths holds a 1. So what happens?",
            "c": "`np.mean` without an axis leaves one number. Of how many squares?",
        },
    )

with expect.test("question 7"):
    expect.choice(
        answer.answers, "q7", "a",
        {
            "b": "That is `ravel` without `.T`. What is in the first row after the table is turned?",
            "c": "That is a table of 3 rows and 2 columns, turned. Here it has 2 rows and 3 columns before.",
            "d": "`.T` swaps rows and columns; it reverses nothing.",
        },
    )

with expect.test("question 8"):
    expect.choice(
        answer.answers, "q8", "c",
        {
            "a": "The matrix product does all rows at once. See §8.",
            "b": "Give both an axis of their own, and broadcast. See §6.",
            "d": "A comparison with the means by broadcasting, and a sum along an axis, do it.",
        },
    )
### END HIDDEN TESTS

# %% wrong="p1-e12" because="one question open" says="Still open"
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "b", "q6": "d", "q7": "a", "q8": None}

# %% wrong="p1-e12" because="q1: keeps whole numbers" says="whatever it is given"
answers = {"q1": "a", "q2": "a", "q3": "d", "q4": "b", "q5": "b", "q6": "d", "q7": "a", "q8": "c"}

# %% wrong="p1-e12" because="q1: keeps the decimals" says="whole numbers"
answers = {"q1": "b", "q2": "a", "q3": "d", "q4": "b", "q5": "b", "q6": "d", "q7": "a", "q8": "c"}

# %% wrong="p1-e12" because="q2: arange" says="included"
answers = {"q1": "c", "q2": "b", "q3": "d", "q4": "b", "q5": "b", "q6": "d", "q7": "a", "q8": "c"}

# %% wrong="p1-e12" because="q3: the mask takes all rows" says="How many of them"
answers = {"q1": "c", "q2": "a", "q3": "a", "q4": "b", "q5": "b", "q6": "d", "q7": "a", "q8": "c"}

# %% wrong="p1-e12" because="q4: the list is a view" says="list in the brackets"
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "c", "q5": "b", "q6": "d", "q7": "a", "q8": "c"}

# %% wrong="p1-e12" because="q5: the other axis" says="axis that you name"
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "a", "q6": "d", "q7": "a", "q8": "c"}

# %% wrong="p1-e12" because="q6: as it should be" says="So it should be"
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "b", "q6": "a", "q7": "a", "q8": "c"}

# %% wrong="p1-e12" because="q7: the tape as it was" says="without `.T`"
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "b", "q6": "d", "q7": "b", "q8": "c"}

# %% wrong="p1-e12" because="q8: all pairs" says="axis of their own"
answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "b", "q6": "d", "q7": "a", "q8": "b"}
